"""What a language is: everything that code asks about it, as one value."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Protocol

from amendtool.articles.numerals import Numeral
from amendtool.values import dataclass


class DateForm(Protocol):
    """How a language prints a date, with the day of the week or by the era where it is asked."""

    def __call__(self, day: datetime.date, *, weekday: bool = False, era: bool = False) -> str:
        """The date in print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionWords:
    """The words of the list of revisions at the end of the articles."""

    title: str
    """The heading above it."""
    entry: str
    """The amendment, with {title}; {name}, which is that of its file, is known too."""
    adopted: str
    """With {} for the date."""
    former: Mapping[str, str]
    """What is said of a day before git: ``established`` and ``amended``."""
    adopted_by: Mapping[str, str]
    """The same where no meeting adopted it: by ``board``, ``members`` or ``consent``."""
    effective: str
    joint: str
    """What stands between two facts of one amendment."""
    facts: str
    """All facts behind the entry, with {}."""
    lapsed: str = "{}"
    """The line of provisions that went by their own terms, with {} for them."""
    untitled: str = ""
    """An amendment without a title; without it by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitWords:
    """What the commits of an amendment say besides its own words."""

    renumbering: str
    """The subject of the commit that renames, with {} for that of the amendment."""
    adopted: str
    """With {} for the meeting."""
    bodies: Mapping[str, str]
    """What stands there for ``board``, ``members`` or ``consent``."""
    one_file: str
    files: str
    """With {} for how many files are renamed."""
    lapsed: str
    """The subject where provisions went by their own terms, with {0} for them, {1} for the day."""
    lapsed_why: str
    """With {} for the amendment that says so."""

    def renamed(self, count: int) -> str:
        """What is said of so many files that are renamed."""
        return (self.one_file if count == 1 else self.files).format(count)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenMarks:
    """What a screen reader says before and behind a changed text, which others see marked."""

    added: str
    removed: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language of articles: its typography, its words, and what stands for it elsewhere.

    ``tag`` is its BCP 47 tag. Its drafting style in ``styles.STYLES`` and the grammar of its
    citations in ``references.GRAMMARS`` have the same name, and so have its files among the
    templates (``articles-readme.en.md``).
    """

    tag: str

    word_joint: str
    """What stands between two words, and so between two lines that were one: a space or nothing."""
    items_note: str
    """What a table says whose numbers are those that all items of a meeting make together."""
    list_joint: str
    """What stands between two parts of an enumeration."""
    colon: str
    """What stands between a term and what is said of it."""
    term_gap: str
    """What stands there where no colon does."""
    wide: bool
    """Whether it is written in full-width characters: these fill their lines to both margins,
    are of one width, and take less space between paragraphs."""
    letters: str | None
    """A pattern for a letter that of all languages here only this one is written in; None where
    there is none."""
    latin_tag: str
    """The tag by which Word checks its Latin words: Word wants a region."""
    figures: Numeral
    """The numeral of plain numbers in a document."""
    groups_with_comma: bool
    """Whether 10,000 is ten thousand; elsewhere a comma is a decimal point."""
    date: DateForm

    name: str
    """What its speakers call it."""
    contents: str
    """What a table of contents is called."""
    revisions: RevisionWords
    commits: CommitWords
    spoken: SpokenMarks

    house: str
    """The house style of its comparison tables where none is chosen."""
    notice: str
    """The template of the agenda item, the document where none is chosen."""
    whole_notice: str
    """The template of the whole notice of a meeting that votes on one amendment alone."""
    annual: tuple[str, ...]
    """Words in the name of a meeting by which it is the annual one, in small letters."""
