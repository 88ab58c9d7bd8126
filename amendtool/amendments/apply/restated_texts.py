"""Texts without a number between the articles of a restated text, told from the articles.

In print nothing parts such a text from the article above it, so the text of a restatement is read
with it as the last line of that article. What stands there now tells the two apart: where an
article ends in a line more than it does today, and a text without a number stands behind it today,
that line is this text; and so it is where it is more like this text than like the article's end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from amendtool.articles.charter import Article, Body, Charter, Provision, goes_unnumbered

_ALIKE: Final = 0.6
"""From this likeness on a line is a text that stood elsewhere."""


def texts_between(stood: Sequence[Article]) -> Iterator[tuple[Article, Article]]:
    """The texts without a number that stand behind an article of their chapter, each behind it."""
    carrier: Article | None = None
    for article in stood:
        if not goes_unnumbered(article):
            carrier = article
        elif carrier is not None and carrier.chapter == article.chapter:
            yield carrier, article


def is_one_line(article: Article) -> bool:
    """Whether a text without a number is a line that print can hold behind another article."""
    return article.heading is None and _line_of(article) is not None


def parted(
    text: Charter, stood: Sequence[Article], matched: Mapping[str, str]
) -> tuple[Charter, dict[str, str]]:
    """The restated ``text`` with each text between its articles as an article of its own.

    ``matched`` leads from the keys of the text to those of what goes on in it. The second value
    does so for the new articles, but for those that stand behind another article than today: they
    are new, as a text without a number goes with what it stands behind. One that is not found has
    gone.
    """
    behind: dict[str, list[Article]] = {}
    for before, article in texts_between(stood):
        if article.key not in matched.values():
            behind.setdefault(before.key, []).append(article)
    if not behind:
        return text, {}
    present = {each.key: each for each in stood}

    def stood_as(article: Article) -> Article | None:
        return present.get(matched.get(article.key, ""))

    cut: list[_Cut] = []
    for article in text.articles:
        carrier = stood_as(article)
        wanted = behind.get(carrier.key, []) if carrier is not None else []
        cut.append(_cut(_Cut(article, ()), carrier, wanted))
    going_on = {one.key for each in cut for one, _ in each.lines}
    elsewhere = [one for row in behind.values() for one in row if one.key not in going_on]
    found: dict[str, str] = {}
    articles: list[Article] = []
    for each in cut:
        each = _cut(each, stood_as(each.article), elsewhere, anywhere=True)
        articles.append(each.article)
        number = each.article.number
        for nth, (one, line) in enumerate(each.lines, 1):
            own = f"{each.article.key}+{nth}"
            if one.key in going_on:
                found[own] = one.key
            articles.append(
                replace(
                    one,
                    key=own,
                    number=number and number.unnumbered(nth),
                    body=(replace(one.paragraphs[0], body=(line,)),),
                    chapter=each.article.chapter,
                )
            )
    return replace(text, articles=tuple(articles)), found


class _Cut(NamedTuple):
    """An article, and the lines that stood at its end with the texts that they are, in order."""

    article: Article
    lines: tuple[tuple[Article, str], ...]


def _cut(
    cut: _Cut, carrier: Article | None, wanted: Sequence[Article], *, anywhere: bool = False
) -> _Cut:
    """What is left of an article without the lines at its end that are ``wanted`` texts.

    ``carrier`` is what the article was; ``anywhere`` a text is known by its words alone.
    """
    body, lines = cut.article.body, list(cut.lines)
    own = _ends(carrier.body) if carrier is not None else []
    for one in reversed(wanted):
        last = _last_line(body)
        if last is None:
            break
        rest, line = last
        further = not anywhere and len(_ends(body)) > len(own)
        if further or _alike(line, _line_of(one) or "") >= max(
            _ALIKE, *(_alike(line, each) for each in own), 0
        ):
            body = rest
            lines.insert(0, (one, line))
    return _Cut(replace(cut.article, body=body), tuple(lines))


def _line_of(article: Article) -> str | None:
    """The one line that an article is, None where it is more than that."""
    if len(article.body) != 1 or not isinstance(article.body[0], Provision):
        return None
    inner = article.body[0].body
    if len(inner) != 1 or not isinstance(inner[0], str) or "\n" in inner[0]:
        return None
    return inner[0]


def _ends(body: Body) -> list[str]:
    """The lines without a number at the end of a body, the last one first."""
    found: list[str] = []
    while (cut := _last_line(body)) is not None:
        body, line = cut
        found.append(line)
    return found


def _last_line(body: Body) -> tuple[Body, str] | None:
    """A body without the line at its end that no number stands before, and this line."""
    if not body:
        return None
    *before, last = body
    if isinstance(last, Provision):
        inner = _last_line(last.body)
        return inner and ((*before, replace(last, body=inner[0])), inner[1])
    above, border, line = last.rpartition("\n")
    if border:
        return (*before, above), line
    return (tuple(before), last) if before else None


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
