"""The markup that a document template makes, read strictly into a :class:`Notice`.

It is XML of a few elements (``docs/documents.md`` describes them)::

    <document>
      <title>…</title>
      <heading level="1">1. Reason for amendment</heading>
      <line align="right">…</line>
      <paragraph>…</paragraph>
      <numbered>
        <entry number="(1)"><paragraph>…</paragraph></entry>
      </numbered>
      <facts layout="columns"><fact term="…">…</fact></facts>
      <grid widths="2 1">
        <head><cell>…</cell><cell>…</cell></head>
        <row><cell>…</cell><cell align="right">…</cell></row>
      </grid>
      <table/>
    </document>

A document ``of="articles"`` is around the articles in force and no amendment: it may hold
``<cover>`` and ``<articles/>``; the articles as amended may stand in one of an amendment too.

Text stands only in ``title``, ``heading``, ``line``, ``paragraph``, ``cell`` and ``fact``. A run of
ASCII white space in it is one space, and no space where a line was broken beside a Japanese
character; ``<br/>`` breaks the line in print. A fact without text and a list without
entries are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeVar

from lxml import etree

from amendtool.comparison.table import Align, Table
from amendtool.errors import NOWHERE, InputError, Place, Problem
from amendtool.messages import say
from amendtool.patterns import compiled
from amendtool.render.charter.model import Export
from amendtool.render.notice.model import (
    Comparison,
    Cover,
    Fact,
    FactList,
    Grid,
    GridCell,
    Heading,
    Layout,
    Notice,
    NoticeBlock,
    NoticeLine,
    NoticeParagraph,
    NumberedEntry,
    NumberedList,
    PageBreak,
    Title,
    WholeArticles,
)
from amendtool.render.typography import unprintable

DEEPEST: Final = 4
"""How deep numbered lists may stand in each other."""

_ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = {
    "document": ("of",),
    "title": (),
    "heading": ("level",),
    "line": ("align",),
    "paragraph": (),
    "numbered": (),
    "entry": ("number",),
    "facts": ("layout",),
    "fact": ("term",),
    "cover": (),
    "break": (),
    "grid": ("widths",),
    "head": (),
    "row": (),
    "cell": ("align",),
    "table": (),
    "articles": (),
    "br": (),
}
_TOP: Final = (
    "title", "heading", "line", "paragraph", "numbered", "facts", "table",
    "cover", "break", "grid", "articles",
)  # fmt: skip
_IN_ENTRY: Final = ("paragraph", "numbered")
_PARTS = compiled(r"[1-9][0-9]?", re.ASCII)
_SPACE = compiled(r"[ \t\r\n]+")
_BREAK = compiled(r"[ \t]*[\r\n]\s*", re.ASCII)
_SUBJECT = compiled(r"""<document\s+of\s*=\s*["']articles["']\s*/?>""")

Choice = TypeVar("Choice", bound=StrEnum)


class Subject(StrEnum):
    """What a document is around."""

    AMENDMENT = "amendment"
    ARTICLES = "articles"


def subject_of(text: str) -> Subject:
    """What the document that ``text`` says is around: its ``of``, by default an amendment."""
    found = _SUBJECT.search(text)
    return Subject.ARTICLES if found is not None else Subject.AMENDMENT


def read_markup(
    text: str,
    *,
    language: str,
    table: Table | None = None,
    articles: Callable[[], Export] | None = None,
    lines: Sequence[Place] = (),
) -> Notice:
    """The document that ``text`` says, with ``table`` where it says ``<table/>``.

    ``articles`` gives what stands where it says ``<articles/>``; None for what it has not.
    ``lines`` gives for each line of ``text`` the place to name in messages. Raises
    :class:`InputError` (``document-markup``) with every mistake.
    """
    return _MarkupReader(table, articles, lines).document(text, language)


class _MarkupReader:
    def __init__(
        self, table: Table | None, articles: Callable[[], Export] | None, lines: Sequence[Place]
    ) -> None:
        self.table = table
        self.articles = articles
        self.lines = lines
        self.problems: list[Problem] = []
        self.once: set[str] = set()

    def document(self, text: str, language: str) -> Notice:
        bad = unprintable(text)
        if bad:
            raise InputError(
                Problem(
                    code="unprintable-character",
                    message=say(
                        "the document holds {characters}, which no document can hold",
                        characters=bad,
                    ),
                    hint=say(
                        "delete the character from the amendment or from amendtool.toml; it "
                        "prints nothing"
                    ),
                )
            )
        if "<!DOCTYPE" in text:
            line = text[: text.index("<!DOCTYPE")].count("\n") + 1
            self._problem(say("a document type is not allowed here"), line=line)
            raise InputError(*self.problems)
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True,
            remove_pis=False, huge_tree=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(text.encode(), parser)
        except etree.XMLSyntaxError as error:
            self._problem(say("this is no markup: {reason}", reason=error.msg), line=error.lineno)
            raise InputError(*self.problems) from None
        if root.tag != "document":
            self._problem(
                say("<document> should stand around everything, not {name}", name=_name(root)), root
            )
        else:
            self._attributes(root)
            self._choice(root, "of", Subject, Subject.AMENDMENT)
        if self.problems:
            raise InputError(*self.problems)
        blocks = self._blocks(root, _TOP, 0)
        if self.problems:
            raise InputError(*self.problems)
        return Notice(language=language, blocks=blocks)

    # Blocks

    def _blocks(
        self, parent: etree._Element, allowed: tuple[str, ...], depth: int
    ) -> tuple[NoticeBlock, ...]:
        found: list[NoticeBlock] = []
        for child in self._children(parent, allowed):
            block = self._block(child, depth)
            if block is not None:
                found.append(block)
        return tuple(found)

    def _block(self, element: etree._Element, depth: int) -> NoticeBlock | None:
        match element.tag:
            case "title":
                return self._some(element, Title)
            case "heading":
                level = self._level(element)
                return self._some(element, lambda text: Heading(text, level))
            case "line":
                align = self._choice(element, "align", Align, Align.LEFT)
                return self._some(element, lambda text: NoticeLine(text, align))
            case "paragraph":
                return self._some(element, NoticeParagraph)
            case "numbered":
                return self._numbered(element, depth + 1)
            case "facts":
                return self._facts(element)
            case "cover":
                return self._cover(element)
            case "break":
                self._children(element, ())
                return PageBreak()
            case "grid":
                return self._grid(element)
            case "articles":
                return self._articles(element)
            case _:
                return self._comparison(element)

    def _some(
        self, element: etree._Element, kind: Callable[[str], NoticeBlock]
    ) -> NoticeBlock | None:
        """A block of text; one that says nothing is left out."""
        text = self._text(element)
        return kind(text) if text else None

    def _numbered(self, element: etree._Element, depth: int) -> NumberedList | None:
        if depth > DEEPEST:
            self._problem(
                say("lists stand in each other deeper than {deepest}", deepest=DEEPEST), element
            )
            return None
        entries = []
        for child in self._children(element, ("entry",)):
            number = _tidy(child.get("number", ""))
            if not number:
                self._problem(say('an entry needs a number: <entry number="(1)">'), child)
            blocks = self._blocks(child, _IN_ENTRY, depth)
            if not blocks:
                self._problem(say("the entry {number} holds nothing", number=number), child)
            entries.append(NumberedEntry(number, blocks))
        return NumberedList(tuple(entries)) if entries else None

    def _facts(self, element: etree._Element) -> FactList | None:
        layout = self._choice(element, "layout", Layout, Layout.LINES)
        facts = []
        for child in self._children(element, ("fact",)):
            term, value = _tidy(child.get("term", "")), self._text(child)
            if not term:
                self._problem(say('a fact needs a term: <fact term="Effective date:">'), child)
            if value:
                facts.append(Fact(term, value))
        return FactList(tuple(facts), layout) if facts else None

    def _cover(self, element: etree._Element) -> Cover | None:
        found: list[Title | NoticeLine] = []
        for child in self._children(element, ("title", "line")):
            align = self._choice(child, "align", Align, Align.CENTRE)
            text = self._text(child)
            if text:
                found.append(Title(text) if child.tag == "title" else NoticeLine(text, align))
        return Cover(tuple(found)) if found else None

    def _grid(self, element: etree._Element) -> Grid | None:
        heads: list[tuple[GridCell, ...]] = []
        rows: list[tuple[GridCell, ...]] = []
        for child in self._children(element, ("head", "row")):
            cells = []
            for each in self._children(child, ("cell",)):
                align = self._choice(each, "align", Align, Align.LEFT)
                cells.append(GridCell(self._text(each), align))
            if child.tag == "row":
                rows.append(tuple(cells))
                if heads and len(cells) != len(heads[0]):
                    self._problem(
                        say(
                            "this row has {cells} cells, and the head of the grid {heads}",
                            cells=len(cells),
                            heads=len(heads[0]),
                        ),
                        child,
                    )
            else:
                heads.append(tuple(cells))
        if len(heads) != 1 or not heads[0]:
            self._problem(say("a grid begins with one <head> of at least one <cell>"), element)
            return None
        widths = self._widths(element, len(heads[0]))
        return Grid(heads[0], tuple(rows), widths) if rows else None

    def _widths(self, element: etree._Element, count: int) -> tuple[int, ...]:
        """How wide the columns of a grid are, in parts; all alike where it does not say."""
        said = element.get("widths", "").split()
        if not said:
            return (1,) * count
        if len(said) == count and all(_PARTS.fullmatch(each) for each in said):
            return tuple(map(int, said))
        self._problem(
            say('widths names a whole number from 1 to 99 for each column: widths="2 1 1"'),
            element,
        )
        return (1,) * count

    def _articles(self, element: etree._Element) -> WholeArticles | None:
        self._children(element, ())
        self._only_once(element, say("the articles stand here for the second time"))
        if self.articles is None:
            self._problem(say("there are no articles to print here"), element)
            return None
        return WholeArticles(self.articles())

    def _comparison(self, element: etree._Element) -> Comparison | None:
        self._children(element, ())
        self._only_once(element, say("the table stands here for the second time"))
        if self.table is None:
            self._problem(say("a document of the articles has no comparison table"), element)
            return None
        return Comparison(self.table)

    def _only_once(self, element: etree._Element, message: str) -> None:
        if element.tag in self.once:
            self._problem(message, element)
        self.once.add(str(element.tag))

    # Elements

    def _children(self, parent: etree._Element, allowed: tuple[str, ...]) -> list[etree._Element]:
        """The elements in ``parent``, which may hold these and no text of its own."""
        if (parent.text or "").strip(" \t\r\n"):
            self._problem(
                say(
                    "text stands right inside {name}: {text!r}",
                    name=_name(parent),
                    text=_short(parent.text),
                ),
                parent,
            )
        found = []
        for child in parent:
            if self._is_element(child):
                if child.tag in allowed:
                    self._attributes(child)
                    found.append(child)
                else:
                    known = say(", ").join(f"<{name}>" for name in allowed) or say("nothing")
                    self._problem(
                        say(
                            "{name} cannot stand in {parent}; expected {known}",
                            name=_name(child),
                            parent=_name(parent),
                            known=known,
                        ),
                        child,
                    )
            if (child.tail or "").strip(" \t\r\n"):
                text = _short(child.tail)
                self._problem(
                    say("text stands right inside {name}: {text!r}", name=_name(parent), text=text),
                    child,
                )
        return found

    def _is_element(self, child: etree._Element) -> bool:
        if not isinstance(child, etree._ProcessingInstruction):
            return True
        self._problem(say("{text!r} is not allowed here", text=_short(str(child))), child)
        return False

    def _attributes(self, element: etree._Element) -> None:
        known = _ATTRIBUTES[str(element.tag)]
        for name in map(str, element.attrib):
            if name not in known:
                self._problem(
                    say(
                        "{name} has no attribute {attribute}; expected {known}",
                        name=_name(element),
                        attribute=name,
                        known=say(", ").join(known),
                    )
                    if known
                    else say(
                        "{name} has no attribute {attribute}", name=_name(element), attribute=name
                    ),
                    element,
                )

    def _level(self, element: etree._Element) -> int:
        value = element.get("level", "1")
        if value not in ("1", "2", "3"):
            self._problem(say("level is {value!r}; expected 1, 2 or 3", value=value), element)
            return 1
        return int(value)

    def _choice(
        self, element: etree._Element, name: str, kind: type[Choice], default: Choice
    ) -> Choice:
        value = element.get(name, default.value)
        try:
            return kind(value)
        except ValueError:
            self._problem(
                say(
                    "{name} is {value!r}; expected one of {known}",
                    name=name,
                    value=value,
                    known=say(", ").join(kind),
                ),
                element,
            )
            return default

    def _text(self, element: etree._Element) -> str:
        pieces = [element.text or ""]
        for child in element:
            if self._is_element(child):
                if child.tag == "br" and not len(child) and not child.text:
                    self._attributes(child)
                    pieces.append("\0")
                else:
                    self._problem(
                        say(
                            "{name} cannot stand in {parent}, which holds text and <br/>",
                            name=_name(child),
                            parent=_name(element),
                        ),
                        child,
                    )
            pieces.append(child.tail or "")
        lines = [_tidy(line) for line in "".join(pieces).split("\0")]
        while lines and not lines[-1]:
            lines.pop()
        return "\n".join(lines)

    # Mistakes

    def _problem(
        self, message: str, element: etree._Element | None = None, *, line: int | None = None
    ) -> None:
        if element is not None:
            line = getattr(element, "sourceline", None)
        place = NOWHERE
        if line is not None and self.lines:
            place = self.lines[min(max(line, 1), len(self.lines)) - 1]
        self.problems.append(
            Problem(
                code="document-markup",
                message=message,
                hint=say("docs/documents.md lists the elements of a document template"),
                place=place,
            )
        )


def _tidy(text: str) -> str:
    """``text`` with its line breaks and runs of white space as single spaces, or none."""
    return _SPACE.sub(" ", _BREAK.sub(_joint, text.strip(" \t\r\n")))


def _joint(found: re.Match[str]) -> str:
    before, after = found.string[found.start() - 1], found.string[found.end()]
    return "" if _is_wide(before) or _is_wide(after) else " "


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


def _name(element: etree._Element) -> str:
    return f"<{element.tag}>"


def _short(text: str | None) -> str:
    inner = (text or "").strip()
    return inner if len(inner) <= 40 else f"{inner[:39]}…"
