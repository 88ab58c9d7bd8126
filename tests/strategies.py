"""Hypothesis strategies for the core: numbers, texts, articles, charters and amendments.

An amendment made here is valid by construction, and comes with what it should do to the
numbers as a plain model tells it: see :func:`amended`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from typing import Any

from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.inverse import runs
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Move,
    Numbering,
    Operation,
    Renumber,
    Replace,
    ReplacePhrase,
)
from amendtool.articles.addresses import (
    Address,
    AddressRange,
    address_of_article,
    address_of_chapter,
)
from amendtool.articles.charter import (
    Article,
    Body,
    Chapter,
    Charter,
    Provision,
    Status,
    article_texts,
    provision,
    tidy,
)
from amendtool.articles.numbers import Number, told_apart
from amendtool.articles.styles import EN, JA, DraftingStyle
from amendtool.articles.styles import STYLES as BUILT_IN
from amendtool.articles.text.clause import Clause

STYLES = (EN, JA)
NUMBERED_THROUGH = tuple(
    sorted(name for name, style in BUILT_IN.items() if not style.numbered_in_chapters)
)
"""The names of the styles that the charters made here can be in; others have theirs."""

styles = st.sampled_from(STYLES)

# --------------------------------------------------------------------------- numbers

numbers = st.lists(st.integers(1, 120), min_size=1, max_size=3).map(lambda p: Number(tuple(p)))


# A charter draws hundreds of times. What it draws from is made once and not for each draw, and
# its parts are functions that draw and not strategies within strategies: most of the time that a
# law takes would go into those.
_TOSS = st.booleans()
_ONE_IN_THREE = st.integers(0, 2).map(lambda drawn: drawn == 0)
_SMALL = st.lists(st.integers(1, 9), min_size=1, max_size=3).map(lambda p: Number(tuple(p)))


@cache
def _count(most: int) -> st.SearchStrategy[int]:
    return st.integers(1, most)


@cache
def _branched(most: int) -> st.SearchStrategy[set[Number]]:
    return st.sets(_SMALL, min_size=1, max_size=most)


def _ascending(draw: st.DrawFn, most: int) -> list[Number]:
    """Numbers in ascending order: mostly 1, 2, 3, sometimes with branches and gaps."""
    if draw(_TOSS):
        return [Number.of(n) for n in range(1, draw(_count(most)) + 1)]
    return sorted(draw(_branched(most)))


@st.composite
def ascending(draw: st.DrawFn, *, most: int = 4) -> list[Number]:
    """Numbers in ascending order: mostly 1, 2, 3, sometimes with branches and gaps."""
    return _ascending(draw, most)


# ----------------------------------------------------------------------------- texts

_WORDS = {
    "en": (
        "the Company shall Directors Article 5. 2 14 -2 (1) (a) (i) (A) (12-2) 3. - -- # \\ \\2 "
        "No. e.g. Co., Ltd. A. B. end. end? end! (end.) “end.” ’s. (Deleted) (Provisions omitted) "
        "and shares; : \"unit\" $0.01 66 2/3% <b> & {{x}} naïve éclair 株式 a\u00a0b \u3000 x\u3000"
    ).split(" "),
    "ja": (
        "当会社 取締役 は 、 。 」 「 （ ） 第３条 第10条の２ ２ 10 ① (1) （1） (ア) イ イの２ ロ "
        "一 Co Ltd. a b ＡＢ \u3000 削\u3000除 （条文省略） # - \\ 葛\U000e0100城 神 か\u3099 ・ "
        "１０，０００株"
    ).split(" "),
}  # fmt: skip

_any_word = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp")), min_size=1, max_size=5
)


def words(style: DraftingStyle) -> st.SearchStrategy[str]:
    """Words of the style's language, many of which look like markers or labels."""
    return st.one_of(st.sampled_from(_WORDS[style.language]), _any_word)


def lines(style: DraftingStyle, *, most: int = 6) -> st.SearchStrategy[str]:
    """A tidy text of one line that is not empty."""
    joints = [" "] if style.language == "en" else ["", "", " ", "\u3000"]
    return (
        st.tuples(st.sampled_from(joints), st.lists(words(style), min_size=1, max_size=most))
        .map(lambda pair: tidy(pair[0].join(pair[1])))
        .filter(bool)
    )


