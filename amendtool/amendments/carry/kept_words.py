"""The words that a ``keep`` names: where they stand in the proposed articles of today, and how.

Other amendments move the provision that cites, and write its citation anew. So neither the place
nor the words are carried by what they say: both are those of the citation that was kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application
from amendtool.amendments.carry.phrases import exchanged
from amendtool.amendments.carry.places import Lost, Places
from amendtool.amendments.crossrefs.ledger import LedgerEntry, Rule
from amendtool.amendments.operations import Keep
from amendtool.articles.addresses import Address, AddressRange, ancestors
from amendtool.articles.charter import tidy
from amendtool.articles.text.variants import same
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWords:
    """A ``keep`` with the place and the words of today, by the position of its operation."""

    operation: int
    before: Keep
    after: Keep


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingWords:
    """What leads from the citations that were kept to those of today.

    ``there`` is the amendment applied to its base with all that it says, ``here`` the carried one
    applied to today's articles without its answers; ``cited`` tells how the citations of the base
    read today, and ``keys`` which of its new provisions have another key.
    """

    there: Application
    here: Application
    cited: Sequence[LedgerEntry]
    keys: Mapping[str, str]
    places: Places

    def carried(self, amendment: Amendment) -> Iterator[KeptWords | Problem]:
        """Each ``keep`` of words that is another one today, or why it cannot be carried.

        One that keeps nothing in the base stays as it is, for whoever applies it.
        """
        for index, operation in enumerate(amendment.operations):
            if not isinstance(operation, Keep) or operation.find is None:
                continue
            kept = [*self._kept(operation, operation.find)]
            after = self._today(operation, operation.find, kept) if kept else operation
            if after is None:
                yield _unclear(index, operation, self.places)
            elif after != operation:
                yield KeptWords(operation=index, before=operation, after=after)

    def _kept(self, operation: Keep, words: str) -> Iterator[LedgerEntry]:
        """The citations that the operation keeps in the base."""
        for entry in self.there.ledger:
            kept = entry.rule is Rule.KEPT and operation.covers(entry.address)
            if kept and tidy(entry.before) in tidy(words):
                yield entry

    def _today(self, operation: Keep, words: str, kept: Iterable[LedgerEntry]) -> Keep | None:
        """The operation at the one place, and with the words, that all these have today."""
        places: set[Address | None] = set()
        anew: dict[str, str] = {}
        for entry in kept:
            before = tidy(entry.before)
            now, others = self._words(entry), self._others(entry)
            if anew.setdefault(before, now) != now:
                return None
            places |= {
                _as_wide(each.address, operation.target.first)
                for each in others
                if same(tidy(each.before), now)
            }
        at = places.pop() if len(places) == 1 else None
        if at is None:
            return None
        find = exchanged(tidy(words), anew)
        if find == tidy(words):
            find = words
        return replace(operation, target=AddressRange(at, at), find=find)

    def _words(self, entry: LedgerEntry) -> str:
        """How a citation reads today."""
        anew = {
            each.after
            for each in self.cited
            if each.standing == entry.home and each.before == entry.before
        }
        return tidy(anew.pop() if len(anew) == 1 else entry.before)

    def _others(self, entry: LedgerEntry) -> Iterable[LedgerEntry]:
        """The citations of today in the text that one of the base stands in."""
        if entry.home is None or entry.present is None:
            return self._in_new_text(entry)
        try:
            present = self.places.present(entry.present)
        except Lost:
            return ()
        return (each for each in self.here.ledger if each.present == present)

    def _in_new_text(self, entry: LedgerEntry) -> Iterable[LedgerEntry]:
        """The citations of today in the text of the amendment itself that this one stands in."""
        key = self.keys.get(entry.standing.spot.key, entry.standing.spot.key)
        return (
            each for each in self.here.ledger if each.home is None and each.standing.spot.key == key
        )


def _as_wide(address: Address, like: Address) -> Address | None:
    """The provision around an address that is as wide as another one."""
    address = replace(address, heading=False)
    if like.level is None:
        return like
    return next((each for each in ancestors(address) if each.level == like.level), None)


def _unclear(index: int, operation: Keep, places: Places) -> Problem:
    return Problem(
        code="base-unclear",
        message=say(
            "it is not clear which reference {words!r} of {place} is that is to be kept",
            words=operation.find or "",
            place=operation.target.text(places.style),
        ),
        place=Place(path=f"operations[{index}].keep"),
    )
