"""A gesture on the proposed articles, as the file of the amendment with the operations it needs.

The file is somebody's: what the gesture does not need stays to the byte, comments and order
included. Nothing is written to the disk here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from threading import Lock
from typing import Final

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.apply import Application
from amendtool.amendments.file import editor
from amendtool.amendments.file.editor import ArrangedItem, EditError, Path, Tree
from amendtool.amendments.file.write import operation_lines, skeleton
from amendtool.amendments.numbering import Numbering
from amendtool.amendments.operations import Insert, Keep, Operation, ReplaceThroughout, Retarget
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Charter
from amendtool.articles.text.encoding import decode
from amendtool.drafting.composition import revised, revised_by
from amendtool.drafting.gestures import Add, Gesture, Recaption, Reword
from amendtool.drafting.restructuring import (
    AddChapter,
    RestateText,
    Restructuring,
    RetitleChapter,
    SplitArticle,
)
from amendtool.drafting.revision import RevisedAmendment, RevisedOperation, applied
from amendtool.errors import AmendtoolError, InputError, Place, Problem
from amendtool.messages import say
from amendtool.repository.workspace import AMENDMENTS, AmendmentSource, Workspace
from amendtool.values import dataclass
from amendtool.workflow.amendment_file import as_before
from amendtool.workflow.base import bound
from amendtool.workflow.new import empty_amendment

Rows = list[tuple[int | None, dict[str, Operation]]]
"""Operations of a file: where each stood in it, and what it says to each edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPhrase:
    """A phrase that becomes another one wherever it stands, in the words of one edition."""

    find: str
    substitute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer to a question about citations: a ``keep`` or ``retarget``, for all editions."""

    operation: Keep | Retarget


Act = Gesture | Restructuring | NewPhrase | Answered


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSoFar:
    """What the file of an amendment says to one edition, and the articles that it gives."""

    workspace: Workspace
    present: Charter
    amendment: Amendment
    application: Application
    positions: tuple[int, ...]
    source: AmendmentSource | None
    """The file as read; None while it holds no operation."""

    @property
    def proposed(self) -> Charter:
        """The articles that it gives."""
        return self.application.proposed


class _States:
    """The last states that were read and applied: a page, its table and an act ask for the same."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: list[tuple[object, Mapping[str, EditionSoFar]]] = []

    def of(self, workspace: Workspace, data: bytes, name: str) -> Mapping[str, EditionSoFar]:
        """The state that a file gives."""
        asked = (workspace.root, workspace.git.head().oid, workspace.config, name, data)
        with self._lock:
            for known, found in self._found:
                if known == asked:
                    return found
        made = _read(workspace, data, name)
        with self._lock:
            self._found = [(asked, made), *self._found][:_MOST_KEPT]
        return made


_MOST_KEPT: Final = 16
_STATES: Final = _States()


def so_far(workspace: Workspace, data: bytes, name: str) -> Mapping[str, EditionSoFar]:
    """What the file of the amendment ``name`` says to each edition, the leading one first.

    A file that holds no operation yet (``operations: []``) leaves the articles as they are.
    Raises InputError and ConflictError for what is wrong in it, each with its line.
    """
    return _STATES.of(workspace, data, name)


def _read(workspace: Workspace, data: bytes, name: str) -> Mapping[str, EditionSoFar]:
    shown = f"{AMENDMENTS}/{name}.yaml"
    text, _ = decode(data, file=shown)
    tree = editor.tree_of(text, file=shown)
    empty = isinstance(tree, dict) and tree.get("operations") == []
    head = workspace.head()
    found: dict[str, EditionSoFar] = {}
    for language in workspace.config.languages:
        edition = workspace.edition(language)
        present = edition.articles_at(head).charter
        if empty:
            amendment = Amendment(name=name, numbering=_numbering(tree))
            found[language] = EditionSoFar(
                workspace=edition,
                present=present,
                amendment=amendment,
                application=applied(present, amendment, edition.config.style),
                positions=(),
                source=None,
            )
            continue
        source = edition.read_amendment(data, shown, name=name, inside=True)
        read = bound(edition, source, head)
        if read.is_moved:
            raise InputError(_moved(name, shown))
        parsed = read.source.parsed
        amendment = parsed.amendment
        try:
            told = applied(present, amendment, edition.config.style)
        except InputError as error:
            raise type(error)(*parsed.located(error.problems)) from None
        found[language] = EditionSoFar(
            workspace=edition,
            present=present,
            amendment=amendment,
            application=told,
            positions=tuple(parsed.position(at) for at in range(len(amendment.operations))),
            source=source,
        )
    return found


