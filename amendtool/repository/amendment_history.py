"""The history of the articles by amendment: which one changed a clause, under which numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from amendtool.articles.addresses import Address
from amendtool.articles.numbers import Number
from amendtool.repository.history import Change
from amendtool.repository.storage.folders import ARTICLES, CHAPTER_FILE, SUPPLEMENTARY

_FILE: Final = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)*)-(?P<key>.+?)(?:\.md)?")

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


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
class Entry:
    """One amendment, or one commit that belongs to none, the oldest commit first."""

    amendment: str | None
    subject: str
    date: str
    trailers: tuple[tuple[str, str], ...]
    commits: tuple[str, ...]
    changes: tuple[ClauseChange, ...]


def chronicle(history: Iterable[Change], *, in_chapters: bool = False) -> tuple[Entry, ...]:
    """The entries of a history, the newest first; the commits of one amendment are one.

    ``in_chapters`` says that articles are counted within their chapters.
    """
    groups: list[list[Change]] = []
    for change in history:
        name = dict(change.trailers).get("Amendment")
        last = dict(groups[-1][0].trailers).get("Amendment") if groups else None
        if groups and name is not None and name == last:
            groups[-1].append(change)
        else:
            groups.append([change])
    return tuple(_entry(group, in_chapters) for group in groups)


def _entry(group: list[Change], in_chapters: bool) -> Entry:
    newest = group[0]
    oldest_first = list(reversed(group))
    return Entry(
        amendment=dict(newest.trailers).get("Amendment"),
        subject=newest.subject,
        date=newest.date,
        trailers=newest.trailers,
        commits=tuple(change.commit for change in oldest_first),
        changes=tuple(_clause_changes(oldest_first, in_chapters)),
    )


def _clause_changes(commits: Iterable[Change], in_chapters: bool) -> Iterator[ClauseChange]:
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


def of_edition(history: Iterable[Change], language: str, *, leading: bool) -> tuple[Change, ...]:
    """The history of one edition; what stands in no edition's folder belongs to the leading one."""
    own = {language, ""} if leading else {language}
    found = []
    for change in history:
        files = tuple(f for f in change.files if edition_at(f.new or f.old or "") in own)
        if files:
            found.append(replace(change, files=files))
    return tuple(found)


def edition_at(path: str) -> str:
    """The language in whose folder a file of the articles stands; empty outside of them."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 and _LANGUAGE.fullmatch(parts[1]) else ""


def clause_at(path: str, in_chapters: bool = False) -> tuple[str, Address] | None:
    """The key and the address that the path of a clause file tells; None for other files."""
    parts = unicodedata.normalize("NFC", path).split("/")
    if parts[0] != ARTICLES or len(parts) < 2:
        return None
    if parts[-1] == CHAPTER_FILE:
        return _chapter_at(parts[1:-1])
    match = _FILE.fullmatch(parts[-1])
    if match is None or not parts[-1].endswith(".md"):
        return None
    number = _number(match["number"])
    supplementary = SUPPLEMENTARY in parts[1:-1]
    if number is None and not supplementary:
        return None
    outer = _chapter_at(parts[1:-1]) if in_chapters and not supplementary else None
    if number is not None and outer is not None:
        number = Number((outer[1].chapters[0].main, *number.parts))
    return match["key"], Address(supplementary=supplementary, article=number)


def _chapter_at(folders: list[str]) -> tuple[str, Address] | None:
    matches = [match for folder in folders if (match := _FILE.fullmatch(folder))]
    numbers = [number for match in matches if (number := _number(match["number"])) is not None]
    if not matches or len(numbers) != len(matches):
        return None
    return matches[-1]["key"], Address(chapters=tuple(numbers))


def _number(text: str) -> Number | None:
    parts = tuple(int(part[:9]) for part in text.split("."))
    return Number(parts) if all(parts) else None
