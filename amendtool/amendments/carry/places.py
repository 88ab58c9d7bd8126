"""Where the provisions that an address named in the base stand today.

Articles and chapters are found by their keys, paragraphs and items by their words in the
article. A number in the proposed articles moves with the clauses around it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property

from amendtool.amendments.readings import numbers
from amendtool.articles.addresses import Address, AddressRange, Spot, ancestors, find, siblings
from amendtool.articles.charter import Article, Body, Chapter, Charter, Provision, body_texts
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.messages import say
from amendtool.values import dataclass

_MOST_TOLD = 24
"""The characters of a provision's words that a message quotes."""


class Lost(Exception):
    """An address that cannot be carried over: ``code`` and ``story`` say what happened to it."""

    def __init__(self, *, code: str, story: str) -> None:
        super().__init__(story)
        self.code = code
        self.story = story


@dataclass(frozen=True)
class Places:
    """The way of an address from ``then``, its base, to ``now``.

    ``then`` has its texts as ``now`` would print them; ``proposed`` is what the amendment makes
    of it. ``moving`` are the keys that the amendment brings, or puts to another place.
    """

    then: Charter
    now: Charter
    proposed: Charter
    moving: frozenset[str]
    style: DraftingStyle
    kept: Mapping[Spot, Spot] = field(default_factory=dict)
    """From the paragraphs and items of ``then`` to where they stand in ``proposed``."""

    # Present addresses

    def present(self, address: Address) -> Address:
        """Where what stood at a present address stands now.

        Raises :class:`Lost` where nothing stood there, or where it is gone.
        """
        if address.heading:
            return replace(self.present(address.parent), heading=True)
        if address.level is None:
            return address
        if address.level in ("article", "chapter") or address.article is None:
            return self._by_key(address) if address.paragraph is None else self._inner(address)
        return self._inner(address)

    def several(self, written: AddressRange) -> AddressRange:
        """The range between the places where its ends stand now.

        Raises :class:`Lost` also where they no longer stand in their order, or in one place.
        """
        first = self.present(written.first)
        last = self.present(written.last)
        try:
            return AddressRange(first, last)
        except ValueError:
            raise Lost(
                code="base-unclear",
                story=say(
                    "what {written} named does not stand in one row any more: {first}, {last}",
                    written=written.text(self.style),
                    first=first.text(self.style),
                    last=last.text(self.style),
                ),
            ) from None

    def same_members(self, before: AddressRange, after: AddressRange) -> None:
        """Raise :class:`Lost` where a range takes in others than it did."""
        one, other = (
            [_key_of(find(charter, each)) for each in members(charter, written)]
            for charter, written in ((self.then, before), (self.now, after))
        )
        if one != other:
            joined = [key for key in other if key not in one]
            left = [key for key in one if key not in other]
            why = say("their order has changed")
            if joined and left:
                why = say(
                    "{joined!r} stands in it now and {left!r} does not any more",
                    joined=_told(joined[0]),
                    left=_told(left[0]),
                )
            elif joined:
                why = say("{joined!r} stands in it now", joined=_told(joined[0]))
            elif left:
                why = say("{left!r} does not any more", left=_told(left[0]))
            raise Lost(
                code="base-unclear",
                story=say(
                    "{before} took in other provisions than {after} does now: {why}",
                    before=before.text(self.style),
                    after=after.text(self.style),
                    why=why,
                ),
            )

    def require_same_words(self, before: Address, after: Address) -> None:
        """Raise :class:`Lost` where a provision does not say what it did, citations apart."""
        one, other = _words(self.then, before), _words(self.now, after)
        if one == other:
            return
        name = before.text(self.style)
        story = say("{name} was rewritten since", name=name)
        if before != after:
            now = after.text(self.style)
            story = say("{name} ({now} now) was rewritten since", name=name, now=now)
        raise Lost(code="base-rewritten", story=story)

    def _by_key(self, address: Address) -> Address:
        key = _key_of(find(self.then, address))
        if key is None:
            raise Lost(
                code="base-nothing",
                story=say("nothing stood at {address}", address=address.text(self.style)),
            )
        there = self._now.get(key)
        if there is None:
            raise Lost(
                code="base-gone",
                story=say(
                    "{address} (key {key!r}) is gone: it was deleted, or merged into "
                    "another article",
                    address=address.text(self.style),
                    key=key,
                ),
            )
        return there

    def _inner(self, address: Address) -> Address:
        article = Address(supplementary=address.supplementary, article=address.article)
        place = self._by_key(article) if address.article is not None else article
        before, after = find(self.then, article), find(self.now, place)
        for step in reversed([each for each in ancestors(address) if each.level in _INNER]):
            if not isinstance(before, Article | Provision) or not isinstance(
                after, Article | Provision
            ):
                break
            number = self._in_row(before.body, after.body, step)
            before, after = _numbered(before.body, step.number), _numbered(after.body, number)
            place = replace(place, paragraph=number) if not step.items else place.item(number)
        return place

    def _in_row(self, before: Body, after: Body, step: Address) -> Number:
        """The number that a paragraph or an item has now beside its siblings."""
        named = step.text(self.style)
        found = _numbered(before, step.number)
        if found is None:
            raise Lost(code="base-nothing", story=say("nothing stood at {address}", address=named))
        old, new = _row(before), _row(after)
        if _same(old, new):
            return step.number
        alike = [each for each in new if each.body == found.body]
        if len(alike) == 1 and sum(each.body == found.body for each in old) == 1:
            return alike[0].number
        known = [each.body for each in old]
        if not alike and [each.number for each in old] == [each.number for each in new]:
            # All stand as they did, and its own words alone, or those beside it, are others.
            place = _numbered(after, step.number)
            if place is not None and place.body not in known:
                return step.number
        raise Lost(
            code="base-gone",
            story=say(
                "{name} cannot be told any more: its text is gone or was rewritten, and "
                "the numbers beside it have changed",
                name=named,
            ),
        )

    # Proposed addresses

    def proposed_range(self, written: AddressRange, *, inside: bool) -> AddressRange:
        """Like :meth:`proposed_address`, for both ends of a range."""
        first = self.proposed_address(written.first, inside=inside)
        last = self.proposed_address(written.last, inside=inside)
        try:
            return AddressRange(first, last)
        except ValueError:
            raise Lost(
                code="base-unclear",
                story=say(
                    "the proposed numbers {written} are no range any more: {first}, {last}",
                    written=written.text(self.style),
                    first=first.text(self.style),
                    last=last.text(self.style),
                ),
            ) from None

    def proposed_address(self, address: Address, *, inside: bool) -> Address:
        """A proposed address as the clauses around it have moved.

        With ``inside`` what stands before the last number is a present address.
        """
        if address.heading:
            return replace(self.proposed_address(address.parent, inside=inside), heading=True)
        if address.level is None:
            return address
        if address.level == "article":
            assert address.article is not None
            return replace(address, article=self._shifted(address.article, self._articles(address)))
        if address.level == "chapter":
            outer = address.parent
            if outer.level is not None:
                outer = (
                    self.present(outer) if inside else self.proposed_address(outer, inside=False)
                )
            number = self._shifted(address.number, self._chapters(address))
            return replace(outer, chapters=(*outer.chapters, number))
        if not inside:
            article = Address(supplementary=address.supplementary, article=address.article)
            moved = article if address.article is None else self.proposed_address(
                article, inside=False
            )  # fmt: skip
            return replace(moved, paragraph=address.paragraph, items=address.items)
        container = self.present(address.parent)
        before = _row(_body_of(find(self.then, address.parent)))
        after = _row(_body_of(find(self.now, container)))
        number = address.number
        if not _in_place(before, after):
            found = self._among(address, before, after)
            if found is None:
                raise Lost(
                    code="base-rewritten",
                    story=say(
                        "the provisions in {parent} are others than they were, and it is "
                        "not clear where between them the number stands",
                        parent=address.parent.text(self.style),
                    ),
                )
            number = found
        return container.item(number) if address.items else replace(container, paragraph=number)

    def _among(
        self, address: Address, before: Sequence[Provision], after: Sequence[Provision]
    ) -> Number | None:
        """The proposed number of a paragraph or item in a row where others have come or gone.

        It moves as the nearest one that stands in both rows, known by its words. None where it is
        not clear: one beside it is gone from there, and another one, or the same in other words,
        stands in its place.
        """
        number, there = address.number, self.spot(address.parent)
        plain = all(_is_plain(each) for each in (number, *_numbers(before), *_numbers(after)))
        if there is None or not plain:
            return None
        now = {
            old.number: new.number
            for old in before
            for new in after
            if old.body == new.body and _is_only(old, before) and _is_only(new, after)
        }
        # What the amendment itself deletes or moves away tells nothing of the place.
        row = [
            (spot.number, each.number)
            for each in before
            if (spot := self.kept.get(there.below(each.number))) is not None
        ]
        behind = [old for new, old in sorted(row) if not new < number]
        ahead = [old for new, old in sorted(row, reverse=True) if new < number]
        upper, gone_behind = _nearest(behind, now)
        lower, gone_ahead = _nearest(ahead, now)
        known = set(now.values())
        between = [
            each.number
            for each in after
            if each.number not in known
            and (lower is None or now[lower] < each.number)
            and (upper is None or each.number < now[upper])
        ]
        if between and (gone_behind or gone_ahead):
            return None
        if upper is not None:
            return Number.of(number.last + now[upper].last - upper.last + gone_behind)
        if lower is not None:
            return Number.of(number.last + now[lower].last - lower.last - gone_ahead)
        return None

    def spot(self, address: Address) -> Spot | None:
        """What stands at a present address of the base, by identity."""
        article = find(self.then, replace(address, paragraph=None, items=()))
        if not isinstance(article, Article):
            return None
        return Spot(key=article.key, paragraph=address.paragraph, items=address.items)

    def _shifted(self, number: Number, row: Sequence[tuple[Number, str]]) -> Number:
        """A proposed number, moved as the nearest clause is that stands in both articles."""
        stem = number.stem
        if stem:
            outer = self._chapter_row() if self.style.numbered_in_chapters else row
            stem = self._shifted(Number(stem), outer).parts
        step = self._step(number, row)
        last = number.last + step
        if last < 1:
            raise Lost(
                code="base-unclear",
                story=say("there is no place any more for the number {number}", number=number),
            )
        return Number((*stem, last), number.nth, doubled=number.doubled)

    def _step(self, number: Number, row: Sequence[tuple[Number, str]]) -> int:
        """How far a proposed number moves: as the nearest clause that stands in both articles.

        What stood between the two and is gone since leaves no place there.
        """
        own = [(each, key) for each, key in row if each.stem == number.stem]
        behind = [key for each, key in own if not each < number]
        before = [key for each, key in reversed(own) if each < number]
        for keys, sign in ((behind, 1), (before, -1)):
            gone = 0
            for key in keys:
                if key in self.moving:
                    continue
                then, now = self._then_numbers.get(key), self._now_numbers.get(key)
                if then is None or now is None:
                    gone += 1
                elif len(then.parts) == len(now.parts) == len(number.parts):
                    return now.last - then.last + sign * gone
        return 0

    def _articles(self, address: Address) -> list[tuple[Number, str]]:
        charter = self.proposed
        row = charter.supplementary if address.supplementary else charter.articles
        return [(each.number, each.key) for each in row if each.number is not None]

    def _chapters(self, address: Address) -> list[tuple[Number, str]]:
        outer = address.parent
        parent: str | None = None
        if outer.level is not None:
            # The chapter around goes on by its key, under whatever number.
            found = find(self.then, outer) or find(self.proposed, outer)
            parent = found.key if isinstance(found, Chapter) else None
        return [(each.number, each.key) for each in self.proposed.chapters if each.parent == parent]

    def _chapter_row(self) -> list[tuple[Number, str]]:
        return [(each.number, each.key) for each in self.proposed.chapters if each.parent is None]

    @cached_property
    def _now(self) -> dict[str, Address]:
        return numbers(self.now)

    @cached_property
    def _then_numbers(self) -> dict[str, Number]:
        return _own_numbers(self.then)

    @cached_property
    def _now_numbers(self) -> dict[str, Number]:
        return _own_numbers(self.now)


