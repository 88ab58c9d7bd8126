"""Which paragraph goes on as which: what comes in brackets makes no other paragraph of one.

The table, a restatement and a draft have to agree on it, so each case is asked of all three.
"""

from __future__ import annotations

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.operations import Insert
from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.rows import kept_inside
from amendtool.articles.styles import EN, JA, DraftingStyle
from amendtool.comparison.counterparts import pair
from amendtool.workflow.drafting.draft import draft
from amendtool.workflow.drafting.edited_document import EditedDocument, read_edited

CASES = [
    # A number of directors for each kind of them.
    (JA, ["当会社の取締役は、１２名以内とする。"],
     ["当会社の取締役（監査等委員である取締役を除く。）は、９名以内とする。",
      "当会社の監査等委員である取締役は、５名以内とする。"], {1: 1}),
    (JA, ["理事の任期は、２年とする。"],
     ["理事（常勤の理事を除く。以下この条において同じ。）の任期は、１年とする。",
      "常勤の理事の任期は、２年とする。"], {1: 1}),
    (JA, ["会費は、年額１万円とする。", "会費は、返還しない。"],
     ["会費（特別会費を除く。）は、年額１万２千円とする。", "特別会費は、年額３万円とする。",
      "会費は、返還しない。"], {1: 1, 2: 3}),
    (EN, ["The Company has not more than twelve directors."],
     ["The Company has not more than nine directors (excluding those who are members of the Audit "
      "and Supervisory Committee).",
      "The Company has not more than five directors who are members of the Audit and Supervisory "
      "Committee."], {1: 1}),
    # In brackets throughout: the words alone decide.
    (JA, ["（細則は、理事会が定める。）"],
     ["（会長は、総会が選ぶ。）", "（細則は、理事会が別に定める。）"], {1: 2}),
]  # fmt: skip


@pytest.mark.parametrize(("style", "old", "new", "expected"), CASES)
def test_the_same_goes_on_in_table_restatement_and_draft(
    style: DraftingStyle, old: list[str], new: list[str], expected: dict[int, int]
) -> None:
    before, after = (
        [provision(number=Number.of(n), text=text) for n, text in enumerate(texts, 1)]
        for texts in (old, new)
    )
    table = pair(before, after, known={}, language="ja" if style is JA else "en")
    assert {b.number.main: a.number.main for b, a in table if b and a} == expected
    kept = kept_inside(tuple(before), tuple(after), Spot(key="x"))
    spots = {b.paragraph.main: a.paragraph.main for b, a in kept if b.paragraph and a.paragraph}
    assert spots == expected

    def article(texts: list[str]) -> bytes:
        number = "第１条" if style is JA else "Article 1."
        marks = [
            f"{n}　{text}" if style is JA else f"{n} {text}" for n, text in enumerate(texts, 1)
        ]
        head = "（員数）" if style is JA else "(Number)"
        return "\n\n".join([head, f"{number}　{texts[0]}", *marks[1:]]).encode()

    def read(data: bytes, file: str) -> Charter:
        return read_edited(EditedDocument(data=data, file=file), style)[0].charter

    present = read(article(old), "p.txt")
    made = draft(present, EditedDocument(data=article(new), file="e.txt"), style, name="x")
    assert apply(present, made.amendment, style).proposed == made.draft.proposed
    come = [each.target.paragraph for each in made.amendment.operations if isinstance(each, Insert)]
    places = sorted(each.main for each in come if each is not None)
    assert places == sorted(set(range(1, len(new) + 1)) - set(expected.values()))
