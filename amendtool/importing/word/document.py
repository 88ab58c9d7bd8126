"""Reading a DOCX: every paragraph as Word prints it, with the number it generates.

Nothing vanishes: what is no text of the document (comments, hidden text, codes of fields,
headers) is left out by name; text boxes and notes are brought in or put at the end.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers.expat import ExpatError

from lxml import etree

from amendtool.errors import InputError, Place, Problem
from amendtool.importing.blocks import (
    SourceBlock,
    SourceDocument,
    Struck,
    doubt,
    joined,
)
from amendtool.importing.evidence.beginnings import begins_level
from amendtool.importing.word.account import characters_in
from amendtool.importing.word.fields import BODY
from amendtool.importing.word.looks import RunLooks
from amendtool.importing.word.numbering import ListLevel, WordNumbering, value_of
from amendtool.importing.word.package import (
    MOST_DEPTH,
    W,
    WordPackage,
    damaged,
    open_package,
    parse,
)
from amendtool.importing.word.styles import WordStyle, WordStyles
from amendtool.importing.word.text import Changes, WordLine, WordLineReader
from amendtool.importing.word.xml import (
    MC,
    centred_of,
    level_of,
    name_of,
    owner_of,
    text_of,
    unclosed_fields,
)

_TRACKED: Final = (
    "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "rPrChange",
    "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange",
    "tcPrChange", "numberingChange", "customXmlInsRangeStart", "customXmlDelRangeStart",
    "customXmlMoveFromRangeStart", "customXmlMoveToRangeStart",
)  # fmt: skip
"""Every shape of a tracked change (ECMA-376, 17.13.5)."""
_MARKS: Final = (b"wordprocessingml", b"officeDocument/math")
"""A part without one of these names of a language holds no text of Word."""
_NOTES: Final = ("footnote", "endnote")
_CONTENTS: Final = re.compile(r"(?:toc|目次)\s*(?:[1-9]|heading|の見出し)", re.IGNORECASE)


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
        if reader.lines.unresolved and reader.targets:
            # A field without a result cites a number, which may be one further down.
            document = _WordReader(package, file, changes, struck, reader.targets).document()
        return document
    except etree.XMLSyntaxError as error:
        raise InputError(
            Problem(
                code="docx-damaged",
                message=f"the file is damaged, a part of it is no XML: {error}",
                hint="open it in Word and save it as .docx",
                place=Place(file=file),
            )
        ) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looks:
    """How a paragraph looks, whatever its words."""

    level: int | None
    indent: int
    centred: bool
    bold: bool


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
        self.notes = {kind: package.tree(f"{kind}s") for kind in _NOTES}
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
        )
        self.paragraph = 0
        self.carried: WordLine | None = None
        """A line whose end is not printed: the next paragraph goes on with it."""
        self.notes_seen: list[tuple[str, str]] = []
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
        try:
            self.result.total = characters_in(self.package.parts)
        except ExpatError as error:
            # One parser takes what the other does not: nobody can say what the text is.
            raise InputError(damaged(str(error), Place(file=self.result.file))) from None
        if self.lines.small:
            self.result.doubts.append(
                doubt(
                    "small-capitals",
                    f"text is printed in small capitals ({len(self.lines.small)} times, here "
                    "first); it is carried in the letters that were typed",
                    "nothing, unless the capitals are meant",
                    self.lines.small[0],
                    severity="note",
                )
            )
        return self.result

    def _place(self) -> Place:
        return Place(file=self.file, path=f"paragraph {self.paragraph}")

    def _stop_at_changes(self) -> None:
        if self.changes is not None:
            return
        roots = [self.root, *(root for root in self.notes.values() if root is not None)]
        total = sum(1 for root in roots for kind in _TRACKED for _ in root.iter(f"{W}{kind}"))
        if total:
            raise InputError(
                Problem(
                    code="tracked-changes",
                    message=f"the document holds {total} tracked changes, so it has two texts",
                    hint="say which one is meant: --changes accept, or --changes reject",
                    place=Place(file=self.file),
                )
            )

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
                "nesting", text_of(parent), "nested too deeply to be read", self._place()
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
                    "tracked change", text_of(element), self.lines.side(), self._place()
                )
            elif name in ("ins", "moveTo", "del", "moveFrom", "customXml", "smartTag"):
                self._blocks(element, depth + 1)
            elif element.tag == f"{MC}AlternateContent":
                chosen = element.find(f"{MC}Choice")
                if chosen is None:
                    chosen = element.find(f"{MC}Fallback")
                if chosen is not None:
                    self._blocks(chosen, depth + 1)

    def _contents(self, element: etree._Element) -> None:
        self.result.leave_out(
            "list of contents", text_of(element),
            "a list of contents is made anew from the headings", self._place(),
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
        self.lines.read(element, line, 0)
        mark = element.find(f"{W}pPr/{W}rPr")
        if mark is not None and any(
            mark.find(f"{W}{name}") is not None and self.lines.gone(name)
            for name in ("ins", "del", "moveFrom", "moveTo")
        ):
            self.carried = line if line.holds else None
            return
        look = self.lines.look(mark, element, line.style)
        empty = not (line.text.strip() or line.boxes)
        if self.lines.coding is not None or (look.hidden and not empty):
            # The line goes on: with a style separator, for one, which is a hidden mark.
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
        for text in line.hidden:
            self.result.leave_out("hidden text", text, "it is not printed", place)
        for text in line.struck:
            self.result.strike(text, place)
        for code in line.codes:
            self.result.leave_out("field code", code, "Word prints its result", place)
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
        self._add_lines(line, generated, self._looks(line, properties, style))
        for box in line.boxes:
            self.result.doubts.append(
                doubt(
                    "text-box",
                    "the text of a text box stands here in the order of reading",
                    "check that it stands where it belongs",
                    place,
                )
            )
            self._blocks(box, 1)
            self._go_on()

    def _generated(
        self, line: WordLine, properties: etree._Element | None, style: WordStyle | None
    ) -> str:
        """The number that Word prints before a paragraph; '' for none."""
        number, depth = self.styles.list_of(properties, style)
        if number is None:
            return ""
        level = self.numbering.level(number, depth)
        if line.text.strip() or line.boxes:
            counted = self.numbering.count(number, depth)
            if counted is None or level is None:
                self.result.doubts.append(
                    doubt(
                        "list-unknown",
                        "this paragraph is in a list that the document does not define",
                        "compare its number with the original",
                        self._place(),
                    )
                )
                return counted or ""
            self._targeted(counted, number, depth, level)
            return self._number_shown(counted, level, properties)
        # An empty paragraph of a list prints its number, which counts.
        bare = self.numbering.count(number, depth) if level is not None else None
        if bare and bare != "•":
            self.result.doubts.append(
                doubt(
                    "number-alone",
                    f"the number {bare} is printed with no text behind it",
                    "delete the empty paragraph in Word if the number is not meant",
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
                    f"Word counts this paragraph as {counted} and does not print the number",
                    "nothing, unless the number is meant to be seen",
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

    def _looks(
        self, line: WordLine, properties: etree._Element | None, style: WordStyle | None
    ) -> _Looks:
        """How a paragraph looks: from its list, its style, and itself, each before the last."""
        number, depth = self.styles.list_of(properties, style)
        left = first = None
        if number is not None and (line.text.strip() or line.boxes):
            listed = self.numbering.level(number, depth)
            if listed is not None:
                left, first = listed.left, listed.first
        for source in self.styles.indents_of(properties, style):
            left = source[0] if source[0] is not None else left
            first = source[1] if source[1] is not None else first
        centred = centred_of(properties)
        if centred is None:
            centred = bool(style and style.centred)
        return _Looks(
            level=None if line.run_in else self._level(properties, style),
            indent=(left or 0) + (first or 0),
            centred=centred,
            bold=bool(style and style.bold),
        )

    def _add_lines(self, line: WordLine, generated: str, looks: _Looks) -> None:
        """A block for each line of a paragraph; the first has the number."""
        text = line.text
        bold = [char_bold for part, char_bold in line.parts for _ in part]
        position = 0
        for row in text.split("\n"):
            begin = position + len(row) - len(row.lstrip())
            lead = begin
            end = position + len(row)
            while lead < end and (bold[lead] or text[lead].isspace()):
                lead += 1
            stripped = row.strip()
            if stripped or (generated and not text.strip()):
                # A line that is bold throughout, as its style or its level says, stands out as
                # a whole; nothing at its beginning does.
                whole_bold = lead - begin >= len(stripped)
                all_bold = looks.bold and all(bold[begin:end])
                self.result.blocks.append(
                    SourceBlock(
                        text=stripped,
                        place=self._place(),
                        generated=generated,
                        level=looks.level,
                        lead=0 if whole_bold and (looks.level or all_bold) else lead - begin,
                        indent=looks.indent,
                        centred=looks.centred,
                        lines=(stripped,),
                    )
                )
                generated = ""
            position += len(row) + 1

    # Tables

    def _table(self, table: etree._Element, depth: int) -> None:
        self._go_on()
        rows = [row for row in table.iter(f"{W}tr") if owner_of(row, "tbl") is table]
        whole = [text_of(cell).strip() for cell in table.iter(f"{W}tc")]
        laid_out = any(map(begins_level, whole))
        self.result.doubts.append(
            doubt(
                "table",
                "a table that lays out articles is read cell by cell"
                if laid_out
                else "a table stands here; each row is carried as one line",
                "check how it reads; a clause holds text, not tables",
                self._place(),
            )
        )
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
                    "tracked change", text_of(row), self.lines.side(), self._place()
                )
                continue
            hidden = row.find(f"{W}trPr/{W}hidden")
            if hidden is not None and hidden.get(f"{W}val", "1") not in ("0", "false", "off"):
                self.result.leave_out(
                    "hidden text", text_of(row), "it is not printed", self._place()
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
                self._blocks(cell, depth + 1)
                self._go_on()
            if laid_out:
                continue
            taken = self.result.blocks[start:]
            del self.result.blocks[start:]
            if taken:
                texts = [block.whole for block in taken]
                self.result.blocks.append(
                    SourceBlock(
                        text=" ".join(texts),
                        place=taken[0].place,
                        fixed=True,
                        indent=taken[0].indent,
                        lines=(" ".join(texts),),
                    )
                )

    # What stands apart from the text

    def _notes(self) -> None:
        for kind, root in self.notes.items():
            if root is None:
                continue
            number = 0
            known = {note.get(f"{W}id", ""): note for note in root.iter(f"{W}{kind}")}
            used: set[str] = set()
            for seen, name in self.notes_seen:
                if seen != kind or name not in known or name in used:
                    continue
                number += 1
                used.add(name)
                self._note(known[name], kind, str(number))
            for name, note in known.items():
                if name not in used:
                    self.result.leave_out(
                        kind, text_of(note), "nothing in the text refers to it",
                        Place(file=self.file, path=f"{kind} {name}"),
                    )  # fmt: skip

    def _note(self, note: etree._Element, kind: str, number: str) -> None:
        line = WordLine()
        for paragraph in note.iter(f"{W}p"):
            properties = self._properties(paragraph)
            line.style = value_of(properties, "pStyle") if properties is not None else None
            self.lines.read(paragraph, line, 0)
            line.parts.append((" ", False))
        place = Place(file=self.file, path=f"{kind} {number}")
        self._settle(line, place)
        text = joined(line.text.split("\n"))
        if text:
            self.result.notes.append(
                SourceBlock(text=text, place=place, generated=number, fixed=True)
            )
            self.result.doubts.append(
                doubt(
                    "note-apart",
                    f"{kind} {number} stands at the end, in the closing; its number is not "
                    "in the text",
                    "move it into the article if it is a part of it",
                    place,
                )
            )

    def _apart(self) -> None:
        """Leave out every part that is no text of the document, whatever its name is."""
        kinds = {
            "comments": ("comment", "a comment is no part of the text"),
            "header": ("header", "printed at the top of every page"),
            "footer": ("footer", "printed at the bottom of every page"),
            "glossaryDocument": ("building block", "a text to choose from, not printed"),
        }
        known = {name: kind for kind in kinds for name in self.package.related(kind)}
        read = {self.package.main, *(name for kind in _NOTES
                                     for name in self.package.related(f"{kind}s")[:1])}  # fmt: skip
        for name in self.package.reachable():
            data = self.package.parts[name]
            if name in read or not any(mark in data for mark in _MARKS):
                continue
            root = parse(data)
            kind, why = kinds.get(known.get(name, ""), ("other part", "not printed with the text"))
            nodes = list(root.iter(f"{W}comment")) if kind == "comment" else [root]
            for node in nodes:
                where = node.get(f"{W}author") or name.rsplit("/", 1)[-1]
                self.result.leave_out(
                    kind, text_of(node), why,
                    Place(file=self.file, path=f"{kind} ({where})"),
                )  # fmt: skip
