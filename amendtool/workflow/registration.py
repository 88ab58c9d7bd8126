"""The registered matters that an amendment changes, and by when they are to be registered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

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
from amendtool.workflow.days import DayCounter
from amendtool.workflow.due import register_by
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
                rule=_rule(matter, language),
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


_ITEM: Final = re.compile(r"([ivxl]+)(?:-(\d+))?(?:-([ivxl]+))?")
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50}


def _rule(matter: RegisteredMatter, language: str) -> str:
    """The item of the law: 会社法第911条第３項第１号; Companies Act art. 911(3)(i)."""
    if not language_of(language).wide:
        items = ", ".join(f"({each})" for each in matter.item.split(", "))
        return f"Companies Act art. 911(3){items}"
    return "会社法第911条第３項" + "、".join(map(_ja_item, matter.item.split(", ")))


def _ja_item(item: str) -> str:
    """An item of the law in Japanese: 第12号の２ of ``xii-2``, 第15号から第19号まで of a range."""
    found = _ITEM.fullmatch(item)
    assert found is not None, item
    write = language_of("ja").figures.write
    first = f"第{write(_number(found[1]))}号"
    if found[2]:
        return f"{first}の{write(int(found[2]))}"
    return f"{first}から第{write(_number(found[3]))}号まで" if found[3] else first


def _number(roman: str) -> int:
    values = [_ROMAN[letter] for letter in roman]
    return sum(
        -value if any(value < later for later in values[at + 1 :]) else value
        for at, value in enumerate(values)
    )
