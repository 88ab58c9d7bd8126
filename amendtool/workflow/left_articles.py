"""The articles that an act would leave which was only tried: they stand in no commit."""

from __future__ import annotations

from amendtool.articles.charter import Charter
from amendtool.repository.workspace import TREE, Workspace
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftArticles:
    """Articles by the id that git would give their ``tree``; ``workspace`` has them at hand."""

    workspace: Workspace
    tree: str

    def charter(self, language: str) -> Charter:
        """These articles in the edition of a language; InputError for what is wrong in them."""
        return self.workspace.edition(language).articles_at(f"{TREE}{self.tree}").charter
