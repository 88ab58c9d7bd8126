"""What must hold before an amendment is applied; everything that does not, told at once.

:func:`amendtool.repository.landing.landing.land` looks again, under lock, at the paths it is
about to change; here the user is told before any work, and in full.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from types import MappingProxyType

from amendtool import reading
from amendtool.articles.file_names import folded
from amendtool.errors import ConflictError, Place, Problem, RepositoryError
from amendtool.messages import later, say, say_count
from amendtool.repository.git import Git
from amendtool.repository.landing.attributes import attribute_problems
from amendtool.repository.landing.locks import (
    disk_problem,
    index_lock_problems,
    only_run,
)
from amendtool.repository.landing.paths import OURS
from amendtool.repository.landing.worktree import WorktreeStatus, parents, status
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A repository that an amendment may be applied to now; notices are warnings."""

    head: str
    branch: str
    notices: tuple[Problem, ...] = field(default=())


_NOTHING_READ: Mapping[str, bytes] = MappingProxyType({})


def require_ready(
    git: Git,
    *,
    paths: Collection[str],
    new: Collection[str] = (),
    read: Mapping[str, bytes] = _NOTHING_READ,
    name: str = "",
    base: str | None = None,
    tag: str | None = None,
) -> Ready:
    """Check that an amendment may be applied; changes nothing.

    ``paths`` are the files or folders that must be as committed, ``new`` the files that
    will be made, ``read`` the files that need not be committed but must hold what the
    caller has read (the amendment file). With a ``base`` the amendment ``name`` was planned
    against that commit and is to get the ``tag``.

    It is judged under the lock among runs, so that what another run has just written is not
    taken for something in the way.

    Raises ConflictError (``already-applied``, ``base-moved``) where another run came first, and
    RepositoryError with every problem: ``no-commit``, ``detached-head``,
    ``unfinished``, ``uncommitted``, ``untracked-in-the-way``, ``name-clash``,
    ``changed-since-read``, ``symlink``, ``unsafe-attribute``, ``submodule``,
    ``hidden-changes``, ``read-only``,
    ``index-locked``, ``apply-running``.
    """
    if not _may_write(git):
        # Told with the rest; nobody can come first here.
        return _judged(git, tuple(_not_writable(git)), paths, new, read)
    try:
        with only_run(git):
            if base is not None:
                require_base(git, git.head().oid, name=name, base=base, tag=tag)
            return _judged(git, tuple(index_lock_problems(git)), paths, new, read)
    except RepositoryError as error:
        if [problem.code for problem in error.problems] != ["apply-running"]:
            raise
        return _judged(git, error.problems, paths, new, read)


def require_base(
    git: Git, head: str | None, *, name: str, base: str | None, tag: str | None
) -> None:
    """Raise ConflictError where the branch is no longer at the ``base`` of an amendment.

    Ask it under the lock among runs: then whoever came first has written all that is its own.
    """
    if head == base:
        return
    if tag is not None and git.tag_of_amendment(tag) is not None:
        raise ConflictError(
            Problem(
                code="already-applied",
                message=say(
                    "the articles have moved on since {name} was planned: another run has "
                    "applied it, and the tag {tag} exists",
                    name=name,
                    tag=tag,
                ),
                hint=say("see `git show {tag}`", tag=tag),
            )
        )
    was = base[:12] if base else say("no commit")
    now = head[:12] if head else say("no commit")
    raise ConflictError(
        Problem(
            code="base-moved",
            message=say(
                "the articles have moved on since {name} was planned: HEAD was {was} and is "
                "now {now}",
                name=name,
                was=was,
                now=now,
            ),
            hint=say("run the same command again: it plans against the articles as they are now"),
        )
    )


