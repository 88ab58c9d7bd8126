"""A day with how it was counted, told in Japanese and in English."""

from __future__ import annotations

import datetime
from dataclasses import replace

from amendtool.messages import language_spoken
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """The same in both languages."""

    ja: str
    en: str

    def text(self, language: str) -> str:
        """The words in a language, by its BCP 47 tag; English for one that is not spoken here."""
        return self.ja if language.partition("-")[0] == "ja" else self.en

    @property
    def said(self) -> str:
        """The words in the language of the reader, for a message; never kept, nor in JSON."""
        return self.text(language_spoken())


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A day of law, and the steps by which it was found, the first one first.

    A day that was given as such has no steps.
    """

    day: datetime.date
    steps: tuple[Told, ...] = ()

    def then(self, step: Told, day: datetime.date | None = None) -> CountedDay:
        """The same account with one more step, which led to ``day`` or left it as it was."""
        return replace(self, day=day or self.day, steps=(*self.steps, step))

    def how(self, language: str) -> str:
        """How it was counted, on one line; empty for a day that was given.

        ``language`` is that of the document, or ``language_spoken()`` for a message.
        """
        return ("。" if language.partition("-")[0] == "ja" else "; ").join(
            step.text(language) for step in self.steps
        )


def ja_day(day: datetime.date) -> str:
    """A day as Japanese accounts write it: 2023年2月28日."""
    return f"{day.year}年{day.month}月{day.day}日"
