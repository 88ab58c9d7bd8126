"""Reading the text of a clause file, line by line.

Which level a marker opens its neighbours tell: the one that goes on with an open list
belongs to it, the first number opens a list, and the number after that of the last paragraph
begins a paragraph. Which number it writes the whole row tells (``styles.marks``), so the
numbers are settled when all lines are read.

Numbers are kept as they stand: one that is missing, stands twice or out of turn is no mistake of
the file. A first number behind others begins a list anew, also behind a text in between; any
other goes on with the list that it stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from itertools import chain
from typing import Final, TypeAlias

from amendtool.articles.charter import (
    DEEPEST,
    Body,
    Provision,
    Status,
    provisions_of,
    same_words,
    tidy,
    too_deep,
)
from amendtool.articles.numbers import Number, NumberForm, told_apart
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.styles.marks import MarkReading, Readings, cut, cut_fused, follows, settled
from amendtool.articles.styles.tight import may_stand_tight, tight_cuts
from amendtool.articles.text.front import take_front
from amendtool.errors import Place, Problem, raise_if_any
from amendtool.messages import say
from amendtool.values import dataclass

# What a clause file holds while it is read: rows of provisions whose marks are not settled yet.

AS_WRITTEN: Final = "as written"
"""What front lines say of the spaces behind marks, where some depart from their level."""
FIRST: Final = Number.of(1)
_BEFORE: Final = Number.of(0)
"""The number of what stands without one before the first that has one."""
_NONE: Final[Mapping[int, MarkReading]] = {}


@dataclass(slots=True)
class MarkRow:
    """The marks of sibling provisions while they are read."""

    own: NumberForm
    marks: list[Readings] = field(default_factory=list)
    """Those of the list that is open."""
    closed: list[list[Readings]] = field(default_factory=list)
    """Those of the lists before it."""
    alive: Mapping[int, MarkReading] = field(default_factory=lambda: _NONE)
    """The last number in every form that reads all marks so far, by the form's identity."""
    last: MarkReading | None = None
    """The last mark as it stands to be read."""

    def add(self, marks: Readings) -> None:
        """One more sibling, with the readings of its mark."""
        if self.marks and self._anew(marks):
            self.closed.append(self.marks)
            self.marks, self.alive = [], _NONE
        if len(marks) == 1:  # as nearly all are
            self.last = marks[0]
            self.alive = {id(marks[0].form): marks[0]}
            self.marks.append(marks)
            return
        on = self._going_on(marks, self.alive)
        self.alive = on or self._going_on(marks, _NONE)
        self.marks.append(marks)

    def _anew(self, marks: Readings) -> bool:
        """Whether one of ``marks`` is the first of another list, rather than of this one."""
        here = [reading for reading in marks if id(reading.form) in self.alive]
        if any(reading.number > self.alive[id(reading.form)].number for reading in here):
            return False
        return any(number == FIRST for _, number in here or marks)

    def _going_on(
        self, marks: Readings, before: Mapping[int, MarkReading]
    ) -> dict[int, MarkReading]:
        """The readings in the forms of ``before``, in any form when it is empty.

        The best of them becomes the last mark: one that goes on, begins, or is the style's.
        """
        found: dict[int, MarkReading] = {}
        most = -1
        for reading in marks:
            form, number = reading
            last = before.get(id(form))
            if before and last is None:
                continue
            found[id(form)] = reading
            if last is not None and follows(number, last.number):
                fitness = 3
            elif not self.marks and number == FIRST:
                fitness = 2
            else:
                fitness = int(form is self.own)
            if fitness > most:
                self.last, most = reading, fitness
        return found

    def goes_on(self, marks: Readings) -> bool:
        """Whether one of ``marks`` is the number after the last one."""
        return any(
            (last := self.alive.get(id(form))) is not None and follows(number, last.number)
            for form, number in marks
        )

    def rises(self, marks: Readings) -> bool:
        """Whether one of ``marks`` is a later number in a form of the row."""
        return any(
            (last := self.alive.get(id(form))) is not None and number > last.number
            for form, number in marks
        )

    def next(self) -> Number:
        """The number that is expected."""
        return self.last.number.next() if self.last else FIRST

    def settled(self) -> tuple[MarkReading, ...]:
        """The reading of every mark."""
        rows = (settled(marks, self.own) for marks in (*self.closed, self.marks))
        return tuple(chain.from_iterable(rows))


