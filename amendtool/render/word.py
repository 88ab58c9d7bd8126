"""What every Word document is built of: the package, the page, styles, paragraphs, runs.

The writers of the table, the document around it and the articles say only what is their
own; ``word_package`` puts it into a file.

The order of the elements inside ``w:pPr``, ``w:rPr``, ``w:tblPr`` and ``w:style`` is that
of the schema (ISO/IEC 29500-1, 17.3, 17.4, 17.7): Word refuses a file that departs from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from html import escape
from itertools import count
from typing import Final, TypeAlias

from lxml import etree

from amendtool.articles.languages import language_of
from amendtool.comparison.table import Align, Look, Mark, Orientation, Paper
from amendtool.patterns import compiled
from amendtool.render.word_package import packed

_NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""The namespace of what leads from a part of the package to another; every document declares it."""

MOMENT = datetime(1980, 1, 1, tzinfo=UTC)
"""The date in the document properties unless another is given: the first a zip can hold."""

USUAL = Look()
"""The paper and the fonts of a document unless a house style has others."""

# Lengths in twentieths of a point: A4, and margins of 20 mm (sides) and 25 mm.
_PAGE_WIDTH, _PAGE_HEIGHT, _SIDE, _TOP = 11906, 16838, 1134, 1417
EM = 210
CELL_SIDE = 108

_RED = "C00000"

Piece: TypeAlias = etree._Element | str
"""A part of a document: an element, or a piece of markup, which may end within an element."""


def assemble(
    body: Iterable[Piece],
    *,
    styles: Sequence[etree._Element],
    title: str,
    language: str,
    moment: datetime | None = None,
    look: Look = USUAL,
) -> bytes:
    """A document with ``body`` on the paper of ``look``.

    ``body`` is asked for piece by piece, and each goes into the file before much more is made, so
    that a large one stands in memory nowhere; its markup has to be as lxml writes it. Only
    ``styles`` are known in it, and those that every document begins with. Its properties hold
    ``title``, ``language`` and ``moment`` (by default :data:`MOMENT`; a time without a zone is
    UTC), and nothing of who made it, where or with what. The same arguments give the same bytes on
    any day.
    """
    return packed(
        _document(body, look),
        styles=_root("styles", [*_base_styles(language, look), *styles]),
        settings=_settings(),
        title=title,
        language=language,
        moment=moment or MOMENT,
    )


# --- styles and settings ---------------------------------------------------------------


def _root(name: str, children: Sequence[etree._Element]) -> etree._Element:
    root = w(name, *children)
    etree.cleanup_namespaces(root)
    return root


def _base_styles(language: str, look: Look) -> list[etree._Element]:
    """The styles that every document begins with: the fonts, and what all others build on."""
    return [
        w("docDefaults", w("rPrDefault", _default_run(language, look)), w("pPrDefault")),
        style("Normal", w("pPr", w("widowControl"), _spacing()), default=True, based_on=None),
        w(
            "style",
            w("name", val="Normal Table"),
            w("uiPriority", val="99"),
            w("semiHidden"),
            w("unhideWhenUsed"),
            w("tblPr", w("tblInd", w="0", type="dxa"), cell_margins(0)),
            type="table",
            default="1",
            styleId="TableNormal",
        ),
    ]


def style(
    name: str,
    layout: etree._Element,
    *run: etree._Element,
    default: bool = False,
    own: bool = True,
    based_on: str | None = "Normal",
) -> etree._Element:
    """A paragraph style: ``layout`` is its ``w:pPr``, ``run`` may be a ``w:rPr``.

    A style that is not our ``own`` is one that Word knows by its name, such as ``heading 1``.
    """
    children = [
        w("name", val=name),
        *([w("basedOn", val=based_on)] if based_on else []),
        w("qFormat"),
        *([layout] if len(layout) else []),
        *run,
    ]
    marks = {"default": "1"} if default else {"customStyle": "1"} if own else {}
    return w("style", *children, type="paragraph", **marks, styleId=style_id(name))


def heading_style(
    level: int, run: etree._Element, *, before: int, after: int, align: str = "", inside: str = ""
) -> etree._Element:
    """Word's own heading of a level (from 1), which its navigation pane shows.

    ``inside`` begins the name of one that is not Word's, of a text in another document.
    """
    placed = layout(
        keep_next=True, keep_lines=True, before=before, after=after, align=align, outline=level - 1
    )
    return style(f"{inside}heading {level}", placed, run, own=bool(inside))


def style_id(name: str) -> str:
    """The identifier of the style with ``name``."""
    return "".join(character for character in name if character.isalnum())


def _default_run(language: str, look: Look) -> etree._Element:
    latin, half_points = look.font, str(round(2 * look.font_size))
    fonts = w("rFonts", ascii=latin, eastAsia=look.japanese_font, hAnsi=latin, cs=latin)
    spoken = language_of(language)
    if spoken.wide or language == spoken.tag:
        language = spoken.latin_tag
    return w(
        "rPr",
        fonts,
        w("sz", val=half_points),
        w("szCs", val=half_points),
        w("lang", val=language, eastAsia="ja-JP", bidi="ar-SA"),
    )


