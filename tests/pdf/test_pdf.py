"""PDF: printed by LibreOffice or WeasyPrint where these are, and read back cell by cell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amendtool.comparison.table import Cell, Table
from amendtool.errors import RepositoryError
from amendtool.render.pdf import office, to_pdf, web
from amendtool.render.pdf.office import find_office, print_office
from amendtool.render.pdf.stamp import stamped
from amendtool.render.pdf.web import print_web
from amendtool.render.table.docx import to_docx
from amendtool.render.table.html import to_html
from amendtool.render.table.json import from_json

ROOT = Path(__file__).resolve().parents[2]
MOMENT = datetime(2013, 6, 26, 9, 30, tzinfo=UTC)
TABLES = {
    "english": ROOT / "tests/published/2013-06-26-agm.json",
    "japanese": ROOT / "tests/render/golden/japanese/table.json",
}


def table_of(name: str) -> Table:
    return from_json(TABLES[name].read_text(encoding="utf-8"))


# ---------------------------------------------------------------------- without any program


PDF = (
    b"%PDF-1.6\n<</CreationDate(D:20261120082514Z')>>\n"
    b"/ID [ <DBB138A8CB3F236D6408B01F1002E7FE>\n<DBB138A8CB3F236D6408B01F1002E7FE> ]\n"
    b"/DocChecksum /8090AE3F045D66D7204CC82BDBF21D50\n"
)


def test_dates_and_identifiers_are_those_of_the_content() -> None:
    other = PDF.replace(b"20261120082514", b"20271231235959").replace(b"DBB138A8", b"00B138A8")
    assert other != PDF
    found = stamped(PDF, MOMENT)
    assert found == stamped(other, MOMENT)
    assert b"(D:20130626093000Z')" in found
    assert len(found) == len(PDF)
    assert stamped(PDF, None) != found
    assert b"(D:19800101000000Z')" in stamped(PDF, None)
    (first, second), *_ = re.findall(rb"/ID \[ <(\w+)>\n<(\w+)> \]", found)
    assert first == second
    longer = PDF.replace(b"1.6", b"1.7")
    assert stamped(longer, MOMENT)[-33:] != found[-33:]


def test_what_is_not_written_as_expected_is_left_alone() -> None:
    pdf = b"%PDF-1.7\n/ID [<ab> <cd>] /CreationDate(D:2026) /DocChecksum /1"
    assert stamped(pdf, MOMENT) == pdf


def program(folder: Path, script: str, name: str = "soffice") -> Path:
    """A program that stands in for LibreOffice; ``$OUT`` is the PDF it should make."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(
        f"#!{sys.executable}\nimport os, sys, time, pathlib\n"
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1]) / 'document.pdf'\n"
        f"{script}\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    return path


def test_libreoffice_is_found_on_the_path_and_never_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_PLACES", ())
    monkeypatch.setenv("PATH", "")
    assert find_office() is None
    here = program(tmp_path / "here", "pass")
    monkeypatch.chdir(here.parent)
    monkeypatch.setenv("PATH", os.pathsep.join((".", "", "here")))
    assert find_office() is None
    monkeypatch.setenv("PATH", os.pathsep.join((".", str(tmp_path / "no"), str(here.parent))))
    assert find_office() == here
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_PLACES", (str(tmp_path / "none"), str(here)))
    assert find_office() == here


def test_libreoffice_runs_with_its_own_profile_without_macros_or_network(tmp_path: Path) -> None:
    told = tmp_path / "told"
    script = (
        "url = next(a for a in sys.argv if a.startswith('-env:UserInstallation=file://'))\n"
        "profile = pathlib.Path(url.split('file://', 1)[1])\n"
        "settings = (profile / 'user' / 'registrymodifications.xcu').read_text()\n"
        "names = ('TZ', 'SOURCE_DATE_EPOCH')\n"
        f"pathlib.Path({str(told)!r}).write_text(repr((sys.argv, settings, "
        "[os.environ[n] for n in names], pathlib.Path(sys.argv[-1]).read_bytes(), "
        "sys.stdin.read(), str(profile))))\n"
        f"out.write_bytes({PDF!r})"
    )
    fake = program(tmp_path / "bin", script)
    assert print_office(fake, b"the document", moment=MOMENT) == stamped(PDF, MOMENT)
    arguments, settings, environment, source, stdin, profile = eval(told.read_text())
    assert {"--headless", "--norestore", "--convert-to"} <= set(arguments)
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in settings
    assert '"ooInetProxyType" oor:op="fuse"><value>1<' in settings
    assert environment == ["UTC", str(int(MOMENT.timestamp()))]
    assert (source, stdin) == (b"the document", "")
    assert not Path(profile).exists()


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("print('one'); sys.exit('no display')", "no display"),
        ("out.write_bytes(b'')", "it said nothing"),
        ("out.write_bytes(b'no PDF')", "made no PDF"),
    ],
)
def test_a_failure_says_what_libreoffice_said(tmp_path: Path, script: str, expected: str) -> None:
    with pytest.raises(RepositoryError) as caught:
        print_office(program(tmp_path / "bin", script), b"")
    (problem,) = caught.value.problems
    assert problem.code == "pdf-failed"
    assert expected in problem.message
    assert ".docx" in problem.hint


def test_a_program_that_cannot_be_run_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError) as caught:
        print_office(tmp_path / "missing", b"")
    assert [problem.code for problem in caught.value.problems] == ["pdf-failed"]


