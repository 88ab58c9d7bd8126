"""References that an edited text left behind: they stay where nothing was edited, and are told.

Each case is a charter of a few articles, and an edit that inserts one without looking at what
cites those behind it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.crossrefs.ledger import Rule
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import Keep
from amendtool.articles.charter import Article, Charter
from amendtool.articles.references.text_location import Standing, texts_of, with_texts
from amendtool.articles.styles import EN, JA, STYLES, DraftingStyle
from amendtool.drafting.draft import draft as draft_text
from amendtool.drafting.goal import EditedText
from amendtool.errors import InputError
from amendtool.workflow.drafting.draft import EditionDraft, draft
from amendtool.workflow.drafting.edited_document import EditedDocument, read_edited
from tests.strategies import NUMBERED_THROUGH, Amended, amended

ENGLISH = """\
# Rules

## Article 1 (Name)

The club is called Larch.

## Article 2 (Seat)

Its seat is in Oslo.

## Article 3 (Dues)

The Board sets the dues.

## Article 4 (Arrears)

Who owes the dues under Article 3 has no vote. The preceding Article holds for all.

## Article 5 (Reports)

1. The Clerk reports on Articles 3 and 4 each year.

2. The report is sent to:

   (1) the Board, with the roll under Article 3; and

   (2) the auditors.
"""
JAPANESE = """\
# 会則

第１条　この会は、からまつ会という。

第２条　事務所は、長野市に置く。

第３条　会費は、理事会が定める。

第４条　第３条の会費を納めない者は、議決権を有しない。前条の規定は、すべての会員に適用する。

