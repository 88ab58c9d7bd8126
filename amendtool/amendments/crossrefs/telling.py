"""What messages say about references."""

from __future__ import annotations

from amendtool.articles.references.reference import Member, Reference
from amendtool.articles.references.resolver import Resolved, Trouble


def written(member: Member, reference: Reference) -> str:
    """The words of one member."""
    start = member.start - reference.start
    return reference.text[start : member.end - reference.start].strip()


def trouble_story(resolved: Resolved) -> str:
    """Why a reference means nothing, for messages."""
    match resolved.trouble:
        case Trouble.RESERVED:
            return f"{resolved.culprit} is only a placeholder"
        case Trouble.NO_NEIGHBOUR:
            return f"there is no {resolved.culprit} there"
        case Trouble.UNCLEAR:
            return f"it is not clear what {resolved.culprit} means"
        case _:
            return f"there is no {resolved.culprit}"
