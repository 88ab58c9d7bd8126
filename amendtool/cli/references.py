"""``amendtool references``: every reference in the articles, and what it means."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from amendtool.cli.app import Verb
from amendtool.cli.complete import complete_provision
from amendtool.cli.console import Console
from amendtool.cli.options import (
    as_of_option,
    at_option,
    json_option,
    known_at,
    language_option,
    on_option,
    open_workspace,
)
from amendtool.messages import later, say

if TYPE_CHECKING:
    from amendtool.errors import Problem
    from amendtool.render.records import RelatedReferenceRecord


@click.command(
    cls=Verb,
    name="references",
    example=later(
        'amendtool references\namendtool references "Article 14"\namendtool references --json'
    ),
)
@click.argument("provision", required=False, shell_complete=complete_provision)
@at_option
@on_option
@as_of_option
@click.option(
    "--related", is_flag=True, help="Those in the documents of [related] in amendtool.toml."
)
@language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    provision: str | None,
    revision: str | None,
    on: datetime.date | None,
    as_of: str | None,
    related: bool,
    language: str | None,
    as_json: bool,
) -> None:
    """List every reference in the articles, or in one PROVISION, and what it points to.

    Without --at and --on the articles are those of the work tree; --on takes those in force on a
    day, as far as they were known --as-of a revision. References into laws and other
    documents, historical and quoted ones are listed too; they are never rewritten.

    With --related, what other documents cite of the articles: rules, forms, notices.
    """
    from amendtool.render.ledger import reference_line, reference_record
    from amendtool.workflow.references import references

    if related:
        if provision is not None or revision is not None or on is not None or as_of is not None:
            raise click.UsageError(
                say("--related lists all citations of the articles in the work tree")
            )
        _print_related(console, language, as_json=as_json)
        return
    workspace = open_workspace(console, language)
    style = workspace.config.style
    revision, as_of = known_at(revision, on, as_of)
    notices: list[Problem] = []
    found = references(
        workspace,
        provision,
        revision,
        on=on,
        as_of=as_of,
        notices=notices,
        progress=console.progress,
    )
    console.problems(notices)
    if as_json:
        console.record(
            {
                "schema": "amendtool/references/1",
                "references": [reference_record(c.listed, c.place, style) for c in found],
            }
        )
        return
    arrow = "→" if console.shows("→") else "->"
    lines = [reference_line(c.listed, c.place, style, arrow) for c in found]
    console.print("\n".join(lines) if lines else say("no references"), paged=True)


def _print_related(console: Console, language: str | None, *, as_json: bool) -> None:
    from amendtool.articles.addresses import canonical
    from amendtool.workflow.related import related_references

    workspace = open_workspace(console, language)
    style = workspace.config.style
    with console.progress(say("reading the related documents")):
        found, problems = related_references(workspace)
    console.problems(problems)
    if as_json:
        records: list[RelatedReferenceRecord] = [
            {
                "file": each.place.file,
                "line": each.place.line,
                "path": each.place.path,
                "text": each.words,
                "sentence": each.sentence,
                "targets": [canonical(target, style) for target in each.targets],
                "problem": each.trouble or None,
            }
            for each in found
        ]
        console.record({"schema": "amendtool/related/1", "references": records})
        return
    arrow = "→" if console.shows("→") else "->"
    lines = [
        f"{each.place}: {each.words} {arrow} "
        + (say(", ").join(target.text(style) for target in each.targets) or each.trouble)
        for each in found
    ]
    console.print("\n".join(lines) if lines else say("no references"), paged=True)
