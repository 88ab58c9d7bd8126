"""Write the Word files of the tutorials from their texts: ``examples/*/text.txt``.

Run it after changing a text: ``python -m tools.sample_documents``; a test holds the files to
their texts. The files are as a company's own are: chapters and captions are lines of their own,
the numbers of articles and sections are typed, those of items are a list that Word counts.

A line of a text is a paragraph: ``=`` a line of the title, ``==`` a chapter, ``>`` a line at the
right edge, ``-`` an item of a list, and a heading in the line of its text ends at ``|``.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples"
TEXT: Final = "text.txt"
_WHEN: Final = datetime.datetime(2024, 7, 1, 9, 0)
_CENTRED: Final = WD_ALIGN_PARAGRAPH.CENTER
_RIGHT: Final = WD_ALIGN_PARAGRAPH.RIGHT


@dataclass(frozen=True, slots=True)
class Sample:
    """A Word file that is made: its folder and name, its fonts and the mark of its items."""

    folder: str
    name: str
    latin: str
    eastern: str
    mark: str
    count: str

    @property
    def path(self) -> Path:
        """Where the file stands."""
        return EXAMPLES / self.folder / self.name


SAMPLES: Final = (
    Sample("kirino", "定款.docx", "Century", "ＭＳ 明朝", "（%1）", "decimalFullWidth"),
    Sample("fernwick", "Bylaws.docx", "Times New Roman", "ＭＳ 明朝", "(%1)", "lowerLetter"),
)


def word_file(sample: Sample) -> bytes:
    """The Word file of a sample, the same bytes each time."""
    document = docx.Document()
    _settle(document, sample)
    lists = _Lists(document, sample)
    text = (EXAMPLES / sample.folder / TEXT).read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line:
            continue
        lead, _, rest = line.partition(" ")
        if lead == "-":
            lists.item(rest)
            continue
        lists.end()
        if lead == "=":
            paragraph = document.add_paragraph()
            paragraph.alignment = _CENTRED
            paragraph.add_run(rest).font.size = Pt(16)
        elif lead == "==":
            paragraph = document.add_paragraph()
            paragraph.alignment = _CENTRED
            paragraph.paragraph_format.space_before = Pt(12)
            paragraph.add_run(rest).bold = True
        elif lead == ">":
            paragraph = document.add_paragraph(rest)
            paragraph.alignment = _RIGHT if sample.folder == "kirino" else _CENTRED
        else:
            paragraph = document.add_paragraph()
            heading, bar, behind = line.partition("|")
            if bar:
                paragraph.add_run(heading).bold = True
                paragraph.add_run(behind)
            else:
                paragraph.add_run(line)
    stream = io.BytesIO()
    document.save(stream)
    return _repacked(stream.getvalue())


class _Lists:
    """The items of a document, which Word counts: each list begins anew."""

    def __init__(self, document: Document, sample: Sample) -> None:
        self.document = document
        self.numbering: Any = document.part.numbering_part.element
        self.abstract = 90
        level = (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self.abstract}">'
            '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{sample.count}"/><w:lvlText w:val="{sample.mark}"/>'
            '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="840" w:hanging="600"/></w:pPr></w:lvl>'
            "</w:abstractNum>"
        )
        self.numbering.insert(0, parse_xml(level))
        self.used = 900
        self.open = False

    def item(self, text: str) -> None:
        """Write an item; the first behind other text begins a list."""
        if not self.open:
            self.used += 1
            self.numbering.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{self.used}"><w:abstractNumId w:val='
                    f'"{self.abstract}"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
                    "</w:lvlOverride></w:num>"
                )
            )
            self.open = True
        paragraph = self.document.add_paragraph(text)
        properties: Any = paragraph._p.get_or_add_pPr()
        numbered = properties.get_or_add_numPr()
        numbered.get_or_add_ilvl().val = 0
        numbered.get_or_add_numId().val = self.used

    def end(self) -> None:
        """What comes now is no item."""
        self.open = False


def _settle(document: Document, sample: Sample) -> None:
    """Page, font and properties, as an office would have them."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(3))
    style: Any = document.styles["Normal"]
    style.font.name = sample.latin
    style.font.size = Pt(10.5)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), sample.eastern)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "ja-JP")
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.space_after = Pt(3)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", "", ""
    properties.created = properties.modified = _WHEN
    properties.last_modified_by, properties.revision = "", 1


def _repacked(data: bytes) -> bytes:
    """The same file with one time for all its members."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            member = zipfile.ZipInfo(name, (2024, 7, 1, 9, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(member, given.read(name))
    return stream.getvalue()


def documents() -> Iterator[tuple[Path, bytes]]:
    """Every file with its path."""
    for sample in SAMPLES:
        yield sample.path, word_file(sample)


if __name__ == "__main__":
    for path, data in documents():
        path.write_bytes(data)
