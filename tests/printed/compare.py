"""What a reader found against what the document says, provision by provision.

Every text of a known document has a word of its own; by it a provision is found again wherever
the reader has put it. A fault is charged where it is: what stands in a provision that went wrong
is not wrong for that.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from tests.printed.flaws import BREAK
from tests.printed.tree import BULLET, Node, Row
from tests.printed.words import tokens

Verdict = Literal["right", "doubted", "silent"]
Fault = Literal[
    "missing", "invented", "label", "form", "level", "caption", "text", "order", "count"
]
"""``form``: the number is right and prints otherwise. ``order``: the texts are right, and stand
elsewhere among the rows. ``count``: an unnumbered first paragraph that counts was taken for
text, or the other way round."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """A doubt of a reader: the line (in Word, the paragraph) it stands at, and what it says."""

    at: int | None
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One provision of the document, or one that the reader invented."""

    owner: int
    known: str
    """What was expected, shortly."""
    found: str
    faults: tuple[Fault, ...]
    doubted: bool
    token: str = ""

    @property
    def verdict(self) -> Verdict:
        """Right, doubted at its place, or silently wrong."""
        return "right" if not self.faults else "doubted" if self.doubted else "silent"


@dataclass(eq=False, repr=False)
class _Provision:
    """A provision as it is compared: what counts silently is part of its owner."""

    node: Node
    parent: _Provision | None
    owner: int
    parts: list[str | None] = field(default_factory=list)
    """Its texts, None where a row stands."""
    silent: bool = False
    children: list[_Provision] = field(default_factory=list)
    behind: _Provision | None = None
    """The first one of its row, where it is not the first."""

    @property
    def words(self) -> list[str]:
        """The words of its own, the caption's first."""
        texts = [part for part in self.parts if part is not None]
        return [word for text in (self.node.caption, *texts) for word in tokens(text)]

    @property
    def texts(self) -> list[str]:
        return [part for part in self.parts if part is not None]

    def shown(self) -> str:
        label = self.node.label or "-"
        caption = f" [{self.node.caption}]" if self.node.caption else ""
        body = " / ".join("…" if part is None else part[:40] for part in self.parts)
        return f"{label}{caption} {body}"


def judged(
    known: Node, found: Node, doubts: Sequence[Doubted], owners: Mapping[int, int], language: str
) -> list[Judged]:
    """Every provision of ``known`` with its verdict, then those of ``found`` that are none."""
    expected, mine = _flat(known, language), _flat(found, language)
    by_owner: dict[int, _Provision] = {}
    for one in expected:
        by_owner[one.owner] = one
    _silent_owners(known, by_owner)
    home = {word: one for one in expected for word in one.words}
    lines = {_line_of(one): one for one in expected if not one.words and one.node.label}
    matches = _matched(expected, mine)
    doubted_at: set[int] = set()
    for doubt in doubts:
        doubted_at |= {id(one) for one in _pointed(doubt, owners, by_owner, home)}
    result = []
    wrong: set[int] = set()
    for one in expected:
        match, whole = matches[id(one)]
        faults = tuple(_faults(one, match, whole, matches, language))
        if faults:
            wrong.add(id(one))
        involved = (*_involved(one, match, home), *_joined(one, match, lines))
        result.append(
            Judged(
                owner=one.owner, known=one.shown(), found=match.shown() if match else "",
                faults=faults, doubted=any(id(other) in doubted_at for other in involved),
                token=next(iter(one.words), ""),
            )
        )  # fmt: skip
    taken = {id(match) for match, _ in matches.values() if match is not None}
    for other in mine[1:]:
        owner = home.get(next(iter(other.words), ""))
        if id(other) in taken or (owner is not None and id(owner) in wrong):
            continue  # it is part of a provision that is wrong already
        result.append(
            Judged(
                owner=owner.owner if owner else 0, known="", found=other.shown(),
                faults=("invented",),
                doubted=owner is not None and id(owner) in doubted_at,
                token=next(iter(other.words), ""),
            )
        )  # fmt: skip
    return result


def shares(verdicts: Iterable[Judged]) -> Counter[Verdict]:
    """How many are right, doubted and silently wrong."""
    return Counter(one.verdict for one in verdicts)


# Flattening


def _flat(root: Node, language: str) -> list[_Provision]:
    """The document itself first, then every provision in the order of reading."""
    found: list[_Provision] = []
    place = -1

    def add(node: Node, parent: _Provision | None, into: _Provision | None) -> _Provision:
        nonlocal place
        place += 1
        if into is None:
            into = _Provision(node, parent, place)
            found.append(into)
            if parent is not None:
                parent.children.append(into)
        for part in node.body:
            if isinstance(part, str):
                text = squeezed(part, language)
                # The document's own texts are those that are known to be its own.
                if text and (parent is not None or tokens(text)):
                    into.parts.append(text)
                continue
            _row(part, into)
        return into

    def _row(row: Row, into: _Provision) -> None:
        first: _Provision | None = None
        labelled = any(item.label for item in row.items)
        for item in row.items:
            if item.silent:
                into.silent = into.silent or labelled
                add(item, None, into)
                continue
            if not into.parts or into.parts[-1] is not None:
                into.parts.append(None)
            one = add(item, into, None)
            one.behind = first
            first = first or one

    add(root, None, None)
    return found


