"""The text of a paragraph in Word: runs, fields, tracked changes, symbols, boxes, notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from amendtool.errors import Place
from amendtool.importing.blocks import SourceDocument, doubt
from amendtool.importing.word.package import MOST_DEPTH, W
from amendtool.importing.word.xml import (
    MATH,
    MC,
    boxes_in,
    name_of,
    sign_of,
    text_of,
    toggle,
)

Changes = Literal["accept", "reject"]


@dataclass(slots=True)
class WordLine:
    """The text of a paragraph while it is read."""

    parts: list[tuple[str, bool]] = field(default_factory=list)
    """Texts, and whether they are bold."""
    hidden: list[str] = field(default_factory=list)
    fields: list[int] = field(default_factory=list)
    """The open fields: 0 while the code is read, 1 while the result is."""
    codes: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    symbols: int = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(text for text, _ in self.parts)


class WordLineReader:
    """Reads the inside of paragraphs, and notes in the document what it leaves out."""

    def __init__(
        self, document: SourceDocument, changes: Changes | None, place: Callable[[], Place]
    ) -> None:
        self.document = document
        self.changes = changes
        self.place = place

    def gone(self, name: str) -> bool:
        """Whether what a tracked change holds is not in the text that was asked for."""
        gone = ("del", "moveFrom") if self.changes == "accept" else ("ins", "moveTo")
        return self.changes is not None and name in gone

    def side(self) -> str:
        """Why a text is left out that is not on the side asked for."""
        return f"not in the text with its changes {self.changes}ed"

    def drop(self, element: etree._Element) -> None:
        """Leave out what a tracked change holds."""
        self.document.leave_out("tracked change", text_of(element), self.side(), self.place())

    def read(self, parent: etree._Element, line: WordLine, depth: int) -> None:
        """Add what stands in ``parent``, a paragraph or a part of one, to the line."""
        if depth > MOST_DEPTH:
            self.document.leave_out(
                "nesting", text_of(parent), "nested too deeply to be read", self.place()
            )
            return
        for element in parent:
            name = name_of(element)
            if name == "r":
                self._run(element, line)
            elif name in ("pPr", "rPr"):
                continue
            elif self.gone(name):
                self.document.leave_out(
                    "tracked change", text_of(element), self.side(), self.place()
                )
            elif element.tag.startswith(MATH):
                self._math(element, line)
            elif name == "sdt":
                content = element.find(f"{W}sdtContent")
                if content is not None:
                    self.read(content, line, depth + 1)
            elif element.tag == f"{MC}AlternateContent":
                chosen = element.find(f"{MC}Choice")
                if chosen is None:
                    chosen = element.find(f"{MC}Fallback")
                if chosen is not None:
                    self.read(chosen, line, depth + 1)
            elif len(element):
                self.read(element, line, depth + 1)

    def _math(self, element: etree._Element, line: WordLine) -> None:
        text = "".join(node.text or "" for node in element.iter(f"{MATH}t"))
        line.parts.append((text, False))
        if text:
            self.document.doubts.append(
                doubt(
                    "formula",
                    "a formula stands here; only its characters are carried",
                    "check how it reads",
                    self.place(),
                )
            )

    def _run(self, run: etree._Element, line: WordLine) -> None:
        properties = run.find(f"{W}rPr")
        bold = toggle(properties, "b")
        hidden = bool(toggle(properties, "vanish"))
        for element in run:
            name = name_of(element)
            text = ""
            if name == "fldChar":
                self._field(element.get(f"{W}fldCharType"), line)
            elif name in ("instrText", "delInstrText"):
                if (element.text or "").strip():
                    line.codes.append(element.text or "")
            elif name in ("t", "delText"):
                text = element.text or ""
            elif name in ("tab", "ptab"):
                text = "\t"
            elif name in ("br", "cr"):
                text = "\n"
            elif name == "noBreakHyphen":
                text = "\u2011"
            elif name == "sym":
                text = self._symbol(element)
            elif name in ("footnoteReference", "endnoteReference"):
                kind = name.removesuffix("Reference")
                line.notes.append((kind, element.get(f"{W}id", "")))
            elif name == "ruby":
                text = self._ruby(element)
            elif element.tag == f"{MC}AlternateContent":
                chosen = element.find(f"{MC}Choice")
                source = chosen if chosen is not None else element.find(f"{MC}Fallback")
                line.boxes += [] if source is None else boxes_in(source)
            elif name in ("drawing", "pict", "object"):
                line.boxes += boxes_in(element)
                self._picture(element)
            if not text:
                continue
            if hidden:
                line.hidden.append(text)
            else:
                line.parts.append((text, bool(bold)))

    def _field(self, kind: str | None, line: WordLine) -> None:
        if kind == "begin":
            line.fields.append(0)
        elif kind == "separate" and line.fields:
            line.fields[-1] = 1
        elif kind == "end" and line.fields:
            line.fields.pop()

    def _symbol(self, element: etree._Element) -> str:
        shown = sign_of(element)
        if not shown:
            return ""
        self.document.doubts.append(
            doubt(
                "symbol",
                f"a symbol of the font {element.get(f'{W}font', '')} stands here; it is "
                f"carried as {shown}",
                "compare with the original",
                self.place(),
            )
        )
        return shown

    def _ruby(self, element: etree._Element) -> str:
        base, above = element.find(f"{W}rubyBase"), element.find(f"{W}rt")
        self.document.leave_out(
            "reading aid", "" if above is None else text_of(above),
            "the reading printed above the characters", self.place(),
        )  # fmt: skip
        return "" if base is None else text_of(base)

    def _picture(self, element: etree._Element) -> None:
        if not boxes_in(element):
            self.document.doubts.append(
                doubt(
                    "picture",
                    "a picture or object stands here and is left out",
                    "if it holds text, type it into the clause",
                    self.place(),
                )
            )
