"""The registered matters that an amendment changes, and by when they are to be registered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from amendtool.articles.addresses import address_of_article
from amendtool.articles.charter import Article
from amendtool.articles.languages import language_of
from amendtool.articles.registered import MATTERS, RegisteredMatter, proposed_matter
from amendtool.articles.styles import STYLES
from amendtool.periods.counted import CountedDay, Told
from amendtool.periods.dates import LegalDay, told
from amendtool.periods.law import Law
from amendtool.render.notice.facts import RegisteredChange
from amendtool.repository.workspace import Workspace
from amendtool.workflow.clock.acts_by_law import register_by
from amendtool.workflow.clock.registered_rule import rule_of
from amendtool.workflow.dates.days import DayCounter
from amendtool.workflow.present_proposed import AmendedArticles


def registered_changes(
    workspace: Workspace, sides: AmendedArticles, language: str
) -> tuple[RegisteredChange, ...] | None:
    """The registered matters of which an amendment changes the words, in the order of print.

    Which article holds which the settings say, or else its caption proposes; that is told. None
    where no law is set whose registered matters are known.
    """
    counter = DayCounter(workspace)
    if not MATTERS[counter.law]:
        return None
    amendment = sides.source.parsed.amendment
    record = workspace.acts().records.get(amendment.name)
    recorded = record.adopted.day if record is not None and record.adopted is not None else None
    voted = recorded or amendment.adopted
    found = []
    for article, holder in _changed(sides):
        matter, confirmed = _matter(workspace, article, counter.law)
        if matter is None:
            continue
        day = _day_of(sides, article.key) or amendment.effective or voted
        change = None if day is None else counter.counted(day)
        by = register_by(change, voted, counter.law) if isinstance(change, CountedDay) else None
        found.append(
            RegisteredChange(
                matter=matter.name.text(language),
                rule=rule_of(matter).text(language),
                provision=_provision(sides, holder, article, language, confirmed=confirmed),
                day=change.day if isinstance(change, CountedDay) else None,
                by=by.day if by is not None else None,
                when="" if by is not None or day is None else told(day).text(language),
                how=by.how(language) if by is not None else "",
            )
        )
    return tuple(found)


def _changed(sides: AmendedArticles) -> Iterator[tuple[Article, Article | None]]:
    """The articles whose words change, and what they are in the proposed ones: None if deleted."""
    before = sides.present.by_key()
    proposed = sides.proposed.by_key()
    for article in sides.proposed.every_article():
        old = before.get(article.key)
        if old is None or _words(old) != _words(article):
            yield article, article
    for article in sides.present.every_article():
        if article.key not in proposed:
            yield article, None


def _words(article: Article) -> Article:
    """The article without its place, which no register holds."""
    return replace(article, number=None, chapter=None)


def _day_of(sides: AmendedArticles, key: str) -> LegalDay | None:
    """The day of an article that changes on another one than the amendment."""
    operations = sides.source.parsed.amendment.operations
    acting = [operations[at] for at in sides.application.origin.get(key, ())]
    days = {each.dates.effective for each in acting}
    return days.pop() if len(days) == 1 else None


def _matter(
    workspace: Workspace, article: Article, law: Law
) -> tuple[RegisteredMatter | None, bool]:
    """The registered matter of an article, and whether a person has said so."""
    said = dict(workspace.config.registered)
    if article.key in said:
        return MATTERS[law].get(said[article.key] or ""), True
    return proposed_matter(article.heading, law), False


def _provision(
    sides: AmendedArticles,
    holder: Article | None,
    article: Article,
    language: str,
    *,
    confirmed: bool,
) -> str:
    """Where it stands: the article with its heading, and what is to be known of it."""
    charter = sides.proposed if holder is not None else sides.present
    words = language_of(language)
    place = address_of_article(charter, article.key).text(STYLES[language])
    wide = words.wide
    if article.heading is not None:
        place += f"（{article.heading}）" if wide else f" ({article.heading})"
    notes = [] if holder is not None else [Told("削除", "deleted")]
    notes += [] if confirmed else [Told("見出しによる。要確認", "by its caption: to be confirmed")]
    for note in notes:
        place += f"［{note.ja}］" if wide else f" [{note.en}]"
    return place
