"""A document of the edited articles, beside the present ones as they come back from print."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import PurePath
from typing import Final, TypeAlias

from amendtool.articles.charter import Article, Body, Charter, Provision, Status, body_texts
from amendtool.articles.languages import LANGUAGES
from amendtool.articles.numbers import Number
from amendtool.articles.page import Page, PageSetting
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.text.links import with_addresses
from amendtool.comparison.cells import Printer
from amendtool.comparison.house import HeadingPlace, HouseStyle
from amendtool.comparison.page import house_on_page, style_on_page
from amendtool.drafting.goal import EditedText, PrintedNumber, content
from amendtool.errors import InputError, Place, Problem, raise_if_any
from amendtool.importing.blocks import Changes, LeftOut, SourceDocument, Struck
from amendtool.importing.document import (
    ENDINGS,
    Imported,
    import_document,
    import_source,
    read_document,
)
from amendtool.importing.evidence.lines import DELETED
from amendtool.importing.forms import opening_of, parts_alike
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.render.charter.lines import body_of
from amendtool.values import dataclass
from amendtool.workflow.document_title import document_title
from amendtool.workflow.drafting.edited_articles import EditedArticles
from amendtool.workflow.drafting.edited_blocks import with_blocks_again
from amendtool.workflow.drafting.edited_ending import ending_as_kept
from amendtool.workflow.drafting.edited_lines import with_edited_words


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedDocument:
    """A document of the whole articles as somebody edited them: its bytes, and its name.

    ``changes`` takes one side of the tracked changes in a .docx; by default they are the edit.
    ``struck`` says what becomes of text that is struck through.
    """

    data: bytes
    file: str
    changes: Changes | None = None
    struck: Struck | None = None


def is_document(name: str) -> bool:
    """Whether the ending of a name is that of a document that is read."""
    return PurePath(name).suffix.lower() in ENDINGS


def source_of(document: EditedDocument) -> SourceDocument | None:
    """The blocks of a document; None of one side of its changes, and of what cannot be read.

    Reading it as a whole tells why it cannot.
    """
    if document.changes is not None:
        return None
    try:
        return read_document(document.data, file=document.file, struck=document.struck)
    except InputError:
        return None


def read_edited(
    document: EditedDocument, style: DraftingStyle, source: SourceDocument | None = None
) -> tuple[Imported, Charter | None]:
    """The edited articles, and those with the tracked changes rejected where they are the edit.

    ``source`` is what :func:`source_of` gave, if it is known. Raises InputError for a document
    that is not read, or in which no article is recognised.
    """
    data, name, changes = document.data, document.file, document.changes
    struck = document.struck
    try:
        imported = (
            import_document(
                data, file=name, style=style, changes=changes, struck=struck, edited=True
            )
            if source is None
            else import_source(source, style=style, edited=True)
        )
        # What is lost in reading would be drafted as a deletion.
        raise_if_any(imported.report.lost)
        _require_articles(imported)
        return imported, None
    except InputError as error:
        if changes is not None or error.problems[0].code != "tracked-changes":
            raise
        # The tracked changes are the edit: rejected, present; accepted, proposed.
        imported, rejected = (
            import_document(data, file=name, style=style, changes=side, struck=struck, edited=True)
            for side in _SIDES
        )
        raise_if_any((*imported.report.lost, *rejected.report.lost))
        _require_articles(imported)
        return imported, rejected.charter


_SIDES: Final[tuple[Changes, Changes]] = ("accept", "reject")


def _require_articles(imported: Imported) -> None:
    """What is no document of the articles would be drafted as the deletion of them all."""
    if not any(imported.charter.every_article()):
        raise InputError(
            Problem(
                code="no-articles",
                message=say("no articles were recognised, so the amendment would delete them all"),
                hint=say(
                    "is this the right file? Give the articles numbers or headings: Article "
                    "1, 第1条, ## Name"
                ),
                place=Place(file=imported.report.file),
            )
        )


def edited_words(
    present: Charter,
    source: SourceDocument,
    style: DraftingStyle,
    *,
    house: HouseStyle,
    title: str,
) -> EditedArticles | None:
    """The present articles with the words of a document in which nothing else was edited.

    None for any other document.
    """
    if source.lost:
        return None
    house, style = house_on_page(present, house), style_on_page(present, style)
    blocks = (*source.blocks, *source.notes)
    edited = with_edited_words(present, blocks, source.file, style, house, title)
    if edited is None:
        return None
    name = source.file
    return EditedArticles(
        present=present,
        edited=EditedText(charter=edited.charter, keyed=True),
        file=name,
        places={key: replace(each.place, file=name) for key, each in edited.blocks.items()},
        notices=tuple(notices_of(source.doubts, source.left_out, name, tracked=False)),
    )


def edited_in_document(
    present: Charter,
    imported: Imported,
    base: Charter | None,
    style: DraftingStyle,
    *,
    house: HouseStyle,
    title: str,
    paged: bool = True,
) -> EditedArticles:
    """The articles that were read from a document, beside the present ones in their ``style``.

    ``base`` is the document with its tracked changes rejected, ``title`` what ``export`` prints
    above the articles in the house style. Unless that is how the present ones are printed
    (``paged``), the document says nothing of their page.
    """
    name = imported.report.file
    house, style = house_on_page(present, house), style_on_page(present, style)
    present = without_openings(present, style)
    imported = replace(imported, charter=with_addresses(imported.charter, present))
    titled = str(dict(imported.drafting).get("supplementary", imported.style.supplementary_title))
    read, blocks = with_blocks_again(present, imported.charter, titled)
    imported = replace(imported, charter=read)
    page = _page(present, imported, name, house, style) if paged else present.page
    called = _called(present, imported.charter, title, style.language) if paged else None
    if called is not None:
        page = page.with_setting(PageSetting.TITLE, called)
    printer = Printer(style=imported.style, house=house)
    read = _without_frame(imported.charter, title, called or title)
    if house.heading_place is HeadingPlace.ABOVE:
        read = _without_gaps(read)
    if page.supplementary != present.page.supplementary:
        read = _title_once(read, page.supplementary or "")
    read = _with_openings(read, imported, printer)
    kept = replace(_as_kept(present, read, printer), page=page)
    around: tuple[str | None, str | None] = (None, None)
    if paged:
        around = _around(present, kept, imported.charter.preamble, title, called or title)
    if base is not None:
        base = with_addresses(base, present)
    return EditedArticles(
        present=present,
        edited=EditedText(
            charter=kept,
            preamble=around[0],
            closing=around[1],
            printed={
                key: PrintedNumber(number=origin.number) for key, origin in imported.origins.items()
            },
            style=imported.style,
            blocks=blocks,
        ),
        file=name,
        places={key: replace(origin.place, file=name) for key, origin in imported.origins.items()},
        base=None if base is None else EditedText(charter=_as_kept(present, base, printer)),
        notices=(
            *notices_of(
                imported.report.doubts,
                imported.report.left_out,
                name,
                tracked=base is not None,
            ),
            *_told_of_page(present.page, page, name),
        ),
    )


def _called(present: Charter, read: Charter, title: str, language: str) -> str | None:
    """The title that the document has and the present articles have not, else None."""
    own, now = (document_title(each.preamble, title, language) for each in (read, present))
    return own if own != now else None


def without_openings(charter: Charter, style: DraftingStyle) -> Charter:
    """The charter without where texts stand that depart: an edited document tells no change of it.

    A label of which nothing else departs is that of its level. Only what says that an article is
    deleted stands where it stands: behind its number, though the texts of others are below theirs.
    """

    def plain(article: Article) -> Article:
        form, number = article.form, article.number
        if form is None or form.opens is None or number is None or _is_gone(article):
            return article
        if form.opens.strip():
            return article  # the dash of 4.—(1) is print, and read as such
        form = replace(form, opens=None)
        usual = form.told(number) == style.article.printed(number)
        return replace(article, form=None if usual else form)

    return replace(
        charter,
        articles=tuple(map(plain, charter.articles)),
        supplementary=tuple(map(plain, charter.supplementary)),
    )


def _with_openings(read: Charter, imported: Imported, printer: Printer) -> Charter:
    """The charter as read, where what says that an article is deleted tells where it stands."""

    def told(article: Article) -> Article:
        origin = imported.origins.get(article.key)
        if origin is None or not origin.gone or not _is_gone(article):
            return article
        opens, usual = opening_of(origin, printer.style), printer.text_gap(article)
        if opens is None:
            return article
        below = opens == "\n"
        if below if usual is None else not below and parts_alike(opens, usual):
            return article
        return replace(article, form=replace(printer.number_form(article), opens=opens))

    return replace(
        read,
        articles=tuple(map(told, read.articles)),
        supplementary=tuple(map(told, read.supplementary)),
    )


def _is_gone(article: Article) -> bool:
    """Whether nothing but words that say so stand in the place of an article."""
    texts = list(body_texts(article))
    return article.heading is None and len(texts) == 1 and DELETED.fullmatch(texts[0]) is not None


def _without_gaps(charter: Charter) -> Charter:
    """The charter without what parts numbers of articles from headings that print above them."""

    def plain(article: Article) -> Article:
        form = article.form
        if form is None or not form.tells_gap:
            return article
        return replace(article, form=replace(form, tells_gap=False))

    return replace(
        charter,
        articles=tuple(map(plain, charter.articles)),
        supplementary=tuple(map(plain, charter.supplementary)),
    )


def _page(
    present: Charter, imported: Imported, name: str, house: HouseStyle, style: DraftingStyle
) -> Page:
    """The page of the articles where the document prints all its captions as it does.

    And so of the title of the supplementary provisions. What it prints as the present articles
    do says nothing.
    """
    printed = dict(imported.drafting)
    page = present.page
    place = printed.get("heading")
    above = house.heading_place is HeadingPlace.ABOVE
    # In Markdown, caption and number are one heading wherever a page has the caption.
    both = any(each.heading and _printed_number(each, style) for each in present.every_article())
    one_heading = both and PurePath(name).suffix.lower() == ".md" and place == HeadingPlace.BESIDE
    caption = printed.get("caption")
    if caption == "…" and not style.heading_brackets[0] and place != HeadingPlace.IN_LINE:
        caption = None  # the full stop behind a caption on a line of its own is read with it
    if place is not None and above and not one_heading:
        page = page.with_setting(PageSetting.HEADING, str(place))
    elif place is None and not above and caption is not None:
        page = page.with_setting(PageSetting.HEADING, HeadingPlace.ABOVE)
    if caption is not None:
        page = page.with_setting(PageSetting.CAPTION, str(caption))
    title = str(printed.get("supplementary", ""))
    headed = any(_titled_by(each, _BLOCK) for each in present.in_block(None)[:1])
    # Else it is the heading of what stands below it, on both sides.
    if title and not headed and imported.charter.in_block(None):
        page = page.with_setting(PageSetting.SUPPLEMENTARY, title)
    deleted = str(printed.get("deleted", style.reserved_label))
    if deleted != style.reserved_label:
        page = page.with_setting(PageSetting.DELETED, deleted)
    return page


_BLOCK: Final = compiled(r"[（(〈［\[]?\s*(?:附|付)\s*則")
"""How a heading begins that is the title of supplementary provisions."""


def _titled_by(article: Article, title: re.Pattern[str]) -> bool:
    return article.heading is not None and title.match(article.heading) is not None


def _title_once(charter: Charter, title: str) -> Charter:
    """The charter without ``title`` in the heading of what stands first below it."""
    if not charter.in_block(None):
        return charter
    first, *others = charter.supplementary
    if first.heading is None or not first.heading.startswith(title):
        return charter
    heading = first.heading[len(title) :].strip(" \u3000") or None
    return replace(charter, supplementary=(replace(first, heading=heading), *others))


def _told_of_page(present: Page, page: Page, name: str) -> Iterator[Problem]:
    if present == page:
        return
    told = say(", ").join(
        say("{setting} {value!r}", setting=setting, value=value)
        for setting, value in page.said()
        if present.get(setting) != value
    )
    yield Problem(
        code="edited-captions",
        message=say(
            "the title, the captions of the articles, the title of the supplementary "
            "provisions, or the words of deleted articles, are printed otherwise than they are "
            "now ({told}); the amendment says so with `print`",
            told=told,
        ),
        hint=say("take the operation out if it is not meant"),
        place=Place(file=name),
        severity="note",
    )


def _printed_number(article: Article, style: DraftingStyle) -> str:
    """The number of an article as it prints; empty where it prints none."""
    if article.number is None:
        return ""
    return style.printed_article(article.form).printed(article.number)


_Shape = tuple[str | None, ...]


def _as_kept(present: Charter, edited: Charter, printer: Printer) -> Charter:
    """The edited articles, where one prints as a present one does, with what the file holds.

    Print tells less than clause files do (an item without a text, a sentence that looks like
    a mark, where a block ends). What shows the same lines as a present article is that article,
    and so it is with the provisions of one that was edited; where words of its lines were edited
    and no mark or line came or went, each line stays below the provision that it stands below.
    """
    edited = ending_as_kept(present, edited, printer)
    there = {content(article) for article in present.every_article()}
    kept: dict[str, tuple[_Pieces, Article]] = {}
    bodies: dict[tuple[int, str], tuple[_Print, Body]] = {}
    shapes: dict[tuple[Number | None, _Shape], Article] = {}

    def as_kept(article: Article) -> Article:
        if article.status is not Status.TEXT or content(article) in there:
            return article
        if not kept:
            for each in present.every_article():
                pieces = _pieces_of_article(each, printer)
                kept[_Print.signs_of(pieces)] = (pieces, each)
                shapes.setdefault((each.number, _shape(each.body, printer, 0)), each)
                for depth, provision in _provisions(each.body, 0):
                    if provision.items:
                        shown = _print_below(provision, printer, depth)
                        bodies.setdefault((depth, shown.signs), (shown, provision.body))
        own = _Print.of(_pieces_of_article(article, printer))
        alike, found = kept.get(own.signs, (None, article))
        if alike is None or not own.reads_as(_Print.of(alike)):
            same = shapes.get((article.number, _shape(article.body, printer, 0)))
            if same is not None:
                return replace(article, body=_with_lines(same.body, _lines(article)))
            return replace(article, body=body_as_kept(article.body, 0))
        return replace(article, heading=found.heading, body=found.body)

    def body_as_kept(body: Body, depth: int) -> Body:
        row: list[str | Provision] = []
        for each in body:
            if isinstance(each, str):
                row.append(each)
                continue
            own = _print_below(each, printer, depth)
            alike, inner = bodies.get((depth, own.signs), (None, each.body))
            if alike is None or not own.reads_as(alike):
                inner = body_as_kept(each.body, depth + 1)
            row.append(replace(each, body=inner))
        return tuple(row)

    return replace(
        edited,
        articles=tuple(map(as_kept, edited.articles)),
        supplementary=tuple(map(as_kept, edited.supplementary)),
    )


def _provisions(body: Body, depth: int) -> Iterator[tuple[int, Provision]]:
    for each in body:
        if not isinstance(each, str):
            yield depth, each
            yield from _provisions(each.body, depth + 1)


def _shape(body: Body, printer: Printer, depth: int) -> _Shape:
    """The marks of a body in their order, and None for each line of a text."""
    found: list[str | None] = []
    for each in body:
        if isinstance(each, str):
            found += [None] * (each.count("\n") + 1)
        else:
            found.append(printer.marker(each, depth, first=False).strip())
            found += _shape(each.body, printer, depth + 1)
    return tuple(found)


def _lines(article: Article) -> Iterator[str]:
    return (line for text in body_texts(article) for line in text.split("\n"))


def _with_lines(body: Body, lines: Iterator[str]) -> Body:
    """A body with the lines of another of the same shape."""
    row: list[str | Provision] = []
    for each in body:
        if isinstance(each, str):
            row.append("\n".join(islice(lines, each.count("\n") + 1)))
        else:
            row.append(replace(each, body=_with_lines(each.body, lines)))
    return tuple(row)


@dataclass(frozen=True, slots=True)
class _Print:
    """What is printed: its signs, the white space between them, and where lines and marks end."""

    signs: str
    spaces: frozenset[tuple[int, str]]
    ends: frozenset[int]
    marks: frozenset[int]
    """Where marks end, among the ends."""

    @staticmethod
    def signs_of(pieces: Iterable[tuple[str, bool]]) -> str:
        """The signs alone, by which most articles are told apart."""
        return "".join(["".join(piece.split()) for piece, _ in pieces])

    @classmethod
    def of(cls, pieces: Iterable[tuple[str, bool]]) -> _Print:
        """The print of marks and texts in their order, each with whether it is a mark."""
        signs: list[str] = []
        spaces: set[tuple[int, str]] = set()
        ends, marks = {0}, {0}
        at = 0
        for piece, is_mark in pieces:
            for run in filter(None, _SPACE.split(piece)):
                if not run.isspace():
                    signs.append(run)
                    at += len(run)
                elif "\n" in run:
                    ends.add(at)
                else:
                    spaces.add((at, run))
            ends.add(at)
            if is_mark and piece:
                marks.add(at)
        return cls("".join(signs), frozenset(spaces), frozenset(ends), frozenset(marks))

    def reads_as(self, other: _Print) -> bool:
        """Whether the two show the same: white space differs only where a line or mark ends.

        Elsewhere it was edited: ``GitHub の`` for ``GitHubの`` is another text, and so is a line
        that ends behind a sentence where none ended: there a paragraph was parted.
        """
        apart = {at for at, _ in self.spaces ^ other.spaces}
        return (
            self.signs == other.signs
            and apart <= self.ends | other.ends
            and not any(
                self.signs[at - 1] in _STOPS
                for at in (self.ends ^ other.ends) - self.marks - other.marks
            )
        )


_SPACE: Final = compiled(r"(\s+)")
_STOPS: Final = frozenset(".。．!?！？:：;；")
"""What ends a sentence, or a text before a list; a line that ends elsewhere may be broken."""


def _print_below(provision: Provision, printer: Printer, depth: int) -> _Print:
    """What a provision prints below its number."""

    def inside(body: Body, depth: int) -> Iterator[tuple[str, bool]]:
        for each in body:
            if isinstance(each, str):
                yield each, False
            else:
                yield printer.marker(each, depth, first=False), True
                yield from inside(each.body, depth + 1)

    return _Print.of(inside(provision.body, depth + 1))


_Pieces: TypeAlias = tuple[tuple[str, bool], ...]


def _pieces_of_article(article: Article, printer: Printer) -> _Pieces:
    """What an article prints below its number: marks and texts, each with whether it is a mark."""
    lines = body_of(article, printer)
    pieces = (piece for line in lines for piece in ((line.marker, True), (line.text, False)))
    return ((article.heading or "", False), *pieces)


def _without_frame(charter: Charter, *titles: str) -> Charter:
    """The charter without what ``export`` prints around it: the title, the list of revisions."""
    known = {_folded(each) for each in titles}
    lists = {each.revisions.title for each in LANGUAGES.values()}
    preamble = [
        line for line in charter.preamble.split("\n") if line and _folded(line) not in known
    ]
    closing: list[str] = []
    for line in charter.closing.split("\n"):
        if line in lists:
            break
        closing.append(line)
    return replace(charter, preamble="\n".join(preamble), closing="\n".join(filter(None, closing)))


_DAY: Final = compiled(r"[0-9]{4}|[0-9元]+年|年[^年]*月")
"""What tells the year or the day of something: who signed and when, the list of revisions."""


def _around(
    present: Charter, read: Charter, printed: str, *titles: str
) -> tuple[str | None, str | None]:
    """The texts before and behind the articles that the document means to be others, else None.

    A line has to have come that is no day: a document may leave such text out, and days and
    signatures are written down, not voted on. ``printed`` is what it prints before the articles
    with the ``titles`` that :func:`_without_frame` takes away.
    """
    if not any(present.every_article()):
        return read.preamble, read.closing
    known = {_folded(each) for each in titles}
    preamble = closing = None
    if _has_more(present.preamble, read.preamble, known):
        entitled = any(_folded(line) in known for line in present.preamble.split("\n"))
        preamble = printed if entitled else read.preamble
    lists = {_folded(each.revisions.title) for each in LANGUAGES.values()}
    # Behind the list of revisions nothing was read of the document.
    listed = any(_folded(line) in lists for line in present.closing.split("\n"))
    if not listed and _has_more(present.closing, read.closing, known):
        closing = read.closing
    return preamble, closing


def _has_more(stands: str, read: str, known: set[str]) -> bool:
    """Whether a text has lines that the other one has not, none of them a day."""
    lines = {_folded(line) for line in stands.split("\n")} | known | {""}
    come = [each for line in read.split("\n") if (each := _folded(line)) not in lines]
    return bool(come) and not any(map(_DAY.search, come))


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


_SAID_OTHERWISE = frozenset(("number-twice", "number-gap", "changes-taken"))


def notices_of(
    doubts: Iterable[Problem], left_out: Iterable[LeftOut], name: str, *, tracked: bool
) -> Iterator[Problem]:
    """What reading the document left to say, and what it holds that is no article."""
    for doubt in doubts:
        if doubt.code not in _SAID_OTHERWISE:
            yield replace(doubt, place=replace(doubt.place, file=name))
    kinds: dict[tuple[str, str], list[LeftOut]] = {}
    for one in left_out:
        if not (tracked and one.kind == "tracked change"):
            kinds.setdefault((one.kind, one.why), []).append(one)
    for found in kinds.values():
        texts = " | ".join(" ".join(one.text.split()) for one in found)
        yield Problem(
            code="edited-left-out",
            message=say(
                "left out, {kind} ({why}): {texts}",
                kind=found[0].said,
                why=found[0].why,
                texts=texts if len(texts) <= 80 else texts[:79] + "…",
            ),
            hint=say("nothing to do unless it belongs to the articles"),
            place=replace(found[0].place, file=name),
            severity="note",
        )
