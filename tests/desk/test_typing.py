"""Drafting in a real browser: the table follows what is typed, and nothing typed is lost."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.chromium import chromium
from tests.desk.test_drafting import HAND, PATH, killable
from tests.desk.test_server import started

pytestmark = pytest.mark.long


def test_what_is_typed_is_in_the_table_and_kept_over_a_killed_server(
    small: Repository, tmp_path: Path
) -> None:
    small.write("amendments/plan.yaml", HAND.encode())
    program, address = killable(small)
    with chromium(tmp_path) as browser:
        try:
            browser.go(address)
            origin = browser.value("location.origin")
            browser.go(f"{origin}{PATH}?edit=office")
            browser.value("document.getElementById('text').select()")
            browser.type("A seat in <b>Osaka</b>.")
            browser.until("document.getElementById('live').textContent.includes('<b>Osaka</b>')")
            browser.until("document.getElementById('kept').textContent")
        finally:
            os.kill(program.pid, signal.SIGKILL)
            program.communicate()
        for desk in started(small):
            browser.go(desk.address)
            origin = browser.value("location.origin")
            browser.go(f"{origin}{PATH}?edit=office")
            assert browser.value("document.getElementById('text').value").startswith(
                "A seat in <b>"
            )
            browser.value("document.getElementById('text').focus()")
            browser.press("Tab")
            assert browser.value("document.activeElement.textContent") == "Take over"
            browser.value("window.before = true")
            browser.press("Enter")
            browser.until("!window.before && document.readyState === 'complete'")
            assert "Osaka" in browser.value("document.getElementById('article-office').innerText")
            assert "Osaka" in browser.value("document.getElementById('live').innerText")
            browser.sent("document.querySelector('.desk-tools button').click()")
            assert "Saved." in browser.value("document.body.innerText")
    assert "Osaka" in (small.path / "amendments/plan.yaml").read_text()
    assert small.at("plan", "plan").code == 0


def test_a_page_is_as_wide_as_its_window(small: Repository, tmp_path: Path) -> None:
    small.write("amendments/plan.yaml", HAND.encode())
    for desk in started(small):
        with chromium(tmp_path) as browser:
            browser.go(desk.address)
            origin = browser.value("location.origin")
            for path in (PATH, f"{PATH}?edit=purpose", "/proposals", "/proposals/new"):
                browser.go(f"{origin}{path}")
                for width in (375, 700, 1200):
                    browser.picture(tmp_path / "page.png", width, 900)
                    wide = browser.value("document.documentElement.scrollWidth")
                    assert wide <= width, (path, width)
