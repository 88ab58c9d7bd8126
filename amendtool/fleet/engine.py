"""The rows of a fleet on Dask: a few at a time, in whatever order, each told once.

The only module that knows Dask. With nothing said it is a cluster of this machine's cores, on the
loopback address and with certificates that live as long as it does; else one that somebody
runs, reached by TLS alone. What is left to do is read from each repository, so nothing here is
kept that a run would need again.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import tempfile
import threading
import time
import uuid
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from amendtool import __version__, disk
from amendtool.errors import InputError, Problem, RepositoryError
from amendtool.fleet.company import FleetCompany
from amendtool.fleet.row import CompanyRow, FleetOrder, RowProblem, RowResult, run_row
from amendtool.messages import say

ATTEMPTS: Final = 5
"""So often a row is given out again whose scheduler went away."""
_WAITING: Final = 3
"""So many rows are given out for each thread of the cluster: one is at work, the others wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """The files by which the two ends of a connection know each other, in PEM."""

    authority: Path
    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Which cluster does the work: one of this machine, or that of a ``scheduler``."""

    workers: int | None = None
    scheduler: str | None = None
    certificates: Certificates | None = None
    dashboard: bool = False
    patience: float = 60.0
    """So many seconds a scheduler that went away is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What runs the rows: how many threads, and the address of its dashboard, if it has one."""

    threads: int
    dashboard: str = ""


def require_cluster(cluster: Cluster) -> None:
    """Raise InputError for a cluster that may not be used, or cannot since Dask is not there."""
    if cluster.scheduler is not None and (
        not cluster.scheduler.startswith("tls://") or cluster.certificates is None
    ):
        raise InputError(
            Problem(
                code="scheduler-open",
                message=say(
                    "a scheduler is used by TLS with certificates alone: whoever reaches one "
                    "that is open can run programs there and read what it is given"
                ),
                hint=say(
                    "--scheduler tls://HOST:PORT --tls-ca FILE --tls-cert FILE --tls-key FILE"
                ),
            )
        )
    try:
        import cryptography  # noqa: F401 - Dask makes the certificates of a run with it
        import dask
        import distributed

        del dask, distributed
    except ImportError as error:
        raise InputError(
            Problem(
                code="dask-missing",
                message=say(
                    "many companies at once need Dask, and {names} is not installed",
                    names=error.name,
                ),
                hint=say('install it: `pip install "amendtool[fleet]"`'),
            )
        ) from None
    if cluster.dashboard and find_spec("bokeh") is None:
        raise InputError(
            Problem(
                code="bokeh-missing",
                message=say("the dashboard of Dask needs Bokeh, which is not installed"),
                hint=say("install it: `pip install bokeh`; or leave --dashboard out"),
            )
        )


def run_fleet(
    order: FleetOrder,
    companies: Sequence[FleetCompany],
    cluster: Cluster,
    *,
    started: Callable[[Started], None] = lambda _: None,
    stopping: Callable[[int], None] = lambda _: None,
) -> Iterator[CompanyRow]:
    """Do what is ordered for every company; each row as soon as it is done, in any order.

    ``started`` is told what runs them. Ctrl-C gives out no more rows, tells ``stopping`` how many
    are under way, ends with these, and then raises KeyboardInterrupt; a second one waits for
    none. Raises RepositoryError (``scheduler-lost``, ``scheduler-unreachable``).
    """
    with _scratch(cluster) as scratch, _client(cluster, scratch) as client:
        if scratch is not None:
            order = replace(order, scratch=scratch)
        threads = sum(client.nthreads().values())
        started(Started(threads=threads, dashboard=_dashboard(client, cluster)))
        yield from _rows(client, order, companies, cluster, stopping)


def _rows(
    client: Any,
    order: FleetOrder,
    companies: Sequence[FleetCompany],
    cluster: Cluster,
    stopping: Callable[[int], None],
) -> Iterator[CompanyRow]:
    from distributed import as_completed

    run = uuid.uuid4().hex[:8]
    waiting = iter(enumerate(companies))
    under_way: dict[Any, tuple[int, int]] = {}
    done = as_completed(raise_errors=False)
    interrupted = threading.Event()

    def give_out(at: int, attempt: int) -> None:
        # The name of a task can be seen by whoever sees the cluster; it names no company.
        future = client.submit(
            run_row, order, at, companies[at], key=f"row-{run}-{at}-{attempt}", pure=False
        )
        under_way[future] = at, attempt
        done.add(future)

    def fill() -> None:
        most = max(1, sum(client.nthreads().values())) * _WAITING
        while not interrupted.is_set() and len(under_way) < most:
            following = next(waiting, None)
            if following is None:
                return
            give_out(following[0], 1)

    with _interrupted(interrupted, lambda: stopping(len(under_way))):
        fill()
        while under_way:
            future = next(done)
            at, attempt = under_way.pop(future)
            if future.status not in ("finished", "cancelled"):
                row = _lost(at, companies[at], _why(future))
            elif (found := _result(future)) is not None:
                row = found
            else:
                _wait_for(client, cluster)
                if attempt < ATTEMPTS:
                    give_out(at, attempt + 1)
                    continue
                row = _lost(at, companies[at], say("its scheduler went away again and again"))
            del future
            fill()
            yield row
    if interrupted.is_set():
        raise KeyboardInterrupt


@contextlib.contextmanager
def _interrupted(event: threading.Event, told: Callable[[], None]) -> Iterator[None]:
    """Set ``event`` on the first Ctrl-C, and tell ``told``; a second one is as everywhere."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def first(*_: object) -> None:
        signal.signal(signal.SIGINT, before)
        event.set()
        told()

    before = signal.signal(signal.SIGINT, first)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _result(future: Any) -> CompanyRow | None:
    """What came of a row; None where its scheduler, or the worker that held it, is gone.

    What was done is in the repository, where the next attempt finds it.
    """
    from distributed.client import FutureCancelledError

    if future.status == "cancelled":
        return None
    try:
        row: CompanyRow = future.result(timeout=60)
    except (FutureCancelledError, TimeoutError, OSError):
        return None
    return row


