"""What goes out for several items of one meeting: a table and a document of each, or all in one.

The tables are those of ``table A B``, numbered as all items together make it, and the documents
those of ``document A B``.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from amendtool.messages import later, say
from amendtool.render.formats import DOCUMENT, TABLE, render
from amendtool.render.pdf import can_print
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.documents.document import choose_template, make
from amendtool.workflow.documents.outgoing_files import EVERYTHING, OfferedFiles
from amendtool.workflow.documents.templates import template_folders
from amendtool.workflow.table import compare_items

_ENDINGS: Final = ("docx", "pdf", "html")
_TABLE: Final = "table"
_ITEM: Final = "item"
_USES: Final = {
    _TABLE: later("{name}: the table, numbered as all items together make it"),
    _ITEM: later("{name}: the agenda item with its reasons"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedItem:
    """An item of a meeting: the name of its amendment, and its number on the agenda."""

    name: str
    number: int | None = None


def offered_agenda_files(items: Sequence[NumberedItem]) -> tuple[OfferedFiles, ...]:
    """What can be had for the items of a meeting; PDF where this machine can print it."""
    endings = [each for each in _ENDINGS if each != "pdf" or can_print()]
    found = [
        OfferedFiles(
            use=say(_USES[kind], name=item.name),
            names=tuple(f"{kind}-{item.name}.{each}" for each in endings),
        )
        for item in items
        for kind in (_TABLE, _ITEM)
    ]
    everything = say("all of these in one, in every edition")
    return (*found, OfferedFiles(use=everything, names=(EVERYTHING,)))


def agenda_file(
    workspace: Workspace,
    items: Sequence[NumberedItem],
    file: str,
    *,
    moment: datetime | None = None,
) -> bytes | None:
    """The contents of one of the offered files, in the edition of the workspace; or None.

    ``moment`` is the date that documents carry. Raises as ``table`` and ``document`` do of
    several amendments.
    """
    if not any(file in each.names for each in offered_agenda_files(items)):
        return None
    if file == EVERYTHING:
        return _everything(workspace, items, moment)
    stem, _, ending = file.rpartition(".")
    kind, _, name = stem.partition("-")
    made = _made(workspace, items, (ending,), only=(kind, name), moment=moment)
    return next(data for _, data in made)


def _made(
    workspace: Workspace,
    items: Sequence[NumberedItem],
    endings: Sequence[str],
    *,
    only: tuple[str, str] | None = None,
    moment: datetime | None,
) -> Iterator[tuple[str, bytes]]:
    """The documents of the items in one edition, by their names; ``only`` those of one."""
    found = [workspace.found(each.name, cwd=workspace.root) for each in items]
    folders = template_folders(workspace)
    template = choose_template(workspace, None, workspace.config.language)
    for item, one, compared in zip(items, found, compare_items(workspace, found), strict=True):
        for ending in endings:
            if only in (None, (_TABLE, item.name)):
                table = compared.compared.table
                printed = render(TABLE, table, ending, templates=folders, moment=moment)
                yield f"{_TABLE}-{item.name}.{ending}", printed
            if only in (None, (_ITEM, item.name)):
                source = workspace.read(one)
                made = make(workspace, source, compared.compared, template, item=item.number)
                printed = render(DOCUMENT, made.document, ending, templates=folders, moment=moment)
                yield f"{_ITEM}-{item.name}.{ending}", printed


def _everything(
    workspace: Workspace, items: Sequence[NumberedItem], moment: datetime | None
) -> bytes:
    packed = io.BytesIO()
    languages = workspace.config.languages
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for language in languages:
            folder = f"{language}/" if len(languages) > 1 else ""
            edition = workspace.edition(language)
            for name, data in _made(edition, items, ("docx", "html"), moment=moment):
                archive.writestr(zipfile.ZipInfo(f"{folder}{name}"), data, zipfile.ZIP_DEFLATED)
        for item in items:
            data = workspace.found(item.name, cwd=workspace.root).data
            archive.writestr(zipfile.ZipInfo(f"{item.name}.yaml"), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
