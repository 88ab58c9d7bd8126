"""Write the man pages: the help of the program and of every verb (``make man``).

``python -m tools.man_pages FOLDER`` writes ``FOLDER/man1/amendtool.1`` and a page for each verb,
``amendtool-table.1``, in English, and below ``FOLDER/ja/`` in Japanese: ``man -M FOLDER
amendtool-table``. They are made from what ``--help`` is made from, so nothing is said twice. They
bear no date, so the same sources make the same bytes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import click

from amendtool import __version__
from amendtool.cli.app import EXAMPLE, VERBS, Verb, program
from amendtool.cli.catalogues import CATALOGUES
from amendtool.cli.console import Console
from amendtool.cli.language import DOMAIN, LANGUAGES, said, spoken
from amendtool.cli.layout import columns, units
from amendtool.messages import say

SECTIONS: Final = {
    "en": {
        "name": "NAME",
        "synopsis": "SYNOPSIS",
        "description": "DESCRIPTION",
        "verbs": "VERBS",
        "options": "OPTIONS",
        "examples": "EXAMPLES",
        "exit": "EXIT STATUS",
        "see": "SEE ALSO",
    },
    "ja": {
        "name": "名前",
        "synopsis": "書式",
        "description": "説明",
        "verbs": "コマンド",
        "options": "オプション",
        "examples": "例",
        "exit": "終了ステータス",
        "see": "関連項目",
    },
}
"""The headings of a page, as the man pages of each language have them."""


def pages(language: str) -> Iterator[tuple[str, str]]:
    """Every page by its file name, in one language."""
    with spoken(language):
        yield "amendtool.1", page((), SECTIONS[language])
        for verb in VERBS:
            yield f"amendtool-{verb}.1", page((verb,), SECTIONS[language])


def page(verb: tuple[str, ...], heads: Mapping[str, str]) -> str:
    """The page of a verb, or of the program, in the language that is spoken."""
    root = said(program)  # what click says in a language, it keeps in the command
    assert isinstance(root, click.Group)
    whole = click.Context(root, info_name="amendtool", obj=Console(), **program.context_settings)
    command: click.Command | None
    if verb:
        command = root.get_command(whole, verb[0])
        assert isinstance(command, Verb)
        context = click.Context(command, info_name=verb[0], parent=whole, obj=Console())
        summary, example = say(VERBS[verb[0]]), say(command.example)
    else:
        command, context, example = root, whole, EXAMPLE
        summary = first_line(command.help or "")
    name = "-".join(("amendtool", *verb))
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [
        '.\\" Made from the help of the program by `make man`.',
        f'.TH "{name.upper()}" "1" "" "amendtool {__version__}" "amendtool"',
        # Lines of Japanese have few spaces or none, between which groff would adjust them.
        *([".ds AD l", ".ad l"] if columns(summary) > len(summary) else []),
        *_section(heads["name"]),
        f"{roff(name)} \\- {flowing(summary)}",
        *_section(heads["synopsis"]),
        f"\\fB{roff(context.command_path)}\\fR {roff(usage)}",
        *_section(heads["description"]),
        *_paragraphs(command.help or ""),
    ]
    if not verb:
        lines += _section(heads["verbs"])
        for each, told in VERBS.items():
            lines += [".TP", f"\\fBamendtool\\-{roff(each)}\\fR(1)", flowing(say(told))]
    options = [
        each.get_help_record(context)
        for each in command.get_params(context)
        if isinstance(each, click.Option)
    ]
    lines += _section(heads["options"])
    for option in filter(None, options):
        lines += [".TP", f"\\fB{roff(option[0])}\\fR", flowing(option[1]) or "\\&"]
    lines += [*_section(heads["examples"]), ".nf", *map(roff, example.splitlines()), ".fi"]
    if not verb:
        lines += [*_section(heads["exit"]), *_paragraphs(command.epilog or "")]
    others = ["amendtool"] if verb else []
    lines += [
        *_section(heads["see"]),
        ", ".join(f"\\fB{roff(each)}\\fR(1)" for each in (*others, "git")),
    ]
    return "\n".join(lines) + "\n"


def catalogue(language: str) -> Path:
    """The compiled catalogue of a language, which an installed program has."""
    return CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.mo"


def first_line(text: str) -> str:
    """The first sentence, without the stop that ends it."""
    return text.strip().split("\n\n")[0].replace("\n", " ").rstrip(".。")


def _section(head: str) -> list[str]:
    return [f'.SH "{roff(head)}"']


def _paragraphs(text: str) -> Iterator[str]:
    r"""Paragraphs of a help text; behind ``\b`` its lines stay as they are."""
    for part in re.split(r"\n\s*\n", text.strip()):
        yield ".PP"
        if part.lstrip().startswith("\b"):
            yield ".nf"
            yield from (roff(line) for line in part.replace("\b", "").strip("\n").splitlines())
            yield ".fi"
        else:
            yield flowing(" ".join(part.split()))


def roff(text: str) -> str:
    """Text of one line as roff has it: signs that it would obey are shown."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    escaped = escaped.replace("`", "\\(ga").replace("^", "\\(ha").replace("~", "\\(ti")
    return f"\\&{escaped}" if escaped.startswith(".") else escaped


def flowing(text: str) -> str:
    r"""Text of one line that is filled: ``\:`` stands where Japanese may be broken."""
    return "\\:".join(map(roff, units(text))) if columns(text) > len(text) else roff(text)


def main(arguments: Sequence[str]) -> int:
    """Write the pages below the folder that is named; returns an exit code."""
    if len(arguments) != 1:
        print("python -m tools.man_pages FOLDER", file=sys.stderr)
        return 2
    for language in LANGUAGES:
        if language != LANGUAGES[0] and not catalogue(language).exists():
            print(f"NOTE: no pages in {language}: make messages compiles its catalogue")
            continue
        folder = Path(arguments[0], *([] if language == LANGUAGES[0] else [language]), "man1")
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages(language):
            (folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