def _judged(
    git: Git,
    locked: tuple[Problem, ...],
    paths: Collection[str],
    new: Collection[str],
    read: Mapping[str, bytes],
) -> Ready:
    changed = tuple(attribute_problems(git, _files(git, paths, new)))
    if changed:  # git's status would call such files changed
        raise RepositoryError(*changed)
    now = status(git, untracked=True)
    problems = [
        *_head(now),
        *_unfinished(git),
        *_uncommitted(now, paths, read),
        *_changed_since_read(git, read),
        *_in_the_way(git, new, read),
        *_special(git, now.oid, paths, new),
        *_hidden(git, paths),
        *locked,
    ]
    if problems or now.oid is None or now.branch is None:
        raise RepositoryError(*problems)
    return Ready(
        head=now.oid, branch=now.branch, notices=tuple(_notices(git, now, {*paths, *read}))
    )


def _files(git: Git, paths: Collection[str], new: Collection[str]) -> Collection[str]:
    """The files at or below ``paths`` that git knows, and the new ones."""
    where = [git.below_top(path) for path in paths]
    out = git.check("ls-files", "-z", "--", *where, doing=say("list the files"))
    names = out.decode("utf-8", "surrogateescape").split("\0")[:-1]
    return sorted({*new, *(p for name in names if (p := git.below_root(name)) is not None)})


def _head(now: WorktreeStatus) -> Iterator[Problem]:
    if now.oid is None:
        yield Problem(
            code="no-commit",
            message=say(
                "the branch {branch} has no commit yet, so there is nothing to amend",
                branch=now.branch,
            ),
            hint=say("git add . && git commit -m 'The articles as they stand'"),
        )
    elif now.branch is None:
        yield Problem(
            code="detached-head",
            message=say(
                "HEAD is at the commit {oid} but on no branch, so the amendment would "
                "belong to none",
                oid=now.oid[:12],
            ),
            hint=say("git switch main (or your branch), then run this again"),
        )


_UNFINISHED = (
    ("rebase-merge", later("a rebase"), "git rebase --continue", "git rebase --abort"),
    (
        *("rebase-apply", later("a rebase or `git am`")),
        *("git rebase --continue", "git rebase --abort"),
    ),
    ("MERGE_HEAD", later("a merge"), "git merge --continue", "git merge --abort"),
    (
        *("CHERRY_PICK_HEAD", later("a cherry-pick")),
        *("git cherry-pick --continue", "git cherry-pick --abort"),
    ),
    ("REVERT_HEAD", later("a revert"), "git revert --continue", "git revert --abort"),
    ("BISECT_LOG", later("a bisect"), "git bisect good|bad", "git bisect reset"),
)


def _unfinished(git: Git) -> Iterator[Problem]:
    for name, what, finish, abort in _UNFINISHED:
        if (git.git_dir / name).exists():
            yield Problem(
                code="unfinished",
                message=say("{what} is not finished in this repository", what=say(what)),
                hint=say(
                    "finish it with `{finish}`, or give it up with `{abort}`",
                    finish=finish,
                    abort=abort,
                ),
            )


def _uncommitted(
    now: WorktreeStatus, paths: Collection[str], read: Mapping[str, bytes]
) -> Iterator[Problem]:
    for path, signs in now.here.items():
        if signs != "??" and path not in read and _within(path, paths):
            yield Problem(
                code="uncommitted",
                message=say("this file is staged and not committed")
                if signs[1] == "."
                else say("this file is changed and not committed"),
                hint=say(
                    "commit it, or drop the changes with `git restore -SW -- {path}`", path=path
                ),
                place=Place(file=path),
            )


def _changed_since_read(git: Git, read: Mapping[str, bytes]) -> Iterator[Problem]:
    for path, content in read.items():
        try:
            same = reading.read(git.root / path) == content
        except OSError:
            same = False
        if not same:
            yield Problem(
                code="changed-since-read",
                message=say("this file has changed while it was being read"),
                hint=say("run the same command again"),
                place=Place(file=path),
            )


