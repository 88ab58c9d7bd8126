"""The man pages: what ``--help`` says, set by groff without a complaint, in every language."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from amendtool.cli.app import VERBS
from amendtool.cli.language import LANGUAGES
from tests.cli.conftest import call
from tools.man_pages import catalogue, flowing, main, pages, roff

GROFF, MANDOC, MAN = (shutil.which(name) for name in ("groff", "mandoc", "man"))


def spoken_here() -> list[str]:
    """The languages whose catalogue is compiled: `make messages` does it."""
    return [each for each in LANGUAGES if each == "en" or catalogue(each).exists()]


def shown(text: str, folder: Path) -> tuple[str, str]:
    """A page as groff sets it, and what it complains of."""
    path = folder / "page.1"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Kutf8", "-Tutf8", "-P-cbou", "-rLL=70n", str(path)],
        capture_output=True,
        check=False,
    )
    return done.stdout.decode(), done.stderr.decode()


def solid(text: str) -> str:
    """Without what a line break or a hyphen at its end puts in."""
    return re.sub(r"[‐\s]+", "", text)


def test_there_is_a_page_for_the_program_and_every_verb() -> None:
    names = [name for name, _ in pages("en")]
    assert names == ["amendtool.1", *(f"amendtool-{verb}.1" for verb in VERBS)]


@pytest.mark.skipif(GROFF is None, reason="groff is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_groff_sets_every_page_without_a_complaint(language: str, tmp_path: Path) -> None:
    if language not in spoken_here():
        pytest.skip("its catalogue is not compiled: make messages")
    for name, text in pages(language):
        assert "\n.\n" not in text
        printed, complaints = shown(text, tmp_path)
        assert complaints == "", name
        assert name.removesuffix(".1") in printed


@pytest.mark.skipif(GROFF is None, reason="groff is not installed")
@pytest.mark.parametrize("verb", ["", "table", "import", "setup-git", "document"])
def test_a_page_says_what_the_help_says(verb: str, tmp_path: Path) -> None:
    name = "-".join(filter(None, ("amendtool", verb)))
    printed = solid(shown(dict(pages("en"))[f"{name}.1"], tmp_path)[0])
    helped = call("--lang", "en", *verb.split(), "--help").out
    usage, *sections = re.split(r"^(?:Usage|Options|Verbs):", helped, flags=re.MULTILINE)
    for option in re.findall(r"^  (-[\w-]+(?:, --[\w-]+)?)", "".join(sections), re.MULTILINE):
        assert solid(option) in printed, option
    for line in usage.splitlines()[1:]:
        assert solid(line) in printed, line
    told = sections[0].split("\n\n")[1:]
    assert told
    for paragraph in told:
        assert solid(paragraph) in printed, paragraph


@pytest.mark.parametrize(
    ("text", "page"),
    [
        (".git and 'x'", "\\&.git and \\(aqx\\(aq"),
        ("a\\b --yes", "a\\eb \\-\\-yes"),
        ("`~^`", "\\(ga\\(ti\\(ha\\(ga"),
        ("第1条", "第1条"),
    ],
)
def test_what_roff_would_obey_is_shown(text: str, page: str) -> None:
    assert roff(text) == page


def test_japanese_is_broken_where_it_may_be() -> None:
    assert flowing("git に「第1条」を。") == r"git \:に\:「第\:1\:条」\:を。"
    assert flowing("nothing to break") == "nothing to break"


def test_the_same_sources_make_the_same_pages() -> None:
    assert dict(pages("en")) == dict(pages("en"))


@pytest.mark.skipif(MAN is None, reason="man is not installed")
def test_man_finds_them(tmp_path: Path) -> None:
    if set(spoken_here()) != set(LANGUAGES):
        pytest.skip("a catalogue is not compiled: make messages")
    assert main([str(tmp_path)]) == 0
    done = subprocess.run(
        ["man", "-M", str(tmp_path), "amendtool-table"], capture_output=True, check=False
    )
    if done.returncode == 0:  # some systems leave man out, and say so
        assert b"the comparison table" in done.stdout or b"minimized" in done.stdout
    assert (tmp_path / "ja/man1/amendtool-table.1").is_file()


@pytest.mark.skipif(MANDOC is None, reason="mandoc is not installed")
def test_mandoc_finds_no_mistake(tmp_path: Path) -> None:
    for name, text in pages("en"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = subprocess.run(
            ["mandoc", "-Tlint", "-Werror", name], cwd=tmp_path, capture_output=True, check=False
        )
        assert (done.returncode, done.stdout) == (0, b""), name
