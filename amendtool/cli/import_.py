"""``amendtool import``: an existing document into clause files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from amendtool.articles.languages import LANGUAGES
from amendtool.cli.app import Verb
from amendtool.cli.console import MOST, Console, counted, exit_with, only_first, record_of
from amendtool.cli.options import DRAFTING_STYLES, json_option, open_workspace
from amendtool.errors import InputError, Place, Problem, RepositoryError

if TYPE_CHECKING:
    from amendtool.articles.charter import Charter
    from amendtool.importing.document import Imported, Report
    from amendtool.repository.workspace import Workspace


@click.command(
    cls=Verb,
    name="import",
    example="amendtool import articles.docx --check\namendtool import articles.docx --check --json",
)
@click.argument("file", type=click.Path(), metavar="FILE")
@click.option("--check", is_flag=True, help="Show what would be written; write nothing.")
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject"]),
    help="Which side of the tracked changes in a .docx to take.",
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
@json_option
@click.pass_obj
def command(
    console: Console,
    file: str,
    check: bool,
    changes: str | None,
    language: str | None,
    style_name: str | None,
    as_json: bool,
) -> None:
    """Turn an existing document into clause files, and account for every character.

    FILE is a .docx, .md, .txt or .html. The clause files are written into articles/ and not
    committed; existing articles are never overwritten. The report says how many articles were
    found, where every character of the document went, and what a person should look at.

    A further edition (--language en) goes into articles/en/; its articles take the keys that
    the leading edition has under the same numbers.

    Exit code 0: done; 1: with --check, there are doubts; 3: the file is refused.
    """
    from amendtool.articles.styles import STYLES
    from amendtool.importing.document import import_document
    from amendtool.repository.storage.folders import ARTICLES, files_of
    from amendtool.repository.workspace import find_root

    workspace: Workspace | None = None
    try:
        find_root(console.cwd)
    except RepositoryError:
        if not check:
            raise
    else:
        workspace = open_workspace(console)
        if language in workspace.config.languages:
            workspace = workspace.edition(language)
    if workspace is not None and not check:
        _require_empty(workspace)
    config = workspace.config if workspace is not None else None
    own = config.style if config is not None else None
    chosen = style_name or language
    style = STYLES[chosen] if chosen else None
    if own and style_name in (None, own.name) and language in (None, own.language):
        style = own
    if not check and config is not None and style is not own:
        raise InputError(
            Problem(
                code="import-language",
                message=f"the articles of this repository are in the language "
                f"{config.style.language!r} and the style {config.style.name!r}, and would be "
                "read in them",
                hint="mend `language` and `style` in amendtool.toml, or leave --language and "
                "--style out",
                place=Place(file="amendtool.toml"),
            )
        )
    with console.progress(f"reading {file}"):
        imported = import_document(
            _read(console.cwd / file, file),
            file=file,
            style=style,
            changes=cast(Any, changes),
        )
    charter, folder = imported.charter, ARTICLES
    if workspace is not None and imported.style.language == workspace.config.language:
        charter, folder = _in_edition(workspace, charter)
    files = files_of(charter, imported.style, folder)
    if workspace is not None and not check:
        write_new(workspace.root, files)
    if as_json:
        console.record(record(imported, sorted(files), written=not check))
    else:
        console.print(story(console, imported, files, written=not check), paged=check)
    if check and any(doubt.severity != "note" for doubt in imported.report.doubts):
        exit_with(1)


def _read(path: Path, shown: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RepositoryError(
            Problem(
                code="unreadable",
                message=f"the file cannot be read: {error.strerror}",
                hint="check its name and its permissions",
                place=Place(file=shown),
            )
        ) from None


def _in_edition(workspace: Workspace, charter: Charter) -> tuple[Charter, str]:
    """The articles under the keys of the leading edition, and the folder they belong to."""
    from amendtool.articles.editions import with_keys_of
    from amendtool.repository.storage.folders import ARTICLES

    config = workspace.config
    if len(config.languages) == 1:
        return charter, ARTICLES
    if not config.leads:
        charter = with_keys_of(charter, workspace.edition(None).articles_on_disk().charter)
    return charter, f"{ARTICLES}/{config.language}"


def _require_empty(workspace: Workspace) -> None:
    from amendtool.repository.storage.folders import ARTICLES
    from amendtool.repository.workspace import read_folder

    languages = workspace.config.languages
    others = tuple(f"{ARTICLES}/{each}/" for each in languages if each != workspace.config.language)
    flat = workspace.config.leads  # what stands in no folder belongs to the leading edition
    own = f"{ARTICLES}/{'' if flat else workspace.config.language + '/'}"
    standing = sorted(
        path
        for path in read_folder(workspace.root, ARTICLES)
        if path.startswith(own)
        and not path.startswith(others)
        and path.endswith(".md")
        and not path.rsplit("/", 1)[-1].startswith("README")
    )
    if standing:
        raise InputError(
            Problem(
                code="articles-there",
                message=f"there are articles already: {counted(len(standing), 'file')}",
                hint="import into a repository without articles (`amendtool init DIR`), or look "
                "first: amendtool import FILE --check",
                place=Place(file=standing[0]),
            )
        )


def write_new(root: Path, files: dict[str, bytes]) -> None:
    """Write files that are not there yet; where one cannot be written, none is left.

    Raises RepositoryError.
    """
    written: list[Path] = []
    made: list[Path] = []
    try:
        for name, data in files.items():
            path = root / name
            missing = [one for one in (path.parent, *path.parent.parents) if not one.exists()]
            path.parent.mkdir(parents=True, exist_ok=True)
            made += reversed(missing)
            with path.open("xb") as stream:
                written.append(path)
                stream.write(data)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        for folder in reversed(made):
            folder.rmdir()
        raise RepositoryError(
            Problem(
                code="unwritable",
                message=f"the clause files cannot be written: {error.strerror or error}",
                hint="check the folder, its permissions and the space that is left; nothing was "
                "written",
                place=Place(file=error.filename or str(root)),
            )
        ) from None


# The report


def record(imported: Imported, paths: list[str], *, written: bool) -> dict[str, Any]:
    """The report as JSON: the schema ``amendtool/import/1``."""
    report = imported.report
    counts = report.characters
    return {
        "schema": "amendtool/import/1",
        "file": report.file,
        "format": report.format,
        "style": report.style,
        "written": written,
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


def story(console: Console, imported: Imported, files: dict[str, bytes], *, written: bool) -> str:
    """The report as people read it."""
    report = imported.report
    lines: list[str] = []
    if not written:
        lines += [f"would write {path}" for path in files]
        lines.append("")
    for doubt in report.doubts[:MOST]:
        lines.append(console.story(doubt, styled=console.styled()))
    if report.doubts:
        lines += [
            counted(len(report.doubts), "thing") + " to look at" + only_first(len(report.doubts)),
            "",
        ]
    lines += _left_out(report)
    lines += _found(report)
    if imported.drafting:
        lines += ["", "to print its numbers and headings as it does, add to amendtool.toml:", ""]
        lines += ["[drafting]", *(f'{name} = "{value}"' for name, value in imported.drafting), ""]
    if written:
        lines.append(
            f"{counted(len(files), 'file')} written, none committed: look at them, then "
            "git add articles && git commit"
        )
    return "\n".join(lines)


def _found(report: Report) -> list[str]:
    counts = report.characters
    found = [counted(report.articles, "article")]
    if report.chapters:
        found.append(counted(report.chapters, "chapter"))
    if report.supplementary:
        found.append(f"{report.supplementary} in the supplementary provisions")
    total = f"{counts.read} characters in"
    if counts.generated:
        total += f", {counts.generated} in generated numbers"
    out = [
        f"{counts.clauses} in clause files",
        f"{counts.preamble} in the preamble",
        f"{counts.closing} in the closing",
        f"{counts.numbering} in numbers and brackets that the style writes",
        f"{counts.left_out} left out",
        f"{counts.lost} lost",
    ]
    return [f"{report.file}: {', '.join(found)}", f"{total} = {' + '.join(out)}"]


def _left_out(report: Report) -> list[str]:
    from amendtool.articles.text.characters import shown

    rows: dict[tuple[str, str], list[str]] = {}
    for one in report.left_out:
        rows.setdefault((one.kind, one.why), []).append(one.text)
    lines: list[str] = []
    for (kind, why), texts in rows.items():
        text = shown(" | ".join(texts), one_line=True)
        short = text if len(text) <= 80 else f"{text[:79]}…"
        lines.append(f"left out, {kind} ({why}): {short}")
    return [*lines, ""] if lines else []