def _in_the_way(git: Git, new: Collection[str], read: Mapping[str, bytes]) -> Iterator[Problem]:
    """Files that stand where new ones must go, also ignored ones and other spellings."""
    listed: dict[str, dict[str, str]] = {}
    for path in new:
        if path in read:
            continue
        folder, _, name = path.rpartition("/")
        if folder not in listed:
            listed[folder] = {folded(each): each for each in _names(git.root / folder)}
        there = listed[folder].get(folded(name))
        if there == name:
            yield Problem(
                code="untracked-in-the-way",
                message=say("a file stands where the amendment puts a new one"),
                hint=say("move it away, or add and commit it, then run this again"),
                place=Place(file=path),
            )
        elif there is not None:
            yield Problem(
                code="name-clash",
                message=say(
                    "the file {file} has the same name but for case or Unicode "
                    "composition, and some systems hold the two for one",
                    file=there,
                ),
                hint=say("rename or remove that file, then run this again"),
                place=Place(file=path),
            )


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _special(
    git: Git, oid: str | None, paths: Collection[str], new: Collection[str]
) -> Iterator[Problem]:
    """Symbolic links and submodules, in git or on disk, where ordinary files must stand."""
    found: set[str] = {place.rstrip("/") for place in OURS}
    link = say("a symbolic link stands where an ordinary file or folder must")
    for under in paths if oid is not None else ():
        assert oid is not None
        for path, entry in git.tree(oid, under).items():
            if entry.kind != "blob":
                told = say("a submodule stands where an ordinary file or folder must")
                yield _instead(path, "submodule", told)
            # Names as text: with thousands of files pathlib takes longer than the disk.
            elif entry.mode == "120000" or os.path.islink(f"{git.root}/{path}"):
                yield _instead(path, "symlink", link)
            found.update(parents(path))
    for path in (*paths, *new):
        found.update(parents(f"{path}/"))
    for folder in sorted(found):
        if (git.root / folder).is_symlink():
            yield _instead(folder, "symlink", link)


def _instead(path: str, code: str, message: str) -> Problem:
    return Problem(
        code=code,
        message=message,
        hint=say("replace it by what it leads to, and commit that"),
        place=Place(file=path),
    )


def _hidden(git: Git, paths: Collection[str]) -> Iterator[Problem]:
    """Files that git was told not to look at: their changes would be lost unseen."""
    where = [git.below_top(path) for path in paths]
    out = git.check("ls-files", "-v", "-z", "--", *where, doing=say("list the files"))
    for record in out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        sign, _, name = record.partition(" ")
        path = git.below_root(name)
        if path is None or not (sign.islower() or sign == "S"):
            continue
        flag = "assume-unchanged" if sign.islower() else "skip-worktree"
        yield Problem(
            code="hidden-changes",
            message=say("git was told to overlook changes of this file ({flag})", flag=flag),
            hint=f"git update-index --no-{flag} {path}",
            place=Place(file=path),
        )


def _may_write(git: Git) -> bool:
    return os.access(git.git_dir, os.W_OK) and os.access(git.root, os.W_OK)


def _not_writable(git: Git) -> Iterator[Problem]:
    where = git.root if os.access(git.git_dir, os.W_OK) else git.git_dir
    yield disk_problem(git, PermissionError(13, "Permission denied", str(where)))


def _notices(git: Git, now: WorktreeStatus, concerned: Collection[str]) -> Iterator[Problem]:
    unrelated = sorted(
        path for path, signs in now.here.items() if signs != "??" and not _within(path, concerned)
    )
    unrelated += sorted(now.elsewhere)
    if unrelated:
        some = say(", ").join([*unrelated[:5], *(["…"] if len(unrelated) > 5 else [])])
        yield Problem(
            code="unrelated-changes",
            message=say_count(
                "1 other changed file is left as it is: {some}",
                "{count} other changed files are left as they are: {some}",
                len(unrelated),
                some=some,
            ),
            severity="warning",
        )
    outer = git.run("rev-parse", "--show-superproject-working-tree").out
    if outer.strip():
        yield Problem(
            code="submodule-of",
            message=say(
                "this repository is a submodule of {outer}", outer=os.fsdecode(outer.strip())
            ),
            hint=say("record the new commit there too, with `git add` and `git commit`"),
            severity="warning",
        )


def _within(path: str, places: Collection[str]) -> bool:
    return any(not place or path == place or path.startswith(f"{place}/") for place in places)
