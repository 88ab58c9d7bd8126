"""Hypothesis strategies for bylaws: Articles with Sections in them, and amendments of these.

An amendment comes with the plain model of what it should give: for each proposed Article the
keys of its Sections in their order.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.operations import Delete, Insert, Operation, Renumber
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Article, Chapter, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.numerals import ROMAN_CAPITAL
from amendtool.articles.styles import BYLAWS, BYLAWS_RESTART, DraftingStyle

styles = st.sampled_from((BYLAWS, BYLAWS_RESTART))

Layout = tuple[tuple[str, tuple[str, ...]], ...]
"""The keys of the Articles, each with those of its Sections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Bylaws, an amendment of them, and the layout that it should give."""

    style: DraftingStyle
    charter: Charter
    amendment: Amendment
    layout: Layout


def layout_of(charter: Charter) -> Layout:
    """The layout that a charter has."""
    return tuple(
        (chapter.key, tuple(a.key for a in charter.articles if a.chapter == chapter.key))
        for chapter in charter.chapters
    )


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """One to four Articles of up to four Sections each, with at least one Section in all."""
    counts = draw(st.lists(st.integers(0, 4), min_size=1, max_size=4).filter(any))
    return tuple(
        (f"article-{at}", tuple(f"section-{at}-{n}" for n in range(1, count + 1)))
        for at, count in enumerate(counts, 1)
    )


@st.composite
def bylaws(draw: st.DrawFn, style: DraftingStyle, *, citing: bool = True) -> Charter:
    """Bylaws of one or more Articles, whose Sections cite each other."""
    layout = draw(layouts())
    numbers = [
        (chapter, n) for chapter, (_, keys) in enumerate(layout, 1) for n in range(1, len(keys) + 1)
    ]
    articles = []
    for chapter, (outer, keys) in enumerate(layout, 1):
        for n, key in enumerate(keys, 1):
            text = "The Board shall act."
            if citing:
                text = f"Subject to {draw(citations(style, numbers, chapter))}, the Board acts."
            items = tuple(
                provision(number=Number.of(each), text=f"{key} {each}") for each in (1, 2)
            )
            paragraph = provision(number=Number.of(1), text=text, items=items)
            number = Number.of(chapter, n)
            articles.append(
                Article(
                    key=key,
                    number=number,
                    heading=f"Head of {key}",
                    body=(paragraph,),
                    chapter=outer,
                )
            )
    chapters = tuple(
        Chapter(key=key, number=Number.of(at), heading=key.upper())
        for at, (key, _) in enumerate(layout, 1)
    )
    return Charter(articles=tuple(articles), chapters=chapters)


@st.composite
def citations(
    draw: st.DrawFn, style: DraftingStyle, numbers: list[tuple[int, int]], own: int
) -> str:
    """A citation of one or two of the Sections, of an Article, or of where it stands."""
    chapter, n = draw(st.sampled_from(numbers))
    other, m = draw(st.sampled_from(numbers))
    roman, second = ROMAN_CAPITAL.write(chapter), ROMAN_CAPITAL.write(other)
    forms = [f"Article {roman}", f"Articles {roman} and {second}", "this Article", "this Section"]
    if style is BYLAWS:
        forms += [
            f"Section {chapter}.{n}", f"Section {chapter}.{n}(b)", f"Article {roman}, "
            f"Section {chapter}.{n}", f"Sections {chapter}.{n} and {other}.{m}",
            f"paragraph (a) of Section {chapter}.{n}", f"Section {chapter}.{n} of these Bylaws",
        ]  # fmt: skip
    else:
        beside = draw(st.sampled_from([m for c, m in numbers if c == own]))
        forms += [
            f"Article {roman}, Section {n}", f"Section {n} of Article {roman}",
            f"Article {roman}, Section {n}(b)", f"Section {beside}",
            f"Section {beside} of this Article", f"paragraph (a) of Section {beside}",
        ]  # fmt: skip
    return draw(st.sampled_from(forms))


def _section(number: Number) -> Address:
    return Address(article=number)


def _article(number: int) -> Address:
    return Address(chapters=(Number.of(number),))


def _one(address: Address) -> AddressRange:
    return AddressRange(address, address)


@st.composite
def amended(draw: st.DrawFn, *, citing: bool = True) -> Drawn:
    """Bylaws and an amendment: Articles and Sections come, go and are moved elsewhere."""
    style = draw(styles)
    charter = draw(bylaws(style, citing=citing))
    operations: list[Operation] = []
    number_of = {article.key: article.number for article in charter.articles}
    rows: list[tuple[str, list[str], bool]] = []
    moving: list[str] = []
    for at, (key, keys) in enumerate(layout_of(charter), 1):
        if draw(st.integers(0, 4)) == 0:
            operations.append(Delete(target=_one(_article(at))))
            continue
        stay: list[str] = []
        for each in keys:
            fate = draw(st.integers(0, 7))
            if fate == 0:
                operations.append(Delete(target=_one(_section(_known(number_of[each])))))
            elif fate == 1:
                moving.append(each)
            else:
                stay.append(each)
        rows.append((key, stay, False))
    if not rows or draw(st.booleans()):
        place = draw(st.integers(0, len(rows)))
        rows.insert(place, ("new-article", [], True))
    for key in (*moving, *(f"new-section-{n}" for n in range(draw(st.integers(0, 2))))):
        into = draw(st.sampled_from(rows))[1]
        into.insert(draw(st.integers(0, len(into))), key)
    for at, (key, inside, new) in enumerate(rows, 1):
        if new:
            operations.append(Insert(target=_article(at), key=key, heading="NEW"))
        for n, each in enumerate(inside, 1):
            to = _section(Number.of(at, n))
            if each not in number_of:
                body = (provision(number=Number.of(1), text="New text."),)
                operations.append(Insert(target=to, key=each, heading="New", body=body))
            elif each in moving:
                present = _section(_known(number_of[each]))
                operations.append(Renumber(target=_one(present), to=_one(to)))
    renumbered = [op for op in operations if isinstance(op, Renumber)]
    if all(op.target == op.to for op in renumbered) and len(renumbered) == len(operations):
        operations.append(Insert(target=_article(len(rows) + 1), key="last", heading="LAST"))
        rows.append(("last", [], True))
    return Drawn(
        style=style,
        charter=charter,
        amendment=Amendment(name="x", operations=tuple(operations)),
        layout=tuple((key, tuple(keys)) for key, keys, _ in rows),
    )


def _known(number: Number | None) -> Number:
    assert number is not None
    return number
