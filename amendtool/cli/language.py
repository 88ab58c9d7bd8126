"""Which language the program speaks, and the catalogue of it."""

from __future__ import annotations

import copy
import gettext
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from inspect import cleandoc
from typing import Final

import click

from amendtool import messages
from amendtool.messages import say, speaking

LANGUAGES: Final = messages.LANGUAGES
DOMAIN: Final = "amendtool"


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of ``--lang``, of ``AMENDTOOL_LANG``, of the locale, else of the articles.

    ``arguments`` are those of the program.
    """
    if (found := asked_for(arguments, environment)) is not None:
        return found
    from amendtool.workflow.language import language_of_articles

    _, folder = _before_the_verb(arguments)
    return language_of_articles(os.path.join(os.getcwd(), folder or ".")) or LANGUAGES[0]


def asked_for(arguments: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """The language that the user or the machine asks for; None where it is that of the articles.

    A language that the program does not speak counts as none where nobody asked this program for
    it. JSON is read by programs and stays as it is.
    """
    before, _ = _before_the_verb(arguments)
    if "--json" in arguments:
        return LANGUAGES[0]
    for asked in (before, environment.get("AMENDTOOL_LANG", "")):
        if _primary(asked) in LANGUAGES:
            return _primary(asked)
    # POSIX: the first that is set is the locale. C and POSIX name no language.
    variables = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, variables), "") or of_windows()
    if _primary(locale) in LANGUAGES:
        return _primary(locale)
    return None if _primary(locale) in ("", "c", "posix") else LANGUAGES[0]


def of_windows() -> str:
    """The language in which Windows talks to its user, as a locale; empty elsewhere.

    Windows sets none of the variables that hold the locale on other systems.
    """
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""


@contextmanager
def said_in(language: str) -> Iterator[None]:
    """Say everything within in ``language``, but not what click says: for pages of our own.

    Nothing of the process is changed, so several threads may speak at once.
    """
    if language not in LANGUAGES[1:]:
        with speaking(None):
            yield
        return
    from amendtool.cli import catalogues

    found = gettext.translation(DOMAIN, catalogues.CATALOGUES, [language], fallback=True)
    with speaking(found, language):
        yield


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Say everything within in ``language``, what click says too."""
    if language == LANGUAGES[0]:
        with speaking(None):
            yield
        return
    # click asks the domain of the process, in the language of its environment; what is run
    # from here is told its own (repository/git/call).
    from amendtool.cli import catalogues

    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(catalogues.CATALOGUES))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        with said_in(language):
            yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def said(command: click.Command) -> click.Command:
    """``command`` with its help in the language that is spoken."""
    command = copy.copy(command)
    if command.help:
        # As the catalogue has it: some versions of Python take the indentation of a docstring
        # away and others keep it.
        command.help = say(cleandoc(command.help))
    if command.epilog:
        command.epilog = say(command.epilog)
    command.params = [copy.copy(each) for each in command.params]
    for each in command.params:
        if isinstance(each, click.Option) and each.help:
            each.help = say(each.help)
    return command


def _before_the_verb(arguments: Sequence[str]) -> tuple[str, str]:
    """What stands behind ``--lang`` and ``-C`` in front of the verb; click reads them later."""
    language = folder = ""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--lang":
            language = next(rest, "")
        elif argument.startswith("--lang="):
            language = argument.removeprefix("--lang=")
        elif argument == "-C":
            folder = next(rest, "")
        elif argument.startswith("-C"):
            folder = argument.removeprefix("-C")
        elif argument == "--color":
            next(rest, "")
        elif not argument.startswith("-"):
            break
    return language, folder


def _primary(tag: str) -> str:
    return tag.replace("_", "-").split("-")[0].split(".")[0].lower()
