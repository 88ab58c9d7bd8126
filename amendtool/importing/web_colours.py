"""Which text of a page nobody can read: of the colour of its ground, too small, beside the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from amendtool.messages import later
from amendtool.patterns import compiled

Colour = tuple[int, int, int] | None
"""Red, green and blue, up to 255; None where it is not known."""

_NAMES: Final[Mapping[str, tuple[int, int, int]]] = {
    "white": (255, 255, 255), "snow": (255, 250, 250), "ghostwhite": (248, 248, 255),
    "floralwhite": (255, 250, 240), "ivory": (255, 255, 240), "mintcream": (245, 255, 250),
    "whitesmoke": (245, 245, 245), "azure": (240, 255, 255), "black": (0, 0, 0),
    "red": (255, 0, 0), "blue": (0, 0, 255), "green": (0, 128, 0), "navy": (0, 0, 128),
    "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192),
    "yellow": (255, 255, 0),
}  # fmt: skip
_HEX: Final = compiled(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_RGB: Final = compiled(
    r"rgba?\(\s*([0-9.]+)(%?)[\s,]+([0-9.]+)%?[\s,]+([0-9.]+)%?\s*(?:[,/]\s*([0-9.]+)(%?)\s*)?\)",
    re.IGNORECASE,
)
_LENGTH: Final = compiled(r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))\s*(px|pt|em|rem|%|in|cm|mm|pc|ex|)")
_PIXELS: Final = {"px": 1.0, "pt": 4 / 3, "in": 96.0, "cm": 37.8, "mm": 3.78, "pc": 16.0,
                  "rem": 16.0, "": 1.0}  # fmt: skip
_KEPT: Final = frozenset(
    ("", "inherit", "currentcolor", "initial", "unset", "auto", "windowtext", "revert")
)
_NEAR: Final = 10
"""How far each part of two colours may differ that nobody tells apart."""
_TINY: Final = 8 / 3
"""Pixels up to which letters are dots: two points."""
_FAR: Final = -999
"""Pixels from which on text stands beside the page."""


def colour_of(value: str, around: Colour) -> Colour:
    """The colour of letters, given that of the letters around; transparent ones have none here."""
    value = value.strip().lower()
    if value in _KEPT:
        return around
    return _colour(value, clear=(-1, -1, -1))


def ground_of(value: str, around: Colour) -> Colour:
    """The colour of the ground that letters stand on, given that of the ground around."""
    value = value.strip().lower()
    if value in _KEPT or value == "none":
        return around
    if "url(" in value or "gradient" in value:
        return None
    words = re.findall(r"rgba?\([^()]*\)|[^\s()]+", value)
    found = [one for word in words if (one := _colour(word, clear=(-1, -1, -1))) is not None]
    if not found:
        return None if words and "none" not in words else around
    return around if found[0] == (-1, -1, -1) else found[0]


def _colour(value: str, *, clear: Colour) -> Colour:
    if value == "transparent":
        return clear
    if (match := _HEX.fullmatch(value)) is not None:
        digits = match[1] if len(match[1]) > 4 else "".join(char * 2 for char in match[1])
        if digits[6:] == "00":
            return clear
        red, green, blue = bytes.fromhex(digits[:6])
        return red, green, blue
    if (match := _RGB.fullmatch(value)) is not None:
        try:
            if match[5] and float(match[5]) == 0:
                return clear
            scale = 2.55 if match[2] else 1.0
            red, green, blue = (min(round(float(match[at]) * scale), 255) for at in (1, 3, 4))
        except ValueError:
            return None
        return red, green, blue
    return _NAMES.get(value)


def size_of(value: str, around: float) -> float:
    """How high letters are, in pixels, given those around."""
    match = _LENGTH.fullmatch(value.strip().lower())
    if match is None:
        return around if value.strip().lower() in ("", "inherit", "smaller", "larger") else 16
    number = abs(float(match[1]))
    if match[2] in ("em", "%", "ex"):
        return around * number * {"em": 1.0, "%": 0.01, "ex": 0.5}[match[2]]
    return number * _PIXELS[match[2]]


def faint(colour: Colour, ground: Colour, height: float) -> str:
    """Why nobody can read letters; '' where they can be read, or where that is not known."""
    if height <= _TINY:
        return later("too small to be read")
    if colour == (-1, -1, -1):
        return later("transparent")
    if colour is None or ground is None:
        return ""
    if all(abs(one - other) <= _NEAR for one, other in zip(colour, ground, strict=True)):
        white = min(ground) >= 255 - _NEAR
        return later("white") if white else later("in the colour of its ground")
    return ""


_NOTHING: Final = compiled(
    r"scale(?:3d|[xy])?\(\s*0(?:\.0*)?\s*[,)]|inset\(\s*(?:100|[5-9][0-9])%\s*\)|circle\(\s*0"
)
"""What leaves nothing of an element to be seen: scaled to nothing, cut away."""


def off_page(said: Mapping[str, str]) -> bool:
    """Whether an element is shown so that none of it stands on the page."""
    if _pixels(said.get("opacity", "")) == 0 or (_pixels(said.get("text-indent", "")) or 0) < _FAR:
        return True
    if said.get("content-visibility", "").lower() == "hidden" or _NOTHING.search(
        f"{said.get('transform', '')} {said.get('clip-path', '')}".lower()
    ):
        return True
    cut = said.get("overflow", "").lower() in ("hidden", "clip")
    lengths = {name: _pixels(said.get(name, "")) for name in ("height", "width", "max-height",
                                                              "max-width")}  # fmt: skip
    if cut and 0 in lengths.values():
        return True
    if said.get("position", "").lower() not in ("absolute", "fixed"):
        return False
    if any((_pixels(said.get(name, "")) or 0) < _FAR for name in ("left", "top", "right")):
        return True
    clip = re.fullmatch(r"rect\(\s*([01])(px)?[\s,]+\1(px)?[\s,]+\1(px)?[\s,]+\1(px)?\s*\)",
                        said.get("clip", "").lower())  # fmt: skip
    small = [lengths[name] for name in ("height", "width")]
    return clip is not None or (cut and all(one is not None and one <= 1 for one in small))


def _pixels(value: str) -> float | None:
    match = _LENGTH.fullmatch(value.strip().lower())
    if match is None or match[2] in ("%", "ex"):
        return None
    return float(match[1]) * _PIXELS.get(match[2], 16)
