"""An articles repository as a whole: its configuration, its articles, its amendments."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from amendtool import reading
from amendtool.amendments.names import RECORD
from amendtool.articles.text.clause import Clause
from amendtool.articles.text.encoding import decode
from amendtool.comparison.house import HouseStyle
from amendtool.errors import (
    InputError,
    Place,
    Problem,
    RepositoryError,
    reason_of,
)
from amendtool.messages import say
from amendtool.reading import unreadable
from amendtool.repository.acts import Acts, AppliedAt, read_acts
from amendtool.repository.config import CONFIG_FILE, Config, read_config
from amendtool.repository.git import Git, ManyTrees, Tag
from amendtool.repository.houses import find_house, reader_in
from amendtool.repository.record import Record
from amendtool.repository.storage.folders import ARTICLES, Loaded
from amendtool.repository.storage.loader import folder_of, load
from amendtool.values import dataclass

if TYPE_CHECKING:
    from amendtool.amendments.file.read import AmendmentFile

AMENDMENTS: Final = "amendments"
ENDINGS: Final = (".yaml", ".yml")
TREE: Final = "tree:"
"""In front of the tree of some articles, where no commit is known that holds them."""
_ON_DISK: Final = "disk"
"""Where the articles of the work tree are kept; no commit and no tree has this name."""
_NOTHING_KNOWN: Final[Mapping[str, Clause]] = MappingProxyType({})
_MOST_FILES: Final = 2
"""Commits whose files are kept: those of one for all editions, and for what lands on it."""
_MOST_READ: Final = 8
"""Articles that are kept at a time: those before and after an amendment, in a few editions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentSource:
    """The file of an amendment: its content, and where it stands or will stand."""

    parsed: AmendmentFile
    data: bytes
    path: str
    """Relative to the root: ``amendments/2013-06-26-agm.yaml``."""
    inside: bool
    """Whether it was read from that path in the work tree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadAmendment:
    """The file of an amendment, not yet read."""

    data: bytes
    shown: str
    """How messages call the file."""
    name: str | None
    """The name that the file gives the amendment."""
    inside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """An amendment that is in force: the commit with its text, and the one before it.

    ``before`` and ``after`` are the articles just before it and just after it, as
    :meth:`Workspace.articles_at` takes them; where a squash has swallowed the commits that held
    them they are trees. ``tag`` is that of the commit, if it has one here.
    """

    name: str
    tag: str | None
    commit: str
    base: str
    before: str
    after: str
    record: Record | None = None

    @property
    def shown(self) -> str:
        """Where it was applied, for messages."""
        return (
            say("tag {tag} on {commit}", tag=self.tag, commit=self.commit[:12])
            if self.tag
            else say("commit {commit}", commit=self.commit[:12])
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """An articles repository on disk."""

    root: Path
    git: Git
    config: Config
    _read: dict[tuple[str, str], Loaded] = field(default_factory=dict, repr=False, compare=False)
    """The articles read last, by commit and language: a commit never changes, and a verb asks for
    the same articles to see what addresses meant, to amend them, and to print them."""

    _files: dict[str, Mapping[str, bytes]] = field(default_factory=dict, repr=False, compare=False)
    """The files of the articles read last, by commit."""

    _acts: dict[str, Acts] = field(default_factory=dict, repr=False, compare=False)
    """What became of the amendments, by the commit that tells it."""

    _made: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict, repr=False)
    """Articles that stand in no commit yet, by their tree."""

    _passes: bool = field(default=False, repr=False)
    """Whether many states of the articles are read one after the other: then files that stayed
    as they were are not read again, and what is odd in them is told once."""

    ahead: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Amendments that are taken as adopted here, and the articles that each leaves, as
    :meth:`articles_at` takes them: items of a meeting that stand before the one at hand."""

    seen_from: str | None = None
    """The commit that is taken for HEAD, to know no more than it did; None for HEAD itself."""

    @classmethod
    def open(cls, start: Path, opened: Git | None = None) -> Workspace:
        """The articles repository that ``start`` stands in.

        ``opened`` is its repository where that is open already. Raises RepositoryError when
        there is none, InputError when its configuration is wrong.
        """
        root = find_root(start)
        config = read_config(settings_of(root), read=reader_in(root))
        if opened is None or opened.root != Path(os.path.realpath(root)):
            opened = Git.open(root)
        return cls(root=root, git=opened, config=config)

    def edition(self, language: str | None) -> Workspace:
        """The same repository, seen by one edition; by default the leading one.

        Raises InputError when there is no edition in this language.
        """
        languages = self.config.languages
        if language is not None and language not in languages:
            raise InputError(
                Problem(
                    code="edition-unknown",
                    message=say(
                        "there is no edition {language!r} of these articles", language=language
                    ),
                    hint=say(
                        "expected one of {languages}; another edition is named in {file}: "
                        "[editions.en]",
                        languages=say(", ").join(languages),
                        file=CONFIG_FILE,
                    )
                    if len(languages) > 1
                    else say(
                        "expected {language}; another edition is named in {file}: [editions.en]",
                        language=languages[0],
                        file=CONFIG_FILE,
                    ),
                )
            )
        return replace(self, config=self.config.edition(language or languages[0]))

    def head(self) -> str:
        """The commit at HEAD; RepositoryError when there is none yet."""
        oid = self.seen_from or self.git.head().oid
        if oid is None:
            raise RepositoryError(
                Problem(
                    code="unborn-branch",
                    message=say("there is no commit yet, so there are no present articles"),
                    hint=say(
                        "commit the articles first: git add amendtool.toml articles && git commit"
                    ),
                    place=Place(file=str(self.root)),
                )
            )
        return oid

    def as_of(self, revision: str | None) -> Workspace:
        """The same repository as it was known at a revision; InputError for an unknown one.

        What was adopted, undone, corrected or came to pass is what that commit knew of. For verbs
        that only read.
        """
        if revision is None:
            return self
        return replace(self, seen_from=self.git.resolve(revision))

    def with_head_held(self) -> Workspace:
        """The same repository with HEAD where it is now, for a verb that asks for it many times.

        See :meth:`Git.with_head_held`: what writes is given the one that asks anew.
        """
        return replace(self, git=self.git.with_head_held())

    def with_ahead(self, name: str, tree: str, files: Mapping[str, bytes]) -> Workspace:
        """The same repository, seen behind an amendment that leaves these articles.

        Nothing is written: ``tree`` is the id that git would give them.
        """
        return replace(
            self,
            _made={**self._made, tree: files},
            ahead={**self.ahead, name: f"{TREE}{tree}"},
        )

    def with_trees(self, trees: Iterable[str]) -> Workspace:
        """The same repository with the articles in many trees at hand, for one pass over them.

        For a verb that only reads. A tree that is not there is asked for when it is read.
        """
        return replace(self, _made=ManyTrees(self.git, trees, ARTICLES), _passes=True)

    def articles_at(self, commit: str) -> Loaded:
        """The articles in a commit, which is named by its whole id, or as ``tree:`` and a tree.

        Raises InputError for what is wrong in them, RepositoryError (``tree-missing``) for a
        tree that is not there any more.
        """
        asked = commit, self.config.language
        if asked not in self._read:
            files = self.files_at(commit)
            known = self._read_before(files)
            read = self._loaded(files, known, commit=commit)
            self._keep(asked, read)
        return self._read[asked]

    def _keep(self, asked: tuple[str, str], read: Loaded) -> None:
        self._read.pop(asked, None)
        while len(self._read) >= _MOST_READ:
            del self._read[next(iter(self._read))]
        self._read[asked] = read

    def _read_before(self, files: Mapping[str, bytes]) -> dict[str, Clause]:
        """What those of ``files`` hold that were among the articles read last, by path.

        A clause file says the same under another number. What was odd in one is told of each
        state of the articles, but once where many are read one after the other.
        """
        own = [
            read for (_, language), read in self._read.items() if language == self.config.language
        ]
        if not own:
            return {}
        last = own[-1]
        told = () if self._passes else {problem.place.file for problem in last.notices}
        clauses = {
            last.contents[path]: clause for path, clause in last.clauses.items() if path not in told
        }
        return {path: clauses[data] for path, data in files.items() if data in clauses}

    def files_at(self, commit: str) -> Mapping[str, bytes]:
        """The files of the articles, named as for :meth:`articles_at`, by their paths."""
        tree = commit.removeprefix(TREE)
        if tree == commit:
            if commit not in self._files:
                read = self.git.read(commit, ARTICLES)
                while len(self._files) >= _MOST_FILES:
                    del self._files[next(iter(self._files))]
                self._files[commit] = read
            return self._files[commit]
        files = self._made.get(tree) or self.git.read_tree(tree, ARTICLES)
        if files is None:
            raise RepositoryError(
                Problem(
                    code="tree-missing",
                    message=say(
                        "the articles {tree} are not in this repository any more", tree=tree[:12]
                    ),
                    hint=say("fetch the branch that held them from where the repository came from"),
                )
            )
        return files

    def has_articles(self, tree: str) -> bool:
        """Whether the repository still holds the articles that are known by this tree."""
        known = tree in self._made or f"{TREE}{tree}" in {asked[0] for asked in self._read}
        return known or self.git.read_tree(tree, ARTICLES) is not None

    def articles_on_disk(self) -> Loaded:
        """The articles as the files of the work tree hold them, committed or not."""
        files = read_folder(self.root, ARTICLES)
        read = self._loaded(files, self._read_before(files))
        # Files may change: it is kept for what the same bytes hold elsewhere, and never given out.
        self._keep((_ON_DISK, self.config.language), read)
        return read

    def _loaded(
        self,
        files: Mapping[str, bytes],
        known: Mapping[str, Clause] = _NOTHING_KNOWN,
        *,
        commit: str | None = None,
    ) -> Loaded:
        """The articles of this edition among the files of all, of a ``commit`` or on disk."""
        language = self.config.language
        others = [each for each in self.config.languages if each != language]
        if self.config.leads:
            return load(files, self.config.style, editions=others, known=known)
        folder = f"{ARTICLES}/{language}"
        if folder_of(files, language) != folder and _clause_files(files):
            raise InputError(
                Problem(
                    code="edition-missing",
                    message=say(
                        "the commit {commit} holds no articles of the edition {language!r}",
                        commit=commit[:12],
                        language=language,
                    )
                    if commit
                    else say(
                        "the work tree holds no articles of the edition {language!r}",
                        language=language,
                    ),
                    hint=say(
                        "put its clause files into {folder}/, with the keys of the leading edition",
                        folder=folder,
                    ),
                    place=Place(file=folder),
                )
            )
        return load(files, self.config.style, folder=folder, editions=others, known=known)

    def languages_at(self, commit: str) -> tuple[str, ...]:
        """The editions that a commit holds; the leading one is always among them."""
        leading, *further = self.config.languages
        files: Collection[str] = ()
        if further:
            at_tree = commit.startswith(TREE)
            files = self.files_at(commit) if at_tree else self.git.tree(commit, ARTICLES)
        there = [
            each for each in further if any(p.startswith(f"{ARTICLES}/{each}/") for p in files)
        ]
        return (leading, *there)

    def house(self, name: str | None) -> HouseStyle:
        """The house style ``name`` instead of the configured one, unless it is None."""
        if name is None:
            return self.config.house
        house = find_house(name, reader_in(self.root), code="house-unknown")
        return house.placed(self.config.heading_place, self.config.number_place)

    # Amendments

    def amendment_names(self) -> tuple[str, ...]:
        """The names of the amendments in the work tree, in the order of their names."""
        try:
            return names_in(os.listdir(self.root / AMENDMENTS))
        except (FileNotFoundError, NotADirectoryError):  # also one that git takes away meanwhile
            return ()

    def amendment(self, argument: str, *, cwd: Path) -> AmendmentSource:
        """The amendment that ``argument`` names: a name, or a path seen from ``cwd``.

        An amendment whose file is gone from the work tree is taken from where it was applied.
        """
        return self.read(self.found(argument, cwd=cwd))

    def found(self, argument: str, *, cwd: Path) -> UnreadAmendment:
        """The file of the amendment that ``argument`` names, as :meth:`amendment` does."""
        path = self._find(argument, cwd)
        if path is None:
            applied = self.acts().applied.get(argument)
            if applied is not None:
                return self.found_at(applied.commit, argument)
            names = self.amendment_names()
            known = (
                say(
                    "known are {names}; `amendtool new NAME` writes a new one",
                    names=say(", ").join(names),
                )
                if names
                else say("there are none yet; `amendtool new NAME` writes a new one")
            )
            raise InputError(
                Problem(
                    code="amendment-missing",
                    message=say("there is no amendment {name!r}", name=argument),
                    hint=known,
                    place=Place(file=f"{AMENDMENTS}/{argument}.yaml"),
                )
            )
        try:
            data = reading.read(path)
        except OSError as error:
            raise RepositoryError(unreadable(str(path), error)) from None
        own = self.root / AMENDMENTS
        inside = path.resolve().parent == own.resolve()
        shown = f"{AMENDMENTS}/{path.name}" if inside else str(path)
        return UnreadAmendment(data=data, shown=shown, name=path.stem, inside=inside)

    def read(self, found: UnreadAmendment) -> AmendmentSource:
        """The amendment in a file as it is for this edition."""
        return self.read_amendment(found.data, found.shown, name=found.name, inside=found.inside)

    def read_amendment(
        self, data: bytes, shown: str, *, name: str | None, inside: bool = False
    ) -> AmendmentSource:
        """The amendment in ``data`` as it is for this edition.

        ``shown`` is how messages call its file.
        """
        text, _ = decode(data, file=shown)
        # Reading YAML costs a quarter of a verb's start; most verbs read no amendment.
        from amendtool.amendments.file.read import read_amendment

        parsed = read_amendment(
            text, self.config.style, file=shown, name=name, styles=self.config.styles
        )
        path = shown if inside else f"{AMENDMENTS}/{parsed.amendment.name}.yaml"
        return AmendmentSource(parsed=parsed, data=data, path=path, inside=inside)

    def amendment_at(self, commit: str, name: str) -> AmendmentSource:
        """The amendment as it stands in a commit."""
        return self.read(self.found_at(commit, name))

    def found_at(self, commit: str, name: str) -> UnreadAmendment:
        """The file of an amendment in a commit."""
        for ending in ENDINGS:
            path = f"{AMENDMENTS}/{name}{ending}"
            data = self.git.read_file(commit, path)
            if data is not None:
                return UnreadAmendment(data=data, shown=path, name=name)
        raise InputError(
            Problem(
                code="amendment-missing",
                message=say(
                    "the commit {commit} holds no file of the amendment {name!r}",
                    commit=commit[:12],
                    name=name,
                ),
                hint=say(
                    "look with: git ls-tree {commit} {folder}/",
                    commit=commit[:12],
                    folder=AMENDMENTS,
                ),
                place=Place(file=f"{AMENDMENTS}/{name}.yaml"),
            )
        )

    def acts(self, commit: str | None = None) -> Acts:
        """What became of the amendments, as a commit tells it, by default that of the branch."""
        head = commit or self.seen_from or self.git.head().oid
        if head is None:
            return Acts(files={}, records={}, applied={})
        if head not in self._acts:
            self._acts[head] = read_acts(self.git, head)
        return self._acts[head]

    def is_applied(self, name: str) -> bool:
        """Whether the branch holds the amendment as one that is in force."""
        return name in self.acts().applied

    def applied(self, name: str) -> Applied | None:
        """Where the amendment is in force, or None when this branch does not hold it."""
        at = self.acts().applied.get(name)
        if at is None:
            return None
        first, *before = self._line(at.commit)
        # The renumbering is a commit of its own; the amendment begins before it.
        base, _ = before[0] if before and before[0][1] == name else first
        adopted = at.record.adopted if at.record is not None else None
        if not base and (adopted is None or adopted.base is None):
            raise RepositoryError(
                Problem(
                    code="no-base",
                    message=say(
                        "nothing comes before the commit {commit}, in which {name!r} was applied",
                        commit=at.commit[:12],
                        name=name,
                    ),
                    hint=say("in a shallow clone, fetch the rest: git fetch --unshallow"),
                )
            )
        ends = self._ends(at, base)
        return Applied(
            name=name,
            tag=self._tag_at(name, at.commit),
            commit=at.commit,
            base=base or at.commit,
            before=ends[0],
            after=ends[1],
            record=at.record,
        )

    def expiry(self, name: str) -> Applied | None:
        """Where what ended by its own terms went, or None when there is no such act here."""
        at = self.acts().expiries.get(name)
        act = at.record.expired if at is not None and at.record is not None else None
        if at is None or act is None:
            return None
        return Applied(
            name=name,
            tag=self._tag_at(name, at.commit),
            commit=at.commit,
            base=at.commit,
            before=f"{TREE}{act.base}",
            after=f"{TREE}{act.result}",
            record=at.record,
        )

    def _ends(self, at: AppliedAt, base: str) -> tuple[str, str]:
        """The articles before and after an amendment.

        They are those of its commits where these hold what the record says; where several
        amendments came in one commit, or nothing stands before it, those that the record names.
        """
        act = at.record.adopted if at.record is not None else None
        if act is None or act.base is None or act.result is None:
            return base, at.commit
        ends = []
        for commit, tree in ((base, act.base), (at.commit, act.result)):
            same = bool(commit) and self.git.tree_id(commit, ARTICLES) == tree
            keeps = same or (bool(commit) and not self.has_articles(tree))
            ends.append(commit if keeps else f"{TREE}{tree}")
        return ends[0], ends[1]

    def _tag_at(self, name: str, commit: str) -> str | None:
        """The tag that the adoption in ``commit`` was given: NAME, or NAME.2 and so on."""
        for tag in self.tags_of(name):
            if tag.commit == commit:
                return tag.name
        return None

    def tags_of(self, name: str) -> tuple[Tag, ...]:
        """The tags of the adoptions of an amendment, in their order."""
        found: list[Tag] = []
        while (tag := self.git.tag_of_amendment(nth_name(name, len(found) + 1))) is not None:
            found.append(tag)
        return tuple(found)

    def _line(self, commit: str) -> list[tuple[str, str]]:
        """A commit and the one before it: the first parent of each, and its amendment.

        Either may be empty.
        """
        form = "--format=%P%x00%(trailers:key=Amendment,valueonly)"
        asked = ("log", "-z", "-2", "--first-parent", form, commit, "--")
        fields = (
            self.git.check(*asked, doing=say("read a commit"))
            .decode("utf-8", "replace")
            .split("\0")
        )
        return [
            (parents.partition(" ")[0], amendment.strip())
            for parents, amendment in zip(fields[::2], fields[1::2], strict=False)
        ]

    def _find(self, argument: str, cwd: Path) -> Path | None:
        if "/" in argument or argument.endswith(ENDINGS):
            typed = cwd / argument
            if os.path.isfile(typed) or not os.path.isfile(self.root / argument):
                return typed
            return self.root / argument
        for ending in ENDINGS:
            path = self.root / AMENDMENTS / f"{argument}{ending}"
            if os.path.isfile(path):  # False also for names that no file can have
                return path
        return None


