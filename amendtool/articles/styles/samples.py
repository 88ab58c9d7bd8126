"""A drafting style in other forms, each chosen by a sample: ``第十条``, ``②``, ``(a)``.

A sample is a number as it is printed. Where one leaves it open, a second one tells: ``第１条``
are full-width digits throughout, ``第９条・第10条`` full-width below ten only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.numerals import DECIMAL, MIXED_WIDTH, Numeral
from amendtool.articles.styles.style import DraftingStyle

_BORDER: Final = re.compile(r"\s*[・,、/]\s*")
_ENDS: Final = (".", "", ":")


def with_article(style: DraftingStyle, sample: str) -> DraftingStyle | None:
    """``style`` with articles as in ``sample``, and with their digits in citations.

    The digits of chapters follow, until a sample of their own says otherwise.
    """
    form = _shown(sample, _article_forms(style))
    if form is None:
        return None
    cited = style.cited
    chapters = tuple(_with_numeral(chapter, form.numeral) for chapter in style.chapters)
    if not style.article_words:
        cited = replace(
            cited,
            article=_with_numeral(cited.article, form.numeral),
            paragraph=_with_numeral(cited.paragraph, form.numeral),
            item=_with_numeral(cited.item, form.numeral),
        )
    else:
        named = replace(_with_numeral(cited.article, form.numeral), branch_numerals=(DECIMAL,))
        cited = replace(cited, article=named)
        chapters = style.chapters
    return _chosen(style, article=form, chapters=chapters, cited=cited)


def with_chapter(style: DraftingStyle, sample: str) -> DraftingStyle | None:
    """``style`` with chapters, and the sections in them, as in ``sample``."""
    form = _shown(sample, _chapter_forms(style))
    if form is None:
        return None
    upper = form.prefix.isupper()
    chapters = tuple(
        replace(
            _with_numeral(chapter, form.numeral),
            prefix=chapter.prefix.upper() if upper else chapter.prefix,
            suffix=form.suffix if style.chapter_words else chapter.suffix,
        )
        for chapter in style.chapters
    )
    plurals = dict(style.cited.plurals)
    if upper:
        plurals |= {word.upper(): many.upper() for word, many in plurals.items()}
    return _chosen(style, chapters=chapters, cited=replace(style.cited, plurals=plurals))


def with_paragraph(style: DraftingStyle, sample: str) -> DraftingStyle | None:
    """``style`` with the paragraphs from the second on as in ``sample``."""
    form = _shown(sample, style.paragraph_marks.forms)
    if form is None:
        return None
    read = tuple(dict.fromkeys((style.paragraph, *style.paragraph_forms)))
    return _chosen(style, paragraph=form, paragraph_chosen=True, paragraph_forms=read)


def with_items(style: DraftingStyle, samples: Sequence[str]) -> DraftingStyle | int:
    """``style`` with items, sub-items and so on as in ``samples``; the index of a wrong one."""
    forms: list[NumberForm] = []
    for position, sample in enumerate(samples):
        form = _shown(sample, style.item_marks.forms)
        if form is None:
            return position
        forms.append(form)
    deeper = [form for form in style.items[len(forms) :] if form not in forms]
    cited = style.cited
    if forms and style.article_words:
        first = forms[0]
        bracket = "(" if first.prefix else ""
        cited = replace(
            cited,
            item=replace(
                first,
                prefix=f"item {bracket}",
                suffix=")" if bracket else "",
                also=tuple(n for n in (DECIMAL,) if n is not first.numeral),
            ),
            plurals={**cited.plurals, "item ": "items "},
        )
    # What is not chosen is read all the same.
    read = tuple(dict.fromkeys((*style.items, *style.item_forms)))
    return _chosen(
        style, items=(*forms, *deeper), items_chosen=len(forms), item_forms=read, cited=cited
    )


def article_samples(style: DraftingStyle) -> dict[str, NumberForm]:
    """Every form of articles by a sample of it, the style's own first."""
    return _by_sample(style.article, _article_forms(style))


def chapter_samples(style: DraftingStyle) -> dict[str, NumberForm]:
    """Every form of chapters by a sample of it, the style's own first."""
    return _by_sample(style.chapters[0], _chapter_forms(style))


def _by_sample(own: NumberForm, forms: Iterator[NumberForm]) -> dict[str, NumberForm]:
    found: dict[str, NumberForm] = {}
    for form in (own, *forms):
        first = Number.of(1)
        sample = form.write(first)
        if form.numeral is MIXED_WIDTH:
            sample = f"{form.write(Number.of(9))}・{form.write(Number.of(10))}"
        found.setdefault(sample, form)
    return found


def _chosen(style: DraftingStyle, **changes: object) -> DraftingStyle:
    return replace(style, base=style.default, **changes)  # type: ignore[arg-type]


def _with_numeral(form: NumberForm, numeral: Numeral) -> NumberForm:
    """``form`` in another numeral; what it could read before it reads still."""
    also = tuple(each for each in (form.numeral, *form.also, DECIMAL) if each is not numeral)
    return replace(form, numeral=numeral, also=tuple(dict.fromkeys(also)))


def _article_forms(style: DraftingStyle) -> Iterator[NumberForm]:
    return _forms(style.article, style.article_words, style.sample_numerals)


def _chapter_forms(style: DraftingStyle) -> Iterator[NumberForm]:
    return _forms(style.chapters[0], style.chapter_words, style.sample_numerals)


def _forms(
    own: NumberForm, words: tuple[str, ...], numerals: tuple[Numeral, ...]
) -> Iterator[NumberForm]:
    for numeral in numerals:
        if not words:
            yield _with_numeral(own, numeral)
        for word in words:
            for end in _ENDS:
                yield NumberForm(numeral, prefix=word, suffix=end, branch_numerals=(DECIMAL,))


def _shown(sample: str, forms: Iterator[NumberForm] | Sequence[NumberForm]) -> NumberForm | None:
    """The form that all parts of ``sample`` are printed in.

    ``(i)`` and ``イ`` are the first ones of their rows, and ``１`` is of one width throughout.
    """
    parts = _BORDER.split(sample.strip())
    best: tuple[tuple[bool, bool], NumberForm] | None = None
    for form in forms:
        numbers = [form.read(part) for part in parts]
        if any(
            number is None or form.write(number) != part
            for number, part in zip(numbers, parts, strict=True)
        ):
            continue
        first = numbers[0] is not None and numbers[0].parts == (1,)
        fitness = (first, form.numeral is not MIXED_WIDTH)
        if best is None or fitness > best[0]:
            best = (fitness, form)
    return best[1] if best else None
