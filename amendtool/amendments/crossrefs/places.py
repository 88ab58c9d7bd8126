"""How the words that name a place have to change, when what they name goes on elsewhere.

A place is written level by level: "Article 5 paragraph 2", 前条第二項. A number is edited where
it stands; a neighbour ("the preceding Article") stays while it is one, and is named by its
number when it is not any more; what was left unsaid, because the text stood in the same
article, is said when the text or its target moves out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from amendtool.amendments.crossrefs.answers import Answers
from amendtool.amendments.crossrefs.ledger import Rule
from amendtool.amendments.crossrefs.provenance import Carrying, outer
from amendtool.articles.addresses import Address, Spot
from amendtool.articles.numbers import Number
from amendtool.articles.references.reference import (
    Category,
    Cited,
    CitedPlace,
    Edit,
    Level,
    Reference,
    Relation,
)
from amendtool.articles.references.resolver import CHAPTER_LEVELS, Index, resolve
from amendtool.articles.references.text_location import Standing
from amendtool.articles.references.writer import (
    DigitHabits,
    in_full,
    in_words_of,
    neighbours_by_number,
)
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Problem
from amendtool.messages import say
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """What all decisions about the references of one amendment rest on."""

    carrying: Carrying
    answers: Answers
    habits: DigitHabits
    style: DraftingStyle


@dataclass(frozen=True, slots=True)
class CarriedCitation:
    """A reference in a text that stays: where that stands now, and where it stood."""

    reference: Reference
    standing: Standing
    home: Standing
    evidence: Evidence

    @property
    def old(self) -> Index:
        """The present articles."""
        return self.evidence.carrying.old

    @property
    def new(self) -> Index:
        """The proposed articles."""
        return self.evidence.carrying.new

    @property
    def where(self) -> Address:
        """The present address of the text."""
        return self.old.address(self.home.spot)


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Edits of a reference, and the rule that asks for them.

    Without any, the words stay true by what is rewritten before them.
    """

    edits: tuple[Edit, ...]
    rule: Rule


Finding = Rewrite | Rule | Problem
"""What is found out about a reference: how to write it, what decided, or what to ask."""


def unclear(message: str, hint: str | None = None) -> Problem:
    """The question about a reference that cannot be written so that it stays true."""
    hint = hint or say("write it out in a `replace` with find and with")
    return Problem(code="reference-unclear", message=message, hint=hint)


def rewritten_place(
    citation: CarriedCitation, place: CitedPlace, targets: Sequence[Spot], *, is_open: bool
) -> Iterator[Finding]:
    """How a place has to be written to mean ``targets``, which are proposed provisions.

    ``is_open`` says that it names no end: "the preceding items", however many.
    """
    if not targets:
        return
    holds = still_said(citation, place, targets, is_open=is_open)
    if holds is None:
        levels = place.levels
        for end, level in enumerate(levels, 1):
            relation = level.relation
            if relation is Relation.NUMBERED:
                if _written_here(citation, level):
                    yield from _numbered(citation, place, end, targets[0])
            elif relation is Relation.PRECEDING or relation is Relation.FOLLOWING:
                prefix = CitedPlace(place.start, level.end, levels[:end])
                yield from _neighbours(citation, place, prefix, targets, is_open=is_open)
    elif not holds:
        yield _in_full(citation, place, targets, is_open=is_open)


def _written_here(citation: CarriedCitation, level: Cited) -> bool:
    """Whether a level is written in this reference, and not shared with an earlier one.

    The earlier one is edited for itself.
    """
    reference = citation.reference
    return reference.start <= level.start and level.end <= reference.end


def _numbered(
    citation: CarriedCitation, place: CitedPlace, end: int, target: Spot
) -> Iterator[Finding]:
    """The number of the last of the first ``end`` levels of a place."""
    level = place.levels[end - 1]
    goal = citation.new.address(target)
    if level.level is Level.ARTICLE and level.counted:
        yield from _another_chapter(citation, place.levels[:end], goal)
    number: Number | None
    if level.level is Level.ARTICLE and not level.counted:
        number = goal.article
    elif level.level is Level.PARAGRAPH:
        number = goal.paragraph
    elif level.level in CHAPTER_LEVELS and goal.article is None:
        # The innermost chapter that is named is the target's, whatever its word is.
        inner = place.levels[end:]
        above = 1 + sum(each.level in CHAPTER_LEVELS for each in inner)
        number = goal.chapters[-above] if above <= len(goal.chapters) else None
    elif level.level in CHAPTER_LEVELS and not level.counted:
        number = _chapter_around(citation, level, target)
    else:
        annex = citation.new.annex_at(target.key) if level.level is Level.ANNEX else None
        # イ in an item is one of that item, which goes unsaid.
        unsaid = max(0, len(target.items) - _depth(place.levels))
        number = _number_of(goal, level, _depth(place.levels[:end]) + unsaid)
        if annex is not None and annex.number is not None:
            number = Number.of(annex.number)
    if number is not None and number != level.number:
        habits = citation.evidence.habits
        padding = 0 if level.figures is None or level.figures.joint != "." else habits.padding
        yield Rewrite(level.edits(number, habits.width, padding), Rule.RENUMBERED)


