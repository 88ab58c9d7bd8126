"""Sound numbers for rows that were numbered by hand."""

from __future__ import annotations

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN
from amendtool.comparison.house import HOUSES
from amendtool.drafting.repair import EditedNumber, sound_numbers
from amendtool.errors import InputError
from amendtool.render.charter.articles import articles_text
from amendtool.workflow.drafting.draft import draft
from amendtool.workflow.drafting.edited_document import EditedDocument, read_edited


@pytest.mark.parametrize(
    ("printed", "sound", "flaws"),
    [
        ("1 2 3", "1 2 3", ""),
        ("1 2 2 3 4", "1 2 3 4 5", "edited-number-twice 2>3"),
        ("1 2 2 4 5", "1 2 3 4 5", "edited-number-twice 2>3"),
        ("1 2 4 5", "1 2 3 4", "edited-number-gap 4>3"),
        ("1 3 2 4", "1 2 3 4", "edited-number-gap 3>2, edited-number-order 2>3"),
        ("2 3", "1 2", "edited-number-gap 2>1"),
        ("1 2 2-2 2-3 3", "1 2 2-2 2-3 3", ""),
        ("1 2 2-2 2-2 3", "1 2 2-2 2-3 3", "edited-number-twice 2-2>2-3"),
    ],
)
def test_sound_numbers(printed: str, sound: str, flaws: str) -> None:
    entries = [
        EditedNumber(key=f"a{at}", printed=number(n)) for at, n in enumerate(printed.split())
    ]
    found, told = sound_numbers(entries)
    assert " ".join(map(str, found)) == sound
    assert ", ".join(f"{flaw.code} {flaw.printed}>{flaw.sound}" for flaw in told) == flaws


def test_a_gap_of_the_present_articles_is_meant() -> None:
    row = [number(n) for n in ("1", "2", "5", "6")]
    entries = [
        EditedNumber(key=str(n), printed=n, place=place, was=n) for place, n in enumerate(row)
    ]
    assert sound_numbers(entries, known=row) == (row, [])


def test_a_gap_that_the_edit_leaves_is_told_and_kept_or_closed() -> None:
    row = [number(n) for n in ("1", "2", "3", "4", "5")]
    left = [
        EditedNumber(key=str(n), printed=n, place=place, was=n)
        for place, n in enumerate(row)
        if n.main not in (1, 3)
    ]
    kept, told = sound_numbers(left, known=row)
    assert kept == [each.printed for each in left]
    assert [(flaw.key, flaw.code, flaw.kept) for flaw in told] == [
        ("2", "edited-number-gap", True),
        ("4", "edited-number-gap", True),
    ]
    closed, told = sound_numbers(left, known=row, close=True)
    assert closed == row[:3]
    assert [flaw.kept for flaw in told] == [False, False]


def number(text: str) -> Number:
    return Number(tuple(map(int, text.split("-"))))


TEAMS = """\
Article 1. Name
The league is called North.

Article 2. Teams
A team has nine players.

Article 3. Season
The season begins in May under Article 2.

Article 4. Umpires
The board names the umpires.
"""


@pytest.mark.parametrize(
    ("typed", "to"), [("Article 4. Season", "first Article 4"), ("Article 9. Season", "Article 9")]
)
def test_a_number_of_a_standing_article_is_kept_as_typed_where_that_is_wanted(
    typed: str, to: str
) -> None:
    present = read_edited(EditedDocument(data=TEAMS.encode(), file="p.txt"), EN)[0].charter
    text = TEAMS.replace("Article 3. Season", typed)
    edited = EditedDocument(data=text.encode(), file="e.txt")
    made = draft(present, edited, EN, name="x", literal=True)
    written = write_amendment(made.amendment, EN)
    assert f"numbering: stay\noperations:\n  - renumber: Article 3\n    to: {to}\n" in written
    read = read_amendment(written, EN, file="x.yaml", name="x").amendment
    proposed = apply(present, read, EN).proposed
    assert [article.body for article in proposed.articles] == [
        article.body for article in present.articles
    ]
    printed = typed.split(".")[0]
    assert f"(Season)\n{printed}." in articles_text(proposed, EN, HOUSES["seed-en"])
    with pytest.raises(InputError, match="the edited articles are the present ones"):
        draft(present, edited, EN, name="x")
