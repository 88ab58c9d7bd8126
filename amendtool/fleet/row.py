"""One row of a fleet: one act for one company, by the use case that its verb calls.

What a row did is told by a value that can travel between machines. Nothing that is wrong with
one company gets out of its row.
"""

from __future__ import annotations

import datetime
import gettext
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

import amendtool
from amendtool.errors import AmendtoolError, ConflictError, InputError, Problem, Severity, reason_of
from amendtool.fleet.addresses import is_remote
from amendtool.fleet.company import FleetCompany, Vote
from amendtool.fleet.draft import CompanyDraft, draft_company
from amendtool.fleet.find import How
from amendtool.fleet.pattern import AmendmentPattern
from amendtool.fleet.pattern_file import read_pattern
from amendtool.fleet.standing import PatternStanding, standing_of
from amendtool.messages import later, say, speaking
from amendtool.repository.workspace import UnreadAmendment, Workspace
from amendtool.workflow.open import open_workspace
from amendtool.workflow.repository_copy import RepositoryCopy, copy_of, is_bare, require_branch


class FleetAct(StrEnum):
    """What a fleet does for each company: the verbs of the same names, and the report."""

    DRAFT = "draft"
    CHECK = "check"
    PLAN = "plan"
    TABLE = "table"
    DOCUMENT = "document"
    APPLY = "apply"
    DUE = "due"
    VERIFY = "verify"
    REPORT = "report"


class RowResult(StrEnum):
    """What became of a row."""

    DONE = "done"
    ALREADY = "already"
    """It was done before, by this pattern: nothing is left to do."""
    THERE = "there"
    """The text is there, and not by this pattern."""
    WAITS = "waits"
    """No vote and day are stated for it."""
    REJECTED = "rejected"
    DOUBT = "doubt"
    FINDINGS = "findings"
    """Something was found, or is due."""
    FAILED = "failed"


RESULTS: Final[Mapping[RowResult, str]] = {
    RowResult.DONE: later("went through"),
    RowResult.ALREADY: later("done before"),
    RowResult.THERE: later("text is there already"),
    RowResult.WAITS: later("no vote yet"),
    RowResult.REJECTED: later("rejected"),
    RowResult.DOUBT: later("doubt"),
    RowResult.FINDINGS: later("findings"),
    RowResult.FAILED: later("failed"),
}
"""Each result as people are told it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """A problem of a row, as it travels: its code, what is wrong, and what to do."""

    code: str
    severity: Severity
    message: str
    hint: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFound:
    """A provision that was found in a company: its name in the pattern, its key, and by what."""

    name: str
    key: str
    how: How
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyRow:
    """What a fleet did for one company. ``files`` are what it printed, by name."""

    at: int
    company: str
    result: RowResult
    told: str = ""
    amendment: str = ""
    commit: str = ""
    problems: tuple[RowProblem, ...] = ()
    found: tuple[RowFound, ...] = ()
    files: Mapping[str, bytes] | None = None
    seconds: float = 0.0
    cpu: float = 0.0
    """The time of processors that it took, with the git that it ran; of its process, so that it
    is right where a worker has one thread."""
    peak: int | None = None
    """The most memory that its process has had, in megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetOrder:
    """What is asked of every row: the act, the pattern, and the day that it is."""

    act: FleetAct
    pattern_file: str
    pattern_data: bytes
    today: datetime.date
    folder: Path
    """That of the list, from which its paths are seen."""
    moment: datetime.datetime
    scratch: Path | None = None
    """Where copies of repositories elsewhere are made; None for where the machine has such."""
    within: int = 14
    language: str = "en"
    """That in which the problems of rows are told."""
    format: str = "html"
    template: str | None = None

    @property
    def pattern(self) -> AmendmentPattern:
        """The pattern, read once where rows are done."""
        return _pattern(self.pattern_data, self.pattern_file)


@lru_cache(maxsize=4)
def _pattern(data: bytes, file: str) -> AmendmentPattern:
    return read_pattern(data, file=file)


def run_row(order: FleetOrder, at: int, company: FleetCompany) -> CompanyRow:
    """Do what is ordered for one company; everything that goes wrong is told in its row."""
    began, used = time.perf_counter(), sum(os.times()[:4])
    with _spoken(order.language):
        row = _done(order, company)
    return replace(
        row,
        at=at,
        company=company.name,
        seconds=time.perf_counter() - began,
        cpu=sum(os.times()[:4]) - used,
        peak=peak_memory(),
    )


