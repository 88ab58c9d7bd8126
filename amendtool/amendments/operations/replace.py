"""Replace: a provision, or a heading, gets a new text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from amendtool.amendments.apply.effects import Effects, refused
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.file.addresses import HEADING, bracketed, named
from amendtool.amendments.file.fields import ANY_TEXT, Field, Given, Kind, Written
from amendtool.amendments.file.scalars import scalar
from amendtool.amendments.file.texts import BARE_TEXT, PROVISION_TEXT, ProvisionText
from amendtool.amendments.operations.common import COMMON, HOLDS, MARK, NO_DATES, TEXT, Dates
from amendtool.amendments.operations.marks import mark_chosen
from amendtool.amendments.operations.phrase import (
    COUNT,
    EXCEPT,
    FIND,
    REPLACE,
    SUBSTITUTE,
    ReplacePhrase,
)
from amendtool.amendments.operations.throughout import ReplaceThroughout
from amendtool.articles.addresses import Address, AddressRange, address_of_article, find
from amendtool.articles.charter import Body, Chapter, Status, goes_unnumbered
from amendtool.errors import Problem
from amendtool.messages import say
from amendtool.values import dataclass

PRESENT: Final = Field(
    "present", BARE_TEXT, "The present text; when another one stands there, that is a mistake.",
    words=True,
)  # fmt: skip
# "with" is what people write beside "replace"; without "find" it is the whole text.
_WHOLE: Final = SUBSTITUTE.of(PROVISION_TEXT)
_NEW_HEADING: Final = Kind[str](
    read=lambda given, name: given.line(name, empty=True),
    write=lambda value, style: scalar(bracketed(value, style)),
    schema=ANY_TEXT,
    shape=bool,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replace:
    """A new text for the whole provision, a new heading, or a new mark; key and number stay.

    The ``mark`` is the number as it is to be printed, '' where none is: ``Section 1.2.``, ``②``.
    It is that of the proposed number, which other operations may change.
    For a chapter, ``holds`` says which articles, in proposed numbers, stand in it and in its
    sections; what stood in it before them goes to the chapter before, what stood behind
    them to the next one.
    """

    target: Address
    heading: str | None = None
    drop_heading: bool = False
    body: Body | None = None
    status: Status = Status.TEXT
    holds: AddressRange | None = None
    mark: str | None = None
    expects: str | None = None
    """The present text that is to be replaced; when it is not there, the base is stale."""
    dates: Dates = NO_DATES
    remark: str | None = None

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (
        REPLACE, HEADING, TEXT, FIND, SUBSTITUTE, COUNT, EXCEPT, PRESENT, HOLDS, MARK, *COMMON,
    )  # fmt: skip

    @classmethod
    def read(cls, given: Given) -> Replace | ReplacePhrase | ReplaceThroughout | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        if FIND in given:
            given.belongs(False, say("a phrase"), TEXT, HEADING, PRESENT, HOLDS, MARK)
            return ReplaceThroughout.read(given)
        given.belongs(False, say("a replacement without `find`"), COUNT, EXCEPT)
        given.belongs(TEXT not in given, "`text`", SUBSTITUTE)
        target, heading, holds = given[REPLACE], given[HEADING], given[HOLDS]
        mark = given[MARK]
        if target is None:
            return None
        given.belongs(target.level == "chapter", named(target, given.style), HOLDS)
        given.belongs(not target.heading, named(target, given.style), MARK)
        part = TEXT if TEXT in given else _WHOLE
        drop = False
        text: ProvisionText | None = None
        if target.heading:
            given.belongs(part not in given, f"`{part.name}`", HEADING)
            words = given[part.of(_NEW_HEADING)] if part in given else heading
            drop = part in given and words == ""
            heading = given.style.unbracketed(words) if words else None
            if heading is None and not drop:
                given.missing(TEXT, say("the new heading is missing"))
                return None
        else:
            text = given.at(target)[part]
            if text is not None and text.articles:
                given.problem(
                    given.place(part),
                    "articles-in-text",
                    say(
                        "the text holds articles, and {target} is replaced by paragraphs",
                        target=target.text(given.style),
                    ),
                    say("replace each article by itself, or `delete` and `insert` the whole"),
                )
                return None
            if text is not None and text.heading is not None:
                given.problem(
                    given.place(part),
                    "heading-in-text",
                    say("the text holds the caption {heading!r}", heading=text.heading),
                    say("`restate:` the article, or leave the caption out"),
                )
                return None
        if text is None and heading is None and holds is None and mark is None and not drop:
            given.missing(
                TEXT,
                say("there is nothing to put in its place"),
                say("give the new `text`, the new `heading`, the new `mark`, or `find` and `with`"),
            )
            return None
        # What stands there now is a heading where only that is replaced.
        present = PRESENT if text else PRESENT.of(HEADING.kind)
        return cls(
            target=target,
            heading=heading,
            drop_heading=drop,
            body=text.body if text else None,
            status=text.status if text else Status.TEXT,
            holds=holds,
            mark=mark,
            expects=given.at(target)[present],
        )

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield REPLACE(self.target)
        if self.target.heading:
            yield TEXT.of(_NEW_HEADING)("" if self.drop_heading else self.heading or "")
        else:
            yield HEADING(self.heading)
        yield HOLDS(self.holds)
        if self.body or self.status is not Status.TEXT:
            yield TEXT(ProvisionText(target=self.target, body=self.body or (), status=self.status))
        yield MARK(self.mark)
        yield PRESENT(self.expects)

    @property
    def only_marks(self) -> bool:
        """Whether it gives a mark and leaves everything else as it is."""
        others = (self.heading, self.body, self.holds, self.expects)
        told = self.drop_heading or self.status is not Status.TEXT
        return self.mark is not None and not told and all(each is None for each in others)


# What it does to the present articles


def effects(at: OperationAt[Replace], targets: Targets) -> Effects:
    """What one replacement does: to the heading, to what stands in a chapter, to the text."""
    operation = at.operation
    target = operation.target
    if gone := targets.missing(target, at, "replace", gives_heading=True):
        return refused(gone)
    headings: dict[Address, OperationAt[Replace]] = {}
    if operation.heading is not None or operation.drop_heading:
        owner = target.parent if target.heading else target
        unnumbered = owner.level is None and owner.supplementary
        if owner.level not in ("article", "chapter") and not unnumbered:
            return refused(
                at.problem(
                    "heading", "heading-misplaced",
                    say("{name} has no heading of its own", name=targets.name(target)),
                    say("only articles and chapters have headings"),
                )
            )  # fmt: skip
        headings[heading_of(owner)] = at
    texts: dict[Address, OperationAt[Replace]] = {}
    problem: Problem | None = None
    if operation.body is not None or operation.status is not Status.TEXT:
        problem = _textless(at, targets)
        if problem is None:
            texts[target] = at
    marks: dict[Address, OperationAt[Replace]] = {}
    if operation.mark is not None:
        trouble = _markless(at, targets)
        problem = problem or trouble
        if trouble is None:
            marks[target] = at
    return Effects(
        headings=headings,
        replaces=texts,
        marks=marks,
        holds=((target, at),) if operation.holds is not None else (),
        touched=tuple((address, at) for address in dict.fromkeys((*headings, *texts, *marks))),
        problems=(problem,) if problem else (),
    )


def _markless(at: OperationAt[Replace], targets: Targets) -> Problem | None:
    """The problem of a mark for what prints no number of its own."""
    target = at.operation.target
    if target.level is None:
        return at.problem(
            "mark",
            "mark-misplaced",
            say("{name} have no number of their own", name=targets.name(target)),
            say("name an article or a paragraph of them"),
        )
    return mark_chosen(target, at, targets.style)


def _textless(at: OperationAt[Replace], targets: Targets) -> Problem | None:
    """The problem of a new text for what holds none."""
    target = at.operation.target
    if target.level == "chapter":
        return at.problem(
            "text", "chapter-text", say("a chapter has a heading but no text"),
            _instead(target, targets),
        )  # fmt: skip
    if target.level in ("paragraph", "item"):
        return targets.textless(target.parent, at, "replace")
    return None


def _instead(chapter: Address, targets: Targets) -> str:
    """What is written where a chapter is to get a text."""
    name, home = chapter.text(targets.style), find(targets.charter, chapter)
    key = home.key if isinstance(home, Chapter) else None
    inside = [each for each in targets.charter.articles if key and each.chapter == key]
    if inside and goes_unnumbered(inside[0]):
        return say(
            "the text below its heading is `{text}`; for all that stands in it write "
            "`restate: {chapter}`",
            text=address_of_article(targets.charter, inside[0].key).text(targets.style),
            chapter=name,
        )
    return say("replace the articles in it, or write `restate: {chapter}`", chapter=name)


def heading_of(owner: Address) -> Address:
    """The address of the heading of an article or a chapter."""
    return Address(
        supplementary=owner.supplementary,
        chapters=owner.chapters,
        article=owner.article,
        heading=True,
        block=owner.block,
    )