def texts(style: DraftingStyle) -> st.SearchStrategy[str]:
    """A tidy text, mostly of one block."""
    one = lines(style)
    return st.one_of(one, one, st.lists(one, min_size=1, max_size=3).map("\n".join))


_SENTENCES = {
    "en": (
        "the Company", "The Company shall have no less than 2 Directors.", "(a) looks like an item",
        "2 looks like a paragraph", "No. 3 of Co., Ltd. and (1) more. Next", "One block.\nAnother.",
        "x", "shares; and", "The Board shall decide. The Board shall meet.", "(Deleted)",
    ),
    "ja": (
        "当会社", "取締役は、３名以内とする。", "イ　号のようにみえる", "２　項のようにみえる",
        "（以下「総会」という。）とする。次の文。", "一つの段\n別の段", "あ", "株式、新株予約権",
        "取締役会で定める。　取締役会を開く。", "削　除",
    ),
}  # fmt: skip


def sentences(style: DraftingStyle) -> st.SearchStrategy[str]:
    """Texts for whole charters, where any text would do and drawing each would take long."""
    return _SAMPLED_SENTENCES[style.language]


def headings(style: DraftingStyle) -> st.SearchStrategy[str]:
    """Headings for whole charters."""
    return _SAMPLED_HEADINGS[style.language]


_SAMPLED_SENTENCES = {language: st.sampled_from(each) for language, each in _SENTENCES.items()}
_SAMPLED_HEADINGS = {
    language: st.sampled_from([text.split("\n")[0] for text in each])
    for language, each in _SENTENCES.items()
}
_HEADINGS_OR_NONE = {language: st.none() | each for language, each in _SAMPLED_HEADINGS.items()}


# ------------------------------------------------------------------- clauses, articles


@st.composite
def items(
    draw: st.DrawFn, text: st.SearchStrategy[str], *, depth: int = 1, deepest: int = 5
) -> tuple[Provision, ...]:
    """Items, some with sub-items down to ``deepest`` and with texts after those."""
    return _items(draw, text, depth, deepest)


def _items(
    draw: st.DrawFn, text: st.SearchStrategy[str], depth: int = 1, deepest: int = 5
) -> tuple[Provision, ...]:
    found = []
    for number in _ascending(draw, 3):
        inner: tuple[Provision, ...] = ()
        if depth < deepest and draw(_ONE_IN_THREE):
            inner = _items(draw, text, depth + 1, deepest)
        found.append(provision(number=number, items=inner, **_around(draw, text, bool(inner))))
    return tuple(found)


def _around(draw: st.DrawFn, text: st.SearchStrategy[str], has_items: bool) -> dict[str, Any]:
    """The text before the items, and the one after them."""
    return {
        "text": draw(text) if draw(_TOSS) or not has_items else "",
        "closing": draw(text) if has_items and draw(_TOSS) else "",
    }


@st.composite
def paragraphs(
    draw: st.DrawFn, text: st.SearchStrategy[str], *, plain: bool = False
) -> tuple[Provision, ...]:
    """The paragraphs of one article; ``plain`` ones are numbered 1, 2, 3."""
    return _paragraphs(draw, text, plain)


def _paragraphs(
    draw: st.DrawFn, text: st.SearchStrategy[str], plain: bool
) -> tuple[Provision, ...]:
    found = []
    wanted = _ascending(draw, 3)
    if plain:
        wanted = [Number.of(n) for n in range(1, len(wanted) + 1)]
    for number in wanted:
        inner = _items(draw, text) if draw(_ONE_IN_THREE) else ()
        found.append(provision(number=number, items=inner, **_around(draw, text, bool(inner))))
    return tuple(found)


@st.composite
def clauses(draw: st.DrawFn, style: DraftingStyle) -> Clause:
    """What a clause file may hold."""
    heading = draw(st.none() | lines(style, most=3))
    status = draw(st.sampled_from((Status.TEXT, Status.TEXT, Status.TEXT, *Status)))
    body = draw(paragraphs(texts(style))) if status is Status.TEXT else ()
    return Clause(heading=heading, body=body, status=status)


_IRREGULAR = st.lists(st.integers(1, 6), min_size=1, max_size=5)


