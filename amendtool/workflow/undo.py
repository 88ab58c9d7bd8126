"""Undoing an amendment: a new commit that takes back what it changed, and nothing else.

History is never rewritten and a tag never moved. Where the articles are still as the amendment
left them, its files become what they were, byte for byte. Where others have changed them since,
its inverse is carried over to today's articles like any amendment, with the same proof, and
what was built on it stops it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from amendtool import __version__
from amendtool.errors import AmendtoolError, ConflictError, Place, Problem
from amendtool.messages import say
from amendtool.repository.git import TreeEntry, tree_of
from amendtool.repository.landing.landing import Landing, Message, land
from amendtool.repository.landing.preconditions import require_ready
from amendtool.repository.landing.stages import files_after
from amendtool.repository.record import Act, Deed, Record, record_path, write_record
from amendtool.repository.storage.folders import (
    ARTICLES,
    FileChanges,
    changed_files,
    clause_at,
    edition_at,
)
from amendtool.repository.workspace import Applied, Workspace
from amendtool.values import dataclass
from amendtool.workflow.base import tree_at
from amendtool.workflow.editions.each import for_each_edition
from amendtool.workflow.left_articles import LeftArticles
from amendtool.workflow.life import require_day

if TYPE_CHECKING:
    from amendtool.amendments.amendment import Amendment
    from amendtool.amendments.apply.apply import Application
    from amendtool.articles.charter import Charter


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """An amendment, or an expiry, that was taken back, the oldest commit first.

    Where it was only tried there are no commits, and ``left`` are the articles that it would leave.
    """

    name: str
    deed: Deed
    day: datetime.date
    commits: tuple[str, ...]
    notices: tuple[Problem, ...] = ()
    left: LeftArticles | None = None


def undo(
    workspace: Workspace,
    name: str,
    *,
    day: datetime.date,
    annulled: bool = False,
    today: datetime.date | None = None,
    cwd: Path | None = None,
    write: bool = True,
) -> Undone:
    """Take back an amendment that was landed by mistake, or that was ``annulled`` on a day.

    What was landed by mistake is pending again; what was annulled is not. An expiry is named as
    its record is; what it had ended stands again. Raises ConflictError
    where it is not in force (``not-adopted``) or where something later leans on it
    (``undo-impossible``), RepositoryError where git refuses; nothing is written then. With
    ``write=False`` all of it is tried but the last step.
    """
    require_day(day, today, "day")
    expiry = workspace.expiry(name)
    if expiry is not None:
        subject = _subject_of(workspace, expiry)
        return _take_back(workspace, expiry, subject, day, annulled=annulled, write=write)
    known = workspace.acts().records.get(name)
    if known is not None and any(each.deed is Deed.EXPIRED for each in known.acts):
        raise ConflictError(_not_in_force(name, record_path(name)))
    found = workspace.found(name, cwd=cwd or workspace.root)
    name = workspace.read(found).parsed.amendment.name
    applied = workspace.applied(name)
    if applied is None:
        raise ConflictError(_not_in_force(name, found.shown))
    title = workspace.amendment_at(applied.commit, name).parsed.amendment.title or name
    return _take_back(workspace, applied, title, day, annulled=annulled, write=write)


def _not_in_force(name: str, file: str) -> Problem:
    return Problem(
        code="not-adopted",
        message=say("{name!r} is not in force, so there is nothing to take back", name=name),
        hint=say("`amendtool status` says where it stands"),
        place=Place(file=file),
    )


def _subject_of(workspace: Workspace, expiry: Applied) -> str:
    """What went, by its addresses, for the message of the commit that brings it back."""
    act = expiry.record.expired if expiry.record is not None else None
    return ", ".join(each.place for each in act.lapses) if act is not None else expiry.name


def _take_back(
    workspace: Workspace,
    applied: Applied,
    title: str,
    day: datetime.date,
    *,
    annulled: bool,
    write: bool,
) -> Undone:
    """Land what takes back an act that stands in the articles, with its record."""
    name, head = applied.name, workspace.head()
    exact = tree_at(workspace, applied.after) == tree_at(workspace, head)
    files = _as_before(workspace, applied, head) if exact else _inverse(workspace, applied, head)
    deed = Deed.ANNULLED if annulled else Deed.UNDONE
    trailers = (("Proposal", name), (deed.value.capitalize(), day.isoformat()))
    landing = Landing(
        name=name,
        base=head,
        renames=files.renames,
        writes=files.writes,
        deletes=files.deletes,
        renaming=Message(subject=f"{title}: {deed.value} (numbers)", trailers=trailers),
        text=Message(subject=f"{title}: {deed.value}", trailers=trailers),
    )
    standing = workspace.git.tree(head, ARTICLES)
    _, after = files_after(landing, standing, head)
    record = workspace.acts().records.get(name, Record(name=name))
    act = Act(
        deed=deed,
        day=day,
        base=tree_of(standing, ARTICLES, like=head),
        result=tree_of(after, ARTICLES, like=head),
        tool=__version__,
    )
    writes = {**files.writes, record_path(name): write_record(record.then(act))}
    new = (set(files.renames.values()) | set(files.writes)) - standing.keys()
    ready = require_ready(workspace.git, paths=(ARTICLES, record_path(name)), new=new)
    if not write:
        made, tree = changed_files(workspace.files_at(head), files), act.result or ""
        left = LeftArticles(workspace=workspace.with_ahead(name, tree, made), tree=tree)
        return Undone(name=name, deed=deed, day=day, commits=(), notices=ready.notices, left=left)
    landed = land(workspace.git, replace(landing, writes=writes))
    return Undone(
        name=name,
        deed=deed,
        day=day,
        commits=landed.commits,
        notices=(*ready.notices, *landed.notices),
    )


def _as_before(workspace: Workspace, applied: Applied, head: str) -> FileChanges:
    """The files as they were before the amendment, in the two steps in which it changed them."""
    now = workspace.git.tree(head, ARTICLES)
    contents = workspace.files_at(applied.before)
    in_chapters = workspace.config.style.numbered_in_chapters
    there = {_clause(path, in_chapters): path for path in now}
    renames: dict[str, str] = {}
    for path in contents:
        old = there.get(_clause(path, in_chapters))
        if old is not None and old != path and old not in contents:
            renames[old] = path
    standing = {renames.get(path, path): entry for path, entry in now.items()}
    writes = _changed(workspace, standing, contents)
    return FileChanges(
        renames=renames,
        writes=writes,
        deletes=frozenset(standing.keys() - contents.keys()),
    )


def _clause(path: str, in_chapters: bool) -> object:
    """The clause of a file, by its key in its edition; another file is itself."""
    found = clause_at(path, in_chapters)
    return path if found is None else (found[0], edition_at(path))


def _changed(
    workspace: Workspace, standing: Mapping[str, TreeEntry], contents: Mapping[str, bytes]
) -> dict[str, bytes]:
    held = workspace.git.blobs(standing)
    return {
        path: data
        for path, data in contents.items()
        if path not in standing or held[standing[path].oid] != data
    }


def _inverse(workspace: Workspace, applied: Applied, head: str) -> FileChanges:
    """What the inverse of the amendment does to today's articles, in all editions."""
    changes = for_each_edition(workspace, lambda edition: _taking_back(edition, applied, head))
    return FileChanges(
        renames={old: new for each in changes for old, new in each.renames.items()},
        writes={path: data for each in changes for path, data in each.writes.items()},
        deletes=frozenset(path for each in changes for path in each.deletes),
    )


