"""Citations in the words of a phrase operation: ``find`` says them as they stand, ``with`` anew.

When other articles have moved, a citation in a text that stays was written anew, so the words
that ``find`` quotes from it read otherwise today; and the number that ``with`` cites is another
one. Both are carried over by where they stand in the text, not by their characters: what
``find`` quotes has to be the same stretch of the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.targets import Targets
from amendtool.amendments.apply.throughout import occurrences, outwards, texts_at
from amendtool.amendments.crossrefs.ledger import LedgerEntry
from amendtool.amendments.operations import Operation, ReplacePhrase, ReplaceThroughout
from amendtool.amendments.operations.throughout import covered, spared_by
from amendtool.articles.addresses import Address, placed
from amendtool.articles.charter import Charter, tidy
from amendtool.articles.references.text_location import Standing
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True)
class WrittenAnew:
    """Words of a text that were written anew: where they stood, and where they stand.

    Of a citation of several provisions each number is one.
    """

    start: int
    end: int
    new_start: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsAnew:
    """Words of a field of an operation that are others now."""

    operation: int
    before: str
    after: str


_SIGN: Final = "\ue000"
"""A character for private use, which no text of articles holds."""
_TOKENS: Final = compiled(r"[0-9０-９]+|[〇一二三四五六七八九十百千]+|[A-Za-z]+|.", re.DOTALL)


def edits_of(entries: Iterable[LedgerEntry]) -> tuple[WrittenAnew, ...]:
    """The edits of one text, from what the ledger says of it."""
    found: list[WrittenAnew] = []
    shift = 0
    for entry in sorted(entries, key=lambda each: each.start):
        if entry.before == entry.after:
            continue
        start, new_start = entry.start - shift, entry.start
        for before, after in _steps(entry.before, entry.after):
            if before != after:
                found.append(WrittenAnew(start, start + len(before), new_start, before, after))
            start, new_start = start + len(before), new_start + len(after)
        shift += len(entry.after) - len(entry.before)
    return tuple(found)


def _steps(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Two writings of a citation, number by number where these alone differ."""
    one, other = _TOKENS.findall(before), _TOKENS.findall(after)
    if len(one) == len(other):
        yield from zip(one, other, strict=True)
    else:
        yield before, after


def carried_span(start: int, end: int, edits: Iterable[WrittenAnew]) -> tuple[int, int] | None:
    """Where a stretch of a text stands after ``edits``; None where an end lies in changed words."""
    ends = _carried(start, edits), _carried(end, edits)
    return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])


def _carried(position: int, edits: Iterable[WrittenAnew]) -> int | None:
    shift = 0
    for edit in edits:
        if position <= edit.start:
            break
        new_end = edit.new_start + len(edit.after)
        if position < edit.end:
            ahead, rest = position - edit.start, edit.end - position
            if edit.before[:ahead] == edit.after[:ahead]:
                return edit.new_start + ahead
            return new_end - rest if edit.before[-rest:] == edit.after[-rest:] else None
        shift = new_end - edit.end
    return position + shift


def exchanged(text: str, words: Mapping[str, str]) -> str:
    """A text with all of ``words`` exchanged at once, the longest first."""
    if not words:
        return text
    pattern = "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))
    return re.sub(pattern, lambda match: words[match[0]], text)


