"""The folder of the articles: where a clause stands, and a charter as clause files.

    articles/014-chairman.md                  an article: its number and its key
    articles/005.2-class-shares.md            a branch number
    articles/02-shares/000-chapter.md         a chapter, one folder each
    articles/02-shares/003-dividends.md       Section 2.3, where articles are counted in chapters
    articles/supplementary/001-effective.md   the supplementary provisions
    articles/preamble.md, articles/closing.md the text before and after them, as it is

Paths are POSIX texts relative to the root of the articles repository, contents are bytes.
Nothing here touches the disk.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from amendtool.articles.addresses import Address
from amendtool.articles.charter import Article, Chapter, Charter, tidy
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.numerals import LARGEST
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.clause import Clause, format_clause
from amendtool.errors import Problem

ARTICLES: Final = "articles"
SUPPLEMENTARY: Final = "supplementary"
CHAPTER_FILE: Final = "000-chapter.md"
PREAMBLE_FILE: Final = "preamble.md"
CLOSING_FILE: Final = "closing.md"
CLAUSE: Final = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)*)-(?P<key>.+)\.md")
"""The name of a clause file."""
CHAPTER: Final = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)*)-(?P<key>.+)")
"""The name of the folder of a chapter."""
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
"""The name of the folder of an edition."""
_DIGITS: Final = 9
"""More than any number has; Python refuses to read a number of thousands of digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A charter as read: where each article and chapter stands, and what is to be noted.

    ``paths`` leads from keys to files, ``contents`` holds the bytes of those files, and
    ``notices`` are warnings: the charter was read all the same.
    """

    charter: Charter
    folder: str
    paths: Mapping[str, str]
    contents: Mapping[str, bytes]
    notices: tuple[Problem, ...] = ()


def _chapter_folders(charter: Charter, key: str | None) -> tuple[str, ...]:
    return tuple(
        f"{chapter.number.main:02}{''.join(f'.{b}' for b in chapter.number.branches)}-{chapter.key}"
        for chapter in charter.outer_chapters(key)
    )


def paths_of(
    charter: Charter, folder: str = ARTICLES, *, in_chapters: bool = False
) -> dict[str, str]:
    """The file of every article and chapter, by key.

    Articles that are counted ``in_chapters`` are named by their own number: that of the chapter
    is in its folder.
    """
    supplementary = {article.key for article in charter.supplementary}
    within = {chapter.key: _chapter_folders(charter, chapter.key) for chapter in charter.chapters}
    paths = {key: "/".join((folder, *inner, CHAPTER_FILE)) for key, inner in within.items()}
    for article in charter.every_article():
        parts = [f"{part}" for part in article.number.parts] if article.number else ["0"]
        if in_chapters and len(parts) > 1:
            parts = parts[1:]
        name = f"{'.'.join([parts[0].zfill(3), *parts[1:]])}-{article.key}.md"
        inner = (
            (SUPPLEMENTARY,)
            if article.key in supplementary
            else within[article.chapter]
            if article.chapter
            else ()
        )
        paths[article.key] = "/".join((folder, *inner, name))
    return paths


def edition_at(path: str) -> str:
    """The language in whose folder a file of the articles stands; empty outside of them."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 and LANGUAGE.fullmatch(parts[1]) else ""


def clause_at(path: str, in_chapters: bool = False) -> tuple[str, Address] | None:
    """The key and the address that the path of a clause file tells; None for other files.

    The inverse of :func:`paths_of`, for what stood in a commit that nobody reads.
    """
    parts = unicodedata.normalize("NFC", path).split("/")
    if parts[0] != ARTICLES or len(parts) < 2:
        return None
    if parts[-1] == CHAPTER_FILE:
        return _chapter_at(parts[1:-1])
    match = CLAUSE.fullmatch(parts[-1])
    if match is None:
        return None
    number = number_in(match["number"])
    supplementary = SUPPLEMENTARY in parts[1:-1]
    if number is None and not supplementary:
        return None
    outer = _chapter_at(parts[1:-1]) if in_chapters and not supplementary else None
    if number is not None and outer is not None:
        number = Number((outer[1].chapters[-1].main, *number.parts))
    return match["key"], Address(supplementary=supplementary, article=number)


def _chapter_at(folders: list[str]) -> tuple[str, Address] | None:
    matches = [match for folder in folders if (match := CHAPTER.fullmatch(folder))]
    numbers = [number for match in matches if (number := number_in(match["number"])) is not None]
    if not matches or len(numbers) != len(matches):
        return None
    return matches[-1]["key"], Address(chapters=tuple(numbers))


