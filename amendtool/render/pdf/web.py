"""HTML to PDF through WeasyPrint, the optional extra ``amendtool[pdf]``."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from datetime import datetime

from amendtool.errors import Problem, RepositoryError
from amendtool.messages import say
from amendtool.render.pdf.stamp import utc

# It knows no clip-path, and would print a sliver of the caption that only readers aloud need.
_OWN = "caption { display: none }"


def has_web() -> bool:
    """Whether WeasyPrint is installed; whether it works shows when it is used."""
    return importlib.util.find_spec("weasyprint") is not None


def print_web(html: bytes, *, moment: datetime | None = None) -> bytes:
    """``html``, a page that needs no other file, as PDF, tagged for screen readers.

    Nothing is fetched, whatever the page names. Raises :class:`RepositoryError`
    (``pdf-failed``) when WeasyPrint or a library that it needs fails.
    """
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher

        page = HTML(
            string=_dated(html.decode(), moment),
            url_fetcher=URLFetcher(allowed_protocols=()),
        )
        pdf = page.write_pdf(
            pdf_tags=True,
            pdf_identifier=hashlib.sha256(html).digest()[:16],
            stylesheets=[CSS(string=_OWN)],
        )
    except Exception as error:  # a library of another's that may raise anything
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise RepositoryError(
            Problem(
                code="pdf-failed",
                message=say("WeasyPrint made no PDF: {reason}", reason=reason),
                hint=say(
                    "see its installation page (it needs the library Pango), or install "
                    "LibreOffice; or write .html and print it from a browser"
                ),
            )
        ) from error
    return bytes(pdf or b"")


def _dated(html: str, moment: datetime | None) -> str:
    """The page with the date that WeasyPrint writes into the document properties."""
    date = utc(moment).strftime("%Y-%m-%dT%H:%M:%SZ")
    meta = f'<meta name="dcterms.created" content="{date}">'
    return re.sub(r"(<head\b[^>]*>)", lambda found: found[1] + meta, html, count=1)
