"""Marks in pairs and code, found in one pass: the same that their patterns would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.importing import markdown
from amendtool.importing.markdown import _spans
from amendtool.importing.pairs import PairPattern

PATTERNS: dict[str, tuple[PairPattern, re.Pattern[str]]] = {
    "strong": (
        markdown._STRONG,
        re.compile(r"(?P<mark>\*\*|__)(?=\S)(?P<text>.+?)(?<=\S)(?P=mark)"),
    ),
    "tildes": (markdown._TILDES, re.compile(r"~~(?=\S)(?P<text>.+?)(?<=\S)~~")),
    "struck": (
        markdown._STRUCK,
        re.compile(r"<(?P<tag>s|del)(?:\s[^<>]*)?>(?P<text>.*?)</(?P=tag)\s*>", re.IGNORECASE),
    ),
    "line through": (
        markdown._LINE_THROUGH,
        re.compile(
            r"<(?P<tag>span|p)(?=[^<>]*line-through)[^<>]*>(?P<text>.*?)</(?P=tag)\s*>",
            re.IGNORECASE,
        ),
    ),
    "hidden": (
        markdown._HIDDEN,
        re.compile(
            r"<(?P<tag>\w+)(?=[^<>]*(?:\shidden[\s>=]))[^<>]*>(?P<text>.*?)</(?P=tag)\s*>",
            re.IGNORECASE,
        ),
    ),
}
PIECES = st.lists(
    st.sampled_from(
        ["**", "__", "*", "_", "~~", "~", "<s>", "</s>", "<S a>", "</S >", "<del>", "</del>", "\n",
         "<span line-through>", "</span>", "<p style=line-through>", "</p>", "<b hidden>", "</b>",
         "<i hidden=x>", "</i>", "a", " ", "b c", "<", ">"]
    ),
    max_size=24,
).map("".join)  # fmt: skip


@pytest.mark.parametrize("name", PATTERNS)
@given(text=PIECES)
def test_pairs_are_what_their_pattern_finds(name: str, text: str) -> None:
    pairs, pattern = PATTERNS[name]
    found = [(pair.start, pair.end, pair.inner) for pair in pairs.found(text)]
    assert found == [(match.start(), match.end(), match["text"]) for match in
                     pattern.finditer(text)]  # fmt: skip
    shown = pairs.sub(lambda pair: f"[{pair.inner}]", text)
    assert shown == pattern.sub(lambda match: f"[{match['text']}]", text)
    for pair in pairs.found(text):
        assert pair.whole == pair.opening[0] + pair.inner + pair.around[len(pair.opening[0]) :]


CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)|https?://[^\s)\]}>）」]*")


@given(
    st.lists(st.sampled_from(["`", "``", "```", "a", " ", "\n", "http://x`y", ")"]), max_size=20)
)
def test_code_is_what_its_pattern_finds(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = [text[begin:end] for begin, end in _spans(text, markdown._CODE)]
    assert found == [match[0] for match in CODE.finditer(text)]
