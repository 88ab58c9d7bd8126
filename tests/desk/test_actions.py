"""What is asked of the desk in a form: who may ask, what comes of it, and one at a time."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from amendtool.cli.language import said_in
from amendtool.desk.actions import (
    Action,
    Asked,
    Download,
    Elsewhere,
    Outcome,
    SentValue,
    Turns,
)
from amendtool.desk.server import Desk
from amendtool.errors import ConflictError, InputError, Place, Problem, RepositoryError
from amendtool.importing.document import MOST_BYTES
from amendtool.workflow.open import open_workspace
from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.test_server import Answer, Browser, answering

FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass
class Room:
    """Actions that keep what they were asked, and count how many of them run at once."""

    asked: list[Asked] = field(default_factory=list)
    running: int = 0
    most: int = 0

    def ask(self, asked: Asked) -> Outcome:
        typed = [("name", asked.names["name"])]
        return asked.page("failed.html.j2", title="Ask", typed=typed, unchanged=True)

    def keep(self, asked: Asked) -> Outcome:
        self.asked.append(asked)
        return Elsewhere("amendments/index.html", fragment="a b")

    def slow(self, asked: Asked) -> Outcome:
        self.running += 1
        self.most = max(self.most, self.running)
        time.sleep(0.1)
        self.running -= 1
        return SentValue(value={"done": True})

    def fail(self, asked: Asked) -> Outcome:
        kinds = {"conflict": ConflictError, "input": InputError, "disk": RepositoryError}
        kind = kinds[asked.form["kind"]]
        raise kind(
            Problem(
                code="edition-unknown",
                message="<b>no</b> & never",
                hint="ask again",
                place=Place(file="amendments/a.yaml", line=3),
            )
        )

    def download(self, asked: Asked) -> Outcome:
        return Download(name="新旧 対照表.bin", media_type="application/octet-stream", data=b"\0\n")

    @property
    def actions(self) -> list[Action]:
        return [
            Action(pattern="rooms/{name}/keep", show=self.ask, do=self.keep),
            Action(pattern="rooms/slow", do=self.slow),
            Action(pattern="rooms/fast", do=self.slow, writes=False),
            Action(pattern="rooms/fail", do=self.fail),
            Action(pattern="rooms/download", show=self.download),
        ]


@dataclass
class Served:
    """A desk that is asked for real, and a browser that has entered it."""

    room: Room
    browser: Browser
    origin: str
    csrf: str = ""

    def post(
        self,
        path: str,
        fields: Mapping[str, str] | None = None,
        *,
        body: bytes | None = None,
        more: Mapping[str, str] | None = None,
        **headers: str,
    ) -> Answer:
        where = urlsplit(self.origin)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
        sent = {"cookie": self.browser.cookie, "origin": self.origin, **FORM}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        sent |= more or {}
        data = body if body is not None else urlencode(fields or {}).encode()
        connection.request("POST", path, body=data, headers=sent)
        found = connection.getresponse()
        answer = Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
        connection.close()
        return answer


@contextmanager
def desk_of(folder: Path, room: Room, *, read_only: bool = False) -> Iterator[Served]:
    desk = Desk(
        lambda writes: open_workspace(folder, writes=writes)[0],
        speak=said_in,
        read_only=read_only,
        actions=room.actions,
    )
    with answering(desk) as browser:
        browser.enter()
        origin = f"http://{urlsplit(browser.address).netloc}"
        yield Served(room=room, browser=browser, origin=origin)


@pytest.fixture
def served(small: Repository) -> Iterator[Served]:
    with desk_of(small.path, Room()) as found:
        page = found.browser("/rooms/a/keep").body.decode()
        token = re.search(r'name="csrf" content="([0-9a-f]{64})"', page)
        assert token is not None
        found.csrf = token[1]
        yield found


def test_a_form_of_a_page_is_taken_and_leads_on(served: Served) -> None:
    answer = served.post("/rooms/x%20y/keep", {"csrf": served.csrf, "text": "a\r\nb", "no": ""})
    assert answer.code == 303
    assert answer.headers["location"] == "../../amendments/index.html#a%20b"
    (asked,) = served.room.asked
    assert asked.names == {"name": "x y"}
    assert asked.form == {"text": "a\nb", "no": ""}


def test_a_script_sends_the_proof_in_a_header(served: Served) -> None:
    assert served.post("/rooms/a/keep", {"text": "a"}, X_CSRF=served.csrf).code == 303


@pytest.mark.parametrize("proof", [None, "", "0" * 64, "é"])
def test_without_the_proof_nothing_is_done(served: Served, proof: str | None) -> None:
    fields = {"text": "a"} | ({} if proof is None else {"csrf": proof})
    assert served.post("/rooms/a/keep", fields).code == 403
    assert served.room.asked == []


def test_the_proof_of_another_browser_is_none(served: Served, small: Repository) -> None:
    with desk_of(small.path, Room()) as other:
        page = other.browser("/rooms/a/keep").body.decode()
    proof = re.search(r'name="csrf" content="([0-9a-f]{64})"', page)
    assert proof is not None
    assert served.post("/rooms/a/keep", {"csrf": proof[1]}).code == 403


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("origin", "http://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("cookie", ""),
        ("host", "evil.example"),
    ],
)
def test_a_page_from_elsewhere_does_nothing(served: Served, header: str, value: str) -> None:
    found = served.post("/rooms/a/keep", {"csrf": served.csrf}, more={header: value})
    assert found.code == 403
    assert served.room.asked == []


def test_a_file_comes_as_it_is(served: Served) -> None:
    data = bytes(range(256)) * 100
    body = b"".join(
        b"--B\r\nContent-Disposition: form-data; name=" + head + b"\r\n\r\n" + value + b"\r\n"
        for head, value in (
            (b'"csrf"', served.csrf.encode()),
            (b'"title"', "定款".encode()),
            (b'"document"; filename="C:\\fakepath\\../a.docx"', data),
            (b'"none"; filename=""', b""),
        )
    )
    kind = "multipart/form-data; boundary=B"
    answer = served.post("/rooms/a/keep", body=body + b"--B--\r\n", content_type=kind)
    assert answer.code == 303
    (asked,) = served.room.asked
    assert asked.form == {"title": "定款"}
    assert list(asked.files) == ["document"]
    assert asked.files["document"].name == "a.docx"
    assert asked.files["document"].data == data


def test_what_is_too_large_is_refused(served: Served) -> None:
    """To those who send all of it: the answer arrives, and not the end of the connection."""
    sent = b"csrf=" + served.csrf.encode() + b"&a=" + b"x" * (9 * 1024 * 1024)
    assert served.post("/rooms/a/keep", body=sent).code == 413
    assert served.post("/rooms/a/keep", body=sent, content_type="text/plain").code == 415
    assert served.post("/rooms/b/none", body=sent).code in (403, 404, 405)
    assert served.room.asked == []


def test_what_is_said_to_be_far_too_large_is_not_read(served: Served) -> None:
    most = {"multipart/form-data; boundary=B": MOST_BYTES, FORM["content-type"]: 8 * 1024 * 1024}
    for kind, size in most.items():
        told = str(size + 64 * 1024 * 1024)
        assert served.post("/rooms/a/keep", content_type=kind, content_length=told).code == 413
    assert served.room.asked == []


def test_what_says_no_length_is_held_to_it_too(served: Served) -> None:
    where = urlsplit(served.origin)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
    headers = {"cookie": served.browser.cookie, "origin": served.origin, **FORM}
    pieces = [b"csrf=" + served.csrf.encode() + b"&a="] + [b"x" * 65536] * (9 * 16)
    try:
        connection.request(
            "POST", "/rooms/a/keep", body=iter(pieces), headers=headers, encode_chunked=True
        )
        found = connection.getresponse()
        found.read()
        assert found.status == 413
    finally:
        connection.close()
    assert served.room.asked == []


def test_what_no_form_sends_is_refused(served: Served) -> None:
    given = {"csrf": served.csrf}
    assert served.post("/rooms/a/keep", given, content_type="application/json").code == 415
    assert served.post("/rooms/a/keep", given, content_type="multipart/form-data").code == 400
    assert served.post("/rooms/nothing", given).code == 405
    assert served.post("/rooms/download", given).code == 405
    assert served.browser("/rooms/slow").code == 405


def test_a_desk_to_read_does_nothing(small: Repository) -> None:
    room = Room()
    with desk_of(small.path, room, read_only=True) as read:
        assert read.browser("/rooms/a/keep").code == 404
        assert read.post("/rooms/a/keep", {"csrf": "0" * 64}).code == 403
    assert room.asked == []


@pytest.mark.parametrize(("kind", "code"), [("conflict", 409), ("input", 422), ("disk", 503)])
def test_an_error_is_a_page_that_keeps_what_was_typed(served: Served, kind: str, code: int) -> None:
    text = "line one\n</textarea><script>two</script>"
    answer = served.post("/rooms/fail", {"csrf": served.csrf, "kind": kind, "text": text})
    page = answer.body.decode()
    assert answer.code == code
    assert "&lt;b&gt;no&lt;/b&gt; &amp; never" in page
    assert "amendments/a.yaml:3" in page
    assert "ask again" in page
    assert "line one\n&lt;/textarea&gt;&lt;script&gt;two" in page
    assert ("Nothing was changed" in page) == (kind != "disk")
    assert page.count(served.csrf) == 1  # in the head, and not among what was typed
    assert 'href="../amendments/index.html"' in page


def test_two_that_write_wait_for_each_other(served: Served) -> None:
    def both(path: str) -> int:
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lambda _: served.post(path, {"csrf": served.csrf}), range(2)))
        assert [each.code for each in done] == [200, 200]
        assert [each.body for each in done] == [b'{"done":true}'] * 2
        return served.room.most

    assert both("/rooms/slow") == 1


def test_who_writes_is_alone_and_who_reads_is_not() -> None:
    turns, together = Turns(), threading.Barrier(2)

    def read() -> None:
        with turns.reading():
            together.wait(60)

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(read) for _ in range(2)]:
            each.result(60)
    seen: list[str] = []

    def write() -> None:
        with turns.writing():
            seen.append("written")

    with turns.reading():
        writer = threading.Thread(target=write)
        writer.start()
        seen.append("read")
    writer.join(60)
    assert seen == ["read", "written"]


def test_a_download_keeps_its_name(served: Served) -> None:
    answer = served.browser("/rooms/download")
    assert answer.body == b"\0\n"
    assert answer.headers["content-type"] == "application/octet-stream"
    told = answer.headers["content-disposition"]
    assert told == (
        "attachment; filename*=UTF-8''%E6%96%B0%E6%97%A7%20%E5%AF%BE%E7%85%A7%E8%A1%A8.bin"
    )


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("amendments/x/adopt", {"name": "x"}),
        ("amendments//adopt", None),
        ("amendments/../adopt", None),
        ("amendments/x/y/adopt", None),
        ("amendments/x/adopt/", None),
        ("amendments/x", None),
    ],
)
def test_a_pattern_takes_whole_names(path: str, names: object) -> None:
    assert Action(pattern="amendments/{name}/adopt").names_in(path) == names
