"""The smallest sensible operations that give one article its edited text.

A phrase with find and with where that is short and stands once, else the paragraph or item,
else the article. References that follow by themselves are no change: a text is compared with
what it would be without any operation on it.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from amendtool.amendments.operations import (
    Delete,
    Insert,
    Move,
    Numbering,
    Operation,
    Replace,
    ReplacePhrase,
)
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Article, Provision, Status, body_texts, same_words
from amendtool.articles.matching import Pair, common, dice, heaviest_chain, pairs_of
from amendtool.articles.numbers import Number
from amendtool.articles.rows import unbracketed
from amendtool.patterns import compiled
from amendtool.values import dataclass

_COUNT: Final = "[0-9０-９一二三四五六七八九十百千]+"
_CITED: Final = rf"第{_COUNT}[編章節款目条項号](?:の{_COUNT})*"
_JOINING: Final = "及び|並びに|又は|若しくは"
# Addresses in the web and of mail; citations as they are commonly written; words of letters; in
# Japanese, runs of one script and numbers with their counter, so that no compound is cut, and
# the words that join two of them, so that these are no part of either.
_WORDS = compiled(
    r"https?://[!-'*-;=?-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|(?:{_CITED})+"
    r"|(?<![^\W_])(?:Articles?|Sections?|Chapters?|Parts?|[Pp]aragraphs?|[Ii]tems?|[Cc]lauses?|§+)"
    r" ?(?:[0-9]+|[IVXLC]+(?![a-z]))(?:[.-][0-9]+)*(?:\([0-9A-Za-z]{1,4}\))*"
    r"|(?:[0-9]+(?:[.,，．][0-9]+)*|[０-９]+(?:[.,，．][０-９]+)*)"
    r"(?:分の[0-9０-９]+|[百千万億]*(?:[かヶケ箇]月|週間|[年月日][間度]?|[条項号名株円人回個歳分％%])?)"
    rf"|{_JOINING}|[\u3041-\u309f]+|[\u30a1-\u30ff]+|(?:(?!{_JOINING}|{_CITED})[\u3400-\u9fff々])+"
    r"|[^\W0-9０-９\u3041-\u30ff\u3400-\u9fff々]+|\s+|.",
    re.DOTALL,
)
_PARTICLES: Final = compiled(r"[\u3041-\u309f]{2,}")
_LEANING: Final = compiled(r"[\u3041-\u309f、。，．・ー々]")
"""What a phrase does not begin with: particles, ends of words and points lean on what is before."""
_MOST_PHRASES: Final = 3
"""More phrases than this are read well only where they are far apart."""
_SPARSE: Final = 3
"""Far apart are such as take up no more than one in so many characters between them."""
_ALL_PHRASES: Final = 8
"""More phrases than this in one text read worse than the text itself, however far apart."""
_LONGEST_SHARE: Final = 0.6
"""Nor are phrases that take up more of it worth finding in it."""
_APART: Final = 12
"""Changes with fewer letters between them are one phrase: two would be found, not read."""
_MOST_PAIRS: Final = 4_000_000
"""So many pairs of words are compared (two texts of 2 000 words each), and no more."""
_RESEMBLES: Final = 300
"""Of 1 000: provisions that share less are one that goes and one that comes."""
_SAME_NUMBER: Final = 20
"""What one number counts between two that resemble each other as much."""
_SAME_NUMBER_GROWN: Final = 300
"""The same, where the one holds nearly all of the other: words came, and none became another."""
_SAME_OPENING_GROWN: Final = 700
"""The same, where both begin alike too: what was cut off, or put behind, is another provision."""
_GROWN: Final = 0.85
_OPENING: Final = 6
_BRACKETS = {"(": ")", "（": "）", "「": "」", "[": "]", "“": "”"}

Row = Sequence[Provision]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One article before and after, and as it would be with its references followed only."""

    old: Article
    new: Article
    followed: Article
    target: Address

    def whole(self) -> list[Operation]:
        """A new text for the whole article, and the loss of its heading beside it."""
        old, new, target = self.old, self.new, self.target
        same_text = old.status is new.status and same_words(old.body, new.body)
        if new.status is Status.RESERVED and new.heading is None and not same_text:
            return [Delete(target=AddressRange(target, target), numbering=Numbering.RESERVE)]
        operations: list[Operation] = []
        if new.heading is None and old.heading is not None:
            operations.append(Replace(target=replace(target, heading=True), drop_heading=True))
        heading = new.heading if new.heading != old.heading else None
        if not same_text or heading is not None:
            body = None if same_text else new.body
            status = Status.TEXT if same_text else new.status
            operations.append(Replace(target=target, heading=heading, body=body, status=status))
        return operations

    def small(self, *, phrases: bool = True) -> Iterator[Operation]:
        """Operations on phrases, paragraphs and items; without ``phrases`` on whole texts."""
        old, new = self.old, self.new
        if old.status is not Status.TEXT or new.status is not Status.TEXT:
            yield from self.whole()
            return
        if self.followed.heading != new.heading and old.heading != new.heading:
            yield Replace(
                target=replace(self.target, heading=True),
                heading=new.heading,
                drop_heading=new.heading is None,
            )
        if any(same_words(each.paragraphs, new.paragraphs) for each in (old, self.followed)):
            return
        maker = _OperationMaker(phrases)
        followed = self.followed.paragraphs
        yield from maker.row(old.paragraphs, followed, new.paragraphs, self.target, "paragraph")


