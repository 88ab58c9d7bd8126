"""Style sheets of HTML pages, as far as they decide what is shown (CSS 2.1, CSS Lists 3).

The cascade is that of a browser with a usual window. What it does with a rule that nobody can
read here, and what it would do otherwise on paper, is told, so that it can be doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final, Literal

from amendtool.importing.selectors import Selector, Totals, WebElement, selectors, unescaped
from amendtool.importing.web_lists import shown_number
from amendtool.patterns import compiled
from amendtool.values import dataclass

FORMS: Final = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "katakana": "aiueoFullWidth",
    "katakana-iroha": "irohaFullWidth", "cjk-decimal": "ideographDigital",
    "cjk-ideographic": "japaneseCounting", "japanese-informal": "japaneseCounting",
    "japanese-formal": "japaneseLegal", "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac", "hiragana": "hiragana",
    "hiragana-iroha": "hiraganaIroha", "lower-greek": "lowerGreek", "none": "none",
}  # fmt: skip
"""The styles of lists, as the number formats of Word."""
_WIDE: Final = ("cjk", "japanese", "katakana", "hiragana")
BULLETS: Final = frozenset(("disc", "circle", "square"))


def ending(style: str) -> str:
    """What a browser prints behind the number of an item (CSS Counter Styles Level 3, 6 and 7)."""
    return "、" if style.startswith(_WIDE) else "."


_PLACEHOLDER: Final = compiled(r"<!--|-->")
_BRACE: Final = compiled(r"[{}]")
_COMMENT: Final = compiled(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_DECLARATION: Final = compiled(r"""((?:[^;"']|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')+)""")
_CONTENT: Final = compiled(
    r"""
    \battr\(\s*(?P<attribute>[\w-]+)[^()]*\)
    | "(?P<double>(?:\\.|[^"\\])*)" | '(?P<single>(?:\\.|[^'\\])*)'
    | counter\(\s*(?P<one>[\w-]+)\s*(?:,\s*(?P<form>[\w-]+)\s*)?\)
    | counters\(\s*(?P<all>[\w-]+)\s*,\s*["'](?P<joint>[^"']*)["']\s*(?:,\s*(?P<forms>[\w-]+)\s*)?\)
    """,
    re.VERBOSE,
)
_ESCAPE: Final = compiled(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")


_WIDTH: Final = 1280
"""How wide the window is that a page is shown in, in pixels; a browser for a desk has it so."""
_WRITES: Final = compiled(
    r"display|visibility|content|counter-\w+|list-style(-type)?|text-transform|opacity|position"
    r"|text-decoration(-line)?|vertical-align|font-variant(-caps)?|font-size|color|clip(-path)?"
)
"""Declarations that decide which words the page shows."""

Said = Literal["here", "perhaps", "on paper"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRule:
    """A selector with what it declares, and whether it holds here or on paper."""

    selector: Selector
    said: Said
    declarations: tuple[tuple[str, str, bool], ...]
    weight: tuple[int, int, int]
    """That of the selector, which is worked out once."""

    @property
    def writes(self) -> bool:
        """Whether it may decide about the words that are seen."""
        return any(_writes(name, value) for name, value, _ in self.declarations)


def _writes(name: str, value: str) -> bool:
    if _WRITES.fullmatch(name) is None:
        return False
    match name:
        case "display":
            return value.lower() in ("none", "list-item", "initial", "revert")
        case "content":
            return value.strip("\"' ").lower() not in ("", "none", "normal", "counter(page)")
        case "position":
            return value.lower() in ("absolute", "fixed")
        case "color":
            return value.lower() in ("transparent", "white", "#fff", "#ffffff")
        case "text-decoration" | "text-decoration-line":
            return "line-through" in value.lower()
        case "vertical-align":
            return value.lower() in ("super", "sub")
        case "font-size":
            return re.fullmatch(r"0*\.?0*\D*", value) is not None
        case _:
            return True


@dataclass(slots=True)
class StyleSheet:
    """The rules of a page."""

    rules: dict[str, list[tuple[int, SheetRule]]] = field(default_factory=dict)
    """By what the last element of the selector needs: a class, a name, a tag."""
    count: int = 0
    behind: bool = False
    """Whether a selector asks for what stands behind an element."""
    uncertain: bool = False
    """Whether there are rules that may decide what is seen, and are not followed."""
    totals: Totals | None = None

    def add(self, text: str, media: str = "") -> None:
        """Take in the text of a ``style`` element, with what it says of where it holds."""
        # A comment that does not end would be sought to the end of the sheet from each beginning.
        last = text.rfind("*/") + 2
        text = _COMMENT.sub(" ", text[:last]) + _PLACEHOLDER.sub(" ", text[last:])
        around = held(media) if media else "here"
        if around is None:
            return
        for said, head, body in _blocks(text, around):
            declarations = tuple(declared(body))
            for selector in selectors(head):
                rule = SheetRule(
                    selector=selector, said=said, declarations=declarations, weight=selector.weight
                )
                self.behind = self.behind or (selector.behind and rule.writes)
                unclear = said != "here" or selector.perhaps
                self.uncertain = self.uncertain or (unclear and rule.writes)
                self.rules.setdefault(selector.key, []).append((self.count, rule))
                self.count += 1

    def _matched(
        self, path: Sequence[WebElement], pseudo: str
    ) -> Iterator[tuple[int, SheetRule, float]]:
        last = path[-1]
        keys = ["*", last.tag, *(f".{one}" for one in last.classes), f"#{last.name}"]
        for key in keys:
            for order, rule in self.rules.get(key, ()):
                if rule.selector.pseudo == pseudo and (
                    match := rule.selector.matches(path, self.totals, rule=order)
                ):
                    yield order, rule, match

    def of(self, path: Sequence[WebElement], own: str = "", pseudo: str = "") -> dict[str, str]:
        """What is declared of the last element of a path, with its attribute ``style``."""
        found = [
            (important, rule.weight, order, name, value)
            for order, rule, match in self._matched(path, pseudo)
            if match == 1 and rule.said == "here"
            for name, value, important in rule.declarations
        ]
        found += [
            (important, (_MOST_WEIGHT, 0, 0), self.count, name, value)
            for name, value, important in declared(own)
        ]
        return {name: value for _, _, _, name, value in sorted(found, key=lambda one: one[:3])}

    def doubtful(self, path: Sequence[WebElement]) -> list[SheetRule]:
        """The rules that may change what is seen of an element, and are not followed."""
        return [
            rule
            for pseudo in ("", "before", "after", "marker")
            for _, rule, match in self._matched(path, pseudo)
            if (match < 1 or rule.said != "here") and rule.writes
        ]


_MOST_WEIGHT: Final = 1_000_000
"""What an element says itself is more than any selector."""


def _blocks(text: str, around: Said) -> list[tuple[Said, str, str]]:
    """Selectors and declarations, and where they hold; of an ``@font-face`` nothing.

    Braces are counted once each, however they stand in one another.
    """
    found: list[tuple[Said, str, str]] = []
    open_: list[tuple[str, str, int]] = []
    """The kind of each brace that is open, its selector, and where its body begins."""
    sides: list[Said] = [around]
    """Where what stands in the open ``@media`` holds, the innermost last."""
    inside = 0
    """How many of these are no ``@media``: what stands in them is no rule of its own."""
    at = 0
    for brace in _BRACE.finditer(text):
        begin, end = brace.span()
        if brace[0] == "{":
            head = "" if inside else text[at:begin].rpartition(";")[2].strip()
            side = _side(head) if head[:1] == "@" else None
            kind = "in" if inside else "media" if side else "@" if head[:1] == "@" else "rule"
            open_.append((kind, head, end))
            inside += kind != "media"
            if kind == "media" and side is not None:
                sides.append(side if sides[-1] == "here" else sides[-1])
        elif open_:
            kind, head, start = open_.pop()
            inside -= kind != "media"
            if kind == "rule":
                found.append((sides[-1], head, text[start:begin]))
            elif kind == "media":
                sides.pop()
        if not inside:
            at = end
    # A style sheet that ends too soon ends all that is open in it.
    found += [(sides[-1], head, text[start:]) for kind, head, start in open_ if kind == "rule"]
    return found


def _side(head: str) -> Said | None:
    """Where the rules within ``@media`` and its like hold; None where they hold nowhere here."""
    name, _, rest = head[1:].partition(" ") if " " in head else (head[1:], "", "")
    name, bracket, more = name.partition("(")
    match name.lower():
        case "media":
            return held(bracket + more + " " + rest)
        case "layer" | "supports":
            return None if rest.strip().lower().startswith("not") else "here"
        case "container" | "scope" | "starting-style" | "-moz-document" | "document":
            return "perhaps"
        case _:
            return None


def held(media: str) -> Said | None:
    """Whether a media query holds in a usual window, perhaps, on paper alone, or not at all."""
    rows = [_query(one.strip().lower()) for one in media.split(",")]
    for said in ("here", "perhaps", "on paper"):
        if said in rows:
            return said
    return None


def _query(query: str) -> Said | None:
    words = query.removeprefix("only ").split()
    if words[:1] == ["not"]:
        return "perhaps" if words[1:2] != ["print"] else "here"
    kind = words[0] if words and not words[0].startswith("(") else "all"
    if kind not in ("all", "screen", "print"):
        return None
    if " or " in query or "not(" in query.replace(" ", ""):
        return "perhaps"
    answers = [_feature(one) for one in re.findall(r"\(([^()]*)\)", query)]
    if kind == "print":
        return "on paper"
    if False in answers:
        return None
    return "perhaps" if None in answers else "here"


def _feature(feature: str) -> bool | None:
    """Whether a usual window has a feature; None where nobody can say."""
    name, _, value = (part.strip() for part in feature.partition(":"))
    length = re.fullmatch(r"([0-9.]{1,9})(px|em|rem|pt|)", value)
    if name in ("min-width", "max-width", "min-device-width", "max-device-width") and length:
        try:
            size = float(length[1]) * {"px": 1, "": 1, "pt": 4 / 3}.get(length[2], 16)
        except ValueError:
            return None
        return size <= _WIDTH if name.startswith("min") else size >= _WIDTH
    usual = {
        "orientation": "landscape", "prefers-color-scheme": "light", "hover": "hover",
        "prefers-reduced-motion": "no-preference", "prefers-contrast": "no-preference",
        "pointer": "fine", "forced-colors": "none", "scripting": "none", "any-hover": "hover",
    }  # fmt: skip
    return (value or usual[name]) == usual[name] if name in usual else None


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


class CssCounters:
    """The counters of a page: one that is reset lives as long as what is around its element.

    One that is only counted lives as long as the page: exports of word processors rely on it.
    """

    def __init__(self) -> None:
        self.values: dict[str, list[list[int]]] = {}
        """By name, the instances: the depth that each lives in, and its value."""

    def begin(self, declarations: Mapping[str, str], depth: int) -> None:
        """Reset and count what an element at a depth declares."""
        for name, value in counter_pairs(declarations.get("counter-reset", ""), 0):
            rows = self.values.setdefault(name, [])
            while rows and rows[-1][0] >= depth - 1:
                rows.pop()
            rows.append([depth - 1, value])
        for name, value in counter_pairs(declarations.get("counter-increment", ""), 1):
            rows = self.values.setdefault(name, [])
            if not rows:
                rows.append([0, 0])
            rows[-1][1] += value
        for name, value in counter_pairs(declarations.get("counter-set", ""), 0):
            self.values.setdefault(name, [[0, 0]])[-1][1] = value

    def end(self, depth: int) -> None:
        """Forget what was reset inside an element that ends."""
        for rows in self.values.values():
            while rows and rows[-1][0] >= depth and rows[-1][0] > 0:
                rows.pop()

    def content(self, value: str, attributes: Mapping[str, str] | None = None) -> str:
        """What ``content`` shows: strings, counters and attributes of the element."""
        shown: list[str] = []
        for match in _CONTENT.finditer(value):
            if match["attribute"]:
                shown.append((attributes or {}).get(match["attribute"].lower(), ""))
            elif match["one"]:
                rows = self.values.get(match["one"]) or [[0, 0]]
                shown.append(_written(rows[-1][1], match["form"]))
            elif match["all"]:
                rows = self.values.get(match["all"]) or [[0, 0]]
                shown.append(match["joint"].join(_written(row[1], match["forms"]) for row in rows))
            else:
                text = match["double"] if match["double"] is not None else match["single"]
                shown.append(_ESCAPE.sub(unescaped, text))
        return "".join(shown)


def _written(value: int, form: str | None) -> str:
    if form in BULLETS:
        return "•"
    return shown_number(value, FORMS.get(form or "decimal", "decimal"))


def counter_pairs(value: str, usual: int) -> list[tuple[str, int]]:
    """The names of counters and their numbers: ``a 3 b`` is a 3, and b the usual number."""
    found: list[tuple[str, int]] = []
    for word in value.split():
        if re.fullmatch(r"[+-]?[0-9]{1,6}", word) and found:
            found[-1] = found[-1][0], int(word)
        elif word != "none":
            found.append((word, usual))
    return found
