"""A fleet when things go wrong: killed, stopped, raced, on a full disk, its scheduler restarted."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from amendtool.errors import RepositoryError
from amendtool.fleet import engine
from amendtool.fleet.company import FleetCompany
from amendtool.fleet.pace import FleetPace
from amendtool.fleet.row import CompanyRow, FleetOrder, RowResult, run_rows
from tests.fleet.conftest import PATTERN, PLAIN, Made
from tests.fleet.test_fleet import fleet, results, rows
from tests.fleet.test_rows import listed, order

pytestmark = pytest.mark.long


def tag_of(folder: Path) -> str:
    done = subprocess.run(["git", "-C", str(folder), "tag"], capture_output=True, text=True)
    return done.stdout.strip()


def adoptions(folder: Path) -> int:
    """How often the amendment was adopted in a repository."""
    log = ["git", "-C", str(folder), "log", "--format=%(trailers:key=Pattern,valueonly)"]
    done = subprocess.run(log, capture_output=True, text=True, check=True)
    return len([line for line in done.stdout.splitlines() if line.strip()])


def workers_of(pid: int) -> list[psutil.Process]:
    found = []
    for each in psutil.Process(pid).children():
        try:
            if "spawn_main" in " ".join(each.cmdline()):
                found.append(each)
        except psutil.NoSuchProcess:
            continue
    return found


def test_workers_that_are_killed_at_random_lose_nothing(make_companies: Made) -> None:
    count = 40
    companies = make_companies([PLAIN] * count)
    draw = random.Random(2022)
    with fleet("apply", companies) as run:
        coming = rows(run)
        read = [next(coming)]
        killed = 0
        for row in coming:
            read.append(row)
            if len(read) % 6 == 0 and killed < 5 and (there := workers_of(run.pid)):
                draw.choice(there).kill()
                killed += 1
    assert killed >= 3
    assert len(results(read)) == count
    assert set(results(read)) <= {"done", "already", "failed"}
    with fleet("apply", companies) as run:
        again = Counter(results(list(rows(run))))
    assert again["done"] + again["already"] == count
    assert [adoptions(companies.parent / f"c{at}") for at in range(count)] == [1] * count
    with fleet("verify", companies) as run:
        assert set(results(list(rows(run)))) == {"done"}


def test_workers_that_dask_gives_up_are_brought_back(
    make_companies: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gives up one that is slow to come back; when the last went, a run waited for ever."""
    monkeypatch.setenv("DASK_DISTRIBUTED__DEPLOY__LOST_WORKER_TIMEOUT", "0.01s")
    count = 6
    companies = make_companies([PLAIN] * count)
    with fleet("apply", companies) as run:
        coming = rows(run)
        read = [next(coming)]
        for each in workers_of(run.pid):
            each.kill()
        ended = threading.Timer(240, run.kill)
        ended.start()
        read += coming
        ended.cancel()
    assert len(results(read)) == count
    with fleet("apply", companies) as run:
        assert set(results(list(rows(run)))) <= {"done", "already"}
    assert [adoptions(companies.parent / f"c{at}") for at in range(count)] == [1] * count


def test_two_fleets_at_once_land_each_amendment_once(make_companies: Made) -> None:
    count = 12
    companies = make_companies([PLAIN] * count)
    with fleet("apply", companies) as one, fleet("apply", companies) as other:
        both = results(list(rows(one))), results(list(rows(other)))
    # The one that comes too late finds it there, or is told that it came too late.
    assert set(both[0]) | set(both[1]) <= {"done", "already", "failed"}
    with fleet("apply", companies) as run:
        assert set(results(list(rows(run)))) <= {"done", "already"}
    assert [adoptions(companies.parent / f"c{at}") for at in range(count)] == [1] * count


@pytest.mark.skipif(sys.platform == "win32", reason="no signal of a terminal there")
def test_ctrl_c_ends_what_is_under_way_and_begins_no_more(make_companies: Made) -> None:
    count = 30
    companies = make_companies([PLAIN] * count)
    command = [sys.executable, "-m", "amendtool", "fleet", "apply", str(PATTERN), "--workers", "2"]
    with subprocess.Popen(
        [*command, "--companies", str(companies), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # a group of its own, as a terminal gives it
    ) as run:
        coming = rows(run)
        read = [next(coming)]
        os.killpg(run.pid, signal.SIGINT)
        read += coming
        assert run.wait(timeout=300) == 130
        assert run.stderr is not None
        told = run.stderr.read()
        assert "internal-error" not in told
        assert "run the same command again" in told
        assert "amendtool apply" not in told
    assert read[-1]["schema"] == "amendtool/fleet/1"
    done = results(read)
    assert set(done) == {"done"}
    assert 1 <= len(done) < count
    landed = [at for at in range(count) if adoptions(companies.parent / f"c{at}")]
    assert len(landed) == len(done)
    with fleet("apply", companies) as run:
        again = Counter(results(list(rows(run))))
    assert again == {"already": len(done), "done": count - len(done)}


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_disk_that_takes_nothing_leaves_a_company_as_it_was(make_companies: Made) -> None:
    companies = make_companies([PLAIN])
    folder = companies.parent / "c0"
    code = f"""
import datetime, resource, signal, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from tests.fleet.test_rows import act
import amendtool.workflow.apply, amendtool.workflow.standard_draft
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
if sys.argv[1] == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
row = act("apply", Path({str(companies)!r}))
print(row.result.value, *[each.code for each in row.problems])
"""
    told = []
    for disk in ("full", "free"):
        command = [sys.executable, "-c", code, disk]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        # Where nothing can be written, the answer cannot be read from a file, but from a pipe.
        told.append(done.stdout.split())
        if disk == "full":
            assert adoptions(folder) == 0, done
    assert told[0][0] == "failed"
    assert "internal-error" not in told[0]
    assert told[1][0] == "done"
    assert adoptions(folder) == 1


# -- a cluster that somebody runs -------------------------------------------------------------


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that is its own authority, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "fleet")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, own = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    own.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert, own


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def dask(*arguments: str, tls: list[str], folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dask", *arguments, *tls]
    environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "False"}
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


