"""The grammar of an English citation.

::

    group   = run { [,] run }            downwards: Article 5, paragraphs 2 and 3
            | group (of|in) group        upwards: paragraph 2 of the preceding Article
            | lead unit                  the preceding two paragraphs, this Article
    run     = unit number { joint number }
    number  = 14 | 5-2 | 3.2 | III | (3) | (a) | Five, then deeper levels in brackets: 3.2(b)(ii)

:class:`GroupReader` reads one group at a time; ``reader_en`` puts them into lists and asks what
document they are of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from amendtool.articles.references.antecedents import Memory, bound
from amendtool.articles.references.leads_en import Lead, lead_at
from amendtool.articles.references.numbers_en import (
    numbers,
    starts_number,
)
from amendtool.articles.references.phrases import first_place, last_place
from amendtool.articles.references.reference import (
    Cited,
    CitedPlace,
    Doubt,
    Figures,
    Level,
    Member,
    Range,
    Relation,
)
from amendtool.articles.references.tokens import (
    EN_LEVELS,
    EN_UNIT,
    number_of,
    read_english,
)

_UPWARDS = re.compile(r",? (?:of|in|under|to|set forth in|contained in) ")
_DOWNWARDS = re.compile(r",? (?=[A-Za-z§])")
_SENTENCE_LEADS = ("the ", *(f"{word} " for word in ("first", "second", "third", "last")))
_DEEPEST = 6
_GAPS = tuple(f"{gap}{letter}" for gap in (" ", ", ", ",") for letter in "aApPiIcCsSfltm§")
_UPS = (" of ", ", of ", " in ", ", in ", " under ", " to ", " set ", " contained ", ", set ")
_OWN_PLACE = frozenset({Relation.PRECEDING, Relation.FOLLOWING, Relation.THIS})
_OF_THE_CHARTER = (" of Incorporation", " of Association", " of Organization", " of Inc")


@dataclass(frozen=True, slots=True)
class CitedGroup:
    """Members that share their outer levels; ``open`` while they have none of their own."""

    start: int
    end: int
    members: tuple[Member, ...]
    upwards: bool = False
    doubt: Doubt | None = None
    earlier: bool = False

    @property
    def first(self) -> Cited:
        """The outermost level of the first member."""
        return first_place(self.members[0]).levels[0]

    @property
    def own_place(self) -> bool:
        """Whether it is cited by its neighbourhood, and so of these articles."""
        return self.first.relation in _OWN_PLACE


class GroupReader:
    """Reads the groups of one text."""

    __slots__ = ("memory", "text")

    def __init__(self, text: str, memory: Memory) -> None:
        """``memory`` tells what "the same article" is."""
        self.text = text
        self.memory = memory

    def at(self, start: int, before: CitedPlace | None, *, deep: int = 0) -> CitedGroup | None:
        """The group that begins at ``start``, with or without a lead."""
        found = lead_at(self.text, start)
        lead, at = found if found else (None, start)
        group = self.of_unit(at, lead, before, deep=deep)
        if group is None and lead is not None:
            return None
        return group

    def of_unit(
        self, at: int, lead: Lead | None, before: CitedPlace | None, *, deep: int = 0
    ) -> CitedGroup | None:
        """The group whose first level word stands at ``at``, behind ``lead``."""
        unit = EN_UNIT.match(self.text, at)
        if unit is None:
            return None
        level = EN_LEVELS[unit.lastgroup or ""]
        group: CitedGroup | None
        if level is Level.SUPPLEMENTARY:
            group = self._supplementary(unit, lead)
        elif level is Level.SENTENCE:
            group = self._sentence(unit, lead)
        else:
            numbered = starts_number(self.text, unit.end())
            group = self._run(unit, level, lead) if numbered else None
            group = group or self._unnumbered(unit, level, lead, before)
        if group is None:
            return None
        group = self._downwards(group)
        return self._upwards(group, before, deep)

    # -- one group ---------------------------------------------------------------------------

    def _run(self, unit: re.Match[str], level: Level, lead: Lead | None) -> CitedGroup | None:
        read = numbers(self.text, unit, level)
        if read is None:
            return None
        members, end, doubt = read
        earlier = lead is not None and lead.earlier
        start = lead.start if lead is not None and lead.earlier else unit.start()
        return CitedGroup(start, end, members, doubt=doubt, earlier=earlier)

    def _supplementary(self, unit: re.Match[str], lead: Lead | None) -> CitedGroup:
        relation = Relation.NAMED
        start = unit.start()
        if lead is not None and lead.relation in (Relation.THIS, Relation.SAME):
            relation, start = lead.relation, lead.start
        elif lead is not None and lead.relation is Relation.EACH:
            start = lead.start
        cited = Cited(Level.SUPPLEMENTARY, relation, start, unit.end(), word=unit[0])
        end = unit.end()
        if starts_number(self.text, end):
            read = numbers(self.text, unit, Level.ARTICLE)
            if read is not None:
                members = _under_first(CitedPlace(start, end, (cited,)), read[0])
                return CitedGroup(start, read[1], members)
        return CitedGroup(start, end, (CitedPlace(start, end, (cited,)),))

    def _sentence(self, unit: re.Match[str], lead: Lead | None) -> CitedGroup | None:
        word = unit[0].lower()
        start = lead.start if lead is not None else unit.start()
        if word.startswith("sentence"):
            return self._unnumbered(unit, Level.SENTENCE, lead, None)
        cited = Cited(Level.SENTENCE, Relation.NAMED, start, unit.end(), word=word)
        return CitedGroup(start, unit.end(), (CitedPlace(start, unit.end(), (cited,)),))

    def _unnumbered(
        self, unit: re.Match[str], level: Level, lead: Lead | None, before: CitedPlace | None
    ) -> CitedGroup | None:
        if lead is None or lead.relation is None:
            return None
        if level is Level.ARTICLE and self.text.startswith(_OF_THE_CHARTER, unit.end()):
            return None
        word, end = unit[0], unit.end()
        plural = word.lower().endswith("s")
        many = plural and lead.relation in (Relation.PRECEDING, Relation.FOLLOWING)
        if lead.relation is Relation.NUMBERED:
            return self._ordinal(unit, level, lead)
        if lead.many or (lead.count > 1 and not plural):
            return None
        if plural and lead.relation in (Relation.THIS, Relation.SAME):
            return None
        count = 0 if many and lead.count == 1 else lead.count
        cited = Cited(level, lead.relation, lead.start, end, count=count, word=word)
        levels: tuple[Cited, ...] = (cited,)
        if lead.relation is Relation.SAME:
            if level >= Level.ITEM and self.text[lead.start : lead.start + 3].lower() in _LOOSE:
                return None
            levels = self._same(cited, before)
        return CitedGroup(lead.start, end, (CitedPlace(lead.start, end, levels),))

    def _ordinal(self, unit: re.Match[str], level: Level, lead: Lead) -> CitedGroup | None:
        if lead.ordinal is None or level not in (Level.PARAGRAPH, Level.SENTENCE):
            return None
        begin, end = lead.ordinal
        value, numeral = read_english(self.text[begin:end].lower())
        number = number_of((value,))
        figures = Figures(begin, end, numeral, end, end, "-") if number else None
        cited = Cited(
            level, Relation.NUMBERED, lead.start, unit.end(), number, figures, word=unit[0]
        )
        return CitedGroup(lead.start, unit.end(), (CitedPlace(lead.start, unit.end(), (cited,)),))

    def _same(self, cited: Cited, before: CitedPlace | None) -> tuple[Cited, ...]:
        return bound(cited, before, self.memory.same)

    # -- what stands behind it ---------------------------------------------------------------

    def _downwards(self, group: CitedGroup) -> CitedGroup:
        """Article 5, paragraph 2, item (3); also Paragraph 2, Article 5."""
        while True:
            gap = None
            if self.text.startswith(_GAPS, group.end):
                gap = _DOWNWARDS.match(self.text, group.end)
            if gap is None or not isinstance(group.members[-1], CitedPlace):
                return group
            at = gap.end()
            lead = None
            if self.text.startswith(_SENTENCE_LEADS, at):
                found = lead_at(self.text, at)
                if found is None:
                    return group
                lead, at = found
            unit = EN_UNIT.match(self.text, at)
            if unit is None:
                return group
            deeper = self._deeper(group, unit, lead)
            if deeper is None:
                return self._outer_behind_comma(group, unit, gap[0]) if lead is None else group
            group = deeper

    def _deeper(
        self, group: CitedGroup, unit: re.Match[str], lead: Lead | None
    ) -> CitedGroup | None:
        level = EN_LEVELS[unit.lastgroup or ""]
        above = last_place(group.members[-1]).last
        if not _stands_in(level, above.level):
            return None
        if level is Level.SENTENCE:
            below = self._sentence(unit, lead)
        elif lead is None and starts_number(self.text, unit.end()):
            below = self._run(unit, level, None)
        else:
            return None
        if below is None:
            return None
        if level is Level.SENTENCE and _UPWARDS.match(self.text, below.end):
            return None  # it has a place of its own: "the first sentence of paragraph 2"
        members = _under_first(last_place(group.members[-1]), below.members)
        return replace(group, end=below.end, members=(*group.members[:-1], *members))

    def _outer_behind_comma(self, group: CitedGroup, unit: re.Match[str], gap: str) -> CitedGroup:
        level = EN_LEVELS[unit.lastgroup or ""]
        first = group.first
        if not gap.startswith(",") or group.upwards or first.relation is not Relation.NUMBERED:
            return group
        if not _stands_in(first.level, level) or level is Level.SUPPLEMENTARY:
            return group
        if not starts_number(self.text, unit.end()):
            return group
        outer = self._run(unit, level, None)
        if outer is None or len(outer.members) != 1 or not isinstance(outer.members[0], CitedPlace):
            return group
        members = _under_last(outer.members[0], group.members)
        return self._outer_behind(replace(group, end=outer.end, members=members))

    def _outer_behind(self, group: CitedGroup) -> CitedGroup:
        gap = _DOWNWARDS.match(self.text, group.end)
        unit = EN_UNIT.match(self.text, gap.end()) if gap else None
        return self._outer_behind_comma(group, unit, gap[0]) if gap and unit else group

    def _upwards(
        self, group: CitedGroup, before: CitedPlace | None, deep: int
    ) -> CitedGroup | None:
        """Paragraphs 2 and 3 of Article 5; the levels above may be several."""
        first = group.first
        each = first.relation is Relation.EACH
        named = first.relation is Relation.NAMED and first.level is Level.SENTENCE
        joint = None
        if self.text.startswith(_UPS, group.end):
            joint = _UPWARDS.match(self.text, group.end)
        outer = None
        if joint is not None and deep < _DEEPEST and first.relation not in _OWN_PLACE:
            outer = self.at(joint.end(), before, deep=deep + 1)
            if outer is not None and not _stands_in(first.level, outer.first.level):
                inner = last_place(outer.members[0]).last.level
                if each or not _stands_in(first.level, inner):
                    outer = None
        if outer is None:
            # "each item" alone and "the proviso" of no one are no citations.
            return None if each or (named and not self._proviso(group)) else group
        over, *more = outer.members
        members = list(_under_last(last_place(over), group.members))
        for place in map(last_place, more):
            # "paragraph 1 of Articles 4 and 5": the paragraph is written once.
            members += [
                CitedPlace(
                    place.start, place.end, (*place.levels, *_inherited(first_place(one).levels))
                )
                for one in group.members
            ]
        doubt = group.doubt or outer.doubt
        earlier = group.earlier or outer.earlier
        return CitedGroup(group.start, outer.end, tuple(members), True, doubt, earlier)

    def _proviso(self, group: CitedGroup) -> bool:
        words = self.text[group.start : group.end].lower()
        return words.startswith("the ") and not words.endswith("first part")


_LOOSE = frozenset({"suc", "tha"})


def over_all(outer: tuple[Cited, ...], members: tuple[Member, ...]) -> tuple[Member, ...]:
    """The members with ``outer`` as inherited levels in front."""
    inherited = _inherited(outer)
    return tuple(_over(inherited, member) for member in members)


def _inherited(levels: tuple[Cited, ...]) -> tuple[Cited, ...]:
    return tuple(cited.inherit() for cited in levels)


def _over(outer: tuple[Cited, ...], member: Member) -> Member:
    if isinstance(member, Range):
        first, last = member.first, member.last
        return Range(
            CitedPlace(first.start, first.end, (*outer, *first.levels)),
            CitedPlace(last.start, last.end, (*outer, *last.levels)),
        )
    return CitedPlace(member.start, member.end, (*outer, *member.levels))


def _under_first(outer: CitedPlace, members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Article 5, paragraphs 2 and 3: the outer levels are written with the first member."""
    first, *rest = members
    head = first_place(first)
    joined = CitedPlace(outer.start, head.end, (*outer.levels, *head.levels))
    shared = over_all(outer.levels, tuple(rest))
    if isinstance(first, Range):
        last = first.last
        levels = (*_inherited(outer.levels), *last.levels)
        return (Range(joined, CitedPlace(last.start, last.end, levels)), *shared)
    return (joined, *shared)


def _under_last(outer: CitedPlace, members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Paragraphs 2 and 3 of Article 5: the outer levels are written with the last member."""
    *rest, last = members
    tail = last_place(last)
    joined = CitedPlace(tail.start, outer.end, (*outer.levels, *tail.levels))
    shared = over_all(outer.levels, tuple(rest))
    if isinstance(last, Range):
        first = last.first
        levels = (*_inherited(outer.levels), *first.levels)
        return (*shared, Range(CitedPlace(first.start, first.end, levels), joined))
    return (*shared, joined)


def _stands_in(inner: Level, outer: Level) -> bool:
    if inner is Level.SECTION and outer is Level.ARTICLE:
        return True  # bylaws: Article III, Section 2
    if inner is Level.ARTICLE and outer is Level.SECTION:
        return False
    return inner > outer
