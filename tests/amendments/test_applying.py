"""Applying an amendment: laws for any articles, and what the published amendments give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.operations import Operation
from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Article, Charter, Provision, Status, article_texts
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, STYLES
from amendtool.articles.text.clause import parse_clause
from amendtool.errors import AmendtoolError, ConflictError, InputError
from tests.strategies import NUMBERED_THROUGH, Amended, amended, charters

ROOT = Path(__file__).parents[2]
names = st.sampled_from(NUMBERED_THROUGH)
any_amended = names.flatmap(lambda name: st.tuples(st.just(name), amended(STYLES[name])))


@given(any_amended)
def test_every_number_follows_from_the_operations(case: tuple[str, Amended]) -> None:
    style, drawn = STYLES[case[0]], case[1]
    proposed = apply(drawn.charter, drawn.amendment, style).proposed
    assert {article.key: article.number for article in proposed.articles} == drawn.numbers


@given(any_amended)
def test_numbers_are_contiguous(case: tuple[str, Amended]) -> None:
    style, drawn = STYLES[case[0]], case[1]
    proposed = apply(drawn.charter, drawn.amendment, style).proposed
    plain = [a.number.main for a in proposed.articles if a.number and not a.number.branches]
    assert plain == list(range(1, len(plain) + 1))


@given(any_amended, st.randoms(use_true_random=False))
def test_the_order_of_operations_means_nothing(case: tuple[str, Amended], random: object) -> None:
    style, drawn = STYLES[case[0]], case[1]
    operations = list(drawn.amendment.operations)
    random.shuffle(operations)  # type: ignore[attr-defined]
    again = replace(drawn.amendment, operations=tuple(operations))
    one = apply(drawn.charter, drawn.amendment, style)
    other = apply(drawn.charter, again, style)
    assert one.proposed == other.proposed
    assert one.kept == other.kept


@given(any_amended)
def test_what_no_operation_acts_on_stays(case: tuple[str, Amended]) -> None:
    style, drawn = STYLES[case[0]], case[1]
    application = apply(drawn.charter, drawn.amendment, style)
    after = application.proposed.by_key()
    for article in drawn.charter.every_article():
        if article.key not in application.origin:
            same = replace(article, number=after[article.key].number)
            assert replace(after[article.key], chapter=same.chapter) == same


@given(any_amended)
def test_what_is_kept_is_there_on_both_sides(case: tuple[str, Amended]) -> None:
    style, drawn = STYLES[case[0]], case[1]
    application = apply(drawn.charter, drawn.amendment, style)
    before, after = application.present.by_key(), application.proposed.by_key()
    assert len(set(application.kept.values())) == len(application.kept)
    for old, new in application.kept.items():
        assert old.key == new.key
        assert _at(before[old.key], old) is not None
        assert _at(after[new.key], new) is not None


def _at(article: Article, spot: Spot) -> Provision | None:
    found: Provision | None = next(
        (p for p in article.paragraphs if p.number == spot.paragraph), None
    )
    for number in spot.items:
        found = next((i for i in found.items if i.number == number), None) if found else None
    return found


@st.composite
def mixed_lists(draw: st.DrawFn) -> tuple[str, Charter, tuple[Operation, ...]]:
    """Operations of two amendments to one charter and of one to another, some of them twice."""
    name = draw(names)
    style = STYLES[name]
    charter = draw(charters(style))
    sources = [
        draw(amended(style, charter=charter, prefix="x")),
        draw(amended(style, charter=charter, prefix="y")),
        draw(amended(style, prefix="z")),
    ]
    pool = list(chain.from_iterable(source.amendment.operations for source in sources))
    operations = draw(st.lists(st.sampled_from(pool), max_size=6))
    return name, charter, tuple(operations)


@given(mixed_lists())
def test_any_list_of_operations_is_applied_or_refused_by_name(
    case: tuple[str, Charter, tuple[Operation, ...]],
) -> None:
    name, charter, operations = case

    def attempt(operations: tuple[Operation, ...]) -> Application | AmendtoolError:
        try:
            return apply(charter, Amendment(name="x", operations=operations), STYLES[name])
        except (InputError, ConflictError) as error:
            return error

    found = attempt(operations)
    if isinstance(found, AmendtoolError):
        assert found.problems
        for problem in found.problems:
            assert (problem.place.path or "").startswith("operations"), problem
            assert problem.hint
    backwards = attempt(operations[::-1])
    if isinstance(found, Application):
        assert isinstance(backwards, Application)
        assert found.proposed == backwards.proposed
    else:
        assert isinstance(backwards, AmendtoolError)
        assert {p.code for p in found.problems} == {p.code for p in backwards.problems}


def test_the_operations_of_many_are_named_in_their_order() -> None:
    charter = Charter(articles=(Article(key="a", number=Number.of(1), status=Status.OMITTED),))
    text = "amendment: x\noperations:\n" + "  - delete: Article 9\n" * 12
    amendment = read_amendment(text, EN, file="x").amendment
    with pytest.raises(InputError) as caught:
        apply(charter, amendment)
    paths = [problem.place.path for problem in caught.value.problems]
    assert paths == [f"operations[{index}].delete" for index in range(12)]


# ---------------------------------------------------------------- the published example


@pytest.fixture(scope="module")
def present() -> Charter:
    """The articles of 2007 as this repository carries them."""
    articles = []
    for path in sorted((ROOT / "articles").glob("[0-9]*.md")):
        number, _, key = path.stem.partition("-")
        clause = parse_clause(path.read_text(encoding="utf-8"), EN, file=path.name)
        articles.append(
            Article(
                key=key,
                number=Number.of(int(number)),
                heading=clause.heading,
                body=clause.paragraphs,
                status=clause.status,
            )
        )
    return Charter(articles=tuple(articles))


Published = Callable[[str, Charter], Charter]


@pytest.fixture(scope="module")
def published() -> Published:
    """Apply one of the published amendments."""

    def run(name: str, charter: Charter) -> Charter:
        path = ROOT / "amendments" / f"{name}.yaml"
        read = read_amendment(path.read_text(encoding="utf-8"), EN, file=path.name, name=name)
        return apply(charter, read.amendment, EN).proposed

    return run


def words(charter: Charter, key: str) -> str:
    return " ".join(article_texts(charter.by_key()[key]))


def test_the_amendment_of_2007(present: Charter, published: Published) -> None:
    proposed = published("2007-06-26-agm", present)
    changed = [new.key for old, new in zip(present.articles, proposed.articles, strict=True)
               if old != new]  # fmt: skip
    assert changed == ["number-of-directors", "full-time-company-auditor"]
    assert words(proposed, "number-of-directors") == (
        "Number of Directors The maximum number of Directors of the Company shall be fourteen (14)."
    )
    assert words(proposed, "full-time-company-auditor") == (
        "Full-time Company Auditors The Board of Company Auditors shall appoint Full-time Company "
        'Auditor(s) ("Jyoukin-Kansayaku") by a resolution thereof.'
    )
    assert proposed.supplementary == ()


def test_the_amendment_of_2013(present: Charter, published: Published) -> None:
    before = published("2007-06-26-agm", present)
    after = published("2013-06-26-agm", before)
    assert [a.number for a in after.articles] == [Number.of(n) for n in range(1, 38)]
    assert [a.key for a in after.articles[7:9]] == [
        "less-than-unit-rights", "less-than-unit-purchase",
    ]  # fmt: skip
    others = [a.key for a in after.articles if not a.key.startswith("less-than")]
    assert others == [a.key for a in before.articles]
    numbers = {a.key: str(a.number) for a in after.articles}
    assert numbers["article-8-of-2007"] == "10"
    assert numbers["chairman"] == "16"
    assert numbers["convocation-of-board-meetings"] == "22"
    assert numbers["article-35-of-2007"] == "37"
    changed = [
        key for key in others
        if words(before, key) != words(after, key)
    ]  # fmt: skip
    assert changed == ["chairman", "convocation-of-board-meetings"]
    assert words(after, "chairman") == (
        "Chairman A director designated in advance by the Board of Directors shall chair a general "
        "meeting of shareholders. Should such director be unable to so act, another director shall "
        "act in his/her place in the order predetermined by the Board of Directors."
    )
    rights = after.by_key()["less-than-unit-rights"].paragraphs[0]
    assert [str(item.number) for item in rights.items] == ["1", "2", "3", "4"]
    assert rights.items[3].text.endswith("pursuant to the following article.")
    (supplementary,) = after.supplementary
    assert (supplementary.key, supplementary.number) == ("effective-date", Number.of(1))
    assert [p.text.split(" ")[0] for p in supplementary.paragraphs] == ["The", "These"]
