"""Who commits here: what git was told before there is a repository to ask."""

from __future__ import annotations

from pathlib import Path

from amendtool.repository.git.call import execute, require_version


def knows_committer(folder: Path) -> bool:
    """Whether git would know under which name to commit in ``folder``, without a guess of its own.

    Raises RepositoryError where there is no git, or one that is too old.
    """
    require_version()
    asked = ("-c", "user.useConfigOnly=true", "var")
    return all(
        execute(folder, (*asked, variable)).status == 0
        for variable in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")
    )
