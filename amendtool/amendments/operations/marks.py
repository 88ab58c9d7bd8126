"""What an operation may say of the mark of a number, before it is known what number it will be."""

from __future__ import annotations

from amendtool.amendments.apply.targets import OperationAt
from amendtool.articles.addresses import Address, said_level
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Problem
from amendtool.messages import say


def mark_chosen(target: Address, at: OperationAt[object], style: DraftingStyle) -> Problem | None:
    """The problem of a mark at a level whose form a setting has chosen for all of it."""
    depth = len(target.items)
    level = "items" if depth else "paragraph"
    chosen = depth <= style.items_chosen if depth else style.paragraph_chosen
    if target.level not in ("paragraph", "item") or not chosen:
        return None
    return at.problem(
        "mark",
        "mark-chosen",
        say(
            "the setting `{setting}` in [drafting] of amendtool.toml prints every {level} alike",
            setting=level,
            level=said_level(target.level),
        ),
        say("take the setting out, or change it instead of the mark"),
    )
