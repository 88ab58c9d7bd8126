"""Word documents for tests, written as XML by hand: what is in them is what is written here.

``built`` reads the notation of ``documents/*.word``: parts begin with ``--- name``; a line of
the document is a paragraph, with its style, its list and its looks in brackets before it
(``[Heading1] Name``, ``[1/2 b] text``), or a piece of XML.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_STYLES = (
    "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        for n in range(1, 5)
    )
    + '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
)


def package(document: str, **parts: str) -> bytes:
    """A DOCX with this body and these other parts of ``word/``, as XML without their roots."""
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations((f"{_OFFICE}/officeDocument", "word/document.xml", "")),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{document}</w:body></w:document>",
    }
    kinds: list[tuple[str, str, str]] = []
    for name, content in {"styles": _STYLES, **parts}.items():
        kind = name.rstrip("0123456789")
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        files[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
        kinds.append((f"{_OFFICE}/{kind}", f"{name}.xml", ""))
    files["word/_rels/document.xml.rels"] = relations(*kinds)
    return zipped(files)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def relations(*rows: tuple[str, str, str]) -> str:
    """A part of relations: type, target, and mode (``External``) of each."""
    inner = "".join(
        f'<Relationship Id="r{at}" Type="{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"' if mode else "")
        + "/>"
        for at, (kind, target, mode) in enumerate(rows)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'


def paragraph(text: str, *, properties: str = "", bold: bool = False) -> str:
    """A paragraph of one run."""
    looks = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r>{looks}"
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r></w:p>'
    )


def built(source: str) -> tuple[bytes, str | None]:
    """The DOCX that a ``.word`` file describes, and the side of its changes to take."""
    sections: dict[str, list[str]] = {}
    changes: str | None = None
    rows = sections.setdefault("", [])
    for line in source.splitlines():
        if line.startswith("--- changes "):
            changes = line.removeprefix("--- changes ")
        elif line.startswith("--- "):
            rows = sections.setdefault(line.removeprefix("--- "), [])
        elif line.strip():
            rows.append(line)
    parts: dict[str, str] = {}
    styles = _STYLES
    if "numbering" in sections:
        parts["numbering"], bound = _numbering(sections["numbering"])
        styles += bound
    parts["styles"] = styles
    if "footnotes" in sections:
        parts["footnotes"] = "".join(
            f'<w:footnote w:id="{row.split()[0]}">{paragraph(row.split(maxsplit=1)[1])}'
            "</w:footnote>"
            for row in sections["footnotes"]
        )
    if "comments" in sections:
        parts["comments"] = "".join(
            f'<w:comment w:author="{row.split()[0]}">{paragraph(row.split(maxsplit=1)[1])}'
            "</w:comment>"
            for row in sections["comments"]
        )
    return package("".join(_line(row) for row in sections["document"]), **parts), changes


def _line(row: str) -> str:
    if row.startswith("<"):
        return row
    match = re.fullmatch(r"\[([^\]]*)\] (.*)", row)
    if match is None:
        return paragraph(row)
    properties, bold = "", False
    for word in match[1].split():
        listed = re.fullmatch(r"([0-9]+)/([0-9])", word)
        if listed is not None:
            properties += (
                f'<w:numPr><w:ilvl w:val="{listed[2]}"/><w:numId w:val="{listed[1]}"/></w:numPr>'
            )
        elif word == "c":
            properties += '<w:jc w:val="center"/>'
        elif word == "b":
            bold = True
        elif re.fullmatch("h[1-9]", word):
            properties += f'<w:outlineLvl w:val="{int(word[1]) - 1}"/>'
        else:
            properties = f'<w:pStyle w:val="{word}"/>' + properties
    return paragraph(match[2], properties=properties, bold=bold)


def _numbering(rows: list[str]) -> tuple[str, str]:
    """``numbering.xml`` and what it adds to the styles that it is bound to."""
    abstract: list[str] = []
    numbers: list[str] = []
    bound: dict[str, int] = {}
    for row in rows:
        words = row.split()
        if words[0] == "abstract":
            abstract.append("")
        elif words[0] == "num":
            override = ""
            if "start" in words:
                depth, value = words[words.index("start") + 1 :][:2]
                override = (
                    f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{value}"/>'
                    "</w:lvlOverride>"
                )
            numbers.append(
                f'<w:num w:numId="{words[1]}"><w:abstractNumId w:val="{words[2]}"/>{override}'
                "</w:num>"
            )
        else:
            abstract[-1] += "".join(_level(row, bound))
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>'
        for at, levels in enumerate(abstract)
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="heading 1"/>'
        f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>'
        "</w:style>"
        for name, number in bound.items()
    )
    return lists + "".join(numbers), styles


def _level(row: str, bound: dict[str, int]) -> Iterator[str]:
    match = re.match(r'(?P<depth>[0-8]) (?P<form>\w+) "(?P<text>[^"]*)"(?P<more>.*)', row)
    assert match is not None, row
    more = dict(word.split("=") for word in match["more"].split())
    yield f'<w:lvl w:ilvl="{match["depth"]}"><w:start w:val="{more.get("start", "1")}"/>'
    yield f'<w:numFmt w:val="{match["form"]}"/><w:lvlText w:val="{match["text"]}"/>'
    if "restart" in more:
        yield f'<w:lvlRestart w:val="{more["restart"]}"/>'
    if "pStyle" in more:
        yield f'<w:pStyle w:val="{more["pStyle"]}"/>'
        bound[more["pStyle"]] = 1
    if "legal" in more:
        yield "<w:isLgl/>"
    yield "</w:lvl>"


def run(text: str, looks: str = "") -> str:
    """A run with these run properties, as XML."""
    return (
        f"<w:r><w:rPr>{looks}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    )


def line(*runs: str, properties: str = "") -> str:
    """A paragraph of these runs; what is no XML is a run of plain text."""
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def field(code: str, result: str | None = None) -> str:
    """A field: its code, which may hold fields, and its result, where one is stored."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def coded(text: str) -> str:
        text = escape(text, quote=False)
        return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'

    pieces = re.split(r"(<w:r>.*</w:r>)", code)
    inner = "".join(one if one.startswith("<") else coded(one) for one in pieces if one)
    shown = "" if result is None else mark("separate") + run(result)
    return mark("begin") + inner + shown + mark("end")


def run_style(name: str, looks: str, *, kind: str = "character", base: str = "") -> str:
    """A style of runs or paragraphs with these run properties."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{based}'
        f"<w:rPr>{looks}</w:rPr></w:style>"
    )