@dataclass(frozen=True, slots=True)
class _OperationMaker:
    phrases: bool

    def row(
        self, old: Row, followed: Row, new: Row, container: Address, level: str
    ) -> Iterator[Operation]:
        """Changes of one row of paragraphs or items: what goes, what comes, what changes."""

        def at(number: Number) -> Address:
            if level == "paragraph":
                return replace(container, paragraph=number)
            return container.item(number)

        if [each.number for each in old] != [each.number for each in followed]:
            followed = old
        pairs, gone, come = _paired(followed, new)
        by_number = {provision.number: provision for provision in old}
        for before, after in _moved(gone, come) if self.phrases else ():
            gone.remove(before)
            come.remove(after)
            source, place = at(before.number), at(after.number)
            yield Move(target=AddressRange(source, source), to=AddressRange(place, place))
        for provision in gone:
            address = at(provision.number)
            yield Delete(target=AddressRange(address, address))
        for provision in come:
            paragraph = Provision(number=Number.of(1), body=provision.body)
            yield Insert(target=at(provision.number), body=(paragraph,))
        for before, after in pairs:
            yield from self._changed(by_number[before.number], before, after, at(before.number))

    def _changed(
        self,
        old: Provision,
        followed: Provision,
        new: Provision,
        address: Address,
    ) -> Iterator[Operation]:
        """``old`` as it stands, ``followed`` with its references as they will be."""
        if any(same_words(each.body, new.body) for each in (followed, old)):
            return
        if not self.phrases and _shape(old) != _shape(new):
            yield self._replace(new, address)
            return
        if bool(old.items) == bool(new.items) and _places(followed) == _places(new):
            found = self._phrases(old, followed, new, address)
            if found is not None:
                yield from found
                if not same_words(followed.items, new.items):
                    yield from self.row(old.items, followed.items, new.items, address, "item")
                return
        yield self._replace(new, address)

    def _replace(self, new: Provision, address: Address) -> Replace:
        return Replace(target=address, body=(Provision(number=Number.of(1), body=new.body),))

    def _phrases(
        self, old: Provision, followed: Provision, new: Provision, address: Address
    ) -> list[ReplacePhrase] | None:
        """Phrases that make the own texts of ``new`` of those of ``old``; None where none do.

        They are sought line by line in the texts with their references followed, and have to
        stand once in the whole of the present provision as it is.
        """
        rows = [list(_own_lines(each)) for each in (old, followed, new)]
        if rows[1] == rows[2] or rows[0] == rows[2]:
            return []
        if not self.phrases or len({len(row) for row in rows}) > 1:
            return None
        everything = "\n".join(body_texts(old))
        found: list[ReplacePhrase] = []
        for line, follows, put_there in zip(rows[0], rows[1], rows[2], strict=True):
            phrases = _phrases_of(line, follows, put_there, everything)
            if phrases is None:
                return None
            found += [
                ReplacePhrase(target=address, find=find, substitute=put) for find, put in phrases
            ]
        length = sum(len(each.find) for each in found)
        return found if length <= _LONGEST_SHARE * len(everything) else None


def _phrases_of(old: str, followed: str, new: str, everything: str) -> list[tuple[str, str]] | None:
    """What to find in one line and what to put there; None where that cannot be said."""
    if new in (followed, old):
        return []
    if not old or not new:
        return None
    for before in dict.fromkeys((followed, old)):
        for apart in (True, False):
            found = _phrases(before, new, everything, apart=apart)
            if found is not None and all(
                everything.count(find) == 1 and old.count(find) == 1 for find, _ in found
            ):
                return found
    return None


def _own_lines(provision: Provision) -> Iterator[str]:
    """The lines of the texts that are the own ones of a provision, in order."""
    if not provision.text:
        yield ""
    for each in provision.body:
        if isinstance(each, str):
            yield from each.split("\n")


def _texts(row: Row) -> Iterator[str]:
    for provision in row:
        yield from body_texts(provision)


