"""What parts two Word files that share their looks, as tracked changes in one of them.

Both were made in one model, so that what differs is paragraphs: one that stands in both stays to
the letter, one that reads a little otherwise has its words tracked, each in the letters that it
has there, and any other goes or comes as a whole, with its mark.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Final

from lxml import etree

from amendtool.comparison.words import compare
from amendtool.render.charter.model import State
from amendtool.render.charter.tracked import merged
from amendtool.render.word import Tracking, low_paragraph, qn, w
from amendtool.render.word_model import WordModel, paragraph_text, runs_of

_ALIKE: Final = 0.4
"""From which share of common characters on a paragraph is the same one, changed."""
_MOST: Final = 4000
"""Of how many pairs of paragraphs the best are sought; more are another document."""
_PLAIN: Final = frozenset(
    map(qn, ("w:pPr", "w:r", "w:bookmarkStart", "w:bookmarkEnd", "w:proofErr"))
)
_IN_RUNS: Final = frozenset(map(qn, ("w:rPr", "w:t", "w:tab", "w:br", "w:lastRenderedPageBreak")))
_Letters = list[tuple[str, etree._Element | None]]


def changes_between(
    before: bytes, after: bytes, *, language: str, author: str, moment: datetime | None
) -> bytes:
    """The file ``before`` with what makes ``after`` of it as tracked changes of ``author``."""
    model = WordModel.of(before)
    document = model.document()
    ours, theirs = (each.find(qn("w:body")) for each in (document, WordModel.of(after).document()))
    if ours is None or theirs is None:
        raise ValueError("a document without a body")
    section = next((c for c in reversed(ours) if c.tag == qn("w:sectPr")), None)
    rows = [[c for c in body if c.tag != qn("w:sectPr")] for body in (ours, theirs)]
    for child in list(ours):
        ours.remove(child)
    writer = _Redline(Tracking(author, moment), language)
    ours.extend(writer.body(*rows))
    if writer.open:
        ours.append(low_paragraph())  # the last mark of a document cannot go
    if section is not None:
        ours.append(section)
    return model.saved(document)


class _Redline:
    """Makes the paragraphs; ``open`` says whether the last one may go."""

    def __init__(self, tracking: Tracking, language: str) -> None:
        self.tracking, self.language = tracking, language
        self.open = False

    def body(
        self, old: Sequence[etree._Element], new: Sequence[etree._Element]
    ) -> Iterator[etree._Element]:
        ours, theirs = ([_key(each) for each in side] for side in (old, new))
        matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
        for tag, start, end, begin, stop in matcher.get_opcodes():
            if tag == "equal":
                yield from old[start:end]
                self.open = False
            else:
                yield from self.changed(old[start:end], new[begin:stop])

    def changed(
        self, old: Sequence[etree._Element], new: Sequence[etree._Element]
    ) -> Iterator[etree._Element]:
        """Elements that differ: pairs in their order, and between them what goes, what comes."""
        at = begun = 0
        for one, other in (*_pairs(old, new), (len(old), len(new))):
            for gone in old[at:one]:
                yield self.whole(gone, State.DELETED)
            for fresh in new[begun:other]:
                yield self.whole(fresh, State.INSERTED)
            if one < len(old):
                yield self.paragraph(old[one], new[other])
            at, begun = one + 1, other + 1

    def whole(self, element: etree._Element, state: State) -> etree._Element:
        """A paragraph that goes or comes; of anything else nothing can be tracked."""
        element = copy.deepcopy(element)
        self.open = False
        if element.tag != qn("w:p"):
            return element
        for run in list(element.iter(qn("w:r"))):
            parent = run.getparent()
            if parent is None:
                continue
            place = parent.index(run)
            tail, run.tail = run.tail, None
            marked = self.marked(state, run)
            marked.tail = tail
            parent.insert(place, marked)
        properties = element.find(qn("w:pPr"))
        if properties is None:
            properties = w("pPr")
            element.insert(0, properties)
        if properties.find(qn("w:sectPr")) is not None:
            return element  # a section ends there, with its paper
        letters = properties.find(qn("w:rPr"))
        if letters is None:
            letters = w("rPr")
            properties.append(letters)
        letters.insert(0, self.marked(state))
        self.open = True
        return element

    def paragraph(self, old: etree._Element, new: etree._Element) -> etree._Element:
        """A paragraph whose words change."""
        self.open = False
        letters = {State.DELETED: _letters(old), State.INSERTED: _letters(new)}
        one, other = ("".join(char for char, _ in letters[state]) for state in letters)
        made = w("p")
        properties = old.find(qn("w:pPr"))
        if properties is not None:
            made.append(copy.deepcopy(properties))
        at = dict.fromkeys(letters, 0)
        for piece in merged(*compare(one, other, self.language)):
            side = State.DELETED if piece.state is State.DELETED else State.INSERTED
            row = letters[side][at[side] : at[side] + len(piece.text)]
            runs = list(_runs(row))
            if piece.state is State.KEPT:
                made.extend(runs)
                at = {state: place + len(piece.text) for state, place in at.items()}
            else:
                made.append(self.marked(side, *runs))
                at[side] += len(piece.text)
        return made

    def marked(self, state: State, *runs: etree._Element) -> etree._Element:
        if state is State.INSERTED:
            return self.tracking.inserted(*runs)
        for run in runs:
            for code in run.iter(qn("w:instrText")):
                code.tag = qn("w:delInstrText")
        return self.tracking.deleted(*runs)


def _key(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True)


def _pairs(old: Sequence[etree._Element], new: Sequence[etree._Element]) -> list[tuple[int, int]]:
    """Which paragraphs go on as which, in the order of both: so that most words stay."""
    if len(old) * len(new) > _MOST:
        return []
    weights = [[_alike(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            taken = best[i + 1][j + 1] + weights[i][j] if weights[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if weights[i][j] and best[i][j] == best[i + 1][j + 1] + weights[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _alike(old: etree._Element, new: etree._Element) -> float:
    """How much a paragraph is another one with some other words, in the same look; 0 for not."""
    if old.tag != qn("w:p") or new.tag != qn("w:p"):
        return 0.0
    if not all(
        child.tag in _PLAIN and (child.tag != qn("w:r") or all(c.tag in _IN_RUNS for c in child))
        for each in (old, new)
        for child in each
    ):
        return 0.0
    properties = [each.find(qn("w:pPr")) for each in (old, new)]
    if len({_key(each) if each is not None else b"" for each in properties}) > 1:
        return 0.0
    one, other = paragraph_text(old), paragraph_text(new)
    if not (one.strip() and other.strip()):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    ratio = matcher.ratio() if matcher.real_quick_ratio() > _ALIKE else 0.0
    return ratio if ratio > _ALIKE else 0.0


def _letters(paragraph: etree._Element) -> _Letters:
    return [(char, run.find(qn("w:rPr"))) for run, text in runs_of(paragraph) for char in text]


def _runs(letters: _Letters) -> Iterator[etree._Element]:
    """Runs of the letters, a new one where the look changes."""
    start = 0
    for at in range(1, len(letters) + 1):
        if at < len(letters) and letters[at][1] is letters[start][1]:
            continue
        look = letters[start][1]
        run = w("r", *([] if look is None else [copy.deepcopy(look)]))
        text = ""
        for char in (*(char for char, _ in letters[start:at]), ""):
            if char and char not in "\t\n":
                text += char
                continue
            if text:
                element = w("t")
                element.text = text
                element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.append(element)
                text = ""
            if char:
                run.append(w("tab" if char == "\t" else "br"))
        yield run
        start = at
