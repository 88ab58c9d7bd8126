"""Which supplementary provisions of an edited document are which of the present ones.

Those of most companies have one title, 附則, and a document tells nothing but their order. Where
the first ones are gone, what stands first now is known by its texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from amendtool.articles.annexes import annex_of
from amendtool.articles.charter import Chapter, Charter, body_texts
from amendtool.articles.keys import make_key
from amendtool.articles.matching import heaviest_chain
from amendtool.articles.numbers import Number
from amendtool.articles.unnumbered import counted_in_blocks, title_key

_Block = tuple[str | None, str, Counter[str]]
"""Its key, its title as it compares, and its texts."""


def with_blocks_again(
    present: Charter, read: Charter, title: str
) -> tuple[Charter, Mapping[str, str]]:
    """The charter that was read, its blocks told apart as the present ones are.

    ``title`` is what the document prints above its first supplementary provisions. Where these
    are the present ones of a block with a title, they become such a block. The mapping leads from
    the keys of blocks to those of the present ones; it is empty where their titles tell.
    """
    old, new = (_blocks(each, title) for each in (present, read))
    links = [
        (at, place, 2 * common + (one[1] == other[1]))
        for at, one in enumerate(old)
        for place, other in enumerate(new)
        if (common := (one[2] & other[2]).total())
    ]
    pairs = [(old[at][0], new[place][0]) for at, place, _ in heaviest_chain(links)]
    moved = next((was for was, now in pairs if now is None and was is not None), None)
    if moved is None and all(_in_order(present, read, was, now) for was, now in pairs):
        return read, {}
    homes = {now: was for was, now in pairs if now is not None and was is not None}
    if moved is None:
        return read, homes
    taken = [*read.by_key(), *(each.key for each in (*read.chapters, *read.blocks))]
    key = make_key(title, taken)
    blocks = tuple(
        replace(each, number=Number.of(at))
        for at, each in enumerate(
            (Chapter(key=key, number=Number.of(1), heading=title), *read.blocks), 1
        )
    )
    first = (replace(each, chapter=each.chapter or key) for each in read.supplementary)
    supplementary = counted_in_blocks(tuple(first), blocks)
    again = replace(read, supplementary=supplementary, blocks=blocks)
    return again, {**homes, key: moved}


def _blocks(charter: Charter, title: str) -> list[_Block]:
    """The blocks of a charter that no annex is, each with its texts."""
    titles: dict[str | None, str] = {None: title}
    titles |= {each.key: each.heading or "" for each in charter.blocks}
    return [
        (key, title_key(named), Counter(text for each in row for text in body_texts(each)))
        for key, named in titles.items()
        if (row := charter.in_block(key)) and (key is None or annex_of(named) is None)
    ]


def _in_order(present: Charter, read: Charter, was: str | None, now: str | None) -> bool:
    """Whether two blocks have one title, and as many of that title in front of them."""

    def told(charter: Charter, key: str | None) -> tuple[str, int]:
        titles = [title_key(each.heading or "") for each in charter.blocks]
        at = next((at for at, each in enumerate(charter.blocks) if each.key == key), None)
        return ("", 0) if at is None else (titles[at], titles[: at + 1].count(titles[at]))

    return told(present, was) == told(read, now)
