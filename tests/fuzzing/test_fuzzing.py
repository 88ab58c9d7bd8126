"""No reader lets out what nobody expects, whatever it is given; nor what was found before."""

from __future__ import annotations

import importlib.util
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzzing.__main__ import made
from tests.fuzzing.readers import READERS, judged

# Where a change is judged, the inputs are the same for the same code; else they are new ones.
SAME = bool(os.environ.get("SAME_EXAMPLES"))
GUIDED = ("--seconds", "20", *(("--inputs", "10000", "--seed", "1") if SAME else ()))
UNGUIDED = ("--seconds", "40", *(("--inputs", "20000", "--seed", "1") if SAME else ()))
FOUND = sorted(path for path in Path(__file__).with_name("found").rglob("*") if path.is_file())


@pytest.mark.parametrize("name", READERS)
@given(data=st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_a_reader_reads_or_refuses(name: str, data: st.DataObject) -> None:
    reader = READERS[name]
    pieces = data.draw(st.lists(st.sampled_from(reader.pieces), max_size=30))
    assert judged(name, "".join(pieces).encode("utf-8", "replace")) in ("read", "refused")


@pytest.mark.parametrize("name", READERS)
def test_a_reader_reads_or_refuses_what_is_almost_right(name: str) -> None:
    chance = random.Random(name)
    pool = list(READERS[name].seeds)
    for _ in range(8):
        data = made(READERS[name], pool, chance)
        said = judged(name, data)
        assert said in ("read", "refused"), data
        pool.append(data)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_stays_mended(path: Path) -> None:
    assert judged(path.parent.name, path.read_bytes()) in ("read", "refused")


@pytest.mark.long
@pytest.mark.parametrize("name", READERS)
def test_a_reader_is_fuzzed_for_a_while(name: str, tmp_path: Path) -> None:
    words = (*UNGUIDED, "--keep", str(tmp_path), name)
    done = subprocess.run(
        (sys.executable, "-m", "tests.fuzzing", *words),
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]


@pytest.mark.long
@pytest.mark.parametrize("name", READERS)
def test_a_reader_is_fuzzed_by_coverage(name: str) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed (make long does that where it can)")
    done = subprocess.run(
        (sys.executable, "-m", "tests.fuzzing.guided", *GUIDED, name),
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONHASHSEED": "1"} if SAME else None,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    runs = re.search(r"^stat::number_of_executed_units:\s+([0-9]+)", done.stderr, re.MULTILINE)
    assert runs is not None, done.stderr[-2000:]
    print(f"atheris: {name}: {runs[1]} inputs")
