"""Articles that never stood in git: recorded ones with something more, or less, upon them.

What comes upon them is carried over from the articles that it was adopted on, with the proof that
it does the same to each provision; where that cannot be shown there are no such articles. They
are made in all editions, and are no commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application, apply
from amendtool.amendments.carry.carry import carry
from amendtool.articles.charter import Charter
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import ConflictError
from amendtool.repository.record import Act, Deed
from amendtool.repository.storage.folders import (
    FileChanges,
    changed_files,
    clause_at,
    edition_at,
)
from amendtool.repository.storage.proof import proven_changes
from amendtool.repository.workspace import AMENDMENTS, TREE, Workspace
from amendtool.values import dataclass
from amendtool.workflow.dates.expire import require_sure
from amendtool.workflow.dates.expiry import DueLapse, expiring
from amendtool.workflow.editions.each import for_each_edition
from amendtool.workflow.proof.replay import as_recorded
from amendtool.workflow.proposal import with_keys_of

if TYPE_CHECKING:
    from amendtool.amendments.file.read import AmendmentFile

Part = Callable[[Amendment, Charter, DraftingStyle], Amendment]
"""The operations of an amendment that are wanted, of the articles that it was adopted on."""


@dataclass(frozen=True, slots=True)
class MadeArticles:
    """Articles ``revision``, as ``workspace`` gives them."""

    workspace: Workspace
    revision: str

    def charter(self) -> Charter:
        """The articles in the edition of the workspace."""
        return self.workspace.articles_at(self.revision).charter


def with_amendment(
    made: MadeArticles, name: str, data: bytes, part: Part, *, open_questions: bool = False
) -> MadeArticles:
    """Articles with a part of an amendment in force upon them.

    ``data`` is its file as it was adopted. With ``open_questions`` citations stay that it does
    not decide about. Raises ConflictError where it cannot be carried over, and as applying does.
    """
    workspace, revision = made.workspace, made.revision
    applied = workspace.applied(name)
    if applied is None:
        raise KeyError(name)
    act = None if applied.record is None else applied.record.adopted
    files = workspace.files_at(revision)
    leading: tuple[AmendmentFile, Application] | None = None
    for language in workspace.languages_at(revision):
        edition = workspace.edition(language)
        style = edition.config.style
        parsed = edition.read_amendment(data, f"{AMENDMENTS}/{name}.yaml", name=name).parsed
        whole = parsed.amendment if leading is None else with_keys_of(parsed, *leading)
        if act is not None:
            whole = as_recorded(whole, parsed, act)
        then, now = (edition.articles_at(each) for each in (applied.before, revision))
        if leading is None:
            leading = parsed, apply(then.charter, whole, style)
        only = part(whole, then.charter, style)
        if not only.operations:
            continue
        carried = carry(only, then.charter, now.charter, style)
        if carried.lost:
            raise ConflictError(*carried.lost)
        after = apply(now.charter, carried.amendment, style)
        if after.questions and not open_questions:
            raise ConflictError(*dict.fromkeys(problem for _, problem in after.questions))
        files = changed_files(files, proven_changes(now, after.proposed, style))
    return _made(made, f"with {name}", files)


def with_corrections(
    made: MadeArticles, known_at: str
) -> tuple[MadeArticles, list[tuple[str, Act]]]:
    """Articles with the misprints mended that were corrected after a commit.

    A misprint was never law: a clause that still stands as it did before the correction is
    given as it stands behind it. Gives the corrections too that mended something.
    """
    told: list[tuple[str, Act]] = []
    for name, act in _corrections(made.workspace, known_at):
        files = _mended(made, act)
        if files is not None:
            made = _made(made, name, files)
            told.append((name, act))
    return made, told


def without_ended(made: MadeArticles, due: Sequence[DueLapse], nth: int) -> MadeArticles:
    """Articles without what ended on one day, in all editions.

    Raises ConflictError where a citation of it has to be decided about, or more would go.
    """
    workspace, revision = made.workspace, made.revision
    name = f"ended-{due[0].day.isoformat()}-{nth}"
    charter = workspace.edition(None).articles_at(revision).charter
    amendment = expiring(name, due, charter)

    def one(edition: Workspace) -> FileChanges:
        present = edition.articles_at(revision)
        after = apply(present.charter, amendment, edition.config.style)
        require_sure(after, due)
        return proven_changes(present, after.proposed, edition.config.style)

    files = workspace.files_at(revision)
    for changes in for_each_edition(workspace, one, workspace.languages_at(revision)):
        files = changed_files(files, changes)
    return _made(made, name, files)


def _made(made: MadeArticles, what: str, files: Mapping[str, bytes]) -> MadeArticles:
    tree = f"{made.revision.removeprefix(TREE)} {what}"
    return MadeArticles(made.workspace.with_ahead(what, tree, files), f"{TREE}{tree}")


def _corrections(workspace: Workspace, known_at: str) -> Iterator[tuple[str, Act]]:
    known = workspace.acts(known_at).records
    acts = [
        (name, act)
        for name, record in workspace.acts().records.items()
        for act in record.acts
        if act.deed is Deed.CORRECTED and (name not in known or act not in known[name].acts)
    ]
    for name, act in sorted(acts, key=lambda pair: str(pair[1].day)):
        trees = [each for each in (act.base, act.result) if each]
        if len(trees) == 2 and all(map(workspace.has_articles, trees)):
            yield name, act


def _mended(made: MadeArticles, act: Act) -> dict[str, bytes] | None:
    """The clause files with one misprint mended; None where none stands in them."""
    workspace = made.workspace
    in_chapters = workspace.config.style.numbered_in_chapters
    before, after = (workspace.files_at(f"{TREE}{each}") for each in (act.base, act.result))
    keyed: dict[tuple[object, str], tuple[bytes, bytes]] = {}
    for path, data in after.items():
        clause = clause_at(path, in_chapters)
        if clause is not None and path in before and before[path] != data:
            keyed[clause[0], edition_at(path)] = before[path], data
    files = dict(workspace.files_at(made.revision))
    changed = False
    for path, data in files.items():
        clause = clause_at(path, in_chapters)
        pair = None if clause is None else keyed.get((clause[0], edition_at(path)))
        if pair is not None and data == pair[0]:
            files[path] = pair[1]
            changed = True
    return files if changed else None
