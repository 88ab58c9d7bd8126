"""The history of the articles: what git log tells in one pass, and that by amendment.

A commit tells which files changed and under which names; the path of a clause file tells its
key and its number. So the history of a clause is read without reading a single clause.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Literal

from amendtool.articles.addresses import Address
from amendtool.errors import Problem, RepositoryError
from amendtool.messages import say
from amendtool.repository.git import Git
from amendtool.repository.storage.folders import clause_at, edition_at
from amendtool.values import dataclass

FileStatus = Literal["A", "M", "D", "R"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """What a commit did to one file: ``old`` is None when added, ``new`` when deleted.

    A renaming is ``exact`` when the content stayed as it was.
    """

    status: FileStatus
    old: str | None
    new: str | None
    exact: bool = True

    @property
    def text(self) -> bool:
        """Whether the content changed, and not only the name."""
        return self.status != "R" or not self.exact


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One commit. ``date`` is the author's, ISO 8601; trailers stand in their order."""

    commit: str
    date: str
    subject: str
    trailers: tuple[tuple[str, str], ...]
    files: tuple[FileChange, ...]
    body: str = ""
    """What the message says below its subject, where it was asked for."""


_FORM = "tformat:%x01%H%x00%aI%x00%s%x00%(trailers:only,unfold)%x00"


def read_history(
    git: Git,
    revision: str = "HEAD",
    under: Collection[str] = ("articles",),
    *,
    bodies: bool = False,
) -> tuple[Commit, ...]:
    """The commits that changed files at or below ``under``, the newest first.

    A merge counts only for files in which it differs from all its parents; the commits
    that it brings in stand for themselves. Empty where there is no commit yet. Bytes
    that are not in the encoding a commit claims become U+FFFD. With ``bodies`` each commit has
    the whole message. Raises InputError for an
    unknown revision, RepositoryError when git cannot read the history.
    """
    if revision == "HEAD" and git.head().oid is None:
        return ()
    # What a person may have set for reading: none of it may change what is parsed here. With too
    # low a limit git looks for no renames at all once an amendment renumbers many articles.
    out = git.check(
        *("-c", "diff.renameLimit=1000", "-c", "log.showRoot=true", "-c", "log.follow=false"),
        *("log", "-z", "--raw", "-M", "-c", "--no-abbrev"),
        *("--no-ext-diff", "--no-textconv", "--no-mailmap", "--no-notes", "--topo-order"),
        *(
            "--encoding=UTF-8",
            f"--format={_FORM}{'%b' if bodies else ''}",
            git.resolve(revision),
            "--",
        ),
        *(git.below_top(path) or "." for path in under),
        doing=say("read the history"),
    )
    return tuple(_commits(git, out.decode("utf-8", "replace").split("\0")))


def _commits(git: Git, fields: list[str]) -> Iterator[Commit]:
    """Each commit's five fields (the first marked), then the lines of its files."""
    position = 0
    while position < len(fields):
        if not fields[position].startswith("\x01") or position + 5 > len(fields):
            if any(field.strip() for field in fields[position:]):
                raise RepositoryError(_unreadable(fields[position]))
            return
        commit, date, subject, trailers, body = fields[position : position + 5]
        position += 5
        files: list[FileChange] = []
        while position < len(fields) and not fields[position].startswith("\x01"):
            if not fields[position].strip():
                position += 1  # what git puts between the commit and its files
                continue
            width, change = _file(git, fields, position)
            position += width
            if change is not None:
                files.append(change)
        yield Commit(
            commit=commit[1:],
            date=date,
            subject=subject,
            trailers=tuple(_trailers(trailers)),
            files=tuple(files),
            body=body,
        )


def _file(git: Git, fields: list[str], position: int) -> tuple[int, FileChange | None]:
    """One line of ``--raw -z``: how many fields it takes, and the change it tells."""
    if not fields[position].lstrip("\n").startswith(":"):
        raise RepositoryError(_unreadable(fields[position]))
    sign = fields[position].rpartition(" ")[2]
    first = git.below_root(fields[position + 1])
    if sign[0] in "RC" and len(sign.rstrip("0123456789")) == 1:
        second = git.below_root(fields[position + 2])
        if second is None:
            return 3, None
        return 3, FileChange(status="R", old=first, new=second, exact=sign[1:] == "100")
    if first is None:
        return 2, None
    # A merge has one letter for each parent: added (or deleted) only if it is so for all.
    if set(sign) == {"A"}:
        return 2, FileChange(status="A", old=None, new=first)
    if set(sign) == {"D"}:
        return 2, FileChange(status="D", old=first, new=None)
    return 2, FileChange(status="M", old=first, new=first)


