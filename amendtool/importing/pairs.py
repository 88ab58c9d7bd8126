"""Marks that come in pairs, found in one pass.

``(open)(.+?)(close)`` is what a pair looks like, and as a pattern it looks from every opening
mark to the end of the text when nothing closes it: a line of a thousand of them is looked at
half a million times. Here every closing mark is found once, and each opening one asks for the
next.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from amendtool.values import dataclass


@dataclass(frozen=True, slots=True)
class MarkPair:
    """An opening mark, what stands between, and the closing one that belongs to it."""

    opening: re.Match[str]
    inner: str
    start: int
    end: int
    whole: str

    @property
    def around(self) -> str:
        """The two marks, without what they stand around."""
        return self.opening[0] + self.whole[len(self.opening[0]) + len(self.inner) :]


@dataclass(frozen=True, slots=True)
class PairPattern:
    """Which marks open, which close, and which of these belong together.

    ``kind_of`` gives the kind of an opening and of a closing mark; those of one kind belong
    together. Between them stand at least ``least`` characters, and no line ends there.
    """

    opening: re.Pattern[str]
    closing: re.Pattern[str]
    kind_of: Callable[[re.Match[str]], str]
    least: int = 1

    def found(self, text: str) -> Iterator[MarkPair]:
        """The pairs, the first that opens first; none in another one."""
        first = self.opening.search(text)
        if first is None:
            return
        closings: dict[str, list[re.Match[str]]] = {}
        for match in self._closings(text, first.end()):
            closings.setdefault(self.kind_of(match), []).append(match)
        starts = {kind: [one.start() for one in row] for kind, row in closings.items()}
        lines = [at for at, char in enumerate(text) if char == "\n"] if "\n" in text else []
        opening: re.Match[str] | None = first
        while opening is not None:
            kind = self.kind_of(opening)
            row = closings.get(kind, [])
            at = bisect_left(starts.get(kind, []), opening.end() + self.least)
            line = bisect_left(lines, opening.end())
            ends = lines[line] if line < len(lines) else len(text)
            if at < len(row) and row[at].start() <= ends:
                close = row[at]
                yield MarkPair(
                    opening, text[opening.end() : close.start()], opening.start(), close.end(),
                    text[opening.start() : close.end()],
                )  # fmt: skip
                opening = self.opening.search(text, close.end())
            else:
                opening = self.opening.search(text, opening.start() + 1)

    def _closings(self, text: str, start: int) -> Iterator[re.Match[str]]:
        """Closing marks also where one begins in another, as ``**`` does in ``***``."""
        match = self.closing.search(text, start)
        while match is not None:
            yield match
            match = self.closing.search(text, match.start() + 1)

    def sub(self, change: Callable[[MarkPair], str], text: str) -> str:
        """The text with each pair, and what stands in it, as ``change`` wants it."""
        parts: list[str] = []
        done = 0
        for pair in self.found(text):
            parts += (text[done : pair.start], change(pair))
            done = pair.end
        return "".join((*parts, text[done:])) if parts else text
