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
from amendtool.amendments.apply.articles import ChapterRow
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
    Print,
    Renumber,
    Replace,
    ReplacePhrase,
    ReplaceThroughout,
    Restate,
    Retarget,
    Split,
)
from amendtool.articles.addresses import Address, address_of_chapter, find
from amendtool.articles.charter import Article, Chapter, Charter
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.errors import Place, Problem
from amendtool.messages import say

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
                said = amendment.numbering is Numbering.STAY  # and the place beside the number
                if operation.target.first.level == "article" and not said:
                    found.append(_no_move(at, operation, style))
            case Renumber():
                given = [("to", operation.to.first), ("to", operation.to.last)]
            case Replace() | ReplacePhrase() | ReplaceThroughout() | Restate() | Delete():
                pass
            case Split() | Merge() | Print() | Retarget() | Keep():
                pass
        for part, address in dict.fromkeys(given):
            trouble = _trouble(address, chaptered, style)
            if trouble:
                found.append(
                    Problem(
                        code="number-in-chapter",
                        message=trouble,
                        hint=say(
                            "name the Article and the place in it: {example}",
                            example=Address(article=Number.of(3, 2)).text(style),
                        ),
                        place=at.place(part),
                    )
                )
    return found


def _no_move(at: OperationAt[object], operation: Move, style: DraftingStyle) -> Problem:
    target = operation.target.text(style)
    to = operation.to.text(style) if operation.to is not None else "…"
    return Problem(
        code="section-moves",
        message=say(
            "{target} would be moved; sections get their place by their number alone", target=target
        ),
        hint=say(
            "write `renumber: {target}` with `to: {to}`: it keeps its key and its history",
            target=target,
            to=to,
        ),
        place=at.place("move"),
    )


def _no_branches(path: str) -> Problem:
    return Problem(
        code="number-in-chapter",
        message=say("sections that are counted within their Articles have no branch numbers"),
        hint=say(
            "use `numbering: shift`: what follows moves on, and references follow; or keep "
            "a deleted number with `numbering: reserve` and insert in its place"
        ),
        place=Place(path=path),
    )


def _trouble(address: Address, chaptered: bool, style: DraftingStyle) -> str:
    if len(address.chapters) > len(style.chapters):
        return say(
            "{address} would stand in an Article: Articles do not stand in others",
            address=address.text(style),
        )
    if address.chapters and address.chapters[-1].branches:
        return say("{address} is no number of an Article", address=address.text(style))
    if address.level != "article" or address.article is None:
        return ""
    inside = chaptered and not address.supplementary
    if len(address.article.parts) >= 2 if inside else len(address.article.parts) == 1:
        return ""  # Section 5.2.1 has a place below 5.2
    return say("{address} is no number of a section here", address=address.text(style))


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
    # Two chapters that print one number are one row of sections, which have one number twice.
    return list(dict.fromkeys((old.get(key, _NOWHERE), parts) for key, parts in new.items()))


def chapter_rows(state: ApplyState, chapters: tuple[Chapter, ...]) -> tuple[ChapterRow, ...]:
    """The sections chapter by chapter, where two chapters have one number; nothing elsewhere.

    There the number of a section does not say which chapter it stands in. One that comes says it
    by what it comes behind, by ``chapter``, or as the second of its number; one that is to change
    its chapter is a problem, for which of two it leaves or comes to would be a guess.
    """
    charter, effects = state.targets.charter, state.effects
    counting = _counting(chapters, charter)
    present = {chapter.key: chapter.number.parts for chapter in charter.chapters}
    told = (
        [each.number.parts for each in counting],
        [present[each.key] for each in counting if each.key in present],
    )
    if state.targets.numbering is Numbering.STAY or all(len(set(row)) == len(row) for row in told):
        return ()
    homes = {each.key: each.number.parts for each in counting}
    rows: dict[str, list[Article]] = {key: [] for key in homes}
    chapter_of = {each.number: each.chapter for each in charter.articles}
    for article in charter.articles:
        home = article.chapter if article.chapter in rows else None
        if home is None and article.number is not None:
            # Its chapter goes: the sections join those before them, if they stay at all.
            same = [key for key, parts in homes.items() if present.get(key) == article.number.home]
            home = same[0] if same else None
        if home is not None:
            rows[home].append(article)
    for address, (to, mover) in effects.moves.items():
        inner = chapter_of.get(address.article) if address.level == "article" else None
        if inner in homes and to.home != homes[inner]:
            state.note(_between_two(state.targets, mover, address))
    coming: dict[str, list[OperationAt[Insert]]] = {key: [] for key in homes}
    whole = Charter(chapters=chapters)
    by_address = {address_of_chapter(whole, key): key for key in homes}
    for at in effects.inserts.get(("article", Address()), ()):
        operation = at.operation
        number = operation.target.number
        key: str | None = None
        if operation.after is not None:
            key = chapter_of.get(operation.after.article)
        elif operation.chapter is not None:
            key = by_address.get(operation.chapter)
        else:
            same = [key for key, parts in homes.items() if parts == number.home]
            sure = len(same) == 1 or number.told_apart
            key = same[min(number.nth, len(same)) - 1] if same and sure else None
            if key is None and same:
                state.note(_which_of_two(state.targets, at))
        if key in coming:
            coming[key].append(at)
    return tuple(
        ChapterRow(
            chapter=key,
            articles=tuple(rows[key]),
            coming=tuple(coming[key]),
            roots=[(present.get(key, _NOWHERE), parts)],
        )
        for key, parts in homes.items()
    )


