"""The operations of an amendment, as values.

Every address means the present numbering; ``insert`` and the ``to`` of ``renumber`` name
the number that a provision has in the proposed articles. All operations of an amendment
happen at once, against the present articles (``docs/adr/0001-at-once.md``).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Paragraph, Status


class Numbering(StrEnum):
    """What happens to the other numbers when a provision comes or goes."""

    SHIFT = "shift"
    """They close up."""
    BRANCH = "branch"
    """They stay: what comes takes a branch number (第5条の2), what goes leaves a placeholder."""
    RESERVE = "reserve"
    """They stay: what goes leaves a placeholder, what comes takes the place of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The dates that one operation may carry besides those of the amendment."""

    effective: datetime.date | None = None
    delete_on: datetime.date | None = None
    delete_when: str | None = None
    """In words, the event with which the provision goes, where no day is known."""


NO_DATES = Dates()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Replace:
    """A new text for the whole provision, or a new heading; the key and the number stay.

    For a chapter, ``holds`` says which articles, in proposed numbers, stand in it and in its
    sections; what stood in it before them goes to the chapter before, what stood behind
    them to the next one.
    """

    target: Address
    heading: str | None = None
    drop_heading: bool = False
    body: tuple[Paragraph, ...] | None = None
    status: Status = Status.TEXT
    holds: AddressRange | None = None
    expects: str | None = None
    """The present text that is to be replaced; when it is not there, the base is stale."""
    dates: Dates = NO_DATES
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacePhrase:
    """``find`` becomes ``substitute`` inside one provision, exactly ``count`` times."""

    target: Address
    find: str
    substitute: str
    count: int = 1
    dates: Dates = NO_DATES
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """The provisions of ``target`` go, or leave a placeholder, as ``numbering`` says.

    A chapter goes with its articles; the heading of a chapter goes alone, and its articles
    join the chapter or section before.
    """

    target: AddressRange
    numbering: Numbering | None = None
    dates: Dates = NO_DATES
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renumber:
    """The provisions of ``target`` get the numbers of ``to``, in their order."""

    target: AddressRange
    to: AddressRange
    dates: Dates = NO_DATES
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The provisions of ``target`` go to another place and stay what they are.

    Either ``to`` names it: the last numbers are those in the proposed articles, what stands
    before them is a present address. Or they go behind ``after``, a present address. A
    chapter takes its articles along.
    """

    target: AddressRange
    to: AddressRange | None = None
    after: Address | None = None
    chapter: Address | None = None
    """The chapter, in proposed numbers, where an article lands; as in :class:`Insert`."""
    numbering: Numbering | None = None
    dates: Dates = NO_DATES
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the articles that an article is split into.

    ``at`` is its number in the proposed articles, ``holds`` are the paragraphs, present
    addresses, that it takes. ``key`` belongs to the parts that are new.
    """

    at: Address
    holds: AddressRange
    key: str | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The article ``target`` becomes several; the part at ``heir`` keeps its key."""

    target: Address
    parts: tuple[Part, ...]
    heir: Address
    dates: Dates = NO_DATES
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The articles of ``target`` become one, with all their paragraphs in order.

    It has the number ``to`` in the proposed articles, and the key, the chapter and the
    heading of the present article ``heir``, unless ``heading`` gives another one.
    """

    target: AddressRange
    to: Address
    heir: Address
    heading: str | None = None
    dates: Dates = NO_DATES
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retarget:
    """References to a present provision become references to a proposed one.

    It answers the question what becomes of a reference whose target is deleted. With
    ``within`` it holds only for what stands in that present provision.
    """

    target: Address
    to: Address
    within: Address | None = None
    dates: Dates = NO_DATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """References to these provisions stay as they are, or go on with the new ends of a range.

    It answers the question whether a range may take in a new provision, or a reference
    stay whose target is deleted. ``within`` as in :class:`Retarget`.
    """

    target: AddressRange
    within: Address | None = None
    dates: Dates = NO_DATES


Operation = (
    Insert | Replace | ReplacePhrase | Delete | Renumber | Move | Split | Merge | Retarget | Keep
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One proposal to amend the articles.

    ``name`` is the stem of its file and the name of its tag. The dates of law are those of
    the resolution of the board, the adoption by the meeting and the entry into force.
    """

    name: str
    title: str = ""
    meeting: str = ""
    resolved: datetime.date | None = None
    adopted: datetime.date | None = None
    effective: datetime.date | None = None
    reasons: tuple[str, ...] = ()
    """Texts in the words of the articles' language; empty lines part paragraphs."""
    numbering: Numbering = Numbering.SHIFT
    operations: tuple[Operation, ...] = ()
    follow: bool = True
    """Whether references in texts that stay follow their targets; an inverse is literal."""

    announced: datetime.date | None = None
    """The day of the press release or disclosure, where it is not that of the board."""
    item: int | None = None
    """The number that the proposal has on the agenda of the meeting."""
    meeting_as_printed: str = ""
    """The name of the meeting in documents, where they print another than ``meeting``."""
    after: str | None = None
    """The amendment whose result the addresses mean; None for the articles of its own day."""
    mentions: tuple[AddressRange, ...] = ()
    """Provisions that the reasons may cite although the amendment does not touch them."""
