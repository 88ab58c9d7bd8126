"""``amendtool import``: an existing document into clause files."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import click

from amendtool.articles.languages import LANGUAGES
from amendtool.cli.app import Verb
from amendtool.cli.console import (
    MOST,
    Console,
    exit_with,
    only_first,
    read_file,
    record_of,
)
from amendtool.cli.language import LANGUAGES as SPOKEN
from amendtool.cli.language import spoken
from amendtool.cli.options import DRAFTING_STYLES, json_option, open_workspace
from amendtool.cli.output import force_option, write_output
from amendtool.errors import Place, Problem, RepositoryError
from amendtool.messages import language_spoken, say, say_count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amendtool.importing.document import Imported, Report
    from amendtool.render.records import ImportRecord
    from amendtool.workflow.importing.document import ImportTarget


@click.command(
    cls=Verb,
    name="import",
    example="amendtool import articles.docx --check\n"
    "amendtool import articles.docx --check --html report.html",
)
@click.argument("file", type=click.Path(), metavar="FILE")
@click.option(
    "-n",
    "--check",
    "--dry-run",
    "check",
    is_flag=True,
    help="Show what would be written; write nothing.",
)
@click.option(
    "--html",
    "page",
    metavar="FILE",
    help="With --check: a page of the document and what is read from it, side by side.",
)
@force_option
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject"]),
    help="Which side of the tracked changes in a .docx to take.",
)
@click.option(
    "--struck",
    type=click.Choice(["keep", "drop"]),
    help="What becomes of text that is struck through: kept as text, or left out.",
)
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    help="The edition, and how its numbers are written; by default the leading one, else as the "
    "text.",
)
@click.option(
    "--style",
    "style_name",
    type=click.Choice(DRAFTING_STYLES),
    help="The drafting style, where --language does not say enough.",
)
@click.option(
    "--accept-loss",
    is_flag=True,
    help="Go on without text that would stand in no file; the report says which.",
)
@click.option(
    "--company", metavar="NAME", help="For a new repository: the company, where FILE tells none."
)
@click.option("--yes", is_flag=True, help="Commit what was imported, unasked.")
@click.option(
    "--history",
    is_flag=True,
    help="Every version of FILE, in git or as dated files, as an amendment of its own.",
)
@json_option
@click.pass_obj
def command(
    console: Console,
    file: str,
    check: bool,
    page: str | None,
    force: bool,
    changes: str | None,
    struck: str | None,
    accept_loss: bool,
    language: str | None,
    style_name: str | None,
    company: str | None,
    yes: bool,
    history: bool,
    as_json: bool,
) -> None:
    """Turn an existing document into clause files, and account for every character.

    FILE is a .docx, .odt, .md, .txt or .html, or a folder of them, which is read in the order
    of their names. The clause files are written into articles/ and not committed unless --yes
    says so; existing articles are never overwritten. The report says how many articles were
    found, where every character of the document went, and what a person should look at.

    Where there is no repository, one is started here, or in DIR with -C DIR: in a folder that
    holds nothing but documents. The language, the forms and what is known of the company come
    from FILE; what is missing is asked for on a terminal, and so is the first commit. Without a
    terminal --yes says yes to it.

    A further edition (--language en) goes into articles/en/; its articles take the keys that
    the leading edition has under the same numbers.

    --check --html FILE writes a page that shows the document as it is printed and the
    articles as they are read side by side, with each doubt at its place, to look at before
    anything is written.

    --history imports how FILE came to be: each version of it in git, or each of a folder of
    files that are named after their day (2019-06-27.docx), becomes an amendment that is
    adopted in a commit of its own, with the author and the day of the version. All of them
    land together, or none; with --check none.

    Exit code 0: done; 1: with --check, there are doubts; 3: the file is refused, or some
    of its text would be lost, and nothing is written.
    """
    from amendtool.workflow.importing.document import (
        commit_articles,
        import_articles,
        import_target,
        write_articles,
    )
    from amendtool.workflow.importing.start import begins_here, language_of_text
    from amendtool.workflow.open import stands_in_repository

    if history:
        from amendtool.cli.import_history import import_versions

        if page is not None or force or company is not None or yes:
            raise click.UsageError(
                say("--html, --force, --company and --yes are not for --history")
            )
        import_versions(
            console,
            file,
            check=check,
            changes=changes,
            struck=struck,
            accept_loss=accept_loss,
            language=language,
            style=style_name,
            as_json=as_json,
        )
        return
    if page is not None and not check:
        raise click.UsageError(say("--html is for --check: it shows what would be written"))
    if force and page is None:
        raise click.UsageError(
            say("--force is for the file of --html; articles are never overwritten")
        )
    if not check and begins_here(console.cwd):
        from amendtool.cli.first_import import first_import

        first_import(
            console,
            file,
            partial(_read, console, file),
            changes=changes,
            struck=struck,
            accept_loss=accept_loss,
            language=language,
            style=style_name,
            company=company,
            yes=yes,
            as_json=as_json,
        )
        return
    workspace = None
    if not check or stands_in_repository(console.cwd):
        workspace = open_workspace(console, writes=not check)
    target = import_target(workspace, language=language, style=style_name, write=not check)
    if company is not None:
        raise click.UsageError(say("--company is for a repository that import starts"))
    if yes and check:
        raise click.UsageError(say("--yes commits, and --check writes nothing"))
    made = import_articles(
        target,
        _read(console, file),
        file=file,
        changes=cast(Any, changes),
        struck=cast(Any, struck),
        accept_loss=accept_loss,
        write=not check,
        later=True,
        progress=console.progress,
    )
    imported, files = made.imported, made.files
    if workspace is None and console.speaks_as_articles:
        console.speaks_as_articles = False
        if (talk := language_of_text(made)) in SPOKEN and talk != language_spoken():
            # What it has to say is said while it reads.
            context = click.get_current_context()
            with spoken(talk):
                context.invoke(command, **context.params)
            return
    console.problems(replace(problem, severity="warning") for problem in imported.report.lost)
    if page is not None:
        _show(console, page, made.imported, target, force=force)
    if not as_json:
        told = story(
            console, imported, files, written=not check, title=made.title, settings=made.settings
        )
        if workspace is None:
            told += "\n" + say(
                "There is no repository here: without --check, this starts one with it."
            )
        console.print(told, paged=check)
        console.flush()
    commit = ""
    if yes:
        commit = commit_articles(made)
    elif not check:
        write_articles(made)
    if as_json:
        console.record(record(imported, sorted(files), written=not check, commit=commit))
    elif yes:
        console.print(written_and_committed(len(files), commit))
    elif not check:
        also = bool(imported.drafting or made.title or made.settings)
        console.print(_written(len(files), also=also))
    if check and any(doubt.severity != "note" for doubt in imported.report.doubts):
        exit_with(1)


def _show(
    console: Console, page: str, imported: Imported, target: ImportTarget, *, force: bool
) -> None:
    """Write the page to look at, or print it where the file is ``-``."""
    from amendtool.render.imported import to_html
    from amendtool.workflow.importing.found import found_in
    from amendtool.workflow.importing.page import import_page

    made = import_page(imported, workspace=target.workspace, summary=found_in(imported.report))
    data = to_html(made).encode("utf-8")
    if page == "-":
        console.raw(data)
        return
    write_output(console, page, data, workspace=target.workspace, force=force)
    console.notice(
        say(
            "{page}: {places} side by side",
            page=page,
            places=say_count("{count} place", "{count} places", len(made.rows)),
        )
    )


def _read(console: Console, file: str) -> bytes | dict[str, bytes]:
    """The document, or the documents of a folder."""
    from amendtool.workflow.importing.document import files_in

    path = console.cwd / file
    if not path.is_dir():
        return read_file(path, file)
    try:
        files, others = files_in(path)
    except OSError as error:
        raise RepositoryError(
            Problem(
                code="unreadable",
                message=say("the folder cannot be read: {strerror}", strerror=error.strerror),
                hint=say("check its name and its permissions"),
                place=Place(file=file),
            )
        ) from None
    if others:
        console.problems(
            [
                Problem(
                    code="folder-left-out",
                    message=say(
                        "not read, for they are no documents of it: {others}",
                        others=say(", ").join(others[:MOST]),
                    ),
                    hint=say("import them apart if they are part of the articles"),
                    place=Place(file=file),
                    severity="note",
                )
            ]
        )
    return files


# The report


def record(
    imported: Imported,
    paths: list[str],
    *,
    written: bool,
    started: bool = False,
    commit: str = "",
) -> ImportRecord:
    """The report as JSON: the schema ``amendtool/import/1``."""
    report = imported.report
    counts = report.characters
    return {
        "schema": "amendtool/import/1",
        "file": report.file,
        "format": report.format,
        "style": report.style,
        "written": written,
        "started": started,
        "commit": commit or None,
        "found": {
            "labels": report.labels,
            "articles": report.articles,
            "chapters": report.chapters,
            "supplementary": report.supplementary,
        },
        "characters": {
            "read": counts.read,
            "generated": counts.generated,
            "clauses": counts.clauses,
            "preamble": counts.preamble,
            "closing": counts.closing,
            "numbering": counts.numbering,
            "left_out": counts.left_out,
            "lost": counts.lost,
            "invented": counts.invented,
        },
        "left_out": [
            {
                "kind": one.kind,
                "text": one.text,
                "why": one.why,
                "line": one.place.line,
                "path": one.place.path,
            }
            for one in report.left_out
        ],
        "doubts": [record_of(doubt) for doubt in report.doubts],
        "drafting": dict(imported.drafting),
        "files": paths,
    }


def story(
    console: Console,
    imported: Imported,
    files: Mapping[str, bytes],
    *,
    written: bool,
    title: str | None = None,
    settings: Mapping[str, str] | None = None,
) -> str:
    """The report as people read it; ``title`` and ``settings`` are taken from the document."""
    lines = told_report(console, imported.report)
    told = dict(settings or {})
    if imported.drafting or told:
        said = (
            say("its numbers and headings are printed as it prints them; amendtool.toml says how:")
            if written
            else say(
                "to print its numbers and headings as it does, an import adds to amendtool.toml:"
            )
        )
        lines += ["", said, ""]
        lines += [f"{name} = {json.dumps(v, ensure_ascii=False)}" for name, v in told.items()]
    if imported.drafting:
        lines += ["", "[drafting]"] if told else ["[drafting]"]
        lines += [
            f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in imported.drafting
        ]
        lines.append("")
    if title is not None:
        lines += ["", say("its title: {title}, in amendtool.toml", title=title)]
    if not written:
        lines += ["", *(say("would write {path}", path=path) for path in files)]
    return "\n".join(lines)


def written_and_committed(count: int, commit: str) -> str:
    """That the files are there, and in git."""
    return say_count(
        "{count} file written and committed as {commit}.",
        "{count} files written and committed as {commit}.",
        count,
        commit=commit[:12],
    )


def _written(count: int, *, also: bool) -> str:
    """That the files are there, and what comes next; ``also`` the settings were written."""
    return say(
        "{files} written, none committed: look at them, then git add {folders} && git commit",
        files=say_count("{count} file", "{count} files", count),
        folders="articles amendtool.toml" if also else "articles",
    )


def told_report(console: Console, report: Report) -> list[str]:
    """What to look at, what was left out, and the account: what everything else stands behind."""
    from amendtool.workflow.importing.found import found_in

    lines: list[str] = []
    for doubt in report.doubts[:MOST]:
        lines.append(console.story(doubt, styled=console.styled()))
    if report.doubts:
        lines += [
            say_count("{count} thing to look at", "{count} things to look at", len(report.doubts))
            + only_first(len(report.doubts)),
            "",
        ]
    lines += _left_out(report)
    lines += found_in(report)
    return lines


def _left_out(report: Report) -> list[str]:
    from amendtool.articles.text.characters import shown

    rows: dict[tuple[str, str], list[str]] = {}
    for one in report.left_out:
        rows.setdefault((one.said, one.why), []).append(one.text)
    lines: list[str] = []
    for (kind, why), texts in rows.items():
        text = shown(" | ".join(texts), one_line=True)
        short = text if len(text) <= 80 else f"{text[:79]}…"
        lines.append(say("left out, {kind} ({why}): {text}", kind=say(kind), why=why, text=short))
    return [*lines, ""] if lines else []
