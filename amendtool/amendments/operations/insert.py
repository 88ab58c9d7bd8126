"""Insert: a provision comes."""

from __future__ import annotations

from dataclasses import dataclass

from amendtool.amendments.operations.common import NO_DATES, Dates, Numbering
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Paragraph, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """A new provision at ``target``.

    The last number of ``target`` is the one in the proposed articles, what stands before
    it is a present address. With ``after``, a present address, the number follows from the
    numbering policy, and ``target`` only repeats ``after``. Where the numbering is
    ``reserve``, ``target`` is the present address of the placeholder. Supplementary
    provisions as a whole are paragraphs without an article number.

    ``key`` belongs to articles and chapters; ``body`` holds the paragraphs of an article;
    for a paragraph or an item it holds that one provision, as the only paragraph.
    """

    target: Address
    after: Address | None = None
    key: str | None = None
    heading: str | None = None
    body: tuple[Paragraph, ...] = ()
    status: Status = Status.TEXT
    chapter: Address | None = None
    """The chapter, in proposed numbers, that a new article or section belongs to.

    An empty address means that the article stands in no chapter.
    """
    holds: AddressRange | None = None
    """The articles, in proposed numbers, that a new chapter stands over."""
    numbering: Numbering | None = None
    dates: Dates = NO_DATES
    remark: str | None = None
    """What the column for remarks says beside the provision, line by line."""
