"""The file of an amendment: YAML into an :class:`Amendment`, every mistake with its place.

The fields are described in ``docs/amendments.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from amendtool.amendments.amendment import AdoptedBy, Amendment, name_problem
from amendtool.amendments.file import yaml as strict_yaml
from amendtool.amendments.file.amendment_fields import (
    ADOPTED,
    ADOPTED_BY,
    AFTER,
    AMENDMENT_FIELDS,
    ANNOUNCED,
    DRAFT,
    EFFECTIVE,
    ITEM,
    MEETING,
    MEETING_AS_PRINTED,
    MENTIONS,
    NAME,
    NUMBERING,
    OPERATIONS,
    PATTERN,
    REASONS,
    REQUIRES,
    RESOLVED,
    TITLE,
    WRITTEN_AGAINST,
)
from amendtool.amendments.file.editions import edition_of
from amendtool.amendments.file.fields import Given
from amendtool.amendments.file.yaml import Node, Sequence_
from amendtool.amendments.operations import Insert, Numbering, Operation
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say
from amendtool.periods.dates import given_day
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentFile:
    """An amendment as read for one edition, with the places of its parts."""

    amendment: Amendment
    file: str
    places: Mapping[str, Place]
    language: str = ""
    positions: tuple[int, ...] = ()
    """Where the operations of the amendment stand in the file, which may hold more of them."""

    def position(self, index: int) -> int:
        """Where an operation of the amendment stands in the file."""
        return self.positions[index] if index < len(self.positions) else index

    def located(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Problems whose places are paths (``operations[2].find``), with file and line."""
        return tuple(self._located(problem) for problem in problems)

    def _located(self, problem: Problem) -> Problem:
        path = problem.place.path
        if problem.place.file is not None or path is None:
            return problem
        path = re.sub(r"^operations\[(\d+)\]", self._in_file, path)
        known = path
        while known not in self.places and known:
            known = re.sub(r"(?:^|\.)[^.\[\]]+$|\[\d+\]$", "", known)
        place = self.places.get(known, Place(file=self.file))
        # The words of one edition stand below the field: operations[2].find.en
        path = (place.path or known) + path[len(known) :]
        return problem.at(Place(file=self.file, line=place.line, column=place.column, path=path))

    def _in_file(self, match: re.Match[str]) -> str:
        return f"operations[{self.position(int(match[1]))}]"


def read_amendment(
    text: str,
    style: DraftingStyle,
    *,
    file: str,
    name: str | None = None,
    styles: Sequence[DraftingStyle] = (),
) -> AmendmentFile:
    """The amendment that ``text``, the content of ``file``, holds for the edition in ``style``.

    ``styles`` are those of all editions, the leading one first; without them ``style`` is the
    only one. ``name`` is the name that the file gives it; another one inside is a mistake.
    Raises InputError with all mistakes.
    """
    styles = styles or (style,)
    root = strict_yaml.read(text, file=file)
    problems: list[Problem] = []
    if not isinstance(root, strict_yaml.Mapping):
        raise InputError(
            Problem(
                code="amendment-expected",
                message=say(
                    "this is no amendment: expected fields such as `amendment:` and `operations:`"
                ),
                hint=say("`amendtool new NAME` writes a file to fill in"),
                place=root.place,
            )
        )
    tree = edition_of(root, style.language, [each.language for each in styles])
    problems += tree.problems
    given = Given(
        mapping=tree.root, owner=say("an amendment"), problems=problems, style=style, styles=styles
    )
    given.only(AMENDMENT_FIELDS)
    read = given[OPERATIONS] or ()
    written = root.get(OPERATIONS.name)
    if isinstance(written, Sequence_) and not written.items:
        given.problem(
            written.place, "no-operations", say("the amendment has no operations"),
            say("write each operation behind a hyphen: `- replace: Article 16`"),
        )  # fmt: skip
    amendment = Amendment(
        name=_name(given, name),
        title=given[TITLE] or "",
        meeting=given[MEETING] or "",
        resolved=given[RESOLVED],
        adopted=given[ADOPTED],
        effective=given[EFFECTIVE],
        adopted_by=given[ADOPTED_BY] or AdoptedBy.MEETING,
        reasons=given[REASONS] or (),
        numbering=given[NUMBERING] or Numbering.SHIFT,
        operations=tuple(operation for _, operation in read),
        announced=given[ANNOUNCED],
        item=given[ITEM],
        meeting_as_printed=given[MEETING_AS_PRINTED] or "",
        after=given[AFTER],
        requires=given[REQUIRES] or (),
        written_against=given[WRITTEN_AGAINST],
        pattern=given[PATTERN],
        draft=given[DRAFT] or False,
        mentions=given[MENTIONS] or (),
    )
    _date_order(given, amendment, read)
    if problems:
        found = dict.fromkeys(problems)
        raise InputError(*sorted(found, key=lambda p: (p.place.line or 0, p.place.column or 0)))
    places = dict(_places(root))
    places |= _places_of(tree.root, tree.positions)
    return AmendmentFile(
        amendment=amendment,
        file=file,
        places=places,
        language=style.language,
        positions=tree.positions,
    )


