"""Applying an amendment: the present articles and the operations give the proposed articles.

All operations happen at once against the present articles, so their order in the file
means nothing. Every mistake is reported, with the operation that makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field, replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.articles import amend_articles, amend_supplementary, with_unnumbered
from amendtool.amendments.apply.blocks import in_their_blocks
from amendtool.amendments.apply.chapters import (
    amend_chapters,
    in_standing_chapters,
    into_chapters,
    rehomed,
    with_articles,
)
from amendtool.amendments.apply.collect import Collected, collect
from amendtool.amendments.apply.effects import Effects
from amendtool.amendments.apply.keys import new_keys, origins
from amendtool.amendments.apply.marks import marked
from amendtool.amendments.apply.phrases import Phrases
from amendtool.amendments.apply.restated import (
    Restatement,
    Unfolded,
    misnumbered,
    misplaces,
    one_by_one,
    otherwise,
    unfolded,
)
from amendtool.amendments.apply.sections import (
    chapter_rows,
    into_their_chapters,
    nothing_changes,
    section_roots,
)
from amendtool.amendments.apply.state import STALE, ApplyState
from amendtool.amendments.apply.targets import Targets
from amendtool.amendments.apply.throughout import PhrasePlaces
from amendtool.amendments.crossrefs.answers import Answers
from amendtool.amendments.crossrefs.ledger import LedgerEntry, UnreadNumber
from amendtool.amendments.crossrefs.provenance import Provenance
from amendtool.amendments.crossrefs.rewrite import follow
from amendtool.amendments.inverse import (
    INVERSE,
    Apply,
    Undoing,
    derive,
    is_irregular,
    told_marks,
    undo,
)
from amendtool.amendments.operations import Numbering, Operation, Renumber, Restate
from amendtool.amendments.operations.merge import merged_into, wholes
from amendtool.amendments.operations.print_ import printed_as
from amendtool.amendments.operations.split import split_among
from amendtool.articles.addresses import Address, Spot, find
from amendtool.articles.charter import Article, Chapter, Charter, Provision, goes_unnumbered
from amendtool.articles.forms import formed
from amendtool.articles.numerals import LARGEST
from amendtool.articles.styles import EN, DraftingStyle
from amendtool.errors import AmendtoolError, ConflictError, InputError, Place, Problem, require_type
from amendtool.messages import say
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What an amendment makes of the present articles.

    ``kept`` leads from the paragraphs and items of the articles that are acted on to where
    they stand in the proposed ones; what is gone or rewritten as a whole is not listed.
    Articles and chapters go on by their keys. ``origin`` gives, by key, the positions of
    the operations that act on an article or chapter or on something in it.

    ``moved`` are the keys of the articles and chapters that a ``move`` names.

    ``ledger`` holds every reference of the proposed articles and what became of it.
    ``questions`` are those that need a decision before the amendment can be published or
    adopted; their texts are as they were.
    """

    present: Charter
    proposed: Charter
    kept: Mapping[Spot, Spot]
    origin: Mapping[str, frozenset[int]]
    moved: frozenset[str] = frozenset()
    operations: tuple[Operation, ...] = ()
    style: DraftingStyle = EN
    ledger: tuple[LedgerEntry, ...] = ()
    questions: tuple[tuple[LedgerEntry, Problem], ...] = ()
    provenance: Provenance | None = field(default=None, repr=False, compare=False)
    """Where the texts come from, for what follows in other documents; None of an inverse."""
    phrases: tuple[PhrasePlaces, ...] = ()
    """What became of each phrase that is replaced throughout, and where it still stands."""
    unread: tuple[UnreadNumber, ...] = ()
    """The numbers of articles that move, in words that no rule has read."""
    restatements: tuple[Restatement, ...] = ()
    """What each restated text was understood as."""

    @property
    def inverse(self) -> Amendment:
        """The amendment that makes the present articles of the proposed ones again.

        It is tried: what it gives is exactly the present charter. Raises InputError
        (``inverse-impossible``) where no operations can say that.
        """

        def proposed_by(charter: Charter, amendment: Amendment) -> Charter:
            return apply(charter, amendment, self.style).proposed

        operations = undo(
            Undoing(
                present=self.present,
                proposed=self.proposed,
                kept=self.kept,
                operations=self.operations,
                apply=proposed_by,
                style=self.style,
            )
        )
        if operations is not None:
            return Amendment(name=INVERSE, operations=operations, follow=False)
        for amendment in self._inverses(proposed_by):
            with suppress(AmendtoolError):
                if proposed_by(self.proposed, amendment) == self.present:
                    return amendment
        if self.proposed == self.present:
            return Amendment(name=INVERSE, operations=(), follow=False)
        raise InputError(
            Problem(
                code="inverse-impossible",
                message=say("no operations give back exactly the articles that were before"),
                hint=say("say in an amendment of its own what the articles are to be"),
            )
        )

    def _inverses(self, proposed_by: Apply) -> Iterator[Amendment]:
        """The amendments that may give the present articles of the proposed ones.

        Where numbers do not tell the order of articles, a number that follows from the others is
        not said: to say one is to name a place.
        """
        counts = self.style.numbered_in_chapters
        derived = derive(self.proposed, self.present, in_chapters=counts)
        rows = (self.present.articles, self.proposed.articles)

        def marked_so(
            operations: tuple[Operation, ...], numbering: Numbering = Numbering.SHIFT
        ) -> Amendment:
            operations = told_marks(
                operations, self.proposed, self.present, self.style, proposed_by, numbering
            )
            return Amendment(name=INVERSE, operations=operations, numbering=numbering, follow=False)

        if any(map(is_irregular, rows)):
            yield marked_so(tuple(each for each in derived if not isinstance(each, Renumber)))
        yield marked_so(derived)
        # Few come so far: rows that no drafter would make of each other.
        from amendtool.amendments.inverse_as_said import derive_as_said

        yield marked_so(derive_as_said(self.proposed, self.present), Numbering.STAY)


