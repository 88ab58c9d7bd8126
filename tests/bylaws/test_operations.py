"""Operations on bylaws: policies, Articles that come and go, and every refusal."""

from __future__ import annotations

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.charter import Charter, Status
from amendtool.articles.styles import BYLAWS
from amendtool.errors import InputError, Problem
from amendtool.repository.storage.loader import load

ROWS = {"01-name": 1, "02-offices": 2, "03-board": 3, "04-officers": 2}
FILES = {
    f"articles/{folder}/{n:03}-{folder[3:]}-{n}.md": f"# Head {n}\n\nText {n} of {folder}.\n"
    for folder, count in ROWS.items()
    for n in range(1, count + 1)
} | {f"articles/{folder}/000-chapter.md": f"# {folder[3:].upper()}\n" for folder in ROWS}
HEAD = "amendment: x\ntitle: T\noperations:\n"
PRESENT = load({name: text.encode() for name, text in FILES.items()}, BYLAWS).charter


def amend(operations: str, head: str = HEAD) -> Charter:
    amendment = read_amendment(head + operations, BYLAWS, file="x.yaml", name="x").amendment
    return apply(PRESENT, amendment, BYLAWS).proposed


def shape(charter: Charter) -> str:
    """The Articles with the keys of their Sections, and the placeholders in brackets."""
    rows = []
    for chapter in charter.chapters:
        inside = [a for a in charter.articles if a.chapter == chapter.key]
        names = [f"[{a.key}]" if a.status is Status.RESERVED else a.key for a in inside]
        numbers = [a.number.parts for a in inside if a.number]
        assert numbers == [(chapter.number.main, n) for n in range(1, len(inside) + 1)]
        rows.append(f"{chapter.number} {chapter.key}: {' '.join(names)}".strip())
    return "; ".join(rows)


NEW = "    heading: New\n    text: New text.\n    key: new\n"


@pytest.mark.parametrize(
    ("operations", "expected"),
    [
        (
            "  - insert: Section 3.2\n" + NEW,
            "1 name: name-1; 2 offices: offices-1 offices-2; "
            "3 board: board-1 new board-2 board-3; 4 officers: officers-1 officers-2",
        ),
        (
            "  - insert: after Section 3.3\n" + NEW,
            "1 name: name-1; 2 offices: offices-1 offices-2; "
            "3 board: board-1 board-2 board-3 new; 4 officers: officers-1 officers-2",
        ),
        (
            "  - insert: Section 4.1\n" + NEW,
            "1 name: name-1; 2 offices: offices-1 offices-2; "
            "3 board: board-1 board-2 board-3; 4 officers: new officers-1 officers-2",
        ),
        (
            "  - delete: Sections 3.1 through 3.2\n",
            "1 name: name-1; 2 offices: offices-1 offices-2; 3 board: board-3; "
            "4 officers: officers-1 officers-2",
        ),
        (
            "  - delete: Section 3.1\n    numbering: reserve\n",
            "1 name: name-1; 2 offices: offices-1 offices-2; "
            "3 board: [board-1] board-2 board-3; 4 officers: officers-1 officers-2",
        ),
        (
            "  - delete: Article II\n",
            "1 name: name-1; 2 board: board-1 board-2 board-3; 3 officers: officers-1 officers-2",
        ),
        (
            "  - delete: Article II\n    numbering: reserve\n",
            "1 name: name-1; 2 offices: [offices-1] [offices-2]; "
            "3 board: board-1 board-2 board-3; 4 officers: officers-1 officers-2",
        ),
        (
            "  - insert: Article II\n    heading: NEW\n    key: second\n"
            "  - insert: Section 2.1\n" + NEW,
            "1 name: name-1; 2 second: new; 3 offices: offices-1 offices-2; "
            "4 board: board-1 board-2 board-3; 5 officers: officers-1 officers-2",
        ),
        (
            "  - insert: after Article I\n    heading: NEW\n    key: second\n",
            "1 name: name-1; 2 second:; 3 offices: offices-1 offices-2; "
            "4 board: board-1 board-2 board-3; 5 officers: officers-1 officers-2",
        ),
        (
            "  - renumber: Section 3.3\n    to: Section 2.1\n",
            "1 name: name-1; 2 offices: board-3 offices-1 offices-2; 3 board: board-1 board-2; "
            "4 officers: officers-1 officers-2",
        ),
        (
            "  - renumber: Sections 3.1 through 3.2\n    to: Sections 4.1 through 4.2\n",
            "1 name: name-1; 2 offices: offices-1 offices-2; 3 board: board-3; "
            "4 officers: board-1 board-2 officers-1 officers-2",
        ),
        (
            "  - renumber: Article IV\n    to: Article III\n"
            "  - renumber: Article III\n    to: Article IV\n",
            "1 name: name-1; 2 offices: offices-1 offices-2; 3 officers: officers-1 officers-2; "
            "4 board: board-1 board-2 board-3",
        ),
        (
            "  - delete: Article II heading\n"
            "  - renumber: Sections 2.1 through 2.2\n    to: Sections 1.2 through 1.3\n",
            "1 name: name-1 offices-1 offices-2; 2 board: board-1 board-2 board-3; "
            "3 officers: officers-1 officers-2",
        ),
    ],
)
def test_what_an_operation_does_to_the_numbers(operations: str, expected: str) -> None:
    assert shape(amend(operations)) == expected


