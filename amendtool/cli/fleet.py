"""``amendtool fleet``: one standard amendment as a pattern, for thousands of companies."""

from __future__ import annotations

import datetime
import json
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, exit_with, read_file
from amendtool.cli.due import SpanType
from amendtool.cli.options import day_option, json_option
from amendtool.cli.output import force_option, require_folder, somebody_elses
from amendtool.messages import language_spoken, say, say_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amendtool.fleet.company import FleetCompany
    from amendtool.fleet.engine import Cluster, Started
    from amendtool.fleet.row import CompanyRow, FleetOrder

ACTS = ("draft", "check", "plan", "table", "document", "apply", "due", "verify", "report")
"""What a fleet does; the names of :class:`amendtool.fleet.row.FleetAct`, which loads more."""


@click.command(
    cls=Verb,
    name="fleet",
    example="amendtool fleet draft electronic-provision.yaml --companies companies.csv",
)
@click.argument("act", metavar="ACT", type=click.Choice(ACTS))
@click.argument("pattern", metavar="PATTERN", type=click.Path())
@click.option(
    "--companies",
    metavar="FILE",
    required=True,
    help="The list of companies: .csv, or .toml with [[company]].",
)
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    help="A folder for the summary page, index.html, and for what is printed of each company.",
)
@click.option(
    "--format",
    "form",
    default="html",
    metavar="FORMAT",
    help="What is printed: `html`, `docx`, `md`.",
)
@click.option("--template", metavar="NAME", help="The document, with `document`.")
@click.option(
    "--within", metavar="SPAN", type=SpanType(), default="14d", help="How far ahead `due` looks."
)
@day_option("--today", "The day that it is, for `due` and for the days of votes.")
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="How many processes of this machine; by default one for each core.",
)
@click.option(
    "--scheduler", metavar="URL", help="A Dask cluster that runs already: tls://HOST:PORT."
)
@click.option("--tls-ca", metavar="FILE", help="The authority of its certificates, with it.")
@click.option("--tls-cert", metavar="FILE", help="Our own certificate, with it.")
@click.option("--tls-key", metavar="FILE", help="The key of that certificate.")
@click.option("--dashboard", is_flag=True, help="Run Dask's dashboard, on the loopback address.")
@force_option
@json_option
@click.pass_obj
def command(
    console: Console,
    act: str,
    pattern: str,
    companies: str,
    output: str | None,
    form: str,
    template: str | None,
    within: int,
    today: datetime.date | None,
    workers: int | None,
    scheduler: str | None,
    tls_ca: str | None,
    tls_cert: str | None,
    tls_key: str | None,
    dashboard: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Do for every company of a list what the verb of the same name does for one.

    PATTERN is one amendment whose places are sought in each company's own articles: by key, by
    caption, by likeness to a model text, by what they stand behind. Its words are filled in with
    the company's own numbers, captions and terms. What is not found with certainty is a doubt, and
    that company is left as it is.

    `draft` writes each company's own amendment file. `apply` lands those rows of the list that
    state a vote and its day, and records the rejected ones. `report` writes the page that says for
    how many it went through. `check`, `plan`, `table` and `document` take the amendment as it was
    drafted, or as the pattern makes it.

    A run that was cut off is run again: what is done is read from each repository. Ctrl-C gives
    out no more companies and ends those that are under way. The work is done by Dask on the
    cores of this machine, or on a cluster that runs already, which is reached by TLS alone:
    `pip install "amendtool[fleet]"`. With --json each company is a line as soon as it is done, and
    the last line is the summary.

    Exit code 0: all went through, or was done before, or waits for its vote; 1: doubts or
    findings, or one of them failed.
    """
    from amendtool.fleet.companies_file import read_companies
    from amendtool.fleet.engine import require_cluster
    from amendtool.fleet.pattern_file import read_pattern
    from amendtool.fleet.row import FleetAct, FleetOrder

    pattern_data = read_file(console.cwd / pattern, pattern)
    read_pattern(pattern_data, file=pattern)
    rows = read_companies(read_file(console.cwd / companies, companies), file=companies)
    cluster = _cluster(workers, scheduler, (tls_ca, tls_cert, tls_key), dashboard)
    require_cluster(cluster)
    if output is not None:
        _require_output(console, output, rows, force=force)
    order = FleetOrder(
        act=FleetAct(act),
        pattern_file=pattern,
        pattern_data=pattern_data,
        today=today or datetime.date.today(),
        folder=(console.cwd / companies).resolve().parent,
        moment=datetime.datetime.now(datetime.UTC),
        within=within,
        language="en" if as_json else language_spoken(),
        format=form,
        template=template,
    )
    exit_with(_run(console, order, rows, cluster, output))


def _require_output(
    console: Console, output: str, companies: Sequence[FleetCompany], *, force: bool
) -> None:
    """Raise RepositoryError where nothing is written, or where what is there is no fleet's."""
    from amendtool.errors import RepositoryError
    from amendtool.fleet.summary import foreign_files

    require_folder(console, output, workspace=None)
    found = foreign_files(console.cwd / output, companies)
    foreign = () if force else tuple(islice(found, 10))
    if foreign:
        raise RepositoryError(*(somebody_elses(str(Path(output, each))) for each in foreign))


def _cluster(
    workers: int | None,
    scheduler: str | None,
    files: tuple[str | None, str | None, str | None],
    dashboard: bool,
) -> Cluster:
    from amendtool.fleet.engine import Certificates, Cluster

    authority, certificate, key = files
    given = [each for each in files if each is not None]
    if given and scheduler is None:
        raise click.UsageError(say("certificates are for a cluster: give --scheduler"))
    if scheduler is not None and (workers is not None or dashboard):
        raise click.UsageError(
            say("--workers and --dashboard are for this machine; a cluster has its own")
        )
    return Cluster(
        workers=workers,
        scheduler=scheduler,
        certificates=Certificates(
            authority=Path(authority), certificate=Path(certificate), key=Path(key)
        )
        if authority and certificate and key
        else None,
        dashboard=dashboard,
    )


def _run(
    console: Console,
    order: FleetOrder,
    companies: Sequence[FleetCompany],
    cluster: Cluster,
    output: str | None,
) -> int:
    from amendtool.cli.process import goes_on
    from amendtool.fleet.engine import run_fleet
    from amendtool.fleet.summary import FleetSummary

    goes_on()
    told = _Progress(console, len(companies))
    folder = None if output is None else console.cwd / output
    summary = FleetSummary(order, companies, folder)
    stopped = False

    def started(what: Started) -> None:
        summary.workers = what.threads
        told.started(what)

    try:
        rows = run_fleet(
            order,
            companies,
            cluster,
            started=started,
            stopping=told.stopping,
            deserted=told.deserted,
            returned=told.returned,
        )
        for row in rows:
            summary.take(row)
            if console.json:
                console.raw((json.dumps(summary.line(row), ensure_ascii=False) + "\n").encode())
            else:
                told.row(row)
    except KeyboardInterrupt:
        stopped = True
    finally:
        told.end()
        page = summary.close()
    if console.json:
        console.raw((json.dumps(summary.record(), ensure_ascii=False) + "\n").encode())
    else:
        console.print("\n".join(summary.lines()))
        if page is not None:
            console.notice(say("{page}: a row for each company", page=page))
    if stopped:
        raise KeyboardInterrupt
    return summary.exit_code


class _Progress:
    """What is said while a fleet runs: on a terminal one line, elsewhere what went wrong."""

    def __init__(self, console: Console, count: int) -> None:
        self.console, self.count = console, count
        self.done = 0
        self.began = self.shown = time.monotonic()
        self.live = sys.stderr.isatty() and not console.json and not console.quiet

    def started(self, started: Started) -> None:
        self.began = time.monotonic()
        if not self.console.json:
            self.console.notice(
                say_count(
                    "{companies} companies on {count} worker",
                    "{companies} companies on {count} workers",
                    started.threads,
                    companies=self.count,
                )
            )
        if started.dashboard:
            url = started.dashboard
            self.console.notice(
                say("Dask's dashboard: {url}", url=url)
                if started.own
                else say("Dask's dashboard, where the cluster has one: {url}", url=url)
            )

    def stopping(self, left: int) -> None:
        self.end()
        self.console.tell(
            say_count(
                "stopping behind {count} company that is under way (Ctrl-C again: at once)",
                "stopping behind {count} companies that are under way (Ctrl-C again: at once)",
                left,
            )
        )

    def deserted(self, seconds: float, rows: int) -> None:
        self.end()
        # What waits for a person is said with --json, too: on the other stream.
        self.console.tell(
            say_count(
                "no worker has been there for {seconds} seconds: {count} company waits. Start "
                "workers of the cluster, and it goes on; or Ctrl-C, and run it again later",
                "no worker has been there for {seconds} seconds: {count} companies wait. Start "
                "workers of the cluster, and it goes on; or Ctrl-C, and run it again later",
                rows,
                seconds=int(seconds),
            )
        )

    def returned(self) -> None:
        self.console.tell(say("workers are there again: it goes on"))

    def row(self, row: CompanyRow) -> None:
        from amendtool.fleet.summary import told

        self.done += 1
        if row.problems and not self.console.quiet:
            self.end()
            self.console.tell(told(row))
        now = time.monotonic()
        if self.live and (now - self.shown > 0.2 or self.done == self.count):
            self.shown = now
            rate = self.done / max(now - self.began, 1e-6)
            left = (self.count - self.done) / rate
            line = say(
                "{done}/{count}, {rate} a second, {minutes}:{seconds} left",
                done=self.done,
                count=self.count,
                rate=f"{rate:.1f}",
                minutes=int(left // 60),
                seconds=f"{int(left % 60):02}",
            )
            click.echo(f"\r{line}\x1b[K", err=True, nl=False)

    def end(self) -> None:
        """Take the line away."""
        if self.live:
            click.echo("\r\x1b[K", err=True, nl=False)
