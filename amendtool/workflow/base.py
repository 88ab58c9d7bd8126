"""The base of an amendment that is not applied: the articles that its addresses mean.

The file says it, with ``written_against: TREE`` or ``after: NAME``; then its addresses are
carried over to today's articles by key, or it stops where they cannot be. A file that says
neither means the articles of the commit in which it came into the history, and goes on only
where every address names the same clause today. Every verb that reads an amendment asks here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from amendtool.articles.charter import Charter
from amendtool.articles.text.encoding import decode
from amendtool.errors import AmendtoolError, ConflictError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.history import FileChange, read_history
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import (
    AMENDMENTS,
    ENDINGS,
    TREE,
    AmendmentSource,
    Workspace,
    names_in,
)
from amendtool.values import dataclass
from amendtool.workflow.record_words import said_standing

if TYPE_CHECKING:
    from amendtool.amendments.carry.carry import CarriedAmendment


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The articles that the addresses mean, as :meth:`Workspace.articles_at` takes them.

    ``when`` tells in words which they are. They are ``said`` where the file names them.
    """

    articles: str
    when: str
    said: bool = False
    amendment: str | None = None
    """The amendment that left these articles, where the file names one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """An amendment in the numbers of today's articles, and what that changed in it.

    ``carried`` is None where it was written in these numbers.
    """

    source: AmendmentSource
    base: Base | None = None
    carried: CarriedAmendment | None = None
    now: Charter | None = None
    """The articles that it was carried over to."""

    @property
    def is_moved(self) -> bool:
        """Whether the file says other numbers than those of today."""
        found = self.carried
        return found is not None and bool(found.moved or found.citations or found.counted)


def bound(workspace: Workspace, source: AmendmentSource, head: str | None) -> Bound:
    """The amendment as it is to be read at ``head``, in the edition of the workspace.

    Raises ConflictError with every address that names another clause now than in its base
    (``base-renumbered``), with what cannot be carried over (``base-gone``, ``base-rewritten``,
    ``base-nothing``, ``base-unclear``, ``base-citation``), when it stands on an amendment that
    is not applied yet (``base-pending``) or will not be (``base-fallen``), and when its base is
    not there any more (``base-lost``). InputError for an ``after`` that leads nowhere
    (``after-unknown``) or back (``after-circle``). An amendment that is applied has its articles,
    and nothing is asked of it.
    """
    if workspace.is_applied(source.parsed.amendment.name):
        return Bound(source=source)
    if head is not None and head in workspace.ahead.values():
        return _behind(workspace, source, head)
    base = base_of(workspace, source, head)
    if base is None or head is None:
        return Bound(source=source, base=base)
    if not base.said:
        _require_same_readings(workspace, source, base, head)
        return Bound(source=source, base=base)
    return carried_to(workspace, source, base, head)


def _behind(workspace: Workspace, source: AmendmentSource, head: str) -> Bound:
    """An item of a meeting as it is to be read behind the items before it.

    Each says the numbers of the articles in force, as the notice prints them, and has to be
    right in these by itself; one that stands on another item says those that this one leaves.
    """
    after = source.parsed.amendment.after
    if after is not None and after in workspace.ahead:
        left = workspace.ahead[after]
        when = say("as {after!r} leaves the articles", after=after)
        return carried_to(
            workspace, source, Base(articles=left, when=when, said=True, amendment=after), head
        )
    now = workspace.head()
    base = bound(workspace, source, now).base
    if base is None or not base.said:
        base = Base(articles=now, when=say("for the articles in force"), said=True)
    return carried_to(workspace, source, base, head)


def carried_to(workspace: Workspace, source: AmendmentSource, base: Base, to: str) -> Bound:
    """The amendment carried over from its base to the articles ``to``, as a commit or a tree.

    Raises ConflictError for what cannot be carried, and what applying to its base raises.
    """
    if base.articles == to or tree_at(workspace, base.articles) == tree_at(workspace, to):
        return Bound(source=source, base=base)
    try:
        now = workspace.articles_at(to).charter
        then = workspace.articles_at(base.articles).charter
    except InputError:  # told by whoever reads these articles; an edition may not be there yet
        return Bound(source=source, base=base)
    return carried_over(workspace, source, base, then, now)


def carried_over(
    workspace: Workspace, source: AmendmentSource, base: Base, then: Charter, now: Charter
) -> Bound:
    """Like :func:`carried_to`, from articles to articles."""
    # Of the verbs that come by here, few find that the articles have moved on since.
    from amendtool.amendments.carry.carry import carry

    parsed = source.parsed
    try:
        carried = carry(parsed.amendment, then, now, workspace.config.style)
    except AmendtoolError as error:
        raise type(error)(*parsed.located(error.problems)) from None
    if carried.lost:
        name = parsed.amendment.name
        hint = say(
            "read the operation again with the articles as they are now, correct it, "
            "then `amendtool rebase {name} --against HEAD --as-written`",
            name=name,
        )
        told = (
            replace(
                each,
                message=say(
                    "{message} (it was written {when})", message=each.message, when=base.when
                ),
                hint=f"{each.hint}; {hint}" if each.hint else hint,
            )
            for each in carried.lost
        )
        raise ConflictError(*parsed.located(told))
    moved = replace(source, parsed=replace(parsed, amendment=carried.amendment))
    return Bound(source=moved, base=base, carried=carried, now=now)


def notes_of(workspace: Workspace, one: Bound) -> tuple[Problem, ...]:
    """What carrying over has changed, each at its field; a citation at its operation."""
    if one.carried is None or one.base is None:
        return ()
    style = workspace.config.style
    told: dict[tuple[str, str], Problem] = {}
    for each in one.carried.moved:
        before, after = each.before.text(style), each.after.text(style)
        told.setdefault(
            (before, after),
            Problem(
                code="base-carried",
                message=say(
                    "written {when}: {before} is now {after}",
                    when=one.base.when,
                    before=before,
                    after=after,
                ),
                place=Place(path=each.path),
                severity="note",
            ),
        )
    for renumbered in one.carried.counted:
        said, to = renumbered.before.target.text(style), renumbered.before.to.text(style)
        if renumbered.after is None:
            message = say(
                "written {when}: {old} to {new} follows from the rest, and is counted anew: "
                "nothing that it named gets another number now",
                when=one.base.when,
                old=said,
                new=to,
            )
        else:
            message = say(
                "written {when}: {old} to {new} follows from the rest, and is counted anew: "
                "{old_now} to {new_now}",
                when=one.base.when,
                old=said,
                new=to,
                old_now=renumbered.after.target.text(style),
                new_now=renumbered.after.to.text(style),
            )
        told.setdefault(
            (said, to),
            Problem(
                code="base-carried",
                message=message,
                place=Place(path=f"operations[{renumbered.operation}].renumber"),
                severity="note",
            ),
        )
    for cited in one.carried.citations:
        if cited.field == "find":
            message = say(
                "written {when}: its `find` quotes {after!r} now instead of {before!r}",
                when=one.base.when,
                after=cited.after,
                before=cited.before,
            )
        else:
            message = say(
                "written {when}: its text cites {after!r} now instead of {before!r}",
                when=one.base.when,
                after=cited.after,
                before=cited.before,
            )
        told.setdefault(
            (cited.before, f"{cited.field} {cited.after}"),
            Problem(
                code="base-carried",
                message=message,
                place=Place(path=f"operations[{cited.operation}]"),
                severity="note",
            ),
        )
    return one.source.parsed.located(told.values())


def tree_at(workspace: Workspace, articles: str) -> str | None:
    """The tree of some articles that a commit holds, or that stand for themselves."""
    tree = articles.removeprefix(TREE)
    return tree if tree != articles else workspace.git.tree_id(articles, ARTICLES)


# Which articles


def base_of(workspace: Workspace, source: AmendmentSource, head: str | None) -> Base | None:
    """The base of a pending amendment; None where it is the articles of today.

    Raises as :func:`bound` where the file names one that is not there.
    """
    amendment = source.parsed.amendment
    if amendment.after is not None:
        return _left_by(workspace, source, amendment.after)
    if amendment.written_against is not None:
        return _written_against(workspace, source, amendment.written_against)
    return None if head is None else _came_in(workspace, source, head)


def waits_for(workspace: Workspace, source: AmendmentSource) -> str | None:
    """The pending amendment that this one stands on; None where it stands on none.

    Raises InputError for an ``after`` that leads nowhere or back, ConflictError (``base-fallen``)
    for one that was rejected, withdrawn or annulled.
    """
    after = source.parsed.amendment.after
    if after is None or workspace.is_applied(source.parsed.amendment.name):
        return None
    _require_known(workspace, source, after)
    if workspace.is_applied(after):
        return None
    _require_open(workspace, source, after)
    return after


def _require_open(workspace: Workspace, source: AmendmentSource, after: str) -> None:
    """Raise ConflictError where nobody will adopt any more what an amendment stands on."""
    record = workspace.acts().records.get(after)
    if record is None or record.standing == "pending":
        return
    name = source.parsed.amendment.name
    raise ConflictError(
        *_at(
            source,
            "after",
            "base-fallen",
            say(
                "this amendment stands on {after!r}, which was {standing}: the articles "
                "that its numbers mean will not be",
                after=after,
                standing=said_standing(record.standing),
            ),
            say(
                "carry it over to the articles of today (`amendtool rebase {name} --against "
                "HEAD`), or withdraw it, too: amendtool withdraw {name}",
                name=name,
            ),
        )
    )


def _written_against(workspace: Workspace, source: AmendmentSource, tree: str) -> Base:
    if not workspace.has_articles(tree):
        name = source.parsed.amendment.name
        raise ConflictError(
            *_at(
                source,
                "written_against",
                "base-lost",
                say(
                    "the articles {tree}, which it was written against, are not in this "
                    "repository any more",
                    tree=tree[:12],
                ),
                two_ways(name),
            )
        )
    when = say("with the articles as they stood then ({tree})", tree=tree[:12])
    return Base(articles=f"{TREE}{tree}", when=when, said=True)


def two_ways(name: str) -> str:
    """What says on which articles an amendment stands."""
    return say(
        "say which articles its numbers mean: `amendtool rebase {name} --against REV`, "
        "where REV is a commit that holds them, or `amendtool rebase {name} --after "
        "NAME`, where they are those that the amendment NAME leaves",
        name=name,
    )


def _left_by(workspace: Workspace, source: AmendmentSource, after: str) -> Base:
    """The articles as the amendment ``after`` left them."""
    _require_known(workspace, source, after)
    applied = workspace.applied(after)
    if applied is not None:
        when = say(
            "as the amendment {after!r} left the articles (commit {commit})",
            after=after,
            commit=applied.commit[:12],
        )
        return Base(articles=applied.after, when=when, said=True, amendment=after)
    _require_open(workspace, source, after)
    raise ConflictError(
        *_at(
            source,
            "after",
            "base-pending",
            say(
                "this amendment stands on {after!r}, which is not applied yet: its "
                "addresses mean articles that are not there",
                after=after,
            ),
            say(
                "`amendtool apply {after}` comes first; leave `after` out when this "
                "amendment does not stand on it",
                after=after,
            ),
        )
    )


def _require_known(workspace: Workspace, source: AmendmentSource, after: str) -> None:
    circle = _circle(workspace, source.parsed.amendment.name, after)
    if circle is not None:
        first, *way = circle
        told = say("{name} stands on {other}", name=first, other=way[0])
        for each in way[1:]:
            told = say("{told}, and that on {other}", told=told, other=each)
        raise InputError(
            *_at(
                source,
                "after",
                "after-circle",
                say("an amendment cannot stand on itself: {told}", told=told),
                say("name the amendment that is applied before it, or leave `after` out"),
            )
        )
    if workspace.is_applied(after) or after in workspace.amendment_names():
        return
    names = [each for each in workspace.amendment_names() if each != source.parsed.amendment.name]
    known = (
        say("known are {names}", names=say(", ").join(names))
        if names
        else say("there is no other one")
    )
    raise InputError(
        *_at(
            source,
            "after",
            "after-unknown",
            say("there is no amendment {after!r}", after=after),
            say(
                "{known}; leave `after` out when the addresses mean the articles of the day "
                "on which this file came in",
                known=known,
            ),
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
    if name not in workspace.amendment_names() or workspace.is_applied(name):
        return None
    found = workspace.found(name, cwd=workspace.root)
    try:
        text, _ = decode(found.data, file=found.shown)
    except InputError:  # told when that file is read
        return None
    from amendtool.amendments.file.read import after_in

    return after_in(text, file=found.shown)


def _at(
    source: AmendmentSource, path: str, code: str, message: str, hint: str
) -> tuple[Problem, ...]:
    return source.parsed.located(
        [Problem(code=code, message=message, hint=hint, place=Place(path=path))]
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
            when = say("when this file came in (commit {commit})", commit=change.commit[:12])
            return Base(articles=change.commit, when=when)
        # What came later under this path, or another one, moves nothing.
        path = file.old
    return None


def _committed_path(workspace: Workspace, source: AmendmentSource, head: str) -> str | None:
    """The path that the file has in ``head``, also where it was read from somewhere else."""
    stem = source.path.rsplit(".", 1)[0]
    # An amendment is known by its name: under the other ending it is the same one.
    paths = (source.path, *(f"{stem}{ending}" for ending in ENDINGS))
    there = workspace.acts(head).files
    path = next((path for path in paths if path in there), None)
    return path or _like(workspace, source, head)


def _like(workspace: Workspace, source: AmendmentSource, head: str) -> str | None:
    """The path in ``head`` of a pending amendment that says the same under another name.

    A file that was renamed or copied and is not committed yet was written against the articles
    that its original was written against.
    """
    wanted = source.parsed.amendment.operations
    files = workspace.acts(head).files
    applied = workspace.acts().applied
    names = {
        f"{AMENDMENTS}/{name}{ending}": name
        for name in names_in(path.removeprefix(f"{AMENDMENTS}/") for path in files)
        for ending in ENDINGS
    }
    pending = {
        path: entry
        for path, entry in files.items()
        if path in names and entry.is_file and names[path] not in applied
    }
    contents = workspace.git.blobs(pending)
    for path, entry in pending.items():
        try:
            other = workspace.read_amendment(contents[entry.oid], path, name=None, inside=True)
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
    return workspace.is_applied(name)


# Files that do not say their base: what the addresses name


def _require_same_readings(
    workspace: Workspace, source: AmendmentSource, base: Base, head: str
) -> None:
    if workspace.git.is_same(base.articles, head, ARTICLES):
        return
    try:
        now = workspace.articles_at(head).charter
    except InputError:  # told by whoever reads these articles
        return
    then = _articles_from(workspace, base.articles, head)
    if then is None:
        return
    # Of the verbs that come by here, few find that the articles have moved on since.
    from amendtool.amendments.readings import misreading_problems, misreadings

    parsed = source.parsed
    found = misreadings(parsed.amendment, then, now)
    if found:
        hint = _hint(workspace, source, base, head, now)
        told = misreading_problems(found, workspace.config.style, when=base.when, hint=hint)
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


def _hint(
    workspace: Workspace, source: AmendmentSource, base: Base, head: str, now: Charter
) -> str:
    """The two ways on, each with its consequence."""
    name = source.parsed.amendment.name
    first = base.articles[:12]
    left = _left_as_now(workspace, base, head, now)
    if left is None:
        return say(
            "where the numbers mean the articles of that commit: `amendtool rebase {name} "
            "--against {commit}`, and they are carried over; where they mean those of today: "
            "`amendtool rebase {name} --against HEAD`",
            name=name,
            commit=first,
        )
    return say(
        "where the numbers mean the articles of that commit: `amendtool rebase {name} "
        "--against {commit}`, and they are carried over; where they mean those of today: "
        "`amendtool rebase {name} --after {left}`, which writes `after: {left}`",
        name=name,
        commit=first,
        left=left,
    )


def _left_as_now(workspace: Workspace, base: Base, head: str, now: Charter) -> str | None:
    """The last amendment applied since the base, if every clause stands where it left it."""
    from amendtool.amendments.readings import numbers

    known = {each.commit for each in read_history(workspace.git, base.articles, (ARTICLES,))}
    applied = workspace.acts().applied.values()
    for at in sorted(applied, key=lambda each: each.order, reverse=True):
        if at.commit in known:
            return None
        try:
            left = workspace.articles_at(at.commit).charter
        except InputError:
            return None
        return at.name if numbers(left) == numbers(now) else None
    return None


def pending_names(workspace: Workspace, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that nothing was decided about."""
    acts = workspace.acts()
    return tuple(
        name
        for name in names
        if name not in acts.applied
        and (name not in acts.records or acts.records[name].standing == "pending")
    )
