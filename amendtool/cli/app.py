"""The program: its verbs, its exit codes, and what happens when something goes wrong."""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final, NoReturn

import click

from amendtool import __version__
from amendtool.cli.console import Console
from amendtool.cli.language import LANGUAGES, asked_for, chosen, said, spoken
from amendtool.cli.layout import HelpContext
from amendtool.errors import AmendtoolError
from amendtool.messages import later, say

VERBS: Final = {
    "init": later("start an articles repository"),
    "demo": later("the main job, end to end, on the published example"),
    "show": later("print the articles, or one provision"),
    "new": later("a commented amendment file to fill in"),
    "rebase": later("the numbers of today in an amendment, where the articles have moved on"),
    "check": later("problems in the articles, or in an amendment, all at once"),
    "plan": later("everything that an amendment would do; writes nothing"),
    "apply": later("adopt an amendment into git"),
    "conflicts": later("which pending amendments touch the same, and in which orders they agree"),
    "outcomes": later("what each result of the votes on several items would make"),
    "list": later("the amendments, a line each"),
    "status": later("where every amendment stands, and what comes next"),
    "verify": later("prove that the articles are what was adopted, and nothing else"),
    "reject": later("record that the meeting rejected an amendment"),
    "withdraw": later("record that an amendment was withdrawn"),
    "undo": later("take back an amendment that was landed by mistake, or annulled"),
    "baseline": later("record the articles that a company comes with, and its old amendments"),
    "expire": later("delete what has ended by its own terms"),
    "correct": later("commit a clerical mend of the articles, with its reason"),
    "record": later("record that it was resolved, noticed, registered or filed"),
    "due": later("what is due: effects, ends, meetings, registrations, and what waits"),
    "event": later("record the day of an event that amendments wait for"),
    "table": later("the comparison table, present against proposed"),
    "diff": later("the comparison table of two revisions, as git diff names them"),
    "styles": later("the house styles of the table, and every setting of one"),
    "document": later("the notice or press release around the table"),
    "notice": later("everything that goes out before a meeting, in one folder"),
    "export": later("the whole articles as a clean document, or with tracked changes"),
    "import": later("an existing document into clause files"),
    "draft": later("edited articles, or a revision, into an amendment file"),
    "restyle": later("an amendment that prints the numbers of whole levels otherwise"),
    "review": later("what a branch brings to the articles, as a comment for a pull request"),
    "desk": later("the articles in a browser, as they stand and stood"),
    "site": later("the articles, their history and their tables as a folder of pages"),
    "log": later("which amendments changed the articles, under which numbers"),
    "references": later("every reference in the articles, and what it points to"),
    "schema": later("the JSON Schema of the amendment's file, or of a JSON document"),
    "fleet": later("one standard amendment for many companies, found in each one's own articles"),
    "setup-git": later("provisions and words in git diff, for this clone"),
    "completion": later("the completion script for a shell"),
}
"""Every verb with its summary; the verb ``x`` is the command ``x`` in ``cli/x.py``."""

MODULES: Final = {"import": "import_", "setup-git": "setup_git"}
"""The modules of verbs that are no names in Python."""

USAGE, INTERRUPTED, PIPE, IO, INTERNAL = 2, 130, 1, 5, 70

EXAMPLE: Final = """\
amendtool init our-articles && cd our-articles
amendtool new 2026-06-25-agm
amendtool plan 2026-06-25-agm
amendtool table 2026-06-25-agm -o table.docx
amendtool apply 2026-06-25-agm"""


