"""The desk as a program that a browser talks to: pages made when they are asked for.

What the library Starlette does is here, in :mod:`amendtool.desk.answering` and in
:mod:`amendtool.desk.guard` alone; it is an extra, ``pip install "amendtool[desk]"``.
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import mimetypes
import os
import secrets
import socket
import stat
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Final
from urllib.parse import quote

import uvicorn
from anyio import to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from amendtool.desk.actions import Action, Role, Turns
from amendtool.desk.answering import ActionRunner, OpenFor, plainly, visitor_of
from amendtool.desk.frame import CHANGES, DAYS, INDEX, SPEAK, PagePath, day_path
from amendtool.desk.guard import LOOPBACK, Guard, Proxy, spoken_by
from amendtool.desk.importing import IMPORT
from amendtool.desk.pages import ASSETS, Pages, Speak
from amendtool.desk.watching import Changes
from amendtool.errors import AmendtoolError
from amendtool.messages import LANGUAGES
from amendtool.render.templates import asset
from amendtool.repository.workspace import Workspace
from amendtool.workflow.importing.foreseen import starts_in
from amendtool.workflow.kept import Kept
from amendtool.workflow.meeting.foreseen import said_day
from amendtool.workflow.reading_room import fingerprint, places_of_change

_MOST_BYTES: Final = 64 * 1024 * 1024
"""How much of pages is kept; one of 1,000 articles has about one MiB."""
_THREADS: Final = 8
"""So many pages are made at a time. More make none sooner, since they share the processor, and each
holds what its page takes while it is made."""
_OF_A_PAGE: Final = 1024


class Desk:
    """The pages of a repository as it is at the moment of each request.

    They are made one at a time, and kept until a commit, an amendment or the settings change.
    ``actions`` are what it does beside; where it is ``read_only`` it does none of them and shows
    what was adopted alone. ``opened`` raises as the use case of that name does. ``folder`` is where
    the repository is, or where an import is to begin one.
    """

    def __init__(
        self,
        opened: OpenFor,
        *,
        speak: Speak,
        read_only: bool = False,
        actions: Sequence[Action] = (),
        folder: Path | None = None,
    ) -> None:
        self.folder = folder or Path()
        self._open, self._speak, self.read_only = opened, speak, read_only
        self._actions = () if read_only else tuple(actions)
        self._lock, self._turns = Lock(), Turns()
        self._seen: object = None
        self._pages: Pages
        self._made: Kept[tuple[str, str, Role], bytes | None] = Kept(_MOST_BYTES, _weight)
        self._looked = 0.0
        self._named = _StateNames()
        self.answers = ActionRunner(
            opened, self.state_of, speak=speak, turns=self._turns, folder=self.folder
        )

    def action(self, path: str) -> tuple[PagePath, Action] | None:
        """What is done at a path, and the page that it is; None where nothing is."""
        for action in self._actions:
            if action.names_in(path) is not None:
                return PagePath(edition="", path=path), action
        edition, slash, own = path.partition("/")
        if not slash or not any(each.names_in(own) is not None for each in self._actions):
            return None
        if edition not in self._folders():
            return None
        return next(
            (PagePath(edition=edition, path=own), each)
            for each in self._actions
            if each.names_in(own) is not None
        )

    def _folders(self) -> frozenset[str]:
        """The folders of the editions; the leading one has none."""
        with self._turns.reading():
            return frozenset(self._open(False).config.languages[1:])

    def file(self, path: str, speaks: str = "", role: Role = "adopt") -> bytes | None:
        """What stands at a path, in the language ``speaks``, for somebody who may do ``role``.

        None where nothing does.
        """
        if path in ASSETS:
            return asset("desk", path)  # pages need them before there are articles
        arrived = time.monotonic()
        with self._turns.reading(), self._lock:
            self._now(arrived)
            pages = self._pages
            return self._made.of((path, speaks, role), lambda: pages.file(path, speaks, role))

    def day_asked_again(self, edition: str, typed: Sequence[str], speaks: str = "") -> bytes | None:
        """The page that asks for days, with what was typed in it, which is no day.

        None for an edition that there is not.
        """
        with self._turns.reading(), self._lock:
            self._now(time.monotonic())
            return self._asked_again(edition, typed, speaks)

    def state(self) -> str:
        """Which state of the repository the pages are of now; another one after each change."""
        with self._turns.reading(), self._lock:
            return self._now()

    def state_of(self, workspace: Workspace) -> str:
        """The name of the state that a repository was in when it was opened."""
        return self._named.of(fingerprint(workspace))

    def places(self) -> tuple[Sequence[Path], Sequence[Path]]:
        """The folders to watch with all below them, and those to watch alone."""
        with self._turns.reading():
            return places_of_change(self._open(False))

    def _now(self, arrived: float | None = None) -> str:
        """Look which state it is now; not again if it was since the request ``arrived``."""
        if arrived is not None and self._seen is not None and self._looked >= arrived:
            return self._named.of(self._seen)
        looked = time.monotonic()
        workspace = self._open(False)
        seen = fingerprint(workspace)
        state = self._named.of(seen)
        if seen != self._seen:
            pages = Pages(
                workspace,
                speak=self._speak,
                proposals=not self.read_only,
                asks=True,
                state=state,
            )
            self._pages, self._made = pages, Kept(_MOST_BYTES, _weight)
            self._asked_again = pages.day_asked_again
            self._seen = seen
        self._looked = looked
        return state


class _StateNames:
    """Names for states of the repository: one for each, another one for each other.

    Pages that show a repository and whoever looks at it meanwhile name the same state alike. The
    last few states are remembered; one that comes back later has a name of its own.
    """

    def __init__(self) -> None:
        self._lock, self._start, self._count = Lock(), secrets.token_urlsafe(6), 0
        self._known: deque[tuple[object, str]] = deque(maxlen=8)

    def of(self, seen: object) -> str:
        """The name of the state whose fingerprint is ``seen``."""
        with self._lock:
            for known, name in self._known:
                if known == seen:
                    return name
            self._count += 1
            name = f"{self._start}-{self._count}"
            self._known.append((seen, name))
            return name


def _weight(page: bytes | None) -> int:
    return _OF_A_PAGE + len(page or b"")


def make_app(desk: Desk) -> Starlette:
    """The desk for a server; whoever serves it puts a :class:`Guard` before it."""

    def start(request: Request) -> Response:
        first = IMPORT if starts_in(desk.folder) and not desk.read_only else INDEX
        return RedirectResponse(first, status_code=303)

    def ask(request: Request) -> Response:
        edition = request.path_params.get("edition", "")
        typed = [
            request.query_params[each] for each in ("day", "other") if each in request.query_params
        ]
        at = PagePath(edition=edition, path=f"{DAYS.partition('/')[0]}/ask")
        found = [said_day(each) for each in typed if each.strip()]
        if None in found:
            try:
                again = desk.day_asked_again(edition, typed, visitor_of(request).speaks)
            except AmendtoolError as error:
                return plainly(error)
            if again is None:
                return Response("404\n", status_code=404, media_type="text/plain")
            return Response(again, status_code=422, media_type="text/html; charset=utf-8")
        given = sorted(filter(None, found))
        asked = DAYS if not given else day_path("..".join(map(str, given)))
        return RedirectResponse(at.to(asked), status_code=303)

    def speak(request: Request) -> Response:
        language, path = (request.path_params[each] for each in ("language", "path"))
        if language not in LANGUAGES:
            return Response("404\n", status_code=404, media_type="text/plain")
        there = PagePath(edition="", path=f"{SPEAK}/{language}/{path}").to(path.lstrip("/"))
        if request.url.query:
            there += f"?{request.url.query}"
        return spoken_by(RedirectResponse(there, status_code=303), language)

    def page(request: Request) -> Response:
        path = request.path_params["path"]
        try:
            if (action := desk.action(path)) is not None:
                return desk.answers.shown(request, *action)
            visitor = visitor_of(request)
            found = desk.file(path, visitor.speaks, visitor.role)
        except AmendtoolError as error:
            return plainly(error)
        if found is None:
            return Response("404\n", status_code=404, media_type="text/plain")
        kind = mimetypes.guess_type(path)[0] or "text/html"
        return Response(found, media_type=f"{kind}; charset=utf-8")

    async def act(request: Request) -> Response:
        if desk.read_only:
            return Response("403\n", status_code=403, media_type="text/plain")
        try:
            action = await run_in_threadpool(desk.action, request.path_params["path"])
        except AmendtoolError as error:
            return plainly(error)
        if action is None:
            return Response("405\n", status_code=405, media_type="text/plain")
        return await desk.answers.done(request, *action)

    changes = Changes(desk.state, desk.places)

    async def tell(request: Request) -> Response:
        if changes.full:
            return Response("503\n", status_code=503, media_type="text/plain")
        headers = {"x-accel-buffering": "no"}  # a proxy between sends it on at once
        return StreamingResponse(changes.events(), media_type="text/event-stream", headers=headers)

    @asynccontextmanager
    async def watching(_: Starlette) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = _THREADS
        task = asyncio.create_task(changes.watch())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    app = Starlette(
        lifespan=watching,
        routes=[
            Route(f"/{CHANGES}", tell, methods=["GET"]),
            Route("/{path:path}", act, methods=["POST"]),
            Route("/", start),
            Route(f"/{SPEAK}/{{language}}/{{path:path}}", speak),
            Route("/days/ask", ask),
            Route("/{edition}/days/ask", ask),
            Route("/{path:path}", page),
        ],
    )
    app.state.changes = changes
    return app


def listening(port: int, host: str = LOOPBACK) -> socket.socket:
    """A socket on an address of this machine and ``port``, or a free one for 0; OSError if taken.

    ValueError if ``host`` is no address.
    """
    kind = socket.AF_INET6 if ipaddress.ip_address(host).version == 6 else socket.AF_INET
    found = socket.socket(kind, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen()  # before the address is told: who is quick waits, and is not refused
    except OSError:
        found.close()
        raise
    return found


def listening_by_file(path: Path) -> socket.socket:
    """A socket with a name among files, for its owner and their group; OSError if it is taken.

    One that a desk has left which is no more is replaced, and nothing else is.
    """
    with suppress(FileNotFoundError):
        if not stat.S_ISSOCK(path.lstat().st_mode):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        with socket.socket(socket.AF_UNIX) as trial:
            try:
                trial.connect(str(path))
            except ConnectionRefusedError:
                path.unlink()
            else:
                raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
    found = socket.socket(socket.AF_UNIX)
    before = os.umask(0o117)  # from its first moment on
    try:
        found.bind(str(path))
        found.listen()
    except OSError:
        found.close()
        raise
    finally:
        os.umask(before)
    return found


def server_of(desk: Desk, at: socket.socket, proxy: Proxy | None = None) -> tuple[DeskServer, str]:
    """What answers on a socket, and the address of it: with its token, or that of the ``proxy``."""
    app = make_app(desk)
    port = 0 if at.family == getattr(socket, "AF_UNIX", None) else int(at.getsockname()[1])
    guard = Guard(app, port=port, proxy=proxy)
    config = uvicorn.Config(
        guard,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # who asks is who has connected
        ws="none",
        timeout_graceful_shutdown=2,
        limit_concurrency=200,
        h11_max_incomplete_event_size=64 * 1024,
    )
    address = proxy.url if proxy else f"http://{LOOPBACK}:{port}/?token={quote(guard.token())}"
    return DeskServer(config, app.state.changes, at), address


def serve(
    desk: Desk, at: socket.socket, opened: Callable[[str], None], proxy: Proxy | None = None
) -> None:
    """Answer until the program is stopped; ``opened`` is told the address."""
    server, address = server_of(desk, at, proxy)
    opened(address)
    server.answer()


class DeskServer(uvicorn.Server):
    """Ends the streams before it waits for what is still being sent; takes its name away."""

    def __init__(self, config: uvicorn.Config, changes: Changes, at: socket.socket) -> None:
        super().__init__(config)
        self._changes, self._at = changes, at

    def answer(self) -> None:
        """Answer until it is stopped: by a signal, or by ``should_exit`` from another thread."""
        self.run(sockets=[self._at])

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what is still being told, then what uvicorn ends."""
        self._changes.end()
        for each in sockets or ():
            if each.family == getattr(socket, "AF_UNIX", None):
                Path(each.getsockname()).unlink(missing_ok=True)
        await super().shutdown(sockets)