_INNER = ("paragraph", "item")


def members(charter: Charter, written: AddressRange) -> tuple[Address, ...]:
    """The addresses of the provisions in a range."""
    if written.first.level is None or written.first.heading:
        return (written.first,)
    row = list(siblings(charter, written.first))
    if written.first.number not in row or written.last.number not in row:
        return tuple(dict.fromkeys((written.first, written.last)))
    start, end = row.index(written.first.number), row.index(written.last.number)
    return tuple(written.first.at(number) for number in row[start : end + 1])


def _own_numbers(charter: Charter) -> dict[str, Number]:
    found = {each.key: each.number for each in charter.chapters}
    return found | {
        each.key: each.number for each in charter.every_article() if each.number is not None
    }


def _key_of(found: object) -> str | None:
    """The key of an article or a chapter; for a provision in one its words stand for it."""
    if isinstance(found, Article | Chapter):
        return found.key
    return "\n".join(body_texts(found)) if isinstance(found, Provision) else None


def _told(key: str | None) -> str:
    """A key, or the beginning of the words that stand for one, for a message."""
    line = (key or "").partition("\n")[0]
    return line if len(line) <= _MOST_TOLD else f"{line[: _MOST_TOLD - 1].rstrip()}…"


def _body_of(found: object) -> Body:
    return found.body if isinstance(found, Article | Provision) else ()


