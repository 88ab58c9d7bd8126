"""Marks that hold the number of what a provision stands in: 1.2 in Article 1, 5.2.1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.addresses import address_of_article
from amendtool.articles.charter import Charter
from amendtool.articles.nested import whole
from amendtool.articles.numbers import NestedForm, Number
from amendtool.articles.numerals import DECIMAL, LETTER
from amendtool.articles.styles import BYLAWS, EN, DraftingStyle
from amendtool.articles.styles.samples import with_article, with_items, with_paragraph
from amendtool.comparison.house import SEED_EN
from amendtool.comparison.rows import make_table
from amendtool.render.charter.articles import articles_text
from amendtool.render.charter.lines import make_export
from amendtool.render.charter.text import to_text
from amendtool.render.charter.tracked import make_tracked
from amendtool.repository.storage.folders import Loaded, file_changes, files_of
from amendtool.repository.storage.loader import load


def nested(style: DraftingStyle, paragraph: str, *items: str) -> DraftingStyle:
    chosen = with_paragraph(style, paragraph)
    assert chosen is not None
    if items:
        chosen = with_items(chosen, items)  # type: ignore[assignment] # no sample is wrong
    assert isinstance(chosen, DraftingStyle)
    return chosen


_ARTICLE = with_article(EN, "1.")
assert _ARTICLE is not None
STYLE = nested(_ARTICLE, "1.2", "1.1.1", "(a)")
FILES = {
    "001-name.md": (
        "# Name\n\n1 The name is X.\n\n2 It is short:\n\n- 1 in writing;\n  - (a) always;\n"
        "- 2 in speech.\n"
    ),
    "002-seat.md": "# Seat\n\n1 The seat.\n\n2 As in paragraph 2 of Article 1.\n",
    "003-plain.md": "# Plain\n\nOnly text.\n",
}


def loaded(style: DraftingStyle = STYLE, files: dict[str, str] = FILES) -> Loaded:
    return load({f"articles/{name}": text.encode() for name, text in files.items()}, style)


def printed(charter: Charter, style: DraftingStyle = STYLE) -> list[str]:
    text = to_text(make_export(charter, style=style, house=SEED_EN, title="T"))
    return [line.strip() for line in text.split("\n") if line.strip()]


def amend(operations: str) -> Application:
    text = f"amendment: x\noperations:\n{operations}"
    amendment = read_amendment(text, STYLE, file="x.yaml").amendment
    return apply(loaded().charter, amendment, STYLE)


def test_print_has_the_number_above_and_the_file_the_own_part() -> None:
    present = loaded()
    assert printed(present.charter)[1:] == [
        "(Name)", "1.", "1.1 The name is X.", "1.2 It is short:", "1.2.1 in writing;",
        "(a) always;", "1.2.2 in speech.", "(Seat)", "2.", "2.1 The seat.",
        "2.2 As in paragraph 2 of Article 1.", "(Plain)", "3.", "Only text.",
    ]  # fmt: skip
    assert files_of(present.charter, STYLE) == {
        f"articles/{name}": text.encode() for name, text in FILES.items()
    }


def test_a_renumbered_article_takes_its_paragraphs_along_without_a_line_changed() -> None:
    present = loaded()
    application = amend("  - insert: Article 1\n    text: Before all.\n    key: new\n")
    assert printed(application.proposed)[3:8] == [
        "(Name)", "2.", "2.1 The name is X.", "2.2 It is short:", "2.2.1 in writing;",
    ]  # fmt: skip
    changes = file_changes(present, application.proposed, STYLE)
    assert set(changes.writes) == {"articles/001-new.md", "articles/003-seat.md"}
    assert apply(application.proposed, application.inverse, STYLE).proposed == present.charter


def test_a_table_and_tracked_changes_show_the_mark_that_changes() -> None:
    application = amend("  - insert: Article 2 paragraph 1\n    text: New.\n")
    table = make_table(
        application.present, application.proposed, style=STYLE, house=SEED_EN, kept=application.kept
    )
    (row,) = table.rows
    assert [block.text for block in row.proposed] == [
        "(Seat)", "2.", "2.1 New.", "2.2 The seat.", "2.3 As in paragraph 2 of Article 1.",
    ]  # fmt: skip
    assert [run.text for block in row.present for run in block.runs if run.changed] == [
        "2.1", "2.2",
    ]  # fmt: skip
    tracked = make_tracked(
        application.present, application.proposed, style=STYLE, house=SEED_EN, title="T",
        kept=application.kept,
    )  # fmt: skip
    assert "2.12.2 The seat." in to_text(tracked)


def test_a_mark_that_is_written_in_full_is_read() -> None:
    text = "  - insert: Article 2\n    text: |\n      1.1 One.\n\n      1.2 Two.\n    key: new\n"
    proposed = amend(text).proposed
    lines = printed(proposed)
    assert lines[lines.index("2.") :][:3] == ["2.", "2.1 One.", "2.2 Two."]


def test_one_provision_alone_is_printed_as_in_its_article() -> None:
    charter = loaded().charter
    address = address_of_article(charter, "seat")
    paragraph = address.__class__(article=address.article, paragraph=Number.of(2))
    assert articles_text(charter, STYLE, SEED_EN, paragraph).startswith("2.2 As in")


def test_a_section_of_two_parts_gives_both() -> None:
    style = nested(BYLAWS, "5.2.2")
    files = {"05-x/000-chapter.md": "# X\n", "05-x/002-y.md": "# Y\n\n1 One.\n\n2 Two.\n"}
    assert printed(loaded(style, files).charter, style)[-2:] == ["5.2.1 One.", "5.2.2 Two."]


@pytest.mark.parametrize("sample", ["1.2", "1.2.", "(1.2)", "１．２"])
def test_a_sample_shows_its_level(sample: str) -> None:
    chosen = nested(EN, sample)
    assert isinstance(chosen.paragraph, NestedForm)
    above = "１" if sample.startswith("１") else "1"
    assert chosen.paragraph.bound(above).write(Number.of(2)) == sample


@given(
    st.integers(1, 200),
    st.lists(st.integers(1, 40), max_size=3),
    st.sampled_from([DECIMAL, LETTER]),
    st.sampled_from([("", ""), ("", "."), ("(", ")")]),
)
def test_law_what_is_printed_in_full_is_read_as_the_own_part(
    number: int, above: list[int], numeral: object, signs: tuple[str, str]
) -> None:
    form = NestedForm(numeral, *signs)  # type: ignore[arg-type] # one of two numerals
    bound = form.bound(".".join(map(str, above))) if above else form
    assert form.read(bound.write(Number.of(number))) == form.read(form.write(Number.of(number)))
    assert form.read(form.write(Number.of(number))) == Number.of(number)


def test_an_article_without_such_marks_is_the_same_value() -> None:
    article = loaded(EN, {"001-name.md": "One.\n\n2 Two.\n"}).charter.articles[0]
    assert whole(article, EN) is article


OWN = {
    "001-name.md": "# Name\n\nThe name is X:\n\n- ↑.1 in writing;\n- ↑.2 in speech.\n",
    "002-seat.md": "# Seat\n\nThe seat:\n\n- (a) in town;\n- (b) nearby.\n",
}


def amended(operations: str) -> Application:
    amendment = read_amendment(f"amendment: x\noperations:\n{operations}", EN, file="x.yaml")
    return apply(loaded(EN, OWN).charter, amendment.amendment, EN)


def test_a_mark_of_one_list_alone_follows_its_article() -> None:
    application = amended("  - insert: Article 1\n    text: Before all.\n    key: new\n")
    lines = printed(application.proposed, EN)
    assert lines[lines.index("(Name)") :][3:5] == ["2.1 in writing;", "2.2 in speech."]
    changes = file_changes(loaded(EN, OWN), application.proposed, EN)
    assert set(changes.writes) == {"articles/001-new.md"}
    assert apply(application.proposed, application.inverse, EN).proposed == (
        loaded(EN, OWN).charter
    )


def test_what_comes_into_a_list_takes_the_mark_of_the_list() -> None:
    application = amended("  - insert: Article 1 item (2)\n    text: by post;\n")
    lines = printed(application.proposed, EN)
    assert lines[lines.index("(Name)") :][3:6] == [
        "1.1 in writing;", "1.2 by post;", "1.3 in speech.",
    ]  # fmt: skip
    table = make_table(
        application.present, application.proposed, style=EN, house=SEED_EN, kept=application.kept
    )
    assert [block.text for block in table.rows[0].proposed][-3:] == [
        "1.1 in writing;", "1.2 by post;", "1.3 in speech.",
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["2.1", "↑.1"])
def test_an_amendment_may_give_a_mark_with_the_number_above(mark: str) -> None:
    given = f'  - replace: Article 2 item (1)\n    mark: "{mark}"\n'
    application = amended(given)
    assert "2.1 in town;" in printed(application.proposed, EN)
    moved = amended(given + "  - insert: Article 1\n    text: Before all.\n    key: new\n")
    assert ("3.1 in town;" in printed(moved.proposed, EN)) is (mark == "↑.1")
