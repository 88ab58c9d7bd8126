"""The items of one meeting beside each other: what they make together, and what without some.

Each item says the numbers of the articles in force, or those that the item leaves which it
stands on (``after:``). In every outcome the adopted ones are carried over one behind the other,
in the order of the agenda, as ``apply`` does it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from itertools import product

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application
from amendtool.amendments.carry.carry import carry
from amendtool.amendments.carry.expected import followed
from amendtool.amendments.carry.proof import new_provisions
from amendtool.articles.addresses import Spot, address_of_article
from amendtool.articles.charter import Article, Chapter, Charter
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.rows import NOTHING_KEPT
from amendtool.errors import AmendtoolError, ConflictError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.workspace import AmendmentSource, UnreadAmendment, Workspace
from amendtool.values import dataclass
from amendtool.workflow.base import bound
from amendtool.workflow.editions.each import for_each_edition, of_edition
from amendtool.workflow.meeting.items import require_once
from amendtool.workflow.meeting.requires import falls_with
from amendtool.workflow.present_proposed import AmendedArticles
from amendtool.workflow.proposal import applied_to, refuse_applied

MOST_ITEMS = 8
"""With more items there are more outcomes than anybody reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item, in the numbers of the articles that it says: those in force, or another's."""

    source: AmendmentSource
    after: str | None
    """The item that it stands on; None for the articles in force."""
    requires: tuple[str, ...] = ()
    """The items that it falls with."""

    @property
    def amendment(self) -> Amendment:
        """The amendment itself."""
        return self.source.parsed.amendment

    @property
    def name(self) -> str:
        """The name of the amendment."""
        return self.amendment.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of the articles where these items are adopted and the others rejected.

    Where it is impossible, ``problem`` says why, and ``stops`` which item does; ``applied`` are
    those before it.
    """

    adopted: tuple[str, ...]
    charter: Charter
    applied: Mapping[str, Application] = field(default_factory=dict)
    stops: str | None = None
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """The items of one meeting in their order, in one edition of the articles in force."""

    now: Charter
    items: tuple[Item, ...]
    style: DraftingStyle

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the items."""
        return tuple(each.name for each in self.items)

    def item(self, name: str) -> Item:
        """The item of this name."""
        return next(each for each in self.items if each.name == name)

    def by_itself(self, name: str) -> tuple[Outcome, Outcome]:
        """The articles before and after one item, where the others fail but those under it.

        Whether it falls with another one is not asked here.
        """
        free = replace(self, items=tuple(replace(each, requires=()) for each in self.items))
        under = self.under(name)
        return free.outcome(under), free.outcome((*under, name))

    def outcome(self, adopted: Sequence[str]) -> Outcome:
        """What is left where ``adopted`` are adopted, in the order of the agenda."""
        charter, applied = self.now, dict[str, Application]()
        taken = tuple(name for name in self.names if name in adopted)
        for name in taken:
            item = self.item(name)
            try:
                made = self._applied(item, charter, applied, taken)
            except AmendtoolError as error:
                return Outcome(
                    adopted=taken,
                    charter=charter,
                    applied=applied,
                    stops=name,
                    problem=error.problems[0],
                )
            applied[name] = made
            charter = made.proposed
        return Outcome(adopted=taken, charter=charter, applied=applied)

    def _applied(
        self,
        item: Item,
        charter: Charter,
        applied: Mapping[str, Application],
        taken: Sequence[str],
    ) -> Application:
        """The item on what the adopted ones before it leave."""
        parsed = item.source.parsed
        falls = [each for each in item.requires if self._is_out(each, taken)]
        if falls:
            raise ConflictError(*parsed.located([falls_with(item.name, falls[0])]))
        if item.after is not None and item.after not in applied:
            raise ConflictError(
                *parsed.located(
                    [
                        Problem(
                            code="base-pending",
                            message=say(
                                "{name!r} stands on {after!r}, which is not adopted before it",
                                name=item.name,
                                after=item.after,
                            ),
                            hint=say("put the item that it stands on in front of it"),
                            place=Place(path="after"),
                        )
                    ]
                )
            )
        then = self.now if item.after is None else applied[item.after].proposed
        try:
            carried = carry(item.amendment, then, charter, self.style)
            if carried.lost:
                raise ConflictError(*carried.lost)
            made = applied_to(charter, carried.amendment, self.style)
        except AmendtoolError as error:
            raise type(error)(*parsed.located(error.problems)) from None
        if made.questions:
            raise InputError(*parsed.located(problem for _, problem in made.questions))
        return made

    def _is_out(self, name: str, taken: Sequence[str]) -> bool:
        return name in self.names and name not in taken

    @cached_property
    def together(self) -> Outcome:
        """All items adopted. Raises ConflictError where that is impossible."""
        found = self.outcome(self.names)
        if found.problem is not None:
            raise ConflictError(found.problem)
        return found

    def under(self, name: str) -> tuple[str, ...]:
        """The items that one stands on, the lowest first."""
        after = self.item(name).after
        return () if after is None else (*self.under(after), after)

    # What the table of one item prints

    def sides(self, name: str, *, alone: bool = False) -> AmendedArticles:
        """The articles in force, and what one item makes of them.

        Its provisions have the numbers and the citations that all items together give them;
        ``alone``, those that they get where the others fail. What only the others change is as
        it is in force. Raises ConflictError where the items cannot be adopted together.
        """
        item, under = self.item(name), self.under(name)
        before, by_itself = self.by_itself(name)
        if by_itself.problem is not None:
            raise ConflictError(by_itself.problem)
        application = by_itself.applied[name]
        proposed = by_itself.charter
        if not alone:
            own = changed_keys(before.charter, proposed)
            proposed = self._numbered(proposed, own, application, self.together.applied[name])
        kept: Mapping[Spot, Spot] = NOTHING_KEPT if under else application.kept
        return AmendedArticles(
            present=self.now,
            proposed=proposed,
            kept=kept,
            source=item.source,
            application=application,
        )

    def is_numbered_with_others(self, name: str) -> bool:
        """Whether the table of an item prints other numbers than it would for the item alone."""
        return self.sides(name).proposed != self.sides(name, alone=True).proposed

    def _numbered(
        self, charter: Charter, own: frozenset[str], alone: Application, among: Application
    ) -> Charter:
        """The provisions ``own`` with the numbers and citations of all items together."""
        keys = same_provisions(alone, among)
        after = {**self.together.charter.by_key()}
        chapters = {each.key: each for each in self.together.charter.chapters}

        def new(article: Article) -> Article:
            found = after.get(keys.get(article.key, article.key))
            return article if found is None else replace(article, number=found.number)

        def new_chapter(chapter: Chapter) -> Chapter:
            found = chapters.get(keys.get(chapter.key, chapter.key))
            return chapter if found is None else replace(chapter, number=found.number)

        # First everything, for the citations; then the numbers of what others change go back.
        every = replace(
            charter,
            articles=told_apart(tuple(map(new, charter.articles))),
            supplementary=told_apart(tuple(map(new, charter.supplementary))),
            chapters=tuple(map(new_chapter, charter.chapters)),
        )
        cited = followed(charter, every, self.style).charter.by_key()

        def printed(article: Article) -> Article:
            return cited[article.key] if article.key in own else article

        return replace(
            charter,
            articles=told_apart(tuple(map(printed, charter.articles)), own),
            supplementary=told_apart(tuple(map(printed, charter.supplementary)), own),
            chapters=tuple(
                new_chapter(each) if each.key in own else each for each in charter.chapters
            ),
        )


