"""Reading a DOCX: every paragraph as Word prints it, with the number it generates.

Nothing vanishes: what is no text of the document (comments, hidden text, codes of fields,
headers) is left out by name; text boxes and notes are brought in or put at the end.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Final
from xml.parsers.expat import ExpatError

from lxml import etree

from amendtool.errors import InputError, Place
from amendtool.importing.blocks import (
    Changes,
    SourceBlock,
    SourceDocument,
    Struck,
    doubt,
    joined,
)
from amendtool.importing.lines import (
    LineLook,
    doubt_box,
    doubt_small_capitals,
    doubt_table,
    join_row,
)
from amendtool.importing.word.account import characters_in
from amendtool.importing.word.bound import BoundData
from amendtool.importing.word.cited import stale
from amendtool.importing.word.fields import BODY
from amendtool.importing.word.looks import RunLooks
from amendtool.importing.word.notes import NOTES, NoteNumbers, NoteReference
from amendtool.importing.word.numbering import ListLevel, WordNumbering, value_of
from amendtool.importing.word.package import (
    MOST_DEPTH,
    W,
    WordPackage,
    damaged,
    open_package,
    parse,
    two_texts,
)
from amendtool.importing.word.properties import properties_of
from amendtool.importing.word.styles import WordStyle, WordStyles
from amendtool.importing.word.text import WordLine, WordLineReader
from amendtool.importing.word.xml import (
    MC,
    centred_of,
    chosen,
    is_drop_cap,
    is_merged,
    level_of,
    name_of,
    owner_of,
    right_of,
    text_of,
    unclosed_fields,
)
from amendtool.messages import later, say
from amendtool.patterns import compiled

_TRACKED: Final = (
    "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "rPrChange",
    "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange",
    "tcPrChange", "numberingChange", "customXmlInsRangeStart", "customXmlDelRangeStart",
    "customXmlMoveFromRangeStart", "customXmlMoveToRangeStart",
)  # fmt: skip
"""Every shape of a tracked change (ECMA-376, 17.13.5)."""
_MARKS: Final = (
    b"wordprocessingml", b"officeDocument/math", b"drawingml", b"schemas-microsoft-com:vml",
)  # fmt: skip
"""A part without one of these names of a language holds no text of Word."""
_CONTENTS: Final = compiled(r"(?:toc|目次)\s*(?:[1-9]|heading|の見出し)", re.IGNORECASE)


def read_word(
    data: bytes, *, file: str, changes: Changes | None = None, struck: Struck | None = None
) -> SourceDocument:
    """The blocks of a DOCX.

    Raises:
        InputError: for a hostile or damaged file, and for tracked changes when ``changes``
            does not say which side to take.
    """
    package = open_package(data, file=file)
    try:
        reader = _WordReader(package, file, changes, struck, {})
        document = reader.document()
        known = reader.known()
        if known:
            # A field without a result cites a number, or a text, that may be one further down.
            document = _WordReader(package, file, changes, struck, known).document()
        return document
    except etree.XMLSyntaxError as error:
        raise InputError(
            damaged(say("a part of it is no XML: {error}", error=error), Place(file=file))
        ) from None


class _WordReader:
    def __init__(
        self,
        package: WordPackage,
        file: str,
        changes: Changes | None,
        struck: Struck | None,
        targets: Mapping[str, str],
    ) -> None:
        self.package = package
        self.file = file
        self.changes = changes
        self.result = SourceDocument(format="docx", file=file, struck=struck)
        self.root = parse(package.parts[package.main])
        self.notes = {kind: package.tree(f"{kind}s") for kind in NOTES}
        styles = package.tree("styles")
        self.numbering = WordNumbering(package.tree("numbering"), styles)
        self.styles = WordStyles(styles, self.numbering)
        texts = [self.root, *(root for root in self.notes.values() if root is not None)]
        self.lines = WordLineReader(
            self.result,
            changes,
            self._place,
            RunLooks(styles),
            targets,
            frozenset().union(*map(unclosed_fields, texts)),
            self.numbering,
            self._part,
            properties_of(package),
            BoundData(package),
        )
        self.drawn: set[str] = set()
        """The parts of which the letters are in the text: those of diagrams."""
        self.paragraph = 0
        self.carried: WordLine | None = None
        """A line whose end is not printed: the next paragraph goes on with it."""
        self.notes_seen: list[NoteReference] = []
        self.unknown: set[str] = set()
        """The forms of numbers that are not known, and were doubted."""
        self.targets: dict[str, str] = {}
        """The numbers of the paragraphs that bookmarks stand in."""
        self.counted: dict[tuple[str, int], str] = {}
        """The last number of each level of a list, with those of the levels above."""

    def document(self) -> SourceDocument:
        self._stop_at_changes()
        body = self.root.find(f"{W}body")
        if body is not None:
            self._blocks(body, 0)
        self._go_on()
        self._notes()
        self._apart()
        self.result.doubts += stale(self.lines.cited, self.targets, self.lines.marked)
        try:
            self.result.total = characters_in(self.package.parts)
        except ExpatError as error:
            # One parser takes what the other does not: nobody can say what the text is.
            raise InputError(damaged(str(error), Place(file=self.result.file))) from None
        if self.lines.small:
            self.result.doubts.append(doubt_small_capitals(self.lines.small))
        return self.result

    def known(self) -> dict[str, str]:
        """The numbers and texts that fields without a result cite, now that all is read."""
        cited = self.lines.unresolved
        texts = {f"{name} text": self.lines.marked.text(name) for name in cited}
        said = {name: " ".join(text.split()) for name, text in texts.items() if text}
        return self.targets | said if cited else {}

    def _part(self, relation: str | None) -> etree._Element | None:
        """The part that a relation of the document leads to."""
        name = self.package.by_id(relation)
        if name is None:
            return None
        self.drawn.add(name)
        return parse(self.package.parts[name])

    def _place(self) -> Place:
        return Place(file=self.file, path=f"paragraph {self.paragraph}")

    def _stop_at_changes(self) -> None:
        if self.changes is not None:
            return
        roots = [self.root, *(root for root in self.notes.values() if root is not None)]
        total = sum(1 for root in roots for kind in _TRACKED for _ in root.iter(f"{W}{kind}"))
        if total:
            raise InputError(two_texts(total, Place(file=self.file)))

    def _go_on(self) -> None:
        """Print a line that nothing goes on with: a cell or the document ends."""
        if self.carried is not None:
            line, self.carried = self.carried, None
            line.run_in = False
            self._emit(line, line.properties)

    # Blocks

    def _blocks(self, parent: etree._Element, depth: int) -> None:
        if depth > MOST_DEPTH:
            self.result.leave_out(
                later("nesting"),
                text_of(parent),
                say("nested too deeply to be read"),
                self._place(),
            )
            return
        for element in parent:
            name = name_of(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element, depth)
            elif name == "sdt":
                self.lines.control(element)
                content = element.find(f"{W}sdtContent")
                gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
                    self._contents(element)
                elif content is not None:
                    self._blocks(content, depth + 1)
            elif self.lines.gone(name):
                self.result.leave_out(
                    later("tracked change"), text_of(element), self.lines.side(), self._place()
                )
            elif name in ("ins", "moveTo", "del", "moveFrom", "customXml", "smartTag"):
                self._blocks(element, depth + 1)
            elif name == "bookmarkStart":
                self.lines.bookmarks.append(element.get(f"{W}name", ""))
                self.lines.marked.begin(element)
            elif name == "bookmarkEnd":
                self.lines.marked.end(element)
            elif element.tag == f"{MC}AlternateContent":
                form = chosen(element)
                if form is not None:
                    self._blocks(form, depth + 1)

    def _contents(self, element: etree._Element) -> None:
        self.result.leave_out(
            later("list of contents"), text_of(element),
            say("a list of contents is made anew from the headings"), self._place(),
        )  # fmt: skip

    def _properties(self, element: etree._Element) -> etree._Element | None:
        """The properties of a paragraph, on the side of the changes that was asked for."""
        properties = element.find(f"{W}pPr")
        if properties is None or self.changes != "reject":
            return properties
        before = properties.find(f"{W}pPrChange/{W}pPr")
        if before is not None:
            return before
        if properties.find(f"{W}numPr/{W}ins") is not None:
            # The number was put in: before, the paragraph had that of its style, or none.
            properties = copy.deepcopy(properties)
            for number in properties.findall(f"{W}numPr"):
                properties.remove(number)
        return properties

    def _paragraph(self, element: etree._Element) -> None:
        self.paragraph += 1
        line = self.carried or WordLine()
        self.carried = None
        properties = self._properties(element)
        style = self.styles.of(properties)
        if style is not None and _CONTENTS.fullmatch(style.name):
            self._contents(element)
            self._pass_over(element)
            return
        line.style = value_of(properties, "pStyle") if properties is not None else None
        level = self._level(properties, style)
        line.level = BODY if level is None else level
        if level is not None:
            self.lines.numbers.heading(level)
        number, depth = self.styles.list_of(properties, style)
        self.lines.listed = None if number is None else (number, depth)
        self.lines.read(element, line, 0)
        self.lines.sections += element.find(f"{W}pPr/{W}sectPr") is not None
        mark = element.find(f"{W}pPr/{W}rPr")
        if mark is not None and any(
            mark.find(f"{W}{name}") is not None and self.lines.gone(name)
            for name in ("ins", "del", "moveFrom", "moveTo")
        ):
            self.carried = line if line.holds else None
            return
        look = self.lines.look(mark, element, line.style)
        empty = not line.shows
        dropped = not empty and is_drop_cap(properties)
        if self.lines.coding is not None or (look.hidden and not empty) or dropped:
            # The line goes on: with a style separator, for one, which is a hidden mark.
            if dropped:
                line.parts = [(text.strip(), bold) for text, bold in line.parts]
            else:
                line.run_in = line.run_in or level is not None
                line.parts = [(text, bold or line.run_in) for text, bold in line.parts]
                if line.properties is None:
                    line.properties = properties
            self.carried = line
            return
        if empty and (look.hidden or (look.struck and line.struck)):
            self._settle(line, self._place())  # the paragraph is not printed, with its number
            return
        self._emit(line, properties)

    def _pass_over(self, element: etree._Element) -> None:
        """Read a paragraph that is left out as a whole, for the fields that go over its end."""
        lengths = len(self.result.left_out), len(self.result.doubts), self.result.computed
        self.lines.read(element, WordLine(), 0)
        del self.result.left_out[lengths[0] :], self.result.doubts[lengths[1] :]
        self.result.computed = lengths[2]

    def _settle(self, line: WordLine, place: Place) -> None:
        """Note what a line holds beside its text."""
        line.settle(self.result, place)
        for code in line.codes:
            self.result.leave_out(later("field code"), code, say("Word prints its result"), place)
        self.result.leave_out(
            later("list of contents"),
            "".join(line.contents).strip(),
            say("a list of contents is made anew from the headings"),
            place,
        )
        self.notes_seen += line.notes

    def _emit(self, line: WordLine, properties: etree._Element | None) -> None:
        """Add the blocks of a paragraph, and note what it holds beside its text."""
        first = line.properties
        if first is not None and (
            self.styles.list_of(first, self.styles.of(first))[0] is not None
            or self.styles.list_of(properties, self.styles.of(properties))[0] is None
        ):
            properties = first  # the number of a joined line stands at its beginning
        place = self._place()
        style = self.styles.of(properties)
        generated = f"{self._generated(line, properties, style)} {line.number}".strip()
        for name in self.lines.bookmarks:
            if line.number:
                self.targets[name] = line.number
        self.lines.bookmarks.clear()
        self._settle(line, place)
        self.result.blocks += line.blocks(place, generated, self._look(line, properties, style))
        self.lines.marked.add("\n")
        for box in line.boxes:
            doubt_box(self.result, place)
            self._blocks(box, 1)
            self._go_on()
        if line.drawn:
            self.result.doubts.append(
                doubt(
                    "text-drawn",
                    say("letters that are drawn stand here, in the order that the file has them"),
                    say("check that they are a part of the text, and where they belong"),
                    place,
                )
            )
        self.result.blocks += [
            SourceBlock(text=row, place=place, lines=(row,)) for row in line.drawn
        ]

    def _generated(
        self, line: WordLine, properties: etree._Element | None, style: WordStyle | None
    ) -> str:
        """The number that Word prints before a paragraph; '' for none."""
        number, depth = self.styles.list_of(properties, style)
        if number is None:
            return ""
        level = self.numbering.level(number, depth)
        if line.shows:
            counted = line.counted
            if counted is None:
                counted = self.numbering.count(number, depth)
            if counted is None or level is None:
                self.result.doubts.append(
                    doubt(
                        "list-unknown",
                        say("this paragraph is in a list that the document does not define"),
                        say("compare its number with the original"),
                        self._place(),
                    )
                )
                return counted or ""
            unknown = self.numbering.unknown(number, depth)
            if unknown is not None and unknown not in self.unknown:
                self.unknown.add(unknown)
                self.result.doubts.append(
                    doubt(
                        "list-unknown",
                        say(
                            "the numbers of this list are of a form that is not known here "
                            "({form}); they are written as 1, 2, 3",
                            form=unknown,
                        ),
                        say("compare its numbers with the original"),
                        self._place(),
                    )
                )
            if self.numbering.late and level.form not in ("bullet", "none"):
                self.result.doubts.append(
                    doubt(
                        "list-out-of-order",
                        say(
                            "a deeper level of this list comes before {number}, the first of its "
                            "own, and programs differ in whether that one counts then",
                            number=counted,
                        ),
                        say("compare this number and those behind it with the page in Word"),
                        self._place(),
                    )
                )
            self._targeted(counted, number, depth, level)
            return self._number_shown(counted, level, properties)
        # An empty paragraph of a list prints its number, which counts.
        bare = self.numbering.count(number, depth) if level is not None else None
        if bare and bare != "•":
            self.result.doubts.append(
                doubt(
                    "number-alone",
                    say("the number {number} is printed with no text behind it", number=bare),
                    say("delete the empty paragraph in Word if the number is not meant"),
                    self._place(),
                )
            )
            return bare  # kept, or the numbers behind it would jump
        return ""

    def _targeted(self, counted: str, number: str, depth: int, level: ListLevel) -> None:
        """Keep what a field prints that cites the number of this paragraph."""
        own = counted.rstrip(".")
        whole = own
        if depth and not re.search(f"%[1-{depth}]", level.text):
            whole = self.counted.get((number, depth - 1), "") + own
        self.counted[number, depth] = whole
        for name in self.lines.bookmarks:
            self.targets[name] = whole
            self.targets[f"{name} alone"] = own

    def _number_shown(
        self, counted: str, level: ListLevel, properties: etree._Element | None
    ) -> str:
        """A number as it looks: in capitals or hidden, by its level or its paragraph."""
        if level.hidden:
            self.result.doubts.append(
                doubt(
                    "hidden-number",
                    say(
                        "Word counts this paragraph as {counted} and does not print the number",
                        counted=counted,
                    ),
                    say("nothing, unless the number is meant to be seen"),
                    self._place(),
                    severity="note",
                )
            )
            return ""
        capitals = level.capitals
        if capitals is None:
            mark = properties.find(f"{W}rPr") if properties is not None else None
            style = value_of(properties, "pStyle") if properties is not None else None
            capitals = self.lines.looks.of(mark, paragraph=style).capitals
        return counted.upper() if capitals else counted

    def _level(self, properties: etree._Element | None, style: WordStyle | None) -> int | None:
        """The level of a heading, by itself or by its style."""
        given = properties.find(f"{W}outlineLvl") if properties is not None else None
        if given is not None:
            return level_of(given.get(f"{W}val"))
        return style.level if style is not None else None

    def _look(
        self, line: WordLine, properties: etree._Element | None, style: WordStyle | None
    ) -> LineLook:
        """How a paragraph looks: from its list, its style, and itself, each before the last."""
        number, depth = self.styles.list_of(properties, style)
        left = first = None
        if number is not None and line.shows:
            listed = self.numbering.level(number, depth)
            if listed is not None:
                left, first = listed.left, listed.first
        for source in self.styles.indents_of(properties, style):
            left = source[0] if source[0] is not None else left
            first = source[1] if source[1] is not None else first
        centred = centred_of(properties)
        if centred is None:
            centred = bool(style and style.centred)
        right = right_of(properties)
        if right is None:
            right = bool(style and style.right)
        return LineLook(
            level=None if line.run_in else self._level(properties, style),
            indent=(left or 0) + (first or 0),
            edge=(left or 0) if (first or 0) < 0 else 0,
            centred=centred,
            right=right,
            bold=bool(style and style.bold),
        )

    # Tables

    def _table(self, table: etree._Element, depth: int) -> None:
        self._go_on()
        rows = [row for row in table.iter(f"{W}tr") if owner_of(row, "tbl") is table]
        whole = [text_of(cell).strip() for cell in table.iter(f"{W}tc")]
        begins = Place(file=self.file, path=f"paragraph {self.paragraph + 1}")
        laid_out = doubt_table(self.result, whole, begins)
        for around in table.iter(f"{W}tbl", f"{W}tr"):
            if around is table or owner_of(around, "tbl") is table:
                for control in around.findall(f"{W}sdt"):
                    self.lines.control(control)
        for row in rows:
            gone = next(
                (name for name in ("ins", "del")
                 if row.find(f"{W}trPr/{W}{name}") is not None and self.lines.gone(name)), None
            )  # fmt: skip
            if gone is not None:
                self.result.leave_out(
                    later("tracked change"), text_of(row), self.lines.side(), self._place()
                )
                continue
            hidden = row.find(f"{W}trPr/{W}hidden")
            if hidden is not None and hidden.get(f"{W}val", "1") not in ("0", "false", "off"):
                self.result.leave_out(
                    later("hidden text"), text_of(row), say("it is not printed"), self._place()
                )
                continue
            start = len(self.result.blocks)
            for cell in row.iter(f"{W}tc"):
                if owner_of(cell, "tr") is not row:
                    continue
                if any(
                    self.lines.gone(kind) and cell.find(f"{W}tcPr/{W}{name}") is not None
                    for name, kind in (("cellIns", "ins"), ("cellDel", "del"))
                ):
                    self.lines.drop(cell)
                    continue
                if is_merged(cell):
                    self.result.leave_out(
                        later("hidden text"),
                        text_of(cell),
                        say("its cell is merged into the one above, which alone is printed"),
                        self._place(),
                    )
                    continue
                self._blocks(cell, depth + 1)
                self._go_on()
            if laid_out:
                continue
            join_row(self.result, start)

    # What stands apart from the text

    def _notes(self) -> None:
        sections = (
            one
            for one in self.root.iter(f"{W}sectPr")
            if next(one.iterancestors(f"{W}sectPrChange"), None) is None
        )
        numbers = NoteNumbers(self.package.tree("settings"), sections)
        for kind, root in self.notes.items():
            if root is None:
                continue
            known = {note.get(f"{W}id", ""): note for note in root.iter(f"{W}{kind}")}
            used: set[str] = set()
            for one in self.notes_seen:
                if one.kind != kind or one.name not in known or one.name in used:
                    continue
                used.add(one.name)
                self._note(known[one.name], one, numbers, len(used))
            for name, note in known.items():
                if name not in used:
                    self.result.leave_out(
                        kind, text_of(note), say("nothing in the text refers to it"),
                        Place(file=self.file, path=f"{kind} {name}"),
                    )  # fmt: skip

    def _note(
        self, note: etree._Element, reference: NoteReference, numbers: NoteNumbers, at: int
    ) -> None:
        line = WordLine()
        for paragraph in note.iter(f"{W}p"):
            properties = self._properties(paragraph)
            line.style = value_of(properties, "pStyle") if properties is not None else None
            self.lines.read(paragraph, line, 0)
            line.parts.append((" ", False))
        number = numbers.next(reference)
        place = Place(file=self.file, path=f"{reference.kind} {at}")
        self._settle(line, place)
        text = joined(line.text.split("\n"))
        if text:
            self.result.notes.append(
                SourceBlock(text=text, place=place, generated=number, fixed=True)
            )
            if numbers.by_page(reference):
                message = say(
                    "{kind} {number} stands at the end, in the closing; the notes of each page "
                    "are numbered anew, and here they are counted through",
                    kind=say(reference.kind),
                    number=number or at,
                )
            elif number:
                message = say(
                    "{kind} {number} stands at the end, in the closing; its number is not "
                    "in the text",
                    kind=say(reference.kind),
                    number=number,
                )
            else:
                message = say(
                    "{kind} {number} stands at the end, in the closing; its mark is a part of it",
                    kind=say(reference.kind),
                    number=at,
                )
            self.result.doubts.append(
                doubt(
                    "note-apart",
                    message,
                    say("move it into the article if it is a part of it"),
                    place,
                )
            )

    def _apart(self) -> None:
        """Leave out every part that is no text of the document, whatever its name is."""
        kinds = {
            "comments": (later("comment"), say("a comment is no part of the text")),
            "header": (later("header"), say("printed at the top of every page")),
            "footer": (later("footer"), say("printed at the bottom of every page")),
            "chart": (later("chart"), say("a chart is left out, with its letters")),
            "diagramDrawing": (later("diagram"), say("its letters stand in another part, too")),
            "glossaryDocument": (
                later("building block"),
                say("a text to choose from, not printed"),
            ),
        }
        known = {name: kind for kind in kinds for name in self.package.related(kind)}
        read = {self.package.main, *(name for kind in NOTES
                                     for name in self.package.related(f"{kind}s")[:1]),
                *self.drawn}  # fmt: skip
        for name in self.package.reachable():
            data = self.package.parts[name]
            if name in read or not any(mark in data for mark in _MARKS):
                continue
            root = parse(data)
            kind, why = kinds.get(
                known.get(name, ""), (later("other part"), say("not printed with the text"))
            )
            nodes = list(root.iter(f"{W}comment")) if kind == "comment" else [root]
            for node in nodes:
                where = node.get(f"{W}author") or name.rsplit("/", 1)[-1]
                self.result.leave_out(
                    kind, text_of(node), why,
                    Place(file=self.file, path=f"{kind} ({where})"),
                )  # fmt: skip
