"""Where operations meet: two that act on one provision, or that want one place.

All operations happen at once, so nothing says which of two comes first: what would come out
differently, or not at all, one after the other, is a mistake. Two operations may well act on
one provision where each leaves alone what the other changes: a new number beside a new text,
a new heading beside new paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from amendtool.amendments.apply.effects import Effects
from amendtool.amendments.apply.rows import below
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.operations import (
    Delete,
    Merge,
    Move,
    Replace,
    ReplacePhrase,
    ReplaceThroughout,
)
from amendtool.amendments.operations.insert import reserve_target
from amendtool.articles.addresses import Address, address_of_article, ancestors, find
from amendtool.articles.numbers import Number
from amendtool.articles.unnumbered import FIRST_BLOCK
from amendtool.errors import Problem
from amendtool.messages import say
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two operations that act on one provision and cannot both be right."""

    address: Address
    one: OperationAt[object]
    other: OperationAt[object]

    @property
    def indices(self) -> tuple[int, int]:
        """The positions of the two, in the order of the file."""
        first, second = sorted((self.one.index, self.other.index))
        return first, second

    def problem(self, targets: Targets) -> Problem:
        """What is told of it, at the later one of the two."""
        first, second = self.indices
        later = max(self.one, self.other, key=lambda at: at.index)
        return later.problem(
            "",
            "operations-overlap",
            say(
                "operations {first} and {second} both act on {name}",
                first=first + 1,
                second=second + 1,
                name=targets.name(self.address),
            ),
            say("all operations happen at once: join the two into one"),
        )


def conflicts(
    each: Sequence[Effects], effects: Effects, targets: Targets
) -> Iterator[Overlap | Problem]:
    """Every conflict; ``effects`` are those of ``each`` operation, joined."""
    yield from _same_said(each)
    yield from _same_anchor(effects, targets)
    yield from _reserved_in_use(effects, targets)
    yield from _block_not_alone(effects, targets)
    yield from _sections_left(effects, targets)
    effects = spared(effects)
    yield from _moves_to_used(effects, targets)
    yield from _followers(effects, targets)
    yield from _overlaps(effects)


def spared(effects: Effects) -> Effects:
    """The effects where a narrower operation stands against a wider one that includes it.

    Articles that move out of a chapter are not deleted with it, nor what moves out of a range
    that does not name it; a branch that an operation places does not follow its article.
    """

    def stays(address: Address, at: OperationAt[object]) -> bool:
        if not isinstance(at.operation, Delete) or address not in effects.moved:
            return True
        target = at.operation.target
        return target.first.level == address.level and address in (target.first, target.last)

    def kept(table: Mapping[Address, OperationAt[Delete]]) -> dict[Address, OperationAt[Delete]]:
        return {address: at for address, at in table.items() if stays(address, at)}

    return replace(
        effects,
        deletes=kept(effects.deletes),
        reserves=kept(effects.reserves),
        touched=tuple(pair for pair in effects.touched if stays(*pair)),
        moved={
            address: at
            for address, at in effects.moved.items()
            if effects.placed.get(address, at) is at
        },
    )


# Two that act on one provision


def _same_said(each: Sequence[Effects]) -> Iterator[Overlap]:
    """Two operations that say the same kind of thing of one provision."""
    placed: dict[Address, OperationAt[object]] = {}
    gone: dict[Address, OperationAt[object]] = {}
    kept: dict[Address, OperationAt[object]] = {}
    texts: dict[Address, OperationAt[object]] = {}
    marks: dict[Address, OperationAt[object]] = {}
    blocks: dict[Address, OperationAt[object]] = {}
    for one in each:
        block = {at.operation.target: at for at in one.blocks}
        new_texts = {**one.headings, **one.replaces}
        yield from _both(one.placed, placed)
        yield from _both(one.deletes, gone)
        if one.fills:
            # A placeholder that is filled cannot be renumbered or moved as well.
            yield from _both(one.deletes, placed)
        yield from _both(one.reserves, gone, kept)
        yield from _both(new_texts, texts)
        yield from _both(one.marks, marks)
        yield from _both(block, blocks)
        placed.update(one.placed)
        gone.update(one.deletes)
        kept.update(one.reserves)
        texts.update(new_texts)
        marks.update(one.marks)
        blocks.update(block)


