"""The text of a paragraph in Word: runs as they look, fields, tracked changes, boxes, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Literal

from lxml import etree

from amendtool.errors import Place
from amendtool.importing.blocks import (
    Changes,
    SourceDocument,
    doubt,
    in_capitals,
    other_side,
    size,
)
from amendtool.importing.lines import ReadLine
from amendtool.importing.raised import written
from amendtool.importing.word.bound import BoundData
from amendtool.importing.word.cited import Citation, MarkedText, cited_by
from amendtool.importing.word.fields import (
    BODY,
    CHANGING,
    UNPRINTED,
    FieldNumbers,
    FieldText,
    OpenField,
    field_text,
    list_asked,
    sequence,
    words_of,
)
from amendtool.importing.word.looks import RunLook, RunLooks
from amendtool.importing.word.notes import NoteKind, NoteReference
from amendtool.importing.word.numbering import WordNumbering, value_of
from amendtool.importing.word.package import DIAGRAM, MATH, MOST_DEPTH, RELATED, W
from amendtool.importing.word.symbols import UNKNOWN, is_symbol_font, sign_of
from amendtool.importing.word.table_parts import TableParts
from amendtool.importing.word.xml import (
    MC,
    boxes_in,
    chosen,
    drawn_rows,
    formula_of,
    is_printed,
    name_of,
    on_ground,
    shows_more,
    style_around,
    text_of,
    whole_of,
)
from amendtool.messages import later, say
from amendtool.patterns import compiled
from amendtool.values import dataclass


@dataclass(slots=True)
class WordLine(ReadLine):
    """The text of a paragraph while it is read."""

    style: str | None = None
    """The style of the paragraph, by its name in the file."""
    level: int = BODY
    """The level of a heading, for the fields that number by it."""
    number: str = ""
    """A number that a field prints at the beginning."""
    codes: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    """Rows of a list of contents that a field makes."""
    notes: list[NoteReference] = field(default_factory=list)
    properties: etree._Element | None = None
    """Those of the paragraph that a hidden mark joined to the next one: its number is printed."""
    run_in: bool = False
    """Whether a heading was joined to the text behind it."""
    drawn: list[str] = field(default_factory=list)
    """The lines of letters in what is drawn here."""
    counted: str | None = None
    """The number of the paragraph, where a field inside it counted it before."""

    @property
    def shows(self) -> bool:
        """Whether anything in it is seen."""
        return bool(self.text.strip() or self.boxes or self.drawn)

    @property
    def holds(self) -> bool:
        """Whether there is anything in it, seen or unseen."""
        return bool(self.shows or self.parts or self.hidden or self.struck or self.codes)


class WordLineReader:
    """Reads the inside of paragraphs, and notes in the document what it leaves out."""

    def __init__(
        self,
        document: SourceDocument,
        changes: Changes | None,
        place: Callable[[], Place],
        looks: RunLooks,
        targets: Mapping[str, str],
        unclosed: frozenset[etree._Element],
        numbering: WordNumbering,
        part: Callable[[str | None], etree._Element | None],
        properties: Mapping[str, str],
        bound: BoundData,
    ) -> None:
        self.document = document
        self.changes = changes
        self.place = place
        self.looks = looks
        self.parts = TableParts(looks)
        self.targets = targets
        self.unclosed = unclosed
        """The beginnings of fields that have no end."""
        self.bound = bound
        self.numbering = numbering
        self.part = part
        """The part that the document means by the id of a relation."""
        self.listed: tuple[str, int] | None = None
        """The list that the paragraph is in, and its level there."""
        self.fields: list[OpenField] = []
        """The open fields, which may go over several paragraphs."""
        self.numbers = FieldNumbers(properties=properties)
        self.unresolved: set[str] = set()
        """The bookmarks that fields cite, whose number or text was not known."""
        self.marked = MarkedText()
        self.cited: list[Citation] = []
        """The citations whose results are stored."""
        self.bookmarks: list[str] = []
        """Those that begin in the paragraph."""
        self.grounded = False
        """Whether the run stands on a ground that is not the paper."""
        self.sections = 0
        """How many sections of the document have ended."""
        self.asked: set[etree._Element] = set()
        """The runs of controls that nobody has filled in."""
        self.small: list[Place] = []
        """Where small capitals stand."""

    def gone(self, name: str) -> bool:
        """Whether what a tracked change holds is not in the text that was asked for."""
        gone = ("del", "moveFrom") if self.changes == "accept" else ("ins", "moveTo")
        return self.changes is not None and name in gone

    def side(self) -> str:
        """Why a text is left out that is not on the side asked for."""
        return other_side(self.changes)

    def drop(self, element: etree._Element) -> None:
        """Leave out what a tracked change holds."""
        self.document.leave_out(
            later("tracked change"), text_of(element), self.side(), self.place()
        )

    def look(self, properties: etree._Element | None, around: etree._Element, style: str | None,
             ) -> RunLook:  # fmt: skip
        """How a run with these properties looks, with its formatting before it was changed."""
        if properties is not None and self.changes == "reject":
            before = properties.find(f"{W}rPrChange/{W}rPr")
            properties = properties if before is None else before
        return self.looks.of(
            properties, paragraph=style, table=style_around(around), parts=self.parts.of(around)
        )

    @property
    def coding(self) -> OpenField | None:
        """The field whose code is being read: nothing in it is text."""
        return next((one for one in self.fields if not one.result and not one.ignored), None)

    def read(self, parent: etree._Element, line: WordLine, depth: int) -> None:
        """Add what stands in ``parent``, a paragraph or a part of one, to the line."""
        if depth > MOST_DEPTH:
            self.document.leave_out(
                later("nesting"), text_of(parent), say("nested too deeply to be read"), self.place()
            )
            return
        for element in parent:
            name = name_of(element)
            if name == "r":
                self._run(element, line)
            elif name in ("pPr", "rPr"):
                continue
            elif self.gone(name):
                self.drop(element)
            elif element.tag.startswith(MATH):
                self._math(element, line)
            elif name == "sdt":
                self.control(element)
                content = element.find(f"{W}sdtContent")
                if content is not None:
                    self.read(content, line, depth + 1)
            elif name == "fldSimple":
                code = element.get(f"{W}instr", "")
                entry = OpenField(code=code, result=len(element) > 0, place=self.place())
                line.codes.append(entry.code)
                self.fields.append(entry)
                self.read(element, line, depth + 1)
                self._end(line)
            elif name == "bookmarkStart":
                self.bookmarks.append(element.get(f"{W}name", ""))
                self.marked.begin(element)
            elif name == "bookmarkEnd":
                self.marked.end(element)
            elif element.tag == f"{MC}AlternateContent":
                form = chosen(element)
                if form is not None:
                    self.read(form, line, depth + 1)
            elif len(element):
                self.read(element, line, depth + 1)

    def control(self, element: etree._Element) -> None:
        """Doubt the text of a content control that nobody has filled in, or its data gainsay."""
        content = element.find(f"{W}sdtContent")
        if element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None and content is not None:
            self.asked.update(content.iter(f"{W}r"))
            self._asks(text_of(content))
            return
        bound = self.bound.text(element)
        shown = "" if content is None else text_of(content)
        if bound is not None and bound.split() != shown.split():
            self.doubt(
                code="field-stale",
                message=say(
                    "a control holds {shown!r}, and the data of the document that it is bound to "
                    "say {bound!r}, which Word prints; it is carried as it stands",
                    shown=shown,
                    bound=" ".join(bound.split()),
                ),
                hint=say("decide which of the two is meant, and write it into the clause"),
            )

    def _asks(self, text: str) -> None:
        if text.strip():
            self.doubt(
                code="placeholder",
                message=say("{text!r} asks for a text that nobody has filled in", text=text),
                hint=say("write what is meant into the clause"),
            )

    def doubt(
        self,
        *,
        code: str,
        message: str,
        hint: str,
        severity: Literal["warning", "note"] = "warning",
    ) -> None:
        """Note a doubt at the present place."""
        self.document.doubts.append(doubt(code, message, hint, self.place(), severity=severity))

    def _math(self, element: etree._Element, line: WordLine) -> None:
        gone = frozenset(run for run in element.iter(f"{MATH}r") if self._gone_in_formula(run))
        for run in gone:
            self.drop(run)
        text = formula_of(element, gone)
        line.parts.append((text, False))
        if text:
            self.doubt(
                code="formula",
                message=say("a formula stands here; only its characters are carried"),
                hint=say("check how it reads"),
            )

    def _gone_in_formula(self, run: etree._Element) -> bool:
        """Whether a run of a formula is not on the side asked for, as it or what is around says."""
        own = run.find(f"{W}rPr")
        marks = [*run.iterancestors(f"{W}ins", f"{W}del")]
        marks += [] if own is None else list(own)
        return any(self.gone(name_of(mark)) for mark in marks)

    # Runs

    def _run(self, run: etree._Element, line: WordLine) -> None:
        look = self.look(run.find(f"{W}rPr"), run, line.style)
        self.grounded = bool(look.faint) and on_ground(run)
        if look.asking and not look.hidden and run not in self.asked:
            self._asks(text_of(run))
        self._pieces(run, look, line, 0)

    def _pieces(self, parent: etree._Element, look: RunLook, line: WordLine, depth: int) -> None:
        """Add what stands in a run, or in a form of something in it."""
        for element in parent:
            name = name_of(element)
            if name == "fldChar":
                self._field(element, line)
            elif name in ("instrText", "delInstrText"):
                self._code(element.text or "", line)
            elif name in ("t", "delText"):
                self._add(element.text or "", look, line)
            elif name in ("tab", "ptab"):
                self._add("\t", look, line)
            elif name in ("br", "cr"):
                self._add("\n", look, line)
            elif name == "noBreakHyphen":
                self._add("\u2011", look, line)
            elif name == "sym":
                self._add(self._symbol(element), look, line)
            elif name in ("footnoteReference", "endnoteReference"):
                if not look.hidden:
                    self._note(element, "footnote" if name[0] == "f" else "endnote", line)
            elif name == "ruby":
                self._ruby(element, line)
            elif element.tag == f"{MC}AlternateContent":
                form = chosen(element)
                if form is not None and depth < MOST_DEPTH:
                    self._pieces(form, look, line, depth + 1)
            elif name in ("drawing", "pict", "object"):
                self._boxes(boxes_in(element), look, line)
                rows = [*drawn_rows(element), *self._diagram(element)]
                if look.hidden:
                    line.hidden += rows
                    continue
                line.drawn += rows
                # A shape that stands in two forms is a line or a frame where it shows nothing.
                if not rows and (not depth or shows_more(element)):
                    self._picture(element)

    def _diagram(self, element: etree._Element) -> list[str]:
        """The lines of letters of a diagram (SmartArt), which stand in a part of their own."""
        rows: list[str] = []
        for node in element.iter(f"{DIAGRAM}relIds"):
            data = self.part(node.get(f"{RELATED}dm"))
            if data is not None and is_printed(node):
                rows += drawn_rows(data)
        return rows

    def _note(self, element: etree._Element, kind: NoteKind, line: WordLine) -> None:
        line.notes.append(
            NoteReference(
                kind=kind,
                name=element.get(f"{W}id", ""),
                typed=element.get(f"{W}customMarkFollows", "0") not in ("0", "false", "off"),
                section=self.sections,
            )
        )

    def _boxes(self, boxes: list[etree._Element], look: RunLook, line: WordLine) -> None:
        if look.hidden:
            line.hidden += [text_of(box) for box in boxes]
        else:
            line.boxes += boxes

    def _add(self, text: str, look: RunLook, line: WordLine, *, stored: bool = True) -> None:
        """Add a text as it looks; one that is computed is not ``stored`` in the file."""
        if not text:
            return
        coding = self.coding
        if coding is not None:
            coding.code += text
            coding.raw += text if stored else ""
            return
        if look.hidden:
            if stored:
                line.hidden.append(text)
            return
        shown = self._shown(text, look, line) if stored else text
        for entry in self.fields:
            entry.shown += shown
        if any(one.name == "TOC" for one in self.fields if not one.ignored):
            line.contents.append(shown if stored else "")
            return
        self.marked.add(shown)
        if not stored:
            self.document.computed += size(shown)
        keep = self.document.struck == "keep"
        line.put(shown, bold=look.bold, struck=look.struck, keep=keep)

    def _shown(self, text: str, look: RunLook, line: WordLine) -> str:
        """The signs that the page shows for the characters of a run."""
        if is_symbol_font(look.font):
            text = self._in_font(text, look.font)
        if look.capitals:
            text = in_capitals(text)
        elif look.small_capitals and text != text.upper():
            self.small.append(self.place())
        if look.web_hidden and not self.fields:
            self.doubt(
                code="web-hidden",
                message=say(
                    "{text!r} is hidden in a browser and printed on paper; it is carried",
                    text=text.strip(),
                ),
                hint=say("delete it from the clause if it is not meant"),
            )
        if look.faint and text.strip() and not self.grounded:
            self.doubt(
                code="faint-text",
                message=say(
                    "{text!r} is printed, but {faint}, so nobody reads it on the page; it "
                    "is carried",
                    text=text.strip(),
                    faint=say(look.faint),
                ),
                hint=say("delete it from the clause if it is not meant"),
            )
        if look.raised and text.strip():
            text, doubts = written(text, look.raised, before=line.text, place=self.place())
            self.document.doubts += doubts
        return text

    def _in_font(self, text: str, font: str) -> str:
        shown: list[str] = []
        for char in text:
            code = ord(char)
            if char.isspace() or (code >= 0x100 and not 0xE000 <= code <= 0xF8FF):
                shown.append(char)  # of another font: this one has no such letter
                continue
            shown.append(self._sign(font, code))
        return "".join(shown)

    def _sign(self, font: str, code: int) -> str:
        sign = sign_of(font, code)
        if sign is None:
            self.doubt(
                code="symbol",
                message=say(
                    "a sign of the font {font} stands here ({code:02X}); it is carried as {sign}",
                    font=font,
                    code=code & 255,
                    sign=UNKNOWN,
                ),
                hint=say("compare with the original"),
            )
        elif sign != chr(code):
            self.doubt(
                code="symbol",
                message=say(
                    "a sign of the font {font} stands here; it is carried as {sign}",
                    font=font,
                    sign=sign,
                ),
                hint=say("compare with the original"),
                severity="note",
            )
        return sign or UNKNOWN

    def _symbol(self, element: etree._Element) -> str:
        try:
            code = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            return ""
        return self._sign(element.get(f"{W}font", ""), code)

    def _ruby(self, element: etree._Element, line: WordLine) -> None:
        base, above = element.find(f"{W}rubyBase"), element.find(f"{W}rt")
        self._reading("" if above is None else text_of(above))
        if base is not None:
            self.read(base, line, 1)

    def _reading(self, text: str) -> None:
        self.document.leave_out(
            later("reading aid"),
            text,
            say("the reading printed above the characters"),
            self.place(),
        )

    def _picture(self, element: etree._Element) -> None:
        if not boxes_in(element):
            self.doubt(
                code="picture",
                message=say("a picture or object stands here and is left out"),
                hint=say("if it holds text, type it into the clause"),
            )

    # Fields

    def _code(self, text: str, line: WordLine) -> None:
        """A piece of code, which belongs to the innermost field that is open."""
        inner = next((one for one in reversed(self.fields) if not one.ignored), None)
        if inner is None or inner.result:
            line.codes.append(text)
        else:
            inner.code += text
            inner.raw += text

    def _field(self, element: etree._Element, line: WordLine) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            box = element.find(f"{W}ffData/{W}checkBox")
            checked = None
            if box is not None:
                state = box.find(f"{W}checked")
                state = box.find(f"{W}default") if state is None else state
                checked = state is not None and state.get(f"{W}val", "1") not in ("0", "false")
            self.fields.append(
                OpenField(
                    ignored=element in self.unclosed,
                    checked=checked,
                    picked=_picked(element.find(f"{W}ffData/{W}ddList")),
                    place=self.place(),
                )
            )
        elif kind == "separate" and self.fields:
            self.fields[-1].result = True
        elif kind == "end" and self.fields:
            while self.fields and self.fields[-1].ignored:
                self.fields.pop()
            if self.fields:
                self._end(line)

    def _stored(self, entry: OpenField) -> None:
        """Doubt a result that is stored and will not be what the field prints."""
        code = " ".join(entry.code.split())
        if self.coding is not None or any(one.name == "TOC" for one in self.fields):
            return
        if entry.name in CHANGING:
            self.doubt(
                code="field-changing",
                message=say(
                    "the field {{ {code} }} prints what holds when it is printed; it is "
                    "carried as {shown!r}",
                    code=code,
                    shown=entry.shown.strip(),
                ),
                hint=say("write what was resolved, if that is something else"),
            )
        cited = cited_by(entry.code)
        if cited is not None:
            self.cited.append(Citation(mark=cited, code=code, shown=entry.shown, place=entry.place))

    def _unprint(self, shown: str, line: WordLine) -> None:
        """Take back the result of a field that Word stores and prints nowhere."""
        for entry in self.fields:
            entry.shown = entry.shown.removesuffix(shown)
        if self.coding is not None:
            self.coding.code = self.coding.code.removesuffix(shown)
            return
        left = shown
        while left and line.parts and left.endswith(line.parts[-1][0]):
            text, _ = line.parts.pop()
            left = left.removesuffix(text)
        line.codes.append(shown.removeprefix(left))

    def _end(self, line: WordLine) -> None:
        """Close the innermost field, and add what it shows where no result is stored."""
        entry = self.fields.pop()
        line.codes.append(entry.raw)
        if entry.name in _ASKING and (not entry.shown.strip() or _UNFILLED.fullmatch(entry.shown)):
            self.doubt(
                code="placeholder",
                message=say(
                    "the field {{ {code} }} is to be filled in, and nobody has",
                    code=" ".join(entry.code.split()),
                ),
                hint=say("write what is meant into the clause"),
            )
            if entry.name != "MERGEFIELD":
                return
        counted = sequence(entry.code, self.numbers) if entry.name == "SEQ" else None
        if entry.name == "SET" and len(said := words_of(entry.code)) > 1:
            self.numbers.texts[said[1].casefold()] = entry.shown.strip() or " ".join(said[2:3])
        if entry.name in UNPRINTED and entry.shown:
            self._unprint(entry.shown, line)
            return
        if entry.result and _NOWHERE_CITED.search(entry.code) and entry.shown.strip() == "0":
            self.doubt(
                code="field-error",
                message=say(
                    "the field {{ {code} }} prints 0, which Word does where the paragraph "
                    "that it cites has no number",
                    code=" ".join(entry.code.split()),
                ),
                hint=say("write what it should say, such as the number of the article"),
            )
        if entry.result and entry.shown.strip():
            self._stored(entry)
            return
        if entry.result and (entry.name in _EMPTY or self.coding is not None):
            return
        if self.coding is not None and self.coding.name in ("TOC", "INDEX"):
            return
        listed = self._listnum(entry, line) if entry.name == "LISTNUM" else None
        found = (
            counted
            or listed
            or field_text(entry, self.numbers, level=line.level, targets=self.targets)
        )
        code = " ".join(entry.code.split())
        if not found.known:
            cited = cited_by(entry.code) or (entry.code.split() or [""])[0]
            self.unresolved.add(cited)
            if any(one.name == "TOC" for one in self.fields):
                return
            self.doubt(
                code="field-without-result",
                message=say(
                    "the field {{ {code} }} stands here, and what it shows is not in the file",
                    code=code,
                ),
                hint=say(
                    "open the document in Word, update its fields (Ctrl+A, F9) and save it, "
                    "or write into the clause what the original prints"
                ),
            )
            return
        if found.reading:
            line.codes[-1] = line.codes[-1].replace(found.reading, "", 1)
            self._reading(found.reading)
        if not found.sure:
            self.doubt(
                code="field-computed",
                message=say(
                    "the field {{ {code} }} holds no result; it is carried as {text!r}",
                    code=code,
                    text=found.text,
                ),
                hint=say("compare with the original"),
            )
        if found.mark and self.coding is None and not line.text.strip() and not line.number:
            line.number = found.text
            return
        self._add(found.text, RunLook(), line, stored=False)

    def _listnum(self, entry: OpenField, line: WordLine) -> FieldText | None:
        """The number of a LISTNUM field in a list of the document; None in one of Word's own.

        A field that names no list counts in that of its paragraph, one level below it.
        """
        asked = list_asked(entry.code)
        here = self.listed
        if asked.name:
            number = self.numbering.named(asked.name)
        else:
            number = here[0] if here is not None else None
        if number is None:
            return None
        depth = asked.level
        if here is not None and self.numbering.same(number, here[0]):
            if line.counted is None:
                line.counted = self.numbering.count(*here)
            depth = here[1] + 1 if depth is None else depth
        depth = depth or 0
        if asked.start is not None:
            self.numbering.begin(number, depth, asked.start)
        text = self.numbering.count(number, depth)
        return None if text is None else FieldText(text=text, mark=here is None, sure=False)


def _picked(choices: etree._Element | None) -> str | None:
    """The entry of a list of a form that is picked, None where there is no such list."""
    if choices is None:
        return None
    entries = [one.get(f"{W}val", "") for one in choices.findall(f"{W}listEntry")]
    at = whole_of(value_of(choices, "result"))
    at = whole_of(value_of(choices, "default")) if at is None else at
    at = 0 if at is None else at
    return entries[at] if 0 <= at < len(entries) else None


_NOWHERE_CITED = compiled(r"^\s*REF\b.*\\[rnw]\b", re.IGNORECASE | re.DOTALL)
"""A citation of the number of a paragraph."""
_ASKING = ("FORMTEXT", "MERGEFIELD", "FILLIN")
"""Fields for a text that somebody types, or that is merged in."""
_UNFILLED = compiled(r"\s*«[^»]*»\s*")
"""What a field shows that nothing was merged into."""
_EMPTY = ("IF", "DOCVARIABLE", "FORMTEXT", "COMMENTS", "KEYWORDS", "SUBJECT")
"""Fields that may well print nothing."""
