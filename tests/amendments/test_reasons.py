"""The provisions that reasons cite, against what the amendment does to them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import AmendmentFile, read_amendment
from amendtool.amendments.reasons import reason_problems
from amendtool.articles.charter import Article, Chapter, Charter, Status, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA, DraftingStyle
from amendtool.errors import InputError, Problem


def article(number: int, heading: str | None, *texts: str, chapter: str | None = None) -> Article:
    return Article(
        key=f"a{number}",
        number=Number.of(number),
        heading=heading,
        body=tuple(
            provision(number=Number.of(position), text=text)
            for position, text in enumerate(texts, 1)
        ),
        status=Status.TEXT if texts else Status.OMITTED,
        chapter=chapter,
    )


ENGLISH = Charter(
    chapters=(Chapter(key="general", number=Number.of(1), heading="General"),),
    articles=(
        article(1, "Name", "The name is Example.", chapter="general"),
        article(2, None, chapter="general"),
        article(3, "Chairman", "The President shall chair.", "Another may.", chapter="general"),
        article(4, "Seal (Corporate)", "There is one seal.", chapter="general"),
        article(5, None, chapter="general"),
        article(6, "Office", "The office is in Tokyo.", chapter="general"),
    ),
)
JAPANESE = Charter(
    articles=(
        article(1, "商号", "当会社は、サンプルと称する。"),
        article(2, "議長", "株主総会の議長は、取締役社長とする。"),
        article(3, "員数", "取締役は、５名以内とする。"),
    )
)
OPERATIONS = """\
operations:
  - insert: Article 2
    key: purpose
    heading: Purpose
    text: The purpose is to serve.
  - replace: Article 3 paragraph 1
    find: President
    with: Director
  - insert: Article 3 paragraph 3
    text: A third one.
  - delete: Article 4
  - insert: Supplementary Provisions Article 1
    key: start
    text: This takes effect at once.
"""
IN_JAPANESE = """\
operations:
  - insert: 第2条
    key: 目的
    heading: 目的
    text: 当会社は、見本の販売を目的とする。
  - replace: 第2条
    find: 取締役社長
    with: 取締役会が定める取締役
