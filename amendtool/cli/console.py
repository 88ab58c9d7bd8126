"""What the program says and where: results on standard output, all else on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TextIO

import click

from amendtool import reading
from amendtool.errors import Place, Problem, RepositoryError
from amendtool.messages import language_spoken, later, say, say_count
from amendtool.reading import unreadable
from amendtool.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from amendtool.render.records import ProblemRecord, ProblemsRecord, Record

MOST: Final = 100
"""More problems than this are counted and not told; --json tells them all."""

_LABELS: Final = {
    later("error"): "red",
    later("warning"): "yellow",
    later("note"): "cyan",
}


_DOING: Final = frozenset(
    "init new rebase apply reject withdraw undo baseline expire correct record event import draft "
    "restyle setup-git".split()
)
"""The verbs that change something, and print what they did."""


@dataclass(slots=True)
class Console:
    """Standard output and error, as the options and the terminal want them."""

    folder: Path | None = None
    json: bool = False
    color: str = "auto"
    pager: bool = True
    quiet: bool = False
    """Whether no more is said than results that were asked for, warnings and errors."""
    verb: str = ""
    """The verb that was called, as soon as that is known."""
    speaks_as_articles: bool = False
    """Whether nobody asks for a language, so that the one of the articles is spoken."""

    def configure(
        self, *, folder: str | None, color: str, pager: bool, verb: str, quiet: bool = False
    ) -> None:
        """Take over the options that go before the verb."""
        self.verb = verb
        self.quiet = quiet
        for stream in (sys.stdout, sys.stderr):
            # A console that cannot show a character shows its escape; nothing is lost.
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(errors="backslashreplace")
        if folder is not None:
            from pathlib import Path

            self.folder = Path(folder)
            if not self.folder.is_dir():
                raise RepositoryError(
                    Problem(
                        code="no-such-folder",
                        message=say("there is no such folder"),
                        hint=say("check the path behind -C"),
                        place=Place(file=folder),
                    )
                )
        self.color = color
        self.pager = pager

    @property
    def cwd(self) -> Path:
        """The folder that the program runs in, or as if in."""
        from pathlib import Path

        return Path.cwd() / self.folder if self.folder else Path.cwd()

    # The terminal

    def styled(self, stream: TextIO | None = None) -> bool:
        """Whether colour and underlines are wanted on a stream."""
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return False
        return (stream or sys.stdout).isatty()

    def shows(self, text: str) -> bool:
        """Whether standard output can show ``text``."""
        try:
            text.encode(sys.stdout.encoding or "ascii")
        except UnicodeEncodeError:
            return False
        return True

    def draws(self, lines: str) -> bool:
        """Whether standard output shows each of ``lines`` in one column.

        The code pages of East Asia write a line of a table in two bytes, and their consoles
        print it as wide as that.
        """
        encoding = sys.stdout.encoding or "ascii"
        narrow = encoding.lower().startswith("utf")
        return self.shows(lines) and (narrow or len(lines.encode(encoding)) == len(lines))

    @property
    def width(self) -> int:
        """The width of the terminal in columns; 100 where there is none."""
        return _terminal().columns

    # Results

    def print(self, text: str, *, paged: bool = False) -> None:
        """Print a result; through the pager when it is long and meant for reading.

        What a verb says that it has done is no result where nothing more is wanted than those.
        """
        if self.quiet and not paged and self.verb in _DOING:
            return
        reads = paged and self.pager and sys.stdout.isatty()
        if reads and text.count("\n") >= _terminal().lines:
            click.echo_via_pager(text, color=self.styled())
            return
        # Not the stream that click would choose: where ASCII is wanted it prints UTF-8.
        click.echo(text, file=sys.stdout, color=True)

    def record(self, record: Record) -> None:
        """Print one JSON document, in UTF-8 whatever the console."""
        import json

        self.raw((json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode())

    def raw(self, data: bytes) -> None:
        """Write bytes to standard output."""
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

    def flush(self) -> None:
        """Let every write error come up here and not at exit."""
        sys.stdout.flush()

    # Everything else

    def notice(self, text: str) -> None:
        """Say something that is no result, unless nobody wants to hear it."""
        if not self.quiet:
            self.tell(text)

    def tell(self, text: str) -> None:
        """Say something that has to be heard, unless standard error cannot take it."""
        try:
            click.echo(text, file=sys.stderr, color=True)
        except OSError:
            # There is nobody left to tell; the exit code still says how it went.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)

    def error(self, text: str, hint: str = "") -> None:
        """Say why the program stops."""
        self.problems([Problem(code="stopped", message=text, hint=hint)])

    def usage(self, error: click.ClickException) -> None:
        """Say what is wrong with the arguments, and where help is."""
        context = error.ctx if isinstance(error, click.UsageError) else None
        command = context.command_path if context else "amendtool"
        message = error.format_message()
        if language_spoken() != "en":
            message = message.rstrip(".。")  # click ends what it joins as an English sentence
        self.problems(
            [
                Problem(
                    code="usage",
                    message=message,
                    hint=say("see `{command} --help`", command=command),
                )
            ]
        )

    def problems(self, problems: Iterable[Problem]) -> None:
        """Print problems to standard error: as JSON beside JSON results, else for reading."""
        found = tuple(problems)
        if not found:
            return
        if self.json:
            import json

            document: ProblemsRecord = {
                "schema": "amendtool/problems/1",
                "problems": [record_of(p) for p in found],
            }
            self.tell(json.dumps(document, ensure_ascii=not _is_utf8(sys.stderr)))
            return
        for problem in found[:MOST]:
            if self.quiet and problem.severity == "note":
                continue
            self.tell(self.story(problem, styled=self.styled(sys.stderr)))
        errors = sum(problem.severity == "error" for problem in found)
        if errors > 1:
            told = say_count("{count} error", "{count} errors", errors)
            self.notice(told + only_first(len(found)))

    def story(self, problem: Problem, *, styled: bool) -> str:
        """A problem as people read it: what, where, what to do; nothing in it is obeyed."""
        from amendtool.articles.text.characters import shown

        label = f"{say(problem.severity)}[{problem.code}]"
        if styled:
            label = click.style(label, fg=_LABELS[problem.severity], bold=True)
        lines = [f"{label}: {shown(problem.message)}"]
        if str(problem.place):
            lines.append(f"  --> {shown(str(problem.place), one_line=True)}")
        if problem.hint:
            lines.append(say("  help: {hint}", hint=shown(problem.hint)))
        return "\n".join(lines)

    @contextmanager
    def progress(self, doing: str) -> Iterator[None]:
        """Say on a terminal's standard error what takes its time; the line goes when done."""
        if not sys.stderr.isatty() or self.json or self.quiet:
            yield
            return
        click.echo(f"{doing} …\r", err=True, nl=False)
        try:
            yield
        finally:
            from amendtool.cli.layout import columns

            click.echo(" " * columns(f"{doing} …") + "\r", err=True, nl=False)


