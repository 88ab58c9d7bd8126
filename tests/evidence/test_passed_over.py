"""What the import passes over without a search is what a search of all would have passed over."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from amendtool.articles.text import field_errors as fields
from amendtool.errors import Place
from amendtool.importing.blocks import EDGES, SourceBlock
from amendtool.importing.document import _amounts
from amendtool.importing.evidence import lines as document_lines
from amendtool.importing.evidence.citations import (
    _CITES_AHEAD,
    _OPENS,
    _RUNS_ON,
    cited_ahead,
    opens,
)
from amendtool.importing.evidence.marks import every_reading, readings

PIECES = (
    "Section", "Article", "Titre", "PART", "§", "§§", "1", "2", "12", "0", "01", "１", "２", "IV",
    "iv", "i", "a", "A", "aa", "Aa", "b", "bis", "第", "条", "章", "項", "号", "の", "二", "十",
    "ア", "イ", "ｱ", "ａ", "Ａ", "①", "⑴", "ⅰ", "Ⅳ", "(", ")", "（", "）", "[", "〔", "【", "】",
    "○", "◯", "・", "●", "■", "-", "*", "•", "–", ".", "．", "、", ":", "：", "°", " ", "  ",
    "\u3000", "\u00a0", "\t", "\n", "One", "First", "The", "Company", "shall", "会社", "は", "。",
    "削除", "から", "まで", "\\", "_", "<br>", "...", "……", "…", "ix", "](x)", "[x", "in", "under",
    "at least", "subparagraph", "and", "sec.",
)  # fmt: skip
FAILED = ("Error! No.", "エラー: 参照元", "Fehler!", "錯誤！", "Error: Reference source not found")
texts = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


@given(text=texts | st.text(max_size=12), words=st.sampled_from([(), ("titre",)]))
def test_a_label_is_read_wherever_one_could_be(text: str, words: tuple[str, ...]) -> None:
    known = frozenset(words)
    assert readings(text, known) == every_reading(text, known)


def test_each_character_that_a_label_begins_with_is_known() -> None:
    others = map(ord, "一二三四五六七八九十百千第章")
    for code in (*range(0x20, 0x3400), *others, *range(0xFF00, 0xFFF0)):
        for tail in (" x", ".", "1 x"):
            text = f"{chr(code)}{tail}"
            assert readings(text) == every_reading(text), text


@given(text=texts, wrapped=st.booleans(), front=st.integers(0, 60))
def test_the_end_of_a_line_tells_what_the_whole_of_it_does(
    text: str, wrapped: bool, front: int
) -> None:
    text = "x" * front + text
    bare = text.rstrip()
    whole = _OPENS.search(bare) or (wrapped and _RUNS_ON.search(bare))
    assert opens(text, wrapped=wrapped) == bool(whole)
    assert cited_ahead(text) == bool(_CITES_AHEAD.search(text))


@given(text=texts | st.text(max_size=20))
def test_lines_lose_what_a_search_of_all_of_them_would_take(text: str) -> None:
    marked = document_lines._MARKUP.sub("", text).strip(EDGES)
    assert document_lines.without_markup(text) == marked
    entry = document_lines._LINK.sub(r"\1", text)
    entry = document_lines._BULLET.sub("", document_lines._PAGES.sub("", entry).strip())
    assert document_lines._bare_entry(text) == entry
    key = document_lines._key(entry)
    words = document_lines._RANGE.sub("", key).strip(document_lines.AROUND + "【】") or key
    assert document_lines._unbracketed(key) == words


@given(text=st.text(max_size=30) | st.sampled_from(FAILED))
def test_a_field_that_failed_is_found_by_its_signs(text: str) -> None:
    assert list(fields.field_errors(text)) == [
        one[0].strip() for one in fields._ERROR.finditer(text)
    ]


@given(text=st.text(alphabet="ab一 \n", max_size=30), times=st.sampled_from([1, 400]))
def test_characters_are_counted_one_way_or_the_other(text: str, times: int) -> None:
    assert _amounts(text * times) == Counter(text * times)


widths = st.lists(
    st.tuples(st.integers(30, 150), st.sampled_from(["x", "。", "."]), st.booleans()), max_size=40
)


def _block(number: int, width: int, end: str, *, small: bool) -> SourceBlock:
    text = ("a" if small else "B") + "m" * (width - 2) + end
    return SourceBlock(text=text, lines=(text,), place=Place(file="a.txt", line=number))


@given(rows=widths, most=st.integers(40, 132), times=st.integers(1, 6))
def test_lines_have_the_width_that_all_of_them_tell(
    rows: list[tuple[int, str, bool]], most: int, times: int
) -> None:
    rows = [*rows, *[(most - at % 9, "x", True) for at in range(times * 3)]]
    blocks = [_block(at, width, end, small=small) for at, (width, end, small) in enumerate(rows, 1)]
    assert document_lines._width(blocks) == _width_of_all(blocks)


def _width_of_all(blocks: list[SourceBlock]) -> int:
    """The width by the ends of all lines, each width looked at."""
    every = sorted((document_lines.columns(block.text) for block in blocks), reverse=True)
    broken = list(document_lines._broken_rows(blocks))
    found, most = 0, 1
    for at, width in enumerate(every):
        lone = not at or every[at - 1] > width + document_lines._APART
        if not lone or not document_lines._NARROWEST <= width <= document_lines._WIDEST:
            continue
        full = sum(worth for row, worth in broken if 0.8 * width <= row <= width)
        if full > most and full >= at * document_lines._FOR_A_WIDER:
            found, most = width, full
    return found
