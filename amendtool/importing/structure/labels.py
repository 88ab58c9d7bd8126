"""The marks at the beginning of a block: Article 5., 第五条の二, 5.2, (a), ②, イ.

Each reader of a mark gives the mark with the number it writes and the place where the text
behind it begins, or None. Which of these families numbers the articles is decided once, from
all labels of a document (:func:`plan_of`):

ARTICLE V over Section 5.2      the sections are the articles, ARTICLE V a chapter
Article 5 / 第5条                the articles
5. Name over 5.1                5. is the article, 5.1 a paragraph
## 5. Name over ### 5.1 Name    5. is a chapter, 5.1 the article
headings alone                  the headings

What a mark inside an article means is for :mod:`amendtool.importing.structure.body`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from amendtool.articles.numbers import Number
from amendtool.articles.numerals import (
    CIRCLED,
    DECIMAL,
    FULL_WIDTH,
    IROHA,
    KANJI,
    KATAKANA,
    LETTER,
    LETTER_CAPITAL,
    ROMAN,
    ROMAN_CAPITAL,
)
from amendtool.importing.blocks import EDGES, SourceBlock
from amendtool.importing.structure.captions import LONGEST, alone, titled

_DASH: Final = "‐‑‒–—―−－-"
_SPACE: Final = rf"[{EDGES}]"
_JA_NUMERAL: Final = r"(?:[0-9０-９]{1,5}|[〇一二三四五六七八九十百千]{1,9})"
_JA_BRANCH: Final = rf"(?:{_SPACE}*[のノ之]{_SPACE}*{_JA_NUMERAL})*"
_JA_LABEL: Final = re.compile(
    rf"第{_SPACE}*(?P<main>{_JA_NUMERAL}){_SPACE}*(?P<level>[編部章節款目条條])"
    rf"(?P<branches>{_JA_BRANCH})"
)
# What follows 第5条 where a sentence goes on: it cites the article and does not open it.
_JA_CITING: Final = re.compile(
    rf"{_SPACE}?(?:[のにをはがとへでもやか、，・）)」』]|から|まで|及び|又は|若しくは|並びに|ないし|乃至|"
    rf"第{_SPACE}*{_JA_NUMERAL}{_SPACE}*[項号]|各号|前段|後段|本文|ただし書|但書|中|以下|以外|各|等)"
)
_JA_NAMED: Final = re.compile(
    r"[（(][^（()）]{1,40}[)）](?:の(?:規定|変更|改正|定め)|は、|及び|又は|に定める)"
)
"""第２条（本店）の変更は: an article is cited with its caption."""
_WORDS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_EN_NUMERAL: Final = (
    r"(?:[0-9]{1,5}(?:\.[0-9]{1,3})*(?:-[0-9]{1,3})*(?:[A-Z](?![A-Za-z]))?|[IVXLCDM]{1,9}(?![A-Za-z])|"
    rf"[A-Z](?![A-Za-z])|(?i:{'|'.join(sorted((*_WORDS, *_ORDINALS), key=len, reverse=True))})"
    r"(?![A-Za-z]))"
)
_EN_LEVELS: Final = {
    "part": "part", "title": "part", "book": "part", "chapter": "chapter", "article": "article",
    "art.": "article", "section": "section", "sec.": "section", "§": "section",
    "clause": "article", "rule": "article", "regulation": "article", "bylaw": "article",
    "by-law": "article", "subsection": "subsection", "sub-section": "subsection",
    "schedule": "annex", "appendix": "annex", "annex": "annex", "exhibit": "annex",
}  # fmt: skip
_EN_LABEL: Final = re.compile(
    rf"(?P<level>(?i:{'|'.join(re.escape(word) for word in _EN_LEVELS)}))"
    rf"(?:{_SPACE}+|(?<=[§.]){_SPACE}*|(?=[0-9]))(?P<number>{_EN_NUMERAL})(?P<end>[.:)]*)"
)
_CITING_WORDS: Final = (
    r"(?:of|and|or|to|through|thru|hereof|hereunder|herein|thereof|above|below|shall|will|is|are|was|were|"
    r"may|might|must|can|cannot|do|does|did|has|have|had|applies|apply|applied|in|for|by|as|the|this|"
    r"these|that|paragraphs?|items?|clauses?|any|with|without|requires?|provides?|sets?|binds?|governs?|"
    r"also|only|not|on|at|if|when|where|which|who|but|except|subject|shown|becomes?|remains?)\b"
)
_EN_CITING: Final = re.compile(rf"(?:[ ,;)(]|\s)*{_CITING_WORDS}|,")
_DOTTED_CITING: Final = re.compile(
    r"(?:[ ,;)(]|\s)*(?:of|and|or|to|through|thru|hereof|above|below|shall|will|is|are|was|were|"
    r"may|must|cannot|does|do|applies|apply|binds?|governs?)\b|,"
)
"""The same of a number without a word: an item may begin "5.2.1 the accounts"."""
_EN_ITEM_CITED: Final = re.compile(r"(?:\([0-9A-Za-z]{1,5}\))+(?=$|[,;.]|\s+[a-z(])")
"""What follows the 1.1 of ``Section 1.1(2) does not bind``: an item of it is cited."""
_EN_GOING_ON: Final = re.compile(r"\s+[a-z]")
"""A small letter behind a label without a stop: the line is a sentence that cites."""
_CITED_ALONE: Final = re.compile(
    rf"{_SPACE}+(?:above|below|hereof|thereof)\b|"
    r"(?:の|及び|又は|若しくは|並びに|から|まで|ないし|に掲げる|に定める|に規定する|は、)"
)
"""What follows a mark that is cited and opens nothing: (b) above, （2）の."""
_CITED_LIST: Final = re.compile(
    rf"{_SPACE}+(?:and|or|to|through){_SPACE}+[(]?(?:[0-9]{{1,3}}|[a-z]|[ivx]{{1,5}}|[A-Z])[.)]"
)
"""3. and 4., (a) or (b): one sentence cites both."""
_DOTTED: Final = re.compile(r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3}){1,4})(?P<end>[.)]?)(?![0-9])")
_SEPARATOR: Final = re.compile(rf"[.:．：{EDGES}{_DASH}]*")

Level = Literal[
    "part", "chapter", "section-ja", "division", "subdivision", "article", "section",
    "subsection", "annex", "dotted", "number",
]  # fmt: skip
_JA_LEVELS: Final[dict[str, Level]] = {
    "編": "part", "部": "part", "章": "chapter", "節": "section-ja", "款": "division",
    "目": "subdivision", "条": "article", "條": "article",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The number of a chapter or article as printed; the text begins at ``end``.

    ``parts`` holds the numbers of 5.2; ``last`` is the last number of a range of articles.
    """

    level: Level
    number: Number
    printed: str
    end: int
    japanese: bool = False
    dotted: bool = False
    last: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """The mark of a paragraph or item in one reading: its kind and its number."""

    kind: str
    number: Number
    printed: str
    end: int
    bare: bool
    """Written without brackets or a full stop, as paragraphs are."""


