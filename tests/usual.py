"""Hypothesis strategies for articles as companies print them, which a reader can tell apart.

:mod:`tests.strategies` makes everything that a charter may hold. Print cannot tell all of it:
an item without a text, a list that begins with (4), a sentence that looks like a mark. Here
numbers count from 1, every provision has a text, and texts are sentences of their own, so
that the same charter has to come back from every format that it is printed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from hypothesis import strategies as st

from amendtool.articles.charter import Article, Chapter, Charter, Provision, Status, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, DraftingStyle

_WHO = {
    "en": ("The Company", "The Board of Directors", "A shareholder", "The President", "An auditor"),
    "ja": ("当会社", "取締役会", "株主", "代表取締役", "監査役"),
}
_DOES = {
    "en": (
        "shall keep a register of", "may delegate to a director", "decides by resolution on",
        "shall give notice of", "may inspect at any time", "shall report without delay on",
    ),
    "ja": ("名簿を備え置く", "取締役に委任することができる", "決議により定める", "通知を発する",
           "いつでも閲覧することができる", "遅滞なく報告しなければならない"),
}  # fmt: skip
_WHAT = {
    "en": (
        "the shares issued", "the matters set forth in Article 1", "the accounts of each year",
        "the minutes (including annexes)", "13,000,000 shares", "Article 309 of the Companies Act",
        "the record date", "its head office in Minato-ku, Tokyo",
    ),
    "ja": ("発行済株式", "第１条に定める事項", "各事業年度の計算書類", "議事録（附属書類を含む。）",
           "13,000,000株", "会社法第309条に定める事項", "基準日", "東京都港区の本店"),
}  # fmt: skip
_HEADINGS = {
    "en": (
        "Purpose", "Head Office", "Record Date", "Board of Directors", "Convocation",
        "Person Entitled to Convene and Chairman of the Board of Directors", "Shares (Classes)",
    ),
    "ja": ("目的", "本店の所在地", "基準日", "取締役会", "招集", "取締役会の招集権者及び議長",
           "株式（種類）"),
}  # fmt: skip


def sentences(style: DraftingStyle) -> st.SearchStrategy[str]:
    """A sentence that looks like nothing else."""
    return _sentences(style.name, style is EN)


# Made once for each style: making a strategy anew for each draw takes longer than the draw.
@cache
def _sentences(name: str, spaced: bool) -> st.SearchStrategy[str]:
    def sentence(parts: tuple[str, str, str]) -> str:
        who, does, what = parts
        return f"{who} {does} {what}." if spaced else f"{who}は、{what}について{does}。"

    return st.tuples(*map(st.sampled_from, (_WHO[name], _DOES[name], _WHAT[name]))).map(sentence)


def headings(style: DraftingStyle) -> st.SearchStrategy[str]:
    """A heading of an article or chapter."""
    return _SAMPLED_HEADINGS[style.name]


_SAMPLED_HEADINGS = {name: st.sampled_from(each) for name, each in _HEADINGS.items()}


@cache
def _one_or_two(name: str, spaced: bool) -> st.SearchStrategy[list[str]]:
    return st.lists(_sentences(name, spaced), min_size=1, max_size=2)


def having(
    one: Provision,
    *,
    text: str | None = None,
    items: Iterable[Provision] | None = None,
    closing: str | None = None,
) -> Provision:
    """The same provision with another text, other items, or another closing."""
    return provision(
        one.number,
        one.text if text is None else text,
        one.items if items is None else items,
        one.closing if closing is None else closing,
        one.form,
    )


@st.composite
def items(draw: st.DrawFn, style: DraftingStyle, depth: int = 1) -> tuple[Provision, ...]:
    """Two to four items, some of the first two levels with items in them."""
    found = []
    for number in range(1, draw(st.integers(2, 4)) + 1):
        inner: tuple[Provision, ...] = ()
        if depth < 3 and draw(st.integers(0, 5)) == 0:
            inner = draw(items(style, depth + 1))
        found.append(provision(number=Number.of(number), text=draw(sentences(style)), items=inner))
    return tuple(found)


@st.composite
def paragraphs(draw: st.DrawFn, style: DraftingStyle) -> tuple[Provision, ...]:
    """One to three paragraphs, each perhaps with items."""
    found = []
    for number in range(1, draw(st.sampled_from((1, 1, 2, 3))) + 1):
        text = " ".join if style is EN else "".join
        body = text(draw(_one_or_two(style.name, style is EN)))
        listed = draw(items(style)) if draw(st.integers(0, 3)) == 0 else ()
        found.append(provision(number=Number.of(number), text=body, items=listed))
    return tuple(found)


@st.composite
def charters(draw: st.DrawFn, style: DraftingStyle, *, most: int = 8) -> Charter:
    """A charter with branches, placeholders, chapters and supplementary provisions."""
    numbers: list[Number] = []
    for main in range(1, draw(st.integers(2, most)) + 1):
        numbers.append(Number.of(main))
        if main > 1 and draw(st.integers(0, 7)) == 0:
            numbers.append(Number.of(main, 2))
    statuses = st.sampled_from([Status.TEXT] * 6 + [Status.OMITTED, Status.RESERVED])
    chapters: list[Chapter] = []
    places: list[str | None] = [None]
    if draw(st.booleans()):
        places = []
        for number in range(1, draw(st.integers(1, 3)) + 1):
            heading = draw(headings(style))
            chapters.append(Chapter(key=f"c{number}", number=Number.of(number), heading=heading))
            places.append(f"c{number}")
    per = -(-len(numbers) // len(places))
    articles = [
        _article(draw, style, f"a{at}", number, draw(statuses), places[at // per])
        for at, number in enumerate(numbers)
    ]
    used = {article.chapter for article in articles}
    supplementary = [
        _article(draw, style, f"s{number}", Number.of(number), Status.TEXT, None)
        for number in range(1, draw(st.sampled_from((0, 0, 1, 3))) + 1)
    ]
    return Charter(
        articles=tuple(articles),
        chapters=tuple(chapter for chapter in chapters if chapter.key in used),
        supplementary=tuple(supplementary),
    )


def _article(
    draw: st.DrawFn,
    style: DraftingStyle,
    key: str,
    number: Number,
    status: Status,
    chapter: str | None,
) -> Article:
    headed = status is not Status.RESERVED and draw(st.integers(0, 5)) > 0
    return Article(
        key=key,
        number=number,
        heading=draw(headings(style)) if headed else None,
        body=draw(paragraphs(style)) if status is Status.TEXT else (),
        status=status,
        chapter=chapter,
    )
