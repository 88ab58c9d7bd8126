"""The package that we write is the one that python-docx writes for the same parts."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import docx
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from amendtool.comparison.table import Look, Mark
from amendtool.render import word
from amendtool.render.word import (
    Piece,
    Tracking,
    assemble,
    layout,
    low_paragraph,
    markup,
    style,
    text_run,
    w,
)
from amendtool.render.word_package import packed

TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=300
)
MOMENTS = st.datetimes(
    min_value=datetime(1980, 1, 2),
    max_value=datetime(2100, 1, 1),
    timezones=st.sampled_from([None, UTC, timezone(timedelta(hours=9))]),
)


def by_the_library(
    document: etree._Element,
    styles: etree._Element,
    settings: etree._Element,
    title: str,
    language: str,
    moment: datetime,
) -> bytes:
    """Its sample document, with all taken out that is not asked for, and packed without dates."""
    opened = docx.Document()
    package = opened.part.package
    assert package is not None
    kept = {"officeDocument", "core-properties", "styles", "settings"}
    for relations in (package.rels, opened.part.rels):
        for rid in [*relations]:
            if relations[rid].reltype.rpartition("/")[2] not in kept:
                relations.pop(rid)
    pairs = (
        (opened.element, document),
        (opened.styles.element, styles),
        (opened.settings.element, settings),
    )
    for theirs, ours in pairs:
        theirs.attrib.clear()
        for child in list(theirs):
            theirs.remove(child)
        theirs.extend(list(etree.fromstring(etree.tostring(ours))))
        etree.cleanup_namespaces(theirs, keep_ns_prefixes=["w", "r"] if ours is document else [])
    properties = opened.core_properties
    for child in list(properties._element):
        properties._element.remove(child)
    when = moment.astimezone(UTC) if moment.tzinfo else moment
    when = when.replace(tzinfo=None, microsecond=0)
    properties.title = title[:255]
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.language = language
    properties.revision = 1
    properties.created = properties.modified = when
    saved, out = io.BytesIO(), io.BytesIO()
    opened.save(saved)
    first = ["[Content_Types].xml", "_rels/.rels"]
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name not in first, name)):
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            target.writestr(info, source.read(name), zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()


def parts() -> tuple[etree._Element, etree._Element, etree._Element]:
    """A document with a text, a style and a setting, read from a file of ours."""
    run = text_run("当会社は、\tA & B <C>\nと称する。", east_asian=True)
    made = assemble(
        [w("p", layout(named="Line"), run), low_paragraph()],
        styles=[style("Line", layout(align="center"))],
        title="定款",
        language="ja",
    )
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        document, styles, settings = (
            etree.fromstring(package.read(f"word/{name}.xml"))
            for name in ("document", "styles", "settings")
        )
    return document, styles, settings


@given(TEXTS, st.sampled_from(["ja", "en", "en-GB", "x&y"]), MOMENTS)
def test_the_bytes_are_those_of_the_library(title: str, language: str, moment: datetime) -> None:
    document, styles, settings = parts()
    ours = packed(
        [etree.tostring(document, encoding="unicode")],
        styles=styles,
        settings=settings,
        title=title,
        language=language,
        moment=moment,
    )
    assert ours == by_the_library(document, styles, settings, title, language, moment)


def document_part(made: bytes) -> bytes:
    """The part of a file that holds its text."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return package.read("word/document.xml")


def test_a_document_is_the_same_whether_its_elements_are_moved_or_written_one_by_one() -> None:
    def elements() -> list[etree._Element]:
        texts = ["A & B <C>", "\u3000定款 \t1\n2", " \u00a0 ", '"']
        runs = [text_run(text, east_asian=True, set_off=[Mark.RED]) for text in texts]
        cell = w("tc", w("p", layout(named="Line", indent=(1, 2)), *runs), low_paragraph())
        return [w("tbl", w("tr", cell)), w("p", Tracking("B & C", None).inserted(runs[0]))]

    made = etree.fromstring("".join(word._document(elements(), Look())))
    empty = etree.fromstring("".join(word._document([], Look())))
    prefixes = {str(name): uri for name, uri in made.nsmap.items()}
    root = etree.Element(made.tag, nsmap=prefixes)
    body = etree.SubElement(root, made[0].tag)
    body.extend([*elements(), empty[0][0]])
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    assert etree.tostring(made) == etree.tostring(root)


@given(st.lists(TEXTS, max_size=4), st.integers(0, 3000))
def test_a_document_in_pieces_is_as_the_library_writes_the_whole(
    texts: list[str], more: int
) -> None:
    """Each piece is written as the library writes it, wherever one ends; many are packed apart."""
    runs = [text_run(text, east_asian=True) for text in texts]
    line = markup(w("p", layout(named="Line"), *runs))
    pieces: list[Piece] = [
        "<w:tbl><w:tr>",
        line,
        "</w:tr></w:tbl>",
        *[line] * more,
        low_paragraph(),
    ]
    written = document_part(assemble(pieces, styles=[], title="x", language="en"))
    read = etree.fromstring(written)
    assert written == etree.tostring(read, encoding="UTF-8", standalone=True)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as target:
        target.writestr("whole", written, zipfile.ZIP_DEFLATED, 6)
    made = io.BytesIO(assemble(pieces, styles=[], title="x", language="en"))
    with zipfile.ZipFile(whole) as one, zipfile.ZipFile(made) as other:
        sizes = one.getinfo("whole").compress_size, other.getinfo("word/document.xml").compress_size
    assert sizes[0] == sizes[1]


def test_no_element_is_moved_into_a_document() -> None:
    """Moving a large one from tree to tree takes time that grows with the square of its size."""
    row = w("tr", w("tc", low_paragraph()))
    many = [w("tbl", *(copy.deepcopy(row) for _ in range(3)))]
    assemble(many, styles=[], title="", language="en")
    assert len(many[0]) == 3, "it is written where it stands"


def test_a_document_is_asked_for_piece_by_piece() -> None:
    """What was made has gone into the file before much more is made: no whole stands in memory."""
    alive: list[int] = []

    class Text(str):
        def __init__(self, *_: object) -> None:
            alive.append(1)

        def __del__(self) -> None:
            alive.pop()

    most = 0

    def pieces() -> Iterator[str]:
        nonlocal most
        for _ in range(200):
            most = max(most, len(alive))
            yield Text("<w:p/>" * 2_000)

    assemble(pieces(), styles=[], title="", language="en")
    assert 0 < most < 20