def japanese_label(text: str, *, styled: bool = False) -> Label | None:
    """第５条, 第 5 条の2, 第二章 at the beginning of ``text``; not one that is only cited."""
    match = _JA_LABEL.match(text)
    if match is None:
        return None
    level = _JA_LEVELS[match["level"]]
    number = _ja_number(match["main"], match["branches"])
    if number is None:
        return None
    end, last = match.end(), None
    joint = re.compile(rf"{_SPACE}*(?:から|乃至|ないし|及び|、|～|〜|－){_SPACE}*").match(text, end)
    if joint is not None:
        until = _JA_LABEL.match(text, joint.end())
        if until is not None and until["level"] == match["level"]:
            tail = re.compile(
                rf"(?:{_SPACE}*まで)?(?={_SPACE}*[（(]?{_SPACE}*削{_SPACE}*除)"
            ).match(text, until.end())
            last = _ja_number(until["main"], until["branches"]) if tail else None
            if tail is not None and last is not None:
                end = tail.end()
    rest = text[end:]
    if last is None and not styled and _JA_NAMED.match(rest):
        return None
    if last is None and rest and not styled and _JA_CITING.match(rest):
        spaced = rest[0] in EDGES and level == "article"
        if not spaced or rest.lstrip(EDGES)[:1] in "のにをはがとへ、，）)":
            return None
    return Label(level=level, number=number, printed=text[:end], end=end, japanese=True, last=last)


