"""How a number is printed is amended: ``replace`` with ``mark``, and marks in a text."""

from __future__ import annotations

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.schema import amendment_schema
from amendtool.amendments.file.write import write_amendment
from amendtool.articles.charter import Article, Chapter, Charter, Provision, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import BYLAWS, EN, JA, STYLES, DraftingStyle
from amendtool.articles.styles.samples import with_paragraph
from amendtool.comparison.consequences import consequences
from amendtool.comparison.house import HOUSES
from amendtool.comparison.rows import make_table
from amendtool.errors import InputError
from amendtool.render.plan import plan_text
from amendtool.repository.storage.folders import files_of
from amendtool.repository.storage.loader import load

ENGLISH = {
    "articles/01-board/000-chapter.md": "# The Board",
    "articles/01-board/001-duties.md": "The Board:\n\n- (1) convenes;\n- (2) records:\n"
    "  - (a) votes;\n  - (b) reasons;\n\n2 It meets yearly.\n\n3 It may adjourn.",
    "articles/01-board/002-chair.md": "The Board elects its chair.",
}
BY = {
    "articles/01-offices/000-chapter.md": "# Offices",
    "articles/01-offices/001-seat.md": "# Seat\n\nThe seat is in Dover.",
    "articles/01-offices/002-agent.md": "# Agent\n\nThe agent is registered:\n\n- (a) by name;",
}


def charter(files: dict[str, str], style: DraftingStyle) -> Charter:
    return load({path: f"{text}\n".encode() for path, text in files.items()}, style).charter


def amended(present: Charter, operations: str, style: DraftingStyle) -> Charter:
    """The proposed articles, the file read and written again, and the amendment undone."""
    text = "amendment: x\noperations:\n" + operations
    amendment = read_amendment(text, style, file="x.yaml", name="x").amendment
    again = write_amendment(amendment, style)
    assert read_amendment(again, style, file="x.yaml", name="x").amendment == amendment
    application = apply(present, amendment, style)
    undone = apply(application.proposed, application.inverse, style)
    assert undone.proposed == present
    return application.proposed


def kept(proposed: Charter, style: DraftingStyle) -> Charter:
    """The articles as their files hold them."""
    return load(files_of(proposed, style), style).charter


def problems(present: Charter, operations: str, style: DraftingStyle) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        amended(present, operations, style)
    return [(each.code, each.place.path or "") for each in caught.value.problems]


def marks(article: Article) -> list[str | None]:
    def below(row: tuple[Provision, ...]) -> list[str | None]:
        return [mark for each in row for mark in (each.mark, *below(each.items))]

    return [article.mark, *below(article.paragraphs)]


def test_a_mark_is_given_at_every_level() -> None:
    present = charter(ENGLISH, EN)
    proposed = amended(
        present,
        """\
  - replace: Chapter 1
    mark: "PART ONE"
  - replace: Article 1
    mark: "§ 1"
  - replace: Article 1 paragraph 1
    mark: "1."
  - replace: Article 1 paragraph 1 item (1)
    mark: "a)"
  - replace: Article 1 paragraph 1 item (2) sub-item (a)
    mark: "(i)"
  - replace: Article 1 paragraph 1 item (2) sub-item (b)
    mark: "(ii)"
  - replace: Article 1 paragraph 3
    mark: "(3)"
  - replace: Article 2
    mark: ""
""",
        EN,
    )
    assert proposed.chapters[0].mark == "PART ONE"
    first, second = proposed.articles
    assert marks(first) == ["§ 1", "1.", "a)", None, "(i)", "(ii)", None, "(3)"]
    assert second.mark == ""
    assert kept(proposed, EN) == proposed


def test_the_mark_is_that_of_the_proposed_number() -> None:
    present = charter(BY, BYLAWS)
    proposed = amended(
        present,
        """\
  - insert: Section 1.2
    heading: Books
    text: Books are kept.
  - replace: Section 1.2
    mark: "Section 1.03"
""",
        BYLAWS,
    )
    assert [each.mark for each in proposed.articles] == [None, None, "Section 1.03"]
    told = problems(present, '  - replace: Section 1.2\n    mark: "Section 1.4"\n', BYLAWS)
    assert told == [("mark-number", "operations[0].mark")]


