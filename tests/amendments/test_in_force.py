"""The text in force on a day, against a naive model of each operation's span."""

from __future__ import annotations

import datetime
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.in_force.beside import BesideKind, BesideText, TextOnDay
from amendtool.amendments.in_force.printed import printed
from amendtool.amendments.in_force.recorded import NoText, RecordedState, StandingAct, state_on
from amendtool.amendments.in_force.text import landed_on, text_on
from amendtool.amendments.operations import Dates, Delete, Insert, Operation, Replace
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN
from amendtool.periods.dates import given_day

DAY = datetime.date(2024, 2, 28)
KEYS = ("name", "purpose", "office", "notices")


def at(offset: int) -> datetime.date:
    return DAY + datetime.timedelta(days=offset)


def article(number: int, key: str, text: str) -> Article:
    return Article(key=key, number=Number.of(number), body=(provision(Number.of(1), text),))


CHARTER = Charter(
    articles=tuple(article(n, key, f"The old {key}.") for n, key in enumerate(KEYS, 1))
)
offsets = st.integers(0, 6)
dates = st.builds(
    lambda start, cases, last: Dates(
        effective=None if start is None else at(start),
        overlap="old cases" if cases else None,
        overlap_until=at(last) if cases and last < 6 else None,
    ),
    st.none() | offsets,
    st.booleans(),
    offsets,
)


@st.composite
def amendments(draw: st.DrawFn) -> Amendment:
    """Each article stays, is replaced or goes, and one may come; each on a day of its own."""
    operations: list[Operation] = []
    for number, _ in enumerate(KEYS, 1):
        target = Address(article=Number.of(number))
        own = draw(dates)
        match draw(st.sampled_from(("stay", "replace", "delete"))):
            case "replace":
                body = (provision(Number.of(1), f"The new {KEYS[number - 1]}."),)
                operations.append(Replace(target=target, body=body, dates=own))
            case "delete":
                operations.append(Delete(target=AddressRange(target, target), dates=own))
            case _:
                pass
    gone = sum(isinstance(each, Delete) for each in operations)
    if draw(st.booleans()):
        came = Insert(
            target=Address(article=Number.of(len(KEYS) + 1 - gone)),
            key="coming",
            body=(provision(Number.of(1), "The coming."),),
            dates=replace(draw(dates), overlap=None, overlap_until=None),
        )
        operations.append(came)
    assume(operations)
    return Amendment(name="a", effective=DAY, operations=tuple(operations))


def on_day(day: datetime.date, amendment: Amendment, before: Charter = CHARTER) -> TextOnDay:
    """The text on a day behind one amendment, with the words that are in force."""
    landed = landed_on(day, amendment, apply(before, amendment, EN), given_day)
    return text_on(day, landed.application.proposed, landed.words, [landed], given_day)


def span(operation: Operation) -> datetime.date:
    return given_day(operation.dates.effective) or DAY


@given(amendments(), offsets)
def test_each_text_is_in_force_in_its_span(amendment: Amendment, offset: int) -> None:
    day = at(offset)
    application = apply(CHARTER, amendment, EN)
    text = on_day(day, amendment)
    told = printed(text, lambda each: f"({each.kind.value})")
    # The naive model: what a reader is shown of each article, with and without a note.
    wanted: set[tuple[str, str]] = set()
    acted = {}
    for operation in amendment.operations:
        if isinstance(operation, Insert):
            note = "" if span(operation) <= day else "pending"
            wanted.add(("The coming.", note))
            continue
        assert isinstance(operation, Replace | Delete)
        target = operation.target if isinstance(operation, Replace) else operation.target.first
        assert isinstance(target, Address)
        assert target.article is not None
        acted[KEYS[target.article.main - 1]] = operation
    for key in KEYS:
        act = acted.get(key)
        if act is None:
            wanted.add((f"The old {key}.", ""))
            continue
        later, own = span(act) > day, act.dates
        replaces = isinstance(act, Replace)
        if later:
            wanted.add((f"The old {key}.", "" if replaces else "leaving"))
        elif own.overlap and day <= (given_day(own.overlap_until) or day):
            wanted.add((f"The old {key}.", "overlap"))
        if replaces:
            wanted.add((f"The new {key}.", "pending" if later else ""))
    shown = set()
    for each in told.charter.every_article():
        (body,) = each.paragraphs
        notes = [part for part in each.body if isinstance(part, str)]
        shown.add((body.text, notes[0].strip("()") if notes else ""))
    assert shown == wanted
    # Nothing of the recorded states is lost, and nothing is altered.
    pending = {
        each.beside.article.key: each.beside.article
        for each in told.notes
        if each.beside.kind is BesideKind.PENDING
    }
    there = {**text.charter.by_key(), **pending}
    assert all(there[each.key] == each for each in application.proposed.every_article())
    former = [
        each.beside.article for each in told.notes if each.beside.kind is not BesideKind.PENDING
    ]
    assert all(CHARTER.by_key()[each.key] == each for each in former)
    # The numbers are those of the amendment's day.
    numbers = {each.key: each.number for each in application.proposed.every_article()}
    assert all(numbers[each.key] == each.number for each in text.charter.every_article())


@given(amendments(), offsets)
def test_without_its_notes_a_printed_text_is_what_is_in_force(
    amendment: Amendment, offset: int
) -> None:
    text = on_day(at(offset), amendment)

    def note(beside: BesideText) -> str:
        return f"[{beside.kind.value}]"

    for above in (False, True):
        told = printed(text, note, above=above)
        noted = {each.spot.key for each in told.notes}
        rest = [each for each in told.charter.every_article() if each.key not in noted]
        assert rest == list(text.charter.every_article())
        for each in told.notes:
            body, own = told.charter.by_key()[each.spot.key].body, each.beside.article.body
            assert body == ((each.words, *own) if above else (*own, each.words))
        hidden = printed(text, note, pending=False)
        assert not any(each.beside.kind is BesideKind.PENDING for each in hidden.notes)


@given(st.lists(st.none() | offsets, max_size=5), offsets)
def test_a_state_is_given_only_where_it_holds_what_is_in_force(
    starts: list[int | None], offset: int
) -> None:
    standing = [
        StandingAct(act=str(n), name=str(n), start=None if start is None else at(start))
        for n, start in enumerate(starts)
    ]
    states = [
        RecordedState(
            articles=str(n), commit=str(n), acts=frozenset(str(each) for each in range(n))
        )
        for n in reversed(range(len(starts) + 1))
    ]
    found = state_on(at(offset), standing, states)
    begun = {n for n, start in enumerate(starts) if start is not None and start <= offset}
    if begun == set(range(len(begun))):
        assert isinstance(found, RecordedState)
        assert found.articles == str(len(begun))
    else:
        assert isinstance(found, NoText)
        last = max(begun)
        assert {each.name for each in found.behind} == {
            str(n) for n in range(last) if n not in begun
        }


def test_what_ended_late_may_be_missing_in_a_state() -> None:
    acts = [
        StandingAct(act="a", name="a", start=at(0)),
        StandingAct(act="b", name="b", start=at(4)),
        StandingAct(act="e", name="e", start=at(2), expiry=True),
    ]
    states = [
        RecordedState(articles=each, commit=each, acts=frozenset(each))
        for each in ("abe", "ab", "a")
    ]
    on = [state_on(at(offset), acts, states) for offset in (0, 3, 5)]
    assert [each.articles for each in on if isinstance(each, RecordedState)] == ["a", "a", "abe"]
