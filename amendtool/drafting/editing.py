"""From an edited text without keys to the amendment that a drafter would have written.

The edited articles are matched to the present ones, get their keys, and have their numbers
and references mended where they cannot be meant; then the amendment is drafted and proved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from amendtool.amendments.crossrefs import ledger
from amendtool.articles.charter import Article, Chapter, Charter, Status, body_texts
from amendtool.articles.keys import make_key
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.drafting.draft import Drafted, draft
from amendtool.drafting.match import Match, Matching, match
from amendtool.drafting.repair import Stale, followed_in
from amendtool.drafting.soundness import Entry, Flaw, sound_numbers, sound_rows
from amendtool.drafting.structure import Groundwork, groundwork
from amendtool.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What the document printed of an article or chapter of the edited charter.

    ``recounted`` tells that numbers of its paragraphs or items were not printed as they are
    carried.
    """

    number: Number | None
    recounted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The amendment for an edited text.

    ``goal`` is the edited text with the present keys, as it is meant: ``flaws`` are the
    numbers and ``stale`` the references of the document that were mended in it. ``names``
    leads from the keys of the goal to those of the edited charter. ``restated`` tells that
    the articles could not be matched so that the law holds, and are deleted and written anew.
    """

    drafted: Drafted
    goal: Charter
    matching: Matching
    names: Mapping[str, str]
    flaws: tuple[Flaw, ...] = ()
    recounted: tuple[str, ...] = ()
    stale: tuple[Stale, ...] = ()
    restated: bool = False


def draft_edited(
    present: Charter,
    edited: Charter,
    style: DraftingStyle,
    *,
    name: str,
    printed: Mapping[str, Print] | None = None,
    seen: Mapping[str, Article] | None = None,
    literal: bool = False,
    keyed: bool = False,
) -> Edited | None:
    """The amendment that makes of ``present`` what ``edited`` says; None where that is the same.

    The keys of ``edited`` mean nothing, unless it is ``keyed``: then they tell what is what.
    ``printed`` tells, by these keys, which numbers the document had in print, where the
    charter could not carry them. ``seen`` are present articles as they are read back from
    print, where that tells less than their files: an edited article that reads the same is
    unchanged. Numbers that cannot be meant, and references that were left behind when their
    targets moved, are mended, unless the text is wanted ``literal``.

    Where no small amendment keeps the law, all articles are deleted and written anew. What
    stands before and after the articles is no part of an amendment and stays as it is.

    Raises InputError where no amendment gives the text.
    """
    if keyed:
        trials = [_by_key(present, edited)]
    else:
        trials = [match(_as_seen(present, seen or {}), edited, style)]
        if any(each.moved for each in trials[0].articles):
            trials.append(trials[0].without_moves())
        trials.append(Matching(articles=()))
    problem: InputError | None = None
    for trial in trials:
        making = _Making(present, edited, style, trial, printed or {}, literal=literal, keyed=keyed)
        goal = making.goal()
        if goal == present and not making.stale:
            return None
        try:
            drafted = draft(present, goal, style, name=name, mend=not literal, ground=making.ground)
        except InputError as error:
            problem = problem or error
            continue
        return Edited(
            drafted=drafted,
            goal=goal,
            matching=trial,
            names=making.names,
            flaws=tuple(making.flaws),
            recounted=tuple(making.recounted),
            stale=(*making.stale, *drafted.stale),
            restated=not trial.articles and bool(trials[0].articles),
        )
    assert problem is not None
    raise problem


def _by_key(present: Charter, edited: Charter) -> Matching:
    known = {a.key for a in present.every_article()}
    chapters = {chapter.key for chapter in present.chapters}
    return Matching(
        articles=tuple(
            Match(present=a.key, edited=a.key, score=1.0, kind="same")
            for a in edited.every_article()
            if a.key in known
        ),
        chapters=tuple((c.key, c.key) for c in edited.chapters if c.key in chapters),
    )


def differing(
    present: Charter,
    edited: Charter,
    style: DraftingStyle,
    *,
    seen: Mapping[str, Article] | None = None,
) -> tuple[Article, ...]:
    """The articles that differ between the present charter and a text without keys.

    Those of the text, and the present ones that it does not have; ``seen`` as in
    :func:`draft_edited`. A number that has moved is a difference too.
    """
    matching = match(_as_seen(present, seen or {}), edited, style)
    making = _Making(present, edited, style, matching, {}, literal=True, keyed=False)
    making.seen = seen or {}
    old, new = present.by_key(), making.goal().by_key()
    return (
        *(
            article
            for key, article in new.items()
            if key not in old or _said(article) != _said(old[key])
        ),
        *(article for key, article in old.items() if key not in new),
    )


def content(article: Article) -> tuple[object, ...]:
    """What an article says, without its key, number and chapter."""
    return article.heading, article.paragraphs, article.status


def _said(article: Article) -> tuple[object, ...]:
    return (article.number, *content(article))


def _as_seen(present: Charter, seen: Mapping[str, Article]) -> Charter:
    def read_back(article: Article) -> Article:
        found = seen.get(article.key)
        if found is None:
            return article
        return replace(
            article, heading=found.heading, paragraphs=found.paragraphs, status=found.status
        )

    return replace(
        present,
        articles=tuple(map(read_back, present.articles)),
        supplementary=tuple(map(read_back, present.supplementary)),
    )


class _Making:
    """Makes the goal: the edited charter with the keys of the present one, as it is meant."""

    def __init__(
        self,
        present: Charter,
        edited: Charter,
        style: DraftingStyle,
        matching: Matching,
        printed: Mapping[str, Print],
        *,
        literal: bool,
        keyed: bool,
    ) -> None:
        self.present = present
        self.edited = edited
        self.style = style
        self.printed = printed
        self.literal = literal
        self.keyed = keyed
        self.seen: Mapping[str, Article] = {}
        self.flaws: list[Flaw] = []
        self.chapter_numbers: dict[str, Number] = {}
        self.recounted: list[str] = []
        self.stale: list[Stale] = []
        self.ground: Groundwork | None = None
        self.names: dict[str, str] = {}
        self.old = present.by_key()
        self.keys: dict[str, str] = {each.edited: each.present for each in matching.articles}
        self.keys.update((new, old) for old, new in matching.chapters)
        self.taken = [*self.old, *(chapter.key for chapter in present.chapters)]

    def goal(self) -> Charter:
        """The charter that the amendment should give."""
        chapters = self._chapters()
        articles = self._row(self.edited.articles, self.present.articles)
        supplementary = self._row(
            self.edited.supplementary, self.present.supplementary, supplementary=True
        )
        self.names = {key: name for name, key in self.keys.items()}
        goal = replace(
            self.present, articles=articles, chapters=chapters, supplementary=supplementary
        )
        return goal if self.literal else self._followed(goal)

    # Keys and numbers

    def _key(self, name: str, text: str) -> str:
        if name not in self.keys:
            self.keys[name] = name if self.keyed else make_key(text, self.taken)
            self.taken.append(self.keys[name])
        return self.keys[name]

    def _chapters(self) -> tuple[Chapter, ...]:
        found: list[Chapter] = []
        numbers: dict[str, Number] = {}
        for parent in dict.fromkeys(chapter.parent for chapter in self.edited.chapters):
            row = [chapter for chapter in self.edited.chapters if chapter.parent == parent]
            outer = self.keys.get(parent) if parent is not None else None
            before = [c for c in self.present.chapters if c.parent == outer]
            places = {chapter.key: at for at, chapter in enumerate(before)}
            entries = [
                self._entry(c.key, c.number, places, [b.number for b in before]) for c in row
            ]
            if self.literal:
                numbers.update((c.key, c.number) for c in row)
            else:
                numbers.update(self._sound(entries, [b.number for b in before]))
        self.chapter_numbers = numbers
        for chapter in self.edited.chapters:
            key = self._key(chapter.key, chapter.heading or "chapter")
            parent = self.keys[chapter.parent] if chapter.parent is not None else None
            found.append(
                Chapter(
                    key=key, number=numbers[chapter.key], heading=chapter.heading, parent=parent
                )
            )
        return tuple(found)

    def _entry(
        self,
        name: str,
        number: Number | None,
        places: Mapping[str, int],
        row: Sequence[Number | None],
    ) -> Entry:
        place = places.get(self.keys.get(name, ""))
        printed = number
        if name in self.printed and self.printed[name].number is not None:
            printed = self.printed[name].number
        return Entry(
            key=name,
            printed=printed,
            place=place,
            was=row[place] if place is not None else None,
        )

    def _sound(
        self, entries: Sequence[Entry], row: Sequence[Number | None], *, any_start: bool = False
    ) -> dict[str, Number]:
        known = {number for number in row if number is not None}
        numbers, flaws = sound_numbers(entries, known=known, any_start=any_start)
        self.flaws += flaws
        return {
            entry.key: number
            for entry, number in zip(entries, numbers, strict=True)
            if number is not None
        }

    def _row(
        self,
        edited: Sequence[Article],
        present: Sequence[Article],
        *,
        supplementary: bool = False,
    ) -> tuple[Article, ...]:
        places = {article.key: at for at, article in enumerate(present)}
        row = [article.number for article in present]
        numbers: Mapping[str, Number | None] = {a.key: a.number for a in edited}
        if not self.literal and self.style.numbered_in_chapters and not supplementary:
            numbers = self._counted(edited, present)
        elif not self.literal:
            entries = [self._entry(a.key, a.number, places, row) for a in edited]
            # The supplementary provisions of some companies go on with the numbers of the articles.
            goes_on = supplementary and (not row or row[0] != Number.of(1))
            numbers = self._sound(entries, row, any_start=goes_on)
        return tuple(self._article(article, numbers.get(article.key)) for article in edited)

    def _counted(
        self, edited: Sequence[Article], present: Sequence[Article]
    ) -> dict[str, Number | None]:
        """The numbers of articles that are counted within their chapters."""
        found: dict[str, Number | None] = {}
        for name in dict.fromkeys(article.chapter for article in edited):
            inside = [article for article in edited if article.chapter == name]
            if name is None:
                found.update((article.key, article.number) for article in inside)
                continue
            stood = [article for article in present if article.chapter == self.keys.get(name)]
            places = {article.key: at for at, article in enumerate(stood)}
            row = [_own(article.number) for article in stood]
            entries = [self._entry(each.key, each.number, places, row) for each in inside]
            entries = [replace(each, printed=_own(each.printed)) for each in entries]
            chapter = self.chapter_numbers[name]
            found.update(
                (key, Number((chapter.main, number.main)))
                for key, number in self._sound(entries, row).items()
            )
        return found

    def _article(self, article: Article, number: Number | None) -> Article:
        name = article.key
        opening = next((text for p in article.paragraphs for text in body_texts(p)), "")
        new = name not in self.keys
        key = self._key(name, article.heading or _opening(opening) or "article")
        chapter = self.keys[article.chapter] if article.chapter is not None else None
        made = replace(article, key=key, number=number, chapter=chapter)
        old = None if new else self.old[key]
        if old is not None and article.status is Status.OMITTED and not self.keyed:
            # The document leaves out what does not change.
            heading = article.heading if article.heading is not None else old.heading
            return replace(made, heading=heading, paragraphs=old.paragraphs, status=old.status)
        if old is not None and key in self.seen and content(self.seen[key]) == content(article):
            return replace(made, heading=old.heading, paragraphs=old.paragraphs, status=old.status)
        if not self.literal and name in self.printed and self.printed[name].recounted:
            counted = sound_rows(made, old)
            if counted != made:
                self.recounted.append(key)
            return counted
        return made

    # References

    def _followed(self, goal: Charter) -> Charter:
        """The goal with the references followed that the document left behind."""
        self.ground = groundwork(self.present, goal, self.style, name="ground")
        if self.ground.application is None:
            return goal
        by_key: dict[str, list[ledger.Entry]] = {}
        for entry in self.ground.application.ledger:
            by_key.setdefault(entry.standing.spot.key, []).append(entry)

        def mended(article: Article) -> Article:
            old = self.old.get(article.key)
            entries = by_key.get(article.key)
            if old is None or not entries or article.status is not Status.TEXT:
                return article
            result, stale = followed_in(old, article, entries, self.style)
            self.stale += stale
            return result

        return replace(
            goal,
            articles=tuple(map(mended, goal.articles)),
            supplementary=tuple(map(mended, goal.supplementary)),
        )


def _opening(text: str) -> str:
    """The first words of a text, which name an article without a heading."""
    short = " ".join(text.split()[:6])
    return short[:40] if short.isascii() else short[:14]


def _own(number: Number | None) -> Number | None:
    """The number that an article has in its chapter."""
    return None if number is None else Number.of(number.last)
