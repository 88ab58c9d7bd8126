"""The marks that an amendment gives: how the numbers of what it names are to be printed.

They are given last of all, when every provision has its proposed number and the form that its
surroundings give it, for a mark tells how that number prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from amendtool.amendments.apply.state import ApplyState
from amendtool.amendments.apply.targets import OperationAt
from amendtool.amendments.operations import Insert, Replace
from amendtool.articles.addresses import Spot, find
from amendtool.articles.charter import (
    Article,
    Body,
    Chapter,
    Charter,
    Provision,
    Status,
    same_words,
)
from amendtool.articles.nested import Above, above_of, inside, reaching
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.numerals import LITERAL
from amendtool.articles.printed_form import form_of, holds_numeral, parted, split_label
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.clause import Clause, format_clause, parse_clause
from amendtool.errors import InputError
from amendtool.messages import say
from amendtool.values import dataclass

_FIRST = Number.of(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMark:
    """A mark that an operation gives."""

    at: OperationAt[Insert] | OperationAt[Replace]
    mark: str


def marked(state: ApplyState, proposed: Charter) -> Charter:
    """``proposed`` with the marks that operations give; mistakes are noted."""
    told = dict(_told(state))
    if not told:
        return proposed
    by_key: dict[str, dict[Spot, ToldMark]] = {}
    for spot, each in told.items():
        by_key.setdefault(spot.key, {})[spot] = each

    def article(each: Article) -> Article:
        marks = by_key.get(each.key)
        return each if marks is None else _article(state, each, marks)

    def chapter(each: Chapter) -> Chapter:
        marks = by_key.get(each.key)
        if marks is None:
            return each
        style = state.style
        own = style.title_form(len(proposed.outer_chapters(each.key)))
        told = marks[Spot(key=each.key)]
        gap = style.title_gap(own)
        return replace(each, form=_label(state, told, each.number, each.form, own, gap))

    return replace(
        proposed,
        articles=tuple(map(article, proposed.articles)),
        supplementary=tuple(map(article, proposed.supplementary)),
        chapters=tuple(map(chapter, proposed.chapters)),
    )


def _told(state: ApplyState) -> Iterator[tuple[Spot, ToldMark]]:
    """The marks, by where they stand in the proposed articles; that of a chapter by its key."""
    charter, kept, effects = state.targets.charter, state.notes.kept, state.effects
    for address, at in effects.marks.items():
        owner = find(charter, replace(address, paragraph=None, items=()))
        if isinstance(owner, Article | Chapter) and at.operation.mark is not None:
            spot = Spot(key=owner.key, paragraph=address.paragraph, items=address.items)
            # What an operation takes away beside it is a conflict, and told as one.
            yield kept.get(spot, spot), ToldMark(at=at, mark=at.operation.mark)
    for insert in (*effects.inserted("chapter"), *effects.inserted("article")):
        if insert.operation.mark is not None:
            yield (
                Spot(key=state.keys.inserted[insert.index]),
                ToldMark(at=insert, mark=insert.operation.mark),
            )
    for spot, new in state.notes.inserted.items():
        if new.operation.mark is not None:
            yield spot, ToldMark(at=new, mark=new.operation.mark)


def _article(state: ApplyState, article: Article, marks: Mapping[Spot, ToldMark]) -> Article:
    style = state.style
    label = marks.get(Spot(key=article.key))
    form = article.form
    if label is not None and article.number is not None:
        deleted = article.status is Status.RESERVED
        own = style.placeholder(None) if deleted else style.article
        form = _label(state, label, article.number, form, own, style.article_gap(style.article))
    above = above_of(replace(article, form=form), style)
    body = _body(state, article.body, Spot(key=article.key), marks, 0, above)
    made = replace(article, form=form, body=body)
    if body is not article.body:
        _require_readable(state, made, marks)
    return made


def _body(
    state: ApplyState, body: Body, owner: Spot, marks: Mapping[Spot, ToldMark], depth: int,
    above: Above | None,
) -> Body:  # fmt: skip
    """A body with the marks that are given; one that holds the number ``above`` follows it."""
    style = state.style
    found: list[str | Provision] = []
    for position, each in enumerate(body):
        if isinstance(each, str):
            found.append(each)
            continue
        spot = owner.below(each.number)
        told, form = marks.get(spot), each.form
        if told is not None:
            own = style.item_form(depth) if depth else style.paragraph
            first = not depth and not position and each.number == _FIRST
            form = _provision_form(state, told, each, own, first=first)
            if form is not None and above is not None:
                form = reaching(form, above) or form
        marked_so = replace(each, form=form)
        below = above and inside(above, marked_so, style, depth, first=position == 0)
        inner = _body(state, each.body, spot, marks, depth + 1, below)
        same = form is each.form and inner is each.body
        found.append(each if same else replace(each, form=form, body=inner))
    return body if all(a is b for a, b in zip(found, body, strict=True)) else tuple(found)


def _provision_form(
    state: ApplyState, told: ToldMark, each: Provision, own: NumberForm, *, first: bool
) -> NumberForm | None:
    """The form of a paragraph or item, the ``first`` of which may print none."""
    if not told.mark:
        if not first:
            state.note(
                told.at.problem(
                    "mark",
                    "mark-empty",
                    say(
                        "only the first paragraph of an article, an article or a chapter "
                        "may go without its number in print"
                    ),
                    say('give the number as it is to be printed: mark: "②"'),
                )
            )
            return each.form
        if each.form is None:
            _unchanged(state, told)
        return None
    if not first:
        return _form(state, told, each.number, each.form, own)
    if each.form is not None and each.form.printed(each.number) == told.mark:
        _unchanged(state, told)
        return each.form
    return _checked(state, told, each.number, own) or each.form


def _form(
    state: ApplyState, told: ToldMark, number: Number, kept: NumberForm | None, own: NumberForm
) -> NumberForm | None:
    """The form that prints the mark; None where that is the form of the level."""
    there = kept is None and own.printed(number) == told.mark
    if there or (kept is not None and kept.told(number) == told.mark):
        _unchanged(state, told)
    if own.printed(number) == told.mark:
        return None
    if kept is not None and kept.told(number) == told.mark:
        return kept
    return _checked(state, told, number, own) or kept


def _label(
    state: ApplyState,
    told: ToldMark,
    number: Number,
    kept: NumberForm | None,
    own: NumberForm,
    usual_gap: str,
) -> NumberForm | None:
    """The same of an article or chapter, whose mark may tell what parts it from the heading."""
    label = split_label(told.mark)
    bare = label.mark
    if label.opens is None and label.gap is None:
        return _form(state, told, number, kept, own)
    if label.opens is None and label.gap == usual_gap:
        return _form(state, replace(told, mark=bare), number, kept, own)
    if kept is not None and kept.told(number) == told.mark:
        _unchanged(state, told)
        return kept
    form = own if own.printed(number) == bare else _checked(state, told, number, own)
    return kept if form is None else parted(form, label, usual_gap)


def _checked(
    state: ApplyState, told: ToldMark, number: Number, own: NumberForm
) -> NumberForm | None:
    """The form of a mark, or None after it is noted that it shows another number."""
    form = form_of(split_label(told.mark).mark, number, own)
    if form.numeral is LITERAL and holds_numeral(told.mark):
        state.note(
            told.at.problem(
                "mark",
                "mark-number",
                say(
                    "the mark {mark!r} does not show the number {number}, which the "
                    "provision has in the proposed articles",
                    mark=told.mark,
                    number=number,
                ),
                say(
                    "write a mark of {number}, such as {example!r}; another number is given "
                    "by `renumber`",
                    number=number,
                    example=own.write(number),
                ),
            )
        )
        return None
    return form


def _unchanged(state: ApplyState, told: ToldMark) -> None:
    """Note a mark that is there already, unless the operation says more than that."""
    operation = told.at.operation
    if isinstance(operation, Replace) and operation.only_marks:
        state.note(told.at.unchanged(state.targets.name(operation.target)))


def _require_readable(state: ApplyState, article: Article, marks: Mapping[Spot, ToldMark]) -> None:
    """Note marks that no clause file can hold where they would stand."""
    clause = Clause(heading=article.heading, body=article.body, status=article.status)
    style = state.style
    try:
        read: Body = parse_clause(format_clause(clause, style), style).body
    except InputError:
        read = ()
    told = {spot: each for spot, each in marks.items() if spot.paragraph is not None}
    for spot in told if same_words(read, article.body) else ():
        wanted, there = (_at(body, spot) for body in (article.body, read))
        if wanted == there or _prints(wanted, spot, style) == _prints(there, spot, style):
            continue
        state.note(
            told[spot].at.problem(
                "mark",
                "mark-unreadable",
                say(
                    "a clause file cannot hold {mark!r} as the mark of an item here; it "
                    "would be read as another one or as text",
                    mark=told[spot].mark,
                )
                if spot.items
                else say(
                    "a clause file cannot hold {mark!r} as the mark of a paragraph here; it "
                    "would be read as another one or as text",
                    mark=told[spot].mark,
                ),
                say(
                    "write a numeral with signs around it and no space in it, as the others "
                    "of its row have it: (a), 1., ②"
                ),
            )
        )


def _at(body: Body, spot: Spot) -> Provision | None:
    found: Provision | None = None
    for number in (spot.paragraph, *spot.items):
        row = (each for each in body if not isinstance(each, str))
        found = next((each for each in row if each.number == number), None)
        if found is None:
            return None
        body = found.body
    return found


def _prints(each: Provision | None, spot: Spot, style: DraftingStyle) -> str | None:
    """The mark of a provision, whatever stands in it."""
    if each is None:
        return None
    depth = len(spot.items)
    if not depth and each.number == _FIRST and each.form is None:
        return ""
    form = each.form or (style.item_form(depth) if depth else style.paragraph)
    return form.printed(each.number)
