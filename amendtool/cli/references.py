"""``amendtool references``: every reference in the articles, and what it means."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import json_option, language_option, open_workspace


@click.command(
    cls=Verb,
    name="references",
    example='amendtool references\namendtool references "Article 14"\namendtool references --json',
)
@click.argument("provision", required=False)
@click.option("--at", "revision", metavar="REV", help="The articles as of a commit or amendment.")
@language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    provision: str | None,
    revision: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """List every reference in the articles, or in one PROVISION, and what it points to.

    Without --at the articles are those of the work tree. References into laws and other
    documents, historical and quoted ones are listed too; they are never rewritten.
    """
    from amendtool.render.ledger import reference_line, reference_record
    from amendtool.workflow.references import references

    workspace = open_workspace(console, language)
    style = workspace.config.style
    found = references(workspace, provision, revision, progress=console.progress)
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
    console.print("\n".join(lines) if lines else "no references", paged=True)
