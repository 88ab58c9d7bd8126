"""Phrases replaced inside provisions: found in the present text, counted, put in at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from amendtool.amendments.apply.targets import OperationAt
from amendtool.amendments.operations import ReplacePhrase
from amendtool.articles.addresses import Address, ancestors
from amendtool.articles.charter import tidy
from amendtool.articles.references.text_location import Standing
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.variants import as_it_stands, what_differs
from amendtool.errors import Problem


class Phrases:
    """The phrase operations of one amendment, applied text by text."""

    def __init__(self, phrases: Iterable[OperationAt[ReplacePhrase]], style: DraftingStyle) -> None:
        self.style = style
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
        acting = [
            at
            for outer in ([address] if address.heading else ancestors(address))
            for at in self.by_target.get(outer, ())
        ]
        if not acting or not text:
            return text, []
        spans: list[tuple[int, int, OperationAt[ReplacePhrase]]] = []
        for at in acting:
            find = self._one_line(at.operation.find)
            starts = _occurrences(text, find)
            if not starts:
                self.looked_in.setdefault(at.index, []).append(text)
            self.found[at.index] = self.found.get(at.index, 0) + len(starts)
            spans += [(start, start + len(find), at) for start in starts]
        spans.sort(key=lambda span: (span[0], span[1]))
        for first, after in pairwise(spans):
            if after[0] < first[1]:
                self._overlap(first[2], after[2], text[after[0] : first[1]])
                return text, []
        result, position = "", 0
        fresh: list[tuple[int, int]] = []
        for start, end, at in spans:
            result = _appended(result, text[position:start])
            opening = len(result)
            result = _appended(result, self._one_line(at.operation.substitute))
            fresh.append((opening, len(result)))
            position = end
        return tidy(_appended(result, text[position:])), fresh

    def counted(self) -> Sequence[Problem]:
        """The problems, among them phrases found more or less often than expected."""
        for at in (at for group in self.by_target.values() for at in group):
            operation = at.operation
            found = self.found.get(at.index, 0)
            where = operation.target.text(self.style)
            if found == 0:
                message = f"{operation.find!r} does not stand in {where}"
                message += self._variant(at)
                hint = f'copy the words from `amendtool show "{where}"`'
            elif found != operation.count:
                times = "once" if found == 1 else f"{found} times"
                expected = "once" if operation.count == 1 else f"{operation.count} times"
                message = f"{operation.find!r} stands {times} in {where}; expected {expected}"
                hint = f"write `count: {found}` to replace all, or more words in `find`"
            elif self._one_line(operation.find) == self._one_line(operation.substitute):
                message = f"{operation.find!r} would be replaced by itself"
                hint = "leave the operation out, or mend `with`"
            else:
                continue
            code = "phrase-not-found" if found == 0 else "phrase-count"
            if found == operation.count:
                code = "no-change"
            self.problems.append(
                Problem(code=code, message=message, hint=hint, place=at.place("find"))
            )
        return self.problems

    def _variant(self, at: OperationAt[ReplacePhrase]) -> str:
        """What stands there instead of a phrase, where only its characters are others."""
        find = self._one_line(at.operation.find)
        there = (as_it_stands(find, text) for text in self.looked_in.get(at.index, ()))
        other = next((each for each in there if each is not None), None)
        if other is None:
            return ""
        return f"; {other!r} does: only {what_differs(find, other)} differs"

    def _one_line(self, text: str) -> str:
        return self.style.joined(tidy(text).split("\n"))

    def _overlap(
        self, one: OperationAt[ReplacePhrase], other: OperationAt[ReplacePhrase], common: str
    ) -> None:
        first, second = sorted((one, other), key=lambda at: at.index)
        self.problems.append(
            Problem(
                code="operations-overlap",
                message=f"operations[{first.index}] and operations[{second.index}] both replace "
                f"{common!r} in {first.operation.target.text(self.style)}",
                hint="all operations happen at once: join the two into one",
                place=second.place("find"),
            )
        )


def _appended(text: str, more: str) -> str:
    """The two texts as one; where a phrase was taken out no double space stays behind."""
    if text.endswith((" ", "\n")) or not text:
        more = more.lstrip(" ")
    if more.startswith("\n"):
        text = text.rstrip(" ")
    return text + more


def _occurrences(text: str, find: str) -> list[int]:
    starts: list[int] = []
    position = text.find(find) if find else -1
    while position >= 0:
        starts.append(position)
        position = text.find(find, position + len(find))
    return starts
