"""The reading room: the articles of one edition as they stand and stood, and how they came to be.

What pages for reading are made from, whoever makes them: the text with its citations, a provision
with its past, what was adopted, and the days from which a text was in force. Nothing is written.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from amendtool.articles.addresses import address_of_article, address_of_chapter
from amendtool.articles.charter import Article, Charter, goes_unnumbered
from amendtool.articles.references.inventory import Listed, list_references, sentence_at
from amendtool.articles.references.text_location import texts_of
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.table import Table
from amendtool.errors import AmendtoolError, Problem
from amendtool.messages import say
from amendtool.periods.dates import given_day
from amendtool.render.charter.lines import make_export
from amendtool.render.charter.model import Export, ExportLine, LineKind
from amendtool.repository.history import ClauseChange, HistoryEntry
from amendtool.repository.record import Act
from amendtool.repository.workspace import AMENDMENTS, Workspace
from amendtool.workflow.export import export_articles
from amendtool.workflow.kept import Kept
from amendtool.workflow.log import log
from amendtool.workflow.present_proposed import PresentAndProposed
from amendtool.workflow.status import AmendmentStatus, ExpiryStatus, expiries, status
from amendtool.workflow.table import compare, compare_sides

if TYPE_CHECKING:
    from amendtool.workflow.in_force.on_day import ArticlesOnDay, Days

_SHORT = 240
_MOST_TEXTS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedHere:
    """A citation in a line of the articles: where it stands in it, and what it leads to.

    ``line`` counts the lines of the export from 0, ``start`` and ``end`` its characters. ``key``
    is that of the provision cited, ``told`` its address, its heading and how its text begins.
    """

    line: int
    start: int
    end: int
    key: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArticles:
    """The articles as a document, with what their citations lead to."""

    export: Export
    citations: tuple[CitedHere, ...]
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSentence:
    """A sentence of a provision, and what brought it in these words; None where nothing tells."""

    text: str
    by: HistoryEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedFrom:
    """A provision that cites another one: its key, its address, and the sentence."""

    key: str
    address: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadProvision:
    """An article, present or deleted since, with its past.

    ``address`` is empty for one that does not stand any more. ``past`` is every act that changed
    it or its number, the newest first; ``texts`` are its texts, each cut into its sentences.
    """

    key: str
    address: str
    heading: str
    texts: tuple[tuple[ReadSentence, ...], ...]
    past: tuple[tuple[HistoryEntry, ClauseChange], ...]
    cited_by: tuple[CitedFrom, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAmendment:
    """An amendment: where it stands, its table, and its file; or why there is no table."""

    status: AmendmentStatus
    table: Table | None
    source: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDay:
    """A day from which another text was in force, and the acts that made it so."""

    day: datetime.date
    names: tuple[str, ...]


def fingerprint(workspace: Workspace) -> tuple[object, ...]:
    """What changes where anything changes that a reading room tells."""
    texts = []
    for name in workspace.amendment_names():
        with suppress(AmendtoolError):
            data = workspace.found(name, cwd=workspace.root).data
            texts.append((name, sha256(data).digest()))
    return workspace.git.head().oid, workspace.config, tuple(texts)


def places_of_change(workspace: Workspace) -> tuple[Sequence[Path], Sequence[Path]]:
    """Where files change with what a reading room tells: folders with all below, and alone."""
    git, root = workspace.git, workspace.root
    deep = (root / AMENDMENTS, git.common_dir / "refs")
    alone = (root, git.git_dir, git.common_dir)
    return (
        tuple(each for each in dict.fromkeys(deep) if each.is_dir()),
        tuple(each for each in dict.fromkeys(alone) if each.is_dir()),
    )


class ReadingRoom:
    """One edition of the articles for reading; what is asked for twice is read once.

    With ``proposals`` amendments are told that no meeting has adopted.
    """

    def __init__(self, workspace: Workspace, *, proposals: bool = False) -> None:
        self.workspace = workspace
        self.proposals = proposals
        # Whoever asks for one day after the other fills no memory with them.
        self._at: Kept[str, Charter] = Kept(_MOST_TEXTS)
        self._seen: Kept[datetime.date, ArticlesOnDay] = Kept(_MOST_TEXTS)

    @property
    def style(self) -> DraftingStyle:
        """The drafting style of the edition."""
        return self.workspace.config.style

    @cached_property
    def charter(self) -> Charter:
        """The articles as they were last adopted."""
        return self._charter(self.workspace.head())

    @cached_property
    def present(self) -> ReadArticles:
        """The articles as they were last adopted, with their list of revisions."""
        found = export_articles(self.workspace)
        return self._read(found.export, self.charter, found.notices)

    def on(self, day: datetime.date) -> ReadArticles:
        """The articles in force on a day, with their notes; raises as `show --on` does."""
        articles = self._on(day)
        config = self.workspace.config
        export = make_export(
            articles.charter,
            style=config.style,
            house=config.house,
            title=config.title,
            around=config.around,
        )
        return self._read(export, articles.charter, articles.notices)

    def between(self, first: datetime.date, last: datetime.date) -> Table:
        """The table between the texts in force on two days."""
        sides = PresentAndProposed(present=self._on(first).charter, proposed=self._on(last).charter)
        return compare_sides(self.workspace, sides).table

    def _on(self, day: datetime.date) -> ArticlesOnDay:
        return self._seen.of(day, lambda: self._by_day.on(day, self.workspace.config.house))

    @cached_property
    def _by_day(self) -> Days:
        # What applies amendments is loaded for a day alone.
        from amendtool.workflow.in_force.on_day import Days

        return Days(self.workspace)

    @cached_property
    def history(self) -> tuple[HistoryEntry, ...]:
        """Every act that changed the articles, the newest first."""
        return log(self.workspace).entries

    @cached_property
    def amendments(self) -> tuple[AmendmentStatus, ...]:
        """The amendments that are told: those that were applied, and the others if asked for."""
        return tuple(
            each
            for each in status(self.workspace)
            if self.proposals or each.standing in ("adopted", "annulled")
        )

    @cached_property
    def expiries(self) -> tuple[ExpiryStatus, ...]:
        """What went by its own terms."""
        return expiries(self.workspace)

    def amendment(self, name: str) -> ReadAmendment | None:
        """An amendment that is told, by its name; None where there is none."""
        found = next((each for each in self.amendments if each.name == name), None)
        if found is None:
            return None
        source = self._source(name)
        if found.standing in ("rejected", "withdrawn"):
            return ReadAmendment(status=found, table=None, source=source)
        try:
            table = compare(self.workspace, name).table
        except AmendtoolError as error:
            return ReadAmendment(status=found, table=None, source=source, problems=error.problems)
        return ReadAmendment(status=found, table=table, source=source)

    def _source(self, name: str) -> str:
        try:
            found = self.workspace.found(name, cwd=self.workspace.root)
        except AmendtoolError:
            return ""
        return found.data.decode("utf-8", "replace")

    @cached_property
    def days(self) -> tuple[ReadDay, ...]:
        """The days from which another text was in force, the newest first."""
        found: dict[datetime.date, list[str]] = defaultdict(list)
        for each in self.amendments:
            if each.standing == "adopted" and (day := self._day(each)) is not None:
                found[day].append(each.name)
        for ended in self.expiries:
            if ended.day is not None:
                found[ended.day].append(ended.name)
        return tuple(
            ReadDay(day=day, names=tuple(found[day])) for day in sorted(found, reverse=True)
        )

    def _day(self, each: AmendmentStatus) -> datetime.date | None:
        """The day from which an amendment is in force, where it is known as such."""
        try:
            amendment = self.workspace.amendment(each.name, cwd=self.workspace.root)
        except AmendtoolError:
            return each.day
        effective = amendment.parsed.amendment.effective
        return each.day if effective is None else given_day(effective)

    def acts_of(self, name: str) -> Sequence[Act]:
        """What was recorded of an amendment."""
        return next((each.acts for each in self.amendments if each.name == name), ())

    # -- one provision ---------------------------------------------------------------------------

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of all articles that stand or stood, the present ones first, in their order."""
        present = [each.key for each in self.charter.every_article()]
        chapters = {each.key for each in self.charter.chapters}
        gone = (change.key for entry in self.history for change in entry.changes)
        return tuple(dict.fromkeys((*present, *(each for each in gone if each not in chapters))))

    def name_of(self, key: str) -> str:
        """What an article or chapter is called that stands; empty for one that was deleted."""
        return address_of(self.charter, key, self.style)

    def provision(self, key: str) -> ReadProvision | None:
        """An article by its key, also one that was deleted since; None where there was none."""
        if key not in self.keys:
            return None
        past = tuple(
            (entry, change)
            for entry in self.history
            for change in entry.changes
            if change.key == key
        )
        article = self._articles.get(key)
        if article is None:
            return ReadProvision(key=key, address="", heading="", texts=(), past=past, cited_by=())
        return ReadProvision(
            key=key,
            address=address_of(self.charter, key, self.style),
            heading=article.heading or "",
            texts=tuple(self._sentences(article, past)),
            past=past,
            cited_by=tuple(self._citing.get(key, ())),
        )

    @cached_property
    def _articles(self) -> Mapping[str, Article]:
        return self.charter.by_key()

    @cached_property
    def _listed(self) -> tuple[Listed, ...]:
        return tuple(list_references(self.charter, self.style))

    @cached_property
    def _citing(self) -> Mapping[str, Sequence[CitedFrom]]:
        found: dict[str, list[CitedFrom]] = defaultdict(list)
        for listed in self._listed:
            own = listed.standing.spot.key
            keys = dict.fromkeys(spot.key for spot, _ in listed.targets)
            for key in keys:
                if key != own:
                    sentence = sentence_at(listed.text, listed.reference.start, self.style)
                    cited = CitedFrom(
                        key=own, address=listed.address.text(self.style), sentence=sentence
                    )
                    found[key].append(cited)
        return {key: tuple(dict.fromkeys(each)) for key, each in found.items()}

    def _sentences(
        self, article: Article, past: Sequence[tuple[HistoryEntry, ClauseChange]]
    ) -> Iterator[tuple[ReadSentence, ...]]:
        """The texts of an article by sentences, each with the oldest act since which it stands."""
        texts = [tuple(_cut(text, self.style)) for _, text in texts_of(article)][
            1 if article.heading is not None else 0 :
        ]
        by: dict[str, HistoryEntry] = {}
        left = {each for text in texts for each in text}
        for entry, change in past:
            if not change.text:
                continue
            if change.proposed is None:
                break
            there = self._words_at(entry.commits[-1], article.key)
            left &= there
            for each in left:
                by[each] = entry
        for text in texts:
            yield tuple(ReadSentence(text=each, by=by.get(each)) for each in text)

    def _words_at(self, commit: str, key: str) -> set[str]:
        try:
            article = self._charter(commit).by_key().get(key)
        except AmendtoolError:
            return set()  # a state that cannot be read explains nothing
        if article is None:
            return set()
        return {each for _, text in texts_of(article) for each in _cut(text, self.style)}

    def _charter(self, commit: str) -> Charter:
        return self._at.of(commit, lambda: self.workspace.articles_at(commit).charter)

    def _read(self, export: Export, charter: Charter, notices: tuple[Problem, ...]) -> ReadArticles:
        listed = self._listed if charter is self.charter else list_references(charter, self.style)
        found = tuple(citations_in(export, charter, listed, self.style))
        return ReadArticles(export=export, citations=found, notices=notices)


