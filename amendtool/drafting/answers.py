"""What answers a question about a citation: that it stays, by what it cites or by its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from amendtool.amendments.crossrefs.ledger import LedgerEntry
from amendtool.amendments.operations import Keep
from amendtool.articles.addresses import AddressRange
from amendtool.articles.charter import tidy
from amendtool.articles.references.style_words import read_in
from amendtool.articles.styles import DraftingStyle

BY_ADDRESS: Final = frozenset(("reference-to-deleted", "reference-range", "reference-missing"))
"""Questions about a reference that a ``keep`` of what it cites answers."""


def keeps_of(entry: LedgerEntry, style: DraftingStyle) -> Iterator[Keep]:
    """What leaves a reference: its targets that are gone, the range as it runs then."""
    within = entry.present or entry.address
    gone = [address for _, address in entry.targets_before]
    if not gone:
        cited, _ = read_in(entry.before, style, at=entry.standing.spot)
        gone = [p.address for each in cited for p in each.places if p.address is not None]
        if any(address.level == "chapter" for address in gone):
            return  # "Section 2" is an article in many a text; the words say what is kept
    try:
        ends = [AddressRange(gone[0], gone[-1])] if gone else []
    except ValueError:
        ends = [AddressRange(address, address) for address in gone]
    for target in ends:
        yield Keep(target=target, within=within)


def keep_words(entry: LedgerEntry) -> Keep:
    """What leaves the words of a reference, whatever they cite."""
    at = replace(entry.address, heading=False)
    return Keep(target=AddressRange(at, at), find=tidy(entry.before))
