"""What addresses named in the articles of then and what they name now, level by level."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.readings import misreadings, numbers
from amendtool.articles.charter import Article, Chapter, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN

ONE = Number.of(1)


def articles(row: str, chapter: str | None = None) -> tuple[Article, ...]:
    """``a b 2-2:c``: articles by their keys, each with the next number or its own."""
    found: list[Article] = []
    number = ONE
    for word in row.split():
        own, colon, key = word.rpartition(":")
        number = Number.parse(own) if colon else number
        text = (provision(number=ONE, text=f"The words of {key}."),)
        found.append(Article(key=key, number=number, body=text, chapter=chapter))
        number = Number.of(number.main + 1)
    return tuple(found)


def changed(then: Charter, now: Charter, operation: str, more: str = "") -> list[str]:
    """The readings of then and now of every field that changed its meaning."""
    lines = operation.replace("\n", "\n    ")
    text = f"amendment: x\n{more}operations:\n  - {lines}\n"
    amendment = read_amendment(text, EN, file="x.yaml").amendment
    return [
        f"{each.path}: {each.then.key if each.then else None} "
        f"{each.now.key if each.now else None}" + (f" +{each.more}" if each.more else "")
        for each in misreadings(amendment, then, now)
    ]


THEN = Charter(articles=articles("a b c d e"))
INSERTED = Charter(articles=articles("a new b c d e"))
SWAPPED = Charter(articles=articles("a b d c e"))


@pytest.mark.parametrize(
    ("operation", "found"),
    [
        ("replace: Article 3\ntext: X.", ["replace: c b"]),
        ("replace: Article 3 heading\ntext: X", ["replace: c b"]),
        ("replace: Article 3 paragraph 1\ntext: X.", ["replace: c b"]),
        ("replace: Article 3 item (2)\nfind: x\nwith: y", ["replace: c b"]),
        ("delete: Articles 2 to 4", ["delete: b new +2"]),
        ("insert: Article 2\ntext: X.", ["insert: b new"]),
        ("insert: after Article 2\ntext: X.", ["insert: b new"]),
        ("insert: Article 6\ntext: X.", ["insert: None e"]),
        ("insert: Article 3 paragraph 2\ntext: X.", ["insert: c b"]),
        ("insert: Article 3-2\ntext: X.", ["insert: c b"]),
        ("renumber: Article 4\nto: Article 2", ["renumber: d c"]),
        ("move: Article 4\nto: Article 1", ["move: d c"]),
        ("move: Article 1\nafter: Article 4", ["after: d c"]),
        ("move: Article 1 paragraph 2\nto: Article 4 paragraph 2", ["to: d c"]),
        ("merge: Articles 1 to 3\ninto: Article 1\nheir: Article 3", ["merge: b new +1"]),
        ("keep: Article 1\nin: Article 5", ["in: e d"]),
        ("retarget: {Article 5: Article 1}", ["retarget: e d"]),
        (
            "split: Article 3\ninto:\n  - article: Article 3\n    paragraphs: paragraph 1\n"
            "  - article: Article 4\n    paragraphs: paragraph 2",
            ["split: c b"],
        ),
    ],
)
def test_every_present_address_is_compared(operation: str, found: list[str]) -> None:
    assert changed(THEN, INSERTED, operation) == [f"operations[0].{each}" for each in found]


@pytest.mark.parametrize(
    "operation",
    [
        "replace: Article 5\ntext: X.",
        "delete: Articles 1 to 2",
        "renumber: Article 1\nto: Article 4",
        "move: Article 1\nto: Article 3",
        "insert: Article 5-2\ntext: X.",
        "insert: Article 6\ntext: X.",
        "retarget: {Article 1: Article 3}",
        "merge: Articles 1 to 2\ninto: Article 3",
        "replace: Article 9\ntext: X.",
    ],
)
def test_what_names_the_same_clauses_or_nothing_both_times_is_in_order(operation: str) -> None:
    assert changed(THEN, SWAPPED, operation) == []


def test_a_range_that_takes_in_a_new_branch_number_is_another_range() -> None:
    now = Charter(articles=articles("a b 2-2:new 3:c d e"))
    assert changed(THEN, now, "delete: Articles 2 to 3") == ["operations[0].delete: None new"]
    assert changed(THEN, now, "delete: Articles 3 to 4") == []


def test_a_provision_that_the_reasons_mention_is_compared() -> None:
    found = changed(THEN, INSERTED, "delete: Article 1", "mentions: [Article 1, Article 2]\n")
    assert found == ["mentions[1]: b new"]


def test_chapters_are_told_by_their_keys_and_sections_by_those_of_both_levels() -> None:
    def chapters(*keys: str) -> Charter:
        outer = [Chapter(key=key, number=Number.of(n)) for n, key in enumerate(keys, 1)]
        inner = [Chapter(key=f"{key}-one", number=ONE, parent=key) for key in keys]
        pairs = zip(outer, inner, strict=True)
        return Charter(chapters=tuple(each for pair in pairs for each in pair))

    then, now = chapters("x", "y"), chapters("x", "new", "y")
    assert changed(then, now, "delete: Chapter 1") == []
    assert changed(then, now, "delete: Chapter 2") == ["operations[0].delete: y new"]
    assert changed(then, now, "delete: Chapter 2 Section 1") == [
        "operations[0].delete: y-one new-one"
    ]
    assert changed(then, now, "insert: Chapter 2 Section 2\nheading: X\narticles: Article 1") == [
        "operations[0].insert: y new"
    ]


def test_the_supplementary_provisions_are_numbered_for_themselves() -> None:
    then = Charter(articles=articles("a b"), supplementary=articles("s t"))
    now = Charter(articles=articles("new a b"), supplementary=articles("t"))
    assert changed(then, now, "delete: Supplementary Provisions Article 1") == [
        "operations[0].delete: s t"
    ]
    assert changed(then, now, "delete: Supplementary Provisions") == [
        "operations[0].delete: s t +1"
    ]
    assert changed(then, then, "delete: Supplementary Provisions") == []


def test_numbers_tell_where_every_clause_stands() -> None:
    charter = Charter(
        chapters=(Chapter(key="x", number=ONE),),
        articles=articles("a", "x"),
        supplementary=articles("s"),
    )
    found = {key: str(address) for key, address in numbers(charter).items()}
    assert found == {
        "x": "Chapter 1",
        "a": "Article 1",
        "s": "Supplementary Provisions Article 1",
    }


def worded(*texts: str) -> Charter:
    paragraphs = tuple(
        provision(number=Number.of(number), text=text) for number, text in enumerate(texts, 1)
    )
    return Charter(articles=(Article(key="a", number=ONE, body=paragraphs),))


@pytest.mark.parametrize(
    ("now", "operation", "found"),
    [
        (("New.", "A.", "B.", "C."), "delete: Article 1 paragraph 2", "delete: 2→3"),
        (("A.", "C."), "replace: Article 1 paragraph 3\ntext: X.", "replace: 3→2"),
        (("B.", "A.", "C."), "delete: Article 1 paragraphs 1 to 2", "delete: 1→2"),
        (("A.", "Amended.", "C."), "replace: Article 1 paragraph 2\ntext: X.", None),
        (("A.", "B.", "C.", "D."), "delete: Article 1 paragraph 2", None),
        (("A.", "C."), "delete: Article 1 paragraph 2", None),
    ],
)
def test_a_paragraph_is_told_by_its_text(
    now: tuple[str, ...], operation: str, found: str | None
) -> None:
    amendment = read_amendment(
        "amendment: x\noperations:\n  - " + operation.replace("\n", "\n    "), EN, file="x.yaml"
    ).amendment
    told = misreadings(amendment, worded("A.", "B.", "C."), worded(*now))
    shown = [
        f"{each.path.partition('.')[2]}: {each.then and each.then.address.number}"
        f"→{each.moved and each.moved.number}"
        for each in told
    ]
    assert shown == ([found] if found else [])


def test_a_chapter_that_goes_is_told_by_its_articles() -> None:
    rows = (Chapter(key="one", number=ONE, heading="One"), Chapter(key="two", number=Number.of(2)))

    def charter(first: str, second: str) -> Charter:
        row = (*articles(first, "one"), *articles(second, "two"))
        counted = tuple(
            replace(article, number=Number.of(number)) for number, article in enumerate(row, 1)
        )
        return Charter(articles=counted, chapters=rows)

    then = charter("a b", "c d")
    path = "operations[0]"
    assert changed(then, charter("a", "c b d"), "delete: Chapter 2") == [f"{path}.delete: None b"]
    assert changed(then, charter("a b c", "d"), "delete: Chapter 2") == [f"{path}.delete: c None"]
    assert changed(then, charter("a b", "d"), "delete: Chapter 2") == []
    assert changed(then, charter("a", "c b d"), "replace: Chapter 2 heading\ntext: X") == []
    moved = "move: Chapter 2\nto: Chapter 1"
    assert changed(then, charter("a", "c b d"), moved) == [f"{path}.move: None b"]
