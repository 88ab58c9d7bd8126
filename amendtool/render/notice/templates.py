"""Documents from templates: which there are, and filling one in.

A template is a file ``NAME.LANGUAGE.j2`` in ``templates/documents/``, of the company's
repository or of the package; that of the company goes before the packaged one of the same
file name. ``docs/documents.md`` says what stands in it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from amendtool.articles.languages import language_of
from amendtool.articles.text import characters
from amendtool.comparison.table import Table
from amendtool.errors import InputError, Place, Problem, raise_if_any
from amendtool.messages import say
from amendtool.packaged import packaged
from amendtool.patterns import compiled
from amendtool.render.notice.asked import FactSheet, FactsMissingError
from amendtool.render.notice.facts import (
    REGISTERED,
    NoticeSource,
    RegisteredChange,
    TemplateFacts,
)
from amendtool.render.notice.markup import Subject, read_markup, subject_of
from amendtool.render.notice.model import Notice
from amendtool.render.templates import Templates
from amendtool.values import dataclass

FOLDER: Final = "documents"
"""The folder of the document templates, below ``templates``."""

MAX_MARKUP: Final = 4 * 1024 * 1024

_FILE = compiled(r"([\w-]+)\.([a-z]{2})\.j2")
_SUMMARY = compiled(r"\s*\{#-?\s*(.+?)\s*(?:-?#\}|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFile:
    """A template that there is; ``path`` is None for a packaged one."""

    name: str
    language: str
    summary: str
    path: Path | None

    @property
    def file(self) -> str:
        """Its file name."""
        return f"{self.name}.{self.language}.j2"


def template_files(folders: Sequence[Path] = ()) -> tuple[TemplateFile, ...]:
    """Every template, by name and language; of two with one file name, the one that is used."""
    found: dict[str, TemplateFile] = {}
    for template in _every(folders):
        found.setdefault(template.file, template)
    return tuple(sorted(found.values(), key=lambda each: (each.name, each.language)))


def _every(folders: Sequence[Path]) -> Iterator[TemplateFile]:
    for folder in folders:
        for path in sorted(folder.glob("*.j2")):
            named = _FILE.fullmatch(path.name)
            if named and path.is_file():
                with path.open(encoding="utf-8-sig", errors="replace") as file:
                    start = file.read(2000)
                yield TemplateFile(
                    name=named[1], language=named[2], summary=_summary(start), path=path
                )
    for shipped in packaged("templates", FOLDER).iterdir():
        named = _FILE.fullmatch(shipped.name)
        if named:
            text = shipped.read_text(encoding="utf-8")
            yield TemplateFile(name=named[1], language=named[2], summary=_summary(text), path=None)


def _summary(text: str) -> str:
    """The first line of the comment that a template begins with."""
    found = _SUMMARY.match(text)
    return found[1] if found else ""


def choose(
    name: str | None, language: str | None, *, own: str, folders: Sequence[Path] = ()
) -> TemplateFile:
    """The template to use, where ``own`` is the language of the articles.

    Without a name it is the agenda item of the language; without a language the one in the
    language of the articles, or else the only one of the name. Raises :class:`InputError`
    (``template-unknown``) when there is none.
    """
    files = template_files(folders)
    if name is None:
        name = language_of(language or own).notice
    named = [each for each in files if each.name == name]
    wanted = [language] if language else [own, *(each.language for each in named)]
    for each in wanted:
        for template in named:
            if template.language == each:
                return template
    known = say(", ").join(f"{each.name} ({each.language})" for each in files)
    if named:
        message = say("there is no template {name!r} in {language}", name=name, language=language)
        hint = say("leave --language out, or choose one of {known}", known=known)
    else:
        close = difflib.get_close_matches(name, [each.name for each in files], n=1)
        message = say("there is no template {name!r}", name=name)
        file = _own_file(name, language or own)
        if close:
            hint = say(
                "did you mean {close}? known are {known}; one of your own is {file}",
                close=close[0],
                known=known,
                file=file,
            )
        else:
            hint = say("known are {known}; one of your own is {file}", known=known, file=file)
    raise InputError(Problem(code="template-unknown", message=message, hint=hint))


def _own_file(name: str, language: str) -> str:
    return f"templates/{FOLDER}/{name}.{language}.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filled:
    """A template filled in, with what it asked for and missed."""

    text: str
    lines: tuple[Place, ...]
    missed: frozenset[str]
    problems: tuple[Problem, ...]
    sheet: FactSheet


def make_document(
    source: NoticeSource,
    table: Table | None,
    template: TemplateFile,
    folders: Sequence[Path] = (),
) -> Notice:
    """The document that ``template`` makes of an amendment and its table, or of the articles.

    Raises :class:`InputError` for what is wrong in the template, with file and line, for one that
    is around something else (``document-subject``), and for every fact that it prints and that the
    amendment or the configuration lacks; :class:`~amendtool.render.notice.asked.FactsMissingError`
    where something is lacking that somebody can be asked for.
    """
    raise_if_any(_unseen(source.answers))
    filled = _filled(source, table, template, folders, None)
    if REGISTERED in filled.missed and source.registered is not None:
        registered = source.registered()
        if registered is not None:
            filled = _filled(source, table, template, folders, registered)
    _require_subject(source, template, subject_of(filled.text))
    sheet = filled.sheet
    problems = (*filled.problems, *sheet.problems(template.file))
    if sheet.missing:
        raise FactsMissingError(
            sheet.questions(), *sheet.missing_problems(template.file), others=problems
        )
    if problems:
        raise InputError(*problems)
    return read_markup(
        filled.text,
        language=template.language,
        table=table,
        articles=source.articles,
        lines=filled.lines,
    )


def _unseen(answers: Mapping[str, str]) -> Iterator[Problem]:
    """What nobody can see in an answer, or no document can hold."""
    for name, answer in answers.items():
        for problem in characters.problems(answer):
            yield problem.at(Place(path=name))


def _filled(
    source: NoticeSource,
    table: Table | None,
    template: TemplateFile,
    folders: Sequence[Path],
    registered: tuple[RegisteredChange, ...] | None,
) -> _Filled:
    # What was asked comes back from a child, and not every mapping goes between processes.
    sheet = FactSheet(dict(source.answers), dict(source.shared))
    facts = TemplateFacts(source, template.language, registered=registered, sheet=sheet)
    templates = Templates(folders, facts.functions(), inside=(FOLDER,))

    def fill() -> _Filled:
        arguments = facts.arguments() | {"table": table}
        text, lines = templates.fill_in_lines(template.file, arguments, most=MAX_MARKUP)
        return _Filled(
            text=text,
            lines=lines,
            missed=frozenset(facts.missed),
            problems=facts.problems(),
            sheet=sheet,
        )

    return templates.apart(fill)


def _require_subject(source: NoticeSource, template: TemplateFile, subject: Subject) -> None:
    """Raise InputError for a template of the articles with an amendment, and the reverse."""
    if (source.amendment is None) is (subject is Subject.ARTICLES):
        return
    name = template.name
    if subject is Subject.ARTICLES:
        message = say("the template {name} is of the articles in force, and of no amendment",
                      name=name)  # fmt: skip
        hint = say("amendtool document --template {name}; --on DAY for those of another day",
                   name=name)  # fmt: skip
    else:
        message = say("the template {name} is around an amendment, and none is named", name=name)
        hint = say("amendtool document AMENDMENT --template {name}", name=name)
    raise InputError(
        Problem(
            code="document-subject", message=message, hint=hint, place=Place(file=template.file)
        )
    )
