"""``amendtool export``: the whole articles as a clean document, or with tracked changes."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import (
    as_of_option,
    at_option,
    complete_amendment,
    json_option,
    known_at,
    language_option,
    on_option,
    open_workspace,
    read_source,
)
from amendtool.cli.output import force_option, write_output
from amendtool.cli.printing import (
    asked_format,
    format_option,
    model_of,
    model_option,
    moment,
    output_option,
)
from amendtool.messages import say, say_count
from amendtool.render.formats import ARTICLES, FORMATS, render

if TYPE_CHECKING:
    from amendtool.render.charter.model import Revision
    from amendtool.render.records import ExportedRecord, RevisionRecord
    from amendtool.repository.workspace import Workspace
    from amendtool.workflow.documents.word_models import PrintedModel
    from amendtool.workflow.export import CleanExport


@click.command(
    cls=Verb,
    name="export",
    example="amendtool export -o articles.docx\n"
    "amendtool export -o articles-2007.html --at 2007-06-26-agm\n"
    "amendtool export -o articles.docx --on 2013-07-01\n"
    "amendtool export 2013-06-26-agm --tracked -o changes.docx",
)
@click.argument("amendment", required=False, shell_complete=complete_amendment)
@output_option(ARTICLES, first="docx")
@format_option(ARTICLES, first="docx")
@force_option
@model_option
@at_option
@on_option
@as_of_option
@click.option("--no-revisions", is_flag=True, help="Leave the list of revisions out.")
@click.option("--links", is_flag=True, help="Print the addresses of links behind their words.")
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
    force: bool,
    form: str | None,
    like: str | None,
    revision: str | None,
    on: datetime.date | None,
    as_of: str | None,
    no_revisions: bool,
    links: bool,
    tracked: bool,
    author: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Print the whole articles as a clean document.

    At the end stands the list of revisions: every amendment that was applied, with its
    meeting and its dates.

    With --on the articles are those in force on that day, and the list has what was in force by
    then; --as-of limits what was known.

    With --tracked it is the articles with the changes of AMENDMENT as Word tracks them:
    accepting all gives the proposed articles, rejecting all the present ones. The changes
    carry the day of adoption, or else that of SOURCE_DATE_EPOCH.

    --like takes the company's own Word file as the model: what stands in it keeps its paragraph,
    what is new looks like its neighbours.

    --json says what was written to FILE.
    """
    name = asked_format(ARTICLES, output, form)
    if name is None:
        raise click.UsageError(say("say where to with -o FILE, or in which --format to print"))
    if tracked and not FORMATS[name].tracks_changes:
        raise click.UsageError(say("--tracked is for .docx; only Word has tracked changes"))
    if tracked and amendment is None:
        raise click.UsageError(say("Missing argument 'AMENDMENT' for --tracked."))
    if amendment is not None and not tracked:
        raise click.UsageError(
            say(
                "to export the articles as of an amendment use --at {amendment}; its "
                "changes come with --tracked",
                amendment=amendment,
            )
        )
    revision, as_of = known_at(revision, on, as_of)
    if tracked and (revision is not None or on is not None or no_revisions):
        raise click.UsageError(
            say("--at, --on, --as-of and --no-revisions are for articles without changes")
        )
    if author is not None and not tracked:
        raise click.UsageError(say("--author is for --tracked"))
    if as_json and output in (None, "-"):
        raise click.UsageError(say("--json says what was written to a file: name it with -o FILE"))
    model = model_of(like, name, console, "amendtool export")
    from amendtool.workflow.export import export_articles

    workspace = open_workspace(console, language)
    if amendment is not None:
        data, told, record = _tracked(workspace, amendment, author, name, console, like=model)
    else:
        with console.progress(say("reading the articles")):
            clean = export_articles(
                workspace,
                revision,
                on=on,
                as_of=as_of,
                with_revisions=not no_revisions,
                # A company's own document has a list of its own, if any.
                own_list=model is None,
                links=links,
            )
        console.problems(clean.notices)
        data, told, record = _clean(workspace, clean, name, console, like=model)
    if output in (None, "-"):
        console.raw(data)
        return
    assert output is not None
    write_output(console, output, data, workspace=workspace, force=force)
    if as_json:
        console.record({"schema": "amendtool/export/1", "file": output, "format": name, **record})
    else:
        console.notice(f"{output}: {told}")


def _tracked(
    workspace: Workspace,
    argument: str,
    author: str | None,
    name: str,
    console: Console,
    *,
    like: PrintedModel | None,
) -> tuple[bytes, str, ExportedRecord]:
    """The changes of an amendment in a format, and what to say of it."""
    from amendtool.workflow.export import export_changes

    with console.progress(say("comparing")):
        source = read_source(workspace, argument, console)
        tracked = export_changes(workspace, source, author=author)
    if not tracked.lines:
        console.notice(say("the articles are the same on both sides: nothing is tracked"))
    tracked = tracked.dated(moment())
    export = tracked.export
    if like is None:
        data = render(ARTICLES, export, name, moment=moment())
    else:
        from amendtool.workflow.documents.word_models import changes_in_model

        data = changes_in_model(export, tracked.sides, like)
    record: ExportedRecord = {
        "amendment": tracked.amendment.name,
        "author": export.author,
        "date": export.changed.isoformat() if export.changed else None,
        "lines": tracked.lines,
    }
    return (
        data,
        say_count("{count} line with changes", "{count} lines with changes", tracked.lines),
        record,
    )


def _clean(
    workspace: Workspace,
    clean: CleanExport,
    name: str,
    console: Console,
    *,
    like: PrintedModel | None,
) -> tuple[bytes, str, ExportedRecord]:
    """The articles at a revision in a format, and what to say of them."""
    from amendtool.workflow.documents.templates import template_folders

    if not clean.export.lines:
        console.notice(say("there are no articles yet; articles/README.md says how to write them"))
    templates = template_folders(workspace)
    with console.progress(say("printing")):
        if like is None:
            data = render(ARTICLES, clean.export, name, templates=templates, moment=moment())
        else:
            from amendtool.workflow.documents.word_models import export_in_model

            data = export_in_model(clean.export, like)
    told = say_count("{count} article", "{count} articles", clean.articles)
    if clean.revisions:
        revisions = say_count("{count} revision", "{count} revisions", len(clean.revisions))
        told = say(", ").join((told, revisions))
    record: ExportedRecord = {
        "commit": clean.commit,
        "articles": clean.articles,
        "revisions": [_revision_record(each) for each in clean.revisions],
    }
    return data, told, record


def _revision_record(revision: Revision) -> RevisionRecord:
    return {
        "name": revision.name,
        "title": revision.title,
        "meeting": revision.meeting,
        "adopted": revision.adopted,
        "effective": revision.effective,
    }
