"""The articles of the base as today's would read if nobody had changed a word of them.

When another amendment moves numbers, citations follow in articles that it says nothing about.
That is no change of what such an article says; so it is compared with what it would read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.crossrefs.answers import Answers
from amendtool.amendments.crossrefs.ledger import LedgerEntry
from amendtool.amendments.crossrefs.provenance import Provenance
from amendtool.amendments.crossrefs.rewrite import Followed, follow
from amendtool.articles.charter import Article, Charter
from amendtool.articles.styles import DraftingStyle
from amendtool.values import dataclass

_NO_ANSWERS = Amendment(name="carried")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The articles of the base as today's would read; the ``ledger`` of their citations."""

    charter: Charter
    ledger: tuple[LedgerEntry, ...]


def expected(then: Charter, now: Charter, style: DraftingStyle) -> Expected:
    """``then``, its numbers as they are, with its citations written as they are in ``now``.

    Where it is not clear how a citation would be written now it stays, and its article is one
    whose words differ.
    """
    before = then.by_key()

    def as_before(article: Article) -> Article:
        old = before.get(article.key)
        if old is None:
            return article
        return replace(old, number=article.number, chapter=article.chapter)

    worded = _each_article(now, as_before)
    found = followed(then, worded, style)
    after = found.charter.by_key()

    def as_now(article: Article) -> Article:
        new = after.get(article.key)
        return article if new is None else replace(article, body=new.body, heading=new.heading)

    return Expected(charter=_each_article(then, as_now), ledger=found.ledger)


def followed(before: Charter, after: Charter, style: DraftingStyle) -> Followed:
    """``after`` with every citation that means in ``before`` what it does there, by keys."""
    nothing = Provenance(kept={}, acted_on=frozenset(), rewritten=frozenset(), fresh={})
    return follow(before, after, nothing, Answers.of(_NO_ANSWERS), style)


def _each_article(charter: Charter, make: Callable[[Article], Article]) -> Charter:
    return replace(
        charter,
        articles=tuple(map(make, charter.articles)),
        supplementary=tuple(map(make, charter.supplementary)),
    )
