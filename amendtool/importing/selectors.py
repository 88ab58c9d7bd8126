"""Selectors of style sheets (Selectors Level 4), matched while a page is read from its beginning.

What stands before an element decides while it is read; what stands behind it or in it
(``:last-child``, ``:empty``, ``:has()``) is known when the page was read once, as ``totals``.
Selectors that nobody reads here match *perhaps*, so that what they do can be doubted; states of a
page that is used (``:hover``) never hold on one that is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final

from amendtool.patterns import compiled
from amendtool.values import dataclass

_IDENT: Final = r"(?:[\w-]|[^\x00-\x7f]|\\[0-9a-fA-F]{1,6}\s?|\\[^\n0-9a-fA-F])+"
_STRING: Final = r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\''
_SIMPLE: Final = compiled(
    rf"(?P<tag>\*|(?:[\w-]*\|)?{_IDENT})|\.(?P<kind>{_IDENT})|\#(?P<name>{_IDENT})"
    rf"|\[\s*(?P<attribute>(?:[\w*]*\|)?{_IDENT})\s*"
    rf"(?:(?P<how>[~|^$*]?=)\s*(?P<value>{_STRING}|{_IDENT})\s*(?P<flag>[iIsS]?)\s*)?\]"
    rf"|(?P<colons>::?)(?P<pseudo>{_IDENT})(?P<open>\()?"
)
_COMBINATOR: Final = compiled(r"\s*([>+~])\s*|\s+")
_NTH: Final = compiled(r"(?P<step>[+-]?\d*)n\s*(?P<at>[+-]\s*\d+)?|(?P<only>[+-]?\d+)", re.I)
_ESCAPED: Final = compiled(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_NEVER: Final = frozenset(
    "hover active focus focus-within focus-visible visited target target-within checked disabled "
    "indeterminate invalid user-invalid fullscreen modal popover-open playing default "
    "placeholder-shown autofill out-of-range".split()
)
_PRINTED: Final = frozenset(("before", "after", "marker"))
_POSITIONS: Final = {  # of all or of its tag, from the end, and how many there are at most
    "first-child": (False, False), "first-of-type": (True, False), "nth-child": (False, False),
    "nth-of-type": (True, False), "last-child": (False, True), "last-of-type": (True, True),
    "nth-last-child": (False, True), "nth-last-of-type": (True, True),
}  # fmt: skip
_MOST: Final = 40
"""Steps of a selector, and what stands in one another in it: no sheet needs more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebElement:
    """An element as a selector sees it."""

    tag: str
    classes: frozenset[str] = frozenset()
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    before: WebElement | None = None
    """The element before it in the same one."""
    at: int = 1
    """Which of the elements in the same one, and which of its tag."""
    at_of_tag: int = 1
    number: int = 0
    around: int = 0
    """Its number in the page, and that of the element around it."""
    known: dict[tuple[int, int, str], float] = field(
        default_factory=dict, compare=False, repr=False
    )