def test_libreoffice_is_ended_with_its_children_when_it_is_late(tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    script = (
        "if os.fork() == 0:\n"
        "    while True:\n"
        f"        pathlib.Path({str(alive)!r}).write_text(str(time.time())); time.sleep(0.05)\n"
        "time.sleep(60)"
    )
    late = program(tmp_path / "bin", script)
    for seconds in (1.5, 6.5, 30.5):  # where much else runs the child is not there at once
        with pytest.raises(RepositoryError) as caught:
            print_office(late, b"", seconds=seconds)
        (problem,) = caught.value.problems
        assert f"not done after {seconds} seconds" in problem.message
        if alive.exists():
            break
    last = alive.read_text()
    time.sleep(0.3)
    assert alive.read_text() == last


def test_without_either_program_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    monkeypatch.setattr(web, "has_web", lambda: False)
    with pytest.raises(RepositoryError) as caught:
        to_pdf(lambda: b"", lambda: b"")
    (problem,) = caught.value.problems
    assert problem.code == "pdf-no-program"
    assert "pip install 'amendtool[pdf]'" in problem.hint


def test_libreoffice_goes_first_and_only_one_document_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake = program(tmp_path, f"out.write_bytes({PDF!r})")
    made: list[str] = []

    def make(name: str) -> Callable[[], bytes]:
        return lambda: made.append(name) or b""  # type: ignore[func-returns-value]

    monkeypatch.setattr(office, "find_office", lambda: fake)
    assert to_pdf(make("docx"), make("html")).startswith(b"%PDF")
    monkeypatch.setattr(office, "find_office", lambda: None)
    monkeypatch.setattr(web, "has_web", lambda: True)
    monkeypatch.setattr(web, "print_web", lambda html, moment: b"%PDF-web")
    assert to_pdf(make("docx"), make("html")) == b"%PDF-web"
    assert made == ["docx", "html"]


# ---------------------------------------------------------------------- with the programs


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def pages(pdf: bytes, folder: Path, left: int, width: int) -> list[str]:
    """The text of a column of every page, without white space."""
    path = folder / "table.pdf"
    path.write_bytes(pdf)
    area = ["-x", str(left), "-y", "0", "-W", str(width), "-H", "842"]
    command = ["pdftotext", "-layout", *area, "-enc", "UTF-8", str(path), "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    return [squeezed(page) for page in text.split("\f")[:-1]]


def column(cells: list[Cell]) -> str:
    return squeezed("".join(block.text for cell in cells for block in cell))


def check_columns(table: Table, pdf: bytes, folder: Path, *, title: bool) -> None:
    """Both columns hold their cells in order, under a head on every page."""
    sides = (
        (pages(pdf, folder, 0, 297), table.columns[0], [row.present for row in table.rows]),
        (pages(pdf, folder, 298, 297), table.columns[1], [row.proposed for row in table.rows]),
    )
    for found, head, cells in sides:
        assert len(found) >= 1
        bare = []
        for number, page in enumerate(found):
            before, middle, after = page.partition(squeezed(head))
            assert middle, f"no head on page {number + 1}"
            # Above the head stand the note and, in HTML, the title; both on the first page.
            assert before in ("", squeezed(table.note or "")) or (title and number == 0)
            bare.append(after)
        assert "".join(bare) == column(cells)


def need(*programs: str) -> None:
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed: no PDF was printed")


@pytest.mark.parametrize("name", TABLES)
def test_libreoffice_prints_every_cell_of_the_docx(name: str, tmp_path: Path) -> None:
    need("soffice", "pdftotext", "pdfinfo")
    table = table_of(name)
    table = replace(table, rows=table.rows * 3)  # more than one page
    program = find_office()
    assert program is not None
    docx = to_docx(table, moment=MOMENT)
    pdf = print_office(program, docx, moment=MOMENT)
    check_columns(table, pdf, tmp_path, title=False)
    told = subprocess.run(
        ["pdfinfo", str(tmp_path / "table.pdf")], check=True, capture_output=True, text=True
    ).stdout
    assert "A4" in told
    assert re.search(r"^Tagged: +yes$", told, re.MULTILINE)
    assert re.search(r"^Title: +\S", told, re.MULTILINE)
    assert "2013" in next(line for line in told.splitlines() if line.startswith("CreationDate"))
    assert print_office(program, docx, moment=MOMENT) == pdf


@pytest.mark.parametrize("name", TABLES)
def test_weasyprint_prints_every_cell_of_the_html(name: str, tmp_path: Path) -> None:
    need("pdftotext")
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: the library Pango is not there
        pytest.skip(f"WeasyPrint cannot be used ({error}): no PDF was printed")
    assert weasyprint.__version__
    table = table_of(name)
    table = replace(table, rows=table.rows * 3)
    html = to_html(table).encode()
    pdf = print_web(html, moment=MOMENT)
    check_columns(table, pdf, tmp_path, title=True)
    assert print_web(html, moment=MOMENT) == pdf


def test_a_page_that_names_other_files_gets_none_of_them(tmp_path: Path) -> None:
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        pytest.skip(f"WeasyPrint cannot be used ({error}): no PDF was printed")
    assert weasyprint.__version__
    secret = tmp_path / "secret.css"
    secret.write_text("p::after { content: 'SECRET' }", encoding="utf-8")
    page = f'<html><head><link rel=stylesheet href="{secret.as_uri()}"></head><p>x</p></html>'
    plain = page.replace(f'<link rel=stylesheet href="{secret.as_uri()}">', "")
    assert len(print_web(page.encode())) == pytest.approx(len(print_web(plain.encode())), abs=64)
