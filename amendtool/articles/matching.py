"""Matching a text to the present articles: which article is which, without keys.

By text and heading, never by number alone:

1. Articles whose text is the same (references neutralised) come into question for each
   other, and for nothing else; so do articles that resemble each other, among the rest.
2. Of all these pairs the heaviest chain that keeps the order is taken.
3. What is left on both sides and resembles each other was moved.
4. What is still left beside a pair may be a part of it: an article that was split into two,
   or two that became one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from typing import Final, Literal

from amendtool.articles.charter import Article, Chapter, Charter, Status, body_texts
from amendtool.articles.forms import without_forms
from amendtool.articles.references.antecedents import Context
from amendtool.articles.references.reference import Category
from amendtool.articles.references.style_words import read_in
from amendtool.articles.references.text_location import texts_of
from amendtool.articles.styles import DraftingStyle
from amendtool.patterns import compiled
from amendtool.values import dataclass

# Scores run from 0 to 1. The borders are rules of thumb, held in place by the edited documents
# in tests/drafting/documents. Nothing hangs on a second decimal, for a wrong guess costs no
# truth: the draft is proved, and a guess is told with its score.

SAME: Final = 0.9
"""From this score on two articles are the same, and no guess."""
ALIKE: Final = 0.5
"""Below this score two articles with other headings are not the same: more is new than old."""
_HEADED: Final = 0.6
"""From this score on two articles under one heading are the same, and no guess."""
_HEADED_ALIKE: Final = 0.2
"""Below this score even one heading does not make them the same: what the heading gives alone."""
_MOVED: Final = 0.7
"""An article that stands elsewhere has to resemble its old self more than one in its place."""
_PART: Final = 0.8
"""How well two articles together have to cover the one that they came from, or became."""
_BY_NUMBER: Final = 0.6
"""The score of two articles known by their number alone, where one has no text or heading."""
_BY_HEADING: Final = 0.95
"""The score of two articles known by their heading alone, where one has no text."""
_HEADINGS_ALIKE: Final = 0.6
"""What two headings that are alike make of it, where one has no text: less than one heading."""
_TEXT_SHARE: Final = 0.75
"""What the text counts beside another heading; the heading counts the rest."""
_TEXT_ALONE: Final = 0.95
"""What the text counts where the heading was written anew: a rename costs little."""

_ALL: Final = 40
"""Up to this many articles are compared each with each; beyond, that takes too long."""
_BEST: Final = 6
"""Of more, those are compared that share the most words that few others have."""
_EQUAL_PAIRS: Final = 64
"""Up to this many pairs of articles with one text all come into question for each other."""

# What a pair weighs in the chain, where a full score is 10 000: one heading outweighs 15 % of
# the text, one number decides between texts that are as good as equal, the place between equals.
_WEIGHT: Final = 10_000
_HEADING_WEIGHT: Final = 1500
_NUMBER_WEIGHT: Final = 60

Kind = Literal["same", "guess"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A present article and the edited one that it became, by their keys in each.

    ``score`` is from 0 to 1; ``moved`` tells that others have gone past it.
    """

    present: str
    edited: str
    score: float
    kind: Kind
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartingMatch:
    """A present article that became several edited ones (``split``), or the reverse.

    ``heir`` is the match that goes on with the key; ``others`` are the keys of what else
    took part: edited articles of a split, present ones of a merger.
    """

    split: bool
    heir: Match
    others: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Which edited article and chapter is which present one; keys of both charters."""

    articles: tuple[Match, ...]
    chapters: tuple[tuple[str, str], ...] = ()
    partings: tuple[PartingMatch, ...] = ()

    def without(self, keys: Collection[str]) -> Matching:
        """The same where these present articles are taken for deleted."""
        return Matching(
            articles=tuple(match for match in self.articles if match.present not in keys),
            chapters=self.chapters,
        )

    def without_moves(self) -> Matching:
        """The same where what was moved is taken for deleted and new."""
        return Matching(
            articles=tuple(match for match in self.articles if not match.moved),
            chapters=self.chapters,
        )


def match(present: Charter, edited: Charter, style: DraftingStyle) -> Matching:
    """Which article and chapter of ``edited`` is which of ``present``.

    The keys of ``edited`` mean nothing; they only name its articles in the result.
    """
    found: list[Match] = []
    partings: list[PartingMatch] = []
    for supplementary in (False, True):
        rows = [
            [
                ComparedArticle(a, style, supplementary)
                for a in (c.supplementary if supplementary else c.articles)
            ]
            for c in (present, edited)
        ]
        matcher = _Matcher(*rows)
        found += matcher.run()
        partings += matcher.partings()
    chapters = tuple(_chapters(present, edited, found))
    return Matching(articles=tuple(found), chapters=chapters, partings=tuple(partings))


class _Matcher:
    """Matches one row of articles."""

    def __init__(self, old: Sequence[ComparedArticle], new: Sequence[ComparedArticle]) -> None:
        self.old = old
        self.new = new
        self.scores: dict[tuple[int, int], float] = {}
        self.found: dict[int, int] = {}
        """By place in the present row, the place in the edited one."""
        self.moved: set[int] = set()

    def run(self) -> Iterator[Match]:
        self._identical()
        self._similar()
        links = [(i, j, self._weight(i, j)) for i, j in self.scores]
        for i, j, _ in heaviest_chain(links):
            self.found[i] = j
        self._moves()
        self._fill()
        for i, j in sorted(self.found.items()):
            score = self.scores[i, j]
            yield self._match(i, j, score)

    def _match(self, i: int, j: int, score: float) -> Match:
        return Match(
            present=self.old[i].article.key,
            edited=self.new[j].article.key,
            score=round(score, 2),
            kind="same" if score >= self._sure(i, j) else "guess",
            moved=i in self.moved,
        )

    def _sure(self, i: int, j: int) -> float:
        """The score from which on it is no guess: lower under the same heading."""
        one, other = self.old[i].article, self.new[j].article
        if other.status is not Status.TEXT and one.number == other.number:
            return 0.0
        return _HEADED if one.heading is not None and one.heading == other.heading else SAME

    def _weight(self, i: int, j: int) -> int:
        """The score, and what decides between equals: the number, then the place."""
        one, other = self.old[i].article, self.new[j].article
        same_number = one.number == other.number
        same_heading = one.heading is not None and one.heading == other.heading
        score = round(self.scores[i, j] * _WEIGHT)
        told = _HEADING_WEIGHT * same_heading + _NUMBER_WEIGHT * same_number
        return score + told + (i == j) + 1

    # Candidates

    def _identical(self) -> None:
        """Pairs of articles with the same text: as it stands, then with references neutral."""
        old, new = self._unpaired()
        self._equal(old, new, lambda print_: print_.plain)
        old, new = self._unpaired()
        self._equal(old, new, lambda print_: print_.neutral)

    def _equal(
        self, old: Sequence[int], new: Sequence[int], value: Callable[[ComparedArticle], object]
    ) -> None:
        groups: defaultdict[object, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for i in old:
            groups[value(self.old[i])][0].append(i)
        for j in new:
            groups[value(self.new[j])][1].append(j)
        for left, right in groups.values():
            for i, j in self._among(left, right):
                self.scores[i, j] = 1.0

    def _among(self, left: Sequence[int], right: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Which of several articles with one text may be which: all, or a few of very many."""
        if len(left) * len(right) <= _EQUAL_PAIRS:
            yield from ((i, j) for i in left for j in right)
            return
        numbers = {self.new[j].article.number: j for j in right}
        yield from zip(left, right, strict=False)
        yield from zip(reversed(left), reversed(right), strict=False)
        for i in left:
            if self.old[i].article.number in numbers:
                yield i, numbers[self.old[i].article.number]

    def _unpaired(self) -> tuple[list[int], list[int]]:
        left = {i for i, _ in self.scores}
        right = {j for _, j in self.scores}
        return (
            [i for i in range(len(self.old)) if i not in left],
            [j for j in range(len(self.new)) if j not in right],
        )

    def _similar(self) -> None:
        """Pairs of articles that resemble each other, where no equal one is."""
        old, new = self._unpaired()
        if not old or not new:
            return
        for i, j in self._candidates(old, new):
            score = resemblance(self.old[i], self.new[j])
            if score >= self._least(i, j):
                self.scores[i, j] = score

    def _least(self, i: int, j: int) -> float:
        one, other = self.old[i].article, self.new[j].article
        if one.heading is not None and one.heading == other.heading:
            return _HEADED_ALIKE
        return ALIKE

    def _candidates(self, old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int]]:
        if len(old) * len(new) <= _ALL * _ALL:
            yield from ((i, j) for i in old for j in new)
            return
        holders: defaultdict[object, list[int]] = defaultdict(list)
        for i in old:
            print_ = self.old[i]
            for pair in print_.body:
                holders[pair].append(i)
            if print_.article.heading is not None:
                holders[print_.article.heading].append(i)
            if not print_.has_text:
                holders[print_.article.number].append(i)
        for j in new:
            print_ = self.new[j]
            shared: Counter[int] = Counter()
            terms = [*print_.body, print_.article.heading, print_.article.number]
            for term in terms:
                found = holders.get(term, ())
                # What everybody says tells nothing; what few say tells the more.
                if 0 < len(found) <= _ALL:
                    for i in found:
                        shared[i] += 1 + _ALL // len(found)
            for i, _ in shared.most_common(_BEST):
                yield i, j

    # What is out of order, in parts

    def _moves(self) -> None:
        taken = set(self.found.values())
        open_ = [
            (score, i, j) for (i, j), score in self.scores.items()
            if i not in self.found and j not in taken and score >= _MOVED
            and self.old[i].article.status is Status.TEXT
        ]  # fmt: skip
        for _, i, j in sorted(open_, key=lambda each: (-each[0], each[1], each[2])):
            if i not in self.found and j not in taken:
                self.found[i] = j
                self.moved.add(i)
                taken.add(j)

    def _fill(self) -> None:
        """Articles whose text the edited document leaves out, between two that were found."""
        taken = set(self.found.values())
        kept = sorted((i, j) for i, j in self.found.items() if i not in self.moved)
        ends = [(-1, -1), *kept, (len(self.old), len(self.new))]
        for (i, j), (i_end, j_end) in pairwise(ends):
            old = [at for at in range(i + 1, i_end) if at not in self.found]
            new = [at for at in range(j + 1, j_end) if at not in taken]
            left_out = all(self.new[at].article.status is Status.OMITTED for at in new)
            if len(old) == len(new) and left_out:
                for one, other in zip(old, new, strict=True):
                    self.found[one] = other
                    self.scores[one, other] = ALIKE

    def partings(self) -> Iterator[PartingMatch]:
        """Articles that were split, and such that became one."""
        back = {j: i for i, j in self.found.items()}
        yield from self._parted(self.old, self.new, self.found, split=True)
        yield from self._parted(self.new, self.old, back, split=False)

    def _parted(
        self,
        whole: Sequence[ComparedArticle],
        parts: Sequence[ComparedArticle],
        pairs: dict[int, int],
        *,
        split: bool,
    ) -> Iterator[PartingMatch]:
        """One article of ``whole`` that several neighbours among ``parts`` cover together."""
        taken = set(pairs.values())
        for one, heir in sorted(pairs.items()):
            if not whole[one].has_text or not parts[heir].has_text:
                continue
            here = (one, heir) if split else (heir, one)
            if self.scores[here] == 1.0:
                continue
            others: list[int] = []
            covered: Counter[Pair] = Counter(parts[heir].body)
            score = dice(whole[one].body, covered)
            for step in (1, -1):
                at = heir + step
                while 0 <= at < len(parts) and at not in taken and parts[at].has_text:
                    more = covered + parts[at].body
                    better = dice(whole[one].body, more)
                    own = common(whole[one].body, parts[at].body) / max(parts[at].body.total(), 1)
                    if better <= score or own < ALIKE:
                        break
                    covered, score = more, better
                    others.append(at)
                    at += step
            if others and score >= _PART:
                taken.update(others)
                yield PartingMatch(
                    split=split,
                    heir=self._match(*here, self.scores[here]),
                    others=tuple(parts[at].article.key for at in sorted(others)),
                    score=round(score, 2),
                )


