"""What the verbs that record an act have in common."""

from __future__ import annotations

import datetime

from amendtool.cli.console import Console
from amendtool.cli.options import open_workspace


def act_on(
    console: Console, amendment: str, deed: str, day: datetime.date, *, as_json: bool
) -> None:
    """Record an act, and print what is in git now."""
    from amendtool.workflow.life import record_act

    workspace = open_workspace(console, writes=True)
    done = record_act(workspace, amendment, deed, day, today=datetime.date.today(), cwd=console.cwd)
    console.problems(done.notices)
    if as_json:
        console.record(
            {
                "schema": "amendtool/act/1",
                "amendment": done.name,
                "act": done.deed.value,
                "day": str(done.day),
                "commit": done.commit,
            }
        )
        return
    console.print(
        f"{done.name}: {done.deed.value} on {done.day}; commit {done.commit[:12]}\n"
        "Next: amendtool status"
    )
