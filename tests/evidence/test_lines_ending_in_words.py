"""A line that ends in a word of a level: the list goes on below it, or the sentence does."""

from __future__ import annotations

import pytest

from amendtool.articles.styles import STYLES
from amendtool.importing.document import Imported, import_document


def read(text: str, file: str = "a.txt", style: str = "en") -> Imported:
    return import_document(text.encode(), file=file, style=STYLES[style], learn=True)


def items(found: Imported, article: int = 0) -> list[tuple[str, str]]:
    body = next(iter(found.charter.every_article())).body if not article else (
        tuple(found.charter.every_article())[article].body
    )  # fmt: skip
    first = body[0]
    assert not isinstance(first, str)
    rows = [one for one in first.body if not isinstance(one, str)] if len(body) == 1 else [
        one for one in body if not isinstance(one, str)
    ]  # fmt: skip
    return [(str(one.number), one.text) for one in rows]


WORDS = ["the relationship between parts", "a list of articles", "those who fall under",
         "its sections", "whatever is less than", "the clauses"]  # fmt: skip
MARKS = [("({})", "txt"), ("{}.", "md"), ("{})", "txt"), ("- ({})", "md")]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(("mark", "kind"), MARKS)
def test_the_next_of_a_list_is_never_joined_to_the_one_above(
    word: str, mark: str, kind: str
) -> None:
    texts = ["what is first", word, "what is third", word]
    lines = [f"{mark.format(at)} {text}" for at, text in enumerate(texts, 1)]
    head = "# Club\n\n## Article 1 Aims\n\n" if kind == "md" else "CLUB\n\nArticle 1. Aims\n"
    gap = "\n" if kind == "md" else ""
    tail = "\n\n## Article 2 Seat\n\nHere.\n" if kind == "md" else "\n\nArticle 2. Seat\nHere.\n"
    found = read(head + f"It has:\n{gap}" + "\n".join(lines) + tail, f"a.{kind}")
    assert items(found) == [(str(at), text) for at, text in enumerate(texts, 1)]
    assert not found.report.doubts


@pytest.mark.parametrize("word", WORDS)
def test_a_list_begins_below_such_a_word(word: str) -> None:
    text = f"CLUB\n\nArticle 1. Aims\nThe house has {word}\n(a) a hall;\n(b) a room.\n"
    found = read(text)
    assert items(found) == [("1", "a hall;"), ("2", "a room.")]
    assert not found.report.doubts


@pytest.mark.parametrize(
    ("ahead", "number"),
    [("Section", "2."), ("under section", "2."), ("Article", "2."), ("in paragraph", "(2)")],
)
def test_a_due_number_behind_a_citation_is_doubted_either_way(ahead: str, number: str) -> None:
    mark = number.replace("2", "{}")
    long = "as it is said in the rules that the members have for themselves"
    full = "the members meet in a house that is theirs and where nobody else meets, for it is so"
    short = f"{mark.format(1)} {long} {ahead}\n{number} It may do more.\n"
    wrapped = (
        f"{mark.format(1)} They say that {full} and they are\nglad that {full} and they are all\n"
        f"happy that {full} and {ahead}\n{number} It may do more.\n"
    )
    for body in (short, wrapped):
        found = read(f"CLUB\n\nArticle 1. Aims\n{body}\nArticle 2. Seat\nHere.\n")
        assert {one.code for one in found.report.doubts} & {"mark-in-doubt", "mark-as-text"}


def test_a_number_that_is_not_due_stays_in_its_sentence() -> None:
    text = (
        "CLUB\n\nArticle 1. Aims\nThe members may decide whatever is not in the provisions of "
        "Article\n3. The board decides it then.\n\nArticle 2. Seat\nHere.\n"
    )
    found = read(text)
    assert [str(one.number) for one in found.charter.every_article()] == ["1", "2"]


@pytest.mark.parametrize("word", [*WORDS, "what ends in nothing"])
@pytest.mark.parametrize("mark", ["{}.\t", "{})  ", "1. "])
def test_a_list_of_markdown_is_what_its_page_shows(word: str, mark: str) -> None:
    texts = ["what is first", word, "what is third", word, "a fifth"]
    lines = [f"{mark.format(at)}{text}" for at, text in enumerate(texts, 1)]
    body = "\n".join(lines)
    text = f"# Club\n\n## Article 1 Aims\n\nIt has:\n\n{body}\n\n## Article 2 Seat\n\nHere.\n"
    found = read(text, "a.md")
    assert items(found) == [(str(at), text) for at, text in enumerate(texts, 1)]
    assert not found.report.doubts
