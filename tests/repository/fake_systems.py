"""Fakes of the file systems of Windows and macOS, over a real folder.

They stand below the port (``amendtool.disk``), in the functions of ``os`` through which Python
reaches a disk (``pathlib`` and ``shutil`` call the same), so that what only reads meets them too:
within a ``FakeSystem`` those obey, below one folder, the rules of the
other system. Git runs as it is; it finds names as they were given when they were made.

What is faked, by the documents of the systems: names that differ in case alone, or in Unicode
composition alone, are one file; Windows refuses reserved characters and the names of devices,
drops dots and spaces at the end of a name, and neither renames, replaces nor removes a file that
a program holds open or that is read-only; HFS+ lists names decomposed.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from amendtool import disk

_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.I)


class FakeSystem:
    """One file system: which names are the same, which are refused, and what holds a file."""

    name = "posix"

    def __init__(self, root: Path) -> None:
        self.root = str(root.resolve())
        self.held: set[str] = set()
        self.deeds = 0
        self.dies_at = 0

    # -- the rules ----------------------------------------------------------------------------

    def same(self, name: str) -> str:
        """What names have in common that are one file."""
        return name

    def stored(self, name: str) -> str:
        """A new name as it comes to stand on the disk."""
        return name

    def listed(self, name: str) -> str:
        """A name as a folder lists it."""
        return name

    def require_name(self, name: str) -> None:
        """Raise OSError for a name that no file can have."""

    def require_free(self, path: str) -> None:
        """Raise OSError for a file that can be neither renamed, replaced nor removed now."""

    # -- paths --------------------------------------------------------------------------------

    def real(self, path: Any) -> Any:
        """The path on the real disk; unchanged for one outside of the folder."""
        if isinstance(path, int):
            return path
        text = os.path.abspath(os.fsdecode(path))
        if text != self.root and not text.startswith(self.root + "/"):
            return path
        found = self.root
        parts = text[len(self.root) :].strip("/").split("/")
        if parts[0] == ".git":
            return os.fspath(path)  # git's own, and ours in it
        for part in parts if parts != [""] else ():
            self.require_name(part)
            wanted = self.same(part)
            try:
                there = true_listdir(found)
            except OSError:
                there = []
            if self.stored(part) not in there:
                part = next((each for each in there if self.same(each) == wanted), part)
            found = f"{found}/{self.stored(part) if part not in there else part}"
        return found

    def deed(self) -> None:
        """Count something that changes the disk, and be killed before one of them.

        From there on nothing is done any more: what would clean up is dead, too.
        """
        self.deeds += 1
        if self.is_dead:
            for number in true_listdir("/proc/self/fd"):  # the system frees the locks of the dead
                with suppress(OSError):
                    if "/amendtool/lock" in os.readlink(f"/proc/self/fd/{number}"):
                        os.close(int(number))
            raise KilledError

    @property
    def is_dead(self) -> bool:
        return 0 < self.dies_at <= self.deeds


class KilledError(BaseException):
    """The run was killed; no ``except OSError`` of the program sees it."""


class Windows(FakeSystem):
    """NTFS, as programs see it."""

    name = "windows"

    def same(self, name: str) -> str:
        return self.stored(name).casefold()

    def stored(self, name: str) -> str:
        return name.rstrip(". ") or name

    def require_name(self, name: str) -> None:
        if _FORBIDDEN.search(name):
            raise OSError(errno.EINVAL, "The filename, directory name or volume label syntax", name)
        if _DEVICE.fullmatch(self.stored(name)):
            raise OSError(errno.EINVAL, "The name is that of a device", name)

    def require_free(self, path: str) -> None:
        try:
            read_only = not true_lstat(path).st_mode & 0o200
        except OSError:
            return
        if read_only or path in self.held:
            raise PermissionError(errno.EACCES, "The process cannot access the file", path)


class MacOS(FakeSystem):
    """APFS: any case and any composition is one file, and the name is kept as it was given."""

    name = "macos"

    def same(self, name: str) -> str:
        return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


class HfsPlus(MacOS):
    """The older one, which lists every name decomposed."""

    name = "hfs+"

    def listed(self, name: str) -> str:
        return unicodedata.normalize("NFD", name)


true_listdir = os.listdir
true_lstat = os.lstat


@contextmanager
def running_on(system: FakeSystem) -> Iterator[FakeSystem]:
    """Let ``os`` obey the rules of another system below its folder."""
    with pytest.MonkeyPatch.context() as patch:
        _looking(system, patch)
        _changing(system, patch)
        _opening(system, patch)
        if system.name == "windows":
            patch.setattr(disk, "READ_ONLY_STAYS", True)
        yield system


def _looking(system: FakeSystem, patch: pytest.MonkeyPatch) -> None:
    for name in ("stat", "lstat", "utime", "access"):
        true = getattr(os, name)

        def look(path: Any, *given: Any, true: Callable[..., Any] = true, **named: Any) -> Any:
            return true(path if named.get("dir_fd") is not None else system.real(path), *given,
                        **named)  # fmt: skip

        patch.setattr(os, name, look)

    def listdir(path: Any = ".") -> list[str]:
        return [system.listed(each) for each in true_listdir(system.real(path))]

    patch.setattr(os, "listdir", listdir)


def _changing(system: FakeSystem, patch: pytest.MonkeyPatch) -> None:
    true_mkdir, true_rmdir, true_unlink = os.mkdir, os.rmdir, os.unlink
    true_rename, true_replace, true_link = os.rename, os.replace, os.link

    def mkdir(path: Any, *given: Any, **named: Any) -> None:
        system.deed()
        true_mkdir(system.real(path), *given, **named)

    def rmdir(path: Any, **named: Any) -> None:
        system.deed()
        true_rmdir(path if named.get("dir_fd") is not None else system.real(path), **named)

    def unlink(path: Any, **named: Any) -> None:
        system.deed()
        if named.get("dir_fd") is not None:
            true_unlink(path, **named)
            return
        found = system.real(path)
        system.require_free(found)
        true_unlink(found, **named)

    def named_anew(path: Any) -> str:
        """Where the new name stands: as it is given, in the folder as it is there."""
        text = os.path.abspath(os.fsdecode(path))
        folder, _, name = text.rpartition("/")
        system.real(text)  # its rules
        return f"{system.real(folder)}/{system.stored(name)}"

    def rename(source: Any, target: Any, **named: Any) -> None:
        system.deed()
        here, there = system.real(source), system.real(target)
        # What is read-only may be renamed there, and git's objects are; its files are held to more.
        if here in system.held or "/.git/" not in str(here):
            system.require_free(here)
        if system.name == "windows" and here != there and os.path.lexists(there):
            raise FileExistsError(errno.EEXIST, "it is there already", str(target))
        true_rename(here, named_anew(target) if here == there else there, **named)

    def replace(source: Any, target: Any, **named: Any) -> None:
        system.deed()
        here, there = system.real(source), system.real(target)
        system.require_free(here)
        system.require_free(there)
        true_replace(here, there, **named)

    def link(source: Any, target: Any, **named: Any) -> None:
        system.deed()
        true_link(system.real(source), system.real(target), **named)

    for name, made in (
        *(("mkdir", mkdir), ("rmdir", rmdir), ("unlink", unlink), ("remove", unlink)),
        *(("rename", rename), ("replace", replace), ("link", link)),
    ):
        patch.setattr(os, name, made)


def _opening(system: FakeSystem, patch: pytest.MonkeyPatch) -> None:
    true_open, true_io = os.open, io.open

    def opened(path: Any, flags: int, *given: Any, **named: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            system.deed()
        return true_open(
            path if named.get("dir_fd") is not None else system.real(path), flags, *given, **named
        )

    def io_open(path: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
        if set(mode) & set("wax+") and not isinstance(path, int):
            system.deed()
        return true_io(system.real(path), mode, *given, **named)

    true_start = subprocess.Popen.__init__

    def start(self: Any, *given: Any, **named: Any) -> None:
        if system.is_dead:
            raise KilledError
        true_start(self, *given, **named)

    patch.setattr(subprocess.Popen, "__init__", start)
    patch.setattr(os, "open", opened)
    patch.setattr(io, "open", io_open)
    patch.setattr(builtins, "open", io_open)
