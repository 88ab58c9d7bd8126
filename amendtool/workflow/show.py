"""The present articles, or one provision of them, for reading."""

from __future__ import annotations

from dataclasses import dataclass

from amendtool.articles.addresses import Address
from amendtool.repository.storage.folders import Loaded
from amendtool.repository.workspace import Workspace
from amendtool.workflow.provisions import locate


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownArticles:
    """The articles of one commit; ``address`` is that of the provision asked for, if one was."""

    loaded: Loaded
    address: Address | None


def show(
    workspace: Workspace, provision: str | None = None, revision: str | None = None
) -> ShownArticles:
    """The articles at HEAD or at a revision, and where the provision stands in them.

    ``provision`` is an address or the key of an article or chapter. Raises InputError when it
    is not there, or the revision is unknown; RepositoryError when there is no commit yet.
    """
    commit = workspace.git.resolve(revision) if revision else workspace.head()
    loaded = workspace.articles_at(commit)
    config = workspace.config
    address = None
    if provision is not None:
        address = locate(provision, loaded.charter, config.style, config.styles)
    return ShownArticles(loaded=loaded, address=address)
