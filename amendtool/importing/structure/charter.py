"""From the outline of a document to a charter: numbers that ascend, keys, chapters in order.

A charter holds less than a document may print: numbers ascend, and each stands once. What is
printed otherwise gets the nearest number that fits, and a doubt that says so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from amendtool.articles.charter import Article, Chapter, Charter, Status, body_texts
from amendtool.articles.keys import make_key, opening
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.clause import Clause, format_clause, parse_clause
from amendtool.errors import InputError, Place, Problem
from amendtool.importing.blocks import SourceBlock, doubt, trimmed
from amendtool.importing.structure.body import ArticleBody, literal_body, read_body
from amendtool.importing.structure.outline import ArticleEntry, ChapterEntry, Outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What an article or chapter was in the document: its number in print, and its place.

    ``recounted`` tells that its paragraphs or items have numbers that were not printed so.
    """

    number: Number | None
    place: Place
    recounted: bool = False
    mark: str | None = None
    """Its number as printed, empty where none is; None where that is not known."""
    gap: str | None = None
    """What stands between the number and the heading behind it, where one does."""


@dataclass(slots=True)
class Built:
    """A charter, the characters that its style writes by itself, and what to look at."""

    charter: Charter
    origins: dict[str, Origin]
    """By key, where each article and chapter comes from."""
    numbering: list[str] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)


_FARTHEST: Final = 300
"""How many articles one range of deleted articles may stand for. The Civil Code has 47 in one
(第38条から第84条まで 削除); a slip of the pen must not make thousands."""
_ALIKE: Final = 6
"""Keys that may be the same begin with the same characters, and so many part them well enough:
a key is then compared with a few others, and not with those of a thousand articles."""
_FIRST: Final = Number.of(1)


def build(outline: Outline, style: DraftingStyle, *, titled: bool = False) -> Built:
    """The charter that an outline holds, in the drafting style given.

    With ``titled`` the title of the only supplementary provisions is kept in the settings,
    whatever it says; without it what it says beyond its name is part of a caption.
    """
    return _Builder(outline, style, titled=titled).run()


@dataclass(slots=True)
class _NumberedRow:
    """A row of articles while it is numbered."""

    through: bool
    """Whether they are numbered through, because their numbers start again and again."""
    last: Number | None = None
    """The number that the last article is carried under."""
    printed: Number | None = None
    """The last number in print; None behind an article without one."""
    offset: int = 0
    """What a number in print is carried farther on, where they are numbered through."""
    next: Number | None = None
    """The number printed by the article that follows."""
    chapter: ChapterEntry | None = None


