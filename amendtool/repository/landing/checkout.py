"""Bring the files on disk and the index along, from one commit to another, losing nothing.

The commit is made first, so the work here may be cut off anywhere and taken up again:
every path is looked at as it is now, and what is already as it should be is left alone.
A file whose content only changes its name is renamed on disk, which also carries along
whatever somebody has meanwhile written into it. A file is overwritten or removed only
while it still is what git recorded; anything else is left in place and reported.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from amendtool import disk
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.repository.git import Git, TreeEntry
from amendtool.repository.landing.locks import index_lock
from amendtool.repository.landing.private import private_folder
from amendtool.repository.landing.worktree import NOTHING, Seen, Shift, mark_of, parents
from amendtool.values import dataclass

Step = Callable[[str], None]
"""Called with the name of what comes next, before each step that touches the disk.

Tests stop a run there, at every step in turn.
"""


def silently(_: str) -> None:
    """No one watches the steps."""


# -- the index ------------------------------------------------------------------------------


def copy_index(git: Git) -> Path:
    """A private copy of the index, to work on while git's own stays as it is."""
    copy = private_folder(git) / "index"
    disk.remove(copy, missing_ok=True)
    disk.remove(copy.with_name("index.lock"), missing_ok=True)
    with suppress(FileNotFoundError):  # no index yet: nothing was ever added
        # With its time: git mistrusts entries that are not older than their index.
        disk.copy(git.git_dir / "index", copy)
    return copy


def shift_index(git: Git, index: Path, changes: Mapping[str, Shift], step: Step) -> None:
    """Bring the private copy ``index`` along, and put it in the place of git's own."""
    none = "0" * git.oid_length
    lines = []
    for path, shift in changes.items():
        mode, oid = (shift.new.mode, shift.new.oid) if shift.new else ("0", none)
        lines.append(f"{mode} {oid}\t{git.below_top(path)}\0")
    lines.sort(key=lambda line: not line.startswith("0 "))  # a folder may become a file
    mine = {"GIT_INDEX_FILE": str(index)}
    step("private index")
    git.check(
        *("-c", "core.splitIndex=false", "update-index", "-z", "--index-info"),
        input=os.fsencode("".join(lines)),
        write=True,
        env=mine,
        doing=say("bring the index along"),
    )
    step("refresh the private index")
    # The status tells only that other files are dirty, which is no concern here.
    git.run("update-index", "-q", "--refresh", write=True, env=mine)
    step("publish the index")
    disk.replace(index, git.git_dir / "index")
    step("release the index")
    disk.remove(index_lock(git), missing_ok=True)


# -- the files ------------------------------------------------------------------------------


def shift_files(
    git: Git,
    changes: Mapping[str, Shift],
    seen: Mapping[str, Seen],
    step: Step,
) -> tuple[Problem, ...]:
    """Bring the files on disk along; returns a warning for each that had to be left.

    ``seen`` says what stands at each path. It may be any mixture of before and after, as
    a run that was cut off leaves it. Raises OSError when the disk refuses.
    """
    moves = moves_on_disk(changes, seen)
    hands = _Hands(git=git, changes=changes, seen=dict(seen), step=step, left=[])
    for source, target in moves:
        hands.move(source, target)
    missing = [
        path
        for path, shift in changes.items()
        if shift.new and hands.seen[path].oid != shift.new.oid and path not in hands.left
    ]
    contents = _contents(git, {path: changes[path].new for path in missing})
    gone = [path for path, shift in changes.items() if shift.new is None]
    drafts = hands.draft_all(contents) if len(missing) >= _MANY else {}
    for path in gone:
        hands.remove(path)
    for path in missing:
        hands.write(path, contents[path], drafts.get(path))
    _clear_folders(git, gone)
    for folder in {path.rpartition("/")[0] for path in changes}:
        disk.sync_folder(git.root / folder)
    return tuple(_left(path, changes[path]) for path in hands.left)


def moves_on_disk(changes: Mapping[str, Shift], seen: Mapping[str, Seen]) -> list[tuple[str, str]]:
    """Which files to rename to which paths, in an order that finds every target vacant.

    A file is a source while it is as before and is not to stay so; it goes to a path
    where that content is still missing. Where renames run in a circle, one is left out:
    its target is written from git instead.
    """
    sources: dict[str, list[str]] = {}
    targets: dict[str, list[str]] = {}
    for path, shift in changes.items():
        oid = seen[path].oid
        if shift.new and oid != shift.new.oid:
            targets.setdefault(shift.new.oid, []).append(path)
        if shift.old and oid == shift.old.oid and (not shift.new or shift.new.oid != oid):
            sources.setdefault(oid, []).append(path)
    move = {
        source: target
        for oid, wanting in targets.items()
        for source, target in zip(sorted(sources.get(oid, ())), sorted(wanting), strict=False)
    }
    ordered: dict[str, str] = {}
    for start in sorted(move):
        chain: list[str] = []
        here = start
        standing = set()
        while here in move and here not in ordered:
            if here in standing:
                del move[chain.pop()]
                break
            chain.append(here)
            standing.add(here)
            here = move[here]
        for source in reversed(chain):
            ordered[source] = move[source]
    return list(ordered.items())


