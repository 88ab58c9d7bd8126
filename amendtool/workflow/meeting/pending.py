"""Pending amendments beside each other: on what one leaves, and in pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from amendtool.articles.charter import Charter
from amendtool.errors import AmendtoolError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.workspace import AmendmentSource, Workspace
from amendtool.workflow.base import Base, bound, carried_over, pending_names, waits_for
from amendtool.workflow.editions.each import for_each_edition
from amendtool.workflow.proposal import applied_to

_MOST_PAIRS = 30
"""With so many pending amendments all pairs are tried; it is a second for some hundreds of them."""


Left = dict[tuple[str, str], Charter]
"""What pending amendments leave, by edition and name, for whoever asks for many of them.

Of amendments that stand on each other each would be applied once for every later one.
"""


def left_by(workspace: Workspace, name: str, known: Left | None = None) -> Charter:
    """The articles as an amendment leaves them, applied or not, in one edition.

    What is ``known`` already is not made again. Raises InputError or ConflictError where a
    pending one cannot be applied.
    """
    which = (workspace.config.language, name)
    if known is not None and which in known:
        return known[which]
    applied = workspace.applied(name)
    if applied is not None:
        return workspace.articles_at(applied.after).charter
    return charter_after(workspace, workspace.amendment(name, cwd=workspace.root), known)


def charter_after(
    workspace: Workspace, source: AmendmentSource, known: Left | None = None
) -> Charter:
    """What a pending amendment makes of the articles that it stands on, in one edition.

    It is noted in ``known``. Raises as :func:`left_by`, and InputError with its open questions.
    """
    after = waits_for(workspace, source)
    if after is not None:
        charter = left_by(workspace, after, known)
    else:
        head = workspace.head()
        source = bound(workspace, source, head).source
        charter = workspace.articles_at(head).charter
    try:
        found = applied_to(charter, source.parsed.amendment, workspace.config.style)
    except AmendtoolError as error:
        raise type(error)(*source.parsed.located(error.problems)) from None
    if found.questions:
        raise InputError(
            *dict.fromkeys(
                source.parsed.located(
                    problem.at(
                        Place(path=f"operations[{min(found.origin.get(key, frozenset({0})))}]")
                    )
                    for entry, problem in found.questions
                    for key in (entry.standing.spot.key,)
                )
            )
        )
    if known is not None and source.inside:
        known[workspace.config.language, source.parsed.amendment.name] = found.proposed
    return found.proposed


def pending_problems(
    workspace: Workspace, sources: Sequence[AmendmentSource], known: Left | None = None
) -> tuple[Problem, ...]:
    """Nothing, where a pending amendment goes on what the one that it stands on leaves.

    What is ``known`` of others is not made again. Raises every mistake, in all editions.
    """
    by_language = {source.parsed.language: source for source in sources}
    for_each_edition(
        workspace,
        lambda edition: charter_after(edition, by_language[edition.config.language], known),
        by_language,
    )
    return ()


def pair_problems(workspace: Workspace, known: Left | None = None) -> tuple[Problem, ...]:
    """Warnings of pending amendments of which one cannot follow the other.

    They are tried in the leading edition, both ways; one that stands on the other is not. What
    is ``known`` is not made again.
    """
    leading = workspace.edition(None)
    if leading.git.head().oid is None:
        return ()
    names = pending_names(leading, leading.amendment_names())
    if not 1 < len(names) <= _MOST_PAIRS:
        return ()
    head = leading.head()
    ready: dict[str, tuple[AmendmentSource, Charter]] = {}
    for name in names:
        source = leading.amendment(name, cwd=leading.root)
        amendment = source.parsed.amendment
        if amendment.draft or waits_for(leading, source) is not None:
            continue
        read = bound(leading, source, head).source
        ready[name] = (read, charter_after(leading, source, known))
    return tuple(_pairs(leading, ready, leading.articles_at(head).charter))


def _pairs(
    workspace: Workspace, ready: Mapping[str, tuple[AmendmentSource, Charter]], now: Charter
) -> Iterator[Problem]:
    names = list(ready)
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            stops = {
                (first, second): _cannot_follow(workspace, ready[second][0], now, ready[first][1])
                for first, second in ((one, other), (other, one))
            }
            told = {pair: why for pair, why in stops.items() if why is not None}
            if not told:
                continue
            (first, second), why = next(iter(told.items()))
            way = (
                say(
                    "they touch the same provision: put both changes into one, or let one "
                    "of them say `after: {first}` and what it does then",
                    first=first,
                )
                if len(told) == 2
                else say(
                    "apply {second!r} first, or let it say `after: {first}` and what it does then",
                    second=second,
                    first=first,
                )
            )
            yield Problem(
                code="pending-collide",
                message=say(
                    "{one!r} and {other!r} collide: neither of the two can be applied once the "
                    "other is ({why})",
                    one=one,
                    other=other,
                    why=why.message,
                )
                if len(told) == 2
                else say(
                    "{one!r} and {other!r} collide: {second!r} cannot be applied once {first!r} "
                    "is ({why})",
                    one=one,
                    other=other,
                    second=second,
                    first=first,
                    why=why.message,
                ),
                hint=way,
                place=why.place,
                severity="warning",
            )


def _cannot_follow(
    workspace: Workspace, source: AmendmentSource, now: Charter, left: Charter
) -> Problem | None:
    """Why an amendment cannot be applied to what another one leaves; None where it can."""
    base = Base(articles="", when=say("before the other one"), said=True)
    try:
        read = carried_over(workspace, source, base, now, left).source
        applied_to(left, read.parsed.amendment, workspace.config.style)
    except AmendtoolError as error:
        problem = error.problems[0]
        (placed,) = source.parsed.located([replace(problem, hint="")])
        return placed
    return None
