"""What 同条, 同法 and "the same article" refer to: the citations read so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from amendtool.articles.references.identity import DocumentIdentity
from amendtool.articles.references.phrases import last_place
from amendtool.articles.references.reference import (
    Category,
    Cited,
    CitedPlace,
    Level,
    Reference,
    Relation,
)
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True)
class Remembered:
    """A place cited earlier, down to one of its levels, and what it was part of."""

    levels: tuple[Cited, ...]
    category: Category
    law: str | None


@dataclass(frozen=True, slots=True)
class Context:
    """What a text may refer back to, carried from the texts of the same article before it.

    ``cited`` holds the last place cited at each level, ``law`` the last law named. Give the
    context that one text returns to the next one, and an empty context to a new article.
    """

    cited: tuple[tuple[Level, Remembered], ...] = ()
    law: str | None = None

    def __hash__(self) -> int:
        """Of the numbers alone and where they stood, which tells nearly all contexts apart.

        What was read is found again by it for every text, and a citation is many values deep.
        """
        lasts = [(level, known.levels[-1]) for level, known in self.cited]
        return hash(
            (
                self.law,
                *[(level, last.start, last.number and last.number.parts) for level, last in lasts],
            )
        )


class Memory:
    """The context of one text while it is read."""

    __slots__ = ("_before", "_carried", "_cited", "identity", "last", "law")

    def __init__(self, context: Context, identity: DocumentIdentity) -> None:
        """Begin with what the texts before had cited, in the document that ``identity`` is."""
        self.identity = identity
        self._before = context
        self._carried = context.cited
        self._cited: dict[Level, Remembered] = {}
        self.law = context.law
        self.last: Reference | None = None

    def note(self, reference: Reference) -> None:
        """Remember the last place of ``reference`` at every level of it."""
        self.last = reference
        category, law = reference.category, reference.law
        if law is not None:
            self.law = law
        if category is Category.QUOTED:
            return
        levels = last_place(reference.members[-1]).levels
        remembered = Remembered(levels, category, law)
        for cited in levels:
            self._cited[cited.level] = remembered

    def same(self, level: Level) -> Remembered | None:
        """The last place cited at ``level``, down to that level.

        前項 and 本号 mean another provision in the next paragraph, so a place of a text before
        counts only when it is cited by number, or by the neighbourhood of the whole article.
        """
        remembered = self._cited.get(level)
        if remembered is not None:
            return _down_to(level, remembered)
        for known, before in self._carried:
            if known is level:
                remembered = _down_to(level, before)
                return remembered if all(map(_holds_elsewhere, remembered.levels)) else None
        return None

    def context(self) -> Context:
        """What the next text of the same article may refer back to."""
        if not self._cited:
            same = self.law == self._before.law
            return self._before if same else Context(self._carried, self.law)
        return Context(tuple({**dict(self._carried), **self._cited}.items()), self.law)


def _down_to(level: Level, remembered: Remembered) -> Remembered:
    levels = remembered.levels
    if levels[-1].level is level:
        return remembered
    depth = max(depth for depth, cited in enumerate(levels, 1) if cited.level is level)
    return Remembered(levels[:depth], remembered.category, remembered.law)


def _holds_elsewhere(cited: Cited) -> bool:
    meant = cited.meant
    return meant.level <= Level.ARTICLE or meant.relation is Relation.NUMBERED


def bound(
    cited: Cited, before: CitedPlace | None, remembered: Callable[[Level], Remembered | None]
) -> tuple[Cited, ...]:
    """The levels that a ``SAME`` level stands for, itself last, with its antecedent set.

    ``before`` is the member before it in the same list, which counts first; ``remembered``
    gives the last place of a level. Without an antecedent it stands for itself alone.
    """
    found = before.level(cited.level) if before is not None else None
    if before is not None and found is not None:
        outer = before.levels[: before.levels.index(found)]
    else:
        known = remembered(cited.level)
        if known is None:
            return (cited,)
        *several, found = known.levels
        outer = tuple(several)
    meant = found.meant
    if meant.relation is Relation.SAME:
        return (cited,)
    standing = replace(cited, antecedent=meant)
    return (*(level.inherit() for level in outer), standing)
