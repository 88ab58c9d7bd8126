"""Articles under an amendment: their numbers, headings, paragraphs, items and sub-items."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from amendtool.amendments.apply.effects import NewPart
from amendtool.amendments.apply.renumber import ROW, Roots
from amendtool.amendments.apply.rows import LEFT, SiblingRow, settled
from amendtool.amendments.apply.state import ApplyState, new_heading, stale
from amendtool.amendments.apply.targets import OperationAt
from amendtool.amendments.operations import Insert
from amendtool.articles.addresses import Address, Spot, find
from amendtool.articles.charter import (
    Article,
    Item,
    Paragraph,
    Status,
    article_texts,
    body_texts,
)
from amendtool.articles.forms import without_forms
from amendtool.articles.numbers import Number
from amendtool.errors import Place, Problem

Provision = TypeVar("Provision", Paragraph, Item)


def amend_articles(
    state: ApplyState, *, supplementary: bool, roots: Roots = ROW
) -> tuple[Article, ...]:
    """The proposed articles, or those of the supplementary provisions, in order.

    ``roots`` are the rows that they are counted in, where that is not one.
    """
    charter, effects, keys = state.targets.charter, state.effects, state.keys
    base = charter.supplementary if supplementary else charter.articles
    container = Address(supplementary=supplementary)
    numbers = [article.number for article in base if article.number is not None]
    stay = [n for n in numbers if replace(container, article=n) not in effects.deletes]
    row = SiblingRow(
        level="article",
        container=container,
        numbers=tuple(numbers),
        inserts=effects.inserts.get(("article", container), ()),
        # The supplementary provisions may go on with the numbers of the articles.
        any_start=supplementary and (not stay or numbers[:1] != [Number.of(1)]),
        roots=roots,
    )
    settlement = settled(row, effects, state.targets)
    state.note(*settlement.problems)
    proposed: list[Article] = []
    for article in base:
        address = replace(container, article=article.number)
        if address in effects.deletes or address in effects.merges:
            continue
        changed = _article(state, article, address)
        number = settlement.stayed.get(article.number) if article.number else None
        moves = number is not None and number != article.number
        proposed.append(replace(changed, number=number) if moves else changed)
    for at in row.inserts:
        arrived = settlement.arrived.get(at.index)
        if arrived is not None:
            proposed.append(_inserted(at, keys.inserted[at.index], arrived))
    for key, new in zip(keys.parts, effects.parts, strict=True):
        number = settlement.arrived.get(new.part)
        if number is not None and new.source.supplementary == supplementary:
            part = _part(state, new, key, number)
            proposed += [part] if part is not None else []
    for address, key in keys.left.items():
        vacated = settlement.arrived.get((LEFT, address.article))
        if vacated is not None and address.supplementary == supplementary:
            stood = next(article for article in base if article.number == address.article)
            status = Status.RESERVED
            proposed.append(Article(key=key, number=vacated, status=status, chapter=stood.chapter))
    if supplementary and effects.block is not None:
        proposed.append(_inserted(effects.block, keys.inserted[effects.block.index], None))
    return tuple(sorted(proposed, key=lambda a: a.number.parts if a.number else ()))


def _part(state: ApplyState, new: NewPart, key: str, number: Number) -> Article | None:
    """A new article that comes of a split one."""
    charter = state.targets.charter
    paragraphs: list[Paragraph] = []
    for address in new.paragraphs:
        child = find(charter, address)
        if not isinstance(child, Paragraph):
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
                f"{state.targets.name(new.part.at)} would have no text",
                "give it paragraphs that stay, or leave the part out",
            )
        )  # fmt: skip
        return None
    source = find(charter, new.source)
    return Article(
        key=key,
        number=number,
        heading=new.part.heading,
        paragraphs=tuple(paragraphs),
        chapter=source.chapter if isinstance(source, Article) else None,
    )


def _inserted(at: OperationAt[Insert], key: str, number: Number | None) -> Article:
    operation = at.operation
    return Article(
        key=key,
        number=number,
        heading=operation.heading,
        paragraphs=operation.body,
        status=operation.status,
    )


def _article(state: ApplyState, article: Article, address: Address) -> Article:
    if article.key not in state.origin:
        return article
    name = state.targets.name(address)
    if (reserved := state.effects.reserves.get(address)) is not None:
        if article.status is Status.RESERVED:
            state.note(reserved.unchanged(name))
        return replace(article, heading=None, paragraphs=(), status=Status.RESERVED)
    heading = _heading(state, article, address)
    whole = state.effects.replaces.get(address)
    if whole is None:
        spot = Spot(key=article.key)
        paragraphs = _children(state, article.paragraphs, "paragraph", address, spot, spot)
        if article.paragraphs and not paragraphs:
            _emptied(state, address)
            return article
        return replace(article, heading=heading, paragraphs=paragraphs)
    operation = whole.operation
    state.notes.rewritten.add(Spot(key=article.key))
    present = replace(article, heading=heading)
    texts = " ".join(article_texts(replace(present, heading=None)))
    state.note(*stale(whole, operation.expects, texts))
    changed = replace(present, paragraphs=operation.body or (), status=operation.status)
    if changed == (article if operation.heading or operation.drop_heading else present):
        state.note(whole.unchanged(name))
    return changed


def _heading(state: ApplyState, article: Article, address: Address) -> str | None:
    if address.article is None:
        return article.heading
    at = replace(address, heading=True)
    slot = (Spot(key=article.key), "heading")
    told = state.effects.headings.get(at)
    if told is None:
        return state.phrases.rewrite(at, article.heading or "", slot) or None
    heading = new_heading(state, told, at, article.heading)
    state.phrases.fresh[slot] = ((0, len(heading or "")),)
    return heading


def _children(
    state: ApplyState,
    base: tuple[Provision, ...],
    level: str,
    container: Address,
    old: Spot,
    new: Spot,
) -> tuple[Provision, ...]:
    """The proposed paragraphs of an article, or items of a paragraph or item.

    ``old`` and ``new`` say where the container stands before and after.
    """
    effects, kept = state.effects, state.notes.kept
    row = SiblingRow(
        level=level,
        container=container,
        numbers=tuple(child.number for child in base),
        inserts=effects.inserts.get((level, container), ()),
    )
    settlement = settled(row, effects, state.targets)
    state.note(*settlement.problems)
    proposed: list[Provision] = []
    for child in base:
        address = row.at(child.number)
        if address in effects.deletes or address in effects.leaving:
            continue
        number = settlement.stayed.get(child.number, child.number)
        old_spot, new_spot = _spot(old, level, child.number), _spot(new, level, number)
        changed = _provision(state, child, address, old_spot, new_spot)
        if changed is not None:
            kept[old_spot] = new_spot
            proposed.append(replace(changed, number=number))
    for at in row.inserts:
        arrived = settlement.arrived.get(at.index)
        if arrived is not None:
            body = at.operation.body[0]
            kind = Paragraph if level == "paragraph" else Item
            fresh = kind(number=arrived, text=body.text, items=body.items, closing=body.closing)
            proposed.append(fresh)  # type: ignore[arg-type] # the level decides the type
    for lander in effects.landing.get((level, container), ()):
        arrived = settlement.arrived.get(lander.source)
        moved = find(state.targets.charter, lander.source)
        if arrived is None or not isinstance(moved, Paragraph | Item):
            continue
        old_spot, new_spot = _spot_of(state, lander.source), _spot(new, level, arrived)
        # It takes the form of the list it comes to.
        bare = replace(moved, form=None, items=without_forms(moved.items))
        brought = _provision(  # type: ignore[type-var] # the level decides the type
            state, bare, lander.source, old_spot, new_spot
        )
        if brought is not None:
            kept[old_spot] = new_spot
            proposed.append(replace(brought, number=arrived))  # type: ignore[arg-type] # as above
    if settlement.problems:
        # Their numbers cannot stand beside each other, and nothing will come of them.
        return base
    return tuple(sorted(proposed, key=lambda child: child.number))


def _provision(
    state: ApplyState, child: Provision, address: Address, old: Spot, new: Spot
) -> Provision | None:
    whole = state.effects.replaces.get(address)
    if whole is not None:
        state.note(*stale(whole, whole.operation.expects, " ".join(body_texts(child))))
        body = (whole.operation.body or ())[0]
        state.notes.rewritten.add(new)
        changed = replace(child, text=body.text, items=body.items, closing=body.closing)
        if changed == child:
            state.note(whole.unchanged(state.targets.name(address)))
        return changed
    items = _children(state, child.items, "item", address, old, new)
    text = state.phrases.rewrite(address, child.text, (new, "text"))
    closing = state.phrases.rewrite(address, child.closing, (new, "closing"))
    if closing and not items:
        # The items between the text and its closing are gone: one text is left.
        joint = state.targets.style.line_joint
        joined = joint.join(part for part in (text, closing) if part)
        state.phrases.join(new, len(joined) - len(closing))
        text, closing = joined, ""
    if not text and not items and (child.text or child.items):
        _emptied(state, address)
        return None
    return replace(child, text=text, items=items, closing=closing)


def _emptied(state: ApplyState, address: Address) -> None:
    """Note a provision that would have no text left, at the first operation on its article."""
    owner = find(state.targets.charter, replace(address, paragraph=None, items=()))
    acting = state.origin.get(owner.key, {0}) if isinstance(owner, Article) else {0}
    name = state.targets.name(address)
    state.note(
        Problem(
            code="text-empty",
            message=f"{name} would have no text left",
            hint=f"delete {name} itself",
            place=Place(path=f"operations[{min(acting)}]"),
        )
    )


def _spot_of(state: ApplyState, address: Address) -> Spot:
    """The spot of a present paragraph or item."""
    article = find(state.targets.charter, replace(address, paragraph=None, items=()))
    if not isinstance(article, Article):
        raise KeyError(str(address))
    return Spot(key=article.key, paragraph=address.paragraph, items=address.items)


def _spot(spot: Spot, level: str, number: Number) -> Spot:
    if level == "paragraph":
        return replace(spot, paragraph=number)
    return replace(spot, items=(*spot.items, number))
