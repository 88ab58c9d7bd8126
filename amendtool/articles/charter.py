"""The articles of incorporation as values: charter, chapters, articles, provisions in them.

A charter is flat: its articles stand in one row, and each names the chapter that it belongs
to. A chapter is a heading over a run of articles. The order of provisions is the order in which
they stand: a number may be missing, or out of turn, and one that stands twice is told apart by
its ``nth``.

Texts hold no white space but single spaces and, between unnumbered blocks of one
provision, single line feeds; nothing else about them is ever changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from enum import Enum
from typing import Final, TypeAlias

from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.numerals import LITERAL
from amendtool.articles.page import NO_PAGE, Page
from amendtool.errors import InputError, Problem
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.values import dataclass

DEEPEST: Final = 32
"""So many levels of provisions may stand in one another, the paragraph counted.

No articles have a third of it. What walks over provisions calls itself for each level, so a
tree without a limit could exhaust the stack of the program.
"""

_ASCII_SPACE = compiled(r"[ \t\r\f\v]+")


def tidy(text: str) -> str:
    """``text`` with runs of ASCII white space as one space and none at the ends of lines.

    Line feeds stay, as the border between unnumbered blocks; empty lines do not. White
    space of other alphabets, such as U+3000, is text and stays as it is.
    """
    if text.isprintable() and "  " not in text:
        return text.strip(" ")  # one line, as nearly all texts are
    lines = (_ASCII_SPACE.sub(" ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _require_tidy(*texts: str) -> None:
    for text in texts:
        if text != tidy(text):
            raise ValueError(f"a text with untidy white space: {text!r}")


class Status(Enum):
    """Whether an article carries its text."""

    TEXT = "text"
    OMITTED = "omitted"
    """The text was not published; the article is carried and numbered like any other."""
    RESERVED = "reserved"
    """The article was deleted and keeps its number as a placeholder."""


class _Labelled:
    """What has a number, and perhaps a form of its own to print it in.

    Two such values are equal when they say the same and print the same mark: a form compares by
    what it makes of the number, and None, the form of the level, is equal to None alone. So
    nothing keeps a form that prints as its level does; whoever reads a mark leaves that out.
    """

    __slots__ = ()

    form: NumberForm | None

    @property
    def mark(self) -> str | None:
        """The number as the form of its own tells it; None where it has none."""
        number: Number | None = getattr(self, "number")  # noqa: B009 - a field of each of them
        return None if self.form is None or number is None else self.form.told(number)

    def _said(self) -> tuple[object, ...]:
        """What it says beside its mark."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(other) is not type(self):
            return NotImplemented
        assert isinstance(other, _Labelled)
        return self._said() == other._said() and (
            self.form is other.form or self.mark == other.mark
        )

    def __hash__(self) -> int:
        return hash(self._said())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Provision(_Labelled):
    """A provision below an article, at any depth: a paragraph, an item, a sub-item.

    ``body`` holds its texts and the provisions in it, as they stand in print: a text in front
    of them, texts between them that have no number of their own, a text behind the last. No
    two texts stand side by side: blocks of one text are lines of it. ``form`` is how the number
    is written in the articles, None where that is as its level is written; it compares by what it
    prints. The first paragraph of an article prints its number only when it has one. ``gap`` is
    what stands between mark and text where that departs from its level, '' for nothing; it does
    not compare, for no operation changes it.

    ValueError when a text is empty or untidy, or two of the provisions have one number;
    InputError (``too-deep``) when it has more than ``DEEPEST`` levels. Readers, which know the
    place, look before; this is for what operations put together.
    """

    number: Number
    body: Body = ()
    form: NumberForm | None = field(default=None, repr=False)
    gap: str | None = field(default=None, compare=False, repr=False)
    levels: int = field(init=False, compare=False, repr=False)
    """How many levels it has, its own counted."""

    def __post_init__(self) -> None:
        _require_body(self.body)
        inner = 0
        for each in self.body:
            if not isinstance(each, str) and each.levels > inner:
                inner = each.levels
        if inner >= DEEPEST:
            raise InputError(too_deep())
        object.__setattr__(self, "levels", inner + 1)

    def _said(self) -> tuple[object, ...]:
        return self.number, self.body

    @property
    def text(self) -> str:
        """The text in front of the provisions; '' where there is none."""
        return text_of(self.body)

    @property
    def items(self) -> tuple[Provision, ...]:
        """The provisions in this one, in order."""
        return provisions_of(self.body)

    @property
    def closing(self) -> str:
        """The text behind the last of the provisions; '' where there is none."""
        return closing_of(self.body)


def too_deep() -> Problem:
    """That provisions stand in one another more deeply than is read."""
    return Problem(
        code="too-deep",
        message=say(
            "provisions stand in one another on more than {deepest} levels", deepest=DEEPEST
        ),
        hint=say("write the deepest of them on a level that is not so deep, or as text"),
    )


