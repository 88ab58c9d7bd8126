"""``amendtool review``: what a branch brings to the articles, for a pull request."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from amendtool.cli.app import Verb
from amendtool.cli.complete import complete_folder, complete_revision
from amendtool.cli.console import Console, exit_with, record_of
from amendtool.cli.options import json_option, open_workspace
from amendtool.cli.output import force_option, require_folder, write_folder
from amendtool.cli.printing import moment
from amendtool.messages import later, say, say_count

if TYPE_CHECKING:
    from amendtool.render.records import ReviewRecord
    from amendtool.workflow.review import Review, ReviewedTable

TITLE: Final = later("What this branch brings to the articles")
COMMENT, REPORT = "review.md", "code-quality.json"
"""The files that are written beside the documents."""


@click.command(
    cls=Verb,
    name="review",
    example="amendtool review main\namendtool review main -o review --annotations github",
)
@click.argument("target", metavar="TARGET", shell_complete=complete_revision)
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    shell_complete=complete_folder,
    help=f"Write the comment ({COMMENT}) and every table (.html, .docx) into this folder.",
)
@click.option(
    "--annotations",
    type=click.Choice(["github", "gitlab"]),
    help=f"Print the findings as commands for GitHub, or write them as {REPORT} for GitLab.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=2000),
    default=60_000,
    show_default=True,
    help="The characters that a comment may have.",
)
@force_option
@json_option
@click.pass_obj
def command(
    console: Console,
    target: str,
    output: str | None,
    annotations: str | None,
    limit: int,
    force: bool,
    as_json: bool,
) -> None:
    """Show what HEAD brings to the branch TARGET: amendments, their tables, findings.

    That is every amendment whose file or record differs from where the branch left TARGET,
    with its comparison table in each edition, and the articles themselves where they differ by
    anything else. It is printed as a comment in Markdown, cut at whole rows where it is longer
    than a git host takes; with -o the whole tables stand beside it. Nothing in the repository
    is written.

    Exit code as of `check`: 0 none; 1 findings; 3 something cannot be read or applied; 4 the
    articles have moved on.
    """
    from amendtool.render.comment import to_comment
    from amendtool.workflow.documents.templates import template_folders
    from amendtool.workflow.review import review, sections_of

    if annotations == "gitlab" and output is None:
        raise click.UsageError(
            say("--annotations gitlab writes {report}: name a folder with -o", report=REPORT)
        )
    workspace = open_workspace(console)
    if output is not None:
        require_folder(console, output, workspace=workspace)
    with console.progress(say("reviewing")):
        found = review(workspace, target, cwd=console.cwd)
    comment = to_comment(say(TITLE), sections_of(found), limit=limit)
    if output is not None:
        with console.progress(say("printing")):
            files = _files(found, comment, annotations, template_folders(workspace))
        write_folder(console, output, files, workspace=workspace, force=force)
        console.notice(f"{output}: {say_count('{count} file', '{count} files', len(files))}")
    if as_json:
        console.record(_record(found))
    elif annotations == "github":
        from amendtool.render.annotations import to_github

        console.print(to_github(found.findings))
    elif output is None:
        console.print(comment.rstrip("\n"), paged=True)
    exit_with(found.exit_code)


def _files(
    found: Review, comment: str, annotations: str | None, templates: Sequence[Path]
) -> dict[str, bytes]:
    """The comment, the report and the documents by their names in the folder."""
    from amendtool.render.annotations import to_gitlab
    from amendtool.render.formats import TABLE, render
    from amendtool.workflow.review import documents_of

    files = {COMMENT: comment.encode()}
    if annotations == "gitlab":
        files[REPORT] = to_gitlab(found.findings).encode()
    for name, each in documents_of(found):
        for form, ending in (("html", ".html"), ("docx", ".docx")):
            files[name + ending] = render(
                TABLE, each.table, form, templates=templates, moment=moment()
            )
    return files


def _record(found: Review) -> ReviewRecord:
    return {
        "schema": "amendtool/review/1",
        "base": found.base,
        "head": found.head,
        "amendments": [
            {
                "amendment": each.status.name,
                "title": each.status.title,
                "standing": each.status.standing,
                "rows": _rows(each.tables),
                "stops": [record_of(problem) for problem in each.stops],
                "notices": [record_of(problem) for problem in each.notices],
            }
            for each in found.amendments
        ],
        "articles": _rows(found.articles),
        "uncompared": [record_of(problem) for problem in found.uncompared],
        "dropped": list(found.dropped),
        "recorded": list(found.recorded),
        "findings": [record_of(problem) for problem in found.findings],
    }


def _rows(tables: tuple[ReviewedTable, ...]) -> dict[str, int]:
    return {each.language: len(each.table.rows) for each in tables}
