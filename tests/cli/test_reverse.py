"""Taking back by a new vote: an amendment like any other, made from the adopted one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Repository

ONE = (
    "  - insert: Article 2\n    key: seal\n    heading: Seal\n    text: There is a seal.\n"
    "  - replace: Article 3\n    find: Minato-ku\n    with: Chuo-ku\n"
)
OTHER = "  - insert: Article 1\n    key: scope\n    heading: Scope\n    text: These apply.\n"


@pytest.fixture
def adopted(small: Repository) -> Repository:
    small.amend("one", ONE, more="title: The Seal\nadopted: 2020-06-25\n")
    assert small.at("apply", "one").code == 0
    return small


def finished(repository: Repository, name: str) -> None:
    path = repository.path / f"amendments/{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert "draft: yes\n" in text
    path.write_text(text.replace("draft: yes\n", ""), encoding="utf-8")
    repository.commit(f"Propose {name}")


def codes(repository: Repository, *words: str) -> list[str]:
    before = repository.state
    result = repository.at("new", *words)
    assert result.code in (3, 4)
    assert repository.state == before
    return [line.split("[")[-1].split("]")[0] for line in result.err.splitlines() if "[" in line]


@pytest.mark.parametrize("moved_on", [False, True])
def test_a_new_vote_takes_back_what_was_adopted(adopted: Repository, moved_on: bool) -> None:
    before = adopted.git("rev-parse", "one~2:articles").strip()
    if moved_on:
        adopted.amend("other", OTHER)
        assert adopted.at("apply", "other").code == 0
    assert adopted.at("new", "back", "--reverse", "one").code == 0
    assert adopted.at("check", "back").code == 0
    finished(adopted, "back")
    assert adopted.at("apply", "back", "--adopted", "2021-06-25").code == 0
    if not moved_on:
        assert adopted.git("rev-parse", "HEAD:articles").strip() == before
    text = adopted.at("show").out
    assert ("seal" in text.lower(), "Minato-ku" in text, "These apply" in text) == (
        False, True, moved_on,
    )  # fmt: skip
    standings = {
        each["amendment"]: each["standing"]
        for each in adopted.at("status", "--json").record["amendments"]
    }
    assert (standings["one"], standings["back"]) == ("adopted", "adopted")
    assert adopted.at("verify").code == 0


def test_the_reversal_may_be_reversed(adopted: Repository) -> None:
    after = adopted.git("rev-parse", "HEAD:articles").strip()
    for name, of in (("back", "one"), ("again", "back")):
        assert adopted.at("new", name, "--reverse", of).code == 0
        finished(adopted, name)
        assert adopted.at("apply", name, "--adopted", "2021-06-25").code == 0
    assert adopted.git("rev-parse", "HEAD:articles").strip() == after


def test_what_leans_on_it_stops_it(adopted: Repository) -> None:
    adopted.amend("wax", "  - replace: Article 2\n    find: a seal\n    with: a seal of wax\n")
    assert adopted.at("apply", "wax").code == 0
    assert codes(adopted, "back", "--reverse", "one") == ["undo-impossible"]


def test_what_is_not_in_force_cannot_be_reversed(adopted: Repository) -> None:
    adopted.amend("idle", OTHER)
    adopted.commit("Propose it")
    assert codes(adopted, "back", "--reverse", "idle") == ["not-adopted"]
    assert codes(adopted, "one", "--reverse", "one") == ["name-taken"]


def test_all_editions_are_taken_back(tmp_path: Path) -> None:
    name = "2009-06-26-agm"
    repository = Repository(path=shutil.copytree(ROOT / "examples/kitano", tmp_path / "kitano"))
    repository.git("init", "-q", "-b", "main")
    repository.commit("The sample company")
    before = repository.git("rev-parse", "HEAD:articles")
    assert repository.at("apply", name).code == 0
    made = repository.at("new", "back", "--reverse", name)
    assert made.code == 0, made.err
    text = (repository.path / "amendments/back.yaml").read_text("utf-8")
    assert f"# 改正 {name} を取り消します。" in text, "as its readers write amendments"
    finished(repository, "back")
    done = repository.at("apply", "back", "--adopted", "2025-06-25")
    assert done.code == 0, done.err
    assert repository.git("rev-parse", "HEAD:articles") == before


# -------------------------------------------------- in one of several blocks of provisions

BLOCKS = {
    "01-old/000-chapter.md": "# Supplementary Provisions (June 24, 2020)\n",
    "01-old/001-start.md": "This amendment takes effect today.\n",
    "01-old/002-rest.md": "The rest is told elsewhere.\n",
    "02-new/000-chapter.md": "# Supplementary Provisions (June 24, 2022)\n",
    "02-new/001-late.md": "This amendment takes effect tomorrow.\n",
}
OLD = "Supplementary Provisions (June 24, 2020)"
SWAPPED = (
    f"  - renumber: {OLD} Article 1\n    to: {OLD} Article 2\n"
    f"  - renumber: {OLD} Article 2\n    to: {OLD} Article 1\n"
)


@pytest.fixture
def blocks(small: Repository) -> Repository:
    for path, text in BLOCKS.items():
        small.write(f"articles/supplementary/{path}", text.encode())
    small.commit("The supplementary provisions")
    return small


@pytest.mark.parametrize(
    "said",
    [
        SWAPPED,
        f"  - replace: {OLD} Article 2\n    find: elsewhere\n    with: below\n",
        pytest.param(f"  - delete: {OLD} Article 1\n", marks=pytest.mark.long),
        pytest.param(
            f"  - insert: {OLD} Article 2\n    text: Between the two.\n", marks=pytest.mark.long
        ),
    ],
)
def test_what_was_done_in_a_block_is_taken_back_in_it(blocks: Repository, said: str) -> None:
    before = blocks.git("rev-parse", "HEAD:articles").strip()
    blocks.amend("one", said, more="title: One\nadopted: 2023-06-25\n")
    assert blocks.at("apply", "one").code == 0
    assert blocks.git("rev-parse", "HEAD:articles").strip() != before
    assert blocks.at("new", "back", "--reverse", "one").code == 0
    finished(blocks, "back")
    assert blocks.at("apply", "back", "--adopted", "2023-07-25").code == 0
    assert blocks.git("rev-parse", "HEAD:articles").strip() == before


@pytest.mark.parametrize("rebased", [False, True])
def test_what_is_meant_in_a_block_is_carried_over_in_it(blocks: Repository, rebased: bool) -> None:
    tree = blocks.git("rev-parse", "HEAD:articles").strip()
    more = f"title: X\nadopted: 2023-06-25\nwritten_against: {tree}\n"
    blocks.amend("first", f"  - insert: {OLD} Article 1\n    text: First of all.\n", more=more)
    blocks.amend("second", SWAPPED, more=more)
    blocks.commit("Two proposals")
    assert blocks.at("apply", "first").code == 0
    if rebased:
        assert blocks.at("rebase", "second", "--against", "HEAD").code == 0
        blocks.commit("Say the numbers of today")
    assert blocks.at("apply", "second").code == 0
    text = (blocks.path / "amendments/second.yaml").read_text(encoding="utf-8")
    assert f"renumber: {OLD} Article 2\n    to: {OLD} Article 3\n" in text
    shown = blocks.at("show").out
    told = ["First of all.", "The rest is told", "effect today", "effect tomorrow"]
    places = [shown.index(each) for each in told]
    assert places == sorted(places)
