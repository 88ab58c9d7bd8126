"""A proposal that comes of a document: what it changes is shown, and becomes a draft when taken.

Nothing is kept before somebody takes what is shown, but the document itself, in memory and for a
while, so that it need not be sent again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, cast

from amendtool.desk.actions import Action, Asked, Elsewhere, Outcome, SentPage, Upload, status_of
from amendtool.desk.frame import PROPOSALS
from amendtool.desk.importing import SentDocuments
from amendtool.desk.meeting import shown_problems
from amendtool.desk.proposals import draft_path
from amendtool.errors import AmendtoolError, InputError, Problem
from amendtool.messages import say, say_list
from amendtool.render.table.html import VALUES, table_functions
from amendtool.render.templates import MAX_PAGE, Functions, Templates
from amendtool.workflow.drafting.edited_document import EditedDocument
from amendtool.workflow.status import status
from amendtool.workflow.working_draft.draft import drafts_of
from amendtool.workflow.working_draft.from_document import (
    ForeseenDraft,
    draft_as_shown,
    foresee_draft,
)
from amendtool.workflow.working_draft.page import edition_names

FROM_DOCUMENT: Final = "proposals/document"
_ACCEPT: Final = "proposals/document/accept"
_ENDINGS: Final = ".docx,.odt,.md,.txt,.html,.htm"
_SENT: Final = SentDocuments()
_CHANGES: Final = ("accept", "reject")
_STRUCK: Final = ("keep", "drop")


def _ask(asked: Asked) -> Outcome:
    """The page that asks for a document."""
    return _form(asked)


def _form(
    asked: Asked, error: AmendtoolError | None = None, *, document: str = "", file: str = ""
) -> SentPage:
    workspace, typed = asked.workspace(), {**asked.query, **asked.form}
    found = {
        each.name: each.title or each.name
        for each in status(workspace)
        if each.standing in ("pending", "draft")
    }
    own = {each.name: each.name for each in drafts_of(workspace, asked.visitor.name)}
    proposals = [
        {"name": name, "words": title if title == name else f"{name} ({title})"}
        for name, title in {**own, **found}.items()
    ]
    return asked.page(
        "document_form.html.j2",
        title=say("A proposal from a document"),
        error=error,
        endings=_ENDINGS,
        document=document,
        file=file,
        into=typed.get("into", ""),
        name=typed.get("name", ""),
        changes=typed.get("changes", ""),
        struck=typed.get("struck", ""),
        citations=typed.get("citations", ""),
        proposals=proposals,
        back={"href": asked.to(PROPOSALS), "words": say("Back to the proposals")},
    )


def _look(asked: Asked) -> Outcome:
    """Show what the document makes of the proposal; nothing is kept of it."""
    token, sent = _document(asked)
    if sent is None:
        return _form(asked, _nothing_sent())
    return _shown(asked, token, sent)


def _shown(asked: Asked, token: str, sent: Upload, told: AmendtoolError | None = None) -> Outcome:
    name, into = _named(asked)
    try:
        seen = foresee_draft(
            asked.workspace(),
            asked.visitor.name,
            _edited(asked, sent),
            name=name,
            into=into,
            **_citations(asked),
        )
    except AmendtoolError as error:
        return _form(asked, told or error, document=token, file=sent.name)
    return _page(asked, seen, token, sent, told)


def _page(
    asked: Asked, seen: ForeseenDraft, token: str, sent: Upload, told: AmendtoolError | None
) -> SentPage:
    form = asked.form
    names = edition_names(asked.workspace())
    kept = {
        "document": token,
        "seal": seen.seal,
        **{each: form.get(each, "") for each in ("into", "name", "changes", "struck", "citations")},
    }
    question, button = say("A new proposal comes of it."), say("Make it a draft")
    if seen.replaced:
        question = say(
            "The operations of this proposal are replaced by these; its title, its days and its "
            "reasons stay. Undo brings the others back."
        )
        button = say("Replace the operations")
    lacking = ""
    if seen.lacking:
        languages = say_list([names[each] for each in seen.lacking])
        lacking = say(
            "The words of {languages} are not in the document: they are to be added to the draft.",
            languages=languages,
        )
    arguments: dict[str, Any] = {
        "frame": asked.frame(),
        "title": say("{file}: what it changes", file=sent.name),
        "facts": (),
        "acts": (),
        "notices": (),
        "wrong": shown_problems(told.problems if told is not None else ()),
        "does": say(
            "Applied to the articles in force these operations give the document; nothing is kept "
            "until you take them."
        ),
        "lacking": lacking,
        "told": shown_problems(seen.told),
        "doubts": shown_problems(seen.doubts),
        "operations": seen.operations,
        "replaced": seen.replaced,
        "accept": asked.to(_ACCEPT),
        "kept": list(kept.items()),
        "question": question,
        "button": button,
        "back": {"href": asked.to(FROM_DOCUMENT), "words": say("Back, and do nothing")},
        "table": seen.table,
    }
    functions: Functions = {**table_functions(seen.table), "say": say}
    page = Templates((), functions, values=VALUES, inside=("desk",))
    code = 200 if told is None else status_of(told)
    return SentPage(html=page.fill("document_shown.html.j2", arguments, most=MAX_PAGE), status=code)


def _accept(asked: Asked) -> Outcome:
    """Make it a draft as it was shown."""
    token, sent = _document(asked)
    if sent is None:
        return _form(asked, _nothing_sent())
    name, into = _named(asked)
    try:
        draft_as_shown(
            asked.workspace(),
            asked.visitor.name,
            _edited(asked, sent),
            name=name,
            into=into,
            seal=asked.form.get("seal", ""),
            **_citations(asked),
        )
    except AmendtoolError as error:
        return _shown(asked, token, sent, error)
    return Elsewhere(draft_path(name))


def _document(asked: Asked) -> tuple[str, Upload | None]:
    """The document that came with the form, or that the same browser has sent before."""
    who, token = asked.visitor.csrf, asked.form.get("document", "")
    found = asked.files.get("file")
    if found is not None:
        return _SENT.keep(who, found), found
    return token, _SENT.find(who, token)


def _nothing_sent() -> InputError:
    return InputError(
        Problem(
            code="document-missing",
            message=say("there is no document here to read"),
            hint=say("choose its file, and send it"),
        )
    )


def _named(asked: Asked) -> tuple[str, bool]:
    """The name of the proposal, and whether it is there already."""
    into = asked.form.get("into", "")
    return (into, True) if into else (asked.form.get("name", "").strip(), False)


def _edited(asked: Asked, sent: Upload) -> EditedDocument:
    return EditedDocument(
        data=sent.data,
        file=sent.name,
        changes=cast(Literal["accept", "reject"] | None, _one(asked.form, "changes", _CHANGES)),
        struck=cast(Literal["keep", "drop"] | None, _one(asked.form, "struck", _STRUCK)),
    )


def _citations(asked: Asked) -> dict[str, bool]:
    """What becomes of citations that were left: by default those follow where it was edited."""
    return {each: asked.form.get("citations") == each for each in ("follow", "literal")}


def _one(form: Mapping[str, str], name: str, known: Sequence[str]) -> str | None:
    value = form.get(name, "")
    return value if value in known else None


ACTIONS: Final = (
    Action(pattern=FROM_DOCUMENT, show=_ask, do=_look, writes=False, role="draft"),
    Action(pattern=_ACCEPT, do=_accept, role="draft"),
)
