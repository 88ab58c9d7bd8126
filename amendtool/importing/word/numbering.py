"""The numbers that Word generates: ``numbering.xml`` and the styles that are bound to it.

Counters belong to an abstract list, which several lists may share; a list that overrides the
start begins anew when it is first used. A level begins anew after any level above it, unless
``w:lvlRestart`` says otherwise (ECMA-376, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace
from typing import Final

from lxml import etree

from amendtool.importing.word.numerals import custom, is_known, printed
from amendtool.importing.word.package import W
from amendtool.patterns import compiled
from amendtool.values import dataclass

LEVELS: Final = 9
_PRIVATE: Final = compiled("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLevel:
    """One level of a list: ``text`` is a pattern such as ``Article %1.`` or ``(%2)``."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    """The level after which it begins anew, from 1; 0 for never."""
    legal: bool = False
    style: str | None = None
    left: int | None = None
    first: int | None = None
    capitals: bool | None = None
    """Whether the number is printed in capitals; None where the paragraph decides."""
    hidden: bool = False


@dataclass(slots=True)
class _WordList:
    abstract: str
    levels: dict[int, ListLevel]
    starts: dict[int, int] = field(default_factory=dict)
    """Levels that this list begins anew, with their first number."""


class WordNumbering:
    """The lists of a document, and how far each was counted."""

    def __init__(self, root: etree._Element | None, styles: etree._Element | None) -> None:
        self.lists: dict[str, _WordList] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()
        self.skipped: dict[str, set[int]] = {}
        """By abstract list, the levels that have begun with a deeper one, without a number."""
        self.late = False
        """Whether the number counted last is the first of such a level."""
        self._names: dict[str, str] = {}
        """The abstract lists that have a name, by it."""
        if root is not None:
            self._read(root, styles)

    def _read(self, root: etree._Element, styles: etree._Element | None) -> None:
        abstract: dict[str, dict[int, ListLevel]] = {}
        links: dict[str, str] = {}
        styled: dict[str, str] = {}
        for element in root.iter(f"{W}abstractNum"):
            name = element.get(f"{W}abstractNumId", "")
            abstract[name] = dict(_levels(element))
            if (said := value_of(element, "name")) is not None:
                self._names[said.casefold()] = name
            if (link := value_of(element, "numStyleLink")) is not None:
                links[name] = link
            if (link := value_of(element, "styleLink")) is not None:
                styled[link] = name
        for name, style in links.items():
            # The list is defined where the numbering style points to.
            abstract[name] = abstract.get(styled.get(style, ""), abstract[name])
        for element in root.iter(f"{W}num"):
            owner = value_of(element, "abstractNumId") or ""
            levels = dict(abstract.get(owner, {}))
            starts: dict[int, int] = {}
            for override in element.iter(f"{W}lvlOverride"):
                depth = _whole(override.get(f"{W}ilvl"), 0)
                for given_depth, given in _levels(override):
                    levels[given_depth] = given
                    starts.setdefault(given_depth, given.start)
                start = value_of(override, "startOverride")
                if start is not None:
                    starts[depth] = _whole(start, 1)
            self.lists[element.get(f"{W}numId", "")] = _WordList(
                abstract=styled.get(links.get(owner, ""), owner), levels=levels, starts=starts
            )

    def named(self, name: str) -> str | None:
        """A list that is defined under a name, for the fields that count in it."""
        abstract = self._names.get(name.casefold())
        rows = self.lists.items() if abstract is not None else ()
        return next((number for number, one in rows if one.abstract == abstract), None)

    def same(self, one: str, other: str) -> bool:
        """Whether two lists count together."""
        lists = self.lists
        return one == other or (
            one in lists and other in lists and lists[one].abstract == lists[other].abstract
        )

    def begin(self, number: str, depth: int, start: int) -> None:
        """Have a level of a list begin with a number."""
        self.counts.setdefault(self.lists[number].abstract, {})[depth] = start - 1

    def level(self, number: str, depth: int) -> ListLevel | None:
        """The level of a list, None where there is none."""
        found = self.lists.get(number)
        return found.levels.get(depth) if found else None

    def unknown(self, number: str, depth: int) -> str | None:
        """The form of a number in a level that is written as 1, 2, 3, for it is not known here."""
        found = self.lists.get(number)
        level = found.levels.get(depth) if found else None
        if found is None or level is None or level.form == "bullet":
            return None
        shown = [int(at) - 1 for at in re.findall("%([1-9])", level.text)]
        forms = (found.levels[at].form for at in shown if at in found.levels)
        return next((form for form in forms if not level.legal and not is_known(form)), None)

    def depth_of(self, number: str, style: str) -> int | None:
        """The level of a list that is bound to a paragraph style."""
        found = self.lists.get(number)
        rows = found.levels.items() if found else ()
        return next((depth for depth, level in rows if level.style == style), None)

    def count(self, number: str, depth: int) -> str | None:
        """Count one paragraph of a list, and give the number that is printed before it.

        None where the list does not exist; a bullet is printed as itself.
        """
        found = self.lists.get(number)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return None
        counts = self.counts.setdefault(found.abstract, {})
        skipped = self.skipped.setdefault(found.abstract, set())
        self.late = depth in skipped
        skipped -= {at for at in skipped if at >= depth}
        skipped.update(at for at in range(depth) if at not in counts and at in found.levels)
        for at, start in found.starts.items():
            if at <= depth and (number, at) not in self.begun:
                self.begun.add((number, at))
                counts[at] = start - 1 if at == depth else start
                for below in [one for one in counts if one > at]:
                    del counts[below]
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for above in range(depth):
            # A level that is skipped counts as begun, whether its number is printed here or not.
            counts.setdefault(above, found.levels.get(above, ListLevel()).start)
        for below in [one for one in counts if one > depth]:
            after = found.levels[below].restart if below in found.levels else None
            if after is None or 0 < depth + 1 <= after:
                del counts[below]
        if level.form == "bullet":
            return _PRIVATE.sub("•", level.text) or "•"
        return self._written(found, level, counts)

    @staticmethod
    def _written(found: _WordList, level: ListLevel, counts: dict[int, int]) -> str:
        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of = found.levels.get(at, ListLevel())
            value = counts.get(at, of.start)
            legal = level.legal and of.form not in ("decimal", "decimalZero")
            return printed(value, "decimal" if legal else of.form)

        return re.sub(r"%([1-9])", one, level.text).strip()


def _levels(element: etree._Element) -> Iterator[tuple[int, ListLevel]]:
    for node in element.findall(f"{W}lvl"):
        depth = _whole(node.get(f"{W}ilvl"), 0)
        if not 0 <= depth < LEVELS:
            continue
        restart = value_of(node, "lvlRestart")
        legal = node.find(f"{W}isLgl")
        form = node.find(f"{W}numFmt")
        if form is None:  # newer forms stand in an alternative for older programs
            form = next(node.iter(f"{W}numFmt"), None)
        name = form.get(f"{W}val", "decimal") if form is not None else "decimal"
        if form is not None and name == "custom":
            name = custom(form.get(f"{W}format", ""))
        level = ListLevel(
            form=name,
            text=value_of(node, "lvlText") or "",
            start=_whole(value_of(node, "start"), 0 if node.find(f"{W}start") is None else 1),
            restart=None if restart is None else _whole(restart, 0),
            legal=legal is not None and legal.get(f"{W}val", "1") not in ("0", "false"),
            style=value_of(node, "pStyle"),
            capitals=_switched(node, "caps"),
            hidden=bool(_switched(node, "vanish")),
        )
        indent = node.find(f"{W}pPr/{W}ind")
        if indent is not None:
            left, first = indents(indent)
            level = replace(level, left=left, first=first)
        yield depth, level


def indents(element: etree._Element) -> tuple[int | None, int | None]:
    """The left indent of ``w:ind`` and that of the first line, in twentieths of a point."""
    left = element.get(f"{W}left") or element.get(f"{W}start")
    hanging, first = element.get(f"{W}hanging"), element.get(f"{W}firstLine")
    return (
        None if left is None else _whole(left, 0),
        -_whole(hanging, 0) if hanging is not None else None if first is None else _whole(first, 0),
    )


def value_of(element: etree._Element, name: str) -> str | None:
    """The ``w:val`` of a child, None where there is no such child."""
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _switched(level: etree._Element, name: str) -> bool | None:
    """Whether a property of the number itself is switched on; None where nothing is said."""
    element = level.find(f"{W}rPr/{W}{name}")
    return None if element is None else element.get(f"{W}val", "1") not in ("0", "false", "off")


def _whole(text: str | None, default: int) -> int:
    try:
        return min(max(int(float(text)), -1_000_000), 1_000_000) if text is not None else default
    except (ValueError, OverflowError):
        return default
