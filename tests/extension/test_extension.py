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
from pathlib import Path

import pytest

pytestmark = pytest.mark.long  # the types of a whole copy are checked

ROOT = Path(__file__).resolve().parents[2]

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


KINDS = {
    "RowKind": ('CHAPTER = "chapter"', {"comparison/rows.py", "render/plan.py"}),
    "BlockKind": ('LABEL = "label"', {"render/typography.py", "render/table/docx.py"}),
}
"""Enumerations that renderers know: the last member of each, and who must know a new one."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program, with what comes along and how its types are checked."""
    root = tmp_path_factory.mktemp("copy")
    for name in ("amendtool", "templates", "articles", "amendments"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("amendtool.toml", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    change(root, "amendtool/cli/count.py", "", VERB)
    change(
        root,
        "amendtool/cli/app.py",
        '    "completion":',
        '    "count": "how many articles there are",\n    "completion":',
    )
    return root


@pytest.fixture(scope="module")
def errors(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """What the type checker says of all changes at once, each with the file it says it of.

    A run of it takes longer than all else here, so there is one; each error names the member
    that it is about, and so tells which change it belongs to.
    """
    changed = shutil.copytree(copy, tmp_path_factory.mktemp("changed") / "copy")
    change(changed, "amendtool/amendments/operations/swap.py", "", OPERATION)
    registry = "amendtool/amendments/operations/__init__.py"
    change(changed, registry, "Print | Retarget | Keep\n", "Print | Retarget | Keep | Swap\n")
    change(
        changed,
        registry,
        "from amendtool.amendments.operations.split import",
        "from amendtool.amendments.operations.swap import Swap\n"
        "from amendtool.amendments.operations.split import",
    )
    file = "amendtool/comparison/table.py"
    for kind, (last, _) in KINDS.items():
        text = (changed / file).read_text("utf-8")
        body = re.search(rf"class {kind}\(StrEnum\):.*?{re.escape(last)}\n", text, re.DOTALL)
        assert body is not None
        change(changed, file, body[0], f'{body[0]}    ODD = "odd"\n')
    done = run(
        changed,
        "mypy",
        "amendtool",
        "--no-error-summary",
        "--no-pretty",
        f"--cache-dir={os.devnull}",
    )
    found = []
    for line in done.stdout.splitlines():
        said = re.match(r"amendtool/([^:]+):\d+: (error|note): (.*)", line)
        assert said, line
        if said[2] == "error":
            found.append((said[1], said[3]))
    return found


def change(root: Path, path: str, old: str, new: str) -> None:
    """Change a file of a copy; it has to hold what is exchanged."""
    file = root / path
    text = file.read_text("utf-8") if file.exists() else None
    assert text is None or text.count(old) == 1, f"{path} holds {old!r} once"
    file.write_text(new if text is None else text.replace(old, new), encoding="utf-8")


def run(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONUTF8": "1"}
    return subprocess.run(
        (sys.executable, "-m", *arguments),
        cwd=copy, env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def files(errors: list[tuple[str, str]], member: str) -> set[str]:
    """The files whose errors are about a member."""
    return {file for file, text in errors if member in text}


def test_a_verb_is_one_module_and_one_line(copy: Path, errors: list[tuple[str, str]]) -> None:
    assert "  count       how many articles there are\n" in run(copy, "amendtool", "--help").stdout
    told = run(copy, "amendtool", "count", "--help").stdout
    assert told.startswith("Example:\n  amendtool count\n")
    assert run(copy, "amendtool", "init", "example", "--example", "iij").returncode == 0
    assert run(copy, "amendtool", "-C", "example", "count").stdout == "35\n"
    assert "count" in run(copy, "amendtool", "coutn").stderr
    # What is wrong is where the other changes are not known, and not here.
    others = files(errors, "Swap").union(*(files(errors, f"{kind}.ODD") for kind in KINDS))
    assert {file for file, _ in errors} == others
    assert not {"cli/count.py", "cli/app.py"} & others


def test_an_operation_that_nothing_knows_is_no_operation(errors: list[tuple[str, str]]) -> None:
    # What it does, what its addresses mean over time, and what undoes it.
    assert {"amendments/apply/collect.py", "amendments/readings.py"} <= files(errors, "Swap")
    kinds = set[str]().union(*(files(errors, f"{kind}.ODD") for kind in KINDS))
    assert all("Swap" in text for file, text in errors if file not in kinds), errors


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_that_a_renderer_does_not_know(errors: list[tuple[str, str]], kind: str) -> None:
    assert KINDS[kind][1] <= files(errors, f"{kind}.ODD")
