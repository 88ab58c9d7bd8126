"""The ledger of references: what an amendment does to every citation in the articles, and why."""

from __future__ import annotations

from enum import StrEnum

from amendtool.articles.addresses import Address, Spot
from amendtool.articles.references.reference import Category
from amendtool.articles.references.text_location import Standing
from amendtool.values import dataclass


class Rule(StrEnum):
    """What decided about a reference."""

    FOREIGN = "foreign"
    """It points into another document, an earlier state, or is quoted: never touched."""
    WHOLE = "whole"
    """It names the articles, or the supplementary provisions, as a whole."""
    HOLDS = "holds"
    """It still says what it said."""
    RENUMBERED = "renumbered"
    """Its target has another number, which it now gives."""
    MADE_ABSOLUTE = "made-absolute"
    """Its target is no longer the neighbour that it named."""
    RETARGETED = "retargeted"
    """An operation gives it another target."""
    KEPT = "kept"
    """An operation keeps it as it is."""
    PROPOSED = "proposed"
    """It stands in new text, in the proposed numbering."""
    DANGLING = "dangling"
    """It had no target before, so there is none to follow."""
    QUESTION = "question"
    """The amendment has to answer what becomes of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadNumber:
    """Words with the number of an article which moves or goes, and that stay as they are.

    No rule read them; or they are ``of_its_time``, a citation in supplementary provisions of
    another day, which means the article of then; or they would follow and are ``kept`` by an
    operation. ``address`` is where they stand in the proposed articles.
    """

    address: Address
    words: str
    sentence: str
    of_its_time: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One reference under an amendment.

    ``standing`` is where it stands in the proposed articles and ``address`` the same in
    numbers, ``home`` and ``present`` where it stood, or None in new text. ``start`` counts
    the characters before it in the proposed text. ``targets_before`` and ``targets_after``
    are what it means in the present and in the proposed articles.
    """

    standing: Standing
    address: Address
    home: Standing | None
    present: Address | None
    start: int
    category: Category
    law: str | None
    rule: Rule
    before: str
    after: str
    sentence: str
    targets_before: tuple[tuple[Spot, Address], ...] = ()
    targets_after: tuple[tuple[Spot, Address], ...] = ()
