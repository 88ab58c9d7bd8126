"""What holds for every document: nothing refused, nothing lost, nothing invented."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amendtool.articles.styles import EN, JA, DraftingStyle
from amendtool.errors import InputError
from amendtool.importing.document import Imported, import_document, read_document
from amendtool.repository.storage.folders import files_of
from amendtool.repository.storage.loader import load
from tests.importing.word_files import package, paragraph

_PIECES = st.sampled_from(
    [
        "Article 1.", "Article 2. Name", "Article 2", "ARTICLE IV", "Section 1.1 Seat.",
        "Chapter 1", "第１条", "第２条\u3000", "（商号）", "第三条の二",
        "第四条から第六条まで\u3000削除", "第1章\u3000総則", "附\u3000則", "附則（令和元年）",
        "(a)", "(b) second", "(i)", "(1)", "一\u3000", "イ\u3000", "イの２\u3000", "２\u3000",
        "②", "○３", "1.", "1.1", "2. Two", "- bullet", "# Head", "## Sub", "#### 2", "**bold**",
        "\\# no", "| a | b |", "|---|", "The end.", "本会は、会という。", "以上",
        "Adopted on May 1, 2020", "Schedule A", "別表第１", "", "", "\u3000", "\u200b",
        "(Deleted)", "削除", "（条文省略）", "2 x", "___________", "[x](y)", "> q", "</p><p>",
        "<ol><li>", "</ol>", "&amp;", "<script>x</script>", "<!-- c -->", "```", "---", "===",
    ]
)  # fmt: skip
_lines = st.lists(st.tuples(_PIECES, st.text(max_size=6) | _PIECES).map(" ".join), max_size=14)


def sound(found: Imported) -> None:
    counts = found.report.characters
    assert (counts.lost, counts.invented) == (0, 0)
    assert counts.read + counts.generated == (
        counts.clauses + counts.preamble + counts.closing + counts.numbering + counts.left_out
    )
    assert all(doubt.code != "not-structured" for doubt in found.report.doubts)
    files = files_of(found.charter, found.style)
    assert load(files, found.style).charter == found.charter


def imported_soundly(data: bytes, file: str, style: DraftingStyle | None = None) -> None:
    if read_document(data, file=file).total:
        sound(import_document(data, file=file, style=style))
    else:
        with pytest.raises(InputError) as caught:
            import_document(data, file=file, style=style)
        assert [each.code for each in caught.value.problems] == ["document-empty"]


@given(lines=_lines, ending=st.sampled_from(["txt", "md", "html"]), style=st.sampled_from([EN, JA]))
def test_no_text_is_refused_and_no_character_lost(
    lines: list[str], ending: str, style: DraftingStyle
) -> None:
    data = "\n".join(lines).encode("utf-8", "replace")
    # An escape sequence makes a file look like JIS, a zero like UTF-16; nothing else is refused.
    assume(b"\x1b" not in data and b"\0" not in data)
    imported_soundly(data, f"x.{ending}", style)


@given(lines=_lines)
def test_no_word_document_is_refused_and_no_character_lost(lines: list[str]) -> None:
    printable = ["".join(char for char in line if char.isprintable()) for line in lines]
    data = package("".join(paragraph(line) for line in printable))
    imported_soundly(data, "x.docx")
