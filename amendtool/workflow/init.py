"""Starting an articles repository: an empty one, or the published example."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from amendtool import disk
from amendtool.articles.languages import LANGUAGES
from amendtool.articles.styles import STYLES
from amendtool.articles.text import characters
from amendtool.comparison.house import STYLE_HOUSES
from amendtool.errors import Place, Problem, RepositoryError, raise_if_any
from amendtool.messages import say
from amendtool.packaged import packaged
from amendtool.repository.config import CONFIG_FILE
from amendtool.repository.git import Git
from amendtool.repository.landing.landing import Message, commit_all
from amendtool.repository.landing.own_settings import change_settings
from amendtool.repository.landing.recovery import recover
from amendtool.repository.landing.writing import Writing, take_back, write_files
from amendtool.repository.workspace import (
    AMENDMENTS,
    require_folders,
    require_nameable,
    unwritable,
)
from amendtool.values import dataclass
from amendtool.workflow.schema import AMENDMENT, SCHEMA_FILE, schema_text

ATTRIBUTES: Final = """\
# Clause files and amendments are text with LF line ends on every machine.
*.md text eol=lf
*.yaml text eol=lf
*.toml text eol=lf
"""

IGNORED: Final = """\
# Printed tables are made anew from the amendments.
/tables/
"""

EXAMPLES: Final = ("iij",)
EXAMPLE_SUBJECT: Final = "The articles of incorporation before the meeting of June 26, 2007"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedRepository:
    """A new articles repository: its first commit, and how many files that holds."""

    commit: str
    files: int


def start_repository(
    folder: Path,
    *,
    example: str | None = None,
    company: str = "",
    title: str | None = None,
    language: str = "en",
    style: str | None = None,
) -> StartedRepository:
    """An articles repository in ``folder``: empty, or with the published ``example`` (``iij``).

    ``style`` is the name of a drafting style, which has its language; by default it is that of
    ``language``. Raises InputError for names that cannot be printed and for an example, a
    language or a style that there is not, RepositoryError when the folder cannot be used, with
    nothing written.
    """
    _require_known(example=example, language=language, style=style)
    if example is not None:
        files, subject = example_files(), EXAMPLE_SUBJECT
    else:
        chosen = STYLES[style or language]
        files = empty_files(
            company=company,
            title=title or chosen.document_name,
            language=chosen.language,
            style=style,
        )
        subject = "Start the articles repository"
    commit = start(folder, files=files, subject=subject, settle=settled)
    return StartedRepository(commit=commit, files=len(files))


def settled(git: Git) -> None:
    """Have git print the names of files as they are, where the repository is a new one."""
    if git.head().oid is None:
        change_settings(git, ("core.quotepath", "false"))


def _require_known(*, example: str | None, language: str, style: str | None) -> None:
    """Raise InputError with each of the three that names nothing."""
    choices = (
        ("example", example, EXAMPLES),
        ("language", language, LANGUAGES),
        ("style", style, STYLES),
    )
    raise_if_any(
        Problem(
            code="choice-unknown",
            message=say(
                "there is no {name} {value!r}; expected one of {known}",
                name=name,
                value=value,
                known=say(", ").join(known),
            ),
            hint=say("take one of these, or leave it out"),
            place=Place(path=name),
        )
        for name, value, known in choices
        if value is not None and value not in known
    )


def start(
    folder: Path,
    *,
    files: Mapping[str, bytes],
    subject: str,
    settle: Callable[[Git], None],
    own: bool = False,
    name: str = "init",
) -> str:
    """A git repository in ``folder`` with ``files`` committed; the commit.

    ``folder`` may be new, empty, or stand in a repository already; none of the files may be
    there. With ``own`` it gets a repository of its own in any case. ``settle`` is called with the
    repository before the commit, and before anybody sees it where it is a new one. What an
    earlier run left that was cut off is finished; ``name`` is what the record of the run calls it.
    Raises RepositoryError with nothing written.
    """
    require_nameable(folder)
    require_folders(folder)
    joins = (folder / ".git").exists() if own else in_repository(folder)
    if joins and own:
        take_back(Git.open(folder))
    if joins and (finished := _finished(folder, files)) is not None:
        return finished
    git = _made(folder, files, settle, joins=joins)
    landed = commit_all(git, files, Message(subject=subject), name=name)
    return landed.commits[-1]


def start_uncommitted(
    folder: Path, *, files: Mapping[str, bytes], settle: Callable[[Git], None], verb: str
) -> None:
    """A git repository of its own in ``folder`` with ``files``, none of them committed.

    As :func:`start`; what an earlier run left that was cut off is taken back.
    """
    require_nameable(folder)
    require_folders(folder)
    joins = (folder / ".git").exists()
    if joins:
        take_back(Git.open(folder))
    git = _made(folder, files, settle, joins=joins)
    write_files(git, verb, lambda: Writing(files=files))


def _made(
    folder: Path, files: Mapping[str, bytes], settle: Callable[[Git], None], *, joins: bool
) -> Git:
    """The repository that ``files`` go into, where none of them stands."""
    standing = [p for p in files if (folder / p).exists() or (folder / p).is_symlink()]
    if standing:
        there = CONFIG_FILE in standing
        raise RepositoryError(
            Problem(
                code="already-started" if there else "file-in-the-way",
                message=say("an articles repository stands here already")
                if there
                else say(
                    "{standing} is there already and would be overwritten", standing=standing[0]
                ),
                hint=say("change into it and go on") if there else say("choose an empty folder"),
                place=Place(file=str(folder / standing[0])),
            )
        )
    try:
        disk.make_folders(folder)
    except OSError as error:
        raise RepositoryError(unwritable(folder, error)) from None
    if joins:
        git = Git.open(folder)
        settle(git)
        return git
    return Git.create(folder, settle=settle)


def _finished(folder: Path, files: Mapping[str, bytes]) -> str | None:
    """The commit of ``files``, where a run that made it was cut off and is finished now."""
    if not folder.is_dir():
        return None
    git = Git.open(folder)
    recovered = recover(git)
    if recovered is None or recovered.commit is None:
        return None
    held = git.read(recovered.commit)
    return recovered.commit if files.items() <= held.items() else None


def in_repository(folder: Path) -> bool:
    """Whether the folder stands in a repository, which then is used: none in another."""
    return any((parent / ".git").exists() for parent in (folder, *folder.parents))


def empty_files(
    *, company: str, title: str, language: str, style: str | None = None
) -> dict[str, bytes]:
    """The files of an articles repository without articles.

    ``style`` is the name of the drafting style, where it is not that of the language.
    Raises InputError for characters in the names that nobody can see or print.
    """
    found = [
        problem.at(Place(path=name))
        for name, value in (("company", company), ("title", title))
        for problem in characters.problems(value)
    ]
    raise_if_any(found)
    style = style or language
    settings = {"company": company, "title": title, "language": language, "style": style}
    house = STYLE_HOUSES.get(style) or LANGUAGES[language].house
    lines = ["# An articles repository: `amendtool --help` says what can be done with it."]
    lines += [f"{name} = {_quoted(value)}" for name, value in (settings | {"house": house}).items()]
    guide = packaged("templates", f"articles-readme.{language}.md").read_bytes()
    return {
        CONFIG_FILE: ("\n".join(lines) + "\n").encode(),
        ".gitattributes": ATTRIBUTES.encode(),
        ".gitignore": IGNORED.encode(),
        "articles/README.md": guide,
        "amendments/README.md": packaged(
            "templates", f"amendments-readme.{language}.md"
        ).read_bytes(),
        **_schema_file(),
    }


def _schema_file() -> dict[str, bytes]:
    """The schema of an amendment's file, for the editors of those who write one."""
    return {f"{AMENDMENTS}/{SCHEMA_FILE}": schema_text(AMENDMENT).encode()}


def _quoted(value: str) -> str:
    """A TOML string; its escapes are those of JSON."""
    return json.dumps(value, ensure_ascii=False)


def example_files() -> dict[str, bytes]:
    """The files of the published example: its articles, its amendments, its configuration."""
    files = {
        CONFIG_FILE: packaged(CONFIG_FILE).read_bytes(),
        ".gitattributes": ATTRIBUTES.encode(),
        ".gitignore": IGNORED.encode(),
    }
    for name in ("articles", "amendments"):
        root = packaged("articles") if name == "articles" else packaged("amendments")
        files |= {f"{name}/{path}": data for path, data in _walk(root, "")}
    return files | _schema_file()


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif not entry.name.startswith("."):
            yield f"{prefix}{entry.name}", entry.read_bytes()


def example_amendments() -> tuple[str, ...]:
    """The names of the example's amendments, the oldest first."""
    names = [entry.name for entry in packaged("amendments").iterdir()]
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))
