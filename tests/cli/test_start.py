"""What a verb loads and asks before it answers: a user waits for all of it, each time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from amendtool.repository.git import adapter
from amendtool.repository.git.call import Output, execute
from tests.cli.conftest import Repository

CHANGE = "  - replace: Article 3 paragraph 1\n    find: Minato-ku\n    with: Chuo-ku\n"
LOADED = """\
import sys
from amendtool.cli import main
try:
    main(sys.argv[1:])
except SystemExit as done:
    print(done.code, *sys.modules, file=sys.stderr)
"""
PRINTING = {"docx", "jinja2", "lxml", "diff_match_patch"}
WRITING = {"amendtool.repository.landing.landing", "amendtool.repository.landing.recovery"}
SELDOM = {"bz2", "json", "shutil", "amendtool.amendments.file.yaml", "click.shell_completion"}
"""What has its use in some runs and takes a millisecond each to load."""
JAPANESE = {"amendtool.articles.references.tokens_ja"}
EDITIONS = {
    "amendtool.workflow.editions.differences",
    "amendtool.workflow.editions.translation_lag",
}
APPLYING = {"yaml", "amendtool.amendments.operations", "amendtool.amendments.apply.apply"}


def loaded(repository: Repository, *arguments: str, code: int = 0) -> set[str]:
    """The modules that a verb has loaded when it ends."""
    run = subprocess.run(
        [sys.executable, "-c", LOADED, "-C", str(repository.path), *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    ended, *modules = run.stderr.splitlines()[-1].split()
    assert int(ended) == code, run.stderr
    return set(modules)


def modules_of_python() -> set[str]:
    """What is there before anything is loaded; some ways to install a package bring more."""
    run = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(run.stdout.split())


def test_help_loads_neither_git_nor_any_part_that_works(small: Repository) -> None:
    modules = loaded(small, "--help")
    assert not modules & {"git", "yaml", "amendtool.articles", "amendtool.workflow.show"}
    assert not (modules - modules_of_python()) & {"pathlib", "shutil", *PRINTING}


def test_what_only_reads_loads_neither_gitpython_nor_what_compares_words(small: Repository) -> None:
    modules = loaded(small, "show", "Article 1")
    assert "amendtool.comparison.cells" in modules
    assert not modules & {"git", "amendtool.comparison.words", *PRINTING, *WRITING, *APPLYING}
    assert not modules & SELDOM


@pytest.mark.parametrize("verb", ["check", "plan"])
def test_what_reads_an_amendment_loads_nothing_that_prints_or_writes(
    small: Repository, verb: str
) -> None:
    small.amend("two", CHANGE)
    modules = loaded(small, verb, "two")
    assert modules >= APPLYING
    assert not modules & (PRINTING | WRITING | JAPANESE | EDITIONS)


def test_a_table_loads_nothing_that_lands_and_nothing_of_other_days(small: Repository) -> None:
    small.amend("two", CHANGE)
    modules = loaded(small, "table", "two")
    assert modules >= APPLYING | {"amendtool.workflow.in_force.two_days"}
    assert not loaded(small, "table", "two", "-o", str(small.path / "x.html")) & {"jinja2", "lxml"}
    others = {"in_force.on_day", "dates.expire", "adopt", "rebase", "document_title"}
    assert not modules & (WRITING | {f"amendtool.workflow.{each}" for each in others})


def test_a_table_between_two_revisions_loads_nothing_of_amendments(small: Repository) -> None:
    modules = loaded(small, "table", "HEAD..HEAD")
    assert "amendtool.comparison.rows" in modules
    parts = ("amendments.operations", "amendments.file", "articles.references.reference")
    assert not modules & {"yaml", "amendtool.importing", *(f"amendtool.{each}" for each in parts)}
    assert not modules & (APPLYING | WRITING)


def test_an_amendment_in_force_is_refused_before_anything_is_loaded_to_apply_it(
    small: Repository,
) -> None:
    small.amend("two", CHANGE)
    assert small.at("apply", "two").code == 0
    assert not loaded(small, "plan", "two", code=4) & (APPLYING | PRINTING | WRITING)


@pytest.mark.parametrize("verb", ["check", "plan"])
def test_no_tree_and_no_history_is_asked_for_twice(
    small: Repository, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.amend("two", CHANGE)
    small.commit("The amendment")
    small.write("articles/001-name.md", b"# Name\n\nThe name of the Company shall be Sample Inc.\n")
    small.commit("The articles move on")
    asked = asked_of_git(monkeypatch)
    assert small.at(verb, "two").code == 0
    reading = {
        words: n for words, n in asked.items() if words.startswith(("ls-tree", "diff-", "-c"))
    }
    assert any(words.startswith("ls-tree") for words in reading)
    assert max(reading.values()) == 1, asked.most_common(3)


def test_a_table_asks_git_for_nothing_twice(
    small: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where HEAD is, and that it is a commit, is asked once: the table is of a single one."""
    small.amend("two", CHANGE)
    small.commit("The amendment")
    asked = asked_of_git(monkeypatch)
    assert small.at("table", "two").code == 0
    assert any(words.startswith("rev-parse HEAD") for words in asked)
    assert max(asked.values()) == 1, asked.most_common(3)
    assert not any(small.head in words for words in asked if words.startswith("rev-parse"))


def asked_of_git(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often git is run with which words from now on, filled as it is."""
    asked: Counter[str] = Counter()

    def counted(folder: Path, arguments: Sequence[str | bytes], **more: Any) -> Output:
        asked[" ".join(map(os.fsdecode, arguments))] += 1
        return execute(folder, arguments, **more)

    monkeypatch.setattr(adapter, "execute", counted)
    return asked
