"""The history of one file in any git repository: what it held, who wrote that, and when."""

from __future__ import annotations

from collections.abc import Iterator

from amendtool.errors import InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.git import Author, Git
from amendtool.values import dataclass

_FIELDS = "%H%x00%an%x00%ae%x00%ad%x00%s"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileVersion:
    """A file as one commit left it: ``path`` is its name there, from the top of the work tree."""

    commit: str
    path: str
    author: Author
    subject: str
    data: bytes


def file_history(git: Git, path: str) -> tuple[FileVersion, ...]:
    """What the file ``path`` of the work tree held, the oldest first, under whatever name.

    It is the line of first parents that is followed: what a branch brought is one version, that
    of its merge. A commit that leaves the words of the file as they are is none. Raises
    InputError (``history-none``) for a file that no commit holds, RepositoryError as reading
    a commit does.
    """
    whole = Git.open(git.top)
    output = whole.run(
        *("log", "-z", "--first-parent", "--diff-merges=first-parent", "--follow"),
        *("--name-status", f"--format={_FIELDS}", "--date=raw", "HEAD", "--"),
        git.below_top(path),
    )
    found = list(_versions(whole, output.out.decode("utf-8", "surrogateescape")))
    if not found:
        raise InputError(
            Problem(
                code="history-none",
                message=say("git has no history of this file"),
                hint=say(
                    "name a file that is committed where it stands, or a folder of dated files: "
                    "2019-06-27.docx"
                ),
                place=Place(file=path),
            )
        )
    found.reverse()
    changed = [
        each
        for before, each in zip((None, *found), found, strict=False)
        if before is None or before.data != each.data
    ]
    return tuple(changed)


def _versions(git: Git, told: str) -> Iterator[FileVersion]:
    """What ``git log -z --name-status`` told, the newest first."""
    fields = iter(told.split("\0"))
    for commit in fields:
        if not commit:
            return
        name, mail, moment, subject = (next(fields) for _ in range(4))
        status = next(fields).lstrip("\n")
        path = next(fields)
        if status.startswith(("R", "C")):
            path = next(fields)
        data = None if status.startswith("D") else git.read_file(commit, path)
        if data is not None:
            yield FileVersion(
                commit=commit,
                path=path,
                author=Author(name=_text(name), mail=_text(mail), moment=moment),
                subject=_text(subject),
                data=data,
            )


def _text(told: str) -> str:
    """What somebody wrote, with a mark for each byte that is no text."""
    return told.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
