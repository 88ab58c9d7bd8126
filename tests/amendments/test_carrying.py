"""Carrying over, against a model that knows keys and nothing of numbers.

A document is a row of keys, each with words in which other keys are cited. Two amendments are
written against it; the second is carried over to what the first leaves. The model does both by
key; numbers come in only where its document is printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.carry.carry import carry
from amendtool.amendments.operations import Delete, Insert, Operation, Replace, ReplacePhrase
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

    @property
    def cites(self) -> set[str]:
        """What its own texts cite."""
        own = (*(words for _, words in self.inserted.values()), *self.rewritten.values())
        return {key for _, cited in own for key in cited}

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
                found[key] = (self.reworded.get(key, new[0]), new[1])
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
    reworded, rewritten = {}, {}
    for key in touched:
        if draw(st.booleans()):
            reworded[key] = f"{name} word of {key}"
        else:
            rewritten[key] = (f"{name} text of {key}", draw(cited([*stay, *new])))
    return Change(deleted=deleted, inserted=inserted, reworded=reworded, rewritten=rewritten)


def collide(first: Change, second: Change, document: Mapping[str, Words]) -> bool:
    """Whether the second means something that the first has taken away or rewritten."""
    changed = {*first.reworded, *first.rewritten}
    left = first.applied(document)
    cites_gone = any(key in second.deleted for words in left.values() for key in words[1])
    return bool(
        first.deleted & {*second.deleted, *second.reworded, *second.rewritten, *second.cites}
        or changed & {*second.deleted, *second.rewritten, *second.reworded}
        or cites_gone
    )


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
    assert not stopped, stopped
    assert result is not None
    assert not result.questions
    keys = [article.key for article in result.proposed.articles]
    assert keys in outcomes(first, second, document)
    words = {**first.applied(document), **{k: w for k, (_, w) in second.inserted.items()}}
    for key, word in second.reworded.items():
        words[key] = (word, words[key][1])
    words |= second.rewritten
    assert result.proposed == charter({key: words[key] for key in keys})
