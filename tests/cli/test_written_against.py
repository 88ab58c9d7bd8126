"""The base that a file says: its numbers follow the clauses, or it stops and says why."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Repository, call

INSERT = "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"
CHANGE = "  - replace: Article 3 paragraph 1\n    find: Minato-ku\n    with: Chuo-ku\n"


def against(repository: Repository) -> str:
    tree = repository.git("rev-parse", "HEAD:articles").strip()
    return f"written_against: {tree}\n"


def apply(repository: Repository, name: str) -> None:
    result = repository.at("apply", name)
    assert result.code == 0, result.err


def codes(repository: Repository, *words: str) -> list[str]:
    result = repository.at(*words, "--json")
    assert result.code in (3, 4), result.out + result.err
    return [each["code"] for each in result.problems]


@pytest.fixture
def meeting(small: Repository) -> Repository:
    """Two items of one meeting that say their base; the first inserts an article."""
    small.amend("one", INSERT, more=against(small))
    small.amend("two", "  # the office\n" + CHANGE, more=f"{against(small)}title: 'The  Office'\n")
    small.commit("Both items")
    return small


def test_the_second_item_amends_the_clause_that_it_meant(meeting: Repository) -> None:
    apply(meeting, "one")
    assert meeting.at("check").code == 0
    shown = meeting.at("plan", "two").out
    assert "Article 3 paragraph 1 is now Article 4 paragraph 1" in shown
    apply(meeting, "two")
    assert "Chuo-ku" in (meeting.path / "articles/004-office.md").read_text()
    assert "Minato" not in (meeting.path / "articles/004-office.md").read_text()


def test_rebase_writes_the_numbers_and_nothing_else(meeting: Repository) -> None:
    apply(meeting, "one")
    before = (meeting.path / "amendments/two.yaml").read_text()
    assert meeting.at("rebase", "two").code == 0
    after = (meeting.path / "amendments/two.yaml").read_text()
    lines = [
        (old, new)
        for old, new in zip(before.splitlines(), after.splitlines(), strict=True)
        if old != new
    ]
    assert lines == [
        (before.splitlines()[1], against(meeting).strip()),
        ("  - replace: Article 3 paragraph 1", "  - replace: Article 4 paragraph 1"),
    ]
    again = meeting.at("rebase", "two", "--json").record
    assert (again["changed"], again["carried"]) == (False, [])


def test_what_lands_says_the_numbers_that_it_amended(meeting: Repository) -> None:
    apply(meeting, "one")
    apply(meeting, "two")
    assert "replace: Article 4 paragraph 1" in (meeting.path / "amendments/two.yaml").read_text()
    table = meeting.at("table", "two", "--format", "md")
    assert "Article 4" in table.out
    assert "Chuo-ku" in table.out
    assert meeting.status == []


def test_numbers_that_were_edited_and_not_committed_are_not_overwritten(
    meeting: Repository,
) -> None:
    apply(meeting, "one")
    file = meeting.path / "amendments/two.yaml"
    file.write_text(file.read_text().replace("The  Office", "An Office"))
    assert codes(meeting, "apply", "two") == ["rebase-first"]
    assert meeting.at("rebase", "two").code == 0
    apply(meeting, "two")


def test_a_clause_that_was_rewritten_stops(small: Repository) -> None:
    small.amend("one", "  - replace: Article 3\n    text: In Osaka.\n", more=against(small))
    small.amend("two", "  - replace: Article 3\n    text: In Kyoto.\n", more=against(small))
    small.amend("three", "  - delete: Article 3\n", more=against(small))
    small.commit()
    apply(small, "one")
    assert codes(small, "plan", "two") == ["base-rewritten"]
    assert codes(small, "apply", "three") == ["base-rewritten"]
    assert small.at("rebase", "two", "--against", "HEAD", "--as-written").code == 0
    apply(small, "two")


def test_a_clause_that_is_gone_stops(small: Repository) -> None:
    small.amend("one", "  - delete: Article 3\n", more=against(small))
    small.amend("two", CHANGE, more=against(small))
    small.commit()
    apply(small, "one")
    assert codes(small, "table", "two") == ["base-gone"]


def test_other_words_of_the_clause_may_change(small: Repository) -> None:
    other = "  - replace: Article 3\n    find: The Company shall have\n    with: It has\n"
    small.amend("one", other, more=against(small))
    small.amend("two", CHANGE, more=against(small))
    small.commit()
    apply(small, "one")
    apply(small, "two")
    assert (
        "It has its head office in Chuo-ku" in (small.path / "articles/003-office.md").read_text()
    )


def test_a_citation_that_followed_is_no_rewriting(small: Repository) -> None:
    small.write("articles/003-office.md", b"# Office\n\nArticle 2 holds in Minato-ku.\n")
    small.commit("A citation")
    small.amend("one", INSERT, more=against(small))
    small.amend("two", "  - delete: Article 3\n", more=against(small))
    small.commit()
    apply(small, "one")
    assert "Article 3 holds" in (small.path / "articles/004-office.md").read_text()
    apply(small, "two")
    assert not (small.path / "articles/004-office.md").exists()


def test_new_text_cites_what_it_cited(small: Repository) -> None:
    small.amend("one", INSERT, more=against(small))
    small.amend(
        "two",
        "  - insert: Article 4\n    key: more\n    heading: More\n    text: |\n"
        "      Article 2 and Article 3 hold, whatever the Companies Act Article 2 says.\n",
        more=against(small),
    )
    small.commit()
    apply(small, "one")
    apply(small, "two")
    assert (
        "Article 3 and Article 4 hold, whatever the Companies Act Article 2 says."
        in (small.path / "articles/005-more.md").read_text()
    )
    assert "Article 3 and Article 4 hold" in (small.path / "amendments/two.yaml").read_text()


def test_two_new_articles_come_where_they_were_meant(small: Repository) -> None:
    flag = INSERT.replace("seal", "flag").replace("Seal", "Flag").replace("Article 2", "Article 4")
    pole = flag.replace("flag", "pole").replace("Flag", "Pole").replace("Article 4", "Article 5")
    small.amend("one", INSERT, more=against(small))
    small.amend("two", flag + pole, more=against(small))
    small.commit()
    apply(small, "one")
    apply(small, "two")
    assert sorted(each.name for each in (small.path / "articles").glob("0*")) == [
        "001-name.md",
        "002-seal.md",
        "003-purpose.md",
        "004-office.md",
        "005-flag.md",
        "006-pole.md",
    ]


def test_articles_that_are_not_there_any_more(small: Repository) -> None:
    lost = "0123456789" * 4
    small.amend("two", CHANGE, more=f"written_against: {lost}\n")
    small.commit()
    assert codes(small, "plan", "two") == ["base-lost"]
    assert small.at("rebase", "two", "--against", "HEAD").code == 0
    assert small.at("plan", "two").code == 0


def test_a_tree_that_is_none_is_a_mistake_of_the_file(small: Repository) -> None:
    small.amend("two", CHANGE, more="written_against: HEAD~1\n")
    assert codes(small, "plan", "two") == ["tree-unclear"]


def test_a_file_that_says_nothing_takes_the_option_for_its_base(small: Repository) -> None:
    small.amend("one", INSERT)
    small.amend("two", CHANGE)
    small.commit()
    written = small.head
    apply(small, "one")
    assert codes(small, "plan", "two") == ["base-renumbered"]
    assert small.at("rebase", "two", "--against", written).code == 0
    assert "replace: Article 3" in (small.path / "amendments/two.yaml").read_text()
    assert "Article 4 paragraph 1" in small.at("plan", "two").out


def test_rebase_onto_a_pending_amendment_and_back(meeting: Repository) -> None:
    assert meeting.at("rebase", "two", "--after", "one").code == 0
    text = (meeting.path / "amendments/two.yaml").read_text()
    assert "after: one\n" in text
    assert "replace: Article 4 paragraph 1" in text
    assert meeting.at("check").code == 0
    assert codes(meeting, "plan", "two") == ["base-pending"]
    apply(meeting, "one")
    assert meeting.at("rebase", "two").code == 0
    assert "after:" not in (meeting.path / "amendments/two.yaml").read_text()
    apply(meeting, "two")


def test_what_new_and_draft_write_says_its_base(small: Repository) -> None:
    assert small.at("new", "later").code == 0
    text = (small.path / "amendments/later.yaml").read_text()
    assert against(small) in text
    assert "draft: yes" in text
    found = small.at("check", "--json")
    assert found.code == 0
    assert [each["code"] for each in found.record["findings"]] == ["draft-open"]
    (small.path / "amendments/later.yaml").unlink()
    small.write("articles/003-office.md", b"# Office\n\nThe office is in Kyoto.\n")
    assert small.at("draft", "-o", "amendments/moved.yaml").code == 0
    assert against(small) in (small.path / "amendments/moved.yaml").read_text()


def test_check_looks_at_every_pending_amendment(small: Repository) -> None:
    small.amend("bad", "  - replace: Article 99\n    find: x\n    with: y\n")
    result = small.at("check")
    assert result.code == 3
    assert "Article 99" in result.out


def test_check_tells_pairs_that_collide(small: Repository) -> None:
    small.amend("one", "  - replace: Article 3\n    text: In Osaka.\n")
    small.amend("two", "  - replace: Article 3\n    text: In Kyoto.\n")
    result = small.at("check", "--json")
    assert result.code == 1
    (found,) = result.record["findings"]
    assert found["code"] == "pending-collide"
    assert "neither of the two" in found["message"]


def test_check_goes_on_what_after_leaves(meeting: Repository) -> None:
    meeting.amend("two", CHANGE.replace("Article 3", "Article 4"), more="after: one\n")
    assert meeting.at("check").code == 0
    meeting.amend("two", CHANGE.replace("Article 3", "Article 5"), more="after: one\n")
    assert "Article 5" in meeting.at("check").out


def test_both_editions_are_carried_over(tmp_path: Path) -> None:
    path = shutil.copytree(ROOT / "examples" / "kitano", tmp_path / "kitano")
    shutil.rmtree(path / "amendments")
    both = Repository(path=path)
    both.git("init", "-q", "-b", "main")
    both.commit()
    words = "    heading: {ja: 見本, en: Sample}\n    text: {ja: 見本とする。, en: A sample.}\n"
    both.amend("one", "  - insert: 第3条\n    key: sample\n" + words, more=against(both))
    both.amend("two", "  - delete: 第4条\n", more=against(both))
    both.commit()
    (meant,) = path.glob("articles/ja/**/004-*.md")
    apply(both, "one")
    assert both.at("rebase", "two").code == 0
    assert "delete: 第５条" in (path / "amendments/two.yaml").read_text()
    deleted = both.at("plan", "two", "--json").record["files"]["deleted"]
    assert [each[-len(meant.name) + 3 :] for each in deleted] == [meant.name[3:]]


def test_in_japanese(tmp_path: Path) -> None:
    repository = Repository(path=tmp_path / "ja")
    assert call("init", str(repository.path), "--language", "ja", "--company", "見本").code == 0
    for number, key, text in ((1, "商号", "見本と称する。"), (2, "員数", "取締役は、12名とする。")):
        repository.write(f"articles/{number:03}-{key}.md", f"# {key}\n\n{text}\n".encode())
    repository.commit()
    said = against(repository)
    insert = "  - insert: 第1条の次\n    heading: 目的\n    text: 販売を営む。\n"
    repository.amend("one", insert, more=said)
    change = "  - replace: 第2条第1項\n    text: 取締役は、第１条にかかわらず、８名とする。\n"
    repository.amend("two", change, more=said)
    repository.commit()
    apply(repository, "one")
    apply(repository, "two")
    text = (repository.path / "articles/003-員数.md").read_text()
    assert "８名" in text


def test_a_quoted_citation_follows_into_the_file(small: Repository) -> None:
    """``find`` quotes the citation as it stands today, ``with`` cites in the proposed numbers."""
    small.write(
        "articles/003-office.md", b"# Office\n\nSubject to Article 1 and Article 2, in Minato-ku.\n"
    )
    small.commit("An office that cites")
    small.amend("one", INSERT, more=against(small))
    small.amend(
        "two",
        "  - replace: Article 3\n    find: Article 2, in  # the purpose\n"
        "    with: Article 1, in\n    remark: said twice\n",
        more=against(small),
    )
    small.commit("Both items")
    assert small.at("apply", "one").code == 0
    shown = small.at("plan", "two").out
    assert "its `find` quotes 'Article 3, in' now instead of 'Article 2, in'" in shown
    assert small.at("rebase", "two").code == 0
    said = (small.path / "amendments/two.yaml").read_text()
    assert "find: Article 3, in  # the purpose\n" in said
    assert small.at("apply", "two").code == 0
    text = (small.path / "articles/004-office.md").read_text()
    assert "Subject to Article 1 and Article 1, in Minato-ku." in text
    assert small.at("verify").code == 0


@pytest.mark.parametrize("verb", ["reject", "withdraw"])
def test_what_stands_on_one_that_fell_is_told_and_can_be_carried_over(
    small: Repository, verb: str
) -> None:
    small.amend("one", "  - insert: Article 1\n    key: seal\n    text: There is a seal.\n")
    small.amend(
        "two",
        "  - replace: Article 4\n    find: Minato-ku\n    with: Koto-ku\n",
        more="after: one\n",
    )
    small.commit("Both items")
    assert small.at(verb, "one", "--on", "2020-06-26").code == 0
    for words in (("plan", "two"), ("check",), ("status",)):
        result = small.at(*words)
        assert "base-fallen" in result.out + result.err
    assert small.at("rebase", "two", "--against", "HEAD").code == 0
    text = (small.path / "amendments/two.yaml").read_text()
    assert "replace: Article 3\n" in text
    assert "after:" not in text
    assert small.at("check").code == 0


FIRST = {"articles/supplementary/001-first.md": "# First\n\nIt takes effect at once.\n"}
SEVERAL = """\
  - insert: Supplementary Provisions
    text: |
      Article 1. It takes effect in July.

      Article 2. The preceding Article applies to \
