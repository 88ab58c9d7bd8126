"""The present articles and the proposed ones as one document with tracked changes.

Two laws hold for every pair of charters, and tests prove them: what is kept and what is
deleted, line by line, is the document of the present articles; what is kept and what is
inserted is that of the proposed ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from amendtool.articles import nested
from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Body, Charter, Provision, Status
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.cells import Printer
from amendtool.comparison.counterparts import bodies_paired
from amendtool.comparison.house import USUAL_AROUND, Around, HeadingPlace, HouseStyle
from amendtool.comparison.page import house_on_page, style_on_page, title_on_page
from amendtool.comparison.table import Run
from amendtool.comparison.words import compare
from amendtool.render.charter.lines import (
    Unit,
    behind,
    body_line,
    body_of,
    head_of,
    kind_at,
    lead_pieces,
    look_of,
    provision_of,
    texts_of,
    title_and_rest,
    units_of,
    whole,
    without_addresses,
)
from amendtool.render.charter.model import (
    ArticleOpening,
    Export,
    ExportLine,
    LineKind,
    Piece,
    State,
)


def make_tracked(
    present: Charter,
    proposed: Charter,
    *,
    style: DraftingStyle,
    house: HouseStyle,
    title: str,
    kept: Mapping[Spot, Spot] | None = None,
    around: Around = USUAL_AROUND,
) -> Export:
    """The document in which the changes from ``present`` to ``proposed`` are tracked.

    Articles and chapters go on by their keys. One that changes its place among those that
    stay is deleted where it stood and inserted where it goes. ``kept`` leads from the
    paragraphs and items of the present articles to where they stand in the proposed ones, as
    an operation tells (:attr:`~amendtool.amendments.apply.apply.Application.kept`).
    """
    before, after = (
        Printer(style=style_on_page(each, style), house=house_on_page(each, house))
        for each in (present, proposed)
    )
    tracker = _Tracker(after, kept or {})
    titles = [title_on_page(each, title) for each in (present, proposed)]
    old, new = (
        list(units_of(charter, printer, name, around))
        for charter, printer, name in zip((present, proposed), (before, after), titles, strict=True)
    )
    title, _ = title_and_rest(present.preamble, titles[0], style.language)
    other, _ = title_and_rest(proposed.preamble, titles[1], style.language)
    if title != other:
        # The title itself changes, so it is a line whose change is tracked.
        old, new = ([_titled(name), *units] for name, units in ((title, old), (other, new)))
        title = ""
    lines = [line for pair_ in _aligned(old, new) for line in tracker.units(*pair_)]
    lines = [without_addresses(line, shown=False) for line in lines]
    return Export(title=title, language=style.language, lines=tuple(lines), look=look_of(house))


def _titled(title: str) -> Unit:
    line = ExportLine(kind=LineKind.TEXT, pieces=(Piece(title),))
    return Unit(key=("title", ""), lines=(line,))


def _aligned(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[tuple[Unit | None, Unit | None]]:
    """The units of both sides in an order that is right for both; most of them as pairs."""
    place = {unit.key: index for index, unit in enumerate(old)}
    shared = [(place[unit.key], index) for index, unit in enumerate(new) if unit.key in place]
    i = j = 0
    for old_index, new_index in (*_ascending(shared), (len(old), len(new))):
        yield from ((unit, None) for unit in old[i:old_index])
        yield from ((None, unit) for unit in new[j:new_index])
        if old_index < len(old):
            yield old[old_index], new[new_index]
        i, j = old_index + 1, new_index + 1


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of ``pairs`` whose first places ascend as their second ones do."""
    ends: list[int] = []
    best: list[int] = []
    before: list[int | None] = []
    for index, (first, _) in enumerate(pairs):
        at = bisect_left(ends, first)
        before.append(best[at - 1] if at else None)
        # One more at the end, or a better one in its place.
        ends[at : at + 1], best[at : at + 1] = [first], [index]
    found: list[tuple[int, int]] = []
    last = best[-1] if best else None
    while last is not None:
        found.append(pairs[last])
        last = before[last]
    return found[::-1]


