"""Citations in bylaws: what is cited, what it means, and that it goes on meaning it."""

from __future__ import annotations

import pytest

from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.charter import Charter
from amendtool.articles.references.inventory import list_references
from amendtool.articles.references.style_words import read_in
from amendtool.articles.styles import BYLAWS, BYLAWS_RESTART, EN, DraftingStyle
from amendtool.repository.storage.loader import load
from tests.bylaws.cases import Sentence, label, sentences

SENTENCES = tuple(sentences())


def test_there_are_enough_labelled_sentences() -> None:
    assert len(SENTENCES) >= 60


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.text[:50])
def test_a_citation_means_what_the_label_says(sentence: Sentence) -> None:
    found, _ = read_in(sentence.text, BYLAWS, None, sentence.at)
    assert [(each.start, each.end) for each in found] == [*sentence.spans]
    assert [label(each) for each in found] == [*sentence.labels]


def test_other_styles_read_the_words_as_they_did() -> None:
    (reference,), _ = read_in("Under Article 3, paragraph 2, it is so.", EN)
    assert str(reference) == "Article 3 paragraph 2"


FILES = {
    "01-offices/000-chapter.md": "# OFFICES\n",
    "01-offices/001-office.md": "# Office\n\nThe office is in Dover.\n",
    "02-members/000-chapter.md": "# MEMBERS\n",
    "02-members/001-admission.md": "# Admission\n\nThe Board admits members.\n",
    "02-members/002-classes.md": "# Classes\n\nThere are:\n\n- (a) fellows;\n  - (i) regular; and\n"
    "  - (ii) honorary;\n- (b) associates; and\n- (c) friends.\n",
    "03-board/000-chapter.md": "# BOARD\n",
    "03-board/001-number.md": "# Number\n\nThe Board has five members. {}\n",
    "03-board/002-term.md": "# Term\n\nThe term is one year.\n",
    "03-board/003-powers.md": "# Powers\n\nThe Board has all powers.\n",
}


def charter(sentence: str, style: DraftingStyle) -> Charter:
    """Bylaws whose Section 3.1 ends with ``sentence``."""
    files = {f"articles/{name}": text.format(sentence).encode() for name, text in FILES.items()}
    return load(files, style).charter


def amend(sentence: str, operations: str, style: DraftingStyle) -> Application:
    text = f"amendment: x\ntitle: T\noperations:\n{operations}"
    amendment = read_amendment(text, style, file="x.yaml", name="x").amendment
    return apply(charter(sentence, style), amendment, style)


def cited(application: Application) -> str:
    """What became of the sentence."""
    article = application.proposed.by_key()["number"]
    return article.paragraphs[0].text.removeprefix("The Board has five members. ")


NEW_ARTICLE = "  - insert: Article II\n    heading: NAME\n    key: name\n"
NEW_SECTION = "  - insert: Section 2.2\n    heading: Dues\n    text: Dues are paid yearly.\n"
NEW_ITEM = "  - insert: Section 2.2(b)\n    text: members;\n"
DELETED = "  - delete: Section 2.1\n"


@pytest.mark.parametrize(
    ("operations", "before", "after"),
    [
        (NEW_ARTICLE, "See Section 2.2.", "See Section 3.2."),
        (NEW_ARTICLE, "See Article II.", "See Article III."),
        (NEW_ARTICLE, "See Article I.", "See Article I."),
        (NEW_ARTICLE, "See this Article III.", "See this Article IV."),
        (NEW_ARTICLE, "See Section 2.2(a)(i).", "See Section 3.2(a)(i)."),
        (NEW_ARTICLE, "See Sections 2.1 and 2.2.", "See Sections 3.1 and 3.2."),
        (NEW_ARTICLE, "See Sections 2.1 through 2.2.", "See Sections 3.1 through 3.2."),
        (NEW_ARTICLE, "See Article II, Section 2.2.", "See Article III, Section 3.2."),
        (NEW_ARTICLE, "See Section 2.2 of Article II.", "See Section 3.2 of Article III."),
        (NEW_ARTICLE, "See Articles II and III.", "See Articles III and IV."),
        (NEW_ARTICLE, "See paragraph (b) of Section 2.2.", "See paragraph (b) of Section 3.2."),
        (NEW_ARTICLE, "See this Article and this Section.", "See this Article and this Section."),
        (NEW_ARTICLE, "See Section 2.2 of the DGCL.", "See Section 2.2 of the DGCL."),
        (
            NEW_ARTICLE,
            "See Article II of the Certificate of Incorporation.",
            "See Article II of the Certificate of Incorporation.",
        ),
        (NEW_SECTION, "See Section 2.2.", "See Section 2.3."),
        (NEW_SECTION, "See Section 2.2(a).", "See Section 2.3(a)."),
        (NEW_SECTION, "See Section 2.1.", "See Section 2.1."),
        (NEW_SECTION, "See Section 3.2.", "See Section 3.2."),
        (NEW_ITEM, "See Section 2.2(b).", "See Section 2.2(c)."),
        (NEW_ITEM, "See Section 2.2(a), (b) and (c).", "See Section 2.2(a), (c) and (d)."),
        (NEW_ITEM, "See clause (ii) of Section 2.2(a).", "See clause (ii) of Section 2.2(a)."),
        (NEW_ITEM, "See subsections (b) and (c) of Section 2.2.",
         "See subsections (c) and (d) of Section 2.2."),
        (DELETED, "See Section 2.2(c).", "See Section 2.1(c)."),
    ],
)  # fmt: skip
def test_a_citation_follows_its_target(operations: str, before: str, after: str) -> None:
    application = amend(before, operations, BYLAWS)
    assert cited(application) == after
    assert not application.questions


