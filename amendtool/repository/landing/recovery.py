"""After a run that was cut off: either nothing of it remains, or all of it is finished.

The journal is written before the commit point and removed after the last file. What it
tells and where the branch stands decide together; where they do not, nothing is
touched and the user is told.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from amendtool import disk
from amendtool.errors import Place, Problem, RepositoryError, reason_of
from amendtool.messages import say
from amendtool.repository.git import Git
from amendtool.repository.landing.attributes import attribute_problems
from amendtool.repository.landing.checkout import (
    DRAFT,
    Step,
    copy_index,
    shift_files,
    shift_index,
    silently,
)
from amendtool.repository.landing.journal import (
    Journal,
    journal_path,
    journal_there,
    no_record,
    read_journal,
)
from amendtool.repository.landing.locks import (
    A_WHILE,
    BRIEFLY,
    disk_problem,
    drop_index_lock,
    holders,
    index_lock,
    only_run,
    removal,
    take_index_lock,
)
from amendtool.repository.landing.own_settings import drop_settings_lock
from amendtool.repository.landing.paths import is_writable
from amendtool.repository.landing.private import (
    below_links,
    clear_private_files,
    ordinary,
    private_folder,
)
from amendtool.repository.landing.worktree import (
    Seen,
    Shift,
    linked_folders,
    shifts,
    status,
    survey,
)
from amendtool.repository.landing.writing_record import require_written
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What became of a run that was cut off; ``commit`` is None when it left nothing."""

    name: str
    commit: str | None
    notices: tuple[Problem, ...] = ()


def recover(git: Git) -> Recovered | None:
    """Finish or forget what an earlier run began; None when there was nothing.

    Call it first in every command that writes. Raises RepositoryError (``interrupted``)
    when finishing would lose something or the history has moved on, and
    (``writing-unfinished``) while files of another verb are written; then nothing was
    touched.
    """
    require_written(git)
    if not os.path.lexists(private_folder(git)):
        return None
    with only_run(git):
        return recover_alone(git)


def recover_alone(git: Git) -> Recovered | None:
    """The same for a caller that already holds the lock among amendtool runs."""
    drop_settings_lock(git)
    if not journal_there(git):
        drop_index_lock(git)
        clear_private_files(git)
        return None
    journal = read_journal(git)
    if git.head().oid == journal.new:
        _require_ours(git, journal)
    if settle(git, journal):
        notices = _finish(git, journal)
        return Recovered(name=journal.name, commit=journal.new, notices=notices)
    head = git.head().oid
    if head != journal.old and _has(git, head, journal.new):
        _require_nothing_pending(git, journal)
        _forget(git)
        return Recovered(name=journal.name, commit=journal.new)
    # HEAD is where it was, or somewhere the commit never reached: nothing was touched.
    _forget(git)
    return Recovered(name=journal.name, commit=None)


def bring_along(
    git: Git,
    changes: Mapping[str, Shift],
    seen: Mapping[str, Seen],
    step: Step,
    *,
    index: Path | None = None,
) -> tuple[Problem, ...]:
    """Files, then index, then the journal's end. The caller holds both locks.

    Raises RepositoryError (``files-behind``): the commit stands, the journal stays, and
    the index stays locked so that no `git commit` can take the amendment back unseen.
    """
    try:
        notices = shift_files(git, changes, seen, step)
        shift_index(git, index or copy_index(git), changes, step)
        step("end the journal")
        clear_private_files(git)
    except OSError as error:
        raise RepositoryError(_behind(git, reason_of(error))) from error
    except RepositoryError as error:
        reason = error.problems[0].message if error.problems else say("git failed")
        raise RepositoryError(_behind(git, reason)) from error
    return notices


