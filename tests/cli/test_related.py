"""Documents that cite the articles: what they cite, and what has to follow in them."""

from __future__ import annotations

import docx
import pytest

from tests.cli.conftest import Repository

RULES = """# Rules of the Board

1. The Board meets under Article 2 of the Articles of Incorporation.
2. Article 2 of these Rules, Article 2 of the Companies Act and Article 9 stay as they are.
3. Article 1, paragraph 1, and Article 3 of the Articles, and Article 8 of the Articles.
"""


@pytest.fixture
def related(small: Repository) -> Repository:
    """Three articles, and rules beside them that cite these."""
    for path in (small.path / "articles").glob("0*.md"):
        path.unlink()
    for number, key in enumerate(("name", "office", "notice"), 1):
        small.write(f"articles/{number:03}-{key}.md", b"Text.\n")
    small.write("rules/board.md", RULES.encode())
    small.write("rules/notes.csv", b"Article 2 of the Articles\n")
    config = small.path / "amendtool.toml"
    text = config.read_text(encoding="utf-8")
    small.write("amendtool.toml", f'{text}\n[related]\ndocuments = ["rules"]\n'.encode())
    small.commit("Rules that cite")
    return small


def test_what_other_documents_cite_is_listed(related: Repository) -> None:
    record = related.at("references", "--related", "--json").record
    found = [(e["file"], e["line"], e["text"], e["targets"]) for e in record["references"]]
    assert found == [
        ("rules/board.md", 3, "Article 2 of the Articles of Incorporation", ["Article 2"]),
        (
            "rules/board.md",
            5,
            "Article 1, paragraph 1, and Article 3 of the Articles",
            ["Article 1 paragraph 1", "Article 3"],
        ),
        ("rules/board.md", 5, "Article 8 of the Articles", []),
    ]
    assert record["references"][2]["problem"] == "there is no Article 8"
    assert "rules/board.md:3" in related.at("references", "--related").out
    assert related.at("references", "Article 1", "--related").code == 2


def test_the_plan_and_apply_say_what_has_to_follow_and_write_none_of_it(
    related: Repository,
) -> None:
    related.amend("go", "- insert: Article 2\n  key: fresh\n  text: New.\n")
    done = related.at("plan", "go", "--json")
    assert [(e["line"], e["before"], e["after"]) for e in done.record["related"]] == [
        (
            3,
            "Article 2 of the Articles of Incorporation",
            "Article 3 of the Articles of Incorporation",
        ),
        (
            5,
            "Article 1, paragraph 1, and Article 3 of the Articles",
            "Article 1, paragraph 1, and Article 4 of the Articles",
        ),
    ]
    assert "Other documents (2 sentences to mend)" in related.at("plan", "go").out
    done = related.at("apply", "go")
    assert done.code == 0
    assert done.err.count("related-stale") == 2
    assert (related.path / "rules/board.md").read_text(encoding="utf-8") == RULES


def test_a_deleted_article_is_a_question_about_the_other_document(related: Repository) -> None:
    related.amend("go", "- delete: Article 2\n")
    (first, *_) = related.at("plan", "go", "--json").record["related"]
    assert "is deleted" in first["question"]
    assert related.at("plan", "go").code == 0


def test_a_retarget_says_what_another_document_cites_then(related: Repository) -> None:
    related.amend("go", "- delete: Article 2\n- retarget: {Article 2: Article 1}\n")
    (first, *_) = related.at("plan", "go", "--json").record["related"]
    assert (first["after"], first["question"]) == (
        "Article 1 of the Articles of Incorporation",
        None,
    )


def test_a_document_that_is_not_there_or_not_inside_is_told(related: Repository) -> None:
    config = (related.path / "amendtool.toml").read_text(encoding="utf-8")
    related.write("amendtool.toml", config.replace('"rules"', '"gone.docx"').encode())
    done = related.at("references", "--related")
    assert done.code == 0
    assert "related-unread" in done.err
    related.write("amendtool.toml", config.replace('"rules"', '"../rules"').encode())
    done = related.at("references", "--related")
    assert done.code == 3
    assert "path-outside" in done.err


