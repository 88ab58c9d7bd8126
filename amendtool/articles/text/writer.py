"""Writing a clause file: blocks of lines, one sentence a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from amendtool.articles.charter import (
    Body,
    Provision,
    Status,
    provisions_of,
    text_of,
    tidy,
)
from amendtool.articles.forms import without_forms
from amendtool.articles.numbers import Number, NumberForm
from amendtool.articles.numerals import DECIMAL
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.styles.marks import MarkReader, cut, cut_fused, told_mark
from amendtool.articles.styles.tight import is_bare, may_stand_tight, tight_cuts
from amendtool.articles.text.front import front_of
from amendtool.articles.text.reader import AS_WRITTEN, Clause, MarkRow, parse_clause
from amendtool.errors import InputError
from amendtool.patterns import compiled

_FIRST = (1,)
_EMPTY_LINES = compiled(r"\n{3,}")


def format_clause(clause: Clause, style: DraftingStyle) -> str:
    """The canonical text of a clause file, ending with a line feed.

    Markers are written as the clause keeps them, and in the forms of the style where it
    keeps none. Where the kept ones would be read as something else, the style's are written.
    A mark stands right before its text where it is printed so, if it is read there.
    """
    text = _format(clause, style)
    if _departs(clause.body) or style.stands_tight:
        found = _read_back(text, clause, style)
        if found is None or list(_gaps(found.body)) != list(_gaps(clause.body)):
            text = _format(clause, style, apart=True)
    chosen = style.paragraph_chosen or style.items_chosen
    if chosen or any(_has_another_form(each, 0, style) for each in clause.paragraphs):
        for plain in (style, style.default):
            if _read_back(text, clause, style) is not None:
                break
            text = _format(replace(clause, body=without_forms(clause.body)), plain, apart=True)
    return text


def is_plain(clause: Clause, style: DraftingStyle) -> bool:
    """Whether the file of a clause gives that very clause back, as its parts alone tell.

    ``False`` tells nothing: the file has to be written and read then. A plain clause is a text
    with a heading or without one. Its paragraphs are counted 1, 2, 3 in the form of their level,
    of which the first goes without its number, and so are the items that one of them ends with;
    each is one text, and its mark says that number in whatever form it is read. So each mark is
    due where it stands, in its own row alone: one of a paragraph is in no form that a list goes
    on in, and where a row can be read in several forms it is read in its own. Lines within a text
    are its sentences, which are told apart only where none looks like a mark, and joined they are
    the text again.

    What stands between its marks and its texts is left aside, in a style that has a space there:
    the clause that is given back is the one without it.
    """
    if clause.status is not Status.TEXT or clause.mark is not None or clause.after is not None:
        return False
    if style.stands_tight:
        return False
    heading = clause.heading
    if heading is not None and (
        not heading or heading[0] == "#" or "\n" in heading or tidy(heading) != heading
        or style.unbracketed(heading) != heading
    ):  # fmt: skip
        return False
    writer = _ClauseWriter(style)
    form = style.item_form(1)
    lists = {id(form), id(style.item_form(2))}
    """The forms that a list goes on in, or that begins one whatever its number is."""
    for at, each in enumerate(clause.body, 1):
        if isinstance(each, str) or each.form is not None or each.number != Number.of(at):
            return False
        if at > 1:
            mark = style.paragraph.write(each.number)
            if not _says_one(mark, each.number, style.paragraph, style.paragraph_marks):
                return False
            if any(id(reading.form) in lists for reading in style.item_marks.readings(mark)):
                return False
        text, *items = each.body
        if not isinstance(text, str) or not writer.keeps(text):
            return False
        for nth, item in enumerate(items, 1):
            if isinstance(item, str) or item.form is not None or item.number != Number.of(nth):
                return False
            mark = form.write(item.number)
            inner = item.body[0] if len(item.body) == 1 else None
            if not isinstance(inner, str) or not writer.keeps(inner):
                return False
            if not _says_one(mark, item.number, form, style.listed_marks):
                return False
            lists |= {id(reading.form) for reading in style.listed_marks.readings(mark)}
    return bool(clause.body)


def _says_one(mark: str, number: Number, form: NumberForm, reader: MarkReader) -> bool:
    """Whether a mark can be told from its text, and says that number however it is read."""
    found = reader.readings(mark)
    return (
        any(reading.form is form for reading in found)
        and all(reading.number == number for reading in found)
        and cut(f"{mark} ") == (mark, "")
    )


def _read_back(text: str, clause: Clause, style: DraftingStyle) -> Clause | None:
    """What a text is read as where that says the same as ``clause``."""
    try:
        # A mark that no clause file holds is written as its level is; the words are what counts.
        found = parse_clause(text, style)
    except InputError:
        return None
    return found if found.says(clause) else None


def _gaps(body: Body) -> Iterator[str | None]:
    """What the provisions of a body have between their marks and their texts, in order."""
    for each in provisions_of(body):
        yield each.gap
        yield from _gaps(each.body)


def _departs(body: Body) -> bool:
    return any(gap is not None for gap in _gaps(body))


def _tells_spaces(body: Body, style: DraftingStyle, depth: int = 0) -> bool:
    """Whether front lines have to say that the spaces behind marks are as they are written.

    They need not where a mark with a sign stands right before its text behind a hyphen.
    """
    for each in provisions_of(body):
        form = each.form or (style.item_form(depth) if depth else style.paragraph)
        bare = is_bare(form.write(each.number))
        if each.gap is not None and (each.gap or not depth or bare):
            return True
        if _tells_spaces(each.body, style, depth + 1):
            return True
    return False


def _has_another_form(provision: Provision, depth: int, style: DraftingStyle) -> bool:
    own = style.item_form(depth) if depth else style.paragraph
    form = provision.form
    another = form is not None and form is not own and form != own
    return another or any(_has_another_form(item, depth + 1, style) for item in provision.items)


def _format(clause: Clause, style: DraftingStyle, *, apart: bool = False) -> str:
    """The text of a file; with ``apart`` all marks have a space behind them."""
    spaces = not apart and _tells_spaces(clause.body, style)
    blocks = front_of(mark=clause.mark, after=clause.after, spaces=AS_WRITTEN if spaces else None)
    if clause.heading is not None:
        bare = style.unbracketed(clause.heading) == clause.heading
        blocks.append(f"# {clause.heading if bare else style.bracketed(clause.heading)}")
    if clause.status is Status.OMITTED:
        blocks.append(style.omitted_label)
    elif clause.status is Status.RESERVED:
        blocks.append(style.reserved_label)
    writer = _ClauseWriter(style, spaces=spaces, apart=apart)
    blocks += writer.article(clause.body)
    return "\n\n".join(blocks) + "\n" if blocks else ""


def format_body(body: Body, style: DraftingStyle) -> list[str]:
    """The blocks of the body of an article, as an operation has them, to be joined by empty lines.

    A mark needs no space behind it there, and what parts it from its text is that of its level.
    """
    return _ClauseWriter(style, operation=True).article(body)


def format_item_text(item: Provision, depth: int, style: DraftingStyle) -> str:
    """The text of an item at ``depth`` without its own marker, as an operation gives it."""
    return "\n\n".join(_ClauseWriter(style, operation=True).body(item.body, "", depth=depth + 1))


class _ClauseWriter:
    """Writes texts as blocks of lines, one sentence a line.

    ``spaces`` tells that all marks of a file are parted from their texts as they are printed,
    ``apart`` that each has a space behind it.
    """

    def __init__(
        self,
        style: DraftingStyle,
        *,
        operation: bool = False,
        spaces: bool = False,
        apart: bool = False,
    ) -> None:
        self.style = style
        self.operation = operation
        self.fused = operation and not style.line_joint
        self.apart = apart
        self.spaces = spaces
        self.tight = spaces or not style.level_gap(0)
        """Whether a line is read as a paragraph whose mark stands right before its text."""

    def _structural(self, line: str) -> bool:
        """Whether a line would be read as anything but running text."""
        fused = self.fused and cut_fused(line) is not None
        return fused or self._stands_tight(line) or _looks_structural(line, self.style)

    def _stands_tight(self, line: str) -> bool:
        """Whether a line begins with a mark that is read right before its text."""
        items = self.fused and "" in self.style.item_gaps
        return (self.tight or items) and any(
            (self.spaces or may_stand_tight(mark, text))
            and (
                (self.tight and self.style.paragraph_marks.readings(mark))
                or (items and self.style.item_marks.readings(mark))
            )
            for mark, text in tight_cuts(line, bare=True)
        )

    def article(self, body: Body) -> list[str]:
        """The blocks of the body of an article."""
        blocks: list[str] = []
        one = [each.number.parts for each in provisions_of(body)].count(_FIRST) == 1
        for position, each in enumerate(body):
            if isinstance(each, str):
                blocks += self.text(each, "", indent=0)
                continue
            form = each.form
            # Another 1 behind it would make it a text below the heading.
            goes_without = not each.number.last or (each.number.parts == _FIRST and one)
            unmarked = position == 0 and goes_without and (form is None or form.silent)
            marker = "" if unmarked else (form or self.style.paragraph).write(each.number)
            blocks += self.body(each.body, self._lead(each, marker, 0), depth=1)
        return blocks

    def _lead(self, each: Provision, marker: str, depth: int) -> str:
        """A mark with what parts it from the text of its provision, as that is printed."""
        text = text_of(each.body)
        if not marker or not text:
            return marker
        style = self.style
        form = each.form or (style.item_form(depth) if depth else style.paragraph)
        # An English paragraph of an operation has no mark without a space.
        read = not self.apart and (depth or self.fused or not self.operation)
        if read and marker == form.write(each.number):
            kept = None if self.operation else each.gap
            if not style.parting(depth, marker, text, kept):
                return marker
        return marker + style.marker_gap

    def keeps(self, text: str) -> bool:
        """Whether a text is one block, whose lines are joined to it again."""
        return "\n" not in text and self.style.joined(self._sentences(text)) == text

    def text(self, text: str, marker: str, indent: int) -> list[str]:
        """The blocks of a text, the marker before the first one, with what parts the two."""
        if not text:
            return [marker] if marker else []
        blocks: list[str] = []
        margin = " " * indent
        for part in text.split("\n"):
            lines = list(self._sentences(part))
            if marker:
                lines[0] = marker + lines[0]
                marker = ""
            else:
                lines[0] = self._escaped(lines[0])
            blocks.append("\n".join(margin + line for line in lines))
        return blocks

    def body(self, body: Body, marker: str, depth: int) -> list[str]:
        """The blocks of a paragraph or item; the provisions in it are items at ``depth``."""
        blocks: list[str] = []
        if not text_of(body):
            blocks += self.text("", marker, indent=0)
            marker = ""
        markers = iter(self._markers(provisions_of(body), depth))
        for items, text in _stretches(body):
            if items:
                listed = "\n".join(self.items(items, markers, depth))
                lines = _EMPTY_LINES.sub("\n\n", listed).strip("\n").split("\n")
                blocks.append("\n".join(line[2 * (depth - 1) :] for line in lines))
            if text:
                blocks += self.text(text, marker, indent=0)
                marker = ""
        return blocks

    def items(
        self, items: Sequence[Provision], markers: Iterator[str], depth: int
    ) -> Iterator[str]:
        """The lines of a list of items; texts of several blocks have empty lines between."""
        margin = "  " * (depth - 1)
        for item in items:
            marker = self._lead(item, next(markers), depth)
            leading = self.text(text_of(item.body), marker, indent=2 * depth)
            yield f"{margin}- {leading[0].lstrip(' ')}"
            several = len(leading) > 1
            for block in leading[1:]:
                yield f"\n{block}"
            within = iter(self._markers(item.items, depth + 1))
            for inner, text in _stretches(item.body[1:] if item.text else item.body):
                yield from self.items(inner, within, depth + 1)
                for block in self.text(text, "", indent=2 * depth):
                    several = True
                    yield f"\n{block}"
                if text:
                    yield ""
            if several:
                yield ""

    def _markers(self, items: Sequence[Provision], depth: int) -> list[str]:
        """The markers of the items of one provision, such that they are read as their numbers.

        A list that begins with the ninth letter would be read as one in roman numerals: there
        the number stands behind the mark. What no file holds is written in digits.
        """
        if not items:
            return []
        own = self.style.item_form(depth)
        forms = [item.form or own for item in items]
        plain = [form.write(item.number) for form, item in zip(forms, items, strict=True)]
        told = [told_mark(mark, item.number) for mark, item in zip(plain, items, strict=True)]
        read = self._numbers_of(plain, own)
        mixed = [
            mark if number == item.number.parts else other
            for mark, other, number, item in zip(plain, told, read, items, strict=True)
        ]
        for markers in (plain, mixed, told):
            if self._numbers_of(markers, own) == [item.number.parts for item in items]:
                return markers
        digits = NumberForm(DECIMAL, "(", ")", own.branch)
        return [digits.write(item.number) for item in items]

    def _numbers_of(self, markers: Sequence[str], own: NumberForm) -> list[tuple[int, ...] | None]:
        """The numbers that a list with these markers is read with; None for what is no mark."""
        rows = [
            self.style.listed_marks.readings(marker) if cut(f"{marker} ") == (marker, "") else ()
            for marker in markers
        ]
        row = MarkRow(own)
        for readings in rows:
            if readings:
                row.add(readings)
        read = iter(row.settled())
        return [next(read).number.parts if readings else None for readings in rows]

    def _escaped(self, line: str) -> str:
        looks = self._structural(line) or line in (
            self.style.omitted_label,
            self.style.reserved_label,
            self.style.default.reserved_label,
        )
        return f"\\{line}" if looks else line

    def _sentences(self, text: str) -> Iterator[str]:
        start = 0
        for match in self.style.sentence_end.finditer(text):
            line = text[start : match.end()].removesuffix(" ")
            following = text[match.end() :]
            if not following or following[0] == " " or line.endswith(" "):
                continue
            last_word = line.rsplit(" ", 1)[-1].rstrip(".").lstrip("(\"'“‘").lower()
            if line.endswith(".") and (
                last_word in self.style.abbreviations or len(last_word) == 1
            ):
                continue
            if self.style.line_joint == "" and line[-1].isascii() and following[0].isascii():
                continue
            if self._structural(following):
                continue
            yield line
            start = match.end()
        yield text[start:]


def _stretches(body: Body) -> Iterator[tuple[list[Provision], str]]:
    """The lists of a body, each with the text behind it, '' where there is none."""
    items: list[Provision] = []
    for each in body:
        if isinstance(each, str):
            yield items, each
            items = []
        else:
            items.append(each)
    if items:
        yield items, ""


def _looks_structural(text: str, style: DraftingStyle) -> bool:
    """Whether a line that begins like this would be read as anything but running text."""
    if text.startswith(("\\", "#", "- ")) or text in ("-", "---"):
        return True
    found = cut(text)
    return found is not None and bool(
        style.paragraph_marks.readings(found[0]) or style.item_marks.readings(found[0])
    )
