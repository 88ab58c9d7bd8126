"""Fuzz the readers for some time: ``python -m tests.fuzzing [OPTIONS] [READER …]``.

Inputs are made of pieces and of each other; ``tests.fuzzing.guided`` has them guided by coverage.
Each kind that was found is kept as a file, to be made a test: ``tests/fuzzing/found/READER/NAME``.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import NoReturn

from tests.fuzzing.readers import LONGEST, READERS, FuzzedReader, judged

SLOW = 20
"""A reader that has not ended after so many seconds of the processor is a find."""


class TooSlowError(Exception):
    """A reader has not ended in time."""


def _ring(_: int, __: FrameType | None) -> NoReturn:
    raise TooSlowError


def made(reader: FuzzedReader, pool: list[bytes], chance: random.Random) -> bytes:
    """One more input: of pieces, or of one before with something changed in it."""
    if not pool or chance.random() < 0.5:
        count = min(int(chance.expovariate(1 / 14)) + 1, 400)
        few = chance.sample(reader.pieces, min(chance.randint(1, 12), len(reader.pieces)))
        return "".join(chance.choices(few, k=count)).encode("utf-8", "replace")
    data = bytearray(chance.choice(pool))
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0 if data:
                data[at - 1] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randint(1, 8)]
            case 2:
                data[at:at] = chance.choice(reader.pieces).encode("utf-8", "replace")
            case 3:
                other = chance.choice(pool)
                begin = chance.randrange(len(other) + 1)
                data[at:at] = other[begin : begin + chance.randint(1, 60)]
            case _:
                data[at:at] = data[at : at + chance.randint(1, 40)] * chance.randint(1, 9)
    return bytes(data[:LONGEST])


def run(names: list[str], seconds: float, keep: Path, seed: int, most: int = sys.maxsize) -> int:
    """Try the readers in turn, with so many inputs each at most; how many kinds were found."""
    chance = random.Random(seed)
    pools: dict[str, list[bytes]] = {name: list(READERS[name].seeds) for name in names}
    tried: Counter[str] = Counter()
    told: Counter[str] = Counter()
    kinds: set[tuple[str, str]] = set()
    signal.signal(signal.SIGPROF, _ring)
    until = time.monotonic() + seconds
    while time.monotonic() < until and tried[names[0]] < most:
        for name in names:
            data = made(READERS[name], pools[name], chance)
            signal.setitimer(signal.ITIMER_PROF, SLOW)
            try:
                said = judged(name, data)
            except TooSlowError:
                said = "slow"
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            tried[name] += 1
            if said.startswith("TooSlowError"):
                said = "slow"
            if said in ("read", "refused"):
                told[said] += 1
                if said == "read" and (len(pools[name]) < 300 or chance.random() < 0.05):
                    pools[name].append(data)
                    del pools[name][:-300]
            elif (name, said) not in kinds:
                kinds.add((name, said))
                folder = keep / name
                folder.mkdir(parents=True, exist_ok=True)
                path = folder / hashlib.sha256(data).hexdigest()[:12]
                path.write_bytes(data)
                print(f"{name}: {said}: {path}", flush=True)
    each = ", ".join(f"{name} {count}" for name, count in tried.items())
    print(f"seed {seed}: {sum(tried.values())} inputs ({each}); {told['read']} read, "
          f"{told['refused']} refused; {len(kinds)} kinds found")  # fmt: skip
    return len(kinds)


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("readers", nargs="*", metavar="READER", help=", ".join(READERS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--inputs", type=int, default=sys.maxsize, help="for each reader, at most")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--keep", type=Path, default=Path("build/found"))
    given = parser.parse_args()
    names = given.readers or list(READERS)
    if run(names, given.seconds, given.keep, given.seed, given.inputs):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
