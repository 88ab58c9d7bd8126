"""The forms of a document that clause files cannot hold: what ``[drafting]`` has to say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from amendtool.articles.languages import language_of
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.styles.samples import article_samples, chapter_samples, with_article
from amendtool.importing.structure.outline import Outline

_TITLE: Final = re.compile(r"附[\s\u3000]*則|(?i:supplementary provisions)")


def drafting_of(outline: Outline, style: DraftingStyle) -> Iterator[tuple[str, str]]:
    """The settings, by name, that print numbers and headings as the document does.

    What the style prints so of itself is left out.
    """
    articles = [*outline.articles, *outline.supplementary]
    plain = [(one.label, one.number) for one in articles if not one.dotted]
    if article := _sample(plain, article_samples(style), style):
        yield "article", article
        style = with_article(style, article) or style  # the digits of chapters follow
    chapters = [(one.label, one.number) for one in outline.chapters]
    if chapter := _sample(chapters, chapter_samples(style), style):
        yield "chapter", chapter
    places = [entry.beside for entry in articles if entry.beside is not None]
    if places.count(True) > places.count(False):
        yield "heading", "beside"
    title = next((entry.title for entry in outline.supplementary if entry.title), "")
    if _TITLE.fullmatch(title) and title != style.supplementary_title:
        yield "supplementary", title


def _sample(
    labels: Iterable[tuple[str, Number | None]],
    samples: Mapping[str, NumberForm],
    style: DraftingStyle,
) -> str | None:
    """The sample of the form that most labels are printed in; None for the style's own."""
    fitting = dict.fromkeys(samples, 0)
    for label, number in labels:
        if number is None:
            continue
        tight = language_of(style.language).word_joint.join(label.split())
        for sample, form in samples.items():
            fitting[sample] += form.write(number) == tight
    best = max(fitting, key=lambda sample: fitting[sample])
    own = next(iter(samples))
    return best if fitting[best] > fitting[own] else None
