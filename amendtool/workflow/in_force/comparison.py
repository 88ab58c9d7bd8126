"""The comparison of an amendment with the articles in force on a day, or of two days."""

from __future__ import annotations

import datetime
from dataclasses import replace

from amendtool.amendments.in_force.beside import BesideText, TextOnDay, UncomposedError
from amendtool.articles.charter import Charter
from amendtool.comparison.house import HouseStyle
from amendtool.errors import ConflictError, Problem
from amendtool.repository.workspace import AmendmentSource, Workspace
from amendtool.workflow.in_force.on_day import ArticlesOnDay, Days
from amendtool.workflow.in_force.told import unsure
from amendtool.workflow.present_proposed import (
    AmendedArticles,
    PresentAndProposed,
    present_and_proposed,
)
from amendtool.workflow.proposal import propose, require_answered


def sides_of_days(
    workspace: Workspace,
    one: datetime.date,
    other: datetime.date,
    house: HouseStyle,
    *,
    as_of: str | None = None,
) -> tuple[PresentAndProposed, str, tuple[Problem, ...]]:
    """The articles in force on two days, the commit of the later ones, and what is said of them."""
    days = Days(workspace, as_of)
    present, proposed = days.on(one, house), days.on(other, house)
    sides = PresentAndProposed(present=present.charter, proposed=proposed.charter)
    return sides, proposed.state.commit, (*present.notices, *proposed.notices)


def amended_on(
    workspace: Workspace,
    source: AmendmentSource,
    day: datetime.date,
    house: HouseStyle,
    *,
    as_of: str | None = None,
) -> tuple[AmendedArticles, tuple[Problem, ...]]:
    """The sides of an amendment with the notes that the articles have on a day.

    What has ended by then is taken out of the articles at HEAD; an amendment that is in force
    keeps those that it was adopted on. Raises as comparing does.
    """
    days = Days(workspace, as_of)
    seen = days.workspace
    applied = seen.applied(source.parsed.amendment.name)
    spared: frozenset[str] = frozenset()
    if applied is None:  # what it deletes itself is printed as deleted, though it has ended
        spared = frozenset(propose(seen, source, seen.head()).application.origin)
    articles = days.before(applied, day, house, spared)
    if applied is None and articles.lapsed:
        proposal = propose(articles.workspace, source, articles.revision)
        require_answered(proposal)
        application = proposal.application
        sides = AmendedArticles(
            present=application.present,
            proposed=application.proposed,
            kept=application.kept,
            source=source,
            application=application,
        )
    else:
        sides = present_and_proposed(seen, source)
    try:
        proposed = _proposed(days, articles, sides)
    except UncomposedError as error:
        raise ConflictError(unsure(error, day)) from None
    noted = replace(sides, present=articles.charter, proposed=days.printed(proposed, house).charter)
    return noted, articles.notices


def _proposed(days: Days, articles: ArticlesOnDay, sides: AmendedArticles) -> TextOnDay:
    """What the amendment makes of the text on the day: what it acts on is as it says."""
    own = {
        key
        for key in sides.application.origin
        if key in sides.application.proposed.by_key() or key in sides.present.by_key()
    }
    amendment = replace(sides.source.parsed.amendment, operations=sides.application.operations)
    text = days.text_of(sides.proposed, amendment, articles)
    touched = own
    if text is None:
        text = days.text_around(sides.proposed, articles, own)
    else:
        # What it leaves as it waits goes on waiting.
        stood = {_text_of(each) for each in articles.text.beside}
        touched = {
            each.article.key
            for each in text.beside
            if each.article.key in own and _text_of(each) not in stood
        }
    charter = text.charter
    gone = [each for each in text.beside if each.article.key in touched]
    if not gone:
        return text
    made = sides.proposed.by_key()
    restored = {each.article.key for each in gone} & made.keys()
    return TextOnDay(
        charter=_restored(charter, sides.proposed, frozenset(restored)),
        beside=tuple(each for each in text.beside if each not in gone),
        asides=text.asides,
    )


def _text_of(beside: BesideText) -> tuple[object, ...]:
    """What tells a text beside the articles, wherever it stands."""
    body = beside.article.body if beside.inner is None else beside.inner.provision.body
    return beside.kind, beside.amendment, beside.operation, beside.article.key, body


def _restored(charter: Charter, whole: Charter, keys: frozenset[str]) -> Charter:
    """The articles with those under some keys as the whole ones have them."""
    there = charter.by_key()
    return replace(
        charter,
        articles=tuple(
            each if each.key in keys else there[each.key]
            for each in whole.articles
            if each.key in keys or each.key in there
        ),
        supplementary=tuple(
            each if each.key in keys else there[each.key]
            for each in whole.supplementary
            if each.key in keys or each.key in there
        ),
    )
