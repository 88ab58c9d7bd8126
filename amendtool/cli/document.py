"""``amendtool document``: the notice, press release or disclosure around the table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amendtool.articles.languages import LANGUAGES, language_of
from amendtool.cli.app import Verb
from amendtool.cli.console import Console, counted, write_file
from amendtool.cli.options import (
    complete_amendment,
    json_option,
    open_workspace,
    read_source,
)
from amendtool.cli.printing import asked_format, format_option, moment, output_option
from amendtool.errors import Problem, raise_if_any
from amendtool.render.formats import DOCUMENT, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amendtool.amendments.apply.apply import Application
    from amendtool.comparison.table import Table
    from amendtool.render.notice.templates import TemplateFile
    from amendtool.repository.config import Config
    from amendtool.repository.workspace import AmendmentSource, Workspace


@click.command(
    cls=Verb,
    name="document",
    example="amendtool document 2007-06-26-agm -o notice.docx\n"
    "amendtool document 2013-06-26-agm --template press-release -o release.html\n"
    "amendtool document --list",
)
@click.argument("amendment", required=False, shell_complete=complete_amendment)
@click.option(
    "--template", metavar="NAME", help="notice, press-release, shoshu, kaiji, or one of your own."
)
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    help="The edition, and the language of the template; by default the leading edition.",
)
@click.option("--item", type=click.IntRange(1, 999), help="The number on the agenda.")
@click.option("--house", metavar="STYLE", help="The house style of the table in it.")
@output_option(DOCUMENT, first="docx")
@format_option(DOCUMENT)
@click.option("--list", "listing", is_flag=True, help="List the templates and where they are.")
@json_option
@click.pass_obj
def command(
    console: Console,
    amendment: str | None,
    template: str | None,
    language: str | None,
    item: int | None,
    house: str | None,
    output: str | None,
    form: str | None,
    listing: bool,
    as_json: bool,
) -> None:
    """Print the document around the comparison table: reasons, table, schedule.

    Everything in it comes from the amendment and from amendtool.toml. The articles that
    the reasons cite are checked against the operations first.

    Without --template it is the agenda item of the notice. Without -o and --format it is
    printed as Markdown. A template in templates/documents/ goes before the packaged one of
    the same file name.
    """
    from amendtool.amendments.reasons import reason_problems
    from amendtool.render.notice.facts import Source as Facts
    from amendtool.render.notice.templates import choose, make_document

    workspace = open_workspace(console)
    if language in workspace.config.languages:
        workspace = workspace.edition(language)
    folders, own_templates = _folders(workspace)
    if listing:
        if amendment is not None:
            raise click.UsageError("--list takes no amendment")
        _list(console, folders, workspace, as_json=as_json)
        return
    if amendment is None:
        raise click.UsageError("Missing argument 'AMENDMENT'.")
    name = asked_format(DOCUMENT, output, form, as_json=as_json) or "markdown"
    config = workspace.config
    chosen = choose(template, language, own=config.language, folders=own_templates)
    source = read_source(workspace, amendment, console)
    proposed = source.parsed.amendment
    with console.progress("comparing"):
        config = _config(workspace, source)
        application, table = _compared(console, workspace, source, house, config)
    found = source.parsed.located(reason_problems(application, proposed, config.style))
    raise_if_any(found)
    document = make_document(
        Facts(
            amendment=proposed if item is None else replace(proposed, item=item),
            company=config.company_in(chosen.language),
            title=config.title,
            file=source.parsed.file,
            config="amendtool.toml",
        ),
        table,
        chosen,
        own_templates,
    )
    _notice(console, found, chosen, table)
    with console.progress("printing"):
        data = render(DOCUMENT, document, name, templates=folders, moment=moment())
    if output not in (None, "-"):
        write_file(console.cwd / Path(output), data)
        console.notice(f"{output}: {chosen.name}, {counted(len(table.rows), 'row')} in the table")
    else:
        console.raw(data)


def _folders(workspace: Workspace) -> tuple[list[Path], list[Path]]:
    """The company's folder of page templates, and that of document templates, if there."""
    from amendtool.render.notice.templates import FOLDER
    from amendtool.repository.workspace import read_folder

    folder = workspace.root / "templates"
    if folder.exists():
        read_folder(workspace.root, "templates")  # refuses links
    own = folder / FOLDER
    return [folder] if folder.is_dir() else [], [own] if own.is_dir() else []


def _config(workspace: Workspace, source: AmendmentSource) -> Config:
    """The configuration, with the names that the company had when the amendment was applied."""
    from amendtool.workflow.company_names import named_at

    applied = workspace.applied(source.parsed.amendment.name)
    return workspace.config if applied is None else named_at(workspace, applied.base)


def _compared(
    console: Console,
    workspace: Workspace,
    source: AmendmentSource,
    house: str | None,
    config: Config,
) -> tuple[Application, Table]:
    """What the amendment does, and its table: as adopted, once it is adopted.

    ``config`` names the company and its articles.
    """
    from amendtool.cli.table import warn_of_hidden_rows
    from amendtool.comparison.remarks import remarks_of, unprinted_remarks
    from amendtool.comparison.rows import make_table
    from amendtool.workflow.sides import sides_of

    chosen = workspace.house(house)
    sides = sides_of(workspace, source)
    told = sides.source.parsed
    table = make_table(
        sides.present,
        sides.proposed,
        style=config.style,
        house=chosen,
        title=config.title,
        kept=sides.kept,
        remarks=remarks_of(sides.application, told.amendment),
    )
    found = told.located(unprinted_remarks(table, told.amendment))
    warn_of_hidden_rows(console, sides.present, sides.proposed, chosen, found)
    return sides.application, table


def _notice(console: Console, found: Sequence[Problem], chosen: TemplateFile, table: Table) -> None:
    """Say what does not stop the document but should be known."""
    console.problems(found)
    if language_of(table.language).tag != chosen.language:
        console.notice(
            f"the template {chosen.name} is in {chosen.language}, the table in {table.language}"
        )
    if not table.rows:
        console.notice("the articles are the same on both sides: the table has no rows")


def _list(
    console: Console, folders: Sequence[Path], workspace: Workspace, *, as_json: bool
) -> None:
    from amendtool.render.notice.templates import FOLDER, template_files

    files = template_files([folder / FOLDER for folder in folders])
    shown = [
        (each, str(each.path.relative_to(workspace.root)) if each.path else "packaged")
        for each in files
    ]
    if as_json:
        console.record(
            {
                "schema": "amendtool/templates/1",
                "templates": [
                    {
                        "name": each.name,
                        "language": each.language,
                        "summary": each.summary,
                        "file": None if each.path is None else where,
                    }
                    for each, where in shown
                ],
            }
        )
        return
    widest = max(len(each.name) for each in files)
    for each, where in shown:
        console.print(f"{each.name:<{widest}}  {each.language}  {where}")
        if each.summary:
            console.print(f"  {each.summary}")