@dataclass(slots=True)
class OpenProvision:
    """A paragraph or item while it is read."""

    line: int
    indent: int
    """The column where a list item's hyphen stands, or -1 for one without a hyphen."""
    row: MarkRow
    """The row of its items."""
    body: list[Blocks | OpenProvision] = field(default_factory=list)
    """Its texts and items, in the order of the lines."""
    marked: bool = True
    """Whether its number is written."""
    tight: bool = False
    """Whether nothing stands between its mark and its text."""

    def blocks(self) -> Blocks:
        """The blocks that a line of text belongs to."""
        if not self.body or isinstance(self.body[-1], OpenProvision):
            self.body.append([])
        last = self.body[-1]
        return [] if isinstance(last, OpenProvision) else last

    @property
    def items(self) -> list[OpenProvision]:
        """The items in it."""
        return [each for each in self.body if isinstance(each, OpenProvision)]


Blocks: TypeAlias = list[list[str]]
"""The lines of a text, block by block."""

_NOTHING: Final[Readings] = ()
_ENDS: Final = frozenset(":：。.．;；,、，)）」』]—–-‐―")
"""What a line ends with that a list may follow, when no empty line stands between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What a clause file holds: an article without its key and number, or a chapter's heading."""

    heading: str | None = None
    body: Body = ()
    status: Status = Status.TEXT
    mark: str | None = None
    """How its number is printed, where its front lines say so."""
    after: str | None = None
    """The key of what it stands behind, where its front lines say so; empty for the first."""

    @property
    def paragraphs(self) -> tuple[Provision, ...]:
        """The paragraphs of an article, in order."""
        return provisions_of(self.body)

    def says(self, other: Clause) -> bool:
        """Whether both say the same, however their paragraphs and items are numbered."""
        mine = (self.heading, self.status, self.mark)
        theirs = (other.heading, other.status, other.mark)
        return mine == theirs and same_words(self.body, other.body)


def _departing(form: NumberForm | None, own: NumberForm, number: Number) -> NumberForm | None:
    """The form of a mark, None where it prints as its level does."""
    if form is None or form is own or form.write(number) == own.write(number):
        return None
    return form


def marker_of(line: str, form: NumberForm) -> tuple[Number, str] | None:
    """The number of a marker at the start of ``line`` and the text behind it, or None."""
    found = cut(line)
    number = form.read(found[0]) if found else None
    return (number, found[1]) if found and number else None


def parse_clause(text: str, style: DraftingStyle, *, file: str | None = None) -> Clause:
    """The clause that a file's ``text`` holds.

    Raises :class:`amendtool.errors.InputError` with every mistake, each with file, line
    and column.
    """
    reader = ClauseReader(style, lambda line, column: Place(file=file, line=line, column=column))
    clause = reader.clause(text)
    raise_if_any(reader.problems)
    return clause


def parse_body(
    text: str,
    style: DraftingStyle,
    *,
    place: Callable[[int, int], Place],
    whole: bool = True,
    depth: int = 0,
    first: Number | None = None,
) -> tuple[Clause, tuple[Problem, ...]]:
    """The provision that the ``text`` of an operation holds, and its mistakes.

    ``place`` gives the place of a line and column of ``text``, both from 1. When it is not
    the text of a ``whole`` article, a label such as ``(Deleted)`` is text like any other.
    With a ``depth`` the text is that of one item at this depth: its sub-items are one
    deeper, and it comes as the only paragraph. ``first`` is the number that a paragraph at
    its beginning may have beside 1.
    """
    reader = ClauseReader(style, place, depth, first, fused=True)
    clause = reader.clause(text, headed=False, labelled=whole)
    return clause, tuple(reader.problems)


