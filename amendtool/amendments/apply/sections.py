"""Sections under an amendment: articles that are counted within their chapters.

The number of such an article says which chapter it stands in. So each chapter is a row of its
own, which begins with 1 and follows the number of its chapter; and nobody has to say into which
chapter a new section goes. Section 3.2.1 belongs to 3.2 and goes with it. An amendment numbers
nothing so: Section 3.2A is a way out of renumbering, and references follow by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.renumber import ROW, Roots
from amendtool.amendments.apply.state import ApplyState
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.operations import (
    Delete,
    Insert,
    Keep,
    Merge,
    Move,
    Numbering,
    Renumber,
    Replace,
    ReplacePhrase,
    Retarget,
    Split,
)
from amendtool.articles.addresses import Address, address_of_chapter
from amendtool.articles.charter import Article, Chapter, Charter
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Place, Problem

_NOWHERE = (0,)
"""The present stem of a chapter that is inserted: no number begins with 0."""


def number_problems(amendment: Amendment, charter: Charter, style: DraftingStyle) -> list[Problem]:
    """The numbers that an amendment gives and that a style of counted sections does not have."""
    found: list[Problem] = []
    chaptered = bool(charter.chapters) or any(
        isinstance(operation, Insert) and operation.target.level == "chapter"
        for operation in amendment.operations
    )
    if amendment.numbering is Numbering.BRANCH:
        found.append(_no_branches("numbering"))
    for index, operation in enumerate(amendment.operations):
        at = OperationAt(index, operation)
        given: list[tuple[str, Address]] = []
        match operation:
            case Insert():
                given = [("insert", operation.target)] if operation.after is None else []
                if operation.numbering is Numbering.BRANCH:
                    found.append(_no_branches(at.place("numbering").path or ""))
            case Move():
                if operation.target.first.level == "article":
                    found.append(_no_move(at, operation, style))
            case Renumber():
                given = [("to", operation.to.first), ("to", operation.to.last)]
            case Replace() | ReplacePhrase() | Delete() | Split() | Merge() | Retarget() | Keep():
                pass
        for part, address in dict.fromkeys(given):
            trouble = _trouble(address, chaptered, style)
            if trouble:
                found.append(
                    Problem(
                        code="number-in-chapter",
                        message=trouble,
                        hint="name the Article and the place in it: "
                        + Address(article=Number.of(3, 2)).text(style),
                        place=at.place(part),
                    )
                )
    return found


def _no_move(at: OperationAt[object], operation: Move, style: DraftingStyle) -> Problem:
    target = operation.target.text(style)
    to = operation.to.text(style) if operation.to is not None else "…"
    return Problem(
        code="section-moves",
        message=f"{target} would be moved; sections get their place by their number alone",
        hint=f"write `renumber: {target}` with `to: {to}`: it keeps its key and its history",
        place=at.place("move"),
    )


def _no_branches(path: str) -> Problem:
    return Problem(
        code="number-in-chapter",
        message="sections that are counted within their Articles have no branch numbers",
        hint="use `numbering: shift`: what follows moves on, and references follow; or keep a "
        "deleted number with `numbering: reserve` and insert in its place",
        place=Place(path=path),
    )


def _trouble(address: Address, chaptered: bool, style: DraftingStyle) -> str:
    if len(address.chapters) > len(style.chapters):
        return f"{address.text(style)} would stand in an Article: Articles do not stand in others"
    if address.chapters and address.chapters[-1].branches:
        return f"{address.text(style)} is no number of an Article"
    if address.level != "article" or address.article is None:
        return ""
    inside = chaptered and not address.supplementary
    if len(address.article.parts) >= 2 if inside else len(address.article.parts) == 1:
        return ""  # Section 5.2.1 has a place below 5.2
    return f"{address.text(style)} is no number of a section here"


def section_roots(state: ApplyState, chapters: tuple[Chapter, ...]) -> Roots:
    """The rows of sections: for each proposed chapter its present and its proposed number.

    What would stand in a chapter that is gone, or come into one that is not there, is a problem.
    """
    if not chapters and not state.targets.charter.chapters:
        return ROW
    charter = state.targets.charter
    old = {chapter.key: chapter.number.parts for chapter in charter.chapters}
    new = {each.key: each.number.parts for each in _counting(chapters, charter)}
    _require_homes(state, {parts for key, parts in old.items() if key in new}, set(new.values()))
    return [(old.get(key, _NOWHERE), parts) for key, parts in new.items()]


def _counting(chapters: tuple[Chapter, ...], present: Charter) -> tuple[Chapter, ...]:
    """Those of the proposed ``chapters`` that sections are counted in: no Title over Articles."""
    whole = Charter(chapters=chapters)
    depths = {chapter.key: len(whole.outer_chapters(chapter.key)) for chapter in chapters}
    deepest = max(depths.values(), default=0)
    holding = {article.chapter for article in present.articles}
    outer = {chapter.parent for chapter in chapters}
    return tuple(
        chapter
        for chapter in chapters
        if chapter.key not in outer and (chapter.key in holding or depths[chapter.key] == deepest)
    )


def nothing_changes(present: Charter, proposed: Charter) -> list[Problem]:
    """A mistake where the amendment as a whole changes nothing.

    Naming the number that a section has already is none: it may keep it while its Article
    gets another one, or while others come and go around it.
    """
    if proposed != present:
        return []
    return [
        Problem(
            code="no-change",
            message="the amendment changes nothing: every section has its number already",
            hint="leave the operations out",
            place=Place(path="operations[0]"),
        )
    ]


def _require_homes(
    state: ApplyState, living: set[tuple[int, ...]], proposed: set[tuple[int, ...]]
) -> None:
    effects, targets = state.effects, state.targets
    for article in targets.charter.articles:
        address = Address(article=article.number)
        leaves = address in effects.deletes or address in effects.moves
        if article.number is None or article.number.home in living or leaves:
            continue
        owner = Address(chapters=(Number(article.number.home),))
        at = effects.deletes.get(owner)
        outer = targets.name(owner)
        state.note(
            Problem(
                code="section-left",
                message=f"{targets.name(address)} would be left without {outer}, which is deleted",
                hint=f"delete {outer} as a whole, without `heading`, or renumber "
                "its sections into another Article",
                place=at.place("delete") if at else Place(path="operations"),
            )
        )
    coming: list[tuple[OperationAt[object], str, Number]] = []
    for insert in effects.inserted("article"):
        operation = insert.operation
        fills = insert.index in effects.fills
        if operation.target.supplementary or operation.target.article is None or fills:
            continue
        if operation.after is None:
            coming.append((insert, "insert", operation.target.article))
        elif (number := operation.after.article) is not None and number.home not in living:
            moved = effects.moves.get(operation.after)
            if moved is None:
                state.note(_missing(targets, insert, "insert", number))
    for address, (to, mover) in effects.moves.items():
        if address.level == "article" and not address.supplementary:
            coming.append((mover, "to", to))
    for come, part, number in coming:
        if number.stem and number.home not in proposed:
            state.note(_missing(targets, come, part, number))


def _missing(targets: Targets, at: OperationAt[object], part: str, number: Number) -> Problem:
    outer = targets.name(Address(chapters=(Number(number.home),)))
    return at.problem(
        part, "target-missing",
        f"{outer} does not stand in the proposed articles",
        f"insert it too: `- insert: {outer}` with its `heading`; or name a section of an Article "
        "that is there",
    )  # fmt: skip


def into_their_chapters(
    state: ApplyState, articles: tuple[Article, ...], chapters: tuple[Chapter, ...]
) -> tuple[Article, ...]:
    """Every article in the chapter that its number names; what else is said has to agree."""
    targets, effects = state.targets, state.effects
    by_stem = {each.number.parts: each.key for each in _counting(chapters, targets.charter)}
    if not chapters:
        return articles
    whole = Charter(chapters=chapters)
    by_address = {address_of_chapter(whole, chapter.key): chapter for chapter in chapters}
    for at in effects.inserted("article"):
        state.note(*_disagreeing(targets, at, by_address))
    for target, replaced in effects.holds:
        state.note(*_not_held(targets, replaced, target))
    for at in effects.inserted("chapter"):
        state.note(*_not_held(targets, at, at.operation.target))
    return tuple(
        replace(article, chapter=by_stem[article.number.home]) if article.number else article
        for article in articles
    )


def _disagreeing(
    targets: Targets, at: OperationAt[Insert], by_address: dict[Address, Chapter]
) -> Iterator[Problem]:
    """The problem of a section that would stand in another chapter than its number says."""
    target, said = at.operation.target, at.operation.chapter
    if said is None or at.operation.after is not None or target.supplementary:
        return
    chapter = by_address.get(said)
    if chapter is None or chapter.number.parts != target.number.home:
        yield at.problem(
            "chapter", "section-elsewhere",
            f"{targets.name(target)} does not stand in {targets.name(said) or 'no Article'}",
            "leave `chapter` out: the number of a section says where it stands",
        )  # fmt: skip


def _not_held(
    targets: Targets, at: OperationAt[Insert] | OperationAt[Replace], target: Address
) -> Iterator[Problem]:
    """The problem of a chapter that is to hold sections with the numbers of another one."""
    holds = at.operation.holds
    if holds is None:
        return
    stems = {end.article.home for end in (holds.first, holds.last) if end.article is not None}
    if len(stems) != 1 or (isinstance(at.operation, Insert) and stems != {target.number.parts}):
        yield at.problem(
            "articles", "section-elsewhere",
            f"{holds.text(targets.style)} do not all stand in {targets.name(target)}",
            "leave `articles` out: the numbers of the sections say where they stand",
        )  # fmt: skip
