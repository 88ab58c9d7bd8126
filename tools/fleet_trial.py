"""Run a fleet over made-up companies and judge what it did by what is known of them.

``python -m tools.fleet_trial DIR OUTPUT [ACT ...]`` runs the acts (all that ``make fleet`` shows,
unless some are named) over the companies that ``tools.fleet_companies`` made in DIR, leaves the
summary page in OUTPUT, and tells how many companies went through a second, what share of the
pattern's finds was right, and how much memory it took. A find that is wrong is an exit code 1.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
PATTERN: Final = ROOT / "examples" / "fleet" / "electronic-provision-2022.yaml"
ACTS: Final = ("draft", "check", "apply", "verify", "report")


def main(arguments: list[str]) -> int:
    """Run the acts and judge them; an exit code."""
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder, output, *asked = arguments
    known = [json.loads(line) for line in (Path(folder) / "truth.jsonl").open(encoding="utf-8")]
    wrong = 0
    for act in asked or ACTS:
        wrong += run(act, Path(folder), Path(output), {each["row"]: each for each in known})
    print(f"{output}/index.html")
    return 1 if wrong else 0


def run(act: str, folder: Path, output: Path, known: dict[int, dict[str, Any]]) -> int:
    """Run one act over all companies; how many finds were wrong."""
    command = [sys.executable, "-m", "amendtool", "fleet", act, str(PATTERN), "--json"]
    command += ["--companies", str(folder / "companies.csv")]
    if act in ("report", "table", "document"):
        command += ["-o", str(output)]
    began = time.monotonic()
    judged: Counter[str] = Counter()
    summary: dict[str, Any] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as running:
        assert running.stdout is not None
        for line in running.stdout:
            row = json.loads(line)
            if row["schema"] == "amendtool/fleet/1":
                summary = row
            else:
                judged[judge(row, known[row["row"]])] += 1
        _, _, used = os.wait4(running.pid, 0)
        running.returncode = 0
    took = time.monotonic() - began
    told = ", ".join(f"{count} {name}" for name, count in summary.get("results", {}).items())
    print(
        f"{act}: {len(known)} companies in {took:.0f} s, {len(known) / took:.1f} a second: {told}"
    )
    if summary:
        processors = used.ru_utime + used.ru_stime
        engine = 1 - summary["row_cpu_seconds"] / processors
        print(
            f"  {summary['workers']} workers; processors {processors:.0f} s, of which rows "
            f"{summary['row_cpu_seconds']:.0f} s, the engine {engine:.1%}; peak "
            f"{summary['peak_mb']} MB",
            flush=True,
        )
    if act in ("draft", "report"):
        print("  " + ", ".join(f"{name} {count}" for name, count in sorted(judged.items())))
    return judged["found wrong"]


def judge(row: dict[str, Any], company: dict[str, Any]) -> str:
    """Whether what the pattern found in a company is what is known of it."""
    keys = {each["name"]: each["key"] for each in row["found"]}
    may, result = str(company["may"]), str(row["result"])
    if result == "there":
        return "found right" if may == "there" else "found wrong"
    if result in ("doubt", "failed"):
        return result
    if not keys:
        return "not judged"
    replaces = may == "replace" and keys.get("disclosure") == company["key"]
    inserts = may == "insert" and "disclosure" not in keys and keys.get("chair") == company["chair"]
    return "found right" if replaces or inserts else "found wrong"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
