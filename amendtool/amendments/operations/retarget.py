"""Retarget: what becomes of references to a provision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from amendtool.amendments.file.addresses import ADDRESS, parsed
from amendtool.amendments.file.fields import Field, Given, Kind, Written
from amendtool.amendments.file.scalars import quoted
from amendtool.amendments.file.yaml import Mapping, Scalar
from amendtool.amendments.operations.common import NO_DATES, WITHIN, Dates
from amendtool.articles.address_reader import parse
from amendtool.articles.addresses import Address
from amendtool.articles.styles import DraftingStyle
from amendtool.messages import say
from amendtool.values import dataclass


def _read(given: Given, name: str) -> tuple[Address, Address] | None:
    node = given.mapping.get(name)
    pair = node.items[0] if isinstance(node, Mapping) and len(node.items) == 1 else None
    if pair is None or not isinstance(pair[1], Scalar):
        given.problem(
            given.place(name),
            "retarget-pair",
            say("`retarget` names a present provision and the proposed one that takes its place"),
            say("write `retarget: {Article 15: Article 17}`, one pair in each operation"),
        )
        return None
    target, to = (parsed(given, end.place, parse, end.value) for end in (pair[0], pair[1]))
    return None if target is None or to is None else (target, to)


def _write(pair: tuple[Address, Address], style: DraftingStyle) -> str:
    return f"{{{': '.join(quoted(address.text(style)) for address in pair)}}}"


RETARGET: Final = Field(
    "retarget",
    Kind[tuple[Address, Address]](
        read=_read,
        write=_write,
        schema={
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": ADDRESS.schema,
        },
    ),
    "Turns references to a present provision to a proposed one.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retarget:
    """References to a present provision become references to a proposed one.

    It answers the question what becomes of a reference whose target is deleted. With
    ``within`` it holds only for what stands in that present provision.
    """

    target: Address
    to: Address
    within: Address | None = None
    dates: Dates = NO_DATES

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (RETARGET, WITHIN)

    @classmethod
    def read(cls, given: Given) -> Retarget | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        pair, within = given[RETARGET], given[WITHIN]
        return None if pair is None else cls(target=pair[0], to=pair[1], within=within)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield RETARGET((self.target, self.to))
        yield WITHIN(self.within)
