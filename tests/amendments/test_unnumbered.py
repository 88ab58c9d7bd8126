"""Articles without a number, with a number twice or out of turn, under an amendment."""

from __future__ import annotations

import pytest

from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.articles.address_reader import parse
from amendtool.articles.addresses import address_of_article
from amendtool.articles.charter import Article, Charter, goes_unnumbered
from amendtool.articles.findings import findings
from amendtool.articles.styles import BYLAWS, BYLAWS_RESTART, EN, JA, DraftingStyle
from amendtool.comparison.house import JA_NOTICE, SEED_EN
from amendtool.comparison.rows import make_table
from amendtool.errors import InputError
from amendtool.repository.storage.folders import file_changes, files_of
from amendtool.repository.storage.loader import load

FILES = {
    "01-general/000-chapter.md": "# General\n",
    "01-general/001-name.md": "# Name\n\nThe name is X.\n",
    "01-general/002-seat.md": "# Seat\n\nTown, as in Article 1.\n",
    "02-members/000-chapter.md": "# Members\n",
    "02-members/000-heart.md": "Members are the heart of it.\n\n- (1) all;\n- (2) none.\n",
    "02-members/003-who.md": "# Who\n\nAnybody.\n",
    "02-members/003-who-else.md": (
        '---\nafter: "who"\n---\n\n# Who else\n\nNot the preceding Article.\n'
    ),
    "02-members/000-note.md": '---\nafter: "who-else"\n---\n\n# Note\n\nIt is meant so.\n',
    "02-members/005-dues.md": "# Dues\n\nTen, whatever Article 6 says.\n",
    "02-members/004-exit.md": '---\nafter: "dues"\n---\n\n# Exit\n\nAt any time.\n',
    "03-last/000-chapter.md": "# End\n",
    "03-last/000-annex.md": '---\nmark: "Annex"\n---\n\nA list.\n',
    "03-last/006-end.md": "# End\n\nBy a vote.\n",
}  # fmt: skip
LOADED = load({f"articles/{name}": text.encode() for name, text in FILES.items()}, EN)
PRESENT = LOADED.charter


def amend(operations: str, present: Charter = PRESENT, style: DraftingStyle = EN) -> Application:
    """What the amendment makes, which is written and read back as it is."""
    text = f"amendment: x\noperations:\n{operations}"
    amendment = read_amendment(text, style, file="x.yaml", name="x").amendment
    again = read_amendment(write_amendment(amendment, style), style, file="x.yaml", name="x")
    assert again.amendment == amendment
    return apply(present, amendment, style)


def shown(charter: Charter) -> str:
    """The keys in their order with the numbers that print; a stroke between chapters."""
    parts: list[str] = []
    for before, article in zip((None, *charter.articles), charter.articles, strict=False):
        if before is not None and before.chapter != article.chapter:
            parts.append("|")
        number = "-" if goes_unnumbered(article) or not article.number else article.number.main
        parts.append(f"{number}:{article.key}")
    return " ".join(parts)


def test_files_stand_in_their_order_and_are_written_as_they_are() -> None:
    assert shown(PRESENT) == (
        "1:name 2:seat | -:heart 3:who 3:who-else -:note 5:dues 4:exit | -:annex 6:end"
    )
    assert files_of(PRESENT, EN) == {f"articles/{n}": text.encode() for n, text in FILES.items()}


@pytest.mark.parametrize("style", [EN, JA])
def test_each_has_an_address_that_is_read_back(style: DraftingStyle) -> None:
    addresses = [address_of_article(PRESENT, article.key) for article in PRESENT.articles]
    names = [address.text(style) for address in addresses]
    assert len(set(names)) == len(names)
    assert [parse(name, style) for name in names] == addresses


@pytest.mark.parametrize("style", [BYLAWS, BYLAWS_RESTART])
def test_so_has_each_that_is_counted_in_its_chapter(style: DraftingStyle) -> None:
    files = {
        "articles/01-a/000-x.md": b"Text.\n", "articles/01-a/001-y.md": b"Text.\n",
        "articles/02-b/000-z.md": b"Text.\n", "articles/02-b/001-v.md": b"Text.\n",
        "articles/02-b/000-w.md": b'---\nafter: "v"\n---\n\nText.\n',
    }  # fmt: skip
    charter = load(files, style).charter
    names = [address_of_article(charter, article.key).text(style) for article in charter.articles]
    assert names[2] in ("text before Section 2.1", "text before Article II, Section 1")
    assert [parse(name, style).article for name in names] == [a.number for a in charter.articles]


NEW = "    heading: New\n    text: New.\n    key: new\n"


