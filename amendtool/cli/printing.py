"""A result in the format that was asked for; PDF is printed from another one."""

from __future__ import annotations

from collections.abc import Callable

from amendtool.cli.console import Console
from amendtool.cli.table import moment

PDF = "pdf"


def in_format(console: Console, name: str, make: Callable[[str], bytes]) -> bytes:
    """What ``make`` gives for the format ``name``; for ``pdf`` it is asked for DOCX or HTML.

    Raises RepositoryError when a PDF cannot be printed on this machine.
    """
    if name != PDF:
        return make(name)
    from amendtool.render.pdf import to_pdf

    with console.progress("printing"):
        return to_pdf(lambda: make("docx"), lambda: make("html"), moment=moment())
