"""The record of a run: what it is about to do, so that the next one can finish or forget it.

It stands in the private folder from just before the commit point to after the last file. Every
verb asks whether there is one, so that a run that was cut off is told; what is made of it then
is the work of ``recovery``.
"""

from __future__ import annotations

import os
import re
from dataclasses import asdict, replace
from pathlib import Path

from amendtool import disk
from amendtool.errors import Problem, RepositoryError, reason_of
from amendtool.messages import say
from amendtool.repository.git import Git
from amendtool.repository.landing.locks import removal, running
from amendtool.repository.landing.private import OUTLIVING, private_folder, read_ordinary
from amendtool.values import dataclass

_MOST_BYTES = 64 * 1024
"""More than any journal takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """What a run is about to do: bring HEAD from ``old`` (None: no commit) to ``new``.

    ``tag`` is the name of the tag and ``tag_oid`` the object it is to be; ``branch`` is
    the branch of HEAD.
    """

    name: str
    old: str | None
    new: str
    branch: str | None = None
    tag: str | None = None
    tag_oid: str | None = None
    further: tuple[tuple[str, str], ...] = ()
    """The tags of the commits between, where several amendments land at once."""

    @property
    def tags(self) -> tuple[tuple[str, str], ...]:
        """Every tag with its object."""
        last = () if self.tag is None or self.tag_oid is None else ((self.tag, self.tag_oid),)
        return (*self.further, *last)

    def __str__(self) -> str:
        import json

        fields = asdict(self)
        if not self.further:
            del fields["further"]
        return json.dumps({"amendtool": "journal/1", **fields}, indent=1) + "\n"

    @classmethod
    def parse(cls, text: str) -> Journal:
        """The inverse of ``str``; ValueError when it is not a journal."""
        import json

        fields = json.loads(text)
        if not isinstance(fields, dict) or fields.pop("amendtool", None) != "journal/1":
            raise ValueError("no journal")
        further = fields.pop("further", [])
        if not isinstance(further, list) or not all(
            isinstance(pair, list)
            and len(pair) == 2
            and all(isinstance(each, str) and each.isprintable() for each in pair)
            for pair in further
        ):
            raise ValueError("no journal")
        known = {"name", "old", "new", "branch", "tag", "tag_oid"}
        optional = known - {"name", "new"}
        if fields.keys() != known or not all(
            # What cannot be printed or be an argument is in no name and no id.
            (isinstance(value, str) and value.isprintable()) or (value is None and key in optional)
            for key, value in fields.items()
        ):
            raise ValueError("no journal")
        return cls(**fields, further=tuple((name, oid) for name, oid in further))

    def problem(self, git: Git) -> str | None:
        """What in it no run can have written: ids that are none, names that are no refs.

        Whoever reads a journal from disk asks this before anything follows from it.
        """
        oid = re.compile(rf"[0-9a-f]{{{git.oid_length}}}")
        for value in (self.old, self.new, self.tag_oid, *(oid for _, oid in self.further)):
            if value is not None and not oid.fullmatch(value):
                return say("{id!r} is no object id", id=value)
        if (self.tag is None) != (self.tag_oid is None):
            return say("a tag needs a name and an object")
        further = (("tags", name) for name, _ in self.further)
        for kind, name in (("heads", self.branch), ("tags", self.tag), *further):
            if name is None:
                continue
            ref = git.run("check-ref-format", f"refs/{kind}/{name}")
            if ref.status != 0 or name.startswith("-") or name == "HEAD":
                return say(
                    "{name!r} is no name that git allows in {folder}",
                    name=name,
                    folder=f"refs/{kind}",
                )
        return None


def write_journal(git: Git, journal: Journal) -> None:
    """Put the journal on disk, whole and for good. Raises OSError."""
    path = journal_path(git)
    draft = path.with_suffix(".new")
    disk.remove(draft, missing_ok=True)
    disk.create(draft, str(journal).encode())
    disk.replace(draft, path)
    disk.sync_folder(path.parent)


def journal_there(git: Git) -> bool:
    """Whether a run was cut off between its journal and its last step."""
    return os.path.lexists(journal_path(git))


def left_behind(git: Git) -> bool:
    """Whether a run that was cut off has left anything of its own, if only the file of its lock."""
    folder = private_folder(git)
    try:
        names = set(os.listdir(folder)) - OUTLIVING
    except OSError:
        return False
    return bool(names) and not running(git)


def interrupted(git: Git) -> Problem | None:
    """A warning when an earlier run was cut off and waits to be finished; reads only.

    Also when what stands in its place is not of our making: nothing is read from that.
    """
    try:
        if not journal_there(git) or running(git):
            return None
        journal = read_journal(git)
        name = journal.name
        head = git.head().oid
        landed = head is not None and head == journal.new
    except RepositoryError as error:
        return replace(error.problems[0], severity="warning")
    return Problem(
        code="interrupted",
        message=say(
            "applying {name} was cut off: it is in git, but the files here are not yet up to date",
            name=name,
        )
        if landed
        else say("applying {name} was cut off: nothing of it is in git", name=name),
        hint=say("any command that writes (`amendtool apply`) cleans this up first"),
        severity="warning",
    )


def read_journal(git: Git) -> Journal:
    """The journal that is there. Raises RepositoryError (``interrupted``) for one of no use."""
    try:
        data = read_ordinary(journal_path(git), _MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise ValueError("too long")
        journal = Journal.parse(data.decode("utf-8"))
    except OSError as error:
        raise RepositoryError(no_record(git, reason_of(error))) from error
    except (ValueError, RecursionError) as error:
        raise RepositoryError(no_record(git, say("it is no record of amendtool's"))) from error
    trouble = journal.problem(git)
    if trouble is not None:
        raise RepositoryError(no_record(git, trouble))
    return journal


def no_record(git: Git, reason: str) -> Problem:
    """That the journal is none that a run can have written, with what to do."""
    path = journal_path(git)
    return Problem(
        code="interrupted",
        message=say(
            "the record of an earlier run cannot be read ({reason}): {path}; nothing was touched",
            reason=reason,
            path=path,
        ),
        hint=say(
            "look at `git status` and `git log`; then remove it: {removal}", removal=removal(path)
        ),
    )


def journal_path(git: Git) -> Path:
    """Where the journal stands while a run works."""
    return private_folder(git) / "journal.json"
