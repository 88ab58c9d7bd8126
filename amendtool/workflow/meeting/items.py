"""The items of one meeting, as they are named together: ``apply A B``."""

from __future__ import annotations

from collections.abc import Sequence

from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say


def require_once(names: Sequence[str]) -> None:
    """Raise InputError (``item-twice``) for an amendment that is named twice."""
    twice = [name for at, name in enumerate(names) if name in names[:at]]
    if twice:
        raise InputError(
            Problem(
                code="item-twice",
                message=say("{twice!r} is named twice", twice=twice[0]),
                hint=say("name each item of the meeting once, in the order of the agenda"),
                place=Place(file=f"amendments/{twice[0]}.yaml"),
            )
        )
