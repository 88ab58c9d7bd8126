"""The table as it was noticed, and whether what lands is what it said.

A notice goes out, and until the vote somebody edits the file, or another amendment comes first.
So the record of the notice keeps a digest of the table of each edition, and adopting compares
it with the table of what lands. The digest is of the words, numbers and rows of the table, in a
form of its own: another font, label or house style is no other proposal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from amendtool.comparison.house import HouseStyle, NumberOnly
from amendtool.comparison.rows import make_table
from amendtool.comparison.table import Cell, Table
from amendtool.errors import AmendtoolError, ConflictError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.git import hash_of
from amendtool.repository.record import Act, Record, RecordedTable
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import TREE, AmendmentSource, UnreadAmendment, Workspace
from amendtool.values import dataclass
from amendtool.workflow.base import Base, base_of, bound, carried_to, tree_at, waits_for
from amendtool.workflow.editions.each import for_each_edition
from amendtool.workflow.meeting.agenda import Agenda, Item, read_agenda
from amendtool.workflow.present_proposed import AmendedArticles

_PLAIN: Final = HouseStyle(
    name="noticed",
    language="en",
    columns=("present", "proposed"),
    new_label="new",
    deleted_label="deleted",
    omitted_label="omitted",
    unchanged_label="unchanged",
    pending_label="from {day}",
    leaving_label="to {day}",
    overlap_label="for {cases}",
    overlap_until_label="to {day} for {cases}",
    number_only=NumberOnly.FULL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Articles:
    """Where the digest is asked for: the articles in force then, and what was applied since."""

    tree: str | None
    since: tuple[str, ...] = ()


def digest_of(table: Table) -> str:
    """What stands in a table, whatever it looks like, as ``sha256:`` and its digest."""

    def lines(cell: Cell) -> list[object]:
        return [[block.kind.value, block.level, block.text] for block in cell]

    rows = [[row.kind.value, lines(row.present), lines(row.proposed)] for row in table.rows]
    data = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def noticed_tables(
    workspace: Workspace,
    source: AmendmentSource,
    *,
    language: str | None = None,
    among: Sequence[str] = (),
    alone: bool = False,
) -> tuple[RecordedTable, ...]:
    """The tables of a pending amendment as they are today, for the record of its notice.

    They are those of all editions, or of one ``language``. ``among`` are the items of the
    meeting in their order, by default those that it stands on and itself; the proposed side is
    numbered as all of them make it, or ``alone`` as if the others failed. Raises InputError
    (``item-missing``) where it is none of the items, and what is wrong in one of them.
    """
    name = source.parsed.amendment.name
    if among and name not in among:
        raise InputError(
            Problem(
                code="item-missing",
                message=say(
                    "{name!r} is none of the items that were named: {among}",
                    name=name,
                    among=say(", ").join(among),
                ),
                hint=say("name all items of the meeting in the order of the agenda, this one too"),
                place=Place(file=source.path),
            )
        )
    items = tuple(among) or _under(workspace, source)

    def one(edition: Workspace) -> RecordedTable:
        found = [
            _unread(source) if each == name else workspace.found(each, cwd=workspace.root)
            for each in items
        ]
        return _table(edition, read_agenda(edition, found), name, alone=alone)

    languages = None if language is None else [workspace.edition(language).config.language]
    return for_each_edition(workspace, one, languages)


def _under(workspace: Workspace, source: AmendmentSource) -> tuple[str, ...]:
    """The pending amendments that one stands on, the lowest first, and itself."""
    after = waits_for(workspace, source)
    if after is None:
        return (source.parsed.amendment.name,)
    below = workspace.amendment(after, cwd=workspace.root)
    return (*_under(workspace, below), source.parsed.amendment.name)


def _unread(source: AmendmentSource) -> UnreadAmendment:
    return UnreadAmendment(
        data=source.data,
        shown=source.parsed.file,
        name=source.parsed.amendment.name,
        inside=source.inside,
    )


def _table(workspace: Workspace, agenda: Agenda, name: str, *, alone: bool) -> RecordedTable:
    together = len(agenda.items) > 1 and not alone
    return RecordedTable(
        edition=workspace.config.language,
        digest=_digest(workspace, agenda.sides(name, alone=alone)),
        form="together" if together else "alone",
        items=agenda.names if together else (),
    )


def _digest(workspace: Workspace, sides: AmendedArticles) -> str:
    return digest_of(
        make_table(
            sides.present,
            sides.proposed,
            style=workspace.config.style,
            house=replace(_PLAIN, language=workspace.config.language),
            title="",
            kept=sides.kept,
        )
    )


# What lands


def landing_tables(
    workspace: Workspace, items: Sequence[Sequence[AmendmentSource]]
) -> dict[str, tuple[RecordedTable, ...]]:
    """The tables of what lands, of those items that were noticed with theirs.

    ``items`` are those of one meeting, each as it is for every edition. The present side is the
    articles as they were at the notice, so that what another amendment has moved since is told
    as moved where it is otherwise than the notice said. What cannot be applied is left out; it
    is told by whoever applies it.
    """
    found: dict[str, tuple[RecordedTable, ...]] = {}
    for sources in items:
        name = sources[0].parsed.amendment.name
        record = workspace.acts().records.get(name)
        noticed = record.noticed if record is not None else None
        if noticed is None or not noticed.tables:
            continue
        try:
            found[name] = tuple(
                _landing(workspace.edition(each.edition), noticed, items, name)
                for each in noticed.tables
                if each.edition in workspace.config.languages
            )
        except AmendtoolError:
            continue
    return found


def _landing(
    workspace: Workspace,
    noticed: Act,
    items: Sequence[Sequence[AmendmentSource]],
    name: str,
) -> RecordedTable:
    language = workspace.config.language
    own = [each for sources in items for each in sources if each.parsed.language == language]
    articles = _articles_then(workspace, noticed)
    if articles is not None:
        try:
            return _table(workspace, _agenda_then(workspace, articles, own), name, alone=False)
        except AmendtoolError:
            pass  # what came since has changed what it was noticed against
    return _table(workspace, _agenda_now(workspace, own), name, alone=False)


def _articles_then(workspace: Workspace, noticed: Act) -> _Articles | None:
    """The articles at the notice; None where more than amendments has changed them since."""
    if noticed.base is None or not workspace.has_articles(noticed.base):
        return None
    tree, since = noticed.base, []
    for at in sorted(workspace.acts().applied.values(), key=lambda each: each.order):
        act = at.record.adopted if at.record is not None else None
        if act is not None and act.base == tree and act.result is not None:
            since.append(at.name)
            tree = act.result
    if tree != tree_at(workspace, workspace.head()):
        return None
    return _Articles(tree=noticed.base, since=tuple(since))


def _agenda_now(workspace: Workspace, own: Sequence[AmendmentSource]) -> Agenda:
    return read_agenda(workspace, [_unread(each) for each in own])


def _agenda_then(
    workspace: Workspace, articles: _Articles, own: Sequence[AmendmentSource]
) -> Agenda:
    """The amendments that came since the notice and those that land, as items of one meeting."""
    if not articles.since:
        return _agenda_now(workspace, own)
    then = f"{TREE}{articles.tree}"
    head = workspace.head()
    names = {each.parsed.amendment.name for each in own}
    read: list[Item] = []
    for name in articles.since:
        applied = workspace.applied(name)
        if applied is None:
            raise ConflictError()
        source = workspace.amendment_at(applied.commit, name)
        base = Base(articles=applied.before, when="", said=True)
        read.append(_item(carried_to(workspace, source, base, then).source, None))
    for source in own:
        amendment = source.parsed.amendment
        if amendment.after in names or amendment.after in articles.since:
            read.append(_item(source, amendment.after))
        else:
            said = base_of(workspace, source, head)
            if said is None or not said.said:
                bound(workspace, source, head)
                said = Base(articles=head, when="", said=True)
            read.append(_item(carried_to(workspace, source, said, then).source, None))
    return Agenda(
        now=workspace.articles_at(then).charter, items=tuple(read), style=workspace.config.style
    )


def _item(source: AmendmentSource, after: str | None) -> Item:
    return Item(source=source, after=after, requires=source.parsed.amendment.requires)


# Whether it is what was noticed


def differing(
    workspace: Workspace,
    record: Record | None,
    landed: Sequence[RecordedTable],
    data: bytes | None = None,
) -> tuple[Problem, ...]:
    """A warning for each edition of which another table lands than was noticed.

    ``data`` is the amendment's file as it is now, where it has not landed yet. Nothing where no
    notice was recorded, or one that kept no tables.
    """
    noticed = record.noticed if record is not None else None
    if record is None or noticed is None:
        return ()
    by_edition = {each.edition: each for each in landed}
    return tuple(
        _otherwise(workspace, record, noticed, each, by_edition[each.edition], data)
        for each in noticed.tables
        if each.edition in by_edition and by_edition[each.edition].digest != each.digest
    )


def _otherwise(
    workspace: Workspace,
    record: Record,
    noticed: Act,
    one: RecordedTable,
    landed: RecordedTable,
    data: bytes | None,
) -> Problem:
    told = (
        say(
            "{name!r} is not what was noticed on {day} in the edition {edition!r}: its table is "
            "another one now",
            name=record.name,
            day=noticed.day,
            edition=one.edition,
        )
        if len(workspace.config.languages) > 1
        else say(
            "{name!r} is not what was noticed on {day}: its table is another one now",
            name=record.name,
            day=noticed.day,
        )
    )
    why = say("; ").join(_reasons(workspace, record.name, noticed, one, landed, data))
    return Problem(
        code="noticed-otherwise",
        message=say("{told} ({why})", told=told, why=why) if why else told,
        hint=say(
            "look at `amendtool table {name}` beside the notice; where the difference "
            "matters, notice it again: amendtool record {name} noticed DAY",
            name=record.name,
        ),
        place=Place(file=f"amendments/{record.name}.yaml"),
        severity="warning",
    )


def _reasons(
    workspace: Workspace,
    name: str,
    noticed: Act,
    one: RecordedTable,
    landed: RecordedTable,
    data: bytes | None,
) -> Iterator[str]:
    acts = workspace.acts()
    adopted = acts.records[name].adopted if name in acts.records else None
    if data is not None:
        now: str | None = hash_of("blob", data.replace(b"\r\n", b"\n"), like=workspace.head())
    else:
        now = adopted.file if adopted is not None else None
    if noticed.file is not None and now is not None and now != noticed.file:
        yield say("its file was changed since")
    missing = [each for each in one.items if each not in (*landed.items, name)]
    if missing:
        yield say("it was numbered together with {missing}", missing=say(", ").join(missing))
    more = [each for each in landed.items if each not in (*one.items, name)]
    if more:
        yield say("it is numbered together with {more}", more=say(", ").join(more))
    base = adopted.base if adopted is not None else tree_at(workspace, workspace.head())
    if noticed.base is not None and base != noticed.base:
        yield say("{folder}/ was changed since", folder=ARTICLES)


def landing_now(
    workspace: Workspace,
    record: Record,
    read: Callable[[str], Sequence[AmendmentSource]],
    name: str,
) -> tuple[RecordedTable, ...]:
    """The tables that would land today with the items that it was noticed with.

    Those items that were decided about since are left out. ``read`` gives an amendment as it is
    for every edition.
    """
    noticed = record.noticed
    if noticed is None or not noticed.tables:
        return ()
    acts = workspace.acts()
    items = noticed.tables[0].items or (name,)
    waiting = [
        each
        for each in items
        if each == name
        or (
            each not in acts.applied
            and each in workspace.amendment_names()
            and (each not in acts.records or acts.records[each].standing == "pending")
        )
    ]
    try:
        return landing_tables(workspace, [read(each) for each in waiting]).get(name, ())
    except AmendtoolError:
        return ()
