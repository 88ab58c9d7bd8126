"""From lines to the tree, by evidence in the order of trust.

For each line all readings of its mark are weighed against the rows that are open there: what is
due wins, then what the document has done before, then what begins something new. A mark that
finds no place is text, with a doubt; nothing is refused, and nothing is counted through.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import Final

from amendtool.articles.charter import DEEPEST
from amendtool.errors import Place
from amendtool.importing.blocks import Format, SourceBlock, is_wide
from amendtool.importing.evidence.captions import FRAMES, says_something, settled
from amendtool.importing.evidence.citations import (
    cited_ahead,
    cites,
    doubtful,
    opens,
    unfinished,
)
from amendtool.importing.evidence.labels import LabelKind, PrintedLabel, alike, follows
from amendtool.importing.evidence.lines import (
    BRACKETED,
    DATE,
    DELETED,
    DocumentFacts,
    DocumentLine,
    is_title,
    lines_of,
)
from amendtool.importing.evidence.marks import LEVEL_WORDS, LabelReading, rank_of, readings
from amendtool.importing.evidence.open_provisions import Growing, GrowingRow, provision_of
from amendtool.importing.evidence.overlooked import (
    Overlooked,
    counted_rows,
    marks_inside,
    misspelled_label,
    nought,
    odd_brackets,
    rows_read_as_text,
    strange_mark,
    strange_number,
    words_read_as_text,
)
from amendtool.importing.evidence.tree import Misgiving, PrintedDocument
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.values import dataclass

_AHEAD: Final = 40
"""How many lines are looked at for the mark that follows, and parts for the row before it."""
_OVER_ARTICLES: Final = LEVEL_WORDS["article"] - 0.5
_FARTHEST: Final = 9
"""A number that leaves out more than these is no gap in a row."""
_ASIDES: Final = compiled(r"(?:[（(【][^（()）【】]{1,30}[)）】]){1,2}")
_IN_FRONT: Final = frozenset(("decimal", "full-width", "kanji", "kanji-places"))
"""The numerals of items whose number stands in front of that of a part of theirs."""
_TITLE: Final = 24
"""A text that is longer than this is no title that lost its number."""
_ROW: Final = 2
"""A single provision is no row, so that a text behind it is behind no row either."""
_SILENT: Final = frozenset(("#", "#.", "#．", "#、", "○#", "◯#"))
"""How the number of a paragraph looks whose first has none; brackets are of items."""


_CAPTION_AHEAD: Final = compiled(
    r"[A-Z][^.:;—–()]{1,80}(?:[.:][ ]+|[.:]?[ ]?[—–][ ]*|[.:]-{1,2}[ ]*)(?=\()"
)
"""A caption, run in, in front of the first mark of a list."""


def read_printed(blocks: Sequence[SourceBlock], form: Format = "text") -> PrintedDocument:
    """The tree of the blocks of a document in this format, with what is in doubt."""
    lines, facts = lines_of(blocks, form)
    reader = _Reader(lines, facts)
    for at in range(len(lines)):
        reader.read(at)
    reader.finish()
    reader.look_again(blocks)
    end = next((line.place for line in lines if line.role == "closing"), None)
    return PrintedDocument(settled(reader.root, facts), tuple(reader.doubts), end)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place for a line: in the row of ``path[depth]`` or in a new one; the least trust wins."""

    trust: float
    depth: int
    reading: LabelReading
    fresh: bool = False
    """In a new row, though one is open."""
    silent: bool = False
    doubt: str = ""
    code: str = "mark-in-doubt"


_ABOVE_CITED: Final = compiled("前[各二三]?[項条]")
"""What a second paragraph often begins with, and no sentence behind a number."""


def _as_word(place: _Place) -> _Place:
    """The place of a number that may as well be part of the word that it stands before."""
    printed = place.reading.label.printed.strip()
    told = say("{printed} is due in its row, or part of the word that begins here", printed=printed)
    return place if place.doubt else replace(place, doubt=told)