def test_a_mark_goes_beside_a_new_text_and_a_new_number() -> None:
    present = charter(ENGLISH, EN)
    proposed = amended(
        present,
        """\
  - replace: Article 1 paragraph 3
    text: It may rise.
    mark: "2)"
  - delete: Article 1 paragraph 2
  - replace: Article 2
    find: chair
    with: president
  - replace: Article 2
    mark: "Art. 2"
""",
        EN,
    )
    assert marks(proposed.articles[0])[-1] == "2)"
    assert proposed.articles[0].paragraphs[1].text == "It may rise."
    assert proposed.articles[1].mark == "Art. 2"


def test_an_inserted_provision_has_its_mark_or_that_of_its_neighbours() -> None:
    present = charter(ENGLISH, EN)
    proposed = amended(
        present,
        """\
  - insert: Article 3
    text: The seat is in Dover.
    mark: "Art. 3"
  - insert: Article 1 paragraph 2
    text: It keeps minutes.
    mark: "2)"
  - insert: Article 1 paragraph 1 item (3)
    text: it reports;
""",
        EN,
    )
    assert proposed.articles[2].mark == "Art. 3"
    assert marks(proposed.articles[0]) == [
        None,
        None,
        None,
        None,
        None,
        None,
        None,
        "2)",
        None,
        None,
    ]


def test_all_mistakes_are_told_at_once() -> None:
    told = problems(
        charter(ENGLISH, EN),
        """\
  - replace: Article 1 paragraph 2
    mark: "Second of two"
  - replace: Article 1 paragraph 3
    mark: ""
  - replace: Article 1 paragraph 1 item (1)
    mark: "(2)"
  - replace: Article 2
    mark: "Article 2."
""",
        EN,
    )
    assert told == [
        ("mark-unreadable", "operations[0].mark"),
        ("mark-empty", "operations[1].mark"),
        ("mark-number", "operations[2].mark"),
        ("no-change", "operations[3]"),
    ]


SECOND = "  - replace: Article 2\n    mark: § 2\n"


@pytest.mark.parametrize(
    ("operations", "code"),
    [
        ("  - replace: Article 1 heading\n    text: Tasks\n    mark: x\n", "field-misplaced"),
        ("  - replace: Article 1\n    find: a\n    with: b\n    mark: x\n", "field-misplaced"),
        (f"{SECOND}  - replace: Article 2\n    mark: Art. 2\n", "operations-overlap"),
        (f"{SECOND}  - delete: Article 2\n", "operations-overlap"),
        (
            "  - replace: Article 1 paragraph 2\n    mark: 2.\n"
            "  - replace: Article 1\n    text: Gone.\n",
            "operations-overlap",
        ),
    ],
)
def test_what_a_mark_does_not_go_with(operations: str, code: str) -> None:
    assert code in [each for each, _ in problems(charter(ENGLISH, EN), operations, EN)]


def test_a_level_whose_form_is_a_setting_has_no_marks_of_its_own() -> None:
    style = with_paragraph(EN, "2.")
    assert style is not None
    told = problems(
        charter(ENGLISH, style), '  - replace: Article 1 paragraph 2\n    mark: "(2)"\n', style
    )
    assert told == [("mark-chosen", "operations[0].mark")]


def test_a_paragraph_that_begins_with_the_mark_of_an_item_is_asked_about() -> None:
    files = {"articles/001-会.md": "株主総会を開く。\n\n２　毎年開く。"}
    operations = "  - insert: 第1条第3項\n    text: （３）　延期することができる。\n"
    told = problems(charter(files, JA), operations, JA)
    assert told == [("mark-unreadable", "operations[0].text")]


def test_the_schema_knows_the_mark() -> None:
    known = amendment_schema()["$defs"]
    assert "mark" in known["replace"]["properties"]
    assert "mark" in known["insert"]["properties"]


def test_the_table_underlines_a_mark_that_changes_and_no_other() -> None:
    present = charter(ENGLISH, EN)
    proposed = amended(
        present,
        '  - replace: Article 1 paragraph 3\n    mark: "(3)"\n'
        '  - replace: Article 2\n    mark: "Section 2."\n',
        EN,
    )
    table = make_table(present, proposed, style=EN, house=HOUSES["en"])
    changed = [
        "".join(run.text for run in block.runs if run.changed)
        for row in table.rows
        for block in row.proposed
        if any(run.changed for run in block.runs)
    ]
    assert changed == ["(3)", "Section"]


