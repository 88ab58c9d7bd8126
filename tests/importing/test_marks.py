"""Which lines of a document begin a provision, and which only look so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from amendtool.articles.charter import Body
from amendtool.articles.nested import whole
from amendtool.articles.numbers import Number
from amendtool.articles.styles import STYLES
from amendtool.articles.styles.samples import with_paragraph
from amendtool.comparison.cells import Printer
from amendtool.comparison.house import HOUSES
from amendtool.importing.document import Imported, import_document
from amendtool.repository.storage.folders import files_of
from amendtool.repository.storage.loader import load
from tests.importing.word_files import built


def read(text: str, *, style: str, file: str = "club.md") -> Imported:
    """A document of the test as it is imported."""
    return import_document(text.encode(), file=file, style=STYLES[style])


def codes(found: Imported) -> list[str]:
    """What was doubted, by code."""
    return [one.code for one in found.report.doubts if one.severity != "note"]


def drawn(found: Imported, article: int = 0) -> list[object]:
    """An article as lists in lists: texts as they are, each provision with its number."""
    return _inside([*found.charter.every_article()][article].body)


def marks(found: Imported, article: int = 0) -> list[str]:
    """The marks in an article as they print."""
    style = found.printed
    printer = Printer(
        style=style, house=HOUSES["bylaws" if style.language == "en" else "ja-notice"]
    )
    return list(_marks(whole(found.charter.articles[article], style).body, printer, 0))


def _marks(body: Body, printer: Printer, depth: int) -> Iterator[str]:
    for at, each in enumerate(body):
        if not isinstance(each, str):
            mark = printer.marker(each, depth, first=at == 0).strip()
            yield from [mark] if mark else []
            yield from _marks(each.body, printer, depth + 1)


def _inside(body: Body) -> list[object]:
    return [each if isinstance(each, str) else [str(each.number), *_inside(each.body)]
            for each in body]  # fmt: skip


CITED = (
    "Section 1.1 of the charter binds the hall.",
    "Section 1.1 does not reach the hall.",
    "Section 1.1(2) does not reach the hall.",
    "Section 1.1 guides whoever rents the hall.",
    "1.1 and 1.2 reach the hall.",
    "1.1(2) reaches the hall.",
    "(b) above does not reach the hall.",
    "3. and 4. do not reach the hall.",
    "7 persons may rent the hall.",
)


@pytest.mark.parametrize("line", CITED)
@pytest.mark.parametrize("file", ["club.md", "club.txt"])
def test_a_citation_at_the_beginning_of_a_line_stays_text(line: str, file: str) -> None:
    rent = f"Section 1.1. Rent. The hall is let.\n\n{line}"
    text = f"ARTICLE I HALL\n\n{rent}\n\nSection 1.2. Keys. Two.\n"
    found = read(text, style="bylaws", file=file)
    assert drawn(found) == [["1", f"The hall is let.\n{line}"]]
    assert [str(each.number) for each in found.charter.articles] == ["1-1", "1-2"]


def test_a_small_letter_alone_makes_a_citation_with_a_doubt() -> None:
    text = "ARTICLE I HALL\n\nSection 1.1. Rent. Let.\n\nSection 1.1 guides whoever rents.\n"
    assert codes(read(text, style="bylaws")) == ["label-as-text"]


@pytest.mark.parametrize("file", ["club.md", "club.txt"])
@pytest.mark.parametrize(("end", "begin"), [
    ("as it is laid down in Section", "1.1 of these rules and nowhere else."),
    ("as the Board allows under", "(b) of the house rules."),
    ("and for no more keys than", "2. The clerk keeps a list."),
])  # fmt: skip
def test_a_citation_that_a_line_cuts_is_one_sentence(end: str, begin: str, file: str) -> None:
    text = (
        "ARTICLE I HALL\n\nSection 1.1. Rent. The hall is let.\n\n"
        f"Section 1.2. Keys. Keys are handed out {end}\n{begin}\n"
    )
    found = read(text, style="bylaws", file=file)
    assert drawn(found, 1) == [["1", f"Keys are handed out {end} {begin}"]]
    assert codes(found) == []


@pytest.mark.parametrize("line", ["（2）の鍵は、返す。", "(1)及び(2)の鍵は、返す。"])
def test_a_japanese_mark_that_is_cited_opens_nothing(line: str) -> None:
    found = read(
        f"第1条（鍵）　鍵は、次のとおりとする。\n\n(1) 表\n\n(2) 裏\n\n{line}\n", style="ja"
    )
    assert drawn(found) == [["1", "鍵は、次のとおりとする。", ["1", "表"], ["2", "裏"], line]]


def test_lists_in_lists_need_no_empty_lines_and_no_stops() -> None:
    text = (
        "# Article 1. Keys\n\n1. Keys are kept as follows:\n    a. One is held by:\n"
        "        i. the clerk\n        ii. the chair\n        iii. the cook\n"
        "    b. One hangs in the hall\n2. Nobody copies them.\n"
    )
    assert drawn(read(text, style="en")) == [
        ["1", "Keys are kept as follows:",
         ["1", "One is held by:", ["1", "the clerk"], ["2", "the chair"], ["3", "the cook"]],
         ["2", "One hangs in the hall"]],
        ["2", "Nobody copies them."],
    ]  # fmt: skip


def test_a_lazy_line_with_the_number_that_is_due_is_a_paragraph() -> None:
    text = (
        "第1条  鍵は、次のとおりとする。\n\n(1) 表　1本\n\n(2) 裏　1本\n2 鍵は、会長が保管する。\n"
    )
    assert drawn(read(text, style="ja")) == [
        ["1", "鍵は、次のとおりとする。", ["1", "表　1本"], ["2", "裏　1本"]],
        ["2", "鍵は、会長が保管する。"],
    ]


def test_a_mark_in_a_joined_line_is_doubted() -> None:
    text = (
        "# Article 1. Keys\n\nThe clerk keeps every key of the hall and of the cellar, and hands "
        "them out\nd) to whoever asks\n"
    )
    assert codes(read(text, style="en")) == ["line-joined"]


DECIMALS = (
    "# ARTICLE III HALL\n\n{0}3.1 Rent\n\nThe hall is let.\n\n{0}3.2 Keys\n\nThere are keys.\n\n"
    "{1}3.2.1 Copies\n\nNobody copies them.\n\n{1}3.2.3 Loss\n\nWhoever loses one pays.\n\n"
    "{0}3.3 Heating\n\nSee 3.2.1.\n"
)


@pytest.mark.parametrize("words", [("## Section ", "### Section "), ("## ", "### ")])
def test_three_decimals_are_a_section_of_their_own(words: tuple[str, str]) -> None:
    found = read(DECIMALS.format(*words), style="bylaws")
    assert [(str(each.number), each.heading) for each in found.charter.articles] == [
        ("3-1", "Rent"), ("3-2", "Keys"), ("3-2-1", "Copies"), ("3-2-3", "Loss"),
        ("3-3", "Heating"),
    ]  # fmt: skip
    gaps = [one.place.line for one in found.report.doubts if one.code == "number-gap"]
    assert gaps == [1, 15]


@pytest.mark.parametrize("word", ["Section ", ""])
def test_a_section_with_the_number_of_another_article_is_doubted(word: str) -> None:
    text = "".join(
        f"ARTICLE {article} {title}\n\n" + "".join(
            f"{word}{number} Rule{at}. Text.\n\n" for at, number in enumerate(numbers, 1)
        )
        for article, title, numbers in (
            (1, "HALL", ("1.1", "1.2")), (2, "KEYS", ("2.1", "1.2", "2.3")),
        )
    )  # fmt: skip
    found = read(text, style="bylaws", file="club.txt")
    assert [each.heading for each in found.charter.articles][2:] == ["Rule1", "Rule2", "Rule3"]
    assert [one.code for one in found.report.doubts] == ["another-chapter"]


def body_of(*lines: str, style: str = "ja") -> list[object]:
    """The body of an article as it is read, each line a block; two spaces are one indent."""
    label = "第1条（鍵）" if style == "ja" else "Article 1. Keys"
    return drawn(read("\n\n".join((label, *lines)), style=style, file="a.txt"))


def test_a_text_between_two_lists_stands_between_them() -> None:
    lines = (
        "次の鍵がある。", "  (1)　表", "  (2)　裏", "次の者が持つ。", "  (1)　会長", "  (2)　書記",
        "  (3)　会計", "他の者は、持たない。",
    )  # fmt: skip
    assert body_of(*lines) == [
        ["1", "次の鍵がある。", ["first 1", "表"], ["first 2", "裏"], "次の者が持つ。",
         ["second 1", "会長"], ["second 2", "書記"], ["3", "会計"], "他の者は、持たない。"],
    ]  # fmt: skip


def test_a_text_further_left_than_the_items_stands_between_them() -> None:
    lines = ("The keys are:", "  (a) front;", "whoever holds them, and", "  (b) back.")
    assert body_of(*lines, style="en") == [
        ["1", "The keys are:", ["1", "front;"], "whoever holds them, and", ["2", "back."]]
    ]


def test_numbers_are_kept_that_are_missing_late_or_there_twice() -> None:
    lines = ("The keys are:", "  (b) front;", "  (d) back;", "  (d) side;", "  (c) roof.")
    assert body_of(*lines, style="en") == [
        ["1", "The keys are:", ["2", "front;"], ["first 4", "back;"], ["second 4", "side;"],
         ["3", "roof."]]
    ]  # fmt: skip


@pytest.mark.parametrize("marks", [("第1項", "第2項"), ("第１項", "第２項"), ("一項", "二項")])
@pytest.mark.parametrize("alone", [True, False])
def test_a_paragraph_may_be_named_as_one(marks: tuple[str, str], alone: bool) -> None:
    joint = "\n\n" if alone else "　"
    heads = ["### " if alone else "" for _ in marks]
    texts = ["鍵は、会長が持つ。", "前項の鍵は、貸さない。"]
    body = "\n\n".join(f"{h}{m}{joint}{t}" for h, m, t in zip(heads, marks, texts, strict=True))
    found = read(
        f"## 第1条 (鍵)\n\n{body}\n\n## 第2条 (錠)\n\n第1項の錠は、替えない。\n", style="ja"
    )
    assert drawn(found) == [["1", texts[0]], ["2", texts[1]]]
    assert drawn(found, 1) == [["1", "第1項の錠は、替えない。"]]


@pytest.mark.parametrize(
    "title",
    [
        "付則",
        "付　則",
        "附則",
        "〈附則〉",
        "［付　則］",
        "附則：",
        "－ 附　則 －",
        "■附則",
        "附則第１号",
    ],
)
def test_supplementary_provisions_have_a_title_in_many_dresses(title: str) -> None:
    found = read(
        f"第1条　鍵は、2本とする。\n\n{title}\n\n1. この規則は、公布の日から施行する。\n",
        style="ja",
    )
    assert [each.number for each in found.charter.supplementary] == [None]
    assert drawn(found, 1) == [["1", "この規則は、公布の日から施行する。"]]


@pytest.mark.parametrize("sign", ["- ", "・ ", "* "])
def test_a_list_of_revisions_with_bullets_is_no_part_of_the_last_article(sign: str) -> None:
    dates = [f"{sign}平成29年4月1日制定", f"{sign}令和3年6月20日改訂"]
    found = read("第1条　鍵は、2本とする。\n\n" + "\n".join(dates) + "\n", style="ja", file="a.txt")
    assert drawn(found) == [["1", "鍵は、2本とする。"]]
    assert found.charter.closing.split("\n") == dates


def test_two_lists_of_contents_are_both_left_in_front() -> None:
    articles = ("Article I. Hall", "Article II. Keys", "Article III. Heating")
    sections = [f"Section {n}.1. Rule {n}." for n in (1, 2, 3)]
    short = "\n\n".join(f"### {each}" for each in articles)
    long = "\n\n".join(f"### {a}\n\n#### {s}" for a, s in zip(articles, sections, strict=True))
    text = "\n\n".join(
        f"## {a}\n\n### {s}\n\nThe rule holds." for a, s in zip(articles, sections, strict=True)
    )
    found = read(f"## SUMMARY\n\n{short}\n\n## CONTENTS\n\n{long}\n\n{text}\n", style="bylaws")
    assert [str(each.number) for each in found.charter.chapters] == ["1", "2", "3"]
    assert [str(each.number) for each in found.charter.articles] == ["1-1", "2-1", "3-1"]
    assert found.charter.preamble.count("Hall") == 2


def test_titles_over_numbers_that_begin_anew_are_the_articles() -> None:
    text = (
        "# Rules\n\n## Hall\n\n1. It is let.\n\n2. It is heated.\n\n## Keys\n\n1. There are two.\n"
    )
    found = read(text, style="en")
    assert [each.heading for each in found.charter.articles] == ["Hall", "Keys"]
    assert drawn(found) == [["1", "It is let."], ["2", "It is heated."]]


def test_articles_may_be_numbered_by_a_kanji_alone() -> None:
    lines = (
        "第一章 鍵", "一、鍵は、2本とする。", "二、錠は、次のとおりとする。", "(1) 表", "(2) 裏",
        "第二章 雑", "三、細則は、別に定める。",
    )  # fmt: skip
    found = read("\n\n".join(lines), style="ja", file="a.txt")
    assert [str(each.number) for each in found.charter.articles] == ["1", "2", "3"]
    assert drawn(found, 1) == [["1", "錠は、次のとおりとする。", ["1", "表"], ["2", "裏"]]]


@pytest.mark.parametrize(
    "labels", [("第1条", "第1条の2", "第2条"), ("Article 1.", "Article 2.", "Article 3.")]
)
def test_a_heading_over_a_number_in_the_text_is_its_caption(labels: tuple[str, ...]) -> None:
    style = "ja" if labels[0].startswith("第") else "en"
    titles = ("鍵", "錠", "門") if style == "ja" else ("Keys", "Locks", "Gates")
    text = "".join(
        f"#### {title}\n\n{label}　{title} are kept.\n\n"
        for title, label in zip(titles, labels, strict=True)
    )
    found = read(f"# Rules\n\n{text}", style=style)
    assert [each.heading for each in found.charter.articles] == list(titles)
    assert not found.charter.chapters


@pytest.mark.parametrize("article", ["{}. Keys", "Article {}. Keys"])
def test_paragraphs_that_hold_the_number_of_their_article_become_a_setting(article: str) -> None:
    text = "".join(
        f"{article.format(n)}\n\n{n}.1 There are two.\n\n{n}.2 Nobody copies them.\n\n"
        for n in (1, 2)
    )
    found = import_document(text.encode(), file="a.txt", style=STYLES["en"], learn=True)
    assert dict(found.drafting)["paragraph"] == "1.2"
    assert drawn(found, 1) == [["1", "There are two."], ["2", "Nobody copies them."]]
    assert codes(found) == []
    # In other digits than those of the article no setting prints them.
    roman = import_document(
        text.replace(article.format(1), article.format("I")).encode(), file="a.txt",
        style=STYLES["en"], learn=True,
    )  # fmt: skip
    assert "paragraph" not in dict(roman.drafting)


def test_a_mark_of_another_article_is_kept_and_doubted_at_its_place() -> None:
    text = (
        "ARTICLE I HALL\n\nSection 1.1. Rent. Let:\n\n1.1.1 by day.\n\n"
        "Section 1.2. Keys. There are:\n\n1.3.1 two; and\n\n1.3.2 three.\n"
    )
    found = read(text, style="bylaws", file="a.txt")
    assert drawn(found, 1) == [["1", "There are:", ["1", "two; and"], ["2", "three."]]]
    doubted = [each.place.line for each in found.report.doubts if each.code == "mark-of-another"]
    assert doubted == [9, 11]
    assert marks(found, 1) == ["1.3.1", "1.3.2"]


@pytest.mark.parametrize(
    ("article", "first", "second"),
    [
        ("Section 1.2.", "1.2.1", "1.2.2"),
        ("Section 1.02", "(1.02.1)", "(1.02.2)"),
        ("SECTION 1.2", "1.2(a)", "1.2(b)"),
        ("Section 1.2.", "1.2-1.", "1.2-2."),
    ],
)
def test_a_mark_that_holds_the_number_above_follows_it(
    article: str, first: str, second: str
) -> None:
    text = (
        f"ARTICLE I HALL\n\n{article.replace('2', '1')} Rent. Let:\n\n(a) by day;\n\n"
        f"(b) by year.\n\n{article} Keys. There are:\n\n{first} two; and\n\n{second} three.\n"
    )
    found = read(text, style="bylaws", file="a.txt")
    assert codes(found) == []
    assert marks(found, 1) == [first, second]
    files = files_of(found.charter, STYLES["bylaws"])
    assert load(files, STYLES["bylaws"]).charter == found.charter
    keys = found.charter.articles[1]
    moved = replace(keys, number=Number.of(2, 14))
    assert marks(replace(found, charter=replace(found.charter, articles=(moved,)))) == [
        each.replace("1.02", "2.14").replace("1.2", "2.14") for each in (first, second)
    ]


def test_digits_above_are_those_of_the_mark() -> None:
    text = "第一条（鍵）\n\n1.1　鍵は二本とする。\n\n1.2　鍵は次のとおりとする。\n\n{}大\n\n{}小\n"
    found = read(text.format("1.2.1　", "1.2.2　"), style="ja", file="a.txt")
    assert codes(found) == []
    assert marks(found) == ["1.1", "1.2", "1.2.1", "1.2.2"]


def test_a_number_without_a_word_may_stand_before_a_small_letter() -> None:
    lines = ("2.1.1 the keys;", "2.1.2 any lock;", "2.1.3 for the rest, a list.")
    text = "\n\n".join(("Article 1. Keys", "The club keeps:", *lines))
    found = read(text, style="en", file="a.txt")
    # None of the levels above has the numbers in front: each is kept as it stands, and doubted.
    assert codes(found) == ["mark-as-text"] * 3
    assert drawn(found) == [["1", "\n".join(("The club keeps:", *lines))]]


@pytest.mark.parametrize(
    "mark", ["2.1 and 2.2 hold.", "2.1 does not hold.", "2.1 of these rules holds."]
)
def test_a_number_without_a_word_is_cited_by_what_goes_on(mark: str) -> None:
    assert body_of("The club keeps a list.", mark, style="en") == [
        ["1", f"The club keeps a list.\n{mark}"]
    ]


@pytest.mark.parametrize("marks", [("a.", "b."), ("1.", "2."), ("A)", "B)"), ("(a).", "(b).")])
def test_items_keep_marks_that_their_style_does_not_have(marks: tuple[str, str]) -> None:
    lines = "\n\n".join(f"{mark} one of them;" for mark in marks)
    text = f"ARTICLE I HALL\n\nSection 1.1. Rent. The halls are:\n\n{lines}\n"
    found = read(text, style="bylaws", file="a.txt")
    items = found.charter.articles[0].paragraphs[0].items
    assert tuple(each.form.write(each.number) for each in items if each.form) == marks
    assert codes(found) == []


@pytest.mark.parametrize("body", ["1. 公布の日から施行する。", "第1条　公布の日から施行する。"])
def test_the_title_of_supplementary_provisions_is_kept_with_its_date(body: str) -> None:
    text = f"第1条　鍵は、2本とする。\n\n附則（令和5年6月1日）\n\n{body}\n"
    found = import_document(text.encode(), file="a.txt", style=STYLES["ja"], learn=True)
    assert dict(found.drafting)["supplementary"] == "附則（令和5年6月1日）"
    assert [each.heading for each in found.charter.supplementary] == [None]
    again = import_document(
        text.encode(), file="a.txt", style=STYLES["ja"], learn=True, fixed=["supplementary"]
    )
    assert [each.heading for each in again.charter.supplementary] == ["附則（令和5年6月1日）"]


def test_an_article_that_is_cited_with_its_caption_opens_nothing() -> None:
    line = "第1条（鍵）の変更は、来年から効力を生ずる。"
    found = read(
        f"第1条（鍵）　鍵は、2本とする。\n\n第2条（経過）　次による。\n\n{line}\n", style="ja"
    )
    assert drawn(found, 1) == [["1", f"次による。\n{line}"]]


def test_a_text_in_the_column_of_the_items_is_doubted_once_for_a_list() -> None:
    lines = (
        "Article 1. Keys", "The keys are:", "(1) front;", "whoever holds them, and",
        "(2) back;", "as above, and", "(3) side.",
    )  # fmt: skip
    doubts = read("\n\n".join(lines), style="en", file="keys.txt").report.doubts
    assert [one.code for one in doubts] == ["text-between"]
    assert doubts[0].place.line == 7
    apart = ("Article 1. Keys", "The keys are:", "  (1) front;", "whoever holds them.")
    assert not read("\n\n".join(apart), style="en", file="keys.txt").report.doubts


def test_a_counted_paragraph_of_word_without_a_text_keeps_its_number() -> None:
    data, _ = built(
        '--- numbering\nabstract 0\n0 lowerLetter "(%1)"\nnum 1 0\n--- document\n'
        "Article 1. Keys\nThe keys are:\n[1/0] front;\n[1/0] \n[1/0] back.\n"
    )
    found = import_document(data, file="keys.docx", style=STYLES["en"])
    assert drawn(found) == [["1", "The keys are:", ["1", "front;"], ["2"], ["3", "back."]]]
    assert codes(found) == ["number-alone"]


def test_sections_that_begin_anew_keep_their_numbers_in_every_style() -> None:
    text = "".join(
        f"ARTICLE {roman} RULES\n\nSection 1. Hall. It is let.\n\nSection 2. Keys. Two.\n\n"
        for roman in ("I", "II")
    )
    found = read(text, style="en", file="a.txt")
    numbers = [each.number for each in found.charter.articles]
    assert [number.main for number in numbers if number] == [1, 2, 1, 2]
    assert codes(found) == []


def test_a_text_below_the_heading_of_a_chapter_moves_no_number() -> None:
    text = (
        "## Article I. Hall\n\nThe hall is old.\n\n### Section 1.1 Rent\n\nIt is let.\n\n"
        "### Section 1.2 Keys\n\nThere are two.\n"
    )
    found = read(text, style="bylaws")
    assert [str(each.number) for each in found.charter.articles] == ["1-0", "1-1", "1-2"]
    assert drawn(found) == [["1", "The hall is old."]]
    assert codes(found) == []


def test_each_block_of_supplementary_provisions_has_its_title_and_its_numbers() -> None:
    text = (
        "第1条　鍵は、2本とする。\n\n附則\n\n第1条　公布の日から施行する。\n\n"
        "附則（令和5年6月1日）\n\n第1条　来年から施行する。\n\n第2条　従前の例による。\n"
    )
    charter = read(text, style="ja", file="a.txt").charter
    assert [each.heading for each in charter.blocks] == ["附則（令和5年6月1日）"]
    numbers = [each.number.main for each in charter.supplementary if each.number]
    assert numbers == [1, 1, 2]


@pytest.mark.parametrize("words", ["[Reserved]", "(intentionally omitted)"])
def test_an_article_that_is_deleted_in_words_of_its_own_keeps_them(words: str) -> None:
    text = f"Article 1. Hall\n\nIt is let.\n\nArticle 2. {words}\n\nArticle 3. Keys\n\nTwo.\n"
    assert drawn(read(text, style="en", file="a.txt"), 1) == [["1", words]]


def test_an_article_behind_a_chapter_and_outside_of_it_stays_behind_it() -> None:
    text = "Article 1. \n\nSection 1.1 Seat. \n\nChapter 1 \n"
    articles = read(text, style="en", file="a.txt").charter.articles
    assert len({each.chapter for each in articles}) == 1


def test_a_mark_that_holds_the_number_above_is_kept_only_where_it_is_that() -> None:
    style = with_paragraph(STYLES["en"], "1.2")
    assert style is not None
    text = "Article {}. Keys\n\n{}.1 There are two.\n\n{}.2 Nobody copies them.\n"
    found = import_document(text.format(3, 3, 3).encode(), file="a.txt", style=style)
    assert [each[0] for each in drawn(found) if isinstance(each, list)] == ["1", "2"]
    assert "marks-otherwise" not in codes(found)
    other = import_document(text.format(3, 2, 2).encode(), file="a.txt", style=style)
    assert "2.1 There are two." in str(drawn(other))
    assert codes(other)


@pytest.mark.parametrize("label", ["Section 1.02.", "Section 1.02", "SECTION 1.02:"])
def test_a_deleted_section_prints_its_number_as_it_stood(label: str) -> None:
    text = (
        "ARTICLE I HALL\n\nSection 1.01. Rent. Let.\n\n"
        f"{label} [Reserved]\n\nSection 1.03. Keys. Two.\n"
    )
    given = import_document(text.encode(), file="a.txt", style=STYLES["bylaws"], learn=True)
    style, house = given.printed, HOUSES["bylaws"]
    loaded = load(files_of(given.charter, style), style).charter
    for charter in (given.charter, loaded):
        assert Printer(style=style, house=house).reserved_text(charter.articles[1]) == (
            f"{label} [Reserved]"
        )


def test_a_mark_of_its_own_below_a_text_holds_the_number_of_the_article() -> None:
    clauses = "1. HALL\n\n1.1 Let:\n\n1.1.1 by day;\n\n1.1.2 by year.\n\n"
    text = f"{clauses}2. KEYS\n\nThere are two.\n\n2.1 They open:\n\n2.1.1 doors;\n\n2.1.2 gates.\n"
    found = import_document(text.encode(), file="a.txt", style=STYLES["en"], learn=True)
    assert codes(found) == []
    assert marks(found, 0) == ["1.1", "1.1.1", "1.1.2"]
    assert marks(found, 1) == ["2.1", "2.1.1", "2.1.2"]


def test_a_roman_one_among_letters_is_a_letter_out_of_turn() -> None:
    letters = "\n\n".join(f"({letter}) key {letter};" for letter in "abcdefgihj")
    found = read(f"Article 1. Keys\n\nThere are:\n\n{letters}\n", style="en", file="a.txt")
    assert len(drawn(found)[0]) == 12  # type: ignore[arg-type] # the paragraph as a list
    assert codes(found) == ["number-gap", "number-gap"]
    assert marks(found)[6:9] == ["(g)", "(i)", "(h)"]


def test_digits_of_full_width_number_sections_too() -> None:
    found = read("§1 Keys\n\nTwo.\n\n§２ Locks\n\nOld.\n", style="en", file="a.txt")
    assert [each.heading for each in found.charter.articles] == ["Keys", "Locks"]


def test_a_caption_in_capitals_below_its_label_is_no_title() -> None:
    parts = "\n\n".join(
        f"PART {n}\n\n{word} RULES\n\n{n}. Use of the {word.lower()}\n\nIt is let."
        for n, word in ((1, "HALL"), (2, "YARD"), (3, "ROOF"))
    )
    found = read(parts, style="en", file="a.txt")
    assert [each.heading for each in found.charter.chapters] == [
        "HALL RULES", "YARD RULES", "ROOF RULES",
    ]  # fmt: skip
    assert codes(found) == []


@pytest.mark.parametrize("style", ["en", "ja"])
def test_a_sentence_that_is_broken_by_its_width_is_no_title(style: str) -> None:
    english = (
        "The keys of the hall are kept by the caretaker and are given out\nto members.\n\n"
        "1. Keys\n\nThere are two keys of the hall and one key of the yard, which\nare lent.\n\n"
        "The keys of the yard are kept by the caretaker of the yard and\nare lent too.\n\n"
        "2. Locks\n\nThey are old.\n"
    )
    japanese = (
        "一　鍵は管理人が保管し、会員は、管理人に申し出て、これを借り\n受けることができる。\n"
        "二　錠は次のとおりとし、会員は、これを取り替え、又は増やし、\n若しくは壊す\n"
        "三　門は古いものとし、会員は、これを塗り替え、又は直すことが\nできる。\n"
    )
    text = english if style == "en" else f"第１条　次のとおりとする。\n{japanese}第２条　古い。\n"
    found = read(text, style=style, file="a.txt")
    assert len(found.charter.articles) == 2
    assert all(each.chapter is None for each in found.charter.articles)
    shown = str([drawn(found, at) for at in (0, 1)]) + found.charter.preamble
    whole = ("are given out to members.", "which are lent.") if style == "en" else ("若しくは壊す",)
    assert all(text in shown for text in whole)


def test_articles_with_a_kanji_alone_go_on_in_supplementary_provisions() -> None:
    text = (
        "第一章 鍵\n\n一、 鍵は二本とする。\n\n二、 錠は古い。\n\n附則\n\n三、 本日から施行する。\n"
    )
    found = read(text, style="ja", file="a.txt")
    assert [str(each.number) for each in found.charter.every_article()] == ["1", "2", "3"]
    assert codes(found) == []


def test_a_text_below_a_heading_makes_no_article_of_what_holds_articles() -> None:
    text = (
        "I. Hall\n\nThe hall is old.\n\nA. Rent. It is let.\n\nB. Keys. There are two.\n\n"
        "II. Yard\n\nA. Gate. It is shut.\n\nB. Wall. It stands.\n"
    )
    found = read(text, style="en", file="a.txt")
    headings = [each.heading for each in found.charter.articles]
    assert headings == [None, "Rent", "Keys", "Gate", "Wall"]
    listed = text.replace("The hall is old.", "The hall is let for:")
    found = read(listed.split("II.")[0], style="en", file="a.txt")
    assert [each.heading for each in found.charter.articles] == ["Hall"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("ａ．", "ｂ．"), ("Ａ）", "Ｂ）"), ("(ｱ)", "(ｲ)"), ("（Ⅰ）", "（Ⅱ）"), ("第１", "第２")],
)
def test_items_are_counted_in_every_width(first: str, second: str) -> None:
    text = (
        f"第１条　鍵は次のとおりとする。\n\n　{first}　大\n\n　{second}　小\n\n第２条　錠は古い。\n"
    )
    found = read(text, style="ja", file="a.txt")
    assert drawn(found)[0] == ["1", "鍵は次のとおりとする。", ["1", "大"], ["2", "小"]]
    assert marks(found) == [first, second]
    assert codes(found) == []
    files = files_of(found.charter, STYLES["ja"])
    assert load(files, STYLES["ja"]).charter == found.charter


@pytest.mark.parametrize("number", ["Ⅰ Ⅱ", "I II", "１ ２"])
def test_chapters_are_counted_in_roman_signs_too(number: str) -> None:
    first, second = number.split()
    text = f"第{first}章　鍵\n\n第１条　二本。\n\n第{second}章　錠\n\n第２条　古い。\n"
    found = import_document(text.encode(), file="a.txt", style=STYLES["ja"], learn=True)
    assert [each.heading for each in found.charter.chapters] == ["鍵", "錠"]
    assert codes(found) == []


def test_a_number_before_a_word_that_begins_like_a_level_is_no_level() -> None:
    text = "第1 鍵\n　鍵は二本とする。\n\n第2 目的\n　門を開ける。\n\n第3 条件\n　会員に限る。\n"
    found = read(text, style="ja", file="a.txt")
    assert [str(each.number) for each in found.charter.articles] == ["1", "2", "3"]
    assert not found.charter.chapters


@pytest.mark.parametrize(("long", "short"), [("Section", "Sec."), ("Article", "Art.")])
def test_a_word_and_its_short_form_count_in_one_row(long: str, short: str) -> None:
    text = f"{long} 1. Rent. Let.\n\n{short} 2. Keys. Two.\n\n{long} 3. Locks. Old.\n"
    found = read(text, style="en", file="a.txt")
    assert [str(each.number) for each in found.charter.articles] == ["1", "2", "3"]
    assert codes(found) == []


def test_a_gap_at_the_column_of_a_row_is_of_that_row_and_no_list_in_it() -> None:
    text = (
        "第１条　本会は、次の係を置く。\n\n  一、 花の係\n\n    一、 種の係\n\n    二、 水の係\n\n"
        "第２条　係は、次の物を備える。\n\n  一、 じょうろ\n\n  三、 くわ\n"
    )
    found = read(text, style="ja", file="club.txt")
    assert drawn(found, 1) == [["1", "係は、次の物を備える。", ["1", "じょうろ"], ["3", "くわ"]]]
    assert codes(found) == ["number-gap"]


@pytest.mark.parametrize("mark", ["{}．", "{}. ", "{}　", "{}、"])
def test_titles_behind_bare_numbers_over_their_texts_are_captions(mark: str) -> None:
    digits = "123" if mark == "{}. " else "１２３"
    words = "名称\n本会は、花の会と称する。", "目的\n本会は、花を育てる。", "会費\n千円とする。"
    lines = [mark.format(digit) + each for digit, each in zip(digits, words, strict=True)]
    text = "花の会会則\n\n" + "\n\n".join(lines)
    found = read(text, style="ja", file="club.txt")
    assert [each.heading for each in found.charter.articles] == ["名称", "目的", "会費"]
    assert codes(found) == []


def test_short_items_over_texts_are_no_captions() -> None:
    items = "(1)　正会員\n\n花を育てる個人\n\n(2)　準会員\n\n花を買う個人\n"
    text = f"第１条　会員は、次の二種とする。\n\n{items}"
    found = read(text, style="ja", file="club.txt")
    assert [each.heading for each in found.charter.articles] == [None]
    assert drawn(found) == [
        [
            "1",
            "会員は、次の二種とする。",
            ["1", "正会員\n花を育てる個人"],
            ["2", "準会員\n花を買う個人"],
        ]
    ]


def test_a_few_broken_lines_are_one_sentence_though_one_goes_on_with_a_citation() -> None:
    text = (
        "第１条　花の会の会員は、毎年の花の数と種類とを記した帳面を作り、その写しを温室の戸口の棚\n"
        "に備え置かなければならない。\n\n"
        "第２条　花の会の会員でない者が温室に入る場合については、会員の例により前条及びこの会則の\n"
        "第１条の規定に従う。\n"
    )
    found = read(text, style="ja", file="club.txt")
    assert [len(drawn(found, at)) for at in (0, 1)] == [1, 1]
    assert "棚に備え" in str(drawn(found, 0))
    assert "この会則の第１条" in str(drawn(found, 1))


@pytest.mark.parametrize(("inner", "kept"), [
    ("    - by post\n    - by hand\n", "- by post\n- by hand"),
    ("    1. by post\n    2. by hand\n", "1. by post\n2. by hand"),
])  # fmt: skip
def test_a_list_in_a_bullet_is_kept_beside_it_with_a_doubt(inner: str, kept: str) -> None:
    lines = f"- keeps them\n- sends word\n{inner}- rests\n\n* and sleeps\n"
    found = read(f"## Article 1. Keys\n\nThe board:\n\n{lines}", style="en")
    assert drawn(found) == [
        ["1", f"The board:\n- keeps them\n- sends word\n{kept}\n- rests\n* and sleeps"]
    ]
    (doubt,) = [one for one in found.report.doubts if one.severity != "note"]
    assert (doubt.code, doubt.place.line) == ("marks-otherwise", 7)


def test_a_bare_number_before_a_title_in_capitals_is_one_though_a_number_is_missing() -> None:
    text = "1 HALL\n\n1.1 The hall is let.\n\n1.2 (Deleted)\n\n3 BAND\n\n3.1 The brass plays.\n"
    found = read(text, style="en", file="club.txt")
    assert [(str(each.number), each.heading) for each in found.charter.articles] == [
        ("1", "HALL"), ("3", "BAND"),
    ]  # fmt: skip
    assert codes(found) == ["number-gap"]


@pytest.mark.parametrize(
    ("titles", "style"),
    [
        (("Summary of contents", "Detailed contents"), "bylaws"),
        (("LIST OF ARTICLES", "Arrangement of Sections"), "bylaws"),
        (("目次（概要）", "目　次（詳細）"), "ja"),
    ],
)
def test_lists_of_contents_have_many_titles_and_the_name_may_stand_behind_them(
    titles: tuple[str, str], style: str
) -> None:
    wide = style == "ja"
    over = ("第1章 鍵", "第2章 門") if wide else ("Article I. Keys", "Article II. Gates")
    names = ("第1条（数）", "第2条（色）") if wide else ("Section 1.1. Count.", "Section 2.1. Hue.")
    name = "青空会会則" if wide else "Bylaws of Lark Club"
    text = "2本とする。" if wide else "There are two of them."
    short = "\n\n".join(f"## {each}" for each in over)
    pairs = list(zip(over, names, strict=True))
    long = "\n\n".join(f"## {each}\n\n### {inner}" for each, inner in pairs)
    whole = "\n\n".join(f"## {each}\n\n### {inner}\n\n{text}" for each, inner in pairs)
    found = read(
        f"# {titles[0]}\n\n{short}\n\n# {titles[1]}\n\n{long}\n\n# {name}\n\n{whole}\n", style=style
    )
    assert [each.heading for each in found.charter.chapters] == (
        ["鍵", "門"] if wide else ["Keys", "Gates"]
    )
    assert [drawn(found, at) for at in (0, 1)] == [[["1", text]], [["1", text]]]
    assert found.charter.preamble.split("\n")[-1] == name


def test_entries_of_contents_may_name_the_articles_of_their_chapters() -> None:
    found = read(
        "目次\n第１章　鍵（第１条・第２条）\n第２章　門（第３条）\n\n第１章　鍵\n\n"
        "第１条　2本とする。\n\n第２条　赤とする。\n\n第２章　門\n\n第３条　開ける。\n",
        style="ja",
        file="a.txt",
    )
    assert [each.heading for each in found.charter.chapters] == ["鍵", "門"]


def test_a_number_below_its_heading_is_due_where_a_list_follows_it() -> None:
    """As Word files of ours have it: the heading above, the number, then the items."""
    found = read(
        "# Rules\n\n### Keys\n\n1. There are two.\n\n### Gates\n\n### 2.\n\n(a) one is red;\n\n"
        "(b) one is blue.\n\n### Locks\n\n3. There is one.\n\n### Bells\n\n4. They ring.\n",
        style="en",
    )  # fmt: skip
    assert [each.heading for each in found.charter.articles] == ["Keys", "Gates", "Locks", "Bells"]
    assert [str(each.number) for each in found.charter.articles] == ["1", "2", "3", "4"]


def test_a_list_may_begin_behind_a_caption_that_is_run_in() -> None:
    found = read(
        "Section 1.1 Boats. The club owns boats.\n\nSection 1.2 Crew. (a) A crew has:\n\n"
        "(i) a cox; and\n\n(ii) rowers.\n\n(b) A crew is named by the Board.\n\n"
        "Section 1.3 Oars. Oars are blue.\n", style="bylaws", file="a.txt"
    )  # fmt: skip
    assert [each.heading for each in found.charter.articles] == ["Boats", "Crew", "Oars"]
    assert drawn(found, 1) == [
        ["1", ["1", "A crew has:", ["1", "a cox; and"], ["2", "rowers."]],
         ["2", "A crew is named by the Board."]]
    ]  # fmt: skip


def test_entries_of_contents_may_end_in_a_page_behind_a_tab() -> None:
    found = read(
        "Bylaws of Lark Club\n\nTABLE OF CONTENTS\n\nARTICLE I BOATS\t1\n\nSection 1.1 Hull\t1\n\n"
        "ARTICLE II OARS\t12\n\nSection 2.1 Blade\t12\n\nARTICLE I\n\nBOATS\n\nSection 1.1 Hull. "
        "It is red.\n\nARTICLE II\n\nOARS\n\nSection 2.1 Blade. It is blue.\n",
        style="bylaws", file="a.txt",
    )  # fmt: skip
    assert [each.heading for each in found.charter.chapters] == ["BOATS", "OARS"]
    assert "number-twice" not in codes(found)


def test_a_text_below_a_caption_may_begin_with_a_citation() -> None:
    found = read(
        "§ 1 Seat\n\nThe seat is Bonn.\n\n§ 2 Branch\nSection 1 (2) applies accordingly.\n\n"
        "§ 3 Object\n\nThe sale of bells.\n", style="en", file="a.txt"
    )  # fmt: skip
    assert [each.heading for each in found.charter.articles] == ["Seat", "Branch", "Object"]
    assert drawn(found, 1) == [["1", "Section 1 (2) applies accordingly."]]


def test_an_annex_is_part_of_no_section_whose_number_is_a_heading() -> None:
    found = read(
        "# Agreement\n\n## 1. Club\n\n### 1.1 Seat.\n\nIn town.\n\n### 1.2 Hue.\n\nRed.\n\n"
        "Schedule A\n\nAnn: 3 boats\n", style="bylaws"
    )  # fmt: skip
    assert drawn(found, 1) == [["1", "Red."]]
    assert found.charter.closing.startswith("Schedule A") or found.charter.blocks


def test_a_caption_keeps_brackets_that_the_others_do_not_have() -> None:
    found = read(
        "（数）\n第１条　鍵は、2本とする。\n\n【色】\n第２条　赤とする。\n\n"
        "（錠）\n第３条　置く。\n",
        style="ja", file="a.txt",
    )  # fmt: skip
    assert [each.heading for each in found.charter.articles] == ["数", "【色】", "錠"]
    assert [STYLES["ja"].bracketed(each.heading or "") for each in found.charter.articles] == [
        "（数）", "【色】", "（錠）",
    ]  # fmt: skip


_MEASURES = {
    "people": "(1)　会長\n1名\n(2)　副会長\n2名\n(3)　監事\n若干名\n",
    "people, wide": "１　会長\n１名\n２　副会長\n２名以上\n３　会計\n３人\n",
    "money": "一　正会員\n年額\n５０円\n二　賛助会員\n１口\n１００円\n",
    "times": "ア　総会\n１回\nイ　役員会\n２回以上\n",
}


@pytest.mark.parametrize("name", sorted(_MEASURES))
def test_a_measure_on_a_line_of_its_own_is_no_mark_and_no_caption(name: str) -> None:
    rows = _MEASURES[name].split("\n")[:-1]
    end = "第２条（任期）　２年とする。\n"
    text = f"規則\n\n第１条（役員）　次のとおりとする。\n{_MEASURES[name]}\n{end}"
    found = read(text, style="ja", file="rules.txt")
    first, second = found.charter.articles
    assert (first.heading, second.heading) == ("役員", "任期")
    (paragraph,) = drawn(found)
    assert isinstance(paragraph, list)
    items = [each for each in paragraph if isinstance(each, list)]
    assert [number for number, *_ in items] == [str(at + 1) for at in range(len(items))]
    lines = [line for _, *parts in items for part in parts for line in part.split("\n")]
    assert lines == [row.split("　")[-1] for row in rows]


def test_the_number_of_a_measure_that_a_word_goes_on_with_is_a_mark() -> None:
    text = "規則\n\n第１条（議事）　次の事項を議する。\n１年会費に関する事項\n２人事に関する事項\n"
    (paragraph,) = drawn(read(text, style="ja", file="r.txt"))
    assert isinstance(paragraph, list)
    assert paragraph[2:] == [["1", "年会費に関する事項"], ["2", "人事に関する事項"]]
