"""What becomes of one reference under an amendment: it holds, is rewritten, or is asked about.

The rules, in this order. A reference into another document or an earlier state is left alone;
where it is in doubt whether it is ours, and it would have to change if it were, somebody is
asked. A reference in new text speaks in the proposed numbering and only has to be there. In
text that stays, a reference goes on to mean what it meant: its targets are carried to where
they stand in the proposed articles, and the words change only where they would not say that.
It is asked about when a target is deleted or parted, when a range would take in more or less
than it did, and when no words are found that say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeGuard, assert_never

from amendtool.amendments.crossrefs.ledger import Rule
from amendtool.amendments.crossrefs.places import (
    CarriedCitation,
    Evidence,
    Finding,
    Rewrite,
    alone,
    names_its_chapters,
    rewritten_place,
    unclear,
)
from amendtool.amendments.crossrefs.quoted import QuotedWords
from amendtool.articles.addresses import AddressRange, Spot
from amendtool.articles.references.phrases import turns_back
from amendtool.articles.references.reference import (
    Category,
    CitedPlace,
    Doubt,
    Edit,
    Level,
    Member,
    Range,
    Reference,
    Relation,
)
from amendtool.articles.references.resolver import Resolved, Trouble, resolve, resolve_member
from amendtool.articles.references.text_location import Standing, texts_of
from amendtool.errors import Problem
from amendtool.messages import say, say_count
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one reference: how its text is edited, and why.

    ``before`` and ``after`` are what it means in the present and in the proposed articles;
    ``open`` says that it names no end, so that more of the same may come into it.
    """

    rule: Rule
    edits: tuple[Edit, ...] = ()
    before: tuple[Spot, ...] = ()
    after: tuple[Spot, ...] = ()
    open: bool = False
    question: Problem | None = None
    read_at: Standing | None = None
    """Where quoted words are read, which is not where they stand."""
    left: bool = False
    """Whether its target moves or goes, and the words stay: they are of another day, or an
    operation keeps what would follow."""
    leans: bool = False
    """Whether the words stay true only by what is rewritten before them: 同項."""
    proved: bool = False
    """Whether other words of the articles prove it, so that it need not be read again."""


def decide(
    evidence: Evidence, standing: Standing, home: Standing | None, reference: Reference
) -> Decision:
    """What becomes of the reference, which stands at ``standing`` in the proposed articles.

    ``home`` is where its text stood in the present ones, None for new text.
    """
    moved = evidence.carrying.anything_moved
    if reference.category is not Category.INTERNAL:
        if home is None or not moved:
            return Decision(Rule.FOREIGN)
        return _perhaps_ours(CarriedCitation(reference, standing, home, evidence))
    if home is None or _is_fresh(evidence, standing, reference):
        return _new_text(evidence, standing, reference)
    if reference.doubt is Doubt.PAST:
        return Decision(Rule.FOREIGN)
    found = resolve(evidence.carrying.old, home, reference)
    before = tuple([spot for each in found for spot in each.targets])
    if all(each.whole for each in found):
        return Decision(Rule.WHOLE)
    if not moved and not evidence.answers.retargets:
        trouble = any(each.trouble for each in found)
        rule = Rule.DANGLING if trouble else Rule.HOLDS
        return Decision(rule, before=before, after=before)
    return _old_text(CarriedCitation(reference, standing, home, evidence), found, before)


