"""The facts that a document template asks for: from the options, or from a person."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from amendtool.articles.text.characters import shown
from amendtool.cli.console import Console, read_file
from amendtool.messages import say
from amendtool.settings import toml_value

if TYPE_CHECKING:
    from amendtool.render.notice.asked import AskedFact


def facts_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--fact`` and ``--facts``."""
    one = click.option(
        "--fact",
        "given_facts",
        metavar="NAME=TEXT",
        multiple=True,
        help="A fact that the template asks for; it may be given several times.",
    )
    several = click.option(
        "--facts",
        "facts_file",
        metavar="FILE",
        help='A file of such facts, each a line: name = "text".',
    )
    return one(several(command))


def facts_given(console: Console, given: Sequence[str], file: str | None) -> dict[str, str]:
    """The facts that the options give; those of --fact go before those of the file."""
    found: dict[str, str] = {}
    if file is not None:
        from amendtool.workflow.documents.document import read_facts

        found.update(read_facts(read_file(console.cwd / file, file), file))
    for each in given:
        name, sign, text = each.partition("=")
        if not sign or not name.strip():
            raise click.UsageError(say("--fact wants NAME=TEXT, such as --fact place=Tokyo"))
        found[name.strip()] = text.strip()
    return found


def at_a_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(fact: AskedFact) -> str:
    """The answer of the user at a terminal."""
    answer = ""
    while wrong := fact.wrong(answer):
        if answer:
            click.echo(shown(wrong, one_line=True), err=True)
        question = say("{question} (such as {example})", question=fact.question or fact.name,
                       example=fact.example)  # fmt: skip
        answer = click.prompt(shown(question, one_line=True), err=True)
    return answer.strip()


def tell_answers(told: Sequence[tuple[str, str]]) -> None:
    """Say them as lines of a file, so that the same can be printed again without questions."""
    lines = "\n".join(f"{name} = {toml_value(answer)}" for name, answer in told)
    click.echo(say("In a file for --facts the answers are:\n{lines}",
                   lines=shown(lines)), err=True)  # fmt: skip
