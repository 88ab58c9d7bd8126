"""A real browser for the tests of the desk: Debian's Chromium, driven by Playwright.

No browser is downloaded; without one the tests say so and are skipped.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.cli.conftest import PROGRAM
from tests.repository.sandbox import clean_environment

CHROMIUM = shutil.which("chromium")
_PATIENCE = 60_000
_SWITCHES = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-sync")

in_a_browser = [
    pytest.mark.long,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: no page was tried"),
]
"""The marks of a module whose tests need a browser."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=_SWITCHES)
        expect.set_options(timeout=_PATIENCE)
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that nobody has used before: windows of one share their cookies."""
    with new_context(browser) as found:
        yield found


@contextmanager
def new_context(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    options.setdefault("viewport", {"width": 1200, "height": 900})
    found = browser.new_context(**options)
    found.set_default_timeout(_PATIENCE)
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A window; no script of its pages may fail, and none may break their policy."""
    wrong: list[str] = []
    yield opened(context, wrong)
    assert wrong == []


def opened(context: BrowserContext, wrong: list[str]) -> Page:
    """A window that writes down what goes wrong in it."""
    found = context.new_page()
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on(
        "console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None
    )
    return found


@contextmanager
def served(
    folder: Path, *options: str, port: int = 0
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a desk with its token, and its process."""
    program = subprocess.Popen(
        [*PROGRAM, "desk", "--no-browser", "--port", str(port), *options],
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


def speak(page: Page, language: str) -> None:
    """Choose the language of the pages, on the page.

    The page may speak it already, so what it says does not tell that the next one is there.
    """
    with page.expect_navigation():
        page.locator(f".desk-languages a[lang={language}]").click()
    expect(page.locator("nav.desk-top")).to_have_attribute("lang", language)


def reach(page: Page, words: str) -> None:
    """Go to a link, button or field by the key Tab alone, by the name that is read out."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate(_NAME) == words:
            return
    raise AssertionError(f"no key leads to {words!r}")


_NAME = """(() => {
  const at = document.activeElement;
  return (at.getAttribute("aria-label") || at.labels?.[0]?.textContent || at.textContent).trim();
})()"""


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it is now."""
    axe = resources.files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(axe)  # by the browser itself, which the policy of the page does not bind
    found = page.evaluate(
        "axe.run(document).then(found => ({passes: found.passes.length, violations:"
        " found.violations.map(each => `${each.id}: ${each.nodes.map(node => node.html)}`)}))"
    )
    assert found["passes"] > 10
    return list(found["violations"])
