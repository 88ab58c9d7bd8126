"""The file of an amendment: what is read, what is refused and where; the reference's examples."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.file.amendment_fields import AMENDMENT_FIELDS
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.amendments.operations import (
    VERBS,
    Dates,
    Delete,
    Insert,
    Numbering,
    Renumber,
    Replace,
    ReplacePhrase,
)
from amendtool.articles.address_reader import parse, parse_range
from amendtool.articles.addresses import Address
from amendtool.articles.charter import Provision, Status, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA, DraftingStyle
from amendtool.errors import InputError, Place, Problem

ROOT = Path(__file__).parents[2]
ONE = Number.of(1)


def problems(text: str) -> list[str]:
    """The mistakes of a file, as ``LINE:COLUMN CODE PATH | message``."""
    with pytest.raises(InputError) as caught:
        read_amendment(text, EN, file="x.yaml", name="x")
    found = caught.value.problems
    assert all(problem.place.file == "x.yaml" for problem in found)
    assert all(problem.hint for problem in found)
    return [f"{p.place.line}:{p.place.column} {p.code} {p.place.path} | {p.message}" for p in found]


def one(operation: str) -> object:
    """The one operation of a file."""
    text = "amendment: x\noperations:\n" + "".join(
        f"  {line}\n" for line in operation.strip("\n").split("\n")
    )
    (found,) = read_amendment(text, EN, file="x.yaml", name="x").amendment.operations
    return found


def body(text: str) -> tuple[Provision, ...]:
    return (provision(number=ONE, text=text),)


def test_every_field_of_the_file() -> None:
    read = read_amendment(
        """\
amendment: 2013-06-26-agm
title: Partial
  Amendment
meeting: The 21st Meeting
resolved: 2013-05-24
adopted: 2013-06-26
effective: 2013-07-01
reasons:
  - First reason.
  - |
    Second
    reason.
numbering: branch
operations:
  - delete: Article 3
