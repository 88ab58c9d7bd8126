"""What the levels of a citation are in one document, where its words alone do not tell.

A grammar reads the words as most articles use them, and a drafting style as its kind does
(``style_words``). Some things only the document itself decides: "this Chapter" where there are
chapters, "Articles 8-10" where there is no Article 8-10, "Article 8.1" where the articles have no
branches, and "paragraph (2)" where (1) and (2) stand right below an article, as in the articles of
British companies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from amendtool.articles.addresses import Spot
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import LETTER, LETTER_CAPITAL, ROMAN, ROMAN_CAPITAL
from amendtool.articles.references.reference import (
    Cited,
    CitedPlace,
    Doubt,
    Level,
    Member,
    Range,
    Reference,
    Relation,
    without,
)
from amendtool.articles.references.resolver import CHAPTER_LEVELS, Index

_GROWTH = 20
"""How many articles a document may get more of, and still be the one that is cited."""
_LETTERS = frozenset({LETTER, LETTER_CAPITAL, ROMAN, ROMAN_CAPITAL})


def known(index: Index, references: Iterable[Reference], at: Spot) -> tuple[Reference, ...]:
    """The references with the levels that this document has; ``at`` is where they stand.

    "this Chapter" goes where the document has no chapters: there it is an ordinary word, a branch
    of the club, a part of the town. 本章 is none in any document, and points at nothing where
    there is no chapter.
    """

    def is_a_word(cited: Cited) -> bool:
        return (
            cited.level in CHAPTER_LEVELS
            and cited.relation is not Relation.NUMBERED
            and cited.word.isascii()
            and max(0, CHAPTER_LEVELS.index(cited.level) - 1) >= index.depth
        )

    told = (without(each, is_a_word) for each in references)
    levels = _Levels(index, at)
    return tuple(levels.of(each) for each in told if each is not None)


class _Levels:
    def __init__(self, index: Index, at: Spot) -> None:
        self.index = index
        self.at = at

    def of(self, reference: Reference) -> Reference:
        index = self.index
        if index.language == "ja":
            return reference
        if reference.doubt is Doubt.HYPHEN and self._is_a_range(reference):
            reference = replace(reference, doubt=None)
        if index.style.words:
            return reference
        members = tuple(self._member(reference, member) for member in reference.members)
        if members == reference.members:
            return reference
        return replace(reference, members=members)

    def _is_a_range(self, reference: Reference) -> bool:
        """Whether none of the runs in "Articles 8-10" is the branch number of an article."""
        for member in reference.members:
            if isinstance(member, Range):
                low, high = member.first.last.number, member.last.last.number
                if low is None or high is None:
                    return False
                if Number((*low.parts, *high.parts)) in self.index.articles:
                    return False
        return True

    def _member(self, reference: Reference, member: Member) -> Member:
        if isinstance(member, Range):
            first, last = member.first, member.last
            return Range(self._place(reference, first), self._place(reference, last))
        return self._place(reference, member)

    def _place(self, reference: Reference, place: CitedPlace) -> CitedPlace:
        levels = self._by_another_word(place.levels)
        if not self.index.has_branches:
            levels = tuple(_without_points(levels))
        if self.index.counts_below_articles:
            levels = tuple(self._below_articles(reference, levels))
        return place if levels == place.levels else replace(place, levels=levels)

    def _by_another_word(self, levels: tuple[Cited, ...]) -> tuple[Cited, ...]:
        """The levels where "Section 9(b)" and "clause 9" are the articles of this document.

        What is cited so is one where the document has no sections of its own below chapters, and
        could have an article of the number: Section 501 is that of a statute.
        """
        at = next((n for n, c in enumerate(levels) if c.level > Level.SUPPLEMENTARY), None)
        if at is None:
            return levels
        first = levels[at]
        clause = first.level is Level.ITEM and first.word.lower().startswith("clause")
        section = first.level is Level.SECTION and self.index.depth < 2
        number = first.number
        if not (clause or section) or first.relation is not Relation.NUMBERED or number is None:
            return levels
        if number.main > self.index.highest + _GROWTH:
            return levels
        if clause and self._has_items():
            return levels
        return (*levels[:at], replace(first, level=Level.ARTICLE), *levels[at + 1 :])

    def _has_items(self) -> bool:
        """Whether a clause may be an item of the article that the text stands in."""
        article = self.index.by_key.get(self.at.key)
        return article is not None and any(each.items for each in article.paragraphs)

    def _below_articles(self, reference: Reference, levels: tuple[Cited, ...]) -> Iterator[Cited]:
        """The levels where (1) below an article is called a paragraph, and (a) a sub-paragraph."""
        in_item = bool(self.at.items)
        said = items = False
        for cited in levels:
            level = cited.level
            if level is Level.ARTICLE:
                said = said or cited.relation is Relation.NUMBERED
            lettered = cited.figures is not None and cited.figures.numeral in _LETTERS
            if level is Level.PARAGRAPH and cited.relation is Relation.NUMBERED:
                if lettered or _in_brackets(reference, cited):
                    below = items or (lettered and not said and self._in_counted(in_item))
                    level = Level.SUBITEM if below else Level.ITEM
            elif level is Level.PARAGRAPH and in_item and cited.relation is not Relation.NAMED:
                level = Level.ITEM
            elif level is Level.ITEM and cited.relation is Relation.NUMBERED:
                below = items or (lettered and not said and self._in_counted(in_item))
                level = Level.SUBITEM if below else Level.ITEM
            items = items or level is Level.ITEM
            yield cited if level is cited.level else replace(cited, level=level)

    def _in_counted(self, in_item: bool) -> bool:
        """Whether the text stands in a (1), so that an (a) is one of that."""
        return in_item and self.index.counts_below(self.at.key)


def _in_brackets(reference: Reference, cited: Cited) -> bool:
    figures = cited.figures
    if figures is None:
        return False
    before = figures.start - 1 - reference.start
    # A level that is shared with an earlier citation was written there.
    return not 0 <= before < len(reference.text) or reference.text[before] == "("


def _without_points(levels: tuple[Cited, ...]) -> Iterator[Cited]:
    """Article 8 paragraph 1 for the "Article 8.1" of a document whose articles have no branches."""
    for cited in levels:
        number, figures = cited.number, cited.figures
        if (
            cited.level is not Level.ARTICLE
            or cited.counted
            or number is None
            or figures is None
            or figures.joint != "."
            or len(number.parts) != 2
        ):
            yield cited
            continue
        main = replace(figures, branch_start=figures.end, branch_end=figures.end)
        yield replace(cited, end=figures.end, number=Number.of(number.main), figures=main)
        start, end = figures.branch_start + 1, figures.branch_end
        below = replace(figures, start=start, end=end, branch_start=end, branch_end=end)
        yield Cited(
            Level.PARAGRAPH,
            Relation.NUMBERED,
            figures.branch_start,
            end,
            Number.of(number.parts[1]),
            below,
        )
