"""From the outline of a document to a charter: every number as it is printed, keys, chapters.

Order is place, and a number is kept whatever it is: what stands twice is told apart, what has none
is counted with its neighbour and prints none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from typing import Final

from amendtool.articles.annexes import annex_of
from amendtool.articles.charter import (
    Article,
    Chapter,
    Charter,
    Provision,
    Status,
    body_texts,
)
from amendtool.articles.keys import TakenKeys, opening, short_heading
from amendtool.articles.nested import above_in
from amendtool.articles.numbers import Number, told_apart
from amendtool.articles.printed_form import form_of
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.clause import Clause
from amendtool.articles.unnumbered import NONE, counted, counted_in_blocks
from amendtool.errors import Place, Problem, Severity
from amendtool.importing.blocks import doubt, trimmed
from amendtool.importing.charter.outline import (
    ArticleEntry,
    ChapterEntry,
    Outline,
    lines_of,
    plain_title,
)
from amendtool.importing.charter.provisions import body_of, literal_body, stored
from amendtool.messages import say
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What an article or chapter was in the document: its number in print, and its place."""

    number: Number | None
    place: Place
    mark: str | None = None
    """Its number as printed, empty where none is; None where that is not known."""
    gap: str | None = None
    """What stands between the number and the heading, or the words that say that it is deleted."""
    gone: bool = False
    """Whether nothing but such words, in the place of a heading, stand behind its number."""
    below: bool | None = None
    """Whether its text begins on a line of its own below the number; None without either."""
    joint: str = ""
    """The dash between the number and the first mark below it, on one line: 4.—(1)."""
    words: str = ""
    """What says that it is deleted."""


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
_FIRST: Final = Number.of(1)


def build(outline: Outline, style: DraftingStyle, *, titled: bool = False) -> Built:
    """The charter that an outline holds, in the drafting style given.

    With ``titled`` the title of the first supplementary provisions is kept in the settings,
    whatever it says; without it what it says beyond its name is part of a caption.
    """
    return _Builder(outline, style, titled=titled).run()


