"""A repository with a work tree: its revisions, trees, files, tags, people and settings.

Paths are posix text relative to the amendtool root, which may lie below the top of the
work tree; the adapter adds the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Final, NoReturn, TypeAlias

from amendtool import disk
from amendtool.errors import InputError, Place, Problem, RepositoryError, reason_of
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.repository.git.authorship import author_variables
from amendtool.repository.git.call import Output, advice, execute, refuse, require_version, text_of
from amendtool.repository.git.objects import (
    GitHead,
    Identity,
    Tag,
    TreeEntry,
    batch,
    hash_of,
    refuse_large,
    refuse_special,
)
from amendtool.repository.git.waiting import require_no_waiting
from amendtool.values import dataclass

UNFINISHED = ".amendtool-new-repository-"
"""How the name of a folder begins in which a new repository is made."""


_Listing: TypeAlias = tuple[dict[str, TreeEntry], dict[str, TreeEntry]]
_LISTINGS: Final = 6
"""So many are kept: a verb looks at the articles and the amendments of two commits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """A repository with a work tree, and the amendtool root inside it.

    ``prefix`` is the way from ``top`` down to ``root``: empty, or ending in a slash.
    """

    root: Path
    top: Path
    prefix: str
    git_dir: Path
    common_dir: Path
    oid_length: int
    listed: Mapping[str, Sequence[str]] | None = field(default=None, repr=False, compare=False)
    """What git told of every tag, by name, where they are listed once: :meth:`with_tags_listed`."""
    held: GitHead | None = field(default=None, repr=False, compare=False)
    """Where HEAD was when it was asked once for a whole plan: :meth:`with_head_held`."""
    _listings: dict[tuple[str, str, str], _Listing] = field(
        default_factory=dict, repr=False, compare=False
    )
    """The last trees that were listed, by the id of the commit: what an id names never changes."""

    # -- opening ----------------------------------------------------------------------

    @classmethod
    def open(cls, start: Path) -> Git:
        """The repository that ``start``, the amendtool root, lies in.

        Raises RepositoryError (``git-missing``, ``git-too-old``, ``no-such-folder``,
        ``not-a-repository``, ``bare-repository``, ``inside-git-dir``,
        ``unsafe-directory``, ``git-elsewhere``, ``corrupt``).
        """
        start = Path(os.path.realpath(start))
        if not start.is_dir():
            refuse(
                "no-such-folder",
                say("there is no folder {folder}", folder=start),
                hint=say("check the path"),
            )
        require_version()
        require_no_waiting(start)
        asked = ("--is-inside-git-dir", "--is-bare-repository", "--show-object-format")
        places = ("--path-format=absolute", "--git-dir", "--git-common-dir", "--show-toplevel")
        output = execute(start, ("rev-parse", *asked, *places, "--show-prefix"))
        lines = output.out.decode("utf-8", "surrogateescape").split("\n")
        if output.status != 0:
            _explain_opening(start, output, lines)
        if len(lines) != 8:
            refuse(
                "path-with-newline",
                say("the path of the repository holds a line break: {path!r}", path=str(start)),
                hint=say("rename that folder"),
            )
        _require_here(start, Path(lines[5]), lines[6], Path(lines[3]), Path(lines[4]))
        return cls(
            root=start,
            top=Path(lines[5]),
            prefix=lines[6],
            git_dir=Path(lines[3]),
            common_dir=Path(lines[4]),
            oid_length=64 if lines[2] == "sha256" else 40,
        )

    @classmethod
    def create(
        cls, path: Path, *, branch: str = "main", settle: Callable[[Git], None] | None = None
    ) -> Git:
        """Make ``path`` (and missing folders above it) a new repository on ``branch``.

        It is made beside its place, where ``settle`` is called with it, and renamed into it: cut
        off at any moment there is no repository or a whole one. Raises RepositoryError when the
        folder cannot be made or git refuses.
        """
        require_version()
        try:
            disk.make_folders(path)
            for left in disk.left_behind(path, UNFINISHED):
                if left.is_dir():
                    disk.remove_tree(left, quietly=True)
            draft = path / disk.unfinished(UNFINISHED)
            disk.make_folder(draft)
        except OSError as error:
            refuse(
                "cannot-create",
                say("cannot make the folder {path}: {reason}", path=path, reason=reason_of(error)),
            )
        try:
            output = execute(draft, ("init", "--quiet", f"--initial-branch={branch}"), write=True)
            if output.status != 0:
                refuse(
                    "cannot-create",
                    say(
                        "git cannot make a repository in {path}: {reason}",
                        path=path,
                        reason=output.reason,
                    ),
                )
            if settle is not None:
                settle(cls.open(draft))
            disk.rename(draft / ".git", path / ".git")
        except OSError as error:
            refuse(
                "cannot-create",
                say(
                    "the new repository cannot be put into its place {path}: {reason}",
                    path=path / ".git",
                    reason=reason_of(error),
                ),
                hint=say("look what stands there, and remove it when it is no repository"),
            )
        finally:
            disk.remove_tree(draft, quietly=True)
        return cls.open(path)

    # -- running ----------------------------------------------------------------------

    def run(
        self,
        *arguments: str | bytes,
        input: bytes | None = None,
        write: bool = False,
        env: Mapping[str, str] | None = None,
        keep: Collection[int] = (),
    ) -> Output:
        """Run git at the top of the work tree and return what it left, whatever it was.

        ``write`` says that the command may take git's locks; the open files ``keep``
        stay open in it. Raises RepositoryError only when git cannot be started.
        """
        if write or _looks_at_files(arguments):
            env = {**self._without_programs(), **(env or {})}
        return execute(
            self.top,
            arguments,
            input=input,
            write=write,
            env=env,
            keep=keep,
        )

    def check(
        self,
        *arguments: str | bytes,
        input: bytes | None = None,
        write: bool = False,
        env: Mapping[str, str] | None = None,
        doing: str = "",
    ) -> bytes:
        """Like :meth:`run`, but return stdout, and raise RepositoryError when git fails.

        ``doing`` completes "git failed to …" in the message; it is said for itself, and in
        Japanese what was done, as a noun: 履歴の読み取り.
        """
        output = self.run(*arguments, input=input, write=write, env=env)
        if output.status != 0:
            self.fail(output, doing or say("run git {command}", command=os.fsdecode(arguments[0])))
        return output.out

    def fail(self, output: Output, doing: str) -> NoReturn:
        """Raise the RepositoryError that tells what git refused to do, in its own words."""
        refuse(
            "git-failed",
            say("git failed to {doing}: {reason}", doing=doing, reason=output.reason),
            hint=advice(output.err),
        )

    # -- names ------------------------------------------------------------------------

    def below_top(self, path: str) -> str:
        """``path`` as git counts it, from the top of the work tree."""
        return self.prefix + path

    def below_root(self, path: str) -> str | None:
        """The inverse of :meth:`below_top`; None for a path outside the amendtool root."""
        return path[len(self.prefix) :] if path.startswith(self.prefix) else None

    # -- revisions --------------------------------------------------------------------

    def head(self) -> GitHead:
        """HEAD as it is now, or as it was when it was held."""
        if self.held is not None:
            return self.held
        output = self.run("rev-parse", "HEAD^{commit}", "--symbolic-full-name", "HEAD")
        lines = text_of(output.out).split("\n")
        if output.status == 0:
            oid, name = lines[0], lines[1]
            return GitHead(oid=oid, branch=_branch(name))
        unborn = self.run("symbolic-ref", "--quiet", "HEAD")
        name = text_of(unborn.out).strip()
        known = self.run("show-ref", "--verify", "--quiet", name or "HEAD").status == 0
        if unborn.status != 0 or known:
            refuse(
                "corrupt",
                say("git cannot read the commit of HEAD: {reason}", reason=output.reason),
                hint=say("run `git fsck --full`, then restore the repository from a copy"),
            )
        return GitHead(oid=None, branch=_branch(name))

    def with_head_held(self) -> Git:
        """The same repository with HEAD as it is now, for what asks for it many times and reads.

        A plan is then one of a single commit, wherever the branch goes meanwhile. Nothing is
        written with it: the lock among runs is not given to one (``only_run``), so that whoever
        lands asks anew under it and refuses a plan of another commit.
        """
        return replace(self, held=self.head())

    def resolve(self, revision: str) -> str:
        """The commit that ``revision``, as a user types it, means.

        Raises InputError (``revision``): unknown, ambiguous, empty, or no commit. A
        text that looks like an option is only ever looked up, never obeyed.
        """
        if not revision or "\0" in revision or "\n" in revision:
            _reject_revision(
                revision, say("a revision is a name such as HEAD~1, a tag or a commit")
            )
        if self.held is not None and revision == self.held.oid:
            return revision  # it was asked for as a commit
        # In two steps: of ``@{9}x^{commit}`` git would make the odd date ``9}x^{commit``. An id
        # of full length is itself, whatever else may bear that name.
        if len(revision) == self.oid_length and _OID.fullmatch(revision):
            found = revision
        else:
            output = self.run("rev-parse", "--verify", "--end-of-options", revision)
            found = text_of(output.out).strip() if output.status == 0 else ""
        if _OID.fullmatch(found):
            output = self.run("rev-parse", "--verify", f"{found}^{{commit}}")
            found = text_of(output.out).strip()
        if output.status != 0 or not _OID.fullmatch(found):
            if output.status not in (0, 128) or "corrupt" in output.err:
                self.fail(output, say("look up the revision {revision!r}", revision=revision))
            # git's "Needed a single revision" tells nobody that there is none.
            unknown = "single revision" in output.reason
            reason = say("no such commit, tag or branch") if unknown else output.reason
            _reject_revision(revision, reason)
        return found

    def knows(self, revisions: Iterable[str]) -> bool:
        """Whether each of some names is that of a revision."""
        try:
            return all(bool(self.resolve(each)) for each in revisions)
        except InputError:
            return False

    def range(self, text: str) -> tuple[str, str]:
        """The two commits of ``OLD..NEW``; a missing side is HEAD.

        Raises InputError (``range``, ``revision``).
        """
        if "..." in text:
            raise InputError(
                Problem(
                    code="range",
                    message=say(
                        "{text!r} has three dots, which means a range from the common "
                        "ancestor in git; two revisions to compare were expected",
                        text=text,
                    ),
                    hint=say("write two dots: {range}", range=text.replace("...", "..", 1)),
                )
            )
        old, dots, new = text.partition("..")
        if not dots or ".." in new:
            raise InputError(
                Problem(
                    code="range",
                    message=say("{text!r} is not a range; OLD..NEW was expected", text=text),
                    hint=say("write {range}", range=f"{text or 'HEAD~1'}..HEAD"),
                )
            )
        return self.resolve(old or "HEAD"), self.resolve(new or "HEAD")

    # -- trees and files --------------------------------------------------------------

    def is_same(self, one: str, other: str, under: str) -> bool:
        """Whether two commits certainly hold the same files at or below ``under``."""
        if one == other:
            return True
        asked = ("diff-tree", "--quiet", "--ignore-submodules=none", one, other, "--")
        return self.run(*asked, self.below_top(under).rstrip("/")).status == 0

    def tree(self, oid: str, under: str = "") -> dict[str, TreeEntry]:
        """Every file of commit or tree ``oid`` at or below ``under``, by path.

        Empty when nothing is there. Raises RepositoryError (``corrupt``) when git
        cannot read the tree.
        """
        return self._listing(oid, self.below_top(under).rstrip("/"))[0]

    def _listing(self, oid: str, where: str = "") -> _Listing:
        """The files of a commit or tree at or below ``where``, and the trees that list them."""
        asked = self.prefix, oid, where
        known = self._listings.get(asked)
        if known is None:
            whole = self._listed_around(oid, where)
            known = self._ls_tree(oid, where) if whole is None else self._part(whole, where)
            if len(oid) == self.oid_length and _OID.fullmatch(oid):
                if len(self._listings) >= _LISTINGS:
                    self._listings.clear()
                self._listings[asked] = known
        entries, trees = known
        return dict(entries), dict(trees)

    def _listed_around(self, oid: str, where: str) -> _Listing | None:
        """The listing of a folder that ``where`` lies in, where one was made."""
        while where:
            where = where.rpartition("/")[0]
            if (known := self._listings.get((self.prefix, oid, where))) is not None:
                return known
        return None

    def _part(self, whole: _Listing, where: str) -> _Listing:
        """What git lists of ``where``, taken from the listing of a folder that it lies in.

        With ``-t`` these are the files at or below it, the trees below it, and every tree on the
        way to it; a law holds it against git.
        """
        inside = f"{where}/"
        entries = {
            path: entry
            for path, entry in whole[0].items()
            if (name := self.below_top(path)) == where or name.startswith(inside)
        }
        trees = {
            name: entry
            for name, entry in whole[1].items()
            if name == where or name.startswith(inside) or inside.startswith(f"{name}/")
        }
        return entries, trees

    def _ls_tree(self, oid: str, where: str) -> _Listing:
        arguments = ["ls-tree", "-r", "-t", "-l", "-z", "--full-tree", oid]
        output = self.run(*arguments, *(("--", where) if where else ()))
        if output.status != 0:
            refuse(
                "corrupt",
                say(
                    "git cannot read the tree of {commit}: {reason}",
                    commit=oid[:12],
                    reason=output.reason,
                ),
                hint=say("run `git fsck --full`, then restore the repository from a copy"),
            )
        entries: dict[str, TreeEntry] = {}
        trees: dict[str, TreeEntry] = {}
        for record in output.out.split(b"\0")[:-1]:
            information, _, name = record.partition(b"\t")
            mode, kind, found, size = information.decode("ascii").split()
            # Git says BAD of an object that is missing; reading it says where it is missed.
            length = int(size) if size.isdigit() else 0
            entry = TreeEntry(mode=mode, kind=kind, oid=found, size=length)
            if kind == "tree":
                trees[text_of(name)] = entry
            elif (path := self.below_root(text_of(name))) is not None:
                entries[path] = entry
        return entries, trees

    def tree_id(self, commit: str, under: str) -> str | None:
        """The id of the tree that a commit holds at ``under``; None when there is none."""
        where = self.below_top(under).rstrip("/")
        output = self.run("rev-parse", "--verify", "--quiet", f"{commit}:{where}")
        found = text_of(output.out).strip() if output.status == 0 else ""
        return found if _OID.fullmatch(found) else None

    def read_tree(self, tree: str, under: str) -> dict[str, bytes] | None:
        """The files of a tree by the paths that they have where it stands at ``under``.

        None when there is no such tree in this repository (any more). Raises RepositoryError as
        :meth:`read`.
        """
        if not _OID.fullmatch(tree):
            return None
        if text_of(self.run("cat-file", "-t", tree).out).strip() != "tree":
            return None
        whole = replace(self, prefix="")
        found, trees = whole._listing(tree)
        entries = {f"{under}/{path}": entry for path, entry in found.items()}
        return self._contents(entries, trees)

    def read(self, oid: str, under: str = "") -> dict[str, bytes]:
        """The content of every file of ``oid`` at or below ``under``, by path.

        Raises RepositoryError: ``symlink`` or ``submodule`` where an ordinary file must
        stand, ``file-too-large``, ``corrupt`` for an object that is damaged or missing.
        """
        return self._contents(*self._listing(oid, self.below_top(under).rstrip("/")))

    def _contents(
        self, entries: Mapping[str, TreeEntry], trees: Mapping[str, TreeEntry]
    ) -> dict[str, bytes]:
        refuse_special(entries)
        contents = self.blobs(entries, trees)
        return {path: contents[entry.oid] for path, entry in entries.items()}

    def read_file(self, oid: str, path: str) -> bytes | None:
        """The content of one file of ``oid``; None when there is no such file."""
        return self.read(oid, path).get(path)

    def blob(self, oid: str) -> bytes:
        """The content of one object; RepositoryError (``corrupt``) where it is missing."""
        entry = TreeEntry(mode="100644", kind="blob", oid=oid)
        return self.blobs({oid: entry})[oid]

    def files_at(self, asked: Sequence[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
        """The files that stand at paths in commits, in one process; without those that do not.

        For many commits of a history; a path that holds a line feed is not asked for.
        """
        wanted = [(commit, path) for commit, path in asked if "\n" not in path]
        if not wanted:
            return {}
        lines = "".join(f"{commit}:{self.below_top(path)}\n" for commit, path in wanted)
        output = self.run("cat-file", "--batch", "--buffer", input=os.fsencode(lines))
        found = zip(wanted, batch(output.out), strict=False)
        return {each: content for each, content in found if content is not None}

    @property
    def is_shallow(self) -> bool:
        """Whether the history was cut off when the repository was cloned or fetched."""
        out = self.check("rev-parse", "--is-shallow-repository", doing=say("look at the history"))
        return text_of(out).strip() == "true"

    def blobs(
        self, entries: Mapping[str, TreeEntry], trees: Mapping[str, TreeEntry] | None = None
    ) -> dict[str, bytes]:
        """The content of every object in ``entries``, by object id, in one process.

        Each content is hashed again, because git itself does not; so are the ``trees`` that
        list them. Raises RepositoryError (``corrupt``) that names the path and the object, and
        (``file-too-large``) before anything is read.
        """
        wanted = {
            entry.oid: (path, entry.kind)
            for path, entry in (*entries.items(), *(trees or {}).items())
        }
        if not wanted:
            return {}
        refuse_large(entries)
        asked = "".join(f"{oid}\n" for oid in wanted).encode("ascii")
        output = self.run("cat-file", "--batch", "--buffer", input=asked)
        contents: dict[str, bytes] = {}
        for oid, content in zip(wanted, batch(output.out), strict=False):
            if content is None or hash_of(wanted[oid][1], content, like=oid) != oid:
                break
            contents[oid] = content
        if len(contents) < len(wanted):
            damaged = next(oid for oid in wanted if oid not in contents)
            refuse(
                "corrupt",
                say(
                    "git object {id} is damaged or missing: {reason}",
                    id=damaged,
                    reason=output.reason,
                )
                if output.err
                else say("git object {id} is damaged or missing", id=damaged),
                hint=say("run `git fsck --full`, then restore the repository from a copy"),
                place=Place(file=wanted[damaged][0]),
            )
        return contents

    def require_true_commits(self, commit: str) -> None:
        """Hash every commit that leads to this one again.

        Git takes those below the first for what their ids say. Raises RepositoryError
        (``corrupt``) that names one which is another.
        """
        out = self.check("rev-list", commit, doing=say("read the history"))
        commits = text_of(out).split()
        self.blobs({oid: TreeEntry(mode="", kind="commit", oid=oid) for oid in commits})

    # -- tags, settings, people -------------------------------------------------------

    def tags(self) -> tuple[Tag, ...]:
        """Every tag that leads to a commit, by name."""
        found = (self._tag(name, told) for name, told in self._listed("refs/tags").items())
        return tuple(tag for tag in found if tag is not None)

    def tag_of_amendment(self, name: str) -> Tag | None:
        """The tag of an amendment, which bears the amendment's name; None without one."""
        if not name or "\0" in name:
            return None
        listed = self._listed(f"refs/tags/{name}") if self.listed is None else self.listed
        return self._tag(name, listed[name]) if name in listed else None

    def with_tags_listed(self) -> Git:
        """The same repository with the tags as they are now, for a verb that asks for many.

        For verbs that only read: whoever writes has to see what came in since. Where git
        cannot list them all, each is asked for as before, as one that is damaged may be none
        that matters.
        """
        try:
            return replace(self, listed=self._listed("refs/tags"))
        except RepositoryError:
            return self

    def _listed(self, pattern: str) -> dict[str, Sequence[str]]:
        form = (
            "%(refname)%00%(objectname)%00%(objecttype)%00%(*objectname)%00%(*objecttype)%00%(tag)"
        )
        out = self.check(
            "for-each-ref", f"--format={form}", "--", pattern, doing=say("list the tags")
        )
        lines = [line.split("\0") for line in text_of(out).splitlines()]
        return {refname.removeprefix("refs/tags/"): told for refname, *told in lines}

    def _tag(self, name: str, told: Sequence[str]) -> Tag | None:
        """The tag if it leads to a commit."""
        oid, kind, target, target_kind, _ = told
        if kind == "tag" and target_kind == "tag":
            peeled = self.run("rev-parse", "--verify", "--quiet", f"{oid}^{{commit}}")
            target, target_kind = text_of(peeled.out).strip(), "commit" if peeled.out else ""
        if "commit" not in (kind, target_kind):
            return None
        return Tag(name=name, oid=oid, commit=target or oid, annotated=kind == "tag")

    def config(self, key: str) -> str | None:
        """The value of a git setting; None when it is not set."""
        output = self.run("config", "--null", "--get", key)
        return text_of(output.out).removesuffix("\0") if output.status == 0 else None

    def settings(self, *keys: str) -> dict[str, str]:
        """Several settings in one call, by their lower-case key; without those not set.

        A key that stands there without a value, which means yes, has the value ``true``.
        """
        pattern = "^(" + "|".join(re.escape(key.lower()) for key in keys) + ")$"
        output = self.run("config", "--null", "--get-regexp", pattern)
        if output.status not in (0, 1):
            self.fail(output, say("read its settings"))
        found = {}
        for record in text_of(output.out).split("\0")[:-1]:
            key, equals, value = record.partition("\n")
            found[key] = value if equals else "true"
        return found

    def _without_programs(self) -> dict[str, str]:
        """The environment in which git runs no filter and no hook of its settings.

        ``.gitattributes`` may send any file through a program (``filter.*.clean``, ``smudge``,
        ``process``); what was adopted is what git holds, and nothing else is to be made of it,
        whoever set that up. An empty command is git's own way to say none. From git 2.54 on,
        settings name hooks too (``hook.*.command``), which no ``core.hooksPath`` turns off.
        """
        names = self.run("config", "--null", "--name-only", "--get-regexp", r"^(filter|hook)\.")
        off: dict[str, str] = {}
        for key in text_of(names.out).split("\0")[:-1]:
            program, _, _ = key.rpartition(".")
            if program.startswith("hook."):
                off[f"{program}.enabled"] = "false"
            elif program != "hook":
                off |= {f"{program}.{part}": "" for part in ("clean", "smudge", "process")}
                off[f"{program}.required"] = "false"
        # Not by -c, which ends a name at its first equals sign.
        env = {"GIT_CONFIG_COUNT": str(len(off))} if off else {}
        for number, (key, value) in enumerate(off.items()):
            env |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
        return env

    def require_own_programs(self) -> None:
        """Raise RepositoryError (``unsafe-setting``) where the repository says what signs.

        Which program makes a signature is for the user's and the system's configuration to
        say: that of a repository, with all it includes, comes from whoever made it.
        """
        output = self.run("config", "--null", "--show-scope", "--get-regexp", r"^gpg\.")
        fields = iter(text_of(output.out).split("\0")[:-1])
        for scope, record in zip(fields, fields, strict=True):
            key = record.partition("\n")[0]
            runs = key.endswith((".program", ".defaultkeycommand"))
            if runs and scope not in ("system", "global"):
                refuse(
                    "unsafe-setting",
                    say(
                        "commits or tags are to be signed, and the configuration of this "
                        "repository names the program that does it ({key}, in its {scope} "
                        "settings): it was not run",
                        key=key,
                        scope=scope,
                    ),
                    hint=say(
                        "if you trust it, make it a setting of yours: git config --global "
                        "{key}; then take it out here: git config --{scope} --unset-all "
                        "{key}",
                        key=key,
                        scope=scope,
                    ),
                )

    def identity(self, date: str | None = None) -> Identity:
        """Author and committer, as the user told git; never one that git guesses.

        ``date`` (``1400000000 +0900``) replaces the present moment. Raises
        RepositoryError (``no-identity``) with the two commands that set one.
        """
        env = {} if date is None else {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        env = {**env, **author_variables()}
        people = []
        for variable in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
            output = self.run("-c", "user.useConfigOnly=true", "var", variable, env=env)
            if output.status != 0:
                if "date" in output.err:
                    self.fail(output, say("take the date of the commit"))
                refuse(
                    "no-identity",
                    say("git does not know who you are, and a guess is no signature"),
                    hint=say(
                        'git config --global user.name "Your Name"\n'
                        "        git config --global user.email you@example.com"
                    ),
                )
            people.append(output.out.rstrip(b"\n"))
        return Identity(author=people[0], committer=people[1])


_SOME = compiled("[+-]?0*[1-9][0-9]*")


def is_on(value: str | None) -> bool:
    """Whether a setting says yes, the way git reads it."""
    word = (value or "").strip().lower()
    return word in ("true", "yes", "on") or bool(_SOME.fullmatch(word))


_OID = compiled(r"[0-9a-f]{40}([0-9a-f]{24})?")


_NO_FILES = frozenset(
    (
        *(
            "cat-file",
            "check-attr",
            "check-ref-format",
            "commit-tree",
            "config",
            "diff-tree",
            "fast-import",
        ),
        *("for-each-ref", "log", "ls-files", "ls-tree", "merge-base", "mktag", "rev-list"),
        *("rev-parse", "show-ref", "symbolic-ref", "tag", "update-ref", "var"),
    )
)
"""The commands that look at no file of the work tree and write no index, as they are used here."""


def _looks_at_files(arguments: Sequence[str | bytes]) -> bool:
    """Whether a command may convert files, and so run a filter; any but those known not to."""
    words = [os.fsdecode(argument) for argument in arguments]
    while words and words[0].startswith("-"):
        del words[: 2 if words[0] == "-c" else 1]
    return words[:1] == [] or words[0] not in _NO_FILES or "--filters" in words


def _branch(refname: str) -> str | None:
    return refname.removeprefix("refs/heads/") if refname.startswith("refs/heads/") else None


def _same_file(one: Path, other: Path) -> bool:
    return one.exists() and os.path.samefile(one, other)


def _require_here(start: Path, top: Path, prefix: str, git_dir: Path, common_dir: Path) -> None:
    """Stop where a git folder names another place than this one for its files or its history.

    ``core.worktree`` and the file ``commondir`` may say anything in a repository that was
    received whole; git obeys, and would write there. A file or a link ``.git`` may name the
    repository that stands in another folder. The one git folder that shares a
    history is that of a linked work tree, and it lies inside the other.
    """
    files, work_tree = None, top / prefix
    if not work_tree.exists() or not os.path.samefile(work_tree, start):
        files = work_tree
    elif git_dir.name == ".git" and not _same_file(git_dir.parent, top):
        files = git_dir.parent
    if files is not None:
        elsewhere = say(
            "the git folder {git_dir} has the files of its work tree in {folder}, which belongs "
            "to another place",
            git_dir=git_dir,
            folder=files,
        )
    elif git_dir != common_dir and not (
        git_dir.parent.name == "worktrees" and os.path.samefile(git_dir.parent.parent, common_dir)
    ):
        elsewhere = say(
            "the git folder {git_dir} has its history in {folder}, which belongs to another place",
            git_dir=git_dir,
            folder=common_dir,
        )
    else:
        return
    refuse("git-elsewhere", elsewhere, hint=say("work in a clone of that repository: git clone"))


def _explain_opening(start: Path, output: Output, lines: Sequence[str]) -> NoReturn:
    if "dubious ownership" in output.err or "unsafe repository" in output.err:
        refuse(
            "unsafe-directory",
            say(
                "git does not trust the repository at {folder}: it belongs to another user",
                folder=start,
            ),
            hint=say("git says:\n{words}", words=output.err.strip()),
        )
    if lines[1:2] == ["true"]:
        refuse(
            "bare-repository",
            say(
                "{folder} is a bare repository: it has a history but no files to work on",
                folder=start,
            ),
            hint=say("git clone {folder} and work in the clone", folder=start),
        )
    if lines[:1] == ["true"]:
        refuse(
            "inside-git-dir",
            say(
                "{folder} is inside git's own folder, not among the files of the repository",
                folder=start,
            ),
            hint=say("change to the folder that holds amendtool.toml"),
        )
    if "not a git repository" in output.err:
        refuse(
            "not-a-repository",
            say("{folder} is in no git repository", folder=start),
            hint=say("change to the folder of the articles, or start one with `amendtool init`"),
        )
    refuse(
        "git-failed",
        say("git cannot open {folder}: {reason}", folder=start, reason=output.reason),
        hint=say("look at its settings, and where they come from: git config --list --show-origin"),
    )


def _reject_revision(revision: str, reason: str) -> NoReturn:
    raise InputError(
        Problem(
            code="revision",
            message=say(
                "{revision!r} is no commit of this repository ({reason})",
                revision=revision,
                reason=reason,
            ),
            hint=say("`git log --oneline` lists the commits, `git tag` the adopted amendments"),
        )
    )
