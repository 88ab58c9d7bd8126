"""The plan: everything that an amendment would do, in every edition, before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from amendtool.amendments.apply.throughout import PhrasePlaces
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Problem
from amendtool.messages import say
from amendtool.repository.workspace import UnreadAmendment, Workspace
from amendtool.values import dataclass
from amendtool.workflow.base import notes_of
from amendtool.workflow.company_names import outdated_names
from amendtool.workflow.editions.amendment import propose_for_all, read_in_every_edition
from amendtool.workflow.progress import Progress, silent
from amendtool.workflow.proposal import Proposal, propose, questions, refuse_applied
from amendtool.workflow.related import RelatedChange, related_changes

if TYPE_CHECKING:
    from amendtool.amendments.apply.restated import Restatement
    from amendtool.comparison.consequences import Consequence, Due


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEdition:
    """What an amendment would do to one edition.

    The operations are counted as in the file, which may hold more of them.
    """

    proposal: Proposal
    style: DraftingStyle
    consequences: tuple[Consequence, ...]
    dues: tuple[Due, ...]
    phrases: tuple[PhrasePlaces, ...] = ()
    """What becomes of each phrase that is replaced throughout."""
    restatements: tuple[Restatement, ...] = ()
    """What each restated text was understood as."""
    carried: tuple[Problem, ...] = ()
    """The numbers of the file that are others in these articles, one note each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an amendment would do to the articles in the commit ``base``, by edition.

    ``questions`` have to be answered before it can be adopted.
    """

    base: str
    editions: tuple[PlannedEdition, ...]
    questions: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    related: tuple[RelatedChange, ...] = ()
    """What becomes stale in other documents that cite the articles."""


def plan(
    workspace: Workspace,
    found: UnreadAmendment,
    *,
    language: str | None = None,
    progress: Progress = silent,
) -> Plan:
    """Everything that an amendment would do, in all editions or in that of ``language``.

    With a language the workspace is seen by that edition. Nothing is written. Raises InputError
    or ConflictError with every mistake, ConflictError also when it is applied already.
    """
    workspace = workspace.with_head_held()
    if found.name is not None:
        # Before its words are asked for: an edition may have come since.
        refuse_applied(workspace, found.name)
    if language is None:
        sources = read_in_every_edition(workspace, found)
    else:
        sources = (workspace.read(found),)
    name = sources[0].parsed.amendment.name
    if name != found.name:
        refuse_applied(workspace, name)
    base = workspace.head()
    with progress(say("reading the articles")):
        if language is None:
            proposals = propose_for_all(workspace, sources, base)
        else:
            proposals = (propose(workspace, sources[0], base),)
    related, unread = related_changes(workspace, proposals)
    return Plan(
        base=base,
        editions=tuple(_planned(workspace, proposals)),
        questions=questions(proposals),
        notices=(*outdated_names(workspace, *proposals), *unread),
        related=related,
    )


def _planned(workspace: Workspace, proposals: tuple[Proposal, ...]) -> Iterator[PlannedEdition]:
    from amendtool.comparison.consequences import consequences, due_dates

    for proposal in proposals:
        position = proposal.source.parsed.position
        yield PlannedEdition(
            proposal=proposal,
            style=workspace.config.edition(proposal.language).style,
            consequences=tuple(
                replace(each, operations=tuple(map(position, each.operations)))
                for each in consequences(proposal.application)
            ),
            dues=tuple(
                each
                if each.operation is None
                else replace(each, operation=position(each.operation))
                for each in due_dates(proposal.amendment)
            ),
            phrases=tuple(
                replace(each, operation=position(each.operation))
                for each in proposal.application.phrases
            ),
            restatements=tuple(
                replace(each, operation=position(each.operation))
                for each in proposal.application.restatements
            ),
            carried=notes_of(workspace.edition(proposal.language), proposal.bound),
        )
