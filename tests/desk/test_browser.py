"""The desk in a browser: what a meeting decided, two windows, a killed server, narrow windows."""

from __future__ import annotations

import os
import signal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.chromium import browser as browser
from tests.desk.chromium import context as context
from tests.desk.chromium import in_a_browser, reach, served, speak
from tests.desk.chromium import page as page

pytestmark = in_a_browser

PLAN = "title: A plan\nadopted: 2026-06-25\n"
SAID = {
    "amendments": "Amendments",
    "adopt": "It was adopted",
    "do": "Adopt it",
    "history": "To the history",
    "anew": "Show it anew",
}


def test_an_amendment_is_adopted_by_keyboard_alone(page: Page, small: Repository) -> None:
    small.amend("plan", "  - delete: Article 2\n", more=PLAN)
    with served(small.path) as (address, _):
        page.goto(address)
        for words in (SAID["amendments"], "A plan", SAID["adopt"], SAID["do"], SAID["history"]):
            reach(page, words)
            with page.expect_navigation():
                page.keyboard.press("Enter")
        expect(page.locator("ol.desk-past")).to_contain_text("A plan")
    assert small.at("verify").code == 0


def test_two_windows_do_not_do_it_twice(
    context: BrowserContext, page: Page, small: Repository
) -> None:
    small.amend("plan", "  - delete: Article 2\n", more=PLAN)
    other = context.new_page()
    with served(small.path) as (address, _):
        page.goto(address)
        there = page.url.replace("index.html", "amendments/plan/adopt")
        page.goto(there)
        other.goto(there)
        page.get_by_role("button", name=SAID["do"], exact=True).click()
        expect(page.get_by_role("link", name=SAID["history"], exact=True)).to_be_visible()
        # the other window has a form, so it is asked and not loaded under somebody's hands
        expect(other.get_by_role("button", name=SAID["anew"])).to_be_visible()
        other.get_by_role("button", name=SAID["do"], exact=True).click()
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
        expect(page.get_by_role("button", name=SAID["anew"])).to_be_visible()
        expect(page.locator("#day")).to_have_value("令和8年6月25日")


def test_what_changes_before_a_page_listens_is_told(page: Page, small: Repository) -> None:
    small.amend("plan", "  - delete: Article 2\n", more="title: A plan\n")

    def late(route: Route) -> None:
        small.amend("another", "  - delete: Article 3\n")
        route.continue_()

    with served(small.path) as (address, _):
        page.goto(address)
        page.route("**/changes", late, times=1)
        page.goto(page.url.replace("index.html", "amendments/plan/reject"))
        expect(page.get_by_role("button", name=SAID["anew"])).to_be_visible()


def test_a_page_that_may_not_listen_asks_again(page: Page, small: Repository) -> None:
    small.amend("plan", "  - delete: Article 2\n", more="title: A plan\n")
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        if len(refused) == 2:
            small.amend("another", "  - delete: Article 3\n")
        route.fulfill(status=503, body="503\n")

    with served(small.path) as (address, _):
        page.goto(address)
        page.route("**/changes", refuse, times=2)
        page.goto(page.url.replace("index.html", "amendments/plan/reject"))
        expect(page.get_by_role("button", name=SAID["anew"])).to_be_visible()
    assert len(refused) == 2


def test_the_answer_to_a_form_is_not_sent_once_more(page: Page, small: Repository) -> None:
    small.amend("plan", "  - delete: Article 2\n", more=PLAN)
    listening: list[str] = []
    with served(small.path) as (address, _):
        page.goto(address)
        page.goto(page.url.replace("index.html", "amendments/plan/adopt"))
        page.on("request", lambda each: listening.append(each.url.rpartition("/")[2]))
        with page.expect_navigation():
            page.get_by_role("button", name=SAID["do"], exact=True).click()
        with page.expect_request("**/history.html"):
            page.get_by_role("link", name=SAID["history"], exact=True).click()
        by_the_answer = listening[listening.index("adopt") : listening.index("history.html")]
        assert "desk.js" in by_the_answer
        # its script has run: told of a change, it would load itself, and send the form again
        assert "changes" not in by_the_answer


def test_a_page_without_a_form_shows_what_is_new_by_itself(page: Page, small: Repository) -> None:
    with served(small.path) as (address, _):
        page.goto(address)
        page.goto(page.url.replace("index.html", "amendments/index.html"))
        small.amend("fresh", "  - delete: Article 3\n", more="title: Fresh news\n")
        expect(page.locator("main")).to_contain_text("Fresh news")


def test_a_server_that_is_killed_leaves_it_to_be_done(page: Page, small: Repository) -> None:
    small.amend("plan", "  - delete: Article 2\n", more=PLAN)
    with served(small.path) as (address, program):
        page.goto(address)
        page.goto(page.url.replace("index.html", "amendments/plan/adopt"))
        before = small.state
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
        port = urlsplit(address).port
    assert small.state == before
    assert port is not None
    with served(small.path, port=port or 0) as (again, _):
        page.goto(again)
        page.goto(page.url.replace("index.html", "amendments/plan/adopt"))
        page.get_by_role("button", name=SAID["do"], exact=True).click()
        expect(page.get_by_role("link", name=SAID["history"], exact=True)).to_be_visible()
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
        for path in (
            *("amendments/plan/adopt", "amendments/plan/files", "import", "proposals"),
            *("meeting?no.plan=1", "meeting/votes?no.plan=1", "proposals/document"),
        ):
            page.goto(top + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