class _Builder:
    def __init__(self, outline: Outline, style: DraftingStyle, *, titled: bool) -> None:
        self.outline = outline
        self.titled = titled and sum(bool(one.title) for one in outline.supplementary) == 1
        self.style = style
        self.numbering: list[str] = []
        self.doubts: list[Problem] = list(outline.doubts)
        self.taken: dict[str, list[str]] = {}
        self.origins: dict[str, Origin] = {}
        self.recounted: set[int] = set()
        self.through = False
        self.counted = style.numbered_in_chapters and bool(outline.chapters)
        """Whether the articles of each chapter are numbered for themselves, without branches."""
        self.number_of: dict[int, Number] = {}
        """The numbers of the chapters by the identity of their entry."""

    def run(self) -> Built:
        chapters, key_of = self._chapters()
        self._settle_stray()
        preamble = [block.whole for block in self.outline.preamble]
        closing = [block.whole for block in self.outline.closing]
        articles = self._articles(self.outline.articles, key_of, supplementary=False)
        supplementary = self._supplementary()
        used = {article.chapter for article in articles}
        kept = [c for c in chapters if c.heading or c.key in used or _has_child(c, chapters)]
        charter = Charter(
            articles=tuple(articles),
            chapters=tuple(kept),
            supplementary=tuple(supplementary),
            preamble=trimmed("\n".join(preamble)),
            closing=trimmed("\n".join(closing)),
        )
        return Built(
            charter=charter, origins=self.origins, numbering=self.numbering, doubts=self.doubts
        )

    # Chapters

    def _chapters(self) -> tuple[list[Chapter], dict[int, str]]:
        """The chapters in order, and their keys by the identity of their entry."""
        chapters: list[Chapter] = []
        open_: list[tuple[int, Chapter]] = []
        last: dict[str | None, Number] = {}
        key_of: dict[int, str] = {}
        for entry in self.outline.chapters:
            while open_ and (open_[-1][0] >= entry.rank or self.counted):
                open_.pop()
            parent = open_[-1][1].key if open_ else None
            before = last.get(parent)
            number = self._chapter_number(entry, before)
            last[parent] = number
            self.number_of[id(entry)] = number
            if not entry.heading and not self._peopled(entry):
                entry.heading = trimmed(entry.label)
                self._undrop(entry.label)
            chapter = Chapter(
                key=self._key(entry.heading or entry.label), number=number,
                heading=entry.heading or None, parent=parent,
            )  # fmt: skip
            open_.append((entry.rank, chapter))
            chapters.append(chapter)
            key_of[id(entry)] = chapter.key
            self.origins[chapter.key] = Origin(
                number=entry.number, place=entry.place, mark=entry.mark, gap=entry.gap
            )
        return chapters, key_of

    def _peopled(self, entry: ChapterEntry) -> bool:
        return any(article.chapter is entry for article in self.outline.articles)

    def _undrop(self, text: str) -> None:
        """Take characters that are kept after all out of those that the style writes."""
        for at, dropped in enumerate(self.outline.numbering):
            if text in dropped:
                self.outline.numbering[at] = dropped.replace(text, "", 1)
                return

    def _chapter_number(self, entry: ChapterEntry, before: Number | None) -> Number:
        following = Number.of(before.main + 1) if before else _FIRST
        if entry.number is None:
            self._doubt(
                "chapter-numbered", entry,
                f"the heading {entry.heading[:40]!r} has no number; it is carried as chapter "
                f"{following}",
                "check the numbers of the chapters",
            )  # fmt: skip
            return following
        if before is None or entry.number > before:
            if entry.number.main > following.main:
                self._doubt(
                    "number-gap", entry,
                    f"{entry.label.strip()} stands where number {following} was expected",
                    "compare with the original: a chapter may be missing",
                )  # fmt: skip
            return entry.number
        again = entry.number == _FIRST or self.counted
        number = following if again else before.squeezed()
        self._doubt(
            "number-twice", entry,
            f"{entry.label.strip()} follows chapter {before}; it is carried as chapter {number}",
            "give the chapters their right numbers",
        )  # fmt: skip
        return number

    # Articles

    def _settle_stray(self) -> None:
        """Text of a chapter is an article only where articles are numbered through anyway."""
        rows = self.outline.articles
        labelled = [entry for entry in rows if entry.label]
        if not labelled or _start_again(rows) or self.outline.family == "heading":
            return
        kept: list[ArticleEntry] = []
        for entry in rows:
            if entry.label:
                kept.append(entry)
                continue
            self.doubts.append(
                doubt(
                    "chapter-text",
                    "this text stands in a chapter outside its articles; it is kept "
                    + ("at the end of the article before it" if kept else "in the preamble"),
                    "move it where it belongs",
                    entry.place,
                )
            )
            if kept:
                kept[-1].body += [replace(block, fixed=True) for block in entry.body]
            else:
                self.outline.preamble += entry.body
        self.outline.articles = kept

    def _articles(
        self, entries: Sequence[ArticleEntry], key_of: dict[int, str], *, supplementary: bool
    ) -> list[Article]:
        if self.counted and not supplementary:
            return [
                _in_chapter(article, self.number_of[id(chapter)])
                for chapter, inside in _by_chapter(entries, self.outline, self.doubts)
                for article in self._row_of(inside, key_of, supplementary=False)
            ]
        return self._row_of(entries, key_of, supplementary=supplementary)

    def _row_of(
        self, entries: Sequence[ArticleEntry], key_of: dict[int, str], *, supplementary: bool
    ) -> list[Article]:
        row = _NumberedRow(through=_start_again(entries))
        self.through = row.through
        found: list[Article] = []
        for at, entry in enumerate(entries):
            row.next = entries[at + 1].number if at + 1 < len(entries) else None
            number = self._number(entry, row, supplementary=supplementary)
            found += self._noted(entry, self._article(entry, number, key_of))
            last = found[-1].number
            row.last = last if last is not None else row.last
        return found

    def _supplementary(self) -> list[Article]:
        """The supplementary provisions; several blocks of them are numbered through."""
        rows = self.outline.supplementary
        titles = [entry for entry in rows if entry.title]
        if len(titles) < 2:
            return self._articles(rows, {}, supplementary=True)
        for at, entry in enumerate(titles, 1):
            self._doubt(
                "supplementary-through", entry,
                f"block {at} of {len(titles)} of supplementary provisions begins here, each with "
                f"numbers of its own; they are carried as one, numbered from 1 to {len(rows)}, "
                "and the caption begins with the title where a block begins",
                "references to them still cite the numbers of the original",
            )  # fmt: skip
        for entry in titles[1:]:
            # The title tells where a block begins; the first one is printed by the style.
            entry.heading = f"{entry.title}　{entry.heading}" if entry.heading else entry.title
            entry.title = ""
        return [
            article
            for at, entry in enumerate(rows, 1)
            for article in self._noted(
                entry, self._article(replace(entry, last=None), Number.of(at), {}), Number.of(at)
            )
        ]

    def _noted(
        self, entry: ArticleEntry, articles: list[Article], counted: Number | None = None
    ) -> list[Article]:
        """Note where articles come from; ``counted`` where the printed numbers are not kept."""
        for at, article in enumerate(articles):
            number = counted or (entry.number if not at else article.number)
            if entry.dotted or self.through:
                number = article.number
            self.origins[article.key] = Origin(
                number=number,
                place=entry.place,
                recounted=id(entry) in self.recounted,
                mark="" if at else entry.mark,  # one label for all of a range
                gap=entry.gap,
            )
        return articles

    def _number(
        self, entry: ArticleEntry, row: _NumberedRow, *, supplementary: bool
    ) -> Number | None:
        """The number that an article is carried under: its own, where that ascends."""
        chapter_begins = entry.chapter is not row.chapter
        row.chapter = entry.chapter
        if entry.number is None:
            return self._without_number(entry, row, supplementary=supplementary)
        value = self._within(entry, entry.number)
        before, last = row.printed, row.last
        starts = before is not None and value == _FIRST <= before
        number = value
        if row.through:
            self._move_on(entry, value, row, starts=starts, chapter_begins=chapter_begins)
            number = Number((value.main + row.offset, *value.branches))
        row.printed = entry.last or value
        if last is not None and number <= last:
            return self._squeezed(entry, value, last, row)
        if before is not None and _leaves_out(before, value, self.counted) and not starts:
            return self._behind_gap(entry, number, before, row)
        if before is None and last is None and value.main != 1 and not supplementary:
            self._doubt(
                "number-gap", entry, f"the articles begin with {entry.label}",
                "compare with the original: articles may be missing",
            )  # fmt: skip
        return number

    def _within(self, entry: ArticleEntry, number: Number) -> Number:
        """The number of an article without that of its chapter: 5.2 is the second of Article V.

        5.2.1 is the first below it where the articles keep the number of their chapter, and
        moves no other; where they are numbered through it has to be counted with them.
        """
        if not (entry.dotted or self.counted):
            return number
        if not self.counted or len(number.parts) < 2:
            return Number.of(number.last)
        own = self.number_of.get(id(entry.chapter))
        if own is not None and entry.dotted and number.main != own.main:
            self._doubt(
                "another-chapter", entry,
                f"{entry.label} stands in the chapter with the number {own.main}, and is carried "
                f"with it: {self.style.article.write(Number((own.main, *number.branches)))}",
                "give it its right number, or put it where it belongs",
            )  # fmt: skip
        return Number(number.branches)

    def _without_number(
        self, entry: ArticleEntry, row: _NumberedRow, *, supplementary: bool
    ) -> Number | None:
        """The next number for an article that prints none; None for plain supplementary text."""
        if supplementary and not entry.label and len(self.outline.supplementary) == 1:
            return None
        following = _following(row)
        row.printed = None
        row.offset = following.main
        if self.outline.family != "heading":  # there it is said once for the whole document
            self._doubt(
                "article-numbered", entry,
                "these provisions have no number; they are carried as "
                f"{self.style.article.write(following)}",
                "check the numbers of the articles",
            )  # fmt: skip
        return following

    def _move_on(
        self, entry: ArticleEntry, value: Number, row: _NumberedRow, *, starts: bool,
        chapter_begins: bool,
    ) -> None:  # fmt: skip
        """Where numbers start again, carry them on from the last one."""
        last = row.last
        if last is None:
            return
        if starts or row.printed is None or (chapter_begins and value.main == 1):
            row.offset = last.main + 1 - value.main
            if starts and not (chapter_begins or entry.dotted):
                self._doubt(
                    "numbers-start-again", entry,
                    f"the numbers start again at {entry.label}; from here on the articles are "
                    f"numbered on from {_following(row)}",
                    "is this another document, or an annex?",
                )  # fmt: skip
        elif value.main + row.offset < 1:
            row.offset = last.main + 1 - value.main

    def _behind_gap(
        self, entry: ArticleEntry, number: Number, before: Number, row: _NumberedRow
    ) -> Number:
        """A number that is farther on than expected: its own, or the one that was skipped."""
        if row.next == number and row.last is not None and not row.through:
            # 5, 7, 7: the first 7 stands where 6 should.
            number = row.printed = row.last.next()
            self._doubt(
                "number-twice", entry,
                f"{entry.label} stands where number {number} was expected, and the next "
                f"article has the same number; it is carried as "
                f"{self.style.article.write(number)}",
                "give the articles their right numbers",
            )  # fmt: skip
            return number
        self._doubt(
            "number-gap", entry,
            f"{entry.label} follows number {before}",
            "compare with the original: an article may be missing; otherwise keep its number "
            "as deleted",
        )  # fmt: skip
        return number

    def _squeezed(
        self, entry: ArticleEntry, value: Number, last: Number, row: _NumberedRow
    ) -> Number:
        """The nearest number behind the last one, for a number that was used or comes late."""
        number = last.next() if self.counted else last.squeezed()
        self._doubt(
            "number-twice", entry,
            f"{entry.label} follows {self.style.article.write(last)}; it is carried as "
            f"{self.style.article.write(number)}",
            "give the articles their right numbers",
        )  # fmt: skip
        row.printed = max(value, last) if not row.through else row.printed
        return number

    def _article(
        self, entry: ArticleEntry, number: Number | None, key_of: dict[int, str]
    ) -> list[Article]:
        chapter = key_of.get(id(entry.chapter)) if entry.chapter else None
        heading = entry.heading
        if entry.title and (self.titled or _plain_title(entry.title)):
            self.numbering.append(entry.title)
        elif entry.title:
            heading = f"{entry.title}　{heading}" if heading else entry.title
        name = self.style.article.write(number) if number else self.style.supplementary_title
        label = entry.body[0].whole if len(entry.body) == 1 else ""
        if label in (self.style.omitted_label, self.style.reserved_label) and not entry.deleted:
            self.numbering.append(label)
            omitted = label == self.style.omitted_label
            return [
                Article(
                    key=self._key(heading or entry.label or "article"),
                    number=number,
                    heading=heading,
                    status=Status.OMITTED if omitted else Status.RESERVED,
                    chapter=chapter,
                )
            ]
        if entry.deleted and not entry.body:
            return self._deleted(entry, number, heading, chapter)
        body = read_body(entry.body, self.style, name=name)
        if not _stands(Clause(body=body.paragraphs), self.style):
            body = read_body(entry.body, self.style, name=name, as_printed=False)
        if body.recounted:
            self.recounted.add(id(entry))
        if entry.deleted:
            # "Deleted", and text all the same: the label is text here.
            label = next(text for text in reversed(self.outline.numbering) if text)
            body = ArticleBody(paragraphs=literal_body([SourceBlock(text=label), *entry.body]))
            self._undrop(label)
        clause = self._clause(entry, heading, body, name)
        # The first words, without the mark of a list that they may stand in.
        texts = (text for paragraph in clause.paragraphs for text in body_texts(paragraph))
        text = clause.heading or next(texts, entry.label or "article")
        return [
            Article(
                key=self._key(text if clause.heading else opening(text)),
                number=number,
                heading=clause.heading,
                body=clause.body,
                status=clause.status,
                chapter=chapter,
            )
        ]

    def _deleted(
        self, entry: ArticleEntry, number: Number | None, heading: str | None, chapter: str | None
    ) -> list[Article]:
        numbers: list[Number | None] = [number]
        if entry.last is not None and number is not None:
            count = entry.last.last - number.last
            if entry.last.stem == number.stem and 0 < count <= _FARTHEST:
                numbers += [Number((*number.stem, number.last + n)) for n in range(1, count + 1)]
            elif entry.last > number:
                numbers.append(entry.last)
        if len(numbers) > 1:
            self._doubt(
                "deleted-range", entry,
                f"{entry.label} is one line for {len(numbers)} deleted articles, and is carried as "
                "one placeholder for each of them, which the one line prints",
                "nothing to do",
            )  # fmt: skip
        return [
            Article(
                key=self._key(heading or "deleted"),
                number=one,
                heading=heading if one == number else None,
                status=Status.RESERVED,
                chapter=chapter,
            )
            for one in numbers
        ]

    def _clause(
        self, entry: ArticleEntry, heading: str | None, body: ArticleBody, name: str
    ) -> Clause:
        """The clause of an article in a form that its file gives back unchanged."""
        if not body.paragraphs:
            self.numbering += body.numbering
            body = replace(body, numbering=())
        if not body.paragraphs and heading is not None:
            self._doubt(
                "article-without-text", entry, f"{name} has a caption and no text; the caption "
                "is carried as its text", "write its text, or delete it",
            )  # fmt: skip
            body = replace(body, paragraphs=literal_body([SourceBlock(text=heading)]))
            heading = None
        if not body.paragraphs:
            self._doubt(
                "article-without-text", entry,
                f"{name} has no text; it is carried as {self.style.omitted_label}",
                "write its text, or delete it",
            )  # fmt: skip
            return Clause(heading=heading, status=Status.OMITTED)
        if heading is not None and (bare := _bare_heading(heading, self.style)) != heading:
            self.numbering.append("".join(self.style.heading_brackets))
            heading = bare
        clause = Clause(heading=heading, body=body.paragraphs)
        if _stands(clause, self.style):
            self.numbering += body.numbering
            self.doubts += body.doubts
            return clause
        self._doubt(
            "kept-as-text", entry,
            f"the paragraphs and items of {name} cannot be carried as such; they are kept as text, "
            "every mark as it is printed", "give them marks of the usual kind",
        )  # fmt: skip
        text = [*entry.body]
        plain = Clause(heading=heading, body=literal_body(text))
        if heading is not None and not _stands(plain, self.style):
            text.insert(0, SourceBlock(text=heading))
            plain = Clause(body=literal_body(text))
        return plain

    # Keys and doubts

    def _key(self, text: str) -> str:
        base = make_key(text, ())
        row = self.taken.setdefault(_fold(base)[:_ALIKE], [])
        key = make_key(text, row)
        row.append(key)
        return key

    def _doubt(
        self, code: str, entry: ArticleEntry | ChapterEntry, message: str, hint: str
    ) -> None:
        self.doubts.append(doubt(code, message, hint, entry.place))


