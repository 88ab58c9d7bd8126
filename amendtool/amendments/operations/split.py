"""Split: an article becomes several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

from amendtool.amendments.apply.effects import Effects, NewPart, refused
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.file.addresses import ADDRESS, HEADING, KEY, RANGE_WITHIN
from amendtool.amendments.file.fields import Field, Given, Kind, Written
from amendtool.amendments.file.yaml import Mapping, Sequence_
from amendtool.amendments.operations.common import COMMON, NO_DATES, Dates
from amendtool.amendments.operations.replace import Replace, heading_of
from amendtool.articles.addresses import Address, AddressRange, address_of_article, find
from amendtool.articles.charter import Article, Charter
from amendtool.articles.numbers import Number
from amendtool.errors import Problem
from amendtool.messages import later, say
from amendtool.values import dataclass

if TYPE_CHECKING:
    from amendtool.amendments.operations.merge import Merge

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
                say("a part is an article that takes paragraphs"),
                say("write `article: Article 11` and `paragraphs: paragraphs 2 to 3`"),
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
        given.need(INTO, say("write for each `- article: Article 11` with its `paragraphs:`"))
        return None
    parts: list[Part | None] = []
    for item in node.items:
        if not isinstance(item, Mapping):
            given.problem(
                item.place, "operation-expected", say("this is no part of an article"),
                say("write `- article: Article 11` with its `paragraphs:`"),
            )  # fmt: skip
            return None
        parts.append(Part.read(replace(given, mapping=item, owner=say("a part"))))
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
    needed=later("a list of two or more parts"),
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
                given.place(SPLIT),
                "split-level",
                say("{target} is no article", target=target.text(given.style)),
                say("only articles are split"),
            )
            return None
        heirs = [part for part in parts if part.at == heir]
        if len(heirs) != 1 or heirs[0].key is not None:
            given.problem(
                given.place(HEIR if HEIR in given else INTO),
                "split-heir",
                say("{heir} is not one part without a key of its own", heir=heir.text(given.style)),
                say(
                    "one part is the heir: it keeps the key of the article, and is the "
                    "first one when `heir` is left out"
                ),
            )
            return None
        return cls(target=target, parts=parts, heir=heir)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield SPLIT(self.target)
        yield INTO(self.parts)
        yield HEIR(self.heir)


# What it does to the present articles
#
# The heir keeps the key and goes on as the article. What it gives away are its paragraphs; they
# stay what they are, so that references and phrases find them.


def effects(at: OperationAt[Split], targets: Targets, others: Effects) -> Effects:
    """Which paragraphs of an article go into which of its parts.

    ``others`` are the effects of the operations that are no splits or merges: a paragraph that
    they delete goes nowhere.
    """
    operation = at.operation
    target = operation.target
    trouble = targets.missing(target, at, "split") or targets.textless(target, at, "split")
    if trouble:
        return refused(trouble)
    article = find(targets.charter, target)
    if not isinstance(article, Article):
        return Effects()
    for position, part in enumerate(operation.parts):
        if part.at.supplementary != target.supplementary:
            return refused(apart(at, targets, f"into[{position}].article", part.at, target))
    given, problems = _given(at, targets)
    row = [paragraph_of(target, each.number) for each in article.paragraphs]
    forgotten = [paragraph for paragraph in row if paragraph not in given]
    if forgotten and not problems:
        problems = [
            at.problem(
                "into", "split-unclear",
                say("{name} would be in no part", name=targets.name(forgotten[0])),
                say("every paragraph goes into one part; delete what is to go"),
            )
        ]  # fmt: skip
    if problems:
        return refused(*problems)
    staying = [paragraph for paragraph in row if paragraph not in others.deletes]
    parts = tuple(
        NewPart(
            source=target,
            at=at,
            part=part,
            said=f"into[{position}]",
            paragraphs=tuple(each for each in staying if given[each] is part),
        )
        for position, part in enumerate(operation.parts)
        if part.at != operation.heir
    )
    heir = next((part for part in operation.parts if part.at == operation.heir), None)
    headings = new_heading(at, target, article, heir.heading) if heir else {}
    leaving = {paragraph: at for part in parts for paragraph in part.paragraphs}
    return Effects(
        splits={target: at},
        parts=parts,
        moves={target: (heir.at.number, at)} if heir else {},
        headings=headings,
        leaving=leaving,
        placed={target: at, **leaving},
        touched=tuple((address, at) for address in headings),
    )


def _given(at: OperationAt[Split], targets: Targets) -> tuple[dict[Address, Part], list[Problem]]:
    """The part that each paragraph goes into; and what is wrong with what the parts say."""
    target = at.operation.target
    given: dict[Address, Part] = {}
    problems: list[Problem] = []
    for position, part in enumerate(at.operation.parts):
        said = f"into[{position}].paragraphs"
        ends = targets.ends_missing(part.holds, at, said)
        problems += ends
        for paragraph in () if ends else targets.provisions(part.holds):
            trouble: Problem | None = None
            if paragraph.parent != target:
                trouble = at.problem(
                    said,
                    "split-elsewhere",
                    say(
                        "{paragraph} is no paragraph of {article}",
                        paragraph=targets.name(paragraph),
                        article=targets.name(target),
                    ),
                    say("a part takes paragraphs of the article that is split"),
                )
            elif paragraph in given:
                trouble = at.problem(
                    said,
                    "split-unclear",
                    say("two parts would take {name}", name=targets.name(paragraph)),
                    say("every paragraph goes into one part"),
                )
            if trouble:
                return given, [*problems, trouble]
            given[paragraph] = part
    return given, problems


# What a split has in common with a merge


def paragraph_of(article: Address, number: Number) -> Address:
    """The address of a paragraph of an article."""
    return replace(article, paragraph=number)


def apart(
    at: OperationAt[Split] | OperationAt[Merge],
    targets: Targets,
    part: str,
    to: Address,
    address: Address,
) -> Problem:
    """The problem of articles that do not stand in the same part of the document."""
    return at.problem(
        part,
        "split-elsewhere",
        say(
            "{name} stands in another part of the articles than {other}",
            name=targets.name(to),
            other=targets.name(address),
        ),
        say(
            "articles are split and merged among the articles, supplementary provisions "
            "among themselves"
        ),
    )


def new_heading(
    at: OperationAt[Split] | OperationAt[Merge], address: Address, heir: Article, new: str | None
) -> dict[Address, OperationAt[Replace]]:
    """By its address, the heading that the heir gets."""
    if new is None or new == heir.heading:
        return {}
    heading = heading_of(address)
    return {heading: OperationAt(at.index, Replace(target=heading, heading=new))}


def split_among(
    charter: Charter, effects: Effects, part_keys: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """By key, the articles, in order, among which a split one finds itself."""
    found: dict[str, tuple[str, ...]] = {}
    for address, at in effects.splits.items():
        article = find(charter, address)
        if isinstance(article, Article):
            new = zip(effects.parts, part_keys, strict=True)
            keys = {part.part.at: key for part, key in new if part.at is at}
            keys[at.operation.heir] = article.key
            found[article.key] = tuple(keys[to] for to in sorted(keys, key=_number))
    return found


def _number(address: Address) -> tuple[int, ...]:
    return address.number.parts


def undone(operation: Split, present: Charter, proposed: Charter) -> Merge:
    """The merge that makes one article of the parts again."""
    from amendtool.amendments.operations.merge import Merge  # each is the inverse of the other

    before = article_at(present, operation.target)
    heir = address_of_article(proposed, before.key)
    numbers = sorted((part.at for part in operation.parts), key=_number)
    same = before.heading == article_at(proposed, heir).heading
    return Merge(
        target=AddressRange(numbers[0], numbers[-1]),
        to=operation.target,
        heir=heir,
        heading=None if same else before.heading,
    )


def article_at(charter: Charter, address: Address) -> Article:
    """The article at ``address``; KeyError when there is none."""
    found = find(charter, address)
    if not isinstance(found, Article):
        raise KeyError(str(address))
    return found