class _Builder:
    def __init__(self, outline: Outline, style: DraftingStyle, *, titled: bool) -> None:
        self.outline = outline
        self.titled = titled
        self.style = style
        self.numbering: list[str] = []
        self.doubts: list[Problem] = list(outline.doubts)
        self.taken = TakenKeys()
        self.origins: dict[str, Origin] = {}
        self.counted = style.numbered_in_chapters and bool(outline.chapters)
        """Whether the articles of each chapter are numbered for themselves, without branches."""
        self.number_of: dict[int, Number] = {}
        """The numbers of the chapters by the identity of their entry."""

    def run(self) -> Built:
        chapters, key_of = self._chapters()
        articles = self._articles(key_of, {each.key: each.number.main for each in chapters})
        blocks, supplementary = self._supplementary()
        used = {article.chapter for article in articles}
        kept = [c for c in chapters if c.heading or c.key in used or _has_child(c, chapters)]
        charter = Charter(
            articles=articles,
            chapters=tuple(kept),
            supplementary=supplementary,
            blocks=blocks,
            preamble=trimmed("\n".join(self.outline.preamble)),
            closing=trimmed("\n".join(self.outline.closing)),
        )
        return Built(
            charter=charter, origins=self.origins, numbering=self.numbering, doubts=self.doubts
        )

    # Chapters

    def _chapters(self) -> tuple[list[Chapter], dict[int, str]]:
        """The chapters in order, and their keys by the identity of their entry."""
        key_of: dict[int, str] = {}
        rows: dict[str | None, list[Chapter]] = {}
        order: list[str] = []
        silent: dict[str | None, set[int]] = {}
        told = {id(entry.outer) for entry in self.outline.chapters if entry.number is not None}
        for entry in self.outline.chapters:
            parent = key_of[id(entry.outer)] if entry.outer is not None else None
            row = rows.setdefault(parent, [])
            if not entry.heading and not self._peopled(entry):
                entry.heading = trimmed(entry.label)
                self._undrop(entry.label)
            number = entry.number
            if number is None:
                silent.setdefault(parent, set()).add(len(row))
                before = row[-1].number if row else None
                number = self._unnumbered_chapter(entry, before, told=id(entry.outer) in told)
            chapter = Chapter(
                key=self._key(entry.heading or entry.label), number=number,
                heading=entry.heading or None, parent=parent,
            )  # fmt: skip
            row.append(chapter)
            order.append(chapter.key)
            key_of[id(entry)] = chapter.key
            self.number_of[id(entry)] = number
            self.origins[chapter.key] = Origin(
                number=entry.number, place=entry.place, mark=entry.mark, gap=entry.gap
            )
        found: dict[str, Chapter] = {}
        for parent, row in rows.items():
            numbers = told_apart((each.number for each in row), silent.get(parent, ()))
            for each, number in zip(row, numbers, strict=True):
                found[each.key] = replace(each, number=number)
        return [found[key] for key in order], key_of

    def _peopled(self, entry: ChapterEntry) -> bool:
        return any(article.chapter is entry for article in self.outline.articles) or any(
            other.outer is entry for other in self.outline.chapters
        )

    def _undrop(self, text: str) -> None:
        """Take characters that are kept after all out of those that the style writes."""
        for at, dropped in enumerate(self.outline.numbering):
            if text in dropped:
                self.outline.numbering[at] = dropped.replace(text, "", 1)
                return

    def _unnumbered_chapter(
        self, entry: ChapterEntry, before: Number | None, *, told: bool
    ) -> Number:  # fmt: skip
        """The number that a title is counted under; ``told`` where others beside it print one."""
        following = Number.of(before.main + 1) if before is not None else _FIRST
        if not told:
            return following
        if before is not None and not self.counted:
            following = before.squeezed()
        self._doubt(
            "chapter-numbered",
            entry,
            say(
                "the heading {heading!r} has no number; it is counted as chapter "
                "{number} and prints none",
                heading=entry.heading[:40],
                number=following,
            ),
            say("check the numbers of the chapters"),
        )
        return following

    # Articles

    def _articles(self, key_of: dict[int, str], mains: dict[str, int]) -> tuple[Article, ...]:
        entries = self.outline.articles
        _in_order(entries, self.outline.chapters)
        numbered = any(entry.number is not None for entry in entries)
        found: list[Article] = []
        at = 0
        chapter: ChapterEntry | None = None
        for entry in entries:
            if self.counted and entry.chapter is not chapter:
                at = 0
            chapter = entry.chapter
            at += 1
            number = self._number(entry, None if numbered else at)
            found += self._noted(entry, self._carried(entry, number, key_of))
        return counted(found, mains if self.counted else {})

    def _number(self, entry: ArticleEntry, at: int | None) -> Number:
        """The number of an article as printed; without any, its place ``at`` or that of none."""
        number = entry.number
        if number is None and at is None:
            return NONE
        own = number.parts if number is not None else (at or 1,)
        if not self.counted:
            return Number(own)
        main = self.number_of[id(entry.chapter)].main
        if number is not None and entry.dotted and len(own) > 1:
            if own[0] != main:
                self._doubt(
                    "another-chapter",
                    entry,
                    say(
                        "{label} stands in the chapter with the number {main}; it is "
                        "counted as {counted}, and printed as it is",
                        label=entry.label,
                        main=main,
                        counted=self.style.article.write(Number((main, *own[1:]))),
                    ),
                    say("give it its right number, or put it where it belongs"),
                )
            own = own[1:]
        return Number((main, *own))

    def _noted(self, entry: ArticleEntry, articles: list[Article]) -> list[Article]:
        """Note where articles come from."""
        for at, article in enumerate(articles):
            self.origins[article.key] = Origin(
                number=None if entry.number is None else article.number,
                place=entry.place,
                mark="" if at else entry.mark,  # one label for all of a range
                gap=entry.gap,
                gone=bool(entry.deleted) and entry.heading is None,
                below=entry.below,
                joint=entry.joint,
                words=entry.deleted if article.status is Status.RESERVED else "",
            )
        return articles

    # Supplementary provisions

    def _supplementary(self) -> tuple[tuple[Chapter, ...], tuple[Article, ...]]:
        """The supplementary provisions, and those blocks of them that have titles of their own."""
        blocks: list[Chapter] = []
        found: list[Article] = []
        rows: list[list[ArticleEntry]] = []
        for entry in self.outline.supplementary:
            if entry.title or not rows:
                rows.append([])
            rows[-1].append(entry)
        several = sum(annex_of(row[0].title) is None for row in rows) > 1
        for at, row in enumerate(rows):
            first = row[0]
            key = None
            if at or not self._untitled(first, several=several):
                block = Chapter(
                    key=self._key(first.title), number=Number.of(len(blocks) + 1),
                    heading=trimmed(first.title),
                )  # fmt: skip
                blocks.append(block)
                key = block.key
                self.origins[key] = Origin(number=None, place=first.place, mark="")
            found += self._block(row, key)
        return tuple(blocks), counted_in_blocks(found, blocks)

    def _untitled(self, first: ArticleEntry, *, several: bool) -> bool:
        """Whether the title of the first block is the one that the style prints."""
        title = first.title
        if not title:
            return True
        if annex_of(title) is not None:
            return False
        own = _solid(title) == _solid(self.style.supplementary_title)
        if several and not own and not plain_title(title):
            return False  # 附則（2022年） beside 附則（2023年）: its title is what tells it
        if own or self.titled or plain_title(title):
            self.numbering.append(title)
            return True
        # Of one block the title tells more than its name, and no setting holds it.
        first.heading = f"{title}　{first.heading}" if first.heading else title
        return True

    def _block(self, entries: Sequence[ArticleEntry], block: str | None) -> Iterator[Article]:
        """The articles of one block; plain text in it has no number."""
        alone = len(entries) == 1 and not entries[0].label and entries[0].number is None
        numbered = any(entry.number is not None for entry in entries)
        for at, entry in enumerate(entries, 1):
            number = entry.number or (NONE if numbered or alone else Number.of(at))
            # Below the title that the style prints, plain text in front of all is such a block.
            plain = block is None and at == 1 and number == NONE
            own = None if plain else number
            for article in self._noted(entry, self._carried(entry, own, {})):
                yield replace(article, chapter=block)

    # One article

    def _carried(
        self, entry: ArticleEntry, number: Number | None, key_of: dict[int, str]
    ) -> list[Article]:
        """The articles of an entry; where it makes none, its text line by line, with a doubt."""
        numbering, doubts = len(self.numbering), len(self.doubts)
        try:
            return self._article(entry, number, key_of)
        except ValueError:
            del self.numbering[numbering:], self.doubts[doubts:]
        name = entry.label or entry.heading or self.style.supplementary_title
        body = literal_body((*filter(None, (entry.heading, entry.deleted)), *entry.body))
        self._kept_as_text(entry, name)
        return [
            Article(
                key=self._key(name),
                number=number,
                body=body,
                status=Status.TEXT if body else Status.OMITTED,
                chapter=key_of.get(id(entry.chapter)) if entry.chapter else None,
                form=replace(self.style.article, silent=True) if number == NONE else None,
            )
        ]

    def _article(
        self, entry: ArticleEntry, number: Number | None, key_of: dict[int, str]
    ) -> list[Article]:
        chapter = key_of.get(id(entry.chapter)) if entry.chapter else None
        heading = entry.heading
        name = self.style.supplementary_title
        if number is not None:
            name = entry.label or heading or self.style.article.write(number)
        form = replace(self.style.article, silent=True) if number == NONE else None
        label = entry.deleted or (
            entry.body[0] if len(entry.body) == 1 and isinstance(entry.body[0], str) else ""
        )
        status = self._status(label) if entry.last is None else None
        behind = heading is not None and (entry.beside or not entry.label)
        if status is Status.RESERVED and (behind or entry.below):
            # Behind a caption, and below the number, it is printed as a text is; the style prints
            # it behind the number.
            status = None
        if status is not None:
            self.numbering.append(label)
            return [
                Article(
                    key=self._key(heading or entry.label or "article"),
                    number=number,
                    heading=heading,
                    status=status,
                    chapter=chapter,
                    form=form,
                )
            ]
        if entry.deleted and entry.last is not None:
            self.numbering.append(entry.deleted)
            return self._deleted(entry, number, heading, chapter)
        if entry.deleted:
            entry.body = (entry.deleted,)  # in words of its own, which are kept
        clause = self._clause(entry, number, heading, name)
        # The first words, without the mark of a list that they may stand in.
        texts = (text for each in clause.body for text in _texts(each))
        text = clause.heading or next(texts, entry.label or "article")
        return [
            Article(
                key=self._key(text if clause.heading else opening(text)),
                number=number,
                heading=clause.heading,
                body=clause.body,
                status=clause.status,
                chapter=chapter,
                form=form,
            )
        ]

    def _status(self, label: str) -> Status | None:
        """Whether a text is what the style prints in the place of one, white space apart."""
        solid = "".join(label.split())
        if solid and solid == "".join(self.style.omitted_label.split()):
            return Status.OMITTED
        return Status.RESERVED if solid == "".join(self.style.reserved_label.split()) else None

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
                "deleted-range",
                entry,
                say(
                    "{label} is one line for {count} deleted articles, and is carried as "
                    "one placeholder for each of them, which the one line prints",
                    label=entry.label,
                    count=len(numbers),
                ),
                say("nothing to do"),
                severity="note",
            )
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
        self, entry: ArticleEntry, number: Number | None, heading: str | None, name: str
    ) -> Clause:
        """The clause of an article in a form that its file gives back unchanged."""
        if heading is not None and not trimmed(_bare_heading(heading, self.style)):
            # （　） is a caption that nobody filled in, and no caption that could be printed.
            left, right = entry.around or ("", "")
            for each in (left, right):
                self._undrop(each)
            entry.body, heading = (f"{left}{heading}{right}", *entry.body), None
        if heading is not None and (bare := _bare_heading(heading, self.style)) != heading:
            self.numbering.append("".join(self.style.heading_brackets))
            heading = bare
        if heading is not None:
            heading = self._with_stop(heading, entry)
        if not any(line.strip() for line in lines_of(entry.body)):
            return self._without_text(entry, heading, name)
        above = None
        if entry.number is not None and number is not None and entry.mark:
            form = form_of(entry.mark, number.printed, self.style.article)
            above = above_in(form, number.printed)
        found = body_of(
            entry.body, self.style, name=name, place=entry.place, heading=heading, above=above
        )
        if found.body:
            self.numbering += found.numbering
            self.doubts += found.doubts
            return Clause(heading=heading, body=found.body)
        self._kept_as_text(entry, name)
        plain = Clause(heading=heading, body=literal_body(entry.body))
        if heading is not None and stored(plain, self.style) is None:
            plain = Clause(body=literal_body((heading, *entry.body)))
        return plain

    def _kept_as_text(self, entry: ArticleEntry, name: str) -> None:
        self._doubt(
            "kept-as-text",
            entry,
            say(
                "the paragraphs and items of {name} cannot be carried as such; they are "
                "kept as text, every mark as it is printed",
                name=name,
            ),
            say("give them marks of the usual kind"),
        )

    def _with_stop(self, heading: str, entry: ArticleEntry) -> str:
        """The heading with the stop behind it, where that is not what print has behind all."""
        left, stop = entry.around or ("", "")
        own = self.style.heading_brackets
        if left and own[0] and (left, stop) != own:
            # 【…】 among （…）: what most captions have is the setting, and this one says its own.
            whole = f"{left}{heading}{stop}"
            if self.style.bracketed(whole) == whole:
                self._undrop(left)
                self._undrop(stop)
                return whole
        if left or not stop:
            return heading
        whole = heading + stop
        if _solid(self.style.bracketed(heading)) == _solid(whole) or (
            self.style.bracketed(whole) != whole
        ):  # fmt: skip
            return heading
        self._undrop(stop.strip())
        return whole

    def _without_text(self, entry: ArticleEntry, heading: str | None, name: str) -> Clause:
        if heading is not None:
            self._doubt(
                "article-without-text",
                entry,
                say(
                    "{name} has a caption and no text; the caption is carried as its text",
                    name=name,
                ),
                say("write its text, or delete it"),
            )
            return Clause(body=literal_body((heading,)))
        self._doubt(
            "article-without-text",
            entry,
            say(
                "{name} has no text; it is carried as {omitted_label}",
                name=name,
                omitted_label=self.style.omitted_label,
            ),
            say("write its text, or delete it"),
        )
        return Clause(status=Status.OMITTED)

    # Keys and doubts

    def _key(self, text: str) -> str:
        return self.taken.make(short_heading(text))

    def _doubt(
        self, code: str, entry: ArticleEntry | ChapterEntry, message: str, hint: str, *,
        severity: Severity = "warning",
    ) -> None:  # fmt: skip
        self.doubts.append(doubt(code, message, hint, entry.place, severity=severity))


def _texts(each: str | Provision) -> Iterator[str]:
    if isinstance(each, str):
        yield each
    else:
        yield from body_texts(each)


def _has_child(chapter: Chapter, chapters: Sequence[Chapter]) -> bool:
    """Whether a chapter has sections."""
    return any(other.parent == chapter.key for other in chapters)


def _solid(text: str) -> str:
    return "".join(text.split())


def _in_order(entries: Sequence[ArticleEntry], chapters: Sequence[ChapterEntry]) -> None:
    """Leave each article below the last heading of a chapter that is printed above it.

    What stands behind the articles of a chapter and outside of it has no other place, and print
    does not tell it from one.
    """
    for entry in entries:
        if entry.chapters:
            entry.chapter = chapters[entry.chapters - 1]


def _bare_heading(heading: str, style: DraftingStyle) -> str:
    """The heading without what the style prints around it: brackets, or a full stop behind it."""
    left, right = style.heading_brackets
    if not left and right and heading != right:
        return heading.removesuffix(right)
    return style.unbracketed(heading)
