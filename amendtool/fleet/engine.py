"""The rows of a fleet on Dask: a few at a time, in whatever order, each told once.

The only module that knows Dask. With nothing said it is a cluster of this machine's cores, on the
loopback address and with certificates that live as long as it does; else one that somebody
runs, reached by TLS alone. What is left to do is read from each repository, so nothing here is
kept that a run would need again.
"""

from __future__ import annotations

import collections
import contextlib
import itertools
import logging
import os
import queue
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
from amendtool.fleet.pace import FleetPace
from amendtool.fleet.row import CompanyRow, FleetOrder, RowProblem, RowResult, run_rows
from amendtool.messages import say

ATTEMPTS: Final = 5
"""So often a row is given out again whose scheduler went away."""
_WAITING: Final = 2
"""So many tasks are given out for each thread of the cluster: one is at work, the other waits."""
_LOOK: Final = 1.0
"""After so many seconds it is looked again whether the cluster has workers."""


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
    lonely: float = 30.0
    """After so many seconds without a worker it is told that nobody does the rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What runs the rows: how many threads, and the address of its dashboard, if it has one."""

    threads: int
    dashboard: str = ""
    own: bool = True
    """Whether the cluster is of this run; one that somebody runs does not tell whether it has a
    dashboard, but only where it would be."""


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
    deserted: Callable[[float, int], None] = lambda _seconds, _rows: None,
    returned: Callable[[], None] = lambda: None,
) -> Iterator[CompanyRow]:
    """Do what is ordered for every company; each row when its task is done, in any order.

    ``started`` is told what runs them. Ctrl-C gives out no more rows, tells ``stopping`` how many
    are under way, ends with these, and then raises KeyboardInterrupt; a second one waits for
    none. Where the cluster has had no worker for some time, ``deserted`` is told for how many
    seconds, and how many rows wait; ``returned`` is told when it goes on. Raises RepositoryError
    (``scheduler-lost``, ``scheduler-unreachable``).
    """
    with _scratch(cluster) as scratch, _client(cluster, scratch) as client:
        if scratch is not None:
            order = replace(order, scratch=scratch)
        threads = sum(client.nthreads().values())
        dashboard, own = _dashboard(client, cluster), cluster.scheduler is None
        started(Started(threads=threads, dashboard=dashboard, own=own))
        watch = _Watch(client, cluster, deserted=deserted, returned=returned)
        yield from _rows(client, order, companies, cluster, watch, stopping)


@dataclass(frozen=True, slots=True)
class _FleetTask:
    """Some rows that a worker does one after the other, and how often they were given out.

    A task whose workers died is taken apart: each of its rows is given out ``alone``, while
    nothing else is under way. So a row that workers die of takes no other one with it.
    """

    rows: tuple[int, ...]
    attempt: int = 1
    alone: bool = False


