"""Resolving references: from a citation and the place it stands at to the provisions it means.

A provision is named by its :class:`~amendtool.articles.addresses.Spot`, the key of its article
or chapter and its place in it, so that what a reference means survives a renumbering.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from enum import Enum
from functools import cached_property

from amendtool.articles.addresses import Address, Spot
from amendtool.articles.annexes import Annex, annexes_of
from amendtool.articles.charter import (
    Article,
    Chapter,
    Charter,
    Provision,
    Status,
    goes_unnumbered,
)
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import DECIMAL
from amendtool.articles.references.of_their_time import blocks_of_their_time
from amendtool.articles.references.parser import grammar_of
from amendtool.articles.references.reference import (
    Cited,
    CitedPlace,
    Doubt,
    Level,
    Member,
    Range,
    Reference,
    Relation,
)
from amendtool.articles.references.text_location import Standing, texts_of
from amendtool.articles.references.writer import called
from amendtool.articles.styles import EN, DraftingStyle
from amendtool.values import dataclass

CHAPTER_LEVELS = (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.DIVISION)


class Trouble(Enum):
    """Why a reference cannot be resolved."""

    MISSING = "missing"
    """No provision has this number."""
    RESERVED = "reserved"
    """The provision was deleted and only its number is kept."""
    NO_NEIGHBOUR = "no-neighbour"
    """There is no preceding or following provision here."""
    UNCLEAR = "unclear"
    """It cannot be told what is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What one member of a reference means: its targets in order, or why there are none.

    ``open`` marks 前各号 and the like, which mean all there are, however many; ``whole`` a
    member that names the document or the supplementary provisions and no provision in it.
    """

    targets: tuple[Spot, ...] = ()
    trouble: Trouble | None = None
    culprit: str = ""
    """What is missing, for messages: as these articles cite it where their grammar tells that
    (``named``: 第40条), else in canonical English: ``Article 40``."""
    open: bool = False
    whole: bool = False


class Index:
    """A charter prepared for resolving: its rows of provisions, and the way back to numbers."""

    def __init__(self, charter: Charter, style: DraftingStyle = EN) -> None:
        """``style`` is how the messages name what is missing, where it has words of its own."""
        self.styled = style
        """The whole style, with the names of the document."""
        self.style = style if style.words else EN
        self.language = style.language
        self._named: Callable[[Cited], str] | None = getattr(
            grammar_of(style.language), "named", None
        )
        self.item_form = style.item_form
        self._depths = {} if style.numbered_in_chapters else _depths_by_word(style)
        self.charter = charter
        self.articles = _by_number(charter.articles)
        self.blocks = {
            home: _by_number(charter.in_block(home))
            for home in (None, *(block.key for block in charter.blocks))
        }
        """The articles of each block of supplementary provisions, by their number in it."""
        self.by_key = charter.by_key()
        self.chapters = {chapter.key: chapter for chapter in charter.chapters}
        self.annexes = annexes_of(charter.blocks)
        """The annexes behind the articles, by the key of their block."""
        self._outer: dict[str, tuple[Chapter, ...]] = {}
        self._at_depth: dict[int, tuple[Chapter, ...]] = {}
        self._addresses: dict[Spot, Address] = {}
        self._by_name: dict[str, Address] = {}
        self._called: dict[str, bool] = {}
        self._paragraphs: dict[str, _Row] = {}
        self._items: dict[Spot, _Row] = {}
        self._whole_articles: dict[str, Resolved] = {}
        self.in_supplementary = {article.key for article in charter.supplementary}
        self._rows = [
            [Spot(key=article.key) for article in row.values()]
            for row in (self.articles, *self.blocks.values())
        ]
        self._positions = {
            spot.key: (row, position) for row in self._rows for position, spot in enumerate(row)
        }

    def supplementary(self, at: str) -> dict[Number | None, Article]:
        """The supplementary provisions that 附則第１条 means in the article ``at``, by number.

        Those of its own block, or those without a title; of several others what is in one alone.
        """
        article = self.by_key.get(at)
        if article is not None and at in self.in_supplementary:
            return self.blocks[article.chapter]
        if self.blocks[None] or len(self.blocks) < 3:
            return self.blocks[None] or next(reversed(self.blocks.values()))
        stands = Counter(number for row in self.blocks.values() for number in row)
        found: dict[Number | None, Article] = {}
        for row in self.blocks.values():
            for number, each in row.items():
                if stands[number] > 1 and number is not None:
                    found[number], found[number.again(2)] = each, each
                found[number] = each
        return found

    @cached_property
    def blocks_of_their_time(self) -> frozenset[str | None]:
        """The blocks of supplementary provisions that speak of another day."""
        return blocks_of_their_time(self.charter, self.annexes)

    def is_of_its_time(self, key: str) -> bool:
        """Whether an article, by its key, stands in such a block."""
        if key not in self.in_supplementary:
            return False
        return self.by_key[key].chapter in self.blocks_of_their_time

    def paragraph_row(self, key: str) -> _Row:
        """The paragraphs of an article, by its key."""
        found = self._paragraphs.get(key)
        if found is None:
            paragraphs = self.by_key[key].paragraphs
            spots = [Spot(key=key, paragraph=p.number) for p in paragraphs]
            found = self._paragraphs[key] = _Row.of(paragraphs, spots)
        return found

    def item_row(self, owner: Spot, provision: Provision) -> _Row:
        """The items of the provision that stands at ``owner``."""
        found = self._items.get(owner)
        if found is not None:
            return found
        items = provision.items
        key, paragraph = owner.key, owner.paragraph
        spots = [
            Spot(key=key, paragraph=paragraph, items=(*owner.items, item.number)) for item in items
        ]
        found = self._items[owner] = _Row.of(items, spots)
        return found

    def plain(self, levels: tuple[Cited, ...]) -> Resolved | None:
        """What an article by its number means, or a paragraph of one; None for all other levels.

        Most citations are such: 第５条, Article 5 paragraph 2. They mean the same wherever they
        stand, so that no walk from there is needed. Each condition here is one under which the
        walk (:class:`_Walk`) comes to this target; for what meets one of them not, it is left to
        walk, and to say what is wrong.
        """
        first, number = levels[0], levels[0].number
        if (
            first.level is not Level.ARTICLE
            or first.relation is not Relation.NUMBERED
            or number is None
            or first.counted
            or len(levels) > 2
            or levels[-1].onward
        ):
            return None
        article = self.articles.get(number)
        if (
            article is None
            or article.number is None
            or article.status is not Status.TEXT
            or self.stands_twice(article, self.articles)
        ):
            return None
        if len(levels) == 1:
            found = self._whole_articles.get(article.key)
            if found is None:
                found = Resolved(targets=(Spot(key=article.key),))
                self._whole_articles[article.key] = found
            return found
        below = levels[1]
        if below.level is not Level.PARAGRAPH or below.relation is not Relation.NUMBERED:
            return None
        row = self.paragraph_row(article.key)
        if below.number not in row.numbers or below.number in row.doubled:
            return None
        return Resolved(targets=(row.spots[row.numbers.index(below.number)],))

    def only_list(self, owner: Spot) -> Spot:
        """The paragraph whose items are cited from a paragraph: itself, or the one that has any.

        "The persons named in (a) above" stands below the list in an article without numbers.
        """
        article = self.by_key.get(owner.key)
        if self.language == "ja" or article is None:
            return owner
        listing = [p.number for p in article.paragraphs if p.items]
        if len(listing) != 1 or owner.paragraph in listing:
            return owner
        return replace(owner, paragraph=listing[0])

    def calls_itself(self, kind: str) -> bool:
        """Whether the document is called Rules or Regulations, by its title or in its texts."""
        if kind not in self._called:
            words = (f"hese {kind}s", f"his {kind}", f"HESE {kind.upper()}S")
            self._called[kind] = kind in self.styled.document_name or any(
                word in text
                for article in self.by_key.values()
                for _, text in texts_of(article)
                for word in words
            )
        return self._called[kind]

    @cached_property
    def annex_row(self) -> tuple[Spot, ...]:
        """What each annex begins with, by which it is known, in their order."""
        rows = (self.charter.in_block(key) for key in self.annexes)
        return tuple(Spot(key=row[0].key) for row in rows if row)

    def annex_called(self, word: str, number: int | None) -> str | None:
        """The key of the block of an annex; None where no one, or several, are called so."""
        found = [k for k, a in self.annexes.items() if (a.word, a.number) == (word, number)]
        return found[0] if len(found) == 1 else None

    def annex_at(self, key: str) -> Annex | None:
        """The annex that an article, by its key, stands in."""
        article = self.by_key.get(key)
        return self.annexes.get(article.chapter or "") if article is not None else None

    def run_of(self, spot: Spot, level: Level) -> tuple[Sequence[Spot], int]:
        """The row that a range of a level runs over, and where ``spot`` stands in it."""
        if level is Level.ANNEX and spot in self.annex_row:
            return self.annex_row, self.annex_row.index(spot)
        return self.row(spot)

    def outer_chapters(self, key: str | None) -> tuple[Chapter, ...]:
        """As :meth:`Charter.outer_chapters`; each way out is walked once."""
        chapter = self.chapters.get(key) if key is not None else None
        if chapter is None:
            return ()
        found = self._outer.get(chapter.key)
        if found is None:
            found = (*self.outer_chapters(chapter.parent), chapter)
            self._outer[chapter.key] = found
        return found

    def stands_twice(self, article: Article, row: dict[Number | None, Article]) -> bool:
        """Whether another article of its row has the same number, so that nobody is meant."""
        if article.number is None or (row is self.articles and not self._has_doubles):
            return False
        return article.number.local.again(2) in row

    @cached_property
    def _has_doubles(self) -> bool:
        return any(number is not None and number.nth == 2 for number in self.articles)

    def chapters_at(self, depth: int) -> tuple[Chapter, ...]:
        """The chapters at a depth, 0 for the outermost, in their order."""
        found = self._at_depth.get(depth)
        if found is None:
            chapters = self.charter.chapters
            found = tuple([c for c in chapters if len(self.outer_chapters(c.key)) == depth + 1])
            self._at_depth[depth] = found
        return found

    @cached_property
    def depth(self) -> int:
        """How many levels of chapters the charter has."""
        return max((len(self.outer_chapters(key)) for key in self.chapters), default=0)

    def depth_of(self, cited: Cited) -> int | None:
        """How deep the chapters stand that a level is called by, 0 for the outermost.

        None for a word that no chapter here has. The document tells: a 章 is the outermost in
        most, and the second below an 編; "Part 2" is a chapter where chapters are called so.
        """
        if not self._depths:
            return max(0, CHAPTER_LEVELS.index(cited.level) - 1)
        if self.language == "ja":
            return self._depths.get(_LEVEL_WORDS.get(cited.level, ""))
        # The second member of "Parts 2 and 3" has no word of its own, and § is no word.
        name = cited.level.name.casefold()
        return self._depths.get(_bare(cited.word), self._depths.get(name))

    def chapter_around(self, key: str, cited: Cited) -> Chapter | None:
        """The chapter of the cited level that an article stands in, or None."""
        article, depth = self.by_key.get(key), self.depth_of(cited)
        if article is None or depth is None:
            return None
        around = self.outer_chapters(article.chapter)
        return around[depth] if depth < len(around) else None

    @cached_property
    def has_branches(self) -> bool:
        """Whether an article has a number of several parts: Article 5-2, Section 2.1."""
        return any(number is not None and len(number.parts) > 1 for number in self.articles)

    @cached_property
    def highest(self) -> int:
        """The highest number of an article, 0 without any."""
        return max((number.main for number in self.articles if number is not None), default=0)

    @cached_property
    def counts_below_articles(self) -> bool:
        """Whether (1), (2) stand right below the articles, which have no paragraphs in print."""
        if self.language != "en" or self.style.calls_items_paragraphs:
            return False
        several = any(len(article.paragraphs) > 1 for article in self.by_key.values())
        return not several and any(map(self.counts_below, self.by_key))

    def counts_below(self, key: str) -> bool:
        """Whether the article counts what stands right below it in digits."""
        article = self.by_key.get(key)
        if article is None or len(article.paragraphs) != 1:
            return False
        forms = (item.form for item in article.paragraphs[0].items)
        return any(form is None or form.numeral is DECIMAL for form in forms)

    def row(self, spot: Spot) -> tuple[Sequence[Spot], int]:
        """The spots that stand in one row with ``spot``, and where it stands among them."""
        if spot.paragraph is None and spot.key in self._positions:
            return self._positions[spot.key]
        if spot.paragraph is None and spot.key in self.by_key:
            return self._with_unnumbered(spot)
        row = self._small_row(spot)
        return row, row.index(spot)

    def _with_unnumbered(self, spot: Spot) -> tuple[Sequence[Spot], int]:
        """The row with what has no number and stands there; nobody's neighbour but its own."""
        own = self.by_key[spot.key]
        supplementary = spot.key in self.in_supplementary
        every = self.charter.in_block(own.chapter) if supplementary else self.charter.articles
        keys = [article.key for article in every]
        numbered = [Spot(key=key) for key in keys if key in self._positions]
        place = sum(key in self._positions for key in keys[: keys.index(spot.key)])
        return [*numbered[:place], spot, *numbered[place:]], place

    def _small_row(self, spot: Spot) -> list[Spot]:
        if spot.items:
            owner = self.provision(replace(spot, items=spot.items[:-1]))
            items = owner.items if isinstance(owner, Provision) else ()
            return [replace(spot, items=(*spot.items[:-1], item.number)) for item in items]
        if spot.paragraph is not None:
            paragraphs = self.by_key[spot.key].paragraphs
            return [replace(spot, paragraph=paragraph.number) for paragraph in paragraphs]
        parent = self.chapters[spot.key].parent
        return [Spot(key=c.key) for c in self.charter.chapters if c.parent == parent]

    def provision(self, spot: Spot) -> Chapter | Article | Provision | None:
        """What stands at a spot, or None."""
        if spot.key in self.chapters and spot.paragraph is None:
            return self.chapters[spot.key]
        article = self.by_key.get(spot.key)
        if article is None or spot.paragraph is None:
            return article
        found: Provision | None = next(
            (p for p in article.paragraphs if p.number == spot.paragraph), None
        )
        for number in spot.items:
            found = next((i for i in found.items if i.number == number), None) if found else None
        return found

    def named(self, outer: Address | None, cited: Cited) -> str:
        """One level of a citation below a provision, as :attr:`Resolved.culprit` has it."""
        if self._named is not None:
            return (outer.text(self.styled) if outer else "") + self._named(cited)
        above = f"{outer.text(self.style)} " if outer else ""
        return above + called(cited, self.style)

    def range_named(self, member: Range) -> str:
        """A range, likewise."""
        if self._named is None:
            return str(member)
        first, last = (
            "".join(map(self._named, place.levels)) for place in (member.first, member.last)
        )
        return f"{first}{self.styled.cited.range_joint}{last}{self.styled.cited.range_end}"

    def address(self, spot: Spot) -> Address:
        """The address of a spot; KeyError when its key is not there."""
        if spot.paragraph is None:
            # A key is looked up in a fraction of the time that a spot takes.
            found = self._by_name.get(spot.key)
            if found is None:
                found = self._by_name[spot.key] = self._address(spot)
            return found
        found = self._addresses.get(spot)
        if found is None:
            found = self._addresses[spot] = self._address(spot)
        return found

    def _address(self, spot: Spot) -> Address:
        if spot.key in self.chapters:
            outer = self.outer_chapters(spot.key)
            return Address(chapters=tuple(chapter.number for chapter in outer))
        return Address(
            supplementary=spot.key in self.in_supplementary,
            article=self.by_key[spot.key].number,
            paragraph=spot.paragraph,
            items=spot.items,
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """The paragraphs of an article, or the items of a provision, as citations find them."""

    spots: tuple[Spot, ...]
    numbers: tuple[Number, ...]
    doubled: frozenset[Number]
    """What more than one of them prints."""

    @classmethod
    def of(cls, provisions: Sequence[Provision], spots: Iterable[Spot]) -> _Row:
        numbers = tuple([each.number for each in provisions])
        again = [p for p in provisions if p.number.nth > 1 and not goes_unnumbered(p)]
        doubled = frozenset([each.number.printed for each in again])
        return cls(tuple(spots), numbers, doubled)


def resolve(index: Index, at: Standing, reference: Reference) -> tuple[Resolved, ...]:
    """What each member of an internal reference means, seen from where it stands."""
    doubt = reference.doubt
    return tuple([resolve_member(index, at, member, doubt) for member in reference.members])


def resolve_member(index: Index, at: Standing, member: Member, doubt: Doubt | None) -> Resolved:
    """What one member of a reference with this ``doubt`` means, seen from where it stands."""
    if isinstance(member, CitedPlace) and (plain := index.plain(member.levels)) is not None:
        return plain
    return walked(index, at, member, doubt)


def walked(index: Index, at: Standing, member: Member, doubt: Doubt | None) -> Resolved:
    """The same for any member, level by level from where it stands."""
    try:
        if isinstance(member, Range):
            return _range(index, at, member)
        found = _Walk(index, at)
        targets = found.place(member)
        return Resolved(targets=targets, open=found.open, whole=not targets)
    except _Unresolved as error:
        if doubt is Doubt.ANTECEDENT:
            return Resolved(trouble=Trouble.UNCLEAR, culprit=str(error))
        return Resolved(trouble=error.trouble, culprit=str(error))


_LEVEL_WORDS = {
    Level.PART: "編",
    Level.CHAPTER: "章",
    Level.SECTION: "節",
    Level.SUBSECTION: "款",
    Level.DIVISION: "目",
}


def _depths_by_word(style: DraftingStyle) -> dict[str, int]:
    """How deep the chapters stand that print a word: 章, Part."""
    found: dict[str, int] = {}
    for depth, form in enumerate(style.chapters):
        for word in (form.prefix, form.suffix):
            found.setdefault(_bare(word), depth)
    found.pop("", None)
    found.pop("第", None)
    return found


def _bare(word: str) -> str:
    """A word of a level as it is compared: Parts and part are one."""
    return word.strip().rstrip(".").casefold().removesuffix("s")


def _key(chapter: Chapter) -> str:
    return chapter.key


def _by_number(row: Sequence[Article]) -> dict[Number | None, Article]:
    """The articles that have a number, by it, as it is in their block; and the one of none."""
    return {
        article.number and article.number.local: article
        for article in row
        if article.number is None or not goes_unnumbered(article)
    }


class _Unresolved(Exception):
    def __init__(self, trouble: Trouble, culprit: str) -> None:
        super().__init__(culprit)
        self.trouble = trouble


def _range(index: Index, at: Standing, member: Range) -> Resolved:
    first = _Walk(index, at).place(member.first)
    last = _Walk(index, at).place(member.last)
    if len(first) != 1 or len(last) != 1:
        raise _Unresolved(Trouble.UNCLEAR, index.range_named(member))
    level = member.last.last.level
    row, start = index.run_of(first[0], level)
    other, end = index.run_of(last[0], level)
    if end < start or len(other) <= start or other[start] != first[0]:
        raise _Unresolved(Trouble.UNCLEAR, index.range_named(member))
    return Resolved(targets=tuple(row[start : end + 1]))


def _names_a_number(place: CitedPlace) -> bool:
    """Whether an article is cited by its whole number."""
    return any(
        level.meant.level is Level.ARTICLE
        and level.meant.relation is Relation.NUMBERED
        and not level.meant.counted
        for level in place.levels
    )


class _Walk:
    """One place, level by level from the outermost; ``here`` is what is found so far."""

    def __init__(self, index: Index, at: Standing) -> None:
        self.index = index
        self.at = at
        self.here: list[Spot] = []
        self.supplementary = False
        self.open = False
        self.in_annex: str | None = None

    def place(self, place: CitedPlace) -> tuple[Spot, ...]:
        """The spots that a place means."""
        for level in place.levels:
            cited = level.antecedent or level
            if cited.level is Level.ARTICLE:
                self._article(cited)
                continue
            if cited.level in CHAPTER_LEVELS and _names_a_number(place):
                # The articles are numbered through: the chapter adds nothing to the number.
                continue
            if cited.level is Level.ANNEX:
                self._annex(cited)
            elif cited.level is Level.SUPPLEMENTARY:
                self.supplementary = True
            elif cited.level in CHAPTER_LEVELS:
                self._chapter(cited)
            elif cited.level is Level.PARAGRAPH:
                self._paragraph(cited)
            elif cited.level in (Level.ITEM, Level.SUBITEM):
                self._item(cited)
        if place.last.onward and len(self.here) == 1:
            row, start = self.index.run_of(self.here[0], place.last.level)
            self.here, self.open = list(row[start:]), True
        return tuple(self.here)

    # Levels

    def _chapter(self, cited: Cited) -> None:
        charter = self.index.charter
        depth = self.index.depth_of(cited)
        if depth is None:
            self._fail(Trouble.MISSING, cited)
            return
        own = self._own_chapter(depth)
        above = self._own_chapter(depth - 1) if depth else None
        outer = self.here[0].key if self.here else None
        if cited.relation is Relation.THIS:
            self.here = [Spot(key=own.key)] if own else self._fail(Trouble.NO_NEIGHBOUR, cited)
        elif cited.relation is Relation.NUMBERED:
            parent = outer or (above.key if above else None)
            found = [c for c in self.index.chapters_at(depth) if c.number == cited.number]
            beside = [c for c in found if c.parent == parent] or (found if not outer else [])
            if outer and not beside:
                # 第1編第2節: the chapter between goes unsaid.
                beside = [c for c in found if outer in map(_key, self.index.outer_chapters(c.key))]
            if not beside:
                self._fail(Trouble.MISSING, cited)
            if len({c.parent for c in beside}) > 1 or any(
                c.number == beside[0].number.again(2)
                for c in charter.chapters
                if c.parent == beside[0].parent
            ):
                self._fail(Trouble.UNCLEAR, cited)
            self.here = [Spot(key=beside[0].key)]
        elif own is not None:
            self.here = self._chapter_beside(own, depth, cited)
        else:
            self._fail(Trouble.NO_NEIGHBOUR, cited)

    def _chapter_beside(self, own: Chapter, depth: int, cited: Cited) -> list[Spot]:
        """The chapters before or behind one; behind the last of a part is the first of the next."""
        row, position = self.index.row(Spot(key=own.key))
        step = -cited.distance if cited.relation is Relation.PRECEDING else cited.distance
        if depth and cited.count == 1 and not 0 <= position + step < len(row):
            keys = [chapter.key for chapter in self.index.chapters_at(depth)]
            place = keys.index(own.key) + step
            if 0 <= place < len(keys):
                return [Spot(key=keys[place])]
        return self._slice(row, position, cited)

    def _annex(self, cited: Cited) -> None:
        number = cited.number.main if cited.number is not None else None
        key = self.index.annex_called(cited.word, number)
        row = self.index.charter.in_block(key) if key is not None else ()
        if not row:
            self._fail(Trouble.MISSING, cited)
        self.here = [Spot(key=row[0].key)]
        self.in_annex = key

    def _own_chapter(self, depth: int) -> Chapter | None:
        article = self.index.by_key.get(self.at.spot.key)
        key = article.chapter if article else self.at.spot.key
        outer = self.index.outer_chapters(key)
        return outer[depth] if depth < len(outer) else None

    def _article(self, cited: Cited) -> None:
        if cited.relation is Relation.NUMBERED:
            at = self.at.spot.key
            row = self.index.supplementary(at) if self.supplementary else self.index.articles
            if self.in_annex is not None:
                row = self.index.blocks[self.in_annex]
            article = row.get(self._counted(cited))
            if article is None or article.number is None or cited.number is None:
                self._fail(Trouble.MISSING, cited)
            elif self.index.stands_twice(article, row):
                self._fail(Trouble.UNCLEAR, cited)
            elif article.status is Status.RESERVED:
                self._fail(Trouble.RESERVED, cited)
            else:
                self.here = [Spot(key=article.key)]
        elif cited.relation is Relation.EACH and self.here:
            self.open = True  # any Section of this Article: whatever there is in it
        elif self.at.spot.key not in self.index.by_key:
            self._fail(Trouble.NO_NEIGHBOUR, cited)
        elif cited.relation is Relation.THIS:
            self.here = [Spot(key=self.at.spot.key)]
        elif cited.relation in (Relation.PRECEDING, Relation.FOLLOWING):
            self.here = self._slice(*self.index.row(Spot(key=self.at.spot.key)), cited)
            gone = [s for s in self.here if self.index.by_key[s.key].status is Status.RESERVED]
            if gone:
                self._fail(Trouble.RESERVED, cited)
        else:
            self._fail(Trouble.UNCLEAR, cited)

    def _counted(self, cited: Cited) -> Number | None:
        """The whole number of an article; "Section 2" is that of the same chapter."""
        if cited.number is None or not cited.counted or self.supplementary:
            return cited.number
        own = self.index.chapters.get(self.here[0].key) if self.here else None
        own = own or self._own_chapter(0)
        return Number((own.number.main, *cited.number.parts)) if own else cited.number

    def _paragraph(self, cited: Cited) -> None:
        if self.supplementary and not self.here:
            self._plain_supplementary()
        owner = self.here[0] if self.here else Spot(key=self.at.spot.key)
        article = self.index.by_key.get(owner.key)
        if article is None:
            self._fail(Trouble.UNCLEAR, cited)
        elif article.status is Status.OMITTED or cited.relation is Relation.NAMED:
            # "the last paragraph" is whichever stands last, of the article that is said or meant.
            # Its paragraphs are not held here; what can be followed is the article.
            self.here = [Spot(key=owner.key)]
        else:
            own = None if self.here else self.at.spot.paragraph
            self._in_row(self.index.paragraph_row(owner.key), own, cited)

    def _plain_supplementary(self) -> None:
        """附則第2項, where the supplementary provisions are plain paragraphs."""
        row = self.index.charter.supplementary
        if len(row) == 1:
            self.here = [Spot(key=row[0].key)]

    def _item(self, cited: Cited) -> None:
        owner = self._item_owner(cited)
        article = self.index.by_key.get(owner.key)
        if article is not None and article.status is Status.OMITTED:
            self.here = [Spot(key=owner.key)]
            return
        provision = self.index.provision(owner)
        if not isinstance(provision, Provision):
            self._fail(Trouble.MISSING, cited)
            return
        found = self.index.item_row(owner, provision)
        row = found.spots
        depth = len(owner.items)
        inside = not self.here or self.at.spot == owner or _stands_in(self.at.spot, owner)
        own = self.at.spot.items[depth] if inside and len(self.at.spot.items) > depth else None
        if cited.relation is Relation.FOLLOWING and cited.count == 0 and own is None:
            # 次の各号: the items that follow the text which says so.
            self.here, self.open = list(row), True
            if not row:
                self._fail(Trouble.NO_NEIGHBOUR, cited)
            return
        if self._is_of_another_look(provision, depth + 1, cited):
            self._fail(Trouble.MISSING, cited)
            return
        self._in_row(found, own, cited)

    def _is_of_another_look(self, owner: Provision, depth: int, cited: Cited) -> bool:
        """Whether an item is cited in digits, where those of a style with letters print letters."""
        style, figures = self.index.style, cited.figures
        own = style.item_form(depth).numeral
        if not style.words or figures is None or figures.numeral is not DECIMAL or own is DECIMAL:
            return False
        named = next((each for each in owner.items if each.number == cited.number), None)
        return named is not None and (named.form is None or named.form.numeral is own)

    def _item_owner(self, cited: Cited) -> Spot:
        """The paragraph or item whose items are meant."""
        if self.here:
            owner = self.here[0]
            if owner.paragraph is None:
                owner = replace(owner, paragraph=Number.of(1))
            return owner
        spot = self.at.spot
        if spot.paragraph is None:
            spot = replace(spot, paragraph=Number.of(1))
        if cited.level is Level.ITEM:
            owner = replace(spot, items=())
            return self.index.only_list(owner) if cited.relation is Relation.NUMBERED else owner
        if cited.relation is Relation.FOLLOWING and cited.count == 0:
            return spot
        return replace(spot, items=spot.items[:-1] if len(spot.items) > 1 else spot.items[:1])

    # What all levels share

    def _in_row(self, found: _Row, own: Number | None, cited: Cited) -> None:
        row, numbers = found.spots, found.numbers
        if cited.relation is Relation.NUMBERED:
            if cited.number not in numbers:
                self._fail(Trouble.MISSING, cited)
            elif cited.number in found.doubled:
                self._fail(Trouble.UNCLEAR, cited)  # Nobody knows which of them is meant.
            else:
                self.here = [row[numbers.index(cited.number)]]
        elif cited.relation is Relation.EACH:
            self.open = True
            self.here = list(row) or self._fail(Trouble.MISSING, cited)
        elif cited.relation is Relation.THIS and own is not None:
            self.here = [row[numbers.index(own)]]
        elif cited.relation in (Relation.PRECEDING, Relation.FOLLOWING) and own is not None:
            self.here = self._slice(row, numbers.index(own), cited)
        elif cited.relation is Relation.PRECEDING and cited.count == 0:
            # "the preceding items" in the text behind them.
            self.open = True
            self.here = list(row) or self._fail(Trouble.NO_NEIGHBOUR, cited)
        else:
            self._fail(Trouble.UNCLEAR, cited)

    def _slice(self, row: Sequence[Spot], position: int, cited: Cited) -> list[Spot]:
        """The provisions before or after a position, as many and as far as cited."""
        if cited.relation is Relation.PRECEDING:
            end = position - cited.distance + 1
            start = 0 if cited.count == 0 else end - cited.count
        else:
            start = position + cited.distance
            end = len(row) if cited.count == 0 else start + cited.count
        if cited.count == 0:
            self.open = True
        if start < 0 or end > len(row) or start >= end:
            return self._fail(Trouble.NO_NEIGHBOUR, cited)
        return list(row[start:end])

    def _fail(self, trouble: Trouble, cited: Cited) -> list[Spot]:
        outer = None
        key = self.here[0].key if self.here else None
        if key is not None and (key in self.index.by_key or key in self.index.chapters):
            outer = self.index.address(self.here[0])
        elif self.supplementary:
            outer = Address(supplementary=True)
        raise _Unresolved(trouble, self.index.named(outer, cited))


def _stands_in(spot: Spot, owner: Spot) -> bool:
    return (
        spot.key == owner.key
        and spot.paragraph == owner.paragraph
        and spot.items[: len(owner.items)] == owner.items
    )