def english_label(text: str, *, styled: bool = False) -> Label | None:
    """``Article 5.``, ``ARTICLE V``, ``Section 5.2`` at the beginning of ``text``."""
    match = _EN_LABEL.match(text)
    if match is None or match["level"][0].islower():
        return None
    rest = text[match.end() :]
    if rest and rest[0].isalnum():
        return None
    if rest and not styled and not match["end"] and _goes_on_citing(rest):
        return None
    read = _en_number(match["number"])
    if read is None:
        return None
    number, dotted = read
    level: Level = _EN_LEVELS[match["level"].lower()]  # type: ignore[assignment]
    return Label(level=level, number=number, printed=match[0], end=match.end(), dotted=dotted)


def _goes_on_citing(rest: str) -> bool:
    """Whether what stands behind a label without a stop makes a sentence that cites it."""
    patterns = (_EN_CITING, _EN_ITEM_CITED, _EN_GOING_ON)
    return any(pattern.match(rest) is not None for pattern in patterns)


def doubtful_citation(text: str) -> str | None:
    """The label that ``text`` begins with where only a small letter behind it makes it a citation.

    ``Section 5 members`` cites by its look alone; ``Section 5 of`` does so by its words.
    """
    match = _EN_LABEL.match(text)
    if match is None or match["level"][0].islower() or match["end"]:
        return None
    rest = text[match.end() :]
    surely = _EN_CITING.match(rest) or _EN_ITEM_CITED.match(rest)
    return match[0] if _EN_GOING_ON.match(rest) and not surely else None


_LEVEL_WORD: Final = re.compile(
    r"(?:\s|[(“\"])(?i:sections?|articles?|paragraphs?|subparagraphs?|subsections?|sub-sections?|clauses?|"
    r"items?|parts?|chapters?|rules?|bylaws?|by-laws?|schedules?|§§?|art\.|sec\.|para\.|under|than|"
    r"(?:at|the) (?:least|most))$|第$"
)


def cut_short(before: str) -> bool:
    """Whether a line ends in the middle of a citation or an amount: ``… under Section``.

    What begins the next line is then its number, and the label of nothing.
    """
    return _LEVEL_WORD.search(before.rstrip(EDGES)) is not None


def dotted_label(text: str, *, styled: bool = False) -> Label | None:
    """``5.2`` or ``5.2.1`` at the beginning of ``text``, with a gap behind it; none that is cited.

    ``styled`` where the block looks like a heading, in which nothing is cited so.
    """
    match = _DOTTED.match(text)
    if match is None or (text[match.end() :] and text[match.end()] not in EDGES + "（("):
        return None
    rest = text[match.end() :]
    if not styled and not match["end"] and (
        _DOTTED_CITING.match(rest) or _EN_ITEM_CITED.match(rest)
    ):  # fmt: skip
        return None
    parts = tuple(int(part) for part in match["number"].split("."))
    if 0 in parts:
        return None
    return Label(
        level="dotted", number=Number(parts), printed=match[0], end=match.end(), dotted=True
    )


def plain_label(text: str) -> Label | None:
    """``5.``, ``5)`` or ``五、`` at the beginning of ``text``: an article, for want of a better."""
    match = re.match(rf"(?P<number>[1-9][0-9]{{0,2}})[.)．](?={_SPACE}|$)", text)
    if match is not None:
        number = Number.of(int(match["number"]))
        return Label(level="number", number=number, printed=match[0], end=match.end())
    match = re.match(rf"(?P<number>[一二三四五六七八九十百]{{1,5}})(?:、|(?={_SPACE}))", text)
    value = KANJI.read(match["number"]) if match is not None else None
    if match is None or value is None:
        return None
    number = Number.of(value)
    return Label(level="number", number=number, printed=match[0], end=match.end(), japanese=True)


