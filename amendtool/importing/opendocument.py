"""Reading an OpenDocument text (.odt): every paragraph as LibreOffice prints it.

OpenDocument 1.3, part 3. A list names its style, which writes the numbers; a style says of a run
what the nearest one says (no property is switched twice, as in Word); a change that is tracked is
a region of its own, which marks in the text point at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final
from xml.parsers import expat

from lxml import etree

from amendtool.errors import InputError, Place
from amendtool.importing.blocks import (
    Changes,
    SourceBlock,
    SourceDocument,
    Struck,
    doubt,
    in_capitals,
    joined,
    other_side,
)
from amendtool.importing.lines import (
    LineLook,
    ReadLine,
    doubt_box,
    doubt_small_capitals,
    doubt_table,
    join_row,
)
from amendtool.importing.raised import written
from amendtool.importing.word.numerals import printed
from amendtool.importing.word.package import (
    MOST_DEPTH,
    damaged,
    parse,
    read_members,
    refused,
    two_texts,
)
from amendtool.importing.word.symbols import UNKNOWN, is_symbol_font, sign_of
from amendtool.messages import later, say
from amendtool.patterns import compiled
from amendtool.values import dataclass

_NS: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = f"{_NS}office:1.0}}"
STYLE: Final = f"{_NS}style:1.0}}"
TEXT: Final = f"{_NS}text:1.0}}"
TABLE: Final = f"{_NS}table:1.0}}"
DRAW: Final = f"{_NS}drawing:1.0}}"
FO: Final = f"{_NS}xsl-fo-compatible:1.0}}"
LOEXT: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"

_FORMS: Final = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "01": "decimalZero", "１": "decimalFullWidth", "①": "decimalEnclosedCircle",
    "一": "japaneseCounting", "〇": "ideographDigital", "壱": "japaneseLegal",
    "壹": "japaneseLegal",
    "ア": "aiueoFullWidth", "ｱ": "aiueo", "イ": "irohaFullWidth", "ｲ": "iroha",
    "甲": "ideographTraditional", "子": "ideographZodiac", "1st": "ordinal", "": "none",
}  # fmt: skip
"""How a number format begins, and what Word calls it."""
_INDEXES: Final = frozenset(
    "table-of-content illustration-index table-index object-index user-index alphabetical-index "
    "bibliography".split()
)
_UNPRINTED: Final = frozenset(
    ("creator", "date", "creator-initials", "sender-initials", "date-string", "note-citation",
     "title", "desc", "tracked-changes")
)  # fmt: skip
"""What stands inside paragraphs and is no text: who wrote a comment, the name of a picture."""
_FIELDS: Final = frozenset(("creator", "date", "title"))
"""The names among these that fields have too, which print a text."""


def _unprinted(tag: str) -> bool:
    """Whether an element inside a paragraph holds no text of it, by its name with its language."""
    space, _, name = tag.lstrip("{").replace("}", " ").rpartition(" ")
    return name in _UNPRINTED and not (name in _FIELDS and space == TEXT.strip("{}"))


_GEOMETRY: Final = frozenset("contour-path contour-polygon enhanced-geometry glue-point".split())
"""What says how something is drawn, and shows nothing itself."""
_CHANGING: Final = frozenset(
    "date time page-number page-count page-continuation print-date print-time modification-date "
    "modification-time editing-duration editing-cycles file-name word-count character-count "
    "paragraph-count sender-firstname sender-lastname author-name author-initials".split()
)
"""Fields that print what holds when and where they are printed."""
_SPACE: Final = compiled(r"[ \t\r\n]+")
_DEEPEST: Final = 20
_LENGTH: Final = compiled(r"(-?[0-9.]+)(in|cm|mm|pt|pc)")
_TWIPS: Final = {"in": 1440.0, "cm": 566.93, "mm": 56.693, "pt": 20.0, "pc": 240.0}


def read_odt(
    data: bytes, *, file: str, changes: Changes | None = None, struck: Struck | None = None
) -> SourceDocument:
    """The blocks of an OpenDocument text.

    Raises:
        InputError: for a hostile or damaged file, and for tracked changes when ``changes``
            does not say which side to take.
    """
    parts = read_members(data, file=file)
    place = Place(file=file)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise InputError(refused(say("it is encrypted"), place))
    try:
        content = parse(parts["content.xml"])
        styles = parse(parts["styles.xml"]) if "styles.xml" in parts else None
        reader = _OdtReader(content, styles, file, changes, struck, parts)
        document = reader.document()
        objects = {_part_of(one) for one in content.iter(f"{DRAW}object")}
        document.total = sum(
            characters_of(parts[name])
            for name in ("content.xml", "styles.xml", *sorted(objects))
            if name in parts
        )
    except KeyError:
        raise InputError(damaged(say("there is no document in it"), place)) from None
    except (etree.XMLSyntaxError, expat.ExpatError) as error:
        raise InputError(damaged(str(error), place)) from None
    return document


def _holds(name: str) -> bool:
    """Whether the characters in an element are text: in paragraphs, headings, formulas."""
    space, _, local = name.rpartition(" ")
    return (local in ("p", "h") and space.startswith("urn:oasis")) or (
        local == "math" and space.endswith("/MathML")
    )


def characters_of(part: bytes) -> int:
    """How many characters that are no white space the paragraphs of a part hold.

    Counted by another parser than the one that reads, so that what the reader passes over is
    missed.
    """
    total = inside = skipped = 0

    def begin(name: str, _: dict[str, str]) -> None:
        nonlocal inside, skipped
        local = name.rpartition(" ")[2]
        # Of tracked changes the deleted text is text, whoever deleted it is not.
        if skipped or (_unprinted(name) and local != "tracked-changes"):
            skipped += 1
        elif _holds(name):
            inside += 1

    def end(name: str) -> None:
        nonlocal inside, skipped
        if skipped:
            skipped -= 1
        elif _holds(name):
            inside -= 1

    def characters(text: str) -> None:
        nonlocal total
        if inside and not skipped:
            total += sum(not char.isspace() for char in text)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.Parse(part, True)
    return total


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _part_of(element: etree._Element) -> str:
    """The name of the part that an object stands in."""
    place = element.get("{http://www.w3.org/1999/xlink}href", "").removeprefix("./")
    return f"{place}/content.xml"


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """What holds paragraphs in something drawn: text boxes and shapes, the outermost of them."""
    if any(child.tag in (f"{TEXT}p", f"{TEXT}h", f"{TEXT}list") for child in element):
        yield element
        return
    for child in element:
        if child.tag.startswith(DRAW):
            yield from _boxes(child)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,6}", text) else default


def _twips(text: str | None) -> int:
    match = _LENGTH.fullmatch(text or "")
    return round(float(match[1]) * _TWIPS[match[2]]) if match else 0


def _text_of(element: etree._Element) -> str:
    """Every character of the paragraphs in an element, for what is left out."""
    found: list[str] = []

    def walk(node: etree._Element, inside: bool) -> None:
        name = _local(node)
        if _unprinted(str(node.tag)) and name != "tracked-changes":
            return
        if node.tag in (f"{TEXT}p", f"{TEXT}h"):
            inside = True
            if found:
                found.append("\n")
        if name in ("s", "tab", "line-break"):
            found.append(" ")
        if inside and node.text:
            found.append(node.text)
        for child in node:
            walk(child, inside)
            if inside and child.tail:
                found.append(child.tail)

    walk(element, next(element.iterancestors(f"{TEXT}p", f"{TEXT}h"), None) is not None)
    return _SPACE.sub(" ", "".join(found)).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class OdtLevel:
    """One level of a list: its form, what stands around the number, and how many it shows."""

    form: str = "decimal"
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    """How many levels, this one the last, the number is made of."""
    pattern: str = ""
    """Newer files: ``%1%.%2%``; it says all of the above but the forms."""
    start: int = 1
    bullet: str | None = None
    doubled: bool = False
    """Whether aa follows z, then bb; else ab follows aa."""
    known: bool = True
    indent: int = 0


_NOTES: Final = (OdtLevel(), OdtLevel(form="lowerRoman"))
"""How LibreOffice numbers footnotes and endnotes of which nothing is said."""


class OdtStyles:
    """The styles of a document, and its lists."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self.said: dict[tuple[str, str], tuple[str, dict[str, str]]] = {}
        self.lists: dict[str, dict[int, OdtLevel]] = {}
        self.known: dict[tuple[str, str], dict[str, str]] = {}
        self.outline: dict[int, OdtLevel] = {}
        self.notes: dict[str, OdtLevel] = {}
        """How the footnotes and the endnotes are numbered."""
        for root in roots:
            for style in root.iter(f"{STYLE}style", f"{STYLE}default-style"):
                name = style.get(f"{STYLE}name", "")
                parent = style.get(f"{STYLE}parent-style-name", "")
                self.said[style.get(f"{STYLE}family", ""), name] = parent, _said(style)
            for node in root.iter(f"{TEXT}list-style"):
                self.lists[node.get(f"{STYLE}name", "")] = dict(_levels(node))
            for node in root.iter(f"{TEXT}outline-style"):
                self.outline = dict(_levels(node))
            for node in root.iter(f"{TEXT}notes-configuration"):
                self.notes[node.get(f"{TEXT}note-class", "")] = _notes(node)

    def of(self, family: str, name: str) -> dict[str, str]:
        """What a style says with all that it inherits; the defaults for paragraphs too."""
        key = family, name
        if key not in self.known:
            rows: list[dict[str, str]] = []
            current = name
            while (family, current) in self.said and len(rows) < _DEEPEST:
                parent, said = self.said[family, current]
                rows.append(said)
                if not parent:
                    break
                current = parent
            if family == "paragraph":
                rows.append(self.said.get((family, ""), ("", {}))[1])
            self.known[key] = {name: value for row in reversed(rows) for name, value in row.items()}
        return self.known[key]


