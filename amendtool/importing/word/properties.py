"""What a Word document says of itself, which its fields print: title, company, variables."""

from __future__ import annotations

from typing import Final

from lxml import etree

from amendtool.importing.word.package import W, WordPackage

_CORE: Final = {
    "title": "title", "creator": "author", "subject": "subject", "keywords": "keywords",
    "description": "comments", "category": "category", "lastModifiedBy": "lastsavedby",
}  # fmt: skip
"""The names in the part of core properties, and what fields call them."""
VARIABLE: Final = "variable "
"""What stands before the name of a variable, to tell it from a property."""


def properties_of(package: WordPackage) -> dict[str, str]:
    """The properties and variables of a document, by their names in small letters."""
    found: dict[str, str] = {}
    for root in package.about("core-properties"):
        for node in root:
            name = etree.QName(node).localname
            if name in _CORE:
                found[_CORE[name]] = node.text or ""
    for root in package.about("extended-properties"):
        found |= {
            etree.QName(node).localname.casefold(): node.text or ""
            for node in root
            if not len(node)
        }
    for root in package.about("custom-properties"):
        for node in root:
            found[node.get("name", "").casefold()] = "".join(map(str, node.itertext())).strip()
    settings = package.tree("settings")
    for node in () if settings is None else settings.iter(f"{W}docVar"):
        found[f"{VARIABLE}{node.get(f'{W}name', '').casefold()}"] = node.get(f"{W}val", "")
    return {name: value for name, value in found.items() if value}
