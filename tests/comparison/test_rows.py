"""Which rows a table has, in which order, and what is underlined in them.

The cases are the files ``tables/*.txt``: present articles, proposed articles or an
amendment, settings of the house style, and the expected rows. A new case needs no Python:
write everything but the rows, run ``pytest --update-golden``, and read what it wrote.

    style: en                         the drafting style (en)
    house: seed-en                    the house style (that of the language)
    number_only: label                any setting of the house style, as its file has it
    == present
    @ 014-chairman                    a clause file, by its path below articles/
    # Chairman

    The President shall preside.
    == amendment                      or == proposed, with the files that change
    - delete: Article 3
    == rows
    -- replaced chairman              kind and keys
    < heading  (Chairman)             the present side, what is changed in [[ ]]
    > heading  (Chairman)             the proposed side
    * Companies Act                   what the column for remarks says, a line each
    == head                           if it is there: heads, note line and look of the table

What is changed of a provision that the house style marks as a whole stands in [= =].
In ``== proposed`` a file with nothing below it is gone, others stay as they are present.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.charter import Article, Charter, Provision, Status
from amendtool.articles.languages import LANGUAGES
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, STYLES, DraftingStyle
from amendtool.comparison.changes import moved_articles, relocated
from amendtool.comparison.house import (
    JA_NOTICE,
    SEED_EN,
    HeadingPlace,
    HouseStyle,
    NumberOnly,
    NumberPlace,
    RangeForm,
    Unchanged,
)
from amendtool.comparison.house_file import SETTINGS, read_house
from amendtool.comparison.remarks import remarks_of
from amendtool.comparison.rows import (
    NO_REMARKS,
    NOTHING_KEPT,
    SUPPLEMENTARY,
    hidden_rows,
    make_table,
)
from amendtool.comparison.table import (
    BlockKind,
    Cell,
    Look,
    Mark,
    Row,
    RowKind,
    Run,
    Table,
)
from amendtool.repository.storage.loader import load
from amendtool.settings import toml_value
from tests import strategies

CASES = sorted((Path(__file__).parent / "tables").glob("*.txt"))

# -- the cases -------------------------------------------------------------------------------


def signed(run: Run) -> str:
    """A run in the notation of the cases."""
    if not run.changed:
        return run.text
    return f"[={run.text}=]" if run.whole else f"[[{run.text}]]"


def written(table: Table) -> str:
    """The rows of a table in the notation of the cases."""
    lines = []
    for row in table.rows:
        lines.append(f"-- {row.kind.value} {' '.join(row.keys)}")
        for part in row.parts():
            for sign, cell in (("<", part.present), (">", part.proposed)):
                for block in cell:
                    text = "".join(map(signed, block.runs))
                    # What goes on in the line of the block above it has a plus.
                    level = f" {block.level}" if block.level else "+" if block.joint else ""
                    lines.append(f"{sign} {block.kind.value + level:<10} {text}")
        lines += [f"* {remark}" for remark in row.remarks]
    return "".join(f"{line}\n" for line in lines)


def clause_files(section: str) -> dict[str, bytes]:
    """The clause files of a section, by path."""
    parts = re.split(r"^@ (.+)\n", section, flags=re.MULTILINE)[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {f"articles/{name.strip()}.md": text.encode() for name, text in pairs}


def house_of(settings: Mapping[str, str], style: DraftingStyle) -> HouseStyle:
    """The house style with the settings of a case, read as a file with them would be."""
    chosen = {name: text for name, text in settings.items() if name not in ("style", "house")}
    base = settings.get("house", LANGUAGES[style.language].house)
    bare = re.compile(r"true|false|[0-9.]+|\[.*\]|\".*\"")
    lines = [
        f"{name} = {text if bare.fullmatch(text) else toml_value(text)}"
        for name, text in chosen.items()
    ]
    text = "\n".join([f'extends = "{base}"', *lines])
    return read_house(text.encode(), file="house/case.toml")


def head_of(table: Table) -> str:
    """What stands above the rows of a table, and what its look has that is not usual."""
    lines = [" | ".join(table.heads), f"note: {table.note or ''}".rstrip()]
    for field in fields(Look):
        value = getattr(table.look, field.name)
        if value != getattr(Look(), field.name):
            shown = ", ".join(value) if isinstance(value, tuple) else value
            lines.append(f"{field.name}: {shown}")
    return "".join(f"{line}\n" for line in lines)


def table_of(head: str, sections: Mapping[str, str]) -> Table:
    """The table that a case is about."""
    told = [line.split(": ", 1) for line in head.splitlines() if not line.startswith("#")]
    chosen = {line[0]: line[1] for line in told}
    style = STYLES[chosen.get("style", "en")]
    house = house_of(chosen, style)
    remarks = NO_REMARKS
    files = clause_files(sections["present"])
    present = load(files, style).charter
    if "amendment" in sections:
        text = "amendment: case\noperations:\n" + sections["amendment"]
        amendment = read_amendment(text, style, file="case").amendment
        application = apply(present, amendment, style)
        proposed, kept = application.proposed, application.kept
        remarks = remarks_of(application, amendment)
    else:
        changed = clause_files(sections["proposed"])
        files = {path: text for path, text in (files | changed).items() if text.strip()}
        proposed, kept = load(files, style).charter, NOTHING_KEPT
    return make_table(present, proposed, style=style, house=house, kept=kept, remarks=remarks)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_the_rows_are_as_written(case: Path, golden: Callable[[Path, str], None]) -> None:
    head, *parts = re.split(r"^== (\w+)\n", case.read_text(), flags=re.MULTILINE)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    table = table_of(head, sections)
    sections["rows"] = written(table)
    if "head" in sections:
        sections["head"] = head_of(table)
    text = head + "".join(f"== {name}\n{section}" for name, section in sections.items())
    golden(case, text)


def test_there_are_cases() -> None:
    assert len(CASES) >= 50


# -- the laws --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two states of the articles and their table."""

    present: Charter
    proposed: Charter
    style: DraftingStyle
    house: HouseStyle
    table: Table