def _said(style: etree._Element) -> dict[str, str]:
    said = {
        str(name).rpartition("}")[2]: str(value)
        for kind in ("paragraph-properties", "text-properties")
        for node in style.findall(f"{STYLE}{kind}")
        for name, value in node.attrib.items()
        if not (kind == "paragraph-properties" and str(name).endswith("background-color"))
    }
    for name in ("list-style-name", "default-outline-level"):
        if (value := style.get(f"{STYLE}{name}")) is not None:
            said[name] = value
    return said


def _levels(node: etree._Element) -> Iterator[tuple[int, OdtLevel]]:
    for level in node:
        at = _whole(level.get(f"{TEXT}level"), 0)
        given = level.get(f"{STYLE}num-format", "")
        first = re.split("[,，、]", given)[0].strip()
        laid = level.find(f"{STYLE}list-level-properties")
        margin = next(iter(laid), None) if laid is not None else None
        yield (
            at,
            OdtLevel(
                # LibreOffice writes the digits of full width as a row of usual ones.
                form="decimalFullWidth" if given.startswith("1,") else _FORMS.get(first, "decimal"),
                known=first in _FORMS,
                prefix=level.get(f"{STYLE}num-prefix", ""),
                suffix=level.get(f"{STYLE}num-suffix", ""),
                shown=_whole(level.get(f"{TEXT}display-levels"), 1),
                pattern=level.get(f"{LOEXT}num-list-format", ""),
                start=_whole(level.get(f"{TEXT}start-value"), 1),
                bullet=level.get(f"{TEXT}bullet-char", "•")
                if _local(level) != "list-level-style-number" and node.tag != f"{TEXT}outline-style"
                else None,
                doubled=level.get(f"{STYLE}num-letter-sync") == "true",
                indent=_twips(margin.get(f"{FO}margin-left"))
                if margin is not None
                else _twips(laid.get(f"{TEXT}space-before"))
                if laid is not None
                else 0,
            ),
        )