def one_line(text: str, style: DraftingStyle) -> str:
    """The words of a field as they stand in an article."""
    return style.joined(tidy(text).split("\n"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedFinds:
    """An amendment whose ``find`` quote what stands in the articles as they read today."""

    amendment: Amendment
    changed: tuple[WordsAnew, ...]
    lost: tuple[Problem, ...]


def carried_finds(
    amendment: Amendment,
    then: Charter,
    worded: Charter,
    ledger: Iterable[LedgerEntry],
    style: DraftingStyle,
) -> CarriedFinds:
    """The amendment written against ``then``, for the same articles ``worded`` as today's.

    Both have the same numbers; ``ledger`` tells how the citations of the one became those of the
    other. A ``find`` that is not found there is left for whoever applies it.
    """
    if then == worded or not any(map(_quotes, amendment.operations)):
        return CarriedFinds(amendment=amendment, changed=(), lost=())
    entries = tuple(ledger)
    edits, pairs = _by_standing(entries), _pairs(entries)
    there = [
        (address, edits.get(slot, ()), text, now)
        for (address, slot, text), (_, _, now) in zip(texts_at(then), texts_at(worded), strict=True)
    ]
    operations = list(amendment.operations)
    changed: list[WordsAnew] = []
    lost: list[Problem] = []
    for index, operation in enumerate(operations):
        if not isinstance(operation, ReplacePhrase | ReplaceThroughout):
            continue
        find, wide = one_line(operation.find, style), isinstance(operation, ReplaceThroughout)
        named = _named(operation, then, amendment, style)
        spared = _spared(operation, then, amendment, style)
        found = {
            None if span is None else now[slice(*span)]
            for address, own, text, now in there
            if any(outer in named for outer in outwards(address))
            and not any(outer in spared for outer in outwards(address))
            for start in occurrences(text, find, whole_words=wide)
            for span in (carried_span(start, start + len(find), own),)
        }
        if found <= {find}:
            continue
        new = found.pop() if len(found) == 1 else None
        if new is None:
            lost.append(_lost(index, operation))
            continue
        words = _rewritten(operation.find, new, pairs, style)
        operations[index] = replace(operation, find=words)
        changed += _told(index, operation.find, words, pairs)
    return CarriedFinds(
        amendment=replace(amendment, operations=tuple(operations)),
        changed=tuple(changed),
        lost=tuple(lost),
    )


def _rewritten(text: str, new: str, pairs: Mapping[str, str], style: DraftingStyle) -> str:
    """The words of a field as ``new`` has them, with its own lines where that can be kept."""
    kept = exchanged(text, pairs)
    return kept if one_line(kept, style).strip(" ") == new.strip(" ") else new


def _told(index: int, before: str, after: str, pairs: Mapping[str, str]) -> Iterator[WordsAnew]:
    own = {one: other for one, other in pairs.items() if one in before}
    if exchanged(before, own) == after:
        for one, other in own.items():
            yield WordsAnew(operation=index, before=one, after=other)
    else:
        yield WordsAnew(operation=index, before=before, after=after)


def _pairs(ledger: Iterable[LedgerEntry]) -> dict[str, str]:
    """The citations that were written anew, each as a whole."""
    return {each.before: each.after for each in ledger if each.before != each.after}


def _by_standing(ledger: Iterable[LedgerEntry]) -> dict[Standing, tuple[WrittenAnew, ...]]:
    """What was written anew in each text."""
    entries: dict[Standing, list[LedgerEntry]] = {}
    for entry in ledger:
        entries.setdefault(entry.standing, []).append(entry)
    return {standing: edits_of(own) for standing, own in entries.items()}


def marked(amendment: Amendment) -> Amendment:
    """The amendment with a sign behind the words of each ``with``.

    While only one of the two is carried over, ``find`` and ``with`` may be the same words.
    """
    return replace(
        amendment,
        operations=tuple(
            replace(each, substitute=f"{each.substitute}{_SIGN}")
            if isinstance(each, ReplacePhrase | ReplaceThroughout)
            else each
            for each in amendment.operations
        ),
    )


def substitutes_anew(
    amendment: Amendment,
    fresh: Mapping[Standing, tuple[tuple[int, int], ...]],
    texts: Mapping[Standing, str],
    ledger: Iterable[LedgerEntry],
    acting: Mapping[str, frozenset[int]],
    style: DraftingStyle,
) -> tuple[Amendment, tuple[WordsAnew, ...]]:
    """The amendment whose ``with`` cite what ``ledger`` says that they have to.

    ``texts`` are the proposed ones of the base, in which ``fresh`` says where the words were put
    in, and ``acting`` by key which operations act on an article. The words of one operation that
    would have to differ from place to place stay as they are.
    """
    entries = tuple(ledger)
    edits, pairs = _by_standing(entries), _pairs(entries)
    wanted: dict[int, set[str]] = {}
    for standing, spans in fresh.items():
        own = edits.get(standing, ())
        for start, end in spans if standing in texts else ():
            told = carried_span(start, end, own)
            old = texts[standing][start:end].strip(" ")
            new = old if told is None else _after(texts[standing], own)[slice(*told)].strip(" ")
            for index in acting.get(standing.spot.key, frozenset()):
                operation = amendment.operations[index]
                if isinstance(operation, ReplacePhrase | ReplaceThroughout) and old == one_line(
                    operation.substitute, style
                ).strip(" "):
                    wanted.setdefault(index, set()).add(new)
    operations = list(amendment.operations)
    changed: list[WordsAnew] = []
    for index, words in wanted.items():
        operation = operations[index]
        if len(words) != 1 or not isinstance(operation, ReplacePhrase | ReplaceThroughout):
            continue
        new = words.pop()
        if new == one_line(operation.substitute, style).strip(" "):
            continue
        new = _rewritten(operation.substitute, new, pairs, style)
        operations[index] = replace(operation, substitute=new)
        changed += _told(index, operation.substitute, new, pairs)
    return replace(amendment, operations=tuple(operations)), tuple(changed)


def _after(text: str, edits: Iterable[WrittenAnew]) -> str:
    """A text with its edits."""
    made, position = "", 0
    for edit in edits:
        made += text[position : edit.start] + edit.after
        position = edit.end
    return made + text[position:]


def _quotes(operation: Operation) -> bool:
    return isinstance(operation, ReplacePhrase | ReplaceThroughout)


def _named(
    operation: ReplacePhrase | ReplaceThroughout,
    charter: Charter,
    amendment: Amendment,
    style: DraftingStyle,
) -> frozenset[Address]:
    """The provisions in whose texts an operation looks for its words."""
    if isinstance(operation, ReplacePhrase):
        return frozenset((placed(charter, operation.target),))
    return frozenset(covered(operation.target, Targets(charter, style, amendment.numbering)))


def _spared(
    operation: ReplacePhrase | ReplaceThroughout,
    charter: Charter,
    amendment: Amendment,
    style: DraftingStyle,
) -> frozenset[Address]:
    """The provisions that it names as exceptions."""
    if isinstance(operation, ReplacePhrase):
        return frozenset()
    return frozenset(spared_by(operation, Targets(charter, style, amendment.numbering)))


def _lost(index: int, operation: ReplacePhrase | ReplaceThroughout) -> Problem:
    return Problem(
        code="base-citation",
        message=say(
            "{find!r} quotes citations that were written anew since, and not all in one way",
            find=operation.find,
        ),
        place=Place(path=f"operations[{index}].find"),
    )
