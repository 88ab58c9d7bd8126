"""Operations from two states of the articles: the inverse of an amendment, and any other way."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.inverse import derive, runs
from amendtool.amendments.operations import Delete, Insert, Operation, Replace
from amendtool.articles.addresses import Address, AddressRange, address_of_chapter
from amendtool.articles.charter import Charter
from amendtool.articles.numbers import Number
from amendtool.articles.styles import STYLES
from tests.strategies import NUMBERED_THROUGH, Amended, amended, charters, headings

names = st.sampled_from(NUMBERED_THROUGH)
any_amended = names.flatmap(lambda name: st.tuples(st.just(name), amended(STYLES[name])))


def remade(name: str, present: Charter, proposed: Charter) -> Charter:
    """What the derived operations make of ``present``."""
    operations = derive(present, proposed)
    if not operations:
        return present
    amendment = Amendment(name="derived", operations=operations, follow=False)
    return apply(present, amendment, STYLES[name]).proposed


@given(any_amended, st.booleans())
def test_applying_and_then_the_inverse_is_the_identity(
    case: tuple[str, Amended], follow: bool
) -> None:
    name, drawn = case
    amendment = replace(drawn.amendment, follow=follow)
    application = apply(drawn.charter, amendment, STYLES[name])
    again = apply(application.proposed, application.inverse, STYLES[name])
    assert again.proposed == drawn.charter


@given(any_amended)
def test_what_is_derived_does_what_the_amendment_did(case: tuple[str, Amended]) -> None:
    name, drawn = case
    proposed = apply(drawn.charter, drawn.amendment, STYLES[name]).proposed
    assert remade(name, drawn.charter, proposed) == proposed


@st.composite
def two_ways(draw: st.DrawFn) -> tuple[str, Charter, Charter]:
    """Two charters that amendments, one or two in a row, make of one."""
    name = draw(names)
    style = STYLES[name]
    start = draw(charters(style))
    found = []
    for way in "xy":
        charter = start
        for step in range(draw(st.integers(1, 2))):
            # Groups of an article and its branches are what the model moves.
            drawn = draw(amended(style, charter=charter, prefix=f"{way}{step}"))
            charter = apply(charter, drawn.amendment, style).proposed
        found.append(charter)
    return name, found[0], found[1]


@given(two_ways())
def test_any_charter_is_reached_from_any_other(case: tuple[str, Charter, Charter]) -> None:
    name, one, other = case
    assert remade(name, one, other) == other
    assert remade(name, other, one) == one


@given(names.flatmap(lambda name: st.tuples(st.just(name), charters(STYLES[name], gaps=True))))
def test_nothing_is_derived_from_no_change(case: tuple[str, Charter]) -> None:
    assert derive(case[1], case[1]) == ()


@st.composite
def chaptered(draw: st.DrawFn) -> tuple[str, Charter, Amendment]:
    """A charter in chapters, and an amendment that acts on a chapter as such."""
    name = draw(names)
    style = STYLES[name]
    charter = draw(charters(style, in_chapters=True))
    chapter = draw(st.sampled_from(charter.chapters))
    at = address_of_chapter(charter, chapter.key)
    inner = [c for c in charter.chapters if c.parent == chapter.key]
    inside = [
        a for a in charter.articles
        if a.chapter in {chapter.key, *(c.key for c in inner)}
    ]  # fmt: skip
    operations: list[Operation] = []
    match draw(st.sampled_from(("dissolve", "delete", "split", "holds"))):
        case "dissolve":
            for each in (chapter, *inner):
                target = replace(address_of_chapter(charter, each.key), heading=True)
                operations.append(Delete(target=AddressRange(target, target)))
        case "delete":
            assume(len(inside) < len(charter.articles))
            behind = charter.articles[charter.articles.index(inside[-1]) + 1 :] if inside else ()
            assume(not (behind and behind[0].number and behind[0].number.branches))
            operations.append(Delete(target=AddressRange(at, at)))
        case "split":
            # A new chapter or section behind this one takes its last articles.
            assume(inside and not inner)
            first = inside[draw(st.integers(0, len(inside) - 1))].number
            operations.append(
                Insert(
                    target=at.at(at.number.next()),
                    key="new",
                    heading=draw(headings(style)),
                    holds=_holds(first, inside[-1].number),
                )
            )
        case "holds":
            # It lets its first articles go to the chapter before.
            assume(len(inside) > 1 and not inner)
            first = inside[draw(st.integers(1, len(inside) - 1))].number
            operations.append(Replace(target=at, holds=_holds(first, inside[-1].number)))
        case other:
            raise AssertionError(other)
    return name, charter, Amendment(name="x", operations=tuple(operations))


def _holds(first: Number | None, last: Number | None) -> AddressRange:
    return AddressRange(Address(article=first), Address(article=last))


@given(chaptered())
def test_chapters_come_back_too(case: tuple[str, Charter, Amendment]) -> None:
    name, charter, amendment = case
    proposed = apply(charter, amendment, STYLES[name]).proposed
    assert proposed != charter
    assert remade(name, proposed, charter) == charter
    assert remade(name, charter, proposed) == proposed


def test_runs_of_numbers_that_move_alike() -> None:
    def pairs(*texts: str) -> list[tuple[Number, Number]]:
        split = (text.split(">") for text in texts)
        return [(Number.parse(old), Number.parse(new)) for old, new in split]

    found = runs(pairs("1>1", "2>3", "3>4", "3-2>4-2", "4>5", "5>9", "6>6", "7-2>8"))
    assert [(f"{a}>{b}", f"{c}>{d}") for (a, b), (c, d) in found] == [
        ("2>3", "4>5"),
        ("5>9", "5>9"),
        ("7-2>8", "7-2>8"),
    ]