def run_rows(order: FleetOrder, rows: Sequence[tuple[int, FleetCompany]]) -> tuple[CompanyRow, ...]:
    """Do what is ordered for several companies, one after the other."""
    return tuple(run_row(order, at, company) for at, company in rows)


def peak_memory() -> int | None:
    """The most memory that this process has had, in megabytes; None where no system tells."""
    try:
        import resource
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(most >> 20) if sys.platform == "darwin" else int(most >> 10)


def _spoken(language: str) -> AbstractContextManager[None]:
    """Say everything within in a language, as the command line does where it was called."""
    if language == "en":
        return speaking(None)
    catalogues = Path(amendtool.__file__).parent / "locale"
    found = gettext.translation("amendtool", catalogues, [language], fallback=True)
    return speaking(found, language)


def _done(order: FleetOrder, company: FleetCompany) -> CompanyRow:
    try:
        with _opened(order, company) as (folder, copy):
            return _ACTS[order.act](_Task(order, company, folder, copy))
    except AmendtoolError as error:
        return _row(RowResult.FAILED, problems=tuple(map(_told, error.problems)))
    except OSError as error:
        problem = RowProblem(
            code="io", severity="error", message=reason_of(error), hint=say("check the disk")
        )
        return _row(RowResult.FAILED, problems=(problem,))
    except Exception as error:
        # As the command line does for one company: the kind of mistake and none of the text.
        problem = RowProblem(
            code="internal-error",
            severity="error",
            message=say("a mistake in the program: {kind}", kind=type(error).__name__),
            hint=say("call the verb for this company alone; it writes a report"),
        )
        return _row(RowResult.FAILED, problems=(problem,))


@contextmanager
def _opened(
    order: FleetOrder, company: FleetCompany
) -> Iterator[tuple[Path, RepositoryCopy | None]]:
    """Where the articles of a company are, and what takes them back where they are elsewhere."""
    if not is_remote(company.repository):
        folder = order.folder / company.repository
        if not is_bare(folder):
            require_branch(folder, company.branch)
            yield folder, None
            return
        address = str(folder)
    else:
        address = company.repository
    with copy_of(
        address, order.scratch or Path(tempfile.gettempdir()), branch=company.branch
    ) as copy:
        yield copy.folder, copy


@dataclass(frozen=True, slots=True)
class _Task:
    """One row while it is done."""

    order: FleetOrder
    company: FleetCompany
    folder: Path
    copy: RepositoryCopy | None

    def workspace(self) -> Workspace:
        return open_workspace(self.folder)[0]

    def taken_back(self, tag: str | None = None) -> None:
        if self.copy is not None:
            self.copy.take_back(tag)

    def drafted(self, workspace: Workspace) -> CompanyDraft:
        return draft_company(workspace, self.order.pattern, self.company)

    def source(self, workspace: Workspace) -> tuple[UnreadAmendment | None, CompanyRow | None]:
        """The amendment of the company: its file, else what the pattern makes; or why none."""
        standing = standing_of(workspace, self.order.pattern)
        if standing.file is not None:
            return standing.file, None
        if standing.name:
            return workspace.found(standing.name, cwd=workspace.root), None
        made = self.drafted(workspace)
        return (None, _undrafted(made)) if made.draft is None else (made.draft.unread, None)


def _undrafted(made: CompanyDraft) -> CompanyRow:
    found = tuple(
        RowFound(name=each.name, key=each.key, how=each.how, likeness=round(each.likeness, 3))
        for each in made.found
    )
    if made.is_there:
        return _row(RowResult.THERE, found=found)
    return _row(RowResult.DOUBT, problems=tuple(map(_told, made.doubts)), found=found)


def _standing_row(standing: PatternStanding) -> CompanyRow | None:
    """The row of a company about which this pattern has nothing left to do."""
    if not standing.decided:
        return None
    problems = (_told(standing.otherwise),) if standing.otherwise else ()
    if standing.decided == "adopted":
        return _row(RowResult.ALREADY, amendment=standing.name, problems=problems)
    told = "" if standing.decided == "rejected" else standing.decided
    return _row(RowResult.REJECTED, amendment=standing.name, told=told, problems=problems)


# -- the acts ---------------------------------------------------------------------------------


