"""Amendments written against the same articles: what happens to the second after the first."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Repository, call

INSERT = "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"
CHANGE = "  - replace: Article 3 paragraph 1\n    find: Minato-ku\n    with: Chuo-ku\n"
CORRECTED = CHANGE.replace("Article 3", "Article 4")


@pytest.fixture
def meeting(small: Repository) -> Repository:
    """Two items of one meeting, both in the history; neither is applied."""
    small.amend("one", INSERT)
    small.amend("two", CHANGE)
    small.commit("Both items")
    return small


def stops(repository: Repository, name: str = "two") -> list[dict[str, Any]]:
    """What stops `plan`; nothing when it goes through."""
    result = repository.at("plan", name, "--json")
    if result.code == 0:
        return []
    found = result.problems
    expected = 4 if {each["code"] for each in found} <= {"base-renumbered", "base-pending"} else 3
    assert result.code == expected
    return found


def messages(repository: Repository, name: str = "two") -> list[str]:
    return [each["message"] for each in stops(repository, name)]


def codes(repository: Repository, name: str = "two") -> list[str]:
    return [each["code"] for each in stops(repository, name)]


def apply(repository: Repository, name: str) -> None:
    result = repository.at("apply", name)
    assert result.code == 0, result.err


# --- the numbers have moved --------------------------------------------------------------


def test_the_second_item_says_both_readings_and_the_way_on(meeting: Repository) -> None:
    assert stops(meeting) == []
    came = meeting.head[:12]
    apply(meeting, "one")
    (found,) = stops(meeting)
    assert found["code"] == "base-renumbered"
    assert (found["file"], found["line"], found["path"]) == (
        "amendments/two.yaml", 3, "operations[0].replace",
    )  # fmt: skip
    assert found["message"] == (
        "Article 3 paragraph 1 meant Article 3 (Office, key 'office') when this file came in "
        f"(commit {came}), and means Article 3 (Purpose, key 'purpose') now; 'office' is "
        "Article 4 now"
    )
    assert "`after: one`" in found["hint"]


@pytest.mark.parametrize(
    "words",
    [
        ("check", "two"),
        ("check",),
        ("plan", "two"),
        ("plan", "two", "--language", "en"),
        ("table", "two", "--format", "md"),
        ("table", "amendments/two.yaml"),
        ("document", "two", "-o", "notice.docx"),
        ("export", "two", "--tracked", "-o", "two.docx"),
        ("apply", "two"),
    ],
)
def test_every_verb_stops_and_writes_nothing(meeting: Repository, words: tuple[str, ...]) -> None:
    apply(meeting, "one")
    before = meeting.state
    result = meeting.at(*words)
    assert result.code == 4, result.out + result.err
    assert "base-renumbered" in result.out + result.err
    assert meeting.state == before


def test_the_same_file_from_standard_input_stops_too(meeting: Repository) -> None:
    apply(meeting, "one")
    data = (meeting.path / "amendments/two.yaml").read_bytes()
    assert meeting.at("plan", "-", stdin=data).code == 4


def test_an_applied_amendment_is_never_asked(meeting: Repository) -> None:
    apply(meeting, "one")
    for words in (("table", "one", "--format", "md"), ("check", "one")):
        assert meeting.at(*words).code == 0


def test_all_addresses_are_told_at_once(meeting: Repository) -> None:
    meeting.amend("two", CHANGE + "  - delete: Article 2\n")
    apply(meeting, "one")
    assert [each["path"] for each in stops(meeting)] == [
        "operations[0].replace",
        "operations[1].delete",
    ]


def test_in_japanese_the_numbers_are_those_of_the_articles(tmp_path: Path) -> None:
    repository = Repository(path=tmp_path / "ja")
    assert call("init", str(repository.path), "--language", "ja", "--company", "見本").code == 0
    for number, key, text in ((1, "商号", "見本と称する。"), (2, "員数", "取締役は、12名とする。")):
        repository.write(f"articles/{number:03}-{key}.md", f"# {key}\n\n{text}\n".encode())
    repository.amend("one", "  - insert: 第1条の次\n    heading: 目的\n    text: 販売を営む。\n")
    repository.amend("two", "  - replace: 第2条第1項\n    text: 取締役は、８名とする。\n")
    repository.commit()
    apply(repository, "one")
    (found,) = stops(repository)
    assert found["message"].startswith("第２条第１項 meant 第２条 (員数, key '員数') when ")
    assert "means 第２条 (目的, key '目的') now; '員数' is 第３条 now" in found["message"]


def test_an_article_deleted_in_between(meeting: Repository) -> None:
    meeting.amend("gone", "  - delete: Article 2\n")
    apply(meeting, "gone")
    (found,) = messages(meeting)
    assert "and means nothing now; 'office' is Article 2 now" in found


def test_the_clause_itself_is_gone(meeting: Repository) -> None:
    meeting.amend("gone", "  - delete: Article 3\n")
    apply(meeting, "gone")
    (found,) = messages(meeting)
    assert found.endswith("; 'office' is gone")


def test_an_insert_at_a_number_where_another_article_stands_now(small: Repository) -> None:
    small.amend("one", INSERT)
    small.amend("two", INSERT.replace("seal", "flag").replace("Article 2", "Article 3"))
    small.commit()
    apply(small, "one")
    (found,) = messages(small)
    assert found.startswith("Article 3 meant Article 3 (Office, ")


def test_a_chapter_that_has_another_number(tmp_path: Path) -> None:
    repository = Repository(path=tmp_path / "chapters")
    assert call("init", str(repository.path), "--company", "Example Inc.").code == 0
    for number, key in ((1, "general"), (2, "directors")):
        folder = f"articles/{number:02}-{key}"
        repository.write(f"{folder}/000-chapter.md", f"# {key}\n".encode())
        repository.write(f"{folder}/{number:03}-{key}-one.md", b"# One\n\nThe text.\n")
    new = "  - insert: Chapter 2\n    heading: Shares\n    articles: Article 2\n"
    text = "  - insert: Article 2\n    heading: Shares\n    text: There are shares.\n"
    repository.amend("one", new + text)
    repository.amend("two", "  - replace: Chapter 2 heading\n    text: The Board\n")
    repository.commit()
    apply(repository, "one")
    (found,) = messages(repository)
    assert "meant Chapter 2 (directors, key 'directors')" in found
    assert found.endswith("'directors' is Chapter 3 now")


def test_a_supplementary_article(small: Repository) -> None:
    for number, key in ((1, "first"), (2, "second")):
        path = f"articles/supplementary/{number:03}-{key}.md"
        small.write(path, f"# {key}\n\nThe {key} transition.\n".encode())
    small.amend("one", "  - delete: Supplementary Provisions Article 1\n")
    small.amend("two", "  - delete: Supplementary Provisions Article 2\n")
    small.commit()
    apply(small, "one")
    (found,) = messages(small)
    assert "meant Supplementary Provisions Article 2 (second, key 'second')" in found


# --- nothing to stop for ------------------------------------------------------------------


def test_a_text_that_changed_stops_nothing(meeting: Repository) -> None:
    meeting.amend("words", "  - replace: Article 2\n    find: an example\n    with: a sample\n")
    apply(meeting, "words")
    assert stops(meeting) == []


def test_numbers_that_moved_behind_the_addresses_stop_nothing(meeting: Repository) -> None:
    meeting.amend("last", INSERT.replace("Article 2", "after Article 3").replace("seal", "flag"))
    apply(meeting, "last")
    assert stops(meeting) == []
    assert meeting.at("check").code == 0


def test_a_file_that_is_not_committed_means_the_articles_of_today(small: Repository) -> None:
    small.amend("one", INSERT)
    small.commit()
    small.amend("two", CORRECTED)
    apply(small, "one")
    assert stops(small) == []


# --- which commit is the base --------------------------------------------------------------


def test_a_slip_mended_later_moves_no_base(meeting: Repository) -> None:
    apply(meeting, "one")
    meeting.amend("two", CHANGE, more="title: Mended\n")
    meeting.commit("A title")
    assert codes(meeting) == ["base-renumbered"]


def test_a_file_under_another_name_keeps_its_base(meeting: Repository) -> None:
    apply(meeting, "one")
    meeting.git("rm", "-q", "--cached", "amendments/two.yaml")
    (meeting.path / "amendments/two.yaml").unlink()
    meeting.amend("second", CHANGE)
    meeting.commit("Another name")
    assert codes(meeting, "second") == ["base-renumbered"]


def test_a_name_of_today_does_not_hide_the_day_of_the_file(meeting: Repository) -> None:
    apply(meeting, "one")
    meeting.git("mv", "amendments/two.yaml", "amendments/late.yaml")
    meeting.amend("late", CHANGE, more="title: Another title\n")
    assert codes(meeting, "late") == ["base-renumbered"]
    meeting.git("checkout", "HEAD", "--", "amendments/two.yaml")
    meeting.amend("copy", CHANGE)
    assert codes(meeting, "copy") == ["base-renumbered"]
    meeting.amend("copy", CORRECTED)  # other operations: a file of its own
    assert codes(meeting, "copy") == []


def test_a_paragraph_that_has_another_number(small: Repository) -> None:
    small.write("articles/003-office.md", b"# Office\n\nIn Tokyo.\n\n2 It may move.\n")
    small.commit("A second paragraph")
    small.amend("one", "  - insert: Article 3 paragraph 1\n    text: There is one office.\n")
    small.amend("two", "  - delete: Article 3 paragraph 2\n")
    small.commit("Both items")
    apply(small, "one")
    (message,) = messages(small)
    assert message.startswith("Article 3 paragraph 2 meant Article 3 paragraph 2 ('It may move.')")
    assert message.endswith(
        "and means Article 3 paragraph 2 ('In Tokyo.') now; the former is Article 3 paragraph 3 now"
    )


def test_the_other_ending_makes_no_other_file(meeting: Repository) -> None:
    apply(meeting, "one")
    meeting.git("mv", "amendments/two.yaml", "amendments/two.yml")
    assert codes(meeting) == ["base-renumbered"]
    meeting.commit("The other ending")
    assert codes(meeting) == ["base-renumbered"]
    shutil.copy(meeting.path / "amendments/two.yml", meeting.path / "amendments/two.yaml")
    assert codes(meeting) == ["base-renumbered"]


def test_a_file_that_looks_like_an_older_one_has_its_own_base(meeting: Repository) -> None:
    apply(meeting, "one")
    meeting.amend("copy", CORRECTED)
    meeting.commit("Written after the pattern of the other")
    assert stops(meeting, "copy") == []


def test_a_file_added_again_begins_anew(meeting: Repository) -> None:
    apply(meeting, "one")
    (meeting.path / "amendments/two.yaml").unlink()
    meeting.commit("Withdrawn")
    meeting.amend("two", CORRECTED)
    meeting.commit("Proposed again")
    assert stops(meeting) == []


def test_a_squashed_history_leaves_the_base_where_the_file_is(meeting: Repository) -> None:
    apply(meeting, "one")
    meeting.amend("two", CORRECTED, more="after: one\n")
    meeting.git("checkout", "-q", "--orphan", "squashed")
    meeting.commit("All in one")
    assert stops(meeting) == [], "the tag of the first item still leads to what it left"


def test_a_proposal_merged_from_a_branch_means_the_articles_there(small: Repository) -> None:
    small.git("checkout", "-q", "-b", "proposal")
    small.amend("two", CHANGE)
    small.commit("The second item")
    small.git("checkout", "-q", "main")
    small.amend("one", INSERT)
    apply(small, "one")
    small.git("merge", "-q", "--no-edit", "proposal")
    assert codes(small) == ["base-renumbered"]


def test_a_shallow_clone_takes_the_oldest_commit_that_it_has(
    meeting: Repository, tmp_path: Path
) -> None:
    apply(meeting, "one")
    meeting.git("clone", "-q", "--depth", "1", f"file://{meeting.path}", str(tmp_path / "shallow"))
    shallow = Repository(path=tmp_path / "shallow")
    assert "base-renumbered" not in shallow.at("plan", "two").err
    assert "note[history-cut]" in shallow.at("log").err
    assert "history-cut" not in meeting.at("log").err


def test_articles_that_come_after_the_file_are_its_base(tmp_path: Path) -> None:
    repository = Repository(path=tmp_path / "late")
    assert call("init", str(repository.path), "--company", "Example Inc.").code == 0
    repository.amend("two", "  - replace: Article 1\n    find: text\n    with: word\n")
    repository.commit("The amendment first")
    repository.write("articles/001-name.md", b"# Name\n\nThe text.\n")
    repository.commit("Then the articles")
    assert stops(repository) == []
    repository.git("mv", "articles/001-name.md", "articles/002-name.md")
    repository.write("articles/001-seal.md", b"# Seal\n\nThe text.\n")
    repository.commit("And another one before")
    (found,) = stops(repository)
    assert "means Article 1 (Seal, key 'seal') now" in found["message"]
    assert "rebase two --against HEAD`" in found["hint"], "no amendment left these numbers"


# --- after --------------------------------------------------------------------------------


def test_a_corrected_file_goes_through_with_after_and_not_without(meeting: Repository) -> None:
    apply(meeting, "one")
    meeting.amend("two", CORRECTED)
    assert codes(meeting) == ["base-renumbered"]
    meeting.amend("two", CORRECTED, more="after: one\n")
    meeting.commit("Corrected")
    assert meeting.at("check").code == 0
    apply(meeting, "two")
    assert "Chuo-ku" in (meeting.path / "articles/004-office.md").read_text()


def test_after_is_carried_over_when_the_numbers_move_again(meeting: Repository) -> None:
    apply(meeting, "one")
    meeting.amend("two", CORRECTED, more="after: one\n")
    meeting.commit("Corrected")
    meeting.amend("third", "  - delete: Article 1\n")
    apply(meeting, "third")
    (found,) = meeting.at("plan", "two", "--json").record["carried"]
    assert "as the amendment 'one' left the articles (commit " in found["message"]
    assert found["message"].endswith("Article 4 paragraph 1 is now Article 3 paragraph 1")


def test_what_stands_on_a_pending_amendment_waits_for_it(meeting: Repository) -> None:
    meeting.amend("two", CORRECTED, more="after: one\n")
    assert meeting.at("check").code == 0
    for words in (("check", "two"), ("plan", "two"), ("table", "two"), ("apply", "two")):
        result = meeting.at(*words)
        assert result.code == 4
        assert "base-pending" in result.out + result.err
    (found,) = stops(meeting)
    assert (found["line"], found["path"]) == (2, "after")
    apply(meeting, "one")
    assert stops(meeting) == []


@pytest.mark.parametrize("words", [("check",), ("plan", "two")])
def test_an_amendment_that_is_not_there_cannot_be_stood_on(
    meeting: Repository, words: tuple[str, ...]
) -> None:
    meeting.git("tag", "release")
    for name in ("nothing", "release"):
        meeting.amend("two", CHANGE, more=f"after: {name}\n")
        result = meeting.at(*words)
        assert result.code == 3
        assert "after-unknown" in result.out + result.err
        assert "amendments/two.yaml:2:8 after" in result.out + result.err


def test_no_amendment_stands_on_itself_by_any_way(meeting: Repository) -> None:
    meeting.amend("two", CHANGE, more="after: two\n")
    assert codes(meeting) == ["after-circle"]
    meeting.amend("one", INSERT, more="after: two\n")
    meeting.amend("two", CHANGE, more="after: one\n")
    assert codes(meeting) == ["after-circle"]
    assert messages(meeting, "one") == [
        "an amendment cannot stand on itself: one stands on two, and that on one"
    ]


# --- several editions ----------------------------------------------------------------------


@pytest.fixture
def both(tmp_path: Path) -> Repository:
    """The sample company with two items of its own."""
    path = shutil.copytree(ROOT / "examples" / "kitano", tmp_path / "kitano")
    shutil.rmtree(path / "amendments")
    repository = Repository(path=path)
    repository.git("init", "-q", "-b", "main")
    words = "    heading: {ja: 見本, en: Sample}\n    text: {ja: 見本とする。, en: A sample.}\n"
    repository.amend("one", "  - insert: 第3条\n    key: sample\n" + words)
    repository.amend("two", "  - delete: 第4条\n")
    repository.commit()
    return repository


def test_what_both_editions_would_misread_is_told_once(both: Repository) -> None:
    apply(both, "one")
    assert codes(both) == ["base-renumbered"]
    assert both.at("check").out.count("error[base-renumbered]") == 1


def test_an_edition_is_compared_with_its_own_articles(both: Repository) -> None:
    both.amend("two", "  - delete: 第4条\n    edition: en\n")
    both.commit()
    apply(both, "one")
    (found,) = messages(both)
    assert found.startswith("Article 4 meant ")
    assert "(in the edition 'en')" in found


# --- what follows is counted anew ------------------------------------------------------------


FOLLOWS = (
    "  # what is new\n"
    "  - insert: Article 1\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"
    "  # and what follows\n"
    "  - renumber: Article 1 # the name\n    to: Article 2\n"
    "  - renumber: Articles 2 to 3\n    to: Articles 3 to 4\n"
)


def test_a_renumbering_that_follows_is_counted_for_what_stands_there(small: Repository) -> None:
    tree = small.git("rev-parse", "HEAD:articles")
    small.amend("one", "  - delete: Article 1\n  - delete: Article 3\n")
    small.amend("two", FOLLOWS, more=f"written_against: {tree}\n")
    small.commit("Both items")
    apply(small, "one")
    told = small.at("plan", "two")
    assert told.code == 0, told.err
    assert "Article 1 to Article 2 follows from the rest" in told.out
    assert "nothing that it named gets another number now" in told.out
    assert "Articles 2 to 3 to Articles 3 to 4 follows from the rest" in told.out
    assert ": Article 1 to Article 2\n" in told.out
    result = small.at("rebase", "two")
    assert result.code == 0, result.err
    text = (small.path / "amendments/two.yaml").read_text()
    assert "# the name" not in text
    assert "  # and what follows\n  - renumber: Article 1\n    to: Article 2\n" in text
    assert small.at("plan", "two").code == 0
    apply(small, "two")
    assert [each.name for each in sorted((small.path / "articles").glob("0*"))] == [
        "001-seal.md",
        "002-purpose.md",
    ]
    assert small.at("verify").code == 0


def test_the_first_item_takes_away_where_the_range_of_the_second_ends(small: Repository) -> None:
    small.amend("one", "  - delete: Article 3\n")
    small.amend("two", FOLLOWS)
    small.commit("Both items")
    for verb in ("table", "apply"):
        result = small.at(verb, "one", "two")
        assert result.code == 0, result.err
    assert small.at("verify").code == 0


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_rebase_keeps_the_line_ends_of_the_file(small: Repository, end: str) -> None:
    small.amend("office", "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n")
    path = small.path / "amendments/office.yaml"
    lines = path.read_text().replace("\n", end).encode()
    path.write_bytes(b"\xef\xbb\xbf" + lines)
    assert small.at("rebase", "office").code == 0
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbfamendment: office" + end.encode())
    assert after.replace(end.encode(), b"").find(b"\n") == -1
    assert [each for each in lines.split(end.encode()) if each not in after] == []
