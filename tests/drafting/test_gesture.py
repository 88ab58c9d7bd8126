"""Gestures on the file of an amendment: what they do not need stays to the byte."""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path

import pytest

from amendtool.articles.addresses import Spot
from amendtool.articles.numbers import Number
from amendtool.drafting.gestures import Add, Recaption, Remove, Reword
from amendtool.drafting.restructuring import (
    MergeArticles,
    MoveProvision,
    PrintNumber,
    RestateText,
    Restructuring,
)
from amendtool.errors import InputError
from amendtool.repository.workspace import Workspace
from amendtool.workflow.open import open_workspace
from amendtool.workflow.working_draft.gesture import (
    Act,
    NewPhrase,
    by_gesture,
    for_every_edition,
    so_far,
)
from tests.cli.conftest import Repository
from tests.cli.conftest import prepared as prepared
from tests.cli.conftest import small as small
from tests.sample.kitano import KITANO

HAND = """\
# Written by hand; its order and its comments are meant.
amendment: hand   # the name
title: >
  A title that
  is folded
operations:
# the second first
- replace: Article 2 heading   # a remark
  text: 'Objects'

# then the first
- {replace: Article 1, find: "Example Inc.", with: 'Sample Inc.'}
# the end
adopted: 2020-06-25
"""


@pytest.fixture
def kitano(tmp_path: Path) -> Workspace:
    path = shutil.copytree(KITANO, tmp_path / "kitano")
    repository = Repository(path=path)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "The articles")):
        repository.git(*words)
    return open_workspace(path)[0]


def opened(repository: Repository) -> Workspace:
    return open_workspace(repository.path)[0]


