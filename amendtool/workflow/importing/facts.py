"""What a document of articles tells of the company: its name, its head office, its past.

Articles say their company's name in the article on the name, and its seat in that on the head
office; above them stands whose they are, behind them when they were made and amended. Nothing is
guessed: what no sentence of these says is not known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import field
from typing import Final

from amendtool.articles.charter import Charter, article_texts
from amendtool.articles.text import characters
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.periods.law import Law
from amendtool.render.charter.own_list import entries_of
from amendtool.values import dataclass

_FIRST: Final = 5
"""The name and the seat stand in one of the first articles."""
_COVER: Final = 6
_BODY_JA: Final = r"(?:当|本)(?:会社|法人|組合|社|会|協会|財団|学園)"
_NAME_JA: Final = compiled(
    _BODY_JA + r"(?:の商号)?は[、，]?(?P<name>[^、，。]{2,60}?)と(?:称|いう|する|呼)"
)
_ENGLISH_NAME_JA: Final = compiled(
    r"(?:英文|英語|英文表記|欧文)(?:で|に)?は[、，]?(?P<name>[^、。]{2,120}?)と(?:表示|称|表記|記載|する|いう)"
)
_SEAT_JA: Final = compiled(
    r"(?:本店|主たる事務所)(?:の所在地)?(?:を|は[、，]?)(?P<seat>[^。、，]{2,40}?)に(?:置|設置|所在)"
)
_COVER_JA: Final = compiled(r"(?P<name>.{2,40}?)(?:の)?定款")
_LEADS_JA: Final = compiled(
    r"^(?P<title>代表(?:取締役|執行役)(?:(?:会長|社長|副社長)(?:執行役員)?)?|代表理事|理事長)\s+"
    r"(?P<name>[^\s、。0-9]{1,8}(?:\s[^\s、。0-9]{1,8})?)\s*(?:印|㊞|\(印\)|（印）)?$"
)
_NAME_EN: Final = compiled(
    r"\b[Nn]ame of (?:the|this) (?:[Cc]orporation|[Cc]ompany|[Aa]ssociation|[Cc]lub|[Ss]ociety|"
    r"[Ff]oundation|[Pp]artnership|[Oo]rgani[sz]ation)(?: \([^()]*\))? (?:shall be|is)"
    r"(?: called)?:? (?P<name>.+)"
    r"|\b(?:[Cc]orporation|[Cc]ompany|[Aa]ssociation|[Cc]lub|[Ss]ociety|[Ff]oundation) "
    r"(?:shall be|is) (?:called|named|known as) (?P<called>.+)"
)
_SEAT_EN: Final = compiled(
    r"\b(?:head|principal(?: executive)?) office(?:[^.;]*? (?:be|is|located))?(?: located)? "
    r"(?:in|at) (?:the )?(?P<seat>[A-Z0-9][^.;]{2,100}?)(?:\.|;| or at | and (?:at )?such|$)"
)
_COVER_EN: Final = compiled(
    r"\b(?:by-?laws|(?:articles|certificate) of (?:incorporation|association|organi[sz]ation|"
    r"formation)|constitution|charter|rules|regulations|operating agreement|statutes)\s+of\s+"
    r"(?P<name>[^\n]{3,80})",
    re.IGNORECASE,
)
_END_OF_NAME: Final = compiled(
    r"\s\(|,? \(|;|, which| \bhereinafter\b|,? and (?=shall|its|may|in )"
    r"|,? an? (?:[A-Z]\w+ ){1,3}(?:[a-z-]+ )*(?:corporation|company|association|partnership)\b"
)
_QUOTES: Final = "\"'“”‘’「」『』"
_ABBREVIATED: Final = compiled(r"(?:inc|co|corp|ltd|assn|bros|(?:[a-z]\.)+[a-z])", re.IGNORECASE)
_LAWS: Final = (
    (Law.JP, re.compile(r"(?<![一-龯])会社法(?!人)")),
    (
        Law.US_DE,
        re.compile(r"General Corporation Law of (?:the State of )?Delaware|"
                   r"Delaware General Corporation Law"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerDay:
    """A day in the document's own list of revisions, and its line as it is printed."""

    line: str
    day: str
    """As ``baseline`` takes it: 1998-04-01."""
    made: bool
    """Whether the articles were made on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFacts:
    """What a document tells of its company; '' or None for what it does not tell."""

    company: str = ""
    above: str = ""
    """The name above the articles, where that is another one than the articles give."""
    english: str = ""
    """The name that a Japanese company has in English."""
    address: str = ""
    representative: str = ""
    representative_title: str = ""
    law: Law | None = None
    """The company law that the articles cite by its name."""
    days: tuple[FormerDay, ...] = field(default=())


def told_facts(charter: Charter, language: str) -> ToldFacts:
    """What the articles, and what stands around them, tell of their company."""
    first = [
        line
        for article in (*charter.articles,)[:_FIRST]
        for text in article_texts(article)
        for line in text.split("\n")
    ]
    every = [text for article in charter.every_article() for text in article_texts(article)]
    japanese = language == "ja"
    named = _first(_NAME_JA, first) if japanese else _english_name(first)
    above = _above(charter.preamble, japanese=japanese, used=every)
    leads = next(_leads(charter), ("", ""))
    return ToldFacts(
        company=_seen(named or above),
        above=above if named and above and not same_name(named, above) else "",
        english=_seen(_first(_ENGLISH_NAME_JA, first)) if japanese else "",
        address=_seen(_first(_SEAT_JA, first) if japanese else _seat(first)),
        representative_title=_seen(leads[0]),
        representative=_seen(leads[1]),
        law=next((law for law, cited in _LAWS if any(map(cited.search, every))), None),
        days=tuple(
            FormerDay(line=line, day=str(day), made=made)
            for text in (charter.preamble, charter.closing)
            for line, day, made in entries_of(text)
        ),
    )


def _seen(text: str) -> str:
    """A text that can stand in the settings; '' for one with what nobody can see or print."""
    return "" if any(each.severity == "error" for each in characters.problems(text)) else text


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for their spaces, widths, capitals and a "The"."""
    return _plain(one) == _plain(other)


