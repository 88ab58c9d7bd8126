"""Landing what has ended by its own terms: each day an act of its own, all in one update or none.

The day of the act is that on which the provisions ended, and not that on which somebody landed
it. It has a commit, a record, a tag and a line in the list of revisions of its own; no meeting
has voted on it, and no amendment's record is touched.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from amendtool import __version__
from amendtool.amendments.apply.apply import Application, apply
from amendtool.articles.addresses import canonical
from amendtool.articles.languages import language_of
from amendtool.articles.languages.language import CommitWords
from amendtool.errors import ConflictError, Problem
from amendtool.messages import say
from amendtool.repository.git import TreeEntry, tree_of
from amendtool.repository.landing.landing import Landing, Message, land
from amendtool.repository.landing.preconditions import require_ready
from amendtool.repository.landing.stages import files_after
from amendtool.repository.record import (
    Act,
    Deed,
    Record,
    RecordedLapse,
    RecordedRewrite,
    expiry_trailers,
    record_path,
    write_record,
)
from amendtool.repository.storage.folders import ARTICLES, FileChanges, changed_files
from amendtool.repository.storage.proof import proven_changes
from amendtool.repository.workspace import TREE, Workspace, nth_name
from amendtool.values import dataclass
from amendtool.workflow.adopt import recorded_rewrites
from amendtool.workflow.dates.expiry import DueLapse, Endings, expiring
from amendtool.workflow.editions.each import for_each_edition
from amendtool.workflow.left_articles import LeftArticles
from amendtool.workflow.life import require_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """What ended on one day, as it is in git: ``provisions`` by their addresses before it.

    ``of`` are the amendments that say so; ``commits`` the oldest first.
    """

    name: str
    day: datetime.date
    provisions: tuple[str, ...]
    of: tuple[str, ...]
    commits: tuple[str, ...]
    tag: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired:
    """The expiries that landed, the earliest day first; none where nothing was due.

    Where they were only tried they have no commits, and ``left`` are the articles that they would
    leave.
    """

    expiries: tuple[Expiry, ...]
    notices: tuple[Problem, ...] = ()
    left: LeftArticles | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    """One day's act, and the articles that it leaves."""

    landing: Landing
    due: tuple[DueLapse, ...]
    provisions: tuple[str, ...]
    after: Mapping[str, TreeEntry]
    base: str
    tree: str
    files: Mapping[str, bytes]


def expire(
    workspace: Workspace,
    *,
    on: datetime.date,
    today: datetime.date | None = None,
    write: bool = True,
) -> Expired:
    """Land the deletions that provisions in force prescribe for ``on`` or an earlier day.

    What an event has to end, too, and what was rewritten since is left, and told. Raises
    InputError for a day in the future and where a citation of what goes has to be decided
    about, ConflictError where the branch has moved on, RepositoryError where git refuses;
    nothing is written then. With ``write=False`` all of it is tried but the last step.
    """
    require_day(on, today, "--on")
    head = workspace.head()
    endings = Endings(workspace, on)
    standing = workspace.git.tree(head, ARTICLES)
    seen, revision = workspace, head
    before: Mapping[str, TreeEntry] = standing
    planned: list[_Planned] = []
    notes: list[Problem] = []
    while True:
        endings.workspace = seen.edition(None)
        due, told = endings.standing(revision)
        notes += told
        if not due:
            break
        day = min(each.day for each in due)
        one = tuple(each for each in due if each.day == day)
        made = _plan(seen, one, day, head=head, revision=revision, before=before)
        planned.append(made)
        endings.landed.append((made.base, made.tree, False))
        seen = seen.with_ahead(made.landing.name, made.tree, made.files)
        revision, before = f"{TREE}{made.tree}", made.after
    notices = tuple(dict.fromkeys(notes))
    if not planned:
        return Expired(expiries=(), notices=notices)
    first, *following = (each.landing for each in planned)
    records = {record_path(each.landing.name) for each in planned}
    new = {path for each in planned for path in each.after} - standing.keys()
    ready = require_ready(
        workspace.git,
        paths=(ARTICLES, *records),
        new=new,
        name=first.name,
        base=head,
        tag=first.tag,
    )
    if not write:
        return Expired(
            expiries=tuple(_expiry(each, ()) for each in planned),
            notices=(*notices, *ready.notices),
            left=LeftArticles(workspace=seen, tree=planned[-1].tree),
        )
    landed = land(workspace.git, replace(first, following=tuple(following)))
    return Expired(
        expiries=tuple(_expiry(each, landed.each[each.landing.name]) for each in planned),
        notices=(*notices, *ready.notices, *landed.notices),
    )


def _expiry(planned: _Planned, commits: tuple[str, ...]) -> Expiry:
    return Expiry(
        name=planned.landing.name,
        day=planned.due[0].day,
        provisions=planned.provisions,
        of=tuple(dict.fromkeys(due.of for due in planned.due)),
        commits=commits,
        tag=planned.landing.tag,
    )