class _Tracker:
    """Prints two provisions as lines with pieces that stay, go or come."""

    def __init__(self, printer: Printer, kept: Mapping[Spot, Spot]) -> None:
        self.printer = printer
        self.kept: dict[str, list[tuple[Spot, Spot]]] = {}
        for before, after in kept.items():
            self.kept.setdefault(before.key, []).append((before, after))

    def units(self, old: Unit | None, new: Unit | None) -> Iterator[ExportLine]:
        if old is None or new is None:
            yield from self.whole_lines(old.lines if old else (), new.lines if new else ())
        elif old.lines == new.lines:
            yield from new.lines
        elif old.article is not None and new.article is not None:
            yield from self.head(old, new)
            yield from self.opened(list(self.article(old.article, new.article)), old, new)
        elif [line.level for line in old.lines[:1]] != [line.level for line in new.lines[:1]]:
            yield from self.whole_lines(old.lines, new.lines)
        else:
            yield from self.rows(old.lines, new.lines)

    def head(self, old: Unit, new: Unit) -> Iterator[ExportLine]:
        """The line with heading and number; a changed number is tracked as a number."""
        ours, theirs = (
            [line for line in unit.lines[:1] if line.kind is LineKind.ARTICLE]
            for unit in (old, new)
        )
        if not (ours and theirs and old.article and new.article):
            yield from self.whole_lines(ours, theirs)
            return
        one, other = (head_of(article, self.printer) for article in (old.article, new.article))
        if (one.lead is None) != (other.lead is None):
            yield from self.whole_lines(ours, theirs)
            return
        pieces = [
            self.compared(one.first, other.first),
            _replaced(one.gap, other.gap),
            self.compared(one.last, other.last),
        ]
        if one.lead is None:
            place = 2 if self.printer.house.heading_place is HeadingPlace.ABOVE else 0
            texts = (one.first, one.last), (other.first, other.last)
            pieces[place] = self.numbers(
                old.article, new.article, *(each[place // 2] for each in texts)
            )
        yield replace(theirs[0], pieces=_joined(chain.from_iterable(pieces)))

    def opened(self, lines: list[ExportLine], old: Unit, new: Unit) -> list[ExportLine]:
        """The lines of an article, on each side the number in front of the first that it has."""
        if old.article is None or new.article is None:
            return lines
        one, other = (head_of(each, self.printer).lead for each in (old.article, new.article))
        first = next((at for at, each in enumerate(lines) if each.state is not State.INSERTED), 0)
        then = next((at for at, each in enumerate(lines) if each.state is not State.DELETED), 0)
        if one is not None and other is not None and first == then:
            pieces = self.leads(old.article, new.article, one, other)
            lines[then] = self.behind(lines[then], other, pieces, new)
            return lines
        if one is not None:
            lines[first] = self.behind(lines[first], one, lead_pieces(one, State.DELETED), old)
        if other is not None:
            lines[then] = self.behind(lines[then], other, lead_pieces(other, State.INSERTED), new)
        return lines

    def behind(
        self, line: ExportLine, lead: ArticleOpening, pieces: tuple[Piece, ...], unit: Unit
    ) -> ExportLine:
        set_so = behind(line, lead, level=unit.level, key=unit.key[1], pieces=pieces)
        return replace(set_so, pieces=_joined(set_so.pieces))

    def leads(
        self, old: Article, new: Article, one: ArticleOpening, other: ArticleOpening
    ) -> tuple[Piece, ...]:
        """What stands in front of the text on both sides, its number tracked as a number."""
        named = (
            *self.numbers(old, new, one.number, other.number),
            *_replaced(one.joint, other.joint),
            *self.compared(one.heading, other.heading),
        )
        strong = bool(one.heading or other.heading)
        return (
            *(replace(piece, strong=strong) for piece in named),
            *_replaced(one.gap, other.gap),
        )

    def numbers(self, old: Article, new: Article, one: str, other: str) -> tuple[Piece, ...]:
        reserved = Status.RESERVED in (old.status, new.status)
        if old.number is None or new.number is None or reserved or one == other:
            return self.compared(one, other)
        runs = (
            self.printer.number_runs(self.printer.number_form(article), number, changed=True)
            for article, number in ((old, old.number), (new, new.number))
        )
        return merged(*runs)

    def article(self, old: Article, new: Article) -> Iterator[ExportLine]:
        """What stands below the head."""
        printer = self.printer
        if (old.status, new.status) != (Status.TEXT, Status.TEXT):
            bodies = [[*_bodies(article, printer)] for article in (old, new)]
            if bodies[0] == bodies[1]:
                yield from bodies[1]
            else:
                yield from self.whole_lines(*bodies)
            return
        one, other = (nested.whole(article, printer.style).body for article in (old, new))
        yield from self.body(one, other, Spot(key=old.key), depth=0)

    def body(self, old: Body, new: Body, at: Spot, *, depth: int) -> Iterator[ExportLine]:
        """Two bodies whose provisions stand at ``depth``: paragraphs at 0."""
        printer = self.printer
        known: dict[Hashable, Hashable] = {
            before.number: after.number
            for before, after in self.kept.get(at.key, ())
            if before.paragraph is not None and before.owner == at
            and after.paragraph is not None and len(after.items) == depth
        }  # fmt: skip
        firsts = (old[:1], new[:1])
        for before, after in bodies_paired(old, new, known=known, language=printer.style.language):
            if isinstance(before, str) or isinstance(after, str):
                texts = [one if isinstance(one, str) else "" for one in (before, after)]
                yield from self.texts(("", ""), texts, max(depth - 1, 0))
                continue
            markers = [
                "" if one is None else printer.marker(one, depth, first=(one,) == first)
                for one, first in zip((before, after), firsts, strict=True)
            ]
            yield from self.provisions(before, after, markers, at, depth=depth)

    def provisions(
        self,
        old: Provision | None,
        new: Provision | None,
        markers: Sequence[str],
        at: Spot,
        *,
        depth: int,
    ) -> Iterator[ExportLine]:
        """A paragraph or item in what stands ``at``, against its counterpart, or alone."""
        printer = self.printer
        if old is None or new is None:
            lines: list[list[ExportLine]] = [
                []
                if one is None
                else [body_line(body) for body in provision_of(one, printer, marker, depth=depth)]
                for one, marker in zip((old, new), markers, strict=True)
            ]
            yield from self.whole_lines(*lines)
            return
        texts = (old.text, new.text)
        yield from self.texts(markers, texts, depth)
        inner, outer = (
            one.body[1:] if text else one.body for one, text in zip((old, new), texts, strict=True)
        )
        yield from self.body(inner, outer, at.below(old.number), depth=depth + 1)

    def texts(
        self, markers: Sequence[str], texts: Sequence[str], depth: int
    ) -> Iterator[ExportLine]:
        kind = kind_at(depth)
        sides = [
            [body_line(body) for body in texts_of(kind, marker, text, depth)]
            for marker, text in zip(markers, texts, strict=True)
        ]
        yield from self.rows(*sides)

    def rows(self, old: Sequence[ExportLine], new: Sequence[ExportLine]) -> Iterator[ExportLine]:
        """Lines of one text on both sides: equal ones at its ends, then each against each."""
        start = 0
        while start < min(len(old), len(new)) and old[start] == new[start]:
            start += 1
        end = 0
        while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
            end += 1
        ours, theirs = old[start : len(old) - end], new[start : len(new) - end]
        shared = min(len(ours), len(theirs))
        yield from new[:start]
        for one, other in zip(ours, theirs, strict=False):
            pieces = (
                *self.markers(one.marker, other.marker),
                *self.compared(one.text[len(one.marker) :], other.text[len(other.marker) :]),
            )
            yield ExportLine(
                kind=other.kind,
                pieces=_joined(pieces),
                level=other.level,
                marker=other.marker or one.marker,
                key=other.key,
                align=other.align,
            )
        yield from self.whole_lines(ours[shared:], theirs[shared:])
        yield from new[len(new) - end :]

    def whole_lines(
        self, old: Iterable[ExportLine], new: Iterable[ExportLine]
    ) -> Iterator[ExportLine]:
        """Lines that go, and lines that come."""
        yield from (whole(line, State.DELETED) for line in old)
        yield from (whole(line, State.INSERTED) for line in new)

    def markers(self, old: str, new: str) -> tuple[Piece, ...]:
        """Two markers; the gap behind them stays where both sides have one."""
        if old == new or not (old and new):
            return _replaced(old, new)
        bare = (old.rstrip(), new.rstrip())
        gaps = (old[len(bare[0]) :], new[len(bare[1]) :])
        if gaps[0] != gaps[1]:
            return _replaced(old, new)
        return (*_replaced(*bare), Piece(gaps[0])) if gaps[0] else _replaced(*bare)

    def compared(self, old: str, new: str) -> tuple[Piece, ...]:
        """Two texts compared by words."""
        return merged(*compare(old, new, self.printer.style.language))


def _bodies(article: Article, printer: Printer) -> Iterator[ExportLine]:
    return map(body_line, body_of(article, printer))


def _replaced(old: str, new: str) -> tuple[Piece, ...]:
    """``old`` as deleted and ``new`` as inserted, or what both are."""
    if old == new:
        return (Piece(new),) if new else ()
    pieces = (Piece(old, State.DELETED), Piece(new, State.INSERTED))
    return tuple(piece for piece in pieces if piece.text)


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces, with neighbours of one state as one."""
    found: list[Piece] = []
    for piece in pieces:
        if found and (found[-1].state, found[-1].strong) == (piece.state, piece.strong):
            found[-1] = replace(piece, text=found[-1].text + piece.text)
        else:
            found.append(piece)
    return tuple(found)


def merged(left: Sequence[Run], right: Sequence[Run]) -> tuple[Piece, ...]:
    """The runs of two sides as pieces: between two kept ones the deleted, then the inserted.

    Kept and deleted pieces joined are the text of ``left``, kept and inserted ones that of
    ``right``, whatever the runs are. Runs of :func:`~amendtool.comparison.words.compare` agree
    in what is unchanged but for white space; where that differs it is changed too.
    """
    old, new = ([(c, run.changed) for run in side for c in run.text] for side in (left, right))
    found: list[Piece] = []
    texts = dict.fromkeys(State, "")

    def flush(*states: State) -> None:
        for state in states:
            if texts[state]:
                found.append(Piece(texts[state], state))
                texts[state] = ""

    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and (old[i][1] or j == len(new)):
            flush(State.KEPT)
            texts[State.DELETED] += old[i][0]
            i += 1
        elif j < len(new) and (new[j][1] or i == len(old)):
            flush(State.KEPT)
            texts[State.INSERTED] += new[j][0]
            j += 1
        elif old[i][0] == new[j][0]:
            flush(State.DELETED, State.INSERTED)
            texts[State.KEPT] += new[j][0]
            i, j = i + 1, j + 1
        else:
            flush(State.KEPT)
            ours, theirs = old[i][0].isspace(), new[j][0].isspace()
            if ours or not theirs:
                texts[State.DELETED] += old[i][0]
                i += 1
            if theirs or not ours:
                texts[State.INSERTED] += new[j][0]
                j += 1
    flush(*State)
    return tuple(found)
