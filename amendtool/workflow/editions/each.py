"""Doing one thing for every edition, and telling the mistakes of all of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from amendtool.errors import AmendtoolError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import Workspace

Made = TypeVar("Made")


def for_each_edition(
    workspace: Workspace,
    make: Callable[[Workspace], Made],
    languages: Iterable[str] | None = None,
) -> tuple[Made, ...]:
    """What ``make`` gives for each edition, the leading one first.

    The mistakes of all of them are raised together. One that two editions make at the same
    place is told once; one that a further edition makes alone says so.
    """
    made: list[Made] = []
    errors: list[tuple[str, AmendtoolError]] = []
    for language in languages or workspace.config.languages:
        try:
            made.append(make(workspace.edition(language)))
        except AmendtoolError as error:
            errors.append((language, error))
    if not errors:
        return tuple(made)
    several = len(workspace.config.languages) > 1
    told = [(language, error.problems) for language, error in errors]
    problems = joined(told) if several else errors[0][1].problems
    kinds = {type(error) for _, error in errors}
    kind = kinds.pop() if len(kinds) == 1 else InputError
    raise kind(*problems)


def joined(told: Sequence[tuple[str, Sequence[Problem]]]) -> tuple[Problem, ...]:
    """The problems of several editions, by language: each once, in their order."""
    found: list[Problem] = []
    for number, (language, problems) in enumerate(told):
        before = [each for _, earlier in told[:number] for each in earlier]
        behind = [each for _, later in told[number + 1 :] for each in later]
        for problem in problems:
            if any(_same(problem, each) for each in before):
                continue
            alone = not any(_same(problem, each) for each in behind)
            found.append(of_edition(problem, language) if alone else problem)
    return tuple(dict.fromkeys(found))


def _same(one: Problem, other: Problem) -> bool:
    """The same mistake: the words may differ, as addresses are printed in each style."""
    return (one.code, one.place) == (other.code, other.place) and one.place != Place()


def of_edition(problem: Problem, language: str) -> Problem:
    """The problem, with its edition where its place does not tell it."""
    place = problem.place
    told = (place.path or "").endswith(f".{language}") or (place.file or "").startswith(
        f"{ARTICLES}/{language}/"
    )
    if told or any(each in problem.message for each in (repr(language), f"「{language}」")):
        return problem
    return replace(
        problem,
        message=say(
            "{message} (in the edition {language!r})", message=problem.message, language=language
        ),
    )
