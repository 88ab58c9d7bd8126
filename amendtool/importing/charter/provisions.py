"""The body of an article as printed, as the paragraphs and items that its clause file holds.

Every label is kept as it is printed. A file holds an article in more than one way (numbers at its
beginning are paragraphs, or items of its only one); the first that gives all marks back is taken.
Where none does, what prints otherwise is doubted, and at the last the text is kept line by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from itertools import zip_longest
from typing import Final

from amendtool.articles.charter import Body, Provision, provision
from amendtool.articles.nested import Above, reaching
from amendtool.articles.numbers import NestedForm, Number, NumberForm, told_apart
from amendtool.articles.printed_form import form_of, forms_of
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.styles.marks import MarkReader, cut, remembered
from amendtool.articles.text.clause import Clause, format_clause, is_plain, parse_clause
from amendtool.errors import InputError, Place, Problem
from amendtool.importing.blocks import doubt, trimmed
from amendtool.importing.charter.outline import PrintedBody, item_lines, lines_of
from amendtool.importing.evidence.tree import PrintedProvision, PrintedRow, behind_caption
from amendtool.messages import say
from amendtool.values import dataclass

_FIRST: Final = Number.of(1)
_ABOVE: Final = ("above", "in front")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleBody:
    """The body of an article, and what reading it left to say."""

    body: Body = ()
    numbering: tuple[str, ...] = ()
    """The marks that the files do not hold, since they are printed by themselves."""
    doubts: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Made:
    """One way to hold a body: its parts, the marks that it drops, and what is in doubt."""

    body: Body = ()
    numbering: list[str] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)


def body_of(
    printed: PrintedBody, style: DraftingStyle, *, name: str, place: Place, heading: str | None,
    above: Above | None = None,
) -> ArticleBody:  # fmt: skip
    """The body of an article called ``name``, in a form that its clause file gives back.

    ``above`` is its number, which marks below it may hold: 1.2 in Article 1.
    """
    if not any(line.strip() for line in lines_of(printed)):
        return ArticleBody()
    odd: tuple[_Made, str] | None = None
    for made in _ways(printed, style, name, above):
        if made.body and is_plain(Clause(heading=heading, body=made.body), style):
            return _result(made)
        plain = _without_gaps(made.body)
        held = stored(Clause(heading=heading, body=plain), style) if made.body else None
        if held is None:
            continue
        mark = _first_odd(made.body, held.body, style)
        made.body = with_gaps_of(held.body, made.body)
        if mark is None:
            return _result(made)
        odd = odd or (made, mark)
        if _silent(printed):
            break  # what follows a paragraph without a number is one, whatever its mark is
    if odd is None:
        return ArticleBody()
    made, mark = odd
    made.doubts.append(
        doubt(
            "marks-otherwise",
            say(
                "{name}: {mark} is a mark that clause files do not hold here; the list is "
                "carried with its numbers, and printed in the marks of the style",
                name=name,
                mark=mark,
            ),
            say("compare how it prints, and references to it"),
            _place_of(printed, mark) or place,
        )
    )
    return _result(made)


def _result(made: _Made) -> ArticleBody:
    return ArticleBody(body=made.body, numbering=tuple(made.numbering), doubts=tuple(made.doubts))


def with_gaps_of(body: Body, typed: Body) -> Body:
    """``body`` with what stands between marks and texts in ``typed``, which says the same."""
    pairs = zip(body, typed, strict=True)
    return tuple(
        [
            one
            if isinstance(one, str) or isinstance(other, str)
            else replace(one, gap=other.gap, body=with_gaps_of(one.body, other.body))
            for one, other in pairs
        ]
    )


def _without_gaps(body: Body) -> Body:
    return tuple(
        [
            each
            if isinstance(each, str)
            else replace(each, gap=None, body=_without_gaps(each.body))
            for each in body
        ]
    )


def stored(clause: Clause, style: DraftingStyle) -> Clause | None:
    """What the file of a clause gives back where that is the clause; None where it is not."""
    try:
        found = parse_clause(format_clause(clause, style), style)
    except (InputError, ValueError):
        return None
    return found if found.says(clause) else None


def literal_body(printed: PrintedBody) -> Body:
    """The body as one paragraph of plain text, every mark as it is printed."""
    text = trimmed("\n".join(lines_of(printed)))
    return (provision(number=_FIRST, text=text),) if text else ()


def _ways(
    printed: PrintedBody, style: DraftingStyle, name: str, above: Above | None
) -> Iterator[_Made]:
    """The ways to hold a body, the likeliest first."""
    reader = _BodyReader(style, name, above)
    if _paragraphed(printed, style, above):
        yield reader.paragraphs(printed)
    yield reader.one_paragraph(printed)


def _silent(printed: PrintedBody) -> bool:
    """Whether a body begins with a paragraph that counts and prints no number."""
    first = printed[0] if printed else None
    return isinstance(first, PrintedRow) and first.items[0].silent


def _paragraphed(printed: PrintedBody, style: DraftingStyle, above: Above | None) -> bool:
    """Whether a body begins with paragraphs: numbers that the style's files have there."""
    first = printed[0] if printed else None
    if not isinstance(first, PrintedRow):
        return False
    if first.items[0].silent:
        return True
    for item in first.items:
        label = item.label
        if label is None or not label.numbers:
            return False
        if label.own and (above is None or above.parts[-label.own :] != label.above):
            return False  # it would print the number of the article that it stands in
        found = style.paragraph_marks.readings(item.mark)
        if not any(
            number.parts == label.value and (not form.prefix or form == style.paragraph)
            for form, number in found
        ) and not (label.own or label.word):  # fmt: skip
            return False
    return True


