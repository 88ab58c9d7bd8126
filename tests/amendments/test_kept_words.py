"""`keep` with the words of a citation: beside other amendments they stay those of that citation."""

from __future__ import annotations

import pytest

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.carry.carry import carry
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import Keep
from amendtool.articles.charter import Charter
from amendtool.articles.references.text_location import texts_of
from amendtool.articles.styles import EN, JA, DraftingStyle
from amendtool.workflow.drafting.edited_document import EditedDocument, read_edited

ENGLISH = """\
# Rules

## Article 1 (Name)

The club is called Larch.

## Article 2 (Dues)

The Board sets the dues.

## Article 3 (Arrears)

1. Dues are paid in May.

2. Who owes the dues under Article 2 has no vote, nor has who owes a fine under Article 2.

## Article 4 (Reports)

The Clerk reports on Articles 2 and 3 each year.
"""
JAPANESE = """\
# 会則

第１条　この会は、からまつ会という。

第２条　会費は、理事会が定める。

第３条　会費は、５月に納める。
２　第２条の会費を納めない者は、議決権を有しない。

第４条　幹事は、第２条及び第３条の事項を報告する。
"""
INSERT_EN = """\
operations:
  - insert: Article 2
    heading: Members
    text: Anyone may join.
  - keep: Article 4 paragraph 2
    find: "Article 2"
  - keep: Article 5
    find: "Articles 2 and 3"
"""
INSERT_JA = """\
operations:
  - insert: 第２条
    text: 会員は、だれでもなることができる。
  - keep: 第４条第２項
    find: 第２条
  - keep: 第５条
    find: 第２条及び第３条
"""


def charter(text: str, style: DraftingStyle) -> Charter:
    document = EditedDocument(data=text.encode(), file="p.md")
    return read_edited(document, style)[0].charter


def amendment(operations: str, style: DraftingStyle, name: str = "x") -> Amendment:
    text = f"amendment: {name}\n{operations}"
    return read_amendment(text, style, file=f"{name}.yaml", name=name).amendment


def kept(amendment: Amendment, style: DraftingStyle) -> list[str]:
    return [
        f"{each.target.text(style)}: {each.find}"
        for each in amendment.operations
        if isinstance(each, Keep)
    ]


def texts(charter: Charter) -> list[str]:
    return [text for each in charter.every_article() for _, text in texts_of(each)]


@pytest.mark.parametrize(
    ("style", "text", "said", "other", "right"),
    [
        pytest.param(
            EN, ENGLISH, INSERT_EN,
            "operations:\n  - insert: Article 1\n    heading: Aim\n    text: Chess.\n",
            ["Article 5 paragraph 2: Article 3", "Article 6: Articles 3 and 4"],
            id="an article before all of them",
        ),
        pytest.param(
            EN, ENGLISH, INSERT_EN,
            "operations:\n  - insert: Article 3 paragraph 1\n    text: There are two kinds.\n",
            ["Article 4 paragraph 3: Article 2", "Article 5: Articles 2 and 3"],
            id="a paragraph before it",
        ),
        pytest.param(
            EN, ENGLISH, INSERT_EN,
            "operations:\n  - insert: Article 4\n    heading: Fines\n    text: There are none.\n",
            ["Article 4 paragraph 2: Article 2", "Article 6: Articles 2 and 3"],
            id="an article between them",
        ),
        pytest.param(
            JA, JAPANESE, INSERT_JA,
            "operations:\n  - insert: 第１条\n    text: この会則は、会の基本を定める。\n",
            ["第５条第２項: 第３条", "第６条: 第３条及び第４条"],
            id="before all, in Japanese",
        ),
        pytest.param(
            JA, JAPANESE, INSERT_JA,
            "operations:\n  - insert: 第３条第１項\n    text: 会費は、二種とする。\n",
            ["第４条第３項: 第２条", "第５条: 第２条及び第３条"],
            id="a paragraph, in Japanese",
        ),
    ],
)  # fmt: skip
def test_they_are_carried_over_with_their_citation(
    style: DraftingStyle, text: str, said: str, other: str, right: list[str]
) -> None:
    then, mine = charter(text, style), amendment(said, style)
    now = apply(then, amendment(other, style, "other"), style).proposed
    carried = carry(mine, then, now, style)
    assert not carried.lost
    assert kept(carried.amendment, style) == right
    application = apply(now, carried.amendment, style)
    assert not application.questions
    assert set(texts(now)) <= set(texts(application.proposed)), "what stood stands as it stood"
    written = write_amendment(carried.amendment, style)
    assert read_amendment(written, style, file="x.yaml", name="x").amendment == carried.amendment


def test_of_an_own_new_text_they_move_with_it() -> None:
    said = """\
operations:
  - insert: Article 2
    heading: Members
    text: Members are those of Article 30 of the former rules.
  - keep: Article 2
    find: "Article 30"
"""
    then = charter(ENGLISH, EN)
    other = "operations:\n  - insert: Article 1\n    heading: Aim\n    text: Chess.\n"
    now = apply(then, amendment(other, EN, "other"), EN).proposed
    mine = amendment(said.replace(" of the former rules", ""), EN)
    carried = carry(mine, then, now, EN)
    assert not carried.lost
    assert kept(carried.amendment, EN) == ["Article 3: Article 30"]
    assert not apply(now, carried.amendment, EN).questions


def test_where_the_text_is_gone_somebody_is_asked() -> None:
    then, mine = charter(ENGLISH, EN), amendment(INSERT_EN, EN)
    other = "operations:\n  - delete: Article 3 paragraph 2\n"
    now = apply(then, amendment(other, EN, "other"), EN).proposed
    (lost,) = carry(mine, then, now, EN).lost
    assert lost.code == "base-unclear"
    assert "'Article 2'" in lost.message
    assert lost.place.path == "operations[1].keep"


def test_the_words_are_kept_and_told_in_the_ledger() -> None:
    then, mine = charter(ENGLISH, EN), amendment(INSERT_EN, EN)
    application = apply(then, mine, EN)
    told = {(each.words, each.kept, each.of_its_time) for each in application.unread}
    assert told == {("Article 2", True, False), ("Articles 2 and 3", True, False)}
    entries = [each for each in application.ledger if each.before.startswith("Article")]
    meant = {spot.key for each in entries for spot, _ in each.targets_after}
    assert meant == {"members", "dues"}, "what has the number then"
