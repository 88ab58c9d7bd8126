"""What a document template may print, and what happens where a fact is not there."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NoReturn

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.company import Company, paragraphs
from amendtool.articles.languages import language_of
from amendtool.articles.styles import STYLES
from amendtool.comparison.consequences import due_dates
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.periods.dates import given_day, told
from amendtool.render.templates import Functions


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSource:
    """What a document is made from.

    ``company`` is the company in the language of the document, ``title`` the title of the
    articles; ``file`` is the path of the amendment and ``config`` that of the configuration,
    as messages call them.
    """

    amendment: Amendment
    company: Company
    title: str
    file: str
    config: str


_EXAMPLES: Final = {
    "amendment.title": "title: Partial Amendment of the Articles of Incorporation",
    "amendment.meeting": "meeting: The 21st Ordinary General Meeting of Shareholders",
    "amendment.resolved": "resolved: 2013-05-24",
    "amendment.announced": "announced: 2013-05-24",
    "amendment.adopted": "adopted: 2013-06-26",
    "amendment.effective": "effective: 2013-06-26",
    "amendment.effective_when": "effective: {event: merger-completed}",
    "amendment.item": "item: 2",
    "amendment.reasons": "reasons:",
    "company.name": 'company = "…"',
    "company.about": 'about = """…"""',
    "company.contact": 'contact = """…"""',
}
"""How a fact is written in the amendment, or in ``amendtool.toml``."""

_TOP_SETTINGS: Final = ("company.name", "articles.title")


class Missing:
    """A fact that is not there: false, and noted when a template prints it all the same."""

    def __init__(self, name: str, missed: dict[str, None]) -> None:
        self._name = name
        self._missed = missed

    def __bool__(self) -> bool:
        return False

    def note(self) -> str:
        """Note that the fact is wanted; nothing is printed."""
        self._missed[self._name] = None
        return ""

    __str__ = note
    __html__ = note

    def __iter__(self) -> Iterator[NoReturn]:
        self.note()
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts about one thing; every one of them is a text, a date, a tuple, or missing."""

    facts: dict[str, object]

    def __getattr__(self, name: str) -> object:
        if name.startswith("_") or name not in self.facts:
            raise AttributeError(name)
        return self.facts[name]


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """The arguments of a template, and what it missed among them."""

    source: NoticeSource
    language: str
    missed: dict[str, None] = field(default_factory=dict)

    def arguments(self) -> dict[str, object]:
        """``company``, ``amendment`` and ``articles``."""
        source, amendment, company = self.source, self.source.amendment, self.source.company
        meeting = amendment.meeting_as_printed or amendment.meeting
        return {
            "company": self._group(
                "company",
                name=company.name,
                short_name=company.short_name or company.name,
                tickers=company.tickers,
                code=company.code,
                exchange=company.exchange,
                place=company.place,
                address=company.address,
                representative=company.representative,
                representative_title=company.representative_title,
                about=company.about,
                contact=company.contact,
            ),
            "amendment": self._group(
                "amendment",
                name=amendment.name,
                title=amendment.title,
                meeting=meeting,
                item=amendment.item,
                resolved=amendment.resolved,
                announced=amendment.announced or amendment.resolved,
                adopted=amendment.adopted,
                adopted_by=amendment.adopted_by.value,
                effective=given_day(amendment.effective),
                effective_when=self._effective_when(),
                later=_later(amendment),
                ends=tuple(self._ends()),
                reasons=tuple(paragraphs(text) for text in amendment.reasons),
            ),
            "articles": self._group("articles", title=source.title),
        }

    def _effective_when(self) -> str | None:
        """What the day of effect depends on, where none is given."""
        day = self.source.amendment.effective
        return None if day is None or given_day(day) else told(day).text(self.language)

    def _ends(self) -> Iterator[str]:
        """The provisions that are to go again, each with its day or its event."""
        style, era = STYLES[self.language], self.source.company.era
        language = language_of(self.language)
        for due in due_dates(self.source.amendment):
            if due.what == "delete" and due.provision is not None:
                day = (language.date(due.date, era=era),) if due.date else ()
                told = language.list_joint.join((*day, *due.words(self.language)))
                yield f"{due.provision.text(style)}{language.colon}{told}"

    def functions(self) -> Functions:
        """What the template may call."""
        era = self.source.company.era

        def date(day: object) -> str:
            return self._date(day, weekday=False, era=era)

        def full_date(day: object) -> str:
            return self._date(day, weekday=True, era=era)

        def figures(number: object) -> str:
            if isinstance(number, Missing):
                return number.note()
            if isinstance(number, bool) or not isinstance(number, int):
                raise TypeError(f"figures() wants a whole number, not {number!r}")
            return language_of(self.language).figures.write(number)

        return {"date": date, "full_date": full_date, "figures": figures, "the": the}

    def problems(self) -> tuple[Problem, ...]:
        """A problem for each fact that was wanted and is not there."""
        return tuple(self._problem(name) for name in self.missed)

    def _group(self, group: str, /, **facts: object) -> FactGroup:
        return FactGroup(
            {
                key: value if value else Missing(f"{group}.{key}", self.missed)
                for key, value in facts.items()
            }
        )

    def _date(self, day: object, *, weekday: bool, era: bool) -> str:
        if isinstance(day, Missing):
            return day.note()
        if not isinstance(day, datetime.date):
            raise TypeError(f"date() wants a date, not {day!r}")
        return language_of(self.language).date(day, weekday=weekday, era=era)

    def _problem(self, name: str) -> Problem:
        group, _, fact = name.partition(".")
        example = _EXAMPLES.get(name)
        if group == "amendment":
            where, file = "", self.source.file
            example = example or f"{fact}: …"
        else:
            where = "" if name in _TOP_SETTINGS else say(" under [documents]")
            file = self.source.config
            example = example or f'{fact} = "…"'
        what = {
            "amendment": say("the amendment does not say"),
            "company": say("the configuration does not say"),
            "articles": say("the configuration does not say"),
        }[group]
        return Problem(
            code="document-fact-missing",
            message=say("the template prints {name}, which {what}", name=name, what=what),
            hint=say("add `{example}` to {file}{where}", example=example, file=file, where=where),
            place=Place(file=file, path=fact if group == "amendment" else None),
        )


def _later(amendment: Amendment) -> tuple[datetime.date, ...]:
    """The days on which single provisions take effect, where not with the whole."""
    days = {given_day(operation.dates.effective) for operation in amendment.operations}
    return tuple(sorted(day for day in days if day and day != amendment.effective))


def the(text: object) -> str:
    """An English name inside a sentence: ``the 21st Ordinary General Meeting``."""
    if isinstance(text, Missing):
        return text.note()
    if not isinstance(text, str):
        raise TypeError(f"the() wants a text, not {text!r}")
    name = re.sub(r"\Athe\s+", "", text, flags=re.IGNORECASE)
    return say("the {name}", name=name)
