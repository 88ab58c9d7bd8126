"""A renumbering that follows from the rest is counted anew for the articles of another day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.carry.carry import CarriedAmendment, carry
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.operations import Operation, Renumber
from amendtool.articles.charter import Article, Chapter, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA, DraftingStyle

KEYS = "abcdefgh"


def charter(keys: str = KEYS) -> Charter:
    """A row of articles; those before ``e`` stand in the first chapter, the others in another."""
    one, two = (
        Chapter(key=key, number=Number.of(n), heading="X") for n, key in ((1, "i"), (2, "k"))
    )
    return Charter(
        chapters=(one, two),
        articles=tuple(
            Article(
                key=key,
                number=Number.of(at),
                chapter="i" if key < "e" else "k",
                body=tuple(
                    provision(Number.of(n), f"The {n}th of {key}, {'first' if n < 3 else 'next'}.")
                    for n in range(1, 6)
                ),
            )
            for at, key in enumerate(keys, start=1)
        ),
    )  # fmt: skip


def amendment(operations: str, style: DraftingStyle) -> Amendment:
    text = f"amendment: x\noperations:\n{operations}"
    return read_amendment(text, style, file="x.yaml").amendment


def carried(written: str, others: str, style: DraftingStyle = EN) -> CarriedAmendment:
    """What is written for the row, after others have been adopted."""
    then = charter()
    now = apply(then, amendment(others, style), style).proposed
    found = carry(amendment(written, style), then, now, style)
    if not found.lost:
        # It is what it would be if it had said nothing that follows.
        rest = tuple(each for each in found.amendment.operations if not is_renumber(each))
        bare = Amendment(name="x", operations=rest)
        made = apply(now, found.amendment, style).proposed
        assert not found.counted or made == apply(now, bare, style).proposed
    return found


def is_renumber(operation: Operation) -> bool:
    return isinstance(operation, Renumber)


def said(found: CarriedAmendment, style: DraftingStyle = EN) -> list[str]:
    """The renumberings that the carried amendment says."""
    assert not found.lost, found.lost
    return [
        f"{each.target.text(style)} > {each.to.text(style)}"
        for each in found.amendment.operations
        if isinstance(each, Renumber) and not each.lapsed
    ]


def insert(at: int) -> str:
    return f"  - insert: Article {at}\n    key: new\n    heading: New\n    text: It is new.\n"


def delete(*numbers: int) -> str:
    return "".join(f"  - delete: Article {number}\n" for number in numbers)


def renumber(first: int, last: int, to: int) -> str:
    end = to + last - first
    if first == last:
        return f"  - renumber: Article {first}\n    to: Article {to}\n"
    return f"  - renumber: Articles {first} to {last}\n    to: Articles {to} to {end}\n"


COMES = "  - insert: {}\n    key: z\n    heading: Z\n    text: Another one.\n"


@pytest.mark.parametrize(
    ("written", "others", "expected"),
    [
        # One of them is gone: at either end, in the middle, several, all.
        (insert(3) + renumber(3, 8, 4), delete(3), ["Articles 3 to 7 > Articles 4 to 8"]),
        (insert(3) + renumber(3, 8, 4), delete(8), ["Articles 3 to 7 > Articles 4 to 8"]),
        (insert(3) + renumber(3, 8, 4), delete(5), ["Articles 3 to 7 > Articles 4 to 8"]),
        (insert(3) + renumber(3, 8, 4), delete(1, 3, 8), ["Articles 2 to 5 > Articles 3 to 6"]),
        (insert(8) + renumber(8, 8, 9), delete(8), []),
        (delete(3) + renumber(4, 8, 3), delete(4, 8), ["Articles 4 to 6 > Articles 3 to 5"]),
        (delete(7) + renumber(8, 8, 7), delete(8), []),
        # Others have come: in the middle, at the ends.
        (insert(3) + renumber(3, 8, 4), COMES.format("after Article 5"),
         ["Articles 3 to 9 > Articles 4 to 10"]),
        (insert(3) + renumber(3, 8, 4), COMES.format("after Article 8"),
         ["Articles 3 to 9 > Articles 4 to 10"]),
        (delete(3) + renumber(4, 8, 3), COMES.format("Article 4"),
         ["Articles 4 to 9 > Articles 3 to 8"]),
        # Several of them, each with what belongs to it.
        (insert(3) + renumber(3, 5, 4) + renumber(6, 8, 7), delete(5, 6),
         ["Articles 3 to 4 > Articles 4 to 5", "Articles 5 to 6 > Articles 6 to 7"]),
        (insert(3) + renumber(6, 8, 7) + renumber(3, 5, 4), COMES.format("after Article 5"),
         ["Articles 7 to 9 > Articles 8 to 10", "Articles 3 to 6 > Articles 4 to 7"]),
        (insert(3) + renumber(3, 3, 4) + renumber(4, 8, 5), delete(3),
         ["Articles 3 to 7 > Articles 4 to 8"]),
        # What says only a part of it goes on with that part.
        (insert(3) + renumber(3, 4, 4), delete(3), ["Article 3 > Article 4"]),
    ],
)  # fmt: skip
def test_what_follows_is_counted_for_what_stands_there(
    written: str, others: str, expected: list[str]
) -> None:
    found = carried(written, others)
    assert said(found) == expected
    assert found.counted or found.moved


def test_paragraphs_and_chapters_are_counted_so_too() -> None:
    written = (
        "  - insert: after Article 2 paragraph 1\n    text: It comes.\n"
        "  - renumber: Article 2 paragraphs 2 to 5\n    to: Article 2 paragraphs 3 to 6\n"
    )
    others = delete(1) + "  - delete: Article 2 paragraph 5\n"
    assert said(carried(written, others)) == [
        "Article 1 paragraphs 2 to 4 > Article 1 paragraphs 3 to 5"
    ]
    chapters = (
        "  - insert: Chapter 1\n    key: n\n    heading: New\n"
        "  - renumber: Chapters 1 to 2\n    to: Chapters 2 to 3\n"
    )
    assert said(carried(chapters, "  - delete: Chapter 2\n")) == ["Chapter 1 > Chapter 2"]


def test_it_is_so_in_japanese() -> None:
    written = (
        "  - insert: 第3条\n    key: new\n    heading: 新設\n    text: 新たに定める。\n"
        "  - renumber: 第3条から第8条\n    to: 第4条から第9条\n"
    )
    found = carried(written, "  - delete: 第8条\n", JA)
    assert said(found, JA) == ["第３条から第７条まで > 第４条から第８条まで"]


@pytest.mark.parametrize(
    "written",
    [
        # Another order.
        renumber(3, 3, 4) + renumber(4, 4, 3),
        # A gap that stands open: the numbers are said, and nothing follows.
        "numbering: stay\n" + delete(3) + renumber(4, 8, 5),
    ],
)
def test_what_means_more_is_no_consequence(written: str) -> None:
    policy = ""
    if written.startswith("numbering"):
        policy, written = written.split("\n", 1)
    then = charter()
    now = apply(then, amendment(delete(4), EN), EN).proposed
    text = f"amendment: x\n{policy}\noperations:\n{written}"
    found = carry(read_amendment(text, EN, file="x.yaml").amendment, then, now, EN)
    assert [each.code for each in found.lost] == ["base-gone"]


# What comes among the paragraphs of an article


@st.composite
def rows(draw: st.DrawFn) -> tuple[Charter, list[int], list[int], list[int], int]:
    """An article of paragraphs; which others delete, before which they put one, and our own."""
    count = draw(st.integers(2, 6))
    body = tuple(provision(Number.of(n), f"Rule {n} holds.") for n in range(1, count + 1))
    base = Charter(articles=(Article(key="a", number=Number.of(1), body=body),))
    numbers = st.integers(1, count)
    gone = draw(st.lists(numbers, unique=True, max_size=count - 1))
    come = draw(st.lists(numbers, unique=True, max_size=2))
    left = [n for n in range(1, count + 1) if n not in gone]
    mine = draw(st.lists(st.sampled_from(left), unique=True, max_size=len(left) - 1))
    return base, gone, [each for each in come if each not in gone], mine, draw(numbers)


def paragraphs(found: Charter) -> list[str]:
    return ["".join(each.text for each in found.articles[0].paragraphs if each.number == n)
            for n in [each.number for each in found.articles[0].paragraphs]]  # fmt: skip


@given(rows())
def test_a_paragraph_comes_between_those_that_it_was_put_between(
    drawn: tuple[Charter, list[int], list[int], list[int], int],
) -> None:
    then, gone, come, mine, at = drawn
    others = [f"  - delete: Article 1 paragraph {n}\n" for n in gone]
    for n in come:
        number = n - sum(each < n for each in gone) + sum(each < n for each in come)
        others.append(f"  - insert: Article 1 paragraph {number}\n    text: New {n}.\n")
    now = then if not others else apply(then, amendment("".join(others), EN), EN).proposed
    number = at - sum(each < at for each in mine)
    written = f"  - insert: Article 1 paragraph {number}\n    text: Ours.\n" + "".join(
        f"  - delete: Article 1 paragraph {n}\n" for n in mine
    )
    ours = amendment(written, EN)
    meant = paragraphs(apply(then, ours, EN).proposed)
    found = carry(ours, then, now, EN)
    if found.lost:
        # What stood beside it is gone, and something else has come there.
        assert gone
        assert come
        assert {each.code for each in found.lost} == {"base-rewritten"}
        return
    made = paragraphs(apply(now, found.amendment, EN).proposed)
    assert [each for each in made if each in meant] == [each for each in meant if each in made]
    assert set(made) == ({*meant} - {f"Rule {n} holds." for n in gone}) | {
        f"New {n}." for n in come
    }
