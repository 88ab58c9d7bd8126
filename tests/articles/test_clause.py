"""Clause files: reading and writing are inverses, and no character is lost.

The cases under ``clause/`` are the specification of the syntax: each is a text, how it is
read, and, where that differs, its canonical form (``clause/README.md``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amendtool.articles.charter import (
    Body,
    Provision,
    Status,
    body_texts,
    provision,
    same_words,
    tidy,
)
from amendtool.articles.numbers import Number
from amendtool.articles.printed_form import form_of
from amendtool.articles.styles import EN, JA, STYLES, DraftingStyle
from amendtool.articles.styles.marks import cut
from amendtool.articles.styles.samples import with_paragraph
from amendtool.articles.text.clause import Clause, format_clause, is_plain, parse_clause
from amendtool.errors import InputError, Problem
from tests.strategies import clauses, irregular_clauses, words

names = st.sampled_from(sorted(STYLES))
in_style = names.flatmap(lambda name: st.tuples(st.just(name), clauses(STYLES[name])))
irregular_in_style = names.flatmap(
    lambda name: st.tuples(st.just(name), irregular_clauses(STYLES[name]))
)
soup = names.flatmap(
    lambda name: st.tuples(
        st.just(name),
        st.lists(
            st.tuples(st.sampled_from(("", "", "  ", "- ", "  - ", "\t")), words(STYLES[name])),
            max_size=8,
        ).map(lambda rows: "\n".join(a + b for a, b in rows)),
    )
)


def read(text: str, style: DraftingStyle) -> tuple[Clause | None, tuple[Problem, ...]]:
    """The clause that a text holds, or its problems."""
    try:
        return parse_clause(text, style, file="x.md"), ()
    except InputError as error:
        return None, error.problems


def visible(text: str) -> str:
    return "".join(char for char in text if char not in " \n")


def printed(clause: Clause, style: DraftingStyle) -> str:
    """Every character of a clause in reading order, the markers among them."""

    def marked(marker: str, text: str) -> str:
        return marker + style.marker_gap + text if text else marker

    def inside(items: tuple[Provision, ...], depth: int) -> Iterator[str]:
        for item in items:
            yield "-" + marked(style.item_form(depth).write(item.number), item.text)
            yield from inside(item.items, depth + 1)
            yield item.closing

    def parts() -> Iterator[str]:
        for position, paragraph in enumerate(clause.paragraphs):
            if position or paragraph.number != Number.of(1):
                yield marked(style.paragraph.write(paragraph.number), paragraph.text)
            else:
                yield paragraph.text
            yield from inside(paragraph.items, 1)
            yield paragraph.closing

    return visible("".join(parts()))


@given(in_style)
def test_reading_is_the_inverse_of_writing(case: tuple[str, Clause]) -> None:
    style, clause = STYLES[case[0]], case[1]
    assert parse_clause(format_clause(clause, style), style) == clause


@given(irregular_in_style)
def test_reading_is_the_inverse_of_writing_whatever_the_numbers_are(
    case: tuple[str, Clause],
) -> None:
    style, clause = STYLES[case[0]], case[1]
    text = format_clause(clause, style)
    read_back = parse_clause(text, style)
    assert same_words(read_back.body, clause.body)
    assert replace(read_back, body=clause.body) == clause
    assert format_clause(read_back, style) == text


@given(in_style)
def test_what_is_written_is_canonical(case: tuple[str, Clause]) -> None:
    style, clause = STYLES[case[0]], case[1]
    text = format_clause(clause, style)
    assert format_clause(parse_clause(text, style), style) == text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\n\n\n" not in text
    assert not any(line != line.rstrip(" ") for line in text.split("\n"))


@given(in_style)
def test_writing_loses_and_alters_no_character(case: tuple[str, Clause]) -> None:
    style, clause = STYLES[case[0]], case[1]
    body = format_clause(Clause(body=clause.paragraphs), style)
    written, expected = visible(body), printed(clause, style)
    # All that may come on top is a backslash before a line that looks like a marker.
    rest = iter(written)
    assert all(any(char == found for found in rest) for char in expected)
    assert len(written) - len(expected) <= body.count("\n\\") + body.count(" \\") + 1
    assert set(written) - set(expected) <= {"\\"}
    if "\\" not in written:
        assert written == expected


@given(soup)
@example(("en", "the Company\n2 shares"))
@example(("en", "- (1) a\n\n\u3000x"))
def test_whatever_can_be_read_has_one_canonical_form(case: tuple[str, str]) -> None:
    style, text = STYLES[case[0]], case[1]
    clause, problems = read(text, style)
    assert all(problem.place.line and problem.hint for problem in problems)
    if clause is not None:
        assert parse_clause(format_clause(clause, style), style) == clause


@given(soup)
def test_reading_loses_no_character(case: tuple[str, str]) -> None:
    style, text = STYLES[case[0]], case[1]
    clause, _ = read(text, style)
    if clause is not None and clause.status is Status.TEXT:
        found = "".join(t for p in clause.paragraphs for t in body_texts(p)) + (
            clause.heading or ""
        )
        # Markers, hyphens and backslashes are no text; nothing else may be missing.
        missing = list(visible(text))
        for char in visible(found):
            missing.remove(char)
        assert not [c for c in missing if c.isalpha() and not _in_a_marker(c, text, style)]


def _in_a_marker(char: str, text: str, style: DraftingStyle) -> bool:
    """Whether some line begins with a marker that holds the character."""
    forms = (*style.paragraph_marks.forms, *style.item_marks.forms)
    starts = [line.lstrip(" \t-") for line in text.split("\n")]
    found = (form.pattern.match(line) for form in forms for line in starts)
    listed = (mark[0] for line in starts if (mark := cut(line)))
    marks = [mark for mark in listed if style.listed_marks.readings(mark)]
    return any(char in mark for mark in marks) or any(char in match[0] for match in found if match)


def deep(depth: int) -> tuple[Provision, ...]:
    if depth == 0:
        return ()
    one = provision(number=Number.of(1), text="a", items=deep(depth - 1))
    return (one, provision(number=Number.of(2), text="b"))


@pytest.mark.parametrize("style", [EN, JA], ids=lambda style: style.name)
def test_items_nest_to_any_depth(style: DraftingStyle) -> None:
    clause = Clause(body=(provision(number=Number.of(1), text="x", items=deep(12)),))
    assert parse_clause(format_clause(clause, style), style) == clause


# ------------------------------------------------------------------------------ cases


class Case:
    """One case: style, title, text, and the outline or the problems that it gives."""

    def __init__(self, file: Path, block: str) -> None:
        head, _, rest = block.partition("\n")
        self.name = f"{file.stem}: {head.strip()}"
        self.style = STYLES[file.stem.split("-")[0]]
        parts = re.split(r"^--+\n", rest, flags=re.MULTILINE)
        self.text, self.expected = parts[0].strip("\n") + "\n", parts[1].strip("\n")
        self.canonical = parts[2].strip("\n") + "\n" if len(parts) > 2 else None


def cases() -> Iterator[Case]:
    for file in sorted(Path(__file__).parent.glob("clause/*.txt")):
        for block in file.read_text(encoding="utf-8").split("\n== ")[1:]:
            yield Case(file, block)


def outline(clause: Clause) -> str:
    """A clause, one provision a line: what the cases write under the text."""

    def inside(body: Body, margin: str) -> Iterator[str]:
        for position, each in enumerate(body):
            if isinstance(each, Provision):
                yield f"{margin}item {each.number}: {each.text!r}"
                yield from inside(each.body, margin + "  ")
            elif position:
                last = position == len(body) - 1
                name = "closing" if last else "text"
                yield f"{margin[2:] if last and margin[2:] else margin}{name}: {each!r}"

    def rows() -> Iterator[str]:
        if clause.heading is not None:
            yield f"heading: {clause.heading!r}"
        if clause.status is not Status.TEXT:
            yield clause.status.value
        for each in clause.body:
            if isinstance(each, str):
                yield f"text: {each!r}"
            else:
                yield f"paragraph {each.number}: {each.text!r}"
                yield from inside(each.body, "  ")

    return "\n".join(rows())


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    try:
        clause = parse_clause(case.text, case.style)
    except InputError as error:
        found = "\n".join(
            f"{p.place.line}:{p.place.column} {p.code}: {p.message}" for p in error.problems
        )
        assert found == case.expected
    else:
        assert outline(clause) == case.expected
        assert format_clause(clause, case.style) == (case.canonical or case.text)


@pytest.mark.parametrize(
    "marks", [("(ii)", 2), ("(i)", 9), ("(I)", 9), ("•", 3), ("vi.", 6), ("(v)", 22)]
)
def test_a_file_says_what_a_mark_stands_for_where_it_may_be_another(
    marks: tuple[str, int],
) -> None:
    mark, value = marks
    number = Number.of(value)
    item = Provision(number=number, body=("text",), form=form_of(mark, number, EN.item_form(1)))
    body = (Provision(number=Number.of(1), body=("The club:", item)),)
    text = format_clause(Clause(body=body), EN)
    found = parse_clause(text, EN).body[0]
    assert isinstance(found, Provision)
    (read,) = found.items
    assert (read.number, read.mark) == (number, mark)
    assert format_clause(Clause(body=(found,)), EN) == text


TRICKY = (
    "2 x", "（1） x", "(1) x", "二　x", "1. x", "- x", "# x", "\\ x", "---", "（削除）",
    "(Deleted)", "Yes. No.", "Yes. 2 no. Three. (a) four.", "はい。いいえ。", "はい。 いいえ",
    "はい。２　は。(1)", "a\u3000b", "\u3000x", "x\u3000", "See Sec. 3. Then.", "甲。A B",
    "A。B", "(i) x", "イ x", "x\ny", "Ends.) Then. “So.” On", "2", "-", "a b c d e f g. H",
    "第２項 x", "①x", "3 x.",
)  # fmt: skip


@st.composite
def nearly_plain(draw: st.DrawFn) -> tuple[DraftingStyle, Clause]:
    """A clause with paragraphs and items in a row, and texts that look like marks."""
    style = STYLES[draw(names)]
    if (sample := draw(st.sampled_from((None, "2.", "②", "(2)", "第２項", "２")))) is not None:
        style = with_paragraph(style, sample) or style
    text = st.sampled_from(TRICKY).filter(lambda one: tidy(one) == one)
    count = st.sampled_from((0, 0, 1, 2, 3))

    def items(depth: int) -> tuple[Provision, ...]:
        return tuple(
            provision(number=Number.of(n), text=draw(text), items=items(2) if depth < 2 else ())
            for n in range(1, draw(count if depth < 2 else st.sampled_from((0, 0, 0, 2))) + 1)
        )

    body = tuple(
        provision(number=Number.of(n), text=draw(text), items=items(1))
        for n in range(1, draw(st.integers(1, 4)) + 1)
    )
    return style, Clause(heading=draw(st.none() | text), body=body)


@given(
    nearly_plain()
    | st.one_of(in_style, irregular_in_style).map(lambda case: (STYLES[case[0]], case[1]))
)
def test_a_plain_clause_is_given_back(case: tuple[DraftingStyle, Clause]) -> None:
    style, clause = case
    if is_plain(clause, style):
        found = parse_clause(format_clause(clause, style), style)
        assert found == clause
        assert repr(found) == repr(clause)


@pytest.mark.parametrize("name", sorted(STYLES))
def test_most_clauses_are_plain(name: str) -> None:
    style = STYLES[name]
    text = "甲は、乙を選ぶ。乙は、選ばない。" if style.language == "ja" else "One shall. Two may."
    items = tuple(provision(number=Number.of(n), text=text) for n in (1, 2, 3))
    first = provision(number=Number.of(1), text=text)
    listed = provision(number=Number.of(2), text=text, items=items)
    rows: list[Body] = [(first,), (first, replace(first, number=Number.of(2)))]
    if style.language == "ja" or style is EN:  # (i) of bylaws is the ninth letter as well
        rows += [(first, listed), (replace(listed, number=Number.of(1)),)]
    for body in rows:
        assert is_plain(Clause(heading="目的", body=body), style)
    third = provision(number=Number.of(3), text=text)
    others: list[Body] = [(first, third), (third,), (text, first)]
    for body in others:
        assert not is_plain(Clause(body=body), style)
    assert not is_plain(Clause(body=(replace(first, body=(text, listed)),)), style)
    assert not is_plain(Clause(heading="# 目的", body=(first,)), style)
    assert not is_plain(Clause(heading="目的", body=(first,), mark="x"), style)