def decide_quoted(
    evidence: Evidence,
    standing: Standing,
    home: Standing,
    reference: Reference,
    reading: QuotedWords,
) -> Decision | None:
    """What becomes of a citation in words that are read as others; None where nothing proves it.

    Words that a cited provision holds follow as they do there. Those put in their place are read
    where those stand.
    """
    source = reading.source
    if source is None and not (reading.put_in and _says_ours(reference)):
        return None
    where = evidence.carrying.old.address(home.spot)
    own = replace(reference, category=Category.INTERNAL, doubt=None)
    found = resolve(evidence.carrying.old, home, own)
    before = tuple(spot for each in found for spot in each.targets)
    targets = [evidence.carrying.old.address(spot) for spot in before]
    words = evidence.answers.keeps_words(
        reference.text, evidence.carrying.new.address(standing.spot)
    )
    if words or evidence.answers.keeps_all(targets, where):
        return Decision(Rule.KEPT, before=before)
    if source is not None and not reading.put_in:
        edits = tuple(
            (reading.start + first, reading.start + last, new)
            for first, last, new in source.edits
            if reference.start <= reading.start + first and reading.start + last <= reference.end
        )
        rule = Rule.RENUMBERED if edits else Rule.FOREIGN
        return Decision(rule, edits=edits, before=before if edits else (), proved=True)
    if any(level.relation is Relation.SAME for place in own.places for level in place.levels):
        return None
    there, at = home, standing
    if source is not None and (stood := evidence.carrying.home(source.standing)) is not None:
        there, at = stood, source.standing
    found = resolve(evidence.carrying.old, there, own)
    before = tuple(spot for each in found for spot in each.targets)
    if any(each.trouble is not None for each in found):
        return None
    decided = _old_text(CarriedCitation(own, at, there, evidence), found, before)
    if decided.question is not None:
        return None
    if not decided.edits:
        return Decision(Rule.FOREIGN)
    return replace(decided, read_at=at)


def _says_ours(reference: Reference) -> bool:
    """Whether the citation names these articles: 本定款第８条."""
    first = next(iter(reference.places))
    return reference.law is None and first.levels[0].start > reference.start


# New text


def _is_fresh(evidence: Evidence, standing: Standing, reference: Reference) -> bool:
    """Whether an operation wrote the reference, or a part of it."""
    written = evidence.carrying.provenance.fresh
    spans = written.get(standing, ()) if written else ()
    return any(start < reference.end and reference.start < end for start, end in spans)


def _new_text(evidence: Evidence, standing: Standing, reference: Reference) -> Decision:
    new, style = evidence.carrying.new, evidence.style
    found = resolve(new, standing, reference)
    after = tuple(spot for each in found for spot in each.targets)
    trouble = next((each for each in found if each.trouble), None)
    if trouble is None:
        if all(each.whole for each in found):
            return Decision(Rule.WHOLE, after=after)
        return _left_behind(evidence, standing, reference, after) or Decision(
            Rule.PROPOSED, after=after
        )
    if _dangled(evidence, standing, reference):
        return Decision(Rule.DANGLING, after=after)
    where = new.address(standing.spot)
    named = [place.address for place in reference.places if place.address is not None]
    answers = evidence.answers
    if answers.keeps_words(reference.text, where) or (
        named and all(answers.keeps_one(address, where) for address in named)
    ):
        return Decision(Rule.KEPT, after=after)
    hint = say(
        "new text speaks in the proposed numbering: mend it, or add `- keep: {where}` with "
        "`find: {text}`",
        where=where.text(style),
        text=reference.text,
    )
    if named:
        hint = say(
            "new text speaks in the proposed numbering: mend it, or add `- keep: {name}`",
            name=named[0].text(style),
        )
    question = Problem(
        code="reference-missing",
        message=say(
            "the new text of {where} cites {text!r}, but {trouble} in the proposed articles",
            where=where.text(style),
            text=reference.text,
            trouble=_trouble(trouble),
        ),
        hint=hint,
    )
    return Decision(Rule.QUESTION, after=after, question=question)


_AROUND: Final = 8
"""So many characters around a citation tell that a restated text has it where it stood."""