def _places(provision: Provision) -> tuple[object, ...]:
    """Where the texts of a provision stand, each by what it stands behind, and their lines.

    That of the last is the closing, whatever number that has.
    """
    between: list[tuple[Number | None, int]] = [
        (before.number, each.count("\n"))
        for before, each in pairwise(provision.body)
        if isinstance(each, str) and not isinstance(before, str)
    ]
    if provision.closing:
        between[-1] = (None, provision.closing.count("\n"))
    return (bool(provision.text), provision.text.count("\n"), *between)


def _shape(provision: Provision) -> tuple[object, ...]:
    """The numbers of the provisions in one, at every depth."""
    return tuple((each.number, _shape(each)) for each in provision.items)


def _phrases(old: str, new: str, everything: str, *, apart: bool) -> list[tuple[str, str]] | None:
    """What to find and what to put in its place: several phrases ``apart``, or one over all.

    Each stands once in ``everything``, which ``old`` is a line of.
    """
    before, after = _words(old, new)
    if not apart:
        start, end = _common(before, after)
        spans = [(start, len(before) - end, start, len(after) - end)]
    else:
        spans = _spans(before, after)
        if not 1 < len(spans) <= _ALL_PHRASES:
            return None
    found: list[tuple[str, str]] = []
    while len(found) < len(spans):
        at = len(found)
        low = spans[at - 1][1] if at else 0
        high = spans[at + 1][0] if at + 1 < len(spans) else len(before)
        phrase = _widened(old, everything, before, after, spans[at], low, high)
        if phrase is None:
            return None
        if any(True in _unclosed(each) for each in phrase) and len(spans) > 1:
            # What stands in brackets is one phrase with them.
            first = at if at + 1 < len(spans) else at - 1
            one, other = spans[first : first + 2]
            spans[first : first + 2] = [(one[0], other[1], one[2], other[3])]
            del found[first:]
            continue
        found.append(phrase)
    if len(found) > _MOST_PHRASES:
        between = "".join(before[spans[0][0] : spans[-1][1]])
        if _SPARSE * sum(len(find) for find, _ in found) > len(between):
            return None
    return found


