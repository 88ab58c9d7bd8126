"""Several items at one meeting: their agenda, the papers of it, and what the meeting decided.

The page of the agenda holds its choice in its address, so that it can be kept and sent on. What
was decided is shown as a whole before it is recorded, and recorded in one update.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from amendtool.desk.actions import (
    Action,
    Asked,
    Download,
    NothingThere,
    Outcome,
    SentPage,
    status_of,
)
from amendtool.desk.frame import HISTORY, INDEX, MEETING, editions_of
from amendtool.desk.meeting import (
    said_no_day,
    shown_changes,
    shown_problems,
    written_date,
)
from amendtool.desk.outgoing import kind_of
from amendtool.errors import AmendtoolError, Problem
from amendtool.messages import later, say, say_count
from amendtool.render.filled import Filled
from amendtool.render.table.html import VALUES, table_functions
from amendtool.render.templates import MAX_PAGE, Functions, Templates
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.documents.agenda_files import (
    NumberedItem,
    agenda_file,
    offered_agenda_files,
)
from amendtool.workflow.meeting.agenda import MOST_ITEMS, ToldOutcome, outcomes_of
from amendtool.workflow.meeting.foreseen import OF_THE_DAY, said_day
from amendtool.workflow.meeting.votes import (
    ItemVote,
    MeetingVote,
    VotesDone,
    foresee_votes,
    record_votes_as_shown,
)
from amendtool.workflow.record_words import said_standing
from amendtool.workflow.status import AmendmentStatus, status
from amendtool.workflow.table import compare_items

RESULTS: Final = "meeting/votes"
_FILES: Final = "meeting/files"
_OPEN: Final = ("pending", "draft")
_OUTCOMES: Final[Mapping[MeetingVote, str]] = {
    MeetingVote.ADOPTED: later("adopted"),
    MeetingVote.REJECTED: later("rejected"),
    MeetingVote.WITHDRAWN: later("withdrawn"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """The items that were chosen, in the order of the agenda, and what is wrong with the choice."""

    items: tuple[NumberedItem, ...]
    votes: Mapping[str, MeetingVote]
    wrong: tuple[Problem, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.items)


def _chosen(asked: Asked, pending: Sequence[AmendmentStatus]) -> _Chosen:
    """What the address of the page says; it names nothing that is not pending."""
    items: list[NumberedItem] = []
    wrong: list[Problem] = []
    for each in pending:
        typed = asked.query.get(f"no.{each.name}", "").strip()
        if not typed:
            continue
        if not (typed.isdecimal() and len(typed) < 4 and int(typed) > 0):
            message = say("{typed!r} is no number of an item", typed=typed)
            wrong.append(_of_the_choice(message, each.name))
        elif any(int(typed) == other.number for other in items):
            message = say("two items have the number {number}", number=int(typed))
            wrong.append(_of_the_choice(message, each.name))
        else:
            items.append(NumberedItem(name=each.name, number=int(typed)))
    items.sort(key=lambda each: each.number or 0)
    votes = {}
    for item in items:
        given = asked.query.get(f"vote.{item.name}", "")
        votes[item.name] = next(
            (vote for vote in MeetingVote if vote.name.lower() == given), MeetingVote.ADOPTED
        )
    return _Chosen(items=tuple(items), votes=votes, wrong=tuple(wrong))


def _of_the_choice(message: str, name: str) -> Problem:
    hint = say("write 1 for the first item of the agenda, 2 for the second")
    return Problem(code="item-number", message=f"{name}: {message}", hint=hint)


def _address(asked: Asked, path: str, chosen: _Chosen) -> str:
    """The link to a page with the same choice."""
    return f"{asked.to(path)}?{_query(chosen)}"


def _query(chosen: _Chosen) -> str:
    fields = [(f"no.{each.name}", str(each.number)) for each in chosen.items]
    fields += [(f"vote.{name}", vote.name.lower()) for name, vote in chosen.votes.items()]
    return urlencode(fields)


def _pending(workspace: Workspace) -> tuple[AmendmentStatus, ...]:
    return tuple(each for each in status(workspace) if each.standing in _OPEN)


# -- the agenda -----------------------------------------------------------------------------------


def _agenda(asked: Asked) -> Outcome:
    """The choice, and the papers of what was chosen."""
    workspace = asked.workspace()
    pending = _pending(workspace)
    chosen = _chosen(asked, pending)
    problems, items, outcomes = list(chosen.wrong), [], []
    titles = {each.name: each.title or each.name for each in pending}
    if chosen.items and not problems:
        try:
            found = [workspace.found(each, cwd=workspace.root) for each in chosen.names]
            items = [(each.name, each.compared.table) for each in compare_items(workspace, found)]
            if 1 < len(items) <= MOST_ITEMS:
                outcomes = list(_outcomes(outcomes_of(workspace, found), titles))
        except AmendtoolError as error:
            problems += error.problems
    return _agenda_page(asked, pending, chosen, problems, items, outcomes)


def _agenda_page(
    asked: Asked,
    pending: Sequence[AmendmentStatus],
    chosen: _Chosen,
    problems: Sequence[Problem],
    items: Sequence[tuple[str, Any]],
    outcomes: Sequence[Mapping[str, object]],
) -> SentPage:
    numbers = {each.name: each.number for each in chosen.items}
    titles = {each.name: each.title or each.name for each in pending}
    arguments: dict[str, Any] = {
        "frame": asked.frame(),
        "title": say("Several items at one meeting"),
        "notices": (),
        "facts": (),
        "acts": (),
        "wrong": shown_problems(problems),
        "agenda": asked.to(MEETING),
        "votes": asked.to(RESULTS) if asked.visitor.may("adopt") else "",
        "rows": [
            {
                "name": each.name,
                "title": titles[each.name],
                "number": asked.query.get(f"no.{each.name}", ""),
                "lines": [
                    said_standing(each.standing),
                    *(say("in its way: {message}", message=one.message) for one in each.stops[:1]),
                ],
                "votes": [
                    {
                        "value": vote.name.lower(),
                        "words": say(words),
                        "chosen": vote is chosen.votes.get(each.name, MeetingVote.ADOPTED),
                    }
                    for vote, words in _OUTCOMES.items()
                ],
            }
            for each in pending
        ],
        "outcomes": outcomes,
        "files": [
            {
                "use": each.use,
                "files": [
                    {"href": _address(asked, f"{_FILES}/{name}", chosen), "words": name}
                    for name in each.names
                ],
            }
            for each in (offered_agenda_files(chosen.items) if items else ())
        ],
    }
    functions: Functions = {"say": say}
    template = "agenda.html.j2"
    if items:
        template = "agenda_tables.html.j2"
        functions = {**table_functions(items[0][1]), "say": say}
        arguments["table"] = items[0][1]
        arguments["items"] = [
            {
                "title": say("Item {number}: {title}", number=numbers[name], title=titles[name]),
                "table": table_alone(table),
            }
            for name, table in items
        ]
    page = Templates((), functions, values=VALUES, inside=("desk",))
    status_code = 422 if problems else 200
    return SentPage(html=page.fill(template, arguments, most=MAX_PAGE), status=status_code)


def table_alone(table: Any) -> Filled:
    """A table as it stands in a page of several."""
    functions: Functions = {**table_functions(table), "say": say}
    templates = Templates((), functions, values=VALUES, inside=("desk",))
    page = templates.fill("table_alone.html.j2", {"table": table}, most=MAX_PAGE)
    # No text holds these: it is escaped.
    return Filled(page.partition("<main>")[2].rpartition("</main>")[0])


def _outcomes(
    found: Sequence[ToldOutcome], titles: Mapping[str, str]
) -> Iterator[Mapping[str, object]]:
    def named(names: Sequence[str]) -> str:
        return say(", ").join(titles[each] for each in names)

    for each in found:
        adopted = named(each.outcome.adopted) or say("nothing")
        words = say("adopted: {adopted}", adopted=adopted)
        if each.rejected:
            rejected = named(each.rejected)
            words = say(
                "adopted: {adopted}; rejected: {rejected}", adopted=adopted, rejected=rejected
            )
        problem = each.outcome.problem
        lines = [] if problem is None else [say("impossible: {why}", why=problem.message)]
        lines += [
            say(
                "the table of {item} says {printed}; it comes out as {comes_out}",
                item=titles[one.item],
                printed=one.printed,
                comes_out=one.comes_out,
            )
            for one in each.wrong
        ]
        yield {"words": words, "lines": lines or [say("as printed")]}


def _file(asked: Asked) -> Outcome:
    workspace, file = asked.workspace(), asked.names["file"]
    chosen = _chosen(asked, _pending(workspace))
    if not chosen.items:
        return NothingThere()
    data = agenda_file(workspace, chosen.items, file)
    if data is None:
        return NothingThere()
    kept = file if "-" in file else f"agenda-{file}"
    return Download(name=kept, media_type=kind_of(file), data=data)


# -- what was decided -----------------------------------------------------------------------------


def _results(asked: Asked) -> Outcome:
    return _results_page(asked)


def _results_page(
    asked: Asked,
    *,
    day: str = "",
    wrong: str = "",
    told: Sequence[Problem] = (),
    status_code: int = 200,
) -> SentPage:
    """What all of the votes would do, and the form that records them."""
    workspace = asked.again()
    chosen = _chosen(asked, _pending(workspace))
    if not chosen.items or chosen.wrong:
        problems = [*chosen.wrong] or [
            Problem(
                code="item-number",
                message=say("no item is chosen"),
                hint=say("write 1 for the first item of the agenda, 2 for the second"),
            )
        ]
        return _agenda_page(asked, _pending(workspace), chosen, problems, (), ())
    seen = foresee_votes(workspace, _votes(chosen), today=asked.today)
    tag = workspace.config.language
    own = next((each for each in seen.editions if each.language == tag), None)
    behind = [each for each in seen.stops if each.code not in OF_THE_DAY]
    of_the_day = () if told else tuple(each for each in seen.stops if each not in behind)
    form = None
    if not behind:
        form = {
            "seal": seen.seal,
            "asks": True,
            "question": say("The day of the meeting"),
            "day": day or written_date(seen.day),
            "wrong": wrong,
            "button": say("Record all of it"),
        }
    arguments: dict[str, Any] = {
        "frame": asked.frame(),
        "title": say("What the meeting decided"),
        "notices": (),
        "does": say(
            "What was adopted changes the articles as this page shows, in every edition and in "
            "the order of the agenda; of the others it is recorded what became of them. All of it "
            "comes into the history at once, or nothing does."
        ),
        "facts": [
            *_facts(seen.votes, seen.titles),
            *([{"term": say("Tags"), "words": say(", ").join(seen.tags)}] if seen.tags else []),
        ],
        "told": shown_problems(told),
        "stops": shown_problems(behind),
        "known": shown_problems((*of_the_day, *seen.notices)),
        "ended": (),
        **shown_changes(own),
        "editions": list(_editions(asked, workspace, chosen, seen.editions)),
        "form": form,
        "back": {"href": _address(asked, MEETING, chosen), "words": say("Back, and do nothing")},
    }
    functions: Functions = {"say": say}
    template = "act.html.j2"
    if own is not None and own.table.rows:
        template, arguments = "act_table.html.j2", {**arguments, "table": own.table}
        functions = {**table_functions(own.table), "say": say}
    page = Templates((), functions, values=VALUES, inside=("desk",))
    return SentPage(html=page.fill(template, arguments, most=MAX_PAGE), status=status_code)


def _votes(chosen: _Chosen) -> tuple[ItemVote, ...]:
    return tuple(ItemVote(name=name, vote=chosen.votes[name]) for name in chosen.names)


def _facts(votes: Sequence[ItemVote], titles: Sequence[str]) -> Iterator[Mapping[str, str]]:
    for vote, title in zip(votes, titles, strict=True):
        yield {"term": title, "words": say(_OUTCOMES[vote.vote])}


def _editions(
    asked: Asked, workspace: Workspace, chosen: _Chosen, editions: Sequence[Any]
) -> Iterator[Mapping[str, str]]:
    names = {each: (folder, name) for folder, each, name in editions_of(workspace.config)}
    for each in editions:
        if each.language != workspace.config.language and each.language in names:
            folder, name = names[each.language]
            words = say_count(
                "{name}: {count} provision changes, in the same commits",
                "{name}: {count} provisions change, in the same commits",
                len(each.changes),
                name=name,
            )
            href = f"{asked.at.to(asked.at.path, folder)}?{_query(chosen)}"
            yield {"href": href, "words": words}


def _record(asked: Asked) -> Outcome:
    """Record what a page has shown, or show what it would do now."""
    typed = asked.form.get("day", "")
    day = said_day(typed) if typed.strip() else None
    if day is None:
        return _results_page(asked, day=typed, wrong=said_no_day(), status_code=422)
    workspace = asked.workspace()
    chosen = _chosen(asked, _pending(workspace))
    if not chosen.items or chosen.wrong:
        return _results_page(asked, day=typed, status_code=422)
    try:
        done = record_votes_as_shown(
            workspace.root,
            _votes(chosen),
            seal=asked.form.get("seal", ""),
            day=day,
            today=asked.today,
        )
    except AmendtoolError as error:
        code = status_of(error)
        return _results_page(asked, day=typed, told=error.problems, status_code=code)
    return _told_done(asked, done)


def _told_done(asked: Asked, done: VotesDone) -> SentPage:
    facts = [*_facts(done.votes, done.titles)]
    facts.append({"term": say("Day"), "words": written_date(done.day)})
    commits = say(", ").join(each[:12] for each in done.commits)
    facts.append({"term": say("Commits"), "words": commits})
    if done.tags:
        facts.append({"term": say("Tags"), "words": say(", ").join(done.tags)})
    asked.again()
    return asked.page(
        "done.html.j2",
        title=say("Recorded: what the meeting decided"),
        facts=facts,
        known=shown_problems(done.notices),
        links=[
            {"href": asked.to(HISTORY), "words": say("To the history")},
            {"href": asked.to(INDEX), "words": say("To the articles")},
        ],
    )


ACTIONS: Final = (
    Action(pattern=MEETING, show=_agenda, role="read"),
    Action(pattern=f"{_FILES}/{{file}}", show=_file, role="read"),
    Action(pattern=RESULTS, show=_results, do=_record, role="adopt"),
)
