"""The smallest units of an English citation: ``Article``, ``14``, ``(3)``, ``first sentence``."""

from __future__ import annotations

from amendtool.articles.references.reference import Level
from amendtool.articles.references.tokens import CARDINAL, ORDINAL_NAME
from amendtool.patterns import compiled

EN_UNIT = compiled(
    r"(?i:(?P<article>articles?|arts?\.|arts?(?=\s[0-9])|(?:bye-?law|regulation|rule)s?(?=\s[0-9])"
    r"|(?:(?<=this )|(?<=that ))(?:bye-?law|regulation|rule))"
    r"|(?P<paragraph>paragraphs?|paras?\.?|sub-?(?:article|bye-?law|regulation|rule)s?)"
    r"|(?P<item>items?|clauses?|points?(?=\s\()|sub-?paragraphs?)|(?P<subitem>sub-?items?|sub-?clauses?)"
    r"|(?P<section>sections?|secs?\.|secs?(?=\s[0-9])|§§?)"
    r"|(?P<subsection>sub-?sections?)|(?P<chapter>chapters?)|(?P<part>parts?)"
    r"|(?P<supplementary>supplementary\sprovisions?|addend(?:a|um))"
    r"|(?P<sentence>sentences?|proviso|(?:latter|former|first|second)\spart|main\s(?:clause|text)))"
    r"(?![A-Za-z])"
)
"""The word of a level."""
EN_ANCHOR = compiled(
    r"(?i:articles?|arts?\.|arts?(?=\s[0-9])|secs?(?=\s[0-9])"
    r"|(?:sub-?)?(?:paragraph|item|clause|section)s?|paras?[ .]|proviso"
    r"|chapters?|parts?|secs?\.|supplementary provisions?|sentences?"
    r"|points?(?=\s\()|(?:bye-?law|regulation|rule)s?(?=\s[0-9])|sub-?(?:article|bye-?law|regulation|rule)s?"
    r"|(?:(?<=this )|(?<=that ))(?:bye-?law|regulation|rule)"
    r"|(?:latter|former|first|second) part|main (?:clause|text)|by-?laws|charter)(?![A-Za-z])|§"
)
"""The word that a citation is found by; it may begin before it (the preceding)."""
EN_BEFORE = (" to ", " under ", " in ", " with ", " by ", " and ", " or ", " from ")
"""What stands before most citations: no lead and no name of a document ends so, nor does what says
an earlier state."""
EN_STEMS = {
    "rticle": ("rticle",),
    "rt": (
        "rt.", "rts.", "rt ", "rts ", "Part", " part",
        "latter part", "former part", "first part", "second part",
    ),
    "ara": ("aragraph", "ara.", "aras.", "ara "),
    "roviso": ("roviso",),
    "tem": ("item", "Item"),
    "lause": ("lause",),
    "oint": ("oint (", "oints ("),
    "apter": ("hapter",),
    "arter": ("harter",),
    "ec": ("ection", "ec.", "ecs.", "ec ", "ecs "),
    "upplementary": ("upplementary",),
    "entence": ("entence",),
    "§": ("§",),
    "aw": ("-laws", "ylaws", "-Laws", "e-law ", "elaw "),
    "main ": ("main text", "main clause"),
    "ule": ("ule ", "ules "),
    "gulation": ("gulation ", "gulations "),
    "RT": ("RTICLE", "PART"),
    "ARAGRAPH": ("ARAGRAPH",),
    "ITEM": ("ITEM",),
    "HAPTER": ("HAPTER",),
    "ECTION": ("ECTION",),
}  # fmt: skip
"""The stems of the words that a citation may be found by, under what several of them hold."""
_LONGEST_WORD = 16


def en_anchors(text: str) -> list[int]:
    """Where the words stand that a citation may be found by, in order.

    ``str.find`` for a few stems is some ten times faster than a search for :data:`EN_ANCHOR`.
    """
    places = []
    find = text.find
    for part, stems in EN_STEMS.items():
        for stem in stems if part in text else ():
            at = find(stem)
            while at >= 0:
                places.append(at + (stem[0] == " "))
                at = find(stem, at + len(stem))
    places.sort()
    return places


def word_at(text: str, place: int) -> int:
    """The start of the word that the stem at ``place`` is in: that of ``sub-item``, too."""
    start = place
    while start and place - start < _LONGEST_WORD and text[start - 1].isalpha():
        start -= 1
    if start > 2 and text[start - 1] == "-":
        for prefix in ("sub", "by"):
            if text[max(0, start - 1 - len(prefix)) : start - 1].lower() == prefix:
                return start - 1 - len(prefix)
    return start


