"""Where one thing of a row is reworded the pairs are known: those that the search finds."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles import rows
from amendtool.articles.charter import provision
from amendtool.articles.numbers import Number
from amendtool.comparison import words
from amendtool.comparison.sides import Side
from amendtool.comparison.tokens import tokens

WORDS = ["the", "a", "of", "Board", "meeting", "shares", "shall", "100", ",", "officer", "by"]
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
SENTENCES = st.lists(SENTENCE, min_size=2, max_size=5)


def searched(one: Side, other: Side) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_reworded_alone", lambda *_: False)
        return words._paired_sentences(one, other)


@given(SENTENCES, SENTENCE, st.integers(0, 4))
def test_sentences(texts: list[str], reworded: str, place: int) -> None:
    other = [*texts]
    other[place % len(texts)] = reworded
    sides = [Side.of(tokens("".join(f"X {each}. " for each in side))) for side in (texts, other)]
    assert words._paired_sentences(*sides) == searched(*sides)


@given(SENTENCES, SENTENCE, st.integers(0, 4))
def test_provisions(texts: list[str], reworded: str, place: int) -> None:
    other = [*texts]
    other[place % len(texts)] = reworded
    present, proposed = (
        [provision(number=Number.of(n), text=text) for n, text in enumerate(side, 1)]
        for side in (texts, other)
    )

    def paired() -> object:
        return rows.row_paired(present, proposed, lambda texts: Counter(" ".join(texts).split()))

    found = paired()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "_reworded_alone", lambda *_: False)
        assert found == paired()


@pytest.mark.parametrize(
    ("left", "right", "language"),
    [
        ("? ) the", "? ) the ) the", "en"),
        ("Why? ) ) a b. Yes.", "Why? ) ) a ) b. Yes. No.", "en"),
        ("Stop. ” the end", "Stop. ” the ” the end", "en"),
        ("か？　）の", "か？　）の）の", "ja"),
    ],
)
def test_a_sentence_of_marks_alone_is_no_change(left: str, right: str, language: str) -> None:
    """Paired with none, it was an edit of nothing, and some ended in an exception."""
    present, proposed = words.compare(left, right, language)
    assert "".join(run.text for run in present) == left
    assert "".join(run.text for run in proposed) == right
    assert not any(run.changed for run in present)
    assert words.compare(right, left, language) == (proposed, present)
