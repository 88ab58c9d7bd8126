"""``amendtool new``: a commented amendment file to fill in."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import open_workspace
from amendtool.errors import InputError, Place, Problem


@click.command(cls=Verb, name="new", example="amendtool new 2026-06-25-agm")
@click.argument("name")
@click.pass_obj
def command(console: Console, name: str) -> None:
    """Write amendments/NAME.yaml, a commented amendment to fill in.

    NAME is also the name of the tag that `apply` makes; the date of the meeting and its
    kind make a good one. An existing file is never overwritten. Where the articles have
    several editions, the file has places for the words of each.
    """
    from amendtool.amendments.file.read import name_problem
    from amendtool.packaged import packaged
    from amendtool.repository.workspace import AMENDMENTS

    workspace = open_workspace(console)
    name = name.removesuffix(".yaml")
    trouble = name_problem(name)
    if trouble is not None:
        raise InputError(trouble)
    path = workspace.root / AMENDMENTS / f"{name}.yaml"
    shown = f"{AMENDMENTS}/{name}.yaml"
    tagged = workspace.git.tag_of_amendment(name)
    if tagged is not None:
        raise InputError(
            Problem(
                code="name-taken",
                message=f"an amendment of this name was applied: tag {tagged.name}",
                hint="choose another name",
                place=Place(file=shown),
            )
        )
    config = workspace.config
    kind = "bylaws" if config.style.numbered_in_chapters else "-".join(config.languages)
    template = packaged("templates", f"amendment.{kind}.yaml")
    if not template.is_file():  # not every pair of languages has one
        template = packaged("templates", f"amendment.{config.languages[0]}.yaml")
    text = template.read_text(encoding="utf-8").replace("{{ name }}", name)
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise InputError(
            Problem(
                code="file-in-the-way",
                message="the file is there already",
                hint="edit it, or choose another name",
                place=Place(file=shown),
            )
        ) from None
    console.print(f"{shown}: fill it in, then amendtool check {name}")