def _cut(text: str, style: DraftingStyle) -> Iterator[str]:
    """The sentences of a text, without the space around them."""
    start = 0
    for match in style.sentence_end.finditer(text):
        if sentence := text[start : match.end()].strip():
            yield sentence
        start = match.end()
    if rest := text[start:].strip():
        yield rest


def address_of(charter: Charter, key: str, style: DraftingStyle) -> str:
    """What a provision is called in the articles: its address, or its heading without one."""
    article = charter.by_key().get(key)
    if article is not None:
        if goes_unnumbered(article):
            return article.heading or key
        return address_of_article(charter, key).text(style)
    if any(each.key == key for each in charter.chapters):
        return address_of_chapter(charter, key).text(style)
    return ""


def citations_in(
    export: Export,
    charter: Charter,
    listed: Iterator[Listed] | Sequence[Listed],
    style: DraftingStyle,
) -> Iterator[CitedHere]:
    """The citations of the articles where they stand in the lines of their document.

    A text is found in the lines of its article by its own words, in their order; what print has
    in other words, as that of a link is, has none.
    """
    lines = _lines_by_article(export.lines)
    at: dict[str, int] = defaultdict(int)
    told = _InShort(charter, style)
    for each in listed:
        key = each.standing.spot.key
        row = lines.get(key, ())
        found = next(
            (
                (place, line)
                for place, (line, text) in enumerate(row)
                if place >= at[key] and each.text in text
            ),
            None,
        )
        if found is None or not each.targets:
            continue
        at[key], line = found
        offset = export.lines[line].text.rindex(each.text)
        for start, end, target in _members(each):
            if (words := told(target)) is not None:
                yield CitedHere(
                    line=line, start=offset + start, end=offset + end, key=target, told=words
                )


