"""Several provisions as they stand in print: a chapter with its articles, or articles in a row.

    第３章　株主総会

    （招集）
    第12条　定時株主総会は、毎年６月に招集する。
    ２　臨時株主総会は、必要に応じて招集する。

So a drafter writes what is restated. A line that begins with the number of an article opens it;
the caption stands in brackets above, or behind the number. What stands below is read as the text
of an operation is (:func:`~amendtool.articles.text.clause.parse_body`): a line with a backslash in
front opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Final

from amendtool.articles.charter import (
    Article,
    Chapter,
    Charter,
    Status,
    goes_unnumbered,
    tidy,
)
from amendtool.articles.forms import meant
from amendtool.articles.numbers import Number, NumberForm, told_apart
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.styles.marks import cut, cut_fused
from amendtool.articles.text.clause import format_body, parse_body
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.values import dataclass

Placing = Callable[[int, int], Place]
"""The place of a line and a column of the text, both from 1."""

_SPACE: Final = " \t\u3000\u00a0"
_STOPS: Final = ".:。．："
_ENDS: Final = '.;:!?)]"”’—–'
"""What the last line of a text ends with."""
_SENTENCE_ENDS: Final = ".。．"
_FIRST: Final = Number.of(1)
_DASHES: Final = "—–-―"
_BRACKETS: Final = (("(", ")"), ("（", "）"), ("【", "】"))
_CITING: Final = compiled(
    r"[のにをはがとでへもや、，及又並若ただま第から～~・]|各[号項]|本文|[前後]段"
)
"""What goes on behind a citation in Japanese: 第５条の規定, 第５条に定める, 第５条第２項."""
_LONGEST_CAPTION: Final = 100
_RUN_IN: Final = 10
"""A caption that the text goes on behind, in its line, has no more words than this."""
_SMALL: Final = frozenset(
    "a an and as at by for from in into of on or the to under upon with without".split()
)


_UNCOUNTED: Final = Number((0,))
"""The number of what has none, before its neighbours are known."""
UNSAID: Final = "article"
"""The key of an only article whose number the text does not say."""


@dataclass(slots=True)
class _Title:
    """A line that opens an article, or with a ``depth`` a chapter."""

    depth: int
    number: Number
    line: int
    rest: str
    """What stands behind the number, without a caption in brackets."""
    column: int
    """Where ``rest`` begins, from 1."""
    caption: str | None = None
    below: list[str] = field(default_factory=list)
    """The lines below it."""


def read_printed(
    text: str, style: DraftingStyle, *, place: Placing, chapter: Number | None = None
) -> tuple[Charter, tuple[Problem, ...]]:
    """The chapters and articles that a text opens, and its mistakes.

    Their keys mean nothing: ``chapter-1``, ``article-1`` and so on, in the order of the text.
    ``chapter`` is the number of the chapter in which articles stand that no chapter of the text
    holds, where they are counted in it.
    """
    reader = _PrintReader(style, place, chapter)
    charter = reader.read(text)
    return charter, tuple(reader.problems)


def format_printed(charter: Charter, style: DraftingStyle) -> str:
    """The text that :func:`read_printed` reads as these chapters and articles."""
    blocks: list[str] = []
    done: set[str] = set()
    for article in charter.articles:
        for chapter in charter.outer_chapters(article.chapter):
            if chapter.key not in done:
                done.add(chapter.key)
                blocks.append(
                    _chapter_line(chapter, len(charter.outer_chapters(chapter.key)), style)
                )
        blocks += _article_blocks(article, style)
    for chapter in charter.chapters:
        if chapter.key not in done:
            blocks.append(_chapter_line(chapter, len(charter.outer_chapters(chapter.key)), style))
    return "\n\n".join(blocks)


def _chapter_line(chapter: Chapter, depth: int, style: DraftingStyle) -> str:
    written = style.title_form(depth).write(chapter.number)
    return f"{written}{style.chapter_gap}{chapter.heading}" if chapter.heading else written


def _article_blocks(article: Article, style: DraftingStyle) -> Iterator[str]:
    assert article.number is not None
    if goes_unnumbered(article):
        yield from format_body(article.body, style)
        return
    reader = _PrintReader(style, lambda line, column: Place(line=line, column=column), None)
    caption = "" if article.heading is None else style.bracketed(article.heading)
    label = style.article.write(article.number)
    above = bool(style.heading_brackets[0])
    if caption and not above:
        label = f"{label} {caption}"
    texts: list[str] = []
    if article.status is Status.OMITTED:
        texts.append(style.omitted_label)
    elif article.status is Status.RESERVED:
        texts.append(style.reserved_label)
    for block in format_body(article.body, style):
        lines = block.split("\n")
        texts.append("\n".join(f"\\{each}" if reader.title(each, 1) else each for each in lines))
    if article.key == UNSAID:
        yield from texts
        return
    first, *others = texts
    line, *below = first.split("\n")
    joined = f"{label}{style.marker_gap}{line}"
    if article.status is Status.TEXT and reader.runs_on(joined, article.heading, line):
        label, texts = "\n".join((joined, *below)), others
    yield f"{caption}\n{label}" if caption and above else label
    yield from texts


def opens(text: str, style: DraftingStyle) -> bool:
    """Whether a text begins with what opens an article or a chapter, or the caption above one."""
    reader = _PrintReader(style, lambda line, column: Place(line=line, column=column), None)
    lines = [each for each in text.split("\n") if each.strip(_SPACE)][:2]
    if not lines:
        return False
    above = reader.caption_above(lines[0]) is not None
    return any(reader.title(each, 1) for each in (lines if above else lines[:1]))


@dataclass(slots=True)
class _PrintReader:
    style: DraftingStyle
    place: Placing
    chapter: Number | None
    problems: list[Problem] = field(default_factory=list)

    def read(self, text: str) -> Charter:
        """The chapters and articles; mistakes are in ``problems``."""
        chapters: list[Chapter] = []
        articles: list[Article] = []
        outer: list[Chapter] = []
        for title in self._titles(text.split("\n")):
            if title.depth:
                outer = outer[: title.depth - 1]
                heading, below = self._chapter_heading(title)
                chapter = Chapter(
                    key=f"chapter-{len(chapters) + 1}",
                    number=title.number,
                    heading=heading,
                    parent=outer[-1].key if outer else None,
                )
                chapters.append(chapter)
                outer.append(chapter)
                loose = self._text_of(title, below, f"article-{len(articles) + 1}", chapter)
                articles += [loose] if loose is not None else []
                continue
            home = outer[-1] if outer else None
            counted_in = home.number if home else self.chapter
            number = title.number if counted_in is None else self.style.counted(
                title.number, counted_in
            )  # fmt: skip
            if any(number == each.number for each in articles if not goes_unnumbered(each)):
                self._twice(title, number)
                continue
            article = self._article(title, f"article-{len(articles) + 1}", number, home)
            articles += [article] if article is not None else []
        row = self._counted(articles, {each.key: each.number for each in chapters})
        return Charter(chapters=tuple(chapters), articles=row)

    # Lines

    def _titles(self, lines: Sequence[str]) -> Iterator[_Title]:
        """The lines that open something, each with those below it."""
        open_: _Title | None = None
        caption: tuple[str, str] | None = None
        for at, line in enumerate(lines):
            title = self.title(line, at + 1)
            if title is not None and open_ is not None and caption is None:
                before = lines[at - 1].rstrip(_SPACE)
                if self._goes_on(before, open_):
                    self._may_open(title, open_)
                    title = None
            if title is not None:
                if caption is not None:
                    title.caption = title.caption or caption[0]
                if open_ is not None:
                    yield open_
                open_, caption = title, None
                continue
            found = self.caption_above(line)
            following = next((each for each in lines[at + 1 :] if each.strip(_SPACE)), "")
            below = self.title(following, at + 2) if found else None
            if found and below is not None and not below.depth and below.caption is None:
                caption = (found, line)
                if open_ is not None:
                    open_.below.append("")
                continue
            if open_ is not None:
                open_.below.append(line)
            elif line.strip(_SPACE):
                self._problem(
                    at + 1,
                    "restated-text",
                    say("{line!r} stands in no article", line=_shortened(line)),
                    say(
                        "begin each article with its number as it is printed: {example}",
                        example=self.style.article.write(self._some_number()),
                    ),
                )
                return
        if open_ is not None:
            yield open_

    def _goes_on(self, before: str, open_: _Title) -> bool:
        """Whether a sentence of an article goes on behind the line ``before``: it was wrapped."""
        wraps = bool(self.style.line_joint) and not open_.depth
        return wraps and bool(before) and before[-1] not in _ENDS

    def _may_open(self, title: _Title, open_: _Title) -> None:
        """Note a line in a sentence that would be the next article, which nobody can tell."""
        if title.depth or not title.rest or title.number != open_.number.next():
            return
        name = self._named(title.number)
        self._problem(
            title.line,
            "restated-text",
            say(
                "the line that begins with {name} goes on with the line before, or opens {name}",
                name=name,
            ),
            say(
                "where it opens the article leave an empty line before it; where it is text "
                "write a backslash in front"
            ),
        )

    def _some_number(self) -> Number:
        return Number.of(3, 1) if self.style.numbered_in_chapters else Number.of(12)

    def title(self, line: str, number: int) -> _Title | None:
        """What a line opens; None where it is text."""
        bare = line.lstrip(_SPACE)
        marked = re.match(r"#{1,6} +|\*\*(?=\S)", bare)
        bare = bare[marked.end() :] if marked else bare
        bold = bool(marked) and line.lstrip(_SPACE).startswith("*")
        forms = [(0, form) for form in self._article_forms()]
        for depth in range(len(self.style.chapters), 0, -1):
            forms += [
                (depth, f) for f in (self.style.title_form(depth), self.style.chapter_form(depth))
            ]
        for depth, form in forms:
            found = self._cut(bare, form)
            if found is None:
                continue
            value, rest = found
            rest = rest.replace("**", "", 1) if bold else rest
            opened = self._opened(depth, rest)
            if opened is None:
                continue
            caption, rest = opened
            column = len(line) - len(rest) + 1
            return _Title(depth, value, number, rest, max(column, 1), caption)
        return None

    def _article_forms(self) -> tuple[NumberForm, ...]:
        style = self.style
        return (style.article, style.default.article, style.named_in_place(None))

    def _cut(self, line: str, form: NumberForm) -> tuple[Number, str] | None:
        """The number that a line begins with, and the rest without the stop behind it."""
        if not form.prefix and not form.suffix:
            return None
        pattern = form.pattern
        if form.prefix.isascii() and form.prefix:
            pattern = re.compile(pattern.pattern, re.IGNORECASE)
        match = pattern.match(line)
        if match is None:
            return None
        number = form.from_match(match)
        if number is None:
            return None
        rest = line[match.end() :]
        return number, rest

    def _opened(self, depth: int, rest: str) -> tuple[str | None, str] | None:
        """The caption in brackets and the text behind a number that opens something, or None."""
        stopped = rest[:1] in _STOPS and bool(rest) and not rest[1:2].isdigit()
        behind = rest[1:] if stopped else rest
        text = behind.lstrip(_SPACE)
        if not text:
            return None, ""
        spaced = text != behind
        if self.style.line_joint:
            return self._opened_latin(depth, text, spaced=spaced, stopped=stopped)
        caption = None
        found = None if depth else _bracketed(text)
        if found is not None:
            caption, text = found
            spaced = not text or text[:1] in _SPACE
            text = text.lstrip(_SPACE)
        if not spaced and not stopped and _CITING.match(text):
            return None
        if depth and ("。" in text or len(text) > _LONGEST_CAPTION):
            return None
        return caption, text

    def _opened_latin(
        self, depth: int, text: str, *, spaced: bool, stopped: bool
    ) -> tuple[str | None, str] | None:
        if text[0] in _DASHES:
            return None, text.lstrip(_DASHES + _SPACE)
        found = _bracketed(text) if self.style.heading_brackets[0] and not depth else None
        if found is not None and spaced and (not found[1] or found[1][0] in _SPACE):
            return found[0], found[1].lstrip(_SPACE)
        if not spaced:
            return None
        if stopped or (_is_caption(text.rstrip(_STOPS)) and len(text) <= _LONGEST_CAPTION):
            return None, text
        if not depth and not self.style.heading_brackets[0]:
            # Section 3.1 Officers. The officers are …: the caption ends with the stop.
            return (None, text) if _caption_of_line(text, more=False)[0] else None
        return None

    def runs_on(self, line: str, caption: str | None, text: str) -> bool:
        """Whether a line is read as a number, in bylaws a ``caption``, and the ``text`` behind."""
        title = self.title(line, 1)
        if title is None or title.caption is not None or text.startswith(("\\", "-")):
            return False
        if self.style.heading_brackets[0]:
            return title.rest == text
        return _caption_of_line(title.rest, more=True) == (caption, text)

    def caption_above(self, line: str) -> str | None:
        """The caption that a line holds, where it is one that stands above its article."""
        bare = line.strip(_SPACE)
        if bare.startswith("#"):
            bare = bare.lstrip("#").strip(_SPACE)
            return self.style.unbracketed(tidy(bare)) or None
        labels = (self.style.omitted_label, self.style.reserved_label)
        if not self.style.heading_brackets[0] or bare in labels:
            return None
        found = _bracketed(bare)
        return tidy(found[0]) or None if found is not None and not found[1] else None

    # What they open

    def _chapter_heading(self, title: _Title) -> tuple[str | None, int]:
        """The heading behind the number of a chapter, or in the line below it.

        And from which of the lines below the number on a text without a number stands.
        """
        heading, begin = title.rest, 0
        first = next((at for at, each in enumerate(title.below) if each.strip(_SPACE)), None)
        if not heading and first is not None:
            line = title.below[first].lstrip("#").strip(_SPACE)
            if len(line) <= _LONGEST_CAPTION and line[-1:] not in _SENTENCE_ENDS:
                heading, begin = line, first + 1
        return tidy(heading) or None, begin

    def _text_of(self, title: _Title, begin: int, key: str, home: Chapter) -> Article | None:
        """What stands below the heading of a chapter and in no article of it with a number."""
        lines = title.below[begin:]
        if not any(each.strip(_SPACE) for each in lines):
            return None

        def place(line: int, at: int) -> Place:
            return self.place(title.line + begin + line, at)

        for at, line in enumerate(lines, begin + 1):
            bare = line.lstrip(_SPACE).lstrip("#* ")
            if any(self._cut(bare, form) for form in self._article_forms()):
                self._problem(
                    title.line + at,
                    "restated-text",
                    say(
                        "{line!r} stands below the heading and in no article",
                        line=_shortened(line),
                    ),
                    say(
                        "begin each article with its number as it is printed, its caption "
                        "behind it or above; a line that only cites one begins with a "
                        "backslash"
                    ),
                )
                return None
        clause, problems = parse_body("\n".join(lines), self.style, place=place)
        self.problems += problems
        if problems or not clause.body:
            return None
        return Article(
            key=key,
            number=_UNCOUNTED,
            body=meant(clause.body, self.style),
            status=clause.status,
            chapter=home.key,
            form=replace(self.style.article, silent=True),
        )

    def _counted(
        self, articles: Sequence[Article], chapters: Mapping[str, Number]
    ) -> tuple[Article, ...]:
        """The articles, those without a number counted with what stands before them."""
        numbers: list[Number] = []
        for at, article in enumerate(articles):
            number = article.number or _UNCOUNTED
            if goes_unnumbered(article):
                home = chapters.get(article.chapter or "")
                if self.style.numbered_in_chapters and home is not None:
                    number = Number((home.main, 0))
                elif numbers:
                    number = replace(numbers[-1], nth=1)
                else:
                    behind = next((a.number for a in articles[at:] if not goes_unnumbered(a)), None)
                    before = behind.main - 1 if behind is not None else 0
                    number = Number((max(before, 0),))
            numbers.append(number)
        silent = {at for at, article in enumerate(articles) if goes_unnumbered(article)}
        if not silent:
            return tuple(articles)
        return tuple(
            replace(article, number=replace(number, unprinted=True)) if at in silent else article
            for at, (article, number) in enumerate(
                zip(articles, told_apart(numbers, silent), strict=True)
            )
        )

    def _article(
        self, title: _Title, key: str, number: Number, home: Chapter | None
    ) -> Article | None:
        caption, rest, column = title.caption, title.rest, title.column
        if caption is None and rest and not self.style.heading_brackets[0]:
            more = any(each.strip(_SPACE) for each in title.below)
            caption, run_in = _caption_of_line(rest, more=more)
            column += len(rest) - len(run_in)
            rest = run_in

        rows = list(self._apart([rest, *title.below]))

        def place(line: int, at: int) -> Place:
            row = rows[min(line, len(rows)) - 1][0]
            return self.place(title.line + row, at + column - 1 if row == 0 else at)

        text = "\n".join(line for _, line in rows)
        clause, problems = parse_body(text, self.style, place=place)
        self.problems += problems
        if problems:
            return None
        if not clause.body and clause.status is Status.TEXT:
            self._problem(
                title.line, "text-empty", say("{article} has no text", article=self._named(number)),
                say("write its text below its number; leave an article out to delete it"),
            )  # fmt: skip
            return None
        return Article(
            key=key,
            number=number,
            heading=tidy(caption) if caption else None,
            body=meant(clause.body, self.style),
            status=clause.status,
            chapter=home.key if home else None,
        )

    def _apart(self, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
        """The lines with their places, an empty one in front of a text that stands below items.

        In print it begins where the items do, or before them, and no item goes on in it: the last
        one has ended.
        """
        indent: int | None = None
        shape: str | None = None
        before = ""
        for at, line in enumerate(lines):
            bare = line.lstrip(_SPACE)
            here = len(line) - len(bare)
            mark = self._mark(bare)
            if mark is not None:
                shape = self._list(mark, shape)
                indent = None if shape is None else here
            elif bare and before and indent is not None:
                ended = here == indent and before[-1] in _SENTENCE_ENDS
                if ended or here < indent:
                    yield at, ""
                    indent = shape = None
            before = line.rstrip(_SPACE)
            yield at, line

    def _mark(self, line: str) -> str | None:
        """The mark of a paragraph or an item that a line begins with; a hyphen is one."""
        if line.startswith("- "):
            return "-"
        found = cut(line) or (None if self.style.line_joint else cut_fused(line))
        readers = (self.style.item_marks, self.style.paragraph_marks)
        known = found is not None and any(each.readings(found[0]) for each in readers)
        return found[0] if found is not None and known else None

    def _list(self, mark: str, shape: str | None) -> str | None:
        """What is around the numbers of the list that a mark stands in; None of a paragraph."""
        own = re.sub(r"\w+", "", mark)
        first = any(each.number == _FIRST for each in self.style.item_marks.readings(mark))
        paragraph = bool(self.style.paragraph_marks.readings(mark))
        return own if mark == "-" or not paragraph or first or own == shape else None

    def _named(self, number: Number) -> str:
        return self.style.cited.named(number, self.style.cited.article)

    def _twice(self, title: _Title, number: Number) -> None:
        self._problem(
            title.line,
            "number-twice",
            say("the text opens {article} twice", article=self._named(number)),
            say(
                "give each article its number in the proposed articles; a line that only "
                "cites one begins with a backslash"
            ),
        )

    def _problem(self, line: int, code: str, message: str, hint: str) -> None:
        self.problems.append(
            Problem(code=code, message=message, hint=hint, place=self.place(line, 1))
        )


def _bracketed(text: str) -> tuple[str, str] | None:
    """What stands in the brackets that a text begins with, and the rest; None without them."""
    for left, right in _BRACKETS:
        depth = 0
        for at, sign in enumerate(text if text.startswith(left) else ""):
            depth += (sign == left) - (sign == right)
            if not depth:
                return text[1:at], text[at + 1 :]
    return None


def _shortened(line: str) -> str:
    text = line.strip(_SPACE)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _is_caption(text: str) -> bool:
    """Whether words are printed as a caption: each in capitals but for the small ones."""
    words = re.findall(r"[^\s\W]+", text)
    heavy = [each for each in words if each.lower() not in _SMALL]
    return bool(heavy) and not text[:1].islower() and all(not each[0].islower() for each in heavy)


def _caption_of_line(text: str, *, more: bool) -> tuple[str | None, str]:
    """The caption behind a number, and the text that goes on behind it in the line.

    ``more`` says that lines follow, so that the line may be a caption alone.
    """
    sentence = re.match(r"(?P<caption>[^.:—]+(?:[.:—](?![\s])[^.:—]*)*)[.:—]\s*", text)
    if sentence is not None:
        rest = text[sentence.end() :]
        caption = sentence["caption"].strip()
        fits = len(caption.split()) <= _RUN_IN and _is_caption(caption)
        if fits and (rest or more):
            return caption, rest
        return None, text
    if more and len(text) <= _LONGEST_CAPTION and _is_caption(text):
        return text, ""
    return None, text
