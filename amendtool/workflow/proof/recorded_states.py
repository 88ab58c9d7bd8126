"""Every state of the articles that the branch holds, and which acts stand in each of them.

Which text was in force on a day is asked of these states alone. A commit with the first half of a
landing, the renumbering, is none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from amendtool.amendments.in_force.recorded import RecordedState
from amendtool.errors import AmendtoolError
from amendtool.messages import say
from amendtool.repository.acts import Acts, AppliedAt, taken_back
from amendtool.repository.git import objects_at_once, tree_entries
from amendtool.repository.history import Commit
from amendtool.repository.record import RECORD_ENDING, Record, read_record, record_path
from amendtool.repository.storage.folders import ARTICLES, is_clause_file
from amendtool.repository.workspace import AMENDMENTS, TREE, Workspace

_ACT_TRAILERS = ("Amendment", "Expiry", "Proposal")


def act_id(name: str, record: Record | None) -> str:
    """What tells an adoption, or an expiry, from another one under the same name."""
    act = record.landed if record is not None else None
    return name if act is None else f"{name} {act.day or ''} {act.file or ''}".rstrip()


def recorded_states(workspace: Workspace) -> tuple[Workspace, tuple[RecordedState, ...]]:
    """The states of the branch, the newest first, and the repository with all of them at hand.

    Where a squash has swallowed the commits between two acts, their articles are those that the
    records name, or what the acts give again.
    """
    acts = workspace.acts()
    states = tuple(_of_commits(workspace, acts))
    by_trees = {each.articles: each.acts for each in reversed(states)}
    known = {each.acts for each in states}
    more: list[RecordedState] = []
    every = (*acts.applied.values(), *acts.expiries.values())
    for at in sorted(every, key=lambda each: each.order):
        act = at.record.landed if at.record is not None else None
        if act is None or act.base is None or act.result is None:
            continue
        before = by_trees.get(f"{TREE}{act.base}")
        if before is None:
            continue
        after = before | {act_id(at.name, at.record)}
        if after in known:
            continue
        try:
            workspace = _with_tree(workspace, at, act.result)
        except (AmendtoolError, ValueError):
            continue  # what it left is gone, and cannot be made again: `verify` tells it
        state = RecordedState(articles=f"{TREE}{act.result}", commit=at.commit, acts=after)
        by_trees[state.articles] = after
        known.add(after)
        more.append(state)
    return workspace, (*states, *more)


def _with_tree(workspace: Workspace, at: AppliedAt, tree: str) -> Workspace:
    if workspace.has_articles(tree):
        return workspace
    # Few histories lack a tree, and this applies amendments.
    from amendtool.workflow.proof.replay import replayed

    act = at.record.landed if at.record is not None else None
    assert act is not None  # whoever asks has looked
    return workspace.with_ahead(at.name, tree, replayed(workspace, at.name, act))


def _of_commits(workspace: Workspace, acts: Acts) -> Iterator[RecordedState]:
    git = workspace.git
    head = workspace.head()
    halves = {each.commit for each in acts.history if _is_half(each, acts)}
    place = {each.commit: at for at, each in enumerate(acts.history)}
    commits = [each for each in dict.fromkeys((head, *place)) if each not in halves]
    where = [git.below_top(ARTICLES), git.below_top(AMENDMENTS)]
    asked = "".join(f"{commit}:{path}\n" for commit in commits for path in where)
    told = git.check(
        *("cat-file", "--batch-check=%(objectname)"),
        input=asked.encode(),
        doing=say("read the history"),
    )
    found = [
        None if line.endswith(" missing") else line
        for line in told.decode("utf-8", "replace").splitlines()
    ]
    folders = dict(zip(commits, zip(found[::2], found[1::2], strict=True), strict=True))
    held = _records(workspace, [tree for _, tree in folders.values() if tree is not None])
    by_trailer = {
        at.name: place.get(at.commit, -1) for at in acts.applied.values() if not at.record
    }
    gone = list(_reverted(workspace, acts))
    for commit, (articles, amendments) in folders.items():
        recorded = held.get(amendments or "", frozenset())
        if recorded is None:
            continue  # a record that nobody can read: nothing is known of this one
        at = place.get(commit, -1)
        trailers = {name for name, first in by_trailer.items() if at <= first}
        trailers |= {name for name, first, last in gone if last < at <= first}
        if articles is None:
            continue
        yield RecordedState(articles=f"{TREE}{articles}", commit=commit, acts=recorded | trailers)


def _is_half(commit: Commit, acts: Acts) -> bool:
    """Whether it is the renumbering of an act, whose text is in the next commit."""
    told = dict(commit.trailers)
    name = next((told[each] for each in _ACT_TRAILERS if each in told), None)
    paths = [file.new or file.old or "" for file in commit.files]
    if name is None or any(path.endswith(RECORD_ENDING) for path in paths):
        return False
    at = acts.applied.get(name)
    if at is not None and at.commit == commit.commit:
        return False
    exact = all(file.status == "R" and file.exact for file in commit.files)
    return exact and any(map(is_clause_file, paths))


def _records(workspace: Workspace, trees: Sequence[str]) -> Mapping[str, frozenset[str] | None]:
    """The acts that stand by the records in some folders; None where one cannot be read."""
    git = workspace.git
    listed = {
        tree: [
            (name, oid) for _, name, oid in tree_entries(data, tree) if name.endswith(RECORD_ENDING)
        ]
        for tree, data in objects_at_once(git, dict.fromkeys(trees), "tree").items()
    }
    blobs = objects_at_once(
        git, dict.fromkeys(oid for each in listed.values() for _, oid in each), "blob"
    )
    read: dict[tuple[str, str], str | None] = {}
    for entries in listed.values():
        for file, oid in entries:
            if (file, oid) not in read:
                name = file.removesuffix(RECORD_ENDING)
                try:
                    record = read_record(blobs.get(oid, b""), name, file=record_path(name))
                except AmendtoolError:
                    read[file, oid] = None
                    continue
                read[file, oid] = act_id(name, record) if record.landed is not None else ""
    found: dict[str, frozenset[str] | None] = {}
    for tree, entries in listed.items():
        own = [read[each] for each in entries]
        found[tree] = None if None in own else frozenset(each for each in own if each)
    return found


def _reverted(workspace: Workspace, acts: Acts) -> Iterator[tuple[str, int, int]]:
    """What a history without records has applied and reverted: between which commits it stood."""
    named = [dict(each.trailers).get("Amendment") for each in acts.history]
    if not any(name and name not in acts.records for name in named):
        return
    for at, each in enumerate(acts.history):
        for oid in taken_back(workspace.git, each.body) if "reverts commit" in each.body else ():
            for first in range(at + 1, len(acts.history)):
                if acts.history[first].commit.startswith(oid) and named[first]:
                    yield f"reverted {oid}", first, at
