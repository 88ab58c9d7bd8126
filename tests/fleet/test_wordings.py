"""Provisions as charters have them, against the patterns of ``examples/fleet``: none found wrong.

A list in ``wordings`` says for each company which articles it has beside the usual ones, and what
the pattern ``may`` do: ``replace`` the first of them, ``insert`` its own text, leave the text that
is ``there``, or nothing (``none``), so that only a doubt is right. ``proof`` says that the search
alone does not tell, but the proof of the draft.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from amendtool.articles.charter import Article, Chapter, Charter, Status, body_of, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN, JA, DraftingStyle
from amendtool.errors import Problem
from amendtool.fleet.company import FleetCompany
from amendtool.fleet.pattern import AmendmentPattern
from amendtool.fleet.pattern_file import read_pattern
from amendtool.fleet.row import CompanyRow, RowResult, run_row
from amendtool.fleet.search import Search
from amendtool.repository.config import read_config
from amendtool.repository.storage.folders import files_of
from tests.fleet.conftest import PATTERN
from tests.fleet.test_rows import git, order

LISTS: Final = Path(__file__).parent / "wordings"

Described = dict[str, Any]
USUAL: Final[dict[str, dict[str, tuple[str, list[Described]]]]] = {
    "ja": {
        "general": (
            "総則",
            [
                {"caption": "商号", "paragraphs": ["{c}は、北川精機株式会社と称する。"]},
                {"caption": "本店の所在地", "paragraphs": ["{c}は、本店を東京都千代田区に置く。"]},
            ],
        ),
        "meetings": (
            "株主総会",
            [
                {"caption": "招集", "paragraphs": ["{c}の定時株主総会は、毎年６月に招集する。"]},
                {
                    "caption": "招集権者及び議長",
                    "paragraphs": ["株主総会は、取締役社長が招集し、その議長となる。"],
                },
            ],
        ),
        "board": (
            "取締役及び取締役会",
            [{"caption": "員数", "paragraphs": ["{c}の取締役は、10名以内とする。"]}],
        ),
    },
    "en": {
        "general": (
            "Offices",
            [{"caption": "Name", "paragraphs": ["The name of {c} is Larkspur Instruments, Inc."]}],
        ),
        "meetings": (
            "Meetings of Stockholders",
            [
                {
                    "caption": "Annual Meeting",
                    "paragraphs": ["The annual meeting of {c} shall be held in May."],
                }
            ],
        ),
        "board": (
            "Directors",
            [{"caption": "Powers", "paragraphs": ["The Board manages the business of {c}."]}],
        ),
    },
}
"""The articles that each company has, by chapter; what a list says stands behind those of one."""
STYLES: Final[dict[str, DraftingStyle]] = {"ja": JA, "en": EN}
TERMS: Final = {"ja": "当会社", "en": "the Corporation"}


def article(key: str, number: int, said: Described, chapter: str | None, term: str) -> Article:
    """An article as a list describes it."""

    def put(text: str) -> str:
        return text.replace("{c}", term)

    status = Status(said.get("status", "text"))
    paragraphs = [
        provision(Number.of(n), put(t)) for n, t in enumerate(said.get("paragraphs", ()), 1)
    ]
    items = [provision(Number.of(n), put(t)) for n, t in enumerate(said.get("items", ()), 1)]
    if items:
        *before, last = paragraphs
        closing = put(said.get("closing", ""))
        paragraphs = [*before, provision(last.number, str(last.body[0]), items, closing)]
    return Article(
        key=key,
        number=Number.of(number),
        heading=said["caption"] or None,
        body=body_of(put(said.get("text", "")), paragraphs) if status is Status.TEXT else (),
        status=status,
        chapter=chapter,
    )


def company(said: Described, language: str) -> Charter:
    """The articles of one company of a list; what it lists has the keys ``own-1``, ``own-2`` …"""
    term = TERMS[language]
    own = list(enumerate(said.get("articles", ()), 1))
    chapters: list[Chapter] = []
    articles: list[Article] = []
    for at, (key, (heading, usual)) in enumerate(USUAL[language].items(), 1):
        chapters.append(Chapter(key=key, number=Number.of(at), heading=heading))
        here = [(f"{key}-{n}", each) for n, each in enumerate(usual, 1)]
        here += [(f"own-{n}", each) for n, each in own if each.get("chapter", "meetings") == key]
        for name, each in here:
            articles.append(article(name, len(articles) + 1, each, key, term))
    return Charter(
        chapters=tuple(chapters),
        articles=tuple(articles),
        supplementary=tuple(
            article(f"late-{n}", n, each, None, term)
            for n, each in enumerate(said.get("supplementary", ()), 1)
        ),
        preamble=said.get("preamble", "").replace("{c}", term),
        closing=said.get("closing", "").replace("{c}", term),
    )


def doubted(doubts: Sequence[Problem], may: str) -> str:
    """``doubt``; and ``right`` where nothing is to be found, and nothing is shown to a person."""
    bare = may == "insert" and {each.code for each in doubts} == {"not-found"}
    return "right" if bare else "doubt"


def judged(pattern: AmendmentPattern, said: Described) -> str:
    """``right``, ``doubt``, or what the pattern wrongly does about a company of a list."""
    language, may = pattern.languages[0], said["may"]
    search = Search(pattern, company(said, language), STYLES[language], {})
    there, doubts = search.text_that_it_brings()
    if doubts:
        return doubted(doubts, may)
    if there is not None:
        return "right" if may == "there" else "left as if it were there"
    search.run()
    if search.doubts:
        return doubted(search.doubts, may)
    sought = next((name for name in search.found if name in ("disclosure", "exculpation")), None)
    if sought is None:
        return "right" if may == "insert" else "taken for missing"
    key = search.found[sought].key
    return "right" if may == "replace" and key == "own-1" else f"{key} deleted"


FEWEST: Final = {"fifth": 36, "fifth-forum": 18, "fifth-exculpation": 12, "sixth": 14}
"""So many of each are told right at least: a finder that doubts everything finds none wrong."""


@pytest.mark.parametrize("name", FEWEST)
def test_no_wording_of_a_list_is_found_wrong(name: str) -> None:
    listed = json.loads((LISTS / f"{name}.json").read_text("utf-8"))
    file = PATTERN.parent / listed["pattern"]
    pattern = read_pattern(file.read_bytes(), file=file.name)
    told = [(judged(pattern, each), each) for each in listed["wordings"] if not each.get("proof")]
    assert [each for each in told if each[0] not in ("right", "doubt")] == []
    assert Counter(said for said, _ in told)["right"] >= FEWEST[name]


def settings(language: str) -> str:
    law = "jp" if language == "ja" else "us-de"
    return f'company = "北川精機株式会社"\ntitle = "定款"\nlanguage = "{language}"\nlaw = "{law}"\n'


def drafted(said: Described, pattern: Path, folder: Path) -> CompanyRow:
    """What ``fleet draft`` makes of a company of a list, in a repository of its own."""
    language = read_pattern(pattern.read_bytes(), file=pattern.name).languages[0]
    files = {"amendtool.toml": settings(language).encode()}
    files |= files_of(company(said, language), read_config(files["amendtool.toml"]).style)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    git(folder, "init", "--quiet", "--initial-branch=main", "--template=")
    git(folder, "config", "user.name", "Company Secretary")
    git(folder, "config", "user.email", "secretary@example.com")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "The articles in force")
    given = order("draft", folder.parent, pattern.read_bytes())
    # Somebody has read the articles of those that have no such provision.
    answers = {"insert": {"disclosure": "none", "there": "none"}}.get(said["may"], {})
    own = FleetCompany(name="北川精機株式会社", repository=folder.name, fields=answers)
    return run_row(given, 0, own)


@pytest.mark.long
@pytest.mark.parametrize("name", FEWEST)
def test_no_wording_of_a_list_is_drafted_wrong(name: str, tmp_path: Path) -> None:
    """The same through the verb, with its proof: what cites a provision that goes is a doubt."""
    listed = json.loads((LISTS / f"{name}.json").read_text("utf-8"))
    wrong = []
    told: Counter[str] = Counter()
    for at, said in enumerate(listed["wordings"]):
        row = drafted(said, PATTERN.parent / listed["pattern"], tmp_path / f"company{at}")
        found = {each.name: each.key for each in row.found}
        replaced = found.get("disclosure") or found.get("exculpation")
        did = {
            RowResult.THERE: "there",
            RowResult.DONE: "replace" if replaced else "insert",
        }.get(row.result, row.result.value)
        told[did] += 1
        if did != "doubt" and (did != said["may"] or (replaced and replaced != "own-1")):
            wrong.append((at, did, row.problems, said))
    assert wrong == []
    assert told["doubt"] < len(listed["wordings"])
