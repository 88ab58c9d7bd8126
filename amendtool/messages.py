"""What the program says to people, in the language that they read.

A sentence is written once, in English, where it is meant: ``say("{count} rows in {file}",
count=3, file=name)``. Somebody who reads another language is given the catalogue's sentence in
its place; the fields are filled in afterwards, so that a translation puts them in its own order.

A catalogue is the edge's to find and to choose (:func:`speaking`). Without one the sentences
are English: that is what a program is told, and what stands in JSON. Words that are printed in a
document, or kept in a file, are those of the edition and of its house style, and never said here.

``make messages`` finds the sentences by these calls, so each is written out in its call, whole.
Where another sentence or a word is a field, it is said for itself first. A word that is kept in
a table of constants is marked by :func:`later` there, and said where it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, Protocol


class Catalogue(Protocol):
    """The sentences of one language, as :mod:`gettext` has them."""

    def gettext(self, message: str, /) -> str:
        """The translation of a sentence, or the sentence."""
        ...

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        """The translation for ``n`` things, or the sentence of the two that fits."""
        ...


_ENGLISH: Final = "en"
LANGUAGES: Final = (_ENGLISH, "ja")
"""What the program speaks; its sentences are written in the first."""

_spoken: ContextVar[Catalogue | None] = ContextVar("spoken", default=None)
_language: ContextVar[str] = ContextVar("language", default=_ENGLISH)


@contextmanager
def speaking(catalogue: Catalogue | None, language: str = _ENGLISH) -> Iterator[None]:
    """Say everything within from ``catalogue``, which is one of ``language``; None is English."""
    spoken = _spoken.set(catalogue)
    tag = _language.set(language)
    try:
        yield
    finally:
        _language.reset(tag)
        _spoken.reset(spoken)


def language_spoken() -> str:
    """The tag of the reader's language, for what is told in several languages at once."""
    return _language.get()


def say(sentence: str, /, **fields: object) -> str:
    """``sentence`` in the reader's language, its ``{fields}`` filled in as by :meth:`str.format`.

    Without fields nothing is filled in, and braces are braces. A field that is missing raises
    KeyError.
    """
    spoken = _spoken.get()
    if spoken is not None and sentence:  # the empty one stands for the head of a catalogue
        sentence = spoken.gettext(sentence)
    return sentence.format_map(fields) if fields else sentence


def say_count(one: str, many: str, count: int, /, **fields: object) -> str:
    """The sentence for ``count`` things, which is its field ``{count}``; else as :func:`say`.

    ``one`` is the sentence for one thing, ``many`` that for any other number of them.
    """
    spoken = _spoken.get()
    if spoken is not None:
        sentence = spoken.ngettext(one, many, count)
    else:
        sentence = one if count == 1 else many
    return sentence.format_map({"count": count, **fields})


def say_list(items: Iterable[object], /) -> str:
    """What ``items`` are, in a row: ``a, b and c``; nothing for none."""
    every = [str(each) for each in items]
    if len(every) < 2:
        return "".join(every)
    *before, last = every
    return say("{before} and {last}", before=say(", ").join(before), last=last)


def later(sentence: str, /) -> str:
    """``sentence`` as it is: one of a table, said where it is used (``say(table[key])``)."""
    return sentence