def _plan(
    workspace: Workspace,
    due: Sequence[DueLapse],
    day: datetime.date,
    *,
    head: str,
    revision: str,
    before: Mapping[str, TreeEntry],
) -> _Planned:
    """What lands for one day, on the articles ``revision``; nothing is written."""
    name = _name(workspace, day)
    leading = workspace.edition(None)
    style = leading.config.style
    charter = leading.articles_at(revision).charter
    amendment = expiring(name, due, charter)

    def one(edition: Workspace) -> tuple[str, Application, FileChanges]:
        own = edition.config.style
        present = edition.articles_at(revision)
        made = apply(present.charter, amendment, own)
        require_sure(made, due)
        language = edition.config.language
        return language, made, proven_changes(present, made.proposed, own)

    every = for_each_edition(workspace, one, workspace.languages_at(revision))
    files = FileChanges(
        renames={old: new for _, _, each in every for old, new in each.renames.items()},
        writes={path: data for _, _, each in every for path, data in each.writes.items()},
        deletes=frozenset(path for _, _, each in every for path in each.deletes),
    )
    changes = Landing(
        name=name,
        base=head,
        renames=files.renames,
        writes=files.writes,
        deletes=files.deletes,
    )
    _, after = files_after(changes, before, head)
    base, tree = (tree_of(each, ARTICLES, like=head) or "" for each in (before, after))
    several = len(every) > 1
    act = Act(
        deed=Deed.EXPIRED,
        day=day,
        base=base,
        result=tree,
        tool=__version__,
        lapses=tuple(
            RecordedLapse(
                of=each.of,
                place=canonical(each.place, style),
                key=each.key,
                numbering=each.numbering(charter).value,
            )
            for each in due
        ),
        rewrites=tuple(
            rewrite
            for language, made, _ in every
            for rewrite in _rewrites(workspace, made, language, several=several)
        ),
    )
    places = tuple(dict.fromkeys(each.place for each in due))
    words = language_of(style.language).commits
    provisions = language_of(style.language).list_joint.join(each.text(style) for each in places)
    subject = words.lapsed.format(provisions, language_of(style.language).date(day))
    titles = dict.fromkeys(_title(leading, each.of) for each in due)
    why = "\n".join(words.lapsed_why.format(each) for each in titles)
    trailers = expiry_trailers(name, act)
    nth = len(workspace.tags_of(name)) + 1
    landing = replace(
        changes,
        renaming=_renaming(words, subject, len(files.renames), trailers),
        text=Message(subject=subject, body=why, trailers=trailers),
        tag=nth_name(name, nth),
        tag_message=Message(subject=subject, trailers=trailers),
    )
    known = workspace.acts().records.get(name, Record(name=name))
    record = write_record(known.then(act))
    return _Planned(
        landing=replace(landing, writes={**files.writes, record_path(name): record}),
        due=tuple(due),
        provisions=tuple(each.text(style) for each in places),
        after=after,
        base=base,
        tree=tree,
        files=changed_files(workspace.files_at(revision), files),
    )


def _rewrites(
    workspace: Workspace, made: Application, language: str, *, several: bool
) -> Sequence[RecordedRewrite]:
    style = workspace.config.edition(language).style
    return tuple(recorded_rewrites(made, style, language if several else None))


def _renaming(
    words: CommitWords, subject: str, count: int, trailers: tuple[tuple[str, str], ...]
) -> Message | None:
    if not count:
        return None
    return Message(
        subject=words.renumbering.format(subject), body=words.renamed(count), trailers=trailers
    )


def require_sure(made: Application, due: Sequence[DueLapse]) -> None:
    """Raise where a citation needs an answer, or where anything else would go."""
    if made.questions:
        raise ConflictError(
            *(
                replace(
                    problem,
                    hint=say(
                        "what has ended is cited still: {hint}; propose both as an "
                        "amendment: amendtool new NAME, with `delete` and `retarget` or "
                        "`keep`",
                        hint=problem.hint,
                    ),
                )
                for problem in dict.fromkeys(problem for _, problem in made.questions)
            )
        )
    meant = {each.key for each in due}
    inside = {
        article.key
        for article in made.present.articles
        if not meant.isdisjoint(outer.key for outer in made.present.outer_chapters(article.chapter))
    }
    chapters = {
        chapter.key
        for chapter in made.present.chapters
        if not meant.isdisjoint(outer.key for outer in made.present.outer_chapters(chapter.key))
    }
    gone = _keys(made, present=True) - _keys(made, present=False)
    if not gone <= {*meant, *inside, *chapters}:
        raise ConflictError(
            Problem(
                code="expiry-unsure",
                message=say(
                    "more would go than has ended: {keys}",
                    keys=say(", ").join(sorted(gone - {*meant, *inside, *chapters})),
                ),
                hint=say("propose what is to go: amendtool new NAME, with `delete`"),
            )
        )


def _keys(made: Application, *, present: bool) -> set[str]:
    charter = made.present if present else made.proposed
    return {*charter.by_key(), *(each.key for each in charter.chapters)}


def _name(workspace: Workspace, day: datetime.date) -> str:
    """The name of the record and the tag of a day; that of an amendment is left to it."""
    acts = workspace.acts()
    taken = {*workspace.amendment_names(), *acts.applied}
    taken |= {name for name, record in acts.records.items() if record.is_of_amendment}
    name = f"expiry-{day.isoformat()}"
    while name in taken:
        name += "-by-terms"
    return name


def _title(workspace: Workspace, name: str) -> str:
    """How a message calls the amendment that prescribes the end."""
    at = workspace.acts().applied.get(name)
    if at is None:
        return name
    title = workspace.amendment_at(at.commit, name).parsed.amendment.title
    return f"{title} ({name})" if title else name
