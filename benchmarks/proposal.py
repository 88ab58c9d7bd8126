"""``python -m benchmarks.proposal``: a proposal that somebody drafts on a page of the desk.

Five acts, words and new articles in turn, then the table as it follows what is typed. Printed are
the milliseconds of the processor, and each as a ratio to one application of the amendment to the
same articles, which says the same on any machine; of an act also how often it applies one.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar
from unittest import mock

from amendtool.amendments.apply import apply as engine
from amendtool.drafting import composition, draft, gestures, revision
from amendtool.workflow.open import open_workspace
from amendtool.workflow.working_draft.acts import with_article, with_words
from amendtool.workflow.working_draft.draft import WorkingDraft, new_draft
from amendtool.workflow.working_draft.gesture import EditionSoFar
from amendtool.workflow.working_draft.page import (
    drafted_articles,
    read_draft,
    table_of,
    typed_table,
)
from benchmarks.charter import sample
from benchmarks.repository import environment, make

ACTS: Final = 5
Made = TypeVar("Made")


@contextmanager
def _counted() -> Iterator[Callable[[], int]]:
    """How often an amendment is applied while somebody drafts."""
    counter = mock.Mock(wraps=engine.apply)
    with (
        mock.patch.object(composition, "apply", counter),
        mock.patch.object(draft, "apply", counter),
        mock.patch.object(gestures, "apply", counter),
        mock.patch.object(revision, "apply", counter),
    ):
        yield lambda: counter.call_count


def _timed(make_it: Callable[[], Made]) -> tuple[Made, float]:
    began = time.process_time()
    made = make_it()
    return made, time.process_time() - began


def measure(size: int) -> Iterator[tuple[str, float, int]]:
    """What is done, the seconds of the processor, and how often an amendment is applied."""
    root = Path(__file__).resolve().parents[1]
    with tempfile.TemporaryDirectory(prefix="proposal") as name, _counted() as count:
        folder = Path(name) / "a"
        make(folder, sample(size, citing=False), environment(root, Path(name)))
        workspace = open_workspace(folder)[0]
        language = workspace.config.language

        def edition(drafted: WorkingDraft) -> EditionSoFar:
            return read_draft(workspace, drafted).editions[language]

        working = new_draft(workspace, "plan", "")
        keys = [each.key for each in edition(working).proposed.every_article()]
        for at in range(ACTS):
            key, before = keys[size // (ACTS + 1) * (at + 1)], count()
            data, seconds = _timed(
                lambda: _act(edition(working), working, key, at)  # noqa: B023 - called at once
            )
            working = working.then(data)
            yield ("words" if at % 2 == 0 else "a new article"), seconds, count() - before
        found = edition(working)
        article = next(each for each in drafted_articles(found) if each.key == keys[1])
        for more in (" It", " It is", " It is so."):
            _, seconds = _timed(
                lambda: typed_table(found, article.key, article.heading, article.text + more)  # noqa: B023
            )
            yield "the table as it is typed", seconds, 0
        yield "the table", _timed(lambda: table_of(found))[1], 0
        amendment, present = found.amendment, found.present
        style = workspace.config.style
        yield (
            "one application",
            _timed(lambda: engine.apply(present, amendment, style))[1],
            1,
        )


def _act(found: EditionSoFar, working: WorkingDraft, key: str, at: int) -> bytes:
    if at % 2:
        words = {found.workspace.config.language: (f"New {at}", "It is new.")}
        return with_article(found, working, key, words)[0]
    article = next(each for each in drafted_articles(found) if each.key == key)
    text = article.text + " It is so."
    return with_words(found, working, key, article.heading, text, was=article.seal)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.proposal", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], help="articles")
    for size in parser.parse_args().sizes:
        rows = list(measure(size))
        unit = rows[-1][1]
        for what, seconds, applied in rows:
            times = f"{applied} applications" if applied > 1 else ""
            print(f"{size:5} {what:26} {seconds * 1000:7.0f} ms {seconds / unit:6.2f} {times}")


if __name__ == "__main__":
    main()
