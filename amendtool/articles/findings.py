"""Findings: what a charter may have and still be read, but should not have in print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from amendtool.articles.addresses import Address
from amendtool.articles.charter import (
    Article,
    Charter,
    Provision,
    article_texts,
    goes_unnumbered,
)
from amendtool.articles.forms import differing
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.field_errors import field_errors
from amendtool.errors import Place, Problem
from amendtool.messages import say


def findings(
    charter: Charter, files: Mapping[str, str], style: DraftingStyle
) -> tuple[Problem, ...]:
    """Gaps in the numbers of chapters, articles, paragraphs and items, and odd forms of them.

    ``files`` gives the file of an article by its key.
    """
    return tuple(_findings(charter, files, style))


def _findings(
    charter: Charter, files: Mapping[str, str], style: DraftingStyle
) -> Iterator[Problem]:
    for parent in dict.fromkeys(chapter.parent for chapter in charter.chapters):
        row = [chapter for chapter in charter.chapters if chapter.parent == parent]
        keys = {chapter.number: chapter.key for chapter in row}
        outer = tuple(chapter.number for chapter in charter.outer_chapters(parent))
        for missing, after in gaps(keys):
            name = Address(chapters=(*outer, missing)).text(style)
            yield _gap(name, files.get(keys.get(after, "")))
        at = Address(chapters=(*outer, Number.of(1)))
        for number, told in _told([chapter.number for chapter in row], at, style):
            yield replace(told, place=Place(file=files.get(keys[number])))
    for article in charter.every_article():
        for error in (one for text in article_texts(article) for one in field_errors(text)):
            yield Problem(
                code="field-error",
                message=say(
                    "a field of the document this came from failed: {error!r}", error=error
                ),
                hint=say("write what it should say, such as the number of the article"),
                place=Place(file=files.get(article.key)),
                severity="warning",
            )
    for key, used, usual in differing(charter, style):
        yield Problem(
            code="forms-differ",
            message=say(
                "this article is numbered with {used}, most of the articles with {usual}",
                used=used,
                usual=usual,
            ),
            hint=say("write {usual} here as well, if that is what the articles print", usual=usual),
            place=Place(file=files.get(key)),
            severity="note",
        )
    rows = [(False, charter.articles), (True, charter.in_block(None))]
    rows += [(True, charter.in_block(block.key)) for block in charter.blocks]
    for supplementary, every in rows:
        articles = tuple(article for article in every if not goes_unnumbered(article))
        if style.numbered_in_chapters and not supplementary:
            yield from _in_chapters(articles, files, style)
            yield from _bodies(every, files, style, supplementary=supplementary)
            continue
        numbers = {each.number.local: each.key for each in articles if each.number}
        # Some companies go on with the numbers of the articles here.
        start = min((n.main for n in numbers if n.main), default=1) if supplementary else 1
        for missing, after in gaps(numbers, start=start):
            name = Address(supplementary=supplementary, article=missing).text(style)
            yield _gap(name, files.get(numbers.get(after, "")))
        at = Address(supplementary=supplementary, article=Number.of(1))
        for number, told in _told(list(numbers), at, style):
            yield replace(told, place=Place(file=files.get(numbers[number])))
        yield from _bodies(every, files, style, supplementary=supplementary)


def _in_chapters(
    articles: tuple[Article, ...], files: Mapping[str, str], style: DraftingStyle
) -> Iterator[Problem]:
    """Gaps in the articles of each chapter, which are counted for themselves."""
    rows: dict[tuple[int, ...], dict[Number, str]] = {}
    for article in articles:
        if article.number:
            row = rows.setdefault(article.number.stem, {})
            row[Number.of(article.number.last)] = article.key
    for stem, row in rows.items():
        for missing, after in gaps(row):
            name = Address(article=Number((*stem, *missing.parts))).text(style)
            yield _gap(name, files.get(row.get(after, "")))


def _bodies(
    articles: tuple[Article, ...],
    files: Mapping[str, str],
    style: DraftingStyle,
    *,
    supplementary: bool,
) -> Iterator[Problem]:
    for article in articles:
        address = Address(supplementary=supplementary, article=article.number)
        yield from _inside(article, address, files.get(article.key), style)


def _inside(
    article: Article, address: Address, file: str | None, style: DraftingStyle
) -> Iterator[Problem]:
    if article.number is None and not address.supplementary:
        return
    first = Address(
        supplementary=address.supplementary, article=address.article, paragraph=Number.of(1)
    )
    yield from _row(article.paragraphs, first, file, style)
    for paragraph in article.paragraphs:
        within = Address(
            supplementary=address.supplementary,
            article=address.article,
            paragraph=paragraph.number,
        )
        yield from _items(paragraph, within, file, style)


def _items(
    provision: Provision, address: Address, file: str | None, style: DraftingStyle
) -> Iterator[Problem]:
    yield from _row(provision.items, address.item(Number.of(1)), file, style)
    for item in provision.items:
        yield from _items(item, address.item(item.number), file, style)


def _row(
    provisions: Iterable[Provision], at: Address, file: str | None, style: DraftingStyle
) -> Iterator[Problem]:
    """What is odd about the numbers of a row of paragraphs or items."""
    numbers = [each.number for each in provisions if not goes_unnumbered(each)]
    if _counts_up(numbers):
        return
    before: Counter[tuple[int, ...]] = Counter()
    for each in lists_of(numbers):
        for missing, _ in gaps(each):
            nth = before[missing.parts] + 1  # of those that have the number, in earlier lists
            yield _gap(at.at(missing.again(nth) if nth > 1 else missing).text(style), file)
        before.update(number.parts for number in each)
    for _, told in _told(numbers, at, style):
        yield replace(told, place=Place(file=file))


def _counts_up(numbers: Sequence[Number]) -> bool:
    """Whether a row is 1, 2, 3 and so on, as nearly all rows are.

    Then it is one list, for only its first number is a first one; nothing is missing between two
    that follow each other, none stands twice, and none behind a higher one. So nothing is told.
    """
    return all(number.parts == (at,) for at, number in enumerate(numbers, 1))


def _told(
    numbers: Sequence[Number], at: Address, style: DraftingStyle
) -> Iterator[tuple[Number, Problem]]:
    """What stands twice or out of turn, by the number that does, and where a list begins anew."""
    for nth, row in enumerate(lists_of(numbers), 1):
        highest: tuple[int, ...] = ()
        seen: set[tuple[int, ...]] = set()
        for number in row:
            if nth > 1 and number is row[0]:
                yield number, _second_list(at.at(number).text(style))
            elif number.parts in seen:
                yield number, _repeated(at.at(number).text(style))
            elif number.parts < highest and number.last:
                yield number, _out_of_turn(at.at(number).text(style))
            seen.add(number.parts)
            highest = max(highest, number.parts)


def _second_list(name: str) -> Problem:
    return Problem(
        code="second-list",
        message=say("a list begins anew with {name}", name=name),
        hint=say("nothing to do when it is meant; operations call it {name}", name=name),
        place=Place(),
        severity="note",
    )


def _repeated(name: str) -> Problem:
    return Problem(
        code="number-repeated",
        message=say("{name} has the number of another one before it", name=name),
        hint=say("renumber it in an amendment; no citation can tell them apart"),
        place=Place(),
        severity="warning",
    )


def _out_of_turn(name: str) -> Problem:
    return Problem(
        code="number-out-of-turn",
        message=say("{name} stands behind a higher number", name=name),
        hint=say("renumber or move it in an amendment, if that is not meant"),
        place=Place(),
        severity="warning",
    )


def lists_of(numbers: Iterable[Number]) -> list[list[Number]]:
    """The lists of a row: a first number behind another one begins one anew."""
    found: list[list[Number]] = [[]]
    for number in numbers:
        if number.parts == (1,) and found[-1] and found[-1][-1].parts not in ((0,), (1,)):
            found.append([])
        found[-1].append(number)
    return found


def gaps(numbers: Iterable[Number], *, start: int = 1) -> Iterator[tuple[Number, Number]]:
    """Each number that is missing in a row of siblings, and the number that follows it.

    The row begins with ``start``; branch numbers begin with -2 and need their stem. Where a
    number ends with 1, as Section 1.1 does, those of its stem are no branches. A number that
    stands out of turn, or twice, makes no other missing.
    """
    there = {number.printed for number in numbers if number.last}
    row = sorted(there)
    expected = start
    for number in row:
        if number.branches:
            before = Number((*number.stem, number.last - 1))
            stem = Number(number.stem)
            if number.last > 2 and before not in there:
                yield before, number
            elif number.last == 2 and not {stem, Number((*number.stem, 1))} & there:
                yield stem, number
                expected = max(expected, number.main + 1)
            continue
        for missing in range(expected, min(number.main, expected + 20)):
            yield Number.of(missing), number
        expected = number.main + 1


def _gap(name: str, file: str | None) -> Problem:
    return Problem(
        code="number-missing",
        message=say("{name} is missing: the numbers jump over it", name=name),
        hint=say(
            "renumber what follows, or keep the number with a placeholder for what was deleted"
        ),
        place=Place(file=file),
        severity="warning",
    )
