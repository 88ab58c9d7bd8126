"""The table as text for a terminal, the two cells side by side.

Widths are counted in columns of the terminal: full-width characters take two. Ambiguous
ones (Unicode East Asian Width ``A``) take one, as in every terminal's default.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from amendtool.comparison.table import Align, BlockKind, Cell, Look, Run, Table
from amendtool.render.typography import ITEM_KINDS, Laid, laid_out, part_of, remarks_cell
from amendtool.values import dataclass

SIDE_BY_SIDE = 50
"""The least width at which two columns are readable; below it the cells are stacked."""

_LEAST = 10
# Kinsoku: what may not begin a line, and what may not end one (JIS X 4051).
_NOT_FIRST = frozenset(
    "、。，．・：；？！」』）】〕〉》］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.;:!?)]}”’～"
)
_NOT_LAST = frozenset("「『（【〔〈《［｛([{“‘")
_PRESENT = "31"
_PROPOSED = "32"


class _Glyph(NamedTuple):
    """One character with what combines with it; whether it is changed; its width."""

    text: str
    changed: bool
    width: int


_Line = list[_Glyph]


@dataclass(frozen=True, slots=True, kw_only=True)
class _BoxLines:
    """The lines of the box: top, between rows, bottom, and the upright one."""

    level: str
    upright: str
    top: str
    middle: str
    bottom: str

    def rule(self, corners: str, widths: Sequence[int]) -> str:
        columns = (self.level * (width + 2) for width in widths)
        return corners[0] + corners[1].join(columns) + corners[2]


_BOX = _BoxLines(level="─", upright="│", top="┌┬┐", middle="├┼┤", bottom="└┴┘")
_ASCII = _BoxLines(level="-", upright="|", top="+++", middle="+++", bottom="+++")


def to_terminal(table: Table, *, width: int, colour: bool, unicode: bool) -> str:
    """``table`` in lines of at most ``width`` columns, with a final line feed.

    With ``colour`` the changed words are underlined (and red or green); without it they
    stand between low lines, ``_fourteen_``, which survive a copy and paste. ``unicode``
    False draws the frame with ``+-|``. Below 50 columns the two cells of a row stand one
    under the other. Characters that a terminal would obey, or hide, are shown as their
    numbers, ``[U+202E]``. Nothing is raised, whatever the text and the width.
    """
    width = max(width, _LEAST)
    pen = _Pen(colour)
    lines = [pen.plain(line, width, centred=True) for line in _wrapped_text(table.title, width)]
    for line in _wrapped_text(table.note or "", width):
        lines.append(" " * max(0, width - _width(line)) + pen.drawn(line, ""))
    frame = _BOX if unicode else _ASCII
    if width < SIDE_BY_SIDE:
        lines += _stacked(table, width, pen, frame)
    else:
        lines += _side_by_side(table, width, pen, frame)
    return "".join(line.rstrip(" ") + "\n" for line in lines)


class _Pen:
    """Writes glyphs, with the escape sequences of the changed ones when ``colour`` is on."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def drawn(self, line: _Line, hue: str) -> str:
        parts: list[str] = []
        changed = False
        for glyph in line:
            if self.colour and glyph.changed != changed:
                parts.append(f"\x1b[4;{hue}m" if glyph.changed else "\x1b[0m")
                changed = glyph.changed
            parts.append(glyph.text)
        return "".join(parts) + ("\x1b[0m" if changed else "")

    def plain(self, line: _Line, width: int, *, centred: bool = False) -> str:
        return self.filled(line, width, "", Align.CENTRE if centred else Align.LEFT)

    def filled(self, line: _Line, width: int, hue: str, align: Align) -> str:
        space = max(0, width - _width(line))
        before = {Align.LEFT: 0, Align.CENTRE: space // 2, Align.RIGHT: space}[align]
        return " " * before + self.drawn(line, hue) + " " * (space - before)

    def cell(self, cell: Cell, width: int, hue: str, look: Look) -> list[str]:
        lines: list[str] = []
        for laid in laid_out(cell):
            match part_of(laid.block.kind):
                case "chapter":
                    align = Align.CENTRE
                case "label":
                    align = look.label_align
                case "name" | "text" | "item":
                    align = Align.LEFT
            hang = 2 if look.hanging_indent and laid.block.kind is BlockKind.PARAGRAPH else 0
            for line in _block_lines(laid, width, hang, marks=not self.colour):
                lines.append(self.filled(line, width, hue, align))
        return lines


def _side_by_side(table: Table, width: int, pen: _Pen, frame: _BoxLines) -> list[str]:
    widths = _widths(table, width)
    up = f" {frame.upright} "

    def rows(*cells: Iterable[str]) -> list[str]:
        columns = [[*cell] for cell in cells]
        height = max(map(len, columns))
        for column, wide in zip(columns, widths, strict=True):
            column += [" " * wide] * (height - len(column))
        return [f"{up.lstrip()}{up.join(line)}{up.rstrip()}" for line in zip(*columns, strict=True)]

    heads = [
        [pen.plain(line, wide, centred=True) for line in _wrapped_text(head, wide)]
        for head, wide in zip(table.heads, widths, strict=True)
    ]
    lines = [frame.rule(frame.top, widths), *rows(*heads)]
    for row in table.rows:
        lines.append(frame.rule(frame.middle, widths))
        for part in row.parts():
            cells = table.in_order((part.present, _PRESENT), (part.proposed, _PROPOSED))
            filled = [
                pen.cell(cell, wide, hue, table.look)
                for (cell, hue), wide in zip(cells, widths, strict=False)
            ]
            if table.remarks is not None:
                filled.append(pen.cell(remarks_cell(part), widths[2], "", Look()))
            lines += rows(*filled)
    return [*lines, frame.rule(frame.bottom, widths)]


def _widths(table: Table, width: int) -> tuple[int, ...]:
    """What the columns of the table have for text; its remarks have a sixth at most."""
    if table.remarks is None:
        return ((width - 7) // 2,) * 2
    lines = (table.remarks, *(line for row in table.rows for line in row.remarks))
    longest = max(_width(_glyphs([Run(line)], marks=False)) for line in lines)
    aside = min(max(4, longest), width // 6)
    return ((width - 10 - aside) // 2,) * 2 + (aside,)


def _stacked(table: Table, width: int, pen: _Pen, frame: _BoxLines) -> list[str]:
    lines: list[str] = []
    rule = frame.level * width
    for row in table.rows:
        cells = table.in_order(
            (table.columns[0], row.present, _PRESENT), (table.columns[1], row.proposed, _PROPOSED)
        )
        for above, (head, cell, hue) in zip((rule, ""), cells, strict=True):
            lines.append(above)
            lines += [pen.plain(line, width) for line in _wrapped_text(f"[{head}]", width)]
            lines += pen.cell(cell, width, hue, table.look)
        if table.remarks is not None and row.remarks:
            lines.append("")
            lines += [pen.plain(line, width) for line in _wrapped_text(f"[{table.remarks}]", width)]
            lines += pen.cell(remarks_cell(row), width, "", Look())
    return [*lines, rule]


def _block_lines(laid: Laid, width: int, hang: int, *, marks: bool) -> list[_Line]:
    """The lines of a block; those of a paragraph after the first stand in by ``hang``."""
    block = laid.block
    glyphs = _glyphs(block.runs, marks=marks)
    if block.kind not in ITEM_KINDS:
        begins, *later = _wrapped(glyphs, width, width - hang)
        return [begins, *([*_spaces(hang), *line] for line in later)]
    level = min(2 * max(block.level - 1, 0), width // 3)
    rest = min(level + _width(_glyphs((Run(laid.above),), marks=False)), width // 2)
    first = level if laid.own else rest
    lines = _wrapped(glyphs, width - first, width - rest)
    indents = (first if number == 0 else rest for number in range(len(lines)))
    return [[*_spaces(indent), *line] for indent, line in zip(indents, lines, strict=True)]


def _wrapped_text(text: str, width: int) -> list[_Line]:
    return _wrapped(_glyphs((Run(text),), marks=False), width, width) if text else []


def _wrapped(glyphs: _Line, first: int, rest: int) -> list[_Line]:
    """``glyphs`` cut into lines of ``first`` and then ``rest`` columns, at good places."""
    lines: list[_Line] = []
    start = 0
    while start < len(glyphs) or not lines:
        room = first if not lines else rest
        end, used = start, 0
        while end < len(glyphs) and glyphs[end].text != "\n":
            used += glyphs[end].width
            if used > room and glyphs[end].text != " ":
                break
            end += 1
        if end < len(glyphs) and glyphs[end].text != "\n":
            end = _break(glyphs, start, end)
        line = glyphs[start:end]
        while line and line[-1].text == " ":
            line.pop()
        lines.append(line)
        start = end + 1 if end < len(glyphs) and glyphs[end].text == "\n" else end
    return lines


def _break(glyphs: _Line, start: int, end: int) -> int:
    """The last good place to break at or before ``end``; ``end`` itself when there is none."""
    for place in range(end, start, -1):
        before, after = glyphs[place - 1], glyphs[place]
        if after.text == " " or _sign(after) in _NOT_FIRST or _sign(before) in _NOT_LAST:
            continue
        if before.text in {" ", "-"} or _wide(before) or _wide(after):
            return place
    return max(end, start + 1)


def _glyphs(runs: Iterable[Run], *, marks: bool) -> _Line:
    """The runs as glyphs; with ``marks`` a low line on either side of what is changed.

    A mark belongs to the glyph beside it, so that no line breaks between them.
    """
    glyphs: _Line = []
    for changed, text in _merged(runs):
        start = len(glyphs)
        for character in text:
            _add(glyphs, character, changed)
        inked = [place for place in range(start, len(glyphs)) if not glyphs[place].text.isspace()]
        if marks and changed and inked:
            first, last = glyphs[inked[0]], inked[-1]
            glyphs[inked[0]] = first._replace(text="_" + first.text, width=first.width + 1)
            final = glyphs[last]
            glyphs[last] = final._replace(text=final.text + "_", width=final.width + 1)
    return glyphs


def _sign(glyph: _Glyph) -> str:
    """The character of ``glyph`` that decides where a line may break."""
    return glyph.text.strip("_")[:1] or "_"


def _merged(runs: Iterable[Run]) -> list[tuple[bool, str]]:
    merged: list[tuple[bool, str]] = []
    for run in runs:
        if merged and merged[-1][0] is run.changed:
            merged[-1] = (run.changed, merged[-1][1] + run.text)
        else:
            merged.append((run.changed, run.text))
    return merged


def _add(glyphs: _Line, character: str, changed: bool) -> None:
    category = unicodedata.category(character)
    if character in "\t ":
        glyphs.append(_Glyph(" ", changed, 1))
    elif character == "\n":
        glyphs.append(_Glyph("\n", changed, 0))
    elif category in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        glyphs.extend(_Glyph(sign, changed, 1) for sign in f"[U+{ord(character):04X}]")
    elif category in {"Mn", "Me"} and glyphs and glyphs[-1].text != "\n":
        glyphs[-1] = glyphs[-1]._replace(text=glyphs[-1].text + character)
    else:
        glyph = _Glyph(character, changed, 1)
        glyphs.append(glyph._replace(width=2) if _wide(glyph) else glyph)


def _wide(glyph: _Glyph) -> bool:
    return unicodedata.east_asian_width(_sign(glyph)) in {"W", "F"}


def _spaces(count: int) -> _Line:
    return [_Glyph(" ", False, 1)] * count


def _width(line: _Line) -> int:
    return sum(glyph.width for glyph in line)
