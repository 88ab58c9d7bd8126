"""Who may ask the desk, and what a browser may do with what it gets.

The desk listens on the loopback address, where every program and every page of every browser on
the machine can reach it. So a request counts only if it names the desk as its host (a page
elsewhere whose name was made to lead here does not), and carries the cookie that the opened
address was changed into; its token works once. What changes something must come from a page of
the desk itself, and a form in it carries what only such a page can tell. Each refusal is 403, and
says no more than that.

A desk that several people share stands behind a proxy that knows who they are. Then it is not
opened by a token: what counts is the name that the proxy tells in a header, of a request that
comes from the proxy itself, by its address or by a socket that nobody else can open. From
anybody else nothing is taken, whatever headers it has.

Whoever asks faster than a person can is told to wait (429).
"""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from amendtool.desk.actions import Visitor
from amendtool.desk.answering import VISITOR
from amendtool.desk.people import People
from amendtool.messages import LANGUAGES

LOOPBACK: Final = "127.0.0.1"
_SAFE: Final = frozenset(("GET", "HEAD"))
_MOST_SESSIONS: Final = 64
_LANGUAGE: Final = "amendtool-language"
"""The cookie of a choice, which is no secret: it is the same on every port."""
_LONGEST_NAME: Final = 256
_READS: Final = (300, 30)
_WRITES: Final = (60, 8)
"""How many requests at once, and how many more each second."""
_MOST_COUNTED: Final = 4096
_A_YEAR: Final = 365 * 24 * 3600

POLICY: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""No script but our own files; what a page shows is styled in place, as tables are in print."""
_REFERRER: Final = "same-origin"
"""What a page of the desk may tell: its own address, to the desk alone.

Of a page that tells nothing a browser sends the origin of a form as ``null``
(https://fetch.spec.whatwg.org/#append-a-request-origin-header), and the form would be refused. The
way in, whose address holds the token, tells nothing.
"""

HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """What stands between the desk and the people who share it.

    ``address`` is that from which it connects, None where it comes by a socket; ``header`` is
    where it names the user, ``url`` the address at which people see the desk.
    """

    address: str | None
    header: str
    url: str
    people: Callable[[], People]
    """Who may do what, as it is said at the moment of a request."""

    @property
    def origin(self) -> str:
        """What a browser calls the desk as the origin of a form."""
        where = urlsplit(self.url)
        return f"{where.scheme}://{where.netloc}".lower()


class Guard:
    """The desk behind a cookie that only the opened address gives.

    ``port`` is where it listens: cookies are shared by all ports of a host, so the name of this
    one holds it. Behind a ``proxy`` no token opens it.
    """

    def __init__(self, app: ASGIApp, *, port: int, proxy: Proxy | None = None) -> None:
        self._app, self._proxy, self._pace = app, proxy, Pace()
        self._cookie = f"amendtool-desk-{port}"
        self._hosts = frozenset(f"{name}:{port}" for name in (LOOPBACK, "localhost"))
        self._origins = frozenset(f"http://{host}" for host in self._hosts)
        if proxy is not None:
            self._hosts = frozenset((proxy.origin.partition("://")[2],))
            self._origins = frozenset((proxy.origin,))
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
        await self._answer(scope)(scope, receive, _guarded(send, scope))

    def _answer(self, scope: Scope) -> ASGIApp:
        headers = Headers(scope=scope)
        if len(headers.getlist("host")) != 1 or headers["host"].lower() not in self._hosts:
            return _refused()
        if self._proxy is not None:
            return self._admitted(scope, headers, self._named(scope, headers, self._proxy))
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        if given:
            return self._opened(scope, given)
        session = self._session(headers)
        if session is None:
            return _refused()
        visitor = Visitor(csrf=self._proof(session), speaks=_speaks(headers))
        return self._admitted(scope, headers, visitor)

    def _admitted(self, scope: Scope, headers: Headers, visitor: Visitor | None) -> ASGIApp:
        """What answers somebody who is known; None is nobody."""
        if visitor is None:
            return _refused()
        writes = scope["method"] not in _SAFE
        if writes and not self._is_own(headers):
            return _refused()
        if (wait := self._pace.wait(visitor.csrf, writes=writes)) > 0:
            told = {"retry-after": str(math.ceil(wait))}
            return PlainTextResponse("429\n", status_code=429, headers=told)
        scope[VISITOR] = visitor
        return self._app

    def _named(self, scope: Scope, headers: Headers, proxy: Proxy) -> Visitor | None:
        """Whom the proxy names; None where it is not the proxy that asks, or names nobody."""
        client = scope.get("client")
        if proxy.address is not None and (client is None or client[0] != proxy.address):
            return None
        given = headers.getlist(proxy.header)
        try:
            user = given[0].encode("latin-1").decode() if len(given) == 1 else ""
        except UnicodeDecodeError:
            return None
        person = proxy.people().person(user)
        if not user or len(user) > _LONGEST_NAME or person is None:
            return None
        return Visitor(
            csrf=self._proof(f"user {user}"),
            role=person.role,
            name=person.name,
            mail=person.mail,
            speaks=_speaks(headers),
        )

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
        site = headers.get("sec-fetch-site", "same-origin")
        return headers.get("origin", "").lower() in self._origins and site == "same-origin"


class Pace:
    """How fast one visitor may ask: at once what a page needs, and then as a person does.

    Reading and writing are counted apart; ``now`` is a clock in seconds.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._left: dict[tuple[str, bool], tuple[float, float]] = {}

    def wait(self, who: str, *, writes: bool) -> float:
        """Count one more request of somebody; how many seconds they must wait, 0 for none."""
        most, each_second = _WRITES if writes else _READS
        now = self._now()
        left, since = self._left.get((who, writes), (float(most), now))
        left = min(float(most), left + (now - since) * each_second)
        if left < 1:
            self._left[who, writes] = left, now
            return (1 - left) / each_second
        if len(self._left) >= _MOST_COUNTED:  # who has not asked for longest has all of it again
            del self._left[min(self._left, key=lambda each: self._left[each][1])]
        self._left[who, writes] = left - 1, now
        return 0


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


def _guarded(send: Send, scope: Scope) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if VISITOR in scope:
                headers["referrer-policy"] = _REFERRER
        await send(message)

    return guarded
