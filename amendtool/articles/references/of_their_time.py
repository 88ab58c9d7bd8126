"""Supplementary provisions that speak of the articles as they were on another day.

The 附則 of an amendment stay behind when the next one renumbers the articles: 「第４条の規定は、
この変更前の行為には適用しない。」 means the Article 4 of that day. Which blocks these are, their
title tells, or what they say of their own taking effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from amendtool.articles.charter import Article, Chapter, Charter
from amendtool.articles.references.reference import (
    Category,
    Doubt,
    Level,
    Reference,
    Relation,
)
from amendtool.articles.references.text_location import texts_of
from amendtool.patterns import compiled

_YEAR = (
    r"(?:明治|大正|昭和|平成|令和)[ \u3000]?[元0-9０-９〇一二三四五六七八九十]+[ \u3000]?年"
    r"|[12１２][0-9０-９]{3}[ \u3000]?年|[12一二][0-9〇一二三四五六七八九]{3}年"
    r"|(?<![0-9])[12][0-9]{3}(?:[./-][0-9]{1,2}|(?![0-9]))"
)
_DATED = compiled(rf"{_YEAR}|(?:改正|変更|改定|改訂)|(?i:\bamend(?:ment|ed)|\brevis(?:ion|ed)\b)")
_THIS_CHANGE = (
    r"(?:この|本|今回の|今次の?)(?:定款|規約|会則|規程|規則|細則)?の?(?:一部)?"
    r"(?:改正|変更|改定|改訂)(?:定款|規約|会則|規程|規則|細則|後の[^、。]{1,12})?(?:の規定)?は"
    r"|(?i:\bth(?:is|e present|ese) (?:amendment|revision|change)s? )"
)
_IN_FORCE = r"(?:から|より|に|をもって)(?:施行|適用|実施|発効|効力)|効力を(?:生|発)|(?i:\beffect)"
_TELLS_OF_ITSELF = compiled(rf"(?:{_THIS_CHANGE})[^。]{{0,60}}?(?:{_YEAR})")
_LATER = compiled(
    rf"(?:{_YEAR}|(?:公布|施行|成立|効力発生)の日|この[^\s、。]{{1,8}}は)[^。]{{0,60}}?(?:{_IN_FORCE})"
)
_CHAPTERS = (Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION, Level.DIVISION)


def blocks_of_their_time(charter: Charter, annexes: Iterable[str]) -> frozenset[str | None]:
    """The keys of the blocks that speak of another day; None is the block without a title.

    Those with a day or a change in their title, those that say when "this change" takes effect,
    and of several blocks each behind the first that says from when it is in force.
    """
    left_out = frozenset(annexes)
    named: list[Chapter] = [block for block in charter.blocks if block.key not in left_out]
    rows: list[tuple[str | None, str, tuple[Article, ...]]] = [
        (None, "", charter.in_block(None)),
        *((block.key, block.heading or "", charter.in_block(block.key)) for block in named),
    ]
    found: set[str | None] = set()
    first = True
    for key, title, articles in rows:
        if not articles:
            continue
        if _DATED.search(title) or any(
            _TELLS_OF_ITSELF.search(text) or (not first and _LATER.search(text))
            for text in _texts(articles)
        ):
            found.add(key)
        first = False
    return frozenset(found)


def _texts(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        for standing, text in texts_of(article):
            if standing.part == "text":
                yield text


def of_its_time(reference: Reference) -> Reference:
    """The reference as such a block means it: what it cites of the articles is of then.

    Its own provisions, and those of other blocks, are cited as anywhere. What it quotes is of
    then, too: （旧法の適用については、「第七条」とあるのは…）.
    """
    quoted = reference.category is Category.QUOTED and reference.doubt is Doubt.QUOTED
    ours = reference.category is Category.INTERNAL and reference.doubt is not Doubt.PAST
    if not (ours or quoted):
        return reference
    for place in reference.places:
        levels = [cited for cited in place.levels if cited.level is not Level.DOCUMENT]
        first = levels[0] if levels else None
        if (
            first is not None
            and (first.level is Level.ARTICLE or first.level in _CHAPTERS)
            and first.meant.relation is Relation.NUMBERED
        ):
            return replace(reference, category=Category.HISTORICAL, doubt=Doubt.TIME)
    return reference
