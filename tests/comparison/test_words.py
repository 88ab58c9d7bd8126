"""The runs of a comparison: the golden cases in ``words/``, the laws, the bounds on time.

A case is four lines: title, language, the left text and the right text, with what is to be
underlined in ``[[ ]]``. A new case needs no Python.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.comparison.table import Run
from amendtool.comparison.tokens import tokens
from amendtool.comparison.words import compare

CASES = Path(__file__).parent / "words"

# Everything that may be torn or mistaken: kanji with variation selectors, both kana, combining
# marks, emoji sequences, both widths of digits, the marks that join or part words.
ALPHABET = [
    *"取締役会監査等第条項年月日株名分十二三葛々",
    *"のはをにるたし",
    *"システムー・",
    *"。、（）「」",
    *"0123４５９，.,;:()'\"-/$%¥",
    *"aA(s) the of Article thirteen (13) ".split(" "),
    *"aBcd",
    *" \n\t　",
    *("\u3099", "\u0301", "\U000e0100", "\ufe0f", "\u200d", "\u20e3", "\uff9e", "\u093f"),
    *("👨", "👩", "🏽", "🇯", "🇵", "ｶ", "न", "한", "ß", "\u00a0", "\x00"),
]
# Not of the categories of marks, and yet not to be parted from what stands before.
EXTENDING = ("\u200d", "\u200c", "\uff9e", "\uff9f", "🏻", "🏼", "🏽", "🏾", "🏿")
TEXTS = st.one_of(st.lists(st.sampled_from(ALPHABET), max_size=40).map("".join), st.text())


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    """A text and the same text edited in a few places, or two texts of their own."""
    left = draw(TEXTS)
    if draw(st.booleans()):
        return left, draw(TEXTS)
    right = left
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(right)))
        end = draw(st.integers(start, min(len(right), start + 6)))
        right = right[:start] + draw(TEXTS)[:8] + right[end:]
    return left, right


LANGUAGES = st.sampled_from(["en", "ja", "de", "zh-Hant"])


class Case(NamedTuple):
    title: str
    language: str
    left: str
    right: str


def _cases() -> Iterator[Case]:
    for file in sorted(CASES.glob("*.txt")):
        blocks = file.read_text(encoding="utf-8").strip("\n").split("\n\n")
        for block in blocks:
            lines = block.split("\n")
            if not lines[0].startswith("#"):
                title, language, left, right = lines
                yield Case(f"{file.stem}: {title}", language, left, right)


GOLDEN = list(_cases())


def _plain(marked: str) -> str:
    return marked.replace("[[", "").replace("]]", "")


def _marked(runs: Sequence[Run]) -> str:
    return "".join(f"[[{run.text}]]" if run.changed else run.text for run in runs)


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _unchanged(runs: Sequence[Run]) -> str:
    return "".join("".join(run.text for run in runs if not run.changed).split())


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case.title)
def test_underlines_as_a_drafter_does(case: Case) -> None:
    present, proposed = compare(_plain(case.left), _plain(case.right), case.language)
    assert (_marked(present), _marked(proposed)) == (case.left, case.right)


def test_there_are_enough_cases_and_none_twice() -> None:
    assert sum(case.language == "en" for case in GOLDEN) >= 30
    assert sum(case.language == "ja" for case in GOLDEN) >= 30
    assert len({case.title for case in GOLDEN}) == len(GOLDEN)


def test_an_empty_side_has_no_run_and_the_other_is_changed_whole() -> None:
    assert compare("", "") == ((), ())
    assert compare("", " a ") == ((), (Run(" a ", True),))
    assert compare(" a ", "") == ((Run(" a ", True),), ())


def test_equal_texts_are_one_unchanged_run() -> None:
    assert compare("Article 1.", "Article 1.") == ((Run("Article 1."),), (Run("Article 1."),))


def test_the_package_is_loaded_only_when_texts_differ() -> None:
    program = (
        "import sys; from amendtool.comparison.words import compare; compare('a b', 'a b');"
        "assert 'diff_match_patch' not in sys.modules; compare('a b c d', 'a c b d');"
        "assert 'diff_match_patch' in sys.modules"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", program], check=True, cwd=root, timeout=60)


# -- laws --------------------------------------------------------------------------------------


@given(pairs(), LANGUAGES)
def test_runs_joined_are_the_text(pair: tuple[str, str], language: str) -> None:
    present, proposed = compare(*pair, language)
    assert (_text(present), _text(proposed)) == pair


@given(pairs(), LANGUAGES)
def test_runs_are_not_empty_and_neighbours_differ(pair: tuple[str, str], language: str) -> None:
    for runs in compare(*pair, language):
        assert all(run.text for run in runs)
        assert all(one.changed != next_.changed for one, next_ in pairwise(runs))


@given(pairs(), LANGUAGES)
def test_unchanged_text_is_the_same_on_both_sides(pair: tuple[str, str], language: str) -> None:
    present, proposed = compare(*pair, language)
    assert _unchanged(present) == _unchanged(proposed)


@given(pairs(), LANGUAGES)
def test_something_is_changed_exactly_if_the_texts_differ(
    pair: tuple[str, str], language: str
) -> None:
    present, proposed = compare(*pair, language)
    assert any(run.changed for run in present + proposed) == (pair[0] != pair[1])


@given(pairs(), LANGUAGES)
def test_no_run_parts_a_cluster(pair: tuple[str, str], language: str) -> None:
    for runs in compare(*pair, language):
        for before, run in pairwise(runs):
            assert unicodedata.category(run.text[0]) not in ("Mn", "Me", "Mc")
            assert run.text[0] not in EXTENDING
            assert not before.text.endswith("\u200d")


@given(pairs(), LANGUAGES)
def test_no_run_parts_a_token(pair: tuple[str, str], language: str) -> None:
    for text, runs in zip(pair, compare(*pair, language), strict=True):
        at = 0
        bounds = {0}
        for token in tokens(text, language):
            at += len(token)
            bounds.add(at)
        at = 0
        for run in runs:
            at += len(run.text)
            assert at in bounds


@given(pairs(), LANGUAGES)
def test_a_changed_run_is_trimmed(pair: tuple[str, str], language: str) -> None:
    if all(pair):
        for runs in compare(*pair, language):
            for run in runs:
                if run.changed and not run.text.isspace():
                    parts = tokens(run.text, language)
                    assert not parts[0].isspace()
                    assert not parts[-1].isspace()


@given(pairs(), LANGUAGES)
def test_swapped_texts_have_swapped_runs(pair: tuple[str, str], language: str) -> None:
    left, right = pair
    assert compare(right, left, language) == compare(left, right, language)[::-1]


@given(pairs(), LANGUAGES)
def test_the_same_texts_have_the_same_runs(pair: tuple[str, str], language: str) -> None:
    assert compare(*pair, language) == compare(*pair, language)


def test_the_result_does_not_depend_on_the_hash_seed() -> None:
    root = Path(__file__).parents[2]
    case = GOLDEN[3]
    program = (
        "from amendtool.comparison.words import compare;"
        f"print(ascii(compare({_plain(case.left)!a}, {_plain(case.right)!a})))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            cwd=root,
            capture_output=True,
            env={"PYTHONHASHSEED": seed},
            timeout=60,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(printed) == 1


# -- long texts --------------------------------------------------------------------------------

WORDS = (
    "the of and shall a Company Director shareholder meeting Board resolution by in Article to"
    " vote share be auditor term office year notice Articles law provide which or record date"
).split()
JAPANESE = (
    "取締役会 の 決議 によって 株主総会 を 招集 する 監査役 は 任期 に 定める 議決権 と 株主 が"
).split()


def _prose(seed: int, characters: int, vocabulary: Sequence[str], space: str, stop: str) -> str:
    """Sentences of words, some of them rare, as a real text has them."""
    chance = random.Random(seed)
    sentences: list[str] = []
    length = 0
    while length < characters:
        words = [
            chance.choice(vocabulary) if chance.random() < 0.8 else f"t{chance.randrange(5000)}"
            for _ in range(chance.randint(5, 30))
        ]
        sentences.append(space.join(words) + stop)
        length += len(sentences[-1]) + len(space)
    return space.join(sentences)


def _edited(seed: int, text: str, times: int) -> str:
    """``text`` with ``times`` words replaced by words that it does not have."""
    chance = random.Random(seed)
    parts = re.split(r"(?<= )", text)
    for number in chance.sample(range(len(parts)), times):
        parts[number] = f"edit{number} "
    return "".join(parts)


def _timed(left: str, right: str, language: str = "en") -> tuple[tuple[Run, ...], float]:
    start = time.process_time()
    present, proposed = compare(left, right, language)
    spent = time.process_time() - start
    assert (_text(present), _text(proposed)) == (left, right)
    assert _unchanged(present) == _unchanged(proposed)
    return proposed, spent


def test_a_megabyte_lightly_edited() -> None:
    left = _prose(1, 1_000_000, WORDS, " ", ".")
    right = _edited(2, left, 300)
    proposed, spent = _timed(left, right)
    changed = [run.text for run in proposed if run.changed]
    assert len(changed) == 300
    assert all(text.startswith("edit") for text in changed)
    assert spent < 10


def test_a_megabyte_of_one_repeated_sentence() -> None:
    sentence = "The Board of Directors shall by a resolution convene the meeting. "
    left = sentence * 15_000
    right = sentence * 5_000 + "It may also " + sentence * 9_999 + "Finally, it ends. " + sentence
    proposed, spent = _timed(left, right)
    assert [run.text for run in proposed if run.changed] == ["It may also", "Finally, it ends."]
    assert spent < 10


def test_a_word_changed_in_every_sentence() -> None:
    left = _prose(3, 300_000, WORDS, " ", ".")
    right = left.replace("Director ", "Trustee ")
    proposed, spent = _timed(left, right)
    changed = [run.text for run in proposed if run.changed]
    assert changed
    # Neighbouring changes are one run, with no more than what stands between them.
    assert sum(map(len, changed)) < 0.1 * len(right)
    assert spent < 10


@pytest.mark.parametrize(
    ("vocabulary", "space", "stop", "language"),
    [(WORDS, " ", ".", "en"), (JAPANESE, "", "。", "ja")],
    ids=["en", "ja"],
)
def test_two_wholly_different_long_texts(
    vocabulary: Sequence[str], space: str, stop: str, language: str
) -> None:
    left = _prose(5, 200_000, vocabulary, space, stop)
    right = _prose(6, 200_000, vocabulary, space, stop)
    _, spent = _timed(left, right, language)
    assert spent < 20


def test_a_megabyte_without_a_boundary() -> None:
    proposed, spent = _timed("あ" * 999_999 + "い", "あ" * 1_000_000)
    assert [run.changed for run in proposed] == [True]
    assert spent < 10
