"""The first page of a folder of documents: what each is for, and what is to be done."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from amendtool.articles.languages import language_of
from amendtool.errors import Problem
from amendtool.messages import language_spoken, say
from amendtool.render.templates import MAX_PAGE, Templates
from amendtool.values import dataclass

TEMPLATE: Final = "outgoing.html.j2"
INDEX: Final = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingFile:
    """A file of the folder: its name, what it is for, its SHA-256 in hexadecimal digits."""

    name: str
    use: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What somebody has to do, ``by`` when where a day can be counted, and by which rule."""

    what: str
    rule: str
    by: str = ""
    how: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingPage:
    """What the first page says; ``facts`` are terms with their values, empty ones are left out."""

    title: str
    amendment: str
    language: str
    facts: tuple[tuple[str, str], ...]
    files: tuple[OutgoingFile, ...]
    duties: tuple[Duty, ...]
    problems: tuple[Problem, ...] = ()


def to_html(page: OutgoingPage) -> str:
    """The page, which needs no other file; every text in it is escaped."""
    arguments = {
        "page": page,
        "language": language_spoken(),
        "tag": language_of(page.language).tag,
        "files": [(quote(each.name), each) for each in page.files],
        "facts": [(term, value) for term, value in page.facts if value],
    }
    return Templates((), {"say": say}).fill(TEMPLATE, arguments, most=MAX_PAGE).rstrip("\n")
