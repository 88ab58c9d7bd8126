"""What the desk does beside showing pages: the actions of every room of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from amendtool.desk import (
    agenda,
    drafting,
    facts,
    from_document,
    importing,
    meeting,
    outgoing,
    proposals,
)
from amendtool.desk.actions import Action

ROOMS: Final[Sequence[Sequence[Action]]] = (
    # one line a room: module.ACTIONS
    importing.ACTIONS,
    meeting.ACTIONS,
    agenda.ACTIONS,
    outgoing.ACTIONS,
    proposals.ACTIONS,
    drafting.ACTIONS,
    from_document.ACTIONS,
    facts.ACTIONS,
)

ACTIONS: Final[Sequence[Action]] = tuple(action for room in ROOMS for action in room)
