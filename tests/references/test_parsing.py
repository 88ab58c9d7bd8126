"""The rules of the grammars, one by one, and the labelled sentences of ``corpus/``."""

from __future__ import annotations

import pytest

from amendtool.articles.addresses import Address
from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import DECIMAL, FULL_WIDTH, KANJI, MIXED_WIDTH, Numeral
from amendtool.articles.references.antecedents import Context
from amendtool.articles.references.parser import parse_references, read
from amendtool.articles.references.reference import (
    Category,
    CitedPlace,
    Doubt,
    Edit,
    Form,
    Level,
    Range,
    Reference,
    Relation,
)
from amendtool.articles.references.writer import DigitHabits
from amendtool.articles.styles import JA
from tests.references.corpus_file import Sentence, sentences

LABELLED = [
    pytest.param(language, sentence, id=f"{language}-{sentence.line}")
    for language in ("en", "ja")
    for sentence in sentences(language)
]


def one(text: str, language: str) -> Reference:
    (reference,) = parse_references(text, language)
    return reference


def place(text: str, language: str) -> CitedPlace:
    (member,) = one(text, language).members
    assert isinstance(member, CitedPlace)
    return member


def edited(text: str, edits: tuple[Edit, ...]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


# -- the corpus ------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "sentence"), LABELLED)
def test_labelled_sentence(language: str, sentence: Sentence) -> None:
    context = Context()
    for text in (*sentence.before, sentence):
        references, context = read(text.text, language, context)
        found = [(r.start, r.text, r.category.value, r.form.value, str(r)) for r in references]
        assert found == [(e.start, e.text, e.category, e.form, e.target) for e in text.expected]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_corpus_covers_every_category_and_form(language: str) -> None:
    cases = list(sentences(language))
    assert len(cases) >= 300
    assert len({case.text for case in cases}) == len(cases)
    labels = [label for case in cases for label in case.expected]
    assert {label.category for label in labels} == {category.value for category in Category}
    assert {label.form for label in labels} == {form.value for form in Form}
    assert sum(not case.expected for case in cases) >= 30


@pytest.mark.parametrize("language", ["en", "ja"])
def test_sentences_do_not_disturb_each_other(language: str) -> None:
    cases = [case for case in sentences(language) if not case.before]
    text, expected = "", []
    for case in cases:
        expected += [(len(text) + label.start, label.text) for label in case.expected]
        text += case.text + "\n"
    assert [(r.start, r.text) for r in parse_references(text, language)] == expected


# -- digits and their replacement -------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        ("第9条", "10", "第10条"),
        ("第９条", "8", "第８条"),
        ("第１２条", "13", "第１３条"),
        ("第九条", "10", "第十条"),
        ("第百二条", "99", "第九十九条"),
        ("第 5 条", "12", "第 12 条"),
        ("第5条", "5-2", "第5条の2"),
        ("第5条の2", "6", "第6条"),
        ("第５条の２", "5-3", "第５条の３"),
        ("第五条の二", "5-3-2", "第五条の三の二"),
        ("旧商法第280条ノ19", "280-20", "旧商法第280条ノ20"),
    ],
)
def test_japanese_number_is_replaced_in_its_own_digits(text: str, new: str, expected: str) -> None:
    cited = place(text, "ja").last
    assert edited(text, cited.edits(Number.parse(new))) == expected


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        ("Article 9", "10", "Article 10"),
        ("Article III", "4", "Article IV"),
        ("Article Five", "6", "Article Six"),
        ("Article 5-2", "6", "Article 6"),
        ("Article 5", "5-2", "Article 5-2"),
        ("Section 3.2", "3-3", "Section 3.3"),
        ("item (3)", "4", "item (4)"),
        ("item (c)", "4", "item (d)"),
        ("item (iv)", "5", "item (v)"),
        ("the second paragraph", "3", "the third paragraph"),
    ],
)
def test_english_number_is_replaced_in_its_own_digits(text: str, new: str, expected: str) -> None:
    cited = place(text, "en").last
    assert edited(text, cited.edits(Number.parse(new))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("第8条⑴", "第8条⑵"), ("第1号イ", "第1号ロ"), ("第8条(1)", "第8条(2)"), ("第8条①", "第8条②")],
)
def test_marker_is_replaced_by_a_marker(text: str, expected: str) -> None:
    assert edited(text, place(text, "ja").last.edits(Number.of(2))) == expected


def test_same_number_needs_no_edit() -> None:
    assert place("第9条の2", "ja").last.edits(Number.of(9, 2)) == ()


def test_width_follows_the_habit_of_the_document() -> None:
    cited = place("第９条", "ja").last
    assert edited("第９条", cited.edits(Number.of(10), MIXED_WIDTH)) == "第10条"
    assert edited("第９条", cited.edits(Number.of(10), FULL_WIDTH)) == "第１０条"
    kanji = place("第九条", "ja").last
    assert edited("第九条", kanji.edits(Number.of(10), MIXED_WIDTH)) == "第十条"