def _left_behind(
    evidence: Evidence, standing: Standing, reference: Reference, after: tuple[Spot, ...]
) -> Decision | None:
    """The question about a citation that a restated text has as before, and that means another.

    A restated text is mostly the present one once more, and a number in it may have been left.
    """
    carrying = evidence.carrying
    spot = standing.spot
    if spot.key not in carrying.provenance.restated:
        return None
    home = Spot(key=spot.key) if spot.paragraph is None else carrying.came_from.get(spot)
    if home is None:
        return None
    text = next((t for at, t in texts_of(carrying.new.by_key[spot.key]) if at == standing), "")
    words = text[max(reference.start - _AROUND, 0) : reference.end + _AROUND]
    stood = next(
        (at for at, t in texts_of(carrying.old.by_key[spot.key]) if at.spot == home and words in t),
        None,
    )
    if stood is None:
        return None
    found = resolve(carrying.old, stood, reference)
    before = tuple(target for each in found for target in each.targets)
    carried = tuple(carrying.carried(target) for target in before)
    if not before or any(each.trouble for each in found) or set(carried) == set(after):
        return None
    where = carrying.new.address(spot)
    if evidence.answers.keeps_words(reference.text, where):
        return Decision(Rule.KEPT, before=before, after=after)
    style = evidence.style

    def named(spots: Iterable[Spot | None]) -> str:
        known = dict.fromkeys(carrying.new.address(each) for each in spots if each is not None)
        return say(", ").join(address.text(style) for address in known)

    there = named(carried)
    message = say(
        "the restated text of {where} cites {text!r} as it does now, and what that is now is "
        "deleted; it would mean {names}",
        where=where.text(style),
        text=reference.text,
        names=named(after),
    )
    if there:
        message = say(
            "the restated text of {where} cites {text!r} as it does now, and what that is now "
            "becomes {there}; it would mean {names}",
            where=where.text(style),
            text=reference.text,
            there=there,
            names=named(after),
        )
    return Decision(
        Rule.QUESTION,
        before=before,
        after=after,
        question=Problem(
            code="reference-restated",
            message=message,
            hint=say(
                "a restated text speaks in the proposed numbering: mend the number, or add "
                "`- keep: {where}` with `find: {text}` where it is meant so",
                where=where.text(style),
                text=reference.text,
            ),
        ),
    )


def _dangled(evidence: Evidence, standing: Standing, reference: Reference) -> bool:
    """Whether the same article cited the same before, and had no target then either.

    A paragraph that is replaced for another word in it need not mend what ``check`` reports.
    """
    old = evidence.carrying.old
    article = old.by_key.get(standing.spot.key)
    if article is None or old.provision(standing.spot) is None:
        return False
    cited = any(reference.text in text for _, text in texts_of(article))
    return cited and any(each.trouble for each in resolve(old, standing, reference))


def _trouble(resolved: Resolved) -> str:
    """Why a reference means nothing, for messages."""
    match resolved.trouble:
        case Trouble.RESERVED:
            return say("{culprit} is only a placeholder", culprit=resolved.culprit)
        case Trouble.NO_NEIGHBOUR:
            return say("there is no {culprit} there", culprit=resolved.culprit)
        case Trouble.UNCLEAR:
            return say("it is not clear what {culprit} means", culprit=resolved.culprit)
        case _:
            return say("there is no {culprit}", culprit=resolved.culprit)


# Text that stays


def _old_text(
    citation: CarriedCitation, found: Sequence[Resolved], before: tuple[Spot, ...]
) -> Decision:
    """What becomes of a reference that stood so in the present articles."""
    findings: list[Finding] = []
    after: list[Spot] = []
    for member, each in zip(citation.reference.members, found, strict=True):
        if each.trouble is not None:
            findings += [Rule.DANGLING, *_certain(citation, member)]
        elif not each.whole:
            found_out, alive = _member(citation, member, each)
            findings += found_out
            after += alive
    is_open = any(each.open for each in found if each.trouble is None and not each.whole)
    decision = _decided(before, tuple(after), findings, is_open=is_open)
    if citation.reference.doubt is not None and decision.edits and not _names_the_same(citation):
        question = Problem(
            code="reference-doubtful",
            message=say(
                "{text!r} may be read in two ways, and its target moves",
                text=citation.reference.text,
            ),
            hint=say(
                "where it is another document's, add `- keep: {where}` with `find: {text}`; where "
                "it is these articles', write it out in a `replace` with find and with",
                where=_proposed_place(citation),
                text=citation.reference.text,
            ),
        )
        return replace(decision, question=question)
    return decision


def _proposed_place(citation: CarriedCitation) -> str:
    """Where a citation stands in the proposed articles: words that are kept are named there."""
    return citation.new.address(citation.standing.spot).text(citation.evidence.style)


def _names_the_same(citation: CarriedCitation) -> bool:
    """Whether the doubt is what "the same Article" is; the Article 8 beside it is certain."""
    return citation.reference.doubt is Doubt.ANTECEDENT and any(
        level.relation is Relation.SAME
        for place in citation.reference.places
        for level in place.levels
    )


