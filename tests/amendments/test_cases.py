"""Golden cases: present articles, an amendment, and what it gives.

A new case needs no Python: see ``cases/README.md``. Every case is also applied with its
operations in the opposite order, and every result is taken back by its inverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.address_reader import parse
from amendtool.articles.addresses import address_of_article, address_of_chapter
from amendtool.articles.charter import Article, Chapter, Charter
from amendtool.articles.styles import STYLES, DraftingStyle
from amendtool.articles.text.clause import Clause, format_clause, parse_clause
from amendtool.errors import AmendtoolError

ONE_WAY = "(no way back)"
_HEAD = re.compile(r"\[(?P<address>.+) (?P<key>\S+)\](?: (?P<heading>.*))?")


@dataclass(frozen=True)
class Case:
    """One case of a file."""

    file: str
    title: str
    style: DraftingStyle
    present: str
    amendment: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}: {self.title}"


def cases() -> Iterator[Case]:
    for path in sorted(Path(__file__).parent.glob("cases/*.txt")):
        bases: dict[str, str] = {}
        for block in path.read_text(encoding="utf-8").split("\n== ")[1:]:
            title, _, rest = block.partition("\n")
            if title.startswith("base "):
                bases[title.removeprefix("base ")] = rest
                continue
            parts = re.split(r"^--\n", rest, flags=re.MULTILINE)
            assert len(parts) == 3, f"{path.name}: {title} has {len(parts)} parts"
            present, amendment, expected = parts
            name = re.fullmatch(r"\((.+)\)\n", present)
            style = STYLES[path.stem.split("-")[0]]
            present = bases[name[1]] if name else present
            yield Case(path.stem, title, style, present, amendment, expected.strip("\n"))


def read_charter(text: str, style: DraftingStyle) -> Charter:
    """Articles written as in the cases."""
    articles: list[Article] = []
    supplementary: list[Article] = []
    chapters: list[Chapter] = []
    keys: dict[object, str] = {}
    for block in re.split(r"^(?=\[)", text, flags=re.MULTILINE)[1:]:
        head, _, body = block.partition("\n")
        found = _HEAD.fullmatch(head)
        assert found is not None, head
        address, key = parse(found["address"], style), found["key"]
        if address.level == "chapter":
            parent = keys.get(address.chapters[:-1])
            keys[address.chapters] = key
            heading = found["heading"] or None
            chapters.append(Chapter(key=key, number=address.number, heading=heading, parent=parent))
            continue
        clause = parse_clause(body, style)
        article = Article(
            key=key,
            number=address.article,
            heading=clause.heading,
            body=clause.paragraphs,
            status=clause.status,
        )
        if address.supplementary:
            supplementary.append(article)
        else:
            articles.append(replace(article, chapter=chapters[-1].key if chapters else None))
    return Charter(
        articles=tuple(articles), chapters=tuple(chapters), supplementary=tuple(supplementary)
    )


def write_charter(charter: Charter, style: DraftingStyle) -> str:
    """The inverse of :func:`read_charter`, in canonical form."""

    def article(article: Article) -> str:
        clause = Clause(heading=article.heading, body=article.paragraphs, status=article.status)
        address = address_of_article(charter, article.key).text(style)
        return f"[{address} {article.key}]\n{format_clause(clause, style)}".rstrip("\n")

    def rows() -> Iterator[str]:
        yield from (article(a) for a in charter.articles if a.chapter is None)
        for chapter in charter.chapters:
            address = address_of_chapter(charter, chapter.key).text(style)
            yield f"[{address} {chapter.key}] {chapter.heading or ''}".rstrip(" ")
            yield from (article(a) for a in charter.articles if a.chapter == chapter.key)
        yield from (article(a) for a in charter.supplementary)

    return "\n".join(rows())


def problems(error: AmendtoolError) -> list[str]:
    """The problems of an error, as the cases write them."""
    first = [] if error.exit_code == 3 else [f"exit {error.exit_code}"]
    return first + [f"{p.code} {p.place.path} | {p.message}" for p in error.problems]


def run(case: Case, charter: Charter) -> tuple[Amendment, Charter]:
    text = case.amendment
    if not re.search(r"^amendment:", text, re.MULTILINE):
        text = f"amendment: case\n{text}"
    amendment = read_amendment(text, case.style, file="case.yaml", name="case").amendment
    return amendment, apply(charter, amendment, case.style).proposed


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_case(case: Case) -> None:
    charter = read_charter(case.present, case.style)
    refused: AmendtoolError | None = None
    try:
        amendment, proposed = run(case, charter)
    except AmendtoolError as error:
        refused = error
    if refused is not None:
        found = problems(refused)
        wanted = case.expected.split("\n")
        assert len(found) == len(wanted), "\n".join(found)
        for line, part in zip(found, wanted, strict=True):
            head, _, words = part.partition(" | ")
            assert line.partition(" | ")[0] == head, "\n".join(found)
            assert words in line, "\n".join(found)
        assert all(problem.hint for problem in refused.problems)
        return
    found_text = write_charter(proposed, case.style)
    assert found_text == case.expected
    assert read_charter(found_text, case.style) == proposed
    backwards = replace(amendment, operations=amendment.operations[::-1])
    assert apply(charter, backwards, case.style).proposed == proposed
    if ONE_WAY not in case.title:
        inverse = apply(charter, amendment, case.style).inverse
        assert apply(proposed, inverse, case.style).proposed == charter
