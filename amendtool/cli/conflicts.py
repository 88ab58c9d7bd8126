"""``amendtool conflicts``: which pending amendments touch the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, exit_with, record_of
from amendtool.cli.options import complete_amendment, json_option, open_workspace
from amendtool.messages import later, say, say_count, say_list

if TYPE_CHECKING:
    from amendtool.workflow.meeting.conflicts import TouchingPair

_ORDERS: Final = {
    "both": later("{names}: in both orders, with the same articles"),
    "both-differ": later("{names}: in both orders, and the articles differ by the order"),
    "first": later("{names}: {first} first alone"),
    "second": later("{names}: {second} first alone"),
    "neither": later("{names}: in no order"),
}


@click.command(
    cls=Verb,
    name="conflicts",
    example="amendtool conflicts\namendtool conflicts --json",
)
@click.argument("amendments", metavar="[AMENDMENT]...", nargs=-1, shell_complete=complete_amendment)
@json_option
@click.pass_obj
def command(console: Console, amendments: tuple[str, ...], as_json: bool) -> None:
    """Tell which pending amendments touch the same provision, number or citation.

    For each pair: what both touch, by the numbers in force, and in which orders the two can be
    applied, in every edition. Without names all pending amendments are compared that are no
    drafts, but for those that are wrong by themselves, which are told. Nothing is written.

    Exit code 0: every pair agrees in both orders; 1: one does not, or an amendment is wrong.
    """
    from amendtool.workflow.meeting.conflicts import conflicts

    workspace = open_workspace(console)
    with console.progress(say("comparing")):
        found = conflicts(workspace, amendments)
    if as_json:
        console.record(
            {
                "schema": "amendtool/conflicts/1",
                "pairs": [
                    {
                        "amendments": list(pair.names),
                        "provisions": list(pair.provisions),
                        "numbers": list(pair.numbers),
                        "citations": list(pair.citations),
                        "orders": pair.orders,
                        "why": None if pair.why is None else record_of(pair.why),
                    }
                    for pair in found.pairs
                ],
                "wrong": [
                    {"amendment": name, "problem": record_of(problem)}
                    for name, problem in found.wrong
                ],
            }
        )
    else:
        for pair in found.pairs:
            _print(console, pair)
        for name, problem in found.wrong:
            console.print(say("{name}: wrong by itself, and compared with none", name=name))
            console.print(
                say("  stops: {message} [{code}]", message=problem.message, code=problem.code)
            )
        console.print(
            say_count(
                "{count} pair of pending amendments touch each other",
                "{count} pairs of pending amendments touch each other",
                len(found.pairs),
            )
        )
    exit_with(1 if found.wrong or any(pair.orders != "both" for pair in found.pairs) else 0)


def _print(console: Console, pair: TouchingPair) -> None:
    first, second = pair.names
    names = say_list(pair.names)
    console.print(say(_ORDERS[pair.orders], names=names, first=first, second=second))
    joined = say(", ").join
    if pair.provisions:
        console.print(say("  provisions: {provisions}", provisions=joined(pair.provisions)))
    if pair.numbers:
        console.print(say("  numbers: {numbers}", numbers=joined(pair.numbers)))
    if pair.citations:
        console.print(say("  citations: {citations}", citations=joined(pair.citations)))
    if pair.why is not None:
        console.print(
            say("  stops: {message} [{code}]", message=pair.why.message, code=pair.why.code)
        )
