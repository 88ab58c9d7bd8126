"""The numbers behind an English level word: one, a list of them, or a range."""

from __future__ import annotations

import re
from typing import NamedTuple

from amendtool.articles.numerals import Numeral
from amendtool.articles.references.phrases import last_place
from amendtool.articles.references.reference import (
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
    EN_JOINT,
    EN_JOINTS,
    EN_LEVELS,
    EN_NUMBER,
    EN_RANGE,
    EN_RANGES,
    EN_SUFFIX,
    EN_UNIT,
    number_of,
    read_bracketed,
    read_english,
)

_DEEPEST = 6
_PART = re.compile(r"[0-9]+")
_ROMAN_LEVELS = frozenset({Level.ARTICLE, Level.CHAPTER, Level.SECTION, Level.PART})
_LETTER_LEVELS = frozenset({Level.ITEM, Level.SUBITEM, Level.PARAGRAPH, Level.SECTION})
# "Articles 8, 9 and 12 directors" is no list of three articles.
_REST_OF_A_LIST = re.compile(r"(?:, [0-9]{1,3}){0,20},? (?:and|or) [0-9]{1,3}(?![0-9,%])")
_COUNTS = re.compile(
    r" (?:(?:other|more|or more|consecutive|full|business|calendar|whole|such) )?"
    r"(?:days?|months?|years?|weeks?|hours?|shares?|directors?|members?|persons?|people|votes?"
    r"|per ?cent|yen|dollars|auditors?|meetings?|times|officers?|copies|units?|shareholders?"
    r"|trustees?|o['’]clock|[ap]\.?m\.?\b)"
)
# After a single "Article 8 or 9" the number has to end the phrase.
_CLOSED = re.compile(
    r"(?=[.,;:)\]”\"]|\Z| (?:of|or|and|to|above|below|shall|is|are|may|in|but|unless|have|has"
    r"|appl(?:y|ies)|hereof|thereof|for|on|by|must|will|with|hereinafter|when|where|if|as|before|after|under|the|\())"
)
# "Article Five Shares" is a name.
_NAME_GOES_ON = re.compile(r" (?!Paragraph|Item|Section|Clause)[A-Z][a-z]")


class NumberedLevels(NamedTuple):
    """One number: the level and its deeper ones in brackets, and what kind of number it is."""

    levels: tuple[Cited, ...]
    end: int
    kind: str
    hyphen: tuple[Cited, Cited] | None


def starts_number(text: str, end: int) -> bool:
    """Whether a number follows the level word that ends at ``end``; cheap and rough."""
    head = text[end : end + 2].lstrip()[:1]
    return head != "" and (head in "0123456789(" or head.isupper())


def numbers(
    text: str, unit: re.Match[str], level: Level
) -> tuple[tuple[Member, ...], int, Doubt | None] | None:
    """The members that the numbers behind a level word give, their end, and a doubt."""
    word = unit[0]
    plural = word.lower().rstrip(".").endswith("s") or word == "§§"
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


def _behind(text: str, unit: re.Match[str]) -> int:
    end = unit.end()
    return end + 1 if text[end : end + 1] in (" ", "\u00a0", "\n") else end


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
        joint = EN_JOINT.match(text, end) if text.startswith(EN_JOINTS, end) else None
        if joint is None:
            return tuple(members), end
        beside = _beside(text, joint.end(), last)
        if beside is not None:
            members.append(beside)
            end = beside.end
            continue
        more = _number(text, joint.end(), level, joint.end(), "", plural, _numeral(last))
        if more is None or more.kind != kind or not _goes_on(text, more, joint, plural):
            return tuple(members), end
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


def _numeral(member: Member) -> Numeral | None:
    figures = last_place(member).last.figures
    return figures.numeral if figures is not None else None


