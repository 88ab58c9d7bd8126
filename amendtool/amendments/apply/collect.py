"""What an amendment does: the effects of its operations, and where they meet.

What one operation does is said in its own module (:mod:`amendtool.amendments.operations`); here
it is asked for, in :func:`effects_of`, and what several do is put together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.conflicts import conflicts, spared
from amendtool.amendments.apply.effects import Effects, joined
from amendtool.amendments.apply.sections import number_problems
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Keep,
    Merge,
    Move,
    Operation,
    Print,
    Renumber,
    Replace,
    ReplacePhrase,
    ReplaceThroughout,
    Restate,
    Retarget,
    Split,
    delete,
    insert,
    merge,
    move,
    phrase,
    print_,
    renumber,
    replace,
    split,
    throughout,
)
from amendtool.articles.addresses import Address, find
from amendtool.articles.charter import Article, goes_unnumbered
from amendtool.articles.page import PageSetting
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What an amendment does to the present articles, and what is wrong with it.

    ``acting`` are, by article or chapter, the positions of the operations that act on it or
    inside of it; ``tangled`` are those of operations that get in each other's way.
    """

    effects: Effects
    acting: Mapping[Address, frozenset[int]]
    problems: tuple[Problem, ...]
    tangled: frozenset[int]


def collect(amendment: Amendment, targets: Targets) -> Collected:
    """The effects of all operations; nothing is raised, all mistakes are in ``problems``."""
    each: list[Effects] = []
    told = list(enumerate(amendment.operations))
    for index, operation in told:
        if not isinstance(operation, Split | Merge | ReplaceThroughout):
            each.append(effects_of(index, operation, targets, Effects()))
    others = joined(each)
    for index, operation in told:
        if isinstance(operation, Split | Merge):
            # It takes the paragraphs that the others leave.
            each.append(effects_of(index, operation, targets, others))
            others = joined([others, each[-1]])
    for index, operation in told:
        if isinstance(operation, ReplaceThroughout):
            # It leaves alone what any other one replaces or deletes.
            each.append(effects_of(index, operation, targets, spared(others)))
    # Who fills a placeholder comes upon what the others do with it.
    each.sort(key=lambda effects: bool(effects.fills))
    whole = joined(each)
    problems = [*_of_the_whole(amendment, targets), *whole.problems]
    problems += _without_number(whole, targets)
    problems += _page_twice(whole)
    known: set[tuple[int, int]] = set()
    for found in conflicts(each, whole, targets):
        if isinstance(found, Problem):
            problems.append(found)
        elif found.indices not in known:
            # One meeting of two operations is enough to mend them.
            known.add(found.indices)
            problems.append(found.problem(targets))
    return Collected(
        effects=spared(whole),
        acting=whole.acting(),
        problems=tuple(dict.fromkeys(problems)),
        tangled=frozenset(index for pair in known for index in pair),
    )


def effects_of(index: int, operation: Operation, targets: Targets, others: Effects) -> Effects:
    """What the operation at ``index`` does, beside ``others`` that are known already."""
    match operation:
        case Insert():
            return insert.effects(OperationAt(index, operation), targets)
        case Replace():
            return replace.effects(OperationAt(index, operation), targets)
        case ReplacePhrase():
            return phrase.effects(OperationAt(index, operation), targets)
        case ReplaceThroughout():
            return throughout.effects(OperationAt(index, operation), targets, others)
        case Delete():
            return delete.effects(OperationAt(index, operation), targets)
        case Renumber():
            return renumber.effects(OperationAt(index, operation), targets)
        case Move():
            return move.effects(OperationAt(index, operation), targets)
        case Split():
            return split.effects(OperationAt(index, operation), targets, others)
        case Merge():
            return merge.effects(OperationAt(index, operation), targets, others)
        case Print():
            return print_.effects(OperationAt(index, operation), targets)
        case Restate():
            raise ValueError("what is restated is unfolded before its effects are asked for")
        case Retarget() | Keep():
            # They answer questions about references, and change no provision.
            return Effects()
        case _:
            assert_never(operation)


def _without_number(effects: Effects, targets: Targets) -> Iterator[Problem]:
    """The problems of articles that are to get another number, and have none."""
    for address, at in effects.placed.items():
        found = find(targets.charter, address)
        if isinstance(found, Article) and goes_unnumbered(found):
            yield at.problem(
                "",
                "number-none",
                say(
                    "{name} has no number, and goes with what it stands behind",
                    name=targets.name(address),
                ),
                say("delete it, and insert it where it is to stand"),
            )


def _page_twice(effects: Effects) -> Iterator[Problem]:
    """The problems of operations that print one thing in two ways."""
    said: dict[PageSetting, int] = {}
    for at in effects.page:
        first = said.setdefault(at.operation.setting, at.index)
        if first != at.index:
            yield at.problem(
                "",
                "page-twice",
                say(
                    "{setting} is printed otherwise by operation {first} already",
                    setting=at.operation.setting,
                    first=first + 1,
                ),
                say("leave one of the two out"),
            )


def _of_the_whole(amendment: Amendment, targets: Targets) -> list[Problem]:
    """What is wrong whatever stands in the present articles."""
    found: list[Problem] = []
    if not amendment.operations:
        found.append(
            Problem(
                code="no-operations",
                message=say("the amendment has no operations"),
                hint=say(
                    "write at least one: insert, replace, restate, delete, renumber, move, "
                    "split or merge"
                ),
                place=Place(path="operations"),
            )
        )
    if targets.style.numbered_in_chapters:
        found += number_problems(amendment, targets.charter, targets.style)
    return found
