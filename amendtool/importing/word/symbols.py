"""What the fonts of signs show: Symbol as Adobe encodes it, Wingdings where Unicode has the sign.

A run in such a font says a code, and the page shows a sign that has nothing to do with the
letter of that code: B3 in Symbol is ≥. Word writes the codes as they are, or from U+F000 on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ROWS: Final = {  # Adobe, Symbol Encoding; a space stands where the font has no sign
    0x21: "!∀#∃%&∋()∗+,−./0123456789:;<=>?",
    0x40: "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵",
    0xC0: "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
}
_WINGDINGS: Final = {
    0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6D: "❍",
    0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖",
    0x77: "⬥", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧",
    0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x80 + n: sign for n, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
_FONTS: Final[Mapping[str, Mapping[int, str]]] = {
    "symbol": {
        first + at: sign
        for first, row in _ROWS.items()
        for at, sign in enumerate(row)
        if sign != " "
    },
    "wingdings": _WINGDINGS,
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"},
    "wingdings 3": {},
    "webdings": {0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"},
}
UNKNOWN: Final = "•"
"""Printed for a sign that is not known here, always with a doubt."""


def is_symbol_font(font: str) -> bool:
    """Whether the codes of a font are signs of its own, and no letters."""
    return font.lower() in _FONTS


def sign_of(font: str, code: int) -> str | None:
    """The sign that ``font`` shows for a code, bare or from U+F000 on; None where not known.

    A code outside the private use area of a font with usual letters is that letter.
    """
    private = 0xE000 <= code <= 0xF8FF
    signs = _FONTS.get(font.lower())
    if signs is not None and (private or code < 0x100):
        return signs.get(code & 0xFF)
    return None if private or not 0x20 < code <= 0xFFFD else chr(code)