def _leaves_out(before: Number, number: Number, counted: bool) -> bool:
    """Whether a number between two in print is missing: 5.2.3 behind 5.2.1, 5.4 behind 5.2.1.

    ``counted`` says that branches are counted from 1, as those of 5.2 are in bylaws.
    """
    if number.main > before.main + 1:
        return True
    if not counted or number.main != before.main or not number.branches:
        return False
    common = before.parts[: len(number.parts)]
    return number.last > (common[-1] + 1 if len(common) == len(number.parts) else 1)


def _following(row: _NumberedRow) -> Number:
    return Number.of(row.last.main + 1) if row.last else _FIRST


def _stands(clause: Clause, style: DraftingStyle) -> bool:
    """Whether the file of a clause gives it back: parse(format(x)) == x."""
    try:
        return parse_clause(format_clause(clause, style), style).says(clause)
    except (InputError, ValueError):
        return False


def _has_child(chapter: Chapter, chapters: Sequence[Chapter]) -> bool:
    """Whether a chapter has sections."""
    return any(other.parent == chapter.key for other in chapters)


def _plain_title(title: str) -> bool:
    """Whether a title of supplementary provisions says no more than that."""
    bare = "".join(char for char in title if not char.isspace()).strip("（）()【】〔〕[]［］:.")
    return bare in ("附則", "付則") or bare.lower() in (
        "supplementaryprovisions",
        "supplementaryprovision",
    )


