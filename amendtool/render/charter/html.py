"""The whole articles as one self-contained HTML page, through ``export.html.j2``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from amendtool.articles.languages import language_of
from amendtool.comparison.table import Align
from amendtool.render.charter.model import ArticleOpening, Export, ExportLine, LineKind, check_lines
from amendtool.render.charter.text import one_line
from amendtool.render.templates import MAX_PAGE, Templates
from amendtool.render.typography import em_width

TEMPLATE: Final = "export.html.j2"


class LineLink(NamedTuple):
    """What a stretch of a line leads to: where, and what is told of it beside."""

    start: int
    end: int
    href: str
    told: str


Links = Mapping[int, Sequence[LineLink]]
"""The links of lines, by the number of the line in the document, from 0; none overlap."""

_NO_LINKS: Links = {}
_View = dict[str, Any]
_ALIGNED: Final = {Align.CENTRE: "center", Align.RIGHT: "right"}


def to_html(export: Export, templates: Sequence[Path] = ()) -> str:
    """``export`` as a page that needs no other file and no script.

    It has the landmarks of a document: a banner with the title, a navigation with a link to
    every heading, the main part with a section for each. ``templates`` are folders whose
    ``export.html.j2`` goes before the packaged one. It gets ``export``, ``before`` (the lines
    without a heading above them) and ``sections``: each with ``id``, ``level`` (of its
    heading in HTML), ``heading`` (its lines; none where the number of an article stands in front
    of its text), ``name`` (number and heading on one line; empty for the closing), ``lines`` and
    ``sections``; a line has ``kind``, ``text``, ``level``, ``align`` (of the cover
    and the closing), ``hanging`` (later lines stand in), ``own`` and ``above``, how wide its
    marker is and the one it stands under, in ems. Its ``strong`` is what of its beginning stands
    out, such as a heading that the text goes on behind, and ``rest`` the text behind that.

    Raises :class:`InputError` as :func:`amendtool.render.table.html.to_html` does.
    """
    before, sections = laid_out(export)
    arguments = {"export": export, "before": before, "sections": sections}
    return Templates(templates, {}).fill(TEMPLATE, arguments, most=MAX_PAGE)


def laid_out(
    export: Export, *, deeper: int = 0, links: Links = _NO_LINKS
) -> tuple[list[_View], list[_View]]:
    """The lines before the first heading, and the sections, as templates read them.

    Headings stand ``deeper`` by so many levels of HTML, where the articles are part of a page.
    A line with ``links`` has ``parts`` instead of its ``rest``: each a ``text``, with an ``href``
    where it leads somewhere, what is ``told`` of that, and an ``id`` for it.
    """
    check_lines(export)
    before, sections = _tree(export, links)
    _number(sections, deeper=deeper)
    return before, sections


def _tree(export: Export, links: Links) -> tuple[list[_View], list[_View]]:
    """The lines before the first heading, and the sections, each in the one around it."""
    root: _View = {"level": 0, "key": "", "lines": [], "sections": []}
    around = [root]
    above: dict[int, str] = {}
    for number, line in enumerate(export.lines):
        match line.kind:
            case LineKind.CHAPTER | LineKind.ARTICLE:
                while around[-1]["level"] >= line.level:
                    around.pop()
                section = _section(line, export)
                around[-1]["sections"].append(section)
                around.append(section)
            case LineKind.PARAGRAPH | LineKind.ITEM | LineKind.LABEL | LineKind.REVISION:
                if line.lead is not None:
                    _open(line, line.lead, around, export)
                view = _line(line, export, above)
                if number in links:
                    view["parts"] = list(_parts(line, number, view["strong"], links[number]))
                around[-1]["lines"].append(view)
            case LineKind.TEXT:
                # The closing is no part of the last article.
                at = _after(root) if root["sections"] else root
                at["lines"].append(_line(line, export, above))
    return root["lines"], root["sections"]


def _open(line: ExportLine, lead: ArticleOpening, around: list[_View], export: Export) -> None:
    """Name the section of an article by the number in front of its text, or begin one for it."""
    key = f"{LineKind.ARTICLE.value}-{line.key}"
    section = around[-1]
    if section["key"] != key:
        while around[-1]["level"] >= line.level:
            around.pop()
        section = {"key": key, "level": line.level, "heading": [], "lines": [], "sections": []}
        around[-1]["sections"].append(section)
        around.append(section)
    joint = language_of(export.language).word_joint
    heading = "".join(section["heading"])
    named = lead.number + lead.joint + lead.heading
    section["name"] = joint.join(filter(None, (named, heading)))


def _after(root: _View) -> _View:
    """The section without a heading that the closing stands in."""
    last: _View = root["sections"][-1]
    if last["name"]:
        last = {"level": 1, "key": "", "heading": [], "name": "", "lines": [], "sections": []}
        root["sections"].append(last)
    return last


def _section(line: ExportLine, export: Export) -> _View:
    return {
        "key": f"{line.kind.value}-{line.key}" if line.key else "",
        "level": line.level,
        "heading": line.text.split("\n"),
        "name": one_line(line, export),
        "chapter": line.kind is LineKind.CHAPTER,
        "lines": [],
        "sections": [],
    }


def _number(sections: list[_View], inside: str = "part", *, deeper: int = 0) -> None:
    """Give every section its identifier, and its heading the level that HTML has for it."""
    for number, section in enumerate(sections, 1):
        section["id"] = section["key"] or f"{inside}-{number}"
        section["tag"] = f"h{min(section['level'] + 1 + deeper, 6)}"
        _number(section["sections"], section["id"], deeper=deeper)


def _parts(
    line: ExportLine, number: int, strong: str, links: Sequence[LineLink]
) -> Iterator[_View]:
    """The text of a line behind what stands out of it, in pieces with and without a link."""
    at = len(strong)
    for place, link in enumerate(sorted(links)):
        if link.start < at:
            continue
        yield {"text": line.text[at : link.start], "href": ""}
        words = line.text[link.start : link.end]
        name = f"cited-{number}-{place}"
        yield {"text": words, "href": link.href, "told": link.told, "id": name}
        at = link.end
    yield {"text": line.text[at:], "href": ""}


def _line(line: ExportLine, export: Export, above: dict[int, str]) -> _View:
    if line.kind is LineKind.ITEM and line.marker:
        above[line.level] = line.marker
    monospaced = language_of(export.language).wide
    widths = (line.marker, above.get(line.level, "") if line.kind is LineKind.ITEM else "")
    strong = "".join(piece.text for piece in line.pieces if piece.strong)
    own, under = (round(em_width(text, monospaced=monospaced), 2) for text in widths)
    return {
        "kind": line.kind.value,
        "text": line.text,
        "strong": strong,
        "rest": line.text.removeprefix(strong),
        "parts": None,
        "hanging": monospaced and line.kind is LineKind.PARAGRAPH and bool(line.marker),
        "align": _ALIGNED.get(line.align, "") if line.align is not None else "",
        "level": line.level if line.kind is LineKind.ITEM else 0,
        "own": own,
        "above": under,
    }