def told_apart(
    articles: Sequence[Article], first: frozenset[str] = frozenset()
) -> tuple[Article, ...]:
    """The articles with numbers that are each there once; what is not printed tells them apart.

    Those of the keys ``first`` keep theirs. In one table the numbers of different outcomes
    meet, and one that an item takes may be that of a provision which another item moves on.
    """
    taken: set[Number] = set()
    found: dict[str, Article] = {}
    for article in sorted(articles, key=lambda each: each.key not in first):
        number = article.number
        while number is not None and number in taken:
            number = replace(number, nth=number.nth + 1)
        if number is not None:
            taken.add(number)
        found[article.key] = replace(article, number=number)
    return tuple(found[article.key] for article in articles)


def changed_keys(before: Charter, after: Charter) -> frozenset[str]:
    """The articles and chapters that are not the same on both sides."""
    one, other = dict(_all(before)), dict(_all(after))
    return frozenset(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))


def _all(charter: Charter) -> Iterator[tuple[str, Article | Chapter]]:
    yield from ((each.key, each) for each in charter.chapters)
    yield from charter.by_key().items()


def same_provisions(one: Application, other: Application) -> dict[str, str]:
    """The keys of what an item brings, where it is applied to one and to other articles."""
    back = {acting: key for key, acting in new_provisions(other).items()}
    return {key: back.get(acting, key) for key, acting in new_provisions(one).items()}


def read_agenda(workspace: Workspace, found: Sequence[UnreadAmendment]) -> Agenda:
    """The items of a meeting, in the edition of the workspace.

    Raises InputError or ConflictError with what is wrong in one of them by itself.
    """
    sources = [workspace.read(each) for each in found]
    names = [each.parsed.amendment.name for each in sources]
    require_once(names)
    head = workspace.head()
    items: list[Item] = []
    for source, name in zip(sources, names, strict=True):
        refuse_applied(workspace, name)
        requires = source.parsed.amendment.requires
        after = source.parsed.amendment.after
        if after is not None and after in names:
            items.append(Item(source=source, after=after, requires=requires))
        else:
            read = bound(workspace, source, head).source
            items.append(Item(source=read, after=None, requires=requires))
    return Agenda(
        now=workspace.articles_at(head).charter, items=tuple(items), style=workspace.config.style
    )


