"""``amendtool show``: the articles, or one provision, as in print."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import json_option, language_option, open_workspace


@click.command(
    cls=Verb,
    name="show",
    example='amendtool show "Article 14"\namendtool show chairman --at 2007-06-26-agm',
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
    """Print the present articles, or one PROVISION of them, as in print.

    PROVISION is an address ("Article 20 paragraph 2", 第20条第2項) or the key of an
    article or chapter.
    """
    from amendtool.render.charter.articles import articles_record, articles_text
    from amendtool.workflow.show import show

    workspace = open_workspace(console, language)
    config = workspace.config
    shown = show(workspace, provision, revision)
    loaded, address = shown.loaded, shown.address
    if as_json:
        console.record(articles_record(loaded.charter, loaded.paths, config.style, address))
    else:
        text = articles_text(loaded.charter, config.style, config.house, address).rstrip("\n")
        if not text:
            console.notice("there are no articles yet; articles/README.md says how to write them")
            return
        console.print(text, paged=True)
