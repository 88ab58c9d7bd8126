"""An articles repository for a program: everything that the verbs do, as methods."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Final

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application
from amendtool.articles.charter import Charter
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Problem, require_type
from amendtool.repository.history import HistoryEntry
from amendtool.repository.workspace import AMENDMENTS, UnreadAmendment, Workspace
from amendtool.values import dataclass
from amendtool.workflow.apply import Adoption, apply_amendment, open_finished
from amendtool.workflow.check import check
from amendtool.workflow.init import start_repository as start_workspace
from amendtool.workflow.log import log
from amendtool.workflow.open import open_workspace
from amendtool.workflow.proposal import propose
from amendtool.workflow.show import show
from amendtool.workflow.table import ComparedArticles, compare, compare_amendment

if TYPE_CHECKING:
    from amendtool.render.charter.model import Export
    from amendtool.workflow.clock.due import Clock
    from amendtool.workflow.documents.document import MadeDocument


MOST_ITEMS: Final = 999
"""An item of an agenda has no number above this one."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The articles of a company in git, seen by one edition of them.

    An amendment is named by its file's name in ``amendments/``, by a path, or given as the
    bytes of a file. Every method reads what stands in git at the moment of the call. Each
    raises InputError for what is wrong in a file or an argument, ConflictError where the
    articles have moved on, RepositoryError where git or the disk refuses.
    """

    workspace: Workspace

    def __post_init__(self) -> None:
        """Refuse what is no workspace (TypeError)."""
        require_type("workspace", self.workspace, Workspace)

    @property
    def folder(self) -> Path:
        """Where it stands: the folder with ``amendtool.toml``."""
        return self.workspace.root

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the editions, the leading one first."""
        return self.workspace.config.languages

    @property
    def style(self) -> DraftingStyle:
        """The drafting style of this edition, with its settings in ``amendtool.toml``."""
        return self.workspace.config.style

    def edition(self, language: str) -> Repository:
        """The same repository, seen by another edition."""
        require_type("language", language, str)
        return Repository(self.workspace.edition(language))

    def articles(
        self,
        at: str | None = None,
        *,
        on: datetime.date | None = None,
        as_of: str | None = None,
    ) -> Charter:
        """The articles at HEAD, or at a revision or an amendment that was applied.

        ``on`` a day they are what was in force then, with notes of what takes effect or goes
        later; ``as_of`` limits what was known.
        """
        _require_time(at, on, as_of)
        if on is not None:
            return show(self.workspace, on=on, as_of=as_of).charter
        at = at or as_of
        workspace = self.workspace
        commit = workspace.head() if at is None else workspace.git.resolve(at)
        return workspace.articles_at(commit).charter

    def amendments(self) -> tuple[str, ...]:
        """The names of the amendments in the work tree, applied or not, in their order."""
        return self.workspace.amendment_names()

    def amendment(self, amendment: str | bytes) -> Amendment:
        """An amendment as its file says it, in the words of this edition."""
        return self.workspace.read(self._found(amendment)).parsed.amendment

    def is_applied(self, name: str) -> bool:
        """Whether the amendment is in force."""
        require_type("name", name, str)
        return self.workspace.is_applied(name)

    def check(self, amendment: str | bytes | None = None) -> tuple[Problem, ...]:
        """The problems in the articles and in every amendment, or in one and what it would do.

        Nothing that is wrong in them is raised.
        """
        require_type("amendment", amendment, str, bytes, NoneType)
        found = self._found(amendment) if isinstance(amendment, bytes) else amendment
        return check(self.workspace, found, cwd=self.folder).problems

    def propose(self, amendment: str | bytes) -> Application:
        """What the amendment would make of the articles at HEAD; nothing is written."""
        source = self.workspace.read(self._found(amendment))
        return propose(self.workspace, source, self.workspace.head()).application

    def compare(self, amendment: str | bytes, *, house: str | None = None) -> ComparedArticles:
        """The comparison table of an amendment, or of two revisions ``OLD..NEW``.

        Once the amendment is applied it is that of the articles just before it. ``house`` is
        the name of a house style, instead of the configured one. The notices are warnings of
        what the table does not print.
        """
        require_type("amendment", amendment, str, bytes)
        require_type("house", house, str, NoneType)
        target = self._found(amendment) if isinstance(amendment, bytes) else amendment
        return compare(self.workspace, target, house=house)

    def document(
        self,
        amendment: str | bytes,
        template: str | None = None,
        *,
        item: int | None = None,
        facts: Mapping[str, str] | None = None,
    ) -> MadeDocument:
        """The document around the table: by default the agenda item of the notice.

        ``item`` is its number on the agenda, ``facts`` the answers to what the template asks for.
        The notices are those of its table too.
        """
        require_type("template", template, str, NoneType)
        require_type("item", item, int, NoneType)
        if item is not None and not 1 <= item <= MOST_ITEMS:
            raise ValueError(f"item: expected 1 to {MOST_ITEMS}, got {item}")
        _require_facts(facts)
        # What makes documents loads templates; few programs ask for one.
        from amendtool.workflow.documents.document import choose_template, make

        chosen = choose_template(self.workspace, template)
        source = self.workspace.read(self._found(amendment))
        compared = compare_amendment(self.workspace, source)
        made = make(self.workspace, source, compared, chosen, item=item, answers=facts or {})
        return replace(made, notices=(*compared.notices, *made.notices))

    def certificate(
        self,
        template: str,
        on: datetime.date,
        *,
        as_of: str | None = None,
        facts: Mapping[str, str] | None = None,
    ) -> MadeDocument:
        """A document of the articles in force on a day, such as ``genkou-teikan``.

        ``facts`` are the answers to what the template asks for; ``as_of`` limits what was known.
        """
        require_type("template", template, str)
        require_type("on", on, datetime.date)
        require_type("as_of", as_of, str, NoneType)
        _require_facts(facts)
        from amendtool.workflow.documents.document import choose_template, make_of_articles

        chosen = choose_template(self.workspace, template)
        return make_of_articles(self.workspace, chosen, on, as_of=as_of, answers=facts or {})

    def due(self, on: datetime.date, *, within: int = 14) -> Clock:
        """What is due on a day and ``within`` so many days of it, what is overdue, what waits."""
        require_type("on", on, datetime.date)
        require_type("within", within, int)
        from amendtool.workflow.clock.due import what_is_due

        return what_is_due(self.workspace, on, within=within)

    def export(
        self,
        at: str | None = None,
        *,
        on: datetime.date | None = None,
        as_of: str | None = None,
    ) -> Export:
        """The whole articles as a document, at HEAD or at a revision, with their revisions.

        ``on`` a day they are what was in force then, as :meth:`articles` gives them.
        """
        _require_time(at, on, as_of)
        from amendtool.workflow.export import export_articles

        revision = at or (as_of if on is None else None)
        return export_articles(self.workspace, revision, on=on, as_of=as_of).export

    def land(
        self,
        amendment: str | bytes,
        *,
        adopted: datetime.date | None = None,
        today: datetime.date | None = None,
    ) -> Adoption:
        """Adopt the amendment into git, in all editions: the renumbering, the text, the tag.

        The day of the vote is that of its file, or ``adopted``; one of the two has to say it,
        and where ``today`` is given it is not after that. All or nothing; a run that was cut
        off before is finished or cleaned up first.
        """
        require_type("adopted", adopted, datetime.date, NoneType)
        require_type("today", today, datetime.date, NoneType)
        opened = open_finished(self.folder)
        found = self._found(amendment)
        return apply_amendment(
            opened.workspace, found, completed=opened.completed, adopted=adopted, today=today
        )

    def log(self, provision: str | None = None) -> tuple[HistoryEntry, ...]:
        """Which amendments changed the articles, or one provision, the newest first."""
        require_type("provision", provision, str, NoneType)
        return log(self.workspace, provision).entries

    def _found(self, amendment: str | bytes) -> UnreadAmendment:
        require_type("amendment", amendment, str, bytes)
        if isinstance(amendment, bytes):
            return UnreadAmendment(data=amendment, shown=f"{AMENDMENTS}/", name=None)
        return self.workspace.found(amendment, cwd=self.folder)


