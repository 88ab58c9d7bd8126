"""Looking into the XML of Word: names, switches, text boxes, and every character of a part."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from lxml import etree

from amendtool.importing.word.numbering import value_of
from amendtool.importing.word.package import CHART, DRAWN, MATH, VML, W
from amendtool.importing.word.symbols import UNKNOWN, sign_of
from amendtool.patterns import compiled

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_KNOWN: Final = (
    "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/",
    "http://schemas.microsoft.com/office/", "urn:schemas-microsoft-com:",
)  # fmt: skip
"""How the names of the languages begin that Word knows. Signs of emoji (``w16se``) stand in the
fallback as letters, and only as codes in the other form."""
_SHOWN: Final = frozenset("blip imagedata t textpath relIds chart OLEObject".split())
_USUAL: Final = compiled(
    "w1[0-9]|w16(?:cid|cex|du|sdtdh)|wp14|wp[sgci]|[wvoracm]|a14|am3d|cx[1-8]?"
)
CHARACTERS: Final = (
    f"{W}t", f"{W}delText", f"{W}instrText", f"{W}delInstrText", f"{W}noBreakHyphen", f"{W}sym",
    f"{MATH}t", f"{DRAWN}t", f"{CHART}v",
)  # fmt: skip
"""The elements that hold characters, or stand for one."""


def level_of(text: str | None) -> int | None:
    """The level of a heading for an outline level, where 9 is running text."""
    value = whole_of(text)
    return value + 1 if value is not None and 0 <= value < 9 else None


def whole_of(text: str | None) -> int | None:
    """The whole number that an attribute holds, or None."""
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,6}", text) else None


def toggle(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property such as ``w:b`` is switched on; None where nothing is said."""
    element = properties.find(f"{W}{name}") if properties is not None else None
    return None if element is None else element.get(f"{W}val", "1") not in ("0", "false", "off")


def centred_of(properties: etree._Element | None) -> bool | None:
    """Whether a paragraph is centred; None where nothing is said."""
    value = value_of(properties, "jc") if properties is not None else None
    return None if value is None else value == "center"


def right_of(properties: etree._Element | None) -> bool | None:
    """Whether a paragraph stands at the right edge; None where nothing is said."""
    value = value_of(properties, "jc") if properties is not None else None
    return None if value is None else value in ("right", "end")


def is_drop_cap(properties: etree._Element | None) -> bool:
    """Whether a paragraph is the large first letter of the next one (``w:framePr``)."""
    frame = properties.find(f"{W}framePr") if properties is not None else None
    return frame is not None and frame.get(f"{W}dropCap", "none") in ("drop", "margin")


def is_merged(cell: etree._Element) -> bool:
    """Whether a cell is a part of the one above it, or beside it, and what it holds not printed."""
    for name in ("vMerge", "hMerge"):
        merged = cell.find(f"{W}tcPr/{W}{name}")
        if merged is not None and merged.get(f"{W}val", "continue") == "continue":
            return True
    return False


def name_of(element: etree._Element) -> str:
    """The name of an element of Word's own namespace, empty for others."""
    tag = str(element.tag)
    return tag.removeprefix(W) if tag.startswith(W) else ""


def owner_of(element: etree._Element, name: str) -> etree._Element | None:
    """The nearest element of a name around this one."""
    return next(element.iterancestors(f"{W}{name}"), None)


def boxes_in(element: etree._Element) -> list[etree._Element]:
    """The text boxes in a drawing; of several forms of one box that which is printed."""
    found: list[etree._Element] = []
    for box in element.iter(f"{W}txbxContent"):
        if any(outer in found for outer in box.iterancestors(f"{W}txbxContent")):
            continue
        if is_printed(box):
            found.append(box)
    return found


def drawn_rows(element: etree._Element) -> list[str]:
    """The lines of letters that are drawn: in shapes without a text box of Word, as WordArt."""
    rows: list[str] = []
    for node in element.iter(f"{DRAWN}p", f"{VML}textpath"):
        if not is_printed(node) or next(node.iterancestors(f"{W}txbxContent"), None) in boxes_in(
            element
        ):
            continue
        if node.tag == f"{VML}textpath":
            rows.append(node.get("string", ""))
        else:
            letters = node.iter(f"{DRAWN}t", f"{DRAWN}br")
            rows.append("".join(one.text or " " for one in letters))
    return [row.strip() for row in rows if row.strip()]


