"""Reading the folder of the articles: clause files into a charter, every mistake with its place.

Paths are POSIX texts relative to the root of the articles repository, contents are bytes.
Nothing here touches the disk.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from amendtool.articles.charter import Article, Chapter, Charter
from amendtool.articles.keys import clashes, key_problems
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.numerals import LARGEST
from amendtool.articles.printed_form import form_of
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text import characters
from amendtool.articles.text.clause import Clause, parse_clause
from amendtool.articles.text.encoding import decode
from amendtool.errors import InputError, Place, Problem, raise_if_any
from amendtool.repository.storage.folders import (
    ARTICLES,
    CHAPTER,
    CHAPTER_FILE,
    CLAUSE,
    CLOSING_FILE,
    LANGUAGE,
    PREAMBLE_FILE,
    SUPPLEMENTARY,
    Loaded,
    number_in,
    parse_frame,
)


@dataclass(slots=True)
class _Loading:
    style: DraftingStyle
    folder: str
    problems: list[Problem] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    supplementary: list[Article] = field(default_factory=list)
    read: list[tuple[Article, str]] = field(default_factory=list)
    """Every article with its file; keys may still stand twice."""
    chapters: dict[str, Chapter] = field(default_factory=dict)
    """By folder."""
    paths: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    frame: dict[str, str] = field(default_factory=dict)
    """The texts before and after the articles, by the name of their file."""

    def problem(self, path: str, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code=code, message=message, hint=hint, place=Place(file=path)))

    def notice(self, path: str, code: str, message: str, hint: str) -> None:
        self.problems.append(
            Problem(
                code=code, message=message, hint=hint, place=Place(file=path), severity="warning"
            )
        )


def folder_of(paths: Mapping[str, bytes], language: str) -> str:
    """The folder of one language's edition: ``articles/en`` where there is one."""
    edition = f"{ARTICLES}/{language}"
    return edition if any(path.startswith(f"{edition}/") for path in paths) else ARTICLES


def load(
    files: Mapping[str, bytes],
    style: DraftingStyle,
    *,
    folder: str | None = None,
    editions: Collection[str] = (),
) -> Loaded:
    """The charter that the files under ``articles/`` hold.

    It is read from ``folder``, or else from that of the style's language. ``editions`` are the
    languages of other editions, whose folders are left to them.

    Files that are no clause files are left alone; those that look like one that went
    astray are noticed. Raises InputError with all mistakes of all files.
    """
    loading = _Loading(style, folder or folder_of(files, style.language))
    _load_chapters(loading, files)
    for path in sorted(files):
        if path.startswith(f"{loading.folder}/"):
            _load_file(loading, path, files[path])
    _notice_left_out(loading, files, editions)
    _require_unique(loading)
    if loading.style.numbered_in_chapters:
        _require_chapters(loading)
    raise_if_any(loading.problems)
    order = _chapter_order(loading)
    articles = tuple(sorted(loading.articles, key=_place_in_row))
    _require_unbroken(loading, articles, order)
    raise_if_any(loading.problems)
    return Loaded(
        charter=Charter(
            articles=articles,
            chapters=order,
            supplementary=tuple(sorted(loading.supplementary, key=_place_in_row)),
            preamble=loading.frame.get(PREAMBLE_FILE, ""),
            closing=loading.frame.get(CLOSING_FILE, ""),
        ),
        folder=loading.folder,
        paths=loading.paths,
        contents=loading.contents,
        notices=tuple(loading.problems),
    )


# Reading


def _load_chapters(loading: _Loading, files: Mapping[str, bytes]) -> None:
    """Every folder that holds clause files is a chapter, or the supplementary provisions."""
    folders = {
        folder
        for path in files
        if path.startswith(f"{loading.folder}/") and path.endswith(".md")
        for folder in _folders(path.removeprefix(f"{loading.folder}/"))
    }
    for relative in sorted(folders, key=lambda folder: folder.count("/")):
        name = relative.rsplit("/", 1)[-1]
        folder = f"{loading.folder}/{relative}"
        edition = loading.folder == ARTICLES and LANGUAGE.fullmatch(relative.split("/")[0])
        if relative == SUPPLEMENTARY or edition:
            continue
        if relative.startswith(f"{SUPPLEMENTARY}/"):
            loading.problem(
                folder, "folder-name", "the supplementary provisions have no chapters",
                f"move its files into {loading.folder}/{SUPPLEMENTARY}/",
            )  # fmt: skip
            continue
        match = CHAPTER.fullmatch(name)
        if match is None or (number := number_in(match["number"])) is None:
            loading.problem(
                folder, "folder-name", f"the folder {name!r} is no chapter",
                "name it by number and key, such as 02-shares, or move it out of articles/",
            )  # fmt: skip
            continue
        key, _ = _key(match["key"], folder, loading)
        heading_file = f"{folder}/{CHAPTER_FILE}"
        heading, form = None, None
        if heading_file in files:
            clause = _clause(loading, heading_file, files[heading_file])
            heading = clause.heading if clause else None
            own = loading.style.title_form(relative.count("/") + 1)
            form = _form(clause, number, own)
            loading.paths[key] = heading_file
            loading.contents[heading_file] = files[heading_file]
            if clause and clause.body:
                loading.problem(
                    heading_file, "chapter-text", "a chapter has a heading but no text",
                    "keep the line `# Heading` only",
                )  # fmt: skip
        else:
            loading.notice(
                folder, "chapter-without-heading", f"the chapter has no {CHAPTER_FILE}",
                f"write its heading into {heading_file}: # Shares",
            )  # fmt: skip
        outer = folder.rsplit("/", 1)[0]
        parent = loading.chapters.get(outer)
        loading.chapters[folder] = Chapter(
            key=key,
            number=number,
            heading=heading,
            parent=parent.key if parent else None,
            form=form,
        )


