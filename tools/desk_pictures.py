"""Draw the pictures of the desk that the pages show, from the sample company.

``python -m tools.desk_pictures`` writes ``docs/images/desk-*.png`` anew with Chromium, by
Playwright; look at them afterwards. They are drawn from what ``make desk`` opens.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from tools.sample_desk import make

ROOT: Final = Path(__file__).resolve().parents[1]
IMAGES: Final = ROOT / "docs" / "images"
_SIZE: Final[ViewportSize] = {"width": 1120, "height": 640}
_ITEM: Final = "proposals/2026-06-25-item-2/draft"
_KEYS: Final = {"en": ("en/", "thirteen (13)"), "ja": ("", "13名")}
_OLD: Final = {"en": "twelve (12)", "ja": "12名"}


def draw(page: Page, top: str, language: str) -> None:
    """A proposal while somebody types in it, its table beside it."""
    folder, words = _KEYS[language]
    page.goto(f"{top}speak/{language}/{folder}index.html")
    page.goto(f"{top}{folder}{_ITEM}")
    edit = page.locator("article.differs .desk-edit a").first
    with page.expect_navigation():
        edit.click()
    text = page.locator("#text")
    text.fill(text.input_value().replace(_OLD[language], words))
    expect(page.locator("#live")).to_contain_text("13", timeout=60_000)
    page.locator("#kept:not(:empty)").wait_for(state="attached")
    page.mouse.wheel(0, -60)
    page.wait_for_timeout(300)
    page.screenshot(path=IMAGES / f"desk-{language}.png")


def main() -> None:
    """Draw all of them."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as started:
        folder = Path(scratch) / "sample"
        make(folder)
        program = subprocess.Popen(
            [sys.executable, "-m", "amendtool", "desk", "--no-browser"],
            cwd=folder,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert program.stdout is not None
            address = program.stdout.readline().strip()
            browser = started.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_page(viewport=_SIZE)
            page.goto(address)
            for language in _KEYS:
                draw(page, address.partition("?")[0], language)
            browser.close()
        finally:
            program.kill()
            program.wait()


if __name__ == "__main__":
    main()
