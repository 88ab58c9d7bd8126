"""The whole articles as Markdown, and as plain text for a mail or a comparison by machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from amendtool.articles.languages import language_of
from amendtool.patterns import compiled
from amendtool.render.charter.lines import bullet_of
from amendtool.render.charter.model import (
    ArticleOpening,
    Export,
    ExportLine,
    LineKind,
    check_lines,
)
from amendtool.render.markdown import inline_of, line_of, literal

_STEP = "  "


def to_text(export: Export) -> str:
    """``export`` as plain text: as ``amendtool show`` prints it, with title and revisions.

    An empty line stands before every heading and between paragraphs of the preamble and the
    closing, and before a text without a number behind the items that it stands over, which would
    be the rest of a line broken by its width; items stand in by two spaces for each level. Ends
    with a line feed.
    """
    check_lines(export)
    blocks: list[list[str]] = [[export.title]] if export.title else []
    above: LineKind | None = None
    for line in export.lines:
        indent = _STEP * line.level if line.kind is LineKind.ITEM else ""
        # What an article begins with stands apart, but not from its own heading.
        opens = line.lead is not None and above is not LineKind.ARTICLE
        goes_on = (line.kind, above, line.marker) == (LineKind.PARAGRAPH, LineKind.ITEM, "")
        if opens or goes_on or _stands_apart(line.kind, above):
            blocks.append([])
        blocks[-1].append(indent + line.text)
        above = line.kind
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _stands_apart(kind: LineKind, above: LineKind | None) -> bool:
    """Whether an empty line goes before a line of a kind below one of another."""
    match kind:
        case LineKind.CHAPTER | LineKind.ARTICLE | LineKind.TEXT:
            return True
        case LineKind.PARAGRAPH | LineKind.ITEM | LineKind.LABEL | LineKind.REVISION:
            return above in (None, LineKind.CHAPTER, LineKind.TEXT)


_LIKE_MARK: Final = compiled(
    r"[^\w\s]|.{1,5}[.．)）、:：]|[0-9０-９一二三四五六七八九十ア-ンｱ-ﾝ第①-㊿]|\w?(?:\s|$)"
    r"|(?i:articles?|sections?|chapters?|parts?|rules?|schedules?|paragraphs?|clauses?)\b"
)
"""What a text begins with that may be the number of a provision."""


def to_markdown(export: Export) -> str:
    """``export`` as GitHub-flavoured Markdown with real headings; every character is literal.

    The heading of an article is one line, the number first; items are lists, and a text
    under an item belongs to it. A heading that print has in the line of its text stands there in
    bold. Raises :class:`InputError` for a character that no document can hold.
    """
    check_lines(export)
    return "\n\n".join(_markdown(export)) + "\n"


def _markdown(export: Export) -> Iterator[str]:
    if export.title:
        yield f"# {line_of(export.title)}"
    listed = 0
    for line in export.lines:
        around, listed = listed, 0
        match line.kind:
            case LineKind.CHAPTER | LineKind.ARTICLE:
                yield f"{'#' * min(line.level + 1, 6)} {line_of(one_line(line, export))}"
            case LineKind.ITEM if bullet_of(line.marker + "."):
                depth = min(line.level, around + 1)
                sign, text = line.marker.strip(), line.text.removeprefix(line.marker)
                # Other bullets are none in Markdown. What begins like a mark would be read as one.
                drawn = sign in "-*+" and not _LIKE_MARK.match(text)
                listed = depth if drawn else depth - 1
                whole = f"{sign} {line_of(text)}" if drawn else line_of(line.text)
                yield _STEP * (depth - 1) + whole
            case LineKind.ITEM:
                # A list can only go one deeper at a time; more would be a block of code.
                listed = min(line.level, around + 1)
                bullet = "- " if line.marker else _STEP
                yield f"{_STEP * (listed - 1)}{bullet}{line_of(line.text)}"
            case LineKind.REVISION:
                yield f"- {line_of(line.text)}"
            case LineKind.PARAGRAPH | LineKind.LABEL | LineKind.TEXT:
                yield _behind_heading(line, line.lead) if line.lead else line_of(line.text)


def _behind_heading(line: ExportLine, lead: ArticleOpening) -> str:
    """The line of a text with the heading in front of it in bold.

    CommonMark ends bold behind a bracket or a stop only where white space follows.
    """
    named = lead.number + lead.joint + lead.heading
    rest = line.text.removeprefix(named)
    if not lead.heading or rest == rest.lstrip():
        return line_of(line.text)
    return f"**{inline_of(named)}**{literal(rest)}"


def one_line(line: ExportLine, export: Export) -> str:
    """The line of an article with its number first, even where print has it last."""
    return language_of(export.language).word_joint.join(reversed(line.text.split("\n")))