class _BodyReader:
    def __init__(self, style: DraftingStyle, name: str, above: Above | None) -> None:
        self.style = style
        self.name = name
        self.above = above
        self.made = _Made()

    def one_paragraph(self, printed: PrintedBody) -> _Made:
        """All of it in one paragraph without a number."""
        self.made = _Made()
        body = self._body(printed, 1, self.above)
        self.made.body = (Provision(number=_FIRST, body=body),) if body else ()
        return self.made

    def paragraphs(self, printed: PrintedBody) -> _Made:
        """The provisions of its first level as paragraphs; other texts go with the one before."""
        self.made = _Made()
        rows: list[tuple[PrintedProvision, list[str | PrintedRow]]] = []
        kind = None
        for part in printed:
            if isinstance(part, str):
                self._behind(rows, part)
                continue
            label = next((item.label for item in part.items if item.label is not None), None)
            if rows and kind is not None and label is not None and label.kind != kind and (
                not part.goes_on
            ):  # fmt: skip
                rows[-1][1].append(part)
                continue
            kind = kind or (label.kind if label is not None else None)
            for item in part.items:
                if item.label is None and not item.silent:
                    for line in item_lines(item):
                        self._behind(rows, line)
                    continue
                rows.append((item, list(self._opened(item, rows))))
        numbers = told_apart(
            Number(item.label.value) if item.label is not None else _FIRST for item, _ in rows
        )
        marked = [(item, number) for (item, _), number in zip(rows, numbers, strict=True)
                  if item.label is not None]  # fmt: skip
        style = self.style
        forms = iter(self._forms(marked, style.paragraph_marks, style.paragraph, self.above))
        found: list[str | Provision] = []
        for (item, parts), number in zip(rows, numbers, strict=True):
            form, above, gap = None, self.above, None
            if item.label is not None:
                form = next(forms)
                above = above and above.below(form or style.paragraph, number.printed)
                self.made.numbering.append(item.lead)
                gap = self._typed_gap(item)
            body = self._body(tuple(parts), 1, above)
            if not body:
                continue  # no number with nothing behind it
            if found and form is style.paragraph:
                form = None  # only the first one tells so that it prints its number
            found.append(Provision(number=number, body=body, form=form, gap=gap))
        self.made.body = tuple(found)
        return self.made

    def _typed_gap(self, item: PrintedProvision) -> str | None:
        """What was typed between a mark and its text, however wide; None where none was."""
        text = item.body[0] if item.body else None
        if item.counted or not item.inline or item.caption or not isinstance(text, str):
            return None
        return self.style.marker_gap if item.gap else ""

    def _behind(
        self, rows: list[tuple[PrintedProvision, list[str | PrintedRow]]], text: str
    ) -> None:
        """A text between paragraphs, which files hold in the paragraph before it."""
        if not rows:
            rows.append((PrintedProvision(silent=True), [text]))
            return
        rows[-1][1].append(text)
        if rows[-1][0].place.line or rows[-1][0].place.path:
            self.made.doubts.append(
                doubt(
                    "text-between",
                    say(
                        "{name}: a text without a number stands behind {mark}, beside its "
                        "paragraphs ({text!r}); it is carried as part of the one before it",
                        name=self.name,
                        mark=rows[-1][0].mark or "1",
                        text=text[:40],
                    ),
                    say("set it apart in the clause file if it belongs to what follows"),
                    rows[-1][0].place,
                )
            )

    def _opened(
        self, item: PrintedProvision,
        rows: list[tuple[PrintedProvision, list[str | PrintedRow]]] | None,
    ) -> Iterator[str | PrintedRow]:  # fmt: skip
        """The body of a provision below articles, with its caption as a text."""
        caption = item.caption
        body = item.body
        if caption is None:
            yield from body
        elif caption.standing in _ABOVE and rows is not None:
            # Its own paragraph holds what stands above its number.
            yield caption.printed
            yield from body
        elif caption.standing == "run in":
            yield caption.printed
            yield from behind_caption(body)
        else:
            yield caption.printed
            yield from body

    def _body(self, printed: PrintedBody, depth: int, above: Above | None) -> Body:
        """The texts and provisions of a body; the provisions are items at ``depth``.

        ``above`` is the number of what they stand in.
        """
        parts: list[str | PrintedProvision] = []
        for part in printed:
            if isinstance(part, str):
                parts.append(part)
                continue
            for item in part.items:
                parts += self._items(item)
        items = [part for part in parts if isinstance(part, PrintedProvision)]
        numbers = told_apart(Number(item.label.value) for item in items if item.label is not None)
        rows = iter(
            zip(
                numbers,
                self._forms(
                    list(zip(items, numbers, strict=True)), self.style.listed_marks,
                    self.style.item_form(depth), above,
                ),
                strict=True,
            )
        )  # fmt: skip
        found: list[str | Provision] = []
        texts: list[str] = []

        def text() -> None:
            whole = trimmed("\n".join(texts))
            texts.clear()
            if whole:
                found.append(whole)

        for each in parts:
            if isinstance(each, str):
                texts.append(each)
                continue
            text()
            number, form = next(rows)
            self.made.numbering.append(each.lead)
            inner = tuple(self._opened(each, None))
            if each.caption is not None and each.caption.standing in _ABOVE:
                inner = each.body
            own = self.style.item_form(depth)
            here = above and above.below(form or own, number.printed)
            body = self._body(inner, depth + 1, here)
            kept = None if form is own else form
            gap = self._typed_gap(each)
            found.append(Provision(number=number, body=body, form=kept, gap=gap))
        text()
        return tuple(found)

    def _items(self, item: PrintedProvision) -> Iterator[str | PrintedProvision]:
        """A provision as a list holds it, or as a line of text where its mark has no room."""
        label, caption = item.label, item.caption
        if label is None or not label.numbers:
            yield from self._unnumbered(item)
            return
        if caption is not None and caption.standing in _ABOVE:
            yield caption.printed
        if self._holds(item):
            yield item
            return
        self.made.doubts.append(
            doubt(
                "marks-otherwise",
                say(
                    "{name}: {mark} is a mark that clause files do not hold here; it is "
                    "kept as part of the text, as it is printed",
                    name=self.name,
                    mark=item.mark,
                ),
                say("references to it, and its number, do not follow changes"),
                item.place,
            )
        )
        yield from self._unnumbered(item)

    def _holds(self, item: PrintedProvision) -> bool:
        """Whether a list of items holds the mark of a provision."""
        label = item.label
        assert label is not None
        if label.last is not None or cut(f"{item.mark} ") != (item.mark, ""):
            return False
        own = self.style.item_form(1)
        return next(forms_of(item.mark, Number(label.value), own), None) is not None

    def _unnumbered(self, item: PrintedProvision) -> Iterator[str | PrintedProvision]:
        """What has no number here: a bullet or a title is a line of the text that it stands in."""
        caption = item.caption
        body = item.body
        if item.label is not None and caption is not None and caption.standing in _ABOVE:
            caption = None  # it is on its line already
        if item.label is None:
            if caption is not None:
                yield caption.printed
        elif body and isinstance(body[0], str) and caption is None and item.inline:
            yield item.lead + body[0]
            body = body[1:]
        elif caption is not None and caption.standing == "below":
            yield item.lead.strip()
            yield caption.printed
        else:
            yield (item.lead + (caption.printed if caption is not None else "")).strip()
            run_in = caption is not None and caption.standing == "run in"
            body = behind_caption(body) if run_in else body
        for part in body:
            if isinstance(part, str):
                yield part
                continue
            if item.label is None or item.label.numbers:
                for one in part.items:
                    yield from self._items(one)
                continue
            # A list in a bullet, for which files have no place.
            first = part.items[0]
            self.made.doubts.append(
                doubt(
                    "marks-otherwise",
                    say(
                        "{name}: the list that begins with {mark!r} stands in a bullet, "
                        "below which clause files have no level; its lines are kept as they "
                        "are printed, beside the bullet",
                        name=self.name,
                        mark=first.mark,
                    ),
                    say("number the list around it if what stands in it is to be told apart"),
                    first.place,
                )
            )
            for one in part.items:
                yield from item_lines(one)

    def _forms(
        self, row: Sequence[tuple[PrintedProvision, Number]], reader: MarkReader, own: NumberForm,
        above: Above | None,
    ) -> list[NumberForm | None]:  # fmt: skip
        """The form of each mark of a row; in those that hold the number ``above`` it follows."""
        marks = [item.mark for item, _ in row]
        numbers = [number.printed for _, number in row]
        found = remembered(marks, numbers, reader, own) if marks else ()
        forms: list[NumberForm | None] = []
        for (item, number), mark, form in zip(row, marks, found, strict=True):
            label = item.label
            form = form if form is not None else form_of(mark, number.printed, own)
            if label is not None and label.own and not isinstance(form, NestedForm):
                bound = reaching(form, above) if above is not None else None
                if bound is None:
                    self._stays(item)
                form = bound or form
            forms.append(form)
        return forms

    def _stays(self, item: PrintedProvision) -> None:
        """Doubt a mark whose first numbers are those of no provision above it."""
        self.made.doubts.append(
            doubt(
                "mark-of-another",
                say(
                    "{name}: {mark} does not begin with the number of what it stands in; it "
                    "is kept as it is printed",
                    name=self.name,
                    mark=item.mark,
                ),
                say(
                    "give it its right number, or put it where it belongs: as it is, its "
                    "first numbers follow no change"
                ),
                item.place,
            )
        )


def _marks(body: Body, style: DraftingStyle, depth: int = 0) -> Iterator[str]:
    """Every mark of a body in the order of print."""
    own = style.item_form(depth) if depth else style.paragraph
    for place, each in enumerate(body):
        if isinstance(each, str):
            continue
        first = not depth and place == 0 and each.form is None
        yield "" if first else (each.form or own).write(each.number.printed)
        yield from _marks(each.body, style, depth + 1)


def _first_odd(body: Body, held: Body, style: DraftingStyle) -> str | None:
    """The first mark that a file gives back otherwise."""
    pairs = zip_longest(_marks(body, style), _marks(held, style))
    return next((str(mine) for mine, its in pairs if mine != its), None)


def _place_of(printed: PrintedBody, mark: str) -> Place | None:
    for part in printed:
        if isinstance(part, str):
            continue
        for item in part.items:
            for one in item.walked():
                if one.mark == mark:
                    return one.place
    return None


__all__ = ["ArticleBody", "body_of", "literal_body", "stored", "with_gaps_of"]
