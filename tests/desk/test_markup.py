"""Markup in whatever a page of the desk shows, and in whatever is typed: it is text everywhere."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from lxml import html

from amendtool.desk.rooms import ACTIONS
from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.desk.test_drafting import Drafting, sent
from tests.desk.test_from_document import upload
from tests.desk.test_meeting import send
from tests.desk.test_server import Answer, Browser, started
from tests.sample.kitano import KITANO

ENDS = ("", '"', "'", "--", "</textarea", "</title", "</script", "</style", "</template", "]]")
CORPUS = "".join(f"{end}><x-evil>" for end in ENDS) + (
    "<script>evil()</script><img src=x onerror=evil()>\" evil=1 x=\"' evil=1 x='&lt;x-evil&gt;"
    "<!--</td><ins>{{ 1234567 * 8901234 }}{% raw %}${1234567*8901234}"
)
"""What would become an element or an attribute where one of the ways out were open."""
EVIL, BOTH = json.dumps(CORPUS), json.dumps({"ja": CORPUS, "en": CORPUS})
HEAD = f"title: {BOTH}\nmeeting: {BOTH}\nreasons: {json.dumps({'ja': [CORPUS], 'en': [CORPUS]})}\n"
PLAN = f"""\
amendment: plan
{HEAD}operations:
  - insert: 第2条
    key: evil
    heading: {BOTH}
    text: {BOTH}
"""
HELD = f"""\
amendment: held
draft: yes
{HEAD}operations:
  - delete: 第1条
"""
OTHER = f"""\
amendment: other
{HEAD}operations:
  - replace: 第1条
    text: {BOTH}
"""
WRONG = f"amendment: wrong\n{HEAD}operations:\n  - replace: {EVIL}\n    text: {EVIL}\n"


@pytest.fixture
def kitano(tmp_path: Path) -> Repository:
    """Articles in two editions, which say it themselves, and proposals that do."""
    repository = Repository(path=shutil.copytree(KITANO, tmp_path / "kitano"))
    for file in (*(repository.path / "articles").glob("*/*/*-trade-name.md"),):
        text = file.read_text("utf-8").rstrip("\n")
        file.write_text(f"{text}{CORPUS}\n", "utf-8")
    shutil.rmtree(repository.path / "amendments")
    for name, words in (("plan", PLAN), ("held", HELD), ("other", OTHER), ("wrong", WRONG)):
        repository.write(f"amendments/{name}.yaml", words.encode())
    for command in (
        ("init", "-q"),
        ("add", "articles", "amendtool.toml"),
        ("commit", "-qm", CORPUS),
    ):
        repository.git(*command)
    return repository


@pytest.fixture
def desk(kitano: Repository) -> Iterator[Browser]:
    for browser in started(kitano):
        browser.enter()
        yield browser


def is_text(answer: Answer, name: str, *, shown: bool = True) -> None:
    """Nothing of the corpus is markup in a page; some of it is ``shown``."""
    assert answer.headers["content-type"].startswith("text/html"), (name, answer.body)
    tree: Any = html.fromstring(answer.body)
    page = answer.body.decode()
    for way in ("//x-evil", "//@evil", "//img[@src='x']", "//script[not(@src)]"):
        assert tree.xpath(way) == [], (name, way)
    assert not [each for each in tree.xpath("//@*") if each.attrname.startswith("on")], name
    assert str(1234567 * 8901234) not in page, name  # long: no seal or state has it by chance
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    words = [*tree.itertext(), *tree.xpath("//@value"), *tree.xpath("//@title")]
    assert any("x-evil>" in each for each in words) is shown, name


ALL = (
    *("index.html", "amendments/index.html", "amendments/plan.html", "amendments/wrong.html"),
    *("amendments/plan/files", "amendments/plan/adopt", "amendments/plan/reject", "editions.html"),
    *("amendments/held/adopt", "provisions/trade-name.html", "days/2026-06-25.html"),
    *("proposals", "proposals/document", "proposals/plan/draft", "proposals/held/draft"),
    *("proposals/wrong/draft", "proposals/plan/notice", "proposals/plan/draft?edit=evil"),
    *("proposals/plan/draft?edit=trade-name", "proposals/other/draft", "meeting"),
    *("meeting?no.plan=1&no.other=2", "meeting/votes?no.plan=1&no.other=2&vote.other=rejected"),
)


def test_what_stands_in_the_repository_is_text_on_every_page(desk: Browser) -> None:
    for path in ALL:
        answer = desk(f"/{path}")
        assert answer.code == 200, path
        is_text(answer, path)
    for path in ("en/index.html", "en/amendments/plan.html", "en/proposals/plan/draft?edit=evil"):
        is_text(desk(f"/{path}"), path)


def test_what_is_typed_is_text_where_it_is_told_again(desk: Browser) -> None:
    typed = quote(CORPUS)
    is_text(desk(f"/days/ask?day={typed}"), "a day")
    is_text(desk(f"/meeting?no.plan={typed}"), "the number of an item")
    is_text(desk(f"/proposals/plan/draft?edit={typed}"), "a provision")
    drafting = Drafting(desk)
    fields = {"name": CORPUS, "title": CORPUS}
    is_text(sent(desk, "/proposals/new", drafting.proof, **fields), "a name")
    for act in ("words", "delete", "split", "phrase", "answer"):
        fields = dict.fromkeys(("key", "was", "heading", "text", "find", "with", "place"), CORPUS)
        answer = drafting.send(act, **fields)
        assert answer.code in (409, 422), (act, answer.code)
        is_text(answer, act)
    is_text(drafting.send("yaml", yaml=f"amendment: plan\n{CORPUS}: [{CORPUS}\n"), "the file")
    notice = "/proposals/plan/notice"
    day = sent(desk, notice, drafting.proof, act="facts", adopted=CORPUS)
    is_text(day, "a day of the notice")
    for path in ("amendments/plan/reject", "meeting/votes?" + urlencode({"no.plan": 1})):
        is_text(send(desk, f"/{path}", desk(f"/{path}"), day=CORPUS), path)


@pytest.mark.parametrize("into", ["plan", ""])
def test_a_document_is_text_where_it_is_shown(desk: Browser, kitano: Repository, into: str) -> None:
    words = kitano.at("export", "--format", "txt", "-o", "-").data.decode()
    edited = words.replace("当会社の事業年度は", f"{CORPUS}当会社の事業年度は")
    assert edited != words
    typed = {"into": into} if into else {"name": "new"}
    file = f"{CORPUS.replace('/', '').replace(chr(34), '%22')}.txt"
    for sent_words, code in ((edited, 200), (CORPUS, 422)):
        shown = upload(desk, file, sent_words.encode(), **typed)
        assert shown.code == code, shown.body.decode()
        is_text(shown, "a document")


def test_nothing_is_done_for_a_form_that_proves_nothing(desk: Browser) -> None:
    """Every path that takes a form, those of rooms to come among them."""
    assert not [each.pattern for each in ACTIONS if each.do is not None and each.role == "read"]
    paths = [each.pattern for each in ACTIONS if each.do is not None]
    assert len(paths) > 15
    for pattern in paths:
        path = "/" + pattern.replace("{name}", "plan")
        for proof in ("", "0" * 64):
            assert sent(desk, path, proof, act="save", name="new").code == 403, path
