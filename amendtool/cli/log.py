"""``amendtool log``: which amendments changed the articles or one clause, and how."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import click

from amendtool.cli.app import Verb
from amendtool.cli.complete import complete_provision
from amendtool.cli.console import Console
from amendtool.cli.options import (
    as_of_option,
    json_option,
    on_option,
    one_language_option,
    open_workspace,
)
from amendtool.messages import later, say

if TYPE_CHECKING:
    from amendtool.articles.styles import DraftingStyle
    from amendtool.render.records import LogChangeRecord, LogEntryRecord
    from amendtool.repository.history import ClauseChange, HistoryEntry
    from amendtool.workflow.log import ArticlesLog

_TRAILERS: Final = {
    "Meeting": later("Meeting:"),
    "Resolved": later("Resolved:"),
    "Adopted": later("Adopted:"),
    "Adopted-By": later("Adopted-By:"),
    "Effective": later("Effective:"),
    "Expired": later("Expired:"),
}
"""The trailers of a commit that are told, each under its label."""
_NARROWEST: Final = 11
"""The width of the labels, but for a longer one."""


@click.command(
    cls=Verb,
    name="log",
    example=later('amendtool log\namendtool log "Article 16"\namendtool log chairman'),
)
@click.argument("provision", required=False, shell_complete=complete_provision)
@on_option
@as_of_option
@one_language_option
@json_option
@click.pass_obj
def command(
    console: Console,
    provision: str | None,
    on: datetime.date | None,
    as_of: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Show which amendments changed the articles, or one PROVISION, under which numbers.

    PROVISION is an address in the present numbering or the key of an article or chapter,
    also of one that was deleted since. Without --language it is the history of all editions.
    With --on it is what the articles in force on that day have been through, with --as-of what was
    known at REV.
    """
    from amendtool.workflow.log import log

    workspace = open_workspace(console, language)
    style = workspace.config.style
    found = log(
        workspace, provision, language=language, on=on, as_of=as_of, progress=console.progress
    )
    console.problems(found.notices)
    if as_json:
        console.record(
            {
                "schema": "amendtool/log/1",
                "entries": [_record(entry, found, style) for entry in found.entries],
            }
        )
        return
    arrow = "→" if console.shows("→") else "->"
    languages = workspace.config.languages if language is None else (language,)
    blocks = [_text(entry, found, style, arrow, console, languages) for entry in found.entries]
    console.print("\n\n".join(blocks) if blocks else say("no commit yet"), paged=True)


def _text(
    entry: HistoryEntry,
    found: ArticlesLog,
    style: DraftingStyle,
    arrow: str,
    console: Console,
    languages: Sequence[str],
) -> str:
    from amendtool.articles.text.characters import shown

    told = {name: shown(value, one_line=True) for name, value in entry.trailers}
    title = entry.amendment or told.get("Expiry") or entry.commits[-1][:12]
    title = shown(title, one_line=True)
    head = click.style(title, fg="yellow", bold=True) if console.styled() else title
    lines = [f"{head}  {shown(entry.subject, one_line=True)}"]
    told_of = [(say(label), told[name]) for name, label in _TRAILERS.items() if told.get(name)]
    for trailer, label in (("By-The-Terms-Of", say("Terms of:")), ("Ends", say("Ends:"))):
        values = (value for name, value in entry.trailers if name == trailer)
        told_of += [(label, shown(value, one_line=True)) for value in values]
    commits = " ".join(commit[:12] for commit in entry.commits)
    told_of.append((say("Commits:"), f"{commits}  ({entry.date[:10]})"))
    lines += _table(told_of)
    changes = found.changes(entry)
    # Numbers that follow from others would drown the rest of a long list.
    telling = [change for change in changes if change.text or found.key is not None]
    lines += [
        f"    {_change(change, style, arrow)}{_only(change, languages)}" for change in telling
    ]
    rest = len(changes) - len(telling)
    if rest:
        lines.append(say("    and {count} renumbered", count=rest))
    return "\n".join(lines)


def _table(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Labels and values in two columns of a terminal."""
    from amendtool.cli.layout import columns

    width = max(_NARROWEST, *(columns(label) + 1 for label, _ in rows))
    for label, value in rows:
        yield f"  {label}{' ' * (width - columns(label))}{value}"


def _change(change: ClauseChange, style: DraftingStyle, arrow: str) -> str:
    old = change.present.text(style) if change.present else None
    new = change.proposed.text(style) if change.proposed else None
    if old is None:
        return say("{new} ({key}) new", new=new, key=change.key)
    if new is None:
        return say("{old} ({key}) deleted", old=old, key=change.key)
    place = new if old == new else f"{old} {arrow} {new}"
    if old == new:
        return say("{place} ({key}) text changed", place=place, key=change.key)
    if change.text:
        return say("{place} ({key}) renumbered and text changed", place=place, key=change.key)
    return say("{place} ({key}) renumbered", place=place, key=change.key)


def _only(change: ClauseChange, languages: Sequence[str]) -> str:
    """The edition in which alone a clause changed."""
    some = len(languages) > 1 and 0 < len(change.editions) < len(languages)
    return say(" in {languages} only", languages=say(", ").join(change.editions)) if some else ""


def _record(entry: HistoryEntry, found: ArticlesLog, style: DraftingStyle) -> LogEntryRecord:
    return {
        "amendment": entry.amendment,
        "subject": entry.subject,
        "date": entry.date,
        "trailers": [list(pair) for pair in entry.trailers],
        "commits": list(entry.commits),
        "changes": [_change_record(change, style) for change in found.changes(entry)],
    }


def _change_record(change: ClauseChange, style: DraftingStyle) -> LogChangeRecord:
    from amendtool.articles.addresses import canonical

    record: LogChangeRecord = {
        "key": change.key,
        "present": canonical(change.present, style) if change.present else None,
        "proposed": canonical(change.proposed, style) if change.proposed else None,
        "text": change.text,
    }
    if change.editions:
        record["editions"] = list(change.editions)
    return record
