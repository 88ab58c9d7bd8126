"""The file of an amendment, with the words of one edition or several: the inverse of reading it."""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.file.amendment_fields import written_amendment, written_operation
from amendtool.amendments.file.editions import EDITION
from amendtool.amendments.file.fields import Written
from amendtool.amendments.operations import Operation
from amendtool.articles.styles import DraftingStyle

_EMPTY = '""'

Styles: TypeAlias = Mapping[str, DraftingStyle]
Row: TypeAlias = Mapping[str, Operation]
"""One operation of the file: what it says to each edition that it is for."""


def write_amendment(
    amendment: Amendment, style: DraftingStyle, *, notes: Mapping[int, str] | None = None
) -> str:
    """The file of an amendment in one drafting style, ending with a line feed.

    ``notes`` are comments by the position of the operation that they stand above.
    """
    one = style.language
    return write_editions({one: amendment}, {one: style}, notes={one: notes or {}})


def write_editions(
    amendments: Mapping[str, Amendment],
    styles: Styles,
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
    first = next(iter(amendments))
    fields = {each: list(written_amendment(amendment)) for each, amendment in amendments.items()}
    there = [
        any(said[at][1] for said in fields.values()) if field.words else bool(value)
        for at, (field, value) in enumerate(fields[first])
    ]
    lines = list(
        _fields(
            {
                each: [pair for pair, given in zip(said, there, strict=True) if given]
                for each, said in fields.items()
            },
            styles,
        )
    )
    lines.append("operations:")
    told = {
        id(amendments[language].operations[at]): note
        for language, own in (notes or {}).items()
        for at, note in own.items()
    }
    for row in _rows({each: a.operations for each, a in amendments.items()}):
        comments = (told.get(id(each), "").split("\n") for each in row.values())
        lines += dict.fromkeys(f"  # {line}" for comment in comments for line in comment if line)
        lines += _entry(_operation(row, styles, tuple(amendments)))
    return "\n".join(lines) + "\n"


def operation_lines(row: Row, styles: Styles) -> str:
    """One operation as an item of the list of a file, with what it says to each edition.

    ``styles`` are those of all editions, the leading one first.
    """
    return "\n".join(_entry(_operation(row, styles, tuple(styles))))


def skeleton(operation: Operation) -> Hashable:
    """What two operations have in common that are one in a file of several editions."""
    return _skeleton(operation)


def _rows(operations: Mapping[str, Sequence[Operation]]) -> list[Row]:
    """The operations in an order that is that of every edition."""
    languages = tuple(operations)
    rows: list[Row] = [{languages[0]: each} for each in operations[languages[0]]]
    for language in languages[1:]:
        mine = [_skeleton(next(iter(row.values()))) for row in rows]
        theirs = [_skeleton(each) for each in operations[language]]
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


def _skeleton(operation: Operation) -> Hashable:
    """What two operations have in common that differ in words alone."""
    return tuple(
        (field.name, field.kind.shape(value)) for field, value in written_operation(operation)
    )


def _operation(row: Row, styles: Styles, languages: tuple[str, ...]) -> Iterator[str]:
    """The lines of one operation, without the indentation of the list."""
    own = None if set(row) == set(languages) else next(iter(row))
    said = {each: written_operation(operation) for each, operation in row.items()}
    lines = _fields(said if own is None else {own: said[own]}, styles)
    yield next(lines)
    if own is not None:
        yield f"{EDITION}: {own}"
    yield from lines


def _fields(said: Mapping[str, Sequence[Written]], styles: Styles) -> Iterator[str]:
    """The lines of fields that say the same to each edition but for their words.

    Addresses are read in any style; they are written in that of the first edition.
    """
    for same in zip(*said.values(), strict=True):
        field, first = same[0]
        if first is None:
            continue
        values = {language: value for language, (_, value) in zip(said, same, strict=True)}
        if field.kind.fields:
            yield f"{field.name}:"
            entries = {each: field.kind.entries(value) for each, value in values.items()}
            for parts in zip(*entries.values(), strict=True):
                yield from _entry(_fields(dict(zip(said, parts, strict=True)), styles))
            continue
        texts = {each: field.kind.write(value, styles[each]) for each, value in values.items()}
        different = set(texts.values())
        # Once, where there are no words or none differ by nature.
        once = different == {_EMPTY} or (field.shared and len(different) == 1)
        if len(texts) == 1 or not field.words or once:
            yield from _lines(field.name, next(iter(texts.values())))
        else:
            yield f"{field.name}:"
            for language, text in texts.items():
                yield from _indented(_lines(language, text))


def _lines(name: str, text: str) -> Iterator[str]:
    first, *rest = text.split("\n")
    yield f"{name}: {first}".rstrip(" ")
    yield from _indented(rest)


def _entry(lines: Iterable[str]) -> Iterator[str]:
    """The lines of one entry of a list."""
    for position, line in enumerate(lines):
        yield f"  {'- ' if position == 0 else '  '}{line}" if line else ""


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)
