"""What became of an amendment, said on the desk: shown first, then done as it was shown."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from lxml import html

from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.test_server import Answer, Browser, started
from tests.render.test_accessibility import checked

ENDING = """\
  - insert: Supplementary Provisions Article 1
    key: passing
    text: |
      It takes effect soon.

      2 These provisions are deleted on 2021-03-31.
    delete_on: 2021-03-31
"""


@pytest.fixture
def desk(small: Repository) -> Iterator[Browser]:
    more = "title: A plan <b>&\"'\nadopted: 2026-06-25\n"
    small.amend("plan", "  - delete: Article 2\n", more=more)
    small.amend("open", "  - replace: Article 3\n    text: |\n      Elsewhere.\n")
    for browser in started(small):
        browser.enter()
        yield browser


def send(desk: Browser, path: str, page: Answer, **typed: str) -> Answer:
    """Send the form of a page as it stands, with what is typed into it."""
    tree: Any = html.fromstring(page.body)
    fields = {each.get("name"): each.get("value") for each in tree.xpath("//form//input")}
    own = f"http://127.0.0.1:{urlsplit(desk.address).port}"
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(desk.address).port, timeout=60)
    kind = "application/x-www-form-urlencoded"
    sent = {"Cookie": desk.cookie, "Origin": own, "Content-Type": kind}
    connection.request("POST", path, urlencode({**fields, **typed}), sent)
    found = connection.getresponse()
    answer = Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
    connection.close()
    return answer


def test_an_amendment_is_adopted_as_it_was_shown(desk: Browser, small: Repository) -> None:
    path = "/amendments/plan/adopt"
    page = desk(path)
    assert page.code == 200
    assert small.status == ["?? amendments/open.yaml", "?? amendments/plan.yaml"]
    shown = re.sub(rb"\s+", b" ", page.body)
    assert b"Article 2 (Purpose): deleted" in shown
    done = send(desk, path, page)
    assert done.code == 200, done.body.decode()
    assert "adopted on 2026-06-25" in small.at("status").out
    assert small.at("verify").code == 0


def test_what_has_changed_since_is_shown_anew(desk: Browser, small: Repository) -> None:
    path = "/amendments/plan/adopt"
    page = desk(path)
    small.amend("plan", "  - delete: Article 3\n", more="title: Another\n")
    before = small.state
    refused = send(desk, path, page)
    assert refused.code == 409
    assert b"Article 3 (Office): deleted" in refused.body
    assert b"nothing was done" in refused.body
    assert small.state == before
    assert send(desk, path, refused).code == 200
    assert small.at("verify").code == 0


@pytest.mark.parametrize(("word", "standing"), [("reject", "rejected"), ("withdraw", "withdrawn")])
def test_what_the_meeting_did_is_recorded(
    desk: Browser, small: Repository, word: str, standing: str
) -> None:
    path = f"/amendments/open/{word}"
    page = desk(path)
    before = small.state
    wrong = send(desk, path, page, day="yesterday")
    assert wrong.code == 422
    assert b'value="yesterday"' in wrong.body
    assert small.state == before
    assert send(desk, path, wrong, day="令和8年6月25日").code == 200
    assert f"{standing} on 2026-06-25" in small.at("status").out
    assert small.at("verify").code == 0


def test_what_was_landed_by_mistake_is_taken_back(desk: Browser, small: Repository) -> None:
    articles = small.files("articles")
    assert small.at("apply", "plan").code == 0
    page = desk("/amendments/plan/undo")
    assert b"Article 2 (Purpose): new" in page.body
    assert send(desk, "/amendments/plan/undo", page).code == 200
    assert small.files("articles") == articles
    assert "plan: pending" in small.at("status").out
    assert small.at("verify").code == 0


def test_a_title_is_text_and_a_path_is_no_name(desk: Browser) -> None:
    for path in ("adopt", "reject", "files"):
        tree: Any = html.fromstring(desk(f"/amendments/plan/{path}").body)
        assert "A plan <b>&\"'" in tree.xpath("string(//h1)")
        assert not tree.xpath("//h1//b")
    for name in ("amendtool.toml", "none", "..%2Famendtool.toml"):
        assert desk(f"/amendments/{name}/adopt").code == 404
        assert desk(f"/amendments/{name}/files/{name}.yaml").code == 404


@pytest.mark.parametrize("file", ["table.docx", "tracked.docx", "proposed.html", "plan.yaml"])
def test_a_file_is_that_of_the_command_line(desk: Browser, small: Repository, file: str) -> None:
    got = desk(f"/amendments/plan/files/{file}")
    assert got.code == 200
    assert got.headers["content-disposition"].startswith("attachment")
    if file == "table.docx":
        assert got.body == small.at("table", "plan", "--format", "docx").data
    if file == "plan.yaml":
        assert got.body == (small.path / "amendments" / "plan.yaml").read_bytes()


def test_what_the_court_annulled_is_taken_back(desk: Browser, small: Repository) -> None:
    articles = small.files("articles")
    assert small.at("apply", "plan").code == 0
    path = "/amendments/plan/annul"
    page = desk(path)
    assert b"Article 2 (Purpose): new" in page.body
    assert send(desk, path, page, day="2026-07-31").code == 200
    assert small.files("articles") == articles
    assert "annulled on 2026-07-31" in small.at("status").out
    assert small.at("verify").code == 0


def test_what_has_ended_by_its_own_terms_is_deleted(desk: Browser, small: Repository) -> None:
    path = "/amendments/expire"
    idle: Any = html.fromstring(desk(path).body)
    assert not idle.xpath("//form[@method='post']")
    articles = small.files("articles")
    small.amend("passing", ENDING)
    assert small.at("apply", "passing").code == 0
    standing = small.state
    page = desk(path)
    assert small.state == standing
    assert b"Supplementary Provisions Article 1" in page.body
    assert send(desk, path, page).code == 200
    assert small.files("articles") == articles
    assert "expired on 2021-03-31" in small.at("status").out
    assert small.at("verify").code == 0


@pytest.mark.parametrize("path", ["plan/adopt", "open/reject", "plan/files", "expire"])
def test_axe_finds_nothing(desk: Browser, tmp_path: Path, path: str) -> None:
    page = desk(f"/amendments/{path}")
    assert page.code == 200
    folder = (tmp_path / "pages" / "amendments" / path).parent
    folder.mkdir(parents=True)
    for name in ("desk.css", "desk.js"):
        (tmp_path / "pages" / name).write_bytes(desk(f"/{name}").body)
    found = checked(page.body.decode(), folder)
    assert found["violations"] == []
    assert {"color-contrast", "document-title", "link-name"} <= set(found["passes"])
