"""The notice, press release or disclosure around the comparison table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from amendtool.amendments.reasons import reason_problems
from amendtool.comparison.page import title_on_page
from amendtool.errors import Problem, raise_if_any
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
from amendtool.repository.workspace import AmendmentSource, Workspace
from amendtool.workflow.company_names import named_at
from amendtool.workflow.present_proposed import AmendedArticles
from amendtool.workflow.table import ComparedArticles
from amendtool.workflow.templates import template_folders


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
) -> MadeDocument:
    """The document around the table of an amendment.

    Everything in it comes from the amendment and from ``amendtool.toml``; ``item`` is its number
    on the agenda. The names are those that the company had when the amendment was applied.
    Raises InputError when the reasons cite articles that the amendment does not touch, and for
    what the template asks for and nobody gave.
    """
    sides = compared.sides
    assert isinstance(sides, AmendedArticles)
    config = workspace.config if sides.base is None else named_at(workspace, sides.base)
    proposed = source.parsed.amendment
    found = source.parsed.located(reason_problems(sides.application, proposed, config.style))
    raise_if_any(found)
    document = make_document(
        NoticeSource(
            amendment=proposed if item is None else replace(proposed, item=item),
            company=config.company_in(template.language),
            title=title_on_page(sides.present, config.title),
            file=source.parsed.file,
            config=CONFIG_FILE,
        ),
        compared.table,
        template,
        _own(workspace),
    )
    return MadeDocument(document=document, notices=found)


def _own(workspace: Workspace) -> list[Path]:
    """The company's folder of document templates, if there is one."""
    return [each / FOLDER for each in template_folders(workspace) if (each / FOLDER).is_dir()]
