"""What git stores, as values: where HEAD is, files of a tree, tags; and how ids are made."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Final

from amendtool import reading
from amendtool.errors import Place, Problem, RepositoryError
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.reading import too_large
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GitHead:
    """Where the work tree stands: ``oid`` is None when unborn, ``branch`` when detached."""

    oid: str | None
    branch: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeEntry:
    """One file of a tree, as git records it."""

    mode: str
    kind: str
    oid: str
    size: int = field(default=0, compare=False)
    """How many bytes it has, where git was asked."""

    @property
    def is_file(self) -> bool:
        """Whether this is an ordinary file: no symbolic link, no submodule."""
        return self.mode in ("100644", "100755")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag and the commit it leads to."""

    name: str
    oid: str
    commit: str
    annotated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Author and committer as git writes them: ``Name <mail> seconds zone``."""

    author: bytes
    committer: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote what somebody else commits: a name, an address, and a moment with its zone.

    ``moment`` is as git writes it, ``1400000000 +0900``.
    """

    name: str
    mail: str
    moment: str

    @property
    def ident(self) -> bytes:
        """As git writes it; what would end a name or an address early is left out."""
        name, mail = (re.sub(r"[<>\x00-\x1f]", "", each).strip() for each in (self.name, self.mail))
        return f"{name} <{mail}> {self.moment}".encode("utf-8", "replace")


def refuse_special(entries: Mapping[str, TreeEntry]) -> None:
    """Raise RepositoryError that names every symbolic link and submodule of ``entries``."""
    problems = []
    for path, entry in entries.items():
        if entry.mode == "120000":
            told = say("a symbolic link is recorded in git where an ordinary file must stand")
            problems.append(_special(path, "symlink", told))
        elif entry.kind != "blob":
            told = say("a submodule is recorded in git where an ordinary file must stand")
            problems.append(_special(path, "submodule", told))
    if problems:
        raise RepositoryError(*problems)


def refuse_large(entries: Mapping[str, TreeEntry]) -> None:
    """Raise RepositoryError (``file-too-large``) where a file has more bytes than are read.

    Zeros without end pack into a few kilobytes, so a clone may hold them too.
    """
    large = [path for path, entry in entries.items() if entry.size > reading.MOST_BYTES]
    if large or sum(entry.size for entry in entries.values()) > _MOST_AT_ONCE:
        largest = max(entries, key=lambda path: entries[path].size)
        raise RepositoryError(*(too_large(path) for path in large or [largest]))


_MOST_AT_ONCE: Final = 8 * reading.MOST_BYTES
"""More bytes than the articles of ten thousand companies take."""


def _special(path: str, code: str, message: str) -> Problem:
    return Problem(
        code=code,
        message=message,
        hint=say("replace it by the file itself and commit that"),
        place=Place(file=path),
    )


def hash_of(kind: str, content: bytes, *, like: str) -> str:
    """The id git gives to an object, by the hash that the id ``like`` is made with."""
    algorithm = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    header = f"{kind} {len(content)}\0".encode("ascii")
    return algorithm(header + content, usedforsecurity=False).hexdigest()


def batch(out: bytes) -> Iterator[bytes | None]:
    """The contents in the output of ``cat-file --batch``, in order; None for a missing one.

    Ends early where the output is cut off.
    """
    position = 0
    while (end := out.find(b"\n", position)) >= 0:
        header = out[position:end].split(b" ")
        position = end + 1
        if len(header) != 3 or not header[2].isdigit():
            yield None
            continue
        size = int(header[2])
        if position + size + 1 > len(out):
            return
        yield out[position : position + size]
        position += size + 1


_NO_BRANCH = compiled(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|^[-/.]|[/.]$|\.lock(?:/|$)|/\.|^@$")


def is_branch_name(name: str) -> bool:
    """Whether git takes ``name`` for that of a branch, by the rules of ``check-ref-format``."""
    return bool(name) and _NO_BRANCH.search(name) is None
