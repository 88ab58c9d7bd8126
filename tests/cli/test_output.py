"""``-o``: nothing of anybody else is written over unasked, and some places never are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Repository
from tests.repository.fake_systems import Windows, running_on

PRINTING = (
    "table first -o {}.html",
    "document first -o {}.md",
    "export -o {}.txt",
    "export first --tracked -o {}.docx",
    "plan first -o {}.md",
    "schema table -o {}.json",
)


@pytest.fixture
def drafted(small: Repository) -> Repository:
    small.amend("first", "  - delete: Article 3\n", more='title: T\nreasons: ["R."]\n')
    return small


@pytest.mark.parametrize("words", PRINTING)
def test_what_is_not_our_own_is_not_written_over_unasked(drafted: Repository, words: str) -> None:
    line = words.format("out").split()
    path = drafted.path / line[-1]
    path.write_text("a letter")
    refused = drafted.at(*line)
    assert refused.code == 5
    assert "error[output-exists]" in refused.err
    assert "--force" in refused.err
    assert path.read_text() == "a letter"
    assert drafted.at(*line, "--force").code == 0
    assert path.read_bytes() != b"a letter"


def test_our_own_output_is_written_anew_until_somebody_changes_it(drafted: Repository) -> None:
    line = ("table", "first", "-o", "out.html")
    path = drafted.path / "out.html"
    assert drafted.at(*line).code == 0
    drafted.amend("first", "  - delete: Article 2\n")
    assert drafted.at(*line).code == 0
    moved = path.rename(drafted.path / "final.html")
    assert drafted.at("table", "first", "-o", "final.html").code == 0
    moved.write_bytes(moved.read_bytes() + b"<!-- mine -->")
    assert "[output-exists]" in drafted.at("table", "first", "-o", "final.html").err


def test_our_own_output_is_known_after_an_amendment_was_applied(drafted: Repository) -> None:
    line = ("export", "-o", "articles.html")
    assert drafted.at(*line).code == 0
    assert drafted.at("apply", "first", "--adopted", "2020-06-25").code == 0
    assert drafted.at(*line).code == 0
    assert not (drafted.path / ".git/amendtool/lock").exists()


def test_of_very_many_outputs_the_latest_are_known(drafted: Repository) -> None:
    from amendtool.repository.landing.outputs import is_own_output, remember_output

    git = drafted.open()
    for number in range(2500):
        remember_output(git, b"%d" % number)
    assert is_own_output(git, b"2499")
    assert not is_own_output(git, b"0")
    assert (drafted.path / ".git/amendtool/outputs").stat().st_size < 80_000


@pytest.mark.parametrize("standing", ["link", "folder", "second name"])
def test_digests_are_not_kept_in_a_foreign_file(
    drafted: Repository, tmp_path: Path, standing: str
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious\n")
    (drafted.path / ".git/amendtool").mkdir()
    place = drafted.path / ".git/amendtool/outputs"
    if standing == "link":
        place.symlink_to(victim)
    elif standing == "folder":
        place.mkdir()
    else:
        os.link(victim, place)
    assert drafted.at("table", "first", "-o", "out.html").code == 0
    assert victim.read_text() == "precious\n"


KEPT = (
    ".git/out.html",
    ".git/refs/out.html",
    "articles/out.html",
    "articles/deep/out.html",
    "amendtool.toml",
    "linked/out.html",
    "alias.html",
    "./articles/../articles/out.html",
)


@pytest.mark.parametrize("place", KEPT)
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_some_places_are_never_written_to(
    drafted: Repository, place: str, force: list[str]
) -> None:
    (drafted.path / "articles/deep").mkdir()
    (drafted.path / "linked").symlink_to(drafted.path / "articles")
    (drafted.path / "alias.html").symlink_to("amendtool.toml")
    before = drafted.files(".")
    form = ["--format", "html"] if place.endswith("toml") else []
    result = drafted.at("table", "first", "-o", place, *form, *force)
    assert result.code == 5
    assert "error[output-place]" in result.err
    assert drafted.files(".") == before


@pytest.mark.parametrize("place", ["articles/x.yaml", ".git/x.yaml", ".git/hooks/x.yaml"])
def test_a_draft_is_not_written_there_either(drafted: Repository, place: str) -> None:
    drafted.write("articles/003-office.md", b"# Office\n\nIt is in Kyoto.\n")
    for force in ([], ["--force"]):
        result = drafted.at("draft", "-o", place, *force)
        assert "[output-place]" in result.err, result.err
        assert not (drafted.path / place).exists()


def test_a_file_beside_the_articles_is_no_article(drafted: Repository) -> None:
    for name in ("articles.html", "articles-2.html", "git.html", ".gitignored.html"):
        assert drafted.at("table", "first", "-o", name).code == 0


def test_what_a_killed_run_left_beside_the_output_goes(drafted: Repository) -> None:
    dead, alive = 2**22 + 5, os.getppid()
    left = drafted.write(f".out.html.{dead}-0a0b0c0d.tmp", b"half")
    kept = drafted.write(f".out.html.{alive}-0a0b0c0d.tmp", b"half")
    other = drafted.write(f".out.html.notes-{dead}.tmp", b"mine")
    assert drafted.at("table", "first", "-o", "out.html").code == 0
    assert not left.exists()
    assert kept.exists()
    assert other.exists()


def test_at_a_terminal_the_user_is_asked(
    drafted: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    from amendtool.cli import output

    asked: list[str] = []

    def confirm(text: str, **_: object) -> bool:
        asked.append(text)
        return len(asked) > 1

    path = drafted.write("out.html", b"a letter")
    monkeypatch.setattr(output, "_at_a_terminal", lambda: True)
    monkeypatch.setattr("click.confirm", confirm)
    assert drafted.at("table", "first", "-o", "out.html").code == 5
    assert path.read_bytes() == b"a letter"
    assert drafted.at("table", "first", "-o", "out.html").code == 0
    assert path.read_bytes() != b"a letter"
    assert len(asked) == 2
    assert "out.html" in asked[0]


TWINS = (
    *("AMENDTOOL.TOML", "AmendTool.toml", "Articles/out.html", "ARTICLES/deep/out.html"),
    *(".GIT/out.html", ".Git/hooks/out.html", "git~1/out.html", ".g\u200cit/out.html"),
    *("CON", "nul.html", "Aux.html", "com1.html", "HEAD", "FETCH_HEAD", "stash", "head", "Stash"),
    *("COM¹", "com².html", "LPT³.tar.html", "conin$", "CONOUT$.html", "con .html", "nul:x.html"),
    *("out.html.", "out.html ", "out.html. .", "out.html:x", "out.html::$DATA", "...", "a\\b.html"),
    *("amendtool.toml.", "amendtool.toml ", "AmendTool.toml:x", "amendtool.toml::$DATA"),
    *("articles./out.html", "Articles /out.html", "articles::$INDEX_ALLOCATION/out.html"),
    *(".git./out.html", ".git /out.html", ".git::$INDEX_ALLOCATION/out.html", ".GIT", "Articles"),
)


@pytest.mark.parametrize("place", TWINS)
def test_nor_is_what_another_system_takes_for_one_of_them(drafted: Repository, place: str) -> None:
    """A folder that is shared among systems, or a repository that is cloned on another one."""
    (drafted.path / place).parent.mkdir(parents=True, exist_ok=True)
    before = drafted.files(".")
    for words in ("table first --format html", "export --format md"):
        result = drafted.at(*words.split(), "--force", "-o", place)
        assert (result.code, "[output-place]" in result.err) == (5, True), result.err
    assert drafted.files(".") == before


@pytest.mark.parametrize("place", ["CON", "nul", "HEAD", "Articles/x", "LPT²", "out.", "out:x"])
def test_nor_is_a_folder_of_documents(drafted: Repository, place: str) -> None:
    result = drafted.at("review", "HEAD~1", "-o", place)
    assert (result.code, "[output-place]" in result.err) == (5, True)
    assert not (drafted.path / place).exists()


@pytest.mark.parametrize(
    "place",
    [
        *(
            "console.html",
            "con-trol.html",
            "heads.html",
            "out/HEAD.html",
            "com¹².html",
            "com⁴.html",
        ),
        *("a.b.html", ".hidden.html", "out ward.html", "第12回：議案.html", "con$.html"),
    ],
)
def test_names_that_only_look_so_are_written(drafted: Repository, place: str) -> None:
    (drafted.path / "out").mkdir()
    assert drafted.at("table", "first", "-o", place).code == 0


@pytest.mark.parametrize("place", [".git/hooks/x.json", "articles/x.json", "amendtool.toml"])
def test_no_verb_writes_into_the_places_of_any_repository(
    drafted: Repository, tmp_path: Path, place: str
) -> None:
    """``schema`` needs no repository, and a path may lead into another one than that at hand."""
    before = drafted.files(".")
    other = Repository(path=tmp_path / "elsewhere")
    other.path.mkdir()
    for at in (drafted, other):
        result = at.at("schema", "table", "--force", "-o", str(drafted.path / place))
        assert (result.code, "[output-place]" in result.err) == (5, True)
    assert drafted.files(".") == before


@pytest.mark.parametrize(
    "place", ["out.html:x", "articles/x.html:y", "amendtool.toml.", "nul.html"]
)
def test_on_windows_nothing_else_is_written_under_such_a_name(
    drafted: Repository, place: str
) -> None:
    """There the name would be that of the file before the colon, or without the dot."""
    before = drafted.files(".")
    with running_on(Windows(drafted.path)):
        result = drafted.at("table", "first", "--format", "html", "--force", "-o", place)
    assert (result.code, "[output-place]" in result.err) == (5, True), result.err
    assert drafted.files(".") == before