def names_in(files: Iterable[str]) -> tuple[str, ...]:
    """The names of the amendments among the files of their folder, without their records."""
    stems = (name.rpartition(".") for name in files)
    return tuple(
        sorted(
            stem
            for stem, dot, ending in stems
            if f"{dot}{ending}" in ENDINGS and not stem.endswith(RECORD)
        )
    )


def nth_name(name: str, nth: int) -> str:
    """The tag of the ``nth`` adoption under a name: a tag is never moved."""
    return name if nth == 1 else f"{name}.{nth}"


def _clause_files(files: Mapping[str, bytes]) -> bool:
    """Whether there are articles in any edition."""
    names = (path.rsplit("/", 1)[-1] for path in files)
    return any(name.endswith(".md") and not name.startswith((".", "README")) for name in names)


def find_root(start: Path) -> Path:
    """The nearest folder from ``start`` upwards that holds ``amendtool.toml``."""
    for folder in (start, *start.parents):
        if os.path.isfile(folder / CONFIG_FILE):  # False also for names that no folder can have
            return folder
    raise RepositoryError(
        Problem(
            code="no-articles-repository",
            message=say(
                "this is no articles repository: no {file} here or above",
                file=CONFIG_FILE,
            ),
            hint=say(
                "start one with `amendtool import FILE` or `amendtool init`, or change into one"
            ),
            place=Place(file=str(start)),
        )
    )


