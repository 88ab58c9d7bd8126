"""Edited documents and the amendments that a drafter would have written for them.

Each file of ``documents`` has a title, the present articles and the edited ones as plain
text, the amendment that is drafted, and what is said of flaws in the edited text.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from amendtool.amendments.apply.apply import apply
from amendtool.amendments.file.read import read_amendment
from amendtool.amendments.file.write import write_amendment
from amendtool.articles.charter import Charter
from amendtool.articles.styles import EN, JA, DraftingStyle
from amendtool.drafting.comments import guesses
from amendtool.drafting.draft import Draft, draft
from amendtool.drafting.goal import EditedText, PrintedNumber
from amendtool.drafting.repair import Mending
from amendtool.importing.document import Imported, import_document

FOLDER = Path(__file__).parent / "documents"
CASES = sorted(path.stem for path in FOLDER.glob("*.txt"))


@dataclass(frozen=True, slots=True)
class Case:
    """One edited document; ``parts`` are the sections of its file by name."""

    name: str
    parts: dict[str, str]

    @classmethod
    def read(cls, name: str) -> Case:
        text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
        title, *sections = text.split("\n=== ")
        parts = {"title": title}
        for section in sections:
            part, content = section.split("\n", 1)
            parts[part] = f"{content.rstrip()}\n"
        return cls(name, parts)

    @property
    def style(self) -> DraftingStyle:
        return JA if "第１条" in self.parts["present"] else EN

    def document(self, part: str) -> Imported:
        data = self.parts[part].encode()
        return import_document(data, file=f"{part}.txt", style=self.style)

    def drafted(self, mending: Mending = Mending.TOUCHED) -> tuple[Charter, Imported, Draft]:
        present, edited = self.document("present").charter, self.document("edited")
        printed = {
            key: PrintedNumber(number=origin.number) for key, origin in edited.origins.items()
        }
        text = EditedText(charter=edited.charter, printed=printed)
        made = draft(present, text, self.style, name=self.name, mending=mending)
        assert made is not None
        return present, edited, made


def told(present: Charter, made: Draft, style: DraftingStyle) -> tuple[str, str]:
    """The amendment with its comments, and a line for each flaw."""
    notes = guesses(present, made, style)
    amendment = write_amendment(made.amendment, style, notes=notes)
    lines = [f"{flaw.code}: {flaw.key} {flaw.printed} -> {flaw.sound}" for flaw in made.flaws]
    lines += [f"items: {key}" for key in made.irregular]
    lines += [f"stale: {stale.key} {stale.left!r} -> {stale.right!r}" for stale in made.stale]
    lines += [f"left: {left.key} {left.left!r} -> {left.right!r}" for left in made.left]
    lines += [f"kept: {entry.before!r} in {entry.address}" for entry, _ in made.kept]
    return amendment, "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("name", CASES)
def test_the_amendment_that_a_drafter_would_have_written(name: str) -> None:
    case = Case.read(name)
    present, _, made = case.drafted()
    amendment, said = told(present, made, case.style)
    assert amendment == case.parts["amendment"]
    assert said == case.parts.get("said", "")


@pytest.mark.parametrize("name", CASES)
def test_it_gives_the_edited_articles_to_the_character(name: str) -> None:
    case = Case.read(name)
    present, edited, made = case.drafted()
    written = case.parts["amendment"]
    amendment = read_amendment(written, case.style, file=f"{name}.yaml", name=name).amendment
    application = apply(present, amendment, case.style)
    assert application.proposed == made.goal
    assert not application.questions
    if "said" not in case.parts and "omitted" not in case.parts["edited"]:
        assert texts(application.proposed) == texts(edited.charter)


FLAWED = [name for name in CASES if "said" in Case.read(name).parts]


@pytest.mark.parametrize("name", FLAWED)
def test_literally_the_flaws_are_kept(name: str) -> None:
    _, edited, made = Case.read(name).drafted(Mending.NOTHING)
    assert texts(made.proposed) == texts(edited.charter)
    assert not made.flaws
    assert not made.stale


def texts(charter: Charter) -> object:
    """Everything that print shows of the articles."""
    return [(a.number, a.heading, a.paragraphs, a.status) for a in charter.every_article()], [
        (c.number, c.heading) for c in charter.chapters
    ]
