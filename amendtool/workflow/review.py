"""What a branch brings to the articles, for those who review it before it is merged.

A reviewer asks three things: what would be voted on or was adopted, as the table prints it; what
was done to the articles beside that; and what is wrong. All of it is seen from where the branch
left the one that it is to be merged into, as git hosts show a pull request.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from amendtool.comparison.table import Table
from amendtool.errors import AmendtoolError, Problem
from amendtool.messages import say
from amendtool.render.comment import CommentSection
from amendtool.render.markdown import inline_of
from amendtool.repository.git import Git
from amendtool.repository.record import EVENT, RECORD_ENDING
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import AMENDMENTS, ENDINGS, Workspace
from amendtool.values import dataclass
from amendtool.workflow.check import check
from amendtool.workflow.diff import common_commit
from amendtool.workflow.record_words import said_standing
from amendtool.workflow.status import AmendmentStatus, status
from amendtool.workflow.table import ComparedArticles, compare


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedTable:
    """The comparison table of one edition."""

    language: str
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedAmendment:
    """An amendment that the branch brings or changes, or of which it records an act.

    ``tables`` has one for each edition; it is empty where something ``stops`` the amendment, or
    where it was dropped. ``notices`` are what its tables leave out or may print stale.
    """

    status: AmendmentStatus
    tables: tuple[ReviewedTable, ...]
    stops: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a branch brings, from the commit ``base`` on to ``head``.

    ``articles`` are the tables of the articles at both ends, one for each edition; there are none
    where the articles are the same, or where one amendment says all of it. ``uncompared`` says of
    which edition there can be none, such as one that the branch begins. ``dropped`` names the
    amendments whose files the branch takes away, ``recorded`` the other files that it changes
    beside the amendments: the days of events, the records of what is of no amendment.
    ``findings`` are those of ``check``.
    """

    base: str
    head: str
    amendments: tuple[ReviewedAmendment, ...]
    articles: tuple[ReviewedTable, ...]
    uncompared: tuple[Problem, ...]
    dropped: tuple[str, ...]
    recorded: tuple[str, ...]
    findings: tuple[Problem, ...]
    exit_code: int


def review(workspace: Workspace, target: str, *, cwd: Path) -> Review:
    """What HEAD brings to the branch, tag or commit ``target`` that it is to be merged into.

    The findings are those of the work tree, in which a review has HEAD. Raises InputError for a
    ``target`` that is no commit, or that has no commit in common with HEAD.
    """
    head = workspace.head()
    base = common_commit(workspace.git, target, head, "HEAD")
    changed, dropped = _changed(workspace.git, base, head)
    found = tuple(_reviewed(workspace, each) for each in status(workspace) if each.name in changed)
    articles, uncompared = _articles(workspace, base, head, found)
    findings = check(workspace, None, cwd=cwd)
    exit_code = max((each.exit_code for each in findings.errors), default=0)
    if exit_code == 0 and any(each.severity != "note" for each in findings.problems):
        exit_code = 1
    return Review(
        base=base,
        head=head,
        amendments=found,
        articles=articles,
        uncompared=uncompared,
        dropped=dropped,
        recorded=tuple(sorted(changed - {each.status.name for each in found})),
        findings=findings.problems,
        exit_code=exit_code,
    )


def _changed(git: Git, base: str, head: str) -> tuple[set[str], tuple[str, ...]]:
    """The amendments whose files or records differ, and those whose files are gone."""
    before, after = git.tree(base, AMENDMENTS), git.tree(head, AMENDMENTS)
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    names = {name for path in changed if (name := _name(path))}
    there = {name for path in after if (name := _name(path))}
    return names & there, tuple(sorted(names - there))


def _name(path: str) -> str:
    """The amendment that a file belongs to, or nothing."""
    name = path.rpartition("/")[2]
    for ending in (RECORD_ENDING, *ENDINGS):
        if name.endswith(ending):
            return name.removesuffix(ending)
    return ""


def _reviewed(workspace: Workspace, status: AmendmentStatus) -> ReviewedAmendment:
    if status.standing in ("rejected", "withdrawn", "annulled"):
        return ReviewedAmendment(status=status, tables=())
    tables: list[ReviewedTable] = []
    notices: list[Problem] = []
    try:
        for language, compared in _in_every_edition(workspace, status.name):
            tables.append(ReviewedTable(language=language, table=compared.table))
            notices += compared.notices
    except AmendtoolError as error:
        return ReviewedAmendment(status=status, tables=(), stops=error.problems)
    return ReviewedAmendment(status=status, tables=tuple(tables), notices=tuple(notices))


