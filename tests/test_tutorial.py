"""The tutorials: what their commands print is what their pages show, and their samples are true."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from tools.sample_documents import SAMPLES, Sample, word_file
from tools.tutorial import TUTORIALS, Tutorial, same, written


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda each: each.folder)
def test_a_page_shows_what_its_commands_print(tutorial: Tutorial, tmp_path: Path) -> None:
    text = tutorial.page.read_text(encoding="utf-8")
    page = written(tutorial, tmp_path)
    assert same(page, text), "run python -m tools.tutorial, and read the difference"
    (out,) = (tmp_path / "home" / tutorial.folder).glob("*/index.html")
    told = {name for row in re.findall(r"^\| (`.+?) \|", text, re.MULTILINE)
            for name in re.findall(r"`([^`]+)`", row)}  # fmt: skip
    made = {each.name for each in out.parent.iterdir()}
    assert made - told == {"index.html", *(name for name in made if name.endswith(".yaml"))}
    assert told <= made
    assert (tutorial.page.parent / re.findall(r"!\[[^]]*\]\(([^)]+)\)", text)[0]).is_file()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each.folder)
def test_a_sample_is_made_of_its_text(sample: Sample) -> None:
    def members(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return {name: file.read(name) for name in file.namelist()}

    made = members(word_file(sample))
    assert members(sample.path.read_bytes()) == made, "run python -m tools.sample_documents"
