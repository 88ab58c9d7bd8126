"""The table as a Word document that a secretary can restyle and paste into the notice.

python-docx supplies the package; its sample content (thumbnail, theme, two copies of 160
styles, the author "python-docx") is taken out, and the table is handed over as one XML
element, because python-docx finds a cell by walking the whole table each time.

The order of the elements inside ``w:pPr``, ``w:rPr``, ``w:tblPr`` and ``w:style`` is that
of the schema (ISO/IEC 29500-1, 17.3, 17.4, 17.7): Word refuses a file that departs from it.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from amendtool.comparison.table import BlockKind, Cell, Row, Run, Table
from amendtool.render.layout import (
    ITEM_KINDS,
    Laid,
    check_characters,
    em_width,
    is_japanese,
    is_short,
    laid_out,
)

MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
"""The date in the document properties unless another is given: the first a zip can hold."""

LATIN_FONT = "Times New Roman"
EAST_ASIAN_FONT = "ＭＳ 明朝"

STYLES: dict[BlockKind, str] = {
    BlockKind.CHAPTER: "Chapter Heading",
    BlockKind.HEADING: "Article Heading",
    BlockKind.NUMBER: "Article Number",
    BlockKind.PARAGRAPH: "Paragraph",
    BlockKind.ITEM: "Item",
    BlockKind.SUBITEM: "Sub-item",
    BlockKind.LABEL: "Label",
}
"""The paragraph style of each kind of block, under the name that Word shows."""

NOTE_STYLE = "Table Note"
HEAD_STYLE = "Table Head"

# Lengths in twentieths of a point: A4, and margins of 20 mm (sides) and 25 mm.
_PAGE_WIDTH, _PAGE_HEIGHT, _SIDE, _TOP = 11906, 16838, 1134, 1417
_TEXT_WIDTH = _PAGE_WIDTH - 2 * _SIDE
_COLUMN = _TEXT_WIDTH // 2
_CELL_SIDE, _CELL_TOP = 108, 57
_EM = 210
_HALF_POINTS = "21"
_DEFLATE_LEVEL = 6

_Attributes = dict[str, str]


def to_docx(table: Table, *, moment: datetime | None = None) -> bytes:
    """``table`` as an A4 document: the note line and the table, nothing else.

    The column heads are repeated on every page; rows may break across pages, but for
    those that only number or label. The document properties hold the title, the
    language and ``moment`` (by default :data:`MOMENT`; a time without a zone is UTC), and
    nothing of who made it, where or with what. The same arguments give the same bytes on
    any day. Raises :class:`InputError` for a character that XML cannot hold.

    No paragraph in a cell is kept with the next: Word takes that for the whole row, and
    a table of which every row begins so would leave its page.
    """
    check_characters(table)
    document = docx.Document()
    _strip_package(document)
    _set_styles(document, table)
    _set_settings(document)
    _set_properties(document, table, moment or MOMENT)
    _set_body(document, table)
    file = io.BytesIO()
    document.save(file)
    return _fixed_zip(file.getvalue())


# --- the package -----------------------------------------------------------------------


def _strip_package(document: Document) -> None:
    """Take out what the sample document of python-docx brings along."""
    package = document.part.package
    assert package is not None
    kept = {"officeDocument", "core-properties", "styles", "settings"}
    for relations in (package.rels, document.part.rels):
        for rid in [
            rid
            for rid, relation in relations.items()
            if relation.reltype.rpartition("/")[2] not in kept
        ]:
            relations.pop(rid)


def _set_properties(document: Document, table: Table, moment: datetime) -> None:
    properties = document.core_properties
    # python-docx has no other way to take its own values out.
    element = properties._element
    for child in list(element):
        element.remove(child)
    when = moment.astimezone(UTC) if moment.tzinfo else moment
    when = when.replace(tzinfo=None, microsecond=0)
    properties.title = table.title[:255]  # the longest that the property may be
    properties.author = ""
    properties.comments = ""
    properties.last_modified_by = ""
    properties.language = table.language
    properties.revision = 1
    properties.created = when
    properties.modified = when


def _fixed_zip(content: bytes) -> bytes:
    """The same zip with its members in a fixed order, without dates and platform."""
    first = ["[Content_Types].xml", "_rels/.rels"]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        names = sorted(source.namelist(), key=lambda name: (name not in first, name))
        for name in names:
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            target.writestr(info, source.read(name), zipfile.ZIP_DEFLATED, _DEFLATE_LEVEL)
    return out.getvalue()


# --- styles and settings ---------------------------------------------------------------


def _set_styles(document: Document, table: Table) -> None:
    styles = document.styles.element
    styles.attrib.clear()
    for child in list(styles):
        styles.remove(child)
    text = "both" if is_japanese(table) else "left"
    centred = _w("jc", val="center")
    items = {kind: _item_indent(table, kind) for kind in ITEM_KINDS}
    styles.extend(
        [
            _w("docDefaults", _w("rPrDefault", _default_run(table)), _w("pPrDefault")),
            _style(
                "Normal", _w("pPr", _w("widowControl"), _spacing()), default=True, based_on=None
            ),
            _w(
                "style",
                _w("name", val="Normal Table"),
                _w("uiPriority", val="99"),
                _w("semiHidden"),
                _w("unhideWhenUsed"),
                _w("tblPr", _w("tblInd", w="0", type="dxa"), _cell_margins(0)),
                type="table",
                default="1",
                styleId="TableNormal",
            ),
            _style(
                NOTE_STYLE,
                _w("pPr", _w("keepNext"), _w("spacing", after="60"), _w("jc", val="right")),
            ),
            _style(HEAD_STYLE, _w("pPr", _w("keepNext"), centred)),
            _style(STYLES[BlockKind.CHAPTER], _w("pPr", _w("jc", val="center"))),
            _style(STYLES[BlockKind.HEADING], _w("pPr")),
            _style(STYLES[BlockKind.NUMBER], _w("pPr")),
            _style(STYLES[BlockKind.PARAGRAPH], _w("pPr", _w("jc", val=text))),
            *(
                _style(STYLES[kind], _w("pPr", items[kind], _w("jc", val=text)))
                for kind in (BlockKind.ITEM, BlockKind.SUBITEM)
            ),
            _style(STYLES[BlockKind.LABEL], _w("pPr", _w("jc", val="center"))),
        ]
    )
    etree.cleanup_namespaces(styles)


def _style(
    name: str, layout: etree._Element, *, default: bool = False, based_on: str | None = "Normal"
) -> etree._Element:
    children = [
        _w("name", val=name),
        *([_w("basedOn", val=based_on)] if based_on else []),
        _w("qFormat"),
        *([layout] if len(layout) else []),
    ]
    marks = {"default": "1"} if default else {"customStyle": "1"}
    return _w("style", *children, type="paragraph", **marks, styleId=_style_id(name))


def _style_id(name: str) -> str:
    return "".join(character for character in name if character.isalnum())


def _default_run(table: Table) -> etree._Element:
    fonts = _w(
        "rFonts", ascii=LATIN_FONT, eastAsia=EAST_ASIAN_FONT, hAnsi=LATIN_FONT, cs=LATIN_FONT
    )
    language = "en-US" if table.language == "en" or is_japanese(table) else table.language
    return _w(
        "rPr",
        fonts,
        _w("sz", val=_HALF_POINTS),
        _w("szCs", val=_HALF_POINTS),
        _w("lang", val=language, eastAsia="ja-JP", bidi="ar-SA"),
    )


def _spacing() -> etree._Element:
    return _w("spacing", before="0", after="0", line="240", lineRule="auto")


def _item_indent(table: Table, kind: BlockKind) -> etree._Element:
    """The style's indent: the one that most items of ``table`` need, so few need their own."""
    indents = Counter(
        _indent(laid)
        for row in table.rows
        for cell in (row.present, row.proposed)
        for laid in laid_out(cell)
        if laid.block.kind is kind
    )
    usual = (1 if kind is BlockKind.ITEM else 2) * _EM, 0
    left, hanging = indents.most_common(1)[0][0] if indents else usual
    return _w("ind", left=str(left), hanging=str(hanging))


