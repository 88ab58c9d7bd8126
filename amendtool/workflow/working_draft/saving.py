"""Saving a working draft: over the file that it came from, or merged with what others made of it.

A file that has changed since the work began holds somebody else's work. Where the two changed
other operations, both stay, and the result is proved as any amendment; else nothing is written,
and whoever saves is asked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final, TypeAlias

from amendtool.amendments.file import editor
from amendtool.amendments.file.editor import ArrangedItem, EditError, Tree
from amendtool.articles.text.encoding import decode
from amendtool.errors import AmendtoolError, ConflictError, Place, Problem
from amendtool.messages import say
from amendtool.repository.landing.writing import Writing, write_files
from amendtool.repository.workspace import AMENDMENTS, Workspace
from amendtool.values import dataclass
from amendtool.workflow.amendment_file import as_before
from amendtool.workflow.editions.amendment import read_in_every_edition
from amendtool.workflow.new import require_free
from amendtool.workflow.working_draft.draft import (
    WorkingDraft,
    file_of,
    keep,
    seal_of,
    unread,
)
from amendtool.workflow.working_draft.gesture import so_far

_OPERATIONS: Final = "operations"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDraft:
    """A draft that its file holds; ``merged`` tells that somebody else's work is in it, too."""

    draft: WorkingDraft
    merged: bool = False


def save(workspace: Workspace, draft: WorkingDraft, *, over: str = "") -> SavedDraft:
    """Let the file of the amendment hold what the draft shows.

    ``over`` is the seal of a file that somebody else changed and that this one is to replace.

    Raises InputError for an amendment that cannot be read, such as one without an operation;
    ConflictError (``saved-meanwhile``) where somebody else changed the same, with nothing written.
    """
    read_in_every_edition(workspace, unread(draft))
    standing = file_of(workspace, draft.name)
    data, merged = draft.now, False
    if standing is None and draft.base is None:
        require_free(workspace, draft.name)
    elif standing is not None and standing not in (draft.base, data) and seal_of(standing) != over:
        found = merged_with(workspace, draft, standing)
        if found is None:
            raise ConflictError(
                Problem(
                    code="saved-meanwhile",
                    message=say("somebody else has changed the same in this amendment meanwhile"),
                    hint=say("look at both below, and say which of them is to stand"),
                    place=Place(file=f"{AMENDMENTS}/{draft.name}.yaml"),
                )
            )
        data, merged = found, True
    if standing != data:
        _write(workspace, draft.name, data, standing)
    # The file holds it already: what is kept of the draft beside it may come later.
    saved = replace(draft.then(data), base=data)
    return SavedDraft(draft=keep(workspace, saved), merged=merged)


def taken_over(workspace: Workspace, draft: WorkingDraft) -> WorkingDraft:
    """The draft going on from the file as it is now; what it held is the state before."""
    standing = file_of(workspace, draft.name)
    if standing is None:
        return draft
    return keep(workspace, replace(draft.then(standing), base=standing))


def _write(workspace: Workspace, name: str, data: bytes, standing: bytes | None) -> None:
    path = f"{AMENDMENTS}/{name}.yaml"
    if standing is not None and name in workspace.amendment_names():
        path = workspace.found(name, cwd=workspace.root).shown

    def planned() -> Writing:
        if file_of(workspace, name) != standing:
            raise ConflictError(
                Problem(
                    code="changed-since-read",
                    message=say("this file has changed while it was being read"),
                    hint=say("run the same command again"),
                    place=Place(file=path),
                )
            )
        return Writing(files={path: data}, over={} if standing is None else {path: standing})

    write_files(workspace.git, "desk", planned)


# -- merging --------------------------------------------------------------------------------------


def merged_with(workspace: Workspace, draft: WorkingDraft, theirs: bytes) -> bytes | None:
    """The file of somebody else with the operations that the draft changed; None if it asks.

    It asks where both changed the same operation, or more than operations in other ways, and
    where the two together are no amendment.
    """
    if draft.base is None:
        return None
    file = f"{AMENDMENTS}/{draft.name}.yaml"
    try:
        texts = [decode(each, file=file)[0] for each in (draft.base, draft.now, theirs)]
        trees = [editor.tree_of(each, file=file) for each in texts]
        found = _merged(texts, trees, file)
        if found is None:
            return None
        data = as_before(found.replace("\r\n", "\n").replace("\r", "\n"), theirs)
        so_far(workspace, data, draft.name)
    except (AmendtoolError, EditError):
        return None
    return data


def _merged(texts: Sequence[str], trees: Sequence[Tree], file: str) -> str | None:
    heads, rows = [], []
    for tree in trees:
        if not isinstance(tree, dict) or not isinstance(row := tree.get(_OPERATIONS), list):
            return None
        heads.append({key: value for key, value in tree.items() if key != _OPERATIONS})
        rows.append([json.dumps(each, ensure_ascii=False) for each in row])
    base, mine, theirs = heads
    if mine not in (base, theirs):
        if theirs != base:
            return None
        # Theirs changed operations alone: they go into mine.
        texts, rows = [texts[0], texts[2], texts[1]], [rows[0], rows[2], rows[1]]
    items = _three_ways(*rows)
    if items is None:
        return None
    arranged = [
        ArrangedItem(each.theirs)
        if each.theirs is not None
        else ArrangedItem(None, editor.item_lines(texts[1], (_OPERATIONS, each.mine), file=file))
        for each in items
    ]
    if [each.was for each in arranged] == list(range(len(rows[2]))):
        return texts[2]
    return editor.arranged(texts[2], (_OPERATIONS,), arranged, file=file)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """An operation of the merged list: one of theirs by its position, else one of mine."""

    mine: int
    theirs: int | None


def _three_ways(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> list[_Item] | None:
    """The operations of both, in the order of both; None where both changed the same."""
    others = _changes(base, theirs)
    ours = [
        (i1, i2, j1, j2)
        for i1, i2, j1, j2 in _changes(base, mine)
        # What both did alike is done once.
        if not any(
            (i1, i2) == each[:2] and mine[j1:j2] == theirs[each[2] : each[3]] for each in others
        )
    ]
    if any(_meet(one, other) for one in ours for other in others):
        return None
    stays: dict[int, int] = {}
    for block in SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks():
        stays |= {block.a + at: block.b + at for at in range(block.size)}
    gone = {at for i1, i2, _, _ in ours for at in range(i1, i2)}
    found: list[_Item] = []
    for at in range(len(base) + 1):
        for i1, _, j1, j2 in others:
            if i1 == at:
                found += [_Item(mine=-1, theirs=each) for each in range(j1, j2)]
        for i1, _, j1, j2 in ours:
            if i1 == at:
                found += [_Item(mine=each, theirs=None) for each in range(j1, j2)]
        if at in stays and at not in gone:
            found.append(_Item(mine=-1, theirs=stays[at]))
    return found


def _meet(one: _Change, other: _Change) -> bool:
    """Whether two changes are about the same operations, or one stands inside the other."""
    (a1, a2), (b1, b2) = one[:2], other[:2]
    if a1 == a2 or b1 == b2:
        return b1 < a1 < b2 or a1 < b1 < a2
    return a1 < b2 and b1 < a2


_Change: TypeAlias = tuple[int, int, int, int]
"""Which operations of the base become which others."""


def _changes(base: Sequence[str], other: Sequence[str]) -> list[_Change]:
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return [(i1, i2, j1, j2) for kind, i1, i2, j1, j2 in matcher.get_opcodes() if kind != "equal"]
