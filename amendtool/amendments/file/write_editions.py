"""The file of an amendment with the words of several editions: the inverse of reading it."""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.file.editions import EDITION, OPERATION_WORDS, PARTS
from amendtool.amendments.file.write import Field, fields_of, parts_of, scalar
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Merge,
    Move,
    Numbering,
    Operation,
    Renumber,
    Replace,
    ReplacePhrase,
    Split,
)
from amendtool.articles.styles import DraftingStyle

_EMPTY = '""'


def write_editions(
    amendments: Mapping[str, Amendment],
    styles: Mapping[str, DraftingStyle],
    *,
    notes: Mapping[str, Mapping[int, str]] | None = None,
) -> str:
    """The file of an amendment that says this to each edition, ending with a line feed.

    ``amendments`` are by language, that of the leading edition first; names, dates and
    numbering are taken from it. Operations that differ in words alone are written once; the
    others name their edition. Addresses are written in the style of the leading edition.
    ``notes`` are comments, by language and by the position of the operation that they stand
    above.
    """
    first = next(iter(amendments.values()))
    lines = [f"amendment: {scalar(first.name)}"]
    if first.after is not None:
        lines.append(f"after: {scalar(first.after)}")
    for name in ("title", "meeting"):
        texts = {each: getattr(amendment, name) for each, amendment in amendments.items()}
        if any(texts.values()):
            lines += _by_language(name, {each: scalar(text) for each, text in texts.items()}, "")
    for name, date in (
        ("resolved", first.resolved),
        ("adopted", first.adopted),
        ("effective", first.effective),
    ):
        if date is not None:
            lines.append(f"{name}: {date.isoformat()}")
    if any(each.reasons for each in amendments.values()):
        lines.append("reasons:")
        for language, amendment in amendments.items():
            lines.append(f"  {language}:" + ("" if amendment.reasons else " []"))
            lines += [f"    - {scalar(reason)}" for reason in amendment.reasons]
    if first.numbering is not Numbering.SHIFT:
        lines.append(f"numbering: {first.numbering.value}")
    lines.append("operations:")
    told = {
        id(amendments[language].operations[at]): note
        for language, own in (notes or {}).items()
        for at, note in own.items()
    }
    for row in _rows({each: a.operations for each, a in amendments.items()}, styles):
        comments = (told.get(id(each), "").split("\n") for each in row.values())
        lines += dict.fromkeys(f"  # {line}" for comment in comments for line in comment if line)
        for position, line in enumerate(_operation(row, styles, tuple(amendments))):
            lines.append(f"  {'- ' if position == 0 else '  '}{line}" if line else line)
    return "\n".join(lines) + "\n"


Row = Mapping[str, Operation]
"""One operation of the file: what it says to each edition that it is for."""


def _rows(
    operations: Mapping[str, Sequence[Operation]], styles: Mapping[str, DraftingStyle]
) -> list[Row]:
    """The operations in an order that is that of every edition."""
    languages = tuple(operations)
    rows: list[Row] = [{languages[0]: each} for each in operations[languages[0]]]
    for language in languages[1:]:
        style = styles[language]
        mine = [_skeleton(*_first(row, styles)) for row in rows]
        theirs = [_skeleton(each, style) for each in operations[language]]
        matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=False)
        merged: list[Row] = []
        for kind, i1, i2, j1, j2 in matcher.get_opcodes():
            own = operations[language][j1:j2]
            if kind == "equal":
                merged += [{**row, language: o} for row, o in zip(rows[i1:i2], own, strict=True)]
            else:
                merged += rows[i1:i2]
                merged += [{language: each} for each in own]
        rows = merged
    return rows


def _first(row: Row, styles: Mapping[str, DraftingStyle]) -> tuple[Operation, DraftingStyle]:
    language = next(iter(row))
    return row[language], styles[language]


def _skeleton(operation: Operation, style: DraftingStyle) -> Hashable:
    """What two operations have in common that differ in words alone."""
    names = tuple(name for name, _ in fields_of(operation, style))
    operation = replace(operation, dates=replace(operation.dates, delete_when=None))
    match operation:
        case Insert():
            return names, replace(operation, heading=None, body=(), remark=None)
        case Replace():
            body = None if operation.body is None else ()
            return names, replace(operation, heading=None, body=body, expects=None, remark=None)
        case ReplacePhrase():
            return names, replace(operation, find="", substitute="", count=1, remark=None)
        case Split():
            parts = tuple(replace(part, heading=None) for part in operation.parts)
            return names, replace(operation, parts=parts, remark=None)
        case Merge():
            return names, replace(operation, heading=None, remark=None)
        case Delete() | Renumber() | Move():
            return names, replace(operation, remark=None)
    return names, operation


def _operation(
    row: Row, styles: Mapping[str, DraftingStyle], languages: tuple[str, ...]
) -> Iterator[str]:
    """The lines of one operation, without the indentation of the list."""
    fields: dict[str, dict[str, str]] = {}
    for language, operation in row.items():
        # The address is read in any style; the words are those of the edition.
        for name, value in fields_of(operation, styles[language]):
            fields.setdefault(name, {})[language] = value
    own = None if set(row) == set(languages) else tuple(row)
    for position, (name, values) in enumerate(fields.items()):
        if own is None and name in OPERATION_WORDS:
            yield from _by_language(name, values, "")
        elif own is None and name == PARTS and isinstance(next(iter(row.values())), Split):
            yield from _parts(row, styles)
        else:
            yield from _lines((name, next(iter(values.values()))))
        if position == 0 and own is not None:
            yield f"{EDITION}: {own[0]}"


def _parts(row: Row, styles: Mapping[str, DraftingStyle]) -> Iterator[str]:
    """The parts of an article that is split, their headings by language."""
    yield f"{PARTS}:"
    by_language = {
        language: tuple(parts_of(operation, styles[language]))
        for language, operation in row.items()
        if isinstance(operation, Split)
    }
    for same in zip(*by_language.values(), strict=True):
        for position, (name, value) in enumerate(same[0]):
            margin = "  - " if position == 0 else "    "
            if name in OPERATION_WORDS:
                words = dict(zip(by_language, (dict(part)[name] for part in same), strict=True))
                yield from _by_language(name, words, margin)
            else:
                yield f"{margin}{name}: {value}"


def _by_language(name: str, values: Mapping[str, str], indent: str) -> Iterator[str]:
    """A field by language; once, where there are no words or none differ by nature."""
    if set(values.values()) == {_EMPTY} or (name == "count" and len(set(values.values())) == 1):
        yield f"{indent}{name}: {next(iter(values.values()))}"
        return
    yield f"{indent}{name}:"
    for language, value in values.items():
        for position, line in enumerate(_lines((language, value))):
            yield f"{indent}  {line}" if line or position == 0 else line


def _lines(field: Field) -> Iterator[str]:
    """A field, its further lines (those of a block) indented by two."""
    name, value = field
    first, *rest = value.split("\n")
    yield f"{name}: {first}".rstrip(" ")
    for line in rest:
        yield f"  {line.removeprefix('      ')}" if line else line
