"""The file of the page: what amendments have said of how the articles print as a whole.

    articles/page.toml

It is written by ``apply`` alone, holds the settings of :class:`amendtool.articles.page.Page`, and
goes before those of the same name in ``amendtool.toml``.
"""

from __future__ import annotations

from typing import Final

from amendtool.articles.page import PAGE_SETTINGS, Page, PageSetting, page_of, page_problem
from amendtool.articles.text import characters
from amendtool.errors import InputError
from amendtool.messages import say
from amendtool.settings import Setting, SettingsFile, refuse, toml_value

PAGE_FILE: Final = "page.toml"
_HEAD: Final = "# How the articles print since an amendment said so (`print:`).\n"


def format_page(page: Page) -> str:
    """The file of a page; empty where no amendment has said anything."""
    lines = [f"{setting} = {toml_value(value)}\n" for setting, value in page.said()]
    return _HEAD + "".join(lines) if lines else ""


def parse_page(text: str, *, file: str) -> Page:
    """The page that a file holds; the inverse of :func:`format_page`.

    Raises InputError with every mistake, each with its line.
    """
    toml = SettingsFile(text, file=file)
    values = toml.values("", [_setting(each) for each in PAGE_SETTINGS])
    toml.require_none()
    return page_of({PageSetting(name): value for name, value in values.items()})


def _setting(setting: PageSetting) -> Setting:
    def read(value: object) -> str:
        if not isinstance(value, str):
            refuse(
                "text-expected",
                say("{name} should be a text", name=setting),
                say('write {name} = "…"', name=setting),
            )
        trouble = page_problem(setting, value)
        if trouble is not None:
            refuse("page-unclear", *trouble)
        if found := characters.problems(value):
            raise InputError(*found)
        return value

    return Setting(name=setting.value, read=read)