def number_in(text: str) -> Number | None:
    """The number that the name of a file begins with; None where no article can have it."""
    if any(len(part) > _DIGITS for part in text.split(".")):
        return None
    parts = tuple(int(part) for part in text.split("."))
    return Number(parts) if all(1 <= part <= LARGEST for part in parts) else None


def files_of(charter: Charter, style: DraftingStyle, folder: str = ARTICLES) -> dict[str, bytes]:
    """The canonical clause files of a charter."""
    paths = paths_of(charter, folder, in_chapters=style.numbered_in_chapters)
    files = {
        paths[chapter.key]: format_clause(heading_of(chapter), style).encode()
        for chapter in charter.chapters
        if chapter.heading or chapter.form is not None
    }
    for article in charter.every_article():
        files[paths[article.key]] = format_clause(clause_of(article), style).encode()
    for name, text in frame_of(charter).items():
        if text:
            files[f"{folder}/{name}"] = format_frame(text).encode()
    return files


def frame_of(charter: Charter) -> dict[str, str]:
    """The texts around the articles, by the name of their file; empty where there is none."""
    return {PREAMBLE_FILE: charter.preamble, CLOSING_FILE: charter.closing}


def format_frame(text: str) -> str:
    """The file of a preamble or closing: every block a paragraph, so that Markdown shows it."""
    return "\n\n".join(text.split("\n")) + "\n"


def parse_frame(text: str) -> str:
    """The preamble or closing that a file holds; the inverse of :func:`format_frame`."""
    return tidy(text)


def clause_of(article: Article) -> Clause:
    """What the file of an article holds."""
    mark = _mark(article.form, article.number)
    return Clause(heading=article.heading, body=article.body, status=article.status, mark=mark)


def heading_of(chapter: Chapter) -> Clause:
    """What the file of a chapter holds."""
    return Clause(heading=chapter.heading, mark=_mark(chapter.form, chapter.number))


def _mark(form: NumberForm | None, number: Number | None) -> str | None:
    """How a number is printed, where that departs from the others at its level."""
    return None if form is None or number is None else form.printed(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChanges:
    """What turns the clause files of one charter into those of another.

    ``renames`` are pure; ``writes`` and ``deletes`` name paths as they are after them.
    """

    renames: Mapping[str, str]
    writes: Mapping[str, bytes]
    deletes: frozenset[str]


def file_changes(present: Loaded, proposed: Charter, style: DraftingStyle) -> FileChanges:
    """The changes of files that lead from the present articles to the proposed ones.

    A file whose text does not change keeps its bytes, however it was written.
    """
    in_chapters = style.numbered_in_chapters
    paths = paths_of(proposed, present.folder, in_chapters=in_chapters)
    old = {a.key: clause_of(a) for a in present.charter.every_article()}
    old |= {c.key: heading_of(c) for c in present.charter.chapters}
    new = {a.key: clause_of(a) for a in proposed.every_article()}
    new |= {c.key: heading_of(c) for c in proposed.chapters}
    renames: dict[str, str] = {}
    writes: dict[str, bytes] = {}
    deletes: set[str] = set()
    moved = _moved_keys(present.charter, proposed, in_chapters=in_chapters)
    for key, path in present.paths.items():
        if key not in new:
            deletes.add(path)
        elif key in moved and path != paths[key]:
            renames[path] = paths[key]
    for key, clause in new.items():
        if old.get(key) == clause:
            continue
        path = paths[key] if key not in present.paths or key in moved else present.paths[key]
        text = format_clause(clause, style)
        if text:
            writes[path] = text.encode()
        elif key in present.paths:
            deletes.add(path)
    before = frame_of(present.charter)
    for name, frame in frame_of(proposed).items():
        path = f"{present.folder}/{name}"
        if frame != before[name] and frame:
            writes[path] = format_frame(frame).encode()
        elif frame != before[name]:
            deletes.add(path)
    return FileChanges(renames=renames, writes=writes, deletes=frozenset(deletes))


def _moved_keys(present: Charter, proposed: Charter, *, in_chapters: bool) -> set[str]:
    """The keys whose number or chapter changes; a file with an odd name is left alone."""
    old, new = (paths_of(each, in_chapters=in_chapters) for each in (present, proposed))
    return {key for key, path in new.items() if old.get(key) != path}