def _require_time(at: object, on: object, as_of: object) -> None:
    require_type("at", at, str, NoneType)
    require_type("on", on, datetime.date, NoneType)
    require_type("as_of", as_of, str, NoneType)


def _require_facts(facts: object) -> None:
    """Refuse what is no mapping of texts to texts."""
    require_type("facts", facts, Mapping, NoneType)
    for name, answer in facts.items() if isinstance(facts, Mapping) else ():
        require_type("facts", name, str)
        require_type(f"facts[{name!r}]", answer, str)


def open_repository(folder: str | Path = ".") -> Repository:
    """The articles repository that ``folder`` stands in, seen by its leading edition.

    Raises RepositoryError when there is none, InputError when its configuration is wrong.
    """
    require_type("folder", folder, str, Path)
    return Repository(open_workspace(Path(folder).absolute())[0])


def start_repository(
    folder: str | Path,
    *,
    example: str | None = None,
    company: str = "",
    title: str | None = None,
    language: str = "en",
    style: str | None = None,
) -> Repository:
    """A new articles repository in ``folder``, empty or with the published ``example`` (``iij``).

    ``language`` is that of the articles, ``style`` the name of a drafting style where it is
    another than that of the language. Everything is committed to git, which has to know a name
    to commit under. Raises InputError for a name that cannot be printed and for an example, a
    language or a style that there is not, RepositoryError where the folder cannot be used or
    git refuses.
    """
    require_type("folder", folder, str, Path)
    for argument, value in (("example", example), ("title", title), ("style", style)):
        require_type(argument, value, str, NoneType)
    require_type("company", company, str)
    require_type("language", language, str)
    path = Path(folder).absolute()
    start_workspace(
        path, example=example, company=company, title=title, language=language, style=style
    )
    return open_repository(path)