def _folders(relative: str) -> Iterator[str]:
    parts = relative.split("/")[:-1]
    for depth in range(1, len(parts) + 1):
        yield "/".join(parts[:depth])


def _load_file(loading: _Loading, path: str, data: bytes) -> None:
    folder, name = path.rsplit("/", 1)
    if name == CHAPTER_FILE and folder in loading.chapters:
        return
    relative = folder.removeprefix(loading.folder).strip("/")
    if not relative and name in (PREAMBLE_FILE, CLOSING_FILE):
        _load_frame(loading, path, name, data)
        return
    supplementary = relative == SUPPLEMENTARY
    if relative and not supplementary and folder not in loading.chapters:
        return
    match = CLAUSE.fullmatch(name)
    if match is None:
        if name.endswith(".md") and not name.startswith((".", "README")):
            loading.notice(
                path, "file-name", f"{name!r} is no clause file and is left out",
                "a clause file is named by number and key: 014-chairman.md",
            )  # fmt: skip
        return
    number = number_in(match["number"])
    plain = supplementary and set(match["number"]) == {"0"}
    if number is None and not plain:
        loading.problem(
            path, "file-number", f"{match['number']!r} is no number of an article",
            f"numbers go from 1 to {LARGEST}; a branch number is written 005.2",
        )  # fmt: skip
        return
    key, sound = _key(match["key"], path, loading)
    clause = _clause(loading, path, data)
    if clause is None:
        return
    if not clause.body and clause.status.value == "text":
        loading.problem(
            path, "article-empty", "the article has no text",
            f"write its text, or {loading.style.omitted_label} when it is not to be held here",
        )  # fmt: skip
        return
    if not sound:
        return
    chapter = loading.chapters.get(folder)
    if chapter and number and loading.style.numbered_in_chapters:
        number = _in_chapter(loading, path, chapter, number)
    article = Article(
        key=key,
        number=number,
        heading=clause.heading,
        body=clause.body,
        status=clause.status,
        chapter=chapter.key if chapter else None,
        form=_form(clause, number, loading.style.article),
    )
    (loading.supplementary if supplementary else loading.articles).append(article)
    loading.read.append((article, path))
    loading.paths.setdefault(key, path)
    loading.contents[path] = data


def _form(clause: Clause | None, number: Number | None, own: NumberForm) -> NumberForm | None:
    """The form of a number that the front lines of its file tell; ``own`` is that of its level."""
    if clause is None or clause.mark is None or number is None:
        return None
    form = form_of(clause.mark, number, own)
    return None if form == own else form


def _in_chapter(loading: _Loading, path: str, chapter: Chapter, number: Number) -> Number:
    """The number of an article that is counted within its chapter: that of the chapter first."""
    folders = path.count("/") - loading.folder.count("/") - 1
    if chapter.number.branches or folders > len(loading.style.chapters):
        loading.problem(
            path, "number-in-chapter", "the number of this file is not one of a section",
            "in this drafting style sections stand in Articles, and no Articles in Articles: "
            "articles/03-directors/002-election.md, or 002.1-officers.md for Section 3.2.1; "
            "what stands above Articles needs a sample: `chapter = [\"TITLE I\", \"ARTICLE I\"]`",
        )  # fmt: skip
    return Number((chapter.number.main, *number.parts))


def _load_frame(loading: _Loading, path: str, name: str, data: bytes) -> None:
    try:
        text, warnings = decode(data, file=path)
    except InputError as error:
        loading.problems += error.problems
        return
    loading.problems += (*warnings, *characters.problems(text, file=path))
    loading.frame[name] = parse_frame(text)


def _key(key: str, path: str, loading: _Loading) -> tuple[str, bool]:
    """The key in a file name, and whether it keeps to the rules of keys."""
    # macOS hands out decomposed file names; the key itself is composed.
    key = unicodedata.normalize("NFC", key)
    problems = key_problems(key, place=Place(file=path))
    loading.problems += problems
    return key, not problems


