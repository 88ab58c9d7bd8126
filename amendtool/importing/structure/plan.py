"""What numbers the articles of a document: decided once, from all its labels.

ARTICLE V over Section 5.2      the sections are the articles, ARTICLE V a chapter
Article 5 / 第5条                the articles
5. Name over 5.1                5. is the article, 5.1 a paragraph
## 5. Name over ### 5.1 Name    5. is a chapter, 5.1 the article
headings alone                  the headings
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from amendtool.articles.numbers import Number
from amendtool.importing.blocks import EDGES, Block
from amendtool.importing.structure.captions import LONGEST, alone, titled
from amendtool.importing.structure.labels import (
    Label,
    after_separator,
    dotted_label,
    english_label,
    japanese_label,
    plain_label,
)

Family = Literal["article", "section", "dotted", "number", "heading", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a document numbers: the family of its articles, and the level of their headings."""

    family: Family
    articles_are_chapters: bool = False
    level: int | None = None
    sections_inside: bool = False
    """Sections are provisions of an article, not headings over articles."""
    chapter_level: int | None = None
    """The level of the headings ``5. Name`` that are chapters over articles ``5.1 Name``."""


def label_of(block: Block, plan: Plan | None = None) -> tuple[Label, int] | None:
    """The label of a chapter or article at the beginning of a block, and what stands before it.

    Before it only a caption in brackets may stand: （商号）第一条.
    """
    if block.fixed:
        return None
    whole = block.whole
    offset = len(whole) - len(whole.lstrip(EDGES))
    text = whole[offset:]
    styled = block.level is not None or bool(block.generated)
    if text[:1] in ("（", "(", "【", "〔"):
        match = re.match(r"[（(【〔][^（(）)【】〔〕]{1,40}[）)】〕][\s\u3000]*(?=第)", text)
        if match is None or alone(Block(text=match[0])) is None:
            return None
        label = japanese_label(text[match.end() :], styled=styled)
        return (label, offset + match.end()) if label and label.level == "article" else None
    found = japanese_label(text, styled=styled) or english_label(text, styled=styled)
    if found is None and plan is not None:
        if plan.family == "dotted":
            found = dotted_label(text)
            if found and len(found.number.parts) != 2:
                found = None
            if found is None and block.level is not None and block.level == plan.chapter_level:
                found = _chapter_label(text, block)
        elif plan.family == "number" and (plan.level is None or block.level == plan.level):
            found = plain_label(text) or _bare_heading(text, block)
    return (found, offset) if found else None


def _chapter_label(text: str, block: Block) -> Label | None:
    """``5. Membership`` over articles 5.1, 5.2."""
    found = plain_label(text) or _bare_heading(text, block)
    return replace(found, level="chapter") if found else None


def _bare_heading(text: str, block: Block) -> Label | None:
    """``5 Membership`` as a heading."""
    match = re.match(r"(?P<n>[1-9][0-9]{0,2})(?=\s+[^\s0-9])", text)
    if block.level is None or match is None:
        return None
    number = Number.of(int(match["n"]))
    return Label(level="number", number=number, printed=match[0], end=match.end())


def plan_of(blocks: Sequence[Block], *, counted: bool = False) -> Plan:
    """What numbers the articles of a document.

    ``counted`` says that it is read in a style whose sections are counted within Articles.
    """
    labels = [(at, one[0]) for at, block in enumerate(blocks) if (one := label_of(block))]
    articles = [at for at, label in labels if label.level == "article"]
    sections = [at for at, label in labels if label.level == "section"]
    levels = [
        blocks[at].level for at, label in labels
        if label.level == ("article" if articles else "section")
    ]  # fmt: skip
    level = max((one for one in levels if one), key=levels.count, default=None)
    if counted and articles and sections:
        return Plan(family="section", articles_are_chapters=True, level=level)
    if articles:
        spans = [*articles, len(blocks)]
        inside = sum(1 for at in sections if _has_text(blocks, at)) * 2 > len(sections)
        if len(sections) >= 2:
            owners = {max((a for a in articles if a < at), default=-1) for at in sections} - {-1}
            leading = sum(
                1 for (at, one), (_, two) in pairwise(labels)
                if one.level == "section" and two.level == "article"
            )  # fmt: skip
            if (
                inside
                and len(owners) * 2 >= len(articles) >= 1
                and (leading < len(sections) or len(articles) == 1)
            ):
                return Plan(family="section", articles_are_chapters=True, level=level)
        dotted = [
            (at, found) for at, block in enumerate(blocks)
            if not block.fixed and (found := dotted_label(block.whole.lstrip(EDGES)))
            and len(found.number.parts) == 2
        ]  # fmt: skip
        numbers = {label.number.main for at, label in labels if label.level == "article"}
        within = [found for _, found in dotted if found.number.main in numbers]
        owners = {found.number.main for found in within}
        if len(within) >= 2 and len(owners) * 2 >= len(spans) - 1:
            return Plan(family="dotted", articles_are_chapters=True, level=level)
        return Plan(family="article", level=level, sections_inside=inside)
    if sections:
        return Plan(family="section", level=level)
    return _unnamed(blocks)


def _has_text(blocks: Sequence[Block], at: int) -> bool:
    """Whether a section holds text of its own, behind its heading or below it."""
    label = label_of(blocks[at])
    if label is not None and len(blocks[at].whole) - label[0].end > 2 * LONGEST:
        return True
    return at + 1 < len(blocks) and label_of(blocks[at + 1]) is None


def _unnamed(blocks: Sequence[Block]) -> Plan:
    """A document whose articles are called nothing: ``5.`` or headings alone."""
    by_level: dict[int | None, list[int]] = {}
    for block in blocks:
        text = block.whole.lstrip(EDGES)
        found = None if block.fixed else plain_label(text) or _bare_heading(text, block)
        if found is not None:
            by_level.setdefault(block.level, []).append(found.number.main)
    headed = {level: row for level, row in by_level.items() if level is not None}
    rows = headed or by_level
    bodies: dict[int, int] = {}
    for one, two in pairwise(blocks):
        if one.level is not None and two.level is None:
            bodies[one.level] = bodies.get(one.level, 0) + 1
    many = {level: count for level, count in bodies.items() if count >= 2}
    if rows:
        level, row = max(rows.items(), key=lambda entry: len(entry[1]))
        counted = _counts_to(row)
        # Under headings, numbers that begin anew again and again are those of lists.
        lists = level is None and bool(many) and counted * 2 < len(row)
        if (counted >= 2 or row == [1]) and (len(row) >= 2 or level is not None) and not lists:
            if level is not None and _dotted_below(blocks, level):
                return Plan(family="dotted", chapter_level=level)
            return Plan(family="number", level=level)
    if many:
        return Plan(family="heading", level=max(many, key=lambda level: (many[level], -level)))
    return Plan(family="none")


def _dotted_below(blocks: Sequence[Block], level: int) -> bool:
    """Whether headings 5.1, 5.2 with text of their own stand below the headings ``5.``."""
    found = 0
    for block, below in pairwise(blocks):
        if block.level is None or block.level <= level:
            continue
        text = block.whole.lstrip(EDGES)
        label = dotted_label(text)
        if label is not None and len(label.number.parts) == 2:
            rest = text[after_separator(text, label.end) :]
            found += below.level is None and titled(rest)
    return found >= 2


def _counts_to(row: Sequence[int]) -> int:
    """How far the numbers count up from 1, whatever stands between."""
    expected = 1
    for number in row:
        expected += number == expected
    return expected - 1