def test_a_new_section_can_take_the_place_of_a_placeholder() -> None:
    reserved = amend("  - delete: Section 3.2\n    numbering: reserve\n")
    text = f"{HEAD}  - insert: Section 3.2\n    numbering: reserve\n{NEW}"
    amendment = read_amendment(text, BYLAWS, file="x.yaml", name="x").amendment
    assert "3 board: board-1 new board-3" in shape(apply(reserved, amendment, BYLAWS).proposed)


@pytest.mark.parametrize(
    ("operations", "code", "place"),
    [
        ("  - insert: Section 3.2\n    numbering: branch\n" + NEW, "number-in-chapter",
         "operations[0].numbering"),
        ("  - insert: Article II\n    heading: X\n    numbering: branch\n", "number-in-chapter",
         "operations[0].numbering"),
        ("  - insert: Section 5\n" + NEW, "number-in-chapter", "operations[0].insert"),
        ("  - insert: Article II-2\n    heading: X\n", "number-in-chapter", None),
        ("  - renumber: Section 3.1\n    to: Section 9\n", "number-in-chapter",
         "operations[0].to"),
        ("  - insert: Section 7.1\n" + NEW, "target-missing", "operations[0].insert"),
        ("  - renumber: Section 3.1\n    to: Section 7.1\n", "target-missing", "operations[0].to"),
        ("  - delete: Article II\n  - insert: after Section 2.1\n" + NEW, "target-missing",
         "operations[1].insert"),
        ("  - delete: Article II heading\n", "section-left", "operations[0].delete"),
        ("  - insert: Section 3.2\n    chapter: Article II\n" + NEW, "section-elsewhere",
         "operations[0].chapter"),
        ("  - replace: Article II\n    articles: Sections 2.1 through 3.1\n", "section-elsewhere",
         "operations[0].articles"),
        ("  - insert: Section 3.6\n" + NEW, "number-missing", "operations[0].insert"),
        ("  - insert: Section 3.1\n" + NEW + "  - insert: Section 3.1\n    text: Other.\n",
         "number-twice", None),
        ("  - delete: Section 3.7\n", "target-missing", "operations[0].delete"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(operations: str, code: str, place: str | None) -> None:
    problems = refused(operations)
    assert code in {problem.code for problem in problems}
    if place is not None:
        assert place in {problem.place.path for problem in problems if problem.code == code}


def refused(operations: str, head: str = HEAD) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as error:
        amend(operations, head)
    return error.value.problems


def test_one_mistake_is_told_once() -> None:
    for operations in ("  - insert: Section 7.1\n" + NEW, "  - insert: Section 5\n" + NEW):
        assert len(refused(operations)) == 1


def test_the_policy_of_the_whole_amendment_cannot_be_branches_either() -> None:
    head = HEAD.replace("operations:", "numbering: branch\noperations:")
    problems = refused("  - delete: Section 3.1\n", head)
    assert [problem.place.path for problem in problems] == ["numbering"]


BELOW = load(
    {name: text.encode() for name, text in FILES.items()}
    | {f"articles/03-board/002.{n}-seat-{n}.md": f"# Seat {n}\n\nSeat.\n".encode() for n in (1, 2)},
    BYLAWS,
).charter


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("insert: Section 3.2.1", "3.1 board-1; 3.2 board-2; 3.2.1 new; 3.2.2 seat-1; "
         "3.2.3 seat-2; 3.3 board-3"),
        ("insert: Section 3.2.3", "3.1 board-1; 3.2 board-2; 3.2.1 seat-1; 3.2.2 seat-2; "
         "3.2.3 new; 3.3 board-3"),
        ("insert: Section 3.3", "3.1 board-1; 3.2 board-2; 3.2.1 seat-1; 3.2.2 seat-2; "
         "3.3 new; 3.4 board-3"),
        ("insert: Section 3.2", "3.1 board-1; 3.2 new; 3.3 board-2; 3.3.1 seat-1; "
         "3.3.2 seat-2; 3.4 board-3"),
        ("insert: Section 4.1", "3.1 board-1; 3.2 board-2; 3.2.1 seat-1; 3.2.2 seat-2; "
         "3.3 board-3"),
    ],
)  # fmt: skip
def test_sections_below_a_section_move_with_it_and_move_no_other(
    operation: str, expected: str
) -> None:
    text = f"{HEAD}  - {operation}\n{NEW}"
    amendment = read_amendment(text, BYLAWS, file="x.yaml", name="x").amendment
    proposed = apply(BELOW, amendment, BYLAWS).proposed
    board = [a for a in proposed.articles if a.number is not None and a.number.main == 3]
    found = [f"{'.'.join(map(str, a.number.parts))} {a.key}" for a in board if a.number]
    assert "; ".join(found) == expected
