"""Repositories from hostile hands, as the command line meets them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Repository

OPERATIONS = "  - delete: Article 3\n"


@pytest.mark.parametrize("words", ["new x", "import new.txt", "apply draft", "draft -o {}/x.yaml"])
@pytest.mark.parametrize("linked", ["articles", "amendments"])
def test_no_verb_writes_through_a_linked_folder(
    small: Repository, tmp_path: Path, words: str, linked: str
) -> None:
    small.amend("draft", OPERATIONS)
    small.write("new.txt", b"1. Name\n\nThe name is Example.\n")
    small.commit()
    outside = tmp_path / "outside"
    (small.path / linked).rename(outside)
    (small.path / linked).symlink_to(outside)
    before = sorted(path.name for path in outside.iterdir())
    result = small.at(*words.format(small.path / "amendments").split())
    assert result.code == 5
    assert "[symlink]" in result.err
    assert sorted(path.name for path in outside.iterdir()) == before


def test_init_does_not_write_through_a_linked_folder(tmp_path: Path) -> None:
    from tests.cli.conftest import call

    (tmp_path / "outside").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new/articles").symlink_to(tmp_path / "outside")
    result = call("init", str(tmp_path / "new"))
    assert result.code == 5
    assert "[symlink]" in result.err
    assert not (tmp_path / "new/.git").exists()
    assert not list((tmp_path / "outside").iterdir())


@pytest.mark.parametrize("words", ["check", "show", "plan draft", "log", "references"])
def test_reading_goes_on_beside_a_journal_that_is_none(small: Repository, words: str) -> None:
    small.amend("draft", OPERATIONS)
    small.write(".git/amendtool/journal.json", b"[" * 5000)
    result = small.at(*words.split())
    assert "[interrupted]" in result.err
    assert "Traceback" not in result.err
    assert (small.path / ".git/amendtool/journal.json").exists()


# -- names ---------------------------------------------------------------------------------------

GITS = ("HEAD", "FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "AUTO_MERGE", "stash")
DEVICES = ("CON", "nul", "Com1", "lpt9", "AUX", "con.2026", "NUL.agm")


@pytest.mark.parametrize("name", [*GITS, *DEVICES])
def test_some_names_are_no_amendments(small: Repository, name: str) -> None:
    before = small.files("amendments")
    for words in (("new", name), ("draft", "-o", f"amendments/{name}.yaml")):
        result = small.at(*words)
        assert result.code == 3
        assert "error[name-unclear]" in result.err
    assert small.files("amendments") == before
    small.amend(name, OPERATIONS)
    assert small.at("apply", name).code == 3
    assert small.git("tag") == ""


@pytest.mark.parametrize(
    "name", ["head", "HEADS", "2026-head", "console", "nullify", "com", "a.con"]
)
def test_names_that_only_look_so_are_fine(small: Repository, name: str) -> None:
    assert small.at("new", name).code == 0


@pytest.mark.parametrize(("one", "other"), [("agm", "AGM"), ("été", "Été")])
@pytest.mark.parametrize("standing", ["file", "tag"])
def test_two_amendments_do_not_differ_in_case_alone(
    small: Repository, one: str, other: str, standing: str
) -> None:
    small.amend(one, OPERATIONS)
    if standing == "tag":
        assert small.at("apply", one).code == 0
        (small.path / f"amendments/{one}.yaml").unlink()
    result = small.at("new", other)
    assert result.code == 3
    assert "[name-taken]" in result.err
    assert one in result.err
    small.amend(other, "  - delete: Article 2\n")
    assert "[name-taken]" in small.at("apply", other).err


# -- line ends -----------------------------------------------------------------------------------


def test_line_ends_that_git_changes_are_said_once(small: Repository) -> None:
    (small.path / ".gitattributes").unlink()
    small.git("config", "core.autocrlf", "true")
    small.commit("Without attributes")
    for path in (small.path / "articles").glob("0*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    found = small.at("check", "--json").record["findings"]
    (told,) = [each for each in found if each["code"] == "line-endings"]
    assert "3 files" in told["message"]
    assert "core.autocrlf" in told["message"]
    for words in ("printf '*.md text eol=lf\\n*.yaml text eol=lf\\n' > .gitattributes",):
        subprocess.run(("sh", "-c", words), cwd=small.path, check=True)
    small.git("add", ".gitattributes")
    small.git("commit", "-q", "-m", "Attributes")
    small.git("rm", "-rq", "--cached", "articles", "amendments")
    small.git("reset", "-q", "--hard")
    assert small.at("check").code == 0, "what the hint says helps"


def test_one_file_with_other_line_ends_is_named(small: Repository) -> None:
    path = small.path / "articles/002-purpose.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    result = small.at("check")
    assert result.out.count("[line-endings]") == 1
    assert "articles/002-purpose.md" in result.out