def _articles(
    workspace: Workspace, base: str, head: str, found: tuple[ReviewedAmendment, ...]
) -> tuple[tuple[ReviewedTable, ...], tuple[Problem, ...]]:
    """The tables of both ends, unless one of the amendments has the same; why there is none.

    What one edition lacks at either end, or what is not read there, hides no other edition.
    """
    if workspace.git.is_same(base, head, ARTICLES):
        return (), ()
    whole: list[ReviewedTable] = []
    stops: list[Problem] = []
    for language in workspace.languages_at(head):
        try:
            table = compare(workspace.edition(language), f"{base}..{head}").table
        except AmendtoolError as error:
            stops += error.problems
        else:
            whole += [ReviewedTable(language=language, table=table)] if table.rows else []
    said = [{each.language: each.table.rows for each in one.tables} for one in found]
    rows = {each.language: each.table.rows for each in whole}
    return () if rows in said else tuple(whole), tuple(dict.fromkeys(stops))


def _in_every_edition(workspace: Workspace, target: str) -> list[tuple[str, ComparedArticles]]:
    languages = workspace.languages_at(workspace.head())
    return [(each, compare(workspace.edition(each), target)) for each in languages]


def documents_of(found: Review) -> Iterator[tuple[str, ReviewedTable]]:
    """Every table with the name of its document, without an ending."""
    every = [(each.status.name, each.tables) for each in found.amendments]
    for name, tables in (*every, (ARTICLES, found.articles)):
        for each in tables:
            yield (name if len(tables) == 1 else f"{name}.{each.language}"), each


def sections_of(found: Review) -> Iterator[CommentSection]:
    """What the comment says: the findings first, then the amendments, then the articles."""
    serious = tuple(each for each in found.findings if each.severity != "note")
    notes = len(found.findings) - len(serious)
    yield CommentSection(
        heading=say("Findings ({count})", count=len(serious))
        if serious
        else say("Check: nothing to mend"),
        lines=(say("`amendtool check` has notes beside that: {notes}.", notes=notes),)
        if notes
        else (),
        problems=serious,
    )
    for each in found.amendments:
        yield _section(each)
    if found.articles or found.uncompared:
        yield CommentSection(
            heading=say("The articles as a whole"),
            lines=(say("Everything that the branch does to them, by whatever commit."),),
            problems=found.uncompared,
            tables=_named(found.articles),
            file=ARTICLES,
        )
    if found.dropped:
        yield CommentSection(
            heading=say("Taken away"), lines=tuple(f"- `{name}`" for name in found.dropped)
        )
    if found.recorded:
        yield CommentSection(
            heading=say("Recorded beside the amendments"),
            lines=tuple(f"- {_record(name)}" for name in found.recorded),
        )
    if not (
        found.amendments or found.articles or found.uncompared or found.dropped or found.recorded
    ):
        yield CommentSection(heading=say("The articles and the amendments are those of the base"))


def _record(name: str) -> str:
    """What a file is that belongs to no amendment, in Markdown."""
    if name.startswith(EVENT):
        return say("the day of the event {event}", event=inline_of(name.removeprefix(EVENT)))
    return inline_of(f"{name}{RECORD_ENDING}")


def _section(each: ReviewedAmendment) -> CommentSection:
    status = each.status
    title = f": {status.title}" if status.title else ""
    if status.standing == "draft":
        lines = [say("The amendment is a draft.")]
    elif status.day:
        standing = said_standing(status.standing)
        lines = [say("The amendment is {standing} on {day}.", standing=standing, day=status.day)]
    else:
        lines = [say("The amendment is {standing}.", standing=said_standing(status.standing))]
    if each.tables and not any(one.table.rows for one in each.tables):
        lines.append(say("It changes nothing in the articles."))
    return CommentSection(
        heading=f"{status.name}{title}",
        lines=tuple(lines),
        problems=(*each.stops, *each.notices),
        tables=_named(tuple(one for one in each.tables if one.table.rows)),
        file=status.name,
    )


def _named(tables: tuple[ReviewedTable, ...]) -> tuple[tuple[str, Table], ...]:
    """The tables, each with its language where there are several."""
    return tuple((each.language if len(tables) > 1 else "", each.table) for each in tables)
