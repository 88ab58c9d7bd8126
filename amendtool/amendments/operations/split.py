"""Split: an article becomes several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from amendtool.amendments.file.addresses import ADDRESS, HEADING, KEY, RANGE_WITHIN
from amendtool.amendments.file.fields import Field, Given, Kind, Written
from amendtool.amendments.file.yaml import Mapping, Sequence_
from amendtool.amendments.operations.common import COMMON, NO_DATES, Dates
from amendtool.articles.addresses import Address, AddressRange

ARTICLE: Final = Field("article", ADDRESS, "The proposed number of the part.", needed="")
PARAGRAPHS: Final = Field(
    "paragraphs", RANGE_WITHIN, "The present paragraphs that the part takes.", needed=""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the articles that an article is split into.

    ``at`` is its number in the proposed articles, ``holds`` are the paragraphs, present
    addresses, that it takes. ``key`` belongs to the parts that are new.
    """

    at: Address
    holds: AddressRange
    key: str | None = None
    heading: str | None = None

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (ARTICLE, PARAGRAPHS, KEY, HEADING)

    @classmethod
    def read(cls, given: Given) -> Part | None:
        """The part that the file gives, or None after its mistakes are noted."""
        given.only(cls.FIELDS)
        at, holds, key, heading = given[ARTICLE], given[PARAGRAPHS], given[KEY], given[HEADING]
        for field in (ARTICLE, PARAGRAPHS):
            if field not in given:
                given.need(field)
        if at is None or holds is None:
            return None
        if at.level != "article" or at.heading or holds.first.level != "paragraph":
            given.problem(
                given.place(ARTICLE if at.level != "article" else PARAGRAPHS), "split-level",
                "a part is an article that takes paragraphs",
                "write `article: Article 11` and `paragraphs: paragraphs 2 to 3`",
            )  # fmt: skip
            return None
        return cls(at=at, holds=holds, key=key, heading=heading)

    def written(self) -> Iterator[Written]:
        """What the file says of it."""
        yield ARTICLE(self.at)
        yield PARAGRAPHS(self.holds)
        yield KEY(self.key)
        yield HEADING(self.heading)


def _parts(given: Given, name: str) -> tuple[Part, ...] | None:
    node = given.mapping.get(name)
    if not isinstance(node, Sequence_) or len(node.items) < 2:
        given.need(INTO, "write for each `- article: Article 11` with its `paragraphs:`")
        return None
    parts: list[Part | None] = []
    for item in node.items:
        if not isinstance(item, Mapping):
            given.problem(
                item.place, "operation-expected", "this is no part of an article",
                "write `- article: Article 11` with its `paragraphs:`",
            )  # fmt: skip
            return None
        parts.append(Part.read(replace(given, mapping=item, owner="a part")))
    found = tuple(part for part in parts if part is not None)
    return found if len(found) == len(parts) else None


def _entries(parts: tuple[Part, ...]) -> Sequence[Sequence[Written]]:
    return [tuple(part.written()) for part in parts]


SPLIT: Final = Field("split", ADDRESS, "Makes several articles of one.")
INTO: Final = Field(
    "into",
    Kind[tuple[Part, ...]](
        read=_parts,
        write=lambda value, style: "",
        schema={"type": "array", "minItems": 2},
        shape=lambda value: tuple(
            (part.at, part.holds, part.key, part.heading is None) for part in value
        ),
        fields=Part.FIELDS,
        entries=_entries,
    ),
    "The parts, in their order.",
    needed="a list of two or more parts",
)
HEIR: Final = Field("heir", ADDRESS, "The part that keeps the key of the article; else the first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The article ``target`` becomes several; the part at ``heir`` keeps its key."""

    target: Address
    parts: tuple[Part, ...]
    heir: Address
    dates: Dates = NO_DATES
    remark: str | None = None

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (SPLIT, INTO, HEIR, *COMMON)

    @classmethod
    def read(cls, given: Given) -> Split | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        target, heir = given[SPLIT], given[HEIR]
        parts = given.at(target)[INTO]
        if target is None or parts is None:
            return None
        heir = heir or parts[0].at
        if target.level != "article" or target.heading:
            given.problem(
                given.place(SPLIT), "split-level",
                f"{target.text(given.style)} is no article", "only articles are split",
            )  # fmt: skip
            return None
        heirs = [part for part in parts if part.at == heir]
        if len(heirs) != 1 or heirs[0].key is not None:
            given.problem(
                given.place(HEIR if HEIR in given else INTO), "split-heir",
                f"{heir.text(given.style)} is not one part without a key of its own",
                "one part is the heir: it keeps the key of the article, and is the first one when "
                "`heir` is left out",
            )  # fmt: skip
            return None
        return cls(target=target, parts=parts, heir=heir)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield SPLIT(self.target)
        yield INTO(self.parts)
        yield HEIR(self.heir)
