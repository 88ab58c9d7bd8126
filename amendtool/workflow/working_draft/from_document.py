"""A draft that comes of a document: of Word, say, with or without tracked changes.

What ``draft FILE`` would write is shown first, with what was mended, guessed and doubted, under a
seal; it becomes a working draft with that seal alone. In a proposal that there is already the
operations are replaced, and everything else that its file says stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Final

from amendtool.amendments.file import editor
from amendtool.amendments.file.editor import Tree
from amendtool.articles.text.encoding import decode
from amendtool.comparison.table import Table
from amendtool.errors import AmendtoolError, ConflictError, InputError, Place, Problem
from amendtool.importing.document import import_document
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.repository.workspace import AMENDMENTS, Workspace
from amendtool.values import dataclass
from amendtool.workflow.drafting.draft import draft_file
from amendtool.workflow.drafting.edited_document import EditedDocument
from amendtool.workflow.new import require_free, require_no_file, with_places
from amendtool.workflow.present_proposed import PresentAndProposed
from amendtool.workflow.table import compare_sides
from amendtool.workflow.working_draft.draft import WorkingDraft, keep, working_draft
from amendtool.workflow.working_draft.page import operations_of

_TOP: Final = compiled(r"(?m)^(?=[A-Za-z_]+:)")
_DRAFTED: Final = frozenset(("operations", "written_against", "references", "numbering"))
"""The fields that a draft says anew; what stands in the others is not of its articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeseenDraft:
    """What a document would make of a proposal.

    ``operations`` are as the file writes them, each with its guesses as comments; ``told`` is what
    was mended or has to be decided, by provision, ``doubts`` what the reader was not sure of, by
    place in the document. ``lacking`` are the editions that the file has no words for, and
    ``replaced`` the operations of a proposal that there is already, which go.
    """

    name: str
    data: bytes
    seal: str
    table: Table
    operations: tuple[str, ...]
    told: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    lacking: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


def foresee_draft(
    workspace: Workspace,
    who: str,
    document: EditedDocument,
    *,
    name: str,
    into: bool,
    literal: bool = False,
    follow: bool = False,
) -> ForeseenDraft:
    """What a document would make of the proposal ``name``: of a new one, or ``into`` one there is.

    ``literal`` and ``follow`` are those of :func:`amendtool.workflow.drafting.draft.draft`. The
    document holds the edition of the workspace. Nothing is written. Raises InputError for a name
    that is taken or of no proposal, and as ``draft FILE`` does.
    """
    standing = _standing(workspace, who, name, into=into)
    language = workspace.config.language
    several = workspace.edition(None).config.language != language
    drafted = draft_file(
        workspace,
        document,
        name=name,
        file=f"{AMENDMENTS}/{name}.yaml",
        language=language if several else None,
        literal=literal,
        follow=follow,
    )
    if standing is None:
        text = with_places(workspace.config, drafted.text)
    else:
        text = _with_operations(workspace, standing, drafted.text, name)
    data = text.encode("utf-8")
    made = drafted.drafts[language]
    sides = PresentAndProposed(present=made.articles.present, proposed=made.draft.proposed)
    told = (problem for each in drafted.drafts.values() for problem in each.problems)
    fresh = WorkingDraft(name=name, who=who, base=None, states=(data,), at=0)
    return ForeseenDraft(
        name=name,
        data=data,
        seal=_seal(workspace, data, standing),
        table=compare_sides(workspace, sides).table,
        operations=operations_of(fresh),
        told=tuple(dict.fromkeys(told)),
        doubts=_doubts(workspace, document),
        lacking=drafted.lacking,
        replaced=() if standing is None else operations_of(standing),
    )


def draft_as_shown(
    workspace: Workspace,
    who: str,
    document: EditedDocument,
    *,
    name: str,
    into: bool,
    seal: str,
    literal: bool = False,
    follow: bool = False,
) -> WorkingDraft:
    """Make it a draft as it was shown, and keep that; its file is written when it is saved.

    In a proposal that there is already it is one more state, which undo takes back. Raises
    ConflictError (``changed-since-shown``) where it would be another draft than the one of
    ``seal``, and as :func:`foresee_draft`; nothing is kept then.
    """
    seen = foresee_draft(
        workspace, who, document, name=name, into=into, literal=literal, follow=follow
    )
    if seen.seal != seal:
        raise ConflictError(
            Problem(
                code="changed-since-shown",
                message=say("something has changed since this was shown, so nothing was done"),
                hint=say("look at what it would do now, and say so again"),
            )
        )
    standing = _standing(workspace, who, name, into=into)
    if standing is not None:
        return keep(workspace, standing.then(seen.data))
    fresh = WorkingDraft(name=name, who=who, base=None, states=(seen.data,), at=0)
    return keep(workspace, fresh)


