"""The whole articles as a document: clean, or with the changes of an amendment tracked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from amendtool.amendments.amendment import Amendment
from amendtool.articles.address_reader import AddressError, parse
from amendtool.articles.languages import language_of
from amendtool.errors import AmendtoolError, Problem
from amendtool.periods.dates import given_day
from amendtool.render.charter.lines import make_export
from amendtool.render.charter.model import Export, Revision
from amendtool.render.charter.tracked import make_tracked
from amendtool.repository.history import read_history
from amendtool.repository.record import BASELINE, Act, Deed
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import AMENDMENTS, AmendmentSource, Workspace
from amendtool.values import dataclass
from amendtool.workflow.company_names import named_at
from amendtool.workflow.not_committed import note, present_articles
from amendtool.workflow.present_proposed import present_and_proposed

if TYPE_CHECKING:
    from amendtool.workflow.in_force.on_day import ArticlesOnDay


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanExport:
    """The articles of a commit as a document, and the amendments that they have been through."""

    export: Export
    commit: str | None
    """The commit that holds them; None as long as they stand in no commit."""
    articles: int
    revisions: tuple[Revision, ...]
    notices: tuple[Problem, ...] = ()
    """What is to be said of the articles on a day, or that they are not committed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedExport:
    """The articles with the changes of an amendment: ``lines`` is how many of them change.

    ``sides`` are the articles without the changes and with all of them, each a clean document.
    """

    export: Export
    sides: tuple[Export, Export]
    amendment: Amendment
    lines: int

    def dated(self, moment: datetime.datetime | None) -> TrackedExport:
        """The changes with their date: the day of adoption, or else ``moment``."""
        adopted = self.amendment.adopted
        if adopted is not None:
            moment = datetime.datetime.combine(adopted, datetime.time(tzinfo=datetime.UTC))
        return replace(self, export=replace(self.export, changed=moment))


def export_articles(
    workspace: Workspace,
    revision: str | None = None,
    *,
    on: datetime.date | None = None,
    as_of: str | None = None,
    with_revisions: bool = True,
    own_list: bool = True,
    links: bool = False,
    pending: bool = True,
) -> CleanExport:
    """The articles at HEAD, at a revision or on a day; its names are those of the company then.

    Of a day they are what is in force ``on`` it, with notes in the words of the house style, as
    far as it was known ``as_of`` a revision; the list has the amendments in force on it.

    The company's own list of revisions goes on; where there is none and ``own_list`` is not set,
    nothing is listed. ``links`` prints the addresses of links behind their words. Without
    ``pending`` nothing is printed that takes effect later, whatever the house style says.

    As long as HEAD holds no articles, they are those of the files, and a note says so. Raises
    InputError for an unknown revision, RepositoryError when there are none and no commit yet.
    """
    articles = None
    if on is not None:
        # What applies amendments is loaded for a day alone.
        from amendtool.workflow.in_force.on_day import Days

        house = workspace.config.house
        articles = Days(workspace, as_of).on(
            on, house if pending else replace(house, print_pending=False)
        )
    commit: str | None
    if articles is not None:
        commit, charter = articles.state.commit, articles.charter
    elif revision:
        commit = workspace.git.resolve(revision)
        charter = workspace.articles_at(commit).charter
    else:
        loaded, commit = present_articles(workspace)
        charter = loaded.charter
    listed = commit if with_revisions else None
    revisions = tuple(_revisions(workspace, listed)) if listed is not None else ()
    if articles is not None and with_revisions:
        revisions = tuple(_on_day(workspace, revisions, articles))
    named = commit if revision or articles else None
    config = named_at(workspace, named) if named is not None else workspace.config
    export = make_export(
        charter,
        style=config.style,
        house=config.house,
        title=config.title,
        revisions=revisions,
        own_list=own_list,
        links=links,
        around=config.around,
    )
    count = sum(1 for _ in charter.every_article())
    return CleanExport(
        export=export,
        commit=commit,
        articles=count,
        revisions=revisions,
        notices=articles.notices
        if articles is not None
        else ()
        if commit is not None
        else (note(),),
    )


