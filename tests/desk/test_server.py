"""The desk as a browser meets it: who gets in, what is sent, and that it is of this moment."""

from __future__ import annotations

import datetime
import http.client
import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, urljoin, urlsplit

import pytest
from lxml import html

from amendtool.cli.language import said_in
from amendtool.desk import server
from amendtool.desk.actions import Asked, Visitor
from amendtool.desk.frame import PagePath
from amendtool.desk.rooms import ACTIONS
from amendtool.desk.server import Desk, listening, server_of
from amendtool.repository.workspace import Workspace
from amendtool.workflow.open import open_workspace
from tests.cli.conftest import PROGRAM, Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.cli.test_no_program_runs import Traps, included
from tests.cli.test_no_program_runs import bait as bait
from tests.cli.test_no_program_runs import trapped as trapped
from tests.cli.test_no_program_runs import traps as traps
from tests.cli.test_no_program_runs import written as written
from tests.repository.sandbox import clean_environment


@dataclass
class Answer:
    code: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Browser:
    """Asks the desk; keeps a cookie, as a browser does."""

    address: str
    cookie: str = ""
    more: dict[str, str] = field(default_factory=dict)

    def __call__(self, path: str, method: str = "GET", **headers: str) -> Answer:
        where = urlsplit(self.address)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            sent["Cookie"] = self.cookie
        connection.request(method, path, headers=sent)
        found = connection.getresponse()
        answer = Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
        connection.close()
        return answer

    def enter(self) -> Answer:
        """Go where the printed address leads."""
        where = urlsplit(self.address)
        answer = self(f"{where.path}?{where.query}")
        self.cookie = answer.headers.get("set-cookie", "").partition(";")[0]
        return answer


@pytest.fixture
def desk(small: Repository) -> Iterator[Browser]:
    small.amend("secret", "  - delete: Article 2\n", more="title: A secret plan\n")
    yield from started(small)


def started(repository: Repository, *, read_only: bool = False) -> Iterator[Browser]:
    """A desk in this process, as the program opens it: hundreds of tests have one of their own."""
    folder = repository.path
    with patch.dict(os.environ, clean_environment(folder.parent), clear=True):
        desk = Desk(
            lambda writes: open_workspace(folder, writes=writes)[0],
            speak=said_in,
            read_only=read_only,
            actions=ACTIONS,
            folder=folder,
        )
        with answering(desk) as browser:
            yield browser


@contextmanager
def answering(desk: Desk) -> Iterator[Browser]:
    """A desk on a thread of this process, which ends before the test does."""
    answers, address = server_of(desk, listening(0))
    running = threading.Thread(target=answers.answer)
    running.start()
    try:
        yield Browser(address)
    finally:
        answers.should_exit = True
        running.join(60)
        assert not running.is_alive()