def _between_two(targets: Targets, at: OperationAt[object], address: Address) -> Problem:
    return at.problem(
        "to",
        "section-elsewhere",
        say(
            "{name} would go into another Article, while two of them have one number",
            name=targets.name(address),
        ),
        say("give one of the two another number first, in an amendment of its own"),
    )


def _which_of_two(targets: Targets, at: OperationAt[Insert]) -> Problem:
    target = at.operation.target
    outer = Address(chapters=(Number(target.number.home).again(2),))
    return at.problem(
        "insert", "target-unclear",
        say("{name} may stand in two Articles that have one number", name=targets.name(target)),
        say("say which one, as in `chapter: {name}`", name=targets.name(outer)),
    )  # fmt: skip


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
            message=say("the amendment changes nothing: every section has its number already"),
            hint=say("leave the operations out"),
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
                message=say(
                    "{name} would be left without {outer}, which is deleted",
                    name=targets.name(address),
                    outer=outer,
                ),
                hint=say(
                    "delete {outer} as a whole, without `heading`, or renumber its sections "
                    "into another Article",
                    outer=outer,
                ),
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
        part,
        "target-missing",
        say("{name} does not stand in the proposed articles", name=outer),
        say(
            "insert it too: `- insert: {outer}` with its `heading`; or name a section of an "
            "Article that is there",
            outer=outer,
        ),
    )


def into_their_chapters(
    state: ApplyState, articles: tuple[Article, ...], chapters: tuple[Chapter, ...]
) -> tuple[Article, ...]:
    """Every article in the chapter that its number names; what else is said has to agree."""
    targets, effects = state.targets, state.effects
    by_stem: dict[tuple[int, ...], list[str]] = {}
    for each in _counting(chapters, targets.charter):
        by_stem.setdefault(each.number.parts, []).append(each.key)
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
    said = {
        state.keys.inserted[at.index]: at.operation.chapter
        for at in effects.inserted("article")
        if at.operation.chapter is not None
    }
    held = _held(state, articles, by_address)
    found: list[Article] = []
    for article in articles:
        if article.number is None:
            found.append(article)
            continue
        homes = by_stem[article.number.home]
        # Of several chapters with one number it stays in its own; what comes goes where the
        # section before it stands.
        home = article.chapter if article.chapter in homes else homes[0]
        if held.get(article.key) in homes:
            found.append(replace(article, chapter=held[article.key]))
            continue
        if article.chapter is None:
            chapter = by_address.get(said.get(article.key, Address()))
            home = chapter.key if chapter is not None and chapter.key in homes else home
            if chapter is not None and chapter.key in homes:
                found.append(replace(article, chapter=home))
                continue
        before = found[-1].chapter if found else None
        if article.chapter not in homes and before in homes:
            home = before
        found.append(replace(article, chapter=home))
    return tuple(found)


def _held(
    state: ApplyState, articles: tuple[Article, ...], by_address: dict[Address, Chapter]
) -> dict[str, str]:
    """By section, the chapter that is said to hold it; it tells only of several with one number."""
    said = [
        (by_address.get(at.operation.target), at.operation.holds)
        for at in state.effects.inserted("chapter")
    ]
    for address, at in state.effects.holds:
        chapter = find(state.targets.charter, address)
        said.append((chapter if isinstance(chapter, Chapter) else None, at.operation.holds))
    place = {article.number: at for at, article in enumerate(articles)}
    found: dict[str, str] = {}
    for chapter, holds in said:
        if chapter is None or holds is None:
            continue
        first, last = place.get(holds.first.article), place.get(holds.last.article)
        if first is not None and last is not None:
            found |= {article.key: chapter.key for article in articles[first : last + 1]}
    return found


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
            "chapter",
            "section-elsewhere",
            say(
                "{name} does not stand in {chapter}",
                name=targets.name(target),
                chapter=targets.name(said),
            )
            if said.level is not None
            else say("{name} does not stand in no Article", name=targets.name(target)),
            say("leave `chapter` out: the number of a section says where it stands"),
        )


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
            "articles",
            "section-elsewhere",
            say(
                "{holds} do not all stand in {name}",
                holds=holds.text(targets.style),
                name=targets.name(target),
            ),
            say("leave `articles` out: the numbers of the sections say where they stand"),
        )
