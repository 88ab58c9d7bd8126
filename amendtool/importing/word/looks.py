"""How a run of text looks in print: direct formatting, then styles, then the defaults.

ECMA-376, 17.7.2 and 17.7.3: what a run says itself counts; else its character style, the style
of its paragraph, that of its table and the defaults of the document, the nearest first. The
toggle properties (bold, hidden, struck, capitals) are switched once by every style that has
them: a hidden style inside a hidden style is visible again.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from amendtool.importing.word.numbering import value_of
from amendtool.importing.word.package import W
from amendtool.importing.word.xml import toggle, whole_of
from amendtool.messages import later
from amendtool.values import dataclass

_TOGGLES: Final = ("b", "caps", "smallCaps", "strike", "vanish")
_ASKING: Final = ("placeholdertext", "プレースホルダーテキスト")
_DEEPEST: Final = 20
_REMEMBERED: Final = 4096
_RAISED: Final = 4
"""Half points from which on ``w:position`` is seen as raised: less only evens out two fonts."""
_WHITE: Final = 0xF5
"""What each part of a colour has at least that nobody sees on white paper."""
_TINY: Final = 4
"""Half points up to which letters are dots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLook:
    """What the page shows of a run beside its letters."""

    bold: bool = False
    """By itself or by its character style; a whole paragraph in bold is not meant."""
    hidden: bool = False
    web_hidden: bool = False
    struck: bool = False
    capitals: bool = False
    small_capitals: bool = False
    raised: int = 0
    """1 above the line, -1 below it."""
    font: str = ""
    asking: bool = False
    """Whether it asks for a text: in the style of what nobody has filled in."""
    faint: str = ""
    """Why nobody can read it though it is printed: white on white, letters of a point."""


