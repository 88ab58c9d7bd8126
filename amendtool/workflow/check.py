"""What ``check`` finds: in the articles of every edition, between them, and in an amendment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from amendtool.articles.findings import findings
from amendtool.errors import AmendtoolError, Problem
from amendtool.repository.storage.folders import Loaded
from amendtool.repository.workspace import AmendmentSource, UnreadAmendment, Workspace
from amendtool.workflow.base import require_base
from amendtool.workflow.editions import propose_for_all, read_in_every_edition
from amendtool.workflow.every_edition import for_each_edition, joined
from amendtool.workflow.proposal import reasons, require_answered
from amendtool.workflow.references import dangling


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What ``check`` found: mistakes that stop something are in ``errors``.

    ``checked`` names the amendment asked for, for a message.
    """

    found: tuple[Problem, ...]
    errors: tuple[AmendtoolError, ...]
    checked: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that was found, what stops something at the end."""
        return (*self.found, *(each for error in self.errors for each in error.problems))


def check(workspace: Workspace, amendment: str | UnreadAmendment | None, *, cwd: Path) -> Findings:
    """The problems in the articles of the work tree, and in one amendment or in every one.

    An amendment that is named alone is applied too, to the present articles; paths are seen
    from ``cwd``. Nothing is written, and nothing raised that an amendment or the articles have
    wrong.
    """
    found: list[Problem] = []
    errors: list[AmendtoolError] = []
    checked = ""
    try:
        # Each amendment asks for the tags of all that it stands on, in every edition.
        workspace = replace(workspace, git=workspace.git.with_tags_listed())
        found += article_findings(workspace, errors)
        for each in workspace.amendment_names() if amendment is None else (amendment,):
            try:
                source = workspace.found(each, cwd=cwd) if isinstance(each, str) else each
                more, checked = amendment_findings(workspace, source, alone=amendment is not None)
                found += more
            except AmendtoolError as error:
                errors.append(error)
    except AmendtoolError as error:
        errors.append(error)
    return Findings(found=tuple(found), errors=tuple(errors), checked=checked)


def article_findings(workspace: Workspace, errors: list[AmendtoolError]) -> tuple[Problem, ...]:
    """The problems in the articles of the work tree, in all editions and between them.

    What stops an edition from being read is added to ``errors``.
    """
    editions: dict[str, Loaded] = {}
    told: list[tuple[str, tuple[Problem, ...]]] = []
    for language in workspace.config.languages:
        edition = workspace.edition(language)
        style = edition.config.style
        try:
            loaded = edition.articles_on_disk()
        except AmendtoolError as error:
            if not any(error.problems == each.problems for each in errors):
                errors.append(error)
            continue
        editions[language] = loaded
        own = findings(loaded.charter, loaded.paths, style)
        told.append((language, (*loaded.notices, *own, *dangling(loaded, style))))
    if len(workspace.config.languages) == 1:
        return told[0][1] if told else ()
    return (*joined(told), *_between(workspace, editions))


def _between(workspace: Workspace, editions: dict[str, Loaded]) -> tuple[Problem, ...]:
    """Where the further editions differ from the leading one."""
    config = workspace.config
    leading = config.languages[0]
    if leading not in editions:
        return ()
    # Most articles have one edition, and then nothing of this is asked.
    from amendtool.workflow.edition_differences import reference_problems, structure_problems
    from amendtool.workflow.translation_lag import behind_problems

    found: list[Problem] = []
    for language, loaded in editions.items():
        if language != leading:
            one, other = config.edition(leading).style, config.edition(language).style
            pair = (leading, language)
            found += structure_problems(editions[leading], loaded, one, pair)
            found += reference_problems(editions[leading], loaded, (one, other))
    return (*found, *behind_problems(workspace.git, editions))


def amendment_findings(
    workspace: Workspace, found: UnreadAmendment, *, alone: bool
) -> tuple[tuple[Problem, ...], str]:
    """The problems in an amendment, and its name for a message.

    ``alone`` also applies it to the present articles, unless it is applied already; without,
    one that stands on an amendment that is not applied yet may wait for it. Raises
    every mistake that stops it from being read or applied. An amendment that is applied needs
    the words of those editions only that there were before it.
    """
    applied = None if found.name is None else workspace.applied(found.name)
    languages = workspace.languages_at(applied.base) if applied is not None else None
    sources = read_in_every_edition(workspace, found, languages)
    name = sources[0].parsed.amendment.name
    if name != found.name:
        applied = workspace.applied(name)
    if applied is not None:
        return (), f"{name} (applied, tag {applied.tag})"
    if not alone:
        _require_bases(workspace, sources)
        return (), name
    proposals = propose_for_all(workspace, sources, workspace.head())
    require_answered(*proposals)
    told = [
        (each.language, reasons(each, workspace.config.edition(each.language).style))
        for each in proposals
    ]
    return (joined(told) if len(told) > 1 else told[0][1]), name


def _require_bases(workspace: Workspace, sources: Sequence[AmendmentSource]) -> None:
    """Raise where a pending amendment would be misread, in the editions that it has words for."""
    by_language = {source.parsed.language: source for source in sources}
    head = workspace.git.head().oid
    for_each_edition(
        workspace,
        lambda edition: require_base(
            edition, by_language[edition.config.language], head, waiting=True
        ),
        by_language,
    )
