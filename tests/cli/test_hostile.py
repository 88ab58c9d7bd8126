"""Repositories from hostile hands, as the command line meets them."""

from __future__ import annotations

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