def _draft(task: _Task) -> CompanyRow:
    from amendtool.workflow.standard_draft import commit_standard, write_standard

    # What a run that was cut off had begun to write is taken back, as `new` does.
    workspace = open_workspace(task.folder, writes=True)[0]
    standing = standing_of(workspace, task.order.pattern)
    done = _standing_row(standing)
    if done is not None:
        return done
    if standing.name:
        problems = (_told(standing.otherwise),) if standing.otherwise else ()
        return _row(RowResult.ALREADY, amendment=standing.name, problems=problems)
    made = task.drafted(workspace)
    if made.draft is None:
        return _undrafted(made)
    commit = ""
    if task.copy is None:
        write_standard(workspace, made.draft)
    else:
        commit = commit_standard(workspace, made.draft)
        task.taken_back()
    return replace(
        _undrafted(made), result=RowResult.DONE, amendment=made.draft.name, commit=commit
    )


def _check(task: _Task) -> CompanyRow:
    from amendtool.workflow.check import check

    workspace = task.workspace()
    done = _standing_row(standing_of(workspace, task.order.pattern))
    if done is not None:
        return done
    source, why = task.source(workspace)
    if source is None:
        return why or _row(RowResult.FAILED)
    found = check(workspace, source, cwd=task.folder).problems
    bad = [each for each in found if each.severity != "note"]
    return _row(
        RowResult.FINDINGS if bad else RowResult.DONE,
        amendment=source.name or "",
        problems=tuple(map(_told, bad)),
    )


def _plan(task: _Task) -> CompanyRow:
    from amendtool.workflow.plan import plan

    workspace = task.workspace()
    done = _standing_row(standing_of(workspace, task.order.pattern))
    if done is not None:
        return done
    source, why = task.source(workspace)
    if source is None:
        return why or _row(RowResult.FAILED)
    planned = plan(workspace, source)
    told = "; ".join(
        str(each) for edition in planned.editions[:1] for each in _consequences(edition)
    )
    open_ = tuple(map(_told, (*planned.questions, *planned.notices)))
    return _row(
        RowResult.FINDINGS if planned.questions else RowResult.DONE,
        amendment=source.name or "",
        told=told,
        problems=open_,
    )


def _consequences(edition: object) -> Iterator[str]:
    from amendtool.workflow.plan import PlannedEdition

    assert isinstance(edition, PlannedEdition)
    application = edition.proposal.application
    before = {each.key for each in application.present.every_article()}
    after = {each.key for each in application.proposed.every_article()}
    yield from (f"- {key}" for key in sorted(before - after))
    yield from (f"+ {key}" for key in sorted(after - before))
    renumbered = sum(entry.before != entry.after for entry in application.ledger)
    if renumbered:
        yield say("{count} citations follow", count=renumbered)


def _table(task: _Task) -> CompanyRow:
    workspace = task.workspace()
    source, why = task.source(workspace)
    if source is None:
        return why or _row(RowResult.FAILED)
    return _table_of(task, workspace, source)


def _table_of(task: _Task, workspace: Workspace, source: UnreadAmendment) -> CompanyRow:
    """The tables of one amendment, one for each edition."""
    from amendtool.render.formats import TABLE, render
    from amendtool.workflow.documents.templates import template_folders
    from amendtool.workflow.table import compare_amendment

    house = task.company.house or None
    files: dict[str, bytes] = {}
    notices: list[Problem] = []
    for language in workspace.config.languages:
        edition = workspace.edition(language)
        compared = compare_amendment(edition, edition.read(source), house=house)
        notices += compared.notices
        printed = render(
            TABLE,
            compared.table,
            task.order.format,
            templates=template_folders(edition),
            moment=task.order.moment,
        )
        ending = "" if language == workspace.config.languages[0] else f".{language}"
        files[f"table{ending}.{task.order.format}"] = printed
    return _row(
        RowResult.DONE,
        amendment=source.name or "",
        files=files,
        problems=tuple(map(_told, dict.fromkeys(notices))),
    )


def _document(task: _Task) -> CompanyRow:
    from amendtool.render.formats import DOCUMENT, render
    from amendtool.workflow.documents.document import choose_template, make
    from amendtool.workflow.table import compare_amendment

    workspace = task.workspace()
    source, why = task.source(workspace)
    if source is None:
        return why or _row(RowResult.FAILED)
    read = workspace.read(source)
    compared = compare_amendment(workspace, read, house=task.company.house or None)
    template = choose_template(workspace, task.order.template)
    fields = task.company.fields
    try:
        made = make(workspace, read, compared, template, answers=fields)
    except InputError as error:
        # The columns are for the words of the pattern as well; a template takes what it asks for.
        unknown = {
            each.place.path for each in error.problems if each.code == "document-fact-unknown"
        }
        if not unknown:
            raise
        asked = {name: value for name, value in fields.items() if name not in unknown}
        made = make(workspace, read, compared, template, answers=asked)
    printed = render(DOCUMENT, made.document, task.order.format, moment=task.order.moment)
    return _row(
        RowResult.DONE,
        amendment=source.name or "",
        files={f"document.{task.order.format}": printed},
        problems=tuple(map(_told, (*compared.notices, *made.notices))),
    )