@dataclass()
class _Reader:
    lines: list[DocumentLine]
    facts: DocumentFacts
    root: Growing = field(default_factory=Growing)
    doubts: list[Misgiving] = field(default_factory=list)
    waiting: list[DocumentLine] = field(default_factory=list)
    """Captions whose label comes on the next line."""
    ended: dict[tuple[LabelKind, LabelKind | None], tuple[int, ...]] = field(default_factory=dict)
    """By kind and the kind that it stands in, the last number: rows may run on."""
    silent_kinds: set[LabelKind] = field(default_factory=set)
    begun: dict[LabelKind, int] = field(default_factory=lambda: defaultdict(int))
    """How many rows of a kind began with their first number."""
    words: set[str] = field(default_factory=set)
    """The words of the labels that were read."""
    unsure: set[int] = field(default_factory=set)
    """The rows in which a text was doubted."""
    placed: set[tuple[Place, str]] = field(default_factory=set)
    """Where provisions begin, with their lines."""
    told: set[tuple[Place, str]] = field(default_factory=set)
    """Where something is in doubt, with the lines."""
    last: tuple[Growing, int | None] | None = None
    """Where the last text went: a provision and the place in its parts, None for its head."""

    def __post_init__(self) -> None:
        self.path: list[Growing] = [self.root]
        self._indented = any(line.indent for line in self.lines)

    def _caption_below(self, at: int, line: DocumentLine) -> None:
        node = self.path[-1]
        if node.line is self.lines[at - 1] and node.above is None and not node.titled:
            node.below = line
        else:
            self._text(at, line)

    def finish(self) -> None:
        """Captions whose label never came are texts."""
        waiting, self.waiting = self.waiting, []
        for line in waiting:
            self._append(self.path[-1], self._whole(line))

    def look_again(self, blocks: Sequence[SourceBlock]) -> None:
        """Doubt what may be a list and was read as text, where nothing is said of it yet."""
        told = set(self.told)
        aside = {
            (line.place, line.text)
            for line in self.lines
            if line.role in ("contents", "name", "closing")
        }
        rows = list(counted_rows(blocks))
        for row in rows_read_as_text(rows, self.placed | aside | told):
            self._doubt_at(
                "mark-as-text",
                say(
                    "this line and the next begin with {mark} and {following}, as lists do, and "
                    "are read as text",
                    mark=row.mark,
                    following=row.following,
                ),
                row,
            )
        self._uncounted()
        for row in words_read_as_text(rows, self.placed | aside | self.told):
            self._doubt_at(
                "label-as-text",
                say(
                    "lines begin with {mark} and {following}, as provisions do, and are read as "
                    "text",
                    mark=row.mark,
                    following=row.following,
                ),
                row,
            )
        for caption in odd_brackets(self.root, self.lines):
            if (caption.place, caption.line) not in told:
                message = say("one bracket of what may be a caption is missing here")
                self._doubt_at("caption-brackets", message, caption)
        for inside in marks_inside(self.root, self.lines, wide=self.facts.wide):
            if (inside.place, inside.line) not in told:
                message = say("{printed} stands inside this line", printed=inside.following)
                self._doubt_at("mark-inside", message, inside)

    def _uncounted(self) -> None:
        """Doubt numbers that the program counts and no row here does: 0., -1., ab. of a list.

        And a typed 0. above the first of a row, which nothing else is said of.
        """
        told = False
        for at, line in enumerate(self.lines):
            below = self.lines[at + 1] if at + 1 < len(self.lines) else None
            if line.text[:1] in tuple("0０(（[") and below is not None and not line.role and (
                (mark := nought(line.text)) and not line.labels and not line.counted
                and any(one.label.value == (1,) for one in below.labels)
                and (line.place, line.text) not in self.told
            ):  # fmt: skip
                self._doubt_mark(mark, line)
            strange = (
                line.counted and not line.role and any(map(str.isalnum, line.printed))
                and not any(one.label.numbers for one in line.readings)
            )  # fmt: skip
            if strange and not told and (line.place, line.text) not in self.told:
                self._doubt_mark(line.printed.strip(), line)
            told = strange or (line.counted and (line.place, line.text) in self.told)

    # One line

    def read(self, at: int) -> None:
        line = self.lines[at]
        match line.role:
            case "contents" | "name" | "closing":
                del self.path[1:]
                self._append(self.root, self._whole(line))
            case "supplementary":
                del self.path[1:]
                self._title(line, 0)
            case "above":
                self.waiting.append(line)
            case "below":
                self._caption_below(at, line)
            case "title":
                self._title(line, None)
            case _:
                self._line(at, line)

    def _line(self, at: int, line: DocumentLine) -> None:
        place = None if line.fixed else self._place(at, line)
        if place is not None and place.depth >= DEEPEST:
            self._doubt(
                "levels-in-doubt",
                say(
                    "{printed} would stand on a level of its own below {deepest} others, "
                    "which no articles have: read as part of the text",
                    printed=place.reading.label.printed.strip(),
                    deepest=DEEPEST,
                ),
                line,
            )
            self._waits(line)
            self._text(at, line)
            return
        if place is not None:
            self._open(line, place)
            self._stacked(at, line, place)
            if self._beside_its_parts(place):
                self._doubt(
                    "mark-in-doubt",
                    say(
                        "{printed} is read as a number with parts below it, and may be the first "
                        "of them",
                        printed=place.reading.label.printed.strip(),
                    ),
                    line,
                )
            if not place.doubt and self._behind_word(at, line):
                self._doubt(
                    "mark-in-doubt",
                    say(
                        "{printed} is read as a number of its row, though the line above ends in "
                        "a word that it may belong to",
                        printed=place.reading.label.printed.strip(),
                    ),
                    line,
                )
            return
        if self._waits(line):
            return
        if line.heading and not line.labels:
            if not line.readings:
                self._doubt_text(at, line)
            self._title(line, None)
            return
        if not line.fixed and not self._named(at, line):
            self._doubt_text(at, line)
        self._text(at, line)

    def _beside_its_parts(self, place: _Place) -> bool:
        """Whether 1.0 stands in what has the number 1, so that 1.1 may follow it there."""
        label = place.reading.label
        owner = self.path[place.depth]
        round_ = bool(label.numbers) and label.literals[-1].startswith((".0", "．０", ".０", "．0"))
        return round_ and owner.value == label.value

    def _waits(self, line: DocumentLine) -> bool:
        """Captions that no label came for are texts or titles of their own."""
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            if one.heading:
                self._title(one, None)
            else:
                self._append(self.path[-1], self._whole(one))
        return False

    def _open(self, line: DocumentLine, place: _Place) -> None:
        reading = place.reading
        if reading.label.numbers or not any(map(str.isalnum, line.printed)):
            # A number of the page's own that nobody knows stays where it is, as a bullet does.
            self.placed.add((line.place, line.text))
        new = provision_of(line, reading, self._rank(reading.label.word))
        del self.path[place.depth + 1 :]
        parent = self.path[-1]
        if self.waiting and new.value:
            *others, new.above = self.waiting
            for one in others:
                self._append(parent, self._whole(one))
            self.waiting = []
        else:
            self._waits(line)
        if not reading.label.own:
            new.chain = (*parent.chain, *new.value[:1])
        row = parent.row
        if row is None or place.fresh or parent.parts[-1] is not row:
            row = GrowingRow(silent=place.silent, goes_on=not place.fresh and row is not None)
            parent.parts.append(row)
        row.add(new)
        if len(row.items) == 1 and new.value == (1,) and new.kind:
            self.begun[new.kind] += 1
        if place.silent and new.kind:
            self.silent_kinds.add(new.kind)
        if reading.label.word:
            self.words.add(reading.label.word)
        if new.kind is not None and new.value:
            self.ended[new.kind, parent.kind] = new.end
        self.path.append(new)
        self.last = (new, None)
        if place.doubt:
            self._doubt(place.code, place.doubt, line)

    def _stacked(self, at: int, line: DocumentLine, place: _Place) -> None:
        """A second mark on the line of the first: Section 4. (a) …, where (b) begins a line."""
        node = self.path[-1]
        head = node.head
        begins = [
            one for one in readings(head)
            if one.label.value == (1,) and not one.bare and not one.label.word
            and cites(head, one, heading=False) == "no"
        ]  # fmt: skip
        caption = ""
        if not begins and not line.heading and (found := _CAPTION_AHEAD.match(head)) is not None:
            # Section 4. Dues. (a) …: the caption stands between the two.
            caption, head = found[0].rstrip(), head[found.end() :]
            begins = [
                one for one in readings(head)
                if one.label.value == (1,) and not one.bare and not one.label.word
            ]  # fmt: skip
        if line.heading or not begins or place.reading.label.kind == begins[0].label.kind:
            return
        for other in self._ahead(at):
            if any(
                alike(one.label.kind, each.label) and each.label.value == (2,)
                for one in begins for each in other.labels
            ):  # fmt: skip
                node.head = caption
                inner = DocumentLine(head, line.place, indent=line.indent, readings=tuple(begins))
                inner.weigh()
                self._line(at, inner)
                return
            if other.worded or other.heading:
                break
        if caption:
            return  # (a) may be no more than a part of the sentence
        self._doubt(
            "mark-inside",
            say("{printed} stands inside this line", printed=begins[0].label.printed.strip()),
            line,
        )

    def _rank(self, word: str) -> float | None:
        """How far up a level's word stands in this document."""
        if not word:
            return None
        if word in self.facts.frames:
            return _OVER_ARTICLES + (1 + self.facts.frames.index(word)) / 100
        return _OVER_ARTICLES if word in self.facts.over else rank_of(word)

    def _title(self, line: DocumentLine, rank: int | None) -> None:
        """A title without number: as deep as its heading says, beside the last one otherwise."""
        self._waits(line)
        new = Growing(
            line=line, kind=LabelKind("title", ""), level=line.level, rank=rank, titled=True,
            column=line.indent, head=self._whole(line),
        )  # fmt: skip
        depth = 0
        if rank is None and line.level is not None:
            depth = self._below_heading(line)
        elif rank is None:
            depth = next(
                (at - 1 for at, one in enumerate(self.path) if one.titled and one.level is None), 0
            )
        del self.path[depth + 1 :]
        parent = self.path[-1]
        row = parent.row
        if row is None or parent.parts[-1] is not row:
            row = GrowingRow()
            parent.parts.append(row)
        row.add(new)
        self.path.append(new)
        self.last = None

    def _below_heading(self, line: DocumentLine) -> int:
        """Which provision of the path a heading stands in: one with a higher heading."""
        assert line.level is not None
        depth = len(self.path) - 1
        while depth and not (
            (level := self.path[depth].level) is not None and level < line.level
        ):  # fmt: skip
            depth -= 1
        return depth

    # The place of a mark

    def _place(self, at: int, line: DocumentLine) -> _Place | None:
        places: list[_Place] = []
        for reading in (*line.readings, *line.faint):
            if not reading.label.numbers:
                places += self._bullet(line, reading)
                continue
            cited = "no" if line.counted else cites(line.text, reading, heading=line.heading)
            if cited == "strong" or self._cut(at, line) or self._other_row_of_signs(reading):
                continue
            if (reading.unusual or (reading.bare and reading.tight)) and not (
                self._glued(at, reading)
            ):  # fmt: skip
                continue
            if (reading in line.faint or reading.wordlike) and not self._row_tells(at, reading):
                continue
            if _is_letter(line, reading):
                continue
            found = [
                *self._open_rows(at, line, reading, soft=cited == "soft"),
                *self._below(at, line, reading, soft=cited == "soft"),
            ]
            unsure = reading.wordlike or (reading in line.faint and self._alone(at, reading))
            places += map(_as_word, found) if unsure else found
        return min(places, key=lambda one: (one.trust, -one.depth), default=None)

    def _other_row_of_signs(self, reading: LabelReading) -> bool:
        """Whether イ is the second behind ア in this document, or the first before ロ."""
        label = reading.label
        if len(label.numbers) != 1:
            return False
        look = "#".join(label.literals)
        system = label.numbers[0].system
        return (
            system == "iroha" and look in self.facts.katakana and look not in self.facts.iroha
        ) or (system == "katakana" and look in self.facts.iroha and look not in self.facts.katakana)

    def _glued(self, at: int, reading: LabelReading) -> bool:
        """Whether a number is one of a row that is none by its look: ア規約 イ細則, no ２名以上."""
        label = reading.label
        if any(node.row is not None and self._due(node.row, reading) for node in self.path):
            return True
        if label.value not in ((1,), (2,)):
            return False
        if label.value == (2,) and label.kind in self._second and not reading.wordlike:
            return True
        return any(
            alike(label.kind, one.label) and one.unusual == reading.unusual
            and (one.tight == reading.tight or not reading.unusual)
            and follows(one.label.value, label.value)
            for line in self._ahead(at, faint=True) for one in (*line.labels, *line.faint)
        )  # fmt: skip

    def _row_tells(self, at: int, reading: LabelReading) -> bool:
        """Whether the numbers around tell a list of one that may begin a word: 一机, 二人用, 三棚.

        One stands in front of it or behind it, and of a word the next one of its look behind it.
        """
        label = reading.label
        behind = next(
            (
                one.label.value
                for line in self._ahead(at, faint=True)
                for one in (*line.labels, *line.faint)
                if alike(label.kind, one.label)
            ),
            None,
        )
        follower = behind is not None and follows(behind, label.value)
        if reading.wordlike:
            return follower and (self._due_tight(reading) or label.value in ((1,), (2,)))
        return follower or self._due_bare(reading)

    def _alone(self, at: int, reading: LabelReading) -> bool:
        """Whether no number around one that may begin a word stands before its text as it does."""
        return not self._due_tight(reading) and not any(
            alike(reading.label.kind, one.label) and follows(one.label.value, reading.label.value)
            for line in self._ahead(at, faint=True)
            for one in (*line.labels, *line.faint)
        )

    def _due_bare(self, reading: LabelReading) -> bool:
        """Whether a row of numbers without a sign is open in which this one is next."""
        return any(
            node.row is not None
            and self._due(node.row, reading)
            and (last := node.row.items[-1].reading) is not None
            and last.bare
            for node in self.path
        )

    @cached_property
    def _second(self) -> frozenset[LabelKind]:
        """The looks of numbers that begin a second paragraph right before its text, here and there.

        ２前項の規定は tells it by itself, and so do two of them, one that a third one follows, and
        one with a list right below it.
        """
        counts: Counter[LabelKind] = Counter()
        for at, line in enumerate(self.lines):
            before = self.lines[at - 1] if at else None
            if before is None or before.heading or before.role:
                continue
            if before.worded is not None and not before.text.endswith("。"):
                continue  # below a label it is the first
            for one in line.labels:
                if not (one.bare and one.tight) or one.wordlike or one.label.value != (2,):
                    continue
                third = any(
                    alike(one.label.kind, each.label) and each.label.value == (3,)
                    for other in self._ahead(at)
                    for each in other.labels
                )
                above = _ABOVE_CITED.match(line.text, one.start) is not None
                sure = third or above or self._begins_below(at, one)
                counts[one.label.kind] += 2 if sure else 1
        return frozenset(kind for kind, count in counts.items() if count > 1)

    def _begins_below(self, at: int, reading: LabelReading) -> bool:
        """Whether the first of a list with marks of another look stands right below a line."""
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        return below is not None and any(
            one.label.value == (1,) and not alike(reading.label.kind, one.label)
            for one in (*below.labels, *below.faint)
            if not one.label.word
        )

    def _due_tight(self, reading: LabelReading) -> bool:
        """Whether a row is open whose last number stands right before its text and this is next."""
        return any(
            node.row is not None
            and self._due(node.row, reading)
            and (last := node.row.items[-1].reading) is not None
            and last.tight
            and last.bare
            for node in self.path
        )

    def _cut(self, at: int, line: DocumentLine) -> bool:
        """Whether the line goes on with one that was broken by its width, or names a level."""
        before = self.lines[at - 1] if at else None
        if before is None or line.heading or before.heading or line.counted or before.role:
            return False
        if not line.close or self.last is None or self._begins_deeper(at, line):
            return False
        if not before.broken and (self._of_list(at, line) or _is_named(before)):
            return False
        return opens(before.text, wrapped=before.broken) or (
            before.broken and unfinished(before.text) and not before.fixed
            and not any(one.label.word for one in line.labels)
            and not self._due_somewhere(line)
        )  # fmt: skip

    def _begins_deeper(self, at: int, line: DocumentLine) -> bool:
        """Whether the first of a row stands in, and the second one follows where it stands."""
        if line.indent <= self.lines[at - 1].indent:
            return False
        firsts = [
            one.label.kind for one in line.labels if one.label.value == (1,) and not one.bare
        ]  # fmt: skip
        return any(
            other.indent == line.indent and alike(kind, one.label) and one.label.value == (2,)
            for kind in firsts
            for other in self._ahead(at)
            for one in other.labels
        )

    def _of_list(self, at: int, line: DocumentLine) -> bool:
        """Whether a mark is of a row at its column, or begins one, whatever the line above says.

        A line that is not as full as its width allows ends where its writer meant it to: the
        relationship between parts, and below it 3. What follows is the next of the list.
        """
        for one in line.labels:
            label = one.label
            if not label.numbers or (one.bare and (one.tight or not self.facts.wide)):
                continue
            if any(
                node.row is not None and _of_row(node.row, label)
                and (bool(label.word) or node.row.items[-1].column == line.indent)
                for node in self.path
            ):  # fmt: skip
                return True
            if label.value == (1,) and not label.word and any(
                other.indent == line.indent and alike(label.kind, each.label)
                and each.label.value == (2,)
                for other in self._ahead(at) for each in other.labels
            ):  # fmt: skip
                return True
        return False

    def _behind_word(self, at: int, line: DocumentLine) -> bool:
        """Whether the line above ends as a citation does whose number begins this line."""
        above = self.lines[at - 1].text.rstrip() if at and line.close else ""
        return cited_ahead(above) and not (line.worded or line.counted or line.heading)

    def _named(self, at: int, line: DocumentLine) -> bool:
        """Whether the line above ends in the word that this line's number belongs to."""
        before = self.lines[at - 1] if at else None
        return (
            before is not None and line.close and opens(before.text, wrapped=False)
            and not (_is_named(before) and not before.broken)
            and not any(self._due_here(line, one) for one in line.labels)
        )  # fmt: skip

    def _due_somewhere(self, line: DocumentLine) -> bool:
        return any(
            node.row is not None and self._due(node.row, one)
            and not (one.bare and (one.tight or not self.facts.wide))
            for node in self.path for one in line.labels
        )  # fmt: skip

    def _due_here(self, line: DocumentLine, reading: LabelReading) -> bool:
        """Whether a mark is the next one in a row that is open, though the line cites."""
        return any(
            node.row is not None and bool(reading.label.numbers) and self._due(node.row, reading)
            and not reading.label.word and node.row.items[-1].column == line.indent
            for node in self.path
        )  # fmt: skip

    @staticmethod
    def _due(row: GrowingRow, reading: LabelReading) -> bool:
        last = row.items[-1]
        label = reading.label
        if not _of_row(row, label):
            return False
        return follows(label.value, last.end) or follows(label.value, row.highest)

    def _bullet(self, line: DocumentLine, reading: LabelReading) -> Iterator[_Place]:
        """A bullet goes on in the row at its column, or begins one deeper."""
        if len(self.path) == 1 and self.root.row is None:
            return  # a list in front of all provisions is part of the preamble
        for depth in range(len(self.path) - 1, -1, -1):
            row = self.path[depth].row
            if row is None:
                continue
            last = row.items[-1]
            if last.kind == reading.label.kind and last.column == line.indent:
                yield _Place(1.05, depth, reading)
                return
        depth = len(self.path) - 1
        while depth and self.path[depth].small and (
            self.path[depth].column > line.indent
            or (self.path[depth].column == line.indent and (
                # Another bullet at the column of one begins a list beside it, and none in it.
                not self.path[depth].value
                or (self._indented and self.path[depth].column > self.path[depth - 1].column)
            ))
        ):  # fmt: skip
            depth -= 1
        yield _Place(5.05, depth, reading, fresh=True)

    def _open_rows(
        self, at: int, line: DocumentLine, reading: LabelReading, *, soft: bool
    ) -> Iterator[_Place]:  # fmt: skip
        label = reading.label
        for depth in range(len(self.path) - 1, -1, -1):
            row = self.path[depth].row
            if row is None:
                continue
            last = row.items[-1]
            if last.kind is None or not last.value:
                if last.titled and self._goes_on_over(row, label):
                    # Supplementary provisions hold no chapter that those before them lead to.
                    yield _Place(2, depth, reading)
                continue
            # What is deleted is often no heading among headings, whichever of the two it is.
            deleted = DELETED.fullmatch(line.text[reading.start :] if last.level else last.head)
            alike_headed = last.level == line.level or self._headed_alike(last, line)
            if not (label.word or alike_headed or line.counted or deleted):
                # A heading's number and that of a line are of two rows, but for what is deleted.
                continue
            same = last.column == line.indent or bool(label.word) or line.heading
            if _of_row(row, label):
                yield from self._same_kind(at, line, reading, depth, row, same=same, soft=soft)
            elif self._other_look(at, line, reading, last, row, same=same):
                yield _Place(
                    6.5,
                    depth,
                    reading,
                    doubt=say(
                        "{printed} is counted with the row before it, in which numbers look "
                        "otherwise",
                        printed=label.printed.strip(),
                    ),
                )

    def _headed_alike(self, last: Growing, line: DocumentLine) -> bool:
        """Whether two numbers stand below headings alike, or in one where the text is a list."""
        one = last.level if last.above is None or last.level is not None else last.above.level
        other = line.level
        if other is None and self.waiting:
            other = self.waiting[-1].level
        return one is not None and one == other

    def _goes_on_over(self, row: GrowingRow, label: PrintedLabel) -> bool:
        """Whether a label goes on with the chapters of a row, though a title stands between."""
        rank = self._rank(label.word)
        if rank is None or rank >= _OVER_ARTICLES or not label.numbers:
            return False
        return _of_row(row, label) and follows(label.value, row.highest)

    def _same_kind(
        self, at: int, line: DocumentLine, reading: LabelReading, depth: int, row: GrowingRow, *,
        same: bool, soft: bool,
    ) -> Iterator[_Place]:  # fmt: skip
        label = reading.label
        last = row.items[-1]
        printed = label.printed.strip()
        if label.own:
            first = row.items[0].label
            before = last.label.above if last.label is not None else ()
            if label.above != before and (first is None or label.above != first.above):
                if follows(label.value, last.end) or label.value == last.end:
                    yield _Place(
                        3.5,
                        depth,
                        reading,
                        doubt=say(
                            "{printed} has another number in front than its siblings",
                            printed=printed,
                        ),
                    )
                return
        if self._due(row, reading):
            if not same and not soft and self._roman_instead(at, line, reading):
                return
            if same and self._roman_instead(at, line, reading, strict=True):
                return
            tolerated = last.column != line.indent and not label.word and soft
            if not tolerated:
                yield _Place(1 if same else 4, depth, reading)
            return
        if label.word:
            code, relation = self._relation(label, last, row)
            yield _Place(2, depth, reading, doubt=relation, code=code)
            return
        if label.value == (1,) and any(one.value == (1,) for one in row.items) and (
            len(row.items) > 1
        ):  # fmt: skip
            if same and not soft:
                yield _Place(
                    5.5,
                    depth,
                    reading,
                    fresh=True,
                    doubt=say(
                        "{printed} begins a second row in the marks of the one before it; or "
                        "does it stand in {shown!r}?",
                        printed=printed,
                        shown=_shown(last),
                    ),
                )
            return
        # A bare number is part of many sentences in English, and of no title in capitals.
        titles = last.head.isupper() and line.text[reading.start :].isupper()
        if soft or not same or (reading.bare and not self.facts.wide and not titles):
            return
        if -_FARTHEST <= label.value[0] - last.end[0] <= _FARTHEST:
            code, relation = self._relation(label, last, row)
            yield _Place(8, depth, reading, doubt=relation, code=code)

    @staticmethod
    def _relation(
        label: PrintedLabel, last: Growing, row: GrowingRow
    ) -> tuple[str, str]:  # fmt: skip
        """What is wrong with a number in its row, as the code of a doubt and in words."""
        printed = label.printed.strip()
        if any(one.value == label.value for one in row.items):
            return "number-twice", say(
                "{printed} stands in this row already, or in {shown!r}, which is before it",
                printed=printed,
                shown=_shown(last),
            )
        if last.label is None:
            return "number-gap", say(
                "{printed} is not the number that follows it in {shown!r}",
                printed=printed,
                shown=_shown(last),
            )
        return "number-gap", say(
            "{printed} is not the number that follows {before} in {shown!r}",
            printed=printed,
            before=last.label.printed.strip(),
            shown=_shown(last),
        )

    def _roman_instead(
        self, at: int, line: DocumentLine, reading: LabelReading, *, strict: bool = False
    ) -> bool:  # fmt: skip
        """Whether (i) behind (h) begins romans below it: where (ii) comes next."""
        label = reading.label
        if not label.numbers[label.own].system.startswith("letter"):
            return False
        romans = [
            one for one in line.readings
            if one.label.numbers and one.label.numbers[0].system.startswith("roman")
            and one.label.value == (1,)
        ]  # fmt: skip
        if not romans:
            return False
        for other in self._ahead(at):
            for one in other.labels:
                if one.label.literals != label.literals:
                    continue
                if alike(romans[0].label.kind, one.label) and one.label.value == (2,):
                    return True
            if any(alike(label.kind, one.label) for one in other.labels):
                return False
        return not strict

    def _letter_instead(self, at: int, line: DocumentLine, reading: LabelReading) -> bool:
        """Whether a roman one is a letter of a row at its column, for no second one follows."""
        label = reading.label
        if not label.numbers[label.own].system.startswith("roman"):
            return False
        letters = [
            one.label for one in line.readings
            if one.label.numbers and one.label.numbers[0].system.startswith("letter")
        ]  # fmt: skip
        near = any(
            node.row is not None and node.row.items[-1].column == line.indent
            and node.row.items[-1].end  # a bullet, which has no number, may stand last in a row
            and _of_row(node.row, one) and 0 < abs(one.value[0] - node.row.items[-1].end[0]) <= 2
            for node in self.path for one in letters
        )  # fmt: skip
        if not near:
            return False
        for other in self._ahead(at):
            for each in other.labels:
                if alike(label.kind, each.label) and each.label.value == (2,):
                    return False
            if any(alike(one.kind, each.label) for one in letters for each in other.labels):
                return True
        return True

    def _other_look(
        self, at: int, line: DocumentLine, reading: LabelReading, last: Growing, row: GrowingRow, *,
        same: bool,
    ) -> bool:  # fmt: skip
        """Whether a number is due though it looks otherwise than its row: (1) (2) 3."""
        label = reading.label
        if label.word or label.own or not same or label.value == (1,) or last.kind is None:
            return False
        if last.kind.word or last.kind.depth or not follows(label.value, last.end):
            return False
        one, other = last.kind.system, label.numbers[label.own].system
        numbers = {"decimal", "full-width", "circled", "parenthesized"}
        if one != other and not {one, other} <= numbers:
            return False
        if self.facts.wide and label.value == (2,) and label.kind in self.silent_kinds:
            return False
        if reading.bare and not self.facts.wide:
            return False
        # The row goes on in its own look, or nothing else speaks for the new one.
        for other_line in self._ahead(at):
            for each in other_line.labels:
                if alike(last.kind, each.label):
                    return follows(each.label.value, label.value)
                if alike(label.kind, each.label) and follows(each.label.value, label.value):
                    return False
            if other_line.worded or other_line.heading:
                break
        return not self.begun.get(label.kind)

    def _ahead(self, at: int, *, faint: bool = False) -> Iterator[DocumentLine]:
        """The next lines with a mark, or with one that is ``faint``."""
        for line in self.lines[at + 1 : at + 1 + _AHEAD]:
            if line.role in ("supplementary", "title", "closing"):
                return
            if (line.labels or (faint and line.faint)) and not line.role:
                yield line

    # New rows

    def _below(
        self, at: int, line: DocumentLine, reading: LabelReading, *, soft: bool
    ) -> Iterator[_Place]:
        label = reading.label
        value = label.value
        printed = label.printed.strip()
        if label.own:
            yield from self._by_parent(line, reading)
        rank = self._rank(label.word)
        if rank is not None or (line.heading and not label.word):
            depth = self._ranked(line, label.kind, rank)
            row = self.path[depth].row
            before = row.items[-1] if row is not None else None
            if not (before is not None and before.kind and alike(before.kind, label)):
                run_on = self.ended.get((label.kind, self.path[depth].kind))
                due = value == (1,) or (run_on is not None and follows(value, run_on))
                due = due or any(
                    kind == label.kind and follows(value, end)
                    for (kind, _), end in self.ended.items()
                )  # fmt: skip
                # § 2-1 is the first in chapter 2.
                due = due or value == (*self.path[depth].value, 1)
                silent = self._silent(line, reading, depth)
                if silent:
                    yield _Place(2, depth, reading, fresh=True, silent=True)
                else:
                    yield _Place(
                        3 if due else 5.2,
                        depth,
                        reading,
                        fresh=True,
                        doubt=""
                        if due
                        else say("{printed} is the first of its row", printed=printed),
                        code="number-gap",
                    )
            return
        if label.own:
            return
        depth = self._deepest(line)
        while label.word and depth and self.path[depth].small:
            depth -= 1
        if value == (1,):
            if self._nested_in_itself(line, reading, depth):
                return
            # (i) behind (g) is a letter out of turn, unless (ii) comes next.
            astray = self._letter_instead(at, line, reading)
            yield _Place(
                8.5 if astray else 5,
                depth,
                reading,
                fresh=True,
                doubt=say("{printed} begins a row", printed=printed) if astray else "",
            )
            return
        run_on = self.ended.get((label.kind, self.path[depth].kind))
        if self.path[depth].titled and depth == 1:
            # Below a title of their own articles go on with those before it.
            goes_on = (
                end
                for (kind, _), end in self.ended.items()
                if alike(kind, label) and follows(value, end)
            )
            run_on = next(goes_on, run_on)
        if run_on is not None and follows(value, run_on) and not soft and not (
            self._silent(line, reading, depth) or self._nested_in_itself(line, reading, depth)
        ):  # fmt: skip
            yield _Place(6, depth, reading, fresh=True)
        elif not soft and (over := self._left_open(line, reading, depth)) is not None:
            yield _Place(6, over, reading, fresh=True)
        for owner in range(len(self.path) - 1, -1, -1):
            if self.path[owner].small:
                continue
            if self._silent(line, reading, owner):
                known = label.kind in self.silent_kinds
                yield _Place(6.2 if known else 6.6, owner, reading, fresh=True, silent=True)
            break
        spaced = self.facts.wide and not reading.tight and not label.kind.system.endswith("decimal")
        if not soft and (spaced or not reading.bare) and self._late(at, reading):
            yield _Place(
                10,
                depth,
                reading,
                fresh=True,
                doubt=say("{printed} begins a row", printed=printed),
                code="list-begins-late",
            )

    def _left_open(self, line: DocumentLine, reading: LabelReading, depth: int) -> int | None:
        """The provision of the path that has a row which goes on here, behind a list in between.

        A text came behind 2. in its column, and a list below that text: 3. goes on with 2., and
        not with the last of that list, though nothing stands further out.
        """
        if reading.label.word or reading.label.own or (
            reading.bare and (reading.tight or not self.facts.wide)
        ):  # fmt: skip
            return None
        for over in range(depth, 0, -1):
            parts = self.path[over].parts[-_AHEAD:]
            rows = [one for one in parts if isinstance(one, GrowingRow)]
            # Of the last row it is no next one, or it had its place there.
            row = next((one for one in rows[-2::-1] if _of_row(one, reading.label)), None)
            if row is not None:
                goes_on = row.items[-1].column == line.indent and self._due(row, reading)
                return over if goes_on else None
            if not self.path[over].small:
                return None
        return None

    def _nested_in_itself(self, line: DocumentLine, reading: LabelReading, depth: int) -> bool:
        """A kind does not stand in itself at one column."""
        return any(
            node.kind is not None and alike(node.kind, reading.label) and node.column == line.indent
            and node.level == line.level
            for node in self.path[1 : depth + 1]
        )  # fmt: skip

    def _by_parent(self, line: DocumentLine, reading: LabelReading) -> Iterator[_Place]:
        """The parent's number stands in front: 5.2.1 below 5.2, Section 1.2 below Article I."""
        label = reading.label
        for depth in range(len(self.path) - 1, 0, -1):
            node = self.path[depth]
            if node.kind is not None and alike(node.kind, label):
                continue  # 1.1.3 is no part of 1.1.1, though a 1 stands in front of it
            if node.small and node.kind is not None and node.kind.system not in _IN_FRONT:
                continue  # 2.2 is no part of (ii)
            if node.value and node.chain[-len(label.above) :] == label.above:
                row = node.row
                if row is not None and row.items[-1].kind and alike(row.items[-1].kind, label):
                    return
                first = label.value[0] == 1
                if first and row is not None and node.kind is not None and (
                    node.kind.word in FRAMES and row.items[-1].small
                ):  # fmt: skip
                    # 1.2.1 behind 二、 in the second section lists what that says.
                    depth = len(self.path) - 1
                yield _Place(
                    2.5 if first else 3.2,
                    depth,
                    reading,
                    fresh=True,
                    doubt=""
                    if first
                    else say("{printed} is the first of its row", printed=label.printed.strip()),
                    code="number-gap",
                )
                return
        if len(self.path) == 1 or not any(node.value for node in self.path):
            yield _Place(5, len(self.path) - 1, reading, fresh=True)
        elif label.word or self.ended.get((label.kind, self.path[-1].kind)):
            homes = {parent for kind, parent in self.ended if kind == label.kind}
            depth = len(self.path) - 1
            while depth and self.path[depth].kind not in homes and (
                homes or self.path[depth].small
            ):  # fmt: skip
                depth -= 1
            yield _Place(
                7,
                depth,
                reading,
                fresh=True,
                doubt=say(
                    "{printed} has in front a number that is not the one of the level above",
                    printed=label.printed.strip(),
                ),
            )

    def _ranked(self, line: DocumentLine, kind: LabelKind, rank: float | None) -> int:
        """How deep a heading or a level's word stands, of a kind that has no open row."""
        if rank == 0:
            return 0  # an annex is a part of no provision
        depth = len(self.path) - 1
        while depth:
            node = self.path[depth]
            if node.kind == kind:
                depth -= 1
                continue
            if rank is not None and node.rank is not None:
                if node.rank < rank:
                    break
            elif line.level is not None:
                if node.level is not None and node.level < line.level:
                    break
                if rank is not None and rank >= 7 and node.level is None and node.titled:
                    break
            elif node.titled or node.level is not None:
                break
            depth -= 1
        return depth

    def _deepest(self, line: DocumentLine) -> int:
        """The provision that a new row stands in, by its column."""
        depth = len(self.path) - 1
        while depth and self.path[depth].small and (
            self.path[depth].column > line.indent
            # A bullet holds nothing at its own column.
            or (self.path[depth].column == line.indent and not self.path[depth].value)
        ):  # fmt: skip
            depth -= 1
        return depth

    def _silent(self, line: DocumentLine, reading: LabelReading, depth: int) -> bool:
        """Whether a 2 follows an article whose first paragraph has no number."""
        label = reading.label
        owner = self.path[depth]
        if label.value != (2,) or not owner.kind or label.own:
            return False
        if owner.small and not owner.titled:
            return False
        if not self.facts.wide and not (
            label.kind.shape in _SILENT and label.numbers[0].system == "decimal"
            and line.text[reading.start : reading.start + 1].isupper() and line.fresh
            and (owner.row is None or _in_brackets(owner.row))
        ):  # fmt: skip
            return False  # in English a number without brackets behind a text, and no list's
        if not owner.opened and owner.row is None:
            return False
        row = owner.row
        if row is not None and any(
            one.kind is not None and alike(one.kind, label) for one in row.items
        ):  # fmt: skip
            return False
        if any(one.silent for one in owner.parts if isinstance(one, GrowingRow)):
            return False
        if label.word:
            return label.word == "項"
        system = label.numbers[0].system
        return system == "circled" or (
            label.kind.shape in _SILENT and system in ("decimal", "full-width", "kanji")
            and not (system == "kanji" and label.kind not in self.silent_kinds)
        )  # fmt: skip

    def _late(self, at: int, reading: LabelReading) -> bool:
        """Two marks of one look that follow each other are a row, though it begins late."""
        label = reading.label
        for line in self._ahead(at):
            like = [one for one in line.labels if alike(label.kind, one.label)]
            if any(abs(one.label.value[0] - label.value[0]) == 1 for one in like):
                return True
            if like and len(line.labels) == len(like):
                return False  # where it may be another kind, (i) for one, it tells nothing
            if line.worded or line.heading:
                return False
        return False

    # Texts

    def _text(self, at: int, line: DocumentLine) -> None:
        before = self.lines[at - 1] if at else None
        if self._joins(at, line, before):
            assert self.last is not None
            node, place = self.last
            if place is None:
                node.head = _joined(node.head, line.text)
            else:
                node.parts[place] = _joined(str(node.parts[place]), line.text)
            if not self._named(at, line) and any(
                doubtful(line.text, one, heading=False) or self._due_here(line, one)
                for one in line.readings
            ):
                self._doubt("line-joined", say("this line is read on with the one above it"), line)
            return
        depth = self._owner(at, line)
        del self.path[depth + 1 :]
        self._unsure(at, line)
        self._unsure_caption(at, line)
        self._append(self.path[-1], self._whole(line))

    def _unsure(self, at: int, line: DocumentLine) -> None:
        """Doubt a text in an item that nothing tells from one that the list stands in."""
        if len(self.path) < 2 or line.fixed or line.role:
            return
        item, owner = self.path[-1], self.path[-2]
        row = owner.row
        if not item.small or item.column != line.indent or not item.opened or row is None:
            return
        if (line.close and not self.facts.packed) or id(row) in self.unsure:
            return
        if not owner.lists and (
            len(row.items) < _ROW or any(map(_has_texts, row.items))
            or (is_title(item.head) and not item.parts)
            # That a provision further out goes on with the next mark shows nothing of this text.
            or self._due_next(at, line) == len(self.path) - 1
        ):  # fmt: skip
            return  # it has no other text, the others have such texts, or the next shows it
        self.unsure.add(id(row))
        self._doubt(
            "text-between",
            say(
                "a text without a mark stands behind {shown!r}, in the column of the list; it "
                "is read as part of that item",
                shown=_shown(item),
            ),
            line,
        )

    def _unsure_caption(self, at: int, line: DocumentLine) -> None:
        """Doubt a text in brackets right above a label, which may be the caption of that."""
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        owner = self.path[-1]
        if below is None or line.role or line.fixed or not (owner.opened or owner.row):
            return
        if len(self.path) < 2 and (DATE.search(line.text) or self._has_title(at + 1)):
            return  # in front of the first label it says when, or whose: (a Delaware company)
        labelled = below.worded is not None and bool(below.worded.label.word)
        if labelled and self._may_be_title(at, line, below):
            self._doubt(
                "text-between",
                say(
                    "this may be the title of what follows; it is read as the end of what "
                    "stands above it"
                ),
                line,
            )
        if (labelled or below.role == "above") and _ASIDES.fullmatch(line.text):
            self._doubt(
                "text-between",
                say(
                    "a text in brackets stands right above a label; it is read as the end of "
                    "what stands above it, and not as a caption"
                ),
                line,
            )

    def _may_be_title(self, at: int, line: DocumentLine, below: DocumentLine) -> bool:
        """Whether a short text behind a sentence stands right above a label with a caption."""
        above = self.lines[at - 1] if at else None
        if above is None or above.role or line.close or line.readings or not is_title(line.text):
            return False
        if not above.text.endswith(("。", ".")) or len(line.text) > _TITLE or below.heading:
            return False
        words = line.text.split()
        capital = self.facts.wide or all(word[0].isupper() for word in words if len(word) > 3)
        return capital and DATE.search(line.text) is None and self._has_title(at + 1)

    def _has_title(self, at: int) -> bool:
        """Whether a label has its caption or heading behind it, or on the next line."""
        line, below = self.lines[at], self.lines[at + 1] if at + 1 < len(self.lines) else None
        rest = "" if line.worded is None else line.text[line.worded.start :]
        if not rest:
            return below is not None and (below.role == "below" or is_title(below.text))
        return is_title(rest) or (BRACKETED.match(rest) is not None and "。" not in rest[:40])

    def _joins(self, at: int, line: DocumentLine, before: DocumentLine | None) -> bool:
        """Whether a line is the rest of one that was broken by its width."""
        if before is None or self.last is None or line.fixed or line.counted:
            return False
        if line.text[:1].isupper() and before.worded is not None and not before.broken:
            title = before.text[before.worded.start :]
            if is_title(title) and not says_something(title) and not opens(title, wrapped=True):
                return False  # a text that cites below the caption of its provision
        if self._stands_out(line, before):
            return False
        return (bool(line.readings) and self._cut(at, line)) or (
            line.close and (
                before.broken or any(one.label.numbers for one in line.readings)
                or before.text.endswith(("、", "，")) or line.text[:1].islower()
                or (self.facts.markdown and before.labels != () and line.indent > before.indent)
            )
            and (unfinished(before.text) or (before.full and not line.readings))
            and not before.heading and not before.role and not before.fixed
            and not line.role
        )  # fmt: skip

    def _stands_out(self, line: DocumentLine, before: DocumentLine) -> bool:
        """Whether a text stands left of the mark of the line above, which broke with room left.

        Nothing but its width breaks a line whose rest stands out so: it is a text of what holds
        the list. In Markdown such a line is the rest all the same.
        """
        return (
            not self.facts.markdown and not line.readings and not before.broken
            and bool(before.labels) and line.indent < before.indent
            and len(self.path) > 1 and self.path[-1].small
        )  # fmt: skip

    def _short_of(self, depth: int, line: DocumentLine) -> bool:
        """Whether a text stands nearer to the label of a provision than to its text.

        So does the text of what holds a list whose labels hang out.
        """
        node, edge = self.path[depth], self._edge(depth)
        return edge > node.column and 2 * line.indent < node.column + edge

    def _edge(self, depth: int) -> int:
        """Where the text of a provision begins behind a label that hangs out; 0 if not known."""
        line = self.path[depth].line
        edge = line.edge if line is not None else 0
        return edge if edge > self.path[depth].column else 0

    def _owner(self, at: int, line: DocumentLine) -> int:
        """The provision of the path that a text belongs to."""
        depth = len(self.path) - 1
        if line.close and not self.facts.packed and self.path[depth].column <= line.indent:
            return depth
        if self.path[depth].small and not self.path[depth].head and not self.path[depth].parts:
            return depth  # its label stands on a line for itself
        base = depth
        while base and self.path[base].small:
            base -= 1
        if base == depth:
            return depth
        for each in range(depth, base, -1):
            if line.indent and line.indent == self._edge(each):
                return each  # where its text begins behind its label, to the point
        for each in range(depth, base, -1):
            if line.indent == self.path[each].column:
                break  # in the column of a mark, whatever stands further out
            if line.indent > self.path[each].column and not self._short_of(each, line):
                return each
        doubtful = [
            each for each in range(depth, base, -1) if self.path[each].column == line.indent
        ]  # fmt: skip
        if not doubtful:
            return base
        due = self._due_next(at, line)
        for each in doubtful:
            owner = self.path[each - 1]
            if each == due:
                return each
            row = owner.row
            if row is None or not owner.lists:
                return each
            if any(map(_has_texts, row.items[:-1])):
                return each
            first = next(one for one in owner.parts if isinstance(one, GrowingRow))
            if first.silent:
                return each
        return doubtful[-1] - 1

    def _due_next(self, at: int, line: DocumentLine) -> int | None:
        """The item of the path that the next mark follows."""
        for other in self.lines[at + 1 : at + 1 + _AHEAD]:
            if other.role or other.heading:
                return None
            if not other.readings:
                continue
            for depth in range(len(self.path) - 1, 0, -1):
                item = self.path[depth]
                for one in other.readings:
                    label = one.label
                    if item.kind is None or not alike(item.kind, label):
                        continue
                    if not label.numbers or follows(label.value, item.end):
                        return depth
            return None
        return None

    def _append(self, node: Growing, text: str) -> None:
        node.parts.append(text)
        self.last = (node, len(node.parts) - 1)

    @staticmethod
    def _whole(line: DocumentLine) -> str:
        return f"{line.printed} {line.text}".strip() if line.counted else line.text

    # Doubts

    def _due_faintly(self, at: int, line: DocumentLine) -> Iterator[LabelReading]:
        """The numbers of a line that begin a word as a rule, where such a row is open.

        So is one beside a line that begins alike, of which one is missing: 一机, 三棚.
        """
        before = self.lines[at - 1] if at else None
        if before is None or before.broken:
            return  # it goes on with the line above
        for reading in line.faint:
            if self._due_tight(reading):
                yield reading
            for other in (before, *self.lines[at + 1 : at + 2]):
                beside = {one.label.value for one in other.faint if not one.wordlike}
                pairs = {reading.label.value, *beside}
                if not reading.wordlike and (1,) in pairs and pairs & {(2,), (3,)}:
                    yield reading

    def _doubt_text(self, at: int, line: DocumentLine) -> None:
        for reading in line.readings or self._due_faintly(at, line):
            if reading.label.numbers and (
                doubtful(line.text, reading, heading=line.heading) or self._due_here(line, reading)
            ):
                self._doubt(
                    "label-as-text" if reading.label.word else "mark-as-text",
                    say(
                        "{printed} is read as part of the text, for no number is due here "
                        "that looks so",
                        printed=reading.label.printed.strip(),
                    ),
                    line,
                )
                return
        # Beside an item what begins with a number that nobody counts in may be one all the same.
        beside = self.path[-1].small and not line.role and not line.heading
        mark = (
            strange_number(line.text)
            or misspelled_label(line.text, self.words)
            or (strange_mark(line.text, wide=self.facts.wide) if beside else "")
        )
        if mark:
            self._doubt_mark(mark, line)

    def _doubt_mark(self, printed: str, line: DocumentLine) -> None:
        """Doubt what looks like a mark and is one of no row."""
        message = say(
            "{printed} is read as part of the text, for no number is due here that looks so",
            printed=printed,
        )
        self._doubt("mark-as-text", message, line)

    def _doubt(self, code: str, message: str, line: DocumentLine) -> None:
        self._tell(code, message, line.text, line.place)

    def _doubt_at(self, code: str, message: str, found: Overlooked) -> None:
        self._tell(code, message, found.line, found.place)

    def _tell(self, code: str, message: str, text: str, place: Place) -> None:
        self.told.add((place, text))
        shown = text if len(text) <= 60 else f"{text[:59]}…"
        told = say("{doubt}: {line!r}", doubt=message, line=shown)
        self.doubts.append(Misgiving(code, told, place))


