"""What a shell offers to complete: the names that stand in a repository.

Where there is no repository, or something in it cannot be read, nothing is offered and nothing
is said: whoever types a command is told by the command.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from amendtool.articles.addresses import address_of_article, address_of_chapter
from amendtool.errors import AmendtoolError
from amendtool.repository.houses import own_houses
from amendtool.repository.workspace import Workspace, find_root

_MOST_REVISIONS: Final = 200

Offered = tuple[tuple[str, str], ...]
"""What can be typed, each with what it is."""


def provisions_offered(folder: Path, language: str | None = None) -> Offered:
    """The keys of articles and chapters, and the addresses that are one word in a shell.

    They are those of the work tree. An address in full-width digits is offered in plain ones too,
    and where a word stands in front the number alone: 3.7 for Section 3.7.
    """
    return _quietly(lambda: _provisions(Workspace.open(folder).edition(language)))


def revisions_offered(folder: Path) -> Offered:
    """The branches and tags of the repository, the ones that moved last first."""
    return _quietly(lambda: _revisions(Workspace.open(folder)))


def houses_offered(folder: Path) -> Offered:
    """The house styles: the built-in ones, and the files of the repository."""
    from amendtool.workflow.styles import BUILT_IN

    own = _quietly(lambda: ((name, "") for name in own_houses(find_root(folder))))
    return (*((name, "") for name in BUILT_IN), *own)


def templates_offered(folder: Path) -> Offered:
    """The document templates by name, each with its title."""
    from amendtool.workflow.documents.document import list_templates

    return _quietly(
        lambda: (
            (each.template.name, each.template.language)
            for each in list_templates(Workspace.open(folder))
        )
    )


def events_offered(folder: Path) -> Offered:
    """The events that amendments name."""
    from amendtool.workflow.dates.days import named_events

    return _quietly(
        lambda: ((name, ", ".join(by)) for name, by in named_events(Workspace.open(folder)).items())
    )


def _quietly(asked: Callable[[], Iterator[tuple[str, str]]]) -> Offered:
    try:
        return tuple(dict.fromkeys(asked()))
    except (AmendtoolError, OSError):
        return ()


def _provisions(workspace: Workspace) -> Iterator[tuple[str, str]]:
    charter, style = workspace.articles_on_disk().charter, workspace.config.style
    every = [
        *((each.key, address_of_article(charter, each.key), each.heading or "")
          for each in charter.every_article()),
        *((each.key, address_of_chapter(charter, each.key), each.heading or "")
          for each in charter.chapters),
    ]  # fmt: skip
    for key, address, heading in every:
        yield key, " ".join(filter(None, (address.text(style), heading)))
    worded = style.cited.article.prefix.endswith(" ") and not style.cited.article.suffix
    for _, address, heading in every:
        text = address.text(style).removeprefix(style.cited.article.prefix if worded else "")
        if " " not in text:
            yield text, heading
            yield unicodedata.normalize("NFKC", text), heading


def _revisions(workspace: Workspace) -> Iterator[tuple[str, str]]:
    told = workspace.git.run(
        *("for-each-ref", "--sort=-creatordate", f"--count={_MOST_REVISIONS}"),
        *("--format=%(refname:short)%00%(contents:subject)", "refs/heads", "refs/tags"),
    )
    for line in told.out.decode("utf-8", "replace").splitlines():
        name, _, subject = line.partition("\0")
        yield name, subject
