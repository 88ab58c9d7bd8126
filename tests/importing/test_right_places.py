"""Where the lines of Japanese documents come to stand that were once put into the wrong provision.

Each kind has several documents of other words: what its articles hold, one text a provision, what
is its end, and what is doubted.
"""

from __future__ import annotations

import pytest

from amendtool.articles.charter import article_texts
from amendtool.articles.styles import JA
from amendtool.importing.document import import_document

RULES = "# 会則\n\n第1条　本会は、甲会と称する。\n\n第2条　本会は、会費を徴収する。\n\n"
HELD = [["本会は、甲会と称する。"], ["本会は、会費を徴収する。"]]
LISTED = "# 定款\n\n第1条　次の者を置く。\n\n(1) 会長　1人\n\n(2) 監事　2人\n"
ROW = ["次の者を置く。", "会長\u30001人", "監事\u30002人"]
LAST = [["任期は、1年とする。"]]
LASTLY = "\n\n第2条　任期は、1年とする。\n"


@pytest.mark.parametrize(
    ("text", "held", "closing", "doubts"),
    [
        # 付則 begins the supplementary provisions, however it is written
        (f"{RULES}付則\n\n1. 本会則は2024年6月29日より施行する。\n", 1, "", 0),
        (f"{RULES}付　則\n\n本会則は、令和6年6月1日から施行する。\n", 1, "", 0),
        (f"{RULES}## 付則\n\n1．本会則は2024年6月29日より施行する。\n", 1, "", 0),
        (f"{RULES}【付則】\n\n本会則は、令和6年6月1日から施行する。\n", 1, "", 0),
        # an end with the comma of old print, and its signatures
        (
            f"{RULES}　　以上，甲会の設立のため，この会則を作成する。\n\n発起人　甲野太郎\n",
            0,
            "以上，",
            1,
        ),
        (f"{RULES}以上、甲会設立のため、この会則を作成する。\n\n平成30年1月10日\n", 0, "以上、", 1),
        (f"{RULES}以上，この会則は，原本と相違ない。\n\n会長　乙山花子\n", 0, "以上，", 1),
        (f"{RULES}　以上，発起人　丙川次郎は，電子署名する。\n", 0, "以上，", 1),
        # the list of revisions, with bullets
        (f"{RULES}- 平成30年1月10日制定\n- 令和4年6月24日改訂\n", 0, "- 平成30年", 1),
        (f"{RULES}* 平成30年1月10日 制定\n* 令和4年6月24日 一部改正\n", 0, "平成30年", 1),
        (f"{RULES}・平成30年1月10日制定\n・令和4年6月24日改正\n", 0, "平成30年", 1),
        (f"{RULES}- 2018年1月10日制定\n- 2022年6月24日改定\n", 0, "2018年", 1),
    ],
)
def test_what_stands_behind_the_last_article(
    text: str, held: int, closing: str, doubts: int
) -> None:
    found = import_document(text.encode(), file="d.md", style=JA, learn=True)
    assert [list(article_texts(each)) for each in found.charter.articles] == HELD
    assert len(found.charter.supplementary) == held
    assert closing in found.charter.closing if closing else not found.charter.closing
    assert len(found.report.doubts) == doubts


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        # a paragraph that follows the last item on the next line
        (f"{LISTED}2 会長は、会を代表する。{LASTLY}", [[*ROW, "会長は、会を代表する。"], *LAST]),
        (f"{LISTED}２　会長は、会を代表する。{LASTLY}", [[*ROW, "会長は、会を代表する。"], *LAST]),
        (f"{LISTED}2. 会長は、会を代表する。{LASTLY}", [[*ROW, "会長は、会を代表する。"], *LAST]),
        (f"{LISTED}\n2　会長は、会を代表する。{LASTLY}", [[*ROW, "会長は、会を代表する。"], *LAST]),
        # paragraphs that are headings
        (
            "# 会則\n\n## 第1条 (会員)\n\n### 第1項\n\n甲とする。\n\n### 第2項\n\n乙とする。\n",
            [["会員", "甲とする。", "乙とする。"]],
        ),
        (
            "# 会則\n\n## 第1条（会員）\n\n### 第１項\n\n甲とする。\n\n### 第２項\n\n乙とする。\n",
            [["会員", "甲とする。", "乙とする。"]],
        ),
        (
            "# 会則\n\n### 第1条 会員\n\n#### 第1項\n\n甲とする。\n\n#### 第2項\n\n乙とする。\n",
            [["会員", "甲とする。", "乙とする。"]],
        ),
        (
            "# 会則\n\n## 第1条 (会員)\n\n### 第1項\n\n甲とする。\n\n### 第2項\n\n乙とする。\n\n"
            "## 第2条 (除名)\n\n除名する。\n",
            [["会員", "甲とする。", "乙とする。"], ["除名", "除名する。"]],
        ),
    ],
)
def test_a_line_is_a_paragraph_of_its_own(text: str, texts: list[list[str]]) -> None:
    for file in ("d.md", "d.txt") if not text.startswith("# 会則") else ("d.md",):
        found = import_document(text.encode(), file=file, style=JA, learn=True)
        assert [list(article_texts(each)) for each in found.charter.articles] == texts