def _both(
    table: Mapping[Address, OperationAt[object]], *known: Mapping[Address, OperationAt[object]]
) -> Iterator[Overlap]:
    for address, at in table.items():
        other = next((each[address] for each in known if address in each), None)
        if other is not None:
            yield Overlap(address, other, at)


# Two that want one place


def _same_anchor(effects: Effects, targets: Targets) -> Iterator[Problem]:
    """Two that come into a row right after one provision: nobody says which is first."""
    for inserts in effects.inserts.values():
        for position, at in enumerate(inserts):
            after = at.operation.after
            for other in inserts[:position]:
                if after is not None and other.operation.after == after:
                    yield _unordered(other, at, "insert", targets.name(after), inserts=True)
    for landers in effects.landing.values():
        first: dict[Number | Address, OperationAt[object]] = {}
        for lander in landers:
            # What follows the first one of a move goes behind that one.
            mover, move = lander.at, lander.at.operation
            if lander.after is None or isinstance(move, Merge) or move.after is None:
                continue
            rival = first.setdefault(lander.after, mover)
            if rival.index != mover.index:
                yield _unordered(rival, mover, "after", targets.name(move.after))


def _followers(effects: Effects, targets: Targets) -> Iterator[Problem]:
    """Only one provision can stand right behind another one: new, moved or merged into its row."""
    known: dict[Address, OperationAt[object]] = {
        at.operation.after: at
        for inserts in effects.inserts.values()
        for at in inserts
        if at.operation.after is not None
    }
    for (level, container), landers in effects.landing.items():
        for lander in landers:
            if not isinstance(lander.after, Number):
                continue
            anchor = below(container, level, lander.after)
            other = known.setdefault(anchor, lander.at)
            # Two moves are told of already.
            moves = isinstance(other.operation, Move) and isinstance(lander.at.operation, Move)
            if other.index != lander.at.index and not moves:
                yield _unordered(other, lander.at, "", targets.name(anchor))
    for source, (after, at) in effects.behind.items():
        if after is None:
            continue
        anchor = source.at(after)
        if anchor in known:
            yield _unordered(known[anchor], at, "", targets.name(anchor))
        known[anchor] = at


def _unordered(
    one: OperationAt[object],
    other: OperationAt[object],
    part: str,
    name: str,
    *,
    inserts: bool = False,
) -> Problem:
    first, second = sorted((one.index, other.index))
    return max(one, other, key=lambda at: at.index).problem(
        part,
        "insert-order",
        say(
            "operations {first} and {second} both insert right after {name}",
            first=first + 1,
            second=second + 1,
            name=name,
        )
        if inserts
        else say(
            "operations {first} and {second} both put something right after {name}",
            first=first + 1,
            second=second + 1,
            name=name,
        ),
        say("name the numbers that they get: the order of operations means nothing"),
    )


def _reserved_in_use(effects: Effects, targets: Targets) -> Iterator[Problem]:
    """With the numbering ``reserve`` an insert takes the place of a placeholder, and no other."""
    for inserts in effects.inserts.values():
        for at in inserts:
            target = reserve_target(at, targets)
            standing = find(targets.charter, target) if target else None
            free = at.index in effects.fills or target in effects.deletes
            if target is not None and standing is not None and not free:
                yield at.problem(
                    "insert",
                    "number-in-use",
                    say(
                        "{name} is in force, so nothing can be inserted in its place",
                        name=targets.name(target),
                    ),
                    say("name a number that is kept as a placeholder, or use `numbering: shift`"),
                )


