"""A desk that several people share, behind a proxy that says who they are."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from amendtool.desk.guard import Pace
from amendtool.desk.people import read_people
from amendtool.errors import InputError
from amendtool.workflow.authorship import clean_mail, clean_name
from tests.cli.conftest import PROGRAM, Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.desk.test_server import Answer
from tests.repository.sandbox import clean_environment

DOCS = Path(__file__).resolve().parents[2] / "docs" / "desk.md"
URL = "http://desk.example"
PEOPLE = """\
everyone = "read"

[roles]
draft = ["sato@example.com"]
adopt = ["hanako"]

[names]
hanako = "山田 花子 <hanako@example.co.jp>"
"""


class ByFile(http.client.HTTPConnection):
    """A connection to a socket with a name among files."""

    def __init__(self, path: Path) -> None:
        super().__init__("desk.example", timeout=60)
        self._path = str(path)

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(60)
        self.sock.connect(self._path)


@dataclass
class Shared:
    """A desk that was started, and how it is asked."""

    to: Path | int

    def __call__(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Answer:
        connection = (
            http.client.HTTPConnection("127.0.0.1", self.to, timeout=60)
            if isinstance(self.to, int)
            else ByFile(self.to)
        )
        sent = {"Host": "desk.example"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method, path, skip_host=True)
        for name, value in sent.items():
            connection.putheader(name, value.encode())
        if body is not None:
            connection.putheader("content-length", str(len(body)))
        connection.endheaders(body)
        found = connection.getresponse()
        answer = Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
        connection.close()
        return answer

    def send(self, path: str, page: Answer, user: str, **typed: str) -> Answer:
        """Send the form of a page that ``user`` has seen."""
        fields = dict(re.findall(rb'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page.body))
        body = {name.decode(): value.decode() for name, value in fields.items()} | typed
        kind = "application/x-www-form-urlencoded"
        return self(
            path,
            "POST",
            urlencode(body).encode(),
            Origin=URL,
            Content_Type=kind,
            X_Desk_User=user,
        )


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose name is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="desk") as name:
        yield Path(name)


def started(small: Repository, *options: str, to: Path | int | None = None) -> Iterator[Shared]:
    """A desk for several people; with ``to`` where a proxy asks it."""
    common = ("--user-header", "X-Desk-User", "--url", URL)
    program = subprocess.Popen(
        [*PROGRAM, "desk", *options, *common],
        cwd=small.path,
        env=clean_environment(small.path.parent) | {"AMENDTOOL_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout is not None
        assert program.stdout.readline().strip() == URL
        yield Shared(to if to is not None else port_of(program.pid))
    finally:
        program.terminate()
        program.communicate(timeout=60)


def port_of(process: int) -> int:
    """The port on which a process listens."""
    import psutil

    return next(
        each.laddr.port
        for each in psutil.Process(process).net_connections("tcp")
        if each.status == psutil.CONN_LISTEN
    )


@pytest.fixture
def desk(small: Repository, folder: Path) -> Iterator[Shared]:
    small.amend("plan", "  - delete: Article 2\n", more="title: A plan\nadopted: 2026-06-25\n")
    (folder / "people.toml").write_text(PEOPLE, "utf-8")
    where = folder / "desk.sock"
    yield from started(
        small, "--socket", str(where), "--people", str(folder / "people.toml"), to=where
    )


def test_only_who_is_named_comes_in_and_only_under_its_own_address(desk: Shared) -> None:
    assert desk("/index.html").code == 403
    assert desk("/index.html", X_Desk_User="").code == 403
    assert desk("/index.html", X_Desk_User="\u202e\u200b").code == 403
    assert desk("/index.html", X_Desk_User="hanako").code == 200
    assert desk("/index.html", X_Desk_User="hanako", Host="evil.example").code == 403
    assert desk("/?token=x", X_Desk_User="").code == 403


def test_each_may_do_what_their_role_allows(desk: Shared) -> None:
    path = "/amendments/plan/adopt"
    for user, code in (("hanako", 200), ("sato@example.com", 403), ("somebody", 403)):
        assert desk(path, X_Desk_User=user).code == code
        listed = desk("/amendments/plan.html", X_Desk_User=user).body
        assert (b"plan/adopt" in listed) == (code == 200)
        assert b"plan/files" in listed
    page = desk(path, X_Desk_User="hanako")
    assert desk.send(path, page, "somebody").code == 403
    assert desk.send(path, page, "sato@example.com").code == 403


def test_what_somebody_does_has_their_name_in_the_history(desk: Shared, small: Repository) -> None:
    path = "/amendments/plan/adopt"
    page = desk(path, X_Desk_User="hanako")
    elsewhere = desk(path, "POST", b"", Origin="http://evil.example", X_Desk_User="hanako")
    assert elsewhere.code == 403
    done = desk.send(path, page, "hanako")
    assert done.code == 200, done.body.decode()
    told, committer = small.git("log", "-1", "--format=%an|%ae%n%cn").split("\n")[:2]
    assert told == "山田 花子|hanako@example.co.jp"
    assert committer != "山田 花子"
    assert small.at("verify").code == 0


def test_a_socket_is_for_its_owner_and_their_group(desk: Shared) -> None:
    assert isinstance(desk.to, Path)
    assert desk.to.stat().st_mode & 0o777 == 0o660


def test_a_socket_that_was_left_is_replaced_and_no_other_file(
    small: Repository, folder: Path
) -> None:
    where = folder / "desk.sock"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(where))
    for desk in started(small, "--socket", str(where), to=where):
        assert desk("/index.html", X_Desk_User="anybody").code == 200
        taken = small.run(*_words(where))
        assert (taken.code != 0, "port-taken" in taken.err) == (True, True)
    assert not where.exists()
    where.write_text("mine")
    assert "port-taken" in small.run(*_words(where)).err
    assert where.read_text() == "mine"


def _words(where: Path) -> tuple[str, ...]:
    return ("desk", "--socket", str(where), "--user-header", "X-Desk-User", "--url", URL)


def test_the_header_counts_from_the_proxy_alone(small: Repository) -> None:
    for address, code in (("127.0.0.1", 200), ("192.0.2.7", 403)):
        for desk in started(small, "--host", "127.0.0.1", "--trusted-proxy", address):
            assert desk("/index.html", X_Desk_User="hanako").code == code
            answer = desk("/index.html", X_Desk_User="hanako", X_Forwarded_For="192.0.2.7")
            assert answer.code == code


@pytest.mark.parametrize(
    "words",
    [
        ("--host", "0.0.0.0"),
        ("--trusted-proxy", "127.0.0.1"),
        ("--trusted-proxy", "127.0.0.1", "--user-header", "X-User"),
        ("--trusted-proxy", "proxy", "--user-header", "X-User", "--url", URL),
        ("--user-header", "X-User"),
        ("--people", "people.toml"),
        ("--socket", "a", "--trusted-proxy", "127.0.0.1", "--user-header", "A", "--url", URL),
        ("--socket", "a", "--user-header", "X User", "--url", URL),
        ("--socket", "a", "--user-header", "X-User", "--url", "desk.example"),
    ],
)
def test_what_is_safe_together_alone_is_refused_apart(
    small: Repository, words: tuple[str, ...]
) -> None:
    assert small.run("desk", *words).code == 2


def test_the_repository_does_not_say_who_may_change_it(small: Repository, folder: Path) -> None:
    (small.path / "people.toml").write_text(PEOPLE, "utf-8")
    found = small.run(*_words(folder / "s"), "--people", "people.toml")
    assert "people-inside" in found.err


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('everyone = "root"', "choice-unknown"),
        ("[roles]\nadopt = 'hanako'", "texts-expected"),
        ("[roles]\nadopt = ['a']\nread = ['a']", "user-twice"),
        ("[role]\nadopt = ['a']", "unknown-setting"),
        ("[names]\na = 'A <x'", "person-unclear"),
        ("[names]\na = 3", "person-unclear"),
        ("[names]\na = '<a@b.c>'", "person-unclear"),
        ("[names]\na = 'A\\u202e <a@b.c>'".replace("'", '"'), "person-unclear"),
    ],
)
def test_a_mistake_in_who_may_do_what_is_told(written: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_people(written, "desk.toml")
    assert [each.code for each in refused.value.problems] == [code]


def test_nobody_comes_in_who_is_not_named_unless_everyone_may() -> None:
    people = read_people('[roles]\nread = ["a.b@c"]\n', "desk.toml")
    assert people.person("other") is None
    known = people.person("a.b@c")
    assert known is not None
    assert (known.name, known.mail, known.role) == ("a.b@c", "a.b@c", "read")


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Jane Roe", "Jane Roe"),
        ("山田　花子", "山田 花子"),
        ("a\nCommitter: b <c>", "a Committer: b c"),
        ("Jane\u202eeoR\u200b", "JaneeoR"),
        (" .,;: ", ""),
        ("\x00\x1b[31m", "[31m"),
        ("x" * 500, "x" * 120),
    ],
)
def test_a_name_is_cleaned_before_it_is_committed(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned
    assert clean_name(cleaned) == cleaned


@pytest.mark.parametrize("mail", ["a", "a b@c", "a@b@c", "@", "a@b>\n", "<a@b>"])
def test_what_is_no_address_is_none(mail: str) -> None:
    assert clean_mail(mail) == ""


def test_who_asks_faster_than_a_person_waits() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    waits = [pace.wait("a", writes=True) for _ in range(100)]
    assert waits[0] == 0
    assert waits[-1] > 0
    assert pace.wait("a", writes=False) == 0
    assert pace.wait("b", writes=True) == 0
    now[0] += waits[-1]
    assert pace.wait("a", writes=True) == 0
    assert pace.wait("a", writes=True) > 0


def test_a_visitor_who_asks_too_fast_is_told_to_wait(desk: Shared) -> None:
    codes = [desk("/none", "POST", b"", Origin=URL, X_Desk_User="quick").code for _ in range(90)]
    assert codes[0] == 405
    assert 429 in codes
    assert desk("/index.html", X_Desk_User="hanako").code == 200


NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def behind_nginx(folder: Path) -> Path:
    """The configuration of the documentation, with other places and without a certificate."""
    (found,) = re.findall(r"```nginx\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    front = folder / "front.sock"
    for pattern, put in (
        (r"listen 443 ssl;", f"listen unix:{front};"),
        (r"\s*ssl_certificate\w* .*?;", ""),
        (r"server_name .*?;", "server_name desk.example;"),
        (r"/etc/nginx/desk\.users", str(folder / "users")),
        (r"/run/amendtool/desk\.sock", str(folder / "desk.sock")),
    ):
        found, count = re.subn(pattern, put, found)
        assert count, pattern
    (folder / "users").write_text("hanako:{PLAIN}right\nsomebody:{PLAIN}right\n")
    temporary = "".join(
        f"  {each}_temp_path {folder}/{each};\n"
        for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}daemon off;\nerror_log stderr;\npid {folder}/pid;\nevents {{}}\n"
        f"http {{\n  access_log off;\n{temporary}{found}\n}}\n"
    )
    return front


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_behind_nginx_as_the_documentation_says(desk: Shared, folder: Path) -> None:
    front = behind_nginx(folder)
    assert NGINX is not None
    words = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    program = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    try:
        until = time.monotonic() + 60
        while not front.exists() and program.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        assert front.exists(), program.stderr
        ask = Shared(front)
        right = "Basic aGFuYWtvOnJpZ2h0"  # hanako:right
        other = "Basic c29tZWJvZHk6cmlnaHQ="  # somebody:right
        assert ask("/index.html").code == 401
        assert ask("/index.html", X_Desk_User="hanako").code == 401
        page = ask("/amendments/plan/adopt", Authorization=right)
        assert page.code == 200
        assert page.headers["cache-control"] == "no-store"
        # who says in a header that they are somebody else is who they are
        path = "/amendments/plan/adopt"
        assert ask(path, Authorization=other, X_Desk_User="hanako").code == 403
        assert ask("/index.html", Authorization=right, Host="evil.example").code == 403
        assert ask("/", Authorization=right).headers["location"] == "index.html"
        large = b"x" * (9 * 1024 * 1024)
        kind = "application/x-www-form-urlencoded"
        sent = ask(path, "POST", large, Authorization=right, Content_Type=kind, Origin=URL)
        assert sent.code == 413
        stream = ByFile(front)
        stream.request("GET", "/changes", headers={"Authorization": right})
        assert stream.getresponse().readline().startswith(b"data: ")
        stream.close()
    finally:
        program.terminate()
        program.communicate(timeout=60)


def test_who_may_do_what_is_read_again_when_it_changes(desk: Shared, folder: Path) -> None:
    file, page = folder / "people.toml", "/amendments/plan/adopt"
    assert desk(page, X_Desk_User="jiro").code == 403
    file.write_text(PEOPLE.replace('["hanako"]', '["hanako", "jiro"]'), "utf-8")
    assert desk(page, X_Desk_User="jiro").code == 200
    # What is wrong, or gone, takes nothing away and gives nothing.
    for broken in ("[roles]\nadopt = jiro\n", "everyone = 'adopt'\n[roles]\nadopt = [1]\n"):
        file.write_text(broken, "utf-8")
        assert desk(page, X_Desk_User="jiro").code == 200
        assert desk(page, X_Desk_User="other").code == 403
    file.unlink()
    assert desk(page, X_Desk_User="jiro").code == 200
    file.write_text(PEOPLE.replace('everyone = "read"', ""), "utf-8")
    assert desk(page, X_Desk_User="jiro").code == 403
    assert desk("/index.html", X_Desk_User="hanako").code == 200