def test_the_head_and_the_foot_of_a_page_are_read_too(related: Repository) -> None:
    form = docx.Document()
    form.add_paragraph("Notice")
    form.sections[0].footer.paragraphs[0].text = "Given under Article 3 of the Articles."
    form.sections[0].header.paragraphs[0].text = "Article 2 of the Articles"
    form.save(str(related.path / "rules/form.docx"))
    related.commit("A form that cites")
    record = related.at("references", "--related", "--json").record
    found = [(e["text"], e["targets"]) for e in record["references"] if "form" in e["file"]]
    assert found == [
        ("Article 3 of the Articles", ["Article 3"]),
        ("Article 2 of the Articles", ["Article 2"]),
    ]
    related.amend("go", "- insert: Article 3\n  key: fresh\n  text: New.\n")
    changes = related.at("plan", "go", "--json").record["related"]
    assert [e["after"] for e in changes if "form" in e["file"]] == ["Article 4 of the Articles"]


IN_ENGLISH = """# Share Handling Rules

1. Requests are made under Article 2 of the Articles of Incorporation (定款).
2. Article 2 of these Rules and Article 2 of the Companies Act stay as they are.
3. Articles 1 and 3, paragraph 1, of the Articles apply.
"""
IN_JAPANESE = """# 取締役会規程

第1条　取締役会は、定款第2条により招集する。

第2条　本規程第2条及び会社法第2条は、定款第1条及び第3条第1項のとおりとする。
"""


JAPANESE = """company = "例"
title = "定款"
language = "ja"
style = "ja"
house = "ja-notice"

[related]
documents = ["rules"]
"""


@pytest.mark.parametrize(
    ("file", "text", "after"),
    [
        (
            "share.md",
            IN_ENGLISH,
            [
                "Article 3 of the Articles of Incorporation",
                "Articles 1 and 4, paragraph 1, of the Articles",
            ],
        ),
        ("board.md", IN_JAPANESE, ["定款第3条", "定款第1条及び第4条第1項"]),
        (
            "both.txt",
            "定款第2条（Article 2 of the Articles）",
            ["定款第3条", "Article 3 of the Articles"],
        ),
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_rules_in_another_language_than_the_articles_are_read(
    related: Repository, language: str, file: str, text: str, after: list[str]
) -> None:
    (related.path / "rules/board.md").unlink()
    related.write(f"rules/{file}", text.encode())
    if language == "ja":
        related.write("amendtool.toml", JAPANESE.encode())
    related.commit("Rules in another language")
    place, fresh = ("第2条", "新設する。") if language == "ja" else ("Article 2", "New.")
    related.amend("go", f"- insert: {place}\n  key: fresh\n  text: {fresh}\n")
    changes = related.at("plan", "go", "--json").record["related"]
    assert sorted(each["after"] for each in changes) == sorted(after)
    listed = related.at("references", "--related", "--json").record["references"]
    assert [each["problem"] for each in listed] == [None] * len(after)


def test_rules_in_a_language_in_which_ours_have_no_name_are_told(related: Repository) -> None:
    related.write("rules/board.md", IN_JAPANESE.encode())
    related.write("rules/law.md", "会社法第2条による。\n".encode())
    config = (related.path / "amendtool.toml").read_text(encoding="utf-8")
    title = config.replace('"Articles of Incorporation"', '"Bylaws"')
    assert title != config
    related.write("amendtool.toml", title.encode())
    related.commit("Bylaws")
    done = related.at("references", "--related", "--json")
    assert [done.code, done.record["references"]] == [0, []]
    assert [done.err.count(each) for each in ("related-unread", "board.md", "law.md")] == [1, 1, 0]
