"""What the articles and chapters are amended with, and what is noted on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from amendtool.amendments.apply.effects import Effects
from amendtool.amendments.apply.keys import NewKeys
from amendtool.amendments.apply.phrases import Phrases
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.operations import Insert, Replace
from amendtool.articles.addresses import Address, Spot
from amendtool.articles.charter import Status
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.variants import as_it_stands, only_differs, same
from amendtool.errors import Problem
from amendtool.messages import say
from amendtool.values import dataclass

STALE = "stale-base"


@dataclass(slots=True)
class Notes:
    """What is noted while texts are amended, besides the amended texts.

    ``kept`` leads from present paragraphs and items to where they stand in the proposed
    articles; ``rewritten`` are proposed provisions whose texts were replaced as a whole.
    """

    kept: dict[Spot, Spot] = field(default_factory=dict)
    rewritten: set[Spot] = field(default_factory=set)
    inserted: dict[Spot, OperationAt[Insert]] = field(default_factory=dict)
    """The paragraphs and items that an operation inserts, by where they stand."""
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyState:
    """One application under way: values that are known before any text is amended, and notes.

    ``origin`` are, by key, the positions of the operations that act on an article or chapter.
    """

    targets: Targets
    effects: Effects
    keys: NewKeys
    origin: Mapping[str, frozenset[int]]
    phrases: Phrases
    restated: Mapping[str, Mapping[Spot, Spot]] = field(default_factory=dict)
    """By the key of an article that is restated, where its paragraphs and items go."""
    notes: Notes = field(default_factory=Notes)

    @property
    def style(self) -> DraftingStyle:
        """The style of the articles."""
        return self.targets.style

    def note(self, *problems: Problem) -> None:
        """Note mistakes."""
        self.notes.problems.extend(problems)


def stale(at: OperationAt[object], expects: str | None, present: str) -> list[Problem]:
    """The problem of a present text that is not the one which an operation expects."""
    # White space is left out: the expected text may be wrapped differently.
    if expects is None or "".join(expects.split()) == "".join(present.split()):
        return []
    message = say("the present text is no longer the one that this operation expects")
    if same(expects, present) or as_it_stands(expects, present) == present:
        message = say(
            "the present text is no longer the one that this operation expects: {difference}",
            difference=only_differs(expects, present),
        )
    return [
        at.problem(
            "present",
            STALE,
            message,
            say("compare `amendtool show` with the text under `present:`, then mend the operation"),
        )
    ]


def new_heading(
    state: ApplyState, at: OperationAt[Replace], address: Address, present: str | None
) -> str | None:
    """The heading that an operation gives to an article or a chapter."""
    operation = at.operation
    heading = None if operation.drop_heading else operation.heading
    if operation.body is None and operation.status is Status.TEXT:
        state.note(*stale(at, operation.expects, present or ""))
        if operation.holds is None and heading == present:
            # Beside a new text or new articles, the heading may be repeated as it is.
            state.note(at.unchanged(state.targets.name(address)))
    return heading
