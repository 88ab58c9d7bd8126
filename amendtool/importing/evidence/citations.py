"""Against a mark: how a line goes on that begins with a citation and not with a label."""

from __future__ import annotations

import re
from typing import Final, Literal

from amendtool.importing.evidence.marks import LabelReading
from amendtool.patterns import compiled

_MARK: Final = (
    r"(?:[(（][0-9０-９a-zA-Z一二三四五六七八九十イロハア]{1,4}[)）]|[0-9０-９]{1,4}[.)）]?"
    r"|(?:[ivxlc]{1,4}|[IVXLC]{1,4}|[b-zB-HJ-Z])[.)）]?"
    r"|[一二三四五六七八九十イロハア]{1,4}|第.{1,4}[条項号章節])"
)
_STRONG: Final = compiled(
    rf"(?:(?:,|and|or|to|through|and/or)\s+(?:(?:Article|Section|paragraph|Chapter)s?\s+)?{_MARK}"
    r"(?=[\s.,;)]|$)"
    r"|(?:above|below|hereof|thereof|herein)\b"
    r"|[,、，]\s*第|(?:及び|又は|並びに|若しくは|から|乃至|ないし|または|および)\s*.{0,6}[条項号章節イロハ0-9(（])"
)
"""What goes on so is a citation wherever it stands."""
_SOFT: Final = compiled(
    r"(?:of|and|or|to|in|under|shall|does|do|is|are|was|were|may|must|applies|apply)\b"
    r"|[,、]|[のにをがはとも](?![\s　])|及び|又は|並びに|若しくは|から|まで|について|による|に"
)
"""What goes on so may be one: a mark that is due, or the first of its kind, is still a label."""
_CAPTIONED: Final = compiled(
    r"[（(][^（()）]{1,40}[)）](?:[のにをがはと](?![\s　])|及び|又は|から|、)"
)
"""A label that is cited with its caption: 第1条（名称）の変更は."""
_PARTS_CITED: Final = compiled(
    r"(?:\((?:[0-9]{1,3}|[a-zA-Z]|[ivx]{1,5})\)\s*)*"
    r"(?:of|and|or|to|through|shall|does|do|is|are|was|were|may|must|applies|apply)\b"
)
"""Behind Section 3: its parts and the verb of the sentence, as in Section 3 (2) applies."""
_PARTICLE: Final = compiled(
    r"[のにをがはとも及又並若]|から|まで|、|，|ただし書|本文|各号|前段|後段|第[0-9０-９一二三四五六七八九十]"
)


def cites(text: str, reading: LabelReading, *, heading: bool) -> Literal["no", "soft", "strong"]:
    """Whether the line goes on as a citation does, and how surely."""
    rest = text[reading.start :]
    label = reading.label
    if not rest or not label.numbers:
        return "no"
    if _STRONG.match(rest):
        return "strong"
    if label.word:
        wide = ord(label.word[0]) > 0x2E80
        if wide and reading.tight and not heading and _PARTICLE.match(rest):
            return "strong"
        if wide and reading.tight and not heading and _CAPTIONED.match(rest):
            return "strong"
        if not wide and not heading and (rest[0].islower() or rest[0] == ","):
            return "strong"
        if not wide and not heading and _PARTS_CITED.match(rest):
            return "strong"
        glued = not text[: reading.start][-1:].isspace()
        if not wide and glued and label.own + 1 < len(label.numbers) and rest[0] == "(":
            return "strong"  # Section 5A(2)
        return "no"
    if reading.tight and re.match(r"[のにをがはともや、](?![　\s])", rest):
        return "strong"
    if reading.bare and rest[0].isascii() and not (rest[0].isupper() or rest[0] in "\"'(["):
        return "strong"
    if label.own and rest[0] == "(" and not text[: reading.start][-1:].isspace() and (
        not label.literals[-1]
    ):  # fmt: skip
        return "strong"  # 1.1(2)
    if label.own and rest[0].islower():
        return "soft"
    return "soft" if _SOFT.match(rest) else "no"


def doubtful(text: str, reading: LabelReading, *, heading: bool) -> bool:
    """Whether a mark that is read as part of its line may be a label all the same.

    What goes on as a citation by its words is none; ``Section 5 members`` cites by its look alone.
    """
    if cites(text, reading, heading=heading) != "strong":
        return True
    rest, word = text[reading.start :], reading.label.word
    looks = bool(word) and word[0].isascii() and rest[:1].islower()
    return looks and not _STRONG.match(rest) and not _SOFT.match(rest)


_ENDED: Final = tuple('。.;；:：!?！？」』”"—–-')


def unfinished(text: str) -> bool:
    """Whether a line ends in the middle of a sentence, so that the next may go on with it."""
    return not text.rstrip().endswith(_ENDED)


_LONGEST_END: Final = 32
"""No end of a line that is looked for here is as long: a longer line is searched in its end."""
_OPENS: Final = compiled(
    r"(?:\b(?:Sections?|Articles?|Chapters?|(?:sub)?paragraphs?|clauses?|sub-?sections?|items?|parts?"
    r"|rules?|schedules?|under|than|(?:at|the) (?:least|most))|§|\b(?:art|sec|para)\.|第)$",
    re.IGNORECASE,
)
_RUNS_ON: Final = compiled(r"\b(?:of|and|or|the|than|in|by|to|with|a|an|for|from|at)$")


_CITES_AHEAD: Final = compiled(
    r"(?:\b(?:Section|Article|Chapter|Paragraph|Clause|Rule|Schedule)|\b(?:in|under|of|by|to|with) "
    r"(?:section|article|chapter|paragraph|subparagraph|clause|subsection|item|rule)|§|第)$"
)


def cited_ahead(text: str) -> bool:
    """Whether a line ends in the word of one provision, as a citation does in front of a number."""
    return _CITES_AHEAD.search(text[-_LONGEST_END:]) is not None


def opens(text: str, *, wrapped: bool) -> bool:
    """Whether a line ends in a word that a number goes on: under Section, 第.

    Where lines are broken by their width any other word that ends nothing tells as much.
    """
    text = text.rstrip()[-_LONGEST_END:]
    return _OPENS.search(text) is not None or (wrapped and _RUNS_ON.search(text) is not None)
