"""What Word and LibreOffice print in the place of a field that failed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from amendtool.patterns import compiled

_ERROR: Final = compiled(
    r"""
    (?:Error|Fehler|Erreur[ \u00a0\u202f]?|¡Error|Errore\.?|Erro|Fout|Fel|Virhe|Błąd)!
    (?:[ \u00a0][^.!?。<>]{3,80}[.。]?)?
    | (?:エラー|错误|錯誤|오류)[!！]\s?[^.。、,]{0,40}[.。]?
    | Error:[ ]Reference[ ]source[ ]not[ ]found
    | エラー[:：]\s?参照[^。、]{1,20}
    """,
    re.VERBOSE,
)


_SIGNS: Final = ("!", "！", "Error:", "エラー")
"""Each of the texts has one of these."""


def field_errors(text: str) -> Iterator[str]:
    """The texts in ``text`` that a field prints where it failed, as a reader sees them."""
    if not any(sign in text for sign in _SIGNS):
        return  # as nearly all texts, without a look at each character
    for match in _ERROR.finditer(text):
        yield match[0].strip()
