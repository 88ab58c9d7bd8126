"""A drafting style in other forms, each chosen by a sample: ``第十条``, ``②``, ``(a)``.

A sample is a number as it is printed. Where one leaves it open, a second one tells: ``第１条``
are full-width digits throughout, ``第９条・第10条`` full-width below ten only. Any mark that holds
a numeral is a sample: ``Section 1.01.``, ``第 1 条``, ``5.``. Behind it ``…`` may stand for the
text, to show what parts them: ``第１条　…``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from amendtool.articles.numbers import BEHIND, NestedForm, Number, NumberForm
from amendtool.articles.numerals import DECIMAL, FULL_WIDTH, MIXED_WIDTH, WORDS, Numeral
from amendtool.articles.printed_form import PARTING, shown
from amendtool.articles.styles.style import DraftingStyle
from amendtool.patterns import compiled

_BORDER: Final = compiled(r"\s*[・,、/]\s*")
_ENDS: Final = (".", "", ":")
_TEXT: Final = BEHIND
"""What stands for the text in a sample."""
_FIRST: Final = Number.of(1)
_WORD: Final = compiled(r"[^\W\d_][^\W\d_-]*(?:-[^\W\d_]+)*|§")
"""What a level is called by in a mark."""
_ABOVE: Final = compiled(
    r"(?P<prefix>\W*)(?:[0-9０-９]+(?P<between>[.．]))+(?P<own>[0-9０-９]+)(?P<suffix>\W*)"
)
"""A mark with the numbers of what it stands in."""
_FORMATTED: Final = compiled(r"[%{}$\\％｛｝＄]")
"""What programs write where something is filled in: %s, {number}, $1."""
_ANY_NUMBER: Final = compiled(r"(?<![A-Za-zＡ-Ｚａ-ｚ])[nNｎＮ](?![A-Za-zＡ-Ｚａ-ｚ])")
"""The letter that stands for any number: 第n条, Article N."""
_SHORT: Final = ("art",)
_LEVELS: Final = frozenset(("section", "subsection", "paragraph", "item", "division", "part"))
"""The words of a level that a citation may be read by (``references.reference.Level``)."""
_SECTION: Final = "Section "


def with_article(style: DraftingStyle, sample: str) -> DraftingStyle | None:
    """``style`` with articles as in ``sample``, and with their digits in citations.

    The digits of chapters follow, until a sample of their own says otherwise. An empty sample
    is that of articles whose number is not printed.
    """
    mark, gap = _mark_and_gap(sample)
    own = style.article
    listed = _shown(mark, _article_forms(style)) if mark else replace(own, silent=True)
    form = listed or _any_shown(mark, Number.of(1, 1), own)
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
        named = cited.article
        if not style.numbered_in_chapters:
            named = replace(_with_numeral(named, form.numeral), branch_numerals=(DECIMAL,))
        elif form.branch_numerals:
            # Section 2.01 is named as it prints, and read without the zero as well.
            named = replace(named, branch_numerals=(*form.branch_numerals, DECIMAL))
        if form.branch == ".":
            named = replace(named, branch=".")  # Section 1.2 is named as it prints
        chapters = style.chapters
        cited = replace(cited, article=named)
    chosen = _chosen(style, article=replace(form, gap=gap), chapters=chapters, cited=cited)
    return _called(chosen, form.prefix) if style.article_words and not form.silent else chosen


def _called(style: DraftingStyle, prefix: str) -> DraftingStyle:
    """``style`` whose articles are called, in addresses and citations, by the word they print.

    ``Section 1.`` is Section 1. A chapter of that word in which nothing else is called so, as the
    sections in the chapters of ``en``, gives it up.
    """
    own = style.cited.article.prefix
    word = _WORD.search(prefix)
    if word is None or word[0].casefold() in (*_SHORT, own.strip().casefold()):
        return style
    named = word[0] if any(map(str.islower, word[0])) else word[0].capitalize()
    level = "section" if named == "§" else named.casefold()  # both are read as one word
    meant = {each: each for each in ("chapter", "article") if style.words == {}}
    words = {**meant, **style.words}
    if level in _LEVELS:
        words[level] = "article"
    chapters = tuple(each for each in style.chapters if each.prefix.strip().casefold() != level)
    cited = replace(
        style.cited,
        article=replace(style.cited.article, prefix=f"{named} "),
        plurals={**style.cited.plurals, f"{named} ": f"{named}s " if named != "§" else "§§ "},
    )
    return replace(style, cited=cited, words=words, chapters=chapters or style.chapters)


def with_chapter(style: DraftingStyle, sample: str | Sequence[str]) -> DraftingStyle | int | None:
    """``style`` with chapters, and the sections in them, as in ``sample``.

    A list of samples has one for each depth; where one cannot be read, its index comes back.
    """
    if not isinstance(sample, str):
        return _with_chapters(style, sample)
    mark, gap = _mark_and_gap(sample)
    form = _shown(mark, _chapter_forms(style)) if not style.titles else None
    if form is None:
        chosen = _with_chapters(style, [sample])
        return None if isinstance(chosen, int) else chosen
    upper = form.prefix.isupper()
    chapters = tuple(
        replace(
            _with_numeral(chapter, form.numeral),
            prefix=chapter.prefix.upper() if upper else chapter.prefix,
            suffix=form.suffix if style.chapter_words else chapter.suffix,
            gap=gap,
        )
        for chapter in style.chapters
    )
    plurals = dict(style.cited.plurals)
    if upper:
        plurals |= {word.upper(): many.upper() for word, many in plurals.items()}
    return _chosen(style, chapters=chapters, cited=replace(style.cited, plurals=plurals))


def _with_chapters(style: DraftingStyle, samples: Sequence[str]) -> DraftingStyle | int:
    """Chapters as in ``samples``, by depth; those below are the style's.

    A citation names them without spaces, and without what stands behind the number in English.
    """
    titles: list[NumberForm] = []
    cited: list[NumberForm] = []
    for position, sample in enumerate(samples):
        mark, gap = _mark_and_gap(sample)
        own = style.chapter_form(position + 1)
        form = _any_shown(mark, _FIRST, own) if mark else replace(own, silent=True)
        if form is None:
            return position
        titles.append(replace(form, gap=gap))
        unnamed = form.silent or not any(map(str.isalpha, form.prefix + form.suffix))
        # § 1 over § 1.1 is named as other chapters are: § names the articles.
        if unnamed or (style.article_words and _is_called(form, style.article)):
            cited.append(replace(own, also=(*own.also, form.numeral)))
        elif form.prefix.casefold() == own.prefix.casefold() and style.chapter_words:
            cited.append(_with_numeral(own, form.numeral))
        elif style.chapter_words:
            cited.append(replace(form, suffix="", also=_beside(form, own)))
        else:
            prefix, suffix = ("".join(each.split()) for each in (form.prefix, form.suffix))
            cited.append(replace(form, prefix=prefix, suffix=suffix, also=_beside(form, own)))
    taken = {(form.prefix, form.suffix) for form in cited}
    own_words = [(form.prefix, form.suffix) for form in style.chapters]
    used = [at + 1 for at, words in enumerate(own_words) if words in taken]
    deeper = list(style.chapters[max(used, default=len(samples)) :])
    if not style.chapter_words and titles[0].numeral is not style.chapters[0].numeral:
        deeper = [_with_numeral(form, titles[0].numeral) for form in deeper]
    if style.chapter_words and not style.numbered_in_chapters:
        bare = not any(map(str.isalpha, style.article.prefix)) or style.article.silent
        if bare and any(_word_of(form) == _word_of(style.cited.article) for form in cited):
            # Article II holds A., B. and C., which are its Sections, as bylaws cite them.
            style = _called(style, _SECTION)
    words = dict(style.words)
    if style.chapter_words and not style.numbered_in_chapters:
        for form in cited:
            called = form.prefix.strip().casefold()
            if called in (*_LEVELS, "article") and called != _word_of(style.cited.article):
                words = words or dict.fromkeys(("chapter", "article"), "")
                words[called] = "chapter"
        words = {word: level or word for word, level in words.items()}
    return _chosen(style, chapters=(*cited, *deeper), titles=(*titles, *deeper), words=words)


def _word_of(form: NumberForm) -> str:
    return form.prefix.strip().casefold()


def _is_called(form: NumberForm, other: NumberForm) -> bool:
    """Whether two levels are printed with one word."""
    one, two = (_WORD.search(each.prefix) for each in (form, other))
    return one is not None and two is not None and one[0].casefold() == two[0].casefold()


def with_caption(style: DraftingStyle, sample: str) -> DraftingStyle | None:
    """``style`` with the headings of articles in what ``sample`` has around ``…``: ``【…】``."""
    left, found, right = sample.partition(_TEXT)
    return _chosen(style, heading_brackets=(left, right)) if found else None


def with_paragraph(style: DraftingStyle, sample: str) -> DraftingStyle | None:
    """``style`` with the paragraphs from the second on as in ``sample``."""
    mark, gap = _mark_and_gap(sample)
    listed = _shown(mark, style.paragraph_marks.forms)
    nested = _nested(mark, Number.of(2), style.paragraph)
    form = nested or listed or _any_shown(mark, Number.of(2), style.paragraph)
    if form is None or not _is_mark(mark):
        return None
    read = tuple(dict.fromkeys((style.paragraph, *style.paragraph_forms)))
    return _chosen(
        style, paragraph=replace(form, gap=gap), paragraph_chosen=True, paragraph_forms=read
    )


def with_items(style: DraftingStyle, samples: Sequence[str]) -> DraftingStyle | int:
    """``style`` with items, sub-items and so on as in ``samples``; the index of a wrong one."""
    forms: list[NumberForm] = []
    for position, sample in enumerate(samples):
        mark, gap = _mark_and_gap(sample)
        own = style.item_form(position + 1)
        form = _nested(mark, _FIRST, own) or _shown(mark, style.item_marks.forms)
        form = form or _any_shown(mark, _FIRST, own)
        if form is None or not _is_mark(mark):
            return position
        forms.append(replace(form, gap=gap))
    known = [replace(form, gap=None) for form in forms]
    deeper = [form for form in style.items[len(forms) :] if form not in known]
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


def with_gaps(
    style: DraftingStyle, *, paragraph: str | None = None, items: Sequence[str] = ()
) -> DraftingStyle:
    """``style`` with what stands between marks and their texts: '' for nothing.

    ``items`` has one for each depth. A sample that tells it of its level goes before.
    """
    return _chosen(
        style,
        paragraph_gap=style.paragraph_gap if paragraph is None else paragraph,
        item_gaps=tuple(items) or style.item_gaps,
    )


def sample_of(form: NumberForm, read: Callable[[str], NumberForm | None]) -> str:
    """A sample that ``read`` takes for ``form``; '' for the form of articles without numbers.

    The first number is tried, then others that tell apart forms that begin alike.
    """
    if form.silent:
        return ""
    gap = "" if form.gap is None else f"{form.gap}{_TEXT}"
    stem = (1,) if form.branch == "." else ()
    for numbers in ((1,), (10,), (9, 10), (2,), (20,)):
        sample = "・".join(form.write(Number.of(*stem, each)) for each in numbers) + gap
        found = read(sample)
        if found is not None and alike(found, form):
            return sample
    return form.write(Number.of(*stem, 1)) + gap


def alike(one: NumberForm, other: NumberForm) -> bool:
    """Whether two forms print numbers alike, whatever else they read."""
    if (one.silent, one.gap) != (other.silent, other.gap):
        return False
    values = [Number.of(each) for each in (1, 5, 9, 10, 26, 102)]
    stems = "." in (one.branch, other.branch)
    numbers = [*values, *(Number.of(3, each) for each in (2, 12) if stems)]
    return [one.write(each) for each in numbers] == [other.write(each) for each in numbers]


def _mark_and_gap(sample: str) -> tuple[str, str | None]:
    """The mark in a sample, and what stands between it and the text: ``２．　…``.

    Without ``…`` nothing is said of that.
    """
    if not sample.endswith(_TEXT) or sample == _TEXT:
        return sample.strip(), None
    mark = sample.removesuffix(_TEXT)
    bare = mark.rstrip(PARTING)
    return bare.lstrip(), mark[len(bare) :]


def _nested(mark: str, number: Number, own: NumberForm) -> NestedForm | None:
    """The form of a mark that holds the numbers above: the 1 of 1.2, the 5.2 of 5.2.1."""
    match = _ABOVE.fullmatch(mark)
    if match is None or _has_a_place(mark):
        return None
    form = _any_shown(match["own"] + match["suffix"], number, own)
    if form is None or type(form) is not NumberForm:
        return None
    return NestedForm(
        form.numeral, match["prefix"], form.suffix, form.branch, form.branch_outside,
        form.also, form.branch_numerals, form.gap, form.silent, match["between"],
    )  # fmt: skip


def _has_a_place(mark: str) -> bool:
    """Whether a number is to be filled in here: ``%s``, ``{n}``, ``$1``, ``第n条``.

    Such a mark is no sample. The letter in it is one for a program or for people, and taken for
    a number it would have the articles print 第a条, 第b条.
    """
    return _FORMATTED.search(mark) is not None or _ANY_NUMBER.search(mark) is not None


def _is_mark(mark: str) -> bool:
    """Whether a clause file may have this in front of a paragraph or item: it has no spaces."""
    return bool(mark) and not any(map(str.isspace, mark))


_DOTTED: Final = compiled(r"[0-9０-９]\.(?!0{1,2}(?![0-9]))[0-9０-９]")
"""A number in one: 5.2, and no 5.0, which is the fifth."""


def _any_shown(mark: str, number: Number, own: NumberForm) -> NumberForm | None:
    """The form of a mark of any look."""
    if not mark or mark.endswith("・") or _has_a_place(mark):
        return None
    if own.numeral is MIXED_WIDTH:
        own = _with_numeral(own, FULL_WIDTH)  # a sample of one width is of that throughout
    first, *others = mark.split("・")
    if number.branches and own.branch != "." and _DOTTED.search(first):
        own = replace(own, branch=".", branch_outside=False)  # 5.2 is the second of 5
    form = shown(first, number if own.branch == "." else _FIRST, own)
    if form is None or form.prefix[-1:].isdecimal() or form.suffix[:1].isdecimal():
        return None
    letters = first.isascii() and first.isalpha() and form.numeral not in WORDS
    if letters and not (form.prefix or form.suffix):
        return None  # a word or a letter alone is no number: "x"
    for each in (form, _with_numeral(form, MIXED_WIDTH)):
        if all((read := each.read(other)) and each.write(read) == other for other in others):
            return each
    return None


def _beside(form: NumberForm, own: NumberForm) -> tuple[Numeral, ...]:
    read = (own.numeral, *own.also, DECIMAL)
    return tuple(dict.fromkeys(each for each in read if each is not form.numeral))


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
    if _has_a_place(sample):
        return None
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