def _is_named(line: DocumentLine) -> bool:
    """Whether a label's line ends in its caption, though that may be a word of citations: Rules."""
    if line.worded is None:
        return False
    caption = line.text[line.worded.start :].split()
    plural = caption[-1:] != [] and caption[-1].casefold().endswith("s")
    return (len(caption) == 1 or plural) and all(
        word[0].isupper() for word in caption if len(word) > len("and")
    )  # fmt: skip


def _has_texts(item: Growing) -> bool:
    """Whether a provision has a text behind the one that it begins with."""
    texts = item.parts if item.head else item.parts[1:]
    return any(isinstance(part, str) for part in texts)


def _of_row(row: GrowingRow, label: PrintedLabel) -> bool:
    """Whether a label looks as those of a row do: its last one, or its first."""
    return any(
        one.kind is not None and alike(one.kind, label) for one in (row.items[-1], row.items[0])
    )  # fmt: skip


def _is_letter(line: DocumentLine, reading: LabelReading) -> bool:
    """Whether a line is nothing but a letter with a stop, which is a text as well as a mark."""
    system = reading.label.numbers[0].system
    return (
        not line.counted and not line.heading and reading.start >= len(line.text)
        and not reading.label.word and not reading.label.literals[0]
        and system.startswith(("letter", "roman")) and not system.startswith("roman-sign")
    )  # fmt: skip


def _in_brackets(row: GrowingRow) -> bool:
    """Whether the marks of a row are not those of paragraphs: (1), a)."""
    kind = row.items[0].kind
    return kind is not None and (
        not kind.word and (kind.shape.endswith(("(#)", "#)")) or kind.system != "decimal")
    )  # fmt: skip


def _shown(node: Growing) -> str:
    label = node.label.printed.strip() if node.label is not None else ""
    head = node.head if len(node.head) <= 80 else f"{node.head[:79]}…"
    return f"{label} {head}".strip()


def _joined(before: str, text: str) -> str:
    wide = bool(before) and (is_wide(before[-1]) or is_wide(text[0]))
    return f"{before}{text}" if wide or not before else f"{before} {text}"


__all__ = ["is_title", "read_printed"]
