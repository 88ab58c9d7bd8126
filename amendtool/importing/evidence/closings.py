"""How lines begin that stand behind the last provision: signatures, dates, revisions."""

from __future__ import annotations

from typing import Final

from amendtool.importing.blocks import EDGES
from amendtool.patterns import compiled

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
_DAY: Final = (
    r"(?:the |den |le |il |el |am )?[0-9]{1,2}(?:\.|st|nd|rd|th|er|º)? "
    r"(?:(?:day )?of |de |d['’])?[^\W\d]{3,12}\.?,? (?:de )?[12][0-9]{3}"
)
"""A day with its month in front, in whichever language: 1 May 2020, den 1. mai 2020."""
_EXECUTED: Final = (
    r"(?:(?:Thus done|Done|Given|Signed|Executed|Made|Passed|Enacted|Sealed|Witnessed)"
    r"(?:,? (?:and )?(?:done|signed|sealed|executed|delivered|dated|passed))*"
    r"(?: in (?:duplicate|triplicate|[a-z]+ originals?))?"
    r",? (?:at|in|on|by|this|under|the)\b[^.;]{0,120}"
    rf"(?:day of|{_MONTH}|{_DAY}|[12][0-9]{{3}})[^.]{{0,60}}\.?$)"
)
"""What a document says of its signing: Done at Elmtown, this first day of May, 2020."""
_PLACE_AND_DAY: Final = rf"[^\W\d_a-z](?:[\w .'’-]{{1,40}},|[\w-]{{1,20}}) (?:{_DAY}|{_MONTH})\.?$"
"""The line above signatures: Bergen, 1. mai 2020."""
_HISTORY_JA: Final = (
    r"(?:制定[・及び]*改廃|制?改廃|制?改定|制?改訂|制?改正|変更|更新|改版|版)の?"
    r"(?:履歴|経過|経緯|沿革|記録)表?"
)
_HISTORY: Final = (
    r"(?i:(?:(?:list|history|record|table|log) of (?:the )?|revision |amendments? |document |"
    r"version |change )(?:amendments|revisions|changes|history|log)(?: table)?)"
)
_END: Final = (
    r"END(?: OF [A-Z][A-Z ,.'’-]{1,60})?$|End of (?:the |these |this )?"
    r"(?i:bylaws|by-laws|articles|document|rules|charter|constitution|certificate|text)\b.{0,40}$"
)
_JA: Final = compiled(
    r"以[\s\u3000]*上[。．]?$|(?:令和|平成|昭和|西暦|20)?[\s\u3000]+年[\s\u3000]+月[\s\u3000]+日$"
    r"|以上[、,，].*(?:設立|定款|規約|会則|規程|規則|発起人|署名|押印|原本)|"
    rf"{_DATE_JA}[\s\u3000]*(?:[（(].*[）)])?$|"
    rf"{_DATE_JA}[^。]{{0,30}}{_CHANGED_JA}[^。]{{0,12}}$|{_CHANGED_JA}[^。]{{0,12}}[:：\s\u3000]+{_DATE_JA}.*$|"
    r"(?:定款|規約|会則|規程)?(?:制定日|改正日|制定年月日|沿革|作成代理人)[:：]?.{0,40}$|"
    rf"(?:定款|規約|会則|規程)?(?:の)?{_HISTORY_JA}[:：]?.{{0,40}}$|"
    r"(?:定款|規約|会則|規程)(?:制定日|作成日|作成代理人)"
)
_EN: Final = compiled(
    r"IN WITNESS WHEREOF|CERTIFICAT(?:E|ION)\b|(?i:certificate of (?:the )?(?:secretary|adoption))|"
    r"(?:I|We), the undersigned|The undersigned|_{5,}|"
    rf"(?:Adopted|Amended|Revised|Approved|Ratified|Last (?:amended|revised|updated|modified)|"
    rf"Originally adopted|Effective|Dated|Updated)\b"
    rf"(?:[^.]{{0,90}}$|.*(?:day of|{_MONTH}).{{0,40}}$)|"
    rf"{_HISTORY}:?$|{_END}|{_EXECUTED}|{_PLACE_AND_DAY}|"
    rf"{_MONTH}\b[^.]{{0,80}}$|"
    r"(?:Signed|Executed|Subscribed|Witnessed)(?: and (?:sealed|delivered|dated))?"
    r" (?:for and on behalf of|on behalf of|by)\b[^.;]{0,60}:$|"
    r"(?:Signed|Signature|Date|Secretary|President|Chair(?:man|person)?)(?: of .{0,40})?[:,]?\s*_*$"
)
_LAST: Final = compiled(
    rf"以[\s\u3000]*上[。．]?$|{_HISTORY_JA}[:：]?$|IN WITNESS WHEREOF\b|{_END}|{_HISTORY}:?$|"
    r"(?i:(?:certificate of (?:the )?(?:secretary|adoption|incorporators?)|secretary.s certificate)"
    r":?$)"
)
"""What stands at an end and nowhere else."""
_BULLET: Final = compiled(rf"[-*+・•●][{EDGES}]+")
"""What a list of revisions may be set off by, a line each."""


_FRAMED: Final = compiled(
    r"[（(【［\[〔〈《＜<\-―—‐－–～〜~*＊=＝■□◆●\s\u3000]+(?P<inner>[^（(【［\[〔〈《＜<]{1,40}?)"
    r"[）)】］\]〕〉》＞>\-―—‐－–～〜~*＊=＝■□◆●\s\u3000]*$"
)
"""A short line in brackets or between dashes: 【改定履歴】, - 以上 -, [End of Bylaws]."""


def _bare(text: str) -> str:
    """A line without the bullet that sets it off, or the brackets or dashes around it."""
    framed = _FRAMED.fullmatch(text)
    return _BULLET.sub("", text) if framed is None else framed["inner"].strip(EDGES)


def ends(text: str) -> bool:
    """Whether a line begins what stands behind the last provision of a document."""
    text = _bare(text)
    return bool(_JA.match(text) or _EN.match(text))


def closes(text: str) -> bool:
    """Whether a line can be nothing but the end of a text: 以上, a certificate, its revisions."""
    return _LAST.match(_bare(text)) is not None
