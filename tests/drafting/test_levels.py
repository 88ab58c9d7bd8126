"""What is drafted where levels begin anew, are few, or share their words with others.

The edited documents are what a person makes of the present ones in a word processor: each is
drafted, and the amendment gives its articles as they print.
"""

from __future__ import annotations

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.articles.styles import STYLES
from amendtool.importing.document import Choice, Imported, import_document
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.workflow.drafting.draft import EditionDraft, draft
from amendtool.workflow.drafting.edited_document import EditedDocument
from amendtool.workflow.importing.print_account import house_of


def read(text: str, file: str, style: str = "") -> Imported:
    given = STYLES[style] if style else None
    choose: Choice = "" if style else "count"
    return import_document(text.encode(), file=file, style=given, learn=True, choose=choose)


def lines_of(found: Imported, charter: object = None) -> list[str]:
    shown = make_export(
        charter or found.charter,  # type: ignore[arg-type]
        style=found.printed,
        house=house_of(found, None),
        title="T",
    )
    text = render(ARTICLES, shown, "text").decode()
    return [line.strip() for line in text.splitlines() if line.strip()]


def drafted(
    present: str, edited: str, file: str, style: str = ""
) -> tuple[EditionDraft, list[str]]:
    """The draft of an edited document, and the lines that applying it gives."""
    found = read(present, file, style)
    made = draft(
        found.charter,
        EditedDocument(data=edited.encode(), file=file),
        found.printed,
        name="x",
        house=house_of(found, None),
        title="T",
    )
    text = write_amendment(made.amendment, found.printed)
    amendment = read_amendment(text, found.printed, file="x.yaml", name="x").amendment
    application = apply(found.charter, amendment, found.printed)
    assert not application.questions
    return made, lines_of(found, application.proposed)


_FEW = {
    "sections of their Articles": (
        "## Article I. Name\n\nThe name is Orchard Friends.\n\n"
        "## Article II. Members\n\n### Section 1. Classes\n\nThere are two classes.\n\n"
        "### Section 2. Dues\n\nThe Board sets the dues.\n\n"
        "## Article III. Officers\n\n### Section 1. Number\n\nThere are three officers.\n"
    ),
    "letters": (
        "# Article I. Name\n\nThe name is Orchard Friends.\n\n"
        "# Article II. Members\n\nA.  Classes.  There are two classes.\n\n"
        "B.  Dues.  The Board sets the dues.\n\n"
        "# Article III. Officers\n\nA.  Number.  There are three officers.\n"
    ),
    "dotted sections": (
        "## Article I. Name\n\nThe name is Orchard Friends.\n\n"
        "## Article II. Members\n\n### Section 2.1. Classes\n\nThere are two classes.\n\n"
        "### Section 2.2. Dues\n\nThe Board sets the dues.\n\n"
        "## Article III. Officers\n\n### Section 3.1. Number\n\nThere are three officers.\n"
    ),
}


@pytest.mark.parametrize("present", _FEW.values(), ids=list(_FEW))
def test_more_articles_with_a_text_alone_leave_the_sections_what_they_are(present: str) -> None:
    for name in ("Meetings", "Records", "Seal"):
        head = present[: present.index("Article I.")]
        new = f"{head}Article IV. {name}\n\nThe Board decides about the {name.lower()}.\n"
        edited = f"{present}\n{new}"
        made, lines = drafted(present, edited, "rules.md")
        assert len(made.amendment.operations) == 2
        assert made.mended == 0
        assert lines[-2:] == [f"Article IV. {name}", f"The Board decides about the {name.lower()}."]


_NEW_BEHIND_A_GAP = {
    "rules.txt": (
        "第1条　この会は、ひなた会という。\n第2条　この会は、清掃を行う。\n"
        "第6条　会計年度は、4月1日に始まる。\n第7条　この規程の変更は、総会の議決による。\n",
        "第6条　会計", "第6条　この会に、事務局を置く。\n第7条　会計",
        "第7条　この規程", "第8条　この規程",
    ),
    "bylaws.md": (
        "## Article 1. Name\n\nThe name is Sun.\n\n## Article 2. Work\n\nThe club cleans.\n\n"
        "## Article 5. Year\n\nThe year begins in April.\n\n"
        "## Article 6. Changes\n\nThe members vote on changes.\n",
        "## Article 5. Year", "## Article 5. Office\n\nThere is an office.\n\n## Article 6. Year",
        "## Article 6. Changes", "## Article 7. Changes",
    ),
    "kanji.txt": (
        "第一条　本会は、月見会という。\n第四条　本会は、例会を開く。\n"
        "第五条　会費は、別に定める。\n",
        "第四条　本会は、例会", "第四条　本会に、会長を置く。\n第五条　本会は、例会",
        "第五条　会費", "第六条　会費",
    ),
}  # fmt: skip


@pytest.mark.parametrize("file", _NEW_BEHIND_A_GAP)
def test_what_is_new_may_take_the_number_behind_a_gap(file: str) -> None:
    present, old, new, last, moved = _NEW_BEHIND_A_GAP[file]
    edited = present.replace(last, moved).replace(old, new)
    made, lines = drafted(present, edited, file)
    assert made.mended == 0
    assert lines == lines_of(read(edited, file))


_ANEW = (
    "I. Members\n\nA. Classes. There are two classes of members.\n\n"
    "B. Dues. The Board sets the dues of every class.\n\n"
    "II. Officers\n\nA. Number. There are three officers.\n\n"
    "B. Terms. Officers serve for two years.\n\n"
    "III. Meetings\n\nA. Time. The members meet in May.\n"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("B. Terms. Officers serve for two years.\n\n", ""),
        ("B. Terms. Officers serve", "B. Pay. Officers are not paid.\n\nC. Terms. Officers serve"),
        ("A. Number. There are three officers.\n\nB. Terms", "A. Terms"),
        ("A. Time. The", "A. Place. The members meet in the hall.\n\nB. Time. The"),
    ],
)
def test_articles_that_count_anew_in_their_chapters_move_no_others(old: str, new: str) -> None:
    edited = _ANEW.replace(old, new)
    made, lines = drafted(_ANEW, edited, "rules.txt")
    assert made.mended == 0
    assert lines == lines_of(read(edited, "rules.txt"))
    assert len(made.amendment.operations) == 1


@pytest.mark.parametrize(
    ("style", "said"), [("", "Article II, Section 2"), ("en", "first Section A")]
)
def test_what_is_called_article_is_a_chapter_where_it_holds_letters(style: str, said: str) -> None:
    present = _FEW["letters"].replace("The Board sets the dues.", "Article III sets the dues.")
    edited = present.replace("B.  Dues.", "B.  Votes.  Members vote.\n\nC.  Dues.")
    made, lines = drafted(present, edited, "rules.md", style)
    # No Article moves where a section is new.
    assert made.mended == 0
    assert "C. Dues. Article III sets the dues." in lines
    assert said in write_amendment(made.amendment, read(present, "rules.md", style).printed)
