"""The job in a real browser: from the articles to the history, by mouse and by keyboard alone.

Needs Chromium as Debian has it; no browser is downloaded.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from tests.cli.conftest import PROGRAM, ROOT, Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.repository.sandbox import clean_environment

CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]

PLAN = "title: A plan\nadopted: 2026-06-25\n"
WORDS = {
    "en": {
        "take": "Take it as the articles in force",
        "read": "Read it",
        "amendments": "Amendments",
        "adopt": "It was adopted",
        "do": "Adopt it",
        "history": "To the history",
        "anew": "Show it anew",
        "company": "Fernwick",
        "document": "examples/fernwick/Bylaws.docx",
        "delete": "Section 1.1",
    },
    "ja": {
        "take": "現行定款として取り込む",
        "read": "読み取る",
        "amendments": "定款変更",
        "adopt": "可決された",
        "do": "可決を記録して定款に反映する",
        "history": "沿革へ",
        "anew": "最新の内容を表示",
        "company": "霧野",
        "document": "examples/kirino/定款.docx",
        "delete": "第２条",
    },
}


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        context.set_default_timeout(60_000)
        expect.set_options(timeout=60_000)
        yield context
        browser.close()


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a desk with its token, and its process."""
    program = subprocess.Popen(
        [*PROGRAM, "desk", "--no-browser", "--port", str(port)],
        cwd=folder,
        env=clean_environment(folder.parent) | {"AMENDTOOL_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert program.stdout is not None
        yield program.stdout.readline().strip(), program
    finally:
        program.kill()
        program.communicate()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    context.clear_cookies()
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None
    )
    yield opened
    opened.close()
    assert wrong == []


def speak(page: Page, language: str) -> None:
    """Choose the language of the pages, on the page."""
    page.locator(f".desk-languages a[lang={language}]").click()
    expect(page.locator("nav.desk-top")).to_have_attribute("lang", language)


def reach(page: Page, words: str) -> None:
    """Go to a link or button by the key Tab alone."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            return
    raise AssertionError(f"no key leads to {words!r}")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_from_a_document_of_word_to_the_history(page: Page, tmp_path: Path, language: str) -> None:
    said = WORDS[language]
    folder = tmp_path / "articles"
    folder.mkdir()
    company = Repository(path=folder)
    with served(folder) as (address, _):
        page.goto(address)
        speak(page, language)
        page.locator("#file").set_input_files(ROOT / said["document"])
        page.get_by_role("button", name=said["read"], exact=True).click()
        assert list(folder.iterdir()) == []
        page.get_by_role("button", name=said["take"]).click()
        page.wait_for_url("**/index.html")
        expect(page.locator("nav.desk-top")).to_have_attribute("lang", language)
        company.amend("plan", f"  - delete: {said['delete']}\n", more=PLAN)
        page.goto(page.url.replace("index.html", "amendments/plan.html"))
        page.get_by_role("link", name=said["adopt"], exact=True).click()
        before = company.git("rev-parse", "HEAD")
        page.get_by_role("button", name=said["do"], exact=True).click()
        page.get_by_role("link", name=said["history"], exact=True).click()
        expect(page.locator("ol.desk-past")).to_contain_text("A plan")
    assert company.git("rev-parse", "HEAD") != before
    assert company.at("verify").code == 0
    assert "adopted on 2026-06-25" in company.at("status").out


def test_an_amendment_is_adopted_by_keyboard_alone(page: Page, small: Repository) -> None:
    small.amend("plan", "  - delete: Article 2\n", more=PLAN)
    said = WORDS["en"]
    with served(small.path) as (address, _):
        page.goto(address)
        for words in (said["amendments"], "A plan", said["adopt"], said["do"], said["history"]):
            reach(page, words)
            with page.expect_event("load"):
                page.keyboard.press("Enter")
        expect(page.locator("ol.desk-past")).to_contain_text("A plan")
    assert small.at("verify").code == 0


def test_two_windows_do_not_do_it_twice(
    context: BrowserContext, page: Page, small: Repository
) -> None:
    small.amend("plan", "  - delete: Article 2\n", more=PLAN)
    said = WORDS["en"]
    other = context.new_page()
    with served(small.path) as (address, _):
        page.goto(address)
        there = page.url.replace("index.html", "amendments/plan/adopt")
        page.goto(there)
        other.goto(there)
        page.get_by_role("button", name=said["do"], exact=True).click()
        expect(page.get_by_role("link", name=said["history"], exact=True)).to_be_visible()
        # the other window has a form, so it is asked and not loaded under somebody's hands
        expect(other.get_by_role("button", name=said["anew"])).to_be_visible()
        other.get_by_role("button", name=said["do"], exact=True).click()
        expect(other.locator(".desk-stops").first).to_be_visible()
        other.close()
    assert small.git("log", "--format=%s").count("plan") <= 2
    assert small.at("verify").code == 0


def test_what_somebody_types_is_not_taken_from_them(page: Page, small: Repository) -> None:
    small.amend("plan", "  - delete: Article 2\n", more="title: A plan\n")
    with served(small.path) as (address, _):
        page.goto(address)
        page.goto(page.url.replace("index.html", "amendments/plan/reject"))
        page.locator("#day").fill("令和8年6月25日")
        small.amend("another", "  - delete: Article 3\n")
        expect(page.get_by_role("button", name=WORDS["en"]["anew"])).to_be_visible()
        expect(page.locator("#day")).to_have_value("令和8年6月25日")


def test_a_page_without_a_form_shows_what_is_new_by_itself(page: Page, small: Repository) -> None:
    with served(small.path) as (address, _):
        page.goto(address)
        page.goto(page.url.replace("index.html", "amendments/index.html"))
        small.amend("fresh", "  - delete: Article 3\n", more="title: Fresh news\n")
        expect(page.locator("main")).to_contain_text("Fresh news")


def test_a_server_that_is_killed_leaves_it_to_be_done(page: Page, small: Repository) -> None:
    small.amend("plan", "  - delete: Article 2\n", more=PLAN)
    said = WORDS["en"]
    with served(small.path) as (address, program):
        page.goto(address)
        page.goto(page.url.replace("index.html", "amendments/plan/adopt"))
        before = small.state
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
        port = urlsplit(address).port
    assert small.state == before
    assert port is not None
    with served(small.path, port) as (again, _):
        page.goto(again)
        page.goto(page.url.replace("index.html", "amendments/plan/adopt"))
        page.get_by_role("button", name=said["do"], exact=True).click()
        expect(page.get_by_role("link", name=said["history"], exact=True)).to_be_visible()
    assert small.at("verify").code == 0


@pytest.mark.parametrize("width", [1200, 375])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_page_is_wider_than_its_window(
    page: Page, small: Repository, width: int, language: str
) -> None:
    small.amend("plan", "  - delete: Article 2\n", more=PLAN)
    page.set_viewport_size({"width": width, "height": 900})
    with served(small.path) as (address, _):
        page.goto(address)
        speak(page, language)
        top = page.url.replace("index.html", "")
        for path in ("index", "history", "amendments/index", "days/index", "amendments/plan"):
            page.goto(f"{top}{path}.html")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        for path in ("amendments/plan/adopt", "amendments/plan/files", "import", "proposals"):
            page.goto(top + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
