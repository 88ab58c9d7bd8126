"""The inverse of an amendment: the operations that give the present articles back.

``derive(proposed, present)`` finds them from the two states alone, keys and chapters included.
Of a split or a merge it would say that articles come and go; so where an operation knows better
how it is undone (:func:`undo`), its inverse says that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import Final, TypeAlias, assert_never

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Keep,
    Merge,
    Move,
    Numbering,
    Operation,
    Print,
    Renumber,
    Replace,
    ReplacePhrase,
    ReplaceThroughout,
    Restate,
    Retarget,
    Split,
    merge,
    split,
)
from amendtool.amendments.operations.insert import InsertedBlock
from amendtool.amendments.operations.print_ import printed_now
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    Spot,
    address_of_article,
    address_of_chapter,
)
from amendtool.articles.annexes import annex_of
from amendtool.articles.charter import (
    Article,
    Body,
    Chapter,
    Charter,
    Provision,
    Status,
    goes_unnumbered,
    provisions_of,
)
from amendtool.articles.forms import told_body
from amendtool.articles.numbers import Number
from amendtool.articles.order import steady
from amendtool.articles.page import PageSetting
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.unnumbered import FIRST_BLOCK, block_titles, titles_alike
from amendtool.errors import AmendtoolError
from amendtool.values import dataclass

INVERSE: Final = "inverse"
Apply: TypeAlias = Callable[[Charter, Amendment], Charter]
"""What an amendment makes of some articles."""


def derive(
    present: Charter, proposed: Charter, *, moves: bool = True, in_chapters: bool = False
) -> tuple[Operation, ...]:
    """The operations that make ``proposed`` of ``present``; articles are matched by key.

    A changed article is replaced as a whole; renumberings are said explicitly, as ranges.
    What changes its place among the others is moved, or, without ``moves``, renumbered too.
    ``in_chapters`` says that articles are counted within their chapters; they are renumbered.
    """
    moves = moves and not in_chapters
    own = 2 if in_chapters else 1
    going = _going(present, proposed, supplementary=False) if moves else {}
    more = _going(present, proposed, supplementary=True) if moves else {}
    return (
        *_chapters(present, proposed, going.keys()),
        *changed_titles(present, proposed),
        *_articles(present, proposed, going, supplementary=False, own=own),
        *(_staying(present, proposed) if in_chapters else ()),
        *_articles(present, proposed, more, supplementary=True),
        *other_page(present, proposed),
    )


def other_page(present: Charter, proposed: Charter) -> Iterator[Operation]:
    """What says how the proposed articles print otherwise as a whole."""
    for setting in PageSetting:
        value = printed_now(proposed, setting)
        if value != printed_now(present, setting):
            yield Print(setting=setting, value=value)


def told_marks(
    operations: tuple[Operation, ...],
    present: Charter,
    proposed: Charter,
    style: DraftingStyle,
    apply: Apply,
    numbering: Numbering = Numbering.SHIFT,
) -> tuple[Operation, ...]:
    """The operations, with the marks of ``proposed`` told where they do not come of themselves."""
    amendment = Amendment(name=INVERSE, operations=operations, numbering=numbering, follow=False)
    # A text that differs in marks alone, none of them told, changes nothing and is refused.
    with suppress(AmendtoolError):
        if apply(present, amendment) == proposed:
            return operations
    return marked_alike(operations, present, proposed, style)


def _told(operation: Insert | Replace, style: DraftingStyle) -> Body:
    """The text of an operation, with the form of every number in it."""
    target = operation.target
    if target.level not in ("paragraph", "item"):
        return told_body(operation.body or (), style)
    depth = len(target.items)
    number = target.number
    (only,) = provisions_of(operation.body or ())
    (told,) = provisions_of(told_body((replace(only, number=number),), style, depth))
    return (replace(told, number=only.number),)


def marked_alike(
    operations: Sequence[Operation], present: Charter, proposed: Charter, style: DraftingStyle
) -> tuple[Operation, ...]:
    """The operations from ``present`` to ``proposed``, with every mark of ``proposed`` told.

    Texts tell the form of each number in them; what is new, and what is printed under a number
    in another form, tells its own.
    """
    titles = {chapter.key: chapter for chapter in proposed.chapters}
    labels = proposed.by_key()

    def mark_of(key: str | None) -> str | None:
        if key in titles:
            depth = len(proposed.outer_chapters(key))
            form = style.printed_title(depth, titles[key].form)
            return form.told(titles[key].number)
        article = labels.get(key or "")
        if article is None or article.number is None:
            return None
        return style.printed_article(article.form).told(article.number)

    found: list[Operation] = []
    for operation in operations:
        if isinstance(operation, Insert):
            operation = replace(operation, mark=mark_of(operation.key))
        if isinstance(operation, Insert | Replace) and operation.body:
            operation = replace(operation, body=_told(operation, style))
        found.append(operation)
    before: list[Article | Chapter] = [*present.chapters, *present.every_article()]
    after: dict[str, Article | Chapter] = {**titles, **labels}
    for each in before:
        other = after.get(each.key)
        if other is None or other.number is None or each.form is other.form:
            continue
        goes_on = None if each.form is None else each.form.told(other.number)
        if goes_on != other.mark:
            at = address_of_article if isinstance(each, Article) else address_of_chapter
            found.append(Replace(target=at(present, each.key), mark=mark_of(each.key)))
    return tuple(found)


def _going(
    present: Charter, proposed: Charter, *, supplementary: bool
) -> dict[str, Address | None]:
    """The articles that change their place among the others, and the chapter they come into.

    Branches go with their article. The chapter is None where there are none.
    """
    old_row = present.supplementary if supplementary else present.articles
    new_row = proposed.supplementary if supplementary else proposed.articles
    place = {article.key: position for position, article in enumerate(old_row)}
    row = [article for article in new_row if article.key in place]
    keep = steady([place[article.key] for article in row])
    new = {article.key: article for article in row}
    found: dict[str, Address | None] = {}
    for article in row:
        before = old_row[place[article.key]].number
        if place[article.key] in keep or before is None or article.number in (None, before):
            continue
        group = [
            each
            for each in old_row
            if each.number is not None and each.number.parts[: len(before.parts)] == before.parts
        ]
        if any(each.key not in new or new[each.key].chapter != article.chapter for each in group):
            continue
        chapter: Address | None = None
        if proposed.chapters and not supplementary:
            home = article.chapter
            chapter = Address() if home is None else address_of_chapter(proposed, home)
        found[article.key] = chapter
    return found


def _chapters(present: Charter, proposed: Charter, going: Collection[str]) -> Iterator[Operation]:
    old = {chapter.key: chapter for chapter in present.chapters}
    new = {chapter.key: chapter for chapter in proposed.chapters}
    for key, chapter in old.items():
        address = address_of_chapter(present, key)
        if key not in new:
            target = replace(address, heading=True)
            yield Delete(target=AddressRange(target, target), numbering=Numbering.SHIFT)
            continue
        if chapter.heading != new[key].heading:
            yield Replace(
                target=replace(address, heading=True),
                heading=new[key].heading,
                drop_heading=new[key].heading is None,
            )
        if chapter.number != new[key].number:
            to = address.at(new[key].number)
            yield Renumber(target=AddressRange(address, address), to=AddressRange(to, to))
    kept = {article.key for article in present.articles}
    kept &= {article.key for article in proposed.articles}
    kept -= set(going)
    for each in held_chapters(present, proposed, kept):
        yield replace(each, numbering=Numbering.SHIFT) if isinstance(each, Insert) else each


def changed_titles(present: Charter, proposed: Charter) -> Iterator[Operation]:
    """The titles of blocks of supplementary provisions and annexes that are others."""
    titles = block_titles(present.blocks)
    after = {block.key: block.heading for block in proposed.blocks}
    for block in present.blocks:
        title = after.get(block.key, block.heading)
        if title is not None and title != block.heading:
            address = Address(supplementary=True, block=titles[block.key])
            yield Replace(target=replace(address, heading=True), heading=title)


def held_chapters(
    present: Charter, proposed: Charter, kept: Collection[str]
) -> Iterator[Replace | Insert]:
    """The chapters that come, and those that are there and hold other articles than before.

    ``kept`` are the keys of the articles that are on both sides and nothing carries elsewhere.
    """
    standing = {chapter.key for chapter in present.chapters}
    before, after = inside_of(present), inside_of(proposed)
    for chapter in proposed.chapters:
        inside = after.get(chapter.key, ())
        stay = {article.key for article in inside if article.key in kept}
        stood = {each.key for each in before.get(chapter.key, ()) if each.key in kept}
        holds = span_of(inside) if stay != stood else None
        if chapter.key in standing:
            if holds:
                yield Replace(target=address_of_chapter(present, chapter.key), holds=holds)
            continue
        yield Insert(
            target=address_of_chapter(proposed, chapter.key),
            key=chapter.key,
            heading=chapter.heading,
            chapter=address_of_chapter(proposed, chapter.parent) if chapter.parent else None,
            holds=holds,
        )


def inside_of(charter: Charter) -> dict[str, list[Article]]:
    """By chapter, the articles in it and in its sections."""
    parents = {chapter.key: chapter.parent for chapter in charter.chapters}
    found: dict[str, list[Article]] = {}
    for article in charter.articles:
        key = article.chapter
        while key is not None:
            found.setdefault(key, []).append(article)
            key = parents[key]
    return found


def _staying(present: Charter, proposed: Charter) -> Iterator[Operation]:
    """The sections that keep their number while their chapter gets another one, or goes."""
    homes = {chapter.key: chapter.number for chapter in proposed.chapters}
    before = {article.key: article for article in present.articles}
    for article in proposed.articles:
        old, number = before.get(article.key), article.number
        if old is None or old.chapter is None or number is None or old.number != number:
            continue
        if homes.get(old.chapter) != Number.of(number.main):
            address = AddressRange(Address(article=number), Address(article=number))
            yield Renumber(target=address, to=address)


def span_of(articles: Sequence[Article]) -> AddressRange | None:
    """The range from the first to the last number among them."""
    numbers = [article.number for article in articles if not goes_unnumbered(article)]
    if not numbers:
        return None
    return AddressRange(Address(article=numbers[0]), Address(article=numbers[-1]))


def _articles(
    present: Charter,
    proposed: Charter,
    going: Mapping[str, Address | None],
    *,
    supplementary: bool,
    own: int = 1,
) -> Iterator[Operation]:
    old_row = present.supplementary if supplementary else present.articles
    new_row = proposed.supplementary if supplementary else proposed.articles
    old = {article.key: article for article in old_row}
    new = {article.key: article for article in new_row}
    behind = _behind(old_row, new_row, going, supplementary=supplementary)
    printed = {article.number.parts for article in new_row if article.number and article.key in old}
    moved: list[tuple[Number, Number]] = []
    going_to: dict[Address | None, list[tuple[Number, Number]]] = {}
    for key, article in old.items():
        address = Address(supplementary=supplementary, article=article.number)
        if key not in new:
            if article.number is None and present.blocks:
                address = replace(address, block=FIRST_BLOCK)  # and none of those behind it
            yield Delete(target=AddressRange(address, address), numbering=Numbering.SHIFT)
            continue
        yield from changed_article(article, new[key], address)
        number = new[key].number
        if article.number is None or number is None or goes_unnumbered(article):
            continue
        if key in going and key in behind:
            yield Move(
                target=AddressRange(address, address),
                after=behind[key],
                chapter=going[key],
                numbering=Numbering.SHIFT,
            )
        elif key in going or article.number.parts != number.parts:  # which of several follows
            row = going_to.setdefault(going[key], []) if key in going else moved
            row.append((article.number, number.local if number.block else number))
    for key, article in new.items():
        if key in old:
            continue
        chapter: Address | None = None
        if proposed.chapters and not supplementary:
            home = article.chapter
            chapter = Address() if home is None else address_of_chapter(proposed, home)
        after = behind.get(key)
        target = after or _in_its_block(address_of_article(proposed, key))
        if target.article and target.article.nth == 1 and target.article.parts not in printed:
            target = target.at(target.article.printed)  # another one that comes is the second
        if supplementary and article.chapter is None and present.blocks and (
            not present.in_block(None)
        ):  # fmt: skip
            target = replace(target, block=FIRST_BLOCK)  # in front of those with titles
        yield Insert(
            target=target,
            block=_new_block(target, present, article.chapter) if after is None else None,
            after=after,
            key=key,
            heading=article.heading,
            body=article.body,
            status=article.status,
            chapter=chapter,
            numbering=Numbering.SHIFT if article.number is not None else None,
        )
    for chapter, pairs in going_to.items():
        for (first, to_first), (last, to_last) in runs(pairs, own=own):
            here = Address(supplementary=supplementary, article=first)
            yield Move(
                target=AddressRange(here, here.at(last)),
                to=AddressRange(here.at(to_first), here.at(to_last)),
                chapter=chapter,
                numbering=Numbering.SHIFT,
            )
    stems = {old: new for pairs in (moved, *going_to.values()) for old, new in pairs}
    for (first, to_first), (last, to_last) in runs(moved, stems, own=own):
        here = Address(supplementary=supplementary, article=first)
        yield Renumber(
            target=AddressRange(here, here.at(last)),
            to=AddressRange(here.at(to_first), here.at(to_last)),
        )


def _in_its_block(address: Address) -> Address:
    """The address of a new article, which has the number that it gets in its block."""
    number = address.article
    if number is None or not number.block:
        return address
    return replace(address, block=number.block, article=number.local)


def _new_block(address: Address, present: Charter, home: str | None) -> InsertedBlock | None:
    """What says that a block is new, where its title would be taken for another one.

    ``home`` is its key.
    """
    titles = block_titles(present.blocks)
    known = address.block in titles.values()
    if known and "#" in address.block and titles.get(home or "") is None:
        return InsertedBlock.NEW
    return (
        InsertedBlock.NEW
        if address.block
        and not known
        and annex_of(address.block) is None
        and titles_alike(address.block, present.blocks)
        else None
    )


def _behind(
    old_row: Sequence[Article],
    new_row: Sequence[Article],
    going: Collection[str],
    *,
    supplementary: bool,
) -> dict[str, Address]:
    """What comes and whose number does not tell where it stands: what stands before each."""
    if not (is_irregular(old_row) or is_irregular(new_row)):
        return {}
    old = {article.key: article for article in old_row}
    found: dict[str, Address] = {}
    before: Article | None = None
    for article in new_row:
        if article.number is None or goes_unnumbered(article):
            continue
        comes = article.key not in old or article.key in going
        if comes and before is not None and not article.number.told_apart:
            found[article.key] = Address(supplementary=supplementary, article=before.number)
        before = None if article.key in going else old.get(article.key)
    return found


def is_irregular(row: Sequence[Article]) -> bool:
    """Whether the numbers of a row do not tell its order."""
    numbers = [article.number.parts for article in row if article.number is not None]
    return any(one >= other for one, other in pairwise(numbers))


def changed_article(old: Article, new: Article, address: Address) -> Iterator[Operation]:
    """What says that the article at ``address`` has another text or heading."""
    same_text = (old.body, old.status) == (new.body, new.status)
    if same_text and old.heading == new.heading:
        return
    if new.status is Status.RESERVED and new.heading is None and not same_text:
        yield Delete(target=AddressRange(address, address), numbering=Numbering.RESERVE)
        return
    yield Replace(
        target=address,
        heading=new.heading if new.heading != old.heading else None,
        drop_heading=new.heading is None and old.heading is not None,
        body=None if same_text else new.body,
        status=Status.TEXT if same_text else new.status,
    )


def runs(
    moved: Sequence[tuple[Number, Number]],
    known: Mapping[Number, Number] | None = None,
    *,
    own: int = 1,
) -> Iterator[tuple[tuple[Number, Number], tuple[Number, Number]]]:
    """The first and last pair of each run of plain numbers that move by the same step.

    Numbers that stay are left out. A branch number ends a run and stands for itself,
    unless it only follows its stem; ``known`` tells where stems go that are not ``moved``.
    What has more than ``own`` parts is a branch number.
    """

    def is_branch(number: Number) -> bool:
        return len(number.parts) > own

    def alone(number: Number) -> bool:
        return is_branch(number) or number.told_apart

    stems = dict(moved) if known is None else known
    run: list[tuple[Number, Number]] = []
    for old, new in moved:
        follows = is_branch(old) and is_branch(new)
        follows = follows and stems.get(Number(old.stem)) == Number(new.stem or (1,))
        if old == new or (follows and old.last == new.last):
            if old == new and run:
                yield run[0], run[-1]
                run = []
            continue
        joins = (
            run
            and not (alone(old) or alone(new) or alone(run[-1][0]) or alone(run[-1][1]))
            and (old, new) == (run[-1][0].next(), run[-1][1].next())
        )
        if run and not joins:
            yield run[0], run[-1]
            run = []
        run.append((old, new))
        if alone(old) or alone(new):
            yield run[0], run[-1]
            run = []
    if run:
        yield run[0], run[-1]


# What the operations themselves know


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """An application, as far as its inverse needs to know it."""

    present: Charter
    proposed: Charter
    kept: Mapping[Spot, Spot]
    operations: Sequence[Operation]
    apply: Apply
    style: DraftingStyle


def undo(undoing: Undoing) -> tuple[Operation, ...] | None:
    """The operations of the inverse, or None when they say no more than the structure does.

    They are tried: what they give is the present charter, or they are not given.
    """
    touched = {spot.key for spot in (*undoing.kept, *undoing.kept.values())}
    try:
        undone = tuple(_undone(undoing))
        if not undone:
            return None
        # A paragraph that is gone cannot come back with a split, nor an article elsewhere.
        page = other_page(undoing.proposed, undoing.present)
        operations = (*undone, *_texts(undoing, touched), *page)
        operations = told_marks(
            operations, undoing.proposed, undoing.present, undoing.style, undoing.apply
        )
        amendment = Amendment(name=INVERSE, operations=operations, follow=False)
        same = undoing.apply(undoing.proposed, amendment) == undoing.present
    except (AmendtoolError, KeyError, StopIteration):
        return None
    return operations if same else None


def _undone(undoing: Undoing) -> Iterator[Operation]:
    """The inverse of each operation that two states of the articles do not tell."""
    present, proposed = undoing.present, undoing.proposed
    for operation in undoing.operations:
        match operation:
            case Split():
                yield split.undone(operation, present, proposed)
            case Merge():
                yield merge.undone(operation, present, proposed, undoing.kept)
            case Insert() | Delete() | Renumber() | Move():
                pass  # What comes, goes or has another number is seen by its key.
            case Replace() | ReplacePhrase() | ReplaceThroughout() | Restate():
                pass  # And so is what changes.
            case Print():
                pass  # The two pages tell it.
            case Retarget() | Keep():
                pass  # An inverse is literal: no reference follows.
            case _:
                assert_never(operation)


def _texts(undoing: Undoing, touched: set[str]) -> Iterator[Operation]:
    """What else changed: numbers and texts of other articles, paragraphs of these."""
    old, new = undoing.present.by_key(), undoing.proposed.by_key()
    for key, article in new.items():
        if key in old and key not in touched and article.body != old[key].body:
            target = address_of_article(undoing.proposed, key)
            yield Replace(target=target, body=old[key].body, status=old[key].status)
    for before, after in undoing.kept.items():
        if before.paragraph is None or before.items or after.items:
            continue
        one, other = _paragraph(old[before.key], before), _paragraph(new[after.key], after)
        if replace(one, number=other.number) != other:
            target = address_of_article(undoing.proposed, after.key)
            body = replace(one, number=Number.of(1))
            yield Replace(target=replace(target, paragraph=after.paragraph), body=(body,))


def _paragraph(article: Article, spot: Spot) -> Provision:
    return next(each for each in article.paragraphs if each.number == spot.paragraph)
