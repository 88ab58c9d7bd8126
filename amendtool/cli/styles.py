"""``amendtool styles``: the house styles of the table, and every setting of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import json_option

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def _complete(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from amendtool.comparison.house import HOUSES

    return [CompletionItem(name) for name in HOUSES if name.startswith(incomplete)]


@click.command(
    cls=Verb,
    name="styles",
    example="amendtool styles\namendtool styles ja-notice\namendtool styles --json",
)
@click.argument("style", metavar="[NAME]", required=False, shell_complete=_complete)
@json_option
@click.pass_obj
def command(console: Console, style: str | None, as_json: bool) -> None:
    """List the house styles of the table, or show every setting of one.

    NAME is a built-in style or a file of the repository. A style is shown as a file with
    the meaning of every setting: write it to house/our.toml, change it, and set
    house = "house/our.toml" in amendtool.toml.
    """
    from amendtool.comparison.house_file import SETTINGS, format_house, house_values
    from amendtool.repository.houses import find_house, reader_in

    root = _root(console)
    if style is None:
        _list(console, _known(console), as_json=as_json)
        return
    read = reader_in(root) if root is not None else None
    house = find_house(style, read, code="house-unknown")
    if as_json:
        console.record(
            {
                "schema": "amendtool/style/1",
                "name": house.name,
                "settings": house_values(house),
                "meanings": {setting.name: setting.meaning for setting in SETTINGS},
            }
        )
        return
    console.print(format_house(house).rstrip("\n"), paged=True)


def _root(console: Console) -> Path | None:
    """The root of the repository that the program runs in, if it does."""
    from amendtool.errors import RepositoryError
    from amendtool.repository.workspace import find_root

    try:
        return find_root(console.cwd)
    except RepositoryError:
        return None


def _known(console: Console) -> tuple[Mapping[str, str], str | None]:
    """Every style with what it is for, and the name of the configured one, if there is one.

    A file with a mistake is listed as such: `amendtool styles FILE` says which.
    """
    from amendtool.comparison.house import HOUSES
    from amendtool.errors import AmendtoolError
    from amendtool.repository.config import CONFIG_FILE, read_config
    from amendtool.repository.houses import find_house, own_houses, reader_in

    found = {name: house.summary for name, house in HOUSES.items()}
    root = _root(console)
    if root is None:
        return found, None
    read = reader_in(root)
    for path in own_houses(root):
        try:
            found[path] = find_house(path, read, code="house-unknown").summary
        except AmendtoolError as error:
            found[path] = f"cannot be used: {error.problems[0].message}"
    configured = read_config((root / CONFIG_FILE).read_bytes(), read=read).house
    found.setdefault(configured.name, configured.summary)
    return found, configured.name


def _list(console: Console, known: tuple[Mapping[str, str], str | None], *, as_json: bool) -> None:
    styles, configured = known
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
        f"{'*' if name == configured else ' '} {name:<{widest}}  {summary}".rstrip()
        for name, summary in styles.items()
    ]
    console.print("\n".join(lines))
