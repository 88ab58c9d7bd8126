"""Chapters under an amendment: their numbers and headings, and which articles stand in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from amendtool.amendments.apply.effects import Effects
from amendtool.amendments.apply.renumber import Settlement
from amendtool.amendments.apply.rows import SiblingRow, below, is_unnumbered, settled
from amendtool.amendments.apply.state import ApplyState, new_heading
from amendtool.amendments.apply.targets import OperationAt
from amendtool.amendments.operations import Insert, Move, Numbering, Replace
from amendtool.articles.addresses import (
    Address,
    Spot,
    address_of_article,
    address_of_chapter,
    find,
)
from amendtool.articles.charter import Article, Chapter, Charter, goes_unnumbered
from amendtool.articles.numbers import Number
from amendtool.articles.references.text_location import Standing
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.values import dataclass


def amend_chapters(state: ApplyState) -> tuple[Chapter, ...]:
    """The proposed chapters, in the order of the document."""
    proposed: list[Chapter] = []
    running = dict(_running(state))
    state.note(*(problem for each in running.values() for problem in each.problems))
    _chapters_in(state, None, Address(), Address(), proposed, running)
    chapters = Charter(chapters=tuple(proposed))
    addresses = {address_of_chapter(chapters, chapter.key) for chapter in proposed}
    for outer, sections in state.effects.sections.items():
        for at in sections:
            if outer not in addresses:
                said = "chapter" if at.operation.chapter is not None else "insert"
                state.note(
                    at.problem(
                        said,
                        "target-missing",
                        say(
                            "{name} does not stand in the proposed articles",
                            name=state.targets.name(outer),
                        ),
                        say("name the chapter that the section belongs to"),
                    )
                )
    return chapters.chapters


def _running(state: ApplyState) -> Iterator[tuple[int, Settlement]]:
    """By depth, the proposed numbers of chapters that are counted through what they stand in.

    Article III is the first of Title II where Articles I and II stand in Title I.
    """
    charter, effects = state.targets.charter, state.effects
    if state.targets.numbering is Numbering.STAY:
        return
    rows: dict[int, list[list[Address]]] = {}
    known: dict[tuple[int, str | None], list[Address]] = {}
    for chapter in charter.chapters:
        address = address_of_chapter(charter, chapter.key)
        place = (len(address.chapters), chapter.parent)
        if place not in known:
            known[place] = []
            rows.setdefault(place[0], []).append(known[place])
        known[place].append(address)
    for depth, each in rows.items():
        through = [address for row in each for address in row]
        ascending = all(one.number.parts < two.number.parts for one, two in pairwise(through))
        if len(each) < 2 or not ascending:
            continue
        coming = [
            at
            for (level, container), inserts in effects.inserts.items()
            if level == "chapter" and len(container.chapters) == depth - 1
            for at in inserts
        ]
        coming += [
            at
            for outer, sections in effects.sections.items()
            if len(outer.chapters) == depth - 1
            for at in sections
        ]
        row = SiblingRow(
            level="chapter",
            container=through[0].parent,
            numbers=tuple(address.number for address in through),
            inserts=tuple(coming),
            elsewhere={address.number: address.parent for address in through},
        )
        yield depth, settled(row, effects, state.targets)


def _chapters_in(
    state: ApplyState,
    parent: str | None,
    old: Address | None,
    new: Address,
    proposed: list[Chapter],
    running: Mapping[int, Settlement],
) -> None:
    """Collect the proposed chapters in one container, each followed by its sections.

    ``old`` is the present address of the container, None for a new one; ``new`` is the
    proposed one; ``running`` are the numbers of depths that are counted through.
    """
    here = [chapter for chapter in state.targets.charter.chapters if chapter.parent == parent]
    effects, container = state.effects, old if old is not None else new
    coming = effects.inserts.get(("chapter", container), ())
    if old is None and new != Address() and find(state.targets.charter, new) is not None:
        coming = ()  # what names this number is meant for the present chapter that has it
    row = SiblingRow(
        level="chapter",
        container=container,
        numbers=tuple(chapter.number for chapter in here),
        inserts=(*coming, *effects.sections.get(new, ())),
        # Nobody knows yet how those of a new one are counted.
        any_start=old is None,
    )
    settlement = running.get(len(new.chapters) + 1)
    if settlement is None:
        settlement = settled(row, effects, state.targets)
        state.note(*settlement.problems)
    found: list[tuple[Chapter, Address | None]] = []
    for chapter in here:
        number = settlement.stayed.get(chapter.number)
        if old is not None and number is not None:
            address = below(old, "chapter", chapter.number)
            found.append((_chapter(state, chapter, address, number), address))
    for at in row.inserts:
        number = settlement.arrived.get(at.index)
        if number is not None:
            key = state.keys.inserted[at.index]
            heading = at.operation.heading
            found.append((Chapter(key=key, number=number, heading=heading, parent=parent), None))
    place = {number: at for at, number in enumerate(settlement.order)}
    found.sort(key=lambda pair: place.get(pair[0].number, -1))
    for chapter, present in found:
        proposed.append(chapter)
        inner = below(new, "chapter", chapter.number)
        _chapters_in(state, chapter.key, present, inner, proposed, running)


def _chapter(state: ApplyState, chapter: Chapter, address: Address, number: Number) -> Chapter:
    heading_at = replace(address, heading=True)
    heading = chapter.heading
    if (at := state.effects.headings.get(heading_at)) is not None:
        heading = new_heading(state, at, heading_at, heading)
    elif heading is not None:
        slot = Standing(spot=Spot(key=chapter.key), part="heading")
        heading = state.phrases.rewrite(heading_at, heading, slot) or None
    if address in state.effects.reserves:
        heading = state.targets.style.reserved_label
    return replace(chapter, number=number, heading=heading)


def surviving(charter: Charter, key: str | None, standing: Collection[str]) -> str | None:
    """A present chapter itself, or the one before it that is among those still ``standing``."""
    present = [chapter.key for chapter in charter.chapters]
    while key is not None and key not in standing:
        position = present.index(key)
        key = present[position - 1] if position else None
    return key


def in_standing_chapters(
    charter: Charter, articles: Iterable[Article], chapters: tuple[Chapter, ...]
) -> Iterator[Article]:
    """The articles in their present chapters; where one is dissolved, in the one before it."""
    standing = [chapter.key for chapter in chapters]
    for article in articles:
        yield replace(article, chapter=surviving(charter, article.chapter, standing))


def rehomed(
    state: ApplyState, articles: Iterable[Article], chapters: tuple[Chapter, ...]
) -> Iterator[Article]:
    """The articles without a number, those that an operation puts into another chapter there."""
    whole = Charter(chapters=chapters)
    by_address: dict[Address | None, str | None] = {
        address_of_chapter(whole, chapter.key): chapter.key for chapter in chapters
    }
    by_address[Address()] = None
    going = {
        each.key: at
        for address, at in state.effects.rehomed.items()
        if isinstance(each := find(state.targets.charter, address), Article)
    }
    for article in articles:
        at = going.get(article.key)
        if at is None:
            yield article
        elif at.operation.chapter in by_address:
            yield replace(article, chapter=by_address[at.operation.chapter])
        else:
            said = at.operation.chapter or Address()
            state.note(
                at.problem(
                    "chapter",
                    "target-missing",
                    say(
                        "{name} does not stand in the proposed articles",
                        name=said.text(state.targets.style),
                    ),
                    say("name one of the chapters as they will be numbered"),
                )
            )


def into_chapters(
    state: ApplyState, articles: tuple[Article, ...], chapters: tuple[Chapter, ...]
) -> tuple[Article, ...]:
    """Every article with its proposed chapter.

    That is the one it had, the one that an operation says, or that of both its neighbours.
    """
    before = len(state.notes.problems)
    placing = _Placing(state, articles, chapters)
    placing.run()
    placed = tuple(replace(article, chapter=placing.home[article.key]) for article in articles)
    if len(state.notes.problems) == before:
        placing.require_unbroken(placed)
    return placed


@dataclass(frozen=True, slots=True)
class _Claim:
    """An operation that says which articles stand in the chapter ``key``."""

    at: OperationAt[Insert] | OperationAt[Replace]
    key: str
    holds: frozenset[str]
    """The keys of the articles."""
    before: frozenset[str]
    """Those of the articles before them."""

    def takes(self, article: Article) -> bool:
        return article.key in self.holds


class _Placing:
    def __init__(
        self, state: ApplyState, articles: tuple[Article, ...], chapters: tuple[Chapter, ...]
    ) -> None:
        self.state = state
        self.charter = state.targets.charter
        self.articles = articles
        self.chapters = chapters
        whole = Charter(chapters=chapters)
        self.around: dict[str, tuple[str, ...]] = {
            chapter.key: tuple(outer.key for outer in whole.outer_chapters(chapter.key))
            for chapter in chapters
        }
        """By chapter, the keys of those it stands in and its own."""
        self.by_address = {address_of_chapter(whole, c.key): c.key for c in chapters}
        self.home: dict[str, str | None] = {}
        self.claimed: dict[str, _Claim] = {}
        """New articles that a chapter takes."""
        self.coming: Mapping[str, OperationAt[Insert] | OperationAt[Move]] = {
            **{
                state.keys.inserted[at.index]: at
                for at in state.effects.inserted("article")
                if not (at.operation.target.supplementary or is_unnumbered(at))
            },
            **_moved(state),
        }
        """New articles, and those that a ``move`` names."""

    def run(self) -> None:
        for article in self.articles:
            if article.key not in self.coming:
                self.home[article.key] = self._surviving(article.chapter)
        claims = list(self._claims())
        for depth in sorted({len(self.around[claim.key]) for claim in claims}):
            self._take([claim for claim in claims if len(self.around[claim.key]) == depth])
        for key, at in self.coming.items():
            self._said(key, at)
        self._between()
        for key, at in self.coming.items():
            self._moves_at_all(key, at)

    def _surviving(self, key: str | None) -> str | None:
        """The chapter itself; when it is dissolved, the one before it in the document."""
        return surviving(self.charter, key, self.around)

    def _claims(self) -> Iterator[_Claim]:
        holding: list[tuple[OperationAt[Insert] | OperationAt[Replace], str]] = [
            (at, self.state.keys.inserted[at.index])
            for at in self.state.effects.inserted("chapter")
        ]
        for address, replaced in self.state.effects.holds:
            chapter = find(self.charter, address)
            if isinstance(chapter, Chapter):
                holding.append((replaced, chapter.key))
        place = {article.number: at for at, article in enumerate(self.articles)}
        for at, key in holding:
            holds = at.operation.holds
            if holds is None or key not in self.around:
                continue
            first, last = holds.first.article, holds.last.article
            if first in place and last in place and not holds.first.supplementary:
                keys = [article.key for article in self.articles]
                start, end = place[first], place[last] + 1
                yield _Claim(at, key, frozenset(keys[start:end]), frozenset(keys[:start]))
                continue
            self.state.note(
                at.problem(
                    "articles",
                    "target-missing",
                    say(
                        "{name} does not stand in the proposed articles",
                        name=holds.text(self.state.targets.style),
                    ),
                    say("name the articles of the chapter by their proposed numbers"),
                )
            )

    def _take(self, claims: list[_Claim]) -> None:
        """Chapters of one level take the articles they claim, and let go of the others."""
        for claim in claims:
            for article in self.articles:
                if self._stands_in(article, claim.key) and not claim.takes(article):
                    self.home[article.key] = self._let_go(article, claim)
        for article in self.articles:
            taking = [claim for claim in claims if claim.takes(article)]
            for one, other in pairwise(taking):
                first, second = sorted(claim.at.index for claim in (one, other))
                self.state.note(
                    max(one.at, other.at, key=lambda at: at.index).problem(
                        "articles",
                        "operations-overlap",
                        say(
                            "operations {first} and {second} both take {name} into a chapter",
                            first=first + 1,
                            second=second + 1,
                            name=self._name(article),
                        ),
                        say("an article stands in one chapter: mend one of the two ranges"),
                    )
                )
            for claim in taking:
                if article.key in self.coming:
                    self.claimed[article.key] = claim
                elif not self._stands_in(article, claim.key):
                    self.home[article.key] = claim.key

    def _stands_in(self, article: Article, key: str) -> bool:
        home = self.home.get(article.key)
        return home is not None and key in self.around[home]

    def _let_go(self, article: Article, claim: _Claim) -> str | None:
        """Where an article goes that its chapter holds no longer: before it, or behind."""
        order = list(self.around)
        position = order.index(claim.key)
        if article.key in claim.before:
            return order[position - 1] if position else None
        behind = (key for key in order[position:] if claim.key not in self.around[key])
        after = next(behind, None)
        if after is None:
            self.state.note(claim.at.problem( "articles", "chapter-unclear",
                say("{name} would stand in no chapter", name=self._name(article)),
                say("let the last chapter hold the articles to the end"),
            ))  # fmt: skip
        return after

    def _said(self, key: str, at: OperationAt[Insert] | OperationAt[Move]) -> None:
        """What comes stands in the chapter that its operation names, or with ``after``."""
        operation = at.operation
        chapter = operation.chapter
        claim = self.claimed.get(key)
        if chapter is None:
            # What fills a placeholder stands in its chapter, what follows in that of the other.
            neighbour = self._neighbour(key, at)
            after = find(self.charter, neighbour) if neighbour else None
            if claim is None and isinstance(after, Article) and after.key not in self.coming:
                self.home[key] = self.home.get(after.key, self._surviving(after.chapter))
            return
        said = self.by_address.get(chapter)
        if said is None and chapter != Address():
            self.state.note(
                at.problem(
                    "chapter",
                    "target-missing",
                    say(
                        "{name} does not stand in the proposed articles",
                        name=chapter.text(self.state.targets.style),
                    ),
                    say("name one of the chapters as they will be numbered"),
                )
            )
        elif claim is not None and (said is None or claim.key not in self.around[said]):
            first, second = sorted((claim.at.index, at.index))
            self.state.note(
                at.problem(
                    "chapter",
                    "operations-overlap",
                    say(
                        "operations {first} and {second} put {name} into different chapters",
                        first=first + 1,
                        second=second + 1,
                        name=self._named(key),
                    ),
                    say("mend `chapter`, or the `articles` of the chapter"),
                )
            )
        self.home[key] = said

    def _neighbour(self, key: str, at: OperationAt[Insert] | OperationAt[Move]) -> Address | None:
        """The present article in whose chapter something comes to stand."""
        if isinstance(at.operation, Insert):
            return self.state.effects.fills.get(at.index, at.operation.after)
        present = address_of_article(self.charter, key)
        filled = self.state.effects.into.get(present)
        return present.at(filled[0]) if filled else at.operation.after

    def _named(self, key: str) -> str:
        if isinstance(self.coming[key].operation, Insert):
            return say("the new article")
        here = next(article for article in self.articles if article.key == key)
        return self._name(here)

    def _moves_at_all(self, key: str, at: OperationAt[Insert] | OperationAt[Move]) -> None:
        """Note an article that keeps its number, its chapter and its place among the others."""
        if isinstance(at.operation, Insert):
            return
        before = self.charter.by_key()[key]
        after = next((article for article in self.articles if article.key == key), None)
        if after is None:
            return  # two stand behind each other, which is told
        named = self.state.effects.moves.get(Address(article=before.number))
        same = before.number == after.number and self.home.get(key) == before.chapter
        if at.operation.behind is not None:  # numbers do not tell where it stands
            same = same and _follows_the_same(self.charter.articles, self.articles, key)
        if named and same:
            self.state.note(at.unchanged(self._name(before)))

    def _between(self) -> None:
        for position, article in enumerate(self.articles):
            if article.key in self.home:
                continue
            following = (a for a in self.articles[position:] if a.key in self.home)
            after = next(following, None)
            above = self.home[self.articles[position - 1].key] if position else None
            below = self.home[after.key] if after else above
            if not position:
                above = below
            claim = self.claimed.get(article.key)
            if claim is not None:
                inside = above == below and above is not None and claim.key in self.around[above]
                self.home[article.key] = above if inside else claim.key
                continue
            self.home[article.key] = above
            if above != below:
                self.state.note(self.coming[article.key].problem( "chapter", "chapter-unclear",
                    say("{name} would stand between two chapters", name=self._name(article)),
                    say("say which one it belongs to: `chapter: Chapter 2`, or `chapter: none`"),
                ))  # fmt: skip

    def require_unbroken(self, articles: tuple[Article, ...]) -> None:
        """Each chapter stands over one run of articles, in the order of the chapters."""
        order = {chapter.key: position for position, chapter in enumerate(self.chapters)}
        highest = -1
        for article in articles:
            position = order[article.chapter] if article.chapter else -1
            if position < highest:
                acting = self.state.origin.get(article.key)
                acting = acting or self.state.origin.get(article.chapter or "")
                place = Place(path=f"operations[{min(acting)}]" if acting else "operations")
                self.state.note(
                    Problem(
                        code="chapter-broken",
                        message=say(
                            "{name} would stand behind a later chapter than its own",
                            name=self._name(article),
                        ),
                        hint=say(
                            "renumber it into its chapter, or say which articles the "
                            "chapters hold: `replace: Chapter 2` with `articles: Articles 5 "
                            "to 9`"
                        ),
                        place=place,
                    )
                )
            highest = max(highest, position)

    def _name(self, article: Article) -> str:
        return Address(article=article.number).text(self.state.targets.style)


def _moved(state: ApplyState) -> dict[str, OperationAt[Move]]:
    """By key, the articles that a ``move`` names."""
    found: dict[str, OperationAt[Move]] = {}
    for address, at in state.effects.moved.items():
        article = find(state.targets.charter, address)
        # A branch that would follow its article may be deleted for itself.
        gone = address in state.effects.deletes
        if isinstance(article, Article) and not (address.supplementary or gone):
            found[article.key] = at
    return found


def with_articles(effects: Effects, charter: Charter, chapters: tuple[Chapter, ...]) -> Effects:
    """The effects where articles go with the chapter that moves, one behind the other.

    An article that an operation places itself goes where that says. ``chapters`` are the
    proposed ones.
    """
    moved: dict[str, OperationAt[Move]] = {}
    for address, at in effects.moved.items():
        if at.operation.behind is not None:
            continue  # where every place is said, the articles say theirs
        chapter = find(charter, address)
        if isinstance(chapter, Chapter):
            moved[chapter.key] = at
    if not moved:
        return effects
    said = {*effects.moves, *effects.behind, *effects.into, *effects.deletes}
    behind = dict(effects.behind)
    rows: dict[str | None, list[Article]] = {}
    for article in charter.articles:
        rows.setdefault(article.chapter, []).append(article)
    last = rows[None][-1].number if None in rows else None
    for chapter in chapters:
        outer = Charter(chapters=chapters).outer_chapters(chapter.key)
        taking = next((moved[each.key] for each in outer if each.key in moved), None)
        going: set[Number] = set()
        for article in rows.get(chapter.key, ()):
            number = article.number
            if number is None or goes_unnumbered(article):
                continue
            address = Address(article=number)
            follows = any(
                Number(number.parts[:end]) in going for end in range(1, len(number.parts))
            )
            if address in said:
                continue
            if taking is None or follows:
                last = number if number.stem == () else last
                continue
            behind[address] = (last, taking)
            going.add(number)
            last = number
    return replace(effects, behind=behind)


def _follows_the_same(present: Sequence[Article], proposed: Sequence[Article], key: str) -> bool:
    """Whether an article stands behind the same ones, of those that are in both rows."""
    rows = [[article.key for article in row] for row in (present, proposed)]
    common = {*rows[0]} & {*rows[1]}
    before, after = ({*row[: row.index(key)]} & common for row in rows)
    return before == after
