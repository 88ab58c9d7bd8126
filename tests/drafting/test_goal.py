"""The goal of a draft: what an edited text is taken to mean."""

from __future__ import annotations

from dataclasses import replace

from amendtool.articles.charter import Article, Charter, Provision, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN
from amendtool.drafting.draft import draft
from amendtool.drafting.goal import EditedText


def article(key: str, number: int, *paragraphs: Provision) -> Article:
    return Article(key=key, number=Number.of(number), body=paragraphs)


def paragraph(text: str, *items: Provision) -> Provision:
    return provision(number=Number.of(1), text=text, items=items)


def test_what_reads_in_print_as_the_present_article_is_unchanged() -> None:
    # An item without a text: print shows its mark alone, and is read back without it.
    nameless = article("objects", 1, paragraph("The objects are:", provision(number=Number.of(1))))
    printed = article("objects", 1, paragraph("The objects are: (1)"))
    name = article("name", 2, paragraph("The Company is called Kitano."))
    present = Charter(articles=(nameless, name))
    document = Charter(articles=(replace(printed, key="a"), replace(name, key="b")))
    seen = {"objects": printed}
    assert draft(present, EditedText(charter=document, seen=seen), EN, name="x") is None

    edited = replace(
        document,
        articles=(document.articles[0], article("b", 2, paragraph("The Company is called Abe."))),
    )
    made = draft(present, EditedText(charter=edited, seen=seen), EN, name="x")
    assert made is not None
    assert made.proposed.articles[0] == nameless
    assert len(made.amendment.operations) == 1
