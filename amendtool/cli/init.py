"""``amendtool init``: start an articles repository."""

from __future__ import annotations

import click

from amendtool.articles.languages import LANGUAGES
from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import DRAFTING_STYLES
from amendtool.messages import say


@click.command(
    cls=Verb,
    name="init",
    example="amendtool init our-articles --company 'Example Inc.'\n"
    "amendtool init trial --example iij",
)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path())
@click.option("--example", type=click.Choice(["iij"]), help="Begin with the published example.")
@click.option("--company", default="", help="The name of the company.")
@click.option("--title", help="The title of the articles, the caption of the tables.")
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    default="en",
    help="The language of the articles.",
)
@click.option(
    "--style",
    type=click.Choice(DRAFTING_STYLES),
    help="How the articles are numbered, with its language; by default that of the language.",
)
@click.pass_obj
def command(
    console: Console,
    folder: str | None,
    example: str | None,
    company: str,
    title: str | None,
    language: str,
    style: str | None,
) -> None:
    """Start an articles repository in DIR, by default here.

    It gets its configuration, a folder for the articles and one for the amendments, all
    committed to git.

    With --example iij it holds the articles of a listed company as in force before June
    26, 2007, and two published amendments, none of them applied.
    """
    from amendtool.workflow.init import start_repository

    target = console.cwd / folder if folder else console.cwd
    started = start_repository(
        target, example=example, company=company, title=title, language=language, style=style
    )
    shown = folder or "."
    console.print(
        say(
            "{folder}: {count} files committed as {commit}",
            folder=shown,
            count=started.files,
            commit=started.commit[:12],
        )
    )
    if example is not None:
        console.print(say("Next: cd {folder}, then amendtool plan 2007-06-26-agm", folder=shown))
    else:
        console.print(
            say(
                "Next: write the articles into {folder}/articles/ (its README.md says how), "
                "commit them,\nthen amendtool check",
                folder=shown,
            )
        )
