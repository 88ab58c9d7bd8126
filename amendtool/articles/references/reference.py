"""What a citation is: a phrase in a text, and the places it cites, level by level.

Offsets are counted in characters of the text that was parsed. All values are immutable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum, IntEnum

from amendtool.articles.addresses import Address
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import DECIMAL, FULL_WIDTH, Numeral
from amendtool.values import dataclass


class Category(Enum):
    """What a citation points into."""

    INTERNAL = "internal"
    """These articles, as they stand."""
    EXTERNAL = "external"
    """A statute or another document: never rewritten."""
    HISTORICAL = "historical"
    """An earlier state of these articles: never rewritten."""
    QUOTED = "quoted"
    """Words that are quoted as such, not a citation by this text: never rewritten."""


class Form(Enum):
    """How a citation is written."""

    ABSOLUTE = "absolute"
    """By number: Article 14, 第14条第2項; also a block that has a name only (附則)."""
    RELATIVE = "relative"
    """By the neighbourhood: the preceding article, 次条第2項."""
    THIS = "this"
    """By where it stands: this Article, 本条, these Articles of Incorporation."""
    SAME = "same"
    """By an earlier citation: the same article, 同条."""
    EACH = "each"
    """All provisions of a list: 各号."""
    LIST = "list"
    RANGE = "range"


class Level(IntEnum):
    """The levels of a citation; an outer level is less than an inner one.

    In bylaws that divide their articles into sections, ``SECTION`` stands behind ``ARTICLE``:
    the order of the levels in a :class:`CitedPlace` tells what stands in what.
    """

    DOCUMENT = 0
    SUPPLEMENTARY = 1
    ANNEX = 2
    PART = 3
    CHAPTER = 4
    SECTION = 5
    SUBSECTION = 6
    DIVISION = 7
    ARTICLE = 8
    PARAGRAPH = 9
    ITEM = 10
    SUBITEM = 11
    SENTENCE = 12

    # That of an Enum is of its name, and a function in Python; what was cited is kept by level.
    __hash__ = int.__hash__


class Relation(Enum):
    """How one level of a citation says which provision it means."""

    NUMBERED = "numbered"
    PRECEDING = "preceding"
    FOLLOWING = "following"
    THIS = "this"
    SAME = "same"
    EACH = "each"
    NAMED = "named"
    """By a name that needs no number: 附則, ただし書, the proviso, 定款."""


class Doubt(Enum):
    """Why a person should look at a citation before it is relied on."""

    ANTECEDENT = "antecedent"
    """同条 or "the same article", and no article is cited before it."""
    SCOPE = "scope"
    """A law stands beside the citation, and how far it reaches is open.

    "Article 5 and Article 361 of the Companies Act" is read as the law's articles both, "under
    the Companies Act, Article 5" as an article of this document. There is no doubt where the
    number is none of this document's.
    """
    PAST = "past"
    """It tells what an amendment did on a day: 第８条の新設は、平成25年７月１日から効力を生ずる。

    While that amendment is proposed, the number is one of the proposed articles; later it is that
    of its day, whatever has become of the article.
    """
    HYPHEN = "hyphen"
    """"Articles 8-10" is read as a range, but may be the branch number 8-10."""
    TIME = "time"
    """It stands in supplementary provisions of another day, and speaks of the articles of then."""
    QUOTED = "quoted"
    """Quoted words that may be those of a provision of this document.

    「第7条」と読み替える has to change when Article 7 moves; 「第7条」と記載した書面 has not.
    """


__all__ = [
    "Category",
    "Cited",
    "CitedPlace",
    "Doubt",
    "Edit",
    "Figures",
    "Form",
    "Level",
    "Member",
    "Range",
    "Reference",
    "Relation",
    "without",
]  # fmt: skip

Edit = tuple[int, int, str]
"""Replace the characters from the first offset to the second by the text."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The digits of a number in the text, and how they are written.

    ``start`` and ``end`` hold the main number; ``branch_start`` and ``branch_end`` the branches
    with their joints (``-2``, ``の2の3``), an empty span where there are none and some could be.
    ``padding`` is how many digits a branch is filled up to with zeros: 2 in ``Section 2.03``.
    """

    start: int
    end: int
    numeral: Numeral
    branch_start: int
    branch_end: int
    joint: str
    padding: int = 0

    def edits(
        self, old: Number, new: Number, habit: Numeral | None = None, padding: int = 0
    ) -> tuple[Edit, ...]:
        """The edits that write ``new`` where ``old`` stands, in the same kind of digits.

        ``habit`` is how the whole document writes Arabic digits (``DigitHabits.width``); it
        decides about width, as ``padding`` does about the zeros of 2.09 beside 2.10. ValueError
        when the numeral cannot write the number, such as ㉑ beyond 50.
        """
        numeral = self.numeral
        if habit is not None and numeral in (DECIMAL, FULL_WIDTH):
            numeral = habit
        found: list[Edit] = []
        if old.main != new.main:
            found.append((self.start, self.end, numeral.write(new.main)))
        if old.branches != new.branches:
            filled = (self.padding or padding) if self.joint == "." else 0
            branches = "".join(
                self.joint + numeral.write(part).zfill(filled) for part in new.branches
            )
            found.append((self.branch_start, self.branch_end, branches))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Cited:
    """One level of a cited place: ``第14条``, ``paragraph 2``, ``the preceding two items``.

    ``number`` and ``figures`` are set for a numbered level; both are None when the number is
    of a kind that these articles do not use (``Section 27A``). ``count`` says how many
    provisions a relative level means: 0 for all of them (前各項, the following items);
    ``distance`` where the first of them stands, counted from here (2 for 前々条). ``word`` is
    the word of the level as written, empty where it is shared with the member before
    (``paragraphs 2 and 3``). An ``inherited`` level is not written in this member; its span is
    that of the level it comes from. ``antecedent`` is what a 同条 stands for, if known; it is
    never itself a ``SAME`` level. A ``counted`` article is cited without the number of the chapter
    that it is counted in, and a ``counted`` chapter is one that articles are counted in. With
    ``onward`` it means everything of its row from this one on: 第２条以下, Article 2 et seq.
    """

    level: Level
    relation: Relation
    start: int
    end: int
    number: Number | None = None
    figures: Figures | None = None
    count: int = 1
    distance: int = 1
    word: str = ""
    inherited: bool = False
    antecedent: Cited | None = None
    counted: bool = False
    onward: bool = False

    @property
    def plural(self) -> bool:
        """Whether the word of the level is an English plural: ``Articles``."""
        return self.word.lower().rstrip(".").endswith("s") or self.word == "§§"

    @property
    def meant(self) -> Cited:
        """What the level stands for: its antecedent, if it has one, else itself."""
        return self.antecedent or self

    def inherit(self) -> Cited:
        """The same level as a member of a list inherits it."""
        if self.inherited:
            return self
        return Cited(
            self.level, self.relation, self.start, self.end, self.number, self.figures,
            self.count, self.distance, self.word, True, self.antecedent, self.counted, self.onward,
        )  # fmt: skip

    def edits(
        self, number: Number, habit: Numeral | None = None, padding: int = 0
    ) -> tuple[Edit, ...]:
        """The edits that give the level another number; see :meth:`Figures.edits`."""
        if self.number is None or self.figures is None:
            raise ValueError("a level without a readable number")
        return self.figures.edits(self.number, number, habit, padding)

    def __str__(self) -> str:
        """The level in canonical English: ``Article 14``, ``preceding 2 paragraphs``."""
        return _level_text(self)


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """One cited place: its levels, the outermost first, inherited ones included.

    ``start`` and ``end`` hold what is written of it.
    """

    start: int
    end: int
    levels: tuple[Cited, ...]

    @property
    def last(self) -> Cited:
        """The innermost level."""
        return self.levels[-1]

    def level(self, level: Level) -> Cited | None:
        """The part of the place at ``level``, or None; of several the innermost."""
        return next((cited for cited in reversed(self.levels) if cited.level is level), None)

    @property
    def address(self) -> Address | None:
        """The address, when the place is cited by number from its article or chapter down.

        A part of a paragraph (ただし書) has the address of the paragraph. Where items are cited
        without a paragraph, the first paragraph goes without saying.
        """
        return _address(self.levels)

    def __str__(self) -> str:
        return " ".join(str(cited) for cited in self.levels)


@dataclass(frozen=True, slots=True)
class Range:
    """A run of provisions, both ends included."""

    first: CitedPlace
    last: CitedPlace

    @property
    def start(self) -> int:
        """Where the range begins in the text."""
        return self.first.start

    @property
    def end(self) -> int:
        """Where the range ends in the text, まで excluded."""
        return self.last.end

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


Member = CitedPlace | Range


@dataclass(frozen=True, slots=True)
class Reference:
    """One continuous citation in a text: ``第3条第1項及び第2項``.

    The span includes the name of the law or document that stands with it. ``law`` is that
    name when the citation is external, with 同法 replaced by what it stands for when that is
    known.
    """

    start: int
    end: int
    text: str
    category: Category
    members: tuple[Member, ...]
    law: str | None = None
    doubt: Doubt | None = None

    @property
    def form(self) -> Form:
        """How the citation is written; of one place, how its outermost written level is."""
        if len(self.members) > 1:
            return Form.LIST
        member = self.members[0]
        return Form.RANGE if isinstance(member, Range) else _form(member)

    @property
    def places(self) -> Iterator[CitedPlace]:
        """Every place named, of a range both ends."""
        for member in self.members:
            if isinstance(member, Range):
                yield member.first
                yield member.last
            else:
                yield member

    def __str__(self) -> str:
        """What is cited, in canonical English; the law stands in front, with a colon."""
        cited = "; ".join(str(member) for member in self.members)
        return f"{self.law}: {cited}" if self.law else cited


def without(reference: Reference, unknown: Callable[[Cited], bool]) -> Reference | None:
    """The reference without the levels that are ``unknown`` to the document; None without any.

    "the members of this Chapter" cites nothing in a document that has no chapters.
    """
    members: list[Member] = []
    for member in reference.members:
        if isinstance(member, Range):
            members.append(member)
            continue
        levels = tuple(cited for cited in member.levels if not unknown(cited))
        if levels:
            members.append(member if levels == member.levels else replace(member, levels=levels))
    if not members:
        return None
    return (
        reference
        if tuple(members) == reference.members
        else replace(reference, members=tuple(members))
    )


_FORMS = {
    Relation.NUMBERED: Form.ABSOLUTE,
    Relation.NAMED: Form.ABSOLUTE,
    Relation.PRECEDING: Form.RELATIVE,
    Relation.FOLLOWING: Form.RELATIVE,
    Relation.THIS: Form.THIS,
    Relation.SAME: Form.SAME,
    Relation.EACH: Form.EACH,
}


def _form(place: CitedPlace) -> Form:
    written = [cited for cited in place.levels if not cited.inherited] or list(place.levels)
    # "Article 5 of these Articles": the document adds nothing to how the article is cited.
    below = [cited for cited in written if cited.level is not Level.DOCUMENT] or written
    first = below[0]
    if first.level is Level.SUPPLEMENTARY and first.relation is Relation.NAMED and len(below) > 1:
        first = below[1]
    # 次の各号 names the list that follows at once; it has no neighbour to lose.
    if first.count == 0 and first.relation is Relation.FOLLOWING:
        return Form.EACH
    return _FORMS[first.relation]


_CHAPTERS = (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.DIVISION)


def _address(levels: tuple[Cited, ...]) -> Address | None:
    supplementary = False
    chapters: list[Number] = []
    article: Number | None = None
    paragraph: Number | None = None
    items: list[Number] = []
    for level in levels:
        cited = level.meant
        if cited.level is Level.DOCUMENT or cited.level is Level.SENTENCE:
            continue
        if cited.level is Level.SUPPLEMENTARY:
            supplementary = True
            continue
        if cited.relation is not Relation.NUMBERED or cited.number is None:
            return None
        if cited.level is Level.ANNEX:
            return None  # which block that is, the document tells
        if cited.level in _CHAPTERS:
            if article is not None:
                return None
            chapters.append(cited.number)
        elif cited.level is Level.ARTICLE:
            article = cited.number
            if cited.counted and not supplementary:
                if not chapters:
                    return None  # which chapter's, only the place where it stands can tell
                article = Number((chapters[-1].main, *article.parts))
        elif cited.level is Level.PARAGRAPH:
            paragraph = cited.number
        else:
            items.append(cited.number)
    if article is None and not supplementary and (paragraph is not None or items):
        return None
    if not (article or supplementary or chapters):
        return None
    if items and paragraph is None:
        paragraph = Number.of(1)
    return Address(
        supplementary=supplementary,
        chapters=() if article else tuple(chapters),
        article=article,
        paragraph=paragraph,
        items=tuple(items),
    )


_NAMES = {
    Level.DOCUMENT: "charter",
    Level.SUPPLEMENTARY: "Supplementary Provisions",
    Level.ANNEX: "annex",
    Level.PART: "Part",
    Level.CHAPTER: "Chapter",
    Level.SECTION: "Section",
    Level.SUBSECTION: "Subsection",
    Level.DIVISION: "Division",
    Level.ARTICLE: "Article",
    Level.PARAGRAPH: "paragraph",
    Level.ITEM: "item",
    Level.SUBITEM: "sub-item",
    Level.SENTENCE: "sentence",
}


def _level_text(level: Cited) -> str:
    cited = level.meant
    name = _NAMES[cited.level]
    match cited.relation:
        case Relation.NUMBERED if cited.level is Level.ANNEX:
            return f"{cited.word} {cited.number or ''}".strip()
        case Relation.NUMBERED:
            number = "?" if cited.number is None else str(cited.number)
            bracketed = cited.level in (Level.ITEM, Level.SUBITEM)
            return f"{name} ({number})" if bracketed else f"{name} {number}"
        case Relation.NAMED:
            if cited.level is Level.PARAGRAPH or cited.word.lower() == "sentence":
                return f"last {name}"
            return _sentence_text(cited.word) if cited.level is Level.SENTENCE else name
        case Relation.THIS if cited.level in (Level.DOCUMENT, Level.SUPPLEMENTARY):
            return name if cited.level is Level.SUPPLEMENTARY else f"this {name}"
        case Relation.THIS | Relation.SAME:
            return f"{cited.relation.value} {name.lower()}"
        case Relation.EACH:
            return f"each {name.lower()}"
        case Relation.PRECEDING | Relation.FOLLOWING:
            return _neighbour_text(cited, name.lower())


def _neighbour_text(cited: Cited, name: str) -> str:
    side = cited.relation.value
    if cited.count == 0:
        return f"all {side} {name}s"
    if cited.count > 1:
        return f"{side} {cited.count} {name}s"
    return f"second {side} {name}" if cited.distance == 2 else f"{side} {name}"


_SENTENCES = (
    ("本文", "main clause"),
    ("た", "proviso"),
    ("但", "proviso"),
    ("前段", "first part"),
    ("後段", "second part"),
    ("柱書", "opening words"),
)


def _sentence_text(word: str) -> str:
    found = (name for written, name in _SENTENCES if word.startswith(written))
    return next(found, word)
