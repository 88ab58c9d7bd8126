"""Sections under an amendment: articles that are counted within their chapters.

The number of such an article says which chapter it stands in. So each chapter is a row of its
own, which begins with 1 and follows the number of its chapter; and nobody has to say into which
chapter a new section goes. There are no branch numbers: Section 3.2A is no number but a way
out of renumbering, and references follow a renumbering by themselves.
"""

from __future__ import annotations

from dataclasses import replace

from amendtool.amendments.amendment import Amendment
from amendtool.amendments.apply.gathered import Told
from amendtool.amendments.apply.renumber import ROW, Roots
from amendtool.amendments.apply.state import Work
from amendtool.amendments.operations import Insert, Move, Numbering, Renumber, Replace
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
        told = Told(index, operation)
        given: list[tuple[str, Address]] = []
        if isinstance(operation, Insert):
            given = [("insert", operation.target)] if operation.after is None else []
            if operation.numbering is Numbering.BRANCH:
                found.append(_no_branches(told.place("numbering").path or ""))
        elif isinstance(operation, Move) and operation.target.first.level == "article":
            found.append(_no_move(told, operation, style))
        elif isinstance(operation, Renumber):
            given = [("to", operation.to.first), ("to", operation.to.last)]
        for part, address in dict.fromkeys(given):
            trouble = _trouble(address, chaptered, style)
            if trouble:
                found.append(
                    Problem(
                        code="number-in-chapter",
                        message=trouble,
                        hint="name the Article and the place in it: "
                        + Address(article=Number.of(3, 2)).text(style),
                        place=told.place(part),
                    )
                )
    return found


def _no_move(told: Told[object], operation: Move, style: DraftingStyle) -> Problem:
    target = operation.target.text(style)
    to = operation.to.text(style) if operation.to is not None else "…"
    return Problem(
        code="section-moves",
        message=f"{target} would be moved; sections get their place by their number alone",
        hint=f"write `renumber: {target}` with `to: {to}`: it keeps its key and its history",
        place=told.place("move"),
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
    if len(address.chapters) > 1:
        return f"{address.text(style)} would stand in an Article: Articles do not stand in others"
    if address.chapters and address.chapters[0].branches:
        return f"{address.text(style)} is no number of an Article"
    if address.level != "article" or address.article is None:
        return ""
    if len(address.article.parts) == (2 if chaptered and not address.supplementary else 1):
        return ""
    return f"{address.text(style)} is no number of a section here"


def section_roots(work: Work, chapters: tuple[Chapter, ...]) -> Roots:
    """The rows of sections: for each proposed chapter its present and its proposed number.

    What would stand in a chapter that is gone, or come into one that is not there, is a problem.
    """
    if not chapters and not work.charter.chapters:
        return ROW
    new = {chapter.key: chapter.number.parts for chapter in chapters}
    old = {chapter.key: chapter.number.parts for chapter in work.charter.chapters}
    _require_homes(work, {parts for key, parts in old.items() if key in new}, set(new.values()))
    return [(old.get(key, _NOWHERE), parts) for key, parts in new.items()]


def nothing_changes(work: Work, proposed: Charter) -> list[Problem]:
    """A mistake where the amendment as a whole changes nothing.

    Naming the number that a section has already is none: it may keep it while its Article
    gets another one, or while others come and go around it.
    """
    if proposed != work.charter:
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
    work: Work, living: set[tuple[int, ...]], proposed: set[tuple[int, ...]]
) -> None:
    gathered = work.gathered
    for article in work.charter.articles:
        address = Address(article=article.number)
        leaves = address in gathered.deletes or address in gathered.moves
        if article.number is None or article.number.stem in living or leaves:
            continue
        owner = Address(chapters=(Number(article.number.stem),))
        told = gathered.deletes.get(owner)
        work.problems.append(
            Problem(
                code="section-left",
                message=f"{address.text(work.style)} would be left without "
                f"{owner.text(work.style)}, which is deleted",
                hint=f"delete {owner.text(work.style)} as a whole, without `heading`, or renumber "
                "its sections into another Article",
                place=told.place("delete") if told else Place(path="operations"),
            )
        )
    coming: list[tuple[Told[object], str, Number]] = []
    for told_insert in work.inserted("article"):
        operation = told_insert.operation
        fills = told_insert.index in gathered.fills
        if operation.target.supplementary or operation.target.article is None or fills:
            continue
        if operation.after is None:
            coming.append((told_insert, "insert", operation.target.article))
        elif (number := operation.after.article) is not None and number.stem not in living:
            moved = gathered.moves.get(operation.after)
            if moved is None:
                _missing(work, told_insert, "insert", number)
    for address, (to, told_move) in gathered.moves.items():
        if address.level == "article" and not address.supplementary:
            coming.append((told_move, "to", to))
    for come, part, number in coming:
        if number.stem and number.stem not in proposed:
            _missing(work, come, part, number)


def _missing(work: Work, told: Told[object], part: str, number: Number) -> None:
    outer = Address(chapters=(Number(number.stem),)).text(work.style)
    work.problem(
        told, part, "target-missing",
        f"{outer} does not stand in the proposed articles",
        f"insert it too: `- insert: {outer}` with its `heading`; or name a section of an Article "
        "that is there",
    )  # fmt: skip


def into_their_chapters(
    work: Work, articles: tuple[Article, ...], chapters: tuple[Chapter, ...]
) -> tuple[Article, ...]:
    """Every article in the chapter that its number names; what else is said has to agree."""
    by_stem = {chapter.number.parts: chapter.key for chapter in chapters}
    if not chapters:
        return articles
    whole = Charter(chapters=chapters)
    by_address = {address_of_chapter(whole, chapter.key): chapter for chapter in chapters}
    for told in work.inserted("article"):
        _require_agreement(work, told, "chapter", told.operation.chapter, by_address)
    for target, replaced in work.gathered.holds:
        _require_held(work, replaced, target)
    for told in work.inserted("chapter"):
        _require_held(work, told, told.operation.target)
    return tuple(
        replace(article, chapter=by_stem[article.number.stem]) if article.number else article
        for article in articles
    )


def _require_agreement(
    work: Work,
    told: Told[Insert],
    part: str,
    said: Address | None,
    by_address: dict[Address, Chapter],
) -> None:
    number = told.operation.after.number if told.operation.after else told.operation.target.number
    if said is None or told.operation.after is not None or told.operation.target.supplementary:
        return
    chapter = by_address.get(said)
    if chapter is None or chapter.number.parts != number.stem:
        name = told.operation.target.text(work.style)
        work.problem(
            told, part, "section-elsewhere",
            f"{name} does not stand in {said.text(work.style) or 'no Article'}",
            f"leave `{part}` out: the number of a section says where it stands",
        )  # fmt: skip


def _require_held(work: Work, told: Told[Insert] | Told[Replace], target: Address) -> None:
    holds = told.operation.holds
    if holds is None:
        return
    stems = {end.article.stem for end in (holds.first, holds.last) if end.article is not None}
    if len(stems) != 1 or (isinstance(told.operation, Insert) and stems != {target.number.parts}):
        work.problem(
            told, "articles", "section-elsewhere",
            f"{holds.text(work.style)} do not all stand in {target.text(work.style)}",
            "leave `articles` out: the numbers of the sections say where they stand",
        )  # fmt: skip