def _spacing() -> etree._Element:
    return w("spacing", before="0", after="0", line="240", lineRule="auto")


def _settings() -> etree._Element:
    word = "http://schemas.microsoft.com/office/word"
    return _root(
        "settings",
        [
            w("defaultTabStop", val="840"),
            w("characterSpacingControl", val="compressPunctuation"),
            # Without it Word opens the document in a compatibility mode.
            w(
                "compat",
                w("compatSetting", name="compatibilityMode", uri=word, val="15"),
            ),
            w("themeFontLang", val="en-US", eastAsia="ja-JP"),
            w("decimalSymbol", val="."),
            w("listSeparator", val=","),
        ],
    )


# --- the body --------------------------------------------------------------------------


JC: Final = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
"""How Word calls where a line stands; running text may also stand at ``both`` margins."""


def layout(
    *,
    named: str = "",
    keep_next: bool = False,
    keep_lines: bool = False,
    before: int | None = None,
    after: int | None = None,
    indent: tuple[int, int] | None = None,
    align: str = "",
    outline: int | None = None,
) -> etree._Element:
    """The ``w:pPr`` of a paragraph or a style, in the order of the schema.

    ``named`` is the style that a paragraph has, ``before`` and ``after`` are the room around
    it, ``indent`` how far its lines stand in and by how much the first one less (all in
    twentieths of a point), ``align`` is a value of ``w:jc``, ``outline`` the level of a
    heading from 0.
    """
    room = {"before": before, "after": after}
    around = {name: str(size) for name, size in room.items() if size is not None}
    return w(
        "pPr",
        *([w("pStyle", val=style_id(named))] if named else []),
        *([w("keepNext")] if keep_next else []),
        *([w("keepLines")] if keep_lines else []),
        *([w("spacing", **around)] if around else []),
        *([w("ind", left=str(indent[0]), hanging=str(indent[1]))] if indent else []),
        *([w("jc", val=align)] if align else []),
        *([w("outlineLvl", val=str(outline))] if outline is not None else []),
    )


def on_new_page(paragraph: etree._Element) -> None:
    """Have a paragraph begin a page."""
    placed = paragraph.find(qn("w:pPr"))
    assert placed is not None
    before = ("pStyle", "keepNext", "keepLines")
    at = sum(1 for child in placed if child.tag in [qn(f"w:{name}") for name in before])
    placed.insert(at, w("pageBreakBefore"))


def stand_clear(paragraph: etree._Element, before: int) -> None:
    """Have a paragraph stand ``before`` below the one above it, in twentieths of a point."""
    placed = paragraph.find(qn("w:pPr"))
    if placed is None or placed.find(qn("w:spacing")) is not None:
        return
    inner = ("pStyle", "keepNext", "keepLines", "pageBreakBefore")
    at = sum(1 for child in placed if child.tag in [qn(f"w:{name}") for name in inner])
    placed.insert(at, w("spacing", before=str(before)))


def kept_with_next(paragraph: etree._Element) -> None:
    """Have a paragraph stand on the page of the next one."""
    placed = paragraph.find(qn("w:pPr"))
    if placed is None or placed.find(qn("w:keepNext")) is not None:
        return
    placed.insert(1 if placed.find(qn("w:pStyle")) is not None else 0, w("keepNext"))


def letters(half_points: int, *, every_script: bool = True) -> etree._Element:
    """The ``w:rPr`` of bold letters of a size; Arabic and Hebrew are bold with ``every_script``."""
    size = str(half_points)
    bold = [w("b"), w("bCs")] if every_script else [w("b")]
    return w("rPr", *bold, w("sz", val=size), w("szCs", val=size))


class Tracking:
    """The marks of tracked changes: each has a number of its own, the author and the date.

    ``when`` without a zone is UTC; None leaves the date out.
    """

    def __init__(self, author: str, when: datetime | None) -> None:
        self._ids = count(1)
        self._marks = {"author": author}
        if when is not None:
            when = when.astimezone(UTC) if when.tzinfo else when
            self._marks["date"] = f"{when:%Y-%m-%dT%H:%M:%SZ}"

    def inserted(self, *runs: etree._Element) -> etree._Element:
        """``runs`` as text that comes; without any the mark of a paragraph that comes."""
        return w("ins", *runs, id=str(next(self._ids)), **self._marks)

    def deleted(self, *runs: etree._Element) -> etree._Element:
        """``runs`` as text that goes; without any the mark of a paragraph that goes."""
        for run in runs:
            for text in run.iter(qn("w:t")):
                text.tag = qn("w:delText")
        return w("del", *runs, id=str(next(self._ids)), **self._marks)


def low_paragraph() -> etree._Element:
    """An empty paragraph that takes up next to no room."""
    return w("p", w("pPr", w("spacing", before="0", after="0", line="20", lineRule="exact")))


