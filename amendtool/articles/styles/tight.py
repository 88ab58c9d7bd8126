"""Marks that stand right before their text, without a space: （１）冷蔵庫, ①冷蔵庫, ２前項.

Whether a level prints so is print, and a setting of it; how wide a space is there is layout. A
mark that would run into a certain text keeps its space all the same: 1. before 5日 is no 1.5日,
and ２ before 人以上 no mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from amendtool.articles.numerals import SIGN
from amendtool.patterns import compiled

_KANJI: Final = "[〇一二三四五六七八九十百千]{1,8}"
_NUMERAL: Final = rf"(?:[0-9０-９]{{1,4}}|{_KANJI}|[ァ-ヶ]|[ａ-ｚ]{{1,3}}|[Ａ-Ｚ]{{1,3}}|[ｱ-ﾝ])"
_BRANCH: Final = rf"(?:[のノ之](?:[0-9０-９]{{1,4}}|{_KANJI}))*"
_LETTERS: Final = "[a-z]{1,5}|[A-Z]{1,5}"
_RINGED: Final = rf"(?:[①-⑳㉑-㉟㊱-㊿⑴-⒇ⅰ-ⅻⅠ-Ⅻ]|{SIGN})"
_MARK: Final = compiled(
    rf"(?P<bracket>[(（\[〔【])(?:{_NUMERAL}{_BRANCH}|(?P<letters>{_LETTERS})|{_RINGED})"
    r"[)）\]〕】][.．]?"
    rf"|(?P<stopped>{_NUMERAL}{_BRANCH}|{_RINGED})[.．、)）]"
    rf"|{_RINGED}"
)
"""A mark that ends with a sign, or is one. Letters with a stop alone are an abbreviation."""
_COUNTING: Final = "〇零一二三四五六七八九十百千万億"
_BARE: Final = compiled(
    "(?P<digits>[0-9０-９]{1,3})|[ァ-ヶ]|(?P<kanji>[一二三四五六七八九十]{1,3})"
)
"""A number without a sign, which a text in kanji or hiragana may follow at once."""
_WORDS: Final = compiled("[ぁ-ん一-龠「『]")
_KATAKANA: Final = compiled("[ァ-ヺ]")
"""It goes on with a mark in katakana, and with a number only as a unit."""
UNIT: Final = (
    "(?:メートル|センチ|ミリ|キロ|パーセント|ドル|ユーロ|ポイント|グラム|リットル|トン|ポンド|ページ"
    "|ヘクタール|ワット|ボルト|カ[月年所国]|ヶ[月年所国]|カラット|ケタ|ダース)"
)
_UNITS: Final = compiled(UNIT)
MEASURE: Final = (
    r"(?:以[上下内外降]|未満"
    r"|(?:[名人回年月日円歳才株個票口割週部件通本台枚冊]|[かカヶケ箇個](?:月|年|所|国)|時間|分の)"
    r"(?:$|以[上下内]|未満|程度|まで|[前後間]|ごと|毎|ずつ|とす|[のをがはにとでや、。，（(及又]))"
)
"""What makes a measure of the number in front of it: 名以上, 年の."""
_MEASURED: Final = compiled(MEASURE)
_COMPOUND: Final = compiled(
    "[般部方定切時旦括覧致体層律環員任貫元連度斉次重者角輪法分人名日月年回件株割項号条個社種等半文"
    "期週級段階]"
)
"""What a kanji numeral makes one word with: 一般, 二次, 三者, 十分, 二人."""
_COUNTER: Final = compiled(
    "人(?![事員権格材間類件道])|名(?![称義簿前誉])|年(?![度次齢金末少長])|月(?![次額末例報])"
    "|日(?![当時程本常])|回(?![答数覧線])|[円歳才]|[カか](?:月|年|所|国)"
)
"""What digits count: ２人掛け, and not ２人事."""
_RUNS_ON: Final = compiled(r"[.．、)）:：,，\s　—―–-]|[のにをがはともや](?![　\s])")
"""What goes on with a mark: a stop would be a part of it, a particle makes it a citation."""
_DEEPER: Final = compiled(r"[0-9０-９]|(?:[a-z]{1,4}|[A-Z])[)）]?[.．:：)）]?(?:$|[\s　])")
"""What makes one number with the one before: 1.5, 1.a."""


def may_stand_tight(mark: str, text: str) -> bool:
    """Whether ``mark`` is seen to be one, and read as one, right before ``text``."""
    if not text or _RUNS_ON.match(text):
        return False
    if _BARE.fullmatch(mark):
        return not runs_together(mark, text) and not tells_word(mark, text)
    return _MARK.fullmatch(mark) is not None and not runs_together(mark, text)


def is_bare(mark: str) -> bool:
    """Whether a mark is a number without a sign, so that not every place tells it from a word."""
    return _BARE.fullmatch(mark) is not None


def tells_word(mark: str, text: str) -> bool:
    """Whether a bare number may as well be part of the word that it stands before: 二人, 一般."""
    if _MEASURED.match(text) or (text and text[0] in _COUNTING):
        return True
    found = _BARE.fullmatch(mark)
    if found is None or not (found["kanji"] or found["digits"]):
        return False
    return (_COMPOUND if found["kanji"] else _COUNTER).match(text) is not None


def runs_together(mark: str, text: str) -> bool:
    """Whether nobody could tell where ``mark`` ends right before ``text``: 1.5日, (a)b, 25日."""
    bare = _BARE.fullmatch(mark)
    if bare is not None:
        if (bare["digits"] or bare["kanji"]) and _KATAKANA.match(text):
            return _UNITS.match(text) is not None
        return _WORDS.match(text) is None or text[0] in _COUNTING
    found = _MARK.fullmatch(mark)
    if found is None or not text or text[0].isspace():
        return True
    if found["letters"] and text[0].isascii() and text[0] != "(":
        return True
    return bool(found["stopped"] and _DEEPER.match(text))


def tight_cuts(line: str, *, bare: bool) -> Iterator[tuple[str, str]]:
    """The marks that ``line`` may begin with right before its text, each with that text.

    Those without a sign are found where they may be ``bare``, the longest first: 十一 and 十.
    """
    found = _MARK.match(line)
    if found is not None and not runs_together(found[0], line[found.end() :]):
        yield found[0], line[found.end() :]
    found = _BARE.match(line) if bare else None
    if found is None:
        return
    shortest = 1 if found["kanji"] else found.end()
    for end in range(found.end(), shortest - 1, -1):
        if not runs_together(line[:end], line[end:]) or (found["kanji"] and line[end:]):
            yield line[:end], line[end:]
