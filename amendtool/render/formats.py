"""Every format that amendtool prints in, one row each: the one list that every verb asks.

A renderer is a function from a value to text or bytes, in a module of its own. A row names
it as ``module:function``; it is imported when its format is asked for, because start-up
time counts. Nothing else knows which formats there are: what a verb offers, its help and
its messages are made from these rows.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from amendtool.errors import InputError, Problem
from amendtool.messages import later, say
from amendtool.values import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from amendtool.comparison.table import Table
    from amendtool.render.charter.model import Export
    from amendtool.render.ledger import Appendix
    from amendtool.render.notice.model import Notice

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Publication(Generic[Value]):
    """What is printed, by its name and what messages call it; ``Value`` is the type it has."""

    name: str
    called: str


TABLE: Final[Publication[Table]] = Publication("table", later("the table"))
DOCUMENT: Final[Publication[Notice]] = Publication("document", later("the document"))
"""The notice, press release or disclosure around the table."""
ARTICLES: Final[Publication[Export]] = Publication("articles", later("the articles"))
LEDGER: Final[Publication[Appendix]] = Publication("ledger", later("the ledger"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its name, the endings of its files (the usual one first), and who prints it.

    ``printers`` names for each publication the renderer, below ``amendtool.render``; ``takes``
    what the renderers take beside the value: ``templates`` (folders of a company's own) or
    ``moment`` (the date in the document properties). A format that is ``printed_from`` others
    has no renderer: another program makes it of what those give. ``tracks_changes`` says
    whether changes can stand in it so that a reader accepts or rejects them.
    """

    name: str
    endings: tuple[str, ...]
    printers: Mapping[Publication[Any], str] = field(default_factory=dict)
    takes: tuple[str, ...] = ()
    printed_from: tuple[str, ...] = ()
    tracks_changes: bool = False

    def prints(self, what: Publication[Any]) -> bool:
        """Whether ``what`` can be printed in it."""
        if self.printed_from:
            return all(FORMATS[source].prints(what) for source in self.printed_from)
        return what in self.printers


_ROWS: Final = (
    Format(
        name="html",
        endings=(".html", ".htm"),
        printers={
            TABLE: "table.html:to_html",
            DOCUMENT: "notice.html:to_html",
            ARTICLES: "charter.html:to_html",
            LEDGER: "ledger:to_html",
        },
        takes=("templates",),
    ),
    Format(
        name="docx",
        endings=(".docx",),
        printers={
            TABLE: "table.docx:to_docx",
            DOCUMENT: "notice.docx:to_docx",
            ARTICLES: "charter.docx:to_docx",
        },
        takes=("moment",),
        tracks_changes=True,
    ),
    Format(name="pdf", endings=(".pdf",), printed_from=("docx", "html")),
    Format(
        name="markdown",
        endings=(".md",),
        printers={
            TABLE: "table.markdown:to_markdown",
            DOCUMENT: "notice.markdown:to_markdown",
            ARTICLES: "charter.text:to_markdown",
            LEDGER: "ledger:to_markdown",
        },
    ),
    Format(
        name="json",
        endings=(".json",),
        printers={
            TABLE: "table.json:to_json",
            DOCUMENT: "notice.json:to_json",
            LEDGER: "ledger:to_json",
        },
    ),
    Format(name="text", endings=(".txt",), printers={ARTICLES: "charter.text:to_text"}),
)

FORMATS: Final[Mapping[str, Format]] = {each.name: each for each in _ROWS}
"""The formats by name, in the order in which they are offered."""


def formats_of(what: Publication[Any], *, first: str = "") -> tuple[Format, ...]:
    """The formats that ``what`` can be printed in; the one named ``first`` before all others."""
    found = [each for each in FORMATS.values() if each.prints(what)]
    return tuple(sorted(found, key=lambda each: each.name != first))


def usual_endings(what: Publication[Any], *, first: str = "") -> tuple[str, ...]:
    """The ending that the files of each of these formats have."""
    return tuple(each.endings[0] for each in formats_of(what, first=first))


def format_at(path: str | Path) -> Format | None:
    """The format that the ending of ``path`` belongs to, whatever is printed in it."""
    ending = Path(path).suffix.lower()
    return next((each for each in FORMATS.values() if ending in each.endings), None)


def format_of(what: Publication[Any], path: str | Path) -> str:
    """The name of the format that the ending of ``path`` asks for.

    Raises :class:`InputError` (``unknown-format``) for an ending that no format of ``what`` has.
    """
    found = format_at(path)
    if found is not None and found.prints(what):
        return found.name
    ending = Path(path).suffix.lower()
    formats = formats_of(what)
    endings = " ".join(ending for each in formats for ending in each.endings)
    usual = FORMATS["docx"] if FORMATS["docx"] in formats else formats[0]
    raise InputError(
        Problem(
            code="unknown-format",
            message=say(
                "{path}: the ending {ending!r} is no format of {what}; expected one of {endings}",
                path=path,
                ending=ending,
                what=say(what.called),
                endings=endings,
            )
            if ending
            else say(
                "{path}: a name without an ending is no format of {what}; expected one of "
                "{endings}",
                path=path,
                what=say(what.called),
                endings=endings,
            ),
            hint=say(
                "name the file after the format you want, for example {name}{endings}",
                name=what.name,
                endings=usual.endings[0],
            ),
        )
    )


def render(
    what: Publication[Value],
    value: Value,
    format: str,
    *,
    templates: Sequence[Path] = (),
    moment: datetime | None = None,
) -> bytes:
    """``value`` as the contents of a file in ``format`` (a name of :data:`FORMATS`).

    ``templates`` are folders whose page templates go before the packaged ones (HTML only);
    ``moment`` is the date in the document properties (DOCX and PDF only). The same arguments
    give the same bytes. Raises :class:`InputError` for a character that a document cannot
    hold, for a faulty template and for a format in which ``what`` is not printed
    (``unknown-format``), :class:`~amendtool.errors.RepositoryError` for a PDF that cannot be
    printed on this machine.
    """
    chosen = FORMATS.get(format)
    if chosen is None or not chosen.prints(what):
        names = ", ".join(each.name for each in formats_of(what))
        raise InputError(
            Problem(
                code="unknown-format",
                message=say(
                    "{format!r} is no format of {what}; expected one of {names}",
                    format=format,
                    what=say(what.called),
                    names=names,
                ),
                hint=say("choose one of these formats"),
            )
        )
    if chosen.printed_from:
        from amendtool.render.pdf import to_pdf

        sources = [
            partial(render, what, value, source, templates=templates, moment=moment)
            for source in chosen.printed_from
        ]
        return to_pdf(*sources, moment=moment)
    offered = {"templates": templates, "moment": moment}
    printer = _printer(chosen.printers[what])
    printed = printer(value, **{name: offered[name] for name in chosen.takes})
    return printed.encode() if isinstance(printed, str) else printed


def _printer(name: str) -> Callable[..., str | bytes]:
    module, _, function = name.partition(":")
    found = importlib.import_module(f"amendtool.render.{module}")
    printer: Callable[..., str | bytes] = getattr(found, function)
    return printer
