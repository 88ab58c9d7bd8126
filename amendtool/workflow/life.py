"""The life of an amendment beside its adoption: what is recorded of it, each act in a commit."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Final

from amendtool import __version__
from amendtool.amendments.amendment import Amendment
from amendtool.errors import ConflictError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.git import hash_of
from amendtool.repository.landing.landing import Landing, Message, land
from amendtool.repository.record import DECIDING, Act, Deed, Record, record_path, write_record
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import AmendmentSource, UnreadAmendment, Workspace
from amendtool.values import dataclass
from amendtool.workflow.record_words import said_deed

_ONCE_ADOPTED: Final = frozenset((Deed.REGISTERED, Deed.FILED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An act as it is in git now; ``commit`` is empty where it was only tried."""

    name: str
    deed: Deed
    day: datetime.date
    commit: str
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeOptions:
    """Which tables went out with a notice: of one edition or all, among which items.

    ``among`` are the items of the meeting in their order; ``alone`` where the tables are
    numbered as if the others failed.
    """

    language: str | None = None
    among: tuple[str, ...] = ()
    alone: bool = False


def require_day(day: datetime.date, today: datetime.date | None, path: str) -> None:
    """Raise InputError (``day-in-future``) for the day of an act that cannot have happened yet."""
    if today is not None and day > today:
        raise InputError(
            Problem(
                code="day-in-future",
                message=say("{day} is not here yet: today is {today}", day=day, today=today),
                hint=say(
                    "an act is recorded on its day or later; write the day on which it was done"
                ),
                place=Place(path=path),
            )
        )


def record_act(
    workspace: Workspace,
    found: str | UnreadAmendment,
    deed: Deed | str,
    day: datetime.date,
    *,
    today: datetime.date | None = None,
    cwd: Path | None = None,
    notice: NoticeOptions | None = None,
    write: bool = True,
) -> Recorded:
    """Record that an amendment was resolved, noticed, rejected, withdrawn, registered or filed.

    One commit with the record, and with the amendment's file where that is not committed as it
    is. Of a notice the record keeps the tables as they were noticed; ``notice`` says which.
    With ``write=False`` it is looked whether that can be said, and nothing is written.

    Raises ConflictError (``already-applied``, ``already-decided``, ``already-recorded``,
    ``not-adopted``) where that cannot be said of it, InputError for a day in the future and for
    no such amendment, RepositoryError where git refuses; what is noticed has to be right, and
    raises as ``table`` does. Nothing is written then.
    """
    if isinstance(found, str):
        found = workspace.found(found, cwd=cwd or workspace.root)
    landing = plan_act(workspace, found, Deed(deed), day, today=today, notice=notice)
    if not write:
        return Recorded(name=landing.name, deed=Deed(deed), day=day, commit="")
    landed = land(workspace.git, landing)
    return Recorded(
        name=landing.name,
        deed=Deed(deed),
        day=day,
        commit=landed.commits[-1],
        notices=landed.notices,
    )


def plan_act(
    workspace: Workspace,
    found: UnreadAmendment,
    deed: Deed,
    day: datetime.date,
    *,
    today: datetime.date | None = None,
    notice: NoticeOptions | None = None,
) -> Landing:
    """What lands where an act is recorded as :func:`record_act` does it; nothing is written.

    Raises as that does, but for what git refuses.
    """
    require_day(day, today, "day")
    source = workspace.read(found)
    amendment = source.parsed.amendment
    name = amendment.name
    record = workspace.acts().records.get(name, Record(name=name))
    _require_possible(workspace, source, record, deed)
    title = amendment.title or name
    head = workspace.head()
    act = Act(deed=deed, day=day, tool=__version__, pattern=amendment.pattern or "")
    if deed is Deed.NOTICED:
        act = _with_tables(workspace, source, act, notice or NoticeOptions(), head)
    _require_news(record, act, source.path)
    writes = {record_path(name): write_record(record.then(act))}
    if source.inside and workspace.git.read_file(head, source.path) != source.data:
        writes[source.path] = source.data
    message = Message(
        subject=f"{title}: {deed.value}",
        trailers=(
            ("Proposal", name),
            (deed.value.capitalize(), day.isoformat()),
            *((("Pattern", amendment.pattern),) if amendment.pattern else ()),
        ),
    )
    return Landing(name=name, base=head, writes=writes, text=message)