def test_what_parts_a_number_from_its_heading_is_underlined_where_it_changes() -> None:
    present = charter(BY, BYLAWS)
    proposed = amended(
        present,
        '  - replace: Section 1.1\n    mark: "Section 1.1 – …"\n'
        '  - replace: Section 1.2\n    mark: "Clause 1.2."\n',
        BYLAWS,
    )
    table = make_table(present, proposed, style=BYLAWS, house=HOUSES["bylaws"])
    seat, agent = (row for row in table.rows if row.key in ("seat", "agent"))
    assert seat.proposed[0].text == "Section 1.1 – Seat. The seat is in Dover."
    changed = [
        ["".join(run.text for run in cell[0].runs if run.changed) for cell in row_cells]
        for row_cells in ((seat.present, seat.proposed), (agent.present, agent.proposed))
    ]
    assert changed == [[". ", " – "], ["Section", "Clause"]]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("③　延期することができる。", "③"),
        ("3.　延期することができる。", "3."),
        ("③延期することができる。", "③"),
        ("３．延期することができる。", "３．"),
        ("３　延期することができる。", None),
        ("延期することができる。", None),
    ],
)
def test_a_mark_that_stands_in_a_text_is_kept(written: str, expected: str | None) -> None:
    files = {"articles/001-会.md": "株主総会を開く。\n\n２　毎年開く。"}
    proposed = amended(charter(files, JA), f"  - insert: 第1条第3項\n    text: {written}\n", JA)
    assert [each.mark for each in proposed.articles[0].paragraphs] == [None, None, expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("③　監査", "③"),
        ("（３）　監査", "（３）"),
        ("三　監査", "三"),
        ("③監査", "③"),
        ("監査", None),
    ],
)
def test_the_mark_of_an_item_is_kept(written: str, expected: str | None) -> None:
    files = {"articles/001-会.md": "次の事項を行う。\n\n- (1) 招集\n- (2) 報告"}
    operations = f"  - insert: 第1条第1項第3号\n    text: {written}\n"
    proposed = amended(charter(files, JA), operations, JA)
    (paragraph,) = proposed.articles[0].paragraphs
    assert [each.mark for each in paragraph.items] == [None, None, expected]
    assert [each.text for each in paragraph.items][-1] == "監査"


@pytest.mark.parametrize(
    ("text", "paragraphs", "items"),
    [
        ("甲とする。\n\n②英文では、Otsuとする。", ["甲とする。", "英文では、Otsuとする。"], []),
        ("甲とする。\n２．前項は、丙に準用する。", ["甲とする。", "前項は、丙に準用する。"], []),
        ("次のとおり。\n①招集\n②報告", ["次のとおり。"], ["招集", "報告"]),
        ("毎年\n２年ごとに開く。", ["毎年２年ごとに開く。"], []),
        ("理事は、\n２、３名を置く。", ["理事は、２、３名を置く。"], []),
        ("甲とする。\n\n\\②は、用いない。", ["甲とする。\n②は、用いない。"], []),
    ],
)
def test_no_space_needs_to_stand_behind_a_mark(
    text: str, paragraphs: list[str], items: list[str]
) -> None:
    files = {"articles/001-会.md": "株主総会を開く。"}
    block = "".join(f"      {line}\n" for line in text.split("\n"))
    proposed = amended(charter(files, JA), f"  - replace: 第1条\n    text: |\n{block}", JA)
    (article,) = proposed.articles
    assert [each.text for each in article.paragraphs] == paragraphs
    assert [each.text for each in article.paragraphs[0].items] == items


