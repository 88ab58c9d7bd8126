"""Amendments of articles with numbers missing, twice, out of turn, and with texts between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import Delete, Insert
from amendtool.articles.addresses import Address, AddressRange, find
from amendtool.articles.charter import (
    Article,
    Charter,
    Provision,
    body_texts,
    provision,
    same_words,
)
from amendtool.articles.numbers import Number, told_apart
from amendtool.articles.styles import EN
from amendtool.articles.text.clause import Clause, format_clause, parse_clause
from amendtool.errors import InputError
from tests.strategies import irregular_bodies, sentences

ONE = Number.of(1)


@st.composite
def irregular_charters(draw: st.DrawFn) -> Charter:
    return Charter(
        articles=tuple(
            Article(key=f"a{n}", number=Number.of(n), body=draw(irregular_bodies(sentences(EN))))
            for n in (1, 2)
        )
    )


def inside(owner: Article | Provision, address: Address) -> Iterator[Address]:
    """The addresses of all provisions in one, at any depth."""
    for each in owner.body:
        if isinstance(each, Provision):
            at = (
                replace(address, paragraph=each.number)
                if address.paragraph is None
                else address.item(each.number)
            )
            yield at
            yield from inside(each, at)


@st.composite
def amended(draw: st.DrawFn) -> tuple[Charter, Delete | Insert]:
    """Such a charter, and one operation on it."""
    charter = draw(irregular_charters())
    article = draw(st.sampled_from(charter.articles))
    at = draw(st.sampled_from(list(inside(article, Address(article=article.number)))))
    if draw(st.booleans()):
        return charter, Delete(target=AddressRange(at, at))
    body = (provision(number=ONE, text="What is new."),)
    return charter, Insert(target=at, after=at, body=body)


def row_of(charter: Charter, address: Address) -> list[str]:
    """The texts of what stands beside an address, each provision as one."""
    owner = find(charter, address.parent)
    assert isinstance(owner, Article | Provision)
    return [
        each if isinstance(each, str) else " ".join(body_texts(each)) or "-" for each in owner.body
    ]


@given(amended())
def test_what_is_said_happens_and_can_be_undone(case: tuple[Charter, Delete | Insert]) -> None:
    charter, operation = case
    target = operation.target.first if isinstance(operation, Delete) else operation.after
    assert isinstance(target, Address)
    before = row_of(charter, target)
    assume(len(before) > 1)
    amendment = Amendment(name="x", operations=(operation,), follow=False)
    application = apply(charter, amendment, EN)
    after = row_of(application.proposed, target)
    if isinstance(operation, Insert):
        after.remove("What is new.")
        assert after == before
    else:
        lost = "\n".join(before).count("") - "\n".join(after).count("")
        assert lost > 0
    for article in application.proposed.articles:
        numbers = [each.number for each in article.paragraphs]
        assert numbers == list(told_apart(numbers))
    again = apply(application.proposed, application.inverse, EN)
    assert again.proposed == charter


@given(amended())
def test_an_operation_is_read_as_it_is_written(case: tuple[Charter, Delete | Insert]) -> None:
    _, operation = case
    amendment = Amendment(name="x", title="X", operations=(operation,))
    text = write_amendment(amendment, EN)
    found = read_amendment(text, EN, file="x.yaml", name="x").amendment
    assert found.operations == (operation,)
    assert write_amendment(found, EN) == text


PRESENT = """\
The Board:

- (1) meets;
- (2) votes;
- (2) pays;

and the chair:

- (1) speaks;
- (2) signs.

2 Paragraph 1 item (2) binds.
"""


def changed(operation: str) -> str:
    """What an operation makes of the article above."""
    body = parse_clause(PRESENT, EN).body
    charter = Charter(articles=(Article(key="a", number=ONE, body=body),))
    text = f"amendment: x\ntitle: X\noperations:\n  - {operation}\n"
    amendment = read_amendment(text, EN, file="x.yaml", name="x").amendment
    (article,) = apply(charter, amendment, EN).proposed.articles
    return format_clause(Clause(body=article.body), EN)


@pytest.mark.parametrize(
    ("operation", "old", "new"),
    [
        ("delete: Article 1 paragraph 1 second item (2)", "- (2) pays;\n", ""),
        ("delete: Article 1 paragraph 1 first item (2)", "- (2) votes;\n", ""),
        (
            "delete: Article 1 paragraph 1 third item (2)",
            "- (1) speaks;\n- (2) signs.",
            "- (1) speaks;",
        ),
        (
            "{insert: Article 1 paragraph 1 second item (3), text: listens.}",
            "- (2) signs.",
            "- (2) signs.\n- (3) listens.",
        ),
        (
            "{insert: after Article 1 paragraph 1 second item (2), text: sues;}",
            "- (2) pays;\n",
            "- (2) pays;\n- (3) sues;\n",
        ),
        (
            "{insert: after Article 1 paragraph 1 first item (2), text: sues;}",
            "- (2) votes;\n- (2) pays;",
            "- (2) votes;\n- (3) sues;\n- (3) pays;",
        ),
        (
            "{replace: Article 1 paragraph 1, find: the chair, with: its chair}",
            "and the chair:",
            "and its chair:",
        ),
        (
            "{replace: Article 1 paragraph 1 second item (1), text: presides;}",
            "- (1) speaks;",
            "- (1) presides;",
        ),
    ],
)
def test_operations(operation: str, old: str, new: str) -> None:
    assert old in PRESENT
    assert changed(operation) == PRESENT.replace(old, new)


@pytest.mark.parametrize(
    ("operation", "named"),
    [
        ("delete: Article 1 paragraph 1 item (2)", "third item (2)"),
        ("{replace: Article 1 item (1), text: x}", "second item (1)"),
        ("{insert: Article 1 paragraph 1 item (3), text: x}", "second item (3)"),
        ("{insert: after Article 1 paragraph 1 item (1), text: x}", "first item (1)"),
    ],
)
def test_what_does_not_say_which_one_is_asked(operation: str, named: str) -> None:
    with pytest.raises(InputError) as caught:
        changed(operation)
    (problem,) = caught.value.problems
    assert problem.code == "target-unclear"
    assert named in (problem.hint or "")


@given(irregular_charters())
def test_such_articles_are_kept_in_clause_files(charter: Charter) -> None:
    for article in charter.articles:
        clause = Clause(body=article.body)
        assert same_words(parse_clause(format_clause(clause, EN), EN).body, article.body)
