"""Which provision the list designates for a company, where the pattern alone leaves a doubt."""

from __future__ import annotations

from typing import Final

from amendtool.articles.addresses import address_of_article, address_of_chapter
from amendtool.articles.charter import Charter
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.variants import typed_alike
from amendtool.errors import Problem
from amendtool.fleet.find import Found
from amendtool.fleet.pattern import Scope, Sought
from amendtool.messages import say

NOT_THERE: Final = "none"
"""What a column says where the company has no such provision."""


def _typed(number: str) -> str:
    """A number as it is compared: of whichever width, in digits or in kanji."""
    return typed_alike(number).casefold()


def designated(
    charter: Charter, sought: Sought, said: str, style: DraftingStyle
) -> tuple[Found | None, Problem | None]:
    """The provision that a column of the list names, by its key or its number as it is printed.

    Nothing and no doubt where the column says that there is none; a doubt where nothing is there
    that is called so.
    """
    if said == NOT_THERE:
        return None, None
    named = {}
    chapters = sought.scope is Scope.CHAPTERS
    if chapters:
        for chapter in charter.chapters:
            named[_typed(address_of_chapter(charter, chapter.key).text(style))] = chapter.key
            named[chapter.key] = chapter.key
    else:
        scope = sought.scope is Scope.SUPPLEMENTARY
        for article in charter.supplementary if scope else charter.articles:
            named[_typed(address_of_article(charter, article.key).text(style))] = article.key
            named[article.key] = article.key
    key = named.get(said) or named.get(_typed(said))
    if key is not None:
        return Found(name=sought.name, key=key, how="list", chapter=chapters), None
    return None, Problem(
        code="answer-unknown",
        message=say(
            "the list says that {name} is {said!r}, and nothing is called so",
            name=sought.name,
            said=said,
        ),
        hint=say("write its key or its number as it is printed, or `none`"),
        severity="warning",
    )
