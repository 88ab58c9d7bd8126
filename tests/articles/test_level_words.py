"""The words that levels are called by come from the samples of the settings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.address_reader import AddressError, parse, parse_range
from amendtool.articles.addresses import Address, canonical
from amendtool.articles.charter import Article, Chapter, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.references.inventory import list_references
from amendtool.articles.styles import BYLAWS_RESTART, EN, JA, DraftingStyle
from amendtool.articles.styles.samples import with_article, with_chapter
from amendtool.errors import InputError

THIRD = Address(article=Number.of(3))


def chosen(sample: str) -> DraftingStyle:
    style = with_article(EN, sample)
    assert style is not None
    return style


SECTIONS = chosen("Section 1.")
_BOTH = with_chapter(SECTIONS, ["ARTICLE I"])
assert isinstance(_BOTH, DraftingStyle)
BOTH: DraftingStyle = _BOTH


@pytest.mark.parametrize(
    ("sample", "named", "several"),
    [
        ("Section 1.", "Section 3", "Sections 3 to 4"),
        ("SECTION 1", "Section 3", "Sections 3 to 4"),
        ("Rule 1:", "Rule 3", "Rules 3 to 4"),
        ("Bye-law 1", "Bye-law 3", "Bye-laws 3 to 4"),
        ("§ 1", "§ 3", "§§ 3 to 4"),
        ("ARTICLE 1", "Article 3", "Articles 3 to 4"),
        ("Art. 1", "Article 3", "Articles 3 to 4"),
        ("1.", "Article 3", "Articles 3 to 4"),
        ("", "Article 3", "Articles 3 to 4"),
    ],
)
def test_an_article_is_addressed_as_it_is_printed(sample: str, named: str, several: str) -> None:
    style = chosen(sample)
    assert THIRD.text(style) == canonical(THIRD, style) == named
    assert parse(named, style) == parse("article 3", style) == THIRD
    assert parse_range(several, style).text(style) == several


def test_japanese_articles_are_named_to_programs_as_before() -> None:
    assert canonical(THIRD, JA) == "Article 3"


def charter(*chapters: str) -> Charter:
    texts = [
        "The name is X.",
        "See Section 1 of Article I, and Article II. Section 2 of the Companies Act is another.",
        "Under Sections 1 and 2, and Section 120, which there is not.",
    ]
    return Charter(
        chapters=tuple(Chapter(key=k, number=Number.of(n)) for n, k in enumerate(chapters, 1)),
        articles=tuple(
            Article(
                key=f"a{n}",
                number=Number.of(n),
                body=(provision(Number.of(1), text),),
                chapter=chapters[min(n, len(chapters)) - 1] if chapters else None,
            )
            for n, text in enumerate(texts, 1)
        ),
    )


def test_citations_are_read_by_the_same_words() -> None:
    found = [
        [spot.key for spot, _ in listed.targets]
        for listed in list_references(charter("one", "two"), BOTH)
        if listed.targets
    ]
    assert found == [["a1", "two"], ["a1", "a2"]]


def test_and_follow_by_them() -> None:
    text = "amendment: x\noperations:\n  - insert: Section 1\n    text: New.\n"
    amendment = read_amendment(text, SECTIONS, file="x.yaml").amendment
    proposed = apply(charter(), amendment, SECTIONS).proposed
    cites = proposed.by_key()["a3"].paragraphs[0].text
    assert cites == "Under Sections 2 and 3, and Section 120, which there is not."


def test_a_paragraph_sign_cites_what_is_called_so() -> None:
    signs = chosen("§ 1.")
    text = "amendment: x\noperations:\n  - insert: § 1\n    text: New.\n"
    amendment = read_amendment(text, signs, file="x.yaml").amendment
    three = charter()
    cites = replace(three.articles[2], body=(provision(Number.of(1), "See § 1 and §§ 1 and 2."),))
    present = replace(three, articles=(*three.articles[:2], cites))
    proposed = apply(present, amendment, signs).proposed
    assert proposed.by_key()["a3"].paragraphs[0].text == "See § 2 and §§ 2 and 3."


def test_a_message_names_it_as_print_does() -> None:
    text = "amendment: x\noperations:\n  - delete: Section 9\n"
    amendment = read_amendment(text, SECTIONS, file="x.yaml").amendment
    with pytest.raises(InputError, match="Section 9 does not stand"):
        apply(charter(), amendment, SECTIONS)


def test_a_chapter_called_article_leaves_the_word_to_it() -> None:
    assert parse("Article II", BOTH) == Address(chapters=(Number.of(2),))
    assert parse("Section 3", BOTH) == THIRD
    with pytest.raises(AddressError):
        parse("Clause 3", BOTH)


@pytest.mark.parametrize("printed", ["ARTICLE TWO", "Article Two"])
def test_a_number_in_words_is_read_in_any_capitals(printed: str) -> None:
    style = with_chapter(BYLAWS_RESTART, [printed])
    assert isinstance(style, DraftingStyle)
    second = parse("Article II, Section 3", style)
    for text in ("Article Two, Section 3", "ARTICLE TWO, Section 3", "article two, section 3"):
        assert parse(text, style) == second
