"""The keys of what is new in the proposed articles, and whose operations act on what.

A key stays with its provision for ever, so that a new one may be no other's, not even in
another case: clause files are named by keys, and some file systems know no case.
"""

from __future__ import annotations

from collections.abc import Mapping

from amendtool.amendments.apply.effects import Effects
from amendtool.amendments.apply.targets import OperationAt
from amendtool.articles.addresses import Address, address_of_chapter, find
from amendtool.articles.charter import Article, Charter
from amendtool.articles.keys import make_key, same_key
from amendtool.errors import Problem
from amendtool.messages import say
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKeys:
    """The keys of new articles and chapters.

    ``inserted`` are by position of the insert, ``parts`` in the order of the new articles
    that come of split ones, ``left`` by the present address of the article that leaves the
    placeholder. ``origin`` are, by key, the positions of the operations that bring them.
    """

    inserted: Mapping[int, str]
    parts: tuple[str, ...]
    left: Mapping[Address, str]
    origin: Mapping[str, frozenset[int]]
    problems: tuple[Problem, ...] = ()


def new_keys(charter: Charter, effects: Effects) -> NewKeys:
    """A key for everything new: the one that its operation names, or a new one."""
    block = (effects.block,) if effects.block else ()
    rows = (*effects.inserted("chapter"), *effects.inserted("article"), *block)
    taken = [chapter.key for chapter in charter.chapters]
    taken += [article.key for article in charter.every_article()]
    inserted: dict[int, str] = {}
    origin: dict[str, frozenset[int]] = {}
    problems: list[Problem] = []

    def given(key: str | None, at: OperationAt[object], part: str) -> bool:
        """Whether the key that an operation names can be had."""
        other = None if key is None else next((k for k in taken if same_key(k, key)), None)
        if other is not None:
            problems.append(
                at.problem(
                    part,
                    "key-twice",
                    say("the key {key!r} is taken", key=key)
                    if other == key
                    else say("the key {key!r} is taken (as {other!r})", key=key, other=other),
                    say("a key stays with its provision for ever; choose another one"),
                )
            )
        return key is not None and other is None

    for at in rows:
        key = at.operation.key
        if key is not None and given(key, at, "key"):
            inserted[at.index] = key
            taken.append(key)
    for at in rows:
        if at.index not in inserted:
            supplementary = at.operation.target.supplementary
            fallback = "supplementary-provision" if supplementary else "provision"
            inserted[at.index] = make_key(at.operation.heading or fallback, taken)
            taken.append(inserted[at.index])
        origin[inserted[at.index]] = frozenset({at.index})
    parts: list[str] = []
    for new in effects.parts:
        key = new.part.key
        if key is None or not given(key, new.at, f"{new.said}.key"):
            key = make_key(new.part.heading or "provision", taken)
        parts.append(key)
        taken.append(key)
        origin[key] = frozenset({new.at.index})
    left: dict[Address, str] = {}
    for address, mover in effects.left.items():
        article = find(charter, address)
        if isinstance(article, Article):
            # The old key first: files of the moved clause are found by the end of theirs.
            left[address] = make_key(f"{article.key} moved", taken)
            taken.append(left[address])
            origin[left[address]] = frozenset({mover.index})
    return NewKeys(
        inserted=inserted, parts=tuple(parts), left=left, origin=origin, problems=tuple(problems)
    )


def origins(
    charter: Charter, acting: Mapping[Address, frozenset[int]], keys: NewKeys
) -> dict[str, frozenset[int]]:
    """By key, the positions of the operations that act on an article or chapter, or bring it."""
    found = dict(keys.origin)
    for chapter in charter.chapters:
        address = address_of_chapter(charter, chapter.key)
        if address in acting:
            found[chapter.key] = acting[address]
    for supplementary, row in ((False, charter.articles), (True, charter.supplementary)):
        for article in row:
            address = Address(supplementary=supplementary, article=article.number)
            if address in acting:
                found[article.key] = acting[address]
    return found
