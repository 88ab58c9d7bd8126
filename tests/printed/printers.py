"""Documents as files: plain text, Markdown, HTML, and Word in its own module."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final

from tests.printed.documents import Document
from tests.printed.flaws import BREAK, unbroken
from tests.printed.layouts import PLAIN, Layout
from tests.printed.lines import Line, is_bullet, lines_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A file: its bytes, its name, and which provision each line or paragraph belongs to."""

    data: bytes
    file: str
    owners: Mapping[int, int] = field(repr=False)
    """By the number of a line (of a paragraph, in Word), the place of the provision."""


class _Page:
    """Physical lines and their owners, while a file is written."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self.owners: dict[int, int] = {}

    def add(self, text: str, owner: int) -> None:
        for row in text.split("\n"):
            self.rows.append(row)
            self.owners[len(self.rows)] = owner

    def blank(self, count: int = 1) -> None:
        if self.rows:
            self.rows += [""] * count

    def printed(self, file: str, end: str) -> Printed:
        text = "\n".join(self.rows).rstrip("\n") + "\n"
        return Printed(data=text.replace("\n", end).encode(), file=file, owners=self.owners)


# Lines broken by their width


def columns(text: str) -> int:
    """How wide a text is in print."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


_NEVER_FIRST: Final = "。、）」』，．・"


def _pieces(text: str) -> Iterator[str]:
    """What may stand alone on a line: a word with the space behind it, a wide character."""
    piece = ""
    for at, char in enumerate(text):
        piece += char
        following = text[at + 1 : at + 2]
        wide = columns(char) == 2 and not char.isspace()
        ends = char == " " or (wide and following not in tuple(_NEVER_FIRST))
        if ends or (following and columns(following) == 2 and following not in _NEVER_FIRST):
            yield piece
            piece = ""
    if piece:
        yield piece


def wrapped(text: str, width: int, indent: str) -> str:
    """The text in lines of this width, each behind the indent; broken where it has to be."""
    if not width:
        return indent + unbroken(text)
    lines = []
    for part in text.split(BREAK):
        line = ""
        for piece in _pieces(part):
            if line and columns(indent + line + piece.rstrip(" ")) > width:
                lines.append(line)
                line = ""
            line += piece
        lines.append(line)
    return "\n".join(indent + line.strip(" ") for line in lines)


def _parted(before: Line | None, line: Line, layout: Layout) -> int:
    """How many empty lines stand between two lines."""
    if before is None:
        return 0
    listed = {"contents", "history"}
    if before.kind == line.kind and line.kind in listed:
        return 0
    if layout.blanks == "all":
        return layout.blank
    if line.kind == "item" and line.first:
        return 0
    if before.owner == line.owner and before.kind in ("caption", "heading", "label"):
        return 0
    return layout.blank


# Plain text


def to_text(document: Document, layout: Layout = PLAIN) -> Printed:
    """The document as plain text."""
    page = _Page()
    before: Line | None = None
    for line in lines_of(document):
        page.blank(_parted(before, line, layout))
        indent = layout.indent * line.depth
        shown = f"{line.label}{line.gap}{line.caption}{line.text}".rstrip()
        bullet = "- " if line.kind == "history" and line.depth else ""
        page.add(wrapped(bullet + shown, layout.width, indent), line.owner)
        before = line
    return page.printed(f"{document.plan}.txt", layout.end)


# Markdown

_ORDERED: Final = re.compile(r"([0-9]{1,9})([.)])$")


def to_markdown(document: Document, layout: Layout = PLAIN) -> Printed:
    """The document as Markdown, as its authors write it.

    Headings are headings, ``1.`` and ``1)`` are ordered lists, whose items stand in as far as
    CommonMark asks for; other marks are typed at the beginning of their lines, and stand in by
    less than what would make them code.
    """
    page = _Page()
    before: Line | None = None
    open_: list[tuple[int, int, str]] = []  # by depth: where the text of its items begins, row
    counts: dict[int, int] = {}
    for line in lines_of(document):
        page.blank(_parted(before, line, layout))
        del open_[line.depth if not (line.kind == "item" and line.first) else line.depth - 1 :]
        outer = open_[-1][1] if open_ else 0
        text = _emphasised(line)
        if line.kind in ("title", "heading"):
            page.add(f"{'#' * min(line.rank + 1, 6)} {text}", line.owner)
        elif line.kind == "contents":
            page.add(f"## {text}" if line.rank else f"- [{text}](#{len(page.rows)})", line.owner)
        elif line.kind == "history":
            page.add(f"- {text}" if line.depth else f"{text}  ", line.owner)
        elif line.kind == "item" and line.first:
            start, mark = _listed(line, layout, counts, document)
            inner = outer
            if open_ and not open_[-1][2] and not start:
                inner = min(outer + len(layout.indent.expandtabs(4)), 3)
            content = inner + (len(start) if start else 0)
            open_.append((inner, content, start))
            body = f"{line.caption}{line.text}" if mark else f"{line.label}{line.gap}{line.text}"
            shown = wrapped(f"{start}{body}".rstrip(), layout.width, " " * inner)
            first, *rest = shown.split("\n")
            page.add("\n".join([first, *(" " * content + one.strip() for one in rest)]), line.owner)
        else:
            page.add(wrapped(text, layout.width, " " * outer), line.owner)
        before = line
    return page.printed(f"{document.plan}.md", layout.end)


