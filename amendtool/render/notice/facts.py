"""What a document template may print, and what happens where a fact is not there."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from html import escape
from typing import Final, NoReturn

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.company import Company, paragraphs
from amendtool.articles.languages import language_of
from amendtool.articles.styles import STYLES
from amendtool.comparison.consequences import due_dates
from amendtool.comparison.heads import document_word
from amendtool.errors import Place, Problem
from amendtool.messages import later, say
from amendtool.periods.dates import given_day, told
from amendtool.render.charter.model import Export
from amendtool.render.notice.asked import AskedFact, FactSheet
from amendtool.render.templates import Functions
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredChange:
    """A registered matter that an amendment changes, in the words of the document.

    ``provision`` is the one that holds it, ``day`` the day of the change and ``by`` that by which
    it is registered: None while the change waits, and ``when`` says in words for what.
    """

    matter: str
    rule: str
    provision: str
    day: datetime.date | None
    by: datetime.date | None
    when: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSource:
    """What a document is made from.

    ``company`` is the company in the language of the document, ``title`` the title of the
    articles; ``file`` is the path of the amendment and ``config`` that of the configuration,
    as messages call them. A document of the articles in force has no amendment: then ``day`` is
    that on which they are in force, and ``named`` the company as it was called then. ``articles``
    gives the articles, in force or as amended, and ``registered`` the registered matters that
    change, None where no law tells of them; both are called where a template prints them.
    ``shared`` are the answers of another edition, whose days and choices are the same.
    ``standing`` is what became of the amendment.
    """

    amendment: Amendment | None = None
    company: Company
    title: str
    file: str = ""
    config: str
    day: datetime.date | None = None
    named: str = ""
    standing: str = "pending"
    answers: Mapping[str, str] = field(default_factory=dict)
    shared: Mapping[str, str] = field(default_factory=dict)
    articles: Callable[[], Export] | None = None
    registered: Callable[[], tuple[RegisteredChange, ...] | None] | None = None


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

_AMENDMENT: Final = (
    "name", "title", "meeting", "item", "resolved", "announced", "adopted", "adopted_by",
    "effective", "effective_when", "later", "ends", "reasons", "standing",
)  # fmt: skip
"""The facts about an amendment."""
_WORDS: Final = {"ja": "定款", "en": "Articles"}
"""What articles are called whose title does not say."""
REGISTERED: Final = "amendment.registered"
"""What is noted where a template prints registered matters that are not known."""
_ASKED: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "representative_title": (
        later("What is the office of whoever represents the company?"),
        {"ja": "代表取締役社長", "en": "President"},
    ),
    "representative": (
        later("Who represents the company?"),
        {"ja": "霧野　太郎", "en": "Jane Roe"},
    ),
    "address": (
        later("What is the address of the company?"),
        {"ja": "長野県霧野市本町一丁目２番３号", "en": "1 Main Street, Dover, Delaware"},
    ),
}
"""What the settings may lack and a person is asked for, with an answer by language."""
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


class MissingSetting(Missing):
    """A fact of the settings that is not there and that somebody is asked for.

    It is true, and printed, where it is answered.
    """

    def __init__(self, asked: AskedFact, sheet: FactSheet) -> None:
        super().__init__(asked.name, {})
        self._asked = asked
        self._sheet = sheet

    def __bool__(self) -> bool:
        answer = self._sheet.answers.get(self._asked.name)
        return answer is not None and self._asked.wrong(answer) is None

    def note(self) -> str:
        """The answer; '' while it is wanted."""
        return str(self._sheet.text(self._asked, None) or "")

    __str__ = note

    def __html__(self) -> str:
        return escape(self.note())


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
    registered: tuple[RegisteredChange, ...] | None = None
    missed: dict[str, None] = field(default_factory=dict)
    sheet: FactSheet = field(default_factory=lambda: FactSheet({}))

    def arguments(self) -> dict[str, object]:
        """``company``, ``amendment`` and ``articles``."""
        source, company = self.source, self.source.company
        word = document_word(source.title, self.language) or _WORDS.get(self.language, "")
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
            "amendment": self._group("amendment", **self._of_amendment(source.amendment)),
            "articles": self._group(
                "articles",
                title=source.title,
                word=word,
                day=source.day,
                company=source.named or company.name,
            ),
        }

    def _of_amendment(self, amendment: Amendment | None) -> dict[str, object]:
        if amendment is None:
            return dict.fromkeys(_AMENDMENT)
        found = (
            amendment.name,
            amendment.title,
            amendment.meeting_as_printed or amendment.meeting,
            amendment.item,
            amendment.resolved,
            amendment.announced or amendment.resolved,
            amendment.adopted,
            amendment.adopted_by.value,
            given_day(amendment.effective),
            self._effective_when(amendment),
            _later(amendment),
            tuple(self._ends(amendment)),
            tuple(paragraphs(text) for text in amendment.reasons),
            self.source.standing,
        )
        return dict(zip(_AMENDMENT, found, strict=True))

    def _effective_when(self, amendment: Amendment) -> str | None:
        """What the day of effect depends on, where none is given."""
        day = amendment.effective
        return None if day is None or given_day(day) else told(day).text(self.language)

    def _ends(self, amendment: Amendment) -> Iterator[str]:
        """The provisions that are to go again, each with its day or its event."""
        style, era = STYLES[self.language], self.source.company.era
        language = language_of(self.language)
        for due in due_dates(amendment):
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

        return {
            "date": date,
            "full_date": full_date,
            "figures": figures,
            "the": the,
            "spaced": spaced,
            "fact": self._fact,
            "day": self._day,
            "choice": self._choice,
            "registered_matters": self._registered,
        }

    def _fact(
        self, name: str, question: str = "", example: str = "", *, default: object = None
    ) -> object:
        """A text that somebody is asked for; without a ``default`` it is wanted."""
        asked = AskedFact(name=name, question=str(question), example=str(example))
        return self._answer(asked, default)

    def _day(self, name: str, question: str = "", *, default: object = None) -> object:
        """A day that somebody is asked for."""
        asked = AskedFact(name=name, question=str(question), example="2026-06-25", is_day=True)
        return self._answer(asked, default)

    def _choice(self, name: str, *choices: str, question: str = "") -> object:
        """One of several words: the first where nobody says; wanted where there is a question."""
        words = tuple(map(str, choices))
        asked = AskedFact(
            name=name, question=str(question), example=" | ".join(words), choices=words
        )
        return self._answer(asked, None if question else words[0])

    def _answer(self, asked: AskedFact, default: object) -> object:
        found = self.sheet.text(asked, default)
        return Missing("", {}) if found is None else found

    def _registered(self) -> tuple[RegisteredChange, ...]:
        """The registered matters that change; noted as wanted while they are not known."""
        if self.registered is None:
            self.missed[REGISTERED] = None
        return self.registered or ()

    def problems(self) -> tuple[Problem, ...]:
        """A problem for each fact that was wanted and is not there."""
        return tuple(self._problem(name) for name in self.missed)

    def _group(self, group: str, /, **facts: object) -> FactGroup:
        return FactGroup(
            {key: value if value else self._missing(group, key) for key, value in facts.items()}
        )

    def _missing(self, group: str, key: str) -> Missing:
        asked = _ASKED.get(key) if group == "company" else None
        if asked is None:
            return Missing(f"{group}.{key}", self.missed)
        question, examples = asked
        example = examples.get(self.language, examples["en"])
        return MissingSetting(
            AskedFact(
                name=key,
                question=say(question),
                example=example,
                setting=f'{key} = "{example}"',
            ),
            self.sheet,
        )

    def _date(self, day: object, *, weekday: bool, era: bool) -> str:
        if isinstance(day, Missing):
            return day.note()
        if not isinstance(day, datetime.date):
            raise TypeError(f"date() wants a date, not {day!r}")
        return language_of(self.language).date(day, weekday=weekday, era=era)

    def _problem(self, name: str) -> Problem:
        if name == REGISTERED:
            return Problem(
                code="document-fact-missing",
                message=say("the settings name no law whose registered matters are known"),
                hint=say('add `law = "jp"` to {file}', file=self.source.config),
                place=Place(file=self.source.config),
            )
        group, _, fact = name.partition(".")
        example = _EXAMPLES.get(name)
        if group == "amendment":
            file = self.source.file
            example = example or f"{fact}: …"
            message = say("the template prints {name}, which the amendment does not say", name=name)
        else:
            file = self.source.config
            example = example or f'{fact} = "…"'
            message = say(
                "the template prints {name}, which the configuration does not say", name=name
            )
        if group == "amendment" or name in _TOP_SETTINGS:
            hint = say("add `{example}` to {file}", example=example, file=file)
        else:
            hint = say("add `{example}` to {file} under [documents]", example=example, file=file)
        return Problem(
            code="document-fact-missing",
            message=message,
            hint=hint,
            place=Place(file=file, path=fact if group == "amendment" else None),
        )


def _later(amendment: Amendment) -> tuple[datetime.date, ...]:
    """The days on which single provisions take effect, where not with the whole."""
    days = {given_day(operation.dates.effective) for operation in amendment.operations}
    return tuple(sorted(day for day in days if day and day != amendment.effective))


def spaced(text: object) -> str:
    """A title of two full-width characters as a cover has it: 定　款."""
    if isinstance(text, Missing):
        return text.note()
    if not isinstance(text, str):
        raise TypeError(f"spaced() wants a text, not {text!r}")
    return "　".join(text) if re.fullmatch(r"[^\x00-\xff]{2}", text) else text


def the(text: object) -> str:
    """An English name inside a sentence: ``the 21st Ordinary General Meeting``."""
    if isinstance(text, Missing):
        return text.note()
    if not isinstance(text, str):
        raise TypeError(f"the() wants a text, not {text!r}")
    name = re.sub(r"\Athe\s+", "", text, flags=re.IGNORECASE)
    return f"the {name}"