def _with_tables(
    workspace: Workspace, source: AmendmentSource, act: Act, notice: NoticeOptions, head: str
) -> Act:
    """The notice with the digests of its tables, and what they were made from."""
    # What compiles an amendment is loaded for a notice alone.
    from amendtool.workflow.meeting.noticed import noticed_tables

    tables = noticed_tables(
        workspace,
        source,
        language=notice.language,
        among=notice.among,
        alone=notice.alone,
    )
    return replace(
        act,
        base=workspace.git.tree_id(head, ARTICLES),
        file=hash_of("blob", source.data.replace(b"\r\n", b"\n"), like=head),
        tables=tables,
    )


def _require_possible(
    workspace: Workspace, source: AmendmentSource, record: Record, deed: Deed
) -> None:
    name = record.name
    applied = workspace.is_applied(name)
    if deed in _ONCE_ADOPTED:
        if not applied:
            raise ConflictError(
                Problem(
                    code="not-adopted",
                    message=say(
                        "{name!r} is not in force, so nothing of it can be {deed}",
                        name=name,
                        deed=said_deed(deed),
                    ),
                    hint=say(
                        "`amendtool status` says where it stands; `amendtool apply {name}` "
                        "adopts it",
                        name=name,
                    ),
                    place=Place(file=source.path),
                )
            )
        return
    if applied:
        raise ConflictError(
            Problem(
                code="already-applied",
                message=say(
                    "{name!r} is in force: it cannot be {deed} any more",
                    name=name,
                    deed=said_deed(deed),
                ),
                hint=say(
                    "`amendtool undo {name}` takes back what was landed by mistake", name=name
                ),
                place=Place(file=source.path),
            )
        )
    refuse_decided(record, source.path)


def _require_news(record: Record, act: Act, file: str) -> None:
    """Refuse what was recorded already, since the amendment was last decided about.

    So a run that is repeated because it was cut off, or was thought to be, records nothing twice.
    """
    for each in reversed(record.acts):
        if each.deed in DECIDING:
            return
        if replace(each, tool=act.tool) == act:
            raise ConflictError(
                Problem(
                    code="already-recorded",
                    message=say(
                        "it is recorded already that {name!r} was {deed} on {day}",
                        name=record.name,
                        deed=said_deed(act.deed),
                        day=act.day,
                    ),
                    hint=say(
                        "there is nothing left to do; `amendtool status` says where it stands"
                    ),
                    place=Place(file=file),
                )
            )


def refuse_decided(record: Record | None, file: str) -> None:
    """Raise ConflictError (``already-decided``) where nothing is left to decide."""
    act = None if record is None else record.decided
    if record is None or act is None or record.standing in ("pending", "adopted"):
        return
    deed = said_deed(act.deed)
    raise ConflictError(
        Problem(
            code="already-decided",
            message=say("{name!r} was {deed} on {day}", name=record.name, deed=deed, day=act.day)
            if act.day
            else say("{name!r} was {deed}", name=record.name, deed=deed),
            hint=say("propose it anew under another name: amendtool new NAME"),
            place=Place(file=file),
        )
    )


def day_of_adoption(
    amendment: Amendment, given: datetime.date | None, file: str
) -> datetime.date | None:
    """The day of the vote: that of the file, or the one that was given; None where neither is.

    Raises InputError where the two differ, or where it is before the board resolved it.
    """
    said = amendment.adopted
    if given is None:
        return said
    if said is not None and said != given:
        raise InputError(
            Problem(
                code="adoption-differs",
                message=say(
                    "the file says that it was adopted on {said}, and {given} was given",
                    said=said,
                    given=given,
                ),
                hint=say("leave the day out, or correct `adopted` in the file"),
                place=Place(file=file, path="adopted"),
            )
        )
    if amendment.resolved is not None and given < amendment.resolved:
        raise InputError(
            Problem(
                code="date-order",
                message=say(
                    "adopted on {given}, before the board resolved it on {resolved}",
                    given=given,
                    resolved=amendment.resolved,
                ),
                hint=say("mend one of the two days"),
                place=Place(file=file, path="resolved"),
            )
        )
    return given
