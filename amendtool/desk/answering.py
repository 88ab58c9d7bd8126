"""Actions as a web server answers them: what was sent is read, within limits, and checked.

What is wrong with the request itself is told in a number and no more: 403 without the proof that
a page of the desk sent it, or without the role for it; 413 for more than the importer reads; 415
for what no form sends; 400 for a form that cannot be read; 408 for one that does not arrive.
"""

from __future__ import annotations

import asyncio
import datetime
import hmac
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote

from python_multipart.exceptions import ParseError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import Message, Receive

from amendtool.desk.actions import (
    CSRF,
    Action,
    Asked,
    Download,
    Elsewhere,
    Handler,
    NothingThere,
    Outcome,
    SentPage,
    Turns,
    Upload,
    Visitor,
)
from amendtool.desk.frame import PagePath
from amendtool.desk.pages import Speak, primary
from amendtool.errors import AmendtoolError
from amendtool.importing.document import MOST_BYTES
from amendtool.messages import language_spoken
from amendtool.repository.workspace import Workspace
from amendtool.workflow.authorship import authored_by
from amendtool.workflow.importing.foreseen import starts_in

OpenFor = Callable[[bool], Workspace]
"""Opens the repository as it is now, as a verb does that writes or one that does not."""

StateOf = Callable[[Workspace], str]
"""Names the state of a repository that was opened."""

VISITOR: Final = "amendtool.visitor"
"""Where the scope of a request says who asks."""

_FORM: Final = "application/x-www-form-urlencoded"
_FILES: Final = "multipart/form-data"
_LIMITS: Final[Mapping[str, int]] = {_FORM: 8 * 1024 * 1024, _FILES: MOST_BYTES + 1024 * 1024}
_PATIENCE: Final = 120.0
"""How many seconds a form may take to arrive."""
_THROWN_AWAY: Final = 64 * 1024 * 1024
"""How much of what is refused is read, so that the refusal arrives."""
_MOST_FIELDS: Final = 10_000
_MOST_FILES: Final = 20


class ActionRunner:
    """Runs handlers, each in its turn, and makes answers of what they give."""

    def __init__(
        self, opened: OpenFor, state_of: StateOf, *, speak: Speak, turns: Turns, folder: Path
    ) -> None:
        self._opened, self._state_of, self._speak, self._turns = opened, state_of, speak, turns
        self._folder = folder

    def shown(self, request: Request, at: PagePath, action: Action) -> Response:
        """Answer GET; called on a thread."""
        if action.show is None:
            return _bare(405)
        if not visitor_of(request).may(action.role):
            return _bare(403)
        asked = self._asked(request, at, action)
        with self._turns.reading():
            return self._answer(action.show, asked)

    async def done(self, request: Request, at: PagePath, action: Action) -> Response:
        """Answer POST; called on the event loop, which goes on while the handler runs."""
        if action.do is None:
            return await _refused(request, 405)
        visitor = visitor_of(request)
        if not visitor.may(action.role):
            return await _refused(request, 403)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in _LIMITS:
            return await _refused(request, 415)
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _LIMITS[kind]:
            return await _refused(request, 413)
        try:
            async with asyncio.timeout(_PATIENCE):
                fields, files = await _read(request, _LIMITS[kind])
        except _TooLarge:
            return await _refused(request, 413)
        except TimeoutError:
            return _bare(408)
        except (HTTPException, ParseError, ClientDisconnect):  # of the last nobody is told
            return _bare(400)
        proof = dict(fields).get(CSRF) or request.headers.get("x-csrf", "")
        if not hmac.compare_digest(proof.encode(), visitor.csrf.encode()):
            return _bare(403)
        asked = self._asked(request, at, action, fields, files)
        return await run_in_threadpool(self._done, action, action.do, asked)

    def _done(self, action: Action, do: Handler, asked: Asked) -> Response:
        who = asked.visitor
        with ExitStack() as within:
            within.enter_context(self._turns.writing() if action.writes else self._turns.reading())
            if who.name:
                within.enter_context(authored_by(who.name, who.mail))
            return self._answer(do, asked)

    def _asked(
        self,
        request: Request,
        at: PagePath,
        action: Action,
        fields: tuple[tuple[str, str], ...] = (),
        files: Mapping[str, Upload] | None = None,
    ) -> Asked:
        writes = request.method == "POST" and action.writes
        return Asked(
            at=at,
            names=action.names_in(at.path) or {},
            visitor=visitor_of(request),
            opened=lambda: self._opened(writes),
            state_of=self._state_of,
            answers=request.method == "POST",
            today=datetime.date.today(),
            folder=self._folder,
            query=dict(request.query_params),
            fields=fields,
            files=files or {},
        )

    def _answer(self, handler: Handler, asked: Asked) -> Response:
        try:
            with self._speak(asked.visitor.speaks or self._language(asked)):
                try:
                    outcome = handler(asked)
                except AmendtoolError as error:
                    outcome = asked.failed(error)
        except AmendtoolError as error:
            return plainly(error)  # the repository cannot be read: there is nothing to stand around
        return _sent(outcome, asked.at)

    def _language(self, asked: Asked) -> str:
        """That of the edition; before there are articles, that of the program."""
        if starts_in(self._folder):
            return language_spoken()
        return primary(asked.workspace().config.language)


