"""The heads of the two columns: the word in them is that of the document at hand.

A 会則 is 現行会則 on its left side and not 現行定款, bylaws are Present Bylaws. The title of the
articles tells the word; a house style says with ``{document}`` where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from amendtool.articles.languages import language_of
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.house import DOCUMENT, HouseStyle
from amendtool.patterns import compiled

_KINDS_JA: Final = compiled(
    r"(?:定款|会則|会規|規約|寄附行為|章程|憲章|規程|規則|細則|規定|要綱|要領|条例|約款)\Z"
)
_KINDS_EN: Final = compiled(
    r"\b(?:Articles|By-?laws|Certificate|Constitution|Charter|Rules|Regulations|Agreement|Statutes"
    r"|Ordinance|Policy|Guidelines|Code)\b",
    re.IGNORECASE,
)
_BRACKETED: Final = compiled(r"[(\[][^()\[\]]*[)\]]\s*\Z")
_USUAL_JA: Final = "定款"
_USUAL_EN: Final = "Articles"


def document_word(title: str, language: str) -> str | None:
    """The word for a document of this title: 会則 of みなと会会則, Bylaws of BYLAWS OF QUAY CLUB.

    None where the title tells none.
    """
    plain = unicodedata.normalize("NFKC", title)
    if language_of(language).wide:
        solid = "".join(_BRACKETED.sub("", plain).split())
        found = _KINDS_JA.search(solid)
        return found[0] if found else None
    found = _KINDS_EN.search(plain)
    if found is None:
        return None
    word = found[0]
    return word.title() if word.isupper() or word.islower() else word


def heads(house: HouseStyle, style: DraftingStyle, present: str, proposed: str) -> tuple[str, str]:
    """The heads of the columns, in the words for documents of these two titles."""
    usual = document_word(style.default.document_name, house.language)
    last = usual or (_USUAL_JA if language_of(house.language).wide else _USUAL_EN)

    def head(text: str, title: str) -> str:
        if DOCUMENT not in text:
            return text
        return text.replace(DOCUMENT, document_word(title, house.language) or last)

    return head(house.columns[0], present), head(house.columns[1], proposed)
