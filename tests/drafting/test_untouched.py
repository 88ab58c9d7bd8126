"""What an edit does not touch, the draft does not touch, however irregular its numbers are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import Keep, Operation, Replace, Retarget
from amendtool.articles.addresses import Address
from amendtool.articles.charter import Article, Body, Charter, Provision, provision
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.numerals import DECIMAL
from amendtool.articles.styles import EN, STYLES, DraftingStyle
from amendtool.drafting.draft import draft
from amendtool.drafting.goal import EditedText, PrintedNumber
from amendtool.drafting.repair import Mending
from amendtool.errors import InputError
from amendtool.workflow.drafting.draft import draft as draft_document
from amendtool.workflow.drafting.edited_document import EditedDocument, read_edited
from tests import usual
from tests.strategies import NUMBERED_THROUGH


@st.composite
def irregular(draw: st.DrawFn) -> tuple[DraftingStyle, Charter]:
    """A charter with gaps in its rows, and rows that begin late, at every level."""
    style = STYLES[draw(st.sampled_from(NUMBERED_THROUGH))]
    charter = draw(usual.charters(style, most=6))

    def apart(body: Body) -> Body:
        behind = 0
        found: list[str | Provision] = []
        for each in body:
            if isinstance(each, str):
                found.append(each)
                continue
            first = not found
            behind += draw(st.sampled_from((0, 0, 0, 1, 2))) if not first else 0
            number = Number.of(each.number.main + behind)
            found.append(replace(each, number=number, body=apart(each.body)))
        return tuple(found)

    behind = 0
    articles = []
    for article in charter.articles:
        behind += draw(st.sampled_from((0, 0, 0, 1)))
        assert article.number is not None
        number = Number((article.number.main + behind, *article.number.branches))
        articles.append(replace(article, number=number, body=apart(article.body)))
    return style, replace(charter, articles=tuple(articles))


def as_read(charter: Charter) -> EditedText:
    """The charter as from a document: with other keys, and numbers that reading doubted."""
    edited = replace(
        charter,
        articles=tuple(replace(a, key=f"e-{a.key}") for a in charter.articles),
        supplementary=tuple(replace(a, key=f"e-{a.key}") for a in charter.supplementary),
    )
    printed = {
        article.key: PrintedNumber(number=article.number) for article in edited.every_article()
    }
    return EditedText(charter=edited, printed=printed)


@given(irregular(), st.sampled_from(Mending))
def test_the_same_text_is_nothing_to_draft(
    case: tuple[DraftingStyle, Charter], mending: Mending
) -> None:
    style, charter = case
    assert draft(charter, as_read(charter), style, name="again", mending=mending) is None


@given(irregular(), st.data())
def test_a_reworded_article_is_the_only_one_that_is_acted_on(
    case: tuple[DraftingStyle, Charter], data: st.DataObject
) -> None:
    style, charter = case
    with_text = [at for at, each in enumerate(charter.articles) if each.paragraphs]
    if not with_text:
        return
    at = data.draw(st.sampled_from(with_text))
    article = charter.articles[at]
    which = data.draw(st.sampled_from(range(len(article.paragraphs))))
    paragraphs = list(article.paragraphs)
    words = data.draw(usual.sentences(style))
    paragraphs[which] = usual.having(
        paragraphs[which], text=f"{paragraphs[which].text}{style.line_joint}{words}"
    )
    reworded = replace(article, body=tuple(paragraphs))
    edited = replace(
        charter, articles=(*charter.articles[:at], reworded, *charter.articles[at + 1 :])
    )
    made = draft(charter, as_read(edited), style, name="one")
    assert made is not None
    assert said(made.proposed) == said(edited)
    assert not made.flaws
    assert not made.irregular
    acted = set(_acted_on(made.amendment.operations))
    assert acted == {Address(article=article.number)}
    assert apply(charter, made.amendment, style).proposed == made.proposed


def said(charter: Charter) -> object:
    """Everything of the articles but their keys: one that resembles none gets another."""
    return [(a.number, a.heading, a.body, a.status, a.chapter) for a in charter.every_article()]


def _acted_on(operations: Sequence[Operation]) -> Iterator[Address]:
    """The articles that operations act on; the answers to questions act on none."""
    for operation in operations:
        if isinstance(operation, Keep | Retarget):
            continue
        target = operation.target
        first = target if isinstance(target, Address) else target.first
        yield Address(supplementary=first.supplementary, article=first.article)


IRREGULAR = {
    "a gap between items": """\
