"""Where a pattern stands in one company, read from its repository and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from amendtool.amendments.amendment import Amendment, pattern_parts
from amendtool.errors import AmendtoolError, Problem
from amendtool.fleet.pattern import AmendmentPattern
from amendtool.messages import say
from amendtool.repository.workspace import UnreadAmendment, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternStanding:
    """The amendment of a company that came from a pattern, if there is one.

    ``decided`` is how it was decided about, '' while it is pending; ``file`` that of a pending
    one. ``otherwise`` where it came from another content of the pattern.
    """

    name: str = ""
    decided: str = ""
    file: UnreadAmendment | None = None
    otherwise: Problem | None = None


def standing_of(workspace: Workspace, pattern: AmendmentPattern) -> PatternStanding:
    """Where a pattern stands: by its records, its trailers and the files that it was drafted into.

    Raises InputError for a record that cannot be read.
    """
    acts = workspace.acts()
    for record in acts.records.values():
        said = next((act.pattern for act in reversed(record.acts) if act.pattern), "")
        if record.standing != "pending" and _is_of(said, pattern):
            return PatternStanding(
                name=record.name, decided=record.standing, otherwise=_other(said, pattern)
            )
    for applied in acts.applied.values():
        # A history without records is told by its trailers.
        trailers = [dict(each.trailers) for each in acts.history if each.commit == applied.commit]
        said = trailers[0].get("Pattern", "") if trailers else ""
        if applied.record is None and _is_of(said, pattern):
            return PatternStanding(
                name=applied.name, decided="adopted", otherwise=_other(said, pattern)
            )
    for name in workspace.amendment_names():
        found = workspace.found(name, cwd=workspace.root)
        # Reading each file as an amendment would cost more than the rest; few are of a pattern.
        if b"\npattern:" not in found.data:
            continue
        amendment = _read(workspace, found)
        if amendment is not None and _is_of(amendment.pattern or "", pattern):
            said = amendment.pattern or ""
            return PatternStanding(name=name, file=found, otherwise=_other(said, pattern))
    return PatternStanding()


def _read(workspace: Workspace, found: UnreadAmendment) -> Amendment | None:
    try:
        return workspace.read(found).parsed.amendment
    except AmendtoolError:
        return None  # the verb that is asked for reads it again, and says what is wrong


def _is_of(said: str, pattern: AmendmentPattern) -> bool:
    parts = pattern_parts(said)
    return parts is not None and parts[0] == pattern.name


def _other(said: str, pattern: AmendmentPattern) -> Problem | None:
    if said == pattern.said:
        return None
    return Problem(
        code="pattern-changed",
        message=say("it came from {said}; the pattern is {now} today", said=said, now=pattern.said),
        hint=say("what was made of it stays; a pattern of another content wants another name"),
        severity="warning",
    )
