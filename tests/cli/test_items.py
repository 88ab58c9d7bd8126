"""Several items of one meeting: applied in one update of the branch, or not at all."""

from __future__ import annotations

from typing import Any

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


# --- what the tables of the items print -----------------------------------------------------------


def right(table: dict[str, Any]) -> str:
    return "\n".join(
        "".join(run["text"] for run in block["runs"])
        for row in table["rows"]
        for block in row["proposed"]
    )


def tables(repository: Repository, *words: str) -> dict[str, dict[str, Any]]:
    result = repository.at("table", *words, "--json")
    assert result.code == 0, result.err
    return {each["amendment"]: each for each in result.record["tables"]}


def test_the_proposed_side_is_numbered_as_all_items_make_it(meeting: Repository) -> None:
    found = tables(meeting, "seal", "office")
    assert "Article 4" in right(found["office"])
    assert "Article 3" not in right(found["office"])
    assert "seal" not in right(found["office"]), "the other item's provision is in its own table"
    assert "Chuo-ku" not in right(found["seal"])
    assert "if all these proposals are adopted" in found["office"]["note"]
    left = "".join(
        run["text"]
        for row in found["office"]["rows"]
        for block in row["present"]
        for run in block["runs"]
    )
    assert "Article 3" in left, "the present side is the articles in force"


def test_alone_numbers_as_if_the_others_fail(meeting: Repository) -> None:
    found = tables(meeting, "seal", "office", "--alone")
    assert "Article 3" in right(found["office"])
    assert "if all these" not in (found["office"]["note"] or "")


def test_items_that_touch_nothing_in_common_have_no_note(small: Repository) -> None:
    small.amend("office", OFFICE)
    small.amend("other", "  - insert: Article 4\n    heading: End\n    text: The end.\n")
    found = tables(small, "office", "other")
    assert all("if all these" not in (each["note"] or "") for each in found.values())
    for name in found:
        alone = small.at("table", name, "--json").record
        assert alone["rows"] == found[name]["rows"]


def test_a_number_that_two_outcomes_have_is_no_mistake(meeting: Repository) -> None:
    """In the table of the second item 2 is 3, and what it leaves alone is 3 as well."""
    meeting.amend("name", "  - replace: Article 2\n    text: Other words.\n")
    found = tables(meeting, "seal", "name")
    assert "Article 3" in right(found["name"])


def test_each_table_goes_to_a_file_of_its_own(meeting: Repository) -> None:
    meeting.git("config", "core.excludesFile", "/dev/null")
    target = meeting.path / "out"
    target.mkdir()
    assert meeting.at("table", "seal", "office", "-o", str(target / "t.html")).code == 0
    assert sorted(path.name for path in target.iterdir()) == ["t.office.html", "t.seal.html"]
    assert meeting.at("table", "seal", "office", "--format", "docx").code == 2
    told = meeting.at("table", "seal", "office").out
    assert told.index("seal\n") < told.index("office\n")


def test_items_that_cannot_stand_together_have_no_table(meeting: Repository) -> None:
    meeting.amend("other", OFFICE.replace("Chuo", "Koto"))
    meeting.commit("Propose a third")
    assert codes(meeting, "table", "office", "other") == ["phrase-not-found"]
    assert meeting.at("table", "office", "other", "--alone").code == 0


def test_the_documents_of_a_meeting(meeting: Repository) -> None:
    for name in ("seal", "office"):
        path = meeting.path / f"amendments/{name}.yaml"
        words = f"title: The {name}\nmeeting: AGM\nreasons:\n  - For good reasons.\n"
        path.write_text(path.read_text().replace("operations:", f"{words}operations:", 1))
    done = meeting.at("document", "seal", "office", "--item", "2", "--json")
    assert done.code == 0, done.err
    found = done.record["documents"]
    assert [each["amendment"] for each in found] == ["seal", "office"]
    text = meeting.at("document", "seal", "office", "--item", "2").out
    assert "Item 2:" in text
    assert "Item 3:" in text


# --- items that fall with another one --------------------------------------------------------


