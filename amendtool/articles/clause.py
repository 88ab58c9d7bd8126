"""The text of a clause file: :func:`parse_clause` and :func:`format_clause` are inverses.

    # Chairman

    The President shall chair a general meeting.
    Should the President be unable to act, another director shall.

    - (1) an item,
      - (a) a sub-item;

    the text after the items.

    2 The second paragraph.

One sentence stands on a line; lines of one block are joined when it is read. A block
that only looks like a marker is escaped with a backslash. The same syntax is the
``text`` of an amendment, where the hyphens before items may be left out. The form is
recorded in ``docs/adr/0006-clause-files.md``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from amendtool.articles.charter import Item, Paragraph, Status, tidy
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Place, Problem, raise_if_any

_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What a clause file holds: an article without its key and number, or a chapter's heading."""

    heading: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    status: Status = Status.TEXT


def format_clause(clause: Clause, style: DraftingStyle) -> str:
    """The canonical text of a clause file, ending with a line feed."""
    blocks: list[str] = []
    if clause.heading is not None:
        bare = style.unbracketed(clause.heading) == clause.heading
        blocks.append(f"# {clause.heading if bare else style.bracketed(clause.heading)}")
    if clause.status is Status.OMITTED:
        blocks.append(style.omitted_label)
    elif clause.status is Status.RESERVED:
        blocks.append(style.reserved_label)
    blocks += format_body(clause.paragraphs, style)
    return "\n\n".join(blocks) + "\n" if blocks else ""


def format_body(paragraphs: tuple[Paragraph, ...], style: DraftingStyle) -> list[str]:
    """The blocks of the paragraphs, to be joined by empty lines."""
    writer = _Writer(style)
    blocks: list[str] = []
    for position, paragraph in enumerate(paragraphs):
        unmarked = position == 0 and paragraph.number == Number.of(1)
        marker = "" if unmarked else style.paragraph.write(paragraph.number)
        blocks += writer.text(paragraph.text, marker, indent=0)
        if paragraph.items:
            listed = "\n".join(writer.items(paragraph.items, depth=1))
            blocks.append(_EMPTY_LINES.sub("\n\n", listed).strip("\n"))
        blocks += writer.text(paragraph.closing, "", indent=0)
    return blocks


def format_item_text(item: Item, depth: int, style: DraftingStyle) -> str:
    """The text of an item at ``depth`` without its own marker, as an operation gives it."""
    writer = _Writer(style)
    blocks = writer.text(item.text, "", indent=0)
    if item.items:
        listed = "\n".join(writer.items(item.items, depth=depth + 1))
        lines = _EMPTY_LINES.sub("\n\n", listed).strip("\n").split("\n")
        blocks.append("\n".join(line[2 * depth :] for line in lines))
    blocks += writer.text(item.closing, "", indent=0)
    return "\n\n".join(blocks)