def _lost(at: int, company: FleetCompany, why: str) -> CompanyRow:
    problem = RowProblem(
        code="worker-lost",
        severity="error",
        message=say("what became of it is not known here: {why}", why=why),
        hint=say("run it again: it looks at the repository, and does what is left"),
    )
    return CompanyRow(at=at, company=company.name, result=RowResult.FAILED, problems=(problem,))


def _why(future: Any) -> str:
    error = future.exception()
    if type(error).__name__ == "KilledWorker":
        return say("each worker that it was given to went away")
    return type(error).__name__


def _wait_for(client: Any, cluster: Cluster) -> None:
    """Wait until the scheduler is back, with a worker. Raises RepositoryError when it is not."""
    deadline = time.monotonic() + cluster.patience
    while time.monotonic() < deadline and client.status != "closed":
        try:
            if client.status == "running" and client.nthreads():
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise RepositoryError(
        Problem(
            code="scheduler-lost",
            message=say("the scheduler went away, and did not come back"),
            hint=say("run it again when it is there: what was done is in the repositories"),
        )
    )


# -- the cluster ------------------------------------------------------------------------------


@contextlib.contextmanager
def _scratch(cluster: Cluster) -> Iterator[Path | None]:
    """A folder of this run's own on this machine; what a cluster elsewhere has, its workers say."""
    if cluster.scheduler is not None:
        yield None
        return
    folder = Path(tempfile.gettempdir()) / disk.unfinished("amendtool-fleet-")
    disk.make_folder(folder)
    try:
        disk.set_mode(folder, 0o700)
        yield folder
    finally:
        disk.remove_tree(folder, quietly=True)