def name_doubts(facts: ToldFacts, company: str, file: str) -> tuple[Problem, ...]:
    """What to say of the company's name where two places have two."""
    found = []
    if facts.company and company and not same_name(facts.company, company):
        found.append(_other_name(facts.company, company, file))
    if facts.above:
        found.append(
            Problem(
                code="company-differs",
                message=say(
                    "the articles name the company {name!r}, and above them stands {above!r}",
                    name=facts.company,
                    above=facts.above,
                ),
                hint=say(
                    "the name in the articles is taken; if it was changed, is this the text in "
                    "force? Another one is named with --company"
                ),
                place=Place(file=file),
                severity="warning",
            )
        )
    return tuple(found)


def _other_name(told: str, company: str, file: str) -> Problem:
    return Problem(
        code="company-differs",
        message=say(
            "the document is that of {told!r}, and the company is named {company!r} here",
            told=told,
            company=company,
        ),
        hint=say(
            "is this the right document, and the name of today? `company` in amendtool.toml says "
            "what is printed"
        ),
        place=Place(file=file),
        severity="warning",
    )


def _plain(name: str) -> str:
    words = unicodedata.normalize("NFKC", name).casefold().split()
    return "".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _first(pattern: re.Pattern[str], lines: list[str]) -> str:
    """What the first line says that says it, without quotes around it."""
    found = next((match for line in lines if (match := pattern.search(line))), None)
    return "" if found is None else found[1].strip(_QUOTES + " \u3000")


def _english_name(lines: list[str]) -> str:
    for line in lines:
        if match := _NAME_EN.search(line):
            return _cut(match["name"] or match["called"])
    return ""


def _cut(text: str) -> str:
    """A name at the beginning of ``text``: up to the end of its sentence, or a bracket."""
    text = _END_OF_NAME.split(text)[0]
    for stop in re.finditer(r"\.(?=\s|$|[”\"])", text):
        before = text[: stop.start()].split(" ")[-1].lstrip(_QUOTES)
        if not _ABBREVIATED.fullmatch(before):
            text = text[: stop.start()]
            break
    return text.strip().strip(_QUOTES).strip(" ,").removeprefix("the ")


def _seat(lines: list[str]) -> str:
    return _first(_SEAT_EN, lines).strip(" ,")


def _above(preamble: str, *, japanese: bool, used: list[str]) -> str:
    """The name that stands above the articles, in the capitals in which they use it."""
    lines = [" ".join(line.split()) for line in preamble.split("\n")[:_COVER] if line.strip()]
    if japanese:
        for at, line in enumerate(lines):
            plain = "".join(line.split())
            match = _COVER_JA.fullmatch(plain)
            if match is not None and _is_body(match["name"]):
                return match["name"]
            if plain in ("定款",) and at and _is_body("".join(lines[at - 1].split())):
                return "".join(lines[at - 1].split())
        return ""
    match = _COVER_EN.search("\n".join(lines))
    if match is None:
        return ""
    # What is written small in the articles, "the Quay Club", is no part of the name.
    return _as_used(_cut(re.split(r"\s*[(\[]", match["name"])[0]), used).removeprefix("the ")


def _is_body(name: str) -> bool:
    return re.search(r"会社|法人|組合|協会|財団|社団|学園|学会|連盟", name) is not None


def _as_used(name: str, used: list[str]) -> str:
    """A name in capitals as the articles write it, where they do."""
    if not name.isupper():
        return name
    pattern = re.compile(r"\s+".join(map(re.escape, name.split())), re.IGNORECASE)
    for text in used:
        if (match := pattern.search(text)) and not match[0].isupper():
            return " ".join(match[0].split())
    return name


def _leads(charter: Charter) -> Iterator[tuple[str, str]]:
    """Who signs for the company behind the articles: the office and the name."""
    for line in charter.closing.split("\n"):
        plain = " ".join(line.replace("\u3000", " ").split())
        if match := _LEADS_JA.match(plain):
            yield match["title"], match["name"].replace(" ", "\u3000")
