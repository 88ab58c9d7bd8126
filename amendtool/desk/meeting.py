"""What became of an amendment, said in a browser: adopted, rejected, withdrawn, taken back, ended.

Each act is a page that shows all of what it would do, and a form that does that and nothing else:
the form holds the seal of what was shown.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from amendtool.articles.languages import language_of
from amendtool.desk.actions import Action, Asked, NothingThere, Outcome, SentPage, status_of
from amendtool.desk.frame import AMENDMENTS, HISTORY, INDEX, amendment_path, editions_of
from amendtool.desk.hints import on_pages
from amendtool.desk.proposals import draft_path
from amendtool.errors import AmendtoolError, Problem
from amendtool.messages import language_spoken, later, say, say_count
from amendtool.render.table.html import VALUES, table_functions
from amendtool.render.templates import MAX_PAGE, Functions, Templates
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.meeting.foreseen import (
    OF_THE_DAY,
    ActDone,
    Foreseen,
    ForeseenAct,
    ForeseenChange,
    ForeseenEdition,
    do_as_shown,
    foresee,
    is_known,
    said_day,
)

EXPIRE: Final = "amendments/expire"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What is said of an act: its title, what it does, the question of its day, its button."""

    title: str
    does: str
    day: str
    button: str
    done: str


_WORDS: Final[Mapping[ForeseenAct, _Words]] = {
    ForeseenAct.ADOPT: _Words(
        title=later("Adopt: {title}"),
        does=later(
            "The articles are changed as this page shows, in every edition: first the numbers, "
            "then the text. The change has a place in the history of its own, and stays in it."
        ),
        day=later("The day of the vote"),
        button=later("Adopt it"),
        done=later("Adopted: {title}"),
    ),
    ForeseenAct.REJECT: _Words(
        title=later("Rejected by the meeting: {title}"),
        does=later(
            "It is recorded that the meeting rejected it, and it is no longer pending. The "
            "articles stay as they are. To propose the same once more, an amendment under another "
            "name is needed."
        ),
        day=later("The day of the vote"),
        button=later("Record that it was rejected"),
        done=later("Recorded as rejected: {title}"),
    ),
    ForeseenAct.WITHDRAW: _Words(
        title=later("Withdrawn by its proposer: {title}"),
        does=later(
            "It is recorded that its proposer withdrew it, and it is no longer pending. The "
            "articles stay as they are. To propose the same once more, an amendment under another "
            "name is needed."
        ),
        day=later("The day on which it was withdrawn"),
        button=later("Record that it was withdrawn"),
        done=later("Recorded as withdrawn: {title}"),
    ),
    ForeseenAct.UNDO: _Words(
        title=later("Landed by mistake, take back: {title}"),
        does=later(
            "The articles become again what they were without it, and what was adopted since "
            "stays. It is pending again. The history keeps both."
        ),
        day="",
        button=later("Take it back"),
        done=later("Taken back: {title}"),
    ),
    ForeseenAct.ANNUL: _Words(
        title=later("Annulled, take back: {title}"),
        does=later(
            "The articles become again what they were without it, and what was adopted since "
            "stays. It is recorded as annulled, and is not pending again. The history keeps both."
        ),
        day=later("The day on which it was annulled"),
        button=later("Take it back as annulled"),
        done=later("Taken back as annulled: {title}"),
    ),
    ForeseenAct.EXPIRE: _Words(
        title=later("Delete what has ended by its own terms"),
        does=later(
            "Provisions that say themselves on which day they end are deleted as of that day; "
            "nobody votes on it. Each such day has a place in the history of its own."
        ),
        day="",
        button=later("Delete what has ended"),
        done=later("Deleted what had ended by its own terms"),
    ),
}

_NEXT: Final[Mapping[ForeseenAct, str]] = {
    ForeseenAct.ADOPT: later("It was adopted"),
    ForeseenAct.REJECT: later("It was rejected"),
    ForeseenAct.WITHDRAW: later("It was withdrawn"),
    ForeseenAct.UNDO: later("It was landed by mistake"),
    ForeseenAct.ANNUL: later("It was annulled"),
}
"""How the page of an amendment calls what can be said of it."""


