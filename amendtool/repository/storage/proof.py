"""The proof of what is to be written: the reader of clause files gives the charter that was meant.

A text may look like a mark where it would stand, and a writer may be wrong. Neither may reach a
file, for what is read there the next time is what the articles say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from amendtool.articles.charter import Article, Body, Chapter, Charter
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.clause import Clause
from amendtool.errors import AmendtoolError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.storage.folders import (
    FileChanges,
    Loaded,
    changed_files,
    file_changes,
    files_of,
    frame_files,
    frame_of,
    paths_of,
)
from amendtool.repository.storage.loader import load
from amendtool.repository.storage.page import PAGE_FILE

NOWHERE_ELSE: Final[Mapping[str, Place]] = {}


def proven_changes(
    present: Loaded,
    proposed: Charter,
    style: DraftingStyle,
    places: Mapping[str, Place] = NOWHERE_ELSE,
) -> FileChanges:
    """The changes of files from the present articles to the proposed ones, read again.

    Only files that change are read. Raises InputError (``not-read-back``) where they would be
    read otherwise than they are meant: at the file, or at the place that ``places`` has for the
    key of its article or chapter.
    """
    changes = file_changes(present, proposed, style)
    if changes.is_nothing:
        return changes
    frame = {
        f"{present.folder}/{name}": text.encode()
        for name, text in frame_files(present.charter).items()
        if text
    }
    files = changed_files({**present.contents, **frame}, changes)
    known = {
        path: clause
        for old, clause in present.clauses.items()
        if (path := changes.renames.get(old, old)) not in changes.writes
    }
    _require_read_back(files, proposed, style, present.folder, known, places)
    return changes


def proven_files(charter: Charter, style: DraftingStyle, folder: str) -> dict[str, bytes]:
    """The clause files of a charter, read again; raises as :func:`proven_changes`."""
    files = files_of(charter, style, folder)
    _require_read_back(files, charter, style, folder, {}, NOWHERE_ELSE)
    return files


def _require_read_back(
    files: Mapping[str, bytes],
    meant: Charter,
    style: DraftingStyle,
    folder: str,
    known: Mapping[str, Clause],
    places: Mapping[str, Place],
) -> None:
    paths = paths_of(meant, folder, in_chapters=style.numbered_in_chapters)
    try:
        read = load(files, style, folder=folder, known=known).charter
    except AmendtoolError as error:
        told = [(each.place.file or folder, each.message) for each in error.problems]
    else:
        if read == meant:
            return
        told = list(_differences(read, meant, paths, folder)) or [(folder, say("the files differ"))]
    keys = {path: key for key, path in paths.items()}
    raise InputError(
        *(
            Problem(
                code="not-read-back",
                message=say(
                    "nothing was written, for {path} would be read otherwise than it is "
                    "meant: {message}",
                    path=path,
                    message=message,
                ),
                hint=say(
                    "if its text looks like the number of a provision, or like front lines, "
                    "write it otherwise; if not, this is a mistake of amendtool: please "
                    "report it"
                ),
                place=places.get(keys.get(path, ""), Place(file=path)),
            )
            for path, message in told
        )
    )


def _differences(
    read: Charter, meant: Charter, paths: Mapping[str, str], folder: str
) -> Iterator[tuple[str, str]]:
    """Where two charters differ first in each file, and how."""
    given, wanted = _clauses_of(read), _clauses_of(meant)
    there = {each.key: each for each in given}
    for each in wanted:
        other = there.pop(each.key, None)
        if other is None:
            yield paths[each.key], say("it would not be read at all")
        elif each != other:
            yield paths[each.key], _difference(each, other)
    yield from ((folder, say("a clause {key!r} would be read", key=key)) for key in there)
    found = [each.key for each in given]
    order = [each.key for each in wanted]
    if sorted(found) == sorted(order) and found != order:
        key = next(one for one, other in zip(order, found, strict=True) if one != other)
        yield paths[key], say("it would stand in another place")
    for name, text in frame_of(meant).items():
        if frame_of(read)[name] != text:
            yield f"{folder}/{name}", say("its text would be another one")
    if read.page != meant.page:
        yield f"{folder}/{PAGE_FILE}", say("it would say something else")


def _clauses_of(charter: Charter) -> list[Article | Chapter]:
    return [*charter.chapters, *charter.blocks, *charter.every_article()]


def _difference(meant: Article | Chapter, read: Article | Chapter) -> str:
    if meant.number != read.number:
        return say(
            "its number would be {read}, not {meant}",
            read=read.number,
            meant=meant.number,
        )
    if meant.mark != read.mark:
        return say(
            "its number would print as {read}, not as {meant}",
            read=_shown(read.mark),
            meant=_shown(meant.mark),
        )
    if meant.heading != read.heading:
        return say(
            "its heading would be {read}, not {meant}",
            read=_shown(read.heading),
            meant=_shown(meant.heading),
        )
    if isinstance(meant, Article) and isinstance(read, Article):
        if meant.chapter != read.chapter:
            return say(
                "it would stand in {read}, not in {meant}",
                read=read.chapter,
                meant=meant.chapter,
            )
        if meant.status is not read.status:
            return say("its text would be read as another state of the article")
        return _first(meant.body, read.body) or say("its text would be another one")
    return say("it would stand in another chapter")


def _first(meant: Body, read: Body) -> str:
    """The first part of a body that is read otherwise."""
    for at, each in enumerate(meant):
        other = read[at] if at < len(read) else None
        if each == other:
            continue
        if isinstance(each, str) or isinstance(other, str) or other is None:
            shown = each if isinstance(each, str) else say("provision {number}", number=each.number)
            return say("{shown} would be read as something else", shown=_shown(shown))
        if each.number != other.number or each.mark != other.mark:
            return say(
                "a provision {number} ({mark}) would be read as {read} ({read_mark})",
                number=each.number,
                mark=each.mark or say("as usual"),
                read=other.number,
                read_mark=other.mark or say("as usual"),
            )
        return _first(each.body, other.body) or say(
            "what stands in provision {number}", number=each.number
        )
    return say("more would be read at its end") if len(read) > len(meant) else ""


def _shown(text: str | None) -> str:
    if not text:
        return say("nothing")
    return say("{text!r}", text=text if len(text) <= 40 else f"{text[:39]}…")