def _irregular(draw: st.DrawFn, text: st.SearchStrategy[str], depth: int) -> Body:
    """A body in which items are missing, stand twice, out of turn or anew, with texts between."""
    numbers = told_apart(Number.of(number) for number in draw(_IRREGULAR))
    found: list[str | Provision] = [draw(text)] if draw(_TOSS) else []
    for number in numbers:
        deeper = depth < 3 and draw(_ONE_IN_THREE)
        body: Body = _irregular(draw, text, depth + 1) if deeper else (draw(text),)
        found.append(Provision(number=number, body=body))
        if draw(_ONE_IN_THREE):
            found.append(draw(text))
    return tuple(found)


@st.composite
def irregular_bodies(draw: st.DrawFn, text: st.SearchStrategy[str]) -> Body:
    """The body of an article as nobody would draft one, and as some stand in print.

    Paragraphs and items are missing, stand twice or out of turn, lists begin anew, and texts
    without a number stand below the heading, between items and behind them.
    """
    row = draw(_IRREGULAR)
    front = draw(st.sampled_from(("", "", "text", "list")))
    found: list[str | Provision] = []
    if front:
        row = [1, *row]
    if front == "text":
        found.append(draw(text))
    numbers = told_apart([*([Number.of(0)] if front == "list" else []), *map(Number.of, row)])
    for number in numbers:
        listed = not number.last or draw(_TOSS)
        found.append(
            Provision(number=number, body=_irregular(draw, text, 1) if listed else (draw(text),))
        )
    return tuple(found)


@st.composite
def irregular_clauses(draw: st.DrawFn, style: DraftingStyle) -> Clause:
    """A clause file with such a body."""
    heading = draw(st.none() | lines(style, most=3))
    return Clause(heading=heading, body=draw(irregular_bodies(texts(style))))


_STATUSES = st.sampled_from((Status.TEXT, Status.TEXT, Status.TEXT, *Status))


def _article(
    draw: st.DrawFn, style: DraftingStyle, key: str, number: Number | None, chapter: str | None
) -> Article:
    status = draw(_STATUSES)
    return Article(
        key=key,
        number=number,
        heading=draw(_HEADINGS_OR_NONE[style.language]),
        body=_paragraphs(draw, sentences(style), True) if status is Status.TEXT else (),
        status=status,
        chapter=chapter,
    )


# --------------------------------------------------------------------------- charters


@st.composite
def charters(
    draw: st.DrawFn, style: DraftingStyle, *, gaps: bool = False, in_chapters: bool | None = None
) -> Charter:
    """Articles numbered through, with branches, chapters and supplementary provisions.

    With ``gaps`` some numbers may be missing, as in articles that have a long history.
    """
    row: list[Number] = []
    number = 0
    for _ in range(draw(st.integers(1, 7))):
        number += 1 + (draw(st.integers(0, 2)) if gaps else 0)
        row.append(Number.of(number))
        for branch in range(2, 2 + draw(st.sampled_from((0, 0, 0, 1, 2)))):
            row.append(Number.of(number, branch))
    if in_chapters is None:
        in_chapters = draw(st.booleans())
    chapters, homes = draw(_chapters(style, len(row))) if in_chapters else ((), [None] * len(row))
    articles = [
        _article(draw, style, f"a{index}", number, home)
        for index, (number, home) in enumerate(zip(row, homes, strict=True))
    ]
    habit = draw(st.sampled_from(("none", "own", "continued", "paragraphs")))
    start = {"own": 1, "continued": number + 1}.get(habit, 0)
    supplementary = [
        _article(draw, style, f"s{index}", Number.of(start + index), None)
        for index in range(draw(st.integers(1, 3)) if start else 0)
    ]
    if habit == "paragraphs":
        body = draw(paragraphs(sentences(style), plain=True))
        supplementary = [Article(key="s", number=None, body=body)]
    return Charter(articles=tuple(articles), chapters=chapters, supplementary=tuple(supplementary))


@st.composite
def _chapters(
    draw: st.DrawFn, style: DraftingStyle, count: int
) -> tuple[tuple[Chapter, ...], list[str | None]]:
    """Chapters and sections, and the one that each of ``count`` articles stands in."""
    places: list[str | None] = [None]
    found: list[Chapter] = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        heading = draw(st.none() | headings(style))
        found.append(Chapter(key=f"c{number}", number=Number.of(number), heading=heading))
        places.append(found[-1].key)
        for section in range(1, 1 + draw(st.sampled_from((0, 0, 1, 2)))):
            found.append(
                Chapter(
                    key=f"c{number}s{section}",
                    number=Number.of(section),
                    heading=draw(headings(style)),
                    parent=f"c{number}",
                )
            )
            places.append(found[-1].key)
    picks = draw(st.lists(st.integers(0, len(places) - 1), min_size=count, max_size=count))
    return tuple(found), [places[pick] for pick in sorted(picks)]


