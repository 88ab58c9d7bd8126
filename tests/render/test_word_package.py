"""The package that we write is the one that python-docx writes for the same parts."""

from __future__ import annotations

import copy
import io
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import docx
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from amendtool.comparison.table import Look, Mark
from amendtool.render import word
from amendtool.render.word import (
    Tracking,
    assemble,
    layout,
    low_paragraph,
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
        document, styles=styles, settings=settings, title=title, language=language, moment=moment
    )
    assert ours == by_the_library(document, styles, settings, title, language, moment)


def test_a_document_is_the_same_whether_its_elements_are_moved_or_read_from_their_markup() -> None:
    def elements() -> list[etree._Element]:
        texts = ["A & B <C>", "\u3000定款 \t1\n2", " \u00a0 ", '"']
        runs = [text_run(text, east_asian=True, set_off=[Mark.RED]) for text in texts]
        cell = w("tc", w("p", layout(named="Line", indent=(1, 2)), *runs), low_paragraph())
        return [w("tbl", w("tr", cell)), w("p", Tracking("B & C", None).inserted(runs[0]))]

    made = word._document(elements(), Look())
    prefixes = {str(name): uri for name, uri in made.nsmap.items()}
    root = etree.Element(made.tag, nsmap=prefixes)
    body = etree.SubElement(root, made[0].tag)
    body.extend([*elements(), word._document([], Look())[0][0]])
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    assert etree.tostring(made) == etree.tostring(root)


def test_no_element_is_moved_into_a_document() -> None:
    """Moving a large one from tree to tree takes time that grows with the square of its size."""
    row = w("tr", w("tc", low_paragraph()))
    many = [w("tbl", *(copy.deepcopy(row) for _ in range(3)))]
    word._document(many, Look())
    assert len(many[0]) == 3, "it is read from its markup, and stays where it was"
