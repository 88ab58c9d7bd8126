"""A working draft: what somebody makes of an amendment before it is saved as its file.

It holds every state that the amendment went through, for undo and redo, and what was typed and is
in none of them yet. It is kept in the repository's private folder, one for each person, so that
nothing is lost with a closed page or a killed program.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Final

from amendtool.errors import AmendtoolError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.landing.drafts import (
    MOST_BYTES,
    draft_name,
    keep_draft,
    kept_draft,
    kept_drafts,
)
from amendtool.repository.workspace import AMENDMENTS, UnreadAmendment, Workspace
from amendtool.values import dataclass
from amendtool.workflow.life import refuse_decided
from amendtool.workflow.new import (
    empty_amendment,
    require_free,
    require_name,
    require_no_file,
)
from amendtool.workflow.proposal import refuse_applied

_MOST_STATES: Final = 100
_FORM: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDraft:
    """The states of an amendment that somebody works on, and which of them is shown.

    ``base`` is the file as it was when the work began or was last saved, None where there is none
    yet. ``typed`` holds by place and field what was typed and not taken over. ``house`` is the
    house style that its table is shown in, '' for the configured one. ``kept`` is what is on the
    disk of it, None while nothing is.
    """

    name: str
    who: str
    base: bytes | None
    states: tuple[bytes, ...]
    at: int
    typed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    house: str = ""
    kept: bytes | None = None

    @property
    def now(self) -> bytes:
        """The amendment as it is shown."""
        return self.states[self.at]

    @property
    def is_saved(self) -> bool:
        """Whether the file holds what is shown, as far as is known."""
        return self.now == self.base

    @property
    def can_undo(self) -> bool:
        """Whether there is a state before."""
        return self.at > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a state that was undone."""
        return self.at + 1 < len(self.states)

    def then(self, data: bytes) -> WorkingDraft:
        """The draft with another state; what was undone before is gone."""
        if data == self.now:
            return self
        states = (*self.states[: self.at + 1], data)[-_MOST_STATES:]
        size = 0
        for number, each in enumerate(reversed(states)):
            size += len(each)
            if number and size * 2 > MOST_BYTES:  # as it is kept, and some room
                states = states[-number:]
                break
        return replace(self, states=states, at=len(states) - 1)

    def undone(self) -> WorkingDraft:
        """The draft in the state before."""
        return replace(self, at=max(0, self.at - 1))

    def redone(self) -> WorkingDraft:
        """The draft in the state that was undone."""
        return replace(self, at=min(len(self.states) - 1, self.at + 1))

    def with_typed(self, place: str, fields: Mapping[str, str]) -> WorkingDraft:
        """The draft with what is typed at a place; nothing of it any more without fields."""
        others = {each: said for each, said in self.typed.items() if each != place}
        return replace(self, typed={**others, place: dict(fields)} if fields else others)


def seal_of(data: bytes | str) -> str:
    """What tells one text from another in a form."""
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.sha256(data).hexdigest()[:32]


def file_of(workspace: Workspace, name: str) -> bytes | None:
    """The file of an amendment in the work tree; None where it has none."""
    if name not in workspace.amendment_names():
        return None
    return workspace.found(name, cwd=workspace.root).data


def working_draft(workspace: Workspace, name: str, who: str) -> WorkingDraft | None:
    """The draft of an amendment as it was left, or its file as it is; None where neither is.

    Nothing is written. Raises ConflictError where the amendment is decided already.
    """
    key = draft_name(name, who)
    kept = kept_draft(workspace.git, key)
    found = None if kept is None else read_kept(key, kept)
    standing = file_of(workspace, name)
    if standing is None and found is None:
        return None
    require_open(workspace, name)
    if found is None or (found.is_saved and standing is not None and standing != found.base):
        # Nothing of one's own is in it: it is the file, whoever changed that.
        assert standing is not None
        return WorkingDraft(
            name=name,
            who=who,
            base=standing,
            states=(standing,),
            at=0,
            typed={} if found is None else found.typed,
            house="" if found is None else found.house,
            kept=kept,
        )
    return found


