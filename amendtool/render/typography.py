"""What several renderers must measure alike: markers, hanging indents, bad characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Literal, NamedTuple

from amendtool.comparison.table import Block, BlockKind, Cell, Row, Run, Table
from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say
from amendtool.patterns import compiled


def part_of(kind: BlockKind) -> Literal["chapter", "name", "text", "item", "label"]:
    """What a kind of block is to a renderer: the name of a provision, its text or a label."""
    match kind:
        case BlockKind.CHAPTER:
            return "chapter"
        case BlockKind.HEADING | BlockKind.NUMBER:
            return "name"
        case BlockKind.PARAGRAPH:
            return "text"
        case BlockKind.ITEM | BlockKind.SUBITEM:
            return "item"
        case BlockKind.LABEL:
            return "label"


ITEM_KINDS = frozenset(kind for kind in BlockKind if part_of(kind) == "item")
_NAMING: Final = frozenset(kind for kind in BlockKind if part_of(kind) in ("chapter", "name"))
_BREAKING: Final = frozenset(kind for kind in BlockKind if part_of(kind) in ("text", "item"))

_NUMBER = r"""
    (?: [(（] [^\s()（）]{1,4} [)）]                        # (1) （１） (イ) (iv)
      | [0-9A-Za-z]{1,4} (?: [-.] [0-9]{1,2} )? [.)．）]      # 1. a) iv. 3-2.
      | [0-9０-９]{1,3}                                       # 1 １
      | [一二三四五六七八九十〇百]{1,4} (?: の [一二三四五六七八九十]{1,3} )?
      | [ア-ンヰヱ]                                            # イ of the iroha
      | [①-⑳㈠-㈩ⅰ-ⅻⅠ-Ⅻ] [.)．）]?
    )
"""
_MARKER = compiled(rf"{_NUMBER} [ \u3000]+", re.VERBOSE)
# Items that are not printed, on one line: (1)～(5)（条文省略）. It begins where they would.
_COLLAPSED = compiled(rf"{_NUMBER} (?: [^\s\w]{{1,2}} {_NUMBER} )? [(（〔［【]", re.VERBOSE)

# What XML 1.0 (fifth edition, production 2) cannot hold, and the carriage return, which every XML
# and HTML parser turns into a line feed. What it can hold would be compiled thirty times as long.
_IMPOSSIBLE = compiled("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")

# ⅰ and ① are set full width, though Unicode leaves it open.
_ENUMERATOR = compiled("[\u2160-\u217f\u2460-\u24ff]")
_NARROW = frozenset(" .,:;'ijlt|!/()（）[]-")
_WIDE = frozenset("mwMW")


def marker(block: Block) -> str:
    """The marker that ``block`` begins with, the space after it included, or ''.

    Only items and sub-items have one: ``(1) ``, ``イ　``. A text below an item, without
    a marker of its own, gives ''.
    """
    if block.kind not in ITEM_KINDS:
        return ""
    text = block.text
    found = _MARKER.match(text)
    return found.group() if found and found.end() < len(text) else ""


def printed_lines(cell: Cell) -> tuple[Block, ...]:
    """The blocks of ``cell``, those that share a line as one: 第５条　当会社は…."""
    found: list[Block] = []
    for block in cell:
        if block.joint is None or not found:
            found.append(block)
        else:
            runs: list[Run] = []
            for run in (*found[-1].runs, block.joint, *block.runs):
                if runs and (runs[-1].changed, runs[-1].whole) == (run.changed, run.whole):
                    runs[-1] = replace(run, text=runs[-1].text + run.text)
                else:
                    runs.append(run)
            found[-1] = replace(block, runs=tuple(runs), joint=found[-1].joint)
    return tuple(found)


class Laid(NamedTuple):
    """A block of a cell with the markers that decide where its lines begin.

    ``own`` is the marker in front of its text; ``above`` the one under whose text it
    stands: its own, or for a text without a marker that of the item it belongs to. A line of
    items that are not printed stands under none.
    """

    block: Block
    own: str
    above: str


def laid_out(cell: Cell) -> Iterator[Laid]:
    """The blocks of ``cell`` in order, each with its markers."""
    last: dict[int, str] = {}
    for block in printed_lines(cell):
        if block.kind not in ITEM_KINDS:
            last.clear()
            yield Laid(block, "", "")
            continue
        own = marker(block)
        if own:
            last[block.level] = own
        under = "" if own or _COLLAPSED.match(block.text) else last.get(block.level, "")
        yield Laid(block, own, own or under)


def em_width(text: str, *, monospaced: bool = False) -> float:
    """The width of ``text`` in ems, near enough for a hanging indent.

    Full-width characters count one em. Latin ones count as in Times, or half an em each
    when the face is ``monospaced``, as Japanese faces are.
    """
    return sum(map(_WIDTHS[monospaced].__getitem__, text))


class _Widths(dict[str, float]):
    """The widths of the characters that were asked for so far."""

    def __init__(self, *, monospaced: bool) -> None:
        super().__init__()
        self.monospaced = monospaced

    def __missing__(self, character: str) -> float:
        self[character] = width = _em(character, self.monospaced)
        return width


_WIDTHS: Final = {monospaced: _Widths(monospaced=monospaced) for monospaced in (True, False)}


def _em(character: str, monospaced: bool) -> float:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0.0
    if unicodedata.east_asian_width(character) in {"W", "F"} or _ENUMERATOR.match(character):
        return 1.0
    if monospaced:
        return 0.5
    if character in _NARROW:
        return 0.333 if character in "()[]-" else 0.27
    if character in _WIDE:
        return 0.8
    return 0.7 if character.isupper() else 0.5


def row_label(row: Row) -> str:
    """What a row is called aloud: the number and heading it prints, ``Article 16. (Chairman)``.

    Taken from the proposed cell, or from the present one where the proposed cell names
    no provision, as in the row of a deleted article.
    """
    cells = (row.proposed, row.present)
    named = next((cell for cell in cells if any(b.kind in _NAMING for b in cell)), row.proposed)
    return " ".join([b.text for b in named if b.kind in _NAMING or b.kind is BlockKind.LABEL])


def remarks_cell(row: Row) -> Cell:
    """The cell of the column for remarks: each line a paragraph of its own."""
    return tuple(Block(BlockKind.PARAGRAPH, (Run(line),)) for line in row.remarks)


def is_short(row: Row) -> bool:
    """Whether ``row`` is a few labels, numbers or headings, and no text to break across pages."""
    return not row.remarks and not any(
        block.kind in _BREAKING for cell in (row.present, row.proposed) for block in cell
    )


def columns(text: str) -> int:
    """How many columns of a terminal ``text`` takes; a Japanese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def filled(text: str, room: int) -> str:
    """``text`` with spaces behind it, up to ``room`` columns."""
    return text + " " * (room - columns(text))