def export_changes(
    workspace: Workspace, source: AmendmentSource, *, author: str | None = None
) -> TrackedExport:
    """The articles with what an amendment changes, as tracked changes; not dated yet.

    Their ``author`` is by default the company, or else the amendment. Raises InputError or
    ConflictError with every mistake and open question.
    """
    sides = present_and_proposed(workspace, source)
    config = workspace.config if sides.base is None else named_at(workspace, sides.base)
    amendment = sides.source.parsed.amendment
    export = make_tracked(
        sides.present,
        sides.proposed,
        style=config.style,
        house=config.house,
        title=config.title,
        kept=sides.kept,
        around=config.around,
    )
    present, proposed = (
        make_export(
            each,
            style=config.style,
            house=config.house,
            title=config.title,
            around=config.around,
        )
        for each in (sides.present, sides.proposed)
    )
    return TrackedExport(
        sides=(present, proposed),
        export=replace(export, author=author or workspace.config.company or amendment.name),
        amendment=amendment,
        lines=sum(line.is_changed for line in export.lines),
    )


def _revisions(workspace: Workspace, commit: str) -> Iterator[Revision]:
    """The amendments and expiries that the articles at ``commit`` have been through, in order.

    Those alone that are in force there: one that was reverted is none of them. In front of them
    stand those from before git that the baseline records.
    """
    acts = workspace.acts(commit)
    baseline = acts.records.get(BASELINE)
    for act in baseline.acts if baseline is not None else ():
        if act.deed is not Deed.BASELINE and act.day is not None:
            yield Revision(name="", title=act.reason, adopted=str(act.day), former=act.deed.value)
    messages = {
        each.commit: each for each in read_history(workspace.git, commit, (ARTICLES, AMENDMENTS))
    }
    every = {**acts.applied, **acts.expiries}
    for at in sorted(every.values(), key=lambda each: each.order):
        ended = at.record.expired if at.record is not None else None
        if ended is not None:
            yield _expiry(workspace, at.name, ended)
            continue
        message = messages.get(at.commit)
        told = dict(message.trailers) if message is not None else {}
        own = message is not None and told.get("Amendment") == at.name
        title, meeting = (message.subject if own and message else at.name), told.get("Meeting", "")
        adopted, effective = told.get("Adopted", ""), told.get("Effective", "")
        body = told.get("Adopted-By", "")
        if not own:
            # A squash has a message of its own; the file says what the trailers said.
            title, meeting, adopted, effective, body = _said(workspace, at.commit, at.name)
        elif not workspace.config.leads:
            words = _words(workspace, at.commit, at.name)
            title, meeting = words or (title, meeting)
        yield Revision(
            name=at.name,
            title=title,
            meeting=meeting,
            adopted=adopted,
            effective=effective,
            adopted_by=body,
        )


def _on_day(
    workspace: Workspace, revisions: tuple[Revision, ...], articles: ArticlesOnDay
) -> Iterator[Revision]:
    """The revisions that are in force on a day, and what has ended by then and is not landed."""
    yield from (each for each in revisions if not each.name or each.name in articles.acts)
    style = workspace.config.style
    spoken = language_of(style.language)
    days = dict.fromkeys(each.day for each in articles.lapsed)
    for day in days:
        places = (each.place.text(style) for each in articles.lapsed if each.day == day)
        title = spoken.revisions.lapsed.format(spoken.list_joint.join(dict.fromkeys(places)))
        yield Revision(name="", title=title, effective=str(day), lapsed=True)


def _expiry(workspace: Workspace, name: str, act: Act) -> Revision:
    """The line of what went by its own terms: no meeting has adopted it."""
    style = workspace.config.style
    leading = workspace.config.edition(workspace.config.languages[0]).style
    spoken = language_of(style.language)
    places = []
    for each in act.lapses:
        with suppress(AddressError):  # a record of another style; its own words are told then
            places.append(parse(each.place, leading).text(style))
            continue
        places.append(each.place)
    told = spoken.list_joint.join(dict.fromkeys(places))
    day = str(act.day or "")
    title = spoken.revisions.lapsed.format(told)
    return Revision(name=name, title=title, effective=day, lapsed=True)


def _said(workspace: Workspace, commit: str, name: str) -> tuple[str, str, str, str, str]:
    """The title, the meeting, the dates and who adopted it in the file of an amendment."""
    try:
        amendment = workspace.amendment_at(commit, name).parsed.amendment
    except AmendtoolError:
        return name, "", "", "", ""
    return (
        amendment.title or amendment.name,
        amendment.meeting,
        str(amendment.adopted or ""),
        str(given_day(amendment.effective) or ""),
        amendment.adopted_by.value,
    )


def _words(workspace: Workspace, commit: str, name: str) -> tuple[str, str] | None:
    """The title and the meeting in the language of a further edition.

    The commits are in the words of the leading edition; None where the amendment, which may be
    older than this edition, has no others.
    """
    try:
        amendment = workspace.amendment_at(commit, name).parsed.amendment
    except AmendtoolError:
        return None
    return amendment.title or amendment.name, amendment.meeting
