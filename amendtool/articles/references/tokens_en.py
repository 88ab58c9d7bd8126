"""The smallest units of an English citation: ``Article``, ``14``, ``(3)``, ``first sentence``."""

from __future__ import annotations

import re

from amendtool.articles.references.reference import Level
from amendtool.articles.references.tokens import CARDINAL

EN_UNIT = re.compile(
    r"(?i:(?P<article>articles?|arts?\.|arts?(?=\s[0-9]))|(?P<paragraph>paragraphs?|paras?\.?)"
    r"|(?P<item>items?|clauses?|sub-?paragraphs?)|(?P<subitem>sub-?items?|sub-?clauses?)"
    r"|(?P<section>sections?|secs?\.|secs?(?=\s[0-9])|§§?)"
    r"|(?P<subsection>sub-?sections?)|(?P<chapter>chapters?)"
    r"|(?P<supplementary>supplementary\sprovisions?|addend(?:a|um))"
    r"|(?P<sentence>sentences?|proviso|(?:latter|former|first|second)\spart|main\s(?:clause|text)))"
    r"(?![A-Za-z])"
)
"""The word of a level."""
EN_ANCHOR = re.compile(
    r"(?i:articles?|arts?\.|arts?(?=\s[0-9])|secs?(?=\s[0-9])"
    r"|(?:sub-?)?(?:paragraph|item|clause|section)s?|paras?[ .]|proviso"
    r"|chapters?|secs?\.|supplementary provisions?|sentences?"
    r"|(?:latter|former|first|second) part|main (?:clause|text)|by-?laws|charter)(?![A-Za-z])|§"
)
"""The word that a citation is found by; it may begin before it (the preceding)."""
_STEMS = (
    "rticle", "RTICLE", "rt.", "rts.", "aragraph", "ARAGRAPH", "ara.", "aras.", "ara ", "roviso",
    "item", "Item", "ITEM", "lause", "hapter", "HAPTER", "ection", "ECTION", "ec.", "ecs.",
    "upplementary", "entence", "§", "-laws", "ylaws", "-Laws", "harter", "latter part",
    "former part", "first part", "second part", "main text", "main clause",
    "Art ", "Arts ", " art ", " arts ", "Sec ", "Secs ", " sec ", " secs ",
)  # fmt: skip
_LONGEST_WORD = 16


def en_anchors(text: str) -> list[int]:
    """Where the words stand that a citation may be found by, in order.

    ``str.find`` for a few stems is some ten times faster than a search for :data:`EN_ANCHOR`.
    """
    places = []
    find = text.find
    for stem in _STEMS:
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


EN_NUMBER = re.compile(
    r"(?P<digits>[0-9]{1,5})(?P<branches>(?:[.-][0-9]{1,3})*)(?P<letters>(?:bis|ter|quater)?[A-Z]{0,2}(?:-[0-9]{1,3}|(?<=[A-Z])(?:\.[0-9]{1,4}){1,3})?)(?![0-9A-Za-z%]|,[0-9]{3})"
    r"|(?P<roman>[IVXLC]{1,7})(?![0-9A-Za-z])"
    r"|\((?P<bracketed>[0-9]{1,3}|[a-z]{1,4}|[A-Z]{1,4})\)"
    rf"|(?P<spelled>(?i:{CARDINAL.pattern}))(?![A-Za-z-])"
    r"|(?P<letter>[A-Z])(?![0-9A-Za-z.'’-])"
)
"""The number of a level: 14, 5-2, 3.2, 27A, 302A.471, III, (3), (a), Five, B."""
EN_SUFFIX = re.compile(r" ?\((?P<bracketed>[0-9]{1,3}|[a-z]{1,4}|[A-Z]{1,4})\)")
"""A deeper level right behind a number: Section 3.2(b)."""
EN_JOINT = re.compile(r"(?P<comma>,)?\s?(?P<word>and/or|and|or|as well as|AND|OR|&)?\s|/(?=[0-9])")
EN_JOINTS = (",", " and", " or ", " as well as ", " &", " AND", " OR ", "/")
"""What a joint that joins begins with; cheaper to ask for first."""
EN_RANGES = (
    " to ", " through ", " thru ", " until ", " up to ", "-", "‐", "‑", "–", "—", "~",
    " -", " –", " —", " ~", " TO ", " THROUGH ",
)  # fmt: skip
EN_RANGE = re.compile(
    r"\s?(?P<word>to|through|thru|until|up to|TO|THROUGH)(?: and including)?\s"
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
    "supplementary": Level.SUPPLEMENTARY,
    "sentence": Level.SENTENCE,
}
