"""Content controls that are bound to data of the document (ECMA-376, 17.5.2.6).

Word prints what the data say, and not the text that stands in the control; the two differ where
another program wrote one of them.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from amendtool.importing.word.package import W, WordPackage, parse
from amendtool.patterns import compiled

_CORE: Final = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "core-properties",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "extended-properties",
}
"""The stores that every document has, and the relations that lead to them."""
_PATH: Final = compiled(
    r"/?(?:/(?:[\w.-]+:)?[\w.-]+(?:\[[0-9]{1,4}\])?){1,30}(?:/@(?:[\w.-]+:)?[\w.-]+)?"
)
"""A path from element to element, from the top or from anywhere; what else XPath can say is not
followed."""
_MAPPING: Final = compiled(
    r"xmlns:(?P<prefix>[\w.-]+)\s*=\s*(?:'(?P<one>[^']*)'|\"(?P<two>[^\"]*)\")"
)
_OTHER: Final = ("date", "dropDownList", "comboBox", "picture", "docPartList", "docPartObj")
"""Kinds of controls that show their data in a form of their own."""


class BoundData:
    """The data of a document that its controls are bound to."""

    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._stores: dict[str, etree._Element] | None = None

    def text(self, control: etree._Element) -> str | None:
        """What the data say that a control prints; None where it is not bound to a text."""
        said = control.find(f"{W}sdtPr")
        binding = said.find(f"{W}dataBinding") if said is not None else None
        if said is None or binding is None or any(said.find(f"{W}{n}") is not None for n in _OTHER):
            return None
        if any(etree.QName(node).localname == "checkbox" for node in said.iter("{*}*")):
            return None
        store = self._known().get(binding.get(f"{W}storeItemID", "").upper())
        path = binding.get(f"{W}xpath", "")
        if store is None or not _PATH.fullmatch(path):
            return None
        spaces = {
            match["prefix"]: match["one"] or match["two"] or ""
            for match in _MAPPING.finditer(binding.get(f"{W}prefixMappings", ""))
        }
        try:
            found = store.xpath(path, namespaces=spaces)
        except etree.XPathError:
            return None
        if not isinstance(found, list) or len(found) != 1:
            return None
        (node,) = found
        return node.text or "" if isinstance(node, etree._Element) else str(node)

    def _known(self) -> dict[str, etree._Element]:
        if self._stores is None:
            package = self._package
            self._stores = {
                name: root for name, kind in _CORE.items() for root in package.about(kind)[:1]
            }
            for part in package.related("customXml"):
                for properties in package.related("customXmlProps", of=part):
                    root = parse(package.parts[properties])
                    names = [v for k, v in root.attrib.items() if str(k).endswith("itemID")]
                    for name in names:
                        self._stores[str(name).upper()] = parse(package.parts[part])
        return self._stores
