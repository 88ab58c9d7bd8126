"""Blocks of supplementary provisions that operations name by their titles, told by numbers.

An address such as 附則（2022年）第1条 is read without the articles. With them it is known which
article that is; only what does not stand there yet keeps the title of its block.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.operations import Insert, Move, Operation, Renumber
from amendtool.articles.addresses import Address, AddressRange, placed
from amendtool.articles.annexes import COMING, annex_of
from amendtool.articles.charter import Charter, Provision, Status
from amendtool.articles.numbers import Number
from amendtool.articles.unnumbered import AHEAD, FIRST_BLOCK, NONE, block_titles, is_first_block

Value = TypeVar("Value")


def in_their_blocks(amendment: Amendment, charter: Charter) -> Amendment:
    """The amendment with every address in a block as the articles know it."""
    operations = tuple(_operation(operation, charter) for operation in amendment.operations)
    return replace(amendment, operations=operations)


def _operation(operation: Operation, charter: Charter) -> Operation:
    if not _names_blocks(operation):
        return operation
    found = _placed(operation, charter)
    if isinstance(operation, Insert) and isinstance(found, Insert) and operation.after is None:
        # The number is the one that it gets, whoever has it now.
        target = operation.target
        if is_first_block(target.block):
            return replace(
                found, target=replace(target, block=FIRST_BLOCK if charter.blocks else "")
            )
        named = placed(charter, Address(supplementary=True, block=target.block))
        stands = named.article is not None or named.block in block_titles(charter.blocks).values()
        if target.level is None and stands and annex_of(target.block) is not None:
            # A new annex has the number that it gets; the one that has it now moves on.
            body = operation.body or operation.status is not Status.TEXT
            number = NONE.unnumbered() if body else None
            coming = f"{target.block.partition('#')[0]}#{COMING}"
            return replace(found, target=replace(target, block=coming, article=number))
        if operation.block is not None and stands:
            # A new block with the title that another one has, which moves on.
            block = named.block or (named.article.block if named.article else "")
            target = replace(target, block=f"{block}{AHEAD}")
            if target.article is None and (operation.body or operation.status is not Status.TEXT):
                target = replace(target, article=NONE.unnumbered())
            return replace(found, target=target)
        target = replace(target, block=named.block or target.block)
        if target.level == "article" or target.level is None:
            if target.article is None and (operation.body or operation.status is not Status.TEXT):
                target = replace(target, article=NONE.unnumbered())
            return replace(found, target=target)
    if isinstance(found, Renumber | Move) and isinstance(operation, Renumber | Move) and found.to:
        ends = (operation.to or found.to).first, (operation.to or found.to).last
        here = titled(charter, operation.target.first)
        by_title = bool(operation.target.first.block)
        if here and by_title and not any(end.block for end in ends) and ends[0].supplementary:
            # What names no block is in the one of no title.
            return replace(found, to=AddressRange(*(replace(end, block="附則") for end in ends)))
        if here and all(titled(charter, end) == here for end in ends):
            # A proposed number is one of the same block, whoever has it now.
            return replace(found, to=AddressRange(*(replace(end, block="") for end in ends)))
    return found


def titled(charter: Charter, address: Address) -> str:
    """The title of the block of supplementary provisions that an address names; '' for none."""
    if address.article is not None and address.article.block and not address.block:
        return address.article.block
    found = placed(charter, replace(address, article=None, paragraph=None, items=()))
    return found.block or (found.article.block if found.article else "")


def _names_blocks(value: object) -> bool:
    if isinstance(value, Address):
        return bool(value.block)
    if isinstance(value, tuple):
        return any(map(_names_blocks, value))
    if is_dataclass(value) and not isinstance(value, Provision | Number):
        return any(_names_blocks(getattr(value, field.name)) for field in fields(value))
    return False


def _placed(value: Value, charter: Charter) -> Value:
    """A value whose addresses are :func:`placed`."""
    if isinstance(value, Address):
        return placed(charter, value)  # type: ignore[return-value] # an address of an address
    if isinstance(value, AddressRange):
        ends = placed(charter, value.first), placed(charter, value.last)
        return AddressRange(*ends)  # type: ignore[return-value] # a range of a range
    if isinstance(value, tuple) and any(map(_names_blocks, value)):
        return tuple(_placed(each, charter) for each in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type) and _names_blocks(value):
        changed = {
            field.name: _placed(part, charter)
            for field in fields(value)
            if _names_blocks(part := getattr(value, field.name))
        }
        return replace(value, **changed)
    return value


def says_the_same(one: Amendment, other: Amendment, charter: Charter) -> bool:
    """Whether two amendments have the same operations on the articles.

    A block may be named by its title, as in a file, or by the number of an article in it.
    """
    if one.operations == other.operations:
        return True
    known, also = in_their_blocks(one, charter), in_their_blocks(other, charter)
    return known.operations == also.operations
