"""Articles under an amendment: their numbers, headings, paragraphs, items and sub-items."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from amendtool.amendments.apply.gathered import NewPart, Told
from amendtool.amendments.apply.renumber import Roots
from amendtool.amendments.apply.state import LEFT, Work, below
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
    work: Work, *, supplementary: bool, roots: Roots | None = None
) -> tuple[Article, ...]:
    """The proposed articles, or those of the supplementary provisions, in order.

    ``roots`` are the rows that they are counted in, where that is not one.
    """
    base = work.charter.supplementary if supplementary else work.charter.articles
    container = Address(supplementary=supplementary)
    numbers = [article.number for article in base if article.number is not None]
    stay = [n for n in numbers if replace(container, article=n) not in work.gathered.deletes]
    settlement, inserts = work.settle(
        "article",
        container,
        numbers,
        # The supplementary provisions may go on with the numbers of the articles.
        any_start=supplementary and (not stay or numbers[:1] != [Number.of(1)]),
        roots=roots,
    )
    proposed: list[Article] = []
    for article in base:
        address = replace(container, article=article.number)
        if address in work.gathered.deletes or address in work.gathered.merges:
            continue
        changed = _article(work, article, address)
        number = settlement.stayed.get(article.number) if article.number else None
        moves = number is not None and number != article.number
        proposed.append(replace(changed, number=number) if moves else changed)
    for told in inserts:
        arrived = settlement.arrived.get(told.index)
        if arrived is not None:
            proposed.append(_inserted(work, told, arrived))
    for key, new in zip(work.part_keys, work.gathered.parts, strict=True):
        number = settlement.arrived.get(new.part)
        if number is not None and new.source.supplementary == supplementary:
            part = _part(work, new, key, number)
            proposed += [part] if part is not None else []
    for address, key in work.left_keys.items():
        vacated = settlement.arrived.get((LEFT, address.article))
        if vacated is not None and address.supplementary == supplementary:
            stood = next(article for article in base if article.number == address.article)
            status = Status.RESERVED
            proposed.append(Article(key=key, number=vacated, status=status, chapter=stood.chapter))
    if supplementary and work.gathered.block is not None:
        proposed.append(_inserted(work, work.gathered.block, None))
    return tuple(sorted(proposed, key=lambda a: a.number.parts if a.number else ()))


def _part(work: Work, new: NewPart, key: str, number: Number) -> Article | None:
    """A new article that comes of a split one."""
    paragraphs: list[Paragraph] = []
    for address in new.paragraphs:
        child = find(work.charter, address)
        if not isinstance(child, Paragraph):
            continue
        old, spot = work.spot(address), Spot(key=key, paragraph=Number.of(len(paragraphs) + 1))
        brought = _provision(work, child, address, old, spot)
        if brought is not None and spot.paragraph is not None:
            work.kept[old] = spot
            paragraphs.append(replace(brought, number=spot.paragraph))
    if not paragraphs:
        work.problem(
            new.told, new.said, "text-empty", f"{new.part.at.text(work.style)} would have no text",
            "give it paragraphs that stay, or leave the part out",
        )  # fmt: skip
        return None
    source = find(work.charter, new.source)
    return Article(
        key=key,
        number=number,
        heading=new.part.heading,
        paragraphs=tuple(paragraphs),
        chapter=source.chapter if isinstance(source, Article) else None,
    )


def _inserted(work: Work, told: Told[Insert], number: Number | None) -> Article:
    operation = told.operation
    return Article(
        key=work.new_keys[told.index],
        number=number,
        heading=operation.heading,
        paragraphs=operation.body,
        status=operation.status,
    )


def _article(work: Work, article: Article, address: Address) -> Article:
    if not work.acted_on(article.key, address):
        return article
    if (reserved := work.gathered.reserves.get(address)) is not None:
        if article.status is Status.RESERVED:
            work.unchanged(reserved, address)
        return replace(article, heading=None, paragraphs=(), status=Status.RESERVED)
    heading = _heading(work, article, address)
    whole = work.gathered.replaces.get(address)
    if whole is None:
        spot = Spot(key=article.key)
        paragraphs = _children(work, article.paragraphs, "paragraph", address, spot, spot)
        if article.paragraphs and not paragraphs:
            _emptied(work, address)
            return article
        return replace(article, heading=heading, paragraphs=paragraphs)
    operation = whole.operation
    work.rewritten.add(Spot(key=article.key))
    present = replace(article, heading=heading)
    work.expect(whole, operation.expects, " ".join(article_texts(replace(present, heading=None))))
    changed = replace(present, paragraphs=operation.body or (), status=operation.status)
    if changed == (article if operation.heading or operation.drop_heading else present):
        work.unchanged(whole, address)
    return changed


def _heading(work: Work, article: Article, address: Address) -> str | None:
    if address.article is None:
        return article.heading
    at = replace(address, heading=True)
    slot = (Spot(key=article.key), "heading")
    told = work.gathered.headings.get(at)
    if told is None:
        return work.phrases.rewrite(at, article.heading or "", slot) or None
    heading = work.new_heading(told, at, article.heading)
    work.phrases.fresh[slot] = ((0, len(heading or "")),)
    return heading


def _children(
    work: Work,
    base: tuple[Provision, ...],
    level: str,
    container: Address,
    old: Spot,
    new: Spot,
) -> tuple[Provision, ...]:
    """The proposed paragraphs of an article, or items of a paragraph or item.

    ``old`` and ``new`` say where the container stands before and after.
    """
    settlement, inserts = work.settle(level, container, (child.number for child in base))
    proposed: list[Provision] = []
    for child in base:
        address = below(container, level, child.number)
        if address in work.gathered.deletes or address in work.gathered.leaving:
            continue
        number = settlement.stayed.get(child.number, child.number)
        old_spot, new_spot = _spot(old, level, child.number), _spot(new, level, number)
        changed = _provision(work, child, address, old_spot, new_spot)
        if changed is not None:
            work.kept[old_spot] = new_spot
            proposed.append(replace(changed, number=number))
    for told in inserts:
        arrived = settlement.arrived.get(told.index)
        if arrived is not None:
            body = told.operation.body[0]
            kind = Paragraph if level == "paragraph" else Item
            fresh = kind(number=arrived, text=body.text, items=body.items, closing=body.closing)
            proposed.append(fresh)  # type: ignore[arg-type] # the level decides the type
    for lander in work.gathered.landing.get((level, container), ()):
        arrived = settlement.arrived.get(lander.source)
        moved = find(work.charter, lander.source)
        if arrived is None or not isinstance(moved, Paragraph | Item):
            continue
        old_spot, new_spot = work.spot(lander.source), _spot(new, level, arrived)
        # It takes the form of the list it comes to.
        bare = replace(moved, form=None, items=without_forms(moved.items))
        brought = _provision(  # type: ignore[type-var] # the level decides the type
            work, bare, lander.source, old_spot, new_spot
        )
        if brought is not None:
            work.kept[old_spot] = new_spot
            proposed.append(replace(brought, number=arrived))  # type: ignore[arg-type] # as above
    if settlement.problems:
        # Their numbers cannot stand beside each other, and nothing will come of them.
        return base
    return tuple(sorted(proposed, key=lambda child: child.number))


def _provision(
    work: Work, child: Provision, address: Address, old: Spot, new: Spot
) -> Provision | None:
    whole = work.gathered.replaces.get(address)
    if whole is not None:
        work.expect(whole, whole.operation.expects, " ".join(body_texts(child)))
        body = (whole.operation.body or ())[0]
        work.rewritten.add(new)
        changed = replace(child, text=body.text, items=body.items, closing=body.closing)
        if changed == child:
            work.unchanged(whole, address)
        return changed
    items = _children(work, child.items, "item", address, old, new)
    text = work.phrases.rewrite(address, child.text, (new, "text"))
    closing = work.phrases.rewrite(address, child.closing, (new, "closing"))
    if closing and not items:
        # The items between the text and its closing are gone: one text is left.
        joined = work.style.line_joint.join(part for part in (text, closing) if part)
        work.phrases.join(new, len(joined) - len(closing))
        text, closing = joined, ""
    if not text and not items and (child.text or child.items):
        _emptied(work, address)
        return None
    return replace(child, text=text, items=items, closing=closing)


def _emptied(work: Work, address: Address) -> None:
    acting = work.gathered.acting.get(
        Address(supplementary=address.supplementary, article=address.article), {0}
    )
    work.problems.append(
        Problem(
            code="text-empty",
            message=f"{address.text(work.style)} would have no text left",
            hint=f"delete {address.text(work.style)} itself",
            place=Place(path=f"operations[{min(acting)}]"),
        )
    )


def _spot(spot: Spot, level: str, number: Number) -> Spot:
    if level == "paragraph":
        return replace(spot, paragraph=number)
    return replace(spot, items=(*spot.items, number))