@pytest.mark.parametrize(
    ("operations", "expected"),
    [
        ("  - insert: Article 2\n" + NEW,
         "1:name 2:new 3:seat | -:heart 4:who 4:who-else -:note 6:dues 5:exit | -:annex 7:end"),
        ("  - insert: after Article 5\n" + NEW,
         "1:name 2:seat | -:heart 3:who 3:who-else -:note 5:dues 6:new 4:exit | -:annex 7:end"),
        ("  - insert: after second Article 3\n" + NEW,
         "1:name 2:seat | -:heart 3:who 3:who-else -:note 4:new 6:dues 5:exit | -:annex 7:end"),
        ("  - insert: text before Article 1\n    chapter: Chapter 1\n" + NEW,
         "-:new 1:name 2:seat | -:heart 3:who 3:who-else -:note 5:dues 4:exit | -:annex 6:end"),
        ("  - insert: second text after Article 3\n" + NEW,
         "1:name 2:seat | -:heart 3:who -:new 3:who-else -:note 5:dues 4:exit | -:annex 6:end"),
        ("  - delete: Article 2\n",
         "1:name | -:heart 2:who 2:who-else -:note 4:dues 3:exit | -:annex 5:end"),
        ("  - delete: text after Article 2\n",
         "1:name 2:seat | 3:who 3:who-else -:note 5:dues 4:exit | -:annex 6:end"),
        ("  - move: Article 5\n    to: Article 1\n    chapter: Chapter 1\n",
         "1:dues 2:name 3:seat | -:heart 4:who 4:who-else -:note 5:exit | -:annex 6:end"),
        ("  - move: Chapter 3\n    to: Chapter 2\n",
         "1:name 2:seat | -:annex 3:end | -:heart 4:who 4:who-else -:note 6:dues 5:exit"),
        ("  - delete: Chapter 2 heading\n",
         "1:name 2:seat -:heart 3:who 3:who-else -:note 5:dues 4:exit | -:annex 6:end"),
        ("  - delete: Chapter 2\n", "1:name 2:seat | -:annex 3:end"),
    ],
)  # fmt: skip
def test_each_stays_where_it_stood_and_shifts_nobody(operations: str, expected: str) -> None:
    proposed = amend(operations).proposed
    assert shown(proposed) == expected
    assert load(files_of(proposed, EN), EN).charter == proposed


@pytest.mark.parametrize(
    "operations",
    [
        "  - insert: Article 2\n" + NEW,
        "  - insert: after Article 5\n" + NEW,
        "  - insert: text before Article 1\n" + NEW,
        "  - delete: Article 2\n",
        "  - delete: first Article 3\n",
        "  - delete: text after Article 2\n",
        "  - replace: text after Article 2\n    find: heart\n    with: soul\n",
        "  - replace: second text after Article 3 heading\n    text: Remark\n",
    ],
)
def test_the_inverse_gives_the_present_articles_back(operations: str) -> None:
    application = amend(operations)
    assert apply(application.proposed, application.inverse, EN).proposed == PRESENT


def test_only_files_that_are_amended_are_written() -> None:
    proposed = amend("  - insert: Article 2\n" + NEW).proposed
    changes = file_changes(LOADED, proposed, EN)
    assert set(changes.writes) == {
        "articles/01-general/002-new.md",
        "articles/02-members/006-dues.md",
    }
    assert not changes.deletes
    assert "articles/02-members/000-heart.md" not in changes.renames
    assert changes.renames["articles/02-members/003-who-else.md"].endswith("004-who-else.md")


def test_a_citation_finds_the_one_with_the_number() -> None:
    proposed = amend("  - insert: Article 1\n" + NEW).proposed
    texts = {article.key: article.paragraphs[0].text for article in proposed.articles}
    assert texts["seat"] == "Town, as in Article 2."
    assert texts["dues"] == "Ten, whatever Article 7 says."
    assert texts["who-else"] == "Not the preceding Article."


def test_the_table_says_nothing_of_what_stays_without_a_number() -> None:
    application = amend("  - insert: Article 2\n" + NEW)
    table = make_table(application.present, application.proposed, style=EN, house=SEED_EN)
    keys = [row.key for row in table.rows]
    assert not {"heart", "note", "annex"} & set(keys)
    deleted = amend("  - delete: text after Article 2\n")
    table = make_table(deleted.present, deleted.proposed, style=EN, house=JA_NOTICE)
    (row,) = (row for row in table.rows if row.key == "heart")
    assert [block.text for block in row.present] == [
        "Members are the heart of it.", "(1) all;", "(2) none.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "operations",
    [
        "  - move: text after Article 2\n    to: Article 1\n",
        "  - renumber: text after Article 2\n    to: Article 9\n",
        "  - merge: Article 6, text after Article 4\n    into: Article 6\n",
    ],
)
def test_what_has_no_number_gets_none(operations: str) -> None:
    with pytest.raises(InputError):
        amend(operations)


def test_what_has_no_number_is_no_finding() -> None:
    found = [problem.message for problem in findings(PRESENT, {}, EN)]
    assert [message.split(" has ")[0].split(" stands ")[0] for message in found] == [
        "second Article 3", "Article 4",
    ]  # fmt: skip


def test_a_new_article_takes_no_form_from_what_has_no_number() -> None:
    proposed = amend("  - insert: after Article 4\n    chapter: Chapter 3\n" + NEW).proposed
    new: Article = proposed.by_key()["new"]
    assert new.form is None


def test_what_comes_behind_an_article_without_a_number_comes_behind_both() -> None:
    proposed = amend("  - insert: after second text after Article 3\n" + NEW).proposed
    assert shown(proposed) == (
        "1:name 2:seat | -:heart 3:who 3:who-else -:note 4:new 6:dues 5:exit | -:annex 7:end"
    )


def test_a_move_behind_one_finds_its_place() -> None:
    move = "  - move: Article 1\n    after: text after Article 2\n    chapter: Chapter 2\n"
    assert shown(amend(move).proposed) == (
        "1:seat | -:heart 2:name 3:who 3:who-else -:note 5:dues 4:exit | -:annex 6:end"
    )


def test_one_that_is_to_move_behind_another_is_refused() -> None:
    with pytest.raises(InputError):
        amend("  - move: text after Article 2\n    after: Article 6\n")
