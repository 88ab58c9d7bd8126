"""Several blocks of supplementary provisions (附則), each with a title and its own numbering."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.articles.address_reader import parse
from amendtool.articles.addresses import address_of_article, placed
from amendtool.articles.charter import Charter
from amendtool.articles.editions import differences, with_keys_of
from amendtool.articles.findings import findings
from amendtool.articles.references.inventory import list_references
from amendtool.articles.styles import EN, JA, DraftingStyle
from amendtool.comparison.house import JA_NOTICE
from amendtool.comparison.rows import make_table
from amendtool.errors import InputError
from amendtool.importing.document import import_document
from amendtool.render.charter.articles import articles_record, articles_text
from amendtool.render.charter.lines import make_export
from amendtool.render.charter.text import to_text
from amendtool.repository.storage.folders import file_changes, files_of
from amendtool.repository.storage.loader import load
from tests.drafting.keyed import drafted

FILES = {
    "001-aim.md": "# 目的\n\n附則第２条による。\n",
    "supplementary/001-start.md": "# 施行\n\n成立の日から施行する。\n",
    "supplementary/002-first-year.md": "# 経過\n\n附則第１条の例による。\n",
    "supplementary/01-r2/000-chapter.md": "# 附　則（令和２年６月24日）\n",
    "supplementary/01-r2/001-effect.md": "# 効力\n\n本日から効力を生ずる。\n",
    "supplementary/01-r2/002-notice.md": "附則第１条に従う。\n",
    "supplementary/02-r4/000-chapter.md": "# 附　則（令和４年６月24日）\n",
    "supplementary/02-r4/000-plain.md": "本日から施行する。\n\n２　経過措置は別に定める。\n",
    "supplementary/03-more/000-chapter.md": "# 改正附則\n",
    "supplementary/03-more/001-other.md": "終わりとする。\n",
}  # fmt: skip
LOADED = load({f"articles/{name}": text.encode() for name, text in FILES.items()}, JA)
PRESENT = LOADED.charter


def amend(operations: str, present: Charter = PRESENT) -> Application:
    text = f"amendment: x\noperations:\n{operations}"
    amendment = read_amendment(text, JA, file="x.yaml", name="x").amendment
    again = read_amendment(write_amendment(amendment, JA), JA, file="x.yaml", name="x")
    assert again.amendment == amendment
    return apply(present, amendment, JA)


def shown(charter: Charter) -> str:
    """The articles by their addresses, each with its key."""
    return " ".join(
        f"{address_of_article(charter, article.key).text(JA)}={article.key}"
        for article in charter.supplementary
    )


def test_each_block_counts_for_itself_and_is_written_as_it_is() -> None:
    assert shown(PRESENT) == (
        "附則第１条=start 附則第２条=first-year "
        "附則（令和２年６月24日）第１条=effect 附則（令和２年６月24日）第２条=notice "
        "附則（令和４年６月24日）=plain 「改正附則」第１条=other"
    )
    assert files_of(PRESENT, JA) == {f"articles/{n}": text.encode() for n, text in FILES.items()}
    assert not findings(PRESENT, {}, JA)


@pytest.mark.parametrize("style", [EN, JA])
def test_its_address_is_read_back(style: DraftingStyle) -> None:
    for article in PRESENT.supplementary:
        address = address_of_article(PRESENT, article.key)
        assert placed(PRESENT, parse(address.text(style), style)) == address


def test_a_title_may_be_shortened_where_one_alone_begins_so() -> None:
    assert placed(PRESENT, parse("附則（令和2年）第1条", JA)).article == (
        PRESENT.by_key()["effect"].number
    )
    assert placed(PRESENT, parse("附則（令和）第1条", JA)).block == "附則（令和）"


def test_it_is_printed_under_its_title() -> None:
    text = to_text(make_export(PRESENT, style=JA, house=JA_NOTICE, title="定款"))
    lines = [line for line in text.split("\n") if line]
    assert lines[lines.index("附　則") :] == [
        "附　則", "（施行）", "第１条　成立の日から施行する。",
        "（経過）", "第２条　附則第１条の例による。",
        "附　則（令和２年６月24日）", "（効力）", "第１条　本日から効力を生ずる。",
        "第２条　附則第１条に従う。",
        "附　則（令和４年６月24日）", "本日から施行する。", "２　経過措置は別に定める。",
        "改正附則", "第１条　終わりとする。",
    ]  # fmt: skip
    assert "改正附則" in articles_text(PRESENT, JA, JA_NOTICE)
    record = articles_record(PRESENT, LOADED.paths, JA)
    assert [block["title"] for block in record["blocks"]][-1] == "改正附則"
    assert {each["key"]: each["chapter"] for each in record["articles"]}["plain"] == "r4"


NEW = "    text: 新しい。\n    key: new\n"


@pytest.mark.parametrize(
    ("operations", "expected"),
    [
        ("  - insert: 附則（令和２年）第２条\n" + NEW,
         "附則第１条=start 附則第２条=first-year 附則（令和２年６月24日）第１条=effect "
         "附則（令和２年６月24日）第２条=new 附則（令和２年６月24日）第３条=notice "
         "附則（令和４年６月24日）=plain 「改正附則」第１条=other"),
        ("  - insert: 附則第１条\n" + NEW,
         "附則第１条=new 附則第２条=start 附則第３条=first-year "
         "附則（令和２年６月24日）第１条=effect 附則（令和２年６月24日）第２条=notice "
         "附則（令和４年６月24日）=plain 「改正附則」第１条=other"),
        ("  - insert: 附則（令和２年６月24日）第２条の次\n" + NEW,
         "附則第１条=start 附則第２条=first-year 附則（令和２年６月24日）第１条=effect "
         "附則（令和２年６月24日）第２条=notice 附則（令和２年６月24日）第３条=new "
         "附則（令和４年６月24日）=plain 「改正附則」第１条=other"),
        ("  - insert: 附則（令和６年６月25日）第１条\n" + NEW,
         "附則第１条=start 附則第２条=first-year 附則（令和２年６月24日）第１条=effect "
         "附則（令和２年６月24日）第２条=notice 附則（令和４年６月24日）=plain "
         "「改正附則」第１条=other 附則（令和６年６月25日）第１条=new"),
        ("  - insert: 附則（令和６年６月25日）\n" + NEW,
         "附則第１条=start 附則第２条=first-year 附則（令和２年６月24日）第１条=effect "
         "附則（令和２年６月24日）第２条=notice 附則（令和４年６月24日）=plain "
         "「改正附則」第１条=other 附則（令和６年６月25日）=new"),
        ("  - delete: 附則（令和４年）\n  - delete: 「改正附則」第１条\n",
         "附則第１条=start 附則第２条=first-year 附則（令和２年６月24日）第１条=effect "
         "附則（令和２年６月24日）第２条=notice"),
        ("  - delete: 附則（令和２年）\n",
         "附則第１条=start 附則第２条=first-year "
         "附則（令和４年６月24日）=plain 「改正附則」第１条=other"),
        ("  - renumber: 附則（令和２年）第１条\n    to: 附則（令和２年）第２条\n"
         "  - renumber: 附則（令和２年）第２条\n    to: 附則（令和２年）第１条\n",
         "附則第１条=start 附則第２条=first-year 附則（令和２年６月24日）第１条=notice "
         "附則（令和２年６月24日）第２条=effect 附則（令和４年６月24日）=plain "
         "「改正附則」第１条=other"),
    ],
)  # fmt: skip
def test_an_operation_counts_in_its_block_alone(operations: str, expected: str) -> None:
    proposed = amend(operations).proposed
    assert shown(proposed) == expected
    read = load(files_of(proposed, JA), JA).charter
    assert read == proposed
    assert shown(read) == expected


@pytest.mark.parametrize(
    "operations",
    [
        "  - insert: 附則（令和２年）第２条\n" + NEW,
        "  - insert: 附則（令和６年６月25日）\n" + NEW,
        "  - delete: 附則（令和２年）第１条\n",
        "  - replace: 附則（令和４年）第２項\n    find: 別に\n    with: 特に\n",
        "  - replace: 附則（令和４年６月24日）\n    text: 明日から施行する。\n",
        "  - replace: 「改正附則」第１条\n    text: 続ける。\n",
        "  - renumber: 附則（令和２年）第１条\n    to: 附則（令和２年）第２条\n"
        "  - renumber: 附則（令和２年）第２条\n    to: 附則（令和２年）第１条\n",
        "  - move: 附則（令和２年）第１条\n    to: 附則（令和２年）第２条\n",
    ],
)
def test_the_inverse_gives_the_present_articles_back(operations: str) -> None:
    application = amend(operations)
    assert application.proposed != PRESENT
    inverse = replace(application.inverse, title="X")
    assert apply(application.proposed, inverse, JA).proposed == PRESENT
    read = read_amendment(write_amendment(inverse, JA), JA, file="x.yaml", name=inverse.name)
    literal = replace(read.amendment, follow=False)
    assert apply(application.proposed, literal, JA).proposed == PRESENT
    again = drafted(PRESENT, application.proposed, JA)
    assert apply(PRESENT, again.amendment, JA).proposed == application.proposed


@pytest.mark.parametrize(
    ("operations", "code"),
    [
        ("  - delete: 附則（平成元年）第１条\n", "target-missing"),
        ("  - delete: 附則（平成元年）\n", "target-missing"),
        ("  - delete: 附則（令和２年）第７条\n", "target-missing"),
        ("  - delete: 附則（令和）第１条\n", "target-missing"),
        ("  - renumber: 附則（令和２年）第１条\n    to: 附則第２条\n", "renumber-elsewhere"),
    ],
)
def test_what_stands_in_no_block_is_never_that_of_another(operations: str, code: str) -> None:
    with pytest.raises(InputError) as error:
        amend(operations)
    assert code in {problem.code for problem in error.value.problems}


def test_without_a_block_of_no_title_an_insert_says_which_one() -> None:
    files = {name: text for name, text in FILES.items() if "supplementary/00" not in name}
    present = load({f"articles/{n}": text.encode() for n, text in files.items()}, JA).charter
    with pytest.raises(InputError) as error:
        amend("  - insert: 附則第２条\n" + NEW, present)
    assert [problem.code for problem in error.value.problems] == ["target-unclear"]


TITLED = "".join(
    f"\n## 附則（令和{year}年４月１日）\n\n第１条　令和{year}年に始める。\n\n"
    "第２条　前の例による。\n"
    for year in "２４"
)


def titled(operations: str) -> str:
    """What is left of the blocks of a document, the first of which has a day in its title too."""
    text = f"# 会則\n\n第１条　本会は、花の会と称する。\n{TITLED}"
    found = import_document(text.encode(), file="club.md", style=JA, learn=True)
    return shown(amend(operations, found.charter).proposed)


def test_the_first_of_several_dated_blocks_is_named_by_its_title_too() -> None:
    replaced = "  - replace: 附則（令和２年）第２条\n    find: 前の\n    with: 元の\n"
    assert titled(replaced).split() == [
        f"附則（令和{year}年４月１日）第{number}条={key}"
        for year, number, key in (
            ("２", "１", "令和２年"), ("２", "２", "前の例"),
            ("４", "１", "令和４年"), ("４", "２", "前の例-2"),
        )
    ]  # fmt: skip


def test_a_number_that_several_dated_blocks_have_is_asked_about() -> None:
    with pytest.raises(InputError) as error:
        titled("  - replace: 附則第２条\n    find: 前の\n    with: 元の\n")
    (problem,) = error.value.problems
    assert problem.code == "target-unclear"
    assert "附則（令和２年４月１日）第２条 or 附則（令和４年４月１日）第２条" in problem.hint


def test_an_article_goes_on_with_the_second_of_two_dated_blocks() -> None:
    found = titled("  - insert: 附則（令和４年）第３条\n    key: more\n    text: 会長が定める。\n")
    assert found.endswith("附則（令和４年４月１日）第３条=more")


def test_a_citation_means_the_block_that_it_stands_in() -> None:
    found = {
        listed.standing.spot.key: [spot.key for spot, _ in listed.targets]
        for listed in list_references(PRESENT, JA)
        if listed.targets
    }
    assert found == {"aim": ["first-year"], "first-year": ["start"], "notice": ["effect"]}
    proposed = amend("  - insert: 附則第１条\n" + NEW).proposed
    texts = {article.key: article.paragraphs[0].text for article in proposed.every_article()}
    assert texts["aim"] == "附則第３条による。"
    assert texts["first-year"] == "附則第２条の例による。"
    assert texts["notice"] == "附則第１条に従う。"


def test_the_table_has_a_line_for_the_title_of_each() -> None:
    application = amend("  - insert: 附則（令和６年６月25日）\n" + NEW)
    table = make_table(application.present, application.proposed, style=JA, house=JA_NOTICE)
    last = table.rows[-1]
    assert [block.text for block in last.proposed] == ["附則（令和６年６月25日）", "新しい。"]
    gone = amend("  - delete: 附則（令和４年）第２項\n")
    table = make_table(gone.present, gone.proposed, style=JA, house=JA_NOTICE)
    assert [row.key for row in table.rows][-2:] == ["r4", "plain"]


def test_a_title_that_is_nearly_another_one_is_asked_about() -> None:
    wrong = "  - insert: 附則（令和５年）第１条\n" + NEW
    with pytest.raises(InputError) as caught:
        amend(wrong)
    (problem,) = caught.value.problems
    assert problem.code == "block-unknown"
    assert "附　則（令和４年６月24日）" in problem.message
    assert "block: new" in (problem.hint or "")
    application = amend(wrong + "    block: new\n")
    assert shown(application.proposed).endswith("附則（令和５年）第１条=new")
    assert apply(application.proposed, application.inverse, JA).proposed == PRESENT


@pytest.mark.parametrize(
    "title", ["附則（令和６年６月25日）", "附則（2024年6月25日）", "「経過措置」"]
)
def test_another_day_or_other_words_are_a_new_block(title: str) -> None:
    assert len(amend(f"  - insert: {title}第１条\n" + NEW).proposed.blocks) == 4


def test_only_the_files_of_the_block_are_renamed() -> None:
    proposed = amend("  - insert: 附則（令和２年）第１条\n" + NEW).proposed
    changes = file_changes(LOADED, proposed, JA)
    assert set(changes.renames) == {
        "articles/supplementary/01-r2/001-effect.md",
        "articles/supplementary/01-r2/002-notice.md",
    }


def test_another_edition_has_the_same_blocks() -> None:
    other = load(
        {f"articles/{name}": text.encode() for name, text in FILES.items()} | {}, JA
    ).charter
    assert not differences(PRESENT, other)
    keyed = with_keys_of(other, PRESENT)
    assert keyed == PRESENT
    fewer = amend("  - delete: 附則（令和４年）\n").proposed
    assert [each.key for each in differences(PRESENT, fewer)] == ["r4", "plain"]


def test_the_first_of_several_is_named_alone() -> None:
    plain = load(
        {
            "articles/001-aim.md": "目的は、次条による。\n".encode(),
            "articles/supplementary/000-first.md": "成立の日から施行する。\n".encode(),
            "articles/supplementary/01-r2/000-chapter.md": "# 附　則\n".encode(),
            "articles/supplementary/01-r2/000-plain.md": "令和２年から施行する。\n".encode(),
            "articles/supplementary/02-r4/000-chapter.md": "# 附則（令和４年）\n".encode(),
            "articles/supplementary/02-r4/001-more.md": "令和４年から施行する。\n".encode(),
        },
        JA,
    ).charter
    first = placed(plain, parse("１番目の附則", JA))
    assert parse(first.text(JA), JA) == parse("１番目の附則", JA)
    made = amend("  - delete: １番目の附則\n", plain)
    assert [each.key for each in made.proposed.supplementary] == ["plain", "more"]
    every = amend("  - delete: 附則\n", plain)
    assert every.proposed.supplementary == ()
    # What undoes it names it as well, and so does what brings in a first one.
    back = apply(made.proposed, made.inverse, JA).proposed
    assert shown(back) == shown(plain)
    new = "  - insert: １番目の附則第１条\n    key: new\n    text: 公布の日から施行する。\n"
    keys = [each.key for each in amend(new, made.proposed).proposed.supplementary]
    assert keys == ["new", "plain", "more"]
    with pytest.raises(InputError, match="are there already"):
        amend("  - insert: １番目の附則\n    key: new\n    text: 公布の日から施行する。\n", plain)


def test_a_new_block_comes_in_front_of_one_of_its_title() -> None:
    files = {
        "001-aim.md": "目的は、次条による。\n",
        "supplementary/000-first.md": "成立の日から施行する。\n",
        "supplementary/01-r2/000-chapter.md": "# 附　則\n",
        "supplementary/01-r2/001-effect.md": "令和２年から施行する。\n",
        "supplementary/02-r4/000-chapter.md": "# 附　則\n",
        "supplementary/02-r4/000-plain.md": "令和４年から施行する。\n",
    }
    plain = load({f"articles/{name}": text.encode() for name, text in files.items()}, JA).charter
    made = amend(
        "  - insert: ２番目の附則第１条\n    key: a\n    block: new\n    text: 平成に始まる。\n"
        "  - insert: ２番目の附則第２条\n    key: b\n    block: new\n    text: 別に定める。\n",
        plain,
    )
    assert [each.key for each in made.proposed.supplementary] == [
        "first", "a", "b", "effect", "plain",
    ]  # fmt: skip
    assert len(made.proposed.blocks) == 3
    assert shown(apply(made.proposed, made.inverse, JA).proposed) == shown(plain)
    # Without `block: new` the number is one in the block that stands.
    inside = amend("  - insert: ２番目の附則第２条\n    key: c\n    text: 別に定める。\n", plain)
    assert len(inside.proposed.blocks) == 2


def test_text_without_a_number_comes_with_the_articles_that_stand_behind_it() -> None:
    files = {f"articles/{name}": text.encode() for name, text in FILES.items() if "/" not in name}
    none = load(files, JA).charter
    came = amend(
        "  - insert: 附則\n    text: |\n      この定款は、成立の日から施行する。\n"
        "  - insert: 附則第１条\n    heading: 経過\n    text: |\n      別に定める。\n",
        none,
    )
    text = to_text(make_export(came.proposed, style=JA, house=JA_NOTICE, title="定款"))
    lines = [line for line in text.split("\n") if line]
    assert lines[lines.index("附　則") :] == [
        "附　則", "この定款は、成立の日から施行する。", "（経過）", "第１条　別に定める。",
    ]  # fmt: skip
    gone = amend("  - delete: 附則\n", came.proposed)
    assert gone.proposed == none
    assert apply(none, gone.inverse, JA).proposed == came.proposed