def settings_of(root: Path) -> bytes:
    """The settings file of a repository; RepositoryError where it cannot be read."""
    try:
        return reading.read(root / CONFIG_FILE)
    except OSError as error:
        raise RepositoryError(unreadable(CONFIG_FILE, error)) from None


def require_folders(root: Path) -> None:
    """Raise RepositoryError (``symlink``) where ``articles/`` or ``amendments/`` is a link.

    Every verb that writes into one of them asks this first: what is written through a link
    lands outside the repository, and in no commit.
    """
    linked = [folder for folder in (ARTICLES, AMENDMENTS) if (root / folder).is_symlink()]
    if linked:
        raise RepositoryError(
            *(
                Problem(
                    code="symlink",
                    message=say(
                        "this is a symbolic link, not a folder of its own: files would be "
                        "written elsewhere"
                    ),
                    hint=say("replace the link by the folder itself"),
                    place=Place(file=folder),
                )
                for folder in linked
            )
        )


def require_nameable(folder: Path) -> None:
    """Raise RepositoryError for a name that no folder here can have."""
    try:
        folder.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise RepositoryError(unwritable(folder, error)) from None
    except ValueError:  # a NUL, or half a character
        raise RepositoryError(
            unwritable(folder, OSError(errno.EINVAL, os.strerror(errno.EINVAL)))
        ) from None


