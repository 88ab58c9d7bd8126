"""``amendtool verify``: prove the articles from the history of the branch."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import MOST, Console, exit_with, only_first, record_of
from amendtool.cli.options import json_option, open_workspace
from amendtool.messages import say, say_count, say_list

if TYPE_CHECKING:
    from amendtool.workflow.proof.verify import Proof


def _signed(proof: Proof) -> str:
    """How many commits are signed, by whom, and what the signatures are worth."""
    from amendtool.articles.text.characters import shown

    counts: dict[str, int] = {}
    for each in proof.signatures:
        by = f" ({shown(each.signer, one_line=True)})" if each.signer else ""
        counts[say(each.state) + by] = counts.get(say(each.state) + by, 0) + 1
    return say(
        "{commits} signed: {told}",
        commits=say_count("{count} commit", "{count} commits", len(proof.signatures)),
        told=say(", ").join(
            say("{count} {state}", count=count, state=state) for state, count in counts.items()
        ),
    )


@click.command(cls=Verb, name="verify", example="amendtool verify\namendtool verify --json")
@json_option
@click.pass_obj
def command(console: Console, as_json: bool) -> None:
    """Prove that the articles at HEAD are what was adopted, and nothing else.

    Every commit that touches a clause file belongs to an amendment, or stands before the first
    one. Every amendment in force, replayed from its record with the citations that were
    rewritten then, gives the articles that it left, byte for byte. Of a history that was made
    before there were records the trailers are read, and nothing is replayed. Nothing is
    written.

    Signatures of the commits are reported as your own settings of git judge them; what the
    repository says of trust is not asked. A commit without a signature is no finding.

    Provisions that were to be deleted on a day that has passed, and that still stand, are noted:
    `amendtool expire` takes them out.

    Exit code 0: proved; 1: findings.
    """
    from amendtool.workflow.proof.verify import verify

    workspace = open_workspace(console)
    proof = verify(workspace, console.progress, today=datetime.date.today())
    console.problems((*proof.expired, *proof.cut_off))
    if as_json:
        console.record(
            {
                "schema": "amendtool/verify/1",
                "replayed": list(proof.replayed),
                "expiries": list(proof.expiries),
                "by_trailer": list(proof.by_trailer),
                "findings": [record_of(problem) for problem in proof.problems],
                "expired": [record_of(problem) for problem in proof.expired],
                "signatures": [
                    {"commit": each.commit, "state": each.state, "signer": each.signer}
                    for each in proof.signatures
                ],
            }
        )
    else:
        for problem in proof.problems[:MOST]:
            console.print(console.story(problem, styled=console.styled()))
        if proof.problems:
            count = len(proof.problems)
            console.print(
                say_count("{count} finding", "{count} findings", count) + only_first(count)
            )
        told = say_count("{count} amendment", "{count} amendments", len(proof.replayed))
        if proof.expiries:
            ended = say_count("{count} expiry", "{count} expiries", len(proof.expiries))
            told = say_list((told, ended))
        told = say("{replayed} replayed", replayed=told)
        if proof.by_trailer:
            told += say(
                ", {count} without a record, read by their trailers", count=len(proof.by_trailer)
            )
        if proof.signatures:
            console.print(_signed(proof))
        console.print(told + ("" if proof.problems else say(": the articles are what was adopted")))
    exit_with(1 if proof.problems else 0)