def _apply(task: _Task) -> CompanyRow:
    from amendtool.workflow.apply import apply_amendment, open_finished
    from amendtool.workflow.life import record_act
    from amendtool.workflow.standard_draft import write_standard

    opened = open_finished(task.folder)
    workspace = opened.workspace
    pattern = task.order.pattern
    standing = standing_of(workspace, pattern)
    done = _standing_row(standing)
    if done is not None:
        return done
    day = task.company.voted
    if day is None:
        return _row(RowResult.WAITS, amendment=standing.name)
    if standing.otherwise is not None:
        return _row(RowResult.DOUBT, amendment=standing.name, problems=(_told(standing.otherwise),))
    source, why = task.source(workspace)
    if source is None or source.name is None:
        return why or _row(RowResult.FAILED)
    try:
        if task.company.vote is Vote.REJECTED:
            if standing.file is None:
                made = task.drafted(workspace)
                if made.draft is None:
                    return _undrafted(made)
                write_standard(workspace, made.draft)
            recorded = record_act(
                workspace, source.name, "rejected", day, today=task.order.today, cwd=task.folder
            )
            task.taken_back()
            return _row(RowResult.REJECTED, amendment=source.name, commit=recorded.commit)
        landed = apply_amendment(
            workspace, source, completed=opened.completed, adopted=day, today=task.order.today
        )
    except ConflictError:
        # Another fleet may have been here a moment ago.
        done = _standing_row(standing_of(task.workspace(), pattern))
        if done is None:
            raise
        return done
    task.taken_back(landed.tag)
    return _row(
        RowResult.DONE,
        amendment=landed.name,
        commit=landed.commits[-1] if landed.commits else "",
        problems=tuple(map(_told, (*landed.notices, *landed.otherwise))),
    )


def _due(task: _Task) -> CompanyRow:
    from amendtool.workflow.clock.due import what_is_due

    clock = what_is_due(task.workspace(), task.order.today, within=task.order.within)
    told = "; ".join(f"{each.day} {each.amendment}: {each.what}" for each in clock.due)
    return _row(RowResult.FINDINGS if clock.due else RowResult.DONE, told=told)


def _verify(task: _Task) -> CompanyRow:
    from amendtool.workflow.proof.verify import verify

    proof = verify(task.workspace(), today=task.order.today)
    return _row(
        RowResult.FINDINGS if proof.problems else RowResult.DONE,
        told=say("{count} replayed", count=len(proof.replayed)),
        problems=tuple(map(_told, (*proof.problems, *proof.expired))),
    )


def _report(task: _Task) -> CompanyRow:
    workspace = task.workspace()
    standing = standing_of(workspace, task.order.pattern)
    done = _standing_row(standing)
    if done is not None and done.result is RowResult.REJECTED:
        return done
    if done is not None or standing.name:
        row = _table(task)
        if done is not None:
            return replace(row, result=RowResult.ALREADY, told=done.told)
        return replace(row, result=RowResult.WAITS)
    made = task.drafted(workspace)
    if made.draft is None:
        return _undrafted(made)
    row = _table_of(task, workspace, made.draft.unread)
    return replace(row, result=RowResult.WAITS, found=_undrafted(made).found)


_ACTS: Final[Mapping[FleetAct, Callable[[_Task], CompanyRow]]] = {
    FleetAct.DRAFT: _draft,
    FleetAct.CHECK: _check,
    FleetAct.PLAN: _plan,
    FleetAct.TABLE: _table,
    FleetAct.DOCUMENT: _document,
    FleetAct.APPLY: _apply,
    FleetAct.DUE: _due,
    FleetAct.VERIFY: _verify,
    FleetAct.REPORT: _report,
}


def _row(result: RowResult, **given: object) -> CompanyRow:
    return replace(CompanyRow(at=0, company="", result=result), **given)  # type: ignore[arg-type]


def _told(problem: Problem) -> RowProblem:
    return RowProblem(
        code=problem.code,
        severity=problem.severity,
        message=problem.message,
        hint=problem.hint,
        place=str(problem.place),
    )
