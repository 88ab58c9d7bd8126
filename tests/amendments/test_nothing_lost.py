"""Whatever is moved, split, merged, inserted and deleted together: no text is lost, or twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Merge,
    Move,
    Numbering,
    Operation,
    Part,
    Split,
)
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import (
    Article,
    Chapter,
    Charter,
    article_texts,
    provision,
    provisions_of,
)
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN
from amendtool.errors import AmendtoolError

ROW = ["1", "2", "3", "3-2", "4", "5", "6"]


def charter(in_chapters: bool) -> Charter:
    """Seven articles in three chapters, every text of its own."""
    articles = []
    for place, text in enumerate(ROW):
        paragraphs = tuple(
            provision(
                number=Number.of(number),
                text=f"Text {text}.{number}.",
                items=tuple(
                    provision(number=Number.of(item), text=f"item {text}.{number}.{item};")
                    for item in range(1, 3 if number == 2 else 1)
                ),
            )
            for number in range(1, 2 + place % 3)
        )
        home = f"c{1 + place // 3}" if in_chapters else None
        articles.append(
            Article(key=f"k{text}", number=Number.parse(text), body=paragraphs, chapter=home)
        )
    chapters = tuple(
        Chapter(key=f"c{n}", number=Number.of(n), heading="H") for n in range(1, 4) if in_chapters
    )
    return Charter(articles=tuple(articles), chapters=chapters)


numbers = st.sampled_from([Number.parse(text) for text in [*ROW, "2-2", "7"]])
policies = st.sampled_from([None, None, *Numbering])
small = st.integers(1, 3).map(Number.of)


def one(address: Address) -> AddressRange:
    return AddressRange(address, address)


@st.composite
def operations(draw: st.DrawFn, in_chapters: bool, index: int) -> Operation:
    """Any operation, whether it makes sense or not."""
    first, second = (Address(article=draw(numbers)) for _ in range(2))
    chapter = None
    if in_chapters and draw(st.booleans()):
        chapter = Address(chapters=(Number.of(draw(st.integers(1, 3))),))
    kinds = ["insert", "delete", "move", "after", "paragraph", "item", "split", "merge", "swap"]
    match draw(st.sampled_from([*kinds, "chapter"] if in_chapters else kinds)):
        case "insert":
            body = (provision(number=Number.of(1), text=f"New {index}."),)
            return Insert(
                target=first, key=f"new{index}", body=body, chapter=chapter,
                numbering=draw(policies),
            )  # fmt: skip
        case "delete":
            if draw(st.booleans()):
                first = replace(first, paragraph=draw(small))
            return Delete(target=one(first), numbering=None if first.paragraph else draw(policies))
        case "move":
            numbering = draw(policies)
            return Move(target=one(first), to=one(second), chapter=chapter, numbering=numbering)
        case "after":
            return Move(target=one(first), after=second, chapter=chapter, numbering=draw(policies))
        case "paragraph" | "item" as kind:
            source = replace(first, paragraph=draw(small))
            to = replace(second, paragraph=draw(small))
            if kind == "item":
                source, to = source.item(draw(small)), to.item(draw(small))
                if draw(st.booleans()):
                    to = to.item(draw(small))
            if draw(st.booleans()):
                return Move(target=one(source), to=one(to))
            return Move(target=one(source), after=to)
        case "split":
            heir = draw(st.integers(0, 1))
            parts = tuple(
                Part(
                    at=Address(article=Number.of(first.number.main + place)),
                    holds=one(replace(first, paragraph=Number.of(place + 1))),
                    key=None if place == heir else f"part{index}",
                )
                for place in range(2)
            )
            return Split(target=first, parts=parts, heir=parts[heir].at)
        case "merge":
            first, second = sorted((first, second), key=lambda at: at.number)
            heir_at = draw(st.sampled_from((first, second)))
            return Merge(target=AddressRange(first, second), to=first, heir=heir_at)
        case "chapter":
            one_at, to = (Address(chapters=(Number.of(draw(st.integers(1, 3))),)) for _ in "ab")
            return Move(target=one(one_at), to=one(to))
        case _:
            return Move(target=one(first), to=one(first.at(first.number.next())))


@st.composite
def any_amendments(draw: st.DrawFn) -> tuple[Charter, Amendment]:
    """A charter, and an amendment of which half the draws are refused."""
    in_chapters = draw(st.booleans())
    found = [draw(operations(in_chapters, index)) for index in range(draw(st.integers(1, 4)))]
    return charter(in_chapters), Amendment(name="x", operations=tuple(found), follow=False)


@given(any_amendments(), st.randoms(use_true_random=False))
def test_no_text_is_lost_unless_it_is_deleted(
    case: tuple[Charter, Amendment], random: object
) -> None:
    present, amendment = case
    shuffled = list(amendment.operations)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = replace(amendment, operations=tuple(shuffled))
    if refusal(present, amendment):
        assert refusal(present, other)
        return
    application = apply(present, amendment, EN)
    kept = Counter(texts(application.proposed))
    deletes = [each for each in amendment.operations if isinstance(each, Delete)]
    fresh = [each for each in amendment.operations if isinstance(each, Insert)]
    before = Counter(texts(present))
    lost = before - kept
    if not deletes:
        assert not lost
    assert kept - before == Counter(provisions_of(each.body)[0].text for each in fresh)
    keys = [article.key for article in application.proposed.every_article()]
    assert len(keys) == len(set(keys))
    assert apply(present, other, EN).proposed == application.proposed
    back = apply(application.proposed, application.inverse, EN).proposed
    assert back == present


def texts(found: Charter) -> list[str]:
    return [text for article in found.every_article() for text in article_texts(article)]


def refusal(present: Charter, amendment: Amendment) -> tuple[object, ...]:
    try:
        apply(present, amendment, EN)
    except AmendtoolError as error:
        return error.problems
    return ()
