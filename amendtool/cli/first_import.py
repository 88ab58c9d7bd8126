"""``amendtool import`` where there is no repository yet: what is told, what is asked, and why."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import click

from amendtool.cli.console import Console
from amendtool.cli.language import LANGUAGES, spoken
from amendtool.messages import language_spoken, say, say_count

if TYPE_CHECKING:
    from amendtool.workflow.importing.document import ImportedArticles
    from amendtool.workflow.importing.start import Committer, RepositoryStart


def first_import(
    console: Console,
    file: str,
    read: Callable[[], bytes | dict[str, bytes]],
    *,
    changes: str | None,
    struck: str | None,
    accept_loss: bool,
    language: str | None,
    style: str | None,
    company: str | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Start a repository with the document ``file``, which ``read`` reads.

    Everything is asked before anything is written. Raises what the import of the document and the
    start of the repository do.
    """
    from amendtool.workflow.importing.document import import_articles, import_target
    from amendtool.workflow.importing.start import (
        language_of_text,
        require_startable,
        stands_uncommitted,
    )

    if stands_uncommitted(console.cwd):
        _require_yes(console, file, company=company, yes=yes)
        _commit(console, file, read(), changes=changes, struck=struck, yes=yes, as_json=as_json)
        return
    require_startable(console.cwd, console.cwd / file)
    data = read()

    def imported() -> ImportedArticles:
        return import_articles(
            import_target(None, language=language, style=style, write=False),
            data,
            file=file,
            changes=cast(Any, changes),
            struck=cast(Any, struck),
            accept_loss=accept_loss,
            write=False,
            progress=console.progress,
        )

    made = imported()
    talk = language_of_text(made)
    if console.speaks_as_articles and talk in LANGUAGES and talk != language_spoken():
        with spoken(talk):
            # What it has to say is said while it reads.
            _start(console, file, imported(), company=company, yes=yes, as_json=as_json)
        return
    _start(console, file, made, company=company, yes=yes, as_json=as_json)


def _start(
    console: Console,
    file: str,
    made: ImportedArticles,
    *,
    company: str | None,
    yes: bool,
    as_json: bool,
) -> None:
    from amendtool.cli.import_ import record, told_report
    from amendtool.workflow.importing.facts import name_doubts
    from amendtool.workflow.importing.start import (
        committer_known,
        plan_start,
        require_facts,
        start_imported,
    )

    folder = console.cwd
    plan = plan_start(folder, made, company=company)
    report = plan.imported.report
    doubts = name_doubts(plan.facts, plan.company, file)
    report = replace(report, doubts=(*doubts, *report.doubts))
    asks = _asks(console)
    unknown = (yes or asks) and not committer_known(folder)
    if not asks:
        require_facts(plan, file=file, unknown=unknown)
    console.problems(replace(problem, severity="warning") for problem in report.lost)
    if not as_json:
        console.print("\n".join(told_report(console, report)))
        console.flush()
    charter = made.imported.charter
    if asks and not (charter.articles or charter.supplementary):
        # Somebody has most likely named another file; every answer from here on would be to it.
        question = say("No article was found in {file}. Is it the articles?", file=file)
        if not click.confirm(question, default=False, err=True):
            console.print(say("Nothing was changed."))
            return
    if not plan.company:
        plan = replace(plan, company=_asked(say("What is the name of the company?")))
    if not as_json:
        console.print("\n".join(_settings(plan)))
        console.flush()
    commit = yes or (asks and _confirmed(plan))
    committer = _committer() if commit and unknown else None
    done = start_imported(plan, commit=commit, committer=committer)
    if as_json:
        made_of = replace(plan.imported, report=report)
        console.record(record(made_of, sorted(plan.files), written=True, started=True, commit=done))
        return
    console.print("\n".join(_end(plan, file, done)))


def _require_yes(console: Console, file: str, *, company: str | None, yes: bool) -> None:
    """Refuse to go on where nobody can be asked, or the settings would be others than they are."""
    from amendtool.workflow.importing.start import committer_known, require_commit

    if not _asks(console):
        require_commit(file, yes=yes, unknown=not committer_known(console.cwd))
    if company is not None:
        raise click.UsageError(say("--company is for a repository that import starts"))


