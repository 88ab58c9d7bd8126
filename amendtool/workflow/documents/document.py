"""The documents around the comparison table, or around the articles in force."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from amendtool.amendments.reasons import reason_problems
from amendtool.articles.languages import LANGUAGES, language_of
from amendtool.articles.text.encoding import decode
from amendtool.comparison.page import title_on_page
from amendtool.errors import Place, Problem, raise_if_any
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.periods.law import Law
from amendtool.render.charter.lines import make_export
from amendtool.render.charter.model import Export
from amendtool.render.notice.facts import NoticeSource
from amendtool.render.notice.model import Notice
from amendtool.render.notice.templates import (
    FOLDER,
    TemplateFile,
    choose,
    make_document,
    template_files,
)
from amendtool.repository.config import CONFIG_FILE
from amendtool.repository.landing.worktree import status
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import AmendmentSource, Workspace
from amendtool.settings import SettingsFile
from amendtool.values import dataclass
from amendtool.workflow.clock.registration import registered_changes
from amendtool.workflow.company_names import named_at
from amendtool.workflow.documents.templates import template_folders
from amendtool.workflow.documents.whole_notice import whole_notice_problems
from amendtool.workflow.export import export_articles
from amendtool.workflow.present_proposed import AmendedArticles
from amendtool.workflow.table import ComparedArticles

_NO_ANSWERS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTemplate:
    """A document template, and where it stands in the repository: None for a packaged one."""

    template: TemplateFile
    path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDocument:
    """A document, ready to be printed; ``notices`` are what does not stop it."""

    document: Notice
    notices: tuple[Problem, ...]


def list_templates(workspace: Workspace) -> tuple[ListedTemplate, ...]:
    """The document templates, the company's own before the packaged ones."""
    return tuple(
        ListedTemplate(
            template=each,
            path=str(each.path.relative_to(workspace.root)) if each.path else None,
        )
        for each in template_files(_own(workspace))
    )


def choose_template(
    workspace: Workspace, name: str | None = None, language: str | None = None
) -> TemplateFile:
    """The template ``name`` in a language, by default the notice in that of the articles.

    Raises InputError when there is none.
    """
    own = workspace.config.language
    return choose(name, language, own=own, folders=_own(workspace))


def make(
    workspace: Workspace,
    source: AmendmentSource,
    compared: ComparedArticles,
    template: TemplateFile,
    *,
    item: int | None = None,
    answers: Mapping[str, str] = _NO_ANSWERS,
    shared: Mapping[str, str] = _NO_ANSWERS,
) -> MadeDocument:
    """The document around the table of an amendment.

    Everything in it comes from the amendment and from ``amendtool.toml``, and from ``answers`` to
    what the template asks for, days and choices also from ``shared``, those of another edition;
    ``item`` is its number on the agenda. The names are those that the
    company had when the amendment was applied. Raises InputError when the reasons cite articles
    that the amendment does not touch, and for what the template prints and nobody gave;
    FactsMissingError where all of that can be asked for.
    """
    sides = compared.sides
    assert isinstance(sides, AmendedArticles)
    config = workspace.config if sides.base is None else named_at(workspace, sides.base)
    proposed = source.parsed.amendment
    found = source.parsed.located(reason_problems(sides.application, proposed, config.style))
    if item is not None:
        proposed = replace(proposed, item=item)
    if template.name == language_of(template.language).whole_notice:
        said = whole_notice_problems(proposed, {**shared, **answers}, config.law or Law.NONE)
        found = (*found, *source.parsed.located(said))
    raise_if_any(found)

    def articles() -> Export:
        return make_export(
            sides.proposed,
            style=config.style,
            house=config.house,
            title=config.title,
            own_list=False,
            around=config.around,
        )

    document = make_document(
        NoticeSource(
            amendment=proposed,
            company=config.company_in(template.language),
            title=title_on_page(sides.present, config.title),
            file=source.parsed.file,
            config=CONFIG_FILE,
            standing=_standing(workspace, proposed.name),
            answers=answers,
            shared=shared,
            articles=articles,
            registered=lambda: registered_changes(workspace, sides, template.language),
        ),
        compared.table,
        template,
        _own(workspace),
    )
    return MadeDocument(document=document, notices=found)