# Rules

## Article 1 (Duties)

The Clerk shall:

(1) keep the minutes;

(2) keep the roll; and

(4) send notices.

## Article 2 (Dues)

Dues are set by the Board.
""",
    "paragraphs with a gap, and a table": """\
# Rules

## Article 1 (Costs)

1. Travel is paid as it costs.

2. The daily rate is:

| Whom | Rate |
|------|------|
| Officers | 200 |

4. Lodging is agreed upon.

5. Receipts are asked for.

## Article 2 (Other matters)

On everything else the Board decides.
""",
    "a gap between articles": """\
# Rules

## Article 1 (Name)

The club is called Larch.

## Article 2 (Office)

Its office is in Oslo.

## Article 5 (Dues)

Dues are set by the Board. Article 2 does not limit them.
""",
}
LAYOUTS: dict[str, Callable[[str], str]] = {
    "more blank lines": lambda text: text.replace("\n\n", "\n\n\n"),
    "other line ends": lambda text: text.replace("\n", "\r\n"),
    "front matter": lambda text: f"---\ntitle: Rules\nversion: 7\n---\n\n{text}",
    "blanks at the ends": lambda text: text.replace("\n\n", " \n\n"),
}


@pytest.mark.parametrize("name", IRREGULAR)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_document_in_another_layout_is_nothing_to_draft(name: str, layout: str) -> None:
    text = IRREGULAR[name]
    present = _charter(text)
    with pytest.raises(InputError, match="the edited articles are the present ones"):
        draft_document(present, _document(LAYOUTS[layout](text)), EN, name="again")


@pytest.mark.parametrize("name", IRREGULAR)
def test_an_edit_elsewhere_leaves_irregular_numbers_alone(name: str) -> None:
    text = IRREGULAR[name]
    edited = text.replace("the Board", "the Council")
    made = draft_document(_charter(text), _document(edited), EN, name="x")
    assert made.draft.proposed.articles == tuple(
        replace(one, key=other.key)
        for one, other in zip(_charter(edited).articles, made.draft.proposed.articles, strict=True)
    )
    assert not made.mended
    assert len(made.amendment.operations) == 1


def test_a_gap_that_the_edit_makes_between_items_is_kept() -> None:
    text = IRREGULAR["a gap between items"]
    edited = text.replace("(2) keep the roll", "(3) keep the roll")
    made = draft_document(_charter(text), _document(edited), EN, name="x")
    assert not made.mended
    (paragraph,) = made.draft.proposed.articles[0].paragraphs
    assert [item.number.main for item in paragraph.items] == [1, 3, 4]


def test_what_print_does_not_tell_of_an_article_is_no_edit() -> None:
    # An item without a text: print shows its mark alone, and is read back without it.
    def articles(objects: Provision, name: str) -> Charter:
        named = provision(number=Number.of(1), text=f"The Company is called {name}.")
        return Charter(
            articles=(
                Article(key="objects", number=Number.of(1), heading="Objects", body=(objects,)),
                Article(key="name", number=Number.of(2), heading="Name", body=(named,)),
            )
        )

    nameless = provision(Number.of(1), "The objects are:", (provision(Number.of(1)),))
    present = articles(nameless, "Larch")
    text = """\
(Objects)
Article 1.

The objects are:

(1)

(Name)
Article 2.

The Company is called {}.
"""
    with pytest.raises(InputError, match="the edited articles are the present ones"):
        draft_document(present, _text(text.format("Larch")), EN, name="x")
    made = draft_document(present, _text(text.format("Birch")), EN, name="x")
    assert made.draft.proposed == articles(nameless, "Birch")
    assert len(made.amendment.operations) == 1


def test_the_address_of_a_link_that_no_print_shows_is_no_edit() -> None:
    linked = """\
# Rules

## Article 1 (Origin)

