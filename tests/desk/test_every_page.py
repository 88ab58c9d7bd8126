"""Every page of the desk and every state of it, in a browser: axe, focus, keys, print, letters."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cli.conftest import ROOT, Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.chromium import browser as browser
from tests.desk.chromium import faults, in_a_browser, new_context, opened, served, speak
from tests.sample.kitano import KITANO

pytestmark = in_a_browser

WINDOWS: dict[str, dict[str, Any]] = {
    "light": {},
    # What a browser does at 200 %: half as many pixels of CSS, each twice as large.
    "zoomed": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
    "narrow and dark": {"viewport": {"width": 375, "height": 700}, "color_scheme": "dark"},
}
HELD = """\
amendment: held
title: A seat elsewhere
draft: yes
operations:
- replace: Article 2 heading
  text: Objects
- delete: Article 1
"""
BROKEN = "amendment: broken\ntitle: Broken\noperations:\n- replace: Article 99\n  text: Nothing\n"


@dataclass
class Walk:
    """From page to page; what is wrong with one is told with its name."""

    page: Page
    top: str
    look: Any
    seen: list[str] = field(default_factory=list)

    def to(self, path: str, name: str = "") -> None:
        self.page.goto(self.top + path)
        self.here(name or path)

    def here(self, name: str) -> None:
        self.page.evaluate("document.fonts.ready")
        assert self.look(self.page) == [], name
        self.seen.append(name)

    def press(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).first.click()


@contextmanager
def desk_of(browser: Browser, folder: Path, **options: Any) -> Iterator[tuple[Page, str]]:
    wrong: list[str] = []
    with new_context(browser, **options) as context, served(folder) as (address, _):
        page = opened(context, wrong)
        page.goto(address)
        yield page, address.partition("?")[0]
    assert wrong == []


def look_at_all(walk: Walk, small: Repository) -> None:
    """Every page, and what it says where something was done, is asked, or goes wrong."""
    page = walk.page
    walk.to("index.html")
    page.get_by_role("searchbox").fill("seal")
    walk.here("found in the articles")
    for path in (
        "history.html",
        "amendments/index.html",
        "amendments/plan.html",
        "amendments/held.html",
        "amendments/broken.html",
        "days/index.html",
        "days/2026-06-25.html",
        "days/2020-01-01..2026-06-25.html",
        "provisions/office.html",
        "amendments/plan/files",
        "amendments/plan/adopt",
        "amendments/plan/reject",
        "amendments/plan/withdraw",
        "amendments/expire",
        "proposals",
        "proposals/new",
        "proposals/held/draft",
        "proposals/held/draft?edit=office",
        "proposals/held/notice",
        "proposals/broken/draft",
        "import",
    ):
        walk.to(path)
    refused(walk)
    drafted(walk, small)
    voted(walk)


def refused(walk: Walk) -> None:
    page = walk.page
    page.goto(f"{walk.top}proposals/new")
    page.locator("#name").fill("no such / name")
    walk.press("Begin")
    walk.here("a name that cannot be")
    page.goto(f"{walk.top}proposals/held/notice")
    page.locator("#adopted").fill("soon")
    walk.press("Take over")
    walk.here("a day that is none")
    page.goto(f"{walk.top}amendments/plan/reject")
    page.locator("#day").fill("soon")
    walk.press("Record that it was rejected")
    walk.here("a vote on no day")


def drafted(walk: Walk, small: Repository) -> None:
    page = walk.page
    page.goto(f"{walk.top}proposals/held/draft?edit=office")
    page.locator("#text").fill("A seat in Osaka.")
    expect(page.locator("#kept")).not_to_be_empty()
    walk.here("typed")
    page.goto(f"{walk.top}proposals/held/draft")
    walk.here("typed elsewhere")
    page.goto(f"{walk.top}proposals/held/draft?edit=office")
    walk.here("typed before")
    walk.press("Take over")
    walk.here("taken over")
    page.goto(f"{walk.top}proposals/held/draft")
    page.locator("details", has=page.locator("#yaml")).locator("summary").click()
    page.locator("#yaml").fill("operations: [")
    with page.expect_navigation():
        page.locator("details", has=page.locator("#yaml")).get_by_role("button").click()
    walk.here("words that are no file")
    small.write("amendments/held.yaml", HELD.replace("Objects", "Theirs").encode())
    page.goto(f"{walk.top}proposals/held/draft?edit=purpose")
    page.locator("#heading").fill("Mine")
    with page.expect_navigation():
        page.locator("form[data-place^='words:']").get_by_role("button").click()
    walk.press("Save")
    walk.here("saved, or asked which of two")


def voted(walk: Walk) -> None:
    page = walk.page
    page.goto(f"{walk.top}amendments/plan/adopt")
    other = page.context.new_page()
    other.goto(page.url)
    walk.press("Adopt it")
    walk.here("adopted")
    expect(other.locator(".desk-anew")).to_be_visible()
    assert walk.look(other) == [], "a page that is behind"
    with other.expect_navigation():
        other.get_by_role("button", name="Adopt it", exact=True).click()
    assert walk.look(other) == [], "done before"
    other.close()
    walk.to("amendments/plan/undo")
    walk.to("amendments/plan/annul")


@pytest.mark.parametrize("window", WINDOWS)
def test_axe_finds_nothing_on_any_page_in_any_state(
    browser: Browser, small: Repository, window: str
) -> None:
    prepare(small)
    with desk_of(browser, small.path, **WINDOWS[window]) as (page, top):
        walk = Walk(page, top, faults)
        look_at_all(walk, small)
        assert len(walk.seen) >= 30


def prepare(small: Repository) -> None:
    small.amend("plan", "  - delete: Article 3\n", more="title: A plan\n")
    small.write("amendments/held.yaml", HELD.encode())
    small.write("amendments/broken.yaml", BROKEN.encode())


@pytest.mark.parametrize("language", ["en", "ja"])
def test_axe_finds_nothing_where_a_document_is_taken_in(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    (tmp_path / "new").mkdir()
    document = "examples/kirino/定款.docx" if language == "ja" else "examples/fernwick/Bylaws.docx"
    with desk_of(browser, tmp_path / "new") as (page, top):
        speak(page, language)
        walk = Walk(page, top, faults)
        walk.here("import")
        for file in (ROOT / "README.md", ROOT / document):
            page.locator("#file").set_input_files(file)
            with page.expect_navigation():
                page.locator("main form button").first.click()
            walk.here(file.name)
            if file.suffix != ".docx":
                page.goto(f"{top}import")
        with page.expect_navigation():
            page.locator("main form button").first.click()
        walk.here("taken in")


def test_what_has_the_focus_is_seen_and_keys_go_as_the_page_does(
    browser: Browser, small: Repository
) -> None:
    prepare(small)
    with desk_of(browser, small.path) as (page, top):

        def look(page: Page) -> list[str]:
            return list(page.evaluate(_FOCUS))

        walk = Walk(page, top, look)
        look_at_all(walk, small)


_FOCUS = """(() => {
  const wrong = [...document.querySelectorAll("[tabindex]")]
    .filter(each => each.tabIndex > 0).map(each => `out of order: ${each.outerHTML}`);
  const can = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  for (const each of document.querySelectorAll(can)) {
    if (!each.checkVisibility()) continue;
    each.focus({ focusVisible: true });
    if (document.activeElement !== each) { wrong.push(`no focus: ${each.outerHTML}`); continue; }
    const style = getComputedStyle(each);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)
      wrong.push(`not seen: ${each.outerHTML}`);
  }
  return wrong;
})()"""


def test_japanese_is_set_as_law_is_and_print_is_the_paper_alone(
    browser: Browser, tmp_path: Path
) -> None:
    repository = Repository(path=shutil.copytree(KITANO, tmp_path / "kitano"))
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "The articles")):
        repository.git(*words)
    with desk_of(browser, repository.path) as (page, top):
        for path, own in (("index.html", "#article-head-office ~ p, main section p"),
                          ("amendments/2009-06-26-agm.html", "main td"),
                          ("proposals/2009-06-26-agm/draft", "#live td")):  # fmt: skip
            page.goto(top + path)
            style = page.locator(own).first.evaluate(
                "each => { const s = getComputedStyle(each); return [s.fontFamily, s.lineBreak]; }"
            )
            assert "Mincho" in style[0] or "明朝" in style[0] or "Serif CJK JP" in style[0], path
            assert style[1] == "strict", path
        page.goto(f"{top}amendments/2009-06-26-agm.html")
        page.emulate_media(media="print")
        shown = page.evaluate(
            "[...document.querySelectorAll('nav, form, button, .desk-acts')]"
            ".filter(each => each.checkVisibility()).map(each => each.outerHTML)"
        )
        assert shown == []
        expect(page.locator("main table").first).to_be_visible()
