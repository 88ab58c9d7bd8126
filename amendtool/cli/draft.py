"""``amendtool draft``: the amendment that leads from the present articles to edited ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, counted, record_of, write_file
from amendtool.cli.options import json_option, open_workspace
from amendtool.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from amendtool.amendments.editing import Edited
    from amendtool.cli.edited import Given
    from amendtool.repository.workspace import Workspace


@click.command(
    cls=Verb,
    name="draft",
    example="amendtool draft edited.docx -o amendments/2026-06-25-agm.yaml\n"
    "amendtool draft 2007-06-26-agm..HEAD -o amendments/since-2007.yaml",
)
@click.argument("edited", metavar="[FILE|REV|OLD..NEW]", required=False)
@click.option(
    "-o", "--output", metavar="FILE", required=True, help="The amendment to write: NAME.yaml."
)
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject"]),
    help="Draft from one side of the tracked changes in a .docx; by default they are the edit.",
)
@click.option(
    "--literal",
    is_flag=True,
    help="Keep numbers and references as they were edited, even where they cannot be meant.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@json_option
@click.pass_obj
def command(
    console: Console,
    edited: str | None,
    output: str,
    changes: str | None,
    literal: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Write the amendment that a drafter would have written for edited articles.

    The edited articles are a document of the whole articles (.docx .md .txt .html), those of
    the work tree, or those of a revision; the present ones are those at HEAD, or of OLD. In a
    document articles are found by their text, elsewhere by their key. A .docx with tracked
    changes: the changes are the edit.

    A number that stands twice, a gap, a reference left behind when its target moved: the
    amendment mends them, and the report says where. What was guessed is a comment in the
    file, with its score. Before anything is written the amendment is applied to the present
    articles and has to give the edited ones, to the character.
    """
    from amendtool.amendments.editing import draft_edited
    from amendtool.amendments.file import read_amendment
    from amendtool.amendments.guesses import guesses
    from amendtool.amendments.writing import write_amendment
    from amendtool.cli.edited import problems_of, read_given

    workspace = open_workspace(console)
    style = workspace.config.style
    path = console.cwd / output
    name = path.stem
    _require_free(path, output, force=force)
    given = read_given(workspace, edited, cast(Any, changes), console)
    with console.progress("drafting"):
        made = draft_edited(
            given.present,
            given.edited,
            style,
            name=name,
            printed=given.printed,
            seen=given.seen,
            literal=literal,
            keyed=given.keyed,
        )
    if made is None:
        raise InputError(_nothing(given))
    drafted = made.drafted
    notes = guesses(given.present, made, style)
    text = write_amendment(drafted.amendment, style, notes=notes)
    again = read_amendment(text, style, file=output, name=name).amendment
    if again != drafted.amendment:
        raise InputError(
            Problem(
                code="draft-impossible",
                message="the amendment cannot be written so that it is read back the same",
                hint="look for characters that nobody can see: amendtool check",
            )
        )
    said = [*given.notices, *problems_of(given, made, workspace)]
    write_file(path, text.encode())
    if as_json:
        console.record(_record(output, given, made, notes, said))
        return
    for problem in said:
        console.notice(console.story(problem, styled=console.styled()))
    console.print(_story(output, name, workspace, given, made, notes))


def _require_free(path: Path, output: str, *, force: bool) -> None:
    from amendtool.amendments.file import name_problem

    trouble = name_problem(path.stem, place=Place(file=output))
    if trouble is None and (path.exists() or path.is_symlink()) and not force:
        trouble = Problem(
            code="file-in-the-way",
            message="the file is there already",
            hint="choose another name, or write over it with --force",
            place=Place(file=output),
        )
    if trouble is not None:
        raise InputError(trouble)


def _nothing(given: Given) -> Problem:
    hint = (
        "edit the document, and save it"
        if given.file is not None
        else "edit the files under articles/, or name a revision or a document"
    )
    return Problem(
        code="nothing-to-draft",
        message="the edited articles are the present ones",
        hint=hint,
        place=Place(file=given.file),
    )


def _story(
    output: str,
    name: str,
    workspace: Workspace,
    given: Given,
    made: Edited,
    notes: dict[int, str],
) -> str:
    drafted = made.drafted
    whole = f"; replaced as a whole: {', '.join(drafted.whole)}" if drafted.whole else ""
    guessed = sum(note.count("guess:") for note in notes.values())
    mended = len(made.flaws) + len(made.recounted) + len(made.stale)
    lines = [f"{output}: {counted(len(drafted.amendment.operations), 'operation')}{whole}"]
    if guessed:
        many = "1 guess" if guessed == 1 else f"{guessed} guesses"
        lines.append(f"{many}, each a comment in the file")
    if mended:
        lines.append(
            "Applied to the present articles it gives the edited ones, to the character, but for "
            f"{counted(mended, 'thing')} mended (above)."
        )
    else:
        lines.append("Applied to the present articles it gives the edited ones, to the character.")
    back = "" if given.file is not None else "put articles/ back as it was, and "
    lines.append(
        f"Next: fill in title, meeting, dates and reasons, {back or 'and '}amendtool plan {name}"
    )
    return "\n".join(lines)


def _record(
    output: str, given: Given, made: Edited, notes: dict[int, str], said: list[Problem]
) -> dict[str, Any]:
    """The schema ``amendtool/draft/1``."""
    drafted = made.drafted
    return {
        "schema": "amendtool/draft/1",
        "file": output,
        "edited": given.file,
        "operations": len(drafted.amendment.operations),
        "whole": list(drafted.whole),
        "restated": made.restated,
        "mended": len(made.flaws) + len(made.recounted) + len(made.stale),
        "guesses": [
            {"operation": at, "guess": line.removeprefix("guess: ")}
            for at, note in sorted(notes.items())
            for line in note.split("\n")
        ],
        "matched": [
            {
                "present": each.present,
                "score": each.score,
                "kind": each.kind,
                "moved": each.moved,
            }
            for each in made.matching.articles
        ]
        if given.file is not None
        else [],
        "problems": [record_of(problem) for problem in said],
    }
