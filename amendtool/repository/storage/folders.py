"""The folder of the articles: where a clause stands, and a charter as clause files.

    articles/014-chairman.md                  an article: its number and its key
    articles/005.2-class-shares.md            a branch number
    articles/02-shares/000-chapter.md         a chapter, one folder each
    articles/02-shares/003-dividends.md       Section 2.3, where articles are counted in chapters
    articles/000-members.md                   what has no number: it stands first
    articles/02-shares/000-text.md            the text below the heading of a chapter
    articles/supplementary/001-effective.md   the supplementary provisions
    articles/supplementary/01-2022/000-chapter.md   a further block of them, and its title
    articles/preamble.md, articles/closing.md the text before and after them, as it is
    articles/page.toml                        how they print, where an amendment has said it

What stands otherwise than the numbers of a folder do says so in front lines
(:mod:`amendtool.repository.storage.order`).

Paths are POSIX texts relative to the root of the articles repository, contents are bytes.
Nothing here touches the disk.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Final

from amendtool.articles.addresses import Address
from amendtool.articles.charter import Article, Chapter, Charter, goes_unnumbered, tidy
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.numerals import LARGEST
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.clause import Clause, format_clause
from amendtool.errors import Problem
from amendtool.patterns import compiled
from amendtool.repository.storage.order import (
    NO_NUMBER,
    Filed,
    begins_anew,
    places,
    unbroken,
)
from amendtool.repository.storage.page import PAGE_FILE, format_page
from amendtool.values import dataclass

ARTICLES: Final = "articles"
SUPPLEMENTARY: Final = "supplementary"
CHAPTER_FILE: Final = "000-chapter.md"
PREAMBLE_FILE: Final = "preamble.md"
CLOSING_FILE: Final = "closing.md"
CLAUSE: Final = compiled(r"(?P<number>[0-9]+(?:\.[0-9]+)*)-(?P<key>.+)\.md")
"""The name of a clause file."""
CHAPTER: Final = compiled(r"(?P<number>[0-9]+(?:\.[0-9]+)*)-(?P<key>.+)")
"""The name of the folder of a chapter."""
LANGUAGE: Final = compiled(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")
"""The name of the folder of an edition."""
_DIGITS: Final = 9
"""More than any number has; Python refuses to read a number of thousands of digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A charter as read: where each article and chapter stands, and what is to be noted.

    ``paths`` leads from keys to files, ``contents`` holds the bytes of those files, and
    ``notices`` are warnings: the charter was read all the same. ``after`` is what files say
    that they stand behind, by key; ``clauses`` what they hold, by path, as it was read.
    """

    charter: Charter
    folder: str
    paths: Mapping[str, str]
    contents: Mapping[str, bytes]
    notices: tuple[Problem, ...] = ()
    after: Mapping[str, str] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)


def _chapter_folders(way: Iterable[Chapter]) -> tuple[str, ...]:
    return tuple(
        f"{chapter.number.main:02}{''.join(f'.{b}' for b in chapter.number.branches)}-{chapter.key}"
        for chapter in way
    )


def paths_of(
    charter: Charter, folder: str = ARTICLES, *, in_chapters: bool = False
) -> dict[str, str]:
    """The file of every article and chapter, by key.

    Articles that are counted ``in_chapters`` are named by their own number: that of the chapter
    is in its folder.
    """
    supplementary = {article.key for article in charter.supplementary}
    ways = charter.ways_in()
    within = {chapter.key: _chapter_folders(ways[chapter.key]) for chapter in charter.chapters}
    within |= {
        block.key: (SUPPLEMENTARY, *_chapter_folders(ways[block.key])) for block in charter.blocks
    }
    paths = {key: "/".join((folder, *inner, CHAPTER_FILE)) for key, inner in within.items()}
    for article in charter.every_article():
        number = filed_number(article, in_chapters=in_chapters)
        parts = [f"{part}" for part in number]
        name = f"{'.'.join([parts[0].zfill(3), *parts[1:]])}-{article.key}.md"
        inner = (
            within[article.chapter]
            if article.chapter
            else (SUPPLEMENTARY,)
            if article.key in supplementary
            else ()
        )
        paths[article.key] = "/".join((folder, *inner, name))
    return paths


def filed_number(article: Article, *, in_chapters: bool = False) -> tuple[int, ...]:
    """The number in the name of an article's file: its own, or 0 where it has none."""
    if article.number is None or goes_unnumbered(article):
        return NO_NUMBER
    parts = article.number.parts
    return parts[1:] if in_chapters and len(parts) > 1 else parts


