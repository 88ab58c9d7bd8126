"""Where the articles of an edited document end, and what stands behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from amendtool.articles.annexes import annex_of, annexes_of
from amendtool.articles.charter import Article, Body, Charter, Status, goes_unnumbered
from amendtool.articles.forms import without_forms
from amendtool.articles.unnumbered import NONE, counted, counted_in_blocks
from amendtool.comparison.cells import Printer
from amendtool.render.charter.lines import body_of


def ending_as_kept(present: Charter, edited: Charter, printer: Printer) -> Charter:
    """The edited charter, with what it ends in kept as the present one keeps it.

    No mark says where the last article ends and a schedule or the signatures begin, so the same
    lines may be read as a part of that article, as a text without a number, or as the closing.
    Where a document ends in the very lines that stand behind the last present article, they are
    what they were; what was edited behind it is left as it was read.
    """
    edited = _annexes_as_kept(present, edited, printer)
    supplementary = bool(present.supplementary)
    if bool(edited.supplementary) != supplementary:
        return edited
    row = present.supplementary if supplementary else present.articles
    ending = _Ending(edited, supplementary, printer)
    closing = edited.closing
    if present.closing and not ending.take(_signs(present.closing)):
        return edited
    units: list[Article] = []
    for article in reversed(row):
        loose = article.number is not None and goes_unnumbered(article)
        if not (loose and article.status is Status.TEXT and ending.take(_shown(article, printer))):
            break
        units.insert(0, article)
    if not ending.row or len(units) == len(row):
        return edited
    closing = "\n".join((*ending.lines, *filter(None, [present.closing])))
    homes = _homes(present, edited, row[len(row) - len(units) - 1], ending.row[-1])
    if any(unit.chapter not in homes for unit in units):
        return edited
    if closing == edited.closing and _alike(units, ending.taken):
        return edited  # it was read so
    taken = {article.key for article in edited.every_article()}
    taken |= {chapter.key for chapter in (*edited.chapters, *edited.blocks)}
    for unit in units:
        key = next(name for at in range(len(taken) + 1) if (name := f"text-{at}") not in taken)
        taken.add(key)
        ending.row.append(replace(unit, key=key, number=NONE, chapter=homes[unit.chapter]))
    if supplementary:
        loose_row = counted_in_blocks(ending.row, edited.blocks)
        return replace(edited, supplementary=loose_row, closing=closing)
    return replace(edited, articles=counted(ending.row), closing=closing)


def _annexes_as_kept(present: Charter, edited: Charter, printer: Printer) -> Charter:
    """The edited charter with its annexes in the closing, where the present one has them there.

    So does a repository that was imported before annexes were blocks.
    """
    annexes = annexes_of(edited.blocks)
    titles = (line for line in present.closing.split("\n") if annex_of(line) is not None)
    if not annexes or annexes_of(present.blocks) or next(titles, None) is None:
        return edited
    inside = [article for article in edited.supplementary if article.chapter in annexes]
    if not all(article.number and goes_unnumbered(article) for article in inside):
        return edited
    lines: list[str] = []
    for block in edited.blocks:
        if block.key in annexes:
            lines.append(block.heading or "")
            for article in edited.in_block(block.key):
                lines += (f"{line.marker}{line.text}" for line in body_of(article, printer))
    others = [article for article in edited.supplementary if article.chapter not in annexes]
    blocks = tuple(block for block in edited.blocks if block.key not in annexes)
    return replace(
        edited,
        supplementary=counted_in_blocks(others, blocks),
        blocks=blocks,
        closing="\n".join((*lines, *filter(None, [edited.closing]))),
    )


def _homes(
    present: Charter, edited: Charter, last: Article, other: Article
) -> dict[str | None, str | None]:
    """The edited chapters by the present ones, by number and heading; ``last`` is ``other``."""
    known = {
        (chapter.number, chapter.heading): chapter.key
        for chapter in (*edited.chapters, *edited.blocks)
    }
    homes: dict[str | None, str | None] = {None: None}
    for chapter in (*present.chapters, *present.blocks):
        if (key := known.get((chapter.number, chapter.heading))) is not None:
            homes[chapter.key] = key
    return homes | {last.chapter: other.chapter}


def _alike(units: Sequence[Article], others: Sequence[Article]) -> bool:
    said = [[(each.heading, without_forms(each.body)) for each in row] for row in (units, others)]
    return said[0] == said[1]


def _signs(text: str) -> str:
    return "".join(text.split())


def _shown(article: Article, printer: Printer) -> str:
    """The signs that an article without a number prints."""
    lines = (piece for line in body_of(article, printer) for piece in (line.marker, line.text))
    return _signs("".join((article.heading or "", *lines)))


class _Ending:
    """The end of a document, from which lines are taken away, the last first."""

    def __init__(self, charter: Charter, supplementary: bool, printer: Printer) -> None:
        self.lines = charter.closing.split("\n") if charter.closing else []
        self.row = list(charter.supplementary if supplementary else charter.articles)
        self.taken: list[Article] = []
        """The articles that were taken as a whole."""
        self.printer = printer

    def take(self, signs: str) -> bool:
        """Take away the lines that show ``signs``; False, and nothing, where it ends otherwise."""
        lines, row, taken = list(self.lines), list(self.row), list(self.taken)
        while signs:
            if lines:
                shown = _signs(lines.pop())
                if not signs.endswith(shown):
                    return False
                signs = signs[: len(signs) - len(shown)]
                continue
            article = row.pop() if row else None
            left = None if article is None else self._without(article.body, signs, 0)
            if article is None or left is None:
                return False
            signs, body = left
            if body:
                row.append(replace(article, body=body))
                continue
            heading = _signs(article.heading or "")
            if not goes_unnumbered(article) or not signs.endswith(heading):
                return False
            signs = signs[: len(signs) - len(heading)]
            taken.insert(0, article)
        self.lines, self.row, self.taken = lines, row, taken
        return True

    def _without(self, body: Body, signs: str, depth: int) -> tuple[str, Body] | None:
        """What is left of ``signs`` and of a body that ends in them; None where it does not."""
        left = list(body)
        while left and signs:
            last = left.pop()
            if isinstance(last, str):
                lines = last.split("\n")
                while lines and signs:
                    shown = _signs(lines.pop())
                    if not signs.endswith(shown):
                        return None
                    signs = signs[: len(signs) - len(shown)]
                left += ["\n".join(lines)] if lines else []
                continue
            inner = self._without(last.body, signs, depth + 1)
            if inner is None:
                return None
            signs, rest = inner
            if rest:
                left.append(replace(last, body=rest))
                continue
            mark = _signs(self.printer.marker(last, depth, first=not left))
            if not signs.endswith(mark):
                return None
            signs = signs[: len(signs) - len(mark)]
        return signs, tuple(left)
