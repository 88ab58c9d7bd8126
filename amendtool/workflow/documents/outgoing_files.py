"""The files that go out for an amendment: all of them for a meeting, or one by one."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from amendtool.errors import InputError
from amendtool.messages import later, say
from amendtool.render.formats import ARTICLES, DOCUMENT, LEDGER, TABLE, render
from amendtool.render.ledger import Appendix
from amendtool.render.outgoing import INDEX, OutgoingFile, to_html
from amendtool.render.pdf import can_print
from amendtool.repository.workspace import AmendmentSource, UnreadAmendment, Workspace
from amendtool.values import dataclass
from amendtool.workflow.documents.document import choose_template, make
from amendtool.workflow.documents.notice import (
    NoticePackage,
    missing_facts,
    notice_package,
    page_of,
)
from amendtool.workflow.documents.templates import template_folders
from amendtool.workflow.documents.word_models import (
    PrintedModel,
    changes_in_model,
    export_in_model,
    notice_in_model,
)
from amendtool.workflow.export import export_changes
from amendtool.workflow.present_proposed import AmendedArticles
from amendtool.workflow.table import compare_amendment

_WHOLE: Final[Mapping[str, str]] = {"ja": "招集通知"}
"""What the file of the whole notice is called, where not ``notice``."""

USES: Final[Mapping[str, str]] = {
    "notice": later("the whole notice of the meeting, whose one purpose this amendment is"),
    "招集通知": later("the whole notice of the meeting, whose one purpose this amendment is"),
    "item": later("the agenda item with its reasons, for the company's notice"),
    "table": later("the comparison table alone"),
    "tracked": later("the articles with the changes as Word tracks them"),
    "proposed": later("the articles as they are if it is adopted"),
    "references": later("every reference in the articles, and what becomes of it"),
}
_ITSELF: Final = later("the amendment itself, as it is kept in git")

EVERYTHING: Final = "everything.zip"


def outgoing_files(
    package: NoticePackage,
    amendment: bytes,
    *,
    model: PrintedModel | None = None,
    moment: datetime | None = None,
) -> Iterator[tuple[str, bytes]]:
    """The documents of a package by their names, in the order of its page, and the amendment.

    ``model`` is the company's own Word file; ``moment`` is the date that documents carry.
    """
    for each in package.editions:
        end = f".{each.language}" if len(package.editions) > 1 else ""
        tracked = each.tracked.dated(moment).export
        if model is None:
            item = render(DOCUMENT, each.document, "docx", moment=moment)
            changes = render(ARTICLES, tracked, "docx", moment=moment)
            clean = render(ARTICLES, each.proposed, "docx", moment=moment)
            convening = each.whole and render(DOCUMENT, each.whole, "docx", moment=moment)
        else:
            item = notice_in_model(each.document, model)
            convening = each.whole and notice_in_model(each.whole, model)
            changes = changes_in_model(tracked, each.tracked.sides, model)
            clean = export_in_model(each.proposed, model)
        if convening:
            yield f"{_WHOLE.get(each.language, 'notice')}{end}.docx", convening
        yield f"item{end}.docx", item
        yield f"table{end}.docx", render(TABLE, each.table, "docx", moment=moment)
        yield f"table{end}.html", render(TABLE, each.table, "html")
        yield f"tracked{end}.docx", changes
        yield f"proposed{end}.docx", clean
        yield f"references{end}.html", render(LEDGER, each.ledger, "html")
    yield f"{package.name}.yaml", amendment


def told_of(files: Mapping[str, bytes]) -> tuple[OutgoingFile, ...]:
    """What the first page says of the files."""
    return tuple(
        OutgoingFile(
            name=name,
            use=say(USES.get(name.partition(".")[0], _ITSELF)),
            digest=hashlib.sha256(data).hexdigest(),
        )
        for name, data in files.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedFiles:
    """What one thing can be had as: what it is for, and the names of its files."""

    use: str
    names: tuple[str, ...]


def offered_files(name: str) -> tuple[OfferedFiles, ...]:
    """What can be had for the amendment ``name``; PDF where this machine can print it."""
    found = []
    for stem, endings in _ENDINGS.items():
        names = tuple(f"{stem}.{each}" for each in endings if each != "pdf" or can_print())
        found.append(OfferedFiles(use=say(USES[stem]), names=names))
    found.append(OfferedFiles(use=say(_ITSELF), names=(f"{name}.yaml",)))
    everything = say("all of these in one, with a first page")
    return (*found, OfferedFiles(use=everything, names=(EVERYTHING,)))


_ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "table": ("docx", "pdf", "html"),
    "tracked": ("docx",),
    "proposed": ("docx", "pdf", "html"),
    "item": ("docx", "pdf", "html"),
    "references": ("html",),
}


def offered_file(
    workspace: Workspace,
    name: str,
    file: str,
    *,
    today: date,
    moment: datetime | None = None,
) -> bytes | None:
    """The contents of one of the offered files, in the edition of the workspace; or None.

    ``moment`` is the date that documents carry, ``today`` the day from which the first page of
    everything looks. Raises as ``table``, ``export`` and ``notice`` do.
    """
    if not any(file in each.names for each in offered_files(name)):
        return None
    found = workspace.found(name, cwd=workspace.root)
    if file == f"{name}.yaml":
        return found.data
    if file == EVERYTHING:
        return _everything(workspace.edition(None), found, today, moment)
    stem, _, ending = file.partition(".")
    return _MADE[stem](workspace, workspace.read(found), ending, moment)


def _table(
    workspace: Workspace, source: AmendmentSource, ending: str, moment: datetime | None
) -> bytes:
    table = compare_amendment(workspace, source).table
    folders = template_folders(workspace)
    return render(TABLE, table, ending, templates=folders, moment=moment)


def _tracked(
    workspace: Workspace, source: AmendmentSource, ending: str, moment: datetime | None
) -> bytes:
    export = export_changes(workspace, source).dated(moment).export
    return render(ARTICLES, export, ending, moment=moment)


def _proposed(
    workspace: Workspace, source: AmendmentSource, ending: str, moment: datetime | None
) -> bytes:
    export = export_changes(workspace, source).sides[1]
    return render(ARTICLES, export, ending, templates=template_folders(workspace), moment=moment)


def _item(
    workspace: Workspace, source: AmendmentSource, ending: str, moment: datetime | None
) -> bytes:
    template = choose_template(workspace, None, workspace.config.language)
    made = make(workspace, source, compare_amendment(workspace, source), template)
    return render(DOCUMENT, made.document, ending, moment=moment)


def _references(
    workspace: Workspace, source: AmendmentSource, ending: str, moment: datetime | None
) -> bytes:
    sides = compare_amendment(workspace, source).sides
    assert isinstance(sides, AmendedArticles)
    ledger = sides.application.ledger
    appendix = Appendix(source.parsed.amendment, ledger, workspace.config.style)
    return render(LEDGER, appendix, ending, moment=moment)


_MADE: Final[Mapping[str, Callable[[Workspace, AmendmentSource, str, datetime | None], bytes]]] = {
    "table": _table,
    "tracked": _tracked,
    "proposed": _proposed,
    "item": _item,
    "references": _references,
}


def _everything(
    workspace: Workspace, found: UnreadAmendment, today: date, moment: datetime | None
) -> bytes:
    """The folder that ``notice`` makes, packed."""
    missing = missing_facts(workspace, found)
    if missing is not None:
        raise InputError(*missing.problems)
    package = notice_package(workspace, found)
    files = dict(outgoing_files(package, found.data, moment=moment))
    page = page_of(workspace, package, found, on=today)
    files = {INDEX: to_html(replace(page, files=told_of(files))).encode(), **files}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
