"""The table as JSON, and back: the public contract ``amendtool/table/1``.

Other programs read this. Within version 1 fields are only ever added; a reader ignores
the ones it does not know.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar

from amendtool.comparison.table import (
    Block,
    BlockKind,
    Look,
    Mark,
    Order,
    Row,
    RowBreak,
    RowKind,
    Run,
    Table,
)
from amendtool.errors import InputError, Place, Problem
from amendtool.messages import later, say
from amendtool.render.typography import check_characters

if TYPE_CHECKING:
    from amendtool.render.records import (
        LookRecord,
        RowRecord,
        RunRecord,
        TableBlockRecord,
        TableRecord,
    )

SCHEMA: Final = "amendtool/table/1"

_Kind = TypeVar("_Kind", bound=StrEnum)
_Value = TypeVar("_Value")
_HINT: Final = later("write the table anew: amendtool table AMENDMENT -o table.json")


def to_json(table: Table) -> str:
    """``table`` as one JSON document, indented, with a final line feed.

    The members stand in the order of the contract and nothing is escaped that JSON does
    not need escaped, so the text can be read and compared by people too. Raises
    :class:`InputError` for a character that no document can hold.
    """
    check_characters(table)
    document: TableRecord = {
        "schema": SCHEMA,
        "language": table.language,
        "title": table.title,
        "columns": list(table.columns),
        "note": table.note,
        "order": table.order.value,
        "remarks": table.remarks,
        "look": _look(table.look),
        "rows": [_row(row) for row in table.rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _row(row: Row) -> RowRecord:
    record: RowRecord = {
        "kind": row.kind.value,
        "key": row.key,
        "keys": list(row.keys),
        "present": [_block(block) for block in row.present],
        "proposed": [_block(block) for block in row.proposed],
    }
    if row.remarks:
        record["remarks"] = list(row.remarks)
    if row.facing:
        record["facing"] = [list(part) for part in row.facing]
    return record


def _block(block: Block) -> TableBlockRecord:
    runs = [_run(run) for run in block.runs]
    record: TableBlockRecord
    if block.level > 0:
        record = {"kind": block.kind.value, "level": block.level, "runs": runs}
    else:
        record = {"kind": block.kind.value, "runs": runs}
    if block.joint is not None:
        record["joint"] = _run(block.joint)
    return record


def _run(run: Run) -> RunRecord:
    record: RunRecord = {"text": run.text, "changed": run.changed}
    if run.whole:
        record["whole"] = True
    return record


def _look(look: Look) -> LookRecord:
    record: LookRecord = {
        "marks": [mark.value for mark in look.marks],
        "whole_marks": [mark.value for mark in look.whole_marks],
        "label_align": look.label_align.value,
        "font": look.font,
        "japanese_font": look.japanese_font,
        "font_size": look.font_size,
        "paper": look.paper.value,
        "orientation": look.orientation.value,
    }
    # These came later, and are there where they are not as they were before.
    if look.removed_marks:
        record["removed_marks"] = [mark.value for mark in look.removed_marks]
    if look.title_line:
        record["title_line"] = True
    if look.hanging_indent:
        record["hanging_indent"] = True
    if look.row_break is not RowBreak.LONG:
        record["row_break"] = look.row_break.value
    return record


def from_json(text: str) -> Table:
    """The table that ``text`` holds: ``from_json(to_json(table)) == table``.

    What came later may be missing: ``title``, ``keys``, ``order``, ``remarks`` (also of a row),
    ``look``, ``facing``, ``joint``.
    Raises :class:`InputError` with every departure from the contract (``not-json``,
    ``not-a-table``).
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        column = getattr(error, "colno", None)
        raise InputError(
            Problem(
                code="not-json",
                message=say(
                    "this is not JSON: {reason}",
                    reason=getattr(error, "msg", say("it is nested too deeply")),
                ),
                hint=say(_HINT),
                place=Place(line=line, column=column),
            )
        ) from error
    reader = _TableReader()
    table = reader.table(document)
    if reader.problems or table is None:
        raise InputError(*reader.problems)
    return table