# -------------------------------------------------------------------------- amendments


@dataclass(slots=True)
class Amended:
    """A charter, an amendment to it, and the numbers that it should give."""

    charter: Charter
    amendment: Amendment
    numbers: dict[str, Number] = field(default_factory=dict)
    """By key, the proposed number of every article outside the supplementary provisions."""


@st.composite
def amended(
    draw: st.DrawFn, style: DraftingStyle, *, charter: Charter | None = None, prefix: str = "n"
) -> Amended:
    """A charter without gaps and a valid amendment to it.

    The model: the articles are a row of groups (an article with its branches). Some groups
    go, some come, and without chapters they may change places; the number of a group is its
    place in the row. Keys of new provisions begin with ``prefix``. References in texts that
    stay do not follow (``follow`` is off): what becomes of them is not part of the model.
    """
    if charter is None:
        charter = draw(charters(style))
    groups = [
        tuple(group)
        for _, group in groupby(charter.articles, key=lambda a: a.number.main if a.number else 0)
    ]
    gone = draw(st.sets(st.integers(0, len(groups) - 1), max_size=min(2, len(groups) - 1)))
    stay = [group for index, group in enumerate(groups) if index not in gone]
    operations: list[Operation] = []
    for index in sorted(gone):
        ends = (_at(groups[index][0]), _at(groups[index][-1]))
        operations.append(Delete(target=AddressRange(*ends)))
    shuffled = not charter.chapters and draw(st.integers(0, 3)) == 0
    row: list[tuple[Article, ...]] = list(draw(st.permutations(stay))) if shuffled else list(stay)
    new: list[Article] = []
    for count in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(row)))
        chapter = row[at - 1][-1].chapter if at else row[0][0].chapter
        article = Article(
            key=f"{prefix}{count}",
            number=None,
            heading=draw(st.none() | headings(style)),
            body=draw(paragraphs(sentences(style), plain=True)),
        )
        new.append(replace(article, chapter=chapter))
        row.insert(at, (new[-1],))
    result = Amended(charter, Amendment(name="draft"))
    for place, group in enumerate(row, 1):
        for article in group:
            branches = article.number.branches if article.number else ()
            result.numbers[article.key] = Number((place, *branches))
    for article in new:
        target = Address(article=result.numbers[article.key])
        operations.append(_inserted(charter, article, target))
    moved = [
        (article.number, result.numbers[article.key])
        for article in charter.articles
        if article.number is not None and article.key in result.numbers
    ]
    for (first, to_first), (last, to_last) in runs(moved):
        if shuffled or draw(st.booleans()):
            kind = Move if shuffled and draw(st.booleans()) else Renumber
            operations.append(
                kind(
                    target=_range(Address(article=first), last),
                    to=_range(Address(article=to_first), to_last),
                )
            )
    for group in stay:
        for article in group:
            operations += draw(_changes(style, article, _at(article)))
    operations += draw(_supplementary(style, charter, prefix))
    operations += draw(_headings(style, charter))
    if not operations:
        target = replace(_at(charter.articles[0]), heading=True)
        operations.append(Replace(target=target, heading=f"{prefix} heading"))
    result.amendment = Amendment(
        name="draft", operations=tuple(draw(st.permutations(operations))), follow=False
    )
    return result


def _at(article: Article) -> Address:
    return Address(article=article.number)


def _range(first: Address, last: Number) -> AddressRange:
    return AddressRange(first, first.at(last))


def _inserted(charter: Charter, article: Article, target: Address) -> Insert:
    home: Address | None = None
    if charter.chapters:
        home = address_of_chapter(charter, article.chapter) if article.chapter else Address()
    return Insert(
        target=target,
        key=article.key,
        heading=article.heading,
        body=article.paragraphs,
        chapter=home,
    )


