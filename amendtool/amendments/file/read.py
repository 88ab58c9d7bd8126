"""The file of an amendment: YAML into an :class:`Amendment`, every mistake with its place.

The fields are described in ``docs/amendments.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.file import yaml as strict_yaml
from amendtool.amendments.file.editions import edition_of
from amendtool.amendments.file.fields import Fields
from amendtool.amendments.file.placing_fields import EveryReader
from amendtool.amendments.file.yaml import Node, Scalar, Sequence_
from amendtool.amendments.operations import Numbering, Operation
from amendtool.articles.address_reader import AddressError, parse_range
from amendtool.articles.addresses import AddressRange
from amendtool.articles.editions import in_any_style
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import NOWHERE, InputError, Place, Problem

AMENDMENT_FIELDS: Final = (
    "amendment",
    "after",
    "title",
    "meeting",
    "meeting_as_printed",
    "item",
    "resolved",
    "announced",
    "adopted",
    "effective",
    "reasons",
    "mentions",
    "numbering",
    "operations",
)

# The name is the stem of a file and the name of a git tag.
_NAME = re.compile(r"[^\W_](?:[\w-]|\.(?=[\w-]))*")


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
                message="this is no amendment: expected fields such as `amendment:` and "
                "`operations:`",
                hint="`amendtool new NAME` writes a file to fill in",
                place=root.place,
            )
        )
    tree = edition_of(root, style.language, [each.language for each in styles])
    problems += tree.problems
    fields = Fields(tree.root, problems)
    fields.only(AMENDMENT_FIELDS, "an amendment")
    read = _operations(fields, style, styles, Fields(root, []))
    amendment = Amendment(
        name=_name(fields, name),
        title=fields.line("title") or "",
        meeting=fields.line("meeting") or "",
        resolved=fields.date("resolved"),
        adopted=fields.date("adopted"),
        effective=fields.date("effective"),
        reasons=fields.texts("reasons"),
        numbering=fields.choice("numbering", Numbering) or Numbering.SHIFT,
        operations=tuple(operation for _, operation in read),
        announced=fields.date("announced"),
        item=fields.whole_number("item"),
        meeting_as_printed=fields.line("meeting_as_printed") or "",
        after=_after(fields),
        mentions=_mentions(fields, styles),
    )
    _date_order(fields, amendment, read)
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


def after_in(text: str, *, file: str) -> str | None:
    """The amendment that the file of another one stands on, whatever else is wrong with it.

    None where it names none, or is no file of an amendment at all.
    """
    try:
        root = strict_yaml.read(text, file=file)
    except InputError:
        return None
    return Fields(root, []).line("after") if isinstance(root, strict_yaml.Mapping) else None


def name_problem(name: str, *, place: Place = NOWHERE) -> Problem | None:
    """What is wrong with the name of an amendment: it names a file and a git tag."""
    fits = _NAME.fullmatch(name) and not name.endswith(".lock") and len(name.encode()) <= 180
    if fits:
        return None
    return Problem(
        code="name-unclear",
        message=f"{name!r} cannot be the name of a file and of a tag",
        hint="use letters, digits, hyphens and single dots: 2013-06-26-agm",
        place=place,
    )


def _name(fields: Fields, expected: str | None) -> str:
    name = fields.line("amendment")
    if name is None:
        if "amendment" not in fields:
            fields.problem(
                fields.mapping.place, "field-missing", "the amendment has no name",
                f"add `amendment: {expected or '2013-06-26-agm'}`",
            )  # fmt: skip
        return expected or ""
    trouble = name_problem(name, place=fields.place("amendment"))
    if trouble is not None:
        fields.problems.append(trouble)
    elif expected is not None and name != expected:
        fields.problem(
            fields.place("amendment"), "name-differs",
            f"the amendment calls itself {name!r} but its file {expected!r}",
            f"write `amendment: {expected}`, or rename the file to {name}.yaml",
        )  # fmt: skip
    return name


def _after(fields: Fields) -> str | None:
    after = fields.line("after")
    trouble = None if after is None else name_problem(after, place=fields.place("after"))
    if trouble is not None:
        fields.problems.append(trouble)
    return after


def _mentions(fields: Fields, styles: Sequence[DraftingStyle]) -> tuple[AddressRange, ...]:
    found: list[AddressRange] = []
    for number, text in enumerate(fields.texts("mentions")):
        try:
            found.append(in_any_style(parse_range, text, styles))
        except AddressError as error:
            node = fields.mapping.get("mentions")
            place = node.items[number].place if isinstance(node, Sequence_) else NOWHERE
            fields.problem(
                place, "address-unclear", str(error), "list provisions: `mentions: [Article 5]`"
            )
    return tuple(found)


def _operations(
    fields: Fields, style: DraftingStyle, styles: Sequence[DraftingStyle], whole: Fields
) -> list[tuple[Place, Operation]]:
    """The operations for one edition; ``whole`` is the file with those of all editions."""
    node = fields.mapping.get("operations")
    if not isinstance(node, Sequence_):
        missing = node is None or (isinstance(node, Scalar) and not node.value)
        fields.problem(
            fields.place("operations"), "no-operations",
            "the amendment has no operations" if missing else "`operations` should be a list",
            "write each operation behind a hyphen: `- replace: Article 16`",
        )  # fmt: skip
        return []
    reader = EveryReader(style, fields.problems, styles)
    operations: list[tuple[Place, Operation]] = []
    for item in node.items:
        if isinstance(item, strict_yaml.Mapping):
            operation = reader.read(Fields(item, fields.problems))
            if operation is not None:
                operations.append((item.place, operation))
        else:
            fields.problem(
                item.place, "operation-expected", "this is no operation",
                "an operation begins with its verb: `- replace: Article 16`",
            )  # fmt: skip
    written = whole.mapping.get("operations")
    if isinstance(written, Sequence_) and not written.items:
        fields.problem(
            node.place, "no-operations", "the amendment has no operations",
            "write each operation behind a hyphen: `- replace: Article 16`",
        )  # fmt: skip
    return operations


def _date_order(
    fields: Fields, amendment: Amendment, operations: list[tuple[Place, Operation]]
) -> None:
    """The board resolves before the meeting adopts; nothing goes before it takes effect."""
    if amendment.resolved and amendment.adopted and amendment.resolved > amendment.adopted:
        fields.problem(
            fields.place("resolved"), "date-order",
            f"resolved on {amendment.resolved} but adopted before that, on {amendment.adopted}",
            "`resolved` is the day of the board, `adopted` that of the meeting",
        )  # fmt: skip
    for place, operation in operations:
        dates = operation.dates
        effective = dates.effective or amendment.effective or amendment.adopted
        if dates.delete_on and effective and dates.delete_on < effective:
            fields.problem(
                place, "date-order",
                f"to be deleted on {dates.delete_on}, before it takes effect on {effective}",
                "mend `delete_on` or `effective`",
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