# What is printed, in which outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ComesOutOtherwise:
    """A provision that comes out otherwise than the table of its item prints it."""

    item: str
    provision: str
    printed: str
    comes_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOutcome:
    """One outcome of the votes: ``wrong`` is what the printed tables say otherwise."""

    outcome: Outcome
    rejected: tuple[str, ...]
    wrong: tuple[ComesOutOtherwise, ...]


def outcomes(agenda: Agenda) -> tuple[ToldOutcome, ...]:
    """Every combination of adopted and rejected items, the one with all of them first.

    Raises InputError (``outcomes-many``) for more items than anybody reads the outcomes of.
    """
    if len(agenda.items) > MOST_ITEMS:
        raise InputError(
            Problem(
                code="outcomes-many",
                message=say(
                    "{items} items have {outcomes} outcomes",
                    items=len(agenda.items),
                    outcomes=2 ** len(agenda.items),
                ),
                hint=say(
                    "name at most {most}: those that touch each other (`amendtool conflicts` "
                    "tells them)",
                    most=MOST_ITEMS,
                ),
            )
        )
    whole = agenda.outcome(agenda.names)
    printed = (
        {name: agenda.sides(name).proposed for name in agenda.names}
        if whole.problem is None
        else {}
    )
    return tuple(
        _told(agenda, printed, [n for n, voted in zip(agenda.names, votes, strict=True) if voted])
        for votes in product((True, False), repeat=len(agenda.items))
    )


def outcomes_of(workspace: Workspace, found: Sequence[UnreadAmendment]) -> tuple[ToldOutcome, ...]:
    """Every combination as :func:`outcomes` tells it, in all editions of the articles.

    One that is impossible in one edition is impossible; of a provision that comes out otherwise
    in several the first one tells. Raises as :func:`read_agenda` and :func:`outcomes`.
    """
    every = for_each_edition(workspace, lambda edition: outcomes(read_agenda(edition, found)))
    languages = workspace.config.languages
    return tuple(_of_all(languages, row) for row in zip(*every, strict=True))


def _of_all(languages: Sequence[str], row: Sequence[ToldOutcome]) -> ToldOutcome:
    leading = row[0]
    for language, each in zip(languages, row, strict=True):
        problem = each.outcome.problem
        if problem is not None:
            told = problem if each is leading else of_edition(problem, language)
            return replace(each, outcome=replace(each.outcome, problem=told), wrong=())
    wrong: dict[tuple[str, str], ComesOutOtherwise] = {}
    for each in row:
        for one in each.wrong:
            wrong.setdefault((one.item, one.provision), one)
    return replace(leading, wrong=tuple(wrong.values()))


def _told(agenda: Agenda, printed: Mapping[str, Charter], adopted: Sequence[str]) -> ToldOutcome:
    found = agenda.outcome(adopted)
    wrong: list[ComesOutOtherwise] = []
    if found.problem is None:
        for name in adopted:
            if name in printed:
                wrong += _wrong(agenda, name, printed[name], found)
    rejected = tuple(name for name in agenda.names if name not in adopted)
    return ToldOutcome(outcome=found, rejected=rejected, wrong=tuple(wrong))


def _wrong(
    agenda: Agenda, name: str, printed: Charter, found: Outcome
) -> Iterator[ComesOutOtherwise]:
    under = agenda.under(name)
    before, alone = agenda.by_itself(name)
    own = changed_keys(before.charter, alone.charter)
    keys = same_provisions(alone.applied[name], found.applied[name])
    out = found.charter.by_key()
    # What another item rewrites too, no table of one item can print whole.
    others = frozenset(
        key
        for other, made in found.applied.items()
        if other != name and other not in under
        for key in made.origin
    )
    for article in printed.every_article():
        if article.key not in own:
            continue
        real = out.get(keys.get(article.key, article.key))
        if real is None:
            continue
        numbers = [
            address_of_article(charter, each.key).text(agenda.style)
            for charter, each in ((printed, article), (found.charter, real))
        ]
        if numbers[0] != numbers[1]:
            yield ComesOutOtherwise(
                item=name, provision=article.key, printed=numbers[0], comes_out=numbers[1]
            )
        elif article.key not in others and article.body != real.body:
            yield ComesOutOtherwise(
                item=name,
                provision=article.key,
                printed=say("{address}, as its table prints it", address=numbers[0]),
                comes_out=say("{address} with other citations", address=numbers[1]),
            )
