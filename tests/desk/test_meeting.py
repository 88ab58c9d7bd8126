"""What became of an amendment, said on the desk: shown first, then done as it was shown."""

from __future__ import annotations

import datetime
import http.client
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from lxml import html

from amendtool.workflow.meeting.foreseen import ForeseenAct, foresee
from amendtool.workflow.open import open_workspace
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


def test_all_in_one_holds_each_file(desk: Browser, small: Repository) -> None:
    lacking = desk("/amendments/plan/files/everything.zip")
    assert lacking.code == 303  # to the page that asks for what it lacks
    assert lacking.headers["location"].endswith("proposals/plan/notice")
    more = "meeting: The 21st Ordinary General Meeting\nreasons: [To be short.]\n"
    small.amend("plan", "  - delete: Article 2\n", more=f"title: A plan\n{more}")
    got = desk("/amendments/plan/files/everything.zip")
    assert got.code == 200, got.body.decode()
    assert got.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(got.body)) as packed:
        assert packed.testzip() is None
        names = set(packed.namelist())
        assert packed.read("table.docx") == desk("/amendments/plan/files/table.docx").body
    assert "table.docx" in names
    assert desk("/amendments/plan/files/other.zip").code == 404


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_table_is_had_as_pdf(desk: Browser) -> None:
    got = desk("/amendments/plan/files/table.pdf")
    assert got.code == 200
    assert got.headers["content-type"].startswith("application/pdf")
    assert got.body.startswith(b"%PDF-")


def test_a_desk_to_read_neither_shows_an_act_nor_does_it(small: Repository) -> None:
    small.amend("plan", "  - delete: Article 2\n", more="adopted: 2026-06-25\n")
    assert small.at("apply", "plan").code == 0
    before = small.state
    for browser in started(small, read_only=True):
        browser.enter()
        assert b"plan/undo" not in browser("/amendments/plan.html").body
        for act in ("adopt", "reject", "withdraw", "undo", "annul", "files"):
            path = f"/amendments/plan/{act}"
            assert browser(path).code == 404
            own = f"http://127.0.0.1:{urlsplit(browser.address).port}"
            assert browser(path, "POST", Origin=own).code == 403
        assert browser("/amendments/expire").code == 404
        assert browser("/import").code == 404
    assert small.state == before


@pytest.mark.parametrize("act", ["undo", "annul", "withdraw"])
def test_axe_finds_nothing_on_an_act_and_what_it_has_done(
    desk: Browser, small: Repository, tmp_path: Path, act: str
) -> None:
    if act != "withdraw":
        assert small.at("apply", "plan").code == 0
    path = f"/amendments/plan/{act}"
    page = desk(path)
    done = send(desk, path, page, day="2026-07-01")
    assert done.code == 200
    folder = tmp_path / "pages" / "amendments" / "plan"
    folder.mkdir(parents=True)
    for name in ("desk.css", "desk.js"):
        (tmp_path / "pages" / name).write_bytes(desk(f"/{name}").body)
    for each in (page, done):
        assert checked(each.body.decode(), folder)["violations"] == []


def test_a_comment_in_an_amendment_that_was_adopted_is_shown_at_once(
    desk: Browser, small: Repository
) -> None:
    assert small.at("apply", "plan").code == 0
    assert b"as the chair said" not in desk("/amendments/plan.html").body
    file = small.path / "amendments" / "plan.yaml"
    file.write_text(file.read_text("utf-8") + "# as the chair said\n", "utf-8")
    assert b"as the chair said" in desk("/amendments/plan.html").body


def test_a_draft_is_finished_before_it_is_adopted(desk: Browser, small: Repository) -> None:
    small.amend("early", "  - delete: Article 3\n", more="title: Early\ndraft: yes\n")
    path, before = "/amendments/early/adopt", small.state
    refused = desk(path)
    tree: Any = html.fromstring(refused.body)
    assert not tree.xpath("//form[@method='post']")
    assert "still being written" in tree.xpath("string(//main)")
    assert "/proposals/early/draft" in {urljoin(path, str(each)) for each in tree.xpath("//@href")}
    # Nor by a form of another page, with the seal that this one would have.
    seal = foresee(
        open_workspace(small.path)[0], ForeseenAct.ADOPT, "early", today=datetime.date.today()
    ).seal
    other = desk("/amendments/early/reject")
    assert send(desk, path, other, seal=seal, day="2026-06-25").code == 409
    votes = "/meeting/votes?no.early=1&no.open=2&vote.early="
    for vote in ("", "adopted"):
        shown: Any = html.fromstring(desk(votes + vote).body)
        assert not shown.xpath("//form[@method='post']")
        assert "still being written" in shown.xpath("string(//main)")
    assert small.state == before
    rejected: Any = html.fromstring(desk(f"{votes}rejected").body)
    assert rejected.xpath("//form[@method='post']")
    # It is finished and saved where the page leads; then it can be.
    draft = "/proposals/early/draft"
    done = send(desk, draft, desk(draft), act="finish", over="yes")
    assert done.code == 303, done.body.decode()
    assert send(desk, draft, desk(draft), act="save").code == 200
    page = desk(path)
    assert send(desk, path, page).code == 200
    assert small.at("verify").code == 0
