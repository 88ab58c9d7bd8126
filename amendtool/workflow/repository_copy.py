"""Articles that are elsewhere: a copy to work in, and what was done in it taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from amendtool.errors import Problem, RepositoryError
from amendtool.messages import say
from amendtool.repository.git import Git, clone, is_branch_name, push
from amendtool.repository.landing.copies import new_copy
from amendtool.repository.landing.other_side import require_own_history

__all__ = ["RepositoryCopy", "copy_of", "is_bare", "is_branch_name", "require_branch"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryCopy:
    """A copy of a repository, as it was when it was fetched."""

    folder: Path
    address: str
    branch: str
    before: str

    def take_back(self, tag: str | None) -> bool:
        """Bring what was committed in the copy to where it came from; whether there was anything.

        Raises RepositoryError (``push-refused``) where somebody was faster: nothing is there then.
        """
        git = Git.open(self.folder)
        if git.head().oid == self.before:
            return False
        _require_sound(self.address)
        push(git, self.address, branch=self.branch, before=self.before, tag=tag)
        return True


@contextmanager
def copy_of(address: str, scratch: Path, *, branch: str = "") -> Iterator[RepositoryCopy]:
    """A copy of the repository at ``address`` in ``scratch``; it goes when the block is left.

    Copies that a run left there which was cut off go, too. Raises RepositoryError.
    """
    _require_sound(address)
    with new_copy(scratch) as folder:
        clone(address, folder, branch=branch)
        head = Git.open(folder).head()
        if head.oid is None or head.branch is None:
            raise RepositoryError(
                Problem(
                    code="unborn-branch",
                    message=say("there is no commit yet, so there are no present articles"),
                )
            )
        yield RepositoryCopy(folder=folder, address=address, branch=head.branch, before=head.oid)


def _require_sound(address: str) -> None:
    if "://" not in address:
        require_own_history(Path(address))


def require_branch(folder: Path, branch: str) -> None:
    """Raise RepositoryError (``other-branch``) where another branch is checked out there."""
    standing = Git.open(folder).head().branch
    if branch and standing != branch:
        raise RepositoryError(
            Problem(
                code="other-branch",
                message=say(
                    "the branch {branch!r} is asked for, and {standing!r} is checked out",
                    branch=branch,
                    standing=standing or "HEAD",
                ),
                hint=say("check it out, or leave the branch out of the list"),
            )
        )


def is_bare(folder: Path) -> bool:
    """Whether a folder is a repository without files to work on, so that a copy is worked in."""
    there = (folder / "HEAD").is_file() and (folder / "objects").is_dir()
    return there and not (folder / ".git").exists()
