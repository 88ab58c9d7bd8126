"""Style sheets of HTML pages, as far as they decide what is shown (CSS 2.1, CSS Lists 3).

Selectors of tags, classes and names, one inside the other, and their cascade; whatever else a
sheet holds (states of links, attributes, siblings) decides nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from amendtool.importing.word.numerals import printed

FORMS: Final = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "katakana": "aiueoFullWidth",
    "katakana-iroha": "irohaFullWidth", "cjk-decimal": "ideographDigital",
    "cjk-ideographic": "japaneseCounting", "japanese-informal": "japaneseCounting",
    "japanese-formal": "japaneseLegal", "none": "none",
}  # fmt: skip
"""The styles of lists, as the number formats of Word."""
BULLETS: Final = frozenset(("disc", "circle", "square"))

_PLACEHOLDER: Final = re.compile(r"<!--|-->")
_BRACE: Final = re.compile(r"[{}]")
_COMMENT: Final = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_COMPOUND: Final = re.compile(r"(\*|[\w-]+)?((?:[.#][\w-]+)*)$")
_PSEUDO: Final = re.compile(r"::?(before|after)$")
_DECLARATION: Final = re.compile(r"""((?:[^;"']|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')+)""")
_CONTENT: Final = re.compile(
    r"""
    "(?P<double>(?:\\.|[^"\\])*)" | '(?P<single>(?:\\.|[^'\\])*)'
    | counter\(\s*(?P<one>[\w-]+)\s*(?:,\s*(?P<form>[\w-]+)\s*)?\)
    | counters\(\s*(?P<all>[\w-]+)\s*,\s*["'](?P<joint>[^"']*)["']\s*(?:,\s*(?P<forms>[\w-]+)\s*)?\)
    """,
    re.VERBOSE,
)
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebElement:
    """An element as a selector sees it."""

    tag: str
    classes: frozenset[str] = frozenset()
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _SheetRule:
    steps: tuple[tuple[bool, str, frozenset[str], str], ...]
    """From the outermost: whether a child, the tag, the classes, the name."""
    pseudo: str
    weight: tuple[int, int, int]
    declarations: tuple[tuple[str, str, bool], ...]


@dataclass(slots=True)
class StyleSheet:
    """The rules of a page."""

    rules: dict[str, list[tuple[int, _SheetRule]]] = field(default_factory=dict)
    """By what the last element of the selector needs: a class, a name, a tag."""
    count: int = 0

    def add(self, text: str) -> None:
        """Take in the text of a ``style`` element."""
        # A comment that does not end would be sought to the end of the sheet from each beginning.
        last = text.rfind("*/") + 2
        text = _COMMENT.sub(" ", text[:last]) + _PLACEHOLDER.sub(" ", text[last:])
        for head, body in _blocks(text):
            declarations = tuple(declared(body))
            for selector in head.split(","):
                rule = _rule(selector.strip(), declarations)
                if rule is None:
                    continue
                _, tag, classes, name = rule.steps[-1]
                key = f"#{name}" if name else f".{min(classes)}" if classes else tag or "*"
                self.rules.setdefault(key, []).append((self.count, rule))
                self.count += 1

    def of(self, path: Sequence[WebElement], own: str = "", pseudo: str = "") -> dict[str, str]:
        """What is declared of the last element of a path, with its attribute ``style``."""
        last = path[-1]
        keys = ["*", last.tag, *(f".{one}" for one in last.classes), f"#{last.name}"]
        found = [
            (important, rule.weight, order, name, value)
            for key in keys
            for order, rule in self.rules.get(key, ())
            if rule.pseudo == pseudo and _matches(rule.steps, path)
            for name, value, important in rule.declarations
        ]
        found += [
            (important, (9, 0, 0), self.count, name, value)
            for name, value, important in declared(own)
        ]
        return {name: value for _, _, _, name, value in sorted(found, key=lambda one: one[:3])}


def _blocks(text: str) -> list[tuple[str, str]]:
    """Selectors and declarations; of ``@media`` what is for the screen, of other @ nothing.

    Braces are counted once each, however they stand in one another.
    """
    found: list[tuple[str, str]] = []
    open_: list[tuple[str, str, int]] = []
    """The kind of each brace that is open, its selector, and where its body begins."""
    inside = 0
    """How many of these are no ``@media``: what stands in them is no rule of its own."""
    at = 0
    for brace in _BRACE.finditer(text):
        begin, end = brace.span()
        if brace[0] == "{":
            head = "" if inside else text[at:begin].rpartition(";")[2].strip()
            screen = head.startswith("@media") and not re.search(r"\bprint\b", head)
            kind = "in" if inside else "media" if screen else "@" if head[:1] == "@" else "rule"
            open_.append((kind, head, end))
            inside += kind != "media"
        elif open_:
            kind, head, start = open_.pop()
            inside -= kind != "media"
            if kind == "rule":
                found.append((head, text[start:begin]))
        if not inside:
            at = end
    # A style sheet that ends too soon ends all that is open in it.
    found += [(head, text[start:]) for kind, head, start in open_ if kind == "rule"]
    return found


def declared(body: str) -> list[tuple[str, str, bool]]:
    """The declarations of a rule or an attribute: name, value, whether important."""
    found: list[tuple[str, str, bool]] = []
    for part in _DECLARATION.findall(body):
        name, colon, value = part.partition(":")
        if not colon:
            continue
        value = value.strip()
        bare = re.sub(r"\s*!\s*important$", "", value, flags=re.IGNORECASE)
        found.append((name.strip().lower(), bare, bare != value))
    return found


def _rule(selector: str, declarations: tuple[tuple[str, str, bool], ...]) -> _SheetRule | None:
    """A selector as steps; None for one with more than tags, classes and names."""
    pseudo = _PSEUDO.search(selector)
    if pseudo is not None:
        selector = selector[: pseudo.start()]
    steps: list[tuple[bool, str, frozenset[str], str]] = []
    child = False
    for word in re.sub(r"\s*>\s*", " > ", selector).split():
        if word == ">":
            child = True
            continue
        match = _COMPOUND.match(word)
        if match is None:
            return None
        marks = re.findall(r"[.#][\w-]+", match[2])
        classes = frozenset(one[1:] for one in marks if one[0] == ".")
        name = next((one[1:] for one in marks if one[0] == "#"), "")
        tag = "" if match[1] in (None, "*") else match[1].lower()
        steps.append((child, tag, classes, name))
        child = False
    if not steps:
        return None
    return _SheetRule(
        steps=tuple(steps),
        pseudo=pseudo[1] if pseudo is not None else "",
        weight=(
            sum(bool(name) for _, _, _, name in steps),
            sum(len(classes) for _, _, classes, _ in steps),
            sum(bool(tag) for _, tag, _, _ in steps),
        ),
        declarations=declarations,
    )


def _matches(
    steps: tuple[tuple[bool, str, frozenset[str], str], ...], path: Sequence[WebElement]
) -> bool:
    """Whether the last element of a path is one that the steps lead to.

    From the last step outwards: which elements may be the one of each step. Every element is
    looked at once a step, whatever selectors a page has.
    """
    if not _is_one(path[-1], steps[-1]):
        return False
    child = steps[-1][0]
    reached = [len(path) - 1]
    for outer in reversed(steps[:-1]):
        places = [at - 1 for at in reached if at] if child else range(max(reached))
        reached = [at for at in places if _is_one(path[at], outer)]
        if not reached:
            return False
        child = outer[0]
    return True


def _is_one(element: WebElement, step: tuple[bool, str, frozenset[str], str]) -> bool:
    _, tag, classes, name = step
    return not (
        (tag and tag != element.tag)
        or not classes <= element.classes
        or (name and name != element.name)
    )


class CssCounters:
    """The counters of a page: one that is reset lives as long as what is around its element.

    One that is only counted lives as long as the page: exports of word processors rely on it.
    """

    def __init__(self) -> None:
        self.values: dict[str, list[list[int]]] = {}
        """By name, the instances: the depth that each lives in, and its value."""

    def begin(self, declarations: Mapping[str, str], depth: int) -> None:
        """Reset and count what an element at a depth declares."""
        for name, value in _pairs(declarations.get("counter-reset", ""), 0):
            rows = self.values.setdefault(name, [])
            while rows and rows[-1][0] >= depth - 1:
                rows.pop()
            rows.append([depth - 1, value])
        for name, value in _pairs(declarations.get("counter-increment", ""), 1):
            rows = self.values.setdefault(name, [])
            if not rows:
                rows.append([0, 0])
            rows[-1][1] += value
        for name, value in _pairs(declarations.get("counter-set", ""), 0):
            self.values.setdefault(name, [[0, 0]])[-1][1] = value

    def end(self, depth: int) -> None:
        """Forget what was reset inside an element that ends."""
        for rows in self.values.values():
            while rows and rows[-1][0] >= depth and rows[-1][0] > 0:
                rows.pop()

    def content(self, value: str) -> str:
        """What ``content`` shows: strings and counters."""
        shown: list[str] = []
        for match in _CONTENT.finditer(value):
            if match["one"]:
                rows = self.values.get(match["one"]) or [[0, 0]]
                shown.append(_written(rows[-1][1], match["form"]))
            elif match["all"]:
                rows = self.values.get(match["all"]) or [[0, 0]]
                shown.append(match["joint"].join(_written(row[1], match["forms"]) for row in rows))
            else:
                text = match["double"] if match["double"] is not None else match["single"]
                shown.append(_ESCAPE.sub(_unescaped, text))
        return "".join(shown)


def _written(value: int, form: str | None) -> str:
    if form in BULLETS:
        return "•"
    return printed(value, FORMS.get(form or "decimal", "decimal"))


def _unescaped(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _pairs(value: str, usual: int) -> list[tuple[str, int]]:
    """The names of counters and their numbers: ``a 3 b`` is a 3, and b the usual number."""
    found: list[tuple[str, int]] = []
    for word in value.split():
        if re.fullmatch(r"[+-]?[0-9]{1,6}", word) and found:
            found[-1] = found[-1][0], int(word)
        elif word != "none":
            found.append((word, usual))
    return found
