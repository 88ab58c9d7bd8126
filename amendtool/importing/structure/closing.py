"""Where the last article ends and the signatures, dates and annexes begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from amendtool.importing.blocks import EDGES, Block
from amendtool.importing.structure.labels import english_label, markers

_DATE_JA: Final = (
    r"(?:(?:令和|平成|昭和|大正|明治|西暦)?[\s\u3000]*[0-9０-９元〇一二三四五六七八九十○〇◯]{1,5}[\s\u3000]*年"
    r"[\s\u3000]*[0-9０-９元〇一二三四五六七八九十○◯]{1,4}[\s\u3000]*月"
    r"(?:[\s\u3000]*[0-9０-９元〇一二三四五六七八九十○◯]{1,4}[\s\u3000]*日)?|[12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]{1,2})"
)
_GAP: Final = r"[\s\u3000]*"
_CHANGED_JA: Final = (
    "(?:"
    + "|".join(
        _GAP.join(word)
        for word in "制定 改正 改訂 改定 変更 施行 作成 認証 設立 承認 決議 廃止".split()
    )
    + ")"
)
_MONTH: Final = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? [0-9]{1,2},? [12][0-9]{3}"
)
_JA: Final = re.compile(
    rf"以[\s\u3000]*上$|以上[、,].*(?:設立|定款|規約|会則)|{_DATE_JA}[\s\u3000]*(?:[（(].*[）)])?$|"
    rf"{_DATE_JA}[^。]{{0,30}}{_CHANGED_JA}[^。]{{0,12}}$|{_CHANGED_JA}[^。]{{0,12}}[:：\s\u3000]+{_DATE_JA}.*$|"
    r"(?:定款|規約|会則|規程)?(?:制定日|改正日|制定年月日|改廃履歴|改定履歴|改訂履歴|改正履歴|変更履歴|沿革|作成代理人)[:：]?.{0,40}$|"
    r"(?:定款|規約|会則|規程)(?:制定日|作成日|作成代理人)"
)
_EN: Final = re.compile(
    r"IN WITNESS WHEREOF|CERTIFICAT(?:E|ION)\b|(?i:certificate of (?:the )?(?:secretary|adoption))|"
    r"(?:I|We), the undersigned|The undersigned|_{5,}|"
    rf"(?:Adopted|Amended|Revised|Approved|Ratified|Last (?:amended|revised|updated|modified)|"
    rf"Originally adopted|Effective|Dated|Updated)\b"
    rf"(?:[^.]{{0,90}}$|.*(?:day of|{_MONTH}).{{0,40}}$)|"
    r"(?i:(?:list of |history of |revision |amendment )(?:amendments|revisions|history)):?$|"
    rf"{_MONTH}\b[^.]{{0,80}}$|"
    r"(?:Signed|Signature|Date|Secretary|President|Chair(?:man|person)?)(?: of .{0,40})?[:,]?\s*_*$"
)
_ANNEX_JA: Final = re.compile(
    r"[（(【〔［\[]?(?:別表|別紙|別記|様式|付表|附表)第?[0-9０-９一二三四五六七八九十]*[）)】〕］\]]?(?:$|[\s\u3000（(].{0,40}$)"
)


def ends(block: Block) -> bool:
    """Whether a block begins what stands behind the last article."""
    text = block.whole.strip(EDGES)
    if not text or block.fixed:
        return False
    if markers(text) and not re.match(r"[12][0-9]{3}", text):
        return False
    return bool(_JA.match(text) or _EN.match(text)) or is_annex(block)


def is_annex(block: Block) -> bool:
    """Whether a block is the heading of an annex: 別表第1, Schedule A."""
    text = block.whole.strip(EDGES)
    if len(text) > 100 or block.fixed:
        return False
    label = english_label(text, styled=block.level is not None)
    return bool(_ANNEX_JA.match(text)) or (label is not None and label.level == "annex")


def cuts_off(block: Block, begun: bool) -> bool:
    """Whether nothing from this block on, behind the last label, can be an article's."""
    return begun and is_annex(block)


def closing_starts(blocks: Sequence[Block], *, keep: int, level: int | None) -> int | None:
    """The first of an article's blocks that belongs to the end of the document, or None.

    The first ``keep`` blocks are the article's in any case. ``level`` is that of the headings
    of articles: what such a heading without a number opens is no part of the article above.
    """
    for at, block in enumerate(blocks):
        headed = block.level is not None and level is not None and block.level <= level
        if at >= keep and (ends(block) or (headed and not markers(block.whole))):
            return at
    return None
