"""The words before the word of a level: the preceding two, this, the same, each of the."""

from __future__ import annotations

import re
from dataclasses import dataclass

from amendtool.articles.numerals import DECIMAL
from amendtool.articles.references.reference import Relation
from amendtool.articles.references.tokens import CARDINAL, ORDINAL

_SIDE = "preceding|foregoing|previous|prior|next|following|succeeding|subsequent"
_CARDINAL = r"[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_STATE = (
    "present|current|former|old|previous|prior|existing|original|pre-amendment|then-current"
    "|unamended"
)
_LEAD = re.compile(
    r"(?:(?:the|such) )?(?:immediately |last |next )?"
    rf"(?P<side>{_SIDE}) (?:(?P<count>{_CARDINAL}) )?"
    rf"|(?:the )?(?P<first_count>{_CARDINAL}) (?:immediately )?(?P<second_side>{_SIDE}) "
    r"|(?P<this>this|these|the present) "
    r"|(?P<same>(?:the )?(?:same|said|aforesaid|aforementioned|above(?:-mentioned)?)|such|that) "
    rf"|(?:the )?(?P<ordinal>{ORDINAL.pattern}|last) "
    rf"|(?:the )?(?P<state>{_STATE}) "
    r"|(?P<each>(?:each|any|every|all|one) of the |all the |each |any |every |all |the )",
    re.IGNORECASE,
)
_BEFORE_A_NUMBER = re.compile(rf"(?:the )?(?:{_STATE}) ", re.IGNORECASE)
_VOCABULARY = frozenset(
    (
        f"the such immediately last {_SIDE} {_CARDINAL} this these present same said aforesaid"
        " above aforementioned above-mentioned that each any every all one of"
        f" {ORDINAL.pattern} {_STATE}"
    )
    .replace("|", " ")
    .split()
)
_REACH = 48
_AFTER = frozenset({"preceding", "foregoing", "previous", "prior"})


@dataclass(frozen=True, slots=True)
class Lead:
    """The words before a level word, as they were read.

    ``earlier`` says that before a number they mean an earlier state: the former Article 8.
    ``ordinal`` holds the span of the word in "the second paragraph".
    """

    start: int
    relation: Relation | None
    count: int = 1
    ordinal: tuple[int, int] | None = None
    earlier: bool = False
    many: bool = False


def lead_before(text: str, at: int, floor: int) -> Lead | None:
    """The lead that ends right before ``at``, not reaching back beyond ``floor``."""
    if at < 2 or text[at - 1] != " ":
        return None
    begin = max(floor, at - _REACH)
    start = at - 1
    starts: list[int] = []
    while start > begin and len(starts) < 6:
        # A line feed is the border between two blocks of a provision.
        space = max(text.rfind(" ", begin, start), text.rfind("\n", begin, start))
        word = space + 1 if space >= 0 else begin
        bare = text[word:start].lstrip('(“"')
        if bare.lower() not in _VOCABULARY and not bare.isdigit():
            break
        word = start - len(bare)
        starts.append(word)
        if space < 0 or text[space] == "\n":
            break
        start = space
    for candidate in reversed(starts):
        found = lead_at(text, candidate)
        if found is not None and found[1] == at:
            return found[0]
    return None


def lead_at(text: str, start: int) -> tuple[Lead, int] | None:
    """The lead that begins at ``start``, and where it ends."""
    match = _LEAD.match(text, start)
    if match is None:
        return None
    return _lead(text, match), match.end()


def _lead(text: str, match: re.Match[str]) -> Lead:
    start = match.start()
    earlier = _BEFORE_A_NUMBER.fullmatch(text, start, match.end()) is not None
    side = match["side"] or match["second_side"]
    if side is not None:
        relation = Relation.PRECEDING if side.lower() in _AFTER else Relation.FOLLOWING
        count = _count(match["count"] or match["first_count"])
        return Lead(start, relation, count, earlier=earlier)
    if match["this"] is not None:
        many = match["this"].lower() == "these"
        return Lead(start, Relation.THIS, earlier=earlier, many=many)
    if match["same"] is not None:
        return Lead(start, Relation.SAME)
    if match["each"] is not None:
        return Lead(start, Relation.EACH)
    if match["ordinal"] is not None:
        return Lead(start, Relation.NUMBERED, ordinal=match.span("ordinal"))
    return Lead(start, None, earlier=earlier)


def _count(word: str | None) -> int:
    if word is None:
        return 1
    return DECIMAL.read(word) or CARDINAL.read(word.lower()) or 1