Each work is signed as [the certificate](https://origin.example/a) says.

Nobody signs for another.

## Article 2 (Terms)

The terms are [those of 2004](https://terms.example), and:

(1) [the code](https://code.example/x); and

(2) no others.
"""
    present = _charter(linked)
    text = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", linked)
    with pytest.raises(InputError, match="the edited articles are the present ones"):
        draft_document(present, _document(text), EN, name="x")
    edited = text.replace("for another", "for a friend").replace("no others", "nothing else")
    made = draft_document(present, _document(edited), EN, name="x")
    assert len(made.amendment.operations) == 2
    shown = str(made.draft.proposed)
    assert "[the certificate](https://origin.example/a)" in shown
    assert "[the code](https://code.example/x)" in shown


def test_another_document_is_asked_about() -> None:
    present = _charter(IRREGULAR["a gap between items"])
    other = (
        "# Rules\n\n## Article 1 (Trees)\n\nTrees grow here.\n\n"
        "## Article 2 (Birds)\n\nBirds sing.\n"
    )
    with pytest.raises(InputError, match="none of the 2 present articles"):
        draft_document(present, _document(other), EN, name="x")
    made = draft_document(present, _document(other), EN, name="x", restate=True)
    assert made.draft.restated
    assert [a.heading for a in made.draft.proposed.articles] == ["Trees", "Birds"]


def _document(text: str) -> EditedDocument:
    return EditedDocument(data=text.encode(), file="edited.md")


def _text(text: str) -> EditedDocument:
    return EditedDocument(data=text.encode(), file="edited.txt")


def _charter(text: str) -> Charter:
    return read_edited(_document(text), EN)[0].charter


TWICE = """\
# Rules

## Article 1 (Duties)

The Clerk shall:

(1) keep the minutes;

(2) keep the roll;

(2) keep the seal; and

(3) send notices.

## Article 2 (Dues)

Dues are set by the Board.

## Article 2 (Fees)

Fees are set by the Clerk.

## Article 3 (Other matters)

All else is decided by the members.
"""


@pytest.mark.parametrize("words", ["the minutes", "the seal", "the Board", "the members"])
def test_numbers_that_stand_twice_stay_where_the_text_is_edited(words: str) -> None:
    present = _charter(TWICE)
    edited = TWICE.replace(words, "something else")
    made = draft_document(present, _document(edited), EN, name="x")
    assert not made.mended
    assert [a.number for a in made.draft.proposed.articles] == [a.number for a in present.articles]
    assert len(made.amendment.operations) == 1
    with pytest.raises(InputError, match="the edited articles are the present ones"):
        draft_document(present, _document(TWICE), EN, name="x")


def test_a_number_that_the_edit_gives_twice_is_kept_and_told() -> None:
    text = TWICE.replace("(2) keep the seal", "(3) keep the seal").replace("(3) send", "(4) send")
    made = draft_document(
        _charter(text), _document(TWICE.replace("the Board", "a Board")), EN, name="x"
    )
    (items,) = (each.items for each in made.draft.proposed.articles[0].paragraphs)
    assert [item.number.main for item in items] == [1, 2, 2, 3]
    assert [problem.code for problem in made.problems if problem.severity == "warning"] == [
        "edited-items"
    ]


def test_marks_that_the_edit_changes_are_drafted() -> None:
    def articles(*items: Provision) -> Charter:
        votes = provision(Number.of(1), "The Board votes on:", items)
        return Charter(articles=(Article(key="a", number=Number.of(1), body=(votes,)),))

    def item(number: int, form: NumberForm | None = None) -> Provision:
        return provision(Number.of(number), f"matter no. {number};", form=form)

    dotted = NumberForm(DECIMAL, suffix=".")
    present = articles(item(1), item(2))
    edited = articles(item(1, dotted), item(2, dotted), item(3, dotted))
    made = draft(present, EditedText(charter=edited), EN, name="x")
    assert made is not None
    assert not made.marks
    again = read_amendment(write_amendment(made.amendment, EN), EN, file="x.yaml").amendment
    assert again == made.amendment
    assert apply(present, again, EN).proposed == edited
    said = {str(each.target): each.mark for each in again.operations if isinstance(each, Replace)}
    row = "Article 1 paragraph 1 item"
    assert said == {f"{row} (1)": "1.", f"{row} (2)": "2."}


def test_a_changed_mark_alone_is_drafted_and_an_unchanged_one_is_not() -> None:
    present = Charter(articles=(Article(key="a", number=Number.of(1), body=("All pay.",)),))
    section = NumberForm(DECIMAL, prefix="Section ", suffix=".")
    edited = replace(present, articles=(replace(present.articles[0], form=section),))
    made = draft(present, EditedText(charter=edited), EN, name="x")
    assert made is not None
    assert made.amendment.operations == (
        Replace(target=Address(article=Number.of(1)), mark="Section 1."),
    )
    like_the_level = replace(present, articles=(replace(present.articles[0], form=EN.article),))
    assert draft(present, EditedText(charter=like_the_level), EN, name="x") is None
