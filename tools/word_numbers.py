"""The numbers that Word prints by itself, counted from the parts of a file and by nothing of ours.

``numbered(data)`` gives for each paragraph with an automatic number that number and its text.
What the import keeps of them is compared with it (``make corpus``, ``tests/printed``); so this
reads XML alone, shares no code with the import, and knows the formats of number that documents
have. A format that it does not know, and a bullet, is no number here.

The rules are those of ECMA-376, 17.9: a level counts on from its abstract definition, whichever
instance uses it, begins anew behind a level above it, and an instance that overrides the start
begins with that where it is first used.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from xml.etree import ElementTree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_IROHA: Final = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)
_AIUEO: Final = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_KANJI: Final = "〇一二三四五六七八九"
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_TELLING: Final = 30
"""So much of a text tells it from others."""
_ROMAN: Final = (
    (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"),
    (1, "i"),
)  # fmt: skip


class Numbered(NamedTuple):
    """A paragraph that Word numbers."""

    number: str
    text: str


@dataclass
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass
class _Definitions:
    """What the part of numbers says: levels by abstract definition, and the instances of them."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    """Abstract definitions that are those of a style."""
    abstract: dict[str, str] = field(default_factory=dict)
    overrides: dict[tuple[str, int], int] = field(default_factory=dict)
    own: dict[tuple[str, int], _Level] = field(default_factory=dict)


def numbered(data: bytes) -> list[Numbered]:
    """The paragraphs of a Word file with automatic numbers, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = set(file.namelist())
        if not {"word/document.xml", "word/numbering.xml"} <= names:
            return []
        document = ElementTree.fromstring(file.read("word/document.xml"))
        numbering = ElementTree.fromstring(file.read("word/numbering.xml"))
        styles = (
            ElementTree.fromstring(file.read("word/styles.xml"))
            if "word/styles.xml" in names
            else ElementTree.Element("none")
        )
    return list(_Counter(_definitions(numbering), _style_numbers(styles)).paragraphs(document))


def missing(counted: Iterable[Numbered], page: str) -> list[Numbered]:
    """Those that do not stand in a page, white space apart: the number, a dash, the text."""
    solid = "".join(page.split())
    found = []
    for each in counted:
        number, text = ("".join(part.split()) for part in each)
        pattern = rf"{re.escape(number)}[^\w]{{0,3}}{re.escape(text[:_TELLING])}"
        if re.search(pattern, solid) is None:
            found.append(each)
    return found


def _value(node: ElementTree.Element | None, path: str) -> str | None:
    found = node.find(path) if node is not None else None
    return found.get(f"{_W}val") if found is not None else None


def _level(node: ElementTree.Element) -> _Level:
    restart = _value(node, f"{_W}lvlRestart")
    return _Level(
        start=int(_value(node, f"{_W}start") or 0),
        form=_value(node, f"{_W}numFmt") or "decimal",
        text=_value(node, f"{_W}lvlText") or "",
        style=_value(node, f"{_W}pStyle") or "",
        restart=int(restart) if restart is not None else None,
        legal=node.find(f"{_W}isLgl") is not None,
    )


def _definitions(part: ElementTree.Element) -> _Definitions:
    found = _Definitions()
    for abstract in part.iter(f"{_W}abstractNum"):
        name = abstract.get(f"{_W}abstractNumId") or ""
        found.levels[name] = {
            int(each.get(f"{_W}ilvl") or 0): _level(each) for each in abstract.findall(f"{_W}lvl")
        }
        if (link := _value(abstract, f"{_W}numStyleLink")) is not None:
            found.links[name] = link
    for number in part.findall(f"{_W}num"):
        name = number.get(f"{_W}numId") or ""
        found.abstract[name] = _value(number, f"{_W}abstractNumId") or ""
        for each in number.findall(f"{_W}lvlOverride"):
            at = int(each.get(f"{_W}ilvl") or 0)
            if (start := _value(each, f"{_W}startOverride")) is not None:
                found.overrides[name, at] = int(start)
            if (own := each.find(f"{_W}lvl")) is not None:
                found.own[name, at] = _level(own)
    return found


def _style_numbers(part: ElementTree.Element) -> dict[str, tuple[str | None, str | None]]:
    """By style: the instance and the level that it names, through those that it is based on."""
    own: dict[str, tuple[str | None, str | None]] = {}
    based: dict[str, str] = {}
    for style in part.iter(f"{_W}style"):
        name = style.get(f"{_W}styleId") or ""
        numbers = style.find(f"{_W}pPr/{_W}numPr")
        own[name] = _value(numbers, f"{_W}numId"), _value(numbers, f"{_W}ilvl")
        if (base := _value(style, f"{_W}basedOn")) is not None:
            based[name] = base
        if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") == "1":
            own.setdefault("", own[name])
    found = {}
    for name in own:
        number, level, at, seen = None, None, name, set()
        while at in own and at not in seen:
            seen.add(at)
            number = number if number is not None else own[at][0]
            level = level if level is not None else own[at][1]
            at = based.get(at, "")
        found[name] = number, level
    return found


