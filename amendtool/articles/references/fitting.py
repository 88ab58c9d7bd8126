"""Citations that do not fit their sentence: 第５条に定める公告方法, where 公告方法 is Article 4.

The words beside a citation say what is to be found there. Where the cited article has none of
them, and they are the very heading of one other article, the number is likely to be stale. It is a
hint: a person looks. Words that are nobody's heading tell nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from amendtool.articles.addresses import Address
from amendtool.articles.charter import Article, Charter, article_texts
from amendtool.articles.references.inventory import Listed
from amendtool.articles.references.reference import Category, CitedPlace, Relation
from amendtool.patterns import compiled
from amendtool.values import dataclass

# 第５条に定める公告方法; 第12条の規定による招集通知.
_BEHIND: Final = compiled(
    r"(?:に(?:定める|規定する|掲げる|基づく|よる)|の(?:規定|定め)(?:による|に基づく|により定める))"
    r"(?P<words>[一-鿿々ァ-ヺー]{2,20})(?![一-鿿々ァ-ヺー])"
)
# "the register of members kept under Article 5"
_BEFORE: Final = compiled(
    r"(?P<words>(?:[A-Za-z][\w’'-]* ){1,5})(?:as )?"
    r"(?:described|referred to|provided(?: for)?|set (?:forth|out)|specified|defined|prescribed"
    r"|established|mentioned|required|stated) (?:in|under|by) \Z"
)
_REACH: Final = 90
_FEWEST: Final = 2
_GAPS: Final = compiled(r"[\s\u3000]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A citation of ``target`` beside ``words`` that are the heading of ``other`` alone."""

    listed: Listed
    words: str
    target: Address
    other: Address


def misfits(listed: Iterable[Listed], charter: Charter) -> Iterator[Misfit]:
    """The citations by number whose sentence names what another article is about."""
    by_key = charter.by_key()
    titled: dict[str, list[Article]] = defaultdict(list)
    for article in charter.every_article():
        if article.heading is not None:
            titled[_plain(article.heading)].append(article)
    for each in listed:
        reference = each.reference
        if reference.category is not Category.INTERNAL or len(reference.members) != 1:
            continue
        member = reference.members[0]
        if not isinstance(member, CitedPlace) or len(each.targets) != 1:
            continue
        if any(cited.relation is not Relation.NUMBERED for cited in member.levels):
            continue
        spot, target = each.targets[0]
        cited = by_key.get(spot.key)
        if cited is None:
            continue
        for words in _said(each.text, reference.start, reference.end):
            others = titled.get(_plain(words), [])
            if len(others) != 1 or others[0].key in (cited.key, each.standing.spot.key):
                continue
            if _speaks_of(cited, words) or others[0].number is None:
                break
            supplementary = charter.is_supplementary(others[0].key)
            yield Misfit(
                listed=each,
                words=words,
                target=target,
                other=Address(supplementary=supplementary, article=others[0].number),
            )
            break


def _said(text: str, start: int, end: int) -> Iterator[str]:
    """What the words beside a citation say is to be found there, the longest first."""
    behind = _BEHIND.match(text, end)
    if behind is not None:
        yield behind["words"]
    before = _BEFORE.search(text, max(0, start - _REACH), start)
    if before is not None:
        words = before["words"].removesuffix("as ").split()
        yield from (" ".join(words[at:]) for at in range(len(words)))


def _speaks_of(article: Article, words: str) -> bool:
    """Whether the article has the words, or any of them that says something."""
    text = _plain(" ".join(article_texts(article)))
    plain = _plain(words)
    if not plain.isascii():
        # 公告方法 may be said as 公告の方法: any two characters of it side by side are enough.
        return any(plain[at : at + _FEWEST] in text for at in range(len(plain) - 1))
    return any(len(word) > _FEWEST and word.removesuffix("s") in text for word in plain.split())


def _plain(words: str) -> str:
    gap = " " if words.isascii() else ""
    return _GAPS.sub(gap, words).strip(" .。:").casefold()
