"""A document that becomes the articles: shown beside what was read from it, then taken or mended.

Nothing is written before somebody takes what is shown. A document that was sent is kept in memory
for a while, so that it need not be sent again; a text that is mended on the page stands in the
page, and outlives the server.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final, Literal, cast

from amendtool.desk.actions import Action, Asked, Elsewhere, Outcome, Upload, status_of
from amendtool.desk.frame import INDEX
from amendtool.desk.hints import on_pages
from amendtool.errors import AmendtoolError, InputError, Problem
from amendtool.messages import say
from amendtool.render.imported import shown_values
from amendtool.workflow.importing.foreseen import (
    ImportChoices,
    foresee_import,
    import_as_shown,
    require_importable,
    starts_in,
)
from amendtool.workflow.importing.start import Committer

IMPORT: Final = "import"
ACCEPT: Final = "import/accept"
_MOST: Final = 8
_ENDINGS: Final = ".docx,.odt,.md,.txt,.html,.htm"
_MENDED: Final = "articles.txt"
"""What a text is called that was mended on the page: its ending says how it is read."""


class SentDocuments:
    """The last documents that were sent, each for the browser that sent it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Upload] = OrderedDict()
        self._lock = Lock()

    def keep(self, of: str, upload: Upload) -> str:
        """Keep a document; the name under which it is found again."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._kept[of, token] = upload
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return token

    def find(self, of: str, token: str) -> Upload | None:
        """A document that the same browser has sent; None where it is kept no more."""
        with self._lock:
            return self._kept.get((of, token))


_SENT: Final = SentDocuments()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What a form gives: the document, how it is to be read, and what else was typed."""

    document: Upload
    token: str
    choices: ImportChoices
    typed: Mapping[str, str]


def _ask(asked: Asked) -> Outcome:
    """The page that asks for a document."""
    try:
        require_importable(asked.folder)
    except AmendtoolError as error:
        return _form(asked, error, status=200)
    return _form(asked)


def _form(
    asked: Asked,
    error: AmendtoolError | None = None,
    *,
    token: str = "",
    file: str = "",
    status: int | None = None,
) -> Outcome:
    return asked.page(
        "import_form.html.j2",
        title=_title(asked),
        error=error,
        status=status,
        action=asked.to(IMPORT),
        endings=_ENDINGS,
        starts=starts_in(asked.folder),
        token_of=token,
        file=file,
        typed={**_NOTHING, **asked.form},
    )


def _title(asked: Asked) -> str:
    if starts_in(asked.folder):
        return say("Begin with your articles")
    return say("Import a document")


def _look(asked: Asked) -> Outcome:
    """Show what an import would make of what was sent; nothing is written."""
    try:
        given = _given(asked)
    except AmendtoolError as error:
        return _form(asked, error)
    return _shown(asked, given)


def _shown(asked: Asked, given: _Given, told: AmendtoolError | None = None) -> Outcome:
    document = given.document
    try:
        seen = foresee_import(asked.folder, document.data, document.name, given.choices)
    except AmendtoolError as error:
        return _form(asked, told or error, token=given.token, file=document.name)
    shown: dict[str, Any] = shown_values(seen.page)
    return asked.page(
        "import_shown.html.j2",
        title=_title(asked),
        status=200 if told is None else status_of(told),
        action=asked.to(IMPORT),
        accept=asked.to(ACCEPT),
        seen=seen,
        settings=[line for line in seen.settings.splitlines() if _says(line)],
        token_of=given.token,
        choices=given.choices,
        typed={**_NOTHING, **given.typed},
        mended=given.typed.get("text", ""),
        told_problems=_problems(told),
        **shown,
    )


def _accept(asked: Asked) -> Outcome:
    """Import what was shown, and commit it."""
    try:
        given = _given(asked)
    except AmendtoolError as error:
        return _form(asked, error)
    typed = given.typed
    name, mail = typed.get("name", "").strip(), typed.get("mail", "").strip()
    committer = Committer(name=name, email=mail) if "name" in typed else None
    try:
        import_as_shown(
            asked.folder,
            given.document.data,
            given.document.name,
            given.choices,
            seal=typed.get("seal", ""),
            company=typed.get("company", ""),
            committer=committer,
        )
    except AmendtoolError as error:
        return _shown(asked, given, error)
    return Elsewhere(INDEX)


def _given(asked: Asked) -> _Given:
    """What the form of either page gives; raises InputError where it holds no document."""
    form, who = asked.form, asked.visitor.csrf
    token = form.get("document", "")
    found = asked.files.get("file")
    if found is not None:
        token = _SENT.keep(who, found)
    elif form.get("text", "").strip():
        found = Upload(name=_MENDED, data=form["text"].encode())
    else:
        found = _SENT.find(who, token)
    if found is None:
        raise InputError(
            Problem(
                code="document-missing",
                message=say("there is no document here to read"),
                hint=say("choose its file, and send it"),
            )
        )
    choices = ImportChoices(
        changes=cast(Literal["accept", "reject"] | None, _one(form, "changes", _CHANGES)),
        struck=cast(Literal["keep", "drop"] | None, _one(form, "struck", _STRUCK)),
        accept_loss=form.get("accept_loss") == "yes",
    )
    return _Given(document=found, token=token, choices=choices, typed=form)


def _one(form: Mapping[str, str], name: str, known: Sequence[str]) -> str | None:
    value = form.get(name, "")
    return value if value in known else None


_NOTHING: Final = dict.fromkeys(
    ("changes", "struck", "accept_loss", "company", "name", "mail", "text"), ""
)
_CHANGES: Final = ("accept", "reject")
_STRUCK: Final = ("keep", "drop")


def _says(line: str) -> bool:
    return bool(line) and not line.startswith("#") and "=" in line


def _problems(error: AmendtoolError | None) -> list[Mapping[str, str]]:
    return [
        {"place": str(each.place), "message": each.message, "hint": on_pages(each.hint)}
        for each in (error.problems if error is not None else ())
    ]


ACTIONS: Final = (
    Action(pattern=IMPORT, show=_ask, do=_look, writes=False, role="adopt"),
    Action(pattern=ACCEPT, do=_accept, role="adopt"),
)