def unwritable(folder: Path, error: OSError) -> Problem:
    """That a folder cannot be made, and why."""
    return Problem(
        code="unwritable",
        message=say("the folder cannot be made: {strerror}", strerror=reason_of(error)),
        hint=say("choose another place, or check the permissions"),
        place=Place(file=str(folder)),
    )


def is_folder(path: Path) -> bool:
    """Whether a folder is there; no name that none can have is one."""
    return os.path.isdir(path)


def read_folder(root: Path, folder: str) -> Mapping[str, bytes]:
    """Every file under a folder, by its path relative to ``root``.

    Links are refused: what they lead to is not what git holds.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    top = root / folder
    for path in sorted((top, *top.rglob("*"))) if top.exists() else ():
        relative = path.relative_to(root).as_posix()
        if path.is_symlink():
            problems.append(
                Problem(
                    code="symlink",
                    message=say("this is a symbolic link, not a file of its own"),
                    hint=say(
                        "replace it by the file itself: cp --remove-destination "
                        "\"$(readlink -f '{file}')\" '{file}'",
                        file=relative,
                    ),
                    place=Place(file=relative),
                )
            )
        elif path.is_file():
            try:
                files[relative] = reading.read(path)
            except OSError as error:
                problems.append(unreadable(relative, error))
    if problems:
        raise RepositoryError(*problems)
    return files
