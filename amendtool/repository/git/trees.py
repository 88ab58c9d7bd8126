"""The id that git will give to a tree, computed before there is one."""

from __future__ import annotations

from collections.abc import Mapping

from amendtool.repository.git.objects import TreeEntry, hash_of


def tree_of(entries: Mapping[str, TreeEntry], under: str, *, like: str) -> str | None:
    """The id of the tree at ``under`` in which these files stand; None when there are none.

    ``like`` is an id that is made with the same hash.
    """
    inside = {
        path[len(under) + 1 :]: entry
        for path, entry in entries.items()
        if path.startswith(f"{under}/")
    }
    return _hashed(inside, like) if inside else None


def _hashed(entries: Mapping[str, TreeEntry], like: str) -> str:
    files: dict[str, tuple[str, str]] = {}
    folders: dict[str, dict[str, TreeEntry]] = {}
    for path, entry in entries.items():
        name, slash, rest = path.partition("/")
        if slash:
            folders.setdefault(name, {})[rest] = entry
        else:
            files[name] = (entry.mode, entry.oid)
    files |= {name: ("40000", _hashed(inner, like)) for name, inner in folders.items()}
    # In git's order a folder stands as if its name ended in a slash.
    ordered = sorted(
        files.items(), key=lambda each: (each[0] + "/" * (each[1][0] == "40000")).encode()
    )
    content = b"".join(
        f"{mode} ".encode() + name.encode("utf-8", "surrogateescape") + b"\0" + bytes.fromhex(oid)
        for name, (mode, oid) in ordered
    )
    return hash_of("tree", content, like=like)
