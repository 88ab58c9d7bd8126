"""What the desk does when it is asked to: handlers by path, and what each of them gives.

A room of the desk (the meeting, the drafting) says in one tuple what it answers, and
:mod:`amendtool.desk.rooms` puts the tuples together; neither knows the web library, which is met
in :mod:`amendtool.desk.answering` alone. A page is added so::

    # amendtool/desk/meeting.py
    def _ask(asked: Asked) -> Outcome:
        name = asked.names["name"]
        plan = plan_of(asked.workspace(), name)
        return asked.page("adopt.html.j2", title=say("Adopt {name}", name=name), plan=plan)

    def _adopt(asked: Asked) -> Outcome:
        try:
            apply_it(asked.workspace(), asked.names["name"], asked.form.get("day", ""))
        except AmendtoolError as error:  # only to show the page with what was typed in it
            return asked.page("adopt.html.j2", title=..., error=error, typed=asked.form)
        return Elsewhere(amendment_path(asked.names["name"]))

    ACTIONS = (
        Action(pattern="amendments/{name}/adopt", show=_ask, do=_adopt, role="adopt"),
    )

    # templates/desk/adopt.html.j2
    {%- extends "packaged/page.html.j2" -%}
    {%- from "packaged/frame.html.j2" import token with context -%}
    {% block content %}
      <form method="post">{{ token(frame) }} … </form>
    {% endblock %}

and its tuple goes into ``ROOMS``. ``show`` answers GET and changes nothing; ``do`` answers POST
with what a form sent, of either encoding, and its files. Each action stands at its pattern in the
leading edition, and at ``EDITION/pattern`` in the others: ``asked.workspace()`` is the articles
in that edition, ``asked.to(path)`` the link to another page of it.

What a handler may rely on. A ``do`` runs alone: no page is made and no other ``do`` runs while it
does, and its workspace was opened as a verb opens it that writes; the locks against other programs
are those of the use case that it calls. With ``writes=False`` it is one that only answers, such as
a table of what is typed, and many run at once, as ``show`` does. It was asked for by a page of
the desk: the form carried ``csrf`` (the macro ``token``; a script sends it as the header
``X-CSRF``, and finds it in ``meta[name=csrf]``). It need not catch AmendtoolError: then a page with
every problem, its place and its hint is shown, and what was typed is kept on it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition
from typing import Final, Literal
from urllib.parse import urlencode

from amendtool.desk.frame import (
    MEETING,
    PROPOSALS,
    Frame,
    PagePath,
    editions_of,
    frame_of,
    told,
)
from amendtool.errors import AmendtoolError, ConflictError, InputError
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.render.templates import MAX_PAGE, Templates
from amendtool.repository.workspace import Workspace
from amendtool.workflow.importing.foreseen import starts_in

Role = Literal["read", "draft", "adopt"]
"""What somebody may do; each may also do what stands before it."""

ROLES: Final[Sequence[Role]] = ("read", "draft", "adopt")


def may_do(role: Role, needed: Role) -> bool:
    """Whether somebody with a role may do what ``needed`` is needed for."""
    return ROLES.index(role) >= ROLES.index(needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks: ``csrf`` is the proof that a form of theirs came from a page of the desk.

    ``name`` is empty where the desk is that of the one person at this machine; else they are the
    author of what they commit, with the address ``mail``, which may be empty. ``speaks`` is the
    language that they chose for the pages; empty for that of the edition.
    """

    csrf: str
    role: Role = "adopt"
    name: str = ""
    mail: str = ""
    speaks: str = ""

    def may(self, role: Role) -> bool:
        """Whether they may do what ``role`` is needed for."""
        return may_do(self.role, role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came with a form; ``name`` is what its sender calls it, and no path."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Go to the page at ``path``, of the same edition, and GET it (303)."""

    path: str
    fragment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPage:
    """A page as it is sent: 200, 409 where others were faster, 422 where something is wrong."""

    html: str
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file to keep."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SentValue:
    """What a script of the desk asked for, as JSON."""

    value: object
    status: int = 200


@dataclass(frozen=True, slots=True)
class NothingThere:
    """There is no such thing (404)."""


Outcome = Elsewhere | SentPage | Download | SentValue | NothingThere


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a handler is asked, and the means to answer.

    ``names`` are the parts of the path that the pattern names, ``query`` what stands behind ``?``.
    Of fields with one name ``form`` has the last, ``fields`` every one in order. ``today`` is the
    day on this machine, ``folder`` that of the repository, or the one in which it is to begin.
    ``state_of`` names the state of a repository that was opened, ``answers`` is whether a form was
    sent.
    """

    at: PagePath
    names: Mapping[str, str]
    visitor: Visitor
    opened: Callable[[], Workspace]
    state_of: Callable[[Workspace], str]
    answers: bool
    today: datetime.date
    folder: Path = Path()
    query: Mapping[str, str] = field(default_factory=dict)
    fields: Sequence[tuple[str, str]] = ()
    files: Mapping[str, Upload] = field(default_factory=dict)

    @property
    def form(self) -> Mapping[str, str]:
        """The fields of the form, but for the proof where it comes from."""
        return {name: value for name, value in self.fields if name != CSRF}

    def workspace(self) -> Workspace:
        """The repository as it is now, in the edition of the page; opened when first asked for.

        Raises as the use case that opens it does.
        """
        kept = self.__dict__.get("_kept")
        if kept is None:
            leading = self.opened()
            # Named before anything of it is read: a page may be newer than it says, never older.
            state = "" if self.answers else self.state_of(leading)
            kept = leading.edition(self.at.edition or None)
            self.__dict__.update(_kept=kept, _opened=leading, _state=state)
        return kept

    def again(self) -> Workspace:
        """The repository opened anew: what a handler changed is in it."""
        self.__dict__.pop("_kept", None)
        return self.workspace()

    def _leading(self) -> tuple[Workspace, str]:
        """The repository, seen by its leading edition, and the state that the page is of."""
        self.workspace()
        if not self.answers:
            return self.__dict__["_opened"], self.__dict__["_state"]
        leading = self.opened()  # the handler is through: it is the state that it left
        return leading, self.state_of(leading)

    def to(self, path: str) -> str:
        """The link to another page of this edition."""
        return self.at.to(path)

    def page(
        self,
        template: str,
        *,
        title: str,
        error: AmendtoolError | None = None,
        status: int | None = None,
        **values: object,
    ) -> SentPage:
        """A template of ``templates/desk`` filled in, with what stands around every page.

        ``error`` is told at its head, each problem with its place and hint, and decides the
        status where none is given.
        """
        html = Templates((), {"say": say}, inside=("desk",)).fill(
            template,
            {
                "frame": self.frame(),
                "title": title,
                "notices": told(error.problems, places=True) if error else (),
                **values,
            },
            most=MAX_PAGE,
        )
        return SentPage(html=html, status=status or (200 if error is None else status_of(error)))

    def failed(self, error: AmendtoolError) -> SentPage:
        """The page of an error that no handler shows on its own; it keeps what was typed.

        What is wrong with the input or came too late is found before anything is written; what
        git or the disk refuse may be found behind it.
        """
        return self.page(
            "failed.html.j2",
            title=say("This was not done"),
            error=error,
            unchanged=isinstance(error, InputError | ConflictError),
            typed=[each for each in self.fields if each[0] != CSRF and each[1].strip()],
        )

    def frame(self) -> Frame:
        """What stands around every page, for a template that is not filled in by :meth:`page`."""
        if starts_in(self.folder):
            return frame_of(
                self.at,
                "",
                (),
                "",
                csrf=self.visitor.csrf,
                state=NO_ARTICLES,
                answers=self.answers,
            )
        leading, state = self._leading()
        config = self.workspace().config
        company = config.company_in(config.language).name or config.title
        editions = editions_of(leading.config)
        asks = (PROPOSALS, MEETING) if self.visitor.may("draft") else (MEETING,)
        return frame_of(
            self.at,
            company,
            editions,
            config.language,
            csrf=self.visitor.csrf,
            state=state,
            answers=self.answers,
            asks=asks,
            query=urlencode(self.query),
        )


def status_of(error: AmendtoolError) -> int:
    """What an error is among the statuses of HTTP."""
    if isinstance(error, ConflictError):
        return 409
    return 422 if isinstance(error, InputError) else 503


NO_ARTICLES: Final = "none"
"""The state of a folder in which there are no articles yet."""

CSRF: Final = "csrf"
"""The field of a form that proves where it comes from."""

Handler = Callable[[Asked], Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What stands at a path: ``show`` answers GET, ``do`` answers POST.

    A part of ``pattern`` in braces, as in ``amendments/{name}/adopt``, is any one name.
    """

    pattern: str
    show: Handler | None = None
    do: Handler | None = None
    writes: bool = True
    role: Role = "draft"

    def names_in(self, path: str) -> Mapping[str, str] | None:
        """The named parts of a path that is one of this action; None of any other."""
        wanted, given = self.pattern.split("/"), path.split("/")
        if len(wanted) != len(given):
            return None
        names = {}
        for want, part in zip(wanted, given, strict=True):
            named = _NAMED.fullmatch(want)
            if named is not None and part not in ("", ".", ".."):
                names[named[1]] = part
            elif want != part:
                return None
        return names


_NAMED: Final = compiled(r"\{([a-z_]+)\}")


class Turns:
    """Many may read at once, or one alone writes; who waits to write goes before new readers."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._readers = self._waiting = 0
        self._writes = False

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Within it nobody writes."""
        with self._changed:
            self._changed.wait_for(lambda: not self._writes and not self._waiting)
            self._readers += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Within it nobody else does anything."""
        with self._changed:
            self._waiting += 1
            try:
                self._changed.wait_for(lambda: not self._writes and not self._readers)
                self._writes = True
            finally:
                self._waiting -= 1
        try:
            yield
        finally:
            with self._changed:
                self._writes = False
                self._changed.notify_all()