def _certain(citation: CarriedCitation, member: Member) -> Iterator[Finding]:
    """What is certain of a place that is not found: 第３条 of a 第３条第２項 without a paragraph 2.

    It had no target, and nobody is asked about it; but its article follows.
    """
    for place in (member.first, member.last) if isinstance(member, Range) else (member,):
        for end in range(len(place.levels) - 1, 0, -1):
            known = CitedPlace(place.start, place.levels[end - 1].end, place.levels[:end])
            found = resolve(citation.old, citation.home, alone(known))[0]
            if found.trouble is not None or len(found.targets) != 1:
                continue
            carried = citation.evidence.carrying.carried(found.targets[0])
            if carried is not None:
                for each in rewritten_place(citation, known, [carried], is_open=False):
                    if isinstance(each, Rewrite):
                        yield each
            break


def _decided(
    before: tuple[Spot, ...], after: tuple[Spot, ...], findings: Iterable[Finding], *, is_open: bool
) -> Decision:
    """The decision that follows from what was found out, in this order; the first question stands.

    What an operation says stands against what follows from the numbers.
    """
    rule: Rule = Rule.HOLDS
    question: Problem | None = None
    edits: list[Edit] = []
    leans = False
    for finding in findings:
        match finding:
            case Problem():
                question = question or finding
            case Rule.DANGLING:
                rule = finding if rule is Rule.HOLDS else rule
            case Rule():
                rule = finding
            case Rewrite(edits=()):
                leans = True
            case Rewrite():
                for edit in finding.edits:
                    # Members of a list share their outer levels, and have to agree on them.
                    other = next((each for each in edits if each[:2] == edit[:2]), None)
                    if other is None:
                        edits.append(edit)
                    elif other != edit:
                        question = question or unclear(
                            say(
                                "the provisions that are cited together as {first!r} and "
                                "{second!r} part",
                                first=edit[2],
                                second=other[2],
                            ),
                            say("write them out in a `replace` with find and with"),
                        )
                if rule in (Rule.HOLDS, Rule.DANGLING, Rule.RENUMBERED):
                    rule = finding.rule
            case _:
                assert_never(finding)
    if question is not None:
        return Decision(Rule.QUESTION, (), before, after, is_open, question)
    return Decision(rule, tuple(edits), before, after, is_open, leans=leans)


def _member(
    citation: CarriedCitation, member: Member, resolved: Resolved
) -> tuple[list[Finding], list[Spot]]:
    """What is found out about one member, and the targets that it goes on to mean."""
    if (
        isinstance(member, CitedPlace)
        and len(resolved.targets) == 1
        and not member.last.onward
        and not citation.evidence.answers.retargets
        and (new := citation.evidence.carrying.carried(resolved.targets[0])) is not None
    ):
        # The same as below for one target that goes on, which nearly all are.
        if _stays_true(citation, member, [new]):
            return [], [new]
        return [*rewritten_place(citation, member, [new], is_open=resolved.open)], [new]
    findings, pairs = _carried(citation, member, resolved)
    gone = [spot for spot, new in pairs if new is None]
    alive = [new for _, new in pairs if new is not None]
    if _begins_with(member) and pairs and pairs[0][1] is not None:
        gone = []  # 第２条以下: what stands behind the first may go, as in 前各号
    elif _begins_with(member):
        gone = gone[:1]
    elif resolved.open and alive:
        gone = []
    if gone:
        if not citation.evidence.answers.keeps_all(
            [citation.old.address(spot) for spot in gone], citation.where
        ):
            return [*findings, _gone(citation, member, gone)], alive
        findings.append(Rule.KEPT)
        if isinstance(member, CitedPlace):
            return findings, alive
    if alive and not gone and _begins_with(member) and _follows_otherwise(citation, member, pairs):
        return [*findings, _other_row(citation)], alive
    if not gone and _stays_true(citation, member, alive):
        return findings, alive
    if isinstance(member, CitedPlace):
        findings += rewritten_place(citation, member, alive, is_open=resolved.open)
        return findings, alive
    # Merged articles are one; a range that is no range any more is asked about.
    carried = list(dict.fromkeys(new for _, new in pairs))
    alive = list(dict.fromkeys(alive))
    if len(carried) == 1 and len(resolved.targets) > 1:
        return [*findings, _gone(citation, member, [spot for spot, _ in pairs])], alive
    findings += _range(citation, member, resolved, carried)
    if alive:
        # What moves within a range is still in it, at another place.
        row = citation.new.run_of(alive[0], member.last.last.level)[0]
        alive = [spot for spot in row if spot in alive] if {*alive} <= {*row} else alive
    return findings, alive


