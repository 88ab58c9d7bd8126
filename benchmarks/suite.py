"""What is measured: each thing amendtool does, beside what git or Python alone need for it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.charter import AMENDMENT, sample
from benchmarks.measure import (
    Command,
    Failed,
    Measured,
    Spread,
    in_turn,
    processor_ratio,
    ratio,
    run_once,
)
from benchmarks.repository import (
    Change,
    add_and_commit,
    copy,
    environment,
    git,
    git_mv,
    make,
    plumbing,
    tree,
)

ROOT: Final = Path(__file__).resolve().parents[1]
LARGE: Final = 1000
"""With more articles there is one run of each, the charter with citations alone, and no `git mv`
for each file: it writes the whole index each time, which takes minutes."""

FEW: Final = 20
SHOWN: Final = 100
LIBRARIES: Final = "import click, git, yaml"
"""What every verb that reads an amendment loads beside amendtool itself."""

# What the installed program runs.
_PROGRAM: Final = "from amendtool.cli.process import run; run()"
_READ: Final = """\
from pathlib import Path
from amendtool.articles.styles import EN
from amendtool.repository.storage.loader import load
from amendtool.repository.workspace import read_folder
load(read_folder(Path(), "articles"), EN)"""

Say = Callable[[str], None]
Rival = Callable[[Change, Path, Path], Sequence[str]]
"""Writes a script that makes a change in a repository, with a folder for what it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """What something is compared with; ``aim`` is the ratio that it should not exceed."""

    name: str
    measured: Measured
    ratio: Spread
    processor: Spread
    """The ratio in seconds of the processor."""
    aim: float | None

    @classmethod
    def beside(cls, ours: Measured, name: str, other: Measured, aim: float | None) -> Yardstick:
        """The yardstick ``other`` of what took as long as ``ours``."""
        return cls(
            name=name,
            measured=other,
            ratio=ratio(ours, other),
            processor=processor_ratio(ours, other),
            aim=aim,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing that amendtool does with a charter of ``size`` articles (None: with none).

    Where it was to be compared with what is not installed, it was not measured, and ``lacking``
    says what to install.
    """

    name: str
    size: int | None
    measured: Measured | None
    yardsticks: tuple[Yardstick, ...] = ()
    lacking: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """Everything that the measured commands need."""

    folder: Path
    runs: int
    env: Mapping[str, str]
    say: Say
    quick: bool = False
    """Whether what takes minutes is left out."""

    @classmethod
    def in_folder(cls, folder: Path, *, runs: int, say: Say, quick: bool = False) -> Suite:
        """A suite that works in an empty ``folder``; ``say`` is told what is measured next."""
        env = environment(ROOT, folder)
        return cls(folder=folder, runs=runs, env=env, say=say, quick=quick)

    def figures(self, sizes: Sequence[int]) -> Iterator[Figure]:
        """Every figure, as soon as it is measured; Failed when a command does not work."""
        self.say("help")
        yield self._compared(
            "--help",
            None,
            self.amendtool(self.folder, "--help"),
            [('python -c "import click"', self._python(self.folder, "import click"), 1.2)],
            runs=3 * self.runs,
        )
        yield self._start()
        yield from self._few()
        for size in sizes:
            yield from self._of_size(size)

    def _start(self) -> Figure:
        """What a verb costs that reads an amendment, with so few articles that it is its start."""
        self.say("plan, few articles")
        here = self.folder / "few"
        make(here, sample(FEW, citing=True), self.env)
        figure = self._compared(
            "plan, few articles",
            None,
            self.amendtool(here, "plan", AMENDMENT),
            [(f'python -c "{LIBRARIES}"', self._python(self.folder, LIBRARIES), None)],
            runs=3 * self.runs,
        )
        shutil.rmtree(here)
        return figure

    def _few(self) -> Iterator[Figure]:
        """What a person waits for most: to read one article, and to see a table."""
        click = ('python -c "import click"', self._python(self.folder, "import click"))
        self.say("show")
        here = self.folder / "shown"
        make(here, sample(SHOWN, citing=True), self.env)
        show = self.amendtool(here, "show", "Article 1")
        yield self._compared("show, 100 articles", None, show, [(*click, 3.0)], runs=3 * self.runs)
        self.say("table of the example")
        example, page = self.folder / "example", str(self.folder / "example.html")
        run_once(self.amendtool(self.folder, "init", str(example), "--example", "iij"))
        table = self.amendtool(example, "table", "2013-06-26-agm", "-o", page, "--force")
        yield self._compared(
            "table html, example of 2013", None, table, [(*click, 5.0)], runs=3 * self.runs
        )

    def _of_size(self, size: int) -> Iterator[Figure]:
        kinds = ((False, "no citations"), (True, "citations"))
        for citing, words in kinds if size <= LARGE and not self.quick else kinds[1:]:
            self.say(f"{size:,} articles, {words}: make the repositories")
            here = self.folder / "measured"
            present, applied = here / "present", here / "applied"
            make(present, sample(size, citing=citing), self.env)
            copy(present, applied, self.env)
            run_once(self.amendtool(applied, "apply", AMENDMENT))
            change = Change.read(applied, self.env)
            yield self._apply(present, size, words, change)
            yield from self._tables(applied, size, words, change)
            if citing:
                yield from self._alone(present, applied, size)
            shutil.rmtree(here)

    def _apply(self, present: Path, size: int, words: str, change: Change) -> Figure:
        """``apply`` and its rivals, each run in a fresh copy of the repository."""
        self.say(f"{size:,} articles, {words}: apply")
        work = present.with_name("work")

        def seen() -> None:
            if tree(work, self.env) != change.tree:
                raise Failed(f"{work}: the change ended with another tree than amendtool's")

        def measured(argv: Sequence[str]) -> Command:
            again = partial(copy, present, work, self.env)
            return Command(argv=argv, folder=present, env=self.env, before=again, after=seen)

        rivals: list[tuple[str, Rival, float | None]] = [
            ("git plumbing", plumbing, 1.0 if size >= LARGE else None)
        ]
        if size <= LARGE:
            rivals.append(("rename, git add, commit", add_and_commit, None))
        if size <= LARGE and words == "citations" and not self.quick:
            rivals.append(("git mv each, commit", git_mv, None))
        yardsticks: list[tuple[str, Command, float | None]] = []
        for number, (name, rival, aim) in enumerate(rivals):
            scratch = present.with_name(f"rival-{number}")
            scratch.mkdir()
            yardsticks.append((name, measured(rival(change, work, scratch)), aim))
        ours = measured(self.amendtool(work, "apply", AMENDMENT).argv)
        return self._compared(f"apply, {words}", size, ours, yardsticks)

    def _tables(self, applied: Path, size: int, words: str, change: Change) -> Iterator[Figure]:
        """The table of an applied amendment, against git's own word diff."""
        revisions = (change.base, "HEAD")
        diff = ("git", "diff", "--word-diff", *revisions, "--", "articles")
        yardstick = Command(argv=diff, folder=applied, env=self.env)
        aims: tuple[tuple[str, float | None], ...] = (("html", 5.0), ("docx", 7.0))
        if size < LARGE:
            aims = tuple((form, None) for form, _ in aims)
        for form, aim in aims:
            self.say(f"{size:,} articles, {words}: table, {form}")
            output = str(self.folder / f"table.{form}")
            table = self.amendtool(applied, "table", "..".join(revisions), "-o", output, "--force")
            yield self._compared(
                f"table {form}, {words}", size, table, [("git diff --word-diff", yardstick, aim)]
            )

    def _alone(self, present: Path, applied: Path, size: int) -> Iterator[Figure]:
        """What has no counterpart in git, for information."""
        alone = (
            ("read all clause files", self._python(present, _READ)),
            ("check", self.amendtool(present, "check")),
            ("plan", self.amendtool(present, "plan", AMENDMENT)),
            ("log", self.amendtool(applied, "log")),
        )
        for name, command in alone:
            self.say(f"{size:,} articles: {name}")
            yield self._compared(name, size, command, [])

    def amendtool(self, folder: Path, *arguments: str) -> Command:
        """A run of the program in a folder."""
        return self._python(folder, _PROGRAM, "-C", str(folder), *arguments)

    def _python(self, folder: Path, code: str, *arguments: str) -> Command:
        return Command(argv=(sys.executable, "-c", code, *arguments), folder=folder, env=self.env)

    def _compared(
        self,
        name: str,
        size: int | None,
        ours: Command,
        yardsticks: Sequence[tuple[str, Command, float | None]],
        *,
        runs: int | None = None,
    ) -> Figure:
        commands = [ours, *(command for _, command, _ in yardsticks)]
        usual = runs_of(self.runs, size)
        first, *others = in_turn(commands, runs or usual)
        return Figure(
            name=name,
            size=size,
            measured=first,
            yardsticks=tuple(
                Yardstick.beside(first, name, other, aim)
                for (name, _, aim), other in zip(yardsticks, others, strict=True)
            ),
        )


def runs_of(runs: int, size: int | None) -> int:
    """How often each command runs with a charter of ``size`` articles."""
    return runs if size is None or size <= LARGE else 1


def versions(env: Mapping[str, str]) -> dict[str, str]:
    """The versions of what is measured with."""
    import platform

    return {
        "python": platform.python_version(),
        "git": git(Path(), env, "version").decode().split()[2],
        "system": platform.system(),
    }
