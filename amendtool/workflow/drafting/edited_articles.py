"""What ``draft`` is made from: the present articles and the edited ones, as git holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from amendtool.articles.charter import Charter
from amendtool.drafting.goal import EditedText
from amendtool.errors import Place, Problem
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedArticles:
    """The edited articles beside the present ones, as a draft is made from them.

    For a document ``places`` tell by key where its articles stand; ``file`` is its name,
    ``base`` the document with its tracked changes rejected.
    """

    present: Charter
    edited: EditedText
    file: str | None = None
    places: Mapping[str, Place] = field(default_factory=dict)
    base: EditedText | None = None
    notices: tuple[Problem, ...] = ()
    commit: str | None = None
    """The commit of the present articles, where it is another one than HEAD."""


def edited_in_git(workspace: Workspace, argument: str | None) -> EditedArticles:
    """The articles of the work tree, of a revision, or of ``NEW`` in ``OLD..NEW``.

    The present ones are those at HEAD, or of ``OLD``. Raises InputError and RepositoryError.
    """
    commit = None
    if argument is None:
        present, edited = workspace.articles_at(workspace.head()), workspace.articles_on_disk()
    elif ".." in argument:
        old, new = workspace.git.range(argument)
        present, edited = workspace.articles_at(old), workspace.articles_at(new)
        commit = old
    else:
        changed = workspace.git.resolve(argument)
        present, edited = workspace.articles_at(workspace.head()), workspace.articles_at(changed)
    return EditedArticles(
        present=present.charter,
        edited=EditedText(charter=edited.charter, keyed=True),
        places={key: Place(file=path) for key, path in edited.paths.items()},
        commit=commit,
    )
