"""An edited document in which words changed and no line came or went: nothing is read anew.

Print tells less than clause files do, so a reader finds another tree here and there. Where the
document has every line that the present articles print, each below its number, the articles are
the present ones with the words of the lines that were edited.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count as count_from
from itertools import takewhile
from pathlib import PurePath
from typing import Final

from amendtool.articles.charter import Article, Body, Charter, Status, body_texts, tidy
from amendtool.articles.languages import LANGUAGES
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.links import with_addresses_of, without_addresses
from amendtool.comparison.cells import Printer
from amendtool.comparison.house import HouseStyle
from amendtool.errors import AmendtoolError
from amendtool.importing.blocks import SourceBlock
from amendtool.importing.document import read_document
from amendtool.patterns import compiled
from amendtool.render.charter.lines import make_export, units_of
from amendtool.render.formats import ARTICLES, render
from amendtool.values import dataclass

_FORMATS: Final = {".md": "markdown", ".txt": "text", ".html": "html", ".docx": "docx"}
_ENDINGS: Final = {form: ending for ending, form in _FORMATS.items()}
_HEADING: Final = (-1,)
"""The place of a heading, beside those of the lines of texts."""
_AHEAD: Final = 12
"""So many lines a text may stand behind the one before it: titles, numbers, captions."""
_ALIKE: Final = 0.5
_MARK: Final = compiled(
    r"[(（\[［]?\w{1,6}(?:[.\-]\w{1,4})*[)）\]］.．、](?=\s|[^\W\d]|$)|[①-⓿⑴-⒛]|[-*+•・●○]\s"
    r"|第[0-9０-９一二三四五六七八九十百千]+[編章節款条項号]|(?:Article|Section|Chapter|Part)\s",
    re.IGNORECASE,
)
"""What may be a number at the beginning of a line: who adds one may mean another provision."""

_Spot = tuple[str, str, tuple[int, ...]]
"""A text of the articles: whether of a chapter or an article, its key, its place in there."""


@dataclass(frozen=True, slots=True)
class EditedWords:
    """The present articles with the words of a document, and the blocks that were edited."""

    charter: Charter
    blocks: Mapping[str, SourceBlock]
    """By the key of the article or chapter."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a text as it stands in a line of print: which, and what stands around it."""

    spot: _Spot
    text: str
    before: str
    after: str

    def edited(self, whole: str) -> str | None:
        """The words that stand there now; None where what stands around them is another."""
        around = len(self.before) + len(self.after)
        if len(whole) <= around or not (
            whole.startswith(self.before) and whole.endswith(self.after)
        ):
            return None
        words = whole[len(self.before) : len(whole) - len(self.after)]
        plain = without_addresses(self.text)
        if words != words.strip() or words != tidy(words):
            return None  # what is more than one space wide is layout, as a reader knows
        if bool(_MARK.match(words)) != bool(_MARK.match(plain)):
            return None
        return with_addresses_of(words, self.text) if _alike(plain, words) else None


def with_edited_words(
    present: Charter,
    source: Sequence[SourceBlock],
    file: str,
    style: DraftingStyle,
    house: HouseStyle,
    title: str,
) -> EditedWords | None:
    """The present articles with the words of ``source``, the blocks of a document.

    None where the document is not one that prints the present articles line by line, with
    ``title`` above them, or where more than words was edited.
    """
    form = _FORMATS.get(PurePath(file).suffix.lower())
    if form is None:
        return None

    def lines_of(charter: Charter) -> list[str]:
        export = make_export(charter, style=style, house=house, title=title)
        data = render(ARTICLES, export, form)
        return [each.whole for each in read_document(data, file=f"x{_ENDINGS[form]}").blocks]

    try:
        printed = lines_of(present)
    except AmendtoolError:
        return None
    edited = [each.whole for each in source]
    changed = _changed(printed, edited)
    if changed is None:
        return None
    owners = _owners(present, printed, Printer(style=style, house=house), title) if changed else {}
    words: dict[_Spot, str] = {}
    blocks: dict[str, SourceBlock] = {}
    for at in changed:
        for line in owners.get(at, ()):
            now = line.edited(edited[at])
            if now is not None:
                words[line.spot] = now
                blocks.setdefault(line.spot[1], source[at])
                break
        else:
            return None
    charter = _with_words(present, words)
    # What a line shows may stand in another text too: the proof is the print.
    if changed and lines_of(charter) != edited[: len(printed)]:
        return None
    return EditedWords(charter, blocks)


