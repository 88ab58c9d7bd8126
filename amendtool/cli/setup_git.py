"""``amendtool setup-git``: provisions and words in ``git diff``."""

from __future__ import annotations

import sys

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.options import open_workspace
from amendtool.errors import InputError, Problem
from amendtool.messages import say


@click.command(
    cls=Verb,
    name="setup-git",
    example="amendtool setup-git --yes\namendtool setup-git --undo",
)
@click.option("--yes", is_flag=True, help="Set it without asking.")
@click.option("--undo", is_flag=True, help="Take back what was set, and no more.")
@click.option("-n", "--dry-run", is_flag=True, help="Show what would be set; set nothing.")
@click.pass_obj
def command(console: Console, yes: bool, undo: bool, dry_run: bool) -> None:
    """Tell git about clause files: git diff then shows provisions and words.

    The head of a hunk names the caption, item or operation that it stands in, git diff
    --word-diff takes words as units, in Japanese text characters, and Japanese file names are
    shown as they are.

    It stands in the git folder of this clone alone (.git/config, .git/info/attributes): nothing
    is committed, no program is named and no file is changed. On a terminal it is asked first.
    """
    from amendtool.workflow.setup_git import git_setup, set_up_git, take_back_git

    if undo and (yes or dry_run):
        raise click.UsageError(say("--undo stands alone"))
    workspace = open_workspace(console)
    if undo:
        if take_back_git(workspace):
            console.print(say("git is told nothing more about clause files"))
        else:
            console.print(say("git was told nothing about clause files: nothing to take back"))
        return
    wanted = git_setup(workspace)
    if not wanted:
        console.print(say("git is told about clause files already"))
        return
    if dry_run or not yes:
        # Beside the question these are no result.
        lines = "\n".join(wanted.lines())
        if dry_run:
            console.print(lines, paged=True)
            return
        console.tell(lines)
    if not (yes or _agreed()):
        raise click.Abort
    set_up_git(workspace)
    console.print(say("git diff now shows provisions and words; back: amendtool setup-git --undo"))


def _agreed() -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise InputError(
            Problem(
                code="yes-needed",
                message=say(
                    "the settings of git are changed after a yes alone, and nobody is asked"
                ),
                hint=say("look at the lines above, then say --yes"),
            )
        )
    return bool(click.confirm(say("Set this in the git folder of this clone?"), err=True))
