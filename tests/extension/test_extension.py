"""What CONTRIBUTING says of adding a thing, done in a copy of the program.

A new verb works everywhere. A new member of a union or an enumeration that every part must
know is named by the type checker at each place that does not know it yet, so that it cannot
vanish silently. (A renderer is added in ``tests/render/test_formats.py``, a drafting style in
``tests/bylaws/test_new_style.py``, a language in ``tests/languages``.)
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

Change = Callable[[str, str, str], None]

VERB = '''
"""``amendtool count``: how many articles there are."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import open_workspace


@click.command(cls=Verb, name="count", example="amendtool count")
@click.pass_obj
def command(console: Console) -> None:
    """Say how many articles there are."""
    articles = open_workspace(console).articles_on_disk().charter.every_article()
    console.print(str(sum(1 for _ in articles)))
'''

OPERATION = '''
"""Swap: two provisions change places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from amendtool.amendments.file.addresses import RANGE
from amendtool.amendments.file.fields import Field, Given, Written
from amendtool.amendments.operations.common import COMMON, NO_DATES, Dates
from amendtool.articles.addresses import AddressRange

SWAP: Final = Field("swap", RANGE, "Has two provisions change places.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """The ends of ``target`` change places."""

    target: AddressRange
    dates: Dates = NO_DATES
    remark: str | None = None

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (SWAP, *COMMON)

    @classmethod
    def read(cls, given: Given) -> Swap | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        target = given[SWAP]
        return None if target is None else cls(target=target)

    def written(self) -> Iterator[Written]:
        """What the file says of it."""
        yield SWAP(self.target)
'''


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program, with what comes along and how its types are checked."""
    root = tmp_path_factory.mktemp("copy")
    for name in ("amendtool", "templates", "articles", "amendments"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("amendtool.toml", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    return root


@pytest.fixture
def change(copy: Path) -> Iterator[Change]:
    """Change a file of the copy for the length of a test; it has to hold what is exchanged."""
    before: dict[Path, str | None] = {}

    def changed(path: str, old: str, new: str) -> None:
        file = copy / path
        text = file.read_text("utf-8") if file.exists() else None
        before.setdefault(file, text)
        assert (text or "").count(old) == 1 or text is None, f"{path} holds {old!r} once"
        file.write_text(new if text is None else text.replace(old, new), encoding="utf-8")

    yield changed
    for file, text in before.items():
        file.unlink() if text is None else file.write_text(text, encoding="utf-8")


def run(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONUTF8": "1"}
    return subprocess.run(
        (sys.executable, "-m", *arguments),
        cwd=copy, env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def type_errors(copy: Path) -> dict[str, list[str]]:
    """What the type checker says, by the file it says it of."""
    done = run(copy, "mypy", "amendtool", "--no-error-summary", "--no-pretty")
    found: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        said = re.match(r"amendtool/([^:]+):\d+: (error|note): (.*)", line)
        assert said, line
        if said[2] == "error":
            found.setdefault(said[1], []).append(said[3])
    return found


def test_a_verb_is_one_module_and_one_line(copy: Path, change: Change) -> None:
    change("amendtool/cli/count.py", "", VERB)
    change(
        "amendtool/cli/app.py",
        '    "completion":',
        '    "count": "how many articles there are",\n    "completion":',
    )
    assert "  count       how many articles there are\n" in run(copy, "amendtool", "--help").stdout
    told = run(copy, "amendtool", "count", "--help").stdout
    assert told.startswith("Example:\n  amendtool count\n")
    assert run(copy, "amendtool", "init", "example", "--example", "iij").returncode == 0
    assert run(copy, "amendtool", "-C", "example", "count").stdout == "35\n"
    assert "count" in run(copy, "amendtool", "coutn").stderr
    assert type_errors(copy) == {}


def test_an_operation_that_nothing_knows_is_no_operation(copy: Path, change: Change) -> None:
    change("amendtool/amendments/operations/swap.py", "", OPERATION)
    registry = "amendtool/amendments/operations/__init__.py"
    change(registry, "Merge | Retarget | Keep\n", "Merge | Retarget | Keep | Swap\n")
    change(
        registry,
        "from amendtool.amendments.operations.split import",
        "from amendtool.amendments.operations.swap import Swap\n"
        "from amendtool.amendments.operations.split import",
    )
    errors = type_errors(copy)
    # What it does, what its addresses mean over time, and what undoes it.
    assert {"amendments/apply/collect.py", "amendments/readings.py"} <= set(errors)
    assert all("Swap" in text for texts in errors.values() for text in texts), errors


@pytest.mark.parametrize(
    ("kind", "last", "places"),
    [
        ("RowKind", 'CHAPTER = "chapter"', {"comparison/rows.py", "render/plan.py"}),
        ("BlockKind", 'LABEL = "label"', {"render/typography.py", "render/table/docx.py"}),
    ],
)
def test_a_kind_that_a_renderer_does_not_know(
    copy: Path, change: Change, kind: str, last: str, places: set[str]
) -> None:
    file = "amendtool/comparison/table.py"
    text = (copy / file).read_text("utf-8")
    body = re.search(rf"class {kind}\(StrEnum\):.*?{re.escape(last)}\n", text, re.DOTALL)
    assert body is not None
    change(file, body[0], f'{body[0]}    ODD = "odd"\n')
    errors = type_errors(copy)
    assert places <= set(errors)
    said = " ".join(text for texts in errors.values() for text in texts)
    assert "ODD" in said
