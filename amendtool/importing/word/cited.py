"""Citations by fields: what a REF field prints, held against what it cites (ECMA-376, 17.16.5.51).

The result that is stored is what the page shows until Word updates it. Where the paragraph that
is cited has another number by then, or the text another wording, the page tells an old state of
the document, and nobody sees it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lxml import etree

from amendtool.errors import Place, Problem
from amendtool.importing.blocks import doubt
from amendtool.importing.word.package import W
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.values import dataclass

_CITING: Final = compiled(r"\s*(?:REF\s+)?\"?(?P<mark>[^\s\\\"]+)", re.IGNORECASE)
_NUMBERED: Final = compiled(r"\\[rnw](?![^\s\\])", re.IGNORECASE)
_ABOVE: Final = compiled(r"\\p(?![^\s\\])", re.IGNORECASE)
_PIECE: Final = compiled(r"[0-9]+|[^\W\d_]+")
_LONGEST: Final = 4000
"""Characters of a text that is cited as a whole: a longer one is no citation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A field that cites a place, and the result of it that the file holds."""

    mark: str
    """The bookmark that it cites."""
    code: str
    shown: str
    place: Place


class MarkedText:
    """What the page shows between the two ends of each bookmark."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._begun: dict[str, tuple[str, int]] = {}
        self._spans: dict[str, tuple[int, int]] = {}
        self._whole: str | None = None

    def add(self, shown: str) -> None:
        """Go on with the text."""
        self._parts.append(shown)
        self._length += len(shown)

    def begin(self, element: etree._Element) -> None:
        """A bookmark begins here."""
        self._begun[element.get(f"{W}id", "")] = element.get(f"{W}name", ""), self._length

    def end(self, element: etree._Element) -> None:
        """A bookmark ends here."""
        name, start = self._begun.pop(element.get(f"{W}id", ""), ("", 0))
        if name:
            self._spans[name.lower()] = start, self._length

    def text(self, name: str) -> str | None:
        """The text of a bookmark; None where there is none, or more than anybody cites."""
        start, end = self._spans.get(name.lower(), (0, 0))
        if not 0 < end - start <= _LONGEST:
            return None
        if self._whole is None:
            self._whole = "".join(self._parts)
        return self._whole[start:end]


def cited_by(code: str) -> str | None:
    """The bookmark that a field cites by its number or its text; None for other fields."""
    name = (code.split() or [""])[0].upper()
    if name != "REF" and not name.startswith("_REF"):
        return None
    match = _CITING.match(code)
    return None if match is None else match["mark"]


def stale(
    citations: Iterable[Citation], numbers: Mapping[str, str], texts: MarkedText
) -> Iterator[Problem]:
    """A doubt for each citation whose stored result is not what it cites prints.

    ``numbers`` are those of the paragraphs that bookmarks stand in, in full and, under the name
    with `` alone`` behind it, without those above.
    """
    for one in citations:
        if _ABOVE.search(one.code):
            continue  # above or below, which depends on where it stands
        if _NUMBERED.search(one.code):
            now = numbers.get(one.mark)
            if now is None or _names(one.shown, now, numbers.get(f"{one.mark} alone", now)):
                continue
        else:
            now = texts.text(one.mark)
            if now is None or _pieces(now) == _pieces(one.shown):
                continue
        yield doubt(
            "field-stale",
            say(
                "the field {{ {code} }} prints {shown!r}, and what it cites is {cited!r} by "
                "now; it is carried as it prints",
                code=one.code,
                shown=one.shown.strip(),
                cited=" ".join(now.split()),
            ),
            say("decide which of the two is meant, and write it into the clause"),
            one.place,
        )


def _names(shown: str, whole: str, alone: str) -> bool:
    """Whether a number as it is printed is that of a paragraph, in full or within its context."""
    said, full, own = _pieces(shown), _pieces(whole), _pieces(alone)
    if not said or not own:
        return True
    short, long = sorted((said, full), key=len)
    if long[len(long) - len(short) :] == short and len(said) >= len(own):
        return True
    # Without its words (the switch \t), and what Word puts in front of it: Article 1 as 1.
    return _counted(said) == _counted(full) or _counted(said) == _counted(own)


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(unicodedata.normalize("NFKC", text).casefold())


def _counted(pieces: list[str]) -> list[str]:
    """The pieces that are numbers: digits, letters, roman numerals."""
    return [one for one in pieces if one.isdigit() or len(one) == 1 or not one.strip("ivxlc")]
