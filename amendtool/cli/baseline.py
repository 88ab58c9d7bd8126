"""``amendtool baseline``: the articles that a company came with, and its old amendments."""

from __future__ import annotations

import datetime
from typing import Any

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import DayType, day_option, json_option, open_workspace
from amendtool.messages import later, say, say_count


class _FormerType(click.ParamType[tuple[datetime.date, str]]):
    """A day with what was amended on it behind a space: "1968-05-30 The 20th General Meeting"."""

    name = "day"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[datetime.date, str]:
        """The day and the words; a usage error for anything else."""
        if isinstance(value, tuple):
            return value
        day, _, title = value.strip().partition(" ")
        return DayType().convert(day, param, ctx), title.strip()


@click.command(
    cls=Verb,
    name="baseline",
    example=later('amendtool baseline --amended "1968-05-30 The 20th Meeting"'),
)
@day_option("--established", "The day on which the articles were first made.")
@click.option(
    "--amended",
    metavar="DAY",
    multiple=True,
    type=_FormerType(),
    help="The day of an old amendment, and its name behind a space; again for each.",
)
@json_option
@click.pass_obj
def command(
    console: Console,
    established: datetime.date | None,
    amended: tuple[tuple[datetime.date, str], ...],
    as_json: bool,
) -> None:
    """Record the articles at HEAD as those that the company came with.

    From there on `verify` proves each change. The days of amendments that came before, also
    before 1970, are printed by the list of revisions; called again, more of them are added. The
    articles stay as they are.
    """
    from amendtool.workflow.baseline import FormerAmendment, record_baseline

    workspace = open_workspace(console, writes=True)
    done = record_baseline(
        workspace,
        [FormerAmendment(day=day, title=title) for day, title in amended],
        established=established,
        today=datetime.date.today(),
    )
    console.problems(done.notices)
    if as_json:
        console.record(
            {
                "schema": "amendtool/baseline/1",
                "articles": done.articles,
                "former": [{"day": str(each.day), "title": each.title} for each in done.former],
                "commit": done.commit,
            }
        )
        return
    console.print(
        say(
            "baseline: articles {articles}, {count} of the time before; commit {commit}\n"
            "Next: amendtool export -o articles.docx",
            articles=done.articles[:12],
            count=say_count("{count} day", "{count} days", len(done.former)),
            commit=done.commit[:12],
        )
    )
