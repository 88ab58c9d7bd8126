"""The styles of a Word document: what a paragraph inherits, and the list that it is bound to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Final

from lxml import etree

from amendtool.importing.word.numbering import WordNumbering, indents, value_of
from amendtool.importing.word.package import W
from amendtool.importing.word.xml import centred_of, level_of, right_of, toggle, whole_of
from amendtool.patterns import compiled
from amendtool.values import dataclass

_HEADING: Final = compiled(r"(?:heading|見出し)\s*([1-9])", re.IGNORECASE)
_DEEPEST: Final = 20
"""How many styles may inherit from one another: a circle of them would have no end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordStyle:
    """A style, or what one is with all that it inherits; None where nothing is said."""

    name: str
    based_on: str | None = None
    number: str | None = None
    depth: int | None = None
    level: int | None = None
    bold: bool | None = None
    hidden: bool | None = None
    left: int | None = None
    first: int | None = None
    centred: bool | None = None
    right: bool | None = None

    def inheriting(self, base: WordStyle) -> WordStyle:
        """The style with what ``base`` says and it does not; the base of ``base`` in the end."""
        said = {
            each.name: value
            for each in fields(self)
            if (value := getattr(self, each.name)) is not None
        }
        return replace(base, **said)


class WordStyles:
    """The styles of a document, and the numbering that they are bound to."""

    def __init__(self, root: etree._Element | None, numbering: WordNumbering) -> None:
        self.numbering = numbering
        self.styles = {} if root is None else dict(_styles(root))
        self.default = next(
            (
                style.get(f"{W}styleId", "")
                for style in ([] if root is None else root.iter(f"{W}style"))
                if style.get(f"{W}type") == "paragraph"
                and style.get(f"{W}default") in ("1", "true")
            ),
            "",
        )

    def indents_of(
        self, properties: etree._Element | None, style: WordStyle | None
    ) -> Iterator[tuple[int | None, int | None]]:
        """The indents, left and of the first line, from the general to the particular."""
        if style is not None:
            yield style.left, style.first
        indent = properties.find(f"{W}ind") if properties is not None else None
        if indent is not None:
            yield indents(indent)

    def of(self, properties: etree._Element | None) -> WordStyle | None:
        """The style of a paragraph, with what it inherits."""
        name = value_of(properties, "pStyle") if properties is not None else None
        return self._resolved(name or self.default)

    def _resolved(self, name: str) -> WordStyle | None:
        """A style with what it inherits."""
        found = self.styles.get(name) if name else None
        base = found.based_on if found is not None else None
        for _ in range(_DEEPEST - 1):
            if found is None or not base or base not in self.styles:
                break
            found = found.inheriting(self.styles[base])
            base = self.styles[base].based_on
        return found

    def list_of(
        self, properties: etree._Element | None, style: WordStyle | None
    ) -> tuple[str | None, int]:
        """The list and the level that a paragraph is numbered by."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        number = value_of(own, "numId") if own is not None else None
        depth = whole_of(value_of(own, "ilvl")) if own is not None else None
        if number is None and style is not None and style.number is not None:
            number = style.number
            if depth is None:
                name = value_of(properties, "pStyle") if properties is not None else None
                depth = self._bound_depth(number, name or self.default)
                if depth is None:
                    depth = style.depth
        if number in (None, "0"):
            return None, 0
        return number, depth or 0

    def _bound_depth(self, number: str, name: str) -> int | None:
        current: str | None = name
        seen = 0
        while current and current in self.styles and seen < _DEEPEST:
            depth = self.numbering.depth_of(number, current)
            if depth is not None:
                return depth
            current = self.styles[current].based_on
            seen += 1
        return None


def _styles(root: etree._Element) -> Iterator[tuple[str, WordStyle]]:
    for style in root.iter(f"{W}style"):
        if style.get(f"{W}type", "paragraph") not in ("paragraph", "numbering"):
            continue
        name = value_of(style, "name") or style.get(f"{W}styleId") or ""
        number = style.find(f"{W}pPr/{W}numPr")
        given = style.find(f"{W}pPr/{W}outlineLvl")
        heading = _HEADING.fullmatch(name)
        level = level_of(given.get(f"{W}val")) if given is not None else None
        if level is None and heading is not None:
            level = int(heading[1])
        indent = style.find(f"{W}pPr/{W}ind")
        left, first = indents(indent) if indent is not None else (None, None)
        run = style.find(f"{W}rPr")
        yield (
            style.get(f"{W}styleId", ""),
            WordStyle(
                name=name,
                based_on=value_of(style, "basedOn"),
                number=value_of(number, "numId") if number is not None else None,
                depth=whole_of(value_of(number, "ilvl")) if number is not None else None,
                level=level,
                bold=toggle(run, "b"),
                hidden=toggle(run, "vanish"),
                left=left,
                first=first,
                centred=centred_of(style.find(f"{W}pPr")),
                right=right_of(style.find(f"{W}pPr")),
            ),
        )
