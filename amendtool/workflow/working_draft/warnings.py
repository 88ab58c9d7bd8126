"""What somebody should see of a draft before a meeting votes on it, and that does not stop it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amendtool.amendments.reasons import reason_problems
from amendtool.articles.editions import differences
from amendtool.articles.languages import language_of
from amendtool.errors import Problem
from amendtool.messages import say
from amendtool.workflow.editions.differences import story
from amendtool.workflow.proposal import unreasoned
from amendtool.workflow.references import mistitled_then
from amendtool.workflow.working_draft.gesture import EditionSoFar


def warnings_of(editions: Mapping[str, EditionSoFar]) -> tuple[Problem, ...]:
    """The warnings of a state of a draft, each once.

    A reason that is not written out, or none (``reason-unfinished``), and what else is wrong with
    the reasons; a heading that a citation names otherwise; editions that come apart
    (``editions-differ``), which nobody can adopt.
    """
    found: dict[str, Problem] = {}
    for each in _every(editions):
        found.setdefault(each.message, each)
    return tuple(found.values())


def _every(editions: Mapping[str, EditionSoFar]) -> Iterator[Problem]:
    row = list(editions.items())
    for language, edition in row:
        if edition.source is None:
            continue
        style, amendment = edition.workspace.config.style, edition.amendment
        if not edition.workspace.config.of_bylaws:  # whose proposals give none
            yield from unreasoned(amendment, language_of(language).name if len(row) > 1 else "")
        yield from edition.source.parsed.located(
            (
                *reason_problems(edition.application, amendment, style),
                *mistitled_then(edition.application, style),
            )
        )
    for language, edition in row[1:]:
        yield from _apart(row[0][1], edition, row[0][0], language)


def _apart(one: EditionSoFar, other: EditionSoFar, first: str, second: str) -> Iterator[Problem]:
    before = {each.identity for each in differences(one.present, other.present)}
    for each in differences(one.proposed, other.proposed):
        if each.identity not in before:
            yield Problem(
                code="editions-differ",
                message=say(
                    "the proposed articles would differ: {told}",
                    told=story(each, one.workspace.config.style, first, second),
                ),
                hint=say("give both editions the same paragraphs and items"),
                severity="warning",
            )
