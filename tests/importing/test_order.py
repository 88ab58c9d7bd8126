"""Whatever its numbers are, every line of a document stays where it stands."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from amendtool.articles.styles import STYLES
from amendtool.comparison.house import HOUSES, HeadingPlace
from amendtool.importing.document import Imported, import_document
from amendtool.render.charter.lines import make_export
from amendtool.render.formats import ARTICLES, render
from amendtool.repository.storage.folders import files_of
from amendtool.repository.storage.loader import load

OUT_OF_TURN = """By-laws

Article 1

General

Section 1.01. Name. The name is Heron Club.

Section 1.02. [Reserved]

Article 4

Members

Section 2.01. Dues. Dues are due in May.

Article 2

Officers

Section 3.01. Chair. The chair leads.
"""
EMPTY_CHAPTER = """By-laws

Article I Name

Section 1.1 Name. The name is Heron Club.

Article II Seat

Article III Members

This is said of members.

Section 3.1 Dues. Dues are due in May.

Section 3.2 Rights. Members vote.
"""
BEFORE_ALL = """By-laws

Section 1. Purpose. The purpose is birds.

Article I Name

Section 1. Name. The name is Heron Club.

Section 2. Seat. The seat is Reed.

Article II Members

Section 1. Dues. Dues are due in May.
"""
BEHIND_DEEP = """By-laws

1 Members

1.1 Dues. Dues are due in May.

1.2 Votes. Members vote.

1.2.1 Proxies. A proxy votes too.

1.3 Rights. Rights follow from votes.

2 Officers

2.1 Chair. The chair leads.
"""
BETWEEN_BLOCKS = """規約

第１章　総則

第１条　本会は、鷺の会という。

附則

第１条　この規約は、五月から施行する。

第２章　会員

第２条　会員は、会費を納める。

附則

第２条　この改正は、六月から施行する。
"""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _read(text: str, style: str) -> tuple[Imported, str]:
    found = import_document(text.encode(), file="x.txt", style=STYLES[style], learn=True)
    house = HOUSES["seed-en" if found.style.language == "en" else "ja-notice"]
    place = dict(found.drafting).get("heading")
    if isinstance(place, str):
        house = replace(house, heading_place=HeadingPlace(place))
    export = make_export(found.charter, style=found.printed, house=house, title="")
    assert load(files_of(found.charter, found.printed), found.printed).charter == found.charter
    return found, render(ARTICLES, export, "text").decode()


@pytest.mark.parametrize(
    ("text", "style"),
    [
        pytest.param(OUT_OF_TURN, "bylaws", id="chapters out of turn"),
        pytest.param(EMPTY_CHAPTER, "bylaws", id="a chapter without sections"),
        pytest.param(BEFORE_ALL, "bylaws-restart", id="a section before all chapters"),
        pytest.param(BEHIND_DEEP, "en", id="a number with three parts"),
        pytest.param(BETWEEN_BLOCKS, "ja", id="supplementary provisions between chapters"),
    ],
)
def test_the_words_come_in_the_order_of_the_document(text: str, style: str) -> None:
    found, printed = _read(text, style)
    assert _words(printed) == _words(text)
    counts = found.report.characters
    assert (counts.lost, counts.invented) == (0, 0)


def test_a_chapter_out_of_turn_keeps_its_number_and_its_sections() -> None:
    found, _ = _read(OUT_OF_TURN, "bylaws")
    chapters = [(str(each.number), each.heading) for each in found.charter.chapters]
    assert chapters == [("1", "General"), ("4", "Members"), ("2", "Officers")]
    homes = [each.chapter for each in found.charter.articles]
    assert homes == ["general", "general", "members", "officers"]
    assert [each.code for each in found.report.doubts if each.severity != "note"] == [
        "number-gap", "another-chapter", "number-gap", "another-chapter",
    ]  # fmt: skip


def test_what_stands_before_the_first_chapter_is_doubted_where_it_is() -> None:
    found, _ = _read(BEFORE_ALL, "bylaws-restart")
    assert [(each.code, each.place.line) for each in found.report.doubts] == [("chapter-text", 3)]