第５条　幹事は、第３条及び第４条の事項を報告する。
２　報告は、次の者に送る。
（１）理事会（第３条の名簿を添える。）
（２）監事
"""


def charter(text: str, style: DraftingStyle) -> Charter:
    document = EditedDocument(data=text.encode(), file="p.md")
    return read_edited(document, style)[0].charter


def drafted(
    text: str,
    style: DraftingStyle,
    *edits: tuple[str, str],
    literal: bool = False,
    follow: bool = False,
) -> EditionDraft:
    """The draft of a text in which each edit is made once."""
    edited = text
    for old, new in edits:
        assert edited.count(old) == 1, old
        edited = edited.replace(old, new)
    document = EditedDocument(data=edited.encode(), file="e.md")
    present = charter(text, style)
    return draft(present, document, style, name="x", literal=literal, follow=follow)


NUMBERS_EN = (
    ("## Article 5 (R", "## Article 6 (R"),
    ("## Article 4 (A", "## Article 5 (A"),
    ("## Article 3 (D", "## Article 3 (Members)\n\nAnyone may join.\n\n## Article 4 (D"),
)
NUMBERS_JA = (
    ("第５条　幹", "第６条　幹"),
    ("第４条　第", "第５条　第"),
    ("第３条　会", "第３条　会員は、だれでもなることができる。\n\n第４条　会"),
)
CASES = {"en": (ENGLISH, EN, NUMBERS_EN), "ja": (JAPANESE, JA, NUMBERS_JA)}


def texts(charter: Charter) -> list[str]:
    return [text for each in charter.every_article() for _, text in texts_of(each)]


@pytest.mark.parametrize("language", CASES)
def test_what_was_not_edited_stays_and_is_told(language: str) -> None:
    text, style, numbers = CASES[language]
    made = drafted(text, style, *numbers)
    was, now = texts(charter(text, style)), texts(made.draft.proposed)
    assert set(was) <= set(now), "every text stands as it stood"
    assert made.mended == 0
    told = [each for each in made.problems if each.code == "edited-reference-left"]
    assert len(told) == made.left == 3
    assert all(each.severity == "warning" for each in told)
    assert not made.draft.open


@pytest.mark.parametrize(
    ("text", "style", "edits", "words"),
    [
        (
            ENGLISH,
            EN,
            (
                ("## Article 5 (R", "## Article 6 (R"),
                ("## Article 4 (A", "## Article 4 (Fees)\n\nThere are none.\n\n## Article 5 (A"),
            ),
            {"preceding Article", "Articles 3 and 4"},
        ),
        (
            JAPANESE,
            JA,
            (
                ("第５条　幹", "第６条　幹"),
                ("第４条　第", "第４条　入会金は、徴収しない。\n\n第５条　第"),
            ),
            {"前条", "第３条及び第４条"},
        ),
    ],
)
def test_what_names_a_neighbour_stays_too(
    text: str, style: DraftingStyle, edits: tuple[tuple[str, str], ...], words: set[str]
) -> None:
    made = drafted(text, style, *edits)
    kept = {each.find for each in made.amendment.operations if isinstance(each, Keep)}
    assert {each.removeprefix("The ") for each in kept if each} == words
    assert set(texts(charter(text, style))) <= set(texts(made.draft.proposed))


@pytest.mark.parametrize("language", CASES)
def test_each_that_stays_is_an_operation_with_its_comment(language: str) -> None:
    text, style, numbers = CASES[language]
    made = drafted(text, style, *numbers)
    kept = [each for each in made.amendment.operations if isinstance(each, Keep)]
    assert len(kept) == 3
    assert all(each.find for each in kept)
    for at, each in enumerate(made.amendment.operations):
        assert (at in made.notes) == isinstance(each, Keep)
    written = write_amendment(made.amendment, style, notes=made.notes)
    again = read_amendment(written, style, file="x.yaml", name="x").amendment
    present = charter(text, style)
    told = apply(present, again, style)
    assert told.proposed == made.draft.proposed
    assert {each.words for each in told.unread if each.kept} == {each.find for each in kept}
    # Without one of them that reference follows, and the others stay.
    less = replace(again, operations=tuple(each for each in again.operations if each != kept[0]))
    other = apply(present, less, style)
    assert not other.questions
    differing = set(texts(other.proposed)) - set(texts(told.proposed))
    assert len(differing) == 1


@pytest.mark.parametrize("language", CASES)
def test_all_of_them_follow_where_somebody_says_so(language: str) -> None:
    text, style, numbers = CASES[language]
    made = drafted(text, style, *numbers, follow=True)
    assert (made.left, made.mended) == (0, 3)
    assert not any(isinstance(each, Keep) for each in made.amendment.operations)
    entries = made.draft.application.ledger
    assert {each.rule for each in entries} <= {Rule.RENUMBERED, Rule.HOLDS}


@pytest.mark.parametrize("language", CASES)
def test_literally_none_follows(language: str) -> None:
    text, style, numbers = CASES[language]
    one, other = ("reports on", "reports fully on"), ("を報告する", "を毎年報告する")
    touched = one if language == "en" else other
    made = drafted(text, style, *numbers, touched, literal=True)
    assert made.mended == 0
    stays = "Articles 3 and 4" if language == "en" else "第３条及び第４条"
    assert any(stays in each for each in texts(made.draft.proposed))


def test_a_literal_text_does_not_follow() -> None:
    with pytest.raises(ValueError, match="literal"):
        drafted(ENGLISH, EN, *NUMBERS_EN, literal=True, follow=True)


@pytest.mark.parametrize(
    ("language", "edit", "right"),
    [
        ("en", ("reports on", "reports fully on"), "reports fully on Articles 4 and 5"),
        ("en", ("has no vote", "may not vote"), "under Article 4 may not vote"),
        ("en", ("the roll", "the list"), "with the list under Article 4"),
        ("ja", ("を報告する", "を毎年報告する"), "第４条及び第５条の事項を毎年報告する"),
        ("ja", ("を有しない", "をもたない"), "第４条の会費を納めない者は、議決権をもたない"),
        ("ja", ("名簿を", "一覧を"), "第４条の一覧を添える"),
    ],
)
def test_it_follows_in_a_text_that_was_edited(
    language: str, edit: tuple[str, str], right: str
) -> None:
    text, style, numbers = CASES[language]
    made = drafted(text, style, *numbers, edit)
    assert any(right in each for each in texts(made.draft.proposed))
    assert made.mended >= 1
    assert made.left >= 2, "the others stand where nothing was edited"


@pytest.mark.parametrize("language", CASES)
def test_it_follows_where_the_draft_gives_the_number(language: str) -> None:
    """A number that stands twice: the text and its citations were right, and go on together."""
    text, style, (_, _, (old, new)) = CASES[language]
    fresh = new.replace("Article 4", "Article 3").replace("第４条", "第３条")
    made = drafted(text, style, (old, fresh))
    assert made.left == 0
    assert [each.rule for each in made.draft.application.ledger].count(Rule.KEPT) == 0
    right = "Articles 4 and 5" if language == "en" else "第４条及び第５条"
    assert any(right in each for each in texts(made.draft.proposed))


def test_one_that_is_brought_up_to_date_is_no_matter() -> None:
    right = ("Articles 3 and 4", "Articles 4 and 5")
    made = drafted(ENGLISH, EN, *NUMBERS_EN, right)
    assert made.left == 2
    assert any("Articles 4 and 5" in each for each in texts(made.draft.proposed))
    assert len(made.amendment.operations) == 3


def test_a_deleted_target_is_asked_about_as_before() -> None:
    gone = ("## Article 4 (Arrears)", "## Article 4 (Debts)")
    made = drafted(
        ENGLISH, EN, ("## Article 3 (Dues)\n\nThe Board sets the dues.\n", ""),
        ("## Article 5 (R", "## Article 4 (R"), (gone[0], "## Article 3 (Arrears)"),
    )  # fmt: skip
    assert [entry.before for entry, _ in made.draft.kept]


def test_words_of_a_reference_that_holds_need_no_keep() -> None:
    present = charter(ENGLISH, EN)
    amendment = read_amendment(
        "amendment: x\noperations:\n  - delete: Article 5 paragraph 1\n"
        '  - keep: Article 4\n    find: "Article 3"\n',
        EN,
        file="x.yaml",
        name="x",
    ).amendment
    with pytest.raises(InputError, match="needs an answer"):
        apply(present, amendment, EN)


@st.composite
def left(draw: st.DrawFn) -> tuple[DraftingStyle, Charter, Charter]:
    """A charter, and what an amendment makes of it with some citations as they were before."""
    style = STYLES[draw(st.sampled_from(NUMBERED_THROUGH))]
    case: Amended = draw(amended(style))
    made = apply(case.charter, case.amendment, style)
    moved = [e for e in made.ledger if e.rule in (Rule.RENUMBERED, Rule.MADE_ABSOLUTE)]
    back = {e.standing for e in moved if draw(st.booleans())}
    stood = {
        (each.key, standing): text
        for each in case.charter.every_article()
        for standing, text in texts_of(each)
    }
    homes = {e.standing: e.home for e in moved}

    def before(standing: Standing) -> str | None:
        home = homes.get(standing)
        return None if home is None else stood.get((home.spot.key, home))

    def edited(charter: Charter) -> Charter:
        def one(article: Article) -> Article:
            changed = {
                standing: old
                for standing, _ in texts_of(article)
                if standing in back and (old := before(standing)) is not None
            }
            return with_texts(article, changed)

        return replace(
            charter,
            articles=tuple(map(one, charter.articles)),
            supplementary=tuple(map(one, charter.supplementary)),
        )

    return style, case.charter, edited(made.proposed)


@given(left())
def test_no_text_that_reads_as_it_did_becomes_another(
    case: tuple[DraftingStyle, Charter, Charter],
) -> None:
    style, present, edited = case
    made = draft_text(present, EditedText(charter=edited, keyed=True), style, name="x")
    if made is None:
        return
    stood = set(texts(present))
    for article, other in zip(edited.every_article(), made.proposed.every_article(), strict=True):
        for (_, text), (_, proposed) in zip(texts_of(article), texts_of(other), strict=True):
            if text in stood:
                assert proposed == text


def test_what_one_operation_keeps_at_several_places_is_told_at_each() -> None:
    text = ENGLISH.replace("## Article 5 (Reports)", "## Article 5 (Reports under Article 3)")
    present = charter(text, EN)
    edited = text
    for old, new in (("## Article 5 (R", "## Article 6 (R"), *NUMBERS_EN[1:]):
        edited = edited.replace(old, new)
    document = EditedDocument(data=edited.encode(), file="e.md")
    made = draft(present, document, EN, name="x")
    told = {str(each.entry.address.text(EN)) for each in made.draft.left}
    assert {"Article 6", "Article 6 paragraph 2 item (1)"} <= {
        each.removesuffix(" heading") for each in told
    }
    kept = [each for each in made.draft.application.unread if each.kept]
    assert len(kept) == made.left == 4
