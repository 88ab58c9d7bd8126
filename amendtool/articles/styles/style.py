"""What a drafting style is: the values that one algorithm reads and writes articles by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import Literal

from amendtool.articles.annexes import COMING, annex_of
from amendtool.articles.languages import language_of
from amendtool.articles.numbers import BoundForm, CountedForm, Number, NumberForm, ordinal
from amendtool.articles.numerals import MIXED_WIDTH, Numeral
from amendtool.articles.styles.marks import AnyMarkReader, MarkReader
from amendtool.articles.styles.tight import may_stand_tight, runs_together
from amendtool.patterns import compiled
from amendtool.values import dataclass

_IN_BRACKETS = compiled(r"\s*(?:[（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)])?")
"""What may stand behind the name of an annex in an address."""
_CAPTION_BRACKETS = {"（": "）", "(": ")", "【": "】", "〔": "〕", "[": "]", "［": "］"}
_STOPS = ".:。．："
_DASHES = ("—", "―", "–", " -")
"""What stands behind a number that opens an article, and not where it is named."""

_WITHIN = "中"
"""What stands between two numbers where nothing else does: 第１項中２番目の第３号."""


@dataclass(frozen=True, kw_only=True)
class AddressForms:
    """How a provision is named in an address and in a collapsed row: ``Article 8 paragraph 2``.

    ``plurals`` gives the prefix of a range for the prefix of one: ``Articles ``.
    """

    article: NumberForm
    paragraph: NumberForm
    item: NumberForm
    subitem: str
    """What stands before the marker of a sub-item."""
    heading: str
    supplementary: str
    gap: str
    """What stands between two levels."""
    range_joint: str
    range_end: str = ""
    plurals: Mapping[str, str]
    nth: str = ""
    """What stands before a number that several have: ``{}番目の``; empty for ``second ``."""
    behind: str = "{which}text after {number}"
    """How what has no number is named by the number that it stands behind."""
    before: str = "{which}text before {number}"
    """The same of what stands before the first, by whose number it is named."""
    following: str = ""
    """How a place is named by what stands there now: ``{}の次``; empty for ``after {}``."""
    quotes: tuple[str, str] = ('"', '"')
    """What stands around a title that names something."""
    compact: bool = False
    """Whether the items follow at once, the only paragraph unsaid: ``Section 3.2(a)(i)``."""

    def named(self, number: Number, form: NumberForm) -> str:
        """``number`` in ``form``, with which of several is meant: ``second item (3)``."""
        if number.unprinted:
            return self._unprinted(number, form)
        written = form.write(number)
        return self._which(number.nth) + written if number.told_apart else written

    def block(self, title: str, *, whole: bool = False) -> str:
        """A block of supplementary provisions by its ``title``, and by which of several it is.

        A title of other words than these stands in quotes, and so does one that is spelled
        otherwise where the ``whole`` title is wanted. An annex is called by its name alone unless
        it is.
        """
        title, _, nth = title.partition("#")
        nth = nth.rstrip("+")
        plain = "".join(unicodedata.normalize("NFKC", title).split()).casefold()
        word = "".join(self.supplementary.split()).casefold()
        plain = plain.replace("付則", word)
        left, right = self.quotes
        named = f"{left}{title}{right}"
        annex = annex_of(title)
        if annex is not None and (not whole or _IN_BRACKETS.fullmatch(title, annex.upto)):
            named = title if whole else annex.name
        elif plain in ("", word):
            named = self.supplementary
        elif plain.startswith(f"{word}(") and plain.endswith(")"):
            start = next(at for at, char in enumerate(title) if char in "(（")
            gap = self.gap if title[start - 1 : start].isspace() else ""
            named = f"{self.supplementary}{gap}{title[start:]}"
        if whole and plain and plain.startswith(word) and named != title:
            named = f"{left}{title}{right}"  # 付則, 附　則: a new block is titled as it stands
        return (self._which(int(nth)) if nth and nth != COMING else "") + named

    def _which(self, nth: int) -> str:
        return self.nth.format(MIXED_WIDTH.write(nth)) or f"{ordinal(nth)} "

    def _unprinted(self, number: Number, form: NumberForm) -> str:
        """The name of what has no number: by what it stands behind, or before."""
        nth = number.nth - (number.last > 0)
        beside = number.printed if number.last else Number((*number.stem, 1))
        return (self.behind if number.last else self.before).format(
            which=self._which(nth) if nth > 1 else "", number=form.write(beside)
        )

    @cached_property
    def which(self) -> re.Pattern[str]:
        """Matches what :meth:`named` may put before a number, as the group ``nth``."""
        if self.nth:
            before, behind = map(re.escape, self.nth.split("{}"))
            return re.compile(rf"{_WITHIN}?\s*{before}(?P<nth>[0-9０-９]+)\s*{behind}")
        return re.compile(r"(?P<nth>[a-z]+|[0-9]+[a-z]{2})\s+", re.IGNORECASE)

    def together(self, levels: Iterable[str]) -> str:
        """The levels of an address as one text."""
        text = ""
        for level in levels:
            gap = "" if not text or (self.compact and level.startswith("(")) else self.gap
            if text and not gap and level[0].isdigit():
                gap = _WITHIN  # or the digits would go on with the number before
            text += gap + level
        return text


@dataclass(frozen=True, kw_only=True)
class DraftingStyle:
    """How one kind of articles of incorporation is written.

    ``name`` is what ``amendtool.toml`` names it by, ``language`` a BCP 47 tag.
    """

    name: str
    language: str

    chapters: tuple[NumberForm, ...]
    """A chapter, a section in it and so on, in its heading and in a citation: ``Chapter 2``."""
    article: NumberForm
    """The number line of an article in print: ``Article 14.``"""
    paragraph: NumberForm
    """The marker of the paragraphs from the second on."""
    items: tuple[NumberForm, ...]
    """The markers of items, sub-items and so on by depth; below the last they start again."""
    marker_gap: str
    """What stands between a marker and the text behind it."""
    chapter_gap: str
    """What stands between the number of a chapter and its heading."""

    cited: AddressForms
    """How the levels are named in an address."""

    number_unit: Literal["digits", "whole"]
    """What of a changed number is underlined: the 14 of "Article 14", or 第14条 as a whole."""
    heading_brackets: tuple[str, str]
    supplementary_title: str
    """The line above the supplementary provisions in print."""
    omitted_label: str
    """The whole content of an article whose text was not published."""
    reserved_label: str
    """The whole content of an article that was deleted but keeps its number."""

    document_name: str
    """What the whole document is called: its title in the settings, else Articles of Incorporation.

    It tells the document from others that it cites (``references.identity``).
    """
    sentence_end: re.Pattern[str]
    """Matches the end of a sentence; its match ends where the next line may begin."""
    abbreviations: frozenset[str] = frozenset()
    """Words whose full stop ends no sentence, without the stop and in lower case."""

    body_names: tuple[str, ...] = ()
    """What the company or body is called whose document it is: by the settings, none by itself."""

    numbered_in_chapters: bool = False
    """Whether the articles of each chapter are counted for themselves, from 1.

    Their numbers then have two parts, that of the chapter and their own: Section 3.2 is the
    second of Article III. There are no branch numbers.
    """
    titles: tuple[NumberForm, ...] = ()
    """The number of a chapter in its heading, where it is not as it is cited: ``ARTICLE III``."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Which level the words of an English citation mean here: a bylaw's section is an article.

    Both are names of :class:`~amendtool.articles.references.reference.Level`, in lower case.
    """
    others: re.Pattern[str] | None = None
    """Matches, in a citation, the name of a document that other articles call themselves by."""

    paragraph_forms: tuple[NumberForm, ...] = ()
    """The markers of paragraphs that are read beside ``paragraph``, and kept where they stand."""
    item_forms: tuple[NumberForm, ...] = ()
    """Those of items at any depth that are read beside ``items``."""
    paragraph_chosen: bool = False
    """Whether ``paragraph`` was chosen by a setting: every paragraph is printed with it."""
    items_chosen: int = 0
    """How many of ``items``, from the first on, were chosen by a setting."""

    paragraph_gap: str | None = None
    """What a setting has between the mark of a paragraph and its text; else ``marker_gap``."""
    item_gaps: tuple[str, ...] = ()
    """The same of items, sub-items and so on by depth; ``marker_gap`` below the last."""

    article_words: tuple[str, ...] = ()
    """What a sample may name an article by, in front of its number.

    Empty where the number stands between signs (第５条): then a sample chooses the digits alone,
    and what cites the articles follows it.
    """
    chapter_words: tuple[str, ...] = ()
    """The same of a chapter."""
    sample_numerals: tuple[Numeral, ...] = ()
    """The numerals that a sample of an article or chapter may choose, the narrower ones first."""
    samples: Mapping[str, str] = field(default_factory=dict)
    """By level, samples to choose from, for people."""

    base: DraftingStyle | None = None
    """The style as it is built in, where settings have chosen other forms."""

    @property
    def default(self) -> DraftingStyle:
        """The style without what settings have chosen."""
        return self.base or self

    @property
    def calls_items_paragraphs(self) -> bool:
        """Whether a "paragraph" is an item here, as in bylaws.

        A setting that tells only what chapters are called leaves paragraphs what they are.
        """
        return "paragraph" in self.words

    @cached_property
    def line_joint(self) -> str:
        """What joins two lines of a clause file: what stands between two words."""
        return language_of(self.language).word_joint

    @cached_property
    def paragraph_marks(self) -> MarkReader:
        """Reads the marker of a paragraph in every form."""
        return MarkReader((self.paragraph, *self.paragraph_forms))

    @cached_property
    def item_marks(self) -> MarkReader:
        """Reads the marker of an item in every form."""
        return MarkReader((*self.items, *self.item_forms))

    @cached_property
    def listed_marks(self) -> MarkReader:
        """Reads the marker behind the hyphen of an item, where one is due, whatever its look."""
        return AnyMarkReader(self.item_marks.forms)

    def printed_paragraph(self, kept: NumberForm | None) -> NumberForm:
        """The form that a paragraph is printed in: the one chosen, ``kept``, or the style's."""
        chosen = self.paragraph_chosen and not isinstance(kept, BoundForm)
        return self.paragraph if kept is None or chosen else kept

    def printed_item(self, depth: int, kept: NumberForm | None) -> NumberForm:
        """The form that an item at ``depth`` is printed in."""
        chosen = depth <= self.items_chosen and not isinstance(kept, BoundForm)
        return self.item_form(depth) if kept is None or chosen else kept

    def mark_gap(
        self, form: NumberForm, depth: int, mark: str, text: str, kept: str | None = None
    ) -> str:
        """What stands between ``mark``, of a paragraph (``depth`` 0) or item, and its ``text``.

        ``kept`` is that of the provision alone. Where nothing does but the two would run
        together, it is what the style has there.
        """
        gap = form.gap
        return self.parting(depth, mark, text, kept) if gap is None or kept is not None else gap

    def parting(self, depth: int, mark: str, text: str, kept: str | None = None) -> str:
        """The same as files have it, where no sample tells it."""
        gap = self.level_gap(depth) if kept is None else kept
        apart = runs_together(mark, text) if kept == "" else not may_stand_tight(mark, text)
        return self.marker_gap if not gap and apart else gap

    def level_gap(self, depth: int) -> str:
        """What stands between marks and their texts at a level: '' for nothing."""
        if not depth:
            gap = self.paragraph_gap
        else:
            gap = self.item_gaps[depth - 1] if depth <= len(self.item_gaps) else None
        return self.marker_gap if gap is None else gap

    @property
    def stands_tight(self) -> bool:
        """Whether the marks of any level stand right before their texts."""
        return self.paragraph_gap == "" or "" in self.item_gaps

    def article_gap(self, form: NumberForm) -> str:
        """What stands between the number of an article in ``form`` and a heading behind it."""
        return self.line_joint if form.gap is None else form.gap

    def title_gap(self, form: NumberForm) -> str:
        """What stands between the number of a chapter in ``form`` and its heading."""
        return self.chapter_gap if form.gap is None else form.gap

    def chapter_form(self, depth: int) -> NumberForm:
        """The form of chapters at ``depth`` (1 for chapters, 2 for sections)."""
        return self.chapters[min(depth, len(self.chapters)) - 1]

    def spaced_as(self, words: str) -> DraftingStyle:
        """The style with its words for what is deleted as they are spaced in ``words``.

        The same style where these are other words.
        """
        if "".join(words.split()) != "".join(self.reserved_label.split()):
            return self
        return replace(self, base=self.default, reserved_label=words)

    def title_form(self, depth: int) -> NumberForm:
        """The form of the number in the headings of chapters at ``depth``."""
        return (
            self.titles[min(depth, len(self.titles)) - 1]
            if self.titles
            else (self.chapter_form(depth))
        )

    def printed_article(self, kept: NumberForm | None) -> NumberForm:
        """The form that an article's number is printed in: ``kept``, or that of all articles."""
        return self.article if kept is None else kept

    def printed_title(self, depth: int, kept: NumberForm | None) -> NumberForm:
        """The form of a number in the heading of a chapter at ``depth``."""
        return self.title_form(depth) if kept is None else kept

    def adjoins(self, one: Number, other: Number) -> bool:
        """Whether ``other`` is the number right after ``one`` in one row; no branch adjoins."""
        own = 2 if self.numbered_in_chapters else 1
        return len(one.parts) <= own and one.next() == other

    def counted(self, number: Number, chapter: Number) -> Number:
        """The number of an article that is written without that of its chapter."""
        inside = self.numbered_in_chapters and not number.stem
        return Number((chapter.main, *number.parts)) if inside else number

    @cached_property
    def in_place(self) -> NumberForm:
        """How an article is cited where it stands, on a row of numbers or as a placeholder."""
        if self.base is None:
            cited = self.cited.article
            return cited.inner if isinstance(cited, CountedForm) else cited
        return replace(self.article, suffix=self.article.suffix.rstrip(_STOPS))

    def placeholder(self, kept: NumberForm | None) -> NumberForm:
        """The form that the number of a deleted article is printed in: ``kept``, as it stands.

        Where nothing is kept it is as the article is cited there, without a stop: no sentence
        follows the number.
        """
        return self.in_place if kept is None else kept

    def named_in_place(self, kept: NumberForm | None) -> NumberForm:
        """How an article is cited whose number is printed in the form ``kept``."""
        if kept is None:
            return self.in_place
        return replace(kept, suffix=kept.suffix.rstrip(_STOPS))

    def renumbers(self, old: Number | None, new: Number | None) -> bool:
        """Whether an article is printed under another number, where it stands.

        "Section 2" stays "Section 2" when its Article gets another number.
        """
        if old is None or new is None:
            return old != new
        return self.in_place.write(old) != self.in_place.write(new)

    def item_form(self, depth: int) -> NumberForm:
        """The marker form of items at ``depth`` (1 for items, 2 for sub-items)."""
        return self._items[(depth - 1) % len(self._items)]

    @cached_property
    def _items(self) -> tuple[NumberForm, ...]:
        """The forms of ``items`` as ``item_marks`` gives them, so that ``is`` compares them."""
        forms = self.item_marks.forms
        return tuple(forms[forms.index(form)] for form in self.items)

    def joined(self, lines: Iterable[str]) -> str:
        """The lines of one block as one."""
        text = ""
        for line in lines:
            # Two Latin words that were wrapped inside a Japanese sentence stay two words.
            latin = text[-1:].isascii() and line[:1].isascii()
            joint = self.line_joint or (" " if latin else "")
            text += joint + line if text else line
        return text

    def bracketed(self, heading: str) -> str:
        """The heading as printed: ``(Chairman)``."""
        left, right = self.heading_brackets
        if left and heading[:1] in _CAPTION_BRACKETS and heading[1:]:
            # 【用途】 has brackets of its own.
            inner, close = heading[1:-1], _CAPTION_BRACKETS[heading[0]]
            if (heading[0], close) != (left, right) and heading[-1] == close and close not in inner:
                return heading
        if not left and right:
            # "Officers, Etc." has its full stop already, and "Officers —" a dash in its place.
            own = ("?", "!", ":", *_DASHES) if right in _STOPS else (":", *_DASHES)
            if heading.endswith((right, *own)):
                return heading
        return f"{left}{heading}{right}"

    def unbracketed(self, text: str) -> str:
        """The heading without one pair of the style's brackets around the whole of it."""
        left, right = self.heading_brackets
        if not left:
            return text  # a full stop may belong to the heading itself
        if not (text.startswith(left) and text.endswith(right)):
            return text
        depth = 0
        for position, char in enumerate(text):
            depth += (char == left) - (char == right)
            if depth == 0:
                return text[1:-1] if position == len(text) - 1 else text
        return text
