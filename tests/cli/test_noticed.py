"""The table as it was noticed: recorded by its digest, and compared with what lands."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Repository

SEAL = "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"
OFFICE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
DAY = "2020-06-10"


@pytest.fixture
def items(small: Repository) -> Repository:
    """Two items written against the same articles; the first moves what the second amends."""
    tree = small.git("rev-parse", "HEAD:articles").strip()
    small.amend("seal", SEAL, more=f"written_against: {tree}\n")
    small.amend("office", OFFICE, more=f"written_against: {tree}\n")
    small.commit("Propose both")
    return small


def otherwise(repository: Repository, name: str) -> list[dict[str, Any]]:
    record = repository.at("status", "--json").record
    (found,) = (each for each in record["amendments"] if each["amendment"] == name)
    return list(found["otherwise"])


def landed(repository: Repository, *names: str) -> list[str]:
    done = repository.at("apply", *names, "--json")
    assert done.code == 0, done.err
    each = done.record.get("amendments", [done.record])
    return [problem["message"] for one in each for problem in one["otherwise"]]


def test_what_lands_as_it_was_noticed_is_not_told(items: Repository) -> None:
    assert items.at("record", "office", "noticed", DAY).code == 0
    record = (items.path / "amendments/office.record.yaml").read_text()
    assert record.count("digest:") == 1
    assert 'form: "alone"' in record
    assert otherwise(items, "office") == []
    assert landed(items, "office") == []
    assert otherwise(items, "office") == []
    assert items.at("verify").code == 0


def test_words_edited_after_the_notice_are_told(items: Repository) -> None:
    assert items.at("record", "office", "noticed", DAY).code == 0
    path = items.path / "amendments/office.yaml"
    path.write_text(path.read_text().replace("Chuo-ku", "Koto-ku"))
    (pending,) = otherwise(items, "office")
    assert pending["code"] == "noticed-otherwise"
    (told,) = landed(items, "office")
    assert DAY in told
    assert "its file was changed since" in told
    assert [each["code"] for each in otherwise(items, "office")] == ["noticed-otherwise"]


def test_a_comment_in_the_file_is_no_other_table(items: Repository) -> None:
    assert items.at("record", "office", "noticed", DAY).code == 0
    path = items.path / "amendments/office.yaml"
    path.write_text("# the second item\n" + path.read_text())
    assert landed(items, "office") == []


def test_an_item_that_falls_leaves_other_numbers_than_were_noticed(items: Repository) -> None:
    among = ("--among", "seal", "--among", "office")
    assert items.at("record", "office", "noticed", DAY, *among).code == 0
    assert items.at("reject", "seal", "--on", "2020-06-25").code == 0
    (told,) = landed(items, "office")
    assert "it was numbered together with seal" in told


@pytest.mark.parametrize("at_once", [True, False])
def test_items_of_one_meeting_land_as_noticed(items: Repository, at_once: bool) -> None:
    among = ("--among", "seal", "--among", "office")
    for name in ("seal", "office"):
        assert items.at("record", name, "noticed", DAY, *among).code == 0
    if at_once:
        assert landed(items, "seal", "office") == []
    else:
        assert landed(items, "seal") == []
        assert landed(items, "office") == []


def test_another_amendment_that_moves_the_numbers_is_told(items: Repository) -> None:
    assert items.at("record", "office", "noticed", DAY).code == 0
    assert items.at("apply", "seal").code == 0
    (told,) = landed(items, "office")
    assert "it is numbered together with seal" in told


def test_a_new_notice_stands_for_the_old_one(items: Repository) -> None:
    assert items.at("record", "office", "noticed", DAY).code == 0
    path = items.path / "amendments/office.yaml"
    path.write_text(path.read_text().replace("Chuo-ku", "Koto-ku"))
    assert items.at("record", "office", "noticed", "2020-06-12").code == 0
    assert landed(items, "office") == []


def test_what_is_wrong_cannot_be_noticed(items: Repository) -> None:
    items.amend("wrong", OFFICE.replace("Minato", "Nowhere"))
    items.commit("Propose it")
    before = items.state
    assert items.at("record", "wrong", "noticed", DAY).code == 4
    missing = items.at("record", "office", "noticed", DAY, "--among", "seal", "--json")
    assert [each["code"] for each in missing.problems] == ["item-missing"]
    assert items.at("record", "office", "filed", DAY, "--alone").code == 2
    assert items.state == before


def test_what_stands_on_another_is_noticed_with_it(items: Repository) -> None:
    wax = "  - replace: Article 2\n    find: There is a seal.\n    with: There is wax.\n"
    items.amend("wax", wax, more="after: seal\n")
    items.commit("Propose a third")
    assert items.at("record", "wax", "noticed", DAY).code == 0
    assert 'items: "seal wax"' in (items.path / "amendments/wax.record.yaml").read_text()
    assert landed(items, "seal", "wax") == []