def goes_unnumbered(provision: Provision | Article) -> bool:
    """Whether a provision has no number where those beside it do.

    It is counted as the one before it once more, 0 before the first, and goes with that one. It
    prints nothing, or a mark that holds no number.
    """
    form, number = provision.form, provision.number
    if number is None or not number.last:
        return True
    return number.nth > 1 and form is not None and (form.silent or form.numeral is LITERAL)


Body: TypeAlias = tuple[str | Provision, ...]
"""What stands in a provision, in the order of print: texts without a number, and provisions."""


def text_of(body: Body) -> str:
    """The text that a body begins with; '' where it begins with a provision."""
    return body[0] if body and isinstance(body[0], str) else ""


def provisions_of(body: Body) -> tuple[Provision, ...]:
    """The provisions of a body, in order."""
    return tuple([each for each in body if not isinstance(each, str)])


def closing_of(body: Body) -> str:
    """The text that a body ends with behind its provisions; '' where there is none."""
    return body[-1] if len(body) > 1 and isinstance(body[-1], str) else ""


def body_of(text: str = "", items: Iterable[Provision] = (), closing: str = "") -> Body:
    """A body: a text, the provisions behind it, and the text behind them; '' is no text.

    ValueError for a closing text without provisions before it.
    """
    items = tuple(items)
    if closing and not items:
        raise ValueError("a closing text without provisions before it")
    return (*([text] if text else ()), *items, *([closing] if closing else ()))


def provision(
    number: Number,
    text: str = "",
    items: Iterable[Provision] = (),
    closing: str = "",
    form: NumberForm | None = None,
) -> Provision:
    """A provision with a text, others behind it, and a text behind them, as most have it."""
    return Provision(number=number, body=body_of(text, items, closing), form=form)


def same_words(one: Body, other: Body) -> bool:
    """Whether two bodies say the same under the same numbers, however these are printed."""
    if one is other:
        return True
    return len(one) == len(other) and all(
        a == b
        if isinstance(a, str) or isinstance(b, str)
        else a.number == b.number and same_words(a.body, b.body)
        for a, b in zip(one, other, strict=True)
    )


def same_but_for_marks(one: Article, other: Article) -> bool:
    """Whether two articles are equal, however their numbers are printed."""
    return (
        (one.key, one.number, one.heading, one.status, one.chapter)
        == (other.key, other.number, other.heading, other.status, other.chapter)
    ) and same_words(one.body, other.body)  # fmt: skip


def with_provisions(body: Body, provisions: Iterable[Provision]) -> Body:
    """``body`` with as many other provisions in the place of its own.

    ValueError when there are more or fewer of them.
    """
    others = iter(provisions)
    try:
        found = tuple([each if isinstance(each, str) else next(others) for each in body])
    except StopIteration:
        raise ValueError("fewer provisions than before") from None
    if next(others, None) is not None:
        raise ValueError("more provisions than before")
    return found


def _require_body(body: Body) -> None:
    before: str | Provision | None = None
    for each in body:
        if isinstance(each, str):
            _require_tidy(each)
            if not each or isinstance(before, str):
                raise ValueError("a text that is empty, or two texts side by side")
        before = each
    numbers = [each.number for each in body if not isinstance(each, str)]
    if len(numbers) > 1:
        _require_distinct("provision", numbers)


def _require_distinct(level: str, numbers: Sequence[Number]) -> None:
    if len(set(numbers)) == len(numbers):
        return
    seen: set[Number] = set()
    for number in numbers:
        if number in seen:
            raise ValueError(f"{level} {number} stands twice; the second needs another `nth`")
        seen.add(number)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Article(_Labelled):
    """An article.

    ``key`` is its identity, which never changes; ``number`` is None only in supplementary
    provisions that are plain paragraphs. ``chapter`` is the key of the innermost chapter. What
    has no number among others that do, such as a text below the heading of a chapter, is an
    article as well (:func:`goes_unnumbered`).
    """

    key: str
    number: Number | None
    heading: str | None = None
    body: Body = ()
    status: Status = Status.TEXT
    chapter: str | None = None
    form: NumberForm | None = field(default=None, repr=False)
    """How its number is printed, where that departs from the other articles."""

    def __post_init__(self) -> None:
        if self.heading is not None:
            _require_heading(self.heading)
        if bool(self.body) != (self.status is Status.TEXT):
            raise ValueError("an article has a body exactly when its text is given")
        _require_body(self.body)
        if not all(isinstance(each, str) or each.body for each in self.body):
            raise ValueError("a paragraph without text or items")

    def _said(self) -> tuple[object, ...]:
        return self.key, self.number, self.heading, self.body, self.status, self.chapter

    @property
    def paragraphs(self) -> tuple[Provision, ...]:
        """Its paragraphs, in order."""
        return provisions_of(self.body)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chapter(_Labelled):
    """A chapter: a heading over a run of articles; ``parent`` is the key of an outer one."""

    key: str
    number: Number
    heading: str | None = None
    parent: str | None = None
    form: NumberForm | None = field(default=None, repr=False)
    """How its number is printed, where that departs from the other chapters at its depth."""

    def __post_init__(self) -> None:
        if self.heading is not None:
            _require_heading(self.heading)

    def _said(self) -> tuple[object, ...]:
        return self.key, self.number, self.heading, self.parent


