"""OpenDocument texts for tests, written as XML by hand: what is in them is what is written here.

They hold what LibreOffice asks for beside the text: names of sections, columns of tables, dates
of changes.
"""

from __future__ import annotations

import io
import zipfile

_NAMES = "office style text table".split()
NAMESPACES = " ".join(
    [f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in _NAMES]
    + [
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
    ]
)
FIRST = "<text:p>Article 1. Seat</text:p>"


def odt(body: str, *, automatic: str = "", styles: str = "", pages: str = "") -> bytes:
    """An OpenDocument text with this body, as XML without its roots."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.text"
        archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {NAMESPACES}><office:styles>{styles}</office:styles>"
            f"<office:master-styles><style:master-page>{pages}</style:master-page>"
            "</office:master-styles></office:document-styles>",
        )
    return stream.getvalue()


def p(inner: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def span(inner: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{inner}</text:span>'


def looks(name: str, said: str, *, family: str = "text", parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}" '
        f'style:parent-style-name="{parent}"><style:text-properties {said}/></style:style>'
    )


def numbers(name: str, *levels: str) -> str:
    rows = "".join(
        f'<text:list-level-style-number text:level="{at}" {level}/>'
        for at, level in enumerate(levels, start=1)
    )
    return f'<text:list-style style:name="{name}">{rows}</text:list-style>'


def listed(*items: str, more: str = 'text:style-name="L"') -> str:
    rows = "".join(
        one if one.startswith("<text:list-") else f"<text:list-item>{one}</text:list-item>"
        for one in items
    )
    return f"<text:list {more}>{rows}</text:list>"


LISTS = numbers(
    "L",
    'style:num-format="1" style:num-suffix="."',
    'style:num-format="a" style:num-prefix="(" style:num-suffix=")"',
    'style:num-format="i" text:display-levels="2" style:num-suffix=")"',
)


def region(kind: str, inner: str = "", name: str = "c1") -> str:
    who = (
        "<office:change-info><dc:creator>R</dc:creator><dc:date>2026-01-01T00:00:00</dc:date>"
        "</office:change-info>"
    )
    return (
        f'<text:tracked-changes><text:changed-region xml:id="{name}" text:id="{name}">'
        f"<text:{kind}>{who}{inner}</text:{kind}></text:changed-region></text:tracked-changes>"
    )


BEGIN, END = '<text:change-start text:change-id="c1"/>', '<text:change-end text:change-id="c1"/>'
POINT = '<text:change text:change-id="c1"/>'
