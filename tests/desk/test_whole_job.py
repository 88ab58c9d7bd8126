"""The tutorial's whole job in a real browser: from the company's Word file to the history.

A document is taken in, an article amended and another one added, the facts of the notice said, the
documents taken, and the vote recorded; then the same repository is looked at on the command line.
Once by mouse and once by the keyboard alone, in both languages; and the server is killed on the
way, while something is typed.
"""

from __future__ import annotations

import io
import os
import re
import signal
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from amendtool.cli.language import said_in
from amendtool.messages import say
from tests.cli.conftest import ROOT, Repository
from tests.desk.chromium import browser as browser
from tests.desk.chromium import context as context
from tests.desk.chromium import in_a_browser, reach, served, speak
from tests.desk.chromium import page as page

pytestmark = in_a_browser

NAME = "2026-06-25-agm"


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is done to the sample of a tutorial."""

    document: str
    number: str
    text: str
    amended: str
    behind: str
    heading: str
    new: str
    came: str
    moved: str
    title: str
    meeting: str
    reason: str
    day: str


JOBS = {
    "ja": Job(
        document="examples/kirino/定款.docx",
        number="第19条",
        text="当会社の取締役は、８名以内とする。",
        amended="８名以内",
        behind="第25条",
        heading="取締役会の決議の省略",
        new="当会社は、会社法第370条の要件を満たしたときは、取締役会の決議があったものとみなす。",
        came="第26条",
        moved="第37条",
        title="定款一部変更の件",
        meeting="臨時株主総会",
        reason="取締役会を機動的に運営するため、所要の変更を行うものであります。",
        day="令和8年6月25日",
    ),
    "en": Job(
        document="examples/fernwick/Bylaws.docx",
        number="Section 3.2",
        text="The Board of Directors consists of not fewer than three and not more than eleven "
        "directors.",
        amended="eleven",
        behind="Section 3.7",
        heading="Remote Participation",
        new="Directors may participate in a meeting by means of conference telephone.",
        came="Section 3.8",
        moved="Section 4.3",
        title="Amendment of the Bylaws",
        meeting="Annual Meeting of Stockholders of 2026",
        reason="The Board wishes to have room for further directors.",
        day="June 25, 2026",
    ),
}


@dataclass
class Hand:
    """Somebody at the desk, by mouse or by the keyboard alone; words are given in English."""

    page: Page
    language: str
    keys: bool

    def said(self, words: str, **fields: str) -> str:
        with said_in(self.language):
            return say(words, **fields)

    def press(self, words: str, *, role: str = "button", **fields: str) -> None:
        """A link or a button that leads to another page."""
        name = self.said(words, **fields)
        with self.page.expect_navigation():
            if self.keys:
                reach(self.page, name)
                self.page.keyboard.press("Enter")
            else:
                self._named(name, role).click()

    def follow(self, words: str, **fields: str) -> None:
        self.press(words, role="link", **fields)

    def _named(self, name: str, role: str) -> Locator:
        found = self.page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
        return found.first

    def write(self, field: str, text: str, **fields: str) -> None:
        name = self.said(field, **fields)
        if self.keys:
            reach(self.page, name)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(text)
        else:
            self.page.locator("main, .desk-draft").get_by_label(name, exact=True).locator(
                "visible=true"
            ).first.fill(text)

    def choose(self, field: str, file: Path) -> None:
        name = self.said(field)
        with self.page.expect_file_chooser() as chooser:
            if self.keys:
                reach(self.page, name)
                self.page.keyboard.press("Enter")
            else:
                self.page.get_by_label(name, exact=True).click()
        chooser.value.set_files(file)

    def open(self, words: str) -> None:
        """What is folded away on a page."""
        name = self.said(words)
        if self.keys:
            reach(self.page, name)
            self.page.keyboard.press("Enter")
        else:
            self.page.get_by_text(name, exact=True).first.click()

    def take(self, file: str) -> bytes:
        """A document that is offered."""
        with self.page.expect_download() as taken:
            if self.keys:
                reach(self.page, file)
                self.page.keyboard.press("Enter")
            else:
                self._named(file, "link").click()
        return Path(taken.value.path()).read_bytes()


@pytest.mark.parametrize("keys", [False, True], ids=["mouse", "keyboard"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_whole_job_is_done_on_the_desk(
    page: Page, tmp_path: Path, language: str, *, keys: bool
) -> None:
    job = JOBS[language]
    company = Repository(path=tmp_path / "articles")
    company.path.mkdir()
    hand = Hand(page, language, keys)
    with served(company.path) as (address, program):
        page.goto(address)
        speak(page, language)
        taken_in(hand, ROOT / job.document)
        hand.follow("Amendments")
        hand.follow("A new proposal")
        hand.write("Name", NAME)
        hand.write("Title", job.title)
        hand.write("Meeting", job.meeting)
        hand.press("Begin")
        hand.follow("Edit {place}", place=job.number)
        hand.write("Text", job.text)
        expect(page.locator("#live")).to_contain_text(job.amended)
        expect(page.locator("#kept")).not_to_be_empty()
        os.kill(program.pid, signal.SIGKILL)
    there = page.url
    with served(company.path) as (address, _):
        page.goto(address)
        page.goto(address.partition("/?")[0] + there[there.index("/proposals") :])
        # what was typed when the server died is there again
        expect(page.locator("#text")).to_have_value(job.text)
        hand.press("Take over")
        added(hand, job)
        said_for_the_notice(hand, job)
        page.locator("#live").get_by_text(job.came).first.wait_for()
        hand.press("It is finished")
        hand.press("Save")
        expect(page.locator("body")).to_contain_text(hand.said("Saved."))
        adopted(hand, job)
    looked_at_on_the_command_line(company, job)


def taken_in(hand: Hand, document: Path) -> None:
    hand.choose("The document", document)
    hand.press("Read it")
    hand.press("Take it as the articles in force")
    expect(hand.page.locator("nav.desk-top")).to_have_attribute("lang", hand.language)


def added(hand: Hand, job: Job) -> None:
    """A new article behind another one: numbers and citations move by themselves."""
    hand.follow("Edit {place}", place=job.behind)
    hand.open("A new article behind it")
    form = hand.page.locator("form[data-place^='add:']")
    if hand.keys:
        for text in (job.heading, job.new):
            hand.page.keyboard.press("Tab")
            hand.page.keyboard.insert_text(text)
    else:
        form.locator("input[name^=heading]").fill(job.heading)
        form.locator("textarea").fill(job.new)
    hand.press("Insert")
    expect(hand.page.locator("#live")).to_contain_text(job.heading)


def said_for_the_notice(hand: Hand, job: Job) -> None:
    hand.follow("What the notice says")
    hand.write("On which day is the meeting?", job.day)
    hand.write("What is the reason for it?", job.reason)
    hand.press("Take over")


def adopted(hand: Hand, job: Job) -> None:
    """The documents are taken, and the vote is recorded."""
    hand.follow("Amendments")
    hand.follow(job.title)
    hand.follow("Documents")
    packed = hand.take("everything.zip")
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert {"index.html", "item.docx", "table.docx", "tracked.docx", "proposed.docx"} <= set(names)
    assert hand.take("table.docx")[:2] == b"PK"
    hand.follow("To the amendment")
    hand.follow("It was adopted")
    hand.press("Adopt it")
    hand.follow("To the history")
    expect(hand.page.locator("ol.desk-past")).to_contain_text(job.title)


def looked_at_on_the_command_line(company: Repository, job: Job) -> None:
    assert company.at("verify").code == 0
    assert company.at("status").out.splitlines()[0] == (
        f"{NAME}: adopted on 2026-06-25  {job.title}"
    )
    assert job.amended in company.at("show", job.number).out
    assert job.new in company.at("show", job.came).out
    log = company.at("log", job.moved).out
    assert job.meeting in log
    assert company.git("status", "--porcelain") == ""
    text = (company.path / "amendments" / f"{NAME}.yaml").read_text()
    assert re.search(r"(?m)^adopted: 2026-06-25", text)
    assert len(re.findall(r"(?m)^ *- (?:replace|insert): ", text)) == 2
