"""A document as PDF, printed by a program that knows how to set type.

LibreOffice prints our DOCX, or where there is none WeasyPrint our HTML (the optional extra
``amendtool[pdf]``). Which document it is plays no part here: it comes in as bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from amendtool.errors import Problem, RepositoryError
from amendtool.messages import say


def can_print() -> bool:
    """Whether a program that prints PDF is there."""
    from amendtool.render.pdf.office import find_office
    from amendtool.render.pdf.web import has_web

    return find_office() is not None or has_web()


def to_pdf(
    docx: Callable[[], bytes], html: Callable[[], bytes], *, moment: datetime | None = None
) -> bytes:
    """The document as PDF; ``docx`` or ``html`` is called for what is printed.

    ``moment`` is the date in the document properties, by default the first day of 1980, as
    in our DOCX. The same document gives the same bytes with the same programs and fonts.
    Raises :class:`RepositoryError`: ``pdf-no-program`` when neither program is there,
    ``pdf-failed`` when the one that is there fails.
    """
    from amendtool.render.pdf.office import find_office, print_office
    from amendtool.render.pdf.web import has_web, print_web

    office = find_office()
    if office is not None:
        return print_office(office, docx(), moment=moment)
    if has_web():
        return print_web(html(), moment=moment)
    raise RepositoryError(
        Problem(
            code="pdf-no-program",
            message=say(
                "a PDF is printed by LibreOffice or by WeasyPrint, and neither is installed"
            ),
            hint=say(
                "install LibreOffice (so that `soffice` is found), or run `pip install "
                "'amendtool[pdf]'`; or write .docx and print it to PDF yourself"
            ),
        )
    )
