"""Move: provisions go to another place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

from amendtool.amendments.apply.effects import Effects, Lander, refused
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.file.addresses import RANGE, RANGE_WITHIN, named
from amendtool.amendments.file.fields import Field, Given, Written
from amendtool.amendments.numbering import Numbering
from amendtool.amendments.operations.common import (
    BEHIND,
    CHAPTER,
    COMMON,
    NO_DATES,
    NUMBERING,
    Dates,
    in_block_of,
)
from amendtool.amendments.operations.delete import placeholders_taken
from amendtool.amendments.operations.places import stays_put
from amendtool.amendments.operations.renumber import expected, pairs
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    ancestors,
    find,
    numbered_siblings,
    siblings,
)
from amendtool.articles.charter import Article, Status, goes_unnumbered
from amendtool.articles.numbers import Number
from amendtool.errors import Problem
from amendtool.messages import say
from amendtool.values import dataclass

MOVE: Final = Field("move", RANGE, "Puts provisions to another place.")
TO: Final = Field("to", RANGE_WITHIN, "The proposed numbers of what moves.")
AFTER: Final = Field("after", RANGE_WITHIN, "The present provision that it goes behind.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The provisions of ``target`` go to another place and stay what they are.

    Either ``to`` names it: the last numbers are those in the proposed articles, what stands
    before them is a present address. Or they go behind ``after``, a present address. A
    chapter takes its articles along. An article without a number has no other place than its
    ``chapter``, which is all that is said of it then.
    """

    target: AddressRange
    to: AddressRange | None = None
    after: Address | None = None
    chapter: Address | None = None
    """The chapter, in proposed numbers, where an article lands; as in an insertion."""
    behind: Address | None = None
    """With the numbering ``stay``, the provision before it; as in an insertion."""
    numbering: Numbering | None = None
    dates: Dates = NO_DATES
    remark: str | None = None

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (
        MOVE, TO, AFTER, CHAPTER, BEHIND, NUMBERING, *COMMON,
    )  # fmt: skip

    @classmethod
    def read(cls, given: Given) -> Move | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        target, chapter, numbering = given[MOVE], given[CHAPTER], given[NUMBERING]
        beside = given.at(target.first.parent if target else None)
        to, after = beside[TO], beside[AFTER]
        alone = target is not None and target.first.level == "article"
        alone = alone and target is not None and target.first.number.unprinted
        if alone and chapter is not None and TO not in given and AFTER not in given:
            return cls(target=target, chapter=chapter) if target else None
        if TO not in given and AFTER not in given:
            given.missing(
                TO, say("`move` needs `to` or `after`, the place where it lands"),
                say("`to` names its proposed number, `after` the present provision before " "it"),
            )  # fmt: skip
            return None
        given.belongs(TO not in given, "`to`", AFTER)
        if target is None or (TO in given and to is None):
            return None
        first = target.first
        if first.heading or first.level is None:
            given.problem(
                given.place(MOVE), "move-level",
                say("{target} has no place of its own", target=target.text(given.style)),
                say("name provisions with numbers"),
            )  # fmt: skip
            return None
        in_chapter = first.level == "article" and not first.supplementary
        given.belongs(in_chapter, named(first, given.style), CHAPTER)
        if to is None and (after is None or after.first != after.last):
            if after is not None:
                given.problem(
                    given.place(AFTER), "address-unclear",
                    say("{after} are several provisions", after=after.text(given.style)),
                    say("name the one that it lands behind"),
                )  # fmt: skip
            return None
        return cls(
            target=target,
            to=to,
            after=after.first if to is None and after is not None else None,
            chapter=chapter,
            behind=given[BEHIND],
            numbering=numbering,
        )

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield MOVE(self.target)
        if self.to is not None:
            yield TO(in_block_of(self.target, self.to))
        elif self.after is not None:
            yield AFTER(AddressRange(self.after, self.after))
        yield CHAPTER(self.chapter)
        yield BEHIND(self.behind)
        yield NUMBERING(self.numbering)


# What it does to the present articles
#
# Articles and chapters, and what stays in its row, get another number there; paragraphs and
# items that move to another article, paragraph or item leave one row and come into another.


