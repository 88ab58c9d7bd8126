"""The commits of the branch that no act explains: somebody has edited the articles by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from amendtool.errors import AmendtoolError, InputError, Place, Problem
from amendtool.messages import later, say
from amendtool.repository.acts import Acts, taken_back
from amendtool.repository.history import Commit
from amendtool.repository.record import (
    BASELINE,
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
    clause_at,
    edition_at,
    file_changes,
    is_clause_file,
)
from amendtool.repository.workspace import AMENDMENTS, Workspace

_CHANGING = frozenset((Deed.ADOPTED, Deed.UNDONE, Deed.ANNULLED, Deed.CORRECTED, Deed.EXPIRED))
_FIRST = frozenset((Deed.ADOPTED, Deed.BASELINE))
"""The acts after which the articles are somebody's decision."""


def unexplained(workspace: Workspace, acts: Acts) -> Iterator[Problem]:
    """What in the history of the branch no act explains, the oldest commit first."""
    return _History(workspace, acts).problems()


def by_hand(workspace: Workspace) -> tuple[Problem, ...]:
    """Warnings of what was committed by hand and still stands; for every ``check``.

    Where the articles at HEAD are what the last act left, and each act went on where another one
    had ended, there is none: git is asked for one tree and no more. Nothing is said of what came
    before the first articles that a record calls adopted, or the baseline: they were being set
    up. A note says where the history was cut off.
    """
    head, acts = workspace.git.head().oid, workspace.acts()
    if head is None or not any(
        path.endswith(RECORD_ENDING) for each in acts.history for path in _paths(each)
    ):
        return ()
    cut = cut_off(workspace, acts)
    if workspace.git.tree_id(head, ARTICLES) in _left_last(acts) and _go_on(acts):
        return cut
    history = _History(workspace, acts, adopted=True)
    found = [replace(each, severity="warning") for each in history.problems(standing=True)]
    return (*found, *cut)


def _go_on(acts: Acts) -> bool:
    """Whether each act began with articles that another one has left: no hand came between.

    The first one began with articles that no act has left.
    """
    every = [act for record in acts.records.values() for act in record.acts]
    left = {act.result for act in every if act.deed in _CHANGING or act.deed is Deed.BASELINE}
    begun = {act.base for act in every if act.deed in _CHANGING}
    baseline = any(act.deed is Deed.BASELINE for act in every)
    return len(begun - left) <= (0 if baseline else 1)


def cut_off(workspace: Workspace, acts: Acts) -> tuple[Problem, ...]:
    """A note where the history of this clone does not reach back to its beginning."""
    if not workspace.git.is_shallow:
        return ()
    last = acts.history[-1].commit if acts.history else ""
    return (
        Problem(
            code="history-cut",
            message=say(
                "this clone holds a part of the history alone: what was changed by hand in "
                "the commit {last} and before it cannot be seen",
                last=last[:12],
            ),
            hint=say("fetch the rest: git fetch --unshallow"),
            severity="note",
        ),
    )


def _left_last(acts: Acts) -> frozenset[str | None]:
    """The articles that the last act left; those of the baseline where none has changed them.

    It is the act of the newest commit with a clause file and a record that still stands: what a
    hand has done since is taken back where the articles are again what that one left.
    """
    left = {
        record_path(name): frozenset(act.result for act in record.acts if act.deed in _CHANGING)
        for name, record in acts.records.items()
    }
    if not any(left.values()):
        start = acts.records.get(BASELINE)
        return frozenset(each.result for each in start.acts) - {None} if start else frozenset()
    for commit in acts.history:
        paths = _paths(commit)
        found = frozenset[str | None]().union(*(left.get(path, ()) for path in paths))
        if found and any(map(is_clause_file, paths)):
            return found
    return frozenset()


def first_difference(one: bytes | None, other: bytes | None) -> int:
    """The first line in which two files differ."""
    mine, theirs = (one or b"").split(b"\n"), (other or b"").split(b"\n")
    for number, (a, b) in enumerate(zip(mine, theirs, strict=False), 1):
        if a != b:
            return number
    return min(len(mine), len(theirs))