def links_to(name: str, standing: str) -> tuple[tuple[str, str], ...]:
    """What can be said of an amendment that stands so: the path of each page, and its words."""
    found = {
        "pending": (ForeseenAct.ADOPT, ForeseenAct.REJECT, ForeseenAct.WITHDRAW),
        "draft": (ForeseenAct.REJECT, ForeseenAct.WITHDRAW),
        "adopted": (ForeseenAct.UNDO, ForeseenAct.ANNUL),
    }
    return tuple((act_path(act, name), say(_NEXT[act])) for act in found.get(standing, ()))


def act_path(act: ForeseenAct, name: str) -> str:
    """The page of an act on an amendment, or of the expiry."""
    return EXPIRE if act is ForeseenAct.EXPIRE else f"amendments/{name}/{act.value}"


def _shown(
    asked: Asked,
    act: ForeseenAct,
    *,
    day: str = "",
    wrong: str = "",
    told: Sequence[Problem] = (),
    status: int = 200,
) -> SentPage:
    """The page that shows what an act would do, and asks.

    ``day`` is what was typed, and ``wrong`` what is wrong with it; ``told`` is why it was not
    done before. Raises InputError for no such amendment.
    """
    workspace, name = asked.again(), asked.names.get("name", "")
    seen = foresee(workspace, act, name, today=asked.today)
    words = _WORDS[act]
    tag = workspace.config.language
    own = next((each for each in seen.editions if each.language == tag), None)
    behind = [each for each in seen.stops if each.code not in OF_THE_DAY or not seen.asks]
    nothing = act is ForeseenAct.EXPIRE and not seen.ended and not behind
    form = None
    if not behind and not nothing:
        form = {
            "seal": seen.seal,
            "asks": seen.asks,
            "question": say(words.day) if words.day else "",
            "day": day or seen.day.isoformat(),
            "wrong": wrong,
            "button": say(words.button),
        }
    of_the_day = () if told else tuple(each for each in seen.stops if each not in behind)
    arguments = {
        "does": say("No provision has ended by its own terms up to today.")
        if nothing
        else say(words.does),
        "facts": list(_facts(seen)),
        "told": shown_problems(told),
        "stops": shown_problems(behind),
        "known": shown_problems((*of_the_day, *seen.notices)),
        "ended": [
            say(
                "{provisions}: ended on {day}, by the terms of {of}",
                provisions=say(", ").join(each.provisions),
                day=written_date(each.day),
                of=say(", ").join(each.of),
            )
            for each in seen.ended
        ],
        **shown_changes(own),
        "editions": list(_others(asked, workspace, seen, tag)),
        "form": form,
        "back": _back(asked, name, unfinished=any(each.code == "draft-open" for each in behind)),
    }
    title = _title(words.title, seen.title or name)
    whole = {"frame": asked.frame(), "title": title, "notices": (), **arguments}
    functions: Functions = {"say": say}
    template = "act.html.j2"
    if own is not None and own.table.rows:
        template, whole = "act_table.html.j2", {**whole, "table": own.table}
        functions = {**table_functions(own.table), "say": say}
    templates = Templates((), functions, values=VALUES, inside=("desk",))
    return SentPage(html=templates.fill(template, whole, most=MAX_PAGE), status=status)


def _do(asked: Asked, act: ForeseenAct) -> SentPage:
    """Do what a form asks for that a page has shown, and say so.

    Where it cannot be done, or is no longer what was shown, nothing is written, and the page
    shows what it would do now.
    """
    typed = asked.form.get("day", "")
    day = said_day(typed) if typed.strip() else asked.today
    if day is None:
        wrong = said_no_day()
        return _shown(asked, act, day=typed, wrong=wrong, status=422)
    name = asked.names.get("name", "")
    root = asked.workspace().root
    try:
        done = do_as_shown(
            root, act, name, seal=asked.form.get("seal", ""), day=day, today=asked.today
        )
    except AmendtoolError as error:
        status = status_of(error)
        return _shown(asked, act, day=typed, told=error.problems, status=status)
    return _told_done(asked, done)


def said_no_day() -> str:
    """That what was typed is no day."""
    return say("This is no day: write year, month and day")


