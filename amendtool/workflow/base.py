"""The base of an amendment that is not applied: the articles that its addresses mean.

They are those of the commit in which its file came into the history, or with ``after: NAME``
those that the amendment NAME left. Where numbers have moved since, an address may name another
clause without any sign of it; so every verb asks here before it reads one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from amendtool.articles.charter import Charter
from amendtool.articles.text.encoding import decode
from amendtool.errors import ConflictError, InputError, Place, Problem
from amendtool.repository.history import FileChange, read_history
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import AMENDMENTS, ENDINGS, AmendmentSource, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The commit whose articles the addresses mean; ``when`` tells in words which one it is."""

    commit: str
    when: str
    amendment: str | None = None
    """The amendment that left these articles, where the file names one."""


def require_base(
    workspace: Workspace, source: AmendmentSource, head: str | None, *, waiting: bool = False
) -> None:
    """Raise where an amendment would be misread at ``head``, in the edition of the workspace.

    ConflictError with every address that names another clause now than in its base
    (``base-renumbered``), or when it stands on an amendment that is not applied yet
    (``base-pending``), which with ``waiting`` is in order. InputError for an ``after`` that
    leads nowhere (``after-unknown``) or back (``after-circle``). An amendment that is applied
    has its articles, and nothing is asked of it.
    """
    name = source.parsed.amendment.name
    if workspace.git.tag_of_amendment(name) is not None:
        return
    after = source.parsed.amendment.after
    if after is not None:
        base = _left_by(workspace, source, after, waiting=waiting)
    else:
        base = None if head is None else _came_in(workspace, source, head)
    if base is not None and head is not None:
        _require_same_readings(workspace, source, base, head)


# Which articles


def _left_by(
    workspace: Workspace, source: AmendmentSource, after: str, *, waiting: bool
) -> Base | None:
    """The articles as the amendment ``after`` left them; None while it is not applied."""
    circle = _circle(workspace, source.parsed.amendment.name, after)
    if circle is not None:
        first, *way = circle
        told = f"{first} stands on {', and that on '.join(way)}"
        raise InputError(
            *_at_after(
                source,
                "after-circle",
                f"an amendment cannot stand on itself: {told}",
                "name the amendment that is applied before it, or leave `after` out",
            )
        )
    tag = workspace.git.tag_of_amendment(after)
    if tag is not None and _holds(workspace, tag.commit, after):
        when = f"as the amendment {after!r} left the articles (commit {tag.commit[:12]})"
        return Base(commit=tag.commit, when=when, amendment=after)
    if after not in workspace.amendment_names():
        names = [
            each for each in workspace.amendment_names() if each != source.parsed.amendment.name
        ]
        known = f"known are {', '.join(names)}" if names else "there is no other one"
        raise InputError(
            *_at_after(
                source,
                "after-unknown",
                f"there is no amendment {after!r}",
                f"{known}; leave `after` out when the addresses mean the articles of the day on "
                "which this file came in",
            )
        )
    if waiting:
        return None
    raise ConflictError(
        *_at_after(
            source,
            "base-pending",
            f"this amendment stands on {after!r}, which is not applied yet: its addresses mean "
            "articles that are not there",
            f"`amendtool apply {after}` comes first; leave `after` out when this amendment does "
            "not stand on it",
        )
    )


def _circle(workspace: Workspace, name: str, after: str) -> list[str] | None:
    """The way from an amendment by what it stands on back to itself; None without one."""
    way = [name]
    step: str | None = after
    while step is not None and step not in way[1:]:
        way.append(step)
        if step == name:
            return way
        step = _after_of(workspace, step)
    return None


def _after_of(workspace: Workspace, name: str) -> str | None:
    """What a pending amendment in the work tree stands on."""
    if name not in workspace.amendment_names() or workspace.git.tag_of_amendment(name):
        return None
    found = workspace.found(name, cwd=workspace.root)
    try:
        text, _ = decode(found.data, file=found.shown)
    except InputError:  # told when that file is read
        return None
    from amendtool.amendments.file.read import after_in

    return after_in(text, file=found.shown)


def _holds(workspace: Workspace, commit: str, name: str) -> bool:
    """Whether a commit holds the file of an amendment: any tag can bear any name."""
    try:
        workspace.found_at(commit, name)
    except InputError:
        return False
    return True


def _at_after(source: AmendmentSource, code: str, message: str, hint: str) -> tuple[Problem, ...]:
    return source.parsed.located(
        [Problem(code=code, message=message, hint=hint, place=Place(path="after"))]
    )


def _came_in(workspace: Workspace, source: AmendmentSource, head: str) -> Base | None:
    """The articles of the day on which the file came in; None for one that is not committed."""
    path = _committed_path(workspace, source, head)
    if path is None:
        return None
    for change in read_history(workspace.git, head, (AMENDMENTS,)):
        file = next((each for each in change.files if each.new == path), None)
        if file is None:
            continue
        if file.old is None or _written_over(workspace, file):
            when = f"when this file came in (commit {change.commit[:12]})"
            return Base(commit=change.commit, when=when)
        # What came later under this path, or another one, moves nothing.
        path = file.old
    return None