def _standing(workspace: Workspace, who: str, name: str, *, into: bool) -> WorkingDraft | None:
    """The proposal that the document goes into; None for a new one."""
    if into:
        found = working_draft(workspace, name, who)
        if found is None:
            raise InputError(
                Problem(
                    code="amendment-missing",
                    message=say("there is no proposal {name!r}", name=name),
                    hint=say("choose one of the list, or begin a new one"),
                )
            )
        return found
    require_free(workspace, name)
    require_no_file(workspace, name)
    if working_draft(workspace, name, who) is not None:
        raise InputError(
            Problem(
                code="name-taken",
                message=say("you have a draft of this name already"),
                hint=say("choose another name"),
                place=Place(file=f"{AMENDMENTS}/{name}.yaml"),
            )
        )
    return None


def _doubts(workspace: Workspace, document: EditedDocument) -> tuple[Problem, ...]:
    """What the reader of the document was not sure of, in the text as it was edited."""
    for changes in (document.changes, "accept"):
        try:
            imported = import_document(
                document.data,
                file=document.file,
                style=workspace.config.style,
                changes=changes,
                struck=document.struck,
                edited=True,
            )
        except AmendtoolError:
            continue  # what stops a draft was told by it
        # Which side of the changes was read is what was asked for.
        return tuple(each for each in imported.report.doubts if each.code != "changes-taken")
    return ()


def _with_operations(workspace: Workspace, standing: WorkingDraft, drafted: str, name: str) -> str:
    """The file of a proposal with the operations of another one; the rest as it is.

    Raises InputError (``operations-unclear``) where the file would say anything else than both,
    and where its numbers are those that another proposal leaves.
    """
    file = f"{AMENDMENTS}/{name}.yaml"
    text, _ = decode(standing.now, file=file)
    text = text.replace("\r\n", "\n")
    said = {_key(part): part for part in _parts(drafted) if _key(part) in _DRAFTED}
    parts = [part for part in _parts(text) if _key(part) not in _DRAFTED]
    whole = "".join(part if part.endswith("\n") else f"{part}\n" for part in parts)
    whole += "".join(part if part.endswith("\n") else f"{part}\n" for part in said.values())
    before, drafts, after = (editor.tree_of(each, file=file) for each in (text, drafted, whole))
    facts, made = _but(before, _DRAFTED), _only(drafts, _DRAFTED)
    stands_on = facts.get("after") if isinstance(facts, dict) else None
    unlanded = isinstance(stands_on, str) and not workspace.is_applied(stands_on)
    if unlanded or _but(after, _DRAFTED) != facts or _only(after, _DRAFTED) != made:
        raise InputError(
            Problem(
                code="operations-unclear",
                message=say("the operations of this file cannot be replaced as a whole"),
                hint=say("make it a new proposal, and take over by hand what else the file says"),
                place=Place(file=file),
            )
        )
    return whole


def _parts(text: str) -> list[str]:
    """The top fields of a file, each with its lines and the comments behind it."""
    return [part for part in _TOP.split(text) if part]


def _key(part: str) -> str:
    name, colon, _ = part.partition(":")
    return name if colon and name.replace("_", "").isalpha() else ""


def _but(tree: Tree, keys: Collection[str]) -> Tree:
    return {k: v for k, v in tree.items() if k not in keys} if isinstance(tree, dict) else tree


def _only(tree: Tree, keys: Collection[str]) -> Tree:
    return {k: v for k, v in tree.items() if k in keys} if isinstance(tree, dict) else tree


def _seal(workspace: Workspace, data: bytes, standing: WorkingDraft | None) -> str:
    found = hashlib.sha256(workspace.head().encode())
    for part in (data, b"" if standing is None else standing.now):
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()
