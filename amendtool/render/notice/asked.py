"""What a template asks for that stands in no file: where a meeting was, how it voted.

A template declares each fact where it prints it, with its question in its own language, so that
a company's template asks for what it needs. Answers are texts: given by name, or asked for.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final

from amendtool.amendments.said_days import written_day
from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.values import dataclass

_NAME: Final = compiled(r"[a-z][a-z0-9_]*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFact:
    """A fact that a template asks for: its name, the question, an answer as an example.

    ``choices`` are the answers that there are, where it is not free; ``is_day`` says that the
    answer is a day, as 2026-06-25. ``setting`` is the line of the settings that says it for good.
    """

    name: str
    question: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    is_day: bool = False
    setting: str = ""

    @property
    def same_everywhere(self) -> bool:
        """Whether the answer is the same in every language."""
        return self.is_day or bool(self.choices)

    def wrong(self, answer: str) -> str | None:
        """Why an answer will not do, in a few words; None where it will."""
        if not answer.strip():
            return say("an answer is needed")
        if self.is_day and written_day(answer) is None:
            return say("write year, month and day: {example}", example=self.example)
        if self.choices and answer not in self.choices:
            return say("expected one of {choices}", choices=say(", ").join(self.choices))
        return None


class FactsMissingError(InputError):
    """Facts are missing that somebody can be asked for.

    ``others`` are the problems that no answer mends: they go first, since the answers would be
    to nothing as long as they stand.
    """

    def __init__(
        self, questions: Sequence[AskedFact], *problems: Problem, others: Sequence[Problem] = ()
    ) -> None:
        super().__init__(*others, *problems)
        self.questions = tuple(questions)
        self.others = tuple(others)


@dataclass(slots=True)
class FactSheet:
    """The answers that are given, and what a template has asked for while it was filled in."""

    answers: Mapping[str, str]
    shared: Mapping[str, str] = field(default_factory=dict)
    """Answers of another edition: days and words to choose from are the same in each."""
    asked: dict[str, AskedFact] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)

    def text(self, asked: AskedFact, default: object) -> object:
        """The answer, or else the default; None, and noted as missing, for neither."""
        if not _NAME.fullmatch(asked.name):
            raise ValueError(f"the name of a fact is small letters and _, not {asked.name!r}")
        self.asked.setdefault(asked.name, asked)
        answer = self.answers.get(asked.name)
        if answer is None and asked.same_everywhere:
            other = self.shared.get(asked.name)
            answer = None if other is None or asked.wrong(other) else other
        if answer is not None and asked.wrong(answer) is None:
            return (written_day(answer) if asked.is_day else answer) or ""
        if answer is None and default is not None:
            return default
        if answer is None:
            self.missing[asked.name] = None
        return None

    def problems(self, file: str) -> Iterator[Problem]:
        """What is wrong with the answers; ``file`` is the template that asks."""
        for name, answer in self.answers.items():
            asked = self.asked.get(name)
            wrong = asked.wrong(answer) if asked is not None else None
            if wrong is not None:
                yield Problem(
                    code="document-fact-wrong",
                    message=say("{name} is {answer!r}: {wrong}", name=name, answer=answer,
                                wrong=wrong),
                    hint=_how(self.asked[name]),
                    place=Place(file=file, path=name),
                )  # fmt: skip
            elif asked is None and not self.missing:
                # What is asked for behind an answer is known when that answer is.
                yield self._unknown(name, file)

    def _unknown(self, name: str, file: str) -> Problem:
        close = difflib.get_close_matches(name, self.asked, n=1)
        known = say(", ").join(self.asked)
        if close:
            hint = say("did you mean {close}? it asks for {known}", close=close[0], known=known)
        elif known:
            hint = say("it asks for {known}", known=known)
        else:
            hint = say("it asks for nothing; leave {name} out", name=name)
        return Problem(
            code="document-fact-unknown",
            message=say("the template does not ask for {name}, so it would not be printed",
                        name=name),
            hint=hint,
            place=Place(file=file, path=name),
        )  # fmt: skip

    def questions(self) -> tuple[AskedFact, ...]:
        """What is missing, in the order in which it is printed."""
        return tuple(self.asked[name] for name in self.missing)

    def missing_problems(self, file: str) -> tuple[Problem, ...]:
        """What to say of facts that nobody can be asked for."""
        return tuple(
            Problem(
                code="document-fact-missing",
                message=say("the document prints {name}: {question}", name=each.name,
                            question=each.question),
                hint=_how(each),
                place=Place(file=file, path=each.name),
            )
            for each in self.questions()
        )  # fmt: skip


def _how(asked: AskedFact) -> str:
    example = " | ".join(asked.choices) if asked.choices else asked.example
    if asked.setting:
        return say(
            "add `{line}` to amendtool.toml under [documents], or give it with --fact "
            '{name}="{example}"',
            line=asked.setting,
            name=asked.name,
            example=example,
        )
    return say('give it with --fact {name}="{example}"', name=asked.name, example=example)