class _History:
    """The commits of the branch, and the articles that each of them and its parent hold.

    It begins with the first act that is told of; ``adopted`` where it begins only with articles
    that were adopted or are the baseline, and where nothing is said of a commit whose parent is
    not there.
    """

    def __init__(self, workspace: Workspace, acts: Acts, *, adopted: bool = False) -> None:
        self.workspace = workspace
        self.acts = acts
        self.history = acts.history
        self.adopted = adopted
        self.cut = workspace.git.is_shallow
        self.trees = _trees(workspace, acts.history)
        # Every commit of an act is asked for its record: all of them at once.
        self._touched = frozenset(
            (f"{each.commit}{at}", path)
            for each in acts.history
            for path in _paths(each)
            if path.endswith(RECORD_ENDING)
            for at in ("", "^")
        )
        self._read = workspace.git.files_at(sorted(self._touched))

    def problems(self, *, standing: bool = False) -> Iterator[Problem]:
        """What no act explains, the oldest commit first.

        With ``standing`` only what is still felt in the articles at HEAD: what was taken back
        since, by whatever means, is past.
        """
        begun = False
        states: set[str | None] = set()
        known: set[str] = set()
        between: set[str | None] = set()
        """Articles between the two commits of an act: they are nobody's decision."""
        half: Commit | None = None
        for at in range(len(self.history) - 1, -1, -1):
            each = self.history[at]
            before, after = self.trees[each.commit]
            touched = [path for path in _paths(each) if is_clause_file(path)]
            named = [_name(path) for path in _paths(each) if path.endswith(RECORD_ENDING)]
            reverts = not known.isdisjoint(taken_back(self.workspace.git, each.body))
            if reverts and after in states:
                # Git has taken back an act, or a part of one, and nothing else.
                if before != after:
                    half = each if after in between else None
            elif named:
                begun = begun or self._brings_articles(each, named)
                cut = self.adopted or self.cut
                told = begun and not (cut and before is None)
                otherwise = told and not self._as_recorded(at, named)
                if otherwise and not (standing and not self._stands(each, named)):
                    yield _otherwise(each, named, changed=bool(self._acts_of(each, named)[1]))
            elif self._begins(at):
                begun = True
                between.add(after)
            elif self._of_old(each):
                begun = begun or not self.adopted
            elif not touched or not begun or "Edition" in dict(each.trailers):
                pass  # no articles, those that are being set up, or another edition of them
            elif self._is_explained(each, touched) or (standing and not self._stands(each)):
                pass  # what its parents hold, what takes back another, or what is past
            else:
                yield self._unexplained(each, touched)
            if begun:
                states |= {before, after}
                known.add(each.commit)
                if not self._begins(at) and not (reverts and after in between):
                    between.discard(after)
        if half is not None and not (standing and not self._stands(half)):
            yield self._unexplained(half, [path for path in _paths(half) if is_clause_file(path)])

    def _brings_articles(self, commit: Commit, names: Sequence[str]) -> bool:
        """Whether the history begins with a commit that touches records."""
        records = [self._record(commit.commit, name) for name in names] if self.adopted else []
        acts = [act for record in records if record is not None for act in record.acts]
        return not self.adopted or not _FIRST.isdisjoint(act.deed for act in acts)

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

    def _as_recorded(self, at: int, names: Sequence[str]) -> bool:
        """Whether a commit that touches records leaves the articles that they say."""
        commit = self.history[at]
        before, after = self.trees[commit.commit]
        added, dropped = self._acts_of(commit, names)
        if before == after:
            return not dropped  # an act that changes no article
        records = [
            record for name in names if (record := self._record(commit.commit, name)) is not None
        ]
        acts = [act for record in records for act in record.acts if act.deed in _CHANGING]
        if not dropped and after in {act.result for act in acts}:
            return True
        if not added and len(dropped) == 1 and after == dropped[0].base:
            return True  # an act was taken back with its record, without the words of git
        landed = [
            (record.name, act)
            for record in records
            if (act := record.landed) is not None and act in added
        ]
        landed.sort(key=lambda each: str(each[1].day or ""))
        older = at + 1
        first = older if older < len(self.history) and self._begins(older) else at
        parent = f"{self.history[first].commit}^"
        if (
            not dropped
            and landed
            and len(landed) == len([act for act in added if act.deed in _CHANGING])
            and any(
                _landed_elsewhere(self.workspace, row, commit.commit, parent)
                for row in _orders(landed)
            )
        ):
            return True
        return before is not None and self._same_lines(records, commit.commit, parent, dropped)

    def _acts_of(self, commit: Commit, names: Sequence[str]) -> tuple[list[Act], list[Act]]:
        """The acts that a commit brings into records, and those that it takes out of them.

        A merge takes none out: what is not there came from neither side, or from one of them.
        """
        parents = self._parents.get(commit.commit, ())
        added: list[Act] = []
        dropped: list[Act] = []
        for name in names:
            now = self._record(commit.commit, name)
            then = self._record(f"{commit.commit}^", name) if parents else None
            acts, before = (each.acts if each is not None else () for each in (now, then))
            added += (each for each in acts if each not in before)
            if len(parents) == 1:
                dropped += (each for each in before if each not in acts)
        return added, dropped

    @cached_property
    def _parents(self) -> Mapping[str, Sequence[str]]:
        """The parents of each commit of the history that are there, in one process."""
        asked = "".join(f"{each.commit}\n" for each in self.history)
        told = self.workspace.git.check(
            *("rev-list", "--no-walk=unsorted", "--parents", "--stdin"),
            input=asked.encode(),
            doing=say("read the history"),
        )
        lines = (line.split() for line in told.decode("ascii").splitlines())
        return {commit: parents for commit, *parents in lines}

    def _is_explained(self, commit: Commit, touched: Sequence[str]) -> bool:
        """Whether a commit without an act decides nothing by itself."""
        return (
            self._merges(commit.commit, touched)
            or self._translates(commit)
            or self._takes_back(commit)
        )

    def _changed_lines(
        self, before: Mapping[str, bytes], after: Mapping[str, bytes]
    ) -> Counter[tuple[object, bytes]]:
        """The lines that come (above zero) and go (below) between two states, clause by clause."""
        lines: Counter[tuple[object, bytes]] = Counter()
        self._count(lines, before, after)
        return Counter({line: count for line, count in lines.items() if count})

    def _takes_back(self, commit: Commit) -> bool:
        """Whether a commit takes another one back that no act explains, and does no more.

        Git says which; acts may have come between, and the articles are others than before it.
        """
        git = self.workspace.git
        for taken in taken_back(git, commit.body):
            there = next((each for each in self.history if each.commit.startswith(taken)), None)
            if there is None or any(path.endswith(RECORD_ENDING) for path in _paths(there)):
                continue
            own, other = (
                self._changed_lines(git.read(f"{each}^", ARTICLES), git.read(each, ARTICLES))
                for each in (commit.commit, there.commit)
            )
            if own == Counter({line: -count for line, count in other.items()}):
                return True
        return False

    def _stands(self, commit: Commit, names: Sequence[str] = ()) -> bool:
        """Whether anything of a change by hand is still there in the articles at HEAD.

        A line that it brought stands there, or one that it took away is missing. In the commit
        of an act it is what differs from the articles that its record says.
        """
        git = self.workspace.git
        after = git.read(commit.commit, ARTICLES)
        before: Mapping[str, bytes] | None = None
        if not names and self.trees[commit.commit][0] is not None:
            before = git.read(f"{commit.commit}^", ARTICLES)
        for name in names:
            record = self._record(commit.commit, name)
            for act in record.acts if record is not None else ():
                if act.deed in _CHANGING and act.result is not None:
                    before = git.read_tree(act.result, ARTICLES) or before
        if before is None:
            return True
        paths, now = self._here
        if any(path in paths for path in after.keys() - before.keys() if is_clause_file(path)):
            return True  # a number, or a clause, that a hand gave
        orders = [
            self._order(files, before.keys(), after.keys(), paths)
            for files in (
                before.keys(),
                after.keys(),
                paths,
            )
        ]
        if orders[0] != orders[1] == orders[2]:
            return True
        changed = self._changed_lines(before, after)
        come = [line for line, count in changed.items() if count > 0 and line[1].strip()]
        if come:
            return any(line in now for line in come)
        there = {clause for clause, _ in now}
        left = {self._clause(path) for path in after}
        return any(
            line not in now and (line[0] in there or line[0] not in left)
            for line, count in changed.items()
            if count < 0 and line[1].strip()
        )

    def _order(self, files: Collection[str], *among: Collection[str]) -> list[object]:
        """The clauses of some files as they stand, those alone that all of ``among`` have."""
        known = [{self._clause(path) for path in each} for each in among]
        common = frozenset.intersection(*map(frozenset, known))
        row = (self._clause(path) for path in sorted(files) if is_clause_file(path))
        return [clause for clause in row if clause in common]

    @cached_property
    def _here(self) -> tuple[frozenset[str], frozenset[tuple[object, bytes]]]:
        """The files of the articles at HEAD, and their lines, clause by clause."""
        files = self.workspace.files_at(self.workspace.head())
        lines = (
            (self._clause(path), line) for path, data in files.items() for line in data.split(b"\n")
        )
        return frozenset(files), frozenset(lines)

    def _same_lines(
        self, records: Sequence[Record], commit: str, parent: str, dropped: Sequence[Act] = ()
    ) -> bool:
        """Whether a commit changes those lines, clause by clause, that its acts changed.

        So several acts in one squash, a correction, or what was undone is known on articles that
        have moved on meanwhile.
        """
        wanted: Counter[tuple[object, bytes]] = Counter()
        for act in dropped:
            one, other = (
                self.workspace.git.read_tree(tree or "", ARTICLES)
                for tree in (act.result, act.base)
            )
            if one is None or other is None:
                return False
            self._count(wanted, one, other)
        for record in records:
            known = self._record(parent, record.name)
            for act in record.acts:
                if act.deed not in _CHANGING or (known is not None and act in known.acts):
                    continue
                one, other = (
                    self.workspace.git.read_tree(tree or "", ARTICLES)
                    for tree in (act.base, act.result)
                )
                if one is None or other is None:
                    return False
                self._count(wanted, one, other)
        git = self.workspace.git
        self._count(wanted, git.read(commit, ARTICLES), git.read(parent, ARTICLES))
        return not any(wanted.values())

    def _count(
        self,
        lines: Counter[tuple[object, bytes]],
        before: Mapping[str, bytes],
        after: Mapping[str, bytes],
    ) -> None:
        """Add what comes between two states of the articles, and take away what goes."""
        for files, count in ((before, -1), (after, 1)):
            for path, data in files.items():
                clause = self._clause(path)
                for line in data.split(b"\n"):
                    lines[clause, line] += count

    def _record(self, commit: str, name: str) -> Record | None:
        """The record at a commit, if it can be read there."""
        path = record_path(name)
        asked = (commit, path)
        if asked in self._touched:
            data = self._read.get(asked)
        else:
            data = self.workspace.git.read_file(commit, path)
        try:
            return None if data is None else read_record(data, name, file=path)
        except InputError:  # that of HEAD was read; somebody has mended this one since
            return None

    def _merges(self, commit: str, touched: Sequence[str]) -> bool:
        """Whether a commit is a merge that puts together what its parents hold, line by line.

        Each line of a clause is that of a parent, and what all of them have is still there; a
        clause is known by its key, for one side may have given it another number.
        """
        git = self.workspace.git
        told = git.check(
            *("rev-list", "--no-walk", "--parents", commit, "--"), doing=say("read the history")
        )
        _, *parents = told.decode("ascii").split()
        if len(parents) < 2:
            return False
        own, *others = [self._lines(each) for each in (commit, *parents)]
        joined = {
            clause
            for clause in map(self._clause, touched)
            for sides in [[each.get(clause, frozenset()) for each in others]]
            for lines in [own.get(clause, frozenset())]
            if lines - frozenset().union(*sides) or frozenset.intersection(*sides) - lines
        }
        if not joined:
            return True
        # Few merges were joined by a person, and this replays both branches.
        from amendtool.workflow.proof.merged_acts import is_joined

        return is_joined(self.workspace, commit, parents, joined)

    def _translates(self, commit: Commit) -> bool:
        """Whether a commit only brings an edition that there was not, and changes no clause."""
        there = {
            edition_at(path) for path in self.workspace.git.tree(f"{commit.commit}^", ARTICLES)
        }
        for file in commit.files:
            path = file.new or file.old or ""
            if is_clause_file(path) and (file.old is not None or edition_at(path) in {"", *there}):
                return False
        return True

    def _lines(self, commit: str) -> dict[object, frozenset[bytes]]:
        files = self.workspace.git.read(commit, ARTICLES)
        return {self._clause(path): frozenset(data.split(b"\n")) for path, data in files.items()}

    def _clause(self, path: str) -> object:
        found = clause_at(path, self.workspace.config.style.numbered_in_chapters)
        return path if found is None else (found[0], edition_at(path))

    def _unexplained(self, commit: Commit, touched: Sequence[str]) -> Problem:
        file, git = touched[0], self.workspace.git
        parent, _ = self.trees[commit.commit]
        files = git.read(f"{commit.commit}^", ARTICLES) if parent else {}
        clause = self._clause(file)
        one = next((data for path, data in files.items() if self._clause(path) == clause), None)
        other = git.read_file(commit.commit, file)
        line = None if other is None else first_difference(one, other)
        return _unexplained(commit, Place(file=file, line=line), len(touched) - 1)


