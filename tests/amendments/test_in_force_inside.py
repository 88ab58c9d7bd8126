"""The paragraphs in force on a day, against a model of each operation's span."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from hypothesis import assume, given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.in_force.beside import BesideKind, TextOnDay, UncomposedError
from amendtool.amendments.in_force.printed import PrintedText, printed
from amendtool.amendments.in_force.text import landed_on, text_on
from amendtool.amendments.operations import (
    Dates,
    Delete,
    Insert,
    Operation,
    Replace,
    ReplacePhrase,
)
from amendtool.articles.addresses import Address, AddressRange, Spot
from amendtool.articles.charter import Article, Charter, Provision, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN
from amendtool.periods.dates import given_day

DAY = datetime.date(2024, 2, 27)
KEYS = ("office", "board", "term")
ROW = (1, 2, 3)


def at(offset: int) -> datetime.date:
    return DAY + datetime.timedelta(days=offset)


def old(key: str, number: int) -> str:
    return f"The old {key} {number}."


def new(key: str, number: int) -> str:
    return f"The new {key} {number}."


CHARTER = Charter(
    articles=tuple(
        Article(
            key=key,
            number=Number.of(n),
            body=tuple(provision(Number.of(each), old(key, each)) for each in ROW),
        )
        for n, key in enumerate(KEYS, 1)
    )
)
offsets = st.integers(0, 4)
dates = st.builds(
    lambda start, cases: Dates(
        effective=None if start is None else at(start),
        overlap="old cases" if cases else None,
        overlap_until=at(3) if cases else None,
    ),
    st.none() | offsets,
    st.booleans(),
)


@st.composite
def amendments(draw: st.DrawFn) -> Amendment:
    """Each paragraph stays, is rewritten, gets another word or goes; one may come at the end."""
    operations: list[Operation] = []
    for number, key in enumerate(KEYS, 1):
        gone = 0
        for each in ROW:
            place = Address(article=Number.of(number), paragraph=Number.of(each))
            own = draw(dates)
            kinds = ("none", "none", "text", "word") + (("delete",) if each > 1 else ())
            match draw(st.sampled_from(kinds)):
                case "text":
                    body = (provision(Number.of(each), new(key, each)),)
                    operations.append(Replace(target=place, body=body, dates=own))
                case "word":
                    operations.append(
                        ReplacePhrase(target=place, find="old", substitute="new", dates=own)
                    )
                case "delete":
                    gone += 1
                    operations.append(Delete(target=AddressRange(place, place), dates=own))
                case _:
                    pass
        if draw(st.booleans()):
            last = Number.of(len(ROW) + 1 - gone)
            operations.append(
                Insert(
                    target=Address(article=Number.of(number), paragraph=last),
                    body=(provision(last, new(key, 9)),),
                    dates=Dates(effective=draw(st.none() | offsets.map(at))),
                )
            )
    assume(operations)
    return Amendment(name="a", effective=DAY, operations=tuple(operations))


def begins(operation: Operation) -> datetime.date:
    return given_day(operation.dates.effective) or DAY


def in_force(amendment: Amendment, day: datetime.date) -> dict[str, list[str]]:
    """The naive model: the words of each paragraph, by the span of what is done to it."""
    found: dict[str, list[str]] = {}
    for number, key in enumerate(KEYS, 1):
        own: dict[int, Operation] = {}
        for each in amendment.operations:
            place = each.target.first if isinstance(each, Delete) else each.target
            assert isinstance(place, Address)
            assert place.article is not None
            assert place.paragraph is not None
            if place.article.main == number:
                own[9 if isinstance(each, Insert) else place.paragraph.main] = each
        found[key] = []
        for row in (*ROW, 9):
            act = own.get(row)
            begun = act is not None and begins(act) <= day
            if row == 9 or (begun and not isinstance(act, Delete)):
                found[key] += [new(key, row)] if begun else []
            elif not begun:
                found[key].append(old(key, row))
    return found


def texts(article: Article) -> list[str]:
    return [each.text for each in article.paragraphs]


def seen(amendment: Amendment, day: datetime.date) -> tuple[TextOnDay, Charter]:
    landed = landed_on(day, amendment, apply(CHARTER, amendment, EN), given_day)
    left = landed.application.proposed
    return text_on(day, left, landed.words, [landed], given_day), left


def lines(told: PrintedText) -> Iterator[str]:
    for article in told.charter.articles:
        for each in article.body:
            yield from (each.text if isinstance(each, Provision) else each).split("\n")


@given(amendments(), offsets)
def test_the_words_of_each_paragraph_are_in_force_in_its_span(
    amendment: Amendment, offset: int
) -> None:
    day = at(offset)
    wanted = in_force(amendment, day)
    assume(all(wanted.values()))
    try:
        text, left = seen(amendment, day)
    except UncomposedError:
        # Whole articles of several days alone are not told apart.
        later = [each for each in amendment.operations if begins(each) > day]
        assert len({begins(each) for each in later}) > 1
        return
    for key in KEYS:
        assert texts(text.charter.by_key()[key]) == wanted[key]
    # Nothing that the recorded articles hold is lost, whatever waits.
    told = printed(text, lambda each: f"({each.kind.value})")
    shown = set(lines(told))
    assert {each for article in left.articles for each in texts(article)} <= shown
    assert {each for own in wanted.values() for each in own} <= shown
    notes = [each.beside.kind for each in told.notes]
    assert notes.count(BesideKind.PENDING) <= sum(
        begins(each) > day for each in amendment.operations
    )
    for each in told.notes:
        assert f"({each.beside.kind.value})" in shown
    if all(begins(each) <= day for each in amendment.operations):
        assert text.charter == left


@given(amendments(), offsets, st.booleans())
def test_without_its_notes_the_print_is_the_text(
    amendment: Amendment, offset: int, above: bool
) -> None:
    try:
        text, _ = seen(amendment, at(offset))
    except UncomposedError:
        return
    told = printed(text, lambda each: "(note)", above=above)
    beside = {each.spot for each in told.notes if each.beside.kind is not BesideKind.LEAVING}
    found = {}
    for article in told.charter.articles:
        if Spot(key=article.key) in beside:
            continue
        found[article.key] = [
            each.text.replace("\n(note)", "").replace("(note)\n", "")
            for each in article.paragraphs
            if Spot(key=article.key).below(each.number) not in beside
        ]
    assert found == {each.key: texts(each) for each in text.charter.articles}


@given(amendments())
def test_on_the_last_day_everything_is_as_it_landed(amendment: Amendment) -> None:
    text, left = seen(amendment, at(9))
    assert (text.charter, text.beside) == (left, ())
