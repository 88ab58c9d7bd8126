"""The remarks of an amendment: which stand beside which row of the comparison table.

An operation may carry a remark, such as 会社法の改正に伴う変更. It is printed beside every
provision that the operation acts on, where the house style has a column for remarks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from amendtool.comparison.table import Table
from amendtool.errors import Place, Problem
from amendtool.messages import say, say_count

if TYPE_CHECKING:
    from amendtool.amendments.amendment import Amendment
    from amendtool.amendments.apply.apply import Application


def remarks_of(application: Application, amendment: Amendment) -> Mapping[str, tuple[str, ...]]:
    """The lines of remarks of each article and chapter, by key, in the order of the file.

    ``amendment`` is the one that was applied. The same remark on several operations is
    said once.
    """
    told = dict(_told(amendment))
    found = {}
    for key, acting in application.origin.items():
        lines = _once(line for index in sorted(acting) for line in told.get(index, ()))
        if lines:
            found[key] = lines
    return found


def remarks_beside(keys: Iterable[str], remarks: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The lines that stand beside a row of these keys, each once."""
    return _once(line for key in keys for line in remarks.get(key, ()))


def unprinted_remarks(table: Table, amendment: Amendment) -> tuple[Problem, ...]:
    """A note when the table has no column for remarks, and each remark that is in no row.

    The places are paths such as ``operations[2].remark``. A remark is in no row when the
    house style leaves out what its operation does (``rows-hidden``).
    """
    told = dict(_told(amendment))
    if not told:
        return ()
    if table.remarks is None:
        return (
            Problem(
                code="remarks-without-column",
                message=say_count(
                    "the amendment has {count} remark, and the table no column for them",
                    "the amendment has {count} remarks, and the table no column for them",
                    len(told),
                ),
                hint=say('set remarks = "備考" (or "Remarks") in the house style to print them'),
                place=Place(path=f"operations[{min(told)}].remark"),
                severity="note",
            ),
        )
    printed = {line for row in table.rows for line in row.remarks}
    return tuple(
        Problem(
            code="remark-unprinted",
            message=say("the table has no row for this remark"),
            hint=say("the house style leaves out what the operation does; say it in the reasons"),
            place=Place(path=f"operations[{index}].remark"),
            severity="warning",
        )
        for index, lines in told.items()
        if not printed.issuperset(lines)
    )


def _told(amendment: Amendment) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The remarks by the position of their operation, as lines."""
    # A table between two revisions loads nothing that knows operations.
    from amendtool.amendments.operations import Keep, Retarget

    for index, operation in enumerate(amendment.operations):
        if not isinstance(operation, Retarget | Keep) and operation.remark:
            yield index, tuple(operation.remark.split("\n"))


def _once(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))
