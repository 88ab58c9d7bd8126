"""How a document numbers its levels: what ``[drafting]`` says of them, and what departs.

The form that most labels of a level are printed in becomes the setting of that level; a label
that is printed otherwise keeps a form of its own, which its clause file holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from amendtool.articles.annexes import annex_of
from amendtool.articles.charter import (
    Article,
    Chapter,
    Charter,
    Provision,
    Status,
    goes_unnumbered,
)
from amendtool.articles.languages import language_of
from amendtool.articles.numbers import NestedForm, Number, NumberForm
from amendtool.articles.printed_form import PARTING, form_of, label_of, usual_form
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.styles.samples import (
    alike,
    sample_of,
    with_article,
    with_caption,
    with_chapter,
    with_paragraph,
)
from amendtool.importing.charter.build import Built, Origin
from amendtool.importing.charter.outline import Outline
from amendtool.importing.evidence.tree import PrintedRow
from amendtool.importing.gaps import gaps_of
from amendtool.patterns import compiled

Drafting = dict[str, str | list[str]]
"""Settings by their name, as ``[drafting]`` holds them."""


ABOVE: Final = "above"
BESIDE: Final = "beside"
IN_LINE: Final = "in-line"


class PageLayout(NamedTuple):
    """Where articles print their headings and numbers, as the settings of a house style call it.

    The heading is ``above``, ``beside`` or ``in-line``, the number ``above`` or ``in-line``.
    """

    heading: str
    number: str

    @property
    def places(self) -> TextPlaces:
        """Where the texts of articles stand then."""
        above = self.number == ABOVE
        if self.heading == IN_LINE:
            return TextPlaces(headed=False, bare=False)
        return TextPlaces(headed=above or self.heading == BESIDE, bare=above)


class TextPlaces(NamedTuple):
    """Whether the text of an article with a heading stands below its number, and without one."""

    headed: bool
    bare: bool


def usual_layout(style: DraftingStyle) -> PageLayout:
    """The layout that articles in a drafting style are printed in where none is chosen."""
    wide = language_of(style.language).wide
    heading = IN_LINE if style.numbered_in_chapters else ABOVE
    return PageLayout(heading, IN_LINE if wide else ABOVE)


def captions_of(
    outline: Outline, style: DraftingStyle, layout: PageLayout, fixed: Collection[str] = ()
) -> tuple[Drafting, DraftingStyle, TextPlaces]:
    """The settings of where and how the document prints its headings, and the style with them.

    And where the texts of most articles stand then. What ``layout`` has so
    anyway is left out, and those whose names are ``fixed`` are left as they are.
    """
    entries = [*outline.articles, *outline.supplementary]
    settings: Drafting = {}
    around = Counter(entry.around for entry in entries if entry.around is not None)
    if around and "caption" not in fixed:
        (left, right), count = around.most_common(1)[0]
        own = around[style.heading_brackets]
        chosen = with_caption(style, f"{left}…{right}")
        if count > own and chosen is not None:
            settings["caption"] = f"{left}…{right}"
            style = chosen
    places = [entry for entry in entries if entry.beside is not None]
    behind = [entry for entry in places if entry.beside]
    heading, place = layout
    if len(behind) * 2 > len(places) and "heading" not in fixed:
        run_in = sum(entry.run_in for entry in behind)
        in_line = run_in * 2 > len(behind)
        settings["heading"] = heading = IN_LINE if in_line else BESIDE
    elif len(behind) * 2 < len(places) and "heading" not in fixed:
        if heading != ABOVE:
            settings["heading"] = ABOVE
        heading = ABOVE
    # What a heading stands behind has its text where that setting says.
    opened = [
        entry.below for entry in entries
        if entry.below is not None and not entry.beside and not entry.deleted
    ]  # fmt: skip
    if heading == IN_LINE:
        opened = []
    below = sum(opened)
    if below * 2 != len(opened) and "number" not in fixed:
        place = ABOVE if below * 2 > len(opened) else IN_LINE
        if place != layout.number:
            settings["number"] = place
    return settings, style, PageLayout(heading, place).places


def nested_of(
    outline: Outline, style: DraftingStyle, fixed: Collection[str] = ()
) -> tuple[Drafting, DraftingStyle]:
    """The setting of paragraphs that print the number of their article, 1.2, and the style with it.

    Only where every paragraph with a number does, for the setting is that of all.
    """
    marks: list[tuple[str, str, int]] = []
    for entry in (*outline.articles, *outline.supplementary):
        first = entry.body[0] if entry.body else None
        if not isinstance(first, PrintedRow):
            continue
        for item in first.items:
            label = item.label
            above = entry.number.parts if entry.number is not None else ()
            if label is None or not label.own or above[-label.own :] != label.above:
                return {}, style
            typed = ".".join(figure.typed for figure in label.numbers[: label.own])
            if typed not in entry.mark:
                return {}, style  # print would have the digits of the article: １.1, III.1
            marks.append((item.mark, typed, label.value[0]))
    sample = next((mark for mark, _, number in marks if number == 2), None)
    chosen = with_paragraph(style, sample) if sample and "paragraph" not in fixed else None
    form = chosen.paragraph if chosen is not None else None
    if sample is None or chosen is None or not isinstance(form, NestedForm):
        return {}, style
    if any(form.bound(above).write(Number.of(n)) != mark for mark, above, n in marks):
        return {}, style
    return {"paragraph": sample}, chosen


def drafting_of(
    outline: Outline, built: Built, style: DraftingStyle, fixed: Collection[str] = ()
) -> tuple[Drafting, DraftingStyle]:
    """The settings that number articles and chapters as the document does, and the style with them.

    What the style prints so of itself is left out, and so are those whose names are ``fixed``.
    """
    settings: Drafting = {}
    charter, origins = built.charter, built.origins
    # What is alone below a dated title has no number there, and tells nothing of the others'.
    numbered = [each for each in charter.supplementary if not goes_unnumbered(each)]
    # Neither does a text that stands among articles, or below a chapter, and is none.
    telling = [each for each in charter.articles if origins[each.key].mark or each.heading]
    articles = list(_labels([*(telling or charter.articles), *numbered], origins))
    form = _with_gap(usual_form(_marks(articles), style.article), articles, style.line_joint)
    if not alike(form, style.article) and "article" not in fixed:
        sample = sample_of(form, lambda text: _article(style, text))
        chosen = with_article(style, sample)
        if chosen is not None and alike(chosen.article, form):
            settings["article"] = sample
            style = chosen
    depths = {key: len(way) for key, way in charter.ways_in().items()}
    samples: list[str] = []
    forms: list[NumberForm] = []
    differs = False
    for depth in range(1, max(depths.values(), default=0) + 1):
        row = [each for each in charter.chapters if depths[each.key] == depth]
        labels = list(_labels(row, origins))
        own = style.title_form(depth)
        form = _with_gap(usual_form(_marks(labels), own), labels, style.chapter_gap)
        differs = differs or not alike(form, own)
        samples.append(sample_of(form, _reader(style, depth)))
        forms.append(form)
    if differs and "chapter" not in fixed:
        # One sample is that of the sections as well.
        shown = samples[0] if len(samples) == 1 and samples[0] else samples
        told = with_chapter(style, shown)
        if isinstance(told, DraftingStyle) and all(
            alike(told.title_form(depth), form) for depth, form in enumerate(forms, 1)
        ):
            settings["chapter"] = shown
            style = told
    gaps, style = gaps_of(built.charter, style, fixed)
    settings |= gaps
    words = Counter(origins[each.key].words for each in charter.every_article())
    del words[""]
    if words and "deleted" not in fixed:
        spaced = style.spaced_as(words.most_common(1)[0][0])
        if spaced.reserved_label != style.reserved_label:
            settings["deleted"] = spaced.reserved_label
            style = spaced
    titles = [
        entry.title
        for entry in outline.supplementary
        if entry.title and annex_of(entry.title) is None
    ]
    title = titles[0] if titles and charter.in_block(None) else ""
    named = title != style.supplementary_title and "supplementary" not in fixed
    # Of several the others have blocks of their own, with their titles.
    if named and title:
        settings["supplementary"] = title
        style = replace(style, base=style.default, supplementary_title=title)
    return settings, style


def labelled(
    charter: Charter,
    origins: dict[str, Origin],
    style: DraftingStyle,
    places: TextPlaces | None = None,
) -> Charter:
    """``charter`` with the form of every label that is not printed as its level is.

    So is one that is parted from its heading by another sign than those of its level: a dash
    where the others have a space. Where all labels of a level are parted otherwise than ``style``
    does it, which then comes from elsewhere, their forms tell that, spaces too.
    ``places`` says where the texts of articles stand, and an article where one stands elsewhere
    tells so; None asks for nothing of that.
    """
    gaps = _gaps_otherwise(charter, origins, style)

    def usual_gap(each: Article | Chapter, own: NumberForm) -> str:
        return style.article_gap(own) if isinstance(each, Article) else style.title_gap(own)

    def departing_gap(each: Article | Chapter, own: NumberForm) -> str | None:
        gap = origins[each.key].gap
        if gap is None or each.heading is None:
            return None
        usual = usual_gap(each, own)
        # How wide a space was typed is layout; a sign is print.
        same = "".join(gap.split()) == "".join(usual.split())
        return gaps.get(_level(charter, each)) if same else gap

    def kept(each: Article | Chapter, own: NumberForm) -> NumberForm | None:
        mark, number = origins[each.key].mark, each.number
        if mark is None or number is None:
            return each.form
        if isinstance(each, Article) and each.status is Status.RESERVED:
            # Of itself its number prints without a stop; with one its form says so.
            unsaid = style.placeholder(None)
            return None if unsaid.write(number) == mark else form_of(mark, number, unsaid)
        form = each.form if own.printed(number) == mark else form_of(mark, number, own)
        gap = departing_gap(each, own)
        if gap is not None and not (form or own).silent:
            told = replace(form or own, gap=gap, tells_gap=True).told(number)
            # As a clause file tells it: a colon in front of the gap is a part of the mark there.
            form = label_of(told, number, own, usual_gap(each, own))
        joint = origins[each.key].joint
        if joint and not (form or own).silent:
            return replace(form or own, opens=joint)  # 4.—(1): the dash is print
        below = None if _begins_with_items(each) else origins[each.key].below
        usual = below if places is None else places[each.heading is None]
        opens = opening_of(origins[each.key], style)
        otherwise = below is not usual
        if opens is not None and origins[each.key].gone and below is usual is False:
            gap = (form or own).gap
            otherwise = not parts_alike(opens, style.marker_gap if gap is None else gap)
        if below is not None and otherwise and not (form or own).silent:
            return replace(form or own, opens=opens)
        return None if form == own else form

    def row(articles: Iterable[Article]) -> tuple[Article, ...]:
        return tuple(
            each if (form := kept(each, style.article)) is None else replace(each, form=form)
            for each in articles
        )

    chapters = tuple(
        replace(each, form=kept(each, style.title_form(len(charter.outer_chapters(each.key)))))
        for each in charter.chapters
    )
    return replace(
        charter,
        articles=row(charter.articles),
        supplementary=row(charter.supplementary),
        chapters=chapters,
        # The title of a block is the whole of its line, as storage reads it.
        blocks=tuple(
            replace(each, form=replace(style.title_form(2), silent=True)) for each in charter.blocks
        ),
    )


def _begins_with_items(each: Article | Chapter) -> bool:
    """Whether an article has no text before its list, whose marks begin lines of their own."""
    first = each.body[0] if isinstance(each, Article) and each.body else None
    if not isinstance(first, Provision) or (first.form is not None and not first.form.silent):
        return False
    return bool(first.body) and isinstance(first.body[0], Provision)


def _level(charter: Charter, each: Article | Chapter) -> int:
    """0 for articles, the depth of a chapter."""
    return len(charter.outer_chapters(each.key)) if isinstance(each, Chapter) else 0


def opening_of(origin: Origin, style: DraftingStyle) -> str | None:
    """What parts the number of an article from its text in the document; None without a text.

    A line feed where the text stands below; what is typed between them where that is told.
    """
    if origin.below is None:
        return None
    gap = origin.gap if origin.gone else None
    told = gap if gap is not None and set(gap) <= set(PARTING) else style.marker_gap
    return "\n" if origin.below else told


def parts_alike(one: str, other: str) -> bool:
    """Whether two texts between a number and what follows it print the same signs.

    How wide a space is typed is layout; that there is one, or a sign, is print.
    """
    return (bool(one), one.split()) == (bool(other), other.split())


def _gaps_otherwise(
    charter: Charter, origins: dict[str, Origin], style: DraftingStyle
) -> dict[int, str]:
    """By level, what parts all its labels from their headings, where that is not the style's.

    However many spaces there are: one of full width is another one.
    """
    found: dict[int, set[str]] = {}
    labels: list[Article | Chapter] = [*charter.every_article(), *charter.chapters]
    for each in labels:
        gap = origins[each.key].gap
        if each.heading is not None and each.number is not None and gap:
            found.setdefault(_level(charter, each), set()).add(gap)
    gaps: dict[int, str] = {}
    for level, given in found.items():
        form = style.title_form(level) if level else style.article
        usual = style.title_gap(form) if level else style.article_gap(form)
        if len(given) == 1 and usual:
            (gap,) = given
            if _spaces(gap) != _spaces(usual):
                gaps[level] = gap
    return gaps


def _spaces(gap: str) -> str:
    return _BLANKS.sub(" ", gap)


_BLANKS: Final = compiled(r"[ \t\xa0]+")


def _article(style: DraftingStyle, sample: str) -> NumberForm | None:
    chosen = with_article(style, sample)
    return None if chosen is None else chosen.article


def _reader(style: DraftingStyle, depth: int) -> Callable[[str], NumberForm | None]:
    """Reads a sample of the chapters at a depth."""

    def read(sample: str) -> NumberForm | None:
        above = [sample_of(style.title_form(each), lambda _: None) for each in range(1, depth)]
        chosen = with_chapter(style, [*above, sample])
        return chosen.title_form(depth) if isinstance(chosen, DraftingStyle) else None

    return read


_Label = tuple[str, str | None, Number]
"""A mark, what stands between it and the heading in its line, and the number."""


def _labels(row: Sequence[Article | Chapter], origins: dict[str, Origin]) -> Iterator[_Label]:
    for each in row:
        origin = origins[each.key]
        if origin.mark is not None and each.number is not None:
            yield origin.mark, None if origin.gone else origin.gap, each.number


def _marks(labels: Iterable[_Label]) -> Iterator[tuple[str, Number]]:
    return ((mark, number) for mark, _, number in labels)


def _with_gap(form: NumberForm, labels: Iterable[_Label], own: str) -> NumberForm:
    """``form`` with what stands behind most labels, where that is not the style's ``own``."""
    gaps = Counter(gap for mark, gap, number in labels if gap is not None)
    if not gaps or form.silent:
        return form
    gap = gaps.most_common(1)[0][0]
    return form if gap == (own if form.gap is None else form.gap) else replace(form, gap=gap)
