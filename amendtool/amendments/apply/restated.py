"""What is restated, told in small operations: whatever comes later knows nothing of it.

The articles of the new text are matched with the present ones. What goes on gets its new text,
with its key and its paragraphs and items where they are found again; what is new is inserted, what
is missing deleted, and what stands elsewhere moved. Everything else follows from these operations
as if a drafter had written them one by one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Final, Literal

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.restated_texts import is_one_line, parted, texts_between
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.inverse import derive
from amendtool.amendments.inverse_as_said import derive_as_said
from amendtool.amendments.numbering import Numbering
from amendtool.amendments.operations import Insert, Operation, Replace, Restate
from amendtool.articles.addresses import (
    Address,
    Spot,
    address_of_article,
    address_of_chapter,
    find,
)
from amendtool.articles.charter import (
    Article,
    Body,
    Chapter,
    Charter,
    Status,
    body_texts,
    goes_unnumbered,
)
from amendtool.articles.forms import without_forms
from amendtool.articles.keys import make_key, opening
from amendtool.articles.matching import Matching, match
from amendtool.articles.numbers import Number
from amendtool.articles.rows import kept_inside
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.printed import UNSAID
from amendtool.errors import AmendtoolError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.values import dataclass

_PATH: Final = compiled(r"operations\[(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class RestatedProvision:
    """What an article or a chapter of a restated text was understood as.

    ``key`` is the one that it has in the proposed articles. ``kind`` is ``kept``, ``new`` or
    ``deleted``; ``present`` and ``proposed`` are its addresses, None on the side where it is not.
    """

    key: str
    kind: Literal["kept", "new", "deleted"]
    heading: str | None = None
    present: Address | None = None
    proposed: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatement:
    """What one restatement was understood as; ``keys`` are those of its text, in its order."""

    operation: int
    keys: tuple[str, ...]
    provisions: tuple[RestatedProvision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfolded:
    """An amendment without restatements, and the way back to the operations of its file.

    ``positions`` leads from its operations to those of the file. ``kept`` leads, by the key of an
    article that is restated, from its present paragraphs and items to where they stand in the
    new text; what is not in it is gone.
    """

    amendment: Amendment
    positions: tuple[int, ...]
    kept: Mapping[str, Mapping[Spot, Spot]] = field(default_factory=dict)
    restatements: tuple[Restatement, ...] = ()
    rows: Mapping[int, tuple[Article, ...]] = field(default_factory=dict)
    """By the position in the file, the articles of a text with their keys, in its order."""
    unsaid: frozenset[str] = frozenset()
    """The keys of articles whose number the text does not say."""
    chapters: Mapping[int, str] = field(default_factory=dict)
    """By the position in the file, the key of the chapter that is restated."""

    def located(self, error: AmendtoolError) -> AmendtoolError:
        """The same mistakes, at the operations of the file."""
        return type(error)(*dict.fromkeys(self._located(each) for each in error.problems))

    def _located(self, problem: Problem) -> Problem:
        def there(match: re.Match[str]) -> str:
            index = int(match[1])
            return f"operations[{self.positions[index] if index < len(self.positions) else index}]"

        place = problem.place
        told = place.path and _PATH.match(place.path)
        path = _PATH.sub(there, place.path or "") or None
        if told and int(told[1]) < len(self.positions):
            position = self.positions[int(told[1])]
            if any(each.operation == position for each in self.restatements):
                path = f"operations[{position}]"  # the file has none of the fields
        return replace(
            problem,
            message=_PATH.sub(there, problem.message),
            hint=_PATH.sub(there, problem.hint) if problem.hint else problem.hint,
            place=replace(place, path=path),
        )

    def acting(self, indices: frozenset[int]) -> frozenset[int]:
        """The positions in the file of some of its operations."""
        return frozenset(self.positions[index] for index in indices)


def one_by_one(amendment: Amendment) -> Unfolded | None:
    """The amendment with the articles of supplementary provisions inserted one by one.

    None where no operation brings several.
    """
    told = [
        (index, each)
        for index, operation in enumerate(amendment.operations)
        for each in (operation.each if isinstance(operation, Insert) else (operation,))
    ]
    operations = tuple(each for _, each in told)
    if operations == amendment.operations:
        return None
    return Unfolded(
        amendment=replace(amendment, operations=operations),
        positions=tuple(index for index, _ in told),
    )


def unfolded(amendment: Amendment, charter: Charter, style: DraftingStyle) -> Unfolded | None:
    """The amendment with small operations in place of restatements; None where it has none.

    Raises InputError for a target that does not stand in the articles, or that a restatement
    cannot name, and for a text that does not hold it.
    """
    if not any(isinstance(each, Restate) for each in amendment.operations):
        return None
    targets = Targets(charter, style, amendment.numbering)
    taken = [*charter.by_key(), *_keys_of(Charter(chapters=charter.chapters))]
    taken += [each.key for each in charter.blocks]
    taken += [
        each.key for each in amendment.operations if isinstance(each, Insert) and each.key
    ]  # fmt: skip
    operations: list[Operation] = []
    positions: list[int] = []
    kept: dict[str, Mapping[Spot, Spot]] = {}
    found: list[Restatement] = []
    rows: dict[int, tuple[Article, ...]] = {}
    unsaid: set[str] = set()
    whole: dict[int, str] = {}
    problems: list[Problem] = []
    for index, operation in enumerate(amendment.operations):
        small: Sequence[Operation] = (operation,)
        if isinstance(operation, Restate):
            unfolding = _Unfolding(OperationAt(index, operation), targets, taken)
            told = [*unfolding.problems()]
            goal = None if told else unfolding.goal()
            if goal is not None and goal.same:
                name = operation.target.text(style)
                told.append(unfolding.at.unchanged(name))
            problems += told
            if told or goal is None:
                small = ()
            else:
                small = tuple(unfolding.operations(goal))
                kept.update(unfolding.kept(goal))
                found.append(unfolding.restatement(goal))
                rows[index] = goal.articles
                unsaid |= {key for own, key in goal.keys.items() if own == UNSAID}
                if goal.chapters:
                    whole[index] = goal.chapters[0].key
        operations += small
        positions += [index] * len(small)
    if problems:
        raise InputError(*problems)
    return Unfolded(
        amendment=replace(amendment, operations=tuple(operations)),
        positions=tuple(positions),
        kept=kept,
        restatements=tuple(found),
        rows=rows,
        unsaid=frozenset(unsaid),
        chapters=whole,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Goal:
    """The restated articles with their keys, beside the present ones that they take the place of.

    ``keys`` leads from the keys of the text to those in the articles.
    """

    present: Charter
    proposed: Charter
    stood: tuple[Article, ...]
    articles: tuple[Article, ...]
    chapters: tuple[Chapter, ...]
    keys: Mapping[str, str]

    @property
    def same(self) -> bool:
        """Whether the text says what stands there already."""
        before = {each.key: each for each in self.present.chapters}
        return (
            [_said(each) for each in self.stood] == [_said(each) for each in self.articles]
            and len(before) == len(self.proposed.chapters)
            and all(
                (c.heading, c.number) == (before[c.key].heading, before[c.key].number)
                for c in self.chapters
                if c.key in before
            )
        )


@dataclass(frozen=True, slots=True)
class _Unfolding:
    """One restatement on its way."""

    at: OperationAt[Restate]
    targets: Targets
    taken: list[str]

    @property
    def charter(self) -> Charter:
        """The present articles."""
        return self.targets.charter

    @property
    def style(self) -> DraftingStyle:
        """The style of the articles."""
        return self.targets.style

    # What is restated

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the target, or with a text that does not hold it."""
        operation, targets = self.at.operation, self.targets
        target, text = operation.target, operation.text
        ends = targets.ends_missing(target, self.at, "restate")
        yield from ends
        if ends:
            return
        if any(self._stands_apart()):
            yield self.at.problem(
                "restate",
                "restate-unnumbered",
                say(
                    "in {target} stands a text without a number that has a caption, several "
                    "paragraphs or items, which a restated text cannot tell from the article "
                    "above it",
                    target=target.text(self.style),
                ),
                say("restate the articles around it, and replace that text by itself"),
            )
        name = target.text(self.style)
        if not text.articles:
            yield self.at.problem(
                "text",
                "restated-text",
                say("the text opens no article, and {name} holds some", name=name),
                say(
                    "begin each article with its number as it is printed; to delete all of "
                    "them write `delete`"
                ),
            )
        chapter = target.first.level == "chapter"
        outermost = [each for each in text.chapters if each.parent is None]
        if chapter and len(outermost) > 1:
            yield self.at.problem(
                "text",
                "restated-text",
                say(
                    "the text opens {count} chapters, and {name} is one",
                    count=len(outermost),
                    name=name,
                ),
                say("restate each in an operation of its own, and insert a new one"),
            )
        if not chapter and text.chapters:
            yield self.at.problem(
                "text",
                "restated-text",
                say("the text opens a chapter, and {name} is none", name=name),
                say(
                    "restate the chapter: `restate: {name}`",
                    name=self._chapter_name(),
                ),
            )

    def _stands_apart(self) -> Iterator[bool]:
        """Of each text without a number whether a restated text cannot hold it.

        It can below the heading of a chapter, as a line behind an article, and alone.
        """
        row = self._stood()
        between = {article.key for _, article in texts_between(row)}
        for article in row:
            if goes_unnumbered(article) and len(row) > 1:
                below = self._is_chapter and article.key not in between
                yield not below and not (article.key in between and is_one_line(article))

    def _chapter_name(self) -> str:
        home = self._stood()[0].chapter
        if home is None:
            return "Chapter 1"
        return address_of_chapter(self.charter, home).text(self.style)

    def _stood(self) -> tuple[Article, ...]:
        """The present articles that are restated, in their order."""
        first = self.at.operation.target.first
        if first.level == "chapter":
            chapter = find(self.charter, first)
            return tuple(
                each
                for each in self.charter.articles
                if chapter in self.charter.outer_chapters(each.chapter)
            )
        target = self.at.operation.target
        row = self.targets.provisions(target, everything=True)
        found = (find(self.charter, each) for each in row)
        return tuple(each for each in found if isinstance(each, Article))

    def _chapters(self) -> tuple[Chapter, ...]:
        """The present chapter that is restated, and those in it."""
        first = self.at.operation.target.first
        chapter = find(self.charter, first) if first.level == "chapter" else None
        if chapter is None:
            return ()
        outer = self.charter.outer_chapters
        return tuple(each for each in self.charter.chapters if chapter in outer(each.key))

    # What it becomes

    def goal(self) -> _Goal:
        """The text with its keys, in the place of what stands there now."""
        text = self.at.operation.text
        stood, chapters = self._stood(), self._chapters()
        text = replace(text, articles=tuple(self._in_print(each, stood) for each in text.articles))
        if self._is_chapter and not any(each.parent is None for each in text.chapters):
            text = _inside(text, chapters[0])
        keys = self._keys(text, stood, chapters)
        text, between = parted(text, stood, keys)
        keys = {**keys, **between}
        for article in text.articles:
            words = next((each for p in article.paragraphs for each in body_texts(p)), "")
            self._new_key(keys, article.key, opening(words) or "article")
        every: tuple[Article | Chapter, ...] = (*stood, *chapters)
        old = {each.key: each for each in every}
        made: list[Chapter] = []
        for chapter in text.chapters:
            key = keys[chapter.key]
            before = old.get(key)
            root = chapters[0] if chapter.parent is None else None
            heading = chapter.heading
            form = before.form if before is not None else None
            if before is not None and _same_caption(heading, before.heading):
                heading = before.heading
            elif root is not None and heading is None:
                heading = root.heading
            parent = keys[chapter.parent] if chapter.parent else root.parent if root else None
            made.append(replace(chapter, key=key, heading=heading, parent=parent, form=form))
        articles: list[Article] = []
        home = stood[0].chapter if stood else None
        for article in text.articles:
            key = keys[article.key]
            found = old.get(key)
            heading, number = article.heading, article.number
            form = article.form if goes_unnumbered(article) else None
            if isinstance(found, Article):
                home, form = found.chapter, found.form
                number = found.number if goes_unnumbered(found) else number
                if heading is None or _same_caption(heading, found.heading):
                    heading = found.heading
            inner = keys[article.chapter] if article.chapter else None
            chapter_key = (inner or made[0].key) if self._is_chapter else home
            if article.status is not Status.TEXT and article.status is Status.RESERVED:
                heading = None
            articles.append(
                replace(
                    article,
                    key=key,
                    number=number,
                    heading=heading,
                    form=form,
                    chapter=chapter_key,
                )
            )
        return self._goal(stood, tuple(articles), chapters, tuple(made), keys)

    @property
    def _is_chapter(self) -> bool:
        return self.at.operation.target.first.level == "chapter"

    def _goal(
        self,
        stood: tuple[Article, ...],
        articles: tuple[Article, ...],
        before: tuple[Chapter, ...],
        chapters: tuple[Chapter, ...],
        keys: Mapping[str, str],
    ) -> _Goal:
        charter = self.charter
        empty = replace(charter, preamble="", closing="", articles=(), supplementary=())
        if self.at.operation.target.first.supplementary:
            numbered = tuple(replace(each, number=self._in_block(each, stood)) for each in articles)
            return _Goal(
                present=replace(empty, supplementary=stood),
                proposed=replace(empty, supplementary=numbered),
                stood=stood, articles=numbered, chapters=(), keys=keys,
            )  # fmt: skip
        gone = {each.key for each in before}
        every: list[Chapter] = []
        for each in charter.chapters:
            if before and each.key == before[0].key:
                every += chapters
            elif each.key not in gone:
                every.append(each)
        return _Goal(
            present=replace(empty, articles=stood, blocks=()),
            proposed=replace(empty, articles=articles, chapters=tuple(every), blocks=()),
            stood=stood, articles=articles, chapters=chapters, keys=keys,
        )  # fmt: skip

    @staticmethod
    def _in_block(article: Article, stood: Sequence[Article]) -> Number | None:
        """The number of an article in a block of supplementary provisions, told as they are."""
        same = (each.number for each in stood if each.key == article.key)
        own = next(same, None)
        if own is not None and article.number is not None and own.parts == article.number.parts:
            return own
        return article.number

    def _in_print(self, article: Article, stood: Sequence[Article]) -> Article:
        """An article without the mark of the present one, which the text may begin with."""
        only = stood[0] if len(stood) == 1 and article.key == UNSAID else None
        mark = only.mark if only is not None else None
        first = article.paragraphs[0] if article.paragraphs else None
        if not mark or first is None or not first.text.startswith(mark):
            return article
        rest = first.text[len(mark) :].lstrip(" \u3000")
        if not rest or article.body[0] is not first:
            return article
        body: Body = (replace(first, body=(rest, *first.body[1:])), *article.body[1:])
        return replace(article, body=body)

    def _keys(
        self, text: Charter, stood: tuple[Article, ...], chapters: tuple[Chapter, ...]
    ) -> dict[str, str]:
        """By the keys of the text, those in the articles: the present ones, or new ones."""
        told = self.at.operation.keys
        said = _keys_of(self.at.operation.text)
        if told is not None and len(told) == len(said):
            # The chapter that a text leaves out is the one that is restated.
            outer = {key: chapters[0].key for key in _keys_of(text) if key not in said}
            return {**outer, **dict(zip(said, told, strict=True))}
        found: dict[str, str] = {}
        if self._is_chapter:
            found[text.chapters[0].key] = chapters[0].key
        loose = {each.key for each in text.articles if goes_unnumbered(each)}
        for old, new in self._matched(text, stood, chapters):
            if new not in loose:
                found.setdefault(new, old)
        # Below the heading of a chapter stands one text, whatever its words.
        between = {article.key for _, article in texts_between(stood)}
        below = {
            each.chapter: each.key
            for each in reversed(stood)
            if goes_unnumbered(each) and each.key not in between
        }
        for article in text.articles:
            home = found.get(article.chapter or "")
            if article.key in loose and home in below:
                found[article.key] = below[home]
        for chapter in text.chapters:
            self._new_key(found, chapter.key, chapter.heading or "chapter")
        for article in text.articles:
            words = next((each for p in article.paragraphs for each in body_texts(p)), "")
            self._new_key(found, article.key, article.heading or opening(words) or "article")
        return found

    def _new_key(self, found: dict[str, str], own: str, words: str) -> None:
        if own not in found:
            found[own] = make_key(words, self.taken)
            self.taken.append(found[own])

    def _matched(
        self, text: Charter, stood: tuple[Article, ...], chapters: tuple[Chapter, ...]
    ) -> Iterator[tuple[str, str]]:
        """The present keys with those of the text that go on as them."""
        if len(stood) == len(text.articles) == 1:
            yield stood[0].key, text.articles[0].key
            return
        captions = {_plain(each.heading): each.heading for each in stood if each.heading}
        numbers = {
            each.number.parts: each
            for each in stood
            if each.number is not None and not goes_unnumbered(each)
        }

        def as_present(article: Article) -> Article:
            if article.heading is not None:
                same = captions.get(_plain(article.heading), article.heading)
                return replace(article, heading=same)
            if goes_unnumbered(article):
                return article
            # A text may leave out captions that stay.
            there = numbers.get(article.number.parts) if article.number else None
            return replace(article, heading=there.heading if there else None)

        edited = replace(text, articles=tuple(map(as_present, text.articles)))
        inner = {each.key for each in chapters}
        present = Charter(
            articles=tuple(
                each if each.chapter in inner else replace(each, chapter=None) for each in stood
            ),
            chapters=tuple(
                each if each.parent in inner else replace(each, parent=None) for each in chapters
            ),
        )
        found: Matching = match(present, edited, self.style)
        for each in found.articles:
            yield each.present, each.edited
        yield from found.chapters

    # The small operations

    def operations(self, goal: _Goal) -> Iterator[Operation]:
        """What makes the present articles those of the text."""
        operation = self.at.operation
        said: set[Address] = set()
        if self.targets.numbering is Numbering.STAY:
            derived = derive_as_said(goal.present, goal.proposed)
        else:
            derived = derive(
                goal.present, goal.proposed, in_chapters=self.style.numbered_in_chapters
            )
        for each in derived:
            if isinstance(each, Replace) and each.body is not None:
                said.add(each.target)
            yield replace(each, dates=operation.dates) if isinstance(each, Insert) else each
        old = {each.key: each for each in goal.stood}
        for article in goal.articles:
            before = old.get(article.key)
            if before is None or not article.body or before.status is not Status.TEXT:
                continue
            target = address_of_article(self.charter, article.key)
            if target not in said:
                # It says the same as now, and is meant to say just that.
                yield Replace(target=target, body=article.body)

    def kept(self, goal: _Goal) -> Iterator[tuple[str, Mapping[Spot, Spot]]]:
        """By key, where the paragraphs and items of the present articles stand in the text."""
        old = {each.key: each for each in goal.stood}
        for article in goal.articles:
            before = old.get(article.key)
            if before is not None and before.body and article.body:
                spot = Spot(key=article.key)
                yield article.key, dict(kept_inside(before.body, article.body, spot))

    def restatement(self, goal: _Goal) -> Restatement:
        """What the text was understood as."""
        old = {each.key: each for each in goal.stood}
        new = {each.key for each in goal.articles}
        provisions: list[RestatedProvision] = []
        supplementary = self.at.operation.target.first.supplementary
        for article in goal.articles:
            there = address_of_article(self.charter, article.key) if article.key in old else None
            provisions.append(
                RestatedProvision(
                    key=article.key,
                    kind="kept" if there else "new",
                    heading=article.heading,
                    present=there,
                    proposed=Address(supplementary=supplementary, article=article.number),
                )
            )
        provisions += [
            RestatedProvision(
                key=each.key,
                kind="deleted",
                heading=each.heading,
                present=address_of_article(self.charter, each.key),
            )
            for each in goal.stood
            if each.key not in new
        ]
        text = self.at.operation.text
        own = _keys_of(text)
        return Restatement(
            operation=self.at.index,
            keys=tuple(goal.keys[key] for key in own),
            provisions=tuple(provisions),
        )


