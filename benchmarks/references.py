"""Finding and rewriting references, against one plain ``re.sub`` pass over the same texts."""

from __future__ import annotations

import gc
import re
import resource
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Final

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.operations import Insert
from amendtool.articles.addresses import Address
from amendtool.articles.charter import Article, Charter, provision
from amendtool.articles.numbers import Number
from amendtool.articles.references.antecedents import Context
from amendtool.articles.references.parser import read
from amendtool.articles.styles import EN, JA, DraftingStyle
from benchmarks.measure import UNIT, Measured, Run
from benchmarks.suite import Figure, Yardstick

FIND: Final = 10.0
REWRITE: Final = 40.0
"""How many times as long as one pass finding the references and rewriting them may take."""

_TEXTS: Final = {
    "en": "The Company shall proceed pursuant to Article {a} and Article {b}, paragraph 1, as the "
    "preceding article prescribes. The Board of Directors decides on the manner and reports to "
    "the general meeting of shareholders without delay.",
    "ja": "当会社は、第{a}条及び第{b}条第１項の規定に従い、前条に定めるところにより手続を行う。"
    "取締役会は、その方法を決定し、遅滞なく株主総会に報告しなければならない。",
}
_PLAIN: Final = {
    "en": re.compile(r"\b(Article|paragraph|item) \(?([0-9]+)"),
    "ja": re.compile(r"(第)([0-9]+)(?=[条項号])"),
}


def charter(size: int, style: DraftingStyle, stamp: int = 0) -> Charter:
    """Articles with three references each, but for the first, which has no neighbour before.

    ``stamp`` makes their texts others than those of another one: what was read is remembered, and
    a process reads articles for the first time.
    """
    articles = []
    for number in range(1, size + 1):
        pattern = _TEXTS[style.language]
        text = pattern.format(a=max(1, number - 3), b=min(size, number + 5))
        if number == 1:
            text = text.replace("preceding", "following").replace("前条", "次条")
        paragraph = provision(number=Number.of(1), text=f"{text}{stamp or ''}")
        key = f"article-{number}"
        articles.append(Article(key=key, number=Number.of(number), body=(paragraph,)))
    return Charter(articles=tuple(articles))


def figures(size: int, runs: int) -> Iterator[Figure]:
    """Finding alone, and a whole amendment that moves nearly all articles, in two languages."""
    for style in (EN, JA):
        texts = [article.paragraphs[0].text for article in charter(size, style).articles]
        body = (provision(number=Number.of(1), text="New." if style is EN else "新設する。"),)
        insert = Insert(target=Address(article=Number.of(8)), key="new", body=body)
        moving = Amendment(name="moving", operations=(insert,))
        literal = Amendment(name="literal", operations=(insert,), follow=False)
        plain = _PLAIN[style.language]
        stamps = count(1)

        def substitute(texts: list[str] = texts, plain: re.Pattern[str] = plain) -> None:
            for text in texts:
                plain.sub(lambda match: f"{match[1]} {int(match[2]) + 1}", text)

        def find(
            texts: list[str] = texts, style: DraftingStyle = style, stamps: Iterator[int] = stamps
        ) -> float:
            stamp = next(stamps)
            unread = [f"{text}{stamp}" for text in texts]
            return _seconds(lambda: _read_all(unread, style))

        def follow(
            style: DraftingStyle = style,
            moving: Amendment = moving,
            literal: Amendment = literal,
            stamps: Iterator[int] = stamps,
        ) -> float:
            """The time for the references alone: with them, less without them."""
            present = charter(size, style, next(stamps))
            with_them = _seconds(lambda: apply(present, moving, style))
            return with_them - _seconds(lambda: apply(present, literal, style))

        yield _figure(f"find references, {style.name}", size, runs, find, substitute, FIND)
        yield _figure(f"rewrite references, {style.name}", size, runs, follow, substitute, REWRITE)


def _read_all(texts: list[str], style: DraftingStyle) -> None:
    for text in texts:
        read(text, style.language, Context())


def _figure(
    name: str,
    size: int,
    runs: int,
    ours: Callable[[], float],
    substitute: Callable[[], None],
    aim: float,
) -> Figure:
    pairs = [(ours(), _seconds(substitute)) for _ in range(runs + 1)][1:]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
    first, second = (
        Measured.of([Run(seconds=each, processor=each, memory=memory) for each in side])
        for side in zip(*pairs, strict=True)
    )
    return Figure(
        name=name,
        size=size,
        measured=first,
        yardsticks=(Yardstick.beside(first, "one re.sub pass", second, aim),),
    )


def _seconds(do: Callable[[], object]) -> float:
    """The seconds of the processor: nothing here waits for a disk or another process.

    As in a verb, nobody searches for cycles meanwhile: it does so after more objects than are
    made here (``cli/process.py``).
    """
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        do()
        return time.process_time() - start
    finally:
        gc.enable()
