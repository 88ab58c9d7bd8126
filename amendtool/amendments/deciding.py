"""What becomes of one reference under an amendment: it holds, is rewritten, or is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from amendtool.amendments.answers import Answers
from amendtool.amendments.carrying import Carrying
from amendtool.amendments.ledger import Rule
from amendtool.articles.addresses import Address, AddressRange, Spot
from amendtool.articles.numbers import Number
from amendtool.articles.references.habits import Habits
from amendtool.articles.references.reference import (
    Category,
    Cited,
    Doubt,
    Edit,
    Level,
    Member,
    Place,
    Range,
    Reference,
    Relation,
)
from amendtool.articles.references.resolving import CHAPTER_LEVELS, Resolved, Trouble, resolve
from amendtool.articles.references.standing import Standing
from amendtool.articles.references.writing import neighbours_by_number
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
        self, carrying: Carrying, answers: Answers, habits: Habits, style: DraftingStyle
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
            if reference.doubt is Doubt.SCOPE and home is not None and self.moved:
                return self._doubtful_scope(standing, home, reference)
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
        return self._old_text(standing, home, reference, found, before)

    def _doubtful_scope(self, standing: Standing, home: Standing, reference: Reference) -> Decision:
        """Whose Article 5 is it in "Article 5 and Article 361 of the Companies Act"?

        It is read as the law's; when it would have to change as an article of this charter,
        somebody has to say.
        """
        as_own = replace(reference, members=reference.members[:-1], doubt=None)
        found = resolve(self.old, home, as_own)
        before = tuple(spot for each in found for spot in each.targets)
        trial = self._old_text(standing, home, as_own, found, before)
        targets = [self.old.address(spot) for spot in before]
        if not trial.edits and trial.question is None:
            return Decision(Rule.FOREIGN)
        if self.answers.keeps_all(targets, self.old.address(home.spot)):
            return Decision(Rule.KEPT)
        names = ", ".join(target.text(self.style) for target in targets)
        return Decision(
            Rule.QUESTION,
            question=Problem(
                code="reference-doubtful",
                message=f"in {reference.text!r} it is not clear whether {names} of these articles "
                f"is meant, which moves, or that of {reference.law}",
                hint=f"for the law's, add `- keep: {targets[0].text(self.style)}`; for these "
                "articles', write the reference out in a `replace` with find and with",
            ),
        )

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
                f"but {_trouble_story(trouble)} in the proposed articles",
                hint="new text speaks in the proposed numbering: mend it"
                + (f", or add `- keep: {named[0].text(self.style)}`" if named else ""),
            ),
        )

    def _old_text(
        self,
        standing: Standing,
        home: Standing,
        reference: Reference,
        found: Sequence[Resolved],
        before: tuple[Spot, ...],
    ) -> Decision:
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
            else:
                carried.append(self.carrying.carried(spot))
        gone = [s for s, c in zip(resolved.targets, carried, strict=True) if c is None]
        alive = [spot for spot in carried if spot is not None]
        if gone and not (resolved.open and alive):
            if self.answers.keeps_all([self.old.address(spot) for spot in gone], within):
                decision.rule = Rule.KEPT
                if isinstance(member, Place):
                    return alive
            else:
                self._gone(decision, home, member, gone, reference)
                return alive
        if isinstance(member, Range):
            self._range(standing, home, member, resolved, carried, reference, decision)
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
        kind = "the range takes in" if ranged else "the reference is to"
        decision.ask(
            "reference-to-deleted",
            f"{where} cites {_written(member, reference)!r}: {kind} {story}",
            f"add `- retarget: {{{names[0]}: …}}` with the proposed provision that takes its "
            f"place, or `- keep: {names[0]}`; or replace the words",
        )

    # Places

    def _place(
        self,
        standing: Standing,
        home: Standing,
        place: Place,
        targets: Sequence[Spot],
        is_open: bool,
        reference: Reference,
        decision: Decision,
    ) -> None:
        """Edit the numbers of a place, and the neighbours that are none any more."""
        if not targets:
            return
        goal = self.new.address(targets[0])
        depth = 0
        for position, level in enumerate(place.levels):
            depth += level.level in (Level.ITEM, Level.SUBITEM)
            # A level may be written in an earlier citation, which then is edited for itself.
            here = reference.start <= level.start and level.end <= reference.end
            if level.relation is Relation.NUMBERED and here:
                number = _number_of(goal, level, depth)
                self._require_own_chapter(standing, place, level, goal, reference, decision)
                if number is not None and number != level.number:
                    self._edit(decision, level.edits(number, self.habits.width), Rule.RENUMBERED)
            elif level.relation in (Relation.PRECEDING, Relation.FOLLOWING):
                prefix = Place(place.start, level.end, place.levels[: position + 1])
                wanted = _prefixes(targets, level, depth)
                if is_open and level is place.last:
                    continue
                if level.level in CHAPTER_LEVELS and level is not place.last:
                    # 前章第五条: the chapter has to be the same, the article is numbered anyway.
                    before = resolve(self.old, home, _alone(prefix))[0].targets
                    if not here or before == resolve(self.new, standing, _alone(prefix))[0].targets:
                        continue
                    wanted = before
                now = resolve(self.new, standing, _alone(prefix))[0]
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

    def _require_own_chapter(
        self,
        standing: Standing,
        place: Place,
        level: Cited,
        goal: Address,
        reference: Reference,
        decision: Decision,
    ) -> None:
        """Ask where "Section 2", which is one of this Article, comes to stand in another."""
        alone = not any(each.level in CHAPTER_LEVELS for each in place.levels)
        if level.level is not Level.ARTICLE or not level.counted or not alone:
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


def _alone(place: Place) -> Reference:
    return Reference(
        start=place.start, end=place.end, text="", category=Category.INTERNAL, members=(place,)
    )


def _number_of(goal: Address, level: Cited, depth: int) -> Number | None:
    if level.counted and goal.article is not None and goal.article.stem:
        article = level.level is Level.ARTICLE
        return Number.of(goal.article.last if article else goal.article.main)
    if level.level is Level.ARTICLE:
        return goal.article
    if level.level is Level.PARAGRAPH:
        return goal.paragraph
    if level.level in (Level.ITEM, Level.SUBITEM):
        return goal.items[depth - 1] if len(goal.items) >= depth else None
    if goal.chapters and level.level in (Level.CHAPTER, Level.PART):
        return goal.chapters[0]
    return goal.chapters[-1] if goal.chapters else None


def _prefixes(targets: Sequence[Spot], level: Cited, depth: int) -> tuple[Spot, ...]:
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


def _written(member: Member, reference: Reference) -> str:
    """The words of one member."""
    start = member.start - reference.start
    return reference.text[start : member.end - reference.start].strip()


def _trouble_story(resolved: Resolved) -> str:
    match resolved.trouble:
        case Trouble.RESERVED:
            return f"{resolved.culprit} is only a placeholder"
        case Trouble.NO_NEIGHBOUR:
            return f"there is no {resolved.culprit} there"
        case Trouble.UNCLEAR:
            return f"it is not clear what {resolved.culprit} means"
        case _:
            return f"there is no {resolved.culprit}"
