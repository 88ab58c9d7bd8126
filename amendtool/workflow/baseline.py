"""The baseline: the articles that a company comes with, and the days of its old amendments.

What was amended before the articles came into git left no commits, and git cannot hold its days:
they are before 1970, often. So they stand in a record, and the list of revisions prints them in
front of the amendments that git holds.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from amendtool import __version__
from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.landing.landing import Landing, Message, land
from amendtool.repository.record import BASELINE, Act, Deed, Record, record_path, write_record
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.life import require_day
from amendtool.workflow.record_words import said_deed

_FORMER = (Deed.ESTABLISHED, Deed.AMENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAmendment:
    """An amendment from before the articles came into git: its day, and what it was called."""

    day: datetime.date
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineRecorded:
    """The baseline as it is in git: the articles, and how many days stand in its record."""

    articles: str
    former: tuple[FormerAmendment, ...]
    commit: str
    notices: tuple[Problem, ...] = ()


def record_baseline(
    workspace: Workspace,
    former: Sequence[FormerAmendment] = (),
    *,
    established: datetime.date | None = None,
    today: datetime.date,
) -> BaselineRecorded:
    """Record the articles at HEAD as those that the company came with, in a commit.

    ``former`` are the amendments that they have been through, ``established`` the day on which
    they were first made; what an earlier call recorded stays. Raises InputError for a day in the
    future, one before the company was established or after its first amendment in git
    (``date-order``), and one that is recorded already (``baseline-twice``), RepositoryError
    where git refuses; nothing is written then.
    """
    head = workspace.head()
    known = workspace.acts().records.get(BASELINE, Record(name=BASELINE))
    before = [each for each in known.acts if each.deed in _FORMER]
    new = [
        *([_act(Deed.ESTABLISHED, established)] if established is not None else []),
        *(_act(Deed.AMENDED, each.day, each.title) for each in former),
    ]
    _require_order(workspace, before, new, today)
    told = sorted((*before, *new), key=lambda each: (_FORMER.index(each.deed), each.day or today))
    tree = workspace.git.tree_id(head, ARTICLES)
    others = [each for each in known.acts if each.deed not in _FORMER]
    # Once: the articles that the company came with do not change by what is said of them.
    start = others or [Act(deed=Deed.BASELINE, day=today, result=tree, tool=__version__)]
    record = Record(name=BASELINE, acts=(*told, *start))
    message = Message(
        subject="Baseline: the articles that the company came with",
        trailers=(("Baseline", today.isoformat()),),
    )
    landed = land(
        workspace.git,
        Landing(
            name="baseline",
            base=head,
            writes={record_path(BASELINE): write_record(record)},
            text=message,
        ),
    )
    return BaselineRecorded(
        articles=start[0].result or "",
        former=tuple(
            FormerAmendment(day=each.day, title=each.reason)
            for each in told
            if each.day is not None
        ),
        commit=landed.commits[-1],
        notices=landed.notices,
    )


def _act(deed: Deed, day: datetime.date, title: str = "") -> Act:
    return Act(deed=deed, day=day, reason=" ".join(title.split()))


def _require_order(
    workspace: Workspace, before: Sequence[Act], new: Sequence[Act], today: datetime.date
) -> None:
    """Raise InputError for a day that cannot be that of a former amendment."""
    for each in new:
        if each.day is not None:
            require_day(each.day, today, "day")
    every = (*before, *new)
    founded = [each.day for each in every if each.deed is Deed.ESTABLISHED and each.day]
    amended = [each.day for each in every if each.deed is Deed.AMENDED and each.day]
    first = min(
        (
            act.day
            for at in workspace.acts().applied.values()
            if at.record is not None
            and (act := at.record.adopted) is not None
            and act.day is not None
        ),
        default=None,
    )
    seen = set(before)
    for each in new:
        if each in seen or (each.deed is Deed.ESTABLISHED and len(founded) > 1):
            raise _refused(
                "baseline-twice",
                say("{deed} {day} is recorded already", deed=said_deed(each.deed), day=each.day),
            )
        if founded and amended and min(amended) < founded[0]:
            raise _refused(
                "date-order",
                say(
                    "amended on {amended}, before it was established on {founded}",
                    amended=min(amended),
                    founded=founded[0],
                ),
            )
        if first is not None and each.day is not None and each.day > first:
            raise _refused(
                "date-order",
                say(
                    "{day} is after {first}, the day of the first amendment in git",
                    day=each.day,
                    first=first,
                ),
            )
        seen.add(each)


def _refused(code: str, message: str) -> InputError:
    return InputError(
        Problem(
            code=code,
            message=message,
            hint=say(
                "give each day of the time before git once; what came since is in "
                "`amendtool status`"
            ),
            place=Place(file=record_path(BASELINE)),
        )
    )
