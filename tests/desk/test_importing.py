"""A document that becomes the articles on the desk: looked at, mended, then taken."""

from __future__ import annotations

import http.client
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from tests.cli.conftest import PROGRAM, ROOT, Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.test_server import Answer, Browser, started
from tests.render.test_accessibility import checked
from tests.repository.sandbox import clean_environment

FERNWICK = ROOT / "examples" / "fernwick"
PLAIN = """\
ARTICLES OF INCORPORATION
OF
Heron Ltd.

Article 1 (Name)
The name of the Company is Heron Ltd.

Article 2 (Purpose)
The purpose of the Company is to serve as an exmaple.
"""


@dataclass
class Filled:
    """A form of a page, as a browser would send it."""

    desk: Browser
    at: str
    tree: Any

    def send(self, **typed: str | tuple[str, bytes]) -> Answer:
        (form,) = self.tree
        fields: dict[str, str | tuple[str, bytes]] = {
            each.get("name"): each.get("value", "")
            for each in form.xpath(".//input[@name and not(@type='file' or @type='checkbox')]")
        }
        for each in form.xpath(".//textarea"):
            fields[each.get("name")] = (each.text or "").removeprefix("\n")
        for each in form.xpath(".//option[@selected]"):
            fields[each.getparent().get("name")] = each.get("value")
        body = b""
        for name, value in (fields | typed).items():
            head = f'--B\r\nContent-Disposition: form-data; name="{name}"'
            data = value.encode() if isinstance(value, str) else value[1]
            if not isinstance(value, str):
                head += f'; filename="{value[0]}"'
            body += head.encode() + b"\r\n\r\n" + data + b"\r\n"
        where = urlsplit(self.desk.address)
        connection = http.client.HTTPConnection("127.0.0.1", where.port, timeout=60)
        headers = {
            "Cookie": self.desk.cookie,
            "Origin": f"http://{where.netloc}",
            "Content-Type": "multipart/form-data; boundary=B",
        }
        connection.request(
            "POST", urljoin(self.at, form.get("action")), body + b"--B--\r\n", headers
        )
        found = connection.getresponse()
        answer = Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
        connection.close()
        return answer


def forms(desk: Browser, at: str, page: Answer) -> list[Filled]:
    """The forms of a page that change something, in their order."""
    tree: Any = html.fromstring(page.body)
    return [Filled(desk, at, [each]) for each in tree.xpath("//form[@method='post']")]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


@pytest.fixture
def desk(empty: Path) -> Iterator[Browser]:
    """A desk in a folder without a repository."""
    for browser in started(Repository(path=empty)):
        browser.enter()
        yield browser


def test_where_there_are_no_articles_it_begins_with_a_document(desk: Browser, empty: Path) -> None:
    assert desk("/").headers["location"] == "import"
    page = desk("/import")
    assert page.code == 200
    assert [desk(f"/{each}").code for each in ("desk.css", "desk.js")] == [200, 200]
    (form,) = forms(desk, "/import", page)
    shown = form.send(file=("articles.txt", PLAIN.encode()))
    assert shown.code == 200, shown.body.decode()
    assert b"exmaple" in shown.body
    assert list(empty.iterdir()) == []
    accept = forms(desk, "/import", shown)[0]
    done = accept.send()
    assert done.code == 303, done.body.decode()
    assert urljoin("/import/accept", done.headers["location"]) == "/index.html"
    assert b"exmaple" in desk("/index.html").body
    company = Repository(path=empty)
    assert company.at("verify").code == 0
    assert company.status == []
    assert 'company = "Heron Ltd."' in (empty / "amendtool.toml").read_text("utf-8")


def test_what_was_read_wrongly_is_mended_first(desk: Browser, empty: Path) -> None:
    shown = forms(desk, "/import", desk("/import"))[0].send(file=("a.txt", PLAIN.encode()))
    mend = forms(desk, "/import", shown)[2]
    (form,) = mend.tree
    text = form.xpath("string(.//textarea)").replace("exmaple", "example")
    again = mend.send(text=text)
    assert again.code == 200
    assert b"exmaple" not in again.body
    assert list(empty.iterdir()) == []
    assert forms(desk, "/import", again)[0].send().code == 303
    assert b"serve as an example" in desk("/index.html").body
    assert Repository(path=empty).at("verify").code == 0


