"""Whether a provision says what a model says, in the same words, and if not, in which it differs.

Two texts may be as like as can be and one of them hold a rule more: 「…とみなすことができ、招集地は
東京都とする」. So nothing is taken for certain that is only like its model. Every word has to be
accounted for: by the model, by how words are spelled, or by what the pattern says is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from amendtool.articles.text.variants import typed_alike
from amendtool.fleet.blanks import BLANK

_NUMBER: Final = "\2"
"""Stands for any one number."""
_SPACE: Final = "\1"
"""Stands between two words of Latin letters; elsewhere space means nothing."""
_TERM: Final = 0xE000
"""From here on characters that no text has: one for each term of a company's own."""
_SAME: Final = 0xE100
"""The same for each group of words that say the same."""
_LATIN: Final = f"0-9a-z{_NUMBER}{chr(_TERM)}-{chr(_SAME - 1)}"
_STOPS: Final = re.compile(
    r"""[。、．｡､;；:：「」『』\[\]［］"“”\s]|[.,，](?![0-9０-９])|(?<![0-9０-９])[.,，]"""
)
_SPELLINGS: Final = (
    ("又は", "または"), ("及び", "および"), ("並びに", "ならびに"), ("若しくは", "もしくは"),
    ("但し", "ただし"), ("但書", "ただし書"), ("予め", "あらかじめ"), ("従い", "したがい"),
    ("従って", "したがって"), ("基づ", "もとづ"), ("際し", "さいし"), ("当たり", "あたり"),
    ("当り", "あたり"), ("対し", "たいし"), ("係る", "かかる"), ("係わる", "かかる"),
    ("因り", "より"), ("依り", "より"), ("拠り", "より"), ("出来る", "できる"), ("全て", "すべて"),
    ("見做", "みな"), ("看做", "みな"), ("見なす", "みなす"), ("見なし", "みなし"),
    ("総て", "すべて"), ("行なう", "行う"), ("行ない", "行い"), ("行なわ", "行わ"), ("尚", "なお"),
    ("更に", "さらに"), ("但", "ただ"), ("為", "ため"), ("毎に", "ごとに"), ("共に", "ともに"),
    ("ウェブ", "ウエブ"), ("於いて", "おいて"), ("於て", "おいて"), ("以って", "もって"),
    ("以て", "もって"), ("もつて", "もって"), ("よつて", "よって"), ("あつて", "あって"),
)  # fmt: skip
"""Two ways of writing one word, as charters have both; the second is taken."""
_SPELLED: Final = re.compile("|".join(sorted((a for a, _ in _SPELLINGS), key=len, reverse=True)))
_SPELLING: Final = dict(_SPELLINGS)
_SHOWN: Final = 30
"""So many characters of a difference are shown, and three differences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """What a company has where a model has a blank, by the name of the blank.

    For a term the forms that it may take; for a column of the list what stands there.
    """

    terms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounted:
    """What accounts for other words than a model's.

    ``same`` are groups of words that say the same, ``optional`` words that change nothing.
    """

    own: OwnWords = OwnWords()
    same: tuple[tuple[str, ...], ...] = ()
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWords:
    """Words that a text has and its model has not, and the reverse."""

    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()


def differences(text: str, models: Sequence[str], accounted: Accounted) -> OtherWords | None:
    """In what a text differs from the model that is next to it; None where from none of one.

    A blank of a model is what ``accounted`` says a company has there, else any one number.
    """
    ours = _reduced(text, accounted)
    reduced = [_reduced(model, accounted) for model in models]
    if any(_is(ours, model) for model in reduced):
        return None
    compared = [(SequenceMatcher(None, model, ours, autojunk=False), model) for model in reduced]
    if not compared:
        return OtherWords(more=(_shown(ours, accounted),))
    best, model = max(compared, key=lambda each: each[0].ratio())
    more: list[str] = []
    less: list[str] = []
    for tag, start, end, begin, stop in best.get_opcodes():
        if tag != "equal":
            more.append(ours[begin:stop])
            less.append(model[start:end])
    return OtherWords(more=_longest(more, accounted), less=_longest(less, accounted))


def _longest(pieces: list[str], accounted: Accounted) -> tuple[str, ...]:
    chosen = sorted(filter(None, pieces), key=len, reverse=True)[:3]
    shown = [_shown(each, accounted) for each in pieces if each in chosen]
    return tuple(dict.fromkeys(each for each in shown if each))


def _shown(piece: str, accounted: Accounted) -> str:
    """A piece of a reduced text, readable."""
    groups = {chr(_SAME + at): group[0] for at, group in enumerate(accounted.same)}
    told = "".join(groups.get(sign, sign) for sign in piece)
    told = re.sub("(?<=[ァ-ヶ])-", "ー", told)
    told = re.sub(rf"[{_NUMBER}\uE000-\uE0FF]", "…", told).replace(_SPACE, " ").strip()
    return told if len(told) <= _SHOWN else told[: _SHOWN - 1] + "…"


def _is(text: str, model: str) -> bool:
    if _NUMBER not in model:
        return text == model
    parts = map(re.escape, model.split(_NUMBER))
    return re.fullmatch("[0-9]+".join(parts), text) is not None


@lru_cache(maxsize=4096)  # the models are compared with every article of every company
def _reduced(text: str, accounted: Accounted) -> str:
    """A text as it is compared: one typography, one spelling, one word for what is the same."""
    terms = _terms(accounted.own.terms)
    marks = {name: chr(_TERM + at) for at, (name, _) in enumerate(accounted.own.terms)}
    filled = dict(accounted.own.columns) | marks
    blank = BLANK.sub(lambda found: filled.get(_lowered(found[1]), _NUMBER), text)
    reduced = terms.put_in(_plain(blank))
    reduced = _words(accounted).put_in(reduced)
    return re.sub(f"{_SPACE}+", _SPACE, reduced).strip(_SPACE)


def _lowered(name: str) -> str:
    """The name of a blank that may begin a sentence."""
    return name[:1].lower() + name[1:]


def _plain(text: str) -> str:
    spaced = _STOPS.sub(" ", text)
    parts = re.split(rf"(?<=[{_LATIN}])\s+(?=[{_LATIN}])", spaced, flags=re.IGNORECASE)
    typed = _SPACE.join(map(typed_alike, parts)).casefold()
    return _SPELLED.sub(lambda found: _SPELLING[found[0]], typed)


@dataclass(frozen=True, slots=True)
class _Marks:
    """Words, and the mark that is put in the place of each."""

    by_word: Mapping[str, str]
    pattern: re.Pattern[str] | None

    def put_in(self, text: str) -> str:
        if self.pattern is None:
            return text
        return self.pattern.sub(lambda found: self.by_word[found[0]], text)


def _marked(words: Iterable[tuple[str, str]]) -> _Marks:
    by_word = dict(words)
    return _Marks(by_word, _any_of(by_word))


@lru_cache(maxsize=256)
def _terms(terms: tuple[tuple[str, tuple[str, ...]], ...]) -> _Marks:
    return _marked(
        (_plain(form), chr(_TERM + at)) for at, (_, forms) in enumerate(terms) for form in forms
    )


@lru_cache(maxsize=256)
def _words(accounted: Accounted) -> _Marks:
    bare = Accounted(own=accounted.own)
    if not accounted.same and not accounted.optional:
        return _marked(())
    optional = [(_reduced(word, bare), "") for word in accounted.optional]
    same = [
        (_reduced(word, bare), chr(_SAME + at))
        for at, group in enumerate(accounted.same)
        for word in group
    ]
    return _marked([*optional, *same])


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """The longest of some words; one of Latin letters is found as a whole word."""
    longest = sorted(filter(None, words), key=len, reverse=True)
    if not longest:
        return None
    bounded = (
        ("(?<![0-9a-z])" if re.match("[0-9a-z]", word) else "")
        + re.escape(word)
        + ("(?![0-9a-z])" if re.search("[0-9a-z]$", word) else "")
        for word in longest
    )
    return re.compile("|".join(bounded))
