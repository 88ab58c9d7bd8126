"""Split and merge: inverses of each other, and what becomes of references to their articles."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import Merge, Part, Split
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Article, Charter, Status
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA, STYLES, DraftingStyle
from amendtool.drafting.structure import partings
from tests.amendments.test_moving import applied, articles
from tests.drafting.keyed import drafted as draft_keyed
from tests.strategies import NUMBERED_THROUGH, headings, paragraphs, sentences

names = st.sampled_from(NUMBERED_THROUGH)


def paragraph(article: Article, place: int) -> Address:
    return Address(article=article.number, paragraph=article.paragraphs[place].number)


@st.composite
def split_articles(draw: st.DrawFn) -> tuple[DraftingStyle, Charter, Split]:
    """A charter, and a split of one of its articles into two or three."""
    style = STYLES[draw(names)]
    row = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        body = draw(paragraphs(sentences(style), plain=True))
        heading = draw(st.none() | headings(style))
        row.append(Article(key=f"k{number}", number=Number.of(number), heading=heading, body=body))
    place = draw(st.integers(0, len(row) - 1))
    if len(row[place].paragraphs) == 1:
        more = replace(row[place].paragraphs[0], number=Number.of(2))
        row[place] = replace(row[place], body=(*row[place].paragraphs, more))
    charter, article = Charter(articles=tuple(row)), row[place]
    count = len(article.paragraphs)
    cuts = sorted(draw(st.sets(st.integers(1, count - 1), min_size=1, max_size=2)))
    ends = list(zip([0, *cuts], [*cuts, count], strict=True))
    heir = draw(st.integers(0, len(ends) - 1))
    assert article.number is not None
    parts = []
    for place, (start, end) in enumerate(ends):
        own = place == heir
        parts.append(
            Part(
                at=Address(article=Number.of(article.number.main + place)),
                holds=AddressRange(paragraph(article, start), paragraph(article, end - 1)),
                key=None if own else f"part{place}",
                heading=None if own else draw(st.none() | headings(style)),
            )
        )
    target = Address(article=article.number)
    return style, charter, Split(target=target, parts=tuple(parts), heir=parts[heir].at)


@given(split_articles())
def test_a_merge_takes_back_a_split(case: tuple[DraftingStyle, Charter, Split]) -> None:
    style, charter, split = case
    amendment = Amendment(name="x", operations=(split,), follow=False)
    application = apply(charter, amendment, style)
    inverse = application.inverse
    assert [type(operation) for operation in inverse.operations] == [Merge]
    back = apply(application.proposed, inverse, style)
    assert back.proposed == charter
    assert back.kept == {new: old for old, new in application.kept.items()}


@given(split_articles())
def test_a_split_takes_back_a_merge(case: tuple[DraftingStyle, Charter, Split]) -> None:
    style, whole, split = case
    charter = apply(whole, Amendment(name="x", operations=(split,), follow=False), style).proposed
    ats = [part.at for part in split.parts]
    merge = Merge(target=AddressRange(ats[0], ats[-1]), to=split.target, heir=split.heir)
    application = apply(charter, Amendment(name="x", operations=(merge,), follow=False), style)
    (inverse,) = application.inverse.operations
    assert inverse == split
    assert apply(application.proposed, application.inverse, style).proposed == charter


@given(split_articles())
def test_what_a_split_does_is_written_and_read_back(
    case: tuple[DraftingStyle, Charter, Split],
) -> None:
    style, charter, split = case
    amendment = Amendment(name="x", operations=(split,), follow=False)
    merge = apply(charter, amendment, style).inverse.operations
    for operations in ((split,), merge):
        written = write_amendment(replace(amendment, operations=operations), style)
        read = read_amendment(written, style, file="x.yaml", name="x").amendment
        assert read.operations == operations


@given(split_articles())
def test_a_split_is_drafted_as_one_and_so_is_a_merge(
    case: tuple[DraftingStyle, Charter, Split],
) -> None:
    style, charter, split = case
    application = apply(charter, Amendment(name="x", operations=(split,)), style)
    one, other = charter, application.proposed
    for present, edited, kind in ((one, other, Split), (other, one, Merge)):
        drafted = draft_keyed(present, edited, style, name="drafted").amendment
        assert apply(present, drafted, style).proposed == edited
        kinds = {type(operation) for operation in drafted.operations}
        assert kind in kinds or _asks(present, edited, style), drafted.operations


def _asks(present: Charter, edited: Charter, style: DraftingStyle) -> bool:
    """Whether saying it as a split or merge leaves something to ask, or gives something else."""
    for parting in partings(present, edited):
        found = apply(present, Amendment(name="x", operations=(parting.operation,)), style)
        if not found.questions and found.proposed == edited:
            return False
    return True


@given(split_articles())
def test_with_references_that_follow_the_inverse_is_exact_too(
    case: tuple[DraftingStyle, Charter, Split],
) -> None:
    style, charter, split = case
    application = apply(charter, Amendment(name="x", operations=(split,)), style)
    assert apply(application.proposed, application.inverse, style).proposed == charter
    assert all(
        article.status is not Status.TEXT or article.paragraphs
        for article in application.proposed.articles
    )


SPLIT = """\
- split: Article 2
  into:
    - article: Article 2
      paragraphs: paragraph 1
    - article: Article 3
      paragraphs: paragraphs 2 to 3
      key: new
