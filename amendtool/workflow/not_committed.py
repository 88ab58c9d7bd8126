"""Articles that stand in no commit yet: what is looked at until there is one.

``check`` reads the files of the work tree, ``show`` and ``export`` what is committed. Between an
import and its commit there is nothing committed, and all three mean the same text: the files.
"""

from __future__ import annotations

from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.repository.storage.folders import ARTICLES, Loaded
from amendtool.repository.workspace import Workspace, read_folder


def present_articles(workspace: Workspace) -> tuple[Loaded, str | None]:
    """The present articles and the commit that holds them.

    They are those at HEAD; where HEAD holds none, those of the files, and no commit. Raises
    RepositoryError when there are neither, InputError for what is wrong in them.
    """
    head = workspace.seen_from or workspace.git.head().oid
    loaded = workspace.articles_at(head) if head is not None else None
    if (loaded is None or not _holds(loaded)) and _stand_here(workspace):
        here = workspace.articles_on_disk()
        if _holds(here):
            return here, None
    if loaded is None:
        workspace.head()  # says that there is no commit
    assert loaded is not None
    return loaded, head


def not_committed(workspace: Workspace) -> tuple[Problem, ...]:
    """A note where the articles stand in no commit yet, else nothing."""
    head = workspace.seen_from or workspace.git.head().oid
    committed = head is not None and any(map(is_clause, _names_at(workspace, head)))
    return () if committed or not _stand_here(workspace) else (note(),)


def _names_at(workspace: Workspace, commit: str) -> list[str]:
    """The files of the articles in a commit, by name alone, which takes git no time."""
    asked = ("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--")
    out = workspace.git.check(
        *asked, workspace.git.below_top(ARTICLES), doing=say("list the files of the articles")
    )
    return out.decode("utf-8", "replace").split("\0")[:-1]


def note() -> Problem:
    """That the articles stand in no commit yet, and so the files are what is looked at."""
    return Problem(
        code="articles-not-committed",
        message=say(
            "the articles are not committed yet: this is the text of the files in {folder}/",
            folder=ARTICLES,
        ),
        hint=say(
            "commit them as those in force: `amendtool import FILE --yes`, with the document that "
            "they were imported from, or git add amendtool.toml articles && git commit"
        ),
        place=Place(file=ARTICLES),
        severity="note",
    )


def _holds(loaded: Loaded) -> bool:
    charter = loaded.charter
    return bool(charter.preamble or charter.closing or any(charter.every_article()))


def _stand_here(workspace: Workspace) -> bool:
    """Whether the work tree holds articles, and is what is asked about."""
    if workspace.seen_from is not None:
        return False
    return any(map(is_clause, read_folder(workspace.root, ARTICLES)))


def is_clause(path: str) -> bool:
    """Whether the file at a path below ``articles/`` is a clause file."""
    name = path.rsplit("/", 1)[-1]
    return name.endswith(".md") and not name.startswith((".", "README"))
