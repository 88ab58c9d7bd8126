"""``-o FILE.pdf``: which document is printed, and what is left when none can be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from amendtool.render.pdf import office, web
from tests.cli.conftest import Repository

MORE = 'title: Partial Amendment\nreasons: ["To be shorter."]\n'


@pytest.fixture
def amended(small: Repository) -> Repository:
    small.amend("x", "  - delete: Article 2\n", more=MORE)
    return small


@pytest.mark.parametrize("verb", ["table x", "document x", "export"])
def test_without_a_program_nothing_is_written(
    amended: Repository, verb: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    monkeypatch.setattr(web, "has_web", lambda: False)
    target = tmp_path / "x.pdf"
    target.write_bytes(b"the old one")
    done = amended.at(*verb.split(), "-o", str(target))
    assert done.code == 5
    assert "error[pdf-no-program]" in done.err
    assert "amendtool[pdf]" in done.err
    assert target.read_bytes() == b"the old one"


@pytest.mark.parametrize("verb", ["table x", "document x", "export"])
def test_the_docx_is_what_libreoffice_gets(
    amended: Repository, verb: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    got: list[bytes] = []

    def print_office(program: Path, docx: bytes, *, moment: object = None) -> bytes:
        got.append(docx)
        return b"%PDF-fake"

    monkeypatch.setattr(office, "find_office", lambda: Path("/soffice"))
    monkeypatch.setattr(office, "print_office", print_office)
    target, word = tmp_path / "x.PDF", tmp_path / "x.docx"
    assert amended.at(*verb.split(), "-o", str(target)).code == 0
    assert target.read_bytes() == b"%PDF-fake"
    assert amended.at(*verb.split(), "--format", "pdf").data == b"%PDF-fake"
    assert amended.at(*verb.split(), "-o", str(word)).code == 0
    assert got == [word.read_bytes()] * 2


def test_the_ledger_and_tracked_changes_are_not_printed(amended: Repository) -> None:
    done = amended.at("plan", "x", "-o", "ledger.pdf")
    assert (done.code, "the ledger is written as" in done.err) == (2, True)
    done = amended.at("export", "x", "--tracked", "-o", "x.pdf")
    assert (done.code, "only Word has tracked changes" in done.err) == (2, True)


@pytest.mark.parametrize("verb", ["table x", "document x", "export"])
def test_a_real_pdf_is_the_same_twice(amended: Repository, verb: str, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not installed: no PDF was printed")
    paths = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for path in paths:
        done = amended.at(*verb.split(), "-o", str(path))
        assert (done.code, done.out) == (0, ""), done.err
    first, second = (path.read_bytes() for path in paths)
    assert first.startswith(b"%PDF-")
    assert first == second
