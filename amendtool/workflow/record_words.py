"""The words of records, statuses and signatures, as they are said to a reader.

In files, in JSON and where they are compared they stay as they are.
"""

from __future__ import annotations

from typing import Final

from amendtool.messages import later, say
from amendtool.repository.record import Deed

_DEEDS: Final = {
    Deed.RESOLVED: later("resolved"),
    Deed.NOTICED: later("noticed"),
    Deed.ADOPTED: later("adopted"),
    Deed.REJECTED: later("rejected"),
    Deed.WITHDRAWN: later("withdrawn"),
    Deed.UNDONE: later("undone"),
    Deed.ANNULLED: later("annulled"),
    Deed.REGISTERED: later("registered"),
    Deed.FILED: later("filed"),
    Deed.CORRECTED: later("corrected"),
    Deed.ESTABLISHED: later("established"),
    Deed.AMENDED: later("amended"),
    Deed.BASELINE: later("baseline"),
    Deed.EXPIRED: later("expired"),
    Deed.HAPPENED: later("happened"),
}
_STANDINGS: Final = {
    "draft": later("draft"),
    "pending": later("pending"),
    "adopted": later("adopted"),
    "rejected": later("rejected"),
    "withdrawn": later("withdrawn"),
    "annulled": later("annulled"),
}
_SIGNATURES: Final = {
    "good": later("good"),
    "untrusted": later("untrusted"),
    "expired": later("expired"),
    "bad": later("bad"),
    "revoked": later("revoked"),
    "unchecked": later("unchecked"),
}


def said_deed(deed: Deed) -> str:
    """What was done to an amendment, in a word."""
    return say(_DEEDS[deed])


def said_standing(standing: str) -> str:
    """Where an amendment stands, in a word; of ``AmendmentStatus`` or of a record."""
    return say(_STANDINGS[standing])


def said_signature(state: str) -> str:
    """What the signature of a commit is worth, in a word; one that is not known as it is."""
    return say(_SIGNATURES.get(state, state))
