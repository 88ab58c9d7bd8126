"""Laws of drafting from an edited text: whatever is edited is drafted and replays exactly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.articles.charter import Article, Chapter, Charter, Provision, Status, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import STYLES, DraftingStyle
from amendtool.drafting.comments import guesses
from amendtool.drafting.draft import draft
from amendtool.drafting.goal import EditedText
from amendtool.drafting.repair import Mending
from tests import strategies, usual
from tests.strategies import NUMBERED_THROUGH

Row = list[Article]


@st.composite
def edited_charters(draw: st.DrawFn) -> tuple[str, Charter, Charter]:
    """A charter, and what a person makes of it in a word processor: any edits, no keys."""
    style = STYLES[draw(st.sampled_from(NUMBERED_THROUGH))]
    present = draw(usual.charters(style))
    row = list(present.articles)
    for _ in range(draw(st.integers(1, 5))):
        edit = draw(st.sampled_from(EDITS))
        row = edit(draw, style, row)
    homes = sorted(
        (draw(st.sampled_from([c.key for c in present.chapters])) for _ in row)
        if present.chapters
        else []
    )
    articles = []
    for at, article in enumerate(row):
        number = Number.of(at + 1)
        chapter = homes[at] if homes else None
        articles.append(replace(article, key=f"e{at}", number=number, chapter=chapter))
    supplementary = list(present.supplementary)
    if draw(st.booleans()):
        supplementary = supplementary[:1]
    edited = replace(
        present,
        articles=tuple(articles),
        chapters=tuple(_renamed(draw, style, chapter) for chapter in present.chapters),
        supplementary=tuple(replace(a, key=f"x{at}") for at, a in enumerate(supplementary)),
    )
    return style.name, present, edited


def _renamed(draw: st.DrawFn, style: DraftingStyle, chapter: Chapter) -> Chapter:
    heading = draw(usual.headings(style)) if draw(st.integers(0, 5)) == 0 else chapter.heading
    return replace(chapter, heading=heading)


def _insert(draw: st.DrawFn, style: DraftingStyle, row: Row) -> Row:
    at = draw(st.integers(0, len(row)))
    new = Article(
        key="new",
        number=Number.of(1),
        heading=draw(st.none() | usual.headings(style)),
        body=draw(usual.paragraphs(style)),
    )
    return [*row[:at], new, *row[at:]]


def _delete(draw: st.DrawFn, _: DraftingStyle, row: Row) -> Row:
    at = draw(st.integers(0, len(row) - 1))
    return row if len(row) == 1 else row[:at] + row[at + 1 :]


def _move(draw: st.DrawFn, _: DraftingStyle, row: Row) -> Row:
    moved = draw(st.sampled_from(row))
    rest = [article for article in row if article is not moved]
    at = draw(st.integers(0, len(rest)))
    return [*rest[:at], moved, *rest[at:]]


def _change(
    row: Row, at: int, change: Callable[[tuple[Provision, ...]], Sequence[Provision]]
) -> Row:
    article = row[at]
    if article.status is not Status.TEXT:
        return row
    paragraphs = tuple(
        replace(paragraph, number=Number.of(number))
        for number, paragraph in enumerate(change(article.paragraphs), 1)
    )
    return [*row[:at], replace(article, body=paragraphs), *row[at + 1 :]]


def _reword(draw: st.DrawFn, style: DraftingStyle, row: Row) -> Row:
    text = draw(usual.sentences(style))
    at = draw(st.integers(0, len(row) - 1))
    joint = style.line_joint

    def change(paragraphs: tuple[Provision, ...]) -> Sequence[Provision]:
        first, *others = paragraphs
        whole = draw(st.booleans())
        words = text if whole else f"{first.text}{joint}{text}"
        return [usual.having(first, text=words), *others]

    return _change(row, at, change)


def _paragraphs(draw: st.DrawFn, style: DraftingStyle, row: Row) -> Row:
    at = draw(st.integers(0, len(row) - 1))

    def change(paragraphs: tuple[Provision, ...]) -> Sequence[Provision]:
        if len(paragraphs) > 1 and draw(st.booleans()):
            return draw(st.permutations(paragraphs))[: draw(st.integers(1, len(paragraphs)))]
        return [*paragraphs, *draw(usual.paragraphs(style))]

    return _change(row, at, change)


def _items(draw: st.DrawFn, style: DraftingStyle, row: Row) -> Row:
    at = draw(st.integers(0, len(row) - 1))

    def change(paragraphs: tuple[Provision, ...]) -> Sequence[Provision]:
        first, *others = paragraphs
        listed = list(draw(st.permutations(first.items)))
        listed.insert(
            draw(st.integers(0, len(listed))),
            provision(number=Number.of(1), text=draw(usual.sentences(style))),
        )
        counted = tuple(replace(one, number=Number.of(n)) for n, one in enumerate(listed, 1))
        return [usual.having(first, items=counted), *others]

    return _change(row, at, change)


def _split(draw: st.DrawFn, style: DraftingStyle, row: Row) -> Row:
    at = draw(st.integers(0, len(row) - 1))
    article = row[at]
    if len(article.paragraphs) < 2:
        return row
    one = replace(article, body=article.paragraphs[:1])
    rest = [
        replace(paragraph, number=Number.of(number))
        for number, paragraph in enumerate(article.paragraphs[1:], 1)
    ]
    heading = draw(st.none() | usual.headings(style))
    other = replace(article, heading=heading, body=tuple(rest))
    return [*row[:at], one, other, *row[at + 1 :]]


def _merge(draw: st.DrawFn, _: DraftingStyle, row: Row) -> Row:
    at = draw(st.integers(0, len(row) - 1))
    if at + 1 >= len(row):
        return row
    following = row[at + 1].paragraphs
    return _change(row[: at + 1], at, lambda own: [*own, *following]) + row[at + 2 :]


def _rename(draw: st.DrawFn, style: DraftingStyle, row: Row) -> Row:
    at = draw(st.integers(0, len(row) - 1))
    if row[at].status is Status.RESERVED:
        return row
    heading = draw(st.none() | usual.headings(style))
    return [*row[:at], replace(row[at], heading=heading), *row[at + 1 :]]


def _reserve(draw: st.DrawFn, _: DraftingStyle, row: Row) -> Row:
    at = draw(st.integers(0, len(row) - 1))
    gone = replace(row[at], heading=None, body=(), status=Status.RESERVED)
    return [*row[:at], gone, *row[at + 1 :]]


EDITS = (
    _insert, _delete, _move, _reword, _paragraphs, _items, _split, _merge, _rename, _reserve
)  # fmt: skip


def shown(charter: Charter) -> object:
    """Everything of a charter but its keys."""
    chapters = {c.key: (c.number, c.heading) for c in charter.chapters}
    return (
        [
            (a.number, a.heading, a.paragraphs, a.status, chapters.get(a.chapter or ""))
            for a in charter.articles
        ],
        [(a.number, a.heading, a.paragraphs, a.status) for a in charter.supplementary],
        list(chapters.values()),
    )


@given(edited_charters())
def test_any_edits_are_drafted_and_replay_exactly(case: tuple[str, Charter, Charter]) -> None:
    name, present, edited = case
    style = STYLES[name]
    made = draft(
        present,
        EditedText(charter=edited),
        style,
        name="drafted",
        mending=Mending.NOTHING,
        restate=True,
    )
    if made is None:
        return
    amendment = made.amendment
    proposed = apply(present, amendment, style).proposed
    assert proposed == made.goal
    # An omission label means that the document leaves out what does not change.
    if all(article.status is not Status.OMITTED for article in edited.every_article()):
        assert shown(proposed) == shown(edited)
    text = write_amendment(amendment, style, notes=guesses(present, made, style))
    assert read_amendment(text, style, file="drafted.yaml", name="drafted").amendment == amendment


@given(edited_charters())
def test_mended_or_not_it_says_where_it_differs(case: tuple[str, Charter, Charter]) -> None:
    name, present, edited = case
    style = STYLES[name]
    made = draft(present, EditedText(charter=edited), style, name="drafted", restate=True)
    if made is None:
        return
    proposed = apply(present, made.amendment, style).proposed
    same = shown(proposed) == shown(edited)
    omitted = any(article.status is Status.OMITTED for article in edited.every_article())
    assert same or omitted or made.stale or made.flaws


@given(st.sampled_from(NUMBERED_THROUGH).flatmap(
    lambda name: st.tuples(st.just(name), strategies.charters(STYLES[name]))
))  # fmt: skip
def test_nothing_is_drafted_where_nothing_was_edited(case: tuple[str, Charter]) -> None:
    name, present = case
    keys = {a.key: f"other-{a.key}" for a in present.every_article()}
    edited = replace(
        present,
        articles=tuple(replace(a, key=keys[a.key]) for a in present.articles),
        supplementary=tuple(replace(a, key=keys[a.key]) for a in present.supplementary),
    )
    assert (
        draft(
            present,
            EditedText(charter=edited),
            STYLES[name],
            name="drafted",
            mending=Mending.NOTHING,
        )
        is None
    )


@pytest.mark.parametrize("keyed", [True, False])
def test_equal_articles_in_a_row_are_not_mixed_up(keyed: bool) -> None:
    style = STYLES["en"]
    one = provision(number=Number.of(1), text="The same text stands here.")
    row = tuple(
        Article(key=f"k{number}", number=Number.of(number), body=(one,)) for number in range(1, 13)
    )
    present = Charter(articles=row)
    new = Article(key="new", number=Number.of(5), body=(usual.having(one, text="Another thing."),))
    edited = Charter(
        articles=tuple(
            replace(article, number=Number.of(at), key=article.key if keyed else f"e{at}")
            for at, article in enumerate((*row[:4], new, *row[4:]), 1)
        )
    )
    made = draft(present, EditedText(charter=edited, keyed=keyed), style, name="drafted")
    assert made is not None
    assert [type(op).__name__ for op in made.amendment.operations] == ["Insert"]