@pytest.mark.parametrize(
    ("text", "habit"),
    [
        ("第９条の規定及び第10条の規定", MIXED_WIDTH),
        ("第９条の規定", MIXED_WIDTH),
        ("第９条の規定及び第１０条の規定", FULL_WIDTH),
        ("第9条の規定及び第10条の規定", DECIMAL),
        ("第９条の規定及び第8条の規定", None),
        ("第九条の規定", None),
    ],
)
def test_habit_is_seen_in_the_citations(text: str, habit: Numeral | None) -> None:
    paragraph = provision(number=Number.of(1), text=text)
    article = Article(key="a", number=Number.of(1), body=(paragraph,))
    assert DigitHabits(Charter(articles=(article,)), JA).width is habit


def test_figures_know_their_span_and_numeral() -> None:
    text = "取締役は、第十四条の二第２項に従う。"
    article, paragraph = place(text, "ja").levels
    assert article.figures is not None
    assert paragraph.figures is not None
    assert text[article.figures.start : article.figures.end] == "十四"
    assert text[article.figures.branch_start : article.figures.branch_end] == "の二"
    assert article.figures.numeral is KANJI
    assert paragraph.figures.numeral is FULL_WIDTH


@pytest.mark.parametrize(("text", "language"), [("Section 27A", "en"), ("第〇条", "ja")])
def test_number_of_another_kind_is_cited_but_not_read(text: str, language: str) -> None:
    cited = place(text, language).last
    assert (cited.relation, cited.number, cited.figures) == (Relation.NUMBERED, None, None)
    with pytest.raises(ValueError, match="readable number"):
        cited.edits(Number.of(1))


# -- levels ------------------------------------------------------------------------------------


def test_shared_levels_are_explicit_in_a_japanese_list() -> None:
    text = "第3条第1項及び第2項"
    first, second = one(text, "ja").members
    assert isinstance(first, CitedPlace)
    assert isinstance(second, CitedPlace)
    assert [(cited.level, cited.inherited) for cited in second.levels] == [
        (Level.ARTICLE, True),
        (Level.PARAGRAPH, False),
    ]
    assert second.levels[0].number == Number.of(3)
    assert text[second.start : second.end] == "第2項"
    assert not any(cited.inherited for cited in first.levels)


def test_shared_levels_are_explicit_in_an_english_list() -> None:
    text = "paragraphs 2 and 3 of Article 5"
    first, second = one(text, "en").members
    assert isinstance(first, CitedPlace)
    assert isinstance(second, CitedPlace)
    assert [cited.inherited for cited in first.levels] == [True, False]
    assert [cited.inherited for cited in second.levels] == [False, False]
    assert text[first.start : first.end] == "paragraphs 2"
    assert text[second.start : second.end] == "3 of Article 5"


def test_word_of_the_level_is_kept_once() -> None:
    first, second = one("Articles 8 and 9", "en").places
    assert (first.last.word, first.last.plural) == ("Articles", True)
    assert (second.last.word, second.last.plural) == ("", False)


def test_letter_beside_letters_is_a_letter() -> None:
    first, second = one("items (h) and (i)", "en").places
    assert (first.last.number, second.last.number) == (Number.of(8), Number.of(9))
    assert place("item (i)", "en").last.number == Number.of(1)


def test_range_keeps_both_ends() -> None:
    text = "第3条から第5条までの規定"
    reference = one(text, "ja")
    (member,) = reference.members
    assert isinstance(member, Range)
    assert (text[member.start : member.end], reference.text) == (
        "第3条から第5条",
        "第3条から第5条まで",
    )
    assert member.first.address == Address(article=Number.of(3))
    assert member.last.address == Address(article=Number.of(5))


@pytest.mark.parametrize(
    ("text", "language", "count", "distance"),
    [
        ("前条", "ja", 1, 1),
        ("前三条", "ja", 3, 1),
        ("前々条", "ja", 1, 2),
        ("前各条", "ja", 0, 1),
        ("the preceding Article", "en", 1, 1),
        ("the preceding two Articles", "en", 2, 1),
        ("the preceding Articles", "en", 0, 1),
    ],
)
def test_neighbours_are_counted(text: str, language: str, count: int, distance: int) -> None:
    cited = place(text, language).last
    assert (cited.level, cited.relation) == (Level.ARTICLE, Relation.PRECEDING)
    assert (cited.count, cited.distance) == (count, distance)


