"""Starting an articles repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from amendtool.articles.styles import EN
from amendtool.errors import RepositoryError
from amendtool.repository.git import Git
from amendtool.repository.storage.loader import load
from amendtool.workflow.init import (
    empty_files,
    example_amendments,
    example_files,
    start,
)
from tests.repository.sandbox import Sandbox


def nobody(_: Git) -> None:
    """Leave the settings of the new repository as they are."""


def files() -> dict[str, bytes]:
    return empty_files(company="Example Inc.", title="Articles", language="en")


def test_everything_is_committed(tmp_path: Path) -> None:
    commit = start(tmp_path / "new", files=files(), subject="Start", settle=nobody)
    sandbox = Sandbox(path=tmp_path / "new")
    assert sandbox.head == commit
    assert sandbox.status == []
    assert sandbox.git("ls-files").splitlines() == sorted(files())


def test_in_a_folder_of_a_repository_that_is_there(sandbox: Sandbox) -> None:
    before = sandbox.head
    start(sandbox.path / "legal", files=files(), subject="Start", settle=nobody)
    assert sandbox.git("rev-parse", "HEAD~1") == before
    assert sandbox.status == []
    assert not (sandbox.path / "legal/.git").exists()


@pytest.mark.parametrize("standing", ["amendtool.toml", ".gitignore", "articles/README.md"])
def test_no_file_is_overwritten(tmp_path: Path, standing: str) -> None:
    sandbox = Sandbox(path=tmp_path / "there")
    sandbox.write(standing, b"mine")
    with pytest.raises(RepositoryError) as error:
        start(sandbox.path, files=files(), subject="Start", settle=nobody)
    started = standing == "amendtool.toml"
    assert error.value.problems[0].code == ("already-started" if started else "file-in-the-way")
    assert sandbox.files(".") == {standing: b"mine"}


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(RepositoryError) as error:
        start(tmp_path / "file/new", files=files(), subject="Start", settle=nobody)
    assert error.value.problems[0].code == "unwritable"
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_the_example_is_complete() -> None:
    example = example_files()
    assert example_amendments() == ("2007-06-26-agm", "2013-06-26-agm")
    assert {f"amendments/{name}.yaml" for name in example_amendments()} <= example.keys()
    articles = {path: data for path, data in example.items() if path.startswith("articles/")}
    loaded = load(articles, EN)
    assert [str(article.number) for article in loaded.charter.articles] == [
        str(number) for number in range(1, 36)
    ]
    held = [str(a.number) for a in loaded.charter.articles if a.paragraphs]
    assert held == ["14", "16", "20", "28"]
    assert loaded.notices == ()