def make_of_articles(
    workspace: Workspace,
    template: TemplateFile,
    day: datetime.date,
    *,
    as_of: str | None = None,
    answers: Mapping[str, str] = _NO_ANSWERS,
) -> MadeDocument:
    """A document of the articles in force on a day, such as their certificate.

    What takes effect later is left out, and told, and so is what is not committed; ``as_of`` a
    revision limits what was known. The names in it are those of the day, and the company that
    hands it out has that of today.
    Raises InputError as :func:`make` does and for a day of which no text is held, ConflictError
    for one on which the text cannot be told, RepositoryError where there is no commit yet.
    """
    clean = export_articles(workspace, on=day, as_of=as_of, pending=False)
    config = named_at(workspace, clean.commit or workspace.head())
    document = make_document(
        NoticeSource(
            company=workspace.config.company_in(template.language),
            named=config.company_in(template.language).name,
            title=_in_a_sentence(clean.export.title, config.title),
            config=CONFIG_FILE,
            day=day,
            answers=answers,
            articles=lambda: clean.export,
        ),
        None,
        template,
        _own(workspace),
    )
    notices = (*clean.notices, *_uncommitted(workspace), *_certified_already(clean.export))
    return MadeDocument(document=document, notices=notices)


_CERTIFIES: Final = compiled(r"相違(?:ない|なき|あり|ござい)|\bcertif(?:y|ies|ied)\b")
_LAST_LINES: Final = 15
"""So many lines a closing has at most where it is a certificate: sentence, day, names."""


def _certified_already(export: Export) -> Iterator[Problem]:
    """A warning where the articles end with a certificate of their own, which is printed too."""
    for line in export.lines[-_LAST_LINES:]:
        if _CERTIFIES.search(line.text):
            yield Problem(
                code="certified-already",
                message=say(
                    "the articles end with a certificate of their own, which is printed in front "
                    "of this one: {text!r}",
                    text=line.text.strip(),
                ),
                hint=say("where it speaks of another day, take it out of the closing text first"),
                severity="warning",
            )
            return


def _in_a_sentence(printed: str, title: str) -> str:
    """The title that the articles print; one all in capitals as ``title`` writes it."""
    return title if not printed or printed == title.upper() else printed


def _uncommitted(workspace: Workspace) -> Iterator[Problem]:
    """A warning of each file of the articles that stands otherwise than what is printed."""
    for path, _ in sorted(status(workspace.git, untracked=True).here.items()):
        if path.startswith(f"{ARTICLES}/"):
            yield Problem(
                code="uncommitted",
                message=say("this file has changes that are not committed: they are not printed"),
                hint=say("what is certified is what is committed"),
                place=Place(file=path),
                severity="warning",
            )


def read_facts(data: bytes, file: str) -> dict[str, str]:
    """The facts in a file of TOML: texts, whole numbers and days, by name.

    Raises InputError for what is no such file, with every mistake.
    """
    text, _ = decode(data, file=file)
    settings = SettingsFile(text, file=file)
    found = {}
    values = settings.names("")
    for name, value in tuple(values.items()):
        if name in LANGUAGES and isinstance(value, dict):
            # The facts of an edition: [en], or en.place on a line of its own.
            values = {**values, **{f"{name}.{each}": text for each, text in value.items()}}
            del values[name]
    for name, value in values.items():
        if isinstance(value, bool) or not isinstance(value, str | int | datetime.date):
            settings.mistake(
                name,
                "text-expected",
                say("{name} should be a text", name=name),
                say("write it as {example}", example=f'{name} = "…"'),
            )
        else:
            found[name] = str(value)
    settings.require_none()
    return found


def _standing(workspace: Workspace, name: str) -> str:
    """What became of an amendment: adopted where it is in force and nobody recorded it, too."""
    acts = workspace.acts()
    record = acts.records.get(name)
    return "adopted" if name in acts.applied else record.standing if record else "pending"


def _own(workspace: Workspace) -> list[Path]:
    """The company's folder of document templates, if there is one."""
    return [each / FOLDER for each in template_folders(workspace) if (each / FOLDER).is_dir()]