@pytest.mark.parametrize(
    ("target", "text", "expected"),
    [
        ("附則", "第１条　即日施行する。\n第２条　翌日に削る。",
         ["即日施行する。", "翌日に削る。"]),
        ("附則", "第１条即日施行する。\n第２条この附則は、翌日に削る。",
         ["即日施行する。", "この附則は、翌日に削る。"]),
        ("附則", "（施行）\n第１条　即日施行する。\n\n（経過）\n第２条　翌日に削る。",
         ["施行: 即日施行する。", "経過: 翌日に削る。"]),
        ("附則", "第一条（施行）即日施行する。", ["施行: 即日施行する。"]),
        ("附則（令和４年）",
         "第１条　即日施行する。\n２　なお従前の例による。\n第２条　翌日に削る。",
         ["即日施行する。/なお従前の例による。", "翌日に削る。"]),
        ("附則", "第１条の変更は、即日施行する。", ["第１条の変更は、即日施行する。"]),
        ("附則", "\\第１条　即日施行する。", ["第１条　即日施行する。"]),
        ("附則第１条", "第１条　即日施行する。", ["即日施行する。"]),
        ("附則第１条", "第１条この変更は、即日施行する。", ["この変更は、即日施行する。"]),
        ("附則第１条", "（施行）\n第１条　即日施行する。", ["施行: 即日施行する。"]),
    ],
)  # fmt: skip
def test_articles_in_a_text_are_read_as_the_import_reads_them(
    target: str, text: str, expected: list[str]
) -> None:
    files = {"articles/001-会.md": "株主総会を開く。"}
    block = "".join(f"      {line}\n" if line else "\n" for line in text.split("\n"))
    written = f"amendment: x\noperations:\n  - insert: {target}\n    text: |\n{block}"
    amendment = read_amendment(written, JA, file="x.yaml", name="x").amendment
    again = read_amendment(write_amendment(amendment, JA), JA, file="x.yaml", name="x")
    assert again.amendment == amendment
    done = apply(charter(files, JA), amendment, JA)
    assert [
        (f"{each.heading}: " if each.heading else "") + "/".join(p.text for p in each.paragraphs)
        for each in done.proposed.supplementary
    ] == expected
    assert set(done.origin) == {each.key for each in done.proposed.supplementary}
    assert set(done.origin.values()) == {frozenset({0})}


@pytest.mark.parametrize(
    ("style", "operation", "expected"),
    [
        (JA, "insert: 第２条\n    text: 第２条　理事を置く。", "理事を置く。"),
        (JA, "insert: 第２条\n    text: 第２条理事を置く。", "理事を置く。"),
        (JA, "insert: 第１条の次\n    text: 第２条（理事）理事を置く。", "理事: 理事を置く。"),
        (JA, "replace: 第２条\n    text: 第２条　理事を置く。", "理事を置く。"),
        (JA, "insert: 第２条\n    text: |\n      甲とする。\n      \\第３条　乙とする。",
         "甲とする。第３条　乙とする。"),
        (JA, "insert: 第２条\n    text: |\n      次のとおり。\n      第３条各号の者とする。",
         "次のとおり。第３条各号の者とする。"),
        (JA, "replace: 第２条\n    text: 第２条の理事は、三名とする。",
         "第２条の理事は、三名とする。"),
        (EN, "insert: Article 2\n    text: Article 2 (Chair) The chair presides.",
         "Chair: The chair presides."),
        (EN, "replace: Article 2\n    text: Article 2. The chair presides.", "The chair presides."),
        (EN, "replace: Article 2\n    text: Article 1 applies to the chair.",
         "Article 1 applies to the chair."),
    ],
)  # fmt: skip
def test_an_article_may_stand_under_its_own_number(
    style: DraftingStyle, operation: str, expected: str
) -> None:
    files = {"articles/001-one.md": "One.", "articles/002-two.md": "Two."}
    proposed = amended(charter(files, style), f"  - {operation}\n", style)
    article = proposed.articles[1]
    told = (f"{article.heading}: " if article.heading else "") + article.paragraphs[0].text
    assert told == expected


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ("replace: 附則\n    text: 第１条　即日施行する。", "articles-in-text"),
        (
            "replace: 第１条\n    text: |\n      第１条　甲。\n      第２条　乙。",
            "articles-in-text",
        ),
        ("insert: 第２条\n    text: |\n      第２条　甲。\n      第３条　乙。", "articles-in-text"),
        (
            "insert: 第２条\n    text: |\n      甲とする。\n      第３条　乙とする。",
            "articles-in-text",
        ),
        ("insert: 第２条\n    text: |\n      甲。\n\n      第３条（乙）乙。", "articles-in-text"),
        ("replace: 第１条\n    text: |\n      甲。\n      第２条乙とする。", "articles-in-text"),
        ("insert: 第２条\n    text: 第１章　総則", "articles-in-text"),
        ("insert: 第２条\n    text: 第４条　甲とする。", "number-differs"),
        ("insert: 第２条\n    heading: 乙\n    text: 第２条（甲）甲とする。", "field-misplaced"),
        ("replace: 第１条\n    text: 第１条（甲）甲とする。", "heading-in-text"),
        ("insert: 附則\n    key: a\n    text: 第１条　即日施行する。", "field-misplaced"),
    ],
)
def test_a_text_that_holds_more_than_it_may_is_refused(operation: str, code: str) -> None:
    files = {"articles/001-会.md": "株主総会を開く。", "articles/supplementary/001-a.md": "附則。"}
    assert [each[0] for each in problems(charter(files, JA), f"  - {operation}\n", JA)] == [code]


