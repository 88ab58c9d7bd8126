"""Keep the catalogues of translations: ``make messages`` (``python -m tools.catalogue``).

Every sentence that the program says to people stands in ``amendtool/locale/LANGUAGE/ROOM.po``,
one file for each room of the package, ``help.po`` for the help of the verbs and ``click.po`` for
what click says; those of the pages in ``templates/`` belong to the room ``render``. This finds
the sentences in the code, brings those files up to date, and compiles all of them into
``LC_MESSAGES/amendtool.mo``, which the program reads. Translations that stand in the files are
kept; those of sentences that are gone are dropped, and what stays is said at the end: sentences
without a translation, and translations that do not fit.

A translation fits when it has the fields of its sentence, and in Japanese, when no English word
stands in it beside names, commands and what is quoted as it is typed.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import io
import re
import string
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from amendtool.cli.app import MODULES, VERBS, program
from amendtool.cli.catalogues import CATALOGUES
from amendtool.cli.language import DOMAIN, LANGUAGES
from amendtool.workflow.schema import schema_names

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGE: Final = ROOT / "amendtool"
TEMPLATES: Final = ROOT / "templates"
TRANSLATED: Final = LANGUAGES[1:]

Sentence = str | tuple[str, str]
"""A sentence, or that for one thing and that for several."""


@dataclass(slots=True)
class Room:
    """The sentences of one file, each with the modules that say it."""

    sentences: dict[Sentence, list[str]] = field(default_factory=dict)

    def add(self, sentence: Sentence, module: str) -> None:
        """Take a sentence up, or another module that says it."""
        modules = self.sentences.setdefault(sentence, [])
        if module not in modules:
            modules.append(module)


def sentences(source: str) -> Iterator[Sentence]:
    """What a module says; raises ValueError for a call whose sentence is not written out."""
    calls = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Call)]
    for node in sorted(calls, key=lambda each: (each.lineno, each.col_offset)):
        if not isinstance(node.func, ast.Name):
            continue
        if node.func.id not in ("say", "say_count", "later"):
            continue
        given = [each.value for each in node.args if isinstance(each, ast.Constant)]
        if node.func.id == "say_count":
            one, many = given[0], given[1]
            if not (isinstance(one, str) and isinstance(many, str)):
                raise ValueError(f"line {node.lineno}: say_count needs two sentences")
            yield one, many
        elif given and isinstance(given[0], str):
            yield given[0]
        elif node.func.id == "later" or isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
            raise ValueError(f"line {node.lineno}: the sentence is not written out")


def said_in_template(source: str) -> Iterator[Sentence]:
    """What the template of a page says; raises ValueError as :func:`sentences`."""
    for call in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name) or call.node.name != "say":
            continue
        given = call.args[0] if call.args else None
        if not isinstance(given, nodes.Const) or not isinstance(given.value, str):
            raise ValueError(f"line {call.lineno}: the sentence is not written out")
        yield given.value


def helps() -> Iterator[tuple[str, str]]:
    """The help of all verbs and what they list, with the module that shows it."""
    commands: list[tuple[str, click.Command]] = [("app", program)]
    for verb in VERBS:
        module = MODULES.get(verb, verb)
        commands.append((module, importlib.import_module(f"amendtool.cli.{module}").command))
    for module, command in commands:
        shown = [command.help, command.epilog]
        shown += [each.help for each in command.params if isinstance(each, click.Option)]
        for text in shown:
            if text:
                yield inspect.cleandoc(text), f"amendtool/cli/{module}.py"
    for what in schema_names().values():
        yield what, "amendtool/cli/schema.py"


def of_click() -> Iterator[tuple[Sentence, str]]:
    """What click says by itself, from its own code."""
    folder = Path(str(click.__file__)).parent
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            given = [each.value for each in node.args if isinstance(each, ast.Constant)]
            said = [each for each in given if isinstance(each, str)]
            if node.func.id == "_" and said:
                yield said[0], f"click/{path.name}"
            elif node.func.id == "ngettext" and len(said) == 2:
                yield (said[0], said[1]), f"click/{path.name}"


def rooms() -> dict[str, Room]:
    """The sentences of all rooms; one that several rooms say stands in the first of them."""
    found: dict[str, Room] = {}
    seen: dict[Sentence, str] = {}

    def add(room: str, sentence: Sentence, module: str) -> None:
        name = seen.setdefault(sentence, room)
        found.setdefault(name, Room()).add(sentence, module)

    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        module = path.relative_to(ROOT).as_posix()
        try:
            for sentence in sentences(path.read_text("utf-8")):
                add(parts[0] if len(parts) > 1 else "core", sentence, module)
        except ValueError as error:
            raise SystemExit(f"{module}, {error}") from None
    for path in sorted(TEMPLATES.rglob("*.j2")):
        page = path.relative_to(ROOT).as_posix()
        try:
            for sentence in said_in_template(path.read_text("utf-8")):
                add("render", sentence, page)
        except ValueError as error:
            raise SystemExit(f"{page}, {error}") from None
    for text, module in helps():
        add("help", text, module)
    for said, module in of_click():
        add("click", said, module)
    return found


def path_of(language: str, room: str) -> Path:
    """The file of a room's translations."""
    return CATALOGUES / language / f"{room}.po"