def _row(body: Body) -> tuple[Provision, ...]:
    return tuple(each for each in body if isinstance(each, Provision))


def _same(one: Sequence[Provision], other: Sequence[Provision]) -> bool:
    return [(each.number, each.body) for each in one] == [
        (each.number, each.body) for each in other
    ]


def _in_place(one: Sequence[Provision], other: Sequence[Provision]) -> bool:
    """Whether the provisions of a row stand as they did, though words of one may be others."""
    if [each.number for each in one] != [each.number for each in other]:
        return False
    known = [each.body for each in one]
    return not any(
        old.body != new.body and new.body in known for old, new in zip(one, other, strict=True)
    )


def _numbers(row: Sequence[Provision]) -> list[Number]:
    return [each.number for each in row]


def _is_plain(number: Number) -> bool:
    """Whether it is counted 1, 2, 3: no branch, and not told from another one that has it."""
    return len(number.parts) == 1 and not number.told_apart


def _is_only(provision: Provision, row: Sequence[Provision]) -> bool:
    return sum(each.body == provision.body for each in row) == 1


def _nearest(row: Sequence[Number], now: Mapping[Number, Number]) -> tuple[Number | None, int]:
    """The first one that still stands, and how many before it do not."""
    for gone, each in enumerate(row):
        if each in now:
            return each, gone
    return None, len(row)


def _numbered(body: Body, number: Number) -> Provision | None:
    return next((each for each in _row(body) if each.number == number), None)


def _words(charter: Charter, address: Address) -> object:
    """What a provision says, without its own number; of a chapter what its articles say."""
    if address.heading:
        owner = find(charter, address)
        return owner.heading if isinstance(owner, Article | Chapter) else None
    found = find(charter, address)
    if isinstance(found, Article):
        return found.heading, found.body, found.status
    if isinstance(found, Provision):
        return found.body
    if isinstance(found, Chapter):
        inside = [
            each
            for each in charter.articles
            if found.key in {outer.key for outer in charter.outer_chapters(each.chapter)}
        ]
        return found.heading, [(each.key, each.heading, each.body, each.status) for each in inside]
    if address.supplementary:
        return [(each.key, each.heading, each.body) for each in charter.supplementary]
    return None
