"""A proposal that comes of a document, on the desk: shown first, then taken as a draft."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import html

from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.test_meeting import send
from tests.desk.test_server import Answer, Browser, started

PATH = "/proposals/document"
FILE = "amendments/plan.yaml"
PLAN = (
    "# Why this is so.\namendment: plan\ntitle: A plan\nreasons:\n  - So.\n"
    "operations:\n  - delete: Article 2\nadopted: 2026-06-25 # the vote\n"
)


@pytest.fixture
def desk(small: Repository) -> Iterator[Browser]:
    small.write(FILE, PLAN.encode())
    for browser in started(small):
        browser.enter()
        yield browser


def upload(desk: Browser, file: str, data: bytes, path: str = PATH, **typed: str) -> Answer:
    """Send a document, with what is typed beside it."""
    tree: Any = html.fromstring(desk(PATH).body)
    fields = {"csrf": tree.xpath("string(//input[@name='csrf']/@value)"), **typed}
    mark = "----amendtool"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'Content-Disposition: form-data; name="file"; filename="{file}"'
    parts.append(f"--{mark}\r\n{head}\r\n\r\n".encode() + data + b"\r\n")
    body = b"".join(parts) + f"--{mark}--\r\n".encode()
    port = urlsplit(desk.address).port
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    kind = f"multipart/form-data; boundary={mark}"
    sent = {"Cookie": desk.cookie, "Origin": f"http://127.0.0.1:{port}", "Content-Type": kind}
    connection.request("POST", path, body, sent)
    found = connection.getresponse()
    answer = Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
    connection.close()
    return answer


def tracked(small: Repository) -> bytes:
    """The articles with the changes of the plan as Word tracks them."""
    assert small.at("export", "plan", "--tracked", "-o", "tracked.docx").code == 0
    data = (small.path / "tracked.docx").read_bytes()
    (small.path / "tracked.docx").unlink()
    return data


def accepted(desk: Browser, shown: Answer) -> Answer:
    assert shown.code == 200, shown.body.decode()
    return send(desk, f"{PATH}/accept", shown)


def test_tracked_changes_become_a_draft(desk: Browser, small: Repository) -> None:
    data, before = tracked(small), small.state
    shown = upload(desk, "edited.docx", data, name="other")
    assert b"- delete: Article 2" in shown.body
    assert b"<del" in shown.body
    assert small.state == before
    taken = accepted(desk, shown)
    assert (taken.code, taken.headers["location"]) == (303, "../../proposals/other/draft")
    draft = desk("/proposals/other/draft")
    assert b"delete: Article 2" in draft.body
    assert not (small.path / "amendments/other.yaml").exists()  # it comes when it is saved
    assert send(desk, "/proposals/other/draft", draft, act="save").code == 200
    (small.path / "tracked.docx").write_bytes(data)
    assert small.at("draft", "tracked.docx", "-o", "amendments/told.yaml").code == 0
    told = (small.path / "amendments/told.yaml").read_text("utf-8").replace("told", "other")
    assert (small.path / "amendments/other.yaml").read_text("utf-8") == told


def test_an_edited_text_shows_what_was_mended(desk: Browser, small: Repository) -> None:
    text = small.at("export", "--format", "txt", "-o", "-").data.decode()
    assert "Article 2" in text
    edited = text.replace("Article 3", "Article 9", 1).replace("Tokyo", "Osaka")
    shown = upload(desk, "edited.txt", edited.encode(), name="other")
    assert shown.code == 200, shown.body.decode()
    tree: Any = html.fromstring(shown.body)
    told = tree.xpath("//section[contains(@class, 'desk-notices')]")
    assert any("Article 9" in each.text_content() for each in told), shown.body.decode()
    assert small.at("table", "other").code != 0


def test_it_goes_into_a_proposal_whose_other_words_stay(desk: Browser, small: Repository) -> None:
    text = small.at("export", "--format", "txt", "-o", "-").data.decode()
    edited = text.replace("Tokyo", "Osaka")
    assert edited != text
    shown = upload(desk, "edited.txt", edited.encode(), into="plan")
    assert b"- delete: Article 2" in shown.body  # what goes
    assert accepted(desk, shown).code == 303
    page = desk("/proposals/plan/draft")
    assert send(desk, "/proposals/plan/draft", page, act="save").code == 200
    saved = (small.path / FILE).read_text("utf-8")
    assert saved.startswith(
        "# Why this is so.\namendment: plan\ntitle: A plan\nreasons:\n  - So.\n"
    )
    assert "adopted: 2026-06-25 # the vote\n" in saved
    assert "delete" not in saved
    assert "Osaka" in saved
    assert small.at("table", "plan").code == 0
    page = desk("/proposals/plan/draft")
    assert send(desk, "/proposals/plan/draft", page, act="undo").code == 303
    assert b"delete: Article 2" in desk("/proposals/plan/draft").body


def test_what_changed_since_is_not_taken(desk: Browser, small: Repository) -> None:
    shown = upload(desk, "edited.docx", tracked(small), into="plan")
    small.write(FILE, PLAN.replace("Article 2", "Article 3").encode())
    before = small.state
    refused = accepted(desk, shown)
    assert refused.code == 409
    assert b"nothing was done" in refused.body
    assert small.state == before


@pytest.mark.parametrize(
    ("file", "data", "typed"),
    [
        ("edited.docx", b"PK\x03\x04 no archive", {"name": "other"}),
        ("edited.exe", b"MZ", {"name": "other"}),
        ("edited.txt", b"Nothing of articles.\n", {"name": "other"}),
        ("edited.txt", b"Article 1\n", {"name": "../../evil"}),
        ("edited.txt", b"Article 1\n", {"name": "plan"}),
        ("edited.txt", b"Article 1\n", {"into": "../plan"}),
        ("../../x<b>.txt", b"Article 1\n", {"into": "none"}),
    ],
)
def test_what_is_no_document_of_the_articles_is_told(
    desk: Browser, small: Repository, file: str, data: bytes, typed: dict[str, str]
) -> None:
    before = small.state
    answer = upload(desk, file, data, **typed)
    assert answer.code == 422
    assert b'name="file"' in answer.body
    assert b"x<b>" not in answer.body
    assert small.state == before


@pytest.mark.parametrize(("citations", "cites"), [("", "3"), ("follow", "4"), ("literal", "3")])
def test_who_sends_it_says_whether_citations_follow_where_nothing_was_edited(
    desk: Browser, small: Repository, citations: str, cites: str
) -> None:
    small.write("articles/004-report.md", b"# Report\n\nAs Article 3 says, the seat is told.\n")
    small.commit("A fourth article")
    text = small.at("export", "--format", "txt", "-o", "-").data.decode()
    fresh = "(Seal)\nArticle 3.\nThere is a seal.\n\n(Office)\nArticle 4."
    edited = text.replace("(Report)\nArticle 4.", "(Report)\nArticle 5.")
    edited = edited.replace("(Office)\nArticle 3.", fresh)
    assert edited.count("Article 4.") == edited.count("Article 5.") == 1
    shown = upload(desk, "edited.txt", edited.encode(), name="other", citations=citations)
    assert accepted(desk, shown).code == 303
    page = desk("/proposals/other/draft")
    assert send(desk, "/proposals/other/draft", page, act="save").code == 200
    told = small.at("plan", "other", "--json")
    assert told.code == 0, told.err
    (kept,) = [each["after"] for each in told.record["references"] if each["before"] == "Article 3"]
    assert kept == f"Article {cites}"
    assert [each["kept"] for each in told.record["unread"]] == ([] if cites == "4" else [True])
