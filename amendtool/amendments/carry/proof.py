"""The proof that a carried amendment does to today's articles what it did to its base.

Both were applied without touching a citation in texts that stay, and the texts of the base read
as today's would; so what both do to one provision has to be the same to the letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from amendtool.amendments.apply.apply import Application
from amendtool.articles.charter import Article, Chapter, Charter
from amendtool.messages import say

Difference = tuple[int | None, str]
"""The operation in which two applications differ, where it is known, and the difference."""


def difference(there: Application, here: Application) -> Difference | None:
    """What the carried amendment does otherwise; None when it does the same to every provision."""
    new = new_provisions(there), new_provisions(here)
    if sorted(new[0].values()) != sorted(new[1].values()):
        return None, say("it would bring other provisions than it did")
    back = {operations: key for key, operations in new[0].items()}
    names = {key: back[operations] for key, operations in new[1].items()}
    for found in (_gone(there, here), _words(there, here, names), _order(there, here, names)):
        if found is not None:
            return found
    return None


def new_provisions(application: Application) -> dict[str, tuple[int, ...]]:
    """The provisions that come, by key, with the operations that bring each.

    Of those that one operation brings, the further ones are told apart by their order.
    """
    known = _all(application.present)
    found: dict[str, tuple[int, ...]] = {}
    for key in _all(application.proposed):
        if key not in known:
            acting = (*sorted(application.origin.get(key, ())),)
            nth = sum(each[:-1] == acting for each in found.values())
            found[key] = (*acting, nth)
    return found


def _all(charter: Charter) -> Mapping[str, Article | Chapter]:
    return {
        **{each.key: each for each in charter.chapters},
        **{each.key: each for each in charter.every_article()},
    }


def _gone(there: Application, here: Application) -> Difference | None:
    one, other = (_all(each.present).keys() - _all(each.proposed).keys() for each in (there, here))
    for key in sorted(one ^ other):
        acting = (here if key in other else there).origin.get(key, frozenset())
        story = say("it would not delete {key!r}", key=key)
        if key in other:
            story = say("it would delete {key!r}", key=key)
        return min(acting, default=None), story
    return None


def _words(there: Application, here: Application, names: Mapping[str, str]) -> Difference | None:
    """A provision that has other words, or another chapter, than it would have had."""
    before, after = _all(there.present), _all(here.present)
    made = _all(there.proposed)
    for key, new in _all(here.proposed).items():
        # What others have brought since may have the key that one of its own had in the base.
        old = made.get(names.get(key, key)) if key in names or key in before else None
        acting = min(here.origin.get(key, frozenset()), default=None)
        if old is None:
            if _said(after[key]) != _said(new):
                return acting, say("it would change {key!r}, which was not there", key=key)
            continue
        was, now = before.get(key), after.get(key)
        changed = was is not None and _said(was) != _said(old)
        if was is not None and now is not None and _said(was) != _said(now):
            # Others have changed its words since: what is said of it now must be meant, too.
            if changed != (_said(now) != _said(new)):
                if changed:
                    return acting, say("it would not change {key!r}", key=key)
                return acting, say("it would change {key!r}", key=key)
        elif _said(old) != _said(new):
            return acting, say("{key!r} would have other words than it would have had", key=key)
        if was is not None and now is not None:
            moves = _chapter(was) != _chapter(old), _chapter(now) != _chapter(new)
            if moves[0] != moves[1] or (moves[0] and not _same_chapter(old, new, names)):
                return acting, say("{key!r} would come into another chapter", key=key)
        elif not _same_chapter(old, new, names):
            return acting, say("{key!r} would come into another chapter", key=key)
    return None


def _said(found: Article | Chapter) -> object:
    if isinstance(found, Chapter):
        return found.heading
    return found.heading, found.body, found.status


def _chapter(found: Article | Chapter) -> str | None:
    return found.parent if isinstance(found, Chapter) else found.chapter


def _same_chapter(old: Article | Chapter, new: Article | Chapter, names: Mapping[str, str]) -> bool:
    chapter = _chapter(new)
    return _chapter(old) == (None if chapter is None else names.get(chapter, chapter))


def _order(there: Application, here: Application, names: Mapping[str, str]) -> Difference | None:
    """A provision that comes, or moves, and lands between others than it would have."""
    one, known = _rows(there.proposed), _all(there.present)
    other = [
        [names.get(key, key) for key in row if key in names or key in known]
        for row in _rows(here.proposed)
    ]
    for row, its in zip(one, other, strict=True):
        common = set(row) & set(its)
        mine, theirs = ([key for key in each if key in common] for each in (row, its))
        placed = {key for key in common if key in there.moved or key in names.values()}
        for key in mine:
            if key in placed and not _beside(key, mine, theirs):
                acting = min(there.origin.get(key, frozenset()), default=None)
                return acting, say("{key!r} would stand between other provisions", key=key)
    return None


def _rows(charter: Charter) -> Sequence[list[str]]:
    return (
        [each.key for each in charter.chapters],
        [each.key for each in charter.articles],
        [each.key for each in charter.supplementary],
    )


def _beside(key: str, mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the provision before it, or the one behind it, is the same in both rows."""
    one, other = (
        (row[at - 1] if at else None, row[at + 1] if at + 1 < len(row) else None)
        for row in (mine, theirs)
        for at in (row.index(key),)
    )
    return one[0] == other[0] or one[1] == other[1]