def effects(at: OperationAt[Move], targets: Targets) -> Effects:
    """Where the provisions of one move go."""
    operation = at.operation
    first = operation.target.first
    said = operation.target.text(targets.style)
    place = "to" if operation.to else "after"
    to = operation.to.first if operation.to is not None else None
    if to is not None and to.level and to.number.unprinted:
        return refused(
            at.problem(
                "to", "number-none",
                say("{to} is the place of what has no number", to=to.text(targets.style)),
                say("name a number, or delete it and insert it where it is to stand"),
            )
        )  # fmt: skip
    trouble = _wrong_numbering(at, targets) or _elsewhere(at, targets)
    if trouble is None and operation.after is not None:
        trouble = targets.missing(operation.after, at, "after")
    if trouble:
        return refused(trouble)
    if ends := targets.ends_missing(operation.target, at, "move"):
        return refused(*ends)
    if operation.to is None and operation.after is None:
        return Effects(rehomed={first: at}, touched=((first, at),))
    sources = targets.provisions(operation.target)
    if not sources:
        return Effects()
    if first.level in ("paragraph", "item"):
        trouble = targets.textless(first.parent, at, "move")
        if trouble:
            return refused(trouble)
    container = (operation.to.first if operation.to else _after(operation)).parent
    if any(source in ancestors(container) for source in sources) or operation.after in sources:
        return refused(
            at.problem(
                "after" if operation.after in sources else "to",
                "move-into-itself",
                say("{target} cannot move into or behind itself", target=said),
                say("name a place outside of it"),
            )
        )
    numbers: Sequence[tuple[Number, Number]] | None = None
    if operation.to is not None:
        present = [source.number for source in sources]
        stay = targets.numbering is Numbering.STAY
        numbers = pairs(present, operation.target, operation.to, said=stay)
        if numbers is None:
            return refused(
                at.problem(
                    "to",
                    "move-length",
                    say(
                        "{target} and {to} are not equally many: there are {count} to move",
                        target=said,
                        to=operation.to.text(targets.style),
                        count=len(present),
                    ),
                    say(
                        "expected {expected}",
                        expected=expected(present, operation.to).text(targets.style),
                    ),
                )
            )
    if container == first.parent:
        return _beside(at, targets, _without_branches(sources), numbers)
    trouble = targets.missing(container, at, place) or targets.textless(container, at, place)
    return refused(trouble) if trouble else _away(at, sources, numbers, container)


def _after(operation: Move) -> Address:
    if operation.after is None:
        raise ValueError("a move without a place")
    return operation.after


# What cannot be moved so


def _numbering(operation: Move, policy: Numbering) -> Numbering:
    """The policy that a move follows; only articles leave placeholders or take branches."""
    level = operation.target.first.level
    return (operation.numbering or policy) if level == "article" else Numbering.SHIFT


def _wrong_numbering(at: OperationAt[Move], targets: Targets) -> Problem | None:
    """The problem of a numbering policy that this level does not have."""
    operation = at.operation
    level = operation.target.first.level
    said = operation.numbering
    numbering = said or targets.numbering
    if trouble := stays_put(at, targets, behind=operation.behind):
        return trouble[0]
    if level == "chapter" and numbering not in (Numbering.SHIFT, Numbering.STAY):
        return at.problem(
            "numbering" if said else "move",
            "numbering-level",
            say(
                "{target} takes its articles along, whose numbers move on; that is not "
                "`{numbering}`",
                target=operation.target.text(targets.style),
                numbering=numbering,
            ),
            say("write `numbering: shift` here, or move the articles"),
        )
    if level not in ("article", "chapter") and said not in (None, Numbering.SHIFT):
        return at.problem(
            "numbering",
            "numbering-level",
            say(
                "{what} that moves leaves no placeholder; what follows it closes up",
                what=named(operation.target.first, targets.style),
            ),
            say("leave `numbering` out"),
        )
    return None


def _elsewhere(at: OperationAt[Move], targets: Targets) -> Problem | None:
    """The problem of a place that is of another kind than what is moved."""
    operation = at.operation
    first, to = operation.target.first, operation.to.first if operation.to else operation.after
    said = operation.target.text(targets.style)
    place = "to" if operation.to else "after"
    if to is None and operation.chapter is not None and first.level == "article":
        found = find(targets.charter, first)
        if isinstance(found, Article) and goes_unnumbered(found):
            return None
    if to is None or to.level != first.level or to.heading or first.heading:
        return at.problem(
            place,
            "move-level",
            say("{target} cannot take the place of {other}", target=said, other=targets.name(to))
            if to
            else say("{target} cannot take the place of nothing", target=said),
            say(
                "a provision moves to a place of its own level: an article to an article's, "
                "a paragraph to a paragraph's"
            ),
        )
    apart = to.supplementary != first.supplementary and first.level == "article"
    if apart or (first.level == "chapter" and to.parent != first.parent):
        return at.problem(
            place,
            "move-elsewhere",
            say("{target} cannot move to {other}", target=said, other=targets.name(to)),
            say(
                "articles move among the articles, supplementary provisions among "
                "themselves, sections within their chapter; say which articles a section "
                "holds with `articles`"
            ),
        )
    return None


# In its own row


