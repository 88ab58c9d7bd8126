"""``amendtool demo``: the main job, end to end, on the published example."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, counted, write_file
from amendtool.errors import Place, Problem, RepositoryError

if TYPE_CHECKING:
    from amendtool.repository.git import Git


@click.command(cls=Verb, name="demo", example="amendtool demo trial && cd trial && git log --stat")
@click.argument("folder", metavar="[DIR]", default="amendtool-demo", type=click.Path())
@click.pass_obj
def command(console: Console, folder: str) -> None:
    """Apply both published amendments in a new repository in DIR, and print their tables.

    The comparison tables are written to DIR/tables, in HTML and DOCX. DIR must not exist
    yet, or be empty. Where git knows no name to commit under, the repository gets one of
    its own.
    """
    from amendtool.cli.printing import moment
    from amendtool.cli.table import make
    from amendtool.render.formats import FORMATS, TABLE, render
    from amendtool.repository.workspace import Workspace
    from amendtool.workflow.adopt import adopt, propose
    from amendtool.workflow.init import example_amendments, example_files, start

    target = console.cwd / folder
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise RepositoryError(
            Problem(
                code="folder-in-use",
                message="the folder is there already and is not empty",
                hint=f"choose another one, or remove it: rm -r {folder}",
                place=Place(file=folder),
            )
        )
    start(
        target,
        files=example_files(),
        subject="The articles of incorporation before the meeting of June 26, 2007",
        settle=_name_someone,
        own=True,
    )
    console.print(f"{folder}: a repository with the articles before the meeting of June 26, 2007\n")
    workspace = Workspace.open(target)
    written: list[Path] = []
    for name in example_amendments():
        source = workspace.amendment(name, cwd=target)
        proposal = propose(workspace, source, workspace.head())
        landed, _ = adopt(workspace, proposal)
        console.print(
            f"{name}: {proposal.amendment.title}\n"
            f"  applied in {counted(len(landed.commits), 'commit')}, tag {landed.tag}"
        )
        table = make(workspace, name, console)
        for form in ("html", "docx"):
            path = target / "tables" / f"{name}{FORMATS[form].endings[0]}"
            path.parent.mkdir(exist_ok=True)
            write_file(path, render(TABLE, table, form, moment=moment()))
            written.append(path)
    console.print("\nThe history (git log --oneline --decorate):")
    log = workspace.git.check("log", "--oneline", "--decorate", doing="read the history")
    for line in log.decode("utf-8", "replace").splitlines():
        console.print(f"  {line}")
    console.print("\nThe comparison tables:")
    for path in written:
        console.print(f"  {_shown(path)}")


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _name_someone(git: Git) -> None:
    """Give the repository a name to commit under where the user has set none."""
    try:
        git.identity()
    except RepositoryError:
        git.check("config", "user.name", "amendtool demo", doing="name the committer")
        git.check("config", "user.email", "demo@amendtool.invalid", doing="name the committer")
