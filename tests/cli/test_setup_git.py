"""``amendtool setup-git``: what git diff shows of clause files, before, with it and after it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from amendtool.repository.landing.git_setup import word_regex
from tests.cli.conftest import PROGRAM, ROOT, Repository, call
from tests.cli.kills import states_between
from tests.cli.test_no_program_runs import every_verb

OBJECTS = """\
# 目的

当会社は、次の事業を営むことを目的とする。

- (1)　機械の製造
- (2)　機械の販売
- (3)　次の業務
  - イ　設計
  - ロ　監理
  - ハ　取締りの補助
  - ニ　{last}
"""
PENDING = """\
  - replace: Article 1
    find: Example
    with: Sample
  - replace: Article 3
    find: Minato-ku
    with: {ward}
"""


@pytest.fixture
def small(small: Repository) -> Repository:
    """Without the setting that `init` makes: many repositories are not begun by it."""
    small.git("config", "--unset", "core.quotepath", ok=False)
    return small


@pytest.fixture
def objects(small: Repository) -> Repository:
    """Objects in Japanese whose last line was changed, and an amendment that was."""
    small.write("articles/002-目的.md", OBJECTS.format(last="取締役会の運営").encode())
    (small.path / "articles/002-purpose.md").unlink()
    small.amend("move", PENDING.format(ward="Chuo-ku"))
    small.commit("In Japanese")
    small.write("articles/002-目的.md", OBJECTS.format(last="監査役会の運営").encode())
    small.amend("move", PENDING.format(ward="Ota-ku"))
    return small


def settings(repository: Repository) -> tuple[str, bytes | None]:
    """The settings of the repository alone, and its attributes."""
    attributes = repository.path / ".git/info/attributes"
    standing = attributes.read_bytes() if attributes.exists() else None
    return repository.git("config", "--local", "--list"), standing


def hunk(text: str) -> list[str]:
    return [line.split("@@")[2].strip() for line in text.splitlines() if line.startswith("@@")]


def test_git_diff_shows_the_provision_the_words_and_the_names(objects: Repository) -> None:
    before = objects.git("diff", "-U2")
    assert "目的.md" not in before, "git escapes the name"
    assert "(3)　次の業務" not in hunk(before)
    done = objects.at("setup-git", "--yes")
    assert (done.code, done.err) == (0, "")
    after = objects.git("diff", "-U2")
    assert "articles/002-目的.md" in after
    assert "(3)　次の業務" in hunk(after)
    short = b"# Name\n\nThe name shall be Sample Inc.\n"
    objects.write("articles/001-name.md", short)
    assert hunk(objects.git("diff", "-U0", "articles/001-name.md")) == ["# Name"]
    objects.write("articles/001-name.md", short + b"\n2. Or another one.\nAs it likes.\n")
    objects.commit()
    objects.write("articles/001-name.md", short + b"\n2. Or another one.\nAs you like.\n")
    assert hunk(objects.git("diff", "-U0", "articles")) == ["2. Or another one."]
    assert hunk(objects.git("diff", "-U1", "HEAD~1", "amendments")) == ["replace: Article 3"]


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_words_are_units_and_no_character_is_cut(objects: Repository, locale: str) -> None:
    assert objects.at("setup-git", "--yes").code == 0
    shown = subprocess.run(
        ["git", "diff", "--word-diff"],
        cwd=objects.path,
        env={**os.environ, "LC_ALL": locale},
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert "[-取締-]{+監査+}役会の運営" in shown
    assert "with: [-Chuo-]{+Ota+}-ku" in shown


def test_where_an_argument_holds_no_bytes_a_run_is_a_word(objects: Repository) -> None:
    for platform, word in (
        ("win32", "[-取締役会の運営-]{+監査役会の運営+}"),
        ("darwin", "[-取締-]"),
    ):
        regex = os.fsdecode(word_regex(platform))
        shown = subprocess.run(
            ["git", "diff", "--word-diff", f"--word-diff-regex={regex}"],
            cwd=objects.path,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            check=True,
        ).stdout.decode()
        assert word in shown


@pytest.mark.parametrize("before", [None, "true", "false"])
def test_it_is_taken_back_to_the_letter(small: Repository, before: str | None) -> None:
    if before is not None:
        small.git("config", "core.quotepath", before)
    small.write(".git/info/attributes", b"*.docx diff=word")
    standing = settings(small)
    for _ in range(2):
        assert small.at("setup-git", "--yes").code == 0
    assert settings(small) != standing
    assert small.git("config", "core.quotepath") == "false"
    undone = small.at("setup-git", "--undo")
    assert (undone.code, undone.err) == (0, "")
    listed, attributes = settings(small)
    assert listed == standing[0]
    assert attributes == b"*.docx diff=word\n", "but for a line break at its end"
    assert "nothing to take back" in small.at("setup-git", "--undo").out


def test_what_was_set_by_hand_since_stays(small: Repository) -> None:
    assert small.at("setup-git", "--yes").code == 0
    small.git("config", "core.quotepath", "true")
    small.git("config", "diff.amendtool-clauses.xfuncname", "^mine")
    lines = (small.path / ".git/info/attributes").read_bytes() + b"*.md text\n"
    small.write(".git/info/attributes", lines.replace(b"# amendtool setup-git: end\n", b""))
    assert small.at("setup-git", "--undo").code == 0
    listed, attributes = settings(small)
    assert "core.quotepath=true" in listed
    assert "amendtool" not in listed
    assert attributes == b"*.md text\n"


def test_it_holds_in_a_folder_whose_name_means_something(tmp_path: Path) -> None:
    outer = Repository(path=tmp_path / "outer")
    outer.path.mkdir()
    outer.git("init", "-q", "-b", "main")
    inner = Repository(path=outer.path / 'the "new" [articles] *' / "定款")
    assert call("init", str(inner.path)).code == 0
    inner.write("articles/001-name.md", b"# Name\n\nThe Company.\n")
    assert inner.at("setup-git", "--yes").code == 0
    for path, driver in (
        ("articles/001-name.md", "amendtool-clauses"),
        ("articles/01-a/001-b.md", "amendtool-clauses"),
        ("amendments/a.yaml", "amendtool-amendments"),
        ("../articles/001-name.md", "unspecified"),
        ("README.md", "unspecified"),
    ):
        assert inner.git("check-attr", "diff", path).endswith(f": {driver}"), path


def test_every_linked_work_tree_has_it(small: Repository) -> None:
    small.git("worktree", "add", "-q", "../linked")
    linked = Repository(path=small.path.parent / "linked")
    assert linked.at("setup-git", "--yes").code == 0
    for each in (small, linked):
        asked = ("check-attr", "diff", "articles/001-name.md")
        assert each.git(*asked).endswith(": amendtool-clauses")
    assert linked.at("check").code == 0


def test_every_verb_works_with_it(small: Repository, tmp_path: Path) -> None:
    more = "title: An example\nmeeting: a meeting\nreasons:\n  - For an example.\n"
    small.amend("first", "  - delete: Article 3\n", more=more)
    small.commit("An amendment")
    assert small.at("setup-git", "--yes").code == 0
    standing = settings(small)
    for line in ("show", "check", "plan first", "apply first", "verify", "table first", "diff",
                 f"export -o {tmp_path}/a.docx", f"import {tmp_path}/a.docx --check",
                 "review HEAD~1", "undo first", "new third", "log", "status"):  # fmt: skip
        done = small.at(*line.split())
        assert done.code == 0, (line, done.err)
        assert "attribute" not in done.err
    assert settings(small) == standing
    assert {"setup-git"} <= set(every_verb(tmp_path))


@pytest.mark.parametrize("what", ["config", "info", "info/attributes"])
def test_nothing_is_written_through_a_link(small: Repository, tmp_path: Path, what: str) -> None:
    outside = tmp_path / "outside"
    place = small.path / ".git" / what
    if place.exists():
        shutil.move(place, outside)
    else:
        outside.write_bytes(b"* text\n")
    place.symlink_to(outside)
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for asked in ("--yes", "--undo"):
        done = small.at("setup-git", asked)
        assert done.code == 5
        assert "[git-elsewhere]" in done.err or "[unwritable]" in done.err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == files


def test_without_a_terminal_nobody_says_yes(small: Repository) -> None:
    standing = settings(small)
    done = small.at("setup-git")
    assert (done.code, done.out) == (3, "")
    assert "git config core.quotepath 'false'" in done.err
    assert "/articles/**/*.md diff=amendtool-clauses" in done.err
    assert "[yes-needed]" in done.err
    shown = small.at("setup-git", "--dry-run")
    assert (shown.code, shown.err) == (0, "")
    assert "git config core.quotepath 'false'" in shown.out
    assert settings(small) == standing
    assert small.at("setup-git", "--undo", "--yes").code == 2


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 130)])
def test_on_a_terminal_it_is_asked_first(small: Repository, answer: str, code: int) -> None:
    ours, theirs = os.openpty()
    os.write(ours, f"{answer}\n".encode())
    done = subprocess.run(
        [*PROGRAM, "setup-git"],
        cwd=small.path,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        check=False,
    )
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)
    os.close(theirs)
    assert done.returncode == code
    assert "Set this in the git folder of this clone? [y/N]" in shown
    assert ("amendtool" in settings(small)[0]) is (code == 0)


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")
@pytest.mark.parametrize("asked", ["--yes", "--undo"])
def test_killed_anywhere_it_ends_when_called_again(
    small: Repository, tmp_path: Path, asked: str
) -> None:
    if asked == "--undo":
        assert small.at("setup-git", "--yes").code == 0
    path = tmp_path / "copy"
    copy = Repository(path=Path(shutil.copytree(small.path, path)))
    course = states_between(lambda: copy.at("setup-git", asked), path, tmp_path / "states")
    after = settings(copy)
    for state in course.states:
        state.laid(path)
        assert copy.at("check").code == 0
        assert copy.at("setup-git", asked).code == 0, str(state)
        assert settings(copy) == after, str(state)
        assert not list((path / ".git").rglob(".amendtool-new-*"))
    print(f"setup-git {asked}: {course.deeds} kill points, {len(course.states)} states")