def _moves_to_used(effects: Effects, targets: Targets) -> Iterator[Problem]:
    """Where an article leaves a placeholder no number moves, so that its new one has to be free."""
    for source, at in effects.left.items():
        found = effects.moves.get(source)
        if found is None:
            continue
        to = source.at(found[0])
        if find(targets.charter, to) is None or to == source or to in effects.deletes:
            continue
        policy = at.operation.numbering or targets.numbering
        yield at.problem(
            "to" if at.operation.to else "after",
            "number-in-use",
            say(
                "{name} is in force, and with `numbering: {policy}` no number moves",
                name=targets.name(to),
                policy=policy,
            ),
            say(
                "name a branch number or one that is kept as a placeholder, or use "
                "`numbering: shift` here"
            ),
        )


# What cannot stand without the other


def _block_not_alone(effects: Effects, targets: Targets) -> Iterator[Problem]:
    """Text of supplementary provisions without a number comes where none are yet, not beside them.

    Articles of theirs may come with it: they stand behind it.
    """
    block = effects.block
    if block is None:
        return
    target = block.operation.target
    row = targets.charter.supplementary
    if target.block == FIRST_BLOCK:
        row = targets.charter.in_block(None)  # the others have titles of their own
    addresses = (address_of_article(targets.charter, article.key) for article in row)
    if any(address not in effects.deletes for address in addresses):
        yield block.problem(
            "insert",
            "number-in-use",
            say("{name} are there already", name=targets.name(target)),
            say("delete them too, or insert an article or a paragraph of them"),
        )


def _sections_left(effects: Effects, targets: Targets) -> Iterator[Problem]:
    """A chapter that goes without its articles leaves no section behind."""
    for owner, at in effects.dissolved.items():
        sections = (each for each in targets.inside(owner) if each.level == "chapter")
        if any(section not in effects.deletes for section in sections):
            yield at.problem(
                "delete",
                "chapter-with-sections",
                say(
                    "{name} has sections, which would stand in no chapter", name=targets.name(owner)
                ),
                say("delete the headings of its sections too"),
            )


# A whole and a part of it


def _overlaps(effects: Effects) -> Iterator[Overlap]:
    """Two operations on one text: a whole and a part of it, or twice the same whole."""
    whole: dict[Address, OperationAt[object]] = {
        **effects.deletes,
        **effects.reserves,
        **effects.replaces,
        **effects.headings,
    }
    for address, at in (*effects.touched, *effects.placed.items()):
        for outer in ancestors(address):
            # A merged article goes as a whole; a split one is changed by its paragraphs.
            other = whole.get(outer)
            if other is None or other.index == at.index:
                continue
            if outer in effects.dissolved and address.chapters != outer.chapters:
                # The sections of a chapter are dissolved for themselves.
                continue
            if not _harmless(effects, address, at, outer, other):
                yield Overlap(outer, other, at)
    for address, at in effects.touched:
        # What comes into a merged article would be lost; phrases are found where it goes.
        merged = effects.merges.get(address.parent if address.heading else address)
        phrase = isinstance(at.operation, ReplacePhrase | ReplaceThroughout)
        if merged is not None and not phrase:
            yield Overlap(address, merged[1], at)


def _harmless(
    effects: Effects,
    address: Address,
    at: OperationAt[object],
    outer: Address,
    other: OperationAt[object],
) -> bool:
    """Whether ``at`` on ``address`` leaves alone what ``other`` does to ``outer`` as a whole."""
    places = effects.placed.get(address) is at
    if places and outer == address:
        # A new number goes beside all that stays; but nothing can both leave a placeholder
        # and become one.
        reserved = outer in effects.left and outer in effects.reserves
        return outer not in effects.deletes and not reserved
    if places and address in effects.leaving:
        # What moves out of a provision is no part of it any more, and may outlive it.
        return isinstance(other.operation, Delete)
    text = isinstance(other.operation, Replace)
    if address == outer and isinstance(at.operation, Replace):
        # A new mark goes beside a new text, and beside what leaves a number that is marked so.
        if outer in effects.reserves and effects.reserves[outer] is other:
            return at.operation.only_marks
        return text and (at.operation.only_marks or effects.marks.get(address) is other)
    # A new heading goes beside a new text.
    return text and address.heading and outer == address.parent
