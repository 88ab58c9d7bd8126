"""An articles repository that begins with a document: ``import`` where there is none.

Everything is known before anything is written: what the document tells, what somebody has said
beside it, and whether the first commit is wanted. Then the repository is made at once, as
:mod:`~amendtool.workflow.init` makes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from amendtool import reading
from amendtool.articles.text import characters
from amendtool.errors import InputError, Place, Problem, RepositoryError
from amendtool.importing.blocks import Changes, Struck
from amendtool.importing.document import ENDINGS, Imported, style_of
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.repository.config import CONFIG_FILE, read_config
from amendtool.repository.git import UNFINISHED, Git, knows_committer
from amendtool.repository.landing.journal import journal_there, read_journal
from amendtool.repository.landing.landing import Message, commit_all
from amendtool.repository.landing.own_settings import change_settings
from amendtool.repository.landing.paths import STARTED
from amendtool.repository.landing.recovery import recover
from amendtool.repository.landing.writing_record import writing_there
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import AMENDMENTS, Workspace, find_root, read_folder
from amendtool.values import dataclass
from amendtool.workflow.document_title import own_title
from amendtool.workflow.importing.document import (
    SUBJECTS,
    VERB,
    ImportedArticles,
    import_articles,
    import_target,
)
from amendtool.workflow.importing.facts import ToldFacts, told_facts
from amendtool.workflow.importing.first_settings import first_settings
from amendtool.workflow.init import (
    empty_files,
    in_repository,
    settled,
    start,
    start_uncommitted,
)
from amendtool.workflow.not_committed import is_clause

_LATER: Final = "first-commit"
"""What the record of a run calls the first commit of an import that was made before."""
_PAPERS: Final = frozenset(
    (*ENDINGS, *".doc .dot .rtf .pdf .xls .xlsx .csv .ppt .pptx .png .jpg .jpeg .tif .tiff".split())
)
"""How the names of documents end, among which a repository may be started."""
_PASSING: Final = compiled(
    r"~\$|\.~lock\.|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$|" + re.escape(UNFINISHED),
    re.IGNORECASE,
)
"""How names begin that a system or a program leaves by itself."""
_MOST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Committer:
    """Under whose name the first commit is made, where git knows none."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryStart:
    """A repository that is to be started with a document: the facts, and every file of it."""

    folder: Path
    imported: Imported
    articles: Mapping[str, bytes]
    facts: ToldFacts
    company: str
    title: str

    @property
    def settings(self) -> str:
        """What ``amendtool.toml`` will say."""
        return first_settings(
            company=self.company,
            title=self.title,
            style=self.imported.style,
            facts=self.facts,
            drafting=dict(self.imported.drafting),
        )

    @property
    def files(self) -> Mapping[str, bytes]:
        """Every file by its path, the settings first."""
        empty = empty_files(
            company=self.company,
            title=self.title,
            language=self.imported.style.language,
            style=self.imported.style.name,
        )
        return {**empty, CONFIG_FILE: self.settings.encode(), **self.articles}


@dataclass(frozen=True, slots=True, kw_only=True)
class UncommittedStart:
    """A repository that an import has started and nobody has committed to yet.

    ``mended`` are the clause files that say something else than the document by now, that are
    not in it, or that are gone.
    """

    workspace: Workspace
    files: Mapping[str, bytes]
    mended: tuple[str, ...]


def stands_uncommitted(folder: Path) -> bool:
    """Whether ``folder`` is an articles repository of its own with articles and no commit.

    What a run left that was cut off while it made that commit is finished, or forgotten, first.
    """
    if not (folder / CONFIG_FILE).is_file() or not (folder / ".git").is_dir():
        return False
    git = Git.open(folder)
    with suppress(RepositoryError):
        if journal_there(git) and read_journal(git).name == _LATER:
            recover(git)
    if git.head().oid is not None or journal_there(git) or writing_there(git):
        return False
    return any(map(is_clause, read_folder(folder, ARTICLES)))


