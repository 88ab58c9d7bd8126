"""What an amendment requires: another one, without which it falls."""

from __future__ import annotations

from collections.abc import Collection

from amendtool.errors import ConflictError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.workspace import AmendmentSource, Workspace
from amendtool.workflow.base import pending_names


def require_required(
    workspace: Workspace, source: AmendmentSource, together: Collection[str] = ()
) -> None:
    """Raise where an amendment requires another one that is not adopted with it or before.

    ConflictError (``requires-rejected``, ``requires-pending``), and InputError
    (``requires-unknown``) for one that there is not.
    """
    amendment = source.parsed.amendment
    for required in amendment.requires:
        if required in together or workspace.is_applied(required):
            continue
        record = workspace.acts().records.get(required)
        if record is not None and record.standing != "pending":
            raise ConflictError(*source.parsed.located([falls_with(amendment.name, required)]))
        if record is None and required not in workspace.amendment_names():
            raise InputError(
                *source.parsed.located(
                    [
                        Problem(
                            code="requires-unknown",
                            message=say("there is no amendment {required!r}", required=required),
                            hint=say(
                                "name the amendment without which this one falls, or leave "
                                "`requires` out"
                            ),
                            place=Place(path="requires"),
                        )
                    ]
                )
            )
        raise ConflictError(
            *source.parsed.located(
                [
                    Problem(
                        code="requires-pending",
                        message=say(
                            "{name!r} requires {required!r}, about which nothing is decided",
                            name=amendment.name,
                            required=required,
                        ),
                        hint=say(
                            "apply both: amendtool apply {required} {name}; or amendtool "
                            "reject {required}, with which this one falls",
                            required=required,
                            name=amendment.name,
                        ),
                        place=Place(path="requires"),
                    )
                ]
            )
        )


def require_not_fallen(workspace: Workspace, source: AmendmentSource) -> None:
    """Raise as :func:`require_required`, but not while what it requires is pending itself."""
    there = workspace.amendment_names()
    asked = (each for each in source.parsed.amendment.requires if each in there)
    require_required(workspace, source, pending_names(workspace, asked))


def falls_with(name: str, required: str) -> Problem:
    """That an amendment falls, because one that it requires does."""
    return Problem(
        code="requires-rejected",
        message=say(
            "{name!r} requires {required!r}, and falls with it", name=name, required=required
        ),
        hint=say(
            "record it: amendtool withdraw {name}; or leave `requires` out where it does not",
            name=name,
        ),
        place=Place(path="requires"),
    )