@dataclass(slots=True, kw_only=True)
class _Hands:
    """The hands on the disk: each move looks before it touches."""

    git: Git
    changes: Mapping[str, Shift]
    seen: dict[str, Seen]
    step: Step
    left: list[str]
    folders: set[str] = field(default_factory=set)

    def move(self, source: str, target: str) -> None:
        """Rename a file; when that cannot be, the target is written later."""
        self.step(f"move {source} to {target}")
        here, there = self._place(source), self._place(target)
        carried = self.seen[source]
        if not self._may_fill(target):
            self.left.append(target)
            return
        try:
            self._make_folder(target)
            if self.seen[target].mark is not None:
                disk.replace(here, there)
            else:
                disk.rename_into_gap(here, there)
        except FileExistsError:
            self.left.append(target)
            return
        except FileNotFoundError:
            return
        self.seen[target] = carried
        self.seen[source] = NOTHING

    def remove(self, path: str) -> None:
        """Remove a file that is no longer part of the articles."""
        if self.seen[path].mark is None:
            return
        if not self._is_as_before(path):
            if path not in self.left and os.path.lexists(self._place(path)):
                self.left.append(path)
            return
        self.step(f"remove {path}")
        with suppress(FileNotFoundError):
            disk.remove(self._place(path))
        self.seen[path] = NOTHING

    def draft_all(self, contents: Mapping[str, bytes]) -> dict[str, str]:
        """Write many files beside their places, and have them written out; their drafts by path.

        Each is flushed before anything takes its name, and an error of the disk is told for each,
        as where they are written one by one. But the system has written all of them out at once
        before that, so that it is waited for once; and what goes stands until then.
        """
        folder = private_folder(self.git)
        drafts: dict[str, str] = {}
        for path, content in contents.items():
            self.step(f"draft {path}")
            drafts[path] = f"{folder}/{DRAFT}{secrets.token_hex(4)}"
            disk.create(drafts[path], content, lasting=False)
        self.step("write the drafts out")
        disk.sync_all()
        for draft in drafts.values():
            disk.sync_file(draft)
        return drafts

    def write(self, path: str, content: bytes, drafted: str | None = None) -> None:
        """Write a file whole: beside its place first, then into it; ``drafted`` is done already."""
        if not self._may_fill(path):
            self.left.append(path)
            return
        if drafted is None:
            self.step(f"write {path}")
        new = self.changes[path].new
        target = self._place(path)
        beside = os.path.dirname(target)
        try:
            self._make_folder(path)
        except FileExistsError:
            self.left.append(path)
            return
        for folder in (str(private_folder(self.git)), beside):
            draft = drafted or f"{folder}/{DRAFT}{secrets.token_hex(4)}"
            try:
                if drafted is None:
                    disk.create(draft, content)
                if new and new.mode == "100755":
                    disk.set_mode(draft, os.stat(draft).st_mode | 0o111)
                self.step(f"place {path}")
                if self.seen[path].mark is not None:
                    disk.replace(draft, target)
                else:
                    disk.rename_into_gap(draft, target)
            except FileExistsError:
                self.left.append(path)
            except OSError as error:
                if error.errno != errno.EXDEV or folder == beside:
                    raise
                continue
            finally:
                disk.remove(draft, missing_ok=True)
                drafted = None
            return

    def _place(self, path: str) -> str:
        return f"{self.git.root}/{path}"

    def _make_folder(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self.folders:
            disk.make_folders(self._place(folder))
            self.folders.add(folder)

    def _may_fill(self, path: str) -> bool:
        """Whether nothing stands at ``path``, or only what git has recorded."""
        if mark_of(self._place(path)) is None:
            self.seen[path] = NOTHING
            return True
        return self._is_as_before(path)

    def _is_as_before(self, path: str) -> bool:
        before = self.changes[path].old
        seen = self.seen[path]
        return (
            before is not None
            and seen.oid == before.oid
            and seen.mark is not None
            and mark_of(self._place(path)) == seen.mark
        )


_MANY = 64
"""From so many files on the system is asked to write out everything at once."""

DRAFT = ".amendtool-new-"
"""How the name of a file begins that is being written beside its place."""


def _contents(git: Git, entries: Mapping[str, TreeEntry | None]) -> dict[str, bytes]:
    """The content of files as it belongs on disk: line ends as the settings want them."""
    wanted = [(path, entry) for path, entry in entries.items() if entry is not None]
    if not wanted:
        return {}
    # "Filters" are line ends here, and no program. Git prints the size before the conversion,
    # so a line that cannot be in any file has to separate them.
    line = f"{secrets.token_hex(16)}\n".encode("ascii")
    asked = "".join(f"{entry.oid} {git.below_top(path)}\n" for path, entry in wanted)
    out = git.check(
        *("cat-file", "--filters", f"--batch={line.decode().rstrip()}"),
        input=os.fsencode(asked),
        doing=say("read the adopted text"),
    )
    parts = out.split(line)[1:]
    return {path: part[:-1] for (path, _), part in zip(wanted, parts, strict=True)}


def _clear_folders(git: Git, gone: Iterable[str]) -> None:
    """Remove folders that the work has emptied, as git does."""
    folders = {folder for path in gone for folder in parents(path)}
    for folder in sorted(folders, key=len, reverse=True):
        with suppress(OSError):
            disk.remove_folder(git.root / folder)


def _left(path: str, shift: Shift) -> Problem:
    return Problem(
        code="file-left",
        message=say(
            "this file was changed while the amendment was being applied; it was left as it "
            "is, and the adopted state is in git"
        ),
        hint=say(
            "see `git diff -- {path}`; `git checkout -- {path}` takes the adopted text", path=path
        )
        if shift.new
        else say(
            "the article is deleted; remove the file when you no longer need it: {path}", path=path
        ),
        place=Place(file=path),
        severity="warning",
    )