def _numbering(tree: object) -> Numbering:
    said = tree.get("numbering") if isinstance(tree, dict) else None
    return Numbering(said) if isinstance(said, str) else Numbering.SHIFT


def _moved(name: str, shown: str) -> Problem:
    return Problem(
        code="base-behind",
        message=say("the articles have other numbers by now than those that the file says"),
        hint=say("`amendtool rebase {name}` writes the numbers of today into it", name=name),
        place=Place(file=shown),
    )


def by_gesture(
    workspace: Workspace, data: bytes | None, acts: Mapping[str, Act], *, name: str
) -> bytes:
    """The file of the amendment ``name`` after a gesture, given by the language of each edition.

    ``data`` is the file so far, None of a new one. The operations are those that a drafter would
    write: a provision that is edited twice has one operation, and one that says the present text
    again has none. A new article gets the same key in every edition.

    Raises InputError where the file is wrong, the gesture is about nothing that is there, or no
    operations say it; ConflictError where the file means other articles.
    """
    if data is None:
        data = empty_amendment(workspace, name).encode()
    editions = so_far(workspace, data, name)
    revisions: dict[str, RevisedAmendment] | None = None
    try:
        revisions = _revisions(editions, acts)
    except InputError:
        if not any(map(_several, editions.values())):
            raise
    if revisions is None or _parts(editions, revisions):
        parted = _one_by_one(workspace, data, editions, name)
        if parted is not None:
            data, editions = parted, so_far(workspace, parted, name)
        revisions = _revisions(editions, acts)
    return _file(workspace, data, editions, revisions, name)


def _revisions(
    editions: Mapping[str, EditionSoFar], acts: Mapping[str, Act]
) -> dict[str, RevisedAmendment]:
    """The amendment after a gesture, by the language of each edition that it is for."""
    revisions: dict[str, RevisedAmendment] = {}
    key: str | None = None
    for language, edition in editions.items():
        act = acts.get(language)
        if act is None:
            continue
        act = _under_key(act, key)
        revision = _revised(edition, act)
        key = key or next(iter(_keys(revision.proposed) - _keys(edition.proposed)), None)
        revisions[language] = revision
    return revisions


def _several(edition: EditionSoFar) -> list[Insert]:
    """The operations whose one text brings several articles."""
    return [
        each for each in edition.amendment.operations if isinstance(each, Insert) and each.articles
    ]


def _parts(editions: Mapping[str, EditionSoFar], revisions: Mapping[str, RevisedAmendment]) -> bool:
    """Whether a gesture takes the articles of one text apart."""
    return any(
        each not in [said.operation for said in revision.operations]
        for language, revision in revisions.items()
        for each in _several(editions[language])
    )


def _one_by_one(
    workspace: Workspace, data: bytes, editions: Mapping[str, EditionSoFar], name: str
) -> bytes | None:
    """The file in which the articles of one text are inserted each by itself, under its key.

    So each of them can be edited, and nothing else has to be written anew. None where no
    operation brings several, or they cannot be told apart like this.
    """
    if not any(map(_several, editions.values())):
        return None
    revisions: dict[str, RevisedAmendment] = {}
    for language, edition in editions.items():
        operations: list[RevisedOperation] = []
        there = edition.present.by_key()
        for at, operation in enumerate(edition.amendment.operations):
            told: tuple[Operation, ...] = (operation,)
            if isinstance(operation, Insert) and operation.articles:
                keys = tuple(
                    each.key
                    for each in edition.proposed.supplementary
                    if each.key not in there and at in edition.application.origin[each.key]
                )
                if len(keys) != len(operation.articles):
                    return None
                told = replace(operation, keys=keys).each
            operations += (RevisedOperation(operation=each, was=at) for each in told)
        revisions[language] = RevisedAmendment(
            operations=tuple(operations),
            numbering=edition.amendment.numbering,
            proposed=edition.proposed,
        )
    try:
        return _file(workspace, data, editions, revisions, name)
    except AmendtoolError:
        return None


