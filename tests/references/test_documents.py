"""Whose provision is cited: that of a law, of another document, or of the document itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from amendtool.articles.charter import Article, Chapter, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import ROMAN
from amendtool.articles.references.inventory import list_references
from amendtool.articles.references.reference import Category, Doubt
from amendtool.articles.references.style_words import read_in
from amendtool.articles.styles import BYLAWS, EN, JA, DraftingStyle

NAMES = [
    line
    for line in (Path(__file__).parent / "names.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "sentence", ["{}第3条に定める。", "総会は、{}第3条第2項による。", "第2条及び{}第3条"]
)
def test_a_name_directly_before_a_number_is_that_of_another_document(
    name: str, sentence: str
) -> None:
    text = sentence.format(name)
    *_, reference = read_in(text, JA)[0]
    assert (reference.category, reference.law) == (Category.EXTERNAL, name)


@pytest.mark.parametrize(
    "text",
    [
        "その方法第2号による。",
        "次の手法第1号又は招集方法第2号を用いる。",
        "本定款第3条に定める。",
        "当会社定款第3条に定める。",
        "この規程第3条に定める。",
        "本規則第3条に定める。",
        "当細則第3条に定める。",
        "その場合第3条の規定による。",
        "食事療法第1号を行う。",
        "不適法第3号の申立て",
    ],
)
def test_a_common_word_is_no_name(text: str) -> None:
    assert {each.category for each in read_in(text, JA)[0]} == {Category.INTERNAL}


def _read(style: DraftingStyle, title: str, text: str) -> list[tuple[str, bool]]:
    found = read_in(text, replace(style, document_name=title))[0]
    return [(each.text, each.category is Category.INTERNAL) for each in found]


@pytest.mark.parametrize(
    ("title", "text", "ours"),
    [
        ("監査役会規程", "定款第5条及び本規程第6条", [False, True]),
        ("株式会社甲乙 監査役会規程", "監査役会規程第5条、取締役会規程第5条", [True, False]),
        (
            "株式会社甲乙監査役会規程",
            "監査役会規程第5条、この定款第6条、この規程第7条",
            [True, False, True],
        ),
        (
            "会員規約",
            "本規約第3条、当会の定款第4条、本定款第5条、規約第6条",
            [True, False, False, True],
        ),
        ("経理細則", "本会細則第3条、本会規程第4条、当細則第2条", [True, False, True]),
        ("業務委託契約書", "本契約書第3条、定款第4条", [True, False]),
        ("定款", "定款第5条、本定款第5条、取締役会規程第6条", [True, True, False]),
        ("規則集その一", "定款第5条、経理規程第5条", [True, False]),
    ],
)
def test_the_title_says_which_document_it_is_in_japanese(
    title: str, text: str, ours: list[bool]
) -> None:
    assert [own for _, own in _read(JA, title, text)] == ours


@pytest.mark.parametrize(
    ("style", "title", "text", "ours"),
    [
        (
            EN,
            "Operating Agreement",
            "Article 3 of this Agreement; Article 4 of the Articles",
            [1, 0],
        ),
        (EN, "Shareholders Agreement of Example Ltd", "Article 3 of the Agreement", [1]),
        (EN, "Shareholders Agreement", "Article 3 of the Shareholders Agreement", [1]),
        (EN, "Shareholders Agreement", "Article 3 of the Loan Agreement", [0]),
        (
            EN,
            "Audit Committee Charter",
            "Article 3 of this Charter; Article 4 of the Bylaws",
            [1, 0],
        ),
        (
            EN,
            "Articles of Association",
            "Article 3 of the Articles; Article 4 of the Bylaws",
            [1, 0],
        ),
        (
            EN,
            "Articles of Association",
            "Article 3 of this Agreement, Article 4 of the Lease",
            [0, 0],
        ),
        (BYLAWS, "Bylaws", "Section 3.1 of the Bylaws; Section 3.2 of these Bylaws", [1, 1]),
        (BYLAWS, "By-laws of Oak Club", "Section 3.1 of the by-laws of Oak Club", [1]),
        (BYLAWS, "Bylaws", "Section 3.1 of the Bylaws of the National Society", [0]),
        (BYLAWS, "Bylaws", "Section 3.1 of the Articles; Section 3.2 of the Lease", [0, 0]),
        (BYLAWS, "Bylaws", "Section 3.1 of the Delaware General Corporation Law", [0]),
    ],
)
def test_the_title_says_which_document_it_is_in_english(
    style: DraftingStyle, title: str, text: str, ours: list[int]
) -> None:
    assert [int(own) for _, own in _read(style, title, text)] == ours


# -- words of a level that the document has not ------------------------------------------------


def _charter(text: str, *, chapters: bool = False) -> Charter:
    one = Number.of(1)
    article = Article(
        key="a", number=one, heading=None, chapter="c" if chapters else None,
        body=(provision(number=one, text=text),),
    )  # fmt: skip
    held = (Chapter(key="c", number=one, heading="General"),) if chapters else ()
    return Charter(articles=(article,), chapters=held)


def _listed(text: str, style: DraftingStyle, *, chapters: bool = False) -> Iterator[str]:
    for each in list_references(_charter(text, chapters=chapters), style):
        yield each.reference.text


@pytest.mark.parametrize(
    "text",
    [
        "The officers of this Chapter are volunteers.",
        "The preceding Chapter of the club dissolved.",
        "Members of this Section of the orchestra rehearse weekly.",
    ],
)
def test_a_branch_of_the_club_is_no_reference(text: str) -> None:
    assert not list(_listed(text, EN))


def test_a_chapter_is_a_branch_in_bylaws() -> None:
    assert not list(_listed("The officers of this Chapter are volunteers.", BYLAWS, chapters=True))
    (reference,) = read_in("Chapter 617 applies.", BYLAWS)[0]
    assert reference.category is Category.EXTERNAL


def test_a_chapter_is_one_where_the_document_has_chapters() -> None:
    assert list(_listed("This Chapter applies.", EN, chapters=True)) == ["This Chapter"]
    assert not list(_listed("This Section applies.", EN, chapters=True))


def test_a_chapter_in_japanese_is_never_a_word() -> None:
    assert list(_listed("本章の規定による。", JA)) == ["本章"]


OTHER_CHARTERS = [
    "公益財団法人全国将棋連盟定款第8条",
    "一般社団法人みなと管弦楽団定款第8条",
    "株式会社かえでの定款第8条",
    "県連合会の定款第8条",
    "日本水泳連盟定款第8条",
    "甲の定款第8条",
    "ABC定款第8条",
    "モデル定款第8条",
]
OWN_CHARTER = [
    "定款第8条",
    "当会社の定款第8条",
    "この法人の定款第8条",
    "本会定款第8条",
    "当連盟定款第8条",
    "弊社定款第8条",
    "改正後の定款第8条",
    "第1号議案定款第8条",
    "総会の定款第8条",
    "第1条中定款第8条",
]


@pytest.mark.parametrize("text", OTHER_CHARTERS)
def test_a_body_named_before_the_charter_is_another(text: str) -> None:
    assert _read(JA, "定款", text)[-1] == (text, False)
    assert _read(JA, "理事会規程", text)[-1] == (text, False)


@pytest.mark.parametrize("text", OWN_CHARTER)
def test_words_that_name_no_other_body_leave_the_charter_ours(text: str) -> None:
    assert _read(JA, "定款", text)[-1][1]


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("公益財団法人全国将棋連盟定款第8条", True),
        ("全国将棋連盟の定款第8条", True),
        ("総会は、連盟定款第8条による。", True),
        ("全将連定款第8条", True),
        ("日本水泳連盟定款第8条", False),
        ("ひまわり連盟定款第8条", False),
    ],
)
def test_what_the_settings_call_our_body_is_ours(text: str, ours: bool) -> None:
    style = replace(JA, document_name="定款", body_names=("公益財団法人全国将棋連盟", "全将連"))
    (reference,) = read_in(text, style)[0]
    assert (reference.category is Category.INTERNAL) == ours


@pytest.mark.parametrize(
    ("bodies", "text", "ours"),
    [
        ((), "Article 8 of the Articles of the National Chess Federation", False),
        ((), "Article 8 of the Articles of Association of the Harbour Trust", False),
        ((), "Article 8 of the Articles of Maple", True),
        (("Maple Trading, Inc.",), "Article 8 of the Articles of Maple Trading", True),
        (("Maple Trading, Inc.",), "Article 8 of the Articles of Birch", False),
        (("Maple Trading, Inc.",), "Article 8 of the Articles of the Company", True),
        (("葛飾商事",), "Article 8 of the Articles of Maple", True),
    ],
)
def test_whose_articles_an_english_name_tells(
    bodies: tuple[str, ...], text: str, ours: bool
) -> None:
    style = replace(EN, document_name="Articles of Incorporation", body_names=bodies)
    (reference,) = read_in(text, style)[0]
    assert (reference.category is Category.INTERNAL) == ours


def test_bylaws_know_their_own_body() -> None:
    style = replace(BYLAWS, document_name="Bylaws", body_names=("Maple Club",))
    told = [
        read_in(f"Section 3.1 of the Bylaws of {name} applies.", style)[0][0].category
        for name in ("Maple Club", "the National Society")
    ]
    assert told == [Category.INTERNAL, Category.EXTERNAL]


@pytest.mark.parametrize(
    ("text", "category", "doubt"),
    [
        ("Schedule 2 paragraph 3 applies.", Category.EXTERNAL, None),
        ("See Exhibit C (paragraph 1).", Category.EXTERNAL, None),
        ("Appendix IV at paragraph 2", Category.EXTERNAL, None),
        ("As Annex B, paragraph 2 says", Category.INTERNAL, Doubt.SCOPE),
        ("Subject to Schedule 1, Article 5 applies.", Category.INTERNAL, Doubt.SCOPE),
        ("Exhibit C and paragraph 1", Category.INTERNAL, None),
    ],
)
def test_a_provision_of_an_annex_is_none_of_the_articles(
    text: str, category: Category, doubt: Doubt | None
) -> None:
    (reference,) = read_in(text, EN)[0]
    assert (reference.category, reference.doubt) == (category, doubt)


@pytest.mark.parametrize(
    "text", ["別表１の２第５条", "様式第２号第３項", "別表第一の二第三項", "別紙第３条"]
)
def test_a_provision_of_a_japanese_table_is_no_citation(text: str) -> None:
    assert read_in(text, JA)[0] == ()


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("any option in paragraph (ii) above", ["(b)"]),
        ("as clause (ii) says", ["(b)"]),
        ("paragraphs (i) and (ii)", ["(a)", "(b)"]),
        ("as item (2) says", [""]),
        ("as sub-item (b) says", ["(b)"]),
    ],
)
def test_a_numeral_tells_beside_what_a_provision_stands(text: str, targets: list[str]) -> None:
    roman = replace(EN.item_form(2), numeral=ROMAN)
    beside = tuple(
        provision(number=Number.of(n), text=text if n == 3 else "…", form=roman) for n in (1, 2, 3)
    )
    items = tuple(
        provision(number=Number.of(n), text="…", items=beside if n == 1 else ()) for n in (1, 2, 3)
    )
    body = (provision(number=Number.of(1), text="…", items=items),)
    article = Article(key="own", number=Number.of(1), body=body)
    listed = list_references(Charter(articles=(article,)), EN)
    found = [str(address) for each in listed for _, address in each.targets]
    first = "Article 1 paragraph 1 item ({})"
    assert found == [
        first.format(1) + f" sub-item {each}" if each else first.format(2) for each in targets
    ]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Officers are these.\nSubsection 1.1 Warden\nThe warden leads.", []),
        ("Subsection 1.1 Warden:\nThe warden leads.\nSubsection 1.2 Clerk.\nThe clerk writes.", []),
        ("Section 1.1\nTerms of Office\nOne year, as Section 1.2 says.", ["Section 1.2"]),
        ("Officers serve.\nSection 1.1 governs.", ["Section 1.1"]),
        ("Officers serve.\nSection 1.1, and no other, governs.", ["Section 1.1"]),
        ("Section 1.1", ["Section 1.1"]),
        ("Section 1.1. Terms of Office", []),
        ("Section 1.1. The rest is left to Section 1.2.", ["Section 1.1", "Section 1.2"]),
    ],
)
def test_a_label_that_is_held_as_text_cites_nobody(text: str, cited: list[str]) -> None:
    assert list(_listed(text, BYLAWS)) == cited
