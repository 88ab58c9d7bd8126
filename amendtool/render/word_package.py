"""The package of a Word document: a zip of the parts that it cannot do without (ISO/IEC 29500-2).

Seven parts, of which four are the same in every document but for a name or a date. Nothing of
who made it, where or with what stands in them, and no date but the one that is given.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from lxml import etree

_PIECE: Final = 65_536
_TITLE: Final = 255
"""The most characters that the title may have as a property."""

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CONTENT: Final = "application/vnd.openxmlformats"
_HEAD: Final = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"

_CONTENT_TYPES: Final = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_CONTENT}-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/docProps/core.xml"'
    f' ContentType="{_CONTENT}-package.core-properties+xml"/>'
    '<Override PartName="/word/document.xml"'
    f' ContentType="{_CONTENT}-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/settings.xml"'
    f' ContentType="{_CONTENT}-officedocument.wordprocessingml.settings+xml"/>'
    '<Override PartName="/word/styles.xml"'
    f' ContentType="{_CONTENT}-officedocument.wordprocessingml.styles+xml"/></Types>'
)
_RELATIONS: Final = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId3" Type="{_PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/>'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_OF_THE_DOCUMENT: Final = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId3" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId5" Type="{_OFFICE}/settings" Target="settings.xml"/></Relationships>'
)
_PROPERTIES: Final = {
    "cp": f"{_PACKAGE}/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dcmitype": "http://purl.org/dc/dcmitype/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def packed(
    document: Iterable[str],
    *,
    styles: etree._Element,
    settings: etree._Element,
    title: str,
    language: str,
    moment: datetime,
) -> bytes:
    """The file of ``document``: the same arguments give the same bytes.

    ``document`` is the markup of its root, in pieces that go into the file as they come.
    ``moment`` is when it was made and changed last; a time without a zone is UTC.
    """
    properties = _properties(title, language, moment)
    return _zipped(
        {
            "[Content_Types].xml": [_CONTENT_TYPES.encode()],
            "_rels/.rels": [_RELATIONS.encode()],
            "docProps/core.xml": [_written(properties)],
            "word/_rels/document.xml.rels": [_OF_THE_DOCUMENT.encode()],
            "word/document.xml": _in_pieces(document),
            "word/settings.xml": [_written(settings)],
            "word/styles.xml": [_written(styles)],
        }
    )


def _properties(title: str, language: str, moment: datetime) -> etree._Element:
    when = moment.astimezone(UTC) if moment.tzinfo else moment
    dated = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    said = {
        "dc:title": title[:_TITLE],
        "dc:creator": "",
        "dc:description": "",
        "cp:lastModifiedBy": "",
        "dc:language": language,
        "cp:revision": "1",
        "dcterms:created": dated,
        "dcterms:modified": dated,
    }
    root = etree.Element(_called("cp:coreProperties"), nsmap=_PROPERTIES)
    for name, text in said.items():
        child = etree.SubElement(root, _called(name))
        child.text = text
        if name.startswith("dcterms:"):
            child.set(_called("xsi:type"), "dcterms:W3CDTF")
    return root


def _called(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_PROPERTIES[prefix]}}}{local}"


def _written(part: etree._Element) -> bytes:
    return etree.tostring(part, encoding="UTF-8", standalone=True)


def _in_pieces(document: Iterable[str]) -> Iterator[bytes]:
    """A part that is written as lxml writes one, in pieces of a size that is worth packing."""
    waiting, length = [_HEAD], 0
    for piece in document:
        waiting.append(piece)
        length += len(piece)
        if length > _PIECE:
            yield "".join(waiting).encode()
            waiting, length = [], 0
    yield "".join(waiting).encode()


def _zipped(parts: Mapping[str, Iterable[bytes]]) -> bytes:
    """The parts in their order as a zip without dates and platform."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            info.compress_type = zipfile.ZIP_DEFLATED
            with target.open(info, "w") as part:
                for piece in content:
                    part.write(piece)
    return out.getvalue()
