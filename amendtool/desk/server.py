"""The desk as a program that a browser talks to: pages made when they are asked for.

What the library Starlette does is here and in :mod:`amendtool.desk.guard` alone; it is an extra,
``pip install "amendtool[desk]"``.
"""

from __future__ import annotations

import datetime
import mimetypes
import socket
from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Final
from urllib.parse import quote

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from amendtool.desk.frame import DAYS, INDEX, PagePath, day_path
from amendtool.desk.guard import LOOPBACK, Guard
from amendtool.desk.pages import Pages, Speak
from amendtool.errors import AmendtoolError
from amendtool.repository.workspace import Workspace
from amendtool.workflow.reading_room import fingerprint

Open = Callable[[], Workspace]
"""Opens the repository as it is now; raises as the use case of that name does."""

_MOST_PAGES: Final = 512


class Desk:
    """The pages of a repository as it is at the moment of each request.

    They are made one at a time, and kept until a commit, an amendment or the settings change.
    """

    def __init__(self, opened: Open, *, speak: Speak, proposals: bool) -> None:
        self._open, self._speak, self._proposals = opened, speak, proposals
        self._lock = Lock()
        self._seen: object = None

    def file(self, path: str) -> bytes | None:
        """What stands at a path; None where nothing does."""
        with self._lock:
            workspace = self._open()
            seen = fingerprint(workspace)
            if seen != self._seen:
                pages = Pages(workspace, speak=self._speak, proposals=self._proposals, asks=True)
                self._file = lru_cache(maxsize=_MOST_PAGES)(pages.file)
                self._seen, self._pages = seen, pages
            return self._file(path)

    def editions(self) -> frozenset[str]:
        """The folders of the editions; the leading one has none."""
        return frozenset(self._open().config.languages)


def make_app(desk: Desk) -> Starlette:
    """The desk for a server; whoever serves it puts a :class:`Guard` before it."""

    def start(request: Request) -> Response:
        return RedirectResponse(INDEX, status_code=303)

    def ask(request: Request) -> Response:
        edition = request.path_params.get("edition", "")
        days = [request.query_params.get(name, "") for name in ("day", "other")]
        at = PagePath(edition=edition, path=f"{DAYS.partition('/')[0]}/ask")
        given = sorted(filter(None, map(_day, days)))
        asked = DAYS if not given else day_path("..".join(map(str, given)))
        return RedirectResponse(at.to(asked), status_code=303)

    def page(request: Request) -> Response:
        path = request.path_params["path"]
        try:
            found = desk.file(path)
        except AmendtoolError as error:
            told = "\n\n".join(f"{each.message}\n{each.hint}" for each in error.problems)
            return Response(told, status_code=503, media_type="text/plain; charset=utf-8")
        if found is None:
            return Response("404\n", status_code=404, media_type="text/plain")
        kind = mimetypes.guess_type(path)[0] or "text/html"
        return Response(found, media_type=f"{kind}; charset=utf-8")

    return Starlette(
        routes=[
            Route("/", start),
            Route("/days/ask", ask),
            Route("/{edition}/days/ask", ask),
            Route("/{path:path}", page),
        ]
    )


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def listening(port: int) -> socket.socket:
    """A socket on the loopback address and ``port``, or a free one for 0; OSError if taken."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((LOOPBACK, port))
        found.listen()  # before the address is told: who is quick waits, and is not refused
    except OSError:
        found.close()
        raise
    return found


def serve(desk: Desk, at: socket.socket, opened: Callable[[str], None]) -> None:
    """Answer until the program is stopped; ``opened`` is told the address with its token."""
    port: int = at.getsockname()[1]
    guard = Guard(make_app(desk), port=port)
    config = uvicorn.Config(
        guard,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=2,
        limit_concurrency=200,
        h11_max_incomplete_event_size=64 * 1024,
    )
    opened(f"http://{LOOPBACK}:{port}/?token={quote(guard.token())}")
    uvicorn.Server(config).run(sockets=[at])
