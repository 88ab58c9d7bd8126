"""Insert: a provision comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace
from enum import StrEnum
from typing import Any, ClassVar, Final

from amendtool.amendments.apply.effects import Effects, refused
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.file.addresses import HEADING, KEY, NEW_PLACE, named
from amendtool.amendments.file.fields import Field, Given, Written, choice
from amendtool.amendments.file.texts import ProvisionText
from amendtool.amendments.numbering import Numbering
from amendtool.amendments.operations.common import (
    BEHIND,
    CHAPTER,
    COMMON,
    HOLDS,
    MARK,
    NO_DATES,
    NUMBERING,
    TEXT,
    Dates,
)
from amendtool.amendments.operations.delete import placeholders_taken
from amendtool.amendments.operations.places import stays_put
from amendtool.articles.addresses import Address, AddressRange, find, numbered_siblings, said_level
from amendtool.articles.charter import Article, Body, Status
from amendtool.articles.numbers import Number
from amendtool.articles.unnumbered import block_titles
from amendtool.errors import Problem
from amendtool.messages import say
from amendtool.values import dataclass


class InsertedBlock(StrEnum):
    """Whether supplementary provisions of a title are new ones."""

    NEW = "new"


BLOCK: Final = Field(
    "block",
    choice(InsertedBlock),
    "Says that the supplementary provisions of this title are new ones.",
)
INSERT: Final = Field("insert", NEW_PLACE, "Brings a new provision, or one after a present one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """A new provision at ``target``.

    The last number of ``target`` is the one in the proposed articles, what stands before
    it is a present address. With ``after``, a present address, the number follows from the
    numbering policy, and ``target`` only repeats ``after``. Where the numbering is
    ``reserve``, ``target`` is the present address of the placeholder. Supplementary
    provisions as a whole are paragraphs without an article number, or the ``articles`` that
    their text holds, with their numbers in it.

    ``key`` belongs to articles and chapters; ``body`` holds the paragraphs of an article;
    for a paragraph or an item it holds that one provision, as the only paragraph.
    """

    target: Address
    after: Address | None = None
    key: str | None = None
    heading: str | None = None
    body: Body = ()
    status: Status = Status.TEXT
    chapter: Address | None = None
    """The chapter, in proposed numbers, that a new article or section belongs to.

    An empty address means that the article stands in no chapter.
    """
    holds: AddressRange | None = None
    """The articles, in proposed numbers, that a new chapter stands over."""
    mark: str | None = None
    """Its number as it is to be printed, where that is not as those around it are."""
    behind: Address | None = None
    """With the numbering ``stay``, the provision before it, in proposed numbers.

    An empty address means that it stands before all others.
    """
    numbering: Numbering | None = None
    block: InsertedBlock | None = None
    """Whether its block of supplementary provisions is said to be a new one."""
    articles: tuple[Article, ...] = ()
    """Those of supplementary provisions as a whole; their keys mean nothing."""
    keys: tuple[str, ...] | None = field(default=None, repr=False)
    """The keys of the ``articles``, where another edition has given them."""
    dates: Dates = NO_DATES
    remark: str | None = None
    """What the column for remarks says beside the provision, line by line."""

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (
        INSERT, KEY, HEADING, TEXT, MARK, CHAPTER, HOLDS, BEHIND, NUMBERING, BLOCK, *COMMON,
    )  # fmt: skip

    @classmethod
    def read(cls, given: Given) -> Insert | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        place, key, heading, chapter = given[INSERT], given[KEY], given[HEADING], given[CHAPTER]
        holds, numbering, mark = given[HOLDS], given[NUMBERING], given[MARK]
        if place is None:
            return None
        target, after = place[0], place[0] if place[1] else None
        if target.heading or (target.level is None and after is not None and not target.block):
            given.problem(
                given.place(INSERT), "insert-level",
                say("nothing can be inserted at {target}", target=target.text(given.style)),
                say("name a chapter, an article, a paragraph or an item; a heading is replaced"),
            )  # fmt: skip
            return None
        level, owner = target.level, named(target, given.style)
        given.belongs(level not in ("paragraph", "item"), owner, KEY)
        given.belongs(level in ("article", "chapter"), owner, HEADING)
        in_chapter = level == "article" or len(target.chapters) > 1
        given.belongs(in_chapter and not target.supplementary, owner, CHAPTER)
        given.belongs(level == "chapter", owner, HOLDS)
        given.belongs(level != "chapter", owner, TEXT)
        given.belongs(level is not None, owner, NUMBERING)
        # The only article of a block goes by the title of that; print shows no number of it.
        only_of_block = bool(target.block) and TEXT in given
        given.belongs(level is not None or only_of_block, owner, MARK)
        given.belongs(bool(target.block) and after is None, owner, BLOCK)
        text = given.at(target, after.number.next() if after else None)[TEXT]
        titled = bool(target.block) and level is None and BEHIND in given
        if text is None and level != "chapter" and not titled:
            given.missing(TEXT, say("{owner} that is inserted needs its text", owner=owner))
            return None
        text = text or ProvisionText(target=target)
        given.belongs(not text.articles, say("a text of several articles"), KEY, MARK, BEHIND)
        if text.heading is not None:
            same = heading is None or heading == text.heading
            given.belongs(same, say("a text with another caption"), HEADING)
            heading = text.heading
        return cls(
            target=target,
            after=after,
            key=key,
            heading=heading,
            body=text.body,
            status=text.status,
            chapter=chapter,
            holds=holds,
            mark=mark,
            behind=given[BEHIND],
            numbering=numbering,
            block=given[BLOCK],
            articles=text.articles,
        )

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield INSERT((self.after or self.target, self.after is not None))
        yield KEY(self.key)
        yield HEADING(self.heading)
        yield CHAPTER(self.chapter)
        yield HOLDS(self.holds)
        if self.body or self.articles or self.status is not Status.TEXT:
            yield TEXT(
                ProvisionText(
                    target=self.target,
                    body=self.body,
                    articles=self.articles,
                    status=self.status,
                    follows=self.after is not None,
                )
            )
        yield MARK(self.mark)
        yield BEHIND(self.behind)
        yield NUMBERING(self.numbering)
        yield BLOCK(self.block)

    @property
    def each(self) -> tuple[Insert, ...]:
        """Itself, or the inserts of its ``articles`` one by one."""
        if not self.articles:
            return (self,)
        keys = self.keys or (None,) * len(self.articles)
        return tuple(
            replace(
                self,
                target=replace(self.target, article=each.number),
                key=key,
                heading=each.heading,
                body=each.body,
                status=each.status,
                articles=(),
                keys=None,
            )
            for each, key in zip(self.articles, keys, strict=True)
        )


# What it does to the present articles

# Paragraphs have no branch numbers in any style, and a deleted paragraph or item leaves
# nothing behind: what follows closes up.
_NEVER: Final = {
    "paragraph": (Numbering.BRANCH, Numbering.RESERVE),
    "item": (Numbering.RESERVE,),
}


def effects(at: OperationAt[Insert], targets: Targets) -> Effects:
    """What one insert does."""
    operation = at.operation
    level = operation.target.level
    if level is None and operation.target.block and operation.behind is not None:
        misplaced = stays_put(at, targets, behind=operation.behind)
        return refused(*misplaced) if misplaced else Effects(titles=(at,))
    if level is None:
        return Effects(blocks=(at,))
    container = operation.target.parent
    if operation.after is not None and (gone := targets.missing(operation.after, at, "insert")):
        return refused(gone)
    in_provision = level in ("paragraph", "item")
    if in_provision:
        trouble = targets.missing(container, at, "insert")
        trouble = trouble or targets.textless(container, at, "insert")
        if trouble:
            return refused(trouble)
    if level == "chapter" and container.level:
        outer = operation.chapter
        if outer is None and targets.absent(container):
            # The chapter around a new section may be new itself.
            outer = container
        if outer is not None:
            return Effects(sections={outer: (at,)})
    filled = _filled(at, targets)
    return Effects(
        inserts={(level, container): (at,)},
        touched=((container, at),) if in_provision else (),
        fills={at.index: filled} if filled else {},
        deletes=placeholders_taken(at, [filled] if filled else []),
        problems=tuple(_problems(at, targets, level)),
    )


def _problems(at: OperationAt[Insert], targets: Targets, level: str) -> list[Problem]:
    operation = at.operation
    target = operation.target
    found: list[Problem] = []
    stay = targets.numbering is Numbering.STAY
    if operation.after is None and not target.number.told_apart and not stay:
        row = numbered_siblings(targets.charter, target)
        same = [target.at(number) for number in row if number.parts == target.number.parts]
        if len(same) > 1:
            found.append(targets.unclear(same, at, "insert"))
        elif sum(number.parts == (1,) for number in row) > 1 and not same:
            # Two lists, and nobody can say which one it belongs to.
            found.append(targets.unclear_list(target, at))
    blocks = targets.charter.blocks if target.supplementary and level == "article" else ()
    if blocks and not (operation.after or target.block or targets.charter.in_block(None)):
        found.append(
            at.problem(
                "insert", "target-unclear",
                say("{name} would stand in one of several blocks", name=targets.name(target)),
                say(
                    "say which one, as in {example}",
                    example=targets.name(
                        replace(target, block=block_titles(blocks)[blocks[-1].key])
                    ),
                ),
            )
        )  # fmt: skip
    found += stays_put(at, targets, behind=operation.behind)
    if operation.numbering in _NEVER.get(level, ()):
        found.append(
            at.problem(
                "numbering",
                "numbering-level",
                say(
                    "a new {level} cannot be numbered by `{numbering}`; the others move on",
                    level=said_level(level),
                    numbering=operation.numbering,
                ),
                say("leave `numbering` out"),
            )
        )
    if level == "paragraph" and target.number.branches:
        plain = target.at(Number.of(target.number.main + 1))
        found.append(
            at.problem(
                "insert", "paragraph-branch", say("a paragraph has no branch number"),
                say("insert {name}; the others move on", name=targets.name(plain)),
            )
        )  # fmt: skip
    return found


def reserve_target(at: OperationAt[Insert], targets: Targets) -> Address | None:
    """With the numbering ``reserve``, the place that an article or a chapter is to take."""
    operation = at.operation
    policy = operation.numbering or targets.numbering
    if operation.target.level not in ("chapter", "article") or policy is not Numbering.RESERVE:
        return None
    after = operation.after
    return operation.target if after is None else after.at(after.number.next())


def _filled(at: OperationAt[Insert], targets: Targets) -> Address | None:
    """The placeholder whose place it takes."""
    target = reserve_target(at, targets)
    standing = find(targets.charter, target) if target else None
    reserved = isinstance(standing, Article) and standing.status is Status.RESERVED
    return target if reserved else None
