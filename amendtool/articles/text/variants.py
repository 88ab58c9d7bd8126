"""Typographic variants: words that people take for the same, written with other characters.

``，`` for ``、``, curly quotation marks for straight ones, １２ or 十二 for 12, a space where none
stands. Texts are never taken for each other because of it; a message says what differs. Captions
and citations that somebody writes down are (:func:`same`), old and new forms of a kanji are not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

from amendtool.articles.numerals import KANJI, KANJI_PLACES
from amendtool.messages import later, say, say_list
from amendtool.patterns import compiled

_KINDS: Final = (
    (later("the comma"), ",，、､"),
    (later("the full stop"), ".．。｡"),
    (later("the quotation marks"), "\"＂“”„‟'＇‘’‚‛"),
    (later("the dash"), "-‐‑‒–—―−－ーｰ"),
    (later("the tilde"), "~～〜"),
    (later("the middle dot"), "・･·‧•"),
    (later("the brackets"), "「『｢"),
    (later("the brackets"), "」』｣"),
)
_DOT: Final = "the middle dot"
_COUNTED: Final = later("the kind of numerals")
_PLURAL: Final = ("the quotation marks", "the brackets")
_FOLDED: Final = (
    {ord(sign): signs[0] for _, signs in _KINDS for sign in signs}
    | dict.fromkeys(map(ord, "'＇‘’‚‛"), "'")
    | dict.fromkeys((ord(sign) for kind, signs in _KINDS if kind == _DOT for sign in signs), "")
)
_KANJI: Final[Mapping[str, str]] = {
    sign: forms[0]
    for forms in (
        "与與 万萬 両兩 予豫 会會 余餘 円圓 処處 効效 区區 単單 参參 号號 "
        "図圖 国國 圧壓 塩鹽 売賣 変變 学學 実實 対對 島嶋嶌 崎﨑 広廣 "
        "弁辨辯瓣 当當 応應 恵惠 戦戰 斉齊 斎齋 数數 断斷 晩晚 桜櫻 栄榮 "
        "検檢 楽樂 様樣 権權 横橫 残殘 沢澤 浜濱 済濟 渓溪 満滿 滝瀧 為爲 "
        "独獨 画畫 発發 県縣 真眞 礼禮 竜龍 経經 継繼 総總 続續 声聲 芸藝 "
        "蔵藏 薬藥 証證 訳譯 読讀 豊豐 転轉 辺邊邉 遅遲 郷鄕 鉄鐵 関關 隠隱 "
        "雑雜 静靜 顕顯 駅驛 高髙 黒黑 徳德 体體 従從 条條 覚覺 拡擴 担擔 "
        "択擇 拠據"
    ).split()
    for sign in forms
}
"""The forms of a kanji, by the one that is written today."""
_NUMERALS: Final = "〇零一二三四五六七八九十百千"
_NUMBER: Final = compiled(rf"[{_NUMERALS}]+")
_GROUPED: Final = compiled(r"(?<=[0-9０-９])[,，](?=[0-9０-９]{3})")
_SOUNDED: Final = "ﾞﾟ"


def same(one: str, other: str) -> bool:
    """Whether two captions or citations are the same but for their typography."""
    return one == other or in_one_typography(one) == in_one_typography(other)


def in_one_typography(text: str) -> str:
    """A caption or a citation as it is equal to what is the same but for its typography."""
    return "".join(_pieces(text))


def typed_alike(text: str) -> str:
    """A text in the one typography in which its variants are equal, the forms of kanji included.

    It is for comparing and for nothing else: white space is gone, and 十二 is 12.
    """
    return "".join(_pieces(text, kanji=True))


def as_it_stands(words: str, text: str) -> str | None:
    """The first place in ``text`` that holds a variant of ``words``; None where there is none.

    Words that stand there themselves are found before any variant; white space alone is none.
    """
    if words.strip() and words in text:
        return words  # 十 in 二十 is no variant, and a middle dot alone is compared as nothing
    wanted = "".join(_pieces(words, kanji=True))
    pieces = _pieces(text, kanji=True)
    at = "".join(pieces).find(wanted) if wanted else -1
    if at < 0:
        return None
    # A sign may fold to none or to several: ㈱ holds three.
    start = end = position = 0
    for index, piece in enumerate(pieces):
        if position <= at and piece:
            start = index
        position += len(piece)
        if position >= at + len(wanted):
            end = index + 1
            break
    while end < len(text) and not pieces[end] and text[end] in _SOUNDED + _NUMERALS:
        end += 1  # these signs are one with the one before
    return text[start:end]


def what_differs(one: str, other: str) -> str:
    """What two variants differ in, for a message: ``the comma and the white space``."""
    return say_list(map(say, _kinds(one, other)))


def _kinds(one: str, other: str) -> tuple[str, ...]:
    from difflib import SequenceMatcher

    kinds: dict[str, None] = {}
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag != "equal":
            signs = one[start:end] + other[begin:stop]
            # 十二 against 12 differs in nothing but how it is counted.
            counted = any(sign in _NUMERALS for sign in signs)
            kinds.update(dict.fromkeys([_COUNTED] if counted else map(_kind, signs)))
    return tuple(kinds)


def only_differs(one: str, other: str) -> str:
    """That two variants differ in nothing else, for a message: ``only the comma differs``."""
    kinds = _kinds(one, other)
    told = say_list(map(say, kinds))
    if len(kinds) > 1 or kinds[0] in _PLURAL:
        return say("only {signs} differ", signs=told)
    return say("only {sign} differs", sign=told)


def _pieces(text: str, *, kanji: bool = False) -> list[str]:
    """What each sign of a text is compared as; with ``kanji`` their forms are one."""
    pieces = [_folded(sign) for sign in text]
    for match in _GROUPED.finditer(text):
        pieces[match.start()] = ""
    for match in _NUMBER.finditer(text):
        value = KANJI.read(match[0])
        value = KANJI_PLACES.read(match[0]) if value is None else value
        if value is not None:
            pieces[match.start() : match.end()] = [str(value), *[""] * (len(match[0]) - 1)]
    for at, sign in enumerate(text):
        if sign in _SOUNDED and at:
            pieces[at - 1], pieces[at] = unicodedata.normalize("NFKC", text[at - 1] + sign), ""
        elif kanji and (sign in _KANJI or _is_compatible(sign)):
            plain = unicodedata.normalize("NFKC", sign)
            pieces[at] = _KANJI.get(plain, plain)
    return pieces


def _is_compatible(sign: str) -> bool:
    """Whether a sign is a kanji in another form, which Unicode takes for the usual one."""
    return "\uf900" <= sign <= "\ufaff" or "\U0002f800" <= sign <= "\U0002fa1f"


def _folded(sign: str) -> str:
    if sign.isspace():
        return ""
    if _is_compatible(sign):
        return sign
    folded = _FOLDED.get(ord(sign))
    if folded is None:
        folded = unicodedata.normalize("NFKC", sign)
    return "".join(folded.split())


def _kind(sign: str) -> str:
    if sign.isspace():
        return later("the white space")
    if sign in _KANJI or _is_compatible(sign):
        return later("the form of a kanji")
    found = (kind for kind, signs in _KINDS if sign in signs)
    return next(found, later("the width of characters"))
