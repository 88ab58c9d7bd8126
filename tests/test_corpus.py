"""``make corpus`` says nothing of a document that keeps the laws, and names what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.corpus import main

KEPT = """# Articles of Incorporation

## Chapter 1 General

### Article 1. (Name)

The name of the company is Example Inc.

### Article 2. (Objects)

The objects of the company are:

- (1) trade; and
- (2) all business related to it.
"""


@pytest.mark.long
def test_a_document_that_keeps_the_laws_and_one_that_cannot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kept.md").write_text(KEPT, "utf-8")
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "kept.md",
        "0 of 1 documents with something to say",
    ]
    (tmp_path / "broken.docx").write_bytes(b"no document")
    assert main([str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert told.startswith("broken.docx\n    import ends with 3:")
    assert told.endswith("1 of 2 documents with something to say\n")
