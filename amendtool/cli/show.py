"""``amendtool show``: the articles, or one provision, as in print."""

from __future__ import annotations

import datetime

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


@click.command(
    cls=Verb,
    name="show",
    example=later(
        'amendtool show "Article 14"\namendtool show chairman --at 2007-06-26-agm\n'
        "amendtool show --on 2013-06-30"
    ),
)
@click.argument("provision", required=False, shell_complete=complete_provision)
@at_option
@on_option
@as_of_option
@language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    provision: str | None,
    revision: str | None,
    on: datetime.date | None,
    as_of: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Print the present articles, or one PROVISION of them, as in print.

    PROVISION is an address ("Article 20 paragraph 2", 第20条第2項) or the key of an
    article or chapter.

    With --on the articles are those in force on that day: what takes effect later, goes later or
    is in force for some cases only stands at its place with a note, and what has ended by its own
    terms is left out. --as-of limits what was known.
    """
    from amendtool.render.charter.articles import articles_record, articles_text
    from amendtool.workflow.show import show

    revision, as_of = known_at(revision, on, as_of)
    workspace = open_workspace(console, language)
    config = workspace.config
    shown = show(workspace, provision, revision, on=on, as_of=as_of)
    loaded, addresses = shown.loaded, shown.addresses
    if shown.on is not None:
        console.problems(shown.on.notices)
    console.problems(shown.notices)
    if as_json:
        first, *others = addresses or (None,)
        record = articles_record(shown.charter, loaded.paths, config.style, first)
        for each in others:
            more = articles_record(shown.charter, loaded.paths, config.style, each)
            record["articles"] += more["articles"]
        if shown.on is not None:
            record["on"] = str(on)
            record["notes"] = [
                {
                    "key": each.spot.key,
                    "of": each.beside.article.key,
                    "provision": shown.place_of(each).text(config.style),
                    "kind": each.beside.kind.value,
                    "amendment": each.beside.amendment,
                    "day": str(each.beside.counted) if each.beside.counted else None,
                    "cases": each.beside.cases,
                    "text": each.words,
                }
                for each in shown.on.printed.notes
            ]
        console.record(record)
        return
    texts = [
        articles_text(shown.charter, config.style, config.house, each).rstrip("\n")
        for each in addresses or (None,)
    ]
    text = "\n\n".join(filter(None, texts))
    if not text:
        console.notice(say("there are no articles yet; articles/README.md says how to write them"))
        return
    console.print(text, paged=True)
