"""Clerical corrections: words that were mended by hand, committed with their reason.

A correction changes no more than words in provisions that stay where they are; what comes, goes
or moves is an amendment. Its record says what the articles were before and after, so that
``verify`` takes the commit for what it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from amendtool import __version__
from amendtool.articles.addresses import address_of_article
from amendtool.articles.charter import Charter
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say
from amendtool.periods.counted import Told
from amendtool.repository.git import tree_of
from amendtool.repository.landing.landing import Landing, Message, land
from amendtool.repository.landing.stages import files_after
from amendtool.repository.record import Act, Deed, Record, record_path, write_record
from amendtool.repository.storage.folders import ARTICLES, is_clause_file
from amendtool.repository.workspace import Workspace, read_folder
from amendtool.values import dataclass
from amendtool.workflow.editions.each import for_each_edition
from amendtool.workflow.life import require_day

_AROUND: Final = Told("前文又は末尾の文", "the text around the articles")
"""What is mended outside of them, as it is kept in the message of the commit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A correction as it is in git: the files, and the provisions by their addresses."""

    name: str
    day: datetime.date
    commit: str
    files: tuple[str, ...]
    provisions: tuple[str, ...]
    notices: tuple[Problem, ...] = ()


def correct(
    workspace: Workspace,
    reason: str,
    *,
    day: datetime.date,
    today: datetime.date | None = None,
) -> Corrected:
    """Commit what was mended in the clause files of the work tree, with its reason.

    Raises InputError where nothing was changed (``correction-empty``), where more than words
    was (``correction-moves``), for no reason (``correction-reason``), a day in the future and
    articles that cannot be read, RepositoryError where git refuses; nothing is written then.
    """
    require_day(day, today, "day")
    told = " ".join(reason.split())
    if not told:
        raise InputError(
            Problem(
                code="correction-reason",
                message=say("a correction needs its reason"),
                hint=say('say what was wrong: amendtool correct --reason "misprint in Article 5"'),
            )
        )
    head = workspace.head()
    before = workspace.files_at(head)
    now = read_folder(workspace.root, ARTICLES)
    writes = {
        path: data.replace(b"\r\n", b"\n")
        for path, data in now.items()
        if is_clause_file(path) and before.get(path) != data.replace(b"\r\n", b"\n")
    }
    gone = [path for path in before if is_clause_file(path) and path not in now]
    if not writes and not gone:
        raise InputError(
            Problem(
                code="correction-empty",
                message=say("no clause file differs from the articles in git"),
                hint=say(
                    "mend the files in articles/ first; what is committed already by hand "
                    "is told by `amendtool verify`"
                ),
                place=Place(file=ARTICLES),
            )
        )
    provisions = for_each_edition(workspace, lambda edition: _mended(edition, head))
    if not any(provisions):
        raise InputError(
            Problem(
                code="correction-empty",
                message=say("the clause files differ from git, and say the same"),
                hint=say("put them back: git restore articles"),
                place=Place(file=next(iter((*writes, *gone)))),
            )
        )
    return _landed(workspace, head, writes, tuple(dict.fromkeys(sum(provisions, ()))), told, day)


def _landed(
    workspace: Workspace,
    head: str,
    writes: dict[str, bytes],
    provisions: tuple[str, ...],
    reason: str,
    day: datetime.date,
) -> Corrected:
    standing = workspace.git.tree(head, ARTICLES)
    message = Message(
        subject=f"Correction: {reason}",
        body=", ".join(provisions),
        trailers=(("Correction", day.isoformat()),),
    )
    landing = Landing(name="correction", base=head, writes=writes, text=message)
    _, after = files_after(landing, standing, head)
    result = tree_of(after, ARTICLES, like=head)
    # Two branches may each make one, and both have to stand after a merge.
    name = f"correction-{(result or '')[:12]}"
    act = Act(
        deed=Deed.CORRECTED,
        day=day,
        base=tree_of(standing, ARTICLES, like=head),
        result=result,
        tool=__version__,
        reason=reason,
    )
    known = workspace.acts().records.get(name, Record(name=name))
    record = write_record(known.then(act))
    landed = land(
        workspace.git,
        replace(landing, name=name, writes={**writes, record_path(name): record}),
    )
    return Corrected(
        name=name,
        day=day,
        commit=landed.commits[-1],
        files=tuple(sorted(writes)),
        provisions=provisions,
        notices=landed.notices,
    )


def _mended(workspace: Workspace, head: str) -> tuple[str, ...]:
    """The provisions whose words were mended, in one edition."""
    old, new = workspace.articles_at(head).charter, workspace.articles_on_disk().charter
    if _frame(old) != _frame(new):
        raise InputError(
            Problem(
                code="correction-moves",
                message=say(
                    "a provision comes, goes, or has another number, key or place: that is "
                    "no clerical mend"
                ),
                hint=say("put it back (git restore articles), and propose it: amendtool new NAME"),
                place=Place(file=ARTICLES),
            )
        )
    return tuple(_changed(old, new, workspace.config.style))


def _frame(charter: Charter) -> object:
    return (
        [(each.key, each.number, each.parent) for each in (*charter.chapters, *charter.blocks)],
        [(each.key, each.number, each.chapter) for each in charter.articles],
        [(each.key, each.number, each.chapter) for each in charter.supplementary],
    )


def _changed(old: Charter, new: Charter, style: DraftingStyle) -> Iterator[str]:
    before = old.by_key()
    for article in new.every_article():
        if article != before[article.key]:
            yield address_of_article(new, article.key).text(style)
    for one, other in zip((*old.chapters, *old.blocks), (*new.chapters, *new.blocks), strict=True):
        if one != other:
            yield other.heading or other.key
    if (old.preamble, old.closing) != (new.preamble, new.closing):
        yield _AROUND.text(style.language)
