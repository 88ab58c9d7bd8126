"""Everything that an amendment will do, before it is done: what ``plan`` shows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application
from amendtool.amendments.operations import Insert, Operation
from amendtool.articles.addresses import Address, address_of_chapter
from amendtool.articles.charter import Article, Charter
from amendtool.comparison.changes import (
    ArticleChange,
    ChapterChange,
    changes,
    supplementary_changes,
)
from amendtool.comparison.table import RowKind
from amendtool.periods.dates import LegalDay, given_day, told
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What becomes of one article or chapter.

    ``operations`` are the positions of the operations that act on it; empty when its
    number only follows from others. ``moved`` is told of what an operation moves.
    """

    kind: RowKind
    level: Literal["article", "chapter"]
    key: str
    heading: str | None
    present: Address | None
    proposed: Address | None
    operations: tuple[int, ...]
    omitted: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What somebody must remember: something takes effect, or is to be deleted.

    ``date`` is the day that was given, or None; ``rule`` is what the day depends on instead, and
    ``when`` says an event in the words of the file.
    """

    date: datetime.date | None
    what: str
    """``effective``, ``delete`` or ``overlap``, the end of which is meant."""
    provision: Address | None
    operation: int | None
    when: str | None = None
    rule: LegalDay | None = None

    def words(self, language: str) -> tuple[str, ...]:
        """What is to be said of it beside its day, in a language."""
        rule = () if self.rule is None else (told(self.rule).text(language),)
        return (*rule, *((self.when,) if self.when else ()))


def consequences(application: Application) -> tuple[Consequence, ...]:
    """Every article and chapter that changes, in the order of the proposed articles."""
    return tuple(_consequences(application))


def _consequences(application: Application) -> Iterator[Consequence]:
    present, proposed = application.present, application.proposed
    old_at, new_at = _addresses(present), _addresses(proposed)
    every = (*changes(present, proposed), *supplementary_changes(present, proposed))
    for change in every:
        kind = _kind(change)
        provision = change.new or change.old
        if kind is RowKind.UNCHANGED and change.key in application.moved:
            kind = RowKind.RENUMBERED  # it keeps its number in another chapter
        if kind is RowKind.UNCHANGED or provision is None:
            continue
        yield Consequence(
            kind=kind,
            level="article" if isinstance(change, ArticleChange) else "chapter",
            key=change.key,
            heading=provision.heading,
            present=old_at.get(change.key),
            proposed=new_at.get(change.key),
            operations=tuple(sorted(application.origin.get(change.key, ()))),
            moved=change.key in application.moved,
            omitted=isinstance(provision, Article) and not provision.paragraphs,
        )


def _kind(change: ArticleChange | ChapterChange) -> RowKind:
    if isinstance(change, ArticleChange):
        return change.kind
    if change.old is None:
        return RowKind.INSERTED
    if change.new is None:
        return RowKind.DELETED
    if change.old.heading != change.new.heading:
        return RowKind.REPLACED
    return RowKind.RENUMBERED if change.changed else RowKind.UNCHANGED


def _addresses(charter: Charter) -> dict[str, Address]:
    found = {chapter.key: address_of_chapter(charter, chapter.key) for chapter in charter.chapters}
    found |= {article.key: Address(article=article.number) for article in charter.articles}
    found |= {
        article.key: Address(supplementary=True, article=article.number)
        for article in charter.supplementary
    }
    return found


def due_dates(amendment: Amendment) -> tuple[Due, ...]:
    """The dates of the operations that are not those of the whole amendment, in order.

    Those of which no day is known come last.
    """
    found: list[Due] = []
    for index, operation in enumerate(amendment.operations):
        dates = operation.dates
        later = dates.effective not in (None, amendment.effective)
        ends = dates.delete_on is not None or dates.delete_when is not None
        for what, day, when, there in (
            ("effective", dates.effective, None, later),
            ("delete", dates.delete_on, dates.delete_when, ends),
            ("overlap", dates.overlap_until, dates.overlap, dates.overlap is not None),
        ):
            given = given_day(day)
            found += (
                Due(
                    date=given,
                    what=what,
                    provision=provision,
                    operation=index,
                    when=when,
                    rule=day if given is None else None,
                )
                for provision in _dated(operation)
                if there
            )
    last = datetime.date.max
    return tuple(sorted(found, key=lambda due: (due.date or last, due.operation or 0)))


def _dated(operation: Operation) -> tuple[Address | None, ...]:
    """The provisions that the dates of an operation are about."""
    if isinstance(operation, Insert):
        if operation.after is not None:
            return (None,)  # its number follows from the numbering policy
        return tuple(each.target for each in operation.each)
    target = operation.target
    return (target if isinstance(target, Address) else target.first,)
