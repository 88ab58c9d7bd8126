"""The numbers that Word prints by itself, counted apart from the reader, stand in the articles.

:mod:`tools.word_numbers` counts them from the parts of the file and shares no code with the
import. Documents of every plan, and lists of several levels drawn at random.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Final

import pytest

from amendtool.importing.document import read_document
from tests.importing.word_files import package
from tests.printed.documents import make
from tests.printed.layouts import PLAIN
from tests.printed.lines import lines_of
from tests.printed.measure import Case, verdict_of
from tests.printed.plans import PLANS
from tests.printed.product import printed_again
from tools.word_numbers import Numbered, missing, numbered

_COUNTED: Final = replace(PLAIN, counted=True)


def solid(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("plan", "seed"),
    [
        pytest.param(plan, seed, marks=pytest.mark.long if seed else ())
        for plan in sorted(PLANS)
        for seed in range(6)
    ],
)
def test_every_number_that_word_counts_is_kept(plan: str, seed: int) -> None:
    document = make(plan, seed)
    one = Case(document, "docx", _COUNTED)
    counted = numbered(one.printed().data)
    labels = {solid(line.label) for line in lines_of(document) if line.label}
    assert counted or all(line.kind != "item" for line in lines_of(document))
    assert {solid(each.number) for each in counted} <= labels
    verdicts, found = verdict_of(one)
    page = solid(printed_again(found, "txt", document.title).data.decode())
    assert missing(counted, page) == []
    assert {each.verdict for each in verdicts} == {"right"}


def test_an_export_that_lost_a_number_is_found() -> None:
    counted = [Numbered("(a)", "the seat"), Numbered("(b)", "the name")]
    assert missing(counted, solid("(a) the seat (b) the name")) == []
    assert missing(counted, solid("(a) the seat (c) the name")) == counted[1:]
    assert missing(counted, solid("(a) the seat the name")) == counted[1:]


_FORMS: Final = (
    "decimal", "decimalZero", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman",
    "decimalFullWidth", "irohaFullWidth", "aiueoFullWidth", "decimalEnclosedCircle",
    "japaneseCounting",
)  # fmt: skip


def drawn_lists(rng: random.Random) -> bytes:
    """A Word file with lists of up to four levels, restarts, overrides and bound styles."""
    abstracts, numbers, styles = "", "", ""
    instances: list[int] = []
    for abstract in range(rng.randint(1, 2)):
        levels = ""
        for at in range(4):
            text = rng.choice(
                [f"(%{at + 1})", f"%{at + 1}.", ".".join(f"%{n}" for n in range(1, at + 2)),
                 f"第%{at + 1}号"]
            )  # fmt: skip
            extra = "<w:isLgl/>" if rng.random() < 0.15 else ""
            if at and rng.random() < 0.15:
                extra = f'<w:lvlRestart w:val="{rng.randint(0, at)}"/>{extra}'
            bound = ""
            if not abstract and rng.random() < 0.3:
                bound = f'<w:pStyle w:val="L{at}"/>'
                styles += (
                    f'<w:style w:type="paragraph" w:styleId="L{at}"><w:name w:val="L{at}"/>'
                    f'<w:pPr><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
                    "</w:style>"
                )
            levels += (
                f'<w:lvl w:ilvl="{at}"><w:start w:val="{rng.choice([1, 1, 1, 3])}"/>'
                f'<w:numFmt w:val="{rng.choice(_FORMS)}"/>{extra and ""}{bound}'
                f'{extra}<w:lvlText w:val="{text}"/></w:lvl>'
            )
        abstracts += f'<w:abstractNum w:abstractNumId="{abstract}">{levels}</w:abstractNum>'
        for _ in range(rng.randint(1, 2)):
            name = len(instances) + 1
            over = ""
            if rng.random() < 0.3:
                over = (
                    f'<w:lvlOverride w:ilvl="{rng.randint(0, 2)}">'
                    f'<w:startOverride w:val="{rng.randint(1, 4)}"/></w:lvlOverride>'
                )
            numbers += (
                f'<w:num w:numId="{name}"><w:abstractNumId w:val="{abstract}"/>{over}</w:num>'
            )
            instances.append(name)
    body = ""
    for at in range(rng.randint(4, 14)):
        level = rng.choice([0, 0, 1, 1, 2, 3])
        chosen = (
            f'<w:pStyle w:val="L{level}"/>' if f'"L{level}"' in styles and rng.random() < 0.5 else
            f'<w:numPr><w:ilvl w:val="{level}"/>'
            f'<w:numId w:val="{rng.choice(instances)}"/></w:numPr>'
        )  # fmt: skip
        if rng.random() < 0.15:
            chosen = ""
        body += f"<w:p><w:pPr>{chosen}</w:pPr><w:r><w:t>word{at}</w:t></w:r></w:p>"
    return package(body, numbering=abstracts + numbers, styles=styles)


@pytest.mark.parametrize("seed", range(60))
def test_lists_of_several_levels_are_counted_as_another_counts_them(seed: int) -> None:
    data = drawn_lists(random.Random(seed))
    document = read_document(data, file="x.docx")
    found = [
        Numbered(solid(block.generated), block.text) for block in document.blocks if block.generated
    ]
    expected = [Numbered(solid(each.number), each.text) for each in numbered(data)]
    if found != expected:
        # A level above that comes behind its own parts: programs differ in what it begins with.
        assert "list-out-of-order" in [each.code for each in document.doubts]
