"""What LibreOffice prints of Word and OpenDocument files: the page, as text.

The reader of the product and LibreOffice share nothing, so where both print the same words and
numbers, both have read the page. One process prints all files; tracked changes are accepted or
rejected by LibreOffice first.
"""

from __future__ import annotations

import io
import posixpath
import re
import shutil
import subprocess
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from amendtool.articles.languages import LANGUAGES
from amendtool.comparison.house import HOUSES, STYLE_HOUSES
from amendtool.importing.blocks import Changes
from amendtool.importing.document import Imported
from amendtool.render.charter.lines import make_export
from amendtool.render.pdf.office import find_office

_TOKEN: Final = re.compile(r"[A-Za-z]+|[0-9]+|[^\W\d_]")
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PARTS: Final = {"officeDocument": "document.main"} | {
    one: one
    for one in "styles numbering footnotes endnotes header footer comments settings".split()
}
_OF_PAGE: Final = frozenset(
    "faint-text field-changing field-computed field-error field-stale field-without-result "
    "formula hidden-number note-apart number-alone placeholder raised-text symbol text-box "
    "text-drawn web-hidden".split()
)
"""The doubts that say of a text that it is printed otherwise, or not at all."""
_RUNNING: Final = ("header", "footer")
_MACRO: Final = """\
Sub Main()
  Dim opened(1) As New com.sun.star.beans.PropertyValue
  Dim stored(0) As New com.sun.star.beans.PropertyValue
  opened(0).Name = "Hidden" : opened(0).Value = True
  opened(1).Name = "MacroExecutionMode" : opened(1).Value = 0
  stored(0).Name = "FilterName"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  jobs = FreeFile
  Open "@FOLDER@/jobs" For Input As #jobs
  Do While Not Eof(jobs)
    Line Input #jobs, job
    parts = Split(job, " ")
    If UBound(parts) = 2 Then
      On Error Resume Next
      place = ConvertToURL("@FOLDER@/" & parts(0))
      doc = StarDesktop.loadComponentFromURL(place, "_blank", 0, opened())
      If Not IsNull(doc) Then
        If parts(1) <> "-" Then
          frame = doc.CurrentController.Frame
          verb = ".uno:" & parts(1) & "AllTrackedChanges"
          dispatcher.executeDispatch(frame, verb, "", 0, Array())
          ' What is laid out already keeps the numbers that it had: it is saved and read again.
          stored(0).Value = "writer8"
          doc.storeToURL(place & ".taken.odt", stored())
          doc.close(True)
          doc = StarDesktop.loadComponentFromURL(place & ".taken.odt", "_blank", 0, opened())
        End If
        stored(0).Value = IIf(parts(2) = "pdf", "writer_pdf_Export", "writer8")
        doc.storeToURL(place & "." & parts(2), stored())
        doc.close(True)
      End If
      On Error Goto 0
    End If
  Loop
  Close #jobs
  StarDesktop.terminate()
End Sub
"""
_XBA: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD'
    ' OfficeDocument 1.0//EN" "module.dtd">\n<script:module xmlns:script="http://openoffice.org/2000'
    '/script" script:name="Pages" script:language="StarBasic">{}</script:module>'
)
_XLB: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//'
    'DTD OfficeDocument 1.0//EN" "library.dtd">\n<library:library xmlns:library="http://openoffice'
    '.org/2000/library" library:name="Standard" library:readonly="false" '
    'library:passwordprotected="false"><library:element library:name="Pages"/></library:library>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """A document to print, and which of its tracked changes are taken: accept, reject, or none."""

    data: bytes
    form: str
    changes: Changes | None = None


def installed() -> bool:
    """Whether both programs are there: LibreOffice, and one that reads PDF."""
    return find_office() is not None and shutil.which("pdftotext") is not None


def printed(documents: Mapping[str, Printable], *, seconds: float = 900) -> dict[str, str]:
    """The text of the pages that LibreOffice prints; documents that it does not open are left out.

    The names are letters, digits and hyphens.
    """
    reader = shutil.which("pdftotext")
    if reader is None:
        raise FileNotFoundError("pdftotext is wanted")
    return {
        key: subprocess.run(
            [reader, "-layout", "-", "-"], input=pdf, capture_output=True, check=False
        ).stdout.decode("utf-8", "replace")
        for key, pdf in _stored(documents, "pdf", seconds).items()
    }


def resaved(documents: Mapping[str, Printable], *, seconds: float = 900) -> dict[str, bytes]:
    """The documents as LibreOffice saves them as .odt, their tracked changes in its own form."""
    return _stored(documents, "odt", seconds)


