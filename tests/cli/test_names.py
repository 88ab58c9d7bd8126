"""An amendment that changes the company's name: which name stands on which paper."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Repository

MORE = 'title: Partial Amendment\nreasons: ["To be shorter."]\n'
TEMPLATE = "<document><title>{{ company.name }}: {{ articles.title }}</title><table/></document>\n"


@pytest.fixture
def named(small: Repository) -> Repository:
    """Example Inc., whose amendments are called Sample Inc. and x."""
    config = (small.path / "amendtool.toml").read_text(encoding="utf-8")
    assert 'title = "Articles of Incorporation"' in config
    small.write("amendtool.toml", config.replace('title = "', 'title = "Example Inc. ').encode())
    small.write("templates/documents/own.en.j2", TEMPLATE.encode())
    small.commit("The title")
    small.amend("x", "  - delete: Article 2\n", more=MORE)
    assert small.at("apply", "x").code == 0
    small.amend(
        "rename",
        "  - replace: Article 1\n    find: Example Inc.\n    with: Sample Inc.\n",
        more=MORE,
    )
    return small


def rename(repository: Repository) -> None:
    path = repository.path / "amendtool.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count("Example Inc.") == 2
    repository.write("amendtool.toml", text.replace("Example Inc.", "Sample Inc.").encode())
    repository.commit("The new name")


def title(repository: Repository, name: str) -> str:
    return str(repository.at("table", name, "--json").record["title"])


def document(repository: Repository, name: str) -> str:
    return repository.at("document", name, "--template", "own").out.splitlines()[0]


def test_each_amendment_keeps_the_names_of_its_day(named: Repository) -> None:
    old = "Example Inc. Articles of Incorporation"
    assert title(named, "rename") == old
    assert named.at("apply", "rename").code == 0
    rename(named)
    assert title(named, "x") == title(named, "rename") == old
    assert document(named, "x") == f"# Example Inc.: {old}"
    named.amend("later", "  - delete: Article 1\n", more=MORE)
    assert title(named, "later") == old.replace("Example", "Sample")
    assert document(named, "later") == "# Sample Inc.: Sample Inc. Articles of Incorporation"
    assert old in named.at("export", "--format", "md", "--at", "x").out
    assert old not in named.at("export", "--format", "md").out


def test_plan_and_apply_say_that_the_configuration_has_the_old_name(named: Repository) -> None:
    for verb in ("plan", "apply"):
        done = named.at(verb, "rename")
        assert done.code == 0
        assert "note[company-renamed]" in done.err
        assert "'Example Inc.'" in done.err
    rename(named)
    named.amend("later", "  - replace: Article 2 heading\n    text: Seat\n")
    assert named.at("plan", "later").err == ""


def test_a_configuration_that_cannot_be_read_leaves_the_names_of_today(named: Repository) -> None:
    text = (named.path / "amendtool.toml").read_bytes()
    for odd in (b"\xff", b"company =", b'company = 1\ntitle = ""\ndocuments = 2\n'):
        named.write("amendtool.toml", odd)
        commit = named.commit("Odd")
        named.write("amendtool.toml", text)
        named.commit("Mended")
        assert "Example Inc." in named.at("export", "--format", "md", "--at", str(commit)).out


@pytest.mark.parametrize(
    ("preamble", "more", "warned"),
    [
        ("BYLAWS OF EXAMPLE INC.\n", "", True),
        ("Bylaws\nof Example Inc.\n", "", True),
        ("As of today.\n", "", False),
        ("", "", False),
        ("BYLAWS OF EXAMPLE INC.\n", "  - {print: preamble, as: RULES OF EXAMPLE INC.}\n", False),
        ("Rules\n", "", False),
    ],
)
def test_another_title_above_the_old_one_is_warned_of(
    small: Repository, preamble: str, more: str, warned: bool
) -> None:
    config = (small.path / "amendtool.toml").read_text(encoding="utf-8")
    config = config.replace('title = "Articles of Incorporation"', 'title = "Bylaws"')
    small.write("amendtool.toml", config.encode())
    if preamble:
        small.write("articles/preamble.md", preamble.encode())
    small.commit("The title")
    small.amend("x", "  - {print: title, as: Rules}\n" + more, more=MORE)
    for verb in ("plan", "apply"):
        done = small.at(verb, "x")
        assert done.code == 0, done.err
        assert ("warning[title-twice]" in done.err) is warned
