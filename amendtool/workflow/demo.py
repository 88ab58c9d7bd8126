"""The main job, end to end, on the published example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from amendtool.errors import RepositoryError
from amendtool.messages import say
from amendtool.repository.git import UNFINISHED, Git
from amendtool.repository.landing.landing import Landed
from amendtool.repository.landing.own_settings import change_settings
from amendtool.repository.landing.recovery import recover
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.adopt import adopt, plan_adoption
from amendtool.workflow.init import EXAMPLE_SUBJECT, example_amendments, example_files, start
from amendtool.workflow.proposal import propose
from amendtool.workflow.table import ComparedArticles, compare

_UNDER_WAY: Final = "amendtool.demo"
"""The setting of a demo's repository until all of it is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStep:
    """One published amendment as it was applied, and its table."""

    name: str
    title: str
    landed: Landed
    compared: ComparedArticles


def is_cut_off(folder: Path) -> bool:
    """Whether a demo that was cut off has left this folder, so that the next one goes on in it."""
    left = {path.name for path in folder.iterdir() if not path.name.startswith(UNFINISHED)}
    if not left or not (folder / ".git").is_dir() or (folder / ".git").is_symlink():
        return not left
    try:
        return _is_under_way(Git.open(folder))
    except RepositoryError:
        return False


def start_demo(folder: Path) -> Workspace:
    """The published example in a repository of its own, none of its amendments applied.

    What a demo left that was cut off is gone on with. Where git knows no name to commit under,
    the repository gets one. Raises RepositoryError.
    """
    begun = (folder / ".git").is_dir() and is_cut_off(folder)
    if begun:
        git = Git.open(folder)
        recover(git)
        begun = git.head().oid is not None
    if not begun:
        start(folder, files=example_files(), subject=EXAMPLE_SUBJECT, settle=_settle, own=True)
    return Workspace.open(folder)


def finish_demo(workspace: Workspace) -> None:
    """Say that all of it is there: from now on the folder is a repository like any other."""
    if _is_under_way(workspace.git):
        change_settings(workspace.git, ("--unset-all", _UNDER_WAY))


def apply_examples(workspace: Workspace) -> Iterator[DemoStep]:
    """Apply one amendment of the example after the other; each step is done when it is given.

    One that a demo has applied that was cut off then is not applied again.
    """
    for name in example_amendments():
        if (applied := workspace.applied(name)) is not None:
            source = workspace.amendment(name, cwd=workspace.root)
            span = workspace.git.check(
                "rev-list",
                "--reverse",
                f"{applied.base}..{applied.commit}",
                doing=say("read commits"),
            )
            landed = Landed(commits=tuple(span.decode("ascii").split()), tag=applied.tag)
            title, compared = source.parsed.amendment.title, compare(workspace, name)
            yield DemoStep(name=name, title=title, landed=landed, compared=compared)
            continue
        source = workspace.amendment(name, cwd=workspace.root)
        proposal = propose(workspace, source, workspace.head())
        landed, _ = adopt(workspace, [plan_adoption(workspace, [proposal])])
        title = proposal.amendment.title
        compared = compare(workspace, name)
        yield DemoStep(name=name, title=title, landed=landed, compared=compared)


def history_lines(workspace: Workspace) -> tuple[str, ...]:
    """The history as ``git log --oneline --decorate`` shows it."""
    log = workspace.git.check("log", "--oneline", "--decorate", doing=say("read the history"))
    return tuple(log.decode("utf-8", "replace").splitlines())


def _settle(git: Git) -> None:
    """Mark the repository as a demo under way; a name to commit under where the user has none."""
    changes = [(_UNDER_WAY, "true")]
    try:
        git.identity()
    except RepositoryError:
        changes.append(("user.name", "amendtool demo"))
        changes.append(("user.email", "demo@amendtool.invalid"))
    change_settings(git, *changes)


def _is_under_way(git: Git) -> bool:
    return git.settings(_UNDER_WAY).get(_UNDER_WAY) == "true"
