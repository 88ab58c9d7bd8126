"""The main job, end to end, on the published example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from amendtool.errors import RepositoryError
from amendtool.repository.git import Git
from amendtool.repository.landing.landing import Landed
from amendtool.repository.workspace import Workspace
from amendtool.workflow.adopt import adopt
from amendtool.workflow.init import EXAMPLE_SUBJECT, example_amendments, example_files, start
from amendtool.workflow.proposal import propose
from amendtool.workflow.table import ComparedArticles, compare


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStep:
    """One published amendment as it was applied, and its table."""

    name: str
    title: str
    landed: Landed
    compared: ComparedArticles


def start_demo(folder: Path) -> Workspace:
    """The published example in a repository of its own, none of its amendments applied.

    Where git knows no name to commit under, the repository gets one. Raises RepositoryError.
    """
    start(folder, files=example_files(), subject=EXAMPLE_SUBJECT, settle=_name_someone, own=True)
    return Workspace.open(folder)


def apply_examples(workspace: Workspace) -> Iterator[DemoStep]:
    """Apply one amendment of the example after the other; each step is done when it is given."""
    for name in example_amendments():
        source = workspace.amendment(name, cwd=workspace.root)
        proposal = propose(workspace, source, workspace.head())
        landed, _ = adopt(workspace, proposal)
        title = proposal.amendment.title
        compared = compare(workspace, name)
        yield DemoStep(name=name, title=title, landed=landed, compared=compared)


def history_lines(workspace: Workspace) -> tuple[str, ...]:
    """The history as ``git log --oneline --decorate`` shows it."""
    log = workspace.git.check("log", "--oneline", "--decorate", doing="read the history")
    return tuple(log.decode("utf-8", "replace").splitlines())


def _name_someone(git: Git) -> None:
    """Give the repository a name to commit under where the user has set none."""
    try:
        git.identity()
    except RepositoryError:
        git.check("config", "user.name", "amendtool demo", doing="name the committer")
        git.check("config", "user.email", "demo@amendtool.invalid", doing="name the committer")
