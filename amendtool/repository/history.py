"""The history of all files in one pass of git log: commits, trailers, renames."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from amendtool.errors import Problem, RepositoryError
from amendtool.repository.git import Git

FileStatus = Literal["A", "M", "D", "R"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """What a commit did to one file: ``old`` is None when added, ``new`` when deleted.

    A renaming is ``exact`` when the content stayed as it was.
    """

    status: FileStatus
    old: str | None
    new: str | None
    exact: bool = True

    @property
    def text(self) -> bool:
        """Whether the content changed, and not only the name."""
        return self.status != "R" or not self.exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One commit. ``date`` is the author's, ISO 8601; trailers stand in their order."""

    commit: str
    date: str
    subject: str
    trailers: tuple[tuple[str, str], ...]
    files: tuple[FileChange, ...]


_FORM = "tformat:%x01%H%x00%aI%x00%s%x00%(trailers:only,unfold)"


def read_history(
    git: Git, revision: str = "HEAD", under: Collection[str] = ("articles",)
) -> tuple[Change, ...]:
    """The commits that changed files at or below ``under``, the newest first.

    A merge counts only for files in which it differs from all its parents; the commits
    that it brings in stand for themselves. Empty where there is no commit yet. Bytes
    that are not in the encoding a commit claims become U+FFFD. Raises InputError for an
    unknown revision, RepositoryError when git cannot read the history.
    """
    if revision == "HEAD" and git.head().oid is None:
        return ()
    out = git.check(
        *("-c", "diff.renameLimit=1000", "-c", "log.showRoot=true", "-c", "log.follow=false"),
        *("log", "-z", "--raw", "-M", "-c", "--no-abbrev"),
        *("--no-ext-diff", "--no-textconv", "--no-mailmap", "--no-notes", "--topo-order"),
        *("--encoding=UTF-8", f"--format={_FORM}", git.resolve(revision), "--"),
        *(git.below_top(path) or "." for path in under),
        doing="read the history",
    )
    return tuple(_commits(git, out.decode("utf-8", "replace").split("\0")))


def _commits(git: Git, fields: list[str]) -> Iterator[Change]:
    """Each commit's four fields (the first marked), then the lines of its files."""
    position = 0
    while position < len(fields):
        if not fields[position].startswith("\x01") or position + 4 > len(fields):
            if any(field.strip() for field in fields[position:]):
                raise RepositoryError(_unreadable(fields[position]))
            return
        commit, date, subject, trailers = fields[position : position + 4]
        position += 4
        files: list[FileChange] = []
        while position < len(fields) and not fields[position].startswith("\x01"):
            if not fields[position].strip():
                position += 1  # what git puts between the commit and its files
                continue
            width, change = _file(git, fields, position)
            position += width
            if change is not None:
                files.append(change)
        yield Change(
            commit=commit[1:],
            date=date,
            subject=subject,
            trailers=tuple(_trailers(trailers)),
            files=tuple(files),
        )


def _file(git: Git, fields: list[str], position: int) -> tuple[int, FileChange | None]:
    """One line of ``--raw -z``: how many fields it takes, and the change it tells."""
    if not fields[position].lstrip("\n").startswith(":"):
        raise RepositoryError(_unreadable(fields[position]))
    sign = fields[position].rpartition(" ")[2]
    first = git.below_root(fields[position + 1])
    if sign[0] in "RC" and len(sign.rstrip("0123456789")) == 1:
        second = git.below_root(fields[position + 2])
        if second is None:
            return 3, None
        return 3, FileChange(status="R", old=first, new=second, exact=sign[1:] == "100")
    if first is None:
        return 2, None
    # A merge has one letter for each parent: added (or deleted) only if it is so for all.
    if set(sign) == {"A"}:
        return 2, FileChange(status="A", old=None, new=first)
    if set(sign) == {"D"}:
        return 2, FileChange(status="D", old=first, new=None)
    return 2, FileChange(status="M", old=first, new=first)


def _trailers(block: str) -> Iterator[tuple[str, str]]:
    for line in block.splitlines():
        key, colon, value = line.partition(":")
        if colon:
            yield key.strip(), value.strip()


def _unreadable(field: str) -> Problem:
    return Problem(
        code="git-failed",
        message=f"git log printed what was not expected: {field[:60]!r}",
        hint="please report this, with the output of `git version`",
    )