def resemblance(one: ComparedArticle, other: ComparedArticle) -> float:
    """How alike two articles are, from 0 to 1; text and heading count, the number does not.

    An article whose text is not given on one side is known by its heading alone, or, where
    it has none, by its number.
    """
    heading = dice(one.heading, other.heading)
    same_heading = one.article.heading == other.article.heading
    if not one.has_text or not other.has_text:
        if one.article.heading is None or other.article.heading is None:
            same_number = one.article.number == other.article.number
            same_row = one.supplementary == other.supplementary
            return _BY_NUMBER if same_number and same_row else 0.0
        return _BY_HEADING if same_heading else _HEADINGS_ALIKE * heading
    text = dice(one.body, other.body)
    if one.article.heading is None and other.article.heading is None:
        return text
    if same_heading:
        return _HEADED_ALIKE + (1 - _HEADED_ALIKE) * text
    return max(_TEXT_SHARE * text + (1 - _TEXT_SHARE) * heading, _TEXT_ALONE * text)


# Chapters


def _chapters(
    present: Charter, edited: Charter, matches: Sequence[Match]
) -> Iterator[tuple[str, str]]:
    """Which chapter is which: by the articles it holds and by its heading, level by level."""
    became = {match.edited: match.present for match in matches}
    homes = {article.key: article.chapter for article in present.articles}
    votes: Counter[tuple[str, str]] = Counter()
    sizes: Counter[str] = Counter()
    for charter in (present, edited):
        for article in charter.articles:
            for chapter in charter.outer_chapters(article.chapter):
                sizes[f"{charter is present}{chapter.key}"] += 1
    for article in edited.articles:
        was = became.get(article.key)
        if was is None:
            continue
        for old in present.outer_chapters(homes[was]):
            for new in edited.outer_chapters(article.chapter):
                votes[old.key, new.key] += 1

    def score(old: str, new: str) -> float:
        both = sizes[f"True{old}"] + sizes[f"False{new}"]
        held = 2 * votes[old, new] / both if both else 0.0
        one, other = headings[0][old], headings[1][new]
        return held + (1.0 if one == other and one is not None else 0.0)

    headings = [{c.key: c.heading for c in charter.chapters} for charter in (present, edited)]
    level: list[tuple[str | None, str | None]] = [(None, None)]
    while level:
        following: list[tuple[str | None, str | None]] = []
        for outer_old, outer_new in level:
            olds = [c for c in present.chapters if c.parent == outer_old]
            news = [c for c in edited.chapters if c.parent == outer_new]
            scored = [
                (score(old.key, new.key), old.number == new.number, i, j)
                for i, old in enumerate(olds)
                for j, new in enumerate(news)
            ]
            # Chapters keep their order: a chapter that moved is taken for another. One number
            # decides between those that hold as many of the same articles, within 1 %.
            links = [
                (i, j, round(1000 * value) + 10 * same + 1)
                for value, same, i, j in scored
                if value >= ALIKE or (same and headings[0][olds[i].key] is None)
            ]
            chain = [(i, j) for i, j, _ in heaviest_chain(links)]
            for i, j in sorted([*chain, *_renamed(chain, olds, news)]):
                yield olds[i].key, news[j].key
                following.append((olds[i].key, news[j].key))
        level = following