def changed(before: str, after: str) -> list[str]:
    """The lines that came or went."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[:1] in "+-"]


def test_a_new_file_is_what_new_and_draft_write(small: Repository) -> None:
    workspace = opened(small)
    gesture = Reword(place=Spot(key="office"), text="The head office shall be in Osaka.")
    data = by_gesture(workspace, None, {"en": gesture}, name="2026-agm")
    small.write("amendments/2026-agm.yaml", data)
    assert b"\ntitle: Partial Amendment" in data
    assert small.at("plan", "2026-agm").code == 0
    table = small.at("table", "2026-agm", "--format", "md").out
    assert "The head office shall be in Osaka." in re.sub("</?ins>", "", table)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_hand_written_file_keeps_every_other_byte(small: Repository, ends: str) -> None:
    workspace = opened(small)
    before = HAND.replace("\n", ends).encode()
    gesture = Reword(place=Spot(key="office"), text="The head office shall be in Osaka.")
    after = by_gesture(workspace, before, {"en": gesture}, name="hand")
    told = changed(HAND, after.decode().replace(ends, "\n"))
    assert all(line.startswith("+") for line in told)
    assert told[0] == "+ - replace: Article 3 paragraph 1"
    assert after.decode().count(ends) == after.decode().count("\n")
    # Taken back, nothing of it is left.
    text = "The Company shall have its head office in Minato-ku, Tokyo."
    back = Reword(place=Spot(key="office"), text=text)
    assert by_gesture(workspace, after, {"en": back}, name="hand") == before


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "verb",
    [
        MergeArticles(key="purpose"),
        PrintNumber(place=Spot(key="office"), mark="ARTICLE 3."),
        RestateText(key="office", text="(Seat)\nArticle 3. The head office is in Osaka."),
        MoveProvision(
            place=Spot(key="office", paragraph=Number.of(1)),
            after=Spot(key="purpose", paragraph=Number.of(1)),
        ),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_verb_leaves_every_other_byte_of_a_hand_written_file(
    small: Repository, verb: Restructuring, ends: str
) -> None:
    workspace = opened(small)
    small.write(
        "articles/003-office.md", b"# Office\n\nIts office is here.\n\n2 It may have others.\n"
    )
    small.git("commit", "-qam", "The articles")
    before = HAND.replace("\n", ends).encode()
    after = by_gesture(workspace, before, {"en": verb}, name="hand")
    told = changed(HAND, after.decode().replace(ends, "\n"))
    assert told
    assert all(line.startswith("+") for line in told)
    assert after.decode().count(ends) == after.decode().count("\n")


def test_an_operation_is_altered_where_it_stands(small: Repository) -> None:
    workspace = opened(small)
    gesture = Recaption(key="purpose", heading="Aims")
    after = by_gesture(workspace, HAND.encode(), {"en": gesture}, name="hand").decode()
    assert changed(HAND, after) == [
        "-   text: 'Objects'",
        "+   text: 'Aims'",
    ]


def test_a_number_that_follows_leaves_its_operation_as_it_is_written(small: Repository) -> None:
    workspace = opened(small)
    hand = (
        "amendment: hand\noperations:\n"
        "- insert: 'Article 4'   # the seal\n"
        "  # under this name\n"
        '  key: "seal"\n  heading: >-\n    Seal\n  text: The Company has a seal.\n'
    )
    gone = Remove(place=Spot(key="purpose"))
    after = by_gesture(workspace, hand.encode(), {"en": gone}, name="hand")
    assert changed(hand, after.decode()) == [
        "+ - delete: Article 2",
        "- - insert: 'Article 4'   # the seal",
        "+ - insert: 'Article 3'   # the seal",
    ]
    assert so_far(workspace, after, "hand")["en"].proposed.by_key()["seal"].heading == "Seal"


def test_the_last_operation_goes_and_another_comes(small: Repository) -> None:
    workspace = opened(small)
    gesture = Reword(place=Spot(key="office"), text="The head office shall be in Osaka.")
    data = by_gesture(workspace, None, {"en": gesture}, name="one")
    text = "The Company shall have its head office in Minato-ku, Tokyo."
    none = by_gesture(workspace, data, {"en": Reword(place=gesture.place, text=text)}, name="one")
    assert b"\noperations:\n  []\n" in none or b"\noperations: []\n" in none
    assert so_far(workspace, none, "one")["en"].amendment.operations == ()
    assert by_gesture(workspace, none, {"en": gesture}, name="one").count(b"replace:") == 1


def test_a_phrase_everywhere_is_one_operation(small: Repository) -> None:
    workspace = opened(small)
    phrase = NewPhrase(find="the Company", substitute="this Company")
    data = by_gesture(workspace, None, {"en": phrase}, name="phrase")
    assert data.count(b"  - replace: ") == 1
    small.write("amendments/phrase.yaml", data)
    assert small.at("plan", "phrase").code == 0


def test_editions_share_what_says_the_same(kitano: Workspace) -> None:
    acts: dict[str, Act] = {
        "ja": Add(after=Spot(key="organs"), heading="雑則", text="新しい規定とする。"),
        "en": Add(after=Spot(key="organs"), heading="Miscellany", text="A new provision."),
    }
    data = by_gesture(kitano, None, acts, name="trial")
    assert data.count(b"\n  - insert: ") == 1
    one = {"en": Reword(place=Spot(key="head-office"), text="Its head office is in Nagano City.")}
    data = by_gesture(kitano, data, one, name="trial")
    assert data.count(b"edition: en") == 1
    gone = for_every_edition(kitano, Remove(place=Spot(key="own-shares")), "ja")
    data = by_gesture(kitano, data, gone, name="trial")
    assert data.count(b"\n  - delete: ") == 1
    editions = so_far(kitano, data, "trial")
    keys = [[each.key for each in edition.proposed.articles] for edition in editions.values()]
    assert keys[0] == keys[1]
    assert "雑則" in keys[0]


def test_what_says_more_than_words_is_left_to_a_person(small: Repository) -> None:
    workspace = opened(small)
    merged = "amendment: merged\noperations:\n  - merge: Articles 1 to 2\n    into: Article 1\n"
    gesture = Reword(place=Spot(key="name"), text="Nothing of it is left.")
    with pytest.raises(InputError) as caught:
        by_gesture(workspace, merged.encode(), {"en": gesture}, name="merged")
    assert caught.value.problems[0].code == "gesture-beyond"


def test_a_file_that_is_wrong_is_told_with_its_line(small: Repository) -> None:
    wrong = b"amendment: wrong\noperations:\n  - delete: Article 99\n"
    with pytest.raises(InputError) as caught:
        so_far(opened(small), wrong, "wrong")
    assert caught.value.problems[0].place.line == 3
