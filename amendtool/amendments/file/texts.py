"""Fields that hold the text of a provision."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from amendtool.amendments.file.fields import ANY_TEXT, SOME_TEXT, Given, Kind
from amendtool.amendments.file.scalars import block, scalar
from amendtool.amendments.file.yaml import Scalar
from amendtool.articles.addresses import Address, said_level
from amendtool.articles.annexes import annex_of
from amendtool.articles.charter import (
    Article,
    Body,
    Charter,
    Provision,
    Status,
    body_texts,
    provisions_of,
)
from amendtool.articles.forms import departing, meant
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.styles.marks import (
    MarkReader,
    MarkReading,
    begins_deeper,
    cut,
    cut_fused,
    marker_in,
)
from amendtool.articles.styles.tight import may_stand_tight, tight_cuts
from amendtool.articles.text.clause import format_body, format_item_text, parse_body
from amendtool.articles.text.printed import format_printed, opens, read_printed
from amendtool.errors import Place
from amendtool.messages import say
from amendtool.values import dataclass

_FIRST: Final = Number.of(1)
_SENTENCE_ENDS: Final = "。．.;"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionText:
    """The text of the provision at ``target``, without its number.

    ``heading`` is the caption that stands in the text, with the number of its article. For
    supplementary provisions as a whole, ``articles`` are those that the text holds.
    """

    target: Address
    body: Body = ()
    heading: str | None = None
    articles: tuple[Article, ...] = ()
    status: Status = Status.TEXT
    follows: bool = False
    """Whether it comes behind the ``target``."""

    @property
    def number(self) -> Number:
        """The number that its text may begin with."""
        return self.target.number.next() if self.follows else self.target.number


def _text(given: Given, name: str) -> ProvisionText | None:
    """The provision that the text of an operation holds.

    It may begin with its number: that of the target, or the expected one.
    """
    scalar, target = given.scalar(name), given.target
    if scalar is None or target is None or given.text(name) is None:
        return None
    if _may_be_printed(target) and opens(scalar.value, given.style):
        return _printed(given, scalar, target)
    if _next_opens(scalar.value, given.style, target, given.expected):
        _holds_more(given, scalar, target)
        return None
    depth = len(target.items)
    value, cut = scalar.value, 0
    own: NumberForm | None = None
    allowed = given.expected or (target.number if target.level is not None else None)
    if depth and allowed is not None:
        value, cut, own = _without_marker(given, scalar, target, allowed)

    def place(line: int, column: int) -> Place:
        offset = sum(len(text) + 1 for text in value.split("\n")[: line - 1]) + column - 1
        return scalar.place_of(min(cut + offset, max(len(scalar.value) - 1, 0)))

    one = target.level in ("paragraph", "item")
    clause, problems = parse_body(
        value, given.style, place=place, whole=not one, depth=depth, first=allowed
    )
    given.problems.extend(problems)
    if problems:
        return None
    # Marks in the style's own form say nothing of how the text is to be numbered: it takes the
    # forms of the articles that it comes to. Marks of another look are meant.
    body = departing(clause.body, given.style, depth) if one else meant(clause.body, given.style)
    if own is not None:
        body = _marked(body, own, given.style.default.item_form(depth))
    if one and allowed is not None and not _is_one(given, body, target, allowed, scalar):
        return None
    return ProvisionText(target=target, body=body, status=clause.status)


def _may_be_printed(target: Address) -> bool:
    """Whether the text of a provision may begin with the number of an article."""
    if target.level is None:
        return target.supplementary and annex_of(target.block) is None
    return target.level == "article"


def _next_opens(text: str, style: DraftingStyle, target: Address, expected: Number | None) -> bool:
    """Whether the next article begins in a line of the text of an article, behind a sentence."""
    if target.level != "article" or "\n" not in text:
        return False
    number = expected or target.number
    lines = [line for line in text.split("\n") if line.strip()]
    return any(
        before.rstrip()[-1] in _SENTENCE_ENDS and _number_opening(line, style) == number.next()
        for before, line in pairwise(lines)
    )


def _number_opening(line: str, style: DraftingStyle) -> Number | None:
    if not opens(line, style):
        return None
    charter, _ = read_printed(line, style, place=lambda at, column: Place(line=at, column=column))
    return charter.articles[0].number if charter.articles else None


def _printed(given: Given, scalar: Scalar, target: Address) -> ProvisionText | None:
    """The text of an article under its own number, or of several in supplementary provisions.

    It is read as it stands in print: no space needs to be behind the number, and the caption
    stands above it or behind it.
    """
    home = target.article.home if target.article else ()
    outer = Number(home) if given.style.numbered_in_chapters and home else None
    charter, problems = read_printed(
        scalar.value, given.style, place=scalar.places_in_text(), chapter=outer
    )
    given.problems.extend(problems)
    if problems:
        return None
    articles = charter.articles
    if charter.chapters or (target.level == "article" and len(articles) > 1):
        _holds_more(given, scalar, target)
        return None
    first = articles[0]
    if target.level is None:
        return ProvisionText(target=target, articles=articles)
    expected = given.expected or target.number
    after = Number((*expected.stem, expected.last - 1, 2)) if given.expected else expected
    if first.number is None or first.number.local not in (expected.local, after.local):
        _number_differs(
            given,
            given.style.article.write(first.number or _FIRST),
            given.style.article.write(expected),
            target,
            scalar,
        )
        return None
    return ProvisionText(target=target, body=first.body, heading=first.heading, status=first.status)


def _holds_more(given: Given, scalar: Scalar, target: Address) -> None:
    """Note a text that holds more than the one article which its operation names."""
    given.problem(
        scalar.place,
        "articles-in-text",
        say("the text holds more than {target}", target=target.text(given.style)),
        say(
            "write one operation for each article, or `restate:` what is there; a line that is "
            "text begins with a backslash"
        ),
    )


def _without_marker(
    given: Given, scalar: Scalar, target: Address, number: Number
) -> tuple[str, int, NumberForm | None]:
    """The text of an item without its own number, which may stand before it, and that's form."""
    value = scalar.value
    start = len(value) - len(value.lstrip(" \n"))
    hyphen = 2 if value[start:].startswith("- ") else 0
    form, deeper = (given.style.item_form(len(target.items) + more) for more in (0, 1))
    line, reader = value[start + hyphen :], given.style.item_marks
    found = marker_in(line, reader, form, number)
    if found is None and not given.style.line_joint and (fused := cut_fused(line)):
        # In Japanese print no space needs to stand behind a mark.
        own = (each for each in reader.readings(fused[0]) if each.number == number)
        found = next(((reading, fused[1]) for reading in own), None)
    if found is None and not given.style.level_gap(len(target.items)):
        found = _right_before(line, reader, number)
    if found is None or (hyphen and begins_deeper(line, reader, form, deeper, number)):
        return value, 0, None
    written, text = found
    if written.number != number:
        form = written.form
        _number_differs(given, form.write(written.number), form.write(number), target, scalar)
    rest = text.lstrip(" ")
    return rest, len(value) - len(rest), written.form


