"""Carrying over, against a model that knows keys and nothing of numbers.

A document is a row of keys, each with words in which other keys are cited. Two amendments are
written against it; the second is carried over to what the first leaves. The model does both by
key; numbers come in only where its document is printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.carry.carry import carry
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Operation,
    Replace,
    ReplacePhrase,
    ReplaceThroughout,
)
from amendtool.amendments.operations.throughout import EVERYTHING
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.styles import EN
from amendtool.errors import AmendtoolError

Words = tuple[str, tuple[str, ...]]
"""A word of its own, and the keys that are cited behind it."""


@dataclass(frozen=True)
class Change:
    """What an amendment does, by key."""

    deleted: frozenset[str] = frozenset()
    inserted: Mapping[str, tuple[str | None, Words]] = field(default_factory=dict)
    """New keys in their order, each with the key that it comes behind, and its words."""
    reworded: Mapping[str, str] = field(default_factory=dict)
    rewritten: Mapping[str, Words] = field(default_factory=dict)
    recited: Mapping[str, str] = field(default_factory=dict)
    """By key, the key that its last citation means instead: in ``find`` and in ``with``."""

    @property
    def cites(self) -> set[str]:
        """What its own texts cite."""
        own = (*(words for _, words in self.inserted.values()), *self.rewritten.values())
        return {*(key for _, cited in own for key in cited), *self.recited.values()}

    def applied(self, document: Mapping[str, Words]) -> dict[str, Words]:
        """The document with the change."""
        found: dict[str, Words] = {}

        def put(after: str | None) -> None:
            for key, (place, words) in self.inserted.items():
                if place == after:
                    found[key] = words

        put(None)
        for key, words in document.items():
            if key not in self.deleted:
                new = self.rewritten.get(key, words)
                cited = (*new[1][:-1], self.recited[key]) if key in self.recited else new[1]
                found[key] = (self.reworded.get(key, new[0]), cited)
            put(key)
        return found


def text(words: Words, keys: Sequence[str]) -> str:
    """The words with the numbers of what they cite."""
    cited = "".join(f" Article {keys.index(key) + 1} holds." for key in words[1])
    return f"The {words[0]} stands.{cited}"


def charter(document: Mapping[str, Words]) -> Charter:
    keys = list(document)
    return Charter(
        articles=tuple(
            Article(
                key=key,
                number=Number.of(at),
                heading=key.capitalize(),
                body=(provision(Number.of(1), text(words, keys)),),
            )
            for at, (key, words) in enumerate(document.items(), 1)
        )
    )


def amendment(change: Change, document: Mapping[str, Words]) -> Amendment:
    """The change in numbers: the present ones, and the proposed ones of what comes."""
    keys, proposed = list(document), list(change.applied(document))

    def at(key: str, row: Sequence[str]) -> Address:
        return Address(article=Number.of(row.index(key) + 1))

    operations: list[Operation] = [
        Delete(target=AddressRange(at(key, keys), at(key, keys))) for key in sorted(change.deleted)
    ]
    operations += [
        Insert(
            target=at(key, proposed),
            key=key,
            heading=key.capitalize(),
            body=(provision(Number.of(1), text(words, proposed)),),
        )
        for key, (_, words) in change.inserted.items()
    ]
    operations += [
        ReplacePhrase(
            target=at(key, keys),
            find=f"The {document[key][0]} stands",
            substitute=f"The {word} stands",
        )
        for key, word in change.reworded.items()
    ]
    for key, cited in change.recited.items():
        numbers = keys.index(document[key][1][-1]) + 1, proposed.index(cited) + 1
        if numbers[0] == numbers[1]:
            reject()  # words that become the same ones are refused
        operations.append(
            ReplacePhrase(
                target=at(key, keys),
                find=f"Article {numbers[0]} holds",
                substitute=f"Article {numbers[1]} holds",
            )
        )
    operations += [
        Replace(target=at(key, keys), body=(provision(Number.of(1), text(words, proposed)),))
        for key, words in change.rewritten.items()
    ]
    return Amendment(name="change", operations=tuple(operations))


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Words]:
    keys = [f"k{at}" for at in range(draw(st.integers(2, 7)))]
    return {key: (f"{key} word", draw(cited(keys))) for key in keys}


def cited(keys: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(keys), max_size=2, unique=True).map(tuple)


@st.composite
def changes(draw: st.DrawFn, document: Mapping[str, Words], name: str) -> Change:
    """A change that is in order: nothing that stays, or comes, cites what goes."""
    keys = list(document)
    free = [key for key in keys if not any(key in words[1] for words in document.values())]
    gone: Any = st.lists(st.sampled_from(free), max_size=2) if free else st.just([])
    deleted = frozenset(draw(gone))
    if len(deleted) == len(keys):
        deleted = frozenset()
    stay = [key for key in keys if key not in deleted]
    new = [f"{name}{at}" for at in range(draw(st.integers(0, 2)))]
    inserted = {
        key: (draw(st.sampled_from([None, *stay])), (f"{key} word", draw(cited([*stay, *new]))))
        for key in new
    }
    touched = draw(st.lists(st.sampled_from(stay), max_size=2, unique=True))
    reworded, rewritten, recited = {}, {}, {}
    for key in touched:
        other = [each for each in stay if each not in document[key][1]]
        if document[key][1] and other and draw(st.booleans()):
            recited[key] = draw(st.sampled_from(other))
        elif draw(st.booleans()):
            reworded[key] = f"{name} word of {key}"
        else:
            rewritten[key] = (f"{name} text of {key}", draw(cited([*stay, *new])))
    return Change(
        deleted=deleted,
        inserted=inserted,
        reworded=reworded,
        rewritten=rewritten,
        recited=recited,
    )


def collide(first: Change, second: Change, document: Mapping[str, Words]) -> bool:
    """Whether the second means something that the first has taken away or rewritten."""
    touched = {*second.deleted, *second.reworded, *second.rewritten, *second.recited}
    left = first.applied(document)
    cites_gone = any(key in second.deleted for words in left.values() for key in words[1])
    gone = first.deleted & {*touched, *second.cites}
    # What changes words goes on where they still stand in a text that was rewritten.
    standing = {
        (key, "citation")
        for key in second.recited
        if key in first.rewritten and document[key][1][-1] in first.rewritten[key][1]
    }
    same = _stretches(first) & _stretches(second)
    return bool(gone or same - standing or cites_gone)


def _stretches(change: Change) -> set[tuple[str, str]]:
    """What of which article is changed: the words and the citation are parts of their own."""
    whole = {*change.rewritten, *change.deleted}
    return {
        *((key, "words") for key in {*change.reworded, *whole}),
        *((key, "citation") for key in {*change.recited, *whole}),
    }


def outcomes(first: Change, second: Change, document: Mapping[str, Words]) -> list[list[str]]:
    """The orders that are right: of what both bring to one place, either comes before."""
    row = list(first.applied(document))
    made = list(second.applied(document))
    keep = [key for key in row if key not in second.deleted]
    found = [keep]
    for key in second.inserted:
        at = made.index(key)
        before = next((k for k in reversed(made[:at]) if k in found[0]), None)
        behind = next((k for k in made[at + 1 :] if k in found[0]), None)
        found = [
            [*each[:place], key, *each[place:]]
            for each in found
            for place in range(
                0 if before is None else each.index(before) + 1,
                (len(each) if behind is None else each.index(behind)) + 1,
            )
        ]
    return found


@given(st.data())
def test_it_does_to_each_key_what_it_meant(data: st.DataObject) -> None:
    document = data.draw(documents())
    first = data.draw(changes(document, "a"))
    second = data.draw(changes(document, "b"))
    assume(first != Change() and second != Change())
    then = charter(document)
    now = apply(then, amendment(first, document), EN).proposed
    assert now == charter(first.applied(document)), "the model and the program agree on one"
    written = amendment(second, document)
    try:
        carried = carry(written, then, now, EN)
        stopped = carried.lost
        result = None if stopped else apply(now, carried.amendment, EN)
    except AmendtoolError as error:
        stopped, result = error.problems, None
    if collide(first, second, document):
        assert stopped or (result is not None and result.questions), "it would act on other words"
        return
    assume(not any(each.code == "no-change" for each in stopped))
    assert not stopped, stopped
    assert result is not None
    assert not result.questions
    keys = [article.key for article in result.proposed.articles]
    assert keys in outcomes(first, second, document)
    words = {**first.applied(document), **{k: w for k, (_, w) in second.inserted.items()}}
    for key, word in second.reworded.items():
        words[key] = (word, words[key][1])
    words |= second.rewritten
    for key, cited in second.recited.items():
        word, before = words[key]
        last = document[key][1][-1]
        words[key] = (word, tuple(cited if each == last else each for each in before))
    assert result.proposed == charter({key: words[key] for key in keys})


@pytest.mark.parametrize(
    ("find", "substitute", "then", "now"),
    [
        ("Article 1 and", "Article 2 and", "Article 2 and", "Article 3 and"),
        ("1 and Article 2", "2 and Article 1", "2 and Article 3", "3 and Article 2"),
        ("and Article 2 apply", "applies", "and Article 3 apply", "applies"),
        ("Article 2", "Article 1", "Article 3", "Article 2"),
    ],
)
def test_what_an_operation_quotes_is_the_same_stretch_of_the_text(
    find: str, substitute: str, then: str, now: str
) -> None:
    """The number that ``find`` quoted may be that of another citation in the same text now."""

    def article(key: str, at: int, words: str) -> Article:
        return Article(key=key, number=Number.of(at), body=(provision(Number.of(1), words),))

    base = Charter(
        articles=(
            article("name", 1, "The name."),
            article("seal", 2, "The seal."),
            article("rule", 3, "Article 1 and Article 2 apply."),
        )
    )
    come = Insert(
        target=Address(article=Number.of(1)),
        key="first",
        body=(provision(Number.of(1), "The first."),),
    )
    left = apply(base, Amendment(name="a", operations=(come,)), EN).proposed
    at = Address(article=Number.of(3))
    for phrase in (
        ReplacePhrase(target=at, find=find, substitute=substitute),
        ReplaceThroughout(target=EVERYTHING, find=find, substitute=substitute),
    ):
        carried = carry(Amendment(name="b", operations=(phrase,)), base, left, EN)
        (made,) = carried.amendment.operations
        assert isinstance(made, ReplacePhrase | ReplaceThroughout)
        assert (carried.lost, made.find, made.substitute) == ((), then, now)


def test_a_citation_that_still_stands_in_a_text_rewritten_since_is_changed() -> None:
    """It stands at another place of the text, and its number is another one; it is meant."""
    document = {"name": ("name", ()), "seal": ("seal", ()), "rule": ("rule", ("name",))}
    base = charter(document)
    first = Change(
        inserted={"new": (None, ("new", ()))},
        rewritten={"rule": ("rule of old", ("seal", "name"))},
    )
    left = apply(base, amendment(first, document), EN).proposed
    second = amendment(Change(recited={"rule": "seal"}), document)
    carried = carry(second, base, left, EN)
    assert carried.lost == ()
    made = apply(left, carried.amendment, EN).proposed.by_key()["rule"]
    assert [each.text for each in made.paragraphs] == [
        "The rule of old stands. Article 3 holds. Article 3 holds."
    ]


def test_a_citation_that_stands_no_more_in_a_text_rewritten_since_stops() -> None:
    document = {"name": ("name", ()), "seal": ("seal", ()), "rule": ("rule", ("name",))}
    base = charter(document)
    first = Change(rewritten={"rule": ("rule of old", ("rule",))})
    left = apply(base, amendment(first, document), EN).proposed
    carried = carry(amendment(Change(recited={"rule": "seal"}), document), base, left, EN)
    assert [each.code for each in carried.lost] == ["phrase-not-found"]


def test_an_exception_is_carried_to_where_it_stands_now() -> None:
    def article(key: str, at: int) -> Article:
        return Article(key=key, number=Number.of(at), body=(provision(Number.of(1), "A warden."),))

    base = Charter(articles=(article("one", 1), article("two", 2)))
    first = Address(article=Number.of(1))
    come = Insert(target=first, key="new", body=(provision(Number.of(1), "No one."),))
    left = apply(base, Amendment(name="a", operations=(come,)), EN).proposed
    kept = Address(article=Number.of(2))
    phrase = ReplaceThroughout(
        target=EVERYTHING, find="warden", substitute="keeper",
        spared=(AddressRange(kept, kept),),
    )  # fmt: skip
    carried = carry(Amendment(name="b", operations=(phrase,)), base, left, EN)
    (made,) = carried.amendment.operations
    assert isinstance(made, ReplaceThroughout)
    there = Address(article=Number.of(3))
    assert (carried.lost, made.spared) == ((), (AddressRange(there, there),))


def _objects(*items: str) -> Article:
    """An article with items, the last of which cites all before it."""
    row = tuple(provision(Number.of(n), each) for n, each in enumerate(items, 1))
    body = provision(Number.of(1), "The objects are:", row)
    return Article(key="objects", number=Number.of(1), heading="Objects", body=(body,))


def test_a_phrase_is_carried_over_items_that_came_in_another_article() -> None:
    """What the phrase puts in is looked for in the texts of the base, where no fourth item is."""
    directors = Article(
        key="directors",
        number=Number.of(2),
        heading="Directors",
        body=(provision(Number.of(1), "There are ten directors under Article 1."),),
    )
    last = "all business incidental to the preceding items."
    then = Charter(articles=(_objects("shoes;", "socks; and", last), directors))
    now = Charter(articles=(_objects("shoes;", "hats;", "socks; and", last), directors))
    operation = ReplacePhrase(target=Address(article=Number.of(2)), find="ten", substitute="twelve")
    carried = carry(Amendment(name="a", operations=(operation,)), then, now, EN)
    assert carried.lost == ()
    assert carried.amendment.operations == (operation,)
