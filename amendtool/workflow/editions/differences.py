"""Where two editions of the articles differ in what must be the same in both, as problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from amendtool.articles.editions import Aspect, Difference, differences, pointing_elsewhere
from amendtool.articles.references.inventory import Listed
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Place, Problem
from amendtool.messages import later, say
from amendtool.repository.storage.folders import CLOSING_FILE, PREAMBLE_FILE, Loaded
from amendtool.workflow.references import ClauseFiles


def structure_problems(
    leading: Loaded, further: Loaded, style: DraftingStyle, languages: tuple[str, str]
) -> Iterator[Problem]:
    """Where the structure of a further edition differs from that of the leading one.

    ``style`` names the provisions, ``languages`` are those of the two editions. The place is
    the file of the further edition; where it has none, that of the leading one.
    """
    for difference in differences(leading.charter, further.charter):
        files = [_file(difference, each) for each in (further, leading)]
        there = [file for file in files if file]
        told = story(difference, style, *languages)
        if len(there) > 1:
            told = say("{told} ({file} beside {other})", told=told, file=there[1], other=there[0])
        yield Problem(
            code=_CODES[difference.aspect],
            message=told,
            hint=say(_HINTS[difference.aspect]),
            place=Place(file=there[0] if there else None),
            severity="warning",
        )


_CODES = {
    Aspect.ARTICLE: "edition-clause-missing",
    Aspect.CHAPTER: "edition-clause-missing",
    Aspect.NUMBER: "edition-number",
    Aspect.PLACE: "edition-chapter",
    Aspect.STATUS: "edition-status",
    Aspect.HEADING: "edition-heading",
    Aspect.PARAGRAPHS: "edition-structure",
    Aspect.ITEMS: "edition-structure",
    Aspect.PREAMBLE: "edition-frame",
    Aspect.CLOSING: "edition-frame",
}

_HINTS = {
    Aspect.ARTICLE: later(
        "add the file with the same number and key to the other edition, or delete this one"
    ),
    Aspect.CHAPTER: later(
        "add the folder with the same number and key to the other edition, or move its articles"
    ),
    Aspect.NUMBER: later("rename one of the files: the number stands in its name"),
    Aspect.PLACE: later("move one of the files into the chapter of the other"),
    Aspect.STATUS: later("give the text in both editions, or in neither"),
    Aspect.HEADING: later("give the heading in both editions, or in neither"),
    Aspect.PARAGRAPHS: later("divide the text into the same paragraphs in both editions"),
    Aspect.ITEMS: later("give the same items in both editions"),
    Aspect.PREAMBLE: later("give the text before the articles in both editions, or in neither"),
    Aspect.CLOSING: later("give the text after the articles in both editions, or in neither"),
}


def _file(difference: Difference, loaded: Loaded) -> str | None:
    if difference.aspect in (Aspect.PREAMBLE, Aspect.CLOSING):
        name = PREAMBLE_FILE if difference.aspect is Aspect.PREAMBLE else CLOSING_FILE
        there = loaded.charter.preamble if name == PREAMBLE_FILE else loaded.charter.closing
        return f"{loaded.folder}/{name}" if there else None
    return loaded.paths.get(difference.key)


def story(difference: Difference, style: DraftingStyle, one: str, other: str) -> str:
    """What differs, as a sentence about the two editions."""
    address = difference.address.text(style) if difference.address else ""
    name = say("{address} ({key})", address=address, key=difference.key)
    has, lacks = (one, other) if difference.one else (other, one)
    mine, theirs = difference.one, difference.other
    match difference.aspect:
        case Aspect.ARTICLE | Aspect.CHAPTER:
            return say(
                "{name} stands in the edition {has!r} but not in {lacks!r}",
                name=name,
                has=has,
                lacks=lacks,
            )
        case Aspect.HEADING:
            return say(
                "{name} has a heading in the edition {has!r} but none in {lacks!r}",
                name=name,
                has=has,
                lacks=lacks,
            )
        case Aspect.PREAMBLE:
            return say(
                "the edition {has!r} has a text before its articles, {lacks!r} has none",
                has=has,
                lacks=lacks,
            )
        case Aspect.CLOSING:
            return say(
                "the edition {has!r} has a text after its articles, {lacks!r} has none",
                has=has,
                lacks=lacks,
            )
        case Aspect.NUMBER:
            return say(
                "{name} has the number {mine} in the edition {one!r} and {theirs} in {other!r}",
                name=name,
                mine=mine,
                one=one,
                theirs=theirs,
                other=other,
            )
        case Aspect.PLACE:
            return say(
                "{name} stands in {mine} in the edition {one!r} and in {theirs} in {other!r}",
                name=name,
                mine=_chapter(mine),
                one=one,
                theirs=_chapter(theirs),
                other=other,
            )
        case Aspect.STATUS:
            return say(
                "{name}: the text is {mine} in the edition {one!r} and {theirs} in {other!r}",
                name=name,
                mine=say(_STATUS[mine]),
                one=one,
                theirs=say(_STATUS[theirs]),
                other=other,
            )
        case Aspect.PARAGRAPHS | Aspect.ITEMS:
            return say(
                "{name} has {mine} in the edition {one!r} and {theirs} in {other!r}",
                name=name,
                mine=mine,
                one=one,
                theirs=theirs,
                other=other,
            )


_STATUS = {
    "text": later("given"),
    "omitted": later("omitted"),
    "reserved": later("deleted (a placeholder)"),
}


def _chapter(key: str) -> str:
    return say("the chapter {key!r}", key=key) if key else say("no chapter")


_DIVISION: Final = (Aspect.PARAGRAPHS, Aspect.ITEMS, Aspect.STATUS)
_NUMBERS: Final = (Aspect.ARTICLE, Aspect.CHAPTER, Aspect.NUMBER)


def reference_problems(
    leading: Loaded,
    further: Loaded,
    styles: tuple[DraftingStyle, DraftingStyle],
) -> Iterator[Problem]:
    """References of a further edition that mean another provision than in the leading one."""
    style, other = styles
    files = ClauseFiles(further)
    odd = tuple(differences(leading.charter, further.charter))
    if any(each.aspect in _NUMBERS for each in odd):
        return  # the same words mean other provisions, which is told already
    divided = {each.key for each in odd if each.aspect in _DIVISION}
    for found in pointing_elsewhere(leading.charter, style, further.charter, other):
        if found.spot.key in divided:
            continue
        first = found.other[0]
        yield Problem(
            code="edition-reference",
            message=say(
                "{address} cites {here} here, and {there} in the edition {language!r}",
                address=first.address.text(other),
                here=_cited(found.other, other),
                there=_cited(found.one, style),
                language=style.language,
            ),
            hint=say(
                "mend one of them with `replace`, `find` and `with`; for one edition alone "
                "add `edition: {language}`",
                language=other.language,
            ),
            place=files.place(first.standing, first.text, first.reference.start),
            severity="warning",
        )


def _cited(references: Sequence[Listed], style: DraftingStyle) -> str:
    """The references as written, with what they mean."""
    return say(", ").join(
        say(
            "{words!r} ({places})",
            words=each.reference.text,
            places=say(", ").join(dict.fromkeys(place.text(style) for _, place in each.targets)),
        )
        for each in references
    )