def _is_utf8(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "") == "utf8"


def record_of(problem: Problem) -> ProblemRecord:
    """A problem as JSON: the public form of ``check --json`` and of errors beside --json."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "path": problem.place.path,
    }


_USUAL_SIZE: Final = os.terminal_size((100, 24))


def _terminal() -> os.terminal_size:
    """The size of the terminal as ``shutil`` tells it, which takes longer to load than to ask."""
    told = [_number(os.environ.get(name, "")) for name in ("COLUMNS", "LINES")]
    try:
        asked = sys.__stdout__ if min(told) <= 0 else None
        found = os.get_terminal_size(asked.fileno()) if asked is not None else _USUAL_SIZE
    except (ValueError, OSError):
        found = _USUAL_SIZE
    columns, lines = (
        number if number > 0 else there or usual
        for number, there, usual in zip(told, found, _USUAL_SIZE, strict=True)
    )
    return os.terminal_size((columns, lines))


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0


def read_file(path: Path, shown: str) -> bytes:
    """The bytes of a file that messages call ``shown``; RepositoryError when it is not read."""
    try:
        return reading.read(path)
    except OSError as error:
        raise RepositoryError(unreadable(shown, error)) from None


def exit_with(code: int) -> None:
    """Leave the verb with an exit code."""
    click.get_current_context().exit(code)


def only_first(count: int) -> str:
    """What to add where not all of ``count`` problems are told for reading."""
    return say("; the first {most} are shown, --json tells all", most=MOST) if count > MOST else ""