def _beside(text: str, at: int, member: Member) -> CitedPlace | None:
    """Sections 3.2(a) and (b): a deeper level in brackets beside that of the member before."""
    levels = last_place(member).levels
    if len(levels) < 2 or levels[-1].word or text[at : at + 1] != "(":
        return None
    read = _number(text, at, levels[-1].level, at, "", False, _numeral(member))
    if read is None or len(read.levels) > 1:
        return None
    outer = tuple(cited.inherit() for cited in levels[:-1])
    return CitedPlace(at, read.end, (*outer, read.levels[0]))


def _goes_on(text: str, more: NumberedLevels, joint: re.Match[str], plural: bool) -> bool:
    number = more.levels[0].number
    if more.kind == "bracketed":
        return True
    if number is not None and number.main >= 1000:
        return False
    if _COUNTS.match(text, more.end):
        return False
    if plural:
        return True
    if joint["word"] is None:
        # "Article 5, 6 and 7": sloppy, but a list when it is closed like one.
        more_end = _REST_OF_A_LIST.match(text, more.end)
        return more_end is not None and _CLOSED.match(text, more_end.end()) is not None
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
    if unit is not None and EN_LEVELS[unit.lastgroup or ""] is level:
        last = _number(text, _behind(text, unit), level, at, unit[0], False, _numeral(first))
    else:
        last = _number(text, at, level, at, "", False, _numeral(first))
        if last is None or last.kind != kind or _COUNTS.match(text, last.end):
            return None
        if joint["word"] in ("to", "until", "up to") and not (plural or kind == "bracketed"):
            return None
        if joint["dash"] in ("-", "‐") and not plural and kind != "bracketed":
            return None
    if last is None or last.levels[-1].level is not first.last.level:
        return None
    return CitedPlace(at, last.end, last.levels)


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
    return _with_suffixes(text, (cited,), kind)


def _digits(
    text: str, match: re.Match[str], level: Level, start: int, word: str, plural: bool
) -> NumberedLevels | None:
    written, letters = match["branches"], match["letters"]
    branches: tuple[int | None, ...] = ()
    if written:
        branches = tuple(int(part) or None for part in _PART.findall(written))
    value, numeral = read_english(match["digits"])
    hyphen = None
    if plural and "-" in written and not letters:
        hyphen = _hyphen(match, level, start, word)
    number = None if letters else number_of((value, *branches))
    figures = None
    if number is not None:
        joint = "." if written.startswith(".") else "-"
        figures = Figures(*match.span("digits"), numeral, *match.span("branches"), joint)
    cited = Cited(level, Relation.NUMBERED, start, match.end(), number, figures, word=word)
    return _with_suffixes(text, (cited,), "digits", hyphen)


def _hyphen(
    match: re.Match[str], level: Level, start: int, word: str
) -> tuple[Cited, Cited] | None:
    """Articles 8-10 as the range that it is when the second number is the greater one."""
    low_text, _, high_text = (match["digits"] + match["branches"]).partition("-")
    if "-" in high_text:
        return None
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


def _with_suffixes(
    text: str,
    levels: tuple[Cited, ...],
    kind: str,
    hyphen: tuple[Cited, Cited] | None = None,
) -> NumberedLevels:
    end = levels[-1].end
    while end < len(text) and text[end] in " (" and len(levels) < _DEEPEST:
        match = EN_SUFFIX.match(text, end)
        if match is None:
            break
        written = match["bracketed"]
        spaced = match[0].startswith(" ")
        if spaced and not (
            written.isdigit() and levels[-1].level in (Level.ARTICLE, Level.PARAGRAPH)
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
        begin, upto = match.span("bracketed")
        figures = Figures(begin, upto, numeral, upto, upto, "-")
        start = match.start() + (1 if spaced else 0)
        cited = Cited(level, Relation.NUMBERED, start, match.end(), number_of((value,)), figures)
        levels = (*levels, cited)
        end = match.end()
    return NumberedLevels(levels, end, kind, None if len(levels) > 1 else hyphen)
