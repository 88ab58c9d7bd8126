"""The amendment of one company, drafted from a pattern: proved, or a list of doubts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from amendtool.amendments.amendment import name_problem
from amendtool.amendments.operations import Insert, ReplaceThroughout
from amendtool.articles.addresses import find
from amendtool.articles.charter import Article
from amendtool.errors import AmendtoolError, Problem
from amendtool.fleet.company import FleetCompany
from amendtool.fleet.filling import Filling
from amendtool.fleet.find import Found, find_term
from amendtool.fleet.pattern import AmendmentPattern
from amendtool.fleet.search import Search
from amendtool.messages import say
from amendtool.repository.workspace import Workspace
from amendtool.workflow.proposal import Proposal
from amendtool.workflow.standard_draft import StandardDraft, charters, draft_standard


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyDraft:
    """What a pattern makes for one company: a draft, or nothing since the text ``is_there``.

    With a doubt there is no draft.
    """

    draft: StandardDraft | None = None
    found: tuple[Found, ...] = ()
    doubts: tuple[Problem, ...] = ()
    is_there: bool = False


def draft_company(
    workspace: Workspace, pattern: AmendmentPattern, company: FleetCompany
) -> CompanyDraft:
    """The amendment of a company. Nothing is written.

    Raises RepositoryError where its articles cannot be read; what the pattern does not fit is a
    doubt.
    """
    languages = workspace.config.languages
    lacking = [each for each in languages if each not in pattern.languages]
    if lacking:
        message = say("the pattern has no words in {languages}", languages=say(", ").join(lacking))
        return CompanyDraft(doubts=(_doubt("words-missing", message),))
    every = charters(workspace)
    said = company.said()
    styles = {each: workspace.config.edition(each).style for each in languages}
    search = Search(pattern, every[languages[0]], styles[languages[0]], said)
    there, doubts = search.text_that_it_brings()
    if there is not None or doubts:
        found_there = () if there is None else (there,)
        return CompanyDraft(found=found_there, doubts=doubts, is_there=not doubts)
    search.run()
    terms: dict[str, dict[str, str]] = {}
    for term in pattern.terms.values():
        for language, charter in every.items():
            word, doubt = find_term(charter, term, language, said.get(term.name, ""))
            terms.setdefault(term.name, {})[language] = word
            if doubt is not None:
                search.doubts.append(doubt)
    filling = Filling(
        pattern=pattern,
        charters=every,
        styles=styles,
        found=search.found,
        terms=terms,
        said={name: value for name, value in said.items() if name not in pattern.sought},
        doubts=search.doubts,
    )
    name = filling.name()
    text = filling.text(name)
    found_all = tuple(search.found.values())
    if search.doubts:
        return CompanyDraft(found=found_all, doubts=tuple(search.doubts))
    trouble = name_problem(name)
    if trouble is not None:
        return CompanyDraft(found=found_all, doubts=(trouble,))
    try:
        draft = draft_standard(workspace, text, name=name, pattern=pattern.said)
    except AmendtoolError as error:
        # What the words do not fit is for a person to write, as every other doubt is.
        return CompanyDraft(found=found_all, doubts=error.problems)
    astray = tuple(_astray(draft.proposals[0], {each.key for each in found_all}))
    if astray:
        return CompanyDraft(found=found_all, doubts=astray)
    return CompanyDraft(draft=draft, found=found_all)


def _astray(proposal: Proposal, found: Collection[str]) -> Iterator[Problem]:
    """What the draft does elsewhere than where the pattern was filled in for: then it is no draft.

    Of the present articles none but those that were ``found`` is touched, citations apart; an
    article that comes stands in the chapter of the one behind which it is placed, or whose place
    it takes.
    """
    application = proposal.application
    proposed = application.proposed.by_key()
    rewritten = {entry.standing.spot.key for entry in application.ledger}
    throughout = any(isinstance(o, ReplaceThroughout) for o in proposal.amendment.operations)
    for article in application.present.every_article():
        if article.key in found or article.key in rewritten or throughout:
            continue
        now = proposed.get(article.key)
        if now is None or (now.heading, now.body) != (article.heading, article.body):
            message = say("the draft changes {key}, which was not sought", key=article.key)
            yield _doubt("draft-astray", message)
    for operation in proposal.amendment.operations:
        if isinstance(operation, Insert) and operation.target.level == "article":
            standing = find(application.present, operation.after or operation.target)
            new = proposed.get(operation.key or "")
            if new is None or not isinstance(standing, Article):
                continue
            if new.chapter != standing.chapter:
                message = say("{key} would stand in another chapter", key=new.key)
                yield _doubt("draft-astray", message)


def _doubt(code: str, message: str) -> Problem:
    return Problem(
        code=code,
        message=message,
        hint=say("write the company's own amendment: amendtool new NAME"),
        severity="warning",
    )
