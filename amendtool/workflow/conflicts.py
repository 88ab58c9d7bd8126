"""Which pending amendments touch the same, and in which orders they agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, Literal

from amendtool.amendments.apply.apply import Application
from amendtool.articles.addresses import address_of_article
from amendtool.errors import InputError, Problem
from amendtool.repository.workspace import UnreadAmendment, Workspace
from amendtool.workflow.base import pending_names
from amendtool.workflow.meeting import Agenda, read_agenda

_MOST: Final = 30
"""With more amendments there are more pairs than anybody reads."""

AgreeingOrders = Literal["both", "both-differ", "first", "second", "neither"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchingPair:
    """Two amendments, and what both of them touch, by the addresses in force.

    ``orders`` says in which they can be applied: ``both`` and the articles are the same,
    ``both-differ``, the ``first`` one first alone, the ``second`` one first alone, ``neither``.
    ``why`` is what stops the others.
    """

    names: tuple[str, str]
    provisions: tuple[str, ...]
    numbers: tuple[str, ...]
    citations: tuple[str, ...]
    orders: AgreeingOrders
    why: Problem | None = None

    @property
    def touches(self) -> bool:
        """Whether they have anything to do with each other."""
        return bool(self.provisions or self.numbers or self.citations) or self.orders != "both"


def conflicts(workspace: Workspace, names: Sequence[str] = ()) -> tuple[TouchingPair, ...]:
    """The pairs of pending amendments that touch each other, in the leading edition.

    Without names all that are pending and finished. Raises InputError or ConflictError with
    what is wrong in one of them by itself, InputError (``conflicts-many``) for too many.
    """
    edition = workspace.edition(None)
    found = _asked(edition, names)
    if len(found) > _MOST:
        raise InputError(
            Problem(
                code="conflicts-many",
                message=f"{len(found)} amendments are pending, and at most {_MOST} are compared",
                hint="name those that matter: amendtool conflicts A B C",
            )
        )
    agenda = read_agenda(edition, found)
    pairs = (_pair(agenda, one, other) for one, other in combinations(agenda.names, 2))
    return tuple(pair for pair in pairs if pair.touches)


def _asked(workspace: Workspace, names: Sequence[str]) -> list[UnreadAmendment]:
    if names:
        return [workspace.found(name, cwd=workspace.root) for name in names]
    found = [
        workspace.found(name, cwd=workspace.root)
        for name in pending_names(workspace, workspace.amendment_names())
    ]
    return [each for each in found if not workspace.read(each).parsed.amendment.draft]


def _pair(agenda: Agenda, one: str, other: str) -> TouchingPair:
    under = [name for each in (one, other) for name in agenda.under(each)]
    both = (one, other)
    alone = [_alone(agenda, name) for name in both]
    orders, why = _orders(agenda, both, under)
    if None in alone or other in agenda.under(one) or one in agenda.under(other):
        shared: tuple[tuple[str, ...], ...] = ((), (), ())
    else:
        shared = _shared(agenda, [each for each in alone if each is not None])
    return TouchingPair(
        names=both,
        provisions=shared[0],
        numbers=shared[1],
        citations=shared[2],
        orders=orders,
        why=why,
    )


def _alone(agenda: Agenda, name: str) -> Application | None:
    return agenda.by_itself(name)[1].applied.get(name)


def _orders(
    agenda: Agenda, both: tuple[str, str], under: Sequence[str]
) -> tuple[AgreeingOrders, Problem | None]:
    one, other = both
    if one in agenda.under(other) or other in agenda.under(one):
        return "both", None  # one stands on the other, and so there is one order alone
    outcomes = []
    for order in (both, both[::-1]):
        names = list(dict.fromkeys((*under, *order)))
        told = replace(agenda, items=tuple(agenda.item(name) for name in names))
        outcomes.append(told.outcome(names))
    first, second = outcomes
    if first.problem is None and second.problem is None:
        same = set(first.charter.every_article()) == set(second.charter.every_article())
        return ("both" if same else "both-differ"), None
    if first.problem is None:
        return "first", second.problem
    return ("second" if second.problem is None else "neither"), first.problem


def _shared(agenda: Agenda, alone: Sequence[Application]) -> tuple[tuple[str, ...], ...]:
    now = agenda.now.by_key()

    def named(keys: set[str]) -> tuple[str, ...]:
        return tuple(
            address_of_article(agenda.now, key).text(agenda.style) for key in now if key in keys
        )

    acted = [set(each.origin) for each in alone]
    moved = [
        {
            key
            for key, article in each.proposed.by_key().items()
            if key in now and article.number != now[key].number
        }
        for each in alone
    ]
    cited = [
        {
            (entry.standing.spot.key, entry.before)
            for entry in each.ledger
            if entry.before != entry.after and entry.standing.spot.key in now
        }
        for each in alone
    ]
    return (
        named(acted[0] & acted[1]),
        named(moved[0] & moved[1]),
        tuple(
            f"{words!r} in {address_of_article(agenda.now, key).text(agenda.style)}"
            for key, words in sorted(cited[0] & cited[1])
        ),
    )