def _changed(printed: Sequence[str], edited: Sequence[str]) -> list[int] | None:
    """Which lines have other words; None where lines came, went or changed places.

    Behind the articles, ``export`` prints the list of revisions.
    """
    count = len(printed)
    titles = {each.revisions.title for each in LANGUAGES.values()}
    if len(edited) < count or (len(edited) > count and edited[count] not in titles):
        return None
    changed = [at for at in range(count) if printed[at] != edited[at]]
    standing = set(printed) if changed else set()
    return None if any(edited[at] in standing for at in changed) else changed


def _alike(text: str, now: str) -> bool:
    """Whether a line is the other one, edited, and not another in its place."""
    longest = max(len(text), len(now))
    if _same_at_start(text, now) + _same_at_start(text[::-1], now[::-1]) >= _ALIKE * longest:
        return True
    return difflib.SequenceMatcher(None, text, now, autojunk=False).ratio() >= _ALIKE


def _same_at_start(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _owners(
    present: Charter, printed: Sequence[str], printer: Printer, title: str
) -> Mapping[int, Sequence[_Line]]:
    """The lines of texts in each line of print; they are found in their order."""
    return _owners_of(_texts(present, printer, title), printed)


def _owners_of(
    texts: Iterable[tuple[_Spot, str]], printed: Sequence[str]
) -> Mapping[int, Sequence[_Line]]:
    found: defaultdict[int, list[_Line]] = defaultdict(list)
    at = missed = 0
    for spot, text in texts:
        words = without_addresses(text)
        missed += 1  # one that prints otherwise than it stands has its line too
        for ahead in range(at, min(at + _AHEAD + missed, len(printed))):
            whole = printed[ahead]
            start = whole.find(words) if spot[2] == _HEADING else len(whole) - len(words)
            if words and start >= 0 and whole.startswith(words, start):
                line = _Line(spot, text, whole[:start], whole[start + len(words) :])
                found[ahead].append(line)
                at, missed = ahead, 0
                break
    return found


def _texts(present: Charter, printer: Printer, title: str) -> Iterator[tuple[_Spot, str]]:
    """The headings and the lines of the texts, in the order of print."""
    headings = {chapter.key: chapter.heading for chapter in present.chapters}
    for unit in units_of(present, printer, title):
        kind, key = unit.key
        article = unit.article
        if kind not in ("chapter", "article"):
            # What is around the articles is passed by; an edit of it is no word of theirs.
            yield from (((kind, key, (at,)), line.text) for at, line in enumerate(unit.lines))
        heading = article.heading if article is not None else None
        if kind == "chapter":
            heading = headings[key]
        if heading:
            yield (kind, key, _HEADING), heading
        if article is not None and article.status is Status.TEXT:
            for at, line in enumerate(_lines(article)):
                yield (kind, key, (at,)), line


def _lines(article: Article) -> Iterator[str]:
    return (line for text in body_texts(article) for line in text.split("\n"))


def _with_words(present: Charter, words: Mapping[_Spot, str]) -> Charter:
    """The charter with other words at some spots."""

    def of_article(article: Article) -> Article:
        return _article_with(article, words) if article.key in touched else article

    touched = {key for kind, key, _ in words if kind == "article"}
    return replace(
        present,
        chapters=tuple(
            replace(each, heading=words.get(("chapter", each.key, _HEADING), each.heading))
            for each in present.chapters
        ),
        articles=tuple(map(of_article, present.articles)),
        supplementary=tuple(map(of_article, present.supplementary)),
    )


def _article_with(article: Article, words: Mapping[_Spot, str]) -> Article:
    """An article with other words at some spots."""
    count = count_from(0)

    def inside(body: Body) -> Body:
        return tuple(
            "\n".join(
                words.get(("article", article.key, (next(count),)), line)
                for line in each.split("\n")
            )
            if isinstance(each, str)
            else replace(each, body=inside(each.body))
            for each in body
        )

    heading = words.get(("article", article.key, _HEADING), article.heading)
    return replace(article, heading=heading, body=inside(article.body))


def with_lines(article: Article, printed: Sequence[str], edited: Sequence[str]) -> Article | None:
    """An article that prints the lines ``printed``, with the words of others in their place.

    None where a line differs in more than the words of a text: a mark, or a text that is hardly
    the same any more.
    """
    if len(printed) != len(edited):
        return None
    texts = [(("article", article.key, _HEADING), article.heading)] if article.heading else []
    texts += [(("article", article.key, (n,)), line) for n, line in enumerate(_lines(article))]
    owners = _owners_of(texts, printed)
    words: dict[_Spot, str] = {}
    for at, (line, now) in enumerate(zip(printed, edited, strict=True)):
        if line == now:
            continue
        found = ((each.spot, each.edited(now)) for each in owners.get(at, ()))
        spot, said = next((each for each in found if each[1] is not None), (None, None))
        if spot is None or said is None:
            return None
        words[spot] = said
    return _article_with(article, words)
