"""Documents as Word files: marks that are typed, or that Word counts."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from docx import Document as new_document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from tests.printed.documents import Document
from tests.printed.flaws import unbroken
from tests.printed.layouts import Layout
from tests.printed.lines import Line, is_bullet, lines_of
from tests.printed.printers import Printed
from tests.printed.tree import BULLET

_FORMATS: Final = {
    "1": "decimal", "01": "decimalZero", "１": "decimalFullWidth", "一": "japaneseCounting",
    "I": "upperRoman", "i": "lowerRoman", "a": "lowerLetter", "A": "upperLetter",
    "イ": "irohaFullWidth", "ア": "aiueoFullWidth", "①": "decimalEnclosedCircle",
}  # fmt: skip
"""What Word calls the numerals that it counts in."""
_MOMENT: Final = (2020, 1, 1, 0, 0, 0)


def to_word(document: Document, layout: Layout) -> Printed:
    """The document as a Word file, the same bytes for the same document."""
    file: Any = new_document()
    numbering = file.part.numbering_part.element
    lines = lines_of(document)
    counted = _counted(lines) if layout.counted else {}
    lists: dict[int, int] = {}
    owners: dict[int, int] = {}
    at = 0
    for line in lines:
        mark = f"{line.label}{line.gap}"
        row = counted.get(line.row) if line.first and line.label else None
        heading = line.kind in ("title", "heading") or (line.kind == "contents" and line.rank)
        style = f"Heading {min(max(line.rank, 1), 6)}" if heading else None
        style = "Title" if line.kind == "title" else style
        paragraph = file.add_paragraph(style=style)
        at += 1
        owners[at] = line.owner
        if line.depth and layout.indent:
            paragraph.paragraph_format.left_indent = Pt(18 * line.depth)
        if row is not None and not is_bullet(line):
            if line.row not in lists:
                lists[line.row] = _new_list(numbering, *row)
            paragraph._p.get_or_add_pPr().append(_number(lists[line.row]))
            mark = ""
        lead = mark + line.caption
        if line.node.look.bold and line.first:
            paragraph.add_run(lead).bold = True
            lead = ""
        text = unbroken(lead + line.text)
        paragraph.add_run(text.rstrip())
        if layout.blank > 1 and layout.blanks == "all":
            file.add_paragraph()
            at += 1
    stream = io.BytesIO()
    file.save(stream)
    return Printed(data=_settled(stream.getvalue()), file=f"{document.plan}.docx", owners=owners)


def _counted(lines: list[Line]) -> dict[int, tuple[str, str, int]]:
    """The rows that Word can count as they are printed: format, pattern and first number."""
    seen: dict[int, list[Line]] = {}
    for line in lines:
        if line.first and line.label:
            seen.setdefault(line.row, []).append(line)
    found: dict[int, tuple[str, str, int]] = {}
    for row, members in seen.items():
        look = members[0].node.look
        form = look.form
        if form is None or form.numeral not in _FORMATS or members[0].label == BULLET:
            continue
        expected = [
            form.write(number, look.parent)
            for number in range(look.number, look.number + len(members))
        ]
        if [line.label for line in members] == expected:
            pattern = form.template.format(n="%1", p=look.parent)
            found[row] = (_FORMATS[form.numeral], pattern, look.number)
    return found


def _new_list(numbering: Any, kind: str, pattern: str, start: int) -> int:
    """A list of its own for one row, with the same number for its definition and its use."""
    taken = [int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num"))]
    number = max(taken, default=0) + 1
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number + 1000}">'
        f'<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
    )
    # The schema has all definitions before all uses.
    numbering.insert(len(numbering.findall(qn("w:abstractNum"))), abstract)
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}">'
            f'<w:abstractNumId w:val="{number + 1000}"/></w:num>'
        )
    )
    return number


def _number(number: int) -> Any:
    return parse_xml(
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    )


def _settled(data: bytes) -> bytes:
    """The package without the time that it was made at."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return stream.getvalue()
