"""Looking into the XML of Word: names, switches, text boxes, and every character of a part."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from amendtool.importing.word.numbering import value_of
from amendtool.importing.word.package import W

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
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


def signs_of(node: etree._Element) -> int:
    """The characters that an element stands for by itself."""
    return int(name_of(node) == "noBreakHyphen" or (name_of(node) == "sym" and bool(sign_of(node))))


def sign_of(element: etree._Element) -> str:
    """The character of ``w:sym``; one of a font's own set is shown as a bullet."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return chr(code) if not 0xE000 <= code <= 0xF8FF and 0x20 < code <= 0xFFFD else "•"


def text_of(element: etree._Element) -> str:
    """Every character in an element, for what is left out."""
    found: list[str] = []
    for node in element.iter():
        if node.tag == f"{W}p" and found:
            found.append("\n")
        elif node.tag in CHARACTERS and (
            next(node.iterancestors(f"{MC}Fallback"), None) is None or is_only(node)
        ):
            name = name_of(node)
            sign = "\u2011" if name == "noBreakHyphen" else sign_of(node) if name == "sym" else ""
            found.append(sign or node.text or "")
    return "".join(found).strip()
