"""Several items of one meeting: applied in one update of the branch, or not at all."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Repository

DAY = "2024-06-25"
SEAL = "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"
OFFICE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
WAX = "  - replace: Article 2\n    find: There is a seal.\n    with: There is a seal of wax.\n"


@pytest.fixture
def meeting(small: Repository) -> Repository:
    """Two items written against the same articles; the first moves what the second amends."""
    tree = small.git("rev-parse", "HEAD:articles").strip()
    small.amend("seal", SEAL, more=f"written_against: {tree}\n")
    small.amend("office", OFFICE, more=f"written_against: {tree}\n")
    small.commit("Propose both")
    return small


def codes(repository: Repository, *words: str) -> list[str]:
    before = repository.state
    result = repository.at(*words, "--json")
    assert result.code != 0
    assert repository.state == before, "nothing is written"
    return [each["code"] for each in result.problems]


def test_items_land_in_one_update(meeting: Repository) -> None:
    before = meeting.head
    done = meeting.at("apply", "seal", "office", "--json")
    assert done.code == 0, done.err
    assert [each["amendment"] for each in done.record["amendments"]] == ["seal", "office"]
    moves = meeting.git("reflog", "-1", "--format=%gs").strip()
    assert moves == "amendtool: apply seal office"
    assert meeting.git("rev-parse", "HEAD@{1}").strip() == before.strip()
    assert meeting.status == []
    assert "There is a seal." in (meeting.path / "articles/002-seal.md").read_text()
    assert "Chuo-ku" in meeting.at("show", "Article 4").out
    assert meeting.at("verify").code == 0
    assert meeting.at("check").code == 0
    standings = meeting.at("status", "--json").record["amendments"]
    assert [(each["amendment"], each["standing"]) for each in standings] == [
        ("seal", "adopted"),
        ("office", "adopted"),
    ]


def test_each_item_has_its_own_commits_and_tag(meeting: Repository) -> None:
    assert meeting.at("apply", "seal", "office").code == 0
    assert meeting.git("rev-parse", "office^{commit}").strip() == meeting.head.strip()
    own = meeting.git("log", "-1", "--format=%(trailers:key=Amendment,valueonly)", "seal").strip()
    assert own == "seal"
    assert meeting.git("show", "office:amendments/office.yaml").count("Article 4") == 1


def test_together_is_as_one_after_the_other(meeting: Repository, small: Repository) -> None:
    assert meeting.at("apply", "seal", "office").code == 0
    together = meeting.git("rev-parse", "HEAD:articles")
    meeting.git("reset", "-q", "--hard", "HEAD@{1}")
    for tag in ("seal", "office"):
        meeting.git("tag", "-d", tag)
    for name in ("seal", "office"):
        assert meeting.at("apply", name).code == 0
    assert meeting.git("rev-parse", "HEAD:articles") == together


def test_an_item_may_stand_on_one_before_it(meeting: Repository) -> None:
    meeting.amend("wax", WAX, more="after: seal\n")
    assert meeting.at("apply", "seal", "office", "wax").code == 0
    assert "seal of wax" in meeting.at("show", "Article 2").out
    assert meeting.at("verify").code == 0


def test_on_an_item_that_comes_later_nothing_stands(meeting: Repository) -> None:
    meeting.amend("wax", WAX, more="after: seal\n")
    meeting.commit("Propose it")
    assert codes(meeting, "apply", "wax", "seal") == ["base-pending"]


def test_items_that_collide_are_told_and_none_lands(meeting: Repository) -> None:
    tree = meeting.git("rev-parse", "HEAD:articles").strip()
    meeting.amend("other", OFFICE.replace("Chuo", "Koto"), more=f"written_against: {tree}\n")
    meeting.commit("Propose a third")
    assert codes(meeting, "apply", "seal", "office", "other") == ["phrase-not-found"]


def test_an_item_without_a_base_means_the_articles_in_force(small: Repository) -> None:
    small.amend("seal", SEAL)
    small.amend("office", OFFICE)
    small.commit("Propose both")
    assert small.at("apply", "seal", "office").code == 0
    assert "Chuo-ku" in small.at("show", "Article 4").out


def test_an_item_is_named_once(meeting: Repository) -> None:
    assert codes(meeting, "apply", "seal", "seal") == ["item-twice"]


def test_one_item_that_is_in_force_stops_all(meeting: Repository) -> None:
    assert meeting.at("apply", "seal").code == 0
    assert codes(meeting, "apply", "office", "seal") == ["already-applied"]