def _trailers(block: str) -> Iterator[tuple[str, str]]:
    for line in block.splitlines():
        key, colon, value = line.partition(":")
        if colon:
            yield key.strip(), value.strip()


def _unreadable(field: str) -> Problem:
    return Problem(
        code="git-failed",
        message=say("git log printed what was not expected: {words!r}", words=field[:60]),
        hint=say("please report this, with the output of `git version`"),
    )


# -- by amendment: which one changed a clause, under which numbers ------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """What one entry of the history did to one clause: where it stood, where it stands."""

    key: str
    present: Address | None
    proposed: Address | None
    text: bool
    """Whether its text changed, and not only its number."""
    editions: tuple[str, ...] = ()
    """The languages of the editions in which it changed; empty for files in no edition's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One amendment, or one commit that belongs to none, the oldest commit first."""

    amendment: str | None
    subject: str
    date: str
    trailers: tuple[tuple[str, str], ...]
    commits: tuple[str, ...]
    changes: tuple[ClauseChange, ...]


def by_amendment(
    history: Iterable[Commit], *, in_chapters: bool = False
) -> tuple[HistoryEntry, ...]:
    """The entries of a history, the newest first; the commits of one amendment are one.

    ``in_chapters`` says that articles are counted within their chapters.
    """
    groups: list[list[Commit]] = []
    for change in history:
        name = _act_of(change)
        last = _act_of(groups[-1][0]) if groups else None
        if groups and name is not None and name == last:
            groups[-1].append(change)
        else:
            groups.append([change])
    return tuple(_entry(group, in_chapters) for group in groups)


def _act_of(commit: Commit) -> str | None:
    """The amendment or the expiry whose commit it is, as its trailers say."""
    told = dict(commit.trailers)
    return told.get("Amendment") or told.get("Expiry")


def _entry(group: list[Commit], in_chapters: bool) -> HistoryEntry:
    newest = group[0]
    oldest_first = list(reversed(group))
    return HistoryEntry(
        amendment=dict(newest.trailers).get("Amendment"),
        subject=newest.subject,
        date=newest.date,
        trailers=newest.trailers,
        commits=tuple(change.commit for change in oldest_first),
        changes=tuple(_clause_changes(oldest_first, in_chapters)),
    )


def _clause_changes(commits: Iterable[Commit], in_chapters: bool) -> Iterator[ClauseChange]:
    """Each clause once, from where it stood before the first commit to after the last.

    A clause that two editions have under different numbers is told for each of them.
    """
    first: dict[tuple[str, str], Address | None] = {}
    last: dict[tuple[str, str], Address | None] = {}
    text: dict[tuple[str, str], bool] = {}
    for commit in commits:
        for file in commit.files:
            old = clause_at(file.old, in_chapters) if file.old else None
            new = clause_at(file.new, in_chapters) if file.new else None
            for found in dict.fromkeys(clause[0] for clause in (old, new) if clause):
                before = old[1] if old and old[0] == found else None
                after = new[1] if new and new[0] == found else None
                one = found, edition_at(file.new or file.old or "")
                first.setdefault(one, before)
                last[one] = after
                text[one] = text.get(one, False) or file.text
    changes: dict[tuple[str, Address | None, Address | None], list[tuple[str, str]]] = {}
    # In the order of the document; what is deleted, where it stood.
    for one in sorted(first, key=lambda one: _place(last[one] or first[one])):
        changes.setdefault((one[0], first[one], last[one]), []).append(one)
    for (key, present, proposed), ones in changes.items():
        yield ClauseChange(
            key=key,
            present=present,
            proposed=proposed,
            text=any(text[one] for one in ones),
            editions=tuple(edition for _, edition in ones if edition),
        )


def _place(address: Address | None) -> tuple[bool, bool, list[tuple[int, ...]]]:
    """Where an address stands: chapters, articles, the supplementary provisions."""
    if address is None:
        return False, False, []
    numbers = (*address.chapters, *filter(None, [address.article]))
    parts = [number.parts for number in numbers]
    return address.supplementary, address.article is not None, parts


def of_edition(history: Iterable[Commit], language: str, *, leading: bool) -> tuple[Commit, ...]:
    """The history of one edition; what stands in no edition's folder belongs to the leading one."""
    own = {language, ""} if leading else {language}
    found = []
    for change in history:
        files = tuple(f for f in change.files if edition_at(f.new or f.old or "") in own)
        if files:
            found.append(replace(change, files=files))
    return tuple(found)
