"""Which characters a legal text may hold, and how unseen ones are shown.

A printed clause cannot hold what nobody can see, so a control character, a mark that turns
the direction of reading or a zero-width character is a mistake: it is shown escaped, as
``[U+202E]``.  A variation selector is part of how a name is written (葛 in one of its
forms) and stays.  Text is never normalised here or elsewhere: NFC changes the kanji of
names, so what NFC would change is only pointed out.

The classes follow the Unicode Character Database as known to the running Python
(``unicodedata.unidata_version``) and, for what may deceive a reader, Unicode Technical
Report 36 and the "Trojan Source" paper (CVE-2021-42574).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from heapq import merge
from typing import Final, Literal, NamedTuple

from amendtool.articles.text.encoding import decode
from amendtool.errors import Place, Problem, Severity
from amendtool.messages import later, say
from amendtool.patterns import compiled
from amendtool.values import dataclass

__all__ = ["MOST_PROBLEMS", "decode", "problems", "shown"]

MOST_PROBLEMS: Final = 100
"""How many problems of one text are listed one by one; the others are counted."""

_REMEMBERED: Final = 8192
"""So many characters keep their class: more than the texts of a company hold."""

_AROUND: Final = 30  # characters of the line shown on each side of a problem

_Kind = Literal[
    "control-character",
    "line-separator",
    "bidi-control",
    "invisible-character",
    "stray-joiner",
    "stray-variation-selector",
    "lone-surrogate",
    "noncharacter",
    "replacement-character",
    "private-use-character",
    "unassigned-character",
    "unstable-ideograph",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """What is said about one kind of character."""

    says: str
    """The sentence about ``{character}``."""
    hint: str
    severity: Severity = "error"
    each: bool = True  # False: said once for each distinct character, with a count


_RULES: Final[dict[_Kind, _Rule]] = {
    "control-character": _Rule(
        says=later(
            "{character} is a control character; a text holds printable characters, spaces and "
            "line ends"
        ),
        hint=later("delete it; it often comes with text copied from a word processor or a PDF"),
    ),
    "line-separator": _Rule(
        says=later(
            "{character} ends a line for some programs and not for others; only LF may end a line"
        ),
        hint=later("replace it by a line end, or by a space"),
    ),
    "bidi-control": _Rule(
        says=later("{character} is invisible and turns the direction in which the text is read"),
        hint=later("delete it; what is printed must be what is voted on"),
    ),
    "invisible-character": _Rule(
        says=later(
            "{character} cannot be seen in print; words that hold it look alike and are not equal"
        ),
        hint=later("delete it"),
    ),
    "stray-joiner": _Rule(
        says=later(
            "{character} is invisible and has work to do only inside an emoji or between the "
            "letters of scripts that join, such as Arabic and Devanagari"
        ),
        hint=later("delete it"),
    ),
    "stray-variation-selector": _Rule(
        says=later(
            "{character} chooses the form of the character before it, and there is none here that "
            "it could choose for"
        ),
        hint=later("delete it, or write the character that it belongs to before it"),
    ),
    "lone-surrogate": _Rule(
        says=later("{character} is one half of a character; the text was cut or decoded wrongly"),
        hint=later("write the character again"),
    ),
    "noncharacter": _Rule(
        says=later("{character} is no character: Unicode keeps it out of texts for ever"),
        hint=later("delete it; the file may be damaged or not in UTF-8"),
    ),
    "replacement-character": _Rule(
        says=later(
            "{character} stands where a program could not read a character: the text was damaged "
            "before it came here"
        ),
        hint=later("compare with the original and write the character again"),
        severity="warning",
    ),
    "private-use-character": _Rule(
        says=later(
            "{character} is a private-use character (gaiji, 外字): it shows only where the same "
            "private font is installed, and as something else or nothing elsewhere"
        ),
        hint=later(
            "use the standard character, with a variation selector for a form of a name; the text "
            "is kept as it is"
        ),
        severity="note",
        each=False,
    ),
    "unassigned-character": _Rule(
        says=later(
            "{character} is not in Unicode {version}, the version known here: it is newer, or a "
            "mistake"
        ),
        hint=later("check it in print; the text is kept as it is"),
        severity="warning",
        each=False,
    ),
    "unstable-ideograph": _Rule(
        says=later(
            "{character} is written in a form that Unicode normalisation (NFC) would change"
        ),
        hint=later(
            "nothing, when this form is meant (as in a name): the text is kept as it is; but "
            "other programs may change it, so compare it with the register"
        ),
        severity="note",
        each=False,
    ),
}

_BIDI: Final = frozenset(
    map(chr, [0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
)
_NON_JOINER: Final = "\u200c"
_JOINER: Final = "\u200d"
_SELECTOR: Final = compiled("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Default-ignorable and blank characters: soft hyphen, grapheme joiner, Hangul and Khmer
# fillers, zero-width space, word joiner, deprecated format characters, the byte order mark
# inside a text, interlinear annotation, tags.  Braille blank looks like a space and is none.
_INVISIBLE: Final = compiled(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
# Scripts whose letters join, where ZWJ and ZWNJ are spelling: Arabic, Syriac, N'Ko and
# Mandaic; the Indic scripts from Devanagari to Sinhala; Myanmar, Khmer, Mongolian, Balinese
# and their neighbours; the later blocks of the same.
# Compiled where it is used, as _NFC_CANDIDATE is: a class of that many characters takes
# milliseconds to compile, and most texts hold none of them.
_JOINING: Final = (
    "[\u0600-\u086f\u08a0-\u0dff\u1000-\u109f\u1780-\u18af\u1a20-\u1bff\u1c00-\u1c4f"
    "\ua800-\ua8ff\ua980-\uaaff\uabc0-\uabff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\U00011000-\U000117ff]"
)
# unicodedata.name knows no control character; these are the ones that turn up in files.
_CONTROL_NAMES: Final = {
    "\x00": "NULL",
    "\x07": "BELL",
    "\x08": "BACKSPACE",
    "\t": "TAB",
    "\n": "LINE FEED",
    "\x0b": "VERTICAL TAB",
    "\x0c": "FORM FEED",
    "\r": "CARRIAGE RETURN",
    "\x1a": "SUBSTITUTE",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
    "\x85": "NEXT LINE",
}


_ODD: Final = compiled("[^\n\t -~]")
"""What the text is looked at for: without any of these, nothing can be found in it."""


class _Finding(NamedTuple):
    """Characters ``start`` to ``end`` of a text that something is said about."""

    start: int
    end: int
    kind: _Kind


def problems(
    text: str,
    *,
    file: str | None = None,
    line: int = 1,
    column: int = 1,
    place_of: Callable[[int], Place] | None = None,
) -> tuple[Problem, ...]:
    """The characters of ``text`` that a legal text should not hold, in order.

    ``line`` and ``column`` say where in ``file`` the text begins; a text that is indented or
    escaped in its file gives ``place_of`` instead, which finds the place of an offset (such
    as ``Scalar.place_of``).  Errors are what a reader cannot see or a text cannot hold;
    warnings leave the text as it is.  Of a kind that recurs without harm (a name's kanji)
    the first is reported, with the count.  More than ``MOST_PROBLEMS`` are counted.
    """
    if not _ODD.search(text):
        return ()
    if not any(map(_kind, set(text))) and unicodedata.is_normalized("NFC", text):
        return ()  # nothing is unseen or unstable
    listed: list[_Finding] = []
    times: dict[tuple[_Kind, str], int] = {}
    left_out: dict[Severity, int] = {"error": 0, "warning": 0, "note": 0}
    for finding in merge(_unseen(text), _unstable(text)):
        rule = _RULES[finding.kind]
        same = (finding.kind, text[finding.start : finding.end])
        if same in times and not rule.each:
            times[same] += 1
        elif len(listed) < MOST_PROBLEMS:
            listed.append(finding)
            times[same] = 1
        else:
            left_out[rule.severity] += 1
    finder = place_of or _Places(text, file=file, line=line, column=column)
    found = [
        _problem(text, finding, times[finding.kind, text[finding.start : finding.end]], finder)
        for finding in listed
    ]
    if any(left_out.values()):
        found.append(
            Problem(
                code="too-many-problems",
                message=say(
                    "{count} more characters like these; the first {most} are listed",
                    count=sum(left_out.values()),
                    most=MOST_PROBLEMS,
                ),
                hint=say("is this file a text at all?"),
                place=Place(file=found[-1].place.file),
                severity="error" if left_out["error"] else "warning",
            )
        )
    return tuple(found)


def shown(text: str, *, one_line: bool = False) -> str:
    """``text`` for messages and terminals: what cannot be seen is escaped as ``[U+XXXX]``.

    Line ends and tabs stay, except where the text must keep to ``one_line``.  The result can
    be written in UTF-8 whatever ``text`` holds.
    """
    parts: list[str] = []
    done = 0
    for finding in _unseen(text):
        if finding.kind != "replacement-character":
            parts += text[done : finding.start], _escaped(text[finding.start])
            done = finding.end
    result = "".join([*parts, text[done:]])
    return re.sub("[\n\t]", lambda found: _escaped(found[0]), result) if one_line else result


class _Places:
    """Finds line and column of offsets asked for in ascending order."""

    def __init__(self, text: str, *, file: str | None, line: int, column: int) -> None:
        self._text, self._file = text, file
        self._line, self._column, self._at = line, column, 0

    def __call__(self, offset: int) -> Place:
        lines = self._text.count("\n", self._at, offset)
        if lines:
            self._line += lines
            self._column = offset - self._text.rfind("\n", self._at, offset)
        else:
            self._column += offset - self._at
        self._at = offset
        return Place(file=self._file, line=self._line, column=self._column)


def _problem(text: str, finding: _Finding, times: int, place_of: Callable[[int], Place]) -> Problem:
    rule = _RULES[finding.kind]
    piece = text[finding.start : finding.end]
    named = _named(piece)
    if finding.kind == "unstable-ideograph" and len(piece) <= 4:
        message = say(
            "{character} is written in a form that Unicode normalisation (NFC) would change to "
            "{other}",
            character=named,
            other="".join(map(_escaped, unicodedata.normalize("NFC", piece))),
        )
    else:
        message = say(rule.says, character=named, version=unicodedata.unidata_version)
    excerpt = _excerpt(text, finding)
    return Problem(
        code=finding.kind,
        message=say(
            '{message} ({times} times); in "{excerpt}"',
            message=message,
            times=times,
            excerpt=excerpt,
        )
        if times > 1
        else say('{message}; in "{excerpt}"', message=message, excerpt=excerpt),
        hint=say(rule.hint),
        place=place_of(finding.start),
        severity=rule.severity,
    )


def _named(piece: str) -> str:
    """The characters of ``piece`` escaped and named; a long run by its beginning."""
    named = [f"{_escaped(char)} {_name(char)}".rstrip() for char in piece[:4]]
    return " + ".join(named) + (" + …" if len(piece) > 4 else "")


def _name(char: str) -> str:
    return _CONTROL_NAMES.get(char) or unicodedata.name(char, "") or ""


def _escaped(char: str) -> str:
    return f"[U+{ord(char):04X}]"


def _excerpt(text: str, finding: _Finding) -> str:
    """The line around the finding with the unseen escaped, and the finding itself too."""
    low = max(text.rfind("\n", 0, finding.start) + 1, finding.start - _AROUND)
    high = text.find("\n", finding.end)
    high = min(len(text) if high < 0 else high, finding.end + _AROUND)
    piece = text[finding.start : min(finding.end, finding.start + 4)]
    parts = (
        "" if low == 0 or text[low - 1] == "\n" else "…",
        shown(text[low : finding.start], one_line=True),
        "".join(map(_escaped, piece)),
        shown(text[finding.end : high], one_line=True),
        "" if high == len(text) or text[high] == "\n" else "…",
    )
    return "".join(parts)


def _unseen(text: str) -> Iterator[_Finding]:
    """Single characters that are wrong by themselves or by what stands before them."""
    # A text holds few distinct characters: classify those, then look for the suspects only.
    suspects = {char: kind for char in set(text) if (kind := _kind(char)) is not None}
    if not suspects:
        return
    for at, char in enumerate(text):
        kind = suspects.get(char)
        if kind is None:
            continue
        if kind == "stray-variation-selector" and _has_base(text, at):
            continue
        if kind == "stray-joiner" and _joins(text, at):
            continue
        yield _Finding(at, at + 1, kind)


@lru_cache(maxsize=_REMEMBERED)
def _kind(char: str) -> _Kind | None:
    """The class of one character; selectors and joiners are judged by their place later."""
    if " " <= char <= "~" or char in "\n\t":
        return None
    if char in _BIDI:
        return "bidi-control"
    if char in (_JOINER, _NON_JOINER):
        return "stray-joiner"
    if _SELECTOR.match(char):
        return "stray-variation-selector"
    if _INVISIBLE.match(char):
        return "invisible-character"
    if char == "\ufffd":
        return "replacement-character"
    return _kind_by_category(char)


def _kind_by_category(char: str) -> _Kind | None:
    match unicodedata.category(char):
        case "Cc":
            return "control-character"
        case "Cs":
            return "lone-surrogate"
        case "Zl" | "Zp":
            return "line-separator"
        case "Co":
            return "private-use-character"
        case "Cn":
            point = ord(char)
            never = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
            return "noncharacter" if never else "unassigned-character"
        case _:
            return None


def _has_base(text: str, at: int) -> bool:
    """Whether a visible character stands before the selector at ``at``."""
    if at == 0:
        return False
    base = text[at - 1]
    # Separators, controls, format characters and halves of characters have no forms.
    return unicodedata.category(base) not in {
        "Cc", "Cf", "Cs", "Zs", "Zl", "Zp",
    } and not _SELECTOR.match(base)  # fmt: skip


def _joins(text: str, at: int) -> bool:
    """Whether the ZWJ or ZWNJ at ``at`` is spelling: in a joining script, or in an emoji."""
    before = text[at - 1] if at else ""
    after = text[at + 1 : at + 2]
    if re.match(_JOINING, before):
        return after not in (_JOINER, _NON_JOINER)
    if text[at] == _NON_JOINER or not before or not after:
        return False
    symbol_before = before == "\ufe0f" or unicodedata.category(before) in {"So", "Sk", "Sm"}
    return symbol_before and unicodedata.category(after) in {"So", "Sm"}


# Characters that NFC neither changes nor joins to the one before: the common ranges.
_NFC_INERT: Final = "\x00-\u02ff\u3000-\u3029\u3030-\u3098\u309b-\u9fff\uff00-\uffef"
_NFC_CANDIDATE: Final = f"[^{_NFC_INERT}]"


def _unstable(text: str) -> Iterator[_Finding]:
    """The pieces of ``text`` that NFC would change: single characters, and base with marks."""
    if unicodedata.is_normalized("NFC", text):
        return
    seen = reported = 0
    for found in re.finditer(_NFC_CANDIDATE, text):
        start, end = found.span()
        if start < seen:
            continue
        # A mark belongs to the base before it; a vowel or consonant of Hangul, and a few
        # others, compose with the one character before them.
        while start > reported and unicodedata.combining(text[start]):
            start -= 1
        if start > reported and _composes(text[start - 1], text[start]):
            start -= 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        seen = end
        if not unicodedata.is_normalized("NFC", text[start:end]):
            reported = end
            yield _Finding(start, end, "unstable-ideograph")


def _composes(first: str, second: str) -> bool:
    """Whether NFC changes the two characters together and neither alone."""
    return not unicodedata.is_normalized("NFC", first + second) and all(
        unicodedata.is_normalized("NFC", char) for char in (first, second)
    )