def check_characters(table: Table) -> None:
    """Raise :class:`InputError` for every text with a character no document can hold.

    Those are the characters that XML 1.0 leaves out: controls, lone surrogates, U+FFFE
    and U+FFFF (code ``unprintable-character``). All texts are reported together.
    """
    # Nearly all tables hold none: where each text stands is told for those that do.
    if not any(map(_IMPOSSIBLE.search, _all_text(table))):
        return
    problems = tuple(
        Problem(
            code="unprintable-character",
            message=say(
                "the text holds {characters}, which no document can hold",
                characters=unprintable(text),
            ),
            hint=say("delete the character from the clause; it prints nothing"),
            place=Place(path=path),
        )
        for path, text in _texts(table)
        if _IMPOSSIBLE.search(text)
    )
    if problems:
        raise InputError(*problems)


def unprintable(text: str) -> str:
    """The characters of ``text`` that no document can hold, as ``U+0000, U+FFFE``; '' for none."""
    found = dict.fromkeys(_IMPOSSIBLE.findall(text))
    return ", ".join(f"U+{ord(character):04X}" for character in found)


def _all_text(table: Table) -> Iterator[str]:
    """Every text that :func:`_texts` tells the place of, those of a row together."""
    look, heads = table.look, (table.language, table.title, table.note, table.remarks)
    yield "".join([*filter(None, heads), look.font, look.japanese_font, *table.columns])
    for row in table.rows:
        texts = [row.key, *row.remarks]
        for cell in (row.present, row.proposed):
            for block in cell:
                texts += [run.text for run in block.runs]
                if block.joint is not None:
                    texts.append(block.joint.text)
        yield "".join(texts)


def _texts(table: Table) -> Iterator[tuple[str, str]]:
    yield "language", table.language
    yield "title", table.title
    yield "note", table.note or ""
    yield "remarks", table.remarks or ""
    yield "look.font", table.look.font
    yield "look.japanese_font", table.look.japanese_font
    for number, head in enumerate(table.columns):
        yield f"columns[{number}]", head
    for number, row in enumerate(table.rows):
        yield f"rows[{number}].key", row.key
        for name, cell in (("present", row.present), ("proposed", row.proposed)):
            for position, block in enumerate(cell):
                yield f"rows[{number}].{name}[{position}]", block.text
                if block.joint is not None:
                    yield f"rows[{number}].{name}[{position}].joint", block.joint.text
        for position, line in enumerate(row.remarks):
            yield f"rows[{number}].remarks[{position}]", line