def _silent_owners(root: Node, by_owner: dict[int, _Provision]) -> None:
    """What counts silently belongs to the provision that it is part of."""
    last = by_owner[0]
    place = -1

    def visit(node: Node, into: _Provision) -> None:
        nonlocal place
        place += 1
        into = by_owner.setdefault(place, into)
        for child in node.children:
            visit(child, into)

    visit(root, last)


def squeezed(text: str, language: str) -> str:
    """A text without what a layout may do to its white space."""
    text = text.replace(BREAK, " " if language == "en" else "")
    return re.sub(r"\s+", " " if language == "en" else "", text).strip()


# Matching


_Match = tuple["_Provision | None", bool]


def _matched(expected: list[_Provision], mine: list[_Provision]) -> dict[int, _Match]:
    """For each provision the one that holds its first word, and whether that begins with it.

    A word that stands twice (in a list of contents) belongs to the provision that agrees best.
    """
    holders: dict[str, list[_Provision]] = defaultdict(list)
    for other in mine:
        for word in dict.fromkeys(other.words):
            holders[word].append(other)
    result: dict[int, _Match] = {id(expected[0]): (mine[0], True)}
    taken: set[int] = {id(mine[0])}
    wordless = [other for other in mine[1:] if not other.words]
    for one in expected[1:]:
        words = one.words
        if not words:
            alike = [other for other in wordless if id(other) not in taken and _alike(one, other)]
            alike.sort(key=lambda other: other.texts != one.texts)
            result[id(one)] = (alike[0], True) if alike else (None, False)
            taken |= {id(other) for other in alike[:1]}
            continue
        candidates = holders.get(words[0], [])
        begins = [
            other for other in candidates
            if other is not mine[0] and other.words[0] == words[0] and id(other) not in taken
        ]  # fmt: skip
        if begins:
            best = max(begins, key=lambda other: _agreement(one, other))
            taken.add(id(best))
            result[id(one)] = (best, True)
        else:
            holder = max(candidates, key=lambda other: _agreement(one, other), default=None)
            result[id(one)] = (holder, False)
    return result


def _alike(one: _Provision, other: _Provision) -> bool:
    return _folded(one.node.label) == _folded(other.node.label)


def _agreement(one: _Provision, other: _Provision) -> tuple[bool, bool, int]:
    return (
        one.parts == other.parts,
        label_of(one.node) == label_of(other.node),
        len(set(one.words) & set(other.words)),
    )


# Judging


def _faults(
    one: _Provision, match: _Provision | None, whole: bool, matches: Mapping[int, _Match],
    language: str,
) -> Iterator[Fault]:  # fmt: skip
    if match is None or not whole:
        yield "missing"
        return
    label, other = label_of(one.node), label_of(match.node)
    if label != other:
        yield "form" if _folded(label) == _folded(other) else "label"
    if caption_of(one.node, language) != caption_of(match.node, language):
        yield "caption"
    if one.parent is not None and match.parent is not matches[id(one.parent)][0]:
        yield "level"
    if one.parent is None:
        # A list of contents may stay among the document's own texts, or not.
        own = set(one.words)
        if one.texts != [text for text in match.texts if own & set(tokens(text))]:
            yield "text"
    elif one.parts != match.parts:
        yield "order" if one.texts == match.texts else "text"
    if one.silent and not match.silent:
        yield "count"


def _involved(
    one: _Provision, match: _Provision | None, home: Mapping[str, _Provision]
) -> Iterator[_Provision]:
    """The provisions at whose places a doubt tells of this one.

    Itself, the first of its row (doubts may be told once for a row), what it was joined with
    and what was joined to it.
    """
    yield one
    if one.behind is not None:
        yield one.behind
    for word in match.words if match is not None else ():
        if word in home and not (match is not None and match.parent is None):
            yield home[word]


def _line_of(one: _Provision) -> str:
    return f"{one.node.label} {' '.join(one.texts)}".strip()


def _joined(
    one: _Provision, match: _Provision | None, lines: Mapping[str, _Provision]
) -> Iterator[_Provision]:
    """What was joined to a provision and has no word of its own: 2) (Deleted)."""
    for text in match.texts if match is not None and match.parent is not None else ():
        if text in lines and text not in one.texts:
            yield lines[text]


def _pointed(
    doubt: Doubted, owners: Mapping[int, int], by_owner: Mapping[int, _Provision],
    home: Mapping[str, _Provision],
) -> Iterator[_Provision]:  # fmt: skip
    """The provisions that a doubt points to: by its place, or by a word that it quotes."""
    if doubt.at is not None and doubt.at in owners:
        yield by_owner[owners[doubt.at]]
    for word in tokens(doubt.says):
        if word in home:
            yield home[word]


_TRAILING: Final = " 　:：-–—"


def label_of(node: Node) -> str:
    """A label as it is compared: white space and what only parts it from the text do not count."""
    label = (node.label or "").strip().rstrip(_TRAILING)
    if label in ("-", "*", "+", "・", "●", "○", BULLET):
        return BULLET
    wide = any(ord(char) > 0x2E80 for char in label)
    return re.sub(r"\s+", "" if wide else " ", label)


def _folded(label: str | None) -> str:
    text = unicodedata.normalize("NFKC", label or "").casefold()
    return "".join(char for char in text if char.isalnum())


def caption_of(node: Node, language: str) -> str:
    """A caption as it is compared: what is printed around it does not count."""
    return squeezed(node.caption, language).strip("（）()【】〔〕 .:：-–—")
