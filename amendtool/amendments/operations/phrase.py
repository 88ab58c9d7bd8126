"""Replace a phrase: some words of a provision become others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar, Final

from amendtool.amendments.apply.effects import Effects, refused
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.file.addresses import ADDRESS, RANGES
from amendtool.amendments.file.fields import (
    ANY_TEXT,
    SOME_TEXT,
    WHOLE_NUMBER,
    Field,
    Given,
    Kind,
    Written,
    wordless,
)
from amendtool.amendments.file.scalars import quoted
from amendtool.amendments.operations.common import COMMON, NO_DATES, Dates
from amendtool.articles.addresses import Address
from amendtool.articles.charter import tidy
from amendtool.messages import say
from amendtool.values import dataclass

REPLACE: Final = Field("replace", ADDRESS, "Gives a provision, a heading or a phrase another text.")
FIND: Final = Field(
    "find",
    Kind[str](
        read=lambda given, name: None if (text := given.text(name)) is None else tidy(text),
        write=lambda value, _: quoted(value),
        schema=SOME_TEXT,
        shape=wordless,
    ),
    "The phrase, as it stands in the present text; with it `with` is needed.",
    words=True,
)
SUBSTITUTE: Final = Field(
    "with",
    Kind[str](
        read=lambda given, name: (
            None if (text := given.text(name, empty=True)) is None else tidy(text)
        ),
        write=lambda value, _: quoted(value),
        schema=ANY_TEXT,
        shape=wordless,
    ),
    "What takes the place of the phrase; without `find` the whole text.",
    words=True,
)
COUNT: Final = Field(
    "count",
    replace(WHOLE_NUMBER, shape=wordless),
    "How often the phrase stands in the text, when not once.",
    words=True,
    shared=True,
)


EXCEPT: Final = Field(
    "except", RANGES, "Where a phrase that is replaced throughout stays as it is."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacePhrase:
    """``find`` becomes ``substitute`` inside one provision, exactly ``count`` times."""

    target: Address
    find: str
    substitute: str
    count: int = 1
    dates: Dates = NO_DATES
    remark: str | None = None

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (REPLACE, FIND, SUBSTITUTE, COUNT, *COMMON)

    @classmethod
    def read(cls, given: Given) -> ReplacePhrase | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        given.belongs(False, say("one provision"), EXCEPT)
        target, find = given[REPLACE], given[FIND]
        words = with_words(given)
        if target is None or find is None or words is None:
            return None
        substitute, count = words
        return cls(target=target, find=find, substitute=substitute, count=count or 1)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield REPLACE(self.target)
        yield FIND(self.find)
        yield SUBSTITUTE(self.substitute)
        yield COUNT(None if self.count == 1 else self.count)


def with_words(given: Given) -> tuple[str, int | None] | None:
    """What takes the place of a phrase, and how often it stands there."""
    if SUBSTITUTE not in given:
        given.missing(
            SUBSTITUTE, say("`find` needs `with`, the words to put in its place"),
            say("write `with: \"\"` to take the phrase out"),
        )  # fmt: skip
        return None
    substitute, count = given[SUBSTITUTE], given[COUNT]
    return None if substitute is None else (substitute, count)


# Replace a phrase: words inside of one provision; where they stand is found later, in its text.


def effects(at: OperationAt[ReplacePhrase], targets: Targets) -> Effects:
    """What one phrase operation acts on."""
    target = at.operation.target
    trouble = targets.missing(target, at, "replace")
    if trouble is None and not target.heading:
        trouble = targets.textless(target, at, "find")
    if trouble:
        return refused(trouble)
    return Effects(phrases=(at,), touched=((target, at),))
