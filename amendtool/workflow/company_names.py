"""The names of the company and of its articles, which an amendment may change.

A table or a document of an amendment that was applied carries the names of its day: those
that ``amendtool.toml`` gave in the commit that the amendment was applied to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from amendtool.articles.charter import Charter, body_texts
from amendtool.comparison.page import title_on_page
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.repository.config import CONFIG_FILE, DOCUMENTS, EDITIONS, Config, Edition
from amendtool.repository.workspace import Workspace
from amendtool.settings import read_toml

if TYPE_CHECKING:
    from amendtool.workflow.proposal import Proposal


def named_at(workspace: Workspace, commit: str) -> Config:
    """The configuration of today with the names that it gave in ``commit``.

    A name that the file of that day does not give, or a file that is not there or cannot
    be read, leaves the name of today.
    """
    config = workspace.config
    data = workspace.git.read_file(commit, CONFIG_FILE)
    try:
        then = read_toml((data or b"").decode())
    except ValueError:  # not UTF-8, or not TOML
        return config
    documents = _table(then, DOCUMENTS)
    companies = []
    for language, company in config.companies:
        name = _text(_table(documents, language), "company", _text(documents, "company", ""))
        companies.append((language, replace(company, name=name or company.name)))
    further = _table(then, EDITIONS)
    own = then if config.leads else _table(further, config.language)
    editions = tuple(
        _named(each, then if at == 0 else _table(further, each.language))
        for at, each in enumerate(config.editions)
    )
    return replace(
        config,
        title=_text(own, "title", config.title),
        company=_text(own, "company", config.company),
        companies=tuple(companies),
        editions=editions,
    )


def _named(edition: Edition, then: Mapping[str, object]) -> Edition:
    title, company = _text(then, "title", edition.title), _text(then, "company", edition.company)
    return replace(edition, title=title, company=company)


def _table(settings: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = settings.get(name)
    return found if isinstance(found, dict) else {}


def _text(settings: Mapping[str, object], name: str, otherwise: str) -> str:
    value = settings.get(name)
    return value if isinstance(value, str) and value else otherwise


def outdated_names(workspace: Workspace, *proposals: Proposal) -> tuple[Problem, ...]:
    """What should be looked at where an amendment changes the name of the company or the title.

    A note when it takes the company's name out of an edition of the articles: ``amendtool.toml``
    still gives that name then, as title or company, and nothing else would say so. A warning when
    it gives another title, and the old one stays in the text before the articles.
    """
    found = (
        problem
        for proposal in proposals
        for problem in _outdated(workspace.config.edition(proposal.language), proposal)
    )
    return tuple(dict.fromkeys(found))


def _outdated(config: Config, proposal: Proposal) -> Iterator[Problem]:
    names = dict.fromkeys((config.company, config.company_in(config.language).name))
    present, proposed = proposal.application.present, proposal.application.proposed
    for name in names:
        if name and _stands_in(name, present) and not _stands_in(name, proposed):
            yield Problem(
                code="company-renamed",
                message=say(
                    "the amendment takes the name {name!r} out of the articles, and "
                    "{settings_file} still gives it",
                    name=name,
                    settings_file=CONFIG_FILE,
                ),
                hint=say(
                    "when the new name is in force, change `company` and `title`; documents "
                    "of amendments that were applied before keep the names of their day"
                ),
                place=Place(file=CONFIG_FILE),
                severity="note",
            )

    old, new = (title_on_page(each, config.title) for each in (present, proposed))
    if old == new:
        return
    # What knows the titles of documents is loaded where the amendment changes one.
    from amendtool.workflow.document_title import tells_title

    told = [tells_title(proposed.preamble, each, config.language) for each in (old, new)]
    if told == [True, False]:
        yield Problem(
            code="title-twice",
            message=say(
                "{new!r} would be printed above the text before the articles, which begins "
                "with another title: {line!r}",
                new=new,
                line=proposed.preamble.split("\n")[0],
            ),
            hint=say(
                "write `print: preamble` beside it, with the whole text before the articles "
                "and the new title in it"
            ),
            place=Place(file=proposal.source.path),
            severity="warning",
        )


def _stands_in(name: str, charter: Charter) -> bool:
    return any(name in text for text in _texts(charter))


def _texts(charter: Charter) -> Iterator[str]:
    for article in charter.every_article():
        for paragraph in article.paragraphs:
            yield from body_texts(paragraph)