def _file(
    workspace: Workspace,
    data: bytes,
    editions: Mapping[str, EditionSoFar],
    revisions: Mapping[str, RevisedAmendment],
    name: str,
) -> bytes:
    """The file that says what became of the amendment of each edition."""
    shown = f"{AMENDMENTS}/{name}.yaml"
    text, _ = decode(data, file=shown)
    rows = _rows(editions, revisions)
    count = len({at for each in editions.values() for at in each.positions})
    numbering = {each.numbering for each in revisions.values()}
    said = numbering.pop() if len(numbering) == 1 else None
    # A word is exchanged in the operation as it is written; else the operation is written anew.
    for whole in (False, True):
        changed = _written(workspace, text, rows, count, editions, whole=whole, file=shown)
        if said is not None and said != _first(editions).amendment.numbering:
            changed = _with_numbering(changed, said, file=shown)
        if changed == text:
            return data
        made = as_before(changed.replace("\r\n", "\n").replace("\r", "\n"), data)
        if _is_meant(workspace, made, name, editions, revisions, last=whole):
            return made
    raise InputError(
        Problem(
            code="draft-impossible",
            message=say("the amendment cannot be written so that it is read back the same"),
            hint=say("look for characters that nobody can see: amendtool check"),
        )
    )


def _under_key(act: Act, key: str | None) -> Act:
    """The act, with the key that what it brings has in another edition already."""
    if key is None:
        return act
    match act:
        case Add() if act.after.paragraph is None:
            return replace(act, key=key)
        case SplitArticle() | AddChapter():
            return replace(act, new=key)
        case _:
            return act


def _keys(charter: Charter) -> frozenset[str]:
    return frozenset((*charter.by_key(), *(each.key for each in charter.chapters)))


def _first(editions: Mapping[str, EditionSoFar]) -> EditionSoFar:
    return next(iter(editions.values()))


def _revised(edition: EditionSoFar, act: Act) -> RevisedAmendment:
    style, amendment = edition.workspace.config.style, edition.amendment
    if isinstance(act, Restructuring):
        return revised_by(edition.present, amendment, act, style, so_far=edition.application)
    if not isinstance(act, NewPhrase | Answered):
        return revised(edition.present, amendment, act, style, so_far=edition.application)
    operation: Operation
    if isinstance(act, NewPhrase):
        every = AddressRange(Address(), Address())
        operation = ReplaceThroughout(target=every, find=act.find, substitute=act.substitute)
    else:
        operation = act.operation
    operations = [
        RevisedOperation(operation=each, was=at) for at, each in enumerate(amendment.operations)
    ]
    if not any(each.operation == operation for each in operations):
        operations.append(RevisedOperation(operation=operation, was=None))
    made = replace(amendment, operations=tuple(each.operation for each in operations))
    return RevisedAmendment(
        operations=tuple(operations),
        numbering=amendment.numbering,
        proposed=applied(edition.present, made, style).proposed,
    )


# The rows of the file


def _rows(editions: Mapping[str, EditionSoFar], revisions: Mapping[str, RevisedAmendment]) -> Rows:
    """The operations of all editions, those that say the same but for their words as one."""
    rows: Rows = []
    for language, edition in editions.items():
        revision = revisions.get(language)
        told = (
            revision.operations
            if revision is not None
            else [
                RevisedOperation(operation=each, was=at)
                for at, each in enumerate(edition.amendment.operations)
            ]
        )
        last = -1
        for each in told:
            was = None if each.was is None else edition.positions[each.was]
            at = _home(rows, was, language, each.operation, last)
            if at is None:
                at = _place(rows, was, last)
                rows.insert(at, (was, {language: each.operation}))
            else:
                old, said = rows[at]
                said[language] = each.operation
                rows[at] = (was if old is None else old, said)
            last = max(last, at)
    return _once(rows)


def _home(
    rows: Rows, was: int | None, language: str, operation: Operation, last: int
) -> int | None:
    """The row of other editions that an operation goes into: its own, or one that says the same."""
    fits = [
        at
        for at, (_, said) in enumerate(rows)
        if language not in said and all(_alike(each, operation) for each in said.values())
    ]
    own = [at for at in fits if was is not None and rows[at][0] == was]
    # Of two that stand in the file already nobody makes one.
    free = [at for at in fits if was is None or rows[at][0] is None]
    return next(iter(own or free), None)


def _alike(one: Operation, other: Operation) -> bool:
    return type(one) is type(other) and skeleton(one) == skeleton(other)


def _place(rows: Rows, was: int | None, last: int) -> int:
    if was is None:
        return last + 1 if last >= 0 else len(rows)
    return next(
        (at for at, (old, _) in enumerate(rows) if old is not None and old > was), len(rows)
    )