@st.composite
def houses(draw: st.DrawFn, style: DraftingStyle) -> HouseStyle:
    return replace(
        SEED_EN if style is EN else JA_NOTICE,
        number_only=draw(st.sampled_from(NumberOnly)),
        range_form=draw(st.sampled_from(RangeForm)),
        unchanged_articles=draw(st.sampled_from(Unchanged)),
        unchanged_paragraphs=draw(st.sampled_from((Unchanged.FULL, Unchanged.COLLAPSE))),
        unchanged_items=draw(st.sampled_from((Unchanged.FULL, Unchanged.COLLAPSE))),
        side_by_side=draw(st.booleans()),
        unchanged_chapters=draw(st.booleans()),
        number_place=draw(st.sampled_from(NumberPlace)),
        chapter_lines=draw(st.booleans()),
        heading_place=draw(st.sampled_from(HeadingPlace)),
        whole_marks=(draw(st.sampled_from((Mark.UNDERLINE, Mark.DOUBLE))),),
        moved_label=draw(st.sampled_from((None, "(Moved from {chapter})"))),
    )


@st.composite
def compared(draw: st.DrawFn) -> Compared:
    """An amendment to a charter, as a proposal or with nothing known but the two states."""
    style = draw(strategies.styles)
    house = draw(houses(style))
    amended = draw(strategies.amended(style))
    present = amended.charter
    application = apply(present, amended.amendment, style)
    proposed = application.proposed
    kept = application.kept if draw(st.booleans()) else NOTHING_KEPT
    table = make_table(present, proposed, style=style, house=house, kept=kept)
    return Compared(present=present, proposed=proposed, style=style, house=house, table=table)


@st.composite
def unrelated(draw: st.DrawFn) -> Compared:
    """Two charters that share nothing but some keys."""
    style = draw(strategies.styles)
    house = draw(houses(style))
    present, proposed = draw(strategies.charters(style)), draw(strategies.charters(style))
    table = make_table(present, proposed, style=style, house=house)
    return Compared(present=present, proposed=proposed, style=style, house=house, table=table)


either = compared() | unrelated()


def printed(
    article: Article, style: DraftingStyle, house: HouseStyle
) -> Iterator[tuple[BlockKind, str]]:
    """An article as it reads in print, told once more and without the printer."""
    left, right = style.heading_brackets
    heading = "" if article.heading is None else f"{left}{article.heading}{right}"
    above = house.heading_place is HeadingPlace.ABOVE
    beside = heading and article.number is not None and not above
    behind = f"{style.line_joint}{heading}" if beside else ""
    if heading and not beside:
        yield BlockKind.HEADING, heading
    if article.number is not None and article.status is Status.RESERVED:
        number = style.cited.article.write(article.number)
        yield BlockKind.NUMBER, f"{number}{style.marker_gap}{style.reserved_label}{behind}"
    elif article.number is not None:
        yield BlockKind.NUMBER, style.article.write(article.number) + behind
    for place, paragraph in enumerate(article.paragraphs):
        bare = place == 0 and paragraph.number == Number.of(1)
        marker = "" if bare else style.paragraph.write(paragraph.number) + style.marker_gap
        yield from _told(BlockKind.PARAGRAPH, marker + paragraph.text)
        for item in paragraph.items:
            yield from _item(item, 1, style)
        yield from _told(BlockKind.PARAGRAPH, paragraph.closing)


