"""Opening an articles repository, and the names in it, for whoever offers them."""

from __future__ import annotations

from pathlib import Path

from amendtool.errors import AmendtoolError, Problem, RepositoryError
from amendtool.messages import say
from amendtool.repository.git import Git
from amendtool.repository.landing.journal import interrupted, left_behind
from amendtool.repository.landing.writing_record import require_written
from amendtool.repository.workspace import AMENDMENTS, Workspace, find_root, names_in


def open_workspace(folder: Path, *, writes: bool = False) -> tuple[Workspace, tuple[Problem, ...]]:
    """The articles repository that ``folder`` stands in, and a warning of a run that was cut off.

    For a verb that ``writes`` it is put right first: files that a run had begun to write are
    taken back, and what a run had brought into git is finished. Raises RepositoryError when
    there is no repository, when that cannot be done and, for any other verb, while such files
    are there; InputError when its configuration is wrong.
    """
    git = Git.open(find_root(folder))  # the configuration may be among the files
    notices = []
    if not writes:
        require_written(git)
    elif _took_back(git):
        notices.append(
            Problem(
                code="writing-taken-back",
                message=say(
                    "files that an earlier run had begun to write were taken back: it was "
                    "cut off before they were all there"
                ),
                severity="note",
            )
        )
    if writes and left_behind(git):
        notices += _finished(git)
    workspace = Workspace.open(folder, git)
    cut_off = interrupted(workspace.git)
    return workspace, (*notices, *(() if cut_off is None else (cut_off,)))


def _took_back(git: Git) -> bool:
    # What writes is loaded by verbs that write.
    from amendtool.repository.landing.writing import take_back

    return take_back(git)


def _finished(git: Git) -> tuple[Problem, ...]:
    from amendtool.repository.landing.recovery import recover

    recovered = recover(git)
    if recovered is None or recovered.commit is None:
        return ()
    told = Problem(
        code="run-finished",
        message=say(
            "an earlier run, for {name}, had been cut off: what it changed is in git "
            "({commit}), and the files here are up to date now",
            name=recovered.name,
            commit=recovered.commit[:12],
        ),
        severity="note",
    )
    return (told, *recovered.notices)


def stands_in_repository(folder: Path) -> bool:
    """Whether ``folder`` stands in an articles repository."""
    try:
        find_root(folder)
    except RepositoryError:
        return False
    return True


def edition_languages(folder: Path) -> tuple[str, ...]:
    """The languages of the editions, the leading one first; none where there is no repository."""
    try:
        return Workspace.open(folder).config.languages
    except AmendtoolError:
        return ()


def amendment_names(folder: Path) -> tuple[str, ...]:
    """The names of the amendments; none where there is no repository.

    The configuration is not read: names are offered also while it has a mistake.
    """
    try:
        root = find_root(folder)
    except AmendtoolError:
        return ()
    return names_in(path.name for path in (root / AMENDMENTS).glob("*"))
