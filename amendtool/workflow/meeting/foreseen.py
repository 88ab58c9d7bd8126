"""What an act would do, all of it, before it is done; and the act, done as it was shown.

A preview bears a seal of the articles, of the amendment and of everything that it shows. The act
is done with that seal: where anything has changed since, it is refused, and nothing is written.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Final

from amendtool.amendments.said_days import written_day
from amendtool.articles.charter import Charter
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.changes import (
    ArticleChange,
    ChapterChange,
    changes,
    supplementary_changes,
)
from amendtool.comparison.table import RowKind, Table
from amendtool.errors import AmendtoolError, ConflictError, Place, Problem
from amendtool.messages import say
from amendtool.render.formats import TABLE, render
from amendtool.render.plan import due_line
from amendtool.repository.record import Deed
from amendtool.repository.workspace import UnreadAmendment, Workspace, settings_of
from amendtool.values import dataclass
from amendtool.workflow.apply import apply_amendments, open_finished
from amendtool.workflow.dates.expire import Expiry, expire
from amendtool.workflow.left_articles import LeftArticles
from amendtool.workflow.life import record_act
from amendtool.workflow.plan import PlannedEdition, plan
from amendtool.workflow.present_proposed import AmendedArticles, PresentAndProposed
from amendtool.workflow.proposal import reasons, unreasoned
from amendtool.workflow.reading_room import address_of
from amendtool.workflow.table import compare_sides
from amendtool.workflow.undo import undo


class ForeseenAct(Enum):
    """An act that is shown before it is done; the value is its word in addresses of pages."""

    ADOPT = "adopt"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    UNDO = "undo"
    ANNUL = "annul"
    EXPIRE = "expire"


OF_THE_DAY: Final = frozenset(("day-in-future", "date-order", "adoption-missing"))
"""What is wrong with a day alone: another one is asked for."""
_DEEDS: Final = {ForeseenAct.REJECT: Deed.REJECTED, ForeseenAct.WITHDRAW: Deed.WITHDRAWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeseenChange:
    """What becomes of one provision: its address before and after, empty where it stands not.

    ``text`` is whether its words change, and not only its number.
    """

    old: str
    new: str
    heading: str
    text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeseenEdition:
    """What becomes of one edition: every provision that changes, the table, dates to remember."""

    language: str
    changes: tuple[ForeseenChange, ...]
    table: Table
    dues: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """What becomes stale in other documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What an act would do. It cannot be done as long as there are ``stops``.

    ``day`` is the one that would be recorded; ``asks`` is whether a person says it, and it does
    not stand in the amendment already. ``tags`` are what git would get; ``ended`` is what an
    expiry deletes, by its days.
    """

    act: ForeseenAct
    name: str
    title: str
    day: datetime.date
    asks: bool
    seal: str
    editions: tuple[ForeseenEdition, ...] = ()
    tags: tuple[str, ...] = ()
    ended: tuple[Expiry, ...] = ()
    notices: tuple[Problem, ...] = ()
    stops: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDone:
    """An act as it is in git now: its commits, the oldest first, and its tags."""

    act: ForeseenAct
    name: str
    day: datetime.date
    commits: tuple[str, ...]
    title: str = ""
    tags: tuple[str, ...] = ()
    notices: tuple[Problem, ...] = ()


def is_known(workspace: Workspace, name: str) -> bool:
    """Whether there is an amendment or an expiry of this name; a path is no name."""
    return name in workspace.amendment_names() or name in workspace.acts().records


def said_day(text: str) -> datetime.date | None:
    """The day that a person wrote in any of the usual ways; None for anything else."""
    return written_day(text)


def require_finished(workspace: Workspace, found: UnreadAmendment) -> None:
    """Raise ConflictError (``draft-open``) for an amendment whose file says ``draft: yes``.

    What is written on after it was shown is not what somebody decides on. Raises InputError for
    a file that cannot be read.
    """
    parsed = workspace.read(found).parsed
    if parsed.amendment.draft:
        problem = Problem(
            code="draft-open",
            message=say(
                "{name} is still being written: nobody can adopt it until it is finished",
                name=parsed.amendment.name,
            ),
            hint=say(
                "press “It is finished” under “Draft on” on the page of the amendment, and save it"
            ),
            place=Place(path="draft"),
        )
        raise ConflictError(*parsed.located([problem]))


def foresee(
    workspace: Workspace,
    act: ForeseenAct,
    name: str,
    *,
    day: datetime.date | None = None,
    today: datetime.date,
) -> Foreseen:
    """What an act would do; of an expiry the ``name`` is empty. Nothing is written.

    ``day`` is by default that of the amendment's file, or today. What stands in the way is told
    in the preview. Raises InputError for no such amendment.
    """
    own, workspace = workspace, workspace.edition(None).as_of(workspace.head())
    if act is ForeseenAct.EXPIRE:
        return _sealed(workspace, _expiring(workspace, day or today, today), b"")
    expiry = act in (ForeseenAct.UNDO, ForeseenAct.ANNUL) and workspace.expiry(name) is not None
    found = None if expiry else workspace.found(name, cwd=workspace.root)
    title, said = ("", None) if found is None else _said(own, found)
    empty = Foreseen(
        act=act, name=name, title=title, day=day or today, asks=act is not ForeseenAct.UNDO, seal=""
    )
    if act in (ForeseenAct.UNDO, ForeseenAct.ANNUL):
        seen = _undoing(workspace, empty, today)
    elif found is None:
        seen = empty
    elif act is ForeseenAct.ADOPT:
        if day is None and said is not None:
            empty = replace(empty, day=said, asks=False)
        seen = _adopting(workspace, found, empty, today)
    else:
        if day is None and act is ForeseenAct.REJECT and said is not None and said <= today:
            empty = replace(empty, day=said)
        seen = _recording(workspace, found, empty, today)
    return _sealed(workspace, seen, b"" if found is None else found.data)


def do_as_shown(
    root: Path,
    act: ForeseenAct,
    name: str,
    *,
    seal: str,
    day: datetime.date,
    today: datetime.date,
) -> ActDone:
    """Do what a preview with this ``seal`` has shown, for ``day``.

    A run that was cut off is finished first, as from the command line. Raises ConflictError
    (``changed-since-shown``) where the repository, the amendment or the settings are others
    than they were shown, and as the verb of the act does; nothing is written then.
    """
    opened = open_finished(root)
    # The branch is moved from where it was seen, or not at all.
    workspace = opened.workspace.as_of(opened.workspace.head())
    seen = foresee(workspace, act, name, today=today)
    if seen.seal != seal:
        raise ConflictError(
            Problem(
                code="changed-since-shown",
                message=say("something has changed since this was shown, so nothing was done"),
                hint=say("look at what it would do now, and say so again"),
            )
        )
    if not seen.asks and act is not ForeseenAct.EXPIRE:
        day = seen.day
    done = _done(workspace, act, name, day, today)
    notices = tuple(dict.fromkeys((*opened.notices, *done.notices)))
    return replace(done, title=seen.title, notices=notices)


def _done(
    workspace: Workspace,
    act: ForeseenAct,
    name: str,
    day: datetime.date,
    today: datetime.date,
) -> ActDone:
    if act is ForeseenAct.EXPIRE:
        expired = expire(workspace, on=day, today=today)
        return ActDone(
            act=act,
            name=name,
            day=day,
            commits=tuple(commit for each in expired.expiries for commit in each.commits),
            tags=tuple(each.tag for each in expired.expiries if each.tag),
            notices=expired.notices,
        )
    if act in (ForeseenAct.UNDO, ForeseenAct.ANNUL):
        annulled = act is ForeseenAct.ANNUL
        undone = undo(workspace, name, day=day, annulled=annulled, today=today)
        return ActDone(act=act, name=name, day=day, commits=undone.commits, notices=undone.notices)
    found = workspace.found(name, cwd=workspace.root)
    if act is ForeseenAct.ADOPT:
        require_finished(workspace, found)
        (adoption,) = apply_amendments(workspace, [found], ask=lambda: day, today=today)
        return ActDone(
            act=act,
            name=name,
            day=adoption.adopted or day,
            commits=adoption.commits,
            tags=(adoption.tag,) if adoption.tag else (),
            notices=(*adoption.notices, *adoption.otherwise),
        )
    recorded = record_act(workspace, found, _DEEDS[act], day, today=today)
    return ActDone(
        act=act, name=name, day=day, commits=(recorded.commit,), notices=recorded.notices
    )


# -- what each act would do ----------------------------------------------------------------------


def _adopting(
    workspace: Workspace, found: UnreadAmendment, seen: Foreseen, today: datetime.date
) -> Foreseen:
    try:
        require_finished(workspace, found)
        planned = plan(workspace, found)
    except AmendtoolError as error:
        return replace(seen, stops=error.problems)
    notices = [each for one in planned.editions for each in one.carried]
    notices += planned.notices
    if planned.questions:
        return replace(seen, notices=tuple(notices), stops=planned.questions)
    others = tuple(f"{each.place}: {each.before} → {each.after}" for each in planned.related)
    editions: list[ForeseenEdition] = []
    for one in planned.editions:
        edition, told = _planned(workspace, one)
        editions.append(edition if editions else replace(edition, others=others))
        notices += told
    seen = replace(seen, editions=tuple(editions), notices=tuple(dict.fromkeys(notices)))
    try:
        (tried,) = apply_amendments(
            workspace, [found], ask=lambda: seen.day, today=today, write=False
        )
    except AmendtoolError as error:
        return replace(seen, stops=error.problems)
    notices += (*tried.notices, *tried.otherwise)
    return replace(
        seen,
        notices=tuple(dict.fromkeys(notices)),
        tags=(tried.tag,) if tried.tag else (),
    )


def _planned(
    workspace: Workspace, planned: PlannedEdition
) -> tuple[ForeseenEdition, tuple[Problem, ...]]:
    proposal = planned.proposal
    application = proposal.application
    sides = AmendedArticles(
        present=application.present,
        proposed=application.proposed,
        kept=application.kept,
        source=proposal.source,
        application=application,
    )
    edition, notices = _edition(workspace, proposal.language, sides)
    # A reason is printed as it stands, and was voted on with the rest.
    notices += reasons(proposal, planned.style)
    if not workspace.config.of_bylaws:
        notices += unreasoned(proposal.amendment)
    dues = tuple(due_line(each, planned.style).strip() for each in planned.dues)
    return replace(edition, dues=dues), notices


def _recording(
    workspace: Workspace, found: UnreadAmendment, seen: Foreseen, today: datetime.date
) -> Foreseen:
    try:
        record_act(workspace, found, _DEEDS[seen.act], seen.day, today=today, write=False)
    except AmendtoolError as error:
        return replace(seen, stops=error.problems)
    return seen


def _undoing(workspace: Workspace, seen: Foreseen, today: datetime.date) -> Foreseen:
    annulled = seen.act is ForeseenAct.ANNUL
    try:
        tried = undo(
            workspace, seen.name, day=seen.day, annulled=annulled, today=today, write=False
        )
    except AmendtoolError as error:
        return replace(seen, stops=error.problems)
    return replace(
        seen, editions=tuple(left_editions(workspace, tried.left)), notices=tried.notices
    )


def _expiring(workspace: Workspace, on: datetime.date, today: datetime.date) -> Foreseen:
    seen = Foreseen(act=ForeseenAct.EXPIRE, name="", title="", day=on, asks=False, seal="")
    try:
        tried = expire(workspace, on=on, today=today, write=False)
    except AmendtoolError as error:
        return replace(seen, stops=error.problems)
    return replace(
        seen,
        editions=tuple(left_editions(workspace, tried.left)),
        tags=tuple(each.tag for each in tried.expiries if each.tag),
        ended=tried.expiries,
        notices=tried.notices,
    )


# -- what becomes of the articles ----------------------------------------------------------------


def left_editions(workspace: Workspace, left: LeftArticles | None) -> Iterator[ForeseenEdition]:
    """What becomes of each edition where the articles are those that an act would leave."""
    if left is None:
        return
    for language in workspace.config.languages:
        try:
            sides = PresentAndProposed(
                present=workspace.edition(language).articles_at(workspace.head()).charter,
                proposed=left.charter(language),
            )
        except AmendtoolError:
            continue  # an edition that was not there then
        yield _edition(workspace, language, sides)[0]


def _edition(
    workspace: Workspace, language: str, sides: PresentAndProposed
) -> tuple[ForeseenEdition, tuple[Problem, ...]]:
    seen = workspace.edition(language)
    compared = compare_sides(seen, sides)
    changed = foreseen_changes(sides.present, sides.proposed, seen.config.style)
    edition = ForeseenEdition(language=language, changes=tuple(changed), table=compared.table)
    return edition, compared.notices


def foreseen_changes(
    present: Charter, proposed: Charter, style: DraftingStyle
) -> Iterator[ForeseenChange]:
    """What becomes of each provision that changes, if only in its number."""
    for each in (*changes(present, proposed), *supplementary_changes(present, proposed)):
        provision = each.new or each.old
        if provision is None or not _is_changed(each):
            continue
        yield ForeseenChange(
            old=address_of(present, each.key, style) if each.old else "",
            new=address_of(proposed, each.key, style) if each.new else "",
            heading=provision.heading or "",
            text=_is_worded_anew(each),
        )


def _is_changed(change: ArticleChange | ChapterChange) -> bool:
    if isinstance(change, ChapterChange):
        return change.changed
    return change.kind is not RowKind.UNCHANGED


def _is_worded_anew(change: ArticleChange | ChapterChange) -> bool:
    if change.old is None or change.new is None:
        return True
    if isinstance(change, ChapterChange):
        return change.old.heading != change.new.heading
    return change.kind is RowKind.REPLACED


def _said(workspace: Workspace, found: UnreadAmendment) -> tuple[str, datetime.date | None]:
    """The title of an amendment and the day of the vote in its file, as far as it can be read."""
    try:
        amendment = workspace.read(found).parsed.amendment
    except AmendtoolError:
        return "", None
    return amendment.title, amendment.adopted


def _sealed(workspace: Workspace, seen: Foreseen, data: bytes) -> Foreseen:
    """The preview with its seal, which is the same as long as the act would do the same."""
    digest = hashlib.sha256()
    for part in _parts(workspace, seen, data):
        digest.update(len(part).to_bytes(8, "big") + part)
    return replace(seen, seal=digest.hexdigest())


def _parts(workspace: Workspace, seen: Foreseen, data: bytes) -> Iterator[bytes]:
    yield seen.act.value.encode()
    yield seen.name.encode()
    yield workspace.head().encode()
    yield settings_of(workspace.root)
    yield data
    yield str(seen.day).encode() if not seen.asks else b""
    for each in seen.editions:
        yield each.language.encode()
        yield render(TABLE, each.table, "json")
        yield repr(each.changes).encode()
