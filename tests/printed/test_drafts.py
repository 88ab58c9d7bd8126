"""What the product drafts from documents whose tree is known, in every format and layout.

The documents are those of ``tests/printed``: those that the import reads right, and irregular
ones as far as it reads back what it prints of them. An unedited document has nothing to draft, and
what is drafted from an edited one is taken by ``apply``, touches nothing else, and gives the
edited text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.articles.charter import Article, Body, Charter, Provision, Status, body_texts
from amendtool.articles.styles import DraftingStyle
from amendtool.drafting import draft as drafting
from amendtool.drafting.goal import EditedText
from amendtool.errors import InputError
from amendtool.workflow.drafting.draft import EditionDraft, draft
from amendtool.workflow.drafting.edited_document import EditedDocument
from amendtool.workflow.importing.print_account import house_of
from tests.printed.documents import Document, documents
from tests.printed.layouts import PLAIN, Layout, other_layouts
from tests.printed.measure import Case, verdict_of
from tests.printed.printers import PRINTERS
from tests.printed.product import Found, printed_again
from tests.printed.test_laws import read_right

forms = st.sampled_from(sorted(PRINTERS))
choices = st.integers(0, 2**8)
"""Which of the articles, drawn before it is known how many there are."""
any_document = read_right | documents(profiles=("irregular",))
"""Irregular documents too: gaps, numbers twice, letters out of turn."""
_LONG: Final = 100
_MORE: Final = {"en": " and its annexes", "ja": "及びその附属書類"}


def drafted(found: Found, data: bytes, file: str) -> EditionDraft:
    edited = EditedDocument(data=data, file=file)
    return draft(found.imported.charter, edited, found.style, name="x")


@given(read_right, forms)
def test_an_unedited_document_has_nothing_to_draft(document: Document, form: str) -> None:
    found = verdict_of(Case(document, form))[1]
    again = printed_again(found, form, document.title)
    with pytest.raises(InputError) as caught:
        drafted(found, again.data, again.file)
    assert [each.code for each in caught.value.problems] == ["nothing-to-draft"]


@given(read_right, forms, st.sampled_from(other_layouts(PLAIN)))
def test_another_layout_is_nothing_to_draft(document: Document, form: str, layout: Layout) -> None:
    # Broken lines of text and Markdown are not always put together again.
    assume(not layout.width or form in ("html", "docx"))
    found = verdict_of(Case(document, form))[1]
    laid_out = Case(document, form, layout).printed()
    with pytest.raises(InputError) as caught:
        drafted(found, laid_out.data, laid_out.file)
    assert [each.code for each in caught.value.problems] == ["nothing-to-draft"]


def editable(charter: Charter) -> list[str]:
    """The keys of the articles that have a text."""
    return [each.key for each in charter.every_article() if each.status is Status.TEXT]


def long_enough(article: Article) -> bool:
    return sum(map(len, body_texts(article))) >= _LONG


def with_article(charter: Charter, key: str, article: Article | None) -> Charter:
    def row(articles: tuple[Article, ...]) -> tuple[Article, ...]:
        changed = (article if each.key == key else each for each in articles)
        return tuple(each for each in changed if each is not None)

    return replace(
        charter, articles=row(charter.articles), supplementary=row(charter.supplementary)
    )


def grown(body: Body, more: str) -> Body:
    """A body whose first text has more words."""
    for at, each in enumerate(body):
        if isinstance(each, str):
            head, stop = (each[:-1], each[-1]) if each[-1] in ".。;；:：" else (each, "")
            return (*body[:at], head + more + stop, *body[at + 1 :])
        inner = grown(each.body, more)
        if inner != each.body:
            return (*body[:at], replace(each, body=inner), *body[at + 1 :])
    return body


def lines_of(charter: Charter, found: Found) -> str:
    shown = replace(found, imported=replace(found.imported, charter=charter))
    return printed_again(shown, "txt", "").data.decode()


def reads_itself(found: Found, form: str, document: Document) -> bool:
    """Whether nothing is to be drafted from the document as the product prints it."""
    if not any(found.imported.charter.every_article()):
        return False
    again = printed_again(found, form, document.title)
    try:
        drafted(found, again.data, again.file)
    except InputError as told:
        return [each.code for each in told.problems] == ["nothing-to-draft"]
    return False


@given(any_document, forms, choices)
def test_what_is_drafted_is_taken_and_touches_nothing_else(
    document: Document, form: str, choice: int
) -> None:
    found = verdict_of(Case(document, form))[1]
    present = found.imported.charter
    # A text that is as good as written anew is another article, where no heading tells.
    keys = [key for key in editable(present) if long_enough(present.by_key()[key])]
    assume(keys)
    assume(reads_itself(found, form, document))
    key = keys[choice % len(keys)]
    article = present.by_key()[key]
    more = _MORE[found.style.language]
    edited = with_article(present, key, replace(article, body=grown(article.body, more)))
    shown = replace(found, imported=replace(found.imported, charter=edited))
    again = printed_again(shown, form, document.title)
    made = drafted(found, again.data, again.file)
    text = write_amendment(made.amendment, found.style)
    amendment = read_amendment(text, found.style, file="x.yaml", name="x").amendment
    application = apply(present, amendment, found.style)
    assert not application.questions
    assert lines_of(application.proposed, found) == lines_of(edited, found)
    proposed = application.proposed.by_key()
    others = [each for each in present.every_article() if each.key != key]
    assert [proposed[each.key] for each in others] == others
    assert application.origin.keys() == {key}


@given(any_document, forms, choices)
def test_words_alone_are_drafted_of_any_export_and_nothing_of_an_unedited_one(
    document: Document, form: str, choice: int
) -> None:
    # However the export would be read: it prints the present articles line by line.
    found = verdict_of(Case(document, form))[1]
    present, style, house = found.imported.charter, found.style, house_of(found.imported, None)

    def made_of(charter: Charter) -> EditionDraft:
        shown = replace(found, imported=replace(found.imported, charter=charter))
        again = printed_again(shown, form, document.title)
        edited = EditedDocument(data=again.data, file=again.file)
        return draft(present, edited, style, name="x", house=house, title=document.title)

    with pytest.raises(InputError) as caught:
        made_of(present)
    assert [each.code for each in caught.value.problems] == ["nothing-to-draft"]
    keys = [key for key in editable(present) if long_enough(present.by_key()[key])]
    assume(keys)
    key = keys[choice % len(keys)]
    article = present.by_key()[key]
    edited = with_article(
        present, key, replace(article, body=grown(article.body, _MORE[style.language]))
    )
    made = made_of(edited)
    assert apply(present, made.amendment, style).proposed == edited
    assert len(made.amendment.operations) == 1
    assert not made.mended


# ---------------------------------------------------------------------------- marks


def provisions(body: Body, depth: int = 0) -> Iterator[tuple[int, Provision]]:
    for each in body:
        if not isinstance(each, str):
            yield depth, each
            yield from provisions(each.body, depth + 1)


@st.composite
def marked_otherwise(draw: st.DrawFn, article: Article, style: DraftingStyle) -> Article:
    """An article whose provisions are numbered in other forms, some of them."""

    def other(body: Body, depth: int) -> Body:
        reader = style.listed_marks if depth else style.paragraph_marks
        found: list[str | Provision] = []
        for at, each in enumerate(body):
            if isinstance(each, str):
                found.append(each)
                continue
            changed = other(each.body, depth + 1)
            form = each.form
            if (depth or at) and draw(st.booleans()):
                form = draw(st.sampled_from(reader.forms))
            found.append(replace(each, body=changed, form=form))
        return tuple(found)

    return replace(article, body=other(article.body, 0))


@given(read_right, st.data())
def test_marks_that_are_edited_are_drafted_or_told(document: Document, data: st.DataObject) -> None:
    found = verdict_of(Case(document, "txt"))[1]
    present, style = found.imported.charter, found.style
    keys = [key for key in editable(present) if any(provisions(present.by_key()[key].body))]
    assume(keys)
    key = data.draw(st.sampled_from(keys))
    article = data.draw(marked_otherwise(present.by_key()[key], style))
    edited = with_article(present, key, article)
    made = drafting.draft(present, EditedText(charter=edited, keyed=True), style, name="x")
    if made is None:
        # Nothing differs, or marks alone that would be read otherwise in a clause file.
        assert "".join(body_texts(article)) == "".join(body_texts(present.by_key()[key]))
        return
    text = write_amendment(made.amendment, style)
    amendment = read_amendment(text, style, file="x.yaml", name="x").amendment
    proposed = apply(present, amendment, style).proposed
    same = lines_of(proposed, found) == lines_of(edited, found)
    assert same != bool(made.marks), "to the character, or each mark is told that is not"
    undone = apply(proposed, apply(present, amendment, style).inverse, style).proposed
    assert lines_of(undone, found) == lines_of(present, found)
