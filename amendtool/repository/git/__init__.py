"""Git, by one hardened call; the only place that imports GitPython."""

from amendtool.repository.git.adapter import UNFINISHED, Git, is_on
from amendtool.repository.git.call import OLDEST_GIT, Output
from amendtool.repository.git.many_trees import ManyTrees, objects_at_once, tree_entries
from amendtool.repository.git.objects import (
    Author,
    GitHead,
    Identity,
    Tag,
    TreeEntry,
    batch,
    hash_of,
    is_branch_name,
)
from amendtool.repository.git.people import knows_committer
from amendtool.repository.git.remote import clone, push
from amendtool.repository.git.signatures import Signature, SignatureState, signatures
from amendtool.repository.git.trees import tree_of
from amendtool.repository.git.waiting import require_no_waiting_in

__all__ = [
    "OLDEST_GIT",
    "UNFINISHED",
    "Author",
    "Git",
    "GitHead",
    "Identity",
    "ManyTrees",
    "Output",
    "Signature",
    "SignatureState",
    "Tag",
    "TreeEntry",
    "batch",
    "clone",
    "hash_of",
    "is_branch_name",
    "is_on",
    "knows_committer",
    "objects_at_once",
    "push",
    "require_no_waiting_in",
    "signatures",
    "tree_entries",
    "tree_of",
]
