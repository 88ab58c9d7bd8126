"""What stands between marks and their texts in a document: by level, and what departs from it.

What most marks of a level have that were typed becomes its setting; one that stands right before
its text, or apart from it, where the others do not keeps that in its clause file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import zip_longest

from amendtool.articles.charter import Article, Body, Charter, Provision, provisions_of
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.styles.samples import with_gaps
from amendtool.articles.styles.tight import may_stand_tight
from amendtool.articles.text.clause import Clause
from amendtool.errors import Problem
from amendtool.importing.blocks import doubt
from amendtool.importing.charter.build import Origin
from amendtool.importing.charter.provisions import stored, with_gaps_of
from amendtool.messages import say


def gaps_of(
    charter: Charter, style: DraftingStyle, fixed: Collection[str]
) -> tuple[dict[str, str | list[str]], DraftingStyle]:
    """The settings of marks that stand right before their texts, and the style with them.

    By level as most do that were typed; what the program of the document counts tells nothing.
    """
    most = Counter[int]()
    for each in charter.every_article():
        for one, depth, mark in _marked(each.body, style):
            if one.gap is not None and may_stand_tight(mark, one.text):
                most[depth] += -1 if one.gap else 1
    settings: dict[str, str | list[str]] = {}
    if most[0] > 0 and "paragraph_gap" not in fixed:
        settings["paragraph_gap"] = ""
        style = with_gaps(style, paragraph="")
    deepest = max((depth for depth, count in most.items() if depth and count > 0), default=0)
    if deepest and "items_gap" not in fixed:
        gaps = ["" if most[each] > 0 else style.marker_gap for each in range(1, deepest + 1)]
        settings["items_gap"] = gaps
        style = with_gaps(style, items=gaps)
    return settings, style


def _marked(
    body: Body, style: DraftingStyle, depth: int = 0
) -> Iterator[tuple[Provision, int, str]]:
    """The provisions of a body with how deep they stand and their marks."""
    for each in provisions_of(body):
        form = style.printed_item(depth, each.form) if depth else (
            style.printed_paragraph(each.form)
        )  # fmt: skip
        yield each, depth, form.printed(each.number.printed)
        yield from _marked(each.body, style, depth + 1)


def parted(
    charter: Charter, origins: dict[str, Origin], style: DraftingStyle, *, doubted: bool = True
) -> tuple[Charter, tuple[Problem, ...]]:
    """``charter`` with what stands between marks and texts where that departs from its level.

    What no clause file holds is doubted, and printed as its level is.
    """
    doubts: list[Problem] = []

    def body_of(body: Body, depth: int = 0) -> Body:
        found: list[str | Provision] = []
        for each in body:
            if isinstance(each, str):
                found.append(each)
                continue
            gap = each.gap
            if gap is not None:
                _, _, mark = next(_marked((each,), style, depth))
                usual = style.parting(depth, mark, each.text)
                gap = None if bool(gap) == bool(usual) or not mark else gap
            found.append(replace(each, gap=gap, body=body_of(each.body, depth + 1)))
        return tuple(found)

    def article(each: Article) -> Article:
        if all(one.gap is None for one, _, _ in _marked(each.body, style)):
            return each
        each = replace(each, body=body_of(each.body))
        departing = [one for one in _marked(each.body, style) if one[0].gap is not None]
        if not departing:
            return each
        clause = Clause(heading=each.heading, body=each.body)
        held = stored(clause, style)
        kept = () if held is None else _marked(held.body, style)
        for one, its in zip_longest(_marked(each.body, style), kept):
            if doubted and one is not None and (its is None or its[0].gap != one[0].gap):
                doubts.append(
                    doubt(
                        "marks-otherwise",
                        say(
                            "{mark} is parted from its text otherwise than the others at its "
                            "level, and clause files do not hold that here; it is printed as "
                            "they are",
                            mark=one[2],
                        ),
                        say("compare how it prints"),
                        origins[each.key].place,
                    )
                )
        return each if held is None else replace(each, body=with_gaps_of(each.body, held.body))

    found = replace(
        charter,
        articles=tuple(map(article, charter.articles)),
        supplementary=tuple(map(article, charter.supplementary)),
    )
    return found, tuple(doubts)
