"""The fields of the operations that put provisions to another place."""

from __future__ import annotations

from collections.abc import Callable

from amendtool.amendments.fields import Fields
from amendtool.amendments.operation_fields import OperationReader
from amendtool.amendments.operations import Move, Numbering, Operation


class EveryReader(OperationReader):
    """Reads the operations of one file, with those that move provisions."""

    def readers(self) -> dict[str, Callable[[Fields], Operation | None]]:
        """What reads each verb."""
        return {**super().readers(), "move": self._move}

    def _move(self, fields: Fields) -> Move | None:
        target, to = self._range(fields, "move"), self._placed(fields, "to", "move")
        after = self._placed(fields, "after", "move")
        chapter, dates = self._chapter(fields), self._dates(fields)
        numbering = fields.choice("numbering", Numbering)
        if "to" not in fields and "after" not in fields:
            self._expect(
                fields, "to", "`move` needs `to` or `after`, the place where it lands",
                "`to` names its proposed number, `after` the present provision before it",
            )  # fmt: skip
            return None
        self._belongs(fields, "to" not in fields, ("after",), "`to`")
        if target is None or ("to" in fields and to is None):
            return None
        first = target.first
        if first.heading or first.level is None:
            fields.problem(
                fields.place("move"), "move-level",
                f"{target.text(self.style)} has no place of its own",
                "name provisions with numbers",
            )  # fmt: skip
            return None
        in_chapter = first.level == "article" and not first.supplementary
        self._belongs(fields, in_chapter, ("chapter",), self._owner(first))
        if to is None and (after is None or after.first != after.last):
            if after is not None:
                fields.problem(
                    fields.place("after"), "address-unclear",
                    f"{after.text(self.style)} are several provisions",
                    "name the one that it lands behind",
                )  # fmt: skip
            return None
        return Move(
            target=target,
            to=to,
            after=after.first if to is None and after is not None else None,
            chapter=chapter,
            numbering=numbering,
            dates=dates,
        )