def _right_before(line: str, reader: MarkReader, number: Number) -> tuple[MarkReading, str] | None:
    """The mark of ``number`` right before its text, without a sign, as in ア冷蔵庫."""
    for mark, text in tight_cuts(line, bare=True):
        own = (each for each in reader.readings(mark) if each.number == number)
        if may_stand_tight(mark, text) and (reading := next(own, None)) is not None:
            return reading, text
    return None


def _marked(body: Body, form: NumberForm, own: NumberForm) -> Body:
    """The only paragraph that the text of an item comes as, with the form of its mark."""
    if form == own or len(body) != 1 or isinstance(body[0], str):
        return body
    return (replace(body[0], form=form),)


def _is_one(given: Given, body: Body, target: Address, number: Number, scalar: Scalar) -> bool:
    """Whether the text is one paragraph, and not numbered as another one."""
    only = body[0] if len(body) == 1 else ""
    if isinstance(only, str):
        given.problem(
            scalar.place,
            "one-provision",
            say(
                "the text holds {count} paragraphs; {target} is one {level}",
                count=len(body),
                target=target.text(given.style),
                level=said_level(target.level),
            ),
            say("write one operation for each, or replace the whole article"),
        )
        return False
    written = only.number
    if written not in (Number.of(1), number):
        _number_differs(given, str(written), str(number), target, scalar)
        return False
    mark = _mark_left(given, only, number, scalar) if target.level == "paragraph" else ""
    if mark:
        given.problem(
            scalar.place,
            "mark-unreadable",
            say(
                "{mark!r} is not the mark of a paragraph in a clause file, so it would be text",
                mark=mark,
            ),
            say("leave it out, or write \\{mark} when this is text", mark=mark),
        )
    return not mark