def _quiet_too() -> click.Option:
    """``-q`` behind the verb, where people type it; the help of the program has it."""

    def be_quiet(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        console: Console | None = ctx.obj
        if console is not None:
            console.quiet = console.quiet or value

    return click.Option(
        ["-q", "--quiet"],
        is_flag=True,
        hidden=True,
        is_eager=True,
        expose_value=False,
        callback=be_quiet,
    )


class Verb(click.Command):
    """A command whose help begins with an example."""

    context_class = HelpContext

    def __init__(self, *args: Any, example: str = "", **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.example = example
        self.params.append(_quiet_too())

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The example, then what click prints."""
        write_example(formatter, self.example)
        super().format_help(ctx, formatter)


def write_example(formatter: click.HelpFormatter, example: str) -> None:
    """An ``Example:`` section, its lines as they are."""
    formatter.write(say("Example:") + "\n")
    for line in say(example).splitlines():
        formatter.write(f"  {line}\n")
    formatter.write("\n")


class _Verbs(click.Group):
    """The group of all verbs, each imported when it is called."""

    context_class = HelpContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"amendtool.cli.{MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        return said(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            import difflib

            close = difflib.get_close_matches(args[0], VERBS, n=1)
            ctx.fail(
                say(
                    "there is no verb {name!r}; did you mean {close!r}?",
                    name=args[0],
                    close=close[0],
                )
                if close
                else say("there is no verb {name!r}", name=args[0])
            )
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_example(formatter, EXAMPLE)
        super().format_help(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # click would import every verb for its summary.
        with formatter.section(say("Verbs")):
            formatter.write_dl([(verb, say(summary)) for verb, summary in VERBS.items()])


@click.command(
    cls=_Verbs,
    name="amendtool",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 findings, 2 usage, 3 bad input, 4 conflict or stale base, "
    "5 repository or I/O, 70 a mistake in the program.",
)
@click.option(
    "-C", "folder", metavar="DIR", type=click.Path(), help="Run as if started in DIR, like git."
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour and underlines in the terminal; auto also heeds NO_COLOR.",
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="The language of everything that is said; by default AMENDTOOL_LANG, the locale's, or "
    "that of the articles.",
)
@click.option("--no-pager", is_flag=True, help="Never page long output.")
@click.option(
    "-q",
    "--quiet",
    is_flag=True,
    help="Say no more than what was asked for, warnings and errors; behind the verb, too.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def program(
    context: click.Context,
    folder: str | None,
    color: str,
    lang: str | None,
    no_pager: bool,
    quiet: bool,
) -> None:
    """Keep articles of incorporation in git, amend them, print the comparison table."""
    # --lang is read before anything is said (cli/language).
    console: Console = context.obj
    verb = context.invoked_subcommand or ""
    console.configure(folder=folder, color=color, pager=not no_pager, verb=verb, quiet=quiet)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program with ``arguments`` (those of the process by default) and exit."""
    _open_closed_streams()
    _buffer_output()
    console = Console()
    given = sys.argv[1:] if arguments is None else list(arguments)
    console.speaks_as_articles = asked_for(given, os.environ) is None
    with spoken(chosen(given, os.environ)):
        try:
            code = _exit_code(console, given)
        except Exception as error:
            # The last barrier. A library lets such an error pass; here somebody reads it.
            code = _internal_error(console, error)
    sys.exit(code)


def _exit_code(console: Console, arguments: Sequence[str]) -> int:
    """Run a verb; everything that can go wrong for a reason is told, and is an exit code."""
    try:
        code = said(program).main(
            args=list(arguments),
            prog_name="amendtool",
            standalone_mode=False,
            obj=console,
        )
        console.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        console.tell(error.format_message())
        code = USAGE
    except click.ClickException as error:
        console.usage(error)
        code = USAGE if isinstance(error, click.UsageError) else IO
    except AmendtoolError as error:
        console.problems(error.problems)
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        console.error(
            say("stopped at your request"),
            say("nothing is lost: run the same command again, and it does what is left")
            if console.verb == "fleet"
            else say(
                "nothing is lost: if an amendment was being applied, `amendtool apply` with "
                "the same name finishes or cleans up"
            ),
        )
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader has gone, as `| head` does.
        _drop_output()
        code = PIPE
    except OSError as error:
        console.error(
            f"{error.strerror or error}: {error.filename or say('standard output')}",
            say("check that it may be read or written and that there is space left"),
        )
        _drop_output()
        code = IO
    return code if isinstance(code, int) else 0


def _internal_error(console: Console, error: Exception) -> int:
    from amendtool.cli.crash import internal_error

    problem = internal_error(error, console.verb)
    try:
        console.problems([problem])
    except Exception:  # what failed may be what prints
        with suppress(Exception):
            print(f"error[{problem.code}]: {problem.message}", file=sys.stderr)
    _drop_output()
    return INTERNAL


def _drop_output() -> None:
    """Let what is left in the buffer of standard output go where it cannot fail again."""
    with suppress(io.UnsupportedOperation):  # no file of the system's, as in a test
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_closed_streams() -> None:
    """Give the process the standard streams that its caller has closed (``>&-``).

    Without this the next file opened would become standard output. Standard output is
    opened for reading, so that what is printed to it fails and is not lost in silence.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_RDONLY if name != "stderr" else os.O_WRONLY)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def _buffer_output() -> None:
    """Undo PYTHONUNBUFFERED, with which Python loses what a pipe or disk takes only in part."""
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper) and isinstance(out.buffer, io.RawIOBase):
        sys.stdout = open(  # noqa: SIM115
            out.fileno(), "w", encoding=out.encoding, errors=out.errors, closefd=False
        )
