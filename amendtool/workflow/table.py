"""The comparison table of an amendment or of two revisions, and what is to be said of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from amendtool.articles.languages import language_of
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.house import HouseStyle
from amendtool.comparison.remarks import remarks_of, unprinted_remarks
from amendtool.comparison.rows import NO_REMARKS, hidden_rows, make_table
from amendtool.comparison.table import Table
from amendtool.errors import Problem
from amendtool.messages import say, say_count
from amendtool.repository.workspace import AmendmentSource, UnreadAmendment, Workspace
from amendtool.values import dataclass
from amendtool.workflow.company_names import named_at
from amendtool.workflow.present_proposed import (
    AmendedArticles,
    PresentAndProposed,
    articles_of_range,
    is_range,
    present_and_proposed,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedArticles:
    """The table of the two sides; ``notices`` warn of what it leaves out, or may print stale."""

    sides: PresentAndProposed
    table: Table
    notices: tuple[Problem, ...]


def compare(
    workspace: Workspace,
    target: str | UnreadAmendment,
    *,
    house: str | None = None,
    cwd: Path | None = None,
    on: datetime.date | None = None,
    as_of: str | None = None,
) -> ComparedArticles:
    """The table of an amendment, by its name, path or file, or of two revisions ``OLD..NEW``.

    Paths are seen from ``cwd``, by default the root. ``on`` a day the present side of an amendment
    is the text in force on it, as far as it was known ``as_of`` a revision. ``house`` names a house
    style instead of the configured one. Raises InputError or ConflictError with every mistake and
    open question.
    """
    chosen = workspace.house(house)
    if isinstance(target, str) and is_range(target):
        return _compared(workspace, articles_of_range(workspace, target), chosen)
    # The table is one of a single commit, and nothing is written.
    workspace = workspace.with_head_held()
    if isinstance(target, str):
        target = workspace.found(target, cwd=cwd or workspace.root)
    return compare_amendment(workspace, workspace.read(target), house=house, on=on, as_of=as_of)


def compare_days(
    workspace: Workspace,
    one: datetime.date,
    other: datetime.date,
    *,
    house: str | None = None,
    as_of: str | None = None,
) -> ComparedArticles:
    """The table between the texts in force on two days, with the notes that they have on them."""
    from amendtool.workflow.in_force.comparison import sides_of_days

    chosen = workspace.house(house)
    sides, commit, notices = sides_of_days(workspace, one, other, chosen, as_of=as_of)
    workspace = replace(workspace, config=named_at(workspace, commit))
    compared = _compared(workspace, sides, chosen)
    return replace(compared, notices=(*dict.fromkeys(notices), *compared.notices))


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedItem:
    """One item of a meeting, and its table."""

    name: str
    compared: ComparedArticles


def compare_items(
    workspace: Workspace,
    found: Sequence[UnreadAmendment],
    *,
    house: str | None = None,
    alone: bool = False,
) -> tuple[ComparedItem, ...]:
    """The table of each item of a meeting, in the order of the agenda.

    The present side is the articles in force. The proposed side has the numbers and citations
    that all items together make, and its note says so where they are others than those of the
    item ``alone``. Raises InputError or ConflictError with what is wrong in an item, and where
    they cannot be adopted together.
    """
    # Most tables are of one amendment, and then nothing of this is asked.
    from amendtool.workflow.meeting.agenda import read_agenda

    chosen = workspace.house(house)
    agenda = read_agenda(workspace, found)
    items: list[ComparedItem] = []
    for name in agenda.names:
        compared = _compared(workspace, agenda.sides(name, alone=alone), chosen)
        if not alone and agenda.is_numbered_with_others(name):
            words = language_of(compared.table.language)
            note = words.word_joint.join(filter(None, (compared.table.note, words.items_note)))
            compared = replace(compared, table=replace(compared.table, note=note))
        items.append(ComparedItem(name=name, compared=compared))
    return tuple(items)


def compare_amendment(
    workspace: Workspace,
    source: AmendmentSource,
    *,
    house: str | None = None,
    on: datetime.date | None = None,
    as_of: str | None = None,
) -> ComparedArticles:
    """The table of an amendment that was read already, as :func:`compare` makes it."""
    chosen = workspace.house(house)
    if on is not None:
        # What is in force on a day is asked for seldom.
        from amendtool.workflow.in_force.comparison import amended_on

        sides, notices = amended_on(workspace, source, on, chosen, as_of=as_of)
        compared = _compared(workspace, sides, chosen)
        return replace(compared, notices=(*notices, *compared.notices))
    workspace = workspace.as_of(as_of)
    return _compared(workspace, present_and_proposed(workspace, source), chosen)


def compare_sides(
    workspace: Workspace, sides: PresentAndProposed, *, house: str | None = None
) -> ComparedArticles:
    """The table of two sides that were read already."""
    return _compared(workspace, sides, workspace.house(house))


def _compared(
    workspace: Workspace, sides: PresentAndProposed, house: HouseStyle
) -> ComparedArticles:
    config, remarks = workspace.config, NO_REMARKS
    if isinstance(sides, AmendedArticles):
        remarks = remarks_of(sides.application, sides.source.parsed.amendment)
        if sides.base is not None:
            config = named_at(workspace, sides.base)
    table = make_table(
        sides.present,
        sides.proposed,
        style=config.style,
        house=house,
        title=config.title,
        kept=sides.kept,
        remarks=remarks,
    )
    return ComparedArticles(
        sides=sides,
        table=table,
        notices=(*_unprinted(sides, table, house), *_unsure(sides, config.style)),
    )


def _unsure(sides: PresentAndProposed, style: DraftingStyle) -> Iterator[Problem]:
    """What the table prints and may be stale: numbers that no rule has read, titles of others."""
    if isinstance(sides, AmendedArticles) and sides.base is None:
        # Between two revisions nothing is loaded that reads or applies amendments.
        from amendtool.workflow.references import mistitled_then, unread_numbers

        yield from unread_numbers(sides.application, style)
        yield from mistitled_then(sides.application, style)


def _unprinted(sides: PresentAndProposed, table: Table, house: HouseStyle) -> Iterator[Problem]:
    """What the table leaves out, because the meeting votes on these too."""
    hidden = hidden_rows(sides.present, sides.proposed, house)
    if hidden:
        yield Problem(
            code="rows-hidden",
            message=say_count(
                "the table leaves out {count} article of which only the number changes "
                "({hidden}); the meeting votes on these too",
                "the table leaves out {count} articles of which only the number changes "
                "({hidden}); the meeting votes on these too",
                len(hidden),
                hidden=say(", ").join(hidden),
            ),
            hint=say('set number_only = "collapse" in the house style to print them'),
            severity="warning",
        )
    if isinstance(sides, AmendedArticles):
        told = sides.source.parsed
        yield from told.located(unprinted_remarks(table, told.amendment))
