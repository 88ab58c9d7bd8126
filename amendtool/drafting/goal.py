"""The goal of a draft: the edited text with the present keys, as it is meant.

An edited text has no keys, and its numbers and references may be left behind. Articles and
chapters that were matched get their present key, the others a new one; numbers that cannot be
meant are mended, and references follow what they cite. What was mended is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from difflib import SequenceMatcher
from functools import partial
from itertools import pairwise
from typing import Final

from amendtool.amendments.crossrefs.ledger import LedgerEntry
from amendtool.articles.annexes import annex_of, annexes_of
from amendtool.articles.charter import (
    Article,
    Chapter,
    Charter,
    Provision,
    Status,
    body_texts,
    goes_unnumbered,
)
from amendtool.articles.forms import without_forms
from amendtool.articles.keys import TakenKeys, opening
from amendtool.articles.matching import Match, Matching, match
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.numerals import LITERAL
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.unnumbered import NONE, block_titles, counted, counted_in_blocks
from amendtool.drafting.repair import (
    EditedNumber,
    Flaw,
    Mending,
    Stale,
    followed_in,
    sound_numbers,
)
from amendtool.drafting.structure import Groundwork, as_said, groundwork
from amendtool.values import dataclass

Numbers = Mapping[str, Number | None]
"""The numbers of a row of provisions, by their keys in the edited charter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNumber:
    """What the document printed as the number of an article or chapter of the edited charter."""

    number: Number | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedText:
    """The articles as somebody edited them.

    The keys of ``charter`` mean nothing, unless it is ``keyed``: then they tell what is what.
    ``printed`` tells, by these keys, which numbers the document had in print, where the
    charter could not carry them. ``style`` is the one that its marks are in, where a document
    taught them.
    """

    charter: Charter
    keyed: bool = False
    printed: Mapping[str, PrintedNumber] = field(default_factory=dict)
    style: DraftingStyle | None = None
    preamble: str | None = None
    closing: str | None = None
    """The texts around the articles where a document means them to be amended, else None."""
    blocks: Mapping[str, str] = field(default_factory=dict)
    """Which of its blocks of supplementary provisions is which present one, by key, where their
    titles do not tell."""

    def matched(self, present: Charter, style: DraftingStyle) -> Matching:
        """Which of its articles and chapters is which present one."""
        if not self.keyed:
            return match(present, self.charter, style)
        known = {article.key for article in present.every_article()}
        chapters = {chapter.key for chapter in present.chapters}
        return Matching(
            articles=tuple(
                Match(present=article.key, edited=article.key, score=1.0, kind="same")
                for article in self.charter.every_article()
                if article.key in known
            ),
            chapters=tuple((c.key, c.key) for c in self.charter.chapters if c.key in chapters),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What an amendment should give, and what was mended in the edited text to come there.

    ``names`` leads from the keys of ``charter`` to those of the edited one. ``irregular``
    are the keys of articles whose paragraphs or items the edit gave a number that stands twice,
    out of turn or behind a gap; such numbers are kept. ``ground`` is the
    groundwork, where it had to be laid to see what becomes of the references.
    """

    charter: Charter
    names: Mapping[str, str]
    flaws: tuple[Flaw, ...] = ()
    irregular: tuple[str, ...] = ()
    stale: tuple[Stale, ...] = ()
    ground: Groundwork | None = None
    unsaid: frozenset[str] = frozenset()
    """The keys of articles whose printed number was mended: their mark says nothing."""
    recounted: frozenset[str] = frozenset()
    """The keys of articles and chapters with another number than the edited text prints."""

    def follows(self, entry: LedgerEntry, mending: Mending) -> bool:
        """Whether a reference follows in a text that the edit did not touch.

        Somebody who gave its target another number left the words as they are. Where the draft
        did, and the text had it right, they go with that number.
        """
        if mending is not Mending.TOUCHED:
            return mending is Mending.EVERYTHING
        return any(spot.key in self.recounted for spot, _ in entry.targets_before)


def goal_of(
    present: Charter,
    edited: EditedText,
    style: DraftingStyle,
    matching: Matching,
    *,
    mending: Mending = Mending.TOUCHED,
    close: bool = False,
) -> Goal:
    """The goal of a draft, where ``matching`` tells which article is which.

    A text of which nothing is mended keeps its numbers and references, even where they cannot
    be meant. A gap that the edit leaves stays unless it is to ``close``.
    """
    literal = mending is Mending.NOTHING
    keys = _Keys.of(present, edited, matching)
    numbering = _Numbering(present, edited, style, keys, literal=literal, close=close)
    flaws: list[Flaw] = []
    chapter_numbers = numbering.chapters(flaws)
    rows = [
        (edited.charter.articles, numbering.articles(chapter_numbers, flaws)),
        (edited.charter.supplementary, numbering.supplementary(flaws)),
    ]
    old = present.by_key()
    irregular: list[str] = []
    unsaid: set[str] = set()
    recounted = {
        keys.made[each.key]
        for each in edited.charter.chapters
        if chapter_numbers[each.key] != each.number
    }

    def meant(article: Article, number: Number | None) -> Article:
        key = keys.made[article.key]
        chapter = keys.made[article.chapter] if article.chapter is not None else None
        if article.number is not None and goes_unnumbered(article):
            number = NONE  # it is counted with its neighbours below
        made = replace(article, key=key, number=number, chapter=chapter)
        said = edited.printed.get(article.key)
        if number not in (article.number if said is None else said.number, NONE):
            recounted.add(key)
        if number not in (article.number, NONE) and not _goes_on(article.form):
            unsaid.add(key)
            made = replace(made, form=old[key].form if article.key in keys.matched else None)
        before = old[key] if article.key in keys.matched else None
        if before is not None and article.status is Status.OMITTED and not edited.keyed:
            # A document may leave out what does not change.
            heading = article.heading if article.heading is not None else before.heading
            return replace(made, heading=heading, body=before.body, status=before.status)
        if before is not None and content(article) == content(before):
            return made
        touched = before is None or _numbers(before.paragraphs) != _numbers(made.paragraphs)
        if touched and _is_irregular(made.paragraphs):
            irregular.append(key)
        return made

    articles, supplementary = (
        tuple(meant(article, numbers.get(article.key)) for article in row) for row, numbers in rows
    )
    within = {keys.made[name]: number.main for name, number in chapter_numbers.items()}
    blocks = tuple(replace(each, key=keys.made[each.key]) for each in edited.charter.blocks)
    charter = replace(
        present,
        preamble=_around(present.preamble, edited.charter.preamble, edited.preamble, edited),
        closing=_around(present.closing, edited.charter.closing, edited.closing, edited),
        articles=counted(articles, within if style.numbered_in_chapters else {}),
        blocks=blocks,
        chapters=tuple(
            replace(
                chapter,
                key=keys.made[chapter.key],
                number=chapter_numbers[chapter.key],
                parent=keys.made[chapter.parent] if chapter.parent is not None else None,
            )
            for chapter in edited.charter.chapters
        ),
        supplementary=counted_in_blocks(supplementary, blocks),
        page=edited.charter.page,
    )
    goal = Goal(
        charter=charter,
        names={key: name for name, key in keys.made.items()},
        flaws=tuple(flaws),
        irregular=tuple(irregular),
        unsaid=frozenset(unsaid),
        recounted=frozenset(recounted),
    )
    return goal if literal else _followed(present, goal, style, mending)


def _around(stands: str, read: str, meant: str | None, edited: EditedText) -> str:
    """A text around the articles: that of the files, or what a document means it to be."""
    if edited.keyed:
        return read
    return stands if meant is None else meant


def _goes_on(form: NumberForm | None) -> bool:
    """Whether a form prints whatever number as the one that it was made from."""
    return form is None or (type(form) is NumberForm and form.numeral is not LITERAL)


def _numbers(row: Sequence[Provision]) -> list[tuple[Number, object]]:
    return [(each.number, _numbers(each.items)) for each in row]


def _is_irregular(row: Sequence[Provision]) -> bool:
    """Whether a number stands twice, out of turn or behind a gap in a row, or in one below it."""
    mains = [0, *(each.number.main for each in row)]
    counted = all(b - a in (0, 1) for a, b in pairwise(mains))
    twice = any(each.number.told_apart for each in row)
    return twice or not counted or any(_is_irregular(each.items) for each in row)


def content(article: Article) -> tuple[object, ...]:
    """What an article says, without its key, number and chapter, and however it is numbered."""
    return article.heading, without_forms(article.body), article.status


# Keys


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of the goal by those of the edited charter."""

    matched: Mapping[str, str]
    """Of what stands in the present articles too."""
    made: Mapping[str, str]
    """Of everything."""

    @classmethod
    def of(cls, present: Charter, edited: EditedText, matching: Matching) -> _Keys:
        matched = {each.edited: each.present for each in matching.articles}
        matched.update((new, old) for old, new in matching.chapters)
        titles = {title: key for key, title in block_titles(present.blocks).items()}
        for key, title in block_titles(edited.charter.blocks).items():
            if edited.blocks and annex_of(title) is None:
                title = ""  # of several that are called alike the texts tell
            if title in titles:
                matched[key] = titles[title]
        matched.update(edited.blocks)
        matched.update(_renamed_annexes(present, edited.charter, matched))
        made = dict(matched)
        chapters = (*present.chapters, *present.blocks)
        taken = TakenKeys((*present.by_key(), *(chapter.key for chapter in chapters)))
        for name, text in _named(edited.charter):
            if name not in made:
                made[name] = name if edited.keyed else taken.make(text)
        return cls(matched, made)


def _renamed_annexes(
    present: Charter, edited: Charter, matched: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The annexes with their number and their text, of which the title has other words."""
    standing = {each.key: key for key, each in annexes_of(present.blocks).items()}
    taken = set(matched.values())
    for key, annex in annexes_of(edited.blocks).items():
        home = standing.get(annex.key)
        if key in matched or home is None or home in taken:
            continue
        if _alike(_said_in(edited, key), _said_in(present, home)):
            taken.add(home)
            yield key, home


def _alike(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether most of what one block says is said in the other."""
    if not texts or not others:
        return False
    whole, other = (" ".join(each) for each in (texts, others))
    if whole == other:
        return True
    if max(len(whole), len(other)) > _COMPARED:
        return SequenceMatcher(None, texts, others, autojunk=False).ratio() >= _ENOUGH
    return SequenceMatcher(None, whole, other, autojunk=False).ratio() >= _ENOUGH


_ENOUGH: Final = 0.6
_COMPARED: Final = 4000
"""Longer texts are compared line by line."""


def _said_in(charter: Charter, block: str) -> list[str]:
    """The texts of a block, in their order."""
    return [line for each in charter.in_block(block) for text in body_texts(each)
            for line in text.split("\n")]  # fmt: skip


def _named(charter: Charter) -> Iterator[tuple[str, str]]:
    """The key of each chapter and article, and the words that a new key is made of."""
    for chapter in (*charter.chapters, *charter.blocks):
        yield chapter.key, chapter.heading or "chapter"
    for article in (*charter.articles, *charter.supplementary):
        texts = (text for paragraph in article.paragraphs for text in body_texts(paragraph))
        yield article.key, article.heading or opening(next(texts, "")) or "article"


# Numbers


@dataclass(frozen=True)
class _Numbering:
    """Sound numbers for every row of the edited charter; what was wrong goes into ``flaws``."""

    present: Charter
    edited: EditedText
    style: DraftingStyle
    keys: _Keys
    literal: bool
    close: bool

    def chapters(self, flaws: list[Flaw]) -> dict[str, Number]:
        """The numbers of chapters and of the sections in each."""
        chapters = self.edited.charter.chapters
        numbers: dict[str, Number] = {chapter.key: chapter.number for chapter in chapters}
        for parent in dict.fromkeys(chapter.parent for chapter in chapters):
            outer = self.keys.matched.get(parent) if parent is not None else None
            before = [chapter for chapter in self.present.chapters if chapter.parent == outer]
            if not self.literal:
                inside = [chapter for chapter in chapters if chapter.parent == parent]
                numbers.update(self._sound(inside, before, flaws))
        return numbers

    def articles(self, chapters: Mapping[str, Number], flaws: list[Flaw]) -> Numbers:
        edited, present = self.edited.charter.articles, self.present.articles
        if self.literal:
            return {article.key: article.number for article in edited}
        edited, present = _with_numbers(edited), _with_numbers(present)
        found: dict[str, Number | None] = {}
        if not self.style.numbered_in_chapters:
            if not _begins_anew(present, edited):
                return self._sound(edited, present, flaws)
            stood_in = {each.key: row for row in _rows(present) for each in row}
            for row in _rows(edited):
                at_home = (stood_in.get(self.keys.matched.get(each.key, "")) for each in row)
                stood = next((each for each in at_home if each is not None), [])
                found.update(self._sound(row, stood, flaws))
            return found
        for name in dict.fromkeys(article.chapter for article in edited):
            inside = [article for article in edited if article.chapter == name]
            if name is None:
                found.update((article.key, article.number) for article in inside)
                continue
            stood = [each for each in present if each.chapter == self.keys.made.get(name)]
            wrong: list[Flaw] = []
            sound = self._sound(inside, stood, wrong, in_chapter=True)
            home = chapters[name].main
            found.update((key, Number((home, *own.parts))) for key, own in sound.items())
            flaws += (
                replace(
                    each,
                    printed=Number((home, *each.printed.parts)),
                    sound=Number((home, *each.sound.parts)),
                )
                for each in wrong
            )
        return found

    def supplementary(self, flaws: list[Flaw]) -> Numbers:
        if self.literal:
            return {article.key: article.number for article in self.edited.charter.supplementary}
        found: dict[str, Number | None] = {}
        for name in (None, *(block.key for block in self.edited.charter.blocks)):
            edited = _with_numbers(self.edited.charter.in_block(name))
            home = self.keys.matched.get(name) if name is not None else None
            known = name is None or home is not None
            present = _with_numbers(self.present.in_block(home) if known else ())
            # The supplementary provisions of some companies go on with the articles' numbers.
            goes_on = not present or present[0].number != Number.of(1)
            found.update(self._sound(edited, present, flaws, any_start=goes_on))
        return found

    def _sound(
        self,
        edited: Sequence[Article | Chapter],
        present: Sequence[Article | Chapter],
        flaws: list[Flaw],
        *,
        any_start: bool = False,
        in_chapter: bool = False,
    ) -> dict[str, Number]:
        """Sound numbers for one row; ``in_chapter`` as each counts in its chapter."""

        def own(number: Number | None) -> Number | None:
            if not in_chapter or number is None:
                return number
            return Number(number.branches or number.parts)

        places = {each.key: at for at, each in enumerate(present)}
        row = [own(each.number) for each in present]
        entries: list[EditedNumber] = []
        for each in edited:
            place = places.get(self.keys.matched.get(each.key, ""))
            printed = self.edited.printed.get(each.key)
            number = printed.number if printed is not None else None
            if in_chapter and number is not None:
                # What prints the number of another chapter is counted in the one it stands in.
                here = each.number is None or number.home in ((), each.number.home)
                number = own(number) if here else None
            if place is not None and _told_apart(own(each.number)) == _told_apart(row[place]):
                number = None  # carried as the present one is, it prints as that does
            entries.append(
                EditedNumber(
                    key=each.key,
                    printed=number or own(each.number),
                    place=place,
                    was=row[place] if place is not None else None,
                )
            )
        known = {number for number in row if number is not None}
        numbers, found = sound_numbers(entries, known=known, any_start=any_start, close=self.close)
        flaws += found
        return {
            entry.key: number
            for entry, number in zip(entries, numbers, strict=True)
            if number is not None
        }


def _begins_anew(present: Sequence[Article], edited: Sequence[Article]) -> bool:
    """Whether articles count anew in their chapters, as in each Part of some bylaws.

    The present ones tell, where they stand in more than one chapter.
    """
    told = present if len({each.chapter for each in present}) > 1 else edited
    begins = [
        each.number.main == 1
        for before, each in pairwise(told)
        if each.chapter != before.chapter and each.number is not None
    ]
    return bool(begins) and 2 * sum(begins) > len(begins)


def _rows(articles: Sequence[Article]) -> Iterator[list[Article]]:
    """The rows of articles that count anew: one ends where a chapter's numbers go back."""
    row: list[Article] = []
    for each in articles:
        last = row[-1] if row else None
        if (
            last is not None
            and each.chapter != last.chapter
            and each.number is not None
            and (last.number is None or each.number.main <= last.number.main)
        ):
            yield row
            row = []
        row.append(each)
    if row:
        yield row


def _told_apart(number: Number | None) -> object:
    """What a number is carried with beside what it counts: its branches, which of several."""
    return None if number is None else (number.branches, number.nth)


def _with_numbers(row: Sequence[Article]) -> tuple[Article, ...]:
    """The articles that have a number, as it is in their block, and the one of plain paragraphs."""
    return tuple(
        replace(each, number=each.number.local) if each.number is not None else each
        for each in row
        if each.number is None or not goes_unnumbered(each)
    )


# References


def _followed(present: Charter, goal: Goal, style: DraftingStyle, mending: Mending) -> Goal:
    """The goal with the references followed that the document left behind where it was edited."""
    ground = groundwork(present, goal.charter, style, name="ground")
    said = (
        as_said(present, goal.charter, style, name="ground")
        if ground.misses(goal.charter)
        else ground
    )
    if said.application is None:
        return replace(goal, ground=ground)
    old = present.by_key()
    ledger: dict[str, list[LedgerEntry]] = {}
    for entry in said.application.ledger:
        ledger.setdefault(entry.standing.spot.key, []).append(entry)
    found: list[Stale] = []

    def followed(article: Article) -> Article:
        before, entries = old.get(article.key), ledger.get(article.key)
        if before is None or not entries or article.status is not Status.TEXT:
            return article
        result, stale = followed_in(
            before, article, entries, style, untouched=partial(goal.follows, mending=mending)
        )
        found.extend(stale)
        return result

    charter = replace(
        goal.charter,
        articles=tuple(map(followed, goal.charter.articles)),
        supplementary=tuple(map(followed, goal.charter.supplementary)),
    )
    return replace(goal, charter=charter, stale=tuple(found), ground=ground)