def _indent(laid: Laid) -> tuple[int, int]:
    """How far the lines of an item stand in, and by how much its first line less."""
    left = laid.block.level * _EM + round(em_width(laid.above) * _EM)
    return left, round(em_width(laid.own) * _EM)


def _set_settings(document: Document) -> None:
    settings = document.settings.element
    settings.attrib.clear()
    for child in list(settings):
        settings.remove(child)
    word = "http://schemas.microsoft.com/office/word"
    settings.extend(
        [
            _w("defaultTabStop", val="840"),
            _w("characterSpacingControl", val="compressPunctuation"),
            # Without it Word opens the document in a compatibility mode.
            _w(
                "compat",
                _w("compatSetting", name="compatibilityMode", uri=word, val="15"),
            ),
            _w("themeFontLang", val="en-US", eastAsia="ja-JP"),
            _w("decimalSymbol", val="."),
            _w("listSeparator", val=","),
        ]
    )
    etree.cleanup_namespaces(settings)


# --- the body --------------------------------------------------------------------------


def _set_body(document: Document, table: Table) -> None:
    root = document.element
    root.attrib.clear()
    body = root.body
    for child in list(body):
        body.remove(child)
    hint = is_japanese(table)
    writer = _Writer(table, east_asian=hint)
    if table.note:
        body.append(writer.line(NOTE_STYLE, table.note))
    body.append(writer.table())
    # Word wants a paragraph after a table; it is as low as a paragraph can be.
    body.append(
        _w("p", _w("pPr", _w("spacing", before="0", after="0", line="20", lineRule="exact")))
    )
    body.append(
        _w(
            "sectPr",
            _w("pgSz", w=str(_PAGE_WIDTH), h=str(_PAGE_HEIGHT)),
            _w(
                "pgMar",
                top=str(_TOP),
                right=str(_SIDE),
                bottom=str(_TOP),
                left=str(_SIDE),
                header="851",
                footer="851",
                gutter="0",
            ),
        )
    )
    # Readers such as docx2python count on the prefix r, which every Word document declares.
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])


