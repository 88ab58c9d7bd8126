"""What is wrong in a YAML file, in plain words, with the next step.

Some of it is found before the text is parsed: forbidden characters, tabs and directives make
the parser stop, or do so only in one of PyYAML's two.  They are replaced for it by something
harmless of the same length, so that it finds the other mistakes too, with their places.

The parser speaks of tokens and simple keys.  Nearly all mistakes in a hand-written file are
few: a colon or a bracket inside a text without quotes, an indentation that fits nothing, a
quotation mark left open.  Which it was is seen from the parser's complaint and the line.
Both of PyYAML's parsers are understood; they word the same complaint differently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Final

from amendtool.articles.text import characters
from amendtool.articles.text.characters import shown
from amendtool.errors import Place, Problem
from amendtool.messages import later, say, say_count
from amendtool.patterns import compiled
from amendtool.values import dataclass

_QUOTE_IT: Final = later("put the whole text in quotation marks")
_INSIDE: Final = later("if this is inside a text, put the whole text in quotation marks")
_KEY_WITHOUT_COLON: Final = compiled(r"^ *(?:- +)*([^\s:：\"'#]{1,40})(：|:)(?=[^ /])")
_KEY_AND_COLON: Final = compiled(r"^ *(?:- +)*([^\s:]+): ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Complaint:
    """The parser's words, and the lines about them."""

    problem: str
    context: str
    line: int  # from 0, as column
    column: int
    start: tuple[int, int]  # where the construct begins that the parser was reading
    lines: list[str]

    @property
    def before(self) -> str:
        """The line up to where the parser stopped."""
        return self.lines[self.line][: self.column]

    @property
    def char(self) -> str:
        return self.lines[self.line][self.column : self.column + 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What is said instead; ``at`` (line and column from 0) when not where the parser stopped."""

    message: str
    hint: str
    at: tuple[int, int] | None = None
    code: str = "yaml-syntax"


def explain(error: Exception, text: str, *, file: str) -> Problem:
    """The problem in ``text`` that made PyYAML raise ``error``."""
    if not hasattr(error, "problem_mark"):
        return Problem(
            code="yaml-syntax",
            message=say("an escape such as \\U00110000 that names no character"),
            hint=say("write the character itself"),
            place=Place(file=file),
        )
    complaint = _complaint(error, text)
    said = _say(complaint)
    line, column = said.at or (complaint.line, complaint.column)
    return Problem(
        code=said.code,
        message=said.message,
        hint=said.hint,
        place=Place(file=file, line=line + 1, column=column + 1),
    )


def _complaint(error: Any, text: str) -> _Complaint:
    lines = text.split("\n")
    line, column = _inside(getattr(error, "problem_mark", None), lines)
    context_mark = getattr(error, "context_mark", None)
    start = _inside(context_mark, lines) if context_mark else (line, column)
    return _Complaint(
        problem=getattr(error, "problem", None) or str(error),
        context=getattr(error, "context", None) or "",
        line=line,
        column=column,
        start=start,
        lines=lines,
    )


def _inside(mark: Any, lines: list[str]) -> tuple[int, int]:
    """The place of ``mark``; the end of the text for one beyond the last line."""
    if mark is None:
        return 0, 0
    if mark.line < len(lines) and (mark.line < len(lines) - 1 or lines[-1]):
        return mark.line, mark.column
    last = len(lines) - 1
    while last and not lines[last].strip():
        last -= 1
    return last, len(lines[last])


def _say(complaint: _Complaint) -> _Said:
    """The explanation of the first rule whose words are in the complaint."""
    for words, rule in _RULES:
        if re.search(words, f"{complaint.context}; {complaint.problem}"):
            return rule(complaint)
    return _Said(
        message=say(
            "this cannot be read as YAML: {problem}",
            problem=shown(complaint.problem, one_line=True),
        ),
        hint=say(_INSIDE),
    )


def _unexpected_colon(complaint: _Complaint) -> _Said:
    key = _KEY_AND_COLON.match(complaint.before)
    if key:
        return _Said(
            message=say('a ": " inside a text without quotation marks would begin another key'),
            hint=say('put the whole text in quotation marks: {key}: "…"', key=shown(key[1])),
        )
    return _trap_above(complaint) or _Said(
        message=say("a key where the text of the line above goes on"),
        hint=say(
            "give the keys of one level the same indentation; a text of several lines goes "
            "under `key: |`, and a text that holds a colon in quotation marks"
        ),
    )


def _trap_above(complaint: _Complaint) -> _Said | None:
    """A key on this line or the one above whose colon is full-width or has no space after it."""
    above = complaint.line
    while above and (above == complaint.line or not complaint.lines[above].strip()):
        above -= 1
    for line in (complaint.line, above):
        if found := _KEY_WITHOUT_COLON.match(complaint.lines[line]):
            key = shown(found[1])
            if found[2] == "：":
                message = say(
                    "the colon after {key} is full-width (：); expected `{key}: …`", key=key
                )
            elif complaint.lines[line][found.end() : found.end() + 1] == "　":
                message = say(
                    "the space after `{key}:` is full-width; expected `{key}: …`", key=key
                )
            else:
                message = say("no space after `{key}:`; expected `{key}: …`", key=key)
            return _Said(
                message=message,
                hint=say("write a half-width colon and a half-width space after the key"),
                at=(line, found.start(2)),
            )
    return None


def _missing_colon(complaint: _Complaint) -> _Said:
    at = complaint.start
    here = _Complaint(
        problem=complaint.problem,
        context=complaint.context,
        line=at[0],
        column=at[1],
        start=at,
        lines=complaint.lines,
    )
    return _trap_above(here) or _Said(
        message=say("a line without a colon; expected `key: value`"),
        hint=say("a text of several lines goes under `key: |`, each line indented"),
        at=at,
    )


def _misplaced(complaint: _Complaint) -> _Said:
    """Something stands where only a key, or only an item of the list, may stand."""
    before = complaint.before.rstrip()
    word = before.rpartition(" ")[2]
    if word.startswith(("*", "&")):
        return _Said(
            message=say("a text that begins with {sign} needs quotation marks", sign=word[0]),
            hint=say(_QUOTE_IT),
        )
    if before.endswith(('"', "'")):
        return _Said(
            message=say("the text goes on after the closing quotation mark"),
            hint=say(
                "put all of it inside the quotation marks, and write those inside it as "
                "\\\" between double, or twice ('') between single ones"
            ),
        )
    if before.endswith(("]", "}")):
        return _Said(
            message=say("the text goes on after the closing {bracket}", bracket=before[-1]),
            hint=say(
                "a text that begins with [ or { needs quotation marks: put the whole text in "
                "quotation marks"
            ),
        )
    if not before and complaint.char == "-":
        return _Said(
            message=say("an item of a list where a key was expected"),
            hint=say("indent the items of a list under its key"),
        )
    if not before and complaint.char == ":":
        return _Said(
            message=say("a value without a key; expected `key: value`"),
            hint=say(
                "write the key before the colon; a text that begins with a colon goes in "
                "quotation marks"
            ),
            code="yaml-empty-key",
        )
    if "collection" in complaint.context and complaint.column == complaint.start[1]:
        return _Said(
            message=say("this stands at the level of a list and is no item of it; expected `- …`"),
            hint=say("write `- ` before it, or indent it to the level it belongs to"),
        )
    if not complaint.column:
        return _Said(
            message=say("this is no key; expected `key: value`"),
            hint=say("write it as a key and its value, or indent it to the level it belongs to"),
        )
    return _Said(
        message=say_count(
            "an indentation of {count} space, which fits no line above",
            "an indentation of {count} spaces, which fits no line above",
            complaint.column,
        ),
        hint=say(
            "give the keys of one level the same indentation; of a text under |, no line "
            "may be indented less than its first"
        ),
    )


def _cannot_begin(complaint: _Complaint) -> _Said:
    return _Said(
        message=say(
            "a text cannot begin with {char} without quotation marks", char=shown(complaint.char)
        ),
        hint=say(_QUOTE_IT),
    )


def _open_quote(complaint: _Complaint) -> _Said:
    return _Said(
        message=say("the quotation mark is never closed"),
        hint=say(
            "close it at the end of the text; an apostrophe at the beginning of a text "
            'needs double quotation marks round it: "\'…"'
        ),
        at=complaint.start,
    )


def _open_bracket(complaint: _Complaint) -> _Said:
    line, column = complaint.start
    bracket = complaint.lines[line][column : column + 1]
    return _Said(
        message=say("what begins with {bracket} is not closed, or lacks a comma", bracket=bracket),
        hint=say(
            "a text that begins with [ or { needs quotation marks: put the whole text in "
            "quotation marks; otherwise separate the items by commas and close the bracket"
        ),
        at=complaint.start,
    )


def _after_end(complaint: _Complaint) -> _Said:
    if complaint.char and complaint.char in "]}":
        return _Said(
            message=say("a closing {char} too many", char=complaint.char), hint=say("delete it")
        )
    return _Said(
        message=say("the first key is indented differently, so that the document ends before this"),
        hint=say("begin all keys of the first level at the left edge, with no ... between them"),
    )


def _always(message: str, hint: str, code: str = "yaml-syntax") -> Callable[[_Complaint], _Said]:
    return lambda _: _Said(message=say(message), hint=say(hint), code=code)


_RULES: Final[tuple[tuple[str, Callable[[_Complaint], _Said]], ...]] = (
    ("mapping values are not allowed", _unexpected_colon),
    ("could not find expected ':'", _missing_colon),
    ("quoted scalar; found unexpected (end|document)", _open_quote),
    (
        "quoted scalar; ",
        _always(
            later("between double quotation marks a backslash begins an escape, and this is none"),
            later("write the backslash twice, or use single quotation marks"),
        ),
    ),
    ("cannot start any token", _cannot_begin),
    (
        "sequence entries are not allowed",
        _always(
            later("an item of a list cannot stand on the line of its key"),
            later(
                "begin the list on the next line; a text that begins with - goes in quotation marks"
            ),
        ),
    ),
    (
        "block scalar; ",
        _always(
            later("nothing but a comment may follow | or > on its line"),
            later(
                "begin the text on the next line, indented; a text that begins with | or > "
                "goes in quotation marks"
            ),
        ),
    ),
    (
        "scanning an (alias|anchor)",
        _always(later("a text that begins with * or & needs quotation marks"), _QUOTE_IT),
    ),
    (
        r"\btag\b|URI",
        _always(
            later("a tag, which gives a value a type; every value is text here"),
            later(
                "delete it; a text that begins with ! needs quotation marks: put the whole text in "
                "quotation marks"
            ),
            code="yaml-tag",
        ),
    ),
    (
        "directive|incompatible",
        _always(
            later("a directive to the parser; none is allowed here"),
            later("delete the line"),
            code="yaml-directive",
        ),
    ),
    ("document start", _after_end),
    ("expected ',' or", _open_bracket),
    ("expected (key|'-' indicator|<block end>)", _misplaced),
    (
        "node content",
        _always(later("expected a text, a list or keys here"), _INSIDE),
    ),
)


# Before the text is parsed.

_LONGEST_NAME: Final = 120  # a hostile file must not fill the memory with paths
# What the parser refuses or takes for a line end; characters.problems reports each of them.
# Named are these few and not the many others: a class takes as long to compile as it has members.
_UNREADABLE: Final = compiled(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_TAB: Final = compiled(r"^([^\t\n]*)\t", re.MULTILINE)
_TAB_IN_INDENT: Final = compiled(r"^[ \t]*\t", re.MULTILINE)
_DIRECTIVE: Final = compiled(r"^%.*", re.MULTILINE)
_BODY: Final = compiled(r"^(?![ \t]*(?:#|$)|%)", re.MULTILINE)


def text_problems(text: str, *, file: str) -> list[Problem]:
    """Characters that no text may hold, tabs (the first of each line), and directives."""
    return [
        *(
            problem
            for problem in characters.problems(text, file=file)
            if problem.severity == "error"
        ),
        *_tab_problems(text, file),
        *_directive_problems(text, file),
    ]


def readable(text: str) -> str:
    """``text`` for the parser, of the same length, without what it cannot read."""
    text = _UNREADABLE.sub("\ufffd", text.replace("\t", " "))
    head = _head(text)
    return re.sub("^%", "#", head, flags=re.MULTILINE) + text[len(head) :]


def tab_in_indentation(text: str) -> bool:
    """Whether a line begins with spaces and tabs."""
    return _TAB_IN_INDENT.search(text) is not None


def clipped(text: str) -> str:
    """``text``, or its beginning and end when it is very long."""
    if len(text) <= _LONGEST_NAME:
        return text
    return f"{text[: _LONGEST_NAME // 2]}…{text[1 - _LONGEST_NAME // 2 :]}"


def _tab_problems(text: str, file: str) -> Iterator[Problem]:
    for tab in islice(_TAB.finditer(text), characters.MOST_PROBLEMS):
        yield Problem(
            code="yaml-tab",
            message=say("a tab; only spaces may separate and indent"),
            hint=say("replace every tab by spaces"),
            place=Place(
                file=file, line=text.count("\n", 0, tab.start()) + 1, column=len(tab[1]) + 1
            ),
        )


def _directive_problems(text: str, file: str) -> Iterator[Problem]:
    head = _head(text)
    for found in islice(_DIRECTIVE.finditer(head), characters.MOST_PROBLEMS):
        line = characters.shown(clipped(found[0]), one_line=True)
        yield Problem(
            code="yaml-directive",
            message=say("{line} is a directive to the parser; none is allowed here", line=line),
            hint=say("delete the line"),
            place=Place(file=file, line=head.count("\n", 0, found.start()) + 1, column=1),
        )


def _head(text: str) -> str:
    """The lines before the first that is not empty, a comment or a directive."""
    body = _BODY.search(text)
    return text[: body.start()] if body else text