""",
        EN,
        file="amendments/2013-06-26-agm.yaml",
        name="2013-06-26-agm",
    )
    found = read.amendment
    assert (found.name, found.title, found.meeting) == (
        "2013-06-26-agm", "Partial Amendment", "The 21st Meeting",
    )  # fmt: skip
    assert found.resolved == datetime.date(2013, 5, 24)
    assert found.adopted == datetime.date(2013, 6, 26)
    assert found.effective == datetime.date(2013, 7, 1)
    assert found.reasons == ("First reason.", "Second\nreason.")
    assert found.numbering is Numbering.BRANCH
    assert found.operations == (Delete(target=parse_range("Article 3")),)
    place = read.places["operations[0].delete"]
    assert (place.file, place.line, place.column) == ("amendments/2013-06-26-agm.yaml", 15, 13)


def test_problems_found_later_get_their_lines() -> None:
    text = "amendment: x\noperations:\n  - delete: Article 3\n"
    read = read_amendment(text, EN, file="x.yaml")
    later = Problem(code="c", message="m", place=Place(path="operations[0].delete"))
    beside = Problem(code="c", message="m", place=Place(path="operations[0].numbering"))
    foreign = Problem(code="c", message="m", place=Place(file="other.md", line=7))
    places = [problem.place for problem in read.located((later, beside, foreign))]
    assert places == [
        Place(file="x.yaml", line=3, column=13, path="operations[0].delete"),
        Place(file="x.yaml", line=3, column=5, path="operations[0].numbering"),
        Place(file="other.md", line=7),
    ]


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        (
            "- insert: Article 8\n  key: rights\n  heading: (Rights)\n  text: New.\n"
            "  numbering: shift\n  effective: 2013-07-01\n  delete_on: 2014-07-01",
            Insert(
                target=parse("Article 8"),
                key="rights",
                heading="Rights",
                body=body("New."),
                numbering=Numbering.SHIFT,
                dates=Dates(
                    effective=datetime.date(2013, 7, 1), delete_on=datetime.date(2014, 7, 1)
                ),
            ),
        ),
        (
            "- insert: after Article 8\n  text: (Provisions omitted)\n  chapter: Chapter 2",
            Insert(
                target=parse("Article 8"),
                after=parse("Article 8"),
                status=Status.OMITTED,
                chapter=parse("Chapter 2"),
            ),
        ),
        (
            "- insert: Article 8\n  text: New.\n  chapter: none",
            Insert(target=parse("Article 8"), body=body("New."), chapter=Address()),
        ),
        (
            "- insert: Chapter 3\n  heading: Meetings\n  articles: Articles 8 to 9",
            Insert(
                target=parse("Chapter 3"), heading="Meetings", holds=parse_range("Articles 8 to 9")
            ),
        ),
        (
            "- insert: Article 8 item (2)\n  text: |\n    (2) one:\n    (a) two",
            Insert(
                target=parse("Article 8 item (2)"),
                body=(provision(ONE, "one:", (provision(ONE, "two"),)),),
            ),
        ),
        (
            "- replace: Article 8\n  with: New.",
            Replace(target=parse("Article 8"), body=body("New.")),
        ),
        (
            "- replace: Article 8 heading\n  with: (Rights)",
            Replace(target=parse("Article 8 heading"), heading="Rights"),
        ),
        (
            "- replace: Article 8 heading\n  text:",
            Replace(target=parse("Article 8 heading"), drop_heading=True),
        ),
        (
            "- replace: Article 8\n  present: |\n    a\n    (1) b\n  text: (Deleted)",
            Replace(
                target=parse("Article 8"), body=(), status=Status.RESERVED, expects="a b"
            ),
        ),
        (
            "- replace: Article 8\n  find: >-\n    one\n    two\n  with: ''\n  count: 3",
            ReplacePhrase(target=parse("Article 8"), find="one two", substitute="", count=3),
        ),
        (
            "- delete: Articles 8 to 9\n  numbering: reserve",
            Delete(target=parse_range("Articles 8 to 9"), numbering=Numbering.RESERVE),
        ),
        (
            "- delete: Article 8\n  remark: Companies Act\n  delete_when: the merger takes\n"
            "    effect",
            Delete(
                target=parse_range("Article 8"),
                remark="Companies Act",
                dates=Dates(delete_when="the merger takes effect"),
            ),
        ),
        (
            "- replace: Article 8\n  find: a\n  with: b\n"
            "  remark: |\n    One  line\n\n    - and another",
            ReplacePhrase(
                target=parse("Article 8"),
                find="a",
                substitute="b",
                remark="One line\n- and another",
            ),
        ),
        (
            "- renumber: Article 8 paragraphs 2 to 3\n  to: paragraphs 3 to 4",
            Renumber(
                target=parse_range("Article 8 paragraphs 2 to 3"),
                to=parse_range("Article 8 paragraphs 3 to 4"),
            ),
        ),
    ],
)  # fmt: skip
def test_operations(text: str, operation: object) -> None:
    assert one(text) == operation


def test_japanese_addresses() -> None:
    text = "amendment: x\noperations:\n  - insert: 第7条の2の次に\n    text: 新設\n"
    (found,) = read_amendment(text, JA, file="x.yaml").amendment.operations
    assert isinstance(found, Insert)
    assert found.after == Address(article=Number.of(7, 2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("just words", ["1:1 amendment-expected"]),
        ("- delete: Article 1", ["1:1 amendment-expected"]),
        ("title: x\noperations:\n  - delete: Article 1", ["1:1 field-missing"]),
        ("amendment: y\noperations:\n  - delete: Article 1", ["1:12 name-differs amendment"]),
        ("amendment: a/b\noperations:\n  - delete: Article 1", ["1:12 name-unclear amendment"]),
        ("amendment: x\n", ["1:1 no-operations"]),
        ("amendment: x\noperations: []", ["2:13 no-operations operations"]),
        ("amendment: x\noperations: all", ["2:13 no-operations operations"]),
        ("amendment: x\noperations:\n  - delete", ["3:5 operation-expected operations[0]"]),
    ],
)
def test_what_is_no_amendment(text: str, expected: list[str]) -> None:
    found = problems(text)
    assert len(found) == len(expected), found
    for line, head in zip(found, expected, strict=True):
        assert line.startswith(head), found


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("- amend: Article 1", ["3:5 operation-verb operations[0] | the operation has no verb"]),
        (
            "- delete: Article 1\n  insert: Article 2",
            ["3:5 operation-verb operations[0] | the operation has both insert and delete"],
        ),
        (
            "- replace: Article 1\n  fnd: a\n  with: b",
            ["4:5 unknown-field operations[0].fnd | `replace` has no field `fnd`"],
        ),
        ("- replace: Article 1", ["3:5 field-missing operations[0].text |"]),
        ("- replace: Article 1\n  find: a", ["3:5 field-missing operations[0].with |"]),
        (
            "- replace: Article 1\n  find: a\n  with: b\n  text: c",
            ["6:11 field-misplaced operations[0].text | `text` does not go with a phrase"],
        ),
        (
            "- replace: Article 1\n  text: a\n  with: b",
            ["5:11 field-misplaced operations[0].with | `with` does not go with `text`"],
        ),
        (
            "- replace: Article 1\n  text: a\n  count: 2",
            ["5:12 field-misplaced operations[0].count |"],
        ),
        (
            "- replace: Article 1\n  find: a\n  with: b\n  count: some",
            ["6:12 number-unclear operations[0].count | `count` is no number of 1 or more: 'some'"],
        ),
        (
            "- replace: Article 1\n  find: a\n  with: b\n  count: 0",
            ["6:12 number-unclear operations[0].count |"],
        ),
        ("- replace: Article 1\n  find: ''\n  with: b", ["4:11 field-empty operations[0].find |"]),
        ("- insert: Article 1", ["3:5 field-missing operations[0].text | an article"]),
        ("- insert: Article 1 heading\n  text: x", ["3:13 insert-level operations[0].insert |"]),
        ("- insert: Articles 1 to 2\n  text: x", ["3:13 address-unclear operations[0].insert |"]),
        ("- insert: after Supplementary Provisions\n  text: x", ["3:13 insert-level"]),
        ("- insert: Article 1\n  key: A B\n  text: x", ["4:10 key-"] * 2),
        (
            "- insert: Article 1\n  numbering: push\n  text: x",
            ["4:16 choice-unknown operations[0].numbering | `numbering` is 'push'"],
        ),
        ("- insert: Article 1\n  text: |\n    # Heading\n    x", ["5:7 heading-in-text"]),
        ("- insert: Article 1\n  text: |\n    x\n    - y", ["6:9 item-without-number"]),
        ("- delete: the last article", ["3:13 address-unclear operations[0].delete |"]),
        ("- delete: Article 1\n  text: x", ["4:5 unknown-field operations[0].text |"]),
        ("- renumber: Article 1", ["3:5 field-missing operations[0].to |"]),
        (
            "- renumber: Article 1 heading\n  to: Article 2 heading",
            ["3:15 renumber-level operations[0].renumber |"],
        ),
        (
            "- delete: Article 1\n  effective: 26.6.2013",
            ["4:16 date-unclear operations[0].effective | `effective` is no date: '26.6.2013'"],
        ),
        ("- delete: Article 1\n  effective: 2013-W26-3", ["4:16 date-unclear"]),
        ("- delete: Article 1\n  effective: 2013-02-30", ["4:16 date-unclear"]),
        ("- delete: Article 1\n  effective: ２０１３-06-26", ["4:16 date-unclear"]),
        (
            "- insert: Article 1\n  text: x\n  effective: 2013-07-01\n  delete_on: 2013-06-30",
            ["3:5 date-order operations[0] | to be deleted on 2013-06-30, before it takes effect"],
        ),
        (
            # The place is right behind an operation that cannot be read.
            "- delete: nowhere\n- delete: Article 1\n  effective: 2013-07-01\n"
            "  delete_on: 2013-06-30",
            ["3:13 address-unclear", "4:5 date-order operations[1] |"],
        ),
        (
            # All at once, in the order of the file.
            "- insert: Article 0\n  key: A\n  text: x\n  effective: soon\n"
            "- replace: Article 1\n  txt: x\n- delete: Article",
            [
                "3:13 address-unclear",
                "4:10 key-upper-case",
                "6:16 date-unclear",
                "7:5 field-missing",
                "8:5 unknown-field",
                "9:13 address-unclear",
            ],
        ),
    ],
)
def test_mistakes_in_operations(lines: str, expected: list[str]) -> None:
    text = "amendment: x\noperations:\n" + "".join(f"  {line}\n" for line in lines.split("\n"))
    found = problems(text)
    assert len(found) == len(expected), found
    for line, head in zip(found, expected, strict=True):
        assert line.startswith(head), found


def test_a_field_that_nearly_is_one() -> None:
    with pytest.raises(InputError) as caught:
        read_amendment("amendment: x\noperatoins:\n  - delete: Article 1\n", EN, file="x.yaml")
    hints = [problem.hint for problem in caught.value.problems]
    assert any("did you mean `operations`?" in hint for hint in hints)


def test_the_board_resolves_before_the_meeting_adopts() -> None:
    dates = "resolved: 2013-06-27\nadopted: 2013-06-26"
    text = f"amendment: x\n{dates}\noperations:\n  - delete: Article 1"
    assert problems(text) == [
        "2:11 date-order resolved | resolved on 2013-06-27 but adopted before that, on 2013-06-26"
    ]


@pytest.mark.parametrize("name", ["2013-06-26-agm", "総会-2013", "v1.2", "a_b"])
def test_names(name: str) -> None:
    text = f"amendment: {name}\noperations:\n  - delete: Article 1\n"
    assert read_amendment(text, EN, file="x.yaml", name=name).amendment.name == name


@pytest.mark.parametrize(
    "name", ["-a", "a..b", "a.", "a.lock", "a b", "a/b", "a" * 181, ".a", "a~"]
)
def test_what_is_no_name(name: str) -> None:
    text = f"amendment: '{name}'\noperations:\n  - delete: Article 1\n"
    assert problems(text)[0].startswith("1:12 name-unclear")


@pytest.mark.parametrize("path", sorted((ROOT / "amendments").glob("*.yaml")), ids=lambda p: p.stem)
def test_the_published_amendments_are_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read_amendment(text, EN, file=path.name, name=path.stem).amendment.operations


# ------------------------------------------------------------------------- the reference

REFERENCE = ROOT / "docs" / "amendments.md"


def examples() -> list[tuple[int, str]]:
    """The YAML blocks of the reference, with their lines."""
    text = REFERENCE.read_text(encoding="utf-8")
    return [
        (text.count("\n", 0, match.start()) + 1, match[1])
        for match in re.finditer(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    ]


@pytest.mark.parametrize("block", examples(), ids=lambda block: f"line {block[0]}")
def test_the_examples_of_the_reference_are_read(block: tuple[int, str]) -> None:
    text = block[1]
    if text.startswith("- "):
        text = "operations:\n" + text
    if not text.startswith("amendment:"):
        text = f"amendment: example\n{text}"
    style = JA if re.search("第.+条", text) else EN
    read = read_amendment(text, style, file="docs/amendments.md")
    assert read.amendment.operations


def test_the_reference_names_every_field() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    fields = {field for verb in VERBS.values() for field in verb.FIELDS} | {*AMENDMENT_FIELDS}
    fields |= {part for field in fields for part in field.kind.fields}
    assert {field.name for field in fields if f"`{field.name}`" not in text} == set()
    for verb in VERBS:
        assert f"## `{verb}`" in text


@pytest.mark.parametrize("remark", ["Companies Act", "One: line\n- and # another", "会社法：改正"])
def test_what_is_written_of_remarks_and_events_reads_the_same(remark: str) -> None:
    operation = Delete(
        target=parse_range("Article 8"),
        remark=remark,
        dates=Dates(delete_on=datetime.date(2014, 7, 1), delete_when="the merger: takes effect"),
    )
    amendment = Amendment(name="x", operations=(operation,))
    text = write_amendment(amendment, EN)
    assert read_amendment(text, EN, file="x.yaml").amendment == amendment


@pytest.mark.parametrize("verb", ["keep: Article 8", "retarget: {Article 8: Article 9}"])
def test_an_answer_about_references_has_no_remark(verb: str) -> None:
    (found,) = problems(f"amendment: x\noperations:\n  - {verb}\n    remark: x")
    assert found.startswith("4:5 unknown-field operations[0].remark | ")


def test_what_an_amendment_stands_on_is_written_before_its_operations() -> None:
    operations = (Delete(target=parse_range("Article 8")),)
    amendment = Amendment(name="x", after="2007-06-26-agm", operations=operations)
    text = write_amendment(amendment, EN)
    assert text.startswith("amendment: x\nafter: 2007-06-26-agm\n")
    assert read_amendment(text, EN, file="x.yaml").amendment == amendment


def test_what_an_amendment_stands_on_has_to_be_a_name() -> None:
    (found,) = problems("amendment: x\nafter: ../y\noperations:\n  - delete: Article 8")
    assert found.startswith("2:8 name-unclear after | ")


def test_nothing_of_an_amendment_is_lost_in_writing() -> None:
    amendment = Amendment(
        name="x",
        title="T",
        meeting="M",
        meeting_as_printed="the M",
        item=2,
        resolved=datetime.date(2013, 5, 24),
        announced=datetime.date(2013, 5, 25),
        adopted=datetime.date(2013, 6, 26),
        effective=datetime.date(2013, 7, 1),
        reasons=("First.", "Second,\nlonger."),
        numbering=Numbering.BRANCH,
        mentions=(parse_range("Article 5"), parse_range("Articles 7 to 8")),
        operations=(Delete(target=parse_range("Article 8")),),
    )
    text = write_amendment(amendment, EN)
    assert read_amendment(text, EN, file="x.yaml").amendment == amendment


@pytest.mark.parametrize("style", [EN, JA])
def test_a_short_address_is_read_in_the_words_of_any_edition(style: DraftingStyle) -> None:
    text = "amendment: x\noperations:\n  - renumber: Article 8 paragraph 3\n    to: paragraph 2"
    read = read_amendment(text, style, file="x.yaml", styles=(EN, JA))
    (operation,) = read.amendment.operations
    assert isinstance(operation, Renumber)
    assert operation.to == parse_range("Article 8 paragraph 2")


def test_a_wrong_date_is_told_beside_the_other_mistakes_of_its_operation() -> None:
    found = problems("amendment: x\noperations:\n  - delete: Artikle 8\n    delete_on: soon")
    assert [line.split()[1] for line in found] == ["address-unclear", "date-unclear"]