class _Writer:
    """Writes texts as blocks of lines, one sentence a line."""

    def __init__(self, style: DraftingStyle) -> None:
        self.style = style

    def text(self, text: str, marker: str, indent: int) -> list[str]:
        """The blocks of a text, the marker before the first one."""
        if not text:
            return [marker] if marker else []
        blocks: list[str] = []
        margin = " " * indent
        for part in text.split("\n"):
            lines = list(self._sentences(part))
            if marker:
                lines[0] = marker + self.style.marker_gap + lines[0]
                marker = ""
            else:
                lines[0] = self._escaped(lines[0])
            blocks.append("\n".join(margin + line for line in lines))
        return blocks

    def items(self, items: tuple[Item, ...], depth: int) -> Iterator[str]:
        """The lines of a list of items; texts of several blocks have empty lines between."""
        margin = "  " * (depth - 1)
        for item in items:
            marker = self.style.item_form(depth).write(item.number)
            blocks = self.text(item.text, marker, indent=2 * depth)
            yield f"{margin}- {blocks[0].lstrip(' ')}"
            for block in blocks[1:]:
                yield f"\n{block}"
            if item.items:
                yield from self.items(item.items, depth + 1)
            closing = self.text(item.closing, "", indent=2 * depth)
            for block in closing:
                yield f"\n{block}"
            if closing or len(blocks) > 1:
                yield ""

    def _escaped(self, line: str) -> str:
        looks = _looks_structural(line, self.style) or line in (
            self.style.omitted_label,
            self.style.reserved_label,
        )
        return f"\\{line}" if looks else line

    def _sentences(self, text: str) -> Iterator[str]:
        start = 0
        for match in self.style.sentence_end.finditer(text):
            line = text[start : match.end()].removesuffix(" ")
            following = text[match.end() :]
            if not following or following[0] == " " or line.endswith(" "):
                continue
            last_word = line.rsplit(" ", 1)[-1].rstrip(".").lstrip("(\"'“‘").lower()
            if line.endswith(".") and (
                last_word in self.style.abbreviations or len(last_word) == 1
            ):
                continue
            if self.style.line_joint == "" and line[-1].isascii() and following[0].isascii():
                continue
            if _looks_structural(following, self.style):
                continue
            yield line
            start = match.end()
        yield text[start:]


def _looks_structural(text: str, style: DraftingStyle) -> bool:
    """Whether a line that begins like this would be read as anything but running text."""
    if text.startswith(("\\", "#", "- ")) or text == "-":
        return True
    return any(marker_of(text, form) is not None for form in (style.paragraph, *style.items))


def marker_of(line: str, form: NumberForm) -> tuple[Number, str] | None:
    """The number of a marker at the start of ``line`` and the text behind it, or None."""
    match = form.pattern.match(line)
    if match is None:
        return None
    behind = line[match.end() :]
    if behind and behind[0] not in " 　":
        return None
    number = form.from_match(match)
    return None if number is None else (number, behind[1:])


def parse_clause(text: str, style: DraftingStyle, *, file: str | None = None) -> Clause:
    """The clause that a file's ``text`` holds.

    Raises :class:`amendtool.errors.InputError` with every mistake, each with file, line
    and column.
    """
    reader = _Reader(style, lambda line, column: Place(file=file, line=line, column=column))
    clause = reader.clause(text)
    raise_if_any(reader.problems)
    return clause


def parse_body(
    text: str,
    style: DraftingStyle,
    *,
    place: Callable[[int, int], Place],
    whole: bool = True,
    depth: int = 0,
) -> tuple[Clause, tuple[Problem, ...]]:
    """The provision that the ``text`` of an operation holds, and its mistakes.

    ``place`` gives the place of a line and column of ``text``, both from 1. When it is not
    the text of a ``whole`` article, a label such as ``(Deleted)`` is text like any other.
    With a ``depth`` the text is that of one item at this depth: its sub-items are one
    deeper, and it comes as the only paragraph.
    """
    reader = _Reader(style, place, depth)
    clause = reader.clause(text, headed=False, labelled=whole)
    return clause, tuple(reader.problems)


@dataclass(slots=True)
class _Draft:
    """A paragraph or item while it is read."""

    number: Number
    line: int
    indent: int
    """The column where a list item's hyphen stands, or -1 for one without a hyphen."""
    text: list[list[str]] = field(default_factory=list)
    items: list[_Draft] = field(default_factory=list)
    closing: list[list[str]] = field(default_factory=list)

    def blocks(self) -> list[list[str]]:
        return self.closing if self.items else self.text