def _stored(documents: Mapping[str, Printable], form: str, seconds: float) -> dict[str, bytes]:
    """What one process of LibreOffice makes of each document that it opens."""
    office = find_office()
    if office is None:
        raise FileNotFoundError("LibreOffice is wanted")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = folder / "profile"
        command = [str(office), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        # The first start writes a profile, and would write it over ours.
        subprocess.run(
            [*command, "--terminate_after_init"], capture_output=True, timeout=seconds, check=False
        )
        library = profile / "user" / "basic" / "Standard"
        library.mkdir(parents=True, exist_ok=True)
        macro = escape(_MACRO.replace("@FOLDER@", str(folder)), quote=False)
        (library / "Pages.xba").write_text(_XBA.format(macro), encoding="utf-8")
        (library / "script.xlb").write_text(_XLB, encoding="utf-8")
        jobs: list[str] = []
        for key, one in documents.items():
            file = f"{key}.{one.form}"
            (folder / file).write_bytes(_openable(one))
            jobs.append(f"{file} {(one.changes or '-').capitalize()} {form}")
        (folder / "jobs").write_text("\n".join([*jobs, ""]), encoding="ascii")
        subprocess.run(
            [*command, "--norestore", "macro:///Standard.Pages.Main"],
            capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
        made = {key: folder / f"{key}.{one.form}.{form}" for key, one in documents.items()}
        return {key: path.read_bytes() for key, path in made.items() if path.exists()}


def _openable(document: Printable) -> bytes:
    """The bytes of a document with what LibreOffice asks for, and a reader can do without.

    That is a list of the kinds of parts, which the files of tests leave out.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(document.data))
    except zipfile.BadZipFile:
        return document.data
    files = {name: archive.read(name) for name in dict.fromkeys(archive.namelist())}
    if document.form == "odt":
        kinds = {"/": "application/vnd.oasis.opendocument.text"}
        kinds |= {name: "text/xml" for name in files if name.endswith(".xml")}
        rows = "".join(
            f'<m:file-entry m:full-path="{name}" m:media-type="{kind}"/>'
            for name, kind in kinds.items()
        )
        files.setdefault(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
            f'm:version="1.3">{rows}</m:manifest>'.encode(),
        )
        for name in ("content.xml", "styles.xml"):
            if name in files:
                files[name] = re.sub(
                    rb"(<office:document-\w+)(?![^>]*office:version)",
                    rb'\1 office:version="1.3"', files[name], count=1,
                )  # fmt: skip
    elif b"Override" not in files.get("[Content_Types].xml", b""):
        rows = "".join(
            f'<Override PartName="{name}" ContentType="{_WORD}{kind}+xml"/>'
            for name, kind in _kinds(files).items()
        )
        files["[Content_Types].xml"] = (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{rows}'
            "</Types>"
        ).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        if "mimetype" in files:
            made.writestr(zipfile.ZipInfo("mimetype"), files.pop("mimetype"))
        for name, data in files.items():
            made.writestr(name, data)
    return stream.getvalue()


def _kinds(files: Mapping[str, bytes]) -> dict[str, str]:
    """What the parts of a Word file are, as its relations say."""
    found: dict[str, str] = {}
    for name, data in files.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in re.findall(rb"<Relationship\b[^>]*>", data):
            said = {key.decode(): value.decode() for key, value in
                    re.findall(rb'(\w+)="([^"]*)"', relation)}  # fmt: skip
            kind = said.get("Type", "").rsplit("/", 1)[-1]
            if kind in _PARTS:
                target = posixpath.normpath(posixpath.join("/", folder, said.get("Target", "")))
                found[target] = _PARTS[kind]
    return found


def exported(imported: Imported) -> str:
    """The articles that were imported, as an export prints them."""
    style = imported.printed
    house = HOUSES[STYLE_HOUSES.get(imported.style.name) or LANGUAGES[style.language].house]
    export = make_export(imported.charter, style=style, house=house, title="")
    return "\n".join(line.text for line in export.lines)


def tokens(text: str) -> list[str]:
    """The words and numbers of a text; every Japanese letter is one."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The words and numbers that one side prints alone."""

    theirs: tuple[str, ...]
    ours: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.theirs or self.ours)


def difference(theirs: str, imported: Imported) -> Difference:
    """What LibreOffice prints and an export does not, or the reverse, without what was told.

    What the report says that it left out, or doubts, is no silent difference.
    """
    page, own = Counter(tokens(theirs)), Counter(tokens(exported(imported)))
    if sorted("".join(page.elements())) == sorted("".join(own.elements())):
        return Difference(theirs=(), ours=())  # words that stand close are parted otherwise
    report = imported.report
    pages = max(theirs.count("\f"), 1)
    told = Counter[str]()
    for one in report.left_out:
        # What stands at the top or the bottom is reported once, and printed on every page.
        told += Counter(tokens(one.text) * (pages if one.kind in _RUNNING else 1))
    if any(one.kind in _RUNNING for one in report.left_out):
        told += Counter(str(number) for number in range(1, pages + 1))
    told += Counter(tokens(" ".join(one.message for one in report.doubts if one.code in _OF_PAGE)))
    return Difference(
        theirs=tuple((page - own - told).elements()), ours=tuple((own - page - told).elements())
    )
