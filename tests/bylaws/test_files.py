"""Clause files and folders of bylaws: golden files, and every mistake in them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given

from amendtool.articles.charter import provision
from amendtool.articles.findings import findings
from amendtool.articles.numbers import Number
from amendtool.articles.styles import BYLAWS, BYLAWS_RESTART
from amendtool.articles.text.clause import Clause, format_clause, parse_clause
from amendtool.errors import InputError
from amendtool.repository.storage.folders import clause_at
from amendtool.repository.storage.loader import load
from tests.strategies import clauses

N = Number.of

FILE = """\
# Officers, Etc.

The officers are:

- (a) a President;
- (b) a Secretary, who:
  - (i) keeps the minutes, namely those of:
    - (A) the stockholders;
      - (1) at the annual meeting; and
    - (B) the Board; and
  - (ii) gives notice.

One person may hold two offices.

¶2 Other officers may be appointed.
5 of them at most shall be paid.
"""

CLAUSE = Clause(
    heading="Officers, Etc.",
    body=(
        provision(
            number=N(1),
            text="The officers are:",
            items=(
                provision(number=N(1), text="a President;"),
                provision(
                    number=N(2),
                    text="a Secretary, who:",
                    items=(
                        provision(
                            number=N(1),
                            text="keeps the minutes, namely those of:",
                            items=(
                                provision(
                                    number=N(1),
                                    text="the stockholders;",
                                    items=(
                                        provision(number=N(1), text="at the annual meeting; and"),
                                    ),
                                ),
                                provision(number=N(2), text="the Board; and"),
                            ),
                        ),
                        provision(number=N(2), text="gives notice."),
                    ),
                ),
            ),
            closing="One person may hold two offices.",
        ),
        provision(
            number=N(2),
            text="Other officers may be appointed. 5 of them at most shall be paid.",
        ),
    ),
)


def test_a_file_reads_as_the_section_does_in_print() -> None:
    for style in (BYLAWS, BYLAWS_RESTART):
        assert parse_clause(FILE, style) == CLAUSE
        assert format_clause(CLAUSE, style) == FILE


@given(clauses(BYLAWS))
def test_reading_is_the_inverse_of_writing(clause: Clause) -> None:
    assert parse_clause(format_clause(clause, BYLAWS), BYLAWS) == clause


@pytest.mark.parametrize(
    ("heading", "printed"),
    [("Election", "Election."), ("Officers, Etc.", "Officers, Etc."), ("Who Votes?", "Who Votes?")],
)
def test_a_heading_ends_with_one_full_stop(heading: str, printed: str) -> None:
    assert BYLAWS.bracketed(heading) == printed
    assert BYLAWS.unbracketed(heading) == heading


def files(names: Mapping[str, str]) -> dict[str, bytes]:
    return {f"articles/{name}": text.encode() for name, text in names.items()}


TEXT = "# {}\n\nText.\n"
GOOD = {
    "01-name/000-chapter.md": "# NAME\n",
    "01-name/001-corporate-name.md": TEXT,
    "03-board/000-chapter.md": "# BOARD\n",
    "03-board/001-number.md": TEXT,
    "03-board/010-powers.md": TEXT,
}


def test_a_section_has_the_number_of_its_article_and_its_own() -> None:
    charter = load(files(GOOD), BYLAWS).charter
    numbers = {article.key: article.number for article in charter.articles}
    assert numbers == {"corporate-name": N(1, 1), "number": N(3, 1), "powers": N(3, 10)}


def test_gaps_are_found_in_each_article_for_itself() -> None:
    charter = load(files(GOOD), BYLAWS).charter
    told = [problem.message.split(" is missing")[0] for problem in findings(charter, {}, BYLAWS)]
    assert told == ["Article II", *(f"Section 3.{n}" for n in range(2, 10))]
    told = [p.message.split(" is missing")[0] for p in findings(charter, {}, BYLAWS_RESTART)]
    assert told[1] == "Article III, Section 2"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("001.2-branch.md", "article-outside"),
        ("002-loose.md", "article-outside"),
        ("03-board/01-inner/001-nested.md", "number-in-chapter"),
        ("03.2-more/001-other.md", "number-in-chapter"),
        ("03-board/010-again.md", "number-twice"),
    ],
)
def test_files_that_no_section_has_are_refused(name: str, code: str) -> None:
    with pytest.raises(InputError) as error:
        load(files({**GOOD, name: TEXT}), BYLAWS)
    assert code in {problem.code for problem in error.value.problems}


def test_bylaws_without_articles_are_sections_alone() -> None:
    charter = load(files({"001-name.md": TEXT, "002-board.md": TEXT}), BYLAWS).charter
    assert [article.number for article in charter.articles] == [N(1), N(2)]
    assert BYLAWS.article.write(N(2)) == "Section 2."


@pytest.mark.parametrize(
    ("path", "printed"),
    [
        ("articles/03-board/002-election.md", "Section 3.2"),
        ("articles/12-notices/010-waiver.md", "Section 12.10"),
        ("articles/03-board/000-chapter.md", "Article III"),
        ("articles/supplementary/001-effective.md", "Supplementary Provisions Section 1"),
        ("articles/002-board.md", "Section 2"),
    ],
)
def test_the_history_knows_the_section_of_a_file(path: str, printed: str) -> None:
    found = clause_at(path, in_chapters=True)
    assert found is not None
    assert found[1].text(BYLAWS) == printed
