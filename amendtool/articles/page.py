"""How the articles are printed as a whole: what an amendment may change of it.

The title, where captions stand, what is around them, the title of the supplementary provisions
and the words for what is deleted are settings (``title`` and ``[drafting]`` in ``amendtool.toml``).
What an amendment says of them belongs to the articles, is kept with them, and goes before the
settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from typing import Final

from amendtool.messages import say
from amendtool.values import dataclass

CAPTION_TEXT: Final = "…"
"""What stands for the caption in a sample of what is around it: ``（…）``."""


class HeadingPlace(StrEnum):
    """Where the heading of an article stands."""

    ABOVE = "above"
    """On a line of its own above the number."""
    BESIDE = "beside"
    """Behind the number: 第14条（議長）."""
    IN_LINE = "in-line"
    """Behind the number, and the text goes on: Section 3.2. Election. The directors …"""


class PageSetting(StrEnum):
    """What an amendment may say of the page, by the name of the setting."""

    TITLE = "title"
    """What the articles are called above their text."""
    HEADING = "heading"
    """Where the captions stand: above, beside or in-line."""
    CAPTION = "caption"
    """What is around a caption, as a sample: （…）."""
    SUPPLEMENTARY = "supplementary"
    """The line above the supplementary provisions."""
    DELETED = "deleted"
    """What is printed in the place of a deleted article, as it is spaced: 削除."""
    PREAMBLE = "preamble"
    """The text before the articles, with the title where that is printed in it."""
    CLOSING = "closing"
    """The text behind them."""


PAGE_SETTINGS: Final = (
    PageSetting.TITLE,
    PageSetting.HEADING,
    PageSetting.CAPTION,
    PageSetting.SUPPLEMENTARY,
    PageSetting.DELETED,
)
"""What a :class:`Page` holds; the others are texts of the charter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What amendments have said of the page; None is what the settings say."""

    title: str | None = None
    heading: HeadingPlace | None = None
    caption: str | None = None
    supplementary: str | None = None
    deleted: str | None = None

    def __post_init__(self) -> None:
        for setting, value in self.said():
            if (trouble := page_problem(setting, value)) is not None:
                raise ValueError(trouble[0])

    def said(self) -> Iterator[tuple[PageSetting, str]]:
        """The settings that are said, with their values."""
        for each in fields(self):
            value = getattr(self, each.name)
            if value is not None:
                yield PageSetting(each.name), str(value)

    def get(self, setting: PageSetting) -> str | None:
        """The value of a setting, or None."""
        return dict(self.said()).get(setting)

    def with_setting(self, setting: PageSetting, value: str | None) -> Page:
        """The same page where ``setting`` has this value.

        Raises ValueError for a value that :func:`page_problem` refuses.
        """
        return page_of({**dict(self.said()), setting: value})


NO_PAGE: Final = Page()


def page_of(values: dict[PageSetting, str | None] | dict[PageSetting, str]) -> Page:
    """The page of these values; ValueError for one that no setting can have."""
    place = values.get(PageSetting.HEADING)
    return Page(
        title=values.get(PageSetting.TITLE),
        heading=HeadingPlace(place) if place is not None else None,
        caption=values.get(PageSetting.CAPTION),
        supplementary=values.get(PageSetting.SUPPLEMENTARY),
        deleted=values.get(PageSetting.DELETED),
    )


def page_problem(setting: PageSetting, value: str) -> tuple[str, str] | None:
    """What is wrong with the value of a setting, and what to do; None where it can be so."""
    if setting not in PAGE_SETTINGS:
        return None
    if not value.strip() or "\n" in value:
        return say("{name} should be a text of one line", name=setting), say(
            "write it as it stands in print"
        )
    if setting is PageSetting.HEADING and value not in [*HeadingPlace]:
        return say("heading is {value!r}", value=value), say(
            "expected one of {choices}", choices=say(", ").join(HeadingPlace)
        )
    if setting is PageSetting.CAPTION and CAPTION_TEXT not in value:
        return (
            say("{sample!r} is no sample of what stands around a caption", sample=value),
            say(
                "write {caption} where the caption stands: （{caption}）",
                caption=CAPTION_TEXT,
            ),
        )
    return None
