"""Every page of the reading room, by its path: made when it is asked for, complete in itself.

The same pages are written as files and sent to a browser, so each leads to the others by relative
links, and is read without a script.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from itertools import pairwise
from typing import Any, Final

from amendtool.articles.languages import language_of
from amendtool.desk.actions import Role, may_do
from amendtool.desk.frame import (
    AMENDMENTS,
    DAYS,
    HISTORY,
    INDEX,
    MEETING,
    PROPOSALS,
    TOGETHER,
    Frame,
    PagePath,
    amendment_path,
    day_path,
    frame_of,
    provision_path,
    told,
)
from amendtool.desk.hints import on_pages
from amendtool.desk.meeting import EXPIRE, links_to, said_no_day
from amendtool.desk.outgoing import files_path
from amendtool.desk.proposals import NEW, draft_path
from amendtool.errors import AmendtoolError
from amendtool.messages import language_spoken, later, say, say_count
from amendtool.render.charter.html import LineLink, laid_out
from amendtool.render.table.html import VALUES, table_functions
from amendtool.render.templates import MAX_PAGE, Templates, asset
from amendtool.repository.history import ClauseChange, HistoryEntry
from amendtool.repository.workspace import Workspace
from amendtool.workflow.meeting.foreseen import said_day
from amendtool.workflow.reading_room import ReadArticles, ReadingRoom
from amendtool.workflow.record_words import said_deed, said_standing

Speak = Callable[[str], AbstractContextManager[None]]
"""Within it everything is said in the language of this tag."""

ASSETS: Final = ("desk.css", "desk.js", "favicon.svg")
_FOR_DRAFTING: Final = "draft.js"
_MOST_CHANGES: Final = 12


class Pages:
    """The pages of a repository, in all its editions.

    ``speak`` says the words of the pages in the language of their edition, where the program
    speaks it. ``proposals`` shows what no meeting has adopted. ``asks`` gives the pages the forms
    that only a server answers, ``state`` what it calls the state of the repository.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        speak: Speak,
        proposals: bool = False,
        asks: bool = False,
        state: str | None = None,
    ) -> None:
        self._speak, self._asks, self._state = speak, asks, state
        leading = workspace.config.language
        self._rooms: Mapping[str, ReadingRoom] = {
            "" if tag == leading else tag: ReadingRoom(workspace.edition(tag), proposals=proposals)
            for tag in workspace.config.languages
        }

    def paths(self) -> Iterator[str]:
        """The path of every page and of what they need, in a fixed order."""
        yield from ASSETS
        for folder, room in self._rooms.items():
            together = (TOGETHER,) if len(self._rooms) > 1 else ()
            for path in (*_paths(room), *together):
                yield PagePath(edition=folder, path=path).whole

    def file(self, path: str, speaks: str = "", role: Role = "adopt") -> bytes | None:
        """What stands at a path, as it is sent or written; None where nothing does.

        It speaks the language ``speaks``, or where that is empty the one of its edition. It leads
        to what somebody may do who may do ``role``.
        A path of any shape is safe to ask for: it is compared with what there is, and never
        opened. Raises AmendtoolError where git or the articles cannot be read.
        """
        if path in ASSETS or (path == _FOR_DRAFTING and self._asks):
            return asset("desk", path)
        folder, room, own = self._split(path)
        with self._speak(speaks or primary(room.workspace.config.language)):
            if own == TOGETHER:
                return self._together(folder, role)
            pages = self._pages_of(folder, role)
            page = pages.page(own)
        return None if page is None else page.encode()

    def day_asked_again(self, folder: str, typed: Sequence[str], speaks: str = "") -> bytes | None:
        """The page that asks for a day, or for two, of the edition in ``folder``.

        ``typed`` is what was written in its fields, and is no day; None for no such edition.
        """
        room = self._rooms.get(folder)
        if room is None:
            return None
        at = PagePath(edition=folder, path=f"{DAYS.partition('/')[0]}/ask")
        with self._speak(speaks or primary(room.workspace.config.language)):
            pages = self._pages_of(folder, "read")
            return pages.days(at, typed).encode()

    def _pages_of(self, folder: str, role: Role) -> _EditionPages:
        return _EditionPages(
            self._rooms[folder],
            folder,
            self._editions,
            asks=self._asks,
            state=self._state,
            role=role,
        )

    def _together(self, folder: str, role: Role) -> bytes | None:
        """All editions side by side, that of the ``folder`` first; None where there is one."""
        if len(self._rooms) == 1:
            return None
        order = (folder, *(each for each in self._rooms if each != folder))
        rooms = {each: self._rooms[each] for each in order}
        return self._pages_of(folder, role).together(rooms).encode()

    def _split(self, path: str) -> tuple[str, ReadingRoom, str]:
        first, slash, rest = path.partition("/")
        if slash and first and first in self._rooms:
            return first, self._rooms[first], rest
        return "", self._rooms[""], path

    @property
    def _editions(self) -> Sequence[tuple[str, str, str]]:
        found = []
        for folder, room in self._rooms.items():
            tag = room.workspace.config.language
            found.append((folder, tag, language_of(tag).name))
        return found


