"""What becomes of one reference under an amendment: it holds, is rewritten, or is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from amendtool.amendments.crossrefs.answers import Answers
from amendtool.amendments.crossrefs.ledger import Rule
from amendtool.amendments.crossrefs.levels import number_of, prefixes
from amendtool.amendments.crossrefs.provenance import Carrying
from amendtool.amendments.crossrefs.telling import trouble_story, written
from amendtool.amendments.crossrefs.uprooted import alone, still_said
from amendtool.articles.addresses import Address, AddressRange, Spot
from amendtool.articles.references.reference import (
    Category,
    Cited,
    CitedPlace,
    Edit,
    Level,
    Member,
    Range,
    Reference,
    Relation,
)
from amendtool.articles.references.resolver import CHAPTER_LEVELS, Resolved, resolve
from amendtool.articles.references.text_location import Standing
from amendtool.articles.references.writer import DigitHabits, in_full, neighbours_by_number
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Problem


@dataclass(slots=True)
class Decision:
    """What becomes of one reference: how its text is edited, and why."""

    rule: Rule
    edits: list[Edit] = field(default_factory=list)
    before: tuple[Spot, ...] = ()
    after: tuple[Spot, ...] = ()
    open: bool = False
    question: Problem | None = None

    def ask(self, code: str, message: str, hint: str) -> None:
        """Make the reference a question; the first one stands."""
        if self.question is None:
            self.question = Problem(code=code, message=message, hint=hint)


class Deciding:
    """Decides about the references of one amendment."""

    def __init__(
        self, carrying: Carrying, answers: Answers, habits: DigitHabits, style: DraftingStyle
    ) -> None:
        self.carrying = carrying
        self.old = carrying.old
        self.new = carrying.new
        self.answers = answers
        self.habits = habits
        self.style = style
        self.moved = carrying.anything_moved()

    def decide(self, standing: Standing, home: Standing | None, reference: Reference) -> Decision:
        """What becomes of the reference, which stands at ``standing`` in the proposed articles.

        ``home`` is where its text stood in the present ones, None for new text.
        """
        if reference.category is not Category.INTERNAL:
            return Decision(Rule.FOREIGN)
        if home is None or self._is_fresh(standing, reference):
            return self._new_text(standing, reference)
        found = resolve(self.old, home, reference)
        before = tuple(spot for each in found for spot in each.targets)
        if all(each.whole for each in found):
            return Decision(Rule.WHOLE)
        if not self.moved and not self.answers.retargets:
            trouble = any(each.trouble for each in found)
            rule = Rule.DANGLING if trouble else Rule.HOLDS
            return Decision(rule, before=before, after=before)
        return self.old_text(standing, home, reference, found, before)

    def _is_fresh(self, standing: Standing, reference: Reference) -> bool:
        """Whether an operation wrote the reference, or a part of it."""
        spans = self.carrying.provenance.fresh.get((standing.spot, standing.part), ())
        return any(start < reference.end and reference.start < end for start, end in spans)

    def _new_text(self, standing: Standing, reference: Reference) -> Decision:
        found = resolve(self.new, standing, reference)
        after = tuple(spot for each in found for spot in each.targets)
        trouble = next((each for each in found if each.trouble), None)
        if trouble is None:
            rule = Rule.WHOLE if all(each.whole for each in found) else Rule.PROPOSED
            return Decision(rule, after=after)
        where = self.new.address(standing.spot)
        named = [place.address for place in reference.places if place.address is not None]
        if named and all(self.answers.keeps_one(address, where) for address in named):
            return Decision(Rule.KEPT, after=after)
        return Decision(
            Rule.QUESTION,
            after=after,
            question=Problem(
                code="reference-missing",
                message=f"the new text of {where.text(self.style)} cites {reference.text!r}, "
                f"but {trouble_story(trouble)} in the proposed articles",
                hint="new text speaks in the proposed numbering: mend it"
                + (f", or add `- keep: {named[0].text(self.style)}`" if named else ""),
            ),
        )

    def old_text(
        self,
        standing: Standing,
        home: Standing,
        reference: Reference,
        found: Sequence[Resolved],
        before: tuple[Spot, ...],
    ) -> Decision:
        """What becomes of a reference that stood so in the present articles."""
        decision = Decision(Rule.HOLDS, before=before)
        after: list[Spot] = []
        for member, each in zip(reference.members, found, strict=True):
            if each.trouble is not None:
                decision.rule = Rule.DANGLING if decision.rule is Rule.HOLDS else decision.rule
                continue
            if each.whole:
                continue
            decision.open = decision.open or each.open
            after += self._member(standing, home, member, each, reference, decision)
        decision.after = tuple(after)
        if decision.question is not None:
            decision.rule = Rule.QUESTION
            decision.edits = []
        elif reference.doubt is not None and decision.edits:
            decision.ask(
                "reference-doubtful",
                f"{reference.text!r} may be read in two ways, and its target moves",
                "write it out in a `replace` with find and with",
            )
        return decision

    def _member(
        self,
        standing: Standing,
        home: Standing,
        member: Member,
        resolved: Resolved,
        reference: Reference,
        decision: Decision,
    ) -> list[Spot]:
        """Note what becomes of one member; gives the targets that it goes on to mean."""
        within = self.old.address(home.spot)
        carried: list[Spot | None] = []
        known: list[Spot] = []
        for spot in resolved.targets:
            answer = self.answers.retarget(self.old.address(spot), within)
            if answer is not None:
                new = self.carrying.spot_at(answer)
                carried.append(new)
                decision.rule = Rule.RETARGETED
                if new is None:
                    decision.ask(
                        "target-missing",
                        f"there is no {answer.text(self.style)} in the proposed articles, to which "
                        "an operation retargets",
                        "name the provision by its proposed number",
                    )
            elif isinstance(member, Range):
                carried += self.carrying.in_range(spot)
                known += [spot] * (len(carried) - len(known))
                continue
            else:
                carried.append(self.carrying.carried(spot))
            known.append(spot)
        gone = [s for s, c in zip(known, carried, strict=True) if c is None]
        alive = [spot for spot in carried if spot is not None]
        if gone and not (resolved.open and alive):
            if self.answers.keeps_all([self.old.address(spot) for spot in gone], within):
                decision.rule = Rule.KEPT
                if isinstance(member, CitedPlace):
                    return alive
            else:
                self._gone(decision, home, member, gone, reference)
                return alive
        if isinstance(member, Range):
            # Merged articles are one; a range that is no range any more is asked about.
            carried = list(dict.fromkeys(carried))
            alive = list(dict.fromkeys(alive))
            if len(carried) == 1 and len(resolved.targets) > 1:
                self._gone(decision, home, member, known, reference)
                return alive
            self._range(standing, home, member, resolved, carried, reference, decision)
            if alive:
                # What moves within a range is still in it, at another place.
                row = self.new.row(alive[0])[0]
                alive = [spot for spot in row if spot in alive] if {*alive} <= {*row} else alive
        else:
            self._place(standing, home, member, alive, resolved.open, reference, decision)
        return alive

    def _gone(
        self,
        decision: Decision,
        home: Standing,
        member: Member,
        gone: list[Spot],
        reference: Reference,
    ) -> None:
        ranged = isinstance(member, Range)
        names = [self.old.address(spot).text(self.style) for spot in gone]
        story = f"{' and '.join(names)}, which {'is' if len(names) == 1 else 'are'} deleted"
        where = self.old.address(home.spot).text(self.style)
        if any(self.carrying.is_parted(spot) for spot in gone):
            decision.ask(
                "reference-parted",
                f"{where} cites {written(member, reference)!r}, which becomes several provisions "
                "or a part of one",
                f"add `- retarget: {{{names[0]}: …}}` with the proposed provision that is meant, "
                f"or `- keep: {names[0]}`; or replace the words",
            )
            return
        kind = "the range takes in" if ranged else "the reference is to"
        decision.ask(
            "reference-to-deleted",
            f"{where} cites {written(member, reference)!r}: {kind} {story}",
            f"add `- retarget: {{{names[0]}: …}}` with the proposed provision that takes its "
            f"place, or `- keep: {names[0]}`; or replace the words",
        )

    # Places

    def _place(
        self,
        standing: Standing,
        home: Standing,
        place: CitedPlace,
        targets: Sequence[Spot],
        is_open: bool,
        reference: Reference,
        decision: Decision,
    ) -> None:
        """Edit the numbers of a place, and the neighbours that are none any more."""
        if not targets or self._uprooted(
            standing, home, place, targets, is_open, reference, decision
        ):
            return
        goal = self.new.address(targets[0])
        depth = 0
        for position, level in enumerate(place.levels):
            depth += level.level in (Level.ITEM, Level.SUBITEM)
            # A level may be written in an earlier citation, which then is edited for itself.
            here = reference.start <= level.start and level.end <= reference.end
            if level.relation is Relation.NUMBERED and here:
                number = number_of(goal, level, depth)
                self._require_own_chapter(standing, place, level, goal, reference, decision)
                if number is not None and number != level.number:
                    self._edit(decision, level.edits(number, self.habits.width), Rule.RENUMBERED)
            elif level.relation in (Relation.PRECEDING, Relation.FOLLOWING):
                prefix = CitedPlace(place.start, level.end, place.levels[: position + 1])
                wanted = prefixes(targets, level, depth)
                if is_open and level is place.last:
                    continue
                if level is not place.last:
                    # 前三条各号 means three articles, though only one of them may have items.
                    stood = resolve(self.old, home, alone(prefix))[0].targets
                    carried = [self.carrying.carried(spot) for spot in stood]
                    if stood and None not in carried:
                        wanted = tuple(spot for spot in carried if spot is not None)
                if level.level in CHAPTER_LEVELS and level is not place.last:
                    # 前章第五条: the chapter has to be the same, the article is numbered anyway.
                    before = resolve(self.old, home, alone(prefix))[0].targets
                    if not here or before == resolve(self.new, standing, alone(prefix))[0].targets:
                        continue
                    wanted = before
                now = resolve(self.new, standing, alone(prefix))[0]
                if now.trouble is not None or now.targets != wanted:
                    if not here:
                        decision.ask(
                            "reference-unclear",
                            f"{reference.text!r} depends on the citation before it, whose "
                            "neighbour is no longer the neighbour",
                            "write it out in a `replace` with find and with",
                        )
                        return
                    text = neighbours_by_number(
                        [self.new.address(spot) for spot in wanted],
                        self.habits.numeral,
                        self.style,
                    )
                    if reference.text[level.start - reference.start].isupper():
                        text = text[0].upper() + text[1:]
                    self._edit(decision, [(level.start, level.end, text)], Rule.MADE_ABSOLUTE)

    def _uprooted(
        self,
        standing: Standing,
        home: Standing,
        place: CitedPlace,
        targets: Sequence[Spot],
        is_open: bool,
        reference: Reference,
        decision: Decision,
    ) -> bool:
        """Name a place in full that was named as seen from where its text stood before.

        "paragraph 2" and "this Article" mean others when they are read in another article.
        Gives whether the place is dealt with.
        """
        holds = still_said(self.carrying, standing, home, place, targets, is_open=is_open)
        if holds is not False:
            return holds is True
        # Members of a list may share a level that is written with another one.
        whole = place.start <= place.levels[0].start and place.end <= reference.end
        if is_open or not whole:
            decision.ask(
                "reference-unclear",
                f"{reference.text!r} is read from where it stands, and its text moves to another "
                "place",
                "write it out in a `replace` with find and with",
            )
            return True
        text = in_full(
            [self.new.address(spot) for spot in targets], self.habits.numeral, self.style
        )
        self._edit(decision, [(place.levels[0].start, place.end, text)], Rule.MADE_ABSOLUTE)
        return True

    def _require_own_chapter(
        self,
        standing: Standing,
        place: CitedPlace,
        level: Cited,
        goal: Address,
        reference: Reference,
        decision: Decision,
    ) -> None:
        """Ask where "Section 2", which is one of this Article, comes to stand in another."""
        # "Section 2 of this Article" says no more than "Section 2".
        chapters = (each for each in place.levels if each.level in CHAPTER_LEVELS)
        outer = any(each.relation is Relation.NUMBERED for each in chapters)
        if level.level is not Level.ARTICLE or not level.counted or outer:
            return
        own = self.new.address(standing.spot).article
        if own is None or goal.article is None or own.stem == goal.article.stem:
            return
        name = goal.text(self.style)
        decision.ask(
            "reference-unclear",
            f"{reference.text!r} names no Article, and means {name}, which comes to stand in "
            "another one",
            f"write {name} in a `replace` with find and with",
        )

    def _edit(self, decision: Decision, edits: Sequence[Edit], rule: Rule) -> None:
        for edit in edits:
            # Members of a list share their outer levels, and have to agree on them.
            other = next((e for e in decision.edits if e[:2] == edit[:2]), edit)
            if other != edit:
                decision.ask(
                    "reference-unclear",
                    f"the provisions that are cited together as {edit[2]!r} and {other[2]!r} part",
                    "write them out in a `replace` with find and with",
                )
            elif edit not in decision.edits:
                decision.edits.append(edit)
        if decision.rule in (Rule.HOLDS, Rule.DANGLING, Rule.RENUMBERED):
            decision.rule = rule

    # Ranges

    def _range(
        self,
        standing: Standing,
        home: Standing,
        member: Range,
        resolved: Resolved,
        carried: Sequence[Spot | None],
        reference: Reference,
        decision: Decision,
    ) -> None:
        """New ends for a range, unless it would take in more, or less, than it did."""
        first, last = carried[0], carried[-1]
        ends = ((member.first, first), (member.last, last))
        if first is None or last is None:
            # An end that is kept stays as it is written; the living one follows.
            for place, spot in ends:
                if spot is not None:
                    self._place(standing, home, place, [spot], False, reference, decision)
            decision.rule = Rule.KEPT
            return
        row, start = self.new.row(first)
        other, end = self.new.row(last)
        same_row = start < len(other) and other[start] == first and start <= end
        now = row[start : end + 1] if same_row else ()
        expected = tuple(dict.fromkeys(spot for spot in carried if spot is not None))
        if set(now) != set(expected):
            old_ends = [self.old.address(resolved.targets[at]) for at in (0, -1)]
            name = AddressRange(*old_ends).text(self.style)
            within = self.old.address(home.spot)
            if self.answers.keeps_all(old_ends, within):
                decision.rule = Rule.KEPT
            else:
                more = [self._new_name(spot) for spot in now if spot not in expected]
                less = [self._new_name(spot) for spot in expected if spot not in now]
                story = (
                    "would run backwards"
                    if not same_row
                    else f"would also mean the new {', '.join(more)}"
                    if more and not less
                    else f"would no longer mean {', '.join(less)}"
                )
                decision.ask(
                    "reference-range",
                    f"{within.text(self.style)} cites {name}, which {story}",
                    f"add `- keep: {name}` to let the range run over what stands there then, or "
                    "replace the words",
                )
                return
        for place, spot in ends:
            if spot is not None:
                self._place(standing, home, place, [spot], False, reference, decision)

    def _new_name(self, spot: Spot) -> str:
        return self.new.address(spot).text(self.style)