class _Reader:
    """Reads a clause line by line; collects mistakes and goes on."""

    def __init__(
        self, style: DraftingStyle, place: Callable[[int, int], Place], depth: int = 0
    ) -> None:
        self.style = style
        self.place = place
        self.depth = depth
        self.problems: list[Problem] = []
        self.paragraphs: list[_Draft] = []
        self.open: list[_Draft] = []
        """The paragraph and the items that a further line may belong to, by depth."""

    def clause(self, text: str, *, headed: bool = True, labelled: bool = True) -> Clause:
        lines = text.split("\n")
        heading = self._heading(lines, headed)
        content = [line.strip() for line in lines if line.strip()]
        labels = {
            self.style.omitted_label: Status.OMITTED,
            self.style.reserved_label: Status.RESERVED,
        }
        if labelled and len(content) == 1 and content[0] in labels:
            return Clause(heading=heading, status=labels[content[0]])
        after_blank = True
        for number, line in enumerate(lines, 1):
            if line.strip(" \t\r\f\v"):
                self._line(line, number, after_blank)
                after_blank = False
            else:
                after_blank = True
        paragraphs = tuple(
            paragraph
            for draft in self.paragraphs
            if (paragraph := self._paragraph(draft)) is not None
        )
        return Clause(heading=heading, paragraphs=paragraphs)

    def _heading(self, lines: list[str], headed: bool) -> str | None:
        for index, line in enumerate(lines):
            if not line.strip():
                continue
            if not line.startswith("#"):
                return None
            lines[index] = ""
            heading = self.style.unbracketed(tidy(line.lstrip("#")))
            if not headed:
                self._problem(
                    index + 1, 1, "heading-in-text", "a heading stands inside the text",
                    "give it as `heading:` beside the text, without the #",
                )  # fmt: skip
            elif not line.startswith("# ") or not heading:
                self._problem(
                    index + 1, 1, "heading-unclear", f"{line!r} is not a heading",
                    "write it as `# Heading`: one #, a space, the words",
                )  # fmt: skip
            return heading or None
        return None

    def _line(self, line: str, number: int, after_blank: bool) -> None:
        stripped = line.lstrip(" \t")
        indent = len(line.expandtabs(4)) - len(stripped.expandtabs(4))
        content = stripped.rstrip(" \t\r\f\v")
        if content.startswith("\\"):
            self._text(content[1:], number, indent, after_blank)
        elif content.startswith("#"):
            self._problem(
                number, indent + 1, "heading-misplaced",
                "a heading stands only in the first line",
                "write \\# when the text itself begins with #",
            )  # fmt: skip
        elif content == "-" or content.startswith("- "):
            self._listed(content[1:].lstrip(" "), number, indent)
        elif not (self._unlisted(content, number) or self._numbered(content, number, after_blank)):
            self._text(content, number, indent, after_blank)

    # Items

    def _listed(self, content: str, number: int, indent: int) -> None:
        """A line with a hyphen: its indentation tells how deep the item stands."""
        self._ensure_paragraph(number)
        while len(self.open) > 1 and self.open[-1].indent >= indent:
            self.open.pop()
        form = self._item_form(len(self.open))
        found = marker_of(content, form)
        if found is None:
            expected = form.write(self._next_item())
            self._problem(
                number, indent + 3, "item-without-number",
                f"this item should begin with its number, such as {expected}",
                f"write `- {expected} …`, or \\- when the text itself begins with a hyphen",
            )  # fmt: skip
            found = self._next_item(), content
        self._add_item(*found, number, indent)

    def _unlisted(self, content: str, number: int) -> bool:
        """A line without a hyphen that begins like an item, at the depth its number fits."""
        candidates: list[tuple[int, Number, str]] = []
        deepest = max(len(self.open), 1)
        for depth in range(1, deepest + 1):
            found = marker_of(content, self._item_form(depth))
            if found is not None:
                candidates.append((depth, *found))
        if not candidates:
            return False

        def fitness(candidate: tuple[int, Number, str]) -> tuple[bool, bool, int]:
            depth, value, _ = candidate
            before = self._last_item(depth)
            follows = before is not None and value in (before.next(), before.branch())
            starts = before is None and value == Number.of(1)
            return (follows, starts, depth)

        depth, value, text = max(candidates, key=fitness)
        self._ensure_paragraph(number)
        del self.open[depth:]
        self._add_item(value, text, number, -1)
        return True

    def _item_form(self, depth: int) -> NumberForm:
        return self.style.item_form(self.depth + depth)

    def _last_item(self, depth: int) -> Number | None:
        if len(self.open) < depth or not self.open[depth - 1].items:
            return None
        return self.open[depth - 1].items[-1].number

    def _next_item(self) -> Number:
        last = self._last_item(len(self.open))
        return last.next() if last else Number.of(1)

    def _add_item(self, value: Number, text: str, number: int, indent: int) -> None:
        owner = self.open[-1]
        last = owner.items[-1] if owner.items else None
        if owner.closing:
            self._problem(
                number, 1, "second-list",
                "a second list of items begins in the same paragraph",
                "let the text before it begin a paragraph of its own, with its number",
            )  # fmt: skip
        elif last is not None and value <= last.number:
            form = self._item_form(len(self.open))
            self._problem(
                number, 1, "item-order",
                f"item {form.write(value)} follows item {form.write(last.number)} "
                f"of line {last.line}",
                f"expected {form.write(last.number.next())}",
            )  # fmt: skip
        if last is not None and value <= last.number:
            value = last.number.next()
        item = _Draft(number=value, line=number, indent=indent)
        if text.strip(" "):
            item.text.append([text])
        owner.items.append(item)
        self.open.append(item)

    # Paragraphs and running text

    def _numbered(self, content: str, number: int, after_blank: bool) -> bool:
        """A line that begins with the number of a paragraph."""
        found = None if self.depth else marker_of(content, self.style.paragraph)
        if found is None:
            return False
        value, text = found
        last = self.paragraphs[-1].number if self.paragraphs else None
        expected = last.next() if last else Number.of(1)
        if not after_blank and value != expected:
            # "… not less than\n5 of the directors": a number inside a wrapped sentence.
            return False
        if last is not None and value <= last:
            self._problem(
                number, 1, "paragraph-order",
                f"paragraph {value} follows paragraph {last}",
                f"expected paragraph {expected}; write \\{value} when this is text",
            )  # fmt: skip
            value = expected
        self._open_paragraph(value, number)
        if text.strip(" "):
            self.open[0].text.append([text])
        return True

    def _text(self, content: str, number: int, indent: int, after_blank: bool) -> None:
        self._ensure_paragraph(number)
        if after_blank:
            listed = [draft for draft in self.open[1:] if 0 <= draft.indent < indent]
            del self.open[1 + len(listed) :]
        blocks = self.open[-1].blocks()
        if after_blank or not blocks:
            blocks.append([content])
        else:
            blocks[-1].append(content)

    def _ensure_paragraph(self, line: int) -> None:
        if not self.open:
            self._open_paragraph(Number.of(1), line)

    def _open_paragraph(self, value: Number, line: int) -> None:
        draft = _Draft(number=value, line=line, indent=-1)
        self.paragraphs.append(draft)
        self.open = [draft]

    # Values

    def _paragraph(self, draft: _Draft) -> Paragraph | None:
        text = self._joined(draft.text)
        items = tuple(self._item(item) for item in draft.items)
        if not text and not items:
            self._problem(
                draft.line, 1, "paragraph-empty", f"paragraph {draft.number} has no text",
                "write its text behind the number, or take the number out",
            )  # fmt: skip
            return None
        return Paragraph(
            number=draft.number, text=text, items=items, closing=self._joined(draft.closing)
        )

    def _item(self, draft: _Draft) -> Item:
        return Item(
            number=draft.number,
            text=self._joined(draft.text),
            items=tuple(self._item(item) for item in draft.items),
            closing=self._joined(draft.closing),
        )

    def _joined(self, blocks: list[list[str]]) -> str:
        return tidy("\n".join(self.style.joined(lines) for lines in blocks))

    def _problem(self, line: int, column: int, code: str, message: str, hint: str) -> None:
        place = self.place(line, column)
        self.problems.append(Problem(code=code, message=message, hint=hint, place=place))
