"""Git's attributes that would change the text of a file on its way to or from the disk.

Line ends are converted, which is no text. ``ident`` writes an object id into the words of a
clause, and takes what somebody wrote in its place for the same; ``working-tree-encoding`` has
files on disk in another encoding than any verb reads. Filters are programs, and never run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.repository.git import Git

_CHANGING = ("ident", "working-tree-encoding")
_NONE = ("unspecified", "unset")


def attribute_problems(git: Git, paths: Iterable[str]) -> Iterator[Problem]:
    """A problem (``unsafe-attribute``) for each attribute that would change one of the files."""
    asked = "".join(f"{git.below_top(path)}\0" for path in paths)
    out = git.check(
        *("check-attr", "-z", "--stdin", *_CHANGING),
        input=os.fsencode(asked),
        doing=say("read the attributes of the files"),
    )
    fields = iter(out.decode("utf-8", "surrogateescape").split("\0")[:-1])
    told = set()
    for name, attribute, value in zip(fields, fields, fields, strict=True):
        if value in _NONE or attribute in told or value.upper() in ("UTF-8", "UTF8"):
            continue
        told.add(attribute)
        yield Problem(
            code="unsafe-attribute",
            message=say(
                "git is told to change the text of this file between its history and the disk "
                "(the attribute {attribute}): what is adopted would not be what stands here",
                attribute=attribute,
            ),
            hint=say(
                "take {attribute} out of .gitattributes and .git/info/attributes, and "
                "commit the file as it is to be read",
                attribute=attribute,
            ),
            place=Place(file=git.below_root(name) or name),
        )
