"""A verb that is killed before each thing that it does to the disk, in a child of this process.

Python tells of every file that it opens to write, makes, renames or removes, and of every
program that it starts (``sys.addaudithook``), so no verb has to be prepared for this.

A process that is killed leaves the disk as it is at that moment, and most of what a verb does
leaves it as it was: git is asked two hundred times, and the disk changes forty times. So a verb
is done once, and each state that the disk is in before one of its deeds is kept
(:func:`states_between`); what comes after a kill is tried once for each of them. :func:`killed`
kills in truth, and the sweeps do so at some of the points: what they find is the same.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
import signal
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cli.conftest import Result

_DEEDS = frozenset(
    ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.truncate",
     "os.chmod", "subprocess.Popen")
)  # fmt: skip


def _writes(event: str, arguments: tuple[object, ...]) -> bool:
    if event != "open":
        return event in _DEEDS
    path, flags = arguments[0], arguments[2]
    if not isinstance(flags, int) or str(path) == os.devnull:
        return False
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def killed(act: Callable[[], Result], before: int) -> bool:
    """Do something in a child that is killed before so many deeds; whether it got that far."""
    count = itertools.count(1)
    return killed_when(act, lambda: next(count) == before)


def killed_when(act: Callable[[], Result], now: Callable[[], bool]) -> bool:
    """Do something in a child that is killed before a deed, the first that is ``now``."""
    pid = os.fork()
    if pid == 0:  # pragma: no cover

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if _writes(event, arguments) and now():
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        act()
        os._exit(0)
    return _ended(pid) == signal.SIGKILL


def _ended(pid: int) -> int:
    _, status = os.waitpid(pid, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


# -- every state between ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A state of the disk while a verb is at work."""

    points: tuple[int, ...]
    """The deeds before which a kill leaves it; none where a file is half written."""
    torn: str
    """The file that is half written, if one is."""
    kept: Path
    """A copy of the folder, which does not exist where the folder did not."""

    def __str__(self) -> str:
        return f"half of {self.torn}" if self.torn else f"before deed {self.points[0]}"

    def laid(self, root: Path) -> None:
        """Put the folder into this state."""
        shutil.rmtree(root, ignore_errors=True)
        if self.kept.exists():
            shutil.copytree(self.kept, root, symlinks=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a verb does, deed by deed."""

    deeds: int
    states: tuple[Between, ...]
    started: int
    """How many programs it starts."""
    programs: tuple[int, ...]
    """Of the programs that it starts, counted from one, those that change the disk."""


def states_between(act: Callable[[], Result], root: Path, keep: Path) -> Course:
    """Do something in a child, and keep every state that a folder is in before its deeds.

    A file that the child itself writes is kept half written, and empty, as well.
    """
    shutil.rmtree(keep, ignore_errors=True)
    keep.mkdir()
    pid = os.fork()
    if pid == 0:  # pragma: no cover
        watch = _Watch(root, keep)
        sys.addaudithook(watch.hook)
        done = act()
        watch.off = True
        watch.end()
        os._exit(0 if done.code in (0, 1) else 3)
    assert _ended(pid) == 0
    told = json.loads((keep / "course.json").read_text())
    return Course(
        deeds=told["deeds"],
        started=told["started"],
        states=tuple(
            Between(points=tuple(points), torn=torn, kept=keep / name)
            for name, torn, points in told["states"]
        ),
        programs=tuple(told["programs"]),
    )


class _Watch:
    """What is seen of a folder at each deed of the process that it stands in."""

    def __init__(self, root: Path, keep: Path) -> None:
        self.root, self.keep = root, keep
        self.off = False
        self.opened = ""
        """The name of the file that was opened last, if that was the last deed."""
        self.found: dict[str, tuple[str, list[int]]] = {}
        self.order: list[tuple[str, str]] = []
        self.last: dict[str, str] | None = None
        self.deed = 0
        self.programs: list[int] = []
        self.started = 0
        self.program_runs = False

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.off or not _writes(event, arguments):
            return
        self.off = True  # what is done to look is no deed
        try:
            self.deed += 1
            self.look(self.deed)
            given = arguments[0] if event == "open" else ""
            self.opened = os.path.basename(given) if isinstance(given, str) else ""
            self.program_runs = event == "subprocess.Popen"
            self.started += self.program_runs
        finally:
            self.off = False

    def look(self, deed: int) -> None:
        entries = dict(_entries(self.root))
        changed = [path for path in entries if (self.last or {}).get(path) != entries[path]]
        if self.last is not None and entries != self.last and self.program_runs:
            self.programs.append(self.started)
        ours = [path for path in changed if os.path.basename(path) == self.opened]
        for path in ours if self.last is not None else ():
            self.tear(entries, path)
        self.note(entries, "", deed)
        self.last = entries

    def tear(self, entries: dict[str, str], path: str) -> None:
        """The states in which a file that has just been written is not all there yet."""
        about = (self.root / path).lstat()
        if not stat.S_ISREG(about.st_mode):
            return
        whole, mode = (self.root / path).read_bytes(), stat.S_IMODE(about.st_mode)
        for part in {whole[: len(whole) // 2], b""} - {whole}:
            name = self.note({**entries, path: _file(mode, part)}, path, 0)
            if name is not None:
                copy = self.keep / name / path
                copy.unlink()
                copy.write_bytes(part)
                copy.chmod(mode)

    def note(self, entries: dict[str, str], torn: str, deed: int) -> str | None:
        """Keep the state that is found, if it is new; the name of the copy."""
        digest = hashlib.sha256(json.dumps(sorted(entries.items())).encode()).hexdigest()
        new = digest not in self.found
        if new:
            name = f"{len(self.found):04}"
            self.found[digest] = (name, [])
            self.order.append((digest, torn))
            if self.root.exists():
                shutil.copytree(self.root, self.keep / name, symlinks=True)
        name, points = self.found[digest]
        if deed:
            points.append(deed)
        return name if new else None

    def end(self) -> None:
        if dict(_entries(self.root)) != self.last and self.program_runs:
            self.programs.append(self.started)
        states = [(self.found[each][0], torn, self.found[each][1]) for each, torn in self.order]
        told = {
            "deeds": self.deed,
            "states": states,
            "started": self.started,
            "programs": self.programs,
        }
        (self.keep / "course.json").write_text(json.dumps(told))


def _file(mode: int, data: bytes) -> str:
    return f"{mode:o} {hashlib.sha256(data).hexdigest()}"


def _entries(root: Path) -> Iterator[tuple[str, str]]:
    """What stands in a folder, by its path, but for times."""
    if root.exists():
        yield ".", "there"
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = Path(folder, name)
            about = path.lstat()
            mode = stat.S_IMODE(about.st_mode)
            if stat.S_ISLNK(about.st_mode):
                said = f"link {os.readlink(path)}"
            elif stat.S_ISREG(about.st_mode):
                said = _file(mode, path.read_bytes())
            else:
                said = f"{stat.S_IFMT(about.st_mode):o} {mode:o}"
            yield path.relative_to(root).as_posix(), said
