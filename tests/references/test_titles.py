"""A citation with a title is compared with the headings: "Article 4 (Seat)"."""

from __future__ import annotations

import pytest

from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.references.inventory import list_references
from amendtool.articles.references.titles import headings_of, mistitled
from amendtool.articles.styles import EN, JA, DraftingStyle


def _charter(text: str, *headings: str) -> Charter:
    articles = [
        Article(
            key=f"k{n}",
            number=Number.of(n),
            heading=heading,
            body=(provision(number=Number.of(1), text=text if n == 1 else "…"),),
        )
        for n, heading in enumerate(headings, 1)
    ]
    return Charter(articles=tuple(articles))


def _found(style: DraftingStyle, charter: Charter) -> list[tuple[str, list[str]]]:
    listed = list_references(charter, style)
    return [
        (each.words, [str(other.article) for other in each.others])
        for each in mistitled(listed, charter, headings_of([charter]))
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See Article 2 (Seat).", []),
        ("See Article 3 (Seat).", [("Article 3 (Seat)", ["2"])]),
        ("See Article 3 (SEAT.) and Article 2 (Term).", [
            ("Article 3 (SEAT.)", ["2"]), ("Article 2 (Term)", ["3"])]),
        ("See Articles 3 (Seat), 2 (Term) and 4 (Public Notice).", [
            ("Articles 3 (Seat)", ["2"]), ("2 (Term)", ["3"])]),
        ('See Article 3, entitled "Seat,".', [('Article 3, entitled "Seat,"', ["2"])]),
        ("See Article 3 (as amended) and Article 3 (2) (b).", []),
        ("See Article 3 (Seat) of the Companies Act.", []),
        ("See Article 3, paragraph 1 (Seat).", []),
    ],
)  # fmt: skip
def test_in_english(text: str, found: list[tuple[str, list[str]]]) -> None:
    assert _found(EN, _charter(text, "Object", "Seat", "Term", "Public Notice")) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第２条（本店）の定めによる。", []),
        ("第３条（本店）の定めによる。", [("第３条（本店）", ["2"])]),
        ("第３条（本　店）又は第２条【公告】", [
            ("第３条（本　店）", ["2"]), ("第２条【公告】", ["3"])]),
        ("第３条（第２項を除く。）の定め、第３条（議長）の定めによる。", []),
        ("会社法第３条（本店）の定めによる。", []),
    ],
)  # fmt: skip
def test_in_japanese(text: str, found: list[tuple[str, list[str]]]) -> None:
    assert _found(JA, _charter(text, "目的", "本店", "公告")) == found


def test_a_title_that_was_a_heading_before_is_one_still() -> None:
    present = _charter("See Article 2 (Seat).", "Object", "Seat")
    proposed = _charter("See Article 2 (Seat).", "Object", "Registered Office")
    headings = headings_of([present, proposed])
    (found,) = mistitled(list_references(proposed, EN), proposed, headings)
    assert (found.title, str(found.target.article), found.others) == ("Seat", "2", ())
