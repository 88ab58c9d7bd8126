"""Where a draft and other proposals act on the same provisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from amendtool.articles.addresses import address_of_article, address_of_chapter
from amendtool.articles.charter import Charter
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import AmendtoolError
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.base import pending_names
from amendtool.workflow.working_draft.draft import file_of
from amendtool.workflow.working_draft.gesture import EditionSoFar, so_far

_MOST = 12
"""With more proposals there are more pairs than anybody reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchingProposal:
    """Another proposal that acts on the same present provisions, by their present addresses.

    ``operations`` are the positions of the operations of the draft that do.
    """

    name: str
    title: str
    provisions: tuple[str, ...]
    operations: frozenset[int]


def proposals_read(workspace: Workspace) -> Mapping[str, EditionSoFar]:
    """The leading edition of every pending proposal whose file can be applied, by its name."""
    found: dict[str, EditionSoFar] = {}
    for name in pending_names(workspace, workspace.amendment_names())[:_MOST]:
        data = file_of(workspace, name)
        try:
            read = {} if data is None else so_far(workspace, data, name)
        except AmendtoolError:  # told on its own page
            continue
        if read:
            found[name] = next(iter(read.values()))
    return found


def touching(
    edition: EditionSoFar, others: Mapping[str, EditionSoFar], *, name: str
) -> Sequence[TouchingProposal]:
    """The other proposals that act on what a draft acts on, in the order of their names."""
    return tuple(_touching(edition, others, name))


def _touching(
    edition: EditionSoFar, others: Mapping[str, EditionSoFar], name: str
) -> Iterator[TouchingProposal]:
    mine = edition.application.origin
    style = edition.workspace.config.style
    for other, read in others.items():
        if other == name:
            continue
        shared = [
            key for key in _keys(edition.present) if key in mine and key in read.application.origin
        ]
        if not shared:
            continue
        acting = {at for key in shared for at in mine[key]}
        yield TouchingProposal(
            name=other,
            title=read.amendment.title,
            provisions=tuple(_named(edition.present, key, style) for key in shared),
            operations=frozenset(edition.positions[at] for at in acting),
        )


def _keys(charter: Charter) -> Iterator[str]:
    yield from (each.key for each in charter.chapters)
    yield from (each.key for each in charter.every_article())


def _named(charter: Charter, key: str, style: DraftingStyle) -> str:
    if any(each.key == key for each in charter.chapters):
        return address_of_chapter(charter, key).text(style)
    return address_of_article(charter, key).text(style)