def test_bylaws_of_word_are_mended_as_a_text(desk: Browser, empty: Path) -> None:
    (document,) = FERNWICK.glob("*.docx")
    file = (document.name, document.read_bytes())
    shown = forms(desk, "/import", desk("/import"))[0].send(file=file)
    mend = forms(desk, "/import", shown)[2]
    (form,) = mend.tree
    text = form.xpath("string(.//textarea)")
    assert "ARTICLE I OFFICES\n" in text
    again = mend.send(text=text.replace("12 Mill Lane", "14 Mill Lane"))
    assert again.code == 200
    taken = forms(desk, "/import", again)[0].send(company="Fernwick Paper, Inc.")
    assert taken.code == 303, taken.body.decode()
    page = desk("/index.html").body
    assert b"14 Mill Lane" in page
    assert b"ARTICLE I OFFICES" in page
    company = Repository(path=empty)
    assert company.at("verify").code == 0
    assert len(company.git("ls-files", "articles/*/*").splitlines()) == 48


def test_a_document_of_word_is_read_as_the_command_line_reads_it(
    desk: Browser, empty: Path, tmp_path: Path
) -> None:
    (document,) = FERNWICK.glob("*.docx")
    data = document.read_bytes()
    shown = forms(desk, "/import", desk("/import"))[0].send(file=(document.name, data))
    assert shown.code == 200
    typed = {} if b'name="company" value=""' not in shown.body else {"company": "Fernwick"}
    done = forms(desk, "/import", shown)[0].send(**typed)
    assert done.code == 303, done.body.decode()
    other = tmp_path / "other"
    other.mkdir()
    (other / document.name).write_bytes(data)
    words = [*PROGRAM, "import", document.name, "--yes", "--company", "Fernwick"]
    env = clean_environment(empty.parent)
    subprocess.run(words, cwd=other, env=env, check=True, capture_output=True)
    mine, theirs = Repository(path=empty), Repository(path=other)
    assert mine.files("articles") == theirs.files("articles")


def test_what_cannot_be_read_is_told_and_the_document_kept(desk: Browser, empty: Path) -> None:
    struck = b"<p>Article 1 (Name)</p><p>The name is <s>Heron</s> Egret Ltd.</p>"
    first = forms(desk, "/import", desk("/import"))[0].send(file=("a.html", struck))
    assert first.code == 422
    again = forms(desk, "/import", first)[0]
    shown = again.send(struck="drop")
    assert shown.code == 200, shown.body.decode()
    assert b"Egret" in shown.body
    for data in (b"", b"\0\1\2"):
        refused = forms(desk, "/import", desk("/import"))[0].send(file=("a.docx", data))
        assert refused.code == 422
    assert forms(desk, "/import", desk("/import"))[0].send().code == 422
    assert list(empty.iterdir()) == []


def test_what_was_shown_alone_is_taken(desk: Browser, empty: Path) -> None:
    shown = forms(desk, "/import", desk("/import"))[0].send(file=("a.txt", PLAIN.encode()))
    accept = forms(desk, "/import", shown)[0]
    assert accept.send(seal="0" * 64).code == 409
    nameless = accept.send(company="\u202e")
    assert nameless.code == 422
    assert list(empty.iterdir()) == []
    assert accept.send().code == 303
    late = accept.send()
    assert late.code == 422  # there are articles now
    assert Repository(path=empty).at("verify").code == 0


def test_a_markup_in_a_document_is_text(desk: Browser) -> None:
    text = PLAIN.replace("exmaple", "<script>alert(1)</script><b>x</b>")
    shown = forms(desk, "/import", desk("/import"))[0].send(file=("</h1>.txt", text.encode()))
    tree: Any = html.fromstring(shown.body)
    assert [each.get("src") for each in tree.iter("script")] == ["desk.js"]
    assert "<script>alert(1)</script>" in tree.text_content()
    assert not list(tree.iter("b"))


def test_articles_are_not_written_over(small: Repository) -> None:
    before = small.state
    for browser in started(small):
        browser.enter()
        page = browser("/import")
        assert page.code == 200
        answer = forms(browser, "/import", page)[0].send(file=("a.txt", PLAIN.encode()))
        assert answer.code == 422
    assert small.state == before


def test_axe_finds_nothing(desk: Browser, tmp_path: Path) -> None:
    page = desk("/import")
    shown = forms(desk, "/import", page)[0].send(file=("a.txt", PLAIN.encode()))
    for name in ("desk.css", "desk.js"):
        (tmp_path / name).write_bytes(desk(f"/{name}").body)
    for each in (page, shown):
        found = checked(each.body.decode(), tmp_path)
        assert found["violations"] == []
        assert {"color-contrast", "label"} <= set(found["passes"])