def _fold(key: str) -> str:
    """A key as keys are grouped: without regard to composition and case."""
    return unicodedata.normalize("NFKD", key).casefold()


# Articles that a document counts within their chapters, or that the drafting style does.


def _by_chapter(
    entries: Sequence[ArticleEntry], outline: Outline, doubts: list[Problem]
) -> Iterator[tuple[ChapterEntry, list[ArticleEntry]]]:
    """The articles of each chapter; those before the first one stand at its beginning."""
    first, *others = outline.chapters
    before = [entry for entry in entries if entry.chapter is None]
    for entry in before:
        entry.chapter = first
        doubts.append(
            doubt(
                "chapter-text",
                f"this stands before the first Article; it is kept in it ({first.heading[:40]})",
                "move it where it belongs",
                entry.place,
            )
        )
    for chapter in (first, *others):
        inside = [entry for entry in entries if entry.chapter is chapter]
        if inside:
            yield chapter, inside


def _in_chapter(article: Article, chapter: Number) -> Article:
    """The article with the number of its chapter in front of its own."""
    if article.number is None:
        return article
    return replace(article, number=Number((chapter.main, *article.number.parts)))


def _start_again(rows: Sequence[ArticleEntry]) -> bool:
    """Whether the numbers start again and again, so that they cannot be kept."""
    last: Number | None = None
    chapter: ChapterEntry | None = None
    starts = 0
    for entry in rows:
        if entry.number is None:
            continue
        if entry.dotted:
            return True
        if last is not None and entry.number == _FIRST <= last:
            starts += entry.chapter is not chapter or last > Number.of(2)
        last, chapter = entry.number, entry.chapter
    return starts > 0


def _bare_heading(heading: str, style: DraftingStyle) -> str:
    """The heading without what the style prints around it: brackets, or a full stop behind it."""
    left, right = style.heading_brackets
    if not left and right and heading != right:
        return heading.removesuffix(right)
    return style.unbracketed(heading)
