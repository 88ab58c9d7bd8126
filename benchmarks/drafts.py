"""Drafting an amendment from edited articles, against ``git diff`` of the same edit."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Final

from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN
from amendtool.comparison.house import HOUSES
from amendtool.drafting.draft import draft
from amendtool.drafting.goal import EditedText
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.repository.storage.folders import files_of
from amendtool.repository.storage.loader import load
from benchmarks.charter import sample
from benchmarks.measure import UNIT, Command, Failed, Measured, Run, in_turn
from benchmarks.repository import git, make
from benchmarks.suite import LARGE, Figure, Suite, Yardstick, runs_of

CHANGES: Final = 50
_PROGRAM: Final = "from amendtool.cli.process import run; run()"


def edited(present: Charter, changes: int) -> Charter:
    """The charter with so many edits, always the same: rewordings, new articles, deletions.

    The numbers are moved as a person would move them, the references are left.
    """
    random = Random(1)
    row = list(present.articles)
    for count in range(changes):
        at = int(random.random() * len(row))
        article = row[at]
        first, *others = article.paragraphs
        if count % 5 < 3:
            words = f"{first.text} This holds in the case no. {count} too."
            row[at] = replace(
                article, body=(provision(first.number, words, first.items, first.closing), *others)
            )
        elif count % 5 == 3:
            body = provision(number=Number.of(1), text=f"Something new is said here, no. {count}.")
            new = Article(
                key=f"new-{count}",
                number=article.number,
                heading=f"New ({count})",
                body=(body,),
            )
            row.insert(at, new)
        else:
            del row[at]
    counted = (replace(article, number=Number.of(n)) for n, article in enumerate(row, 1))
    return replace(present, articles=tuple(counted))


def figures(suite: Suite, size: int) -> Iterator[Figure]:
    """From the work tree and from a document, and what nothing but looking takes."""
    suite.say(f"{size:,} articles: draft")
    here = suite.folder / f"draft-{size}"
    given = sample(size, citing=True)
    make(here, given, suite.env)
    articles = {path: data for path, data in given.files.items() if path.startswith("articles/")}
    present = load(articles, EN).charter
    proposed = edited(present, min(CHANGES, size // 4))
    papers = suite.folder / f"papers-{size}"
    papers.mkdir()
    for name, charter in (("present.txt", present), ("edited.txt", proposed)):
        export = make_export(charter, style=EN, house=HOUSES["en"], title="Articles")
        (papers / name).write_bytes(render(ARTICLES, export, "text"))
    for path in articles:
        (here / path).unlink()
    for path, data in files_of(proposed, EN).items():
        (here / path).write_bytes(data)
    output = str(papers / "drafted.yaml")

    def drafts(*source: str) -> Command:
        words = ("-C", str(here), "draft", *source, "-o", output, "--force")
        argv = (sys.executable, "-c", _PROGRAM, *words)
        return Command(argv=argv, folder=here, env=suite.env)

    count = runs_of(suite.runs, size)
    diff = (
        "sh",
        "-c",
        "git add -A articles && git diff --cached -M HEAD -- articles && git reset -q",
    )
    yield _compared(
        "draft, work tree", size, count, drafts(),
        Command(argv=diff, folder=here, env=suite.env), "git add, git diff", None,
    )  # fmt: skip
    git(here, suite.env, "checkout", "-q", "-f", "HEAD")
    # `git diff --no-index` ends with 1 where it finds something.
    bare = "git diff --no-index present.txt edited.txt; test $? = 1"
    yield _compared(
        "draft, document", size, count, drafts(str(papers / "edited.txt")),
        Command(argv=("sh", "-c", bare), folder=papers, env=suite.env), "git diff --no-index",
        80.0 if size >= LARGE else None,
    )  # fmt: skip
    yield _unchanged(present, size, count)


def _compared(
    name: str, size: int, runs: int, ours: Command, other: Command, called: str, aim: float | None
) -> Figure:
    first, second = in_turn([ours, other], runs)
    yardstick = Yardstick.beside(first, called, second, aim)
    return Figure(name=name, size=size, measured=first, yardsticks=(yardstick,))


def _unchanged(present: Charter, size: int, runs: int) -> Figure:
    """Matching a text without keys that nobody edited, inside this process."""
    same = replace(
        present,
        articles=tuple(replace(a, key=f"of-{a.key}") for a in present.articles),
    )
    taken = []
    for _ in range(runs + 1):
        start, used = time.perf_counter(), time.process_time()
        if draft(present, EditedText(charter=same), EN, name="nothing") is not None:
            raise Failed("something was drafted where nothing was edited")
        run = Run(
            seconds=time.perf_counter() - start,
            processor=time.process_time() - used,
            memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT,
        )
        taken.append(run)
    return Figure(name="match, nothing edited", size=size, measured=Measured.of(taken[1:]))