EN_NUMBER = compiled(
    r"(?P<of_rules>[0-9]{1,3}[a-z][0-9]?-[0-9]{1,2})(?![0-9A-Za-z-])"
    r"|(?P<digits>[0-9]{1,5})(?P<branches>(?:[.-][0-9]{1,5})*)"
    r"(?P<letters>(?:bis|ter|quater)?(?:-(?=[A-Z](?![0-9A-Za-z])))?[A-Z]{0,2}"
    r"(?:-[0-9]{1,3}|(?<=[A-Z])(?:\.[0-9]{1,4}){1,3})?)"
    # Section 1a is its item (a); "Article 8ff." and a missing space end a number too.
    r"(?:(?=[a-z](?![0-9A-Za-z]|-[0-9]))|(?=ff\b|and\b|or\b|hereof\b)|(?![0-9A-Za-z%]|,[0-9]{3}))"
    r"|(?P<roman>[IVXLC]{1,7})(?![0-9A-Za-z]|\. ?[0-9]+-)"
    r"|\((?P<bracketed>[0-9]{1,3}|[a-z]{1,4}|[A-Z]{1,4})\)"
    rf"|(?P<spelled>(?i:{CARDINAL.pattern})|{ORDINAL_NAME})(?![A-Za-z-])"
    r"|(?P<letter>[A-Z])(?![0-9A-Za-z.'’-])"
)
"""The number of a level: 14, 5-2, 3.2, 27A, 302A.471, III, (3), (a), Five, FIFTH, B; 14a-8."""
_DOTTED = compiled(
    r"(?<![\w.$£€¥§#/,-])(?=[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?![\w%]|\.\w|,[0-9]"
    r"|\s(?:per ?cent|million|billion|hours|times|points|to 1\b(?!\.[0-9]))))"
    # "see 5(1)(a)" has no word of a level either.
    r"|(?<![\w.$£€¥§#/,(-])(?=[0-9]{1,3}(?:\([0-9a-z]{1,4}\)){1,4}(?![\w(]))"
)
# Few texts hold any; to look for one is dear.
_MAY_BE_DOTTED = compiled(r"[0-9](?:\.[0-9]|\()")
_BEFORE_DOTTED = compiled(
    r"(?:^|[\s(“\"])(?:(?i:see(?: also)?|under|notwithstanding|pursuant to|subject to"
    r"|in accordance with"
    r"|(?:provisions?|requirements?|terms|purposes|conditions|procedures?) (?:of|in|under)"
    r"|(?:as )?per|breach of|violation of|compl(?:y|ies|iance) with"
    r"|conform(?:ity)? (?:to|with)|reference to"
    r"|(?:set (?:out|forth)|described|defined|provided(?: for)?|specified|required|stated"
    r"|prescribed|permitted|contemplated|listed|mentioned|given|established"
    r"|referred to|laid down|authori[sz]ed)"
    r" (?:in|under|by|at)"
    r"|provisions?|points?|paras?\.?|by-?laws?|numbers?|nos?\.|sects?\.?)|ss?\.?|S\.) \Z"
)
_BEHIND_DOTTED = compiled(
    r"(?:\([0-9a-z]{1,4}\))* (?:above|below|hereof|hereunder|appl(?:y|ies)|shall|governs?"
    r"|prevails?)\b"
    r"|\([a-z]{1,4}\)(?![a-z])"
)
_IN_BRACKETS = compiled(r"[0-9.]+(?:\([a-z]{1,4}\))*\)")
_BEFORE_REACH = 40


def en_dotted(text: str) -> list[int]:
    """Where dotted numbers stand that no word of a level is before: "see 2.3", "2.3(a) applies".

    The words around say that they are of provisions; "a ratio of 2.3" is none.
    """
    found: list[int] = []
    if "(" in text and (
        ") above" in text
        or ") below" in text
        or ") thereof" in text
        or any(each in text for each in _MARK_LAST)
    ):
        found += [mark.start(mark.lastgroup or "") for mark in _MARK_BESIDE.finditer(text)]
    if _MAY_BE_DOTTED.search(text) is None:
        return found
    begins = -1  # where the number stands behind this one that the words around tell
    for number in reversed(list(_DOTTED.finditer(text))):
        at = number.start()
        digits = _NUMBER_LENGTH.match(text, at)
        end = digits.end() if digits else at
        told = (
            _BEFORE_DOTTED.search(text, max(0, at - _BEFORE_REACH), at)
            or (_BEHIND_DOTTED.match(text, end) and not _is_of_a_name(text, at))
            or (text[at - 1 : at] == "(" and _IN_BRACKETS.match(text, at))
        )
        if told or (begins >= 0 and _LISTED.fullmatch(text, end, begins)):
            found.append(at)
            begins = at
        else:
            begins = -1
    return found


