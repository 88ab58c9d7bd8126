"""Writing an amendment's file anew: whole, and over nothing that somebody else has written."""

from __future__ import annotations

import codecs

from amendtool.errors import Place, Problem, RepositoryError
from amendtool.messages import say
from amendtool.repository.landing.writing import Writing, write_files
from amendtool.repository.workspace import Workspace


def as_before(text: str, before: bytes) -> bytes:
    """``text``, whose lines end with LF, with the byte order mark and line ends of ``before``.

    Where those are not all the same they become LF.
    """
    lines = before.count(b"\n"), before.count(b"\r\n"), before.count(b"\r")
    if lines[0] == lines[1] == lines[2] > 0:
        text = text.replace("\n", "\r\n")
    elif lines[0] == 0 < lines[2]:
        text = text.replace("\n", "\r")
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    return mark + text.removeprefix("\ufeff").encode("utf-8")


def rewrite(workspace: Workspace, path: str, text: str, before: bytes, *, verb: str) -> None:
    """Let the file at ``path`` in the repository hold ``text`` instead of ``before``.

    The lines of ``text`` end with LF; the file keeps its own line ends. ``verb`` is who does it,
    for the run that finishes it if this one is cut off.

    Raises RepositoryError (``changed-since-read``) where it holds anything else by now.
    """
    data = as_before(text, before)

    def planned() -> Writing:
        if (workspace.root / path).read_bytes() != before:
            raise RepositoryError(
                Problem(
                    code="changed-since-read",
                    message=say("this file has changed while it was being read"),
                    hint=say("run the same command again"),
                    place=Place(file=path),
                )
            )
        return Writing(files={path: data}, over={path: before})

    write_files(workspace.git, verb, planned)
