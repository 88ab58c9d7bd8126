"""Drafting between two states that have their keys, as the work tree and a revision do."""

from __future__ import annotations

from amendtool.articles.charter import Charter
from amendtool.articles.styles import DraftingStyle
from amendtool.drafting.draft import Draft, draft
from amendtool.drafting.goal import EditedText
from amendtool.drafting.repair import Mending


def drafted(
    present: Charter, edited: Charter, style: DraftingStyle, *, name: str = "drafted"
) -> Draft:
    """The draft that makes ``edited`` of ``present`` as it stands, nothing mended."""
    found = draft(
        present, EditedText(charter=edited, keyed=True), style, name=name, mending=Mending.NOTHING
    )
    assert found is not None
    return found
