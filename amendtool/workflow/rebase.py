"""Rebasing an amendment: its file says the numbers of other articles, and which those are.

Only what the file says of numbers changes in it; comments and every other byte stay. What comes
out is read again in every edition and has to say what was carried over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeGuard

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.blocks import says_the_same
from amendtool.amendments.carry.phrases import exchanged
from amendtool.amendments.file import editor
from amendtool.amendments.file.amendment_fields import written_operation
from amendtool.amendments.file.fields import Written
from amendtool.amendments.operations import Insert, Operation, Renumber, Restate, Split
from amendtool.articles.charter import Charter
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.encoding import decode
from amendtool.articles.text.printed import format_printed
from amendtool.errors import (
    AmendtoolError,
    ConflictError,
    InputError,
    Place,
    Problem,
)
from amendtool.messages import say
from amendtool.repository.workspace import AmendmentSource, UnreadAmendment, Workspace
from amendtool.values import dataclass
from amendtool.workflow.amendment_file import rewrite
from amendtool.workflow.base import (
    Base,
    Bound,
    base_of,
    bound,
    carried_over,
    carried_to,
    notes_of,
    tree_at,
    waits_for,
)
from amendtool.workflow.editions.amendment import read_in_every_edition
from amendtool.workflow.editions.each import for_each_edition, joined
from amendtool.workflow.meeting.pending import left_by

_NUMBERS = ("insert", "replace", "restate", "delete", "renumber", "move", "split", "merge", "keep")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebased:
    """The file as it was written: ``notes`` tell each number that is another one now.

    ``path`` is that of the file in the repository; ``changed`` is false where it said so already.
    """

    name: str
    path: str
    base: str
    notes: tuple[Problem, ...]
    changed: bool


def rebase(
    workspace: Workspace,
    name: str,
    *,
    against: str | None = None,
    after: str | None = None,
    as_written: bool = False,
    cwd: Path | None = None,
) -> Rebased:
    """Let the file of a pending amendment say the numbers of today, or of other articles.

    Without ``against``, a revision, and ``after``, an amendment, these are the articles at HEAD.
    Where the file says its base, its numbers are carried over from there; where it does not, or
    with ``as_written``, they are taken for numbers of those articles as they stand.

    Raises ConflictError for what cannot be carried over and for an amendment that is applied,
    InputError for a revision or an amendment that there is not, and for a file outside of the
    repository.
    """
    found = workspace.found(name, cwd=cwd or workspace.root)
    sources = read_in_every_edition(workspace, found)
    leading = sources[0]
    amendment = leading.parsed.amendment
    applied = workspace.applied(amendment.name)
    if applied is not None:
        raise ConflictError(
            Problem(
                code="already-applied",
                message=say(
                    "the amendment {name!r} was applied already: {shown}",
                    name=amendment.name,
                    shown=applied.shown,
                ),
                hint=say("its numbers mean the articles just before it, and stay"),
                place=Place(file=leading.path),
            )
        )
    if not found.inside:
        raise InputError(
            Problem(
                code="file-elsewhere",
                message=say("this file is not in amendments/ of the repository"),
                hint=say("name an amendment there: amendtool rebase {name}", name=amendment.name),
                place=Place(file=found.shown),
            )
        )
    if after is not None:
        _require_other(workspace, leading, after)
        marked = {"after": after}
    elif against is None and waits_for(workspace, leading) is not None:
        # It says the numbers that the pending one leaves: there is nothing to carry yet.
        return Rebased(
            name=amendment.name, path=leading.path, base=amendment.after or "", notes=(),
            changed=False,
        )  # fmt: skip
    else:
        marked = {}
    commit = workspace.git.resolve(against) if against is not None else workspace.head()
    tree = tree_at(workspace, commit)
    if tree is not None:
        marked["written_against"] = tree
    bounds = _carried(workspace, sources, commit, against, after, as_written=as_written)
    text = rebased_text(workspace, found, bounds, marked)
    old, _ = decode(found.data, file=found.shown)
    if text != old:
        rewrite(workspace, leading.path, text, found.data, verb="rebase")
    told = [
        (one.source.parsed.language, notes_of(workspace.edition(one.source.parsed.language), one))
        for one in bounds
    ]
    return Rebased(
        name=amendment.name,
        path=leading.path,
        base=after or commit,
        notes=joined(told) if len(told) > 1 else told[0][1],
        changed=text != old,
    )


def _require_other(workspace: Workspace, source: AmendmentSource, after: str) -> None:
    """Raise InputError where an amendment cannot stand on ``after``."""
    amendment = replace(source.parsed.amendment, after=after)
    waits_for(workspace, replace(source, parsed=replace(source.parsed, amendment=amendment)))


def _carried(
    workspace: Workspace,
    sources: Sequence[AmendmentSource],
    commit: str,
    against: str | None,
    after: str | None,
    *,
    as_written: bool,
) -> tuple[Bound, ...]:
    """The amendment carried over to where it is put, in each edition."""
    by_language = {source.parsed.language: source for source in sources}

    def one(edition: Workspace) -> Bound:
        source = by_language[edition.config.language]
        said = source.parsed.amendment
        if as_written:
            return Bound(source=source)
        if against is None and after is None:
            return bound(edition, source, edition.head())
        if said.after is None and said.written_against is None:
            return Bound(source=source)
        base = _known(edition, source)
        if base is None:
            to = left_by(edition, after) if after else edition.articles_at(commit).charter
            return _from_pending(edition, source, to)
        if after is None:
            return carried_to(edition, source, base, commit)
        then = edition.articles_at(base.articles).charter
        return carried_over(edition, source, base, then, left_by(edition, after))

    return for_each_edition(workspace, one, by_language)


def _known(workspace: Workspace, source: AmendmentSource) -> Base | None:
    """The base that the file says; None where that is not there any more, or not yet."""
    try:
        return base_of(workspace, source, None)
    except ConflictError as error:
        if all(each.code in _NOT_THERE for each in error.problems):
            return None
        raise


_NOT_THERE = ("base-lost", "base-pending", "base-fallen")


def _from_pending(workspace: Workspace, source: AmendmentSource, to: Charter) -> Bound:
    """The amendment carried over from what one that is not adopted would leave.

    As it is written where nothing says what that would be.
    """
    name = source.parsed.amendment.after
    if name is None:
        return Bound(source=source)
    try:
        then = left_by(workspace, name)
    except AmendtoolError:
        return Bound(source=source)
    base = Base(
        articles="", when=say("on what {name!r} would leave", name=name), said=True, amendment=name
    )
    return carried_over(workspace, source, base, then, to)


# The file


def rebased_text(
    workspace: Workspace,
    found: UnreadAmendment,
    bounds: Sequence[Bound],
    marked: Mapping[str, str],
) -> str:
    """The file of an amendment that says what was carried over, and the base ``marked``.

    Raises ConflictError (``rebase-by-hand``) where that cannot be written in place.
    """
    text, _ = decode(found.data, file=found.shown)
    leading = bounds[0].source
    file, style = leading.parsed.file, workspace.edition(None).config.style
    try:
        for one in bounds:
            if one.is_moved:
                language = one.source.parsed.language
                own_style = workspace.edition(language).config.style
                text = _with_numbers(text, one, style, own_style, file)
        for position in sorted(_lapsed(bounds), reverse=True):
            text = editor.remove(text, ("operations", position), file=file)
        text = _marked(text, marked, file)
        said = [
            workspace.edition(one.source.parsed.language)
            .read_amendment(text.encode("utf-8"), found.shown, name=found.name, inside=found.inside)
            .parsed.amendment
            for one in bounds
        ]
    except (editor.EditError, AmendtoolError) as error:
        raise ConflictError(_by_hand(leading, bounds, style, str(error))) from None
    for one, other in zip(bounds, said, strict=True):
        wanted = one.source.parsed.amendment
        standing = replace(wanted, operations=_standing(wanted))
        same = other.operations == standing.operations
        if one.now is not None:
            same = same or says_the_same(other, standing, one.now)
        if not same or other.mentions != wanted.mentions:
            raise ConflictError(
                _by_hand(leading, bounds, style, say("it would be read as something else"))
            )
    return text


def _lapsed(bounds: Sequence[Bound]) -> set[int]:
    """The positions in the file of the renumberings that say nothing any more, in no edition."""
    found: dict[bool, set[int]] = {True: set(), False: set()}
    for one in bounds:
        for index, each in enumerate(one.source.parsed.amendment.operations):
            found[_is_lapsed(each)].add(one.source.parsed.position(index))
    return found[True] - found[False]


def _standing(amendment: Amendment) -> tuple[Operation, ...]:
    return tuple(each for each in amendment.operations if not _is_lapsed(each))


def _is_lapsed(operation: Operation) -> bool:
    return isinstance(operation, Renumber) and operation.lapsed


def _by_hand(
    source: AmendmentSource, bounds: Sequence[Bound], style: DraftingStyle, why: str
) -> Problem:
    moves = [
        say("{before} is {after}", before=each.before.text(style), after=each.after.text(style))
        for one in bounds[:1]
        if one.carried is not None
        for each in one.carried.moved
    ]
    name = source.parsed.amendment.name
    return Problem(
        code="rebase-by-hand",
        message=say(
            "the numbers of today cannot be written into this file ({why})",
            why=why.splitlines()[0],
        ),
        hint=say(
            "write them by hand ({moves}), then `amendtool rebase {name} --against HEAD "
            "--as-written`",
            moves=say("; ").join(dict.fromkeys(moves)),
            name=name,
        ),
        place=Place(file=source.parsed.file),
    )


def _marked(text: str, marked: Mapping[str, str], file: str) -> str:
    tree = editor.tree_of(text, file=file)
    assert isinstance(tree, dict)
    if "after" in tree and "after" not in marked:
        text = editor.remove(text, ("after",), file=file)
    for key in ("after", "written_against"):
        if key not in marked:
            continue
        if key in tree:
            text = editor.set_text(text, (key,), marked[key], file=file)
        else:
            text = editor.add_key(text, (), key, marked[key], after="amendment", file=file)
    return text


def _with_numbers(
    text: str, one: Bound, style: DraftingStyle, own_style: DraftingStyle, file: str
) -> str:
    """The file with the addresses and citations of one carried edition."""
    parsed = one.source.parsed
    assert one.carried is not None
    amendment = one.carried.amendment
    restated: set[int] = set()
    for index, operation in enumerate(amendment.operations):
        own = f"operations[{index}]."
        moved = any(each.path.startswith(own) for each in one.carried.moved)
        moved = moved or any(each.operation == index for each in one.carried.counted)
        if moved and not _is_lapsed(operation):
            place = ("operations", parsed.position(index))
            text = _with_addresses(text, place, operation, style, file)
        said = any(each.path == f"{own}text" for each in one.carried.moved)
        said = said or any(each.operation == index for each in one.carried.citations)
        if said and _holds_numbers(operation):
            # Its numbers stand in its text, beside citations that look like them.
            text = _with_text(text, parsed.position(index), operation, own_style, file)
            restated.add(index)
    found = [each for each in one.carried.citations if each.operation not in restated]
    for cited, kind in sorted({(each.operation, each.field) for each in found}):
        words = {
            each.before: each.after
            for each in found
            if (each.operation, each.field) == (cited, kind)
        }
        names = ("find",) if kind == "find" else ("text", "with")
        text = _with_citations(text, parsed.position(cited), words, names, parsed.language, file)
    return _with_mentions(text, amendment, one, style, file)


def _with_mentions(
    text: str, amendment: Amendment, one: Bound, style: DraftingStyle, file: str
) -> str:
    assert one.carried is not None
    for index, written in enumerate(amendment.mentions):
        if any(each.path == f"mentions[{index}]" for each in one.carried.moved):
            text = editor.set_text(text, ("mentions", index), written.text(style), file=file)
    return text


_ADDRESSES = frozenset((*_NUMBERS, "to", "after", "into", "heir", "in", "chapter", "articles"))
_PART = frozenset(("article", "paragraphs"))


def _with_addresses(
    text: str, place: editor.Path, operation: Operation, style: DraftingStyle, file: str
) -> str:
    node = _at(editor.tree_of(text, file=file), place)
    assert isinstance(node, dict)
    for name, value in _fields(written_operation(operation), style, _ADDRESSES):
        if name in node and isinstance(node[name], str):
            text = _put(text, (*place, name), value, file)
    if isinstance(operation, Split):
        for number, part in enumerate(operation.parts):
            for name, value in _fields(part.written(), style, _PART):
                text = _put(text, (*place, "into", number, name), value, file)
    pair = node.get("retarget")
    if isinstance(pair, dict):
        (key,) = pair
        ((_, written),) = _retarget(operation, style)
        ((new, to),) = written.items()
        text = editor.set_text(text, (*place, "retarget", key), to, file=file)
        text = editor.set_key(text, (*place, "retarget", key), new, file=file)
    return text


def _holds_numbers(operation: Operation) -> TypeGuard[Restate | Insert]:
    """Whether the text of an operation holds the numbers of its articles."""
    return isinstance(operation, Restate) or (
        isinstance(operation, Insert) and bool(operation.articles)
    )


def _with_text(
    text: str, position: int, operation: Restate | Insert, style: DraftingStyle, file: str
) -> str:
    """The file with a text of several articles under the numbers of today."""
    path: editor.Path = ("operations", position, "text")
    if isinstance(_at(editor.tree_of(text, file=file), path), dict):
        path = (*path, style.language)
    held = (
        operation.text if isinstance(operation, Restate) else Charter(articles=operation.articles)
    )
    return editor.set_text(text, path, format_printed(held, style) + "\n", file=file)


def _put(text: str, path: editor.Path, value: str, file: str) -> str:
    """The text of a field, unless it says the same address already, as it is written there."""
    node = _at(editor.tree_of(text, file=file), path)
    return text if node == value else editor.set_text(text, path, value, file=file)


def _fields(
    written: Iterator[Written] | Sequence[Written], style: DraftingStyle, names: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """The addresses among the fields, as texts."""
    for field, value in written:
        if field.name in names and value is not None and not field.kind.fields:
            yield field.name, _value(f"x: {field.kind.write(value, style)}")


def _value(line: str) -> str:
    tree = editor.tree_of(line, file="")
    assert isinstance(tree, dict)
    found = tree["x"]
    assert isinstance(found, str)
    return found


def _retarget(operation: Operation, style: DraftingStyle) -> Iterator[tuple[str, dict[str, str]]]:
    for field, value in operation.written():
        if field.name == "retarget":
            tree = editor.tree_of(f"x: {field.kind.write(value, style)}", file="")
            assert isinstance(tree, dict)
            pair = tree["x"]
            assert isinstance(pair, dict)
            yield field.name, {key: str(to) for key, to in pair.items()}


def _with_citations(
    text: str,
    position: int,
    words: Mapping[str, str],
    names: tuple[str, ...],
    language: str,
    file: str,
) -> str:
    """The fields ``names`` of an operation with other citations, all exchanged at once."""
    node = _at(editor.tree_of(text, file=file), ("operations", position))
    assert isinstance(node, dict)
    for name in names:
        path: editor.Path = ("operations", position, name)
        value = node.get(name)
        if isinstance(value, dict):
            path, value = (*path, language), value.get(language)
        if isinstance(value, str):
            text = editor.set_text(text, path, exchanged(value, words), file=file)
    return text


def _at(tree: editor.Tree, path: editor.Path) -> editor.Tree:
    for step in path:
        if isinstance(tree, dict):
            tree = tree[str(step)]
        elif isinstance(tree, list):
            assert isinstance(step, int)
            tree = tree[step]
    return tree
