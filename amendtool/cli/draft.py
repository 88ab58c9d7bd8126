"""``amendtool draft``: the amendment that leads from the present articles to edited ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, counted, write_file
from amendtool.cli.options import json_option, open_workspace
from amendtool.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from amendtool.repository.folders import Loaded
    from amendtool.repository.workspace import Workspace


@click.command(
    cls=Verb,
    name="draft",
    example="amendtool draft 2007-06-26-agm..HEAD -o amendments/since-2007.yaml",
)
@click.argument("edited", metavar="[REV|OLD..NEW]", required=False)
@click.option(
    "-o", "--output", metavar="FILE", required=True, help="The amendment to write: NAME.yaml."
)
@json_option
@click.pass_obj
def command(console: Console, edited: str | None, output: str, as_json: bool) -> None:
    """Write the amendment that a drafter would have written for edited articles.

    The edited articles are those of the work tree, or of a revision; the present ones those
    at HEAD, or of OLD. Articles are matched by key: rename a file to renumber its article,
    add one for a new article. Before anything is written the amendment is applied to the
    present articles and has to give the edited ones, to the character.
    """
    from amendtool.amendments.drafting import draft
    from amendtool.amendments.file import name_problem, read_amendment
    from amendtool.amendments.writing import write_amendment

    workspace = open_workspace(console)
    style = workspace.config.style
    path = console.cwd / output
    name = path.stem
    trouble = name_problem(name, place=Place(file=output))
    if trouble is None and (path.exists() or path.is_symlink()):
        trouble = Problem(
            code="file-in-the-way",
            message="the file is there already",
            hint="choose another name",
            place=Place(file=output),
        )
    if trouble is not None:
        raise InputError(trouble)
    present, proposed = _states(workspace, edited)
    if present.charter == proposed.charter:
        raise InputError(
            Problem(
                code="nothing-to-draft",
                message="the edited articles are the present ones",
                hint="edit the files under articles/, or name a revision",
            )
        )
    with console.progress("drafting"):
        drafted = draft(present.charter, proposed.charter, style, name=name)
    text = write_amendment(drafted.amendment, style)
    again = read_amendment(text, style, file=output, name=name).amendment
    if again != drafted.amendment:
        raise InputError(
            Problem(
                code="draft-impossible",
                message="the amendment cannot be written so that it is read back the same",
                hint="look for characters that nobody can see: amendtool check",
            )
        )
    write_file(path, text.encode())
    if as_json:
        console.record(
            {
                "schema": "amendtool/draft/1",
                "file": output,
                "operations": len(drafted.amendment.operations),
                "whole": list(drafted.whole),
            }
        )
        return
    whole = f"; replaced as a whole: {', '.join(drafted.whole)}" if drafted.whole else ""
    console.print(
        f"{output}: {counted(len(drafted.amendment.operations), 'operation')}{whole}\n"
        "Applied to the present articles it gives the edited ones, to the character.\n"
        "Next: fill in title, meeting, dates and reasons, put articles/ back as it was, and "
        f"amendtool plan {name}"
    )


def _states(workspace: Workspace, edited: str | None) -> tuple[Loaded, Loaded]:
    if edited is None:
        return workspace.articles_at(workspace.head()), workspace.articles_on_disk()
    if ".." in edited:
        old, new = workspace.git.range(edited)
        return workspace.articles_at(old), workspace.articles_at(new)
    commit = workspace.git.resolve(edited)
    return workspace.articles_at(workspace.head()), workspace.articles_at(commit)
