"""Merge: several articles become one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Final

from amendtool.amendments.apply.effects import Effects, Lander, refused
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.file.addresses import ADDRESS, HEADING, RANGE
from amendtool.amendments.file.fields import Field, Given, Written
from amendtool.amendments.operations.common import COMMON, NO_DATES, Dates
from amendtool.amendments.operations.split import (
    Part,
    Split,
    apart,
    article_at,
    new_heading,
    paragraph_of,
)
from amendtool.articles.addresses import Address, AddressRange, Spot, address_of_article, find
from amendtool.articles.charter import Article, Charter, Status
from amendtool.articles.numbers import Number
from amendtool.messages import later, say
from amendtool.values import dataclass

MERGE: Final = Field("merge", RANGE, "Makes one article of several.")
INTO: Final = Field(
    "into", ADDRESS, "The proposed number of that article.", needed=later("the proposed article")
)
HEIR: Final = Field(
    "heir", ADDRESS, "The present article whose key, chapter and heading it has; else the first."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The articles of ``target`` become one, with all their paragraphs in order.

    It has the number ``to`` in the proposed articles, and the key, the chapter and the
    heading of the present article ``heir``, unless ``heading`` gives another one.
    """

    target: AddressRange
    to: Address
    heir: Address
    heading: str | None = None
    dates: Dates = NO_DATES
    remark: str | None = None

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (MERGE, INTO, HEIR, HEADING, *COMMON)

    @classmethod
    def read(cls, given: Given) -> Merge | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        target, to, heir, heading = given[MERGE], given[INTO], given[HEIR], given[HEADING]
        if INTO not in given:
            given.need(INTO)
        if target is None or to is None or (HEIR in given and heir is None):
            return None
        for field, address in ((MERGE, target.first), (INTO, to), (HEIR, heir)):
            if address is not None and (address.level != "article" or address.heading):
                given.problem(
                    given.place(field), "merge-level",
                    say("{address} is no article", address=address.text(given.style)),
                    say("only articles are merged, into an article"),
                )  # fmt: skip
                return None
        return cls(target=target, to=to, heir=heir or target.first, heading=heading)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield MERGE(self.target)
        yield INTO(self.to)
        yield HEIR(self.heir)
        yield HEADING(self.heading)


# What it does to the present articles


def effects(at: OperationAt[Merge], targets: Targets, others: Effects) -> Effects:
    """Which paragraphs come into the heir, and where.

    ``others`` are the effects of the operations before: paragraphs that they delete, or move
    elsewhere, do not come.
    """
    operation = at.operation
    if ends := targets.ends_missing(operation.target, at, "merge"):
        return refused(*ends)
    sources = targets.provisions(operation.target)
    for source in sources:
        if trouble := targets.textless(source, at, "merge"):
            return refused(trouble)
    if not sources:
        return Effects()
    if operation.heir not in sources or len(sources) < 2:
        return refused(
            at.problem(
                "heir" if len(sources) > 1 else "merge",
                "merge-heir",
                say(
                    "{name} is none of several articles that are merged",
                    name=targets.name(operation.heir),
                ),
                say("merge two or more articles, and name one of them as the heir of the key"),
            )
        )
    heir = find(targets.charter, operation.heir)
    if not isinstance(heir, Article):
        return Effects()
    if operation.to.supplementary != operation.heir.supplementary:
        return refused(apart(at, targets, "into", operation.to, operation.heir))
    merges: dict[Address, tuple[Address, OperationAt[Merge]]] = {}
    landers: list[Lander] = []
    # What stands before the heir is counted from 1; what stands behind it follows its last
    # paragraph, one behind the other, as its own paragraphs may come and go too.
    number = Number.of(1)
    after: Number | Address | None = None
    for source in sources:
        article = find(targets.charter, source)
        if source == operation.heir:
            after = heir.paragraphs[-1].number
            continue
        if not isinstance(article, Article) or article.status is not Status.TEXT:
            continue
        merges[source] = (operation.heir, at)
        for each in article.paragraphs:
            paragraph = paragraph_of(source, each.number)
            if paragraph in others.deletes or paragraph in others.leaving:
                continue
            if after is None:
                landers.append(Lander(source=paragraph, at=at, number=number))
                number = number.next()
            else:
                landers.append(Lander(source=paragraph, at=at, after=after))
                after = paragraph
    headings = new_heading(at, operation.heir, heir, operation.heading)
    leaving = {lander.source: at for lander in landers}
    return Effects(
        merges=merges,
        moves={operation.heir: (operation.to.number, at)},
        leaving=leaving,
        landing={("paragraph", operation.heir): tuple(landers)},
        headings=headings,
        placed={**dict.fromkeys(sources, at), **leaving},
        touched=tuple((address, at) for address in (*headings, operation.heir)),
    )


def merged_into(charter: Charter, effects: Effects) -> dict[str, tuple[str, ...]]:
    """By key, the article in which a merged one finds itself; the heir in itself."""
    return {source.key: (heir.key,) for source, heir in _merged(charter, effects)}


def wholes(charter: Charter, effects: Effects, kept: Mapping[Spot, Spot]) -> dict[str, Spot]:
    """By key, the one paragraph that a merged article has become."""
    found: dict[str, Spot] = {}
    for source, heir in _merged(charter, effects):
        spot = kept.get(Spot(key=source.key, paragraph=source.paragraphs[0].number))
        if len(source.paragraphs) == 1 and spot is not None and spot.key == heir.key:
            found[source.key] = spot
    return found


def _merged(charter: Charter, effects: Effects) -> Iterator[tuple[Article, Article]]:
    """The merged articles with their heirs, and the heirs with themselves."""
    for address, (to, _) in effects.merges.items():
        source, heir = find(charter, address), find(charter, to)
        if isinstance(source, Article) and isinstance(heir, Article):
            yield source, heir
            yield heir, heir


def undone(
    operation: Merge, present: Charter, proposed: Charter, kept: Mapping[Spot, Spot]
) -> Split:
    """The split that gives the paragraphs back to their articles.

    KeyError when one of their ends did not come through: it cannot come back with a split.
    """
    heir = article_at(present, operation.heir)
    target = address_of_article(proposed, heir.key)
    heading = article_at(proposed, target).heading
    parts: list[Part] = []
    row = present.supplementary if target.supplementary else present.articles
    first, last = operation.target.first.number, operation.target.last.number
    for article in row:
        if article.number is None or not first <= article.number <= last:
            continue
        ends = (article.paragraphs[0].number, article.paragraphs[-1].number)
        spots = [kept[Spot(key=article.key, paragraph=number)] for number in ends]
        own = article.key == heir.key
        parts.append(
            Part(
                at=replace(target, article=article.number),
                holds=AddressRange(*(replace(target, paragraph=spot.paragraph) for spot in spots)),
                key=None if own else article.key,
                heading=None if own and article.heading == heading else article.heading,
            )
        )
    return Split(target=target, parts=tuple(parts), heir=operation.heir)
