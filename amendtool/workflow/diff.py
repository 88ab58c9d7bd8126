"""The articles of two revisions, side by side, named as people name them to ``git diff``."""

from __future__ import annotations

from collections.abc import Sequence

from amendtool.errors import InputError, Problem
from amendtool.messages import say
from amendtool.repository.git import Git
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.present_proposed import PresentAndProposed
from amendtool.workflow.table import ComparedArticles, compare_sides


@dataclass(frozen=True, slots=True, kw_only=True)
class _DiffSides:
    """The commits of two sides; the later one is None where it is the files of the work tree."""

    old: str
    new: str | None


def compare_revisions(
    workspace: Workspace, revisions: Sequence[str], *, house: str | None = None
) -> ComparedArticles:
    """The table between two revisions, in the edition of the workspace.

    None is HEAD against the files of the work tree, one is that revision against them, and two
    are one against the other, as are ``OLD..NEW``. ``OLD...NEW`` is what NEW has brought since
    it left OLD. Raises InputError for what is no revision, and for articles that cannot be read.
    """
    sides = _sides(workspace.git, revisions)
    new = workspace.articles_on_disk() if sides.new is None else workspace.articles_at(sides.new)
    present = workspace.articles_at(sides.old).charter
    found = PresentAndProposed(present=present, proposed=new.charter)
    return compare_sides(workspace, found, house=house)


def _sides(git: Git, revisions: Sequence[str]) -> _DiffSides:
    if len(revisions) == 2:
        return _DiffSides(old=git.resolve(revisions[0]), new=git.resolve(revisions[1]))
    one = revisions[0] if revisions else "HEAD"
    old, dots, new = one.partition("...")
    if dots:
        tip = git.resolve(new or "HEAD")
        return _DiffSides(old=common_commit(git, old or "HEAD", tip, new or "HEAD"), new=tip)
    if ".." in one:
        first, last = git.range(one)
        return _DiffSides(old=first, new=last)
    return _DiffSides(old=git.resolve(one), new=None)


def common_commit(git: Git, target: str, tip: str, shown: str) -> str:
    """The commit at which ``tip`` left the revision ``target``.

    Raises InputError for a ``target`` that is no commit, or has none in common with the tip,
    which messages call ``shown``.
    """
    told = git.run("merge-base", git.resolve(target), tip)
    if told.status != 0 or not told.out:
        raise InputError(
            Problem(
                code="no-common-commit",
                message=say("{one} and {other} have no commit in common", one=target, other=shown),
                hint=say(
                    "fetch the whole history: git fetch --unshallow; actions/checkout takes "
                    "`fetch-depth: 0`"
                ),
            )
        )
    return told.out.decode("ascii").strip()
