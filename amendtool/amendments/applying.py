"""Applying an amendment: the present articles and the operations give the proposed articles.

All operations happen at once against the present articles, so their order in the file
means nothing. Every mistake is reported, with the operation that makes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from amendtool.amendments.bodies import amend_articles
from amendtool.amendments.chapters import amend_chapters, into_chapters
from amendtool.amendments.deriving import derive
from amendtool.amendments.gathering import gather
from amendtool.amendments.operations import Amendment, Operation
from amendtool.amendments.phrases import Phrases
from amendtool.amendments.work import STALE, Work
from amendtool.articles.addresses import Spot
from amendtool.articles.charter import Charter
from amendtool.articles.styles import EN, DraftingStyle
from amendtool.errors import ConflictError, InputError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What an amendment makes of the present articles.

    ``kept`` leads from the paragraphs and items of the articles that are acted on to where
    they stand in the proposed ones; what is gone or rewritten as a whole is not listed.
    Articles and chapters go on by their keys. ``origin`` gives, by key, the positions of
    the operations that act on an article or chapter or on something in it.
    """

    present: Charter
    proposed: Charter
    kept: Mapping[Spot, Spot]
    origin: Mapping[str, frozenset[int]]

    @property
    def inverse(self) -> tuple[Operation, ...]:
        """The operations that make the present articles of the proposed ones again."""
        return derive(self.proposed, self.present)


def apply(charter: Charter, amendment: Amendment, style: DraftingStyle = EN) -> Application:
    """The proposed articles.

    Raises InputError with all mistakes of the operations (their places are paths such as
    ``operations[2].find``), or ConflictError when the only trouble is that a text which an
    operation expects is no longer there.
    """
    gathered = gather(charter, amendment, style)
    _refuse(gathered.problems)
    work = Work(
        charter=charter,
        amendment=amendment,
        gathered=gathered,
        style=style,
        phrases=Phrases(gathered.phrases, style),
    )
    work.give_keys()
    chapters = amend_chapters(work)
    articles = amend_articles(work, supplementary=False)
    supplementary = amend_articles(work, supplementary=True)
    _refuse([*work.problems, *work.phrases.counted()])
    articles = into_chapters(work, articles, chapters)
    _refuse(work.problems)
    return Application(
        present=charter,
        proposed=Charter(articles=articles, chapters=chapters, supplementary=supplementary),
        kept=work.kept,
        origin=work.origin,
    )


def _refuse(problems: list[Problem]) -> None:
    if problems:
        stale = all(problem.code == STALE for problem in problems)
        found = sorted(problems, key=_position)
        raise (ConflictError if stale else InputError)(*found)


def _position(problem: Problem) -> tuple[tuple[int, str], ...]:
    """In the order of the file: operations[2] stands before operations[10]."""
    parts = re.findall(r"([0-9]+)|([^0-9]+)", problem.place.path or "")
    return tuple((int(digits or 0), text) for digits, text in parts)
