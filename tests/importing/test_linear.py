"""Readers do twice the work for a document of twice the length, whatever stands in it.

Work is counted in calls and lines of the program, not in time; what one pattern does in one
call is not seen by that, so the long test takes the time of the processor too.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import FrameType

import pytest

from amendtool.articles.styles import STYLES
from amendtool.articles.text.reader import parse_body
from amendtool.errors import AmendtoolError, Place
from amendtool.importing.document import import_document, read_document
from amendtool.importing.evidence.reader import read_printed
from amendtool.repository.record import (
    Act,
    Deed,
    Record,
    RecordedRewrite,
    read_record,
    write_record,
)
from tests.importing.odt_files import odt
from tests.importing.word_files import package


@pytest.fixture
def no_time_for_others() -> Iterator[None]:
    """What other tests left in the memory of the process is not searched for cycles meanwhile.

    Where calls are counted this makes no difference, and it takes longer than most of the tests.
    """
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


ARTICLE = "Article 1. (Name) The name is X.\n"
PAGE = "<html><body><p>Article 1. (Name) The name is X.</p>{}</body></html>"

MARKDOWN = {
    "bold that does not end": lambda n: ARTICLE + "**a " * n,
    "tabs in a heading": lambda n: "# " + "\t" * n + "x",
    "comments that do not end": lambda n: ARTICLE + "<!--" * n,
    "many comments": lambda n: ARTICLE + "<!-- a -->\n" * n,
    "links that do not end": lambda n: ARTICLE + "[a](" * n,
    "code that does not end": lambda n: ARTICLE + "`` a ` " * n,
    "code of every length": lambda n: ARTICLE + "".join("`" * (i % 50 + 1) + "a" for i in range(n)),
    "struck text that does not end": lambda n: ARTICLE + "~~a " * n,
    "hidden text that does not end": lambda n: ARTICLE + "<b hidden>" * n,
    "tags that do not end": lambda n: ARTICLE + "<s>" * n,
    "addresses that do not end": lambda n: ARTICLE + "<http://" * n,
    "raised text": lambda n: ARTICLE + "a^1^" * n,
    "escapes": lambda n: ARTICLE + "\\*" * n,
    "bars": lambda n: ARTICLE + "|\t" * n + "x",
    "space": lambda n: ARTICLE + " " * n + "x",
    "quotations": lambda n: ARTICLE + "\n" + ">" * n + "x",
    "lines": lambda n: ARTICLE + "word\n" * n,
}
HTML = {
    "elements in elements": lambda n: PAGE.format("<div>" * n + "x"),
    "marks that begin nothing": lambda n: PAGE.format("&" * n),
    "short paragraphs": lambda n: PAGE.format("<p>x" * n),
    "quotations": lambda n: PAGE.format("<q>a</q>" * n),
    "raised text": lambda n: PAGE.format("1<sup>a</sup>" * n),
    "rows": lambda n: PAGE.format("<table>" + "<tr><td>a" * n + "</table>"),
    "cells": lambda n: PAGE.format("<table><tr>" + "<td>a" * n + "</table>"),
    "items": lambda n: PAGE.format("<ol>" + "<li>a" * n + "</ol>"),
    "ends of nothing": lambda n: PAGE.format("</b>" * n),
    "rules in rules": lambda n: PAGE.format("<style>" + "@media x{" * n + "</style>x"),
    "comments in a style sheet": lambda n: PAGE.format("<style>" + "/*" * n + "</style>x"),
    "a long selector": lambda n: PAGE.format("<style>" + "a " * n + "{b:c}</style>x"),
    "struck text": lambda n: PAGE.format("<s>a</s> b" * n),
    "tags whose attributes do not end": lambda n: PAGE.format("<p style='" * n),
    "tags that do not end": lambda n: PAGE.format("<p " * n),
}
TEXT = {
    "lines": lambda n: "word word\n" * n,
    "one line": lambda n: "word " * n,
    "items": lambda n: ARTICLE + "(a) x\n" * n,
    "numbers": lambda n: "1.1." * n,
    "brackets": lambda n: "(" * n,
    "labels in a line": lambda n: "第一条" * n,
    "contents": lambda n: "".join(f"Article {i} Name ..... {i}\n" for i in range(1, n)),
}


def text_in(properties: str, n: int) -> str:
    return f"<w:p><w:r>{properties}<w:t>a</w:t></w:r></w:p>" * n


def complex_field(code: str, result: str) -> str:
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f"<w:instrText>{code}</w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{result}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{part}</w:r>" for part in parts)


INSERTED = '<w:ins w:id="1" w:author="a"><w:r><w:t>a</w:t></w:r></w:ins>'
NOTED = '<w:r><w:footnoteReference w:id="1"/></w:r>'
BEGUN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
WORD: dict[str, Callable[[int], str]] = {
    "short paragraphs": lambda n: text_in("", n),
    "runs in a paragraph": lambda n: f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * n}</w:p>",
    "struck text": lambda n: text_in("<w:rPr><w:strike/></w:rPr>", n),
    "raised text": lambda n: text_in('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>', n),
    "items": lambda n: (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:r><w:t>a</w:t></w:r></w:p>" * n
    ),
    "headings": lambda n: '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:p>' * n,
    "fields": lambda n: f"<w:p>{complex_field(' SEQ a ', '1') * n}</w:p>",
    "fields that do not end": lambda n: f"<w:p>{BEGUN * n}<w:r><w:t>a</w:t></w:r></w:p>",
    "insertions": lambda n: "<w:p>" + INSERTED * n + "</w:p>",
    "rows": lambda n: (
        f"<w:tbl>{'<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>' * n}</w:tbl>"
    ),
    "cells": lambda n: (
        f"<w:tbl><w:tr>{'<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>' * n}</w:tr></w:tbl>"
    ),
    "tabs and breaks": lambda n: f"<w:p><w:r>{'<w:tab/><w:br/>' * n}<w:t>a</w:t></w:r></w:p>",
    "bookmarks": lambda n: (
        "<w:p>"
        + "".join(f'<w:bookmarkStart w:id="{i}" w:name="b{i}"/>' for i in range(n))
        + "<w:r><w:t>a</w:t></w:r></w:p>"
    ),
    "notes": lambda n: "<w:p>" + NOTED * n + "</w:p>",
    "ruby": lambda n: (
        "<w:p>"
        + (
            "<w:r><w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>b</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        )
        * n
        + "</w:p>"
    ),
}
"""Bodies of Word documents. Tables and fields in each other end at a stated depth."""

CHANGED = '<text:change-start text:change-id="c"/>a<text:change-end text:change-id="c"/>'
OPEN: dict[str, Callable[[int], str]] = {
    "short paragraphs": lambda n: "<text:p>a</text:p>" * n,
    "spans in a paragraph": lambda n: f"<text:p>{'<text:span>a</text:span>' * n}</text:p>",
    "spaces": lambda n: f"<text:p>{'a<text:s/>' * n}</text:p>",
    "items": lambda n: (
        f"<text:list>{'<text:list-item><text:p>a</text:p></text:list-item>' * n}</text:list>"
    ),
    "lists": lambda n: (
        "<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>" * n
    ),
    "headings": lambda n: '<text:h text:outline-level="1">a</text:h>' * n,
    "changes": lambda n: f"<text:p>{CHANGED * n}</text:p>",
    "changes that do not end": lambda n: (
        "<text:p>" + '<text:change-start text:change-id="c"/>a' * n + "</text:p>"
    ),
    "rows": lambda n: (
        "<table:table>"
        + (
            "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
            "</table:table-row>"
        )
        * n
        + "</table:table>"
    ),
    "cells": lambda n: (
        "<table:table><table:table-row>"
        + "<table:table-cell><text:p>a</text:p></table:table-cell>" * n
        + "</table:table-row></table:table>"
    ),
    "notes": lambda n: (
        "<text:p>"
        + "<text:note><text:note-body><text:p>a</text:p></text:note-body></text:note>" * n
        + "</text:p>"
    ),
    "ruby": lambda n: (
        "<text:p>"
        + (
            "<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>b</text:ruby-text>"
            "</text:ruby>"
        )
        * n
        + "</text:p>"
    ),
    "sections": lambda n: "<text:section><text:p>a</text:p></text:section>" * n,
}
"""Bodies of OpenDocument texts."""

HOSTILE = {
    f"{ending}: {name}": (ending, make)
    for ending, kinds in (
        *(("md", MARKDOWN), ("html", HTML), ("txt", TEXT), ("docx", WORD), ("odt", OPEN)),
    )
    for name, make in kinds.items()
}
STRUCTURE: dict[str, Callable[[int], str]] = {
    "marks over and over": lambda n: ARTICLE + "(1) x\n" * n,
    "marks in turn": lambda n: ARTICLE + "(a) x\n(i) y\n(A) z\n" * n,
    "captions that are equal": lambda n: "".join(
        f"Article {i}. (Name)\nText.\n" for i in range(1, n)
    ),
    "numbers with gaps": lambda n: "\n".join(f"({20 * i}) a" for i in range(1, n)),
    "titles": lambda n: "A Title\n\nb c d.\n\n" * n,
    "bullets in a line": lambda n: ARTICLE + "• " * n + "x",
    "hyphens in a line": lambda n: ARTICLE + "- " * n + "(a) x",
    "an article over and over": lambda n: "Article 1.\n" * n,
}


def data_of(ending: str, text: str) -> bytes:
    if ending == "odt":
        return odt(text)
    return package(text) if ending == "docx" else text.encode()


def read(ending: str, text: str) -> None:
    with suppress(AmendtoolError):  # a refusal is an answer, too
        read_document(data_of(ending, text), file=f"a.{ending}", struck="drop", changes="accept")


def steps(act: Callable[[], object]) -> int:
    """How many calls, of Python and into C, something takes."""
    count = 0

    def counting(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def assert_linear(act: Callable[[int], object], length: int) -> None:
    act(length // 8)  # what is done once and remembered
    one, two = (steps(lambda n=n: act(n)) for n in (length, 2 * length))  # type: ignore[misc]
    assert two < 2.4 * one + 2000, (one, two)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_reader_of_documents_is_linear(name: str) -> None:
    ending, make = HOSTILE[name]
    assert_linear(lambda n: read(ending, make(n)), 150)


@pytest.mark.parametrize("name", STRUCTURE)
def test_the_structure_by_evidence_is_linear(name: str) -> None:
    def act(n: int) -> None:
        read_printed(read_document(STRUCTURE[name](n).encode(), file="a.txt").blocks)

    assert_linear(act, 60)


IMPORTED: dict[str, Callable[[int], str]] = {
    "an article over and over": lambda n: "Article 1.\n" * n,
    "one caption": lambda n: "".join(f"Article {i}. (Name) X.\n" for i in range(1, n)),
    "parts": lambda n: "".join(f"PART {i}\n\n" for i in range(1, n)) + ARTICLE,
    "chapters": lambda n: "".join(f"第{i}章　総則\n第{i}条　甲。\n" for i in range(1, n)),
    "schedules": lambda n: ARTICLE + "Schedule A\n" * n,
}


@pytest.mark.parametrize("name", IMPORTED)
def test_an_import_is_linear(name: str) -> None:
    def act(n: int) -> None:
        import_document(IMPORTED[name](n).encode(), file="a.txt")

    assert_linear(act, 60)


@pytest.mark.long
@pytest.mark.usefixtures("no_time_for_others")
@pytest.mark.parametrize("ending", ["txt", "md"])
@pytest.mark.parametrize(
    "piece", ["[", "![", "[a](", "===\n", "a\n===\n", "Article 1.\n", "Schedule A\n", "• "]
)
def test_an_import_takes_twice_the_time_for_twice_the_length(ending: str, piece: str) -> None:
    times = []
    for length in (3_000, 12_000):
        began = time.process_time()
        with suppress(AmendtoolError):
            import_document((ARTICLE + piece * length).encode(), file=f"a.{ending}")
        times.append(time.process_time() - began)
    assert times[1] < 8 * times[0] + 0.5, times


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("text", ["(1) a\n", "1 a\n\n", "(a) x\n(i) y\n", "- (1) a\n", "a\n\n"])
def test_the_reader_of_clauses_is_linear(style: str, text: str) -> None:
    def act(n: int) -> None:
        parse_body(text * n, STYLES[style], place=lambda *_: Place())

    assert_linear(act, 100)


def recorded(acts: int, rewrites: int) -> bytes:
    rewrite = RecordedRewrite(place="Article 1", before="a", after="b")
    act = Act(deed=Deed.ADOPTED, rewrites=(rewrite,) * rewrites)
    return write_record(Record(name="a", acts=(act,) * acts))


@pytest.mark.parametrize("grown", [lambda n: recorded(n, 1), lambda n: recorded(1, n)])
def test_the_reader_of_records_is_linear(grown: Callable[[int], bytes]) -> None:
    assert_linear(lambda n: read_record(grown(n), "a", file="a"), 60)


@pytest.mark.long
@pytest.mark.usefixtures("no_time_for_others")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_reader_takes_twice_the_time_for_twice_the_length(name: str) -> None:
    ending, make = HOSTILE[name]
    times = []
    for length in (10_000, 40_000):
        text = make(length)
        began = time.process_time()
        read(ending, text)
        times.append(time.process_time() - began)
    assert times[1] < 8 * times[0] + 0.5, times