def _trees(
    workspace: Workspace, history: Sequence[Commit]
) -> dict[str, tuple[str | None, str | None]]:
    """The articles before and after each commit, as git names their trees, in one process."""
    where = workspace.git.below_top(ARTICLES)
    asked = "".join(f"{each.commit}^:{where}\n{each.commit}:{where}\n" for each in history)
    told = workspace.git.check(
        "cat-file",
        "--batch-check=%(objectname)",
        input=asked.encode(),
        doing=say("read the history"),
    )
    ids = [
        None if line.endswith(" missing") else line
        for line in told.decode("utf-8", "replace").splitlines()
    ]
    pairs = zip(ids[::2], ids[1::2], strict=True)
    return {each.commit: pair for each, pair in zip(history, pairs, strict=True)}


def _orders(acts: Sequence[tuple[str, Act]]) -> Iterator[Sequence[tuple[str, Act]]]:
    """The orders in which a squash may have taken several acts: first as each went on another."""
    rest = list(acts)
    row: list[tuple[str, Act]] = []
    while rest:
        left = {act.result for _, act in rest}
        first = next((each for each in rest if each[1].base not in left), rest[0])
        rest.remove(first)
        row.append(first)
    yield row
    if row != list(acts):
        yield acts


def _landed_elsewhere(
    workspace: Workspace, acts: Sequence[tuple[str, Act]], commit: str, parent: str
) -> bool:
    """Whether what git has put on other articles is there what it was meant to be.

    A squash or a cherry-pick onto a branch that has moved on; it is carried over as it would be
    if it were applied there.
    """
    from amendtool.workflow.proof.replay import carried_on

    try:
        base = workspace.git.resolve(parent)
        files = dict(workspace.git.read(base, ARTICLES))
        present = {
            language: workspace.edition(language).articles_at(base)
            for language in workspace.languages_at(base)
        }
        made = carried_on(
            workspace, acts, {language: each.charter for language, each in present.items()}
        )
        if made is None:
            return False
        for language, charter in made.items():
            style = workspace.config.edition(language).style
            files = changed_files(files, file_changes(present[language], charter, style))
    except (AmendtoolError, ValueError):
        return False
    return files == workspace.git.read(commit, ARTICLES)


