"""A document in which words were edited and no line came or went: nothing of it is read anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.operations import Replace, ReplacePhrase
from amendtool.articles.charter import Article, Chapter, Charter, Provision, provision
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.numerals import DECIMAL
from amendtool.articles.styles import EN
from amendtool.articles.text.links import with_addresses
from amendtool.comparison.house import HOUSES
from amendtool.errors import InputError
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.workflow.drafting.draft import EditionDraft, draft
from amendtool.workflow.drafting.edited_document import EditedDocument

FORMATS = {"docx": "docx", "html": "html", "md": "markdown", "txt": "text"}
formats = pytest.mark.parametrize("form", FORMATS)
TITLE = "Rules of the Larch Club"
LINK = "[our code](https://larch.example/code)"


def exported(charter: Charter, form: str, *, links: bool = False) -> bytes:
    export = make_export(charter, style=EN, house=HOUSES["en"], title=TITLE, links=links)
    return render(ARTICLES, export, FORMATS[form])


def drafted(present: Charter, data: bytes, form: str) -> EditionDraft:
    edited = EditedDocument(data=data, file=f"edited.{form}")
    return draft(present, edited, EN, name="x", house=HOUSES["en"], title=TITLE)


def charter(*texts: str, items: tuple[Provision, ...] = ()) -> Charter:
    """Articles of one text each; the first has ``items``."""
    rows = [
        Article(
            key=f"k{at}",
            number=Number.of(at),
            heading=f"Matter no. {at}",
            body=(provision(Number.of(1), text, items if at == 1 else ()),),
        )
        for at, text in enumerate(texts, 1)
    ]
    return Charter(articles=tuple(rows))


PAY = "Whoever joins pays dues, and Article 2 says how much."
MISREAD = replace(
    charter(
        f"The club keeps {LINK}, which binds every member and every guest of the club.",
        "Section 2 is not in these rules: dues are set by the Board in May of every year.",
        "Article 9 (Seal)\nThe seal is kept by the Clerk, who may lend it to the Board.",
        "(4) of the former rules goes on to hold for members who joined under it.",
    ),
    chapters=(Chapter(key="all", number=Number.of(1), heading="Chapter 2 and what it was"),),
)
"""Articles whose texts look like labels, and are read as such."""
MISREAD = replace(MISREAD, articles=tuple(replace(a, chapter="all") for a in MISREAD.articles))


@formats
def test_what_reads_otherwise_than_it_stands_is_nothing_to_draft(form: str) -> None:
    with pytest.raises(InputError, match="the edited articles are the present ones"):
        drafted(MISREAD, exported(MISREAD, form), form)


@formats
@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        ("k1", "every guest", "each guest"),
        ("k2", "in May", "in June"),
        ("k3", "the Clerk", "the Chair"),
        ("k4", "goes on to hold", "holds"),
    ],
)
def test_a_word_is_one_operation_where_texts_look_like_labels(
    form: str, key: str, old: str, new: str
) -> None:
    edited = reworded(MISREAD, key, old, new)
    made = drafted(MISREAD, exported(edited, form), form)
    assert apply(MISREAD, made.amendment, EN).proposed == edited
    (operation,) = made.amendment.operations
    assert isinstance(operation, ReplacePhrase)
    assert not made.mended


def reworded(present: Charter, key: str, old: str, new: str) -> Charter:
    def words(body: tuple[str | Provision, ...]) -> tuple[str | Provision, ...]:
        return tuple(
            each.replace(old, new)
            if isinstance(each, str)
            else replace(each, body=words(each.body))
            for each in body
        )

    row = (replace(a, body=words(a.body)) if a.key == key else a for a in present.articles)
    return replace(present, articles=tuple(row))


@formats
def test_headings_are_edited_where_they_stand(form: str) -> None:
    row = list(MISREAD.articles)
    row[2] = replace(row[2], heading="Matter no. 3, as ever")
    title = replace(MISREAD.chapters[0], heading="Chapter 2 and what it is")
    edited = replace(MISREAD, articles=tuple(row), chapters=(title,))
    made = drafted(MISREAD, exported(edited, form), form)
    assert apply(MISREAD, made.amendment, EN).proposed == edited
    assert [type(each) for each in made.amendment.operations] == [Replace, Replace]


def test_a_number_that_is_put_in_front_is_no_word() -> None:
    present = charter(PAY, "Dues are set by the Board.")
    text = exported(present, "txt").decode().replace("Dues are", "1. Dues are")
    made = drafted(present, text.encode(), "txt")
    proposed = apply(present, made.amendment, EN).proposed
    (paragraph,) = proposed.articles[1].paragraphs
    assert paragraph.text == "Dues are set by the Board."
    assert paragraph.form == NumberForm(DECIMAL, suffix=".")


def test_a_line_that_is_another_one_is_read() -> None:
    present = charter(PAY, "Dues are set by the Board.", "The Clerk keeps the roll of members.")
    text = exported(present, "txt").decode()
    one, two = "Dues are set by the Board.", "The Clerk keeps the roll of members."
    swapped = text.replace(one, "…").replace(two, one).replace("…", two)
    made = drafted(present, swapped.encode(), "txt")
    texts = [a.paragraphs[0].text for a in made.draft.proposed.articles]
    assert texts[1:] == [two, one]


# ---------------------------------------------------------------------------- links


def test_a_link_gets_its_address_back_where_other_words_were_edited() -> None:
    present = charter(f"Members keep {LINK} and pay dues.", "The Board meets in May.")
    printed = charter("All members keep our code and pay dues.", "The Board meets in May.")
    texts = [a.paragraphs[0].text for a in with_addresses(printed, present).articles]
    assert texts == [f"All members keep {LINK} and pay dues.", "The Board meets in May."]


def test_a_link_is_gone_where_its_own_words_were_edited() -> None:
    present = charter(f"Members keep {LINK} and pay dues.")
    printed = charter("Members keep our new code and pay dues.")
    assert with_addresses(printed, present) == printed


def test_an_address_that_is_printed_goes_back_into_its_link() -> None:
    present = charter(f"Members keep {LINK} and pay dues.")
    edited = reworded(present, "k1", "pay dues", "pay in May")
    shown = reworded(edited, "k1", LINK, "our code (https://larch.example/code)")
    assert with_addresses(shown, present) == edited


def test_a_document_with_addresses_of_its_own_is_taken_as_it_is() -> None:
    present = charter(f"Members keep {LINK} and pay dues.", f"Guests keep {LINK} as well.")
    edited = reworded(present, "k2", LINK, "our code")
    assert with_addresses(edited, present) == edited


@formats
def test_an_article_put_in_leaves_the_links_of_the_others(form: str) -> None:
    present = charter(f"Members keep {LINK} and pay dues.", "The Board meets in May.")
    new = replace(charter("The seal is kept by the Clerk.").articles[0], key="new", heading="Seal")
    row = (present.articles[0], new, present.articles[1])
    edited = replace(
        present, articles=tuple(replace(a, number=Number.of(at)) for at, a in enumerate(row, 1))
    )
    made = drafted(present, exported(edited, form), form)
    assert [a.body for a in made.draft.proposed.articles] == [a.body for a in edited.articles]
    assert len(made.amendment.operations) == 1


@formats
def test_a_long_text_before_the_articles_is_passed_by(form: str) -> None:
    cover = "\n".join(f"Whereas no. {at} was said of Matter no. 1." for at in range(1, 31))
    present = replace(charter(PAY, "Dues are set by the Board in May."), preamble=cover)
    edited = reworded(present, "k2", "in May", "in June")
    made = drafted(present, exported(edited, form), form)
    assert apply(present, made.amendment, EN).proposed == edited
    assert len(made.amendment.operations) == 1
    before = replace(present, preamble=cover.replace("no. 7 was", "no. 7 is"))
    made = drafted(present, exported(before, form), form)
    assert apply(present, made.amendment, EN).proposed == before
