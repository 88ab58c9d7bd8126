"""The proof: every state of the articles is the replay of recorded acts, and nothing else.

One pass over the history of the branch. Each commit that touches a clause file belongs to an
act, or stands before the first one; each adoption, replayed from its record, gives the articles
that it left, byte for byte; and each act goes on where the one before it ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from amendtool.errors import AmendtoolError, Place, Problem
from amendtool.repository.acts import Acts, taken_back
from amendtool.repository.history import Commit, read_history
from amendtool.repository.record import (
    RECORD_ENDING,
    Act,
    Deed,
    Record,
    read_record,
    record_path,
)
from amendtool.repository.storage.folders import (
    ARTICLES,
    changed_files,
    file_changes,
    is_clause_file,
)
from amendtool.repository.workspace import AMENDMENTS, TREE, Workspace
from amendtool.workflow.progress import Progress, silent
from amendtool.workflow.replay import replayed

_CHANGING = frozenset((Deed.ADOPTED, Deed.UNDONE, Deed.ANNULLED, Deed.CORRECTED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was proved, and what could not be.

    ``replayed`` amendments gave their articles again; ``by_trailer`` are those of a history
    without records, which nothing replays.
    """

    replayed: tuple[str, ...]
    by_trailer: tuple[str, ...]
    problems: tuple[Problem, ...]


def verify(workspace: Workspace, progress: Progress = silent) -> Proof:
    """Prove the articles at HEAD from the history of the branch; nothing is written.

    Raises InputError for a record that cannot be read, RepositoryError where git cannot.
    """
    head = workspace.head()
    acts = workspace.acts()
    with progress("reading the history"):
        history = read_history(workspace.git, head, (ARTICLES, AMENDMENTS), bodies=True)
        problems = list(_History(workspace, acts, history).problems())
    again: list[str] = []
    with progress("replaying the amendments"):
        for at in sorted(acts.applied.values(), key=lambda each: each.order):
            act = at.record.adopted if at.record is not None else None
            if act is None:
                continue
            found = tuple(_replay_problems(workspace, at.name, act))
            problems += found
            if not found:
                again.append(at.name)
    return Proof(
        replayed=tuple(again),
        by_trailer=tuple(each.name for each in acts.applied.values() if each.record is None),
        problems=tuple(problems),
    )


# Every commit is one of an act, and leaves what the act says


class _History:
    """The commits of the branch, and the articles that each of them and its parent hold."""

    def __init__(self, workspace: Workspace, acts: Acts, history: Sequence[Commit]) -> None:
        self.workspace = workspace
        self.acts = acts
        self.history = history
        self.trees = _trees(workspace, history)

    def problems(self) -> Iterator[Problem]:
        """What no act explains, the oldest commit first."""
        begun = False
        states: set[str | None] = set()
        known: set[str] = set()
        for at in range(len(self.history) - 1, -1, -1):
            each = self.history[at]
            before, after = self.trees[each.commit]
            touched = [path for path in _paths(each) if is_clause_file(path)]
            named = [_name(path) for path in _paths(each) if path.endswith(RECORD_ENDING)]
            reverts = not known.isdisjoint(taken_back(self.workspace.git, each.body))
            if reverts and after in states:
                pass  # git has taken back an act, or a part of one, and nothing else
            elif named:
                begun = True
                if not self._as_recorded(each, named):
                    yield _otherwise(each, named)
            elif self._begins(at) or self._of_old(each):
                begun = True
            elif touched and begun and "Edition" not in dict(each.trailers):
                yield _unexplained(each, touched)
            if begun:
                states |= {before, after}
                known.add(each.commit)

    def _begins(self, at: int) -> bool:
        """Whether a commit is the renumbering of the act that the next one records."""
        name = _amendment_of(self.history[at])
        following = self.history[at - 1] if at else None
        return (
            name is not None
            and following is not None
            and _amendment_of(following) == name
            and record_path(name) in _paths(following)
        )

    def _of_old(self, commit: Commit) -> bool:
        """Whether a commit is one of an amendment that was applied before there were records."""
        name = dict(commit.trailers).get("Amendment")
        return name is not None and name not in self.acts.records

    def _as_recorded(self, commit: Commit, names: Sequence[str]) -> bool:
        """Whether a commit that touches records leaves the articles that they say."""
        before, after = self.trees[commit.commit]
        if before == after:
            return True  # an act that changes no article
        records = [record for name in names if (record := self._record(commit, name)) is not None]
        acts = [act for record in records for act in record.acts if act.deed in _CHANGING]
        if after in {act.result for act in acts}:
            return True
        adopted = [(record.name, act) for record in records if (act := record.adopted)]
        return len(adopted) == 1 and _landed_elsewhere(
            self.workspace, adopted[0][0], adopted[0][1], commit.commit
        )

    def _record(self, commit: Commit, name: str) -> Record | None:
        """The record at a commit."""
        path = record_path(name)
        data = self.workspace.git.read_file(commit.commit, path)
        return None if data is None else read_record(data, name, file=path)