def test_the_marks_of_a_whole_text_are_kept() -> None:
    files = {"articles/001-会.md": "次の事項を行う。\n\n- (1) 招集\n- (2) 報告"}
    proposed = amended(
        charter(files, JA),
        "  - replace: 第1条\n    text: |\n      次の事項を行う。\n\n      ① 招集\n\n      ② 決議\n",
        JA,
    )
    (paragraph,) = proposed.articles[0].paragraphs
    assert [each.mark for each in paragraph.items] == ["①", "②"]


def test_the_plan_tells_a_mark_alone() -> None:
    charter = Charter(
        chapters=(Chapter(key="c", number=Number.of(1), heading="総則"),),
        articles=(Article(key="a", number=Number.of(1), chapter="c",
                          body=(provision(number=Number.of(1), text="甲とする。"),)),),
    )  # fmt: skip
    text = "amendment: x\noperations:\n- replace: 第１章\n  mark: 第一章\n"
    amendment = read_amendment(text, JA, file="x.yaml", name="x").amendment
    told = plan_text(amendment, consequences(apply(charter, amendment, JA)), (), JA)
    assert "Number only (1)\n  第１章 (its mark)\n" in told


@pytest.mark.parametrize(
    ("language", "texts", "told"),
    [
        ("en", ("(1) ropes;", "(2) oars;", "3. boats;", "(4) nets."), [None, None, "3.", None]),
        ("en", ("a) ropes;", "(2) oars;", "c) boats."), ["a)", None, "c)"]),
        ("en", ("(1) ropes;", "(2) oars;", "(iii) boats."), [None, None, "(iii)"]),
        ("ja", ("(1) 綱", "(2) 櫂", "３． 舟", "(4) 網"), [None, None, "３．", None]),
        ("ja", ("① 綱", "(2) 櫂", "③ 舟"), ["①", None, "③"]),
    ],
)
@pytest.mark.parametrize("operation", ["replace", "paragraph", "insert"])
def test_one_departing_mark_of_a_text_stays_with_its_item(
    language: str, texts: tuple[str, ...], told: list[str | None], operation: str
) -> None:
    style = STYLES[language]
    opening = "次の物を置く。" if style is JA else "The club owns:"
    files = {"articles/001-a.md": f"{opening}\n\n- (1) 甲\n- (2) 乙"}
    lines = "".join(f"      - {text}\n" for text in texts)
    target, number = {
        ("replace", "en"): ("replace: Article 1", 0), ("insert", "en"): ("insert: Article 2", 1),
        ("replace", "ja"): ("replace: 第１条", 0), ("insert", "ja"): ("insert: 第２条", 1),
        ("paragraph", "en"): ("replace: Article 1 paragraph 1", 0),
        ("paragraph", "ja"): ("replace: 第１条第１項", 0),
    }[operation, language]  # fmt: skip
    proposed = amended(
        charter(files, style), f"  - {target}\n    text: |\n      {opening}\n\n{lines}", style
    )
    (paragraph,) = proposed.articles[number].paragraphs
    # The forms that are the style's own are told by none.
    shown = [
        None if each.form is None or style.item_form(1).printed(each.number) == each.mark
        else each.mark
        for each in paragraph.items
    ]  # fmt: skip
    assert shown == told
    assert kept(proposed, style) == proposed


def test_an_item_that_comes_to_a_list_goes_on_in_its_form() -> None:
    files = {"articles/001-a.md": "The club owns:\n\n- a) ropes;\n- b) oars."}
    proposed = amended(
        charter(files, EN), "  - insert: Article 1 paragraph 1 item (2)\n    text: boats;\n", EN
    )
    (paragraph,) = proposed.articles[0].paragraphs
    assert [each.mark for each in paragraph.items] == ["a)", "b)", "c)"]
