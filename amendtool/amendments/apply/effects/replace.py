"""Replace: a new text, a new heading, or other articles for a chapter."""

from __future__ import annotations

from amendtool.amendments.apply.effects.common import Effects, refused
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.operations import Replace
from amendtool.articles.addresses import Address
from amendtool.articles.charter import Status
from amendtool.errors import Problem


def effects(at: OperationAt[Replace], targets: Targets) -> Effects:
    """What one replacement does: to the heading, to what stands in a chapter, to the text."""
    operation = at.operation
    target = operation.target
    if gone := targets.missing(target, at, "replace", gives_heading=True):
        return refused(gone)
    headings: dict[Address, OperationAt[Replace]] = {}
    if operation.heading is not None or operation.drop_heading:
        owner = target.parent if target.heading else target
        if owner.level not in ("article", "chapter"):
            return refused(
                at.problem(
                    "heading", "heading-misplaced",
                    f"{targets.name(target)} has no heading of its own",
                    "only articles and chapters have headings",
                )
            )  # fmt: skip
        headings[heading_of(owner)] = at
    texts: dict[Address, OperationAt[Replace]] = {}
    problem: Problem | None = None
    if operation.body is not None or operation.status is not Status.TEXT:
        problem = _textless(at, targets)
        if problem is None:
            texts[target] = at
    return Effects(
        headings=headings,
        replaces=texts,
        holds=((target, at),) if operation.holds is not None else (),
        touched=tuple((address, at) for address in (*headings, *texts)),
        problems=(problem,) if problem else (),
    )


def _textless(at: OperationAt[Replace], targets: Targets) -> Problem | None:
    """The problem of a new text for what holds none."""
    target = at.operation.target
    if target.level == "chapter":
        return at.problem(
            "text", "chapter-text", "a chapter has a heading but no text",
            "replace the articles in it",
        )  # fmt: skip
    if target.level in ("paragraph", "item"):
        return targets.textless(target.parent, at, "replace")
    return None


def heading_of(owner: Address) -> Address:
    """The address of the heading of an article or a chapter."""
    return Address(
        supplementary=owner.supplementary,
        chapters=owner.chapters,
        article=owner.article,
        heading=True,
    )
