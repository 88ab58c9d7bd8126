"""The grammar of an English citation.

::

    group   = run { [,] run }            downwards: Article 5, paragraphs 2 and 3
            | group (of|in) group        upwards: paragraph 2 of the preceding Article
            | lead unit                  the preceding two paragraphs, this Article
    run     = unit number { joint number }
    number  = 14 | 5-2 | 3.2 | III | (3) | (a) | Five, then deeper levels in brackets: 3.2(b)(ii)

:class:`GroupReader` reads one group at a time; ``reader_en`` puts them into lists and asks what
document they are of.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from amendtool.articles.numbers import Number
from amendtool.articles.numerals import DECIMAL, Numeral, padded
from amendtool.articles.references.antecedents import Memory, bound
from amendtool.articles.references.phrases import first_place, last_place
from amendtool.articles.references.reference import (
    Category,
    Cited,
    CitedPlace,
    Doubt,
    Figures,
    Level,
    Member,
    Range,
    Relation,
)
from amendtool.articles.references.tokens import (
    CARDINAL,
    ORDINAL,
    ORDINAL_NAME,
    number_of,
    read_bracketed,
    read_english,
)
from amendtool.articles.references.tokens_en import (
    EN_BEFORE,
    EN_JOINT,
    EN_JOINTS,
    EN_LEVELS,
    EN_NUMBER,
    EN_RANGE,
    EN_RANGES,
    EN_SUFFIX,
    EN_UNIT,
)
from amendtool.patterns import compiled
from amendtool.values import dataclass

# The words before the word of a level: the preceding two, this, the same, each of the.

_SIDE = "preceding|foregoing|previous|prior|next|following|succeeding|subsequent"
_CARDINAL = r"[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_STATE = (
    "present|current|former|old|previous|prior|existing|original|then-current"
    "|unamended|repealed|superseded|formerly|previously|erstwhile|pre-[12][0-9]{3}|pre-[a-z]+"
)
_LEAD = compiled(
    r"(?:(?:the|such) )?(?:immediately |last |next )?"
    rf"(?P<side>{_SIDE}) (?:(?P<count>{_CARDINAL}) )?"
    rf"|(?:the )?(?P<first_count>{_CARDINAL}) (?:immediately )?(?P<second_side>{_SIDE}) "
    r"|(?P<this>this|these|the present) "
    r"|(?P<then>(?:the|was|were) then )"
    r"|(?P<same>(?:the )?(?:same|said|aforesaid|aforementioned|above(?:-mentioned)?)|such|that) "
    rf"|(?:the )?(?P<ordinal>{ORDINAL.pattern}|last) "
    rf"|(?:the )?(?P<state>{_STATE}) "
    r"|(?P<each>(?:each|any|every|all|one) of the |all the |each |any |every |all |the )",
    re.IGNORECASE,
)
_BEFORE_A_NUMBER = compiled(rf"(?:the )?(?:{_STATE}) |(?:the|was|were) then ", re.IGNORECASE)
_STATES = (*(word for word in _STATE.split("|") if word.isalpha()), "pre-", "then", "was", "were")
_VOCABULARY = frozenset(
    (
        f"the such immediately last {_SIDE} {_CARDINAL} this these present same said aforesaid"
        " above aforementioned above-mentioned that each any every all one of"
        f" {ORDINAL.pattern} {_STATE} was were then"
    )
    .replace("|", " ")
    .split()
)
_REACH = 48
# Leads that begin with their first word, whatever stands before it; they are the commonest.
_WHOLE_LEADS = (" this ", " the preceding ", " the following ")
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
    if at < 2 or text[at - 1] != " " or text.endswith(EN_BEFORE, floor, at):
        return None
    if text.endswith(_WHOLE_LEADS, floor, at):
        words = next(each for each in _WHOLE_LEADS if text.endswith(each, floor, at))
        found = lead_at(text, at - len(words) + 1)
        if found is not None and found[1] == at:
            return found[0]
    begin = max(floor, at - _REACH)
    start = at - 1
    starts: list[int] = []
    while start > begin and len(starts) < 6:
        # A line feed is the border between two blocks of a provision.
        space = max(text.rfind(" ", begin, start), text.rfind("\n", begin, start))
        word = space + 1 if space >= 0 else begin
        bare = text[word:start].lstrip('(“"')
        known = bare.lower() in _VOCABULARY or bare.isdigit() or bare.startswith("pre-")
        if not known:
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
    earlier = text[start : match.end()].lower().removeprefix("the ").startswith(_STATES)
    earlier = earlier and _BEFORE_A_NUMBER.fullmatch(text, start, match.end()) is not None
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


# The numbers behind an English level word: one, a list of them, or a range.

_DEEPEST_MARK = 6
_PART = compiled(r"[0-9]+")
_ROMAN_LEVELS = frozenset({Level.ARTICLE, Level.CHAPTER, Level.SECTION, Level.PART})
_LETTER_LEVELS = frozenset({Level.ITEM, Level.SUBITEM, Level.PARAGRAPH, Level.SECTION})
# "Articles 8, 9 and 12 directors" is no list of three articles.
_ONE_OF_A_LIST = (
    rf"(?:[0-9]{{1,3}}|(?:[IVXLC]{{1,7}}|{ORDINAL_NAME})(?![A-Za-z]))(?:\([0-9a-z]{{1,4}}\)){{0,3}}"
)
_REST_OF_A_LIST = compiled(
    rf"(?:, {_ONE_OF_A_LIST}){{0,20}},? (?:and|or|nor) {_ONE_OF_A_LIST}(?![0-9%]|,[0-9])"
)
_COUNTS = compiled(
    r" (?:other(?! than)|more|additional|further) [a-z]"
    r"| (?:(?:other|more|or more|consecutive|full|business|calendar|whole|such) )?"
    r"(?:days?|months?|years?|weeks?|hours?|shares?|directors?|members?|persons?|people|votes?"
    r"|per ?cent|yen|dollars|auditors?|meetings?|times|officers?|copies|units?|shareholders?"
    r"|trustees?|o['’]clock|[ap]\.?m\.?\b)"
)
_OR_BOTH = compiled(
    r",? (?:or|and) (?:both|either|all|any)(?: of (?:them|these|those))?(?=[,.;)]|\Z)"
)
# After a single "Article 8 or 9" the number has to end the phrase.
_CLOSED = compiled(
    r"(?=[.,;:)\]”\"]|\Z| (?:of|or|and|to|above|below|shall|is|are|may|in|but|unless|have|has"
    r"|requires?|governs?|prevails?|provides?|prescribes?|permits?|does|do|can|cannot|would|should|was"
    r"|were|had|that|which|who|without|within|upon|from|so|nor|than|hereto|because|until|unless"
    r"|binds?|controls?|remains?|stays?|states?|says?|sets?|limits?|ends?|expires?|confers?"
    r"|restricts?|affects?|allows?|prohibits?|deals?|covers?|specif(?:y|ies)|describes?|contains?"
    r"|refers?|relates?|takes?|ceases?|prevents?|excludes?|grants?|entitles?|gives?|makes?|also"
    r"|expressly|otherwise|hereby|only|alone|together|respectively|except|save|while|though|not"
    r"|this|these|its|their|into|against|during|through|and/or|being|having"
    r"|appl(?:y|ies)|hereof|thereof|for|on|by|must|will|with|hereinafter|when|where|if|as|before|after|under|the|\())"
)
_DEEPER_OR_CLOSED = compiled(
    rf"{_CLOSED.pattern}|(?=,? (?:para|item|sub|clause|sentence|first|second|third|last))"
)
# "Article Five Shares" is a name.
_NAME_GOES_ON = compiled(r" (?!Paragraph|Item|Section|Clause)[A-Z][a-z]")


class NumberedLevels(NamedTuple):
    """One number: the level and its deeper ones in brackets, and what kind of number it is."""

    levels: tuple[Cited, ...]
    end: int
    kind: str
    hyphen: tuple[Cited, Cited] | None


def starts_number(text: str, end: int) -> bool:
    """Whether a number follows the level word that ends at ``end``; cheap and rough."""
    head = text[end : end + 2].lstrip()[:1]
    if text.startswith(": ", end):
        head = text[end + 2 : end + 3]
    return head != "" and (head in "0123456789(#№nfb" or head.isupper())


_NO_UNIT = compiled("(?=[0-9(])")


def bare_numbers(text: str, at: int) -> CitedGroup | None:
    """The group of the numbers at ``at`` that no word of a level stands before: 2.3(a), (b)."""
    unit = _NO_UNIT.match(text, at)
    level = Level.ITEM if text[at] == "(" else Level.SECTION
    read = numbers(text, unit, level, plural=True) if unit is not None else None
    return CitedGroup(at, read[1], read[0], doubt=read[2]) if read is not None else None


def numbers(
    text: str, unit: re.Match[str], level: Level, *, plural: bool = False
) -> tuple[tuple[Member, ...], int, Doubt | None] | None:
    """The members that the numbers behind a level word give, their end, and a doubt."""
    word = unit[0]
    plural = plural or word.lower().rstrip(".").endswith("s") or word == "§§"
    first = _number(text, _behind(text, unit), level, unit.start(), word, plural)
    if first is None:
        return None
    if first.hyphen is not None and EN_RANGE.match(text, first.end) is None:
        low, high = first.hyphen
        range_ = Range(
            CitedPlace(low.start, low.end, (low,)), CitedPlace(high.start, high.end, (high,))
        )
        members, end = _list(text, [range_], first.end, level, plural, first.kind)
        return members, end, Doubt.HYPHEN
    place = CitedPlace(unit.start(), first.end, first.levels)
    members, end = _list(text, [place], first.end, level, plural, first.kind)
    return members, end, None


_FROM_NUMBER = compiled(r"(?:from|between) (?=[0-9])")
_NUMBER_SIGN = compiled(r"(?:[Nn](?:os?\.|umber(?:s|ed)?|°|º)|[#№]) ?(?=[0-9])")


def _behind(text: str, unit: re.Match[str]) -> int:
    end = unit.end()
    if text[end : end + 1] not in (" ", "\u00a0", "\n"):
        # Articles: 8, 9 and 10
        return end + 2 if text.startswith(": ", end) and text[end - 1] in "sS" else end
    head = text[end + 1 : end + 2]
    said = _NUMBER_SIGN.match(text, end + 1) if head and head in "Nn#№" else None
    if head in ("f", "b") and text[end - 1] == "s":
        said = _FROM_NUMBER.match(text, end + 1)
    return said.end() if said else end + 1


def _list(
    text: str, start: list[Member], end: int, level: Level, plural: bool, kind: str
) -> tuple[tuple[Member, ...], int]:
    members = start
    while True:
        last = members[-1]
        if isinstance(last, CitedPlace):
            upto = _end_of_range(text, last, level, plural, kind)
            if upto is not None:
                members[-1] = Range(last, upto)
                end = upto.end
            elif (part_way := _end_inside(text, last, level, plural, kind)) is not None:
                members.append(part_way)
                end = part_way.end
        part = _part_left_out(text, end, last, level) if plural else None
        if part is not None:
            members += part[0]
            end = part[1]
            continue
        left_out = _exception(text, end, level, plural, kind)
        if left_out is not None:
            first = left_out.levels[0]
            members.append(CitedPlace(first.start, left_out.end, left_out.levels))
            end = left_out.end
            continue
        joint = _joint(text, end, plural=plural)
        if joint is None:
            return tuple(members), end
        beside = _beside(text, joint.end(), last)
        if beside is not None:
            members.append(beside)
            end = beside.end
            continue
        more = _number(text, joint.end(), level, joint.end(), "", plural, _numeral(last))
        if (
            more is None
            or more.kind != kind
            or not _goes_on(text, more, joint, plural, _head_of(last_place(last), level))
        ):
            return tuple(members), end
        more = _of_the_same_chapter(last_place(last), more)
        if more.hyphen is not None:
            low, high = more.hyphen
            members.append(
                Range(
                    CitedPlace(low.start, low.end, (low,)),
                    CitedPlace(high.start, high.end, (high,)),
                )
            )
        else:
            members.append(CitedPlace(joint.end(), more.end, more.levels))
        end = more.end


def _head_of(place: CitedPlace, level: Level) -> Number | None:
    """The number of the level that a list is of: 6.1 in "clause 6.1(b) or 6.2"."""
    head = place.level(level)
    return head.number if head is not None else place.last.number


def _of_the_same_chapter(before: CitedPlace, more: NumberedLevels) -> NumberedLevels:
    """Sections 2.1, 3 and 4: the bare numbers are of the same chapter as the number before."""
    first, chapter = more.levels[0], None
    if more.kind != "digits" or first.level is not Level.SECTION or first.number is None:
        return more
    section = before.level(Level.SECTION)
    if first.number.branches or section is None or section.number is None:
        return more
    figures = section.figures
    if figures is not None and figures.joint == "." and len(section.number.parts) == 2:
        start, end = figures.start, figures.end
        only = replace(figures, branch_start=end, branch_end=end, padding=0)
        main = Number.of(section.number.main)
        chapter = Cited(Level.ARTICLE, Relation.NUMBERED, start, end, main, only, inherited=True)
    elif section.inherited is False and len(before.levels) > 1 and before.levels[0].inherited:
        chapter = before.level(Level.ARTICLE)
    return more if chapter is None else more._replace(levels=(chapter, *more.levels))


# Articles 8 (Seat), 9 (Object) and 10 (Term): a title is between a number and the joint.
_TITLE_BETWEEN = compiled(r" \([A-Z][^()\n]{1,80}\)(?=,| and| or| &)")
# Sections 2.2 (as to notice) and 2.3 (as to record dates): so is an aside in a list.
_ASIDE_BETWEEN = compiled(r" ?\([a-z][^()\n0-9]{1,80}\)(?=,? (?:and |or |& )?[0-9])")


def _joint(text: str, end: int, *, plural: bool = False) -> re.Match[str] | None:
    """What joins the number that ends at ``end`` with another one of the list."""
    if text.startswith((" (", "("), end):
        title = _TITLE_BETWEEN.match(text, end)
        if title is None and plural:
            title = _ASIDE_BETWEEN.match(text, end)
        if title is None:
            return None
        end = title.end()
    if text.startswith(EN_JOINTS, end):
        found = _ASIDE.match(text, end) or EN_JOINT.match(text, end)
        return found or _TIGHT_COMMA.match(text, end)
    return _SEMICOLON.match(text, end) if text.startswith(";", end) else None


# Articles 8,9 and 10; "Articles 8; 9; and 10".
_TIGHT_COMMA = compiled(r"(?P<word>,)(?=[0-9]{1,3}(?![0-9]))")
_ASIDE = compiled(
    r",? (?P<word>and|or)(?:, [a-z][a-z ]{2,30},| \([a-z][a-z ]{2,30}\)) (?=[0-9]{1,3}(?![0-9]))"
)
_SEMICOLON = compiled(r"; ?(?P<word>and |or )?(?=[0-9])")


def _numeral(member: Member) -> Numeral | None:
    return _numeral_of(last_place(member).last)


def _numeral_of(cited: Cited) -> Numeral | None:
    return cited.figures.numeral if cited.figures is not None else None


# What is left out of a range is named by its bare number: Articles 2 to 5 (other than 4).
_EXCEPTS = (
    " (", ", other", ", exc", ", but", ", save", ", not",
    " other", " exc", " but", " save", " not ",
)  # fmt: skip
_EXCEPT = compiled(
    r",? \(?(?:other than|except(?:ing)?(?: for)?|excluding|excepting|but not|save(?: for)?"
    r"|not including|but excluding|with the exception of) (?=[0-9(IVXLC])"
)


# Articles 8, 9 (but not paragraph 2 of it) and 10: a part of the one before is left out.
_PART_EXCEPT = compiled(
    r" \((?:other than|except(?:ing)?(?: for)?|excluding|but not|save(?: for)?|not including) "
    r"(?=(?:sub-?)?(?:para|item|clause|section))"
)
_PART_CLOSED = compiled(
    r"(?: (?:thereof|of (?:it|them|that (?:[Aa]rticle|[Ss]ection|[Cc]lause|[Rr]ule))))?\)"
    r"(?=,? (?:and |or |& )?[0-9])"
)


def _part_left_out(
    text: str, end: int, before: Member, level: Level
) -> tuple[tuple[Member, ...], int] | None:
    """The paragraphs that brackets in a list leave out of the article before them, and their end.

    The brackets are closed, and a number of the list stands behind them.
    """
    lead = _PART_EXCEPT.match(text, end) if text.startswith(" (", end) else None
    unit = EN_UNIT.match(text, lead.end()) if lead is not None else None
    if unit is None or isinstance(before, Range) or not starts_number(text, unit.end()):
        return None
    below = EN_LEVELS[unit.lastgroup or ""]
    read = numbers(text, unit, below) if _stands_in(below, level) else None
    closed = _PART_CLOSED.match(text, read[1]) if read is not None else None
    if read is None or closed is None:
        return None
    return over_all(before.levels[:1], read[0]), closed.end()


def _exception(text: str, end: int, level: Level, plural: bool, kind: str) -> NumberedLevels | None:
    """The number behind "other than", of the kind of those before it."""
    lead = _EXCEPT.match(text, end) if text.startswith(_EXCEPTS, end) else None
    if lead is None or not (plural or "but not" in lead[0]):
        return None
    found = _number(text, lead.end(), level, lead.end(), "", plural)
    if found is None or found.kind != kind or _COUNTS.match(text, found.end):
        return None
    return found


def _beside(text: str, at: int, member: Member) -> CitedPlace | None:
    """Sections 3.2(a) and (b): a deeper level in brackets beside that of the member before."""
    levels = last_place(member).levels
    if len(levels) < 2 or levels[-1].word or text[at : at + 1] != "(":
        return None
    read = _number(text, at, levels[-1].level, at, "", False, _numeral(member))
    if read is None:
        return None
    first, *deeper = read.levels
    # 2.1(a)(i), (ii) and (b): the numeral tells beside which level it stands.
    beside = next(
        (
            cited
            for cited in reversed(levels)
            if is_a_mark(text, cited) and _numeral_of(cited) is _numeral_of(first)
        ),
        levels[-1],
    )
    outer = tuple(cited.inherit() for cited in levels[: levels.index(beside)])
    if first.level is not beside.level and deeper:
        # Section 2.1(a)(i), (a)(ii) and (b): what is deeper is so from there on.
        again = _number(text, at, beside.level, at, "", False, _numeral_of(beside))
        if again is None:
            return None
        read, (first, *deeper) = again, again.levels
    return CitedPlace(at, read.end, (*outer, replace(first, level=beside.level), *deeper))


def is_a_mark(text: str, cited: Cited) -> bool:
    """Whether a level is written in brackets: the (b) of "Section 2.1(b)" and "clause (b)(1)"."""
    figures = cited.figures
    return figures is not None and text[figures.start - 1 : figures.start] == "("


def _goes_on(
    text: str,
    more: NumberedLevels,
    joint: re.Match[str],
    plural: bool,
    before: Number | None = None,
) -> bool:
    number = more.levels[0].number
    if more.kind == "bracketed":
        return True
    if joint[0] == "/" and number is not None and len(number.parts) > 1:
        # Section 2.3/2.4
        return before is not None and len(before.parts) == len(number.parts) and before < number
    if joint[0] == "/" and not plural and number is not None and before is not None:
        # Article 8/2 is its paragraph.
        return before.main < number.main < 1000
    if joint[0] == "/":
        return more.kind == "digits" and number is not None and number.main < 1000
    if number is not None and number.main >= 1000:
        return False
    if _COUNTS.match(text, more.end) and not (
        # "The articles 8, 9 and 10 directors": what goes on in the row is of the row.
        plural and joint["word"] and number and before and number.main == before.main + 1
    ):
        return False
    if plural:
        return True
    if number is not None and before is not None and len(number.parts) > 1:
        # "Section 9.1, 9.2 or 9.3": a number of two parts beside one counts nothing.
        return len(number.parts) == len(before.parts)
    if joint["word"] is None and _OR_BOTH.match(text, more.end):
        return True
    if joint["word"] is None:
        # "Article 5, 6 and 7": sloppy, but a list when it is closed like one.
        more_end = _REST_OF_A_LIST.match(text, more.end)
        if more_end is None:
            return False
        return more.kind != "digits" or _CLOSED.match(text, more_end.end()) is not None
    if more.kind == "spelled" or (more.kind == "roman" and text[joint.end() : more.end] != "I"):
        return True  # "Article II or III": nothing is counted so
    return _CLOSED.match(text, more.end) is not None


def _end_of_range(
    text: str, first: CitedPlace, level: Level, plural: bool, kind: str
) -> CitedPlace | None:
    joint = EN_RANGE.match(text, first.end) if text.startswith(EN_RANGES, first.end) else None
    if joint is None:
        return None
    at = joint.end()
    beside = _beside(text, at, first)
    if beside is not None:
        return beside
    unit = EN_UNIT.match(text, at)
    if unit is None and joint["word"] is not None:
        neighbour = _neighbour_at(text, at, level) if level is first.last.level else None
        if neighbour is not None:
            return neighbour
    if unit is not None and EN_LEVELS[unit.lastgroup or ""] is level:
        last = _number(text, _behind(text, unit), level, at, unit[0], False, _numeral(first))
    else:
        last = _number(text, at, level, at, "", False, _numeral(first))
        if last is None or last.kind != kind or _COUNTS.match(text, last.end):
            return None
        last = _of_the_same_chapter(first, last)
        if (joint["word"] or "").lower() in ("to", "until", "till", "up to") and not (
            plural or kind == "bracketed" or _is_further_on(text, first.last.number, last)
        ):
            return None
        if joint["dash"] in ("-", "‐") and not plural and kind != "bracketed":
            # Article 8-2 is a branch; "Article 8(2)-9(1)" can be nothing but a range.
            low, high = first.levels[0].number, last.levels[0].number
            if not (low and high and low < high and len(first.levels) == len(last.levels) > 1):
                return None
    if last is None or last.levels[-1].level is not first.last.level:
        return None
    return CitedPlace(at, last.end, last.levels)


def _end_inside(
    text: str, first: CitedPlace, level: Level, plural: bool, kind: str
) -> CitedPlace | None:
    """The end of "paragraphs (a) through (b)(i)", which is a part of one of the row.

    No row of provisions runs so; the two ends are told, and each follows its own.
    """
    joint = EN_RANGE.match(text, first.end) if text.startswith(EN_RANGES, first.end) else None
    if joint is None or joint["word"] is None or not (plural or kind == "bracketed"):
        return None
    at = joint.end()
    last = _number(text, at, level, at, "", False, _numeral(first))
    head = _head_of(first, level)
    if last is None or last.kind != kind or last.levels[0].number is None or head is None:
        return None
    if len(last.levels) < 2 or first.last.level is not level or not head < last.levels[0].number:
        return None
    outer = tuple(cited.inherit() for cited in first.levels[:-1])
    return CitedPlace(at, last.end, (*outer, *last.levels))


def _is_further_on(text: str, first: Number | None, last: NumberedLevels) -> bool:
    """Whether the 10 of "Article 8 to 10" goes on from the number before it, and counts nothing."""
    number = last.levels[0].number
    if first is None or number is None or not first < number:
        return False
    dotted = len(first.parts) == len(number.parts) > 1
    return dotted or _CLOSED.match(text, last.end) is not None


def _neighbour_at(text: str, at: int, level: Level) -> CitedPlace | None:
    """The end of "Articles 3 to the following Article": one neighbour, or where it stands."""
    found = lead_at(text, at)
    if found is None:
        return None
    lead, start = found
    unit = EN_UNIT.match(text, start)
    if unit is None or EN_LEVELS[unit.lastgroup or ""] is not level:
        return None
    if lead.relation not in _OWN_PLACE or lead.count > 1 or lead.many or unit[0][-1] in "sS":
        return None
    if starts_number(text, unit.end()) and EN_NUMBER.match(text, _behind(text, unit)):
        return None
    cited = Cited(level, lead.relation, lead.start, unit.end(), word=unit[0])
    return CitedPlace(lead.start, unit.end(), (cited,))


def _number(
    text: str,
    at: int,
    level: Level,
    start: int,
    word: str,
    plural: bool,
    like: Numeral | None = None,
) -> NumberedLevels | None:
    match = EN_NUMBER.match(text, at)
    if match is None or (match["bracketed"] in ("s", "es") and text[at - 1].isalpha()):
        return None  # "section(s)"
    kind = match.lastgroup or ""
    if kind == "of_rules":
        # Rule 14a-8(b): of a kind that no articles have.
        if word and word[0] not in "rR":
            return None
        cited = Cited(level, Relation.NUMBERED, start, match.end(), word=word)
        return _with_suffixes(text, (cited,), kind)
    if match["digits"] is not None:
        return _digits(text, match, level, start, word, plural)
    if kind == "bracketed":
        value, numeral = read_bracketed(match["bracketed"], like)
        begin, end = match.span("bracketed")
        if level is Level.ARTICLE or (value is None and len(match["bracketed"]) > 2):
            return None
    else:
        written = match[0]
        if kind == "roman" and (level not in _ROMAN_LEVELS or (word and not word[0].isupper())):
            if len(written) > 1 or level not in _LETTER_LEVELS:
                return None
            kind = "letter"
        if kind == "letter":
            if level not in _LETTER_LEVELS or (word and not word[0].isupper() and written in "AI"):
                return None
            value, numeral = read_bracketed(written)
        else:
            if kind == "spelled" and (
                not written[0].isupper() or _NAME_GOES_ON.match(text, match.end())
            ):
                return None
            value, numeral = read_english(written)
        begin, end = match.span()
    number = number_of((value,))
    figures = Figures(begin, end, numeral, end, end, "-") if number is not None else None
    cited = Cited(level, Relation.NUMBERED, start, match.end(), number, figures, word=word)
    below = _ROMAN_BELOW.match(text, match.end()) if kind == "roman" else None
    if below is not None and level is Level.ARTICLE:
        begin, end = below.span("section")
        value, numeral = read_english(below["section"])
        number = number_of((value,))
        figures = Figures(begin, end, numeral, end, end, "-") if number is not None else None
        section = Cited(Level.SECTION, Relation.NUMBERED, begin, end, number, figures)
        return _with_suffixes(text, (cited, section), kind)
    return _with_suffixes(text, (cited,), kind)


# Article II.3, Article II-3: the section goes without its word.
_ROMAN_BELOW = compiled(r"[.-](?P<section>[0-9]{1,2})(?![0-9]|[.-][0-9])")


def _digits(
    text: str, match: re.Match[str], level: Level, start: int, word: str, plural: bool
) -> NumberedLevels | None:
    written, letters = match["branches"], match["letters"]
    branches: tuple[int | None, ...] = ()
    if written:
        branches = tuple(int(part) or None for part in _PART.findall(written))
    value, numeral = _with_zeros(match["digits"])
    hyphen = None
    if plural and "-" in written and not letters:
        hyphen = _hyphen(match, level, start, word)
    number = None if letters else number_of((value, *branches))
    figures = None
    if number is not None:
        joint = "." if written.startswith(".") else "-"
        zeros = written[1:] if written.startswith(".0") else ""
        figures = Figures(
            *match.span("digits"), numeral, *match.span("branches"), joint, len(zeros)
        )
    cited = Cited(level, Relation.NUMBERED, start, match.end(), number, figures, word=word)
    return _with_suffixes(text, (cited,), "digits", hyphen)


def _with_zeros(digits: str) -> tuple[int | None, Numeral]:
    """The number in 14, or in 04 of a document that prints all its numbers so."""
    if not digits.startswith("0"):
        return read_english(digits)
    numeral = padded(DECIMAL, len(digits))
    return numeral.read(digits), numeral


def _hyphen(
    match: re.Match[str], level: Level, start: int, word: str
) -> tuple[Cited, Cited] | None:
    """Articles 8-10 as the range that it is when the second number is the greater one."""
    low_text, _, high_text = (match["digits"] + match["branches"]).partition("-")
    if "-" in high_text or max(low_text.count("."), high_text.count(".")) > 1:
        return None  # 1-4.14.1 is no range of two numbers that could be told apart
    begin = match.start("digits")
    low = _plain(low_text, begin, level, start, word)
    at = begin + len(low_text) + 1
    high = _plain(high_text, at, level, at, "")
    if low.number is None or high.number is None or high.number <= low.number:
        return None
    if "." in low_text and "." not in high_text:
        return None
    return low, high


def _plain(written: str, begin: int, level: Level, start: int, word: str) -> Cited:
    main, dot, branch = written.partition(".")
    value, numeral = read_english(main)
    end = begin + len(written)
    parts = (value, int(branch) or None) if dot else (value,)
    number = number_of(parts)
    figures = Figures(
        begin, begin + len(main), numeral, begin + len(main), end, "." if dot else "-"
    )
    return Cited(level, Relation.NUMBERED, start, end, number, figures, word=word)


_MARK = compiled(r"(?<=[\s(])\((?P<mark>[a-z]{1,4}|[A-Z]{1,4})\) ")
_MARKS_REACH = 600


def _is_enumerated(text: str, start: int, end: int) -> bool:
    """Whether the (b) after a space is no part of "Section 2.1 (b)", but counts the sentence.

    "Subject to Section 2.1 (a) a director may resign and (b) the Board may appoint another":
    the marks of such an enumeration stand apart, each with words of its own.
    """
    begin = max(text.rfind(". ", 0, start) + 1, start - _MARKS_REACH, 0)
    upto = min(text.find(". ", end) % (len(text) + 1), end + _MARKS_REACH)
    others = [
        each
        for each in _MARK.finditer(text, begin, upto)
        if each.end() < start or each.start() > end
    ]
    return any(
        EN_JOINT.fullmatch(text, end, each.start()) is None
        and _UNIT_BEFORE.search(text, max(0, each.start() - 24), each.start()) is None
        for each in others
    )


def _plain_level(level: Level, start: int, word: str, digits: str, span: tuple[int, int]) -> Cited:
    begin, end = span
    figures = Figures(begin, end, DECIMAL, end, end, "-")
    number = number_of((int(digits),))
    return Cited(level, Relation.NUMBERED, start, end, number, figures, word=word)


def _closed(group: CitedGroup) -> CitedGroup:
    return CitedGroup(
        group.start, group.end, group.members, group.upwards, group.doubt, group.earlier, True
    )


_UNIT_BEFORE = compiled(
    r"(?:[0-9]|\),?(?: and| or)?|[A-Za-z]*(?:[cC]lause|[iI]tem|[sS]ection|[gG]raph)s?) ?\Z"
)


def _with_suffixes(
    text: str,
    levels: tuple[Cited, ...],
    kind: str,
    hyphen: tuple[Cited, Cited] | None = None,
) -> NumberedLevels:
    end = levels[-1].end
    while (
        end < len(text)
        and (text[end] in " (." or text[end].islower())
        and len(levels) < _DEEPEST_MARK
    ):
        match = EN_SUFFIX.match(text, end)
        if match is None:
            break
        group = match.lastgroup or "bracketed"
        written = match[group]
        spaced = match[0].startswith(" ")
        if spaced and not (
            levels[-1].level in (Level.ARTICLE, Level.PARAGRAPH, Level.SECTION)
            and (written.isdigit() or not _is_enumerated(text, match.start(), match.end()))
        ):
            break
        value, numeral = read_bracketed(written)
        if value is None:
            break
        above = levels[-1].level
        if above in (Level.ARTICLE, Level.SECTION):
            level = Level.PARAGRAPH if written.isdigit() else Level.ITEM
        else:
            level = Level.ITEM if above is Level.PARAGRAPH else Level.SUBITEM
        begin, upto = match.span(group)
        figures = Figures(begin, upto, numeral, upto, upto, "-")
        start = match.start() + (1 if spaced else 0)
        cited = Cited(level, Relation.NUMBERED, start, match.end(), number_of((value,)), figures)
        levels = (*levels, cited)
        end = match.end()
    regulation = _OF_A_REGULATION.match(text, end) if levels[-1].end > levels[0].end else None
    if regulation is not None:
        # "Section 1.501(c)(3)-1" is a number whole, of a kind that no articles have.
        first = replace(levels[0], end=regulation.end(), number=None, figures=None)
        return NumberedLevels((first,), regulation.end(), kind, None)
    return NumberedLevels(levels, end, kind, None if len(levels) > 1 else hyphen)


_OF_A_REGULATION = compiled(r"(?<=\))-[0-9]{1,2}T?(?![0-9A-Za-z(.])")
# What ends a citation for sure: none of what goes on with one, down or up, with a list, a range, an
# exception, a document or a day, begins so. Most citations are told so at their end at once
# (``test_plain_citations`` reads them both ways).
_ENDS = (
    r"\Z|\.(?=\s|\Z)|;(?! ?(?:and |or )?[0-9])|[:)]"
    r"| (?:shall|may|must|will|would|should|is|are|has|have|do|does|can|cannot|appl(?:y|ies)"
    r"|provides?|prescribes?|requires?|governs?|prevails?|permits?|that|which|who|if|when|where"
    r"|unless)(?![\w'’-])"
    r"|, (?:as the|if|unless|where|when|provided|shall)(?![\w'’-])"
)
_END = compiled(_ENDS)
# A provision by its number, at most with a paragraph or an item of it, and what ends it or joins it
# with the next of a list: Article 8; Article 8, paragraph 2 applies.
_NEXT_IN_A_LIST = r" (?:and|or) (?=(?:[Aa]rticle|[Ss]ection|[Cc]lause|[Pp]aragraph|[Ii]tem) [1-9])"
_PLAIN = compiled(
    r"(?P<unit>[Aa]rticle|[Ss]ection|[Pp]aragraph|[Ii]tem|[Cc]lause) (?P<number>[1-9][0-9]{0,3})"
    r"(?:,? (?P<word>paragraph|item) (?P<below>[1-9][0-9]{0,3}))?"
    rf"(?=(?P<end>{_ENDS})|{_NEXT_IN_A_LIST})"
)
_UPWARDS = compiled(r",? (?:of|in|under|to|set forth in|contained in) ")
_DOWNWARDS = compiled(r",? (?=[A-Za-z§])")
_SENTENCE_LEADS = ("the ", *(f"{word} " for word in ("first", "second", "third", "last")))
_DEEPEST = 6
_GAPS = tuple(f"{gap}{letter}" for gap in (" ", ", ", ",") for letter in "aApPiIcCsSfltm§")
_UPS = (" of ", ", of ", " in ", ", in ", " under ", " to ", " set ", " contained ", ", set ")
_OWN_PLACE = frozenset({Relation.PRECEDING, Relation.FOLLOWING, Relation.THIS})
_ENDS_WITH_ITS_WORDS = _OWN_PLACE | {Relation.NUMBERED, Relation.SAME}
_OF_THE_CHARTER = (" of Incorporation", " of Association", " of Organization", " of Inc")


@dataclass(frozen=True, slots=True)
class CitedGroup:
    """Members that share their outer levels.

    Nothing goes on with a ``closed`` one, neither a list nor the name of a document.
    """

    start: int
    end: int
    members: tuple[Member, ...]
    upwards: bool = False
    doubt: Doubt | None = None
    earlier: bool = False
    closed: bool = False

    @property
    def first(self) -> Cited:
        """The outermost level of the first member."""
        return first_place(self.members[0]).levels[0]

    @property
    def numbered(self) -> bool:
        """Whether its outermost level is cited by number."""
        return self.first.relation is Relation.NUMBERED

    @property
    def own_place(self) -> bool:
        """Whether it is cited by its neighbourhood, and so of these articles."""
        return self.first.relation in _OWN_PLACE


# What the word of a level begins with: cheaper to ask for first.
_BEGIN_UNITS = frozenset("aAbBcCfFiIlLmMpPrRsS§")


class GroupReader:
    """Reads the groups of one text."""

    __slots__ = ("memory", "text")

    def __init__(self, text: str, memory: Memory) -> None:
        """``memory`` tells what "the same article" is."""
        self.text = text
        self.memory = memory

    def at(self, start: int, before: CitedPlace | None, *, deep: int = 0) -> CitedGroup | None:
        """The group that begins at ``start``, with or without a lead."""
        if (plain := self.plain(start)) is not None:
            return plain  # no lead begins with such a word
        found = lead_at(self.text, start)
        lead, at = found if found else (None, start)
        group = self.of_unit(at, lead, before, deep=deep)
        if group is None and lead is not None:
            return None
        return group

    def of_unit(
        self, at: int, lead: Lead | None, before: CitedPlace | None, *, deep: int = 0
    ) -> CitedGroup | None:
        """The group whose first level word stands at ``at``, behind ``lead``."""
        if not (lead is not None and lead.earlier) and (plain := self.plain(at)) is not None:
            return plain
        unit = EN_UNIT.match(self.text, at) if self.text[at : at + 1] in _BEGIN_UNITS else None
        if unit is None:
            return None
        level = EN_LEVELS[unit.lastgroup or ""]
        group: CitedGroup | None
        if level is Level.SUPPLEMENTARY:
            group = self._supplementary(unit, lead)
        elif level is Level.SENTENCE:
            group = self._sentence(unit, lead)
        else:
            numbered = starts_number(self.text, unit.end())
            group = self._run(unit, level, lead) if numbered else None
            group = group or self._unnumbered(unit, level, lead, before)
        if group is None:
            return None
        if group.first.relation in _ENDS_WITH_ITS_WORDS and _END.match(self.text, group.end):
            return _closed(group)
        group = self._more(self._downwards(group), unit, level)
        if group.numbered and _END.match(self.text, group.end):
            return _closed(group)
        return self._upwards(group, before, deep)

    def plain(self, at: int) -> CitedGroup | None:
        """The group at ``at`` where it is a provision by number with what ends it for sure.

        Most citations are such. All others, and each of which it is not certain where it ends, are
        read rule by rule, which comes to the same for these.
        """
        found = _PLAIN.match(self.text, at)
        if found is None:
            return None
        unit, number, word, below, end = found.group("unit", "number", "word", "below", "end")
        level = EN_LEVELS.get(unit.lower(), Level.ITEM)
        levels = [_plain_level(level, at, unit, number, found.span("number"))]
        if word is not None:
            inner = EN_LEVELS[word]
            if not _stands_in(inner, level):
                return None
            start = found.start("word")
            levels.append(_plain_level(inner, start, word, below, found.span("below")))
        upto = levels[-1].end
        return CitedGroup(at, upto, (CitedPlace(at, upto, tuple(levels)),), closed=end is not None)

    # -- one group ---------------------------------------------------------------------------

    def _run(self, unit: re.Match[str], level: Level, lead: Lead | None) -> CitedGroup | None:
        read = numbers(self.text, unit, level)
        if read is None:
            return None
        members, end, doubt = read
        inside = self.text[unit.end() : end]
        if inside.count("(") > inside.count(")") and self.text.startswith(")", end):
            end += 1  # Articles 2 to 5 (other than 4)
        earlier = lead is not None and lead.earlier
        start = lead.start if lead is not None and lead.earlier else unit.start()
        return CitedGroup(start, end, members, doubt=doubt, earlier=earlier)

    def _supplementary(self, unit: re.Match[str], lead: Lead | None) -> CitedGroup:
        relation = Relation.NAMED
        start = unit.start()
        if lead is not None and lead.relation in (Relation.THIS, Relation.SAME):
            relation, start = lead.relation, lead.start
        elif lead is not None and lead.relation is Relation.EACH:
            start = lead.start
        cited = Cited(Level.SUPPLEMENTARY, relation, start, unit.end(), word=unit[0])
        end = unit.end()
        if starts_number(self.text, end):
            read = numbers(self.text, unit, Level.ARTICLE)
            if read is not None:
                members = _under_first(CitedPlace(start, end, (cited,)), read[0])
                return CitedGroup(start, read[1], members)
        return CitedGroup(start, end, (CitedPlace(start, end, (cited,)),))

    def _sentence(self, unit: re.Match[str], lead: Lead | None) -> CitedGroup | None:
        word = unit[0].lower()
        start = lead.start if lead is not None else unit.start()
        if word.startswith("sentence"):
            return self._unnumbered(unit, Level.SENTENCE, lead, None)
        cited = Cited(Level.SENTENCE, Relation.NAMED, start, unit.end(), word=word)
        return CitedGroup(start, unit.end(), (CitedPlace(start, unit.end(), (cited,)),))

    def _unnumbered(
        self, unit: re.Match[str], level: Level, lead: Lead | None, before: CitedPlace | None
    ) -> CitedGroup | None:
        if lead is None or lead.relation is None:
            return None
        if level is Level.ARTICLE and self.text.startswith(_OF_THE_CHARTER, unit.end()):
            return None
        word, end = unit[0], unit.end()
        plural = word.lower().endswith("s")
        many = plural and lead.relation in (Relation.PRECEDING, Relation.FOLLOWING)
        if lead.relation is Relation.NUMBERED:
            return self._ordinal(unit, level, lead)
        if lead.many or (lead.count > 1 and not plural):
            return None
        if plural and lead.relation in (Relation.THIS, Relation.SAME):
            return None
        count = 0 if many and lead.count == 1 else lead.count
        cited = Cited(level, lead.relation, lead.start, end, count=count, word=word)
        levels: tuple[Cited, ...] = (cited,)
        if lead.relation is Relation.SAME:
            if level >= Level.ITEM and self.text[lead.start : lead.start + 3].lower() in _LOOSE:
                return None
            levels = self._same(cited, before)
        place = CitedPlace(lead.start, end, levels)
        if lead.relation in _OWN_PLACE and count == 1:
            upto = self._end_from_here(place, level)
            if upto is not None:
                return CitedGroup(lead.start, upto.end, (Range(place, upto),))
        return CitedGroup(lead.start, end, (place,))

    def _end_from_here(self, first: CitedPlace, level: Level) -> CitedPlace | None:
        """The number in "the preceding Article to Article 5", the end of a range."""
        text = self.text
        joint = EN_RANGE.match(text, first.end) if text.startswith(EN_RANGES, first.end) else None
        if joint is None:
            return None
        through = (joint["word"] or "").lower() in ("through", "thru")
        lead_in = text[max(0, first.start - 5) : first.start].lower()
        if first.last.relation is Relation.THIS and not through and lead_in != "from ":
            return None  # "leaves what is open in this Article to Article 5" is no range
        unit = EN_UNIT.match(text, joint.end())
        if unit is None or EN_LEVELS[unit.lastgroup or ""] is not level:
            return None
        if not starts_number(text, unit.end()):
            return None
        last = _number(text, _behind(text, unit), level, joint.end(), unit[0], False)
        if last is None or last.levels[-1].level is not level:
            return None
        return CitedPlace(joint.end(), last.end, last.levels)

    def _ordinal(self, unit: re.Match[str], level: Level, lead: Lead) -> CitedGroup | None:
        if lead.ordinal is None or level not in (Level.PARAGRAPH, Level.SENTENCE):
            return None
        begin, end = lead.ordinal
        if self.text[begin:end].lower() == "last":
            # It has no number, and is whichever stands last then.
            last = Cited(level, Relation.NAMED, lead.start, unit.end(), word=unit[0])
            return CitedGroup(
                lead.start, unit.end(), (CitedPlace(lead.start, unit.end(), (last,)),)
            )
        value, numeral = read_english(self.text[begin:end].lower())
        number = number_of((value,))
        figures = Figures(begin, end, numeral, end, end, "-") if number else None
        cited = Cited(
            level, Relation.NUMBERED, lead.start, unit.end(), number, figures, word=unit[0]
        )
        return CitedGroup(lead.start, unit.end(), (CitedPlace(lead.start, unit.end(), (cited,)),))

    def _same(self, cited: Cited, before: CitedPlace | None) -> tuple[Cited, ...]:
        return bound(cited, before, self.memory.same)

    # -- what stands behind it ---------------------------------------------------------------

    def _downwards(self, group: CitedGroup) -> CitedGroup:
        """Article 5, paragraph 2, item (3); also Paragraph 2, Article 5."""
        while True:
            gap = None
            if self.text.startswith(_GAPS, group.end):
                gap = _DOWNWARDS.match(self.text, group.end)
            if gap is None or not isinstance(group.members[-1], CitedPlace):
                return group
            at = gap.end()
            lead = None
            if self.text.startswith(_SENTENCE_LEADS, at):
                found = lead_at(self.text, at)
                if found is None:
                    return group
                lead, at = found
            unit = EN_UNIT.match(self.text, at) if self.text[at : at + 1] in _BEGIN_UNITS else None
            if unit is None:
                return group
            deeper = self._deeper(group, unit, lead)
            if deeper is None:
                return self._outer_behind_comma(group, unit, gap[0]) if lead is None else group
            group = deeper

    def _more(self, group: CitedGroup, unit: re.Match[str], level: Level) -> CitedGroup:
        """Articles 8, paragraph 1, and 9, paragraph 2: the list goes on behind a deeper level."""
        text = self.text
        while unit[0][-1:] in "sS" and last_place(group.members[-1]).last.level > level:
            joint = _joint(text, group.end)
            if joint is None:
                return group
            more = _number(text, joint.end(), level, joint.end(), "", False)
            if more is None or more.kind != "digits" or more.hyphen is not None:
                return group
            if _COUNTS.match(text, more.end) or not _DEEPER_OR_CLOSED.match(text, more.end):
                return group
            place = CitedPlace(joint.end(), more.end, more.levels)
            group = self._downwards(replace(group, end=more.end, members=(*group.members, place)))
        return group

    def _deeper(
        self, group: CitedGroup, unit: re.Match[str], lead: Lead | None
    ) -> CitedGroup | None:
        level = EN_LEVELS[unit.lastgroup or ""]
        above = last_place(group.members[-1]).last
        if level is Level.SECTION and group.first.word[:4].lower() in ("rule", "regu"):
            return None  # "Rule 1.1, Section 1.1" are two, and of two documents
        again = unit[0][:6].lower() == "clause"  # "clause 3, clause 4" are two
        if again and group.first.level is Level.ARTICLE and "clause" in group.first.word.lower():
            return None
        if lead is None and level > Level.ARTICLE and not (again or _stands_in(level, above.level)):
            group = self._clause_as_article(group)
            above = last_place(group.members[-1]).last
        if not _stands_in(level, above.level):
            return None
        if level is Level.SENTENCE:
            below = self._sentence(unit, lead)
        elif above.relation is Relation.NUMBERED and _STATUTORY.match(self.text, unit.start()):
            return None  # "section 21, subsection 22(1)": the 22 is a section of its own
        elif lead is None and starts_number(self.text, unit.end()):
            below = self._run(unit, level, None)
            first_word = first_place(group.members[0]).levels[0].word
            if below is not None and first_word[-1:] in "sS" and unit[0][-1] not in "sS":
                below = _before_a_comma(self.text, below)
        else:
            return None
        if below is None:
            return None
        up = _UPWARDS.match(self.text, below.end)
        if up is not None and (level is Level.SENTENCE or self._names_its_own(up.end(), level)):
            return None  # it has a place of its own: "the first sentence of paragraph 2"
        members = _under_first(last_place(group.members[-1]), below.members)
        members = (*group.members[:-1], *members)
        return CitedGroup(
            group.start, below.end, members, group.upwards, group.doubt, group.earlier
        )

    def _names_its_own(self, at: int, level: Level) -> bool:
        """Whether a provision by number is named at ``at`` in which the ``level`` may stand.

        "Section 2.1, subsection (b) of Section 2.2": the subsection is not one of 2.1.
        """
        unit = EN_UNIT.match(self.text, at) if self.text[at : at + 1] in _BEGIN_UNITS else None
        if unit is None or not starts_number(self.text, unit.end()):
            return False
        return _stands_in(level, EN_LEVELS[unit.lastgroup or ""])

    def _clause_as_article(self, group: CitedGroup) -> CitedGroup:
        """The group of "clause 5.1, paragraph (a)", where a clause is an article."""
        if len(group.members) > 1 or not isinstance(group.members[0], CitedPlace):
            return group
        place = group.members[0]
        clause, text = place.levels[0], self.text
        if clause.level is not Level.ITEM or len(place.levels) > 1 or clause.figures is None:
            return group
        if "clause" not in clause.word.lower() or text[clause.figures.start - 1] == "(":
            return group
        levels = (replace(clause, level=Level.ARTICLE),)
        return replace(group, members=(replace(place, levels=levels),))

    def _outer_behind_comma(self, group: CitedGroup, unit: re.Match[str], gap: str) -> CitedGroup:
        level = EN_LEVELS[unit.lastgroup or ""]
        first = group.first
        if not gap.startswith(",") or group.upwards or first.relation is not Relation.NUMBERED:
            return group
        if not _stands_in(first.level, level) or level is Level.SUPPLEMENTARY:
            return group
        if _STATUTORY.match(self.text, group.start):
            return group  # "subsection 2(1), section 1": each has its article
        begin = self.text.rfind(". ", 0, group.start) + 1
        if _IN_A_LEAD.search(self.text, max(begin, group.start - _REACH), group.start) and (
            _HAS_A_VERB.match(self.text, unit.end())
        ):
            return group  # "Notwithstanding paragraph (1), article 6 applies" to others
        if not starts_number(self.text, unit.end()):
            return group
        outer = self._run(unit, level, None)
        if outer is None or len(outer.members) != 1 or not isinstance(outer.members[0], CitedPlace):
            return group
        members = _under_last(outer.members[0], group.members)
        return self._outer_behind(replace(group, end=outer.end, members=members))

    def _outer_behind(self, group: CitedGroup) -> CitedGroup:
        gap = _DOWNWARDS.match(self.text, group.end)
        unit = EN_UNIT.match(self.text, gap.end()) if gap else None
        return self._outer_behind_comma(group, unit, gap[0]) if gap and unit else group

    def _upwards(
        self, group: CitedGroup, before: CitedPlace | None, deep: int
    ) -> CitedGroup | None:
        """Paragraphs 2 and 3 of Article 5; the levels above may be several."""
        first = group.first
        each = first.relation is Relation.EACH
        named = (
            first.relation is Relation.NAMED
            and first.level is Level.SENTENCE
            and not first.word.lower().startswith("sentence")
        )
        joint = None
        if self.text.startswith(_UPS, group.end):
            joint = _UPWARDS.match(self.text, group.end)
        outer = None
        if joint is not None and deep < _DEEPEST and first.relation not in _OWN_PLACE:
            outer = self.at(joint.end(), before, deep=deep + 1)
            if outer is not None and not _stands_in(first.level, outer.first.level):
                inner = last_place(outer.members[0]).last.level
                if each or not _stands_in(first.level, inner):
                    outer = None
            if outer is None and joint is not None:
                outer = self._of_a_clause(joint.end(), group, before, deep)
        if outer is None:
            # "each item" alone and "the proviso" of no one are no citations.
            return None if each or (named and not self._proviso(group)) else group
        over, *more = outer.members
        members = list(_under_last(last_place(over), group.members))
        for place in map(last_place, more):
            # "paragraph 1 of Articles 4 and 5": the paragraph is written once.
            members += [
                CitedPlace(
                    place.start, place.end, (*place.levels, *_inherited(first_place(one).levels))
                )
                for one in group.members
            ]
        doubt = group.doubt or outer.doubt
        earlier = group.earlier or outer.earlier
        return CitedGroup(
            group.start, outer.end, tuple(members), True, doubt, earlier, outer.closed
        )

    def _of_a_clause(
        self, at: int, group: CitedGroup, before: CitedPlace | None, deep: int
    ) -> CitedGroup | None:
        """The clause of "paragraph (a) of clause 1.2", which is an article by another word.

        "Item (a) of clause 5" says so by standing in it.
        """
        if group.first.level < Level.PARAGRAPH:
            return None
        that = _THAT_CLAUSE.match(self.text, at)
        if that is not None:
            known = self.memory.same(Level.ITEM)
            if known is None or known.category is not Category.INTERNAL:
                return None
            clause = known.levels[-1].meant
            standing = Cited(Level.ARTICLE, Relation.SAME, at, that.end(), word=that["word"],
                             antecedent=replace(clause, level=Level.ARTICLE))  # fmt: skip
            outer = CitedGroup(at, that.end(), (CitedPlace(at, that.end(), (standing,)),))
        else:
            found = self.at(at, before, deep=deep + 1)
            if found is None or len(found.members) > 1:
                return None
            place = last_place(found.members[0])
            clause = place.levels[0]
            as_article = replace(clause, level=Level.ARTICLE)
            place = replace(place, levels=(as_article, *place.levels[1:]))
            outer = replace(found, members=(place,))
        if clause.level is Level.SUBITEM and clause.word[:4].lower() in ("sub-", "subc"):
            return self._of_a_sub_clause(outer, group)
        plain = clause.figures is not None and clause.number is not None
        if clause.level is not Level.ITEM or clause.relation is not Relation.NUMBERED:
            return None
        if not plain or clause.end <= clause.start or "clause" not in clause.word.lower():
            return None
        if clause.figures is not None and self.text[clause.figures.start - 1] == "(":
            return None
        return outer

    def _of_a_sub_clause(self, outer: CitedGroup, group: CitedGroup) -> CitedGroup | None:
        """The sub-clause of "paragraph (b) of sub-clause (1)", which is a paragraph of a clause."""
        place = last_place(outer.members[0])
        clause = place.levels[0]
        if clause.relation is not Relation.NUMBERED or not is_a_mark(self.text, clause):
            return None
        if group.first.level is not Level.PARAGRAPH or len(place.levels) > 1:
            return None
        place = replace(place, levels=(replace(clause, level=Level.PARAGRAPH),))
        return replace(outer, members=(place,))

    def _proviso(self, group: CitedGroup) -> bool:
        words = self.text[group.start : group.end].lower()
        return words.startswith("the ") and not words.endswith("first part")


_IN_A_LEAD = compiled(
    r"(?:\A|[.;:]\s|[\s(])(?i:notwithstanding|despite|subject to|without prejudice to|except as"
    r" (?:provided|set out|stated) in|in addition to|for the purposes of|save as provided in"
    r"|further to|in the case of) \Z"
)
_HAS_A_VERB = compiled(
    r"\s[0-9IVXLC]+(?:\.[0-9]+)*(?:\([0-9A-Za-z]+\))* (?:appl(?:y|ies)|shall|do(?:es)?|is|are|must"
    r"|may|governs?|prevails?|has|have|will|binds?|remains?)\b"
)
_STATUTORY = compiled(r"(?i:sub-?(?:section|article|rule|regulation))s? [0-9]{1,3}\([0-9]")


def _before_a_comma(text: str, group: CitedGroup) -> CitedGroup:
    """The paragraph 2 of "Articles 8 and 9, paragraph 2, and 10", whose 10 is an Article."""
    first = first_place(group.members[0])
    if len(group.members) == 1 or not text.startswith(",", first.end):
        return group
    return replace(group, end=first.end, members=(first,))


_THAT_CLAUSE = compiled(r"(?:that|such|the (?:same|said)) (?P<word>[Cc]lause)(?![A-Za-z])")
_LOOSE = frozenset({"suc", "tha"})


def over_all(outer: tuple[Cited, ...], members: tuple[Member, ...]) -> tuple[Member, ...]:
    """The members with ``outer`` as inherited levels in front."""
    inherited = _inherited(outer)
    return tuple(_over(inherited, member) for member in members)


def _inherited(levels: tuple[Cited, ...]) -> tuple[Cited, ...]:
    return tuple(cited.inherit() for cited in levels)


def _over(outer: tuple[Cited, ...], member: Member) -> Member:
    if isinstance(member, Range):
        first, last = member.first, member.last
        return Range(
            CitedPlace(first.start, first.end, (*outer, *first.levels)),
            CitedPlace(last.start, last.end, (*outer, *last.levels)),
        )
    return CitedPlace(member.start, member.end, (*outer, *member.levels))


def _under_first(outer: CitedPlace, members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Article 5, paragraphs 2 and 3: the outer levels are written with the first member."""
    first, *rest = members
    head = first_place(first)
    joined = CitedPlace(outer.start, head.end, (*outer.levels, *head.levels))
    if not rest and first is head:
        return (joined,)
    shared = over_all(outer.levels, tuple(rest))
    if isinstance(first, Range):
        last = first.last
        levels = (*_inherited(outer.levels), *last.levels)
        return (Range(joined, CitedPlace(last.start, last.end, levels)), *shared)
    return (joined, *shared)


def _under_last(outer: CitedPlace, members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Paragraphs 2 and 3 of Article 5: the outer levels are written with the last member."""
    *rest, last = members
    tail = last_place(last)
    joined = CitedPlace(tail.start, outer.end, (*outer.levels, *tail.levels))
    shared = over_all(outer.levels, tuple(rest))
    if isinstance(last, Range):
        first = last.first
        levels = (*_inherited(outer.levels), *first.levels)
        return (*shared, Range(CitedPlace(first.start, first.end, levels), joined))
    return (*shared, joined)


def _stands_in(inner: Level, outer: Level) -> bool:
    if inner is Level.SECTION and outer is Level.ARTICLE:
        return True  # bylaws: Article III, Section 2
    if inner is Level.ARTICLE and outer is Level.SECTION:
        return False
    return inner > outer
