"""A landing as a value, and the commits it comes to: which file goes where, with what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from amendtool.repository.git import Author, TreeEntry, hash_of
from amendtool.repository.landing.paths import is_safe
from amendtool.repository.landing.worktree import Shift
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The message of a commit or tag; trailers are the lines ``Key: value`` at its end."""

    subject: str
    body: str = ""
    trailers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        trailers = "\n".join(f"{key}: {' '.join(value.split())}" for key, value in self.trailers)
        parts = (" ".join(self.subject.split()), self.body.strip(), trailers)
        return "\n\n".join(part for part in parts if part) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """What to land.

    ``renames`` happen first (chains, circles and swaps are welcome); ``writes`` and
    ``deletes`` name paths as they are after that. ``base`` is the commit all of it was
    planned against; None means there is none yet.
    """

    name: str
    base: str | None
    following: tuple[Landing, ...] = ()
    """What lands in the same update of the branch, each on what the one before it leaves."""
    renames: Mapping[str, str] = field(default_factory=dict)
    writes: Mapping[str, bytes] = field(default_factory=dict)
    deletes: frozenset[str] = frozenset()
    renaming: Message | None = None
    text: Message | None = None
    tag: str | None = None
    tag_message: Message | None = None
    author: Author | None = None
    """Who wrote it, where that is not who lands it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One commit to make: its message, its author, and the files before and after it.

    ``name`` is that of its landing; ``tag`` is given to the commit, with its message.
    """

    name: str
    tag: tuple[str, Message] | None
    message: Message
    changes: Mapping[str, Shift]
    contents: Mapping[str, bytes]
    author: Author | None = None


def stages_of(landing: Landing, before: Mapping[str, TreeEntry], like: str) -> tuple[Stage, ...]:
    """The commits that make up the landing and those that follow it, over the files of its base.

    Object ids are computed by the hash of ``like``.
    """
    stages: list[Stage] = []
    for each in (landing, *landing.following):
        stages += _stages_of_one(each, before, like)
        _, before = files_after(each, before, like)
    return tuple(stages)


def _stages_of_one(landing: Landing, before: Mapping[str, TreeEntry], like: str) -> list[Stage]:
    for path in (*landing.renames.values(), *landing.writes):
        if not is_safe(path):
            raise ValueError(f"no path for a file of the articles: {path!r}")
    if landing.tag is not None and landing.tag_message is None:
        raise ValueError("a tag needs a message")
    renamed, after = files_after(landing, before, like)
    stages: list[Stage] = []
    for start, end, message in (
        (before, renamed, landing.renaming),
        (renamed, after, landing.text),
    ):
        changes = _between(start, end)
        if not changes:
            continue
        if message is None:
            raise ValueError("a commit needs a message")
        contents = {path: landing.writes[path] for path in changes if path in landing.writes}
        stages.append(
            Stage(
                name=landing.name,
                tag=None,
                message=message,
                changes=changes,
                contents={} if end is renamed else contents,
                author=landing.author,
            )
        )
    if stages and landing.tag is not None and landing.tag_message is not None:
        stages[-1] = replace(stages[-1], tag=(landing.tag, landing.tag_message))
    return stages


def files_after(
    landing: Landing, before: Mapping[str, TreeEntry], like: str
) -> tuple[Mapping[str, TreeEntry], Mapping[str, TreeEntry]]:
    """The files once they are renamed, and once all of the landing is done, but for what follows.

    ValueError for a file that is to be renamed or deleted and is not there.
    """
    renamed = _renamed(landing.renames, before)
    after = {path: entry for path, entry in renamed.items() if path not in landing.deletes}
    if missing := landing.deletes - renamed.keys():
        raise ValueError(f"no such file to delete: {sorted(missing)}")
    for path, content in landing.writes.items():
        mode = renamed[path].mode if path in renamed else "100644"
        oid = hash_of("blob", content, like=like)
        after[path] = TreeEntry(mode=mode, kind="blob", oid=oid)
    return renamed, after


def _renamed(renames: Mapping[str, str], before: Mapping[str, TreeEntry]) -> dict[str, TreeEntry]:
    if missing := renames.keys() - before.keys():
        raise ValueError(f"no such file to rename: {sorted(missing)}")
    after = {path: entry for path, entry in before.items() if path not in renames}
    for old, new in renames.items():
        if new in after:
            raise ValueError(f"two files would be named {new}")
        after[new] = before[old]
    return after


def _between(start: Mapping[str, TreeEntry], end: Mapping[str, TreeEntry]) -> dict[str, Shift]:
    paths = sorted(path for path in start.keys() | end.keys() if start.get(path) != end.get(path))
    return {path: Shift(old=start.get(path), new=end.get(path)) for path in paths}
