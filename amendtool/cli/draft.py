"""``amendtool draft``: from edited articles to the amendment that makes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from amendtool import disk
from amendtool.cli.app import Verb
from amendtool.cli.complete import complete_file, complete_revision, one_of
from amendtool.cli.console import Console, exit_with, read_file, record_of
from amendtool.cli.options import (
    changes_option,
    follow_option,
    json_option,
    literal_option,
    one_language_option,
    open_workspace,
    struck_option,
)
from amendtool.cli.output import force_option, write_file
from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say, say_count, say_list

if TYPE_CHECKING:
    from amendtool.render.records import DraftRecord
    from amendtool.workflow.drafting.draft import DraftedFile
    from amendtool.workflow.drafting.edited_document import EditedDocument


@click.command(
    cls=Verb,
    name="draft",
    example="amendtool draft edited.docx -o amendments/2026-06-25-agm.yaml\n"
    "amendtool draft 2007-06-26-agm..HEAD -o amendments/since-2007.yaml",
)
@click.argument(
    "edited",
    metavar="[FILE|REV|OLD..NEW]",
    required=False,
    shell_complete=one_of(complete_file, complete_revision),
)
@click.option(
    "-o", "--output", metavar="FILE", required=True, help="The amendment to write: NAME.yaml."
)
@changes_option
@struck_option
@literal_option
@follow_option
@click.option(
    "--restate",
    is_flag=True,
    help="Delete all articles and write them anew, where hardly one is found in the document.",
)
@force_option
@one_language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    edited: str | None,
    output: str,
    changes: str | None,
    struck: str | None,
    literal: bool,
    follow: bool,
    restate: bool,
    force: bool,
    language: str | None,
    as_json: bool,
) -> None:
    """Write the amendment that a drafter would have written for edited articles.

    The edited articles are a document of the whole articles (.docx .md .txt .html), those of
    the work tree, or those of a revision; the present ones are those at HEAD, or of OLD. In a
    document articles are found by their text, elsewhere by their key. A .docx with tracked
    changes: the changes are the edit.

    A number that stands twice, a gap, a reference left behind in a text that was edited: the
    amendment mends them, and the report says where. A reference left behind elsewhere stays,
    with a warning and a `keep` in the file; --follow lets it follow. What was guessed is a
    comment in the file, with its score. Before anything is written the amendment is applied
    to the present articles and has to give the edited ones, to the character.

    Where several editions were edited, the amendment has the words of all of them; with
    --language those of one. A document holds one edition, by default the leading one.

    Exit code 0: done; 1: it is written, and references in it have to be decided about before
    it can be adopted; 3: nothing is written.
    """
    from amendtool.workflow.drafting.draft import draft_file
    from amendtool.workflow.new import require_no_twin, with_places
    from amendtool.workflow.output import require_place

    workspace = open_workspace(console, language, writes=True)
    path = console.cwd / output
    name = path.stem
    require_free(path, output, force=force)
    require_place(workspace, path.resolve(), output)
    require_no_twin(workspace, name)
    drafted = draft_file(
        workspace,
        _edited(console, edited, changes, struck),
        name=name,
        file=output,
        language=language,
        literal=literal,
        follow=follow,
        restate=restate,
        progress=console.progress,
    )
    if path.parent == workspace.root / "amendments":
        disk.make_folder(path.parent, exist_ok=True)  # git keeps no empty folder
    write_file(path, with_places(workspace.config, drafted.text).encode())
    if as_json:
        several = len(workspace.config.languages) > 1
        console.record(_record(output, drafted, several=several))
        exit_with(_exit_code(drafted))
    for problem in dict.fromkeys(p for made in drafted.drafts.values() for p in made.problems):
        console.notice(console.story(problem, styled=console.styled()))
    console.print(_story(output, name, drafted))
    _tell_lacking(console, drafted, name, leading=workspace.config.languages[0])
    exit_with(_exit_code(drafted))


def _exit_code(drafted: DraftedFile) -> int:
    """1 where something is left to decide, as `check` has it for what it finds."""
    return int(any(made.draft.open for made in drafted.drafts.values()))


def _edited(
    console: Console, argument: str | None, changes: str | None, struck: str | None
) -> EditedDocument | str | None:
    """What the argument names: a document, with its bytes, or else a revision or the work tree."""
    if argument is not None:
        from amendtool.workflow.drafting.edited_document import EditedDocument, is_document

        path = console.cwd / argument
        if is_document(argument) or path.is_file():
            data = read_file(path, argument)
            return EditedDocument(
                data=data, file=argument, changes=cast(Any, changes), struck=cast(Any, struck)
            )
    if changes is not None or struck is not None:
        raise InputError(
            Problem(
                code="changes-without-document",
                message=say("only a document has tracked changes or struck text to choose from"),
                hint=say("leave --changes and --struck out, or name a document"),
            )
        )
    return argument


def require_free(path: Path, output: str, *, force: bool) -> None:
    """Raise InputError for a file that no amendment can have, or that is there already."""
    from amendtool.workflow.new import require_name

    require_name(path.stem, Place(file=output))
    if (path.exists() or path.is_symlink()) and not force:
        raise InputError(
            Problem(
                code="file-in-the-way",
                message=say("the file is there already"),
                hint=say("choose another name, or write over it with --force"),
                place=Place(file=output),
            )
        )


def _tell_lacking(console: Console, drafted: DraftedFile, name: str, *, leading: str) -> None:
    """Say which editions the draft has no words for."""
    if drafted.lacking and leading in drafted.drafts:
        console.notice(
            say(
                "the words of the edition {languages} are not in it: amendtool check {name} "
                "says where they are to be added",
                languages=say_list(drafted.lacking),
                name=name,
            )
        )
    elif drafted.lacking:
        console.notice(
            say("it is for the edition {languages} alone", languages=say_list(drafted.drafts))
        )


def _story(output: str, name: str, drafted: DraftedFile) -> str:
    every = drafted.drafts.values()
    whole = sorted({key for made in every for key in made.draft.whole})
    told = say("; replaced as a whole: {keys}", keys=say(", ").join(whole)) if whole else ""
    guessed = sum(len(note.split("\n")) for made in every for note in made.guesses.values())
    mended = sum(made.mended for made in every)
    operations = say_count("{count} operation", "{count} operations", drafted.operations)
    lines = [f"{output}: {operations}{told}"]
    if guessed:
        lines.append(
            say_count(
                "{count} guess, each a comment in the file",
                "{count} guesses, each a comment in the file",
                guessed,
            )
        )
    but = [say_count("{count} thing mended", "{count} things mended", mended)] if mended else []
    marks = [p for made in every for p in made.problems if p.code == "edited-marks"]
    if marks:
        but.append(
            say_count("the marks in {count} article", "the marks in {count} articles", len(marks))
        )
    lines.append(
        say(
            "Applied to the present articles it gives the edited ones, to the character, but for "
            "{exceptions} (above).",
            exceptions=say_list(but),
        )
        if but
        else say("Applied to the present articles it gives the edited ones, to the character.")
    )
    left = sum(made.left for made in every)
    if left:
        lines.append(
            say_count(
                "{count} reference is kept where nothing was edited, though what it cites has "
                "moved (above); --follow lets it follow.",
                "{count} references are kept where nothing was edited, though what they cite has "
                "moved (above); --follow lets them follow.",
                left,
            )
        )
    asked = sum(len(made.draft.open) for made in every)
    if asked:
        lines.append(
            say_count(
                "Before it can be adopted, {count} reference has to be decided about (above).",
                "Before it can be adopted, {count} references have to be decided about (above).",
                asked,
            )
        )
    document = all(made.articles.file is not None for made in every)
    lines.append(
        say("Next: fill in title, meeting, dates and reasons, and amendtool plan {name}", name=name)
        if document
        else say(
            "Next: fill in title, meeting, dates and reasons, put articles/ back as it was, and "
            "amendtool plan {name}",
            name=name,
        )
    )
    return "\n".join(lines)


def _record(output: str, drafted: DraftedFile, *, several: bool) -> DraftRecord:
    """The schema ``amendtool/draft/1``; guesses and matches are those of the first edition."""
    every = tuple(drafted.drafts.values())
    first = every[0]
    record: DraftRecord = {
        "schema": "amendtool/draft/1",
        "file": output,
        "edited": first.articles.file,
        "operations": drafted.operations,
        "whole": sorted({key for each in every for key in each.draft.whole}),
        "restated": any(each.draft.restated for each in every),
        "mended": sum(each.mended for each in every),
        "left": sum(each.left for each in every),
        "open": sum(len(each.draft.open) for each in every),
        "guesses": [
            {"operation": at, "guess": line.removeprefix("guess: ")}
            for at, note in sorted(first.guesses.items())
            for line in note.split("\n")
        ],
        "matched": [
            {
                "present": each.present,
                "score": each.score,
                "kind": each.kind,
                "moved": each.moved,
            }
            for each in first.draft.matching.articles
        ]
        if first.articles.file is not None
        else [],
        "problems": [record_of(problem) for each in every for problem in each.problems],
    }
    if several:
        record["editions"] = list(drafted.drafts)
    return record
