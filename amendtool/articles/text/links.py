"""Links in texts: what print leaves of them, and the addresses that it leaves out put back.

A clause file keeps a link as Markdown writes it, ``[words](address)``; print has its words alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from amendtool.articles.charter import Article, Body, Charter, body_texts
from amendtool.patterns import compiled
from amendtool.values import dataclass

if TYPE_CHECKING:
    from difflib import SequenceMatcher

_LINK: Final = compiled(r"\[([^\[\]]+)\]\(((?:https?://|mailto:)[^\s()]+)\)")
_ALIKE: Final = 0.5
"""How much of two lines is the same where the one is the other, edited."""


def without_addresses(text: str, *, shown: bool = False) -> str:
    """A text with the words of its links alone, or with their addresses ``shown`` behind them."""
    return _LINK.sub(r"\1 (\2)" if shown else r"\1", text) if "](" in text else text


@dataclass(frozen=True, slots=True)
class _Linked:
    """A line with links, and what print has of it, with and without their addresses."""

    line: str
    bare: str
    shown: str

    @classmethod
    def of(cls, line: str) -> _Linked:
        return cls(line, without_addresses(line), without_addresses(line, shown=True))


def with_addresses(edited: Charter, present: Charter) -> Charter:
    """The ``edited`` articles as print has them, with the addresses of the ``present`` links.

    A link gets its address back where its words stand in the line that it stood in, however
    that was edited elsewhere. Articles that say one of the present links with its address were
    not printed by us: what they lack of another is an edit, and they are given back as they are.
    """
    linked = [_Linked.of(line) for line in _lines(present) if _LINK.search(line)]
    there = set(_links(_lines(edited)))
    if not linked or not there.isdisjoint(_links(each.line for each in linked)):
        return edited
    printed = {each.bare: each.line for each in linked} | {each.shown: each.line for each in linked}
    standing = set(_lines(present))

    def put_back(line: str) -> str:
        if line in standing or not line:
            return line
        return printed.get(line) or _edited_line(line, linked)

    return _each_text(edited, lambda text: "\n".join(map(put_back, text.split("\n"))))


def with_addresses_of(edited: str, present: str) -> str:
    """The line ``edited`` as print has it, with the addresses of the links of the ``present`` one.

    Those whose words were edited are gone.
    """
    return _edited_line(edited, [_Linked.of(present)]) if _LINK.search(present) else edited


def _edited_line(line: str, linked: Sequence[_Linked]) -> str:
    """A line with the links of the one that it was, found by their words in their surroundings."""
    from difflib import SequenceMatcher

    best, found = _ALIKE, line
    for each in linked:
        if not any(words in line for words, _ in _LINK.findall(each.line)):
            continue
        for print_, put in ((each.shown, r"\1 (\2)"), (each.bare, r"\1")):
            matcher = SequenceMatcher(None, print_, line, autojunk=False)
            if matcher.ratio() > best:
                best, found = matcher.ratio(), _put_back(line, each.line, put, matcher)
    return found


def _put_back(line: str, present: str, put: str, matcher: SequenceMatcher[str]) -> str:
    """``line`` with each link of ``present`` whose print stands in it unedited."""
    blocks = matcher.get_matching_blocks()
    places: list[tuple[int, int, str]] = []
    shift = 0
    for match in _LINK.finditer(present):
        length = len(match.expand(put))
        start = match.start() - shift
        shift += len(match[0]) - length
        for block in blocks:
            if block.a <= start and start + length <= block.a + block.size:
                at = start - block.a + block.b
                places.append((at, at + length, match[0]))
    for start, end, link in reversed(places):
        line = line[:start] + link + line[end:]
    return line


def _links(lines: Iterable[str]) -> Iterator[str]:
    return (match[0] for line in lines for match in _LINK.finditer(line))


def _lines(charter: Charter) -> Iterator[str]:
    for article in charter.every_article():
        for text in (article.heading or "", *body_texts(article)):
            yield from text.split("\n")
    for text in (charter.preamble, charter.closing):
        yield from text.split("\n")


def _each_text(charter: Charter, change: Callable[[str], str]) -> Charter:
    """The charter with every text of its articles, and around them, changed."""

    def inside(body: Body) -> Body:
        return tuple(
            change(each) if isinstance(each, str) else replace(each, body=inside(each.body))
            for each in body
        )

    def row(articles: tuple[Article, ...]) -> tuple[Article, ...]:
        return tuple(
            replace(
                each,
                heading=None if each.heading is None else change(each.heading),
                body=inside(each.body),
            )
            for each in articles
        )

    return replace(
        charter,
        articles=row(charter.articles),
        supplementary=row(charter.supplementary),
        preamble=change(charter.preamble),
        closing=change(charter.closing),
    )
