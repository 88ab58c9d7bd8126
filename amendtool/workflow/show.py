"""The present articles, those in force on a day, or one provision of them, for reading."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from amendtool.articles.addresses import Address, address_of_article, find
from amendtool.articles.charter import Article, Charter
from amendtool.errors import Problem
from amendtool.repository.storage.folders import Loaded
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.not_committed import note, present_articles
from amendtool.workflow.provisions import locate

if TYPE_CHECKING:
    from amendtool.amendments.in_force.printed import PrintedNote
    from amendtool.workflow.in_force.on_day import ArticlesOnDay


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownArticles:
    """The articles of one commit, or of a day; what of them was asked for, if anything was.

    ``addresses`` are those of that provision, and of the texts that stand beside it on the day;
    none where the whole articles were asked for.
    """

    charter: Charter
    loaded: Loaded
    addresses: tuple[Address, ...] = ()
    on: ArticlesOnDay | None = None
    notices: tuple[Problem, ...] = ()
    """That they stand in no commit yet."""

    def place_of(self, note: PrintedNote) -> Address:
        """Where the text of a note stands."""
        home = address_of_article(self.charter, note.spot.key)
        return replace(home, paragraph=note.spot.paragraph, items=note.spot.items)


def show(
    workspace: Workspace,
    provision: str | None = None,
    revision: str | None = None,
    *,
    on: datetime.date | None = None,
    as_of: str | None = None,
) -> ShownArticles:
    """The articles at HEAD or at a revision, or in force on a day, and where a provision stands.

    As long as HEAD holds none, they are those of the files, and a note says so.

    ``as_of`` limits what was known of the day. ``provision`` is an address or the key of an
    article or chapter. Raises InputError when it is not there, or the revision is unknown;
    RepositoryError when there are none and no commit yet; for a day as
    :meth:`~amendtool.workflow.in_force.on_day.Days.on` does.
    """
    config = workspace.config
    if on is None:
        commit: str | None
        if revision:
            commit = workspace.git.resolve(revision)
            loaded = workspace.articles_at(commit)
        else:
            loaded, commit = present_articles(workspace)
        found: tuple[Address, ...] = ()
        if provision is not None:
            found = (locate(provision, loaded.charter, config.style, config.styles),)
        notices = () if commit is not None else (note(),)
        return ShownArticles(
            charter=loaded.charter, loaded=loaded, addresses=found, notices=notices
        )
    # What applies amendments is loaded for a day alone.
    from amendtool.workflow.in_force.on_day import Days

    articles = Days(workspace, as_of).on(on)
    charter = articles.charter
    addresses: tuple[Address, ...] = ()
    if provision is not None:
        address = locate(provision, charter, config.style, config.styles)
        addresses = tuple(_with_beside(articles, address))
    return ShownArticles(
        charter=charter,
        loaded=articles.workspace.articles_at(articles.revision),
        addresses=addresses,
        on=articles,
    )


def _with_beside(articles: ArticlesOnDay, address: Address) -> Iterator[Address]:
    """An address with those of the other texts of its article, in their order.

    They are those that have a note, or that print the number of one with a note.
    """
    charter, text = articles.charter, articles.printed
    noted = {each.spot.key for each in text.notes if each.spot.paragraph is None}
    found = None
    if address.article is not None:
        found = find(charter, replace(address, paragraph=None, items=(), heading=False))
    if not isinstance(found, Article):
        yield address
        return
    article = found

    row = charter.supplementary if charter.is_supplementary(article.key) else charter.articles
    for each in row:
        if each.key == article.key:
            yield address
            continue
        if not {each.key, article.key} & noted:
            continue
        same = (
            article.number is not None
            and each.number is not None
            and article.number.parts == each.number.parts
        )
        if same or text.of(each.key) == text.of(article.key):
            yield address_of_article(charter, each.key)