def primary(tag: str) -> str:
    """The language of a tag, without its country."""
    return tag.split("-")[0].lower()


def _paths(room: ReadingRoom) -> Iterator[str]:
    yield from (INDEX, HISTORY, AMENDMENTS, DAYS)
    yield from map(provision_path, room.keys)
    yield from (amendment_path(each.name) for each in room.amendments)
    days = [each.day for each in room.days]
    yield from (day_path(str(day)) for day in days)
    yield from (day_path(f"{first}..{last}") for last, first in pairwise(days))


class _EditionPages:
    """The pages of one edition."""

    def __init__(
        self,
        room: ReadingRoom,
        folder: str,
        editions: Sequence[tuple[str, str, str]],
        *,
        asks: bool,
        state: str | None,
        role: Role,
    ) -> None:
        self.adopts, self.drafts = may_do(role, "adopt"), may_do(role, "draft")
        self.room, self.folder, self.editions, self.asks = room, folder, editions, asks
        self.state = state
        self.config = room.workspace.config
        self.style = self.config.style

    def page(self, path: str) -> str | None:
        """The page at a path of this edition."""
        at = PagePath(edition=self.folder, path=path)
        fixed = {
            INDEX: self._articles,
            HISTORY: self._history,
            AMENDMENTS: self._amendments,
            DAYS: self.days,
        }
        if path in fixed:
            return fixed[path](at)
        named = {
            "provisions": self._provision,
            "amendments": self._amendment,
            "days": self._day,
        }
        folder, _, name = path.rpartition("/")
        stem = name.removesuffix(".html")
        if folder not in named or stem == name:
            return None
        return named[folder](at, stem)

    # -- the articles ----------------------------------------------------------------------------

    def _articles(self, at: PagePath) -> str:
        return self._read(at, self.room.present, pasts=list(self._pasts(at)))

    def _read(
        self,
        at: PagePath,
        read: ReadArticles,
        *,
        pasts: Sequence[Mapping[str, str]] = (),
        day: str = "",
    ) -> str:
        here = at.path == INDEX
        links: dict[int, list[LineLink]] = {}
        for each in read.citations:
            href = f"#article-{each.key}" if here else at.to(provision_path(each.key))
            links.setdefault(each.line, []).append(
                LineLink(start=each.start, end=each.end, href=href, told=each.told)
            )
        before, sections = laid_out(read.export, links=links)
        asked = None
        if self.asks:
            words = say("The articles in force on")
            asked = {"action": at.to("days/ask"), "words": words, "day": _date(day) if day else ""}
        return self._fill(
            "reading.html.j2",
            at,
            export=read.export,
            before=before,
            sections=sections,
            notices=told(read.notices),
            pasts=pasts,
            asked=asked,
            title=say("In force on {day}", day=_date(day)) if day else "",
        )

    def _pasts(self, at: PagePath) -> Iterator[Mapping[str, str]]:
        for key in self.room.keys:
            found = self.room.name_of(key)
            words = found or say("{key}, deleted", key=key)
            yield {"href": at.to(provision_path(key)), "of": f"article-{key}", "words": words}

    def together(self, rooms: Mapping[str, ReadingRoom]) -> str:
        """The articles of several editions beside each other, by the folder of each.

        They stand in the order of the first; what it has not stands behind what is before it.
        """
        at = PagePath(edition=self.folder, path=TOGETHER)
        every = {folder: list(_pieces(room)) for folder, room in rooms.items()}
        names = {folder: (tag, name) for folder, tag, name in self.editions}
        rows = [
            [
                {
                    "tag": names[folder][0],
                    "edition": names[folder][1],
                    "piece": piece,
                    "href": at.to(INDEX, folder) + f"#{piece['key']}" if piece else "",
                }
                for folder, piece in zip(every, found, strict=True)
            ]
            for found in _aligned(list(every.values()))
        ]
        return self._fill(
            "together.html.j2",
            at,
            export=self.room.present.export,
            before=(),
            sections=(),
            heads=[names[folder] for folder in rooms],
            rows=rows,
            title=say("All editions side by side"),
        )

    def _provision(self, at: PagePath, key: str) -> str | None:
        found = self.room.provision(key)
        if found is None:
            return None
        title = found.address or say("{key}, deleted", key=key)
        if found.heading and found.heading != title:
            title = say("{provision} ({heading})", provision=title, heading=found.heading)
        texts = [
            [
                {
                    "text": sentence.text,
                    "told": self._title(sentence.by) if sentence.by else say("not told"),
                    "href": self._href(at, sentence.by) if sentence.by else "",
                    "id": f"since-{line}-{place}",
                }
                for place, sentence in enumerate(text)
            ]
            for line, text in enumerate(found.texts)
        ]
        past = [
            self._entry(at, entry, [{"words": self._change(change), "href": ""}])
            for entry, change in found.past
        ]
        cited = [
            {
                "href": at.to(INDEX) + f"#article-{each.key}",
                "words": each.address,
                "sentence": each.sentence,
            }
            for each in found.cited_by
        ]
        href = at.to(INDEX) + f"#article-{key}" if found.address else ""
        return self._fill(
            "provision.html.j2",
            at,
            title=title,
            notices=(),
            href=href,
            texts=texts,
            past=past,
            cited=cited,
        )

    # -- what changed them -----------------------------------------------------------------------

    def _history(self, at: PagePath) -> str:
        past = []
        for entry in self.room.history:
            telling = [each for each in entry.changes if each.text]
            changes = [
                {"words": self._change(each), "href": self._past_href(at, each.key)}
                for each in telling[:_MOST_CHANGES]
            ]
            rest = len(entry.changes) - len(changes)
            more = say_count("and {count} more", "and {count} more", rest) if rest else ""
            past.append({**self._entry(at, entry, changes), "rest": more})
        return self._fill("history.html.j2", at, title=say("History"), notices=(), past=past)

    def _entry(
        self, at: PagePath, entry: HistoryEntry, changes: Sequence[Mapping[str, str]]
    ) -> Mapping[str, Any]:
        told = dict(entry.trailers)
        lines = [
            say(words, day=_date(told[trailer]))
            for trailer, words in _DAYS.items()
            if told.get(trailer)
        ]
        if meeting := told.get("Meeting"):
            lines.insert(0, meeting)
        return {
            "day": told.get("Adopted") or entry.date[:10],
            "date": _date(told.get("Adopted") or entry.date[:10]),
            "title": self._title(entry),
            "href": self._href(at, entry),
            "lines": lines,
            "changes": changes,
            "rest": "",
        }

    def _past_href(self, at: PagePath, key: str) -> str:
        """The page of an article; a chapter has none."""
        return at.to(provision_path(key)) if key in self.room.keys else ""

    def _title(self, entry: HistoryEntry) -> str:
        name = entry.amendment or dict(entry.trailers).get("Expiry")
        if name is None:
            return entry.subject
        # A commit is written in the language of one edition.
        titles = {each.name: each.title for each in self.room.amendments}
        return say("{name}: {subject}", name=name, subject=titles.get(name) or entry.subject)

    def _href(self, at: PagePath, entry: HistoryEntry) -> str:
        known = {each.name for each in self.room.amendments}
        return at.to(amendment_path(entry.amendment)) if entry.amendment in known else ""

    def _change(self, change: ClauseChange) -> str:
        old = change.present.text(self.style) if change.present else None
        new = change.proposed.text(self.style) if change.proposed else None
        if new is None:
            return say("{old}: deleted", old=old)
        if old is None:
            return say("{new}: new", new=new)
        if old == new:
            return say("{place}: text changed", place=new)
        if change.text:
            return say("{old}, now {new}: renumbered and text changed", old=old, new=new)
        return say("{old}, now {new}: renumbered", old=old, new=new)

    def _amendments(self, at: PagePath) -> str:
        rows = [
            {
                "href": at.to(amendment_path(each.name)),
                "words": each.title or each.name,
                "lines": [
                    *([each.name] if each.title else []),
                    *_standing(each.standing, each.day),
                    *([on_pages(each.next)] if each.next and self.room.proposals else []),
                ],
            }
            for each in reversed(self.room.amendments)
        ]
        none = say("No amendment has been adopted yet.")
        acts: Sequence[Mapping[str, str]] = ()
        if self.asks and self.room.proposals and self.adopts:
            acts = [{"href": at.to(EXPIRE), "words": say("What has ended by its own terms")}]
        if self.asks and self.room.proposals and self.drafts:
            acts = [
                {"href": at.to(PROPOSALS), "words": say("Proposals")},
                {"href": at.to(NEW), "words": say("A new proposal")},
                *acts,
            ]
        return self._fill(
            "list.html.j2",
            at,
            title=say("Amendments"),
            notices=(),
            rows=rows,
            nothing=none,
            asked=(),
            acts=acts,
        )

    def _amendment(self, at: PagePath, name: str) -> str | None:
        found = self.room.amendment(name)
        if found is None:
            return None
        facts = [{"term": say("Name"), "words": name}]
        facts += [
            {"term": say("Standing"), "words": each}
            for each in _standing(found.status.standing, found.status.day)
        ]
        facts += [
            {"term": said_deed(act.deed), "words": _date(act.day)}
            for act in found.status.acts
            if act.day is not None and act.deed.value != found.status.standing
        ]
        title = found.status.title or name
        acts = self._acts(at, name, found.status.standing)
        if found.table is None:
            rows: Sequence[object] = ()
            return self._fill(
                "list.html.j2",
                at,
                title=title,
                notices=told((*found.problems, *found.status.stops)),
                rows=rows,
                nothing="; ".join(f"{fact['term']}: {fact['words']}" for fact in facts),
                asked=(),
                acts=acts,
            )
        return self._table(
            at,
            found.table,
            title=title,
            facts=facts,
            notices=told((*found.problems, *found.status.otherwise)),
            source=found.source,
            acts=acts,
        )

    def _acts(self, at: PagePath, name: str, standing: str) -> Sequence[Mapping[str, str]]:
        """What can be done with an amendment, where somebody answers."""
        if not self.asks or not self.room.proposals:
            return ()
        paths = [(files_path(name), say("Documents"))]
        if self.drafts and standing in ("pending", "draft"):
            paths.insert(0, (draft_path(name), say("Draft on")))
        paths += links_to(name, standing) if self.adopts else ()
        return [{"href": at.to(path), "words": words} for path, words in paths]

    # -- on a day --------------------------------------------------------------------------------

    def days(self, at: PagePath, typed: Sequence[str] = ()) -> str:
        """The days from which another text was in force, and the forms that ask for any one.

        ``typed`` is what was written in a form, of which something is no day.
        """
        days = self.room.days
        rows = []
        for number, each in enumerate(days):
            rows.append(
                {
                    "href": at.to(day_path(str(each.day))),
                    "words": say("The articles in force from {day}", day=_date(each.day)),
                    "lines": list(each.names),
                }
            )
            if number + 1 < len(days):
                first = days[number + 1].day
                rows.append(
                    {
                        "href": at.to(day_path(f"{first}..{each.day}")),
                        "words": say(
                            "The table between {first} and {last}",
                            first=_date(first),
                            last=_date(each.day),
                        ),
                        "lines": [],
                    }
                )
        asked: list[Mapping[str, object]] = []
        if self.asks:
            newest = _date(days[0].day) if days else ""
            older = _date(days[-1].day) if days else ""
            given = [newest] if len(typed) != 1 else list(typed)
            pair = [older, newest] if len(typed) != 2 else list(typed)
            words = (say("The articles in force on"),), (say("The table between"), say("and"))
            for values, row in zip((given, pair), words, strict=True):
                fields = [
                    {"name": name, "words": each, "day": value, "wrong": _is_wrong(value)}
                    for name, each, value in zip(("day", "other"), row, values, strict=False)
                ]
                asked.append({"action": at.to("days/ask"), "fields": fields})
        return self._fill(
            "list.html.j2",
            at,
            title=say("On a day"),
            notices=[{"message": said_no_day(), "hint": "", "place": ""}] if typed else (),
            rows=rows,
            nothing=say("No amendment has been adopted yet."),
            asked=asked,
        )

    def _day(self, at: PagePath, stem: str) -> str | None:
        first, dots, last = stem.partition("..")
        one, other = _day_of(first), _day_of(last)
        if one is None or (dots and other is None):
            return None
        try:
            if other is not None:
                table = self.room.between(one, other)
                title = say(
                    "The table between {first} and {last}", first=_date(one), last=_date(other)
                )
                return self._table(at, table, title=title)
            return self._read(at, self.room.on(one), day=str(one))
        except AmendtoolError as error:
            return self._fill(
                "list.html.j2",
                at,
                title=say("In force on {day}", day=_date(one)),
                notices=told(error.problems),
                rows=(),
                nothing="",
                asked=(),
            )

    # -- filling in ------------------------------------------------------------------------------

    def _table(
        self,
        at: PagePath,
        table: Any,
        *,
        title: str,
        facts: Sequence[Mapping[str, str]] = (),
        notices: Sequence[Mapping[str, str]] = (),
        source: str = "",
        acts: Sequence[Mapping[str, str]] = (),
    ) -> str:
        functions = {**table_functions(table), "say": say}
        arguments = {
            "frame": self._frame(at),
            "table": table,
            "title": title,
            "facts": facts,
            "notices": notices,
            "source": source,
            "acts": acts,
        }
        templates = Templates((), functions, values=VALUES, inside=("desk",))
        return templates.fill("comparison.html.j2", arguments, most=MAX_PAGE)

    def _fill(self, template: str, at: PagePath, **arguments: object) -> str:
        templates = Templates((), {"say": say}, inside=("desk",))
        return templates.fill(template, {"frame": self._frame(at), **arguments}, most=MAX_PAGE)

    def _frame(self, at: PagePath) -> Frame:
        company = self.config.company_in(self.config.language).name or self.config.title
        asks: tuple[str, ...] = ()
        if self.asks and self.room.proposals:
            asks = (PROPOSALS, MEETING) if self.drafts else (MEETING,)
        tag = self.config.language
        return frame_of(at, company, self.editions, tag, state=self.state, asks=asks)


