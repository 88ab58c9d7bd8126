"""A company's own Word file as the model of a document: what is not text stays as it is there.

Styles, fonts, margins, headers, footers and the definitions of its numbering are the parts of the
model, byte for byte; only the body is another one, and styles that the model lacks are added.
"""

from __future__ import annotations

import copy
import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from amendtool.messages import say
from amendtool.render.word import qn
from amendtool.values import dataclass

_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BEFORE_SPACING: Final = (
    "w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl",
    "w:numPr", "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens",
    "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE",
    "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid",
)  # fmt: skip
_BREAKS: Final = frozenset(map(qn, ("w:br", "w:cr")))


@dataclass(frozen=True, slots=True, kw_only=True)
class WordModel:
    """The members of a Word file, in their order, and which of them is the document."""

    members: dict[str, bytes]
    main: str

    @classmethod
    def of(cls, data: bytes) -> WordModel:
        """The model in ``data``, a Word file that a reader has opened without finding harm."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
        main = _related(members, "", "officeDocument")
        return cls(members=members, main=main or "word/document.xml")

    def document(self) -> etree._Element:
        """A tree of the document, to be changed."""
        return _parse(self.members[self.main])

    @property
    def trouble(self) -> str:
        """Why it cannot be filled; empty where it can."""
        try:
            self.styles()
            # Strict Open XML has its body under another name.
            body = self.main in self.members and self.document().find(qn("w:body"))
        except etree.XMLSyntaxError as error:
            return str(error)
        if body is None or body is False:
            return say("its document has no body, in the form that Word saves as a Word document")
        return ""

    def styles(self) -> etree._Element | None:
        """A tree of the styles, to be changed."""
        name = _related(self.members, self.main, "styles")
        return _parse(self.members[name]) if name else None

    def saved(self, document: etree._Element, styles: etree._Element | None = None) -> bytes:
        """The file with another document, and other styles; the same arguments, the same bytes."""
        members = dict(self.members)
        members[self.main] = _written(document)
        name = _related(self.members, self.main, "styles")
        if styles is not None and name:
            members[name] = _written(styles)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for member, content in members.items():
                info = zipfile.ZipInfo(member, date_time=(1980, 1, 1, 0, 0, 0))
                info.create_system = 0
                target.writestr(info, content, zipfile.ZIP_DEFLATED, 6)
        return out.getvalue()

    def text_width(self) -> int:
        """How wide the text of its last section is, in twentieths of a point."""
        section = self.document().find(f"{qn('w:body')}/{qn('w:sectPr')}")
        sizes = []
        for name, sides in (("w:pgSz", ("w",)), ("w:pgMar", ("left", "right"))):
            found = None if section is None else section.find(qn(name))
            sizes += [_number(found, side) for side in sides]
        width, left, right = sizes
        return (width or 11906) - (1134 if left is None else left) - (
            1134 if right is None else right
        )  # fmt: skip

    def with_body(self, body: Sequence[etree._Element], styles: Iterable[etree._Element]) -> bytes:
        """The model with this body in its last section; its own styles go before ``styles``.

        Of those that every Word file has, such as titles in Word's own blue, only what its text
        is set in is its own.
        """
        document = self.document()
        root = document.find(qn("w:body"))
        if root is None:
            raise ValueError("a document without a body")
        section = root.find(qn("w:sectPr"))
        known = self.styles()
        names = _merged(known, styles, _used(root, known))
        for child in list(root):
            root.remove(child)
        for element in body:
            element = copy.deepcopy(element)
            for used in element.iter(qn("w:pStyle")):
                named = used.get(qn("w:val"), "")
                used.set(qn("w:val"), names.get(named, named))
            root.append(element)
        if section is not None:
            root.append(section)
        return self.saved(document, known)


def _used(body: etree._Element, known: etree._Element | None) -> frozenset[str] | None:
    """The ids of the styles that a body is set in, and of those they build on.

    None for a body without text, which tells nothing of what its company uses.
    """
    if known is None or not any((each.text or "").strip() for each in body.iter(qn("w:t"))):
        return None
    bases = {
        each.get(qn("w:styleId"), ""): based.get(qn("w:val"), "")
        for each in known.iter(qn("w:style"))
        if (based := each.find(qn("w:basedOn"))) is not None
    }
    found: set[str] = set()
    for each in body.iter(qn("w:pStyle")):
        name = each.get(qn("w:val"), "")
        while name and name not in found:
            found.add(name)
            name = bases.get(name, "")
    return frozenset(found)


def _merged(
    known: etree._Element | None,
    styles: Iterable[etree._Element],
    used: frozenset[str] | None,
) -> dict[str, str]:
    """Add the styles that are not ``known`` by their names; gives the ids that all have there.

    One that Word brings along and that is not ``used`` is not the company's: then ours is added
    under a name of its own.
    """
    if known is None:
        return {}
    ids = {
        _name(each).casefold(): each.get(qn("w:styleId"), "")
        for each in known.iter(qn("w:style"))
        if each.get(qn("w:type")) == "paragraph"
    }
    taken = {each.get(qn("w:styleId"), "") for each in known.iter(qn("w:style"))}
    found: dict[str, str] = {}
    for each in styles:
        own, name = each.get(qn("w:styleId"), ""), _name(each)
        there = ids.get(name.casefold())
        brought = each.get(qn("w:customStyle")) is None and each.get(qn("w:default")) is None
        if there is not None and brought and used is not None and there not in used:
            name = f"{_OWN}{name}"
            there = ids.get(name.casefold())
        if there is not None:
            found[own] = there
            continue
        added = copy.deepcopy(each)
        if name != _name(each):
            _renamed(added, name)
        while own in taken:
            own += "Amended"
        found[each.get(qn("w:styleId"), "")] = own
        added.set(qn("w:styleId"), own)
        based = added.find(qn("w:basedOn"))
        if based is not None:
            based.set(qn("w:val"), ids.get("normal", based.get(qn("w:val"), "")))
        _settle(added)
        known.append(added)
    return found


_OWN: Final = "Document "
"""Before the name of a style that Word has another one of."""


def _renamed(style: etree._Element, name: str) -> None:
    element = style.find(qn("w:name"))
    if element is not None:
        element.set(qn("w:val"), name)
    style.set(qn("w:customStyle"), "1")


def _settle(style: etree._Element) -> None:
    """Say of a paragraph style what it leaves to the usual paragraph, which is another one here.

    In ours nothing stands above and below it and no line stands in; in a model the usual paragraph
    may be set with room behind it, and a table of such lines falls apart.
    """
    if style.get(qn("w:type")) != "paragraph":
        return
    properties = style.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        letters = style.find(qn("w:rPr"))
        style.insert(len(style) if letters is None else style.index(letters), properties)
    spacing, indent = properties.find(qn("w:spacing")), properties.find(qn("w:ind"))
    before_these = tuple(map(qn, _BEFORE_SPACING))
    at = sum(child.tag in before_these for child in properties)
    if spacing is None:
        spacing = etree.Element(qn("w:spacing"))
        properties.insert(at, spacing)
    for side in ("before", "after"):
        if spacing.get(qn(f"w:{side}")) is None:
            spacing.set(qn(f"w:{side}"), "0")
    if indent is None:
        indent = etree.Element(qn("w:ind"))
        for side in ("left", "firstLine"):
            indent.set(qn(f"w:{side}"), "0")
        properties.insert(properties.index(spacing) + 1, indent)


def _name(style: etree._Element) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else name.get(qn("w:val"), "")


def _number(element: etree._Element | None, name: str) -> int | None:
    value = None if element is None else element.get(qn(f"w:{name}"))
    return int(value) if value and re.fullmatch("-?[0-9]{1,9}", value) else None


def _related(members: dict[str, bytes], owner: str, kind: str) -> str | None:
    folder, base = posixpath.split(owner)
    relations = members.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    if relations is None:
        return None
    for relation in _parse(relations).iter(_RELATION):
        if relation.get("Type", "").rpartition("/")[2] == kind:
            path = posixpath.join("/", folder, relation.get("Target", ""))
            name = posixpath.normpath(path).lstrip("/")
            return name if name in members else None
    return None


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


# --- paragraphs ------------------------------------------------------------------------


def paragraph_text(paragraph: etree._Element) -> str:
    """The text that a paragraph holds; a tab and a line break as such."""
    return "".join(text for _, text in runs_of(paragraph))


def runs_of(paragraph: etree._Element) -> list[tuple[etree._Element, str]]:
    """The runs of a paragraph with their texts."""
    return [(run, _run_text(run)) for run in paragraph.iter(qn("w:r"))]


def _run_text(run: etree._Element) -> str:
    found = []
    for child in run:
        if child.tag == qn("w:t"):
            found.append(child.text or "")
        elif child.tag == qn("w:tab"):
            found.append("\t")
        elif child.tag in _BREAKS:
            found.append("\n")
    return "".join(found)
