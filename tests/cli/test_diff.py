"""``amendtool diff``: the table of two revisions, which are named as for ``git diff``."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Repository

MINATO = "The Company shall have its head office in Minato-ku, Tokyo."


@pytest.fixture
def moved(small: Repository) -> Repository:
    """Three states of one article, the last of them not committed; a branch beside it."""
    small.git("checkout", "-q", "-b", "beside")
    small.write("articles/001-name.md", b"# Name\n\nThe name shall be Sample Inc.\n")
    small.commit("Another name")
    small.git("checkout", "-q", "main")
    for ward, commit in (("Chuo-ku", True), ("Ota-ku", False)):
        small.write(
            "articles/003-office.md", f"# Office\n\n{MINATO}\n".replace("Minato-ku", ward).encode()
        )
        if commit:
            small.commit(f"To {ward}")
    return small


def texts(repository: Repository, *revisions: str) -> list[tuple[str, str]]:
    """Both sides of every row, as text."""
    done = repository.at("diff", *revisions, "--json")
    assert done.code == 0, done.err
    rows = done.record["rows"]
    return [(said(row["present"]), said(row["proposed"])) for row in rows]


def said(side: object) -> str:
    """Every text in a side of a row."""
    if isinstance(side, dict):
        return " ".join(filter(None, (said(v) if k != "text" else str(v) for k, v in side.items())))
    return " ".join(filter(None, map(said, side))) if isinstance(side, list) else ""


@pytest.mark.parametrize(
    ("revisions", "present", "proposed"),
    [
        ((), "Chuo-ku", "Ota-ku"),
        (("HEAD",), "Chuo-ku", "Ota-ku"),
        (("HEAD~1",), "Minato-ku", "Ota-ku"),
        (("HEAD~1", "HEAD"), "Minato-ku", "Chuo-ku"),
        (("HEAD~1..HEAD",), "Minato-ku", "Chuo-ku"),
        (("HEAD", "HEAD~1"), "Chuo-ku", "Minato-ku"),
        (("beside...main",), "Minato-ku", "Chuo-ku"),
        (("beside...",), "Minato-ku", "Chuo-ku"),
    ],
)
def test_revisions_are_those_of_git_diff(
    moved: Repository, revisions: tuple[str, ...], present: str, proposed: str
) -> None:
    ((before, after),) = texts(moved, *revisions)
    assert present in before
    assert proposed in after
    assert ("Sample" in before) is False


def test_two_dots_compare_both_ends_and_three_the_one_side(moved: Repository) -> None:
    assert len(texts(moved, "beside..main")) == 2
    assert len(texts(moved, "beside...main")) == 1


def test_it_is_the_table_of_two_revisions(moved: Repository) -> None:
    for form in ("html", "md", "json"):
        asked = ("--format", form)
        range_of_table = moved.at("table", "HEAD~1..HEAD", *asked)
        assert moved.at("diff", "HEAD~1", "HEAD", *asked).data == range_of_table.data


def test_it_goes_to_the_terminal_or_into_a_file(moved: Repository) -> None:
    shown = moved.at("diff")
    assert shown.code == 0
    assert "Ota" in shown.out
    done = moved.at("diff", "HEAD~1", "-o", "../table.docx")
    assert (done.code, done.out, done.err) == (0, "", "../table.docx: 1 row\n")
    assert (moved.path.parent / "table.docx").read_bytes()[:2] == b"PK"


def test_where_nothing_differs_it_says_so(small: Repository) -> None:
    done = small.at("diff")
    assert done.code == 0
    assert "the articles are the same on both sides" in done.err


@pytest.mark.parametrize(
    ("revisions", "code", "words"),
    [
        (("nowhere",), 3, "error[revision]"),
        (("HEAD", "nowhere"), 3, "error[revision]"),
        (("--", "--output=x"), 3, "error[revision]"),
        (("a", "b", "c"), 2, "one revision or two"),
        (("HEAD~1..HEAD", "HEAD"), 2, "name two revisions, or one range"),
        (("other...HEAD",), 3, "other and HEAD have no commit in common"),
    ],
)
def test_what_is_refused(
    moved: Repository, revisions: tuple[str, ...], code: int, words: str
) -> None:
    moved.git("checkout", "-q", "-f", "--orphan", "other")
    moved.commit("Another beginning")
    moved.git("checkout", "-q", "main")
    done = moved.at("diff", *revisions)
    assert (done.code, done.out) == (code, "")
    assert words in done.err


def test_files_that_cannot_be_read_are_problems(moved: Repository) -> None:
    moved.write("articles/003-office.md", b"\xff\xfe")
    done = moved.at("diff")
    assert done.code == 3
    assert "003-office.md" in done.err