def apply(charter: Charter, amendment: Amendment, style: DraftingStyle = EN) -> Application:
    """The proposed articles.

    Raises InputError with all mistakes of the operations (their places are paths such as
    ``operations[2].find``), or ConflictError when the only trouble is that a text which an
    operation expects is no longer there.
    """
    require_type("charter", charter, Charter)
    require_type("amendment", amendment, Amendment)
    require_type("style", style, DraftingStyle)
    parted = one_by_one(amendment)
    if parted is None:
        return _with_restated(charter, amendment, style)
    try:
        made = _with_restated(charter, parted.amendment, style)
    except AmendtoolError as error:
        raise parted.located(error) from None
    return replace(
        _at_the_operations(made, parted),
        operations=in_their_blocks(amendment, charter).operations,
        restatements=tuple(
            replace(each, operation=parted.positions[each.operation]) for each in made.restatements
        ),
    )


def _at_the_operations(made: Application, unfolding: Unfolded) -> Application:
    """The application with what it says of operations told of those of the file."""
    return replace(
        made,
        origin={key: unfolding.acting(acting) for key, acting in made.origin.items()},
        phrases=tuple(
            replace(each, operation=unfolding.positions[each.operation]) for each in made.phrases
        ),
    )


def _with_restated(charter: Charter, amendment: Amendment, style: DraftingStyle) -> Application:
    """What an amendment makes of the articles whose operations bring one provision each."""
    amendment = in_their_blocks(amendment, charter)
    unfolding = unfolded(amendment, charter, style)
    if unfolding is None:
        return _applied(charter, amendment, style)
    try:
        made = _applied(charter, unfolding.amendment, style, unfolding)
        _refuse(otherwise(unfolding, made.proposed, style))
    except AmendtoolError as error:
        rest = tuple(each for each in amendment.operations if not isinstance(each, Restate))
        others = charter
        if rest:
            with suppress(AmendtoolError):
                alone = replace(amendment, operations=rest, follow=False)
                others = _applied(charter, alone, style).proposed
        found = tuple(misnumbered(unfolding, others, style)) if misplaces(error) else ()
        raise (InputError(*found) if found else unfolding.located(error)) from None
    return replace(
        _at_the_operations(made, unfolding),
        operations=amendment.operations,
        restatements=unfolding.restatements,
    )


def _applied(
    charter: Charter, amendment: Amendment, style: DraftingStyle, unfolding: Unfolded | None = None
) -> Application:
    """What an amendment without restatements makes of the articles."""
    targets = Targets(charter, style, amendment.numbering)
    collected = collect(amendment, targets)
    keys = new_keys(charter, collected.effects)
    state = ApplyState(
        targets=targets,
        effects=collected.effects,
        keys=keys,
        origin=origins(charter, collected.acting, keys),
        phrases=Phrases(collected.effects.phrases, style, collected.effects.wide),
        restated=unfolding.kept if unfolding is not None else {},
    )
    state.note(*keys.problems)
    proposed = _proposed(state, collected)
    application = Application(
        present=charter,
        proposed=proposed,
        kept=state.notes.kept,
        origin=state.origin,
        moved=_moved(charter, state.effects),
        operations=amendment.operations,
        style=style,
        phrases=state.phrases.told(proposed),
    )
    if not amendment.follow:
        return application
    answers = Answers.of(amendment)
    provenance = Provenance(
        kept=state.notes.kept,
        acted_on=frozenset(state.origin),
        rewritten=frozenset(state.notes.rewritten),
        fresh=state.phrases.fresh,
        restated=frozenset(state.restated),
        wholes=wholes(charter, state.effects, state.notes.kept),
        parted={
            **merged_into(charter, state.effects),
            **split_among(charter, state.effects, keys.parts),
        },
    )
    followed = follow(charter, proposed, provenance, answers, style)
    _refuse(followed.unused)
    return replace(
        application,
        proposed=followed.charter,
        ledger=followed.ledger,
        questions=followed.questions,
        unread=followed.unread,
        provenance=provenance,
    )


