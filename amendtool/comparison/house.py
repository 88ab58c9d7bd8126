"""House styles of the comparison table: every rule marked as a choice in the conventions.

The rules and their sources are in ``docs/table-conventions.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class NumberOnly(StrEnum):
    """How articles are printed whose number alone changes."""

    COLLAPSE = "collapse"
    """A run of them as one row with its first and last number."""
    LABEL = "label"
    """Each in a row of its own, its text replaced by a label."""
    FULL = "full"
    """Each in a row of its own, with all its text."""
    HIDE = "hide"
    """Not at all; the meeting votes on these too, so this is worth a warning."""


class Unchanged(StrEnum):
    """How articles and paragraphs are printed that do not change."""

    OMIT = "omit"
    """Articles that do not change have no row."""
    COLLAPSE = "collapse"
    """A run of them is one row, or one line of a changed article, with a label."""
    FULL = "full"
    """They are printed."""


class RangeForm(StrEnum):
    """How a collapsed run of articles is laid out."""

    STACKED = "stacked"
    """First number, label and last number on lines of their own."""
    JOINED = "joined"
    """On one line: 第16条～第20条（条文省略）."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """How one company prints its comparison table."""

    name: str
    language: str
    columns: tuple[str, str]
    note: str | None = None
    new_label: str
    deleted_label: str
    omitted_label: str
    unchanged_label: str
    number_only: NumberOnly = NumberOnly.COLLAPSE
    range_form: RangeForm = RangeForm.STACKED
    range_joint: str = "～"
    unchanged_articles: Unchanged = Unchanged.OMIT
    unchanged_paragraphs: Unchanged = Unchanged.FULL
    chapter_lines: bool = True


SEED_EN = HouseStyle(
    name="seed-en",
    language="en",
    columns=("Present Articles", "Proposed Articles"),
    new_label="(New Provision)",
    deleted_label="(Deleted)",
    omitted_label="(Provisions omitted)",
    unchanged_label="(Unchanged)",
    range_joint=" to ",
)

JA_NOTICE = HouseStyle(
    name="ja-notice",
    language="ja",
    columns=("現行定款", "変更案"),
    note="（下線は変更部分）",
    new_label="（新　設）",
    deleted_label="（削　除）",
    omitted_label="（条文省略）",
    unchanged_label="（現行どおり）",
    range_form=RangeForm.JOINED,
    unchanged_articles=Unchanged.COLLAPSE,
)

HOUSES: Mapping[str, HouseStyle] = {house.name: house for house in (SEED_EN, JA_NOTICE)}
