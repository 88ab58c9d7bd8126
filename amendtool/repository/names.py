"""The names of the company and of its articles, which an amendment may change.

A table or a document of an amendment that was applied carries the names of its day: those
that ``amendtool.toml`` gave in the commit that the amendment was applied to.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace

from amendtool.articles.charter import Charter, body_texts
from amendtool.errors import Place, Problem
from amendtool.repository.adoption import Proposal
from amendtool.repository.config import CONFIG_FILE, Config
from amendtool.repository.document_settings import TABLE
from amendtool.repository.workspace import Workspace


def named_at(workspace: Workspace, commit: str) -> Config:
    """The configuration of today with the names that it gave in ``commit``.

    A name that the file of that day does not give, or a file that is not there or cannot
    be read, leaves the name of today.
    """
    config = workspace.config
    data = workspace.git.read_file(commit, CONFIG_FILE)
    try:
        then = tomllib.loads((data or b"").decode())
    except ValueError:  # not UTF-8, or not TOML
        return config
    tables = then.get(TABLE)
    documents = tables if isinstance(tables, dict) else {}
    companies = []
    for language, company in config.companies:
        own = documents.get(language)
        places = (own if isinstance(own, dict) else {}, documents)
        name = next((n for place in places if (n := place.get("company"))), company.name)
        companies.append(
            (language, replace(company, name=name if isinstance(name, str) else company.name))
        )
    return replace(
        config,
        title=_text(then.get("title"), config.title),
        company=_text(then.get("company"), config.company),
        companies=tuple(companies),
    )


def _text(value: object, otherwise: str) -> str:
    return value if isinstance(value, str) and value else otherwise


def outdated_names(workspace: Workspace, proposal: Proposal) -> tuple[Problem, ...]:
    """A note when the amendment takes the company's name out of the articles.

    ``amendtool.toml`` still gives that name then, as title or company, and nothing else
    would say so.
    """
    config = workspace.config
    names = dict.fromkeys(
        (config.company, *(config.company_in(language).name for language, _ in config.companies))
    )
    present, proposed = proposal.application.present, proposal.application.proposed
    gone = [
        name
        for name in names
        if name and _stands_in(name, present) and not _stands_in(name, proposed)
    ]
    return tuple(
        Problem(
            code="company-renamed",
            message=f"the amendment takes the name {name!r} out of the articles, and "
            f"{CONFIG_FILE} still gives it",
            hint="when the new name is in force, change `company` and `title`; documents of "
            "amendments that were applied before keep the names of their day",
            place=Place(file=CONFIG_FILE),
            severity="note",
        )
        for name in gone
    )


def _stands_in(name: str, charter: Charter) -> bool:
    return any(name in text for text in _texts(charter))


def _texts(charter: Charter) -> Iterator[str]:
    for article in charter.every_article():
        for paragraph in article.paragraphs:
            yield from body_texts(paragraph)