def _commit(
    console: Console,
    file: str,
    data: bytes | dict[str, bytes],
    *,
    changes: str | None,
    struck: str | None,
    yes: bool,
    as_json: bool,
) -> None:
    """Make the first commit of what an earlier import of ``file`` has written."""
    from amendtool.workflow.importing.start import commit_start, committer_known, uncommitted_start

    unknown = not committer_known(console.cwd)
    start = uncommitted_start(
        console.cwd, data, file, changes=cast(Any, changes), struck=cast(Any, struck)
    )
    if not as_json:
        for path in start.mended:
            console.print(say("otherwise than in {file}: {path}", file=file, path=path))
        console.flush()
    question = say("The articles are not committed yet. Commit them as they stand in the files?")
    if not yes and not click.confirm(question, default=True, err=True):
        console.print(say("Nothing was changed."))
        return
    commit = commit_start(start, _committer() if unknown else None)
    if as_json:
        console.record({"schema": "amendtool/committed/1", "file": file, "commit": commit,
                        "files": sorted(start.files), "mended": list(start.mended)})  # fmt: skip
        return
    console.print(
        say_count(
            "{count} file committed as {commit}.",
            "{count} files committed as {commit}.",
            len(start.files),
            commit=commit[:12],
        )
    )
    console.print(_next())


def _next() -> str:
    return say(
        "Next: read them (amendtool show). For an amendment, edit a copy of the document "
        "in Word, then:\n  amendtool notice EDITED.docx -o DIR"
    )


def _asks(console: Console) -> bool:
    """Whether there is somebody to ask."""
    return not console.json and sys.stdin.isatty() and sys.stderr.isatty()


def _asked(question: str, *, needed: str = "") -> str:
    """An answer that can stand in a file of settings."""
    from amendtool.workflow.importing.start import fact_problem

    while True:
        answer: str = click.prompt(question, err=True)
        wrong = fact_problem(answer, needed=needed)
        if wrong is None:
            return answer.strip()
        click.echo(wrong, err=True)


def _settings(plan: RepositoryStart) -> list[str]:
    """What the settings will say, without what they leave to be filled in."""
    said = [line for line in plan.settings.splitlines() if line and not line.startswith("#")]
    told = [
        line
        for line, below in zip(said, (*said[1:], "["), strict=True)
        if not (line.startswith("[") and below.startswith("["))  # a table without a setting
    ]
    return [
        "",
        say("From the document, for amendtool.toml:"),
        "",
        *(f"  {line}" for line in told),
        "",
    ]


def _confirmed(plan: RepositoryStart) -> bool:
    click.echo(
        say("A new repository keeps the articles and their history in {folder}.",
            folder=plan.folder), err=True,
    )  # fmt: skip
    question = say("Commit them as the articles in force?")
    return bool(click.confirm(question, default=True, err=True))


def _committer() -> Committer:
    """Under whose name is committed: asked for once, and kept in the new repository alone."""
    from amendtool.workflow.importing.start import Committer

    click.echo(
        say("Each change is kept with the name of whoever made it; git does not know yours yet."),
        err=True,
    )
    name = _asked(say("Your name (such as Jane Roe)"))
    email = _asked(say("Your e-mail address (such as jane.roe@example.com)"), needed="@")
    return Committer(name=name, email=email)


def _end(plan: RepositoryStart, file: str, commit: str) -> list[str]:
    """What was done, and what comes next."""
    from amendtool.cli.import_ import written_and_committed

    count = len(plan.files)
    if commit:
        return [
            written_and_committed(count, commit),
            _next(),
            *_past(plan),
        ]
    return [
        say_count(
            "{count} file written, not committed: nothing is in the history yet.",
            "{count} files written, none committed: nothing is in the history yet.",
            count,
        ),
        say(
            "Next: read them (amendtool show; amendtool check), mend what is wrong in articles/, "
            "then commit them as they stand there:\n  amendtool import {file} --yes",
            file=_typed(file),
        ),
    ]


def _typed(file: str) -> str:
    """The name of a file as it is typed in any shell, so that nothing in it is obeyed."""
    return file if not set(file) & set(" \t&|<>;()'$`\"*?#!~") else shlex.quote(file)


def _past(plan: RepositoryStart) -> list[str]:
    """The verb that records the days of the document's own list of revisions."""
    days = plan.facts.days
    if not days:
        return []
    made = next((each.day for each in days if each.made), None)
    words = [f"--established {made}"] if made else []
    words += [f"--amended {each.day}" for each in days if not each.made]
    return [
        say("Its own list of revisions has days from before; to record them:"),
        f"  amendtool baseline {' '.join(words)}",
    ]
