"""Citations with a title, "Article 4 (Seat)" or 第４条（本店の所在地）, against the headings.

A number that went stale, or was mistyped, shows where the title is that of another article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from amendtool.articles.addresses import Address
from amendtool.articles.charter import Article, Charter
from amendtool.articles.references.inventory import Listed
from amendtool.articles.references.reference import CitedPlace, Level, Range
from amendtool.patterns import compiled
from amendtool.values import dataclass

_TITLE = compiled(
    r"[ \u3000]?[（(「【［\[][ \u3000]?(?P<brackets>[^（）()「」【】［］\[\]\n]{1,80}?)[ \u3000]?"
    r"[）)」】］\]]"
    r"|,? (?:entitled|titled|captioned|headed) [\"“](?P<said>[^\"”\n]{1,80}?),?[\"”]"
)
_GAPS = compiled(r"[\s\u3000]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistitled:
    """A citation of ``target`` with the title of ``others``; ``words`` are both as written."""

    listed: Listed
    start: int
    words: str
    title: str
    target: Address
    others: tuple[Address, ...]


def headings_of(charters: Iterable[Charter]) -> Mapping[str, frozenset[str]]:
    """By title, as it is compared, the keys of the articles that have it as their heading."""
    found: dict[str, set[str]] = {}
    for charter in charters:
        for article in charter.every_article():
            if article.heading is not None:
                found.setdefault(_compared(article.heading), set()).add(article.key)
    return {title: frozenset(keys) for title, keys in found.items()}


def mistitled(
    listed: Iterable[Listed],
    charter: Charter,
    headings: Mapping[str, frozenset[str]],
) -> Iterator[Mistitled]:
    """The citations of ``listed`` whose title is no more, or never was, that of their target.

    ``headings`` are of all articles that a title may be of (:func:`headings_of`): with those of
    the present articles a heading that is replaced shows where it is cited still. What stands in
    brackets and is the heading of no article is no title: 第４条（第２項を除く。）.
    """
    by_key = charter.by_key()
    for each in listed:
        if not each.targets:
            continue
        reference = each.reference
        for member, resolved in zip(reference.members, each.resolved, strict=False):
            if isinstance(member, Range) or len(resolved.targets) != 1:
                continue
            spot = resolved.targets[0]
            target = by_key.get(spot.key)
            if target is None or spot.paragraph is not None or not _names_an_article(member):
                continue
            found = _TITLE.match(each.text, member.end)
            if found is None:
                continue
            title = found["brackets"] or found["said"]
            keys = headings.get(_compared(title), frozenset())
            now = [key for key in sorted(keys) if _heading_is(by_key.get(key), title)]
            if not keys or target.key in now:
                continue
            address = next(address for own, address in each.targets if own == spot)
            yield Mistitled(
                listed=each,
                start=member.start,
                words=each.text[member.start : found.end()],
                title=title,
                target=address,
                others=tuple(
                    Address(supplementary=charter.is_supplementary(key), article=by_key[key].number)
                    for key in now
                ),
            )


def _heading_is(article: Article | None, title: str) -> bool:
    if article is None or article.heading is None:
        return False
    return _compared(article.heading) == _compared(title)


def _names_an_article(place: CitedPlace) -> bool:
    return place.last.level is Level.ARTICLE


def _compared(title: str) -> str:
    """A title without what print may set otherwise: gaps, capitals, a stop at its end."""
    gap = "" if not title.isascii() else " "
    return _GAPS.sub(gap, title).strip(" .。").casefold()
