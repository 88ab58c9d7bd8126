"""What is wrong in a YAML file before it is parsed, and what the parser is given.

Forbidden characters, tabs and directives make the parser stop, or do so only in one of
PyYAML's two.  They are found here, and replaced for the parser by something harmless of the
same length, so that it finds the other mistakes too, with their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from amendtool.articles.text import characters
from amendtool.errors import Place, Problem

_LONGEST_NAME: Final = 120  # a hostile file must not fill the memory with paths
# What the parser refuses or takes for a line end; characters.problems reports each of them.
_UNREADABLE: Final = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_TAB: Final = re.compile(r"^([^\t\n]*)\t", re.MULTILINE)
_TAB_IN_INDENT: Final = re.compile(r"^[ \t]*\t", re.MULTILINE)
_DIRECTIVE: Final = re.compile(r"^%.*", re.MULTILINE)
_BODY: Final = re.compile(r"^(?![ \t]*(?:#|$)|%)", re.MULTILINE)


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
            message="a tab; only spaces may separate and indent",
            hint="replace every tab by spaces",
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
            message=f"{line} is a directive to the parser; none is allowed here",
            hint="delete the line",
            place=Place(file=file, line=head.count("\n", 0, found.start()) + 1, column=1),
        )


def _head(text: str) -> str:
    """The lines before the first that is not empty, a comment or a directive."""
    body = _BODY.search(text)
    return text[: body.start()] if body else text