def _notes(node: etree._Element) -> OdtLevel:
    """How notes are numbered; the numbers that a file gives to begin with are from 0 on."""
    return OdtLevel(
        form=_FORMS.get(node.get(f"{STYLE}num-format", "1"), "decimal"),
        prefix=node.get(f"{STYLE}num-prefix", ""),
        suffix=node.get(f"{STYLE}num-suffix", ""),
        start=_whole(node.get(f"{TEXT}start-value"), 0) + 1,
    )


def number_of(levels: Mapping[int, OdtLevel], counts: Mapping[int, int], at: int) -> str:
    """The number that is printed at a level, given how far each level was counted."""
    level = levels[at]

    def one(depth: int) -> str:
        of = levels.get(depth, OdtLevel())
        value = counts.get(depth, of.start)
        if of.form in ("lowerLetter", "upperLetter") and not of.doubled and value > 26:
            letters = ""
            while value > 0:
                value, rest = divmod(value - 1, 26)
                letters = chr(ord("a") + rest) + letters
            return letters if of.form == "lowerLetter" else letters.upper()
        return printed(value, of.form)

    if level.pattern:
        return re.sub(r"%([0-9]{1,2})%", lambda match: one(int(match[1])), level.pattern).strip()
    numbers = [one(depth) for depth in range(max(at - level.shown + 1, 1), at + 1)]
    if level.form == "none":
        return f"{level.prefix}{level.suffix}".strip()
    return f"{level.prefix}{'.'.join(filter(None, numbers))}{level.suffix}".strip()


@dataclass(slots=True)
class _OdtList:
    """A list that is open, with its style and how far it has counted."""

    name: str
    levels: Mapping[int, OdtLevel]
    counts: dict[int, int]
    depth: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Host:
    """A paragraph that a line is numbered as: its element, and the list that it stands in."""

    element: etree._Element
    within: _OdtList | None
    numbered: bool
    """Whether it opens an item of the list."""


@dataclass(slots=True)
class _OdtLine(ReadLine):
    """The text of a paragraph while it is read."""

    spaced: bool = True
    """Whether white space that follows is not printed, for some stands there."""

    @property
    def holds(self) -> bool:
        """Whether there is anything in it, seen or unseen."""
        return bool(self.parts or self.hidden or self.struck or self.boxes)

    def clear(self) -> None:
        """Begin anew."""
        for rows in (self.parts, self.hidden, self.struck, self.boxes):
            rows.clear()
        self.after_struck, self.spaced = False, True


