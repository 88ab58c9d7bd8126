"""Two branches that have each adopted something, merged by git: the numbers of both together."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Repository


def inserts(number: int, key: str, more: str = "") -> str:
    head = f"  - insert: Article {number}\n    key: {key}\n    heading: {key.capitalize()}\n"
    return f"{head}    text: There is a {key}.\n{more}"


def codes(repository: Repository, verb: str) -> list[tuple[str, str]]:
    found = repository.at(verb, "--json").record["findings"]
    return [(each["code"], each["file"]) for each in found]


def parted(repository: Repository, side: str, main: str) -> None:
    """One amendment in force on ``side`` and another on ``main``, merged if git can do it."""
    for path in (repository.path / "articles").glob("0*.md"):
        lines = "".join(f"Line {at} of {path.stem} for git.\n" for at in range(6))
        path.write_text(path.read_text() + lines)
    repository.commit("Long enough to be known again")
    repository.git("checkout", "-q", "-b", "side")
    for branch, operations in (("side", side), ("main", main)):
        repository.git("checkout", "-q", branch)
        repository.amend(f"on-{branch}", operations)
        assert repository.at("apply", f"on-{branch}").code == 0
    repository.git("merge", "-q", "--no-edit", "side")


def test_a_number_that_neither_branch_means_is_told(small: Repository) -> None:
    parted(small, inserts(1, "seal"), inserts(4, "year"))
    assert codes(small, "verify") == [("merge-number", "articles/004-year.md")]
    told = codes(small, "check")
    assert ("merge-number", "articles/004-year.md") in told
    (found,) = small.at("verify", "--json").record["findings"]
    assert "Article 4" in found["message"]
    assert "Article 5" in found["message"]
    small.git("mv", "articles/004-year.md", "articles/005-year.md")
    small.git("commit", "-q", "--amend", "--no-edit")
    assert codes(small, "check") == codes(small, "verify") == []


@pytest.mark.long
def test_an_amendment_may_renumber_what_a_merge_left(small: Repository) -> None:
    parted(small, "  - delete: Article 1\n", inserts(4, "year"))
    assert codes(small, "verify") == [("merge-number", "articles/004-year.md")]
    small.amend("number", "  - renumber: Article 4\n    to: Article 3\n")
    assert small.at("apply", "number").code == 0
    assert codes(small, "check") == codes(small, "verify") == []


@pytest.mark.long
def test_numbers_that_are_right_are_not_doubted(small: Repository) -> None:
    words = "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
    parted(small, inserts(1, "seal"), words)
    assert codes(small, "check") == codes(small, "verify") == []


@pytest.mark.long
def test_the_numbers_of_every_edition_are_asked(tmp_path: Path) -> None:
    path = shutil.copytree(ROOT / "examples" / "kitano", tmp_path / "kitano")
    shutil.rmtree(path / "amendments")
    repository = Repository(path=path)
    repository.git("init", "-q", "-b", "main")
    repository.commit("The articles")
    for name, at in (("one", 3), ("two", 5)):
        words = (
            f"    heading: {{ja: {name}, en: {name}}}\n    text: {{ja: {name}。, en: {name}.}}\n"
        )
        repository.amend(name, f"  - insert: 第{at}条\n    key: {name}\n{words}")
    repository.commit("Both items")
    repository.git("checkout", "-q", "-b", "side")
    for branch, name in (("side", "one"), ("main", "two")):
        repository.git("checkout", "-q", branch)
        assert repository.at("apply", name).code == 0
    repository.git("merge", "-q", "--no-edit", "side")
    told = {file for code, file in codes(repository, "verify") if code == "merge-number"}
    assert {"articles/ja/01-general/005-two.md", "articles/en/01-general/005-two.md"} <= told


# What a person made of what git could not merge


CHANGE = "  - replace: Article 2\n    find: serve\n    with: {}\n"


def settled(repository: Repository, side: list[str], main: list[str], take: str) -> None:
    """Acts on both branches, merged; where git asks, the side ``take`` is right."""
    tree = repository.git("rev-parse", "HEAD:articles").strip()
    for name, word in (("one", "trade"), ("two", "build")):
        more = f"written_against: {tree}\n"
        repository.amend(name, CHANGE.format(word), more=more)
    repository.commit("Both items")
    repository.git("checkout", "-q", "-b", "side")
    for branch, acts in (("side", side), ("main", main)):
        repository.git("checkout", "-q", branch)
        # Else the same act in the same second is one commit on both.
        repository.git("commit", "-q", "--allow-empty", "-m", f"Begin {branch}")
        for words in acts:
            assert repository.at(*words.split()).code == 0
    repository.git("merge", "-q", "--no-edit", "side", ok=False)
    for line in repository.status:
        if line[:2] in ("AA", "UU"):
            repository.git("checkout", f"--{take}", line[3:])
            repository.git("add", line[3:])
    repository.git("commit", "-q", "--no-edit", ok=False)


@pytest.mark.parametrize(
    ("side", "main", "take", "told"),
    [
        # Both changed one line, and the words of one are left out: whichever it is.
        (["apply one"], ["apply two"], "ours", ["one"]),
        pytest.param(["apply one"], ["apply two"], "theirs", ["two"], marks=pytest.mark.long),
        # Adopted here and rejected there: the words stand, and the record says rejected.
        (["reject one --on 2020-06-26"], ["apply one"], "theirs", ["one"]),
        pytest.param(
            ["reject one --on 2020-06-26"], ["apply one"], "ours", [], marks=pytest.mark.long
        ),
        # Taken back on one branch alone.
        pytest.param(
            ["apply one", "undo one"], ["apply one"], "theirs", ["one"], marks=pytest.mark.long
        ),
        # The same on both branches.
        pytest.param(["apply one"], ["apply one"], "ours", [], marks=pytest.mark.long),
    ],
)
def test_a_record_and_the_words_that_do_not_agree_after_a_merge_are_told(
    small: Repository, side: list[str], main: list[str], take: str, told: list[str]
) -> None:
    settled(small, side, main, take)
    expected = [("merge-act", f"amendments/{name}.record.yaml") for name in told]
    assert codes(small, "verify") == expected
    assert [each for each in codes(small, "check") if each[0] == "merge-act"] == expected


@pytest.mark.long
def test_what_a_person_joined_as_both_meant_is_right(small: Repository) -> None:
    """Both changed one line in other words; the merge holds both."""
    small.amend("one", CHANGE.format("trade"))
    small.amend("two", "  - replace: Article 2\n    find: an example\n    with: a sample\n")
    small.commit("Both items")
    small.git("checkout", "-q", "-b", "side")
    assert small.at("apply", "one").code == 0
    small.git("checkout", "-q", "main")
    assert small.at("apply", "two").code == 0
    small.git("merge", "-q", "--no-edit", "side", ok=False)
    words = "# Purpose\n\nThe purpose of the Company shall be to {}.\n"
    for said, told in (
        ("trade as a sample", []),
        ("trade as an example", [("merge-act", "amendments/two.record.yaml")]),
        ("trade for ever", [("change-unexplained", "articles/002-purpose.md")]),
    ):
        small.write("articles/002-purpose.md", words.format(said).encode())
        small.git("add", "-A")
        small.git("commit", "-q", "--no-edit", *(["--amend"] if told else []))
        assert codes(small, "verify") == told


@pytest.mark.long
def test_an_expiry_that_git_puts_on_other_articles_is_known(small: Repository) -> None:
    ends = inserts(4, "interim", "    delete_on: 2021-03-31\n")
    small.amend("a", ends)
    small.amend("b", inserts(1, "first"))
    small.commit("Both items")
    assert small.at("apply", "a").code == 0
    small.git("checkout", "-q", "-b", "side")
    assert small.at("expire", "--on", "2021-04-01").code == 0
    small.git("checkout", "-q", "main")
    assert small.at("apply", "b").code == 0
    small.git("cherry-pick", "side", ok=False)
    small.git("rm", "-q", "-f", "--ignore-unmatch", "articles/005-interim.md")
    small.git("-c", "core.editor=true", "cherry-pick", "--continue")
    assert codes(small, "verify") == []


@pytest.mark.long
def test_two_adoptions_that_are_squashed_onto_others_are_known(small: Repository) -> None:
    """A citation follows both, so the lines are those of neither act."""
    small.write("articles/003-office.md", b"# Office\n\nAs Article 2 says.\n")
    for path in (small.path / "articles").glob("0*.md"):
        path.write_text(path.read_text() + "".join(f"Of {path.stem}, {n}.\n" for n in range(9)))
    small.commit("A citation")
    for name, at in (("a", 1), ("b", 1), ("c", 4)):
        small.amend(name, inserts(at, name))
    small.commit("Items")
    for name in ("b", "c"):
        small.at("rebase", name, "--against", "HEAD")
    small.commit("Their base")
    small.git("checkout", "-q", "-b", "side")
    for name in ("b", "c"):
        assert small.at("apply", name).code == 0
    small.git("checkout", "-q", "main")
    small.git("commit", "-q", "--allow-empty", "-m", "Something else")
    small.git("merge", "-q", "--squash", "side")
    small.git("commit", "-q", "-m", "Both of them")
    assert codes(small, "verify") == []