def _begins_with(member: Member) -> TypeGuard[CitedPlace]:
    """Whether a member names the first of all that follow: 第２条以下."""
    return isinstance(member, CitedPlace) and member.last.onward


def _follows_otherwise(
    citation: CarriedCitation, member: CitedPlace, pairs: Sequence[tuple[Spot, Spot | None]]
) -> bool:
    """Whether other present provisions follow on the first of ``pairs`` than did before."""
    first, now = pairs[0]
    if now is None:
        return False
    level = member.last.level
    row, start = citation.old.run_of(first, level)
    before = {citation.evidence.carrying.carried(spot) for spot in row[:start]}
    row, start = citation.new.run_of(now, level)
    after = set(row[start:])
    return bool(before & after) or any(
        new is not None and new not in after for _, new in pairs if new != now
    )


def _other_row(citation: CarriedCitation) -> Problem:
    """The question about "Article 2 et seq." where others follow on Article 2 now."""
    where, text = citation.where.text(citation.evidence.style), citation.reference.text
    return Problem(
        code="reference-range",
        message=say(
            "{where} cites {words!r} and what follows, and other provisions follow there after "
            "this amendment",
            where=where,
            words=text,
        ),
        hint=say(
            "add `- keep: {where}` with `find: {text}` to leave the words, or replace them",
            where=_proposed_place(citation),
            text=text,
        ),
    )


def _stays_true(citation: CarriedCitation, member: Member, targets: Sequence[Spot]) -> bool:
    """Whether the words of a member, read in the proposed articles, mean its targets there."""
    if (
        isinstance(member, CitedPlace)
        and len(targets) == 1
        and _says_others(citation, member, targets[0])
    ):
        return False
    now = resolve_member(citation.new, citation.standing, member, citation.reference.doubt)
    if now.trouble is not None or now.targets != tuple(targets):
        return False
    ends = (member.first, member.last) if isinstance(member, Range) else (member,)
    return not targets or all(
        names_its_chapters(citation, place, target)
        for place, target in zip(ends, (targets[0], targets[-1]), strict=False)
    )


def _says_others(citation: CarriedCitation, place: CitedPlace, target: Spot) -> bool:
    """Whether the numbers of a place are plainly not those of ``target``; resolving says the rest.

    Most of what an amendment moves is told so, at a small part of the time.
    """
    first = place.levels[0]
    if first.level is not Level.ARTICLE or first.relation is not Relation.NUMBERED or first.counted:
        return False
    article = citation.new.address(target).article
    return article is not None and article.printed != first.number


def _carried(
    citation: CarriedCitation, member: Member, resolved: Resolved
) -> tuple[list[Finding], list[tuple[Spot, Spot | None]]]:
    """The targets of a member, each with where it goes, None for what is gone."""
    carrying, answers = citation.evidence.carrying, citation.evidence.answers
    findings: list[Finding] = []
    pairs: list[tuple[Spot, Spot | None]] = []
    for spot in resolved.targets:
        answer = answers.retarget(citation.old.address(spot), citation.where)
        if answer is not None:
            new = carrying.spot_at(answer)
            pairs.append((spot, new))
            findings.append(Rule.RETARGETED)
            if new is None:
                findings.append(
                    Problem(
                        code="target-missing",
                        message=say(
                            "there is no {target} in the proposed articles, to which an "
                            "operation retargets",
                            target=answer.text(citation.evidence.style),
                        ),
                        hint=say("name the provision by its proposed number"),
                    )
                )
        elif isinstance(member, Range):
            pairs += [(spot, new) for new in carrying.in_range(spot)]
        else:
            pairs.append((spot, carrying.carried(spot)))
    return findings, pairs


