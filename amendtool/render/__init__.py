"""Renderers: the table, the document around it and the articles in every format.

A renderer lays out what stands in the value that it is given and decides nothing: not one
character is added to a clause or taken from it. :mod:`amendtool.render.formats` lists them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from amendtool.comparison.table import Table
    from amendtool.render.charter.model import Export
    from amendtool.render.notice.model import Notice


def render(
    value: Table | Notice | Export,
    format: str,
    *,
    templates: Sequence[Path] = (),
    moment: datetime | None = None,
) -> bytes:
    """A table, a document or the articles as the contents of a file.

    ``format`` is ``html``, ``docx``, ``pdf``, ``markdown``, ``json`` or ``text``; not every
    value is printed in each. ``templates`` are folders whose page templates go before the
    packaged ones (HTML only); ``moment`` is the date in the document properties (DOCX and PDF
    only). The same arguments give the same bytes.

    Raises InputError for a format in which the value is not printed (``unknown-format``), for a
    character that a document cannot hold and for a faulty template, RepositoryError for a PDF
    that cannot be printed on this machine.
    """
    from amendtool.comparison.table import Table
    from amendtool.errors import require_type
    from amendtool.render import formats
    from amendtool.render.charter.model import Export
    from amendtool.render.notice.model import Notice

    require_type("value", value, Table, Notice, Export)
    require_type("format", format, str)
    if isinstance(value, Table):
        return formats.render(formats.TABLE, value, format, templates=templates, moment=moment)
    if isinstance(value, Export):
        return formats.render(formats.ARTICLES, value, format, templates=templates, moment=moment)
    return formats.render(formats.DOCUMENT, value, format, templates=templates, moment=moment)


class _RenderRoom(ModuleType):
    """This package, which can be called as its function :func:`render`.

    ``amendtool.render`` is both: Python makes a package an attribute of the one above it as soon
    as anything in it is imported, and the library has its function under the same name.
    """

    def __call__(
        self,
        value: Table | Notice | Export,
        format: str,
        *,
        templates: Sequence[Path] = (),
        moment: datetime | None = None,
    ) -> bytes:
        return render(value, format, templates=templates, moment=moment)


sys.modules[__name__].__class__ = _RenderRoom
