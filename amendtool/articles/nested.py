"""Marks in which the number of what a provision stands in is printed: 1.2 in Article 1, 5.2.1 (a).

A level of such marks is a setting (``paragraph = "1.2"``), and one provision may have such a mark
of its own (``↑.2``). A clause file holds the own part alone, so that an article that gets another
number needs no line of its file changed; print has the whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from amendtool.articles.charter import Article, Body, Charter, Provision
from amendtool.articles.numbers import (
    AboveForm,
    BoundForm,
    CountedForm,
    NestedForm,
    Number,
    NumberForm,
)
from amendtool.articles.numerals import DECIMAL, FULL_WIDTH, LITERAL
from amendtool.articles.styles import DraftingStyle
from amendtool.patterns import compiled


class Above(NamedTuple):
    """The number of what a provision stands in: as it is printed, and its parts.

    Where that is a first paragraph which prints none, ``printed`` is the number that stands above
    it: a level counts 2.1.1 below it, and a mark of its own 2.1.
    """

    text: str
    parts: tuple[int, ...]
    printed: tuple[str, tuple[int, ...]] | None = None

    def below(self, form: NumberForm, number: Number, *, unsaid: bool = False) -> Above:
        """The number of a provision in it, which is printed in ``form``, or ``unsaid``."""
        own = _own(form, number)
        if not isinstance(form, NestedForm):
            return self if unsaid else Above(own, number.parts)
        text, parts = self._of(form)
        below = Above(f"{self.in_digits_of(form)}{form.between}{own}", (*parts, *number.parts))
        return below._replace(printed=(text, parts)) if unsaid else below

    def _of(self, form: NestedForm) -> tuple[str, tuple[int, ...]]:
        if isinstance(form, AboveForm) and self.printed is not None:
            return self.printed
        return self.text, self.parts

    def in_digits_of(self, form: NestedForm) -> str:
        """The number as a mark in ``form`` has it: 1.2 in 第一条 and in ARTICLE I as well."""
        text, parts = self._of(form)
        if form.numeral.write(1) not in _ONE or _NO_DIGIT.search(text) is None:
            return text
        digits = FULL_WIDTH if form.numeral.write(1).endswith("１") else DECIMAL
        return form.between.join(map(digits.write, parts))


_ONE: Final = frozenset(("1", "１", "01", "０１", "001", "００１"))
_NO_DIGIT: Final = compiled(r"[^\W\d_]|[〇一二三四五六七八九十百千①-㊿]")
_BETWEEN: Final = compiled(r"[)）]?[.．\-－‐–‑・(（:]{1,2}")


def above_of(article: Article, style: DraftingStyle) -> Above | None:
    """The number that marks in an article may hold; None where it has none."""
    if article.number is None:
        return None
    return above_in(style.printed_article(article.form), article.number)


def above_in(form: NumberForm, number: Number) -> Above:
    """The number of an article that is printed in ``form``."""
    counted = isinstance(form, CountedForm) and number.branches
    return Above(_own(form, number), number.branches if counted else number.parts)


def reaching(form: NumberForm, above: Above) -> AboveForm | None:
    """The form that prints a number as ``form`` does and has ``above`` in it; None if none.

    5.2.1 prints the number above in Section 5.2, and 5.3.1 there does not.
    """
    if type(form) is not NumberForm or form.numeral is LITERAL or form.silent:
        return None
    between = _BETWEEN.search(form.prefix, _last_sign(form.prefix))
    if between is None or between.end() < len(form.prefix):
        return None
    made = AboveForm(
        form.numeral, "", form.suffix, form.branch, form.branch_outside, form.also,
        form.branch_numerals, form.gap, between=between[0],
    )  # fmt: skip
    before = form.prefix[: between.start()]
    text = above.in_digits_of(made)
    start = before.removesuffix(text)
    if not text or start == before or start[-1:].isalnum() or start.endswith((".", "．", "-")):
        return None
    return replace(made, prefix=start)


def _last_sign(prefix: str) -> int:
    """Where the signs at the end of a prefix begin."""
    at = len(prefix)
    while at and not prefix[at - 1].isalnum():
        at -= 1
    return at


def in_full(charter: Charter, style: DraftingStyle) -> Charter:
    """``charter`` as :func:`whole` has each of its articles."""
    rows = [
        tuple([whole(article, style) for article in row])
        for row in (charter.articles, charter.supplementary)
    ]
    before = (*charter.articles, *charter.supplementary)
    if all(one is other for one, other in zip((*rows[0], *rows[1]), before, strict=True)):
        return charter
    return replace(charter, articles=rows[0], supplementary=rows[1])


def nests(style: DraftingStyle) -> bool:
    """Whether a level of ``style`` prints the number of the one above."""
    return any(isinstance(form, NestedForm) for form in (style.paragraph, *style.items))


def whole(article: Article, style: DraftingStyle) -> Article:
    """``article`` with forms that print the number above in every mark that has it.

    The article itself where no mark has.
    """
    if not (nests(style) or any(map(_holds_above, article.body))):
        return article
    above = above_of(article, style)
    if above is None:
        return article
    return replace(article, body=_whole(article.body, style, 0, above))


def _holds_above(each: str | Provision) -> bool:
    if isinstance(each, str):
        return False
    return isinstance(each.form, AboveForm) or any(map(_holds_above, each.body))


def inside(
    above: Above, each: Provision, style: DraftingStyle, depth: int, *, first: bool
) -> Above:
    """The number that marks in a provision may hold, which stands in what has ``above``.

    What prints no number has none to be held below it: 5.2.1 stands in Section 5.2.
    """
    unsaid = _is_unsaid(each, depth, first=first)
    return above.below(_printed(each, style, depth), each.number, unsaid=unsaid)


def _printed(each: Provision, style: DraftingStyle, depth: int) -> NumberForm:
    return style.printed_item(depth, each.form) if depth else style.printed_paragraph(each.form)


def _is_unsaid(each: Provision, depth: int, *, first: bool) -> bool:
    return depth == 0 and first and each.form is None and each.number == Number.of(1)


def _whole(body: Body, style: DraftingStyle, depth: int, above: Above) -> Body:
    found: list[str | Provision] = []
    for at, each in enumerate(body):
        if isinstance(each, str):
            found.append(each)
            continue
        below = inside(above, each, style, depth, first=at == 0)
        form = _printed(each, style, depth)
        if isinstance(form, NestedForm) and not _is_unsaid(each, depth, first=at == 0):
            each = replace(each, form=form.bound(above.in_digits_of(form)))
        found.append(replace(each, body=_whole(each.body, style, depth + 1, below)))
    return tuple(found)


def _own(form: NumberForm, number: Number) -> str:
    """A number without the words and signs of its form."""
    return "".join(text for text, own in form.pieces(number) if own)


def unbound(provision: Provision) -> Provision:
    """A provision without the numbers above: it stays what it is where they change."""
    form = None if isinstance(provision.form, BoundForm) else provision.form
    body = tuple(each if isinstance(each, str) else unbound(each) for each in provision.body)
    return replace(provision, form=form, body=body)