def _is_of_a_name(text: str, at: int) -> bool:
    """Whether the number at ``at`` ends a name: Exhibit 2.3, Apache License 2.0, release 1.4."""
    found = _NAME_BEFORE.search(text, max(0, at - _BEFORE_REACH), at)
    return found is not None and found["word"] not in _NO_NAMES


_NAME_BEFORE = compiled(
    r"(?:\A|(?<=[\s(“\"]))(?P<word>[A-Z][\w.+-]*|version|release|edition|rule) \Z"
)
_NO_NAMES = frozenset(
    "See Under Only Neither Both Either If Where When And Or But Then Although While Unless That"
    " In By Of To For From Per With Nor Sections Section Articles Article Clauses Clause Since"
    " Otherwise Accordingly However Furthermore Here".split()
)
# "1.1, 1.2(a) and 1.3 apply": the words around the last tell of all.
_LISTED = compiled(r"(?:\([0-9a-z]{1,4}\)){0,3}(?:,? (?:and|or|to|through) |, )")


_MARK_LAST = ("n (", "nder (", "er (", "ee (")
# "As said in (b) above": the mark of an item without a word, which the words around tell.
_MARK_BESIDE = compiled(
    r"\b(?:in|under|of|to|by|from|per|see|with|than|both|either|for|at)\s"
    r"(?P<mark>\((?:[a-z]{1,4}|[0-9]{1,2})\)"
    r"(?:(?:,? (?:and|or|to|through) |, )?\((?:[a-z]{1,4}|[0-9]{1,2})\)){0,8})"
    r"(?= (?:above|below)(?![\w-])"
    r"(?! (?:(?:the|an?|any|all|its|their|average|market|par)\b|[0-9$£€])))"
    # "The privileges in (d)." ends a clause; the document tells whether there is one.
    r"|\b(?i:in|under|per|see)\s(?P<last>\((?:[a-z]{1,4}|[0-9]{1,2})\)"
    r"(?:(?:,? (?:and|or|to|through) |, )?\((?:[a-z]{1,4}|[0-9]{1,2})\)){0,8})(?=[.;]|\Z)"
    # "Section 3 or (b) thereof": a part of what was cited before.
    r"|(?<=[\s(])(?P<part>\((?:[a-z]{1,4}|[A-Z]|[0-9]{1,2})\)(?:\((?:[a-z]{1,4}|[0-9]{1,2})\)){0,3}"
    r"(?:(?:,? (?:and|or|to|through) |, )\((?:[a-z]{1,4}|[A-Z]|[0-9]{1,2})\)){0,8})(?= thereof\b)"
)
_NUMBER_LENGTH = compiled("[0-9.]*[0-9]")
EN_SUFFIX = compiled(
    r" ?\((?P<bracketed>[0-9]{1,3}|[a-z]{1,4}|[A-Z]{1,4})\)"
    r"|(?<=[0-9])\.?(?P<plain>[a-z])(?![0-9A-Za-z]|-[0-9])"
)
"""A deeper level right behind a number: Section 3.2(b), Section 1a."""
EN_JOINT = compiled(
    r"(?P<comma>\s?,)?\s?"
    r"(?P<word>and/or|and|or|nor|as well as|together with|resp(?:\.|ectively)|AND|OR|&)?\s"
    r"|/(?=[0-9(])"
)
EN_JOINTS = (
    ",", " ,", " and", " or ", " or,", " nor ", " as well as ", " together", " resp", " &",
    " AND", " OR ", "/",
)  # fmt: skip
"""What a joint that joins begins with; cheaper to ask for first."""
EN_RANGES = (
    " to ", " through ", " thru ", ", to ", ", through ", " until ", " till ", " up to ",
    "-", "‐", "‑", "–", "—", "~",
    " -", " –", " —", " ~", " TO ", " THROUGH ",
)  # fmt: skip
EN_RANGE = compiled(
    r",?\s?(?P<word>to|through|thru|until|till|up to|TO|THROUGH)(?: and including)?\s"
    r"|\s?(?P<dash>[-‐‑–—~])\s?"
)
EN_LEVELS = {
    "article": Level.ARTICLE,
    "paragraph": Level.PARAGRAPH,
    "item": Level.ITEM,
    "subitem": Level.SUBITEM,
    "section": Level.SECTION,
    "subsection": Level.SUBSECTION,
    "chapter": Level.CHAPTER,
    "part": Level.PART,
    "supplementary": Level.SUPPLEMENTARY,
    "sentence": Level.SENTENCE,
}
