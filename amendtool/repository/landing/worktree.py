"""What stands on disk and in the index, and how that differs from a commit."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from amendtool.messages import say
from amendtool.repository.git import Git, TreeEntry
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What becomes of one path: its entry before and after (None: no file)."""

    old: TreeEntry | None
    new: TreeEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What stands at a path: its ``mark`` (None: nothing) and what git would call it.

    ``oid`` is None when nothing stands there, or nothing that git could store as a file.
    """

    mark: tuple[int, ...] | None
    oid: str | None


NOTHING = Seen(mark=None, oid=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorktreeStatus:
    """HEAD, and the tracked files that differ, as ``XY`` of git status, by path.

    Paths outside the amendtool root are in ``elsewhere``, counted from the top.
    """

    oid: str | None
    branch: str | None
    here: Mapping[str, str]
    elsewhere: Mapping[str, str]


def status(git: Git, *, index: Path | None = None, untracked: bool = False) -> WorktreeStatus:
    """How the work tree stands to ``index`` (git's own if None) and to HEAD.

    ``untracked`` adds untracked files below the amendtool root, as ``??``.
    """
    out = git.check(
        "status",
        "--porcelain=v2",
        "-z",
        "--branch",
        "--no-renames",
        "--no-ahead-behind",
        "--ignore-submodules=all",
        f"--untracked-files={'all' if untracked else 'no'}",
        env={"GIT_INDEX_FILE": str(index)} if index else None,
        doing=say("compare the files with the index"),
    )
    head: dict[str, str] = {}
    here: dict[str, str] = {}
    elsewhere: dict[str, str] = {}
    for record in out.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        kind, _, rest = record.partition(" ")
        if kind == "#":
            name, _, value = rest.partition(" ")
            head[name] = value
            continue
        if kind == "?":
            signs, name = "??", rest
        else:
            signs, *rest_fields = rest.split(" ", 9 if kind == "u" else 7)
            name = rest_fields[-1]
        path = git.below_root(name)
        if path is None:
            elsewhere[name] = signs
        else:
            here[path] = signs
    oid, branch = head.get("branch.oid"), head.get("branch.head")
    return WorktreeStatus(
        oid=None if oid == "(initial)" else oid,
        # HEAD may name a tag, or any other reference, which a commit would move; git says (null).
        branch=None if branch in ("(detached)", "(null)") else branch,
        here=here,
        elsewhere=elsewhere,
    )


def marks(git: Git, paths: Iterable[str]) -> dict[str, tuple[int, ...] | None]:
    """For each path a mark that changes when the file does; None where nothing stands."""
    # Names as text: with thousands of files pathlib takes longer than the disk.
    return {path: mark_of(f"{git.root}/{path}") for path in paths}


def survey(git: Git, paths: Collection[str]) -> dict[str, Seen]:
    """What stands at each path now: every file is read, its line ends as git stores them."""
    found = marks(git, paths)
    files = [path for path, mark in found.items() if mark and stat.S_ISREG(mark[0])]
    behind_links = set(linked_folders(git, files))
    files = [path for path in files if not any(path.startswith(f"{f}/") for f in behind_links)]
    oids: dict[str, str] = {}
    if files:
        asked = "".join(f"{_quoted(git.below_top(path))}\n" for path in files)
        out = git.check(
            "hash-object",
            "--stdin-paths",
            input=os.fsencode(asked),
            doing=say("read the files of the work tree"),
        )
        oids = dict(zip(files, out.decode("ascii").split(), strict=True))
    return {path: Seen(mark=mark, oid=oids.get(path)) for path, mark in found.items()}


def linked_folders(git: Git, paths: Iterable[str]) -> list[str]:
    """The folders above ``paths``, below the amendtool root, that are symbolic links."""
    folders = {folder for path in paths for folder in parents(path)}
    return sorted(folder for folder in folders if (git.root / folder).is_symlink())


def parents(path: str) -> Iterator[str]:
    """The folders that ``path`` lies in, below the amendtool root, the deepest first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def shifts(git: Git, old: str | None, new: str) -> dict[str, Shift]:
    """Every path below the amendtool root that differs between two commits."""
    if old is None:
        return {path: Shift(old=None, new=entry) for path, entry in git.tree(new).items()}
    out = git.check(
        "diff-tree",
        "-r",
        "-z",
        "--raw",
        "--no-renames",
        "--no-abbrev",
        "--no-ext-diff",
        "--no-textconv",
        old,
        new,
        "--",
        doing=say("compare two commits"),
    )
    found = {}
    for name, shift in raw_differences(out):
        path = git.below_root(name)
        if path is not None:
            found[path] = shift
    return found


def raw_differences(out: bytes) -> Iterator[tuple[str, Shift]]:
    """The lines of ``diff-tree -z --raw --no-renames``: path from the top, and shift."""
    fields = iter(out.split(b"\0")[:-1])
    for information in fields:
        old_mode, new_mode, old, new, _ = information.decode("ascii").lstrip(":").split()
        name = next(fields).decode("utf-8", "surrogateescape")
        yield name, Shift(old=_entry(old_mode, old), new=_entry(new_mode, new))


def _entry(mode: str, oid: str) -> TreeEntry | None:
    if mode == "000000":
        return None
    return TreeEntry(mode=mode, kind="commit" if mode == "160000" else "blob", oid=oid)


def mark_of(path: str) -> tuple[int, ...] | None:
    """A mark that changes when the file does; None where nothing stands."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return (found.st_mode, found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev)


def _quoted(path: str) -> str:
    """``path`` as git reads it from a list of lines."""
    if not path.startswith('"') and "\n" not in path:
        return path
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