"""
MERGE = "- merge: Articles 2 to 3\n  into: Article 2\n"


def first(application: Application, key: str = "k1") -> str:
    return application.proposed.by_key()[key].paragraphs[0].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See Article 2 paragraph 3.", "See Article 3 paragraph 2."),
        ("See Article 2 paragraph 1.", "See Article 2 paragraph 1."),
        ("See Articles 2 through 3.", "See Articles 2 through 4."),
        ("See Article 3.", "See Article 4."),
    ],
)
def test_references_follow_the_paragraphs_of_a_split(text: str, expected: str) -> None:
    application = applied(articles(text, "A. | B. | C.", "D."), SPLIT)
    assert not application.questions
    assert first(application) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See Article 3.", "See Article 2 paragraph 3."),
        ("See Article 2 paragraph 2.", "See Article 2 paragraph 2."),
        ("See Article 3 paragraph 1.", "See Article 2 paragraph 3."),
        ("See Articles 2 through 4.", "See Articles 2 through 3."),
        ("See Article 4.", "See Article 3."),
    ],
)
def test_references_follow_the_paragraphs_of_a_merge(text: str, expected: str) -> None:
    application = applied(articles(text, "A. | B.", "C.", "D."), MERGE)
    assert not application.questions
    assert first(application) == expected


@pytest.mark.parametrize(
    ("operations", "texts"),
    [
        (SPLIT, ("See Article 2.", "A. | B. | C.", "D.")),
        (MERGE, ("See Article 2.", "A. | B.", "C.", "D.")),
        (MERGE, ("See Article 3.", "A.", "B. | C.", "D.")),
        (MERGE, ("See Articles 2 through 3.", "A. | B.", "C.", "D.")),
    ],
)
def test_a_reference_to_the_whole_is_asked_about(operations: str, texts: tuple[str, ...]) -> None:
    application = applied(articles(*texts), operations)
    assert [problem.code for _, problem in application.questions] == ["reference-parted"]


def test_what_moves_within_a_range_is_still_in_it() -> None:
    application = applied(
        articles("See Articles 2 through 5.", "B.", "C.", "D.", "E.", "F."),
        "- move: Article 3\n  after: Article 4\n- move: Article 6\n  after: Article 1\n",
    )
    assert not application.questions
    assert first(application) == "See Articles 3 through 6."


def test_the_question_is_answered_by_retargeting() -> None:
    application = applied(
        articles("See Article 2.", "A. | B. | C.", "D."),
        SPLIT + "- retarget: {Article 2: Article 3}\n",
    )
    assert not application.questions
    assert first(application) == "See Article 3."


def test_texts_that_part_name_each_other() -> None:
    application = applied(
        articles("One.", "See paragraph 3. | The preceding paragraph applies. | C.", "D."), SPLIT
    )
    assert not application.questions
    assert first(application, "k2") == "See Article 3 paragraph 2."
    assert first(application, "new") == "Article 2 paragraph 1 applies."


def test_a_merged_article_speaks_of_itself_as_a_paragraph() -> None:
    application = applied(articles("One.", "A. | B.", "This Article applies.", "D."), MERGE)
    merged = application.proposed.by_key()["k2"].paragraphs
    assert [each.text for each in merged] == ["A.", "B.", "Article 2 paragraph 3 applies."]


def test_a_split_in_japanese() -> None:
    application = applied(
        articles(
            "第２条第３項を準用する。",
            "甲とする。 | 前項の規定は、第３項に準用する。 | 乙とする。",
            "丙とする。",
        ),
        "- split: 第2条\n  into:\n    - article: 第2条\n      paragraphs: 第1項から第2項まで\n"
        "    - article: 第3条\n      paragraphs: 第3項\n      key: 新\n",
        JA,
    )
    assert not application.questions
    texts = [[p.text for p in a.paragraphs] for a in application.proposed.articles]
    assert texts == [
        ["第３条第１項を準用する。"],
        ["甲とする。", "前項の規定は、第３条第１項に準用する。"],
        ["乙とする。"],
        ["丙とする。"],
    ]
    assert "- merge: 第２条から第３条まで\n" in write_amendment(application.inverse, JA)
    assert apply(application.proposed, application.inverse, JA).proposed == application.present


def test_the_style_of_an_application_is_that_of_its_inverse() -> None:
    application = applied(articles("See Article 3.", "A. | B.", "C.", "D."), MERGE)
    assert application.style is EN
    assert apply(application.proposed, application.inverse, EN).proposed == application.present
