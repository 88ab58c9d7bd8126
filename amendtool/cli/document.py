"""``amendtool document``: the documents around the table, or around the articles in force."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import click

from amendtool.articles.languages import LANGUAGES, language_of
from amendtool.cli.app import Verb
from amendtool.cli.complete import complete_template
from amendtool.cli.console import Console
from amendtool.cli.facts import ask, at_a_terminal, facts_given, facts_options, tell_answers
from amendtool.cli.options import (
    as_of_option,
    complete_amendment,
    find_source,
    json_option,
    on_option,
    open_workspace,
    read_source,
)
from amendtool.cli.output import write_output
from amendtool.cli.printing import (
    asked_format,
    model_of,
    model_option,
    moment,
    require_printable,
    table_options,
    write_several,
)
from amendtool.messages import say, say_count
from amendtool.render.formats import DOCUMENT, render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from amendtool.comparison.table import Table
    from amendtool.errors import Problem
    from amendtool.render.notice.model import Notice
    from amendtool.render.notice.templates import TemplateFile
    from amendtool.workflow.documents.document import ListedTemplate, MadeDocument
    from amendtool.workflow.documents.word_models import PrintedModel


@click.command(
    cls=Verb,
    name="document",
    example="amendtool document 2007-06-26-agm -o notice.docx\n"
    "amendtool document 2013-06-26-agm --template press-release -o release.html\n"
    'amendtool document --template secretary-certificate --fact officer="J. Doe"\n'
    "amendtool document --list",
)
@click.argument("amendments", metavar="[AMENDMENT]...", nargs=-1, shell_complete=complete_amendment)
@click.option(
    "--template",
    metavar="NAME",
    shell_complete=complete_template,
    help="notice, press-release, shoshu, kaiji, genkou-teikan, …: --list tells them all.",
)
@facts_options
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    help="The edition, and the language of the template; by default the leading edition.",
)
@click.option(
    "--item",
    type=click.IntRange(1, 999),
    help="The number on the agenda; of several amendments that of the first.",
)
@on_option
@as_of_option
@table_options(DOCUMENT, first="docx")
@model_option
@click.option("--list", "listing", is_flag=True, help="List the templates and where they are.")
@json_option
@click.pass_obj
def command(
    console: Console,
    amendments: tuple[str, ...],
    template: str | None,
    given_facts: tuple[str, ...],
    facts_file: str | None,
    language: str | None,
    item: int | None,
    on: datetime.date | None,
    as_of: str | None,
    house: str | None,
    alone: bool,
    output: str | None,
    force: bool,
    form: str | None,
    like: str | None,
    listing: bool,
    as_json: bool,
) -> None:
    """Print a document around the comparison table, or one of the articles in force.

    Everything in it comes from the amendment and from amendtool.toml. The articles that
    the reasons cite are checked against the operations first. Several amendments are the items
    of one meeting, in the order of the agenda: a document for each, with its table as
    `amendtool table` prints it for several; with -o in a file of its own.

    A template of the articles, such as genkou-teikan and secretary-certificate, takes no
    AMENDMENT: it prints the articles in force today, or --on DAY, with their certificate.

    What a template asks for beside is given with --fact and --facts, or asked for on a terminal;
    elsewhere all of it is told at once (exit code 3).

    Without --template it is the agenda item of the notice. Without -o and --format it is
    printed as Markdown. A template in templates/documents/ goes before the packaged one of
    the same file name.

    With --on DAY the present side of the table is the text in force on that day, with its notes,
    as far as it was known --as-of a revision.
    """
    from amendtool.workflow.documents.document import choose_template, list_templates, make
    from amendtool.workflow.documents.templates import template_folders
    from amendtool.workflow.table import compare_amendment, compare_items

    answers = facts_given(console, given_facts, facts_file)
    workspace = open_workspace(console)
    if language in workspace.config.languages:
        workspace = workspace.edition(language)
    folders = template_folders(workspace)
    if listing:
        if amendments:
            raise click.UsageError(say("--list takes no amendment"))
        _list(console, list_templates(workspace), as_json=as_json)
        return
    if not amendments and template is None:
        raise click.UsageError(say("Missing argument 'AMENDMENT'."))
    name = asked_format(DOCUMENT, output, form, as_json=as_json) or "markdown"
    model = model_of(like, name, console, "amendtool document")
    chosen = choose_template(workspace, template, language)
    if language is None and chosen.language in workspace.config.languages:
        workspace = workspace.edition(chosen.language)
    if not amendments:
        if item is not None or alone:
            raise click.UsageError(say("--item and --alone are for a document of an amendment"))
        from amendtool.workflow.documents.document import make_of_articles

        made = _asking(
            answers,
            partial(
                make_of_articles,
                workspace,
                chosen,
                on or datetime.date.today(),
                as_of=as_of,
                answers=answers,
            ),
        )
        console.problems(made.notices)
        _other_language(console, chosen, workspace.config.language)
        with console.progress(say("printing")):
            data = _printed(made.document, name, folders, model)
        if output not in (None, "-"):
            write_output(console, output, data, workspace=workspace, force=force)
            console.notice(say("{output}: {name}", output=output, name=chosen.name))
        else:
            console.raw(data)
        return
    if len(amendments) > 1 or alone:
        if on is not None or as_of is not None:
            raise click.UsageError(say("--on and --as-of are for one amendment"))
        several = tuple(find_source(workspace, each, console) for each in amendments)
        require_printable(DOCUMENT, name, output, len(several))
        with console.progress(say("comparing")):
            items = compare_items(workspace, several, house=house, alone=alone)
        printed: list[tuple[str, bytes]] = []
        for number, each in enumerate(items):
            console.problems(each.compared.notices)
            own = workspace.read(several[number])
            at = None if item is None else item + number
            one = _asking(
                answers,
                partial(make, workspace, own, each.compared, chosen, item=at, answers=answers),
            )
            _notice(console, one.notices, chosen, each.compared.table)
            data = _printed(one.document, name, folders, model)
            printed.append((each.name, data))
        write_several(console, DOCUMENT, output, printed, name, workspace=workspace, force=force)
        return
    source = read_source(workspace, amendments[0], console)
    with console.progress(say("comparing")):
        compared = compare_amendment(workspace, source, house=house, on=on, as_of=as_of)
    console.problems(compared.notices)
    made = _asking(
        answers,
        partial(make, workspace, source, compared, chosen, item=item, answers=answers),
    )
    document, table = made.document, compared.table
    _notice(console, made.notices, chosen, table)
    with console.progress(say("printing")):
        data = _printed(document, name, folders, model)
    if output not in (None, "-"):
        write_output(console, output, data, workspace=workspace, force=force)
        console.notice(
            say(
                "{output}: {name}, {rows} in the table",
                output=output,
                name=chosen.name,
                rows=say_count("{count} row", "{count} rows", len(table.rows)),
            )
        )
    else:
        console.raw(data)


def _asking(answers: dict[str, str], make: Callable[[], MadeDocument]) -> MadeDocument:
    """What ``make`` gives, with what it asks for; elsewhere than at a terminal it is told."""
    from amendtool.errors import InputError
    from amendtool.render.notice.asked import FactsMissingError

    while True:
        try:
            return make()
        except FactsMissingError as missing:
            if not at_a_terminal():
                raise
            if missing.others:
                raise InputError(*missing.others) from None
            told = [(each.name, ask(each)) for each in missing.questions]
            answers.update(told)
            tell_answers(told)


def _printed(
    document: Notice, name: str, folders: Sequence[Path], like: PrintedModel | None
) -> bytes:
    """The document in a format, or in the company's own Word file."""
    if like is None:
        return render(DOCUMENT, document, name, templates=folders, moment=moment())
    from amendtool.workflow.documents.word_models import notice_in_model

    return notice_in_model(document, like)


