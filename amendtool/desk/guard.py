"""Who may ask the desk, and what a browser may do with what it gets.

The desk listens on the loopback address, where every program and every page of every browser on
the machine can reach it. So a request counts only if it names the desk as its host (a page
elsewhere whose name was made to lead here does not), and carries the cookie that the opened
address was changed into; its token works once. What changes something must come from a page of
the desk itself, and a form in it carries what only such a page can tell. Each refusal is 403, and
says no more than that.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from amendtool.desk.actions import Visitor
from amendtool.desk.answering import VISITOR
from amendtool.messages import LANGUAGES

LOOPBACK: Final = "127.0.0.1"
_SAFE: Final = frozenset(("GET", "HEAD"))
_MOST_SESSIONS: Final = 64
_LANGUAGE: Final = "amendtool-language"
"""The cookie of a choice, which is no secret: it is the same on every port."""
_A_YEAR: Final = 365 * 24 * 3600

POLICY: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""No script but our own files; what a page shows is styled in place, as tables are in print."""

HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """The desk behind a cookie that only the opened address gives.

    ``port`` is where it listens: cookies are shared by all ports of a host, so the name of this
    one holds it.
    """

    def __init__(self, app: ASGIApp, *, port: int) -> None:
        self._app = app
        self._cookie = f"amendtool-desk-{port}"
        self._hosts = frozenset(f"{name}:{port}" for name in (LOOPBACK, "localhost"))
        self._tokens: set[str] = set()
        self._sessions: list[str] = []
        self._secret = secrets.token_bytes(32)

    def token(self) -> str:
        """A new token, which opens the desk once."""
        token = secrets.token_urlsafe(32)
        self._tokens.add(token)
        return token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no web socket is answered
        await self._answer(scope)(scope, receive, _guarded(send))

    def _answer(self, scope: Scope) -> ASGIApp:
        headers = Headers(scope=scope)
        if len(headers.getlist("host")) != 1 or headers["host"] not in self._hosts:
            return _refused()
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        if given:
            return self._opened(scope, given)
        session = self._session(headers)
        if session is None:
            return _refused()
        if scope["method"] not in _SAFE and not self._is_own(headers):
            return _refused()
        scope[VISITOR] = Visitor(csrf=self._proof(session), speaks=_speaks(headers))
        return self._app

    def _opened(self, scope: Scope, given: list[str]) -> Response:
        """The way in: the token becomes a cookie, and leaves the address."""
        token = next((each for each in self._tokens if _same(each, given[0])), None)
        if token is None or scope["method"] != "GET" or len(given) > 1:
            return _refused()
        self._tokens.discard(token)
        session = secrets.token_urlsafe(32)
        self._sessions = [*self._sessions[-_MOST_SESSIONS + 1 :], session]
        response = Response(status_code=303, headers={"location": "/"})
        response.set_cookie(self._cookie, session, httponly=True, samesite="strict", path="/")
        return response

    def _session(self, headers: Headers) -> str | None:
        given = cookie_parser(headers.get("cookie", "")).get(self._cookie, "")
        return next((each for each in self._sessions if _same(each, given)), None)

    def _proof(self, session: str) -> str:
        """What a form carries, made of the cookie: who reads it cannot make the cookie of it."""
        return hmac.new(self._secret, session.encode(), hashlib.sha256).hexdigest()

    def _is_own(self, headers: Headers) -> bool:
        """Whether a page of the desk sends it: its origin says so, and nothing says otherwise."""
        origins = {f"http://{host}" for host in self._hosts}
        site = headers.get("sec-fetch-site", "same-origin")
        return headers.get("origin") in origins and site == "same-origin"


def spoken_by(response: Response, language: str) -> Response:
    """``response``, with which the browser keeps the language that was chosen."""
    response.set_cookie(
        _LANGUAGE, language, max_age=_A_YEAR, httponly=True, samesite="strict", path="/"
    )
    return response


def _speaks(headers: Headers) -> str:
    given = cookie_parser(headers.get("cookie", "")).get(_LANGUAGE, "")
    return given if given in LANGUAGES else ""


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _refused() -> Response:
    return PlainTextResponse("403\n", status_code=403)


def _guarded(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return guarded
