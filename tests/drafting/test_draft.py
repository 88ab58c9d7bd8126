"""Drafting and writing amendments: what is drafted replays, what is written is read back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import Delete, Merge, Numbering, Replace, Split
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, STYLES
from tests.drafting.keyed import drafted as draft_keyed
from tests.strategies import NUMBERED_THROUGH, Amended, amended
from tests.test_examples import EDITIONS, KITANO, NAMES, history

any_amended = st.sampled_from(NUMBERED_THROUGH).flatmap(
    lambda name: st.tuples(st.just(name), amended(STYLES[name]))
)


@given(any_amended)
def test_what_is_drafted_replays_to_the_character(case: tuple[str, Amended]) -> None:
    style, drawn = STYLES[case[0]], case[1]
    edited = apply(drawn.charter, drawn.amendment, style).proposed
    if edited == drawn.charter:
        return
    drafted = draft_keyed(drawn.charter, edited, style, name="drafted").amendment
    application = apply(drawn.charter, drafted, style)
    assert application.proposed == edited
    assert not application.questions


@given(any_amended)
def test_what_is_written_is_read_back(case: tuple[str, Amended]) -> None:
    style, drawn = STYLES[case[0]], case[1]
    edited = apply(drawn.charter, drawn.amendment, style).proposed
    if edited == drawn.charter:
        return
    drafted = draft_keyed(drawn.charter, edited, style, name="drafted").amendment
    text = write_amendment(drafted, style)
    assert read_amendment(text, style, file="drafted.yaml").amendment == drafted


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_history_of_the_sample_company(language: str) -> None:
    style = STYLES[language]
    states = history(language)
    for name, present, edited in zip(NAMES, states, states[1:], strict=False):
        drafted = draft_keyed(present, edited, style, name="drafted")
        assert apply(present, drafted.amendment, style).proposed == edited
        text = write_amendment(drafted.amendment, style)
        assert read_amendment(text, style, file="x").amendment == drafted.amendment
        source = (KITANO / "amendments" / f"{name}.yaml").read_text(encoding="utf-8")
        by_hand = read_amendment(source, style, file=name, styles=EDITIONS).amendment
        # A careful drafter uses ranges and the like; a draft must not be far from that. It says
        # in several operations what is split or merged: what comes, and what goes.
        careful = sum(
            len(each.parts) if isinstance(each, Split) else 1 + isinstance(each, Merge)
            for each in by_hand.operations
        )
        assert len(drafted.amendment.operations) <= 1.5 * careful


@pytest.mark.parametrize("language", ["ja", "en"])
def test_amendments_written_by_hand_are_written_back(language: str) -> None:
    style = STYLES[language]
    for name in NAMES:
        source = (KITANO / "amendments" / f"{name}.yaml").read_text(encoding="utf-8")
        amendment = read_amendment(source, style, file=name, styles=EDITIONS).amendment
        core = Amendment(
            name=amendment.name,
            title=amendment.title,
            meeting=amendment.meeting,
            resolved=amendment.resolved,
            adopted=amendment.adopted,
            effective=amendment.effective,
            reasons=amendment.reasons,
            numbering=amendment.numbering,
            operations=tuple(
                replace(operation, expects=None) if isinstance(operation, Replace) else operation
                for operation in amendment.operations
            ),
        )
        written = write_amendment(core, style)
        again = read_amendment(written, style, file=name).amendment
        assert again.operations == core.operations
        assert again.reasons == core.reasons


def test_a_range_of_deletions_takes_in_no_branch() -> None:
    def row(*numbers: tuple[int, ...]) -> Charter:
        body = (provision(number=Number.of(1), text="Here."),)
        return Charter(
            articles=tuple(
                Article(key="-".join(map(str, n)), number=Number(n), body=body) for n in numbers
            )
        )

    present = row((1,), (2,), (2, 2), (3,))
    gone = (
        Delete(target=_one(Number.of(2)), numbering=Numbering.RESERVE),
        Delete(target=_one(Number.of(3)), numbering=Numbering.RESERVE),
    )
    edited = apply(present, Amendment(name="x", operations=gone), EN).proposed
    drafted = draft_keyed(present, edited, EN, name="drafted").amendment
    assert apply(present, drafted, EN).proposed == edited
    assert drafted.operations == gone


def _one(number: Number) -> AddressRange:
    return AddressRange(Address(article=number), Address(article=number))


def test_a_text_that_begins_with_a_sub_item_is_read_back() -> None:
    def item(text: str) -> Charter:
        inner = provision(number=Number.of(1), text=text)
        outer = provision(number=Number.of(1), items=(inner,), closing=text)
        paragraph = provision(number=Number.of(1), items=(outer,))
        return Charter(articles=(Article(key="a", number=Number.of(1), body=(paragraph,)),))

    drafted = draft_keyed(item("This."), item("That."), EN, name="drafted").amendment
    text = write_amendment(drafted, EN)
    assert "- (a) That." in text
    assert read_amendment(text, EN, file="drafted.yaml").amendment == drafted
