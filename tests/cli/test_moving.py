"""Moves through the command line: real git, its history, the table, the plan and the log."""

from __future__ import annotations

from tests.cli.conftest import Repository

MOVE = """\
  - move: Article 3
    to: Article 1
  - replace: Article 3
    find: Tokyo
    with: Osaka
"""


def test_git_follows_a_moved_article(small: Repository) -> None:
    before = small.git("log", "--format=%H", "--", "articles/003-office.md").split()
    small.amend("draft", MOVE)
    assert small.at("apply", "draft").code == 0
    followed = small.git("log", "--follow", "--format=%H", "--", "articles/001-office.md").split()
    assert set(before) < set(followed)
    assert len(followed) == len(before) + 2, "the renaming and the text"
    renaming = small.git("show", "-M100%", "--name-status", "--format=", "HEAD~1").split("\n")
    assert "R100\tarticles/003-office.md\tarticles/001-office.md" in renaming
    assert all(line.startswith("R100\t") for line in renaming if line)
    blamed = small.git("blame", "--line-porcelain", "articles/001-office.md")
    authors = {line.split()[0] for line in blamed.split("\n") if line[:1].isalnum()
               and len(line.split()[0]) == 40}  # fmt: skip
    assert before[-1] in authors, "the heading is as old as the article"
    assert "Article 3 → Article 1 (office) renumbered and text changed" in (
        small.at("log", "office").out
    )


def test_a_plan_of_a_move(small: Repository) -> None:
    small.amend("draft", "  - move: Article 3\n    to: Article 1\n")
    done = small.at("plan", "draft")
    assert done.code == 0, done.err
    assert "Moved (1)\n  Article 3 → Article 1" in done.out
    assert "Number only (2)\n  Articles 1 to 2 → Articles 2 to 3" in done.out
    record = small.at("plan", "draft", "--json").record
    assert [each["key"] for each in record["changes"] if each["moved"]] == ["office"]


def test_the_table_of_a_move_before_and_after_it_is_applied(small: Repository) -> None:
    small.amend("draft", MOVE)
    proposal = small.at("table", "draft", "--json").record
    assert proposal["rows"][0]["key"] == "office"
    assert small.at("apply", "draft").code == 0
    assert small.at("table", "draft", "--json").record["rows"] == proposal["rows"]


def test_what_cannot_move_is_reported_with_its_line(small: Repository) -> None:
    small.amend("draft", "  - move: Article 3\n    to: Article 9\n")
    state = small.state
    done = small.at("apply", "draft", "--json")
    assert done.code == 3
    (problem,) = done.problems
    assert problem["code"] == "number-missing"
    assert problem["line"] is not None
    assert small.state == state


def test_a_draft_writes_the_move(small: Repository) -> None:
    """The whole chain: files renamed by hand, a draft, the plan, the adoption."""
    articles = small.path / "articles"
    (articles / "003-office.md").rename(articles / "x.md")
    (articles / "002-purpose.md").rename(articles / "003-purpose.md")
    (articles / "001-name.md").rename(articles / "002-name.md")
    (articles / "x.md").rename(articles / "001-office.md")
    done = small.at("draft", "-o", str(small.path / "amendments/moved.yaml"))
    assert done.code == 0, done.err
    written = (small.path / "amendments" / "moved.yaml").read_text(encoding="utf-8")
    assert "- move: Article 3\n    to: Article 1\n" in written
    assert "renumber" not in written


def test_an_article_is_split_and_merged_again(small: Repository) -> None:
    small.amend(
        "more", "  - insert: Article 3 paragraph 2\n    text: It may have branches.\n"
    )  # fmt: skip
    assert small.at("apply", "more").code == 0
    before = small.git("log", "--format=%H", "--", "articles/003-office.md").split()
    whole = small.files("articles")
    small.amend(
        "split",
        "  - split: Article 3\n    into:\n      - article: Article 3\n"
        "        paragraphs: paragraph 2\n        key: branches\n        heading: Branches\n"
        "      - article: Article 4\n        paragraphs: paragraph 1\n    heir: Article 4\n",
    )
    assert "operation 1" in small.at("plan", "split").out
    assert small.at("apply", "split").code == 0
    followed = small.git("log", "--follow", "--format=%H", "--", "articles/004-office.md").split()
    assert followed[2:] == before, "the heir goes on, renamed first and then cut"
    assert (small.path / "articles/003-branches.md").read_text().startswith("# Branches\n")
    rows = small.at("table", "split", "--json").record["rows"]
    assert [(row["kind"], row["key"]) for row in rows] == [
        ("inserted", "branches"),
        ("replaced", "office"),
    ]
    assert rows[0]["present"][0]["runs"][0]["text"] == "(Moved from Article 3 paragraph 2)"
    small.amend(
        "merge",
        "  - merge: Articles 3 to 4\n    into: Article 3\n    heir: Article 4\n"
        "  - move: Article 2\n    to: Article 1\n",
    )
    assert small.at("apply", "merge").code == 0
    after = small.files("articles")
    assert after.keys() == {
        "articles/README.md",
        "articles/001-purpose.md",
        "articles/002-name.md",
        "articles/003-office.md",
    }
    merged = after["articles/003-office.md"].decode()
    texts = whole["articles/003-office.md"].decode()
    assert sorted(merged.split()) == sorted(texts.split())