class _Writer:
    """Makes the elements of one table."""

    def __init__(self, table: Table, *, east_asian: bool) -> None:
        self.value = table
        self.east_asian = east_asian
        self.usual = {
            kind: (indent.get(qn("w:left")), indent.get(qn("w:hanging")))
            for kind in ITEM_KINDS
            for indent in [_item_indent(table, kind)]
        }

    def table(self) -> etree._Element:
        table = self.value
        heads = " / ".join(table.columns)
        border = {"val": "single", "sz": "4", "space": "0", "color": "auto"}
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        return _w(
            "tbl",
            _w(
                "tblPr",
                _w("tblW", w=str(2 * _COLUMN), type="dxa"),
                _w("tblBorders", *(_w(side, **border) for side in sides)),
                _w("tblLayout", type="fixed"),
                _cell_margins(_CELL_TOP),
                _w("tblLook", val="0020", firstRow="1"),
                _w("tblCaption", val=table.title),
                _w("tblDescription", val=f"{table.title}: {heads}"),
            ),
            _w("tblGrid", _w("gridCol", w=str(_COLUMN)), _w("gridCol", w=str(_COLUMN))),
            _w(
                "tr",
                _w("trPr", _w("cantSplit"), _w("tblHeader")),
                *(_cell(self.line(HEAD_STYLE, head)) for head in table.columns),
            ),
            *(self.row(row) for row in table.rows),
        )

    def row(self, row: Row) -> etree._Element:
        short = [_w("trPr", _w("cantSplit"))] if is_short(row) else []
        return _w("tr", *short, self.cell(row.present), self.cell(row.proposed))

    def cell(self, cell: Cell) -> etree._Element:
        # A cell holds at least one paragraph.
        paragraphs = [self.block(laid) for laid in laid_out(cell)] or [_w("p")]
        return _cell(*paragraphs)

    def block(self, laid: Laid) -> etree._Element:
        block = laid.block
        layout = [_w("pStyle", val=_style_id(STYLES[block.kind]))]
        if block.kind in ITEM_KINDS:
            left, hanging = map(str, _indent(laid))
            if (left, hanging) != self.usual[block.kind]:
                layout.append(_w("ind", left=left, hanging=hanging))
        return _w("p", _w("pPr", *layout), *(self.run(run) for run in block.runs))

    def line(self, style: str, text: str) -> etree._Element:
        layout = _w("pPr", _w("pStyle", val=_style_id(style)))
        return _w("p", layout, self.run(Run(text)))

    def run(self, run: Run) -> etree._Element:
        marks = []
        if self.east_asian:
            # Else Word prints “ ” … ① in the Latin face.
            marks.append(_w("rFonts", hint="eastAsia"))
        if run.changed:
            marks.append(_w("u", val="single"))
        return _w("r", *([_w("rPr", *marks)] if marks else []), *_text(run.text))


def _text(text: str) -> list[etree._Element]:
    """``text`` as the children of a run: a line feed and a tab have elements of their own."""
    children: list[etree._Element] = []
    piece = ""
    for character in text:
        if character in "\n\t":
            children += _piece(piece)
            children.append(_w("br" if character == "\n" else "tab"))
            piece = ""
        else:
            piece += character
    return children + _piece(piece)


def _piece(text: str) -> list[etree._Element]:
    if not text:
        return []
    element = _w("t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [element]


def _cell(*paragraphs: etree._Element) -> etree._Element:
    return _w("tc", _w("tcPr", _w("tcW", w=str(_COLUMN), type="dxa")), *paragraphs)


def _cell_margins(height: int) -> etree._Element:
    sizes = (("top", height), ("left", _CELL_SIDE), ("bottom", height), ("right", _CELL_SIDE))
    return _w("tblCellMar", *(_w(side, w=str(size), type="dxa") for side, size in sizes))


def _w(name: str, /, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element of WordprocessingML; attributes are in its namespace too."""
    element = etree.Element(qn(f"w:{name}"), nsmap={"w": _NAMESPACE})
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    element.extend(children)
    return element


_NAMESPACE = qn("w:p")[1:].partition("}")[0]