def after_separator(text: str, start: int) -> int:
    """Where the text begins behind a label and what parts them: spaces, dashes, a colon."""
    match = _SEPARATOR.match(text, start)
    return match.end() if match else start


def _ja_number(main: str, branches: str) -> Number | None:
    texts = [main, *re.findall(_JA_NUMERAL, branches)]
    parts = [_ja_value(text) for text in texts]
    known = tuple(part for part in parts if part)
    return Number(known) if len(known) == len(parts) else None


def _ja_value(text: str) -> int | None:
    if text.isdecimal():
        return int(text)  # also of full and mixed width
    return KANJI.read(text)


def _en_number(text: str) -> tuple[Number, bool] | None:
    lower = text.lower()
    for row in (_WORDS, _ORDINALS):
        if lower in row:
            return Number.of(row.index(lower) + 1), False
    if text[0].isdigit():
        digits = re.split(r"[.-]", text.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        parts = [int(part) for part in digits]
        if text[-1].isalpha():  # 5A is a branch of 5
            parts.append(ord(text[-1]) - ord("A") + 2)
            return (Number(tuple(parts)), False) if 0 not in parts else None
        return (Number(tuple(parts)), "." in text) if 0 not in parts else None
    value = ROMAN_CAPITAL.read(text) or LETTER_CAPITAL.read(text)
    return (Number.of(value), False) if value else None


_HALF_KATAKANA: Final = str.maketrans(
    "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ",
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
)
_PAREN: Final = {chr(0x2474 + at): at + 1 for at in range(20)}
_FULL_STOP: Final = {chr(0x2488 + at): at + 1 for at in range(20)}
_LETTERS_FULL: Final = str.maketrans(
    "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
)
_ROMAN_SIGNS: Final = {
    **{chr(0x2160 + at): at + 1 for at in range(12)},
    **{chr(0x2170 + at): at + 1 for at in range(12)},
}
_NUMERAL: Final = (
    r"(?:[1-9][0-9]{0,2}|[１-９][０-９]{0,2}|[〇一二三四五六七八九十百]{1,5}|[a-z]{1,5}|[A-Z]{1,5}|"
    r"[ａ-ｚＡ-Ｚ]|[ｱ-ﾝ]|[アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンヰヱ]|[Ⅰ-Ⅻⅰ-ⅻ])"
)
_BRANCHES: Final = r"(?P<branches>(?:の[0-9０-９一二三四五六七八九十]{1,3})*)"
_MARKER: Final = re.compile(
    rf"(?:(?P<open>[(（〔\[])(?:{_SPACE})?(?P<inner>{_NUMERAL})"
    rf"{_BRANCHES.replace('(?:の', '(?:[の-]')}(?:{_SPACE})?"
    rf"(?P<close>[)）〕\]])(?P<stop>[.．、]?)"
    rf"|(?P<ring>[○〇◯](?=[0-9０-９]))?(?P<plain>{_NUMERAL})"
    rf"{_BRANCHES.replace('branches', 'tails')}"
    rf"(?P<end>[.．)）、：:]?)"
    rf"|(?P<sign>[{re.escape(CIRCLED.pattern.strip('[]'))}⑴-⒇⒈-⒛]))"
)


_KOU: Final = re.compile(rf"第?{_SPACE}?(?P<number>{_JA_NUMERAL}){_SPACE}?項(?=$|{_SPACE}|[（(])")
"""第２項 or 二項 as the label of a paragraph, on a line of its own or before its text."""
_LONGEST_MARK: Final = 24
"""No mark is longer, and a text of thousands of characters is not looked at for one."""


@lru_cache(maxsize=4096)  # each block is asked by the reader, the outline and the body
def markers(text: str) -> tuple[Marker, ...]:
    """Every reading of the mark of a paragraph or item that ``text`` begins with.

    ``(i)`` is the first in roman numerals and the ninth in letters; the neighbours tell.
    """
    kou = _KOU.match(text[:_LONGEST_MARK])
    if kou is not None:
        value = _ja_value(kou["number"])
        cited = _JA_CITING.match(text[kou.end() :].lstrip(EDGES))
        if value is None or cited:
            return ()
        number = Number.of(value)
        return (Marker(kind="kou", number=number, printed=kou[0], end=kou.end(), bare=False),)
    match = _MARKER.match(text[:_LONGEST_MARK])
    if match is None:
        return ()
    end = match.end()
    rest = text[end:]
    gap = not rest or rest[0] in EDGES
    if match["sign"]:
        return _sign(match["sign"], end)
    bracketed = match["open"] is not None
    stop = match["stop"] if bracketed else match["end"]
    numeral = match["inner"] if bracketed else match["plain"]
    branches = match["branches"] if bracketed else match["tails"]
    loose = bracketed or stop in ("．", "、") or (match["ring"] is not None)
    if not gap and not loose:
        return ()
    if not bracketed and not stop and not gap:
        return ()
    if not bracketed and not stop and numeral.isascii() and numeral.isalpha():
        return ()  # "a quorum", "I", "A" are words
    if not bracketed and not stop and numeral.isascii() and re.match(r"\s+[a-z]", rest):
        return ()  # "2 members form a quorum"
    if _CITED_ALONE.match(rest) or _CITED_LIST.match(rest):
        return ()
    shape = "()" if bracketed else "○" if match["ring"] else stop.translate(_STOPS)
    return tuple(
        Marker(
            kind=f"{name}{shape}",
            number=Number((value, *(_ja_value(part) or 1 for part in _parts(branches)))),
            printed=match[0],
            end=end,
            bare=not bracketed and not stop,
        )
        for name, value in _values(numeral)
    )


_STOPS: Final = str.maketrans("．）：、", ".):,")


def _parts(branches: str) -> list[str]:
    return re.findall(r"[0-9０-９一二三四五六七八九十]+", branches)


def _sign(sign: str, end: int) -> tuple[Marker, ...]:
    found = (
        ("circled", CIRCLED.read(sign)),
        ("paren", _PAREN.get(sign)),
        ("stop", _FULL_STOP.get(sign)),
    )
    return tuple(
        Marker(kind=kind, number=Number.of(value), printed=sign, end=end, bare=kind == "circled")
        for kind, value in found
        if value
    )


def _values(numeral: str) -> list[tuple[str, int]]:
    """The kinds of numerals that a text may be, with the number in each."""
    if numeral in _ROMAN_SIGNS:
        return [("roman-sign", _ROMAN_SIGNS[numeral])]
    text = numeral.translate(_HALF_KATAKANA).translate(_LETTERS_FULL)
    readers = (
        ("number", DECIMAL), ("number", FULL_WIDTH), ("kanji", KANJI), ("iroha", IROHA),
        ("katakana", KATAKANA), ("roman", ROMAN), ("letter", LETTER),
        ("Roman", ROMAN_CAPITAL), ("Letter", LETTER_CAPITAL),
    )  # fmt: skip
    found = [(name, value) for name, reader in readers if (value := reader.read(text))]
    return found


# What numbers the articles

Family = Literal["article", "section", "dotted", "number", "heading", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberingPlan:
    """How a document numbers: the family of its articles, and the level of their headings."""

    family: Family
    articles_are_chapters: bool = False
    level: int | None = None
    sections_inside: bool = False
    """Sections are provisions of an article, not headings over articles."""
    chapter_level: int | None = None
    """The level of the headings ``5. Name`` that are chapters over articles ``5.1 Name``."""
    counted: bool = False
    """Whether articles keep every part of their numbers: 5.2.1 is one of its own, below 5.2."""


def label_of(block: SourceBlock, plan: NumberingPlan | None = None) -> tuple[Label, int] | None:
    """The label of a chapter or article at the beginning of a block, and what stands before it.

    Before it only a caption in brackets may stand: （商号）第一条.
    """
    if block.fixed:
        return None
    whole = block.whole
    offset = len(whole) - len(whole.lstrip(EDGES))
    text = whole[offset:]
    styled = block.level is not None or bool(block.generated)
    if text[:1] in ("（", "(", "【", "〔"):
        match = re.match(r"[（(【〔][^（(）)【】〔〕]{1,40}[）)】〕][\s\u3000]*(?=第)", text)
        if match is None or alone(SourceBlock(text=match[0])) is None:
            return None
        label = japanese_label(text[match.end() :], styled=styled)
        return (label, offset + match.end()) if label and label.level == "article" else None
    found = japanese_label(text, styled=styled) or english_label(text, styled=styled)
    if found is None and plan is not None:
        if plan.family == "dotted":
            found = dotted_label(text, styled=styled)
            if found and len(found.number.parts) != 2 and not plan.counted:
                found = None
            if found is None and block.level is not None and block.level == plan.chapter_level:
                found = _chapter_label(text, block)
        elif plan.family == "number" and (plan.level is None or block.level == plan.level):
            found = plain_label(text) or _bare_heading(text, block)
    return (found, offset) if found else None


def _chapter_label(text: str, block: SourceBlock) -> Label | None:
    """``5. Membership`` over articles 5.1, 5.2."""
    found = plain_label(text) or _bare_heading(text, block)
    return replace(found, level="chapter") if found else None


def _bare_heading(text: str, block: SourceBlock) -> Label | None:
    """``5 Membership`` as a heading."""
    match = re.match(r"(?P<n>[1-9][0-9]{0,2})(?=\s+[^\s0-9])", text)
    if block.level is None or match is None:
        return None
    number = Number.of(int(match["n"]))
    return Label(level="number", number=number, printed=match[0], end=match.end())


def plan_of(blocks: Sequence[SourceBlock], *, counted: bool = False) -> NumberingPlan:
    """What numbers the articles of a document.

    ``counted`` says that it is read in a style whose sections are counted within Articles.
    """
    labels = [(at, one[0]) for at, block in enumerate(blocks) if (one := label_of(block))]
    articles = [at for at, label in labels if label.level == "article"]
    sections = [at for at, label in labels if label.level == "section"]
    levels = [
        blocks[at].level for at, label in labels
        if label.level == ("article" if articles else "section")
    ]  # fmt: skip
    level = max((one for one in levels if one), key=levels.count, default=None)
    if counted and articles and sections:
        return NumberingPlan(
            family="section", articles_are_chapters=True, level=level, counted=True
        )
    if articles:
        inside = sum(1 for at in sections if _has_text(blocks, at)) * 2 > len(sections)
        if inside and _hold_sections(labels, articles, sections):
            return NumberingPlan(family="section", articles_are_chapters=True, level=level)
        if _hold_dotted(blocks, labels, articles):
            return NumberingPlan(
                family="dotted", articles_are_chapters=True, level=level, counted=counted
            )
        return NumberingPlan(family="article", level=level, sections_inside=inside)
    if sections:
        return NumberingPlan(family="section", level=level)
    return replace(_unnamed(blocks), counted=counted)


# Whether what is called Article is a chapter over the real articles. One such number may be a
# slip or a citation, so two are asked for, and they have to stand in every other Article.


def _hold_sections(
    labels: Sequence[tuple[int, Label]], articles: Sequence[int], sections: Sequence[int]
) -> bool:
    """Whether sections stand in the Articles, and are not headings over them."""
    if len(sections) < 2:
        return False
    owners = {max((a for a in articles if a < at), default=-1) for at in sections} - {-1}
    leading = sum(
        1 for (_, one), (_, two) in pairwise(labels)
        if one.level == "section" and two.level == "article"
    )  # fmt: skip
    return len(owners) * 2 >= len(articles) and (leading < len(sections) or len(articles) == 1)


def _hold_dotted(
    blocks: Sequence[SourceBlock], labels: Sequence[tuple[int, Label]], articles: Sequence[int]
) -> bool:
    """Whether provisions 5.1, 5.2 stand in the Articles, each under the number of its Article."""
    numbers = {label.number.main for _, label in labels if label.level == "article"}
    found = (dotted_label(each.whole.lstrip(EDGES)) for each in blocks if not each.fixed)
    within = [
        label.number.main for label in found
        if label is not None and len(label.number.parts) == 2 and label.number.main in numbers
    ]  # fmt: skip
    return len(within) >= 2 and len(set(within)) * 2 >= len(articles)


def _has_text(blocks: Sequence[SourceBlock], at: int) -> bool:
    """Whether a section holds text of its own, behind its heading or below it."""
    label = label_of(blocks[at])
    if label is not None and len(blocks[at].whole) - label[0].end > 2 * LONGEST:
        return True
    return at + 1 < len(blocks) and label_of(blocks[at + 1]) is None


def _unnamed(blocks: Sequence[SourceBlock]) -> NumberingPlan:
    """A document whose articles are called nothing: ``5.`` or headings alone."""
    by_level: dict[int | None, list[int]] = {}
    for block in blocks:
        text = block.whole.lstrip(EDGES)
        found = None if block.fixed else plain_label(text) or _bare_heading(text, block)
        if found is not None:
            by_level.setdefault(block.level, []).append(found.number.main)
    headed = {level: row for level, row in by_level.items() if level is not None}
    rows = headed or by_level
    bodies: dict[int, int] = {}
    for one, two in pairwise(blocks):
        if one.level is not None and two.level is None:
            bodies[one.level] = bodies.get(one.level, 0) + 1
    many = {level: count for level, count in bodies.items() if count >= 2}
    # One heading over a text is the title of the document. Numbers are those of articles where
    # two count up from 1; a single 1. is one under a heading, or alone in the document.
    if rows:
        level, row = max(rows.items(), key=lambda entry: len(entry[1]))
        counted = _counts_to(row)
        # Under headings, numbers that begin anew again and again are those of lists: fewer than
        # half of them count up from 1 through the document, or each title has a 1 of its own.
        lists = level is None and bool(many) and (
            counted * 2 < len(row) or _begun_anew(blocks) >= 2 or _in_few(blocks)
        )  # fmt: skip
        if (counted >= 2 or row == [1]) and (len(row) >= 2 or level is not None) and not lists:
            if level is not None and _dotted_below(blocks, level):
                return NumberingPlan(family="dotted", chapter_level=level)
            return NumberingPlan(family="number", level=level)
    if many:
        return NumberingPlan(
            family="heading", level=max(many, key=lambda level: (many[level], -level))
        )
    return NumberingPlan(family="none")


def _in_few(blocks: Sequence[SourceBlock]) -> bool:
    """Whether numbers stand below few of the headings that have a text: lists in some of them."""
    texts, numbers, at = set[int](), set[int](), -1
    for place, block in enumerate(blocks):
        if block.level is not None:
            at = place
        elif at >= 0:
            texts.add(at)
            if plain_label(block.whole.lstrip(EDGES)) is not None:
                numbers.add(at)
    return len(texts) >= 3 and len(numbers) * 2 <= len(texts)


def _begun_anew(blocks: Sequence[SourceBlock]) -> int:
    """How many headings without a label have a number 1 below them."""
    found, titled_ = 0, False
    for block in blocks:
        if block.level is not None:
            titled_ = label_of(block) is None
        elif titled_ and (label := plain_label(block.whole.lstrip(EDGES))) is not None:
            found += label.number == Number.of(1)
            titled_ = False
    return found


def _dotted_below(blocks: Sequence[SourceBlock], level: int) -> bool:
    """Whether headings 5.1, 5.2 with text of their own stand below the headings ``5.``."""
    found = 0
    for block, below in pairwise(blocks):
        if block.level is None or block.level <= level:
            continue
        text = block.whole.lstrip(EDGES)
        label = dotted_label(text)
        if label is not None and len(label.number.parts) == 2:
            rest = text[after_separator(text, label.end) :]
            found += below.level is None and titled(rest)
    return found >= 2


def _counts_to(row: Sequence[int]) -> int:
    """How far the numbers count up from 1, whatever stands between."""
    expected = 1
    for number in row:
        expected += number == expected
    return expected - 1
