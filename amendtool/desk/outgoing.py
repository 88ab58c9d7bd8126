"""What goes out for an amendment, to be taken from the desk: each file by itself, or all in one."""

from __future__ import annotations

import mimetypes
from typing import Final

from amendtool.desk.actions import Action, Asked, Download, Elsewhere, NothingThere, Outcome
from amendtool.desk.facts import facts_path
from amendtool.desk.frame import amendment_path
from amendtool.errors import InputError
from amendtool.messages import say
from amendtool.workflow.documents.notice import MISSING, QUESTIONS
from amendtool.workflow.documents.outgoing_files import offered_file, offered_files
from amendtool.workflow.meeting.foreseen import is_known


def files_path(name: str) -> str:
    """The page of what goes out for an amendment."""
    return f"amendments/{name}/files"


def _listed(asked: Asked) -> Outcome:
    name = asked.names["name"]
    workspace = asked.workspace()
    if not is_known(workspace, name):
        return NothingThere()
    title = workspace.amendment(name, cwd=workspace.root).parsed.amendment.title
    rows = [
        {
            "use": each.use,
            "files": [
                {"href": asked.to(f"{files_path(name)}/{file}"), "words": file}
                for file in each.names
            ],
        }
        for each in offered_files(name)
    ]
    return asked.page(
        "files.html.j2",
        title=say("Documents: {title}", title=title or name),
        rows=rows,
        back={"href": asked.to(amendment_path(name)), "words": say("To the amendment")},
    )


def _file(asked: Asked) -> Outcome:
    name, file = asked.names["name"], asked.names["file"]
    workspace = asked.workspace()
    if not is_known(workspace, name):
        return NothingThere()
    try:
        data = offered_file(workspace, name, file, today=asked.today)
    except InputError as error:
        facts = {each.place.path for each in error.problems if each.code == MISSING}
        if facts & QUESTIONS.keys() and asked.visitor.may("draft"):
            return Elsewhere(facts_path(name))  # where what is missing is asked for
        raise
    if data is None:
        return NothingThere()
    kept = file if file.startswith(name) else f"{name}-{file}"
    return Download(name=kept, media_type=kind_of(file), data=data)


def kind_of(file: str) -> str:
    """The media type of a file by its ending."""
    return _KINDS.get(file.rpartition(".")[2]) or mimetypes.guess_type(file)[0] or _ANY


_ANY: Final = "application/octet-stream"
_KINDS: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "yaml": "application/yaml",
    "zip": "application/zip",
}

ACTIONS: Final = (
    Action(pattern=files_path("{name}"), show=_listed, role="read"),
    Action(pattern=f"{files_path('{name}')}/{{file}}", show=_file, role="read"),
)