def _gone(citation: CarriedCitation, member: Member, gone: Sequence[Spot]) -> Problem:
    """The question about targets that are deleted, or are one provision no more."""
    style = citation.evidence.style
    names = [citation.old.address(spot).text(style) for spot in gone]
    where = citation.where.text(style)
    start = citation.reference.start
    words = citation.reference.text[member.start - start : member.end - start].strip()
    if any(citation.evidence.carrying.is_parted(spot) for spot in gone):
        return Problem(
            code="reference-parted",
            message=say(
                "{where} cites {words!r}, which becomes several provisions or a part of one",
                where=where,
                words=words,
            ),
            hint=say(
                "add `- retarget: {{{name}: …}}` with the proposed provision that is "
                "meant, or `- keep: {name}`; or replace the words",
                name=names[0],
            ),
        )
    together = say(" and ").join(names)
    message = say_count(
        "{where} cites {words!r}: the reference is to {names}, which is deleted",
        "{where} cites {words!r}: the reference is to {names}, which are deleted",
        len(names),
        where=where,
        words=words,
        names=together,
    )
    if isinstance(member, Range):
        message = say_count(
            "{where} cites {words!r}: the range takes in {names}, which is deleted",
            "{where} cites {words!r}: the range takes in {names}, which are deleted",
            len(names),
            where=where,
            words=words,
            names=together,
        )
    return Problem(
        code="reference-to-deleted",
        message=message,
        hint=say(
            "add `- retarget: {{{name}: …}}` with the proposed provision that takes its "
            "place, or `- keep: {name}`; or replace the words",
            name=names[0],
        ),
    )


def _range(
    citation: CarriedCitation, member: Range, resolved: Resolved, carried: Sequence[Spot | None]
) -> Iterator[Finding]:
    """New ends for a range, unless it would take in more, or less, than it did."""
    first, last = carried[0], carried[-1]
    if first is not None and last is not None:
        level = member.last.last.level
        row, start = citation.new.run_of(first, level)
        other, end = citation.new.run_of(last, level)
        same_row = start < len(other) and other[start] == first and start <= end
        now = row[start : end + 1] if same_row else ()
        expected = tuple(dict.fromkeys(spot for spot in carried if spot is not None))
        if set(now) != set(expected):
            ends = [citation.old.address(resolved.targets[at]) for at in (0, -1)]
            if not citation.evidence.answers.keeps_all(ends, citation.where):
                yield _other_range(citation, AddressRange(*ends), now, expected)
                return
            yield Rule.KEPT
    for place, spot in ((member.first, first), (member.last, last)):
        if spot is not None:
            yield from rewritten_place(citation, place, [spot], is_open=False)
    if first is None or last is None:
        # An end that is kept stays as it is written; the living one follows.
        yield Rule.KEPT


def _other_range(
    citation: CarriedCitation, said: AddressRange, now: Sequence[Spot], expected: Sequence[Spot]
) -> Problem:
    """The question about a range that means others now; ``now`` is empty for one turned round."""
    style = citation.evidence.style

    def names(spots: Sequence[Spot], known: Sequence[Spot]) -> str:
        new = (citation.new.address(spot) for spot in spots if spot not in known)
        return say(", ").join(address.text(style) for address in new)

    name = said.text(style)
    annex = any(place.last.level is Level.ANNEX for place in citation.reference.places)
    cited = say("{words!r}", words=citation.reference.text) if annex else name
    where = citation.where.text(style)
    more, less = names(now, expected), names(expected, now)
    if not now:
        message = say("{where} cites {cited}, which would run backwards", where=where, cited=cited)
    elif more and not less:
        message = say(
            "{where} cites {cited}, which would also mean the new {more}",
            where=where,
            cited=cited,
            more=more,
        )
    else:
        message = say(
            "{where} cites {cited}, which would no longer mean {less}",
            where=where,
            cited=cited,
            less=less,
        )
    if annex:
        return Problem(
            code="reference-range",
            message=message,
            hint=say(
                "add `- keep: {where}` with `find: {text}` to leave the words, or replace them",
                where=_proposed_place(citation),
                text=citation.reference.text,
            ),
        )
    return Problem(
        code="reference-range",
        message=message,
        hint=say(
            "add `- keep: {name}` to let the range run over what stands there then, or "
            "replace the words",
            name=name,
        ),
    )


