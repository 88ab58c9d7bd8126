"""``amendtool desk``: the articles in a browser, on this machine, or behind a proxy for several."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, read_file
from amendtool.cli.options import open_workspace
from amendtool.errors import (
    AmendtoolError,
    InputError,
    Place,
    Problem,
    RepositoryError,
    reason_of,
)
from amendtool.messages import say

if TYPE_CHECKING:
    from amendtool.desk.guard import Proxy
    from amendtool.desk.people import People


@click.command(
    cls=Verb, name="desk", example="amendtool desk\namendtool desk --read-only --port 8321"
)
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=0,
    help="The port that it listens on; by default one that is free.",
)
@click.option(
    "--no-browser",
    is_flag=True,
    help="Open no browser: print the address alone.",
)
@click.option(
    "--read-only",
    is_flag=True,
    help="Show what was adopted alone, as `site` does.",
)
@click.option(
    "--host",
    metavar="ADDRESS",
    help="With --trusted-proxy: the address of this machine that it listens on.",
)
@click.option(
    "--trusted-proxy",
    metavar="ADDRESS",
    help="For several people: the address of the proxy that they come through.",
)
@click.option(
    "--socket",
    "by_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="In place of --trusted-proxy: a UNIX socket that the proxy alone can open.",
)
@click.option(
    "--user-header",
    metavar="NAME",
    help="The header in which the proxy names who asks.",
)
@click.option(
    "--url",
    metavar="URL",
    help="The address at which people reach the proxy, such as https://desk.example.com/.",
)
@click.option(
    "--people",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Who may do what; by default desk.toml among your own settings of amendtool.",
)
@click.pass_obj
def command(
    console: Console,
    port: int,
    no_browser: bool,
    read_only: bool,
    host: str | None,
    trusted_proxy: str | None,
    by_file: Path | None,
    user_header: str | None,
    url: str | None,
    people: Path | None,
) -> None:
    """Open the articles in a browser: each provision with its past, tables, any day.

    The pages are those of `site`, made anew whenever something changes, with the amendments that
    are pending, and with forms that ask for a day or for two. What a meeting decided is shown
    before it is recorded, and nothing is written but what a form asked for. It listens on this
    machine alone; the address that is printed opens it once, for one browser. Ctrl-C ends it.

    For a department it stands behind a proxy that knows who asks: --trusted-proxy or --socket,
    with --user-header and --url. Only what comes from the proxy is answered, and the history has
    the name of who did it. What each may do stands in a file outside of the repository (--people);
    without it everybody may read.
    """
    _require_whole(host, trusted_proxy, by_file, user_header, url, people)
    root = _root(console, read_only=read_only)
    try:
        from amendtool.desk.rooms import ACTIONS
        from amendtool.desk.server import Desk, listening, listening_by_file, serve
    except ImportError as error:
        raise RepositoryError(
            Problem(
                code="desk-missing",
                message=say("the desk needs the library Starlette, which is not installed"),
                hint=say(
                    'install it: pip install "amendtool[desk]"; `amendtool site -o DIR` writes '
                    "the same pages without it"
                ),
            )
        ) from error
    from amendtool.cli.language import said_in
    from amendtool.cli.process import goes_on
    from amendtool.workflow.open import open_workspace as opened

    desk = Desk(
        lambda writes: opened(root, writes=writes)[0],
        speak=said_in,
        read_only=read_only,
        actions=ACTIONS,
        folder=root,
    )
    goes_on()
    proxy = None
    if user_header is not None and url is not None:
        proxy = _proxy(console, root, trusted_proxy, user_header, url, people)
    try:
        at = listening_by_file(by_file) if by_file else listening(port, host or "127.0.0.1")
    except (OSError, ValueError) as error:
        raise _not_listening(error, host=host, port=port, by_file=by_file) from error

    def told(address: str) -> None:
        console.print(address)
        if not no_browser and proxy is None:
            console.notice(say("Ctrl-C ends the desk."))
            click.launch(address)

    serve(desk, at, told, proxy)


def _root(console: Console, *, read_only: bool) -> Path:
    """The folder of the repository, or one that an import can begin one in."""
    from amendtool.workflow.importing.foreseen import require_importable, starts_in

    if not read_only and starts_in(console.cwd):
        require_importable(console.cwd)
        return console.cwd
    return Path(open_workspace(console).root)


def _require_whole(
    host: str | None,
    trusted_proxy: str | None,
    by_file: Path | None,
    user_header: str | None,
    url: str | None,
    people: Path | None,
) -> None:
    """Refuse options that are only safe together."""
    if host is not None and trusted_proxy is None:
        raise click.UsageError(
            say("--host is only for a desk behind a proxy: add --trusted-proxy ADDRESS")
        )
    if by_file is not None and trusted_proxy is not None:
        raise click.UsageError(say("name either --socket or --trusted-proxy"))
    if by_file is not None and not hasattr(socket, "AF_UNIX"):
        raise click.UsageError(say("this system has no UNIX sockets: use --trusted-proxy"))
    behind = trusted_proxy is not None or by_file is not None
    if behind and (user_header is None or url is None):
        raise click.UsageError(say("behind a proxy the desk needs --user-header and --url"))
    if not behind and (user_header is not None or url is not None or people is not None):
        raise click.UsageError(
            say("--user-header, --url and --people are for --trusted-proxy or --socket")
        )
    if url is not None:
        where = urlsplit(url)
        if where.scheme not in ("http", "https") or not where.netloc or where.query:
            raise click.UsageError(say("--url is an address like https://desk.example.com/"))
    if trusted_proxy is not None and not _is_address(trusted_proxy):
        raise click.UsageError(say("--trusted-proxy is an address such as 192.0.2.7"))
    if user_header is not None and not user_header.replace("-", "").isalnum():
        raise click.UsageError(say("--user-header is a name like `X-Remote-User`"))


def _proxy(
    console: Console,
    root: Path,
    trusted_proxy: str | None,
    user_header: str,
    url: str,
    people: Path | None,
) -> Proxy:
    from amendtool.desk.guard import Proxy
    from amendtool.desk.people import People

    file = console.cwd / people if people is not None else _own_settings()
    if file.resolve().is_relative_to(root.resolve()):
        raise InputError(
            Problem(
                code="people-inside",
                message=say("what people may do cannot stand in the repository that they change"),
                hint=say("keep the file elsewhere, and name it: --people FILE"),
                place=Place(file=str(file)),
            )
        )
    reader = None
    if people is None and not file.exists():
        console.notice(say("{file} is not there: everybody may read, and no more", file=file))
        reader = People(everyone="read")
    people_now = ChangingPeople(file, console, missing=reader)
    return Proxy(address=trusted_proxy, header=user_header.lower(), url=url, people=people_now)


class ChangingPeople:
    """Who may do what, as its file says it: read again when it has changed.

    ``missing`` is for where it is not there yet; else it is read at once, and InputError raised
    for what is wrong in it. Later, a file that cannot be read leaves everything as it was, and the
    terminal is told why, once; so does one that is taken away.
    """

    def __init__(self, file: Path, console: Console, *, missing: People | None) -> None:
        self._file, self._console, self._lock = file, console, Lock()
        self._seen = self._sign()
        self._people = missing if missing is not None else self._read()

    def __call__(self) -> People:
        """Who may do what now."""
        with self._lock:
            sign = self._sign()
            if sign != self._seen:
                self._read_again()
                self._seen = sign  # of before it was read: what changes meanwhile is seen then
            return self._people

    def _sign(self) -> tuple[int, int, int] | None:
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _read(self) -> People:
        from amendtool.desk.people import read_people

        data = read_file(self._file, str(self._file))
        return read_people(data.decode("utf-8", "replace"), str(self._file))

    def _read_again(self) -> None:
        try:
            self._people = self._read()
        except AmendtoolError as error:
            self._console.problems(error.problems)
            self._console.notice(
                say("Until it is mended, everybody may do what they could before.")
            )
            return
        self._console.notice(say("{file} was read again.", file=self._file))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _own_settings() -> Path:
    """The file of this user's own settings, by the customs of the system."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "amendtool" / "desk.toml"


def _not_listening(
    error: Exception, *, host: str | None, port: int, by_file: Path | None
) -> RepositoryError:
    why = reason_of(error) if isinstance(error, OSError) else str(error)
    if by_file is not None:
        return RepositoryError(
            Problem(
                code="port-taken",
                message=say("the socket {file} cannot be had: {why}", file=by_file, why=why),
                hint=say("name another file with --socket, or end the `desk` that uses it"),
                place=Place(path="--socket"),
            )
        )
    if host is not None and isinstance(error, ValueError):
        raise click.UsageError(say("--host is an address such as 192.0.2.7"))
    return RepositoryError(
        Problem(
            code="port-taken",
            message=say("the port {port} cannot be had: {why}", port=port, why=why),
            hint=say("name another one with --port, or none, and a free one is taken"),
            place=Place(path=f"--port {port}"),
        )
    )
