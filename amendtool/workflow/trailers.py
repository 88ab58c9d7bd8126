"""The trailers of an amendment's commits: what git cannot say of it in fields of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amendtool.amendments.amendment import AdoptedBy, Amendment
from amendtool.articles.styles import DraftingStyle
from amendtool.comparison.consequences import due_dates
from amendtool.periods.dates import given_day


def trailers_of(amendment: Amendment, style: DraftingStyle) -> Iterator[tuple[str, str]]:
    """The dates of law and the meeting: git's own dates cannot hold every date.

    ``Ends:`` stands once for each provision that is to go again, with its day or event.
    """
    fields: Mapping[str, object] = {
        "Amendment": amendment.name,
        "Meeting": amendment.meeting,
        "Resolved": amendment.resolved,
        "Adopted": amendment.adopted,
        "Adopted-By": None if amendment.adopted_by is AdoptedBy.MEETING else amendment.adopted_by,
        "Effective": given_day(amendment.effective),
        "Pattern": amendment.pattern,
    }
    for name, value in fields.items():
        if value:
            yield name, str(value)
    for due in due_dates(amendment):
        if due.what == "delete":
            provision = due.provision.text(style) if due.provision else "new provision"
            told = (*((str(due.date),) if due.date else ()), *due.words(style.language))
            yield "Ends", f"{provision}: {', '.join(told)}"
