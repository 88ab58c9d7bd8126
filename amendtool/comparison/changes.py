"""What becomes of each article and chapter between two states of the articles, by key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from amendtool.articles.charter import Article, Chapter, Charter, Status
from amendtool.articles.order import steady
from amendtool.comparison.table import RowKind
from amendtool.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChange:
    """What becomes of one article: its present and its proposed state, or None for neither."""

    kind: RowKind
    old: Article | None
    new: Article | None

    @property
    def key(self) -> str:
        """The key of the article."""
        return _key(self.new or self.old)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterChange:
    """What becomes of one chapter; ``changed`` unless its line stays as it is."""

    old: Chapter | None
    new: Chapter | None

    @property
    def key(self) -> str:
        """The key of the chapter."""
        return _key(self.new or self.old)

    @property
    def changed(self) -> bool:
        """Whether its line appears, vanishes or reads differently."""
        if self.old is None or self.new is None:
            return True
        told = (
            (each.number, each.heading, each.form and each.form.printed(self.old.number))
            for each in (self.old, self.new)
        )
        return len(set(told)) > 1


def _key(provision: Article | Chapter | None) -> str:
    if provision is None:
        raise ValueError("a change of nothing")
    return provision.key


def changes(present: Charter, proposed: Charter) -> Iterator[ArticleChange | ChapterChange]:
    """What becomes of every chapter and article, in the order of the proposed document.

    What is deleted stands where it stood: behind what it followed.
    """
    yield from _refilled(_merged(_document(present), _document(proposed)))


def supplementary_changes(present: Charter, proposed: Charter) -> tuple[ArticleChange, ...]:
    """The same for the supplementary provisions."""
    merged = _merged(present.supplementary, proposed.supplementary)
    return tuple(change for change in merged if isinstance(change, ArticleChange))


def moved_articles(present: Charter, proposed: Charter) -> dict[str, str]:
    """The articles that move to another chapter: their keys, each with the present chapter's.

    An article moves when both chapters are there before and after, or when it changes its
    place among the others. Articles that a new or a deleted chapter line parts from what
    they stood with stay where they are.
    """
    before = {article.key: article for article in present.articles}
    after = {article.key: article for article in proposed.articles}
    standing = {c.key for c in present.chapters} & {c.key for c in proposed.chapters}
    place = {key: position for position, key in enumerate(before)}
    keep = steady([place[key] for key in after if key in place])
    found: dict[str, str] = {}
    for key, article in after.items():
        old = before[key].chapter if key in before else None
        if old is None or article.chapter is None or old == article.chapter:
            continue
        if {old, article.chapter} <= standing or place[key] not in keep:
            found[key] = old
    return found


def relocated(present: Charter, proposed: Charter) -> set[str]:
    """The keys of the articles that change their place among those that stay."""
    found: set[str] = set()
    for before, after in (
        (present.articles, proposed.articles),
        (present.supplementary, proposed.supplementary),
    ):
        place = {article.key: position for position, article in enumerate(before)}
        row = [article.key for article in after if article.key in place]
        keep = steady([place[key] for key in row])
        found |= {key for key in row if place[key] not in keep}
    return found


def _document(charter: Charter) -> tuple[Chapter | Article, ...]:
    """Chapters and articles in the order in which they are printed."""
    order = {chapter.key: position for position, chapter in enumerate(charter.chapters)}
    row: list[Chapter | Article] = []
    printed = 0
    for article in charter.articles:
        upto = order[article.chapter] + 1 if article.chapter else 0
        row += charter.chapters[printed:upto]
        printed = max(printed, upto)
        row.append(article)
    return (*row, *charter.chapters[printed:])


def _merged(
    present: Sequence[Chapter | Article], proposed: Sequence[Chapter | Article]
) -> Iterator[ArticleChange | ChapterChange]:
    old_by_key = {provision.key: provision for provision in present}
    new_keys = {provision.key for provision in proposed}
    behind: dict[str | None, list[Chapter | Article]] = {}
    last: str | None = None
    for provision in present:
        if provision.key in new_keys:
            last = provision.key
        else:
            behind.setdefault(last, []).append(provision)
    for gone in behind.get(None, ()):
        yield _change(gone, None)
    for provision in proposed:
        yield _change(old_by_key.get(provision.key), provision)
        for gone in behind.get(provision.key, ()):
            yield _change(gone, None)


def _refilled(
    found: Iterator[ArticleChange | ChapterChange],
) -> Iterator[ArticleChange | ChapterChange]:
    """A placeholder and the article that takes its number are one change, either way."""
    row = list(found)
    gone = {
        change.old.number: change
        for change in row
        if isinstance(change, ArticleChange) and change.new is None and change.old is not None
    }
    filled: dict[str, ArticleChange] = {}
    for change in row:
        if isinstance(change, ArticleChange) and change.new is not None:
            other = gone.get(change.new.number)
            if other is not None and _fills(change, other):
                filled[change.key] = other
    joined = {change.key for change in filled.values()}
    for change in row:
        if isinstance(change, ArticleChange) and change.key in filled:
            yield replace(change, kind=RowKind.REPLACED, old=filled[change.key].old)
        elif change.key not in joined:
            yield change


def _fills(change: ArticleChange, gone: ArticleChange) -> bool:
    if change.kind is not RowKind.INSERTED or change.new is None or gone.old is None:
        return False
    placeholder = Status.RESERVED in (change.new.status, gone.old.status)
    return placeholder and change.new.number == gone.old.number


def _change(
    old: Chapter | Article | None, new: Chapter | Article | None
) -> ArticleChange | ChapterChange:
    if isinstance(old or new, Chapter):
        return ChapterChange(
            old=old if isinstance(old, Chapter) else None,
            new=new if isinstance(new, Chapter) else None,
        )
    before = old if isinstance(old, Article) else None
    after = new if isinstance(new, Article) else None
    return ArticleChange(kind=_kind(before, after), old=before, new=after)


def _kind(old: Article | None, new: Article | None) -> RowKind:
    if old is None:
        return RowKind.INSERTED
    if new is None:
        return RowKind.DELETED
    if (old.heading, old.body, old.status) != (new.heading, new.body, new.status):
        return RowKind.DELETED if new.status is Status.RESERVED else RowKind.REPLACED
    if not _printed_alike(old, new):
        return RowKind.REPLACED
    return RowKind.UNCHANGED if old.number == new.number else RowKind.RENUMBERED


def _printed_alike(old: Article, new: Article) -> bool:
    """Whether the number of an article is printed in the form that it had before.

    The label of deleted articles follows how many of them are left.
    """
    if old.form is new.form or old.number is None or new.number is None:
        return True
    if new.status is Status.RESERVED:
        return True
    return old.form is not None and old.form.told(new.number) == new.mark
