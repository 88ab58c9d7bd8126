"""``amendtool draft``: the amendment that leads from the present articles to edited ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, counted, write_file
from amendtool.cli.options import json_option, one_language_option, open_workspace
from amendtool.errors import InputError, Place, Problem

if TYPE_CHECKING:
    from amendtool.amendments.drafting import Drafted
    from amendtool.amendments.operations import Amendment
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
@one_language_option
@json_option
@click.pass_obj
def command(
    console: Console, edited: str | None, output: str, language: str | None, as_json: bool
) -> None:
    """Write the amendment that a drafter would have written for edited articles.

    The edited articles are those of the work tree, or of a revision; the present ones those
    at HEAD, or of OLD. Articles are matched by key: rename a file to renumber its article,
    add one for a new article. Before anything is written the amendment is applied to the
    present articles and has to give the edited ones, to the character.

    Where several editions were edited, the amendment has the words of all of them; with
    --language those of one.
    """
    from amendtool.amendments.file import name_problem

    workspace = open_workspace(console, language)
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
    languages = workspace.config.languages if language is None else (language,)
    with console.progress("drafting"):
        drafts = _drafts(workspace, languages, edited, name)
        text = _text(workspace, {each: drafted.amendment for each, drafted in drafts.items()})
    _require_same(workspace, text, drafts, output)
    write_file(path, text.encode())
    whole = sorted({key for drafted in drafts.values() for key in drafted.whole})
    # What both editions say of the same operation is one of the file.
    count = text.count("\n  - ", text.index("\noperations:"))
    if as_json:
        console.record(
            {
                "schema": "amendtool/draft/1",
                "file": output,
                "operations": count,
                "whole": whole,
            }
            | ({"editions": list(drafts)} if len(workspace.config.languages) > 1 else {})
        )
        return
    told = f"; replaced as a whole: {', '.join(whole)}" if whole else ""
    console.print(
        f"{output}: {counted(count, 'operation')}{told}\n"
        "Applied to the present articles it gives the edited ones, to the character.\n"
        "Next: fill in title, meeting, dates and reasons, put articles/ back as it was, and "
        f"amendtool plan {name}"
    )
    _tell_lacking(console, workspace, tuple(drafts), name)


def _drafts(
    workspace: Workspace, languages: tuple[str, ...], edited: str | None, name: str
) -> dict[str, Drafted]:
    """The drafts of the editions that were edited; at least one."""
    from amendtool.amendments.drafting import draft

    drafts: dict[str, Drafted] = {}
    for language in languages:
        edition = workspace.edition(language)
        present, proposed = _states(edition, edited)
        if present.charter != proposed.charter:
            style = edition.config.style
            drafts[language] = draft(present.charter, proposed.charter, style, name=name)
    if not drafts:
        raise InputError(
            Problem(
                code="nothing-to-draft",
                message="the edited articles are the present ones",
                hint="edit the files under articles/, or name a revision",
            )
        )
    return drafts


def _text(workspace: Workspace, amendments: dict[str, Amendment]) -> str:
    """The file; the leading edition alone is written plainly, for the others to be added."""
    from amendtool.amendments.writing import write_amendment
    from amendtool.amendments.writing_editions import write_editions

    config = workspace.config
    leading = config.languages[0]
    if tuple(amendments) == (leading,):
        return write_amendment(amendments[leading], config.edition(leading).style)
    styles = {each: config.edition(each).style for each in config.languages}
    if leading not in amendments:
        (amendment,) = amendments.values()
        amendments = {leading: replace(amendment, operations=()), **amendments}
    return write_editions(amendments, styles)


def _require_same(workspace: Workspace, text: str, drafts: dict[str, Drafted], output: str) -> None:
    """Each edition reads back what was drafted for it."""
    from amendtool.amendments.file import read_amendment

    config = workspace.config
    for language, drafted in drafts.items():
        again = read_amendment(
            text,
            config.edition(language).style,
            file=output,
            name=drafted.amendment.name,
            styles=config.styles,
        )
        if again.amendment != drafted.amendment:
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


def _states(workspace: Workspace, edited: str | None) -> tuple[Loaded, Loaded]:
    if edited is None:
        return workspace.articles_at(workspace.head()), workspace.articles_on_disk()
    if ".." in edited:
        old, new = workspace.git.range(edited)
        return workspace.articles_at(old), workspace.articles_at(new)
    commit = workspace.git.resolve(edited)
    return workspace.articles_at(workspace.head()), workspace.articles_at(commit)
