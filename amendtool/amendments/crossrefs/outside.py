"""What has to follow in other documents when the articles are amended; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application
from amendtool.amendments.crossrefs.answers import Answers
from amendtool.amendments.crossrefs.rewrite import Following
from amendtool.articles.charter import Article, Charter, provision, tidy
from amendtool.articles.numbers import Number
from amendtool.articles.references.antecedents import Context
from amendtool.articles.references.cited_from_outside import citations_from_outside
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Problem
from amendtool.values import dataclass

_KEY = "\0outside"  # no article has this key, and none such a number
_NUMBER = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideChange:
    """A citation in another document that has to follow, or that somebody has to decide about.

    ``text`` counts the texts that were given, from 0. ``sentence`` is the mended sentence.
    """

    text: int
    before: str
    after: str
    sentence: str
    question: Problem | None = None


def changes_outside(
    application: Application, texts: Sequence[str], style: DraftingStyle | None = None
) -> tuple[OutsideChange, ...]:
    """What an amendment changes in ``texts`` of other documents that cite the articles.

    ``style`` is how they cite them, where that is not the style of the articles.

    Each text is read as one more article would be, which stands behind the last and is never
    cited; so what follows there follows by the same rules. What its operations answer holds.
    """
    provenance = application.provenance
    held = [(at, tidy(text)) for at, text in enumerate(texts)]
    held = [(at, text) for at, text in held if text]
    if provenance is None or not held:
        return ()
    style = style or application.style
    articles = tuple(
        Article(
            key=f"{_KEY}{at}",
            number=Number((_NUMBER, at + 1) if style.numbered_in_chapters else (_NUMBER + at,)),
            body=(provision(number=Number.of(1), text=text),),
        )
        for at, text in held
    )
    following = Following(
        _with(application.present, articles),
        _with(application.proposed, articles),
        provenance,
        Answers.of(Amendment(name="outside", operations=application.operations)),
        style,
        read=lambda text, _context, _spot: (citations_from_outside(text, style), Context()),
    )
    for article in articles:
        following.article(article)
    questions = {id(entry): problem for entry, problem in following.questions}
    found = []
    for entry in following.ledger:
        question = questions.get(id(entry))
        if entry.before == entry.after and question is None:
            continue
        found.append(
            OutsideChange(
                text=int(entry.standing.spot.key.removeprefix(_KEY)),
                before=entry.before,
                after=entry.after,
                sentence=entry.sentence,
                question=question,
            )
        )
    return tuple(found)


def _with(charter: Charter, articles: tuple[Article, ...]) -> Charter:
    return replace(charter, articles=(*charter.articles, *articles))
