"""Reading a DOCX: every paragraph as Word prints it, with the number it generates.

Nothing vanishes: what is no text of the document (comments, hidden text, codes of fields,
headers) is left out by name; text boxes and notes are brought in or put at the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from amendtool.errors import InputError, Place, Problem
from amendtool.importing.blocks import SourceBlock, SourceDocument, doubt, joined, size
from amendtool.importing.structure.labels import english_label, japanese_label
from amendtool.importing.word.numbering import WordNumbering
from amendtool.importing.word.package import MOST_DEPTH, W, WordPackage, open_package, parse
from amendtool.importing.word.styles import WordStyle, WordStyles
from amendtool.importing.word.text import Changes, WordLine, WordLineReader
from amendtool.importing.word.xml import (
    CHARACTERS,
    MC,
    centred_of,
    is_only,
    level_of,
    name_of,
    owner_of,
    signs_of,
    text_of,
)

_TRACKED: Final = (
    "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge",
    "customXmlInsRangeStart", "customXmlDelRangeStart",
)  # fmt: skip
_CONTENTS: Final = re.compile(r"(?:toc|目次)\s*(?:[1-9]|heading|の見出し)", re.IGNORECASE)


def read_word(data: bytes, *, file: str, changes: Changes | None = None) -> SourceDocument:
    """The blocks of a DOCX.

    Raises:
        InputError: for a hostile or damaged file, and for tracked changes when ``changes``
            does not say which side to take.
    """
    package = open_package(data, file=file)
    try:
        return _WordReader(package, file, changes).document()
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
    def __init__(self, package: WordPackage, file: str, changes: Changes | None) -> None:
        self.package = package
        self.file = file
        self.changes = changes
        self.result = SourceDocument(format="docx", file=file)
        styles = package.tree("styles.xml")
        self.numbering = WordNumbering(package.tree("numbering.xml"), styles)
        self.styles = WordStyles(styles, self.numbering)
        self.lines = WordLineReader(self.result, changes, self._place)
        self.paragraph = 0
        self.carried: WordLine | None = None
        """A line whose end was deleted: the next paragraph goes on with it."""
        self.field_depth: list[int] = []
        self.notes_seen: list[tuple[str, str]] = []

    def document(self) -> SourceDocument:
        root = parse(self.package.parts[self.package.main])
        self._stop_at_changes(root)
        body = root.find(f"{W}body")
        if body is not None:
            self._blocks(body, 0)
        if self.carried is not None:
            line, self.carried = self.carried, None
            self._emit(line, None)
        self._notes()
        self._apart()
        self._count(root)
        return self.result

    def _count(self, root: etree._Element) -> None:
        """Count every character of the file, whatever was read of it."""
        names = ["comments.xml", "footnotes.xml", "endnotes.xml"]
        names += [*self.package.named("header"), *self.package.named("footer")]
        parts = [root, *(part for name in names if (part := self.package.tree(name)) is not None)]
        for part in parts:
            for node in part.iter(*CHARACTERS):
                if next(node.iterancestors(f"{MC}Fallback"), None) is None or is_only(node):
                    self.result.total += size(node.text or "") if node.text else signs_of(node)

    def _place(self) -> Place:
        return Place(file=self.file, path=f"paragraph {self.paragraph}")

    def _stop_at_changes(self, root: etree._Element) -> None:
        if self.changes is not None:
            return
        counts = {name: sum(1 for _ in root.iter(f"{W}{name}")) for name in _TRACKED}
        total = sum(counts.values())
        for name in ("footnotes.xml", "endnotes.xml"):
            part = self.package.tree(name)
            if part is not None:
                total += sum(1 for kind in _TRACKED for _ in part.iter(f"{W}{kind}"))
        if total:
            raise InputError(
                Problem(
                    code="tracked-changes",
                    message=f"the document holds {total} tracked changes, so it has two texts",
                    hint="say which one is meant: --changes accept, or --changes reject",
                    place=Place(file=self.file),
                )
            )

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

    def _paragraph(self, element: etree._Element) -> None:
        self.paragraph += 1
        line = self.carried or WordLine()
        self.carried = None
        properties = element.find(f"{W}pPr")
        if properties is not None and self.changes == "reject":
            before = properties.find(f"{W}pPrChange/{W}pPr")
            if before is not None:
                properties = before
        style = self.styles.of(properties)
        if style is not None and _CONTENTS.fullmatch(style.name):
            self._contents(element)
            self.lines.read(element, WordLine(fields=self.field_depth), 0)
            return
        line.fields = self.field_depth
        self.lines.read(element, line, 0)
        mark = element.find(f"{W}pPr/{W}rPr")
        if mark is not None and self.changes is not None and any(
            mark.find(f"{W}{name}") is not None and self.lines.gone(name)
            for name in ("ins", "del", "moveFrom", "moveTo")
        ):  # fmt: skip
            if line.text or line.boxes or line.hidden:
                self.carried = line
            return
        self._emit(line, properties)

    def _emit(self, line: WordLine, properties: etree._Element | None) -> None:
        """Add the blocks of a paragraph, and note what it holds beside its text."""
        place = self._place()
        style = self.styles.of(properties)
        generated = self._generated(line, properties, style)
        for text in line.hidden:
            self.result.leave_out("hidden text", text, "it is not printed", place)
        for code in line.codes:
            self.result.leave_out("field code", code, "Word prints its result", place)
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
        self.notes_seen += line.notes

    def _generated(
        self, line: WordLine, properties: etree._Element | None, style: WordStyle | None
    ) -> str:
        """The number that Word prints before a paragraph; '' for none."""
        number, depth = self.styles.list_of(properties, style)
        if number is None:
            return ""
        if line.text.strip() or line.boxes:
            counted = self.numbering.count(number, depth)
            if counted is None:
                self.result.doubts.append(
                    doubt(
                        "list-unknown",
                        "this paragraph is in a list that the document does not define",
                        "compare its number with the original",
                        self._place(),
                    )
                )
            return counted or ""
        # An empty paragraph of a list prints its number, which counts.
        known = self.numbering.level(number, depth) is not None
        bare = self.numbering.count(number, depth) if known else None
        if bare and bare != "•":
            self.result.doubts.append(
                doubt(
                    "number-alone",
                    f"the number {bare} is printed with no text behind it",
                    "delete the empty paragraph in Word if the number is not meant",
                    self._place(),
                )
            )
        return ""

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
        level = style.level if style is not None else None
        given = properties.find(f"{W}outlineLvl") if properties is not None else None
        if given is not None:
            level = level_of(given.get(f"{W}val"))
        centred = centred_of(properties)
        if centred is None:
            centred = bool(style and style.centred)
        return _Looks(
            level=level,
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
            if stripped:
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
        rows = [row for row in table.iter(f"{W}tr") if owner_of(row, "tbl") is table]
        whole = [text_of(cell).strip() for cell in table.iter(f"{W}tc")]
        laid_out = any(japanese_label(text) or english_label(text) for text in whole)
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
            cells = [cell for cell in row.iter(f"{W}tc") if owner_of(cell, "tr") is row]
            if laid_out:
                for cell in cells:
                    self._blocks(cell, depth + 1)
                continue
            start = len(self.result.blocks)
            for cell in cells:
                self._blocks(cell, depth + 1)
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
        for kind in ("footnote", "endnote"):
            root = self.package.tree(f"{kind}s.xml")
            if root is None:
                continue
            number = 0
            known = {note.get(f"{W}id", ""): note for note in root.iter(f"{W}{kind}")}
            used: set[str] = set()
            for seen, name in self.notes_seen:
                if seen != kind or name not in known:
                    continue
                number += 1
                used.add(name)
                self._note(known[name], kind, str(number))
            for name, note in known.items():
                if name not in used and note.get(f"{W}type") is None:
                    self.result.leave_out(
                        kind, text_of(note), "nothing in the text refers to it",
                        Place(file=self.file, path=f"{kind} {name}"),
                    )  # fmt: skip

    def _note(self, note: etree._Element, kind: str, number: str) -> None:
        line = WordLine()
        for paragraph in note.iter(f"{W}p"):
            self.lines.read(paragraph, line, 0)
            line.parts.append((" ", False))
        place = Place(file=self.file, path=f"{kind} {number}")
        for text in line.hidden:
            self.result.leave_out("hidden text", text, "it is not printed", place)
        for code in line.codes:
            self.result.leave_out("field code", code, "Word prints its result", place)
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
        for prefix, kind, why in (
            ("comments.xml", "comment", "a comment is no part of the text"),
            ("header", "header", "printed at the top of every page"),
            ("footer", "footer", "printed at the bottom of every page"),
        ):
            for name in self.package.named(prefix):
                root = self.package.tree(name)
                if root is None:
                    continue
                nodes = list(root.iter(f"{W}comment")) if kind == "comment" else [root]
                for node in nodes:
                    where = node.get(f"{W}author") or name
                    self.result.leave_out(
                        kind, text_of(node), why,
                        Place(file=self.file, path=f"{kind} ({where})"),
                    )  # fmt: skip