def _told_done(asked: Asked, done: ActDone) -> SentPage:
    """The page that says what is in git now."""
    facts = []
    if done.act is not ForeseenAct.EXPIRE:
        facts.append({"term": say("Day"), "words": written_date(done.day)})
    commits = say(", ").join(each[:12] for each in done.commits)
    facts.append({"term": say("Commits"), "words": commits})
    if done.tags:
        facts.append({"term": say("Tags"), "words": say(", ").join(done.tags)})
    links = [
        {"href": asked.to(HISTORY), "words": say("To the history")},
        {"href": asked.to(INDEX), "words": say("To the articles")},
    ]
    if done.name:
        words = say("To the amendment")
        links.insert(0, {"href": asked.to(amendment_path(done.name)), "words": words})
    asked.again()
    return asked.page(
        "done.html.j2",
        title=_title(_WORDS[done.act].done, done.title or done.name),
        facts=facts,
        known=shown_problems(done.notices),
        links=links,
    )


def _action(act: ForeseenAct) -> Action:
    def show(asked: Asked) -> Outcome:
        return _shown(asked, act) if _is_there(asked) else NothingThere()

    def do(asked: Asked) -> Outcome:
        return _do(asked, act) if _is_there(asked) else NothingThere()

    return Action(pattern=act_path(act, "{name}"), show=show, do=do, role="adopt")


def _is_there(asked: Asked) -> bool:
    name = asked.names.get("name")
    return name is None or is_known(asked.workspace(), name)


ACTIONS: Final = tuple(map(_action, ForeseenAct))


# -- what is told ---------------------------------------------------------------------------------


def _title(words: str, title: str) -> str:
    return say(words, title=title) if "{title}" in words else say(words)


def _facts(seen: Foreseen) -> Iterator[Mapping[str, str]]:
    if seen.name:
        yield {"term": say("Name"), "words": seen.name}
    if seen.act is ForeseenAct.ADOPT and not seen.asks:
        yield {"term": say("The day of the vote"), "words": written_date(seen.day)}
    if seen.tags:
        yield {"term": say("Tags"), "words": say(", ").join(seen.tags)}


def shown_changes(edition: ForeseenEdition | None) -> Mapping[str, object]:
    """What becomes of the provisions of the edition that the page is in."""
    changes = () if edition is None else edition.changes
    return {
        "changes": [told_change(each) for each in changes if each.text],
        "numbers": [told_change(each) for each in changes if not each.text],
        "dues": () if edition is None else edition.dues,
        "others": () if edition is None else edition.others,
    }


def told_change(change: ForeseenChange) -> str:
    """What becomes of a provision, in a line."""
    old, new = change.old, change.new
    if change.heading and change.heading not in (old, new):
        named = say("{place} ({heading})", place=new or old, heading=change.heading)
    else:
        named = new or old
    if not new:
        return say("{place}: deleted", place=named)
    if not old:
        return say("{place}: new", place=named)
    if old == new:
        return say("{place}: text changes", place=named)
    if change.text:
        return say("{place}, now {old}: text changes", place=named, old=old)
    return say("{old} becomes {new}", old=old, new=named)


def _others(
    asked: Asked, workspace: Workspace, seen: Foreseen, tag: str
) -> Iterator[Mapping[str, str]]:
    """The other editions, which change in the same commits: how much, and where that is shown."""
    names = {each: (folder, name) for folder, each, name in editions_of(workspace.config)}
    for each in seen.editions:
        if each.language != tag and each.language in names:
            folder, name = names[each.language]
            count = say_count(
                "{name}: {count} provision changes, in the same commits",
                "{name}: {count} provisions change, in the same commits",
                len(each.changes),
                name=name,
            )
            yield {"href": asked.at.to(asked.at.path, folder), "words": count}


def _back(asked: Asked, name: str, *, unfinished: bool) -> Mapping[str, str]:
    """Where the page leads that does nothing: to the draft, where that is to be finished first."""
    if unfinished:
        return {"href": asked.to(draft_path(name)), "words": say("Draft on")}
    path = amendment_path(name) if name else AMENDMENTS
    return {"href": asked.to(path), "words": say("Back, and do nothing")}


def shown_problems(problems: Sequence[Problem]) -> list[Mapping[str, str]]:
    """Problems as the pages of an act tell them, each once."""
    return [
        {"place": str(each.place), "message": each.message, "hint": on_pages(each.hint)}
        for each in dict.fromkeys(problems)
    ]


def written_date(day: datetime.date) -> str:
    """A day as people write it who read the page."""
    return language_of(language_spoken()).date(day)
