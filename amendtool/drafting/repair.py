"""What an edited text got wrong: references left behind, and numbers that cannot be meant.

Whoever edits a document by hand renumbers its articles and forgets a reference; it then
points to another provision, or to none. By rule it follows, so an amendment that leaves it
to the rule mends it. The numbers themselves are counted through where one stands twice, is
missing or goes back.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from amendtool.amendments.crossrefs.ledger import LedgerEntry, Rule
from amendtool.articles.charter import Article
from amendtool.articles.matching import NEUTRAL, dice, pairs_of
from amendtool.articles.numbers import Number
from amendtool.articles.references.antecedents import Context
from amendtool.articles.references.reference import Reference
from amendtool.articles.references.style_words import read_in
from amendtool.articles.references.text_location import Standing, texts_of, with_texts
from amendtool.articles.styles import DraftingStyle
from amendtool.patterns import compiled
from amendtool.values import dataclass

_WORDS: Final = compiled(rf"[A-Za-z0-9À-ɏ]+|{NEUTRAL}|\S")
_ALIKE: Final = 0.5
"""A text that shares less with a present one does not come from it."""
_AROUND: Final = 3
"""So many words around a reference have to be the same for it to be the same reference."""


class Mending(StrEnum):
    """How much of an edited text a draft mends."""

    NOTHING = "nothing"
    """The text is wanted to the letter, even where it cannot be meant."""
    TOUCHED = "touched"
    """Numbers that cannot be meant, and references in the texts that the edit touched."""
    EVERYTHING = "everything"
    """References in all texts, too: nobody has written them down anew."""

    @classmethod
    def of(cls, *, literal: bool, follow: bool) -> Mending:
        """What is mended where somebody wants the text ``literal``, or all references to follow.

        Raises ValueError where both are wanted.
        """
        if literal and follow:
            raise ValueError("a literal text does not follow")
        return cls.NOTHING if literal else cls.EVERYTHING if follow else cls.TOUCHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """One reference that was left: as the edited text has it, and as it would be by rule.

    ``key`` is that of its article; ``entry`` is the line of the ledger that tells why.
    """

    key: str
    left: str
    right: str
    entry: LedgerEntry


def left_stale(
    proposed: Article, edited: Article, ledger: Iterable[LedgerEntry]
) -> list[Stale] | None:
    """The references that ``edited`` left as they were; None where it differs otherwise.

    ``proposed`` is the article as an amendment gives it, ``ledger`` what that says of it.
    """
    texts = dict(texts_of(proposed))
    found: list[Stale] = []
    for standing, text in texts_of(edited):
        written = texts.get(standing)
        if written is None:
            return None
        if written == text:
            continue
        entries = sorted(
            (e for e in ledger if e.standing == standing and e.before != e.after),
            key=lambda entry: entry.start,
        )
        reverted = _reverted(written, text, entries)
        if reverted is None:
            return None
        found += [
            Stale(key=edited.key, left=entry.before, right=entry.after, entry=entry)
            for entry in reverted
        ]
    if with_texts(edited, texts) != proposed:
        return None
    return found


def _reverted(written: str, text: str, entries: Sequence[LedgerEntry]) -> list[LedgerEntry] | None:
    """The entries that have to be undone in ``written`` to give ``text``."""
    between: list[str] = []
    position = 0
    for entry in entries:
        if entry.start < position:
            return None
        between.append(written[position : entry.start])
        position = entry.start + len(entry.after)
    rest = written[position:]

    def undone(at: int, place: int) -> list[LedgerEntry] | None:
        if at == len(entries):
            return [] if text[place:] == rest else None
        if not text.startswith(between[at], place):
            return None
        place += len(between[at])
        entry = entries[at]
        for words in (entry.after, entry.before):  # one may begin as the other does
            if text.startswith(words, place):
                found = undone(at + 1, place + len(words))
                if found is not None:
                    return found if words == entry.after else [entry, *found]
        return None

    return undone(0, 0)


def followed_in(
    present: Article,
    edited: Article,
    ledger: Iterable[LedgerEntry],
    style: DraftingStyle,
    *,
    untouched: Callable[[LedgerEntry], bool],
) -> tuple[Article, list[Stale]]:
    """``edited`` with the references that were left in it followed, and what they were.

    ``ledger`` tells what becomes of the references of ``present``, the same article, when
    nothing but numbers change. A reference of the edited text is one of these where the words
    around it are the same. In a text that reads as it did it is followed where ``untouched``
    says so of it.
    """
    by_home: defaultdict[Standing, list[LedgerEntry]] = defaultdict(list)
    for entry in ledger:
        if entry.home is not None:
            by_home[entry.home].append(entry)
    moved = {at for at, entries in by_home.items() if any(_moves(e) for e in entries)}
    if not moved:
        return edited, []
    old_texts = dict(texts_of(present))
    context = Context()
    changed: dict[Standing, str] = {}
    stale: list[Stale] = []
    for standing, text in texts_of(edited):
        references, context = read_in(text, style, context, standing.spot)
        if not references:
            continue
        home = _home(standing, text, old_texts, moved)
        if home is None:
            continue
        old = old_texts[home]
        entries = sorted(by_home[home], key=lambda entry: entry.start)
        spots = _found_in(old, entries)
        if spots is None:
            continue
        new_text = text
        for at, reference in reversed(_left(old, spots, text, references)):
            entry = entries[at]
            if not _moves(entry) or reference.text != entry.before:
                continue
            if text == old and not untouched(entry):
                continue
            new_text = new_text[: reference.start] + entry.after + new_text[reference.end :]
            stale.append(Stale(key=edited.key, left=entry.before, right=entry.after, entry=entry))
        if new_text != text:
            changed[standing] = new_text
    return with_texts(edited, changed), stale


def _moves(entry: LedgerEntry) -> bool:
    return entry.before != entry.after and entry.rule in (Rule.RENUMBERED, Rule.MADE_ABSOLUTE)


def _home(
    standing: Standing, text: str, old: Mapping[Standing, str], moved: Iterable[Standing]
) -> Standing | None:
    """The present text that an edited one comes from, among those with moved references."""
    pairs = pairs_of([text])
    best: tuple[float, bool, str] = (_ALIKE, False, "")
    found: Standing | None = None
    for home in moved:
        rank = (dice(pairs_of([old[home]]), pairs), home == standing, str(home))
        if rank > best:
            best, found = rank, home
    return found


def _found_in(text: str, entries: Sequence[LedgerEntry]) -> list[tuple[int, int]] | None:
    """Where the references of a present text stand in it, in their order."""
    position, spots = 0, []
    for entry in entries:
        start = text.find(entry.before, position)
        if start < 0:
            return None
        position = start + len(entry.before)
        spots.append((start, position))
    return spots


def _left(
    old: str,
    spots: Sequence[tuple[int, int]],
    new: str,
    references: Sequence[Reference],
) -> list[tuple[int, Reference]]:
    """Which reference of the present text each one of the edited text is, where that is sure."""
    one, ones = _words(old, spots)
    other, others = _words(new, [(each.start, each.end) for each in references])
    pairs: list[tuple[int, Reference]] = []
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for i, j, length in matcher.get_matching_blocks():
        for step in range(length):
            at, to = ones.get(i + step), others.get(j + step)
            if at is None or to is None:
                continue
            around = min(step, _AROUND) + min(length - 1 - step, _AROUND)
            if around >= min(_AROUND, len(one) - 1, len(other) - 1):
                pairs.append((at, references[to]))
    return pairs


def _words(text: str, spots: Sequence[tuple[int, int]]) -> tuple[list[str], dict[int, int]]:
    """The words of a text with each reference as one, and by place in them which it is."""
    words: list[str] = []
    places: dict[int, int] = {}
    position = 0
    for at, (start, end) in enumerate(spots):
        words += _WORDS.findall(text[position:start])
        places[len(words)] = at
        words.append(NEUTRAL)
        position = end
    return words + _WORDS.findall(text[position:]), places


# Sound numbers for an edited text: a number used twice, a gap, a number that goes back.
#
# Whoever numbers by hand makes such mistakes. The order of the provisions tells what was meant,
# so the sound numbers are those that count up, with the branches and the gaps that are meant.


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedNumber:
    """One provision of an edited row, in the order of the document.

    ``printed`` is its number in print; ``was`` its number in the present row, ``place`` its
    place there (both None for a new provision).
    """

    key: str
    printed: Number | None
    place: int | None = None
    was: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """A number in an edited text that cannot be meant, and what it becomes.

    ``code`` is ``edited-number-twice``, ``edited-number-gap`` or ``edited-number-order``. What
    only follows from an earlier flaw, because all numbers behind it move by the same step, is
    none.
    """

    code: str
    key: str
    printed: Number
    sound: Number

    @property
    def kept(self) -> bool:
        """Whether the number stays as it is: nobody has touched it, and nothing before it moves."""
        return self.sound == self.printed


def sound_numbers(
    edited: Sequence[EditedNumber],
    *,
    known: Collection[Number] = (),
    any_start: bool = False,
    close: bool = False,
) -> tuple[list[Number | None], list[Flaw]]:
    """The numbers of a row as they should be, and what is wrong with those in print.

    ``known`` are the numbers of the present row: a number that was missing between two of them
    before goes on missing, and so does the stem of a branch. With ``any_start`` the first
    number need not be 1. A gap before a number that is what it was is told and stays, unless
    such are to ``close``.
    """
    result: list[Number | None] = []
    flaws: list[Flaw] = []
    often = {n for n, count in Counter(entry.printed for entry in edited).items() if count > 1}
    shift = 0
    last: EditedNumber | None = None
    number: Number | None = None
    for entry in edited:
        printed = entry.printed
        if printed is None:
            result.append(None)
            continue
        if last is None or number is None or last.printed is None:
            # A row that begins late did so before; one that lost its first one counts on anew.
            kept = any_start or (entry.was == printed and not entry.place)
            sound = printed if kept else Number((1, *printed.branches))
        else:
            sound = _next(last, number, entry, printed, known)
        behind_gap = shift == 0 and printed > sound and not printed.told_apart
        if behind_gap and entry.was == printed and not close:
            flaws.append(
                Flaw(code="edited-number-gap", key=entry.key, printed=printed, sound=printed)
            )
            sound = printed
        step = sound.main - printed.main
        if (step != shift and sound != printed) or sound.branches != printed.branches:
            behind = last is None or last.printed is None or printed > last.printed
            code = (
                "edited-number-twice"
                if printed in often
                else "edited-number-gap"
                if behind
                else "edited-number-order"
            )
            flaws.append(Flaw(code=code, key=entry.key, printed=printed, sound=sound))
        shift = step
        result.append(sound)
        last, number = entry, sound
    return result, flaws


def _next(
    last: EditedNumber,
    number: Number,
    entry: EditedNumber,
    printed: Number,
    known: Collection[Number],
) -> Number:
    """The number that follows ``number``, of a provision printed as ``printed``."""
    assert last.printed is not None
    neighbours = last.place is not None and entry.place == last.place + 1 and entry.was is not None
    if neighbours and entry.was is not None and last.was is not None and entry.was == printed:
        if number == last.was:
            return entry.was  # as it stood before, gaps and numbers twice among it
        if entry.was.parts == last.was.parts:
            return number.again(number.nth + 1)  # the second of one number stays it
    if not printed.branches:
        gap = printed.main - last.printed.main - 1
        meant = 0
        if last.was is not None:
            # What is new may stand behind a gap as what it stands before did.
            stood = any(each.main >= printed.main for each in known)
            end = entry.was.main if entry.was is not None else printed.main if stood else 0
            between = range(last.was.main + 1, end)
            meant = sum(Number.of(main) not in known for main in between)
        return Number.of(number.main + 1 + max(0, min(gap, meant)))
    main = number.main
    if printed.main > last.printed.main and entry.was is not None:
        stems = {Number(entry.was.parts[:end]) for end in range(1, len(entry.was.parts))}
        if not stems <= set(known):
            main += printed.main - last.printed.main  # a branch that stands without its stem
    if number.parts != last.printed.parts and printed == last.printed.next() and number.branches:
        return number.next()  # the row has lost a number before it
    wanted = Number((main, *printed.branches))
    first = Number((*wanted.stem, 1))
    if wanted.stem == number.parts and first in known and not neighbours:
        return first  # sections below another begin with 1, and this is the first one left
    if wanted.parts == (*number.parts, 1):
        return wanted  # Rule 2A: a letter's first branch is its first letter
    if wanted > number and (wanted.follows(number) or neighbours or len(printed.branches) > 1):
        return wanted
    if wanted > number and main != number.main:
        return wanted
    return number.squeezed()