class _OdtReader:
    def __init__(
        self,
        content: etree._Element,
        styles: etree._Element | None,
        file: str,
        changes: Changes | None,
        struck: Struck | None,
        parts: Mapping[str, bytes],
    ) -> None:
        self.parts = parts
        self.read: set[str] = set()
        """The parts of objects that stand in the text."""
        self.result = SourceDocument(format="odt", file=file, struck=struck)
        self.content = content
        self.frame = styles
        self.changes = changes
        self.styles = OdtStyles([root for root in (styles, content) if root is not None])
        self.paragraph = 0
        self.regions = {
            name: kind
            for region in content.iter(f"{TEXT}changed-region")
            for name in (region.get(_ID), region.get(f"{TEXT}id"))
            for kind in region
            if name is not None
        }
        self.gone: set[str] = set()
        """The insertions that are open, of which the text is not on the side asked for."""
        self.carried: tuple[_OdtLine, _Host] | None = None
        """A line whose end is not on the side asked for: the next paragraph goes on with it."""
        self.host: _Host | None = None
        """The paragraph that the line is numbered as while it is read."""
        self.outline: dict[int, int] = {}
        self.counted: dict[str, dict[int, int]] = {}
        """How far the lists have counted, by their names and by those of their styles."""
        self.notes: dict[str, list[etree._Element]] = {"footnote": [], "endnote": []}
        self.small: list[Place] = []
        """Where small capitals stand."""

    def _place(self) -> Place:
        return Place(file=self.result.file, path=f"paragraph {self.paragraph}")

    def _doubt(self, code: str, message: str, hint: str) -> None:
        self.result.doubts.append(doubt(code, message, hint, self._place()))

    def document(self) -> SourceDocument:
        if self.regions and self.changes is None:
            count = sum(1 for _ in self.content.iter(f"{TEXT}changed-region"))
            raise InputError(two_texts(count, Place(file=self.result.file)))
        body = self.content.find(f"{OFFICE}body/{OFFICE}text")
        if body is not None:
            self._blocks(body, None, 0)
        if self.carried is not None:
            line, host = self.carried
            self.carried = None
            self._finish(line, host)
        for kind, notes in self.notes.items():
            counted = 0
            for at, note in enumerate(notes, start=1):
                citation = note.find(f"{TEXT}note-citation")
                mark = None if citation is None else citation.get(f"{TEXT}label")
                if mark is None:
                    form = self.styles.notes.get(kind, _NOTES[kind == "endnote"])
                    mark = number_of({1: form}, {1: form.start + counted}, 1)
                    counted += 1
                self._note(note, kind, at, mark)
        if self.small:
            self.result.doubts.append(doubt_small_capitals(self.small))
        if self.changes == "accept":
            for change in dict.fromkeys(self.regions.values()):
                if _local(change) == "deletion":
                    self._drop(_text_of(change))
        for name in dict.fromkeys(_part_of(one) for one in self.content.iter(f"{DRAW}object")):
            if name in self.parts and name not in self.read:
                self.result.leave_out(
                    later("object"),
                    _text_of(parse(self.parts[name])),
                    say("an object is left out, with its letters"),
                    Place(file=self.result.file, path=name),
                )
        if self.frame is not None:
            for page in self.frame.iter(f"{STYLE}master-page"):
                for node in page:
                    name = _local(node)
                    side = "footer" if name.startswith("footer") else "header"
                    self.result.leave_out(
                        side,
                        _text_of(node),
                        say("printed at the bottom of every page")
                        if side == "footer"
                        else say("printed at the top of every page"),
                        Place(file=self.result.file, path=side),
                    )
        return self.result

    def _drop(self, text: str) -> None:
        self.result.leave_out(
            later("tracked change"),
            text,
            other_side(self.changes),
            self._place(),
        )

    # Blocks

    def _blocks(self, parent: etree._Element, within: _OdtList | None, depth: int) -> None:
        if depth > MOST_DEPTH:
            self.result.leave_out(
                later("nesting"),
                _text_of(parent),
                say("nested too deeply to be read"),
                self._place(),
            )
            return
        for element in parent:
            name = _local(element)
            if element.tag in (f"{TEXT}p", f"{TEXT}h"):
                self._paragraph(element, within)
            elif name == "list" and element.tag == f"{TEXT}list":
                self._list(element, within, depth)
            elif element.tag == f"{TABLE}table":
                self._table(element, depth)
            elif name in _INDEXES:
                self.result.leave_out(
                    later("list of contents"), _text_of(element),
                    say("a list of contents is made anew from the headings"), self._place(),
                )  # fmt: skip
            elif name == "section":
                if element.get(f"{TEXT}display", "true") != "true":
                    self.result.leave_out(
                        later("hidden text"),
                        _text_of(element),
                        say("it is not printed"),
                        self._place(),
                    )
                else:
                    self._blocks(element, within, depth + 1)
            elif name in ("change-start", "change-end", "change"):
                self._change(element, _OdtLine() if self.carried is None else self.carried[0])
            elif element.tag.startswith(DRAW):
                self._beside(element)
            elif name == "numbered-paragraph":
                self._numbered(element)
            elif name not in ("tracked-changes", "sequence-decls", "variable-decls",
                              "user-field-decls", "forms"):  # fmt: skip
                self._blocks(element, within, depth + 1)

    def _opened(
        self, element: etree._Element, within: _OdtList | None, *, goes_on: bool = True
    ) -> _OdtList:
        """A list that begins, inside of another, behind an earlier one, or anew."""
        style = element.get(f"{TEXT}style-name", "")
        if within is not None:
            name = style or within.name
            return _OdtList(
                name=name, levels=self.styles.lists.get(name, within.levels),
                counts=within.counts, depth=within.depth + 1,
            )  # fmt: skip
        earlier = element.get(f"{TEXT}continue-list", "")
        counts: dict[int, int] = {}
        if earlier in self.counted:
            counts = self.counted[earlier]
        elif goes_on or element.get(f"{TEXT}continue-numbering") == "true":
            counts = self.counted.get(f" {style}", counts)
        return _OdtList(name=style, levels=self.styles.lists.get(style, {}), counts=counts)

    def _list(self, element: etree._Element, within: _OdtList | None, depth: int) -> None:
        own = element.get(_ID) or element.get(f"{TEXT}id") or ""
        row = self._opened(element, within, goes_on=False)
        if within is None:
            self.counted[f" {row.name}"] = row.counts
        if own:
            self.counted[own] = row.counts
        for item in element:
            start = item.get(f"{TEXT}start-value")
            if start is not None:
                row.counts[row.depth] = _whole(start, 1) - 1
            numbered = _local(item) == "list-item"
            other = self.styles.lists.get(item.get(f"{TEXT}style-override", ""))
            here = row if other is None else replace(row, levels=other)
            for child in item:
                if child.tag in (f"{TEXT}p", f"{TEXT}h"):
                    if self._paragraph(child, here, numbered=numbered):
                        numbered = False
                elif child.tag == f"{TEXT}list":
                    self._list(child, row, depth + 1)
                elif child.tag == f"{TABLE}table":
                    self._table(child, depth)
                elif child.tag.startswith(DRAW):
                    self._beside(child)
                else:
                    self._change(child, _OdtLine() if self.carried is None else self.carried[0])

    def _beside(self, element: etree._Element) -> None:
        """Something drawn that stands in no paragraph."""
        if _local(element) in _GEOMETRY:
            return
        line = _OdtLine()
        self._drawn(element, line)
        self._emit(line, "", {}, None, 0)

    def _numbered(self, element: etree._Element) -> None:
        """A paragraph that is numbered by itself: it names its list, and its level there."""
        style, own = element.get(f"{TEXT}style-name", ""), element.get(f"{TEXT}list-id", "")
        row = _OdtList(
            name=style,
            levels=self.styles.lists.get(style, {}),
            counts=self.counted.setdefault(own or f" {style}", {}),
            depth=max(_whole(element.get(f"{TEXT}level"), 1), 1),
        )
        if (start := element.get(f"{TEXT}start-value")) is not None:
            row.counts[row.depth] = _whole(start, 1) - 1
        for child in element:
            self._paragraph(child, row, numbered=True)

    def _paragraph(
        self, element: etree._Element, within: _OdtList | None, *, numbered: bool = False
    ) -> bool:
        """Read a paragraph; whether it was printed, and took the number of its item."""
        self.paragraph += 1
        host = _Host(element=element, within=within, numbered=numbered)
        line, begun = self.carried or (_OdtLine(), None)
        self.carried = None
        # A paragraph that goes on with another is numbered where it begins.
        self.host = host if begun is None or not line.holds else begun
        self._inside(element, line, [self._said(element)], 0)
        if self.gone:
            self.carried = line, self.host  # the end of the paragraph was put in
            return False
        return self._finish(line, self.host)

    def _said(self, element: etree._Element) -> dict[str, str]:
        return self.styles.of("paragraph", element.get(f"{TEXT}style-name", ""))

    def _finish(self, line: _OdtLine, host: _Host) -> bool:
        """Print a line with the number of its paragraph; whether the number was taken."""
        said = self._said(host.element)
        level = None
        if host.element.tag == f"{TEXT}h":
            level = min(max(_whole(host.element.get(f"{TEXT}outline-level"), 1), 1), 9)
        generated = ""
        indent = _twips(said.get("margin-left"))
        shown = bool(line.text.strip() or line.boxes)
        counted = False
        printed_mark = said.get("display") != "none" or shown
        if shown:
            generated, more = self._number(host, level, said)
            indent = more if more is not None else indent
        elif host.numbered and line.hidden and not line.struck:
            # LibreOffice counts an item that it does not print.
            self._number(host, level, said)
            counted = True
        elif host.numbered and printed_mark and not line.hidden and not line.struck:
            generated, _ = self._number(host, level, said)
            if generated and generated != "•":
                self._doubt(
                    "number-alone",
                    say(
                        "the number {number} is printed with no text behind it",
                        number=generated,
                    ),
                    say("delete the empty paragraph if the number is not meant"),
                )
            else:
                generated = ""
        self._emit(line, generated, said, level, indent)
        return shown or counted or bool(generated)

    def _number(
        self, host: _Host, level: int | None, said: Mapping[str, str]
    ) -> tuple[str, int | None]:
        """The number that is printed before a paragraph, and how far its list is set in."""
        element, within, numbered = host.element, host.within, host.numbered
        if within is not None and numbered:
            levels, at, counts = within.levels, within.depth, within.counts
            if not levels:
                levels = self.styles.lists.get(said.get("list-style-name", ""), {})
        elif within is None and level is not None and said.get("list-style-name") != "":
            if element.get(f"{TEXT}is-list-header") == "true":
                return "", None
            levels, at, counts = self.styles.outline, level, self.outline
            if (start := element.get(f"{TEXT}start-value")) is not None:
                counts[at] = _whole(start, 1) - 1
        else:
            return "", None
        if at not in levels:
            return "", None
        counts[at] = counts[at] + 1 if at in counts else levels[at].start
        for below in [one for one in counts if one > at]:
            del counts[below]
        one = levels[at]
        if one.bullet is not None:
            return ("•" if "\ue000" <= one.bullet <= "\uf8ff" else one.bullet), one.indent
        if not one.known:
            self._doubt(
                "list-unknown",
                say(
                    "the numbers of this list are written in a way that is not known here; "
                    "they are written as 1, 2, 3"
                ),
                say("compare its number with the original"),
            )
        return number_of(levels, counts, at), one.indent

    def _emit(
        self,
        line: _OdtLine,
        generated: str,
        said: Mapping[str, str],
        level: int | None,
        indent: int,
    ) -> None:
        line.settle(self.result, self._place())
        look = LineLook(
            level=level,
            indent=indent,
            centred=said.get("text-align") == "center",
            right=said.get("text-align") in ("right", "end"),
            bold=said.get("font-weight") == "bold",
        )
        self.result.blocks += line.blocks(self._place(), generated, look)
        for box in line.boxes:
            doubt_box(self.result, self._place())
            self._blocks(box, None, 1)

    def _table(self, table: etree._Element, depth: int) -> None:
        rows = [
            row
            for row in table.iter(f"{TABLE}table-row")
            # A row in a row is read with that: what is read twice would make up for what is lost.
            if next(row.iterancestors(f"{TABLE}table", f"{TABLE}table-row"), None) is table
        ]
        cells = [_text_of(cell) for row in rows for cell in row]
        begins = Place(file=self.result.file, path=f"paragraph {self.paragraph + 1}")
        laid_out = doubt_table(self.result, cells, begins)
        for row in rows:
            start = len(self.result.blocks)
            for cell in row:
                if _local(cell) == "covered-table-cell":
                    self.result.leave_out(
                        later("hidden text"),
                        _text_of(cell),
                        say("its cell is merged into another one, which alone is printed"),
                        self._place(),
                    )
                    continue
                self._blocks(cell, None, depth + 1)
            if not laid_out:
                join_row(self.result, start)

    def _note(self, note: etree._Element, kind: str, at: int, mark: str) -> None:
        body = note.find(f"{TEXT}note-body")
        line = _OdtLine()
        for one in () if body is None else body.iter(f"{TEXT}p", f"{TEXT}h"):
            style = one.get(f"{TEXT}style-name", "")
            self._inside(one, line, [self.styles.of("paragraph", style)], 0)
            line.parts.append((" ", False))
        place = Place(file=self.result.file, path=f"{kind} {at}")
        line.settle(self.result, place)
        text = joined(line.text.split("\n"))
        if text:
            self.result.notes.append(
                SourceBlock(text=text, place=place, generated=mark, fixed=True)
            )
            self.result.doubts.append(
                doubt(
                    "note-apart",
                    say(
                        "{kind} {number} stands at the end, in the closing; its number is not "
                        "in the text",
                        kind=say(kind),
                        number=mark,
                    ),
                    say("move it into the article if it is a part of it"),
                    place,
                )
            )

    # Inside a paragraph

    def _inside(
        self, parent: etree._Element, line: _OdtLine, looks: list[dict[str, str]], depth: int
    ) -> None:
        if depth > MOST_DEPTH:
            self.result.leave_out(
                later("nesting"),
                _text_of(parent),
                say("nested too deeply to be read"),
                self._place(),
            )
            return
        self._add(parent.text, line, looks)
        for element in parent:
            name = _local(element)
            if name == "s":
                self._put(" " * min(_whole(element.get(f"{TEXT}c"), 1), 1000), line, looks)
            elif name == "tab":
                self._put("\t", line, looks)
            elif name == "line-break":
                self._put("\n", line, looks)
                line.spaced = True
            elif name == "span":
                said = self.styles.of("text", element.get(f"{TEXT}style-name", ""))
                self._inside(element, line, [*looks, said], depth + 1)
            elif name == "note":
                kind = element.get(f"{TEXT}note-class", "footnote")
                if not self.gone:
                    self.notes.setdefault(kind, []).append(element)
                else:
                    self._drop(_text_of(element))
            elif name in ("annotation", "annotation-end"):
                self.result.leave_out(
                    later("comment"),
                    _text_of(element),
                    say("a comment is no part of the text"),
                    self._place(),
                )
            elif name == "ruby":
                base, above = element.find(f"{TEXT}ruby-base"), element.find(f"{TEXT}ruby-text")
                if above is not None:
                    self.result.leave_out(
                        later("reading aid"),
                        _text_of(above),
                        say("the reading printed above the characters"),
                        self._place(),
                    )
                if base is not None:
                    self._inside(base, line, looks, depth + 1)
            elif name in ("change-start", "change-end", "change"):
                self._change(element, line)
            elif name in ("hidden-text", "hidden-paragraph") or (
                element.get(f"{TEXT}display") == "none"
            ):
                if name == "hidden-paragraph" and element.get(f"{TEXT}is-hidden") == "true":
                    looks.append({"display": "none"})
                shown = name == "hidden-text" and element.get(f"{TEXT}is-hidden") == "false"
                self._inside(
                    element, line, looks if shown else [*looks, {"display": "none"}], depth + 1
                )
            elif name == "placeholder" or (
                name == "content-control" and element.get(f"{LOEXT}showing-place-holder") == "true"
            ):
                self._doubt(
                    "placeholder",
                    say(
                        "{text!r} asks for a text that nobody has filled in",
                        text=_text_of(element),
                    ),
                    say("write what is meant into the clause"),
                )
                self._inside(element, line, looks, depth + 1)
            elif name in _CHANGING and element.get(f"{TEXT}fixed") != "true":
                printed_now = _text_of(element)
                if printed_now and not self.gone:
                    self._doubt(
                        "field-changing",
                        say(
                            "the field {{ {code} }} prints what holds when it is printed; it is "
                            "carried as {shown!r}",
                            code=name,
                            shown=printed_now,
                        ),
                        say("write what was resolved, if that is something else"),
                    )
                self._inside(element, line, looks, depth + 1)
            elif name == "script":
                self.result.leave_out(
                    later("program"), _text_of(element), say("a program"), self._place()
                )
            elif element.tag.startswith(DRAW) and name != "a":
                self._drawn(element, line)
            elif _unprinted(str(element.tag)):
                pass
            else:
                self._inside(element, line, looks, depth + 1)
            self._add(element.tail, line, looks)

    def _drawn(self, element: etree._Element, line: _OdtLine) -> None:
        """Something that is drawn: text boxes in it stand below the line, the rest is left out."""
        boxes = list(_boxes(element))
        if self.gone:
            self._drop(_text_of(element))
            return
        line.boxes += boxes
        formula = next(element.iter("{http://www.w3.org/1998/Math/MathML}math"), None)
        if formula is None:
            formula = self._formula(element)
        if formula is not None:
            text = "".join("".join(map(str, formula.itertext())).split())
            line.parts.append((text, False))
            line.spaced = False
            self._doubt(
                "formula",
                say("a formula stands here; only its characters are carried"),
                say("check how it reads"),
            )
        elif not boxes:
            self._doubt(
                "picture",
                say("a picture or object stands here and is left out"),
                say("if it holds text, type it into the clause"),
            )

    def _formula(self, element: etree._Element) -> etree._Element | None:
        """The formula that an object in a part of its own holds."""
        for node in element.iter(f"{DRAW}object"):
            data = self.parts.get(_part_of(node))
            root = parse(data) if data is not None else None
            if root is not None and _local(root) == "math":
                self.read.add(_part_of(node))
                for aside in root.iter("{*}annotation"):
                    self.result.leave_out(
                        later("code of a formula"),
                        aside.text or "",
                        say("it says again how the formula is written"),
                        self._place(),
                    )
                    aside.text = ""
                return root
        return None

    def _change(self, element: etree._Element, line: _OdtLine) -> None:
        """A mark of a tracked change: an insertion begins or ends, or text was deleted here."""
        if self.changes != "reject":
            return
        name = element.get(f"{TEXT}change-id", "")
        region = self.regions.get(name)
        if region is None:
            return
        if _local(region) == "format-change" and _local(element) != "change-end":
            self._doubt(
                "changed-format",
                say("the format was changed here, and the file does not hold how it was before"),
                say("compare with the original, its numbers too"),
            )
        elif _local(region) == "insertion":
            if _local(element) == "change-start":
                self.gone.add(name)
            else:
                self.gone.discard(name)
        elif _local(region) == "deletion" and _local(element) == "change":
            self._restore(region, line)

    def _restore(self, region: etree._Element, line: _OdtLine) -> None:
        """Put back what was deleted here: the first paragraph goes on, the last is gone on with.

        A deletion holds its paragraphs in their lists, as they stood, the first and the last of
        them as far as they were deleted. A list in it goes on with the one that has its style.
        """
        rows = list(self._deleted(region, None))
        here = self.host
        anew = not line.holds
        for at, row in enumerate(rows):
            if self.host is not None and at and (line.holds or isinstance(rows[at - 1], _Host)):
                self._finish(line, self.host)
                line.clear()
            if not isinstance(row, _Host):
                if row.tag == f"{TABLE}table":
                    self._table(row, 1)
                else:
                    self._blocks(row, None, 1)
                self.host = here
                continue
            last = at == len(rows) - 1
            if last:
                self.host = here if not at or row.within is None else row
            elif at or anew:
                self.host = row
            self._inside(row.element, line, [self._said(row.element)], 0)
        if len(rows) > 1 and any(not isinstance(row, _Host) for row in rows):
            self._doubt(
                "deleted-paragraphs",
                say("a table or the like that was deleted here stands in the text again"),
                say("compare it with the original"),
            )

    def _deleted(
        self, parent: etree._Element, within: _OdtList | None
    ) -> Iterator[_Host | etree._Element]:
        """The paragraphs of a deletion, in the lists that they stood in; tables as they are."""
        for element in parent:
            name = _local(element)
            if element.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield _Host(element=element, within=within, numbered=False)
            elif element.tag == f"{TEXT}list":
                row = self._opened(element, within)
                for item in element:
                    opens = _local(item) == "list-item"
                    for one in self._deleted(item, row):
                        if isinstance(one, _Host) and one.within is row and opens:
                            one, opens = replace(one, numbered=True), False
                        yield one
            elif name != "change-info":
                yield element

    def _add(self, text: str | None, line: _OdtLine, looks: list[dict[str, str]]) -> None:
        """Add characters of the file, of which white space prints as one space."""
        if not text:
            return
        text = _SPACE.sub(" ", text)
        if line.spaced and text.startswith(" "):
            text = text[1:]
        self._put(text, line, looks)

    def _put(self, text: str, line: _OdtLine, looks: list[dict[str, str]]) -> None:
        if not text:
            return
        if self.gone:
            self._drop(text)
            return
        look = {name: value for said in looks for name, value in said.items()}
        if look.get("display") == "none":
            line.hidden.append(text)
            return
        line.spaced = text.endswith((" ", "\n"))
        shown = self._shown(text, look, line)
        lined = look.get("text-line-through-style") or look.get("text-line-through-type") or "none"
        bold, keep = look.get("font-weight") == "bold", self.result.struck == "keep"
        line.put(shown, bold=bold, struck=lined != "none", keep=keep)

    def _shown(self, text: str, look: Mapping[str, str], line: _OdtLine) -> str:
        font = look.get("font-name", look.get("font-family", "")).strip("'\"")
        if is_symbol_font(font):
            text = "".join(self._sign(char, font) for char in text)
        match look.get("text-transform"):
            case "uppercase":
                text = in_capitals(text)
            case "lowercase":
                text = text.lower()
            case "capitalize":
                text = re.sub(r"\b\w", lambda one: one[0].upper(), text)
            case _:
                pass
        if "small-caps" in look.get("font-variant", "") and text != text.upper():
            self.small.append(self._place())
        size = _twips(look.get("font-size"))
        white = look.get("color", "").lower() == "#ffffff"
        ground = look.get("background-color", "transparent")
        if text.strip() and ((white and ground == "transparent") or 0 < size <= 40):
            faint = say("too small to be read") if 0 < size <= 40 else say("white")
            self._doubt(
                "faint-text",
                say(
                    "{text!r} is printed, but {faint}, so nobody reads it on the page; "
                    "it is carried",
                    text=text.strip(),
                    faint=faint,
                ),
                say("delete it from the clause if it is not meant"),
            )
        height = look.get("text-position", "").split(" ")[0]
        raised = {"super": 1, "sub": -1}.get(height, 0)
        if not raised and re.fullmatch(r"-?[0-9.]*[1-9][0-9.]*%", height):
            raised = -1 if height.startswith("-") else 1
        if raised and text.strip():
            text, doubts = written(text, raised, before=line.text, place=self._place())
            self.result.doubts += doubts
        return text

    def _sign(self, char: str, font: str) -> str:
        code = ord(char)
        if char.isspace() or (code >= 0x100 and not 0xE000 <= code <= 0xF8FF):
            return char
        sign = sign_of(font, code)
        if sign is None:
            self._doubt(
                "symbol",
                say(
                    "a sign of the font {font} stands here ({code:02X}); it is carried as {sign}",
                    font=font,
                    code=code & 255,
                    sign=UNKNOWN,
                ),
                say("compare with the original"),
            )
        return sign or UNKNOWN
