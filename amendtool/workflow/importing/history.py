"""Importing a history: every version of a document as an amendment, by whom and when it was made.

The first version becomes the articles, each further one an amendment that is drafted from it,
against the articles that the one before it left, and applied to them. The commits have the
authors and the days of the versions, so that ``git blame`` and ``log`` reach behind the import.
All of it is one update of the branch: a version of which no amendment can be made stops it before
anything is written.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from amendtool.amendments.file.write import write_amendment
from amendtool.comparison.page import title_on_page
from amendtool.errors import AmendtoolError, InputError, Place, Problem
from amendtool.importing.blocks import Changes, Struck
from amendtool.importing.document import import_document
from amendtool.messages import say
from amendtool.repository.config import CONFIG_FILE, DRAFTING, read_config
from amendtool.repository.git import tree_of
from amendtool.repository.houses import reader_in
from amendtool.repository.landing.landing import Landing, Message, land
from amendtool.repository.landing.preconditions import require_ready
from amendtool.repository.landing.stages import files_after
from amendtool.repository.storage.folders import ARTICLES
from amendtool.repository.workspace import AMENDMENTS, TREE, UnreadAmendment, Workspace
from amendtool.values import dataclass
from amendtool.workflow.adopt import PlannedAdoption, plan_adoption
from amendtool.workflow.document_title import with_setting, with_title
from amendtool.workflow.drafting.draft import EditionDraft, draft
from amendtool.workflow.drafting.edited_document import EditedDocument
from amendtool.workflow.importing.document import (
    ImportedArticles,
    import_articles,
    import_target,
    with_settings,
)
from amendtool.workflow.importing.versions import DocumentVersion
from amendtool.workflow.new import require_free
from amendtool.workflow.progress import Progress, silent
from amendtool.workflow.proposal import propose

_TRAILER = "Imported-From"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedVersion:
    """What became of a version: the amendment that makes it, its commits, what is to be said.

    ``amendment`` is None for the first one, which is the articles, and for one in which the
    articles are those of the one before it; the latter has no commits either. ``adopted`` is the
    day that the amendment has.
    """

    version: DocumentVersion
    amendment: str | None = None
    operations: int = 0
    adopted: datetime.date | None = None
    problems: tuple[Problem, ...] = ()
    commits: tuple[str, ...] = ()


def import_history(
    workspace: Workspace,
    versions: Sequence[DocumentVersion],
    *,
    language: str | None = None,
    style: str | None = None,
    changes: Changes | None = None,
    struck: Struck | None = None,
    accept_loss: bool = False,
    write: bool = True,
    progress: Progress = silent,
) -> tuple[ImportedVersion, ...]:
    """Import the versions of a document, the oldest first: in one update of the branch, or none.

    Numbers and references are taken as each version has them, and nothing is mended. Raises
    InputError, with the version in its place, where one is refused, where no amendment makes it
    of the one before, or where its references leave a question; ConflictError and RepositoryError
    as landing does. Nothing is written then, nor with ``write=False``.
    """
    if len(workspace.config.languages) > 1:
        raise InputError(
            Problem(
                code="history-editions",
                message=say("a history is imported into articles of one edition"),
                hint=say("import it first, and add the further edition to its last version"),
                place=Place(file=CONFIG_FILE),
            )
        )
    first, *further = versions
    with _told_of(first):
        target = import_target(workspace, language=language, style=style)
        made = import_articles(
            target,
            first.data,
            file=first.file,
            changes=changes,
            struck=struck,
            accept_loss=accept_loss,
            write=False,
            progress=progress,
        )
    workspace, articles = _first(workspace, first, made)
    planned = [articles]
    report = made.imported.report
    told = _placed(first, (*report.lost, *report.doubts))
    steps = [ImportedVersion(version=first, adopted=first.day, problems=told)]
    latest = first.day
    for version in further:
        early, latest = version.day < latest, max(latest, version.day)
        with progress(say("drafting {version}", version=version.shown)), _told_of(version):
            seen = _behind(workspace, planned[-1])
            _require_whole(seen, version, changes=changes, struck=struck, lossy=accept_loss)
            drafted = _drafted(seen, planned[-1], version, latest, steps, changes, struck)
            if drafted is None:
                steps.append(ImportedVersion(version=version))
                continue
            planned.append(_adoption(seen, planned[-1], version, drafted))
        amendment = drafted.amendment
        steps.append(
            ImportedVersion(
                version=version,
                amendment=amendment.name,
                operations=len(amendment.operations),
                adopted=amendment.adopted,
                problems=(
                    *([_out_of_order(version, latest)] if early else []),
                    *_placed(version, drafted.problems),
                ),
            )
        )
    if not write:
        return tuple(steps)
    with progress(say("committing")):
        return _landed(workspace, planned, steps)


# The first version


def _first(
    workspace: Workspace, version: DocumentVersion, made: ImportedArticles
) -> tuple[Workspace, PlannedAdoption]:
    """The repository with the settings that the first version teaches, and how it lands."""
    head = workspace.head()
    path = workspace.root / CONFIG_FILE
    before = path.read_bytes()
    content = before.decode("utf-8")
    for name, value in made.settings.items():
        content = with_setting(content, workspace.config, name, value)
    if made.imported.drafting:
        content = with_settings(content, DRAFTING, dict(made.imported.drafting))
    if made.title:
        content = with_title(content, workspace.config, made.title)
    settings = content.encode("utf-8")
    config = read_config(settings, read=reader_in(workspace.root))
    landing = Landing(
        name="import",
        base=head,
        writes={**made.files, **({CONFIG_FILE: settings} if settings != before else {})},
        text=Message(
            subject=version.title or f"Import {version.source}",
            trailers=((_TRAILER, version.source),),
        ),
        author=version.author,
    )
    _, after = files_after(landing, workspace.git.tree(head, ARTICLES), head)
    after = {path: entry for path, entry in after.items() if path.startswith(f"{ARTICLES}/")}
    standing = workspace.files_at(head)
    planned = PlannedAdoption(
        landing=landing,
        after=after,
        tree=tree_of(after, ARTICLES, like=head) or "",
        files={**standing, **made.files},
        new=frozenset(made.files),
        read={CONFIG_FILE: before},
    )
    return replace(workspace, config=config.edition(config.languages[0])), planned


# The versions behind it


def _behind(workspace: Workspace, planned: PlannedAdoption) -> Workspace:
    """The repository seen with the articles that the version before leaves."""
    return replace(workspace.with_ahead("", planned.tree, planned.files), ahead={})


def _require_whole(
    workspace: Workspace,
    version: DocumentVersion,
    *,
    changes: Changes | None,
    struck: Struck | None,
    lossy: bool,
) -> None:
    """Raise InputError where the version says two things, or where some of it would be lost."""
    read = import_document(
        version.data,
        file=version.file,
        style=workspace.config.style,
        changes=changes,
        struck=struck,
    )
    if read.report.lost and not lossy:
        raise InputError(*read.report.lost)


def _drafted(
    workspace: Workspace,
    behind: PlannedAdoption,
    version: DocumentVersion,
    day: datetime.date,
    steps: Sequence[ImportedVersion],
    changes: Changes | None,
    struck: Struck | None,
) -> EditionDraft | None:
    """The amendment that makes the version; None where its articles are those before it."""
    config = workspace.config
    present = workspace.articles_at(f"{TREE}{behind.tree}").charter
    name = _name(workspace, version.day, steps)
    edited = EditedDocument(data=version.data, file=version.file, changes=changes, struck=struck)
    try:
        made = draft(
            present,
            edited,
            config.style,
            name=name,
            literal=True,
            house=config.house,
            title=title_on_page(present, config.title),
        )
    except InputError as error:
        if [each.code for each in error.problems[:1]] == ["nothing-to-draft"]:
            return None
        raise
    amendment = replace(
        made.draft.amendment,
        title=version.title,
        adopted=day,
        written_against=behind.tree,
    )
    return replace(made, draft=replace(made.draft, amendment=amendment))


def _name(workspace: Workspace, day: datetime.date, steps: Sequence[ImportedVersion]) -> str:
    """A name that no other version has. Raises InputError where an amendment has it."""
    taken = {each.amendment for each in steps}
    name = plain = f"as-of-{day}"
    nth = 1
    while name in taken:
        nth += 1
        name = f"{plain}-{nth}"
    require_free(workspace, name)
    return name


def _adoption(
    workspace: Workspace, behind: PlannedAdoption, version: DocumentVersion, drafted: EditionDraft
) -> PlannedAdoption:
    """How the amendment lands; InputError for a question that it leaves open."""
    amendment = drafted.amendment
    text = write_amendment(amendment, workspace.config.style, notes=drafted.notes)
    file = f"{AMENDMENTS}/{amendment.name}.yaml"
    found = UnreadAmendment(data=text.encode("utf-8"), shown=file, name=amendment.name)
    proposal = propose(workspace, workspace.read(found), f"{TREE}{behind.tree}")
    planned = plan_adoption(workspace, [proposal], behind)
    landing = planned.landing
    return replace(
        planned,
        landing=replace(
            landing,
            renaming=_from(landing.renaming, version),
            text=_from(landing.text, version),
            author=version.author,
        ),
    )


def _from(message: Message | None, version: DocumentVersion) -> Message | None:
    if message is None:
        return None
    return replace(message, trailers=(*message.trailers, (_TRAILER, version.source)))


# Landing them


def _landed(
    workspace: Workspace, planned: Sequence[PlannedAdoption], steps: Sequence[ImportedVersion]
) -> tuple[ImportedVersion, ...]:
    first, *following = (each.landing for each in planned)
    standing = workspace.git.tree(first.base or "", ARTICLES)
    new = {path for each in planned for path in each.after if path not in standing}
    ready = require_ready(
        workspace.git,
        paths=(ARTICLES,),
        new=new.union(*(each.new for each in planned)),
        read={path: data for each in planned for path, data in each.read.items()},
        name=first.name,
        base=first.base,
    )
    landed = land(workspace.git, replace(first, following=tuple(following)))
    notices = (*ready.notices, *landed.notices)
    named = [each.amendment if index else first.name for index, each in enumerate(steps)]
    return tuple(
        replace(
            step,
            commits=landed.each.get(name or "", ()),
            problems=(*notices, *step.problems) if index == 0 else step.problems,
        )
        for index, (name, step) in enumerate(zip(named, steps, strict=True))
    )


# Telling which


def _out_of_order(version: DocumentVersion, day: datetime.date) -> Problem:
    return Problem(
        code="history-order",
        message=say(
            "it is of {before}, and stands behind a version of {day}: the amendment was adopted "
            "on that day, as it says",
            before=version.day,
            day=day,
        ),
        hint=say("the commit keeps the day of the version; look which of the two is right"),
        place=Place(file=version.shown),
        severity="warning",
    )


@contextmanager
def _told_of(version: DocumentVersion) -> Iterator[None]:
    """Say of every problem which version it is about."""
    try:
        yield
    except AmendtoolError as error:
        raise type(error)(*_placed(version, error.problems)) from None


def _placed(version: DocumentVersion, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(
        replace(each, place=replace(each.place, file=version.shown))
        if each.place.file in (None, version.file)
        else replace(each, message=f"{version.shown}: {each.message}")
        for each in problems
    )
