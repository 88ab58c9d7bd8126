"""``amendtool apply``: adopt an amendment into git."""

from __future__ import annotations

import click

from amendtool.cli.app import Verb
from amendtool.cli.console import Console, counted
from amendtool.cli.options import amendment_argument, find_source, json_option


@click.command(cls=Verb, name="apply", example="amendtool apply 2013-06-26-agm && git log --stat")
@amendment_argument
@json_option
@click.pass_obj
def command(console: Console, amendment: str, as_json: bool) -> None:
    """Adopt AMENDMENT into git: the renumbering as pure renames, then the text, then a tag.

    All or nothing: killed at any moment, the repository is as before or as after, and the
    next run completes or cleans up. Changes outside articles/ are left alone.

    Where the articles have several editions, all of them are amended in the same commits.
    """
    from amendtool.repository.landing.recovery import recover
    from amendtool.repository.workspace import Workspace
    from amendtool.workflow.adopt import adopt, refuse_applied
    from amendtool.workflow.company_names import outdated_names
    from amendtool.workflow.editions import propose_for_all, read_in_every_edition

    workspace = Workspace.open(console.cwd)
    recovered = recover(workspace.git)
    completed = None
    if recovered is not None:
        console.problems(recovered.notices)
        completed = recovered.name if recovered.commit is not None else None
    found = find_source(workspace, amendment, console)
    if found.name is not None and found.name != completed:
        # Before its words are asked for: an edition may have come since.
        refuse_applied(workspace, found.name)
    sources = read_in_every_edition(workspace, found)
    name = sources[0].parsed.amendment.name
    applied = workspace.applied(name)
    if completed == name and applied is not None:
        # The run that was cut off had passed the commit point; this one has finished it.
        commits: tuple[str, ...] = (applied.commit,)
        tag: str | None = applied.tag
    else:
        refuse_applied(workspace, name)
        with console.progress("reading the articles"):
            proposals = propose_for_all(workspace, sources, workspace.head())
        with console.progress("committing"):
            landed, notices = adopt(workspace, *proposals)
        console.problems([*notices, *landed.notices, *outdated_names(workspace, *proposals)])
        commits, tag = landed.commits, landed.tag
    if as_json:
        console.record(
            {
                "schema": "amendtool/apply/1",
                "amendment": name,
                "commits": list(commits),
                "tag": tag,
                "completed": completed == name,
            }
        )
        return
    what = "finished the run that was cut off" if completed == name else "applied"
    shown = ", ".join(commit[:12] for commit in commits)
    console.print(
        f"{name}: {what}; {counted(len(commits), 'commit')} {shown}"
        + (f", tag {tag}" if tag else "")
        + f"\nNext: amendtool log, or amendtool table {name} -o table.docx"
    )