class _Counter:
    def __init__(
        self, known: _Definitions, styles: dict[str, tuple[str | None, str | None]]
    ) -> None:
        self.known = known
        self.styles = styles
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def paragraphs(self, document: ElementTree.Element) -> Iterator[Numbered]:
        for paragraph in document.iter(f"{_W}p"):
            properties = paragraph.find(f"{_W}pPr")
            style = _value(properties, f"{_W}pStyle") or ""
            numbers = properties.find(f"{_W}numPr") if properties is not None else None
            instance, level = _value(numbers, f"{_W}numId"), _value(numbers, f"{_W}ilvl")
            of_style = self.styles.get(style, (None, None))
            named = instance if instance is not None else of_style[0]
            if named in (None, "0") or named not in self.known.abstract:
                continue
            abstract = self._abstract(named)
            if level is None and instance is None:
                level = next(
                    (str(at) for at, one in self.known.levels.get(abstract, {}).items()
                     if one.style == style and style), of_style[1],
                )  # fmt: skip
            shown = self._next(named, abstract, int(level or 0))
            text = "".join(each.text or "" for each in paragraph.iter(f"{_W}t"))
            if shown and text.strip():
                yield Numbered(shown, text.strip())

    def _abstract(self, instance: str) -> str:
        found = self.known.abstract[instance]
        if (link := self.known.links.get(found)) is not None:
            other = self.styles.get(link, (None, None))[0]
            if other in self.known.abstract and self.known.abstract[other] != found:
                return self.known.abstract[other]
        return found

    def _of(self, instance: str, abstract: str, at: int) -> _Level:
        own = self.known.own.get((instance, at))
        return own or self.known.levels.get(abstract, {}).get(at, _Level())

    def _next(self, instance: str, abstract: str, at: int) -> str:
        level = self._of(instance, abstract, at)
        counts = self.counts.setdefault(abstract, {})
        override = self.known.overrides.get((instance, at))
        if override is not None and (instance, at) not in self.begun:
            counts[at] = override
        elif at in counts:
            counts[at] += 1
        else:
            counts[at] = level.start
        self.begun.add((instance, at))
        for above in range(at):
            counts.setdefault(above, self._of(instance, abstract, above).start)
        for below in [each for each in counts if each > at]:
            restart = self._of(instance, abstract, below).restart
            if restart is None or (restart and at < restart):
                del counts[below]
        return self._shown(level, instance, abstract, counts)

    def _shown(
        self, level: _Level, instance: str, abstract: str, counts: dict[int, int]
    ) -> str:  # fmt: skip
        if level.form in ("bullet", "none"):
            return ""

        def part(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form = self._of(instance, abstract, at).form
            if level.legal and form not in ("decimal", "decimalZero"):
                form = "decimal"
            return written(counts.get(at, 1), form) or "\0"

        shown = re.sub(r"%([1-9])", part, level.text)
        return "" if "\0" in shown else shown.strip()


def written(number: int, form: str) -> str:
    """A number in a format of Word; empty where the format is not known here."""
    match form:
        case "decimal":
            return str(number)
        case "decimalZero":
            return f"{number:02}"
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter if form == "lowerLetter" else letter.upper()
        case "lowerRoman" | "upperRoman":
            text = ""
            for size, letters in _ROMAN:
                while number >= size:
                    text, number = text + letters, number - size
            return text if form == "lowerRoman" else text.upper()
        case "decimalFullWidth":
            return str(number).translate(_WIDE)
        case "decimalEnclosedCircle" if number <= 20:
            return chr(0x2460 + number - 1)
        case "decimalEnclosedParen" if number <= 20:
            return chr(0x2474 + number - 1)
        case "irohaFullWidth" if number <= len(_IROHA):
            return _IROHA[number - 1]
        case "aiueoFullWidth" if number <= len(_AIUEO):
            return _AIUEO[number - 1]
        case "japaneseCounting" | "chineseCounting" if number < 100:
            tens, ones = divmod(number, 10)
            ten = (_KANJI[tens] if tens > 1 else "") + "十" if tens else ""
            return ten + (_KANJI[ones] if ones else "")
    return ""