"""


def amended(
    *reasons: str, japanese: bool = False, more: str = ""
) -> tuple[AmendmentFile, tuple[Problem, ...]]:
    style: DraftingStyle = JA if japanese else EN
    text = f"amendment: x\n{more}{IN_JAPANESE if japanese else OPERATIONS}"
    parsed = read_amendment(text, style, file="amendments/x.yaml")
    amendment: Amendment = replace(parsed.amendment, reasons=reasons)
    application = apply(JAPANESE if japanese else ENGLISH, amendment, style)
    return parsed, reason_problems(application, amendment, style)


def told(reason: str, *, japanese: bool = False, more: str = "") -> list[tuple[str, str]]:
    _, problems = amended(reason, japanese=japanese, more=more)
    return [(problem.severity, problem.code) for problem in problems]


RIGHT = [
    "The chair is decided anew (Article 3).",
    "regarding Article 3 (Chairman) of the present Articles of Incorporation",
    "Article 4 (Seal (Corporate)) goes.",
    "new provisions of Article 2 (Purpose)",
    "new Article 2\n(Purpose)",
    "Article 1 of Supplementary Provisions",
    "the Supplementary Provisions",
    "Article 3 paragraph 2",
    "a third paragraph, Article 4 paragraph 3",
    "Article 4 (Chairman) of the proposed Articles of Incorporation",
    "the proposed Article 4",
    "Articles 2 to 4",
    "Article 2 and Article 3 are renumbered.",
    "Chapter 1",
    "pursuant to Article 309 of the Companies Act",
    "as provided in the Companies Act (Article 3).",
    'Article 3 (hereinafter the "Chair Article")',
    "Article 3 (as amended)",
    'the words "Article 99" are used',
    "No article is cited.",
]
RIGHT_JAPANESE = [
    "現行定款第２条（議長）を変更する。",
    "現行定款第２条（議 長）及び第２条(議　長)を変更する。",
    "現行定款第2条（議長）及び変更案第２条（目的）について定める。",
    "第二条（目的）を新設する。",
    "第２条を第３条に繰り下げる。",
    "変更後の第３条（議長）",
    "現行定款第２条（議長）は第３条となり、現行定款第３条（員数）は第４条となります。",
    "第２条（以下「議長の規定」という。）",
    "第２条（新設）",
    "会社法第309条第２項に基づく。",
]


@pytest.mark.parametrize("reason", RIGHT)
def test_a_right_citation_is_left_alone(reason: str) -> None:
    assert [each for each in told(reason) if each[0] != "note"] == []


@pytest.mark.parametrize("reason", RIGHT_JAPANESE)
def test_a_right_citation_in_japanese_is_left_alone(reason: str) -> None:
    assert [each for each in told(reason, japanese=True) if each[0] != "note"] == []


WRONG = [
    ("(Article 9)", "reason-missing", "neither in the present"),
    ("Article 3 paragraph 9", "reason-missing", "Article 3 paragraph 9"),
    ("Article 9 (Chairman)", "reason-missing", "(Chairman) is Article 3 of the present articles"),
    ("Article 2 of Supplementary Provisions", "reason-missing", "Provisions Article 2"),
    ("Chapter 7", "reason-missing", "Chapter 7"),
    ("Articles 2 to 9", "reason-missing", "Article 9"),
    ("Articles 5 to 6 of the present Articles", "reason-untouched", "[Articles 5 to 6]"),
    ("the present Article 9", "reason-missing", "Article 9"),
    ("the proposed Article 9", "reason-missing", "Article 9"),
    ("(Article 1)", "reason-untouched", "does not touch Article 1"),
    ("Article 1 (Name)", "reason-untouched", "mentions: [Article 1]"),
    ("Article 3 (Purpose)", "reason-heading", "(Purpose) is Article 2 of the proposed articles"),
    ("Article 3 (New Chairman)", "reason-heading", "headed (Chairman)"),
    ("Article 3 (Chairperson)", "reason-heading", "headed (Chairman), not (Chairperson)"),
    ("Article 3 and Article 4 (Chairman) of the present Articles", "reason-heading", "Corporate"),
]
WRONG_JAPANESE = [
    ("第２条（新株予約権）を変更する。", "reason-heading", "（議長）"),
    ("第９条を変更する。", "reason-missing", "第９条"),
    ("第１条（商号）を変更する。", "reason-untouched", "mentions: [第１条]"),
    ("同条を定める。第三条（員数）を変更する。", "reason-untouched", "changes nothing"),
]


@pytest.mark.parametrize(("reason", "code", "words"), WRONG)
def test_a_wrong_citation_is_an_error(reason: str, code: str, words: str) -> None:
    _, (problem,) = amended("A first reason.", f"Because of {reason}.")
    assert (problem.severity, problem.code) == ("error", code)
    assert problem.place.path == "reasons[1]"
    assert words in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(("reason", "code", "words"), WRONG_JAPANESE)
def test_a_wrong_citation_in_japanese_is_an_error(reason: str, code: str, words: str) -> None:
    _, (problem,) = amended(reason, japanese=True)
    assert (problem.severity, problem.code) == ("error", code)
    assert words in f"{problem.message} {problem.hint}"


def test_the_proposed_number_of_an_old_article_is_a_warning() -> None:
    # Only the present articles know it as Article 3; a reader would look up the seal.
    charter = replace(ENGLISH, articles=tuple(a for a in ENGLISH.articles if a.key != "a4"))
    text = "amendment: x\n" + OPERATIONS.replace("  - delete: Article 4\n", "")
    parsed = read_amendment(text, EN, file="x")
    amendment = replace(parsed.amendment, reasons=("the chair (Article 4)",))
    (problem,) = reason_problems(apply(charter, amendment, EN), amendment, EN)
    assert (problem.severity, problem.code) == ("warning", "reason-numbering")
    assert "in the present articles it is Article 3" in problem.message


def test_both_numbers_of_an_article_belong_into_one_sentence() -> None:
    assert told("現行定款第３条（員数）は第４条となります。", japanese=True) == []
    assert told("員数の規定は第４条となります。", japanese=True) == [("error", "reason-untouched")]


def test_what_may_be_an_article_of_a_law_is_a_note() -> None:
    assert told("it is not defined in the Company Law of Japan (Article 6).") == [
        ("note", "reason-unclear")
    ]
    assert told("it is not defined in the Company Law of Japan (Article 3).") == []


@pytest.mark.parametrize("mention", ["Article 1", "Articles 1 to 2"])
def test_a_mention_allows_what_the_amendment_leaves_alone(mention: str) -> None:
    more = f"mentions: [{mention}]\n"
    assert told("Article 1 (Name)", more=more) == []
    assert told("Article 1 (Office)", more=more) == [("error", "reason-heading")]
    assert told("Article 6", more=more) == [("error", "reason-untouched")]


def test_a_mention_that_is_no_address_is_a_mistake_with_its_line() -> None:
    with pytest.raises(InputError) as caught:
        amended(more="mentions:\n  - Article 1\n  - nonsense\n")
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("address-unclear", 4)


def test_the_place_of_a_reason_is_found_in_the_file() -> None:
    parsed, _ = amended(more="reasons:\n  - Fine.\n  - Article 9 is not.\n")
    amendment = parsed.amendment
    problems = reason_problems(apply(ENGLISH, amendment, EN), amendment, EN)
    (placed,) = parsed.located(problems)
    assert (placed.place.file, placed.place.line) == ("amendments/x.yaml", 4)


def test_the_fields_for_documents_are_read() -> None:
    parsed, _ = amended(
        more="item: 2\nannounced: 2026-05-14\nmeeting_as_printed: the 21th Meeting\n"
    )
    amendment = parsed.amendment
    assert (amendment.item, str(amendment.announced)) == (2, "2026-05-14")
    assert amendment.meeting_as_printed == "the 21th Meeting"
    for line in ("item: 0", "item: two", "announced: May 14"):
        with pytest.raises(InputError):
            amended(more=f"{line}\n")


@pytest.mark.parametrize(
    ("reason", "japanese"),
    [("The Company proposes …", False), ("…のため、所要の変更を行うものであります。", True)],
)
def test_a_reason_that_was_never_written_is_a_warning(reason: str, japanese: bool) -> None:
    assert told(reason, japanese=japanese) == [("warning", "reason-unfinished")]
    assert told(f"As it says: … {reason.strip('…')} x", japanese=japanese) == []