@pytest.mark.parametrize(
    ("text", "language", "address"),
    [
        ("第14条第2項第3号", "ja", "Article 14 paragraph 2 item (3)"),
        ("第14条第3号", "ja", "Article 14 paragraph 1 item (3)"),
        ("附則第2条", "ja", "Supplementary Provisions Article 2"),
        ("第2章", "ja", "Chapter 2"),
        ("第14条ただし書", "ja", "Article 14"),
        ("Article 14 of these Articles of Incorporation", "en", "Article 14"),
    ],
)
def test_numbered_place_has_an_address(text: str, language: str, address: str) -> None:
    assert str(place(text, language).address) == address


@pytest.mark.parametrize(
    ("text", "language"),
    [("前条", "ja"), ("前条第2項", "ja"), ("第2項", "ja"), ("本定款", "ja"), ("第〇条", "ja")],
)
def test_place_that_depends_on_where_it_stands_has_none(text: str, language: str) -> None:
    assert place(text, language).address is None


# -- what was cited before ---------------------------------------------------------------------


def test_same_article_is_bound_to_the_article_before() -> None:
    _, same = parse_references("第7条第1項の請求は、同条第2項による。", "ja")
    (member,) = same.members
    assert isinstance(member, CitedPlace)
    assert member.levels[0].relation is Relation.SAME
    assert member.levels[0].meant.number == Number.of(7)
    assert str(member.address) == "Article 7 paragraph 2"


def test_same_of_same_is_bound_to_the_first() -> None:
    *_, last = parse_references("前条の請求は、同条第2項による。同条第3項も同じ。", "ja")
    (member,) = last.members
    assert isinstance(member, CitedPlace)
    assert member.levels[0].meant.relation is Relation.PRECEDING


def test_context_carries_articles_but_not_own_paragraphs() -> None:
    _, context = read("前条の請求は、前項による。", "ja")
    assert str(parse_references("同条の請求", "ja", context)[0]) == "preceding article"
    (same,) = parse_references("同項の請求", "ja", context)
    assert same.doubt is Doubt.ANTECEDENT


def test_context_carries_the_law() -> None:
    _, context = read("会社法第309条による。", "ja")
    (same,) = parse_references("同条の決議", "ja", context)
    assert (same.category, same.law) == (Category.EXTERNAL, "会社法")
    (law,) = parse_references("同法第310条の決議", "ja", context)
    assert law.law == "会社法"


def test_context_is_carried_through_a_text_without_citations() -> None:
    _, context = read("第7条による。", "ja")
    _, context = read("書面で行う。", "ja", context)
    assert str(parse_references("同条の請求", "ja", context)[0]) == "Article 7"


@pytest.mark.parametrize(
    ("text", "language", "doubt"),
    [
        ("同条の規定", "ja", Doubt.ANTECEDENT),
        ("the same Article", "en", Doubt.ANTECEDENT),
        ("Article 5 and Article 361 of the Companies Act", "en", Doubt.SCOPE),
        ("Under the Companies Act, Article 5 applies.", "en", Doubt.SCOPE),
        ("Articles 8-10", "en", Doubt.HYPHEN),
        ("Articles 361 and 387 of the Companies Act", "en", None),
        ("Articles 8 to 10", "en", None),
        ("第5条", "ja", None),
    ],
)
def test_doubt_is_told(text: str, language: str, doubt: Doubt | None) -> None:
    assert one(text, language).doubt is doubt


# -- documents ---------------------------------------------------------------------------------


def test_heading_may_stand_before_the_document() -> None:
    text = "Article 15 (Internet Disclosure) of the present Articles of Incorporation is deleted."
    reference = one(text, "en")
    assert (reference.text, reference.category) == ("Article 15", Category.HISTORICAL)


def test_law_reaches_back_over_numbers_but_not_over_neighbours() -> None:
    found = parse_references("the preceding Article and Article 361 of the Companies Act", "en")
    assert [(r.text, r.category.value) for r in found] == [
        ("the preceding Article", "internal"),
        ("Article 361 of the Companies Act", "external"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "平成17年法律第86号",
        "内閣府令第3号",
        "別表第二第3号",
        "別表第1号",
        "第1号様式",
        "section(s) to be amended",
        "item 4 of the agenda",
    ],
)
def test_number_of_something_else_is_no_reference(text: str) -> None:
    language = "en" if text.isascii() else "ja"
    assert parse_references(text, language) == ()


@pytest.mark.parametrize("language", ["ja", "ja-JP", "JA"])
def test_language_is_a_tag(language: str) -> None:
    assert one("第5条", language).text == "第5条"


def test_other_languages_are_read_as_english() -> None:
    assert one("Article 5", "de").text == "Article 5"


@pytest.mark.parametrize("name", ["倫理ガイドライン", "議事録", "内閣府通達", "取締役会規程"])
def test_a_document_is_told_by_the_end_of_its_name(name: str) -> None:
    (found,) = parse_references(f"{name}第3条に従う。", "ja")
    assert (found.category, found.law) == (Category.EXTERNAL, name)
