"""The comparison of trees: what is wrong is said once, where it is, and as what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests.printed.compare import Doubted, Judged, judged, shares
from tests.printed.documents import Document, documents
from tests.printed.likeness import like_mark, marks_in_texts
from tests.printed.tree import Node, Row, changed, walked


def node(label: str | None, *body: str | Row, caption: str = "", silent: bool = False) -> Node:
    return Node(label=label, caption=caption, body=body, silent=silent, place="behind")


def row(*nodes: Node) -> Row:
    return Row(nodes)


A = node("(a)", "about Badefox;")
B = node("(b)", "about Fogukix.")
ONE = node("Section 1.", "Members of Kilamox:", row(A, B), "Nepurix closes.", caption="Monerix")
TWO = node("Section 2.", "Members of Purisox.", caption="Risotax")
ROOT = node(None, "Preamble of Sotawux.", row(node("Article I", row(ONE, TWO), caption="Tawuvex")))


def compared(found: Node, *doubts: Doubted, known: Node = ROOT) -> list[Judged]:
    owners = {at + 10: at for at, _ in enumerate(walked(known))}
    return [one for one in judged(known, found, doubts, owners, "en") if one.faults]


def with_(target: Node, *new: Node) -> Node:
    return changed(ROOT, target, lambda _: new)


@given(documents())
def test_a_tree_is_right_against_itself(document: Document) -> None:
    verdicts = judged(document.root, document.root, (), {}, document.language)
    assert set(shares(verdicts)) == {"right"}


@pytest.mark.parametrize(
    ("found", "faults"),
    [
        (with_(A, replace(A, label="(1)")), ["label"]),
        (with_(A, replace(A, label="a.")), ["form"]),
        (with_(TWO, replace(TWO, caption="Risotax of")), ["caption"]),
        (with_(B, replace(B, body=("about Fogukix, more.",))), ["text"]),
        (with_(ONE, replace(ONE, body=(*ONE.texts, row(A, B)))), ["order"]),
        (with_(ONE, replace(ONE, body=(ONE.body[0], row(A), "Nepurix closes.")), B), ["level"]),
        (with_(TWO, TWO, node("Section 3.")), ["invented"]),
    ],
)
def test_a_fault_is_called_by_its_name_and_charged_once(found: Node, faults: list[str]) -> None:
    assert [fault for one in compared(found) for fault in one.faults] == faults


def test_a_label_that_was_not_seen_is_missing_and_its_text_is_in_another() -> None:
    joined = replace(A, body=("about Badefox; (b) about Fogukix.",))
    found = changed(with_(A, joined), B, lambda _: ())
    assert [(one.token, one.faults) for one in compared(found)] == [
        ("badefox", ("text",)),
        ("fogukix", ("missing",)),
    ]


def test_what_stands_in_a_provision_that_went_wrong_is_not_wrong_for_that() -> None:
    flat = node(
        None, "Preamble of Sotawux.",
        row(node("Article I", "Section 1. Monerix", "Members of Kilamox:", row(A, B),
                 "Nepurix closes.", row(TWO), caption="Tawuvex")),
    )  # fmt: skip
    assert [(one.token, one.faults) for one in compared(flat)] == [
        ("tawuvex", ("text",)),
        ("monerix", ("missing",)),
    ]


def test_white_space_and_what_stands_around_a_caption_do_not_count() -> None:
    looks = replace(TWO, label="Section  2. ", caption="(Risotax).")
    assert compared(with_(TWO, looks)) == []


def test_a_list_of_contents_may_stay_or_go_but_is_no_provision() -> None:
    text = replace(ROOT, body=("Article I Tawuvex", *ROOT.body))
    assert compared(text) == []
    article = node("Article 1", caption="Tawuvex")
    invented = replace(ROOT, body=(row(article), *ROOT.body))
    assert [one.faults for one in compared(invented)] == [("invented",)]


def test_an_unnumbered_paragraph_that_counts_is_part_of_its_article() -> None:
    silent = node(None, "First of Badefox.", silent=True)
    second = node("２", "Second of Fogukix.")
    known = node(None, row(node("第１条", row(silent, second), caption="Monerix")))
    flat = node(None, row(node("第１条", "First of Badefox.", row(second), caption="Monerix")))
    assert compared(known, known=known) == []
    assert [one.faults for one in compared(flat, known=known)] == [("count",)]


@pytest.mark.parametrize(
    ("doubt", "verdict"),
    [
        (Doubted(10 + 4), "doubted"),  # the line of (b)
        (Doubted(10 + 3), "doubted"),  # of (a), the first of its row
        (Doubted(10 + 5), "silent"),  # of Section 2
        (Doubted(None, "look at 'about Fogukix'"), "doubted"),
        (Doubted(None, "look at it"), "silent"),
    ],
)
def test_a_doubt_counts_where_it_points_to(doubt: Doubted, verdict: str) -> None:
    found = with_(B, replace(B, label="(c)"))
    assert [one.verdict for one in compared(found, doubt)] == [verdict]


# Lines that begin like a mark


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Article 5 binds all.", "word"), ("SECTION IV", "word"), ("第十条の規定", "第"),
        ("二項 次の", "項"), ("1.1.2 the", "decimals"), ("(iv) the", "bracket"),
        ("（２）前項", "bracket"), ("b. the", "stop"), ("ロ）前項", "kana"), ("②前項", "sign"),
        ("２　前項", "bare"),
        ("- the", "bullet"), ("The members", None), ("2020 was", None), ("会員は、", None),
        ("Articles of", None), ("(the Board)", None),
    ],
)  # fmt: skip
def test_lines_that_begin_like_a_mark_are_told(line: str, kind: str | None) -> None:
    assert like_mark(line) == kind


@given(documents(profiles=("regular",)))
def test_the_texts_of_a_regular_document_begin_like_no_mark(document: Document) -> None:
    assert not marks_in_texts(document.root)


def test_labels_that_nobody_found_are_counted_in_the_texts() -> None:
    lines = tuple(f"{one.label or ''} {one.texts[0]}" for one in walked(ROOT) if one.texts)
    assert marks_in_texts(Node(body=lines)) == {"word": 2, "bracket": 2}