def _said(article: Article) -> object:
    return article.key, article.number, article.heading, without_forms(article.body), article.status


def _keys_of(text: Charter) -> list[str]:
    """The keys of a text: those of its chapters, then those of its articles."""
    return [each.key for each in text.chapters] + [each.key for each in text.articles]


def _inside(text: Charter, chapter: Chapter) -> Charter:
    """A text that leaves out the heading of its chapter, with that in front."""
    outer = Chapter(key="chapter-0", number=chapter.number, heading=chapter.heading)
    return replace(
        text,
        chapters=(outer, *(replace(c, parent=c.parent or outer.key) for c in text.chapters)),
        articles=tuple(replace(each, chapter=each.chapter or outer.key) for each in text.articles),
    )


def _plain(caption: str | None) -> str:
    """A caption without what people do not look at: width, spaces, capitals, a stop behind it."""
    folded = unicodedata.normalize("NFKC", caption or "").casefold()
    return "".join(folded.split()).rstrip(".:")


def _same_caption(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and _plain(one) == _plain(other)


_MISPLACED: Final = frozenset(
    ("number-twice", "number-missing", "number-in-use", "chapter-broken", "branch-without-stem")
)


def misplaces(error: AmendtoolError) -> bool:
    """Whether every mistake is one of numbers that do not go together."""
    return all(each.code in _MISPLACED for each in error.problems)


def misnumbered(unfolding: Unfolded, others: Charter, style: DraftingStyle) -> Iterator[Problem]:
    """The texts whose numbers are not those that follow, where that is what is wrong.

    ``others`` is what the other operations make of the articles.
    """
    there = others.by_key()
    for each in unfolding.restatements:
        row = [a for a in unfolding.rows[each.operation] if not goes_unnumbered(a)]
        numbers = [article.number for article in row if article.number is not None]
        stood = [one.key for one in each.provisions if one.present is not None]
        first = min(
            (a.number for a in map(there.get, stood) if a is not None and a.number is not None),
            default=None,
        )
        if first is None or len(numbers) != len(row) or any(
            len(n.parts) != len(first.parts) for n in numbers
        ):  # fmt: skip
            continue
        expected = [first]
        while len(expected) < len(numbers):
            expected.append(expected[-1].next())
        for number, right in zip(numbers, expected, strict=True):
            if number.parts != right.parts:
                name, other = (
                    style.cited.named(n.printed, style.cited.article) for n in (number, right)
                )
                yield _misnumbered(each.operation, name, other)
                break


def _misnumbered(operation: int, name: str, other: str) -> Problem:
    return Problem(
        code="restated-number",
        message=say(
            "the text numbers it {name}, and among the proposed articles it becomes {other}",
            name=name,
            other=other,
        ),
        hint=say(
            "a restated text has the numbers of the proposed articles: mend them, or say "
            "how the numbers change in a `renumber`"
        ),
        place=Place(path=f"operations[{operation}]"),
    )


def otherwise(unfolding: Unfolded, proposed: Charter, style: DraftingStyle) -> Iterator[Problem]:
    """What comes out otherwise than a restated text says: other numbers, or more articles in it.

    The numbers of a text are those of the proposed articles, and the text of a chapter is the
    whole of what stands there.
    """
    made = proposed.by_key()
    for position, row in unfolding.rows.items():
        place = Place(path=f"operations[{position}]")
        for article in row:
            there = made.get(article.key)
            if there is None or there.number is None or article.number is None:
                continue
            if goes_unnumbered(article):
                continue
            if there.number.parts != article.number.parts and article.key not in unfolding.unsaid:
                name, other = (
                    style.cited.named(each.printed, style.cited.article)
                    for each in (article.number, there.number)
                )
                yield _misnumbered(position, name, other)
        whole = unfolding.chapters.get(position)
        if whole is None:
            continue
        own = {each.key for each in row}
        for each in proposed.articles:
            outer = {chapter.key for chapter in proposed.outer_chapters(each.chapter)}
            if whole in outer and each.key not in own:
                yield Problem(
                    code="restated-otherwise",
                    message=say(
                        "{name} would stand in the restated chapter, and its text does not have it",
                        name=address_of_article(proposed, each.key).text(style),
                    ),
                    hint=say(
                        "write it into the text of the chapter, and leave the other operation out"
                    ),
                    place=place,
                )
