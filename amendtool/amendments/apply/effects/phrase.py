"""Replace a phrase: words inside of one provision; where they stand is found later, in its text."""

from __future__ import annotations

from dataclasses import replace

from amendtool.amendments.apply.effects.common import Effects, refused
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.operations import ReplacePhrase


def effects(at: OperationAt[ReplacePhrase], targets: Targets) -> Effects:
    """What one phrase operation acts on."""
    target = at.operation.target
    trouble = targets.missing(target, at, "replace")
    if trouble is None and not target.heading:
        trouble = targets.textless(target, at, "find")
    if trouble is None and target.level == "chapter" and not target.heading:
        trouble = at.problem(
            "replace", "phrase-level", "a phrase is replaced in one article at a time",
            f"name the article, or {targets.name(replace(target, heading=True))}",
        )  # fmt: skip
    if trouble:
        return refused(trouble)
    return Effects(phrases=(at,), touched=((target, at),))
