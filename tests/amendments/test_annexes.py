"""Annexes (別表, Schedule): blocks behind the articles, cited by their names and counted on."""

from __future__ import annotations

import pytest

from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.articles.address_reader import parse
from amendtool.articles.addresses import address_of_article, placed
from amendtool.articles.charter import Charter, article_texts
from amendtool.articles.references.inventory import list_references
from amendtool.articles.styles import EN, JA, DraftingStyle
from amendtool.comparison.house import JA_NOTICE
from amendtool.comparison.rows import make_table
from amendtool.repository.storage.folders import Loaded, file_changes, files_of
from amendtool.repository.storage.loader import load

FILES = {
    "001-aim.md": "# 目的\n\n会費は別表第１、旅費は別表第２第２項、様式は別紙による。\n",
    "002-dues.md": "# 会費\n\n別表第１及び第２に定める。会社法別表第２は適用しない。\n",
    "003-more.md": "# 雑則\n\n別表第一から別表第二までを改める。\n",
    "supplementary/000-start.md": "成立の日から施行する。\n",
    "supplementary/01-first/000-chapter.md": "# 別表第１（第２条関係）\n",
    "supplementary/01-first/000-amounts.md": "一口千円とする。\n",
    "supplementary/02-second/000-chapter.md": "# 別表第２（第１条、第３条関係）\n",
    "supplementary/02-second/000-rates.md": "実費とする。\n\n２　前項の額は、別表第１による。\n",
    "supplementary/03-third/000-chapter.md": "# 別紙\n",
    "supplementary/03-third/000-form.md": "様式。\n",
}  # fmt: skip
ENGLISH = {
    "001-aim.md": "# Aim\n\nSee Schedule A, Schedules A and B, and Exhibit 1. "
    "Schedule B to the Companies Act does not apply.\n",
    "002-dues.md": "# Dues\n\nDues are in Schedule B.\n",
    "supplementary/01-a/000-chapter.md": "# Schedule A: Boats (Article 1)\n",
    "supplementary/01-a/000-boats.md": "Boats are long.\n",
    "supplementary/02-b/000-chapter.md": "# Schedule B\n",
    "supplementary/02-b/000-money.md": "Dues are ten.\n",
    "supplementary/03-e/000-chapter.md": "# Exhibit 1\n",
    "supplementary/03-e/000-form.md": "A form.\n",
}


def _loaded(files: dict[str, str], style: DraftingStyle) -> Loaded:
    return load({f"articles/{name}": text.encode() for name, text in files.items()}, style)


LOADED = _loaded(FILES, JA)
PRESENT = LOADED.charter
ENGLISH_PRESENT = _loaded(ENGLISH, EN).charter


def amend(operations: str, present: Charter = PRESENT, style: DraftingStyle = JA) -> Application:
    text = f"amendment: x\noperations:\n{operations}"
    amendment = read_amendment(text, style, file="x.yaml", name="x").amendment
    again = read_amendment(write_amendment(amendment, style), style, file="x.yaml", name="x")
    assert again.amendment == amendment
    return apply(present, amendment, style)


def texts(charter: Charter, key: str) -> str:
    return " | ".join(article_texts(charter.by_key()[key]))


def titles(charter: Charter) -> list[str | None]:
    return [block.heading for block in charter.blocks]


def test_it_is_addressed_by_its_name() -> None:
    for present, style in ((PRESENT, JA), (ENGLISH_PRESENT, EN)):
        for article in present.supplementary:
            address = address_of_article(present, article.key)
            assert placed(present, parse(address.text(style), style)) == address
    assert address_of_article(PRESENT, "rates").text(JA) == "別表第２"
    assert address_of_article(ENGLISH_PRESENT, "boats").text(EN) == "Schedule A"
    assert placed(PRESENT, parse("別表２第２項", JA)).paragraph is not None


def test_its_citations_are_read_and_those_of_another_document_are_not() -> None:
    found = [
        (each.reference.text, [address.text(JA) for _, address in each.targets])
        for each in list_references(PRESENT, JA)
    ]
    assert found == [
        ("別表第１", ["別表第１"]), ("別表第２第２項", ["別表第２第２項"]), ("別紙", ["別紙"]),
        ("別表第１及び第２", ["別表第１", "別表第２"]),
        ("別表第一から別表第二まで", ["別表第１", "別表第２"]),
        ("第２条", ["第２条"]), ("第１条、第３条", ["第１条", "第３条"]),
        ("前項", ["別表第２第１項"]), ("別表第１", ["別表第１"]),
    ]  # fmt: skip
    english = [each.reference.text for each in list_references(ENGLISH_PRESENT, EN)]
    assert english == ["Schedule A", "Schedules A and B, and Exhibit 1", "Schedule B", "Article 1"]


