"""Fields that hold the text of a provision."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from amendtool.amendments.file.fields import ANY_TEXT, SOME_TEXT, Given, Kind
from amendtool.amendments.file.scalars import block, scalar
from amendtool.amendments.file.yaml import Scalar
from amendtool.articles.addresses import Address, said_level
from amendtool.articles.charter import Body, Provision, Status, body_texts, provisions_of
from amendtool.articles.forms import departing, meant
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.styles.marks import begins_deeper, cut, cut_fused, marker_in
from amendtool.articles.text.clause import format_body, format_item_text, parse_body
from amendtool.errors import Place
from amendtool.messages import say
from amendtool.values import dataclass

_FIRST: Final = Number.of(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionText:
    """The text of the provision at ``target``, without its number."""

    target: Address
    body: Body = ()
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
    if target.level is None and _has_articles(given, scalar):
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


def _has_articles(given: Given, scalar: Scalar) -> bool:
    """Whether a text of supplementary provisions begins with the number of an article."""
    line = scalar.value.lstrip(" \n").split("\n", 1)[0]
    match = given.style.cited.article.pattern.match(line)
    # A citation goes on: 第１条の変更は.
    if match is None or not line[match.end() :][:1].isspace():
        return False
    given.problem(
        scalar.place,
        "articles-in-text",
        say(
            "the text begins with {words}, and supplementary provisions as a whole are paragraphs",
            words=match[0],
        ),
        say(
            "insert each article of them by itself: `insert: {address}`",
            address=Address(supplementary=True, article=_FIRST).text(given.style),
        ),
    )
    return True


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
    if found is None or (hyphen and begins_deeper(line, reader, form, deeper, number)):
        return value, 0, None
    written, text = found
    if written.number != number:
        form = written.form
        _number_differs(given, form.write(written.number), form.write(number), target, scalar)
    rest = text.lstrip(" ")
    return rest, len(value) - len(rest), written.form


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
        mark = "" if only.form is None else only.form.write(value.number) + style.marker_gap
        return block(mark + text)
    return block("\n\n".join(format_body(_numbered(value), style, fused=True)))


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
    whole = Provision(number=Number.of(1), body=text.body)
    return " ".join(body_texts(whole))


PROVISION_TEXT: Final = Kind[ProvisionText](
    read=_text, write=_written, schema=ANY_TEXT, shape=lambda value: value.status
)
BARE_TEXT: Final = Kind[str](
    read=_bare, write=lambda value, _: block(value), schema=SOME_TEXT, shape=lambda _: None
)
"""The words of a provision, without its numbers."""