def uncommitted_start(
    folder: Path,
    data: bytes | Mapping[str, bytes],
    file: str,
    *,
    changes: Changes | None,
    struck: Struck | None,
) -> UncommittedStart:
    """What a first commit would hold, beside the document ``file`` that it was imported from.

    Raises InputError where the files cannot be read as articles, or the document cannot be.
    """
    workspace = Workspace.open(folder)
    workspace.articles_on_disk()
    made = import_articles(
        import_target(workspace, write=False), data, file=file, changes=changes, struck=struck,
        accept_loss=True, write=False,
    )  # fmt: skip
    standing = read_folder(folder, ARTICLES)
    beside = (CONFIG_FILE, *STARTED)
    others = {path: folder / path for path in beside if (folder / path).is_file()}
    files = {
        **{path: reading.read(each) for path, each in others.items()},
        **standing,
        **read_folder(folder, AMENDMENTS),
    }
    clauses = {path for path in standing if is_clause(path)}
    mended = [
        path
        for path in sorted(clauses | made.files.keys())
        if standing.get(path) != made.files.get(path)
    ]
    return UncommittedStart(
        workspace=workspace,
        files={path: held for path, held in files.items() if "/." not in path},
        mended=tuple(mended),
    )


def commit_start(start: UncommittedStart, committer: Committer | None) -> str:
    """Make the first commit of the files as they stand; the commit.

    Raises RepositoryError with nothing changed, where one of them is changed meanwhile too.
    """
    git = start.workspace.git
    _name(git, committer)
    language = start.workspace.config.languages[0]
    message = Message(subject=SUBJECTS.get(language, SUBJECTS["en"]))
    return commit_all(git, start.files, message, name=_LATER).commits[-1]


def _name(git: Git, committer: Committer | None) -> None:
    if committer is not None:
        change_settings(git, ("user.name", committer.name), ("user.email", committer.email))


def begins_here(folder: Path) -> bool:
    """Whether an import in ``folder`` starts a repository, or goes on with one it has started.

    That is so where no articles repository is at or above it; and where the start of one in this
    very folder was cut off, or nobody has committed it.
    """
    try:
        root = find_root(folder)
    except RepositoryError:
        return True
    if root != folder or not (folder / ".git").is_dir():
        return False
    if stands_uncommitted(folder):
        return True
    git = Git.open(folder)
    with suppress(RepositoryError):
        if journal_there(git):
            journal = read_journal(git)
            return journal.name == VERB and journal.old is None
    return writing_there(git) and git.head().oid is None


def require_startable(folder: Path, given: Path) -> None:
    """Raise RepositoryError where no repository can be started in ``folder``.

    It may hold documents, among them the one that is ``given``, and nothing else; it stands in no
    other git repository, and is one at most that nobody has committed to.
    """
    here = folder / ".git"
    if here.exists():
        git = Git.open(folder)
        if git.head().oid is not None and not journal_there(git):
            raise RepositoryError(
                Problem(
                    code="inside-repository",
                    message=say(
                        "this folder is a git repository with a history of its own, and an import "
                        "starts none in it"
                    ),
                    hint=say(
                        "import in a new folder outside of it: amendtool -C FOLDER import FILE; or "
                        "if the articles belong into this one, run `amendtool init` here first"
                    ),
                    place=Place(file=str(folder)),
                )
            )
        if journal_there(git) or writing_there(git):
            return  # a start that was cut off, and is gone on with
    elif in_repository(folder):
        raise RepositoryError(
            Problem(
                code="inside-repository",
                message=say(
                    "this folder stands inside another git repository, and an import starts none "
                    "there"
                ),
                hint=say(
                    "import in a folder outside of it: amendtool -C FOLDER import FILE; or if the "
                    "articles belong into that repository, run `amendtool init` here first"
                ),
                place=Place(file=str(folder)),
            )
        )
    others = sorted(
        each.name for each in folder.iterdir() if each.name != ".git" and not _belongs(each, given)
    )
    if others:
        named = ", ".join(others[:_MOST]) + (" …" if len(others) > _MOST else "")
        raise RepositoryError(
            Problem(
                code="folder-in-use",
                message=say(
                    "the folder holds more than documents, and the articles need one of their "
                    "own: {names}",
                    names=named,
                ),
                hint=say(
                    "make a new folder and name it: amendtool -C FOLDER import FILE, with FILE as "
                    "it is seen from there; or `amendtool init` starts a repository among what is "
                    "here"
                ),
                place=Place(file=str(folder)),
            )
        )


