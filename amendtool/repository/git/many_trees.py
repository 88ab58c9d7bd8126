"""Many trees at once: what a replay of a long history asks for, in a few processes of git.

Most files of one state of the articles are those of the next. Each object is read once, and the
files of a tree are put together when they are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from amendtool.repository.git.adapter import Git
from amendtool.repository.git.call import text_of
from amendtool.repository.git.objects import batch, hash_of

_FOLDER = "40000"
_ORDINARY = ("100644", "100755")
_Entries = tuple[tuple[str, str, str], ...]


class ManyTrees(Mapping[str, Mapping[str, bytes]]):
    """The files of trees by their ids, named as they stand at ``under``.

    A tree that is missing, damaged, or holds anything but ordinary files is not among them:
    whoever asks git for it alone is told why.
    """

    def __init__(self, git: Git, trees: Iterable[str], under: str) -> None:
        self._under = under
        self._entries: dict[str, _Entries] = {}
        asked = tuple(dict.fromkeys(trees))
        level = asked
        while level:
            read = objects_at_once(git, level, "tree")
            self._entries |= {oid: tuple(tree_entries(data, oid)) for oid, data in read.items()}
            inside = (each for oid in read for each in self._entries[oid])
            level = tuple(
                dict.fromkeys(
                    oid for mode, _, oid in inside if mode == _FOLDER and oid not in self._entries
                )
            )
        every = (each for entries in self._entries.values() for each in entries)
        files = dict.fromkeys(oid for mode, _, oid in every if mode in _ORDINARY)
        self._contents = objects_at_once(git, files, "blob")
        self._whole = tuple(each for each in asked if self._is_whole(each))
        self._known = frozenset(self._whole)

    def __getitem__(self, tree: str) -> Mapping[str, bytes]:
        if tree not in self._known:
            raise KeyError(tree)
        return {path: self._contents[oid] for path, oid in self._files(tree, self._under)}

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)

    def _is_whole(self, tree: str) -> bool:
        return tree in self._entries and all(
            self._is_whole(oid) if mode == _FOLDER else mode in _ORDINARY and oid in self._contents
            for mode, _, oid in self._entries[tree]
        )

    def _files(self, tree: str, folder: str) -> Iterator[tuple[str, str]]:
        for mode, name, oid in self._entries[tree]:
            path = f"{folder}/{name}"
            if mode == _FOLDER:
                yield from self._files(oid, path)
            else:
                yield path, oid


def objects_at_once(git: Git, oids: Iterable[str], kind: str) -> dict[str, bytes]:
    """Objects of one kind by their ids, in one process; without those that are not what they say.

    Each is hashed again, because git itself does not.
    """
    wanted = [each for each in oids if len(each) == git.oid_length]
    if not wanted:
        return {}
    asked = "".join(f"{oid}\n" for oid in wanted).encode("ascii")
    output = git.run("cat-file", "--batch", "--buffer", input=asked)
    return {
        oid: content
        for oid, content in zip(wanted, batch(output.out), strict=False)
        if content is not None and hash_of(kind, content, like=oid) == oid
    }


def tree_entries(data: bytes, like: str) -> Iterator[tuple[str, str, str]]:
    """The entries of a tree as git stores it: mode, name, id; ``like`` is an id of its kind."""
    position, width = 0, len(like) // 2
    while position < len(data):
        space = data.index(b" ", position)
        end = data.index(b"\0", space)
        oid = data[end + 1 : end + 1 + width]
        yield data[position:space].decode("ascii"), text_of(data[space + 1 : end]), oid.hex()
        position = end + 1 + width
