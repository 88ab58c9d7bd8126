"""The history by amendment: which clause, from which number to which."""

from __future__ import annotations

import pytest

from amendtool.articles.addresses import Address
from amendtool.articles.numbers import Number
from amendtool.repository.history import (
    ClauseChange,
    Commit,
    FileChange,
    FileStatus,
    by_amendment,
)
from amendtool.repository.storage.folders import clause_at


def article(*parts: int, supplementary: bool = False) -> Address:
    return Address(article=Number(parts), supplementary=supplementary)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("articles/014-chairman.md", ("chairman", article(14))),
        ("articles/005.2-class-shares.md", ("class-shares", article(5, 2))),
        ("articles/en/02-shares/014-議長.md", ("議長", article(14))),
        ("articles/001-cafe\u0301.md", ("caf\u00e9", article(1))),
        ("articles/supplementary/001-date.md", ("date", article(1, supplementary=True))),
        ("articles/supplementary/000-date.md", ("date", Address(supplementary=True))),
        (
            "articles/02-shares/01-kinds/000-chapter.md",
            ("kinds", Address(chapters=(Number.of(2), Number.of(1)))),
        ),
        ("articles/000-nothing.md", ("nothing", article(0))),
        ("articles/100000-more-than-an-article-can-have.md", None),
        ("articles/README.md", None),
        ("articles/014-chairman.txt", None),
        ("amendments/014-chairman.md", None),
        ("articles", None),
    ],
)
def test_what_a_path_tells(path: str, expected: tuple[str, Address] | None) -> None:
    assert clause_at(path) == expected


def commit(name: str, amendment: str | None, *files: tuple[FileStatus, str, str]) -> Commit:
    """A commit; a file is its status and its old and new place, empty where there is none."""
    return Commit(
        commit=name * 40,
        date="2013-06-26T00:00:00+00:00",
        subject=f"subject {name}",
        trailers=(("Amendment", amendment),) if amendment else (),
        files=tuple(
            FileChange(
                status=status,
                old=f"articles/{old}.md" if old else None,
                new=f"articles/{new}.md" if new else None,
            )
            for status, old, new in files
        ),
    )


def test_the_commits_of_an_amendment_are_one_entry() -> None:
    entries = by_amendment(
        [
            commit("c", "second", ("M", "003-b", "003-b"), ("A", "", "002-n"), ("D", "001-a", "")),
            commit("b", "second", ("R", "002-b", "003-b"), ("R", "003-c", "004-c")),
            commit("a", None, ("A", "", "001-a"), ("A", "", "002-b"), ("A", "", "003-c")),
        ]
    )
    assert [entry.amendment for entry in entries] == ["second", None]
    assert entries[0].commits == ("b" * 40, "c" * 40)
    assert entries[0].changes == (
        ClauseChange(key="a", present=article(1), proposed=None, text=True),
        ClauseChange(key="n", present=None, proposed=article(2), text=True),
        ClauseChange(key="b", present=article(2), proposed=article(3), text=True),
        ClauseChange(key="c", present=article(3), proposed=article(4), text=False),
    )


def test_commits_without_an_amendment_stay_apart() -> None:
    entries = by_amendment(
        [commit("b", None, ("M", "001-a", "001-a")), commit("a", None, ("A", "", "001-a"))]
    )
    assert [len(entry.commits) for entry in entries] == [1, 1]


def test_what_git_takes_for_a_rename_of_another_clause_is_two_changes() -> None:
    (entry,) = by_amendment([commit("a", None, ("R", "001-a", "001-b"))])
    assert entry.changes == (
        ClauseChange(key="a", present=article(1), proposed=None, text=False),
        ClauseChange(key="b", present=None, proposed=article(1), text=False),
    )
