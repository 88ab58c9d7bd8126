"""Chapters under an amendment: their numbers and headings, and which articles stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from amendtool.amendments.apply.gathered import Told
from amendtool.amendments.apply.renumber import Settlement
from amendtool.amendments.apply.state import Work, below
from amendtool.amendments.operations import Insert, Move, Replace
from amendtool.articles.addresses import (
    Address,
    Spot,
    address_of_article,
    address_of_chapter,
    find,
)
from amendtool.articles.charter import Article, Chapter, Charter
from amendtool.articles.numbers import Number
from amendtool.errors import Place, Problem


def amend_chapters(work: Work) -> tuple[Chapter, ...]:
    """The proposed chapters, in the order of the document."""
    proposed: list[Chapter] = []
    _chapters_in(work, None, Address(), Address(), proposed)
    chapters = Charter(chapters=tuple(proposed))
    addresses = {address_of_chapter(chapters, chapter.key) for chapter in proposed}
    for outer, sections in work.gathered.sections.items():
        for told in sections:
            if outer not in addresses:
                said = "chapter" if told.operation.chapter is not None else "insert"
                work.problem(
                    told, said, "target-missing",
                    f"{outer.text(work.style)} does not stand in the proposed articles",
                    "name the chapter that the section belongs to",
                )  # fmt: skip
    return chapters.chapters


def _chapters_in(
    work: Work, parent: str | None, old: Address | None, new: Address, proposed: list[Chapter]
) -> None:
    """Collect the proposed chapters in one container, each followed by its sections.

    ``old`` is the present address of the container, None for a new one; ``new`` is the
    proposed one.
    """
    here = [chapter for chapter in work.charter.chapters if chapter.parent == parent]
    settlement, inserts = work.settle(
        "chapter",
        old if old is not None else new,
        (chapter.number for chapter in here),
        more=work.gathered.sections.get(new, ()),
    )
    row: list[tuple[Chapter, Address | None]] = []
    for chapter in here:
        if old is not None and chapter.number in settlement.stayed:
            address = below(old, "chapter", chapter.number)
            row.append((_chapter(work, chapter, address, settlement), address))
    for told in inserts:
        number = settlement.arrived.get(told.index)
        if number is not None:
            key = work.new_keys[told.index]
            heading = told.operation.heading
            row.append((Chapter(key=key, number=number, heading=heading, parent=parent), None))
    row.sort(key=lambda pair: pair[0].number)
    for chapter, present in row:
        proposed.append(chapter)
        _chapters_in(work, chapter.key, present, below(new, "chapter", chapter.number), proposed)


def _chapter(work: Work, chapter: Chapter, address: Address, settlement: Settlement) -> Chapter:
    heading_at = replace(address, heading=True)
    heading = chapter.heading
    work.acted_on(chapter.key, address)
    if (told := work.gathered.headings.get(heading_at)) is not None:
        heading = work.new_heading(told, heading_at, heading)
    elif heading is not None:
        slot = (Spot(key=chapter.key), "heading")
        heading = work.phrases.rewrite(heading_at, heading, slot) or None
    if address in work.gathered.reserves:
        heading = work.style.reserved_label
    return replace(chapter, number=settlement.stayed[chapter.number], heading=heading)


def into_chapters(
    work: Work, articles: tuple[Article, ...], chapters: tuple[Chapter, ...]
) -> tuple[Article, ...]:
    """Every article with its proposed chapter.

    That is the one it had, the one that an operation says, or that of both its neighbours.
    """
    before = len(work.problems)
    placing = _Placing(work, articles, chapters)
    placing.run()
    placed = tuple(replace(article, chapter=placing.home[article.key]) for article in articles)
    if len(work.problems) == before:
        placing.require_unbroken(placed)
    return placed


@dataclass(frozen=True, slots=True)
class _Claim:
    """An operation that says which articles stand in the chapter ``key``."""

    told: Told[Insert] | Told[Replace]
    key: str
    first: Number
    last: Number

    def takes(self, article: Article) -> bool:
        return article.number is not None and self.first <= article.number <= self.last


class _Placing:
    def __init__(
        self, work: Work, articles: tuple[Article, ...], chapters: tuple[Chapter, ...]
    ) -> None:
        self.work = work
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
        self.coming: Mapping[str, Told[Insert] | Told[Move]] = {
            **{
                work.new_keys[told.index]: told
                for told in work.inserted("article")
                if not told.operation.target.supplementary
            },
            **_moved(work),
        }
        """New articles, and those that a ``move`` names."""

    def run(self) -> None:
        for article in self.articles:
            if article.key not in self.coming:
                self.home[article.key] = self._surviving(article.chapter)
        claims = list(self._claims())
        for depth in sorted({len(self.around[claim.key]) for claim in claims}):
            self._take([claim for claim in claims if len(self.around[claim.key]) == depth])
        for key, told in self.coming.items():
            self._said(key, told)
        self._between()
        for key, told in self.coming.items():
            self._moves_at_all(key, told)

    def _surviving(self, key: str | None) -> str | None:
        """The chapter itself; when it is dissolved, the one before it in the document."""
        present = [chapter.key for chapter in self.work.charter.chapters]
        while key is not None and key not in self.around:
            position = present.index(key)
            key = present[position - 1] if position else None
        return key

    def _claims(self) -> Iterator[_Claim]:
        holding: list[tuple[Told[Insert] | Told[Replace], str]] = [
            (told, self.work.new_keys[told.index]) for told in self.work.inserted("chapter")
        ]
        for address, replaced in self.work.gathered.holds:
            chapter = find(self.work.charter, address)
            if isinstance(chapter, Chapter):
                holding.append((replaced, chapter.key))
        numbers = {article.number for article in self.articles}
        for told, key in holding:
            holds = told.operation.holds
            if holds is None or key not in self.around:
                continue
            first, last = holds.first.article, holds.last.article
            if first and last and {first, last} <= numbers and not holds.first.supplementary:
                yield _Claim(told, key, first, last)
                continue
            self.work.problem(
                told, "articles", "target-missing",
                f"{holds.text(self.work.style)} does not stand in the proposed articles",
                "name the articles of the chapter by their proposed numbers",
            )  # fmt: skip

    def _take(self, claims: list[_Claim]) -> None:
        """Chapters of one level take the articles they claim, and let go of the others."""
        for claim in claims:
            for article in self.articles:
                if self._stands_in(article, claim.key) and not claim.takes(article):
                    self.home[article.key] = self._let_go(article, claim)
        for article in self.articles:
            taking = [claim for claim in claims if claim.takes(article)]
            for one, other in pairwise(taking):
                first, second = sorted(claim.told.index for claim in (one, other))
                self.work.problem(
                    max(one.told, other.told, key=lambda told: told.index), "articles",
                    "operations-overlap",
                    f"operations[{first}] and operations[{second}] both take {self._name(article)} "
                    "into a chapter",
                    "an article stands in one chapter: mend one of the two ranges",
                )  # fmt: skip
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
        if article.number and article.number < claim.first:
            return order[position - 1] if position else None
        behind = (key for key in order[position:] if claim.key not in self.around[key])
        after = next(behind, None)
        if after is None:
            self.work.problem(
                claim.told, "articles", "chapter-unclear",
                f"{self._name(article)} would stand in no chapter",
                "let the last chapter hold the articles to the end",
            )  # fmt: skip
        return after

    def _said(self, key: str, told: Told[Insert] | Told[Move]) -> None:
        """What comes stands in the chapter that its operation names, or with ``after``."""
        operation = told.operation
        chapter = operation.chapter
        claim = self.claimed.get(key)
        if chapter is None:
            # What fills a placeholder stands in its chapter, what follows in that of the other.
            neighbour = self._neighbour(key, told)
            after = find(self.work.charter, neighbour) if neighbour else None
            if claim is None and isinstance(after, Article) and after.key not in self.coming:
                self.home[key] = self.home.get(after.key, self._surviving(after.chapter))
            return
        said = self.by_address.get(chapter)
        if said is None and chapter != Address():
            self.work.problem(
                told, "chapter", "target-missing",
                f"{chapter.text(self.work.style)} does not stand in the proposed articles",
                "name one of the chapters as they will be numbered",
            )  # fmt: skip
        elif claim is not None and (said is None or claim.key not in self.around[said]):
            first, second = sorted((claim.told.index, told.index))
            self.work.problem(
                told, "chapter", "operations-overlap",
                f"operations[{first}] and operations[{second}] put {self._named(key)} into "
                "different chapters",
                "mend `chapter`, or the `articles` of the chapter",
            )  # fmt: skip
        self.home[key] = said

    def _neighbour(self, key: str, told: Told[Insert] | Told[Move]) -> Address | None:
        """The present article in whose chapter something comes to stand."""
        if isinstance(told.operation, Insert):
            return self.work.gathered.fills.get(told.index, told.operation.after)
        present = address_of_article(self.work.charter, key)
        filled = self.work.gathered.into.get(present)
        return present.at(filled[0]) if filled else told.operation.after

    def _named(self, key: str) -> str:
        if isinstance(self.coming[key].operation, Insert):
            return "the new article"
        here = next(article for article in self.articles if article.key == key)
        return self._name(here)

    def _moves_at_all(self, key: str, told: Told[Insert] | Told[Move]) -> None:
        """Note an article that keeps its number and its chapter."""
        if isinstance(told.operation, Insert):
            return
        before = self.work.charter.by_key()[key]
        after = next(article for article in self.articles if article.key == key)
        named = self.work.gathered.moves.get(Address(article=before.number))
        if named and before.number == after.number and self.home.get(key) == before.chapter:
            self.work.unchanged(told, Address(article=before.number))

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
                self.work.problem(
                    self.coming[article.key], "chapter", "chapter-unclear",
                    f"{self._name(article)} would stand between two chapters",
                    "say which one it belongs to: `chapter: Chapter 2`, or `chapter: none`",
                )  # fmt: skip

    def require_unbroken(self, articles: tuple[Article, ...]) -> None:
        """Each chapter stands over one run of articles, in the order of the chapters."""
        order = {chapter.key: position for position, chapter in enumerate(self.chapters)}
        highest = -1
        for article in articles:
            position = order[article.chapter] if article.chapter else -1
            if position < highest:
                acting = self.work.origin.get(article.key)
                acting = acting or self.work.origin.get(article.chapter or "")
                place = Place(path=f"operations[{min(acting)}]" if acting else "operations")
                self.work.problems.append(
                    Problem(
                        code="chapter-broken",
                        message=f"{self._name(article)} would stand behind a later chapter than "
                        "its own",
                        hint="renumber it into its chapter, or say which articles the chapters "
                        "hold: `replace: Chapter 2` with `articles: Articles 5 to 9`",
                        place=place,
                    )
                )
            highest = max(highest, position)

    def _name(self, article: Article) -> str:
        return Address(article=article.number).text(self.work.style)


def _moved(work: Work) -> dict[str, Told[Move]]:
    """By key, the articles that a ``move`` names."""
    found: dict[str, Told[Move]] = {}
    for address, told in work.gathered.moved.items():
        article = find(work.charter, address)
        # A branch that would follow its article may be deleted for itself.
        gone = address in work.gathered.deletes
        if isinstance(article, Article) and not (address.supplementary or gone):
            found[article.key] = told
    return found


def take_along(work: Work, chapters: tuple[Chapter, ...]) -> None:
    """Articles go with the chapter that moves, unless an operation says where they go."""
    gathered = work.gathered
    moved: dict[str, Told[Move]] = {}
    for address, told in gathered.moved.items():
        chapter = find(work.charter, address)
        if isinstance(chapter, Chapter):
            moved[chapter.key] = told
    if not moved:
        return
    said = {*gathered.moves, *gathered.behind, *gathered.into, *gathered.deletes}
    rows: dict[str | None, list[Article]] = {}
    for article in work.charter.articles:
        rows.setdefault(article.chapter, []).append(article)
    last = rows[None][-1].number if None in rows else None
    for chapter in chapters:
        outer = {each.key for each in Charter(chapters=chapters).outer_chapters(chapter.key)}
        movers = [moved[key] for key in outer if key in moved]
        taking = movers[0] if movers else None
        going: set[Number] = set()
        for article in rows.get(chapter.key, ()):
            number = article.number
            if number is None:
                continue
            address = Address(article=number)
            follows = any(
                Number(number.parts[:end]) in going for end in range(1, len(number.parts))
            )
            if taking is None or address in said or follows:
                if address not in said:
                    last = number if number.stem == () else last
                continue
            gathered.behind[address] = (last, taking)
            going.add(number)
            last = number
