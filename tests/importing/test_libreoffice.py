"""What LibreOffice prints of the Word and OpenDocument files of the tests, an import prints too.

Every document that a test of this folder reads is kept, printed by one process of LibreOffice
(its tracked changes accepted or rejected there) and compared with what ``import`` and ``export``
make of it: the same words and numbers. What differs and is not told by the report has a name.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from amendtool.errors import AmendtoolError
from amendtool.importing.blocks import Changes
from amendtool.importing.document import Imported, import_document, read_document
from tests.importing.changed import NUMBERING, OFFICE, OPEN, WORD
from tests.importing.odt_files import LISTS, odt, p
from tests.importing.recorded import record
from tests.importing.word_files import package, paragraph
from tools.office import Difference, Printable, difference, installed, printed, resaved, tokens

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not installed(), reason="LibreOffice and pdftotext are not installed"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """Words that may be printed otherwise, where the document holds the trace of the reason."""

    reason: str
    trace: bytes
    theirs: str = ""
    ours: str = ""


_ERROR = "Error|Reference|source|not|found"
EXCUSES = (
    Excuse(
        reason="it computes a citation anew, where Word prints the result that is stored, and "
        "prints an error where the bookmark is not there (17.16.5.51, 17.16.19)",
        trace=rb"REF (?:a|_R|_Ref[0-9]|Shares)", theirs=_ERROR, ours="0|2|10",
    ),
    Excuse(
        reason="it knows no switch for the place or the form of a citation alone, and computes it "
        "anew where the result is stored (17.16.4.3.1, 17.16.5.51)",
        trace=rb"REF (?:Firm|Nowhere|_Rb|_Ref5) ",
        theirs=rf"{_ERROR}|Article|below|Aldham|Trading|1",
        ours="Article|above|ALDHAM|TRADING|1|7|9",
    ),
    Excuse(reason="it prints the day of today, where the result is stored (17.16.5.16)",
           trace=rb"> DATE ", theirs="[0-9]{1,2}"),
    Excuse(reason="it prints the first entry of a list where one is chosen that is not there",
           trace=rb"FORMDROPDOWN", theirs="Aldham"),
    Excuse(reason="it prints no fraction of a text", trace=rb"<m:oMath>", ours="[12]"),
    Excuse(reason="it leaves out a form that it does not know, where no other one is given",
           trace=rb"<mc:AlternateContent", theirs="Seat", ours="firstSeat"),
    Excuse(
        reason="it prints nothing, or one of the two words, of a condition whose result is stored "
        "(17.16.5.22)",
        trace=rb">\s*IF ", ours="in|Aldham|three|five",
    ),
    Excuse(reason="it computes the title, page and property anew, where the result is stored",
           trace=rb"[>\x22] (?:TITLE|PAGE|DOCPROPERTY) ", theirs="1", ours="Rules|7"),
    Excuse(reason="it does not count a sequence of which one field stores its result (17.16.5.53)",
           trace=rb"> SEQ item ", theirs="1", ours="2"),
    Excuse(reason="it ends the document where a field begins that has no end",
           trace=rb'"begin"/></w:r><w:r><w:rPr></w:rPr><w:t xml:space="preserve">Aldham ',
           ours="Aldham|3|Or|Brook", theirs="1"),
    Excuse(reason="it begins a level anew that never begins anew (17.9.10)",
           trace=rb'<w:lvlRestart w:val="0"', theirs="一", ours="三"),
    Excuse(reason="it does not know that a number was put in (17.13.5.19)",
           trace=rb"<w:numPr>(?:(?!</w:numPr>).)*<w:ins ", theirs="3"),
    Excuse(reason="it counts an item whose mark is hidden, which Word does not",
           trace=rb"<w:numPr>.*<w:vanish", theirs="3", ours="2"),
    Excuse(reason="there is no font of signs here", trace=rb"Wingdings|Symbol", theirs="ü|p"),
    Excuse(reason="it leaves out a box that has a text and no shape",
           trace=rb"<w:drawing><w:txbxContent>", ours="In|a|box"),
    Excuse(reason="it numbers the notes of all sections in one row, and prints a number beside a "
           "mark that is typed (17.11.4, 17.11.8, 17.11.14)",
           trace=rb"<w:(?:foot|end)notePr>|w:customMarkFollows", theirs="[0-9]"),
    Excuse(reason="the number of a note is a letter that stands close to its text",
           trace=rb'<text:notes-configuration[^>]*num-format="a"|<w:endnoteReference',
           theirs="aab|cb|ia", ours="[abc]"),
    Excuse(reason="it brings what was deleted before an item back as an item",
           trace=rb"<text:deletion>(?:(?!</text:deletion>).)*<table:table", theirs="3"),
    Excuse(reason="it prints small letters, and no place, where a switch asks for capitals or for "
           "the place of what is cited (17.16.4.3.1, 17.16.5.51)",
           trace=rb"REF Def ", theirs="above|below|plan"),
    Excuse(reason="it prints a sign of a font of signs as the letter at its place",
           trace=rb"SYMBOL 179 ", theirs="3"),
    Excuse(reason="it numbers no sequence whose field is empty (17.16.5.53)",
           trace=rb'fldSimple w:instr=" SEQ Table "/>', ours="1"),
    Excuse(reason="it takes any data for those of a control; one whose data are not in the "
           "document shows what it holds",
           trace=rb'storeItemID="\{0\}"', theirs="Aldham", ours="Old"),
    Excuse(reason="it reads the parts of a table that its style dresses by a number, of which "
           "Word reads the names beside it, and no part of a style that another is based on "
           "(17.4.56, 17.7.6)",
           trace=rb'<w:tblLook w:val="0(?:[467]|000" w:firstRow)',
           theirs="[A-Za-z]{2}", ours="[A-Za-z]{2}"),
    Excuse(reason="it has a capital for the letter that Word leaves small",
           trace="straße".encode(), theirs="ẞ", ours="ß"),
    Excuse(reason="it prints no table that stands in an item of a list",
           trace=rb"<text:list-item>.*<table:table", ours="seen"),
    Excuse(reason="it prints no row of a table that stands in another row",
           trace=rb"<table:table-row>\s*<table:table-row", ours="within"),
    Excuse(reason="it prints a box for an object that has no picture",
           trace=rb"<draw:object", theirs="1|Object"),
)  # fmt: skip
"""What LibreOffice prints otherwise, and why: each excuses the words that it names alone."""

TOLD = {
    "field-without-result": (rf"{_ERROR}|[0-9]+", ""),
    "field-error": (_ERROR, "0"),
    "list-unknown": (r"\w", "[0-9]"),
    "field-computed": ("[0-9]+", "[0-9]+|[IVX]+"),
    "field-changing": ("[0-9]{1,2}", "Rules|May|2|2020|A|Clerk"),
    "text-drawn": ("", "Once|Round|Seal|DRAFT|Chair|Secretary|Treasurer"),
    "text-box": ("", "On|page"),
}
"""What the report says at its place that the page may print otherwise: theirs and ours."""
UNOPENED = rb'<w:footnoteReference|w:xpath="/o:club'
"""What LibreOffice opens no document with: a footnote that is referred to where there is no part
for footnotes, and a control that is bound by a prefix that nothing declares."""


def unexcused(told: Difference, found: Imported, data: bytes) -> Difference:
    """What of a difference neither the report tells nor an excuse names."""
    codes = {doubt.code for doubt in found.report.doubts}
    rows = [(one.theirs, one.ours) for one in EXCUSES if re.search(one.trace, data, re.DOTALL)]
    rows += [row for code, row in TOLD.items() if code in codes]
    theirs = [one for one in told.theirs if not any(re.fullmatch(row[0], one) for row in rows)]
    ours = [one for one in told.ours if not any(re.fullmatch(row[1], one) for row in rows)]
    if "small-capitals" in codes and sorted(theirs) == sorted(one.upper() for one in ours):
        theirs = ours = []
    return Difference(theirs=tuple(theirs), ours=tuple(ours))


def documents(folder: Path) -> Iterator[tuple[str, Printable]]:
    """The documents that the tests of this folder read, each once for each side asked for."""
    modules = sorted(
        path.stem
        for path in Path(__file__).parent.glob("test_*.py")
        if re.match("test_(?:word|opendocument|documents|marks|frame|order)", path.stem)
    )
    # The shapes of changes are held below.
    for path in record(folder, modules, "-k", "not either_side"):
        name, _, changes = path.stem.rpartition("-")
        side: dict[str, Changes | None] = {"accept": "accept", "reject": "reject", "none": None}
        if path.suffix in (".docx", ".odt"):
            yield (
                f"{name}-{changes}",
                Printable(data=path.read_bytes(), form=path.suffix[1:], changes=side[changes]),
            )


def inside(document: Printable) -> bytes:
    with zipfile.ZipFile(io.BytesIO(document.data)) as archive:
        return b"".join(archive.read(one) for one in archive.namelist() if one.endswith(".xml"))


def test_both_print_the_same_words_and_numbers(tmp_path: Path) -> None:
    given = dict(documents(tmp_path))
    pages = printed(given)
    closed = [given[name] for name in given.keys() - pages.keys()]
    assert all(re.search(UNOPENED, inside(one)) for one in closed)
    wrong: list[str] = []
    excused = 0
    for name, text in pages.items():
        one = given[name]
        try:
            found = import_document(
                one.data,
                file=f"{name}.{one.form}",
                changes=one.changes,
                struck="keep",
                learn=True,
            )
        except AmendtoolError:
            continue
        told = difference(text, found)
        left = unexcused(told, found, inside(one))
        # What the report tells is no excuse.
        excused += bool(told) and TOLD.keys().isdisjoint(one.code for one in found.report.doubts)
        if left:
            wrong.append(f"{name}.{one.form}: theirs {left.theirs}, ours {left.ours}")
    assert wrong == []
    assert excused < 0.15 * len(pages), "an excuse for everything excuses nothing"


def letters(text: str) -> str:
    return "".join(tokens(text))


def test_both_take_the_same_side_of_every_tracked_change() -> None:
    sides: tuple[Changes, ...] = ("accept", "reject")
    bodies = {
        f"{shape}-word": Printable(
            data=package(body + paragraph("end"), numbering=NUMBERING), form="docx"
        )
        for shape, (body, _, _) in WORD.items()
    } | {
        f"{shape}-open": Printable(data=odt(body + p("end"), automatic=LISTS), form="odt")
        for shape, (body, _, _) in OPEN.items()
    }
    # LibreOffice's own form of each tracked change of a Word file.
    bodies |= {
        name.replace("-word", "-saved"): Printable(data=data, form="odt")
        for name, data in resaved({n: b for n, b in bodies.items() if b.form == "docx"}).items()
    }
    given = {
        f"{name}-{side}": replace(one, changes=side)
        for name, one in bodies.items()
        for side in sides
    }
    pages = printed(given)
    wrong: list[str] = []
    used = set()
    for name, one in given.items():
        shape, origin, side = name.rsplit("-", 2)
        sides_of = {"word": WORD, "open": OPEN}.get(origin, WORD)[shape]
        right = letters(" ".join([*sides_of[1 if side == "accept" else 2], "end"]))
        document = read_document(one.data, file=f"x.{one.form}", changes=one.changes, struck="keep")
        ours = letters(" ".join(block.whole for block in document.blocks))
        theirs = letters(pages[name])
        if origin == "saved":
            told = any(doubt.code == "changed-format" for doubt in document.doubts)
            if ours not in (theirs, right) and not told:
                wrong.append(f"{name}: theirs {theirs}, ours {ours}")
            continue
        other = OFFICE.get((shape, one.changes or "accept"))
        if other is not None:
            used.add((shape, one.changes))
        if (ours, theirs) != (right, letters(f"{other[0]} end") if other else right):
            wrong.append(f"{name}: right {right}, theirs {theirs}, ours {ours}")
    assert wrong == []
    assert used == set(OFFICE)


def test_a_word_that_is_missing_and_a_number_that_is_another_are_seen() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    data = package(
        paragraph("Article 1. Rent") + paragraph("The hall is let.", properties=listed),
        numbering=numbering,
    )
    text = printed({"a": Printable(data=data, form="docx")})["a"]
    found = import_document(data, file="a.docx", learn=True)
    assert not difference(text, found)
    assert difference(text.replace("hall", "house"), found).theirs == ("house",)
    assert difference(re.sub(r"4\.", "5.", text), found).ours == ("4",)
