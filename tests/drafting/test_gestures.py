"""Gestures on the proposed articles: the table says what is wanted, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Move,
    Numbering,
    Replace,
    ReplacePhrase,
)
from amendtool.articles.addresses import Address, Spot
from amendtool.articles.charter import Article, Charter, Provision, body_texts
from amendtool.articles.numbers import Number
from amendtool.articles.styles import STYLES, DraftingStyle
from amendtool.drafting.composition import revised
from amendtool.drafting.gestures import (
    Add,
    Gesture,
    Recaption,
    Relocate,
    Remove,
    Reword,
    body_in,
    gestured,
    print_of,
)
from amendtool.drafting.revision import RevisedAmendment, applied
from amendtool.errors import InputError
from amendtool.repository.storage.loader import load
from amendtool.repository.workspace import read_folder
from tests.sample.kitano import KITANO

LANGUAGES = ("en", "ja")
FURTHER = {"en": " It is so.", "ja": "そのように定める。"}


def sample(language: str) -> tuple[Charter, DraftingStyle]:
    folder = f"articles/{language}"
    style = STYLES[language]
    return load(read_folder(KITANO, folder), style).charter, style


SAMPLES = {language: sample(language) for language in LANGUAGES}


def after(
    charter: Charter, style: DraftingStyle, *gestures: Gesture
) -> tuple[RevisedAmendment, Amendment]:
    """The amendment after some gestures, one after the other."""
    amendment = Amendment(name="trial")
    revision = None
    for gesture in gestures:
        revision = revised(charter, amendment, gesture, style)
        operations = tuple(each.operation for each in revision.operations)
        amendment = replace(amendment, operations=operations, numbering=revision.numbering)
    assert revision is not None
    return revision, amendment


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_to_be_edited_is_read_back_the_same(language: str) -> None:
    charter, style = SAMPLES[language]
    for article in charter.every_article():
        if article.body:
            assert body_in(print_of(article.body, style), style) == article.body, article.key


def test_a_few_words_become_a_phrase_and_their_return_nothing() -> None:
    charter, style = SAMPLES["en"]
    text = print_of(charter.by_key()["head-office"].body, style)
    place = Spot(key="head-office")
    gesture = Reword(place=place, text=text.replace("Kirino", "Nagano"))
    _, amendment = after(charter, style, gesture)
    (only,) = amendment.operations
    assert isinstance(only, ReplacePhrase)
    _, amendment = after(charter, style, gesture, Reword(place=place, text=text))
    assert amendment.operations == ()


def test_editing_twice_alters_the_one_operation() -> None:
    charter, style = SAMPLES["ja"]
    place = Spot(key="head-office")
    first = Reword(place=place, text="当会社は、本店を長野県長野市に置く。")
    second = Reword(place=place, text="当会社は、本店を東京都に置く。")
    revision, amendment = after(charter, style, first, second)
    assert len(amendment.operations) == 1
    assert revision.operations[0].was == 0
    assert list(body_texts(revision.proposed.by_key()["head-office"])) == [second.text]


def test_a_new_article_is_edited_and_deleted_in_its_own_operation() -> None:
    charter, style = SAMPLES["en"]
    came = Add(after=Spot(key="organs"), heading="Seal", text="The Company has a seal.", key="seal")
    other = Add(after=Spot(key="trade-name"), heading="Flag", text="It has a flag.", key="flag")
    _, amendment = after(charter, style, came, other)
    assert [each.key for each in amendment.operations if isinstance(each, Insert)] == [
        "flag",
        "seal",
    ]
    edited = Reword(place=Spot(key="seal"), text="The Company has two seals.")
    revision, amendment = after(charter, style, came, other, edited)
    assert len(amendment.operations) == 2
    assert revision.proposed.by_key()["seal"].number == Number.of(6)
    gone = Remove(place=Spot(key="seal"))
    revision, amendment = after(charter, style, came, other, edited, gone)
    (only,) = amendment.operations
    assert isinstance(only, Insert)
    assert only.key == "flag"


def test_an_article_moves_and_comes_back() -> None:
    charter, style = SAMPLES["ja"]
    away = Relocate(key="public-notice", after="objects")
    _, amendment = after(charter, style, away)
    assert [type(each) for each in amendment.operations] == [Move]
    _, amendment = after(charter, style, away, Relocate(key="public-notice", after="organs"))
    assert amendment.operations == ()


def test_a_paragraph_and_an_item_come_and_go() -> None:
    charter, style = SAMPLES["en"]
    objects = charter.by_key()["objects"]
    (paragraph,) = objects.paragraphs
    first = Spot(key="objects", paragraph=paragraph.number, items=(paragraph.items[0].number,))
    new = Add(after=first, text="manufacture of clocks;")
    revision, amendment = after(charter, style, new)
    (items,) = (each.items for each in revision.proposed.by_key()["objects"].paragraphs)
    assert [each.text for each in items[:2]] == [paragraph.items[0].text, "manufacture of clocks;"]
    assert [each.number.last for each in items] == list(range(1, len(items) + 1))
    # The item that cites others goes on citing them.
    assert "items (1) to (5)" in items[5].text
    assert any(isinstance(each, Insert) for each in amendment.operations)
    second = replace(first, items=(Number.of(2),))
    _, amendment = after(charter, style, new, Remove(place=second))
    assert amendment.operations == ()


def test_a_remark_and_a_day_stay_with_what_is_edited() -> None:
    charter, style = SAMPLES["en"]
    _, amendment = after(charter, style, Recaption(key="organs", heading="Bodies"))
    (only,) = amendment.operations
    assert isinstance(only, Replace)
    said = replace(amendment, operations=(replace(only, remark="Law of 2026"),))
    revision = revised(charter, said, Recaption(key="organs", heading="Organs of it"), style)
    (again,) = (each.operation for each in revision.operations)
    assert isinstance(again, Replace)
    assert (again.heading, again.remark) == ("Organs of it", "Law of 2026")


def branched(*numbers: int) -> tuple[Charter, DraftingStyle]:
    """The sample with a branch of some articles, keyed by the number of its stem."""
    charter, style = SAMPLES["ja"]
    for number in numbers:
        stem = next(each for each in charter.articles if each.number == Number.of(number))
        at = Address(article=Number.of(number))
        come = Insert(
            target=at, after=at, key=f"branch-{number}", heading="特例", body=stem.body,
            numbering=Numbering.BRANCH,
        )  # fmt: skip
        charter = applied(charter, Amendment(name="branch", operations=(come,)), style).proposed
    return charter, style


@pytest.mark.parametrize(
    ("gesture", "verbs", "numbers"),
    [
        # What stands behind moves on, a branch with its stem;
        ((Add, "3"), [Insert], {"new": "4", "4": "5", "21": "22", "21-2": "22-2", "22": "23"}),
        ((Add, "20"), [Insert], {"new": "21", "21": "22", "21-2": "22-2", "32-2": "33-2"}),
        # before a branch and behind one it is a branch itself.
        ((Add, "21"), [Insert], {"new": "21-2", "21-2": "21-3", "22": "22", "32-2": "32-2"}),
        ((Add, "21-2"), [Insert], {"new": "21-3", "22": "22"}),
        ((Remove, "5"), [Delete], {"6": "5", "21": "20", "21-2": "20-2", "32-2": "31-2"}),
        ((Remove, "21-2"), [Delete], {"21": "21", "22": "22", "32-2": "32-2"}),
        ((Relocate, "5", "30"), [Move], {"5": "30", "21": "20", "21-2": "20-2", "31": "31"}),
        ((Relocate, "30", "5"), [Move], {"30": "6", "21": "22", "21-2": "22-2", "32-2": "32-2"}),
        ((Relocate, "21-2", "5"), [Move], {"21-2": "6", "21": "22", "22": "23", "32-2": "33-2"}),
        ((Relocate, "5", "21"), [Move], {"5": "20-2", "21": "20", "21-2": "20-3", "22": "21"}),
    ],
    ids=str,
)
def test_numbers_move_as_an_amendment_moves_them(
    gesture: tuple[type[Gesture], ...], verbs: list[type[object]], numbers: dict[str, str]
) -> None:
    charter, style = branched(32, 21)
    keys = {str(each.number): each.key for each in charter.articles}
    kind, *at = gesture
    first, *others = (keys[str(each)] for each in at)
    act: Gesture
    if kind is Add:
        act = Add(after=Spot(key=first), heading="支店", text="支店を置く。", key="new")
    elif kind is Remove:
        act = Remove(place=Spot(key=first))
    else:
        act = Relocate(key=first, after=others[0])
    revision, amendment = after(charter, style, act)
    assert [type(each) for each in amendment.operations] == verbs
    now = {each.key: str(each.number) for each in revision.proposed.articles}
    assert {was: now[keys.get(was, was)] for was in numbers} == numbers


@pytest.mark.parametrize(
    ("at", "numbers"),
    [
        # A gap stays, a branch goes with its stem, and behind a stem comes a branch.
        ((1, 3, 4), {"new": "2", "3": "4"}),
        ((1, 2), {"new": "2", "2": "3"}),
    ],
    ids=str,
)
def test_items_are_numbered_as_an_amendment_numbers_them(
    at: tuple[int, ...], numbers: dict[str, str]
) -> None:
    style = STYLES["en"]
    items = tuple(Provision(number=Number.of(each), body=(f"thing {each};",)) for each in at)
    only = Provision(number=Number.of(1), body=("There are:", *items))
    charter = Charter(
        articles=(Article(key="things", number=Number.of(1), heading="Things", body=(only,)),)
    )
    first = Spot(key="things", paragraph=Number.of(1), items=(Number.of(1),))
    told = gestured(charter, Add(after=first, text="a new thing;"), style)
    (paragraph,) = told.articles[0].paragraphs
    now = {each.text: str(each.number) for each in paragraph.items}
    found = {name: now["a new thing;" if name == "new" else f"thing {name};"] for name in numbers}
    assert found == numbers


@pytest.mark.parametrize(
    "gesture",
    [
        Relocate(key="21", after="head-office"),
        Remove(place=Spot(key="21")),
    ],
    ids=str,
)
def test_a_stem_does_not_go_alone(gesture: Gesture) -> None:
    charter, style = branched(21)
    key = next(each.key for each in charter.articles if each.number == Number.of(21))
    gesture = (
        replace(gesture, key=key) if isinstance(gesture, Relocate) else Remove(place=Spot(key=key))
    )
    with pytest.raises(InputError) as caught:
        revised(charter, Amendment(name="trial"), gesture, style)
    assert caught.value.problems[0].code in ("move-elsewhere", "branch-without-stem")


@pytest.mark.parametrize(
    ("gesture", "code"),
    [
        (Reword(place=Spot(key="nowhere"), text="x"), "provision-gone"),
        (Reword(place=Spot(key="organs"), text="  \n"), "provision-empty"),
        (Remove(place=Spot(key="organs", paragraph=Number.of(9))), "provision-gone"),
        (Remove(place=Spot(key="head-office", paragraph=Number.of(1))), "provision-empty"),
        (Relocate(key="organs", after="nowhere"), "provision-gone"),
    ],
)
def test_what_cannot_be_meant_is_told(gesture: Gesture, code: str) -> None:
    charter, style = SAMPLES["en"]
    with pytest.raises(InputError) as caught:
        revised(charter, Amendment(name="trial"), gesture, style)
    assert caught.value.problems[0].code == code


# A sequence of gestures against a model: the row of keys, and the words of each article.

Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("reword", "caption", "add", "remove", "move")),
        st.integers(0, 60),
        st.integers(0, 60),
    ),
    min_size=1,
    max_size=4,
)


def _follows_the_model(language: str, steps: list[Step]) -> int:
    """How many questions about citations the last amendment leaves open."""
    charter, style = SAMPLES[language]
    amendment, proposed = Amendment(name="trial"), charter
    for at, (kind, one, other) in enumerate(steps):
        row = [each for each in proposed.articles if each.number is not None and each.body]
        article, beside = row[one % len(row)], row[other % len(row)]
        keys = [each.key for each in proposed.articles]
        heading, words = article.heading, list(body_texts(article))
        gesture: Gesture
        touched = article.key
        if kind == "reword":
            text = print_of(article.body, style) + FURTHER[language]
            gesture = Reword(place=Spot(key=article.key), text=text)
            words[-1] = style.joined([words[-1], FURTHER[language].strip()])
        elif kind == "caption":
            heading = f"X{at}"
            gesture = Recaption(key=article.key, heading=heading)
        elif kind == "add":
            touched, heading = f"new-{at}", f"Y{at}"
            words = [FURTHER[language].strip()]
            gesture = Add(after=Spot(key=article.key), heading=heading, text=words[0], key=touched)
            keys.insert(keys.index(article.key) + 1, touched)
        elif kind == "remove":
            gesture = Remove(place=Spot(key=article.key))
            keys.remove(article.key)
        else:
            gesture = Relocate(key=article.key, after=beside.key)
            if article.key != beside.key:
                keys.remove(article.key)
                keys.insert(keys.index(beside.key) + 1, article.key)
        home = (beside if kind == "move" else article).chapter
        revision = revised(charter, amendment, gesture, style)
        assert [each.key for each in revision.proposed.articles] == keys
        found = revision.proposed.by_key().get(touched)
        if kind == "remove":
            assert found is None
        else:
            assert found is not None
            assert found.heading == heading
            assert found.chapter == home
            if kind != "move":
                assert list(body_texts(found)) == words
        numbers = [each.number for each in revision.proposed.articles]
        assert len(set(numbers)) == len(numbers)
        operations = tuple(each.operation for each in revision.operations)
        amendment = replace(amendment, operations=operations, numbering=revision.numbering)
        proposed = revision.proposed
    if proposed == charter:
        assert amendment.operations == ()
    return len(applied(charter, amendment, style).questions)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=4, deadline=None)
@given(steps=STEPS)
def test_gestures_follow_a_model(language: str, steps: list[Step]) -> None:
    _follows_the_model(language, steps)


@pytest.mark.parametrize(
    ("language", "steps"),
    [
        # The article that is edited cites a range that would run backwards,
        ("en", [("move", 6, 35), ("remove", 43, 0), ("reword", 10, 0)]),
        # one that takes in others,
        ("ja", [("move", 10, 35), ("reword", 11, 20)]),
        # another that is deleted,
        ("en", [("remove", 44, 0), ("reword", 44, 0), ("caption", 44, 0)]),
        ("ja", [("remove", 44, 0), ("reword", 44, 0), ("reword", 44, 0)]),
        # or stands elsewhere than where its words are edited.
        ("en", [("move", 9, 30), ("reword", 11, 0), ("add", 11, 0), ("remove", 12, 0)]),
    ],
)
def test_words_change_beside_a_citation_that_is_open(language: str, steps: list[Step]) -> None:
    assert _follows_the_model(language, steps) > 0


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None)
@given(steps=STEPS)
def test_many_gestures_follow_a_model(language: str, steps: list[Step]) -> None:
    _follows_the_model(language, steps)