def _renamed(
    chain: Sequence[tuple[int, int]], olds: Sequence[Chapter], news: Sequence[Chapter]
) -> Iterator[tuple[int, int]]:
    """Chapters whose articles were all written anew, between two that are the same.

    They are one where as many stand there now, and their headings have words in common.
    """
    for (i, j), (i_end, j_end) in pairwise([(-1, -1), *chain, (len(olds), len(news))]):
        gaps = range(i + 1, i_end), range(j + 1, j_end)
        if len(gaps[0]) != len(gaps[1]):
            continue
        for one, other in zip(*gaps, strict=True):
            headings = [pairs_of([each.heading or ""]) for each in (olds[one], news[other])]
            if common(*headings) and dice(*headings) >= _HEADED_ALIKE:
                yield one, other


# The heaviest chain: of weighted pairs, those that ascend on both sides and weigh most.
# (The heaviest increasing subsequence: Jacobson and Vo, "Heaviest Increasing/Common Subsequence
# Problems", CPM 1992; here with a Fenwick tree.)
#
# It is the optimal order-preserving alignment of two rows among the pairs that come into
# question, found in O(n log n) for n pairs.

Link = tuple[int, int, int]
"""A place in the one row, a place in the other, and the weight of joining them (above 0)."""


def heaviest_chain(links: Iterable[Link]) -> list[Link]:
    """The links of the heaviest chain, ascending; each place is used once.

    Of chains of one weight the first in the order of the links is taken, so the result is
    always the same.
    """
    rows = sorted(set(links))
    columns = {column: at for at, column in enumerate(sorted({link[1] for link in rows}), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(columns) + 1)
    """By a Fenwick tree over the columns: the heaviest chain that ends there, and its last."""
    weights: list[int] = []
    before: list[int] = []

    def heaviest(column: int) -> tuple[int, int]:
        found = (0, -1)
        while column:
            if best[column][0] > found[0]:
                found = best[column]
            column -= column & -column
        return found

    def note(column: int, weight: int, index: int) -> None:
        while column < len(best):
            if weight > best[column][0]:
                best[column] = (weight, index)
            column += column & -column

    for _, group in groupby(enumerate(rows), key=lambda pair: pair[1][0]):
        members = list(group)
        # Two links of one row never follow each other: all are weighed before one is noted.
        for _, (_, column, weight) in members:
            sofar, last = heaviest(columns[column] - 1)
            weights.append(sofar + weight)
            before.append(last)
        for index, (_, column, _) in members:
            note(columns[column], weights[index], index)
    chain: list[Link] = []
    at = heaviest(len(columns))[1]
    while at >= 0:
        chain.append(rows[at])
        at = before[at]
    return chain[::-1]


# How alike two texts are: pairs of neighbouring words in common, numbers of provisions apart.
#
# References are neutralised first: where an edited document renumbered its articles, the same
# sentence cites 第14条 on one side and 第15条 on the other. Two texts are as alike as the share
# of neighbouring words (in Japanese, characters) that they have in common (Dice's coefficient
# over multisets), which does not depend on their order and is quick to count.

_WORDS: Final = compiled(r"[A-Za-z0-9À-ɏ]+|[^\sA-Za-z0-9À-ɏ]")
NEUTRAL: Final = "\ufffc"
"""What stands for a reference: a character that no article holds."""

Pair = tuple[str, str]


def dice(one: Counter[Pair], other: Counter[Pair]) -> float:
    """How much two multisets have in common: 0 for nothing, 1 for the same."""
    sizes = one.total() + other.total()
    return 2 * common(one, other) / sizes if sizes else 1.0


def common(one: Counter[Pair], other: Counter[Pair]) -> int:
    """How many members two multisets share."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(min(count, large[pair]) for pair, count in small.items() if pair in large)


def pairs_of(texts: Iterable[str]) -> Counter[Pair]:
    """The neighbouring words of texts; the ends of a text count as words."""
    found: Counter[Pair] = Counter()
    for text in texts:
        words = ["", *_WORDS.findall(text.lower()), ""]
        if len(words) > 2:
            found.update(pairwise(words))
    return found


@dataclass(eq=False)
class ComparedArticle:
    """An article as it is compared: without its number and with its references neutralised.

    ``plain`` is its text as it stands; what is equal there needs no reading of references.
    """

    article: Article
    style: DraftingStyle
    supplementary: bool = False

    @cached_property
    def plain(self) -> tuple[object, ...]:
        """The whole of the article but its key, number and chapter."""
        article = self.article
        words = without_forms(article.body)
        return (article.heading, article.status, words, self.supplementary)

    @cached_property
    def neutral(self) -> tuple[object, ...]:
        """The same with every reference neutralised, numbers of items kept."""
        shape = tuple(str(standing) for standing, _ in texts_of(self.article))
        return (self.article.status, self.texts, shape, self.supplementary)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every text of the article, the heading first, with references neutralised."""
        context = Context()
        found: list[str] = []
        for standing, text in texts_of(self.article):
            references, context = read_in(text, self.style, context, standing.spot)
            position, kept = 0, ""
            for reference in references:
                if reference.category is Category.INTERNAL:
                    kept += text[position : reference.start] + NEUTRAL
                    position = reference.end
            found.append(kept + text[position:])
        return tuple(found)

    @cached_property
    def body(self) -> Counter[Pair]:
        """The neighbouring words of its paragraphs."""
        return pairs_of(self.texts[1:] if self.article.heading is not None else self.texts)

    @cached_property
    def heading(self) -> Counter[Pair]:
        """The neighbouring words of its heading."""
        return pairs_of([self.article.heading or ""])

    @property
    def has_text(self) -> bool:
        """Whether its text is given."""
        return self.article.status is Status.TEXT

    @property
    def opening(self) -> str:
        """Its first text without the heading, for a key; '' where there is none."""
        return next((text for p in self.article.paragraphs for text in body_texts(p)), "")