class _TableReader:
    """Reads a parsed document and gathers every departure from the contract."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def table(self, value: object) -> Table | None:
        if not isinstance(value, dict) or value.get("schema") != SCHEMA:
            self._wrong(
                "schema", say('an object whose member "schema" is "{schema}"', schema=SCHEMA)
            )
            return None
        columns = self._list(value.get("columns"), "columns", self._text)
        if len(columns) != 2:
            self._wrong("columns", say("two column heads"))
            columns = ("", "")
        note, remarks = value.get("note"), value.get("remarks")
        return Table(
            language=self._text(value.get("language"), "language"),
            title=self._text(value.get("title", ""), "title"),
            columns=(columns[0], columns[1]),
            rows=self._objects(value.get("rows"), "rows", self._row),
            note=None if note is None else self._text(note, "note"),
            order=self._kind(value.get("order", Order.PRESENT_FIRST), "order", Order.PRESENT_FIRST),
            remarks=None if remarks is None else self._text(remarks, "remarks"),
            look=self._look(value.get("look", {})),
        )

    def _look(self, value: object) -> Look:
        usual = Look()
        if not isinstance(value, dict):
            self._wrong("look", say("an object"))
            return usual

        def kind(name: str, otherwise: _Kind) -> _Kind:
            return self._kind(value.get(name, otherwise), f"look.{name}", otherwise)

        def marks(name: str, otherwise: tuple[Mark, ...]) -> tuple[Mark, ...]:
            return self._list(
                value.get(name, list(otherwise)),
                f"look.{name}",
                lambda each, path: self._kind(each, path, Mark.UNDERLINE),
            )

        size = value.get("font_size", usual.font_size)
        if isinstance(size, bool) or not isinstance(size, int | float) or not 0 < size < 1000:
            self._wrong("look.font_size", say("a number of points"))
            size = usual.font_size
        return Look(
            marks=marks("marks", usual.marks),
            whole_marks=marks("whole_marks", usual.whole_marks),
            label_align=kind("label_align", usual.label_align),
            font=self._text(value.get("font", usual.font), "look.font"),
            japanese_font=self._text(
                value.get("japanese_font", usual.japanese_font), "look.japanese_font"
            ),
            font_size=float(size),
            paper=kind("paper", usual.paper),
            orientation=kind("orientation", usual.orientation),
            removed_marks=marks("removed_marks", usual.removed_marks),
            title_line=self._flag(value.get("title_line", False), "look.title_line"),
            hanging_indent=self._flag(value.get("hanging_indent", False), "look.hanging_indent"),
            row_break=kind("row_break", usual.row_break),
        )

    def _row(self, value: dict[str, Any], path: str) -> Row:
        row = Row(
            kind=self._kind(value.get("kind"), f"{path}.kind", RowKind.UNCHANGED),
            key=self._text(value.get("key"), f"{path}.key"),
            keys=self._list(value.get("keys", []), f"{path}.keys", self._text),
            present=self._objects(value.get("present"), f"{path}.present", self._block),
            proposed=self._objects(value.get("proposed"), f"{path}.proposed", self._block),
            remarks=self._list(value.get("remarks", []), f"{path}.remarks", self._text),
            facing=self._list(value.get("facing", []), f"{path}.facing", self._part),
        )
        together = tuple(map(sum, zip(*row.facing, strict=True)))
        if row.facing and together != (len(row.present), len(row.proposed)):
            self._wrong(f"{path}.facing", say("pairs that come to all blocks of both cells"))
            row = replace(row, facing=())
        return row

    def _part(self, value: object, path: str) -> tuple[int, int]:
        """How many blocks of each cell stand side by side."""
        if isinstance(value, list) and len(value) == 2:
            present, proposed = value
            if type(present) is int and type(proposed) is int and min(present, proposed) >= 0:
                return present, proposed
        self._wrong(path, say("how many blocks of the present and of the proposed cell"))
        return 0, 0

    def _block(self, value: dict[str, Any], path: str) -> Block:
        level = value.get("level", 0)
        if not isinstance(level, int) or isinstance(level, bool) or level < 0:
            self._wrong(f"{path}.level", say("a whole number from 0 up"))
            level = 0
        joint = value.get("joint")
        if joint is not None and not isinstance(joint, dict):
            self._wrong(f"{path}.joint", say("an object"))
            joint = None
        return Block(
            kind=self._kind(value.get("kind"), f"{path}.kind", BlockKind.PARAGRAPH),
            level=level,
            joint=None if joint is None else self._run(joint, f"{path}.joint"),
            runs=self._objects(value.get("runs"), f"{path}.runs", self._run),
        )

    def _run(self, value: dict[str, Any], path: str) -> Run:
        text = self._text(value.get("text"), f"{path}.text")
        changed = value.get("changed")
        if not isinstance(changed, bool):
            self._wrong(f"{path}.changed", say("true or false"))
        whole = value.get("whole", False)
        if not isinstance(whole, bool):
            self._wrong(f"{path}.whole", say("true or false"))
        return Run(text, changed is True, whole is True)

    def _flag(self, value: object, path: str) -> bool:
        if not isinstance(value, bool):
            self._wrong(path, say("true or false"))
        return value is True

    def _text(self, value: object, path: str) -> str:
        if isinstance(value, str):
            return value
        self._wrong(path, say("a text"))
        return ""

    def _kind(self, value: object, path: str, otherwise: _Kind) -> _Kind:
        kinds = type(otherwise)
        for kind in kinds:
            if kind.value == value:
                return kind
        self._wrong(path, say("one of {known}", known=say(", ").join(kind.value for kind in kinds)))
        return otherwise

    def _list(
        self, value: object, path: str, read: Callable[[object, str], _Value]
    ) -> tuple[_Value, ...]:
        if isinstance(value, list):
            return tuple(read(each, f"{path}[{number}]") for number, each in enumerate(value))
        self._wrong(path, say("a list"))
        return ()

    def _objects(
        self, value: object, path: str, read: Callable[[dict[str, Any], str], _Value]
    ) -> tuple[_Value, ...]:
        found = self._list(value, path, lambda each, where: (each, where))
        for each, where in found:
            if not isinstance(each, dict):
                self._wrong(where, say("an object"))
        return tuple(read(each, where) for each, where in found if isinstance(each, dict))

    def _wrong(self, path: str, expected: str) -> None:
        self.problems.append(
            Problem(
                code="not-a-table",
                message=say("expected {expected}", expected=expected),
                hint=say(_HINT),
                place=Place(path=path),
            )
        )
