"""The sample company: both editions of its articles through all its amendments, in step."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.articles.charter import Charter
from amendtool.articles.findings import findings
from amendtool.articles.references.inventory import list_references
from amendtool.articles.styles import STYLES
from amendtool.comparison.house import HOUSES
from amendtool.comparison.rows import make_table
from amendtool.repository.storage.loader import load
from amendtool.repository.workspace import read_folder

KITANO = Path(__file__).parents[1] / "examples" / "kitano"
EDITIONS = (STYLES["ja"], STYLES["en"])
NAMES = sorted(path.stem for path in (KITANO / "amendments").glob("*.yaml"))


def history(language: str) -> list[Charter]:
    """The articles before the first amendment and after each."""
    style = STYLES[language]
    loaded = load(read_folder(KITANO, "articles"), style)
    states = [loaded.charter]
    for name in NAMES:
        path = KITANO / "amendments" / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        read = read_amendment(text, style, file=path.name, name=name, styles=EDITIONS)
        amendment = read.amendment
        application = apply(states[-1], amendment, style)
        assert not application.questions, [problem.message for _, problem in application.questions]
        assert apply(application.proposed, application.inverse, style).proposed == states[-1]
        states.append(application.proposed)
    return states


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_state_is_sound(language: str) -> None:
    style = STYLES[language]
    for charter in history(language):
        assert not findings(charter, {}, style)
        troubled = [
            listed.reference.text
            for listed in list_references(charter, style)
            if any(resolved.trouble for resolved in listed.resolved)
        ]
        assert not troubled


def test_the_editions_stay_in_step() -> None:
    for japanese, english in zip(history("ja"), history("en"), strict=True):
        for one, other in (
            (japanese.articles, english.articles),
            (japanese.supplementary, english.supplementary),
        ):
            assert [(a.key, a.number, a.status, a.chapter) for a in one] == [
                (a.key, a.number, a.status, a.chapter) for a in other
            ]
        assert [(c.key, c.number) for c in japanese.chapters] == [
            (c.key, c.number) for c in english.chapters
        ]


def test_every_amendment_has_a_table() -> None:
    style, house = STYLES["ja"], HOUSES["ja-notice"]
    states = history("ja")
    for present, proposed in pairwise(states):
        table = make_table(present, proposed, style=style, house=house)
        assert table.rows
        assert any(run.changed for block in table.blocks() for run in block.runs)
