"""``amendtool styles``: the house styles of the table, and every setting of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from amendtool.cli.app import Verb
from amendtool.cli.complete import complete_house
from amendtool.cli.console import Console
from amendtool.cli.options import json_option
from amendtool.messages import say

if TYPE_CHECKING:
    from amendtool.workflow.styles import HouseCatalogue


@click.command(
    cls=Verb,
    name="styles",
    example="amendtool styles\namendtool styles ja-notice\namendtool styles --json",
)
@click.argument("style", metavar="[NAME]", required=False, shell_complete=complete_house)
@json_option
@click.pass_obj
def command(console: Console, style: str | None, as_json: bool) -> None:
    """List the house styles of the table, or show every setting of one.

    NAME is a built-in style or a file of the repository. A style is shown as a file with
    the meaning of every setting: write it to house/our.toml, change it, and set
    house = "house/our.toml" in amendtool.toml.
    """
    from amendtool.workflow.styles import list_houses, show_house

    if style is None:
        _list(console, list_houses(console.cwd), as_json=as_json)
        return
    house = show_house(console.cwd, style)
    if as_json:
        console.record(
            {
                "schema": "amendtool/style/1",
                "name": house.name,
                "settings": dict(house.settings),
                "meanings": dict(house.meanings),
            }
        )
        return
    console.print(house.file.rstrip("\n"), paged=True)


def _list(console: Console, known: HouseCatalogue, *, as_json: bool) -> None:
    styles, configured = known.summaries, known.configured
    if as_json:
        console.record(
            {
                "schema": "amendtool/styles/1",
                "styles": [
                    {"name": name, "summary": summary, "configured": name == configured}
                    for name, summary in styles.items()
                ],
            }
        )
        return
    widest = max(map(len, styles))
    lines = [
        f"{'*' if name == configured else ' '} {name:<{widest}}  {say(summary)}".rstrip()
        for name, summary in styles.items()
    ]
    console.print("\n".join(lines))
