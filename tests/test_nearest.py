"""The settings that a folder belongs to: found upwards, as ``pathlib`` would find them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from amendtool.reading import nearest

NAME = "amendtool.toml"


def by_pathlib(folder: Path) -> str | None:
    places = (folder, *folder.resolve().parents)
    return next((str(each / NAME) for each in places if (each / NAME).is_file()), None)


@pytest.mark.parametrize("settings", ["", "a", "a/b", "a/b/c", None])
@pytest.mark.parametrize("asked", ["a/b/c", "a/b", "a", "a/none/of/it", "link", "link/c"])
def test_the_nearest(settings: str | None, asked: str, tmp_path: Path) -> None:
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "a" / "b")
    if settings is not None:
        (tmp_path / settings / NAME).write_text("")
    found = nearest(str(tmp_path / asked), NAME)
    assert found == by_pathlib(tmp_path / asked)
    assert (found is None) == (settings is None or not (tmp_path / asked).resolve().is_relative_to(
        tmp_path / settings
    ))  # fmt: skip


def test_what_is_no_file_is_passed(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    (inner / NAME).mkdir(parents=True)
    (tmp_path / NAME).write_text("")
    assert nearest(str(inner), NAME) == str(tmp_path / NAME)
    os.rmdir(inner / NAME)
    os.mkfifo(inner / NAME)
    assert nearest(str(inner), NAME) == str(tmp_path / NAME)
