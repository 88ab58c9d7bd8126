"""``amendtool notice``: everything that goes out before a meeting, in one folder."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

import click

from amendtool.articles.text.characters import shown
from amendtool.cli.app import Verb
from amendtool.cli.complete import complete_file, complete_folder, complete_template, one_of
from amendtool.cli.console import Console, read_file, record_of
from amendtool.cli.facts import (
    ask,
    at_a_terminal,
    facts_given,
    facts_options,
    tell_answers,
)
from amendtool.cli.options import (
    changes_option,
    complete_amendment,
    day_option,
    find_source,
    follow_option,
    json_option,
    literal_option,
    open_workspace,
    struck_option,
)
from amendtool.cli.output import force_option, require_files, require_folder, write_folder
from amendtool.cli.printing import model_of, model_option, moment
from amendtool.errors import InputError
from amendtool.messages import say, say_count

if TYPE_CHECKING:
    from amendtool.render.outgoing import OutgoingPage
    from amendtool.render.records import OutgoingRecord
    from amendtool.workflow.documents.notice import FactQuestion


@click.command(
    cls=Verb,
    name="notice",
    example="amendtool notice 2013-06-26-agm -o out\namendtool notice 2013-06-26-agm -o out --json",
)
@click.argument(
    "given", metavar="AMENDMENT|DOCUMENT", shell_complete=one_of(complete_file, complete_amendment)
)
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    required=True,
    shell_complete=complete_folder,
    help="The folder that everything goes into.",
)
@click.option("--name", help="The name of the amendment that is drafted from DOCUMENT.")
@click.option(
    "--again",
    is_flag=True,
    help="Draft an amendment that is there anew: what its file says of the meeting stays.",
)
@changes_option
@struck_option
@literal_option
@follow_option
@click.option("--title", help="The title of the agenda item.")
@click.option("--meeting", help="The name of the meeting.")
@day_option("--resolved", help="The day on which the board resolved to propose it.")
@day_option("--announced", help="The day of the announcement.")
@day_option("--adopted", help="The day of the meeting.")
@day_option("--effective", help="The day on which it takes effect.")
@click.option("--reason", "reasons", help="The reason for the amendment.")
@click.option(
    "--template",
    metavar="NAME",
    shell_complete=complete_template,
    help="The document template; by default the item.",
)
@click.option(
    "--whole/--no-whole",
    default=None,
    help="Also the whole notice of the meeting, whose one purpose this amendment is.",
)
@facts_options
@model_option
@force_option
@json_option
@click.pass_obj
def command(
    console: Console,
    /,
    given: str,
    output: str,
    name: str | None,
    again: bool,
    changes: Literal["accept", "reject"] | None,
    struck: Literal["keep", "drop"] | None,
    literal: bool,
    follow: bool,
    template: str | None,
    whole: bool | None,
    given_facts: tuple[str, ...],
    facts_file: str | None,
    like: str | None,
    force: bool,
    as_json: bool,
    **facts: object,
) -> None:
    """Make everything that goes out for AMENDMENT, or for an edited DOCUMENT of the articles.

    The folder gets the agenda item, the comparison table, the articles with tracked changes,
    the proposed articles, the ledger of references and the amendment itself, in every edition,
    and index.html: what each file is for, its SHA-256, and what is to be done by when.

    An edited DOCUMENT (.docx .odt .md .txt .html) is drafted first, as `draft` does it, into
    amendments/NAME.yaml; after another edit, once more with --again. What the documents want
    and the amendment does not say is asked for on a terminal, or given by the options, and
    written into the file; elsewhere it is told, all of it at once (exit code 3), and nothing is
    written. Nothing is committed.

    With --whole, for a meeting whose one purpose this amendment is, the folder has the whole
    notice of the meeting too. What it asks for beside is given with --fact and --facts, in
    another edition than the leading one as --fact en.place=TEXT; days are given once.
    """
    from amendtool.render.outgoing import INDEX, to_html
    from amendtool.workflow.documents.notice import (
        keep_file,
        may_be_whole,
        missing_facts,
        notice_package,
        page_of,
        standing_of,
        whole_answers,
        with_facts,
    )
    from amendtool.workflow.documents.outgoing_files import outgoing_files, told_of

    said = _given(facts)
    beside = facts_given(console, given_facts, facts_file)
    if beside and not whole:
        raise click.UsageError(say("--fact and --facts are for --whole"))
    model = model_of(like, "docx", console, "amendtool notice")
    workspace = open_workspace(console, writes=True)
    require_folder(console, output, workspace=workspace)
    if _is_document(given):
        from amendtool.workflow.documents.notice import drafted, require_name_free
        from amendtool.workflow.drafting.edited_document import EditedDocument

        data = read_file(console.cwd / given, given)
        edited = EditedDocument(data=data, file=given, changes=changes, struck=struck)
        free = partial(require_name_free, workspace)
        name, again = _name_of(given, name, free=free, again=again)
        there = again and name in workspace.amendment_names()
        standing = find_source(workspace, name, console) if there else None
        found, problems = drafted(
            workspace, edited, name, literal=literal, follow=follow, standing=standing
        )
        for problem in problems:
            console.notice(console.story(problem, styled=console.styled(sys.stderr)))
    elif name is not None:
        raise click.UsageError(say("--name is for an edited document"))
    elif again or changes or struck or literal or follow:
        raise click.UsageError(
            say("--again, --changes, --struck, --literal and --follow are for an edited document")
        )
    else:
        found = find_source(workspace, given, console)
        standing = found
    found = with_facts(workspace, found, said)
    answers = whole_answers(workspace, beside) if whole else None
    told: list[tuple[str, str]] = []
    while True:
        missing = missing_facts(workspace, found, template=template, whole=answers)
        if missing is None:
            if not _is_one_purpose(partial(may_be_whole, workspace, found), whole):
                break
            whole, answers = True, whole_answers(workspace, {})
        elif not at_a_terminal():
            raise InputError(*missing.problems)
        elif missing.questions:
            found = with_facts(workspace, found, _answers(missing.questions))
        else:
            assert answers is not None
            # One edition at a time: the days that are said for it are those of the others.
            first = missing.asked[0].language
            for each in missing.asked:
                if each.language == first:
                    answers[first][each.fact.name] = answer = ask(each.fact)
                    told.append((each.name, answer))
    if told:
        tell_answers(told)
    package = notice_package(workspace, found, template=template, whole=answers)
    for edition in package.editions:
        console.problems(edition.notices)
    with console.progress(say("printing")):
        files = dict(outgoing_files(package, found.data, model=model, moment=moment()))
    # The page tells the days of a file that is kept, so the folder is asked before that.
    require_files(console, output, {INDEX: b"", **files}, workspace=workspace, force=force)
    keep_file(workspace, found, standing)
    with console.progress(say("printing")):
        page = page_of(workspace, package, found, on=datetime.date.today())
        page = replace(page, files=told_of(files))
        files = {INDEX: to_html(page).encode(), **files}
    write_folder(console, output, files, workspace=workspace, force=True)
    if as_json:
        console.record(_record(output, found.shown, page))
        return
    console.print(
        say(
            "{folder}: {files}, beginning with index.html",
            folder=output,
            files=say_count("{count} file", "{count} files", len(files)),
        )
    )
    if stands := standing_of(workspace, package.name):
        console.print(
            say("The amendment is {stands}: no vote is before it any more.", stands=stands)
        )
    elif _is_document(given):
        console.print(
            say(
                "Next: look at them. To change something, edit {document} and run the same "
                "command again. Once the amendment is adopted: amendtool apply {name}",
                document=given,
                name=package.name,
            )
        )
    else:
        console.print(
            say(
                "Next: look at them. Once the amendment is adopted: amendtool apply {name}",
                name=package.name,
            )
        )


def _is_document(given: str) -> bool:
    from amendtool.workflow.drafting.edited_document import is_document

    return is_document(given)


def _given(facts: Mapping[str, object]) -> Mapping[str, str]:
    """The facts that options give; a usage error for one that the file cannot hold."""
    from amendtool.workflow.documents.notice import QUESTIONS, answer_problem

    said = {field: str(value) for field, value in facts.items() if value is not None}
    for field, answer in said.items():
        if wrong := answer_problem(QUESTIONS[field], answer):
            option = "--reason" if field == "reasons" else f"--{field}"
            raise click.BadParameter(wrong, param_hint=option)
    return said


def _name_of(
    given: str, name: str | None, *, free: Callable[[str], None], again: bool
) -> tuple[str, bool]:
    """The name of the amendment that is drafted, and whether one that is there is drafted anew.

    A usage error where nobody says it. ``free`` raises InputError for a name that cannot be had:
    then it is asked for again, unless the amendment of this name is wanted anew.
    """
    if name is not None:
        return name.removesuffix(".yaml"), again
    while at_a_terminal():
        suggested = PurePath(given).stem
        answer: str = click.prompt(say("What is the name of the amendment?"), suggested, err=True)
        answer = answer.removesuffix(".yaml")
        try:
            free(answer)
        except InputError as error:
            if [each.code for each in error.problems] == ["file-in-the-way"]:
                question = say(
                    "There is an amendment {name}. Draft it anew from {document}? (Its meeting, "
                    "days and reasons stay; its operations are replaced.)",
                    name=answer,
                    document=given,
                )
                if again or click.confirm(question, default=False, err=True):
                    return answer, True
                continue
            for problem in error.problems:
                click.echo(shown(problem.message, one_line=True), err=True)
                click.echo(shown(problem.hint, one_line=True), err=True)
        else:
            return answer, again
    raise click.UsageError(say("the amendment that is drafted needs a name: --name 2026-06-25-agm"))


def _is_one_purpose(may_be: Callable[[], bool], whole: bool | None) -> bool:
    """Whether the user says now that the meeting has no other purpose; nobody is asked twice.

    ``may_be`` tells whether that is worth asking.
    """
    if whole is not None or not at_a_terminal() or not may_be():
        return False
    return click.confirm(say("Is this amendment the one purpose of the meeting?"), err=True)


def _answers(questions: tuple[FactQuestion, ...]) -> Mapping[str, str]:
    """The answers of the user at a terminal."""
    from amendtool.workflow.documents.notice import answer_problem, as_kept

    found = {}
    for each in questions:
        answer = ""
        while wrong := answer_problem(each, answer):
            if answer:
                click.echo(shown(wrong, one_line=True), err=True)
            answer = click.prompt(
                say("{question} (such as {example})", question=each.question, example=each.example),
                err=True,
            )
        found[each.field] = as_kept(each, answer)
    return found


def _record(folder: str, file: str, page: OutgoingPage) -> OutgoingRecord:
    return {
        "schema": "amendtool/notice/1",
        "amendment": page.amendment,
        "file": file,
        "folder": folder,
        "files": [
            {"name": each.name, "use": each.use, "sha256": each.digest} for each in page.files
        ],
        "duties": [
            {"what": each.what, "rule": each.rule, "by": each.by or None, "how": list(each.how)}
            for each in page.duties
        ],
        "notices": [record_of(problem) for problem in page.problems],
    }
