"""Several runs at once: one wins, and every other is told the truth."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable

import pytest

from amendtool.errors import RepositoryError
from amendtool.repository import workspace as workspace_module
from amendtool.repository.landing import locks
from amendtool.repository.landing.preconditions import Ready, require_ready
from amendtool.workflow import adopt
from amendtool.workflow import apply as apply_module
from tests.cli.conftest import PROGRAM, ROOT, Repository, Result

FIRST = "  - insert: Article 2\n    text: It is new.\n"
OTHER = "  - insert: Article 3\n    text: It is new too.\n"


@pytest.fixture
def drafted(small: Repository) -> Repository:
    """Two amendments, both of which write a file of the same name."""
    small.amend("first", FIRST)
    small.amend("other", OTHER)
    return small


def overtaken(monkeypatch: pytest.MonkeyPatch, by: Callable[[], Result]) -> None:
    """Let another run come first, when this one has read the articles and not yet judged."""

    def first_the_other(*given: object, **named: object) -> Ready:
        monkeypatch.setattr(adopt, "require_ready", require_ready)
        assert by().code == 0
        return require_ready(*given, **named)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(adopt, "require_ready", first_the_other)


def test_who_loses_to_the_same_amendment_is_told_so(
    drafted: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    overtaken(monkeypatch, lambda: drafted.at("apply", "first"))
    result = drafted.at("apply", "first")
    assert result.code == 4
    assert "error[already-applied]" in result.err
    assert "move it away" not in result.err
    assert drafted.at("apply", "other").code in (0, 3, 4)


def test_who_loses_to_another_amendment_is_told_to_plan_anew(
    drafted: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    overtaken(monkeypatch, lambda: drafted.at("apply", "other"))
    result = drafted.at("apply", "first")
    assert result.code == 4
    assert "error[base-moved]" in result.err
    assert "run the same command again" in result.err
    assert drafted.at("apply", "first").code == 0


PLANNING = [
    (workspace_module.Workspace, "acts"),
    (workspace_module.Workspace, "articles_at"),
    (apply_module, "require_no_twin"),
    (apply_module, "propose_for_all"),
    (apply_module, "plan_adoption"),
    (apply_module, "related_changes"),
    (apply_module, "adopt"),
]
"""What ``apply`` does on its way from HEAD, which it asks for once, to the lock."""


@pytest.mark.parametrize(("owner", "name"), PLANNING, ids=[name for _, name in PLANNING])
@pytest.mark.parametrize("other", ["first", "by hand"])
def test_whoever_comes_first_while_it_is_planned_is_seen_under_the_lock(
    drafted: Repository, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, other: str
) -> None:
    true = getattr(owner, name)

    def by_hand() -> None:
        drafted.write("articles/002-purpose.md", b"# Purpose\n\nBy hand.\n")
        drafted.commit("By hand")

    def first_the_other(*given: object, **named: object) -> object:
        monkeypatch.setattr(owner, name, true)
        by_hand() if other == "by hand" else drafted.at("apply", other)
        return true(*given, **named)

    monkeypatch.setattr(owner, name, first_the_other)
    result = drafted.at("apply", "first")
    assert result.code == 4, result.err
    told = "already-applied" if other == "first" else "base-moved"
    assert f"error[{told}]" in result.err
    assert drafted.git("tag") == ("" if other == "by hand" else other)
    assert drafted.git("status", "--porcelain", "--untracked-files=no") == ""
    if other != "first":
        assert drafted.at("apply", "first").code == 0


def race(repository: Repository, names: list[str]) -> list[tuple[int, str]]:
    runs = [
        subprocess.Popen(
            (*PROGRAM, "apply", name), cwd=repository.path, stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for name in names
    ]  # fmt: skip
    said = [run.communicate()[1].decode() for run in runs]
    return [(run.returncode, text) for run, text in zip(runs, said, strict=True)]


@pytest.mark.long
@pytest.mark.parametrize("rounds", range(5))
def test_of_many_runs_at_once_the_losers_are_told_the_truth(
    drafted: Repository, rounds: int
) -> None:
    ended = race(drafted, ["first"] * 8)
    assert sorted(code for code, _ in ended) == [0] + [4] * 7, ended
    for code, text in ended:
        assert code == 0 or "already-applied" in text or "base-moved" in text, text
    assert drafted.git("tag") == "first"


def test_a_queue_is_waited_for_and_one_that_does_not_end_is_not(
    small: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Patience is for one holder: of ten that come after each other each ends."""
    left = [60]
    true_lock = locks._try_lock

    def busy(descriptor: int) -> bool:
        left[0] -= 1
        return left[0] < 0 and true_lock(descriptor)

    monkeypatch.setattr(locks, "_try_lock", busy)
    monkeypatch.setattr(
        locks, "_first_line", lambda _: locks.Holder(pid=1 + left[0] // 5, host="here")
    )
    with locks.only_run(small.open(), patience=0.3):
        assert left[0] < 0
    left[0] = 10**6
    monkeypatch.setattr(locks, "_first_line", lambda _: locks.Holder(pid=7, host="here"))
    with pytest.raises(RepositoryError) as error, locks.only_run(small.open(), patience=0.1):
        pass
    assert [problem.code for problem in error.value.problems] == ["apply-running"]
