"""Kinds of citations that were once read half, read as another's, or asked about without need.

Each file of ``kinds/`` is a kind with several documents. A document is Markdown as people write
it; under ``--- amend`` stand the operations, under ``--- then`` the sentences that the proposed
articles hold, word by word. ``ask`` before a sentence says that it is asked about and left, and
``told`` that words in it are listed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.charter import article_texts
from amendtool.articles.styles import BYLAWS, EN, JA
from amendtool.importing.document import import_document

STYLES = {"ja": JA, "en": EN, "bylaws": BYLAWS}
HERE = Path(__file__).parent / "kinds"


def _cases() -> list[object]:
    found: list[object] = []
    for path in sorted(HERE.glob("*.txt")):
        for at, case in enumerate(path.read_text(encoding="utf-8").split("=== ")[1:], 1):
            found.append(pytest.param(case, id=f"{path.stem}-{at}"))
    return found


@pytest.mark.parametrize("case", _cases())
def test_a_citation_of_its_kind(case: str) -> None:
    head, _, rest = case.partition("\n")
    style_name, _, title = head.strip().partition(" ")
    document, _, rest = rest.partition("--- amend\n")
    operations, _, then = rest.partition("--- then\n")
    found = import_document(document.encode(), file="d.md", style=STYLES[style_name], learn=True)
    style = replace(found.printed, document_name=title or found.printed.document_name)
    text = f"amendment: x\noperations:\n{operations}"
    amendment = read_amendment(text, style, file="x.yaml", name="x").amendment
    done = apply(found.charter, amendment, style)
    texts = [text for each in done.proposed.every_article() for text in article_texts(each)]
    asked = {entry.sentence for entry, _ in done.questions}
    told = {each.sentence for each in done.unread}
    questions, listed = set(), set()
    for line in then.strip().splitlines():
        words = line.removeprefix("ask ").removeprefix("told ")
        assert any(words in each for each in texts), (line, *texts)
        if line.startswith("ask "):
            questions.add(words)
        if line.startswith("told "):
            listed.add(words)
    assert asked == questions
    assert told == listed