class ClauseReader:
    """Reads a clause line by line; collects mistakes and goes on."""

    def __init__(
        self,
        style: DraftingStyle,
        place: Callable[[int, int], Place],
        depth: int = 0,
        first: Number | None = None,
        *,
        fused: bool = False,
    ) -> None:
        self.style = style
        self.place = place
        self.depth = depth
        self.first = first
        self.fused = fused and not style.line_joint
        """Whether a mark needs no space behind it, as in Japanese print."""
        self.of_operation = fused
        """Whether the gaps of marks say nothing: they are those of the articles it comes to."""
        self.spaced = False
        """Whether front lines say that marks stand from their texts as they are written."""
        self.problems: list[Problem] = []
        self.row = MarkRow(style.paragraph)
        """The row of the paragraphs."""
        self.paragraphs: list[OpenProvision] = []
        self.open: list[OpenProvision] = []
        """The paragraph and the items that a further line may belong to, by depth."""
        self.before = ""
        """The line before, when it is not empty."""
        self.deep = False
        """Whether more levels were found than are read, which is told once."""

    def clause(self, text: str, *, headed: bool = True, labelled: bool = True) -> Clause:
        """The clause; mistakes are in ``problems``, in the order of the lines."""
        lines = text.split("\n")
        mark, after = self._front(lines) if headed else (None, None)
        heading = self._heading(lines, headed)
        content = [line.strip() for line in lines if line.strip()]
        if labelled and len(content) == 1:
            labels = {
                self.style.omitted_label: Status.OMITTED,
                self.style.default.reserved_label: Status.RESERVED,
                self.style.reserved_label: Status.RESERVED,
            }
            if content[0] in labels:
                return Clause(heading=heading, status=labels[content[0]], mark=mark, after=after)
        for number, line in enumerate(lines, 1):
            if line.strip(" \t\r\f\v"):
                self._line(line, number)
                self.before = line.rstrip()
            else:
                self.before = ""
        body = self._paragraphs()
        self.problems.sort(key=lambda problem: problem.place.line or 0)
        return Clause(heading=heading, body=body, mark=mark, after=after)

    def _front(self, lines: list[str]) -> tuple[str | None, str | None]:
        """How the front lines say that the number is printed, and what it stands behind."""
        found: dict[str, str] = {}
        for name, value, line in take_front(lines):
            if name == "spaces" and value == AS_WRITTEN and not self.spaced:
                self.spaced = True
                continue
            known = name in ("mark", "after")
            if known and value is not None and name not in found:
                found[name] = value
                continue
            self._problem(
                line,
                1,
                "front-lines",
                say("the front lines have no {name!r}", name=name)
                if not known
                else say("the {name} is no text in quotes", name=name)
                if value is None
                else say("the {name} stands twice", name=name),
                say(
                    'between the two lines --- write mark: "Section 1.2.", or after: '
                    '"dues", the key of what it stands behind; or take them out'
                ),
            )
        mark = found.get("mark")
        return (mark.strip() or None) if mark else mark, found.get("after")

    def _heading(self, lines: list[str], headed: bool) -> str | None:
        for index, line in enumerate(lines):
            if not line.strip():
                continue
            if not line.startswith("#"):
                return None
            lines[index] = ""
            heading = self.style.unbracketed(tidy(line.lstrip("#")))
            if not headed:
                self._problem(
                    index + 1, 1, "heading-in-text", say("a heading stands inside the text"),
                    say("give it as `heading:` beside the text, without the #"),
                )  # fmt: skip
            elif not line.startswith("# ") or not heading:
                self._problem(
                    index + 1, 1, "heading-unclear", say("{line!r} is not a heading", line=line),
                    say("write it as `# Heading`: one #, a space, the words"),
                )  # fmt: skip
            return heading or None
        return None

    def _line(self, line: str, number: int) -> None:
        stripped = line.lstrip(" \t")
        indent = 0
        if len(stripped) < len(line):
            indent = len(line.expandtabs(4)) - len(stripped.expandtabs(4))
        content = stripped.rstrip(" \t\r\f\v")
        if content.startswith("\\"):
            self._text(content[1:], number, indent)
        elif content.startswith("#"):
            self._problem(
                number, indent + 1, "heading-misplaced",
                say("a heading stands only in the first line"),
                say("write \\# when the text itself begins with #"),
            )  # fmt: skip
        elif content == "-" or content.startswith("- "):
            self._listed(content[1:].lstrip(" "), number, indent)
        elif not self._marked(content, number, indent):
            self._text(content, number, indent)

    def _marked(self, content: str, number: int, indent: int) -> bool:
        """A line without a hyphen that begins like an item or a paragraph."""
        mark, text = cut(content) or ("", content)
        as_item = self.style.item_marks.readings(mark)
        as_paragraph = _NOTHING if self.depth else self.style.paragraph_marks.readings(mark)
        tight = not as_item and not as_paragraph
        if tight and self.fused:
            mark, text = cut_fused(content) or ("", content)
            as_item, as_paragraph = self._due(mark)
        if tight and not as_item and not as_paragraph:
            mark, text, as_item, as_paragraph = self._right_before(content)
        if not as_item and not as_paragraph:
            return False
        depth, follows_items = self._item_depth(as_item)
        paragraphs = self._as_paragraph(as_paragraph)
        # In line with the paragraphs, below an empty line, their own form is that of one.
        anew = not (indent or self.before or follows_items) and any(
            form is self.row.own and number == FIRST for form, number in paragraphs
        )
        is_item = not anew and not self._is_paragraph(paragraphs, depth, follows_items)
        if depth and paragraphs and is_item:
            paragraphs = _NOTHING
        if paragraphs:
            self._open_numbered(paragraphs, text, number)
            self.open[0].tight = tight
        elif depth:
            self._ensure_paragraph(number)
            del self.open[depth:]
            self._add_item(as_item, text, number, -1)
            self.open[-1].tight = tight
        return bool(depth or paragraphs)

    def _tight(self, depth: int) -> bool:
        """Whether a number without a sign may stand right before its text at a level."""
        return self.spaced or not self.style.level_gap(depth)

    def _right_before(self, content: str) -> tuple[str, str, Readings, Readings]:
        """A mark right before its text that is due where its level prints so, as :meth:`_marked`.

        A file has items behind hyphens, so that what looks like one without is text.
        """
        for mark, text in tight_cuts(content, bare=True):
            if not (self.spaced or may_stand_tight(mark, text)):
                continue
            items, paragraphs = self._due(mark)
            items = items if self.fused and "" in self.style.item_gaps else _NOTHING
            paragraphs = paragraphs if self._tight(0) else _NOTHING
            if items or paragraphs:
                return mark, text, items, paragraphs
        return "", content, _NOTHING, _NOTHING

    def _tight_item(self, content: str, row: MarkRow) -> tuple[Readings, str] | None:
        """The readings of a mark right before its text behind a hyphen, and that text.

        Of several numbers the one that is due: 十 before 一人, where nine stand above.
        """
        bare = self._tight(self.depth + len(self.open))
        found = [
            (readings, text)
            for mark, text in tight_cuts(content, bare=bare)
            if (readings := self.style.listed_marks.readings(mark))
        ]
        due = (
            one
            for one in found
            if (row.goes_on(one[0]) if row.marks else any(n == FIRST for _, n in one[0]))
        )
        return next(due, found[0] if found else None)

    def _due(self, mark: str) -> tuple[Readings, Readings]:
        """The readings of a mark without a space behind it, as an item and as a paragraph.

        It has to go on with a row or to begin one, for texts begin so too.
        """
        if not mark:
            return _NOTHING, _NOTHING
        items = self.style.item_marks.readings(mark)
        rows = [owner.row for owner in self.open]
        goes_on = any(row.goes_on(items) for row in rows)
        first = tuple(each for each in items if each.number == FIRST)
        paragraphs = _NOTHING if self.depth else self.style.paragraph_marks.readings(mark)
        last = self.row.last.number if self.row.last else FIRST if self.paragraphs else None
        due = last.next() if last else FIRST
        return items if goes_on else first, tuple(
            each
            for each in paragraphs
            if each.number in (due, self.first if not self.open else due)
        )

    # Items

    def _listed(self, content: str, number: int, indent: int) -> None:
        """A line with a hyphen: its indentation tells how deep the item stands."""
        self._ensure_paragraph(number)
        while len(self.open) > 1 and self.open[-1].indent >= indent:
            self.open.pop()
        found = cut(content)
        mark, text = found or ("", content)
        readings = self.style.listed_marks.readings(mark)
        row = self.open[-1].row
        tight = self._tight_item(content, row) if not readings else None
        if tight is not None:
            readings, text = tight
        if not readings:
            form = row.last.form if row.last else row.own
            expected = MarkReading(form, row.next())
            written = form.write(expected.number)
            self._problem(
                number,
                indent + 3,
                "item-without-number",
                say("this item should begin with its number, such as {example}", example=written),
                say(
                    "write `- {example} …`, or \\- when the text itself begins with a hyphen",
                    example=written,
                ),
            )
            readings, text = (expected,), content
        self._add_item(readings, text, number, indent)
        self.open[-1].tight = tight is not None

    def _item_depth(self, marks: Readings) -> tuple[int, bool]:
        """The depth that an item without a hyphen fits best, and whether it goes on with a list.

        0 is for none. The style's own form is taken with any number; another one has to go
        on with a list, or to open one where a list may begin.
        """
        best: tuple[bool, bool, bool, bool, int] | None = None
        for depth in range(1, max(len(self.open), 1) + 1) if marks else ():
            row = self.open[depth - 1].row if len(self.open) >= depth else None
            goes_on = row is not None and row.goes_on(marks)
            empty = row is None or not row.marks
            own_form = self._item_form(depth)
            own = any(form is own_form for form, _ in marks)
            first = any(
                number == FIRST and (self._may_begin() or form is own_form)
                for form, number in marks
            )
            # "… under\n4. above" goes on with a sentence, not with 1. and 2.
            rises = row is not None and row.rises(marks) and self._may_begin()
            if goes_on or own or (empty and first) or rises:
                fitness = (goes_on, empty and first, rises, own, depth)
                best = max(best, fitness) if best else fitness
        return (best[4], best[0]) if best else (0, False)

    def _may_begin(self) -> bool:
        """Whether a list may begin on this line: not in the middle of a wrapped sentence."""
        if not self.before or self.before[-1] in _ENDS:
            return True
        # 一　製造 is all of an item, and イ below it the first sub-item; in English a line
        # that ends with a word may go on in the next one.
        item = self.open[-1] if len(self.open) > 1 else None
        text = item.body[0] if item is not None and item.body else None
        one_line = isinstance(text, list) and list(map(len, text)) == [1]
        return not self.style.line_joint and one_line

    def _item_form(self, depth: int) -> NumberForm:
        return self.style.item_form(self.depth + depth)

    def _add_item(self, marks: Readings, text: str, number: int, indent: int) -> None:
        if self.depth + len(self.open) >= DEEPEST and len(self.open) > 1:
            if not self.deep:
                self.problems.append(too_deep().at(self.place(number, max(indent, 0) + 1)))
            self.deep = True
            self.open.pop()
        owner = self.open[-1]
        owner.row.add(marks)
        item = OpenProvision(number, indent, MarkRow(self._item_form(len(self.open) + 1)))
        if text.strip(" "):
            item.body.append([[text]])
        owner.body.append(item)
        self.open.append(item)

    # Paragraphs and running text

    def _as_paragraph(self, marks: Readings) -> Readings:
        """The readings of ``marks`` that may be the number of a paragraph here."""
        if not marks:
            return marks
        after_blank = not self.before
        last = self.row.last.number if self.row.last else FIRST if self.paragraphs else None
        expected = last.next() if last else FIRST
        nothing = not self.open
        found: list[MarkReading] = []
        for reading in marks:
            form, number = reading
            # Also as it is written where the chosen form would be read as something else.
            own = form is self.row.own or form == self.style.default.paragraph
            # "… not less than\n5 of the directors": a number inside a wrapped sentence.
            due = number == expected and (own or self._may_begin())
            goes_on = last is not None and id(form) in self.row.alive
            # 1 behind a text below the heading, which then is no paragraph.
            begins = number == FIRST and len(self.paragraphs) == 1 and not self.row.marks
            if (
                due
                or (after_blank and (own or goes_on or begins))
                or (nothing and number == self.first)
            ):
                found.append(reading)
        return tuple(found)

    def _is_paragraph(self, marks: Readings, depth: int, follows_items: bool) -> bool:
        """Whether a line that may be an item or a paragraph is the paragraph."""
        own = any(form is self.row.own for form, _ in marks)
        if not self.open:
            # (1) at the very beginning opens a list; 1 numbers the paragraph, and so does (3)
            # where the third one is due.
            plain = any(not form.prefix for form, _ in marks)
            due = self.first not in (None, FIRST) and any(n == self.first for _, n in marks)
            return own or plain or due
        expected = self.row.next() if self.row.last else Number.of(2)
        if all(number != expected for _, number in marks):
            # Where items are numbered alike, a list begins with 1 and has hyphens.
            begins = any(number == FIRST for _, number in marks)
            return own and not (self.before or follows_items or begins)
        if not follows_items:
            return True
        items = self.open[depth - 1].items
        if self.before or not items or items[-1].indent < 0:
            return False
        # The list has hyphens and this line has none: the list is over. (2) may still be an
        # item whose hyphen was forgotten, unless paragraphs are numbered so here.
        known = own or any(id(form) in self.row.alive for form, _ in marks)
        return known or any(not form.prefix for form, _ in marks)

    def _open_numbered(self, marks: Readings, text: str, number: int) -> None:
        """A paragraph with its number, and the text behind that."""
        if self.paragraphs and not self.row.marks and all(n != FIRST for _, n in marks):
            # The first paragraph, whose number goes without saying.
            self.row.last = MarkReading(self.row.own, FIRST)
            self.row.alive = {id(form): MarkReading(form, FIRST) for form, _ in marks}
        self.row.add(marks)
        self._open_paragraph(number)
        if text.strip(" "):
            self.open[0].body.append([[text]])

    def _text(self, content: str, number: int, indent: int) -> None:
        after_blank = not self.before
        self._ensure_paragraph(number)
        if after_blank:
            listed = [draft for draft in self.open[1:] if 0 <= draft.indent < indent]
            del self.open[1 + len(listed) :]
        blocks = self.open[-1].blocks()
        if after_blank or not blocks:
            blocks.append([content])
        else:
            blocks[-1].append(content)

    def _ensure_paragraph(self, line: int) -> None:
        if not self.open:
            self._open_paragraph(line, marked=False)

    def _open_paragraph(self, line: int, *, marked: bool = True) -> None:
        draft = OpenProvision(line, -1, MarkRow(self._item_form(1)), marked=marked)
        self.paragraphs.append(draft)
        self.open = [draft]

    # Values

    def _paragraphs(self) -> Body:
        readings = list(self.row.settled())
        marked = [readings.pop(0) if draft.marked else None for draft in self.paragraphs]
        numbers = [reading.number if reading else FIRST for reading in marked]
        below = self._below_heading(marked)
        if below:
            numbers[0] = _BEFORE
        found: list[str | Provision] = []
        rows = zip(self.paragraphs, marked, told_apart(numbers), strict=True)
        for draft, reading, number in rows:
            body = self._body(draft)
            if not body:
                self._problem(
                    draft.line,
                    1,
                    "paragraph-empty",
                    say("paragraph {number} has no text", number=number),
                    say("write its text behind the number, or take the number out"),
                )
            elif below and not found and not draft.items:
                found += body
            else:
                form = reading.form if reading else None
                if found or number.parts != FIRST.parts:
                    # Only of a first paragraph it tells that it prints its number.
                    form = _departing(form, self.row.own, number)
                gap = self._gap(draft, form or self.row.own, number, 0) if reading else None
                found.append(Provision(number=number, body=body, form=form, gap=gap))
        return tuple(found)

    def _gap(
        self, draft: OpenProvision, form: NumberForm, number: Number, depth: int
    ) -> str | None:
        """What stands between a mark and its text, None where that is as the level has it."""
        text = draft.body[0] if draft.body else None
        if self.of_operation or not isinstance(text, list) or text[0][0] == "":
            return None
        if not draft.tight and not self.spaced:
            return None  # the space that ends a mark, wherever its level has none
        written = "" if draft.tight else self.style.marker_gap
        usual = self.style.parting(depth, form.write(number), text[0][0])
        return None if bool(written) == bool(usual) else written

    def _below_heading(self, marked: Sequence[MarkReading | None]) -> bool:
        """Whether a text stands below the heading, in front of a first paragraph with its number.

        Where no paragraph has the number 1, the first one goes without its number.
        """
        if len(marked) < 2 or marked[0] is not None:
            return False
        return marked[1] is not None and marked[1].number == FIRST

    def _body(self, owner: OpenProvision, depth: int = 0) -> Body:
        """The texts and items of a provision at ``depth``, the numbers of its lists settled."""
        readings = owner.row.settled()
        numbers = iter(told_apart(number for _, number in readings))
        forms = iter(form for form, _ in readings)
        found: list[str | Provision] = []
        for each in owner.body:
            if isinstance(each, OpenProvision):
                number, form, body = next(numbers), next(forms), self._body(each, depth + 1)
                kept = _departing(form, owner.row.own, number)
                gap = self._gap(each, form, number, depth + 1)
                found.append(Provision(number=number, body=body, form=kept, gap=gap))
            elif text := self._joined(each):
                found.append(text)
        return tuple(found)

    def _joined(self, blocks: Sequence[Sequence[str]]) -> str:
        return tidy("\n".join(self.style.joined(lines) for lines in blocks))

    def _problem(self, line: int, column: int, code: str, message: str, hint: str) -> None:
        place = self.place(line, column)
        self.problems.append(Problem(code=code, message=message, hint=hint, place=place))
