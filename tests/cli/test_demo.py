"""What the demo leaves behind: a legal history that plain git can tell, and stable documents."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.inverse import derive
from amendtool.repository.storage.folders import files_of
from amendtool.repository.workspace import Workspace
from amendtool.workflow.proposal import propose
from tests.cli.conftest import ROOT, Repository, call, run
from tests.repository.sandbox import clean_environment

NAMES = ("2007-06-26-agm", "2013-06-26-agm")
FIRST = "The articles of incorporation before the meeting of June 26, 2007"


def subjects(demo: Repository, *words: str) -> list[str]:
    return demo.git("log", "--format=%s", *words).splitlines()


def test_log_follow_reaches_the_first_commit(demo: Repository) -> None:
    assert subjects(demo, "--follow", "--", "articles/016-chairman.md") == [
        "Partial Amendment of the Articles of Incorporation",
        "Partial Amendment of the Articles of Incorporation: renumbering",
        FIRST,
    ]
    for path in sorted((demo.path / "articles").glob("0*.md")):
        if path.name not in ("008-less-than-unit-rights.md", "009-less-than-unit-purchase.md"):
            assert subjects(demo, "--follow", "--", f"articles/{path.name}")[-1] == FIRST, path.name


def test_log_by_key_finds_every_change(demo: Repository) -> None:
    assert len(subjects(demo, "--", "articles/*-chairman.md")) == 3
    assert subjects(demo, "--", "articles/*-number-of-directors.md") == [
        "Partial Amendment of the Articles of Incorporation: renumbering",
        "Amendments to the Articles of Incorporation",
        FIRST,
    ]


def test_blame_credits_each_sentence_to_the_amendment_that_wrote_it(demo: Repository) -> None:
    first = demo.git("rev-parse", "HEAD~3")
    lines = demo.git(
        "blame", "-s", "-l", "articles/022-convocation-of-board-meetings.md"
    ).splitlines()
    by_text = {line.split(") ", 1)[1]: line.split()[0].lstrip("^") for line in lines}
    unchanged = next(text for text in by_text if text.startswith("2 The notice of convocation"))
    changed = next(text for text in by_text if text.startswith("Unless otherwise provided"))
    assert first.startswith(by_text[unchanged])
    assert demo.head.startswith(by_text[changed])


def test_the_renumbering_is_pure(demo: Repository) -> None:
    changes = demo.git("show", "--format=", "--name-status", "-M100%", "HEAD~1").splitlines()
    assert len(changes) == 28
    assert {change.split("\t")[0] for change in changes} == {"R100"}


def test_the_repository_is_sound(demo: Repository) -> None:
    assert demo.git("fsck", "--strict", "--no-dangling") == ""
    assert demo.status == []
    assert demo.git("tag").splitlines() == list(NAMES)
    assert demo.git("cat-file", "-t", NAMES[1]) == "tag"
    assert demo.at("check").code == 0
    assert not (demo.path / ".git/amendtool").exists() or not any(
        (demo.path / ".git/amendtool").rglob("*.json")
    )


def test_the_dates_of_law_are_in_the_trailers(demo: Repository) -> None:
    form = "--format=%(trailers:key=Adopted,valueonly,separator=%x2C)"
    assert demo.git("log", form).splitlines() == ["2013-06-26", "2013-06-26", "2007-06-26"]


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_in_git_is_what_the_amendment_makes(demo: Repository, name: str) -> None:
    workspace = Workspace.open(demo.path)
    applied = workspace.applied(name)
    assert applied is not None
    source = workspace.amendment_at(applied.commit, name)
    proposal = propose(workspace, source, applied.base)
    stands = workspace.articles_at(applied.commit)
    assert stands.charter == proposal.application.proposed
    style = workspace.config.style
    assert stands.contents == files_of(stands.charter, style)


@pytest.mark.parametrize("name", NAMES)
def test_apply_then_the_inverse_is_the_identity(demo: Repository, name: str) -> None:
    workspace = Workspace.open(demo.path)
    applied = workspace.applied(name)
    assert applied is not None
    before = workspace.articles_at(applied.base).charter
    after = workspace.articles_at(applied.commit).charter
    style = workspace.config.style
    there = Amendment(name="there", operations=derive(before, after))
    assert apply(before, there, style).proposed == after
    back = apply(before, there, style).inverse
    assert apply(after, back, style).proposed == before


ENDINGS = ("html", "docx", "md", "json")
EVERY_TABLE = f"""
from amendtool.cli import main
for name in {NAMES}:
    for ending in {ENDINGS}:
        try:
            main(("table", name, "-o", f"../{{name}}.{{ending}}"))
        except SystemExit as done:
            assert done.code == 0, (name, ending)
"""


@pytest.fixture(scope="module")
def places(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two folders with every table, printed by two processes in different surroundings."""
    found = []
    for name, env in (
        ("west", {"TZ": "America/New_York", "PYTHONHASHSEED": "0"}),
        ("east", {"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "LANG": "ja_JP.UTF-8"}),
    ):
        folder = tmp_path_factory.mktemp(name)
        copy = shutil.copytree(prepared / "demo", folder / "demo")
        surroundings = {**clean_environment(folder / "home"), "PYTHONHASHSEED": "7", **env}
        subprocess.run(
            (sys.executable, "-c", EVERY_TABLE),
            cwd=copy,
            env={**surroundings, "PYTHONPATH": str(ROOT)},
            check=True,
        )
        found.append(folder)
    return found


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", NAMES)
def test_the_same_bytes_on_another_day_in_another_place(
    prepared: Path, places: list[Path], name: str, ending: str
) -> None:
    west, east = ((place / f"{name}.{ending}").read_bytes() for place in places)
    assert west == east
    if ending in ("html", "docx"):
        assert west == (prepared / f"demo/tables/{name}.{ending}").read_bytes()


def test_the_demo_is_the_same_twice_but_for_the_dates_in_git(
    demo: Repository, tmp_path: Path
) -> None:
    assert call("demo", str(tmp_path / "again")).code == 0
    again = Repository(path=tmp_path / "again")
    assert again.files(".").keys() >= {"amendtool.toml"}
    for folder in ("articles", "amendments", "tables"):
        assert again.files(folder) == demo.files(folder)
    trees = [each.git("log", "--format=%T").splitlines() for each in (demo, again)]
    assert trees[0] == trees[1]


def test_source_date_epoch_is_the_date_in_the_document(
    demo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import zipfile

    words = ("table", NAMES[0], "--format", "docx")
    done = run(*words, cwd=demo.path, env={"SOURCE_DATE_EPOCH": "1371945600"})
    core = zipfile.ZipFile(io.BytesIO(done.data)).read("docProps/core.xml").decode()
    assert "2013-06-23T00:00:00Z" in core
    for value in ("soon", "9" * 30, "1.5"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
        done = demo.at(*words)
        assert (done.code, done.data) == (3, b"")
        assert "epoch-unclear" in done.err


def test_a_new_folder_in_a_repository_gets_its_own(tmp_path: Path) -> None:
    """``demo`` in a checkout of something else must never commit to that."""
    outer = tmp_path / "outer"
    subprocess.run(["git", "init", "-q", str(outer)], check=True)
    (outer / "build" / "demo").mkdir(parents=True)
    done = run("demo", "build/demo", cwd=outer)
    assert done.code == 0, done.err
    assert (outer / "build" / "demo" / ".git").is_dir()
    head = subprocess.run(
        ["git", "-C", str(outer), "rev-parse", "--verify", "-q", "HEAD"], capture_output=True
    )
    assert head.returncode != 0
