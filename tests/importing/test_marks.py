"""Which lines of a document begin a provision, and which only look so."""

from __future__ import annotations

import pytest

from amendtool.articles.charter import Body
from amendtool.articles.styles import STYLES
from amendtool.articles.styles.samples import with_paragraph
from amendtool.importing.document import Imported, import_document
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


@pytest.mark.parametrize("title", ["付則", "付　則", "附則"])
def test_supplementary_provisions_are_written_in_two_ways(title: str) -> None:
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


def test_each_mark_that_has_no_room_is_doubted_for_its_number_follows_no_change() -> None:
    text = "1. Keys\n\n1.1 There are two.\n\n1.2 Nobody copies them.\n\n2. Locks\n\nThey are old.\n"
    assert codes(read(text, style="en", file="a.txt")).count("marks-otherwise") == 2


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