def new_draft(
    workspace: Workspace, name: str, who: str, *, title: str = "", meeting: str = ""
) -> WorkingDraft:
    """Begin an amendment under a free name, and keep it; no file is written.

    Raises InputError for a name that no amendment can have, or that is taken.
    """
    require_free(workspace, name)
    require_no_file(workspace, name)
    key = draft_name(name, who)
    if kept_draft(workspace.git, key) is not None:
        raise InputError(
            Problem(
                code="name-taken",
                message=say("you have a draft of this name already"),
                hint=say("choose another name"),
                place=Place(file=f"{AMENDMENTS}/{name}.yaml"),
            )
        )
    text = empty_amendment(workspace, name, title=title, meeting=meeting)
    draft = WorkingDraft(name=name, who=who, base=None, states=(text.encode("utf-8"),), at=0)
    return keep(workspace, draft)


def keep(workspace: Workspace, draft: WorkingDraft) -> WorkingDraft:
    """Keep the draft, as :func:`working_draft` finds it again.

    One that is no more than its file is not kept. Raises ConflictError where it was changed in
    another window, RepositoryError where it cannot be kept.
    """
    only = len(draft.states) == 1 and draft.is_saved and not (draft.typed or draft.house)
    data = None if only else _written(draft)
    if data != draft.kept:
        keep_draft(workspace.git, draft_name(draft.name, draft.who), data, before=draft.kept)
    return replace(draft, kept=data)


def discard(workspace: Workspace, draft: WorkingDraft) -> None:
    """Keep nothing of the draft any more; its file stays as it is."""
    key = draft_name(draft.name, draft.who)
    keep_draft(workspace.git, key, None, before=draft.kept)


def drafts_of(workspace: Workspace, who: str) -> Sequence[WorkingDraft]:
    """The drafts of a person that hold something, by name."""
    found = [read_kept(key, kept) for key, kept in kept_drafts(workspace.git)]
    own = [
        each
        for each in found
        if each is not None and each.who == who and (each.typed or not each.is_saved)
    ]
    return sorted(own, key=lambda each: each.name)


def unread(draft: WorkingDraft) -> UnreadAmendment:
    """What the draft holds, as the file that it would be."""
    shown = f"{AMENDMENTS}/{draft.name}.yaml"
    return UnreadAmendment(data=draft.now, shown=shown, name=draft.name, inside=True)


def require_open(workspace: Workspace, name: str) -> None:
    """Raise ConflictError where an amendment is adopted or decided, and drafted no more."""
    refuse_applied(workspace, name)
    refuse_decided(workspace.acts().records.get(name), f"{AMENDMENTS}/{name}.yaml")


# -- as it is kept --------------------------------------------------------------------------------


def _written(draft: WorkingDraft) -> bytes:
    tree = {
        "form": _FORM,
        "name": draft.name,
        "who": draft.who,
        "base": None if draft.base is None else _packed(draft.base),
        "states": [_packed(each) for each in draft.states],
        "at": draft.at,
        "typed": draft.typed,
        "house": draft.house,
    }
    return json.dumps(tree, ensure_ascii=True).encode("ascii")


def _packed(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def read_kept(key: str, kept: bytes) -> WorkingDraft | None:
    """The draft of the name ``key``, from a file that somebody else may have put there.

    None for what no run can have kept there: such a draft is not shown, and not saved.
    """
    try:
        tree = json.loads(kept)
        if tree["form"] != _FORM:
            return None
        states = tuple(base64.b64decode(each, validate=True) for each in tree["states"])
        base, at, typed = tree["base"], tree["at"], tree["typed"]
        house = tree.get("house", "")
        words = [tree["name"], tree["who"], house, *typed]
        words += [word for said in typed.values() for pair in said.items() for word in pair]
        if not (states and type(at) is int and 0 <= at < len(states)):
            return None
        for each in words:
            each.encode("utf-8")  # what a browser sends has no halves of characters
        if draft_name(tree["name"], tree["who"]) != key:
            return None
        require_name(tree["name"])
        return WorkingDraft(
            name=tree["name"],
            who=tree["who"],
            base=None if base is None else base64.b64decode(base, validate=True),
            states=states,
            at=at,
            typed=typed,
            house=house,
            kept=kept,
        )
    except (AmendtoolError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
