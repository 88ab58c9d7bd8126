"""The parts of a DOCX file, from a package that cannot do harm.

A DOCX is a zip of XML. Everything is bounded before anything is parsed: the number of
members, their size, what they are packed by, their names; and what reaches outside or runs
(macros, external parts, entities) is refused with the reason.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Final

from lxml import etree

from amendtool.errors import InputError, Place, Problem

MOST_MEMBERS: Final = 2_000
MOST_BYTES: Final = 50 * 1024 * 1024
MOST_RATIO: Final = 100
SMALL: Final = 1024 * 1024
"""Members up to this size may be packed more tightly: an empty page of styles is."""
MOST_DEPTH: Final = 250

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL: Final = W.strip("{}").encode()
_REL: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_HARMLESS: Final = ("/hyperlink", "/attachedTemplate")
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_WIDE_DOCTYPE: Final = tuple("<!DOCTYPE".encode(name) for name in ("utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPackage:
    """The XML parts of a DOCX, by their name: ``word/document.xml``."""

    parts: dict[str, bytes]
    main: str

    def tree(self, name: str) -> etree._Element | None:
        """The root of a part that stands beside the document, such as ``numbering.xml``."""
        folder = self.main.rsplit("/", 1)[0]
        data = self.parts.get(f"{folder}/{name}")
        return None if data is None else parse(data)

    def named(self, prefix: str) -> list[str]:
        """The names of the parts beside the document that begin with ``prefix``."""
        folder = self.main.rsplit("/", 1)[0]
        return sorted(
            name.removeprefix(f"{folder}/") for name in self.parts
            if name.startswith(f"{folder}/{prefix}") and name.endswith(".xml")
        )  # fmt: skip


def open_package(data: bytes, *, file: str) -> WordPackage:
    """The parts of the DOCX in ``data``.

    Raises:
        InputError: ``docx-damaged`` when it is none, or ``docx-refused`` with every reason.
    """
    place = Place(file=file)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InputError(_damaged(str(error), place)) from None
    reasons = _reasons(infos)
    if reasons:
        raise InputError(*(_refused(reason, place) for reason in reasons))
    parts: dict[str, bytes] = {}
    total = 0
    try:
        for info in infos:
            if not info.filename.endswith((".xml", ".rels")):
                continue
            with archive.open(info) as stream:
                # The sizes that the directory states may be a lie: read within the bound.
                content = stream.read(MOST_BYTES - total + 1)
            total += len(content)
            if total > MOST_BYTES:
                raise InputError(_refused(_TOO_LARGE, place))
            parts[info.filename] = content
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(_damaged(str(error), place)) from None
    except Exception as error:
        if type(error).__module__ in ("zlib", "lzma", "bz2"):
            raise InputError(_damaged(str(error), place)) from None
        raise
    found = [reason for name, part in parts.items() for reason in _inside(name, part)]
    if found:
        raise InputError(*(_refused(reason, place) for reason in dict.fromkeys(found)))
    try:
        found = [reason for name, part in parts.items() for reason in _relations(name, part)]
        main = _main(parts)
        if main is None:
            raise InputError(_damaged("there is no document in it", place))
        if b"altChunk" in parts[main]:
            root = parse(parts[main])
            if next(root.iter(f"{W}altChunk"), None) is not None:
                found.append("it embeds another file as a part of its text (altChunk)")
    except etree.XMLSyntaxError as error:
        raise InputError(_damaged(str(error), place)) from None
    if found:
        raise InputError(*(_refused(reason, place) for reason in dict.fromkeys(found)))
    return WordPackage(parts=parts, main=main)


def parse(data: bytes) -> etree._Element:
    """The root of an XML part; entities, networks and huge trees are switched off."""
    if _STRICT in data[:4096]:
        data = data.replace(_STRICT, _TRANSITIONAL)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    return etree.fromstring(data, parser)


_TOO_LARGE: Final = f"it unpacks to more than {MOST_BYTES // 1024 // 1024} MiB"


def _reasons(infos: list[zipfile.ZipInfo]) -> list[str]:
    found: list[str] = []
    if len(infos) > MOST_MEMBERS:
        return [f"it has {len(infos)} members; at most {MOST_MEMBERS} are read"]
    if sum(info.file_size for info in infos) > MOST_BYTES:
        found.append(_TOO_LARGE)
    names = [info.filename for info in infos]
    for info in infos:
        name = info.filename
        if info.flag_bits & 1:
            found.append("it is encrypted")
        if info.file_size > SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            found.append(f"a member is packed more than {MOST_RATIO} times, as a zip bomb is")
        if ".." in re.split(r"[/\\]", name) or name.startswith(("/", "\\")) or ":" in name:
            found.append("a member has a name that leads out of the file")
        if name.lower().endswith(("vbaproject.bin", "vbadata.xml")):
            found.append("it holds macros")
        if re.search(
            r"\.(?:zip|docx|docm|xlsm|exe|js|vbs|bat|cmd|ps1|hta|rtf|html?|mht)$", name, re.I
        ):
            found.append("it holds another file or program")
    if len(set(names)) != len(names):
        found.append("two members have the same name")
    return list(dict.fromkeys(found))


def _inside(name: str, data: bytes) -> list[str]:
    found: list[str] = []
    if _DOCTYPE.search(data) or any(mark in data[:65536] for mark in _WIDE_DOCTYPE):
        found.append("it declares entities (DOCTYPE), which can hide or pull in text")
    if name == "[Content_Types].xml" and b"macroEnabled" in data:
        found.append("it is of a type with macros")
    return found


def _relations(name: str, data: bytes) -> list[str]:
    if not name.endswith(".rels"):
        return []
    found: list[str] = []
    for relation in parse(data).iter(_REL):
        kind = relation.get("Type", "")
        if relation.get("TargetMode") == "External" and not kind.endswith(_HARMLESS):
            what = kind.rsplit("/", 1)[-1]
            found.append(f"a part of it lies outside the file ({what})")
        if ".." in relation.get("Target", "").split("/") and name == "_rels/.rels":
            found.append("a relation leads out of the file")
        if kind.endswith("/vbaProject"):
            found.append("it holds macros")
        if kind.endswith("/aFChunk"):
            found.append("it embeds another file as a part of its text (altChunk)")
    return found


def _main(parts: dict[str, bytes]) -> str | None:
    relations = parts.get("_rels/.rels")
    if relations is not None:
        for relation in parse(relations).iter(_REL):
            if relation.get("Type", "").endswith("/officeDocument"):
                target = relation.get("Target", "").lstrip("/")
                return target if target in parts and "/" in target else None
    return "word/document.xml" if "word/document.xml" in parts else None


def _refused(reason: str, place: Place) -> Problem:
    return Problem(
        code="docx-refused",
        message=f"the document is not opened: {reason}",
        hint="open it in Word, accept what it asks only if you know where it comes from, and save "
        "its text as a new .docx",
        place=place,
    )


def _damaged(reason: str, place: Place) -> Problem:
    return Problem(
        code="docx-damaged",
        message=f"this is no .docx file, or a damaged one: {reason}",
        hint="open it in Word and save it as .docx",
        place=place,
    )
