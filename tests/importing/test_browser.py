"""What Chromium shows of the pages of the tests, an import shows too.

Every page that a test of this folder reads is kept, opened by one process of Chromium, in the
encoding that it declares, and compared with what the reader makes of it: the same words. Numbers
that a style sheet or a list writes are in no text of a page; Chromium prints those of some.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from amendtool.errors import AmendtoolError
from amendtool.importing.blocks import SourceDocument
from amendtool.importing.document import read_document
from tests.importing.exports import EXPORTS
from tests.importing.recorded import record
from tools.office import tokens

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed"),
]

EXCUSES: tuple[tuple[str, bytes, str, str], ...] = (
    ("Word hides it, and a browser does not know its property", b"mso-hide", "Aldhamsecret",
     "Aldham"),
    ("there is no font of signs here", b"Wingdings|Symbol", "þ|3", ""),
    ("it takes the encoding that is declared, which the report doubts",
     b"<meta charset=.windows-1252.><p>\xe5", "[34åæš]", "定|款"),
    ("the report doubts the rule", rb"p:not\(div p:state", "", "Keys"),
)  # fmt: skip
"""Why Chromium shows other words, the trace of it in the page, and the words: theirs and ours."""


def chromium(profile: Path, *options: str) -> bytes:
    return subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1280,900",
         "--allow-file-access-from-files", f"--user-data-dir={profile}", *options],
        capture_output=True, timeout=300, check=True,
    ).stdout  # fmt: skip


def shown(pages: list[Path], folder: Path) -> list[str]:
    """The words that Chromium shows of pages."""
    frames = "".join(f'<iframe width="1280" src="{one.as_uri()}"></iframe>' for one in pages)
    program = (
        "onload = () => { const told = document.createElement('pre'); told.id = 'told';"
        "told.textContent = JSON.stringify([...document.querySelectorAll('iframe')].map("
        "one => one.contentDocument.body.innerText)); document.body.append(told); }"
    )
    whole = folder / "whole.html"
    whole.write_text(f"<html><body>{frames}<script>{program}</script></body></html>", "utf-8")
    found = chromium(folder / "profile", "--dump-dom", whole.as_uri()).decode()
    told = re.search('<pre id="told">(.*?)</pre>', found, re.DOTALL)
    assert told is not None
    texts: list[str] = json.loads(unescape(told[1]))
    return texts


def compared(theirs: str, document: SourceDocument) -> tuple[list[str], list[str]]:
    """The words that one side alone shows, without what the report tells."""
    page = Counter(tokens(theirs))
    own = Counter(tokens(" ".join(block.text for block in (*document.blocks, *document.notes))))
    told = Counter(tokens(" ".join(one.text for one in document.left_out)))
    told += Counter(tokens(" ".join(one.message for one in document.doubts)))
    left, right = page - own - told, own - page - told
    if sorted("".join(left.elements())) == sorted("".join(right.elements())):
        return [], []  # words that stand close are parted otherwise
    return sorted(left.elements()), sorted(right.elements())


def test_a_browser_shows_the_same_words(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    record(folder, ["test_pages", "test_style_sheets", "test_marks", "test_order"])
    pages = [one for one in sorted(folder.iterdir()) if one.match("*-none.html")]
    assert len(pages) > 100
    wrong: list[str] = []
    for path, theirs in zip(pages, shown(pages, tmp_path), strict=True):
        data = path.read_bytes()
        try:
            document = read_document(data, file="x.html", struck="keep")
        except AmendtoolError:
            continue
        left, right = compared(theirs, document)
        rows = [row for row in EXCUSES if re.search(row[1], data, re.DOTALL)]
        left = [one for one in left if not any(re.fullmatch(row[2], one) for row in rows)]
        right = [one for one in right if not any(re.fullmatch(row[3], one) for row in rows)]
        if left or right:
            wrong.append(f"{path.stem}: theirs {left}, ours {right}")
    assert wrong == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_a_browser_prints_the_same_words_and_numbers(tmp_path: Path) -> None:
    frames = ""
    for name, data in EXPORTS.items():
        page = tmp_path / f"{name}.html"
        page.write_bytes(data)
        frames += (
            f'<div style="break-after:page"><iframe width="700" height="800" '
            f'src="{page.as_uri()}"></iframe></div>'
        )
    whole, pdf = tmp_path / "whole.html", tmp_path / "whole.pdf"
    whole.write_text(f"<html><body>{frames}</body></html>", "utf-8")
    options = ["--no-pdf-header-footer", "--print-to-pdf-no-header", f"--print-to-pdf={pdf}"]
    chromium(tmp_path / "profile", *options, whole.as_uri())
    printed = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True
    ).stdout.decode()  # fmt: skip
    for (name, data), text in zip(EXPORTS.items(), printed.split("\f"), strict=False):
        document = read_document(data, file="x.html", struck="keep")
        ours = " ".join(block.whole for block in document.blocks)
        assert "".join(tokens(text)) == "".join(tokens(ours)), name
