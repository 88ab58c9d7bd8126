"""What a merge of two histories left in the articles, against the acts that its records tell.

A record says that something was adopted, or taken back; the articles have to say the same. Where
git could not put both together, a person has, and may have left out the words of one branch, or
kept those of an amendment that the other one had rejected. So every act that a merge has put
together is looked for in what it left: by its lines, and where these were changed by both, by
carrying the acts of one branch over to the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from amendtool.articles.charter import Charter
from amendtool.errors import AmendtoolError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.record import RECORD_ENDING, Act, Deed, Record, read_record, record_path
from amendtool.repository.storage.folders import ARTICLES, clause_at, edition_at
from amendtool.repository.workspace import AMENDMENTS, Workspace
from amendtool.values import dataclass
from amendtool.workflow.proof.merged_numbers import only_in
from amendtool.workflow.proof.merges import MergedArticles, merges_of_acts

_Clause = object
"""A clause by its key and the edition; what is none by its path."""
_Lines = frozenset[tuple[_Clause, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    """The lines that an act brings, and those that it takes away."""

    come: _Lines
    gone: _Lines

    @property
    def clauses(self) -> frozenset[_Clause]:
        return frozenset(clause for clause, _ in (*self.come, *self.gone))

    def missing(self, lines: _Lines) -> frozenset[_Clause]:
        """The clauses in which this change is not what the lines say."""
        return frozenset(clause for clause, _ in (*(self.come - lines), *(self.gone & lines)))


def merged_acts(workspace: Workspace) -> Iterator[Problem]:
    """Warnings for what a merge left otherwise than its records say, and what still stands so."""
    workspace = workspace.edition(None)
    head = workspace.git.head().oid
    if head is None:
        return
    told: set[str] = set()
    for merge in merges_of_acts(workspace):
        try:
            found = tuple(_Merged(workspace, merge).problems(head))
        except (AmendtoolError, ValueError):
            continue  # told where those articles, or records, are read
        for name, problem in found:
            if name not in told:
                told.add(name)
                yield problem


def is_joined(
    workspace: Workspace, commit: str, parents: Sequence[str], clauses: Collection[_Clause]
) -> bool:
    """Whether a merge says in those clauses what the acts of its parents make there together.

    Two branches may both have changed one line; who joins the two writes a line of neither.
    """
    merge = MergedArticles(commit=commit, parents=tuple(parents))
    try:
        return _Merged(workspace.edition(None), merge).is_carried(clauses)
    except (AmendtoolError, ValueError):
        return False


class _Merged:
    """One merge: its records and those of its parents, where they differ, and its articles."""

    def __init__(self, workspace: Workspace, merge: MergedArticles) -> None:
        self.workspace = workspace
        self.merge = merge
        self.own, *self.parents = _standing_acts(workspace, (merge.commit, *merge.parents))
        self.lines = self._lines(workspace.git.read(merge.commit, ARTICLES))

    def problems(self, head: str) -> Iterator[tuple[str, Problem]]:
        """What is wrong, by the name of the record; what was changed since is not told."""
        names = sorted({name for each in (self.own, *self.parents) for name in each})
        added: dict[str, _Changed] = {}
        for name in names:
            act = self.own.get(name)
            if act is not None and any(each.get(name) != act for each in self.parents):
                change = self._change(act)
                if change is not None:
                    added[name] = change
        for name, change in added.items():
            wrong = change.missing(self.lines) - self._by_hand
            act = self.own[name]
            if act.deed is Deed.CORRECTED:
                others = (each.clauses for other, each in added.items() if other != name)
                wrong -= frozenset[_Clause]().union(*others)
            elif wrong and self.is_carried(change.clauses):
                continue
            if self._still(wrong, head) and self._acts_at(head, name) == act:
                yield name, self._problem(name, wrong, adopted=True)
        for name in names:
            if name in self.own:
                continue
            acts = [each[name] for each in self.parents if name in each]
            kept = self._kept(acts[0], added) if acts else frozenset[_Clause]()
            if self._still(kept, head) and self._acts_at(head, name) is None:
                yield name, self._problem(name, kept, adopted=False)

    def _kept(self, act: Act, added: Mapping[str, _Changed]) -> frozenset[_Clause]:
        """The clauses that still say what an act made of them that does not stand any more."""
        change = self._change(act)
        if change is None:
            return frozenset()
        brought = frozenset[tuple[_Clause, bytes]]().union(*(each.come for each in added.values()))
        touched = frozenset[_Clause]().union(*(each.clauses for each in added.values()))
        kept = {clause for clause, _ in (change.come & self.lines) - brought}
        kept |= {clause for clause, _ in change.gone - self.lines if clause not in touched}
        return frozenset(kept)

    def is_carried(self, clauses: Collection[_Clause]) -> bool:
        """Whether the merge left in those clauses what the acts of both make there together."""
        return any(
            way is not None and all(self._same(clause, way) for clause in clauses)
            for way in self._ways
        )

    @cached_property
    def _by_hand(self) -> frozenset[_Clause]:
        """The clauses that have a line of neither side: that is told of the commit."""
        files = (self.workspace.git.read(each, ARTICLES) for each in self.merge.parents)
        sides = frozenset[tuple[_Clause, bytes]]().union(*map(self._lines, files))
        return frozenset(clause for clause, _ in self.lines - sides)

    def _same(self, clause: _Clause, way: Mapping[str, Charter]) -> bool:
        if not isinstance(clause, tuple):
            return False
        key, edition = clause
        language = edition if edition in way else self.workspace.config.languages[0]
        made, left = (each.get(language) for each in (way, self._left))
        if made is None or left is None:
            return made is left
        return _said(made, key) == _said(left, key)

    @cached_property
    def _ways(self) -> Sequence[Mapping[str, Charter] | None]:
        """The articles of each parent with what the merge has from the other one."""
        return [self._way(parent) for parent in self.merge.parents]

    def _way(self, parent: str) -> Mapping[str, Charter] | None:
        from amendtool.workflow.proof.replay import carried_on

        here, there = self.workspace.acts(parent), self.workspace.acts(self.merge.commit)
        try:
            return carried_on(
                self.workspace,
                ((at.name, act) for at, act in only_in(there, here)),
                self._charters(parent),
            )
        except (AmendtoolError, ValueError):
            return None

    @cached_property
    def _left(self) -> Mapping[str, Charter]:
        try:
            return self._charters(self.merge.commit)
        except InputError:
            return {}

    def _charters(self, commit: str) -> dict[str, Charter]:
        return {
            language: self.workspace.edition(language).articles_at(commit).charter
            for language in self.workspace.languages_at(commit)
        }

    def _change(self, act: Act) -> _Changed | None:
        """The lines that an act changes; None where its articles are not there any more."""
        git = self.workspace.git
        before, after = (git.read_tree(each or "", ARTICLES) for each in (act.base, act.result))
        if before is None or after is None:
            return None
        one, other = self._lines(before), self._lines(after)
        return _Changed(come=other - one, gone=one - other)

    def _lines(self, files: Mapping[str, bytes]) -> _Lines:
        return frozenset(
            (self._clause(path), line)
            for path, data in files.items()
            for line in data.split(b"\n")
            if line.strip()
        )

    def _clause(self, path: str) -> _Clause:
        found = clause_at(path, self.workspace.config.style.numbered_in_chapters)
        return path if found is None else (found[0], edition_at(path))

    def _still(self, clauses: frozenset[_Clause], head: str) -> bool:
        """Whether any of the clauses says at HEAD what the merge left there."""
        now = self._lines(self.workspace.files_at(head)) if clauses else frozenset()
        return any(
            {line for line in now if line[0] == clause}
            == {line for line in self.lines if line[0] == clause}
            for clause in clauses
        )

    def _acts_at(self, head: str, name: str) -> Act | None:
        record = self.workspace.acts(head).records.get(name)
        return None if record is None else _standing(record)

    def _problem(self, name: str, clauses: frozenset[_Clause], *, adopted: bool) -> Problem:
        where = say(" and ").join(
            say("{name!r}", name=each)
            for each in sorted((c[0] if isinstance(c, tuple) else c for c in clauses), key=repr)
        )
        oid = self.merge.commit[:12]
        if adopted:
            told = say(
                "{name!r} stands as adopted, and {where} does not say what it adopted",
                name=name,
                where=where,
            )
            way = say(
                "or take the merge back and apply {name} on what the other branch left", name=name
            )
        else:
            told = say(
                "{where} says what {name!r} makes of it, which does not stand as adopted",
                where=where,
                name=name,
            )
            way = say("or take the merge back and settle which of the two acts is to stand")
        return Problem(
            code="merge-act",
            message=say("{told}, since the merge {oid}", told=told, oid=oid),
            hint=say(
                "put the words and the records of the acts that stand into the merge (git "
                "commit --amend), {way}",
                way=way,
            ),
            place=Place(file=record_path(name)),
            severity="warning",
        )


def _standing_acts(workspace: Workspace, commits: Sequence[str]) -> list[dict[str, Act]]:
    """What stands by the records of some commits; without what all of them have alike."""
    git = workspace.git
    files = [
        {
            path: entry
            for path, entry in git.tree(commit, AMENDMENTS).items()
            if path.endswith(RECORD_ENDING) and entry.is_file
        }
        for commit in commits
    ]
    known = {path for each in files for path in each}
    differ = {path for path in known if len({e[path].oid if path in e else "" for e in files}) > 1}
    found: list[dict[str, Act]] = []
    for each in files:
        entries = {path: entry for path, entry in each.items() if path in differ}
        contents = git.blobs(entries)
        acts: dict[str, Act] = {}
        for path, entry in entries.items():
            name = path.removeprefix(f"{AMENDMENTS}/").removesuffix(RECORD_ENDING)
            act = _standing(read_record(contents[entry.oid], name, file=path))
            if act is not None:
                acts[name] = act
        found.append(acts)
    return found


def _standing(record: Record) -> Act | None:
    """The act that stands in the articles: an adoption, an expiry, or the last correction."""
    corrected = (each for each in reversed(record.acts) if each.deed is Deed.CORRECTED)
    return record.landed or next(corrected, None)


def _said(charter: Charter, key: str) -> object:
    article = charter.by_key().get(key)
    if article is not None:
        return article.heading, article.body, article.status
    return next((each.heading for each in charter.chapters if each.key == key), None)
