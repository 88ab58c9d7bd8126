"""Where the characters of an article stand in its clause file: line and column.

A clause file holds the texts of its article in reading order, with markers between them and
with other white space. So the texts are found again by their characters alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from amendtool.articles.charter import Article
from amendtool.articles.references.text_location import Standing, texts_of


class Placing:
    """The places of one article's texts in its file."""

    def __init__(self, article: Article, content: str) -> None:
        """``content`` is the text of the clause file, with LF line ends."""
        self._marks: list[tuple[int, int]] = []
        squeezed: list[str] = []
        for line, text in enumerate(content.split("\n"), 1):
            for column, char in enumerate(text, 1):
                if not _is_space(char):
                    squeezed.append(char)
                    self._marks.append((line, column))
        self._squeezed = "".join(squeezed)
        self._starts: Mapping[Standing, tuple[tuple[int, int], ...]] = dict(self._found(article))

    def _found(self, article: Article) -> list[tuple[Standing, tuple[tuple[int, int], ...]]]:
        """By text, for each of its lines its offset in the text and in the squeezed file."""
        found: list[tuple[Standing, tuple[tuple[int, int], ...]]] = []
        position = 0
        for standing, text in texts_of(article):
            starts: list[tuple[int, int]] = []
            offset = 0
            for line in text.split("\n"):
                squeezed = "".join(char for char in line if not _is_space(char))
                at = self._squeezed.find(squeezed, position)
                if at >= 0:
                    starts.append((offset, at))
                    position = at + len(squeezed)
                offset += len(line) + 1
            found.append((standing, tuple(starts)))
        return found

    def place(self, standing: Standing, text: str, offset: int) -> tuple[int, int] | None:
        """Line and column, both from 1, of a character of ``text``, which stands there."""
        starts = [start for start in self._starts.get(standing, ()) if start[0] <= offset]
        if not starts:
            return None
        line_start, at = starts[-1]
        before = sum(not _is_space(char) for char in text[line_start:offset])
        return self._marks[at + before] if at + before < len(self._marks) else None


def _is_space(char: str) -> bool:
    return char in " \t\r\f\v\n"
