"""Insert: something comes among its siblings, or takes the place of a placeholder."""

from __future__ import annotations

from typing import Final

from amendtool.amendments.apply.effects.common import Effects, refused
from amendtool.amendments.apply.effects.delete import placeholders_taken
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.operations import Insert, Numbering
from amendtool.articles.addresses import Address, find
from amendtool.articles.charter import Article, Status
from amendtool.articles.numbers import Number
from amendtool.errors import Problem

# Paragraphs have no branch numbers in any style, and a deleted paragraph or item leaves
# nothing behind: what follows closes up.
_NEVER: Final = {
    "paragraph": (Numbering.BRANCH, Numbering.RESERVE),
    "item": (Numbering.RESERVE,),
}


def effects(at: OperationAt[Insert], targets: Targets) -> Effects:
    """What one insert does."""
    operation = at.operation
    level = operation.target.level
    if level is None:
        return Effects(blocks=(at,))
    container = operation.target.parent
    if operation.after is not None and (gone := targets.missing(operation.after, at, "insert")):
        return refused(gone)
    in_provision = level in ("paragraph", "item")
    if in_provision:
        trouble = targets.missing(container, at, "insert")
        trouble = trouble or targets.textless(container, at, "insert")
        if trouble:
            return refused(trouble)
    if level == "chapter" and container.level:
        outer = operation.chapter
        if outer is None and targets.absent(container):
            # The chapter around a new section may be new itself.
            outer = container
        if outer is not None:
            return Effects(sections={outer: (at,)})
    filled = _filled(at, targets)
    return Effects(
        inserts={(level, container): (at,)},
        touched=((container, at),) if in_provision else (),
        fills={at.index: filled} if filled else {},
        deletes=placeholders_taken(at, [filled] if filled else []),
        problems=tuple(_problems(at, targets, level)),
    )


def _problems(at: OperationAt[Insert], targets: Targets, level: str) -> list[Problem]:
    operation = at.operation
    target = operation.target
    found: list[Problem] = []
    if operation.numbering in _NEVER.get(level, ()):
        found.append(
            at.problem(
                "numbering", "numbering-level",
                f"a new {level} cannot be numbered by `{operation.numbering}`; the others move on",
                "leave `numbering` out",
            )
        )  # fmt: skip
    if level == "paragraph" and target.number.branches:
        plain = target.at(Number.of(target.number.main + 1))
        found.append(
            at.problem(
                "insert", "paragraph-branch", "a paragraph has no branch number",
                f"insert {targets.name(plain)}; the others move on",
            )
        )  # fmt: skip
    return found


def reserve_target(at: OperationAt[Insert], targets: Targets) -> Address | None:
    """With the numbering ``reserve``, the place that an article or a chapter is to take."""
    operation = at.operation
    policy = operation.numbering or targets.numbering
    if operation.target.level not in ("chapter", "article") or policy is not Numbering.RESERVE:
        return None
    after = operation.after
    return operation.target if after is None else after.at(after.number.next())


def _filled(at: OperationAt[Insert], targets: Targets) -> Address | None:
    """The placeholder whose place it takes."""
    target = reserve_target(at, targets)
    standing = find(targets.charter, target) if target else None
    reserved = isinstance(standing, Article) and standing.status is Status.RESERVED
    return target if reserved else None