def _rows(
    client: Any,
    order: FleetOrder,
    companies: Sequence[FleetCompany],
    cluster: Cluster,
    watch: _Watch,
    stopping: Callable[[int], None],
) -> Iterator[CompanyRow]:
    run = uuid.uuid4().hex[:8]
    names = itertools.count(1)
    pace = FleetPace()
    given = 0
    suspects: collections.deque[int] = collections.deque()
    under_way: dict[Any, _FleetTask] = {}
    done: queue.SimpleQueue[Any] = queue.SimpleQueue()
    interrupted = threading.Event()

    def rows_under_way() -> int:
        return sum(len(each.rows) for each in under_way.values())

    def give_out(task: _FleetTask) -> None:
        # The name of a task can be seen by whoever sees the cluster; it names no company.
        future = client.submit(
            run_rows,
            order,
            [(at, companies[at]) for at in task.rows],
            key=f"rows-{run}-{next(names)}",
            pure=False,
        )
        under_way[future] = task
        future.add_done_callback(done.put)

    def fill() -> None:
        nonlocal given
        threads = watch.threads()
        while not interrupted.is_set() and len(under_way) < threads * _WAITING:
            count = pace.together(len(companies) - given, threads)
            following = tuple(range(given, min(given + count, len(companies))))
            if not following:
                break
            given += len(following)
            give_out(_FleetTask(following))
        if not under_way and suspects and not interrupted.is_set():
            give_out(_FleetTask((suspects.popleft(),), alone=True))

    with _interrupted(interrupted, lambda: stopping(rows_under_way())):
        fill()
        while under_way:
            try:
                future = done.get(timeout=_LOOK)
            except queue.Empty:
                waiting = rows_under_way() + len(suspects) + len(companies) - given
                if watch.look(waiting) and interrupted.is_set():
                    # Nobody is there to end what is under way.
                    break
                continue
            task = under_way.pop(future)
            came = _what_came(future)
            del future
            if came is None:
                _wait_for(client, cluster)
                if task.attempt < ATTEMPTS:
                    give_out(replace(task, attempt=task.attempt + 1))
                else:
                    fill()
                    why = say("its scheduler went away again and again")
                    yield from (_lost(at, companies[at], why) for at in task.rows)
            elif not isinstance(came, str):
                pace.took(came)
                fill()
                yield from came
            elif task.alone:
                fill()
                yield _lost(task.rows[0], companies[task.rows[0]], came)
            else:
                suspects.extend(task.rows)
                fill()
    if interrupted.is_set():
        raise KeyboardInterrupt


class _Watch:
    """Looks whether the cluster has workers, and tells where it has had none for some time."""

    def __init__(
        self,
        client: Any,
        cluster: Cluster,
        *,
        deserted: Callable[[float, int], None],
        returned: Callable[[], None],
    ) -> None:
        self._client, self._patience = client, cluster.lonely
        self._deserted, self._returned = deserted, returned
        self._threads = 1
        self._looked = 0.0
        self._since: float | None = None
        self._told = False

    def threads(self) -> int:
        """The threads of the cluster, as they were a moment ago; one at least."""
        self._ask()
        return max(1, self._threads)

    def look(self, waiting: int) -> bool:
        """Whether no worker is there; tells it, once, after the time that is stated for it."""
        self._ask()
        if self._since is None:
            return False
        alone = time.monotonic() - self._since
        if alone >= self._patience and not self._told:
            self._told = True
            self._deserted(alone, waiting)
        return True

    def _ask(self) -> None:
        now = time.monotonic()
        # Asking is a way to the scheduler and back, which is not worth it for each task.
        if now - self._looked < _LOOK or self._client.status != "running":
            return
        self._looked = now
        try:
            self._threads = sum(self._client.nthreads().values())
        except OSError:
            return
        if self._threads:
            self._since = None
            if self._told:
                self._told = False
                self._returned()
        elif self._since is None:
            self._since = now


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


def _what_came(future: Any) -> tuple[CompanyRow, ...] | str | None:
    """The rows of a task, or why they are not known.

    None where its scheduler went away, or the worker that held them: what was done is in the
    repository, where the next attempt finds it.
    """
    from distributed.client import FutureCancelledError

    if future.status == "cancelled":
        return None
    try:
        rows: tuple[CompanyRow, ...] = future.result(timeout=60)
    except (FutureCancelledError, TimeoutError, OSError):
        return None
    except Exception as error:  # of Dask, or of what a worker made of the task
        if type(error).__name__ == "KilledWorker":
            return say("each worker that it was given to went away")
        return type(error).__name__
    return rows


def _lost(at: int, company: FleetCompany, why: str) -> CompanyRow:
    problem = RowProblem(
        code="worker-lost",
        severity="error",
        message=say("what became of it is not known here: {why}", why=why),
        hint=say("run it again: it looks at the repository, and does what is left"),
    )
    return CompanyRow(at=at, company=company.name, result=RowResult.FAILED, problems=(problem,))


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