@contextlib.contextmanager
def _client(cluster: Cluster, scratch: Path | None) -> Iterator[Any]:
    import dask
    from distributed import Client, LocalCluster, Security

    settings: dict[str, Any] = {
        "distributed.comm.timeouts.connect": "60s",
        "distributed.admin.tick.limit": "1h",
        "distributed.worker.memory.spill": False,
        "distributed.worker.memory.target": False,
        "distributed.scheduler.worker-ttl": None,
        "distributed.comm.retry.count": 3,
        # Rows take tenths of a second: what Dask does by the clock to find out where minutes go
        # cost as much as the rows.
        "distributed.worker.profile.enabled": False,
        "distributed.admin.tick.interval": "5s",
        "distributed.admin.system-monitor.interval": "10s",
        "distributed.admin.system-monitor.disk": False,
        "distributed.admin.system-monitor.gil.enabled": False,
        "distributed.scheduler.work-stealing": False,
        "distributed.comm.compression": False,
        # What it remembers of rows that are done grows with their number.
        "distributed.admin.low-level-log-length": 100,
        "distributed.admin.log-length": 100,
    }
    if not cluster.dashboard:
        settings["distributed.scheduler.http.routes"] = []
    settings["distributed.worker.http.routes"] = []
    with contextlib.ExitStack() as stack:
        stack.enter_context(dask.config.set(settings))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(_quiet())
        try:
            if cluster.scheduler is not None:
                files = cluster.certificates
                assert files is not None  # require_cluster
                security = Security(
                    require_encryption=True,
                    tls_ca_file=str(files.authority),
                    tls_client_cert=str(files.certificate),
                    tls_client_key=str(files.key),
                )
                client = Client(cluster.scheduler, security=security, timeout=cluster.patience)
                stack.enter_context(client)
                client.wait_for_workers(1, timeout=cluster.patience)
                _require_same_program(client)
            else:
                local = LocalCluster(
                    n_workers=cluster.workers or len(os.sched_getaffinity(0))
                    if hasattr(os, "sched_getaffinity")
                    else cluster.workers or os.cpu_count() or 1,
                    threads_per_worker=1,
                    processes=True,
                    host="127.0.0.1",
                    protocol="tls",
                    security=Security.temporary(),
                    dashboard_address="127.0.0.1:0",
                    scheduler_kwargs={"dashboard": cluster.dashboard},
                    memory_limit=0,
                    local_directory=str(scratch),
                    silence_logs=logging.CRITICAL,
                )
                stack.enter_context(local)
                client = Client(local, timeout=cluster.patience)
                stack.enter_context(client)
                stack.enter_context(_kept_up(local, len(local.workers)))
                client.register_plugin(_aside())
        except (OSError, TimeoutError) as error:
            raise RepositoryError(
                Problem(
                    code="scheduler-unreachable",
                    message=say("the cluster cannot be used: {why}", why=error),
                    hint=say("look whether it runs, and whether its certificates are these"),
                )
            ) from None
        yield client


@contextlib.contextmanager
def _kept_up(local: Any, count: int) -> Iterator[None]:
    """Bring back workers of this machine that went away for good.

    Dask starts a worker anew that was killed, but gives it up where that takes longer than some
    seconds, as on a machine that is busy; when the last one went so, rows waited for ever.
    """
    ended = threading.Event()

    def keep() -> None:
        while not ended.wait(2):
            local.scale(count)

    thread = threading.Thread(target=keep, name="amendtool-fleet-workers", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What Dask logs of workers that come and go; what it means for a row is told in the row."""
    loggers = [logging.getLogger(name) for name in ("distributed", "tornado", "asyncio")]
    before = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for each, level in zip(loggers, before, strict=True):
            each.setLevel(level)


def _aside() -> Any:
    """What keeps Ctrl-C from the workers: it means that no more is begun, not that they stop."""
    from distributed import WorkerPlugin

    class WorkerAside(WorkerPlugin):
        name = "amendtool-aside"

        def setup(self, worker: Any) -> None:
            if hasattr(os, "setsid"):
                with contextlib.suppress(OSError):
                    os.setsid()
            else:
                signal.signal(signal.SIGINT, signal.SIG_IGN)

    return WorkerAside()


def _require_same_program(client: Any) -> None:
    """Raise RepositoryError where a worker has another amendtool, or none."""
    others = {
        found for found in client.run(_version, on_error="return").values() if found != __version__
    }
    if others:
        raise RepositoryError(
            Problem(
                code="workers-differ",
                message=say(
                    "the workers run another program: {others}; this is {own}",
                    others=say(", ").join(sorted(map(str, others))),
                    own=__version__,
                ),
                hint=say("install the same amendtool where they run"),
            )
        )


def _version() -> str:
    return __version__


def _dashboard(client: Any, cluster: Cluster) -> str:
    if cluster.scheduler is None and not cluster.dashboard:
        return ""
    try:
        return str(client.dashboard_link)
    except Exception:  # a cluster that somebody runs may have none, and says so in many ways
        return ""
