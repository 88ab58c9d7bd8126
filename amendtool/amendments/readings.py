"""What the addresses of an amendment name, in the articles it was written against and now.

An address is a number, and numbers move when another amendment is applied in between. Whether
it still names the same clause is told by the keys, which never change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Keep,
    Merge,
    Move,
    Operation,
    Print,
    Renumber,
    Replace,
    ReplacePhrase,
    ReplaceThroughout,
    Restate,
    Retarget,
    Split,
)
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    address_of_article,
    address_of_chapter,
    find,
    siblings,
)
from amendtool.articles.charter import Article, Chapter, Charter, Provision
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.values import dataclass

_SHOWN = 40
"""So many characters of a text tell it from others in a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an address names: an article or a chapter, or a text in an article."""

    key: str
    heading: str | None
    address: Address
    words: str | None = None
    """The text of a paragraph or an item, whose article has the key."""

    def text(self, style: DraftingStyle) -> str:
        """Number, caption and key, in ``style``; for a paragraph or item its first words."""
        if self.words is not None:
            first = self.words if len(self.words) <= _SHOWN else f"{self.words[:_SHOWN]}…"
            return say("{address} ({words!r})", address=self.address.text(style), words=first)
        if not self.heading:
            return say("{address} (key {key!r})", address=self.address.text(style), key=self.key)
        return say(
            "{address} ({heading}, key {key!r})",
            address=self.address.text(style),
            heading=self.heading,
            key=self.key,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Misreading:
    """An address that names another clause now than ``then``; None stands for nothing.

    ``path`` is that of its field. ``moved`` is where the clause of ``then`` stands now. With
    ``behind`` nothing stands at the address itself, and the clauses are those before it; with
    ``inside`` they are articles that came into a chapter (``now``), or left it (``then``).
    ``more`` counts the further clauses of a range that are not the same.
    """

    path: str
    written: AddressRange
    then: Reading | None
    now: Reading | None
    moved: Address | None
    behind: bool = False
    inside: bool = False
    more: int = 0


def misreadings(amendment: Amendment, then: Charter, now: Charter) -> tuple[Misreading, ...]:
    """The present addresses of an amendment that do not name in ``now`` what they did in ``then``.

    Articles and chapters count, which have a key. A paragraph or an item stands for its article,
    and where that is the same, for its text: if another text has its number now and its own
    stands elsewhere in the article, it is not the one that was meant. A chapter that goes or
    moves stands for its articles. Numbers in the proposed articles are left alone, but for
    those of an insert: what stands at such a number is what the new provision comes before.
    """
    found: list[Misreading] = []
    for index, operation in enumerate(amendment.operations):
        told: set[Address] = set()
        for name, written in _addresses(operation):
            path = f"operations[{index}].{name}"
            whole = not isinstance(operation, Insert) and name != "in"
            found += _compared(path, written, then, now, told, whole=whole)
            found += _texts_moved(path, written, then, now)
        if isinstance(operation, Delete | Move | Restate):
            found += _inside(f"operations[{index}]", operation, then, now)
        if isinstance(operation, Insert) and operation.after is None and not told:
            for each in operation.each:
                found += _behind(f"operations[{index}].insert", each.target, then, now)
    for index, written in enumerate(amendment.mentions):
        found += _compared(f"mentions[{index}]", written, then, now, set(), whole=True)
    return tuple(found)


def misreading_problems(
    found: Iterable[Misreading], style: DraftingStyle, *, when: str, hint: str
) -> tuple[Problem, ...]:
    """Misreadings with both readings in words, each at its field.

    ``when`` completes "it meant …" and says which articles the first reading is from.
    """
    return tuple(
        Problem(
            code="base-renumbered",
            message=_story(each, style, when),
            hint=hint,
            place=Place(path=each.path),
        )
        for each in found
    )


def numbers(charter: Charter) -> dict[str, Address]:
    """Where every article and chapter stands, by its key."""
    found = {each.key: address_of_chapter(charter, each.key) for each in charter.chapters}
    articles = charter.every_article()
    return found | {each.key: address_of_article(charter, each.key) for each in articles}


def _story(misreading: Misreading, style: DraftingStyle, when: str) -> str:
    written = misreading.written.text(style)
    then, now = (
        say("nothing") if each is None else each.text(style)
        for each in (misreading.then, misreading.now)
    )
    if misreading.inside:
        if misreading.then is None:
            story = say(
                "{chapter} takes in {article}, which did not stand in it {when}",
                chapter=written,
                article=now,
                when=when,
            )
        else:
            story = say(
                "{chapter} no longer takes in {article}, which stood in it {when}",
                chapter=written,
                article=then,
                when=when,
            )
        if misreading.more:
            story = say("{story} (and {count} more)", story=story, count=misreading.more)
        return story
    if misreading.behind:
        story = say(
            "{written} came behind {then} {when}, and comes behind {now} now",
            written=written,
            then=then,
            when=when,
            now=now,
        )
    else:
        story = say(
            "{written} meant {then} {when}, and means {now} now",
            written=written,
            then=then,
            when=when,
            now=now,
        )
    if misreading.then is not None:
        key = misreading.then.key
        moved = misreading.moved
        if misreading.then.words is not None and moved is not None:
            return say("{story}; the former is {moved} now", story=story, moved=moved.text(style))
        if moved is None:
            story = say("{story}; {key!r} is gone", story=story, key=key)
        else:
            story = say(
                "{story}; {key!r} is {moved} now", story=story, key=key, moved=moved.text(style)
            )
    if misreading.more:
        story = say(
            "{story} (and so on: {count} more in this range are not the same)",
            story=story,
            count=misreading.more,
        )
    return story


def _addresses(operation: Operation) -> Iterator[tuple[str, AddressRange]]:
    """The present addresses of an operation, by the name of their field."""
    match operation:
        case Insert():
            for insert in operation.each:
                yield "insert", _one(insert.target)
            if len(operation.target.chapters) > 1:
                yield "insert", _one(operation.target.parent)
        case Replace() | ReplacePhrase():
            yield "replace", _one(operation.target)
        case ReplaceThroughout():
            if operation.target.first != Address():
                yield "replace", operation.target
            for each in operation.spared:
                yield "except", each
        case Restate():
            yield "restate", operation.target
        case Delete():
            yield "delete", operation.target
        case Renumber():
            yield "renumber", operation.target
            yield from _outer("to", operation.to)
        case Move():
            yield "move", operation.target
            if operation.to is not None:
                yield from _outer("to", operation.to)
            if operation.after is not None:
                yield "after", _one(operation.after)
        case Split():
            yield "split", _one(operation.target)
            for number, part in enumerate(operation.parts):
                yield f"into[{number}].paragraphs", part.holds
        case Merge():
            yield "merge", operation.target
            yield "heir", _one(operation.heir)
        case Print():
            pass  # it names no provision
        case Retarget():
            yield "retarget", _one(operation.target)
        case Keep():
            if operation.find is None:  # else it names a proposed provision
                yield "keep", operation.target
    if isinstance(operation, Retarget | Keep) and operation.within is not None:
        yield "in", _one(operation.within)


def _outer(name: str, to: AddressRange) -> Iterator[tuple[str, AddressRange]]:
    """What stands before a proposed number: the present provision that it is counted in."""
    parent = to.first.parent
    if parent.level is not None:
        yield name, _one(parent)


def _one(address: Address) -> AddressRange:
    return AddressRange(address, address)


def _compared(
    path: str,
    written: AddressRange,
    then: Charter,
    now: Charter,
    told: set[Address],
    *,
    whole: bool,
) -> Iterator[Misreading]:
    """The one misreading of a field, if there is one; ``told`` are addresses to leave out.

    With ``whole`` the supplementary provisions as a block are all of their articles.
    """
    different = []
    for address in _clauses(written, (then, now), whole=whole):
        before, after = _reading(then, address), _reading(now, address)
        if address not in told and _key(before) != _key(after):
            told.add(address)
            different.append((before, after))
    if different:
        before, after = different[0]
        yield Misreading(
            path=path,
            written=written,
            then=before,
            now=after,
            moved=_moved(now, before),
            more=len(different) - 1,
        )


def _texts_moved(
    path: str, written: AddressRange, then: Charter, now: Charter
) -> Iterator[Misreading]:
    """Paragraphs and items of an article that goes on, whose numbers other texts have now."""
    if written.first.level not in ("paragraph", "item"):
        return
    clause = _clause(written.first)
    if _key(_reading(then, clause)) != _key(_reading(now, clause)):
        return  # told of the article
    numbers_then = siblings(then, written.first)
    for number in numbers_then:
        address = written.first.at(number)
        if not written.first.number <= number <= written.last.number:
            continue
        before, after = _worded(then, address), _worded(now, address)
        if before is None or (after is not None and before.words == after.words):
            continue
        places = (address.at(other) for other in siblings(now, address))
        moved = next(
            (
                each
                for each in places
                if (text := _worded(now, each)) and text.words == before.words
            ),
            None,
        )
        # Its own words under this number may have been amended; then it is the one meant.
        if moved is not None:
            yield Misreading(path=path, written=written, then=before, now=after, moved=moved)
            return


def _worded(charter: Charter, address: Address) -> Reading | None:
    """A paragraph or item with a text of its own."""
    article = _reading(charter, _clause(address))
    found = find(charter, address)
    if article is None or not isinstance(found, Provision) or not found.text:
        return None
    return Reading(key=article.key, heading=None, address=address, words=found.text)


def _inside(
    path: str, operation: Delete | Move | Restate, then: Charter, now: Charter
) -> Iterator[Misreading]:
    """Articles that came into a chapter, or left it, before the chapter goes or moves."""
    written = operation.target
    if written.first.level != "chapter" or written.first.heading:
        return
    name = operation.FIELDS[0].name
    before, after = _articles_in(written, then), _articles_in(written, now)
    there = numbers(now)
    joined = [reading for key, reading in after.items() if key not in before]
    left = [reading for key, reading in before.items() if key not in after and key in there]
    for row, is_joined in ((joined, True), (left, False)):
        if row:
            yield Misreading(
                path=f"{path}.{name}",
                written=written,
                then=None if is_joined else row[0],
                now=row[0] if is_joined else None,
                moved=None,
                inside=True,
                more=len(row) - 1,
            )


def _articles_in(written: AddressRange, charter: Charter) -> dict[str, Reading]:
    """The articles of the chapters of a range, by key."""
    chapters = {
        chapter.key
        for chapter in charter.chapters
        if (address := address_of_chapter(charter, chapter.key)).parent == written.first.parent
        and written.first.number <= address.number <= written.last.number
    }
    return {
        article.key: Reading(
            key=article.key,
            heading=article.heading,
            address=address_of_article(charter, article.key),
        )
        for article in charter.articles
        if chapters & {outer.key for outer in charter.outer_chapters(article.chapter)}
    }


def _clauses(
    written: AddressRange, charters: tuple[Charter, Charter], *, whole: bool
) -> Iterator[Address]:
    """The addresses of the articles or chapters that a range takes in, in any of ``charters``."""
    first, last = _clause(written.first), _clause(written.last)
    yield first
    if first.level is None:
        for charter in charters if whole else ():
            for article in charter.supplementary:
                if article.number is not None:
                    yield address_of_article(charter, article.key)
        return
    inside = {number for charter in charters for number in siblings(charter, first)}
    for number in sorted(inside | {last.number}):
        if first.number < number <= last.number:
            yield first.at(number)


def _clause(address: Address) -> Address:
    """The address of what has a key: the article of a paragraph, the owner of a heading."""
    return Address(
        supplementary=address.supplementary, chapters=address.chapters, article=address.article
    )


def _behind(path: str, target: Address, then: Charter, now: Charter) -> Iterator[Misreading]:
    """A branch number that is free both times, but branches from another clause now."""
    if target.level not in ("article", "chapter") or not target.number.branches:
        return
    if find(then, target) is not None or find(now, target) is not None:
        return
    before, after = (_before(charter, target) for charter in (then, now))
    if _key(before) != _key(after):
        yield Misreading(
            path=path,
            written=_one(target),
            then=before,
            now=after,
            moved=_moved(now, before),
            behind=True,
        )


def _before(charter: Charter, target: Address) -> Reading | None:
    lower = [number for number in siblings(charter, target) if number < target.number]
    return _reading(charter, target.at(lower[-1])) if lower else None


def _reading(charter: Charter, address: Address) -> Reading | None:
    found = find(charter, address)
    if not isinstance(found, Article | Chapter):
        return None
    return Reading(key=found.key, heading=found.heading, address=address)


def _key(reading: Reading | None) -> str | None:
    return None if reading is None else reading.key


def _moved(now: Charter, reading: Reading | None) -> Address | None:
    return None if reading is None else numbers(now).get(reading.key)