def visitor_of(request: Request) -> Visitor:
    """Who asks, as the guard found out."""
    visitor = request.scope[VISITOR]
    assert isinstance(visitor, Visitor)
    return visitor


def plainly(error: AmendtoolError) -> Response:
    """An error without a page around it (503)."""
    text = "\n\n".join(f"{each.message}\n{each.hint}" for each in error.problems)
    return Response(text, status_code=503, media_type="text/plain; charset=utf-8")


def _bare(status: int) -> Response:
    return Response(f"{status}\n", status_code=status, media_type="text/plain")


async def _refused(request: Request, status: int) -> Response:
    """A refusal once what was sent with it has arrived, read and thrown away, within limits.

    Whoever still sends when the connection ends is told of a broken connection (a browser) or a
    bad gateway (a proxy) instead of the answer.
    """
    told = request.headers.get("content-length", "0")
    left = _THROWN_AWAY if not told.isdecimal() or int(told) <= _THROWN_AWAY else 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            while left > 0:
                message = await request.receive()
                left -= len(message.get("body", b""))
                if not message.get("more_body", False):
                    break
    return _bare(status)


def _sent(outcome: Outcome, at: PagePath) -> Response:
    if isinstance(outcome, Elsewhere):
        fragment = f"#{quote(outcome.fragment)}" if outcome.fragment else ""
        return RedirectResponse(at.to(outcome.path) + fragment, status_code=303)
    if isinstance(outcome, SentPage):
        return HTMLResponse(outcome.html, status_code=outcome.status)
    if isinstance(outcome, Download):
        kept = f"attachment; filename*=UTF-8''{quote(outcome.name, safe='')}"
        return Response(
            outcome.data,
            media_type=outcome.media_type,
            headers={"content-disposition": kept},
        )
    if isinstance(outcome, NothingThere):
        return _bare(404)
    return JSONResponse(outcome.value, status_code=outcome.status)


class _TooLarge(Exception):
    pass


def _held(receive: Receive, most: int) -> Receive:
    """What is received, up to a number of bytes: a sender may say no length, or a wrong one."""
    size = 0

    async def held() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            raise _TooLarge
        return message

    return held


async def _read(
    request: Request, most: int
) -> tuple[tuple[tuple[str, str], ...], Mapping[str, Upload]]:
    """The fields and the files of a form."""
    bounded = Request(request.scope, _held(request.receive, most))
    fields: list[tuple[str, str]] = []
    files: dict[str, Upload] = {}
    async with bounded.form(
        max_fields=_MOST_FIELDS, max_files=_MOST_FILES, max_part_size=_LIMITS[_FORM]
    ) as form:
        for name, value in form.multi_items():
            if not isinstance(value, UploadFile):
                fields.append((name, value.replace("\r\n", "\n")))
            elif value.filename:
                called = value.filename.replace("\\", "/").rpartition("/")[2]
                files[name] = Upload(name=called, data=await value.read())
    return tuple(fields), files