def _words(old: str, new: str) -> tuple[list[str], list[str]]:
    """The words of two texts; a run of hiragana ends where one of the other text ends in it."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    return list(_parted(before, {*after})), list(_parted(after, {*before}))


def _parted(words: Sequence[str], others: Collection[str]) -> Iterator[str]:
    runs = [each for each in others if _PARTICLES.fullmatch(each)]
    for word in words:
        if word in others or not _PARTICLES.fullmatch(word):
            yield word
        else:
            yield from _ends_parted(word, runs)[1]


def _ends_parted(word: str, runs: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """A word with the ``runs`` that it ends in apart, and how many signs are in none of them."""
    best: tuple[int, tuple[str, ...]] = (len(word), (word,) if word else ())
    for run in runs:
        if word.endswith(run):
            left, parts = _ends_parted(word[: -len(run)], runs)
            best = min(best, (left, (*parts, run)), key=lambda each: (each[0], len(each[1])))
    return best


def differing_words(old: str, new: str) -> tuple[str, str]:
    """What is left of two texts without the words that they begin and end with alike."""
    before, after = _words(old, new)
    start, end = _common(before, after)
    return "".join(before[start : len(before) - end]), "".join(after[start : len(after) - end])


def _common(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many words two texts share at their beginning and at their end."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    most = min(len(before), len(after)) - start
    while end < most and before[-1 - end] == after[-1 - end]:
        end += 1
    return start, end


def _spans(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """The stretches of words that differ; what stands close together is one stretch."""
    if len(before) * len(after) > _MOST_PAIRS:
        return []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    spans: list[tuple[int, int, int, int]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        if spans and _width("".join(before[spans[-1][1] : i1])) < _APART:
            i1, j1 = spans[-1][0], spans[-1][2]
            spans.pop()
        spans.append((i1, i2, j1, j2))
    return spans


def _width(text: str) -> int:
    """How wide a text is in letters: a sign of Japanese says as much as two."""
    return sum(1 if char < "\u3000" else 2 for char in text)


def _widened(
    old: str,
    everything: str,
    before: Sequence[str],
    after: Sequence[str],
    span: tuple[int, int, int, int],
    low: int,
    high: int,
) -> tuple[str, str] | None:
    """The phrase of a span, with as many words around it as make it stand once."""
    start, end, put_start, put_end = span
    cut: tuple[str, str] | None = None
    put_only = start == end
    while True:
        find, put = "".join(before[start:end]), "".join(after[put_start:put_end])
        bare = find.strip()
        once = old.count(bare) == 1 and (bare not in everything or everything.count(bare) == 1)
        told = any(char.isalnum() for char in bare)  # a full stop alone is nothing to look for
        if told and once and _outer(find) == _outer(put):
            opened = _unclosed(find), _unclosed(put)
            leans = _LEANING.match(bare) is not None
            if opened == ((False, False), (False, False)) and not leans:
                return bare, put.strip()
            cut = cut or (bare, put.strip())
            left, right = (any(side) for side in zip(*opened, strict=True))
            left = left or leans
        else:
            left = right = True
            if (
                put_only
                and start > low
                and _LEANING.match(before[start - 1 if start == end else start])
            ):
                right = False  # what comes is told by the words in front of it
        left, right = left and start > low, right and end < high
        if not left and not right:
            return cut
        if left:
            start, put_start = start - 1, put_start - 1
        if right:
            end, put_end = end + 1, put_end + 1


def _unclosed(text: str) -> tuple[bool, bool]:
    """Whether a bracket closes that was not opened, and one opens that is not closed."""
    waiting: list[str] = []
    before = False
    for char in text:
        if char in _BRACKETS:
            waiting.append(_BRACKETS[char])
        elif char in _BRACKETS.values():
            if waiting and waiting[-1] == char:
                waiting.pop()
            else:
                before = True
    return before, bool(waiting)


def _outer(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _paired(
    old: Row, new: Row
) -> tuple[
    list[tuple[Provision, Provision]],
    list[Provision],
    list[Provision],
]:
    """Provisions that go on, those that go, and those that come, in order."""
    pairs: list[tuple[Provision, Provision]] = []
    gone: list[Provision] = []
    come: list[Provision] = []
    matcher = difflib.SequenceMatcher(
        None, [repr(p.body) for p in old], [repr(p.body) for p in new], autojunk=False
    )
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        before, after = list(old[i1:i2]), list(new[j1:j2])
        for one, other in _nearest(before, after):
            pairs.append((before[one], after[other]))
        paired = {id(each) for pair in pairs for each in pair}
        gone += [each for each in before if id(each) not in paired]
        come += [each for each in after if id(each) not in paired]
    return pairs, gone, come


def _moved(gone: Row, come: Row) -> list[tuple[Provision, Provision]]:
    """Those that go and those that come which say the same: they go to another place."""
    found: list[tuple[Provision, Provision]] = []
    for before in gone:
        for after in come:
            taken = any(after is other for _, other in found)
            if not taken and same_words(before.body, after.body):
                found.append((before, after))
                break
    return found


def _bare_likeness(one: Counter[Pair], other: Counter[Pair]) -> float:
    """How alike two texts are beside their brackets; 0 where one is nothing else."""
    return dice(one, other) if one and other else 0.0


def _nearest(before: Row, after: Row) -> list[tuple[int, int]]:
    """Which of the changed provisions is which: those that resemble each other, in order."""
    if not before or not after:
        return []
    if len(before) == len(after) == 1:
        return [(0, 0)]
    ones = [pairs_of(_texts([each])) for each in before]
    others = [pairs_of(_texts([each])) for each in after]
    bare_ones = [pairs_of(unbracketed(_texts([each]))) for each in before]
    bare_others = [pairs_of(unbracketed(_texts([each]))) for each in after]
    likeness = {
        (i, j): round(1000 * max(dice(one, other), _bare_likeness(bare_ones[i], bare_others[j])))
        for i, one in enumerate(ones)
        for j, other in enumerate(others)
    }

    def weight(i: int, j: int) -> int:
        # Between equals the one at the same distance from the beginning, give or take a step.
        found = likeness[i, j] + 1 - abs(i - j) % 2
        if before[i].number != after[j].number:
            return found
        shorter = min(ones[i].total(), others[j].total())
        if common(ones[i], others[j]) < _GROWN * shorter:
            return found + _SAME_NUMBER
        begins = before[i].text[:_OPENING] == after[j].text[:_OPENING] != ""
        return found + (_SAME_OPENING_GROWN if begins else _SAME_NUMBER_GROWN)

    links = [(i, j, weight(i, j)) for i, j in likeness if likeness[i, j] >= _RESEMBLES]
    chain = [(i, j) for i, j, _ in heaviest_chain(links)]
    # What is written anew in its place, between two that go on, is still the same provision.
    found: list[tuple[int, int]] = []
    last = (-1, -1)
    for pair in (*chain, (len(before), len(after))):
        gaps = [range(start + 1, end) for start, end in zip(last, pair, strict=True)]
        if len(gaps[0]) == len(gaps[1]):
            found += zip(*gaps, strict=True)
        found.append(pair)
        last = pair
    return found[:-1]