def _mark_left(given: Given, only: Provision, number: Number, scalar: Scalar) -> str:
    """The mark of ``number`` that a paragraph begins with and that is not read as its own."""
    found = cut(scalar.value.lstrip(" \n"))
    if found is None or number == _FIRST or only.number == number:
        return ""
    readings = given.style.listed_marks.readings(found[0])
    return found[0] if any(each.number == number for each in readings) else ""


def _number_differs(
    given: Given, written: str, number: str, target: Address, scalar: Scalar
) -> None:
    given.problem(
        scalar.place,
        "number-differs",
        say(
            "the text begins with the number {written}, but that of the {level} is {number}",
            written=written,
            level=said_level(target.level),
            number=number,
        ),
        say(
            "begin it with {number}, or without a number; write \\{written} when this is text",
            number=number,
            written=written,
        ),
    )


def _written(value: ProvisionText, style: DraftingStyle) -> str:
    if value.status is Status.OMITTED:
        return scalar(style.omitted_label)
    if value.status is Status.RESERVED:
        return scalar(style.reserved_label)
    if value.target.items:
        (only,) = provisions_of(value.body)
        item = Provision(number=value.number, body=only.body)
        text = format_item_text(item, len(value.target.items), style)
        if only.form is not None:
            mark = only.form.write(value.number)
            tight = not style.line_joint and not style.parting(len(value.target.items), mark, text)
            text = mark + ("" if tight else style.marker_gap) + text
        return block(text)
    if value.articles:
        return block(format_printed(Charter(articles=value.articles), style))
    text = "\n\n".join(format_body(_numbered(value), style))
    if _may_be_printed(value.target):
        # Lines that begin as an article does, and are text.
        first, *others = text.split("\n")
        first = f"\\{first}" if opens(text, style) else first
        if value.target.level == "article":
            others = [f"\\{each}" if opens(each, style) else each for each in others]
        text = "\n".join((first, *others))
    return block(text)


def _numbered(value: ProvisionText) -> Body:
    """The body to be written; a paragraph with a mark of its own has its number in front."""
    only = value.body[0] if len(value.body) == 1 else ""
    if value.target.level != "paragraph" or isinstance(only, str) or only.form is None:
        return value.body
    return (replace(only, number=value.number),)


def _bare(given: Given, name: str) -> str | None:
    text = _text(given, name)
    if text is None:
        return None
    bodies = (text.body, *(each.body for each in text.articles))
    return " ".join(
        words for body in bodies for words in body_texts(Provision(number=_FIRST, body=body))
    )


PROVISION_TEXT: Final = Kind[ProvisionText](
    read=_text,
    write=_written,
    schema=ANY_TEXT,
    shape=lambda value: (value.status, tuple(each.number for each in value.articles)),
)
BARE_TEXT: Final = Kind[str](
    read=_bare, write=lambda value, _: block(value), schema=SOME_TEXT, shape=lambda _: None
)
"""The words of a provision, without its numbers."""
