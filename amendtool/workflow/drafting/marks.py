"""Numbers that an edited text prints otherwise: what no operation of an amendment changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from amendtool.articles.charter import Article, Body, Charter, Provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.messages import say


class PrintedOtherwise(NamedTuple):
    """A number that is printed as ``kept``, and in the edited text as ``edited``."""

    key: str
    kept: str
    edited: str


def marks_left(kept: Charter, edited: Charter, style: DraftingStyle) -> Iterator[PrintedOtherwise]:
    """The numbers that ``kept`` prints otherwise than ``edited``, which says the same."""
    ours, theirs = list(kept.every_article()), list(edited.every_article())
    if len(ours) != len(theirs):
        return
    for article, other in zip(ours, theirs, strict=True):
        if other.number != article.number:
            continue
        marks = (_label(article, style), _label(other, style))
        if marks[0] != marks[1]:
            yield PrintedOtherwise(article.key, *marks)
        for one, two in _marks(article.body, other.body, style, 0):
            yield PrintedOtherwise(article.key, one, two)


def _label(article: Article, style: DraftingStyle) -> str:
    if article.number is None:
        return ""
    return style.printed_article(article.form).printed(article.number)


def _marks(one: Body, two: Body, style: DraftingStyle, depth: int) -> Iterator[tuple[str, str]]:
    if len(one) != len(two):
        return
    for position, (ours, theirs) in enumerate(zip(one, two, strict=True)):
        if isinstance(ours, str) or isinstance(theirs, str) or ours.number != theirs.number:
            continue
        first = position == 0 and depth == 0
        marks = tuple(_mark(each, style, depth, first=first) for each in (ours, theirs))
        if marks[0] != marks[1]:
            yield marks[0], marks[1]
        yield from _marks(ours.body, theirs.body, style, depth + 1)


def _mark(each: Provision, style: DraftingStyle, depth: int, *, first: bool) -> str:
    if first and each.form is None and each.number == Number.of(1):
        return ""
    if depth:
        return style.printed_item(depth, each.form).printed(each.number)
    return style.printed_paragraph(each.form).printed(each.number)


def told(marks: list[PrintedOtherwise]) -> str:
    """The first of them, for a message."""
    few = [f"{one.kept or say('none')} / {one.edited or say('none')}" for one in marks[:3]]
    return say(", ").join(few) + (", …" if len(marks) > len(few) else "")