# References that may be ours


def _perhaps_ours(citation: CarriedCitation) -> Decision:
    """A reference into another document, or one that is doubtful.

    Whose Article 5 is it in "Article 5 and Article 361 of the Companies Act"? It is read as the
    law's; when it would have to change as an article of this charter, somebody has to say.

    Quoted words stay, but where the number in them moves, somebody has to say so too:
    「第7条」とあるのは「第8条」と読み替える speaks of the text of another article, whose own
    reference follows its target. 「前条」 is no number, and means nothing where it is quoted.
    """
    reference = citation.reference
    if reference.doubt is Doubt.TIME:
        return _of_its_time(citation)
    if reference.doubt is Doubt.SCOPE:
        # In 会社法第113条及び第20条 the last may be ours; in English what stands before the others.
        ja = citation.evidence.style.language == "ja"
        back = turns_back(reference.members) if ja else None
        ours = reference.members[:-1] if back is None else reference.members[back:]
        own = replace(reference, members=ours, doubt=None)
    elif reference.doubt is Doubt.QUOTED and all(
        place.address is not None for place in reference.places
    ):
        own = replace(reference, category=Category.INTERNAL, doubt=None)
    else:
        return Decision(Rule.FOREIGN)
    found = resolve(citation.old, citation.home, own)
    before = tuple(spot for each in found for spot in each.targets)
    trial = _old_text(replace(citation, reference=own), found, before)
    if not before or (not trial.edits and trial.question is None):
        return Decision(Rule.FOREIGN)
    targets = [citation.old.address(spot) for spot in before]
    if citation.evidence.answers.keeps_all(targets, citation.where):
        return Decision(Rule.KEPT)
    named = [target.text(citation.evidence.style) for target in targets]
    names = say(", ").join(named)
    if reference.doubt is Doubt.SCOPE:
        question = Problem(
            code="reference-doubtful",
            message=say(
                "in {text!r} it is not clear whether {names} of these articles is meant, "
                "which moves, or that of {law}",
                text=reference.text,
                names=names,
                law=reference.law,
            ),
            hint=say(
                "for the law's, add `- keep: {name}`; for these articles', write the "
                "reference out in a `replace` with find and with",
                name=named[0],
            ),
        )
    else:
        within = citation.where.text(citation.evidence.style)
        question = Problem(
            code="reference-quoted",
            message=say(
                "{within} quotes the words {text!r}, and {names} of these articles moves or goes",
                within=within,
                text=reference.text,
                names=names,
            ),
            hint=say(
                "where the words are to stay, add `- keep: {name}` with `in: {within}`; "
                "where they are those of another article, write them anew in a `replace` "
                "with find and with",
                name=named[0],
                within=within,
            ),
        )
    return Decision(Rule.QUESTION, question=question)


def _of_its_time(citation: CarriedCitation) -> Decision:
    """A citation in supplementary provisions of another day: the article of then is meant.

    It stays as it is written, and a person is told where the number is another's now; it follows
    where an operation retargets it.
    """
    reference = citation.reference
    own = replace(reference, category=Category.INTERNAL, doubt=None)
    found = resolve(citation.old, citation.home, own)
    before = tuple(spot for each in found for spot in each.targets)
    if not before:
        return Decision(Rule.FOREIGN)
    answers, old, carrying = citation.evidence.answers, citation.old, citation.evidence.carrying
    targets = [old.address(spot) for spot in before]
    if answers.retargets and any(
        answers.retarget(target, citation.where) is not None for target in targets
    ):
        return _old_text(replace(citation, reference=own), found, before)
    carried = [carrying.carried(spot) for spot in before]
    stays = all(
        new is not None and citation.new.address(new) == target
        for new, target in zip(carried, targets, strict=True)
    )
    if stays:
        return Decision(Rule.FOREIGN)
    where = citation.new.address(citation.standing.spot)
    if answers.keeps_words(reference.text, where) or answers.keeps_all(targets, citation.where):
        return Decision(Rule.KEPT)
    return Decision(Rule.FOREIGN, left=True)