@lru_cache(maxsize=128)  # asked anew for each amendment that stands on this one, in each edition
def after_in(text: str, *, file: str) -> str | None:
    """The amendment that the file of another one stands on, whatever else is wrong with it.

    None where it names none, or is no file of an amendment at all.
    """
    try:
        root = strict_yaml.read(text, file=file)
    except InputError:
        return None
    node = root.get(AFTER.name) if isinstance(root, strict_yaml.Mapping) else None
    return node.value.strip() or None if isinstance(node, strict_yaml.Scalar) else None


def _name(given: Given, expected: str | None) -> str:
    name = given[NAME]
    if name is None:
        if NAME not in given:
            given.problem(
                given.mapping.place, "field-missing", say("the amendment has no name"),
                say("add `amendment: {expected}`", expected=expected or '2013-06-26-agm'),
            )  # fmt: skip
        return expected or ""
    trouble = name_problem(name, place=given.place(NAME))
    if trouble is not None:
        given.problems.append(trouble)
    elif expected is not None and name != expected:
        given.problem(
            given.place(NAME),
            "name-differs",
            say(
                "the amendment calls itself {name!r} but its file {expected!r}",
                name=name,
                expected=expected,
            ),
            say(
                "write `amendment: {expected}`, or rename the file to {name}.yaml",
                expected=expected,
                name=name,
            ),
        )
    return name


def _date_order(
    given: Given, amendment: Amendment, operations: Sequence[tuple[Place, Operation]]
) -> None:
    """The board resolves before the meeting adopts; nothing goes before it takes effect."""
    if amendment.resolved and amendment.adopted and amendment.resolved > amendment.adopted:
        given.problem(
            given.place(RESOLVED),
            "date-order",
            say(
                "resolved on {resolved} but adopted before that, on {adopted}",
                resolved=amendment.resolved,
                adopted=amendment.adopted,
            ),
            say("`resolved` is the day of the board, `adopted` that of the meeting"),
        )
    for place, operation in operations:
        dates = operation.dates
        # A day that waits for an event may be any, so it is out of no order.
        effective = given_day(dates.effective or amendment.effective or amendment.adopted)
        delete_on, until = given_day(dates.delete_on), given_day(dates.overlap_until)
        if delete_on and effective and delete_on < effective:
            given.problem(
                place,
                "date-order",
                say(
                    "to be deleted on {delete_on}, before it takes effect on {effective}",
                    delete_on=delete_on,
                    effective=effective,
                ),
                say("mend `delete_on` or `effective`"),
            )
        if until and effective and until < effective:
            given.problem(
                place,
                "date-order",
                say(
                    "the former text is in force until {until}, before {effective}, when "
                    "the new one takes effect",
                    until=until,
                    effective=effective,
                ),
                say("mend `overlap_until` or `effective`"),
            )
        if dates.overlap_until is not None and dates.overlap is None:
            given.problem(
                place,
                "field-missing",
                say("`overlap_until` needs `overlap`"),
                say("say in words for which cases the former text stays in force: `overlap:`"),
            )
        if dates.overlap is not None and isinstance(operation, Insert):
            given.problem(
                place, "field-misplaced", say("`overlap` does not go with `insert`"),
                say("leave it out: before an insert there is no former text"),
            )  # fmt: skip


def _places_of(root: strict_yaml.Mapping, positions: Sequence[int]) -> dict[str, Place]:
    """The places of words that are given by language, by the path of their field."""
    found: dict[str, Place] = {}
    for key, value in root.items:
        found[key.value] = value.place
    operations = root.get("operations")
    for position, item in zip(
        positions, operations.items if isinstance(operations, Sequence_) else (), strict=False
    ):
        if isinstance(item, strict_yaml.Mapping):
            for key, value in item.items:
                found[f"operations[{position}].{key.value}"] = value.place
    return found


def _places(node: Node) -> Iterable[tuple[str, Place]]:
    if node.place.path is not None:
        yield node.place.path, node.place
    if isinstance(node, strict_yaml.Mapping):
        for _, value in node.items:
            yield from _places(value)
    elif isinstance(node, Sequence_):
        for value in node.items:
            yield from _places(value)