def _proposed(state: ApplyState, collected: Collected) -> Charter:
    """The proposed articles, with references as they were written."""
    charter, style = state.targets.charter, state.targets.style
    chapters = amend_chapters(state)
    if style.numbered_in_chapters:
        roots = section_roots(state, chapters)
        articles = amend_articles(state, roots, chapter_rows(state, chapters))
    else:
        taken_along = with_articles(state.effects, charter, chapters)
        articles = amend_articles(replace(state, effects=taken_along))
    supplementary, blocks = amend_supplementary(state)
    found = [
        *state.notes.problems,
        *state.phrases.counted(),
        *_too_high(state.origin, (*articles, *supplementary)),
    ]
    if collected.problems:
        found = [*collected.problems, *_independent(found, collected.tangled)]
    _refuse(found)
    placed = into_their_chapters if style.numbered_in_chapters else into_chapters
    own = tuple(article for article in articles if not goes_unnumbered(article))
    loose = (article for article in articles if goes_unnumbered(article))
    standing = rehomed(state, in_standing_chapters(charter, loose, chapters), chapters)
    row = (*placed(state, own, chapters), *standing)
    _refuse(state.notes.problems)
    coming = state.effects.inserts.get(("article", Address()), ())
    articles = with_unnumbered(state, row, charter.articles, coming, chapters=chapters)
    _refuse(state.notes.problems)
    proposed = replace(
        charter,
        articles=articles,
        chapters=chapters,
        supplementary=supplementary,
        blocks=blocks,
    )
    for at in state.effects.page:
        proposed = printed_as(proposed, at.operation.setting, at.operation.value)
    written = {*state.keys.inserted.values(), *_rewritten(state)}
    proposed = marked(state, formed(charter, proposed, style, written))
    _refuse(state.notes.problems)
    if style.numbered_in_chapters:
        _refuse(nothing_changes(charter, proposed))
    return proposed


def _rewritten(state: ApplyState) -> Iterator[str]:
    """The keys of the articles whose text an operation gives as a whole."""
    return (spot.key for spot in state.notes.rewritten if spot.paragraph is None)


def _moved(charter: Charter, effects: Effects) -> frozenset[str]:
    """The keys of the articles and chapters that a ``move`` names."""
    found = (find(charter, address) for address in effects.moved)
    return frozenset(each.key for each in found if isinstance(each, Article | Chapter))


def _too_high(
    origin: Mapping[str, frozenset[int]], articles: Iterable[Article]
) -> Iterator[Problem]:
    """The articles whose number, or that of a provision in them, is beyond all numbers."""
    for article in articles:
        if article.key in origin or (article.number and article.number.main > LARGEST):
            highest = max(_numbers(article), default=0)
            if highest > LARGEST:
                acting = min(origin.get(article.key, {0}))
                yield Problem(
                    code="number-too-high",
                    message=say("a provision would have the number {highest}", highest=highest),
                    hint=say("numbers go up to {largest}", largest=LARGEST),
                    place=Place(path=f"operations[{acting}]"),
                )


def _numbers(article: Article) -> Iterator[int]:
    """The highest numbers of an article, its paragraphs and its items."""
    if article.number is not None:
        yield max(article.number.parts)
    for paragraph in article.paragraphs:
        yield from _inner(paragraph)


def _inner(provision: Provision) -> Iterator[int]:
    yield max(provision.number.parts)
    for item in provision.items:
        yield from _inner(item)


_CONSEQUENCES = frozenset(
    (
        "branch-without-stem",
        "move-circle",
        "number-in-use",
        "number-missing",
        "number-twice",
        "text-empty",
    )
)
"""Problems that may come of another one: of an operation that could not be read as meant."""


def _independent(problems: list[Problem], tangled: frozenset[int]) -> list[Problem]:
    """The problems that are there whatever becomes of those told already."""
    known = tuple(f"operations[{index}]" for index in tangled)
    return [
        problem
        for problem in problems
        if problem.code not in _CONSEQUENCES and not (problem.place.path or "").startswith(known)
    ]


def _refuse(problems: Iterable[Problem]) -> None:
    found = sorted(problems, key=_position)
    if found:
        stale = all(problem.code == STALE for problem in found)
        raise (ConflictError if stale else InputError)(*found)


def _position(problem: Problem) -> tuple[tuple[int, str], ...]:
    """In the order of the file: operations[2] stands before operations[10]."""
    parts = re.findall(r"([0-9]+)|([^0-9]+)", problem.place.path or "")
    return tuple((int(digits or 0), text) for digits, text in parts)
