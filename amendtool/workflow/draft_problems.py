"""What is to be said of a draft: what was mended, what is left to decide, what is no part of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from amendtool.articles.styles import DraftingStyle
from amendtool.drafting.draft import Draft, differing
from amendtool.drafting.marks import OtherMark
from amendtool.drafting.repair import Flaw
from amendtool.errors import Place, Problem
from amendtool.workflow.edited_articles import EditedArticles


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
            message="none of the present articles is found in the edited text; the amendment "
            "deletes them all and writes others",
            hint="nothing to do if that is meant",
            place=Place(file=articles.file),
            severity="warning",
        )
    yield from _base(articles, style)


def flaw_problems(
    articles: EditedArticles,
    flaws: Iterable[Flaw],
    style: DraftingStyle,
    outcome: str = "the amendment makes it",
) -> Iterator[Problem]:
    """The numbers that cannot be meant; ``outcome`` says what becomes of each."""
    chapters = {chapter.key for chapter in articles.edited.charter.chapters}
    said = {
        "edited-number-twice": "stands twice",
        "edited-number-gap": "leaves a gap",
        "edited-number-order": "stands out of order",
    }
    for flaw in flaws:
        form = style.chapter_form(1) if flaw.key in chapters else style.cited.article
        if flaw.kept:
            yield Problem(
                code=flaw.code,
                message=f"{form.write(flaw.printed)} stands behind a gap in the edited text, and "
                "keeps its number",
                hint="nothing to do if that is meant; without the line `numbering: stay` in the "
                "amendment the numbers close up",
                place=articles.places.get(flaw.key, Place(file=articles.file)),
                severity="warning",
            )
            continue
        yield Problem(
            code=flaw.code,
            message=f"{form.write(flaw.printed)} {said[flaw.code]} in the edited text; {outcome} "
            f"{form.write(flaw.sound)}, and what follows counts on from there",
            hint="nothing to do if that is meant; --literal drafts the numbers as they are",
            place=articles.places.get(flaw.key, Place(file=articles.file)),
            severity="warning",
        )


def _flaws(articles: EditedArticles, draft: Draft, style: DraftingStyle) -> Iterator[Problem]:
    yield from flaw_problems(articles, draft.flaws, style)
    by_key = draft.goal.by_key()
    for key in draft.irregular:
        number = by_key[key].number
        name = f"{style.cited.article.write(number) if number else key} has in the edited text"
        yield Problem(
            code="edited-items",
            message=f"{name} a number of its paragraphs or items twice, out of turn or behind a "
            "gap; the amendment keeps it",
            hint="nothing to do if that is meant; otherwise give them their right numbers",
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
            message=f"{name} has {edited or 'no mark'!r} in the edited text, where the amendment "
            f"gives {made or 'no mark'!r}: no operation can say the other one here",
            hint="nothing to do if either will do; otherwise give it a mark like those of its row",
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
            message=f"{where} still cites {stale.left!r} in the edited text, though what it cites "
            f"has moved; the amendment makes it {stale.right!r}",
            hint="nothing to do if that is meant; --literal keeps the reference as it is",
            place=place(stale.key),
            severity="warning",
        )
    for entry, problem in draft.kept:
        yield Problem(
            code="edited-reference-kept",
            message=f"{problem.message}; the edited text leaves it so, and the amendment says "
            "`keep`",
            hint="mend the edited text, or the `keep` in the amendment: a `retarget` names what "
            "takes its place",
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
    for name, file, old, new, meant in (
        ("before", "preamble", articles.present.preamble, edited.charter.preamble, edited.preamble),
        ("after", "closing", articles.present.closing, edited.charter.closing, edited.closing),
    ):
        missing = [line for line in new.split("\n") if line and line not in old.split("\n")]
        if not missing or meant is not None:
            continue  # a document may leave it out
        shown = missing[0] if len(missing[0]) <= 60 else f"{missing[0][:59]}…"
        yield Problem(
            code="edited-frame",
            message=f"what stands {name} the articles differs: {shown!r}; the amendment leaves it "
            "as it is",
            hint=f"if it is to change, say so in an operation: `print: {file}`, with the whole "
            "text in `as:`",
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
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    yield Problem(
        code="edited-base",
        message="with its tracked changes rejected the document is not the present articles: "
        f"{shown}; the amendment makes these changes too, though they "
        "are not tracked",
        hint="export the present articles again and make the changes there, or check these "
        "operations one by one",
        place=Place(file=articles.file),
        severity="warning",
    )
