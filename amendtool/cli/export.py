"""``amendtool export``: the whole articles as a clean document, or with tracked changes."""

from __future__ import annotations

import datetime
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, counted, write_file
from amendtool.cli.options import (
    complete_amendment,
    json_option,
    language_option,
    open_workspace,
    read_source,
)
from amendtool.cli.printing import asked_format, format_option, moment, output_option
from amendtool.render.formats import ARTICLES, FORMATS, render

if TYPE_CHECKING:
    from amendtool.amendments.amendment import Amendment
    from amendtool.render.charter.model import Export, Revision
    from amendtool.repository.workspace import Workspace


@click.command(
    cls=Verb,
    name="export",
    example="amendtool export -o articles.docx\n"
    "amendtool export -o articles-2007.html --at 2007-06-26-agm\n"
    "amendtool export 2013-06-26-agm --tracked -o changes.docx",
)
@click.argument("amendment", required=False, shell_complete=complete_amendment)
@output_option(ARTICLES, first="docx")
@format_option(ARTICLES, first="docx")
@click.option("--at", "revision", metavar="REV", help="The articles as of a commit or amendment.")
@click.option("--no-revisions", is_flag=True, help="Leave the list of revisions out.")
@click.option(
    "--tracked", is_flag=True, help="What AMENDMENT changes, as tracked changes (DOCX only)."
)
@click.option(
    "--author",
    metavar="NAME",
    help="The author of tracked changes; by default the company, or else the amendment.",
)
@language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    amendment: str | None,
    output: str | None,
    form: str | None,
    revision: str | None,
    no_revisions: bool,
    tracked: bool,
    author: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Print the whole articles as a clean document.

    At the end stands the list of revisions: every amendment that was applied, with its
    meeting and its dates.

    With --tracked it is the articles with the changes of AMENDMENT as Word tracks them:
    accepting all gives the proposed articles, rejecting all the present ones. The changes
    carry the day of adoption, or else that of SOURCE_DATE_EPOCH.

    --json says what was written to FILE.
    """
    name = asked_format(ARTICLES, output, form)
    if name is None:
        raise click.UsageError("say where to with -o FILE, or in which --format to print")
    if tracked and not FORMATS[name].tracks_changes:
        raise click.UsageError("--tracked is for .docx; only Word has tracked changes")
    if tracked and amendment is None:
        raise click.UsageError("Missing argument 'AMENDMENT' for --tracked.")
    if amendment is not None and not tracked:
        raise click.UsageError(
            f"to export the articles as of an amendment use --at {amendment}; "
            "its changes come with --tracked"
        )
    if tracked and (revision is not None or no_revisions):
        raise click.UsageError("--at and --no-revisions are for articles without changes")
    if author is not None and not tracked:
        raise click.UsageError("--author is for --tracked")
    if as_json and output in (None, "-"):
        raise click.UsageError("--json says what was written to a file: name it with -o FILE")
    workspace = open_workspace(console, language)
    if amendment is not None:
        data, told, record = _tracked(workspace, amendment, author, name, console)
    else:
        data, told, record = _clean(
            workspace, revision, name, console, with_revisions=not no_revisions
        )
    if output in (None, "-"):
        console.raw(data)
        return
    assert output is not None
    write_file(console.cwd / Path(output), data)
    if as_json:
        console.record({"schema": "amendtool/export/1", "file": output, "format": name, **record})
    else:
        console.notice(f"{output}: {told}")


def _tracked(
    workspace: Workspace, argument: str, author: str | None, name: str, console: Console
) -> tuple[bytes, str, dict[str, Any]]:
    """The changes of an amendment in a format, and what to say of it."""
    with console.progress("comparing"):
        export, amendment = _changes(workspace, argument, console)
    count = sum(line.is_changed for line in export.lines)
    if not count:
        console.notice("the articles are the same on both sides: nothing is tracked")
    changed = moment()
    if amendment.adopted is not None:
        midnight = datetime.time(tzinfo=datetime.UTC)
        changed = datetime.datetime.combine(amendment.adopted, midnight)
    author = author or workspace.config.company or amendment.name
    export = replace(export, author=author, changed=changed)
    data = render(ARTICLES, export, name, moment=moment())
    record = {
        "amendment": amendment.name,
        "author": author,
        "date": changed.isoformat() if changed else None,
        "lines": count,
    }
    return data, f"{counted(count, 'line')} with changes", record


def _clean(
    workspace: Workspace,
    revision: str | None,
    name: str,
    console: Console,
    *,
    with_revisions: bool,
) -> tuple[bytes, str, dict[str, Any]]:
    """The articles at a revision in a format, and what to say of them."""
    from amendtool.render.charter.lines import make_export
    from amendtool.workflow.company_names import named_at

    with console.progress("reading the articles"):
        commit = workspace.git.resolve(revision) if revision else workspace.head()
        charter = workspace.articles_at(commit).charter
        revisions = _revisions(workspace, commit) if with_revisions else ()
        config = named_at(workspace, commit) if revision else workspace.config
    export = make_export(
        charter,
        style=config.style,
        house=config.house,
        title=config.title,
        revisions=revisions,
    )
    if not export.lines:
        console.notice("there are no articles yet; articles/README.md says how to write them")
    templates = _templates(workspace)
    with console.progress("printing"):
        data = render(ARTICLES, export, name, templates=templates, moment=moment())
    count = sum(1 for _ in charter.every_article())
    told = counted(count, "article")
    if revisions:
        told += f", {counted(len(revisions), 'revision')}"
    record = {
        "commit": commit,
        "articles": count,
        "revisions": [asdict(each) for each in revisions],
    }
    return data, told, record


def _templates(workspace: Workspace) -> list[Path]:
    from amendtool.repository.workspace import read_folder

    folder = workspace.root / "templates"
    if folder.exists():
        read_folder(workspace.root, "templates")  # refuses links
    return [folder] if folder.is_dir() else []


def _revisions(workspace: Workspace, commit: str) -> tuple[Revision, ...]:
    """The amendments that the articles at ``commit`` have been through, the oldest first."""
    from amendtool.render.charter.model import Revision
    from amendtool.repository.history import by_amendment, read_history

    found = []
    for entry in reversed(by_amendment(read_history(workspace.git, commit))):
        told = dict(entry.trailers)
        if entry.amendment is not None:
            title, meeting = entry.subject, told.get("Meeting", "")
            if not workspace.config.leads:
                title, meeting = _words(workspace, entry.commits[-1], entry.amendment) or (
                    title,
                    meeting,
                )
            found.append(
                Revision(
                    name=entry.amendment,
                    title=title,
                    meeting=meeting,
                    adopted=told.get("Adopted", ""),
                    effective=told.get("Effective", ""),
                )
            )
    return tuple(found)


def _words(workspace: Workspace, commit: str, name: str) -> tuple[str, str] | None:
    """The title and the meeting in the language of a further edition.

    The commits are in the words of the leading edition; None where the amendment, which may be
    older than this edition, has no others.
    """
    from amendtool.errors import AmendtoolError

    try:
        amendment = workspace.amendment_at(commit, name).parsed.amendment
    except AmendtoolError:
        return None
    return amendment.title or amendment.name, amendment.meeting


def _changes(workspace: Workspace, argument: str, console: Console) -> tuple[Export, Amendment]:
    """The document with the changes of an amendment, and the amendment."""
    from amendtool.render.charter.tracked import make_tracked
    from amendtool.workflow.company_names import named_at
    from amendtool.workflow.sides import sides_of

    source = read_source(workspace, argument, console)
    sides = sides_of(workspace, source)
    config = workspace.config if sides.base is None else named_at(workspace, sides.base)
    export = make_tracked(
        sides.present,
        sides.proposed,
        style=config.style,
        house=config.house,
        title=config.title,
        kept=sides.kept,
    )
    return export, sides.source.parsed.amendment
