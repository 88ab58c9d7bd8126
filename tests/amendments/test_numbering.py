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
from amendtool.amendments.apply.row_order import settle_row
from amendtool.amendments.operations import Numbering
from amendtool.articles.numbers import Number, told_apart
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


def placed(
    siblings: str, signs: str, *, begins: str = "", silent: str = ""
) -> tuple[str, list[str]]:
    """The proposed row as it stands, and the codes of its problems; signs as above."""
    row = told_apart(read(text) for text in siblings.split())
    departures: dict[Number, Departure] = {}
    moves: dict[Number, Relocation] = {}
    arrivals: list[Arrival] = []
    for token, sign in enumerate(signs.split()):
        said, _, to = sign.strip("-+").partition(">")
        number = read(said)
        if to:
            moves[number] = Relocation(to=read(to), place=HERE)
        elif sign.startswith("-"):
            departures[number] = Departure(place=HERE)
        elif sign.startswith("+"):
            arrivals.append(Arrival(token=token, number=number, place=HERE))
        else:
            arrivals.append(Arrival(token=token, after=number, place=HERE))
    found = settle_row(
        row,
        departures=departures,
        moves=moves,
        arrivals=arrivals,
        name=str,
        begins=[read(text) for text in begins.split()],
        silent=[read(text) for text in silent.split()],
    )
    assert found.order == told_apart(found.order)
    who = {new: str(old).replace(" ", "_") for old, new in found.stayed.items()}
    who |= dict.fromkeys(found.arrived.values(), "*")
    text = " ".join(f"{number.printed}:{who[number]}" for number in found.order)
    return text, [problem.code for problem in found.problems]


def read(text: str) -> Number:
    """``2``, or ``2#3`` for the third 2."""
    printed, _, nth = text.partition("#")
    number = Number.parse(printed) if printed != "0" else Number.of(0)
    return number.again(int(nth)) if nth else number


@pytest.mark.parametrize(
    ("siblings", "signs", "expected"),
    [
        # Two that have one number.
        ("1 2 2 3", "", "1:1 2:first_2 2:second_2 3:3"),
        ("1 2 2 3", "-2", "1:1 2:second_2 3:3"),
        ("1 2 2 3", "-2#2", "1:1 2:first_2 3:3"),
        ("1 2 2 3", "-2 -2#2", "1:1 2:3"),
        ("1 2 2 3", "-1", "1:first_2 1:second_2 2:3"),
        ("1 2 2 3", "-3", "1:1 2:first_2 2:second_2"),
        ("1 2 2 3", "+1", "1:* 2:1 3:first_2 3:second_2 4:3"),
        ("1 2 2 3", "+2", "1:1 2:* 3:first_2 3:second_2 4:3"),
        ("1 2 2 3", "2+", "1:1 2:first_2 3:* 3:second_2 4:3"),
        ("1 2 2 3", "2#2+", "1:1 2:first_2 2:second_2 3:* 4:3"),
        ("1 2 2 3", "-2 2+", "1:1 2:* 2:second_2 3:3"),
        ("1 2 2 3", "-2 +2", "1:1 2:* 2:second_2 3:3"),
        ("1 2 2 4 4 5", "-4", "1:1 2:first_2 2:second_2 4:second_4 5:5"),
        ("1 2 3", "+2#2", "1:1 2:2 2:* 3:3"),
        ("1 2 3", "+2#1", "1:1 2:* 2:2 3:3"),
        ("1 2 2 3", "+2#3", "1:1 2:first_2 2:second_2 2:* 3:3"),
        ("1 2 2 3", "2#2>1", "1:second_2 2:1 3:first_2 4:3"),
        # One out of turn.
        ("1 3 2 4", "", "1:1 3:3 2:2 4:4"),
        ("1 3 2 4", "-3", "1:1 2:2 3:4"),
        ("1 3 2 4", "-2", "1:1 2:3 3:4"),
        ("1 3 2 4", "3+", "1:1 3:3 4:* 2:2 5:4"),
        ("1 3 2 4", "+2", "1:1 4:3 2:* 3:2 5:4"),
        ("1 3 2 4", "4+", "1:1 3:3 2:2 4:4 5:*"),
        ("1 3 2 4", "+5", "1:1 3:3 2:2 4:4 5:*"),
        # A gap beside it stays.
        ("1 4 2 7", "-2", "1:1 3:4 6:7"),
        # A list that begins anew.
        ("1 2 3 1 2 3", "-2", "1:first_1 2:first_3 1:second_1 2:second_2 3:second_3"),
        ("1 2 3 1 2 3", "-2#2", "1:first_1 2:first_2 3:first_3 1:second_1 2:second_3"),
        ("1 2 1 2", "2+", "1:first_1 2:first_2 3:* 1:second_1 2:second_2"),
        ("1 2 1 2", "2#2+", "1:first_1 2:first_2 1:second_1 2:second_2 3:*"),
        ("1 2 1 2", "+1#2", "1:first_1 2:first_2 1:* 2:second_1 3:second_2"),
        ("1 2 1 2", "+3", "1:first_1 2:first_2 3:* 1:second_1 2:second_2"),
        ("1 2 1 2", "+3#2", "1:first_1 2:first_2 1:second_1 2:second_2 3:*"),
        ("1 2 1 2", "-1 -2", "1:second_1 2:second_2"),
        ("1 2 1 2", "2>3#2", "1:first_1 1:second_1 2:second_2 3:2"),
    ],
)
def test_rows_that_stand_otherwise(siblings: str, signs: str, expected: str) -> None:
    assert placed(siblings, signs) == (expected, [])


