"""No page of the desk has a fault that axe finds, at the width of a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from amendtool.cli.language import said_in
from amendtool.desk.pages import Pages
from amendtool.workflow.open import open_workspace
from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.render.test_accessibility import checked

ASKED = {
    "index.html": "articles",
    "provisions/seal.html": "provision",
    "history.html": "history",
    "amendments/index.html": "list",
    "amendments/seal.html": "table",
    "days/index.html": "days",
}


@pytest.mark.parametrize("path", ASKED)
def test_axe_finds_nothing(small: Repository, tmp_path: Path, path: str) -> None:
    small.amend(
        "seal",
        "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: See Article 1.\n",
    )
    assert small.at("apply", "seal").code == 0
    pages = Pages(open_workspace(small.path)[0], speak=said_in, asks=True)
    for name in ("desk.css", "desk.js"):
        (tmp_path / name).write_bytes(pages.file(name) or b"")
    folder = (tmp_path / path).parent
    folder.mkdir(exist_ok=True)
    page = pages.file(path)
    assert page is not None
    found = checked(page.decode(), folder)
    assert found["violations"] == []
    assert {"color-contrast", "document-title", "link-name"} <= set(found["passes"])
