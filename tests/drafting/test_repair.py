"""Sound numbers for rows that were numbered by hand."""

from __future__ import annotations

import pytest

from amendtool.articles.numbers import Number
from amendtool.drafting.repair import EditedNumber, sound_numbers


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


def number(text: str) -> Number:
    return Number(tuple(map(int, text.split("-"))))
