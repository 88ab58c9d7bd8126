"""Nothing stands behind a provision 0: 0a is no label, and no mistake of the reader."""

from __future__ import annotations

import pytest

from amendtool.importing.document import import_document
from amendtool.importing.evidence.marks import readings


@pytest.mark.parametrize("text", ["0a", "(0a) x", "0A. x", "00z", "0n", "§ 0a x", "第1条の0　x"])
def test_every_reading_prints_what_was_read(text: str) -> None:
    for reading in readings(text):
        assert reading.label.printed.strip() in text
    found = import_document(text.encode(), file="a.txt")
    assert not found.report.characters.lost
    assert "not-structured" not in [each.code for each in found.report.doubts]
