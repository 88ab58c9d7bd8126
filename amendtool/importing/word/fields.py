"""The fields of Word as a small machine: a stack of codes and results (ECMA-376, 17.16).

Nothing in a code is text, whatever stands there. What a field shows is its stored result; where
none is stored it is computed if the rule is known, and is a doubt otherwise.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Final

from amendtool.errors import NOWHERE, Place
from amendtool.importing.raised import written
from amendtool.importing.word.numerals import printed
from amendtool.importing.word.properties import VARIABLE
from amendtool.importing.word.symbols import sign_of
from amendtool.patterns import compiled
from amendtool.values import dataclass

BODY: Final = 10
"""The level of running text, below the nine of headings."""
_SILENT: Final = frozenset(
    "ADVANCE ASK BOOKMARK INDEX NEXT NEXTIF PRINT PRIVATE RD SET SKIPIF TA TC TOA TOC XE "
    "HYPERLINK FORMTEXT".split()
)
"""Fields that print nothing when they hold nothing."""
CHANGING: Final = frozenset(
    "DATE TIME PRINTDATE SAVEDATE EDITTIME PAGE PAGEREF NUMPAGES SECTION SECTIONPAGES NUMWORDS "
    "NUMCHARS REVNUM FILENAME FILESIZE LASTSAVEDBY USERNAME USERINITIALS USERADDRESS".split()
)
"""Fields that print what holds when and where they are printed, and not what was resolved."""
UNPRINTED: Final = frozenset(("ASK", "SET"))
"""Fields that keep a text for others, and never print it."""
_FORMATS: Final = {
    "ALPHABETIC": "upperLetter", "alphabetic": "lowerLetter", "ROMAN": "upperRoman",
    "roman": "lowerRoman", "ARABIC": "decimal", "ORDINAL": "ordinal", "CARDTEXT": "cardinalText",
    "ORDTEXT": "ordinalText", "CIRCLENUM": "decimalEnclosedCircle", "AIUEO": "aiueo",
    "IROHA": "iroha", "DBCHAR": "decimalFullWidth", "DBNUM1": "japaneseCounting",
    "KANJINUM1": "ideographDigital", "KANJINUM2": "japaneseCounting",
    "GB1": "decimalEnclosedFullstop", "GB2": "decimalEnclosedParen",
    "GB3": "decimalEnclosedCircle", "ZODIAC1": "ideographTraditional",
}  # fmt: skip
_OUTLINE: Final = (
    ("upperRoman", "{}."), ("upperLetter", "{}."), ("decimal", "{}."), ("lowerLetter", "{})"),
    ("decimal", "({})"), ("lowerLetter", "({})"), ("lowerRoman", "({})"), ("lowerLetter", "({})"),
    ("lowerRoman", "({})"),
)  # fmt: skip
_NUMBERED: Final = (
    ("decimal", "{})"), ("lowerLetter", "{})"), ("lowerRoman", "{})"), ("decimal", "({})"),
    ("lowerLetter", "({})"), ("lowerRoman", "({})"), ("decimal", "{}."), ("lowerLetter", "{}."),
    ("lowerRoman", "{}."),
)  # fmt: skip
_COMPARED: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le,
    ">=": operator.ge,
}  # fmt: skip
_NUMBER: Final = compiled(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_SUM: Final = compiled(r"\s*[0-9]{1,6}(?:\s*[-+*]\s*[0-9]{1,6}){0,9}\s*")
_WORD: Final = compiled(r'"([^"]*)"|“([^”]*)”|(\S+)')
_RUBY: Final = compiled(
    r"\\o\s*(?:\\a[lcdr]\s*)?\(\s*\\s\s*\\(?:up|do)\s*[0-9.]*\s*\((?P<reading>[^()]*)\)\s*[,;、，]"
    r"\s*(?P<base>[^()]*)\)\s*$",
    re.IGNORECASE,
)
_ENCLOSED: Final = compiled(
    r"\\o\s*(?:\\a[lcdr]\s*)?\(\s*(?P<frame>[○◯〇△□◇])\s*[,;、，]\s*(?P<inner>[^()]+?)\s*\)\s*$",
    re.IGNORECASE,
)
_SCRIPT: Final = compiled(
    r"^\s*\\s\s*\\(?P<way>up|do)\s*[0-9.]*\s*\((?P<text>[^()]*)\)\s*$", re.IGNORECASE
)
_FRACTION: Final = compiled(
    r"^\s*\\f\s*\(\s*(?P<above>[^(),;]+?)\s*[,;]\s*(?P<below>[^(),;]+?)\s*\)\s*$", re.IGNORECASE
)
_CIRCLED: Final = (
    dict(zip("月火水木金土日株有社名特財祝労", map(chr, range(0x328A, 0x3299)), strict=True))
    | dict(zip("秘男女適優印注項", map(chr, range(0x3299, 0x32A1)), strict=True))
    | dict(zip("休写正上中下左右医宗学監企資協夜", map(chr, range(0x32A1, 0x32B1)), strict=True))
)
"""Unicode, Enclosed CJK Letters and Months: kanji in a circle, in their order."""


@dataclass(slots=True)
class OpenField:
    """A field that has begun: its code so far, and whether its result is being read."""

    code: str = ""
    """With the results of the fields inside the code."""
    raw: str = ""
    """The characters of the file that stand in the code."""
    result: bool = False
    shown: str = ""
    ignored: bool = False
    """A field that is never closed is none: it would swallow the rest of the document."""
    checked: bool | None = None
    """Of a box of a form, whether it is checked."""
    picked: str | None = None
    """Of a list of a form, the entry that is picked."""
    place: Place = NOWHERE
    """Where it begins."""

    @property
    def name(self) -> str:
        """What kind of field it is: REF, SEQ."""
        return (self.code.split() or [""])[0].upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldText:
    """What a field shows whose result is not stored."""

    text: str = ""
    known: bool = True
    """Whether the rule is known; what is not known is a doubt."""
    reading: str = ""
    """A reading aid above the text, which stands in the code."""
    mark: bool = False
    """Whether it is a number that opens its paragraph."""
    sure: bool = True
    """Whether nothing but the code decides what is shown."""


UNKNOWN: Final = FieldText(known=False)


@dataclass(slots=True)
class FieldNumbers:
    """How far the fields that count have counted."""

    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    """What SET fields keep for others, by its name in small letters."""
    properties: Mapping[str, str] = field(default_factory=dict)
    """What the document says of itself, by its names in small letters."""

    def heading(self, level: int) -> None:
        """Begin anew below a heading, of which AUTONUM numbers the paragraphs."""
        for counts in self.counts.values():
            for below in [one for one in counts if one > level]:
                del counts[below]

    def next(self, kind: str, level: int, start: int | None = None) -> list[int]:
        """Count one on a level: the numbers of this level and of those above that have one."""
        counts = self.counts.setdefault(kind, {})
        counts[level] = counts.get(level, 0) + 1 if start is None else start
        for below in [one for one in counts if one > level]:
            del counts[below]
        return [counts[one] for one in sorted(counts) if one <= level]


def words_of(code: str) -> list[str]:
    """The words of a code, its names and switches, without quotation marks."""
    return [one[1] or one[2] or one[3] or "" for one in _WORD.finditer(code)]


def field_text(
    entry: OpenField, numbers: FieldNumbers, *, level: int, targets: Mapping[str, str]
) -> FieldText:
    """What a field shows of which no result is stored.

    ``level`` is that of its paragraph; ``targets`` the numbers of the paragraphs that bookmarks
    stand in.
    """
    code = entry.code.strip()
    words = words_of(code)
    name = entry.name
    rest = words[1:]
    if not name or name in _SILENT:
        return FieldText()
    match name:
        case "MACROBUTTON" | "GOTOBUTTON":
            parts = code.split(maxsplit=2)
            return FieldText(text=parts[2].strip() if len(parts) > 2 else "")
        case "QUOTE":
            return FieldText(text=" ".join(one for one in rest if not one.startswith("\\")))
        case "IF":
            return _chosen_by(rest)
        case _ if name.startswith("="):
            return _sum(code[1:])
        case "DOCPROPERTY" | "DOCVARIABLE" | "INFO" if rest:
            kind = VARIABLE if name == "DOCVARIABLE" else ""
            return _known(numbers.properties.get(kind + rest[0].casefold()), code)
        case "TITLE" | "AUTHOR" | "SUBJECT" | "KEYWORDS" | "COMMENTS":
            return _known(numbers.properties.get(name.casefold()), code)
        case "SYMBOL":
            return _symbol(rest)
        case "EQ":
            return _equation(code[2:].strip())
        case "AUTONUM" | "AUTONUMLGL" | "AUTONUMOUT":
            return _autonum(name, code, numbers, level)
        case "LISTNUM":
            return _listnum(code, numbers)
        case "SEQ":
            return sequence(code, numbers)
        case "FORMDROPDOWN" if entry.picked is not None:
            return FieldText(text=entry.picked)
        case "FORMCHECKBOX":
            return FieldText(text="☒" if entry.checked else "☐")
        case _ if name == "REF" or name.startswith("_REF"):
            row = rest if name == "REF" else words
            target = next((one for one in row if not one.startswith("\\")), "")
            if {"\\r", "\\n", "\\w"} & set(rest):
                if target in targets:
                    alone = targets.get(f"{target} alone") if "\\n" in rest else None
                    return FieldText(text=(alone or targets[target]).rstrip("."), sure=False)
            elif not {"\\p", "\\f", "\\d"} & set(rest):
                kept = numbers.texts.get(target.casefold())
                return _known(targets.get(f"{target} text") if kept is None else kept, code)
        case _:
            # The name of a bookmark alone cites it, too.
            kept = numbers.texts.get(words[0].casefold())
            return _known(targets.get(f"{words[0]} text") if kept is None else kept, code)
    return UNKNOWN


def _known(text: str | None, code: str) -> FieldText:
    """A text that a field prints if it is known, with the capitals that its code asks for."""
    return UNKNOWN if text is None else FieldText(text=_cased(text, code), sure=False)


def _chosen_by(rest: list[str]) -> FieldText:
    """What an IF field prints whose two sides are known: the first of its texts or the second."""
    said = [one for one in rest if not one.startswith("\\")]
    if len(said) not in (4, 5) or said[1] not in _COMPARED:
        return UNKNOWN
    left, right = said[0], said[2]
    numbers = [_NUMBER.fullmatch(one) for one in (left, right)]
    if all(numbers):
        holds = _COMPARED[said[1]](float(left), float(right))
    elif said[1] in ("=", "<>"):
        pattern = re.escape(right.casefold()).replace(r"\*", ".*").replace(r"\?", ".")
        holds = (re.fullmatch(pattern, left.casefold()) is not None) is (said[1] == "=")
    else:
        holds = _COMPARED[said[1]](left.casefold(), right.casefold())
    return FieldText(text=said[3] if holds else (*said, "")[4], sure=False)


def _sum(code: str) -> FieldText:
    """What a formula of whole numbers comes to: sums, differences and products of them."""
    if not _SUM.fullmatch(code):
        return UNKNOWN
    terms = re.findall(r"([+-]?)\s*([0-9]+(?:\s*\*\s*[0-9]+)*)", code)
    total = 0
    for sign, product in terms:
        value = 1
        for factor in product.split("*"):
            value *= int(factor)
        total += -value if sign == "-" else value
    return FieldText(text=str(total), sure=False)


def _format_of(code: str, default: str = "decimal") -> str:
    match = re.search(r"\\\*\s*(\w+)", code)
    if match is None:
        return default
    return _FORMATS.get(match[1]) or _FORMATS.get(match[1].upper(), default)


def _cased(text: str, code: str) -> str:
    r"""A text with the capitals that a field asks for (``\* Upper``)."""
    match = re.search(r"\\\*\s*(\w+)", code)
    match match[1].lower() if match is not None else "":
        case "upper":
            return text.upper()
        case "lower":
            return text.lower()
        case "firstcap":
            return text[:1].upper() + text[1:]
        case "caps":
            return re.sub(r"\b[a-z]", lambda letter: letter[0].upper(), text)
        case _:
            return text


def _symbol(rest: list[str]) -> FieldText:
    font = rest[rest.index("\\f") + 1] if "\\f" in rest[:-1] else ""
    try:
        code = int(rest[0], 0) if rest else -1
    except ValueError:
        code = -1
    if not 0 < code < 0x110000:
        return UNKNOWN
    if "\\u" in rest:
        shown: str | None = chr(code)
    elif sign_of(font, 0xF000 + (code & 0xFF)) is not None and code < 0x100:
        shown = sign_of(font, 0xF000 + code)
    elif code < 0x100:
        shown = bytes([code]).decode("cp1252", "ignore") if sign_of(font, 0x41) == "A" else None
    else:
        shown = sign_of(font, code)
    return UNKNOWN if not shown else FieldText(text=shown)


def _equation(code: str) -> FieldText:
    """Of equations what Japanese documents use them for: readings above, signs in a circle."""
    code = re.sub(r'\\\*\s*(?:"[^"]*"|\S+)', "", code).strip()
    ruby = _RUBY.search(code)
    if ruby is not None:
        return FieldText(text=ruby["base"].strip(), reading=ruby["reading"].strip())
    enclosed = _ENCLOSED.search(code)
    if enclosed is not None:
        inner = enclosed["inner"].translate(str.maketrans("０１２３４５６７８９", "0123456789"))
        if enclosed["frame"] in "○◯〇":
            if re.fullmatch("[0-9]{1,2}", inner) and 1 <= int(inner) <= 50:
                return FieldText(text=printed(int(inner), "decimalEnclosedCircle"))
            if inner in _CIRCLED:
                return FieldText(text=_CIRCLED[inner])
        return FieldText(text=f"{enclosed['frame']}{inner}", sure=False)
    script = _SCRIPT.match(code)
    if script is not None:
        way = 1 if script["way"].lower() == "up" else -1
        text, doubts = written(script["text"], way, before="", place=NOWHERE)
        return FieldText(text=text, sure=not doubts)
    fraction = _FRACTION.match(code)
    if fraction is not None:
        return FieldText(text=f"{fraction['above']}/{fraction['below']}", sure=False)
    return UNKNOWN


def _autonum(name: str, code: str, numbers: FieldNumbers, level: int) -> FieldText:
    """Numbers of paragraphs: by level on its own, in legal form (1.1.), or as an outline."""
    path = numbers.next(name, level)
    end = "" if name == "AUTONUMLGL" and "\\e" in code else "."
    separator = re.search(r"\\s\s*(\S)", code)
    if separator is not None:
        end = separator[1]
    if name == "AUTONUMOUT":
        form, pattern = _OUTLINE[min(level, 9) - 1 if level < BODY else min(len(path), 9) - 1]
        return FieldText(text=pattern.format(printed(path[-1], form)), mark=True, sure=False)
    form = _format_of(code)
    used = path if name == "AUTONUMLGL" else path[-1:]
    return FieldText(text=".".join(printed(one, form) for one in used) + end, mark=True, sure=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAsked:
    """What a LISTNUM field asks for: the list by its name, the level from 0 on, the number."""

    name: str = ""
    level: int | None = None
    start: int | None = None


def list_asked(code: str) -> ListAsked:
    """What the code of a LISTNUM field asks for, None and '' where it says nothing."""
    rest = words_of(code)[1:]
    names = [one for one in rest if not one.startswith("\\")]

    def given(switch: str) -> int | None:
        value = rest[rest.index(switch) + 1] if switch in rest[:-1] else ""
        return int(value) if re.fullmatch("[0-9]{1,4}", value) else None

    level = given("\\l")
    return ListAsked(
        name=names[0] if names and not names[0].isdigit() else "",
        level=None if level is None else min(max(level, 1), 9) - 1,
        start=given("\\s"),
    )


def _listnum(code: str, numbers: FieldNumbers) -> FieldText:
    """A number of one of the three lists that Word has for numbers inside the text."""
    asked = list_asked(code)
    kind = asked.name or "NumberDefault"
    level = (asked.level or 0) + 1
    counts = numbers.counts.setdefault(f"LISTNUM {kind}", {})
    for above in range(1, level):
        counts.setdefault(above, 1)
    path = numbers.next(f"LISTNUM {kind}", level, asked.start)
    match kind:
        case "LegalDefault":
            text = ".".join(map(str, path)) + "."
        case "OutlineDefault":
            form, pattern = _OUTLINE[level - 1]
            text = pattern.format(printed(path[-1], form))
        case "NumberDefault":
            form, pattern = _NUMBERED[level - 1]
            text = pattern.format(printed(path[-1], form))
        case _:
            return UNKNOWN
    return FieldText(text=text, mark=True, sure=False)


def sequence(code: str, numbers: FieldNumbers) -> FieldText:
    """The number of a SEQ field, which counts on whether its result is stored or not."""
    words = words_of(code)
    if len(words) < 2:
        return UNKNOWN
    name = words[1].lower()
    value = numbers.sequences.get(name, 0)
    reset = words[words.index("\\r") + 1] if "\\r" in words[:-1] else ""
    if re.fullmatch("[0-9]{1,6}", reset):
        value = int(reset)
    elif "\\c" not in words:
        value += 1
    numbers.sequences[name] = value
    if "\\h" in words and "\\*" not in words:
        return FieldText()
    return FieldText(text=printed(value, _format_of(code)))
