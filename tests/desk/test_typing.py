"""Drafting in a real browser: the table follows what is typed, and nothing typed is lost."""

from __future__ import annotations

import os
import re
import signal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.chromium import browser as browser
from tests.desk.chromium import context as context
from tests.desk.chromium import in_a_browser, opened, reach, served
from tests.desk.chromium import page as page

pytestmark = in_a_browser

HAND = """\
# Written by hand.
amendment: plan   # the name
title: A plan
operations:
# the second first
- replace: Article 2 heading   # a remark
  text: 'Objects'
"""
DRAFT = "proposals/plan/draft"


def draft_of(page: Page, address: str, *, edit: str = "", token: bool = True) -> None:
    """Open the page of a draft, the first time by the address with its token."""
    if token:
        page.goto(address)
    where = urlsplit(address)
    query = f"?edit={edit}" if edit else ""
    page.goto(f"{where.scheme}://{where.netloc}/{DRAFT}{query}")


def test_what_is_typed_is_in_the_table_and_kept_over_a_killed_server(
    page: Page, small: Repository
) -> None:
    small.write("amendments/plan.yaml", HAND.encode())
    with served(small.path) as (address, program):
        draft_of(page, address, edit="office")
        page.locator("#text").fill("A seat in <b>Osaka</b>.")
        expect(page.locator("#live")).to_contain_text("<b>Osaka</b>")
        expect(page.locator("#kept")).not_to_be_empty()
        os.kill(program.pid, signal.SIGKILL)
    with served(small.path) as (address, _):
        draft_of(page, address, edit="office")
        expect(page.locator("#text")).to_have_value(re.compile("A seat in <b>"))
        page.locator("#text").focus()
        reach(page, "Take over")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("#article-office")).to_contain_text("Osaka")
        expect(page.locator("#live")).to_contain_text("Osaka")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator("body")).to_contain_text("Saved.")
    assert "Osaka" in (small.path / "amendments/plan.yaml").read_text()
    assert small.at("plan", "plan").code == 0


def test_two_windows_merge_by_operation_and_ask_where_they_meet(
    page: Page, context: BrowserContext, small: Repository
) -> None:
    """The windows are those of two people: each has a draft of their own."""
    small.write("amendments/plan.yaml", HAND.encode())
    wrong: list[str] = []
    there = opened(context, wrong)
    with served(small.path) as (address, _):
        draft_of(page, address, edit="office")
        draft_of(there, address, edit="office", token=False)
        page.locator("#text").fill("The first window.")
        page.get_by_role("button", name="Take over", exact=True).first.click()
        expect(page.locator("#article-office")).to_contain_text("The first window.")
        # The other one was not asked: what is typed in it stays, beside the words of now.
        there.locator("#text").fill("The second window.")
        there.get_by_role("button", name="Take over", exact=True).first.click()
        expect(there.locator("main, .desk-draft-head").first).to_contain_text("reads otherwise")
        expect(there.locator("#text")).to_have_value(re.compile("The second window."))
        expect(there.locator("#article-office")).to_contain_text("The first window.")
        # Somebody else saves another operation meanwhile, in the file: both are in it.
        small.write(
            "amendments/plan.yaml",
            (HAND + "- replace: Article 1 heading\n  text: Theirs\n").encode(),
        )
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator("body")).to_contain_text("both in it")
        merged = (small.path / "amendments/plan.yaml").read_text()
        assert "Theirs" in merged
        assert "The first window." in merged
        # And the same operation: it asks, and shows both.
        draft_of(page, address, edit="purpose", token=False)
        page.locator("#heading").fill("Mine")
        page.get_by_role("button", name="Take over", exact=True).first.click()
        expect(page.locator("#article-purpose")).to_contain_text("Mine")
        small.write("amendments/plan.yaml", merged.replace("'Objects'", "'Yours'").encode())
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator("#both")).to_be_visible()
        assert "Mine" not in (small.path / "amendments/plan.yaml").read_text()
        page.get_by_role("button", name="Save mine in its place").click()
        expect(page.locator("body")).to_contain_text("Saved.")
    assert "Mine" in (small.path / "amendments/plan.yaml").read_text()
    assert small.at("plan", "plan").code == 0
    assert wrong == []


@pytest.mark.parametrize("width", [375, 700, 1200])
def test_a_page_is_as_wide_as_its_window(page: Page, small: Repository, width: int) -> None:
    small.write("amendments/plan.yaml", HAND.encode())
    page.set_viewport_size({"width": width, "height": 900})
    with served(small.path) as (address, _):
        draft_of(page, address)
        top = page.url.removesuffix(DRAFT)
        for path in (DRAFT, f"{DRAFT}?edit=purpose", "proposals", "proposals/new"):
            page.goto(top + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
