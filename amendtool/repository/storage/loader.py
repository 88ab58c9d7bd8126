"""Reading the folder of the articles: clause files into a charter, every mistake with its place.

Paths are POSIX texts relative to the root of the articles repository, contents are bytes.
Nothing here touches the disk.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Final

from amendtool.articles.addresses import Address
from amendtool.articles.charter import Article, Chapter, Charter, Status
from amendtool.articles.keys import clashes, key_problems
from amendtool.articles.numbers import Number, NumberForm, told_apart
from amendtool.articles.numerals import LARGEST
from amendtool.articles.page import NO_PAGE, Page
from amendtool.articles.printed_form import label_of, literal
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text import characters
from amendtool.articles.text.clause import Clause, parse_clause
from amendtool.articles.text.encoding import decode
from amendtool.articles.unnumbered import NONE, counted, counted_in_blocks
from amendtool.errors import InputError, Place, Problem, raise_if_any
from amendtool.messages import say
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
from amendtool.repository.storage.order import (
    NO_NUMBER,
    Filed,
    begins_anew,
    in_order,
    unbroken,
    unclear,
)
from amendtool.repository.storage.page import PAGE_FILE, parse_page
from amendtool.values import dataclass

_UNKNOWN: Final[Mapping[str, Clause]] = {}


@dataclass(slots=True)
class _Loading:
    style: DraftingStyle
    folder: str
    problems: list[Problem] = field(default_factory=list)
    rows: dict[str, list[tuple[Filed, Article]]] = field(default_factory=dict)
    """The articles in each folder; keys may still stand twice."""
    read: list[tuple[Article, str]] = field(default_factory=list)
    """Every article with its file."""
    chapters: dict[str, Chapter] = field(default_factory=dict)
    """By folder."""
    blocks: dict[str, Chapter] = field(default_factory=dict)
    """The supplementary provisions with a title of their own, by folder."""
    after: dict[str, str] = field(default_factory=dict)
    """What stands behind what, where front lines say so: by the folder of a chapter, else key."""
    paths: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    known: Mapping[str, Clause] = field(default_factory=dict)
    """What files hold that need not be read again, by path."""
    clauses: dict[str, Clause] = field(default_factory=dict)
    """What every file holds, by path."""
    page: Page = NO_PAGE
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
    known: Mapping[str, Clause] = _UNKNOWN,
) -> Loaded:
    """The charter that the files under ``articles/`` hold.

    It is read from ``folder``, or else from that of the style's language. ``editions`` are the
    languages of other editions, whose folders are left to them. ``known`` is what files hold, by
    path, that were read before and have not changed.

    Files that are no clause files are left alone; those that look like one that went
    astray are noticed. Raises InputError with all mistakes of all files.
    """
    loading = _Loading(style, folder or folder_of(files, style.language), known=known)
    _load_chapters(loading, files)
    for path in sorted(files):
        if path.startswith(f"{loading.folder}/"):
            _load_file(loading, path, files[path])
    _notice_left_out(loading, files, editions)
    _require_unique(loading)
    if loading.style.numbered_in_chapters:
        _require_chapters(loading)
    raise_if_any(loading.problems)
    chapters, blocks = _in_order(loading, loading.chapters), _in_order(loading, loading.blocks)
    main = [loading.folder, *chapters]
    _require_unbroken(loading, main)
    raise_if_any(loading.problems)
    supplementary = f"{loading.folder}/{SUPPLEMENTARY}"
    return Loaded(
        charter=Charter(
            articles=_articles(loading, main),
            chapters=tuple(chapters.values()),
            supplementary=counted_in_blocks(
                [
                    article
                    for folder in (supplementary, *blocks)
                    for article in _articles(loading, [folder])
                ],
                tuple(blocks.values()),
            ),
            preamble=loading.frame.get(PREAMBLE_FILE, ""),
            closing=loading.frame.get(CLOSING_FILE, ""),
            blocks=tuple(blocks.values()),
            page=loading.page,
        ),
        folder=loading.folder,
        paths=loading.paths,
        contents=loading.contents,
        notices=tuple(loading.problems),
        after={_key_of(loading, name): after for name, after in loading.after.items()},
        clauses=loading.clauses,
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
        block = relative.startswith(f"{SUPPLEMENTARY}/")
        if block and relative.count("/") > 1:
            loading.problem(
                folder, "folder-name", say("the supplementary provisions have no chapters"),
                say("move its files into {folder}/", folder=folder.rsplit('/', 1)[0]),
            )  # fmt: skip
            continue
        match = CHAPTER.fullmatch(name)
        if match is None or (number := number_in(match["number"])) is None:
            loading.problem(
                folder, "folder-name", say("the folder {name!r} is no chapter", name=name),
                say("name it by number and key, such as 02-shares, or move it out of articles/"),
            )  # fmt: skip
            continue
        key, _ = _key(match["key"], folder, loading)
        heading_file = f"{folder}/{CHAPTER_FILE}"
        heading, form = None, None
        own = loading.style.title_form(relative.count("/") + 1)
        if heading_file in files:
            clause = _clause(loading, heading_file, files[heading_file])
            heading = clause.heading if clause else None
            form = _form(clause, number, own, loading.style.title_gap(own))
            loading.paths[key] = heading_file
            loading.contents[heading_file] = files[heading_file]
            if clause and clause.after is not None:
                loading.after[folder] = clause.after
            if clause and clause.body:
                loading.problem(
                    heading_file,
                    "chapter-text",
                    say("a chapter has a heading but no text"),
                    say(
                        "keep the line `# Heading` only; a text below it stands in a file "
                        "of its own, which begins with 000: {folder}/000-text.md",
                        folder=folder,
                    ),
                )
        else:
            loading.notice(
                folder,
                "chapter-without-heading",
                say("the chapter has no {file}", file=CHAPTER_FILE),
                say("write its heading into {file}: # Shares", file=heading_file),
            )
        outer = folder.rsplit("/", 1)[0]
        parent = loading.chapters.get(outer)
        (loading.blocks if block else loading.chapters)[folder] = Chapter(
            key=key,
            number=number,
            heading=heading,
            parent=parent.key if parent else None,
            form=replace(own, silent=True) if block else form,
        )


def _folders(relative: str) -> Iterator[str]:
    parts = relative.split("/")[:-1]
    for depth in range(1, len(parts) + 1):
        yield "/".join(parts[:depth])


def _load_file(loading: _Loading, path: str, data: bytes) -> None:
    folder, name = path.rsplit("/", 1)
    chapter = loading.chapters.get(folder) or loading.blocks.get(folder)
    if name == CHAPTER_FILE and chapter is not None:
        return
    relative = folder.removeprefix(loading.folder).strip("/")
    if not relative and name in (PREAMBLE_FILE, CLOSING_FILE):
        _load_frame(loading, path, name, data)
        return
    if not relative and name == PAGE_FILE:
        _load_page(loading, path, data)
        return
    supplementary = relative == SUPPLEMENTARY or folder in loading.blocks
    if relative and not supplementary and chapter is None:
        return
    match = CLAUSE.fullmatch(name)
    if match is None:
        if name.endswith(".md") and not name.startswith((".", "README")):
            loading.notice(
                path, "file-name", say("{name!r} is no clause file and is left out", name=name),
                say("a clause file is named by number and key: 014-chairman.md"),
            )  # fmt: skip
        return
    number = number_in(match["number"])
    plain = set(match["number"]) == {"0"}
    if number is None and not plain:
        loading.problem(
            path,
            "file-number",
            say("{number!r} is no number of an article", number=match["number"]),
            say(
                "numbers go from 1 to {largest}; a branch number is written 005.2", largest=LARGEST
            ),
        )
        return
    key, sound = _key(match["key"], path, loading)
    clause = _clause(loading, path, data)
    if clause is None:
        return
    if not clause.body and clause.status.value == "text":
        loading.problem(
            path,
            "article-empty",
            say("the article has no text"),
            say(
                "write its text, or {label} when it is not to be held here",
                label=loading.style.omitted_label,
            ),
        )
        return
    if not sound:
        return
    filed = Filed(number.parts if number else NO_NUMBER, key, clause.after)
    if chapter and number and loading.style.numbered_in_chapters and not supplementary:
        number = _in_chapter(loading, path, chapter, number)
    own = loading.style.article
    gap = loading.style.article_gap(own)
    if clause.status is Status.RESERVED:
        own = loading.style.placeholder(None)
    alone = relative == SUPPLEMENTARY and clause.after is None and clause.mark is None
    if number is None and not alone:
        number = NONE
    article = Article(
        key=key,
        number=number,
        heading=clause.heading,
        body=clause.body,
        status=clause.status,
        chapter=chapter.key if chapter else None,
        form=_unnumbered(clause, own) if plain and number else _form(clause, number, own, gap),
    )
    if clause.after is not None:
        loading.after[key] = clause.after
    loading.rows.setdefault(folder, []).append((filed, article))
    loading.read.append((article, path))
    loading.paths.setdefault(key, path)
    loading.contents[path] = data


def _unnumbered(clause: Clause, own: NumberForm) -> NumberForm:
    """The form of what has no number: nothing, or the mark that it has in its place."""
    return replace(literal(clause.mark), gap=own.gap) if clause.mark else replace(own, silent=True)


def _form(
    clause: Clause | None, number: Number | None, own: NumberForm, usual_gap: str
) -> NumberForm | None:
    """The form of a number that the front lines of its file tell; ``own`` is that of its level."""
    if clause is None or clause.mark is None or number is None:
        return None
    form = label_of(clause.mark, number, own, usual_gap)
    return None if form == own else form


def _in_chapter(loading: _Loading, path: str, chapter: Chapter, number: Number) -> Number:
    """The number of an article that is counted within its chapter: that of the chapter first."""
    folders = path.count("/") - loading.folder.count("/") - 1
    if chapter.number.branches or folders > len(loading.style.chapters):
        loading.problem(
            path,
            "number-in-chapter",
            say("the number of this file is not one of a section"),
            say(
                "in this drafting style sections stand in Articles, and no Articles in "
                "Articles: articles/03-directors/002-election.md, or 002.1-officers.md for "
                "Section 3.2.1; what stands above Articles needs a sample: `chapter = "
                '["TITLE I", "ARTICLE I"]`'
            ),
        )
    return Number((chapter.number.main, *number.parts))


def _load_frame(loading: _Loading, path: str, name: str, data: bytes) -> None:
    try:
        text, warnings = decode(data, file=path)
    except InputError as error:
        loading.problems += error.problems
        return
    loading.problems += (*warnings, *characters.problems(text, file=path))
    loading.frame[name] = parse_frame(text)


def _load_page(loading: _Loading, path: str, data: bytes) -> None:
    try:
        text, warnings = decode(data, file=path)
        loading.problems += warnings
        loading.page = parse_page(text, file=path)
    except InputError as error:
        loading.problems += error.problems


def _key(key: str, path: str, loading: _Loading) -> tuple[str, bool]:
    """The key in a file name, and whether it keeps to the rules of keys."""
    # macOS hands out decomposed file names; the key itself is composed.
    key = unicodedata.normalize("NFC", key)
    problems = key_problems(key, place=Place(file=path))
    loading.problems += problems
    return key, not problems


def _clause(loading: _Loading, path: str, data: bytes) -> Clause | None:
    clause = loading.known.get(path) or _read(loading, path, data)
    if clause is not None:
        loading.clauses[path] = clause
    return clause


def _read(loading: _Loading, path: str, data: bytes) -> Clause | None:
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
        loading.notice(
            f"{ARTICLES}/{name}",
            "edition-left-out",
            say(
                "this is left out: the articles in the language {language!r} are those of "
                "{folder}/",
                language=loading.style.language,
                folder=loading.folder,
            ),
            say(
                "move it into {folder}/, or mend `language`, or add {table} in amendtool.toml",
                folder=loading.folder,
                table=f"[editions.{name}]",
            )
            if loading.folder == ARTICLES
            else say(
                "move it into {folder}/, or mend `language` in amendtool.toml",
                folder=loading.folder,
            ),
        )


# What the files must be together


def _require_unique(loading: _Loading) -> None:
    path_of: dict[str, list[str]] = {}
    every = {**loading.chapters, **loading.blocks}
    rows = [(article.key, path) for article, path in loading.read]
    rows += [(chapter.key, folder) for folder, chapter in every.items()]
    for key, path in rows:
        path_of.setdefault(key, []).append(path)
    for key, paths in path_of.items():
        if len(paths) > 1:
            loading.problem(
                paths[1],
                "key-twice",
                say("the key {key!r} stands twice, here and in {file}", key=key, file=paths[0]),
                say("a key is the identity of one clause: rename one of the files"),
            )
    for one, other in clashes(path_of):
        loading.problem(
            path_of[other][0],
            "key-clash",
            say(
                "the keys {one!r} and {other!r} are the same name on some systems",
                one=one,
                other=other,
            ),
            say("rename this file or {file}", file=path_of[one][0]),
        )
    for row in loading.rows.values():
        _require_places(loading, [filed for filed, _ in row], loading.paths)
    for outer in {folder.rsplit("/", 1)[0] for folder in every}:
        _require_places(
            loading,
            [_filed(loading, folder) for folder in every if folder.rsplit("/", 1)[0] == outer],
            {chapter.key: folder for folder, chapter in every.items()},
        )


def _require_places(loading: _Loading, row: Sequence[Filed], paths: Mapping[str, str]) -> None:
    """Every file of a folder has a place in its order."""
    for key, other in unclear(row).items():
        number = ".".join(map(str, next(each.number for each in row if each.key == key)))
        loading.problem(
            paths[key],
            "number-twice",
            say(
                "the number {number} stands twice, here and in {file}",
                number=number,
                file=paths[other],
            ),
            say(
                "give one of them another number; or, where both have it, let front lines "
                'say which comes second: after: "{other}"',
                other=other,
            ),
        )
    placed = {each.key for each in in_order(row)}
    for each in row:
        if each.key not in placed:
            loading.problem(
                paths[each.key],
                "place-unclear",
                say(
                    "it stands behind {after!r}, and no place in this folder follows from that",
                    after=each.after,
                ),
                say(
                    "name the key of another file of the folder, such as the chairman of "
                    "014-chairman.md; an empty one stands before all others"
                ),
            )


def _filed(loading: _Loading, folder: str) -> Filed:
    """A chapter, or a block of supplementary provisions, as a file of the folder around it."""
    chapter = loading.chapters.get(folder) or loading.blocks[folder]
    return Filed(chapter.number.parts, chapter.key, loading.after.get(folder))


def _key_of(loading: _Loading, name: str) -> str:
    """The key of a chapter by its folder; any other name is a key."""
    chapter = loading.chapters.get(name) or loading.blocks.get(name)
    return chapter.key if chapter else name


def _require_chapters(loading: _Loading) -> None:
    """Where articles are counted within their chapters, all stand in one, or there are none."""
    outside = loading.rows.get(loading.folder, []) if loading.chapters else []
    for filed, article in outside:
        if filed.number != NO_NUMBER:
            loading.problem(
                loading.paths[article.key],
                "article-outside",
                say("it stands in no Article, and there is no Section without one"),
                say("move the file into the folder of its Article, such as articles/03-directors/"),
            )


def _in_order(loading: _Loading, chapters: Mapping[str, Chapter]) -> dict[str, Chapter]:
    """The chapters by folder, in the order of the document; each number told from its like."""
    children: dict[str, dict[str, str]] = {}
    for folder, chapter in chapters.items():
        children.setdefault(folder.rsplit("/", 1)[0], {})[chapter.key] = folder

    def walk(outer: str) -> Iterator[tuple[str, Chapter]]:
        folders = children.get(outer, {})
        row = [
            folders[each.key] for each in in_order([_filed(loading, f) for f in folders.values()])
        ]
        numbers = told_apart(chapters[folder].number for folder in row)
        for folder, number in zip(row, numbers, strict=True):
            yield folder, replace(chapters[folder], number=number)
            yield from walk(folder)

    outermost = [folder for folder in children if folder not in chapters]
    return {folder: chapter for outer in outermost for folder, chapter in walk(outer)}


def _articles(loading: _Loading, folders: Sequence[str]) -> tuple[Article, ...]:
    """The articles of some folders as one row; what has no number is counted with its neighbour."""
    found: list[Article] = []
    for folder in folders:
        row = {article.key: article for _, article in loading.rows.get(folder, ())}
        order = in_order([filed for filed, _ in loading.rows.get(folder, ())])
        found += (row[filed.key] for filed in order)
    counts = loading.style.numbered_in_chapters
    chapters = loading.chapters.values() if counts else ()
    return counted(found, {chapter.key: chapter.number.main for chapter in chapters})


def _require_unbroken(loading: _Loading, folders: Sequence[str]) -> None:
    """The numbers go on from chapter to chapter, begin anew, or it is said where they do not."""
    rows = [in_order([filed for filed, _ in loading.rows.get(folder, ())]) for folder in folders]
    anew = loading.style.numbered_in_chapters or begins_anew(rows)
    for first, last in unbroken(rows, anew=anew):
        loading.problem(
            loading.paths[first.key],
            "number-twice" if first.number == last.number else "chapter-broken",
            say(
                "{article} stands in a later chapter than the article before it ({file})",
                article=Address(article=Number(first.number)).text(loading.style)
                if first.number
                else first.key,
                file=loading.paths[last.key],
            ),
            say(
                "move the file into the chapter where its number belongs, or mend its "
                "number; where it stands so, let front lines say that it is the first here: "
                'after: ""'
            ),
        )
