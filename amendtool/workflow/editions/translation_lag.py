"""Editions that were not changed together: which clause is behind, and since which commit.

What was landed by ``apply`` is in step by construction, so the history counts since the last
amendment. A commit about one edition alone says so by a trailer::

    Edition: en
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from amendtool.errors import Place, Problem
from amendtool.messages import later, say
from amendtool.repository.git import Git
from amendtool.repository.history import Commit, FileChange, read_history
from amendtool.repository.storage.folders import (
    ARTICLES,
    CLOSING_FILE,
    PREAMBLE_FILE,
    Loaded,
    clause_at,
    edition_at,
)
from amendtool.values import dataclass

TRAILER: Final = "Edition"
WORK_TREE: Final = later("the work tree, not committed")


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryStep:
    """One step of the history: by edition, the keys whose text changed and those that came."""

    where: str
    """The commit, in words."""
    changed: Mapping[str, frozenset[str]]
    come: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaggingClause:
    """A clause that was changed in the edition ``ahead`` and not in ``behind``."""

    key: str
    ahead: str
    behind: str
    where: str


def behind(steps: Iterable[HistoryStep], leading: str, further: str) -> tuple[LaggingClause, ...]:
    """The clauses that stand changed in one of two editions alone, after all the steps.

    A change in the other edition makes good for the one before it, and so does a clause that
    comes anew: it is taken for a translation of what stands there.
    """
    ahead: dict[str, tuple[str, str]] = {}
    for step in steps:
        mine, theirs = (step.changed.get(each, frozenset()) for each in (leading, further))
        come = step.come.get(leading, frozenset()) | step.come.get(further, frozenset())
        for key in come | (mine & theirs):
            ahead.pop(key, None)
        for language, keys in ((leading, mine - theirs), (further, theirs - mine)):
            for key in sorted(keys - come):
                if key in ahead and ahead[key][0] != language:
                    del ahead[key]
                else:
                    ahead[key] = language, step.where
    return tuple(
        LaggingClause(
            key=key,
            ahead=language,
            behind=further if language == leading else leading,
            where=where,
        )
        for key, (language, where) in ahead.items()
    )


def behind_problems(git: Git, editions: Mapping[str, Loaded]) -> Iterator[Problem]:
    """The clauses that were changed in one edition alone since the last amendment.

    ``editions`` are the articles of the work tree, the leading edition first. What stands in
    one edition only is told elsewhere.
    """
    languages = tuple(editions)
    leading = languages[0]
    steps = tuple(_steps(git, editions))
    for further in languages[1:]:
        for found in behind(steps, leading, further):
            files = {each: _file(editions[each], found.key) for each in (leading, further)}
            if not all(files.values()):
                continue
            yield Problem(
                code="edition-behind",
                message=say(
                    "{key} was changed in the edition {ahead!r} ({files}) and not in "
                    "{behind!r}: {where}",
                    key=found.key,
                    ahead=found.ahead,
                    files=files[found.ahead],
                    behind=found.behind,
                    where=found.where,
                ),
                hint=say(
                    "change this file too, or, when the change is about the edition "
                    "{ahead!r} alone, end the message of its commit with a line `{trailer}: "
                    "{ahead}`",
                    ahead=found.ahead,
                    trailer=TRAILER,
                ),
                place=Place(file=files[found.behind]),
                severity="warning",
            )


def _file(loaded: Loaded, key: str) -> str | None:
    if key in (PREAMBLE_FILE, CLOSING_FILE):
        charter = loaded.charter
        there = charter.preamble if key == PREAMBLE_FILE else charter.closing
        return f"{loaded.folder}/{key}" if there else None
    return loaded.paths.get(key)


def _steps(git: Git, editions: Mapping[str, Loaded]) -> Iterator[HistoryStep]:
    """The commits since the last amendment, the oldest first, and then the work tree."""
    languages = tuple(editions)
    since: list[Commit] = []
    for change in read_history(git, under=(ARTICLES,)):
        if dict(change.trailers).get("Amendment"):
            break
        since.append(change)
    for change in reversed(since):
        alone = dict(change.trailers).get(TRAILER)
        yield _step(
            say(
                "the commit {commit} ({subject})", commit=change.commit[:12], subject=change.subject
            ),
            [each for each in change.files if _language(each, languages) != alone],
            languages,
        )
    head = git.head().oid
    if head is not None:
        yield _uncommitted(git, head, editions)


def _step(where: str, files: Iterable[FileChange], languages: tuple[str, ...]) -> HistoryStep:
    changed: dict[str, set[str]] = {each: set() for each in languages}
    come: dict[str, set[str]] = {each: set() for each in languages}
    gone: dict[str, set[str]] = {each: set() for each in languages}
    for file in files:
        key = key_of(file.new or file.old or "")
        if key is None:
            continue
        kinds = {"A": come, "D": gone}.get(file.status, changed)
        if file.text:
            kinds[_language(file, languages)].add(key)
    for language in languages:
        # Moved and rewritten at once: git sees one file go and another one come.
        moved = come[language] & gone[language]
        changed[language] |= moved
        come[language] -= moved
    return HistoryStep(
        where=where,
        changed={each: frozenset(keys) for each, keys in changed.items()},
        come={each: frozenset(keys) for each, keys in come.items()},
    )


def _uncommitted(git: Git, head: str, editions: Mapping[str, Loaded]) -> HistoryStep:
    languages = tuple(editions)
    committed: dict[str, dict[str, bytes]] = {each: {} for each in languages}
    for path, data in git.read(head, ARTICLES).items():
        key = key_of(path)
        if key is not None:
            committed[_language_at(path, languages)][key] = data
    changed: dict[str, frozenset[str]] = {}
    come: dict[str, frozenset[str]] = {}
    for language, loaded in editions.items():
        now = {
            key: data for path, data in loaded.contents.items() if (key := key_of(path)) is not None
        }
        before = committed[language]
        come[language] = frozenset(now.keys() - before.keys())
        changed[language] = frozenset(
            key for key in now.keys() & before.keys() if _tidy(now[key]) != _tidy(before[key])
        )
    return HistoryStep(where=say(WORK_TREE), changed=changed, come=come)


def _tidy(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def key_of(path: str) -> str | None:
    """What a file of the articles holds: the key of a clause, or the text around them all."""
    name = path.rsplit("/", 1)[-1]
    if name in (PREAMBLE_FILE, CLOSING_FILE):
        return name
    found = clause_at(path)
    return found[0] if found else None


def _language(file: FileChange, languages: tuple[str, ...]) -> str:
    return _language_at(file.new or file.old or "", languages)


def _language_at(path: str, languages: tuple[str, ...]) -> str:
    """The edition that a file belongs to; what stands in no folder of one, to the leading one."""
    found = edition_at(path)
    return found if found in languages else languages[0]
