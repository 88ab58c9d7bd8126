"""The two sides of a comparison: the articles before and after an amendment, or two revisions.

The table, the documents around it and the export with tracked changes all print these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Charter
from amendtool.comparison.rows import NOTHING_KEPT
from amendtool.repository.workspace import ENDINGS, AmendmentSource, Applied, Workspace
from amendtool.values import dataclass
from amendtool.workflow.proposal import propose, require_answered

if TYPE_CHECKING:
    from amendtool.amendments.apply.apply import Application


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentAndProposed:
    """The present and the proposed articles, and which provisions went on from one to the other.

    ``kept`` is that of the application where that gives the proposed articles; without an
    amendment, or where its files were changed by hand before the tag was set, articles alone
    are matched, by their keys.
    """

    present: Charter
    proposed: Charter
    kept: Mapping[Spot, Spot] = field(default_factory=lambda: NOTHING_KEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedArticles(PresentAndProposed):
    """The sides of an amendment: ``source`` is the adopted file where it is adopted."""

    source: AmendmentSource
    application: Application
    base: str | None = None
    """The commit that it was applied to; None while it is not."""


def is_range(target: str) -> bool:
    """Whether ``target`` names two revisions, ``OLD..NEW``, and no amendment."""
    return ".." in target and not target.endswith(ENDINGS)


def articles_of_range(workspace: Workspace, target: str) -> PresentAndProposed:
    """The articles at both ends of ``OLD..NEW``; InputError for an unknown revision."""
    old, new = workspace.git.range(target)
    return PresentAndProposed(
        present=workspace.articles_at(old).charter, proposed=workspace.articles_at(new).charter
    )


def present_and_proposed(workspace: Workspace, source: AmendmentSource) -> AmendedArticles:
    """The articles before and after an amendment, in the edition of the workspace.

    The present side is the articles at HEAD; once the amendment is applied, it is those just
    before it, and the proposed side is what stands in git, whatever became of its file since.
    Raises InputError or ConflictError with every mistake and every open question.
    """
    applied = workspace.applied(source.parsed.amendment.name)
    if applied is None:
        proposal = propose(workspace, source, workspace.head())
        require_answered(proposal)
        application = proposal.application
        proposed, kept = application.proposed, application.kept
    else:
        source = _dated(workspace.amendment_at(applied.commit, applied.name), applied)
        application = propose(workspace, source, applied.before).application
        proposed = workspace.articles_at(applied.after).charter
        kept = application.kept if application.proposed == proposed else NOTHING_KEPT
    return AmendedArticles(
        present=application.present,
        proposed=proposed,
        kept=kept,
        source=source,
        application=application,
        base=None if applied is None else applied.base,
    )


def _dated(source: AmendmentSource, applied: Applied) -> AmendmentSource:
    """The adopted amendment with its day, where the record alone says it."""
    amendment = source.parsed.amendment
    act = applied.record.adopted if applied.record is not None else None
    if amendment.adopted is not None or act is None or act.day is None:
        return source
    dated = replace(amendment, adopted=act.day)
    return replace(source, parsed=replace(source.parsed, amendment=dated))