def _lines_by_article(
    lines: Sequence[ExportLine],
) -> Mapping[str, Sequence[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    current = ""
    for number, line in enumerate(lines):
        if line.kind is LineKind.ARTICLE or line.lead is not None:
            current = line.key
        elif line.kind in (LineKind.CHAPTER, LineKind.TEXT, LineKind.REVISION):
            current = ""
        if current:
            found[current].append((number, line.text))
    return found


def _members(listed: Listed) -> Iterator[tuple[int, int, str]]:
    """Each member of a citation that means something: its characters, and the first it means."""
    reference = listed.reference
    several = len(reference.members) > 1
    for member, resolved in zip(reference.members, listed.resolved, strict=False):
        if not resolved.targets:
            continue
        start, end = (member.start, member.end) if several else (reference.start, reference.end)
        yield start, end, resolved.targets[0].key


class _InShort:
    """What a cited provision is, in a few words; each is told once."""

    def __init__(self, charter: Charter, style: DraftingStyle) -> None:
        self._charter, self._style = charter, style
        self._articles = charter.by_key()
        self._known: dict[str, str | None] = {}

    def __call__(self, key: str) -> str | None:
        if key not in self._known:
            self._known[key] = self._words(key)
        return self._known[key]

    def _words(self, key: str) -> str | None:
        address = address_of(self._charter, key, self._style)
        if not address:
            return None
        article = self._articles.get(key)
        if article is None:
            chapter = next(each for each in self._charter.chapters if each.key == key)
            return " ".join(filter(None, (address, chapter.heading)))
        text = next((text for where, text in texts_of(article) if where.part == "text"), "")
        if len(text) > _SHORT:
            text = text[:_SHORT].rstrip() + say("…")
        head = f"{address} ({article.heading})" if article.heading else address
        return f"{head}\n{text}" if text else head
