"""Which pending amendments touch the same, and in which orders they agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import Final, Literal

from amendtool.amendments.apply.apply import Application
from amendtool.articles.addresses import address_of_article
from amendtool.errors import AmendtoolError, InputError, Problem
from amendtool.messages import say
from amendtool.repository.workspace import UnreadAmendment, Workspace
from amendtool.values import dataclass
from amendtool.workflow.base import pending_names
from amendtool.workflow.editions.each import for_each_edition, of_edition
from amendtool.workflow.meeting.agenda import Agenda, read_agenda

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflicts:
    """The pairs that touch each other, and the amendments that are wrong by themselves.

    ``wrong`` are compared with none; each with what is wrong in it.
    """

    pairs: tuple[TouchingPair, ...]
    wrong: tuple[tuple[str, Problem], ...] = ()


def conflicts(workspace: Workspace, names: Sequence[str] = ()) -> Conflicts:
    """The pairs of pending amendments that touch each other, in any edition.

    Without names all that are pending and finished; one that is wrong by itself is told, and
    the others are compared. Raises InputError (``conflicts-many``) for too many, and InputError
    or ConflictError with what is wrong in one that was named.
    """
    leading = workspace.edition(None)
    found = {each.name or each.shown: each for each in _asked(leading, names)}
    if len(found) > _MOST:
        raise InputError(
            Problem(
                code="conflicts-many",
                message=say(
                    "{count} amendments are pending, and at most {most} are compared",
                    count=len(found),
                    most=_MOST,
                ),
                hint=say("name those that matter: amendtool conflicts A B C"),
            )
        )
    wrong = {} if names else dict(_wrong(workspace, found))
    items = [each for name, each in found.items() if name not in wrong]
    agendas = for_each_edition(workspace, lambda edition: read_agenda(edition, items))
    pairs = (_pair(agendas, one, other) for one, other in combinations(agendas[0].names, 2))
    return Conflicts(
        pairs=tuple(pair for pair in pairs if pair.touches), wrong=tuple(wrong.items())
    )


def _wrong(
    workspace: Workspace, found: Mapping[str, UnreadAmendment]
) -> Iterator[tuple[str, Problem]]:
    """Those that cannot be applied, alone or on what they stand on, with the first reason."""
    for name, each in found.items():
        try:
            row = [*_under(workspace, found, name), each]
            agendas = for_each_edition(workspace, partial(_read_in, found=row))
        except AmendtoolError as error:
            yield name, error.problems[0]
            continue
        alone = (agenda.by_itself(agenda.names[-1])[1].problem for agenda in agendas)
        trouble = next((problem for problem in alone if problem is not None), None)
        if trouble is not None:
            yield name, trouble


def _under(
    workspace: Workspace, found: Mapping[str, UnreadAmendment], name: str
) -> list[UnreadAmendment]:
    """The pending ones that an amendment stands on, the lowest first."""
    under: list[str] = []
    after = workspace.read(found[name]).parsed.amendment.after
    while after is not None and after in found and after not in (name, *under):
        under.insert(0, after)
        after = workspace.read(found[after]).parsed.amendment.after
    return [found[each] for each in under]


def _read_in(edition: Workspace, found: Sequence[UnreadAmendment]) -> Agenda:
    return read_agenda(edition, found)


def _asked(workspace: Workspace, names: Sequence[str]) -> list[UnreadAmendment]:
    if names:
        return [workspace.found(name, cwd=workspace.root) for name in names]
    found = [
        workspace.found(name, cwd=workspace.root)
        for name in pending_names(workspace, workspace.amendment_names())
    ]
    return [each for each in found if not _is_draft(workspace, each)]


def _is_draft(workspace: Workspace, found: UnreadAmendment) -> bool:
    try:
        return workspace.read(found).parsed.amendment.draft
    except AmendtoolError:  # told as one that is wrong
        return False


def _pair(agendas: Sequence[Agenda], one: str, other: str) -> TouchingPair:
    both = (one, other)
    orders, why = _orders(agendas, both)
    shared: tuple[dict[object, str], ...] = ({}, {}, {})
    leading = agendas[0]
    if other not in leading.under(one) and one not in leading.under(other):
        for agenda in agendas:
            alone = [agenda.by_itself(name)[1].applied.get(name) for name in both]
            if None in alone:
                continue
            for told, own in zip(
                shared, _shared(agenda, [each for each in alone if each is not None]), strict=True
            ):
                # What the leading edition tells is not told once more in other words.
                told.update({key: label for key, label in own.items() if key not in told})
    return TouchingPair(
        names=both,
        provisions=tuple(shared[0].values()),
        numbers=tuple(shared[1].values()),
        citations=tuple(shared[2].values()),
        orders=orders,
        why=why,
    )


def _orders(
    agendas: Sequence[Agenda], both: tuple[str, str]
) -> tuple[AgreeingOrders, Problem | None]:
    """In which orders all editions agree, and what stops the others first."""
    one, other = both
    if one in agendas[0].under(other) or other in agendas[0].under(one):
        return "both", None  # one stands on the other, and so there is one order alone
    stops: list[list[Problem]] = [[], []]
    same = True
    for agenda in agendas:
        under = [name for each in both for name in agenda.under(each)]
        outcomes = []
        for order, problems in zip((both, both[::-1]), stops, strict=True):
            names = list(dict.fromkeys((*under, *order)))
            told = replace(agenda, items=tuple(agenda.item(name) for name in names))
            made = told.outcome(names)
            outcomes.append(made)
            if made.problem is not None:
                alone = agenda is not agendas[0] and not problems
                language = agenda.style.language
                problems.append(of_edition(made.problem, language) if alone else made.problem)
        first, second = outcomes
        same &= set(first.charter.every_article()) == set(second.charter.every_article())
    if not any(stops):
        return ("both" if same else "both-differ"), None
    if not stops[0]:
        return "first", stops[1][0]
    return ("second" if not stops[1] else "neither"), stops[0][0]


def _shared(agenda: Agenda, alone: Sequence[Application]) -> tuple[dict[object, str], ...]:
    """What both touch: provisions, numbers and citations, by what is the same in every edition."""
    now = agenda.now.by_key()

    def named(keys: set[str]) -> dict[object, str]:
        return {
            key: address_of_article(agenda.now, key).text(agenda.style)
            for key in now
            if key in keys
        }

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
            (entry.standing.spot.key, entry.targets_before, entry.before)
            for entry in each.ledger
            if entry.before != entry.after and entry.standing.spot.key in now
        }
        for each in alone
    ]
    return (
        named(acted[0] & acted[1]),
        named(moved[0] & moved[1]),
        {
            (key, tuple(spot for spot, _ in targets)): say(
                "{words!r} in {address}",
                words=words,
                address=address_of_article(agenda.now, key).text(agenda.style),
            )
            for key, targets, words in sorted(
                cited[0] & cited[1], key=lambda each: (each[0], each[2])
            )
        },
    )
