"""A term that is replaced throughout: one operation for what many would say.

A drafter who replaces a word everywhere writes so, and not where it stands. The operations on
single texts are what an edited text tells; those that say the same of one term become one, where
applying it gives the same articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from amendtool.amendments.apply.throughout import occurrences
from amendtool.amendments.operations import Operation, Replace, ReplacePhrase, ReplaceThroughout
from amendtool.amendments.operations.throughout import EVERYTHING
from amendtool.articles.addresses import find
from amendtool.articles.charter import Article, Body, Chapter, Charter, Provision, body_texts
from amendtool.drafting.wording import differing_words

_MANY: Final = 4
"""So many operations on one term are better said as one."""


def with_terms(
    operations: Sequence[Operation],
    present: Charter,
    gives_the_same: Callable[[Sequence[Operation]], bool],
) -> tuple[Operation, ...]:
    """The operations, with one for each term that is replaced throughout.

    ``gives_the_same`` applies operations and tells whether they do what the given ones do.
    """
    found = tuple(operations)
    terms = Counter(filter(None, map(_term, found)))
    for (old, new), _ in terms.most_common():
        said = [each for each in found if _says(each, old, new, present)]
        if len(said) < _MANY:
            continue
        whole = ReplaceThroughout(target=EVERYTHING, find=old, substitute=new)
        fewer = (whole, *(each for each in found if each not in said))
        if gives_the_same(fewer):
            found = fewer
    return found


def _term(operation: Operation) -> tuple[str, str] | None:
    """The words that differ between what a phrase finds and what it puts there."""
    if not isinstance(operation, ReplacePhrase):
        return None
    old, new = differing_words(operation.find, operation.substitute)
    return (old, new) if old and new else None


def _says(operation: Operation, old: str, new: str, present: Charter) -> bool:
    """Whether an operation does nothing but replace ``old``."""
    if isinstance(operation, ReplacePhrase):
        return _replaced(operation.find, old, new) == operation.substitute
    if not isinstance(operation, Replace) or operation.mark is not None:
        return False
    owner = find(present, operation.target)
    if operation.target.heading:
        told = owner.heading if isinstance(owner, Article | Chapter) else None
        return told is not None and _replaced(told, old, new) == operation.heading
    if not isinstance(owner, Provision) or operation.body is None or len(operation.body) != 1:
        return False
    (written,) = operation.body
    if isinstance(written, str) or _numbers(owner.body) != _numbers(written.body):
        return False
    texts = [_replaced(text, old, new) for text in body_texts(owner)]
    return texts == list(body_texts(written))


def _numbers(body: Body) -> list[object]:
    """Where texts and provisions stand in a body, and the numbers of these."""
    return [None if isinstance(each, str) else (each.number, _numbers(each.body)) for each in body]


def _replaced(text: str, old: str, new: str) -> str:
    return "".join(_pieces(text, old, new))


def _pieces(text: str, old: str, new: str) -> Iterator[str]:
    position = 0
    for start in occurrences(text, old, whole_words=True):
        yield text[position:start]
        yield new
        position = start + len(old)
    yield text[position:]
