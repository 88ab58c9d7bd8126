"""Land an amendment in git: the renumbering, then the text, then the tag, all or nothing.

Two commits, because a file that is moved and rewritten in one commit loses its history in
``git log --follow``. The commits are made without touching branch, index or files; they
are read back and compared with what was asked; then one transaction moves the branch, by
compare-and-swap, and makes the tag. Only after that the files follow.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import field, replace
from pathlib import Path

from amendtool import disk
from amendtool.errors import ConflictError, Place, Problem, RepositoryError
from amendtool.messages import say
from amendtool.repository.git import Git
from amendtool.repository.landing.attributes import attribute_problems
from amendtool.repository.landing.checkout import Step, copy_index, silently
from amendtool.repository.landing.commits import Made, make
from amendtool.repository.landing.journal import Journal, journal_there, write_journal
from amendtool.repository.landing.locks import (
    disk_problem,
    drop_index_lock,
    index_lock,
    only_run,
    take_index_lock,
)
from amendtool.repository.landing.preconditions import require_base
from amendtool.repository.landing.private import clear_private_files
from amendtool.repository.landing.quarantine import bring_in
from amendtool.repository.landing.recovery import bring_along, recover_alone, settle
from amendtool.repository.landing.stages import Landing, Message, Stage, stages_of
from amendtool.repository.landing.worktree import (
    NOTHING,
    Seen,
    Shift,
    WorktreeStatus,
    linked_folders,
    marks,
    status,
    survey,
)
from amendtool.repository.landing.writing_record import require_written
from amendtool.values import dataclass

__all__ = ["Landed", "Landing", "Message", "commit_all", "land"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """What is now in git: the commits in their order, and the tag.

    ``each`` are the commits of every landing by its name, where one update brought several.
    """

    commits: tuple[str, ...]
    tag: str | None
    each: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notices: tuple[Problem, ...] = ()


def land(
    git: Git, landing: Landing, *, date: str | None = None, step: Step | None = None
) -> Landed:
    """Land ``landing``, with what follows it, on the branch of HEAD; bring index and files along.

    ``date`` (``1400000000 +0900``) is that of author, committer and tagger instead of
    now. ``step`` is called before every step that touches the disk.

    Raises ConflictError (``base-moved``, ``already-applied``) when the branch is no
    longer at the base; RepositoryError when the repository, its settings or the disk
    refuse, with nothing changed, or (``files-behind``) with the commit made and the
    files to follow in the next run; ValueError for a landing that is no change of its
    base.
    """
    step = step or silently
    with _disk_errors(git), only_run(git) as lock:
        require_written(git)
        if journal_there(git):
            recover_alone(git)
        drop_index_lock(git)
        step("private files")
        clear_private_files(git)
        _require_base(git, landing, git.head().oid)
        none = "0" * git.oid_length
        stages = stages_of(landing, git.tree(landing.base) if landing.base else {}, none)
        if not stages:
            raise ValueError("the landing changes nothing")
        try:
            step("objects")
            # Should this run be killed, git may still be at work, and even move the branch: until
            # it has ended, it keeps the next run waiting.
            keep = () if sys.platform == "win32" else (lock,)
            made = make(git, landing, stages, date, step, keep=keep)
            landed = _publish(git, landing, made, keep, step)
            return replace(landed, each=_by_name(stages, made.commits))
        finally:
            if not journal_there(git):
                with suppress(OSError):
                    clear_private_files(git)


def _by_name(stages: Sequence[Stage], commits: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for stage, commit in zip(stages, commits, strict=True):
        found[stage.name] = (*found.get(stage.name, ()), commit)
    return found


def commit_all(
    git: Git,
    writes: Mapping[str, bytes],
    message: Message,
    *,
    name: str = "init",
    date: str | None = None,
) -> Landed:
    """Commit files on top of HEAD, or as the first commit, and write them to disk.

    Raises as :func:`land` does.
    """
    base = git.head().oid
    return land(git, Landing(name=name, base=base, writes=writes, text=message), date=date)


def _publish(git: Git, landing: Landing, made: Made, keep: Collection[int], step: Step) -> Landed:
    step("lock the index")
    take_index_lock(git)
    landed = False
    try:
        step("copy the index")
        index = copy_index(git)
        seen, branch = _look(git, landing, made.changes, index)
        step("journal")
        # The last tag is that of the commit which the branch moves to.
        *further, last = made.tags.items() or ((None, None),)
        journal = Journal(
            name=_names(landing),
            old=landing.base,
            new=made.commits[-1],
            branch=branch,
            tag=last[0],
            tag_oid=last[1],
            further=tuple((name, oid) for name, oid in further if name and oid),
        )
        write_journal(git, journal)
        step("bring the objects in")
        bring_in(git)
        step("commit point")
        try:
            _move_branch(git, landing, made, keep)
        except BaseException as error:
            # Also a git that failed may have moved the branch.
            landed = settle(git, journal)
            if landed:
                _follow(git, made.changes, seen, index, step)
            raise error
        landed = True
        notices = _follow(git, made.changes, seen, index, step)
    finally:
        # Once the commit is made, the journal and the index lock stay until the files
        # have followed: bring_along ends both.
        if not landed:
            with suppress(OSError):
                clear_private_files(git)
            disk.remove(index_lock(git), missing_ok=True)
    return Landed(commits=made.commits, tag=landing.tag, notices=notices)


def _follow(
    git: Git, changes: Mapping[str, Shift], seen: Mapping[str, Seen], index: Path, step: Step
) -> tuple[Problem, ...]:
    try:
        return bring_along(git, changes, seen, step, index=index)
    except KeyboardInterrupt:
        # The amendment is in git: end the little that is left before obeying.
        recover_alone(git)
        raise


def _move_branch(git: Git, landing: Landing, made: Made, keep: Collection[int]) -> None:
    new = made.commits[-1]
    old = landing.base or "0" * git.oid_length
    deed = "apply" if landing.tag else "commit"
    orders = [f"update HEAD\0{new}\0{old}\0"]
    orders += [f"create refs/tags/{name}\0{oid}\0" for name, oid in made.tags.items()]
    output = git.run(
        *("update-ref", "-m", f"amendtool: {deed} {' '.join(_names(landing).split())}"),
        *("--stdin", "-z"),
        input="".join(orders).encode("utf-8"),
        write=True,
        keep=keep,
    )
    if output.status == 0:
        return
    _require_base(git, landing, git.head().oid)
    there = [name for name in made.tags if git.tag_of_amendment(name) is not None]
    if there:
        raise ConflictError(
            *(
                Problem(
                    code="already-applied",
                    message=say(
                        "the tag {name} exists: this amendment has been applied", name=name
                    ),
                    hint=say("see `git show {name}`", name=name),
                )
                for name in there
            )
        )
    git.fail(output, say("move the branch to the new commit"))


def _names(landing: Landing) -> str:
    """What lands, for the journal and the log: a space is in no name of an amendment."""
    return " ".join(each.name for each in (landing, *landing.following))


def _require_base(git: Git, landing: Landing, head: str | None) -> None:
    require_base(git, head, name=landing.name, base=landing.base, tag=landing.tag)


def _look(
    git: Git, landing: Landing, changes: Mapping[str, Shift], index: Path
) -> tuple[dict[str, Seen], str | None]:
    """What stands at every path that will change, and the branch.

    Raises RepositoryError when one of them is not as git has recorded it. Marks are taken
    before git compares, so a file changed later shows by its mark.
    """
    before = marks(git, changes)
    now = status(git, index=index)
    _require_base(git, landing, now.oid)
    problems = [*_detached(now), *attribute_problems(git, changes)]
    for folder in linked_folders(git, changes):
        problems.append(_in_the_way(folder, "symlink", say("this folder is a symbolic link")))
    unsure = [
        path
        for path, shift in changes.items()
        if path in now.here or (shift.old is None and before[path] is not None)
    ]
    seen = survey(git, unsure) if unsure and not problems else {}
    for path, found in seen.items():
        shift = changes[path]
        if shift.new is not None and found.oid == shift.new.oid:
            continue  # it is there already as it should be
        if shift.old is None:
            text = say("an untracked file stands where the amendment puts a new one")
            problems.append(_in_the_way(path, "untracked-in-the-way", text))
        else:
            text = say("this file has changes that are not committed")
            problems.append(_in_the_way(path, "uncommitted", text))
    if problems:
        raise RepositoryError(*problems)
    for path, shift in changes.items():
        if path not in seen:
            mark, old = before[path], shift.old
            there = mark is not None and old is not None
            seen[path] = Seen(mark=mark, oid=old.oid if old else None) if there else NOTHING
    return seen, now.branch


def _detached(now: WorktreeStatus) -> Iterator[Problem]:
    if now.branch is None:
        yield Problem(
            code="detached-head",
            message=say("HEAD is on no branch, so the amendment would belong to none"),
            hint=say("git switch main (or your branch), then run this again"),
        )


def _in_the_way(path: str, code: str, message: str) -> Problem:
    hints = {
        "symlink": say("replace the link by the folder itself"),
        "untracked-in-the-way": say("move it away, or add and commit it, then run this again"),
        "uncommitted": say(
            "commit it, or drop the changes with `git restore -SW -- {path}`", path=path
        ),
    }
    return Problem(code=code, message=message, hint=hints[code], place=Place(file=path))


@contextmanager
def _disk_errors(git: Git) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RepositoryError(disk_problem(git, error)) from error