def kept(language: str) -> dict[Sentence, str | tuple[str, ...]]:
    """The translations that stand in the files of a language."""
    found: dict[Sentence, str | tuple[str, ...]] = {}
    for path in sorted((CATALOGUES / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                if message.id and not message.fuzzy and any(_told(message)):
                    found[_key(message)] = _told(message)
    return found


def _key(message: Message) -> Sentence:
    return (message.id[0], message.id[1]) if isinstance(message.id, tuple | list) else message.id


def _told(message: Message) -> str | tuple[str, ...]:
    told = message.string
    return told or "" if isinstance(told, str | None) else tuple(told)


def updated(language: str) -> dict[str, Catalog]:
    """The catalogue of every room as it should stand in its file."""
    translations = kept(language)
    found = {}
    for name, room in rooms().items():
        catalog = Catalog(locale=language, fuzzy=False)
        for sentence, modules in room.sentences.items():
            told = translations.get(sentence, "")
            catalog.add(sentence, told, locations=[(each, 0) for each in modules])
        found[name] = catalog
    return found


def written(catalog: Catalog) -> bytes:
    """The text of a catalogue's file; the same for the same sentences."""
    file = io.BytesIO()
    write_po(file, catalog, width=100, omit_header=True, include_lineno=False)
    return b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n' + file.getvalue()


class _Undated(Catalog):
    """A catalogue whose head says neither when nor by what it was made."""

    def _head(self) -> list[tuple[str, str]]:
        return [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", self.plural_forms),
        ]

    mime_headers = property(_head)


def compiled(catalogs: Iterable[Catalog], language: str) -> bytes:
    """One catalogue of all rooms, as :mod:`gettext` reads it."""
    whole = _Undated(locale=language, fuzzy=False)
    for catalog in catalogs:
        for message in catalog:
            if message.id and any(_told(message)):
                whole.add(message.id, message.string)
    file = io.BytesIO()
    write_mo(file, whole)
    return file.getvalue()


# ---------------------------------------------------------------------- what does not fit

_FIELD: Final = re.compile(r"\{[^{}]*\}|%\([a-z_]+\)[a-z]|%[sd]")
_AS_TYPED: Final = re.compile(
    r"`[^`]*`|\"[^\"]*\"|'[^']*'|「[^」]*」|--?[a-z][a-z-]*"
    r"|[^\s`\u0080-\uffff]*[0-9_/\\.=<>@#~^$|*][^\s`\u0080-\uffff]*"
    r"|(?:amendtool|git)(?: [a-z][a-z-]*)*|[A-Za-z0-9_.-]+:(?= )|\[[a-z_.]+\]|(?m:^ {2,}.*$)"
)
NAMES: Final = frozenset(
    """amendtool git Git Word LibreOffice OpenDocument Markdown Office Excel Windows macOS Linux
    Dask Bokeh Python Unicode MiB GitHub GitLab Delaware UTF Chromium WeasyPrint weasyprint
    icalendar Starlette Ctrl pip install""".split()
)
"""What is called so in Japanese too."""


def misfits(sentence: Sentence, told: str | tuple[str, ...], language: str) -> Iterator[str]:
    """What is wrong with a translation."""
    said = (sentence,) if isinstance(sentence, str) else sentence
    translations = (told,) if isinstance(told, str) else told
    if not all(translations):
        yield "has no translation"
        return
    for translation in translations:
        wanted = [fields(each) for each in said]
        if fields(translation) not in wanted:
            yield f"has other fields than {sorted(wanted[-1])}: {translation}"
        if language == "ja" and (words := english(translation)):
            yield f"has English words ({', '.join(words)}): {translation}"


def fields(text: str) -> frozenset[str]:
    """The names of the fields of a sentence; of one that has none, its braces are braces."""
    if named := re.findall(r"%\(([a-z_]+)\)|(%[sd])", text):
        return frozenset(a or b for a, b in named)
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return frozenset()
    return frozenset(name for name in names if name.isascii() and name.isidentifier())


def english(text: str) -> list[str]:
    """The English words of a Japanese text, but for names and what is quoted as it is typed."""
    plain = _AS_TYPED.sub(" ", _FIELD.sub(" ", text))
    words = re.findall(r"[A-Za-z][A-Za-z']+", plain)
    return [word for word in words if word not in NAMES and not word.isupper()]


def main(arguments: list[str]) -> int:
    """Write the catalogues; 1 where a translation is missing or does not fit.

    With ``--compile`` only the compiled file is written, from the translations as they stand.
    """
    wrong = 0
    for language in TRANSLATED:
        catalogs = updated(language)
        if "--compile" not in arguments:
            (CATALOGUES / language).mkdir(parents=True, exist_ok=True)
            for room, catalog in catalogs.items():
                path_of(language, room).write_bytes(written(catalog))
            for path in (CATALOGUES / language).glob("*.po"):
                if path.stem not in catalogs:
                    path.unlink()
        folder = CATALOGUES / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{DOMAIN}.mo").write_bytes(compiled(catalogs.values(), language))
        for room, catalog in catalogs.items():
            missing = 0
            for message in catalog:
                if not message.id:
                    continue
                for what in misfits(_key(message), _told(message), language):
                    wrong += 1
                    if what == "has no translation":
                        missing += 1
                    else:
                        print(f"{path_of(language, room).name}: {_key(message)!r} {what}")
            if missing:
                print(f"{path_of(language, room).name}: {missing} without a translation")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