def test_a_text_parts_a_list_of_one_from_the_next() -> None:
    assert placed("1 1 2", "1+", begins="1#2")[0] == "1:first_1 2:* 1:second_1 2:2"
    assert placed("1 1 2", "1+")[0] == "1:first_1 2:* 2:second_1 3:2"


@pytest.mark.parametrize(
    ("siblings", "signs", "silent", "expected"),
    [
        ("1 2 2 3", "", "2#2", "1:1 2:first_2 2:second_2 3:3"),
        ("1 2 2 3", "-2", "2#2", "1:1 1:second_2 2:3"),
        ("1 2 2 3", "-2#2", "2#2", "1:1 2:first_2 3:3"),
        ("1 2 2 3", "2+", "2#2", "1:1 2:first_2 2:second_2 3:* 4:3"),
        ("1 2 2 3", "2#2+", "2#2", "1:1 2:first_2 2:second_2 3:* 4:3"),
        ("1 2 2 3", "+2", "2#2", "1:1 2:* 3:first_2 3:second_2 4:3"),
        ("0 1 2", "-1", "0", "0:0 1:2"),
        ("0 1 2", "+1", "0", "0:0 1:* 2:1 3:2"),
    ],
)
def test_what_prints_no_number_goes_with_the_one_before(
    siblings: str, signs: str, silent: str, expected: str
) -> None:
    assert placed(siblings, signs, silent=silent) == (expected, [])


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


@st.composite
def irregular(draw: st.DrawFn) -> list[Number]:
    """A row in which numbers stand twice, out of turn or anew, and some are missing."""
    row = draw(st.lists(st.integers(1, 6), min_size=1, max_size=8))
    return list(told_apart(Number.of(number) for number in row))


def alone(
    row: list[Number], arrivals: tuple[Arrival, ...] = (), gone: tuple[Number, ...] = ()
) -> Settlement:
    departures = {number: Departure(place=HERE) for number in gone}
    return settle_row(row, departures=departures, moves={}, arrivals=arrivals, name=str)


@given(irregular())
def test_nothing_happens_to_any_irregular_row_by_itself(row: list[Number]) -> None:
    found = alone(row)
    assert found.stayed == {number: number for number in row}
    assert list(found.order) == row
    assert not found.problems


@given(irregular(), st.data())
def test_what_is_deleted_from_a_row_moves_what_is_above_it_alone(
    row: list[Number], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(row))
    found = alone(row, gone=(gone,))
    assert not found.problems
    staying = [number for number in row if number != gone]
    assert [found.stayed[number] for number in staying] == list(found.order)
    shifts = {number: found.stayed[number].main - number.main for number in staying}
    assert set(shifts.values()) <= {0, -1}
    assert all(not shifts[number] for number in staying if number.main <= gone.main)
    if any(number.parts == gone.parts for number in staying) and 1 not in {n.main for n in row}:
        assert not any(shifts.values()), "its double stays, so nothing else moves"


@given(irregular(), st.data())
def test_what_comes_behind_one_of_a_row_stands_there(
    row: list[Number], data: st.DataObject
) -> None:
    anchor = data.draw(st.sampled_from(row))
    found = alone(row, (Arrival(token="new", after=anchor, place=HERE),))
    assert not found.problems
    order = [found.stayed[number] for number in row]
    order.insert(row.index(anchor) + 1, found.arrived["new"])
    assert list(found.order) == order
    assert found.arrived["new"].parts == (anchor.main + 1,)
    assert found.stayed[anchor].parts == anchor.parts
    shifts = {number: found.stayed[number].main - number.main for number in row}
    assert set(shifts.values()) <= {0, 1}
    assert all(not shifts[number] for number in row if number.main < anchor.main)


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