def _beside(
    at: OperationAt[Move],
    targets: Targets,
    sources: Sequence[Address],
    numbers: Sequence[tuple[Number, Number]] | None,
) -> Effects:
    """The effects of a move among siblings; ``numbers`` are the pairs that ``to`` says."""
    operation = at.operation
    first = operation.target.first
    numbering = _numbering(operation, targets.numbering)
    if numbers is None and numbering is Numbering.RESERVE:
        # It takes the next number, which has to be a placeholder or free.
        start = _after(operation).number
        named: list[tuple[Number, Number]] = []
        for source in sources:
            start = start.next()
            named.append((source.number, start))
        numbers = named
    if _stays(operation, targets, sources, numbers, numbering):
        return refused(
            at.problem(
                "to" if numbers is not None else "after",
                "no-change",
                say("{name} stands there already", name=targets.name(sources[0])),
                say("leave it out"),
            )
        )
    before = _after(operation).number if numbers is None and operation.after else None
    behind: dict[Address, tuple[Number | None, OperationAt[Move]]] = {}
    into: dict[Address, tuple[Number, OperationAt[Move]]] = {}
    moves: dict[Address, tuple[Number, OperationAt[Move]]] = {}
    going: list[tuple[Number, Number | None]] = [*(numbers or ())]
    for number, to in going or [(source.number, None) for source in sources]:
        source = first.at(number)
        if to is None:
            behind[source] = (before, at)
        elif numbering is Numbering.RESERVE and _reserved(targets, first.at(to)):
            into[source] = (to, at)
        else:
            moves[source] = (to, at)
        before = number
    placed = dict.fromkeys((*behind, *into, *moves), at)
    return Effects(
        moves=moves,
        behind=behind,
        into=into,
        deletes=placeholders_taken(at, [first.at(to) for to, _ in into.values()]),
        left=placed if numbering not in (Numbering.SHIFT, Numbering.STAY) else {},
        moved=_with_branches(at, placed, targets),
        placed=placed,
    )


def _with_branches(
    at: OperationAt[Move], sources: Mapping[Address, object], targets: Targets
) -> dict[Address, OperationAt[Move]]:
    """The articles and chapters that move, and the branches that follow them."""
    first = at.operation.target.first
    if first.level not in ("article", "chapter"):
        return {}
    row = siblings(targets.charter, first)
    return {
        first.at(each): at
        for source in sources
        for each in row
        if each == source.number or each.unprinted or len(each.parts) > len(source.number.parts)
        if each.parts[: len(source.number.parts)] == source.number.parts
    }


def _reserved(targets: Targets, address: Address) -> bool:
    found = find(targets.charter, address)
    return isinstance(found, Article) and found.status is Status.RESERVED


def _stays(
    operation: Move,
    targets: Targets,
    sources: Sequence[Address],
    numbers: Sequence[tuple[Number, Number]] | None,
    numbering: Numbering,
) -> bool:
    """Whether nothing would move; an article may keep its number and go into another chapter."""
    if numbers is not None:
        elsewhere = operation.chapter is not None or operation.behind is not None
        return any(old == new for old, new in numbers) and not elsewhere
    row = numbered_siblings(targets.charter, operation.target.first)
    if sources[0].number not in row:
        return False  # it has no number, and cannot move at all
    position = row.index(sources[0].number)
    behind = row[position - 1] == _after(operation).number if position else False
    shifts = numbering is Numbering.SHIFT and operation.chapter is None
    return behind and shifts and not sources[0].number.branches


def _without_branches(sources: Sequence[Address]) -> list[Address]:
    """The provisions without the branches of one of them, which follow it wherever it goes."""
    known = {source.number for source in sources}
    return [
        source
        for source in sources
        if not any(
            Number(source.number.parts[:end]) in known for end in range(1, len(source.number.parts))
        )
    ]


# Into another row


def _away(
    at: OperationAt[Move],
    sources: Sequence[Address],
    numbers: Sequence[tuple[Number, Number]] | None,
    container: Address,
) -> Effects:
    """The effects of paragraphs or items that go into another article, paragraph or item."""
    operation = at.operation
    level = operation.target.first.level or ""
    if level == "paragraph" and any(new.branches for _, new in numbers or ()):
        return refused(
            at.problem(
                "to", "paragraph-branch", say("a paragraph has no branch number"),
                say("name a plain number; the others move on"),
            )
        )  # fmt: skip
    named = dict(numbers or ())
    landers: list[Lander] = []
    after: Number | Address | None = operation.after.number if operation.after else None
    for source in sources:
        number = _with_stem(source.number, named)
        landers.append(Lander(source=source, at=at, number=number, after=after))
        after = None if after is None else source
    placed = dict.fromkeys(sources, at)
    return Effects(
        leaving=placed,
        landing={(level, container): tuple(landers)},
        placed=placed,
        touched=((container, at),),
    )


def _with_stem(number: Number, named: Mapping[Number, Number]) -> Number | None:
    """The number that an operation names, where a branch follows its stem."""
    for end in range(len(number.parts), 0, -1):
        stem = named.get(Number(number.parts[:end]))
        if stem is not None:
            return Number((*stem.parts, *number.parts[end:]))
    return None