def _committed_path(workspace: Workspace, source: AmendmentSource, head: str) -> str | None:
    """The path that the file has in ``head``, also where it was read from somewhere else."""
    stem = source.path.rsplit(".", 1)[0]
    # An amendment is known by its name: under the other ending it is the same one.
    paths = (source.path, *(f"{stem}{ending}" for ending in ENDINGS))
    there = workspace.git.tree(head, AMENDMENTS)
    path = next((path for path in paths if path in there), None)
    return path or _like(workspace, source, head)


def _like(workspace: Workspace, source: AmendmentSource, head: str) -> str | None:
    """The path in ``head`` of a pending amendment that says the same under another name.

    A file that was renamed or copied and is not committed yet was written against the articles
    that its original was written against.
    """
    wanted = source.parsed.amendment.operations
    for path, data in workspace.git.read(head, AMENDMENTS).items():
        stem, dot, ending = path.removeprefix(f"{AMENDMENTS}/").rpartition(".")
        if f"{dot}{ending}" not in ENDINGS or workspace.git.tag_of_amendment(stem) is not None:
            continue
        try:
            other = workspace.read_amendment(data, path, name=None, inside=True)
        except InputError:
            continue
        if wanted and other.parsed.amendment.operations == wanted:
            return path
    return None


def _written_over(workspace: Workspace, file: FileChange) -> bool:
    """Whether git takes the file of an applied amendment, now gone, for this one renamed."""
    if file.status != "R" or file.old is None:
        return False
    name = file.old.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return workspace.git.tag_of_amendment(name) is not None


# What the addresses name


def _require_same_readings(
    workspace: Workspace, source: AmendmentSource, base: Base, head: str
) -> None:
    if workspace.git.is_same(base.commit, head, ARTICLES):
        return
    try:
        now = workspace.articles_at(head).charter
    except InputError:  # told by whoever reads these articles
        return
    then = _articles_from(workspace, base.commit, head)
    if then is None:
        return
    # Of the verbs that come by here, few find that the articles have moved on since.
    from amendtool.amendments.readings import misreading_problems, misreadings

    parsed = source.parsed
    style = workspace.config.style
    found = misreadings(parsed.amendment, then, now)
    if found:
        hint = _hint(workspace, base, head, now)
        told = misreading_problems(found, style, when=base.when, hint=hint)
        raise ConflictError(*parsed.located(told))


def _articles_from(workspace: Workspace, base: str, head: str) -> Charter | None:
    """The articles of ``base``, or the first ones after it that there are and can be read.

    A file may come in before the articles do, or an edition, or while they are broken. None
    where only ``head`` is left to compare with.
    """
    for commit in chain((base,), _since(workspace, base, head)):
        if workspace.config.language not in workspace.languages_at(commit):
            continue
        try:
            found = workspace.articles_at(commit).charter
        except InputError:
            continue
        if any(found.every_article()):
            return found
    return None


def _since(workspace: Workspace, base: str, head: str) -> Iterator[str]:
    """The commits that changed the articles behind ``base``, the oldest first."""
    known = {each.commit for each in read_history(workspace.git, base, (ARTICLES,))}
    for change in reversed(read_history(workspace.git, head, (ARTICLES,))):
        if change.commit not in known:
            yield change.commit


def _hint(workspace: Workspace, base: Base, head: str, now: Charter) -> str:
    """The ways on: `after`, where an amendment left the present numbers, or a new beginning."""
    name = _left_as_now(workspace, base, head, now)
    if name is not None:
        line = f"`after: {name}`"
        instead = f" instead of `after: {base.amendment}`" if base.amendment else ""
        return (
            f"correct the numbers and add the line {line}{instead}, which says that they mean "
            f"the articles as {name} left them; or, where the numbers as written mean these "
            "already, add that line alone"
        )
    first = f"take `after: {base.amendment}` out, " if base.amendment else ""
    return (
        "correct the numbers, or leave them where they mean the present articles already; then "
        f"{first}delete the file in one commit and add it again in the next: from there on its "
        "addresses mean the articles of that commit"
    )


def _left_as_now(workspace: Workspace, base: Base, head: str, now: Charter) -> str | None:
    """The last amendment applied since the base, if every clause stands where it left it."""
    from amendtool.amendments.readings import numbers

    known = {each.commit for each in read_history(workspace.git, base.commit, (ARTICLES,))}
    for change in read_history(workspace.git, head, (ARTICLES,)):
        name = dict(change.trailers).get("Amendment")
        if change.commit in known or name is None:
            continue
        tag = workspace.git.tag_of_amendment(name)
        if tag is None:
            continue
        try:
            left = workspace.articles_at(tag.commit).charter
        except InputError:
            return None
        return name if numbers(left) == numbers(now) else None
    return None
