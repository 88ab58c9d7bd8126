"""Files of the work tree, written all or none: what an import or a new amendment leaves.

They are not committed, so git keeps no state before them. A record in the private folder does:
it stands from before the first file to behind the last, and tells which files are written, and
what stood in the place of those that are replaced. While it stands the articles are neither
what they were nor what they are to be, so nothing is read; the next run that writes takes back
what was left. Removing the record is the one step that makes the files count.

The record is input like all of ``.git``: what it names is held to the rules of ``paths``, and a
file is taken back only while it is what the record says was written, and none of git's.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from amendtool import disk
from amendtool.errors import Place, Problem, RepositoryError, reason_of
from amendtool.messages import say
from amendtool.repository.git import Git
from amendtool.repository.landing.checkout import DRAFT
from amendtool.repository.landing.journal import journal_there
from amendtool.repository.landing.locks import disk_problem, only_run
from amendtool.repository.landing.paths import is_writable
from amendtool.repository.landing.private import (
    below_links,
    ordinary,
    private_folder,
    read_ordinary,
)
from amendtool.repository.landing.recovery import recover_alone
from amendtool.repository.landing.writing_record import (
    WritingRecord,
    read_record,
    record_path,
    writing_there,
)
from amendtool.values import dataclass

_MANY = 64
"""From so many files on the system is asked to write out everything at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Files to write, by their paths; ``over`` holds what those replace that are there already."""

    files: Mapping[str, bytes]
    over: Mapping[str, bytes] = field(default_factory=dict)


def write_files(git: Git, verb: str, planned: Callable[[], Writing]) -> None:
    """Write files into the work tree, all of them or none.

    ``planned`` is asked under the lock among runs, so that what it looks at holds until all is
    written; what it raises is passed on, with nothing written. What an earlier run left is taken
    back before. Raises RepositoryError where the disk refuses, where a file stands already that
    is not among those to replace, or where a folder is a link; nothing is written then.
    """
    try:
        with only_run(git):
            if journal_there(git):
                recover_alone(git)
            _take_back(git)
            _write(git, verb, planned())
    except OSError as error:
        raise RepositoryError(
            Problem(
                code="unwritable",
                message=say("the files cannot be written: {reason}", reason=reason_of(error)),
                hint=say(
                    "check the folder, its permissions and the space that is left; nothing "
                    "was written"
                ),
                place=Place(file=error.filename or str(git.root)),
            )
        ) from error


def take_back(git: Git) -> bool:
    """Take back what a run left that was cut off while it wrote; whether there was something.

    Raises RepositoryError (``writing-unfinished``) when the record of that run is none.
    """
    if not writing_there(git):
        return False
    with only_run(git):
        try:
            return _take_back(git)
        except OSError as error:
            raise RepositoryError(disk_problem(git, error)) from error


def _write(git: Git, verb: str, writing: Writing) -> None:
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in writing.files.items()}
    _require_room(git, writing)
    folders: dict[str, None] = {}
    for path in writing.files:
        folder, missing = path.rpartition("/")[0], []
        while folder and not (git.root / folder).exists():
            missing.append(folder)
            folder = folder.rpartition("/")[0]
        folders |= dict.fromkeys(reversed(missing))
    record = WritingRecord(
        verb=verb, files=digests, before=dict(writing.over), folders=tuple(folders)
    )
    done = False
    try:
        _put(git, record_path(git), str(record).encode(), over=False)
        for folder in record.folders:
            disk.make_folder(git.root / folder)
        each = len(writing.files) < _MANY
        for path, data in writing.files.items():
            _put(git, git.root / path, data, over=path in writing.over, sync=each)
        if not each and not disk.sync_all():
            for path in writing.files:
                disk.sync_file(git.root / path)
        disk.remove(record_path(git))
        done = True
    finally:
        if not done:
            with suppress(OSError):
                _take_back(git)


def _require_room(git: Git, writing: Writing) -> None:
    """Raise RepositoryError where a file stands already, or would be written somewhere else."""
    problems = []
    for path in writing.files:
        if not is_writable(path, new=True):  # no assertion: those can be switched off
            raise ValueError(f"no path for a file of the articles: {path!r}")
        place = Place(file=path)
        target = git.root / path
        if below_links(git.root, target) or (path in writing.over and not ordinary(target)):
            problems.append(
                Problem(
                    code="symlink",
                    message=say(
                        "a symbolic link stands here or above: files would be written elsewhere"
                    ),
                    hint=say("replace the link by what it leads to"),
                    place=place,
                )
            )
        elif path not in writing.over and os.path.lexists(target):
            problems.append(
                Problem(
                    code="unwritable",
                    message=say("the files cannot be written: something stands here already"),
                    hint=say("move it away, and run the same command again; nothing was written"),
                    place=place,
                )
            )
    if problems:
        raise RepositoryError(*problems)


def _put(git: Git, target: Path, data: bytes, *, over: bool, sync: bool = True) -> None:
    """Write a file whole: in the private folder first, then into its place."""
    for folder in (private_folder(git), target.parent):
        draft = folder / f"{DRAFT}{secrets.token_hex(4)}"
        try:
            disk.create(draft, data, lasting=sync)
            if over:
                disk.set_mode(draft, target.stat().st_mode & 0o777)
                disk.replace(draft, target)
            else:
                disk.rename_into_gap(str(draft), str(target))
        except OSError as error:
            if folder == target.parent or not _other_disk(error):
                raise
            continue
        finally:
            disk.remove(draft, missing_ok=True)
        return


def _other_disk(error: OSError) -> bool:
    return error.errno == errno.EXDEV


def _take_back(git: Git) -> bool:
    """As :func:`take_back`, for a caller that holds the lock among runs."""
    if not writing_there(git):
        _clear_drafts(private_folder(git))
        return False
    record = read_record(git)
    tracked = _tracked(git)
    for path, digest in record.files.items():
        target = git.root / path
        if path in tracked and path not in record.before:
            continue  # somebody has taken it over meanwhile
        if below_links(git.root, target) or not _holds(target, digest):
            continue
        if path in record.before:
            _put(git, target, record.before[path], over=True)
        else:
            disk.remove(target, missing_ok=True)
    for folder in {path.rpartition("/")[0] for path in record.files}:
        if not below_links(git.root, git.root / folder / "x"):
            _clear_drafts(git.root / folder)
    for folder in reversed(record.folders):
        if not below_links(git.root, git.root / folder / "x"):
            with suppress(OSError):  # not empty, or never made
                disk.remove_folder(git.root / folder)
    _clear_drafts(private_folder(git))
    disk.remove(record_path(git))
    return True


def _holds(path: Path, digest: str) -> bool:
    """Whether an ordinary file of this digest stands at ``path``."""
    found = ordinary(path)
    if found is None:
        return False
    return hashlib.sha256(read_ordinary(path, found.st_size)).hexdigest() == digest


def _tracked(git: Git) -> frozenset[str]:
    where = [git.below_top(folder) for folder in ("articles", "amendments")]
    out = git.check("ls-files", "-z", "--", *where, doing=say("list the files"))
    names = out.decode("utf-8", "surrogateescape").split("\0")[:-1]
    return frozenset(path for name in names if (path := git.below_root(name)) is not None)


def _clear_drafts(folder: Path) -> None:
    with suppress(OSError):
        for draft in folder.glob(f"{DRAFT}*"):
            if ordinary(draft):
                disk.remove(draft, missing_ok=True)
