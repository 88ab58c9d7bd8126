"""The versions of a document: those of one file in git, or of dated files in a folder."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Final

from amendtool import reading
from amendtool.articles.text.characters import shown
from amendtool.errors import InputError, Place, Problem, RepositoryError
from amendtool.importing.document import ENDINGS
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.reading import unreadable
from amendtool.repository.file_history import file_history
from amendtool.repository.git import Author, Git
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass

_DATED: Final = compiled(r"([0-9]{4})[-._]?([0-9]{2})[-._]?([0-9]{2})(?![0-9])[ _-]*(.*)")
_NOON: Final = 12 * 60 * 60
_EPOCH: Final = datetime.date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentVersion:
    """One version of a document: what it held, whose it is, and the day that it stands for.

    ``shown`` is how messages call it, ``file`` its name, which tells its format, and ``source``
    the commit or the file that it was taken from.
    """

    shown: str
    file: str
    data: bytes
    author: Author
    day: datetime.date
    title: str
    source: str


def versions_of(workspace: Workspace, path: Path, *, name: str) -> tuple[DocumentVersion, ...]:
    """The versions of a document, the oldest first: those of a file in git, or dated files.

    A folder has files whose names begin with their day, ``2019-06-27.docx``; their author is who
    imports them, as the repository knows him. Messages call the path ``name``. Raises InputError
    where there is no history (``history-none``), for a name without a day or a day twice
    (``history-undated``), and for a day that git cannot hold (``history-too-early``);
    RepositoryError for what cannot be read.
    """
    found = _dated(path, name, workspace.git) if path.is_dir() else _committed(path, name)
    early = [each for each in found if each.day <= _EPOCH]
    if early:
        raise InputError(
            *(
                Problem(
                    code="history-too-early",
                    message=say("git cannot hold a day before 1970: {day}", day=each.day),
                    hint=say(
                        "leave it out, and record its day afterwards: amendtool baseline "
                        "--amended {day}",
                        day=each.day,
                    ),
                    place=Place(file=each.shown),
                )
                for each in early
            )
        )
    return found


def _committed(path: Path, name: str) -> tuple[DocumentVersion, ...]:
    """The versions of a file that is kept in a git repository, wherever that is."""
    try:
        git = Git.open(path.parent)
    except RepositoryError as error:
        if [each.code for each in error.problems] != ["not-a-repository"]:
            raise
        raise InputError(
            Problem(
                code="history-none",
                message=say("this file is in no git repository, so it has no history"),
                hint=say(
                    "name a file that is committed where it stands, or a folder of dated files: "
                    "2019-06-27.docx"
                ),
                place=Place(file=name),
            )
        ) from None
    return tuple(
        DocumentVersion(
            shown=f"{each.commit[:12]}:{each.path}",
            file=PurePath(each.path).name,
            data=each.data,
            author=each.author,
            day=_day_of(each.author.moment),
            title=shown(each.subject, one_line=True),
            source=each.commit,
        )
        for each in file_history(git, path.name)
    )


def uncommitted(
    path: Path, versions: Sequence[DocumentVersion], *, name: str
) -> tuple[Problem, ...]:
    """What to say where the file holds by now what no version of it holds: it stays outside."""
    if path.is_dir() or not path.exists() or _same_lines(_read(path), versions[-1].data):
        return ()
    return (
        Problem(
            code="history-uncommitted",
            message=say("the file has changed since its last version; that change is left out"),
            hint=say("commit it where the file is kept, if it is in force, and import again"),
            place=Place(file=name),
            severity="warning",
        ),
    )


def _same_lines(one: bytes, other: bytes) -> bool:
    """Whether two files are the same but for the ends of lines, which git may have changed."""
    return one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")


def _day_of(moment: str) -> datetime.date:
    """The day that it was where the author was."""
    seconds, _, zone = moment.partition(" ")
    sign = -1 if zone.startswith("-") else 1
    away = sign * datetime.timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5]))
    return (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=int(seconds)) + away).date()


def _dated(folder: Path, name: str, git: Git) -> tuple[DocumentVersion, ...]:
    """The versions of a folder, whose names begin with their days."""
    who = git.identity().author.decode("utf-8", "replace").rpartition(" <")
    mail = who[2].partition(">")[0]
    found: list[DocumentVersion] = []
    problems: list[Problem] = []
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        is_document = path.suffix.lower() in ENDINGS and path.is_file()
        if path.name.startswith(".") or path.name.upper().startswith("README"):
            continue
        place = Place(file=f"{name.rstrip('/')}/{path.name}")
        day, rest = _day_in(path.stem)
        if day is None or not is_document:
            problems.append(_undated(place, say("its name does not begin with a day")))
            continue
        if any(each.day == day for each in found):
            problems.append(_undated(place, say("another file is of {day} too", day=day)))
            continue
        moment = f"{(day - _EPOCH).days * 24 * 60 * 60 + _NOON} +0000"
        found.append(
            DocumentVersion(
                shown=str(place.file),
                file=path.name,
                data=_read(path),
                author=Author(name=who[0], mail=mail, moment=moment),
                day=day,
                title=shown(rest, one_line=True),
                source=path.name,
            )
        )
    if problems:
        raise InputError(*problems)
    if not found:
        raise InputError(_undated(Place(file=name), say("no document is in this folder")))
    return tuple(sorted(found, key=lambda each: each.day))


def _day_in(stem: str) -> tuple[datetime.date | None, str]:
    match = _DATED.match(stem)
    if match is None:
        return None, ""
    try:
        day = datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None, ""
    return day, match[4].strip()


def _undated(place: Place, message: str) -> Problem:
    return Problem(
        code="history-undated",
        message=message,
        hint=say(
            "name each version after its day, as 2019-06-27.docx or 2019-06-27 AGM.docx, and move "
            "what is no version out of the folder"
        ),
        place=place,
    )


def _read(path: Path) -> bytes:
    try:
        return reading.read(path)
    except OSError as error:
        raise RepositoryError(unreadable(path.name, error)) from None
