"""What becomes of a citation inside an article when a provision of the same article moves.

A row: what is inserted, the sentence in the second paragraph, what it says afterwards, and what
is listed because no rule has read it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.operations import Insert
from amendtool.articles.addresses import Address
from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA

STYLES = {
    "ja": replace(JA, document_name="会則"),
    "en": replace(EN, document_name="Rules of the Articles"),
}
ITEM = Address(article=Number.of(5), paragraph=Number.of(1), items=(Number.of(2),))
PARAGRAPH = Address(article=Number.of(5), paragraph=Number.of(1))

FOLLOWS = [
    ("ja", ITEM, "前項第2、3及び4号の書類を添える。", "前項第3、4及び5号の書類を添える。"),
    ("ja", ITEM, "前項第2・3号の書類を添える。", "前項第3・4号の書類を添える。"),
    ("ja", ITEM, "第1項第2～4号の書類を添える。", "第1項第3～5号の書類を添える。"),
    ("ja", ITEM, "前項の規定（第2号に限る。）による。", "前項の規定（第3号に限る。）による。"),
    (
        "ja",
        ITEM,
        "第1項の定め（第2号及び第4号に係る部分を除く。）による。",
        "第1項の定め（第3号及び第5号に係る部分を除く。）による。",
    ),
    (
        "ja",
        ITEM,
        "前項各号に掲げる者（第3号を除く。）に知らせる。",
        "前項各号に掲げる者（第4号を除く。）に知らせる。",
    ),
    ("ja", ITEM, "前項(1)及び(2)に定める者", "前項(1)及び(3)に定める者"),
    ("ja", ITEM, "前項(2)、(3)又は(4)の者", "前項(3)、(4)又は(5)の者"),
    ("ja", ITEM, "前項⑴及び⑵の者", "前項⑴及び⑶の者"),
    ("ja", ITEM, "前項中第2号の定め", "前項中第3号の定め"),
    ("ja", PARAGRAPH, "前項の規定（第1項に限る。）", "前項の規定（第2項に限る。）"),
    ("en", ITEM, "See 5(1)(2) above.", "See 5(1)(3) above."),
    ("en", ITEM, "What is said in (2) above applies.", "What is said in (3) above applies."),
    ("en", ITEM, "Those named in (1) and (2) below.", "Those named in (1) and (3) below."),
    ("en", ITEM, "The notice under 5(1)(2) is given.", "The notice under 5(1)(3) is given."),
]
LISTED = [
    ("ja", PARAGRAPH, "1項の定めによる。", ["1項"]),
    ("ja", PARAGRAPH, "1項及び2項による。", ["1項", "2項"]),
    ("ja", ITEM, "書類は、上記2号に掲げる。", ["2号"]),
    ("ja", ITEM, "(2)に掲げる者", ["(2)"]),
    ("ja", ITEM, "(1)に掲げる者", []),
    ("ja", ITEM, "2号車を用いる。", []),
    ("en", ITEM, "The matters in (2) of paragraph 1", ["(2)"]),
    ("en", ITEM, "What is said in (1) above applies.", []),
    ("en", ITEM, "It is given by (1) post or (2) hand.", []),
]


def _done(language: str, at: Address, text: str) -> tuple[str, list[str]]:
    style = STYLES[language]
    items = tuple(provision(number=Number.of(n), text="…") for n in (1, 2, 3, 4))
    body = (
        provision(number=Number.of(1), text="…", items=items),
        provision(number=Number.of(2), text=text),
    )
    row = tuple(
        Article(key=f"article-{n}", number=Number.of(n), body=body if n == 5 else body[:1])
        for n in range(1, 7)
    )
    new = (provision(number=Number.of(1), text="…"),)
    insert = Insert(target=at, body=new)
    done = apply(Charter(articles=row), Amendment(name="x", operations=(insert,)), style)
    assert not done.questions
    words = [each.words for each in done.unread]
    return done.proposed.by_key()["article-5"].paragraphs[-1].text, words


@pytest.mark.parametrize(("language", "at", "text", "after"), FOLLOWS)
def test_what_is_cited_inside_an_article_follows(
    language: str, at: Address, text: str, after: str
) -> None:
    assert _done(language, at, text) == (after, [])


@pytest.mark.parametrize(("language", "at", "text", "listed"), LISTED)
def test_what_no_rule_has_read_is_listed_where_it_moves(
    language: str, at: Address, text: str, listed: list[str]
) -> None:
    assert _done(language, at, text) == (text, listed)
