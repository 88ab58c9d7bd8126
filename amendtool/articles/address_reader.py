"""Reading addresses: "Article 8 paragraph 1 item (3)", 第８条第１項第３号, in any form of a style.

The inverse of :meth:`amendtool.articles.addresses.Address.text`. English addresses are read in
every style; capitals, commas and spaces do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

from amendtool.articles.addresses import Address, AddressRange, item_form, own_form
from amendtool.articles.annexes import EN_NAME, JA_NAME
from amendtool.articles.numbers import Number, NumberForm, nth_of
from amendtool.articles.numerals import WORDS
from amendtool.articles.styles import EN, DraftingStyle
from amendtool.messages import say
from amendtool.patterns import compiled

Read = TypeVar("Read")


class AddressError(ValueError):
    """A text that is no address; the message says what was expected."""


def parse(text: str, style: DraftingStyle = EN) -> Address:
    """The address that ``text`` writes in ``style`` or in English; AddressError for none."""
    found = parse_range(text, style)
    if found.first != found.last:
        raise AddressError(
            say("{text!r} names several provisions where one is expected", text=text)
        )
    return found.first


def parse_range(text: str, style: DraftingStyle = EN) -> AddressRange:
    """The range, or the one address, that ``text`` writes; AddressError for none."""
    failures: list[_AddressReader] = []
    for candidate in _readable(style):
        reader = _AddressReader(text, candidate)
        found = reader.range()
        if found is not None:
            return found
        failures.append(reader)
    best = max(failures, key=lambda reader: reader.furthest)
    example = (_COUNTED_EXAMPLE if style.numbered_in_chapters else _EXAMPLE).text(style)
    rest = text[best.furthest :].strip()
    raise AddressError(
        say(
            "{text!r} cannot be read from {rest!r} on; an address is written like {example!r}",
            text=text,
            rest=rest,
            example=example,
        )
        if best.furthest and rest
        else say(
            "{text!r} is no address; an address is written like {example!r}",
            text=text,
            example=example,
        )
    )


def _readable(style: DraftingStyle) -> Sequence[DraftingStyle]:
    """The styles that an address may be written in, ``style`` first; the others are English.

    The words of bylaws are English, too, and mean something else: Article 3 is a chapter. Where
    settings call the articles by another word, that of the style is read as well.
    """
    if style.numbered_in_chapters:
        return (style,)
    word = EN.cited.article.prefix.strip().casefold()
    if style.chapter_form(1).prefix.strip().casefold() == word:
        return (style,)
    called = style.cited.article != style.default.cited.article
    own = (style.default,) if called and style.name == EN.name else ()
    return (style, *own, *(() if style.name == EN.name else (EN,)))


def in_any_style(
    read: Callable[[str, DraftingStyle], Read], text: str, styles: Sequence[DraftingStyle]
) -> Read:
    """What ``read`` makes of an address in the first of the styles that it is written in.

    AddressError, about the first style, when it is written in none of them.
    """
    try:
        return read(text, styles[0])
    except AddressError:
        for style in styles[1:]:
            with suppress(AddressError):
                return read(text, style)
        raise


_EXAMPLE = Address(article=Number.of(8), paragraph=Number.of(1), items=(Number.of(3),))
_COUNTED_EXAMPLE = replace(_EXAMPLE, article=Number.of(3, 2))
_GAP = compiled(r"[\s,、]*")
_GROUP = compiled(r"\s*[（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)]")
"""What stands in brackets behind the title of supplementary provisions."""
_JA_ANNEX = compiled(JA_NAME)
_EN_ANNEX = compiled(EN_NAME)
_NEXT_ANNEX = EN_NAME.replace("?P<word>", "?:").replace("?P<number>", "?:")
_TITLED = compiled(
    r"[ \u3000](?!.*(?:[0-9０-９]|第)|附則|前文|見出し|本文|の)[^\x00-\x7f\s].*"
    rf"|(?::| ?[—–]| -)[ ](?!{_NEXT_ANNEX}).*[^\s]"
)
"""What an annex is about, behind its name and to the end of the text: 別紙１　会場."""
_QUOTED = compiled(r"[\"“「](.+?)[\"”」]")
_RANGE = compiled(r"\s*(?:to|through|and|から|ないし|及び|[-–—~〜～])\s*", re.IGNORECASE)


class _AddressReader:
    """Reads one address from the left to the right, level by level."""

    def __init__(self, text: str, style: DraftingStyle) -> None:
        self.text = text
        self.style = style
        self.position = 0
        self.furthest = 0
        self.plural = False
        """Whether a word was in the plural."""

    def range(self) -> AddressRange | None:
        """The whole text as an address or a range of addresses."""
        first = self.address()
        if first is None:
            return None
        last = self._end_of_range(first)
        self._skip(_GAP)
        if self.position != len(self.text):
            return None
        if last is None and self.plural:
            # "Articles 8-10": a branch number, or a range? Nobody should have to guess.
            raise AddressError(
                say("{text!r} has no end; write a range as 'Articles 8 to 10'", text=self.text)
            )
        last = last or first
        try:
            return AddressRange(first, last)
        except ValueError as error:
            raise AddressError(say("{text!r}: {why}", text=self.text, why=error)) from None

    def address(self) -> Address | None:
        cited = self.style.cited
        block = self._block()
        supplementary = block is not None
        loose = self._loose(0)
        chapters: list[Number] = []
        if not supplementary and not self._at_article():
            while number := self._number(self.style.chapter_form(len(chapters) + 1)):
                chapters.append(number)
        article = None if chapters and self._at_heading() else self._number(cited.article)
        if article is not None and loose is None:
            loose = self._loose(1)
        owner = bool(chapters or article or supplementary)
        heading = owner and self._word(cited.heading)
        paragraph: Number | None = None
        items: list[Number] = []
        if not heading and (article or supplementary):
            paragraph = self._number(cited.paragraph)
            while number := self._item(len(items) + 1):
                items.append(number)
        if items and paragraph is None:
            # "Article 5 item (2)": the only paragraph goes without saying.
            paragraph = Number.of(1)
        if not (supplementary or chapters or article):
            return None
        if article and chapters:
            # The articles are numbered through, so the chapter adds nothing to the address.
            # Of "second Article III, Section 2" it is the section that is the second.
            which = next((number for number in (article, *chapters) if number.told_apart), None)
            article = self.style.counted(article, chapters[-1])
            article = article.again(which.nth) if which else article
            chapters = []
        if loose is not None:
            article = _unnumbered(article, *loose)
            if article is None or chapters:
                return None
        return Address(
            supplementary=supplementary,
            chapters=tuple(chapters),
            article=article,
            heading=heading,
            paragraph=paragraph,
            items=tuple(items),
            block=block or "",
        )

    def _block(self) -> str | None:
        """The supplementary provisions: the title of a block of them, or '' for them as a whole."""
        start = self.position
        self._skip(_GAP)
        which = self.style.cited.which.match(self.text, self.position)
        nth = nth_of(unicodedata.normalize("NFKC", which["nth"])) if which else None
        if which and nth is not None:
            self.position = which.end()
        self._skip(_GAP)
        begin = self.position
        if quoted := _QUOTED.match(self.text, self.position):
            self._advance(quoted.end())
            title = quoted[1]
        elif self._word(self.style.cited.supplementary):
            group = _GROUP.match(self.text, self.position)
            if group is None and nth is None:
                return ""
            if group is not None:
                self._advance(group.end())
            title = self.text[begin : self.position]
        elif annex := (_JA_ANNEX.match(self.text, begin) or _EN_ANNEX.match(self.text, begin)):
            self._advance(annex.end())
            group = _GROUP.match(self.text, self.position)
            if group is None:
                group = _TITLED.fullmatch(self.text, self.position)
            if group is not None:
                self._advance(group.end())
            title = self.text[begin : self.position]
        else:
            self.position = start
            return None
        return title.strip() + ("" if nth is None else f"#{nth}")

    def _end_of_range(self, first: Address) -> Address | None:
        start = self.position
        if first.heading or first.level is None or not self._range_joint():
            self.position = start
            return None
        form = own_form(first, self.style)
        word = form.prefix.rstrip("(")
        bare = replace(form, prefix=form.prefix.removeprefix(word))
        number = self._number(form) or self._number(bare)
        if number is None:
            # "Article 8 to Article 35", or the whole address again behind the joint.
            again = self.address()
            if again is None or again.level != first.level:
                self.position = start
                return None
            number = again.number
        if first.level == "article":
            number = self.style.counted(number, first.number)
        if self.style.cited.range_end:
            self._word(self.style.cited.range_end)
        return first.at(number)

    def _range_joint(self) -> bool:
        return self._skip(_RANGE) or self._word(self.style.cited.range_joint)

    def _item(self, depth: int) -> Number | None:
        form = item_form(self.style, depth)
        number = self._number(form)
        if number is None and depth == 1:
            number = self._number(replace(form, prefix=form.prefix.rstrip("("), suffix=""))
        if number is None and depth > 1:
            number = self._number(self.style.item_form(depth))
        return number

    def _number(self, form: NumberForm) -> Number | None:
        start = self.position
        self._skip(_GAP)
        which = self.style.cited.which.match(self.text, self.position)
        nth = nth_of(unicodedata.normalize("NFKC", which["nth"])) if which else None
        if which and nth is not None:
            self.position = which.end()
            number = self._plain(form)
            if number is not None:
                return number.again(nth)
            self.position = start
            self._skip(_GAP)
        number = self._plain(form)
        if number is None:
            self.position = start
        return number

    def _plain(self, form: NumberForm) -> Number | None:
        """A number in ``form`` at the present position."""
        plural = self.style.cited.plurals.get(form.prefix)
        for prefix in (form.prefix, plural):
            if prefix is None:
                continue
            pattern = _spaced(replace(form, prefix=prefix))
            for text in self._cases(form):
                match = pattern.match(text, self.position)
                number = form.from_match(match) if match else None
                if match and number and not self._goes_on(match.end()):
                    self._advance(match.end())
                    self.plural = self.plural or prefix == plural
                    return number
        if form is self.style.cited.article or form in self.style.chapters:
            return None  # Nobody who writes "Article 0" means one that has no number.
        before_all = re.compile(_loose(f"{re.escape(form.prefix)}0{re.escape(form.suffix)}"), re.I)
        match = before_all.match(self.text, self.position)
        if match is None:
            return None
        self._advance(match.end())
        return Number.of(0)

    def _cases(self, form: NumberForm) -> Iterator[str]:
        """The text; for a number in words in other capitals too: Article Two is ARTICLE TWO."""
        yield self.text
        if form.numeral in WORDS:
            changed = (self.text.upper(), self.text.title(), self.text.lower())
            yield from (each for each in changed if len(each) == len(self.text))

    def _goes_on(self, position: int) -> bool:
        """Whether digits go on here that are part of the number before: no ２番目の."""
        digit = self.text[position : position + 1].isdigit()
        return digit and self.style.cited.which.match(self.text, position) is None

    def _loose(self, side: int) -> tuple[bool, int] | None:
        """What stands before the number (``side`` 0), or behind it, where a text is meant.

        Whether the text stands behind what has the number, and which of several it is.
        """
        start = self.position
        for pattern, behind in ((self.style.cited.behind, True), (self.style.cited.before, False)):
            words = pattern.split("{number}")[side].strip()
            if not words:
                continue
            before, said, after = words.partition("{which}")
            self._skip(_GAP)
            nth: int | None = 1
            if self._bare(before):
                which = self.style.cited.which.match(self.text, self.position) if said else None
                if which:
                    nth = nth_of(unicodedata.normalize("NFKC", which["nth"]))
                    self.position = which.end() if nth is not None else self.position
                if self._bare(after):
                    self._advance(self.position)
                    return behind, nth or 1
            self.position = start
        return None

    def _bare(self, words: str) -> bool:
        """Whether these words stand here, whatever space is between them; they are read."""
        pattern = r"\s*" + r"\s*".join(map(re.escape, words.split())) + r"\s*"
        return self._skip(re.compile(pattern, re.IGNORECASE))

    def _at_article(self) -> bool:
        """Whether an article is named as it is written, not a chapter: Article 1, no ARTICLE I."""
        forms = (self.style.cited.article, self.style.chapter_form(1))
        article, chapter = (form.pattern.match(self.text, self.position) for form in forms)
        return article is not None and chapter is None

    def _at_heading(self) -> bool:
        start = self.position
        found = self._word(self.style.cited.heading)
        self.position = start
        return found

    def _word(self, word: str) -> bool:
        start = self.position
        self._skip(_GAP)
        pattern = re.compile(r"\s*".join(re.escape(part) for part in word.split()), re.IGNORECASE)
        match = pattern.match(self.text, self.position)
        if match is None:
            self.position = start
            return False
        self._advance(match.end())
        return True

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self.text, self.position)
        if match is None:
            return False
        self.position = match.end()
        return True

    def _advance(self, position: int) -> None:
        self.position = position
        self.furthest = max(self.furthest, position)


def _unnumbered(beside: Number | None, behind: bool, nth: int) -> Number | None:
    """The number of what has none and stands behind, or before, what has the number ``beside``."""
    if beside is None or (not behind and beside.last != 1):
        return None
    return (beside if behind else Number((*beside.stem, 0))).unnumbered(nth)


def _spaced(form: NumberForm) -> re.Pattern[str]:
    # Capitals and the number of spaces do not matter: "article  8", "第 8 条".
    return re.compile(_loose(form.pattern.pattern), re.IGNORECASE)


def _loose(pattern: str) -> str:
    pattern = pattern.replace(r"\ ", r"\s*")
    for char in "第章節款目条項号":
        pattern = pattern.replace(char, rf"\s*{char}\s*")
    return pattern