def _chapter_around(citation: CarriedCitation, level: Cited, target: Spot) -> Number | None:
    """The number of the chapter that is named with an article in it: Article 5 of Part 2.

    None where it was another's before, or the article stands in no such chapter any more.
    """
    old, new = citation.old.chapter_around(target.key, level), citation.new
    if old is None or old.number != level.number:
        return None
    now = new.chapter_around(target.key, level)
    return now.number if now is not None else None


def names_its_chapters(citation: CarriedCitation, place: CitedPlace, target: Spot) -> bool:
    """Whether the chapters that are named with an article are those that it stands in."""
    return all(
        _chapter_around(citation, level, target) in (None, level.number)
        for level in place.levels
        if level.level in CHAPTER_LEVELS
        and level.relation is Relation.NUMBERED
        and not level.counted
    )


def _another_chapter(
    citation: CarriedCitation, levels: Sequence[Cited], goal: Address
) -> Iterator[Problem]:
    """Ask where "Section 2", which is one of this Article, comes to stand in another.

    It is the last of ``levels``, an article that is counted in its chapter.
    """
    # "Section 2 of this Article" says no more than "Section 2".
    chapters = (each for each in levels if each.level in CHAPTER_LEVELS)
    if any(each.relation is Relation.NUMBERED for each in chapters):
        return
    own = citation.new.address(citation.standing.spot).article
    if own is None or goal.article is None or own.home == goal.article.home:
        return
    name = goal.text(citation.evidence.style)
    yield unclear(
        say(
            "{text!r} names no Article, and means {name}, which comes to stand in another one",
            text=citation.reference.text,
            name=name,
        ),
        say("write {name} in a `replace` with find and with", name=name),
    )


def _neighbours(
    citation: CarriedCitation,
    place: CitedPlace,
    prefix: CitedPlace,
    targets: Sequence[Spot],
    *,
    is_open: bool,
) -> Iterator[Finding]:
    """The neighbours that the last level of ``prefix`` means, where they are none any more."""
    level, inner = prefix.last, prefix.last is not place.last
    if is_open and not inner:
        return
    here = _written_here(citation, level)
    now = resolve(citation.new, citation.standing, alone(prefix))[0]
    wanted = _down_to(targets, level, _depth(prefix.levels))
    if inner:
        # 前三条各号 means three articles, though only one of them may have items.
        stood = resolve(citation.old, citation.home, alone(prefix))[0].targets
        carried = [citation.evidence.carrying.carried(spot) for spot in stood]
        if stood and None not in carried:
            wanted = tuple(spot for spot in carried if spot is not None)
        if level.level in CHAPTER_LEVELS:
            # 前章第五条: the chapter has to be the same, the article is numbered anyway.
            if not here or stood == now.targets:
                return
            wanted = stood
    if now.trouble is None and now.targets == wanted:
        return
    if not here:
        # 同項 stays: the citation before it names its neighbour by number now.
        yield Rewrite((), Rule.HOLDS)
        return
    addresses = [citation.new.address(spot) for spot in wanted]
    evidence = citation.evidence
    text = neighbours_by_number(addresses, evidence.habits.numeral, evidence.style)
    text = in_words_of(text, level.word, evidence.habits)
    if citation.reference.text[level.start - citation.reference.start].isupper():
        text = text[0].upper() + text[1:]
    yield Rewrite(((level.start, level.end, text),), Rule.MADE_ABSOLUTE)


