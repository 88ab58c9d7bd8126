"""The form of a number that stands in print: ``Section 1.01.``, ``第 1 条``, ``(a).``, ``イ）``.

A document shows a mark and the number it stands for; the form is what lies between them. It is
made from the mark itself and chosen from no list, so every mark can be printed as it stood:
what no numeral reads becomes a literal (:data:`~amendtool.articles.numerals.LITERAL`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice
from typing import Final, NamedTuple

from amendtool.articles.numbers import (
    ABOVE,
    BEHIND,
    BELOW,
    AboveForm,
    CountedForm,
    Number,
    NumberForm,
    SpanForm,
)
from amendtool.articles.numerals import (
    DECIMAL,
    FULL_WIDTH,
    LITERAL,
    MIXED_WIDTH,
    NUMERALS,
    SIGN,
    SIGNS,
    Numeral,
    padded,
)
from amendtool.patterns import compiled

_NUMERAL: Final = compiled(
    r"[0-9]{1,5}|[０-９]{1,5}|[〇一二三四五六七八九十百千万]{1,9}"
    r"|(?<![A-Za-z])[A-Za-z]{1,15}(?![A-Za-z])"
    r"|(?<![Ａ-Ｚａ-ｚ])[Ａ-Ｚａ-ｚ]{1,9}(?![Ａ-Ｚａ-ｚ])|(?<![ｦ-ﾟ])[ｦ-ﾝ](?![ｦ-ﾟ])"
    r"|[①-⑳㉑-㉟㊱-㊿⑴-⒇ⅰ-ⅻⅠ-Ⅻ]|(?<![ァ-ヶ])[ァ-ヺ](?![ァ-ヶー])"
    rf"|{SIGN}"
)
"""What may be a numeral in a mark; no letter of a word, and no sign of a word in katakana."""
_SIGN: Final = compiled(SIGN)
_PADDED: Final = compiled(r"[0０]+[0-9０-９]+|[0-9０-９]{2,5}")
_JOINT: Final = compiled(
    r"to|through|until|and|[–—～〜]|[条章節款目]?(?:から|乃至|ないし|及び|[～〜、])"
)
"""What stands between the first and the last number of a range."""
_SIGNS: Final = "()（）[]［］【】〔〕〈〉<>.．。,，、:：;；-‐－–—§°º○第項号"
"""What stands around the numeral of a mark without a word in it."""
_WITH_ABOVE: Final = compiled(
    r"[(（]?(?:[0-9０-９]{1,5}|[A-Z]{1,7})"
    r"(?:[)）]?[.．\-－‐–(（]{1,2}(?:[0-9０-９]{1,5}|[A-Za-z]{1,4})[)）]?)+[.．:：)）]?"
)
"""A mark of several numbers, of which the last counts: 5.2.1, 1-3, 5.2(a)."""
_OTHERS: Final = tuple(each for each in NUMERALS if each not in SIGNS)
_MOST: Final = 200
"""So many labels of a level tell how it is numbered."""


PARTING: Final = " \t\u3000-‐‑‒–—―−－"
"""Spaces and dashes: what stands between a mark and a text."""


_LABEL: Final = compiled(
    rf"(?P<mark>.*?)(?:(?P<gap>[{re.escape(PARTING)}]*)(?P<two>{BEHIND}))?"
    rf"(?P<opens>[{re.escape(PARTING)}]*|{BELOW}){BEHIND}",
    re.DOTALL,
)


class _Part(NamedTuple):
    start: int
    end: int
    text: str


def literal(mark: str) -> NumberForm:
    """The form that prints ``mark`` whatever the number is."""
    return NumberForm(LITERAL, prefix=mark)


def form_of(mark: str, number: Number, own: NumberForm) -> NumberForm:
    """The form that prints ``number`` as ``mark``; of several the one that is like ``own``.

    An empty mark is silent. A mark that does not hold the number is printed as it stands.
    """
    found = next(forms_of(mark, number, own), None)
    return replace(literal(mark), gap=own.gap) if found is None else found


def label_of(mark: str, number: Number, own: NumberForm, usual_gap: str) -> NumberForm:
    """The form that prints the label of an article or chapter.

    Behind its mark ``…`` may tell what parts it from the heading: ``第1条　…``. ``usual_gap`` is
    what does so at its level. ``↵`` tells that the text begins on the next line.
    """
    told = split_label(mark)
    return parted(form_of(told.mark, number, own), told, usual_gap)


def parted(form: NumberForm, told: LabelParts, usual_gap: str) -> NumberForm:
    """``form`` with what a label tells of what stands behind its mark."""
    if form.silent:
        return form
    if told.gap is not None and told.gap != usual_gap:
        form = replace(form, gap=told.gap, tells_gap=True)
    return form if told.opens is None else replace(form, opens=told.opens)


class LabelParts(NamedTuple):
    """The mark of a label, what parts it from a heading, and what parts both from the text.

    None where the label does not tell it; a line feed where the text begins on the next line.
    """

    mark: str
    gap: str | None = None
    opens: str | None = None


def split_label(mark: str) -> LabelParts:
    """A label as clause files and operations tell it: ``第1条　…``, ``第1条↵…``, ``第1条…　…``."""
    match = _LABEL.fullmatch(mark)
    if match is None:
        return LabelParts(mark)
    opens = match["opens"]
    gap = match["gap"]
    if gap is None and opens != BELOW and match["two"] is None:
        gap, opens = opens, None
    if opens is None:
        return LabelParts(match["mark"], gap)
    return LabelParts(match["mark"], gap or None, "\n" if opens == BELOW else opens)


def forms_of(mark: str, number: Number, own: NumberForm) -> Iterator[NumberForm]:
    """Every form that prints ``number`` as ``mark``, those that are like ``own`` first."""
    if not mark:
        yield replace(own, silent=True)
        return
    if ABOVE in mark:
        yield from (form for form, read in above_readings(mark) if read == number)
        return
    if not own.silent and own.write(number) == mark:
        yield own
    parts = _parts(mark)
    for form in chain(_spanning(mark, parts, number, own), _shaped(mark, parts, number, own)):
        if form.write(number) == mark and form != own:
            yield form


def usual_form(labels: Iterable[tuple[str, Number]], own: NumberForm) -> NumberForm:
    """The form in which most of ``labels``, marks with their numbers, are printed.

    ``own`` where none is used more than it. The level prints no number only where more than
    half of it print none, and a number that stands in the mark beside its own is no form of all
    of them: 1. of 1.1 where 2.1 follows.
    """
    sample = list(islice(labels, _MOST))
    counts: Counter[NumberForm] = Counter()
    for mark, number in sample:
        found = dict.fromkeys(forms_of(mark, number, own))
        counts.update(form for form in found if form == own or not _has_another_number(form))
    silent = [form for form, count in counts.items() if form.silent and count * 2 <= len(sample)]
    for form in silent:
        del counts[form]
    # ９ and 10 are one form; both numbers count for the one that prints both.
    best = max(counts.values(), default=0)
    if not best or counts[own] == best:
        return own
    return next(form for form, count in counts.items() if count == best)


_NOUGHT: Final = compiled(r"[.．](?:0{1,2}|０{1,2})(?![0-9０-９])")
"""What a number is printed with that stands over 1.1 and 1.2: 1.0, 1.00."""


def _has_another_number(form: NumberForm) -> bool:
    """Whether a form prints a number beside the one that it writes; the nought of 1.0 is none."""
    if not any(map(str.isdecimal, form.prefix + form.suffix)):
        return False
    rest = _NOUGHT.sub("", form.suffix, count=1)
    return any(map(str.isdecimal, form.prefix + rest))


def shown(sample: str, number: Number, own: NumberForm) -> NumberForm | None:
    """The form that ``sample`` is printed in; None where it holds no numeral.

    It is taken for ``number`` if it may be, else for whatever number it writes.
    """
    found = next(forms_of(sample, number, own), None)
    if found is not None:
        return found
    parts = _parts(sample)
    for part in reversed(parts):
        for numeral in _numerals(part.text, (own.numeral, *own.also)):
            value = numeral.read(part.text)
            if value is not None and numeral.write(value) == part.text:
                prefix, suffix = sample[: part.start], sample[part.end :]
                return replace(own, numeral=numeral, prefix=prefix, suffix=suffix, silent=False)
    return None


def readings_of(mark: str) -> Iterator[tuple[NumberForm, Number]]:
    """Every form with a number that prints ``mark``, a numeral with signs around it.

    A word is none, and neither is a numeral without any sign, where it is none by itself (㈠). Of
    several the last one counts, and those in front of it stay what they are.
    """
    parts = _parts(mark)
    if not parts or (len(parts) > 1 and _WITH_ABOVE.fullmatch(mark) is None):
        return
    start, end, text = parts[-1]
    prefix, suffix = mark[:start], mark[end:]
    signs = (prefix if len(parts) == 1 else "") + suffix
    if not (prefix or suffix or _SIGN.fullmatch(text)) or signs.strip(_SIGNS):
        return
    for numeral in _numerals(text, ()):
        value = numeral.read(text)
        if value is not None and numeral.write(value) == text:
            yield NumberForm(numeral, prefix, suffix), Number.of(value)


def above_readings(mark: str) -> Iterator[tuple[AboveForm, Number]]:
    """Every form with a number that prints ``mark``, which has the sign of the number above."""
    prefix, sign, rest = mark.partition(ABOVE)
    parts = _parts(rest)
    if not sign or len(parts) != 1 or prefix.strip(_SIGNS):
        return
    start, end, text = parts[0]
    between, suffix = rest[:start], rest[end:]
    if not between or (between + suffix).strip(_SIGNS):
        return
    for numeral in _numerals(text, ()):
        value = numeral.read(text)
        if value is not None and numeral.write(value) == text:
            yield AboveForm(numeral, prefix, suffix, between=between), Number.of(value)


def holds_numeral(mark: str) -> bool:
    """Whether a numeral stands in ``mark``, whichever number it writes; a word is none."""
    return bool(_parts(mark))


@lru_cache(maxsize=4096)
def _parts(mark: str) -> tuple[_Part, ...]:
    """The numerals in a mark; a word is none."""
    found = (_Part(*match.span(), match[0]) for match in _NUMERAL.finditer(mark))
    return tuple(
        part
        for part in found
        if any(numeral.read(part.text) is not None for numeral in _numerals(part.text, ()))
    )


def _spanning(
    mark: str, parts: Sequence[_Part], number: Number, own: NumberForm
) -> Iterator[NumberForm]:
    """Forms of a mark that names a first number and a last one by the same words."""
    if len(parts) != 2 or number.branches:
        return
    first, last = parts
    between = mark[first.end : last.start]
    prefix = mark[: first.start].strip()
    joint = between.replace(prefix, "").strip() if prefix in between else between.strip()
    if not _JOINT.fullmatch(joint):
        return
    for numeral in _reading(first.text, number.main, (own.numeral, *own.also)):
        until = numeral.read(last.text)
        if until is not None and until > number.main and numeral.write(until) == last.text:
            yield SpanForm(
                numeral, prefix=mark[: first.start], suffix=mark[last.end :], gap=own.gap,
                span=until - number.main, between=between,
            )  # fmt: skip


def _shaped(
    mark: str, parts: Sequence[_Part], number: Number, own: NumberForm
) -> Iterator[NumberForm]:
    """Forms whose numerals stand at ``parts`` of the mark."""
    preferred = (own.numeral, *own.also)
    deep = len(number.parts)
    for at in range(len(parts) - deep, -1, -1):
        here = parts[at : at + deep]
        mains = list(_reading(here[0].text, number.main, preferred))
        if not mains:
            continue
        if deep == 1:
            branches: list[Numeral | None] = [None]
        else:
            wanted = (*own.branch_numerals, *preferred)
            last = list(_reading(here[-1].text, number.last, wanted))
            branches = [
                each
                for each in last
                if all(
                    each.read(part.text) == value
                    for part, value in zip(here[1:], number.branches, strict=True)
                )
            ]
        for numeral in mains:
            for branch in branches:
                yield from _around(mark, here, numeral, branch, own)
    if deep > 1:
        for part in reversed(parts):
            for numeral in _reading(part.text, number.last, preferred):
                yield CountedForm(
                    numeral, prefix=mark[: part.start], suffix=mark[part.end :],
                    branch=own.branch, also=_others(numeral, own), gap=own.gap,
                )  # fmt: skip


def _around(
    mark: str, here: Sequence[_Part], numeral: Numeral, branch: Numeral | None, own: NumberForm
) -> Iterator[NumberForm]:
    first, last = here[0], here[-1]
    prefix, suffix = mark[: first.start], mark[last.end :]
    kept = type(own) is NumberForm and suffix.strip(".:．") != ""
    plain = NumberForm(
        numeral, prefix=prefix, suffix=suffix, branch=own.branch,
        branch_outside=own.branch_outside and kept, also=_others(numeral, own),
        branch_numerals=own.branch_numerals, gap=own.gap,
    )  # fmt: skip
    if branch is None:
        yield plain
        return
    joint = mark[first.end : here[1].start]
    numerals = (branch, *(each for each in own.branch_numerals if each is not branch))
    inside = replace(plain, branch=joint, branch_outside=False, branch_numerals=numerals)
    if own.branch_outside and joint.endswith(own.branch) and not suffix:
        yield replace(
            plain, suffix=joint.removesuffix(own.branch), branch_outside=True,
            branch_numerals=numerals if branch is not numeral else own.branch_numerals,
        )  # fmt: skip
    yield inside


def _others(numeral: Numeral, own: NumberForm) -> tuple[Numeral, ...]:
    """What is read beside ``numeral``: all that could be read before."""
    return tuple(dict.fromkeys(each for each in (own.numeral, *own.also) if each is not numeral))


def _reading(text: str, value: int, preferred: Sequence[Numeral]) -> Iterator[Numeral]:
    """The numerals that write ``value`` as ``text``."""
    for numeral in _numerals(text, preferred):
        if 1 <= value <= numeral.limit and numeral.write(value) == text:
            yield numeral


def _numerals(text: str, preferred: Sequence[Numeral]) -> Iterator[Numeral]:
    if _SIGN.fullmatch(text):
        yield from SIGNS
        return
    widths = (DECIMAL, FULL_WIDTH) if _PADDED.fullmatch(text) else ()
    zeros = tuple(padded(each, len(text)) for each in widths if text[0] in "0０")
    known = (each for each in _OTHERS if each is not MIXED_WIDTH)
    yield from dict.fromkeys((*preferred, *zeros, *known, MIXED_WIDTH))
