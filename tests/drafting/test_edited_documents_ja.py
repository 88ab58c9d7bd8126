"""Japanese documents whose edits were once refused, too large, or not to be applied again.

Each kind has several documents of other words: what is edited, and the articles that come of it.
What is drafted is applied as proof by ``draft`` itself.
"""

from __future__ import annotations

import pytest

from amendtool.articles.charter import Charter, article_texts
from amendtool.articles.styles import JA
from amendtool.errors import InputError
from amendtool.importing.document import import_document
from amendtool.workflow.drafting.draft import draft
from amendtool.workflow.drafting.edited_document import EditedDocument

FEES = "# 会則\n\n## 第1条（名称）\n1. 本会は、甲会と称する。\n2. 英文では、Koと表示する。\n\n"
KINDS = (
    "# 定款\n\n第1条　会員は、次の2種とする。\n\n(1)　正会員\n\n目的に賛同する{one}\n\n"
    "(2)　賛助会員\n\n事業を賛助する{two}\n\n第2条　会員は、会費を納める。\n"
)
TABLE = (
    "# 旅費規程\n\n第１条（費用）\n\n1. 交通費は実費とする。\n2. 日当は次のとおり。\n\n"
    "| 区分 | 日帰り |\n|---|---|\n| 役員 | 200円 |\n\n4. 精算には領収書を要する。\n{gap}"
    "\n第２条（その他）{gap}\n\nその他は、協議による。\n"
)
BEGIN = "# 規則\n\n## 第1条\n\n物品の貸出しは、許可を要する。\n\n"


def _charter(text: str) -> Charter:
    return import_document(text.encode(), file="d.md", style=JA, learn=True).charter


def _drafted(present: str, edited: str) -> Charter:
    found = import_document(present.encode(), file="d.md", style=JA, learn=True)
    document = EditedDocument(data=edited.encode(), file="d.md")
    return draft(found.charter, document, found.printed, name="x").draft.proposed


@pytest.mark.parametrize(
    ("present", "edited"),
    [
        # the mark of a paragraph that comes to stand, or no more stands, alone
        (f"{FEES}## 第2条\n個人とする。\n", f"{FEES}## 第2条\n1. 個人とする。\n2. 法人とする。\n"),
        (f"{FEES}## 第2条\n1. 個人とする。\n2. 法人とする。\n", f"{FEES}## 第2条\n個人とする。\n"),
        (f"{FEES}## 第2条\n1. 甲。\n2. 乙。\n", f"{FEES}## 第2条\n1. 甲。\n2. 乙。\n3. 丙。\n"),
        (f"{FEES}## 第2条\n1. 甲。\n2. 乙。\n3. 丙。\n", f"{FEES}## 第2条\n1. 甲。\n2. 丙。\n"),
        # the last words of an item whose text goes on below its name
        (KINDS.format(one="個人", two="法人"), KINDS.format(one="個人", two="法人及び個人")),
        (KINDS.format(one="個人", two="法人"), KINDS.format(one="個人及び法人", two="法人")),
        (KINDS.format(one="個人", two="法人"), KINDS.format(one="者", two="者")),
        (KINDS.format(one="個人。", two="法人。"), KINDS.format(one="個人。", two="法人又は者。")),
    ],
)
def test_an_edit_is_drafted(present: str, edited: str) -> None:
    proposed, wanted = _drafted(present, edited), _charter(edited)
    for one, other in zip(proposed.every_article(), wanted.every_article(), strict=True):
        assert list(article_texts(one)) == list(article_texts(other))
    assert [block.heading for block in proposed.blocks] == [b.heading for b in wanted.blocks]


@pytest.mark.parametrize(
    ("present", "edited"),
    [
        (
            f"{BEGIN}## 附則 (2023年4月5日 全項)\n\n本規則は、2023年4月5日から施行する。\n",
            f"{BEGIN}## 附則 (2024年4月2日 第1条)\n\n本規則は、2024年4月2日から施行する。\n",
        ),
        (
            f"{BEGIN}## 附則（令和5年4月5日）\n\nこの規則は、同日から施行する。\n",
            f"{BEGIN}## 附則（令和6年4月2日）\n\nこの規則は、同日から施行する。\n",
        ),
        (
            f"{BEGIN}## 附則（制定）\n\nこの規則は、令和5年4月5日から施行する。\n",
            f"{BEGIN}## 附則（改正）\n\nこの規則は、令和6年4月2日から施行する。\n",
        ),
        (
            f"{BEGIN}## 附則 2023-04-05\n\nこの規則は、2023年4月5日から施行する。\n",
            f"{BEGIN}## 附則 2024-04-02\n\nこの規則は、2024年4月2日から施行する。\n",
        ),
    ],
)
def test_the_title_of_supplementary_provisions_may_change_with_their_text(
    present: str, edited: str
) -> None:
    (one,), (other,) = _drafted(present, edited).supplementary, _charter(edited).supplementary
    assert [each.text for each in one.paragraphs] == [each.text for each in other.paragraphs]


@pytest.mark.parametrize(
    ("present", "edited"),
    [
        (TABLE.format(gap=""), TABLE.format(gap="\n")),
        (TABLE.format(gap="\n"), TABLE.format(gap="")),
        (TABLE.format(gap="\n\n"), TABLE.format(gap="")),
        (TABLE.format(gap=""), TABLE.format(gap="").replace("\n\n第２条", "\n\n\n第２条")),
    ],
)
def test_an_empty_line_is_no_edit(present: str, edited: str) -> None:
    with pytest.raises(InputError, match="the edited articles are the present ones"):
        _drafted(present, edited)