def test_an_item_falls_with_the_one_that_it_requires(meeting: Repository) -> None:
    meeting.amend(
        "name", "  - replace: Article 1\n    heading: Our Name\n", more="requires: [seal]\n"
    )
    meeting.commit("Propose a third")
    assert codes(meeting, "apply", "name") == ["requires-pending"]
    assert meeting.at("check").code == 0
    assert meeting.at("reject", "seal", "--on", DAY).code == 0
    assert codes(meeting, "apply", "name") == ["requires-rejected"]
    (found,) = meeting.at("check", "--json").record["findings"]
    assert (found["code"], found["path"]) == ("requires-rejected", "requires")
    standings = {
        each["amendment"]: each for each in meeting.at("status", "--json").record["amendments"]
    }
    assert [each["code"] for each in standings["name"]["stops"]] == ["requires-rejected"]
    assert meeting.at("withdraw", "name", "--on", DAY).code == 0
    assert meeting.at("check").code == 0


def test_items_that_require_each_other_are_applied_together(meeting: Repository) -> None:
    meeting.amend(
        "name", "  - replace: Article 1\n    heading: Our Name\n", more="requires: [seal]\n"
    )
    assert meeting.at("apply", "seal", "name").code == 0


def test_what_is_required_has_to_be_there(meeting: Repository) -> None:
    meeting.amend(
        "name", "  - replace: Article 1\n    heading: Our Name\n", more="requires: [sael]\n"
    )
    assert codes(meeting, "apply", "name") == ["requires-unknown"]
    meeting.amend("name", OFFICE, more="requires: [../x]\n")
    assert codes(meeting, "apply", "name") == ["name-unclear"]


# --- what the votes make --------------------------------------------------------------------------


def told(repository: Repository, *names: str) -> dict[tuple[str, ...], dict[str, Any]]:
    result = repository.at("outcomes", *names, "--json")
    return {tuple(each["adopted"]): each for each in result.record["outcomes"]}


def test_a_rejected_item_makes_a_printed_number_wrong(meeting: Repository) -> None:
    found = told(meeting, "seal", "office")
    assert set(found) == {("seal", "office"), ("seal",), ("office",), ()}
    assert found["seal", "office"]["otherwise"] == []
    assert found["seal",]["otherwise"] == []
    (wrong,) = found["office",]["otherwise"]
    assert (wrong["amendment"], wrong["printed"], wrong["comes_out"]) == (
        "office",
        "Article 4",
        "Article 3",
    )
    assert meeting.at("outcomes", "seal", "office").code == 1


def test_outcomes_that_cannot_be_are_told(meeting: Repository) -> None:
    meeting.amend("wax", WAX, more="after: seal\n")
    meeting.amend(
        "name", "  - replace: Article 1\n    heading: Our Name\n", more="requires: [seal]\n"
    )
    found = told(meeting, "seal", "wax", "name")
    impossible = {
        adopted: each["impossible"]["code"] for adopted, each in found.items() if each["impossible"]
    }
    assert impossible == {
        ("wax", "name"): "base-pending",
        ("wax",): "base-pending",
        ("name",): "requires-rejected",
    }


def test_a_citation_that_comes_out_otherwise_is_told(small: Repository) -> None:
    tree = small.git("rev-parse", "HEAD:articles").strip()
    small.amend("seal", SEAL, more=f"written_against: {tree}\n")
    cites = "  - insert: Article 4\n    heading: More\n    text: Article 3 says more.\n"
    small.amend("more", cites, more=f"written_against: {tree}\n")
    small.commit("Propose both")
    (first, *_) = told(small, "seal", "more")["more",]["otherwise"]
    assert first["amendment"] == "more"


def test_conflicts_tell_what_both_touch_and_the_orders(meeting: Repository) -> None:
    tree = meeting.git("rev-parse", "HEAD:articles").strip()
    meeting.amend("other", OFFICE.replace("Chuo", "Koto"), more=f"written_against: {tree}\n")
    meeting.amend("gone", "  - delete: Article 3\n", more=f"written_against: {tree}\n")
    meeting.commit("Propose more")
    result = meeting.at("conflicts", "--json")
    assert result.code == 1
    pairs = {tuple(sorted(each["amendments"])): each for each in result.record["pairs"]}
    assert pairs["office", "other"]["orders"] == "neither"
    assert pairs["office", "other"]["provisions"] == ["Article 3"]
    assert pairs["office", "other"]["why"]["code"] == "phrase-not-found"
    assert pairs["gone", "office"]["why"]["code"] == "base-gone"
    assert "office and other: in no order" in meeting.at("conflicts").out


