"""The list of companies: what it says, and what is refused in it."""

from __future__ import annotations

import datetime
from contextlib import suppress

import pytest

from amendtool.errors import InputError
from amendtool.fleet.companies_file import read_companies
from amendtool.fleet.company import Vote
from tests.importing.test_linear import assert_linear

HEAD = "name,repository,branch,meeting_day,vote,term\n"


def codes(text: str, file: str = "companies.csv") -> list[tuple[str, int | None]]:
    with pytest.raises(InputError) as caught:
        read_companies(text.encode(), file=file)
    return [(each.code, each.place.line) for each in caught.value.problems]


def test_a_row_says_where_a_company_is_and_what_it_decided() -> None:
    text = HEAD + '"北川, 精機",repositories/a,main,2022-06-24,adopted,当社\n南原,b,,,,\n'
    first, second = read_companies(("\ufeff" + text).encode(), file="companies.csv")
    assert (first.name, first.repository, first.branch) == ("北川, 精機", "repositories/a", "main")
    assert (first.vote, first.voted) == (Vote.ADOPTED, datetime.date(2022, 6, 24))
    assert first.said()["term"] == "当社"
    assert (second.vote, second.voted, second.line) == (Vote.NONE, None, 3)


def test_a_list_in_toml_says_the_same() -> None:
    text = '[[company]]\nname = "A"\nrepository = "a"\nvote = "adopted"\nmeeting_day = 2022-06-24\n'
    (company,) = read_companies(text.encode(), file="companies.toml")
    assert company.voted == datetime.date(2022, 6, 24)


@pytest.mark.parametrize(
    "address",
    [
        "repositories/a", "/srv/articles/a", "../a", "北川/定款", "C:\\articles\\a",
        "https://git.example.com/a.git", "ssh://git@git.example.com:2222/a/b.git",
    ],
)  # fmt: skip
def test_where_a_repository_may_be(address: str) -> None:
    (company,) = read_companies(f"name,repository\nA,{address}\n".encode(), file="c.csv")
    assert company.repository == address


@pytest.mark.parametrize(
    "address",
    [
        "ext::sh -c id", "fd::17", "transport::address", "--upload-pack=id", "-a", "",
        "git://example.com/a", "http://example.com/a", "file:///srv/a", "ftp://example.com/a",
        "git@example.com:a.git", "example.com:a.git", "https://user:secret@example.com/a",
        "https://-oProxyCommand=id/a", "ssh://-oProxyCommand=id/a", "https://example.com/a?b",
        "https://example.com", "ssh://example.com/$(id)", "https+ext://example.com/a",
    ],
)  # fmt: skip
def test_where_no_repository_is_reached(address: str) -> None:
    assert codes(f'name,repository\nA,"{address}"\n') == [("repository-address", 2)]


def test_every_mistake_is_told_at_once_with_its_line() -> None:
    text = HEAD
    text += ",a,,,,\n"
    text += "B,ext::b,,,,\n"
    text += "C,c,a..b,,,\n"
    text += "D,d,,24.6.2022,,\n"
    text += "E,e,,2022-06-24,yes,\n"
    text += "F,f,,,adopted,\n"
    text += "G,g,,,,,,,\n"
    text += "C,h,,,,\n"
    text += "I,d,,,,\n"
    assert codes(text) == [
        ("company-name", 2),
        ("repository-address", 3),
        ("branch-unclear", 4),
        ("date-unclear", 5),
        ("vote-unclear", 6),
        ("vote-day-missing", 7),
        ("companies-columns", 8),
        ("company-twice", 9),
        ("company-twice", 10),
    ]


def test_what_is_no_list() -> None:
    assert codes("name,repository\n") == [("companies-empty", None)]
    assert codes("company,place\nA,a\n")[:2] == [("companies-columns", 1), ("companies-columns", 1)]
    assert codes("name,repository,name\nA,a,b\n")[0] == ("companies-columns", 1)
    assert codes('name,repository\n"A,a\n') == [("companies-unreadable", 2)]
    assert codes("[company", "companies.toml") == [("companies-unreadable", None)]
    with pytest.raises(InputError) as caught:
        read_companies("名,b\n".encode("cp932"), file="companies.csv")
    assert caught.value.problems[0].code == "companies-encoding"


@pytest.mark.parametrize(
    "more",
    [
        f"meeting = 0x{'f' * 5000}",
        f"{'.'.join('a' * 3000)} = 1",
        f"vote = {'[' * 3000}{']' * 3000}",
    ],
)
def test_a_list_in_toml_that_is_too_deep_or_large_is_refused(more: str) -> None:
    text = f'[[company]]\nname = "A"\nrepository = "a"\n{more}\n'
    assert [code for code, _ in codes(text, "companies.toml")] == ["companies-unreadable"]


@pytest.mark.parametrize("ending", ["csv", "toml"])
def test_the_reader_of_a_list_is_linear(ending: str) -> None:
    def act(n: int) -> None:
        row = (
            '[[company]]\nname = "A{0}"\nrepository = "a{0}"\n'
            if ending == "toml"
            else "A{0},a{0}\n"
        )
        head = "" if ending == "toml" else "name,repository\n"
        text = head + "".join(row.format(each) for each in range(n)) + row.format(0)
        with suppress(InputError):
            read_companies(text.encode(), file=f"companies.{ending}")

    assert_linear(act, 100)
