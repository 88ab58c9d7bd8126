"""What a page prints farther in is a level deeper, though it has the marks of the level above."""

from __future__ import annotations

import pytest

from amendtool.articles.charter import Article, Provision
from amendtool.importing.document import Imported, import_document
from tests.importing.test_identity import FORMATS, printed

DEEP = {
    "ja": "規程\n\n第１条（休業）\n\n{m1}　次の者は休む。\n\n  {m1}　甲\n\n  {m2}　乙\n\n"
    "{m2}　前項の者は申し出る。\n\n  {m1}　丙\n\n  {m2}　丁\n\n{m3}　終わり。\n\n"
    "第２条（雑則）\n\n会社が定める。\n",
    "en": "RULES\n\nArticle 1. Leave\n\n{m1} These may leave:\n\n  {m1} men;\n\n  {m2} women.\n\n"
    "{m2} Those ask before:\n\n  {m1} a day;\n\n  {m2} a week.\n\n{m3} It ends.\n\n"
    "Article 2. Rest\n\nThe board says so.\n",
}
MARKS = [("1.", "2.", "3."), ("(1)", "(2)", "(3)"), ("(a)", "(b)", "(c)")]


def shape(found: Imported) -> list[object]:
    def below(one: Article | Provision) -> list[object]:
        return [
            [str(each.number), *below(each)] if isinstance(each, Provision) else each
            for each in one.body
        ]  # fmt: skip

    return [below(one) for one in found.charter.every_article()]


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_list_with_the_marks_of_its_paragraphs_comes_back_from_every_format(
    language: str, marks: tuple[str, ...], form: str
) -> None:
    text = DEEP[language].format(m1=marks[0], m2=marks[1], m3=marks[2])
    first = import_document(text.encode(), file="rules.txt", learn=True, choose="language")
    again = printed(first.charter, first.printed, form)
    assert shape(again) == shape(first)
    assert not [one for one in again.report.doubts if one.severity != "note"]


@pytest.mark.parametrize(
    "title", ["ADDENDUM 1 FAIR PLAY", "Addendum A: Fair play", "Addendum II — Fair play"]
)
@pytest.mark.parametrize("form", ["md", "txt"])
def test_an_addendum_is_an_annex_and_keeps_its_lists(title: str, form: str) -> None:
    mark = "## " if form == "md" else ""
    text = (
        f"{mark}Article 1. Name\n\nThe name is X.\n\n{mark}Article 2. Fair play\n\nIt is below.\n\n"
        f"{mark}{title}\n\nThe club is fair.\n\n1. Scope\n    1. Who. All.\n    2. What. Games.\n"
        "2. Ends\n"
    )
    found = import_document(text.encode(), file=f"a.{form}", learn=True, choose="language")
    (block,) = found.charter.blocks
    assert block.heading == title
    (body,) = [one for one in found.charter.every_article() if one.chapter == block.key]
    assert body.number is None or not str(body.number).isdigit() or body.number.main == 0
    assert not found.charter.closing
    assert shape(found)[2] == [["1", "The club is fair.", ["1", "Scope", ["1", "Who. All."],
                                ["2", "What. Games."]], ["2", "Ends"]]]  # fmt: skip
