"""Reads the labelled sentences of ``corpus/``; the form is described in its README."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "corpus"
_MARK = re.compile("[⟦⟧]")
_LABEL = re.compile(r"  (?P<category>\w+), (?P<form>\w+): (?P<target>\S.*)")


@dataclass(frozen=True, slots=True)
class Expected:
    """One reference as the label says it is."""

    start: int
    end: int
    text: str
    category: str
    form: str
    target: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled text, and the texts of the same article that are read before it."""

    line: int
    text: str
    expected: tuple[Expected, ...]
    before: tuple[Sentence, ...] = ()


def sentences(language: str) -> Iterator[Sentence]:
    """The sentences of one language; ValueError for a label without a mark, or the reverse."""
    lines = (FOLDER / f"{language}.txt").read_text("utf-8").splitlines()
    before: list[Sentence] = []
    position = 0
    while position < len(lines):
        line, number = lines[position], position + 1
        position += 1
        if not line or line.startswith("#"):
            continue
        labels = []
        while position < len(lines) and lines[position].startswith("  "):
            labels.append(lines[position])
            position += 1
        context = line.startswith("> ")
        sentence = _sentence(number, line.removeprefix("> "), labels, tuple(before))
        if context:
            before.append(sentence)
        else:
            before = []
            yield sentence


def _sentence(line: int, marked: str, labels: list[str], before: tuple[Sentence, ...]) -> Sentence:
    pieces = _MARK.split(marked)
    text = "".join(pieces)
    spans = []
    at = 0
    for place, piece in enumerate(pieces):
        if place % 2:
            spans.append((at, at + len(piece)))
        at += len(piece)
    if len(spans) != len(labels) or len(pieces) % 2 == 0:
        raise ValueError(f"line {line}: {len(spans)} marks and {len(labels)} labels")
    return Sentence(line, text, tuple(map(_expected, [text] * len(spans), spans, labels)), before)


def _expected(text: str, span: tuple[int, int], label: str) -> Expected:
    match = _LABEL.fullmatch(label)
    if match is None:
        raise ValueError(f"not a label: {label!r}")
    start, end = span
    return Expected(start, end, text[start:end], match["category"], match["form"], match["target"])