def chosen(element: etree._Element) -> etree._Element | None:
    """Of the forms of alternative content that which is printed (ECMA-376 part 3, 10.2).

    That is the first whose namespaces are all known, else the fallback; where there is none
    either, the first form is taken, for its text would be in no file.
    """
    choices = element.findall(f"{MC}Choice")
    for choice in choices:
        if all(map(partial(_known, choice), choice.get("Requires", "").split())):
            return choice
    fallback = element.find(f"{MC}Fallback")
    return fallback if fallback is not None else next(iter(choices), None)


def _known(choice: etree._Element, prefix: str) -> bool:
    space = choice.nsmap.get(prefix)
    if space is None:  # a name that nothing declares: taken for what Word means by it
        return _USUAL.fullmatch(prefix) is not None
    return space.startswith(_KNOWN) and not space.endswith("/symex")


def is_printed(node: etree._Element) -> bool:
    """Whether a node is in that form of alternative content which is printed."""
    for form in node.iterancestors(f"{MC}Choice", f"{MC}Fallback"):
        around = form.getparent()
        if around is None or around.tag != f"{MC}AlternateContent":
            continue
        if chosen(around) is not form:
            return False
    return True


def shows_more(element: etree._Element) -> bool:
    """Whether a drawing shows something beside a shape: a picture, a diagram, letters."""
    return any(etree.QName(node).localname in _SHOWN for node in element.iter("{*}*"))


def formula_of(element: etree._Element, gone: frozenset[etree._Element] = frozenset()) -> str:
    """The characters of a formula in one line: a fraction with a stroke, what stands above.

    ``gone`` are the runs that are not on the side of the tracked changes asked for.
    """
    if element in gone:
        return ""
    name = str(element.tag).removeprefix(MATH)
    if name == "t":
        return element.text or ""
    if name == "f":
        above, below = (
            "".join(formula_of(one, gone) for one in element.findall(f"{MATH}{part}"))
            for part in ("num", "den")
        )
        return f"{above}/{below}" if above and below else f"{above}{below}"
    return "".join(formula_of(one, gone) for one in element)


def style_around(element: etree._Element) -> str | None:
    """The style of the table that an element stands in."""
    table = owner_of(element, "tbl")
    return None if table is None else style_of_table(table)


def style_of_table(table: etree._Element) -> str | None:
    """The style that a table names."""
    properties = table.find(f"{W}tblPr")
    return None if properties is None else value_of(properties, "tblStyle")


def on_ground(element: etree._Element) -> bool:
    """Whether a run stands on a coloured ground: of its paragraph, its cell or its table."""
    for around in element.iterancestors(f"{W}p", f"{W}tc", f"{W}tbl"):
        properties = around.find(f"{around.tag}Pr")
        if properties is not None and (
            properties.find(f"{W}shd") is not None or properties.find(f"{W}tblStyle") is not None
        ):
            return True
    return False


def unclosed_fields(root: etree._Element) -> frozenset[etree._Element]:
    """The beginnings of fields that have no end."""
    begun: list[etree._Element] = []
    for element in root.iter(f"{W}fldChar"):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            begun.append(element)
        elif kind == "end" and begun:
            begun.pop()
    return frozenset(begun)


def _sign(element: etree._Element) -> str:
    if name_of(element) == "noBreakHyphen":
        return "\u2011"
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return sign_of(element.get(f"{W}font", ""), code) or UNKNOWN


def text_of(element: etree._Element) -> str:
    """Every character in an element, for what is left out."""
    found: list[str] = []
    for node in element.iter():
        if node.tag == f"{W}p" and found:
            found.append("\n")
        elif node.tag in CHARACTERS and is_printed(node):
            found.append(node.text or _sign(node))
        elif node.tag == f"{W}fldSimple":
            found.append(node.get(f"{W}instr", ""))
        elif node.tag == f"{VML}textpath" and is_printed(node):
            found.append(node.get("string", ""))
    return "".join(found).strip()
