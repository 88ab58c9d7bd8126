"""Git, by one hardened call; the only place that imports GitPython."""

from amendtool.repository.git.adapter import Git, is_on
from amendtool.repository.git.call import OLDEST_GIT, Output
from amendtool.repository.git.objects import Entry, Head, Identity, Tag, batch, hash_of

__all__ = [
    "OLDEST_GIT",
    "Entry",
    "Git",
    "Head",
    "Identity",
    "Output",
    "Tag",
    "batch",
    "hash_of",
    "is_on",
]
