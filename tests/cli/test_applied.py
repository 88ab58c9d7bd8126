"""What counts as applied: what the branch itself holds, whatever git was asked to do with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from amendtool.errors import InputError
from amendtool.repository.record import (
    Act,
    Deed,
    Record,
    RecordedRewrite,
    RecordedText,
    read_record,
    record_path,
    write_record,
)
from tests.cli.conftest import Repository

INSERT = "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"
CHANGE = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
ADOPTED = "title: The Office\nmeeting: The First Meeting\nadopted: 2024-06-25\n"


def apply(repository: Repository, name: str) -> str:
    result = repository.at("apply", name)
    assert result.code == 0, result.err
    return result.out


def is_applied(repository: Repository, name: str = "office") -> bool:
    """As three verbs tell it, which have to agree."""
    found = repository.at("check", name).out
    shown = f"{name} (applied" in found
    revisions = repository.at("export", "--format", "txt").out
    again = repository.at("apply", name, "--json") if shown else None
    assert ("The Office" in revisions) is shown
    assert again is None or [each["code"] for each in again.problems] == ["already-applied"]
    return shown


def table(repository: Repository, name: str = "office") -> str:
    result = repository.at("table", name, "--format", "md")
    assert result.code == 0, result.err
    return result.out


@pytest.fixture
def office(small: Repository) -> Repository:
    """One amendment, proposed and not applied."""
    small.amend("office", INSERT + CHANGE, more=ADOPTED)
    small.commit("Propose it")
    return small


def test_the_record_tells_what_was_done(office: Repository) -> None:
    office.write("articles/003-office.md", b"# Office\n\nArticle 2 holds in Minato-ku.\n")
    office.commit("A citation")
    before = office.git("rev-parse", "HEAD:articles").strip()
    apply(office, "office")
    after = office.git("rev-parse", "HEAD:articles").strip()
    path = record_path("office")
    record = read_record((office.path / path).read_bytes(), "office", file=path)
    (act,) = record.acts
    assert (act.deed, str(act.day), act.base, act.result) == (
        Deed.ADOPTED,
        "2024-06-25",
        before,
        after,
    )
    (rewrite,) = act.rewrites
    assert (rewrite.before, rewrite.after) == ("Article 2", "Article 3")
    assert "Article 4" in rewrite.place
    text = office.git("show", "--format=", "--name-only", "HEAD").split()
    assert path in text
    renames = office.git("show", "--format=", "--name-status", "-M", "HEAD~1").split("\n")
    assert {line[:4] for line in renames if line} == {"R100"}


def test_a_branch_that_is_not_merged_does_not_count(office: Repository) -> None:
    office.git("checkout", "-q", "-b", "side")
    apply(office, "office")
    office.git("checkout", "-q", "main")
    assert not is_applied(office)
    assert "Chuo-ku" in table(office)
    assert "tag office.2" in apply(office, "office")
    assert is_applied(office)


def test_a_squash_counts_and_is_in_the_log(office: Repository) -> None:
    office.git("checkout", "-q", "-b", "side")
    apply(office, "office")
    expected = table(office)
    office.git("checkout", "-q", "main")
    office.git("merge", "-q", "--squash", "side")
    office.git("commit", "-q", "-m", "The Office (#1)")
    assert is_applied(office)
    assert table(office) == expected
    (entry, *_) = office.at("log", "--json").record["entries"]
    assert entry["amendment"] == "office"


def test_two_amendments_in_one_squash_keep_their_tables(office: Repository) -> None:
    office.git("checkout", "-q", "-b", "side")
    apply(office, "office")
    first = table(office)
    office.amend("second", "  - delete: Article 1\n", more="adopted: 2024-06-26\n")
    apply(office, "second")
    second = table(office, "second")
    office.git("checkout", "-q", "main")
    office.git("merge", "-q", "--squash", "side")
    office.git("commit", "-q", "-m", "Both (#1)")
    assert (table(office), table(office, "second")) == (first, second)
    (entry, *_) = office.at("log", "--json").record["entries"]
    assert entry["amendment"] == "office, second"


def test_a_clone_without_tags(office: Repository, tmp_path: Path) -> None:
    apply(office, "office")
    expected = table(office)
    office.git("clone", "-q", "--no-tags", str(office.path), str(tmp_path / "clone"))
    clone = Repository(path=tmp_path / "clone")
    assert is_applied(clone)
    assert table(clone) == expected


def test_what_was_reverted_is_pending_and_may_be_adopted_again(office: Repository) -> None:
    apply(office, "office")
    office.git("revert", "--no-edit", "HEAD", "HEAD~1")
    assert not is_applied(office)
    assert office.at("check").code == 0
    assert "tag office.2" in apply(office, "office")
    assert is_applied(office)
    assert office.git("tag").split() == ["office", "office.2"]


def test_a_revert_that_was_reverted_counts_again(office: Repository) -> None:
    apply(office, "office")
    office.git("revert", "--no-edit", "HEAD", "HEAD~1")
    office.git("revert", "--no-edit", "HEAD", "HEAD~1")
    assert is_applied(office)
    assert "Chuo-ku" in table(office)


def test_cherry_picked_and_rebased(office: Repository) -> None:
    office.git("checkout", "-q", "-b", "side")
    apply(office, "office")
    expected = table(office)
    office.git("checkout", "-q", "main")
    office.write("notes.txt", b"Something else.\n")
    office.commit("Something else")
    office.git("checkout", "-q", "-b", "picked")
    office.git("cherry-pick", "side~1", "side")
    assert is_applied(office)
    assert table(office) == expected
    office.git("checkout", "-q", "side")
    office.git("rebase", "-q", "main")
    assert is_applied(office)
    assert table(office) == expected


def test_a_merge_brings_it_once(office: Repository) -> None:
    office.git("checkout", "-q", "-b", "side")
    apply(office, "office")
    expected = table(office)
    office.git("checkout", "-q", "main")
    office.write("articles/001-name.md", b"# Name\n\nThe name is Example.\n")
    office.commit("Another article")
    office.git("merge", "-q", "--no-edit", "side")
    assert is_applied(office)
    assert table(office) == expected
    entries = office.at("log", "--json").record["entries"]
    assert [each["amendment"] for each in entries].count("office") == 1
    assert office.at("export", "--format", "txt").out.count("The Office") == 1


def test_a_citation_that_a_merge_has_turned_is_told(office: Repository) -> None:
    office.git("checkout", "-q", "-b", "side")
    apply(office, "office")
    office.git("checkout", "-q", "main")
    cites = b"# Name\n\nThe name goes on the door of the office in Article 3.\n"
    office.write("articles/001-name.md", cites)
    office.commit("A citation")
    assert office.at("check").code == 0
    office.git("merge", "-q", "--no-edit", "side")
    result = office.at("check", "--json")
    assert result.code == 1
    (found,) = result.record["findings"]
    assert (found["code"], found["file"]) == ("merge-citation", "articles/001-name.md")
    assert "key 'office' on the branch" in found["message"]
    assert "means Article 3, key 'purpose' since the merge" in found["message"]
    office.write("articles/001-name.md", cites.replace(b"Article 3", b"Article 4"))
    assert office.at("correct", "--reason", "the merge", "--on", "2024-06-26").code == 0
    assert office.at("check").code == 0


def without_records(repository: Repository, target: Path) -> Repository:
    """The history as 0.1.0 made it: the same commits and tags, no record in any of them."""
    clone = Repository(path=target)
    repository.git("clone", "-q", str(repository.path), str(target))
    clone.git(
        "filter-branch", "-f", "--index-filter",
        "git rm -q --cached --ignore-unmatch 'amendments/*.record.yaml'",
        "--tag-name-filter", "cat", "--", "--all",
    )  # fmt: skip
    return clone


def test_a_history_of_the_first_version(
    office: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILTER_BRANCH_SQUELCH_WARNING", "1")
    apply(office, "office")
    expected = table(office)
    old = without_records(office, tmp_path / "old")
    assert not list((old.path / "amendments").glob("*.record.yaml"))
    assert is_applied(old)
    assert table(old) == expected
    old.git("revert", "--no-edit", "HEAD", "HEAD~1")
    assert not is_applied(old)


@pytest.mark.parametrize("records", [True, False], ids=["records", "trailers"])
def test_a_merge_that_was_reverted_takes_its_amendments_back(
    office: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, records: bool
) -> None:
    monkeypatch.setenv("FILTER_BRANCH_SQUELCH_WARNING", "1")
    office.git("checkout", "-qb", "side")
    apply(office, "office")
    office.git("checkout", "-q", "main")
    office.git("merge", "-q", "--no-ff", "-m", "Merged", "side")
    repository = office if records else without_records(office, tmp_path / "old")
    assert is_applied(repository)
    repository.git("revert", "--no-edit", "-m", "1", "HEAD")
    assert "Minato-ku" in repository.at("show").out
    assert not is_applied(repository)
    assert "The Office" not in repository.at("export", "--format", "txt").out
    if records:
        assert repository.at("verify").code == 0
    repository.git("revert", "--no-edit", "HEAD")
    assert "Chuo-ku" in repository.at("show").out
    assert is_applied(repository), "a revert of the revert brings it again"


def test_a_record_that_was_edited_is_refused(office: Repository) -> None:
    apply(office, "office")
    path = office.path / record_path("office")
    path.write_text(path.read_text().replace("2024-06-25", "2024-06-26  # mended"))
    office.commit("A hand in the record")
    result = office.at("table", "office", "--json")
    assert result.code == 3
    assert [each["code"] for each in result.problems] == ["record-unreadable"]


_ADOPTED = Act(deed=Deed.ADOPTED, day=None, base="a" * 40, result="b" * 40, file="c" * 40)
_FORGED = {
    "a revision for an object": ("a" * 40, "HEAD"),
    "an option for an object": ("b" * 40, "--output=x"),
    "an object that no text says": ("c" * 40, "é"),
    "a list for a text": ('tool: "0"', "tool: [1]"),
    "an object for a text": ('reason: "r"', 'reason: {"a": 1}'),
    "texts in texts": ('reason: "r"', f"reason: {'[' * 9000}"),
    "a rewrite of nothing": ('reason: "r"', '        at: "x"'),
}


@pytest.mark.parametrize(("old", "new"), _FORGED.values(), ids=_FORGED)
def test_a_record_that_no_run_has_written_is_refused(old: str, new: str) -> None:
    data = write_record(Record(name="a", acts=(replace(_ADOPTED, tool="0", reason="r"),)))
    assert read_record(data, "a", file="x")
    forged = data.replace(old.encode(), new.encode())
    assert forged != data
    with pytest.raises(InputError) as error:
        read_record(forged, "a", file="x")
    assert [problem.code for problem in error.value.problems] == ["record-unreadable"]


@pytest.mark.parametrize("verb", ["new", "plan"])
def test_a_record_is_never_an_amendment(office: Repository, verb: str) -> None:
    apply(office, "office")
    assert "office.record" not in office.at("check").out
    assert office.at("check").code == 0
    assert office.at(verb, "office.record").code == 3


def test_a_name_that_was_used_is_taken(office: Repository) -> None:
    apply(office, "office")
    (office.path / "amendments/office.yaml").unlink()
    office.commit("Without the file")
    assert "Chuo-ku" in table(office)
    assert office.at("new", "office").code == 3


def test_records_are_read_as_they_are_written() -> None:
    record = Record(
        name="議案 2",
        acts=(
            Act(deed=Deed.NOTICED),
            Act(
                deed=Deed.ADOPTED,
                base="a" * 40,
                file="c" * 40,
                result="b" * 40,
                tool="0.1.0",
                rewrites=(
                    RecordedRewrite(place="Article 4", before='say "Article 2"', after="第３条\\"),
                    RecordedRewrite(place="Article 5", before="a: b", after="# c", edition="ja"),
                ),
                restated=(RecordedText(operation=2, keys=("meetings", "招集")),),
            ),
            Act(deed=Deed.ANNULLED, reason="line\nbreak\u2028"),
        ),
    )
    data = write_record(record)
    assert read_record(data, record.name, file="") == record
    assert record.adopted is None


@pytest.mark.long
def test_what_is_restated_is_recorded_and_replayed(office: Repository) -> None:
    text = (
        "amendment: whole\nadopted: 2024-06-25\noperations:\n  - restate: Article 1\n    text: |\n"
        "      (Style)\n      Article 1. The Company is named otherwise.\n"
    )
    office.write("amendments/whole.yaml", text.encode())
    office.commit("Restate")
    assert "Restated (operation 1)\n  goes on: Article 1" in office.at("plan", "whole").out
    apply(office, "whole")
    record = (office.path / "amendments/whole.record.yaml").read_text("utf-8")
    assert '    restated:\n      - operation: "0"\n        keys: "' in record
    assert office.at("verify").code == 0
    assert office.at("undo", "whole").code == 0