@pytest.mark.parametrize(
    ("operations", "before", "after"),
    [
        (NEW_ARTICLE, "See Article II, Section 2.", "See Article III, Section 2."),
        (NEW_ARTICLE, "See Section 2 of Article II.", "See Section 2 of Article III."),
        (NEW_ARTICLE, "See Section 2 of this Article.", "See Section 2 of this Article."),
        (NEW_ARTICLE, "See Section 2.", "See Section 2."),
        (NEW_ARTICLE, "See Section 2.2.", "See Section 3.2."),
        (NEW_SECTION, "See Article II, Section 2(a).", "See Article II, Section 3(a)."),
        (NEW_SECTION, "See Section 2.", "See Section 2."),
        (
            "  - insert: Article III, Section 2\n    heading: Chair\n    text: There is a chair.\n",
            "See Sections 2 and 3.",
            "See Sections 3 and 4.",
        ),
    ],
)
def test_a_citation_follows_where_every_article_begins_with_section_1(
    operations: str, before: str, after: str
) -> None:
    application = amend(before, operations, BYLAWS_RESTART)
    assert cited(application) == after
    assert not application.questions


@pytest.mark.parametrize(
    ("style", "operations", "before", "code"),
    [
        (BYLAWS, DELETED, "See Section 2.1.", "reference-to-deleted"),
        (BYLAWS, "  - delete: Article II\n", "See Article II.", "reference-to-deleted"),
        (BYLAWS, NEW_SECTION, "See Sections 2.1 through 2.2.", "reference-range"),
        (
            BYLAWS,
            NEW_ARTICLE,
            "See Section 2.2 and Section 141 of the DGCL.",
            "reference-doubtful",
        ),
        (
            BYLAWS_RESTART,
            "  - renumber: Article III, Section 2\n    to: Article II, Section 3\n",
            "See Section 2.",
            "reference-unclear",
        ),
    ],
)
def test_what_cannot_follow_is_asked_about(
    style: DraftingStyle, operations: str, before: str, code: str
) -> None:
    application = amend(before, operations, style)
    assert [problem.code for _, problem in application.questions] == [code]
    assert cited(application) == before


@pytest.mark.parametrize(
    ("operation", "before", "after"),
    [
        (
            "  - renumber: Section 3.3\n    to: Section 3.2\n",
            "See the following Section.",
            "See Section 3.3.",
        ),
        (
            "  - insert: Section 3.2\n    heading: Chair\n    text: There is a chair.\n",
            "See the following two Sections.",
            "See Sections 3.3 and 3.4.",
        ),
        ("  - delete: Article I\n", "See the preceding Article.", "See the preceding Article."),
        (
            "  - insert: Article III\n    heading: FUNDS\n    key: funds\n",
            "See the preceding Article.",
            "See Article II.",
        ),
    ],
)
def test_a_neighbour_that_is_none_any_more_is_cited_by_number(
    operation: str, before: str, after: str
) -> None:
    assert cited(amend(before, operation, BYLAWS)) == after


def test_a_chapter_can_be_the_new_target() -> None:
    operations = "  - delete: Article II\n  - retarget: {Article II: Article I}\n"
    application = amend("See Article II.", operations, BYLAWS)
    assert cited(application) == "See Article I."


def test_the_list_of_references_names_what_is_missing() -> None:
    found = {
        listed.reference.text: [each.culprit for each in listed.resolved if each.trouble]
        for listed in list_references(charter("See Section 2.7 or Section 9.", BYLAWS), BYLAWS)
    }
    assert found == {"Section 2.7 or Section 9": ["Section 2.7", "Section 9"]}


@pytest.mark.parametrize(
    ("sentence", "after"),
    [
        ("Sections 2.2(a), (b) and (a)(i) apply.", "Sections 2.2(b), (c) and (b)(i) apply."),
        ("Sections 2.2(a)(i), (ii) and (b) apply.", "Sections 2.2(b)(i), (ii) and (c) apply."),
        ("Section 2.2(b) or (a)(ii) applies.", "Section 2.2(c) or (b)(ii) applies."),
        ("See Section 2.2 (b).", "See Section 2.2 (c)."),
        ("See Section 2.2 (a) or (b) too.", "See Section 2.2 (b) or (c) too."),
        ("Under clause 2.2(a) and paragraph 2.2(b).", "Under clause 2.2(b) and paragraph 2.2(c)."),
        ("See Section 2.2(a)(iv).", "See Section 2.2(b)(iv)."),
        (
            "Sections 2.1 through 2.2 (other than 2.2(b)).",
            "Sections 2.1 through 2.2 (other than 2.2(c)).",
        ),
        (
            "Subject to Section 2.2 (a) the Board acts and (b) officers follow.",
            "Subject to Section 2.2 (a) the Board acts and (b) officers follow.",
        ),
    ],
)
def test_the_tail_of_a_citation_follows(sentence: str, after: str) -> None:
    application = amend(sentence, "  - insert: Section 2.2(a)\n    text: New.\n", BYLAWS)
    assert not application.questions
    assert application.proposed.by_key()["number"].paragraphs[0].text.endswith(after)


@pytest.mark.parametrize(
    "sentence",
    [
        "The last paragraph of this Section 3.1 applies.",
        "See the last paragraph of Section 3.2 or the preceding sentence.",
        "The preceding sentence and Section 3.1(7) apply.",
    ],
)
def test_a_paragraph_without_a_number_is_never_asked_about(sentence: str) -> None:
    application = amend(sentence, "  - insert: Section 3.1\n    text: New.\n", BYLAWS)
    assert not application.questions
    text = application.proposed.by_key()["number"].paragraphs[0].text
    assert text.endswith(sentence.replace("3.2", "3.3").replace("3.1", "3.2"))