def _page(look: Look) -> tuple[int, int]:
    """Width and height of the sheet, in twentieths of a point."""
    if look.paper is Paper.A4:
        width, height = _PAGE_WIDTH, _PAGE_HEIGHT
    else:
        width, height = (round(tenths * 1440 / 254) for tenths in look.paper.size)
    return (width, height) if look.orientation is Orientation.PORTRAIT else (height, width)


def text_width(look: Look) -> int:
    """How wide the text between the margins is, in twentieths of a point."""
    return _page(look)[0] - 2 * _SIDE


def em(look: Look) -> int:
    """The height of the letters, in twentieths of a point."""
    return round(20 * look.font_size)


def _document(body: Iterable[Piece], look: Look) -> Iterator[str]:
    """The whole of the document, piece by piece.

    Each element is written by itself. Readers such as docx2python count on the prefix r, which
    every Word document declares.
    """
    width, height = _page(look)
    lying = {"orient": "landscape"} if look.orientation is Orientation.LANDSCAPE else {}
    section = w(
        "sectPr",
        w("pgSz", w=str(width), h=str(height), **lying),
        w(
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
    yield f'<w:document xmlns:r="{_RELATIONS}"{_DECLARED}><w:body>'
    for piece in body:
        yield piece if isinstance(piece, str) else markup(piece)
    yield f"{markup(section)}</w:body></w:document>"


def text_run(text: str, *, east_asian: bool, set_off: Collection[Mark] = ()) -> etree._Element:
    """A run of text, in which line feeds and tabs are elements of their own."""
    return w("r", *_run_layout(east_asian=east_asian, set_off=set_off), *_text(text))


def _run_layout(*, east_asian: bool, set_off: Collection[Mark]) -> list[etree._Element]:
    """The ``w:rPr`` of a run, where it has one."""
    marks = []
    if east_asian:
        # Else Word prints “ ” … ① in the Latin face.
        marks.append(w("rFonts", hint="eastAsia"))
    if Mark.BOLD in set_off:
        marks += [w("b"), w("bCs")]
    if Mark.STRIKE in set_off:
        marks.append(w("strike"))
    if Mark.RED in set_off:
        marks.append(w("color", val=_RED))
    if Mark.DOUBLE in set_off or Mark.UNDERLINE in set_off:
        marks.append(w("u", val="double" if Mark.DOUBLE in set_off else "single"))
    return [w("rPr", *marks)] if marks else []


_BREAKS: Final = {"\n": "br", "\t": "tab"}
_BREAK = compiled("([\n\t])")


def _text(text: str) -> list[etree._Element]:
    """``text`` as the children of a run: a line feed and a tab have elements of their own."""
    return [
        w(_BREAKS[piece]) if piece in _BREAKS else _piece(piece)
        for piece in _BREAK.split(text)
        if piece
    ]


def _piece(text: str) -> etree._Element:
    element = w("t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def cell_margins(height: int) -> etree._Element:
    """The room around the text of every cell: ``height`` above and below it."""
    sizes = (("top", height), ("left", CELL_SIDE), ("bottom", height), ("right", CELL_SIDE))
    return w("tblCellMar", *(w(side, w=str(size), type="dxa") for side, size in sizes))


def w(name: str, /, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element of WordprocessingML; attributes are in its namespace too."""
    element = etree.Element(_named(name), nsmap=_PREFIXES)
    for key, value in attributes.items():
        element.set(_named(key), value)
    element.extend(children)
    return element


_PREFIXES: Final = {"w": _NAMESPACE}
_DECLARED: Final = f' xmlns:w="{_NAMESPACE}"'


@cache
def _named(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def qn(name: str) -> str:
    """The name of an element or attribute of WordprocessingML, ``w:p``, as lxml has it."""
    return _named(name.removeprefix("w:"))


# --- markup: what stands in a document by the ten thousand is written as text ------------------


def markup(*elements: etree._Element) -> str:
    """Elements as they are written inside of others."""
    return "".join(
        etree.tostring(element, encoding="unicode").replace(_DECLARED, "", 1)
        for element in elements
    )


def elements_of(written: str) -> list[etree._Element]:
    """The elements that :func:`markup` has written, and what is made of it."""
    return list(etree.fromstring(f"<w:body{_DECLARED}>{written}</w:body>"))


@cache
def run_opening(*, east_asian: bool, set_off: frozenset[Mark]) -> str:
    """How the markup of a run begins; :func:`text_markup` and ``</w:r>`` follow."""
    return f"<w:r>{markup(*_run_layout(east_asian=east_asian, set_off=set_off))}"


def text_markup(text: str) -> str:
    """The markup of a text in a run, as :func:`text_run` has it there."""
    if not ("\n" in text or "\t" in text):
        return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>' if text else ""
    return "".join(
        [
            f"<w:{_BREAKS[piece]}/>"
            if piece in _BREAKS
            else f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>'
            for piece in _BREAK.split(text)
            if piece
        ]
    )
