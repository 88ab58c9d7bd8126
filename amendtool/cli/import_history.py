"""``amendtool import --history``: every version of a document as an amendment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from amendtool.cli.console import Console, exit_with, record_of
from amendtool.cli.options import open_workspace
from amendtool.errors import RepositoryError
from amendtool.messages import say, say_count

if TYPE_CHECKING:
    from amendtool.render.records import ImportedHistoryRecord
    from amendtool.workflow.importing.history import ImportedVersion


def import_versions(
    console: Console,
    file: str,
    *,
    check: bool,
    changes: str | None,
    struck: str | None,
    accept_loss: bool,
    language: str | None,
    style: str | None,
    as_json: bool,
) -> None:
    """Import the history of ``file`` and tell what became of each version."""
    from amendtool.workflow.importing.history import import_history
    from amendtool.workflow.importing.versions import uncommitted, versions_of

    try:
        workspace = open_workspace(console, writes=not check)
    except RepositoryError as error:
        raise _without_a_place(error) from error
    versions = versions_of(workspace, console.cwd / file, name=file)
    steps = import_history(
        workspace,
        versions,
        language=language,
        style=style,
        changes=cast(Any, changes),
        struck=cast(Any, struck),
        accept_loss=accept_loss,
        write=not check,
        progress=console.progress,
    )
    told = [
        replace(each, severity="warning") if each.severity == "error" else each
        for step in steps
        for each in step.problems
    ]
    console.problems([*uncommitted(console.cwd / file, versions, name=file), *told])
    if as_json:
        console.record(_record(file, steps, written=not check))
    else:
        console.print(_story(steps, written=not check), paged=check)
    if check and any(each.severity != "note" for step in steps for each in step.problems):
        exit_with(1)


def _without_a_place(error: RepositoryError) -> RepositoryError:
    """``error`` with what starts a repository for a history, where there is none."""
    first = error.problems[0]
    if first.code != "no-articles-repository":
        return error
    hint = say("start one with `amendtool init`; a history is imported into it")
    return RepositoryError(replace(first, hint=hint))


def _story(steps: Sequence[ImportedVersion], *, written: bool) -> str:
    lines = []
    for step in steps:
        shown = step.version.shown
        who = step.version.author.name
        if step is steps[0]:
            lines.append(say("{day}  the articles, from {shown} ({who})",
                             day=step.version.day, shown=shown, who=who))  # fmt: skip
        elif step.amendment is None:
            lines.append(say("{day}  no amendment: {shown} has the articles of the version before",
                             day=step.version.day, shown=shown))  # fmt: skip
        else:
            many = say_count("{count} operation", "{count} operations", step.operations)
            lines.append(say("{day}  {amendment}: {operations}, from {shown} ({who})",
                             day=step.adopted, amendment=step.amendment, operations=many,
                             shown=shown, who=who))  # fmt: skip
    amendments = sum(step.amendment is not None for step in steps)
    many = say_count("{count} amendment", "{count} amendments", amendments)
    if not written:
        lines.append(say("Nothing was written: the articles and {many} would be", many=many))
        return "\n".join(lines)
    commits = sum(len(step.commits) for step in steps)
    lines.append(
        say(
            "Committed: the articles and {many}, in {commits}",
            many=many,
            commits=say_count("{count} commit", "{count} commits", commits),
        )
    )
    lines.append(
        say(
            "The day of each version stands as the day of its adoption; title, meeting and "
            "reasons are for you to know."
        )
    )
    lines.append(say("Next: amendtool log, amendtool verify"))
    return "\n".join(lines)


def _record(file: str, steps: Sequence[ImportedVersion], *, written: bool) -> ImportedHistoryRecord:
    """The schema ``amendtool/import-history/1``."""
    return {
        "schema": "amendtool/import-history/1",
        "file": file,
        "written": written,
        "versions": [
            {
                "source": step.version.source,
                "file": step.version.file,
                "day": str(step.version.day),
                "author": step.version.author.name,
                "amendment": step.amendment,
                "operations": step.operations,
                "adopted": str(step.adopted) if step.amendment and step.adopted else None,
                "commits": list(step.commits),
                "problems": [record_of(each) for each in step.problems],
            }
            for step in steps
        ],
    }
