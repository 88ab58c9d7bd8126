"""What the notice says of a proposal beside its articles: title, meeting, days and reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from amendtool.desk.actions import Action, Asked, Elsewhere, NothingThere, Outcome, SentPage
from amendtool.desk.frame import told
from amendtool.desk.proposals import draft_path
from amendtool.errors import AmendtoolError
from amendtool.messages import say
from amendtool.workflow.working_draft.draft import WorkingDraft, keep, working_draft
from amendtool.workflow.working_draft.facts import (
    REASONS,
    DraftFact,
    facts_of,
    field_name,
    with_facts_said,
)
from amendtool.workflow.working_draft.page import edition_names

FACTS: Final = "facts"
"""The place under which a draft keeps what is typed in the form."""


def facts_path(name: str) -> str:
    """The page on which a proposal says what its notice prints."""
    return f"proposals/{name}/notice"


def _show(asked: Asked) -> Outcome:
    draft = _draft_of(asked)
    return NothingThere() if draft is None else _page(asked, draft)


def _take(asked: Asked) -> Outcome:
    draft = _draft_of(asked)
    if draft is None:
        return NothingThere()
    try:
        data = with_facts_said(asked.workspace(), draft, asked.form)
    except AmendtoolError as error:
        return _page(asked, draft, asked.form, error)
    keep(asked.workspace(), draft.then(data).with_typed(FACTS, {}))
    return Elsewhere(draft_path(draft.name))


def _draft_of(asked: Asked) -> WorkingDraft | None:
    return working_draft(asked.workspace(), asked.names["name"], asked.visitor.name)


def _page(
    asked: Asked,
    draft: WorkingDraft,
    sent: Mapping[str, str] | None = None,
    error: AmendtoolError | None = None,
) -> SentPage:
    name = draft.name
    typed = draft.typed.get(FACTS, {}) if sent is None else sent
    wrong = {each.place.path: each for each in (error.problems if error is not None else ())}
    names = edition_names(asked.workspace())
    facts = [
        {
            "question": fact.question.question,
            "example": fact.question.example,
            "wanted": fact.wanted,
            "kind": _kind(fact),
            "fields": [
                {
                    "name": field,
                    "id": field.replace(".", "-"),
                    "tag": tag,
                    "edition": names[tag] if tag and len(names) > 1 else "",
                    "words": typed.get(field, said),
                    "wrong": wrong[field].message if field in wrong else "",
                }
                for tag, said in fact.said.items()
                for field in (field_name(fact.question.field, tag),)
            ],
        }
        for fact in facts_of(asked.workspace(), draft)
    ]
    return asked.page(
        "proposal_facts.html.j2",
        title=say("What the notice says: {name}", name=name),
        status=422 if error is not None else 200,
        wrong=told([each for each in wrong.values() if not each.place.path]),
        mistakes=len(wrong),
        facts=facts,
        again=sent is None and bool(typed),
        here=asked.to(facts_path(name)),
        typed_at=asked.to(f"proposals/{name}/typed"),
        back={"href": asked.to(draft_path(name)), "words": say("Back to the proposal")},
    )


def _kind(fact: DraftFact) -> str:
    if fact.question.is_day:
        return "day"
    return "texts" if fact.question.field == REASONS else "text"


ACTIONS: Final = (Action(pattern=facts_path("{name}"), show=_show, do=_take, role="draft"),)
