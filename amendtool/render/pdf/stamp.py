"""The date and the identifier of a PDF, set so that the same document gives the same bytes."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

from amendtool.patterns import compiled

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of a document that names none: the earliest that a DOCX can hold."""

# As LibreOffice writes them with its clock at UTC. Every replacement has the length of what
# it replaces, so that the offsets of the cross-reference table stay true.
_DATE = compiled(rb"/(?:CreationDate|ModDate)\(D:([0-9]{14})Z'?\)")
_ID = compiled(rb"/ID\s*\[\s*<([0-9A-F]{32})>\s*<([0-9A-F]{32})>\s*\]")
_CHECKSUM = compiled(rb"/DocChecksum\s*/([0-9A-F]{32})")


def utc(moment: datetime | None) -> datetime:
    """``moment`` in UTC, whole seconds; a time without a zone is UTC, none is the epoch."""
    moment = moment or EPOCH
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.replace(microsecond=0)


def stamped(pdf: bytes, moment: datetime | None) -> bytes:
    """``pdf`` with ``moment`` as its dates and an identifier made from its content.

    A part that is not written as expected is left alone: the file stays whole, and only
    differs from one run to the next.
    """
    date = utc(moment).strftime("%Y%m%d%H%M%S").encode()
    parts = [(_DATE, date), (_ID, b"0" * 32), (_CHECKSUM, b"0" * 32)]
    for pattern, value in parts:
        pdf = _put(pdf, pattern, value)
    digest = hashlib.sha256(pdf).hexdigest()[:32].upper().encode()
    for pattern in (_ID, _CHECKSUM):
        pdf = _put(pdf, pattern, digest)
    return pdf


def _put(pdf: bytes, pattern: re.Pattern[bytes], value: bytes) -> bytes:
    def replaced(found: re.Match[bytes]) -> bytes:
        text = found[0]
        for group in found.groups():
            text = text.replace(group, value)
        return text

    return pattern.sub(replaced, pdf)