def _notice(console: Console, found: Sequence[Problem], chosen: TemplateFile, table: Table) -> None:
    """Say what does not stop the document but should be known."""
    console.problems(found)
    _other_language(console, chosen, table.language)
    if not table.rows:
        console.notice(say("the articles are the same on both sides: the table has no rows"))


def _other_language(console: Console, chosen: TemplateFile, language: str) -> None:
    """Say that a template is in another language than what it prints."""
    if language_of(language).tag != chosen.language:
        console.notice(
            say(
                "the template {name} is in {language}, the table in {other}",
                name=chosen.name,
                language=chosen.language,
                other=language,
            )
        )


def _list(console: Console, listed: Sequence[ListedTemplate], *, as_json: bool) -> None:
    if as_json:
        console.record(
            {
                "schema": "amendtool/templates/1",
                "templates": [
                    {
                        "name": each.template.name,
                        "language": each.template.language,
                        "summary": each.template.summary,
                        "file": each.path,
                    }
                    for each in listed
                ],
            }
        )
        return
    widest = max(len(each.template.name) for each in listed)
    for each in listed:
        template = each.template
        where = each.path or say("packaged")
        console.print(f"{template.name:<{widest}}  {template.language}  {where}")
        if template.summary:
            console.print(f"  {template.summary}")
