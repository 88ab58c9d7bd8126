"""What is not simply in force on a day has its note where it stands: a paragraph, an item."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Repository, call

OFFICE = """\
# Offices

The office is in Minato-ku.

2. A branch is in Osaka.

3. Article 1 applies.
"""
BOARD = "# Board\n\nThe board is:\n\n(1) eight executives;\n\n(2) four others.\n"
TERM = "# Term\n\nThe term of Article 3 is two years.\n\n2. Paragraph 2 of Article 2 applies.\n"
LATER = "    effective: 2024-10-01\n"


@pytest.fixture
def company(tmp_path: Path) -> Repository:
    """Four articles with paragraphs and items, in English."""
    assert call("init", str(tmp_path / "c"), "--company", "Example").code == 0
    company = Repository(path=tmp_path / "c")
    texts = ("# Name\n\nThe name is Example.\n", OFFICE, BOARD, TERM)
    for at, (key, text) in enumerate(zip(("name", "office", "board", "term"), texts, strict=True)):
        company.write(f"articles/00{at + 1}-{key}.md", text.encode())
    company.commit("The articles")
    return company


def applied(company: Repository, name: str, operations: str, more: str) -> None:
    company.amend(name, operations, more=more)
    result = company.at("apply", name)
    assert result.code == 0, result.err


PENDING = "(Effective as of October 1, 2024)"
LEAVING = "(To be deleted as of October 1, 2024)"
CASES = {
    "words of a paragraph": (
        "  - replace: Article 2 paragraph 2\n    find: Osaka\n    with: Kyoto\n" + LATER,
        "office",
        ["The office is in Minato-ku.", "2. A branch is in Osaka.", "2. A branch is in Kyoto.",
         PENDING, "3. Article 1 applies."],
    ),
    "the text of the first paragraph": (
        "  - replace: Article 2 paragraph 1\n    text: The office is in Chuo-ku.\n" + LATER,
        "office",
        ["The office is in Minato-ku.", "The office is in Chuo-ku.", PENDING,
         "2. A branch is in Osaka.", "3. Article 1 applies."],
    ),
    "words named by their article": (
        "  - replace: Article 2\n    find: Osaka\n    with: Kyoto\n" + LATER,
        "office",
        ["The office is in Minato-ku.", "2. A branch is in Osaka.", "2. A branch is in Kyoto.",
         PENDING, "3. Article 1 applies."],
    ),
    "words wherever they stand": (
        "  - replace: all provisions\n    find: eight\n    with: nine\n" + LATER,
        "board",
        ["The board is:", "(1) eight executives;", "(1) nine executives;", PENDING,
         "(2) four others."],
    ),
    "a paragraph that comes": (
        "  - insert: Article 2 paragraph 2\n    text: A shop is in Nara.\n" + LATER,
        "office",
        ["The office is in Minato-ku.", "2. A shop is in Nara.", PENDING,
         "3. A branch is in Osaka.", "4. Article 1 applies."],
    ),
    "an item that comes last": (
        "  - insert: Article 3 paragraph 1 item (3)\n    text: one auditor.\n" + LATER,
        "board",
        ["The board is:", "(1) eight executives;", "(2) four others.", "(3) one auditor.",
         PENDING],
    ),
    "a paragraph that goes": (
        "  - delete: Article 2 paragraph 3\n" + LATER,
        "office",
        ["The office is in Minato-ku.", "2. A branch is in Osaka.", "3. Article 1 applies.",
         LEAVING],
    ),
    "an item that goes": (
        "  - delete: Article 3 paragraph 1 item (1)\n" + LATER,
        "board",
        ["The board is:", "(1) eight executives;", LEAVING, "(1) four others."],
    ),
    "a former item": (
        "  - replace: Article 3 paragraph 1 item (2)\n    text: two others.\n"
        "    overlap: those in office\n    overlap_until: 2024-09-30\n",
        "board",
        ["The board is:", "(1) eight executives;", "(2) two others.", "(2) four others.",
         "(Former provision, which remains in force until September 30, 2024 for those in "
         "office)"],
    ),
    "two days in one article": (
        "  - replace: Article 2 paragraph 1\n    find: Minato-ku\n    with: Chuo-ku\n"
        "    effective: 2024-11-01\n"
        "  - replace: Article 2 paragraph 2\n    find: Osaka\n    with: Kyoto\n" + LATER,
        "office",
        ["The office is in Minato-ku.", "The office is in Chuo-ku.",
         "(Effective as of November 1, 2024)", "2. A branch is in Osaka.",
         "2. A branch is in Kyoto.", PENDING, "3. Article 1 applies."],
    ),
    "a change from top to bottom": (
        "  - replace: Article 4 paragraph 1\n    text: The term is one year.\n" + LATER
        + "  - replace: Article 4 paragraph 2\n    text: No more.\n" + LATER,
        "term",
        ["The term of Article 3 is two years.", "2. Paragraph 2 of Article 2 applies.",
         "The term is one year.", "2. No more.", PENDING],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_note_stands_where_its_text_does(company: Repository, case: str) -> None:
    operations, key, wanted = CASES[case]
    applied(company, "a", operations, "adopted: 2024-06-26\n")
    found = lines_of(company, key)
    assert [line for line in found if not line.startswith("Article ") or " " in line[8:]] == wanted
    first = company.at("show", key, "--on", "2024-06-25").out
    assert PENDING not in first
    after = company.at("show", "--on", "2024-11-01").out
    assert after == company.at("show").out, "on the day the text is that of git"


def lines_of(company: Repository, key: str, day: str = "2024-07-01") -> list[str]:
    """What an article prints on a day, line by line, without its heading."""
    result = company.at("show", key, "--on", day)
    assert result.code == 0, result.err
    lines = (" ".join(line.split()) for line in result.out.splitlines())
    numbered = (re.sub(r"^([0-9]+) ", r"\1. ", line) for line in lines)
    return [line for line in numbered if line and line not in ("(Offices)", "(Board)", "(Term)")]


def test_a_record_tells_where_a_note_stands(company: Repository) -> None:
    applied(company, "a", CASES["an item that comes last"][0], "adopted: 2024-06-26\n")
    (note,) = company.at("show", "--on", "2024-07-01", "--json").record["notes"]
    assert (note["key"], note["of"]) == ("board", "board")
    assert note["provision"] == "Article 3 paragraph 1 item (3)"
    settings = company.path / "amendtool.toml"
    house = 'note_place = "above"\npending_label = "[from {day}]"\n'
    company.write("house/our.toml", house.encode())
    text = re.sub(r'house = ".*"', 'house = "house/our.toml"', settings.read_text("utf-8"))
    settings.write_text(text, "utf-8")
    result = company.at("show", "board", "--on", "2024-07-01")
    assert result.code == 0, result.err
    text = result.out
    assert text.index("[from October 1, 2024]") < text.index("one auditor")
    company.write("house/our.toml", (house + "print_pending = false\n").encode())
    result = company.at("show", "board", "--on", "2024-07-01")
    assert "auditor" not in result.out
    assert "pending-unprinted" in result.err


def test_citations_are_those_of_the_text_in_force(company: Repository) -> None:
    operations = (
        "  - insert: Article 1\n    key: rule\n    text: A rule.\n"
        "  - delete: Article 2 paragraph 2\n" + LATER
        + "  - retarget: {Article 2 paragraph 2: Article 3 paragraph 1}\n"
        "  - delete: Article 4 paragraph 1\n" + LATER
    )  # fmt: skip
    applied(company, "a", operations, "adopted: 2024-06-26\n")
    text = " ".join(lines_of(company, "term"))
    # What is to go cites the numbers of the day, and so does what cites it.
    assert "The term of Article 4 is two years. 1. Paragraph 2 of Article 3 applies." in text
    assert text.endswith(f"Article 5. Paragraph 1 of Article 3 applies. {PENDING}")
    text = company.at("show", "term", "--on", "2024-10-01").out
    assert "Paragraph 1 of Article 3 applies." in text
    # A later amendment moves numbers: the words in force follow it as those to come do.
    rule = "  - insert: Article 1\n    key: other\n    text: Another rule.\n"
    applied(company, "b", rule, "adopted: 2024-07-02\n")
    text = " ".join(lines_of(company, "term", "2024-07-02"))
    assert "The term of Article 5 is two years. 1. Paragraph 2 of Article 4 applies." in text
    assert text.endswith(f"Article 6. Paragraph 1 of Article 4 applies. {PENDING}")


def test_what_came_later_is_in_force_beside_what_waits(company: Repository) -> None:
    first = "  - replace: Article 2 paragraph 1\n    find: Minato-ku\n    with: Chuo-ku\n" + LATER
    applied(company, "a", first, "adopted: 2024-06-26\n")
    second = (
        "  - insert: Article 2 paragraph 1\n    text: Offices are as follows.\n"
        "  - replace: Article 2 paragraph 2\n    find: Osaka\n    with: Kobe\n"
    )
    applied(company, "b", second, "adopted: 2024-07-01\n")
    text = " ".join(lines_of(company, "office"))
    assert text == (
        "Article 2. Offices are as follows. 2. The office is in Minato-ku. "
        f"2. The office is in Chuo-ku. {PENDING} 3. A branch is in Kobe. 4. Article 1 applies."
    )
    # It acts on the words that wait: what is in force between the two, nobody has adopted.
    third = "  - replace: Article 2 paragraph 2\n    find: in Chuo-ku\n    with: at Chuo-ku\n"
    applied(company, "c", third, "adopted: 2024-07-02\n")
    for verb in ("show", "references", "log"):
        result = company.at(verb, "--on", "2024-07-02")
        assert (result.code, "c does not fit the articles" in result.err) == (4, True)
        assert result.out == ""
    assert "at Chuo-ku" in company.at("show", "--on", "2024-10-01").out
    assert "Minato-ku" in company.at("show", "--on", "2024-07-01").out


OVERLAPPING = {
    # In which order they land, and on which days each of them takes effect.
    "the later effect first": (("a", "2024-10-01"), ("b", "2024-07-01")),
    "the later effect last": (("b", "2024-07-01"), ("a", "2024-10-01")),
}


@pytest.mark.parametrize("order", OVERLAPPING)
def test_amendments_are_composed_in_the_order_of_effect(company: Repository, order: str) -> None:
    base = company.git("rev-parse", "HEAD:articles")
    texts = {
        "a": "  - insert: Article 1\n    key: rule\n    text: A rule.\n"
        "  - replace: Article 3 paragraph 1 item (2)\n    text: two others.\n",
        "b": "  - insert: Article 3\n    key: aim\n    text: An aim.\n"
        "  - replace: Article 3 paragraph 1 item (1)\n    text: five executives;\n",
    }
    for name, day in OVERLAPPING[order]:
        more = f"written_against: {base}\nadopted: 2024-06-26\neffective: {day}\n"
        company.amend(name, texts[name], more=more)
    company.commit("Propose them")
    for name, _ in OVERLAPPING[order]:
        result = company.at("apply", name)
        assert result.code == 0, result.err
    between = company.at("show", "--on", "2024-07-01")
    assert between.code == 0, between.err
    told = company.at("show", "--on", "2024-07-01", "--json").problems
    composed = [each for each in told if each["code"] == "text-composed"]
    assert len(composed) == (order == "the later effect first")
    words = " ".join(between.out.split())
    assert "Article 3. An aim." in words
    assert "(1) five executives; (2) four others." in words
    assert "The term of Article 4 is two years." in words
    assert "A rule." not in words
    assert company.at("show", "--on", "2024-10-01").out == company.at("show").out
    table = company.at("table", "2024-07-01..2024-10-01", "--json")
    assert table.code == 0
    assert "A rule." in table.out
    for verb in ("references", "log"):
        assert company.at(verb, "--on", "2024-07-01").code == 0
    assert company.at("export", "--on", "2024-07-01", "--format", "txt").code == 0


def test_a_table_leaves_what_waits_on_both_sides(company: Repository) -> None:
    first = "  - replace: Article 2 paragraph 2\n    find: Osaka\n    with: Kyoto\n" + LATER
    applied(company, "a", first, "adopted: 2024-06-26\n")
    second = "  - replace: Article 2 paragraph 1\n    find: Minato-ku\n    with: Chuo-ku\n"
    company.amend("b", second, more="adopted: 2024-07-20\n")
    for once in (False, True):  # and once more when it is in force
        (row,) = [
            row
            for row in company.at("table", "b", "--on", "2024-07-01", "--json").record["rows"]
            if row["key"] == "office"
        ]
        for side, word in (("present", "Minato-ku"), ("proposed", "Chuo-ku")):
            told = str(row[side])
            assert (word in told, "Osaka" in told, "Kyoto" in told) == (True, True, True)
            assert PENDING in told
        if not once:
            assert company.at("apply", "b").code == 0
    # One that acts on what waits says what becomes of it.
    third = "  - replace: Article 2 paragraph 2\n    find: Kyoto\n    with: Nara\n"
    company.amend("c", third, more="adopted: 2024-10-02\n")
    (row,) = [
        row
        for row in company.at("table", "c", "--on", "2024-08-01", "--json").record["rows"]
        if row["key"] == "office"
    ]
    assert ("Osaka" in str(row["present"]), "Kyoto" in str(row["present"])) == (True, True)
    assert ("Nara" in str(row["proposed"]), PENDING in str(row["proposed"])) == (True, False)