def _listed(
    line: Line, layout: Layout, counts: dict[int, int], document: Document
) -> tuple[str, bool]:
    """What begins an item of a list of Markdown, and whether that is its label."""
    if is_bullet(line):
        return "- ", True
    ordered = _ORDERED.match(line.label)
    if ordered is not None:
        sound = _counts_up(document)
        number = "1" if layout.counted and line.row in sound else ordered[1]
        return f"{number}{ordered[2]} ", True
    return ("- " if layout.bullets else ""), False


def _counts_up(document: Document) -> set[int]:
    """The rows that count 1, 2, 3 in one form."""
    seen: dict[int, list[str]] = {}
    for line in lines_of(document):
        if line.kind == "item" and line.first:
            seen.setdefault(line.row, []).append(line.label)
    found = set()
    for row, labels in seen.items():
        tail = labels[0][1:]
        if labels == [f"{number}{tail}" for number in range(1, len(labels) + 1)]:
            found.add(row)
    return found


def _emphasised(line: Line) -> str:
    bold = line.node.look.bold and line.first and line.label
    if not bold:
        return f"{line.label}{line.gap}{line.caption}{line.text}".rstrip()
    lead = f"{line.label}{line.gap}{line.caption}"
    solid = lead.rstrip(" 　")
    return f"**{solid}**{lead[len(solid) :]}{line.text}".rstrip()


# HTML

_TYPES: Final = {"1": "1", "a": "a", "A": "A", "i": "i", "I": "I"}


def to_html(document: Document, layout: Layout = PLAIN) -> Printed:
    """The document as a page: headings, paragraphs, and lists that are counted or typed."""
    page = _Page()
    page.add(
        f'<!DOCTYPE html>\n<html lang="{document.language}"><head><meta charset="utf-8">'
        "<title>Page</title></head><body>", 0,
    )  # fmt: skip
    rows = _html_rows(document) if layout.counted else {}
    open_: list[tuple[int, int, bool]] = []  # depth, row, counted

    def close(depth: int, row: int | None) -> None:
        while open_ and (open_[-1][0] > depth or (open_[-1][0] == depth and open_[-1][1] != row)):
            page.add("</li></ol>" if open_.pop()[2] else "", 0)

    for line in lines_of(document):
        item = line.kind == "item" and line.first
        close(line.depth, line.row if item or line.depth else None)
        text = escape(f"{line.label}{line.gap}{line.caption}{line.text}".strip(), quote=False)
        text = _broken(text, layout)
        if line.kind in ("title", "heading"):
            level = min(line.rank + 1, 6)
            page.add(f"<h{level}>{text}</h{level}>", line.owner)
        elif item and line.row in rows:
            if open_ and open_[-1][:2] == (line.depth, line.row):
                page.add("</li>", line.owner)
            else:
                page.add(f'<ol type="{rows[line.row]}">', line.owner)
                open_.append((line.depth, line.row, True))
            own = _broken(escape(line.text.strip(), quote=False), layout)
            page.add(f"<li>{own}", line.owner)
        else:
            style = (
                f' style="margin-left:{2 * line.depth}em"' if line.depth and layout.indent else ""
            )
            if line.node.look.bold and line.first and line.label:
                lead = escape(f"{line.label}{line.gap}{line.caption}", quote=False)
                text = f"<b>{lead}</b>{_broken(escape(line.text, quote=False), layout)}"
            page.add(f"<p{style}>{text}</p>", line.owner)
        if layout.blanks == "all":
            page.blank(layout.blank)
    close(-1, None)
    page.add("</body></html>", 0)
    return page.printed(f"{document.plan}.html", layout.end)


def _broken(text: str, layout: Layout) -> str:
    """Lines in the source of a page are white space, so wide characters are not broken."""
    if layout.width and text.isascii():
        return wrapped(text, layout.width, "")
    return unbroken(text)


def _html_rows(document: Document) -> dict[int, str]:
    """The rows that an ordered list can count as they are printed: their type."""
    seen: dict[int, list[Line]] = {}
    for line in lines_of(document):
        if line.kind == "item" and line.first:
            seen.setdefault(line.row, []).append(line)
    found: dict[int, str] = {}
    for row, lines in seen.items():
        form = lines[0].node.look.form
        if form is None or form.template != "{n}." or form.numeral not in _TYPES:
            continue
        labels = [line.label for line in lines]
        if labels == [form.write(number) for number in range(1, len(labels) + 1)]:
            found[row] = _TYPES[form.numeral]
    return found


def printed_text(document: Document) -> str:
    """All that the document prints, without a layout: what an import and a print must keep."""
    return "\n".join(line.whole for line in lines_of(document))


def to_word(document: Document, layout: Layout = PLAIN) -> Printed:
    """The document as a Word file; python-docx is imported when it is asked for."""
    from tests.printed import word

    return word.to_word(document, layout)


PRINTERS: Final[Mapping[str, Callable[[Document, Layout], Printed]]] = {
    "txt": to_text,
    "md": to_markdown,
    "html": to_html,
    "docx": to_word,
}
"""By ending."""
