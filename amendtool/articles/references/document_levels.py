"""What the levels of a citation are in one document, where its words alone do not tell.

A grammar reads the words as most articles use them, and a drafting style as its kind does
(``style_words``). Some things only the document itself decides: "this Chapter" where there are
chapters, "Articles 8-10" where there is no Article 8-10, "Article 8.1" where the articles have no
branches, and "paragraph (2)" where (1) and (2) stand right below an article, as in the articles of
British companies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Provision
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import (
    DECIMAL,
    LETTER,
    LETTER_CAPITAL,
    ROMAN,
    ROMAN_CAPITAL,
    Numeral,
)
from amendtool.articles.references.cited_annexes import with_annexes
from amendtool.articles.references.of_their_time import of_its_time
from amendtool.articles.references.phrases import first_place
from amendtool.articles.references.reference import (
    Category,
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
from amendtool.articles.references.resolver import CHAPTER_LEVELS, Index, resolve
from amendtool.articles.references.text_location import Standing
from amendtool.patterns import compiled
from amendtool.values import dataclass

_FEWEST_OF_A_STATUTE = 100
_TITLE = compiled(
    r"[.:]?(?: (?:[A-Z][\w’'&-]*|of|and|the|for|to|in|or|an?|on|by|with)[,:]?){0,12}[.:]?"
)
"""What stands behind the number of a label in its line."""
_RUN = compiled(r"(?P<low>[0-9]+(?:\.[0-9]+)*)-(?P<high>[0-9]+(?:\.[0-9]+)*)")
_LETTERS = frozenset({LETTER, LETTER_CAPITAL, ROMAN, ROMAN_CAPITAL})


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """Articles with the place in them that a text is read from."""

    index: Index
    at: Spot


def known(
    index: Index,
    references: Iterable[Reference],
    at: Spot,
    other: ReadFrom | None = None,
    *,
    text: str,
) -> tuple[Reference, ...]:
    """The references of a ``text`` with the levels that this document has.

    ``at`` is where the text stands. The annexes that the document has are cited, too, but for an
    empty ``text``, which is that of another document or the title of an annex itself.

    ``other`` are the articles on the other side of an amendment, which may be cited, too: what it
    writes cites those that it makes.

    "this Chapter" goes where the document has no chapters: there it is an ordinary word, a branch
    of the club, a part of the town. 本章 is none in any document, and points at nothing where
    there is no chapter.
    """

    def is_a_word(cited: Cited) -> bool:
        if cited.level not in CHAPTER_LEVELS or not cited.word.isascii():
            return False
        if cited.relation is Relation.NUMBERED and cited.level is not Level.PART:
            return False
        depth = index.depth_of(cited)
        return depth is None or depth >= index.depth

    coming = other.index if other is not None else None
    annexes = [*index.annexes.values(), *(coming.annexes.values() if coming is not None else ())]
    references = tuple(references)
    if not references and not annexes:
        return ()
    levels = _Levels(index, at, coming)
    seen = (ReadFrom(index, at), other) if other is not None else (ReadFrom(index, at),)
    then = index.is_of_its_time(at.key)
    found: list[Reference] = []
    for reference in references:
        each: Reference | None = reference
        ours = reference.category is Category.INTERNAL
        if ours and index.language != "ja" and _names_chapters(reference):
            each = without(reference, is_a_word)
        if each is None or (text and index.language != "ja" and _is_a_label(each, text)):
            continue
        each = levels.of(each)
        inner = _begins_with_an_item(each)
        if index.language != "ja":
            each = _where_it_is_ours(each, seen)
        elif inner:
            each = _in_the_item_before(index, each, at, found)
        beside = inner or _says_its_own(text, each.start)
        if beside and text and found and each.category is Category.INTERNAL:
            each = _beside_the_one_before(index, each, at, found[-1], text)
        each = of_its_time(each) if then else each
        if not _is_bare(each) or any(_is_there(one, each) for one in seen):
            found.append(each)
    return with_annexes(text, found, annexes, index.styled) if annexes else tuple(found)


def _is_a_label(reference: Reference, text: str) -> bool:
    """Whether a line of the text is nothing but a number with a title: Subsection 6.1 Chair.

    So stands the label of a provision that the articles hold as text; it cites nobody.
    """
    start, end = reference.start, reference.end
    if reference.category is not Category.INTERNAL or (start and text[start - 1] != "\n"):
        return False
    if "\n" not in text and not text.startswith(". ", end):
        return False  # a text that is nothing but a citation
    first = reference.members[0]
    if len(reference.members) > 1 or not isinstance(first, CitedPlace):
        return False
    if first.levels[0].relation is not Relation.NUMBERED:
        return False
    close = text.find("\n", end)
    return _TITLE.fullmatch(text, end, close if close >= 0 else len(text)) is not None


_CHAPTERS = frozenset(CHAPTER_LEVELS)
_ITEMS = frozenset({Level.ITEM, Level.SUBITEM})


def _names_chapters(reference: Reference) -> bool:
    for place in reference.places:
        for cited in place.levels:
            if cited.level in _CHAPTERS:
                return True
    return False


def _begins_with_an_item(reference: Reference) -> bool:
    """Whether the first that is written of it is an item; it is else none of the item before."""
    place = first_place(reference.members[0])
    return (_first_written(place) or place.last).level in _ITEMS


def _first_written(place: CitedPlace) -> Cited | None:
    """The outermost level that is written with a place itself."""
    for cited in place.levels:
        if not cited.inherited:
            return cited
    return None


_CALLED_OTHERWISE = compiled(r"(?i:(?P<kind>rule|regulation))s?\Z")


def _where_it_is_ours(reference: Reference, seen: Sequence[ReadFrom]) -> Reference:
    """The reference, as another document's where this one has no such provision.

    "Rule 8" and "Regulation 8" are read as those of anybody; they are ours in a document that
    calls itself so. So may be the "Section 8.24" behind the name of an Act and a comma.
    """
    if reference.category is Category.EXTERNAL and reference.law is None:
        word = _CALLED_OTHERWISE.match(next(iter(reference.places)).levels[0].word)
        if word is None:
            return reference
        own = replace(reference, category=Category.INTERNAL)
        called = seen[0].index.calls_itself
        # Clubs call the provisions of a constitution so, too, in small letters.
        ours = called(word["kind"].title()) or (word[0].islower() and called("Constitution"))
        return own if ours and _is_there(seen[0], own) else reference
    if reference.category is not Category.INTERNAL or reference.doubt is not Doubt.SCOPE:
        return reference
    if any(_is_there(one, reference) for one in seen):
        return reference
    return replace(reference, category=Category.EXTERNAL, doubt=None)


def _in_the_item_before(
    index: Index, reference: Reference, at: Spot, before: Sequence[Reference]
) -> Reference:
    """The reference with its イ as one of the item that was cited last, where the text has none.

    「前号の額のうち、ハに掲げる額を除いた額」 in an item without a list of its own means 前号ハ.
    """
    if reference.category is not Category.INTERNAL or not all(map(_is_sub_item, reference.places)):
        return reference
    seen = ReadFrom(index, at)
    if _is_there(seen, reference):
        return reference
    owner = next(filter(None, map(_cited_item, reversed(before))), None)
    if owner is None:
        return reference
    outer = tuple(
        replace(cited, relation=Relation.SAME, antecedent=cited.meant, inherited=True)
        for cited in owner
    )

    def within(place: CitedPlace) -> CitedPlace:
        return replace(place, levels=(*outer, *place.levels))

    told = _with_places(reference, within)
    return told if _is_there(seen, told) else reference


def _with_places(reference: Reference, made: Callable[[CitedPlace], CitedPlace]) -> Reference:
    """The reference with each place that it names as ``made`` of it."""
    members = tuple(
        Range(made(member.first), made(member.last)) if isinstance(member, Range) else made(member)
        for member in reference.members
    )
    return replace(reference, members=members)


_ITS_OWN = "その"
_NAMES_A_KIND = compiled("(?![及又並若前後本中各等関所])[一-鿿々]")
_SENTENCE_END = compiled(r"[。\n]|\.(?=\s)")


def _beside_the_one_before(
    index: Index, reference: Reference, at: Spot, before: Reference, text: str
) -> Reference:
    """The reference with its item as one beside that cited before it, where the text has none.

    「第９条第１号の会費及び第２号の入会金」 means 第９条第２号; "under clause (i) of Section 2.5
    the chair votes, and clause (ii) does not apply" another clause of Section 2.5. 「第５条の者は、
    その第２項により」 says so itself.
    """
    if before.category is not Category.INTERNAL or before.end > reference.start:
        return reference
    if _NAMES_A_KIND.match(text, reference.end) is not None:
        return reference  # 第１号会員 is what a kind of members is called
    its_own = _says_its_own(text, reference.start)
    if any(not _is_inner(place, its_own=its_own) for place in reference.places):
        return reference
    if _SENTENCE_END.search(text, before.end, reference.start) is not None:
        return reference
    seen = ReadFrom(index, at)
    if not its_own and _is_there(seen, reference):
        return reference
    last = before.members[-1]
    levels = (last.last if isinstance(last, Range) else last).levels
    first = _written(next(iter(reference.places)))[0]
    if first.level is Level.PARAGRAPH:
        levels = tuple(cited for cited in levels if cited.level < Level.PARAGRAPH)
    beside = next((n for n, cited in enumerate(levels) if _counts_as(cited, first)), len(levels))
    outer = tuple(
        replace(cited, relation=Relation.SAME, antecedent=cited.meant, inherited=True)
        for cited in levels[:beside]
    )
    if not outer or any(cited.meant.count != 1 for cited in outer):
        return reference

    def within(place: CitedPlace) -> CitedPlace:
        found = list(outer)
        for cited in _written(place):
            level = cited.level if index.language == "ja" else _below(found[-1].level, cited)
            found.append(replace(cited, level=level))
        return replace(place, levels=tuple(found))

    told = _with_places(reference, within)
    return told if _is_there(seen, told) else reference


def _says_its_own(text: str, start: int) -> bool:
    """Whether その stands before a citation: その第２項."""
    return start >= len(_ITS_OWN) and text.startswith(_ITS_OWN, start - len(_ITS_OWN))


def _written(place: CitedPlace) -> list[Cited]:
    return [cited for cited in place.levels if not cited.inherited] or [place.last]


def _is_inner(place: CitedPlace, *, its_own: bool) -> bool:
    """Whether an item is cited by its number alone; of その第２項 a paragraph, too."""
    first = _written(place)[0]
    said = [cited for cited in place.levels if cited.inherited and cited.start >= 0]
    return (
        not said
        and (
            first.level in (Level.ITEM, Level.SUBITEM)
            or (its_own and first.level is Level.PARAGRAPH)
        )
        and first.relation is Relation.NUMBERED
    )


def _counts_as(cited: Cited, first: Cited) -> bool:
    """Whether a level of the citation before is counted as the item ``first`` is."""
    if cited.level not in (Level.ITEM, Level.SUBITEM):
        return False
    if cited.figures is None or first.figures is None:
        return cited.level is first.level
    return cited.level is first.level or cited.figures.numeral is first.figures.numeral


def _is_sub_item(place: CitedPlace) -> bool:
    """Whether a place is a イ by itself."""
    return len(place.levels) == 1 and (place.last.level, place.last.relation) == (
        Level.SUBITEM,
        Relation.NUMBERED,
    )


def _cited_item(reference: Reference) -> tuple[Cited, ...] | None:
    """The levels of the item that a reference ends with, or that holds what it ends with."""
    member = reference.members[-1]
    if reference.category is not Category.INTERNAL or isinstance(member, Range):
        return None
    at = next((n for n, cited in enumerate(member.levels, 1) if cited.level is Level.ITEM), None)
    if at is None or any(cited.meant.count != 1 for cited in member.levels[:at]):
        return None  # 前二号: which of them, nobody knows
    return member.levels[:at]


def _is_bare(reference: Reference) -> bool:
    """Whether no word of a level stands before its number: "see 2.3", 三条二項."""
    first = _first_written(first_place(reference.members[0]))
    if first is not None and first.word == "条" and first.figures is not None:
        internal = reference.category is Category.INTERNAL
        return internal and reference.start == first.start == first.figures.start
    if first is None or first.word or reference.category is not Category.INTERNAL:
        return False
    figures = first.figures
    if figures is None:
        return False
    if first.level in (Level.ITEM, Level.SUBITEM):
        return first.start == reference.start and figures.start == first.start + 1
    return first.level in (Level.ARTICLE, Level.SECTION) and first.start == figures.start


def _is_there(seen: ReadFrom, reference: Reference) -> bool:
    found = resolve(seen.index, Standing(spot=seen.at), reference)
    return all(each.trouble is None for each in found)


class _Levels:
    def __init__(self, index: Index, at: Spot, coming: Index | None) -> None:
        self.index = index
        self.at = at
        self.coming = coming
        self.highest = coming.highest if coming is not None else 0

    def of(self, reference: Reference) -> Reference:
        index = self.index
        if index.language == "ja":
            return reference
        if reference.doubt is Doubt.HYPHEN and self._is_a_range(reference):
            reference = replace(reference, doubt=None)
        if "-" in reference.text and reference.category is Category.INTERNAL:
            reference = self._with_ranges(reference)
        if index.style.calls_items_paragraphs:
            return reference
        if reference.category is Category.INTERNAL and self._is_of_a_statute(reference):
            return replace(reference, category=Category.EXTERNAL)
        members = tuple(self._member(reference, member) for member in reference.members)
        if members == reference.members:
            return reference
        return replace(reference, members=members)

    def _is_of_a_statute(self, reference: Reference) -> bool:
        """Whether it is nothing but sections with numbers far beyond any article here.

        "A body exempt under Section 501(c)(3)" names no statute, and cites one.
        """
        if first_place(reference.members[0]).levels[0].level is not Level.SECTION:
            return False
        firsts = [place.levels[0] for place in reference.places]
        most = max(_FEWEST_OF_A_STATUTE, self.index.highest, self.highest)
        return self.index.depth < 2 and all(
            first.level is Level.SECTION
            and first.relation is Relation.NUMBERED
            and (first.number is None or first.number.main > most)
            for first in firsts
        )

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

    def _with_ranges(self, reference: Reference) -> Reference:
        """The reference with "Article 8-10" as a range, where 8 and 10 are articles and 8-10 none.

        Drafters leave the word in the singular before a range; a branch is what it is otherwise.
        """
        members = tuple(
            (self._range_in(reference, member) if isinstance(member, CitedPlace) else None)
            or member
            for member in reference.members
        )
        return replace(reference, members=members)

    def _range_in(self, reference: Reference, place: CitedPlace) -> Range | None:
        last = place.last
        number, figures = last.number, last.figures
        if number is None or figures is None or last.level not in (Level.ARTICLE, Level.SECTION):
            return None
        offset = reference.start
        written = reference.text[figures.start - offset : figures.branch_end - offset]
        runs = _RUN.fullmatch(written)
        if runs is None or self._stands(number):
            return None
        ends = []
        for name, start in (("low", last.start), ("high", figures.start + runs.start("high"))):
            main, *branches = (int(part) for part in runs[name].split("."))
            begin, end = (figures.start + at for at in runs.span(name))
            upto = begin + len(str(main))
            own = replace(figures, start=begin, end=upto, branch_start=upto, branch_end=end,
                          joint="." if branches else "-", padding=0)  # fmt: skip
            if not main or not all(branches) or written.startswith("0"):
                return None
            ends.append(replace(last, start=start, end=end, number=Number((main, *branches)),
                                figures=own, word=last.word if name == "low" else ""))  # fmt: skip
        low, high = ends
        if not (low.number and high.number and low.number < high.number):
            return None
        if len(low.number.parts) != len(high.number.parts):
            return None
        if not (self._stands(low.number) and self._stands(high.number)):
            return None
        first = replace(place, end=low.end, levels=(*place.levels[:-1], low))
        outer = tuple(cited.inherit() for cited in place.levels[:-1])
        return Range(first, CitedPlace(high.start, high.end, (*outer, high)))

    def _stands(self, number: Number) -> bool:
        return any(
            number in index.articles for index in (self.index, self.coming) if index is not None
        )

    def _member(self, reference: Reference, member: Member) -> Member:
        if isinstance(member, Range):
            first, last = member.first, member.last
            return Range(self.place(reference, first), self.place(reference, last))
        return self.place(reference, member)

    def place(self, reference: Reference, place: CitedPlace) -> CitedPlace:
        """The place as the document has it: as :meth:`turned` gives it, which few have need of."""
        only = place.levels[0]
        if (
            len(place.levels) == 1
            and only.level is Level.ARTICLE
            and (only.figures is None or only.figures.joint != ".")
        ):
            return place  # an Article without a point is what it says: nothing below turns it
        return self.turned(reference, place)

    def turned(self, reference: Reference, place: CitedPlace) -> CitedPlace:
        """The place with each level as this document has it."""
        levels = self._by_numeral(reference, place.levels)
        levels = self._by_the_deepest_word(reference, levels)
        levels = self._by_another_word(reference, levels)
        if not self.index.has_branches:
            levels = tuple(_one_below_another(_without_points(levels)))
        if self.index.counts_below_articles:
            levels = tuple(self._below_articles(reference, levels))
        else:
            levels = self._lettered(reference, levels)
        return place if levels == place.levels else replace(place, levels=levels)

    def _by_numeral(self, reference: Reference, levels: tuple[Cited, ...]) -> tuple[Cited, ...]:
        """The levels where the numeral tells that a provision stands beside the text.

        "Clause (iii)" and "paragraph (iii)" in an item that is printed (i) are no third item of
        the article where those are printed (1), (2), (3).
        """
        first, depth = levels[0], len(self.at.items)
        figures = first.figures
        if (
            depth < 2
            or first.level not in (Level.PARAGRAPH, Level.ITEM, Level.SUBITEM)
            or first.relation is not Relation.NUMBERED
            or first.inherited
            or figures is None
            or not _in_brackets(reference, first)
        ):
            return levels
        written = _figures_in(reference, first)
        if self._read_at(1, written) is not None:
            return levels
        numeral, number = self._read_at(depth, written) or (None, None)
        if numeral is None or number is None:
            return levels
        beside = replace(
            first,
            level=Level.SUBITEM,
            number=number,
            figures=replace(figures, numeral=numeral),
        )
        # What the two stand in goes unsaid.
        above = [Level.ITEM] + [Level.SUBITEM] * (depth - 2)
        unsaid = (Cited(each, Relation.THIS, -1, -1, inherited=True) for each in above)
        return (*unsaid, beside, *levels[1:])

    def _read_at(self, depth: int, written: str) -> tuple[Numeral, Number] | None:
        """What a mark is among the items of a depth around the text, where it is one of them."""
        owner = self.index.provision(replace(self.at, items=self.at.items[: depth - 1]))
        if not isinstance(owner, Provision) or not owner.items:
            return None
        form = owner.items[0].form or self.index.item_form(depth)
        value = form.numeral.read(written)
        if value is None or all(item.number != Number.of(value) for item in owner.items):
            return None
        return form.numeral, Number.of(value)

    def _by_another_word(
        self, reference: Reference, levels: tuple[Cited, ...]
    ) -> tuple[Cited, ...]:
        """The levels where "Section 9(b)" and "clause 9" are the articles of this document.

        What is cited so is one where the document has no sections of its own below chapters, and
        could have an article of the number: Section 501 is that of a statute.
        """
        at = next((n for n, c in enumerate(levels) if c.level > Level.SUPPLEMENTARY), None)
        if at is None:
            return levels
        first = levels[at]
        if self._is_a_clause_beside(first):
            return (*levels[:at], replace(first, level=Level.ARTICLE), *levels[at + 1 :])
        # The second of "clauses 8 and 9" has no word of its own.
        word = first.word or next(iter(reference.places)).levels[0].word
        clause = first.level in (Level.ITEM, Level.SUBITEM) and "clause" in word.lower()
        section = first.level is Level.SECTION and self.index.depth < 2
        number = first.number
        if not (clause or section) or first.relation is not Relation.NUMBERED or number is None:
            return levels
        if number.main > max(self.index.highest, self.highest):
            return levels
        if (
            clause
            and self._has_item(number)
            # In a document that prints (1) below its clauses, "clause 2" is none of those.
            and (_in_brackets(reference, first) or not self.index.counts_below(self.at.key))
        ):
            return levels
        return (*levels[:at], replace(first, level=Level.ARTICLE), *levels[at + 1 :])

    def _is_a_clause_beside(self, cited: Cited) -> bool:
        """Whether "the preceding clause" is said where no item stands, so that articles are."""
        beside = cited.relation in (Relation.PRECEDING, Relation.FOLLOWING)
        if not beside or cited.level is not Level.ITEM or cited.word.lower() != "clause":
            return False
        article = self.index.by_key.get(self.at.key)
        return (
            not self.at.items
            and article is not None
            and not any(each.items for each in article.paragraphs)
        )

    def _by_the_deepest_word(
        self, reference: Reference, levels: tuple[Cited, ...]
    ) -> tuple[Cited, ...]:
        """The levels of "subsection 5(2)" and "paragraph 6(1)(b)", which begin with the article.

        So statutes of the Commonwealth cite, and bylaws after them: the word is that of the
        deepest level. A paragraph 6 of the own article is what the words say first.
        """
        below = [n for n, cited in enumerate(levels) if cited.level in _BELOW_AN_ARTICLE]
        if not below:
            return levels
        written = (n for n in below if not levels[n].inherited)
        at = next(written, below[0])
        if _in_brackets(reference, levels[at]):
            at = below[0]
        first, deeper = levels[at], levels[at + 1 :]
        word = first.word or next(iter(reference.places)).levels[0].word
        if (
            first.level not in _BELOW_AN_ARTICLE
            or first.relation is not Relation.NUMBERED
            or first.number is None
            or _in_brackets(reference, first)
            or not deeper
            or deeper[0].word
            or not all(cited.inherited for cited in levels[:at])
            or _DEEP_WORD.match(word) is None
            or not self._stands(first.number)
            or self._has_paragraph(first.number)
            or self._has_marks(reference, first.number, deeper[0])
        ):
            return self._of_own(reference, levels, at)
        found = [replace(first, level=Level.ARTICLE)]
        for cited in deeper:
            found.append(replace(cited, level=_below(found[-1].level, cited)))
        return tuple(found)

    def _of_own(
        self, reference: Reference, levels: tuple[Cited, ...], at: int
    ) -> tuple[Cited, ...]:
        """The levels where "subsection (1)" is the (1) of an article that is called a section."""
        first = levels[at]
        if (
            first.level is not Level.SUBSECTION
            or self.index.depth > 1
            or first.relation is not Relation.NUMBERED
            or not _in_brackets(reference, first)
        ):
            return levels
        found = [*levels[:at], replace(first, level=Level.PARAGRAPH)]
        for cited in levels[at + 1 :]:
            found.append(replace(cited, level=_below(found[-1].level, cited)))
        return tuple(found)

    def _has_paragraph(self, number: Number) -> bool:
        """Whether the article that the text stands in has a paragraph of this number."""
        article = self.index.by_key.get(self.at.key)
        return (
            article is not None
            and len(article.paragraphs) > 1
            and any(each.number == number for each in article.paragraphs)
        )

    def _has_marks(self, reference: Reference, number: Number, below: Cited) -> bool:
        """Whether the article that the text stands in has a (2) with an (a), for a "2(a)"."""
        article = self.index.by_key.get(self.at.key)
        if article is None or not self.index.counts_below(article.key):
            return False
        item = next((i for i in article.paragraphs[0].items if i.number == number), None)
        if item is None or not item.items:
            return False
        form = item.items[0].form or self.index.item_form(2)
        value = form.numeral.read(_figures_in(reference, below))
        return value is not None and any(i.number == Number.of(value) for i in item.items)

    def _has_item(self, number: Number) -> bool:
        """Whether a clause may be an item of the article that the text stands in."""
        article = self.index.by_key.get(self.at.key)
        return article is not None and any(
            item.number == number for each in article.paragraphs for item in each.items
        )

    def _lettered(self, reference: Reference, levels: tuple[Cited, ...]) -> tuple[Cited, ...]:
        """The levels where "paragraph (b)" is the (b) of an article without paragraphs in print.

        So do American charters call what stands right below their articles.
        """
        at = next((n for n, cited in enumerate(levels) if cited.level is Level.PARAGRAPH), None)
        if at is None or levels[at].relation is not Relation.NUMBERED:
            return levels
        cited = levels[at]
        if cited.figures is None or cited.figures.numeral not in _LETTERS:
            return levels
        article = self._article_of(levels[:at])
        if article is None or len(article.paragraphs) != 1 or not article.paragraphs[0].items:
            return levels
        form = article.paragraphs[0].items[0].form or self.index.item_form(1)
        value = form.numeral.read(_figures_in(reference, cited))
        if value is None:
            return levels
        figures = replace(cited.figures, numeral=form.numeral)
        found = [replace(cited, level=Level.ITEM, number=Number.of(value), figures=figures)]
        for deeper in levels[at + 1 :]:
            found.append(replace(deeper, level=_below(found[-1].level, deeper)))
        return (*levels[:at], *found)

    def _article_of(self, levels: Sequence[Cited]) -> Article | None:
        """The article that levels name, or the one that the text stands in where they name none."""
        named = next((c.meant for c in reversed(levels) if c.level is Level.ARTICLE), None)
        if named is None or named.relation is Relation.THIS:
            return self.index.by_key.get(self.at.key) if not levels or named else None
        if named.relation is not Relation.NUMBERED or named.counted:
            return None
        found = self.index.articles.get(named.number)
        if found is None and self.coming is not None:
            found = self.coming.articles.get(named.number)
        return found

    def _is_counted_below(self, levels: Sequence[Cited], at: int) -> bool:
        """Whether "paragraph 2" is the (2) that stands right below the article of the levels.

        It is not in "paragraph 1, item (2)", where the item is.
        """
        cited = levels[at]
        if any(below.word and below.level is Level.ITEM for below in levels[at + 1 :]):
            return False
        article = self._article_of(levels[:at])
        return (
            cited.figures is not None
            and cited.figures.numeral is DECIMAL
            and article is not None
            and self.index.counts_below(article.key)
        )

    def _below_articles(self, reference: Reference, levels: tuple[Cited, ...]) -> Iterator[Cited]:
        """The levels where (1) below an article is called a paragraph, and (a) a sub-paragraph."""
        in_item = bool(self.at.items)
        said = items = False
        for n, cited in enumerate(levels):
            level = cited.level
            if level is Level.ARTICLE:
                said = said or cited.relation is Relation.NUMBERED
            lettered = cited.figures is not None and cited.figures.numeral in _LETTERS
            if level is Level.PARAGRAPH and cited.relation is Relation.NUMBERED:
                if lettered or _in_brackets(reference, cited) or self._is_counted_below(levels, n):
                    below = items or (lettered and not said and self._in_counted(in_item))
                    level = Level.SUBITEM if below else Level.ITEM
            elif level is Level.PARAGRAPH and in_item and cited.relation is not Relation.NAMED:
                level = Level.ITEM
            elif level is Level.ITEM and cited.relation is Relation.NUMBERED:
                below = items or (lettered and not said and self._in_counted(in_item))
                level = Level.SUBITEM if below else Level.ITEM
            elif level is Level.SUBITEM and not items and not n and _in_brackets(reference, cited):
                # "sub-clause (1)" is the (1) of a clause.
                level = Level.ITEM if self._is_counted_below(levels, n) else level
            items = items or level is Level.ITEM
            yield cited if level is cited.level else replace(cited, level=level)

    def _in_counted(self, in_item: bool) -> bool:
        """Whether the text stands in a (1), so that an (a) is one of that."""
        return in_item and self.index.counts_below(self.at.key)


_BELOW_AN_ARTICLE = frozenset({Level.SUBSECTION, Level.PARAGRAPH, Level.ITEM, Level.SUBITEM})
_DEEP_WORD = compiled(
    r"(?i:sub-?(?:section|paragraph|clause|article|rule|regulation)|paragraph)s?\Z"
)


def _below(above: Level, cited: Cited) -> Level:
    """The level of a mark right behind one that is ``above``: 5(2)(b)(i)."""
    if cited.level is Level.SENTENCE:
        return cited.level
    if above is Level.ARTICLE:
        lettered = cited.figures is not None and cited.figures.numeral in _LETTERS
        return Level.ITEM if lettered else Level.PARAGRAPH
    return Level.ITEM if above is Level.PARAGRAPH else Level.SUBITEM


def _one_below_another(levels: Iterable[Cited]) -> Iterator[Cited]:
    """The levels where "paragraph (a) of clause 1.2" is an item of the paragraph 1.2."""
    above: Level | None = None
    for cited in levels:
        level = cited.level
        if above is not None and level is above and cited.relation is Relation.NUMBERED:
            if level is Level.PARAGRAPH:
                cited = replace(cited, level=Level.ITEM)
            elif level is Level.ITEM:
                cited = replace(cited, level=Level.SUBITEM)
        above = cited.level
        yield cited


def _figures_in(reference: Reference, cited: Cited) -> str:
    """The number of a level as it is written; empty where it was written before the reference."""
    figures = cited.figures
    if figures is None or figures.start < reference.start:
        return ""
    return reference.text[figures.start - reference.start : figures.end - reference.start]


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
        if cited.antecedent is not None and cited.level is Level.ARTICLE:
            for part in _without_points((cited.antecedent,)):
                yield replace(cited, level=part.level, antecedent=part)
            continue
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