class Cluster:
    """A scheduler and workers in processes of their own, which speak TLS."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        cert, key = certificate(folder)
        self._tls = [f"--tls-ca-file={cert}", f"--tls-cert={cert}", f"--tls-key={key}"]
        port = free_port()
        self.address = f"tls://127.0.0.1:{port}"
        self._scheduler = ["scheduler", "--host", self.address, "--port", str(port)]
        self.options = [
            *("--scheduler", self.address),
            *("--tls-ca", str(cert), "--tls-cert", str(cert), "--tls-key", str(key)),
        ]
        self.running: list[subprocess.Popen[bytes]] = []

    def named(self, folder: Path, *, patience: float) -> engine.Cluster:
        """As the program knows it, with the certificate that lies in a folder."""
        cert, key = folder / "cert.pem", folder / "key.pem"
        files = engine.Certificates(authority=cert, certificate=cert, key=key)
        return engine.Cluster(scheduler=self.address, certificates=files, patience=patience)

    def start_scheduler(self) -> subprocess.Popen[bytes]:
        return self._start(*self._scheduler, "--no-dashboard")

    def start_worker(self) -> subprocess.Popen[bytes]:
        """One without a nanny: what is killed stays away."""
        own = ["worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        return self._start(*own)

    def start_workers(self) -> subprocess.Popen[bytes]:
        own = ["worker", self.address, "--nthreads", "1", "--nworkers", "2", "--no-dashboard"]
        return self._start(*own)

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        self.running.append(dask(*arguments, tls=self._tls, folder=self.folder))
        return self.running[-1]

    def stop(self) -> None:
        for each in self.running:
            if each.poll() is None:
                for child in psutil.Process(each.pid).children(recursive=True):
                    child.kill()
                each.kill()
            each.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    try:
        yield made
    finally:
        made.stop()


IMPATIENT = """
import functools, sys
import amendtool.fleet.engine as engine
engine.Cluster = functools.partial(engine.Cluster, lonely=1.0)
sys.argv[0] = "amendtool"
from amendtool.cli.process import main
main()
"""
"""The command line, which tells after a second that no worker is there."""


@contextlib.contextmanager
def impatient(companies: Path, cluster: Cluster) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", IMPATIENT, "fleet", "apply", str(PATTERN), "--json"]
    with subprocess.Popen(
        [*command, "--companies", str(companies), *cluster.options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        try:
            yield run
        except BaseException:
            run.kill()
            raise


def line_with(run: subprocess.Popen[str], words: str) -> str:
    """The next line that it says to a person with these words in it."""
    assert run.stderr is not None
    return next(each for each in run.stderr if words in each)


def test_a_scheduler_that_is_restarted_costs_no_company(
    make_companies: Made, cluster: Cluster
) -> None:
    count = 24
    companies = make_companies([PLAIN] * count)
    scheduler = cluster.start_scheduler()
    cluster.start_workers()
    command = [sys.executable, "-m", "amendtool", "fleet", "apply", str(PATTERN), "--json"]
    command += ["--companies", str(companies), *cluster.options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        coming = rows(run)
        read = [next(coming)]
        scheduler.kill()
        scheduler.wait()
        time.sleep(1)  # its port is free once more
        cluster.start_scheduler()
        cluster.start_workers()
        read += coming
    done = Counter(results(read))
    failed = [each["problems"] for each in read if each.get("result") == "failed"]
    assert done["done"] + done["already"] == count, failed
    assert [adoptions(companies.parent / f"c{at}") for at in range(count)] == [1] * count


def test_a_scheduler_that_comes_back_without_its_workers_ends_the_run(
    make_companies: Made, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 12
    companies = make_companies([PLAIN] * count)
    scheduler = cluster.start_scheduler()
    worker = cluster.start_worker()
    own = cluster.named(cluster.folder, patience=5.0)
    coming = engine.run_fleet(order("apply", companies.parent), listed(companies), own)
    came = [next(coming)]
    for each in (scheduler, worker):
        each.kill()
        each.wait()
    time.sleep(1)  # its port is free once more
    cluster.start_scheduler()
    with pytest.raises(RepositoryError) as lost:
        came += coming
    assert [each.code for each in lost.value.problems] == ["scheduler-lost"]
    cluster.start_worker()
    again = list(engine.run_fleet(order("apply", companies.parent), listed(companies), own))
    assert len(again) == count
    assert [adoptions(companies.parent / f"c{at}") for at in range(count)] == [1] * count


def test_a_cluster_that_lost_its_workers_is_told_and_goes_on(
    make_companies: Made, cluster: Cluster
) -> None:
    count = 12
    companies = make_companies([PLAIN] * count)
    cluster.start_scheduler()
    worker = cluster.start_worker()
    with impatient(companies, cluster) as run:
        coming = rows(run)
        read = [next(coming)]
        worker.kill()
        told = line_with(run, "no worker has been there")
        assert "Start workers of the cluster, and it goes on" in told
        cluster.start_worker()
        assert line_with(run, "workers are there again")
        read += coming
        assert run.wait(timeout=300) == 0
    assert set(results(read)) <= {"done", "already"}
    assert [adoptions(companies.parent / f"c{at}") for at in range(count)] == [1] * count


@pytest.mark.skipif(sys.platform == "win32", reason="no signal of a terminal there")
def test_ctrl_c_ends_a_run_whose_cluster_lost_its_workers(
    make_companies: Made, cluster: Cluster
) -> None:
    count = 12
    companies = make_companies([PLAIN] * count)
    cluster.start_scheduler()
    worker = cluster.start_worker()
    with impatient(companies, cluster) as run:
        coming = rows(run)
        read = [next(coming)]
        worker.kill()
        assert line_with(run, "no worker has been there")
        os.killpg(run.pid, signal.SIGINT)
        read += coming
        assert run.wait(timeout=60) == 130
        assert run.stderr is not None
        assert "internal-error" not in run.stderr.read()
    assert read[-1]["schema"] == "amendtool/fleet/1"
    assert len(results(read)) < count
    cluster.start_worker()
    with impatient(companies, cluster) as run:
        again = results(list(rows(run)))
    assert (len(again), set(again)) == (count, {"done", "already"})
    assert [adoptions(companies.parent / f"c{at}") for at in range(count)] == [1] * count


def test_a_certificate_of_another_authority_is_told(make_companies: Made, cluster: Cluster) -> None:
    companies = make_companies([PLAIN])
    cluster.start_scheduler()
    cluster.start_worker()
    other = cluster.folder / "other"
    other.mkdir()
    certificate(other)
    own = cluster.named(other, patience=10.0)
    with pytest.raises(RepositoryError) as refused:
        list(engine.run_fleet(order("apply", companies.parent), listed(companies), own))
    assert [each.code for each in refused.value.problems] == ["scheduler-unreachable"]
    assert adoptions(companies.parent / "c0") == 0


def deadly(order: FleetOrder, given: list[tuple[int, FleetCompany]]) -> tuple[CompanyRow, ...]:
    """Rows, of which one ends its worker as a lack of memory does."""
    if any(company.name == "会社5" for _, company in given):
        os._exit(1)
    return run_rows(order, given)


def test_a_company_that_workers_die_of_costs_no_other_one(
    make_companies: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 12
    companies = make_companies([PLAIN] * count)
    monkeypatch.setattr(engine, "run_rows", deadly)
    monkeypatch.setattr(FleetPace, "together", lambda *_: 4)
    own = engine.Cluster(workers=2)
    came = list(engine.run_fleet(order("apply", companies.parent), listed(companies), own))
    assert sorted(each.at for each in came) == list(range(count))
    lost = [each for each in came if each.result is RowResult.FAILED]
    assert [(each.company, each.problems[0].code) for each in lost] == [("会社5", "worker-lost")]
    there = [adoptions(companies.parent / f"c{at}") for at in range(count)]
    assert there == [at != 5 for at in range(count)]


def call(*options: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "amendtool", "fleet", "plan", str(PATTERN), *options, "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stderr)
    return told


def test_a_scheduler_without_certificates_is_not_used(make_companies: Made) -> None:
    companies = str(make_companies([PLAIN]))
    for options in (
        ["--scheduler", "tcp://127.0.0.1:8786"],
        ["--scheduler", "127.0.0.1:8786"],
        ["--scheduler", "tls://127.0.0.1:8786"],
        ["--scheduler", "tls://127.0.0.1:8786", "--tls-ca", "a.pem", "--tls-cert", "b.pem"],
        ["--scheduler", "tcp://127.0.0.1:1", "--tls-ca", "a", "--tls-cert", "b", "--tls-key", "c"],
    ):
        told = call("--companies", companies, *options)
        assert told["problems"][0]["code"] == "scheduler-open"
