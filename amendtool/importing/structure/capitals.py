"""Lines in capitals that are the headings of chapters without a number.

DIRECTORS
5. Duties and Number: The affairs …
6. Qualifications: Every director …
OFFICERS
22. Election: …
"""

from __future__ import annotations

from collections.abc import Sequence

from amendtool.importing.blocks import EDGES, Block
from amendtool.importing.structure.captions import LONGEST, beside
from amendtool.importing.structure.labels import after_separator
from amendtool.importing.structure.plan import Plan, label_of


def capital_chapters(blocks: Sequence[Block], plan: Plan) -> frozenset[int]:
    """The identities (``id``) of the blocks that are such headings; empty where there are none.

    A single line is the title of the document. Lines over nearly every article are the
    captions of the articles, unless the articles have captions of their own.
    """
    if plan.family not in ("article", "number") or plan.level is not None:
        return frozenset()
    found: list[int] = []
    captioned = articles = 0
    for at, block in enumerate(blocks):
        label = label_of(block, plan)
        if label is None or label[0].level not in ("article", "number") or label[0].japanese:
            continue
        articles += 1
        if at and _capital(blocks[at - 1], plan):
            found.append(id(blocks[at - 1]))
            whole = block.whole
            rest = whole[after_separator(whole, label[1] + label[0].end) :]
            captioned += beside(rest, styled=False, lead=0, followed=False) is not None
    chapters = len(found) >= 2 and (captioned * 2 >= len(found) or len(found) * 10 < articles * 6)
    return frozenset(found) if chapters else frozenset()


def _capital(block: Block, plan: Plan) -> bool:
    text = block.text.strip(EDGES)
    return (
        not block.fixed
        and not block.generated
        and block.level is None
        and text.isascii()
        and text.isupper()
        and 3 <= len(text) <= LONGEST
        and text[-1] not in ".;,"
        and label_of(block, plan) is None
    )
