"""The numbers that a merge of two histories left, against what both of them adopted.

Git puts files together by their names, and a number is part of a name: where one branch has
inserted an article and the other one has, too, each has counted without the other. So what either
adopted is replayed upon what the other one left, by key as ever, and the numbers are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from amendtool.articles.addresses import Address
from amendtool.articles.charter import Charter
from amendtool.errors import AmendtoolError, Place, Problem
from amendtool.messages import say
from amendtool.repository.acts import Acts, AppliedAt
from amendtool.repository.record import Act
from amendtool.repository.storage.folders import ARTICLES, clause_at, edition_at, is_clause_file
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.proof.merges import MergedArticles, merges_of_articles


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stands:
    """Where a clause stands in some files: its path, and the address that this tells."""

    path: str
    address: Address


def merged_numbers(workspace: Workspace, paths: Iterable[str]) -> Iterator[Problem]:
    """Warnings for the numbers among ``paths``, as a merge left them, that neither side means.

    In every edition. What has another number since, and a merge of histories of which one has no
    records, is none of them.
    """
    workspace = workspace.edition(None)
    now = {each: _standing(workspace, paths, each) for each in workspace.config.languages}
    told: set[tuple[str, str]] = set()
    for merge in merges_of_articles(workspace):
        try:
            files = tuple(workspace.git.tree(merge.commit, ARTICLES))
            left = {each: _standing(workspace, files, each) for each in now}
            found = tuple(_otherwise(workspace, merge, left))
        except (AmendtoolError, ValueError):
            continue  # told where those articles, or records, are read
        for language, key, meant in found:
            stands = left[language][key]
            if (language, key) in told or now[language].get(key) != stands:
                continue
            told.add((language, key))
            yield _problem(workspace.edition(language), merge, key, stands, meant)


def _problem(
    workspace: Workspace, merge: MergedArticles, key: str, stands: _Stands, meant: Address
) -> Problem:
    style = workspace.config.style
    return Problem(
        code="merge-number",
        message=say(
            "{key!r} stands as {address} since the merge {commit}, and is {meant} by what "
            "both branches adopted",
            key=key,
            address=stands.address.text(style),
            commit=merge.commit[:12],
            meant=meant.text(style),
        ),
        hint=say(
            "give its file that number with `git mv` and put it into the merge (git commit "
            "--amend), or take the merge back and apply the amendments of one branch on the "
            "other"
        ),
        place=Place(file=stands.path),
        severity="warning",
    )


def _otherwise(
    workspace: Workspace, merge: MergedArticles, left: Mapping[str, Mapping[str, _Stands]]
) -> Iterator[tuple[str, str, Address]]:
    """The clauses that a merge left under another number than the replay of both gives them.

    Either side may come first; where one of the two ways is what the merge left, it is right.
    """
    first, *others = merge.parents
    ways = [
        _replayed(workspace, parents) for parents in ((first, *others), (*reversed(others), first))
    ]
    if None in ways:
        return
    for language, stands in left.items():
        told: list[dict[str, Address]] = []
        for charters in ways:
            charter = None if charters is None else charters.get(language)
            meant = {} if charter is None else _addresses(charter)
            told.append(
                {
                    key: address
                    for key, address in meant.items()
                    if key in stands and stands[key].address != address
                }
            )
        if all(told):
            yield from ((language, key, meant) for key, meant in told[0].items())


def _replayed(workspace: Workspace, parents: Sequence[str]) -> dict[str, Charter] | None:
    """What the first of the parents holds, with what the others adopted beside it.

    None where one of the two has adopted nothing that the other has not, or it cannot be
    replayed: then they were put together by a person.
    """
    from amendtool.workflow.proof.replay import carried_on

    base, *others = parents
    here = workspace.acts(base)
    charters: dict[str, Charter] | None = {
        language: workspace.edition(language).articles_at(base).charter
        for language in workspace.languages_at(base)
    }
    for other in others:
        there = workspace.acts(other)
        mine = list(only_in(there, here))
        if charters is None or not mine or not list(only_in(here, there)):
            return None
        charters = carried_on(workspace, ((at.name, act) for at, act in mine), charters)
    return charters


def only_in(one: Acts, other: Acts) -> Iterator[tuple[AppliedAt, Act]]:
    """What landed on one branch, in its order, and not on the other."""
    beside = {
        name: at.record.landed if at.record is not None else None
        for name, at in {**other.applied, **other.expiries}.items()
    }
    every = {**one.applied, **one.expiries}
    for at in sorted(every.values(), key=lambda each: each.order):
        act = at.record.landed if at.record is not None else None
        if act is not None and beside.get(at.name) != act:
            yield at, act


def _standing(workspace: Workspace, paths: Iterable[str], language: str) -> dict[str, _Stands]:
    """Where the clauses of an edition stand, by their keys."""
    in_chapters = workspace.config.edition(language).style.numbered_in_chapters
    leading = workspace.config.languages[0]
    found: dict[str, _Stands] = {}
    for path in paths:
        clause = clause_at(path, in_chapters) if is_clause_file(path) else None
        own = edition_at(path)
        if own not in workspace.config.languages:
            own = leading
        if clause is None or own != language or clause[1].article is None:
            continue
        found[clause[0]] = _Stands(path=path, address=clause[1])
    return found


def _addresses(charter: Charter) -> dict[str, Address]:
    return {
        article.key: Address(supplementary=supplementary, article=article.number)
        for supplementary, row in ((False, charter.articles), (True, charter.supplementary))
        for article in row
        if article.number is not None
    }
