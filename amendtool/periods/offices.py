"""Which rest days hold for acts towards the office that registers or files."""

from __future__ import annotations

from amendtool.periods import delaware, japan
from amendtool.periods.law import Law
from amendtool.periods.rest_days import RestDays


def registry_of(law: Law) -> RestDays | None:
    """The rest days of the office where articles are registered or filed; None without a law."""
    return {Law.JP: japan.REGISTRY, Law.US_DE: delaware.STATE, Law.NONE: None}[law]