@dataclass(slots=True)
class Totals:
    """What is known of a page that was read once."""

    counts: dict[int, tuple[int, Mapping[str, int], bool]] = field(default_factory=dict)
    """By the number of an element: its children, those of each tag, and whether it holds text."""
    elements: list[WebElement] = field(default_factory=list)
    """All of them, in their order; the number of one is its place, from 1."""
    having: dict[_Relative, dict[int, float]] = field(default_factory=dict)
    """The elements that have what is asked for in, or behind, them."""
    ending: dict[_Whole, list[float]] = field(default_factory=dict)
    """Of each element whether a whole selector ends with it."""

    def ends(self, asked: _Whole, number: int) -> float:
        """1 where a selector ends with an element, 0 where not, ½ where nobody can say."""
        if asked not in self.ending:
            self.ending[asked] = self._ending(asked)
        return self.ending[asked][number]

    def _ending(self, asked: _Whole) -> list[float]:
        """From the first step to the last: those that are it, reached from the one before."""
        found = [0.0, *(_is_one(one, asked.steps[0][1], self) for one in self.elements)]
        for how, compound in asked.steps[1:]:
            reached = [0.0] * len(found)
            for one in self.elements:  # what is around an element, or before it, has come already
                near = one.before.number if one.before is not None else 0
                near = near if how in ("+", "~") else one.around
                far = reached[near] if how in ("~", " ") else 0.0
                reached[one.number] = max(found[near], far)
            found = [0.0] * len(found)
            for one in self.elements:
                if reached[one.number]:
                    value = _is_one(one, compound, self)
                    found[one.number] = min(reached[one.number], value)
        return found

    def has(self, asked: _Relative, number: int) -> float:
        """1 where an element has what is asked for, 0 where not, ½ where nobody can say."""
        if asked not in self.having:
            self.having[asked] = self._having(asked)
        return self.having[asked].get(number, 0)

    def _having(self, asked: _Relative) -> dict[int, float]:
        """From the last step to the first: those that are it, of which one before knows."""
        found: dict[int, float] | None = None
        for how, compound in reversed(asked.steps):
            known = {
                element.number: min(value, 1 if found is None else found[element.number])
                for element in self.elements
                if (found is None or element.number in found)
                and (value := _is_one(element, compound, self))
            }
            found = {}
            for number, value in known.items():
                for other in self._before(self.elements[number - 1], how):
                    if found.get(other, 0) >= value and how in " ~":
                        break  # so have all around it, or before it
                    found[other] = max(found.get(other, 0), value)
        return found or {}

    def _before(self, element: WebElement, how: str) -> Iterator[int]:
        """The elements from which a combinator leads to this one, the nearest first."""
        if how in ("+", "~"):
            before = element.before
            while before is not None:
                yield before.number
                before = None if how == "+" else before.before
            return
        around = element.around
        while around:
            yield around
            around = self.elements[around - 1].around if how == " " else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Relative:
    """What ``:has()`` asks for: steps, of which the first is reached from the element itself."""

    steps: tuple[tuple[str, _Compound], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """A selector of several steps in ``:not()`` or ``:is()``: one that ends with the element."""

    steps: tuple[tuple[str, _Compound], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compound:
    """What one element has to be."""

    tag: str = ""
    classes: frozenset[str] = frozenset()
    name: str = ""
    attributes: tuple[tuple[str, str, str, bool], ...] = ()
    positions: tuple[tuple[bool, bool, int, int], ...] = ()
    """Of its tag, from the end, and a and b of an+b."""
    empty: bool = False
    nots: tuple[_Compound, ...] = ()
    anys: tuple[tuple[_Compound, ...], ...] = ()
    has: tuple[tuple[_Relative, ...], ...] = ()
    whole: _Whole | None = None
    """In place of all of these: what an element has to be, and what it has to stand in."""
    never: bool = False
    perhaps: bool = False

    @property
    def weight(self) -> tuple[int, int, int]:
        if self.whole is not None:
            return _weight(self.whole.steps)
        inner = [*self.nots, *(one for row in self.anys for one in row)]
        ids, kinds, tags = max((one.weight for one in inner), default=(0, 0, 0))
        for row in self.has:
            most = max(_weight(one.steps) for one in row)
            ids, kinds, tags = ids + most[0], kinds + most[1], tags + most[2]
        return (
            ids + bool(self.name),
            kinds + len(self.classes) + len(self.attributes) + len(self.positions) + self.empty,
            tags + bool(self.tag),
        )

    @property
    def unclear(self) -> bool:
        """Whether something of it is not read here."""
        inner = [*self.nots, *(one for row in self.anys for one in row)]
        inner += [one for row in self.has for asked in row for _, one in asked.steps]
        inner += [one for _, one in self.whole.steps] if self.whole is not None else []
        return self.perhaps or any(one.unclear for one in inner)

    @property
    def behind(self) -> bool:
        """Whether it asks for what stands behind an element."""
        inner = [*self.nots, *(one for row in self.anys for one in row)]
        own = self.empty or bool(self.has) or self.whole is not None
        own = own or any(end for _, end, _, _ in self.positions)
        return own or any(one.behind for one in inner)


def _weight(steps: Sequence[tuple[str, _Compound]]) -> tuple[int, int, int]:
    rows = [compound.weight for _, compound in steps]
    return sum(row[0] for row in rows), sum(row[1] for row in rows), sum(row[2] for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """One selector: its steps from the outermost, each with how it is reached from the last."""

    steps: tuple[tuple[str, _Compound], ...]
    pseudo: str = ""
    written: str = ""

    @property
    def weight(self) -> tuple[int, int, int]:
        """How particular it is, which decides between two of them."""
        ids, kinds, tags = _weight(self.steps)
        return ids, kinds, tags + bool(self.pseudo)

    @property
    def key(self) -> str:
        """What the last element needs: a name, a class, a tag, or nothing of these."""
        last = self.steps[-1][1]
        if last.name:
            return f"#{last.name}"
        return f".{min(last.classes)}" if last.classes else last.tag or "*"

    @property
    def perhaps(self) -> bool:
        """Whether something of it is not read here."""
        return any(compound.unclear for _, compound in self.steps)

    @property
    def behind(self) -> bool:
        """Whether it asks for what stands behind an element."""
        return any(compound.behind for _, compound in self.steps)

    def matches(self, path: Sequence[WebElement], totals: Totals | None, *, rule: int) -> float:
        """1 where it matches the last element of a path, 0 where not, ½ where nobody can say.

        Every element is looked at once a step, whatever the selector: what was found of an
        element is kept with it, by the number of the ``rule``.
        """
        return self._match(path, len(path) - 1, path[-1], len(self.steps) - 1, totals, rule)

    def _match(
        self, path: Sequence[WebElement], depth: int, element: WebElement, step: int,
        totals: Totals | None, rule: int,
    ) -> float:  # fmt: skip
        key = rule, step, "is"
        if key in element.known:
            return element.known[key]
        how, compound = self.steps[step]
        found = _is_one(element, compound, totals)
        if found and step:
            found = min(found, self._outer(path, depth, element, step, how, totals, rule))
        element.known[key] = found
        return found

    def _outer(
        self, path: Sequence[WebElement], depth: int, element: WebElement, step: int, how: str,
        totals: Totals | None, rule: int,
    ) -> float:  # fmt: skip
        if how == "+":
            before = element.before
            return 0 if before is None else self._match(path, depth, before, step - 1, totals, rule)
        if how == ">":
            return 0 if not depth else self._match(
                path, depth - 1, path[depth - 1], step - 1, totals, rule
            )  # fmt: skip
        key = rule, step, how
        row: list[tuple[int, WebElement]] = []
        best = 0.0
        for at, other in _chain(path, depth, element, how):
            row.append((at, other))
            if key in other.known:
                best = other.known[key]
                row.pop()
                break
        # From the farthest: what is known of one says it for all that come after.
        for at, other in reversed(row):
            best = max(best, self._match(path, at, other, step - 1, totals, rule))
            other.known[key] = best
        return best


def _chain(
    path: Sequence[WebElement], depth: int, element: WebElement, how: str
) -> Iterator[tuple[int, WebElement]]:
    """The elements around one, or before it, the nearest first."""
    if how == " ":
        for at in range(depth - 1, -1, -1):
            yield at, path[at]
        return
    before = element.before
    while before is not None:
        yield depth, before
        before = before.before


def _is_one(element: WebElement, compound: _Compound, totals: Totals | None) -> float:
    """1 where an element is what is asked for, 0 where not, ½ where nobody can say."""
    if compound.whole is not None:
        return 0.5 if totals is None else totals.ends(compound.whole, element.number)
    if (
        compound.never
        or (compound.tag and compound.tag != element.tag)
        or not compound.classes <= element.classes
        or (compound.name and compound.name != element.name)
        or not all(_has(element, *one) for one in compound.attributes)
    ):
        return 0
    found = 0.5 if compound.perhaps else 1.0
    for of_tag, end, step, first in compound.positions:
        at = element.at_of_tag if of_tag else element.at
        if end:
            total = totals.counts.get(element.around) if totals is not None else None
            if total is None:
                found = min(found, 0.5)
                continue
            at = (total[1].get(element.tag, at) if of_tag else total[0]) - at + 1
        if not (at == first if not step else (at - first) % step == 0 and (at - first) / step >= 0):
            return 0
    if compound.empty:
        own = totals.counts.get(element.number) if totals is not None else None
        found = min(found, 0.5 if own is None else float(not own[0] and not own[2]))
    for asked in compound.has:
        rows = [0.5 if totals is None else totals.has(one, element.number) for one in asked]
        found = min(found, max(rows))
    for one in compound.nots:
        found = min(found, 1 - _is_one(element, one, totals))
    for row in compound.anys:
        found = min(found, max((_is_one(element, one, totals) for one in row), default=0))
    return found


def _has(element: WebElement, name: str, how: str, value: str, loose: bool) -> bool:
    given = element.attributes.get(name)
    if given is None or not how:
        return given is not None
    if loose:
        given, value = given.lower(), value.lower()
    match how:
        case "=":
            return given == value
        case "~=":
            return bool(value) and value in given.split()
        case "|=":
            return given == value or given.startswith(f"{value}-")
        case "^=":
            return bool(value) and given.startswith(value)
        case "$=":
            return bool(value) and given.endswith(value)
        case _:
            return bool(value) and value in given


# Reading


def selectors(text: str) -> list[Selector]:
    """The selectors of a rule, separated by commas; those that no browser takes are left out."""
    rows = [_selector(one.strip()) for one in split(text)]
    return [one for one in rows if one is not None]


def split(text: str, at: str = ",") -> list[str]:
    """A text at a sign, where that stands in no bracket and no quotation."""
    found: list[str] = []
    start = depth = 0
    for match in re.finditer(rf"{_STRING}|[(\[]|[)\]]|{re.escape(at)}", text):
        if match[0] in ("(", "["):
            depth += 1
        elif match[0] in (")", "]"):
            depth = max(depth - 1, 0)
        elif match[0] == at and not depth:
            found.append(text[start : match.start()])
            start = match.end()
    return [*found, text[start:]]


def _selector(text: str, depth: int = 0) -> Selector | None:
    """A selector; None for one with which a browser cannot do anything either."""
    steps: list[tuple[str, _Compound]] = []
    how, at, pseudo = "", 0, ""
    while at < len(text):
        if steps:
            joint = _COMBINATOR.match(text, at)
            if joint is None or len(steps) >= _MOST:
                return None
            how, at = joint[1] or " ", joint.end()
        read = _compound(text, at, depth)
        if read is None or pseudo:
            return None
        compound, pseudo, at = read
        steps.append((how, compound))
    if not steps:
        return None
    return Selector(steps=tuple(steps), pseudo=pseudo, written=text)


def _compound(text: str, at: int, depth: int) -> tuple[_Compound, str, int] | None:
    """What one element has to be, the part of it that is meant, and where that ends."""
    begin, tag, name, pseudo = at, "", "", ""
    classes: set[str] = set()
    attributes: list[tuple[str, str, str, bool]] = []
    positions: list[tuple[bool, bool, int, int]] = []
    nots: list[_Compound] = []
    anys: list[tuple[_Compound, ...]] = []
    has: list[tuple[_Relative, ...]] = []
    empty = never = perhaps = False
    while (match := _SIMPLE.match(text, at)) is not None:
        if match["tag"] is not None and at > begin:
            return None
        at = match.end()
        if match["tag"] is not None:
            tag = "" if match["tag"][-1] == "*" else _plain(match["tag"].split("|")[-1]).lower()
        elif match["kind"] is not None:
            classes.add(_plain(match["kind"]))
        elif match["name"] is not None:
            never = never or name not in ("", _plain(match["name"]))
            name = _plain(match["name"])
        elif match["attribute"] is not None:
            value = match["value"] or ""
            value = _plain(value[1:-1] if value[:1] in ('"', "'") else value)
            attributes.append((
                _plain(match["attribute"].split("|")[-1]).lower(), match["how"] or "", value,
                (match["flag"] or "").lower() == "i" or match["attribute"].lower() == "type",
            ))  # fmt: skip
        else:
            word, inner = match["pseudo"].lower(), ""
            if match["open"]:
                closed = _closing(text, at)
                if closed is None:
                    return None
                inner, at = text[at:closed].strip(), closed + 1
            if word in _PRINTED and not match["open"]:
                pseudo = word
            elif match["colons"] == "::" or word in ("first-line", "first-letter"):
                # Parts of an element of which the text is the same, and those of one browser.
                never = True
            elif word in ("not", "is", "where", "matches", "-webkit-any", "-moz-any"):
                row = _inside(inner, depth)
                if row is None:
                    perhaps = True
                elif word == "not":
                    nots += row
                else:
                    anys.append(tuple(row))
            elif word == "has":
                asked = _relative(inner, depth)
                if asked is None:
                    perhaps = True
                else:
                    has.append(asked)
            elif word in _POSITIONS:
                of_tag, end = _POSITIONS[word]
                nth = _nth(inner) if word.startswith("nth") else (0, 1)
                if nth is None:
                    perhaps = True
                else:
                    positions.append((of_tag, end, *nth))
            elif word in ("only-child", "only-of-type"):
                positions += [(word != "only-child", end, 0, 1) for end in (False, True)]
            elif word == "root":
                anys.append((_Compound(tag="html"),))
            elif word == "empty":
                empty = True
            elif word in ("link", "any-link"):
                attributes.append(("href", "", "", False))
            elif word in _NEVER or word.startswith("-"):
                never = True
            elif word not in ("enabled", "defined", "scope"):
                perhaps = True
    if at == begin:
        return None
    compound = _Compound(
        tag=tag, classes=frozenset(classes), name=name, attributes=tuple(attributes),
        positions=tuple(positions), empty=empty, nots=tuple(nots), anys=tuple(anys),
        has=tuple(has), never=never, perhaps=perhaps,
    )  # fmt: skip
    return compound, pseudo, at


def _inside(text: str, depth: int) -> list[_Compound] | None:
    """What stands in ``:not()`` or ``:is()``; None where that is not read here."""
    if depth > _MOST:
        return None
    found: list[_Compound] = []
    for one in split(text):
        inner = _selector(one.strip(), depth + 1)
        if inner is None or inner.pseudo:
            return None
        one_step = len(inner.steps) == 1
        found.append(inner.steps[0][1] if one_step else _Compound(whole=_Whole(steps=inner.steps)))
    return found


def _relative(text: str, depth: int) -> tuple[_Relative, ...] | None:
    """What stands in ``:has()``; None where that is not read here."""
    found: list[_Relative] = []
    for one in split(text) if depth <= _MOST else ():
        lead = re.match(r"\s*([>+~]?)\s*", one)
        inner = _selector(one[lead.end() if lead else 0 :].strip(), depth + 1)
        if inner is None or inner.pseudo or any(each.has for _, each in inner.steps):
            return None
        (_, first), *rest = inner.steps
        found.append(_Relative(steps=(((lead[1] if lead else "") or " ", first), *rest)))
    return tuple(found) or None


def _closing(text: str, at: int) -> int | None:
    """Where the bracket ends that was opened before ``at``."""
    depth = 1
    for match in re.compile(rf"{_STRING}|[()]").finditer(text, at):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if not depth:
            return match.start()
    return None


def _nth(text: str) -> tuple[int, int] | None:
    """A and b of ``an+b``; None where more is said."""
    text = {"odd": "2n+1", "even": "2n"}.get(text.lower(), text)
    match = _NTH.fullmatch(text.strip())
    if match is None:
        return None
    if match["only"]:
        return 0, int(match["only"][:7])
    step = {"": 1, "+": 1, "-": -1}.get(match["step"])
    return (
        int(match["step"][:7]) if step is None else step,
        int(re.sub(r"\s", "", match["at"])[:7]) if match["at"] else 0,
    )


def _plain(text: str) -> str:
    """A name without its backslashes."""
    return _ESCAPED.sub(unescaped, text)


def unescaped(match: re.Match[str]) -> str:
    r"""The character that ``\26`` or ``\x`` stands for in a style sheet."""
    if not match[1]:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