def _once(rows: Rows) -> Rows:
    """Each old position once: what comes apart of one operation is new from its second part on."""
    seen: set[int] = set()
    found: Rows = []
    for was, said in rows:
        if was is not None and was in seen:
            was = None
        if was is not None:
            seen.add(was)
        found.append((was, said))
    return found


def _written(
    workspace: Workspace,
    text: str,
    rows: Rows,
    count: int,
    editions: Mapping[str, EditionSoFar],
    *,
    whole: bool,
    file: str,
) -> str:
    styles = {each: workspace.config.edition(each).style for each in workspace.config.languages}
    before: dict[int, dict[str, Operation]] = {}
    for language, edition in editions.items():
        for position, operation in zip(
            edition.positions, edition.amendment.operations, strict=True
        ):
            before.setdefault(position, {})[language] = operation
    items = []
    for was, said in rows:
        lines = None
        if was is None or before.get(was) != said:
            lines = operation_lines(said, styles)
            if was is not None and was in before and not whole:
                old = operation_lines(before[was], styles)
                other = _exchanged(text, ("operations", was), old, lines, file=file)
                text, lines = (text, lines) if other is None else (other, None)
        items.append(ArrangedItem(was, lines))
    if all(each.lines is None for each in items) and len(items) == count:
        return text
    try:
        return editor.arranged(text, ("operations",), items, file=file)
    except EditError as error:
        raise InputError(_by_hand(str(error), file)) from None


def _exchanged(text: str, path: Path, old: str, new: str, *, file: str) -> str | None:
    """The file with the words of an operation exchanged that differ between two ways to write it.

    None where more than words differ, or the file writes them in another way.
    """
    others = list(_other_words(editor.tree_of(old, file=file), editor.tree_of(new, file=file)))
    for within, value in others:
        if within is None:
            return None
        try:
            text = editor.set_text(text, (*path, *within[1:]), value, file=file)
        except (EditError, LookupError):
            return None
    return text


def _other_words(old: Tree, new: Tree, path: Path = ()) -> Iterator[tuple[Path | None, str]]:
    """Where two trees have other words; None where they differ in more than that."""
    if old == new:
        return
    if isinstance(old, str) and isinstance(new, str):
        yield path, new
    elif isinstance(old, dict) and isinstance(new, dict) and list(old) == list(new):
        for key in old:
            yield from _other_words(old[key], new[key], (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for at, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _other_words(one, other, (*path, at))
    else:
        yield None, ""


def _with_numbering(text: str, numbering: Numbering, *, file: str) -> str:
    tree = editor.tree_of(text, file=file)
    try:
        if isinstance(tree, dict) and "numbering" in tree:
            return editor.set_text(text, ("numbering",), numbering.value, file=file)
        return editor.add_key(text, (), "numbering", numbering.value, after="amendment", file=file)
    except EditError as error:
        raise InputError(_by_hand(str(error), file)) from None


def _by_hand(reason: str, file: str) -> Problem:
    return Problem(
        code="gesture-beyond",
        message=say("the file cannot be edited in place: {reason}", reason=reason),
        hint=say("alter its operations in their own text"),
        place=Place(file=file),
    )


def _is_meant(
    workspace: Workspace,
    data: bytes,
    name: str,
    editions: Mapping[str, EditionSoFar],
    revisions: Mapping[str, RevisedAmendment],
    *,
    last: bool,
) -> bool:
    """Whether the file, read again, gives every edition the articles that are meant.

    What is wrong with one that is the ``last`` to be tried is raised.
    """
    try:
        again = so_far(workspace, data, name)
    except AmendtoolError:
        if last:
            raise
        return False
    for language, edition in editions.items():
        revision = revisions.get(language)
        if revision is None:
            wanted, operations = edition.proposed, edition.amendment.operations
        else:
            wanted = revision.proposed
            operations = tuple(each.operation for each in revision.operations)
        if again[language].proposed != wanted:
            return False
        if not last and again[language].amendment.operations != operations:
            return False
    return True


def for_every_edition(workspace: Workspace, act: Act, language: str) -> Mapping[str, Act]:
    """The gesture by language: what words say is for one edition, everything else for all."""
    if isinstance(act, Reword | Recaption | Add | NewPhrase | RestateText | RetitleChapter):
        return {language: act}
    return dict.fromkeys(workspace.config.languages, act)