def in_line(
    lines: list[tuple[BlockKind, str]], style: DraftingStyle
) -> list[tuple[BlockKind, str]]:
    """The lines with a paragraph that follows the number behind it."""
    kinds = [kind for kind, _ in lines]
    at = kinds.index(BlockKind.NUMBER) if BlockKind.NUMBER in kinds else len(kinds)
    if kinds[at + 1 : at + 2] != [BlockKind.PARAGRAPH]:
        return lines
    gap = style.line_joint or style.marker_gap
    joined = f"{lines[at][1]}{gap}{lines[at + 1][1]}"
    return [*lines[:at], (BlockKind.PARAGRAPH, joined), *lines[at + 2 :]]


def _item(item: Provision, depth: int, style: DraftingStyle) -> Iterator[tuple[BlockKind, str]]:
    kind = BlockKind.ITEM if depth == 1 else BlockKind.SUBITEM
    marker = style.item_form(depth).write(item.number) + style.marker_gap
    yield from _told(kind, marker + item.text)
    for inner in item.items:
        yield from _item(inner, depth + 1, style)
    yield from _told(kind, item.closing)


def _told(kind: BlockKind, text: str) -> Iterator[tuple[BlockKind, str]]:
    yield from ((kind, line) for line in text.split("\n") if line)


def texts(cell: Cell) -> list[tuple[BlockKind, str]]:
    """What a cell prints, without labels and the lines of chapters."""
    return [
        (block.kind, block.text)
        for block in cell
        if block.kind not in (BlockKind.LABEL, BlockKind.CHAPTER)
    ]


def in_full(row: Row, case: Compared) -> bool:
    """Whether the row prints the whole of its articles."""
    parts = (case.house.unchanged_paragraphs, case.house.unchanged_items)
    if row.kind is RowKind.CHAPTER or Unchanged.COLLAPSE in parts:
        return False
    if row.kind is RowKind.RENUMBERED:
        return case.house.number_only is NumberOnly.FULL
    if row.kind is RowKind.UNCHANGED:
        return case.house.unchanged_articles is Unchanged.FULL
    return True


@given(either)
def test_both_columns_give_back_the_text_of_every_printed_article(case: Compared) -> None:
    before, after = case.present.by_key(), case.proposed.by_key()
    for row in case.table.rows:
        if in_full(row, case):
            for cell, articles in ((row.present, before), (row.proposed, after)):
                # A placeholder and the article that takes its number are one row.
                article = next((articles[key] for key in row.keys if key in articles), None)
                expected = [] if article is None else list(printed(article, case.style, case.house))
                if case.house.heading_place is HeadingPlace.IN_LINE:
                    expected = in_line(expected, case.style)
                assert texts(cell) == expected


@given(either)
def test_every_changed_article_has_one_row(case: Compared) -> None:
    before, after = case.present.by_key(), case.proposed.by_key()
    rows = Counter(key for row in case.table.rows for key in row.keys)
    assert set(rows.values()) <= {1}
    chapters = {chapter.key for each in (case.present, case.proposed) for chapter in each.chapters}
    assert rows.keys() <= before.keys() | after.keys() | chapters | {SUPPLEMENTARY}
    moved = moved_articles(case.present, case.proposed) if case.house.moved_label else {}
    placed = relocated(case.present, case.proposed)
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            assert rows[key] == 1
            continue
        same_text = replace(old, number=None, chapter=None) == replace(
            new, number=None, chapter=None
        )
        if not same_text:
            assert rows[key] == 1
        elif old.number != new.number:
            hidden = case.house.number_only is NumberOnly.HIDE
            # What changes its place among the others is more than a number.
            hidden = hidden and key not in moved and key not in placed
            assert rows[key] == (not hidden)
            assert (key in hidden_rows(case.present, case.proposed, case.house)) == hidden
        elif key in moved:
            assert rows[key] == 1
        elif case.house.unchanged_articles is Unchanged.OMIT:
            assert rows[key] == 0


def bare(cell: Cell, house: HouseStyle) -> str:
    """The text of a cell that is not changed; without labels, which differ by design."""
    found = []
    for block in cell:
        if block.kind is not BlockKind.LABEL:
            text = "".join(run.text for run in block.runs if not run.changed)
            for label in (house.omitted_label, house.unchanged_label):
                text = text.removesuffix(label)  # behind a range on one line
            found.append(text)
    return re.sub(r"\s", "", "".join(found))


