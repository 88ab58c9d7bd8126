"""Renumbering among siblings, apart from everything else.

The cases are rows: the siblings, what happens to them, and what comes of it, in signs.
``-5`` goes, ``5>7`` is renumbered, ``+5`` comes, ``5+`` comes behind 5, ``5^`` behind 5 as a
branch, ``=5`` fills the placeholder 5.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.apply.renumber import Arrival, Departure, Relocation, Settlement, settle
from amendtool.amendments.operations import Numbering
from amendtool.articles.numbers import Number
from amendtool.errors import Place
from tests.strategies import ascending

HERE = Place(path="operations[0]")


def settled(siblings: str, signs: str, *, any_start: bool = False) -> Settlement:
    """Settle the siblings as the signs tell."""
    departures: dict[Number, Departure] = {}
    moves: dict[Number, Relocation] = {}
    arrivals: list[Arrival] = []
    for token, sign in enumerate(signs.split()):
        number = Number.parse(sign.strip("-+^=").partition(">")[0])
        if ">" in sign:
            moves[number] = Relocation(to=Number.parse(sign.partition(">")[2]), place=HERE)
        elif sign.startswith("-"):
            departures[number] = Departure(place=HERE)
        elif sign.startswith("="):
            departures[number] = Departure(place=HERE)
            arrivals.append(Arrival(token=token, fills=number, place=HERE))
        elif sign.startswith("+"):
            arrivals.append(Arrival(token=token, number=number, place=HERE))
        else:
            policy = Numbering.BRANCH if sign.endswith("^") else Numbering.SHIFT
            arrivals.append(Arrival(token=token, after=number, numbering=policy, place=HERE))
    return settle(
        [Number.parse(text) for text in siblings.split()],
        departures=departures,
        moves=moves,
        arrivals=arrivals,
        name=str,
        any_start=any_start,
    )


def row(settlement: Settlement) -> str:
    """The proposed row: the present number of each, or ``*`` for what comes."""
    found = [(new, str(old)) for old, new in settlement.stayed.items()]
    found += [(new, "*") for new in settlement.arrived.values()]
    return " ".join(f"{new}:{old}" for new, old in sorted(found))


@pytest.mark.parametrize(
    ("siblings", "signs", "expected"),
    [
        ("1 2 3", "+2", "1:1 2:* 3:2 4:3"),
        ("1 2 3", "+4", "1:1 2:2 3:3 4:*"),
        ("1 2 3", "+1 +2", "1:* 2:* 3:1 4:2 5:3"),
        ("1 2 3", "2+", "1:1 2:2 3:* 4:3"),
        ("1 2 3", "-2", "1:1 2:3"),
        ("1 2 3", "-1 -2 -3 +1", "1:*"),
        ("1 2 3", "-2 +2", "1:1 2:* 3:3"),
        ("1 2 3", "-2 2+", "1:1 2:* 3:3"),
        ("1 2 3", "-1 1+", "1:* 2:2 3:3"),
        ("1 2 3 4", "-2 -3 +3", "1:1 2:4 3:*"),
        ("1 2 3", "1>3 3>1", "1:3 2:2 3:1"),
        ("1 2 3", "1>3", "1:2 2:3 3:1"),
        ("1 2 3", "3>1", "1:3 2:1 3:2"),
        ("1 2 3", "1>2 1+", "1:2 2:1 3:* 4:3"),
        ("1 2 3", "1^", "1:1 1-2:* 2:2 3:3"),
        ("1 2 3", "1^ +1", "1:* 2:1 2-2:* 3:2 4:3"),
        ("1 1-2 2", "1-2^", "1:1 1-2:1-2 1-3:* 2:2"),
        ("1 1-2 1-3 2", "1-2^", "1:1 1-2:1-2 1-2-2:* 1-3:1-3 2:2"),
        ("1 1-2 1-3 2", "1-2^ -1-3", "1:1 1-2:1-2 1-3:* 2:2"),
        ("1 1-2 2", "1+", "1:1 1-2:1-2 2:* 3:2"),
        ("1 1-2 2", "+1-2", "1:1 1-2:* 1-3:1-2 2:2"),
        ("1 1-2 2", "1-2+", "1:1 1-2:1-2 1-3:* 2:2"),
        ("1 1-2 2", "-1-2", "1:1 2:2"),
        ("1 1-2 2", "-1 +1", "1:* 1-2:1-2 2:2"),
        ("1 1-2 2", "1-2>2", "1:1 2:1-2 3:2"),
        ("1 1-2 1-2-2 2", "-1 1-2>2", "1:2 2:1-2 2-2:1-2-2"),
        ("1 2 2-2 3", "2>3", "1:1 2:3 3:2 3-2:2-2"),
        ("1 2 3", "3>2-2", "1:1 2:2 2-2:3"),
        ("1 2 3", "=2", "1:1 2:* 3:3"),
        ("1 2 3", "=2 +1", "1:* 2:1 3:* 4:3"),
        ("1 2 4 5", "+3", "1:1 2:2 3:* 4:4 5:5"),
        ("1 2 4 5", "-2", "1:1 3:4 4:5"),
        ("1 2 4 5", "-2 +2", "1:1 2:* 4:4 5:5"),
        ("1 2 4 5", "-4 +3", "1:1 2:2 3:* 4:5"),
        ("1 2 4 5", "+5", "1:1 2:2 4:4 5:* 6:5"),
        ("1 2 4 5", "5>3", "1:1 2:2 3:5 4:4"),
        ("1 2 5", "+4", "1:1 2:2 4:* 5:5"),
        ("3 4", "+3", "3:* 4:3 5:4"),
        ("1 3-2", "+2", "1:1 2:* 3-2:3-2"),
        ("", "+1", "1:*"),
    ],
)
def test_rows(siblings: str, signs: str, expected: str) -> None:
    settlement = settled(siblings, signs)
    assert settlement.problems == []
    assert row(settlement) == expected


@pytest.mark.parametrize(
    ("siblings", "signs", "expected"),
    [
        ("1 2 3", "+5", ["number-missing: 4 would be missing between 3 and 5"]),
        ("1 2 3", "3>9", ["number-missing: 3, 4, 5 and more would be missing between 2 and 9"]),
        ("", "+2", ["number-missing: 1 would be missing before 2"]),
        ("1 2", "+1-3", ["number-missing: 1-2 would be missing before 1-3"]),
        ("1 2 3", "+2 +2", ["number-twice: 2 would stand twice: it is inserted"]),
        (
            "1 2 3",
            "1>2 +2",
            ["number-twice: 2 would stand twice: 1 is renumbered to it; it is inserted"],
        ),
        ("1 2 3", "+4-2", ["branch-without-stem: 4-2 would stand without 4"]),
        ("1 1-2 2", "-1", ["branch-without-stem: 1-2 would be left without 1"]),
        ("1 1-2 1-2-2 2", "-1 -1-2", ["branch-without-stem: 1-2-2 would be left without 1-2"]),
        ("1 1-2 2", "-1 =1-2", ["branch-without-stem: a branch of 1 would stand without 1"]),
        (
            "1 1-2 2",
            "-1 -1-2 1-2+",
            ["branch-without-stem: a branch of 1-2 would stand without 1-2"],
        ),
        ("1 2", "-1 1^", ["branch-without-stem: a branch of 1 would stand without 1"]),
        ("1 1-2 2", "1^", ["number-in-use: 1 has branches already"]),
    ],
)  # fmt: skip
def test_mistakes(siblings: str, signs: str, expected: list[str]) -> None:
    found = settled(siblings, signs).problems
    assert len(found) == len(expected), found
    for problem, text in zip(found, expected, strict=True):
        assert f"{problem.code}: {problem.message}".startswith(text)
        assert problem.place == HERE
        assert problem.hint


def test_supplementary_provisions_may_begin_anywhere() -> None:
    assert settled("", "+36 +37", any_start=True).problems == []
    assert settled("36 37", "36>38 37>39", any_start=True).problems == []
    assert settled("36 37", "36>38", any_start=True).problems != []


@given(ascending(most=8))
def test_nothing_happens_to_any_row_by_itself(siblings: list[Number]) -> None:
    found = settle(siblings, departures={}, moves={}, arrivals=[], name=str)
    assert found.stayed == {number: number for number in siblings}
    assert found.problems == []


@st.composite
def happenings(draw: st.DrawFn) -> tuple[list[Number], dict[Number, Relocation], list[Arrival]]:
    siblings = draw(ascending(most=8))
    some = st.integers(1, 10).map(lambda n: Number.of(n))
    moves = {
        number: Relocation(to=draw(some), place=HERE)
        for number in draw(st.sets(st.sampled_from(siblings), max_size=3))
    }
    arrivals = [
        Arrival(token=token, number=number, place=HERE)
        for token, number in enumerate(draw(st.lists(some, max_size=3)))
    ]
    return siblings, moves, arrivals


@given(happenings(), st.sets(st.integers(0, 7), max_size=3))
def test_every_sibling_is_numbered_or_a_problem_is_told(
    case: tuple[list[Number], dict[Number, Relocation], list[Arrival]], gone: set[int]
) -> None:
    siblings, moves, arrivals = case
    leaving = [n for i, n in enumerate(siblings) if i in gone and n not in moves]
    found = settle(
        siblings,
        departures={number: Departure(place=HERE) for number in leaving},
        moves=moves,
        arrivals=arrivals,
        name=str,
    )
    if not found.problems:
        assert set(found.stayed) == set(siblings) - set(leaving)
        assert set(found.arrived) == {arrival.token for arrival in arrivals}
        taken = [*found.stayed.values(), *found.arrived.values()]
        assert len(set(taken)) == len(taken)
        # A branch goes with its stem.
        moved = {n for n in siblings for old in moves if n.parts[: len(old.parts)] == old.parts}
        order = [old for old in siblings if old in found.stayed and old not in moved]
        assert order == sorted(order, key=lambda old: found.stayed[old])
