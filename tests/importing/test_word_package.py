"""Hostile and damaged Word files: refused with the reason, within bounds of time and memory."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile

import pytest

from amendtool.errors import InputError
from amendtool.importing.document import import_document
from amendtool.importing.word.package import MOST_BYTES, open_package
from tests.importing.word_files import NAMESPACES, package, paragraph, relations, zipped

BODY = paragraph("Article 1. Name") + paragraph("The name is Safe.")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT = f"<w:document {NAMESPACES}><w:body>{BODY}</w:body></w:document>"
START = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": relations((f"{OFFICE}/officeDocument", "word/document.xml", "")),
}


def refused(data: bytes) -> str:
    """The reasons that a file is refused for; within ten seconds of the processor and 150 MiB."""
    started = time.process_time()
    tracemalloc.start()
    try:
        with pytest.raises(InputError) as caught:
            import_document(data, file="x.docx")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.process_time() - started < 10
    assert peak < 150 * 1024 * 1024
    assert {problem.code for problem in caught.value.problems} <= {"docx-refused", "docx-damaged"}
    assert all(problem.hint for problem in caught.value.problems)
    return " / ".join(problem.message for problem in caught.value.problems)


def test_a_sound_file_is_read() -> None:
    found = import_document(package(BODY), file="x.docx")
    assert found.charter.articles[0].heading == "Name"


def test_entities_are_refused() -> None:
    text = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + DOCUMENT.replace(
        "Safe", "&e;"
    )
    assert "DOCTYPE" in refused(zipped({**START, "word/document.xml": text}))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_entities_in_another_encoding_are_refused(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    text = '<!DOCTYPE d [<!ENTITY e "boom">]>' + DOCUMENT
    data = mark + text.encode(encoding)
    assert "DOCTYPE" in refused(zipped({**START, "word/document.xml": data}))


def test_entities_in_a_part_beside_the_document_are_refused() -> None:
    part = '<!DOCTYPE s [<!ENTITY a "b">]><w:styles/>'
    data = zipped({**START, "word/document.xml": DOCUMENT, "word/styles.xml": part})
    assert "DOCTYPE" in refused(data)


def test_a_zip_bomb_is_refused() -> None:
    text = DOCUMENT.replace("Safe", "Safe" + " " * 40_000_000)
    data = zipped({**START, "word/document.xml": text})
    assert len(data) < 100_000
    assert "zip bomb" in refused(data)


def test_many_members_and_large_files_are_refused() -> None:
    many: dict[str, str | bytes] = {
        **START,
        "word/document.xml": DOCUMENT,
        **{f"word/m{n}.bin": "" for n in range(2001)},
    }
    assert "members" in refused(zipped(many))
    large: dict[str, str | bytes] = {
        **START,
        "word/document.xml": DOCUMENT,
        "word/media.bin": b"\0" * (MOST_BYTES + 1),
    }
    assert "unpacks to more than" in refused(zipped(large))


def test_a_directory_that_lies_about_sizes_is_bounded() -> None:
    data = bytearray(zipped({**START, "word/document.xml": DOCUMENT + " " * 60_000_000}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        true = archive.getinfo("word/document.xml").file_size
    small = (100).to_bytes(4, "little")
    changed = bytes(data).replace(true.to_bytes(4, "little"), small)
    assert refused(changed)


@pytest.mark.parametrize("name", ["../evil.xml", "word/../../x.xml", "/etc/x.xml", "C:x.xml"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    data = zipped({**START, "word/document.xml": DOCUMENT, name: "<x/>"})
    assert "leads out of the file" in refused(data)


@pytest.mark.parametrize(
    ("kind", "mode", "word"),
    [
        ("frame", "External", "outside"),
        ("image", "External", "outside"),
        ("subDocument", "External", "outside"),
        ("oleObject", "External", "outside"),
        ("aFChunk", "", "altChunk"),
        ("vbaProject", "", "macros"),
    ],
)
def test_relations_that_pull_something_in_are_refused(kind: str, mode: str, word: str) -> None:
    part = relations((f"{OFFICE}/{kind}", "http://example.org/x", mode))
    data = zipped({**START, "word/document.xml": DOCUMENT, "word/_rels/document.xml.rels": part})
    assert word in refused(data)


@pytest.mark.parametrize("kind", ["hyperlink", "attachedTemplate"])
def test_links_and_templates_may_lie_outside(kind: str) -> None:
    part = relations((f"{OFFICE}/{kind}", "http://example.org/x", "External"))
    data = zipped({**START, "word/document.xml": DOCUMENT, "word/_rels/document.xml.rels": part})
    assert import_document(data, file="x.docx").report.articles == 1


def test_macros_and_embedded_documents_are_refused() -> None:
    macro = zipped({**START, "word/document.xml": DOCUMENT, "word/vbaProject.bin": b"x"})
    assert "macros" in refused(macro)
    typed = {**START, "[Content_Types].xml": "<Types a='macroEnabled'/>"}
    assert "macros" in refused(zipped({**typed, "word/document.xml": DOCUMENT}))
    inner = zipped({**START, "word/document.xml": DOCUMENT, "word/a.docx": b"x"})
    assert "another file" in refused(inner)
    chunk = DOCUMENT.replace("<w:body>", '<w:body><w:altChunk r:id="r0"/>')
    assert "altChunk" in refused(zipped({**START, "word/document.xml": chunk}))


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        b"PK\x03\x04" + b"\0" * 200,
        package(BODY)[:-40],
        package(BODY)[:200] + b"\xff" * 300 + package(BODY)[500:],
        zipped({"a.xml": "<a/>"}),
        zipped({**START, "word/document.xml": "<w:document"}),
        zipped({**START, "word/document.xml": ""}),
        b"not a zip file at all",
        b"",
    ],
)
def test_damaged_files_are_refused(data: bytes) -> None:
    assert "damaged" in refused(data)


def test_a_file_with_one_byte_missing_is_read_or_refused() -> None:
    """Wherever the byte was: a problem, and never an error of the libraries beneath."""
    whole = package(BODY)
    codes: set[str] = set()
    for position in range(0, len(whole), 3):
        try:
            open_package(whole[:position] + whole[position + 1 :], file="a.docx")
        except InputError as error:
            codes |= {problem.code for problem in error.problems}
    assert codes == {"docx-damaged"}


def test_deep_nesting_is_bounded() -> None:
    deep = "<w:sdt><w:sdtContent>" * 200 + BODY + "</w:sdtContent></w:sdt>" * 200
    text = DOCUMENT.replace(BODY, deep)
    message = refused(zipped({**START, "word/document.xml": text}))
    assert "depth" in message.lower()


def test_tracked_changes_stop_until_a_side_is_chosen() -> None:
    change = '<w:p><w:ins w:author="A"><w:r><w:t>New.</w:t></w:r></w:ins></w:p>'
    with pytest.raises(InputError) as caught:
        import_document(package(BODY + change), file="x.docx")
    assert [problem.code for problem in caught.value.problems] == ["tracked-changes"]
    assert "--changes accept" in caught.value.problems[0].hint
