"""``amendtool schema``: the JSON Schema of the amendment's file, or of a JSON document."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from amendtool.cli.app import Verb
from amendtool.cli.console import Console
from amendtool.cli.output import force_option, write_output
from amendtool.messages import say


def complete_schema(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of the schemas, for the shell."""
    from amendtool.workflow.schema import schema_names

    return [
        CompletionItem(name, help=what)
        for name, what in schema_names().items()
        if name.startswith(incomplete)
    ]


@click.command(
    cls=Verb,
    name="schema",
    example="amendtool schema\n"
    "amendtool schema amendment -o amendments/amendment.schema.json\n"
    "amendtool schema table",
)
@click.argument("name", required=False, shell_complete=complete_schema)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE; - is standard output.")
@force_option
@click.pass_obj
def command(console: Console, name: str | None, output: str | None, force: bool) -> None:
    """Print the JSON Schema NAME, or list the schemas that there are.

    `amendment` describes the file of an amendment, so that an editor completes and checks it
    as one types; `init` puts it into amendments/, and `new` names it in its first line. The
    others describe what the verbs print with --json.
    """
    from amendtool.workflow.schema import schema_names, schema_text

    if output == "":
        raise click.UsageError(say("-o needs the name of a file, or - for standard output"))
    if name is None:
        if output is not None:
            raise click.UsageError(say("-o is for one schema: name it"))
        names = schema_names()
        widest = max(map(len, names))
        console.print("\n".join(f"{each:<{widest}}  {say(what)}" for each, what in names.items()))
        return
    text = schema_text(name)
    if output in (None, "-"):
        console.raw(text.encode())
        return
    assert output is not None
    write_output(console, output, text.encode(), workspace=None, force=force)
    console.notice(say("{output}: the schema {name}", output=output, name=name))
