"""References: the citations of provisions inside the text of the articles.

``parser`` is the entry. It finds every citation in a text and gives it as a value of
``reference``: where it stands, what it cites, level by level, and whether it points into
these articles, into another document, or at an earlier state of the articles.

``tokens_ja`` and ``tokens_en`` cut citations into their smallest units, whose numbers ``tokens``
reads; ``grammar_ja`` and ``grammar_en`` put the units together, ``documents_ja`` and
``documents_en`` recognise the statutes and other documents that stand beside a citation,
``reader_ja`` and ``reader_en`` put both together: they are the ``GRAMMARS`` of ``parser``.
``phrases`` and ``antecedents`` are what all grammars share, ``style_words`` lets a drafting style
call the levels by other words and ``document_levels`` a single document, ``resolver`` finds what
is cited, and ``writer`` cites. Nothing here changes a text: a citation knows the span of its
digits, and the numeral they are written in, so that whoever renumbers can replace them in place.
"""
