"""What the verbs that record an act have in common."""

from __future__ import annotations

import datetime

from amendtool.cli.console import Console
from amendtool.cli.options import open_workspace
from amendtool.messages import say


def act_on(
    console: Console,
    amendment: str,
    deed: str,
    day: datetime.date,
    *,
    as_json: bool,
    notice: tuple[str | None, tuple[str, ...], bool] = (None, (), False),
) -> None:
    """Record an act, and print what is in git now; of a notice, which tables went out with it."""
    from amendtool.workflow.life import NoticeOptions, record_act
    from amendtool.workflow.record_words import said_deed

    workspace = open_workspace(console, writes=True)
    language, among, alone = notice
    done = record_act(
        workspace,
        amendment,
        deed,
        day,
        today=datetime.date.today(),
        cwd=console.cwd,
        notice=NoticeOptions(language=language, among=among, alone=alone),
    )
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
        say(
            "{name}: {act} on {day}; commit {commit}\nNext: amendtool status",
            name=done.name,
            act=said_deed(done.deed),
            day=done.day,
            commit=done.commit[:12],
        )
    )
