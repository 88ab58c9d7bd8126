"""Sentences and captions, each with a word of its own, so that every text can be found again."""

from __future__ import annotations

import random
import re
from typing import Final

_SYLLABLES: Final = "ba de fo gu ki la mo ne pu ri so ta ve wu zo".split()
_PLACES: Final = "桜森梅松竹菊葵蘭楓柳桐椿藤萩杉柏榎栗梨桃"
TOKEN: Final = re.compile(
    rf"\b(?:{'|'.join(_SYLLABLES)}){{3}}x\b|[{_PLACES}]{{3}}峰", re.IGNORECASE
)
"""A word that stands nowhere else in the document."""

_SUBJECTS: Final = {
    "en": ("The Board of {}", "Each member of {}", "The Secretary for {}", "Any officer of {}",
           "No director of {}", "Every meeting of {}", "Notice to {}"),
    "ja": ("{}支部の会員は", "{}委員会は", "{}担当理事は", "{}に関する届出は", "{}基金の管理者は"),
}  # fmt: skip
_ENDS: Final = {
    "en": ("shall keep the register", "may act by a majority of those present",
           "shall report to the members each year and answer their questions without delay",
           "must be given in writing, unless all of those concerned have agreed otherwise before",
           "holds office until a successor is elected", "may resign at any time by notice",
           "shall be kept at the principal office, together with the accounts of the last year"),
    "ja": ("名簿を備え置く", "出席者の過半数をもって決する", "遅滞なく報告しなければならない",
           "事業年度ごとに計算書類を作成し、その写しを主たる事務所に備え置かなければならない",
           "後任者が就任するまでの間は、なおその権利義務を有する", "書面をもって通知する"),
}  # fmt: skip
_ITEMS: Final = {
    "en": ("the accounts of {}", "members from {}, with their addresses", "gifts made to {}",
           "any other matter that the Committee for {} refers to the meeting in good time"),
    "ja": ("{}に関する事項", "{}の運営及び管理", "{}に対する援助",
           "{}の普及を図るために必要な講演会、研修会その他の催しの企画、運営及びこれらに附帯する業務"),
}  # fmt: skip
_CAPTIONS: Final = {
    "en": ("Powers of {}", "{} Committee", "Meetings at {}", "Officers for {}", "Dues of {}"),
    "ja": ("{}の設置", "{}会員", "{}の決議", "{}の権限", "{}基金"),
}  # fmt: skip


class Writer:
    """Writes texts in one language; no word of its own twice."""

    def __init__(self, rng: random.Random, language: str) -> None:
        self.rng = rng
        self.language = language
        self._used: set[str] = set()

    def token(self) -> str:
        """A word that no other text has."""
        while True:
            if self.language == "en":
                word = "".join(self.rng.choices(_SYLLABLES, k=3)).capitalize() + "x"
            else:
                word = "".join(self.rng.sample(_PLACES, 3)) + "峰"
            if word not in self._used:
                self._used.add(word)
                return word

    def sentence(self) -> str:
        """A whole sentence."""
        subject = self.rng.choice(_SUBJECTS[self.language]).format(self.token())
        end = self.rng.choice(_ENDS[self.language])
        return f"{subject} {end}." if self.language == "en" else f"{subject}、{end}。"

    def opening(self) -> str:
        """A sentence that items follow."""
        subject = self.rng.choice(_SUBJECTS[self.language]).format(self.token())
        if self.language == "en":
            return f"{subject} {self.rng.choice(('shall cover', 'includes', 'may decide on'))}:"
        return f"{subject}、次に掲げる事項を{self.rng.choice(('定める', '行う', '掌る'))}。"

    def item(self, *, last: bool = False) -> str:
        """The text of an item."""
        text = self.rng.choice(_ITEMS[self.language]).format(self.token())
        if self.language == "en":
            return f"{text}{'.' if last else ';'}"
        return text

    def caption(self) -> str:
        """A caption, without what is printed around it."""
        return self.rng.choice(_CAPTIONS[self.language]).format(self.token())


def tokens(text: str) -> list[str]:
    """The words of their own in a text, in lower case."""
    return [token.lower() for token in TOKEN.findall(text)]
