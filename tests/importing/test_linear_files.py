"""The readers of our own files do twice the work for a file of twice the length, as the importers.

Amendments, patterns of a fleet, clause files, and the citations in a text.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from amendtool.amendments.file.read import read_amendment
from amendtool.articles.references.parser import parse_references
from amendtool.articles.styles import BYLAWS, EN, JA
from amendtool.articles.styles.style import DraftingStyle
from amendtool.articles.text.clause import parse_clause
from amendtool.errors import AmendtoolError
from amendtool.fleet.pattern_file import read_pattern
from tests.importing.test_linear import assert_linear

Made = Callable[[int], str]

HEAD = "amendment: a\noperations:\n"
INSERT = f"{HEAD}  - insert: Article 2\n    text: "
YAML: dict[str, Made] = {
    "one operation over and over": lambda n: HEAD + "  - delete: Article 2\n" * n,
    "operations": lambda n: HEAD + "".join(f"  - delete: Article {i}\n" for i in range(1, n)),
    "fields that are none": lambda n: HEAD + "".join(f"    k{i}: x\n" for i in range(n)),
    "a field over and over": lambda n: f"{HEAD}  - delete: Article 2\n" + "    delete: x\n" * n,
    "lists that do not end": lambda n: HEAD + "[" * n,
    "tables that do not end": lambda n: HEAD + "  - {a: " * n,
    "quotation marks": lambda n: HEAD + '"' * n,
    "items of items": lambda n: HEAD + "- " * n,
    "keys of keys": lambda n: HEAD + "? " * n,
    "lines of text": lambda n: f"{INSERT}|\n" + "      a\n" * n,
    "items in a text": lambda n: f"{INSERT}|\n      A:\n\n" + "      - (1) a\n" * n,
    "reasons": lambda n: "reasons:\n" + "  - x\n" * n + HEAD,
    "comments": lambda n: HEAD + "# x\n" * n,
    "words to find": lambda n: f"{HEAD}  - replace: Article 2\n    find: {'a ' * n}\n    with: b\n",
    "a row of numbers": lambda n: (
        f"{HEAD}  - delete: Articles {', '.join(str(i) for i in range(2, n))}\n"
    ),
    "anchors": lambda n: HEAD + "&a " * n,
    "tags": lambda n: HEAD + "!!x " * n,
    "documents": lambda n: HEAD + "---\n" * n,
    "a long name": lambda n: HEAD + "a" * n + ": x\n",
    "space": lambda n: HEAD + " " * n + "x: y\n",
    "a long number": lambda n: f"{HEAD}  - delete: Article {'9' * n}\n",
    "a deep address": lambda n: f"{HEAD}  - delete: Article 2{'(a)' * n}\n",
    "a deep address in Japanese": lambda n: f"{HEAD}  - delete: 第2条{'第1項' * n}\n",
    "editions": lambda n: INSERT + "{" + ", ".join(f"e{i}: x" for i in range(n)) + "}\n",
}
CLAUSES: dict[str, Made] = {
    "a front line over and over": lambda n: "---\n" + 'mark: "x"\n' * n + "---\n# A\n\nB\n",
    "front lines": lambda n: (
        "---\n" + "".join(f'k{i}: "x"\n' for i in range(n)) + "---\n# A\n\nB\n"
    ),
    "front lines that do not end": lambda n: "---\n" * n,
    "lists in a front line": lambda n: f"---\nmark: {'[' * n}\n---\n# A\n\nB\n",
    "headings": lambda n: "# A\n" * n,
    "items": lambda n: "# A\n\nB:\n\n" + "- (1) a\n" * n,
    "items in items": lambda n: "# A\n\nB:\n\n" + "".join("  " * i + "- (1) a\n" for i in range(n)),
    "backslashes": lambda n: "# A\n\n" + "\\" * n,
    "paragraphs": lambda n: "# A\n\n" + "a\n\n" * n,
}
CITING: dict[str, Made] = {
    "articles": lambda n: "Article 1, " * n,
    "a list": lambda n: "Articles " + ", ".join(str(i) for i in range(1, n)),
    "levels": lambda n: "Section 1.1" + "(a)" * n,
    "articles in Japanese": lambda n: "第1条、" * n,
    "paragraphs": lambda n: "第1条第2項及び" * n,
    "neighbours": lambda n: "前条第1項" * n,
    "brackets that do not end": lambda n: "（第1条" * n,
    "quotations that do not end": lambda n: "「第1条" * n,
    "exceptions that do not end": lambda n: "Articles 2 to 5 (other than 4" * n,
    "of the Act": lambda n: "of the Act " * n,
    "ranges": lambda n: "Article 1 to " * n,
    "other laws": lambda n: "会社法第1条" * n,
    "each item": lambda n: "前各号" * n,
    "the same item": lambda n: "同号イ及びロ" * n,
}


def assert_reads(read: Callable[[str], object], make: Made) -> None:
    def act(n: int) -> None:
        with suppress(AmendtoolError):  # a refusal is an answer, too
            read(make(n))

    assert_linear(act, 120)


@pytest.mark.parametrize("style", [EN, JA], ids=["en", "ja"])
@pytest.mark.parametrize("make", YAML.values(), ids=YAML)
def test_the_reader_of_amendments_is_linear(make: Made, style: DraftingStyle) -> None:
    assert_reads(lambda text: read_amendment(text, style, file="a.yaml", name="a"), make)


@pytest.mark.parametrize("make", YAML.values(), ids=YAML)
def test_the_reader_of_patterns_is_linear(make: Made) -> None:
    assert_reads(lambda text: read_pattern(text.encode(), file="p.yaml"), make)


@pytest.mark.parametrize("style", [EN, JA, BYLAWS], ids=["en", "ja", "bylaws"])
@pytest.mark.parametrize("make", CLAUSES.values(), ids=CLAUSES)
def test_the_reader_of_clause_files_is_linear(make: Made, style: DraftingStyle) -> None:
    assert_reads(lambda text: parse_clause(text, style, file="a.md"), make)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("make", CITING.values(), ids=CITING)
def test_the_reader_of_citations_is_linear(make: Made, language: str) -> None:
    assert_reads(lambda text: parse_references(text, language), make)
