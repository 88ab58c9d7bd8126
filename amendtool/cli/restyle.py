"""``amendtool restyle``: an amendment that prints the numbers of whole levels otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from amendtool import disk
from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.draft import require_free
from amendtool.cli.options import json_option, one_language_option, open_workspace
from amendtool.cli.output import force_option, write_file
from amendtool.messages import say, say_count

if TYPE_CHECKING:
    from amendtool.render.records import RestyleRecord


@click.command(
    cls=Verb,
    name="restyle",
    example="amendtool restyle --article 'Section 1.' --item '(a)' -o amendments/x.yaml",
)
@click.option(
    "--chapter",
    "chapters",
    multiple=True,
    metavar="SAMPLE",
    help="Chapters; once more for the sections in them.",
)
@click.option("--article", metavar="SAMPLE", help="Articles: a number as it is to be printed.")
@click.option(
    "--paragraph",
    metavar="SAMPLE",
    help="Paragraphs, but for a first one that prints no number.",
)
@click.option(
    "--item", "items", multiple=True, metavar="SAMPLE", help="Items; once more for those in them."
)
@click.option(
    "-o", "--output", metavar="FILE", required=True, help="The amendment to write: NAME.yaml."
)
@force_option
@one_language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    chapters: tuple[str, ...],
    article: str | None,
    paragraph: str | None,
    items: tuple[str, ...],
    output: str,
    force: bool,
    language: str | None,
    as_json: bool,
) -> None:
    """Write an amendment that prints the numbers of whole levels in another form.

    A SAMPLE is any number of the level as it is to be printed: 'Section 1.', '第１条', '②',
    '(a)'. The amendment holds a `replace` with `mark` for each number that is printed otherwise,
    and is checked, printed and adopted like any other. What prints no number prints none.
    """
    from amendtool.workflow.output import require_place
    from amendtool.workflow.restyle import restyle, samples_of

    wanted = samples_of(chapters, article, paragraph, items)
    if not wanted:
        raise click.UsageError(say("name a level: --chapter, --article, --paragraph or --item"))
    workspace = open_workspace(console, language, writes=True)
    path = console.cwd / output
    require_free(path, output, force=force)
    require_place(workspace, path.resolve(), output)
    made = restyle(
        workspace,
        wanted,
        name=path.stem,
        file=output,
        language=language,
        progress=console.progress,
    )
    if path.parent == workspace.root / "amendments":
        disk.make_folder(path.parent, exist_ok=True)  # git keeps no empty folder
    write_file(path, made.text.encode())
    if as_json:
        record: RestyleRecord = {
            "schema": "amendtool/restyle/1",
            "file": output,
            "operations": made.marks,
        }
        console.record(record)
        return
    console.print(f"{output}: {say_count('{count} operation', '{count} operations', made.marks)}")
    console.print(
        say(
            "Next: fill in title, meeting, dates and reasons, and amendtool plan {name}",
            name=path.stem,
        )
    )
