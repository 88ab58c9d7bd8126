"""The proposals on the desk: which there are, where each stands, what is due; and a new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from amendtool.articles.languages import language_of
from amendtool.desk.actions import Action, Asked, Elsewhere, Outcome, SentPage
from amendtool.desk.frame import AMENDMENTS, MEETING, PROPOSALS, amendment_path, told
from amendtool.errors import AmendtoolError
from amendtool.messages import language_spoken, say
from amendtool.workflow.clock.due import DueEntry, what_is_due
from amendtool.workflow.record_words import said_standing
from amendtool.workflow.status import AmendmentStatus, status
from amendtool.workflow.working_draft.draft import drafts_of, new_draft
from amendtool.workflow.working_draft.others import (
    TouchingProposal,
    proposals_read,
    touching,
)

NEW: Final = "proposals/new"
_WITHIN_DAYS: Final = 60
_OPEN: Final = ("pending", "draft")


def draft_path(name: str) -> str:
    """The page on which an amendment is drafted."""
    return f"proposals/{name}/draft"


def _listed(asked: Asked) -> Outcome:
    workspace = asked.workspace()
    wrong: Sequence[Mapping[str, str]] = ()
    dues: tuple[DueEntry, ...] = ()
    try:
        dues = what_is_due(workspace, asked.today, within=_WITHIN_DAYS).due
    except AmendtoolError as error:  # the list is of use without it
        wrong = told(error.problems)
    drafts = {each.name: each for each in drafts_of(workspace, asked.visitor.name)}
    found = [each for each in status(workspace) if each.standing in _OPEN]
    read = proposals_read(workspace)
    touched = {
        name: touching(edition, read, name=name) for name, edition in read.items() if len(read) > 1
    }
    rows = [
        *_rows(asked, found, frozenset(drafts), dues, touched),
        *(
            {
                "title": name,
                "name": "",
                "lines": [say("begun, and not saved yet")],
                "dues": (),
                "others": (),
                "links": [{"href": asked.to(draft_path(name)), "words": say("Draft on")}],
            }
            for name in sorted(drafts.keys() - {each.name for each in found})
        ),
    ]
    return asked.page(
        "proposals.html.j2",
        title=say("Proposals"),
        rows=rows,
        wrong=wrong,
        acts=[
            {"href": asked.to(NEW), "words": say("A new proposal")},
            {"href": asked.to(f"{PROPOSALS}/document"), "words": say("From a document")},
            {"href": asked.to(MEETING), "words": say("Several items at one meeting")},
            {"href": asked.to(AMENDMENTS), "words": say("All amendments")},
        ],
    )


def _rows(
    asked: Asked,
    found: Sequence[AmendmentStatus],
    drafts: frozenset[str],
    dues: Sequence[DueEntry],
    touched: Mapping[str, Sequence[TouchingProposal]],
) -> Iterator[Mapping[str, object]]:
    for each in found:
        lines = [said_standing(each.standing)]
        if each.name in drafts:
            lines.append(say("with changes that are not saved yet"))
        lines += [say("in its way: {message}", message=stop.message) for stop in each.stops[:1]]
        yield {
            "title": each.title or each.name,
            "name": each.name if each.title else "",
            "lines": lines,
            "dues": [
                {"date": _date(due), "what": due.what} for due in dues if due.amendment == each.name
            ],
            "others": [
                {
                    "href": asked.to(draft_path(other.name)),
                    "words": other.title or other.name,
                    "provisions": say(", ").join(other.provisions),
                }
                for other in touched.get(each.name, ())
            ],
            "links": [
                {"href": asked.to(draft_path(each.name)), "words": say("Draft on")},
                {"href": asked.to(amendment_path(each.name)), "words": say("Table")},
            ],
        }


def _date(due: DueEntry) -> str:
    return language_of(language_spoken()).date(due.day)


def _ask_new(asked: Asked) -> Outcome:
    return _new_page(asked)


def _new_page(asked: Asked, error: AmendtoolError | None = None) -> SentPage:
    typed = asked.form
    return asked.page(
        "proposal_new.html.j2",
        title=say("A new proposal"),
        error=error,
        name=typed.get("name", ""),
        words=typed.get("title", ""),
        meeting=typed.get("meeting", ""),
        back={"href": asked.to(PROPOSALS), "words": say("Back to the proposals")},
    )


def _begin(asked: Asked) -> Outcome:
    form = asked.form
    name = form.get("name", "").strip()
    try:
        new_draft(
            asked.workspace(),
            name,
            asked.visitor.name,
            title=form.get("title", ""),
            meeting=form.get("meeting", ""),
        )
    except AmendtoolError as error:
        return _new_page(asked, error)
    return Elsewhere(draft_path(name))


ACTIONS: Final = (
    Action(pattern=PROPOSALS, show=_listed, role="draft"),
    Action(pattern=NEW, show=_ask_new, do=_begin, role="draft"),
)
