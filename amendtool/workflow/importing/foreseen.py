"""An import that is looked at before it is done: what it would make of a document, under a seal.

The document goes into the repository that ``folder`` is, or starts one there. It is done with the
seal of what was shown; where the articles have changed since, nothing is written.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from amendtool.articles.charter import Charter
from amendtool.errors import ConflictError, InputError, Problem
from amendtool.importing.blocks import Changes, Struck
from amendtool.importing.document import Imported
from amendtool.messages import say
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.render.imported import ImportPage
from amendtool.repository.config import CONFIG_FILE
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.importing.document import (
    ImportedArticles,
    commit_articles,
    import_articles,
    import_target,
)
from amendtool.workflow.importing.found import found_in
from amendtool.workflow.importing.page import import_page
from amendtool.workflow.importing.print_account import house_of
from amendtool.workflow.importing.start import (
    Committer,
    begins_here,
    committer_known,
    fact_problem,
    plan_start,
    require_startable,
    stands_uncommitted,
    start_imported,
)
from amendtool.workflow.open import open_workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoices:
    """What somebody says of a document: which of its two texts, and whether text may be lost."""

    changes: Changes | None = None
    struck: Struck | None = None
    accept_loss: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeseenImport:
    """What an import would do.

    ``text`` is the articles as they were read, as a text that would be read alike again; empty
    where there is none. ``company`` and ``asks_committer`` are for a repository that it starts.
    """

    page: ImportPage
    seal: str
    paths: tuple[str, ...]
    settings: str = ""
    text: str = ""
    starts: bool = False
    company: str = ""
    asks_committer: bool = False


def starts_in(folder: Path) -> bool:
    """Whether an import in ``folder`` would start a repository there."""
    if (folder / CONFIG_FILE).is_file():
        return False  # asked for every page, so nothing is asked of git
    return begins_here(folder) and not stands_uncommitted(folder)


def require_importable(folder: Path, *, language: str | None = None) -> None:
    """Raise as an import does where no document can be imported, whatever it is."""
    if starts_in(folder):
        require_startable(folder, folder)
    else:
        import_target(open_workspace(folder)[0], language=language)


def foresee_import(folder: Path, data: bytes, file: str, choices: ImportChoices) -> ForeseenImport:
    """What an import of ``data``, a document that is called ``file``, would make of it.

    Nothing is written. Raises as :func:`import_articles` does.
    """
    require_importable(folder, language=choices.language)
    made, workspace = _made(folder, data, file, choices)
    page = import_page(made.imported, workspace=workspace, summary=found_in(made.imported.report))
    seen = ForeseenImport(
        page=page,
        seal=_seal(made, workspace),
        paths=tuple(made.files),
        text=_text(made, folder, choices),
    )
    if workspace is not None:
        return seen
    plan = plan_start(folder, made, company=None)
    return replace(
        seen,
        starts=True,
        paths=tuple(plan.files),
        settings=plan.settings,
        company=plan.company,
        asks_committer=not committer_known(folder),
    )


def import_as_shown(
    folder: Path,
    data: bytes,
    file: str,
    choices: ImportChoices,
    *,
    seal: str,
    company: str = "",
    committer: Committer | None = None,
) -> str:
    """Import a document as it was shown, and commit it; the commit.

    Raises ConflictError (``changed-since-shown``) where it would be another import than the one
    of ``seal``, InputError for a name that cannot be kept, and as the import and the start of a
    repository do; nothing is written then.
    """
    require_importable(folder, language=choices.language)
    made, workspace = _made(folder, data, file, choices)
    if _seal(made, workspace) != seal:
        raise ConflictError(
            Problem(
                code="changed-since-shown",
                message=say("the articles have changed since this was shown; nothing was done"),
                hint=say("look at what it would do now, and say so again"),
            )
        )
    if workspace is not None:
        return commit_articles(made)
    plan = plan_start(folder, made, company=None)
    plan = replace(plan, company=company.strip() or plan.company)
    _require_fact("company-missing", say("What is the name of the company?"), plan.company)
    if committer is not None:
        _require_fact("no-identity", say("Your name (such as Jane Roe)"), committer.name)
        mail = say("Your e-mail address (such as jane.roe@example.com)")
        _require_fact("no-identity", mail, committer.email, needed="@")
    return start_imported(plan, commit=True, committer=committer)


def _require_fact(code: str, question: str, answer: str, *, needed: str = "") -> None:
    wrong = fact_problem(answer, needed=needed)
    if wrong is not None:
        raise InputError(Problem(code=code, message=question, hint=wrong))


def _made(
    folder: Path, data: bytes, file: str, choices: ImportChoices
) -> tuple[ImportedArticles, Workspace | None]:
    workspace = None if starts_in(folder) else open_workspace(folder)[0]
    target = import_target(workspace, language=choices.language, write=workspace is not None)
    made = import_articles(
        target,
        data,
        file=file,
        changes=choices.changes,
        struck=choices.struck,
        accept_loss=choices.accept_loss,
        write=workspace is not None,
        later=True,
    )
    return made, workspace


def _seal(made: ImportedArticles, workspace: Workspace | None) -> str:
    head = workspace.git.head().oid if workspace is not None else None
    found = hashlib.sha256(repr((head, sorted(made.settings.items()))).encode())
    for path, data in sorted(made.files.items()):
        found.update(f"\0{path}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def _text(made: ImportedArticles, folder: Path, choices: ImportChoices) -> str:
    """The articles as a text, where an import of that text would give the same articles."""
    printed = _printed(made.imported, made.target.workspace)
    plain = ImportChoices(language=choices.language)
    try:
        again, workspace = _made(folder, printed.encode(), "articles.txt", plain)
    except InputError:
        return ""
    if _words(again.imported.charter) != _words(made.imported.charter):
        return ""
    return printed if _printed(again.imported, workspace) == printed else ""


def _printed(imported: Imported, workspace: Workspace | None) -> str:
    export = make_export(
        imported.charter, style=imported.printed, house=house_of(imported, workspace), title=""
    )
    printed = render(ARTICLES, export, "text")
    return printed.decode("utf-8") if isinstance(printed, bytes) else printed


def _words(charter: Charter) -> list[tuple[str | None, object]]:
    return [(each.heading, each.body) for each in charter.every_article()]