NEW = (
    "  - insert: 別表第２（第３条関係）\n    text: 新しい。\n    key: new\n"
    "  - keep: 第３条\n    find: 別表第一から別表第二まで\n"
)


def test_the_citations_of_an_annex_follow_when_one_comes_before_it() -> None:
    done = amend(NEW)
    assert not done.questions
    assert titles(done.proposed) == [
        "別表第１（第２条関係）",
        "別表第２（第３条関係）",
        "別表第３（第１条、第３条関係）",
        "別紙",
    ]
    assert "別表第１、旅費は別表第３第２項、様式は別紙" in texts(done.proposed, "aim")
    assert texts(done.proposed, "dues").endswith(
        "別表第１及び第３に定める。会社法別表第２は適用しない。"
    )
    assert texts(done.proposed, "more").endswith("別表第一から別表第二までを改める。")


def test_a_range_of_annexes_that_would_take_in_a_new_one_is_asked_about() -> None:
    done = amend(NEW.partition("  - keep")[0])
    assert [(e.before, q.code) for e, q in done.questions] == [
        ("別表第一から別表第二まで", "reference-range")
    ]


def test_the_articles_in_its_title_follow() -> None:
    done = amend("  - insert: 第２条\n    text: 新しい。\n    key: new\n")
    assert titles(done.proposed) == [
        "別表第１（第３条関係）", "別表第２（第１条、第４条関係）", "別紙",
    ]  # fmt: skip
    assert address_of_article(done.proposed, "amounts").text(JA) == "別表第１"


def test_annexes_close_up_behind_one_that_goes_and_a_citation_of_it_is_asked_about() -> None:
    done = amend("  - delete: 別表第１\n")
    assert titles(done.proposed) == ["別表第１（第１条、第３条関係）", "別紙"]
    assert {q.code for _, q in done.questions} == {"reference-to-deleted"}


@pytest.mark.parametrize(
    "operations",
    [
        NEW,
        "  - insert: 第２条\n    text: 新しい。\n    key: new\n",
        "  - replace: 別表第２第２項\n    text: 日当は、千円とする。\n",
        "  - replace: 別表第１\n    find: 千円\n    with: 二千円\n",
        "  - insert: 別表第３\n    text: 新しい。\n    key: new\n",
        "  - delete: 別紙\n  - keep: 別紙\n",
        "  - delete: 別表第２\n  - keep: 別表第２\n",
        "  - delete: 別表第１\n  - keep: 別表第１\n",
    ],
)
def test_what_is_done_to_it_is_undone_written_and_read_back(operations: str) -> None:
    done = amend(operations)
    assert not done.questions
    assert apply(done.proposed, done.inverse, JA).proposed == PRESENT
    files = files_of(done.proposed, JA)
    assert load(files, JA).charter == done.proposed
    assert file_changes(LOADED, done.proposed, JA)


def test_the_table_shows_its_number_and_its_title_where_they_change() -> None:
    done = amend(NEW)
    table = make_table(done.present, done.proposed, style=JA, house=JA_NOTICE)
    lines = [
        tuple("".join(block.text for block in side) for side in (row.present, row.proposed))
        for row in table.rows
    ]
    assert ("別表第２（第１条、第３条関係）", "別表第３（第１条、第３条関係）") in lines
    assert any(b == "別表第２（第３条関係）新しい。" for _, b in lines)


def test_schedules_are_counted_on_by_their_letters() -> None:
    operations = "  - insert: Schedule B\n    text: Fees are two.\n    key: fees\n"
    done = amend(operations, ENGLISH_PRESENT, EN)
    assert titles(done.proposed) == [
        "Schedule A: Boats (Article 1)", "Schedule B", "Schedule C", "Exhibit 1",
    ]  # fmt: skip
    assert texts(done.proposed, "dues") == "Dues | Dues are in Schedule C."
    assert "Schedules A and C, and Exhibit 1. Schedule B to the Companies Act" in texts(
        done.proposed, "aim"
    )
    assert apply(done.proposed, done.inverse, EN).proposed == ENGLISH_PRESENT


def test_the_article_that_the_title_of_a_schedule_names_follows() -> None:
    operations = "  - insert: Article 1\n    text: New.\n    key: new\n"
    done = amend(operations, ENGLISH_PRESENT, EN)
    assert titles(done.proposed)[0] == "Schedule A: Boats (Article 2)"
