"""Write ``docs/cli.md``: the ``--help`` of the program and of every verb, on one page.

Run it after changing an option: ``python -m tools.cli_page``. A test fails until then.
"""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from amendtool.cli.app import VERBS, program
from amendtool.cli.console import Console

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"

HEAD = """\
# The command line

This page is written by `python -m tools.cli_page` from the program's own help.

| exit code | means |
|---|---|
| 0 | done |
| 1 | findings of `check`, or `draft` left something to decide; or nobody read the output |
| 2 | usage: the arguments are wrong |
| 3 | bad input: a file, an address or a revision is wrong |
| 4 | conflict: the articles have moved on, or the amendment was applied already |
| 5 | the repository, the disk or the system refused |
| 70 | a mistake in the program (`internal-error`): the message says how to report it |
| 130 | interrupted with Ctrl-C |

Results go to standard output, everything else to standard error. With `--json` a verb prints
one document and errors are JSON on standard error, with the same exit code; every `code` is
explained in [problems.md](problems.md).
"""


def page() -> str:
    """The page as it should be."""
    sections = [HEAD]
    for verb in ("", *VERBS):
        name = f"amendtool {verb}".strip()
        done = CliRunner().invoke(
            program, [*verb.split(), "--help"], prog_name="amendtool", obj=Console(),
            terminal_width=80,
        )  # fmt: skip
        text = "\n".join(line.rstrip() for line in done.output.splitlines())
        sections.append(f"## {name}\n\n```text\n{text}\n```\n")
    return "\n".join(sections)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