def run(repository: Repository, *options: str) -> Iterator[Browser]:
    """A desk in a process of its own, as a user starts it."""
    program = subprocess.Popen(
        [*PROGRAM, "desk", "--no-browser", *options],
        cwd=repository.path,
        env=clean_environment(repository.path.parent) | {"AMENDTOOL_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout is not None
        yield Browser(program.stdout.readline().strip())
    finally:
        program.terminate()
        program.communicate(timeout=60)


def test_only_the_printed_address_opens_it_and_only_once(desk: Browser) -> None:
    assert desk("/").code == 403
    assert desk("/index.html").code == 403
    assert desk("/?token=wrong").code == 403
    entered = desk.enter()
    assert (entered.code, entered.headers["location"]) == (303, "/")
    assert entered.headers["referrer-policy"] == "no-referrer"
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert "samesite=strict" in entered.headers["set-cookie"].lower()
    port = urlsplit(desk.address).port
    assert desk.cookie.startswith(f"amendtool-desk-{port}=")
    assert desk("/").headers["location"] == "index.html"
    page = desk("/index.html")
    assert page.code == 200
    assert b"Article 2" in page.body
    assert Browser(desk.address).enter().code == 403  # the same address, in another browser


def test_every_answer_forbids_what_pages_do_not_need(desk: Browser) -> None:
    desk.enter()
    for path in ("/index.html", "/desk.js", "/nothing", "/"):
        headers = desk(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        # With no-referrer a browser would send the origin of a form as null.
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


def test_a_name_that_is_made_to_lead_here_is_refused(desk: Browser) -> None:
    desk.enter()
    port = urlsplit(desk.address).port
    assert desk("/index.html", Host=f"localhost:{port}").code == 200
    for host in (f"evil.example:{port}", "127.0.0.1", "127.0.0.1:1", ""):
        assert desk("/index.html", Host=host).code == 403


def test_what_changes_something_comes_from_a_page_of_its_own(desk: Browser) -> None:
    desk.enter()
    own = f"http://127.0.0.1:{urlsplit(desk.address).port}"
    for headers in (
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": own, "Sec_Fetch_Site": "cross-site"},
    ):
        assert desk("/index.html", "POST", **headers).code == 403
    assert desk("/index.html", "POST", Origin=own).code == 405


def test_it_shows_what_is_pending_and_what_is_adopted_since(
    desk: Browser, small: Repository
) -> None:
    desk.enter()
    assert b"A secret plan" in desk("/amendments/index.html").body
    assert b"pending" in desk("/amendments/index.html").body
    assert small.at("apply", "secret").code == 0
    listed = desk("/amendments/index.html").body
    assert b"adopted" in listed
    assert b"pending" not in listed


def test_any_day_and_any_two_can_be_asked_for(desk: Browser) -> None:
    desk.enter()
    assert desk("/days/ask?day=2024-06-25").headers["location"] == "../days/2024-06-25.html"
    both = desk("/days/ask?day=2024-06-25&other=2020-01-01").headers["location"]
    assert both == "../days/2020-01-01..2024-06-25.html"
    for typed in ("2024年6月25日", "令和6年6月25日", "June 25, 2024"):
        asked = desk(f"/days/ask?day={quote(typed)}")
        assert asked.headers["location"] == "../days/2024-06-25.html"
    for typed in ("day=tomorrow", "day=2024-06-25&other=soon"):
        wrong = desk(f"/days/ask?{typed}")
        assert wrong.code == 422
        assert b"This is no day" in wrong.body
        assert typed.rpartition("=")[2].encode() in wrong.body
    assert desk("/none/days/ask?day=tomorrow").code == 404
    assert re.search(rb"In force on June 25, 2024", desk("/days/2024-06-25.html").body)


def test_read_only_shows_what_was_adopted_alone(small: Repository) -> None:
    small.amend("secret", "  - delete: Article 2\n", more="title: A secret plan\n")
    for desk in run(small, "--read-only"):
        desk.enter()
        assert b"secret" not in desk("/amendments/index.html").body
        assert desk("/amendments/secret.html").code == 404


def test_a_port_that_is_taken_is_told(desk: Browser, small: Repository) -> None:
    port = urlsplit(desk.address).port
    found = small.run("desk", "--no-browser", "--port", str(port))
    assert found.code != 0
    assert "port-taken" in found.err
    assert "--port" in found.err


def test_it_stays_when_git_is_broken_and_says_so(desk: Browser, small: Repository) -> None:
    desk.enter()
    (small.path / "amendtool.toml").write_text("company = 3\n")
    told = desk("/index.html")
    assert told.code == 503
    assert b"amendtool" in told.body or b"company" in told.body


def test_nothing_that_the_repository_names_is_run(
    trapped: Repository, traps: Traps, bait: Path
) -> None:
    included(trapped, bait)
    for desk in run(trapped):
        desk.enter()
        for path in ("/index.html", "/amendments/first.html", "/days/2026-06-25.html"):
            assert desk(path).code == 200
    assert traps.gone_off == []


class Stream:
    """What an open page is told of changes."""

    def __init__(self, desk: Browser) -> None:
        where = urlsplit(desk.address)
        self._connection = http.client.HTTPConnection(
            where.hostname or "", where.port or 0, timeout=60
        )
        self._connection.request("GET", "/changes", headers={"Cookie": desk.cookie})
        self._answer = self._connection.getresponse()
        self.kind = self._answer.headers["content-type"]

    def state(self) -> str:
        """The next state that is told."""
        while not (line := self._answer.readline()).startswith(b"data: "):
            assert line, "the stream ended"
        return line.decode().removeprefix("data: ").strip()

    def close(self) -> None:
        """As a page does that is left."""
        self._answer.close()
        self._connection.close()


def state_of(page: bytes) -> str:
    found = re.search(rb'<meta name="state" content="([^"]+)">', page)
    assert found is not None
    return found[1].decode()


def test_an_open_page_is_told_of_what_an_editor_and_git_change(
    desk: Browser, small: Repository
) -> None:
    assert desk("/changes").code == 403
    desk.enter()
    first = state_of(desk("/index.html").body)
    stream = Stream(desk)
    try:
        assert stream.kind.startswith("text/event-stream")
        assert stream.state() == first
        small.amend("another", "  - delete: Article 3\n")
        second = stream.state()
        assert second != first
        assert state_of(desk("/amendments/another.html").body) == second
        assert small.at("apply", "secret").code == 0
        third = stream.state()
        while state_of(desk("/index.html").body) != third:
            third = stream.state()  # files are written one after the other
        assert third not in (first, second)
    finally:
        stream.close()


def test_every_page_says_of_which_state_it_is(desk: Browser, small: Repository) -> None:
    pages = (
        *("/index.html", "/amendments/secret.html", "/amendments/secret/reject"),
        *("/amendments/secret/adopt", "/proposals", "/proposals/secret/draft", "/meeting"),
    )
    desk.enter()
    stream = Stream(desk)
    told = {stream.state()}
    stream.close()
    assert {state_of(desk(each).body) for each in pages} == told
    small.amend("another", "  - delete: Article 3\n")
    then = {state_of(desk(each).body) for each in pages}
    assert len(then) == 1
    assert then.isdisjoint(told)
    (small.path / "amendments/another.yaml").unlink()
    assert {state_of(desk(each).body) for each in pages} == told  # as they were: nothing to show


def test_a_page_is_never_older_than_it_says(small: Repository) -> None:
    """What changes while a page is made is told to it, though it may show it."""
    small.amend("plan", "  - delete: Article 2\n", more="title: A plan\n")
    desk = Desk(lambda writes: open_workspace(small.path, writes=writes)[0], speak=said_in)
    before = desk.state()
    asked = Asked(
        at=PagePath(edition="", path="amendments/plan/reject"),
        names={"name": "plan"},
        visitor=Visitor(csrf="c"),
        opened=lambda: open_workspace(small.path)[0],
        state_of=desk.state_of,
        answers=False,
        today=datetime.date(2026, 6, 25),
        folder=small.path,
    )
    asked.workspace()
    small.amend("another", "  - delete: Article 3\n")
    assert asked.frame().state == before
    assert asked.again()
    assert asked.frame().state == desk.state() != before


def test_it_ends_at_once_though_a_page_is_open(small: Repository) -> None:
    program = subprocess.Popen(
        [*PROGRAM, "desk", "--no-browser"],
        cwd=small.path,
        env=clean_environment(small.path.parent) | {"AMENDTOOL_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    desk = Browser(program.stdout.readline().strip())
    desk.enter()
    stream = Stream(desk)
    try:
        stream.state()
        program.send_signal(signal.SIGINT)
        _, told = program.communicate(timeout=60)
        assert "Traceback" not in told
        assert "stopped at your request" in told
    finally:
        stream.close()
        program.kill()
        program.wait()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/amendments/plan/reject", "application/x-www-form-urlencoded"),
        ("/proposals/document", "multipart/form-data; boundary=B"),
        ("/amendments/plan/reject", "text/plain"),
    ],
)
def test_who_leaves_while_a_form_is_sent_changes_nothing(
    small: Repository, path: str, kind: str
) -> None:
    small.amend("plan", "  - delete: Article 2\n")
    before = small.state
    program = subprocess.Popen(
        [*PROGRAM, "desk", "--no-browser"],
        cwd=small.path,
        env=clean_environment(small.path.parent) | {"AMENDTOOL_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout is not None
        desk = Browser(program.stdout.readline().strip())
        desk.enter()
        tree: Any = html.fromstring(desk("/amendments/plan/reject").body)
        proof = tree.xpath("string(//input[@name='csrf']/@value)")
        host = urlsplit(desk.address).netloc
        head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        head += f"Cookie: {desk.cookie}\r\nContent-Type: {kind}\r\nContent-Length: 999\r\n\r\n"
        name, _, port = host.partition(":")
        with socket.create_connection((name, int(port)), timeout=60) as left:
            left.sendall(f"{head}csrf={proof}&day=2020-".encode())
        assert desk("/index.html").code == 200
        program.send_signal(signal.SIGINT)  # it ends what is under way first
        _, told = program.communicate(timeout=60)
        assert "Traceback" not in told
        assert small.state == before
    finally:
        program.kill()
        program.wait()


def test_what_is_half_written_is_no_change(desk: Browser, small: Repository) -> None:
    desk.enter()
    stream = Stream(desk)
    config = small.path / "amendtool.toml"
    whole = config.read_text("utf-8")
    try:
        first = stream.state()
        config.write_text("company = 3\n")
        assert desk("/index.html").code == 503
        config.write_text(whole, "utf-8")
        small.amend("another", "  - delete: Article 3\n")
        assert stream.state() != first
        assert desk("/index.html").code == 200
    finally:
        stream.close()


def spoken_of(page: bytes) -> tuple[str, str]:
    """The language of a page's own words, and of the articles in it where it has any."""
    tree: Any = html.fromstring(page)
    (nav,) = tree.xpath("//nav[contains(@class, 'desk-top')]")
    return nav.get("lang"), tree.get("lang")


PLACES = ("index.html", "history.html", "amendments/index.html", "days/index.html")


@pytest.mark.parametrize("path", [*PLACES, "amendments/secret.html", "amendments/secret/reject"])
def test_every_page_speaks_the_language_that_is_chosen_on_it(desk: Browser, path: str) -> None:
    desk.enter()
    first = desk(f"/{path}").body
    assert spoken_of(first)[0] == "en"
    tree: Any = html.fromstring(first)
    links = {each.text: each for each in tree.xpath("//ul[@class='desk-languages']//a")}
    assert links["English"].get("aria-current") == "true"
    chosen = links["日本語"].get("href")
    answer = desk(urljoin(f"/{path}", chosen))
    assert answer.code == 303
    kept = answer.headers["set-cookie"]
    assert kept.startswith("amendtool-language=ja;")
    assert "httponly" in kept.lower()
    assert "samesite=strict" in kept.lower()
    there = urljoin(urljoin(f"/{path}", chosen), answer.headers["location"])
    assert there == f"/{path}"
    desk.cookie += "; " + kept.partition(";")[0]
    again = desk(there).body
    assert spoken_of(again)[0] == "ja"
    assert "本文へ" in again.decode()
    if path == "index.html":
        assert spoken_of(again)[1] == "en"  # the articles are what they are
    assert spoken_of(desk("/index.html").body)[0] == "ja"


@pytest.mark.parametrize("path", ["/speak/fr/index.html", "/speak/ja", "/speak/"])
def test_a_language_that_is_not_spoken_is_not_chosen(desk: Browser, path: str) -> None:
    desk.enter()
    answer = desk(path)
    assert answer.code == 404
    assert "set-cookie" not in answer.headers
    desk.cookie += "; amendtool-language=fr"
    assert spoken_of(desk("/index.html").body)[0] == "en"


@pytest.mark.parametrize(
    "path", ["//evil.example", "/%2Fevil.example", "/https://evil.example", "/%5C%5Cevil.example"]
)
def test_the_choice_of_a_language_leads_to_no_other_host(desk: Browser, path: str) -> None:
    desk.enter()
    asked = f"/speak/ja{path}"
    answer = desk(asked)
    where = urlsplit(desk.address)
    own = f"http://{where.netloc}"
    there = urlsplit(urljoin(own + asked, answer.headers.get("location", "")))
    assert there.netloc == where.netloc
    assert desk(f"{own}{asked}", Host="evil.example").code == 403


def test_many_who_ask_at_once_look_once_what_has_changed(
    small: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[bool] = []
    go, all_there = threading.Event(), threading.Semaphore(0)

    def clock() -> float:
        all_there.release()  # who asks looks at the clock first
        return time.monotonic()

    monkeypatch.setattr(server, "time", SimpleNamespace(monotonic=clock))

    def opened(writes: bool) -> Workspace:
        looks.append(writes)
        assert go.wait(60)
        return open_workspace(small.path, writes=writes)[0]

    desk = Desk(opened, speak=said_in)
    with ThreadPoolExecutor(12) as pool:
        asked = [pool.submit(desk.file, "index.html") for _ in range(12)]
        for _ in range(12 + 1):  # the first one once more, before it looks what has changed
            assert all_there.acquire(timeout=60)
        go.set()
        pages = {each.result() for each in asked}
    assert len(pages) == 1
    assert len(looks) <= 2  # for who came before the first look, and for who came during it
    small.amend("later", "  - delete: Article 3\n", more="title: Later on\n")
    assert b"Later on" in (desk.file("amendments/index.html") or b"")
