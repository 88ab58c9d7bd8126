"""The proof: every state of the articles is the replay of recorded acts, and nothing else.

One pass over the history of the branch. Each commit that touches a clause file belongs to an
act, or stands before the first one; each adoption, replayed from its record, gives the articles
that it left, byte for byte; and each act goes on where the one before it ended.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from amendtool.errors import AmendtoolError, Place, Problem
from amendtool.messages import say
from amendtool.repository.acts import Acts
from amendtool.repository.git import Signature, objects_at_once, signatures
from amendtool.repository.record import RECORD_ENDING, Act
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import AMENDMENTS, TREE, Workspace
from amendtool.values import dataclass
from amendtool.workflow.dates.expiry import Endings
from amendtool.workflow.progress import Progress, silent
from amendtool.workflow.proof.merged_acts import merged_acts
from amendtool.workflow.proof.merged_numbers import merged_numbers
from amendtool.workflow.proof.replay import replayed
from amendtool.workflow.proof.unexplained import cut_off, first_difference, unexplained
from amendtool.workflow.record_words import said_signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was proved, and what could not be.

    ``replayed`` amendments gave their articles again; ``by_trailer`` are those of a history
    without records, which nothing replays. ``signatures`` are those of the commits of acts, as
    the settings of the user judge them.
    """

    replayed: tuple[str, ...]
    by_trailer: tuple[str, ...]
    problems: tuple[Problem, ...]
    signatures: tuple[Signature, ...] = ()
    expired: tuple[Problem, ...] = ()
    """What was to go on a day that has passed, and stands; it is no finding."""
    cut_off: tuple[Problem, ...] = ()
    """A note where the history of this clone does not reach back to its beginning."""
    expiries: tuple[str, ...] = ()
    """Those that gave their articles again: what went by its own terms."""


def verify(
    workspace: Workspace, progress: Progress = silent, *, today: datetime.date | None = None
) -> Proof:
    """Prove the articles at HEAD from the history of the branch; nothing is written.

    With ``today`` it tells what should have gone before it. Raises InputError for a record that
    cannot be read, RepositoryError where git cannot.
    """
    workspace = workspace.with_head_held()
    with progress(say("reading the history")):
        workspace.git.require_true_commits(workspace.head())
        acts = workspace.acts()
        problems = list(unexplained(workspace, acts))
        signed = signatures(workspace.git, [each.commit for each in reversed(acts.history)])
        problems += _bad_signatures(signed)
    again: list[str] = []
    landed = _landed(acts)
    with progress(say("replaying the amendments")):
        # All that the replay asks git for, at once: it goes from one state to the next.
        trees = [each for _, act in landed for each in (act.base, act.result) if each]
        at_hand = workspace.with_trees(trees)
        files = objects_at_once(
            workspace.git, dict.fromkeys(act.file for _, act in landed if act.file), "blob"
        )
        for name, act in landed:
            found = tuple(_replay_problems(at_hand, name, act, files.get(act.file or "")))
            problems += found
            if not found:
                again.append(name)
    problems += merged_numbers(workspace, workspace.git.tree(workspace.head(), ARTICLES))
    problems += merged_acts(workspace)
    cut = cut_off(workspace, acts)
    overdue = () if today is None else tuple(_overdue(workspace, today))
    return Proof(
        replayed=tuple(each for each in again if each in acts.applied),
        expiries=tuple(each for each in again if each in acts.expiries),
        by_trailer=tuple(each.name for each in acts.applied.values() if each.record is None),
        problems=tuple(problems),
        signatures=signed,
        expired=overdue,
        cut_off=cut,
    )


def _bad_signatures(found: Sequence[Signature]) -> Iterator[Problem]:
    """The signatures that do not belong to their commit, or whose key was revoked."""
    for each in found:
        if each.state in ("bad", "revoked"):
            state = said_signature(each.state)
            yield Problem(
                code="signature-bad",
                message=say(
                    "the signature of the commit {commit} by {signer} is {state}",
                    commit=each.commit[:12],
                    signer=each.signer,
                    state=state,
                )
                if each.signer
                else say(
                    "the signature of the commit {commit} is {state}",
                    commit=each.commit[:12],
                    state=state,
                ),
                hint=say(
                    "look with `git verify-commit {commit}`; fetch the commit again from "
                    "whom you trust",
                    commit=each.commit[:12],
                ),
            )


def _landed(acts: Acts) -> list[tuple[str, Act]]:
    """Every act that stands in the articles and has a record, the oldest first."""
    every = sorted((*acts.applied.values(), *acts.expiries.values()), key=lambda at: at.order)
    return [
        (at.name, act)
        for at in every
        if at.record is not None and (act := at.record.landed) is not None
    ]


def _overdue(workspace: Workspace, today: datetime.date) -> Iterator[Problem]:
    """A note for each provision that has ended by its own terms, and stands."""
    style = workspace.config.style
    try:
        due, _ = Endings(workspace, today).standing(workspace.head())
    except AmendtoolError:
        return  # told where these articles are read, or replayed
    for each in due:
        yield Problem(
            code="expired-standing",
            message=say(
                "{place} was to be deleted on {day} ({of}), and still stands",
                place=each.place.text(style),
                day=each.day,
                of=each.of,
            ),
            hint=say("take it out: amendtool expire; or with the next amendment, with `delete`"),
            place=Place(file=f"{AMENDMENTS}/{each.of}.yaml"),
            severity="note",
        )


# Every adoption, and every expiry, gives its articles again


def _replay_problems(
    workspace: Workspace, name: str, act: Act, data: bytes | None
) -> Iterator[Problem]:
    file = f"{AMENDMENTS}/{name}{RECORD_ENDING}"
    if act.base is None or act.result is None or (act.file is None and not act.lapses):
        return
    try:
        made = replayed(workspace, name, act, data=data)
        held = workspace.has_articles(act.result)
        left = workspace.files_at(f"{TREE}{act.result}") if held else None
    except (AmendtoolError, ValueError) as error:
        why = error.problems[0].message if isinstance(error, AmendtoolError) else str(error)
        yield Problem(
            code="replay-stopped",
            message=say("{name!r} cannot be replayed: {why}", name=name, why=why),
            hint=say("fetch what is missing, or look at its file with `git log -p`"),
            place=Place(file=file),
        )
        return
    if left is None:
        yield Problem(
            code="replay-stopped",
            message=say(
                "the articles that {name!r} left ({result}) are not in this repository any more",
                name=name,
                result=act.result[:12],
            ),
            hint=say("fetch the branch that held them from where the repository came from"),
            place=Place(file=file),
        )
        return
    for path in sorted(made.keys() | left.keys()):
        if made.get(path) != left.get(path):
            yield Problem(
                code="replay-differs",
                message=say(
                    "{name!r}, replayed from its record, does not give this file as it left "
                    "it ({result})",
                    name=name,
                    result=act.result[:12],
                ),
                hint=say("its record, its file or what it left is not what was adopted"),
                place=Place(file=path, line=first_difference(made.get(path), left.get(path))),
            )
