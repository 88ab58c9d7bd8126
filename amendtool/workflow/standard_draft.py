"""A standard amendment in one company's words: read, written in one form, and proved.

What fills in the words stands elsewhere; here is what ``draft`` does with what it has found: the
file reads back the same, and applied to the present articles it does what it says, in every
edition, with no question left open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from amendtool.amendments.apply.blocks import in_their_blocks
from amendtool.amendments.file.write import write_editions
from amendtool.articles.charter import Charter
from amendtool.errors import InputError, Problem
from amendtool.messages import say
from amendtool.repository.landing.landing import Landing, Message, land
from amendtool.repository.workspace import AMENDMENTS, UnreadAmendment, Workspace
from amendtool.workflow.editions.amendment import propose_for_all, read_in_every_edition
from amendtool.workflow.new import present_tree, require_no_twin, with_schema, write_new
from amendtool.workflow.proposal import Proposal, require_answered


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardDraft:
    """The file of a standard amendment, and what it makes of the articles of each edition."""

    name: str
    text: str
    proposals: tuple[Proposal, ...]

    @property
    def unread(self) -> UnreadAmendment:
        """The file, as the verbs take one that stands nowhere yet."""
        return UnreadAmendment(
            data=self.text.encode("utf-8"), shown=f"{AMENDMENTS}/{self.name}.yaml", name=self.name
        )


def draft_standard(workspace: Workspace, text: str, *, name: str, pattern: str) -> StandardDraft:
    """The amendment ``name`` whose words ``text`` says, for all editions, proved.

    ``pattern`` is what it was filled in from, ``NAME@digest``. Raises InputError or ConflictError
    with every mistake and every question that is left open. Nothing is written.
    """
    require_no_twin(workspace, name)
    shown = f"{AMENDMENTS}/{name}.yaml"
    head = workspace.head()
    found = UnreadAmendment(data=text.encode("utf-8"), shown=shown, name=name)
    tree = present_tree(workspace, head)
    said = {
        source.parsed.language: replace(
            source.parsed.amendment, written_against=tree, pattern=pattern
        )
        for source in read_in_every_edition(workspace, found)
    }
    styles = {each: workspace.config.edition(each).style for each in said}
    written = with_schema(workspace, write_editions(said, styles))
    draft = StandardDraft(name=name, text=written, proposals=())
    again = read_in_every_edition(workspace, draft.unread)
    for source in again:
        present = workspace.edition(source.parsed.language).articles_at(head).charter
        meant = said[source.parsed.language]
        if in_their_blocks(source.parsed.amendment, present) != in_their_blocks(meant, present):
            raise InputError(
                Problem(
                    code="draft-impossible",
                    message=say("the amendment cannot be written so that it is read back the same"),
                    hint=say("look for characters that nobody can see: amendtool check"),
                )
            )
    proposals = propose_for_all(workspace, again, head)
    require_answered(*proposals)
    return replace(draft, proposals=proposals)


def write_standard(workspace: Workspace, draft: StandardDraft) -> str:
    """Write the file of a draft into the work tree, as ``new`` does; its path.

    Raises InputError where a file is there already.
    """
    return write_new(workspace, draft.name, draft.text)


def commit_standard(workspace: Workspace, draft: StandardDraft) -> str:
    """Commit the file of a draft, and nothing else; the commit. For a copy without a reader.

    Raises RepositoryError where git refuses.
    """
    amendment = draft.proposals[0].amendment
    message = Message(
        subject=amendment.title or draft.name,
        trailers=(("Proposal", draft.name), ("Pattern", amendment.pattern or "")),
    )
    path = f"{AMENDMENTS}/{draft.name}.yaml"
    landed = land(
        workspace.git,
        Landing(
            name=draft.name,
            base=workspace.head(),
            writes={path: draft.text.encode("utf-8")},
            text=message,
        ),
    )
    return landed.commits[-1]


def charters(workspace: Workspace) -> Mapping[str, Charter]:
    """The articles at HEAD of each edition, by language, the leading one first."""
    head = workspace.head()
    return {
        each: workspace.edition(each).articles_at(head).charter
        for each in workspace.config.languages
    }