@st.composite
def _changes(
    draw: st.DrawFn, style: DraftingStyle, article: Article, at: Address
) -> list[Operation]:
    """No change to an article, or one or two that do not meet."""
    found: list[Operation] = []
    if draw(st.integers(0, 2)):
        return found
    if at.article is not None and draw(st.booleans()):
        heading = draw(headings(style))
        if heading != article.heading:
            found.append(Replace(target=replace(at, heading=True), heading=heading))
    match draw(st.sampled_from(("whole", "phrase", "paragraph", "item", "reserve"))):
        case "whole":
            body = draw(paragraphs(sentences(style), plain=True))
            if body != article.paragraphs:
                found.append(Replace(target=at, body=body))
        case "phrase" if article.status is Status.TEXT:
            body_only = list(article_texts(replace(article, heading=None)))
            line = draw(st.sampled_from(body_only)).split("\n")[0]
            start = draw(st.integers(0, len(line) - 1))
            find = tidy(line[start : draw(st.integers(start + 1, len(line)))])
            if find:
                count = sum(text.count(find) for text in body_only)
                found.append(
                    ReplacePhrase(target=at, find=find, substitute=f"<{find}>", count=count)
                )
        case "paragraph" if article.status is Status.TEXT:
            found += draw(_row_changes(style, article.paragraphs, at))
        case "item" if article.status is Status.TEXT:
            paragraph = draw(st.sampled_from(article.paragraphs))
            inside = replace(at, paragraph=paragraph.number)
            owner: Provision = paragraph
            while draw(st.booleans()) and owner.items:
                owner = draw(st.sampled_from(owner.items))
                inside = inside.item(owner.number)
            if owner.items:
                found += draw(_row_changes(style, owner.items, inside))
        case "reserve" if article.status is not Status.RESERVED and at.article is not None:
            return [Delete(target=AddressRange(at, at), numbering=Numbering.RESERVE)]
    return found


@st.composite
def _row_changes(
    draw: st.DrawFn, style: DraftingStyle, row: Sequence[Provision], owner: Address
) -> list[Operation]:
    """One change to a row of paragraphs or items."""
    in_article = owner.paragraph is None

    def at(number: Number) -> Address:
        return replace(owner, paragraph=number) if in_article else owner.item(number)

    plain = [each.number for each in row] == [Number.of(n) for n in range(1, len(row) + 1)]
    kind = draw(st.sampled_from(("insert", "delete", "replace", "swap")))
    picked = draw(st.sampled_from(row))
    body = (provision(number=Number.of(1), text=draw(sentences(style))),)
    if kind == "replace" and body[0].text != picked.text:
        return [Replace(target=at(picked.number), body=body)]
    if plain and kind == "insert":
        return [Insert(target=at(Number.of(draw(st.integers(1, len(row) + 1)))), body=body)]
    if plain and kind == "delete" and len(row) > 1:
        return [Delete(target=AddressRange(at(picked.number), at(picked.number)))]
    if plain and kind == "swap" and len(row) > 1:
        one, other = at(Number.of(1)), at(Number.of(2))
        return [
            Renumber(target=AddressRange(one, one), to=AddressRange(other, other)),
            Renumber(target=AddressRange(other, other), to=AddressRange(one, one)),
        ]
    return []


@st.composite
def _supplementary(
    draw: st.DrawFn, style: DraftingStyle, charter: Charter, prefix: str
) -> list[Operation]:
    """What happens to the supplementary provisions: nothing, changes, all gone, more of them."""
    found: list[Operation] = []
    whole = Address(supplementary=True)
    body = draw(paragraphs(sentences(style), plain=True))
    key = f"{prefix}-supplementary"
    match draw(st.sampled_from(("nothing", "changes", "gone", "more"))):
        case "changes":
            for article in charter.supplementary:
                found += draw(_changes(style, article, address_of_article(charter, article.key)))
        case "gone" if charter.supplementary:
            found.append(Delete(target=AddressRange(whole, whole)))
        case "more" if not charter.supplementary:
            number = Number.of(1) if draw(st.booleans()) else None
            found.append(Insert(target=replace(whole, article=number), key=key, body=body))
        case "more" if (last := charter.supplementary[-1].number) is not None:
            target = replace(whole, article=last.next())
            found.append(Insert(target=target, key=key, body=body))
    return found


@st.composite
def _headings(draw: st.DrawFn, style: DraftingStyle, charter: Charter) -> list[Operation]:
    """New headings of chapters."""
    found: list[Operation] = []
    for chapter in charter.chapters:
        heading = draw(headings(style))
        if draw(st.integers(0, 3)) == 0 and heading != chapter.heading:
            at = replace(address_of_chapter(charter, chapter.key), heading=True)
            found.append(Replace(target=at, heading=heading))
    return found
