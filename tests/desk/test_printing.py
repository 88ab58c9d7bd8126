"""What the browser prints of a page of the desk: the document that goes out, word for word."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.chromium import browser as browser
from tests.desk.chromium import context as context
from tests.desk.chromium import in_a_browser, served
from tests.desk.chromium import page as page

pytestmark = [
    *in_a_browser,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed"),
]


def words(page: Page, file: Path) -> list[str]:
    """Every word that Chromium prints of a page, with where it stands on which sheet."""
    page.pdf(path=file, prefer_css_page_size=True)
    told = subprocess.run(("pdftotext", "-bbox", file, "-"), capture_output=True, check=True)
    return re.findall(r"<(?:page|word) .*", told.stdout.decode())


@pytest.mark.parametrize(
    ("path", "verb"),
    [("amendments/plan.html", ("table", "plan")), ("index.html", ("export",))],
)
def test_a_page_prints_as_the_document_that_goes_out(
    page: Page,
    context: BrowserContext,
    small: Repository,
    tmp_path: Path,
    path: str,
    verb: tuple[str, ...],
) -> None:
    small.amend("plan", "  - delete: Article 2\n", more="title: A plan\n")
    with served(small.path) as (address, _):
        page.goto(address)
        page.goto(page.url.replace("index.html", path))
        printed = words(page, tmp_path / "desk.pdf")
    own = tmp_path / "own.html"
    assert small.at(*verb, "-o", str(own)).code == 0
    document = context.new_page()
    document.goto(own.as_uri())
    assert len(printed) > 10
    assert printed == words(document, tmp_path / "own.pdf")