def settle(git: Git, journal: Journal) -> bool:
    """Whether the commit point was passed; what git left half done there is mended.

    A git that is killed while it moves the branch leaves its locks, and can leave the
    branch moved without the tag or the tag made without the branch. Raises
    RepositoryError (``ref-locked``) when another git may hold those locks.
    """
    _clear_ref_locks(git, journal)
    head = git.head().oid
    for tag, oid in journal.tags:
        name = f"refs/tags/{tag}"
        output = git.run("rev-parse", "--verify", "--quiet", name)
        there = output.out.decode("ascii").strip()
        if head == journal.new and not there:
            _require_tag(git, journal, tag, oid)
            git.check("update-ref", name, oid, "0" * git.oid_length, write=True)
        elif there and head == journal.old and there == oid:
            _require_tag(git, journal, tag, oid)
            git.check("update-ref", "-d", name, oid, write=True)
    return head == journal.new


def _require_tag(git: Git, journal: Journal, name: str, oid: str) -> None:
    """Stop unless a tag of the journal is one that a run of ours made for its commit."""
    tag = git.run("cat-file", "tag", oid).out.split(b"\n", 3)
    commits = [journal.new]
    if name != journal.tag:
        # Several amendments land at once: the tags of the others stand on the commits between.
        since = () if journal.old is None else (f"^{journal.old}",)
        found = git.run("rev-list", journal.new, *since, "--").out
        commits = found.decode("ascii").split()
    named = [f"object {commit}\ntype commit\ntag {name}".encode() for commit in commits]
    if b"\n".join(tag[:3]) not in named:
        raise RepositoryError(no_record(git, say("its tag is not that of {name}", name=name)))


def _clear_ref_locks(git: Git, journal: Journal) -> None:
    """Remove the locks that our own git left when it was killed at the commit point.

    They are younger than the journal and nobody has them open. Where processes cannot be
    seen, they have to stand for a minute first: git holds such a lock for a moment only.
    """
    locks = [git.git_dir / "HEAD.lock"]
    refs = [f"heads/{journal.branch}"] if journal.branch else []
    refs += [f"tags/{name}" for name, _ in journal.tags]
    locks += [git.common_dir / "refs" / f"{ref}.lock" for ref in refs]
    until = time.monotonic() + BRIEFLY
    problems: list[Problem] = []
    for lock in locks:
        if lock.parent != git.git_dir and below_links(git.common_dir, lock):
            continue
        while True:
            found = ordinary(lock)
            if found is None:
                break
            made = found.st_mtime
            if made < journal_path(git).lstat().st_mtime:
                break  # not of this run; whoever needs the lock hears about it from git
            holding = holders(git, lock)
            if holding == () or (holding is None and time.time() - made > A_WHILE):
                disk.remove(lock, missing_ok=True)
                break
            if time.monotonic() > until:
                problems.append(
                    Problem(
                        code="ref-locked",
                        message=say(
                            "applying {name} was cut off, and {lock} is held or was left behind",
                            name=journal.name,
                            lock=lock,
                        ),
                        hint=say(
                            "if no git command is running in this repository: {removal}",
                            removal=removal(lock),
                        ),
                    )
                )
                break
            time.sleep(0.05)
    if problems:
        raise RepositoryError(*problems)


def _finish(git: Git, journal: Journal) -> tuple[Problem, ...]:
    changes = shifts(git, journal.old, journal.new)
    seen = survey(git, changes)
    foreign = [
        path
        for path, shift in changes.items()
        if seen[path].mark is not None
        and seen[path].oid not in {entry.oid for entry in (shift.old, shift.new) if entry}
    ]
    if foreign:
        raise RepositoryError(
            *(
                Problem(
                    code="interrupted",
                    message=say(
                        "applying {name} was cut off, and this file was changed since then: "
                        "finishing would lose your change",
                        name=journal.name,
                    ),
                    hint=say(
                        "move the file out of the folder, run the same command again, then "
                        "compare the two"
                    ),
                    place=Place(file=path),
                )
                for path in foreign
            )
        )
    drop_index_lock(git)
    take_index_lock(git)
    try:
        index = copy_index(git)
    except OSError as error:
        raise RepositoryError(_behind(git, reason_of(error))) from error
    _clear_drafts(git, changes)
    return bring_along(git, changes, seen, silently, index=index)