def _amendment_of(commit: Commit) -> str | None:
    told = dict(commit.trailers)
    return told.get("Amendment") or told.get("Proposal") or told.get("Expiry")


def _paths(commit: Commit) -> list[str]:
    return [path for file in commit.files for path in (file.new or file.old,) if path is not None]


def _name(path: str) -> str:
    return path.removeprefix(f"{AMENDMENTS}/").removesuffix(RECORD_ENDING)


def _unexplained(commit: Commit, place: Place, others: int) -> Problem:
    oid = commit.commit[:12]
    return Problem(
        code="change-unexplained",
        message=say(
            "the commit {oid} ({subject}) changes this file and {others} more, and belongs to "
            "no amendment",
            oid=oid,
            subject=commit.subject,
            others=others,
        )
        if others
        else say(
            "the commit {oid} ({subject}) changes this file, and belongs to no amendment",
            oid=oid,
            subject=commit.subject,
        ),
        hint=say(
            "look with `git show {oid}`, take it back with `git revert {oid}`; what was "
            "meant to be adopted is proposed (`amendtool new NAME`), a misprint is mended "
            "with `amendtool correct`; `amendtool verify` tells the rest",
            oid=oid,
        ),
        place=place,
    )


def _otherwise(commit: Commit, names: Sequence[str], *, changed: bool) -> Problem:
    """A commit of acts that is not what its records say, or has ``changed`` what they said."""
    told = (
        later(
            "the commit {commit} ({subject}) changes what the record of {names} says was done, "
            "and does not take it back"
        )
        if changed
        else later(
            "the commit {commit} ({subject}) leaves other articles than the record of {names} says"
        )
    )
    return Problem(
        code="landed-otherwise",
        message=say(
            told, commit=commit.commit[:12], subject=commit.subject, names=say(", ").join(names)
        ),
        hint=say(
            "look with `git show {commit}`: somebody has put more into it, or a merge has "
            "left something out; `amendtool undo` and `git revert` take it back, `amendtool "
            "verify` tells the rest",
            commit=commit.commit[:12],
        ),
        place=Place(file=record_path(names[0])),
    )