def test_one_that_is_wrong_by_itself_does_not_stop_the_others(meeting: Repository) -> None:
    tree = meeting.git("rev-parse", "HEAD:articles").strip()
    meeting.amend("other", OFFICE.replace("Chuo", "Koto"), more=f"written_against: {tree}\n")
    meeting.amend("wrong", OFFICE.replace("Minato", "Nowhere"))
    meeting.amend("on-it", WAX, more="after: wrong\n")
    meeting.write("amendments/unread.yaml", b"amendment: unread\nnonsense: yes\n")
    meeting.commit("Propose more")
    result = meeting.at("conflicts", "--json")
    assert result.code == 1
    wrong = {each["amendment"]: each["problem"]["code"] for each in result.record["wrong"]}
    assert wrong["wrong"] == "phrase-not-found"
    assert wrong.keys() == {"wrong", "on-it", "unread"}
    assert [sorted(each["amendments"]) for each in result.record["pairs"]] == [["office", "other"]]
    assert "office and wrong: in no order" in meeting.at("conflicts", "office", "wrong").out


def test_every_edition_is_looked_at(small: Repository) -> None:
    """What collides in the words of a translation alone is told, with the edition."""
    settings = (small.path / "amendtool.toml").read_text()
    small.write("amendtool.toml", f'{settings}\n[editions.ja]\ntitle = "定款"\n'.encode())
    for at, key in ((1, "name"), (2, "purpose"), (3, "office")):
        text = f"# {key}\n\n当会社の{key}は、港区とする。\n"
        small.write(f"articles/ja/{at:03}-{key}.md", text.encode())
    small.commit("A translation")
    words = "    {}: {{en: {}, ja: {}}}\n"
    for name, english, japanese in (("a", "Minato-ku", "港区"), ("b", "head office", "は、港区と")):
        find = words.format("find", english, japanese)
        small.amend(name, "  - replace: Article 3\n" + find + words.format("with", name, name))
    small.commit("Propose both")
    result = small.at("conflicts", "--json")
    (pair,) = result.record["pairs"]
    assert (pair["orders"], pair["why"]["code"]) == ("neither", "phrase-not-found")
    assert pair["why"]["path"].endswith(".ja")
    outcomes = small.at("outcomes", "a", "b", "--json").record["outcomes"]
    impossible = {tuple(each["adopted"]): each["impossible"] for each in outcomes}
    assert impossible["a", "b"]["path"].endswith(".ja")
    assert impossible["a",] is None


def test_items_that_agree_in_both_orders_are_no_finding(meeting: Repository) -> None:
    result = meeting.at("conflicts", "--json")
    assert (result.code, result.record["pairs"]) == (0, [])


def test_two_items_that_move_the_same_numbers_are_told(meeting: Repository) -> None:
    tree = meeting.git("rev-parse", "HEAD:articles").strip()
    meeting.amend(
        "first", SEAL.replace("2", "1").replace("seal", "first"), more=f"written_against: {tree}\n"
    )
    meeting.commit("Propose a third")
    result = meeting.at("conflicts", "seal", "first", "--json")
    (pair,) = result.record["pairs"]
    assert (pair["orders"], "Article 3" in pair["numbers"]) == ("both", True)


# --- one of two items is rejected (the meeting of the sample: test_sample_meeting.py) ------------


def test_after_one_item_is_rejected_the_other_lands_with_its_own_numbers(
    meeting: Repository,
) -> None:
    assert meeting.at("reject", "seal", "--on", DAY).code == 0
    assert meeting.at("apply", "office").code == 0
    assert "Chuo-ku" in meeting.at("show", "Article 3").out
    standings = {
        each["amendment"]: each["standing"]
        for each in meeting.at("status", "--json").record["amendments"]
    }
    assert standings == {"office": "adopted", "seal": "rejected"}
    assert meeting.at("verify").code == 0
    assert meeting.at("check").code == 0
    assert "seal" not in meeting.at("export", "--format", "txt").out.lower()
