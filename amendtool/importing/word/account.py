"""The account of a DOCX: its characters counted apart from the reading.

This shares no code with the reader, so that what the reader passes over is missed: another
parser of XML, the relations followed once more, and every part that they lead to.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote
from xml.parsers import expat

_TEXT: Final = frozenset(
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://purl.oclc.org/ooxml/drawingml/main",
        "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "http://purl.oclc.org/ooxml/drawingml/chart",
    )
)
_VML: Final = "urn:schemas-microsoft-com:vml"
_HOLDERS: Final = frozenset(("t", "delText", "instrText", "delInstrText"))
_VENDORS: Final = (
    "http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/",
    "http://purl.oclc.org/ooxml/", "urn:schemas-microsoft-com:",
)  # fmt: skip
_PREFIXES: Final = frozenset(
    "w10 w11 w12 w13 w14 w15 w16 w16cid w16cex w16du w16sdtdh wp14 wps wpg wpc wpi w v o r a c m "
    "a14 am3d cx cx1 cx2 cx3 cx4 cx5 cx6 cx7 cx8".split()
)
"""Names of languages that stand in files where nothing declares them."""
_COMPATIBLE: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def characters_in(parts: Mapping[str, bytes]) -> int:
    """How many characters that are no white space all text parts of a DOCX hold together.

    ``parts`` are its members by name, known to be sound. Counted are texts, deleted texts, the
    codes of fields, and the elements that stand for one sign. Of two forms of the same content
    that counts which Word prints.
    """
    members = {name.lower(): data for name, data in parts.items()}
    start = "_rels/.rels"
    found = _targets(members[start], "") if start in members else ["word/document.xml"]
    total = 0
    for name in found:
        if name not in members:
            continue
        folder, base = posixpath.split(name)
        relations = members.get(posixpath.join(folder, "_rels", f"{base}.rels"))
        if relations is not None:
            more = _targets(relations, folder)
            found += [one for one in dict.fromkeys(more) if one not in found]
        total += _Counter(members[name]).total
    return total


def _targets(relations: bytes, folder: str) -> list[str]:
    found: list[str] = []

    def begin(name: str, given: dict[str, str]) -> None:
        if name.endswith("Relationship") and given.get("TargetMode") != "External":
            target = unquote(given.get("Target", "").split("#")[0])
            path = posixpath.normpath(posixpath.join("/", folder, target))
            found.append(path.lstrip("/").lower())

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.Parse(relations, True)
    return found


def _holds(space: str, local: str) -> bool:
    """Whether the characters in an element of one of these languages are text."""
    return local in _HOLDERS or (local == "v" and space.endswith("chart"))


class _Counter:
    """Counts the characters of one part while it is parsed."""

    def __init__(self, part: bytes) -> None:
        self.total = 0
        self.counting = 0
        """How many open elements hold characters."""
        self.forms: list[list[tuple[int, int]]] = []
        """Of each open choice its forms so far: how readily each is printed, and its characters."""
        self.before: list[int] = []
        """What was counted before each open form."""
        self.spaces: dict[str, list[str]] = {}
        """The names of languages that each prefix stands for, the innermost last."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartNamespaceDeclHandler = self._declare
        parser.EndNamespaceDeclHandler = self._forget
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(part, True)

    def _begin(self, name: str, given: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if space == _COMPATIBLE and local == "AlternateContent":
            self.forms.append([])
        elif space == _COMPATIBLE and local in ("Choice", "Fallback") and self.forms:
            wanted = given.get("Requires", "").split() if local == "Choice" else ()
            understood = all(self._understands(prefix) for prefix in wanted)
            rank = 1 if local == "Fallback" else 0 if understood else 2
            self.forms[-1].append((rank, 0))
            self.before.append(self.total)
        elif space == _VML and local == "textpath":
            self._add(given.get("string", ""))
        elif space in _TEXT:
            self.counting += _holds(space, local)
            said = {key.rpartition(" ")[2]: value for key, value in given.items()}
            if local == "noBreakHyphen":
                self.total += 1
            elif local == "sym":
                char = said.get("char", "")
                self.total += bool(char) and all(one in "0123456789abcdefABCDEF" for one in char)
            elif local == "fldSimple":
                self._add(said.get("instr", ""))

    def _end(self, name: str) -> None:
        space, _, local = name.rpartition(" ")
        if space == _COMPATIBLE and local == "AlternateContent":
            forms = self.forms.pop()
            self.total += min(forms, key=lambda form: form[0])[1] if forms else 0
        elif space == _COMPATIBLE and local in ("Choice", "Fallback") and self.forms:
            before = self.before.pop()
            rank, _ = self.forms[-1].pop()
            self.forms[-1].append((rank, self.total - before))
            self.total = before
        elif space in _TEXT:
            self.counting -= _holds(space, local)

    def _declare(self, prefix: str | None, space: str) -> None:
        self.spaces.setdefault(prefix or "", []).append(space or "")

    def _forget(self, prefix: str | None) -> None:
        self.spaces[prefix or ""].pop()

    def _understands(self, prefix: str) -> bool:
        """Whether Word knows the language of a form that it is to choose."""
        declared = self.spaces.get(prefix)
        if not declared:
            return prefix in _PREFIXES
        return declared[-1].startswith(_VENDORS) and "symex" not in declared[-1]

    def _characters(self, text: str) -> None:
        if self.counting:
            self._add(text)

    def _add(self, text: str) -> None:
        self.total += sum(not char.isspace() for char in text)
