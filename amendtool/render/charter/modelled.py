"""The articles in a company's own Word file: what stays is its paragraph, what is new looks alike.

Each line of the articles is looked for in the model. A line that stands there keeps its paragraph
to the letter; one that differs or is new has the properties and fonts of one of its kind, and the
number that Word counts there where one of its kind has that.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import field, replace
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from lxml import etree

from amendtool.articles.languages import language_of
from amendtool.render.charter.model import Export, ExportLine, LineKind, Piece, check_lines
from amendtool.render.word import qn, w
from amendtool.render.word_model import WordModel, paragraph_text, runs_of
from amendtool.values import dataclass

_ALIKE: Final = 0.4
"""From which share of common words on a line of the model is the same line, changed."""
_AROUND: Final = ("title", LineKind.TEXT.value, LineKind.REVISION.value)
"""The kinds of lines around the provisions, where a model may have lines of its own."""
_FEW: Final = 5
"""A model of which fewer than one line in so many is found is one of looks alone."""


class PrintedLine(NamedTuple):
    """A line of the model as it is printed: the number that Word counts, and the text."""

    label: str
    text: str


class _Piece(NamedTuple):
    """A part of a line that may look otherwise than the next one."""

    role: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """A line that the document is to have."""

    kind: tuple[str, int]
    pieces: tuple[_Piece, ...]
    gap: str

    @property
    def key(self) -> str:
        """What it says, without white space and capitals."""
        return squeezed("".join(piece.text for piece in self.pieces))


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelledDocument:
    """The file, and its lines as they have to be printed, each with the number of its line.

    The number is None for a line of the model that is none of the articles'.
    """

    data: bytes
    lines: tuple[tuple[int | None, str], ...]


def squeezed(text: str) -> str:
    """A text without white space, capitals and widths, for comparing."""
    return "".join(text.split()).casefold()


def articles_in_model(
    export: Export,
    model: WordModel,
    printed: Sequence[PrintedLine],
    *,
    literal: Collection[int] = (),
) -> ModelledDocument | None:
    """The articles in the paragraphs of ``model``, whose lines are ``printed``.

    The lines whose numbers are ``literal`` have theirs as text. None where so few of the lines
    stand in the model that it is one of looks alone. Raises InputError as :func:`to_docx` does.
    """
    check_lines(export)
    document = model.document()
    body = document.find(qn("w:body"))
    if body is None:
        return None
    lines = _lines_of(body, printed)
    wanted = _best(export, [squeezed(line.whole) for line in lines])
    writer = _Writer(lines, wanted, frozenset(literal))
    if _FEW * len(writer.equal) < len(wanted):
        return None
    found = tuple(writer.write(body))
    return ModelledDocument(data=model.saved(document), lines=found)


# --- the model ---------------------------------------------------------------------------


@dataclass(slots=True)
class _ModelLine:
    """A paragraph of the model that has a text, and what stands behind it without one."""

    paragraph: etree._Element
    label: str
    behind: list[etree._Element] = field(default_factory=list)

    @property
    def whole(self) -> str:
        return self.label + paragraph_text(self.paragraph)


def _lines_of(body: etree._Element, printed: Sequence[PrintedLine]) -> list[_ModelLine]:
    found: list[_ModelLine] = []
    for child in body:
        if child.tag == qn("w:p") and paragraph_text(child).strip():
            found.append(_ModelLine(child, ""))
        elif found and child.tag != qn("w:sectPr"):
            found[-1].behind.append(child)
    mine = [squeezed(paragraph_text(line.paragraph)) for line in found]
    theirs = [squeezed(line.text) for line in printed]
    for start, begin, length in SequenceMatcher(None, mine, theirs, False).get_matching_blocks():
        for step in range(length):
            found[start + step].label = printed[begin + step].label
    return found


# --- the lines of the articles -----------------------------------------------------------


def _best(export: Export, there: Sequence[str]) -> list[_Wanted]:
    """The lines as the model lays them out: as more of them stand there than in any other way."""
    known = Counter(there)
    layouts = [
        list(_wanted(export, place, parted=parted))
        for parted in (False, True)
        for place in ("above", "number", "beside", "in-line")
    ]
    return max(layouts, key=lambda layout: sum((Counter(w.key for w in layout) & known).values()))


def _wanted(export: Export, place: str, *, parted: bool = False) -> Iterator[_Wanted]:
    """The lines of the articles; ``place`` says how heading, number and text share lines.

    Where chapters are ``parted``, their headings stand below their numbers.
    """
    wide = language_of(export.language).wide
    space = "\u3000" if wide else " "

    def line(kind: LineKind | str, level: int, *pieces: _Piece, gap: str = space) -> _Wanted:
        there = tuple(piece for piece in pieces if piece.text)
        return _Wanted(kind=(str(kind), level), pieces=there, gap=gap)

    if export.title:
        yield line("title", 0, _Piece("text", export.title))
    head: list[_Piece] = []
    for each in _apart(export.lines):
        if each.kind is LineKind.ARTICLE:
            if head:
                yield line(LineKind.ARTICLE, 1, *head)
            first, broken, last = each.text.partition("\n")
            if not broken and each.marker:
                own = first.removeprefix(each.marker)
                head = [_Piece("mark", each.marker.strip()), _Piece("heading", own)]
            elif not broken:
                head = [_Piece("mark", first)]
            elif place in ("above", "number"):
                yield line("heading", 0, _Piece("heading", first))
                head = [_Piece("mark", last)]
            else:
                head = [_Piece("mark", last), _Piece("heading", first)]
            if place in ("above", "beside"):
                yield line(LineKind.ARTICLE, 1, *head)
                head = []
            continue
        if head and each.kind not in (LineKind.PARAGRAPH, LineKind.LABEL):
            yield line(LineKind.ARTICLE, 1, *head)
            head = []
        mark = each.marker.strip()
        if each.kind is LineKind.CHAPTER:
            heading = _Piece("heading", each.text[len(each.marker) :])
            if parted and mark and heading.text:
                # What parts the two on one line, a dash, stands in none of the two lines.
                yield line(each.kind, each.level, _Piece("mark", mark.rstrip(" —–-:")))
                yield line("chapter-heading", each.level, heading)
            else:
                yield line(each.kind, each.level, _Piece("mark", mark), heading)
            continue
        text = each.text[len(each.marker) :]
        if head and not mark:
            yield line(LineKind.ARTICLE, 2, *head, _Piece("text", text))
        else:
            if head:
                yield line(LineKind.ARTICLE, 1, *head)
            level = each.level if each.kind is not LineKind.PARAGRAPH else int(bool(mark))
            gap = each.marker[len(each.marker.rstrip()) :] if mark else space
            yield line(each.kind, level, _Piece("mark", mark), _Piece("text", text), gap=gap)
        head = []
    if head:
        yield line(LineKind.ARTICLE, 1, *head)


def _apart(lines: Iterable[ExportLine]) -> Iterator[ExportLine]:
    """The lines with the number and heading of each article on one of their own."""
    waiting: ExportLine | None = None
    for line in lines:
        lead = line.lead
        if waiting is not None and (lead is None or waiting.key != line.key):
            yield waiting
            waiting = None
        if lead is None:
            waiting = line if line.kind is LineKind.ARTICLE else None
            if waiting is None:
                yield line
            continue
        above = "" if waiting is None else f"{waiting.text}\n"
        marker = lead.number + lead.joint if lead.heading else ""
        named = Piece(above + lead.number + lead.joint + lead.heading)
        yield replace(line, kind=LineKind.ARTICLE, pieces=(named,), marker=marker, lead=None)
        waiting = None
        yield replace(
            line, pieces=(Piece(line.text.removeprefix(lead.text)),), level=0, lead=None,
            marker=line.marker.removeprefix(lead.text),
        )  # fmt: skip
    if waiting is not None:
        yield waiting


# --- the document ------------------------------------------------------------------------


class _Writer:
    """Puts the wanted lines into the paragraphs of the model."""

    def __init__(
        self, lines: Sequence[_ModelLine], wanted: Sequence[_Wanted], literal: frozenset[int]
    ) -> None:
        self.lines, self.wanted, self.literal = lines, wanted, literal
        keys = [squeezed(line.whole) for line in lines], [each.key for each in wanted]
        self.codes = SequenceMatcher(None, *keys, autojunk=False).get_opcodes()
        self.equal = {
            begin + step: start + step
            for tag, start, end, begin, _ in self.codes
            if tag == "equal"
            for step in range(end - start)
        }
        self.kinds: dict[tuple[str, int], list[int]] = {}
        for number in sorted(self.equal):
            self.kinds.setdefault(wanted[number].kind, []).append(number)

    def write(self, body: etree._Element) -> Iterator[tuple[int | None, str]]:
        provisions = [
            at for number, at in self.equal.items() if self.wanted[number].kind[0] not in _AROUND
        ]
        first, last = min(provisions, default=0), max(provisions, default=0)
        section = next((c for c in reversed(body) if c.tag == qn("w:sectPr")), None)
        opening = [child for child in body if self._before_all(child)]
        for child in list(body):
            body.remove(child)
        body.extend(opening)
        for tag, start, end, begin, stop in self.codes:
            if tag == "equal":
                for step in range(end - start):
                    line = self.lines[start + step]
                    paragraph = line.paragraph
                    if begin + step in self.literal:
                        paragraph = self._spelt(begin + step, line)
                    body.append(paragraph)
                    body.extend(line.behind)
                    yield begin + step, self.wanted[begin + step].key
                continue
            pairs = self._pairs(range(start, end), range(begin, stop))
            kept = {
                at for at in range(start, end)
                if at not in pairs.values() and not first < at < last
            }  # fmt: skip
            if start < first:
                yield from self._keep(body, sorted(kept))
            for number in range(begin, stop):
                if self.wanted[number].kind[0] == "title" and number not in pairs:
                    continue  # the model has a cover of its own
                body.append(self._made(number, pairs.get(number)))
                if number in pairs:
                    body.extend(self.lines[pairs[number]].behind)
                yield number, self.wanted[number].key
            if start >= first:
                yield from self._keep(body, sorted(kept))
            for at in set(range(start, end)) - kept - set(pairs.values()):
                body.extend(_sections_only((self.lines[at].paragraph, *self.lines[at].behind)))
        if section is not None:
            body.append(section)

    def _before_all(self, child: etree._Element) -> bool:
        """Whether it stands before the first line that has a text."""
        if not self.lines or child.tag == qn("w:sectPr"):
            return False
        parent = child.getparent()
        if parent is None:
            return False
        return parent.index(child) < parent.index(self.lines[0].paragraph)

    def _keep(self, body: etree._Element, at: Sequence[int]) -> Iterator[tuple[None, str]]:
        """Lines of the model that are none of the articles: a cover, a seal, an address."""
        for position in at:
            body.append(self.lines[position].paragraph)
            body.extend(self.lines[position].behind)
            yield None, squeezed(self.lines[position].whole)

    def _pairs(self, olds: range, news: range) -> dict[int, int]:
        """Which wanted line is which line of the model, changed; both in their order."""
        pairs: dict[int, int] = {}
        at = olds.start
        for number in news:
            key = self.wanted[number].key
            for old in range(at, olds.stop):
                other = squeezed(self.lines[old].whole)
                matcher = SequenceMatcher(None, other, key, autojunk=False)
                if matcher.real_quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE:
                    pairs[number], at = old, old + 1
                    break
        return pairs

    def _example(self, number: int) -> int | None:
        """The wanted line of this kind that stands in the model, nearest before it."""
        row = self.kinds.get(self.wanted[number].kind, [])
        before = [each for each in row if each < number]
        return before[-1] if before else (row[0] if row else None)

    def _made(self, number: int, old: int | None) -> etree._Element:
        """A paragraph for a line that does not stand in the model so."""
        wanted, example = self.wanted[number], self._example(number)
        like = self.lines[self.equal[example]] if example is not None else None
        if old is not None and (like is None or bool(self.lines[old].label) == bool(like.label)):
            source = self.lines[old]
        else:
            source = like or self.lines[self._nearest(number)]
        paragraph = w("p")
        properties = source.paragraph.find(qn("w:pPr"))
        if properties is not None:
            properties = copy.deepcopy(properties)
            for section in properties.findall(qn("w:sectPr")):
                properties.remove(section)
            paragraph.append(properties)
        counted = bool(source.label) and number not in self.literal
        if source.label and not counted:
            _uncount(paragraph)
        pieces = list(wanted.pieces)
        if counted and pieces and pieces[0].role == "mark":
            # "ARTICLE I —": Word counts the number, and the dash is text.
            rest = self._uncounted(like or source, example)
            mark = pieces.pop(0).text
            if rest and mark.endswith(rest):
                pieces.insert(0, _Piece("rest", rest))
        fonts, gaps = self._fonts(like or source, example)
        for position, piece in enumerate(pieces):
            gap = ""
            if position:
                before = pieces[position - 1].role
                gap = gaps.get((before, piece.role), wanted.gap)
            paragraph.append(_run(gap + piece.text, fonts.get(piece.role, fonts[""])))
        return paragraph

    def _uncounted(self, line: _ModelLine, example: int | None) -> str:
        """What of the mark stands in the text of the model, behind the number that it counts."""
        if example is None or self.wanted[example].pieces[0].role != "mark":
            return ""
        mark, left = self.wanted[example].pieces[0].text, len(squeezed(line.label))
        if squeezed(mark).startswith(squeezed(line.label)):
            at = 0
            while at < len(mark) and left:
                left -= not mark[at].isspace()
                at += 1
            return mark[at:].strip()
        return ""

    def _nearest(self, number: int) -> int:
        before = [at for each, at in self.equal.items() if each < number]
        return before[-1] if before else 0

    def _fonts(
        self, line: _ModelLine, example: int | None
    ) -> tuple[dict[str, etree._Element | None], dict[tuple[str, str], str]]:
        """How the pieces of a line of the model look, and what parts them."""
        runs = [(run.find(qn("w:rPr")), text) for run, text in runs_of(line.paragraph) if text]
        looks = [look for look, text in runs for _ in text]
        text = "".join(text for _, text in runs)
        fonts: dict[str, etree._Element | None] = {"": looks[-1] if looks else None}
        gaps: dict[tuple[str, str], str] = {}
        if example is None:
            return fonts, gaps
        at, last = 0, ""
        for piece in self.wanted[example].pieces:
            if piece.role == "mark" and line.label:
                rest = self._uncounted(line, example)
                if not rest:
                    continue
                piece = _Piece("rest", rest)
            start = at
            while start < len(text) and text[start].isspace():
                start += 1
            if last:
                gaps[last, piece.role] = text[at:start]
            if start < len(looks):
                fonts[piece.role] = looks[start]
            left = len("".join(piece.text.split()))
            at = start
            while at < len(text) and left:
                left -= not text[at].isspace()
                at += 1
            last = piece.role
        return fonts, gaps

    def _spelt(self, number: int, line: _ModelLine) -> etree._Element:
        """A paragraph of the model with its number as text."""
        paragraph, wanted = copy.deepcopy(line.paragraph), self.wanted[number]
        if not line.label or not wanted.pieces or wanted.pieces[0].role != "mark":
            return paragraph
        _uncount(paragraph)
        look = next((run.find(qn("w:rPr")) for run, text in runs_of(paragraph) if text), None)
        place = 0 if paragraph.find(qn("w:pPr")) is None else 1
        paragraph.insert(place, _run(wanted.pieces[0].text + wanted.gap, look))
        return paragraph


def _run(text: str, look: etree._Element | None) -> etree._Element:
    run = w("r", *([] if look is None else [copy.deepcopy(look)]))
    for position, part in enumerate(text.split("\t")):
        if position:
            run.append(w("tab"))
        element = w("t")
        element.text = part
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(element)
    return run


_BEHIND_NUMBERS: Final = tuple(
    qn(f"w:{name}")
    for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)


def _uncount(paragraph: etree._Element) -> None:
    """Take a paragraph out of its list, whether it or its style put it there."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = w("pPr")
        paragraph.insert(0, properties)
    for number in properties.findall(qn("w:numPr")):
        properties.remove(number)
    place = sum(child.tag in _BEHIND_NUMBERS for child in properties)
    properties.insert(place, w("numPr", w("ilvl", val="0"), w("numId", val="0")))


def _sections_only(elements: Sequence[etree._Element]) -> Iterator[etree._Element]:
    """The ends of sections, which hold the paper and the margins of what stands before them."""
    for element in elements:
        properties = element.find(qn("w:pPr"))
        if properties is not None and properties.find(qn("w:sectPr")) is not None:
            yield w("p", copy.deepcopy(properties))
