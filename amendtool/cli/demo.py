"""``amendtool demo``: the main job, end to end, on the published example."""

from __future__ import annotations

from pathlib import Path

import click

from amendtool import disk
from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.output import write_file
from amendtool.errors import Place, Problem, RepositoryError
from amendtool.messages import say, say_count


@click.command(cls=Verb, name="demo", example="amendtool demo trial && cd trial && git log --stat")
@click.argument("folder", metavar="[DIR]", default="amendtool-demo", type=click.Path())
@click.pass_obj
def command(console: Console, folder: str) -> None:
    """Apply both published amendments in a new repository in DIR, and print their tables.

    The comparison tables are written to DIR/tables, in HTML and DOCX. DIR must not exist
    yet, or be empty; a demo that was cut off is gone on with. Where git knows no name to
    commit under, the repository gets one of its own.
    """
    from amendtool.cli.printing import moment
    from amendtool.render.formats import FORMATS, TABLE, render
    from amendtool.workflow.demo import (
        apply_examples,
        finish_demo,
        history_lines,
        is_cut_off,
        start_demo,
    )
    from amendtool.workflow.output import written as remember

    target = console.cwd / folder
    if target.exists() and not (target.is_dir() and is_cut_off(target)):
        raise RepositoryError(
            Problem(
                code="folder-in-use",
                message=say("the folder is there already and is not empty"),
                hint=say("choose another one, or remove it: rm -r {folder}", folder=folder),
                place=Place(file=folder),
            )
        )
    workspace = start_demo(target)
    console.print(
        say(
            "{folder}: a repository with the articles before the meeting of June 26, 2007",
            folder=folder,
        )
    )
    console.print("")
    written: list[Path] = []
    for step in apply_examples(workspace):
        console.print(
            say(
                "{name}: {title}\n  applied in {count}, tag {tag}",
                name=step.name,
                title=step.title,
                count=say_count("{count} commit", "{count} commits", len(step.landed.commits)),
                tag=step.landed.tag,
            )
        )
        console.problems(step.compared.notices)
        for form in ("html", "docx"):
            path = target / "tables" / f"{step.name}{FORMATS[form].endings[0]}"
            disk.make_folder(path.parent, exist_ok=True)
            data = render(TABLE, step.compared.table, form, moment=moment())
            write_file(path, data)
            remember(workspace, data)
            written.append(path)
    finish_demo(workspace)
    console.print("")
    console.print(say("The history (git log --oneline --decorate):"))
    for line in history_lines(workspace):
        console.print(f"  {line}")
    console.print("")
    console.print(say("The comparison tables:"))
    for path in written:
        console.print(f"  {_shown(path)}")


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
