"""Marks in which the number of what a provision stands in is printed: 1.2 in Article 1, 5.2.1 (a).

A level of such marks is a setting (``paragraph = "1.2"``). A clause file holds the own part alone,
so that an article that gets another number needs no line of its file changed; print has the whole.
"""

from __future__ import annotations

from dataclasses import replace

from amendtool.articles.charter import Article, Body, Charter, Provision
from amendtool.articles.numbers import BoundForm, NestedForm, Number, NumberForm
from amendtool.articles.styles import DraftingStyle


def in_full(charter: Charter, style: DraftingStyle) -> Charter:
    """``charter`` as :func:`whole` has each of its articles."""
    if not nests(style):
        return charter
    return replace(
        charter,
        articles=tuple(whole(article, style) for article in charter.articles),
        supplementary=tuple(whole(article, style) for article in charter.supplementary),
    )


def nests(style: DraftingStyle) -> bool:
    """Whether a level of ``style`` prints the number of the one above."""
    return any(isinstance(form, NestedForm) for form in (style.paragraph, *style.items))


def whole(article: Article, style: DraftingStyle) -> Article:
    """``article`` with forms that print the number above in every mark that has it."""
    if article.number is None or not nests(style):
        return article
    above = _own(style.printed_article(article.form), article.number)
    return replace(article, body=_whole(article.body, style, 0, above))


def _whole(body: Body, style: DraftingStyle, depth: int, above: str) -> Body:
    found: list[str | Provision] = []
    for at, each in enumerate(body):
        if isinstance(each, str):
            found.append(each)
            continue
        form = style.printed_item(depth, each.form) if depth else style.printed_paragraph(each.form)
        own = _own(form, each.number)
        unsaid = depth == 0 and at == 0 and each.form is None and each.number == Number.of(1)
        if isinstance(form, NestedForm):
            bound = form.bound(above)
            own = f"{above}{form.between}{own}"
            each = each if unsaid else replace(each, form=bound)
        found.append(replace(each, body=_whole(each.body, style, depth + 1, own)))
    return tuple(found)


def _own(form: NumberForm, number: Number) -> str:
    """A number without the words and signs of its form."""
    return "".join(text for text, own in form.pieces(number) if own)


def unbound(provision: Provision) -> Provision:
    """A provision without the numbers above: it stays what it is where they change."""
    form = None if isinstance(provision.form, BoundForm) else provision.form
    body = tuple(each if isinstance(each, str) else unbound(each) for each in provision.body)
    return replace(provision, form=form, body=body)
