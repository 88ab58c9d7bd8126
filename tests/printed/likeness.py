"""Lines of texts that begin like a mark: how much a reader may have passed over.

A reader that finds no label at all loses nothing and invents nothing; it only leaves the labels
in the texts. So they are counted there, by patterns made apart from every reader.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from tests.printed.tree import Node, walked

_DIGIT: Final = "[0-9０-９]"
_KANJI: Final = "[〇一二三四五六七八九十百]"
_PATTERNS: Final = {
    "word": r"(?i:article|section|sec\.|chapter|part|§)\s*(?:[0-9]+[0-9.]*|[IVXLC]+|one|two)\b",
    "第": rf"第\s?(?:{_DIGIT}|{_KANJI})+\s?[編章節款条項号]",
    "項": rf"{_KANJI}{{1,3}}項",
    "decimals": rf"{_DIGIT}+(?:[.．]{_DIGIT}+)+\.?(?=[\s　])",
    "bracket": rf"[(（](?:{_DIGIT}{{1,3}}|{_KANJI}{{1,3}}|[a-z]{{1,4}}|[A-Z]|[ァ-ヶ])[)）]",
    "stop": rf"(?:{_DIGIT}{{1,3}}|[a-z]|[ivx]{{1,4}}|[A-Z]|[IVX]{{1,4}})[.．)）](?=\D|$)",
    "kana": r"[イロハニホヘトアイウエオ][)）、　]",
    "sign": r"[①-⑳⑴-⒇ⅰ-ⅻⅠ-Ⅻ]",
    "bare": rf"(?:{_DIGIT}{{1,2}}|{_KANJI}{{1,3}})[\s　、]",
    "bullet": r"[-*+•・●][\s　]",
}  # fmt: skip
_MARK: Final = re.compile(
    "|".join(f"(?P<m{at}>{one})" for at, one in enumerate(_PATTERNS.values()))
)


def like_mark(line: str) -> str | None:
    """Which kind of mark a line begins like, if any."""
    match = _MARK.match(line.strip())
    if match is None or match.lastgroup is None:
        return None
    return tuple(_PATTERNS)[int(match.lastgroup[1:])]


def marks_in_texts(root: Node) -> Counter[str]:
    """The lines of all texts of a tree that begin like a mark, by its kind."""
    found: Counter[str] = Counter()
    for node in walked(root):
        for text in node.texts:
            for line in text.split("\n"):
                if (kind := like_mark(line)) is not None:
                    found[kind] += 1
    return found
