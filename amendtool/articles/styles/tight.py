"""Marks that stand right before their text, without a space: （１）冷蔵庫, ①冷蔵庫, 1.冷蔵庫.

Whether a level prints so is print, and a setting of it; how wide a space is there is layout. A
mark that would run into a certain text keeps its space all the same: 1. before 5日 is no 1.5日.
"""

from __future__ import annotations

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
"""A mark that ends with a sign, or is one. Behind a bare number (２, ア) a text goes on as a word
does, and letters with a stop alone are an abbreviation."""
_RUNS_ON: Final = compiled(r"[.．、)）:：,，\s　—―–-]|[のにをがはともや](?![　\s])")
"""What goes on with a mark: a stop would be a part of it, a particle makes it a citation."""
_DEEPER: Final = compiled(r"[0-9０-９]|(?:[a-z]{1,4}|[A-Z])[)）]?[.．:：)）]?(?:$|[\s　])")
"""What makes one number with the one before: 1.5, 1.a."""


def may_stand_tight(mark: str, text: str) -> bool:
    """Whether ``mark`` is seen to be one, and read as one, right before ``text``."""
    found = _MARK.fullmatch(mark)
    if found is None or not text or _RUNS_ON.match(text):
        return False
    if found["letters"] and text[0].isascii() and text[0] != "(":
        return False  # (a)b
    return not (found["stopped"] and _DEEPER.match(text))