def _clause(loading: _Loading, path: str, data: bytes) -> Clause | None:
    try:
        text, warnings = decode(data, file=path)
        found = (*warnings, *characters.problems(text, file=path))
        loading.problems += found
        if any(problem.severity == "error" for problem in found):
            return None
        return parse_clause(text, loading.style, file=path)
    except InputError as error:
        loading.problems += error.problems
        return None


def _notice_left_out(
    loading: _Loading, files: Mapping[str, bytes], editions: Collection[str]
) -> None:
    """Clause files that belong to no edition, or to one of a language that is not asked for."""
    if loading.folder == ARTICLES:
        relative = (path.removeprefix(f"{ARTICLES}/") for path in files)
        outside = {path.split("/")[0] for path in relative if "/" in path}
        outside = {name for name in outside if name != SUPPLEMENTARY and LANGUAGE.fullmatch(name)}
    elif all(folder_of(files, language) != ARTICLES for language in editions):
        outside = {
            path.removeprefix(f"{ARTICLES}/")
            for path in files
            if CLAUSE.fullmatch(path.removeprefix(f"{ARTICLES}/"))
        }
    else:
        outside = set()
    for name in sorted(outside - set(editions)):
        edition = f", or add [editions.{name}]" if loading.folder == ARTICLES else ""
        loading.notice(
            f"{ARTICLES}/{name}", "edition-left-out",
            f"this is left out: the articles in the language {loading.style.language!r} are those "
            f"of {loading.folder}/",
            f"move it into {loading.folder}/, or mend `language`{edition} in amendtool.toml",
        )  # fmt: skip


# What the files must be together


def _require_unique(loading: _Loading) -> None:
    path_of: dict[str, list[str]] = {}
    rows = [(article.key, path) for article, path in loading.read]
    rows += [(chapter.key, folder) for folder, chapter in loading.chapters.items()]
    for key, path in rows:
        path_of.setdefault(key, []).append(path)
    for key, paths in path_of.items():
        if len(paths) > 1:
            loading.problem(
                paths[1], "key-twice", f"the key {key!r} stands twice, here and in {paths[0]}",
                "a key is the identity of one clause: rename one of the files",
            )  # fmt: skip
    for one, other in clashes(path_of):
        loading.problem(
            path_of[other][0], "key-clash",
            f"the keys {one!r} and {other!r} are the same name on some systems",
            f"rename this file or {path_of[one][0]}",
        )  # fmt: skip
    taken: dict[tuple[bool, Number | None], str] = {}
    supplementary = {id(article) for article in loading.supplementary}
    for article, path in loading.read:
        first = taken.setdefault((id(article) in supplementary, article.number), path)
        if first != path:
            loading.problem(
                path, "number-twice",
                f"the number {article.number or 0} stands twice, here and in {first}",
                "give one of them another number",
            )  # fmt: skip
    outer: dict[tuple[str | None, Number], str] = {}
    for folder, chapter in loading.chapters.items():
        first = outer.setdefault((chapter.parent, chapter.number), folder)
        if first != folder:
            loading.problem(
                folder, "number-twice",
                f"the chapter number {chapter.number} stands twice, here and in {first}",
                "give one of them another number",
            )  # fmt: skip


def _require_chapters(loading: _Loading) -> None:
    """Where articles are counted within their chapters, all stand in one, or there are none."""
    for article in loading.articles if loading.chapters else ():
        if article.chapter is None:
            loading.problem(
                loading.paths[article.key], "article-outside",
                "it stands in no Article, and there is no Section without one",
                "move the file into the folder of its Article, such as articles/03-directors/",
            )  # fmt: skip


def _place_in_row(article: Article) -> tuple[int, ...]:
    return article.number.parts if article.number else ()


def _chapter_order(loading: _Loading) -> tuple[Chapter, ...]:
    children: dict[str | None, list[Chapter]] = {}
    for chapter in loading.chapters.values():
        children.setdefault(chapter.parent, []).append(chapter)

    def walk(parent: str | None) -> Iterator[Chapter]:
        for chapter in sorted(children.get(parent, ()), key=lambda c: c.number):
            yield chapter
            yield from walk(chapter.key)

    return tuple(walk(None))


def _require_unbroken(
    loading: _Loading, articles: tuple[Article, ...], order: tuple[Chapter, ...]
) -> None:
    """Each chapter holds one run of articles, in the order of the chapters."""
    position = {chapter.key: index for index, chapter in enumerate(order)}
    highest, last = -1, ""
    for article in articles:
        here = position[article.chapter] if article.chapter else -1
        if here < highest:
            loading.problem(
                loading.paths[article.key], "chapter-broken",
                f"article {article.number} stands in an earlier chapter than the article before "
                f"it ({last})",
                "move the file into the chapter where its number belongs, or mend its number",
            )  # fmt: skip
        highest = max(highest, here)
        last = loading.paths[article.key]
