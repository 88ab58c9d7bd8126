"""The file of an amendment with texts in several languages: what it says to one edition.

A field that holds words may give them by language::

    - insert: Article 8
      key: record-date
      heading: {ja: 基準日, en: Record Date}
      text:
        ja: |
          …
        en: |
          …

The tree of the file is turned into the tree that a file for this edition alone would give,
so that nothing else has to know of languages. Every node keeps its place.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import field
from typing import Final

from amendtool.amendments.file.amendment_fields import AMENDMENT_FIELDS
from amendtool.amendments.file.yaml import Mapping, Node, Scalar, Sequence_
from amendtool.amendments.operations import VERBS
from amendtool.articles.styles import STYLES
from amendtool.errors import Place, Problem
from amendtool.messages import say, say_list
from amendtool.values import dataclass

EDITION: Final = "edition"
"""The field of an operation for one edition alone."""

_AMENDMENT_WORDS: Final = frozenset(field.name for field in AMENDMENT_FIELDS if field.words)
_FIELDS: Final = tuple(field for verb in VERBS.values() for field in verb.FIELDS)
_WORDS: Final = frozenset(field.name for field in _FIELDS if field.words)
_SHARED: Final = frozenset(field.name for field in _FIELDS if field.shared)
_PARTS: Final = frozenset(field.name for field in _FIELDS if field.kind.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionTree:
    """The tree of a file for one edition.

    ``positions`` leads from the operations of the tree to their positions in the file.
    ``problems`` are the mistakes in what the file says of editions; operations that lack
    their words are left out.
    """

    root: Mapping
    positions: tuple[int, ...]
    problems: tuple[Problem, ...]


def edition_of(root: Mapping, language: str, languages: Sequence[str]) -> EditionTree:
    """What the file says to the edition in ``language``; ``languages`` begins with the leading one.

    An operation that names another edition is left out.
    """
    choosing = _Choosing(language, languages)
    items: list[tuple[Scalar, Node]] = []
    positions: list[int] = []
    for key, value in root.items:
        node: Node | None = value
        if key.value in _AMENDMENT_WORDS:
            node = choosing.words(key.value, value, languages[0], root.place)
        elif key.value == "operations" and isinstance(value, Sequence_):
            node, positions = choosing.operations(value)
        if node is not None:
            items.append((key, node))
    return EditionTree(
        root=Mapping(items=tuple(items), place=root.place),
        positions=tuple(positions),
        problems=tuple(choosing.problems),
    )


@dataclass(slots=True)
class _Choosing:
    language: str
    languages: Sequence[str]
    problems: list[Problem] = field(default_factory=list)

    def operations(self, operations: Sequence_) -> tuple[Sequence_, list[int]]:
        """The operations for this edition, and their positions in the file."""
        found: list[Node] = []
        positions: list[int] = []
        for position, operation in enumerate(operations.items):
            chosen: Node | None = operation
            if isinstance(operation, Mapping):
                chosen = self._operation(operation)
            if chosen is not None:
                found.append(chosen)
                positions.append(position)
        return Sequence_(items=tuple(found), place=operations.place), positions

    def _operation(self, operation: Mapping) -> Mapping | None:
        """One operation in this edition's words; None when it is not for it, or lacks them."""
        own = self._own_edition(operation)
        if own is not None and own != self.language:
            return None
        items: list[tuple[Scalar, Node]] = []
        whole = True
        for key, value in operation.items:
            node: Node | None = value
            if key.value == EDITION and own is not None:
                continue
            if key.value in _WORDS:
                node = self.words(key.value, value, own or self.languages[0], operation.place)
            elif key.value in _PARTS and isinstance(value, Sequence_):
                node = self._parts(value, own or self.languages[0])
            if node is None:
                whole = False
            else:
                items.append((key, node))
        return Mapping(items=tuple(items), place=operation.place) if whole else None

    def _parts(self, parts: Sequence_, plain: str) -> Sequence_ | None:
        """The parts of an article that is split, with their headings in this language."""
        found: list[Node] = []
        for part in parts.items:
            if not isinstance(part, Mapping):
                found.append(part)
                continue
            items = [
                (key, self.words(key.value, value, plain, part.place))
                if key.value in _WORDS
                else (key, value)
                for key, value in part.items
            ]
            whole = tuple((key, node) for key, node in items if node is not None)
            if len(whole) < len(items):
                return None
            found.append(Mapping(items=whole, place=part.place))
        return Sequence_(items=tuple(found), place=parts.place)

    def _own_edition(self, operation: Mapping) -> str | None:
        """The edition that an operation names as the only one it is for."""
        node = operation.get(EDITION)
        if node is None:
            return None
        if isinstance(node, Scalar) and node.value in self.languages:
            return node.value
        self._problem(
            node.place,
            "edition-unknown",
            say("`{edition}` names no edition of these articles", edition=EDITION),
            say(
                "expected one of {languages}, or leave it out",
                languages=say(", ").join(self.languages),
            ),
        )
        return self.language

    def words(self, name: str, node: Node, plain: str, owner: Place) -> Node | None:
        """The words of a field in this language; those of a plain text are in ``plain``."""
        if isinstance(node, Mapping) and by_language(node):
            return self._chosen(name, node)
        if isinstance(node, Sequence_):
            return self._list(name, node, plain, owner)
        if not isinstance(node, Scalar) or plain == self.language or _for_all(name, node):
            return node
        self._lacking(name, node.place)
        return None

    def _chosen(self, name: str, node: Mapping) -> Node | None:
        for key in node.keys:
            if key.value not in self.languages:
                self._problem(
                    key.place,
                    "edition-unknown",
                    say("there is no edition {language!r} of these articles", language=key.value),
                    say(
                        "expected {languages}; another edition is named in amendtool.toml: "
                        "[editions.{language}]",
                        languages=say_list(self.languages),
                        language=key.value,
                    ),
                )
        chosen = node.get(self.language)
        if chosen is None:
            self._lacking(name, node.place)
        return chosen

    def _list(self, name: str, node: Sequence_, plain: str, owner: Place) -> Node | None:
        found = [
            item if isinstance(item, Sequence_) else self.words(name, item, plain, owner)
            for item in node.items
        ]
        there = tuple(item for item in found if item is not None)
        return Sequence_(items=there, place=node.place) if len(there) == len(found) else None

    def _lacking(self, name: str, place: Place) -> None:
        self._problem(
            place,
            "edition-text-missing",
            say(
                "`{name}` has no words for the edition {language!r}",
                name=name,
                language=self.language,
            ),
            say(
                "give them by language: under `{name}:` a line `{leading}: …` and a line "
                "`{language}: …`",
                name=name,
                leading=self.languages[0],
                language=self.language,
            ),
        )

    def _problem(self, place: Place, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code=code, message=message, hint=hint, place=place))


def by_language(node: Mapping, known: Collection[str] = tuple(STYLES)) -> bool:
    """Whether a mapping gives words by language: one of its keys at least is a language."""
    return any(key.value in known for key in node.keys)


def _for_all(name: str, scalar: Scalar) -> bool:
    """Whether a plain value says the same in every language: a count, or no words at all."""
    return name in _SHARED or not scalar.value.strip()
