"""Looking into the XML of Word: names, switches, text boxes, and every character of a part."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from amendtool.importing.word.numbering import value_of
from amendtool.importing.word.package import MATH, W
from amendtool.importing.word.symbols import UNKNOWN, sign_of

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHARACTERS: Final = (
    f"{W}t", f"{W}delText", f"{W}instrText", f"{W}delInstrText", f"{W}noBreakHyphen", f"{W}sym",
    f"{MATH}t",
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


def name_of(element: etree._Element) -> str:
    """The name of an element of Word's own namespace, empty for others."""
    tag = str(element.tag)
    return tag.removeprefix(W) if tag.startswith(W) else ""


def owner_of(element: etree._Element, name: str) -> etree._Element | None:
    """The nearest element of a name around this one."""
    return next(element.iterancestors(f"{W}{name}"), None)


def boxes_in(element: etree._Element) -> list[etree._Element]:
    """The text boxes in a drawing; of two forms of one box the first."""
    found: list[etree._Element] = []
    for box in element.iter(f"{W}txbxContent"):
        if any(outer in found for outer in box.iterancestors(f"{W}txbxContent")):
            continue
        fallback = next(box.iterancestors(f"{MC}Fallback"), None)
        choice = (
            None
            if fallback is None
            else next(fallback.itersiblings(f"{MC}Choice", preceding=True), None)
        )
        if choice is None:
            found.append(box)
    return found


def is_only(node: etree._Element) -> bool:
    """Whether a fallback is the only form that there is of what it holds."""
    fallback = next(node.iterancestors(f"{MC}Fallback"))
    return next(fallback.itersiblings(f"{MC}Choice", preceding=True), None) is None


def style_around(element: etree._Element) -> str | None:
    """The style of the table that an element stands in."""
    table = owner_of(element, "tbl")
    properties = table.find(f"{W}tblPr") if table is not None else None
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
        elif node.tag in CHARACTERS and (
            next(node.iterancestors(f"{MC}Fallback"), None) is None or is_only(node)
        ):
            found.append(node.text or _sign(node))
        elif node.tag == f"{W}fldSimple":
            found.append(node.get(f"{W}instr", ""))
    return "".join(found).strip()
