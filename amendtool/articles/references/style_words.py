"""What the words of an English citation mean in a drafting style: a section may be an article.

The grammar reads the words as most articles use them. US bylaws call the levels by others:
their Articles are chapters, their Sections are articles, and what stands in brackets is an
item, whether it is called a subsection, a paragraph or a clause. How deep it stands, its
numeral tells: (b) is an item, (ii) one in an item. The style says so in its ``words``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from amendtool.articles.addresses import Spot
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import DECIMAL, ROMAN, ROMAN_CAPITAL, Numeral
from amendtool.articles.references.antecedents import Context
from amendtool.articles.references.parser import read
from amendtool.articles.references.reference import (
    Category,
    Cited,
    CitedPlace,
    Level,
    Member,
    Range,
    Reference,
    Relation,
    without,
)
from amendtool.articles.styles import DraftingStyle

_ITEMS = (Level.ITEM, Level.SUBITEM)
_FEWEST_OF_A_STATUTE = 100
_ROMAN_LETTERS = frozenset("ivxIVX")


def read_in(
    text: str, style: DraftingStyle, context: Context | None = None, at: Spot | None = None
) -> tuple[tuple[Reference, ...], Context]:
    """The references in ``text`` with the levels of ``style``, as ``parser.read`` gives them.

    ``at`` is where the text stands; without it, what is cited by its neighbourhood alone keeps
    the level that its word has.
    """
    references, context = read(text, style.language, context, style.document_name, style.body_names)
    if not style.words:
        return references, context
    meant = (_meant(each, text, style, at) for each in references)
    return tuple(each for each in meant if each is not None), context


def _meant(
    reference: Reference, text: str, style: DraftingStyle, at: Spot | None
) -> Reference | None:
    if reference.category is Category.INTERNAL and "chapter" not in style.words:
        # An Article is the chapter here, and a Chapter a branch of the association, or a statute's.
        told = without(reference, _is_a_branch)
        if told is None:
            return None
        statute = any(place.level(Level.CHAPTER) for place in told.places)
        reference = replace(told, category=Category.EXTERNAL) if statute else told
    meaning = _Meaning(text, style, at.items if at else ())
    members = tuple(meaning.member(member) for member in reference.members)
    category, law = reference.category, reference.law
    if category is Category.INTERNAL:
        name = style.others.search(text, reference.start, reference.end) if style.others else None
        if name is not None:
            category, law = Category.EXTERNAL, name[0]
        elif style.numbered_in_chapters and all(
            map(_is_of_a_statute, replace(reference, members=members).places)
        ):
            category = Category.EXTERNAL
    return replace(reference, members=members, category=category, law=law)


def _is_a_branch(cited: Cited) -> bool:
    return cited.level is Level.CHAPTER and cited.relation is not Relation.NUMBERED


def _is_of_a_statute(place: CitedPlace) -> bool:
    """Whether an article has a number that none of these has: Section 302A, Section 501."""
    article = place.level(Level.ARTICLE)
    if article is None or article.relation is not Relation.NUMBERED:
        return False
    return article.number is None or article.number.main >= _FEWEST_OF_A_STATUTE


class _Meaning:
    def __init__(self, text: str, style: DraftingStyle, standing: Sequence[Number]) -> None:
        self.text = text
        self.style = style
        self.standing = standing
        """The items that the text stands in."""

    def member(self, member: Member) -> Member:
        if isinstance(member, Range):
            return Range(self.place(member.first), self.place(member.last))
        return self.place(member)

    def place(self, place: CitedPlace) -> CitedPlace:
        levels: list[Cited] = []
        for cited in place.levels:
            levels += self._level(cited, levels)
        return replace(place, levels=tuple(levels))

    def _level(self, cited: Cited, outer: Sequence[Cited]) -> Iterator[Cited]:
        """The level with what goes unsaid before it."""
        word = self.style.words.get(cited.level.name.lower())
        if word is None:
            yield cited
            return
        level = Level[word.upper()]
        if level is Level.CHAPTER and cited.level is Level.PART:
            yield cited  # How deep a Part stands, the document tells.
        elif self.style.numbered_in_chapters and self._is_a_whole_number(cited, level):
            yield replace(cited, level=Level.ARTICLE)  # Article 2.3 is Section 2.3
        elif level not in _ITEMS:
            counted = self.style.numbered_in_chapters and (
                level is Level.CHAPTER or (cited.number is not None and not cited.number.stem)
            )
            antecedent = cited.antecedent
            if antecedent is not None:
                *_, antecedent = self._level(antecedent, outer)
            yield replace(cited, level=level, counted=counted, antecedent=antecedent)
        elif cited.relation is Relation.NUMBERED:
            yield from self._item(cited, outer)
        elif cited.relation is Relation.NAMED:
            yield cited
        elif self.standing or cited.level not in (Level.PARAGRAPH, Level.SUBSECTION):
            deep = len(self.standing) > 1
            yield replace(cited, level=Level.SUBITEM if deep else Level.ITEM)
        else:
            yield replace(cited, level=Level.PARAGRAPH)

    def _is_a_whole_number(self, cited: Cited, level: Level) -> bool:
        number = cited.number
        return level is Level.CHAPTER and number is not None and bool(number.stem)

    def _item(self, cited: Cited, outer: Sequence[Cited]) -> Iterator[Cited]:
        figures = cited.figures
        if (
            self.style.numbered_in_chapters
            and figures is not None
            and figures.numeral is DECIMAL
            and outer
            and outer[-1].level is Level.CHAPTER
        ):
            yield replace(cited, level=Level.ARTICLE, counted=True)  # Article II(3)
            return
        if self.style.numbered_in_chapters and cited.number and cited.number.stem and not outer:
            # "clause 2.1(c)": no item has a number of two parts.
            yield replace(cited, level=Level.ARTICLE)
            return
        if figures is None or figures.numeral.name == "ordinal":
            yield cited  # "the second paragraph of Section 3.2" has no number in print
            return
        above = [each for each in outer if each.level in _ITEMS]
        said = any(each.level is Level.ARTICLE for each in outer) or above
        written = self.text[figures.start : figures.end]
        depth = len(above) + 1 if said else self._depth(written)
        numeral = self.style.item_form(depth).numeral
        value = numeral.read(written)
        number = Number.of(value) if value is not None else None
        if number is None and figures.numeral is DECIMAL:
            # Section 1.1(2), where the items of the document are (1) and (2).
            number, numeral = cited.number, DECIMAL
        if not said:
            # "clause (ii)" in Section 3.2(a)(i) is one of (a): what it stands in goes unsaid.
            for each in range(1, depth):
                level = Level.ITEM if each == 1 else Level.SUBITEM
                yield Cited(level, Relation.THIS, -1, -1, inherited=True)
        yield replace(
            cited,
            level=Level.ITEM if depth == 1 else Level.SUBITEM,
            number=number,
            figures=replace(figures, numeral=numeral) if number else None,
        )

    def _depth(self, written: str) -> int:
        """How deep an item stands that is cited by nothing but its number."""
        fitting = [
            (self._fitness(form.numeral, written), depth)
            for depth, form in enumerate(self.style.items, 1)
            if depth <= len(self.standing) + 1 and form.numeral.read(written) is not None
        ]
        best = max(fitting, default=(False, 1))
        if best[0] or len(written) == 1:
            return best[1]
        # "clause (ii)" of a text that stands in no item: of one that was cited before, perhaps.
        deeper = (
            depth
            for depth, form in enumerate(self.style.items, 1)
            if form.numeral.read(written) is not None and self._fitness(form.numeral, written)
        )
        return next(deeper, best[1])

    def _fitness(self, numeral: Numeral, written: str) -> bool:
        """(i), (v), (x), (ii) and (iv) are Roman rather than letters, (c) and (d) are letters."""
        roman = len(written) > 1 or written in _ROMAN_LETTERS
        return (numeral in (ROMAN, ROMAN_CAPITAL)) == roman
