"""What ``check`` says of registered matters: unknown keys, and what captions propose."""

from __future__ import annotations

from tests.cli.conftest import Repository


def settings(repository: Repository, *lines: str) -> None:
    path = repository.path / "amendtool.toml"
    first, *rest = path.read_text("utf-8").split("\n")
    path.write_text("\n".join([first, lines[0], *rest, *lines[1:], ""]), "utf-8")


def test_without_a_law_nothing_is_said(small: Repository) -> None:
    assert small.at("check", "--json").record["findings"] == []


def test_captions_propose_and_a_person_confirms(small: Repository) -> None:
    settings(small, 'law = "jp"')
    (found,) = small.at("check", "--json").record["findings"]
    assert (found["code"], found["severity"]) == ("registered-proposed", "note")
    assert 'purpose = "objects"' in found["message"]
    assert small.at("check").code == 0
    settings(small, "", "[registered]", 'name = "trade-name"', 'purpose = "none"')
    assert small.at("check", "--json").record["findings"] == []


def test_a_key_that_no_article_has_is_told(small: Repository) -> None:
    settings(small, 'law = "jp"', "[registered]", 'purpose = "objects"', 'seat = "head-office"')
    result = small.at("check", "--json")
    (found,) = result.record["findings"]
    assert (found["code"], result.code) == ("registered-unknown", 1)
    assert "'seat'" in found["message"]


def test_the_line_of_a_deleted_article_is_a_note_until_that_is_registered(
    small: Repository,
) -> None:
    settings(small, 'law = "jp"', "[registered]", 'purpose = "objects"', 'office = "head-office"')
    small.amend("short", "  - delete: Article 3\n")
    assert small.at("apply", "short").code == 0
    result = small.at("check", "--json")
    (found,) = result.record["findings"]
    assert (found["code"], found["severity"]) == ("registered-unknown", "note")
    assert result.code == 0
