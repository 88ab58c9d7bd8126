"""``amendtool verify``: prove the articles from the history of the branch."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import MOST, Console, counted, exit_with, only_first, record_of
from amendtool.cli.options import json_option, open_workspace


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

    Exit code 0: proved; 1: findings.
    """
    from amendtool.workflow.verify import verify

    proof = verify(open_workspace(console), console.progress)
    if as_json:
        console.record(
            {
                "schema": "amendtool/verify/1",
                "replayed": list(proof.replayed),
                "by_trailer": list(proof.by_trailer),
                "findings": [record_of(problem) for problem in proof.problems],
            }
        )
    else:
        for problem in proof.problems[:MOST]:
            console.print(console.story(problem, styled=console.styled()))
        if proof.problems:
            count = len(proof.problems)
            console.print(counted(count, "finding") + only_first(count))
        told = f"{counted(len(proof.replayed), 'amendment')} replayed"
        if proof.by_trailer:
            told += f", {len(proof.by_trailer)} without a record, read by their trailers"
        console.print(told + ("" if proof.problems else ": the articles are what was adopted"))
    exit_with(1 if proof.problems else 0)
