"""Problems as git hosts show them beside the line: commands of GitHub, a report for GitLab.

GitHub reads commands from the output of a job (workflow commands, ``::error file=…::…``).
GitLab reads a file in the format of Code Climate, a JSON list with a fingerprint for each entry
by which it tells what is new.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Final

from amendtool.errors import Problem

_COMMANDS: Final[Mapping[str, str]] = {"error": "error", "warning": "warning", "note": "notice"}
_SEVERITIES: Final[Mapping[str, str]] = {"error": "major", "warning": "minor", "note": "info"}


def to_github(problems: Iterable[Problem]) -> str:
    """One workflow command a line for each problem, without the last line end.

    Nothing in a message can begin a command or another property: per cent signs and line ends
    are escaped everywhere, colons and commas in properties, as GitHub's own toolkit does it.
    """
    return "\n".join(map(_command, problems))


def _command(problem: Problem) -> str:
    place = problem.place
    properties = {
        "file": place.file,
        "line": place.line,
        "col": place.column if place.line is not None else None,
        "title": problem.code,
    }
    said = ",".join(
        f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None
    )
    text = "\n".join(filter(None, (problem.message, problem.hint)))
    return f"::{_COMMANDS[problem.severity]} {said}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def to_gitlab(problems: Iterable[Problem]) -> str:
    """The problems as a Code Quality report, in JSON.

    GitLab shows only what has a file and a line; what has none is told at the settings, so that
    it is not passed over.
    """
    entries = []
    seen: dict[str, int] = {}
    for problem in problems:
        file = problem.place.file or "amendtool.toml"
        told = "\0".join((problem.code, file, problem.place.path or "", problem.message))
        # Two problems with the same words are two entries, and stay so from run to run.
        seen[told] = seen.get(told, 0) + 1
        digest = hashlib.sha256(f"{told}\0{seen[told]}".encode(errors="surrogatepass"))
        entries.append(
            {
                "description": "; ".join(filter(None, (problem.message, problem.hint))),
                "check_name": problem.code,
                "fingerprint": digest.hexdigest(),
                "severity": _SEVERITIES[problem.severity],
                "location": {"path": file, "lines": {"begin": problem.place.line or 1}},
            }
        )
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
