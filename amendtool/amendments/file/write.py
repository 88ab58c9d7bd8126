"""The file of an amendment: an :class:`Amendment` into YAML, the inverse of reading it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Keep,
    Merge,
    Move,
    Numbering,
    Operation,
    Renumber,
    Replace,
    ReplacePhrase,
    Retarget,
    Split,
)
from amendtool.articles.addresses import Address, canonical
from amendtool.articles.charter import Item, Paragraph, Status
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.clause import format_body, format_item_text

Field = tuple[str, str]


def write_amendment(
    amendment: Amendment, style: DraftingStyle, *, notes: Mapping[int, str] | None = None
) -> str:
    """The file of an amendment in one drafting style, ending with a line feed.

    ``notes`` are comments by the position of the operation that they stand above.
    """
    lines = [f"amendment: {scalar(amendment.name)}"]
    for name, value in (
        ("after", amendment.after),
        ("title", amendment.title),
        ("meeting", amendment.meeting),
        ("resolved", amendment.resolved),
        ("adopted", amendment.adopted),
        ("effective", amendment.effective),
    ):
        if value:
            lines.append(f"{name}: {scalar(str(value))}")
    if amendment.reasons:
        lines.append("reasons:")
        lines += [f"  - {scalar(reason)}" for reason in amendment.reasons]
    if amendment.numbering is not Numbering.SHIFT:
        lines.append(f"numbering: {amendment.numbering.value}")
    lines.append("operations:")
    for index, operation in enumerate(amendment.operations):
        note = (notes or {}).get(index)
        if note:
            lines += [f"  # {line}" for line in note.split("\n")]
        fields = list(fields_of(operation, style))
        for position, (name, value) in enumerate(fields):
            gap = "" if value.startswith("\n") else " "
            lines.append(f"  {'- ' if position == 0 else '  '}{name}:{gap}{value}")
    return "\n".join(lines) + "\n"


def fields_of(operation: Operation, style: DraftingStyle) -> Iterator[Field]:
    """The fields of an operation in their order, as they are written in the file.

    The further lines of a block are indented as below a field of an operation.
    """
    match operation:
        case Insert():
            yield from _insert(operation, style)
        case Replace():
            yield from _replace(operation, style)
        case ReplacePhrase():
            yield "replace", scalar(operation.target.text(style))
            yield "find", _quoted(operation.find)
            yield "with", _quoted(operation.substitute)
            if operation.count != 1:
                yield "count", str(operation.count)
        case Delete():
            yield "delete", scalar(operation.target.text(style))
            if operation.numbering is not None:
                yield "numbering", operation.numbering.value
        case Renumber():
            yield "renumber", scalar(operation.target.text(style))
            yield "to", scalar(operation.to.text(style))
        case Move():
            yield from _move(operation, style)
        case Split():
            yield from _split(operation, style)
        case Merge():
            yield "merge", scalar(operation.target.text(style))
            yield "into", scalar(operation.to.text(style))
            yield "heir", scalar(operation.heir.text(style))
            if operation.heading is not None:
                yield "heading", scalar(_bracketed(operation.heading, style))
        case Retarget():
            pair = f"{_quoted(operation.target.text(style))}: {_quoted(operation.to.text(style))}"
            yield "retarget", f"{{{pair}}}"
        case Keep():
            yield "keep", scalar(operation.target.text(style))
    if isinstance(operation, Retarget | Keep) and operation.within is not None:
        yield "in", scalar(operation.within.text(style))
    for name in ("effective", "delete_on"):
        date = getattr(operation.dates, name)
        if date is not None:
            yield name, date.isoformat()
    if operation.dates.delete_when is not None:
        yield "delete_when", scalar(operation.dates.delete_when)
    if not isinstance(operation, Retarget | Keep) and operation.remark is not None:
        yield "remark", _line_or_block(operation.remark)


def _move(operation: Move, style: DraftingStyle) -> Iterator[Field]:
    yield "move", scalar(operation.target.text(style))
    if operation.to is not None:
        yield "to", scalar(operation.to.text(style))
    elif operation.after is not None:
        yield "after", scalar(operation.after.text(style))
    if operation.chapter is not None:
        yield "chapter", _chapter(operation.chapter, style)
    if operation.numbering is not None:
        yield "numbering", operation.numbering.value


def _split(operation: Split, style: DraftingStyle) -> Iterator[Field]:
    yield "split", scalar(operation.target.text(style))
    lines: list[str] = []
    for part in parts_of(operation, style):
        lines += [
            f"      {'- ' if position == 0 else '  '}{name}: {value}"
            for position, (name, value) in enumerate(part)
        ]
    yield "into", "\n" + "\n".join(lines)
    yield "heir", scalar(operation.heir.text(style))


def parts_of(operation: Split, style: DraftingStyle) -> Iterator[tuple[Field, ...]]:
    """The fields of each part of an article that is split."""
    for part in operation.parts:
        fields = [
            ("article", scalar(part.at.text(style))),
            ("paragraphs", scalar(part.holds.text(style))),
        ]
        if part.key is not None:
            fields.append(("key", scalar(part.key)))
        if part.heading is not None:
            fields.append(("heading", scalar(_bracketed(part.heading, style))))
        yield tuple(fields)


def _chapter(chapter: Address, style: DraftingStyle) -> str:
    return "none" if chapter == Address() else scalar(chapter.text(style))


def _insert(operation: Insert, style: DraftingStyle) -> Iterator[Field]:
    if operation.after is not None:
        yield "insert", scalar(f"after {canonical(operation.after, style)}")
    else:
        yield "insert", scalar(operation.target.text(style))
    if operation.key is not None:
        yield "key", scalar(operation.key)
    if operation.heading is not None:
        yield "heading", scalar(_bracketed(operation.heading, style))
    if operation.chapter is not None:
        yield "chapter", _chapter(operation.chapter, style)
    if operation.holds is not None:
        yield "articles", scalar(operation.holds.text(style))
    yield from _text(operation.target, operation.body, operation.status, style)
    if operation.numbering is not None:
        yield "numbering", operation.numbering.value


def _replace(operation: Replace, style: DraftingStyle) -> Iterator[Field]:
    target = operation.target
    yield "replace", scalar(target.text(style))
    if target.heading:
        words = "" if operation.drop_heading else _bracketed(operation.heading or "", style)
        yield "text", scalar(words)
    elif operation.heading is not None:
        yield "heading", scalar(_bracketed(operation.heading, style))
    if operation.holds is not None:
        yield "articles", scalar(operation.holds.text(style))
    if operation.body is not None or operation.status is not Status.TEXT:
        yield from _text(target, operation.body or (), operation.status, style)
    if operation.expects is not None:
        yield "present", _block(operation.expects)


def _bracketed(heading: str, style: DraftingStyle) -> str:
    """A heading that stands in brackets itself keeps them when it is read."""
    bare = style.unbracketed(heading) == heading
    return heading if bare else style.bracketed(heading)


def _text(
    target: Address, body: tuple[Paragraph, ...], status: Status, style: DraftingStyle
) -> Iterator[Field]:
    if status is Status.OMITTED:
        yield "text", scalar(style.omitted_label)
    elif status is Status.RESERVED:
        yield "text", scalar(style.reserved_label)
    elif body and target.items:
        only = body[0]
        item = Item(number=target.number, text=only.text, items=only.items, closing=only.closing)
        yield "text", _block(format_item_text(item, len(target.items), style))
    elif body:
        yield "text", _block("\n\n".join(format_body(body, style)))


def _line_or_block(text: str) -> str:
    return _block(text) if "\n" in text else scalar(text)


def _block(text: str) -> str:
    """A text of several lines behind ``|``, indented below its field."""
    if not text or text != text.strip() or any(char in text for char in "\t\u0085\u2028\u2029"):
        return _quoted(text)
    lines = [f"      {line}" if line else "" for line in text.split("\n")]
    return "|\n" + "\n".join(lines)


_PLAIN_STARTS = frozenset("-?:,[]{}#&*!|>'\"%@` ")


def scalar(text: str) -> str:
    """A text on one line: plain where that reads back the same, else in quotes."""
    plain = (
        text
        and text[0] not in _PLAIN_STARTS
        and text.strip() == text
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and text.isprintable()
        and "：" not in text
    )
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    """A text in double quotes; what JSON escapes, YAML reads the same."""
    return json.dumps(text, ensure_ascii=False)
