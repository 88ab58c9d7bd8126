"""Carrying an amendment over: what it meant in its base, said in the numbers of today.

The addresses follow the keys, and the numbers that new text cites follow what they cite. Then
both are applied, the amendment to its base and the carried one to today's articles, and have
to do the same to each provision. What cannot be shown to do the same is not carried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.carry.consequences import (
    CountedAnew,
    consequences,
    counted,
    lapsed,
)
from amendtool.amendments.carry.expected import expected, followed
from amendtool.amendments.carry.kept_words import KeepingWords
from amendtool.amendments.carry.operations import Carried, Carrier
from amendtool.amendments.carry.phrases import WordsAnew, carried_finds, marked, substitutes_anew
from amendtool.amendments.carry.places import Places
from amendtool.amendments.carry.proof import difference, new_provisions
from amendtool.amendments.crossrefs.ledger import LedgerEntry, Rule
from amendtool.amendments.operations import (
    Insert,
    Keep,
    Operation,
    Replace,
    ReplacePhrase,
    ReplaceThroughout,
    Restate,
    Retarget,
)
from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Body, Charter
from amendtool.articles.references.text_location import Standing, texts_of
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import AmendtoolError, Place, Problem
from amendtool.messages import say
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedAnew:
    """Words of the amendment's own text that cite another number now.

    They stand in what it brings, or in the ``find`` of an operation that quotes what stands.
    """

    operation: int
    before: str
    after: str
    field: Literal["text", "find"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedAmendment:
    """An amendment in the numbers of today's articles, and what that changed in it.

    ``lost`` tells what cannot be carried; then the amendment is not to be used.
    """

    amendment: Amendment
    moved: tuple[Carried, ...] = ()
    citations: tuple[CitedAnew, ...] = ()
    counted: tuple[CountedAnew, ...] = ()
    """The renumberings that follow from the rest, where they say other provisions now."""
    lost: tuple[Problem, ...] = ()


def carry(
    amendment: Amendment, then: Charter, now: Charter, style: DraftingStyle
) -> CarriedAmendment:
    """The amendment, whose addresses mean ``then``, for the articles ``now``.

    Raises InputError or ConflictError, as applying does, where it cannot be applied to ``then``.
    """
    if _frame(then) == _frame(now) and then == now:
        return CarriedAmendment(amendment=amendment)
    base = expected(then, now, style)
    worded = base.charter
    finds = carried_finds(amendment, then, worded, base.ledger, style)
    if finds.lost:
        return CarriedAmendment(amendment=amendment, lost=finds.lost)
    said = finds.amendment
    following = consequences(worded, said, style)
    written, amendment = said, _without(amendment, following)
    said = _without(said, following)
    # Answers are about citations in texts that stay, and those are not touched here.
    there = _proving(worded, said, style) if amendment.operations else None
    proposed = worded if there is None else there.proposed
    moving = frozenset(_moving(there, then))
    carrier = Carrier(
        Places(
            then=worded,
            now=now,
            proposed=proposed,
            moving=moving,
            style=style,
            kept={} if there is None else there.kept,
        )
    )
    carried = carrier.amendment(said)
    result = CarriedAmendment(
        amendment=carried,
        moved=tuple(carrier.moved),
        citations=tuple(_anew(each, "find") for each in finds.changed),
        lost=tuple(carrier.lost),
    )
    if result.lost or there is None:
        return result
    try:
        here = _proving(now, carried, style)
    except AmendtoolError as error:
        return replace(result, lost=error.problems)
    told = difference(there, here)
    if told is not None:
        index, story = told
        return replace(result, lost=(_unclear(index, story),))
    result = _with_citations(result, amendment, then, now, style)
    if not result.lost:
        result = _with_kept_words(result, written, then, now, base.ledger, carrier.places)
    if not following or result.lost:
        return result
    return _with_counted(result, counted(written, following, carrier.places, here), now, style)


def _without(amendment: Amendment, following: frozenset[int]) -> Amendment:
    return replace(amendment, operations=lapsed(amendment.operations, following))


def _with_counted(
    result: CarriedAmendment, renumbered: Sequence[CountedAnew], now: Charter, style: DraftingStyle
) -> CarriedAmendment:
    """The amendment that says of what follows from it what is so today.

    One that would say anything else stays out: what it said follows without it.
    """
    silent = replace(result.amendment, follow=False)
    proposed = apply(now, silent, style).proposed
    operations = list(result.amendment.operations)
    found = []
    for each in renumbered:
        if each.after is not None:
            said = [*operations]
            said[each.operation] = each.after
            try:
                made = apply(now, replace(silent, operations=tuple(said)), style).proposed
            except AmendtoolError:
                made = None
            if made == proposed:
                operations = said
            else:
                each = replace(each, after=None)
        if each.after != each.before:
            found.append(each)
    amendment = replace(result.amendment, operations=tuple(operations))
    return replace(result, amendment=amendment, counted=tuple(found))


def _proving(charter: Charter, amendment: Amendment, style: DraftingStyle) -> Application:
    return apply(charter, marked(replace(amendment, follow=False)), style)


def _anew(words: WordsAnew, field: Literal["text", "find"]) -> CitedAnew:
    return CitedAnew(operation=words.operation, before=words.before, after=words.after, field=field)


def _frame(charter: Charter) -> object:
    return [(each.key, each.number, each.chapter) for each in charter.every_article()]


def _without_answers(amendment: Amendment) -> Amendment:
    """The amendment without what it says of citations in texts that stay.

    What it answers may be asked in one of the two articles only.
    """
    return replace(
        amendment,
        operations=tuple(
            each for each in amendment.operations if not isinstance(each, Retarget | Keep)
        ),
    )


def _moving(there: Application | None, then: Charter) -> Iterator[str]:
    if there is None:
        return
    yield from there.moved
    known = {each.key for each in then.every_article()} | {each.key for each in then.chapters}
    yield from (key for key in there.origin if key not in known)


def _unclear(index: int | None, story: str) -> Problem:
    path = "operations" if index is None else f"operations[{index}]"
    return Problem(code="base-unclear", message=story, place=Place(path=path))


# Citations in the amendment's own texts, which speak in the numbers that it proposes


def _with_citations(
    result: CarriedAmendment, written: Amendment, then: Charter, now: Charter, style: DraftingStyle
) -> CarriedAmendment:
    """The amendment whose new texts cite what they cited in the base."""
    before = apply(then, _without_answers(written), style)
    try:
        result = _with_substitutes(result, before, now, style)
        after = _applied(result.amendment, now, style)
    except AmendtoolError as error:
        return replace(result, lost=error.problems)
    keys = _same_keys(before, after)
    wrong = _astray(before, after, keys)
    if not wrong:
        return result
    carried, citations = _cited_anew(result.amendment, before, after, keys, wrong, style)
    again = _applied(carried, now, style)
    rest = _astray(before, again, keys)
    if rest:
        return replace(
            result,
            lost=tuple(
                _astray_problem(entry, found, again, result.amendment) for entry, found in rest
            ),
        )
    return replace(result, amendment=carried, citations=(*result.citations, *citations))


def _with_substitutes(
    result: CarriedAmendment, before: Application, now: Charter, style: DraftingStyle
) -> CarriedAmendment:
    """The amendment whose ``with`` cite what they cited in the base.

    Which numbers it proposes does not hang on these words; so the texts that it made of the base
    are written in the numbers that it proposes today, and what was put in is taken from there.
    """
    fresh = before.provenance.fresh if before.provenance is not None else {}
    phrases = (ReplacePhrase, ReplaceThroughout)
    if not any(isinstance(each, phrases) for each in result.amendment.operations):
        return result
    after = _applied(marked(result.amendment), now, style)
    keys = _same_keys(before, after)
    there = _with_keys(before.proposed, keys)
    made = there.by_key()

    def worded(article: Article) -> Article:
        # All of them as in the base: a text that is followed has to stand where it stood there.
        base = made.get(article.key)
        return article if base is None else replace(article, heading=base.heading, body=base.body)

    wanted = replace(
        after.proposed,
        articles=tuple(map(worded, after.proposed.articles)),
        supplementary=tuple(map(worded, after.proposed.supplementary)),
    )
    amendment, words = substitutes_anew(
        result.amendment,
        {replace(each, spot=_renamed(each.spot, keys)): spans for each, spans in fresh.items()},
        {standing: text for each in made.values() for standing, text in texts_of(each)},
        followed(there, wanted, style).ledger,
        {
            key: frozenset(_position(result.amendment, index) for index in acting)
            for key, acting in after.origin.items()
        },
        style,
    )
    return replace(
        result,
        amendment=amendment,
        citations=(*result.citations, *(_anew(each, "text") for each in words)),
    )


def _with_kept_words(
    result: CarriedAmendment,
    written: Amendment,
    then: Charter,
    now: Charter,
    cited: Sequence[LedgerEntry],
    places: Places,
) -> CarriedAmendment:
    """The amendment that keeps the words of the same citations, which ``cited`` tells of."""
    if not any(isinstance(each, Keep) and each.find for each in written.operations):
        return result
    style = places.style
    there, here = apply(then, written, style), _applied(result.amendment, now, style)
    keeping = KeepingWords(
        there=there, here=here, cited=cited, keys=_same_keys(there, here), places=places
    )
    operations, moved, words = list(result.amendment.operations), list(result.moved), []
    lost: list[Problem] = []
    for each in keeping.carried(result.amendment):
        if isinstance(each, Problem):
            lost.append(each)
            continue
        operations[each.operation] = each.after
        before, after = each.before, each.after
        if before.target != after.target:
            path = f"operations[{each.operation}].keep"
            moved.append(Carried(path=path, before=before.target, after=after.target))
        if before.find is not None and after.find is not None and before.find != after.find:
            words.append(
                CitedAnew(
                    operation=each.operation, before=before.find, after=after.find, field="find"
                )
            )
    return replace(
        result,
        amendment=replace(result.amendment, operations=tuple(operations)),
        moved=tuple(moved),
        citations=(*result.citations, *words),
        lost=tuple(lost),
    )


def _applied(amendment: Amendment, charter: Charter, style: DraftingStyle) -> Application:
    return apply(charter, _without_answers(amendment), style)


def _same_keys(before: Application, after: Application) -> dict[str, str]:
    """The keys of new provisions in the base, and those that they have today, where they differ.

    Somebody else's may have the key of one of them by now, and it that of the next.
    """
    now = {acting: key for key, acting in new_provisions(after).items()}
    return {
        key: now[acting]
        for key, acting in new_provisions(before).items()
        if now.get(acting, key) != key
    }


_Wrong = Sequence[tuple[LedgerEntry, LedgerEntry | None]]


def _astray(before: Application, after: Application, keys: Mapping[str, str]) -> _Wrong:
    """The citations of new texts that mean another provision today, each with both readings."""
    found: list[tuple[LedgerEntry, LedgerEntry | None]] = []
    others = _by_place(_own(after))
    for place, entries in _by_place(_own(before)).items():
        spot = replace(place.spot, key=keys.get(place.spot.key, place.spot.key))
        mine = others.get(replace(place, spot=spot), [])
        for number, entry in enumerate(entries):
            other = mine[number] if number < len(mine) and len(mine) == len(entries) else None
            meant = [_renamed(each, keys) for each, _ in entry.targets_after]
            if other is None or meant != [each for each, _ in other.targets_after]:
                found.append((entry, other))
    return found


def _own(application: Application) -> Iterator[LedgerEntry]:
    """The citations in texts of the amendment itself that have a target, or should."""
    for entry in application.ledger:
        if entry.rule is Rule.PROPOSED or (entry.rule is Rule.QUESTION and entry.home is None):
            yield entry


def _by_place(entries: Iterable[LedgerEntry]) -> dict[Standing, list[LedgerEntry]]:
    found: dict[Standing, list[LedgerEntry]] = {}
    for entry in entries:
        found.setdefault(entry.standing, []).append(entry)
    return found


def _renamed(spot: Spot, keys: Mapping[str, str]) -> Spot:
    return replace(spot, key=keys.get(spot.key, spot.key))


def _cited_anew(
    amendment: Amendment,
    before: Application,
    after: Application,
    keys: Mapping[str, str],
    wrong: _Wrong,
    style: DraftingStyle,
) -> tuple[Amendment, tuple[CitedAnew, ...]]:
    """The amendment with those citations in its own texts written as they have to be."""
    there = _with_keys(before.proposed, keys)
    ledger = followed(there, after.proposed, style)
    texts = {
        (each.key, standing): text
        for each in after.proposed.every_article()
        for standing, text in texts_of(each)
    }
    new = {
        (each.key, standing): text
        for each in ledger.charter.every_article()
        for standing, text in texts_of(each)
    }
    changed: dict[str, str] = {}
    for entry, _ in wrong:
        spot = _renamed(entry.standing.spot, keys)
        place = (spot.key, replace(entry.standing, spot=spot))
        if place in texts and place in new:
            changed[texts[place]] = new[place]
    operations = tuple(_reworded(each, changed) for each in amendment.operations)
    own = {_renamed(entry.standing.spot, keys).key: entry for entry, _ in wrong}
    citations = tuple(
        CitedAnew(
            operation=_position(amendment, min(after.origin[key])),
            before=each.before,
            after=each.after,
        )
        for each in ledger.ledger
        if (key := each.standing.spot.key) in own
        and each.before != each.after
        and key in after.origin
    )
    return replace(amendment, operations=operations), citations


def _with_keys(charter: Charter, keys: Mapping[str, str]) -> Charter:
    return replace(
        charter,
        articles=tuple(replace(a, key=keys.get(a.key, a.key)) for a in charter.articles),
        supplementary=tuple(replace(a, key=keys.get(a.key, a.key)) for a in charter.supplementary),
    )


def _reworded(operation: Operation, changed: Mapping[str, str]) -> Operation:
    if isinstance(operation, Insert | Replace) and operation.body:
        return replace(operation, body=_body(operation.body, changed))
    if isinstance(operation, Insert) and operation.articles:
        inserted = (replace(a, body=_body(a.body, changed)) for a in operation.articles)
        return replace(operation, articles=tuple(inserted))
    if isinstance(operation, Restate):
        articles = (replace(a, body=_body(a.body, changed)) for a in operation.text.articles)
        return replace(operation, text=replace(operation.text, articles=tuple(articles)))
    return operation


def _body(body: Body, changed: Mapping[str, str]) -> Body:
    return tuple(
        changed.get(each, each)
        if isinstance(each, str)
        else replace(each, body=_body(each.body, changed))
        for each in body
    )


def _position(amendment: Amendment, index: int) -> int:
    """Where the operation stands that has this position among those that are no answers."""
    acting = [
        position
        for position, each in enumerate(amendment.operations)
        if not isinstance(each, Retarget | Keep)
    ]
    return acting[index]


def _astray_problem(
    entry: LedgerEntry, found: LedgerEntry | None, after: Application, amendment: Amendment
) -> Problem:
    joint, nothing = say(", "), say("nothing")
    meant = joint.join(_named(spot) for spot, _ in entry.targets_after)
    means = "" if found is None else joint.join(_named(spot) for spot, _ in found.targets_after)
    index = min(after.origin.get(entry.standing.spot.key, frozenset({0})))
    return Problem(
        code="base-citation",
        message=say(
            "the text cites {before!r}, which meant {meant} and means {means} now",
            before=entry.before,
            meant=meant or nothing,
            means=means or nothing,
        ),
        place=Place(path=f"operations[{_position(amendment, index)}]"),
    )


def _named(spot: Spot) -> str:
    name = say("{words!r}", words=spot.key)
    if spot.paragraph is not None:
        name = say("{name} paragraph {number}", name=name, number=spot.paragraph)
    for number in spot.items:
        name = say("{name} item {number}", name=name, number=number)
    return name
