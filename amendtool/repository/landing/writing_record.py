"""The record of files that are being written: which they are, and what stood there before.

It stands in the private folder from before the first file to behind the last. Like all of
``.git`` it is input: what it names is held to the rules of ``paths``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Final

from amendtool.errors import Problem, RepositoryError, reason_of
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.repository.git import Git
from amendtool.repository.landing.locks import removal, running
from amendtool.repository.landing.paths import is_writable
from amendtool.repository.landing.private import private_folder, read_ordinary
from amendtool.values import dataclass

_MOST_BYTES: Final = 64 * 1024 * 1024
"""More than any record takes: a name and a digest for each file."""
_DIGEST: Final = compiled(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingRecord:
    """What a run is about to write: the digest of each file, and what stood there before it.

    ``folders`` are those that it makes, the outermost first; ``verb`` is what the user called.
    """

    verb: str
    files: Mapping[str, str]
    before: Mapping[str, bytes] = field(default_factory=dict)
    folders: tuple[str, ...] = ()

    def __str__(self) -> str:
        import base64
        import json

        before = {path: base64.b64encode(data).decode() for path, data in self.before.items()}
        return json.dumps(
            {
                "amendtool": "writing/1",
                "verb": self.verb,
                "files": dict(self.files),
                "before": before,
                "folders": list(self.folders),
            }
        )

    @classmethod
    def parse(cls, text: str) -> WritingRecord:
        """The inverse of ``str``; ValueError for what no run can have written."""
        import json

        found = json.loads(text)
        if not isinstance(found, dict) or found.pop("amendtool", None) != "writing/1":
            raise _NoRecordError(say("it is no record of amendtool's"))
        if found.keys() != {"verb", "files", "before", "folders"}:
            raise _NoRecordError(say("it is no record of amendtool's"))
        verb, files, before, folders = (
            found[each] for each in ("verb", "files", "before", "folders")
        )
        if not (isinstance(verb, str) and verb.isalpha() and isinstance(folders, list)):
            raise _NoRecordError(say("it is no record of amendtool's"))
        for each in (files, before):
            if not isinstance(each, dict) or not all(isinstance(v, str) for v in each.values()):
                raise _NoRecordError(say("it is no record of amendtool's"))
        if not all(isinstance(folder, str) for folder in folders):
            raise _NoRecordError(say("it is no record of amendtool's"))
        for path in files:
            if not is_writable(path, new=True):
                raise _NoRecordError(
                    say("it names a file that amendtool never writes: {file!r}", file=path)
                )
        if not before.keys() <= files.keys() or not all(map(_is_replaced, before)):
            raise _NoRecordError(say("it names a file that amendtool never replaces"))
        if not all(_DIGEST.fullmatch(digest) for digest in files.values()):
            raise _NoRecordError(say("it has a digest that is none"))
        for folder in folders:
            if not is_writable(f"{folder}/x", new=True):
                raise _NoRecordError(
                    say("it names a folder that amendtool never makes: {folder!r}", folder=folder)
                )
        import base64

        decoded = {path: base64.b64decode(text, validate=True) for path, text in before.items()}
        return cls(verb=verb, files=files, before=decoded, folders=tuple(folders))


class _NoRecordError(ValueError):
    """What stands there can have been written by no run; says why, to people."""


def _is_replaced(path: str) -> bool:
    """Whether a run writes over such a file: settings by an import, an amendment by a rebase."""
    folder, _, name = path.rpartition("/")
    return not folder or (folder == "amendments" and name.endswith(".yaml"))


def writing_there(git: Git) -> bool:
    """Whether files are being written, or a run was cut off while it wrote some."""
    return os.path.lexists(record_path(git))


def require_written(git: Git) -> None:
    """Raise RepositoryError (``writing-unfinished``) while the files here are not all written.

    Every verb that reads the articles asks this first.
    """
    if not writing_there(git):
        return
    verb = f"`amendtool {read_record(git).verb}`"
    now = running(git)
    raise RepositoryError(
        Problem(
            code="writing-unfinished",
            message=say("{verb} is writing files here just now", verb=verb)
            if now
            else say(
                "{verb} was cut off while it wrote files here: some are there, some are not",
                verb=verb,
            ),
            hint=say("wait until it has ended, and run the same command again")
            if now
            else say(
                "run {verb} again: it takes back what was left and begins anew (so do "
                "`amendtool import`, `new` and `draft`)",
                verb=verb,
            ),
        )
    )


def read_record(git: Git) -> WritingRecord:
    """The record that is there. Raises RepositoryError (``writing-unfinished``) for none."""
    path = record_path(git)
    try:
        data = read_ordinary(path, _MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise _NoRecordError(say("it is too long"))
        return WritingRecord.parse(data.decode("utf-8"))
    except OSError as error:
        reason = reason_of(error)
    except _NoRecordError as error:
        reason = str(error)
    except (ValueError, RecursionError):  # what json says of a text would quote it
        reason = say("it is no record of amendtool's")
    raise RepositoryError(
        Problem(
            code="writing-unfinished",
            message=say(
                "the record of a run that wrote files cannot be read ({reason}): {path}; "
                "nothing was touched",
                reason=reason,
                path=path,
            ),
            hint=say(
                "look at `git status`; then remove the record: {removal}", removal=removal(path)
            ),
        )
    )


def record_path(git: Git) -> Path:
    """Where the record stands while files are written."""
    return private_folder(git) / "writing.json"
