"""References under an amendment: what follows, what stays, what is asked about.

The cases are data: ``following/*.yaml`` holds present articles, operations, and what has to
come out. A new case needs no Python.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.crossrefs.ledger import Rule
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.operations import Renumber
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Article, Chapter, Charter, article_texts, provision
from amendtool.articles.numbers import Number
from amendtool.articles.references.inventory import list_references
from amendtool.articles.references.reference import Category
from amendtool.articles.styles import EN, JA, STYLES, DraftingStyle
from amendtool.articles.text.clause import format_clause, parse_clause
from amendtool.errors import AmendtoolError
from amendtool.repository.storage.folders import clause_of

HERE = Path(__file__).parent / "following"


def _cases() -> list[Any]:
    found = []
    for file in sorted(HERE.glob("*.yaml")):
        for case in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader):
            found.append(pytest.param(case, id=f"{file.stem}: {case['title']}"))
    return found


def _charter(case: dict[str, Any], style: DraftingStyle) -> Charter:
    chapters: list[Chapter] = []
    articles: list[Article] = []
    supplementary: list[Article] = []
    for name, text in case["present"].items():
        if name.startswith("chapter "):
            number = Number.parse(name.removeprefix("chapter "))
            chapters.append(Chapter(key=f"c{number}", number=number, heading=text))
            continue
        extra = name.startswith("s")
        clause = parse_clause(text, style)
        article = Article(
            key=f"k{name}",
            number=Number.parse(name.removeprefix("s")),
            heading=clause.heading,
            body=clause.paragraphs,
            status=clause.status,
            chapter=chapters[-1].key if chapters and not extra else None,
        )
        (supplementary if extra else articles).append(article)
    return Charter(
        articles=tuple(articles), chapters=tuple(chapters), supplementary=tuple(supplementary)
    )


def _apply(case: dict[str, Any], charter: Charter, style: DraftingStyle) -> Application:
    text = "amendment: case\noperations:\n" + case["operations"]
    return apply(charter, read_amendment(text, style, file="case.yaml").amendment, style)


@pytest.mark.parametrize("case", _cases())
def test_case(case: dict[str, Any]) -> None:
    style = STYLES[case["style"]]
    charter = _charter(case, style)
    if "problems" in case:
        with pytest.raises(AmendtoolError) as caught:
            _apply(case, charter, style)
        assert [problem.code for problem in caught.value.problems] == case["problems"]
        return
    application = _apply(case, charter, style)
    proposed = {
        ("s" if application.proposed.is_supplementary(article.key) else "")
        + str(article.number): format_clause(clause_of(article), style)
        for article in application.proposed.every_article()
    }
    for number, text in case.get("proposed", {}).items():
        expected = format_clause(parse_clause(text, style), style)
        assert proposed[number] == expected
    # Words quoted in one text are asked about together.
    asked = dict.fromkeys((entry.standing, problem) for entry, problem in application.questions)
    assert [problem.code for _, problem in asked] == case.get("questions", [])
    for words in case.get("hints", []):
        assert any(words in problem.hint for _, problem in application.questions), words
    if "unread" in case:
        assert [each.words for each in application.unread] == case["unread"]
    rules = [f"{entry.before} | {entry.rule}" for entry in application.ledger]
    for rule in case.get("rules", []):
        assert rule in rules


# Laws

EN_CITATIONS = [
    "Article {a}", "Articles {a} and {b}", "Article {a}, paragraph 1", "paragraph 1 of Article {a}",
    "the preceding article", "the following article", "this Article",
    "Article {a} of the Companies Act", "Article 361, paragraph 1 of the Companies Act",
]  # fmt: skip
JA_CITATIONS = [
    "第{a}条", "第{a}条及び第{b}条", "第{a}条第１項", "前条", "次条", "本条",
    "会社法第{a}条", "会社法第309条第2項", "改正前定款第{a}条",
]  # fmt: skip


@st.composite
def _citing(draw: st.DrawFn) -> tuple[DraftingStyle, Charter]:
    """Articles that cite each other, and laws, in every way."""
    style = draw(st.sampled_from([EN, JA]))
    citations = EN_CITATIONS if style is EN else JA_CITATIONS
    count = draw(st.integers(2, 12))
    articles = []
    for number in range(1, count + 1):
        usable = [
            citation
            for citation in citations
            if not (number == 1 and ("preceding" in citation or "前条" in citation))
            and not (number == count and ("following" in citation or "次条" in citation))
        ]
        chosen = draw(st.lists(st.sampled_from(usable), max_size=3))
        written = [
            citation.format(a=draw(st.integers(1, count)), b=draw(st.integers(1, count)))
            for citation in chosen
        ]
        text = (
            "; ".join(["The Company shall act", *(f"it applies {w}" for w in written)]) + "."
            if style is EN
            else "当会社は、" + "、".join(f"{w}の規定により行い" for w in written) + "定める。"
        )
        paragraph = provision(number=Number.of(1), text=text)
        articles.append(Article(key=f"k{number}", number=Number.of(number), body=(paragraph,)))
    return style, Charter(articles=tuple(articles))


@st.composite
def _permuted(draw: st.DrawFn) -> tuple[DraftingStyle, Charter, tuple[Renumber, ...]]:
    """The same with a renumbering: any permutation of the numbers."""
    style, charter = draw(_citing())
    numbers = [article.number.main for article in charter.articles if article.number]
    goals = draw(st.permutations(numbers))
    moves = []
    for old, new in zip(numbers, goals, strict=True):
        if old != new:
            here = Address(article=Number.of(old))
            there = Address(article=Number.of(new))
            moves.append(Renumber(target=AddressRange(here, here), to=AddressRange(there, there)))
    return style, charter, tuple(moves)


def _targets(charter: Charter, style: DraftingStyle) -> dict[str, list[list[str]]]:
    """By key, the keys of the articles that each internal reference means."""
    found: dict[str, list[list[str]]] = {article.key: [] for article in charter.articles}
    for listed in list_references(charter, style):
        if listed.reference.category is Category.INTERNAL:
            keys = sorted({spot.key for spot, _ in listed.targets})
            found[listed.standing.spot.key].append(keys)
    return found


def _foreign(charter: Charter, style: DraftingStyle) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {article.key: [] for article in charter.articles}
    for listed in list_references(charter, style):
        if listed.reference.category is not Category.INTERNAL:
            found[listed.standing.spot.key].append(listed.reference.text)
    return found


@given(_permuted())
def test_every_reference_means_the_same_provisions_before_and_after(
    case: tuple[DraftingStyle, Charter, tuple[Renumber, ...]],
) -> None:
    style, charter, moves = case
    if not moves:
        return
    application = apply(charter, Amendment(name="x", operations=moves), style)
    assert not application.questions
    assert _targets(application.proposed, style) == _targets(charter, style)


@given(_permuted())
def test_references_into_other_documents_are_never_touched(
    case: tuple[DraftingStyle, Charter, tuple[Renumber, ...]],
) -> None:
    style, charter, moves = case
    if not moves:
        return
    application = apply(charter, Amendment(name="x", operations=moves), style)
    assert _foreign(application.proposed, style) == _foreign(charter, style)


@given(_permuted())
def test_a_renumbering_and_its_inverse_give_the_text_back(
    case: tuple[DraftingStyle, Charter, tuple[Renumber, ...]],
) -> None:
    style, charter, moves = case
    if not moves:
        return
    application = apply(charter, Amendment(name="x", operations=moves), style)
    assert apply(application.proposed, application.inverse, style).proposed == charter
    # Numbers that were written as numbers come back by following alone, too.
    back = tuple(Renumber(target=move.to, to=move.target) for move in moves)
    again = apply(application.proposed, Amendment(name="y", operations=back), style).proposed
    for before, after in zip(charter.articles, again.articles, strict=True):
        if all(entry.rule is not Rule.MADE_ABSOLUTE for entry in application.ledger):
            assert list(article_texts(after)) == list(article_texts(before))


@given(_citing())
def test_an_amendment_that_moves_nothing_changes_no_reference(
    case: tuple[DraftingStyle, Charter],
) -> None:
    style, charter = case
    last = len(charter.articles)
    text = f"amendment: x\noperations:\n- insert: Article {last + 1}\n  text: New."
    amendment = read_amendment(text, style, file="x").amendment
    application = apply(charter, amendment, style)
    assert application.proposed.articles[:-1] == charter.articles
    assert {entry.rule for entry in application.ledger} <= {Rule.HOLDS, Rule.FOREIGN, Rule.DANGLING}
