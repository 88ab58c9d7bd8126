"""The files of the amendments in force, as they were adopted, each read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from amendtool.errors import AmendtoolError
from amendtool.repository.acts import AppliedAt
from amendtool.repository.git import TreeEntry
from amendtool.repository.workspace import AMENDMENTS, AmendmentSource, Workspace


class AdoptedFiles:
    """The files of the amendments in force, for whoever asks for many of them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._sources: dict[str, AmendmentSource] = {}

    @cached_property
    def contents(self) -> Mapping[str, tuple[AppliedAt, bytes]]:
        """Every file by its name, in the order in which they landed."""
        return {at.name: (at, data) for at, data in _contents(self._workspace)}

    def saying(self, word: bytes) -> tuple[AppliedAt, ...]:
        """The amendments whose file holds a word, in their order."""
        return tuple(at for at, data in self.contents.values() if word in data)

    def data(self, name: str) -> bytes:
        """The file of an amendment; empty where it is not there."""
        found = self.contents.get(name)
        return b"" if found is None else found[1]

    def source(self, at: AppliedAt) -> AmendmentSource:
        """An amendment as it was adopted, in the edition of the repository; raises as reading."""
        if at.name not in self._sources:
            path = f"{AMENDMENTS}/{at.name}.yaml"
            self._sources[at.name] = self._workspace.read_amendment(
                self.data(at.name), path, name=at.name
            )
        return self._sources[at.name]


def _contents(workspace: Workspace) -> Iterator[tuple[AppliedAt, bytes]]:
    acts = workspace.acts()
    entries: dict[str, TreeEntry] = {}
    for at in sorted(acts.applied.values(), key=lambda each: each.order):
        act = at.record.adopted if at.record is not None else None
        entry = acts.files.get(f"{AMENDMENTS}/{at.name}.yaml")
        if act is not None and act.file is not None:
            if entry is None or entry.oid != act.file:
                entry = TreeEntry(mode="100644", kind="blob", oid=act.file)
            entries[at.name] = entry
        elif entry is not None:
            entries[at.name] = entry
    try:
        contents = workspace.git.blobs(entries)
    except AmendtoolError:
        contents = {}
        for name, entry in entries.items():  # a shallow clone may lack one of them
            try:
                contents |= workspace.git.blobs({name: entry})
            except AmendtoolError:
                continue
    for name, entry in entries.items():
        yield acts.applied[name], contents.get(entry.oid, b"")
