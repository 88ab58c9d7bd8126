"""What is to be said of a draft: what was mended, what is left to decide, what is no part of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from amendtool.articles.styles import DraftingStyle
from amendtool.drafting.draft import Draft, differing
from amendtool.drafting.marks import OtherMark
from amendtool.drafting.repair import Flaw
from amendtool.errors import Place, Problem
from amendtool.messages import later, say
from amendtool.workflow.drafting.edited_articles import EditedArticles


def problems_of(articles: EditedArticles, draft: Draft, style: DraftingStyle) -> Iterator[Problem]:
    """What was mended, what is left to decide, and what no amendment carries."""
    yield from _flaws(articles, draft, style)
    if not articles.edited.keyed:
        yield from _marks(articles, draft, style)
    yield from _references(articles, draft, style)
    yield from _frame(articles)
    if draft.restated:
        yield Problem(
            code="edited-restated",
            message=say(
                "none of the present articles is found in the edited text; the amendment "
                "deletes them all and writes others"
            ),
            hint=say("nothing to do if that is meant"),
            place=Place(file=articles.file),
            severity="warning",
        )
    yield from _base(articles, style)


_MADE: Final = {
    "edited-number-twice": later(
        "{number} stands twice in the edited text; the amendment makes it {other}, and what "
        "follows counts on from there"
    ),
    "edited-number-gap": later(
        "{number} leaves a gap in the edited text; the amendment makes it {other}, and what "
        "follows counts on from there"
    ),
    "edited-number-order": later(
        "{number} stands out of order in the edited text; the amendment makes it {other}, and "
        "what follows counts on from there"
    ),
}
_TAKEN: Final = {
    "edited-number-twice": later(
        "{number} stands twice in the edited text; that is taken for {other}, and what follows "
        "counts on from there"
    ),
    "edited-number-gap": later(
        "{number} leaves a gap in the edited text; that is taken for {other}, and what follows "
        "counts on from there"
    ),
    "edited-number-order": later(
        "{number} stands out of order in the edited text; that is taken for {other}, and what "
        "follows counts on from there"
    ),
}


def flaw_problems(
    articles: EditedArticles,
    flaws: Iterable[Flaw],
    style: DraftingStyle,
    *,
    drafted: bool = True,
) -> Iterator[Problem]:
    """The numbers that cannot be meant, with what becomes of each; nothing may be ``drafted``."""
    chapters = {chapter.key for chapter in articles.edited.charter.chapters}
    for flaw in flaws:
        form = style.chapter_form(1) if flaw.key in chapters else style.cited.article
        if flaw.kept:
            yield Problem(
                code=flaw.code,
                message=say(
                    "{number} stands behind a gap in the edited text, and keeps its number",
                    number=form.write(flaw.printed),
                ),
                hint=say(
                    "nothing to do if that is meant; without the line `numbering: stay` in "
                    "the amendment the numbers close up"
                ),
                place=articles.places.get(flaw.key, Place(file=articles.file)),
                severity="warning",
            )
            continue
        yield Problem(
            code=flaw.code,
            message=say(
                (_MADE if drafted else _TAKEN)[flaw.code],
                number=form.write(flaw.printed),
                other=form.write(flaw.sound),
            ),
            hint=say("nothing to do if that is meant; --literal drafts the numbers as they are"),
            place=articles.places.get(flaw.key, Place(file=articles.file)),
            severity="warning",
        )


def _flaws(articles: EditedArticles, draft: Draft, style: DraftingStyle) -> Iterator[Problem]:
    yield from flaw_problems(articles, draft.flaws, style)
    by_key = draft.goal.by_key()
    for key in draft.irregular:
        number = by_key[key].number
        yield Problem(
            code="edited-items",
            message=say(
                "{article} has in the edited text a number of its paragraphs or items twice, "
                "out of turn or behind a gap; the amendment keeps it",
                article=style.cited.article.write(number) if number else key,
            ),
            hint=say("nothing to do if that is meant; otherwise give them their right numbers"),
            place=articles.places.get(draft.names.get(key, key), Place(file=articles.file)),
            severity="warning",
        )


def _marks(articles: EditedArticles, draft: Draft, style: DraftingStyle) -> Iterator[Problem]:
    by_key = draft.goal.by_key()
    first: dict[str, OtherMark] = {}
    for other in draft.marks:
        first.setdefault(other.key, other)
    for key, (made, edited) in ((key, (each.made, each.wanted)) for key, each in first.items()):
        number = by_key[key].number if key in by_key else None
        name = style.cited.article.write(number) if number else key
        yield Problem(
            code="edited-marks",
            message=say(
                "{name} has {edited!r} in the edited text, where the amendment gives "
                "{made!r}: no operation can say the other one here",
                name=name,
                edited=edited or say("no mark"),
                made=made or say("no mark"),
            ),
            hint=say(
                "nothing to do if either will do; otherwise give it a mark like those of its row"
            ),
            place=articles.places.get(draft.names.get(key, key), Place(file=articles.file)),
            severity="warning",
        )


def _references(articles: EditedArticles, draft: Draft, style: DraftingStyle) -> Iterator[Problem]:
    def place(key: str) -> Place:
        return articles.places.get(draft.names.get(key, key), Place(file=articles.file))

    for stale in draft.stale:
        where = stale.entry.address.text(style)
        yield Problem(
            code="edited-reference-stale",
            message=say(
                "{where} still cites {left!r} in the edited text, though what it cites has "
                "moved; the amendment makes it {right!r}",
                where=where,
                left=stale.left,
                right=stale.right,
            ),
            hint=say("nothing to do if that is meant; --literal keeps the reference as it is"),
            place=place(stale.key),
            severity="warning",
        )
    for stale in draft.left:
        yield Problem(
            code="edited-reference-left",
            message=say(
                "{where} still cites {left!r} in the edited text, though what it cites has "
                "moved; nothing was edited there, and the amendment keeps the words",
                where=stale.entry.address.text(style),
                left=stale.left,
            ),
            hint=say(
                "where it is to become {right!r}, edit the text, or take its `keep` out of the "
                "amendment; --follow lets all such references follow",
                right=stale.right,
            ),
            place=place(stale.key),
            severity="warning",
        )
    for entry, problem in draft.kept:
        yield Problem(
            code="edited-reference-kept",
            message=say(
                "{message}; the edited text leaves it so, and the amendment says `keep`",
                message=problem.message,
            ),
            hint=say(
                "mend the edited text, or the `keep` in the amendment: a `retarget` names "
                "what takes its place"
            ),
            place=place(entry.standing.spot.key),
            severity="warning",
        )
    for entry, problem in draft.open:
        yield replace(problem, place=place(entry.standing.spot.key), severity="warning")


def _frame(articles: EditedArticles) -> Iterator[Problem]:
    """The text before and after the articles that the amendment leaves as it is."""
    edited = articles.edited
    if edited.keyed:
        return  # the amendment says all of it
    before = later(
        "what stands before the articles differs: {shown!r}; the amendment leaves it as it is"
    )
    after = later(
        "what stands after the articles differs: {shown!r}; the amendment leaves it as it is"
    )
    for differs, file, old, new, meant in (
        (before, "preamble", articles.present.preamble, edited.charter.preamble, edited.preamble),
        (after, "closing", articles.present.closing, edited.charter.closing, edited.closing),
    ):
        missing = [line for line in new.split("\n") if line and line not in old.split("\n")]
        if not missing or meant is not None:
            continue  # a document may leave it out
        shown = missing[0] if len(missing[0]) <= 60 else f"{missing[0][:59]}…"
        yield Problem(
            code="edited-frame",
            message=say(differs, shown=shown),
            hint=say(
                "if it is to change, say so in an operation: `print: {file}`, with the "
                "whole text in `as:`",
                file=file,
            ),
            place=Place(file=articles.file),
            severity="note",
        )


def _base(articles: EditedArticles, style: DraftingStyle) -> Iterator[Problem]:
    """Where the document with its changes rejected is not what stands in git."""
    if articles.base is None:
        return
    others = differing(articles.present, articles.base, style)
    if not others:
        return
    names = [
        style.cited.article.write(article.number) if article.number else article.key
        for article in others
    ]
    shown = say(", ").join(names[:5])
    if len(names) > 5:
        shown = say("{shown} and {count} more", shown=shown, count=len(names) - 5)
    yield Problem(
        code="edited-base",
        message=say(
            "with its tracked changes rejected the document is not the present articles: "
            "{shown}; the amendment makes these changes too, though they are not tracked",
            shown=shown,
        ),
        hint=say(
            "export the present articles again and make the changes there, or check these "
            "operations one by one"
        ),
        place=Place(file=articles.file),
        severity="warning",
    )
