"""Articles under an amendment: their numbers, headings, paragraphs, items and sub-items."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from amendtool.amendments.apply.effects import Effects, NewPart
from amendtool.amendments.apply.renumber import ROW, Roots
from amendtool.amendments.apply.rows import LEFT, SiblingRow, is_unnumbered, settled
from amendtool.amendments.apply.state import ApplyState, new_heading, stale
from amendtool.amendments.apply.targets import OperationAt
from amendtool.amendments.operations import Insert, Numbering
from amendtool.articles.addresses import Address, Spot, address_of_chapter, find
from amendtool.articles.annexes import annex_of, counted_annexes, place_of_annex
from amendtool.articles.charter import (
    Article,
    Body,
    Chapter,
    Charter,
    Provision,
    Status,
    article_texts,
    body_texts,
    closing_of,
    goes_unnumbered,
    provisions_of,
)
from amendtool.articles.forms import formless, restates, unsaid, unsaid_body
from amendtool.articles.keys import make_key, same_key
from amendtool.articles.numbers import Number
from amendtool.articles.references.text_location import Standing
from amendtool.articles.unnumbered import (
    AHEAD,
    FIRST_BLOCK,
    NONE,
    block_titles,
    carriers,
    counted,
    counted_in_blocks,
    put_back,
    titles_alike,
)
from amendtool.errors import Place, Problem
from amendtool.messages import say
from amendtool.values import dataclass


def amend_articles(
    state: ApplyState, roots: Roots = ROW, shares: Sequence[ChapterRow] = ()
) -> tuple[Article, ...]:
    """The proposed articles in order, those without a number behind them.

    ``roots`` are the rows that they are counted in, where that is not one; ``shares`` the same
    chapter by chapter, where two of these have one number.
    """
    if shares:
        found: list[Article] = []
        for row in shares:
            inner = _amended(state, row.articles, Address(), row.coming, row.roots, alone=True)
            found += (
                replace(article, chapter=row.chapter) if article.chapter is None else article
                for article in inner
            )
        return (
            *(article for article in found if not goes_unnumbered(article)),
            *(article for article in found if goes_unnumbered(article)),
        )
    coming = state.effects.inserts.get(("article", Address()), ())
    return _amended(state, state.targets.charter.articles, Address(), coming, roots)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterRow:
    """The sections of one chapter as a row of their own, with those that come into it."""

    chapter: str
    articles: tuple[Article, ...]
    coming: tuple[OperationAt[Insert], ...]
    roots: Roots


def amend_supplementary(state: ApplyState) -> tuple[tuple[Article, ...], tuple[Chapter, ...]]:
    """The proposed supplementary provisions, block by block, and the blocks with titles."""
    charter, style = state.targets.charter, state.targets.style
    titles = block_titles(charter.blocks)
    inserts = state.effects.inserts
    blocks: list[Chapter] = []
    found: list[Article] = []
    everywhere = inserts.get(("article", _SUPPLEMENTARY), ())
    standing = {article.number: article.chapter for article in charter.supplementary}
    for home in (None, *(block.key for block in charter.blocks)):
        base = charter.in_block(home)
        coming = [at for at in everywhere if standing.get(_after(at)) == home]
        named = Address(supplementary=True, block=FIRST_BLOCK if home is None else titles[home])
        coming += inserts.get(("article", named), ())
        row = _amended(state, base, _SUPPLEMENTARY, coming)
        if home is None and state.effects.block is not None:
            at = state.effects.block
            row = (_inserted(at, state.keys.inserted[at.index], None), *row)
        row = tuple(replace(article, chapter=home) for article in row)
        whole = with_unnumbered(state, row, base, coming, home)
        found += whole
        blocks += [
            _titled(state, block, whole)
            for block in charter.blocks
            if block.key == home and (whole or not base)
        ]
    said = {at.operation.target.block: at for at in state.effects.titles}
    taken = [*charter.by_key(), *state.keys.inserted.values()]
    taken += [chapter.key for chapter in (*charter.chapters, *charter.blocks)]
    for (level, container), new in inserts.items():
        if level != "article" or container.block in ("", FIRST_BLOCK, *titles.values()):
            continue
        title = container.block.removesuffix(AHEAD).partition("#")[0]
        alike = titles_alike(title, charter.blocks) if annex_of(title) is None else ()
        if alike and all(at.operation.block is None for at in new):
            state.note(_unknown_block(new[0], title, alike))
        naming = said.pop(container.block, None)
        key = make_key(title, taken)
        if naming is not None and naming.operation.key is not None:
            key = naming.operation.key
            if any(same_key(key, other) for other in taken):
                state.note(
                    naming.problem(
                        "key", "key-twice", say("the key {key!r} is taken", key=key),
                        say("a key stays with its provision for ever; choose another one"),
                    )
                )  # fmt: skip
                continue
        taken.append(key)
        row = _amended(state, (), _SUPPLEMENTARY, new)
        row = tuple(replace(article, chapter=key) for article in row)
        found += with_unnumbered(state, row, (), new, key)
        spot = len(blocks) if naming is None else _place_of_block(state, naming, blocks)
        if container.block.endswith(AHEAD):
            moving = (key for key, each in titles.items() if each == container.block[:-1])
            spot = [each.key for each in blocks].index(next(moving))
        if naming is None and (annex := place_of_annex(title, blocks)) is not None:
            spot = annex
        before = blocks[spot - 1].number.main if spot else 0
        if spot < len(blocks) and blocks[spot].number.main <= before + 1:
            before = max(block.number.main for block in blocks)
        form = replace(style.title_form(1), silent=True)
        number = Number.of(before + 1)
        blocks.insert(spot, Chapter(key=key, number=number, heading=title, form=form))
    for at in said.values():
        state.note(
            at.problem(
                "insert", "text-empty",
                say("{name} would have no text", name=state.targets.name(at.operation.target)),
                say("insert an article of it, too"),
            )
        )  # fmt: skip
    if state.targets.numbering is Numbering.SHIFT:
        blocks = [*counted_annexes(charter.blocks, blocks)]
    order = [None, *(block.key for block in blocks)]
    found.sort(key=lambda article: order.index(article.chapter))
    return counted_in_blocks(found, blocks), tuple(blocks)


def _titled(state: ApplyState, block: Chapter, row: Sequence[Article]) -> Chapter:
    """The block with the title that an operation gives it."""
    address = Address(
        supplementary=True,
        heading=True,
        block=block_titles(state.targets.charter.blocks)[block.key],
    )
    only = _only_text(state.targets.charter, block.key)
    if only is not None:
        # What is nothing but text is named by the title of its block, and its heading is that.
        address = Address(supplementary=True, article=only.number, heading=True)
    told = state.effects.headings.get(address)
    if told is None:
        return block
    title = new_heading(state, told, address, block.heading)
    if title is None:
        state.note(
            told.problem(
                "heading",
                "heading-misplaced",
                say(
                    "{name} would have no title",
                    name=state.targets.name(replace(address, heading=False)),
                ),
                say("give it another title, or delete it as a whole"),
            )
        )
        return block
    if row:
        slot = Standing(spot=Spot(key=row[0].key), part="heading")
        state.phrases.fresh[slot] = ((0, len(title)),)
    return replace(block, heading=title)


def _only_text(charter: Charter, home: str | None) -> Article | None:
    """The article without a number that is all there is in a block with a title."""
    row = charter.in_block(home) if home is not None else ()
    return row[0] if len(row) == 1 and goes_unnumbered(row[0]) else None


def _place_of_block(state: ApplyState, at: OperationAt[Insert], blocks: Sequence[Chapter]) -> int:
    """Where a new block of supplementary provisions is said to stand."""
    behind = at.operation.behind
    # A block that is nothing but text is known by that.
    title = behind.block or (behind.article.block if behind.article else "") if behind else ""
    if behind is None or not title:
        return 0
    found = [place for place, each in enumerate(block_titles(blocks).values(), 1) if each == title]
    if not found:
        state.note(
            at.problem(
                "behind",
                "target-missing",
                say(
                    "{name} does not stand in the proposed articles",
                    name=behind.text(state.targets.style),
                ),
                say("name a block by its title, or none"),
            )
        )
    return found[0] if found else len(blocks)


def _unknown_block(at: OperationAt[Insert], title: str, alike: Sequence[str]) -> Problem:
    """The problem of a title that nothing has, and that may be meant for one of ``alike``."""
    return at.problem(
        "insert",
        "block-unknown",
        say(
            "no supplementary provisions have the title {title}; there are {alike}",
            title=title,
            alike=say(", ").join(alike),
        ),
        say("write the title as it is printed; if new ones are meant, say so with `block: new`"),
    )


_SUPPLEMENTARY: Final = Address(supplementary=True)


def _after(at: OperationAt[Insert]) -> Number | None:
    return at.operation.after.article if at.operation.after is not None else None


def _amended(
    state: ApplyState,
    base: Sequence[Article],
    container: Address,
    coming: Sequence[OperationAt[Insert]],
    roots: Roots = ROW,
    *,
    alone: bool = False,
) -> tuple[Article, ...]:
    """One row of proposed articles, those without a number that stay behind them."""
    effects, keys = state.effects, state.keys
    supplementary = container.supplementary
    numbers = [
        each.number for each in base if each.number is not None and not goes_unnumbered(each)
    ]
    row = SiblingRow(
        level="article",
        container=container,
        numbers=tuple(numbers),
        inserts=tuple(at for at in coming if not is_unnumbered(at)),
        any_start=supplementary and _any_start(numbers, container, effects),
        roots=roots,
        alone=alone,
        carriers=carriers(base),
    )
    settlement = settled(row, effects, state.targets)
    state.note(*settlement.problems)
    proposed: list[Article] = []
    loose: list[Article] = []
    for article in base:
        address = replace(container, article=article.number)
        if address in effects.deletes or address in effects.merges:
            continue
        changed = _article(state, article, address)
        if article.number is not None and goes_unnumbered(article):
            loose.append(changed)
            continue
        number = settlement.stayed.get(article.number) if article.number else None
        moves = number is not None and number != article.number
        proposed.append(replace(changed, number=number) if moves else changed)
    for at in row.inserts:
        arrived = settlement.arrived.get(at.index)
        if arrived is not None:
            proposed.append(_inserted(at, keys.inserted[at.index], arrived))
    for key, new in zip(keys.parts, effects.parts, strict=True):
        number = settlement.arrived.get(new.part)
        here = new.source.supplementary == supplementary and new.source.article in numbers
        if number is not None and here:
            part = _part(state, new, key, number)
            proposed += [part] if part is not None else []
    for address, key in keys.left.items():
        vacated = settlement.arrived.get((LEFT, address.article))
        here = address.supplementary == supplementary and address.article in numbers
        if vacated is not None and here:
            stood = next(article for article in base if article.number == address.article)
            status = Status.RESERVED
            proposed.append(Article(key=key, number=vacated, status=status, chapter=stood.chapter))
    place = {number: at for at, number in enumerate(settlement.order)}
    proposed.sort(key=lambda a: place.get(a.number, -1) if a.number else -1)
    return (*proposed, *loose)


def _any_start(numbers: Sequence[Number], container: Address, effects: Effects) -> bool:
    """Whether the supplementary provisions may go on with the numbers of the articles."""
    stay = (each for each in numbers if replace(container, article=each) not in effects.deletes)
    return next(stay, None) is None or numbers[0].parts != (1,)


def with_unnumbered(
    state: ApplyState,
    row: Sequence[Article],
    present: Sequence[Article],
    inserts: Sequence[OperationAt[Insert]],
    block: str | None = None,
    chapters: Sequence[Chapter] = (),
) -> tuple[Article, ...]:
    """The proposed articles, those without a number where they stand.

    ``row`` are the others in their order and their chapters, and behind them those that stay of
    the row ``present``; ``inserts`` are the ones that come. ``chapters`` are the proposed ones, or
    ``block`` the supplementary provisions that all of them stand in.
    """
    style = state.targets.style
    coming = [at for at in inserts if is_unnumbered(at)]
    order = [chapter.key for chapter in chapters] or ([block] if block else [])
    found = list(put_back(row, present, order))
    whole = Charter(chapters=tuple(chapters))
    for at in sorted(coming, key=lambda at: at.operation.target.number):
        number = at.operation.target.number
        anchor = next(
            (
                a
                for a in found
                if a.number and not goes_unnumbered(a) and a.number.parts == number.parts
            ),
            None,
        )
        if anchor is None and number.last:
            name = state.targets.name(at.operation.target)
            state.note(
                at.problem(
                    "insert",
                    "target-missing",
                    say(
                        "{name} would stand behind nothing: no proposed article has that number",
                        name=name,
                    ),
                    say("name it by the number that an article has in the proposed articles"),
                )
            )
            continue
        said = at.operation.chapter
        home = anchor.chapter if anchor else block
        if said is not None:
            home = next((k for k in order if address_of_chapter(whole, k) == said), None)
        elif anchor is None and number.stem:
            home = next((c.key for c in chapters if c.number.parts == number.stem), None)
        new = _inserted(at, state.keys.inserted[at.index], NONE)
        new = replace(new, chapter=home, form=replace(style.article, silent=True))
        said_so = state.targets.numbering is Numbering.STAY
        counted_before = _behind_alike(found, number, home, order) if said_so else None
        place = counted_before or (
            found.index(anchor) + 1
            if anchor and anchor.chapter == home
            else _start(found, home, order)
        )
        nth = 1 if counted_before else number.nth - (number.last > 0)
        while nth > 1 and place < len(found) and goes_unnumbered(found[place]):
            place, nth = place + 1, nth - 1
        found.insert(place, new)
    counts = style.numbered_in_chapters and chapters
    return counted(found, {c.key: c.number.main for c in chapters} if counts else {})


def _behind_alike(
    row: Sequence[Article], number: Number, home: str | None, order: Sequence[str]
) -> int | None:
    """The place behind all that are counted as this number and stand before it.

    None where there are not as many, or where that is no place in its chapter.
    """
    alike: list[int] = []
    before: tuple[int, ...] = NONE.parts
    for at, article in enumerate(row):
        if article.number is not None and not goes_unnumbered(article):
            before = article.number.parts
        if before == number.parts:
            alike.append(at)
    if number.nth < 2 or len(alike) < number.nth - 1:
        return None
    place = alike[number.nth - 2] + 1
    rank: dict[str | None, int] = {key: at for at, key in enumerate(order)}
    rank[None] = -1
    inner = [
        rank[home] if each is None else rank[each.chapter]
        for each in (row[place - 1], row[place] if place < len(row) else None)
    ]
    return place if inner[0] <= rank[home] <= inner[1] else None


def _start(row: Sequence[Article], home: str | None, order: Sequence[str]) -> int:
    """Where a chapter begins in a row of articles."""
    place: dict[str | None, int] = {key: at for at, key in enumerate(order)}
    place[None] = -1
    before = (at for at, each in enumerate(row) if place[each.chapter] >= place[home])
    return next(before, len(row))


def _part(state: ApplyState, new: NewPart, key: str, number: Number) -> Article | None:
    """A new article that comes of a split one."""
    charter = state.targets.charter
    paragraphs: list[Provision] = []
    for address in new.paragraphs:
        child = find(charter, address)
        if not isinstance(child, Provision):
            continue
        old = _spot_of(state, address)
        spot = Spot(key=key, paragraph=Number.of(len(paragraphs) + 1))
        brought = _provision(state, child, address, old, spot)
        if brought is not None and spot.paragraph is not None:
            state.notes.kept[old] = spot
            paragraphs.append(replace(brought, number=spot.paragraph))
    if not paragraphs:
        state.note(
            new.at.problem(
                new.said, "text-empty",
                say("{name} would have no text", name=state.targets.name(new.part.at)),
                say("give it paragraphs that stay, or leave the part out"),
            )
        )  # fmt: skip
        return None
    source = find(charter, new.source)
    return Article(
        key=key,
        number=number,
        heading=new.part.heading,
        body=tuple(paragraphs),
        chapter=source.chapter if isinstance(source, Article) else None,
    )


def _inserted(at: OperationAt[Insert], key: str, number: Number | None) -> Article:
    operation = at.operation
    return Article(
        key=key,
        number=number,
        heading=operation.heading,
        body=unsaid_body(operation.body),
        status=operation.status,
    )


def _article(state: ApplyState, article: Article, address: Address) -> Article:
    if article.key not in state.origin:
        return article
    name = state.targets.name(address)
    if (reserved := state.effects.reserves.get(address)) is not None:
        if article.status is Status.RESERVED:
            state.note(reserved.unchanged(name))
        return replace(article, heading=None, body=(), status=Status.RESERVED)
    heading = _heading(state, article, address)
    whole = state.effects.replaces.get(address)
    if whole is None:
        spot = Spot(key=article.key)
        body = _body(state, article.body, "paragraph", address, spot, spot)
        if article.body and not body:
            _emptied(state, address)
            return article
        return replace(article, heading=heading, body=body)
    operation = whole.operation
    state.notes.rewritten.add(Spot(key=article.key))
    present = replace(article, heading=heading)
    texts = " ".join(article_texts(replace(present, heading=None)))
    state.note(*stale(whole, operation.expects, texts))
    text = operation.body or ()
    changed = replace(present, body=unsaid_body(text), status=operation.status)
    if article.key in state.restated:
        # What a restated text leaves as it is, it is meant to leave so.
        state.notes.kept.update(state.restated[article.key])
        return changed
    same = changed.status is article.status and restates(text, article.body, state.style)
    if same and operation.mark is None and heading == article.heading:
        state.note(whole.unchanged(name))
    return changed


def _heading(state: ApplyState, article: Article, address: Address) -> str | None:
    at = replace(address, heading=True)
    if address.supplementary and _only_text(state.targets.charter, article.chapter) is not None:
        return article.heading  # a heading that is told is the title of its block
    slot = Standing(spot=Spot(key=article.key), part="heading")
    told = state.effects.headings.get(at)
    if told is None:
        return state.phrases.rewrite(at, article.heading or "", slot) or None
    heading = new_heading(state, told, at, article.heading)
    state.phrases.fresh[slot] = ((0, len(heading or "")),)
    return heading


def _body(
    state: ApplyState, base: Body, level: str, container: Address, old: Spot, new: Spot
) -> Body:
    """The proposed body of an article, paragraph or item.

    ``level`` is that of the provisions in it; ``old`` and ``new`` say where the container
    stands before and after.
    """
    effects, kept = state.effects, state.notes.kept
    children = provisions_of(base)
    begins = (
        each.number
        for before, each in pairwise(base)
        if isinstance(before, str) and not isinstance(each, str)
    )
    row = SiblingRow(
        level=level,
        container=container,
        numbers=tuple(child.number for child in children),
        inserts=effects.inserts.get((level, container), ()),
        begins=tuple(begins),
        silent=tuple(child.number for child in children if goes_unnumbered(child)),
    )
    settlement = settled(row, effects, state.targets)
    state.note(*settlement.problems)
    proposed: dict[Number, Provision] = {}
    numbers: dict[Number, Number] = {}
    for child in children:
        address = row.at(child.number)
        if address in effects.deletes or address in effects.leaving:
            continue
        number = settlement.stayed.get(child.number, child.number)
        old_spot, new_spot = old.below(child.number), new.below(number)
        changed = _provision(state, child, address, old_spot, new_spot)
        if changed is not None:
            kept[old_spot] = new_spot
            numbers[child.number] = number
            proposed[number] = replace(changed, number=number)
    for at in row.inserts:
        arrived = settlement.arrived.get(at.index)
        if arrived is not None:
            (new_one,) = provisions_of(at.operation.body)
            proposed[arrived] = replace(unsaid(new_one), number=arrived)
            state.notes.inserted[new.below(arrived)] = at
    for lander in effects.landing.get((level, container), ()):
        arrived = settlement.arrived.get(lander.source)
        moved = find(state.targets.charter, lander.source)
        if arrived is None or not isinstance(moved, Provision):
            continue
        old_spot, new_spot = _spot_of(state, lander.source), new.below(arrived)
        # It takes the form of the list it comes to.
        brought = _provision(state, unsaid(formless(moved)), lander.source, old_spot, new_spot)
        if brought is not None:
            kept[old_spot] = new_spot
            proposed[arrived] = replace(brought, number=arrived)
    if settlement.problems:
        # Their numbers cannot stand beside each other, and nothing will come of them.
        return base
    behind = frozenset(
        number for token, number in settlement.arrived.items() if row.comes_behind(token, effects)
    )
    row_order = [number for number in settlement.order if number in proposed]
    order = _order(base, numbers, row_order, behind)
    return _with_texts(state, order, proposed, container, new)


def _order(
    base: Body, stay: Mapping[Number, Number], row: Sequence[Number], behind: Collection[Number]
) -> Iterator[str | Number]:
    """The present texts of a body among the proposed numbers of its provisions.

    ``stay`` are the proposed numbers of the present provisions that stay, ``row`` those of all.
    A closing stays at the end. A text between two provisions stays behind the first, but for
    what comes ``behind`` that one: it comes before the text.
    """
    texts: dict[Number | None, list[str]] = {}
    after: Number | None = None
    closing = closing_of(base)
    for each in base[:-1] if closing else base:
        if isinstance(each, Provision):
            after = stay.get(each.number, after)
        else:
            texts.setdefault(after, []).append(each)
    waiting = texts.pop(None, [])
    for number in row:
        if number not in behind:
            yield from waiting
            waiting = []
        yield number
        waiting += texts.get(number, [])
    yield from waiting
    if closing:
        yield closing


def _with_texts(
    state: ApplyState,
    order: Iterable[str | Number],
    provisions: Mapping[Number, Provision],
    container: Address,
    new: Spot,
) -> Body:
    """The proposed body: texts with their phrases replaced; such that now adjoin are one."""
    found: list[str | Provision] = []
    after: Number | None = None
    for each in order:
        if isinstance(each, Number):
            found.append(provisions[each])
            after = each
            continue
        last = found[-1] if found else None
        before = last if isinstance(last, str) else ""
        slot = Standing(spot=new, after=after)
        text = state.phrases.rewrite(container, each, slot, before=before)
        if before:
            found.pop()
        if text:
            found.append(text)
    return tuple(found)


def _provision(
    state: ApplyState, child: Provision, address: Address, old: Spot, new: Spot
) -> Provision | None:
    whole = state.effects.replaces.get(address)
    if whole is not None:
        state.note(*stale(whole, whole.operation.expects, " ".join(body_texts(child))))
        (stated,) = provisions_of(whole.operation.body or ())
        state.notes.rewritten.add(new)
        depth = len(address.items)
        body = unsaid_body(stated.body)
        changed = replace(child, body=body, form=stated.form or child.form)
        one = replace(stated, number=child.number)
        if whole.operation.mark is None and restates((one,), (child,), state.style, depth):
            state.note(whole.unchanged(state.targets.name(address)))
        return changed
    body = _body(state, child.body, "item", address, old, new)
    if child.body and not body:
        _emptied(state, address)
        return None
    return replace(child, body=body)


def _emptied(state: ApplyState, address: Address) -> None:
    """Note a provision that would have no text left, at the first operation on its article."""
    owner = find(state.targets.charter, replace(address, paragraph=None, items=()))
    acting = state.origin.get(owner.key, {0}) if isinstance(owner, Article) else {0}
    name = state.targets.name(address)
    state.note(
        Problem(
            code="text-empty",
            message=say("{name} would have no text left", name=name),
            hint=say("delete {name} itself", name=name),
            place=Place(path=f"operations[{min(acting)}]"),
        )
    )


def _spot_of(state: ApplyState, address: Address) -> Spot:
    """The spot of a present paragraph or item."""
    article = find(state.targets.charter, replace(address, paragraph=None, items=()))
    if not isinstance(article, Article):
        raise KeyError(str(address))
    return Spot(key=article.key, paragraph=address.paragraph, items=address.items)
