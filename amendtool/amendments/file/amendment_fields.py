"""The fields of an amendment, and the operations in it by their verbs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from amendtool.amendments.amendment import AdoptedBy, Amendment, name_problem, pattern_parts
from amendtool.amendments.file.addresses import RANGE
from amendtool.amendments.file.days import LEGAL_DAY
from amendtool.amendments.file.fields import (
    DATE,
    LINE,
    TEXTS,
    WHOLE_NUMBER,
    Field,
    Given,
    Kind,
    Written,
    choice,
)
from amendtool.amendments.file.scalars import listed, scalar
from amendtool.amendments.file.yaml import Mapping, Scalar, Sequence_
from amendtool.amendments.operations import VERBS, Dates, Keep, Numbering, Operation, Retarget
from amendtool.amendments.operations.common import (
    DELETE_ON,
    DELETE_WHEN,
    OVERLAP,
    OVERLAP_UNTIL,
    REMARK,
)
from amendtool.amendments.operations.common import (
    EFFECTIVE as EFFECTIVE_ALONE,
)
from amendtool.articles.address_reader import AddressError, in_any_style, parse_range
from amendtool.articles.addresses import AddressRange
from amendtool.errors import NOWHERE, Place
from amendtool.messages import say, say_list
from amendtool.patterns import compiled


def _other_name(given: Given, name: str) -> str | None:
    other = given.line(name)
    trouble = None if other is None else name_problem(other, place=given.place(name))
    if trouble is not None:
        given.problems.append(trouble)
    return other


def _pattern(given: Given, name: str) -> str | None:
    said = given.line(name)
    if said is not None and pattern_parts(said) is None:
        given.problem(
            given.place(name), "pattern-expected", say("{said!r} names no pattern", said=said),
            say("`amendtool fleet draft` writes it; leave the line out elsewhere"),
        )  # fmt: skip
    return said


def _names(given: Given, name: str) -> tuple[str, ...] | None:
    texts = TEXTS.read(given, name)
    for number, text in enumerate(texts or ()):
        node = given.mapping.get(name)
        place = node.items[number].place if isinstance(node, Sequence_) else given.place(name)
        trouble = name_problem(text, place=place)
        if trouble is not None:
            given.problems.append(trouble)
    return texts


_TREE: Final = compiled(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def _tree(given: Given, name: str) -> str | None:
    text = given.line(name)
    if text is None or _TREE.fullmatch(text):
        return text
    given.problem(
        given.place(name), "tree-unclear", say("{text!r} names no articles in git", text=text),
        say("leave the line to amendtool: `amendtool rebase NAME --against REV` writes it"),
    )  # fmt: skip
    return None


def _yes(given: Given, name: str) -> bool | None:
    text = given.line(name)
    if text in (None, "yes", "no"):
        return None if text is None else text == "yes"
    given.problem(
        given.place(name), "yes-expected", say("{text!r} is neither yes nor no", text=text),
        say("write `draft: yes`, and take the line out when the amendment is finished"),
    )  # fmt: skip
    return None


def _mentions(given: Given, name: str) -> tuple[AddressRange, ...]:
    found: list[AddressRange] = []
    for number, text in enumerate(TEXTS.read(given, name) or ()):
        try:
            found.append(in_any_style(parse_range, text, given.styles))
        except AddressError as error:
            node = given.mapping.get(name)
            place = node.items[number].place if isinstance(node, Sequence_) else NOWHERE
            given.problem(
                place,
                "address-unclear",
                str(error),
                say("list provisions: `mentions: [Article 5]`"),
            )
    return tuple(found)


def _operations(given: Given, name: str) -> tuple[tuple[Place, Operation], ...]:
    node = given.mapping.get(name)
    if not isinstance(node, Sequence_):
        missing = node is None or (isinstance(node, Scalar) and not node.value)
        given.problem(
            given.place(name),
            "no-operations",
            say("the amendment has no operations")
            if missing
            else say("`operations` should be a list"),
            say("write each operation behind a hyphen: `- replace: Article 16`"),
        )
        return ()
    found: list[tuple[Place, Operation]] = []
    for item in node.items:
        if isinstance(item, Mapping):
            operation = _operation(replace(given, mapping=item))
            if operation is not None:
                found.append((item.place, operation))
        else:
            given.problem(
                item.place, "operation-expected", say("this is no operation"),
                say("an operation begins with its verb: `- replace: Article 16`"),
            )  # fmt: skip
    return tuple(found)


def _operation(given: Given) -> Operation | None:
    """The operation that a mapping holds, or None after its mistakes are noted."""
    verbs = [verb for verb in VERBS if given.mapping.get(verb) is not None]
    if len(verbs) != 1:
        given.problem(
            given.mapping.place,
            "operation-verb",
            say("the operation has both {verbs}", verbs=say_list(verbs))
            if verbs
            else say("the operation has no verb"),
            say("expected exactly one of {verbs}", verbs=say(", ").join(VERBS)),
        )
        return None
    given = replace(given, owner=f"`{verbs[0]}`")
    kind = VERBS[verbs[0]]
    given.only(kind.FIELDS)
    operation = kind.read(given)
    if REMARK not in kind.FIELDS:
        return operation
    common: dict[str, Any] = {
        "dates": Dates(
            effective=given[EFFECTIVE_ALONE],
            delete_on=given[DELETE_ON],
            delete_when=given[DELETE_WHEN],
            overlap=given[OVERLAP],
            overlap_until=given[OVERLAP_UNTIL],
        ),
        "remark": given[REMARK],
    }
    return None if operation is None else replace(operation, **common)


def written_operation(operation: Operation) -> list[Written]:
    """The fields that the file has for an operation, in their order."""
    remark = None if isinstance(operation, Retarget | Keep) else operation.remark
    fields = (*operation.written(), *operation.dates.written(), REMARK(remark))
    return [(field, value) for field, value in fields if value is not None]


NAME: Final = Field(
    "amendment", LINE, "The name: that of the file without .yaml, and of the tag.", needed=""
)
AFTER: Final = Field(
    "after", replace(LINE, read=_other_name), "The amendment that this one stands on, by its name."
)
REQUIRES: Final = Field(
    "requires",
    replace(TEXTS, read=_names),
    "The amendments without which this one falls, by their names.",
)
WRITTEN_AGAINST: Final = Field(
    "written_against",
    Kind[str](
        read=_tree,
        write=lambda value, style: scalar(value),
        schema={"type": ["string", "number"], "pattern": "^[0-9a-f]{40}([0-9a-f]{24})?$"},
    ),
    "The articles that its addresses mean, as git names their tree; amendtool writes it.",
)
PATTERN: Final = Field(
    "pattern",
    replace(LINE, read=_pattern),
    "The pattern that it was drafted from, NAME@digest; amendtool fleet writes it.",
)
DRAFT: Final = Field(
    "draft",
    Kind[bool](
        read=_yes,
        write=lambda value, style: "yes" if value else "no",
        schema={"enum": ["yes", "no", True, False]},
    ),
    "Whether it is still being written: yes, until its author takes the line out.",
)
TITLE: Final = Field("title", LINE, "The title of the proposal.", words=True)
MEETING: Final = Field("meeting", LINE, "The meeting that votes on it.", words=True)
MEETING_AS_PRINTED: Final = Field(
    "meeting_as_printed", LINE, "Its name in documents, where they print another.", words=True
)
ITEM: Final = Field("item", WHOLE_NUMBER, "The number of the proposal on the agenda.")
RESOLVED: Final = Field("resolved", DATE, "The day on which the board resolved it.")
ANNOUNCED: Final = Field(
    "announced", DATE, "The day of the press release, where it is not that of the board."
)
ADOPTED: Final = Field("adopted", DATE, "The day on which the meeting adopted it.")
ADOPTED_BY: Final = Field(
    "adopted_by",
    choice(AdoptedBy),
    "Who adopts it: meeting, board, members or consent (in writing); meeting when left out.",
)
EFFECTIVE: Final = Field("effective", LEGAL_DAY, "The day on which it takes effect.")
REASONS: Final = Field("reasons", TEXTS, "The reasons for the proposal.", words=True)
MENTIONS: Final = Field(
    "mentions",
    Kind[tuple[AddressRange, ...]](
        read=_mentions,
        write=lambda value, style: listed(each.text(style) for each in value),
        schema={"type": "array", "items": RANGE.schema},
    ),
    "Provisions that the reasons cite although the amendment leaves them as they are.",
)
NUMBERING: Final = Field(
    "numbering",
    choice(Numbering),
    "What happens to the other numbers where an operation does not say; shift when left out.",
)
OPERATIONS: Final = Field(
    "operations",
    Kind[tuple[tuple[Place, Operation], ...]](
        read=_operations, write=lambda value, style: "", schema={"type": "array", "minItems": 1}
    ),
    "What the amendment does, all at once, against the present articles.",
    needed="",
)
AMENDMENT_FIELDS: Final[tuple[Field[Any], ...]] = (
    NAME, DRAFT, PATTERN, WRITTEN_AGAINST, AFTER, REQUIRES, TITLE, MEETING, MEETING_AS_PRINTED,
    ITEM, RESOLVED, ANNOUNCED, ADOPTED, ADOPTED_BY, EFFECTIVE,
    REASONS, MENTIONS, NUMBERING, OPERATIONS,
)  # fmt: skip


def written_amendment(amendment: Amendment) -> Iterator[Written]:
    """The fields that the file has for an amendment, but for its operations."""
    yield NAME(amendment.name)
    yield DRAFT(amendment.draft or None)
    yield PATTERN(amendment.pattern)
    yield WRITTEN_AGAINST(amendment.written_against)
    yield AFTER(amendment.after)
    yield REQUIRES(amendment.requires)
    yield TITLE(amendment.title)
    yield MEETING(amendment.meeting)
    yield MEETING_AS_PRINTED(amendment.meeting_as_printed)
    yield ITEM(amendment.item)
    yield RESOLVED(amendment.resolved)
    yield ANNOUNCED(amendment.announced)
    yield ADOPTED(amendment.adopted)
    meeting = amendment.adopted_by is AdoptedBy.MEETING
    yield ADOPTED_BY(None if meeting else amendment.adopted_by)
    yield EFFECTIVE(amendment.effective)
    yield REASONS(amendment.reasons)
    yield MENTIONS(amendment.mentions)
    yield NUMBERING(None if amendment.numbering is Numbering.SHIFT else amendment.numbering)