def _require_heading(heading: str) -> None:
    _require_tidy(heading)
    if not heading or "\n" in heading:
        raise ValueError("a heading is one line of text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """The whole articles of incorporation at one moment.

    ``articles`` and ``chapters`` stand in the order of the document (an outer chapter before
    the inner ones), ``supplementary`` holds the articles of the supplementary provisions, which
    are numbered for themselves. Where these are several blocks, ``blocks`` are those that have
    a title of their own (附則（令和４年６月24日）), each with a numbering of its own: its articles
    have its key as their ``chapter``, and stand behind those without one. Their numbers are told
    apart over all blocks (``nth``), and know the title that they are named by. Keys are
    unique over the whole charter. ``preamble`` is the text before the first chapter or
    article, ``closing`` the text after the last provision (signatures, dates, list of
    revisions), each block a line. ``page`` is how they are printed where an amendment has said
    it. Findings that a charter may have and still be carried
    (a gap in the numbers) are told by :func:`amendtool.articles.findings.findings`.
    """

    articles: tuple[Article, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    supplementary: tuple[Article, ...] = ()
    preamble: str = ""
    closing: str = ""
    blocks: tuple[Chapter, ...] = ()
    page: Page = NO_PAGE

    def __post_init__(self) -> None:
        _require_tidy(self.preamble, self.closing)
        _require_distinct("article", [a.number for a in self.articles if a.number is not None])
        if any(article.number is None for article in self.articles):
            raise ValueError("only supplementary provisions may stand without a number")
        _require_distinct(
            "supplementary article",
            [a.number for a in self.supplementary if a.number is not None],
        )
        if sum(article.number is None for article in self.supplementary) > 1:
            raise ValueError("only one block of supplementary provisions may have no number")
        keys = [chapter.key for chapter in (*self.chapters, *self.blocks)]
        keys += [article.key for article in self.every_article()]
        if len(set(keys)) != len(keys):
            raise ValueError("a key stands twice")
        known = {chapter.key for chapter in self.chapters}
        used = {article.chapter for article in self.articles} - {None}
        if not used <= known:
            raise ValueError("an article in a chapter that is not there")
        place = {block.key: at for at, block in enumerate(self.blocks)}
        homes = [article.chapter for article in self.supplementary]
        if not {home for home in homes if home is not None} <= place.keys():
            raise ValueError("an article in a chapter that is not there")
        order = [-1 if home is None else place[home] for home in homes]
        if order != sorted(order) or any(block.parent is not None for block in self.blocks):
            raise ValueError("blocks of supplementary provisions stand one behind the other")

    def in_block(self, key: str | None) -> tuple[Article, ...]:
        """The articles of a block of the supplementary provisions; None is the one of no title."""
        return tuple(article for article in self.supplementary if article.chapter == key)

    def every_article(self) -> Iterator[Article]:
        """The articles, then those of the supplementary provisions."""
        yield from self.articles
        yield from self.supplementary

    def by_key(self) -> dict[str, Article]:
        """Every article by its key."""
        return {article.key: article for article in self.every_article()}

    def is_supplementary(self, key: str) -> bool:
        """Whether the article with this key stands in the supplementary provisions."""
        return any(article.key == key for article in self.supplementary)

    def ways_in(self) -> dict[str, tuple[Chapter, ...]]:
        """Each chapter, by its key, behind those around it, the outermost first."""
        by_key = {chapter.key: chapter for chapter in (*self.chapters, *self.blocks)}
        found: dict[str, tuple[Chapter, ...]] = {}
        for chapter in by_key.values():
            way = [chapter]
            while (outer := way[-1].parent) is not None and outer not in found:
                way.append(by_key[outer])
            for each in reversed(way):
                around = () if each.parent is None else found[each.parent]
                found[each.key] = (*around, each)
        return found

    def outer_chapters(self, key: str | None) -> tuple[Chapter, ...]:
        """The chapter with this key and those around it, the outermost first."""
        by_key = {chapter.key: chapter for chapter in (*self.chapters, *self.blocks)}
        found: list[Chapter] = []
        while key is not None:
            chapter = by_key[key]
            found.insert(0, chapter)
            key = chapter.parent
        return tuple(found)


def article_texts(article: Article) -> Iterator[str]:
    """Every text of an article in reading order, the heading first; without numbers."""
    if article.heading is not None:
        yield article.heading
    yield from body_texts(article)


def body_texts(owner: Article | Provision) -> Iterator[str]:
    """Every text of the body of a provision in reading order; without numbers."""
    for each in owner.body:
        if isinstance(each, str):
            yield each
        else:
            yield from body_texts(each)


def renumbered(article: Article, number: Number | None) -> Article:
    """The same article under another number."""
    return replace(article, number=number)
