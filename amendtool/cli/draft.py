"""``amendtool draft``: from edited articles to the amendment that makes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, counted, record_of, write_file
from amendtool.cli.options import json_option, one_language_option, open_workspace
from amendtool.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from amendtool.cli.edited import Made
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
@one_language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    edited: str | None,
    output: str,
    changes: str | None,
    literal: bool,
    force: bool,
    language: str | None,
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

    Where several editions were edited, the amendment has the words of all of them; with
    --language those of one. A document holds one edition, by default the leading one.
    """
    from amendtool.cli.edited import Made, is_document, problems_of, read_given
    from amendtool.drafting.comments import guesses
    from amendtool.drafting.draft import draft

    workspace = open_workspace(console, language)
    path = console.cwd / output
    name = path.stem
    _require_free(path, output, force=force)
    languages = workspace.config.languages if language is None else (language,)
    if edited is not None and is_document(edited, console.cwd):
        languages = languages[:1]
    found: dict[str, Made] = {}
    given = None
    for each in languages:
        edition = workspace.edition(each)
        given = read_given(edition, edited, cast(Any, changes), console)
        with console.progress("drafting"):
            style = edition.config.style
            made = draft(given.present, given.edited, style, name=name, literal=literal)
        if made is not None:
            notes = guesses(given.present, made, style)
            said = (*given.notices, *problems_of(given, made, edition))
            found[each] = Made(given=given, edited=made, notes=notes, said=said)
    if not found:
        raise InputError(_nothing(None if given is None else given.file))
    text = _text(workspace, found)
    _require_same(workspace, text, found, output)
    if path.parent == workspace.root / "amendments":
        path.parent.mkdir(exist_ok=True)  # git keeps no empty folder
    write_file(path, text.encode())
    # What both editions say of the same operation is one of the file.
    count = text.count("\n  - ", text.index("\noperations:"))
    if as_json:
        several = {"editions": list(found)} if len(workspace.config.languages) > 1 else {}
        console.record(_record(output, count, found) | several)
        return
    for problem in dict.fromkeys(p for made in found.values() for p in made.said):
        console.notice(console.story(problem, styled=console.styled()))
    console.print(_story(output, name, count, found))
    _tell_lacking(console, workspace, tuple(found), name)


def _require_free(path: Path, output: str, *, force: bool) -> None:
    from amendtool.amendments.file.read import name_problem

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


def _nothing(file: str | None) -> Problem:
    hint = (
        "edit the document, and save it"
        if file is not None
        else "edit the files under articles/, or name a revision or a document"
    )
    return Problem(
        code="nothing-to-draft",
        message="the edited articles are the present ones",
        hint=hint,
        place=Place(file=file),
    )


def _text(workspace: Workspace, found: Mapping[str, Made]) -> str:
    """The file; the leading edition alone is written plainly, for the others to be added."""
    from amendtool.amendments.file.write import write_amendment
    from amendtool.amendments.file.write_editions import write_editions

    config = workspace.config
    leading = config.languages[0]
    amendments = {each: made.edited.amendment for each, made in found.items()}
    notes = {each: made.notes for each, made in found.items()}
    if tuple(amendments) == (leading,):
        style = config.edition(leading).style
        return write_amendment(amendments[leading], style, notes=notes[leading])
    styles = {each: config.edition(each).style for each in config.languages}
    if leading not in amendments:
        (amendment,) = amendments.values()
        amendments = {leading: replace(amendment, operations=()), **amendments}
    return write_editions(amendments, styles, notes=notes)


def _require_same(workspace: Workspace, text: str, found: Mapping[str, Made], output: str) -> None:
    """Each edition reads back what was drafted for it."""
    from amendtool.amendments.file.read import read_amendment

    config = workspace.config
    for language, made in found.items():
        amendment = made.edited.amendment
        again = read_amendment(
            text,
            config.edition(language).style,
            file=output,
            name=amendment.name,
            styles=config.styles,
        )
        if again.amendment != amendment:
            raise InputError(
                Problem(
                    code="draft-impossible",
                    message="the amendment cannot be written so that it is read back the same",
                    hint="look for characters that nobody can see: amendtool check",
                )
            )


def _tell_lacking(
    console: Console, workspace: Workspace, drafted: tuple[str, ...], name: str
) -> None:
    """Say which editions the draft has no words for."""
    config = workspace.config
    lacking = [each for each in config.languages if each not in drafted]
    if lacking and drafted[0] == config.languages[0]:
        console.notice(
            f"the words of the edition {' and '.join(lacking)} are not in it: "
            f"amendtool check {name} says where they are to be added"
        )
    elif lacking:
        console.notice(f"it is for the edition {' and '.join(drafted)} alone")


def _story(output: str, name: str, count: int, found: Mapping[str, Made]) -> str:
    whole = sorted({key for made in found.values() for key in made.edited.whole})
    told = f"; replaced as a whole: {', '.join(whole)}" if whole else ""
    guessed = sum(note.count("guess:") for made in found.values() for note in made.notes.values())
    mended = sum(made.mended for made in found.values())
    lines = [f"{output}: {counted(count, 'operation')}{told}"]
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
    document = all(made.given.file is not None for made in found.values())
    back = "" if document else "put articles/ back as it was, and "
    lines.append(
        f"Next: fill in title, meeting, dates and reasons, {back or 'and '}amendtool plan {name}"
    )
    return "\n".join(lines)


def _record(output: str, count: int, found: Mapping[str, Made]) -> dict[str, Any]:
    """The schema ``amendtool/draft/1``; guesses and matches are those of the first edition."""
    first = next(iter(found.values()))
    given, made = first.given, first.edited
    return {
        "schema": "amendtool/draft/1",
        "file": output,
        "edited": given.file,
        "operations": count,
        "whole": sorted({key for each in found.values() for key in each.edited.whole}),
        "restated": any(each.edited.restated for each in found.values()),
        "mended": sum(each.mended for each in found.values()),
        "guesses": [
            {"operation": at, "guess": line.removeprefix("guess: ")}
            for at, note in sorted(first.notes.items())
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
        "problems": [record_of(problem) for each in found.values() for problem in each.said],
    }