class RunLooks:
    """The looks of runs, by the styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        self.styles: dict[str, tuple[str | None, dict[str, object]]] = {}
        self.conditions: dict[str, dict[str, dict[str, object]]] = {}
        """What the styles of tables say of their parts, such as the first row."""
        self.bands: dict[str, tuple[int | None, int | None]] = {}
        """How many rows, and columns, the styles of tables take for one band."""
        self.defaults: dict[str, object] = {}
        self.asking: set[str | None] = set()
        """The styles of texts that ask for one."""
        self.ordinary: str | None = None
        """The style of paragraphs that name none."""
        self.known: dict[tuple[str, tuple[str, ...]], dict[str, object]] = {}
        self.found: dict[object, RunLook] = {}
        """The looks that were asked for."""
        if root is None:
            return
        self.defaults = _said(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iter(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            self.styles[name] = value_of(style, "basedOn"), _said(style.find(f"{W}rPr"))
            if "".join((value_of(style, "name") or "").casefold().split()) in _ASKING:
                self.asking.add(name)
            conditions = style.findall(f"{W}tblStylePr")
            if conditions:
                self.conditions[name] = {
                    one.get(f"{W}type", ""): _said(one.find(f"{W}rPr")) for one in conditions
                }
            laid = style.find(f"{W}tblPr")
            if laid is not None:
                self.bands[name] = (
                    whole_of(value_of(laid, "tblStyleRowBandSize")),
                    whole_of(value_of(laid, "tblStyleColBandSize")),
                )
            default = style.get(f"{W}default") in ("1", "true", "on")
            if default and style.get(f"{W}type") == "paragraph":
                self.ordinary = name

    def _chain(self, name: str | None) -> list[str]:
        """A style, and those that it inherits from, the nearest first."""
        rows: list[str] = []
        while name in self.styles and len(rows) < _DEEPEST:
            assert name is not None
            rows.append(name)
            name = self.styles[name][0]
        return rows

    def _style(self, name: str | None, parts: tuple[str, ...] = ()) -> dict[str, object]:
        """What a style says of a run, with what it inherits, and in these parts of a table."""
        if name is None or name not in self.styles:
            return {}
        if (name, parts) not in self.known:
            chain = self._chain(name)[::-1]
            rows = [self.styles[one][1] for one in chain]
            for part in parts:
                rows += [self.conditions.get(one, {}).get(part, {}) for one in chain]
            self.known[name, parts] = {key: value for said in rows for key, value in said.items()}
        return self.known[name, parts]

    def says_of_parts(self, table: str | None) -> bool:
        """Whether the style of a table, or one that it inherits from, tells its parts apart."""
        return any(one in self.conditions for one in self._chain(table))

    def bands_of(self, table: str | None) -> tuple[int, int]:
        """How many rows, and how many columns, are one band in a table of this style."""
        rows = [self.bands[one] for one in self._chain(table) if one in self.bands]
        high = next((one for one, _ in rows if one), 1)
        return max(high, 1), max(next((one for _, one in rows if one), 1), 1)

    def of(
        self,
        properties: etree._Element | None,
        *,
        paragraph: str | None,
        table: str | None = None,
        parts: tuple[str, ...] = (),
    ) -> RunLook:
        """The look of a run with these properties, in a paragraph and a table of these styles.

        ``parts`` are those of the table that it stands in, the strongest last. A document has few
        looks, and one that was worked out is remembered by all that it depends on: the elements
        that stand directly in the properties, with their attributes.
        """
        said = None if properties is None else tuple(
            [(one.tag, *one.attrib.items()) for one in properties]
        )  # fmt: skip
        key = said, paragraph, table, parts
        found = self.found.get(key)
        if found is None:
            if len(self.found) >= _REMEMBERED:
                self.found.clear()
            found = self.found[key] = self._look(properties, paragraph, table, parts)
        return found

    def _look(
        self,
        properties: etree._Element | None,
        paragraph: str | None,
        table: str | None,
        parts: tuple[str, ...],
    ) -> RunLook:
        own = _said(properties)
        named = value_of(properties, "rStyle") if properties is not None else None
        character = self._style(named)
        styles = (character, self._style(paragraph or self.ordinary),
                  self._style(table, parts))  # fmt: skip

        def toggled(name: str) -> bool:
            if name in own:
                return bool(own[name])
            odd = sum(bool(style.get(name)) for style in styles) % 2 == 1
            return odd or bool(self.defaults.get(name))

        def nearest(name: str) -> object:
            rows = (own, *styles, self.defaults)
            return next((said[name] for said in rows if name in said), None)

        raised = {"superscript": 1, "subscript": -1}.get(str(nearest("vertAlign")), 0)
        position = nearest("position")
        if not raised and isinstance(position, int) and abs(position) >= _RAISED:
            raised = 1 if position > 0 else -1
        return RunLook(
            bold=bool(own["b"] if "b" in own else character.get("b")),
            hidden=toggled("vanish"),
            web_hidden=bool(nearest("webHidden")),
            struck=toggled("strike") or bool(nearest("dstrike")),
            capitals=toggled("caps"),
            small_capitals=toggled("smallCaps"),
            raised=raised,
            font=str(nearest("font") or ""),
            asking=named in self.asking,
            faint=_faint(nearest("white"), nearest("shaded"), nearest("size")),
        )


def _faint(white: object, shaded: object, height: object) -> str:
    if white and not shaded:
        return later("white")
    return later("too small to be read") if isinstance(height, int) and 0 < height <= _TINY else ""


def _said(properties: etree._Element | None) -> dict[str, object]:
    """What ``w:rPr`` itself says of the properties that the page shows."""
    if properties is None:
        return {}
    said: dict[str, object] = {
        name: value
        for name in (*_TOGGLES, "dstrike", "webHidden")
        if (value := toggle(properties, name)) is not None
    }
    if (aligned := value_of(properties, "vertAlign")) is not None:
        said["vertAlign"] = aligned
    if (position := whole_of(value_of(properties, "position"))) is not None:
        said["position"] = position
    if (height := whole_of(value_of(properties, "sz"))) is not None:
        said["size"] = height
    if (colour := value_of(properties, "color")) is not None:
        said["white"] = re.fullmatch("[0-9A-Fa-f]{6}", colour) is not None and all(
            part >= _WHITE for part in bytes.fromhex(colour)
        )
    if properties.find(f"{W}shd") is not None or properties.find(f"{W}highlight") is not None:
        said["shaded"] = True
    fonts = properties.find(f"{W}rFonts")
    if fonts is not None:
        font = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
        if font:
            said["font"] = font
    return said