def _in_full(
    citation: CarriedCitation, place: CitedPlace, targets: Sequence[Spot], *, is_open: bool
) -> Finding:
    """Name a place in full that was named as seen from where its text stood before.

    "paragraph 2" and "this Article" mean others when they are read in another article.
    """
    start = place.levels[0].start
    # Members of a list may share a level that is written with another one.
    whole = place.start <= start and place.end <= citation.reference.end
    if is_open or not whole:
        return unclear(
            say(
                "{text!r} is read from where it stands, and its text moves to another place",
                text=citation.reference.text,
            )
        )
    addresses = [citation.new.address(spot) for spot in targets]
    text = in_full(addresses, citation.evidence.habits.numeral, citation.evidence.style)
    return Rewrite(((start, place.end, text),), Rule.MADE_ABSOLUTE)


# Whether the words still say it


def alone(place: CitedPlace) -> Reference:
    """A reference that is this place and nothing else."""
    return Reference(
        start=place.start, end=place.end, text="", category=Category.INTERNAL, members=(place,)
    )


def still_said(
    citation: CarriedCitation, place: CitedPlace, targets: Sequence[Spot], *, is_open: bool
) -> bool | None:
    """Whether a place that is read from where it stands still means ``targets``.

    "paragraph 2" and "this Article" mean others in another article. None for a place that
    names its article, and for a text that stands where it stood.
    """
    outermost = place.levels[0].meant
    if outermost.level is Level.ARTICLE and outermost.relation is Relation.NUMBERED:
        # Nothing of it goes unsaid, but that an article may have become a part of one.
        ends = place.levels[-1].meant.level is Level.ARTICLE
        parted = ends and not is_open and targets[0].paragraph is not None
        return False if parted else None
    standing = citation.standing
    named = [level.meant for level in place.levels]
    if named[0].level is Level.ANNEX:
        return None
    if not is_open and _says_too_little(citation, named, targets[0]):
        return False
    if any(one.relation is Relation.NUMBERED and one.level is Level.ARTICLE for one in named):
        return None
    chapters = any(one.level in CHAPTER_LEVELS for one in named)
    # "this Chapter" is read in another chapter also when the article has moved as a whole.
    this = chapters and any(one.relation is Relation.THIS for one in named)
    uprooted = citation.evidence.carrying.uprooted
    if not this and (chapters or not uprooted(standing, citation.home)):
        return None
    now = resolve(citation.new, standing, alone(place))[0]
    if now.trouble is not None:
        return False
    if is_open and not this:
        # "the preceding items": those of the same provision, however many.
        return {outer(spot) for spot in now.targets} == {outer(spot) for spot in targets}
    return now.targets == tuple(targets)


def _says_too_little(citation: CarriedCitation, named: Sequence[Cited], target: Spot) -> bool:
    """Whether a target went out of what a place leaves unsaid, or is a part of what it was.

    "paragraph 2" leaves its article unsaid; "Article 11" may have become a paragraph.
    """
    if named[-1].level is Level.ARTICLE:
        return target.paragraph is not None
    here = citation.standing.spot
    first = named[0]
    if first.level is Level.PARAGRAPH or (
        first.level is Level.ARTICLE and first.relation is Relation.THIS
    ):
        return target.key != here.key
    if first.level is Level.ITEM:
        owner = citation.new.only_list(replace(here, items=()))
        return (target.key, target.paragraph) != (here.key, owner.paragraph or Number.of(1))
    return False


# What a cited level says of the provision that is cited, and of those around it


def _depth(levels: Sequence[Cited]) -> int:
    """How deep in items the last of the levels is."""
    return sum(level.level in (Level.ITEM, Level.SUBITEM) for level in levels)


def _number_of(goal: Address, level: Cited, depth: int) -> Number | None:
    """The number that ``goal`` has at a cited level; ``depth`` is that of an item."""
    if level.counted and goal.article is not None and goal.article.stem:
        article = level.level is Level.ARTICLE
        return Number.of(goal.article.last if article else goal.article.main)
    if level.level is Level.ARTICLE:
        return goal.article
    if level.level is Level.PARAGRAPH:
        return goal.paragraph
    if level.level in (Level.ITEM, Level.SUBITEM):
        return goal.items[depth - 1] if len(goal.items) >= depth else None
    return None


def _down_to(targets: Sequence[Spot], level: Cited, depth: int) -> tuple[Spot, ...]:
    """The targets down to one level, each once."""
    cut = []
    for spot in targets:
        if level.level is Level.ARTICLE or spot.paragraph is None:
            cut.append(Spot(key=spot.key))
        elif level.level is Level.PARAGRAPH:
            cut.append(replace(spot, items=()))
        else:
            cut.append(replace(spot, items=spot.items[:depth]))
    return tuple(dict.fromkeys(cut))