def _require_ours(git: Git, journal: Journal) -> None:
    """Stop unless a run of ours can have made this commit, and its files can be written here.

    Commit and journal may both be forged, and what follows is written without git: so its
    rules for paths are kept here, before the first file is touched.
    """
    # Each amendment is one commit or two, and a history begins with its articles; without a base
    # the first commit has no parent.
    most = 2 * (1 + len(journal.further)) + 1
    asked = ("rev-list", "--first-parent", f"-n{most + 1}", journal.new, "--")
    line = git.check(*asked, doing=say("read a commit"))
    commits = line.decode("ascii").split()
    count = len(commits) if journal.old is None else _index(commits, journal.old)
    if count is None or not 1 <= count <= most:
        raise RepositoryError(no_record(git, say("its two commits do not follow one another")))
    changes = shifts(git, journal.old, journal.new)
    odd = [
        path
        for path, shift in changes.items()
        if not is_writable(path, new=shift.old is None)
        or any(entry is not None and not entry.is_file for entry in (shift.old, shift.new))
    ]
    if odd:
        raise RepositoryError(
            no_record(
                git, say("its commit has a file that amendtool never writes: {file!r}", file=odd[0])
            )
        )
    changed = tuple(attribute_problems(git, changes))
    if changed:
        raise RepositoryError(*changed)
    linked = linked_folders(git, changes)
    if linked:
        raise RepositoryError(
            *(
                Problem(
                    code="symlink",
                    message=say(
                        "applying {name} was cut off, and this folder is a symbolic link "
                        "now: its files would be written elsewhere",
                        name=journal.name,
                    ),
                    hint=say(
                        "replace the link by the folder itself, then run the same command again"
                    ),
                    place=Place(file=folder),
                )
                for folder in linked
            )
        )


def _index(commits: Sequence[str], commit: str) -> int | None:
    return commits.index(commit) if commit in commits else None


def _require_nothing_pending(git: Git, journal: Journal) -> None:
    """Somebody went on from the commit: fine if the files followed, else stop."""
    changes = shifts(git, journal.old, journal.new)
    now = status(git, untracked=True)
    if not any(path in changes for path in now.here):
        return
    raise RepositoryError(
        Problem(
            code="interrupted",
            message=say(
                "applying {name} was cut off, and the history has gone on since: its commit "
                "{commit} is in it, but the files here do not all agree",
                name=journal.name,
                commit=journal.new[:12],
            ),
            hint=say(
                "look at `git status`; when the articles are as they should be, remove the "
                "record of the run: rm {record}",
                record=journal_path(git),
            ),
        )
    )


def _has(git: Git, head: str | None, commit: str) -> bool:
    if head is None:
        return False
    return git.run("merge-base", "--is-ancestor", commit, head).status == 0


def _forget(git: Git) -> None:
    drop_index_lock(git)
    try:
        clear_private_files(git)
    except OSError as error:
        raise RepositoryError(disk_problem(git, error)) from error


def _clear_drafts(git: Git, changes: Mapping[str, Shift]) -> None:
    for folder in {path.rpartition("/")[0] for path in changes}:  # none is a link
        for draft in (git.root / folder).glob(f"{DRAFT}*"):
            disk.remove(draft, missing_ok=True)


def _behind(git: Git, reason: str) -> Problem:
    return Problem(
        code="files-behind",
        message=say(
            "the amendment is in git, but the files here could not all be brought up to "
            "date: {reason}",
            reason=reason,
        ),
        hint=say(
            "mend that and run any amendtool command that writes: it finishes the work and "
            "then releases {lock}",
            lock=index_lock(git),
        ),
    )