@given(either)
def test_both_columns_agree_outside_what_is_changed(case: Compared) -> None:
    for row in case.table.rows:
        assert bare(row.present, case.house) == bare(row.proposed, case.house), row


@given(either)
def test_a_row_that_changes_nothing_is_not_underlined_and_others_are(case: Compared) -> None:
    for row in case.table.rows:
        changed = [
            run
            for cell in (row.present, row.proposed)
            for b in cell
            for run in b.runs
            if run.changed
        ]
        if row.kind is RowKind.UNCHANGED:
            assert not changed
        elif row.kind is not RowKind.CHAPTER:
            moved = moved_articles(case.present, case.proposed) if case.house.moved_label else {}
            assert changed or row.key in moved


@given(either)
def test_rows_stand_in_the_order_of_the_proposed_articles(case: Compared) -> None:
    place = {a.key: n for n, a in enumerate(case.proposed.every_article())}
    found = [place[key] for row in case.table.rows for key in row.keys if key in place]
    assert found == sorted(found)


@given(either)
def test_no_run_is_empty_and_no_two_neighbours_are_of_one_kind(case: Compared) -> None:
    for block in case.table.blocks():
        assert block.runs
        assert all(run.text and "\n" not in run.text for run in block.runs)
        kinds = [(run.changed, run.whole) for run in block.runs]
        assert all(one != other for one, other in pairwise(kinds)), block


@given(either)
def test_runs_are_marked_as_whole_only_where_the_house_style_asks_for_it(case: Compared) -> None:
    whole = [run for block in case.table.blocks() for run in block.runs if run.whole]
    assert all(run.changed for run in whole)
    assert not whole or case.house.sets_wholes_apart
    if case.house.sets_wholes_apart:
        for row in case.table.rows:
            if row.kind is RowKind.INSERTED:
                runs = [run for block in row.proposed for run in block.runs if run.changed]
                assert runs
                assert all(run.whole for run in runs)


@given(compared())
def test_the_table_of_nothing_changed_has_no_rows(case: Compared) -> None:
    table = make_table(case.present, case.present, style=case.style, house=case.house)
    assert table.rows == ()


@given(either)
def test_the_way_back_has_the_same_rows(case: Compared) -> None:
    back = make_table(
        case.proposed,
        case.present,
        style=case.style,
        house=replace(case.house, number_only=NumberOnly.LABEL, unchanged_articles=Unchanged.OMIT),
    )
    there = make_table(
        case.present,
        case.proposed,
        style=case.style,
        house=replace(case.house, number_only=NumberOnly.LABEL, unchanged_articles=Unchanged.OMIT),
    )
    swapped = {RowKind.INSERTED: RowKind.DELETED, RowKind.DELETED: RowKind.INSERTED}

    def told(table: Table) -> dict[str, RowKind]:
        rows = (row for row in table.rows if row.kind is not RowKind.CHAPTER)
        return {key: row.kind for row in rows for key in row.keys}

    one, other = told(there), told(back)
    assert one.keys() == other.keys()
    reserved = {
        a.key
        for c in (case.present, case.proposed)
        for a in c.every_article()
        if a.status is Status.RESERVED
    }
    for key, kind in one.items():
        if key not in reserved:
            assert other[key] is swapped.get(kind, kind)


def test_every_setting_has_a_case() -> None:
    heads = [re.split(r"^== ", case.read_text(), maxsplit=1, flags=re.M)[0] for case in CASES]
    chosen = {line.partition(":")[0] for head in heads for line in head.splitlines()}
    # The summary is for the list of styles; the language decides fonts and hyphenation. What a
    # text on a day is marked with has its cases where that text is made.
    of_a_day = {"note_place", "print_pending", "pending_label", "leaving_label"}
    of_a_day |= {"overlap_label", "overlap_until_label"}
    assert {setting.name for setting in SETTINGS} - chosen == {"summary", "language"} | of_a_day


# -- what a charter may be but an amendment cannot make ---------------------------------------


def test_supplementary_provisions_that_get_a_number() -> None:
    """The unnumbered block becomes Article 1 and what followed moves up."""
    files = {
        "articles/001-name.md": b"# Name\n\nText.\n",
        "articles/supplementary/000-old.md": b"Old.\n",
        "articles/supplementary/001-new.md": b"New.\n",
    }
    present = load(files, EN).charter
    files["articles/supplementary/002-new.md"] = files.pop("articles/supplementary/001-new.md")
    files["articles/supplementary/001-old.md"] = files.pop("articles/supplementary/000-old.md")
    proposed = load(files, EN).charter
    table = make_table(present, proposed, style=EN, house=SEED_EN)
    assert [row.keys for row in table.rows] == [(SUPPLEMENTARY,), ("old",), ("new",)]
