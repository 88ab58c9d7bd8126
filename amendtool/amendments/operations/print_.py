"""Print: what stands around the articles, and how all of them are printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar, Final

from amendtool.amendments.apply.effects import Effects, refused
from amendtool.amendments.apply.targets import OperationAt, Targets
from amendtool.amendments.file.fields import ANY_TEXT, Field, Given, Kind, Written, choice, wordless
from amendtool.amendments.file.scalars import block, quoted
from amendtool.amendments.operations.common import COMMON, NO_DATES, Dates
from amendtool.articles.addresses import Address, AddressRange
from amendtool.articles.charter import Charter, tidy
from amendtool.articles.page import PageSetting, page_problem
from amendtool.messages import say
from amendtool.values import dataclass

PRINT: Final = Field(
    "print",
    choice(PageSetting),
    "What is to be printed otherwise: title, heading, caption, supplementary, deleted, preamble or "
    "closing.",
)
AS: Final = Field(
    "as",
    Kind[str](
        read=lambda given, name: given.text(name, empty=True),
        write=lambda value, _: block(value) if "\n" in value else quoted(value),
        schema=ANY_TEXT,
        shape=wordless,
    ),
    "The text, or the value as in [drafting] of amendtool.toml; empty for what that says.",
    needed="",
    words=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """How the articles are printed from now on: one setting of their page, and its value.

    The title, where the captions stand, what is around them, the title of the supplementary
    provisions and the words for what is deleted: an empty value leaves it to the settings of the
    repository again. Or the whole text before or behind the articles; none where it is empty.
    """

    setting: PageSetting
    value: str
    dates: Dates = NO_DATES
    remark: str | None = None

    FIELDS: ClassVar[tuple[Field[Any], ...]] = (PRINT, AS, *COMMON)

    @property
    def target(self) -> AddressRange:
        """What it acts on: every provision, and none of them alone."""
        return AddressRange(Address(), Address())

    @classmethod
    def read(cls, given: Given) -> Print | None:
        """The operation that the file gives, or None after its mistakes are noted."""
        setting = given[PRINT]
        if AS not in given:
            given.need(AS, say("write `as:` and how it is to be printed"))
            return None
        value = given[AS]
        if setting is None or value is None:
            return None
        value = tidy(value)
        trouble = page_problem(setting, value) if value else None
        if trouble is None and setting is PageSetting.DELETED and value:
            trouble = _other_words(value, given.style.reserved_label)
        if trouble is not None:
            given.problem(given.place(AS), "page-unclear", *trouble)
            return None
        return cls(setting=setting, value=value)

    def written(self) -> Iterator[Written]:
        """What the file says of it, but for what is common to all."""
        yield PRINT(self.setting)
        yield AS(self.value)


def _other_words(value: str, label: str) -> tuple[str, str] | None:
    """What is wrong with words for what is deleted that are no other spacing of those there are."""
    if "".join(value.split()) == "".join(label.split()):
        return None
    return (
        say("{value!r} is not what deleted articles print", value=value),
        say("only its spaces may be others: {label}", label=label),
    )


def effects(at: OperationAt[Print], targets: Targets) -> Effects:
    """What one operation does: a setting of the page has another value."""
    operation = at.operation
    if printed_now(targets.charter, operation.setting) == operation.value:
        return refused(
            at.unchanged(say("how amendments have {setting} printed", setting=operation.setting))
        )
    return Effects(page=(at,))


def printed_now(charter: Charter, setting: PageSetting) -> str:
    """What a charter says of one thing; empty where it says nothing."""
    if setting is PageSetting.PREAMBLE:
        return charter.preamble
    if setting is PageSetting.CLOSING:
        return charter.closing
    return charter.page.get(setting) or ""


def printed_as(charter: Charter, setting: PageSetting, value: str) -> Charter:
    """The charter that says ``value`` of one thing."""
    if setting is PageSetting.PREAMBLE:
        return replace(charter, preamble=value)
    if setting is PageSetting.CLOSING:
        return replace(charter, closing=value)
    return replace(charter, page=charter.page.with_setting(setting, value or None))
