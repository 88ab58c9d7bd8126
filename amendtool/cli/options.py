"""What several verbs share: their options, opening the repository, completing names."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from amendtool.cli.complete import complete_revision, folder_of, offer
from amendtool.cli.console import Console
from amendtool.messages import say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from amendtool.repository.workspace import AmendmentSource, UnreadAmendment, Workspace


def _note_json(ctx: click.Context, _: click.Parameter, value: bool) -> bool:
    console: Console | None = ctx.obj
    if console is not None:
        console.json = console.json or value
    return value


def _not_literal(ctx: click.Context, _: click.Parameter, value: bool) -> bool:
    if value and ctx.params.get("literal"):
        raise click.UsageError(say("--literal and --follow are not for the same draft"))
    return value


DRAFTING_STYLES = ("en", "ja", "bylaws", "bylaws-restart")
"""The built-in drafting styles, known here without loading them."""

at_option = click.option(
    "--at",
    "revision",
    metavar="REV",
    shell_complete=complete_revision,
    help="The articles as of a commit or amendment.",
)

# How an edited document is read where an amendment is drafted from it.
changes_option = click.option(
    "--changes",
    type=click.Choice(["accept", "reject"]),
    help="Draft from one side of the tracked changes in a .docx; by default they are the edit.",
)
struck_option = click.option(
    "--struck",
    type=click.Choice(["keep", "drop"]),
    help="What becomes of text of a document that is struck through.",
)
literal_option = click.option(
    "--literal",
    is_flag=True,
    is_eager=True,
    help="Keep numbers and references as they were edited, even where they cannot be meant.",
)
follow_option = click.option(
    "--follow",
    is_flag=True,
    help="Let references follow also where nothing was edited.",
    callback=_not_literal,
)

json_option = click.option(
    "--json",
    "as_json",
    is_flag=True,
    callback=_note_json,
    is_eager=True,
    help="Print one JSON document; errors too, on standard error.",
)


def complete_language(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The languages of the editions, for the shell."""
    from amendtool.workflow.open import edition_languages

    languages = edition_languages(folder_of(ctx))
    return [offer(each) for each in languages if each.startswith(incomplete)]


language_option = click.option(
    "--language",
    metavar="LANGUAGE",
    shell_complete=complete_language,
    help="The edition, such as en; by default the leading one.",
)


one_language_option = click.option(
    "--language",
    metavar="LANGUAGE",
    shell_complete=complete_language,
    help="One edition only, such as en; by default all of them.",
)


def open_workspace(
    console: Console, language: str | None = None, *, writes: bool = False
) -> Workspace:
    """The articles repository that the program runs in, seen by one edition of it.

    A run that was cut off is noted; what it left is taken back for a verb that ``writes`` files.
    """
    from amendtool.workflow.open import open_workspace

    workspace, notices = open_workspace(console.cwd, writes=writes)
    console.problems(notices)
    return workspace.edition(language)


def read_source(workspace: Workspace, argument: str, console: Console) -> AmendmentSource:
    """The amendment that an argument names; ``-`` reads standard input."""
    return workspace.read(find_source(workspace, argument, console))


def find_source(workspace: Workspace, argument: str, console: Console) -> UnreadAmendment:
    """The file of the amendment that an argument names, not yet read."""
    given = given_amendment(argument)
    return workspace.found(given, cwd=console.cwd) if isinstance(given, str) else given


def given_amendment(argument: str) -> str | UnreadAmendment:
    """The amendment that an argument names; for ``-`` what standard input holds."""
    if argument != "-":
        return argument
    from amendtool.repository.workspace import UnreadAmendment

    return UnreadAmendment(data=sys.stdin.buffer.read(), shown="<stdin>", name=None)


def complete_amendment(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The names of the amendments in the repository, for the shell."""
    from amendtool.workflow.open import amendment_names

    names = amendment_names(folder_of(ctx))
    return [offer(name) for name in names if name.startswith(incomplete)]


amendment_argument = click.argument(
    "amendment", metavar="AMENDMENT", shell_complete=complete_amendment
)

amendments_argument = click.argument(
    "amendments", metavar="AMENDMENT...", nargs=-1, required=True, shell_complete=complete_amendment
)


Command = TypeVar("Command", bound=Callable[..., Any])


class DayType(click.ParamType[datetime.date]):
    """A day, written like 2026-06-25."""

    name = "day"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """The day that was typed; a usage error for anything else."""
        if isinstance(value, datetime.date):
            return value
        try:
            if len(value) == len("2026-06-25"):
                return datetime.date.fromisoformat(value)
        except ValueError:
            pass
        self.fail(
            say("{value!r} is no day; write year, month and day as 2026-06-25", value=value),
            param,
            ctx,
        )


def day_option(name: str, help: str) -> Callable[[Command], Command]:
    """An option that takes a day."""
    return click.option(name, metavar="DAY", type=DayType(), help=help)


on_option = day_option("--on", "The articles in force on this day.")
as_of_option = click.option(
    "--as-of",
    "as_of",
    metavar="REV",
    shell_complete=complete_revision,
    help="No more than was known at REV; alone it is as --at.",
)


def known_at(
    revision: str | None, on: datetime.date | None, as_of: str | None
) -> tuple[str | None, str | None]:
    """The revision that ``--at`` or ``--as-of`` alone names, and what limits a day.

    A usage error where a day and ``--at`` are given, or both revisions.
    """
    if revision is not None and (on is not None or as_of is not None):
        raise click.UsageError(
            say("--at names a state of git; with --on say what was known with --as-of REV")
        )
    return (revision, as_of) if on is not None else (revision or as_of, None)


def ask_day(console: Console, question: str) -> Callable[[], datetime.date | None]:
    """What asks for a day on the terminal; it gives None where there is none to ask on."""

    def ask() -> datetime.date | None:
        if console.json or not (sys.stdin.isatty() and sys.stderr.isatty()):
            return None
        day: datetime.date = click.prompt(
            say("{question} (YEAR-MONTH-DAY)", question=question), type=DayType(), err=True
        )
        return day

    return ask
