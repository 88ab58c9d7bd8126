"""Restyling: an amendment that gives the numbers of whole levels another form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, assert_never

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import apply
from amendtool.amendments.apply.blocks import says_the_same
from amendtool.amendments.file.write import write_amendment, write_editions
from amendtool.articles.charter import Charter
from amendtool.articles.styles import DraftingStyle, samples
from amendtool.drafting.restyle import Level, restyled
from amendtool.errors import InputError, Place, Problem
from amendtool.messages import later, say
from amendtool.repository.workspace import Workspace
from amendtool.values import dataclass
from amendtool.workflow.progress import Progress, silent

Samples = Mapping[Level, Sequence[str]]
"""By level, numbers as they are to be printed: one, and of chapters and items one a depth."""

_LEVELS: Final[Mapping[Level, str]] = {
    "chapter": later("chapter"),
    "article": later("article"),
    "paragraph": later("paragraph"),
    "items": later("items"),
}


def samples_of(
    chapters: Sequence[str], article: str | None, paragraph: str | None, items: Sequence[str]
) -> Samples:
    """The samples by level, of those levels that have any."""
    found: dict[Level, Sequence[str]] = {}
    if chapters:
        found["chapter"] = chapters
    if article is not None:
        found["article"] = (article,)
    if paragraph is not None:
        found["paragraph"] = (paragraph,)
    if items:
        found["items"] = items
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Restyled:
    """The file of an amendment that restyles the articles, and how many marks it changes."""

    text: str
    marks: int


def restyle(
    workspace: Workspace,
    wanted: Samples,
    *,
    name: str,
    file: str,
    language: str | None = None,
    progress: Progress = silent,
) -> Restyled:
    """The amendment ``name`` that prints the numbers of the articles at HEAD as in ``wanted``.

    It is for one edition, by default the leading one, and is applied before it is given back.

    Raises InputError: ``sample-unclear`` for what shows no number, ``nothing-to-restyle`` where
    all are printed so already, and what applying refuses.
    """
    language = language or workspace.config.languages[0]
    edition = workspace.edition(language)
    style = edition.config.style
    chosen = _chosen(style, wanted, file)
    with progress(say("restyling")):
        present = edition.articles_at(edition.head()).charter
        operations = restyled(present, style, chosen, tuple(wanted))
        if not operations:
            raise InputError(
                Problem(
                    code="nothing-to-restyle",
                    message=say("every number of these levels is printed so already"),
                    hint=say("name another level, or another sample"),
                    place=Place(file=file),
                )
            )
        amendment = Amendment(name=name, operations=operations)
        apply(present, amendment, style)
    leading = workspace.config.languages[0]
    if language == leading:
        text = write_amendment(amendment, style)
    else:
        styles = {each: workspace.config.edition(each).style for each in (leading, language)}
        empty = Amendment(name=name, operations=())
        text = write_editions({leading: empty, language: amendment}, styles)
    _require_read_back(edition, present, text, amendment, file)
    return Restyled(text=text, marks=len(operations))


def _require_read_back(
    edition: Workspace, present: Charter, text: str, meant: Amendment, file: str
) -> None:
    read = edition.read_amendment(text.encode("utf-8"), file, name=meant.name).parsed.amendment
    if not says_the_same(read, meant, present):
        raise InputError(
            Problem(
                code="not-read-back",
                message=say(
                    "nothing was written, for the amendment would be read otherwise than it "
                    "is meant"
                ),
                hint=say("this is a mistake of amendtool: please report it with the samples given"),
                place=Place(file=file),
            )
        )


def _chosen(style: DraftingStyle, wanted: Samples, file: str) -> DraftingStyle:
    """``style`` with the forms that the samples show; all that show none are told."""
    found = style
    problems: list[Problem] = []
    for level, given in wanted.items():
        made = _with(found, level, given)
        if isinstance(made, DraftingStyle):
            found = made
            continue
        problems.append(
            Problem(
                code="sample-unclear",
                message=say(
                    "{given!r} shows no form of a number for the level {level}",
                    given=given[made],
                    level=say(_LEVELS[level]),
                ),
                hint=say(
                    "write a number as it is printed, such as {samples}",
                    samples=style.samples[level],
                ),
                place=Place(file=file),
            )
        )
    if problems:
        raise InputError(*problems)
    return found


def _with(style: DraftingStyle, level: Level, given: Sequence[str]) -> DraftingStyle | int:
    """``style`` with a level as in samples; the index of one that cannot be read."""
    match level:
        case "items":
            return samples.with_items(style, given)
        case "chapter":
            return samples.with_chapter(style, list(given)) or 0
        case "article":
            return samples.with_article(style, given[0]) or 0
        case "paragraph":
            return samples.with_paragraph(style, given[0]) or 0
        case _:
            assert_never(level)