def after_of(charter: Charter, *, in_chapters: bool = False) -> dict[str, str]:
    """By key, what the files of articles and chapters stand behind whose numbers do not tell."""
    found: dict[str, str] = {}
    siblings: dict[str | None, list[tuple[str, tuple[int, ...]]]] = {}
    for chapter in charter.chapters:
        siblings.setdefault(chapter.parent, []).append((chapter.key, chapter.number.parts))
    for row in (*siblings.values(), [(each.key, each.number.parts) for each in charter.blocks]):
        found |= places(row)
    rows: dict[str | None, list[tuple[str, tuple[int, ...]]]] = {}
    for article in charter.articles:
        number = filed_number(article, in_chapters=in_chapters)
        rows.setdefault(article.chapter, []).append((article.key, number))
    filed: list[list[Filed]] = []
    for row in rows.values():
        found |= places(row)
        filed.append([Filed(number, key, found.get(key)) for key, number in row])
    begin = {first.key: row[0].key for row in filed for first in row}
    for first, _ in unbroken(filed, anew=in_chapters or begins_anew(filed)):
        found[begin[first.key]] = ""
    for block in (None, *(each.key for each in charter.blocks)):
        found |= places([(each.key, filed_number(each)) for each in charter.in_block(block)])
    return found


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
        return None if SUPPLEMENTARY in parts[1:-1] else _chapter_at(parts[1:-1])
    match = CLAUSE.fullmatch(parts[-1])
    if match is None:
        return None
    number = number_in(match["number"])
    supplementary = SUPPLEMENTARY in parts[1:-1]
    if number is None and not supplementary:
        if match["number"].strip("0."):
            return None  # a number, and none that an article can have
        number = Number(NO_NUMBER)
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
    in_chapters = style.numbered_in_chapters
    paths = paths_of(charter, folder, in_chapters=in_chapters)
    files = {
        paths[key]: format_clause(clause, style).encode()
        for key, clause in _clauses(charter, in_chapters=in_chapters).items()
        if clause != _NOTHING
    }
    for name, text in frame_files(charter).items():
        if text:
            files[f"{folder}/{name}"] = text.encode()
    return files


def frame_files(charter: Charter) -> dict[str, str]:
    """What the files around the articles hold, by name; empty for one that is not there."""
    texts = {name: format_frame(text) if text else "" for name, text in frame_of(charter).items()}
    return {**texts, PAGE_FILE: format_page(charter.page)}


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
    """What the file of an article holds, wherever it stands."""
    mark = _mark(article.form, article.number)
    if article.number is not None and goes_unnumbered(article):
        mark = mark or None  # the name of the file says so already
    return Clause(heading=article.heading, body=article.body, status=article.status, mark=mark)


def heading_of(chapter: Chapter) -> Clause:
    """What the file of a chapter holds, wherever it stands."""
    return Clause(heading=chapter.heading, mark=_mark(chapter.form, chapter.number))


_NOTHING: Final = Clause()


def _clauses(
    charter: Charter, after: Mapping[str, str] | None = None, *, in_chapters: bool
) -> dict[str, Clause]:
    """What the files of a charter hold, by key; ``after`` says what they stand behind."""
    after = after_of(charter, in_chapters=in_chapters) if after is None else after
    found = {each.key: heading_of(each) for each in charter.chapters}
    # The title of a block is the whole of its line.
    found |= {each.key: Clause(heading=each.heading) for each in charter.blocks}
    found |= {each.key: clause_of(each) for each in charter.every_article()}
    return {
        key: replace(clause, after=after[key]) if key in after else clause
        for key, clause in found.items()
    }


def _mark(form: NumberForm | None, number: Number | None) -> str | None:
    """How a number is printed, where that departs from the others at its level."""
    return None if form is None or number is None else form.told(number)


def is_clause_file(path: str) -> bool:
    """Whether a file in git is one that the articles are read from."""
    name = path.rpartition("/")[2]
    inside = path.startswith(f"{ARTICLES}/") and (name.endswith(".md") or name == PAGE_FILE)
    return inside and not name.startswith((".", "README"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChanges:
    """What turns the clause files of one charter into those of another.

    ``renames`` are pure; ``writes`` and ``deletes`` name paths as they are after them.
    """

    renames: Mapping[str, str]
    writes: Mapping[str, bytes]
    deletes: frozenset[str]

    @property
    def is_nothing(self) -> bool:
        """Whether no file changes."""
        return not (self.renames or self.writes or self.deletes)


def changed_files(files: Mapping[str, bytes], changes: FileChanges) -> dict[str, bytes]:
    """The files with the changes: the renames first, then the writes and deletions."""
    renamed = {changes.renames.get(path, path): data for path, data in files.items()}
    made = {path: data for path, data in renamed.items() if path not in changes.deletes}
    return {**made, **changes.writes}


def file_changes(present: Loaded, proposed: Charter, style: DraftingStyle) -> FileChanges:
    """The changes of files that lead from the present articles to the proposed ones.

    A file whose text does not change keeps its bytes, however it was written.
    """
    in_chapters = style.numbered_in_chapters
    paths = paths_of(proposed, present.folder, in_chapters=in_chapters)
    old = _clauses(present.charter, present.after, in_chapters=in_chapters)
    new = _clauses(proposed, in_chapters=in_chapters)
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
        told = present.clauses.get(present.paths.get(key, ""), clause).mark
        # A mark that says what would print anyway says another number once it moves.
        if old.get(key) == clause and (key not in moved or told == clause.mark):
            continue
        path = paths[key] if key not in present.paths or key in moved else present.paths[key]
        text = format_clause(clause, style)
        if text:
            writes[path] = text.encode()
        elif key in present.paths:
            deletes.add(path)
    before = frame_files(present.charter)
    for name, frame in frame_files(proposed).items():
        path = f"{present.folder}/{name}"
        if frame != before[name] and frame:
            writes[path] = frame.encode()
        elif frame != before[name]:
            deletes.add(path)
    return FileChanges(renames=renames, writes=writes, deletes=frozenset(deletes))


def _moved_keys(present: Charter, proposed: Charter, *, in_chapters: bool) -> set[str]:
    """The keys whose number or chapter changes; a file with an odd name is left alone."""
    old, new = (paths_of(each, in_chapters=in_chapters) for each in (present, proposed))
    return {key for key, path in new.items() if old.get(key) != path}
