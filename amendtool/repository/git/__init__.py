"""Git, by one hardened call; the only place that imports GitPython."""

from amendtool.repository.git.adapter import UNFINISHED, Git, is_on
from amendtool.repository.git.call import OLDEST_GIT, Output
from amendtool.repository.git.objects import GitHead, Identity, Tag, TreeEntry, batch, hash_of
from amendtool.repository.git.trees import tree_of

__all__ = [
    "OLDEST_GIT",
    "UNFINISHED",
    "Git",
    "GitHead",
    "Identity",
    "Output",
    "Tag",
    "TreeEntry",
    "batch",
    "hash_of",
    "is_on",
    "tree_of",
]
