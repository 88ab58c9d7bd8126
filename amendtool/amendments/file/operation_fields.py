"""One operation of an amendment's file: its fields, by its verb."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from amendtool.amendments.file.fields import Fields
from amendtool.amendments.file.yaml import Mapping, Scalar
from amendtool.amendments.operations import (
    Dates,
    Delete,
    Insert,
    Keep,
    Numbering,
    Operation,
    Renumber,
    Replace,
    ReplacePhrase,
    Retarget,
)
from amendtool.articles.address_reader import AddressError, parse, parse_range
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Paragraph, Status, body_texts, tidy
from amendtool.articles.editions import in_any_style
from amendtool.articles.forms import without_forms
from amendtool.articles.keys import key_problems
from amendtool.articles.numbers import Number
from amendtool.articles.styles import DraftingStyle
from amendtool.articles.styles.marks import begins_deeper, marker_in
from amendtool.articles.text.clause import Clause, parse_body
from amendtool.errors import Place, Problem

Read = TypeVar("Read")

_DATES = ("effective", "delete_on", "delete_when", "remark")
FIELDS: Final = {
    "insert": ("key", "heading", "text", "chapter", "articles", "numbering", *_DATES),
    "replace": ("heading", "text", "find", "with", "count", "present", "articles", *_DATES),
    "delete": ("numbering", *_DATES),
    "renumber": ("to", *_DATES),
    "move": ("to", "after", "chapter", "numbering", *_DATES),
    "split": ("into", "heir", *_DATES),
    "merge": ("into", "heir", "heading", *_DATES),
    "retarget": ("in",),
    "keep": ("in",),
}
"""The fields that an operation may have besides its verb."""

_AFTER = re.compile(r"after\s+(?P<en>.+)|(?P<ja>.+)の次(?:に)?", re.IGNORECASE | re.DOTALL)


class OperationReader:
    """Reads the operations of one file in one drafting style.

    Addresses may be written in any of ``styles``, those of all editions.
    """

    def __init__(
        self, style: DraftingStyle, problems: list[Problem], styles: Sequence[DraftingStyle] = ()
    ) -> None:
        self.style = style
        self.styles = styles or (style,)
        self.problems = problems

    def read(self, fields: Fields) -> Operation | None:
        """The operation that a mapping holds, or None after its mistakes are noted."""
        verbs = [verb for verb in FIELDS if verb in fields]
        if len(verbs) != 1:
            story = f"both {' and '.join(verbs)}" if verbs else "no verb"
            fields.problem(
                fields.mapping.place, "operation-verb", f"the operation has {story}",
                f"expected exactly one of {', '.join(FIELDS)}",
            )  # fmt: skip
            return None
        verb = verbs[0]
        fields.only((verb, *FIELDS[verb]), f"`{verb}`")
        operation = self.readers()[verb](fields)
        remark = fields.text("remark")
        if remark is None or operation is None or isinstance(operation, Retarget | Keep):
            return operation
        return replace(operation, remark=tidy(remark))

    # Verbs

    def readers(self) -> dict[str, Callable[[Fields], Operation | None]]:
        """What reads each verb."""
        return {
            "insert": self._insert,
            "replace": self._replace,
            "delete": self._delete,
            "renumber": self._renumber,
            "retarget": self._retarget,
            "keep": self._keep,
        }

    def _insert(self, fields: Fields) -> Insert | None:
        target, after = self._inserted_place(fields)
        key = fields.line("key")
        if key is not None:
            self.problems += key_problems(key, place=fields.place("key"))
        heading, chapter = self._heading(fields), self._chapter(fields)
        holds = self._range(fields, "articles")
        numbering = fields.choice("numbering", Numbering)
        dates = self._dates(fields)
        if target is None:
            return None
        if target.heading or (target.level is None and after is not None):
            fields.problem(
                fields.place("insert"), "insert-level",
                f"nothing can be inserted at {target.text(self.style)}",
                "name a chapter, an article, a paragraph or an item; a heading is replaced",
            )  # fmt: skip
            return None
        level, owner = target.level, self._owner(target)
        self._belongs(fields, level not in ("paragraph", "item"), ("key",), owner)
        self._belongs(fields, level in ("article", "chapter"), ("heading",), owner)
        in_chapter = level == "article" or len(target.chapters) > 1
        self._belongs(fields, in_chapter and not target.supplementary, ("chapter",), owner)
        self._belongs(fields, level == "chapter", ("articles",), owner)
        self._belongs(fields, level != "chapter", ("text",), owner)
        self._belongs(fields, level is not None, ("numbering",), owner)
        clause = self._text(fields, target, expected=after.number.next() if after else None)
        if clause is None and level != "chapter":
            self._expect(fields, "text", f"{owner} that is inserted needs its text")
            return None
        clause = clause or Clause()
        return Insert(
            target=target,
            after=after,
            key=key,
            heading=heading,
            body=clause.paragraphs,
            status=clause.status,
            chapter=chapter,
            holds=holds,
            numbering=numbering,
            dates=dates,
        )

    def _owner(self, target: Address) -> str:
        """What a target is, for messages."""
        if target.heading:
            return "a heading"
        if target.level is None:
            return target.text(self.style)
        return f"{'an' if target.level[0] in 'ai' else 'a'} {target.level}"

    def _chapter(self, fields: Fields) -> Address | None:
        """The chapter that a provision belongs to; ``none`` is outside all of them."""
        return Address() if fields.line("chapter") == "none" else self._address(fields, "chapter")

    def _inserted_place(self, fields: Fields) -> tuple[Address | None, Address | None]:
        value = fields.line("insert") or ""
        match = _AFTER.fullmatch(value)
        if match is None:
            return self._address(fields, "insert"), None
        after = self._parsed(fields, "insert", match["en"] or match["ja"], parse)
        return after, after

    def _replace(self, fields: Fields) -> Replace | ReplacePhrase | None:
        target = self._address(fields, "replace")
        if "find" in fields:
            return self._phrase(fields, target)
        self._belongs(fields, False, ("count",), "a replacement without `find`")
        self._belongs(fields, "text" not in fields, ("with",), "`text`")
        heading, dates = self._heading(fields), self._dates(fields)
        holds = self._range(fields, "articles")
        if target is None:
            return None
        self._belongs(fields, target.level == "chapter", ("articles",), self._owner(target))
        # "with" is what people write beside "replace"; without "find" it is the whole text.
        part = "text" if "text" in fields else "with"
        drop = False
        clause: Clause | None = None
        if target.heading:
            self._belongs(fields, part not in fields, ("heading",), f"`{part}`")
            words = fields.line(part, empty=True) if part in fields else heading
            drop = part in fields and words == ""
            heading = self.style.unbracketed(words) if words else None
            if heading is None and not drop:
                self._expect(fields, "text", "the new heading is missing")
                return None
        else:
            clause = self._text(fields, target, part)
        if clause is None and heading is None and holds is None and not drop:
            self._expect(
                fields, "text", "there is nothing to put in its place",
                "give the new `text`, the new `heading`, or `find` and `with`",
            )  # fmt: skip
            return None
        return Replace(
            target=target,
            heading=heading,
            drop_heading=drop,
            body=clause.paragraphs if clause else None,
            status=clause.status if clause else Status.TEXT,
            holds=holds,
            expects=self._expected(fields, target, clause is None),
            dates=dates,
        )

    def _expected(self, fields: Fields, target: Address, heading: bool) -> str | None:
        """``present``: the words of the present text, or heading, without its numbers."""
        if heading:
            words = fields.line("present")
            return None if words is None else self.style.unbracketed(words)
        clause = self._text(fields, target, "present")
        if clause is None:
            return None
        return " ".join(text for each in clause.paragraphs for text in body_texts(each))

    def _phrase(self, fields: Fields, target: Address | None) -> ReplacePhrase | None:
        self._belongs(fields, False, ("text", "heading", "present", "articles"), "a phrase")
        find = fields.text("find")
        if "with" not in fields:
            self._expect(
                fields, "with", "`find` needs `with`, the words to put in its place",
                "write `with: \"\"` to take the phrase out",
            )  # fmt: skip
            return None
        substitute = fields.text("with", empty=True)
        count = fields.whole_number("count")
        if target is None or find is None or substitute is None:
            return None
        return ReplacePhrase(
            target=target,
            find=tidy(find),
            substitute=tidy(substitute),
            count=count or 1,
            dates=self._dates(fields),
        )

    def _delete(self, fields: Fields) -> Delete | None:
        target = self._range(fields, "delete")
        if target is None:
            return None
        return Delete(
            target=target,
            numbering=fields.choice("numbering", Numbering),
            dates=self._dates(fields),
        )

    def _renumber(self, fields: Fields) -> Renumber | None:
        target, to = self._range(fields, "renumber"), self._placed(fields, "to", "renumber")
        if "to" not in fields:
            self._expect(fields, "to", "`renumber` needs `to`, the proposed numbers")
        if target is None or to is None:
            return None
        if target.first.heading or target.first.level is None:
            fields.problem(
                fields.place("renumber"), "renumber-level",
                f"{target.text(self.style)} has no number", "name provisions with numbers",
            )  # fmt: skip
            return None
        return Renumber(target=target, to=to, dates=self._dates(fields))

    def _placed(self, fields: Fields, name: str, verb: str) -> AddressRange | None:
        """``to``; "paragraphs 3 to 4" alone means those of the present article."""
        written = fields.line(name)
        outer = self._quiet(fields.line(verb) or "")
        if written is not None and outer is not None and self._quiet(written) is None:
            parent = outer.first.parent
            whole = f"{parent.text(self.style)}{self.style.cited.gap}{written}"
            if parent.level is not None and (found := self._quiet(whole)) is not None:
                return found
        return self._range(fields, name)

    def _quiet(self, text: str) -> AddressRange | None:
        try:
            return in_any_style(parse_range, text, self.styles)
        except AddressError:
            return None

    def _retarget(self, fields: Fields) -> Retarget | None:
        node = fields.mapping.get("retarget")
        pair = node.items[0] if isinstance(node, Mapping) and len(node.items) == 1 else None
        if pair is None or not isinstance(pair[1], Scalar):
            fields.problem(
                fields.place("retarget"), "retarget-pair",
                "`retarget` names a present provision and the proposed one that takes its place",
                "write `retarget: {Article 15: Article 17}`, one pair in each operation",
            )  # fmt: skip
            return None
        ends = [self._parsed_scalar(fields, scalar) for scalar in (pair[0], pair[1])]
        within = self._address(fields, "in")
        if ends[0] is None or ends[1] is None:
            return None
        return Retarget(target=ends[0], to=ends[1], within=within)

    def _parsed_scalar(self, fields: Fields, scalar: Scalar) -> Address | None:
        try:
            return in_any_style(parse, scalar.value, self.styles)
        except AddressError as error:
            fields.problem(
                scalar.place, "address-unclear", str(error),
                "`amendtool show` prints the articles with their numbers",
            )  # fmt: skip
            return None

    def _keep(self, fields: Fields) -> Keep | None:
        target = self._range(fields, "keep")
        within = self._address(fields, "in")
        return None if target is None else Keep(target=target, within=within)

    # Parts

    def _address(self, fields: Fields, name: str) -> Address | None:
        value = fields.line(name)
        return None if value is None else self._parsed(fields, name, value, parse)

    def _range(self, fields: Fields, name: str) -> AddressRange | None:
        value = fields.line(name)
        return None if value is None else self._parsed(fields, name, value, parse_range)

    def _parsed(
        self, fields: Fields, name: str, value: str, read: Callable[[str, DraftingStyle], Read]
    ) -> Read | None:
        try:
            return in_any_style(read, value, self.styles)
        except AddressError as error:
            fields.problem(
                fields.place(name), "address-unclear", str(error),
                "`amendtool show` prints the articles with their numbers",
            )  # fmt: skip
            return None

    def _heading(self, fields: Fields) -> str | None:
        heading = fields.line("heading")
        return self.style.unbracketed(heading) if heading else None

    def _dates(self, fields: Fields) -> Dates:
        return Dates(
            effective=fields.date("effective"),
            delete_on=fields.date("delete_on"),
            delete_when=fields.line("delete_when"),
        )

    def _text(
        self, fields: Fields, target: Address, name: str = "text", expected: Number | None = None
    ) -> Clause | None:
        """The provision that the text of an operation holds.

        It may begin with its number: that of the target, or the ``expected`` one.
        """
        scalar = fields.scalar(name)
        if scalar is None or fields.text(name) is None:
            return None
        depth = len(target.items)
        value, cut = scalar.value, 0
        allowed = expected or (target.number if target.level is not None else None)
        if depth and allowed is not None:
            value, cut = self._without_marker(scalar, target, allowed)

        def place(line: int, column: int) -> Place:
            offset = sum(len(text) + 1 for text in value.split("\n")[: line - 1]) + column - 1
            return scalar.place_of(min(cut + offset, max(len(scalar.value) - 1, 0)))

        one = target.level in ("paragraph", "item")
        clause, problems = parse_body(
            value, self.style, place=place, whole=not one, depth=depth, first=allowed
        )
        if problems:
            self.problems += problems
            return None
        # New text takes the forms of the articles that it comes to, however it is written.
        clause = replace(clause, paragraphs=without_forms(clause.paragraphs))
        if one and allowed is not None and not self._is_one(clause, target, allowed, scalar):
            return None
        return clause

    def _without_marker(self, scalar: Scalar, target: Address, number: Number) -> tuple[str, int]:
        """The text of an item without its own number, which may stand before it."""
        value = scalar.value
        start = len(value) - len(value.lstrip(" \n"))
        hyphen = 2 if value[start:].startswith("- ") else 0
        form, deeper = (self.style.item_form(len(target.items) + more) for more in (0, 1))
        line, reader = value[start + hyphen :], self.style.item_marks
        found = marker_in(line, reader, form, number)
        if found is None or (hyphen and begins_deeper(line, reader, form, deeper, number)):
            return value, 0
        written, text = found
        if written.number != number:
            form = written.form
            self._number_differs(form.write(written.number), form.write(number), target, scalar)
        rest = text.lstrip(" ")
        return rest, len(value) - len(rest)

    def _is_one(self, clause: Clause, target: Address, number: Number, scalar: Scalar) -> bool:
        """Whether the text is one paragraph, and not numbered as another one."""
        paragraphs: tuple[Paragraph, ...] = clause.paragraphs
        if len(paragraphs) != 1:
            self.problems.append(
                Problem(
                    code="one-provision",
                    message=f"the text holds {len(paragraphs)} paragraphs; "
                    f"{target.text(self.style)} is one {target.level}",
                    hint="write one operation for each, or replace the whole article",
                    place=scalar.place,
                )
            )
            return False
        written = paragraphs[0].number
        if written not in (Number.of(1), number):
            self._number_differs(str(written), str(number), target, scalar)
            return False
        return True

    def _number_differs(self, written: str, number: str, target: Address, scalar: Scalar) -> None:
        self.problems.append(
            Problem(
                code="number-differs",
                message=f"the text begins with the number {written}, but that of the "
                f"{target.level} is {number}",
                hint=f"begin it with {number}, or without a number; write \\{written} when this is "
                "text",
                place=scalar.place,
            )
        )

    def _belongs(
        self, fields: Fields, fits: bool, names: tuple[str, ...], owner: str | None
    ) -> None:
        for name in names:
            if name in fields and not fits:
                fields.problem(
                    fields.place(name), "field-misplaced",
                    f"`{name}` does not go with {owner or 'this target'}", "leave it out",
                )  # fmt: skip

    def _expect(self, fields: Fields, name: str, message: str, hint: str | None = None) -> None:
        place = fields.mapping.place
        path = f"{place.path}.{name}" if place.path else name
        missing = Place(file=place.file, line=place.line, column=place.column, path=path)
        known = any(problem.place.path == path for problem in self.problems)
        if not known:
            fields.problem(missing, "field-missing", message, hint or f"add `{name}:`")
