"""Phrases replaced inside provisions: found in the present text, counted, put in at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from amendtool.amendments.apply.effects import Wide
from amendtool.amendments.apply.targets import OperationAt
from amendtool.amendments.apply.throughout import (
    PhrasePlaces,
    left_over,
    occurrences,
    outwards,
)
from amendtool.amendments.operations import ReplacePhrase, ReplaceThroughout
from amendtool.amendments.operations.throughout import where
from amendtool.articles.addresses import Address
from amendtool.articles.charter import Charter, tidy
from amendtool.articles.references.text_location import Standing
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.variants import as_it_stands, only_differs
from amendtool.errors import Problem
from amendtool.messages import say, say_count
from amendtool.patterns import compiled

_At = OperationAt[ReplacePhrase] | OperationAt[ReplaceThroughout]
_Span = tuple[int, int, _At]


class Phrases:
    """The phrase operations of one amendment, applied text by text."""

    def __init__(
        self,
        phrases: Iterable[OperationAt[ReplacePhrase]],
        style: DraftingStyle,
        wide: Sequence[Wide] = (),
    ) -> None:
        self.style = style
        self.wide = wide
        self.places: dict[int, dict[Address, int]] = {}
        """By operation that acts throughout, how often it was replaced in each provision."""
        self.by_target: dict[Address, list[OperationAt[ReplacePhrase]]] = {}
        for at in phrases:
            self.by_target.setdefault(at.operation.target, []).append(at)
        self.found: dict[int, int] = {}
        self.looked_in: dict[int, list[str]] = {}
        """The texts without the phrase that each operation has looked in."""
        self.fresh: dict[Standing, tuple[tuple[int, int], ...]] = {}
        """By text of the proposed articles, where the words stand that were put in."""
        self.problems: list[Problem] = []

    def rewrite(self, address: Address, text: str, slot: Standing, *, before: str = "") -> str:
        """``text``, which stands at ``address``, with every phrase replaced that acts on it.

        A heading is acted on only by operations that name it. ``slot`` says which text of
        the proposed articles it becomes. ``before`` is the text that it goes on there, because
        what stood between them is gone.
        """
        changed, fresh = self._put_in(address, text)
        joined = self.style.line_joint.join(part for part in (before, changed) if part)
        offset = len(joined) - len(changed)
        moved = tuple((start + offset, end + offset) for start, end in fresh)
        if before:
            moved = (*self.fresh.get(slot, ()), *moved)
        if moved:
            self.fresh[slot] = moved
        return joined

    def _put_in(self, address: Address, text: str) -> tuple[str, list[tuple[int, int]]]:
        """The text with its phrases replaced, and where the words stand that were put in."""
        around = tuple(outwards(address))
        acting = [at for outer in around for at in self.by_target.get(outer, ())]
        throughout = [each.at for each in self.wide if each.acts_on(around)]
        if not (acting or throughout) or not text:
            return text, []
        spans: list[_Span] = []
        for at in acting:
            starts = self._looked_for(at, text)
            self.found[at.index] = self.found.get(at.index, 0) + len(starts)
            spans += starts
        for span in self._unclaimed(spans, throughout, text):
            index = span[2].index
            self.found[index] = self.found.get(index, 0) + 1
            counts = self.places.setdefault(index, {})
            counts[address] = counts.get(address, 0) + 1
            spans.append(span)
        spans.sort(key=lambda span: (span[0], span[1]))
        for first, after in pairwise(spans):
            if after[0] < first[1]:
                self._overlap(first[2], after[2], text[after[0] : first[1]])
                return text, []
        result, position = "", 0
        fresh: list[tuple[int, int]] = []
        for start, end, acting_one in spans:
            result = _appended(result, text[position:start])
            opening = len(result)
            result = _appended(result, self._one_line(acting_one.operation.substitute))
            fresh.append((opening, len(result)))
            position = end
        return tidy(_appended(result, text[position:])), fresh

    def _looked_for(self, at: _At, text: str) -> list[_Span]:
        """Where the words of an operation stand in a text that it acts on."""
        find = self._one_line(at.operation.find)
        throughout = isinstance(at.operation, ReplaceThroughout)
        starts = occurrences(text, find, whole_words=throughout)
        if not starts:
            self.looked_in.setdefault(at.index, []).append(text)
        return [(start, start + len(find), at) for start in starts]

    def _unclaimed(
        self, claimed: Sequence[_Span], throughout: Sequence[_At], text: str
    ) -> list[_Span]:
        """Where phrases are replaced throughout: not in ``claimed`` words, nor in a longer one."""
        spans = [span for at in throughout for span in self._looked_for(at, text)]

        def free(start: int, end: int) -> bool:
            inside = (
                other[0] <= start and end <= other[1] and end - start < other[1] - other[0]
                for other in spans
            )
            return not (any(inside) or any(o[0] < end and start < o[1] for o in claimed))

        return [span for span in spans if free(span[0], span[1])]

    def told(self, proposed: Charter) -> tuple[PhrasePlaces, ...]:
        """What became of each phrase that is replaced throughout, and where it still stands.

        ``proposed`` are the articles with the phrases replaced and no reference rewritten yet.
        """
        return tuple(
            PhrasePlaces(
                operation=each.at.index,
                find=(find := self._one_line(each.at.operation.find)),
                substitute=self._one_line(each.at.operation.substitute),
                replaced=tuple(self.places.get(each.at.index, {}).items()),
                left=left_over(proposed, find, self.fresh),
            )
            for each in self.wide
        )

    def _where(self, at: _At) -> str:
        target = at.operation.target
        return target.text(self.style) if isinstance(target, Address) else where(target, self.style)

    def counted(self) -> Sequence[Problem]:
        """The problems, among them phrases found more or less often than expected."""
        every: list[_At] = [at for group in self.by_target.values() for at in group]
        every += [each.at for each in self.wide]
        for at in every:
            operation = at.operation
            found = self.found.get(at.index, 0)
            place = self._where(at)
            if found == 0:
                message = self._not_found(at, place)
                if self._spans(at):
                    hint = say(
                        "a phrase stands in one provision: write an operation for each of them"
                    )
                elif isinstance(operation, ReplaceThroughout):
                    hint = say(
                        "copy the words from `amendtool show`; in English they are whole words"
                    )
                else:
                    hint = say('copy the words from `amendtool show "{place}"`', place=place)
            elif operation.count is not None and found != operation.count:
                message = say(
                    "{find!r} stands {times} in {place}; expected {expected}",
                    find=operation.find,
                    times=say_count("once", "{count} times", found),
                    place=place,
                    expected=say_count("once", "{count} times", operation.count),
                )
                hint = say(
                    "write `count: {count}` to replace all, or more words in `find`", count=found
                )
            elif self._one_line(operation.find) == self._one_line(operation.substitute):
                message = say("{find!r} would be replaced by itself", find=operation.find)
                hint = say("leave the operation out, or mend `with`")
            else:
                continue
            code = "phrase-not-found" if found == 0 else "phrase-count"
            if found and operation.count in (None, found):
                code = "no-change"
            self.problems.append(
                Problem(code=code, message=message, hint=hint, place=at.place("find"))
            )
        return self.problems

    def _not_found(self, at: _At, place: str) -> str:
        """That a phrase does not stand there, and what stands there instead of it.

        The latter is told where only its characters are others, or where it goes over a mark.
        """
        find = self._one_line(at.operation.find)
        there = (as_it_stands(find, text) for text in self.looked_in.get(at.index, ()))
        other = next((each for each in there if each is not None), None)
        if other is None:
            if self._spans(at):
                return say(
                    "{find!r} does not stand in {place}; its words stand in several provisions",
                    find=at.operation.find,
                    place=place,
                )
            return say("{find!r} does not stand in {place}", find=at.operation.find, place=place)
        return say(
            "{find!r} does not stand in {place}; {other!r} does: {difference}",
            find=at.operation.find,
            place=place,
            other=other,
            difference=only_differs(find, other),
        )

    def _spans(self, at: _At) -> bool:
        """Whether a phrase goes on from one provision into the next, over its mark."""
        whole = "".join("".join(each.split()) for each in self.looked_in.get(at.index, ()))
        bare = _MARKS.sub("", self._one_line(at.operation.find))
        return "".join(bare.split()) in whole

    def _one_line(self, text: str) -> str:
        return self.style.joined(tidy(text).split("\n"))

    def _overlap(self, one: _At, other: _At, common: str) -> None:
        first, second = sorted((one, other), key=lambda at: at.index)
        self.problems.append(
            Problem(
                code="operations-overlap",
                message=say(
                    "operations {first} and {second} both replace {words!r} in {place}",
                    first=first.index + 1,
                    second=second.index + 1,
                    words=common,
                    place=self._where(first),
                ),
                hint=say("all operations happen at once: join the two into one"),
                place=second.place("find"),
            )
        )


_MARKS = compiled(r"(?<!\w)(?:[(（]?\w{1,4}[)）.．]|[\u2460-\u2473])\s*")
_CLOSES = compiled(r"[,;)]|\.(?![\d.])")


def _appended(text: str, more: str) -> str:
    """The two texts as one.

    Where a phrase was taken out no double space stays behind, and none before what closes up to
    the word in front of it: the space at the edge of a ``find`` or ``with`` is not counted.
    """
    if text.endswith((" ", "\n")) or not text:
        more = more.lstrip(" ")
    if text.endswith(" ") and _CLOSES.match(more):
        text = text[:-1]
    if more.startswith("\n"):
        text = text.rstrip(" ")
    return text + more
