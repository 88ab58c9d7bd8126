"""What git is told about clause files and amendments, in the settings of one repository.

Everything stands in the git folder, so that nothing of it is committed: drivers for ``git diff``
in ``config``, the files that they are for in ``info/attributes``. None of it names a program,
and none changes a file. Each step can stand alone, so a run that was cut off is made whole by
the next one, and taken back by ``take_back`` like any other.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from amendtool import disk
from amendtool.errors import Place, Problem, RepositoryError, reason_of
from amendtool.messages import later, say
from amendtool.repository.git import Git
from amendtool.repository.landing.own_settings import (
    change_settings,
    require_no_link,
    require_no_linked_settings,
)
from amendtool.repository.landing.private import read_ordinary

_BEGIN: Final = b"# amendtool setup-git: begin"
_END: Final = b"# amendtool setup-git: end"
_CLAUSES, _AMENDMENTS = "amendtool-clauses", "amendtool-amendments"
_QUOTEPATH, _BEFORE = "core.quotepath", "amendtool.quotepathbefore"
_UNSET: Final = b"unset"
_UNFINISHED: Final = ".amendtool-new-attributes-"
_MOST: Final = 1 << 20

_WORDS: Final = b"[A-Za-z0-9]+"
# Not a range of digits: a system that counts bytes takes that for a range of those.
_DIGIT: Final = "|".join("０１２３４５６７８９") + "|[0-9]"
_PROVISIONS: Final = f"^(#+ .*)$\n^(({_DIGIT})+[.]?(　| ).*)$\n^- (.*)$".encode()
_OPERATIONS: Final = b"^  - ([^|>].*)$"


def word_regex(platform: str = sys.platform) -> bytes:
    """What ``git diff --word-diff`` takes for one word: a Latin word, or one other character.

    Git hands it to the regular expressions of the system. Where these count bytes, as glibc's
    do outside a UTF-8 locale, the last alternative keeps a character whole; macOS refuses such
    bytes and needs none. On Windows no argument can hold them: there a run of what is not
    ASCII is one word.
    """
    if platform == "win32":
        return _WORDS + b"|[!-~]|[^ -~[:space:]]+"
    one = _WORDS + b"|[^[:space:]]"
    return one if platform == "darwin" else one + b"|[\xc0-\xff][\x80-\xbf]+"


def wanted_settings(git: Git) -> Iterator[tuple[str, bytes]]:
    """The settings that are not yet as they are wanted, in the order in which they are set."""
    wanted = [(_QUOTEPATH, b"false")]
    for driver, header in ((_CLAUSES, _PROVISIONS), (_AMENDMENTS, _OPERATIONS)):
        wanted.append((f"diff.{driver}.xfuncname", header))
        wanted.append((f"diff.{driver}.wordregex", word_regex()))
    return ((key, value) for key, value in wanted if _value(git, key) != value)


def wanted_attributes(git: Git, folders: tuple[str, str]) -> bytes | None:
    """The lines of ``info/attributes``; None where they stand there already.

    ``folders`` are those of the clause files and of the amendments, below the amendtool root.
    """
    clauses, amendments = folders
    lines = [
        b"%s diff=%s" % (_pattern(git, f"{clauses}/**/*.md"), _CLAUSES.encode()),
        b"%s diff=%s" % (_pattern(git, f"{amendments}/*.yaml"), _AMENDMENTS.encode()),
        b"%s diff=%s" % (_pattern(git, f"{amendments}/*.yml"), _AMENDMENTS.encode()),
    ]
    block = b"\n".join((_BEGIN, *lines, _END, b""))
    return None if block in _read(_attributes(git)) else block


def is_set_up(git: Git) -> bool:
    """Whether anything of it stands in the git folder."""
    told = git.run("config", "--local", "--get-regexp", rf"^(diff\.{_CLAUSES}|amendtool)\.")
    return told.status == 0 or _BEGIN in _read(_attributes(git))


def set_up(git: Git, folders: tuple[str, str]) -> None:
    """Set what is wanted. Raises RepositoryError (``git-elsewhere``, ``unwritable``)."""
    _require_ordinary(git)
    changes: list[tuple[str | bytes, ...]] = []
    for key, value in wanted_settings(git):
        if key == _QUOTEPATH:
            before = _value(git, key)
            changes.append(("--replace-all", _BEFORE, _UNSET if before is None else before))
        changes.append(("--replace-all", key, value))
    if changes:
        change_settings(git, *changes)
    block = wanted_attributes(git, folders)
    if block is not None:
        before = _without_block(_read(_attributes(git)))
        gap = b"" if before.endswith(b"\n") or not before else b"\n"
        _write(_attributes(git), before + gap + block)


def take_back(git: Git) -> None:
    """Put the settings back as they were. Raises RepositoryError like :func:`set_up`."""
    _require_ordinary(git)
    path = _attributes(git)
    standing = _read(path)
    left = _without_block(standing)
    if left != standing:
        _write(path, left)
    changes: list[tuple[str | bytes, ...]] = []
    for section in (f"diff.{_CLAUSES}", f"diff.{_AMENDMENTS}", "amendtool"):
        if _has_section(git, section):
            changes.append(("--remove-section", section))
    before = _value(git, _BEFORE)
    if before is not None and _value(git, _QUOTEPATH) == b"false":
        as_before = ("--unset-all", _QUOTEPATH)
        changes.append(as_before if before == _UNSET else ("--replace-all", _QUOTEPATH, before))
    if changes:
        change_settings(git, *changes)


def _value(git: Git, key: str) -> bytes | None:
    """A setting of this repository alone, whatever the user has set for all of them."""
    told = git.run("config", "--local", "--null", "--get", key)
    return told.out.removesuffix(b"\0") if told.status == 0 else None


def _has_section(git: Git, name: str) -> bool:
    pattern = f"^{re.escape(name)}\\.[^.]*$"
    return git.run("config", "--local", "--get-regexp", pattern).status == 0


def _pattern(git: Git, path: str) -> bytes:
    """The pattern for ``path``, which begins with the way to the root as it is spelled."""
    way = re.sub(r"([*?\[\]\\])", r"\\\1", git.prefix)
    pattern = f"/{way}{path}"
    if re.search(r'[\s"\\]', pattern):
        pattern = '"' + re.sub(r'(["\\])', r"\\\1", pattern) + '"'
    return os.fsencode(pattern)


def _attributes(git: Git) -> Path:
    return git.common_dir / "info" / "attributes"


def _read(path: Path) -> bytes:
    try:
        data = read_ordinary(path, _MOST + 1)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise _unwritable(path, error) from None
    if len(data) > _MOST:
        raise _unwritable(path, OSError(0, later("it is too large")))
    return data


def _without_block(data: bytes) -> bytes:
    """The attributes without ours, also where the end of them was taken out by hand."""
    kept, inside = [], False
    for line in data.splitlines(keepends=True):
        word = line.strip()
        ours = word == _BEGIN or (inside and (word == _END or b"diff=amendtool-" in word))
        if not ours:
            kept.append(line)
        inside = ours and word != _END
    return b"".join(kept)


def _write(path: Path, data: bytes) -> None:
    """Replace the file as a whole; one that would be empty goes."""
    try:
        if not data:
            disk.remove(path, missing_ok=True)
            return
        disk.make_folder(path.parent, exist_ok=True)
        for left in disk.left_behind(path.parent, _UNFINISHED):
            with suppress(OSError):
                disk.remove(left)
        unfinished = path.with_name(disk.unfinished(_UNFINISHED))
        try:
            disk.create(unfinished, data)
            disk.replace(unfinished, path)
        finally:
            disk.remove(unfinished, missing_ok=True)
    except OSError as error:
        raise _unwritable(path, error) from None


def _require_ordinary(git: Git) -> None:
    """Raise RepositoryError where git or we would write through a link of the git folder."""
    require_no_linked_settings(git)
    for path in (git.common_dir / "info", _attributes(git)):
        require_no_link(path)


def _unwritable(path: Path, error: OSError) -> RepositoryError:
    return RepositoryError(
        Problem(
            code="unwritable",
            message=say(
                "git's attributes cannot be read or written: {reason}", reason=reason_of(error)
            ),
            hint=say("check what stands there, its permissions and the space that is left"),
            place=Place(file=str(path)),
        )
    )