def _pieces(room: ReadingRoom) -> Iterator[dict[str, Any]]:
    """The headings and articles of an edition one behind the other, each with its lines."""
    before, sections = laid_out(room.present.export)
    if before:
        yield {"key": "preamble", "heading": (), "lines": before, "tag": "h2"}

    def listed(row: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for each in row:
            yield {
                "key": each["id"],
                "heading": each["heading"],
                "lines": each["lines"],
                "tag": each["tag"],
            }
            yield from listed(each["sections"])

    yield from listed(sections)


def _aligned(
    editions: Sequence[Sequence[dict[str, Any]]],
) -> Iterator[list[dict[str, Any] | None]]:
    """The pieces of every edition by their keys; None where an edition has none."""
    by_key = [{each["key"]: each for each in row} for row in editions]
    order = [each["key"] for each in editions[0]]
    for row in editions[1:]:
        at = 0
        for each in row:
            if each["key"] in order:
                at = order.index(each["key"]) + 1
            else:
                order.insert(at, each["key"])
                at += 1
    for key in order:
        yield [found.get(key) for found in by_key]


_DAYS: Final = {
    "Adopted": later("Adopted on {day}"),
    "Effective": later("Effective on {day}"),
}


def _standing(standing: str, day: datetime.date | None) -> list[str]:
    words = said_standing(standing)
    return [words if day is None else say("{standing} on {day}", standing=words, day=_date(day))]


def _is_wrong(text: str) -> bool:
    return bool(text.strip()) and said_day(text) is None


def _date(day: datetime.date | str) -> str:
    """A day as people write it who read the page; what is no day stays as it is."""
    found = _day_of(day) if isinstance(day, str) else day
    return str(day) if found is None else language_of(language_spoken()).date(found)


def _day_of(text: str) -> datetime.date | None:
    with suppress(ValueError):
        return datetime.date.fromisoformat(text) if len(text) == len("2026-06-25") else None
    return None