Supplementary Provisions Article 1 paragraph 1.
"""
EACH = """\
  - insert: Supplementary Provisions Article 1
    text: It takes effect in July.
  - insert: Supplementary Provisions Article 2
    text: The preceding Article applies to Supplementary Provisions Article 1 paragraph 1.
"""
OTHERS = {
    "one": "  - insert: Supplementary Provisions Article 1\n    text: Another one.\n",
    "several": "  - insert: Supplementary Provisions\n    text: |\n"
    "      Article 1. (Another) Another one.\n\n      Article 2. A second one.\n",
    "gone": "  - delete: Supplementary Provisions Article 1\n",
    "an article": INSERT,
}


@pytest.mark.parametrize(
    ("standing", "other"),
    [({}, "one"), (FIRST, "one"), (FIRST, "several"), (FIRST, "gone"), (FIRST, "an article")],
)
def test_articles_of_one_text_come_where_they_would_come_one_by_one(
    small: Repository, tmp_path: Path, standing: dict[str, str], other: str
) -> None:
    for path, text in standing.items():
        small.write(path, text.encode())
    if standing:
        small.commit("Supplementary provisions")
    shown = []
    for name, operations in (("several", SEVERAL), ("each", EACH)):
        repository = Repository(path=shutil.copytree(small.path, tmp_path / name))
        base = against(repository)
        repository.amend("mine", operations, more=f"{base}title: Mine\n")
        repository.amend("theirs", OTHERS[other], more=f"{base}title: Theirs\n")
        repository.commit("Both items")
        apply(repository, "theirs")
        assert repository.at("rebase", "mine").code == 0
        repository.commit("Rebase")
        apply(repository, "mine")
        assert repository.at("verify").code == 0
        shown.append(repository.at("show").out)
        assert repository.at("undo", "theirs").code == 0
        assert repository.at("verify").code == 0
        shown.append(repository.at("show").out)
    assert shown[:2] == shown[2:]
    # What its text cites is what it cited, whatever number that has now.
    tail = shown[0].partition("It takes effect in July.")
    number = tail[0].split()[-1].strip(".")
    assert f"to Supplementary Provisions Article {number} paragraph 1." in tail[2]


def test_a_text_of_articles_without_a_base_says_which_numbers_others_have(
    small: Repository,
) -> None:
    for path, text in FIRST.items():
        small.write(path, text.encode())
    small.commit("Supplementary provisions")
    small.amend("mine", SEVERAL)
    small.amend("theirs", OTHERS["one"])
    small.commit("Both items")
    apply(small, "theirs")
    assert codes(small, "plan", "mine") == ["base-renumbered", "base-renumbered"]
