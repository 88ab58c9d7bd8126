"""What became of every amendment, as the branch itself tells it.

An amendment is applied where the tree holds its record and that says so: a squashed, rebased or
cherry-picked branch, a clone without tags and a merge all hold it, and ``git revert`` takes it
back with the text. Histories of 0.1.0 have no records; there the trailers of their commits tell,
and the words in which git says that a commit was reverted. A tag tells nothing: it may stand on
a branch that is not this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field

from amendtool.errors import InputError, Problem
from amendtool.patterns import compiled
from amendtool.repository.git import Git, TreeEntry
from amendtool.repository.history import Commit, read_history
from amendtool.repository.record import RECORD_ENDING, Record, read_record, record_path
from amendtool.repository.storage.folders import ARTICLES
from amendtool.values import dataclass

AMENDMENTS = "amendments"
REVERTS = compiled(r"^This reverts commit ([0-9a-f]{7,64})", re.MULTILINE)
"""What git says of a commit that takes another one back."""
_REVERTED_MERGE = compiled(
    r"^This reverts commit ([0-9a-f]{7,64}), reversing\s+changes made to ([0-9a-f]{7,64})",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedAt:
    """Where an amendment was applied, or an expiry: the commit with its text, and its record.

    ``order`` is its place among all of them on the branch, the oldest first. Those of 0.1.0
    have no record.
    """

    name: str
    commit: str
    order: int
    record: Record | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What a commit says of the amendments: their records, and which of them are applied.

    ``files`` are all that stands in their folder, ``history`` the commits that tell it, the
    newest first.
    """

    files: Mapping[str, TreeEntry]
    records: Mapping[str, Record]
    applied: Mapping[str, AppliedAt]
    history: tuple[Commit, ...] = ()
    expiries: Mapping[str, AppliedAt] = field(default_factory=dict)
    """What went by its own terms, in acts of their own; ``order`` is among all that landed."""


def read_acts(git: Git, commit: str) -> Acts:
    """What became of the amendments, as the tree of ``commit`` and its history tell it.

    Raises InputError for a record that cannot be read, with every one of them.
    """
    files = git.tree(commit, AMENDMENTS)
    records = _records(git, files)
    history = read_history(git, commit, (ARTICLES, AMENDMENTS), bodies=True)
    touched: dict[str, list[tuple[int, str]]] = {}
    for at, each in enumerate(history):
        for file in each.files:
            if file.new is not None and file.new.endswith(RECORD_ENDING):
                touched.setdefault(file.new, []).append((at, each.commit))
    found: dict[str, tuple[int, str]] = {}
    recorded: set[str] = set()
    for name, record in records.items():
        if record.landed is None:
            continue
        touching = touched.get(record_path(name), [])
        if touching:
            found[name] = _adopting(git, name, record, touching)
        else:  # a shallow clone, or a merge that took one side whole
            found[name] = (len(history), commit)
    reverted = _reverted(git, history)
    for at, each in enumerate(history):
        named = dict(each.trailers).get("Amendment")
        if named is None or named in records or named in recorded:
            continue
        recorded.add(named)  # the newest commit of an amendment is the one with its text
        own = any(_is_record(file.new, named) for file in each.files)
        if not own and each.commit not in reverted:
            found[named] = (at, each.commit)
    # The history has the newest first; what one commit brought goes by its days, then its name.
    days = {
        name: str(record.landed.day) if record.landed and record.landed.day else ""
        for name, record in records.items()
    }
    oldest_first = sorted(found, key=lambda name: (-found[name][0], days.get(name, ""), name))
    landed = {
        name: AppliedAt(name=name, commit=found[name][1], order=order, record=records.get(name))
        for order, name in enumerate(oldest_first)
    }
    gone = {name for name, at in landed.items() if at.record is not None and at.record.expired}
    return Acts(
        files=files,
        records=records,
        history=history,
        applied={name: at for name, at in landed.items() if name not in gone},
        expiries={name: at for name, at in landed.items() if name in gone},
    )


def taken_back(git: Git, body: str) -> frozenset[str]:
    """The commits that a message of git says it takes back.

    Where it takes back a merge, these are all that the merge had brought: it is they that
    changed the articles, and the merge itself often changes nothing of its own.
    """
    found = set(REVERTS.findall(body))
    for merge, kept in _REVERTED_MERGE.findall(body):
        brought = git.run("rev-list", f"{kept}..{merge}", "--")
        if brought.status == 0:  # a shallow clone may not hold them
            found.update(brought.out.decode("ascii").split())
    return frozenset(found)


def _reverted(git: Git, history: Iterable[Commit]) -> frozenset[str]:
    """The commits that a later one takes back, unless that one is taken back itself."""
    named: set[str] = set()
    found: set[str] = set()
    for each in history:
        if any(each.commit.startswith(oid) for oid in named):
            found.add(each.commit)
        else:
            named.update(taken_back(git, each.body))
    return frozenset(found)


def _records(git: Git, files: Mapping[str, TreeEntry]) -> dict[str, Record]:
    entries = {
        path: entry
        for path, entry in files.items()
        if path.endswith(RECORD_ENDING) and entry.is_file and path.count("/") == 1
    }
    contents = git.blobs(entries)
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    for path, entry in entries.items():
        name = path.removeprefix(f"{AMENDMENTS}/").removesuffix(RECORD_ENDING)
        try:
            records[name] = read_record(contents[entry.oid], name, file=path)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    return records


def _adopting(
    git: Git, name: str, record: Record, touching: Iterable[tuple[int, str]]
) -> tuple[int, str]:
    """The commit that brought the adoption, of those that touched the record, newest first."""
    newest, *older = touching
    for each in older:
        data = git.read_file(each[1], record_path(name))
        try:
            before = read_record(data or b"", name, file=record_path(name))
        except InputError:
            break
        if before.landed != record.landed:
            break
        newest = each
    return newest


def _is_record(path: str | None, name: str) -> bool:
    return path == record_path(name)
