"""The numbers of footnotes and endnotes, as Word prints them (ECMA-376, 17.11).

A note has the number of its place among those of its kind, in the form that its section says,
else the document, else the usual one: 1, 2, 3 of footnotes and i, ii, iii of endnotes. A mark
that somebody typed instead counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from lxml import etree

from amendtool.importing.word.numbering import value_of
from amendtool.importing.word.numerals import printed
from amendtool.importing.word.package import W
from amendtool.importing.word.xml import whole_of
from amendtool.values import dataclass

NoteKind = Literal["footnote", "endnote"]
NOTES: Final[tuple[NoteKind, ...]] = ("footnote", "endnote")
_FORMS: Final = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteReference:
    """A place in the text that a note belongs to."""

    kind: NoteKind
    name: str
    """The id of the note in its part."""
    typed: bool = False
    """Whether the mark is typed behind the reference: it is text, and no number is printed."""
    section: int = 0
    """How many sections of the document end before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _NoteForm:
    """How the notes of a kind are numbered; None where nothing is said."""

    form: str | None = None
    start: int | None = None
    restart: str | None = None

    def over(self, general: _NoteForm) -> _NoteForm:
        return _NoteForm(
            form=self.form or general.form,
            start=general.start if self.start is None else self.start,
            restart=self.restart or general.restart,
        )


class NoteNumbers:
    """The numbers of the notes of a document, in the order in which the text refers to them."""

    def __init__(self, settings: etree._Element | None, sections: Iterable[etree._Element]) -> None:
        roots = list(sections)
        self._forms: dict[NoteKind, list[_NoteForm]] = {}
        for kind in NOTES:
            general = _said(settings, kind)
            self._forms[kind] = [_said(root, kind).over(general) for root in roots] or [general]
        self._seen: dict[NoteKind, tuple[int, int]] = {}
        """Of each kind the section of the last note, and its number."""

    def next(self, reference: NoteReference) -> str:
        """The number that is printed at a reference, '' where a mark is typed there."""
        if reference.typed:
            return ""
        forms = self._forms[reference.kind]
        said = forms[min(reference.section, len(forms) - 1)]
        section, number = self._seen.get(reference.kind, (-1, 0))
        anew = section < 0 or (said.restart == "eachSect" and section != reference.section)
        number = (1 if said.start is None else said.start) if anew else number + 1
        self._seen[reference.kind] = reference.section, number
        return printed(number, said.form or _FORMS[reference.kind])

    def by_page(self, reference: NoteReference) -> bool:
        """Whether the numbers begin anew on each page, which only the page itself can tell."""
        forms = self._forms[reference.kind]
        return forms[min(reference.section, len(forms) - 1)].restart == "eachPage"


def _said(root: etree._Element | None, kind: NoteKind) -> _NoteForm:
    properties = None if root is None else root.find(f"{W}{kind}Pr")
    if properties is None:
        return _NoteForm()
    return _NoteForm(
        form=value_of(properties, "numFmt"),
        start=whole_of(value_of(properties, "numStart")),
        restart=value_of(properties, "numRestart"),
    )
