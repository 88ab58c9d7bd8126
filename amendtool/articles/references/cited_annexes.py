"""Citations of annexes, which the document has or has not: 別表第１, Schedules A and B.

The grammars leave an annex alone, since most of what is called so is another document's. Where
these articles have annexes behind them, their own names tell what is cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from amendtool.articles.annexes import Annex, annex_of, read_number
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import DECIMAL, Numeral
from amendtool.articles.references.antecedents import Context, Memory
from amendtool.articles.references.documents_en import document_after
from amendtool.articles.references.documents_ja import ENDS_OF_NAMES, document_before
from amendtool.articles.references.identity import identity_of
from amendtool.articles.references.phrases import DocumentKind
from amendtool.articles.references.reference import (
    Category,
    Cited,
    CitedPlace,
    Figures,
    Level,
    Member,
    Range,
    Reference,
    Relation,
)
from amendtool.articles.references.text_location import Standing
from amendtool.articles.styles import DraftingStyle
from amendtool.patterns import compiled

_JA_NUMBER = "(?:[0-9]{1,3}|[０-９]{1,3}|[一二三四五六七八九十]{1,4})"
_JA_MORE: Final = compiled(
    r"(?P<range>から|ないし|[～〜~–—-])?(?(range)|(?:、|，|・|及び|並びに|又は|若しくは|および|または)"
    rf"(?:及び|並びに)?)(?P<word>別表|別紙|別記|付表|附表)?第?[ \u3000]?(?P<number>{_JA_NUMBER})"
    r"(?P<hao>号(?!議案))?(?![0-9０-９条項章年月日円名人回個％%])(?P<until>まで)?"
)
_EN_MORE: Final = compiled(
    r"(?P<range> to | through |[-–])?(?(range)|(?:,? (?:and|or)|,) )"
    r"(?P<word>(?i:schedule|appendix|annex|exhibit|attachment|addendum) )?"
    r"(?P<number>[0-9]{1,3}|[IVX]{1,5}|[A-Z])(?![A-Za-z0-9]|\.[0-9])"
)
_JA_GAP: Final = compiled("[ \u3000]?の?[ \u3000]?")
_EN_PLURALS: Final = {
    "schedule": "schedules", "appendix": "appendices", "annex": "annexes", "exhibit": "exhibits",
    "attachment": "attachments", "addendum": "addenda",
}  # fmt: skip


def cites_annexes(standing: Standing, text: str) -> str:
    """The text, or nothing where it is the title of an annex, which names itself."""
    return "" if standing.part == "heading" and annex_of(text) is not None else text


def with_annexes(
    text: str, references: Sequence[Reference], annexes: Iterable[Annex], style: DraftingStyle
) -> tuple[Reference, ...]:
    """The references of ``text``, with the citations of these ``annexes`` among them, in order."""
    words = {annex.word: annex.numeral for annex in annexes}
    folded = text.casefold()
    if not any(word in folded for word in words):
        return tuple(references)
    found = list(_cited(text, words, style))
    if not found:
        return tuple(references)
    taken = [(each.start, each.end) for each in found]
    kept = (r for r in references if not any(a < r.end and r.start < b for a, b in taken))
    return tuple(sorted((*kept, *found), key=lambda each: each.start))


@lru_cache
def _first(words: tuple[str, ...], english: bool) -> re.Pattern[str]:
    if not english:
        return re.compile(
            rf"(?P<word>{'|'.join(words)})(?P<gap>[ \u3000]?(?:第[ \u3000]?)?)"
            rf"(?:(?P<number>{_JA_NUMBER})(?:号(?!議案))?)?(?![条項年月日円名])"
        )
    plurals = "|".join(_EN_PLURALS[word] for word in words)
    return re.compile(
        rf"\b(?P<word>(?i:{'|'.join(words)})|(?P<many>(?i:{plurals})))(?: |\u00a0)"
        r"(?P<number>[0-9]{1,3}|[IVX]{1,5}|[A-Z])(?![A-Za-z0-9]|\.[0-9])"
    )


def _cited(text: str, words: dict[str, Numeral], style: DraftingStyle) -> Iterator[Reference]:
    english = all(word.isascii() for word in words)
    identity = identity_of(style.document_name, style.language, style.body_names)
    floor = 0
    for first in _first(tuple(words), english).finditer(text):
        start = first.start()
        if start < floor:
            continue
        memory = Memory(Context(), identity)
        if not english and start and text[start - 1] in ENDS_OF_NAMES:
            document = document_before(text, start, floor, memory)
            if document is not None and document.kind is not DocumentKind.OWN:
                continue  # 会社法別表第一, 旧別表第一
        found, end = _list(text, first, words, memory, english)
        if english and found:
            found, start, end = _with_paragraphs(text, found, memory, floor)
        document = document_after(text, end, memory) if english else None
        floor = end
        if found and (document is None or document.kind is DocumentKind.OWN):
            yield Reference(start, end, text[start:end], Category.INTERNAL, tuple(found))


_PARAGRAPH: Final = r"(?i:paragraphs?|paras?\.?|items?|clauses?|entr(?:y|ies))"
_BEFORE_ANNEX: Final = compiled(
    rf"(?<![A-Za-z-])(?P<group>{_PARAGRAPH} [0-9(][0-9a-z()., –-]{{0,40}}?)"
    r",? (?:of|in|to|under) (?:the )?\Z"
)
_BEHIND_ANNEX: Final = compiled(rf"(?:,? |, at | \()(?=(?:{_PARAGRAPH}) [0-9(])")
_REACH: Final = 64


def _with_paragraphs(
    text: str, annexes: list[Member], memory: Memory, floor: int
) -> tuple[list[Member], int, int]:
    """The annexes with what is cited in them: paragraph 2 of Schedule 1, Annex B, paragraph 3.

    Before them stand the paragraphs of the first one, behind them those of the last.
    """
    from amendtool.articles.references.grammar_en import GroupReader, over_all

    first, last = annexes[0], annexes[-1]
    start, end = first.start, last.end
    reader = GroupReader(text, memory)
    found = list(annexes)
    behind = _BEHIND_ANNEX.match(text, end)
    group = reader.at(behind.end(), None) if behind is not None else None
    if isinstance(last, CitedPlace) and behind and group is not None and group.numbered:
        end = group.end + (behind[0] == " (" and text.startswith(")", group.end))
        found[-1:] = over_all(last.levels, _paragraphs(group.members))
    before = _BEFORE_ANNEX.search(text, max(floor, start - _REACH), start)
    group = reader.at(before.start("group"), None) if before is not None else None
    if (
        isinstance(first, CitedPlace)
        and before
        and group is not None
        and group.end >= before.end("group")
        and (len(annexes) > 1 or last.end == end)
    ):
        found[:1] = over_all(first.levels, _paragraphs(group.members))
        start = before.start("group")
    return found, start, end


def _paragraphs(members: Sequence[Member]) -> tuple[Member, ...]:
    """Members whose outermost numbers are those of paragraphs, whatever word they are called by."""

    def place(one: CitedPlace) -> CitedPlace:
        first, *deeper = one.levels
        figures = first.figures
        if first.level is not Level.ITEM or figures is None or figures.numeral is not DECIMAL:
            return one
        return replace(one, levels=(replace(first, level=Level.PARAGRAPH), *deeper))

    return tuple(
        Range(place(each.first), place(each.last)) if isinstance(each, Range) else place(each)
        for each in members
    )


def _list(
    text: str, first: re.Match[str], words: dict[str, Numeral], memory: Memory, english: bool
) -> tuple[list[Member], int]:
    """The annexes that are cited together from the ``first`` on, and where they end."""
    word = _word(first["word"], words)
    place = _place(first, word, words[word], first.start())
    found: list[Member] = []
    while place is not None:
        found.append(place)
        end = place.end
        if not english:
            found[-1:], end = _with_deeper(text, place, memory)
        more = (_EN_MORE if english else _JA_MORE).match(text, end)
        if more is None or place.last.number is None:
            return found, end
        own = _word((more["word"] or word).strip(), words)
        start = more.start("word") if more["word"] else more.start("number")
        place = _place(more, own, words[own], start) if own in words else None
        if place is not None and more["range"] is not None:
            last = found.pop()
            place = replace(place, end=more.end())
            ends = Range(last, place) if isinstance(last, CitedPlace) else None
            return ([*found, ends], more.end()) if ends is not None else ([*found, last], end)
    return found, end if found else first.end()


def _word(written: str, words: dict[str, Numeral]) -> str:
    """The word of an annex, for a plural too; what no annex here is called stays as it is."""
    folded = written.casefold()
    return next((word for word in words if folded in (word, _EN_PLURALS.get(word))), folded)


def _place(found: re.Match[str], word: str, like: Numeral, start: int) -> CitedPlace | None:
    written = found["number"]
    if written is None:
        only = Cited(Level.ANNEX, Relation.NAMED, start, found.end(), word=word)
        return CitedPlace(start, found.end(), (only,))
    value, numeral = read_number(word, written, like)
    if value is None:
        return None
    begin, end = found.span("number")
    figures = Figures(begin, end, numeral, end, end, "-")
    upto = end + found.string.startswith("号", end)
    cited = Cited(Level.ANNEX, Relation.NUMBERED, start, upto, Number.of(value), figures, word=word)
    return CitedPlace(start, upto, (cited,))


def _with_deeper(text: str, place: CitedPlace, memory: Memory) -> tuple[list[Member], int]:
    """The place with what is cited in it, as in 別表第一第三号 and 別表第二の第１項."""
    gap = _JA_GAP.match(text, place.end)
    at = gap.end() if gap is not None else place.end
    if text[at : at + 1] != "第":
        return [place], place.end
    # The Japanese grammar is large, and articles in another language never come here.
    from amendtool.articles.references.grammar_ja import members

    read = members(text, at, memory, place.levels)
    if read is None:
        return [place], place.end
    return list(read[0]), read[1]