def _trees(
    workspace: Workspace, history: Sequence[Commit]
) -> dict[str, tuple[str | None, str | None]]:
    """The articles before and after each commit, as git names their trees, in one process."""
    where = workspace.git.below_top(ARTICLES)
    asked = "".join(f"{each.commit}^:{where}\n{each.commit}:{where}\n" for each in history)
    told = workspace.git.check(
        "cat-file", "--batch-check=%(objectname)", input=asked.encode(), doing="read the history"
    )
    ids = [
        None if line.endswith(" missing") else line
        for line in told.decode("utf-8", "replace").splitlines()
    ]
    pairs = zip(ids[::2], ids[1::2], strict=True)
    return {each.commit: pair for each, pair in zip(history, pairs, strict=True)}


def _landed_elsewhere(workspace: Workspace, name: str, act: Act, commit: str) -> bool:
    """Whether an amendment that git has put on other articles is there what it was meant to be.

    A squash or a cherry-pick onto a branch that has moved on; it is carried over as it would be
    if it were applied there.
    """
    from amendtool.amendments.apply.apply import apply
    from amendtool.amendments.carry.carry import carry

    parent = f"{commit}^"
    try:
        base = workspace.git.resolve(parent)
        files = dict(workspace.git.read(base, ARTICLES))
        for language in workspace.languages_at(base):
            edition = workspace.edition(language)
            style = edition.config.style
            present = edition.articles_at(base)
            source = edition.amendment_at(commit, name).parsed.amendment
            then = edition.articles_at(f"{TREE}{act.base}").charter
            carried = carry(source, then, present.charter, style)
            if carried.lost:
                return False
            made = apply(present.charter, carried.amendment, style).proposed
            files = changed_files(files, file_changes(present, made, style))
    except AmendtoolError:
        return False
    return files == workspace.git.read(commit, ARTICLES)


def _amendment_of(commit: Commit) -> str | None:
    told = dict(commit.trailers)
    return told.get("Amendment") or told.get("Proposal")


def _paths(commit: Commit) -> list[str]:
    return [path for file in commit.files for path in (file.new or file.old,) if path is not None]


def _name(path: str) -> str:
    return path.removeprefix(f"{AMENDMENTS}/").removesuffix(RECORD_ENDING)


def _unexplained(commit: Commit, touched: Sequence[str]) -> Problem:
    more = f" and {len(touched) - 1} more" if len(touched) > 1 else ""
    file = touched[0] if touched else None
    return Problem(
        code="change-unexplained",
        message=f"the commit {commit.commit[:12]} ({commit.subject}) changes this file{more}, and "
        "belongs to no amendment",
        hint=f"look with `git show {commit.commit[:12]}`; what was meant to be adopted is "
        "proposed, and what was not is taken back",
        place=Place(file=file),
    )


def _otherwise(commit: Commit, names: Sequence[str]) -> Problem:
    return Problem(
        code="landed-otherwise",
        message=f"the commit {commit.commit[:12]} ({commit.subject}) leaves other articles than "
        f"the record of {', '.join(names)} says",
        hint=f"look with `git show {commit.commit[:12]}`: somebody has put more into it, or a "
        "merge has left something out",
        place=Place(file=record_path(names[0])),
    )


# Every adoption gives its articles again


def _replay_problems(workspace: Workspace, name: str, act: Act) -> Iterator[Problem]:
    file = f"{AMENDMENTS}/{name}{RECORD_ENDING}"
    if act.base is None or act.result is None or act.file is None:
        return
    try:
        made = replayed(workspace, name, act)
        left = workspace.git.read_tree(act.result, ARTICLES)
    except AmendtoolError as error:
        yield Problem(
            code="replay-stopped",
            message=f"{name!r} cannot be replayed: {error.problems[0].message}",
            hint="fetch what is missing, or look at its file with `git log -p`",
            place=Place(file=file),
        )
        return
    if left is None:
        yield Problem(
            code="replay-stopped",
            message=f"the articles that {name!r} left ({act.result[:12]}) are not in this "
            "repository any more",
            hint="fetch the branch that held them from where the repository came from",
            place=Place(file=file),
        )
        return
    for path in sorted(made.keys() | left.keys()):
        if made.get(path) != left.get(path):
            yield Problem(
                code="replay-differs",
                message=f"{name!r}, replayed from its record, does not give this file as it "
                f"left it ({act.result[:12]})",
                hint="its record, its file or what it left is not what was adopted",
                place=Place(file=path, line=_line(made.get(path), left.get(path))),
            )


def _line(one: bytes | None, other: bytes | None) -> int:
    """The first line in which two files differ."""
    mine, theirs = (one or b"").split(b"\n"), (other or b"").split(b"\n")
    for number, (a, b) in enumerate(zip(mine, theirs, strict=False), 1):
        if a != b:
            return number
    return min(len(mine), len(theirs))
