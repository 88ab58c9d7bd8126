"""Which present articles stand in an edited document, and where: found by the lines they print.

Where a document has the lines that a present article prints, under its number or another one,
there stands that article, whatever else such lines could be read as.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import zip_longest
from typing import Final, TypeAlias

from amendtool.articles.charter import Article, Charter, Status, goes_unnumbered
from amendtool.articles.languages import LANGUAGES, language_of
from amendtool.articles.matching import heaviest_chain
from amendtool.articles.numbers import Number
from amendtool.comparison.cells import Printer
from amendtool.importing.blocks import SourceDocument
from amendtool.render.charter.lines import (
    Unit,
    article_unit,
    title_and_rest,
    units_of,
    without_addresses,
)
from amendtool.render.charter.model import ExportLine, LineKind
from amendtool.values import dataclass
from amendtool.workflow.drafting.edited_lines import with_lines

_FARTHEST: Final = 200
"""So far the number of an article may have moved."""
_REVISIONS: Final = frozenset(each.revisions.title for each in LANGUAGES.values())
AROUND: Final = frozenset(("title", "preamble", "closing"))
"""The kinds of what is printed around all articles."""
_Siblings: TypeAlias = tuple[int, tuple[int, ...], tuple[int, ...]]
"""Numbers that differ in one part alone: in which, and those in front of it and behind it."""


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """An article or another part of the print with a key of its own, and the lines it prints."""

    kind: str
    key: str
    lines: tuple[str, ...]
    article: Article | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class StandingUnit:
    """A unit that stands in the document from line ``start`` on; its article as it is there."""

    unit: PrintedUnit
    start: int
    article: Article | None
    worded: bool = False
    """Whether words of it were edited."""

    @property
    def end(self) -> int:
        """The line behind its last one."""
        return self.start + len(self.unit.lines)

    @property
    def around(self) -> bool:
        """Whether it stands around all articles."""
        return self.unit.kind in AROUND

    @property
    def moved(self) -> bool:
        """Whether its article has another number."""
        now, was = self.article, self.unit.article
        return now is not None and was is not None and now.number != was.number


@dataclass(frozen=True, slots=True)
class LinesBetween:
    """Lines of the document that stand in the place of units which are not found there."""

    units: tuple[PrintedUnit, ...]
    start: int
    end: int

    @property
    def around(self) -> bool:
        """Whether what is printed in its place stands around all articles."""
        return any(unit.kind in AROUND for unit in self.units)

    @property
    def plain(self) -> bool:
        """Whether articles alone are printed in its place, or what is around them alone."""
        kinds = {unit.kind for unit in self.units}
        return kinds <= {"article"} or kinds <= AROUND


Stretch = StandingUnit | LinesBetween


@dataclass(frozen=True)
class PrintedLines:
    """The lines of a document beside those that the present articles print."""

    present: Charter
    source: SourceDocument
    printer: Printer
    title: str

    @cached_property
    def edited(self) -> list[str]:
        """The lines of the document."""
        return [each.whole for each in self.source.blocks]

    @cached_property
    def end(self) -> int:
        """Where the articles end: behind them ``export`` prints the list of revisions."""
        titles = _REVISIONS.difference(self.present.closing.split("\n"))
        return next((at for at, line in enumerate(self.edited) if line in titles), len(self.edited))

    @cached_property
    def units(self) -> list[PrintedUnit]:
        """What the present articles print, one unit after the other."""
        return list(self._units(self.present))

    def prints(self, charter: Charter) -> bool:
        """Whether articles print the lines of the document, but for those around all of them."""
        lines = (
            line
            for each in self.stretches
            if not each.around
            for line in self.edited[each.start : each.end]
        )
        printed = (
            line for unit in self._units(charter) if unit.kind not in AROUND for line in unit.lines
        )
        return all(one == other for one, other in zip_longest(printed, lines))

    def _units(self, charter: Charter) -> Iterator[PrintedUnit]:
        title, _ = title_and_rest(charter.preamble, self.title, self.printer.style.language)
        if title:
            yield PrintedUnit("title", "", (title,))
        for unit in units_of(charter, self.printer, self.title):
            yield self._printed(unit)

    def _printed(self, unit: Unit) -> PrintedUnit:
        lines = (text for line in unit.lines for text in self._texts(line))
        return PrintedUnit(unit.key[0], unit.key[1], tuple(lines), unit.article, unit.level)

    def _texts(self, line: ExportLine) -> Iterator[str]:
        """The lines that a reader of the format finds in a line of print."""
        texts = without_addresses(line, shown=False).text.split("\n")
        heads = (LineKind.ARTICLE, LineKind.CHAPTER)
        if self.source.format == "markdown" and line.kind in heads:
            # A heading is one line, the number first.
            texts = [language_of(self.printer.style.language).word_joint.join(reversed(texts))]
        return filter(None, texts)

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The document from its first line to the end of the articles: what stands, and the rest.

        Units are looked up by lines that nothing else prints. Of those that stand somewhere, the
        longest row in one order counts, and their neighbours are compared with what stands
        beside them.
        """
        found: list[Stretch] = []
        unit = start = 0
        for known, line in (*self._chain(), (len(self.units), self.end)):
            while unit < known and (here := self._stands(unit, start, line)) is not None:
                found.append(here)
                unit, start = unit + 1, here.end
            behind: list[StandingUnit] = []
            last, end = known, line
            while unit < last and start <= end - len(self.units[last - 1].lines):
                there = self._stands(last - 1, end - len(self.units[last - 1].lines), end)
                if there is None:
                    break
                behind.append(there)
                last, end = last - 1, there.start
            if unit < last or start < end:
                found += self._between(unit, last, start, end)
            found += reversed(behind)
            unit, start = known, line
        return found

    def _chain(self) -> list[tuple[int, int]]:
        """Units by their place, and the lines where they begin, both ascending."""
        counts = Counter(line for unit in self.units for line in unit.lines)
        homes = {
            line: (place, behind)
            for place, unit in enumerate(self.units)
            for behind, line in enumerate(unit.lines)
            if counts[line] == 1
        }
        tried: set[tuple[int, int]] = set()
        links: list[tuple[int, int, int]] = []
        for at, line in enumerate(self.edited[: self.end]):
            place, behind = homes.get(line, (-1, 0))
            here = (place, at - behind)
            if place < 0 or behind > at or here in tried:
                continue
            tried.add(here)
            if self._stands(*here, self.end) is not None:
                links.append((*here, 1))
        return [(place, start) for place, start, _ in heaviest_chain(links)]

    def _stands(self, place: int, start: int, end: int) -> StandingUnit | None:
        """The unit of a place, if its lines stand from ``start`` on, under whatever number."""
        unit = self.units[place]
        behind = start + len(unit.lines)
        if behind > end:
            return None
        lines = self.edited[start:behind]
        differing = [n for n, line in enumerate(unit.lines) if lines[n] != line]
        if not differing:
            return StandingUnit(unit, start, unit.article)
        if len(differing) > 1:
            return None
        moved = self._moved(unit, differing[0], lines[differing[0]])
        if moved is None:
            return None
        return StandingUnit(unit, start, moved)

    def _moved(self, unit: PrintedUnit, behind: int, now: str) -> Article | None:
        """The article of a unit under the number that one of its lines prints now."""
        article = unit.article
        if article is None or article.number is None or article.number.told_apart:
            return None
        label = self.printer.article_number(article)
        if not label or label not in unit.lines[behind] or goes_unnumbered(article):
            return None
        front, _, rest = unit.lines[behind].partition(label)
        around = len(front) + len(rest)
        if len(now) < around or not (now.startswith(front) and now.endswith(rest)):
            return None
        number = self._number(article, now[len(front) : len(now) - len(rest)])
        return None if number is None else replace(article, number=number)

    def _number(self, article: Article, label: str) -> Number | None:
        """The number near that of an article that it prints so."""
        assert article.number is not None
        parts = article.number.parts
        at = len(parts) - 1 if self.printer.style.numbered_in_chapters else 0
        near = range(max(parts[at] - _FARTHEST, 1), parts[at] + _FARTHEST)
        if article.form is not None or article.status is not Status.TEXT:
            return self._labels(article, at, near).get(label)
        siblings = (at, parts[:at], parts[at + 1 :])
        known = self._known.get(siblings)
        if known is None:
            known = self._known[siblings] = self._labels(article, at, range(1, self._highest))
        return known.get(label)

    @cached_property
    def _highest(self) -> int:
        numbers = (each.number for each in self.present.every_article())
        return max((max(each.parts) for each in numbers if each), default=0) + _FARTHEST

    @cached_property
    def _known(self) -> dict[_Siblings, dict[str, Number]]:
        """The numbers of articles without a form of their own, by how they print."""
        return {}

    def _labels(self, article: Article, at: int, values: range) -> dict[str, Number]:
        assert article.number is not None
        parts, form = article.number.parts, self.printer.number_form(article)
        numbers = (Number((*parts[:at], value, *parts[at + 1 :])) for value in values)
        return {form.printed(number): number for number in numbers}

    def _between(self, place: int, last: int, start: int, end: int) -> list[Stretch]:
        """The articles of which words alone were edited, or what is to be read."""
        units = self.units[place:last]
        if sum(len(each.lines) for each in units) == end - start:
            worded: list[Stretch] = []
            at = start
            for unit in units:
                stands = self._worded(unit, at)
                if stands is None:
                    break
                worded.append(stands)
                at = stands.end
            else:
                return worded
        return [LinesBetween(tuple(units), start, end)]

    def _worded(self, unit: PrintedUnit, start: int) -> StandingUnit | None:
        """A unit that has other words in some of its lines, and no other lines.

        A line that stands elsewhere in the present articles may have come from there.
        """
        lines = self.edited[start : start + len(unit.lines)]
        article, printed = unit.article, unit.lines
        if article is None or article.status is not Status.TEXT:
            return None
        for behind, (line, now) in enumerate(zip(printed, lines, strict=True)):
            moved = None if line == now else self._moved(unit, behind, now)
            if moved is not None:
                article, printed = moved, self._again(unit, moved)
                break
        pairs = zip(printed, lines, strict=True) if len(printed) == len(lines) else ()
        if any(line != now and now in self._every for line, now in pairs):
            return None
        made = with_lines(article, printed, lines)
        if made is None or self._again(unit, made) != tuple(lines):
            return None
        return StandingUnit(unit, start, made, worded=True)

    def _again(self, unit: PrintedUnit, article: Article) -> tuple[str, ...]:
        return self._printed(article_unit(article, self.printer, level=unit.level)).lines

    @cached_property
    def _every(self) -> frozenset[str]:
        """All lines of the present articles."""
        return frozenset(line for unit in self.units for line in unit.lines)
