"""The parts of a DOCX file, from a package that cannot do harm.

A DOCX is a zip of XML. Everything is bounded before anything is parsed: the number of
members, their size, what they are packed by, their names; and what reaches outside or runs
(macros, external parts, entities) is refused with the reason.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from lxml import etree

from amendtool.errors import InputError, Place, Problem
from amendtool.messages import later, say, say_count
from amendtool.patterns import compiled
from amendtool.values import dataclass

MOST_MEMBERS: Final = 2_000
MOST_BYTES: Final = 50 * 1024 * 1024
MOST_RATIO: Final = 100
SMALL: Final = 1024 * 1024
"""Members up to this size may be packed more tightly: an empty page of styles is."""
MOST_DEPTH: Final = 250

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
VML: Final = "{urn:schemas-microsoft-com:vml}"
_STRICT: Final = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.strip("{}").encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": MATH.strip("{}").encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": RELATED.strip("{}").encode(),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
"""The namespaces of the strict form (ISO/IEC 29500-1), and those of the usual one."""
_BASIC: Final = compiled(r"Basic/[^/]+/(?!script-lb|dialog-lb)[^/]+\.xml")
"""A program in an OpenDocument text; the lists of its libraries are there without any too."""
_REL: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_HARMLESS: Final = ("/hyperlink", "/attachedTemplate")
_ELSEWHERE: Final = {
    "altChunk": later("it embeds another file as a part of its text (altChunk)"),
    "subDoc": later("a part of its text is another document (subDoc)"),
}
"""Elements that stand for text of another file, and why such a document is not opened."""
_DOCTYPE: Final = compiled(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_WIDE_DOCTYPE: Final = tuple("<!DOCTYPE".encode(name) for name in ("utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPackage:
    """The XML parts of a DOCX, by their name, which says nothing: relations say what each is."""

    parts: dict[str, bytes]
    main: str

    def related(self, kind: str, *, of: str | None = None) -> list[str]:
        """The names of the parts that the document names as its ``styles`` or each ``header``.

        ``of`` is another part that names them.
        """
        rows = _relations_of(self.parts, self.main if of is None else of)
        return [name for type_, name in rows if type_ == kind]

    def tree(self, kind: str) -> etree._Element | None:
        """The root of the part that the document names as its ``numbering`` or the like."""
        names = self.related(kind)
        return parse(self.parts[names[0]]) if names else None

    def about(self, kind: str) -> list[etree._Element]:
        """The roots of the parts that say something of the document, of one kind of relation."""
        names = [name for type_, name in _relations_of(self.parts, "") if type_ == kind]
        return [parse(self.parts[name]) for name in names]

    def by_id(self, name: str | None) -> str | None:
        """The name of the part that the document means by the id of a relation."""
        if name is None:
            return None
        rows = _relations_of(self.parts, self.main, wanted=name)
        return next((target for _, target in rows), None)

    def reachable(self) -> list[str]:
        """The names of all parts that relations lead to from the document on, itself first."""
        found = [self.main]
        for name in found:
            found += [
                target
                for target in dict.fromkeys(name for _, name in _relations_of(self.parts, name))
                if target not in found
            ]
        return found


def _relations_of(
    parts: dict[str, bytes], name: str, *, wanted: str | None = None
) -> Iterator[tuple[str, str]]:
    """The relations of a part to parts that are there: the last word of the type, and the name.

    All of them, or the one with the id that is ``wanted``. A name is compared without regard to
    case (ISO/IEC 29500-2, 9.1.1).
    """
    folder, base = posixpath.split(name)
    data = parts.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    if data is None:
        return
    names = {one.lower(): one for one in parts}
    for relation in parse(data).iter(_REL):
        if wanted is not None and relation.get("Id") != wanted:
            continue
        target = unquote(relation.get("Target", "").split("#")[0])
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower()
        if relation.get("TargetMode") != "External" and path in names:
            yield relation.get("Type", "").rsplit("/", 1)[-1], names[path]


def read_members(data: bytes, *, file: str) -> dict[str, bytes]:
    """The members of a zip file that may be XML, by their names; nothing is parsed.

    Raises:
        InputError: ``docx-damaged`` (``odt-damaged``) when it is none, or ``docx-refused``
            (``odt-refused``) with every reason.
    """
    place = Place(file=file)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except zipfile.BadZipFile as error:
        raise InputError(damaged(say(str(error)), place)) from None
    except Exception as error:  # as below
        raise InputError(damaged(str(error), place)) from None
    reasons = _reasons(infos)
    if reasons:
        raise InputError(*(refused(reason, place) for reason in reasons))
    parts: dict[str, bytes] = {}
    total = 0
    try:
        for info in infos:
            if not _may_be_text(info.filename):
                continue
            with archive.open(info) as stream:
                # The sizes that the directory states may be a lie: read within the bound.
                content = stream.read(MOST_BYTES - total + 1)
            total += len(content)
            if total > MOST_BYTES:
                raise InputError(refused(_too_large(), place))
            if content.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] in (b"<", b""):
                parts[info.filename] = content
    except InputError:
        raise
    except Exception as error:
        # Of damaged bytes zipfile and the decompressors raise whatever they come to: a seek
        # before the beginning is a ValueError, a number that is cut off a struct.error.
        raise InputError(damaged(str(error), place)) from None
    found = [reason for name, part in parts.items() for reason in _inside(name, part)]
    if found:
        raise InputError(*(refused(reason, place) for reason in dict.fromkeys(found)))
    return parts


def open_package(data: bytes, *, file: str) -> WordPackage:
    """The parts of the DOCX in ``data``.

    Raises:
        InputError: ``docx-damaged`` (``odt-damaged``) when it is none, or ``docx-refused``
            (``odt-refused``) with every reason.
    """
    place = Place(file=file)
    parts = read_members(data, file=file)
    try:
        found = [reason for name, part in parts.items() for reason in _relations(name, part)]
        main = _main(parts)
        if main is None:
            raise InputError(damaged(say("there is no document in it"), place))
        for name, reason in _ELSEWHERE.items():
            if name.encode() in parts[main]:
                root = parse(parts[main])
                if next(root.iter(f"{W}{name}"), None) is not None:
                    found.append(say(reason))
    except etree.XMLSyntaxError as error:
        raise InputError(damaged(str(error), place)) from None
    if found:
        raise InputError(*(refused(reason, place) for reason in dict.fromkeys(found)))
    return WordPackage(parts=parts, main=main)


def parse(data: bytes) -> etree._Element:
    """The root of an XML part; entities, networks and huge trees are switched off."""
    if b"http://purl.oclc.org/ooxml/" in data[:4096]:
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    return etree.fromstring(data, parser)


_NO_ZIP: Final = later("File is not a zip file")
"""What zipfile says of most files that are none; the rest of what it says stays as it is."""


def _too_large() -> str:
    return say("it unpacks to more than {most} MiB", most=MOST_BYTES // 1024 // 1024)


def _reasons(infos: list[zipfile.ZipInfo]) -> list[str]:
    found: list[str] = []
    if len(infos) > MOST_MEMBERS:
        return [
            say(
                "it has {count} members; at most {most} are read",
                count=len(infos),
                most=MOST_MEMBERS,
            )
        ]
    if sum(info.file_size for info in infos) > MOST_BYTES:
        found.append(_too_large())
    names = [info.filename for info in infos]
    for info in infos:
        name = info.filename
        if info.flag_bits & 1:
            found.append(say("it is encrypted"))
        if info.file_size > SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            found.append(
                say(
                    "a member is packed more than {most} times, as a zip bomb is",
                    most=MOST_RATIO,
                )
            )
        if ".." in re.split(r"[/\\]", name) or name.startswith(("/", "\\")) or ":" in name:
            found.append(say("a member has a name that leads out of the file"))
        if name.lower().endswith(("vbaproject.bin", "vbadata.xml")) or _BASIC.fullmatch(name):
            found.append(say("it holds macros"))
        if re.search(
            r"\.(?:zip|docx|docm|xlsm|exe|js|vbs|bat|cmd|ps1|hta|rtf|html?|mht)$", name, re.I
        ):
            found.append(say("it holds another file or program"))
    if len(set(names)) != len(names):
        found.append(say("two members have the same name"))
    return list(dict.fromkeys(found))


def _inside(name: str, data: bytes) -> list[str]:
    found: list[str] = []
    if _DOCTYPE.search(data) or any(mark in data[:65536] for mark in _WIDE_DOCTYPE):
        found.append(say("it declares entities (DOCTYPE), which can hide or pull in text"))
    if name == "[Content_Types].xml" and b"macroEnabled" in data:
        found.append(say("it is of a type with macros"))
    return found


def _relations(name: str, data: bytes) -> list[str]:
    if not name.endswith(".rels"):
        return []
    found: list[str] = []
    for relation in parse(data).iter(_REL):
        kind = relation.get("Type", "")
        if relation.get("TargetMode") == "External" and not kind.endswith(_HARMLESS):
            what = kind.rsplit("/", 1)[-1]
            found.append(say("a part of it lies outside the file ({what})", what=what))
        if ".." in relation.get("Target", "").split("/") and name == "_rels/.rels":
            found.append(say("a relation leads out of the file"))
        if kind.endswith("/vbaProject"):
            found.append(say("it holds macros"))
        if kind.endswith("/aFChunk"):
            found.append(say(_ELSEWHERE["altChunk"]))
        if kind.endswith("/subDocument"):
            found.append(say(_ELSEWHERE["subDoc"]))
    return found


def _main(parts: dict[str, bytes]) -> str | None:
    if "_rels/.rels" not in parts:
        return "word/document.xml" if "word/document.xml" in parts else None
    return next((name for kind, name in _relations_of(parts, "") if kind == "officeDocument"), None)


def _may_be_text(name: str) -> bool:
    """Whether a member may be a part of XML: pictures and fonts are not looked into."""
    return not re.search(
        r"\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|ico|odttf|ttf|otf|bin)$", name, re.IGNORECASE
    )


_OPEN: Final = (".odt", ".ott")


def two_texts(count: int, place: Place) -> Problem:
    """That a document holds tracked changes, and nobody has said which side is meant."""
    return Problem(
        code="tracked-changes",
        message=say_count(
            "the document holds {count} tracked change, so it has two texts",
            "the document holds {count} tracked changes, so it has two texts",
            count,
        ),
        hint=say("say which one is meant: --changes accept, or --changes reject"),
        place=place,
    )


def _is_open(place: Place) -> bool:
    """Whether a package is an OpenDocument text, by its name."""
    return (place.file or "").lower().endswith(_OPEN)


def refused(reason: str, place: Place) -> Problem:
    """That a file is not opened, and why: it could do harm, or nobody can read it."""
    message = say("the document is not opened: {reason}", reason=reason)
    if _is_open(place):
        return Problem(
            code="odt-refused",
            message=message,
            hint=say(
                "open it in LibreOffice, accept what it asks only if you know where it "
                "comes from, and save its text as a new .odt without a password"
            ),
            place=place,
        )
    return Problem(
        code="docx-refused",
        message=message,
        hint=say(
            "open it in Word, accept what it asks only if you know where it comes from, and "
            "save its text as a new .docx"
        ),
        place=place,
    )


def damaged(reason: str, place: Place) -> Problem:
    """That a file is no .docx or .odt, or a damaged one."""
    if _is_open(place):
        return Problem(
            code="odt-damaged",
            message=say("this is no .odt file, or a damaged one: {reason}", reason=reason),
            hint=say("open it in LibreOffice and save it as .odt"),
            place=place,
        )
    return Problem(
        code="docx-damaged",
        message=say("this is no .docx file, or a damaged one: {reason}", reason=reason),
        hint=say("open it in Word and save it as .docx"),
        place=place,
    )
