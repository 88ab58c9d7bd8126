"""References: the citations of provisions inside the text of the articles.

``parsing`` is the entry. It finds every citation in a text and gives it as a value of
``reference``: where it stands, what it cites, level by level, and whether it points into
these articles, into another document, or at an earlier state of the articles.

``tokens`` cuts citations into their smallest units, ``grammar_ja`` and ``grammar_en`` put the
units together, ``documents_ja`` and ``documents_en`` recognise the statutes and other documents
that stand beside a citation, ``phrases`` and ``memory`` are what both grammars share, and
``classify`` decides the category. Nothing here changes a text: a citation knows the span of its
digits, and the numeral they are written in, so that whoever renumbers can replace them in place.
"""
