"""The bytes of a document as a charter, with a report that accounts for every character."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from types import NoneType
from typing import Final, Literal

from amendtool.articles.charter import Charter, article_texts, goes_unnumbered, tidy
from amendtool.articles.forms import departures
from amendtool.articles.languages import LANGUAGES
from amendtool.articles.styles import EN, STYLES, DraftingStyle
from amendtool.articles.text import characters
from amendtool.articles.text.field_errors import field_errors
from amendtool.errors import NOWHERE, InputError, Place, Problem, require_type
from amendtool.importing.alignment import alignments_of
from amendtool.importing.blocks import (
    EDGES,
    Changes,
    Format,
    LeftOut,
    SourceBlock,
    SourceDocument,
    Struck,
    doubt,
    size,
)
from amendtool.importing.charter.build import Built, Origin, build
from amendtool.importing.charter.counting import counted_as, stand_outside
from amendtool.importing.charter.levels import level_words
from amendtool.importing.charter.outline import Outline, outline_of, plain_outline
from amendtool.importing.evidence.closings import closes
from amendtool.importing.evidence.marks import readings
from amendtool.importing.evidence.reader import read_printed
from amendtool.importing.evidence.tree import Misgiving, PrintedDocument
from amendtool.importing.forms import (
    Drafting,
    PageLayout,
    TextPlaces,
    captions_of,
    drafting_of,
    labelled,
    nested_of,
    usual_layout,
)
from amendtool.importing.gaps import parted
from amendtool.messages import later, say, say_count
from amendtool.patterns import compiled
from amendtool.values import dataclass

Choice = Literal["", "told", "count", "language"]
"""What of a document chooses its style: nothing; nothing, but another one that fits is told; how
it counts; or its language and that."""

MOST_BYTES: Final = 50 * 1024 * 1024
ENDINGS: Final[dict[str, Format]] = {
    ".docx": "docx", ".docm": "docx", ".dotx": "docx", ".odt": "odt", ".ott": "odt",
    ".md": "markdown", ".markdown": "markdown",
    ".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip


_FOREIGN: Final = (
    (rb"\xd0\xcf\x11\xe0", later("an old Word document, or one with a password")),
    (rb"\{\\rtf", later("a rich text (RTF)")),
    (
        rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.(?!text)",
        later("an OpenDocument file that is no text"),
    ),
)
"""How files of other programs begin, whatever they are called."""
_OPEN_TEXT: Final = compiled(
    rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text", re.DOTALL
)
_OTHER_ZIPS: Final = frozenset((".pages", ".epub", ".xlsx", ".pptx"))
_OPEN: Final = (".odt", ".ott")
_MARKED: Final = compiled(r"[(（](?:[a-z]{1,4}|[0-9]{1,3}[a-z]{1,2})[)）](?=\s)")
"""What looks like the mark of an item: (za) behind (z), (3a)."""
_LETTERED: Final = compiled(
    r"(?:§|(?i:article|section|rule|clause|regulation)) ?[0-9]{1,3}[a-zA-Z](?:is|er)?"
    r"(?=\.?\s+(?-i:[A-Z])|\.?$)"
)
"""What looks like the number of an article with a letter: § 3a, Article 5A."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Characters that are no white space: ``read + generated`` are all the others together."""

    read: int
    """In the input."""
    generated: int
    """Numbers that the program prints and the input does not hold."""
    clauses: int
    preamble: int
    closing: int
    numbering: int
    """Labels, marks and brackets, which the drafting style writes."""
    left_out: int
    lost: int
    invented: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an import found and did, and what to look at."""

    file: str
    format: Format
    style: str
    labels: int
    """Numbers of articles in the document, as they were recognised."""
    articles: int
    chapters: int
    supplementary: int
    characters: Counts
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[Problem, ...] = ()
    lost: tuple[Problem, ...] = ()
    """Where text was lost, and which; what is written without it is not the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A charter, the style that its clause files are written in, and the report."""

    charter: Charter
    style: DraftingStyle
    report: Report
    origins: Mapping[str, Origin]
    """By key, what each article and chapter was in the document."""
    printed: DraftingStyle
    """The style in which the clause files are written: with the settings, where it has learned."""
    source: tuple[SourceBlock, ...] = ()
    """The document as its reader gave it, block by block, with its notes at the end."""
    drafting: tuple[tuple[str, str | list[str]], ...] = ()
    """The settings of ``[drafting]`` that the numbers are printed with as in the document."""


def import_document(
    data: bytes | Mapping[str, bytes],
    *,
    file: str,
    style: DraftingStyle | None = None,
    changes: Changes | None = None,
    struck: Struck | None = None,
    learn: bool = False,
    fixed: Collection[str] = (),
    layout: PageLayout | None = None,
    choose: Choice = "",
    edited: bool = False,
) -> Imported:
    """The charter that a document holds.

    ``data`` are its bytes, or those of its files by name, in their order, where the document is a
    folder. ``file`` is its name, whose ending tells the format; ``style`` is chosen by the
    language of the text where it is not given; ``changes`` takes one side of tracked changes,
    ``struck`` says what becomes of text that is struck through. With ``learn`` the settings that
    number the levels as the document does belong to the style that the clause files are written
    in; without it they are only told. Those in ``fixed`` are set already, and neither. ``layout``
    is where headings and numbers are printed where the document does not tell it; by default the
    usual one. With ``choose`` the document goes before ``style``: how it counts its articles, or
    that and its language, choose the style, and ``layout`` is then the usual one of that.
    ``edited`` tells that it is one of articles in ``style``, which are called there as they are
    in it, however few of them it has.

    Raises:
        InputError: for a format that is not read, text that is not in UTF-8, a hostile or
            damaged DOCX, tracked changes when ``changes`` is not given, struck text when
            ``struck`` is not, and a document without any text. Nothing else is refused: a text
            in which no article is recognised stands in the preamble, with a doubt.
    """
    require_type("data", data, bytes, Mapping)
    require_type("file", file, str)
    require_type("style", style, DraftingStyle, NoneType)
    for name, content in data.items() if isinstance(data, Mapping) else ():
        require_type("data", name, str)
        require_type(f"data[{name!r}]", content, bytes)
    if isinstance(data, bytes):
        document = read_document(data, file=file, changes=changes, struck=struck)
    else:
        document = read_parts(data, folder=file, changes=changes, struck=struck)
    return import_source(
        document,
        style=style,
        changes=changes,
        learn=learn,
        fixed=fixed,
        layout=layout,
        choose=choose,
        edited=edited,
        parts=() if isinstance(data, bytes) else [f"{file}/{name}" for name in data],
    )


def import_source(
    document: SourceDocument,
    *,
    style: DraftingStyle | None = None,
    changes: Changes | None = None,
    learn: bool = False,
    fixed: Collection[str] = (),
    layout: PageLayout | None = None,
    choose: Choice = "",
    edited: bool = False,
    parts: Sequence[str] = (),
) -> Imported:
    """The charter of a document whose reader has given its blocks, which are cleaned in place.

    ``parts`` are the files of one that is a folder, in their order. Raises InputError for a
    document without any text; everything else is as :func:`import_document` has it.
    """
    file, struck = document.file, document.struck
    if not document.total:
        raise InputError(
            Problem(
                code="document-empty",
                message=say("the document holds no text"),
                hint=say("is this the right file? A scanned document has to be made a text first"),
                place=Place(file=file),
            )
        )
    _clean(document)
    document.doubts += [*_field_errors(document), *_unread_marks(document.blocks)]
    natural = style_of(document.blocks)
    given = style
    if given is not None and given.language != natural.language and document.blocks:
        document.doubts.insert(
            0, _other_language(natural, given, taken=choose == "language", file=file)
        )
        style = natural if choose == "language" else given
    style = style or natural
    if document.format in ("docx", "odt") and changes is not None:
        document.doubts.insert(
            0,
            doubt(
                "changes-taken",
                say("the text is the one with its tracked changes accepted")
                if changes == "accept"
                else say("the text is the one with its tracked changes rejected"),
                say("nothing to do if that is the text in force"),
                Place(file=file),
                severity="note",
            ),
        )
    if document.passages:
        passages = _passages(document)
        document.doubts.insert(
            0,
            doubt(
                "struck-taken",
                say(
                    "text that is struck through is kept as part of it: {passages}",
                    passages=passages,
                )
                if struck == "keep"
                else say(
                    "text that is struck through is left out of it: {passages}",
                    passages=passages,
                ),
                say("nothing to do if that is the text in force"),
                document.passages[0].place,
                severity="note",
            ),
        )
    tree = _tree(document)
    counted: Outline | None = None
    if choose and tree is not None:
        counted = outline_of(tree.root)
        if choose == "told":
            document.doubts += _fits_better(counted, style, file)
        else:
            style = _chosen(counted, style, document, said=given is not None, file=file)
    if layout is None or style is not given:
        layout = usual_layout(style)
    if edited or style.numbered_in_chapters:
        counted = None  # it is another one where more is known of the levels
    outline, built, counts, (captions, printed, places) = _structured(
        document, tree, counted, style, layout, learn=learn, fixed=fixed, edited=edited
    )
    numbers, printed = drafting_of(outline, built, printed, fixed)
    printed = printed if learn else style
    charter = labelled(built.charter, built.origins, printed, places if learn else None)
    charter, apart = parted(charter, built.origins, printed, doubted=learn)
    charter = departures(charter, printed, printed, kept=True)
    aligned = alignments_of(charter, document.blocks, fixed)
    return Imported(
        charter=charter,
        style=style,
        printed=printed,
        origins=built.origins,
        source=(*document.blocks, *document.notes),
        report=Report(
            file=file,
            format=document.format,
            style=style.name,
            labels=sum(bool(one.label) for one in (*outline.articles, *outline.supplementary)),
            articles=len(built.charter.articles),
            chapters=len(built.charter.chapters),
            supplementary=len(built.charter.supplementary),
            characters=counts,
            left_out=tuple(document.left_out),
            lost=tuple(_lost(document, counts)),
            doubts=tuple(
                _in_order(
                    [
                        *document.doubts,
                        *_general(outline),
                        *_chapters_counted(charter, style, file),
                        *built.doubts,
                        *apart,
                    ],
                    parts,
                )
            ),
        ),
        drafting=tuple((numbers | captions | aligned).items()),
    )


def _other_language(
    natural: DraftingStyle, given: DraftingStyle, *, taken: bool, file: str
) -> Problem:
    """That a document is in another language than the style named for it."""
    if taken:
        return doubt(
            "language-differs",
            say(
                "the text is in the language {language!r}, and not in {other!r} as the "
                "settings have it: it is read, and its articles are kept, in its own",
                language=natural.language,
                other=given.language,
            ),
            say(
                "look at `language`, `style` and `house` in amendtool.toml, which say so "
                "once it is imported"
            ),
            Place(file=file),
        )
    return doubt(
        "language-differs",
        say(
            "the text seems to be in the language {language!r}; its numbers are written in "
            "the style {name!r}",
            language=natural.language,
            name=given.name,
        ),
        say("mend `language` and `style` in amendtool.toml, and import again"),
        Place(file=file),
    )


def _tree(document: SourceDocument) -> PrintedDocument | None:
    """What the document prints; None where that cannot be read."""
    try:
        return read_printed(document.blocks, document.format)
    except ValueError:
        return None


def _fits_better(outline: Outline, style: DraftingStyle, file: str) -> list[Problem]:
    """That the document counts as another style does than the one that somebody named."""
    found = counted_as(outline, style)
    if found is style:
        return []
    return [
        doubt(
            "style-fits-better",
            say(
                "the document counts its articles as the style {found!r} does, and is kept in "
                "{style!r}, which was named",
                found=found.name,
                style=style.name,
            ),
            say("leave --style out, or name that one: --style {found}", found=found.name),
            Place(file=file),
        )
    ]


def _chosen(
    outline: Outline, style: DraftingStyle, document: SourceDocument, *, said: bool, file: str
) -> DraftingStyle:
    """The style that counts as the document does, which is told where another one was ``said``."""
    found = counted_as(outline, style)
    if found is not style and said:
        document.doubts.append(
            doubt(
                "style-chosen",
                say(
                    "the document counts its sections in their Articles, so it is kept in the "
                    "style {name!r}, and not in {other!r}",
                    name=found.name,
                    other=style.name,
                )
                if found.numbered_in_chapters
                else say(
                    "sections of the document have the number of an Article in front and stand "
                    "in none, so it is kept in the style {name!r}, and not in {other!r}",
                    name=found.name,
                    other=style.name,
                )
                if stand_outside(outline)
                else say(
                    "the document numbers its articles through, whatever chapter they stand in, "
                    "so it is kept in the style {name!r}, and not in {other!r}",
                    name=found.name,
                    other=style.name,
                ),
                say("nothing to do: the style {other!r} cannot keep such numbers", other=style.name)
                if stand_outside(outline)
                else say(
                    "nothing to do, or name the style that is meant: --style {name}",
                    name=style.name,
                ),
                Place(file=file),
                severity="note",
            )
        )
    return found


def _structured(
    document: SourceDocument,
    printed: PrintedDocument | None,
    outline: Outline | None,
    style: DraftingStyle,
    layout: PageLayout,
    *,
    learn: bool,
    fixed: Collection[str],
    edited: bool,
) -> tuple[Outline, Built, Counts, tuple[Drafting, DraftingStyle, TextPlaces]]:
    """The outline and the charter of a document, the account, and how headings are printed.

    ``outline`` is that of what is ``printed``, where it was made already.

    The promise is that nothing is refused and nothing lost. Without a structure nothing can
    be, so where the structure does not keep the promise the whole text is the preamble.
    """
    try:
        if printed is None:
            raise ValueError(say("its provisions cannot be told apart"))
        outline = outline or outline_of(
            printed.root,
            counted=style.numbered_in_chapters,
            words=level_words(style) if edited else None,
        )
        outline.doubts += map(_doubted, printed.doubts)
        if printed.end is not None:
            outline.doubts.append(_closing_found(printed.end))
        outline.doubts += _closed_inside(document.blocks, printed)
        outline.closing += [block.whole for block in document.notes]
        captions = captions_of(outline, style, layout, fixed)
        if learn:
            nested, taught = nested_of(outline, captions[1], fixed)
            captions = captions[0] | nested, taught, captions[2]
        titled = learn and "supplementary" not in fixed
        built = build(outline, captions[1] if learn else style, titled=titled)
        _once(built)
        read = _read_of(document)
        counts = _counts(document, built, outline.numbering, read)
        # What the reader passed over is no fault of the structure, and said by the account.
        missed = max(document.total - read, 0)
        if counts.lost <= missed and not counts.invented:
            if missed:
                document.doubts.insert(0, _not_read(document, missed))
            return outline, built, counts, captions
        why = say(
            "{lost} characters would be lost and {invented} invented",
            lost=counts.lost,
            invented=counts.invented,
        )
    except ValueError as error:  # a charter that cannot be
        why = say("the articles found make no charter ({error})", error=error)
    outline = plain_outline([*document.blocks, *document.notes])
    built = build(outline, style)
    built.doubts.insert(
        0,
        doubt(
            "not-structured",
            say("{why}; the whole text is in the preamble", why=why),
            say("please report this document, or one like it"),
            Place(file=document.file),
        ),
    )
    counts = _counts(document, built, [], _read_of(document))
    return outline, built, counts, ({}, style, layout.places)


def _once(built: Built) -> None:
    """Say once of a number that it has that of another chapter in front."""
    said = {one.place for one in built.doubts if one.code == "another-chapter"}
    built.doubts[:] = [
        one for one in built.doubts if one.code != "mark-in-doubt" or one.place not in said
    ]


def read_document(
    data: bytes, *, file: str, changes: Changes | None = None, struck: Struck | None = None
) -> SourceDocument:
    """The blocks of a document in any of the formats.

    Raises:
        InputError: as :func:`import_document`.
    """
    document = _read(data, file, changes, struck)
    if document.passages and struck is None:
        raise InputError(
            Problem(
                code="struck-text",
                message=say_count(
                    "the document holds {count} passage struck through, so it has two "
                    "texts: {passages}",
                    "the document holds {count} passages struck through, so it has two "
                    "texts: {passages}",
                    len(document.passages),
                    passages=_passages(document),
                ),
                hint=say(
                    "say which one is meant: --struck drop (without these passages), or "
                    "--struck keep (with them)"
                ),
                place=document.passages[0].place,
            )
        )
    return document


def read_parts(
    files: Mapping[str, bytes],
    *,
    folder: str,
    changes: Changes | None = None,
    struck: Struck | None = None,
) -> SourceDocument:
    """The blocks of a document in several files, such as one for each article, in their order.

    Raises:
        InputError: as :func:`import_document`.
    """
    parts = [
        read_document(data, file=f"{folder}/{name}", changes=changes, struck=struck)
        for name, data in files.items()
    ]
    whole = SourceDocument(
        format=parts[0].format if parts else "markdown", file=folder, struck=struck
    )
    for part in parts:
        whole.blocks += part.blocks
        whole.notes += part.notes
        whole.left_out += part.left_out
        whole.lost += part.lost
        whole.doubts += part.doubts
        whole.passages += part.passages
        whole.total += part.total
        whole.computed += part.computed
    return whole


def _passages(document: SourceDocument) -> str:
    """The first of the struck passages, for a message."""
    texts = [characters.shown(one.text.strip(), one_line=True) for one in document.passages]
    short = [text if len(text) <= 30 else f"{text[:29]}…" for text in texts[:3]]
    return " | ".join(short) + (" | …" if len(texts) > 3 else "")


def _field_errors(document: SourceDocument) -> Iterator[Problem]:
    """Where a field prints that it failed, and not what it should."""
    for block in (*document.blocks, *document.notes):
        for error in field_errors(block.whole):
            yield doubt(
                "field-error",
                say("a field of the original failed, and prints {error!r}", error=error),
                say("write what it should say, such as the number of the article"),
                block.place,
            )


def _unread_marks(blocks: list[SourceBlock]) -> Iterator[Problem]:
    """Where a line begins with what looks like a mark, and is none that is known."""
    for block in blocks:
        mark = None if block.fixed else (
            _MARKED.match(block.whole) or _LETTERED.match(block.whole)
        )  # fmt: skip
        if mark is not None and not readings(block.whole):
            yield doubt(
                "mark-as-text",
                say("{mark} is no mark that is known; the line is carried as text", mark=mark[0]),
                say("if it is an item, give it a mark of the usual kind"),
                block.place,
            )


_HINTS: Final = {
    "caption-brackets": later("put the bracket in if it is a caption; it is kept as it is printed"),
    "label-as-text": later("if it is the number of a provision, put a full stop behind it"),
    "mark-as-text": later("if it is the number of a provision, compare with those around it"),
    "mark-in-doubt": later("compare with the original; it is kept as it is printed"),
    "number-gap": later(
        "compare with the original: a provision may be missing; it is kept as printed"
    ),
    "number-twice": later("compare with the original; it is kept as it is printed"),
    "list-begins-late": later(
        "compare with the original: an item may be missing, or this is no list"
    ),
    "levels-in-doubt": later("compare with the original"),
    "mark-inside": later("if a provision begins there, give it a line of its own"),
    "text-between": later(
        "compare with the original: set it apart in the clause file if it belongs to what the "
        "list stands in"
    ),
    "line-joined": later("put an empty line before it if it is a provision of its own"),
}


def _doubted(one: Misgiving) -> Problem:
    """What the reader doubts, as a problem with what to do."""
    return doubt(one.code, one.message, say(_HINTS[one.code]), one.place)


def _closing_found(place: Place) -> Problem:
    return doubt(
        "closing-found",
        say(
            "from here on the text is taken for the end of the document (signatures, dates, "
            "list of revisions), not for the last article"
        ),
        say("move it into the last article if it belongs there"),
        place,
        severity="note",
    )


def _closed_inside(blocks: Sequence[SourceBlock], printed: PrintedDocument) -> Iterator[Problem]:
    """Where the end of a text stands in front of a provision, such as 以上 before a schedule."""
    provisions = [one for one in printed.root.walked() if one is not printed.root]
    places = {block.whole: block.place for block in reversed(blocks)}
    for one in provisions:
        texts = [part for part in one.body if isinstance(part, str)]
        if one.label is None and one.caption is not None:
            texts.insert(0, one.caption.text)
        for line in (line.strip(EDGES) for text in texts for line in text.split("\n")):
            if closes(line):
                yield doubt(
                    "closing-inside",
                    say(
                        "{line!r} looks like the end of the document, and more provisions "
                        "follow; it is carried where it stands, with what is behind it",
                        line=line,
                    ),
                    say("move it, with the signatures or the list, into closing.md or delete it"),
                    places.get(line, one.place),
                )


def _read(data: bytes, file: str, changes: Changes | None, struck: Struck | None) -> SourceDocument:
    if len(data) > MOST_BYTES:
        raise InputError(
            Problem(
                code="import-too-large",
                message=say(
                    "the file is larger than {most_bytes} MiB",
                    most_bytes=MOST_BYTES // 1024 // 1024,
                ),
                hint=say("articles of incorporation are smaller; is this the right file?"),
                place=Place(file=file),
            )
        )
    ending = file[file.rfind(".") :].lower() if "." in file else ""
    what = next((name for begin, name in _FOREIGN if re.match(begin, data, re.DOTALL)), None)
    zipped = data[:4] == b"PK\x03\x04" and ending not in _OTHER_ZIPS
    form = None if what else "docx" if zipped else ENDINGS.get(ending)
    if not what and data[:4] == b"PK\x03\x04" and (_OPEN_TEXT.match(data) or ending in _OPEN):
        form = "odt"
    match form:
        case "docx":
            from amendtool.importing.word.document import read_word

            return read_word(data, file=file, changes=changes, struck=struck)
        case "odt":
            from amendtool.importing.opendocument import read_odt

            return read_odt(data, file=file, changes=changes, struck=struck)
        case "markdown":
            from amendtool.importing.markdown import read_markdown

            return read_markdown(data, file=file, struck=struck)
        case "text":
            from amendtool.importing.text import read_text

            return read_text(data, file=file)
        case "html":
            from amendtool.importing.web import read_web

            return read_web(data, file=file, changes=changes, struck=struck)
        case None:
            raise InputError(
                Problem(
                    code="import-format",
                    message=say("this is {what}, which is not read", what=say(what))
                    if what
                    else say("files ending in {ending} are not read", ending=ending)
                    if ending
                    else say("files ending in nothing are not read"),
                    hint=say(
                        "open it in Word or LibreOffice and save it as .docx, without a password; "
                        ".odt, .md, .txt and .html are read too"
                    ),
                    place=Place(file=file),
                )
            )


def style_of(blocks: list[SourceBlock]) -> DraftingStyle:
    """The drafting style for the language that most of the text is written in."""
    text = "".join(block.text for block in blocks)
    for tag, language in LANGUAGES.items():
        own = 0 if language.letters is None else len(re.findall(language.letters, text))
        # A quarter is most of it: names, figures and quotations are in Latin letters everywhere.
        # Where it is a quarter of all characters, their letters need no counting.
        if own and (own * 4 > len(text) or own * 4 > sum(map(str.isalpha, text))):
            return STYLES[tag]
    return EN


def _clean(document: SourceDocument) -> None:
    """Take out the characters that no clause may hold: what nobody can see or print."""
    for rows in (document.blocks, document.notes):
        for at, block in enumerate(rows):
            text = block.text
            if not text.isascii() or not text.isprintable():
                text = _without_unseen(document, block)
            text = tidy(text.replace("\n", " "))
            if text != block.text:
                rows[at] = replace(block, text=text, lead=_lead(block, text))
        rows[:] = [block for block in rows if block.whole]


def _lead(block: SourceBlock, text: str) -> int:
    """How much of a block's cleaned text stands out at its beginning.

    Cleaning takes characters out and runs of white space together, of what stands out too.
    """
    at = 0
    for char in "".join(block.text[: block.lead].split()):
        after = at
        while after < len(text) and text[after].isspace():
            after += 1
        if after < len(text) and text[after] == char:
            at = after + 1
    return at


def _without_unseen(document: SourceDocument, block: SourceBlock) -> str:
    text = block.text
    for _ in range(1000):
        columns = {
            problem.place.column
            for problem in characters.problems(text)
            if problem.severity == "error" and problem.place.column is not None
        }
        if not columns:
            return text
        taken = "".join(text[column - 1] for column in sorted(columns))
        if taken.strip():
            document.leave_out(
                later("invisible character"),
                taken,
                say(
                    "nobody can see {characters} in print",
                    characters=characters.shown(taken, one_line=True),
                ),
                block.place,
            )
        text = "".join(
            (" " if char.isspace() else "") if at in columns else char
            for at, char in enumerate(text, 1)
        )
    return text


# Accounting


def charter_texts(charter: Charter) -> Iterator[str]:
    """Every text of the chapters and articles that their files hold."""
    for chapter in (*charter.chapters, *charter.blocks):
        yield chapter.heading or ""
    for article in charter.every_article():
        yield from article_texts(article)


def _lost(document: SourceDocument, counts: Counts) -> Iterator[Problem]:
    """What stands in no file: each text that the reader could not place, then how much more.

    A document without a structure is its preamble, so nothing is lost after the reading.
    """
    pieces = [
        (
            say(
                "text in {kind} ({why}): {characters}",
                kind=one.said,
                why=one.why,
                characters=characters.shown(one.text, one_line=True)[:80],
            ),
            one,
        )
        for one in document.lost
    ]
    more = counts.lost - size(*(one.text for one in document.lost))
    if more > 0:
        whole = LeftOut(kind="", text="", why="", place=Place(file=document.file))
        pieces.append(
            (say("{more} characters of the document, which were passed over", more=more), whole)
        )
    for what, one in pieces:
        yield Problem(
            code="text-lost",
            message=say("this would stand in no file: {what}", what=what),
            hint=say(
                "mend the document there and import it again; --accept-loss goes on without it"
            ),
            place=one.place,
        )


def _read_of(document: SourceDocument) -> int:
    """How many characters of the file a reader gave, in blocks or among what it left out."""
    blocks = size("".join(block.text for block in (*document.blocks, *document.notes)))
    return blocks - document.computed + size(*(one.text for one in document.left_out))


def _not_read(document: SourceDocument, missed: int) -> Problem:
    return doubt(
        "not-read",
        say(
            "{missed} characters of the file were not read; they are counted as lost", missed=missed
        ),
        say("compare with the original, and please report this document, or one like it"),
        Place(file=document.file),
    )


def _counts(document: SourceDocument, built: Built, dropped: list[str], own: int) -> Counts:
    """The account of all characters; what is wrong in it is lost or invented.

    ``own`` is how many the reader gave.
    """
    charter = built.charter
    rows = [*document.blocks, *document.notes]
    given = _amounts(_solid("".join(block.text for block in rows)))
    generated = _amounts(_solid("".join(block.generated for block in rows)))
    clauses = _solid("".join(charter_texts(charter)))
    frame = _solid(charter.preamble), _solid(charter.closing)
    numbering = _solid("".join([*dropped, *built.numbering]))
    out = _amounts("".join((clauses, *frame, numbering)))
    left = size(*(one.text for one in document.left_out))
    return Counts(
        read=max(document.total, own),
        generated=generated.total() + document.computed,
        clauses=len(clauses),
        preamble=len(frame[0]),
        closing=len(frame[1]),
        numbering=len(numbering),
        left_out=left,
        # What a reader passed over is lost too, whatever it says.
        lost=(given + generated - out).total() + max(document.total - own, 0),
        invented=(out - given - generated).total(),
    )


_FEW: Final = 2000
"""In a text that has so many characters for each different one, each is counted by itself."""


def _amounts(text: str) -> Counter[str]:
    """How often each character stands in a text."""
    signs = set(text)
    if len(signs) * _FEW > len(text):
        return Counter(text)
    return Counter({sign: text.count(sign) for sign in signs})


def _solid(text: str) -> str:
    return "".join(text.split())


def _general(outline: Outline) -> Iterator[Problem]:
    """What is to be said about the document as a whole."""
    if not outline.articles:
        yield doubt(
            "no-articles", say("no articles were recognised; the whole text is in the preamble"),
            say("give the articles numbers or headings: Article 1, 第1条, ## Name"),
            NOWHERE,
        )  # fmt: skip


def _chapters_counted(charter: Charter, style: DraftingStyle, file: str) -> Iterator[Problem]:
    """A doubt where articles print the number of their chapter, and ``style`` counts them apart.

    Section 2.1 stays Section 2.1 then in what an inserted Article makes Article 3.
    """
    numbers = {each.key: each.number for each in charter.chapters}
    # What stands in a chapter without a number tells nothing of the others.
    row = [each for each in charter.articles if each.number and not goes_unnumbered(each)]
    inside = [each for each in row if each.number and len(each.number.parts) >= 2]
    if style.numbered_in_chapters or not numbers or len(inside) < len(row) or not row:
        return
    if all(
        each.number and each.chapter and each.number.parts[:1] == numbers[each.chapter].parts
        for each in inside
    ):
        last = ".".join(map(str, row[-1].number.parts if row[-1].number else ()))
        yield doubt(
            "number-of-chapter",
            say(
                "the numbers of the articles begin with that of their chapter, as {last} "
                "does; the style {name!r} does not change them where a chapter gets another "
                "number",
                last=last,
                name=style.name,
            ),
            say("renumber them in an amendment that gives a chapter another number")
            if style.language != EN.language
            else say(
                "begin the repository with a style that counts sections in their Articles, "
                "and import again: `amendtool init --style bylaws`"
            ),
            Place(file=file),
        )


def _in_order(problems: list[Problem], files: Sequence[str]) -> list[Problem]:
    """Doubts in the order of the document and of its files; those without a line first."""
    order = {file: at for at, file in enumerate(files)}

    def place(problem: Problem) -> tuple[int, int, int]:
        known, line = _position(problem)
        return known, order.get(problem.place.file or "", 0), line

    return sorted(problems, key=place)


def _position(problem: Problem) -> tuple[int, int]:
    path = problem.place.path or ""
    number = path.removeprefix("paragraph ")
    position = problem.place.line or (int(number) if number.isdigit() else 0)
    return (1 if position else 0, position)
