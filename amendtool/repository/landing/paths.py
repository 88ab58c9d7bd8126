"""Which paths amendtool may write: git's own rules for names, and the folders of the articles.

The paths of an amendment come from clause files, those of a run that was cut off from a tree
that anybody may have made. Git itself refuses such names when it checks out a commit; whoever
writes files without git has to refuse them too.
"""

from __future__ import annotations

from typing import Final

from amendtool.articles.file_names import on_windows
from amendtool.patterns import compiled

OURS: Final = ("articles/", "amendments/")
"""The folders that amendments change."""

SETTINGS: Final = "amendtool.toml"
"""What a document teaches goes into the settings, with the articles that are read from it."""

STARTED: Final = (".gitattributes", ".gitignore")
"""The files that a new articles repository has beside them."""

# Characters that HFS+ leaves out when it compares names (git's utf8.c, next_hfs_char).
_UNSEEN_BY_HFS = compiled("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")
_NEVER = compiled(r'[\x00-\x1f\x7f\\:"]')


def is_writable(path: str, *, new: bool) -> bool:
    """Whether amendtool may write or remove ``path``, relative to the root of the articles.

    ``new`` says that nothing was recorded there before.
    """
    ours = path.startswith(OURS) or path == SETTINGS
    return is_safe(path) and (ours or (new and path in STARTED))


def is_safe(path: str) -> bool:
    """Whether git would check ``path`` out on every system: it stays inside, outside ``.git``."""
    parts = path.split("/")
    return not _NEVER.search(path) and not any(
        part in ("", ".", "..") or is_git_folder(part) for part in parts
    )


def is_git_folder(name: str) -> bool:
    """Whether some file system takes ``name`` for ``.git`` (git's is_hfs_ and is_ntfs_dotgit)."""
    # On NTFS git~1 is the short name of .git.
    return on_windows(_UNSEEN_BY_HFS.sub("", name).casefold()) in (".git", "git~1")
