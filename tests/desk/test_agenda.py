"""Several items at one meeting on the desk: their agenda, its papers, and all outcomes at once."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from lxml import html

from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.test_meeting import send
from tests.desk.test_server import Browser, started

ITEMS = (
    ("first", "delete: Article 2\n", "title: One <b>seat</b> less\nreasons:\n  - So.\n"),
    (
        "second",
        "replace: Article 3\n    text: |\n      Elsewhere.\n",
        "title: Office\nreasons:\n  - So.\n",
    ),
    (
        "third",
        "replace: Article 1\n    text: |\n      Another name.\n",
        "title: Name\nrequires: [second]\n",
    ),
)


@pytest.fixture
def desk(small: Repository) -> Iterator[Browser]:
    for name, operation, more in ITEMS:
        text = f"amendment: {name}\n{more}operations:\n  - {operation}"
        small.write(f"amendments/{name}.yaml", text.encode())
    for browser in started(small):
        browser.enter()
        yield browser


def agenda(path: str = "meeting", **numbers: str) -> str:
    """The address of a choice: ``first="1 adopted"``."""
    fields = {}
    for name, words in numbers.items():
        number, _, vote = words.partition(" ")
        fields[f"no.{name}"] = number
        if vote:
            fields[f"vote.{name}"] = vote
    return f"/{path}?{urlencode(fields)}"


def test_the_agenda_has_its_items_in_their_order(desk: Browser, small: Repository) -> None:
    page: Any = html.fromstring(desk(agenda(first="3", second="2")).body)
    titles = page.xpath("//section[@class='desk-agenda-item']/h2/text()")
    assert titles == ["Item 2: Office", "Item 3: One <b>seat</b> less"]
    said = [" ".join(each.text_content().split()) for each in page.xpath("//ul[1]/li")]
    assert any("adopted: One <b>seat</b> less; rejected: Office" in each for each in said), said
    tables = page.xpath("//section[@class='desk-agenda-item']//table")
    assert len(tables) == 2
    told = small.at("table", "second", "first", "--format", "html", "-o", "t.html")
    assert told.code == 0, told.err
    for table, name in zip(tables, ("second", "first"), strict=True):
        own = (small.path / f"t.{name}.html").read_text("utf-8")
        wanted: Any = html.fromstring(own)
        assert table.text_content().split() == wanted.xpath("//table")[0].text_content().split()


def test_its_papers_are_those_of_the_command_line(desk: Browser, small: Repository) -> None:
    files = "meeting/files"
    got = desk(agenda(f"{files}/table-first.docx", second="1", first="2"))
    assert got.code == 200
    assert small.at("table", "second", "first", "-o", "t.docx").code == 0
    assert got.body == (small.path / "t.first.docx").read_bytes()
    got = desk(agenda(f"{files}/item-first.html", second="1", first="2"))
    words = ("document", "second", "first", "--item", "1", "-o", "d.html")
    assert small.at(*words).code == 0
    assert got.body == (small.path / "d.first.html").read_bytes()
    got = desk(agenda(f"{files}/everything.zip", second="1", first="2"))
    with zipfile.ZipFile(io.BytesIO(got.body)) as packed:
        assert {"table-second.docx", "item-first.html", "first.yaml"} <= {*packed.namelist()}
    for path in ("table-third.docx", "..%2Fa.docx", "first.docx"):
        assert desk(agenda(f"{files}/{path}", second="1", first="2")).code == 404


def test_all_outcomes_land_in_one_update(desk: Browser, small: Repository) -> None:
    path = agenda("meeting/votes", first="1 adopted", second="2 rejected", third="3 withdrawn")
    before, moves = small.state, len(small.git("reflog", "--format=%h").split())
    page = desk(path)
    assert page.code == 200, page.body.decode()
    assert small.state == before
    assert b"Article 2 (Purpose): deleted" in page.body
    assert b"Elsewhere." not in page.body
    done = send(desk, path, page, day="令和8年6月25日")
    assert done.code == 200, done.body.decode()
    assert len(small.git("reflog", "--format=%h").split()) == moves + 1
    said = small.at("status").out
    for name, standing in (("first", "adopted"), ("second", "rejected"), ("third", "withdrawn")):
        assert f"{name}: {standing} on 2026-06-25" in said
    assert small.at("verify").code == 0
    assert send(desk, path, page, day="2026-06-25").code in (409, 422)


def test_they_are_adopted_one_behind_the_other(desk: Browser, small: Repository) -> None:
    path = agenda("meeting/votes", first="2", second="1", third="3")
    other = replace(small, path=small.path.with_name("other"))
    shutil.copytree(small.path, other.path)
    page = desk(path)
    assert send(desk, path, page, day="2026-06-25").code == 200
    assert other.at("apply", "second", "first", "third", "--adopted", "2026-06-25").code == 0
    for repository in (small, other):
        assert repository.at("verify").code == 0
    assert small.files("articles") == other.files("articles")
    assert small.files("amendments") == other.files("amendments")


def test_only_what_is_rejected_is_recorded_too(desk: Browser, small: Repository) -> None:
    path = agenda("meeting/votes", first="1 rejected", second="2 withdrawn")
    articles = small.files("articles")
    page = desk(path)
    assert send(desk, path, page, day="June 25, 2026").code == 200
    assert small.files("articles") == articles
    assert "first: rejected on 2026-06-25" in small.at("status").out
    assert small.at("verify").code == 0


def test_one_that_falls_with_another_stops_all(desk: Browser, small: Repository) -> None:
    path = agenda("meeting/votes", second="1 rejected", third="2 adopted")
    before = small.state
    page = desk(path)
    tree: Any = html.fromstring(page.body)
    assert not tree.xpath("//form[@method='post']")
    assert b"second" in page.body
    assert small.state == before


@pytest.mark.parametrize(
    ("day", "told"), [("yesterday", b"no day"), ("2999-01-01", b"not here yet"), ("", b"no day")]
)
def test_a_day_that_cannot_be_is_asked_for_again(
    desk: Browser, small: Repository, day: str, told: bytes
) -> None:
    path = agenda("meeting/votes", first="1 adopted", second="2 rejected")
    page, before = desk(path), small.state
    again = send(desk, path, page, day=day)
    assert again.code == 422
    assert told in again.body
    assert small.state == before
    assert send(desk, path, again, day="2026-06-25").code == 200


def test_what_changed_since_is_shown_and_nothing_done(desk: Browser, small: Repository) -> None:
    path = agenda("meeting/votes", first="1 adopted", second="2 rejected")
    page = desk(path)
    changed = b"amendment: first\noperations:\n  - delete: Article 3\n"
    small.write("amendments/first.yaml", changed)
    before = small.state
    refused = send(desk, path, page, day="2026-06-25")
    assert refused.code == 409
    assert b"nothing was done" in refused.body
    assert small.state == before
    # The outcomes are under the seal, too.
    other = agenda("meeting/votes", first="1 rejected", second="2 adopted")
    assert send(desk, other, refused, day="2026-06-25").code == 409
    assert small.state == before


@pytest.mark.parametrize(
    "numbers",
    [
        {"first": "1", "second": "1"},
        {"first": "one"},
        {"first": "0"},
        {"first": "9" * 5000},
        {"none": "1"},
        {},
    ],
)
def test_a_wrong_choice_is_told(desk: Browser, numbers: dict[str, str]) -> None:
    page = desk(agenda("meeting/votes", **numbers))
    assert page.code == 422
    assert b'name="no.first"' in page.body
    assert b'method="post"' not in page.body