def _belongs(each: Path, given: Path) -> bool:
    """Whether something in the folder is a document, or what programs leave beside one."""
    if each == given and each.name not in (ARTICLES, AMENDMENTS):
        return True
    if _PASSING.match(each.name):
        return True
    return each.is_file() and not each.is_symlink() and each.suffix.lower() in _PAPERS


def language_of_text(made: ImportedArticles) -> str:
    """The language that a document is written in, whatever style it is read in."""
    return style_of(list(made.imported.source)).language


def plan_start(folder: Path, made: ImportedArticles, *, company: str | None) -> RepositoryStart:
    """What a repository would be that is started with a document.

    ``company`` is its name as somebody says it, else it is that of the document, and '' where
    this tells none.
    """
    imported = made.imported
    style = imported.style
    facts = told_facts(imported.charter, language_of_text(made))
    title = own_title(imported.charter.preamble, style.document_name, style.language)
    return RepositoryStart(
        folder=folder,
        imported=imported,
        articles=made.files,
        facts=facts,
        company=facts.company if company is None else company,
        title=title or style.document_name,
    )


def committer_known(folder: Path) -> bool:
    """Whether git knows under whose name to commit."""
    return knows_committer(folder)


def fact_problem(value: str, *, needed: str = "") -> str | None:
    """Why an answer cannot stand in the settings, in a few words; None where it can.

    ``needed`` are characters of which it must hold each.
    """
    if not value.strip():
        return say("an answer is needed")
    try:
        value.encode()
    except UnicodeEncodeError:
        return say("this is no text in UTF-8")
    unseen = [each for each in characters.problems(value) if each.severity == "error"]
    if unseen:
        return unseen[0].message
    missing = [each for each in needed if each not in value]
    if missing or (needed and re.search(r"[\s<>]", value)):
        return say("write it like jane.roe@example.com")
    return None


def missing_facts(plan: RepositoryStart, *, file: str, unknown: bool) -> tuple[Problem, ...]:
    """What nobody has told, for whoever cannot be asked; ``unknown`` says the committer is."""
    found = []
    if not plan.company:
        found.append(
            Problem(
                code="company-missing",
                message=say("the document does not tell the name of the company"),
                hint=say('name it: --company "Example Inc."'),
                place=Place(file=file),
            )
        )
    if unknown:
        found.append(_nobody())
    return tuple(found)


def _nobody() -> Problem:
    return Problem(
        code="no-identity",
        message=say("git does not know who you are, and a guess is no signature"),
        hint=say(
            'git config --global user.name "Your Name"\n'
            "        git config --global user.email you@example.com"
        ),
    )


def require_facts(plan: RepositoryStart, *, file: str, unknown: bool) -> None:
    """Raise InputError with everything that is missing, as :func:`missing_facts` tells it."""
    if problems := missing_facts(plan, file=file, unknown=unknown):
        raise InputError(*problems)


def require_commit(file: str, *, yes: bool, unknown: bool) -> None:
    """Raise InputError where nobody is there to say yes to the first commit, or who makes it."""
    found = []
    if not yes:
        found.append(
            Problem(
                code="articles-there",
                message=say("the articles were imported already, and are not committed"),
                hint=say(
                    "commit them as they stand in the files: add --yes; or delete them to import "
                    "anew"
                ),
                place=Place(file=file),
            )
        )
    if yes and unknown:
        found.append(_nobody())
    if found:
        raise InputError(*found)


def start_imported(plan: RepositoryStart, *, commit: bool, committer: Committer | None) -> str:
    """Make the repository, its files all or none; the first commit, or '' without one.

    ``committer`` is told to the new repository alone. What an earlier run left that was cut off
    is finished or taken back. Raises InputError for settings that nobody can read again, and
    RepositoryError as :func:`~amendtool.workflow.init.start` does, with nothing written.
    """
    read_config(plan.settings.encode())

    def settle(git: Git) -> None:
        settled(git)
        _name(git, committer)

    if not commit:
        start_uncommitted(plan.folder, files=plan.files, settle=settle, verb=VERB)
        return ""
    language = plan.imported.style.language
    subject = SUBJECTS.get(language, SUBJECTS["en"])
    return start(plan.folder, files=plan.files, subject=subject, settle=settle, own=True, name=VERB)
