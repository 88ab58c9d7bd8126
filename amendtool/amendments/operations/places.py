"""What an operation may say of a place beside its number: only where no number moves by itself."""

from __future__ import annotations

from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.numbering import Numbering
from amendtool.articles.addresses import Address
from amendtool.errors import Problem
from amendtool.messages import say


def stays_put(
    at: OperationAt[object], targets: Targets, *, behind: Address | None
) -> tuple[Problem, ...]:
    """The problem of a place ``behind`` something where the numbers do not all stay."""
    if behind is None or targets.numbering is Numbering.STAY:
        return ()
    return (
        at.problem(
            "behind",
            "behind-misplaced",
            say("`behind` tells a place where no number follows from others"),
            say("write `numbering: stay` for the whole amendment, or name the place by the number"),
        ),
    )