def _taking_back(workspace: Workspace, applied: Applied, head: str) -> FileChanges:
    from amendtool.repository.storage.proof import proven_changes

    _, proposed = inverse_of(workspace, applied, head)
    return proven_changes(workspace.articles_at(head), proposed, workspace.config.style)


def inverse_of(workspace: Workspace, applied: Applied, head: str) -> tuple[Amendment, Charter]:
    """What takes an amendment back from today's articles, and what it makes of them.

    In one edition; ``applied`` may be an expiry, too. Raises ConflictError (``undo-impossible``)
    where something leans on it, and where no operations give back exactly what was before it.
    """
    # Few amendments are taken back, and fewer after others.
    from amendtool.amendments.apply.apply import apply
    from amendtool.amendments.carry.carry import carry

    style = workspace.config.style
    path, made_of = _source_of(workspace, applied)
    left = workspace.articles_at(applied.after).charter
    present = workspace.articles_at(head)
    try:
        application = made_of()
        if application.proposed != left:
            raise ConflictError(
                Problem(
                    code="undo-impossible",
                    message=say(
                        "its file does not give the articles that it left: somebody has "
                        "changed one of them by hand"
                    ),
                )
            )
        inverse = replace(_exact_inverse(application), follow=True)
        carried = carry(inverse, left, present.charter, style)
        if carried.lost:
            raise ConflictError(*carried.lost)
        made = apply(present.charter, carried.amendment, style)
        if made.questions:
            raise ConflictError(*dict.fromkeys(problem for _, problem in made.questions))
    except _InexactError:
        raise
    except AmendtoolError as error:
        later = _later(workspace, applied)
        raise ConflictError(
            *(
                Problem(
                    code="undo-impossible",
                    message=say(
                        "something leans on {name!r} (applied since: {later}): {message}",
                        name=applied.name,
                        later=say(", ").join(later),
                        message=each.message,
                    )
                    if later
                    else say(
                        "something leans on {name!r}: {message}",
                        name=applied.name,
                        message=each.message,
                    ),
                    hint=say(
                        "take back what leans on it first, or propose what the articles are "
                        "to say: amendtool new NAME"
                    ),
                    place=Place(file=path),
                )
                for each in error.problems
            )
        ) from None
    return carried.amendment, made.proposed


def _source_of(workspace: Workspace, applied: Applied) -> tuple[str, Callable[[], Application]]:
    """Where an act says what it did, and how that is done to the articles before it."""
    act = applied.record.expired if applied.record is not None else None
    if act is not None:
        from amendtool.workflow.dates.expiry import application_of

        return record_path(applied.name), lambda: application_of(workspace, applied.name, act)
    from amendtool.workflow.proposal import propose

    source = workspace.amendment_at(applied.commit, applied.name)
    return source.path, lambda: propose(workspace, source, applied.before).application


class _InexactError(ConflictError):
    """The inverse of an amendment does not give back exactly what was before it."""


def _exact_inverse(application: Application) -> Amendment:
    """The inverse; refused where no operations give back the articles as they were."""
    try:
        return application.inverse
    except AmendtoolError as error:
        raise _InexactError(
            *(
                Problem(
                    code="undo-impossible",
                    message=each.message,
                    hint=say(
                        "take back what was applied since, then this one: its files go back "
                        "as they were"
                    ),
                )
                for each in error.problems
            )
        ) from None


def _later(workspace: Workspace, applied: Applied) -> list[str]:
    acts = workspace.acts()
    every = {**acts.applied, **acts.expiries}
    own = every[applied.name].order
    return [each.name for each in sorted(every.values(), key=lambda a: a.order) if each.order > own]
